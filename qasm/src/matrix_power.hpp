#pragma once
// Real powers of unitary matrices and matrices of small circuits.

#include <vector>

#include "qiao/ir/circuit.hpp"

namespace qiao::qasm {

// U = V diag(e^{ia}) V^dagger with orthonormal columns in V and a in (-pi, pi].
struct Spectrum {
  ir::Matrix vectors;
  std::vector<double> phases;
};
Spectrum unitary_spectrum(const ir::Matrix& u);

// U^k on the principal branch: each eigenvalue e^{ia} with a in (-pi, pi] becomes e^{ika}.
ir::Matrix unitary_power(const ir::Matrix& u, double k);

// The matrix of a circuit of gates only; qubit 0 is the least significant bit of the row index.
ir::Matrix circuit_matrix(const ir::Circuit& circuit);

}  // namespace qiao::qasm
