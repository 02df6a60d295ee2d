// Values of expressions while checking.

#include <bit>
#include <cmath>
#include <numbers>

#include "literals.hpp"
#include "sema.hpp"

namespace qiao::qasm {

namespace {

// Functions of one real argument and what they are inside gate definitions.
struct Function {
  std::string_view name;
  int version;  // 0: both
  ParamOp op;
  bool may_fail;
};
constexpr Function kFunctions[] = {
    {"sin", 0, ParamOp::kSin, false},      {"cos", 0, ParamOp::kCos, false},
    {"tan", 0, ParamOp::kTan, true},       {"exp", 0, ParamOp::kExp, true},
    {"ln", 2, ParamOp::kLn, true},         {"sqrt", 0, ParamOp::kSqrt, true},
    {"log", 3, ParamOp::kLn, true},        {"arcsin", 3, ParamOp::kArcsin, true},
    {"arccos", 3, ParamOp::kArccos, true}, {"arctan", 3, ParamOp::kArctan, false},
    {"floor", 3, ParamOp::kFloor, false},  {"ceiling", 3, ParamOp::kCeiling, false},
};

ParamOp param_op(BinaryOp op) {
  switch (op) {
    case BinaryOp::kAdd:
      return ParamOp::kAdd;
    case BinaryOp::kSub:
      return ParamOp::kSub;
    case BinaryOp::kMul:
      return ParamOp::kMul;
    case BinaryOp::kDiv:
      return ParamOp::kDiv;
    case BinaryOp::kMod:
      return ParamOp::kMod;
    default:
      return ParamOp::kPow;
  }
}

bool is_arithmetic(BinaryOp op) { return op <= BinaryOp::kPow; }

// The built-in constants. In OpenQASM 2 there is only pi.
bool builtin_constant(std::string_view name, int language, double& value) {
  if (name == "pi") value = std::numbers::pi;
  else if (language == 2) return false;
  else if (name == "π") value = std::numbers::pi;
  else if (name == "tau" || name == "τ") value = 2 * std::numbers::pi;
  else if (name == "euler" || name == "ℇ") value = std::numbers::e;
  else return false;
  return true;
}

}  // namespace

Value Sema::accept(ValueOrError result, Span span) {
  if (auto* v = std::get_if<Value>(&result)) return *v;
  auto& error = std::get<ValueError>(result);
  fail(error.code, span, std::move(error.message));
}

Value Sema::literal(const Expr& e, bool& done) {
  done = true;
  if (const auto* n = std::get_if<IntegerLiteral>(&e.node)) {
    if (language_ == 2) {
      // Every number of OpenQASM 2 is real, however many digits it has.
      if (n->overflow)
        return Value::floating(
            float_value(sources_[file_].text().substr(e.span.begin, e.span.end - e.span.begin)));
      return Value::floating(static_cast<double>(n->value));
    }
    if (n->overflow) fail(Code::kOverflow, e.span, "integer literal does not fit 64 bits");
    if (n->value > static_cast<std::uint64_t>(INT64_MAX)) return Value::unsigned_integer(n->value);
    return Value::signed_integer(static_cast<std::int64_t>(n->value));
  }
  if (const auto* f = std::get_if<FloatLiteral>(&e.node)) return accept(finite(f->value), e.span);
  done = false;
  return {};
}

Value Sema::value(ExprId id) {
  const Expr e = ast_.expr(id);
  bool done = false;
  const Value simple = literal(e, done);
  if (done) return simple;
  struct Visitor {
    Sema& sema;
    const Expr& e;
    Value operator()(const IntegerLiteral&) { return {}; }
    Value operator()(const FloatLiteral&) { return {}; }
    Value operator()(const BoolLiteral& n) { return Value::boolean(n.value); }
    Value operator()(const BitsLiteral& n) {
      std::uint64_t bits = 0;
      unsigned width = 0;
      for (const char c : n.digits) {
        if (c == '_') continue;
        if (++width > 64) sema.unsupported(e.span, "bit strings of more than 64 bits");
        bits = bits << 1 | static_cast<std::uint64_t>(c == '1');
      }
      return Value::bits(bits, static_cast<std::uint8_t>(width));
    }
    Value operator()(const ImaginaryLiteral&) { sema.unsupported(e.span, "complex numbers"); }
    Value operator()(const DurationLiteral&) { sema.unsupported(e.span, "durations"); }
    Value operator()(const NameExpr& n) { return sema.evaluate(n, e); }
    Value operator()(const HardwareQubit&) {
      sema.fail(Code::kExpressionType, e.span, "a qubit has no value");
    }
    Value operator()(const UnaryExpr& n) { return sema.evaluate(n, e); }
    Value operator()(const BinaryExpr& n) { return sema.evaluate(n, e); }
    Value operator()(const CallExpr& n) { return sema.evaluate(n, e); }
    Value operator()(const CastExpr& n) { return sema.evaluate(n, e); }
    Value operator()(const IndexExpr& n) {
      // Only bits and qubits can be indexed so far; neither has a value before the program runs.
      Selection ignored;
      const bool bits = sema.has_bits(n.base);
      if (bits) sema.select(static_cast<ExprId>(n.base), false, ignored);
      sema.fail(Code::kNotConstant, e.span,
                bits ? "the value of a classical bit is known only when the program runs"
                     : "only registers can be indexed");
    }
    Value operator()(const RangeExpr&) { sema.fail(Code::kExpressionType, e.span, "a range is not a value"); }
    Value operator()(const SetExpr&) { sema.fail(Code::kExpressionType, e.span, "a set is not a value"); }
    Value operator()(const ArrayExpr&) { sema.unsupported(e.span, "arrays"); }
    Value operator()(const ConcatExpr&) { sema.unsupported(e.span, "concatenations of values"); }
    Value operator()(const MeasureExpr&) {
      sema.fail(Code::kNotConstant, e.span, "a measurement has no value before the program runs");
    }
    Value operator()(const DurationOfExpr&) { sema.unsupported(e.span, "durations"); }
  };
  return std::visit(Visitor{*this, e}, e.node);
}

Value Sema::evaluate(const NameExpr& n, const Expr& e) {
  const Symbol* symbol = scopes_.find(n.text);
  double constant = 0;
  if (!symbol && builtin_constant(n.text, language_, constant)) return Value::floating(constant);
  if (!symbol) symbol = &resolve(n.text, e.span, "a value");
  switch (symbol->kind) {
    case SymbolKind::kConstant:
      return symbol->value;
    case SymbolKind::kLoopVariable:
      shape_varies_ |= shape_;
      return symbol->value;
    case SymbolKind::kInput:
      return symbolic_value(ir::Param::symbol(symbol->index));
    case SymbolKind::kFormalParam:
      return symbol->value;
    case SymbolKind::kPoisoned:
    case SymbolKind::kUnsupported:
      throw Failed{};
    case SymbolKind::kBits:
      fail(Code::kNotConstant, e.span,
           "'" + std::string(n.text) +
               "' is a classical register, whose value is known only when the program runs",
           {}, declared_note(*symbol, n.text));
    default:
      fail(Code::kWrongKind, e.span,
           "'" + std::string(n.text) + "' is " + std::string(describe(symbol->kind)) + ", not a number", {},
           declared_note(*symbol, n.text));
  }
}

Value Sema::evaluate(const UnaryExpr& u, const Expr& e) {
  const Value v = value(u.operand);
  if (v.kind == ValueKind::kSymbolic || v.kind == ValueKind::kCode) {
    if (u.op == UnaryOp::kPlus) return v;
    if (u.op == UnaryOp::kMinus) {
      if (v.kind == ValueKind::kCode) return code_node(ParamOp::kNeg, v, v, false);
      return symbolic_value(-program_.symbolic[v.index]);
    }
    fail(Code::kExpressionType, e.span,
         "operator '" + std::string(spelling(u.op)) + "' does not apply to " + std::string(spelling(v.kind)));
  }
  return accept(apply(u.op, v), e.span);
}

Value Sema::evaluate(const BinaryExpr& b, const Expr& e) {
  const Value left = value(b.left);
  const Value right = value(b.right);
  const bool code = left.kind == ValueKind::kCode || right.kind == ValueKind::kCode;
  if (code || left.kind == ValueKind::kSymbolic || right.kind == ValueKind::kSymbolic) {
    if (!is_arithmetic(b.op))
      fail(Code::kNotConstant, e.span,
           "operator '" + std::string(spelling(b.op)) + "' needs values known before the program runs");
    if (!code) return symbolic(b.op, left, right, b.sign);
    if (b.op == BinaryOp::kDiv && right.is_number() && right.as_double() == 0)
      fail(Code::kValue, b.sign, "division by zero");
    const bool fails =
        b.op == BinaryOp::kPow || b.op == BinaryOp::kMod || (b.op == BinaryOp::kDiv && !right.is_constant());
    return code_node(param_op(b.op), left, right, fails);
  }
  bool inexact = false;
  const Value result = accept(apply(b.op, left, right, inexact), b.sign);
  if (inexact)
    reporter_.warning(Code::kIntegerDivision, place(e.span),
                      "the quotient of two integers is an integer: the remainder is dropped",
                      "write 1.0/2 or 1/2.0 for a real quotient");
  return result;
}

Value Sema::evaluate(const CallExpr& c, const Expr& e) {
  const auto args = [&](std::size_t i) { return ast_.ids(c.args)[i]; };
  const std::string name(c.name.text);
  const auto need = [&](std::size_t n) {
    if (c.args.count != n)
      fail(Code::kParameterCount, c.name.span,
           "function '" + name + "' takes " + std::to_string(n) + (n == 1 ? " argument" : " arguments") +
               ", not " + std::to_string(c.args.count));
  };
  for (const Function& f : kFunctions) {
    if (f.name != c.name.text || (f.version != 0 && f.version != language_)) continue;
    need(1);
    const Value v = value(args(0));
    if (v.kind == ValueKind::kCode) return code_node(f.op, v, v, f.may_fail);
    if (v.kind == ValueKind::kSymbolic)
      fail(Code::kNotLinear, e.span, "'" + name + "' of an input is not linear in it");
    if (!v.is_number())
      fail(Code::kExpressionType, e.span,
           "'" + name + "' needs a number, not " + std::string(spelling(v.kind)));
    if ((f.op == ParamOp::kFloor || f.op == ParamOp::kCeiling) && v.is_integer()) return v;
    return accept(apply_function(f.name, v.as_double()), c.name.span);
  }
  if (language_ == 3) {
    bool inexact = false;
    if (name == "pow" || name == "mod") {
      need(2);
      const Value a = value(args(0)), b = value(args(1));
      const BinaryOp op = name == "pow" ? BinaryOp::kPow : BinaryOp::kMod;
      if (a.kind == ValueKind::kCode || b.kind == ValueKind::kCode)
        return code_node(param_op(op), a, b, true);
      if (!a.is_constant() || !b.is_constant())
        fail(Code::kNotLinear, e.span, "'" + name + "' of an input is not linear in it");
      return accept(apply(op, a, b, inexact), c.name.span);
    }
    if (name == "popcount") {
      need(1);
      const Value v = value(args(0));
      if (v.kind != ValueKind::kBits && v.kind != ValueKind::kUint)
        fail(Code::kExpressionType, e.span, "popcount needs bits, not " + std::string(spelling(v.kind)));
      return Value::unsigned_integer(static_cast<std::uint64_t>(std::popcount(v.natural)));
    }
    if (name == "rotl" || name == "rotr") {
      need(2);
      const Value v = value(args(0)), by = value(args(1));
      std::int64_t n = 0;
      if (v.kind != ValueKind::kBits || !by.is_constant() || !by.as_int64(n))
        fail(Code::kExpressionType, e.span, "'" + name + "' needs bits and an integer");
      const int width = v.width;
      const int shift = static_cast<int>(((name == "rotl" ? n : -n) % width + width) % width);
      if (shift == 0) return v;
      const std::uint64_t mask = width == 64 ? ~0ull : (1ull << width) - 1;
      return Value::bits((v.natural << shift | v.natural >> (width - shift)) & mask, v.width);
    }
    if (name == "sizeof" || name == "real" || name == "imag") unsupported(e.span, "calls of " + name);
    const Symbol* symbol = scopes_.find(c.name.text);
    if (symbol && symbol->kind == SymbolKind::kUnsupported) {
      throw Failed{};
    }
    if (symbol && symbol->kind == SymbolKind::kPoisoned) throw Failed{};
  }
  std::vector<std::string> known;
  for (const Function& f : kFunctions)
    if (f.version == 0 || f.version == language_) known.emplace_back(f.name);
  const std::string near = nearest_name(name, known);
  fail(Code::kUndefinedName, c.name.span, "undefined function '" + name + "'",
       near.empty() ? "" : "did you mean '" + near + "'?");
}

Value Sema::evaluate(const CastExpr& c, const Expr& e) {
  const Value v = value(c.operand);
  if (!v.ok()) return v;
  const Type type = ast_.type(c.type);
  if (!v.is_constant()) {
    // Real numbers to real numbers: nothing to do.
    if (type.kind == TypeKind::kFloat || type.kind == TypeKind::kAngle) return v;
    fail(Code::kNotConstant, e.span, "the cast needs a value known before the program runs");
  }
  return constant_of_type(v, c.type, e.span);
}

Value Sema::constant_of_type(Value v, TypeId id, Span span) {
  const Type type = ast_.type(id);
  switch (type.kind) {
    case TypeKind::kBool:
    case TypeKind::kInt:
    case TypeKind::kUint:
    case TypeKind::kFloat:
    case TypeKind::kAngle:
    case TypeKind::kBit:
      return accept(convert(v, type.kind, type_width(type)), span);
    default:
      unsupported(type.span, "values of type " + std::string(spelling(type.kind)));
  }
}

unsigned Sema::type_width(const Type& type) {
  if (type.width == kNone) return 0;
  const std::int64_t n = constant_integer(type.width, "the width of a type");
  const Span span = ast_.expr(type.width).span;
  if (n <= 0) fail(Code::kRegisterSize, span, "the width of a type must be positive");
  if (type.kind == TypeKind::kFloat && n != 32 && n != 64)
    unsupported(span, "floats other than float[32] and float[64]");
  if (n > 64) unsupported(span, "types of more than 64 bits");
  return static_cast<unsigned>(n);
}

std::int64_t Sema::constant_integer(ExprId id, std::string_view what) {
  const Value v = value(id);
  const Span span = ast_.expr(id).span;
  if (!v.ok()) throw Failed{};
  if (!v.is_constant())
    fail(Code::kNotConstant, span, std::string(what) + " must be known before the program runs");
  std::int64_t i = 0;
  if (language_ == 2) {  // real numbers only, but the grammar allows only integers where this is asked
    i = static_cast<std::int64_t>(v.as_double());
    return i;
  }
  if (v.kind == ValueKind::kFloat || v.kind == ValueKind::kAngle)
    fail(Code::kExpressionType, span,
         std::string(what) + " must be an integer, not a " + std::string(spelling(v.kind)));
  if (!v.as_int64(i)) fail(Code::kOverflow, span, std::string(what) + " is too large");
  return i;
}

// ---------------------------------------------------------------- inputs and gate parameters

Value Sema::symbolic_value(ir::Param param) {
  if (param.is_number()) return Value::floating(param.constant());
  program_.symbolic.push_back(std::move(param));
  return Value::reference(ValueKind::kSymbolic, static_cast<std::uint32_t>(program_.symbolic.size() - 1));
}

ir::Param Sema::as_param(Value v) const {
  return v.kind == ValueKind::kSymbolic ? program_.symbolic[v.index] : ir::Param(v.as_double());
}

Value Sema::symbolic(BinaryOp op, Value a, Value b, Span span) {
  for (const Value& v : {a, b})
    if (v.kind != ValueKind::kSymbolic && !v.is_number())
      fail(Code::kExpressionType, span,
           "operator '" + std::string(spelling(op)) + "' does not apply to " + std::string(spelling(v.kind)));
  const bool both = a.kind == ValueKind::kSymbolic && b.kind == ValueKind::kSymbolic;
  switch (op) {
    case BinaryOp::kAdd:
      return symbolic_value(as_param(a) + as_param(b));
    case BinaryOp::kSub:
      return symbolic_value(as_param(a) - as_param(b));
    case BinaryOp::kMul:
      if (both) break;
      return symbolic_value(a.kind == ValueKind::kSymbolic ? as_param(a) * b.as_double()
                                                           : as_param(b) * a.as_double());
    case BinaryOp::kDiv:
      if (b.kind == ValueKind::kSymbolic) break;
      if (b.as_double() == 0) fail(Code::kValue, span, "division by zero");
      return symbolic_value(as_param(a) / b.as_double());
    default:
      break;
  }
  fail(Code::kNotLinear, span, "the expression is not linear in an input",
       "an input can be added, subtracted, and multiplied or divided by a constant");
}

std::uint32_t Sema::code_slot(Value v) {
  if (v.kind == ValueKind::kCode) return v.index;
  gate_->code.push_back({ParamOp::kConst, 0, 0, v.as_double()});
  return static_cast<std::uint32_t>(gate_->code.size() - 1);
}

Value Sema::code_node(ParamOp op, Value a, Value b, bool may_fail) {
  const std::uint32_t left = code_slot(a);
  const std::uint32_t right = code_slot(b);
  gate_->code.push_back({op, left, right, 0});
  code_may_fail_ |= may_fail;
  return Value::reference(ValueKind::kCode, static_cast<std::uint32_t>(gate_->code.size() - 1));
}

}  // namespace qiao::qasm
