#pragma once
// Programs on other registers.

#include <vector>

#include "qiao/ir/circuit.hpp"

namespace qiao::qsim {

// The registers of `shape` and, behind them, those variables of `from` that are no results: in the order in which
// `shape` has them, where it does.
ir::Circuit shape_with_variables(const ir::Circuit& shape, const ir::Circuit& from);

struct Relabelling {
  const std::vector<bool>* left_out = nullptr;  // instructions of the main block
  bool end_leaves_block = false;  // `end` leaves the block that is open in `to` instead of the program
};
// Appends all of `from` to `to`, which is shape_with_variables of some shape: qubit q becomes qubits[q], bit c of a
// result bits[c], variables keep their names. Throws Error(kUnsupported) if bits that one expression reads together do
// not stay together.
void append_relabelled(const ir::Circuit& from, ir::Circuit& to, const std::vector<ir::Qubit>& qubits,
                       const std::vector<ir::Clbit>& bits, const Relabelling& how = {});

}  // namespace qiao::qsim
