// Solutions on data that no method has seen.

#include <algorithm>
#include <cmath>
#include <numeric>

#include "qiao/algorithms/qaoa.hpp"
#include "qiao/base/rng.hpp"
#include "qiao/base/stop.hpp"

namespace qiao::algorithms {
namespace {

constexpr std::uint64_t kResampling = 0x4e1d;
constexpr std::size_t kCheckEvery = 1 << 16;  // draws between looks at the stop flag

double mean(const std::vector<double>& x) {
  return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}

}  // namespace

std::optional<HeldOutResult> compare_held_out(const Problem& problem, const QaoaResult& run,
                                              const std::vector<ClassicalResult>& classical,
                                              std::uint64_t seed, unsigned resamples,
                                              const std::atomic<bool>* stop) {
  if (!problem.heldout || run.samples.empty() || classical.empty()) return std::nullopt;
  const HeldOut& held = *problem.heldout;
  const std::vector<double> ours = held.scores(run.best_sample.string);
  HeldOutResult result;
  result.score = mean(ours);
  std::vector<std::vector<double>> scores;
  const double ours_cost = problem.cost(run.best_sample.string);  // by the same way as the others'
  bool ties_optimum = false;
  for (const ClassicalResult& c : classical) {
    scores.push_back(held.scores(c.solution.string));
    result.classical.push_back({c.method, c.solution.string, mean(scores.back()), {}, 1});
    ties_optimum |=
        c.exact && ours_cost <= c.solution.cost + cost_tolerance(problem, std::max(std::abs(run.optimum),
                                                                                   std::abs(run.worst)));
  }
  if (held.others)
    for (HeldOut::Other& other : held.others()) {
      result.classical.push_back({other.method, std::nullopt, mean(other.scores), {}, 1});
      scores.push_back(std::move(other.scores));
    }

  std::vector<std::vector<double>> gains(scores.size(), std::vector<double>(resamples));
  for (unsigned r = 0; r < resamples; ++r) {
    for (std::size_t i = 0; i < held.items; ++i) {
      if (i % kCheckEvery == 0 && stopped(stop)) return std::nullopt;
      const std::size_t item = random_bits(seed ^ kResampling, r, i) % held.items;
      for (std::size_t m = 0; m < scores.size(); ++m)
        gains[m][r] += (ours[item] - scores[m][item]) / static_cast<double>(held.items);
    }
  }
  std::vector<double> p;
  for (std::size_t m = 0; m < scores.size(); ++m) {
    result.classical[m].over_it = gain_of(std::move(gains[m]));
    p.push_back(result.classical[m].over_it.p);
    if (result.classical[m].score > result.classical[result.best].score) result.best = m;
  }
  p = holm(p);
  for (std::size_t m = 0; m < p.size(); ++m) result.classical[m].p_holm = p[m];
  result.decision =
      decide(result.classical[result.best].over_it, ties_optimum, !is_success(run.optimisation.reason));
  return result;
}

}  // namespace qiao::algorithms
