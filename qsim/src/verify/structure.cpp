#include "structure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <deque>
#include <map>
#include <numbers>
#include <optional>

#include "qiao/base/error.hpp"
#include "qiao/ir/passes.hpp"
#include "qiao/ir/synthesis.hpp"

namespace qiao::qsim {
namespace {

using ir::BlockId;
using ir::Circuit;
using ir::Complex;
using ir::Control;
using ir::GateId;
using ir::Instruction;
using ir::OpKind;
using ir::Qubit;

constexpr double kClose = 1e-12;  // numbers that differ by less are the same up to rounding
using M2 = std::array<Complex, 4>;

M2 times(const M2& a, const M2& b) {
  return {a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2],
          a[2] * b[1] + a[3] * b[3]};
}

// A gate, measurement or reset on its wires: qubits, then classical bits.
struct Node {
  const Circuit* circuit = nullptr;
  BlockId block = 0;
  std::uint32_t index = 0;
  bool merged = false;  // a run of 1-qubit gates: `matrix`
  M2 matrix{};
  std::vector<std::uint32_t> wires;  // canonical order: operands that may be exchanged are sorted
  Instruction instruction() const { return circuit->at(index, block); }
};

// What lies between two instructions of control flow.
struct Stretch {
  std::vector<Node> nodes;
  double phase = 0;
  double dropped = 0;                  // norm of the identities left out
  std::optional<std::uint32_t> fence;  // index of the instruction that ends it
};

bool symmetric_targets(GateId id) {
  switch (id) {
    case GateId::kSwap:
    case GateId::kISwap:
    case GateId::kRXX:
    case GateId::kRYY:
    case GateId::kRZZ:
    case GateId::kFSim:
      return true;
    default:
      return false;
  }
}
bool diagonal1(GateId id) {
  return id == GateId::kZ || id == GateId::kS || id == GateId::kSdg || id == GateId::kT ||
         id == GateId::kTdg || id == GateId::kP;
}

class Builder {
 public:
  Builder(const Circuit& c, BlockId block) : c_(c), block_(block) {}

  std::vector<Stretch> run() {
    for (std::uint32_t i = 0; i < c_.size(block_); ++i) {
      const Instruction in = c_.at(i, block_);
      switch (in.kind()) {
        case OpKind::kBarrier:
        case OpKind::kDelay:
          break;
        case OpKind::kGate:
          gate(in, i);
          break;
        case OpKind::kMeasure:
        case OpKind::kReset: {
          flush(in.targets()[0]);
          Node node{&c_, block_, i, false, {}, {in.targets()[0]}};
          if (in.kind() == OpKind::kMeasure) node.wires.push_back(c_.num_qubits() + in.clbit());
          now_.nodes.push_back(std::move(node));
          break;
        }
        default:
          finish();
          now_.fence = i;
          done_.push_back(std::move(now_));
          now_ = {};
      }
    }
    finish();
    done_.push_back(std::move(now_));
    return std::move(done_);
  }

 private:
  void gate(const Instruction& in, std::uint32_t i) {
    if (in.gate() == GateId::kGPhase && in.num_controls() == 0 && !in.is_symbolic() && !in.is_dynamic()) {
      now_.phase += in.params()[0];
      return;
    }
    if (in.gate() == GateId::kI || in.gate() == GateId::kU0) return;
    if (in.num_controls() == 0 && in.num_targets() == 1 && !in.is_symbolic() && !in.is_dynamic()) {
      const ir::Matrix m = in.matrix();
      const M2 u = {m.data[0], m.data[1], m.data[2], m.data[3]};
      auto [it, fresh] = runs_.try_emplace(in.targets()[0], Run{u, i});
      if (!fresh) it->second.matrix = times(u, it->second.matrix);
      return;
    }
    Node node{&c_, block_, i, false, {}, {}};
    for (unsigned k = 0; k < in.num_controls(); ++k)
      flush(in.control(k).qubit()), node.wires.push_back(in.control(k).qubit());
    for (const Qubit q : in.targets()) flush(q), node.wires.push_back(q);
    bool positive = true;
    for (unsigned k = 0; k < in.num_controls(); ++k) positive = positive && in.control(k).positive();
    const auto controls = static_cast<std::ptrdiff_t>(in.num_controls());
    if (positive && in.num_targets() == 1 && diagonal1(in.gate()))
      std::sort(node.wires.begin(), node.wires.end());
    else {
      std::sort(node.wires.begin(), node.wires.begin() + controls);
      if (symmetric_targets(in.gate())) std::sort(node.wires.begin() + controls, node.wires.end());
    }
    now_.nodes.push_back(std::move(node));
  }
  struct Run {
    M2 matrix;
    std::uint32_t first;
  };
  void flush(Qubit q) {
    const auto it = runs_.find(q);
    if (it == runs_.end()) return;
    const M2& m = it->second.matrix;
    const double off = std::abs(m[1]) + std::abs(m[2]) + std::abs(m[0] - m[3]);
    if (off < kClose) {
      now_.phase += std::arg(m[0]);
      now_.dropped += off;
    } else {
      now_.nodes.push_back({&c_, block_, it->second.first, true, m, {q}});
    }
    runs_.erase(it);
  }
  void finish() {
    while (!runs_.empty()) flush(runs_.begin()->first);
  }

