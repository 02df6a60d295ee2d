// HiQASM 0.1, as MindQuantum 0.12.0 reads and writes it. One register of qubits, results in the order of
// measurement.
#include "python_source.hpp"

namespace qiao::qasm {
namespace {

using ir::Control;
using ir::GateId;
using ir::Param;
using ir::Qubit;

constexpr Spelling kRows[] = {
    {"X", GateId::kX, 0},     {"Y", GateId::kY, 0},         {"Z", GateId::kZ, 0},     {"S", GateId::kS, 0},
    {"T", GateId::kT, 0},     {"H", GateId::kH, 0},         {"CNOT", GateId::kX, 1},  {"CZ", GateId::kZ, 1},
    {"CCNOT", GateId::kX, 2}, {"ISWAP", GateId::kISwap, 0}, {"RX", GateId::kRX, 0},   {"RY", GateId::kRY, 0},
    {"RZ", GateId::kRZ, 0},   {"CRX", GateId::kRX, 1},      {"CRY", GateId::kRY, 1},  {"CRZ", GateId::kRZ, 1},
    {"CCRX", GateId::kRX, 2}, {"CCRY", GateId::kRY, 2},     {"CCRZ", GateId::kRZ, 2}, {"XX", GateId::kRXX, 0},
    {"YY", GateId::kRYY, 0},  {"ZZ", GateId::kRZZ, 0},
};
const SpellingTable& table() {
  static const SpellingTable list(kRows);
  return list;
}

class HiQasmWriter final : public Writer {
 public:
  HiQasmWriter(const ir::Circuit& circuit, Emission& emission) : Writer(circuit, emission) {
    emission.symbols_allowed = false;
  }
  void begin() override {
    if (circuit_.qregs().size() > 1 || (circuit_.qregs().size() == 1 && circuit_.qregs()[0].name != "q"))
      emission_.change("changed", "quantum registers joined to one called 'q'");
    if (!circuit_.cregs().empty())
      emission_.change("dropped", "classical registers (results come in the order of measurement)");
  }
  void gate(const Call& call) override {
    body_ += table().find(call.id, call.controls.size())->name;
    char separator = ' ';
    const auto operand = [&](Qubit q) {
      body_ += separator;
      body_ += "q[";
      append_uint(body_, q);
      body_ += ']';
      separator = ',';
    };
    for (const Control& c : call.controls) operand(c.qubit());
    for (const Qubit q : call.targets) operand(q);
    for (const Param& p : call.params) body_ += ' ', append_number(body_, p.constant());
    body_ += '\n';
  }
  void measure(Qubit q, ir::Clbit c) override {
    body_ += fmt::format("MEASURE q[{}]\n", q);
    emission_.key(fmt::format("k{}", results_++), c);
  }
  void reset(Qubit) override {
    emission_.refuse("HiQASM resets all qubits at the beginning, not one of them later");
  }
  void barrier(std::span<const Qubit>) override { emission_.change("dropped", "barrier"); }
  std::string finish() override {
    return fmt::format("# HIQASM 0.1\n# Instruction stdins\n\nALLOCATE q {}\nRESET q\n{}DEALLOCATE q\n",
                       circuit_.num_qubits(), body_);
  }

 private:
  std::string body_;
  std::uint64_t results_ = 0;
};

CheckedCircuit read_hiqasm(std::string_view text, const ParseOptions& options) {
  Cursor at(text);
  CheckedCircuit out(options, at);
  // Results are counted before the circuit has a register for them. `MEASURE q` measures all qubits.
  std::uint64_t results = 0, allocated = 0;
  for (Cursor scan(text); !scan.at_end(); scan.skip_line()) {
    if (scan.accept("ALLOCATE") && scan.accept("q")) allocated = scan.whole();
    else if (scan.accept("MEASURE")) results += scan.accept("q[") ? 1 : allocated;
  }
  std::uint32_t line = 0, next_result = 0;
  const auto qubit = [&] {
    at.expect("q[");
    const auto q = static_cast<Qubit>(at.whole(ir::kMaxQubits));
    at.expect("]");
    return q;
  };
  while (!at.at_end()) {
    ++line;
    at.skip_blanks();
    if (at.peek() == '\n' || at.peek() == '#') {
      at.skip_line();
      continue;
    }
    const ir::SourcePos source{line, 1, 0};
    const std::string_view name = at.name();
    if (name == "ALLOCATE") {
      at.expect("q");
      out.qreg("q", at.whole());
      if (results > 0) out.creg("k", results, true);
    } else if (name == "RESET" || name == "DEALLOCATE") {
      at.expect("q");
      if (at.accept("[")) at.fail("one qubit cannot be reset in HiQASM");
      // At first it is |0...0> anyway.
      for (Qubit q = 0; name == "RESET" && out.circuit.size() > 0 && q < out.circuit.num_qubits(); ++q) {
        out.operation();
        out.circuit.reset(q, source);
      }
    } else if (name == "MEASURE") {
      at.expect("q");
      if (at.accept("[")) {
        const auto q = static_cast<Qubit>(at.whole(ir::kMaxQubits));
        at.expect("]");
        out.operation();
        out.circuit.measure(q, next_result++, source);
      } else {
        for (Qubit q = 0; q < out.circuit.num_qubits(); ++q) {
          out.operation();
          out.circuit.measure(q, next_result++, source);
        }
      }
    } else if (name == "U") {
      // MindQuantum reads U(t, p, l) as U3(-t, l, p) up to a phase; so do we.
      out.operation();
      const Qubit q = qubit();
      const double t = at.number();
      at.expect(",");
      const double p = at.number();
      at.expect(",");
      const double l = at.number();
      out.circuit.gate(GateId::kU, {q}, {-t, l, p}, {}, source);
    } else {
      const Spelling* s = table().find(name);
      if (!s) at.fail(fmt::format("'{}' is no instruction of HiQASM", name));
      out.operation();
      std::vector<Control> controls;
      std::vector<Qubit> targets;
      const unsigned count = s->controls + ir::gate_info(s->id).num_targets;
      for (unsigned i = 0; i < count; ++i) {
        if (i > 0) at.expect(",");
        if (i < s->controls) controls.emplace_back(qubit());
        else targets.push_back(qubit());
      }
      std::vector<Param> params;
      for (unsigned i = 0; i < ir::gate_info(s->id).num_params(); ++i) params.emplace_back(at.number());
      out.circuit.symbolic_gate(s->id, targets, params, controls, source);
    }
    at.expect_end_of_line();
  }
  return out;
}

}  // namespace

DialectImplementation hiqasm_dialect() {
  static constexpr std::string_view kEndings[] = {".hiqasm"};
  return {{Dialect::kHiQasm, "hiqasm", ".hiqasm", "HiQASM 0.1"},
          []() -> const ir::GateSet& { return table().gates(); },
          [](const ir::Circuit& circuit, Emission& emission) -> std::unique_ptr<Writer> {
            return std::make_unique<HiQasmWriter>(circuit, emission);
          },
          [](std::string_view text, const std::string& name, const ParseOptions& options) {
            return finished_read(read_hiqasm(text, options), name);
          },
          [](std::string_view text, std::string_view file) {
            return file.ends_with(".hiqasm") || text.starts_with("# HIQASM");
          },
          kEndings,
          true};
}

}  // namespace qiao::qasm
