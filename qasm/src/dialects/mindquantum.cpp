// MindQuantum as Python source. Facts measured with version 0.12.0; gates take targets first, then controls.
#include <algorithm>

#include "python_source.hpp"

namespace qiao::qasm {
namespace {

using ir::Control;
using ir::GateId;
using ir::Param;
using ir::Qubit;

// Names in mindquantum.core.gates; a gate may have any controls. GlobalPhase(a) is e^{-ia}.
constexpr Spelling kRows[] = {
    {"GlobalPhase", GateId::kGPhase, 0},  // on any qubit; a controlled one is a PhaseShift
    {"I", GateId::kI, kAnyControls},
    {"X", GateId::kX, kAnyControls},
    {"Y", GateId::kY, kAnyControls},
    {"Z", GateId::kZ, kAnyControls},
    {"H", GateId::kH, kAnyControls},
    {"S", GateId::kS, kAnyControls},
    {"S", GateId::kSdg, kAnyControls, true},
    {"T", GateId::kT, kAnyControls},
    {"T", GateId::kTdg, kAnyControls, true},
    {"SX", GateId::kSX, kAnyControls},
    {"SX", GateId::kSXdg, kAnyControls, true},
    {"RX", GateId::kRX, kAnyControls},
    {"RY", GateId::kRY, kAnyControls},
    {"RZ", GateId::kRZ, kAnyControls},
    {"PhaseShift", GateId::kP, kAnyControls},
    {"U3", GateId::kU, kAnyControls},
    {"SWAP", GateId::kSwap, kAnyControls},
    {"ISWAP", GateId::kISwap, kAnyControls},
    {"Rxx", GateId::kRXX, kAnyControls},
    {"Ryy", GateId::kRYY, kAnyControls},
    {"Rzz", GateId::kRZZ, kAnyControls},
    {"Rxz", GateId::kRZX, kAnyControls},  // X on the first listed qubit: ours in reverse
    {"FSim", GateId::kFSim, kAnyControls},
    {"Givens", GateId::kGivens, kAnyControls},
    {"UnivMathGate", GateId::kUnitary, kAnyControls},
};

const SpellingTable& table() {
  static const SpellingTable list(kRows);
  return list;
}

class MindQuantumWriter final : public Writer {
 public:
  using Writer::Writer;

  void begin() override {
    used_.resize(circuit_.num_qubits());
    latest_.resize(circuit_.num_clbits());
    body_.reserve(circuit_.size() * 28);
  }

  void gate(const Call& call) override {
    if (call.id == GateId::kGPhase && call.controls.empty()) {
      if (circuit_.num_qubits() == 0) return emission_.dropped(call.params[0]);
      phase_ = phase_ + call.params[0];
      return;
    }
    const Spelling* s = table().find(call.id, call.controls.size());
    body_ += "circuit += G.";
    body_ += s->name;
    if (call.id == GateId::kUnitary) {
      body_ += "('unitary', numpy.array(";
      append_matrix(body_, *call.matrix);
      body_ += "))";
      matrices_ = true;
    } else if (!call.params.empty()) {
      body_ += '(';
      for (std::size_t i = 0; i < call.params.size(); ++i) {
        if (i > 0) body_ += ", ";
        append_value(call.params[i]);
      }
      body_ += ')';
    }
    body_ += ".on(";
    std::vector<Qubit> targets(call.targets.begin(), call.targets.end());
    if (call.id == GateId::kRZX) std::reverse(targets.begin(), targets.end());
    for (const Qubit q : targets) mark(q);
    if (targets.size() == 1) append_uint(body_, targets[0]);
    else append_list(body_, targets, [](Qubit q) { return q; });
    append_controls(call.controls);
    body_ += s->inverse ? ").hermitian()\n" : ")\n";
  }

