// The principle of deferred measurement (Nielsen and Chuang, 4.4): a measured value may stay on a qubit,
// where gates read it as a control, if nothing but gates that are diagonal there touches that qubit
// afterwards. A measured qubit that goes on first leaves its value on a qubit of its own (cx to |0>), which
// also takes its coherence as the measurement did; if it goes on from |0>, a second cx back clears it.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "qiao/base/error.hpp"
#include "qiao/ir/synthesis.hpp"

namespace qiao::ir {
namespace {

[[noreturn]] void refuse(const Instruction& in, const std::string& why) {
  throw Error(ErrorCode::kUnsupported, fmt::format("{}:{}: measurements cannot be deferred: {}",
                                                   in.source().line, in.source().column, why));
}

constexpr unsigned kMaxConditionBits = 8;  // 2^8 patterns of controls

bool diagonal(const Instruction& in) {
  return !in.is_symbolic() && !in.is_dynamic() && structure_of(in.matrix()).diagonal;
}

bool self_inverse(const Instruction& in) {
  if (in.is_symbolic() || in.is_dynamic()) return false;
  const Matrix square = in.matrix() * in.matrix(), identity = Matrix::identity(square.dim);
  for (std::size_t i = 0; i < square.data.size(); ++i)
    if (std::abs(square.data[i] - identity.data[i]) > 1e-14) return false;
  return true;
}

std::vector<Control> controls_of(const Instruction& in) {
  std::vector<Control> controls;
  for (unsigned c = 0; c < in.num_controls(); ++c) controls.push_back(in.control(c));
  return controls;
}

// Adds `more` to `controls`, no qubit twice; false if the two contradict each other.
bool join(std::vector<Control>& controls, const std::vector<Control>& more) {
  for (const Control& m : more) {
    const auto same = std::find_if(controls.begin(), controls.end(),
                                   [&](const Control& c) { return c.qubit() == m.qubit(); });
    if (same == controls.end()) controls.push_back(m);
    else if (same->positive() != m.positive()) return false;
  }
  return true;
}

class Deferral {
 public:
  // With room for `extra` more qubits.
  Deferral(const Circuit& circuit, unsigned extra)
      : circuit_(circuit),
        out_(same_shape(circuit)),
        extra_(extra),
        fixed_(circuit.num_qubits()),
        touched_(circuit.num_qubits(), true),
        needed_(circuit.size()) {
    next_ = circuit.num_qubits();
    if (extra > 0) out_.add_qreg(register_name(), extra);
    find_needed();
    for (at_ = 0; at_ < circuit.size(); ++at_) instruction(circuit.at(at_));
    // A measurement whose bit was written again still took its qubit's coherence.
    for (Qubit q = 0; q < circuit.num_qubits(); ++q)
      if (fixed_[q] && bits_on(q).empty()) leave_value(q, last_measured_.at(q));
    for (const auto& [index, bit] : last_write_)
      if (const auto on = value_.find(bit); on != value_.end() && on->second.second == index)
        out_.measure(on->second.first, bit, circuit.at(index).source());
  }

  unsigned used() const { return next_ - circuit_.num_qubits(); }
  Circuit result() && { return std::move(out_); }

 private:
  std::string register_name() const {
    std::set<std::string> taken(circuit_.symbols().begin(), circuit_.symbols().end());
    for (const Register& r : circuit_.qregs()) taken.insert(r.name);
    for (const Register& r : circuit_.cregs()) taken.insert(r.name);
    for (const Variable& v : circuit_.variables()) taken.insert(v.name);
    std::string name = "measured";
    while (taken.count(name)) name += "_";
    return name;
  }

  template <class F>
  void each_bit(ExprId id, const F& f) const {
    each_read(circuit_, id, [&](Clbit first, std::uint32_t count) {
      for (Clbit c = first; c < first + count; ++c) f(c);
    });
  }

