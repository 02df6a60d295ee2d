// QAOA on costs of any size and offset: the same run in other units; optima counted as brute force counts them in
// whole numbers; files that say how much they hold.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "qiao/algorithms/qaoa.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/rng.hpp"

namespace qiao::algorithms {
namespace {

Problem read(const std::string& kind, const std::string& text) { return problem_kind(kind).read(text, "f"); }

// A random graph with whole weights times `scale`, as a cost with an offset.
Problem graph(double scale, double offset = 0, unsigned n = 7) {
  SpinPolynomial cost(n);
  cost.add(0, offset);
  for (unsigned u = 0; u < n; ++u)
    for (unsigned v = 0; v < u; ++v)
      if (const auto w = static_cast<double>(random_bits(3, u, v) % 4); w > 0)
        cost.add(std::uint64_t{1} << u | std::uint64_t{1} << v, scale * w);
  Problem p;
  p.kind = "graph";
  p.variables = n;
  p.polynomial = cost;
  p.cost = [cost](std::uint64_t x) { return cost.value(x); };
  return p;
}

QaoaOptions options_of(const std::string& optimizer) {
  QaoaOptions o;
  o.depth = 2;
  o.optimize.optimizer = optimizer;
  o.optimize.seed = 1;
  o.optimize.max_evaluations = 400;
  o.samples = 64;
  return o;
}

void expect_scaled(const QaoaResult& r, const QaoaResult& plain, double scale, double tolerance,
                   const std::string& what) {
  EXPECT_NEAR(r.approximation_ratio, plain.approximation_ratio, tolerance) << what;
  EXPECT_NEAR(r.probability_of_optimum, plain.probability_of_optimum, 10 * tolerance) << what;
  EXPECT_EQ(r.optimal_strings, plain.optimal_strings) << what;
  EXPECT_NEAR(r.angle_scale / scale, plain.angle_scale, 1e-7) << what;
  for (std::size_t i = 0; i < plain.angles.size() / 2; ++i)
    EXPECT_NEAR(r.angles[i] * scale, plain.angles[i], 30 * tolerance) << what << " gamma " << i;
}

TEST(CostScale, changes_angles_by_its_inverse_and_nothing_else) {
  for (const OptimizerInfo& info : optimizers()) {
    if (info.bounded) continue;
    const QaoaResult plain = run_qaoa(graph(1), options_of(info.name));
    EXPECT_GT(plain.approximation_ratio, 0.7) << info.name;
    EXPECT_GT(plain.optimisation.evaluations, 4u) << info.name;
    for (const int k : {-9, -4, 1, 4, 9}) {
      const double scale = std::pow(10, k);
      expect_scaled(run_qaoa(graph(scale), options_of(info.name)), plain, scale, 1e-4,
                    info.name + " 1e" + std::to_string(k));
    }
    expect_scaled(run_qaoa(graph(1, 1e10), options_of(info.name)), plain, 1, 1e-4, info.name + " + 1e10");
  }
}

TEST(CostScale, holds_for_every_measure_mixer_and_kind_of_parameters) {
  // With shots, rounding may change what is drawn, and with it the way.
  const auto each = [](const std::string& what, const QaoaOptions& o, auto&& problem) {
    const double tolerance = o.shots > 0 ? 0.03 : 1e-4;
    const QaoaResult plain = run_qaoa(problem(1.0, 0.0), o);
    for (const double scale : {1e-9, 1e6})
      expect_scaled(run_qaoa(problem(scale, 0.0), o), plain, scale, tolerance, what);
    expect_scaled(run_qaoa(problem(1e-3, -1e6), o), plain, 1e-3, tolerance, what + " with offset");
  };
  const auto plain_graph = [](double scale, double offset) { return graph(scale, offset); };
  for (const MeasureKind measure : {MeasureKind::kCvar, MeasureKind::kGibbs}) {
    QaoaOptions o = options_of("lbfgs");
    o.measure = measure;
    each("measure", o, plain_graph);
    o.optimize.optimizer = "cobyla";
    o.optimize.max_evaluations = 60;
    o.shots = 200;
    each("shots", o, plain_graph);
  }
  for (const MixerKind mixer : {MixerKind::kGrover, MixerKind::kWarmStart}) {
    QaoaOptions o = options_of("lbfgs");
    o.mixer = mixer;
    each("mixer", o, plain_graph);
  }
  for (const ParameterKind parameters : {ParameterKind::kFourier, ParameterKind::kMultiAngle}) {
    QaoaOptions o = options_of("lbfgs");
    o.parameters = parameters;
    o.depth = 1;
    o.optimize.max_evaluations = 30;
    each("parameters", o, plain_graph);
  }
  for (const MixerKind mixer : {MixerKind::kXyRing, MixerKind::kXyComplete, MixerKind::kGrover}) {
    QaoaOptions o = options_of("lbfgs");
    o.mixer = mixer;
    each("subspace", o, [](double scale, double offset) {
      Problem p = graph(scale, offset);
      p.blocks = {{7, 3}};
      return p;
    });
  }
  // A cost that is a function, with the offset in its values.
  each("function", options_of("lbfgs"), [](double scale, double offset) {
    Problem p = graph(scale, offset);
    p.polynomial.reset();
    return p;
  });
}

TEST(CostScale, recursive_qaoa_fixes_the_same_spins) {
  const RecursiveResult plain = recursive_qaoa(graph(1), options_of("lbfgs"), 3);
  for (const double scale : {1e-9, 1e4})
    EXPECT_EQ(recursive_qaoa(graph(scale), options_of("lbfgs"), 3).fixed, plain.fixed);
  EXPECT_EQ(recursive_qaoa(graph(1, 1e10), options_of("lbfgs"), 3).fixed, plain.fixed);
  EXPECT_THROW(recursive_qaoa(graph(1), options_of("lbfgs"), 40), Error);
}

// P(optimum) and the number of optima by the reader's own numbers.
template <class Cost>
void expect_optima(const Problem& p, Cost&& cost, const std::string& what) {
  std::map<std::invoke_result_t<Cost, std::uint64_t>, std::vector<std::uint64_t>> strings;
  for (std::uint64_t x = 0; x < std::uint64_t{1} << p.variables; ++x) strings[cost(x)].push_back(x);
  const std::vector<std::uint64_t>& best = strings.begin()->second;
  QaoaOptions o = options_of("lbfgs");
  o.samples = 20000;
  const QaoaResult r = run_qaoa(p, o);
  EXPECT_EQ(r.optimal_strings, best.size()) << what;
  EXPECT_TRUE(std::find(best.begin(), best.end(), r.optimal_string) != best.end()) << what;
  double drawn = 0, all = 0;
  for (const Sampled& s : r.samples) {
    const std::uint64_t flipped = ~s.solution.string & ((std::uint64_t{1} << p.variables) - 1);
    const bool optimal = std::find(best.begin(), best.end(), s.solution.string) != best.end();
    EXPECT_TRUE(!optimal || r.states == r.states_held ||
                std::find(best.begin(), best.end(), flipped) != best.end());
    drawn += optimal ? static_cast<double>(s.count) : 0;
    all += static_cast<double>(s.count);
  }
  EXPECT_NEAR(r.probability_of_optimum, drawn / all, 0.02) << what;
}

TEST(Optima, are_counted_as_in_whole_numbers) {
  // A large constant, and one large weight.
  expect_optima(
      read(
          "ising",
          R"({"schema":"qiao.qubo/1","variables":3,"terms":[[0,0,-1],[1,1,2],[0,1,-4],[2,2,-0.5]],"constant":1e10})"),
      [](std::uint64_t x) {
        const int a = x & 1, b = x >> 1 & 1, c = x >> 2 & 1;
        return -2 * a + 4 * b - 8 * a * b - c;
      },
      "constant");
  const auto cut = [](std::uint64_t x, const std::vector<std::array<std::int64_t, 3>>& edges) {
    std::int64_t sum = 0;
    for (const auto& [u, v, w] : edges) sum -= (x >> u & 1) != (x >> v & 1) ? w : 0;
    return sum;
  };
  for (const std::int64_t heavy : {std::int64_t{10'000'000'000}, std::int64_t{1} << 50})
    expect_optima(
        read("maxcut", "0 1 " + std::to_string(heavy) + "\n1 2 1\n2 3 1\n3 0 1\n3 4 2\n4 0 1\n"),
        [&](std::uint64_t x) {
          return cut(x, {{0, 1, heavy}, {1, 2, 1}, {2, 3, 1}, {3, 0, 1}, {3, 4, 2}, {4, 0, 1}});
        },
        "heavy");
  // Numbers of 30 bits whose best split is not unique up to 1e-9 of anything.
  std::vector<std::int64_t> numbers;
  std::string text, decimal;
  for (unsigned i = 0; i < 12; ++i) {
    numbers.push_back(static_cast<std::int64_t>(random_bits(5, 0, i) % (1 << 30)) + (1 << 29));
    text += std::to_string(numbers.back()) + "\n";
    decimal += std::to_string(numbers.back() / 1000) + "." +
               std::to_string(numbers.back() % 1000 + 1000).substr(1) + " ";
  }
  const auto difference = [&](std::uint64_t x) {
    std::int64_t d = 0;
    for (std::size_t i = 0; i < numbers.size(); ++i) d += x >> i & 1 ? -numbers[i] : numbers[i];
    return d < 0 ? -d : d;
  };
  expect_optima(read("partition", text), difference, "partition");
  expect_optima(read("partition", decimal), difference, "decimal partition");
  expect_optima(
      read("partition", "0.1 0.2 0.3 0.4 0.2\n"),
      [](std::uint64_t x) {
        int d = 0;
        for (const int a : {1, 2, 3, 4, 2}) d += x & 1 ? -a : a, x >>= 1;
        return std::abs(d);
      },
      "tenths");
  // Weights of one decimal: equal cuts by other sums.
  expect_optima(
      read("maxcut", "0 1 0.1\n1 2 0.2\n2 3 0.3\n3 0 0.6\n0 2 0.1\n"),
      [&](std::uint64_t x) {
        return cut(x, {{0, 1, 1}, {1, 2, 2}, {2, 3, 3}, {3, 0, 6}, {0, 2, 1}});
      },
      "tenths");
}

TEST(Optima, of_hard_clauses_satisfy_them) {
  for (const char* top : {"9223372036854775807", "100", "1e18"}) {
    const std::string t = top;
    const Problem p = read(
        "maxsat", "p wcnf 4 6 " + t + "\n" + t + " 1 2 0\n" + t + " -3 -4 0\n3 -1 0\n2 -2 0\n5 3 0\n4 4 0\n");
    const QaoaResult r = run_qaoa(p, options_of("lbfgs"));
    EXPECT_EQ(r.optimum, 6) << top;  // by hand: 2 of the first pair, 4 of the second
    EXPECT_EQ(p.cost(r.optimal_string), 6);
    EXPECT_EQ(r.optimal_string, 0b0110u);
  }
  EXPECT_THROW(read("maxsat", "p wcnf 2 2\n100000000000000000 1 0\n1 2 0\n"), Error);  // 1 would be lost
}

TEST(Optima, of_costs_that_are_not_finite_are_refused) {
  Problem p = graph(1);
  p.polynomial.reset();
  p.cost = [](std::uint64_t x) { return x == 5 ? std::nan("") : static_cast<double>(x); };
  try {
    run_qaoa(p, options_of("lbfgs"));
    ADD_FAILURE();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::kInput);
  }
  p.cost = [](std::uint64_t x) -> double {
    if (x == 5) throw std::runtime_error("no cost");
    return 1;
  };
  QaoaOptions o = options_of("lbfgs");
  o.threads = 2;
  EXPECT_THROW(run_qaoa(p, o), std::runtime_error);  // it reaches the caller from any thread
  p.blocks = {{7, 2}};
  EXPECT_THROW(run_qaoa(p, o), std::runtime_error);
}

double largest_cut(const std::string& text) {
  return -run_qaoa(read("maxcut", text), options_of("lbfgs")).optimum;
}

TEST(GraphFiles, of_rudy_have_a_header_and_vertices_from_1) {
  const std::string edges = "1 2 1\n2 3 1\n3 1 1\n3 4 1\n4 5 -1\n5 1 1\n";
  const Problem p = read("maxcut", "5 6\n" + edges);
  EXPECT_EQ(p.variables, 5u);
  EXPECT_EQ(p.graph.size(), 6u);
  EXPECT_EQ(largest_cut("5 6\n" + edges), 4);  // by hand
  EXPECT_EQ(largest_cut("p edge 5 6\ne 1 2\ne 2 3\ne 3 1\ne 3 4\ne 4 5 -1\ne 5 1\n"), 4);
  EXPECT_EQ(read("maxcut", "3 2\n1 2\n2 3\n").variables, 3u);               // without weights
  EXPECT_EQ(read("maxcut", "# a list\n1 2\n2 3\n0 1\n").graph.size(), 3u);  // a list: 0 is a vertex
  EXPECT_EQ(read("maxcut", "1 2\n2 3 5\n").graph.size(), 2u);  // a list: 3 is beyond a header's 1
  // Not all that is announced; more than can be held, with what to do.
  EXPECT_THROW(read("maxcut", "5 7\n" + edges), Error);
  EXPECT_THROW(read("maxcut", "p edge 4 3\ne 1 2\n"), Error);
  EXPECT_EQ(read("maxcut", "5 5\n" + edges).warnings.size(), 1u);
  for (const char* text : {"800 2\n1 2 1\n2 800 1\n", "p edge 125 1\ne 1 2\n", "0 64\n"}) try {
      read("maxcut", text);
      ADD_FAILURE() << text;
    } catch (const Error& e) {
      EXPECT_NE(std::string(e.what()).find("at most 64"), std::string::npos) << e.what();
      EXPECT_FALSE(e.hint().empty());
    }
}

TEST(GraphFiles, say_when_edges_come_twice) {
  const std::string both = "e 1 2\ne 2 1\ne 2 3\ne 3 2\ne 3 4\ne 4 3\ne 4 1\ne 1 4\n";
  for (const char* header : {"p edge 4 8\n", "p edge 4 4\n"}) {
    const Problem p = read("maxcut", header + both);
    EXPECT_EQ(p.warnings.size(), 1u);
    EXPECT_EQ(p.graph.size(), 4u);
    EXPECT_EQ(largest_cut(header + both), 4);
  }
  const Problem twice = read("maxcut", "0 1\n1 2\n0 1\n");
  EXPECT_EQ(twice.warnings.size(), 1u);
  EXPECT_EQ(largest_cut("0 1\n1 2\n0 1\n"), 3);
  EXPECT_TRUE(read("maxcut", "0 1\n1 2\n").warnings.empty());
}

TEST(ClauseFiles, end_where_they_say) {
  const Problem p = read("maxsat", "c SATLIB\np cnf 3 3 \n 1 -2 0\n2 3 0\n-1 -3 0\n%\n0\n\n");
  EXPECT_EQ(p.variables, 3u);
  EXPECT_TRUE(p.warnings.empty());
  EXPECT_EQ(p.cost(0b010), 1);
  EXPECT_EQ(read("maxsat", "p cnf 3 9\n1 -2 0\n%\n0\n").warnings.size(), 1u);
  EXPECT_EQ(read("maxsat", "p cnf 3 1\n1 -2 0\n2 3 0\n").warnings.size(), 1u);
  for (const char* text :
       {"p cnf 5 10\n1 2 0\n-1 -2 0\n", "p cnf 5 2\n1 2 0\n-1 -2\n", "p wcnf 5 2 9\n9 1 2 0\n3\n",
        "p wcnf 2 1 9\n-3 1 0\n", "p cnf 2 1\n1 0\np cnf 2 1\n"})
    EXPECT_THROW(read("maxsat", text), Error) << text;
}

}  // namespace
}  // namespace qiao::algorithms