  const Circuit& c_;
  BlockId block_;
  Stretch now_;
  std::vector<Stretch> done_;
  std::map<Qubit, Run> runs_;
};

class Comparison {
 public:
  Comparison(const Circuit& a, const Circuit& b, StructureResult& result) : a_(a), b_(b), result_(result) {}

  // Blocks of the two; false at the first difference.
  bool blocks(BlockId block_a, BlockId block_b, bool main) {
    if ((block_a == ir::kNoBlock) != (block_b == ir::kNoBlock)) return false;
    if (block_a == ir::kNoBlock) return true;
    const auto list_a = Builder(a_, block_a).run();
    const auto list_b = Builder(b_, block_b).run();
    for (std::size_t i = 0; i < std::max(list_a.size(), list_b.size()); ++i) {
      if (i >= list_a.size() || i >= list_b.size()) {
        part_at(i < list_a.size() ? list_a[i] : list_a.back(), i < list_b.size() ? list_b[i] : list_b.back(),
                block_a, block_b);
        return false;
      }
      main_ = main;
      if (!stretches(list_a[i], list_b[i])) return false;
      const double turn = list_b[i].phase - list_a[i].phase;
      if (main) result_.phase += turn;
      else if (std::abs(std::remainder(turn, 2 * std::numbers::pi)) > kClose) result_.phase_known = false;
      result_.distance += list_a[i].dropped + list_b[i].dropped;
      if (list_a[i].fence.has_value() != list_b[i].fence.has_value() ||
          (list_a[i].fence &&
           !fences(a_.at(*list_a[i].fence, block_a), b_.at(*list_b[i].fence, block_b), main))) {
        part_at(list_a[i], list_b[i], block_a, block_b);
        return false;
      }
    }
    return true;
  }

 private:
  void part_at(const Stretch& a, const Stretch& b, BlockId block_a, BlockId block_b) {
    if (result_.first_a.line || result_.first_b.line) return;
    if (a.fence) result_.first_a = a_.at(*a.fence, block_a).source();
    if (b.fence) result_.first_b = b_.at(*b.fence, block_b).source();
  }

  bool stretches(const Stretch& a, const Stretch& b) {
    // The nodes of b wire by wire; a's next node must be the first of each of its wires there.
    std::map<std::uint32_t, std::deque<std::uint32_t>> waiting;
    for (std::uint32_t j = 0; j < b.nodes.size(); ++j)
      for (const std::uint32_t w : b.nodes[j].wires) waiting[w].push_back(j);
    const auto differ = [&](const Node* x, const Node* y) {
      if (x) result_.first_a = x->instruction().source();
      if (y) result_.first_b = y->instruction().source();
      return false;
    };
    std::size_t taken = 0;
    for (const Node& node : a.nodes) {
      std::uint32_t j = 0;
      for (std::size_t k = 0; k < node.wires.size(); ++k) {
        const auto it = waiting.find(node.wires[k]);
        if (it == waiting.end() || it->second.empty()) return differ(&node, nullptr);
        if (k == 0) j = it->second.front();
        else if (it->second.front() != j) return differ(&node, &b.nodes[j]);
      }
      if (node.wires.empty() || !same(node, b.nodes[j])) return differ(&node, &b.nodes[j]);
      for (const std::uint32_t w : node.wires) waiting[w].pop_front();
      ++taken;
    }
    if (taken == b.nodes.size()) return true;
    for (const Node& node : b.nodes)
      if (!node.wires.empty() && !waiting[node.wires[0]].empty())
        return differ(nullptr, &b.nodes[waiting[node.wires[0]].front()]);
    return false;
  }

