// Qiskit as Python source. Qubits and bits are given by their number in the circuit.
#include <algorithm>

#include "python_source.hpp"

namespace qiao::qasm {
namespace {

using ir::Control;
using ir::GateId;
using ir::Param;
using ir::Qubit;

// Methods of QuantumCircuit: controls first, then targets.
constexpr Spelling kMethods[] = {
    {"id", GateId::kI, 0},        {"x", GateId::kX, 0},       {"y", GateId::kY, 0},
    {"z", GateId::kZ, 0},         {"h", GateId::kH, 0},       {"s", GateId::kS, 0},
    {"sdg", GateId::kSdg, 0},     {"t", GateId::kT, 0},       {"tdg", GateId::kTdg, 0},
    {"sx", GateId::kSX, 0},       {"sxdg", GateId::kSXdg, 0}, {"rx", GateId::kRX, 0},
    {"ry", GateId::kRY, 0},       {"rz", GateId::kRZ, 0},     {"r", GateId::kR, 0},
    {"p", GateId::kP, 0},         {"u", GateId::kU, 0},       {"swap", GateId::kSwap, 0},
    {"iswap", GateId::kISwap, 0}, {"dcx", GateId::kDCX, 0},   {"ecr", GateId::kECR, 0},
    {"rxx", GateId::kRXX, 0},     {"ryy", GateId::kRYY, 0},   {"rzz", GateId::kRZZ, 0},
    {"rzx", GateId::kRZX, 0},     {"rccx", GateId::kRCCX, 0}, {"rcccx", GateId::kRC3X, 0},
    {"cx", GateId::kX, 1},        {"cy", GateId::kY, 1},      {"cz", GateId::kZ, 1},
    {"ch", GateId::kH, 1},        {"cs", GateId::kS, 1},      {"csdg", GateId::kSdg, 1},
    {"csx", GateId::kSX, 1},      {"cp", GateId::kP, 1},      {"crx", GateId::kRX, 1},
    {"cry", GateId::kRY, 1},      {"crz", GateId::kRZ, 1},    {"cswap", GateId::kSwap, 1},
    {"ccx", GateId::kX, 2},       {"ccz", GateId::kZ, 2},
};
// Gate classes of qiskit.circuit.library; controls by .control().
constexpr Spelling kClasses[] = {
    {"GlobalPhaseGate", GateId::kGPhase, 0},
    {"IGate", GateId::kI, kAnyControls},
    {"XGate", GateId::kX, kAnyControls},
    {"YGate", GateId::kY, kAnyControls},
    {"ZGate", GateId::kZ, kAnyControls},
    {"HGate", GateId::kH, kAnyControls},
    {"SGate", GateId::kS, kAnyControls},
    {"SdgGate", GateId::kSdg, kAnyControls},
    {"TGate", GateId::kT, kAnyControls},
    {"TdgGate", GateId::kTdg, kAnyControls},
    {"SXGate", GateId::kSX, kAnyControls},
    {"SXdgGate", GateId::kSXdg, kAnyControls},
    {"RXGate", GateId::kRX, kAnyControls},
    {"RYGate", GateId::kRY, kAnyControls},
    {"RZGate", GateId::kRZ, kAnyControls},
    {"RGate", GateId::kR, kAnyControls},
    {"PhaseGate", GateId::kP, kAnyControls},
    {"UGate", GateId::kU, kAnyControls},
    {"SwapGate", GateId::kSwap, kAnyControls},
    {"iSwapGate", GateId::kISwap, kAnyControls},
    {"DCXGate", GateId::kDCX, kAnyControls},
    {"ECRGate", GateId::kECR, kAnyControls},
    {"RXXGate", GateId::kRXX, kAnyControls},
    {"RYYGate", GateId::kRYY, kAnyControls},
    {"RZZGate", GateId::kRZZ, kAnyControls},
    {"RZXGate", GateId::kRZX, kAnyControls},
    {"XXMinusYYGate", GateId::kXXMinusYY, kAnyControls},
    {"XXPlusYYGate", GateId::kXXPlusYY, kAnyControls},
    {"RCCXGate", GateId::kRCCX, kAnyControls},
    {"RC3XGate", GateId::kRC3X, kAnyControls},
    {"UnitaryGate", GateId::kUnitary, kAnyControls},
};
const SpellingTable& methods() {
  static const SpellingTable table(kMethods);
  return table;
}
const SpellingTable& classes() {
  static const SpellingTable table = [] {
    SpellingTable t(kClasses);
    t.gates().negative_controls = true;
    return t;
  }();
  return table;
}

class QiskitWriter final : public Writer {
 public:
  using Writer::Writer;

