#include "qiao/algorithms/vqe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>

#include "chemistry/davidson.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/machine.hpp"
#include "qiao/base/rng.hpp"
#include "qiao/base/stop.hpp"
#include "vqe/run.hpp"

namespace qiao::algorithms {
namespace {

// Exact energies are computed beside every result up to so many determinants, and qubits of a Pauli sum.
constexpr std::size_t kMaxExactDeterminants = std::size_t{1} << 22;
constexpr unsigned kMaxExactQubits = 16;
constexpr double kExactTolerance = 1e-8;  // of residuals, relative
// An imaginary part up to this share of what was added up to the coefficient is rounding.
constexpr double kRealTolerance = 1e-12;

}  // namespace

const std::vector<std::string>& ansatz_names() {
  static const std::vector<std::string> names = {"uccsd", "kupccgsd", "adapt", "hea"};
  return names;
}
const std::vector<std::string>& pool_names() {
  static const std::vector<std::string> names = {"sd", "gsd", "qubit"};
  return names;
}
const std::vector<std::string>& encoding_names() {
  static const std::vector<std::string> names = {"jordan-wigner", "parity", "bravyi-kitaev"};
  return names;
}

namespace {

std::vector<ir::PauliTerm> real_terms(const ir::PauliSum& sum) {
  std::vector<ir::PauliTerm> terms;
  for (const ir::PauliTerm& t : sum.terms())
    if (t.coefficient.real() != 0) terms.push_back({t.string, t.coefficient.real()});
  return terms;
}

}  // namespace

VqeProblem read_vqe_problem(std::string_view text, const std::string& name) {
  if (!is_fcidump(text)) return pauli_problem(ir::PauliSum::read(text, name), name);
  VqeProblem problem;
  problem.name = name;
  problem.molecule = read_fcidump(text, name);
  return problem;
}

VqeProblem pauli_problem(ir::PauliSum sum, const std::string& name) {
  std::map<ir::PauliString, double> magnitude;
  for (const ir::PauliTerm& t : sum.terms()) magnitude[t.string] += std::abs(t.coefficient);
  VqeProblem problem;
  problem.name = name;
  problem.hamiltonian = std::move(sum);
  problem.hamiltonian.simplify();
  for (const ir::PauliTerm& t : problem.hamiltonian.terms()) {
    if (!std::isfinite(t.coefficient.real()) || !std::isfinite(t.coefficient.imag()))
      throw Error(ErrorCode::kInput,
                  fmt::format("{}: the coefficient of {} is not finite", name, t.string.sparse()));
    if (std::abs(t.coefficient.imag()) > kRealTolerance * magnitude[t.string])
      throw Error(ErrorCode::kInput,
                  fmt::format("{}: the sum is not Hermitian, so it has no energies: the coefficient of {} is "
                              "{:.6g}{:+.6g}j",
                              name, t.string.sparse(), t.coefficient.real(), t.coefficient.imag()),
                  "coefficients must be real");
  }
  problem.hamiltonian = ir::PauliSum(real_terms(problem.hamiltonian));
  if (problem.hamiltonian.num_qubits() == 0)
    throw Error(ErrorCode::kInput, fmt::format("{}: a constant: there is no qubit in it", name));
  return problem;
}

OptimizeOptions VqeReporter::optimisation(unsigned state, std::size_t parameters, std::uint32_t start) {
  OptimizeOptions o = options_.optimize;
  o.start += state * kStartsOfState + start;
  o.unit = unit;
  o.origin = origin;
  o.offset = offset;
  o.callback = [this, state, parameters](const OptimizeProgress& p) {
    ++evaluations_;
    if (options_.optimize.callback)
      options_.optimize.callback({p.evaluation, p.replayed, p.best, p.gradient_norm, evaluations_});
    if (options_.progress)
      options_.progress({problem_.name, state, parameters, p.best, p.gradient_norm, evaluations_});
  };
  return o;
}

void add_result(OptimizeResult& total, OptimizeResult part, bool better) {
  total.evaluations += part.evaluations;
  total.gradients += part.gradients;
  total.seconds = std::max(total.seconds, part.seconds);
  total.history.insert(total.history.end(), part.history.begin(), part.history.end());
  if (!better) return;
  total.x = std::move(part.x);
  total.value = part.value;
  total.gradient_norm = part.gradient_norm;
  total.reason = part.reason;
  total.start = part.start;
}

std::vector<double> random_start(std::size_t n, std::uint64_t seed, std::uint32_t start, double scale) {
  std::vector<double> values(n);
  for (std::size_t i = 0; i < n; ++i) values[i] = scale * (2 * random_uniform(seed, start, i) - 1);
  return values;
}

ExcitationAnsatz make_ansatz(const Integrals& m, const VqeOptions& options, std::uint64_t start) {
  const OrbitalSymmetry symmetry = options.symmetry ? OrbitalSymmetry(m) : OrbitalSymmetry();
  if (options.ansatz == Ansatz::kUpccgsd) return k_upccgsd(m, options.layers, symmetry);
  const std::uint64_t all = (std::uint64_t{1} << m.orbitals()) - 1, alpha = start & all,
                      beta = start >> m.orbitals();
  return uccsd(m, options.spin_adapted && alpha == beta, symmetry, alpha, beta);
}

FermionMapping make_mapping(const Integrals& m, const VqeOptions& options) {
  FermionMapping mapping(options.encoding, m.orbitals());
  if (options.two_qubit_reduction) mapping.reduce_two_qubits(m.alpha(), m.beta());
  return mapping;
}

ir::PauliSum vqe_hamiltonian(const VqeProblem& problem, const VqeOptions& options) {
  return problem.molecule ? make_mapping(*problem.molecule, options).hamiltonian(*problem.molecule)
                          : problem.hamiltonian;
}

ir::Circuit vqe_circuit(const VqeProblem& problem, const VqeOptions& given, const VqeState& state) {
  const VqeOptions options = resolved(problem, given);
  if (options.ansatz == Ansatz::kHardwareEfficient)
    return hardware_efficient(problem.molecule ? make_mapping(*problem.molecule, options).num_qubits()
                                               : problem.hamiltonian.num_qubits(),
                              options.layers, state.start);
  return excitation_circuit(make_mapping(*problem.molecule, options), state.rotations,
                            state.parameters.size(), state.start);
}

VqeOptions resolved(const VqeProblem& problem, VqeOptions o) {
  const bool random_starts = o.ansatz == Ansatz::kUpccgsd || o.ansatz == Ansatz::kHardwareEfficient;
  if (o.layers == 0) o.layers = 2;
  if (o.starts == 0) o.starts = random_starts && o.shots == 0 ? 8 : 1;
  if (o.optimize.optimizer.empty()) o.optimize.optimizer = default_optimizer(o.shots > 0);
  const OptimizerInfo& info = optimizer_info(o.optimize.optimizer);
  o.optimize.optimizer = info.name;
  const auto refuse = [](const std::string& what, const std::string& hint) {
    throw Error(ErrorCode::kUsage, what, hint);
  };
  if (!problem.molecule && o.ansatz != Ansatz::kHardwareEfficient)
    refuse(fmt::format("{}: the ansatz '{}' needs a molecule, this is a Pauli sum", problem.name,
                       ansatz_names()[static_cast<std::size_t>(o.ansatz)]),
           "choose the hardware-efficient ansatz 'hea', or give an FCIDUMP file");
  if (o.shots && info.gradient)
    refuse(fmt::format("optimiser '{}' needs gradients, which shots do not give", info.name),
           "choose cobyla, bobyqa or spsa");
  const bool general = o.shots || o.general_engine || o.ansatz == Ansatz::kHardwareEfficient;
  if (general && o.ansatz == Ansatz::kAdapt)
    refuse("ADAPT runs on determinants, without shots",
           "optimise without shots first; the circuit found can be written with --emit-circuit");
  if (general && o.states > 1)
    refuse("excited states need an ansatz on determinants, without shots", "choose uccsd, kupccgsd or adapt");
  if (o.states == 0) refuse("no state is wanted", "ask for at least one");
  return o;
}

VqeResult run_vqe(const VqeProblem& problem, const VqeOptions& given) {
  const VqeOptions options = resolved(problem, given);
  check_forecast(problem, vqe_forecast(problem, options));
  VqeResult result;
  result.optimizer = options.optimize.optimizer;
  if (problem.molecule) result.reference = problem.molecule->reference_energy();
  else
    for (const ir::PauliTerm& t : problem.hamiltonian.terms())
      if (t.string.x == 0) result.reference += t.coefficient.real();
  if (options.shots || options.general_engine || options.ansatz == Ansatz::kHardwareEfficient)
    run_on_general_engine(problem, options, result);
  else run_on_determinants(problem, options, result);
  return result;
}

std::vector<double> lowest_energies(const ir::PauliSum& sum, unsigned qubits, unsigned count,
                                    const std::atomic<bool>* stop) {
  if (qubits > kMaxExactQubits || sum.num_qubits() > qubits)
    throw Error(ErrorCode::kLimit,
                fmt::format("exact energies of {} qubits; at most {}", qubits, kMaxExactQubits));
  // Strings with an odd number of Y make the matrix complex: (re, im) -> (A re - B im, B re + A im) is real
  // and symmetric, with every eigenvalue twice.
  const bool complex = std::any_of(sum.terms().begin(), sum.terms().end(), [](const ir::PauliTerm& t) {
    return std::popcount(t.string.x & t.string.z) % 2 != 0;
  });
  const std::size_t half = std::size_t{1} << qubits, n = complex ? 2 * half : half;
  const auto sign = [](std::uint64_t bits) { return std::popcount(bits) % 2 ? -1.0 : 1.0; };
  std::vector<double> diagonal(n);
  double constant = 0;  // added at the end: it would cost digits
  for (const ir::PauliTerm& t : sum.terms())
    if (t.string.is_identity()) constant += t.coefficient.real();
    else if (t.string.x == 0)
      for (std::size_t i = 0; i < n; ++i) diagonal[i] += t.coefficient.real() * sign(i & t.string.z);
  const auto apply = [&](const double* x, double* y) {
    std::fill(y, y + n, 0.0);
    for (const ir::PauliTerm& t : sum.terms()) {
      if (t.string.is_identity()) continue;
      check_stop(stop);
      const int power = std::popcount(t.string.x & t.string.z) % 4;  // i^power (-1)^{|j & z|} |j ^ x><j|
      const double c = t.coefficient.real() * (power >= 2 ? -1 : 1);
      for (std::size_t j = 0; j < half; ++j) {
        const double v = c * sign(j & t.string.z);
        const std::size_t i = j ^ t.string.x;
        if (power % 2 == 0) {
          y[i] += v * x[j];
          if (complex) y[half + i] += v * x[half + j];
        } else {
          y[i] -= v * x[half + j];
          y[half + i] += v * x[j];
        }
      }
    }
  };
  const auto states =
      davidson(diagonal, apply, static_cast<unsigned>(std::min<std::size_t>(n, complex ? 2 * count : count)),
               kExactTolerance, stop);
  std::vector<double> energies;
  for (std::size_t k = 0; k < states.size(); k += complex ? 2 : 1)
    energies.push_back(constant + states[k].energy);
  return energies;
}

bool exact_fits(const VqeProblem& problem, const VqeOptions& options, VqeResult& result) {
  if (!options.exact) {
    result.exact_missing = "not asked for";
    return false;
  }
  const VqeForecast forecast = vqe_forecast(problem, options);
  const MemoryInfo memory = memory_info();
  if (forecast.determinants > static_cast<double>(kMaxExactDeterminants))
    result.exact_missing = fmt::format("{:.4g} determinants are too many", forecast.determinants);
  else if (forecast.exact_bytes > static_cast<double>(memory.available_bytes))
    result.exact_missing =
        fmt::format("{} for {:.4g} determinants are not available",
                    format_bytes(static_cast<std::uint64_t>(forecast.exact_bytes)), forecast.determinants);
  return result.exact_missing.empty();
}

void add_exact(const VqeOptions& options, const SpaceHamiltonian* h, const ir::PauliSum& sum, double offset,
               VqeResult& result) {
  const std::atomic<bool>* const stop = options.optimize.stop;
  try {
    if (h) {
      const auto count = static_cast<unsigned>(std::min<std::size_t>(options.states, h->dimension()));
      for (const EigenState& s : lowest_states(*h, count, kExactTolerance, stop))
        result.exact.push_back(s.energy);
    } else if (sum.num_qubits() > kMaxExactQubits) {
      result.exact_missing = fmt::format("{} qubits are too many", sum.num_qubits());
    } else {
      result.exact = lowest_energies(sum, sum.num_qubits(), options.states, stop);
    }
  } catch (const Error& e) {
    if (e.code() != ErrorCode::kUndecided) throw;
    result.exact_missing = e.what();
  }
  for (double& e : result.exact) e += offset;
}

double energy_unit(const ir::PauliSum& sum, std::uint64_t basis_state) {
  std::map<std::uint64_t, std::complex<double>> amplitudes;  // of H|basis_state>, by what is flipped
  double largest = 0, squares = 0;
  for (const ir::PauliTerm& t : sum.terms())
    if (!t.string.is_identity()) largest = std::max(largest, std::abs(t.coefficient));
  if (!(largest > 0)) return 1;
  static constexpr std::complex<double> kPowers[4] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
  for (const ir::PauliTerm& t : sum.terms()) {
    if (t.string.is_identity()) continue;
    const std::complex<double> c = t.coefficient / largest;
    squares += std::norm(c);
    if (t.string.x)
      amplitudes[t.string.x] += c * kPowers[std::popcount(t.string.x & t.string.z) % 4] *
                                (std::popcount(basis_state & t.string.z) % 2 ? -1.0 : 1.0);
  }
  double variance = 0;
  for (const auto& [flipped, amplitude] : amplitudes) variance += std::norm(amplitude);
  // Rounding is no spread.
  return largest * std::sqrt(variance > 1e-24 * squares ? variance : squares);
}

}  // namespace qiao::algorithms
