#include "support/run_checks.hpp"

#include <cmath>
#include <limits>

namespace qiao::reference {

Vector full_state(const qsim::State& state) {
  Vector out(std::size_t{1} << state.declared_qubits);
  const std::size_t size = std::size_t{1} << state.qubits.size();
  const bool f32 = !state.f32.empty();
  if ((f32 ? state.f32.size() : state.f64.size()) != size) return {};
  for (std::size_t i = 0; i < size; ++i) {
    std::size_t index = 0;
    for (std::size_t k = 0; k < state.qubits.size(); ++k) index |= ((i >> k) & 1) << state.qubits[k];
    out[index] = f32 ? Complex(state.f32[i]) : state.f64[i];
  }
  return out;
}

double max_difference(const Vector& a, const Vector& b) {
  if (a.size() != b.size()) return std::numeric_limits<double>::infinity();
  double worst = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double d = std::abs(a[i] - b[i]);
    if (!(d <= worst)) worst = d;  // also if d is NaN
  }
  return worst;
}

double max_difference(const std::map<std::string, double>& a, const std::map<std::string, double>& b) {
  double worst = 0;
  auto compare = [&](const auto& x, const auto& y) {
    for (const auto& [bits, p] : x) {
      const auto other = y.find(bits);
      const double d = std::abs(p - (other == y.end() ? 0.0 : other->second));
      if (!(d <= worst)) worst = d;
    }
  };
  compare(a, b);
  compare(b, a);
  return worst;
}

bool ChiSquare::plausible() const {
  if (degrees == 0) return value < 1e-6;
  constexpr double kSigmas = 4.8;  // one-sided probability 8e-7
  const double d = degrees, c = 2 / (9 * d);
  return value < d * std::pow(1 - c + kSigmas * std::sqrt(c), 3);
}

ChiSquare chi_square(const std::map<std::string, std::uint64_t>& counts,
                     const std::map<std::string, double>& exact) {
  double shots = 0;
  for (const auto& [bits, n] : counts) shots += static_cast<double>(n);
  ChiSquare out;
  double rare_expected = 0, rare_seen = 0;
  int cells = 0;
  auto add = [&](double seen, double expected) {
    out.value += (seen - expected) * (seen - expected) / expected;
    ++cells;
  };
  for (const auto& [bits, p] : exact) {
    const auto found = counts.find(bits);
    const double seen = found == counts.end() ? 0.0 : static_cast<double>(found->second);
    if (p * shots < 5) {
      rare_expected += p * shots;
      rare_seen += seen;
    } else {
      add(seen, p * shots);
    }
  }
  for (const auto& [bits, n] : counts)
    if (n && !exact.contains(bits)) return {std::numeric_limits<double>::infinity(), 1};
  if (rare_expected > 1) {
    add(rare_seen, rare_expected);
  } else if (rare_seen > 12) {  // Poisson with mean below 1: impossible in practice
    return {std::numeric_limits<double>::infinity(), 1};
  }
  out.degrees = cells > 1 ? static_cast<unsigned>(cells - 1) : 0;
  return out;
}

}  // namespace qiao::reference
