#include "values.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <numbers>

namespace qiao::qasm {

namespace {
constexpr std::int64_t kInt64Max = std::numeric_limits<std::int64_t>::max();

ValueError type_error(std::string_view op, Value left, Value right) {
  return {Code::kExpressionType, "operator '" + std::string(op) + "' does not apply to " +
                                     std::string(spelling(left.kind)) + " and " +
                                     std::string(spelling(right.kind))};
}
ValueError overflow() { return {Code::kOverflow, "integer overflow: the result does not fit 64 bits"}; }
std::uint64_t mask(unsigned width) { return width >= 64 ? ~0ull : (1ull << width) - 1; }

// The nearest multiple of 2 pi / 2^width in [0, 2 pi).
double wrap_angle(double x, unsigned width) {
  constexpr double kTurn = 2 * std::numbers::pi;
  double turns = x / kTurn;
  turns -= std::floor(turns);
  if (width > 0 && width <= 52) {
    const double steps = std::ldexp(1.0, static_cast<int>(width));
    turns = std::fmod(std::nearbyint(turns * steps), steps) / steps;
  }
  return turns * kTurn;
}

ValueOrError integer_op(BinaryOp op, std::int64_t a, std::int64_t b, bool natural, bool& inexact) {
  std::int64_t r = 0;
  bool bad = false;
  switch (op) {
    case BinaryOp::kAdd:
      bad = __builtin_add_overflow(a, b, &r);
      break;
    case BinaryOp::kSub:
      bad = __builtin_sub_overflow(a, b, &r);
      break;
    case BinaryOp::kMul:
      bad = __builtin_mul_overflow(a, b, &r);
      break;
    case BinaryOp::kDiv:
    case BinaryOp::kMod:
      if (b == 0) return ValueError{Code::kValue, "division by zero"};
      if (b == -1) {
        bad = op == BinaryOp::kDiv && __builtin_sub_overflow(std::int64_t{0}, a, &r);
        break;
      }
      inexact = op == BinaryOp::kDiv && a % b != 0;
      r = op == BinaryOp::kDiv ? a / b : a % b;
      break;
    case BinaryOp::kPow: {
      if (b < 0) return finite(std::pow(static_cast<double>(a), static_cast<double>(b)));
      r = 1;
      std::int64_t base = a;
      for (std::int64_t e = b; e > 0 && !bad; e >>= 1) {
        if (e & 1) bad = __builtin_mul_overflow(r, base, &r);
        if (e > 1 && !bad) bad = __builtin_mul_overflow(base, base, &base);
      }
      break;
    }
    case BinaryOp::kShiftLeft:
      if (b < 0 || b > 63) return ValueError{Code::kValue, "shift by " + std::to_string(b)};
      r = static_cast<std::int64_t>(static_cast<std::uint64_t>(a) << b);
      bad = (r >> b) != a;
      break;
    case BinaryOp::kShiftRight:
      if (b < 0 || b > 63) return ValueError{Code::kValue, "shift by " + std::to_string(b)};
      r = a >> b;
      break;
    case BinaryOp::kBitAnd:
      r = a & b;
      break;
    case BinaryOp::kBitOr:
      r = a | b;
      break;
    case BinaryOp::kBitXor:
      r = a ^ b;
      break;
    default:
      break;
  }
  if (bad) return overflow();
  if (natural && r >= 0) return Value::unsigned_integer(static_cast<std::uint64_t>(r));
  return Value::signed_integer(r);
}

template <class T>
Value compare(BinaryOp op, T a, T b) {
  switch (op) {
    case BinaryOp::kLess:
      return Value::boolean(a < b);
    case BinaryOp::kLessEqual:
      return Value::boolean(a <= b);
    case BinaryOp::kGreater:
      return Value::boolean(a > b);
    case BinaryOp::kGreaterEqual:
      return Value::boolean(a >= b);
    case BinaryOp::kEqual:
      return Value::boolean(a == b);
    default:
      return Value::boolean(a != b);
  }
}
}  // namespace

std::string_view spelling(ValueKind kind) {
  constexpr std::array<std::string_view, 14> kNames = {"an error",
                                                       "bool",
                                                       "int",
                                                       "uint",
                                                       "float",
                                                       "angle",
                                                       "bit[]",
                                                       "an input",
                                                       "a gate parameter",
                                                       "complex",
                                                       "duration",
                                                       "a stretch",
                                                       "a run-time value",
                                                       "nothing"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string describe(const Value& v) {
  if (v.kind == ValueKind::kRuntime) return ir::type_name(v.type);
  if (v.kind == ValueKind::kBits) return "bit[" + std::to_string(v.width) + "]";
  std::string name(spelling(v.kind));
  if (v.width > 0 && v.kind >= ValueKind::kInt && v.kind <= ValueKind::kAngle)
    name += "[" + std::to_string(v.width) + "]";
  return name;
}

Value Value::of(ir::ValueType type, const ir::Value& value) {
  Value v;
  v.width = type.width;
  v.natural = value.word;
  switch (type.kind) {
    case ir::ValueKind::kBool:
      v.kind = ValueKind::kBool;
      v.width = 0;
      break;
    case ir::ValueKind::kBits:
      v.kind = ValueKind::kBits;
      break;
    case ir::ValueKind::kUint:
      v.kind = ValueKind::kUint;
      break;
    case ir::ValueKind::kInt:
      v.kind = ValueKind::kInt;
      break;
    case ir::ValueKind::kFloat:
      v.kind = ValueKind::kFloat;
      break;
    case ir::ValueKind::kAngle:
      v.kind = ValueKind::kAngle;
      v.real = ir::radians(value.word, type.width);
      break;
    case ir::ValueKind::kComplex:
      v.kind = ValueKind::kComplex;
      v.imag = value.second;
      break;
    case ir::ValueKind::kDuration:
      v.kind = ValueKind::kDuration;
      v.imag = value.second;
      break;
  }
  return v;
}

ir::ValueType Value::ir_type() const {
  const auto w = [&](ir::ValueKind k) { return ir::ValueType{k, width ? width : std::uint8_t{64}}; };
  switch (kind) {
    case ValueKind::kBool:
      return ir::kBoolType;
    case ValueKind::kInt:
      return w(ir::ValueKind::kInt);
    case ValueKind::kUint:
      return w(ir::ValueKind::kUint);
    case ValueKind::kAngle:
      return w(ir::ValueKind::kAngle);
    case ValueKind::kBits:
      return w(ir::ValueKind::kBits);
    case ValueKind::kComplex:
      return w(ir::ValueKind::kComplex);
    case ValueKind::kDuration:
      return ir::kDurationType;
    case ValueKind::kRuntime:
    case ValueKind::kSymbolic:
      return type;
    default:
      return w(ir::ValueKind::kFloat);
  }
}

ir::Value Value::ir_value() const {
  if (kind == ValueKind::kAngle) return ir::Value::of(ir::angle_word(real, width ? width : 64));
  ir::Value v;
  v.word = natural;
  if (kind == ValueKind::kComplex || kind == ValueKind::kDuration) v.second = imag;
  return v;
}

double Value::as_double() const {
  switch (kind) {
    case ValueKind::kInt:
      return static_cast<double>(integer);
    case ValueKind::kUint:
    case ValueKind::kBool:
    case ValueKind::kBits:
      return static_cast<double>(natural);
    default:
      return real;
  }
}

bool Value::as_bool() const {
  return kind == ValueKind::kFloat || kind == ValueKind::kAngle ? real != 0 : natural != 0;
}

bool Value::as_int64(std::int64_t& out) const {
  if (kind == ValueKind::kInt) {
    out = integer;
    return true;
  }
  if (kind != ValueKind::kUint && kind != ValueKind::kBool && kind != ValueKind::kBits) return false;
  if (natural > static_cast<std::uint64_t>(kInt64Max)) return false;
  out = static_cast<std::int64_t>(natural);
  return true;
}

ValueOrError finite(double x) {
  if (std::isfinite(x)) return Value::floating(x);
  return ValueError{Code::kValue,
                    std::isnan(x) ? "the value is not a number" : "the value is too large for a number"};
}

ValueOrError apply(UnaryOp op, Value v) {
  const ValueError wrong{Code::kExpressionType, "operator '" + std::string(spelling(op)) +
                                                    "' does not apply to " + std::string(spelling(v.kind))};
  switch (op) {
    case UnaryOp::kPlus:
      if (!v.is_number()) return wrong;
      return v;
    case UnaryOp::kMinus:
      if (v.is_integer()) {
        bool inexact = false;
        std::int64_t i = 0;
        if (!v.as_int64(i)) {
          if (v.natural == 1ull << 63) return Value::signed_integer(std::numeric_limits<std::int64_t>::min());
          return overflow();
        }
        return integer_op(BinaryOp::kSub, 0, i, false, inexact);
      }
      if (!v.is_number()) return wrong;
      return Value::floating(-v.real);
    case UnaryOp::kNot:
      if (v.kind == ValueKind::kFloat || v.kind == ValueKind::kAngle) return wrong;
      return Value::boolean(!v.as_bool());
    case UnaryOp::kBitNot:
      if (v.kind == ValueKind::kBits) return Value::bits(~v.natural & mask(v.width), v.width);
      if (v.kind == ValueKind::kInt) return Value::signed_integer(~v.integer);
      if (v.kind == ValueKind::kUint) return Value::unsigned_integer(~v.natural);
      return wrong;
  }
  return wrong;
}

ValueOrError apply(BinaryOp op, Value a, Value b, bool& inexact) {
  const auto real = [](const Value& v) { return v.kind == ValueKind::kFloat || v.kind == ValueKind::kAngle; };
  if (op == BinaryOp::kAnd || op == BinaryOp::kOr) {
    if (real(a) || real(b)) return type_error(spelling(op), a, b);
    return Value::boolean(op == BinaryOp::kAnd ? a.as_bool() && b.as_bool() : a.as_bool() || b.as_bool());
  }
  const bool comparison = op >= BinaryOp::kLess && op <= BinaryOp::kNotEqual;
  if (a.kind == ValueKind::kBits || b.kind == ValueKind::kBits) {
    // Registers of bits: comparison as unsigned numbers, and bitwise operators.
    if (real(a) || real(b)) return type_error(spelling(op), a, b);
    if (comparison) return compare(op, a.natural, b.natural);
    const auto width = static_cast<std::uint8_t>(std::max(a.width, b.width));
    switch (op) {
      case BinaryOp::kBitAnd:
        return Value::bits(a.natural & b.natural, width);
      case BinaryOp::kBitOr:
        return Value::bits(a.natural | b.natural, width);
      case BinaryOp::kBitXor:
        return Value::bits(a.natural ^ b.natural, width);
      case BinaryOp::kShiftLeft:
        return Value::bits(b.natural > 63 ? 0 : (a.natural << b.natural) & mask(width), width);
      case BinaryOp::kShiftRight:
        return Value::bits(b.natural > 63 ? 0 : a.natural >> b.natural, width);
      default:
        return type_error(spelling(op), a, b);
    }
  }
  if (!real(a) && !real(b)) {
    std::int64_t x = 0, y = 0;
    if (!a.as_int64(x) || !b.as_int64(y)) {
      if (comparison && a.kind != ValueKind::kInt && b.kind != ValueKind::kInt)
        return compare(op, a.natural, b.natural);
      return overflow();
    }
    if (comparison) return compare(op, x, y);
    return integer_op(op, x, y, a.kind == ValueKind::kUint && b.kind == ValueKind::kUint, inexact);
  }
  const double x = a.as_double(), y = b.as_double();
  if (comparison) return compare(op, x, y);
  switch (op) {
    case BinaryOp::kAdd:
      return finite(x + y);
    case BinaryOp::kSub:
      return finite(x - y);
    case BinaryOp::kMul:
      return finite(x * y);
    case BinaryOp::kDiv:
      if (y == 0) return ValueError{Code::kValue, "division by zero"};
      return finite(x / y);
    case BinaryOp::kMod:
      if (y == 0) return ValueError{Code::kValue, "division by zero"};
      return finite(std::fmod(x, y));
    case BinaryOp::kPow:
      return finite(std::pow(x, y));
    default:
      return type_error(spelling(op), a, b);
  }
}

ValueOrError apply_function(std::string_view name, double x) {
  const auto outside = [&](std::string_view why) {
    return ValueError{Code::kValue, std::string(name) + " of " + std::string(why)};
  };
  if (name == "sin") return finite(std::sin(x));
  if (name == "cos") return finite(std::cos(x));
  if (name == "tan") return finite(std::tan(x));
  if (name == "exp") return finite(std::exp(x));
  if (name == "ln" || name == "log") {
    if (x <= 0) return outside("a number that is not positive");
    return finite(std::log(x));
  }
  if (name == "sqrt") {
    if (x < 0) return outside("a negative number");
    return finite(std::sqrt(x));
  }
  if (name == "arcsin" || name == "arccos") {
    if (x < -1 || x > 1) return outside("a number outside [-1, 1]");
    return finite(name == "arcsin" ? std::asin(x) : std::acos(x));
  }
  if (name == "arctan") return finite(std::atan(x));
  if (name == "floor") return finite(std::floor(x));
  if (name == "ceiling") return finite(std::ceil(x));
  return ValueError{Code::kUndefinedName, "unknown function '" + std::string(name) + "'"};
}

ValueOrError convert(Value v, TypeKind type, unsigned width) {
  const ValueError wrong{Code::kExpressionType, "cannot convert " + std::string(spelling(v.kind)) + " to " +
                                                    std::string(spelling(type))};
  const bool real = v.kind == ValueKind::kFloat || v.kind == ValueKind::kAngle;
  const auto too_big = [&] {
    return ValueError{Code::kOverflow, "the value does not fit " + std::string(spelling(type)) +
                                           (width ? "[" + std::to_string(width) + "]" : "")};
  };
  switch (type) {
    case TypeKind::kBool:
      return Value::boolean(v.as_bool());
    case TypeKind::kFloat:
      if (v.kind == ValueKind::kBits) return wrong;
      if (width == 32) return finite(static_cast<double>(static_cast<float>(v.as_double())));
      return Value::floating(v.as_double());
    case TypeKind::kAngle: {
      if (v.kind == ValueKind::kBits) {
        Value out = Value::floating(
            wrap_angle(std::ldexp(static_cast<double>(v.natural), -v.width) * 2 * std::numbers::pi, v.width));
        out.kind = ValueKind::kAngle;
        return out;
      }
      Value out = Value::floating(wrap_angle(v.as_double(), width));
      out.kind = ValueKind::kAngle;
      return out;
    }
    case TypeKind::kInt: {
      std::int64_t i = 0;
      if (v.kind == ValueKind::kAngle) return wrong;
      if (real) {
        if (!(std::abs(v.real) < 9.2e18)) return too_big();
        i = static_cast<std::int64_t>(v.real);
      } else if (!v.as_int64(i)) {
        return too_big();
      }
      if (width > 0 && width < 64 &&
          (i < -(std::int64_t{1} << (width - 1)) || i >= (std::int64_t{1} << (width - 1))))
        return too_big();
      return Value::signed_integer(i);
    }
    case TypeKind::kUint: {
      std::uint64_t u = v.natural;
      if (v.kind == ValueKind::kAngle) return wrong;
      if (real) {
        if (!(v.real > -1 && v.real < 1.8e19)) return too_big();
        u = static_cast<std::uint64_t>(v.real);
      } else if (v.kind == ValueKind::kInt && v.integer < 0) {
        return too_big();
      }
      if (u > mask(width == 0 ? 64 : width)) return too_big();
      return Value::unsigned_integer(u);
    }
    case TypeKind::kBit: {
      if (real) return wrong;
      if (v.kind == ValueKind::kInt && v.integer < 0) return too_big();
      const unsigned w = width == 0 ? 1 : width;
      if (w > 64)
        return ValueError{Code::kUnsupported,
                          "constant bit registers of more than 64 bits are not supported yet"};
      if (v.natural > mask(w)) return too_big();
      return Value::bits(v.natural, static_cast<std::uint8_t>(w));
    }
    default:
      return wrong;
  }
}

}  // namespace qiao::qasm
