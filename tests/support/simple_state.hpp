#pragma once
// The simple state vector: one gate per walk over the state, interleaved complex numbers, nothing clever. It
// is what the fast engine is compared with in tests, so it stays obvious.

#include <complex>
#include <cstdint>
#include <vector>

#include "sim/program.hpp"

namespace qiao::qsim {

template <class Real>
class SimpleState {
 public:
  // |0...0> on n qubits. Throws std::bad_alloc.
  SimpleState(unsigned n, int threads);

  unsigned num_qubits() const { return n_; }
  const std::vector<std::complex<Real>>& amplitudes() const { return a_; }
  std::vector<std::complex<Real>> take() { return std::move(a_); }  // leaves the state empty

  // All gates of a segment, in order.
  void apply(const Program& program, const Segment& segment);
  // `matrix` on `targets` (first = least significant) where (index & control_mask) == control_value.
  void apply(const ir::Matrix& matrix, const std::vector<unsigned>& targets, std::uint64_t control_mask,
             std::uint64_t control_value);

  // Probability that qubit q is 1; of all outcomes together (the squared norm).
  double probability_one(unsigned q) const;
  double norm_squared() const;
  // Projects q on `outcome`, whose probability is p, and renormalises.
  void collapse(unsigned q, bool outcome, double p);
  void flip(unsigned q);

  // Basis states for uniform numbers u in [0, 1), which must be sorted ascending: the state where the
  // cumulated probability passes u * norm.
  std::vector<std::uint64_t> sample(const std::vector<double>& sorted_u) const;

 private:
  unsigned n_;
  int threads_;
  std::vector<std::complex<Real>> a_;
};

extern template class SimpleState<float>;
extern template class SimpleState<double>;

}  // namespace qiao::qsim
