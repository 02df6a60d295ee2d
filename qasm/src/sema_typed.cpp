// Values with types: promotion, casts, operators and functions of OpenQASM 3, on constants and on what is
// known only at run time. What is known is computed at once, by the same function that the simulator uses.

#include <algorithm>
#include <array>

#include "qiao/base/error.hpp"
#include "radians.hpp"
#include "sema.hpp"

namespace qiao::qasm {

namespace {

using ir::ExprOp;
using ir::ValueType;
using Kind = ir::ValueKind;

bool is_integer_like(Kind k) {
  return k == Kind::kInt || k == Kind::kUint || k == Kind::kBool || k == Kind::kBits;
}
bool is_literal(const Value& v) {
  return v.is_constant() && v.width == 0 && v.kind != ValueKind::kBits && v.kind != ValueKind::kBool;
}
bool is_comparison(BinaryOp op) { return op >= BinaryOp::kLess && op <= BinaryOp::kNotEqual; }
bool is_arithmetic(BinaryOp op) { return op <= BinaryOp::kPow; }
bool is_bitwise(BinaryOp op) {
  return op == BinaryOp::kBitAnd || op == BinaryOp::kBitOr || op == BinaryOp::kBitXor;
}

ExprOp expr_op(BinaryOp op) {
  constexpr std::array<ExprOp, 19> kOps = {
      ExprOp::kAdd,    ExprOp::kSub,       ExprOp::kMul,        ExprOp::kDiv, ExprOp::kMod,
      ExprOp::kPow,    ExprOp::kShiftLeft, ExprOp::kShiftRight, ExprOp::kLt,  ExprOp::kLe,
      ExprOp::kGt,     ExprOp::kGe,        ExprOp::kEq,         ExprOp::kNe,  ExprOp::kBitAnd,
      ExprOp::kBitXor, ExprOp::kBitOr,     ExprOp::kAnd,        ExprOp::kOr};
  return kOps[static_cast<std::size_t>(op)];
}

bool fits(const Value& v, ValueType t) {
  std::int64_t i = 0;
  if (!v.as_int64(i)) return t.kind == Kind::kUint && t.width == 64;
  if (t.kind == Kind::kUint) return i >= 0 && (t.width == 64 || i >> t.width == 0);
  return t.width == 64 ||
         (i >= -(std::int64_t{1} << (t.width - 1)) && i < (std::int64_t{1} << (t.width - 1)));
}

// A single bit or a boolean.
bool is_truth(const Value& v) {
  const ValueType t = v.ir_type();
  return (v.is_constant() || v.is_runtime()) &&
         (t.kind == Kind::kBool || (t.kind == Kind::kBits && t.width == 1));
}

// The common type of two integer-like operands: a literal takes the type of the other if it fits; otherwise
// the wider one, and unsigned if they are equally wide.
ValueType common_integer(const Value& a, const Value& b) {
  const auto type = [](const Value& v) {
    ValueType t = v.ir_type();
    if (t.kind == Kind::kBool || t.kind == Kind::kBits) t.kind = Kind::kUint;
    return t;
  };
  const ValueType x = type(a), y = type(b);
  if (is_literal(a) && is_literal(b)) return x.kind == y.kind ? x : ir::kIntType;
  if (is_literal(a) && fits(a, y)) return y;
  if (is_literal(b) && fits(b, x)) return x;
  if (x.kind == y.kind) return {x.kind, std::max(x.width, y.width)};
  const ValueType u = x.kind == Kind::kUint ? x : y, s = x.kind == Kind::kUint ? y : x;
  return u.width >= s.width ? u : s;
}

}  // namespace

bool Sema::needs_types(const Value& v) const {
  return v.is_runtime() || v.kind == ValueKind::kComplex || v.kind == ValueKind::kDuration ||
         v.kind == ValueKind::kStretch || v.kind == ValueKind::kVoid ||
         (v.width > 0 && v.kind != ValueKind::kBits);
}

ir::ExprId Sema::add_node(ExprOp op, ValueType type, ir::ExprId a, ir::ExprId b, std::uint64_t value) {
  ir::Expr e;
  e.op = op;
  e.type = type;
  e.a = a;
  e.b = b;
  e.value = value;
  return add_expr(e);
}

ir::ExprId Sema::expr_of(const Value& v) {
  if (v.is_runtime()) return v.index;
  if (v.kind == ValueKind::kSymbolic) return to_runtime(v).index;
  const ValueType t = v.ir_type();
  const ir::Value x = v.ir_value();
  if (!t.is_pair()) return add_node(ExprOp::kConst, t, 0, 0, x.word);
  const ir::ExprId first = add_node(ExprOp::kConst, ir::kFloatType, 0, 0, x.word);
  const ir::ExprId second =
      add_node(ExprOp::kConst, ir::kFloatType, 0, 0, std::bit_cast<std::uint64_t>(x.second));
  return add_node(ExprOp::kPair, t, first, second);
}

Value Sema::to_runtime(const Value& v) {
  if (v.kind != ValueKind::kSymbolic) return v;
  // Inputs are variables there.
  const ir::Param param = program_.symbolic[v.index];
  std::optional<ir::ExprId> sum;
  const auto add = [&](ir::ExprId term) {
    sum = sum ? add_node(ExprOp::kAdd, ir::kFloatType, *sum, term) : term;
  };
  const auto number = [&](double d) {
    return add_node(ExprOp::kConst, ir::kFloatType, 0, 0, std::bit_cast<std::uint64_t>(d));
  };
  for (const auto& [symbol, coefficient] : param.terms()) {
    std::uint32_t index = input_variables_[symbol];
    if (variables_[index].address == kNone) place_variable(index, true);
    const Variable& x = variables_[index];
    ir::ExprId term = add_node(ExprOp::kBits, x.type, x.address, ir::stored_bits(x.type));
    if (has_input_type(v)) {
      // Of linear_at_values: a derivative that is wanted would be lost.
      if (coefficient != 1 || param.terms().size() > 1 || param.constant() != 0)
        fail(Code::kNotConstant, {}, "what is computed from input '" + x.name + "' here has no derivative",
             "declare it as float[64]");
      return Value::runtime(x.type, term);
    }
    if (x.type.kind == Kind::kAngle)
      term = radians_expr(term, x.type.width, [&](const ir::Expr& e) { return add_expr(e); });
    else if (x.type.kind != Kind::kFloat) term = add_node(ExprOp::kCast, ir::kFloatType, term);
    if (coefficient != 1) term = add_node(ExprOp::kMul, ir::kFloatType, number(coefficient), term);
    add(term);
  }
  if (param.constant() != 0) add(number(param.constant()));
  return Value::runtime(ir::kFloatType, *sum);
}

Value Sema::operation(ExprOp op, ValueType type, const Value& a, const Value& b, Span span,
                      std::uint64_t value) {
  if (a.is_constant() && (b.is_constant() || !ir::is_binary(op))) {
    try {
      return Value::of(
          type, ir::apply(op, type, a.ir_type(), a.ir_value(), b.is_constant() ? b.ir_type() : a.ir_type(),
                          b.is_constant() ? b.ir_value() : ir::Value{}, value));
    } catch (const Error& e) {
      fail(Code::kValue, span, e.what());
    }
  }
  const ir::ExprId left = expr_of(a);
  const ir::ExprId right = ir::is_binary(op) ? expr_of(b) : 0;
  return Value::runtime(type, add_node(op, type, left, right, value));
}

void Sema::wrong_types(BinaryOp op, const Value& a, const Value& b, Span span) {
  const auto is_register = [](const Value& v) { return v.ir_type().kind == Kind::kBits && !is_truth(v); };
  std::string help;
  if (is_arithmetic(op) && (is_register(a) || is_register(b)))
    help = "registers of bits have no arithmetic; write uint[n](...) of a register of n bits";
  fail(
      Code::kExpressionType, span,
      "operator '" + std::string(spelling(op)) + "' does not apply to " + describe(a) + " and " + describe(b),
      std::move(help));
}

Value Sema::promoted(const Value& v, const Value& other, Span span) {
  if (!is_truth(v)) return v;
  const ValueType t = other.ir_type();
  const bool adapts = t.is_integer() && !is_literal(other) && !(t.is_signed() && t.width == 1);
  return to_type(v, adapts ? t : ir::kIntType, span);
}

Value Sema::number_of(const Value& v, Span span) {
  return v.is_constant() || v.is_runtime() ? promoted(v, {}, span) : v;
}

ValueType Sema::scalar_type(const Type& type, bool& sized) {
  sized = type.width != kNone;
  const auto width = [&](unsigned otherwise) {
    const unsigned w = type_width(type);
    return static_cast<std::uint8_t>(w == 0 ? otherwise : w);
  };
  switch (type.kind) {
    case TypeKind::kBool:
      return ir::kBoolType;
    case TypeKind::kBit:
      sized = true;
      return {Kind::kBits, width(1)};
    case TypeKind::kInt:
      return {Kind::kInt, width(64)};
    case TypeKind::kUint:
      return {Kind::kUint, width(64)};
    case TypeKind::kFloat:
      return {Kind::kFloat, width(64)};
    case TypeKind::kAngle:
      return {Kind::kAngle, width(64)};
    case TypeKind::kDuration:
      return ir::kDurationType;
    case TypeKind::kComplex: {
      if (type.element == kNone) return {Kind::kComplex, 64};
      const Type element = ast_->type(type.element);
      if (element.kind != TypeKind::kFloat)
        fail(Code::kExpressionType, element.span,
             "complex numbers have parts of type float, not " + std::string(spelling(element.kind)));
      bool ignored = false;
      return {Kind::kComplex, scalar_type(element, ignored).width};
    }
    default:
      fail(Code::kExpressionType, type.span,
           "type " + std::string(spelling(type.kind)) + " cannot be used here");
  }
}

Value Sema::to_bool(const Value& v, Span span) {
  if (v.kind == ValueKind::kBool || (v.is_runtime() && v.type.kind == Kind::kBool)) return v;
  return to_type(v, ir::kBoolType, span);
}

Value Sema::to_type(const Value& from, ValueType type, Span span, bool sized) {
  if (!from.ok()) throw Failed{};
  Value v = from;
  const auto wrong = [&](std::string help = {}) {
    fail(Code::kExpressionType, span, "cannot convert " + describe(v) + " to " + ir::type_name(type),
         std::move(help));
  };
  if (v.kind == ValueKind::kVoid) fail(Code::kExpressionType, span, "the subroutine returns no value");
  if (v.kind == ValueKind::kStretch) {
    if (type.kind != Kind::kDuration) wrong();
    return v;
  }
  if (v.kind == ValueKind::kSymbolic) {
    if (v.type == type) return v;
    if (type == ir::kFloatType && (v.type.is_integer() || v.type.is_real())) {
      v.type = type;
      return v;
    }
    v = to_runtime(v);
  }
  if (v.kind == ValueKind::kCode) return v;  // inside gates: real numbers
  const ValueType t = v.ir_type();
  if (t == type && !is_literal(v)) return v;
  bool allowed = true;
  std::string help;
  switch (type.kind) {
    case Kind::kBool:
      allowed = t.kind != Kind::kComplex && t.kind != Kind::kDuration;
      break;
    case Kind::kInt:
    case Kind::kUint:
      allowed = is_integer_like(t.kind) || t.kind == Kind::kFloat;
      if (t.kind == Kind::kBits && t.width > type.width)
        fail(Code::kSizeMismatch, span, "cannot convert " + describe(v) + " to " + ir::type_name(type),
             "take as many bits as the type has");
      break;
    case Kind::kFloat:
      allowed =
          t.kind == Kind::kInt || t.kind == Kind::kUint || t.kind == Kind::kBool || t.kind == Kind::kFloat;
      if (t.kind == Kind::kAngle) help = "an angle can become bits or bool only";
      break;
    case Kind::kAngle:
      allowed = t.kind == Kind::kFloat || t.kind == Kind::kAngle || t.kind == Kind::kBits ||
                (is_literal(v) && t.is_integer());
      if (t.kind == Kind::kBits && t.width != type.width && sized)
        fail(Code::kSizeMismatch, span, "cannot convert " + describe(v) + " to " + ir::type_name(type),
             "the widths must be equal");
      break;
    case Kind::kBits: {
      allowed = is_integer_like(t.kind) || t.kind == Kind::kAngle;
      const bool literal = is_literal(v) && t.is_integer();
      if (allowed && !literal && t.width != type.width)
        fail(Code::kSizeMismatch, span, "cannot convert " + describe(v) + " to " + ir::type_name(type),
             "the widths must be equal; take a slice");
      break;
    }
    case Kind::kComplex:
      allowed = t.kind == Kind::kFloat || t.kind == Kind::kInt || t.kind == Kind::kUint ||
                t.kind == Kind::kBool || t.kind == Kind::kComplex;
      break;
    case Kind::kDuration:
      allowed = t.kind == Kind::kDuration;
      break;
  }
  if (!allowed) wrong(std::move(help));
  // Literals must fit.
  if (is_literal(v) && is_integer_like(t.kind)) {
    constexpr auto syntax = [](Kind k) {
      switch (k) {
        case Kind::kInt:
          return TypeKind::kInt;
        case Kind::kUint:
          return TypeKind::kUint;
        case Kind::kBits:
          return TypeKind::kBit;
        default:
          return TypeKind::kBool;
      }
    };
    if (type.is_integer() || type.kind == Kind::kBits) {
      Value out = accept(convert(v, syntax(type.kind), type.width), span);
      out.width = type.width;
      return out;
    }
  }
  if (v.is_constant()) {
    try {
      return Value::of(type, ir::convert(type, t, v.ir_value()));
    } catch (const Error& e) {
      fail(Code::kOverflow, span, e.what());
    }
  }
  return Value::runtime(type, add_node(ExprOp::kCast, type, v.index));
}

Value Sema::typed_unary(UnaryOp op, const Value& operand, Span span) {
  const Value v = to_runtime(operand);
  const ValueType t = v.ir_type();
  const auto wrong = [&] {
    fail(Code::kExpressionType, span,
         "operator '" + std::string(spelling(op)) + "' does not apply to " + describe(v));
  };
  if (v.kind == ValueKind::kVoid) wrong();
  switch (op) {
    case UnaryOp::kPlus:
    case UnaryOp::kMinus: {
      if (v.kind == ValueKind::kStretch) return v;
      const Value number = is_truth(v) ? to_type(v, ir::kIntType, span) : v;
      if (number.ir_type().kind == Kind::kBits) wrong();
      return op == UnaryOp::kPlus ? number : operation(ExprOp::kNeg, number.ir_type(), number, {}, span);
    }
    case UnaryOp::kNot:
      if (!is_integer_like(t.kind)) wrong();
      return operation(ExprOp::kNot, ir::kBoolType, v, {}, span);
    case UnaryOp::kBitNot:
      if (v.kind == ValueKind::kStretch ||
          (t.kind != Kind::kBits && t.kind != Kind::kUint && t.kind != Kind::kInt && t.kind != Kind::kAngle))
        wrong();
      return operation(ExprOp::kBitNot, t, v, {}, span, t.width);
  }
  return v;
}

Value Sema::duration_binary(BinaryOp op, Value a, Value b, Span whole, Span sign) {
  const auto timed = [](const Value& v) {
    return v.kind == ValueKind::kStretch || v.kind == ValueKind::kDuration ||
           (v.is_runtime() && v.type.kind == Kind::kDuration);
  };
  const bool both = timed(a) && timed(b);
  const auto factor = [&](Value& v) {
    const ValueType t = v.ir_type();
    if (t.kind != Kind::kFloat && !t.is_integer()) wrong_types(op, a, b, whole);
    v = to_type(v, ir::kFloatType, whole);
  };
  const bool unknown = a.kind == ValueKind::kStretch || b.kind == ValueKind::kStretch;
  ValueType result = ir::kDurationType;
  switch (op) {
    case BinaryOp::kAdd:
    case BinaryOp::kSub:
      if (!both) wrong_types(op, a, b, whole);
      break;
    case BinaryOp::kMul:
      if (both) wrong_types(op, a, b, whole);
      factor(timed(a) ? b : a);
      break;
    case BinaryOp::kDiv:
      if (!timed(a)) wrong_types(op, a, b, whole);
      if (both) result = ir::kFloatType;
      else factor(b);
      break;
    default:
      if (!is_comparison(op) || !both) wrong_types(op, a, b, whole);
      result = ir::kBoolType;
  }
  if (!unknown) return operation(expr_op(op), result, a, b, sign);
  if (result.kind != Kind::kDuration)
    unsupported_one(whole, "a duration that only a backend knows has no value here");
  Value v;
  v.kind = ValueKind::kStretch;
  return v;
}

Value Sema::angle_binary(BinaryOp op, Value a, Value b, Span whole, Span sign) {
  const bool left = a.ir_type().kind == Kind::kAngle, right = b.ir_type().kind == Kind::kAngle;
  const auto width_of = [](const Value& v) { return v.ir_type().width; };
  // The other operand as an angle (real numbers become one) or as an integer of the same width.
  const auto as_angle = [&](Value& v, unsigned width) {
    const ValueType t = v.ir_type();
    if (t.kind != Kind::kAngle && t.kind != Kind::kFloat && !(is_literal(v) && t.is_integer()))
      wrong_types(op, a, b, whole);
    v = to_type(v, {Kind::kAngle, static_cast<std::uint8_t>(width)}, whole);
  };
  const auto as_uint = [&](Value& v, unsigned width) {
    const ValueType t = v.ir_type();
    if (!t.is_integer() && !is_truth(v))
      fail(Code::kExpressionType, whole,
           "operator '" + std::string(spelling(op)) + "' does not apply to " + describe(a) + " and " +
               describe(b),
           "angles are multiplied and divided by unsigned integers");
    const ValueType u{Kind::kUint, static_cast<std::uint8_t>(width)};
    v = is_literal(v) && !fits(v, u) ? Value::of(u, ir::convert(u, t, v.ir_value())) : to_type(v, u, whole);
  };
  const unsigned width = left && right ? std::max(width_of(a), width_of(b)) : width_of(left ? a : b);
  const ValueType angle{Kind::kAngle, static_cast<std::uint8_t>(width)};
  switch (op) {
    case BinaryOp::kAdd:
    case BinaryOp::kSub:
      as_angle(a, width);
      as_angle(b, width);
      return operation(expr_op(op), angle, a, b, sign);
    case BinaryOp::kMul:
      if (left && right) wrong_types(op, a, b, whole);
      as_uint(left ? b : a, width);
      return operation(ExprOp::kMul, angle, a, b, sign);
    case BinaryOp::kDiv:
      if (!left) wrong_types(op, a, b, whole);
      if (right) {
        as_angle(a, width);
        as_angle(b, width);
        return operation(ExprOp::kDiv, {Kind::kUint, angle.width}, a, b, sign);
      }
      as_uint(b, width);
      return operation(ExprOp::kDiv, angle, a, b, sign);
    case BinaryOp::kShiftLeft:
    case BinaryOp::kShiftRight:
      if (!left || !is_integer_like(b.ir_type().kind)) wrong_types(op, a, b, whole);
      return operation(expr_op(op), angle, a, b, sign);
    default:
      if (is_bitwise(op)) {
        if (!left || !right || width_of(a) != width_of(b)) wrong_types(op, a, b, whole);
        return operation(expr_op(op), angle, a, b, sign);
      }
      if (!is_comparison(op)) wrong_types(op, a, b, whole);
      as_angle(a, width);
      as_angle(b, width);
      return operation(expr_op(op), ir::kBoolType, a, b, sign);
  }
}

Value Sema::typed_binary(BinaryOp op, Value a, Value b, Span whole, Span sign) {
  a = to_runtime(a);
  b = to_runtime(b);
  for (const Value* v : {&a, &b})
    if (v->kind == ValueKind::kVoid || v->kind == ValueKind::kCode) wrong_types(op, a, b, whole);
  if (a.kind == ValueKind::kStretch || b.kind == ValueKind::kStretch)
    return duration_binary(op, a, b, whole, sign);
  Kind ka = a.ir_type().kind, kb = b.ir_type().kind;
  if (ka == Kind::kDuration || kb == Kind::kDuration) return duration_binary(op, a, b, whole, sign);
  if (op == BinaryOp::kAnd || op == BinaryOp::kOr) {
    if (!is_integer_like(ka) || !is_integer_like(kb)) wrong_types(op, a, b, whole);
    // The right operand counts only if the left one does not decide.
    const Value x = to_bool(a, whole), y = to_bool(b, whole);
    if (x.is_constant() && x.as_bool() == (op == BinaryOp::kOr)) return x;
    if (x.is_constant()) return y;
    return operation(expr_op(op), ir::kBoolType, x, y, sign);
  }
  // Registers of several bits are no numbers, single bits and booleans are in arithmetic, in comparisons with
  // numbers that have a type, and booleans beside integers in bitwise operators.
  const auto is_number = [](const Value& v) {
    return v.ir_type().kind == Kind::kFloat || (v.ir_type().is_integer() && !is_literal(v));
  };
  const bool is_mixed_bool =
      (ka == Kind::kBool && b.ir_type().is_integer()) || (kb == Kind::kBool && a.ir_type().is_integer());
  if (ka != Kind::kAngle && kb != Kind::kAngle &&
      (is_arithmetic(op) || (is_comparison(op) && (is_number(a) || is_number(b))) ||
       (is_bitwise(op) && is_mixed_bool))) {
    const Value left = a, right = b;
    a = promoted(left, right, whole);
    b = promoted(right, left, whole);
    ka = a.ir_type().kind, kb = b.ir_type().kind;
    if (is_arithmetic(op) && (ka == Kind::kBits || kb == Kind::kBits)) wrong_types(op, left, right, whole);
  }
  if (ka == Kind::kComplex || kb == Kind::kComplex) {
    const auto real = [](Kind k) { return k != Kind::kAngle && k != Kind::kBits && k != Kind::kBool; };
    const bool arithmetic = op <= BinaryOp::kPow && op != BinaryOp::kMod;
    if (!real(ka) || !real(kb) || (!arithmetic && op != BinaryOp::kEqual && op != BinaryOp::kNotEqual))
      wrong_types(op, a, b, whole);
    const auto narrow = [](const Value& v) {
      return v.ir_type().is_integer() || (v.width == 32 || (v.is_runtime() && v.type.width == 32));
    };
    const ValueType type{
        Kind::kComplex,
        static_cast<std::uint8_t>(narrow(a) && narrow(b) && !(is_literal(a) && is_literal(b)) ? 32 : 64)};
    a = to_type(a, type, whole);
    b = to_type(b, type, whole);
    return operation(expr_op(op), arithmetic ? type : ir::kBoolType, a, b, sign);
  }
  if (ka == Kind::kAngle || kb == Kind::kAngle) return angle_binary(op, a, b, whole, sign);
  if (op == BinaryOp::kShiftLeft || op == BinaryOp::kShiftRight) {
    if (!is_integer_like(ka) || ka == Kind::kBool || !is_integer_like(kb)) wrong_types(op, a, b, whole);
    if (is_truth(a))  // 0 as for registers, or a larger number as in C?
      fail(Code::kExpressionType, whole, "a single bit cannot be shifted",
           "write uint[n](...) of the bit, with as many bits as the result needs");
    return operation(expr_op(op), a.ir_type(), a, b, sign);
  }
  if (ka == Kind::kFloat || kb == Kind::kFloat) {
    if (ka == Kind::kBits || kb == Kind::kBits || is_bitwise(op)) wrong_types(op, a, b, whole);
    const auto narrow = [](const Value& v) {
      return v.ir_type().kind != Kind::kFloat || v.width == 32 || (v.is_runtime() && v.type.width == 32);
    };
    const bool literals = is_literal(a) && is_literal(b);
    const ValueType type{Kind::kFloat,
                         static_cast<std::uint8_t>(!literals && narrow(a) && narrow(b) ? 32 : 64)};
    a = to_type(a, type, whole);
    b = to_type(b, type, whole);
    return operation(expr_op(op), is_comparison(op) ? ir::kBoolType : type, a, b, sign);
  }
  if (is_bitwise(op) && (ka == Kind::kBits || kb == Kind::kBits)) {
    // Registers of bits, with each other or with a number that fits.
    const Value& bits = ka == Kind::kBits ? a : b;
    const Value& other = ka == Kind::kBits ? b : a;
    const ValueType type = bits.ir_type();
    if (!is_literal(other) && other.ir_type().width != type.width)
      fail(Code::kSizeMismatch, whole,
           "operator '" + std::string(spelling(op)) + "' on " + describe(a) + " and " + describe(b) +
               ": the widths must be equal");
    a = to_type(a, type, whole);
    b = to_type(b, type, whole);
    return operation(expr_op(op), type, a, b, sign);
  }
  if (ka == Kind::kBool && kb == Kind::kBool && is_bitwise(op))
    return operation(expr_op(op), ir::kBoolType, a, b, sign);
  if (op == BinaryOp::kPow) {
    ValueType type = a.ir_type();
    if (is_literal(a)) type = common_integer(a, b);
    if (is_literal(a) && b.is_constant()) type = ir::kIntType;
    a = to_type(a, type, whole);
    return operation(ExprOp::kPow, type, a, b, sign);
  }
  const ValueType type = common_integer(a, b);
  const auto as = [&](const Value& v) {
    // Modulo the width, as C does it.
    if (v.is_constant()) return Value::of(type, ir::convert(type, v.ir_type(), v.ir_value()));
    return v.ir_type() == type ? v : Value::runtime(type, add_node(ExprOp::kCast, type, v.index));
  };
  a = as(a);
  b = as(b);
  return operation(expr_op(op), is_comparison(op) ? ir::kBoolType : type, a, b, sign);
}

Value Sema::typed_function(std::string_view name, const CallExpr& c, const Expr& e, bool& known) {
  struct Function {
    std::string_view name;
    ExprOp op;
  };
  constexpr Function kReal[] = {
      {"sin", ExprOp::kSin},       {"cos", ExprOp::kCos},        {"tan", ExprOp::kTan},
      {"exp", ExprOp::kExp},       {"log", ExprOp::kLog},        {"sqrt", ExprOp::kSqrt},
      {"arcsin", ExprOp::kArcsin}, {"arccos", ExprOp::kArccos},  {"arctan", ExprOp::kArctan},
      {"floor", ExprOp::kFloor},   {"ceiling", ExprOp::kCeiling}};
  known = true;
  const auto arg = [&](std::size_t i) { return ast_->ids(c.args)[i]; };
  const auto need = [&](std::size_t least, std::size_t most) {
    if (c.args.count >= least && c.args.count <= most) return;
    fail(Code::kParameterCount, c.name.span,
         "function '" + std::string(name) + "' takes " + std::to_string(most) +
             (most == 1 ? " argument" : " arguments") + ", not " + std::to_string(c.args.count));
  };
  const auto wrong = [&](const Value& v) {
    fail(Code::kExpressionType, e.span, "'" + std::string(name) + "' does not apply to " + describe(v));
  };
  for (const Function& f : kReal) {
    if (f.name != name) continue;
    need(1, 1);
    const Value v = to_runtime(value(arg(0)));
    const ValueType t = v.ir_type();
    if (v.kind == ValueKind::kStretch || v.kind == ValueKind::kVoid) wrong(v);
    const bool complex = t.kind == Kind::kComplex;
    if (complex && f.op != ExprOp::kExp && f.op != ExprOp::kSqrt && f.op != ExprOp::kLog) wrong(v);
    const bool angle =
        t.kind == Kind::kAngle && (f.op == ExprOp::kSin || f.op == ExprOp::kCos || f.op == ExprOp::kTan);
    if (!complex && !angle && t.kind != Kind::kFloat && !t.is_integer()) wrong(v);
    const Value x = complex || angle ? v : to_type(v, t.kind == Kind::kFloat ? t : ir::kFloatType, e.span);
    return operation(f.op, complex || x.ir_type().kind == Kind::kFloat ? x.ir_type() : ir::kFloatType, x, {},
                     c.name.span);
  }
  if (name == "pow" || name == "mod") {
    need(2, 2);
    const Value a = value(arg(0)), b = value(arg(1));
    const BinaryOp op = name == "pow" ? BinaryOp::kPow : BinaryOp::kMod;
    const auto is_bits = [](const Value& v) {
      return v.kind == ValueKind::kBool || v.kind == ValueKind::kBits;
    };
    if (is_bits(a) || is_bits(b) || needs_types(a) || needs_types(b) || a.kind == ValueKind::kSymbolic ||
        b.kind == ValueKind::kSymbolic)
      return typed_binary(op, a, b, e.span, c.name.span);
    bool inexact = false;
    return accept(apply(op, a, b, inexact), c.name.span);
  }
  if (name == "popcount") {
    need(1, 1);
    const Value v = to_runtime(value(arg(0)));
    const ValueType t = v.ir_type();
    if ((t.kind != Kind::kBits && t.kind != Kind::kUint && t.kind != Kind::kAngle)) {
      if (!(is_literal(v) && t.is_integer())) wrong(v);
    }
    return operation(ExprOp::kPopcount, ir::kUintType, v, {}, c.name.span);
  }
  if (name == "rotl" || name == "rotr") {
    need(2, 2);
    const Value v = to_runtime(value(arg(0))), by = to_runtime(value(arg(1)));
    const ValueType t = v.ir_type();
    if ((t.kind != Kind::kBits && t.kind != Kind::kUint && t.kind != Kind::kAngle) || is_literal(v)) wrong(v);
    if (!is_integer_like(by.ir_type().kind)) wrong(by);
    return operation(name == "rotl" ? ExprOp::kRotateLeft : ExprOp::kRotateRight, t, v, by, c.name.span);
  }
  if (name == "real" || name == "imag") {
    need(1, 1);
    const Value v = value(arg(0));
    const ValueType t = v.ir_type();
    if (t.kind != Kind::kComplex) wrong(v);
    return operation(name == "real" ? ExprOp::kReal : ExprOp::kImag, {Kind::kFloat, t.width}, v, {},
                     c.name.span);
  }
  if (name == "sizeof") {
    need(1, 2);
    const Symbol* base = base_symbol(arg(0));
    if (!base || base->kind != SymbolKind::kVariable || base->dims.empty()) {
      if (base && base->kind == SymbolKind::kPoisoned) throw Failed{};
      fail(Code::kExpressionType, ast_->expr(arg(0)).span, "sizeof needs an array");
    }
    const Access a = access(arg(0));
    std::int64_t n = 0;
    if (c.args.count == 2) n = constant_integer(arg(1), "the dimension in sizeof");
    if (n < 0 || static_cast<std::size_t>(n) >= a.dims.size())
      fail(Code::kIndexRange, ast_->expr(arg(c.args.count - 1)).span,
           "the array has " + std::to_string(a.dims.size()) +
               (a.dims.size() == 1 ? " dimension" : " dimensions") + ", numbered from 0");
    Value v = Value::unsigned_integer(a.dims[static_cast<std::size_t>(n)].size);
    return v;
  }
  known = false;
  return {};
}

}  // namespace qiao::qasm
