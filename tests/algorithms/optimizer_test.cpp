// Optimisers on functions whose minima are known, and the log from which a run goes on.

#include "qiao/algorithms/optimizer.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>

#include "qiao/base/error.hpp"
#include "qiao/base/rng.hpp"
#include "support/temporary_folder.hpp"

namespace qiao::algorithms {
namespace {

// Rosenbrock's valley, minimum 0 at (1, 1).
double rosenbrock(std::span<const double> x, std::span<double> g, std::uint64_t) {
  const double a = 1 - x[0], b = x[1] - x[0] * x[0];
  if (!g.empty()) {
    g[0] = -2 * a - 400 * x[0] * b;
    g[1] = 200 * b;
  }
  return a * a + 100 * b * b;
}

// A bowl with its minimum -1 at (0.3, -0.2, 0.1).
double bowl(std::span<const double> x, std::span<double> g, std::uint64_t) {
  constexpr double kAt[] = {0.3, -0.2, 0.1};
  double sum = -1;
  for (std::size_t i = 0; i < 3; ++i) {
    const double d = x[i] - kAt[i];
    sum += static_cast<double>(i + 1) * d * d;
    if (!g.empty()) g[i] = 2 * static_cast<double>(i + 1) * d;
  }
  return sum;
}

TEST(Optimizer, each_finds_the_bottom_of_a_bowl) {
  for (const OptimizerInfo& info : optimizers()) {
    OptimizeOptions o{.optimizer = info.name, .lower = {-1, -1, -1}, .upper = {1.2, 1.1, 1}};
    o.max_evaluations = 6000;
    o.ftol_rel = info.bounded ? 0 : 1e-12;
    const OptimizeResult r = minimize(bowl, {0.9, 0.8, -0.7}, o);
    EXPECT_NEAR(r.value, -1, info.bounded || info.noisy ? 1e-3 : 1e-7) << info.name;
    EXPECT_EQ(r.gradients > 0, info.gradient) << info.name;
    EXPECT_EQ(r.history.size(), r.evaluations) << info.name;
    EXPECT_LE(r.evaluations, o.max_evaluations) << info.name;
  }
}

// Of values of any size and offset; those with gradients find a unit for themselves.
TEST(Optimizer, each_finds_the_bottom_of_a_bowl_of_any_size) {
  for (const OptimizerInfo& info : optimizers())
    for (const double scale : {1e-9, 1e9}) {
      if (info.bounded) continue;
      OptimizeOptions o{.optimizer = info.name, .lower = {-1, -1, -1}, .upper = {1.2, 1.1, 1}};
      o.max_evaluations = 6000;
      o.ftol_rel = 1e-12;
      if (!info.gradient) o.unit = scale;
      o.offset = 1e12 * scale;
      const Objective scaled = [scale](std::span<const double> x, std::span<double> g, std::uint64_t e) {
        const double value = scale * bowl(x, g, e);
        for (double& d : g) d *= scale;
        return value;
      };
      const OptimizeResult r = minimize(scaled, {0.9, 0.8, -0.7}, o);
      EXPECT_NEAR(bowl(r.x, {}, 0), -1, info.bounded || info.noisy ? 1e-3 : 1e-7)
          << info.name << " " << scale;
      EXPECT_NEAR(r.value / scale, 1e12 - 1, 1e-2);
      EXPECT_EQ(r.history.size(), r.evaluations) << info.name;
    }
}

TEST(Optimizer, names_of_nlopt_are_known_and_a_mistyped_one_is_corrected) {
  EXPECT_EQ(optimizer_info("NLOPT_LD_LBFGS").name, "lbfgs");
  EXPECT_EQ(optimizer_info("ln_cobyla").name, "cobyla");
  try {
    optimizer_info("cobila");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::kUsage);
    EXPECT_EQ(e.hint(), "did you mean 'cobyla'?");
  }
}

TEST(Optimizer, stops_for_the_reason_it_says) {
  OptimizeOptions o;
  EXPECT_TRUE(is_success(minimize(rosenbrock, {-1.2, 1}, o).reason));
  o.max_evaluations = 5;
  EXPECT_EQ(minimize(rosenbrock, {-1.2, 1}, o).reason, StopReason::kMaxEvaluations);
  EXPECT_EQ(minimize(rosenbrock, {-1.2, 1}, o).evaluations, 5u);
  o.max_evaluations = 1000;
  o.target = 1;
  const OptimizeResult reached = minimize(rosenbrock, {-1.2, 1}, o);
  EXPECT_EQ(reached.reason, StopReason::kTarget);
  EXPECT_LE(reached.value, 1);
  // A start at the minimum can only fail to find better: that is success.
  EXPECT_TRUE(is_success(minimize(rosenbrock, {1, 1}, OptimizeOptions{}).reason));
}

TEST(Optimizer, interruption_returns_the_best_so_far) {
  std::atomic<bool> stop{false};
  OptimizeOptions o;
  o.stop = &stop;
  o.callback = [&](const OptimizeProgress& p) { stop = p.evaluations == 7; };
  const OptimizeResult r = minimize(rosenbrock, {-1.2, 1}, o);
  EXPECT_EQ(r.reason, StopReason::kInterrupted);
  EXPECT_EQ(r.evaluations, 7u);
  EXPECT_EQ(r.value, rosenbrock(r.x, {}, 0));
}

TEST(Optimizer, bad_requests_are_refused) {
  OptimizeOptions o;
  EXPECT_THROW(minimize(rosenbrock, {}, o), Error);
  o.lower = {0};
  EXPECT_THROW(minimize(rosenbrock, {1, 1}, o), Error);
  o.lower = {2, 2};
  EXPECT_THROW(minimize(rosenbrock, {1, 1}, o), Error);
  EXPECT_THROW(minimize(rosenbrock, {1, 1}, {.optimizer = "direct"}), Error);
  EXPECT_THROW(minimize([](auto, auto, auto) { return std::numeric_limits<double>::quiet_NaN(); }, {1.0}, {}),
               Error);
}

TEST(Optimizer, multistart_does_not_depend_on_threads) {
  const std::vector<std::vector<double>> starts = {{-1.2, 1}, {2, 2}, {0.5, -1}, {1.1, 1}};
  const auto make = [](std::uint32_t) { return Objective(rosenbrock); };
  std::vector<OptimizeResult> one, two;
  const OptimizeResult a = multistart(make, starts, {}, 1, &one), b = multistart(make, starts, {}, 2, &two);
  EXPECT_EQ(a.x, b.x);
  EXPECT_EQ(a.start, b.start);
  ASSERT_EQ(one.size(), 4u);
  for (std::size_t s = 0; s < 4; ++s) EXPECT_EQ(one[s].x, two[s].x);
  EXPECT_EQ(a.history.size(), a.evaluations);
}

// An objective with noise that depends on the seed and the evaluation, as one with shots.
double noisy(std::span<const double> x, std::span<double> g, std::uint64_t evaluation) {
  return rosenbrock(x, g, evaluation) + 1e-3 * random_uniform(5, evaluation, 0);
}

TEST(EvaluationLog, a_run_goes_on_to_the_same_result_from_any_place) {
  const ::qiao::testing::TemporaryFolder folder("qiao_log");
  const std::string path = folder.path("log");
  for (const char* optimizer : {"lbfgs", "cobyla", "spsa"}) {
    const Objective f = optimizer[0] == 'l' ? Objective(rosenbrock) : Objective(noisy);
    OptimizeOptions o{.optimizer = optimizer, .max_evaluations = 60};
    const OptimizeResult whole = minimize(f, {-1.2, 1}, o);
    for (const std::uint64_t at : {1u, 17u}) {
      std::filesystem::remove(path);
      {
        const auto log = EvaluationLog::create(path, "these settings");
        std::atomic<bool> stop{false};
        o.stop = &stop;
        o.log = log.get();
        o.callback = [&](const OptimizeProgress& p) { stop = p.evaluations == at; };
        minimize(f, {-1.2, 1}, o);
      }
      std::ofstream(path, std::ios::app) << "0123456789abcdef 0 " << at << " v 1 2";  // torn when it died
      const auto log = EvaluationLog::resume(path, "these settings");
      EXPECT_EQ(log->known(), at);
      std::uint64_t replayed = 0, made = 0;
      o.stop = nullptr;
      o.log = log.get();
      o.callback = [&](const OptimizeProgress& p) { ++(p.replayed ? replayed : made); };
      const OptimizeResult rest = minimize(f, {-1.2, 1}, o);
      EXPECT_EQ(rest.x, whole.x);
      EXPECT_EQ(rest.value, whole.value);
      EXPECT_EQ(rest.evaluations, whole.evaluations);
      EXPECT_EQ(replayed, at);
      EXPECT_EQ(made, whole.evaluations - at);
      o.log = nullptr;
    }
  }
}

TEST(EvaluationLog, foreign_logs_are_refused_and_nothing_is_overwritten) {
  const ::qiao::testing::TemporaryFolder folder("qiao_log");
  const std::string path = folder.path("log");
  EXPECT_EQ(EvaluationLog::identity_of(path), "");
  EvaluationLog::create(path, "nothing follows");
  EXPECT_EQ(EvaluationLog::identity_of(path), "");
  EvaluationLog::create(path, "one")->append({.value = 1, .x = {2}});
  EXPECT_EQ(EvaluationLog::identity_of(path), "one");
  EXPECT_THROW(EvaluationLog::create(path, "one"), Error);
  EXPECT_THROW(EvaluationLog::resume(path, "two"), Error);
  std::ofstream(path) << "something else";
  EXPECT_THROW(EvaluationLog::resume(path, "one"), Error);
}

}  // namespace
}  // namespace qiao::algorithms
