#pragma once
// Values known while checking: constants of the classical types, and stand-ins for what is known later.

#include <cstdint>
#include <string>
#include <variant>

#include "ast.hpp"
#include "diagnostics.hpp"
#include "qiao/ir/expr.hpp"

namespace qiao::qasm {

enum class ValueKind : std::uint8_t {
  kError,  // an error was reported; anything made from it is silent
  kBool,
  kInt,
  kUint,
  kFloat,
  kAngle,
  kBits,      // up to 64 bits, `width` of them
  kSymbolic,  // linear in inputs: index into the checker's pool
  kCode,      // computed when a gate is called: slot in the definition's code
  kComplex,   // real and imag
  kDuration,  // real seconds and imag samples ("dt")
  kStretch,   // a duration that only a backend knows: stretch, durationof
  kRuntime,   // known when the program runs: expression `index` of type `type`
  kVoid,      // what a subroutine without result gives
};
std::string_view spelling(ValueKind kind);

struct Value {
  ValueKind kind = ValueKind::kError;
  std::uint8_t width = 0;  // of bits; of other constants that of their type, 0 for literals, which adapt
  ir::ValueType
      type;  // kRuntime; kSymbolic: the input's own type, or float[64] of what is computed from inputs
  union {
    double real;
    std::int64_t integer;   // kInt
    std::uint64_t natural;  // kUint, kBool, kBits
    std::uint32_t index;    // kSymbolic, kCode, kRuntime
  };
  double imag = 0;
  Value() : natural(0) {}
  static Value boolean(bool b) {
    Value v;
    v.kind = ValueKind::kBool;
    v.natural = b;
    return v;
  }
  static Value signed_integer(std::int64_t i) {
    Value v;
    v.kind = ValueKind::kInt;
    v.integer = i;
    return v;
  }
  static Value unsigned_integer(std::uint64_t u) {
    Value v;
    v.kind = ValueKind::kUint;
    v.natural = u;
    return v;
  }
  static Value floating(double d) {
    Value v;
    v.kind = ValueKind::kFloat;
    v.real = d;
    return v;
  }
  static Value bits(std::uint64_t u, std::uint8_t width) {
    Value v;
    v.kind = ValueKind::kBits;
    v.natural = u;
    v.width = width;
    return v;
  }
  static Value reference(ValueKind kind, std::uint32_t index) {
    Value v;
    v.kind = kind;
    v.index = index;
    return v;
  }

  static Value runtime(ir::ValueType type, ir::ExprId expr) {
    Value v = reference(ValueKind::kRuntime, expr);
    v.type = type;
    return v;
  }
  // A constant of a type.
  static Value of(ir::ValueType type, const ir::Value& value);
  // The type of a constant (literals: 64 bits) or a run-time value, and a constant's value.
  ir::ValueType ir_type() const;
  ir::Value ir_value() const;

  bool ok() const { return kind != ValueKind::kError; }
  bool is_integer() const { return kind == ValueKind::kInt || kind == ValueKind::kUint; }
  bool is_number() const { return is_integer() || kind == ValueKind::kFloat || kind == ValueKind::kAngle; }
  bool is_constant() const {
    return ok() &&
           (kind < ValueKind::kSymbolic || kind == ValueKind::kComplex || kind == ValueKind::kDuration);
  }
  bool is_runtime() const { return kind == ValueKind::kRuntime; }
  // Of numbers and booleans.
  double as_double() const;
  bool as_bool() const;
  // Of integers, booleans and bits; false if it does not fit.
  bool as_int64(std::int64_t& out) const;
};

// "uint[8]", "an input", ...: for messages.
std::string describe(const Value& v);

// What went wrong in an operation on constants.
struct ValueError {
  Code code;
  std::string message;
};
using ValueOrError = std::variant<Value, ValueError>;

// Operators on constants. In OpenQASM 2 every number is real, so only kFloat occurs there. `inexact` is set
// if an integer division dropped a remainder.
ValueOrError apply(UnaryOp op, Value operand);
ValueOrError apply(BinaryOp op, Value left, Value right, bool& inexact);
// Real functions of one argument, by the name of the language (`ln` in version 2, `log` in 3).
ValueOrError apply_function(std::string_view name, double x);
// Conversion to a type of the given width (0: unspecified); only kBool, kInt, kUint, kFloat, kAngle, kBit.
ValueOrError convert(Value value, TypeKind type, unsigned width);
// NaN and infinities are errors everywhere.
ValueOrError finite(double x);

}  // namespace qiao::qasm
