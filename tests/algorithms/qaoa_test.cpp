// QAOA against published values and against itself on other paths.

#include "qiao/algorithms/qaoa.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <random>
#include <set>

#include "qiao/base/error.hpp"
#include "qiao/qsim/simulator.hpp"

namespace qiao::algorithms {
namespace {

Problem read(const std::string& kind, const std::string& text) {
  Problem p = problem_kind(kind).read(text, "test");
  p.kind = kind;
  return p;
}
Problem generated(const std::string& kind, unsigned n, std::uint64_t seed) {
  return read(kind, problem_kind(kind).generate(n, seed));
}

std::string edges_text(const std::vector<std::pair<unsigned, unsigned>>& edges) {
  std::string text;
  for (const auto& [a, b] : edges) text += std::to_string(a) + " " + std::to_string(b) + "\n";
  return text;
}

// Lowest of all costs, one string after the other.
double brute_force(const Problem& p) {
  double best = HUGE_VAL;
  for (std::uint64_t x = 0; x < std::uint64_t{1} << p.variables; ++x) {
    bool allowed = true;
    unsigned first = 0;
    for (const Block& b : p.blocks) {
      allowed &= static_cast<unsigned>(std::popcount(x >> first & ((std::uint64_t{1} << b.n) - 1))) == b.k;
      first += b.n;
    }
    if (allowed) best = std::min(best, p.cost(x));
  }
  return best;
}

// The cut of an edge at p = 1 (Wang, Hadfield, Jiang, Rieffel: arXiv:1706.02998, theorem 1): d, e further
// neighbours of its ends, f triangles; for cost -cut (our sign of gamma).
double edge_cut(double gamma, double beta, int d, int e, int f) {
  const double c = std::cos(gamma);
  return 0.5 + 0.25 * std::sin(4 * beta) * std::sin(gamma) * (std::pow(c, d) + std::pow(c, e)) -
         0.25 * std::pow(std::sin(2 * beta), 2) * std::pow(c, d + e - 2 * f) *
             (1 - std::pow(std::cos(2 * gamma), f));
}

TEST(Qaoa, depth_1_has_the_closed_form_on_random_graphs) {
  std::mt19937 random(11);
  for (int graph = 0; graph < 8; ++graph) {
    const unsigned n = 5 + static_cast<unsigned>(graph);
    std::set<std::pair<unsigned, unsigned>> edges;
    std::vector<std::set<unsigned>> near(n);
    for (unsigned i = 0; i < n; ++i)
      for (unsigned j = i + 1; j < n; ++j)
        if (random() % 100 < 45 || j == i + 1) {
          edges.emplace(i, j);
          near[i].insert(j);
          near[j].insert(i);
        }
    const Problem p = read("maxcut", edges_text({edges.begin(), edges.end()}));
    XQaoa qaoa(n, all_values(*p.polynomial, true, 1));
    for (const auto& [gamma, beta] :
         std::vector<std::pair<double, double>>{{0.4, -0.3}, {1.1, 0.7}, {-2, 0.2}}) {
      double cut = 0;
      for (const auto& [a, b] : edges) {
        int f = 0;
        for (const unsigned c : near[a]) f += near[b].contains(c);
        cut += edge_cut(-gamma, beta, static_cast<int>(near[a].size()) - 1,
                        static_cast<int>(near[b].size()) - 1, f);
      }
      EXPECT_NEAR(-qaoa.energy(std::vector<double>{gamma, beta}), cut, 1e-11) << n;
    }
  }
}

TEST(Problems, labs_has_its_known_minima) {
  // N = 3 ... 23 (Packebusch, Mertens: arXiv:1512.02475, table 1)
  const double known[] = {1, 2, 2, 7, 3, 8, 12, 13, 5, 10, 6, 19, 15, 24, 32, 25, 29, 26, 26, 39, 47};
  for (unsigned n = 3; n <= 23; ++n) {
    const Problem p = generated("labs", n, 0);
    const std::vector<double> all = all_values(*p.polynomial, true, 2);
    EXPECT_EQ(*std::min_element(all.begin(), all.end()), known[n - 3]) << n;
    // Annealing never says less, and on short ones finds them.
    double annealed = HUGE_VAL;
    for (std::uint64_t seed = 0; seed < 4; ++seed) annealed = std::min(annealed, anneal(p, seed).cost);
    EXPECT_GE(annealed, known[n - 3]) << n;
    if (n <= 10) {
      EXPECT_EQ(annealed, known[n - 3]) << n;
    }
  }
}

TEST(Problems, each_kind_is_solved_and_its_costs_are_right) {
  for (const ProblemKind& kind : problem_kinds()) {
    for (const std::uint64_t seed : {1u, 2u}) {
      const Problem p = generated(kind.name, 8, seed);
      ASSERT_EQ(p.variables, 8u) << kind.name;
      EXPECT_EQ(kind.generate(8, seed), kind.generate(8, seed));
      // The polynomial, given or made from the values, is the cost.
      const SpinPolynomial poly = polynomial_of(p, 1);
      for (std::uint64_t x = 0; x < 256; x += 5)
        EXPECT_NEAR(poly.value(x), p.cost(x), 1e-9 * (1 + std::abs(p.cost(x))));
      QaoaOptions o;
      o.depth = 2;
      o.optimize.max_evaluations = 60;
      const QaoaResult r = run_qaoa(p, o);
      const double best = brute_force(p);
      EXPECT_NEAR(r.optimum, best, 1e-9 * std::max(1.0, std::abs(best))) << kind.name;
      EXPECT_NEAR(p.cost(r.optimal_string), best, 1e-9 * std::max(1.0, std::abs(best))) << kind.name;
      EXPECT_LE(r.expectation, r.mean + 1e-9) << kind.name;
      EXPECT_GE(r.expectation, r.optimum - 1e-9) << kind.name;
      double total = 0;
      for (const auto& [cost, probability] : r.distribution) total += probability;
      EXPECT_NEAR(total, 1, 1e-9) << kind.name;
      EXPECT_LE(r.polished.cost, r.best_sample.cost + 1e-12);
      for (const ClassicalResult& c : classical_results(p, 3)) {
        EXPECT_GE(c.solution.cost, best - 1e-9 * std::max(1.0, std::abs(best))) << kind.name << c.method;
        if (c.exact) {
          EXPECT_NEAR(c.solution.cost, best, 1e-9) << kind.name << c.method;
        }
      }
    }
  }
}

TEST(Problems, faults_are_named_with_their_lines) {
  const auto message = [](const char* kind, const char* text) -> std::string {
    try {
      problem_kind(kind).read(text, "f");
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::kInput);
      return e.what();
    }
    return "accepted";
  };
  EXPECT_EQ(message("maxcut", "0 1\n1 x\n"), "f:2: 'x' is not a whole number from 0 to 63");
  EXPECT_EQ(message("maxcut", "p edge 3 1\ne 1 4\n"), "f:2: '4' is not a whole number from 1 to 3");
  EXPECT_EQ(message("maxcut", "2 2\n"), "f:1: an edge from 2 to itself");
  EXPECT_EQ(message("maxsat", "p cnf 2 1\n1 -3 0\n"), "f:2: '-3' is not a whole number from -2 to 2");
  EXPECT_EQ(message("maxsat", "p cnf 2 1\n1 2\n"), "f:2: the last clause does not end with 0");
  EXPECT_EQ(message("labs", "abc"), "f:1: 'abc' is not a whole number from 3 to 64");
  EXPECT_EQ(message("partition", "3\n-1\n"), "f:2: '-1' is not positive");
  EXPECT_EQ(message("ising", "{"), "f: not JSON: byte 2 is unexpected");
  EXPECT_EQ(message("ising", R"({"schema":"qiao.qubo/1","variables":2,"terms":[[0,2,1]]})"),
            "f: terms[0]: 2 is no variable from 0 to 1");
  EXPECT_EQ(message("slices", R"({"schema":"qiao.slices/1"})"), "f: 'prbs' is missing");
  // Every kind that has labels: another type, another number of them, an element of another type.
  const auto with_labels = [&](const char* kind, const char* labels) {
    const std::string text =
        std::string(kind) == "portfolio"
            ? R"({"schema":"qiao.portfolio/1","budget":1,"risk_aversion":1,"mean":[1,2],"covariance":[[1,0],[0,1]])"
            : R"({"schema":"qiao.ising/1","variables":2,"terms":[[[0,1],1]])";
    return message(kind, (text + R"(,"labels":)" + labels + "}").c_str());
  };
  for (const char* kind : {"portfolio", "ising"}) {
    EXPECT_EQ(with_labels(kind, R"("AB")"), R"(f: 'labels' is "AB", not a list of 2 strings)");
    EXPECT_EQ(with_labels(kind, R"({"a":1})"), R"(f: 'labels' is {"a":1}, not a list of 2 strings)");
    EXPECT_EQ(with_labels(kind, R"(["A"])"), R"(f: 'labels' is ["A"], not a list of 2 strings)");
    EXPECT_EQ(with_labels(kind, R"(["A",2])"), "f: labels[1] is 2, not a string");
    EXPECT_EQ(with_labels(kind, R"(["A","B"])"), "accepted");
  }
  EXPECT_THROW(problem_kind("maxcutt"), Error);
}

TEST(Qaoa, starts_parameters_and_objectives) {
  const Problem p = generated("maxcut", 10, 3);
  QaoaOptions o;
  o.depth = 3;
  const QaoaResult standard = run_qaoa(p, o);
  for (const StartKind start : {StartKind::kInterp, StartKind::kFixed, StartKind::kRandom}) {
    o.start = start;
    EXPECT_GT(run_qaoa(p, o).approximation_ratio, 0.75) << static_cast<int>(start);
  }
  o.start = StartKind::kRamp;
  // Fourier with all amplitudes is the same family; more angles can only be better.
  o.parameters = ParameterKind::kFourier;
  EXPECT_NEAR(run_qaoa(p, o).expectation, standard.expectation, 0.02 * std::abs(standard.expectation));
  o.parameters = ParameterKind::kMultiAngle;
  o.depth = 1;
  const double multi = run_qaoa(p, o).expectation;
  o.parameters = ParameterKind::kStandard;
  EXPECT_LT(multi, run_qaoa(p, o).expectation);
  // CVaR of everything is the expectation.
  o.measure = MeasureKind::kCvar;
  o.alpha = 1;
  const QaoaResult all = run_qaoa(p, o);
  EXPECT_NEAR(all.measure, all.expectation, 1e-9);
  o.alpha = 0.2;
  const QaoaResult cvar = run_qaoa(p, o);
  EXPECT_LT(cvar.measure, cvar.expectation);
  o.measure = MeasureKind::kGibbs;
  EXPECT_GT(run_qaoa(p, o).approximation_ratio, 0.6);
  // Angles carry over to another instance.
  o = {};
  o.depth = 3;
  o.given = standard.angles;
  o.given_scale = standard.angle_scale;
  o.optimize.max_evaluations = 1;
  EXPECT_GT(run_qaoa(generated("maxcut", 12, 9), o).approximation_ratio, 0.75);
}

TEST(Qaoa, more_layers_are_never_worse_when_they_begin_from_fewer) {
  QaoaOptions o;
  o.start = StartKind::kInterp;
  double last = HUGE_VAL;
  for (const QaoaResult& r : scan_depths(generated("labs", 9, 0), o, {1, 2, 3, 4})) {
    EXPECT_LE(r.expectation, last + 1e-9) << r.depth;
    last = r.expectation;
  }
}

// Derivatives of CVaR and Gibbs, and of every mixer.
TEST(Qaoa, objectives_and_mixers_have_right_gradients) {
  const Problem cut = generated("maxcut", 8, 5), folio = generated("portfolio", 8, 5);
  for (const MixerKind mixer :
       {MixerKind::kX, MixerKind::kXyRing, MixerKind::kXyComplete, MixerKind::kGrover, MixerKind::kWarmStart})
    for (const MeasureKind measure : {MeasureKind::kExpectation, MeasureKind::kCvar, MeasureKind::kGibbs}) {
      const bool xy = mixer == MixerKind::kXyRing || mixer == MixerKind::kXyComplete;
      QaoaOptions o;
      o.depth = 2;
      o.mixer = mixer;
      o.measure = measure;
      o.given = {0.31, 0.62, -0.4, -0.2};
      // An optimiser with gradients and one without agree where the gradient is right.
      const QaoaResult with = run_qaoa(xy ? folio : cut, o);
      o.optimize.optimizer = "bobyqa";
      o.given = with.angles;
      const QaoaResult without = run_qaoa(xy ? folio : cut, o);
      EXPECT_LT(with.optimisation.gradients, 300u);
      // CVaR has kinks, where gradients end early.
      const double slack = measure == MeasureKind::kCvar ? 2e-2 : 1e-5;
      EXPECT_GE(without.measure, with.measure - slack * std::abs(with.measure) - 1e-9)
          << static_cast<int>(mixer);
    }
}

// Starts run side by side on two threads, one after the other on one.
TEST(Qaoa, several_starts_do_not_depend_on_threads) {
  const Problem p = generated("maxcut", 10, 5);
  for (const std::uint64_t shots : {0u, 300u}) {
    QaoaOptions o;
    o.depth = 2;
    o.starts = 5;
    o.shots = shots;
    o.measure = shots ? MeasureKind::kExpectation : MeasureKind::kCvar;
    o.optimize.optimizer = shots ? "cobyla" : "lbfgs";
    o.optimize.max_evaluations = 40;
    const QaoaResult one = run_qaoa(p, o);
    o.threads = 2;
    std::set<std::uint32_t> seen;
    o.optimize.callback = [&](const OptimizeProgress& e) { seen.insert(e.evaluation.start); };
    const QaoaResult two = run_qaoa(p, o);
    EXPECT_EQ(one.angles, two.angles);
    EXPECT_EQ(one.expectation, two.expectation);
    EXPECT_EQ(one.optimisation.evaluations, two.optimisation.evaluations);
    EXPECT_EQ(seen.size(), 5u);
  }
}

TEST(Qaoa, shots_and_noise_come_from_the_seed) {
  const Problem p = generated("maxcut", 8, 5);
  QaoaOptions o;
  o.depth = 1;
  o.shots = 500;
  o.optimize.optimizer = "cobyla";
  o.optimize.max_evaluations = 40;
  o.optimize.seed = 4;
  const QaoaResult a = run_qaoa(p, o), b = run_qaoa(p, o);
  EXPECT_EQ(a.angles, b.angles);
  EXPECT_GT(a.approximation_ratio, 0.6);
  // Noise draws the measure towards the mean.
  o.given = a.angles;
  o.optimize.max_evaluations = 1;
  o.shots = 20000;
  const double clean = run_qaoa(p, o).measure;
  o.depolarising = 0.05;
  o.readout = 0.02;
  const QaoaResult noisy = run_qaoa(p, o);
  EXPECT_GT(noisy.measure, clean + 0.1);
  EXPECT_LT(noisy.measure, noisy.mean + 0.1);
  o.shots = 0;
  EXPECT_THROW(run_qaoa(p, o), Error);
}

TEST(Qaoa, recursion_solves_small_graphs) {
  for (const std::uint64_t seed : {1u, 2u, 3u}) {
    const Problem p = generated("maxcut", 12, seed);
    QaoaOptions o;
    o.depth = 1;
    const RecursiveResult r = recursive_qaoa(p, o, 5);
    EXPECT_NEAR(p.cost(r.solution.string), r.solution.cost, 1e-12);
    EXPECT_LE(r.solution.cost, 0.9 * brute_force(p));
    EXPECT_EQ(r.rounds, 7u);
  }
  EXPECT_THROW(recursive_qaoa(generated("labs", 6, 0), {}, 3), Error);
}

// The circuit, run by the simulator of circuits, has the probabilities of the QAOA simulators.
TEST(Qaoa, circuits_do_the_same) {
  struct Case {
    const char* kind;
    unsigned n;
    MixerKind mixer;
  };
  for (const Case& c : {Case{"maxcut", 6, MixerKind::kX}, Case{"labs", 5, MixerKind::kX},
                        Case{"maxcut", 4, MixerKind::kGrover}, Case{"portfolio", 6, MixerKind::kXyRing},
                        Case{"portfolio", 5, MixerKind::kXyComplete},
                        Case{"slices", 8, MixerKind::kXyComplete}, Case{"cell-sleep", 5, MixerKind::kX}}) {
    const Problem p = generated(c.kind, c.n, 2);
    QaoaOptions o;
    o.depth = 2;
    o.mixer = c.mixer;
    o.optimize.max_evaluations = 20;
    const QaoaResult r = run_qaoa(p, o);
    const ir::Circuit circuit = qaoa_circuit(p, c.mixer, 2, r.angles, 1);
    ir::Circuit unitary(c.n);
    for (std::size_t i = 0; i < circuit.size(); ++i) {
      const ir::Instruction in = circuit.at(i);
      if (in.kind() != ir::OpKind::kGate) continue;
      std::vector<ir::Control> controls;
      for (unsigned k = 0; k < in.num_controls(); ++k) controls.push_back(in.control(k));
      unitary.append(in, in.targets(), controls);
    }
    qsim::Simulator simulator(c.n);
    simulator.apply(unitary);
    double energy = 0, outside = 0;
    const auto psi = simulator.state();
    for (std::uint64_t x = 0; x < psi.size(); ++x) {
      const double probability = std::norm(psi[x]);
      energy += probability * p.cost(x);
      unsigned first = 0;
      for (const Block& b : p.blocks) {
        if (static_cast<unsigned>(std::popcount(x >> first & ((std::uint64_t{1} << b.n) - 1))) != b.k) {
          outside += probability;
          break;
        }
        first += b.n;
      }
    }
    EXPECT_NEAR(outside, 0, 1e-12) << c.kind;
    EXPECT_NEAR(energy, r.expectation, 1e-9 * (1 + std::abs(r.expectation))) << c.kind;
    EXPECT_TRUE(qaoa_circuit(p, c.mixer, 2, {}, 1).is_symbolic());
  }
}

TEST(Qaoa, impossible_requests_are_refused) {
  const Problem cut = generated("maxcut", 6, 1), folio = generated("portfolio", 6, 1);
  QaoaOptions o;
  o.mixer = MixerKind::kXyRing;
  EXPECT_THROW(run_qaoa(cut, o), Error);
  o.mixer = MixerKind::kX;
  EXPECT_THROW(run_qaoa(folio, o), Error);
  o.mixer.reset();
  o.depth = 0;
  EXPECT_THROW(run_qaoa(cut, o), Error);
}

}  // namespace
}  // namespace qiao::algorithms
