#pragma once
// What a report on a run shows: which classical registers, and their values as text.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "qiao/ir/circuit.hpp"

namespace qiao::ir {

// Whether some register is declared `output`, that is a variable with is_result.
bool has_outputs(const Circuit& circuit);
// The classical registers that are results, in order: if some are declared `output` these alone (OpenQASM 3,
// "Input/output"), else all. None is empty.
std::vector<Register> result_registers(const Circuit& circuit);
// The type of a register's value: that of its variable, or "bit[size]".
std::string register_type(const Circuit& circuit, const Register& reg);
// Its value, stored in `words` from bit `first` on: of bits "10", of other types the text of a JSON value,
// which is also the way inputs are given: -3, true, 0.5 (angles in radians), [re,im], [1,2] (arrays).
std::string register_text(const Circuit& circuit, const Register& reg, std::span<const std::uint64_t> words,
                          Clbit first);
// -3, 7, 0.5, true, bits as 010 without quotes, angles in radians, complex numbers as [re,im], durations as
// 2e-08s, 3dt or 2e-08s+3dt. Numbers have the shortest text that gives the same value again.
std::string value_text(ValueType type, const Value& value);

}  // namespace qiao::ir
