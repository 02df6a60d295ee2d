#include "qiao/ir/expr.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>
#include <numbers>

#include "qiao/base/error.hpp"

namespace qiao::ir {
namespace {

[[noreturn]] void fault(const std::string& message) { throw Error(ErrorCode::kInput, message); }

std::uint64_t mask(unsigned width) { return width >= 64 ? ~0ull : (1ull << width) - 1; }

// The word of a type's width that is congruent to `word`.
std::uint64_t wrap(ValueType type, std::uint64_t word) {
  if (type.width >= 64) return word;
  word &= mask(type.width);
  if (type.is_signed() && (word >> (type.width - 1) & 1)) word |= ~mask(type.width);
  return word;
}

double finite(double x) {
  if (std::isnan(x)) fault("the value is not a number");
  if (std::isinf(x)) fault("the value is too large for a number");
  return x;
}

Value real_value(ValueType type, double x) {
  finite(x);
  if (type.width == 32) x = finite(static_cast<double>(static_cast<float>(x)));
  return Value::of(x);
}

Value pair_value(ValueType type, std::complex<double> z) {
  double re = finite(z.real()), im = finite(z.imag());
  if (type.kind == ValueKind::kComplex && type.width == 32) {
    re = finite(static_cast<double>(static_cast<float>(re)));
    im = finite(static_cast<double>(static_cast<float>(im)));
  }
  return Value::of(re, im);
}

std::complex<double> pair_of(const Value& v) { return {v.real(), v.second}; }

std::uint64_t integer_power(std::uint64_t base, ValueType type, std::uint64_t exponent, bool negative) {
  if (negative) {  // 1/base^n, towards 0
    const std::int64_t b = static_cast<std::int64_t>(base);
    if (base == 0) fault("zero to a negative power");
    if (b == 1) return 1;
    if (b == -1 && type.is_signed()) return exponent & 1 ? base : 1;
    return 0;
  }
  std::uint64_t r = 1;
  for (; exponent > 0; exponent >>= 1) {
    if (exponent & 1) r *= base;
    base *= base;
  }
  return r;
}

// Integers, bits, booleans and angles: all on words.
std::uint64_t word_op(ExprOp op, ValueType type, std::uint64_t a, std::uint64_t b) {
  const auto sa = static_cast<std::int64_t>(a), sb = static_cast<std::int64_t>(b);
  switch (op) {
    case ExprOp::kAdd:
      return a + b;
    case ExprOp::kSub:
      return a - b;
    case ExprOp::kMul:
      return a * b;
    case ExprOp::kDiv:
      if (b == 0) fault("division by zero");
      if (!type.is_signed()) return a / b;
      return sb == -1 ? 0 - a : static_cast<std::uint64_t>(sa / sb);
    case ExprOp::kMod:
      if (b == 0) fault("division by zero");
      if (!type.is_signed()) return a % b;
      return sb == -1 ? 0 : static_cast<std::uint64_t>(sa % sb);
    case ExprOp::kBitAnd:
      return a & b;
    case ExprOp::kBitOr:
      return a | b;
    default:
      return a ^ b;
  }
}

double real_op(ExprOp op, double a, double b) {
  switch (op) {
    case ExprOp::kAdd:
      return a + b;
    case ExprOp::kSub:
      return a - b;
    case ExprOp::kMul:
      return a * b;
    case ExprOp::kDiv:
      if (b == 0) fault("division by zero");
      return a / b;
    case ExprOp::kMod:
      if (b == 0) fault("division by zero");
      return std::fmod(a, b);
    default:
      return std::pow(a, b);
  }
}

std::complex<double> complex_op(ExprOp op, std::complex<double> a, std::complex<double> b) {
  switch (op) {
    case ExprOp::kAdd:
      return a + b;
    case ExprOp::kSub:
      return a - b;
    case ExprOp::kMul:
      return a * b;
    case ExprOp::kDiv:
      if (b == 0.0) fault("division by zero");
      return a / b;
    default:
      if (a == 0.0) {
        if (b == 0.0) return 1;
        if (b.real() > 0) return 0;
        fault("zero to a power without positive real part");
      }
      return std::pow(a, b);
  }
}

Value duration_op(ExprOp op, ValueType result, ValueType type_a, const Value& a, ValueType type_b,
                  const Value& b) {
  const auto only_samples = [](const Value& v) { return v.real() == 0; };
  const auto ratio = [&] {
    if (b.real() == 0 && b.second == 0) fault("division by zero");
    if (b.second == 0 && a.second == 0) return a.real() / b.real();
    if (only_samples(a) && only_samples(b)) return a.second / b.second;
    fault("the ratio of a duration in dt and one in seconds depends on the machine");
  };
  switch (op) {
    case ExprOp::kAdd:
      return Value::of(a.real() + b.real(), a.second + b.second);
    case ExprOp::kSub:
      return Value::of(a.real() - b.real(), a.second - b.second);
    case ExprOp::kMul: {
      const bool left = type_a.kind == ValueKind::kDuration;
      const double factor = as_double(left ? type_b : type_a, left ? b : a);
      const Value& d = left ? a : b;
      return Value::of(finite(d.real() * factor), finite(d.second * factor));
    }
    default: {
      if (result.kind == ValueKind::kFloat) return Value::of(ratio());
      const double divisor = as_double(type_b, b);
      if (divisor == 0) fault("division by zero");
      return Value::of(finite(a.real() / divisor), finite(a.second / divisor));
    }
  }
}

template <class T>
bool compare(ExprOp op, T a, T b) {
  switch (op) {
    case ExprOp::kEq:
      return a == b;
    case ExprOp::kNe:
      return a != b;
    case ExprOp::kLt:
      return a < b;
    case ExprOp::kLe:
      return a <= b;
    case ExprOp::kGt:
      return a > b;
    default:
      return a >= b;
  }
}

bool compare_values(ExprOp op, ValueType type, const Value& a, const Value& b) {
  switch (type.kind) {
    case ValueKind::kInt:
      return compare(op, a.integer(), b.integer());
    case ValueKind::kFloat:
      return compare(op, a.real(), b.real());
    case ValueKind::kComplex:
      return (op == ExprOp::kNe) != (a == b);
    case ValueKind::kDuration:
      if (op == ExprOp::kEq || op == ExprOp::kNe) return (op == ExprOp::kNe) != (a == b);
      if (a.second == b.second) return compare(op, a.real(), b.real());
      if (a.real() == b.real()) return compare(op, a.second, b.second);
      fault("durations in dt and in seconds cannot be compared without knowing the machine");
    default:
      return compare(op, a.word, b.word);
  }
}

std::uint64_t rotate(std::uint64_t word, unsigned width, std::int64_t by) {
  const auto w = static_cast<std::int64_t>(width);
  const auto shift = static_cast<unsigned>(((by % w) + w) % w);
  if (shift == 0) return word;
  return (word << shift | (word & mask(width)) >> (width - shift)) & mask(width);
}

double real_function(ExprOp op, double x) {
  const auto domain = [](bool ok, const char* message) {
    if (!ok) fault(message);
  };
  switch (op) {
    case ExprOp::kSin:
      return std::sin(x);
    case ExprOp::kCos:
      return std::cos(x);
    case ExprOp::kTan:
      return std::tan(x);
    case ExprOp::kArcsin:
      domain(x >= -1 && x <= 1, "arcsin of a number outside [-1, 1]");
      return std::asin(x);
    case ExprOp::kArccos:
      domain(x >= -1 && x <= 1, "arccos of a number outside [-1, 1]");
      return std::acos(x);
    case ExprOp::kArctan:
      return std::atan(x);
    case ExprOp::kExp:
      return std::exp(x);
    case ExprOp::kLog:
      domain(x > 0, "log of a number that is not positive");
      return std::log(x);
    case ExprOp::kSqrt:
      domain(x >= 0, "sqrt of a negative number");
      return std::sqrt(x);
    case ExprOp::kFloor:
      return std::floor(x);
    default:
      return std::ceil(x);
  }
}

}  // namespace

unsigned stored_bits(ValueType type) {
  switch (type.kind) {
    case ValueKind::kBool:
      return 1;
    case ValueKind::kComplex:
      return 2u * type.width;
    case ValueKind::kDuration:
      return 128;
    default:
      return type.width;
  }
}

std::string type_name(ValueType type) {
  switch (type.kind) {
    case ValueKind::kBool:
      return "bool";
    case ValueKind::kBits:
      return fmt::format("bit[{}]", type.width);
    case ValueKind::kUint:
      return fmt::format("uint[{}]", type.width);
    case ValueKind::kInt:
      return fmt::format("int[{}]", type.width);
    case ValueKind::kFloat:
      return fmt::format("float[{}]", type.width);
    case ValueKind::kAngle:
      return fmt::format("angle[{}]", type.width);
    case ValueKind::kComplex:
      return fmt::format("complex[float[{}]]", type.width);
    case ValueKind::kDuration:
      return "duration";
  }
  return "?";
}

double radians(std::uint64_t word, unsigned width) {
  return std::ldexp(static_cast<double>(word & mask(width)), -static_cast<int>(width)) * 2 * std::numbers::pi;
}

std::uint64_t angle_word(double angle, unsigned width) {
  double turns = angle / (2 * std::numbers::pi);
  turns -= std::floor(turns);
  const double steps = std::nearbyint(std::ldexp(turns, static_cast<int>(width)));
  if (steps >= std::ldexp(1.0, static_cast<int>(width))) return 0;
  return static_cast<std::uint64_t>(steps) & mask(width);
}

double as_double(ValueType type, const Value& v) {
  switch (type.kind) {
    case ValueKind::kInt:
      return static_cast<double>(v.integer());
    case ValueKind::kFloat:
    case ValueKind::kComplex:
    case ValueKind::kDuration:
      return v.real();
    case ValueKind::kAngle:
      return radians(v.word, type.width);
    default:
      return static_cast<double>(v.word);
  }
}

bool is_true(ValueType type, const Value& v) {
  if (type.kind == ValueKind::kFloat) return v.real() != 0;
  if (type.is_pair()) return v.real() != 0 || v.second != 0;
  return v.word != 0;
}

std::uint64_t ClassicalBits::read(Clbit first, unsigned count) const {
  if (count == 0) return 0;
  const unsigned shift = first % 64;
  std::uint64_t v = words_[first / 64] >> shift;
  if (shift + count > 64) v |= words_[first / 64 + 1] << (64 - shift);
  return v & mask(count);
}

void ClassicalBits::write(Clbit first, unsigned count, std::uint64_t value) {
  if (count == 0) return;
  const unsigned shift = first % 64;
  value &= mask(count);
  std::uint64_t& low = words_[first / 64];
  low = (low & ~(mask(count) << shift)) | value << shift;
  if (shift + count > 64) {
    std::uint64_t& high = words_[first / 64 + 1];
    const unsigned rest = shift + count - 64;
    high = (high & ~mask(rest)) | value >> (64 - shift);
  }
}

Value load(const ClassicalBits& bits, Clbit first, ValueType type) {
  const auto real = [&](Clbit at, unsigned width) {
    const std::uint64_t w = bits.read(at, width);
    return width == 32 ? static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(w)))
                       : std::bit_cast<double>(w);
  };
  switch (type.kind) {
    case ValueKind::kBool:
      return Value::of(bits.read(first, 1));
    case ValueKind::kFloat:
      return Value::of(real(first, type.width));
    case ValueKind::kComplex:
      return Value::of(real(first, type.width), real(first + type.width, type.width));
    case ValueKind::kDuration:
      return Value::of(real(first, 64), real(first + 64, 64));
    default:
      return Value::of(wrap(type, bits.read(first, type.width)));
  }
}