  void measure(Qubit q, ir::Clbit c) override {
    const auto [reg, index] = bit_place(c);
    std::string key = fmt::format("{}_{}", reg, index);
    while (!keys_used_.insert(key).second) key += '_';
    if (!latest_[c].empty()) earlier_.emplace_back(latest_[c], c);
    latest_[c] = key;
    body_ += fmt::format("circuit += G.Measure({}).on({})\n", python_string(key), mark(q));
    emission_.key(std::move(key), c);
  }
  void reset(Qubit q) override {
    std::string key = fmt::format("reset_{}", resets_++);
    while (!keys_used_.insert(key).second) key += '_';
    body_ += fmt::format("circuit += G.Measure({}, reset_to=0).on({})\n", python_string(key), mark(q));
    emission_.change("changed", "reset (now a measurement with reset_to=0 and a key of its own)");
  }
  void barrier(std::span<const Qubit> qubits) override {
    if (qubits.size() < circuit_.num_qubits())
      emission_.change("changed", "barrier on some qubits (now on all)");
    body_ += "circuit += G.BarrierGate()\n";
  }

  std::string finish() override {
    if (!(phase_ == Param(0.0))) {
      body_ += "circuit += G.GlobalPhase(";
      append_value(-phase_);
      body_ += ").on(0)\n";
      mark(0);
    }
    // A circuit has as many qubits as its highest used one.
    if (circuit_.num_qubits() > 0 && !used_.back()) {
      body_ += fmt::format("circuit += G.I.on({})\n", circuit_.num_qubits() - 1);
      emission_.change("added", "identity on the last qubit, so that the circuit keeps its width");
    }
    std::string head = written_by("MindQuantum program", emission_.options());
    head +=
        "# Qubit 0 is the least significant bit. `keys` says which classical bit each measurement key "
        "gives.\n";
    if (has_pi_) head += "from math import pi\n\n";
    if (matrices_) head += "import numpy\n";
    head += "from mindquantum.core import gates as G\nfrom mindquantum.core.circuit import Circuit\n";
    if (symbolic_) head += "from mindquantum.core.parameterresolver import ParameterResolver\n";
    head += '\n';
    head += "qubit_registers = {";
    for (const ir::Register& r : circuit_.qregs())
      head +=
          fmt::format("{}{}: {}", &r == circuit_.qregs().data() ? "" : ", ", python_string(r.name), r.size);
    head += "}\nclassical_registers = {";
    for (const ir::Register& r : circuit_.cregs())
      head +=
          fmt::format("{}{}: {}", &r == circuit_.cregs().data() ? "" : ", ", python_string(r.name), r.size);
    head += "}\n";
    append_keys(head, "keys", [&](auto&& row) {
      for (ir::Clbit c = 0; c < latest_.size(); ++c)
        if (!latest_[c].empty()) row(latest_[c], c);
    });
    if (!earlier_.empty())  // overwritten by later measurements into the same bits
      append_keys(head, "overwritten_keys", [&](auto&& row) {
        for (const auto& [key, c] : earlier_) row(key, c);
      });
    return head + "\ncircuit = Circuit()\n" + body_;
  }

 private:
  std::pair<std::string, std::uint32_t> bit_place(ir::Clbit c) const {
    for (const ir::Register& r : circuit_.cregs())
      if (c >= r.offset && c - r.offset < r.size) return {r.name, c - r.offset};
    return {"bit", c};
  }
  template <class Rows>
  void append_keys(std::string& out, const char* name, const Rows& rows) {
    out += fmt::format("{} = {{", name);
    bool first = true;
    rows([&](const std::string& key, ir::Clbit c) {
      const auto [reg, index] = bit_place(c);
      out += fmt::format("{}{}: ({}, {})", first ? "" : ", ", python_string(key), python_string(reg), index);
      first = false;
    });
    out += "}\n";
  }
  Qubit mark(Qubit q) {
    used_[q] = true;
    return q;
  }
  void append_controls(std::span<const Control> controls) {
    if (controls.empty()) return;
    body_ += ", ";
    for (const Control& c : controls) mark(c.qubit());
    if (controls.size() == 1) append_uint(body_, controls[0].qubit());
    else append_list(body_, controls, [](const Control& c) { return c.qubit(); });
  }
  void append_value(const Param& p) {
    const std::size_t from = body_.size();
    if (p.is_number()) {
      append_angle(body_, p.constant());
    } else {
      symbolic_ = true;
      body_ += "ParameterResolver(";
      append_terms(body_, p, circuit_.symbols(), [](const std::string& s) { return python_string(s); });
      if (p.constant() != 0) body_ += ", ", append_angle(body_, p.constant());
      body_ += ')';
    }
    has_pi_ = has_pi_ || body_.find("pi", from) != std::string::npos;
  }