  void reads(const Instruction& in, std::set<Clbit>& bits) const {
    const auto add = [&](Clbit c) { bits.insert(c); };
    if (in.kind() == OpKind::kIf) each_bit(in.condition(), add);
    if (in.kind() == OpKind::kSwitch) each_bit(in.selector(), add);
    in.each_block([&](BlockId b) {
      for (std::size_t i = 0; i < circuit_.size(b); ++i) reads(circuit_.at(i, b), bits);
    });
  }

  // Which measurements of the main block have a value that is read or is a result.
  void find_needed() {
    std::vector<bool> live(circuit_.num_clbits());
    std::fill_n(live.begin(), circuit_.num_result_bits(), true);
    for (std::size_t i = circuit_.size(); i-- > 0;) {
      const Instruction in = circuit_.at(i);
      if (in.kind() == OpKind::kMeasure) {
        needed_[i] = live[in.clbit()];
        live[in.clbit()] = false;
      } else {
        std::set<Clbit> bits;
        reads(in, bits);
        for (const Clbit c : bits) live[c] = true;
      }
    }
  }

  // Bits of a variable that no measurement has set: an input. Registers are 0 before they are set.
  bool unknown(Clbit c) const { return c >= circuit_.num_result_bits() && !value_.count(c); }

  std::vector<Clbit> bits_on(Qubit q) const {
    std::vector<Clbit> bits;
    for (const auto& [bit, on] : value_)
      if (on.first == q) bits.push_back(bit);
    return bits;
  }

  // The value of measured qubit q on a fresh qubit, which is returned; q may change then.
  Qubit leave_value(Qubit q, const Instruction& in) {
    if (next_ == circuit_.num_qubits() + extra_)
      refuse(in, fmt::format("more than {} additional qubits would be needed", extra_));
    const Qubit fresh = next_++;
    const Control from(q);
    out_.gate(GateId::kX, {&fresh, 1}, {}, {&from, 1}, in.source());
    for (const Clbit bit : bits_on(q)) value_[bit].first = fresh;
    fixed_[q] = false;
    return fresh;
  }

  void make_changeable(const Instruction& in) {
    if (in.kind() == OpKind::kGate && !diagonal(in))
      for (const Qubit q : in.targets())
        if (fixed_[q]) leave_value(q, in);
  }

  void instruction(const Instruction& in) {
    switch (in.kind()) {
      case OpKind::kMeasure: {
        const Qubit q = in.targets()[0];
        value_.erase(in.clbit());
        if (needed_[at_]) {
          value_[in.clbit()] = {q, at_};
          last_write_.emplace_back(at_, in.clbit());
        }
        fixed_[q] = true;
        last_measured_.insert_or_assign(q, in);
        return;
      }
      case OpKind::kReset: {
        const Qubit q = in.targets()[0];
        if (fixed_[q] && !bits_on(q).empty()) {
          const Control from(leave_value(q, in));
          out_.gate(GateId::kX, {&q, 1}, {}, {&from, 1}, in.source());
        } else if (touched_[q]) {
          out_.reset(q, in.source());
        }
        fixed_[q] = touched_[q] = false;
        return;
      }
      default:
        conditional(in, {});
    }
  }

  // Anything that may stand in a condition, where all of `condition` hold.
  void conditional(const Instruction& in, const std::vector<std::pair<Clbit, bool>>& condition) {
    switch (in.kind()) {
      case OpKind::kGate:
        gate(in, condition);
        return;
      case OpKind::kBarrier:
        if (condition.empty()) out_.append(in, in.targets(), {});
        return;
      case OpKind::kDelay:
        return;
      case OpKind::kBlock:
        block(in.body(), condition);
        return;
      case OpKind::kIf:
        choice(in, in.condition(), condition,
               [&](std::uint64_t value) { return value != 0 ? in.then_block() : in.else_block(); });
        return;
      case OpKind::kSwitch:
        choice(in, in.selector(), condition, [&](std::uint64_t value) {
          for (unsigned i = 0; i < in.num_cases(); ++i)
            for (const std::int64_t v : in.case_values(i))
              if (static_cast<std::uint64_t>(v) == value) return in.case_block(i);
          return in.default_block();
        });
        return;
      case OpKind::kMeasure:
      case OpKind::kReset:
        refuse(in, fmt::format("a {} stands in a condition or a box",
                               in.kind() == OpKind::kReset ? "reset" : "measurement"));
      case OpKind::kWhile:
        refuse(in, "the program has a loop whose rounds depend on results");
      case OpKind::kAssign:
        refuse(in, "the program assigns to classical bits or variables");
      default:
        refuse(in, "the program has `break`, `continue` or `end`");
    }
  }

