// What a run on determinants takes, before anything of it is made.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "qiao/base/error.hpp"
#include "qiao/base/machine.hpp"
#include "vqe/run.hpp"

namespace qiao::algorithms {
namespace {

double binomial(double n, double k) {
  if (k < 0 || k > n) return 0;
  double b = 1;
  for (double i = 1; i <= k; ++i) b *= (n - k + i) / i;
  return std::round(b);
}

// Tables of one spin: excitations from each string (space_hamiltonian.cpp).
double spin_tables(double orbitals, double electrons) {
  const double strings = binomial(orbitals, electrons), empty = orbitals - electrons;
  const double links = electrons * (1 + empty);
  const double same = 1 + electrons * empty + binomial(electrons, 2) * binomial(empty, 2);
  return strings * (4 + 48 + 8 * links + 16 * same);
}

// Pairs of strings that rotations are compiled to.
double compiled(const Integrals& m, const std::vector<ExcitationRotation>& rotations) {
  double bytes = 0;
  for (const ExcitationRotation& r : rotations) {
    double moved[2] = {};
    for (const unsigned from : r.excitation.from) ++moved[from < m.orbitals() ? 0 : 1];
    const double electrons[2] = {static_cast<double>(m.alpha()), static_cast<double>(m.beta())};
    for (const int spin : {0, 1})
      if (moved[spin] > 0)
        bytes += 16 * binomial(m.orbitals() - 2 * moved[spin], electrons[spin] - moved[spin]);
  }
  return bytes;
}

}  // namespace

VqeForecast vqe_forecast(const VqeProblem& problem, const VqeOptions& given) {
  VqeForecast f;
  if (!problem.molecule) return f;
  const VqeOptions options = resolved(problem, given);
  const Integrals& m = *problem.molecule;
  f.determinants = binomial(m.orbitals(), m.alpha()) * binomial(m.orbitals(), m.beta());
  const double hamiltonian =
      spin_tables(m.orbitals(), m.alpha()) + spin_tables(m.orbitals(), m.beta()) + (8 + 8) * f.determinants;
  // Davidson's method holds at most so many vectors and as many images (davidson.cpp).
  const double vectors = std::max(24.0, 10.0 * options.states + 2) + 4;
  f.exact_bytes = hamiltonian + 2 * vectors * 8 * f.determinants;
  if (options.shots || options.general_engine || options.ansatz == Ansatz::kHardwareEfficient) return f;
  // psi and lambda, and states found before: of the run and of the circuit.
  f.bytes = hamiltonian + 8 * f.determinants * (2 + 2.0 * (options.states - 1));
  if (options.ansatz != Ansatz::kAdapt && 2 * m.orbitals() <= 62) {
    const std::uint64_t start = ((std::uint64_t{1} << m.alpha()) - 1) | ((std::uint64_t{1} << m.beta()) - 1)
                                                                            << m.orbitals();
    f.bytes += compiled(m, make_ansatz(m, options, start).rotations);
  }
  return f;
}

void check_forecast(const VqeProblem& problem, const VqeForecast& f) {
  const double available = static_cast<double>(memory_info().available_bytes);
  if (f.bytes > available)
    throw Error(ErrorCode::kLimit,
                fmt::format("{}: {:.4g} determinants need about {}, {} are available", problem.name,
                            f.determinants, format_bytes(static_cast<std::uint64_t>(std::min(f.bytes, 1e19))),
                            format_bytes(static_cast<std::uint64_t>(available))),
                "choose an active space");
}

}  // namespace qiao::algorithms