  std::string body_;
  std::vector<bool> used_;
  std::vector<std::string> latest_;  // by classical bit: key of its last measurement
  std::vector<std::pair<std::string, ir::Clbit>> earlier_;
  std::set<std::string> keys_used_;
  unsigned resets_ = 0;
  Param phase_ = 0.0;
  bool has_pi_ = false, symbolic_ = false, matrices_ = false;
};

// ---- reading what the writer writes

class MindQuantumReader {
 public:
  MindQuantumReader(std::string_view text, const ParseOptions& options) : at_(text), out_(options, at_) {}

  CheckedCircuit run() {
    while (!at_.at_end()) line();
    return std::move(out_);
  }

 private:
  void line() {
    ++line_;
    at_.skip_blanks();
    if (at_.peek() == '\n' || at_.peek() == '#' || at_.at_end()) return at_.skip_line();
    if (at_.accept("from ") || at_.accept("import ")) return at_.skip_line();
    if (at_.accept("circuit +=")) return gate();
    if (at_.accept("circuit = Circuit()")) return at_.expect_end_of_line();
    if (at_.accept("qubit_registers ="))
      return sizes([&](const std::string& name, std::uint64_t size) { out_.qreg(name, size); });
    if (at_.accept("classical_registers ="))
      return sizes([&](const std::string& name, std::uint64_t size) {
        creg_[name] = {out_.circuit.num_clbits(), static_cast<std::uint32_t>(size)};
        out_.creg(name, size);
      });
    if (at_.accept("keys =") || at_.accept("overwritten_keys =")) return keys();
    at_.fail("this is not a line that qiao writes; Python programs are not executed");
  }

  template <class Add>
  void sizes(const Add& add) {
    at_.expect("{");
    if (!at_.accept("}")) {
      do {
        const std::string name = at_.quoted();
        at_.expect(":");
        add(name, at_.whole());
      } while (at_.accept(","));
      at_.expect("}");
    }
    at_.expect_end_of_line();
  }
  void keys() {
    at_.expect("{");
    if (!at_.accept("}")) {
      do {
        const std::string key = at_.quoted();
        at_.expect(":");
        at_.expect("(");
        const std::string reg = at_.quoted();
        at_.expect(",");
        const auto index = static_cast<std::uint32_t>(at_.whole(ir::kMaxQubits));
        at_.expect(")");
        const auto found = creg_.find(reg);
        if (found == creg_.end() || index >= found->second.second) at_.fail("no such classical bit");
        keys_[key] = found->second.first + index;
      } while (at_.accept(","));
      at_.expect("}");
    }
    at_.expect_end_of_line();
  }

  ir::SourcePos source() const { return {line_, 1, 0}; }
  std::uint32_t qubit() { return static_cast<std::uint32_t>(at_.whole(ir::kMaxQubits)); }

