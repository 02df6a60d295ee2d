// Whole VQE runs against PySCF's energies, resumption, and energies from shots.

#include "qiao/algorithms/vqe.hpp"
#include "paths.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "qiao/algorithms/measurement.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/file.hpp"
#include "qiao/qsim/gradient.hpp"
#include "support/temporary_folder.hpp"

namespace qiao::algorithms {
namespace {

constexpr double kExact = 1e-8;  // Hartree: where the ansatz can express the ground state
const std::string kFolder = std::string(QIAO_TEST_DATA) + "/molecules/";

VqeProblem load(const std::string& name) {
  return read_vqe_problem(read_file(kFolder + name + ".fcidump", 1 << 24), name);
}
std::vector<double> fci(const std::string& name) {
  return nlohmann::json::parse(read_file(kFolder + name + ".json", 1 << 20))["fci"];
}
double error(const std::string& name, const VqeOptions& options) {
  const VqeResult r = run_vqe(load(name), options);
  EXPECT_NEAR(r.exact.at(0), fci(name)[0], 1e-9) << name;
  return r.states.at(0).energy - fci(name)[0];
}

TEST(Vqe, reaches_the_ground_state_where_the_ansatz_can) {
  for (const char* name : {"h2", "heh+"})
    for (const Ansatz ansatz : {Ansatz::kUccsd, Ansatz::kUpccgsd, Ansatz::kAdapt})
      EXPECT_NEAR(error(name, {.ansatz = ansatz}), 0, kExact) << name;
  EXPECT_NEAR(error("h4", {.ansatz = Ansatz::kAdapt}), 0, kExact);
  EXPECT_NEAR(error("h4", {.ansatz = Ansatz::kAdapt, .pool = Pool::kQubit}), 0, kExact);
  EXPECT_NEAR(error("lih", {.ansatz = Ansatz::kAdapt}), 0, kExact);
}

TEST(Vqe, uccsd_is_within_chemical_accuracy_and_above_the_ground_state) {
  for (const char* name : {"h4", "lih"})
    for (const bool spin_adapted : {false, true})
      for (const bool symmetry : {false, true}) {
        const double e = error(name, {.spin_adapted = spin_adapted, .symmetry = symmetry});
        EXPECT_GT(e, -1e-10) << name;
        EXPECT_LT(e, kChemicalAccuracy / 10) << name;
      }
}

// 14 qubits, an active space, an open shell.
TEST(Vqe, uccsd_of_larger_molecules_is_within_chemical_accuracy) {
  for (const char* name : {"beh2", "h2o", "n2_6_6", "oh"}) {
    const double e = error(name, {});
    EXPECT_GT(e, -1e-10) << name;
    EXPECT_LT(e, kChemicalAccuracy) << name;
  }
}

TEST(Vqe, general_engine_finds_the_same) {
  for (const Encoding encoding : {Encoding::kJordanWigner, Encoding::kParity, Encoding::kBravyiKitaev}) {
    VqeOptions options{
        .encoding = encoding, .two_qubit_reduction = encoding == Encoding::kParity, .threads = 1};
    const double determinants = run_vqe(load("h4"), options).states[0].energy;
    options.general_engine = true;
    const VqeResult r = run_vqe(load("h4"), options);
    EXPECT_EQ(r.qubits, encoding == Encoding::kParity ? 6u : 8u);
    EXPECT_NEAR(r.states[0].energy, determinants, 1e-9);
  }
}

TEST(Vqe, hardware_efficient_circuits_solve_pauli_sums) {
  const VqeProblem problem = read_vqe_problem("-1.0 Z0 Z1\n-0.5 X0\n-0.5 X1\n+0.2 Y0 X1\n", "sum");
  const VqeResult r = run_vqe(problem, {.ansatz = Ansatz::kHardwareEfficient, .layers = 2, .threads = 1});
  // Real amplitudes have no part in the term with one Y: the energy is that of the sum without it, and no
  // lower than the exact one.
  const double real = lowest_energies(ir::PauliSum::parse("-1.0 Z0 Z1 - 0.5 X0 - 0.5 X1"), 2, 1)[0];
  EXPECT_NEAR(real, -std::sqrt(2.0), 1e-9);  // transverse-field Ising model of two spins, h = J / 2
  EXPECT_NEAR(r.states[0].energy, real, 1e-7);
  EXPECT_LT(r.exact[0], real + 1e-12);
  EXPECT_THROW(run_vqe(problem, {}), Error);
}

TEST(Vqe, excited_states_by_deflation) {
  const VqeResult r = run_vqe(load("h4"), {.ansatz = Ansatz::kAdapt, .states = 3});
  ASSERT_EQ(r.states.size(), 3u);
  for (std::size_t k = 0; k < 3; ++k) EXPECT_NEAR(r.states[k].energy, fci("h4")[k], 1e-6) << k;
}

TEST(Vqe, circuit_has_the_energy_that_is_said) {
  const VqeProblem problem = load("h4");
  const VqeOptions options{.ansatz = Ansatz::kAdapt, .encoding = Encoding::kBravyiKitaev};
  const VqeState state = run_vqe(problem, options).states[0];
  qsim::ExpectationFunction f(vqe_circuit(problem, options, state), vqe_hamiltonian(problem, options));
  EXPECT_NEAR(f.value(state.parameters), state.energy, 1e-10);
}

// A run that is ended after some evaluations and resumed is the run that was not ended.
TEST(Vqe, resumes_to_the_same_result) {
  const testing::TemporaryFolder folder("vqe");
  for (const Ansatz ansatz : {Ansatz::kUpccgsd, Ansatz::kAdapt}) {
    VqeOptions options{.ansatz = ansatz, .starts = 2};
    options.optimize.seed = 5;
    const VqeResult whole = run_vqe(load("h4"), options);
    const std::string path = folder.path("log");
    std::atomic<bool> stop{false};
    {
      const auto log = EvaluationLog::create(path, "h4");
      VqeOptions first = options;
      first.optimize.log = log.get();
      first.optimize.stop = &stop;
      first.progress = [&](const VqeProgress& p) { stop = p.evaluations >= 37; };
      const VqeResult part = run_vqe(load("h4"), first);
      EXPECT_TRUE(part.interrupted);
      EXPECT_EQ(part.states[0].optimum.evaluations, 37u);
    }
    const auto log = EvaluationLog::resume(path, "h4");
    EXPECT_EQ(log->known(), 37u);
    VqeOptions second = options;
    second.optimize.log = log.get();
    const VqeResult resumed = run_vqe(load("h4"), second);
    EXPECT_EQ(resumed.states[0].parameters, whole.states[0].parameters);
    EXPECT_EQ(resumed.states[0].energy, whole.states[0].energy);
    EXPECT_EQ(resumed.states[0].optimum.evaluations, whole.states[0].optimum.evaluations);
    log->remove();
  }
}

// A scan: one log for all molecules, ended within the second.
TEST(Vqe, several_runs_share_a_log) {
  const testing::TemporaryFolder folder("vqe_scan");
  const std::string path = folder.path("log");
  const std::vector<std::string> molecules = {"h2", "h4"};
  std::vector<VqeResult> whole, resumed;
  for (const std::string& m : molecules) whole.push_back(run_vqe(load(m), {}));
  const std::uint64_t first = whole[0].states[0].optimum.evaluations;
  std::atomic<bool> stop{false};
  const auto scan = [&](EvaluationLog& log, std::uint64_t end) {
    std::vector<VqeResult> results;
    std::uint64_t made = 0;
    for (std::uint32_t f = 0; f < molecules.size(); ++f) {
      VqeOptions o;
      o.optimize.log = &log;
      o.optimize.stop = &stop;
      o.optimize.start = f * kStartsOfState;
      o.optimize.callback = [&](const OptimizeProgress& p) {
        made += !p.replayed;
        stop = made >= end;
      };
      results.push_back(run_vqe(load(molecules[f]), o));
    }
    return results;
  };
  EXPECT_TRUE(scan(*EvaluationLog::create(path, "scan"), first + 3)[1].interrupted);
  stop = false;
  const auto log = EvaluationLog::resume(path, "scan");
  EXPECT_EQ(log->known(), first + 3);
  resumed = scan(*log, ~std::uint64_t{0});
  for (std::size_t f = 0; f < molecules.size(); ++f) {
    EXPECT_EQ(resumed[f].states[0].parameters, whole[f].states[0].parameters);
    EXPECT_EQ(resumed[f].states[0].optimum.evaluations, whole[f].states[0].optimum.evaluations);
  }
}

TEST(MeasurementGroups, hold_every_term_once_and_agree_within) {
  const VqeProblem problem = load("h4");
  const ir::PauliSum h = vqe_hamiltonian(problem, {});
  std::size_t terms = 0;
  double weight = 0;
  const auto groups = measurement_groups(h);
  for (const MeasurementGroup& g : groups) {
    terms += g.terms.size();
    weight += g.weight();
    for (const ir::PauliTerm& t : g.terms)
      for (ir::Qubit q = 0; q < 8; ++q)
        EXPECT_TRUE(t.string.letter(q) == 'I' || t.string.letter(q) == g.setting.letter(q));
  }
  EXPECT_EQ(terms + 1, h.size());  // the identity is not measured
  EXPECT_LT(groups.size(), h.size() / 3);
  double identity = 0;
  for (const ir::PauliTerm& t : h.terms())
    if (t.string.is_identity()) identity = std::abs(t.coefficient);
  EXPECT_NEAR(weight + identity, h.one_norm(), 1e-10);
}

// Over many seeds the mean is the exact value and the spread is the standard error that is given.
TEST(ShotEstimator, is_unbiased_with_the_error_it_says) {
  const ir::PauliSum h = ir::PauliSum::parse("0.7 + 0.5 Z0 - 1.1 X0 X1 + 0.4 Y1 + 0.8 Z1 Z2");
  const ir::Circuit circuit = hardware_efficient(3, 1);
  const std::vector<double> values = {0.3, 1.1, -0.4, 0.9, -1.3, 0.2};
  qsim::ExpectationFunction exact(circuit, h);
  const double expected = exact.value(values);
  constexpr int kRuns = 400;
  ShotEstimator estimator(circuit, h, 300, 17, {.threads = 1});
  double sum = 0, squares = 0, said = 0;
  for (int i = 0; i < kRuns; ++i) {
    const Estimate e = estimator.estimate(values, static_cast<std::uint64_t>(i));
    sum += e.value - expected;
    squares += (e.value - expected) * (e.value - expected);
    said += e.standard_error * e.standard_error;
  }
  const double spread = std::sqrt(said / kRuns);
  EXPECT_LT(std::abs(sum / kRuns), 5 * spread / std::sqrt(kRuns));
  EXPECT_NEAR(squares / said, 1, 5 * std::sqrt(2.0 / kRuns));
  EXPECT_EQ(estimator.estimate(values, 3).value,
            ShotEstimator(circuit, h, 300, 17).estimate(values, 3).value);
  EXPECT_THROW(ShotEstimator(circuit, h, 1, 17), Error);
}

TEST(Vqe, shots_come_near_and_say_how_near) {
  VqeOptions options{
      .encoding = Encoding::kParity, .two_qubit_reduction = true, .shots = 20000, .threads = 1};
  options.optimize.seed = 3;
  options.optimize.max_evaluations = 60;
  const VqeResult r = run_vqe(load("h2"), options);
  EXPECT_EQ(r.engine, "shots");
  EXPECT_NEAR(r.states[0].energy, fci("h2")[0], 2e-3);
  EXPECT_LT(std::abs(r.states[0].estimate - r.states[0].energy), 5 * r.states[0].standard_error);
  options.optimize.optimizer = "lbfgs";
  EXPECT_THROW(run_vqe(load("h2"), options), Error);
}

}  // namespace
}  // namespace qiao::algorithms
