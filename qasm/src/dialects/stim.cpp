// Stim circuits: Clifford gates, measurement, reset, Paulis controlled by one measurement record.
#include "python_source.hpp"

namespace qiao::qasm {
namespace {

using ir::Control;
using ir::GateId;
using ir::Qubit;

constexpr Spelling kRows[] = {
    {"I", GateId::kI, 0},       {"X", GateId::kX, 0},         {"Y", GateId::kY, 0},
    {"Z", GateId::kZ, 0},       {"H", GateId::kH, 0},         {"S", GateId::kS, 0},
    {"S_DAG", GateId::kSdg, 0}, {"SQRT_X", GateId::kSX, 0},   {"SQRT_X_DAG", GateId::kSXdg, 0},
    {"CX", GateId::kX, 1},      {"CY", GateId::kY, 1},        {"CZ", GateId::kZ, 1},
    {"SWAP", GateId::kSwap, 0}, {"ISWAP", GateId::kISwap, 0},
};
const SpellingTable& table() {
  static const SpellingTable list(kRows);
  return list;
}

class StimWriter final : public Writer {
 public:
  StimWriter(const ir::Circuit& circuit, Emission& emission) : Writer(circuit, emission) {
    emission.symbols_allowed = false;
  }
  void begin() override {
    if (!circuit_.cregs().empty())
      emission_.change("changed", "classical registers (results are measurement records)");
    record_of_.assign(circuit_.num_clbits(), kNone);
  }
  void gate(const Call& call) override {
    const Spelling* s = table().find(call.id, call.controls.size());
    if (!condition_.empty()) {
      const bool pauli =
          call.controls.empty() && (call.id == GateId::kX || call.id == GateId::kY || call.id == GateId::kZ);
      if (call.id == GateId::kI) return;
      if (!pauli) return emission_.refuse("in Stim a measurement can only control x, y and z");
      body_ += fmt::format("C{} {} {}\n", s->name, condition_, call.targets[0]);
      return;
    }
    body_ += s->name;
    for (const Control& c : call.controls) body_ += ' ', append_uint(body_, c.qubit());
    for (const Qubit q : call.targets) body_ += ' ', append_uint(body_, q);
    body_ += '\n';
    note(call);
  }
  void measure(Qubit q, ir::Clbit c) override {
    if (!condition_.empty()) return emission_.refuse("Stim has no conditional measurement");
    body_ += fmt::format("M {}\n", q);
    emission_.key(fmt::format("rec[{}]", records_), c);
    record_of_[c] = records_++;
    seen_ = std::max(seen_, q + 1);
  }
  void reset(Qubit q) override {
    if (!condition_.empty()) return emission_.refuse("Stim has no conditional reset");
    body_ += fmt::format("R {}\n", q);
    seen_ = std::max(seen_, q + 1);
  }
  void barrier(std::span<const Qubit>) override {
    body_ += "TICK\n";
    emission_.change("changed", "barrier (now TICK)");
  }
  // One classical bit, tested for 1, is a measurement record.
  void conditional(const ir::Instruction& in) override {
    const ir::Expr* e = &plain(in.condition());
    bool wanted = true;
    if (e->op == ir::ExprOp::kNot) wanted = false, e = &plain(e->a);
    if (e->op == ir::ExprOp::kEq) {
      const ir::Expr *a = &plain(e->a), *b = &plain(e->b);
      if (a->op == ir::ExprOp::kConst) std::swap(a, b);
      if (b->op == ir::ExprOp::kConst && b->value <= 1) wanted = (b->value == 1) == wanted, e = a;
    }
    const bool one_bit = e->op == ir::ExprOp::kBit || (e->op == ir::ExprOp::kBits && e->b == 1);
    if (!one_bit || !wanted || in.else_block() != ir::kNoBlock || !condition_.empty())
      return emission_.refuse("Stim can only test one measured bit for 1, without else and not nested");
    const std::uint64_t record = record_of_[e->a];
    if (record == kNone) return;  // never measured: 0
    condition_ = fmt::format("rec[-{}]", records_ - record);
    emission_.block(in.then_block());
    condition_.clear();
  }
  std::string finish() override {
    std::string head = written_by("Stim circuit", emission_.options());
    // A circuit has as many qubits as its highest used one.
    if (seen_ < circuit_.num_qubits()) {
      body_ += fmt::format("I {}\n", circuit_.num_qubits() - 1);
      emission_.change("added", "identity on the last qubit, so that the circuit keeps its width");
    }
    return head + body_;
  }