  bool same(const Node& x, const Node& y) {
    if (x.merged != y.merged || x.wires != y.wires) return false;
    if (x.merged) {
      Complex trace = 0;
      for (int i = 0; i < 4; ++i)
        trace += std::conj(x.matrix[static_cast<std::size_t>(i)]) * y.matrix[static_cast<std::size_t>(i)];
      const Complex turn = trace / std::max(std::abs(trace), 1e-300);
      double d = 0;
      for (std::size_t i = 0; i < 4; ++i) d += std::norm(x.matrix[i] * turn - y.matrix[i]);
      d = std::sqrt(d);
      result_.distance += d;
      if (main_) result_.phase += std::arg(turn);
      else if (std::abs(std::arg(turn)) > kClose) result_.phase_known = false;
      return d < kClose;
    }
    const Instruction a = x.instruction(), b = y.instruction();
    if (a.kind() != b.kind()) return false;
    if (a.kind() == OpKind::kMeasure) return a.clbit() == b.clbit();
    if (a.kind() != OpKind::kGate) return true;
    if (a.gate() != b.gate() || a.num_controls() != b.num_controls() || a.is_dynamic() != b.is_dynamic())
      return false;
    std::vector<std::pair<Qubit, bool>> ca, cb;
    for (unsigned i = 0; i < a.num_controls(); ++i) {
      ca.emplace_back(a.control(i).qubit(), a.control(i).positive());
      cb.emplace_back(b.control(i).qubit(), b.control(i).positive());
    }
    const bool any_order = a.num_targets() == 1 && diagonal1(a.gate());
    std::sort(ca.begin(), ca.end());
    std::sort(cb.begin(), cb.end());
    if (ca != cb) {
      const auto positive = [](const auto& list) {
        return std::all_of(list.begin(), list.end(), [](const auto& c) { return c.second; });
      };
      if (!any_order || !positive(ca) || !positive(cb)) return false;
    }
    if (a.gate() == GateId::kUnitary) {
      const ir::Matrix ma = a.matrix(), mb = b.matrix();
      if (ma.dim != mb.dim) return false;
      double d = 0;
      for (std::size_t i = 0; i < ma.data.size(); ++i) d += std::norm(ma.data[i] - mb.data[i]);
      result_.distance += std::sqrt(d);
      return std::sqrt(d) < kClose;
    }
    for (unsigned i = 0; i < a.params().size(); ++i) {
      if (a.is_dynamic() || b.is_dynamic()) {
        const ir::ExprId ea = a.param_expr(i), eb = b.param_expr(i);
        if ((ea == ir::kNoExpr) != (eb == ir::kNoExpr) || (ea != ir::kNoExpr && !exprs(ea, eb))) return false;
      }
      const ir::Param p = a.param(i), q = b.param(i);
      const double d = std::abs(p.constant() - q.constant());
      result_.distance += d;
      if (!(d < kClose) || p.terms().size() != q.terms().size()) return false;
      for (const auto& term : p.terms()) {
        const auto match = std::find_if(q.terms().begin(), q.terms().end(), [&](const auto& t) {
          return b_.symbols()[t.first] == a_.symbols()[term.first] && t.second == term.second;
        });
        if (match == q.terms().end()) return false;
      }
    }
    return true;
  }

  bool exprs(ir::ExprId x, ir::ExprId y) const {
    if ((x == ir::kNoExpr) != (y == ir::kNoExpr)) return false;
    if (x == ir::kNoExpr) return true;
    ir::Expr a = a_.expr(x), b = b_.expr(y);
    std::vector<ir::ExprId> sub_a, sub_b;
    ir::each_operand(a, [&](ir::ExprId id) { sub_a.push_back(id); });
    ir::each_operand(b, [&](ir::ExprId id) { sub_b.push_back(id); });
    if (a.op != b.op || a.value != b.value || !(a.type == b.type) || sub_a.size() != sub_b.size())
      return false;
    if (ir::is_leaf(a.op) && (a.a != b.a || a.b != b.b)) return false;
    if (a.op == ir::ExprOp::kElement && a.a != b.a) return false;
    if (a.op == ir::ExprOp::kIndex && a.b != b.b) return false;
    for (std::size_t i = 0; i < sub_a.size(); ++i)
      if (!exprs(sub_a[i], sub_b[i])) return false;
    return true;
  }

