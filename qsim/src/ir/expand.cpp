// Whole circuits in the gates of a set, and the sets' names.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "expander.hpp"
#include "matrix_synthesis.hpp"
#include "qiao/base/error.hpp"
#include "qiao/ir/passes.hpp"

namespace qiao::ir {
namespace {

class CircuitOutput final : public GateOutput {
 public:
  CircuitOutput(Circuit& out, bool has_phase) : out_(out), has_phase_(has_phase) {}
  void gate(GateId id, std::span<const Param> params, std::span<const Control> controls,
            std::span<const Qubit> targets) override {
    if (std::any_of(params.begin(), params.end(), [](const Param& p) { return !p.is_number(); }))
      return out_.symbolic_gate(id, targets, params, controls, source);
    double numbers[kMaxGateParams];
    for (std::size_t i = 0; i < params.size(); ++i) numbers[i] = params[i].constant();
    out_.gate(id, targets, std::span<const double>{numbers, params.size()}, controls, source);
  }
  void unitary(const Matrix& matrix, std::span<const Control> controls,
               std::span<const Qubit> targets) override {
    out_.unitary(matrix, targets, controls, source);
  }
  void global_phase(const Param& angle) override {
    if (!has_phase_) dropped += angle.constant();
  }
  SourcePos source;
  double dropped = 0;

 private:
  Circuit& out_;
  bool has_phase_;
};

class Rewriter {
 public:
  Rewriter(const Circuit& circuit, const GateSet& set, bool merge, Circuit& out, bool as_they_are = false)
      : circuit_(circuit),
        set_(set),
        merge_(merge),
        as_they_are_(as_they_are),
        out_(out),
        sink_(out, set.has(GateId::kGPhase)),
        expander_(set, sink_) {}

  void block(BlockId id) {
    for (std::size_t i = 0; i < circuit_.size(id); ++i) instruction(circuit_.at(i, id));
    flush_all();
  }
  double dropped() const { return sink_.dropped; }

 private:
  // A run of 1-qubit gates on one qubit.
  struct Run {
    std::vector<Instruction> gates;
  };

  void instruction(const Instruction& in) {
    if (in.kind() == OpKind::kGate) {
      if (merge_ && in.num_controls() == 0 && in.num_targets() == 1 && !in.is_symbolic() &&
          !in.is_dynamic()) {
        runs_[in.targets()[0]].gates.push_back(in);
        return;
      }
      flush(in);
      if (as_they_are_ && !in.is_dynamic()) {  // the one way that finds symbols by name
        std::vector<Control> controls;
        for (unsigned i = 0; i < in.num_controls(); ++i) controls.push_back(in.control(i));
        return out_.append(in, in.targets(), controls);
      }
      sink_.source = in.source();
      if (in.is_dynamic()) return dynamic(in);
      expander_.instruction(in);
      return;
    }
    if (in.kind() == OpKind::kMeasure || in.kind() == OpKind::kReset || in.kind() == OpKind::kBarrier) {
      flush(in);
      out_.append(in, in.targets(), {});
      return;
    }
    flush_all();
    const double outer = sink_.dropped;
    control_flow(in);
    sink_.dropped = outer;  // within a branch nobody can see it
  }

  ExprId copied(ExprId id) { return id == kNoExpr ? kNoExpr : copy_expr(circuit_, id, out_); }

  // Parameters known only at run time are not expressions that a decomposition could work with.
  void dynamic(const Instruction& in) {
    if (!set_.has(in.gate(), in.num_controls()))
      throw Error(ErrorCode::kUnsupported, fmt::format("gate '{}' (line {}) has a parameter known only at "
                                                       "run time and is not among the gates asked for",
                                                       spelled_name(in), in.source().line));
    ExprId exprs[kMaxGateParams];
    const auto params = in.params();
    for (unsigned i = 0; i < params.size(); ++i) exprs[i] = copied(in.param_expr(i));
    std::vector<Control> controls;
    for (unsigned i = 0; i < in.num_controls(); ++i) controls.push_back(in.control(i));
    out_.dynamic_gate(in.gate(), in.targets(), params, {exprs, params.size()}, controls, in.source());
  }

  void control_flow(const Instruction& in) {
    switch (in.kind()) {
      case OpKind::kIf:
        out_.begin_if(copied(in.condition()), in.source());
        block(in.then_block());
        if (in.else_block() != kNoBlock) {
          out_.begin_else();
          block(in.else_block());
        }
        return out_.end();
      case OpKind::kWhile:
        out_.begin_while(copied(in.condition()), in.source());
        block(in.body());
        return out_.end();
      case OpKind::kBlock:
        out_.begin_block(in.is_box(), copied(in.duration()), in.source());
        block(in.body());
        return out_.end();
      case OpKind::kSwitch:
        out_.begin_switch(copied(in.selector()), in.source());
        for (unsigned i = 0; i < in.num_cases(); ++i) {
          out_.begin_case(in.case_values(i));
          block(in.case_block(i));
        }
        if (in.default_block() != kNoBlock) {
          out_.begin_default();
          block(in.default_block());
        }
        return out_.end();
      case OpKind::kAssign: {
        Destination to = in.destination();
        to.index = copied(to.index);
        return out_.assign(to, copied(in.value()), in.source());
      }
      case OpKind::kDelay:
        return out_.delay(copied(in.duration()), in.targets(), in.source());
      case OpKind::kBreak:
        return out_.break_out(in.levels(), in.source());
      case OpKind::kContinue:
        return out_.continue_loop(in.levels(), in.source());
      case OpKind::kEnd:
        return out_.end_program(in.source());
      case OpKind::kGate:
      case OpKind::kMeasure:
      case OpKind::kReset:
      case OpKind::kBarrier:
        return;
    }
  }