 private:
  static constexpr std::uint64_t kNone = ~std::uint64_t{0};
  const ir::Expr& plain(ir::ExprId id) const {
    const ir::Expr* e = &circuit_.expr(id);
    while (e->op == ir::ExprOp::kCast && !e->type.is_real()) e = &circuit_.expr(e->a);
    return *e;
  }
  void note(const Call& call) {
    for (const Control& c : call.controls) seen_ = std::max(seen_, c.qubit() + 1);
    for (const Qubit q : call.targets) seen_ = std::max(seen_, q + 1);
  }
  std::string body_, condition_;
  std::uint64_t records_ = 0;
  std::vector<std::uint64_t> record_of_;
  Qubit seen_ = 0;
};

// The same instructions, each on any number of targets; measurement records become the bits of a register
// "rec".
CheckedCircuit read_stim(std::string_view text, const ParseOptions& options) {
  struct Line {
    const Spelling* gate = nullptr;
    char kind = 'g';  // g, M, R, T (TICK), c (Pauli controlled by a record)
    std::vector<std::uint32_t> targets;
    std::uint64_t record = 0;
    std::uint32_t line = 0;
    std::size_t offset = 0;
  };
  Cursor at(text);
  CheckedCircuit out(options, at);
  std::vector<Line> lines;
  std::uint32_t number = 0;
  std::uint64_t qubits = 0, records = 0;
  const auto is_digit = [&] { return at.peek() >= '0' && at.peek() <= '9'; };
  while (!at.at_end()) {
    ++number;
    at.skip_blanks();
    if (at.peek() == '\n' || at.peek() == '#') {
      at.skip_line();
      continue;
    }
    if (at.at_end()) break;
    Line line;
    line.line = number;
    line.offset = at.offset();
    const std::string_view name = at.name();
    line.gate = table().find(name == "CNOT" ? "CX" : name);
    if (name == "M" || name == "MZ") line.kind = 'M';
    else if (name == "R" || name == "RZ") line.kind = 'R';
    else if (name == "TICK") line.kind = 'T';
    else if (!line.gate) at.fail(fmt::format("instruction '{}' of Stim is not supported", name));
    if (at.peek() == '(') at.fail("noise and other arguments are not supported");
    if (line.gate && line.gate->controls == 1 && (at.skip_blanks(), at.accept("rec[-"))) {
      line.kind = 'c';
      const std::uint64_t back = at.whole();
      if (back == 0 || back > records) at.fail("no such measurement record");
      line.record = records - back;
      at.expect("]");
    }
    for (at.skip_blanks(); is_digit(); at.skip_blanks()) {
      line.targets.push_back(static_cast<std::uint32_t>(at.whole(ir::kMaxQubits - 1)));
      qubits = std::max<std::uint64_t>(qubits, line.targets.back() + std::uint64_t{1});
      out.operation();
    }
    at.expect_end_of_line();
    if (line.kind == 'M') records += line.targets.size();
    lines.push_back(std::move(line));
  }
  if (qubits > 0) out.qreg("q", qubits);
  if (records > 0) out.creg("rec", records, true);
  std::uint32_t record = 0;
  for (const Line& line : lines) {
    const ir::SourcePos source{line.line, 1, 0};
    if (line.kind == 'T') {
      std::vector<Qubit> all(qubits);
      for (Qubit q = 0; q < qubits; ++q) all[q] = q;
      out.circuit.barrier(all, source);
      continue;
    }
    const unsigned step =
        line.kind == 'g' ? line.gate->controls + ir::gate_info(line.gate->id).num_targets : 1;
    if (line.targets.size() % step) throw TextError{"a gate on two qubits needs them in pairs", line.offset};
    for (std::size_t i = 0; i < line.targets.size(); i += step) {
      const Qubit q = line.targets[i];
      if (line.kind == 'M') out.circuit.measure(q, record++, source);
      else if (line.kind == 'R') out.circuit.reset(q, source);
      else if (line.kind == 'c') {
        out.circuit.begin_if(out.circuit.add_expr({.op = ir::ExprOp::kBit,
                                                   .a = static_cast<std::uint32_t>(line.record),
                                                   .type = ir::kBoolType}),
                             source);
        out.circuit.gate(line.gate->id, {q}, {}, {}, source);
        out.circuit.end();
      } else {
        std::vector<Control> controls;
        if (line.gate->controls) controls.emplace_back(q);
        const std::span<const Qubit> targets =
            std::span(line.targets).subspan(i + line.gate->controls, step - line.gate->controls);
        out.circuit.gate(line.gate->id, targets, std::span<const double>{}, controls, source);
      }
    }
  }
  return out;
}

}  // namespace

DialectImplementation stim_dialect() {
  static constexpr std::string_view kEndings[] = {".stim"};
  return {{Dialect::kStim, "stim", ".stim", "Stim circuit: Clifford gates, measurements, resets"},
          []() -> const ir::GateSet& { return table().gates(); },
          [](const ir::Circuit& circuit, Emission& emission) -> std::unique_ptr<Writer> {
            return std::make_unique<StimWriter>(circuit, emission);
          },
          [](std::string_view text, const std::string& name, const ParseOptions& options) {
            return finished_read(read_stim(text, options), name);
          },
          [](std::string_view text, std::string_view file) {
            return file.ends_with(".stim") || text.starts_with("# Stim circuit");
          },
          kEndings,
          true};
}

}  // namespace qiao::qasm
