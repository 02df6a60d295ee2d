// VQE on determinants: energy and gradient, and whole optimisations.
#include <benchmark/benchmark.h>

#include <cmath>

#include "qiao/algorithms/vqe.hpp"
#include "qiao/base/file.hpp"

namespace {

using namespace qiao;
using namespace qiao::algorithms;

VqeProblem load(const char* name) {
  const std::string path = std::string(QIAO_MOLECULES) + "/" + name + ".fcidump";
  return read_vqe_problem(read_file(path, 1 << 26), path);
}

void gradient(benchmark::State& state, const char* name, bool spin_adapted, bool symmetry) {
  const VqeProblem problem = load(name);
  const Integrals& m = *problem.molecule;
  const DeterminantSpace space(m.orbitals(), m.alpha(), m.beta());
  const SpaceHamiltonian h(m, space);
  const ExcitationAnsatz ansatz = uccsd(m, spin_adapted, symmetry ? OrbitalSymmetry(m) : OrbitalSymmetry());
  ExcitationCircuit circuit(space, ansatz.rotations);
  std::vector<double> values(ansatz.parameters), derivatives(ansatz.parameters);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = 0.05 * std::sin(static_cast<double>(i));
  for (auto _ : state) benchmark::DoNotOptimize(circuit.gradient(h, values, derivatives));
  state.counters["parameters"] = static_cast<double>(ansatz.parameters);
  state.counters["determinants"] = static_cast<double>(space.dimension());
}

// From the integrals that were read to an energy within chemical accuracy of the exact one.
void chemical_accuracy(benchmark::State& state, const char* name) {
  const VqeProblem problem = load(name);
  VqeOptions options;
  const double exact = run_vqe(problem, options).exact[0];
  options.exact = false;
  options.optimize.target = exact + kChemicalAccuracy;
  std::uint64_t evaluations = 0;
  for (auto _ : state) evaluations = run_vqe(problem, options).states[0].optimum.evaluations;
  state.counters["evaluations"] = static_cast<double>(evaluations);
}

void adapt(benchmark::State& state, const char* name) {
  const VqeProblem problem = load(name);
  VqeOptions options{.ansatz = Ansatz::kAdapt};
  VqeResult r;
  for (auto _ : state) r = run_vqe(problem, options);
  state.counters["error"] = r.states[0].energy - r.exact[0];
  state.counters["operators"] = static_cast<double>(r.states[0].rotations.size());
}

BENCHMARK_CAPTURE(gradient, lih, "lih", true, true)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(gradient, lih_all_92_excitations, "lih", false, false)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(gradient, h2o, "h2o", true, true)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(gradient, n2_6_6, "n2_6_6", true, true)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(chemical_accuracy, lih, "lih")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(chemical_accuracy, h2o, "h2o")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(chemical_accuracy, n2_6_6, "n2_6_6")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(adapt, h4, "h4")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(adapt, lih, "lih")->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