  void flush(const Instruction& in) {
    if (!merge_) return;
    for (unsigned c = 0; c < in.num_controls(); ++c) flush(in.control(c).qubit());
    for (const Qubit q : in.targets()) flush(q);
  }
  void flush_all() {
    std::vector<Qubit> qubits;
    for (const auto& [q, run] : runs_) qubits.push_back(q);
    for (const Qubit q : qubits) flush(q);
  }
  void flush(Qubit q) {
    const auto it = runs_.find(q);
    if (it == runs_.end()) return;
    const std::vector<Instruction> gates = std::move(it->second.gates);
    runs_.erase(it);
    sink_.source = gates.front().source();
    const bool all_native =
        std::all_of(gates.begin(), gates.end(), [&](const Instruction& in) { return set_.has(in.gate()); });
    // Multiplying would hide that angles are multiples of pi/4.
    const bool rotations = set_.has(GateId::kRZ) || set_.has(GateId::kP) || set_.has(GateId::kU) ||
                           set_.has(GateId::kRX) || set_.has(GateId::kRY) || set_.has(GateId::kR);
    if (all_native || gates.size() == 1 || !rotations) {
      for (const Instruction& in : gates) expander_.instruction(in);
      return;
    }
    Matrix product = Matrix::identity(2);
    for (const Instruction& in : gates) product = in.matrix() * product;
    TargetSink to(expander_, {});
    synthesise_matrix(product, {&q, 1}, to);
  }

  const Circuit& circuit_;
  const GateSet& set_;
  bool merge_;
  bool as_they_are_;
  Circuit& out_;
  CircuitOutput sink_;
  Expander expander_;
  std::map<Qubit, Run> runs_;
};

}  // namespace

Circuit same_shape(const Circuit& circuit) {
  Circuit out;
  for (const Register& r : circuit.qregs()) out.add_qreg(r.name, r.size);
  const auto result_at = [&](Clbit first) {
    const auto& all = circuit.variables();
    return std::find_if(all.begin(), all.end(),
                        [&](const Variable& v) { return v.is_result && v.first == first; });
  };
  for (const Register& r : circuit.cregs()) {
    if (const auto it = result_at(r.offset); it != circuit.variables().end()) out.add_variable(*it);
    else out.add_creg(r.name, r.size, r.in_order);
  }
  for (const Variable& v : circuit.variables())
    if (!v.is_result) out.add_variable(v);
  for (const Directive& d : circuit.directives()) out.add_directive(d);
  copy_symbols(circuit, out);
  for (const std::string& f : circuit.files()) out.add_file(f);
  return out;
}

void append_all(const Circuit& from, Circuit& to) {
  if (&from == &to) return append_all(Circuit(from), to);  // what is appended must not grow
  static const GateSet all = [] {
    GateSet set;
    for (const GateInfo& g : gate_table()) set.add_any(g.id);
    set.negative_controls = true;
    return set;
  }();
  copy_symbols(from, to);
  Rewriter(from, all, false, to, true).block(Circuit::kMainBlock);
}

Circuit expand(const Circuit& circuit, const GateSet& set, bool merge, double* dropped_phase) {
  Circuit out = same_shape(circuit);
  Rewriter rewriter(circuit, set, merge, out);
  rewriter.block(Circuit::kMainBlock);
  if (dropped_phase) *dropped_phase = rewriter.dropped();
  return out;
}

GateSet parse_gate_set(std::string_view words) {
  GateSet set;
  std::size_t at = 0;
  while (at <= words.size()) {
    const std::size_t comma = std::min(words.find(',', at), words.size());
    std::string_view word = words.substr(at, comma - at);
    while (!word.empty() && word.front() == ' ') word.remove_prefix(1);
    while (!word.empty() && word.back() == ' ') word.remove_suffix(1);
    at = comma + 1;
    struct Alias {
      std::string_view name, row;
    };
    static constexpr Alias kAliases[] = {{"u3", "u"}, {"u1", "p"}, {"cnot", "cx"}, {"phase", "p"}};
    const auto row = [&](std::string_view name) {
      for (const Alias& a : kAliases)
        if (a.name == name) name = a.row;
      return find_gate(name);
    };
    for (const Alias& a : kAliases)
      if (a.name == word) word = a.row;
    unsigned controls = 0;
    bool any = false;
    const GateInfo* info = row(word);
    std::string_view rest = word;
    if (!info && word.starts_with("ctrl-")) {
      any = true;
      info = row(word.substr(5));
    }
    while (!info && rest.starts_with("c")) {
      rest.remove_prefix(1);
      unsigned count = 0;
      while (!rest.empty() && rest[0] >= '0' && rest[0] <= '9' && count < 100) {
        count = count * 10 + static_cast<unsigned>(rest[0] - '0');
        rest.remove_prefix(1);
      }
      controls += count ? count : 1;
      info = row(rest);
    }
    if (!info)
      throw Error(ErrorCode::kUsage, fmt::format("'{}' is no gate", word),
                  "names are those of `qiao gates` with c, cc, c3 ... for controls: rz,sx,cx");
    if (any) set.add_any(info->id);
    else set.add(info->id, controls);
  }
  return set;
}

}  // namespace qiao::ir
