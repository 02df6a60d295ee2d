#pragma once
// Classical variables and expressions of Qiskit (qiskit.circuit.classical.expr): written and read.
//
// Qiskit has booleans, unsigned integers and doubles. Integers with sign are held as unsigned ones modulo
// 2^width; what depends on the sign is written with shifted or extended values.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "qiao/ir/circuit.hpp"
#include "text.hpp"

namespace qiao::qasm {

// Qiskit measures into registers only, and all its registers are results: a register of this name is none of
// the program's.
inline constexpr std::string_view kScratchRegister = "qiao_scratch";

class QiskitExpressions {
 public:
  explicit QiskitExpressions(const ir::Circuit& circuit) : circuit_(circuit) {}

  void name_variable(std::size_t variable, std::string name) { names_[variable] = std::move(name); }
  // "expr.lift(0, types.Uint(8))": the type's zero.
  static std::string zero(ir::ValueType type);
  static std::string type(ir::ValueType type);

  // All throw Unwritable (openqasm_classical.hpp) naming what Qiskit lacks.
  std::string value(ir::ExprId id) const;      // Bool for booleans, Uint(width) for integers and bits, Float
  std::string condition(ir::ExprId id) const;  // of type Bool
  // The stores that make an assignment, each without "circuit.store(" and ")".
  std::vector<std::string> stores(const ir::Destination& to, ir::ExprId value) const;
  std::string store_of_measured(ir::Clbit bit) const;  // scratch bit to the bit of a variable

 private:
  std::string read(ir::Clbit first, std::uint32_t count, ir::ValueType type) const;
  std::string cast(const ir::Expr& e) const;
  std::string boolean(const ir::Expr& e) const;
  std::string ordered(const ir::Expr& e, std::string_view name) const;
  std::string index(ir::ExprId id, std::uint32_t size) const;
  std::size_t register_of(ir::Clbit bit) const;
  std::size_t variable_of(ir::Clbit bit) const;

  const ir::Circuit& circuit_;
  std::map<std::size_t, std::string> names_;
};

// Reads what QiskitExpressions writes. `variable` gives the expression that reads a variable of the program.
class QiskitExpressionReader {
 public:
  using Variables = std::map<std::string, std::size_t>;  // name in the text -> number
  // Bits below `bits` are those of the registers.
  QiskitExpressionReader(Cursor& at, ir::Circuit& circuit, const Variables& variables, ir::Clbit bits)
      : at_(at), circuit_(circuit), variables_(variables), bits_(bits) {}
  ir::ExprId read(unsigned depth = 0);
  ir::ValueType type();               // "types.Uint(8)"
  ir::ExprId as_bool(ir::ExprId id);  // fails unless it is of type Bool
  ir::ExprId to(ir::ExprId id, ir::ValueType type);

 private:
  ir::ValueType type_of(ir::ExprId id) const { return circuit_.expr(id).type; }
  ir::ExprId function(unsigned depth);
  ir::ExprId add(ir::ExprOp op, ir::ValueType type, ir::ExprId a, ir::ExprId b = 0, std::uint64_t value = 0) {
    return circuit_.add_expr({.op = op, .a = a, .b = b, .value = value, .type = type});
  }
  Cursor& at_;
  ir::Circuit& circuit_;
  const Variables& variables_;
  ir::Clbit bits_;
};

}  // namespace qiao::qasm
