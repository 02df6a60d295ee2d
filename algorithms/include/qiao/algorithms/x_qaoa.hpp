#pragma once
// QAOA with the X mixer on all 2^n strings: |+>^n, then for each layer exp(-i gamma C) and exp(-i beta sum X)
// (Farhi, Goldstone, Gutmann: arXiv:1411.4028). C is a table of the costs of all strings, so that any
// function can be minimised and a layer costs two walks over the state, whatever the number of terms.
//
// Costs that a flip of all bits does not change are given for half of the strings: half of the memory and
// time. Few distinct values (MaxCut without weights, LABS) are recognised and their phases looked up.

#include <atomic>
#include <complex>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "qiao/algorithms/polynomial.hpp"
#include "qiao/qsim/run.hpp"

namespace qiao::algorithms {

struct XQaoaOptions {
  qsim::Precision precision = qsim::Precision::kF64;  // of the state; sums are always f64
  int threads = 1;
  // Once it is set, energies, gradients and evolutions end with Error(kInterrupted).
  const std::atomic<bool>* stop = nullptr;
};

class XQaoa {
 public:
  // `cost`: 2^n values; 2^(n-1) if a flip of all bits changes nothing: those of strings with highest bit 0.
  // Throws Error(kUsage) for another number of values, Error(kLimit) if memory does not suffice.
  XQaoa(unsigned n, std::vector<double> cost, const XQaoaOptions& options = {});
  ~XQaoa();
  XQaoa(XQaoa&&) noexcept;
  XQaoa& operator=(XQaoa&&) noexcept;

  unsigned qubits() const;
  bool halved() const;
  bool looked_up() const;  // phases come from a table of distinct values
  const std::vector<double>& cost() const;

  // What energy and gradient compute instead of the expected cost; empty: the expected cost.
  void minimise(Functional functional);

  // Expected cost. angles: gamma_1 ... gamma_p, beta_1 ... beta_p.
  double energy(std::span<const double> angles);
  // The same with its derivatives by all angles: adjoint method, two states, about three times the work.
  double gradient(std::span<const double> angles, std::span<double> derivatives);

  // Multi-angle QAOA (Herrman et al. arXiv:2109.11455): an angle for every term of `terms`, which must add up
  // to the cost but for a constant, and for every qubit. angles: for each layer one gamma per term, then one
  // beta per qubit.
  double energy(std::span<const double> angles, const SpinPolynomial& terms);
  double gradient(std::span<const double> angles, const SpinPolynomial& terms, std::span<double> derivatives);

  // Of the state after the last energy or evolve: 2^n probabilities or amplitudes by
  // string; with the highest bit 0 only, if halved (of which each stands for two strings: these sum to 1,
  // too).
  std::vector<double> probabilities();
  std::vector<std::complex<double>> amplitudes() const;  // of all 2^n strings

  // Evolves without computing the energy.
  void evolve(std::span<const double> angles);
  void evolve(std::span<const double> angles, const SpinPolynomial& terms);

 private:
  struct Impl;
  template <class Real>
  struct Engine;
  std::unique_ptr<Impl> impl_;
};

}  // namespace qiao::algorithms
