#include "matrix_power.hpp"

#include <Eigen/Dense>
#include <Eigen/Eigenvalues>
#include <cmath>
#include <numbers>
#include <numeric>
#include <vector>

namespace qiao::qasm {

std::uint64_t WholeExponent::modulo(std::uint64_t m) const {
  std::uint64_t r = 1 % m;
  for (const std::uint64_t f : factors_) r = r * (f % m) % m;
  return negative_ && r > 0 ? m - r : r;
}

double WholeExponent::value() const {
  double v = negative_ ? -1 : 1;
  for (const std::uint64_t f : factors_) v *= static_cast<double>(f);
  return v;
}

std::optional<TurnFraction> turn_fraction(double phase) {
  // Two fractions with such denominators are at least 6e-8 apart.
  constexpr std::uint64_t kMostParts = 4096;
  constexpr double kNear = 1e-13;
  double turns = phase / (2 * std::numbers::pi);
  turns -= std::floor(turns);
  for (std::uint64_t parts = 1; parts <= kMostParts; ++parts) {
    const auto d = static_cast<double>(parts);
    const double n = std::nearbyint(turns * d);
    if (std::abs(turns - n / d) < kNear) return TurnFraction{static_cast<std::uint64_t>(n) % parts, parts};
  }
  return std::nullopt;
}

namespace {
// Errors of a phase after multiplication: below the first nobody sees them, above the second nothing is left.
constexpr double kNothing = 1e-12, kMost = 1e-6;
}  // namespace

double powered_phase(double phase, const WholeExponent& k, double error) {
  const double loss = std::abs(k.value()) * error;
  if (loss < kNothing) return phase * k.value();
  if (const auto f = turn_fraction(phase)) {
    const std::uint64_t n = k.modulo(f->denominator) * f->numerator % f->denominator;
    const double turns = static_cast<double>(n) / static_cast<double>(f->denominator);
    return 2 * std::numbers::pi * (turns > 0.5 ? turns - 1 : turns);
  }
  if (!(loss <= kMost)) throw LostPrecision{};
  return phase * k.value();
}

double powered_phase(double phase, double k, double error) {
  const double loss = std::abs(k) * error;
  if (loss < kNothing) return phase * k;
  if (const auto f = turn_fraction(phase)) {
    // On the principal branch; what is left out of k are whole turns.
    const auto d = static_cast<double>(f->denominator);
    double n = static_cast<double>(f->numerator);
    if (2 * n > d) n -= d;
    return 2 * std::numbers::pi * (std::fmod(k, d) * n / d);
  }
  if (!(loss <= kMost)) throw LostPrecision{};
  return phase * k;
}

Spectrum unitary_spectrum(const ir::Matrix& u) {
  const auto n = static_cast<Eigen::Index>(u.dim);
  Eigen::MatrixXcd m(n, n);
  for (Eigen::Index r = 0; r < n; ++r)
    for (Eigen::Index c = 0; c < n; ++c)
      m(r, c) = u(static_cast<std::size_t>(r), static_cast<std::size_t>(c));
  // The Schur form of a normal matrix is diagonal, with orthonormal vectors even where eigenvalues coincide.
  const Eigen::ComplexSchur<Eigen::MatrixXcd> schur(m);
  Spectrum out{ir::Matrix(u.dim), {}};
  for (Eigen::Index i = 0; i < n; ++i) {
    double angle = std::arg(schur.matrixT()(i, i));
    // -1 is on the cut: rounding must not decide its side.
    constexpr double kCut = 1e-9;
    if (angle < -std::numbers::pi + kCut) angle = std::numbers::pi;
    out.phases.push_back(angle);
    for (Eigen::Index r = 0; r < n; ++r)
      out.vectors(static_cast<std::size_t>(r), static_cast<std::size_t>(i)) = schur.matrixU()(r, i);
  }
  return out;
}

namespace {
// Of the phases that a spectrum gives.
constexpr double kSpectrumError = 1e-15;

template <class Phase>
ir::Matrix with_phases(const ir::Matrix& u, const Phase& phase) {
  const Spectrum s = unitary_spectrum(u);
  ir::Matrix out(u.dim);
  for (std::size_t i = 0; i < u.dim; ++i) {
    const ir::Complex factor = std::polar(1.0, phase(s.phases[i]));
    for (std::size_t c = 0; c < u.dim; ++c) {
      const ir::Complex right = factor * std::conj(s.vectors(c, i));
      for (std::size_t r = 0; r < u.dim; ++r) out(r, c) += s.vectors(r, i) * right;
    }
  }
  return out;
}
}  // namespace

ir::Matrix unitary_power(const ir::Matrix& u, double k) {
  return with_phases(u, [&](double phase) { return powered_phase(phase, k, kSpectrumError); });
}
ir::Matrix unitary_power(const ir::Matrix& u, const WholeExponent& k) {
  return with_phases(u, [&](double phase) { return powered_phase(phase, k, kSpectrumError); });
}

std::optional<std::uint64_t> unitary_order(const std::vector<double>& phases) {
  constexpr std::uint64_t kMost = 1 << 20;
  std::uint64_t order = 1;
  for (const double phase : phases) {
    const auto f = turn_fraction(phase);
    if (!f) return std::nullopt;
    order = std::lcm(order, f->denominator);
    if (order > kMost) return std::nullopt;
  }
  return order;
}

ir::Matrix circuit_matrix(const ir::Circuit& circuit) {
  const std::size_t dim = std::size_t{1} << circuit.num_qubits();
  ir::Matrix out = ir::Matrix::identity(dim);
  std::vector<ir::Complex> column;
  for (std::size_t i = 0; i < circuit.size(); ++i) {
    const ir::Instruction instruction = circuit.at(i);
    const ir::Matrix gate = instruction.matrix();
    const auto targets = instruction.targets();
    std::size_t target_mask = 0, control_mask = 0, control_value = 0;
    for (const ir::Qubit q : targets) target_mask |= std::size_t{1} << q;
    for (unsigned c = 0; c < instruction.num_controls(); ++c) {
      const std::size_t bit = std::size_t{1} << instruction.control(c).qubit();
      control_mask |= bit;
      if (instruction.control(c).positive()) control_value |= bit;
    }
    const auto place = [&](std::size_t base, std::size_t local) {
      for (std::size_t t = 0; t < targets.size(); ++t)
        if (local >> t & 1) base |= std::size_t{1} << targets[t];
      return base;
    };
    column.assign(gate.dim, 0);
    for (std::size_t base = 0; base < dim; ++base) {
      if ((base & target_mask) != 0 || (base & control_mask) != control_value) continue;
      for (std::size_t c = 0; c < dim; ++c) {
        for (std::size_t r = 0; r < gate.dim; ++r) {
          column[r] = 0;
          for (std::size_t j = 0; j < gate.dim; ++j) column[r] += gate(r, j) * out(place(base, j), c);
        }
        for (std::size_t r = 0; r < gate.dim; ++r) out(place(base, r), c) = column[r];
      }
    }
  }
  return out;
}

}  // namespace qiao::qasm