void store(ClassicalBits& bits, Clbit first, ValueType type, const Value& value) {
  const auto real = [&](Clbit at, unsigned width, double x) {
    bits.write(
        at, width,
        width == 32 ? std::bit_cast<std::uint32_t>(static_cast<float>(x)) : std::bit_cast<std::uint64_t>(x));
  };
  switch (type.kind) {
    case ValueKind::kBool:
      bits.write(first, 1, value.word);
      return;
    case ValueKind::kFloat:
      real(first, type.width, value.real());
      return;
    case ValueKind::kComplex:
      real(first, type.width, value.real());
      real(first + type.width, type.width, value.second);
      return;
    case ValueKind::kDuration:
      real(first, 64, value.real());
      real(first + 64, 64, value.second);
      return;
    default:
      bits.write(first, type.width, value.word);
  }
}

Value convert(ValueType to, ValueType from, const Value& v) {
  if (to == from) return v;
  switch (to.kind) {
    case ValueKind::kBool:
      return Value::of(static_cast<std::uint64_t>(is_true(from, v)));
    case ValueKind::kBits:
      return Value::of(wrap(to, v.word));
    case ValueKind::kUint:
    case ValueKind::kInt: {
      if (from.kind != ValueKind::kFloat) return Value::of(wrap(to, v.word));
      const double x = std::trunc(v.real());
      if (to.is_signed() || x < 0) {
        if (!(x >= -0x1p63 && x < 0x1p63)) fault("the value does not fit an integer of 64 bits");
        return Value::of(wrap(to, static_cast<std::uint64_t>(static_cast<std::int64_t>(x))));
      }
      if (!(x < 0x1p64)) fault("the value does not fit an integer of 64 bits");
      return Value::of(wrap(to, static_cast<std::uint64_t>(x)));
    }
    case ValueKind::kFloat:
      return real_value(to, as_double(from, v));
    case ValueKind::kAngle:
      if (from.kind == ValueKind::kBits) return Value::of(wrap(to, v.word));
      if (from.kind == ValueKind::kAngle) {
        if (to.width >= from.width) return Value::of(v.word << (to.width - from.width));
        // To the nearest, ties to even.
        const unsigned drop = from.width - to.width;
        const std::uint64_t half = 1ull << (drop - 1), low = v.word & mask(drop), high = v.word >> drop;
        return Value::of(wrap(to, high + (low > half || (low == half && (high & 1)) ? 1 : 0)));
      }
      return Value::of(angle_word(as_double(from, v), to.width));
    case ValueKind::kComplex:
      if (from.kind == ValueKind::kComplex) return pair_value(to, pair_of(v));
      return pair_value(to, as_double(from, v));
    case ValueKind::kDuration:
      return v;
  }
  return v;
}

