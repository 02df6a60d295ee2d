#pragma once
// Sums of Pauli strings on stored states.
//
// Strings with the same x mask share their work. A pass over the state takes the tiles of a linear subspace
// of the high index bits (as many independent x masks as a tile in the second-level cache allows), so that
// all strings whose x mask lies in it find both of their amplitudes in the tile. The signs of a string are
// (-1) to a linear form of the index: products of a sign of the row, one of the block and one of the lane,
// summed in that order, blocks by a Walsh-Hadamard transform where several strings share an x mask.

#include <span>
#include <vector>

#include "qiao/ir/pauli.hpp"
#include "qiao/qsim/monitor.hpp"
#include "state.hpp"

namespace qiao::qsim::engine {

enum class Part { kReal, kImaginary };

// Re or Im <bra|P|ket> for each string; bit q of a mask is qubit q of the states. The states must be stored
// alike (same map); global phases are left out. Same result at any thread count.
template <class Real>
std::vector<double> pauli_products(const State<Real>& bra, const State<Real>& ket,
                                   std::span<const ir::PauliString> strings, Part part,
                                   const Monitor* monitor = nullptr);

// out += sum of coefficient * P |ket>; `out` is stored as `ket` is.
template <class Real>
void apply_pauli_sum(const State<Real>& ket, std::span<const ir::PauliTerm> terms, State<Real>& out,
                     const Monitor* monitor = nullptr);

// <bra|ket> with the global phases, for any two states of the same number of qubits.
template <class Real>
std::complex<double> inner_product(const State<Real>& bra, const State<Real>& ket);

}  // namespace qiao::qsim::engine