  void block(BlockId id, const std::vector<std::pair<Clbit, bool>>& condition) {
    if (id == kNoBlock) return;
    for (std::size_t i = 0; i < circuit_.size(id); ++i) conditional(circuit_.at(i, id), condition);
  }

  void gate(const Instruction& in, const std::vector<std::pair<Clbit, bool>>& condition) {
    if (in.is_dynamic()) refuse(in, "an angle is known only when the program runs");
    make_changeable(in);
    for (const auto& [bit, set] : condition)  // a gate is not its own control
      for (const Qubit q : in.targets())
        if (value_.at(bit).first == q) leave_value(q, in);
    std::vector<Control> controls;
    for (const auto& [bit, set] : condition)
      if (!join(controls, {Control(value_.at(bit).first, set)})) return;
    if (!join(controls, controls_of(in))) return;
    for (const Qubit q : in.targets()) touched_[q] = true;
    out_.append(in, in.targets(), controls);
  }

  // The exclusive or of bits and a constant.
  struct Parity {
    std::set<Clbit> bits;
    bool constant = false;
  };
  static Parity add(Parity a, const Parity& b, bool constant = false) {
    for (const Clbit c : b.bits)
      if (!a.bits.insert(c).second) a.bits.erase(c);
    a.constant = a.constant ^ b.constant ^ constant;
    return a;
  }
  // The value 0 or 1 of `id` as a parity, if it has that form.
  std::optional<Parity> parity(ExprId id) const {
    const auto plain = [](ValueType t) {
      return t.kind == ValueKind::kBool || t.kind == ValueKind::kBits || t.kind == ValueKind::kUint;
    };
    const Expr& e = circuit_.expr(id);
    std::optional<Parity> a, b;
    switch (e.op) {
      case ExprOp::kConst:
        if (plain(e.type) && e.value <= 1) return Parity{{}, e.value == 1};
        return std::nullopt;
      case ExprOp::kBits:
        if (e.b != 1) return std::nullopt;
        [[fallthrough]];
      case ExprOp::kBit:
        if (unknown(e.a)) return std::nullopt;
        return value_.count(e.a) ? Parity{{e.a}} : Parity{};
      case ExprOp::kCast:
        return plain(e.type) && plain(circuit_.expr(e.a).type) ? parity(e.a) : std::nullopt;
      case ExprOp::kNot:
        if ((a = parity(e.a))) return add(*a, {}, true);
        return std::nullopt;
      case ExprOp::kBitXor:
      case ExprOp::kEq:
      case ExprOp::kNe:
        if ((a = parity(e.a)) && (b = parity(e.b))) return add(*a, *b, e.op == ExprOp::kEq);
        return std::nullopt;
      default:
        return std::nullopt;
    }
  }

