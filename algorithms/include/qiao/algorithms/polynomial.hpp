#pragma once
// Cost functions of n binary variables as polynomials in spins s_q = 1 - 2 x_q: s = 1 where x = 0, -1 where
// x = 1, so s_q is the eigenvalue of Pauli Z on qubit q. (Ising model: degree 2; LABS: degree 4.)

#include <atomic>
#include <complex>
#include <cstdint>
#include <functional>
#include <vector>

namespace qiao::algorithms {

// A function of the probabilities of the states: its value, and its derivative by each of them if asked for.
using Functional =
    std::function<double(const std::vector<double>& probabilities, std::vector<double>* slopes)>;

// coefficient * product of s_q over the bits of `mask`; mask 0 is a constant.
struct SpinTerm {
  std::uint64_t mask = 0;
  double coefficient = 0;
};

class SpinPolynomial {
 public:
  SpinPolynomial() = default;
  // Up to 64 variables. Throws Error(kUsage) for a term beyond them.
  explicit SpinPolynomial(unsigned variables, std::vector<SpinTerm> terms = {});
  unsigned variables() const { return variables_; }
  const std::vector<SpinTerm>& terms() const { return terms_; }

  void add(std::uint64_t mask, double coefficient);
  // coefficient * product of x_q over the bits of `mask` (x_q = (1 - s_q) / 2): up to 2^|mask| terms.
  void add_binary(std::uint64_t mask, double coefficient);
  // Merges equal masks, drops zeros, sorts by degree and mask.
  void simplify();
  double constant() const;
  // Whether every term has an even number of spins: then x and its complement cost the same.
  bool is_even() const;
  unsigned degree() const;

  // The value for the string x: bit q is x_q; the constant is added last.
  double value(std::uint64_t x) const;
  // The same without the constant, whose size may cost digits.
  double variable_part(std::uint64_t x) const;
  SpinPolynomial without_constant() const;
  // How much two computed variable parts of the same true value may differ. 0, and all sums exact, if every
  // coefficient but the constant is a multiple of one power of two and their magnitudes add up to less than
  // 2^53 of it: whole numbers, halves and so on.
  double rounding() const;

 private:
  unsigned variables_ = 0;
  std::vector<SpinTerm> terms_;
};

// Values of the polynomial for all strings 0 ... 2^n - 1, by a Walsh-Hadamard transform of its coefficients:
// n 2^n additions whatever the number of terms, exact for whole-number coefficients. With `half`, which needs
// is_even(), only the strings whose highest bit is 0. Throws Error(kLimit) beyond 34 variables.
// Throws Error(kInterrupted) once `stop` is set.
std::vector<double> all_values(const SpinPolynomial& polynomial, bool half, int threads,
                               const std::atomic<bool>* stop = nullptr);
// The same for any function, which several threads call at once.
std::vector<double> all_values(unsigned variables, const std::function<double(std::uint64_t)>& cost,
                               bool half, int threads, const std::atomic<bool>* stop = nullptr);

// In place: v_y = sum over x of (-1)^|x & y| v_x; 2^k values.
void walsh_hadamard(std::vector<double>& values, int threads, const std::atomic<bool>* stop = nullptr);

}  // namespace qiao::algorithms
