// VQE on the general simulator: any ansatz under any mapping, and energies from shots.
#include <fmt/format.h>

#include <bit>
#include <cmath>

#include "qiao/algorithms/measurement.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/machine.hpp"
#include "qiao/base/rng.hpp"
#include "qiao/qsim/gradient.hpp"
#include "vqe/run.hpp"

namespace qiao::algorithms {
namespace {

constexpr double kRandomScale = 0.3;  // radians, of random starts

}  // namespace

void run_on_general_engine(const VqeProblem& problem, const VqeOptions& options, VqeResult& result) {
  VqeState state;
  unsigned qubits = problem.hamiltonian.num_qubits();
  const bool exact_wanted = exact_fits(problem, options, result);
  std::uint64_t basis_state = 0;
  if (problem.molecule) {
    const Integrals& m = *problem.molecule;
    const DeterminantSpace space(m.orbitals(), m.alpha(), m.beta());
    const FermionMapping mapping = make_mapping(m, options);
    qubits = mapping.num_qubits();
    state.start = space.reference();
    basis_state = mapping.basis_state(state.start);
    if (exact_wanted) {
      const SpaceHamiltonian determinants(m, space, SpaceHamiltonian::Storage::kAutomatic,
                                          resolve_threads(options.threads), options.optimize.stop);
      add_exact(options, &determinants, {}, 0, result);
    }
    if (options.ansatz == Ansatz::kHardwareEfficient) state.start = basis_state;
    else state.rotations = make_ansatz(m, options, state.start).rotations;
  } else if (exact_wanted) {
    add_exact(options, nullptr, problem.hamiltonian, 0, result);
  }

  for (const ExcitationRotation& r : state.rotations)
    for (const auto& [parameter, coefficient] : r.angle)
      if (state.parameters.size() <= parameter) state.parameters.resize(parameter + 1);
  const ir::Circuit circuit = vqe_circuit(problem, options, state);
  const std::size_t n = circuit.symbols().size();
  // The constant is added to what is shown: in the sum it would cost digits.
  ir::PauliSum hamiltonian;
  double constant = 0;
  {
    const ir::PauliSum whole = vqe_hamiltonian(problem, options);
    result.pauli_terms = whole.size();
    for (const ir::PauliTerm& t : whole.terms())
      if (t.string.is_identity()) constant += t.coefficient.real();
      else hamiltonian.add(t.string, t.coefficient);
  }
  const qsim::SimulatorOptions simulator{.threads = options.threads};
  result.qubits = qubits;
  result.dimension = std::size_t{1} << qubits;
  result.engine = options.shots ? "shots" : "general";
  qsim::ExpectationFunction exact(circuit, hamiltonian, simulator);
  std::unique_ptr<ShotEstimator> shots;
  if (options.shots) {
    shots = std::make_unique<ShotEstimator>(circuit, hamiltonian, options.shots,
                                            random_bits(options.optimize.seed, 1, 0), simulator);
    result.measurement_settings = shots->groups().size();
  }
  if (n == 0) {
    state.energy = state.optimum.value = constant + exact.value({});
    result.states.push_back(std::move(state));
    return;
  }
  const Objective objective = [&](std::span<const double> x, std::span<double> gradient,
                                  std::uint64_t evaluation) {
    if (shots) return shots->estimate(x, evaluation).value;
    return gradient.empty() ? exact.value(x) : exact.gradient(x, gradient);
  };
  VqeReporter reporter(problem, options);
  reporter.unit = energy_unit(hamiltonian, basis_state);
  reporter.offset = constant;
  for (const ir::PauliTerm& t : hamiltonian.terms())
    if (t.string.x == 0)
      reporter.origin +=
          std::popcount(basis_state & t.string.z) % 2 ? -t.coefficient.real() : t.coefficient.real();
  const bool random = options.ansatz == Ansatz::kUpccgsd || options.ansatz == Ansatz::kHardwareEfficient;
  for (std::uint32_t s = 0; s < options.starts && !result.interrupted; ++s) {
    std::vector<double> start(n);
    if (s == 0 && options.initial.size() == n) start = options.initial;
    else if (s > 0 || random) start = random_start(n, options.optimize.seed, s, kRandomScale);
    OptimizeResult r = minimize(objective, std::move(start), reporter.optimisation(0, n, s));
    if (r.reason == StopReason::kInterrupted) result.interrupted = true;
    const bool better = s == 0 || r.value < state.optimum.value;
    add_result(state.optimum, std::move(r), better);
  }
  if (!std::isfinite(state.optimum.value))
    throw Error(ErrorCode::kInterrupted, "interrupted before the first energy");
  state.parameters = state.optimum.x;
  state.energy = constant + exact.value(state.parameters);
  if (shots) {
    // Not the value that was best by luck: measured again with random numbers of its own.
    const Estimate e = shots->estimate(state.parameters, ~std::uint64_t{0});
    state.estimate = constant + e.value;
    state.standard_error = e.standard_error;
  }
  result.states.push_back(std::move(state));
}

}  // namespace qiao::algorithms