  // The same truth for every value of the few bits that the two read.
  bool same_condition(ir::ExprId x, ir::ExprId y) const {
    std::vector<ir::Clbit> read;
    const auto note = [&](ir::Clbit first, std::uint32_t count) {
      for (ir::Clbit c = first; c < first + count && read.size() <= kMaxTruth; ++c)
        if (std::find(read.begin(), read.end(), c) == read.end()) read.push_back(c);
    };
    ir::each_read(a_, x, note);
    ir::each_read(b_, y, note);
    if (read.size() > kMaxTruth) return false;
    try {
      for (std::uint64_t v = 0; v < std::uint64_t{1} << read.size(); ++v) {
        ir::ClassicalBits bits(std::max(a_.num_clbits(), b_.num_clbits()));
        for (std::size_t k = 0; k < read.size(); ++k) bits.set(read[k], v >> k & 1);
        if ((ir::evaluate(a_, x, bits) != 0) != (ir::evaluate(b_, y, bits) != 0)) return false;
      }
    } catch (const Error&) {  // no value for some bits
      return false;
    }
    return true;
  }
  static constexpr std::size_t kMaxTruth = 10;

  bool fences(const Instruction& a, const Instruction& b, bool main) {
    if (a.kind() != b.kind()) return false;
    switch (a.kind()) {
      case OpKind::kIf:
        return (exprs(a.condition(), b.condition()) || same_condition(a.condition(), b.condition())) &&
               blocks(a.then_block(), b.then_block(), false) && blocks(a.else_block(), b.else_block(), false);
      case OpKind::kWhile:
        return exprs(a.condition(), b.condition()) && blocks(a.body(), b.body(), false);
      case OpKind::kBlock:
        return blocks(a.body(), b.body(), main);
      case OpKind::kSwitch:
        if (!exprs(a.selector(), b.selector()) || a.num_cases() != b.num_cases()) return false;
        for (unsigned i = 0; i < a.num_cases(); ++i)
          if (!std::equal(a.case_values(i).begin(), a.case_values(i).end(), b.case_values(i).begin(),
                          b.case_values(i).end()) ||
              !blocks(a.case_block(i), b.case_block(i), false))
            return false;
        return blocks(a.default_block(), b.default_block(), false);
      case OpKind::kAssign: {
        const ir::Destination da = a.destination(), db = b.destination();
        return da.first == db.first && da.type == db.type && da.stride == db.stride &&
               exprs(da.index, db.index) && exprs(a.value(), b.value());
      }
      case OpKind::kBreak:
      case OpKind::kContinue:
        return a.levels() == b.levels();
      default:
        return true;
    }
  }

  const Circuit &a_, &b_;
  StructureResult& result_;
  bool main_ = true;  // what is compared happens exactly once
};

const ir::GateSet& elementary() {
  static const ir::GateSet set = ir::GateSet().add(GateId::kU).add(GateId::kGPhase).add(GateId::kX, 1);
  return set;
}

}  // namespace

StructureResult compare_structure(const Circuit& a, const Circuit& b) {
  StructureResult as_it_stands;
  as_it_stands.equal = Comparison(a, b, as_it_stands).blocks(Circuit::kMainBlock, Circuit::kMainBlock, true);
  if (as_it_stands.equal) return as_it_stands;
  try {
    const Circuit small_a = ir::expand(a, elementary()), small_b = ir::expand(b, elementary());
    StructureResult expanded;
    expanded.equal =
        Comparison(small_a, small_b, expanded).blocks(Circuit::kMainBlock, Circuit::kMainBlock, true);
    if (expanded.equal) return expanded;
  } catch (const Error& e) {
    if (e.code() != ErrorCode::kUnsupported) throw;  // a gate with a run-time parameter
  }
  return as_it_stands;
}

// ---- Clifford circuits (Aaronson and Gottesman, arXiv:quant-ph/0406196)

namespace {

// Images of X_q (rows 0 ... n-1) and Z_q (rows n ... 2n-1) under conjugation, columns packed over the rows.
class Tableau {
 public:
  explicit Tableau(std::size_t n) : words_((2 * n + 63) / 64), x_(n * words_), z_(n * words_), sign_(words_) {
    for (std::size_t q = 0; q < n; ++q) {
      x_[q * words_ + q / 64] |= std::uint64_t{1} << (q % 64);
      z_[q * words_ + (n + q) / 64] |= std::uint64_t{1} << ((n + q) % 64);
    }
  }
  bool apply(const Circuit& c) {
    for (std::size_t i = 0; i < c.size(); ++i) {
      const Instruction in = c.at(i);
      if (in.kind() != OpKind::kGate || in.gate() == GateId::kGPhase) continue;
      if (in.is_symbolic() || in.is_dynamic()) return false;
      if (in.num_controls() == 1 && in.gate() == GateId::kX) cx(in.control(0).qubit(), in.targets()[0]);
      else if (in.num_controls() != 0 || !one(in.matrix(), in.targets()[0])) return false;
    }
    return true;
  }
  // The first row in which the two differ, or none; rows X_q of `without` do not count.
  std::optional<std::size_t> difference(const Tableau& o, const std::vector<Qubit>& without = {}) const {
    std::optional<std::size_t> first;
    std::vector<std::uint64_t> rows(words_, ~std::uint64_t{0});
    for (const Qubit q : without) rows[q / 64] &= ~(std::uint64_t{1} << (q % 64));
    const auto look = [&](const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
      for (std::size_t i = 0; i < a.size(); ++i)
        if (const std::uint64_t d = (a[i] ^ b[i]) & rows[i % words_]) {
          const std::size_t row = i % words_ * 64 + static_cast<std::size_t>(std::countr_zero(d));
          if (!first || row < *first) first = row;
        }
    };
    look(x_, o.x_), look(z_, o.z_), look(sign_, o.sign_);
    return first;
  }

