// Values of expressions while checking.

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

#include "literals.hpp"
#include "sema.hpp"
#include "splitter.hpp"

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

// Unlike numbers without a width, bits and booleans have a type.
bool is_bits(const Value& v) { return v.kind == ValueKind::kBool || v.kind == ValueKind::kBits; }

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

bool Sema::is_builtin_name(std::string_view name) {
  double ignored = 0;
  if (builtin_constant(name, 3, ignored)) return true;
  for (const Function& f : kFunctions)
    if (f.version != 2 && f.name == name) return true;
  const auto rest = {"mod", "popcount", "rotl", "rotr", "real", "imag", "sizeof"};
  return std::find(rest.begin(), rest.end(), name) != rest.end();
}

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
  const Expr e = ast_->expr(id);
  bool done = false;
  const Value simple = literal(e, done);
  if (done) return simple;
  ++work_;  // looked at by the statement
  if (!indices_.empty())
    if (const auto known = indices_.find(id); known != indices_.end()) return known->second;
  struct Visitor {
    Sema& sema;
    const Expr& e;
    ExprId id;
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
    Value operator()(const ImaginaryLiteral& n) {
      Value v;
      v.kind = ValueKind::kComplex;
      v.real = 0;
      v.imag = n.value;
      return v;
    }
    Value operator()(const DurationLiteral& n) {
      Value v;
      v.kind = ValueKind::kDuration;
      v.real = 0;
      std::size_t unit = n.text.size();
      while (unit > 0 && !is_digit(static_cast<unsigned char>(n.text[unit - 1])) && n.text[unit - 1] != '.')
        --unit;
      const double number = float_value(n.text.substr(0, unit));
      std::string_view name = n.text.substr(unit);
      while (!name.empty() && (name[0] == ' ' || name[0] == '\t')) name.remove_prefix(1);
      if (name == "dt") v.imag = number;
      else v.real = number * (name == "ns" ? 1e-9 : name == "ms" ? 1e-3 : name == "s" ? 1.0 : 1e-6);
      return v;
    }
    Value operator()(const NameExpr& n) { return sema.evaluate(n, e); }
    Value operator()(const HardwareQubit&) {
      sema.fail(Code::kExpressionType, e.span, "a qubit has no value");
    }
    Value operator()(const UnaryExpr& n) { return sema.evaluate(n, e); }
    Value operator()(const BinaryExpr& n) { return sema.evaluate(n, e); }
    Value operator()(const CallExpr& n) { return sema.evaluate(n, e, id); }
    Value operator()(const CastExpr& n) { return sema.evaluate(n, e); }
    Value operator()(const IndexExpr& n) {
      const Symbol* base = sema.base_symbol(n.base);
      if (base && base->kind == SymbolKind::kVariable) return sema.read(sema.access(id), e.span);
      if (base && base->kind == SymbolKind::kBits) {
        // One bit whose number is known only at run time, or bits known now.
        Selection bits;
        if (auto v = sema.runtime_bit(id)) return *v;
        sema.select(id, false, bits);
        return sema.bits_value(bits, e.span);
      }
      if (base && base->kind == SymbolKind::kPoisoned) throw Failed{};
      Value v = sema.value(n.base);
      if (!v.ok()) throw Failed{};
      if (base && base->kind == SymbolKind::kInput) {  // bits of an input that has a width
        if (!sema.variables_[sema.input_variables_[base->index]].sized)
          sema.fail(Code::kOperandType, e.span,
                    "bits of an input can be selected only if its type has a width");
        v = sema.to_runtime(v);
      }
      if (v.is_runtime() || (v.is_constant() && v.width > 0)) return sema.index_value(v, n.items, e.span);
      sema.fail(Code::kNotConstant, e.span, "only registers, arrays and values with a width can be indexed");
    }
    Value operator()(const RangeExpr&) { sema.fail(Code::kExpressionType, e.span, "a range is not a value"); }
    Value operator()(const SetExpr&) { sema.fail(Code::kExpressionType, e.span, "a set is not a value"); }
    Value operator()(const ArrayExpr&) {
      sema.fail(Code::kExpressionType, e.span,
                "an array literal can only initialise an array or be assigned to one");
    }
    Value operator()(const ConcatExpr& n) { return sema.concatenated(n, e.span); }
    Value operator()(const MeasureExpr& n) { return sema.measured(n.operand, e.span); }
    Value operator()(const DurationOfExpr& n) { return sema.duration_of(n, e.span); }
  };
  return std::visit(Visitor{*this, e, id}, e.node);
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
      return symbolic_value(ir::Param::symbol(symbol->index), program_.symbol_types[symbol->index]);
    case SymbolKind::kFormalParam:
      return symbol->value;
    case SymbolKind::kPoisoned:
      throw Failed{};
    case SymbolKind::kBits: {
      Selection bits;
      select_symbol(n.text, e.span, false, bits);
      return bits_value(bits, e.span);
    }
    case SymbolKind::kVariable:
      return read(whole(*symbol), e.span);
    case SymbolKind::kStretch: {
      Value v;
      v.kind = ValueKind::kStretch;
      return v;
    }
    default:
      fail(Code::kWrongKind, e.span,
           "'" + std::string(n.text) + "' is " + std::string(describe(symbol->kind)) + ", not a number", {},
           declared_note(*symbol, n.text));
  }
}

