#pragma once
// From the reference's programs to circuits of the library under test.

#include "qiao/ir/circuit.hpp"
#include "support/reference_simulator.hpp"

namespace qiao::reference {

// The same program as a circuit with registers q and c.
ir::Circuit to_circuit(const Program& program);
ir::Matrix to_ir(const Matrix& matrix);
Matrix from_ir(const ir::Matrix& matrix);

}  // namespace qiao::reference