Value apply(ExprOp op, ValueType result, ValueType ta, const Value& a, ValueType tb, const Value& b,
            std::uint64_t value) {
  switch (op) {
    case ExprOp::kConst:
    case ExprOp::kBit:
    case ExprOp::kBits:
    case ExprOp::kElement:
    case ExprOp::kFault:
      break;
    case ExprOp::kNot:
      return Value::of(static_cast<std::uint64_t>(!is_true(ta, a)));
    case ExprOp::kAnd:
      return Value::of(static_cast<std::uint64_t>(is_true(ta, a) && is_true(tb, b)));
    case ExprOp::kOr:
      return Value::of(static_cast<std::uint64_t>(is_true(ta, a) || is_true(tb, b)));
    case ExprOp::kBitNot:
      return Value::of(
          wrap(result, ~a.word & mask(static_cast<unsigned>(std::min<std::uint64_t>(value, 64)))));
    case ExprOp::kEq:
    case ExprOp::kNe:
    case ExprOp::kLt:
    case ExprOp::kLe:
    case ExprOp::kGt:
    case ExprOp::kGe:
      return Value::of(static_cast<std::uint64_t>(compare_values(op, ta, a, b)));
    case ExprOp::kIndex: {
      const auto size = static_cast<std::int64_t>(value);
      const std::int64_t i = a.integer();
      const bool huge = !ta.is_signed() && i < 0;
      if (!huge && i >= 0 && i < size) return a;
      if (!huge && i < 0 && i >= -size) return Value::of(static_cast<std::uint64_t>(i + size));
      fault(fmt::format("index {} is outside the {} element(s)",
                        huge ? fmt::to_string(a.word) : fmt::to_string(i), size));
    }
    case ExprOp::kBitAt:
      return Value::of(b.word < 64 ? a.word >> b.word & 1 : 0);
    case ExprOp::kPair:
      return pair_value(result, {as_double(ta, a), as_double(tb, b)});
    case ExprOp::kReal:
      return Value::of(a.real());
    case ExprOp::kImag:
      return Value::of(a.second);
    case ExprOp::kCast:
      return convert(result, ta, a);
    case ExprOp::kNeg:
      if (result.kind == ValueKind::kFloat) return Value::of(-a.real());
      if (result.is_pair()) return Value::of(-a.real(), -a.second);
      return Value::of(wrap(result, 0 - a.word));
    case ExprOp::kPow:
      if (result.is_integer())
        return Value::of(
            wrap(result, integer_power(a.word, ta, tb.is_signed() && b.integer() < 0 ? 0 - b.word : b.word,
                                       tb.is_signed() && b.integer() < 0)));
      [[fallthrough]];
    case ExprOp::kAdd:
    case ExprOp::kSub:
    case ExprOp::kMul:
    case ExprOp::kDiv:
    case ExprOp::kMod:
    case ExprOp::kBitAnd:
    case ExprOp::kBitOr:
    case ExprOp::kBitXor:
      if (ta.kind == ValueKind::kDuration || tb.kind == ValueKind::kDuration)
        return duration_op(op, result, ta, a, tb, b);
      if (result.kind == ValueKind::kFloat) return real_value(result, real_op(op, a.real(), b.real()));
      if (result.kind == ValueKind::kComplex)
        return pair_value(result, complex_op(op, pair_of(a), pair_of(b)));
      return Value::of(wrap(result, word_op(op, result, a.word, b.word)));
    case ExprOp::kShiftLeft:
    case ExprOp::kShiftRight: {
      if (tb.is_signed() && b.integer() < 0) fault(fmt::format("shift by {}", b.integer()));
      if (op == ExprOp::kShiftLeft) return Value::of(wrap(result, b.word < 64 ? a.word << b.word : 0));
      if (ta.is_signed())
        return Value::of(static_cast<std::uint64_t>(a.integer() >> std::min<std::uint64_t>(b.word, 63)));
      return Value::of(b.word < 64 ? a.word >> b.word : 0);
    }
    case ExprOp::kRotateLeft:
    case ExprOp::kRotateRight: {
      const auto w = static_cast<std::int64_t>(result.width);
      const std::int64_t by =
          tb.is_signed() ? b.integer() % w : static_cast<std::int64_t>(b.word % result.width);
      return Value::of(wrap(result, rotate(a.word, result.width, op == ExprOp::kRotateLeft ? by : -by)));
    }
    case ExprOp::kPopcount:
      return Value::of(static_cast<std::uint64_t>(std::popcount(a.word & mask(ta.width))));
    case ExprOp::kSin:
    case ExprOp::kCos:
    case ExprOp::kTan:
    case ExprOp::kArcsin:
    case ExprOp::kArccos:
    case ExprOp::kArctan:
    case ExprOp::kExp:
    case ExprOp::kLog:
    case ExprOp::kSqrt:
    case ExprOp::kFloor:
    case ExprOp::kCeiling:
      if (result.kind == ValueKind::kComplex) {
        const std::complex<double> z = pair_of(a);
        return pair_value(result, op == ExprOp::kExp    ? std::exp(z)
                                  : op == ExprOp::kSqrt ? std::sqrt(z)
                                                        : std::log(z));
      }
      return real_value(result, real_function(op, as_double(ta, a)));
  }
  return a;
}