  // A gate that is its own inverse, under the parity of many bits, is that gate under each of them. False,
  // and nothing done, if the value of `id` is no parity or other gates depend on it.
  template <class Pick>
  bool choice_by_parity(ExprId id, const std::vector<std::pair<Clbit, bool>>& condition, const Pick& pick) {
    const std::optional<Parity> p = parity(id);
    if (!p || p->bits.size() < 2) return false;
    const BlockId blocks[] = {pick(p->constant), pick(!p->constant)};  // for bits of even and of odd number
    for (const BlockId b : blocks)
      for (std::size_t i = 0; b != kNoBlock && i < circuit_.size(b); ++i) {
        const Instruction in = circuit_.at(i, b);
        const bool nothing = in.kind() == OpKind::kBarrier || in.kind() == OpKind::kDelay;
        if (!nothing && (in.kind() != OpKind::kGate || !self_inverse(in))) return false;
      }
    for (const bool odd : {false, true})
      for (std::size_t i = 0; blocks[odd] != kNoBlock && i < circuit_.size(blocks[odd]); ++i) {
        const Instruction in = circuit_.at(i, blocks[odd]);
        if (in.kind() != OpKind::kGate) continue;
        if (!odd) gate(in, condition);
        for (const Clbit c : p->bits) {
          auto all = condition;
          all.emplace_back(c, true);
          gate(in, all);
        }
      }
    return true;
  }

  // The block that `pick` names for the value of `id`, for each assignment of the bits that matter: these
  // become patterns of controls.
  template <class Pick>
  void choice(const Instruction& in, ExprId id, const std::vector<std::pair<Clbit, bool>>& condition,
              const Pick& pick) {
    if (choice_by_parity(id, condition, pick)) return;
    std::vector<Clbit> read;
    each_bit(id, [&](Clbit c) {
      if (unknown(c))
        for (const Variable& v : circuit_.variables())
          if (c >= v.first && c - v.first < v.bits)
            refuse(in, fmt::format("the condition depends on the variable '{}'", v.name));
      if (value_.count(c) && std::find(read.begin(), read.end(), c) == read.end()) read.push_back(c);
    });
    if (read.size() > kMaxConditionBits)
      refuse(in, fmt::format("the condition reads {} measured bits, more than {}", read.size(),
                             kMaxConditionBits));
    std::vector<BlockId> chosen(std::size_t{1} << read.size());
    for (std::size_t v = 0; v < chosen.size(); ++v) {
      ClassicalBits bits(circuit_.num_clbits());
      for (std::size_t k = 0; k < read.size(); ++k) bits.set(read[k], v >> k & 1);
      chosen[v] = pick(evaluate(circuit_, id, bits));
    }
    for (std::size_t k = read.size(); k-- > 0;) {  // bits that change nothing
      const std::size_t bit = std::size_t{1} << k;
      bool matters = false;
      for (std::size_t v = 0; v < chosen.size(); ++v) matters = matters || chosen[v] != chosen[v ^ bit];
      if (matters) continue;
      std::vector<BlockId> rest;
      for (std::size_t v = 0; v < chosen.size(); ++v)
        if (!(v & bit)) rest.push_back(chosen[v]);
      chosen = std::move(rest);
      read.erase(read.begin() + static_cast<std::ptrdiff_t>(k));
    }
    for (std::size_t v = 0; v < chosen.size(); ++v) {
      auto all = condition;
      for (std::size_t k = 0; k < read.size(); ++k) all.emplace_back(read[k], (v >> k & 1) != 0);
      block(chosen[v], all);
    }
  }

  const Circuit& circuit_;
  Circuit out_;
  unsigned extra_;
  Qubit next_ = 0;                                        // first fresh qubit
  std::size_t at_ = 0;                                    // in the main block
  std::map<Clbit, std::pair<Qubit, std::size_t>> value_;  // the qubit that has a bit's value; its measurement
  std::vector<std::pair<std::size_t, Clbit>> last_write_;
  std::map<Qubit, Instruction> last_measured_;
  std::vector<bool> fixed_;    // measured: only diagonal gates may touch it
  std::vector<bool> touched_;  // not known to be |0>
  std::vector<bool> needed_;
};

}  // namespace

Circuit defer_measurements(const Circuit& circuit, unsigned max_extra) {
  const unsigned used = Deferral(circuit, max_extra).used();
  return Deferral(circuit, used).result();
}

}  // namespace qiao::ir
