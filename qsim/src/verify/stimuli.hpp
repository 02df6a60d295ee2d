#pragma once
// Random input states and what they prove about a whole program.
//
// Let V = A^dagger B on d = 2^n dimensions, c = tr V / d, and e = 1 - |c|^2 the process infidelity. The
// inputs are |psi> = d^(-1/2) sum_x i^(q(x)) |x> with q(x) = sum_j a_j x_j + 2 sum_(j<k) b_jk x_j x_k, every
// a_j uniform in 0..3 and every b_jk in 0..1. With delta = <psi|V|psi> - c:
//
//   E delta = 0 and E |delta|^2 = (1 - sum_x |V_xx|^2 / d) / d <= e / d.
//
// For |<psi|V|psi>|^2 = d^(-2) sum i^(q(y)-q(x)+q(z)-q(w)) V_xy conj(V_zw) the mean over the a_j leaves only
// terms with {y_j, z_j} = {x_j, w_j} for every j, and that over the b_jk those where all j agree on which is
// which (two bits in which y and z differ give x_j x_k + w_j w_k = y_j y_k + z_j z_k + 1 if one is exchanged
// and the other is not). So y = x, z = w (together |tr V|^2) or y = w, z = x (together sum |V_xy|^2 = d), and
// V_xx counted twice. The last step is |c|^2 <= sum |V_xx|^2 / d (Cauchy and Schwarz). That is the second
// moment of a complex projective 2-design (Dankert, Cleve, Emerson, Livine, arXiv:quant-ph/0606161), here
// from H, S and CZ alone, whose phases the engine applies in one go.
//
// A state shows the infidelity f = 1 - |c + delta|^2. By Chebyshev's inequality f <= w has probability at
// most e / (d (sqrt(1-w) - sqrt(1-e))^2), and for k independent states the k-th power of that. missed_error
// is the largest e for which this exceeds `probability`: every larger error would have been seen with
// probability 1 - `probability`. For w = 0 it is 4R / (R+1)^2 with R = d probability^(1/k): 2.4e-5 for one
// state of 24 qubits at 1 %.

#include <cstdint>

#include "qiao/ir/circuit.hpp"

namespace qiao::qsim {

// Appends the preparation of random state `number` from |0...0>.
void append_random_state(ir::Circuit& to, ir::Qubit qubits, std::uint64_t seed, std::uint64_t number);

double missed_error(unsigned qubits, unsigned states, double probability, double worst);

// The least number of states, at most `most`, whose missed_error is at most `bound` if they all agree; 0: no
// number is enough.
unsigned states_needed(unsigned qubits, double bound, double probability, unsigned most);

}  // namespace qiao::qsim