Value Sema::evaluate(const UnaryExpr& u, const Expr& e) {
  const Value v = value(u.operand);
  const bool is_sign = u.op == UnaryOp::kPlus || u.op == UnaryOp::kMinus;
  if (u.op == UnaryOp::kMinus && has_input_type(v)) {
    const Value zero = Value::of(v.type, ir::Value{});
    if (const auto linear = linear_at_values(BinaryOp::kSub, zero, v, e.span)) return *linear;
    return typed_unary(u.op, v, e.span);
  }
  if (needs_types(v) || (v.kind == ValueKind::kSymbolic && !is_sign) ||
      ((v.kind == ValueKind::kBool || v.kind == ValueKind::kBits) && is_sign))
    return typed_unary(u.op, v, e.span);
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
  if (!code && language_ == 3) {
    const bool symbolic = left.kind == ValueKind::kSymbolic || right.kind == ValueKind::kSymbolic;
    const bool both = left.kind == ValueKind::kSymbolic && right.kind == ValueKind::kSymbolic;
    // What is linear in inputs stays so; the rest is computed when the program runs.
    bool linear = b.op == BinaryOp::kAdd || b.op == BinaryOp::kSub || (b.op == BinaryOp::kMul && !both) ||
                  (b.op == BinaryOp::kDiv && right.kind != ValueKind::kSymbolic);
    if (symbolic && linear && !is_real_arithmetic(left, right)) {
      if (const auto at_values = linear_at_values(b.op, left, right, b.sign)) return *at_values;
      linear = false;
    }
    if (b.op == BinaryOp::kDiv && symbolic && left.ir_type().is_integer() && right.ir_type().is_integer())
      warn_integer_division(e.span);
    if (symbolic && (!linear || left.is_runtime() || right.is_runtime()))
      return typed_binary(b.op, left, right, e.span, b.sign);
    if (!symbolic && (needs_types(left) || needs_types(right) || is_bits(left) || is_bits(right)))
      return typed_binary(b.op, left, right, e.span, b.sign);
  }
  if (code || left.kind == ValueKind::kSymbolic || right.kind == ValueKind::kSymbolic) {
    if (!is_arithmetic(b.op))
      fail(Code::kNotConstant, e.span,
           "operator '" + std::string(spelling(b.op)) + "' needs values known before the program runs");
    if (!code) return symbolic(b.op, number_of(left, e.span), number_of(right, e.span), b.sign);
    for (const Value& v : {left, right})
      if (v.kind == ValueKind::kBits && v.width > 1) wrong_types(b.op, left, right, e.span);
    if (b.op == BinaryOp::kDiv && right.is_number() && right.as_double() == 0)
      fail(Code::kValue, b.sign, "division by zero");
    const bool fails =
        b.op == BinaryOp::kPow || b.op == BinaryOp::kMod || (b.op == BinaryOp::kDiv && !right.is_constant());
    return code_node(param_op(b.op), left, right, fails);
  }
  bool inexact = false;
  const Value result = accept(apply(b.op, left, right, inexact), b.sign);
  if (inexact) warn_integer_division(e.span);
  return result;
}

void Sema::warn_integer_division(Span span) {
  reporter_.warning(Code::kIntegerDivision, place(span),
                    "the quotient of two integers is an integer: the remainder is dropped",
                    "write 1.0/2 or 1/2.0 for a real quotient");
}