  void begin() override {
    std::vector<std::string> taken = {"circuit", "pi", "expr", "numpy", "complex"};
    for (const std::string& s : circuit_.symbols()) {
      symbols_.push_back("p_" + identifier(s, false, taken));
      taken.push_back(symbols_.back().substr(2));
    }
    body_.reserve(circuit_.size() * 24);
  }

  void gate(const Call& call) override {
    indent();
    const bool negative = std::any_of(call.controls.begin(), call.controls.end(),
                                      [](const Control& c) { return !c.positive(); });
    const Spelling* s = negative ? nullptr : methods().find(call.id, call.controls.size());
    if (s && s->controls == call.controls.size()) {
      body_ += "circuit.";
      body_ += s->name;
      body_ += '(';
      bool first = true;
      const auto comma = [&] {
        if (!first) body_ += ", ";
        first = false;
      };
      for (const Param& p : call.params) comma(), append_value(p);
      for (const Control& c : call.controls) comma(), append_uint(body_, c.qubit());
      for (const Qubit q : call.targets) comma(), append_uint(body_, q);
      body_ += ")\n";
      return;
    }
    const Spelling* c = classes().find(call.id, 0);
    classes_used_.insert(std::string(c->name));
    body_ += "circuit.append(";
    body_ += c->name;
    body_ += '(';
    if (call.matrix) append_matrix(body_, *call.matrix);
    for (std::size_t i = 0; i < call.params.size(); ++i) {
      if (i > 0) body_ += ", ";
      append_value(call.params[i]);
    }
    body_ += ')';
    if (!call.controls.empty()) {
      body_ += ".control(";
      append_uint(body_, call.controls.size());
      if (negative) {
        body_ += ", ctrl_state='";
        for (std::size_t i = call.controls.size(); i-- > 0;) body_ += call.controls[i].positive() ? '1' : '0';
        body_ += '\'';
      }
      body_ += ", annotated=True)";
    }
    body_ += ", [";
    bool first = true;
    const auto operand = [&](Qubit q) {
      if (!first) body_ += ", ";
      append_uint(body_, q);
      first = false;
    };
    for (const Control& control : call.controls) operand(control.qubit());
    for (const Qubit q : call.targets) operand(q);
    body_ += "])\n";
  }

  void measure(Qubit q, ir::Clbit c) override {
    indent();
    body_ += fmt::format("circuit.measure({}, {})\n", q, c);
  }
  void reset(Qubit q) override {
    indent();
    body_ += fmt::format("circuit.reset({})\n", q);
  }
  void barrier(std::span<const Qubit> qubits) override {
    indent();
    body_ += "circuit.barrier(";
    append_list(body_, qubits, [](Qubit q) { return q; });
    body_ += ")\n";
  }
  void conditional(const ir::Instruction& in) override {
    const std::string condition = this->condition(in.condition());
    if (condition.empty()) return emission_.refuse("this condition cannot be written for Qiskit yet");
    const bool otherwise = in.else_block() != ir::kNoBlock;
    indent();
    body_ += fmt::format("with circuit.if_test({}){}:\n", condition,
                         otherwise ? fmt::format(" as otherwise_{}", level_) : "");
    ++level_;
    block(in.then_block());
    --level_;
    if (!otherwise) return;
    indent();
    body_ += fmt::format("with otherwise_{}:\n", level_);
    ++level_;
    block(in.else_block());
    --level_;
  }

  std::string finish() override {
    std::string head = written_by("Qiskit program", emission_.options());
    if (has_pi_) head += "from math import pi\n\n";
    head += "from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister\n";
    if (uses_expr_) head += "from qiskit.circuit.classical import expr\n";
    if (!symbols_.empty()) head += "from qiskit.circuit import Parameter\n";
    if (!classes_used_.empty())
      head += fmt::format("from qiskit.circuit.library import {}\n", fmt::join(classes_used_, ", "));
    head += '\n';
    for (std::size_t i = 0; i < symbols_.size(); ++i)
      head += fmt::format("{} = Parameter({})\n", symbols_[i], python_string(circuit_.symbols()[i]));
    head += "circuit = QuantumCircuit(";
    bool first = true;
    for (const ir::Register& r : circuit_.qregs())
      head += fmt::format("{}QuantumRegister({}, {})", std::exchange(first, false) ? "" : ", ", r.size,
                          python_string(r.name));
    for (const ir::Register& r : circuit_.cregs())
      head += fmt::format("{}ClassicalRegister({}, {})", std::exchange(first, false) ? "" : ", ", r.size,
                          python_string(r.name));
    return head + ")\n" + body_;
  }

