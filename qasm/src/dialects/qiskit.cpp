// Qiskit as Python source. Qubits and bits are given by their number in the circuit.
#include <algorithm>

#include "openqasm_classical.hpp"
#include "python_source.hpp"
#include "qiskit_classical.hpp"

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
  QiskitWriter(const ir::Circuit& circuit, Emission& emission)
      : Writer(circuit, emission), classical_(circuit) {}

  void begin() override {
    std::vector<std::string> taken = {"circuit", "pi", "expr", "numpy", "complex"};
    for (const std::string& s : circuit_.symbols()) {
      symbols_.push_back("p_" + identifier(s, false, taken));
      taken.push_back(symbols_.back().substr(2));
    }
    taken = {"qiao_leave", "qiao_again"};
    for (std::size_t i = 0; i < circuit_.variables().size(); ++i) {
      const ir::Variable& v = circuit_.variables()[i];
      if (v.is_result) continue;  // a register
      const std::string name = identifier(v.name, false, taken);
      taken.push_back(name);
      classical_.name_variable(i, "v_" + name);
      try {
        if (!v.dims.empty()) throw Unwritable{"arrays"};
        variables_ += v.is_input ? fmt::format("v_{} = circuit.add_input({}, {})\n", name,
                                               python_string(name), QiskitExpressions::type(v.type))
                                 : fmt::format("v_{} = circuit.add_var({}, {})\n", name, python_string(name),
                                               QiskitExpressions::zero(v.type));
      } catch (const Unwritable& u) {
        emission_.refuse(fmt::format("Qiskit cannot hold the variable '{}': {}", v.name, u.what));
      }
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
    if (c >= circuit_.num_result_bits()) {
      try {
        const std::string store = classical_.store_of_measured(c);
        line(fmt::format("circuit.measure({}, {})", q, circuit_.num_result_bits()));
        line("circuit.store(" + store + ")");
        if (!std::exchange(uses_scratch_, true))
          emission_.change("added", fmt::format("register '{}' for results that the program does not return",
                                                kScratchRegister));
      } catch (const Unwritable& u) {
        emission_.refuse("Qiskit cannot hold this: " + u.what);
      }
      return;
    }
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
    const auto condition = written([&] { return this->condition(in.condition()); });
    if (!condition) return;
    const bool otherwise = in.else_block() != ir::kNoBlock;
    line(fmt::format("with circuit.if_test({}){}:", *condition,
                     otherwise ? fmt::format(" as otherwise_{}", level_) : ""));
    block(in.then_block());
    if (!otherwise) return;
    line(fmt::format("with otherwise_{}:", level_));
    block(in.else_block());
  }

  bool holds_variables() const override { return true; }
  void loop(const ir::Instruction& in) override {
    if (in.kind() == ir::OpKind::kWhile) {
      const auto condition = written([&] { return this->condition(in.condition()); });
      if (!condition) return;
      line(fmt::format("with circuit.while_loop({}):", *condition));
    } else {
      line("with circuit.for_loop(range(1)):");
    }
    emission_.loops.open(true);
    block(in.body());
    const Loops::Crossed crossed = emission_.loops.close();
    if (crossed.leaving) {
      line("with circuit.if_test(expr.greater(v_qiao_leave, expr.lift(0, types.Uint(32)))):");
      line("    circuit.store(v_qiao_leave, expr.sub(v_qiao_leave, expr.lift(1, types.Uint(32))))");
      line("    circuit.break_loop()");
    }
    if (crossed.again) {
      line("with circuit.if_test(v_qiao_again):");
      line("    circuit.store(v_qiao_again, expr.lift(False))");
      line("    circuit.continue_loop()");
    }
    leaves_loops_ = leaves_loops_ || crossed.leaving || crossed.again;
  }
  void jump(const ir::Instruction& in) override {
    const Loops::Jump j = emission_.loops.jump(in.levels(), in.kind() == ir::OpKind::kContinue);
    if (j.leave > 0) line(fmt::format("circuit.store(v_qiao_leave, expr.lift({}, types.Uint(32)))", j.leave));
    if (j.again) line("circuit.store(v_qiao_again, expr.lift(True))");
    line(j.direct_continue ? "circuit.continue_loop()" : "circuit.break_loop()");
  }
  void choice(const ir::Instruction& in) override {
    const ir::ValueType type = circuit_.expr(in.selector()).type;
    const auto selector = written([&] {
      const std::string text = classical_.value(in.selector());
      return type.kind == ir::ValueKind::kBool ? fmt::format("expr.cast({}, types.Uint(1))", text) : text;
    });
    if (!selector) return;
    uses_expr_ = true;
    line(fmt::format("with circuit.switch({}) as case_{}:", *selector, level_));
    const std::string name = fmt::format("case_{}", level_);
    ++level_;
    for (unsigned i = 0; i < in.num_cases(); ++i) {
      std::string values;
      for (const std::int64_t v : in.case_values(i)) {
        // As the selector holds it; others never match.
        const std::uint64_t word =
            type.width >= 64 ? static_cast<std::uint64_t>(v)
                             : static_cast<std::uint64_t>(v) & ((std::uint64_t{1} << type.width) - 1);
        const auto back = type.is_signed() && type.width < 64 && word >> (type.width - 1)
                              ? static_cast<std::int64_t>(word | ~((std::uint64_t{1} << type.width) - 1))
                              : static_cast<std::int64_t>(word);
        if (back == v) values += fmt::format("{}{}", values.empty() ? "" : ", ", word);
      }
      if (values.empty()) continue;
      line(fmt::format("with {}({}):", name, values));
      block(in.case_block(i));
    }
    if (in.default_block() != ir::kNoBlock) {
      line(fmt::format("with {0}({0}.DEFAULT):", name));
      block(in.default_block());
    }
    --level_;
  }
  void assign(const ir::Instruction& in) override {
    try {
      for (const std::string& store : classical_.stores(in.destination(), in.value()))
        line("circuit.store(" + store + ")");
      uses_expr_ = true;
    } catch (const Unwritable& u) {
      emission_.refuse("Qiskit cannot hold this: " + u.what);
    }
  }
  void end_program() override { emission_.refuse("Qiskit has no `end`", "translate to qasm3"); }

  std::string finish() override {
    std::string head = written_by("Qiskit program", emission_.options());
    if (has_pi_) head += "from math import pi\n\n";
    head += "from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister\n";
    if (leaves_loops_)
      variables_ +=
          "v_qiao_leave = circuit.add_var('qiao_leave', expr.lift(0, types.Uint(32)))\n"
          "v_qiao_again = circuit.add_var('qiao_again', expr.lift(False))\n";
    if (uses_expr_ || !variables_.empty()) head += "from qiskit.circuit.classical import expr, types\n";
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
                          python_string(register_name(r)));
    if (uses_scratch_)
      head += fmt::format("{}ClassicalRegister(1, '{}')", std::exchange(first, false) ? "" : ", ",
                          kScratchRegister);
    return head + ")\n" + variables_ + body_;
  }

 private:
  // A register cannot be called as the one for results that the program does not return.
  std::string register_name(const ir::Register& r) {
    if (r.name != kScratchRegister) return r.name;
    std::vector<std::string> taken{r.name};
    for (const ir::Register& other : circuit_.cregs()) taken.push_back(other.name);
    for (const ir::Register& other : circuit_.qregs()) taken.push_back(other.name);
    const std::string name = identifier(r.name, false, taken);
    emission_.change("changed", fmt::format("name '{}' (now '{}')", r.name, name));
    return name;
  }
  void indent() { body_.append(4 * level_, ' '); }
  void line(std::string_view text) {
    indent();
    body_ += text;
    body_ += '\n';
  }
  void block(ir::BlockId id) {
    const std::size_t before = body_.size();
    ++level_;
    emission_.block(id);
    if (body_.size() == before) line("pass");
    --level_;
  }
  template <class F>
  std::optional<std::string> written(const F& f) {
    try {
      return f();
    } catch (const Unwritable& u) {
      emission_.refuse("Qiskit cannot hold this: " + u.what);
      return std::nullopt;
    }
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
  // What if_test takes: (bit or register, value), or an expression.
  std::string condition(ir::ExprId id) {
    const ir::Expr& e = without_casts(id);
    const auto is_bit = [&](const ir::Expr& x) {
      return x.op == ir::ExprOp::kBit && x.a < circuit_.num_result_bits();
    };
    if (is_bit(e)) return fmt::format("(circuit.clbits[{}], 1)", e.a);
    if (e.op == ir::ExprOp::kNot)
      if (const ir::Expr& inner = without_casts(e.a); is_bit(inner))
        return fmt::format("(circuit.clbits[{}], 0)", inner.a);
    if (e.op == ir::ExprOp::kEq) {
      const ir::Expr *a = &without_casts(e.a), *b = &without_casts(e.b);
      if (a->op == ir::ExprOp::kConst) std::swap(a, b);
      if (b->op == ir::ExprOp::kConst) {
        if (is_bit(*a) && b->value <= 1) return fmt::format("(circuit.clbits[{}], {})", a->a, b->value);
        if (const std::string reg = whole_register(*a); !reg.empty() && b->value < bound(*a))
          return fmt::format("({}, {})", reg, b->value);
      }
    }
    uses_expr_ = true;
    return classical_.condition(id);
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

  QiskitExpressions classical_;
  std::string body_, variables_;
  std::vector<std::string> symbols_;
  std::set<std::string> classes_used_;
  unsigned level_ = 0;
  bool has_pi_ = false, uses_expr_ = false, leaves_loops_ = false, uses_scratch_ = false;
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
  enum class Open { kBlock, kLoop, kSwitch, kCase };
  // Blocks end where the indentation does; the else of one begins with its name.
  void leave(std::size_t level) {
    while (open_.size() > level) {
      if (open_.back() != Open::kCase) out_.circuit.end();
      open_.pop_back();
    }
  }
  void line() {
    ++line_;
    const std::size_t begin = at_.offset();
    at_.skip_blanks();
    const std::size_t level = (at_.offset() - begin) / 4;
    if (at_.peek() == '\n' || at_.peek() == '#' || at_.at_end()) return at_.skip_line();
    if (at_.accept("from ") || at_.accept("import ")) return at_.skip_line();
    if (level > open_.size()) at_.fail("unexpected indentation");
    if (at_.accept("with otherwise_")) {
      if (at_.whole() != level) at_.fail("this else belongs to no condition");
      leave(level + 1);
      if (open_.size() != level + 1 || open_.back() != Open::kBlock)
        at_.fail("this else belongs to no condition");
      at_.expect(":");
      at_.expect_end_of_line();
      return out_.circuit.begin_else();
    }
    leave(level);
    if (at_.accept("with case_")) return case_of_switch(level);
    if (level > 0 && open_.back() == Open::kSwitch) at_.fail("a case is expected");
    if (at_.accept("pass")) return at_.expect_end_of_line();
    if (at_.accept("with circuit.if_test(")) return condition(false);
    if (at_.accept("with circuit.while_loop(")) return condition(true);
    if (at_.accept("with circuit.for_loop(range(1)):")) {
      at_.expect_end_of_line();
      out_.circuit.begin_block(false, ir::kNoExpr, source());
      return open(Open::kLoop);
    }
    if (at_.accept("with circuit.switch(")) {
      const ir::ExprId selector = expressions().read();
      if (!out_.circuit.expr(selector).type.is_integer()) at_.fail("a whole number is needed here");
      at_.expect(") as case_");
      if (at_.whole() != level) at_.fail("a case's name has the number of its indentation");
      at_.expect(":");
      at_.expect_end_of_line();
      out_.circuit.begin_switch(selector, source());
      return open(Open::kSwitch);
    }
    if (at_.accept("circuit = QuantumCircuit(")) return registers();
    if (at_.accept("circuit.store(")) return store();
    if (at_.accept("circuit.break_loop()")) return jump(false);
    if (at_.accept("circuit.continue_loop()")) return jump(true);
    if (at_.accept("circuit.")) return call();
    if (at_.accept("p_")) {
      const std::string name = "p_" + std::string(at_.name());
      at_.expect("= Parameter(");
      symbols_.emplace(name, Param::symbol(out_.circuit.symbol(at_.quoted())));
      at_.expect(")");
      return at_.expect_end_of_line();
    }
    if (at_.accept("v_")) return variable();
    at_.fail("this is not a line that qiao writes, or a condition; Python programs are not executed");
  }
  void open(Open what) {
    open_.push_back(what);
    if (open_.size() > 256) at_.fail("conditions nested too deeply");
  }
  QiskitExpressionReader expressions() { return {at_, out_.circuit, variables_, bits_}; }

  void condition(bool loop) {
    ir::Circuit& c = out_.circuit;
    ir::ExprId id = ir::kNoExpr;
    if (at_.accept("(")) {  // (bit or register, value)
      const ir::ExprId read = expressions().read();
      const ir::ValueType type = c.expr(read).type;
      at_.expect(",");
      const std::uint64_t value = at_.whole();
      at_.expect(")");
      if (type.is_real()) at_.fail("a bit or register is needed here");
      const ir::ExprId wanted = c.add_expr({.op = ir::ExprOp::kConst, .value = value, .type = type});
      id = c.add_expr({.op = ir::ExprOp::kEq, .a = read, .b = wanted, .type = ir::kBoolType});
    } else {
      id = expressions().as_bool(expressions().read());
    }
    at_.expect(")");
    if (!loop && at_.accept("as otherwise_")) at_.whole();
    at_.expect(":");
    at_.expect_end_of_line();
    loop ? c.begin_while(id, source()) : c.begin_if(id, source());
    open(loop ? Open::kLoop : Open::kBlock);
  }
  void case_of_switch(std::size_t level) {
    if (level == 0 || open_.back() != Open::kSwitch || at_.whole() != level - 1)
      at_.fail("this case belongs to no switch");
    at_.expect("(");
    if (at_.accept("case_")) {
      at_.whole();
      at_.expect(".DEFAULT)");
      out_.circuit.begin_default();
    } else {
      std::vector<std::int64_t> values;
      do values.push_back(static_cast<std::int64_t>(at_.whole()));
      while (at_.accept(","));
      at_.expect(")");
      out_.circuit.begin_case(values);
    }
    at_.expect(":");
    at_.expect_end_of_line();
    open(Open::kCase);
  }
  void jump(bool again) {
    if (std::find(open_.begin(), open_.end(), Open::kLoop) == open_.end()) at_.fail("there is no loop here");
    at_.expect_end_of_line();
    again ? out_.circuit.continue_loop(1, source()) : out_.circuit.break_out(1, source());
  }
  // v_NAME = circuit.add_var('NAME', expr.lift(0, TYPE)), or add_input with a type.
  void variable() {
    const std::string name = "v_" + std::string(at_.name());
    at_.expect("= circuit.add_");
    ir::Variable v;
    v.is_input = at_.accept("input(");
    if (!v.is_input) at_.expect("var(");
    v.name = at_.quoted();
    at_.expect(",");
    if (v.is_input) {
      v.type = expressions().type();
    } else {
      const ir::Expr zero = out_.circuit.expr(expressions().read());
      if (zero.op != ir::ExprOp::kConst || zero.value != 0) at_.fail("a variable begins as zero here");
      v.type = zero.type;
    }
    at_.expect(")");
    at_.expect_end_of_line();
    if (!variables_.emplace(name, out_.circuit.variables().size()).second)
      at_.fail("a variable of this name is there");
    out_.operation();
    out_.circuit.add_variable(std::move(v));
  }
  void store() {
    ir::Circuit& c = out_.circuit;
    out_.operation();
    const ir::Expr place = c.expr(expressions().read());
    at_.expect(",");
    const ir::ExprId value = expressions().read();
    at_.expect(")");
    at_.expect_end_of_line();
    ir::Destination to;
    to.type = place.type;
    to.first = place.a;
    if (place.op == ir::ExprOp::kBitAt) {  // a bit known only at run time
      const ir::Expr whole = c.expr(place.a);
      if (whole.op != ir::ExprOp::kBits) at_.fail("nothing can be stored there");
      to.first = whole.a;
      to.index = place.b;
      to.stride = 1;
    } else if (place.op != ir::ExprOp::kBit && place.op != ir::ExprOp::kBits) {
      at_.fail("nothing can be stored there");
    }
    if (!(c.expr(value).type == to.type)) at_.fail("the value has another type than the place");
    c.assign(to, value, source());
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
        if (!quantum && name == kScratchRegister) {  // the last: its bit follows those of the results
          if (size != 1) at_.fail("this register has one bit");
          out_.circuit.add_variable({.name = name, .type = ir::kBoolType});
          continue;
        }
        quantum ? out_.qreg(name, size) : out_.creg(name, size);
      } while (at_.accept(","));
      at_.expect(")");
    }
    at_.expect_end_of_line();
    bits_ = out_.circuit.num_clbits();
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
  QiskitExpressionReader::Variables variables_;
  std::vector<Open> open_;
  ir::Clbit bits_ = 0;  // of the registers
  std::uint32_t line_ = 0;
};

}  // namespace

DialectImplementation qiskit_dialect() {
  static constexpr std::string_view kEndings[] = {".py"};
  return {{Dialect::kQiskit, "qiskit", ".py", "Python source that defines `circuit` with Qiskit"},
          []() -> const ir::GateSet& { return classes().gates(); },
          [](const ir::Circuit& circuit, Emission& emission) -> std::unique_ptr<Writer> {
            return std::make_unique<QiskitWriter>(circuit, emission);
          },
          [](std::string_view text, const std::string& name, const ParseOptions& options) {
            return finished_read(QiskitReader(text, options).run(), name);
          },
          [](std::string_view text, std::string_view file) { return is_python_for(text, file, "qiskit"); },
          kEndings};
}

}  // namespace qiao::qasm