Value evaluate(const std::vector<Expr>& pool, ExprId id, const ClassicalBits& bits) {
  const Expr& e = pool[id];
  switch (e.op) {
    case ExprOp::kConst:
      return Value::of(e.value);
    case ExprOp::kFault:
      fault("a qubit is used twice in one operation");
    case ExprOp::kBit:
      return Value::of(static_cast<std::uint64_t>(bits.get(e.a)));
    case ExprOp::kBits:
      return load(bits, e.a,
                  e.type.kind == ValueKind::kUint || e.type.kind == ValueKind::kBits
                      ? ValueType{e.type.kind, static_cast<std::uint8_t>(e.b)}
                      : e.type);
    case ExprOp::kElement: {
      const std::uint64_t index = evaluate(pool, e.b, bits).word;
      return load(bits, static_cast<Clbit>(e.a + index * e.value), e.type);
    }
    case ExprOp::kAnd:
    case ExprOp::kOr: {
      const bool left = is_true(pool[e.a].type, evaluate(pool, e.a, bits));
      if (left == (e.op == ExprOp::kOr)) return Value::of(static_cast<std::uint64_t>(left));
      return Value::of(static_cast<std::uint64_t>(is_true(pool[e.b].type, evaluate(pool, e.b, bits))));
    }
    default: {
      const Value a = evaluate(pool, e.a, bits);
      if (!is_binary(e.op)) return apply(e.op, e.type, pool[e.a].type, a, {}, {}, e.value);
      return apply(e.op, e.type, pool[e.a].type, a, pool[e.b].type, evaluate(pool, e.b, bits), e.value);
    }
  }
}

}  // namespace qiao::ir
