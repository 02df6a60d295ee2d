#pragma once
// Real and integer powers of unitary matrices and phases, and matrices of small circuits.

#include <cstdint>
#include <optional>
#include <vector>

#include "qiao/ir/circuit.hpp"

namespace qiao::qasm {

// An integer exponent, exactly: a product that may exceed 64 bits.
class WholeExponent {
 public:
  void multiply(bool negative, std::uint64_t magnitude) {
    factors_.push_back(magnitude);
    negative_ = negative_ != negative;
  }
  std::uint64_t modulo(std::uint64_t m) const;  // in [0, m), m up to 2^32
  double value() const;                         // rounded

 private:
  std::vector<std::uint64_t> factors_;
  bool negative_ = false;
};

// Thrown where the phase to be multiplied by a large integer is not known exactly enough.
struct LostPrecision {};

// phase = 2 pi numerator / denominator, in lowest terms, if that is what a double this near can only mean.
struct TurnFraction {
  std::uint64_t numerator = 0, denominator = 1;
};
std::optional<TurnFraction> turn_fraction(double phase);

// k * phase modulo 2 pi: exact for fractions of a turn, else from a phase known up to `error`. Small multiples are not
// reduced.
double powered_phase(double phase, const WholeExponent& k, double error);
// The same for a real k and a phase in (-pi, pi].
double powered_phase(double phase, double k, double error);

// U = V diag(e^{ia}) V^dagger with orthonormal columns in V and a in (-pi, pi].
struct Spectrum {
  ir::Matrix vectors;
  std::vector<double> phases;
};
Spectrum unitary_spectrum(const ir::Matrix& u);
// The least m > 0 with U^m = 1, if it is small.
std::optional<std::uint64_t> unitary_order(const std::vector<double>& phases);

// U^k on the principal branch: each eigenvalue e^{ia} with a in (-pi, pi] becomes e^{ika}.
ir::Matrix unitary_power(const ir::Matrix& u, double k);
ir::Matrix unitary_power(const ir::Matrix& u, const WholeExponent& k);

// The matrix of a circuit of gates only; qubit 0 is the least significant bit of the row index.
ir::Matrix circuit_matrix(const ir::Circuit& circuit);

}  // namespace qiao::qasm