 private:
  void cx(std::size_t c, std::size_t t) {
    std::uint64_t *xc = &x_[c * words_], *zc = &z_[c * words_], *xt = &x_[t * words_], *zt = &z_[t * words_];
    for (std::size_t w = 0; w < words_; ++w) {
      sign_[w] ^= xc[w] & zt[w] & ~(xt[w] ^ zc[w]);
      xt[w] ^= xc[w];
      zc[w] ^= zt[w];
    }
  }
  // Any 1-qubit Clifford gate from the images of X, Y and Z.
  bool one(const ir::Matrix& m, std::size_t q) {
    static const ir::Matrix pauli[3] = {ir::gate_matrix(GateId::kX, {}), ir::gate_matrix(GateId::kY, {}),
                                        ir::gate_matrix(GateId::kZ, {})};
    const ir::Matrix dagger = m.adjoint();
    int image[3];
    bool negative[3];
    for (int p = 0; p < 3; ++p) {
      const ir::Matrix u = m * pauli[p] * dagger;
      image[p] = -1;
      for (int r = 0; r < 3; ++r) {
        const ir::Matrix product = u * pauli[r];
        const double c = (product(0, 0) + product(1, 1)).real() / 2;
        if (std::abs(std::abs(c) - 1) < kClose) image[p] = r, negative[p] = c < 0;
      }
      if (image[p] < 0) return false;
    }
    const auto all = [](bool b) { return b ? ~std::uint64_t{0} : 0; };
    const auto has_x = [&](int p) { return all(image[p] != 2); };
    const auto has_z = [&](int p) { return all(image[p] != 0); };
    std::uint64_t *x = &x_[q * words_], *z = &z_[q * words_];
    for (std::size_t w = 0; w < words_; ++w) {
      const std::uint64_t px = x[w] & ~z[w], py = x[w] & z[w], pz = ~x[w] & z[w];
      sign_[w] ^= (px & all(negative[0])) ^ (py & all(negative[1])) ^ (pz & all(negative[2]));
      x[w] = (px & has_x(0)) | (py & has_x(1)) | (pz & has_x(2));
      z[w] = (px & has_z(0)) | (py & has_z(1)) | (pz & has_z(2));
    }
    return true;
  }
  std::size_t words_;
  std::vector<std::uint64_t> x_, z_, sign_;
};

}  // namespace

CliffordResult compare_clifford(const Circuit& a, const Circuit& b) {
  CliffordResult result;
  const std::size_t n = a.num_qubits();
  if (n > 20000) return result;  // 400 MB
  Tableau ta(n), tb(n);
  if (!ta.apply(ir::expand(a, elementary())) || !tb.apply(ir::expand(b, elementary()))) return result;
  result.applies = true;
  const auto row = ta.difference(tb);
  result.equal = !row;
  if (row)
    result.counter_example = fmt::format("states of {} in an eigenstate of {}, all other qubits mixed",
                                         a.qubit_name(static_cast<Qubit>(*row % n)), *row < n ? "X" : "Z");
  return result;
}

CliffordResult compare_clifford_results(const Circuit& a, const Circuit& b,
                                        const std::vector<Qubit>& measured) {
  CliffordResult result;
  const std::size_t n = a.num_qubits();
  if (n > 20000) return result;
  // What is observed at the end are Z of every qubit and X of those not measured, and products of these: what
  // they are at the start is their image under the inverse.
  Tableau ta(n), tb(n);
  if (!ta.apply(ir::expand(ir::inverse(a), elementary())) ||
      !tb.apply(ir::expand(ir::inverse(b), elementary())))
    return result;
  result.applies = true;
  result.equal = !ta.difference(tb, measured);
  return result;
}

}  // namespace qiao::qsim
