#pragma once
// Classical values and expressions of a program: what conditions, assignments and run-time gate parameters
// are made of. Written by the front end, evaluated shot by shot (or branch by branch) by the simulator and
// once and for all by the front end where everything is known.

#include <bit>
#include <cstdint>
#include <string>
#include <vector>

namespace qiao::ir {

using Clbit = std::uint32_t;

// ---------------------------------------------------------------- types
enum class ValueKind : std::uint8_t {
  kBool,
  kBits,      // width bits, bit 0 least significant
  kUint,      // modulo 2^width
  kInt,       // two's complement, modulo 2^width
  kFloat,     // IEEE, width 32 or 64
  kAngle,     // 2 pi k / 2^width, held as k; arithmetic modulo 2^width
  kComplex,   // two floats of `width`
  kDuration,  // seconds and samples ("dt"), which are not commensurable: two doubles
};
// Integers, bits and angles have 1 to 64 bits.
struct ValueType {
  ValueKind kind = ValueKind::kUint;
  std::uint8_t width = 64;
  bool operator==(const ValueType&) const = default;
  bool is_integer() const { return kind == ValueKind::kUint || kind == ValueKind::kInt; }
  bool is_signed() const { return kind == ValueKind::kInt; }
  bool is_real() const { return kind == ValueKind::kFloat; }
  bool is_pair() const { return kind == ValueKind::kComplex || kind == ValueKind::kDuration; }
};
inline constexpr ValueType kBoolType{ValueKind::kBool, 1};
inline constexpr ValueType kFloatType{ValueKind::kFloat, 64};
inline constexpr ValueType kIntType{ValueKind::kInt, 64};
inline constexpr ValueType kUintType{ValueKind::kUint, 64};
inline constexpr ValueType kDurationType{ValueKind::kDuration, 64};
// Classical bits a stored value takes.
unsigned stored_bits(ValueType type);
// As OpenQASM writes it: "uint[8]", "float[64]", "bit[3]", "complex[float[64]]".
std::string type_name(ValueType type);

// A value of some type: integers, bits, booleans and angles in `word` (signed ones sign-extended), floats as
// the bits of a double there, the second component of pairs in `second`.
struct Value {
  std::uint64_t word = 0;
  double second = 0;
  static Value of(std::uint64_t w) { return {w, 0}; }
  static Value of(double d) { return {std::bit_cast<std::uint64_t>(d), 0}; }
  static Value of(double first, double second) { return {std::bit_cast<std::uint64_t>(first), second}; }
  std::int64_t integer() const { return static_cast<std::int64_t>(word); }
  double real() const { return std::bit_cast<double>(word); }
  bool operator==(const Value&) const = default;
};
// An angle in radians, in [0, 2 pi); the nearest angle of that width, ties to even.
double radians(std::uint64_t word, unsigned width);
std::uint64_t angle_word(double radians, unsigned width);
// The value as a real number: integers, booleans, bits, floats, angles (in radians).
double as_double(ValueType type, const Value& value);
bool is_true(ValueType type, const Value& value);

// ---------------------------------------------------------------- expressions
using ExprId = std::uint32_t;
inline constexpr ExprId kNoExpr = 0xffffffffu;

// `type` is that of the result. Operands of arithmetic, bitwise and comparing operators have one common type
// (the front end inserts kCast), which for arithmetic is the result's; exceptions are noted. Operands are
// earlier nodes.
enum class ExprOp : std::uint8_t {
  kConst,  // `value` is the word; pairs are made by kPair
  kBit,    // classical bit a
  kBits,   // classical bits a ... a+b-1 as a value of `type`, bit a least significant
  kNot,    // logical
  kAnd,
  kOr,      // logical, short-circuit
  kBitNot,  // within `value` bits
  kBitAnd,
  kBitOr,
  kBitXor,
  kEq,
  kNe,
  kLt,
  kLe,
  kGt,
  kGe,
  kElement,  // an element of an array: classical bits from a + index * value, index = expression b
  kIndex,    // integer a as an index of `value` elements; negative ones count from the end, others fault
  kBitAt,    // bit number b of a
  kPair,     // of two floats
  kReal,     // components of a complex number
  kImag,
  kCast,  // a converted to `type`
  kNeg,
  kAdd,
  kSub,
  kMul,  // also angle * uint, duration * float
  kDiv,  // also angle / uint, angle / angle (uint), duration / float, duration / duration (float)
  kMod,
  kPow,         // integers: the exponent is of any integer type
  kShiftLeft,   // by any unsigned integer; bits fall off the end
  kShiftRight,  // signed numbers keep their sign
  kRotateLeft,  // by any integer
  kRotateRight,
  kPopcount,
  kSin,
  kCos,
  kTan,
  kArcsin,
  kArccos,
  kArctan,
  kExp,  // also complex
  kLog,
  kSqrt,  // also complex
  kFloor,
  kCeiling,
  kFault,  // no value: a qubit would be used twice in one operation
};
struct Expr {
  ExprOp op = ExprOp::kConst;
  std::uint32_t a = 0, b = 0;
  std::uint64_t value = 0;
  ValueType type = {};
  bool operator==(const Expr&) const = default;
};
constexpr bool is_leaf(ExprOp op) { return op <= ExprOp::kBits || op == ExprOp::kFault; }
// Whether b is an operand.
constexpr bool is_binary(ExprOp op) {
  switch (op) {
    case ExprOp::kConst:
    case ExprOp::kBit:
    case ExprOp::kBits:
    case ExprOp::kNot:
    case ExprOp::kBitNot:
    case ExprOp::kElement:  // b is, a is not
    case ExprOp::kIndex:
    case ExprOp::kReal:
    case ExprOp::kImag:
    case ExprOp::kCast:
    case ExprOp::kNeg:
      return false;
    default:
      return op < ExprOp::kPopcount;
  }
}
// f(id) for each operand of a node.
template <class F>
void each_operand(const Expr& e, F&& f) {
  if (is_leaf(e.op)) return;
  if (e.op == ExprOp::kElement) {
    f(e.b);
    return;
  }
  f(e.a);
  if (is_binary(e.op)) f(e.b);
}

// Classical memory: a row of bits.
class ClassicalBits {
 public:
  ClassicalBits() = default;
  explicit ClassicalBits(std::size_t bits) : words_((bits + 63) / 64) {}
  bool get(Clbit i) const { return words_[i / 64] >> (i % 64) & 1; }
  void set(Clbit i, bool v) {
    const std::uint64_t m = std::uint64_t{1} << (i % 64);
    words_[i / 64] = v ? words_[i / 64] | m : words_[i / 64] & ~m;
  }
  // Up to 64 bits.
  std::uint64_t read(Clbit first, unsigned count) const;
  void write(Clbit first, unsigned count, std::uint64_t value);
  void clear() { words_.assign(words_.size(), 0); }
  const std::vector<std::uint64_t>& words() const { return words_; }
  bool operator==(const ClassicalBits&) const = default;

 private:
  std::vector<std::uint64_t> words_;
};
Value load(const ClassicalBits& bits, Clbit first, ValueType type);
void store(ClassicalBits& bits, Clbit first, ValueType type, const Value& value);

// One operator on values. `a` and `b` have the types given; unary operators ignore b. `value` is the node's.
// Throws Error(kInput) where there is no result: division by zero, a function outside its domain, an index
// outside its array, a result that is not a finite number. Not for kConst, kBit, kBits, kElement.
Value apply(ExprOp op, ValueType result, ValueType type_a, const Value& a, ValueType type_b, const Value& b,
            std::uint64_t value = 0);
// Conversion as OpenQASM and C do it: to bool by != 0, integers modulo 2^width, floats towards 0, bits as
// they are; angles to the nearest. Throws Error(kInput) for floats that no integer of 64 bits can hold.
Value convert(ValueType to, ValueType from, const Value& value);

// The value of a node of `pool` for given classical memory.
Value evaluate(const std::vector<Expr>& pool, ExprId id, const ClassicalBits& bits);

}  // namespace qiao::ir
