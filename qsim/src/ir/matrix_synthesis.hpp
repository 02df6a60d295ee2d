#pragma once
// Any unitary matrix as gates.

#include <span>

#include "qiao/ir/gate.hpp"

namespace qiao::ir {

// Writes `matrix` on `targets` (the first is the least significant bit) to `out`, global phase included: one
// qubit by Euler angles (u), two by KAK with at most three cx, more by quantum Shannon decomposition
// (Shende, Bullock, Markov, arXiv:quant-ph/0406176). Gates: u, rz, ry, cx, gphase.
void synthesise_matrix(const Matrix& matrix, std::span<const Qubit> targets, GateSink& out);

}  // namespace qiao::ir