Value Sema::evaluate(const CallExpr& c, const Expr& e, ExprId id) {
  const auto args = [&](std::size_t i) { return ast_->ids(c.args)[i]; };
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
    if (language_ == 3 && (needs_types(v) || v.kind == ValueKind::kSymbolic)) {
      bool known = false;
      return typed_function(name, c, e, known);
    }
    if (!v.is_number())
      fail(Code::kExpressionType, e.span,
           "'" + name + "' needs a number, not " + std::string(spelling(v.kind)));
    if ((f.op == ParamOp::kFloor || f.op == ParamOp::kCeiling) && v.is_integer()) return v;
    return accept(apply_function(f.name, v.as_double()), c.name.span);
  }
  if (language_ == 3) {
    if (gate_ && (name == "pow" || name == "mod")) {
      need(2);
      const Value a = value(args(0)), b = value(args(1));
      if (a.kind == ValueKind::kCode || b.kind == ValueKind::kCode)
        return code_node(name == "pow" ? ParamOp::kPow : ParamOp::kMod, a, b, true);
    }
    bool known = false;
    const Value v = typed_function(name, c, e, known);
    if (known) return v;
    const Symbol* symbol = scopes_.find(c.name.text);
    if (symbol && symbol->kind == SymbolKind::kPoisoned) throw Failed{};
    if (symbol && symbol->kind == SymbolKind::kSubroutine) {
      if (const auto made = called_.find(id); made != called_.end()) return made->second;
      return called_[id] = call_subroutine(symbol->index, c, e);
    }
    if (symbol && symbol->kind == SymbolKind::kExtern) {
      for (std::uint32_t i = 0; i < c.args.count; ++i) value(args(i));
      fail(Code::kExternCall, c.name.span,
           "extern function '" + name + "' is defined outside of the program and cannot be called", {},
           declared_note(*symbol, name));
    }
    if (symbol)
      fail(Code::kWrongKind, c.name.span,
           "'" + name + "' is " + std::string(describe(symbol->kind)) +
               " and cannot be called in an expression",
           {}, declared_note(*symbol, name));
  }
  std::vector<std::string> known;
  for (const Function& f : kFunctions)
    if (f.version == 0 || f.version == language_) known.emplace_back(f.name);
  if (language_ == 3) {
    for (const char* f : {"pow", "mod", "popcount", "rotl", "rotr", "real", "imag", "sizeof"})
      known.emplace_back(f);
    for (std::string& f : scopes_.names([](const Symbol& s) { return s.kind == SymbolKind::kSubroutine; }))
      known.push_back(std::move(f));
  }
  const std::string near = nearest_name(name, known);
  fail(Code::kUndefinedName, c.name.span, "undefined function '" + name + "'",
       near.empty() ? "" : "did you mean '" + near + "'?");
}

Value Sema::evaluate(const CastExpr& c, const Expr& e) {
  const Type type = ast_->type(c.type);
  if (type.kind == TypeKind::kArray) fail(Code::kExpressionType, e.span, "nothing can be cast to an array");
  if (type.kind == TypeKind::kBit && type.width != kNone) {
    // bit[n](register): the register itself, which may be wider than a value.
    const Symbol* base = base_symbol(c.operand);
    (void)base;
  }
  const Value v = value(c.operand);
  if (!v.ok()) return v;
  if (v.kind == ValueKind::kCode) {
    // Real numbers to real numbers: nothing to do.
    if (type.kind == TypeKind::kFloat || type.kind == TypeKind::kAngle) return v;
    fail(Code::kNotConstant, e.span, "the cast needs a value known before the program runs");
  }
  return constant_of_type(v, c.type, e.span);
}

// A value of the type, constant if v is.
Value Sema::constant_of_type(Value v, TypeId id, Span span) {
  const Type type = ast_->type(id);
  if (language_ == 3 &&
      (needs_types(v) || v.kind == ValueKind::kSymbolic || type.kind == TypeKind::kComplex ||
       type.kind == TypeKind::kDuration || type.kind == TypeKind::kStretch)) {
    if (type.kind == TypeKind::kStretch) {
      if (v.kind != ValueKind::kStretch && v.kind != ValueKind::kDuration)
        fail(Code::kExpressionType, span, "cannot convert " + describe(v) + " to stretch");
      Value out;
      out.kind = ValueKind::kStretch;
      return out;
    }
    bool sized = true;
    const ir::ValueType t = scalar_type(type, sized);
    Value out = to_type(v, t, span, sized);
    // Constants without a width adapt like literals.
    if (!sized && out.is_constant() && (t.is_integer() || t.is_real())) out.width = 0;
    return out;
  }
  switch (type.kind) {
    case TypeKind::kBool:
    case TypeKind::kInt:
    case TypeKind::kUint:
    case TypeKind::kFloat:
    case TypeKind::kAngle:
    case TypeKind::kBit: {
      const unsigned width = type_width(type);
      if (v.kind == ValueKind::kBool && type.kind == TypeKind::kAngle)
        fail(Code::kExpressionType, span, "cannot convert " + describe(v) + " to angle");
      if (v.kind == ValueKind::kBool && type.kind == TypeKind::kBit && width > 1)
        fail(Code::kSizeMismatch, span,
             "cannot convert " + describe(v) + " to bit[" + std::to_string(width) + "]",
             "the widths must be equal");
      if (type.kind == TypeKind::kBit && v.kind == ValueKind::kBits && v.width != (width ? width : 1) &&
          width <= 64)
        fail(Code::kSizeMismatch, span,
             "a string of " + std::to_string(v.width) + " bits for a register of " +
                 std::to_string(width ? width : 1));
      Value out = accept(convert(v, type.kind, width), span);
      if (out.kind == ValueKind::kInt || out.kind == ValueKind::kUint || out.kind == ValueKind::kFloat ||
          out.kind == ValueKind::kAngle)
        out.width = static_cast<std::uint8_t>(width);
      return out;
    }
    default:
      fail(Code::kExpressionType, type.span,
           "a value of type " + std::string(spelling(type.kind)) + " cannot be made from " + describe(v));
  }
}