 private:
  void indent() { body_.append(4 * level_, ' '); }
  void block(ir::BlockId id) {
    const std::size_t before = body_.size();
    emission_.block(id);
    if (body_.size() == before) indent(), body_ += "pass\n";
  }
  void append_value(const Param& p) {
    const std::size_t from = body_.size();
    append_param(body_, p, symbols_, true);
    has_pi_ = has_pi_ || body_.find("pi", from) != std::string::npos;
  }

  const ir::Expr& without_casts(ir::ExprId id) const {
    const ir::Expr* e = &circuit_.expr(id);
    while (e->op == ir::ExprOp::kCast && !e->type.is_real() && !e->type.is_pair() &&
           e->type.kind != ir::ValueKind::kAngle)
      e = &circuit_.expr(e->a);
    return *e;
  }
  // What if_test takes: (bit or register, value), or an expression. Empty if there is none.
  std::string condition(ir::ExprId id) {
    const ir::Expr& e = without_casts(id);
    if (e.op == ir::ExprOp::kBit) return fmt::format("(circuit.clbits[{}], 1)", e.a);
    if (e.op == ir::ExprOp::kNot)
      if (const ir::Expr& inner = without_casts(e.a); inner.op == ir::ExprOp::kBit)
        return fmt::format("(circuit.clbits[{}], 0)", inner.a);
    if (e.op == ir::ExprOp::kEq) {
      const ir::Expr *a = &without_casts(e.a), *b = &without_casts(e.b);
      if (a->op == ir::ExprOp::kConst) std::swap(a, b);
      if (b->op == ir::ExprOp::kConst) {
        if (a->op == ir::ExprOp::kBit && b->value <= 1)
          return fmt::format("(circuit.clbits[{}], {})", a->a, b->value);
        if (const std::string reg = whole_register(*a); !reg.empty() && b->value < bound(*a))
          return fmt::format("({}, {})", reg, b->value);
      }
    }
    uses_expr_ = true;
    return expression(id);
  }
  static std::uint64_t bound(const ir::Expr& bits) {
    return bits.b >= 64 ? ~std::uint64_t{0} : std::uint64_t{1} << bits.b;
  }
  std::string whole_register(const ir::Expr& e) const {
    if (e.op != ir::ExprOp::kBits) return "";
    for (std::size_t i = 0; i < circuit_.cregs().size(); ++i)
      if (circuit_.cregs()[i].offset == e.a && circuit_.cregs()[i].size == e.b)
        return fmt::format("circuit.cregs[{}]", i);
    return "";
  }
  std::string expression(ir::ExprId id) const {
    const ir::Expr& e = without_casts(id);
    const auto call2 = [&](const char* name) -> std::string {
      const std::string a = expression(e.a), b = expression(e.b);
      return a.empty() || b.empty() ? "" : fmt::format("expr.{}({}, {})", name, a, b);
    };
    const auto call1 = [&](const char* name) -> std::string {
      const std::string a = expression(e.a);
      return a.empty() ? "" : fmt::format("expr.{}({})", name, a);
    };
    switch (e.op) {
      case ir::ExprOp::kConst:
        return fmt::to_string(e.value);
      case ir::ExprOp::kBit:
        return fmt::format("circuit.clbits[{}]", e.a);
      case ir::ExprOp::kBits:
        return whole_register(e);
      case ir::ExprOp::kNot:
        return call1("logic_not");
      case ir::ExprOp::kBitNot:
        return call1("bit_not");
      case ir::ExprOp::kAnd:
        return call2("logic_and");
      case ir::ExprOp::kOr:
        return call2("logic_or");
      case ir::ExprOp::kBitAnd:
        return call2("bit_and");
      case ir::ExprOp::kBitOr:
        return call2("bit_or");
      case ir::ExprOp::kBitXor:
        return call2("bit_xor");
      case ir::ExprOp::kEq:
        return call2("equal");
      case ir::ExprOp::kNe:
        return call2("not_equal");
      case ir::ExprOp::kLt:
        return call2("less");
      case ir::ExprOp::kLe:
        return call2("less_equal");
      case ir::ExprOp::kGt:
        return call2("greater");
      case ir::ExprOp::kGe:
        return call2("greater_equal");
      default:
        return "";
    }
  }