  void gate() {
    out_.operation();
    at_.expect("G.");
    const std::string_view name = at_.name();
    if (name == "BarrierGate") {
      at_.expect("()");
      std::vector<Qubit> all(out_.circuit.num_qubits());
      for (Qubit q = 0; q < all.size(); ++q) all[q] = q;
      out_.circuit.barrier(all, source());
      return at_.expect_end_of_line();
    }
    if (name == "Measure") return measure();
    const Spelling* s = table().find(name);
    if (!s) at_.fail(fmt::format("gate 'G.{}' is not known", name));
    ir::Matrix matrix;
    std::vector<Param> params;
    if (s->id == GateId::kUnitary) {
      at_.expect("(");
      at_.quoted();
      at_.expect(",");
      at_.expect("numpy.array(");
      matrix = read_matrix(at_);
      at_.expect("))");
    } else if (at_.accept("(")) {
      do params.push_back(value());
      while (at_.accept(","));
      at_.expect(")");
    }
    at_.expect(".on(");
    std::vector<Qubit> targets = read_list(at_, ir::kMaxQubits);
    std::vector<Control> controls;
    if (at_.accept(","))
      for (const Qubit q : read_list(at_, ir::kMaxQubits)) controls.emplace_back(q);
    at_.expect(")");
    GateId id = s->id;
    if (at_.accept(".hermitian()")) {
      const auto rows = table().rows();
      const auto inverse = std::find_if(rows.begin(), rows.end(),
                                        [&](const Spelling& r) { return r.name == name && r.inverse; });
      if (inverse == rows.end()) at_.fail(fmt::format("the inverse of 'G.{}' is not known", name));
      id = inverse->id;
    }
    at_.expect_end_of_line();
    if (id == GateId::kUnitary) return out_.circuit.unitary(std::move(matrix), targets, controls, source());
    if (params.size() != ir::gate_info(id).num_params())
      at_.fail(fmt::format("'G.{}' has {} parameters here", name, params.size()));
    if (id == GateId::kRZX) std::reverse(targets.begin(), targets.end());
    if (id == GateId::kGPhase) {
      params[0] = -params[0];
      if (!controls.empty()) at_.fail("a controlled GlobalPhase is not a line that qiao writes");
      targets.clear();
    }
    out_.circuit.symbolic_gate(id, targets, params, controls, source());
  }

  Param value() {
    if (at_.accept("ParameterResolver(")) {
      Param sum = 0.0;
      at_.expect("{");
      do {
        const std::string name = at_.quoted();
        at_.expect(":");
        sum = sum + Param::symbol(out_.circuit.symbol(name), at_.number());
      } while (at_.accept(","));
      at_.expect("}");
      if (at_.accept(",")) sum = sum + at_.expression([](std::string_view) { return std::nullopt; });
      at_.expect(")");
      return sum;
    }
    return at_.expression([](std::string_view) { return std::nullopt; });
  }

  void measure() {
    at_.expect("(");
    const std::string key = at_.quoted();
    const bool reset = at_.accept(",");
    if (reset) at_.expect("reset_to=0");
    at_.expect(").on(");
    const Qubit q = qubit();
    at_.expect(")");
    at_.expect_end_of_line();
    if (reset) return out_.circuit.reset(q, source());
    const auto bit = keys_.find(key);
    if (bit == keys_.end()) at_.fail(fmt::format("key '{}' is not in the table `keys`", key));
    out_.circuit.measure(q, bit->second, source());
  }

  Cursor at_;
  CheckedCircuit out_;
  std::map<std::string, std::pair<std::uint32_t, std::uint32_t>> creg_;
  std::map<std::string, ir::Clbit> keys_;
  std::uint32_t line_ = 0;
};

}  // namespace

DialectImplementation mindquantum_dialect() {
  static constexpr std::string_view kEndings[] = {".py"};
  return {
      {Dialect::kMindQuantum, "mindquantum", ".py", "Python source that defines `circuit` with MindQuantum"},
      []() -> const ir::GateSet& { return table().gates(); },
      [](const ir::Circuit& circuit, Emission& emission) -> std::unique_ptr<Writer> {
        return std::make_unique<MindQuantumWriter>(circuit, emission);
      },
      [](std::string_view text, const std::string& name, const ParseOptions& options) {
        return finished_read(MindQuantumReader(text, options).run(), name);
      },
      [](std::string_view text, std::string_view file) { return is_python_for(text, file, "mindquantum"); },
      kEndings};
}

}  // namespace qiao::qasm