unsigned Sema::type_width(const Type& type) {
  if (type.width == kNone) return 0;
  const std::int64_t n = constant_integer(type.width, "the width of a type");
  const Span span = ast_->expr(type.width).span;
  if (n <= 0) fail(Code::kRegisterSize, span, "the width of a type must be positive");
  if (type.kind == TypeKind::kFloat && n != 32 && n != 64)
    unsupported(span, "floats other than float[32] and float[64]");
  if (n > 64) unsupported(span, "types of more than 64 bits");
  return static_cast<unsigned>(n);
}

std::int64_t Sema::constant_integer(ExprId id, std::string_view what) {
  return constant_integer(value(id), id, what);
}

std::int64_t Sema::constant_integer(const Value& v, ExprId id, std::string_view what) {
  const Span span = ast_->expr(id).span;
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

Value Sema::symbolic_value(ir::Param param, ir::ValueType type) {
  if (param.is_number()) return Value::floating(param.constant());
  program_.symbolic.push_back(std::move(param));
  Value v = Value::reference(ValueKind::kSymbolic, static_cast<std::uint32_t>(program_.symbolic.size() - 1));
  v.type = type;
  return v;
}

bool Sema::has_input_type(const Value& v) {
  return v.kind == ValueKind::kSymbolic && !(v.type == ir::kFloatType);
}

std::optional<Value> Sema::linear_at_values(BinaryOp op, const Value& left, const Value& right, Span span) {
  const auto at = [&](const ir::Param& param) -> std::optional<double> {
    double x = param.constant();
    for (const auto& [symbol, factor] : param.terms()) {
      if (!program_.symbol_values[symbol]) return std::nullopt;
      x += factor * *program_.symbol_values[symbol];
    }
    return x;
  };
  const auto constant = [&](const Value& v) -> std::optional<Value> {
    if (v.kind != ValueKind::kSymbolic) return v.is_constant() ? std::optional(v) : std::nullopt;
    const std::optional<double> x = at(program_.symbolic[v.index]);
    if (!x) return std::nullopt;
    return Value::of(v.type, ir::convert(v.type, ir::kFloatType, ir::Value::of(*x)));
  };
  const auto a = constant(left), b = constant(right);
  if (!a || !b) return std::nullopt;
  const Value exact = typed_binary(op, *a, *b, span, span);
  const Value linear = symbolic(op, left, right, span);
  if (linear.kind != ValueKind::kSymbolic) return exact;
  const ir::Param param = program_.symbolic[linear.index];
  return symbolic_value(param + ir::Param(exact.as_double() - *at(param)), exact.ir_type());
}

// Whether + - * / between these, one of which depends on inputs, computes with real numbers. What keeps the type of
// an input does not: integers wrap and divide to integers, angles are modulo 2 pi, float[32] is rounded. Beside a
// float[64] they are converted to it first, except angles, which never are.
bool Sema::is_real_arithmetic(const Value& left, const Value& right) {
  const auto beside = [](const Value& v, const Value& other) {
    const ir::ValueType t = v.ir_type();
    if (!has_input_type(v)) return t.kind != ir::ValueKind::kAngle;
    if (has_input_type(other) || other.ir_type() != ir::kFloatType) return false;
    return t.is_integer() || (t.is_real() && (other.width == 64 || !other.is_constant()));
  };
  return beside(left, right) && beside(right, left);
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
  fail(Code::kExpressionType, span, "the expression is not linear in an input",
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