  std::string body_;
  std::vector<std::string> symbols_;
  std::set<std::string> classes_used_;
  unsigned level_ = 0;
  bool has_pi_ = false, uses_expr_ = false;
};

class QiskitReader {
 public:
  QiskitReader(std::string_view text, const ParseOptions& options) : at_(text), out_(options, at_) {}
  CheckedCircuit run() {
    while (!at_.at_end()) line();
    leave(0);
    return std::move(out_);
  }

 private:
  // Blocks end where the indentation does; the else of one begins with its name.
  void leave(std::size_t level) {
    while (open_ > level) {
      out_.circuit.end();
      --open_;
    }
  }
  void line() {
    ++line_;
    const std::size_t begin = at_.offset();
    at_.skip_blanks();
    const std::size_t level = (at_.offset() - begin) / 4;
    if (at_.peek() == '\n' || at_.peek() == '#' || at_.at_end()) return at_.skip_line();
    if (at_.accept("from ") || at_.accept("import ")) return at_.skip_line();
    if (level > open_) at_.fail("unexpected indentation");
    if (at_.accept("with otherwise_")) {
      if (at_.whole() != level || open_ != level + 1) {
        leave(level + 1);
        if (open_ != level + 1) at_.fail("this else belongs to no condition");
      }
      at_.expect(":");
      at_.expect_end_of_line();
      return out_.circuit.begin_else();
    }
    leave(level);
    if (at_.accept("pass")) return at_.expect_end_of_line();
    if (at_.accept("with circuit.if_test((")) return condition();
    if (at_.accept("circuit = QuantumCircuit(")) return registers();
    if (at_.accept("circuit.")) return call();
    if (at_.accept("p_")) {
      const std::string name = "p_" + std::string(at_.name());
      at_.expect("= Parameter(");
      symbols_.emplace(name, Param::symbol(out_.circuit.symbol(at_.quoted())));
      at_.expect(")");
      return at_.expect_end_of_line();
    }
    at_.fail("this is not a line that qiao writes, or a condition; Python programs are not executed");
  }
  void condition() {
    ir::Circuit& c = out_.circuit;
    ir::Expr bits{.op = ir::ExprOp::kBit, .type = ir::kBoolType};
    if (at_.accept("circuit.clbits[")) {
      bits.a = index();
    } else {
      at_.expect("circuit.cregs[");
      const std::uint32_t i = index();
      if (i >= c.cregs().size()) at_.fail("no such register");
      const ir::Register& r = c.cregs()[i];
      if (r.size > 64) at_.fail("the register has more than 64 bits");
      bits = {.op = ir::ExprOp::kBits,
              .a = r.offset,
              .b = r.size,
              .type = {ir::ValueKind::kUint, static_cast<std::uint8_t>(r.size)}};
    }
    at_.expect("], ");
    const std::uint64_t value = at_.whole();
    at_.expect("))");
    if (at_.accept(" as otherwise_")) at_.whole();
    at_.expect(":");
    at_.expect_end_of_line();
    const ir::ExprId read = c.add_expr(bits);
    const ir::ExprId wanted = c.add_expr({.op = ir::ExprOp::kConst, .value = value, .type = bits.type});
    c.begin_if(c.add_expr({.op = ir::ExprOp::kEq, .a = read, .b = wanted, .type = ir::kBoolType}), source());
    if (++open_ > 256) at_.fail("conditions nested too deeply");
  }
  void registers() {
    if (!at_.accept(")")) {
      do {
        const bool quantum = at_.accept("QuantumRegister(");
        if (!quantum) at_.expect("ClassicalRegister(");
        const std::uint64_t size = at_.whole();
        at_.expect(",");
        const std::string name = at_.quoted();
        at_.expect(")");
        quantum ? out_.qreg(name, size) : out_.creg(name, size);
      } while (at_.accept(","));
      at_.expect(")");
    }
    at_.expect_end_of_line();
  }
  Param value() {
    return at_.expression([&](std::string_view name) -> std::optional<Param> {
      const auto it = symbols_.find(std::string(name));
      if (it == symbols_.end()) return std::nullopt;
      return it->second;
    });
  }
  ir::SourcePos source() const { return {line_, 1, 0}; }
  std::uint32_t index() { return static_cast<std::uint32_t>(at_.whole(ir::kMaxQubits)); }

