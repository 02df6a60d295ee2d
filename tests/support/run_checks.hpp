#pragma once
// Comparing results of qsim::run with the reference.

#include <map>
#include <string>

#include "qiao/qsim/run.hpp"
#include "support/reference_simulator.hpp"

namespace qiao::reference {

// Amplitudes over all declared qubits, whichever precision was used.
Vector full_state(const qsim::State& state);
// Largest |difference| of two states; infinity if their sizes differ.
double max_difference(const Vector& a, const Vector& b);
// "bits" -> weight.
template <class W>
std::map<std::string, W> table(const qsim::Outcomes<W>& outcomes) {
  std::map<std::string, W> out;
  for (std::size_t i = 0; i < outcomes.size(); ++i) out[outcomes.str(i)] += outcomes.weight(i);
  return out;
}
// Largest difference of two distributions; a missing string has probability 0.
double max_difference(const std::map<std::string, double>& a, const std::map<std::string, double>& b);

// Pearson's chi-square of counts against exact probabilities, strings expected fewer than 5 times pooled, and
// the degrees of freedom. A count of an impossible string gives infinity.
struct ChiSquare {
  double value = 0;
  unsigned degrees = 0;
  // Whether chance alone gives a larger value with probability above about 1e-6 (Wilson-Hilferty
  // approximation).
  bool plausible() const;
};
ChiSquare chi_square(const std::map<std::string, std::uint64_t>& counts,
                     const std::map<std::string, double>& exact);

}  // namespace qiao::reference
