#pragma once
// Classical variables and expressions as OpenQASM 3 text.

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "qiao/ir/circuit.hpp"

namespace qiao::qasm {

// Thrown for what the language cannot hold; the writer refuses it at its place.
struct Unwritable {
  std::string what;
};

class OpenQasmClassical {
 public:
  using Registers = std::vector<std::pair<std::string, ir::Register>>;  // the name in the text
  OpenQasmClassical(const ir::Circuit& circuit, const Registers& registers)
      : circuit_(circuit), registers_(registers) {}

  void name_variable(std::size_t variable, std::string name);
  std::string declaration(std::size_t variable) const;  // "int[8] x;"

  // A condition, without conversions that the language makes by itself.
  std::string condition(ir::ExprId id);
  std::string value(ir::ExprId id);                    // of the expression's type
  std::string assigned(ir::ExprId id, ir::ValueType);  // the same where its type is known from the left side
  std::string place(const ir::Destination& to);
  std::string measured_bit(ir::Clbit bit) const;  // of a variable
  // "array[uint[32], 4] qiao_index_4 = {0, 1, 2, 3};": turns negative indices round and stops at others.
  std::string index_tables() const;

 private:
  bool is_wrapped(const ir::Variable& v) const;
  const ir::Expr& without_casts(ir::ExprId id) const;
  bool simple(ir::ExprId id, std::string& out) const;
  bool single_bit(const ir::Expr& e, std::string& out) const;
  std::string constant(const ir::Expr& e) const;
  std::string cast(const ir::Expr& e);
  std::string operand(ir::ExprId id, ir::ExprId other);
  std::string read(ir::Clbit first, std::uint32_t count, ir::ValueType type) const;
  std::string element(ir::Clbit first, ir::ExprId index, std::uint32_t stride, ir::ValueType type);
  std::string subscript(ir::ExprId index, std::uint32_t size);
  const std::pair<std::string, ir::Register>* register_of(ir::Clbit bit) const;
  std::size_t variable_of(ir::Clbit bit) const;  // variables().size(): none

  const ir::Circuit& circuit_;
  const Registers& registers_;
  std::map<std::size_t, std::string> names_;
  std::set<std::uint32_t> tables_;
};

}  // namespace qiao::qasm