  void call() {
    out_.operation();
    const std::string_view name = at_.name();
    at_.expect("(");
    if (name == "append") return append();
    if (name == "measure") {
      const Qubit q = index();
      at_.expect(",");
      const ir::Clbit c = index();
      at_.expect(")");
      at_.expect_end_of_line();
      return out_.circuit.measure(q, c, source());
    }
    if (name == "reset") {
      const Qubit q = index();
      at_.expect(")");
      at_.expect_end_of_line();
      return out_.circuit.reset(q, source());
    }
    if (name == "barrier") {
      const auto qubits = read_list(at_, ir::kMaxQubits);
      at_.expect(")");
      at_.expect_end_of_line();
      return out_.circuit.barrier(qubits, source());
    }
    const Spelling* s = methods().find(name);
    if (!s) at_.fail(fmt::format("'circuit.{}' is not known, or a condition", name));
    const ir::GateInfo& info = ir::gate_info(s->id);
    std::vector<Param> params;
    std::vector<Control> controls;
    std::vector<Qubit> targets;
    bool first = true;
    const auto comma = [&] {
      if (!std::exchange(first, false)) at_.expect(",");
    };
    for (unsigned i = 0; i < info.num_params(); ++i) comma(), params.push_back(value());
    for (unsigned i = 0; i < s->controls; ++i) comma(), controls.emplace_back(index());
    for (unsigned i = 0; i < info.num_targets; ++i) comma(), targets.push_back(index());
    at_.expect(")");
    at_.expect_end_of_line();
    out_.circuit.symbolic_gate(s->id, targets, params, controls, source());
  }

  void append() {
    const std::string_view name = at_.name();
    const Spelling* s = classes().find(name);
    if (!s) at_.fail(fmt::format("gate '{}' is not known", name));
    at_.expect("(");
    ir::Matrix matrix;
    std::vector<Param> params;
    if (s->id == GateId::kUnitary) matrix = read_matrix(at_);
    else
      for (unsigned i = 0; i < ir::gate_info(s->id).num_params(); ++i) {
        if (i > 0) at_.expect(",");
        params.push_back(value());
      }
    at_.expect(")");
    std::uint64_t count = 0;
    std::string state;
    if (at_.accept(".control(")) {
      count = at_.whole(65535);
      if (at_.accept(", ctrl_state=")) state = at_.quoted();
      at_.expect(", annotated=True)");
      if (state.empty()) state.assign(count, '1');
      if (state.size() != count) at_.fail("ctrl_state has another length than the number of controls");
    }
    at_.expect(",");
    const auto qubits = read_list(at_, ir::kMaxQubits);
    at_.expect(")");
    at_.expect_end_of_line();
    if (qubits.size() < count) at_.fail("fewer qubits than controls");
    std::vector<Control> controls;
    for (std::size_t i = 0; i < count; ++i) controls.emplace_back(qubits[i], state[count - 1 - i] == '1');
    const std::span<const Qubit> targets = std::span(qubits).subspan(count);
    if (s->id == GateId::kUnitary)
      return out_.circuit.unitary(std::move(matrix), targets, controls, source());
    out_.circuit.symbolic_gate(s->id, targets, params, controls, source());
  }

  Cursor at_;
  CheckedCircuit out_;
  std::map<std::string, Param> symbols_;
  std::size_t open_ = 0;
  std::uint32_t line_ = 0;
};

}  // namespace

DialectImplementation qiskit_dialect() {
  return {{Dialect::kQiskit, "qiskit", ".py", "Python source that defines `circuit` with Qiskit"},
          []() -> const ir::GateSet& { return classes().gates(); },
          [](const ir::Circuit& circuit, Emission& emission) -> std::unique_ptr<Writer> {
            return std::make_unique<QiskitWriter>(circuit, emission);
          },
          [](std::string_view text, const std::string& name, const ParseOptions& options) {
            return finished_read(QiskitReader(text, options).run(), name);
          }};
}

}  // namespace qiao::qasm
