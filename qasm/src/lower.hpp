#pragma once
// The checked program to a circuit: calls of defined gates are expanded, modifiers become controls, inverses
// and matrices.

#include "diagnostics.hpp"
#include "program.hpp"
#include "qiao/ir/circuit.hpp"
#include "source.hpp"

namespace qiao::qasm {

// The program must have no errors. Expressions inside gate definitions can still fail for the parameters of a
// call (division by zero): that is reported at the call, and the circuit is then of no use.
ir::Circuit lower(const Program& program, const Sources& sources, Reporter& reporter);

}  // namespace qiao::qasm
