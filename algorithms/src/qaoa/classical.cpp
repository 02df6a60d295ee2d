// What stands beside QAOA's results.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

#include "qiao/algorithms/qaoa.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/rng.hpp"
#include "qiao/base/stop.hpp"

namespace qiao::algorithms {
namespace {

// Blocks as ranges of bits; one block of all bits without a weight if the problem has none.
struct Neighbours {
  explicit Neighbours(const Problem& p) : problem(p) {}
  const Problem& problem;
  // f(mask) for every change to a neighbour of x.
  template <class F>
  void each(std::uint64_t x, F&& f) const {
    if (problem.blocks.empty()) {
      for (unsigned q = 0; q < problem.variables; ++q) f(std::uint64_t{1} << q);
      return;
    }
    unsigned first = 0;
    for (const Block& b : problem.blocks) {
      for (unsigned i = first; i < first + b.n; ++i)
        for (unsigned j = i + 1; j < first + b.n; ++j)
          if ((x >> i & 1) != (x >> j & 1)) f(std::uint64_t{1} << i | std::uint64_t{1} << j);
      first += b.n;
    }
  }
};

std::uint64_t first_string(const Problem& problem, std::uint64_t seed) {
  std::uint64_t x = 0;
  if (problem.blocks.empty()) {
    x = random_bits(seed, 0xa22ea1, 0);
    return problem.variables < 64 ? x & ((std::uint64_t{1} << problem.variables) - 1) : x;
  }
  unsigned first = 0;
  for (const Block& b : problem.blocks) {
    for (unsigned i = 0; i < b.k; ++i) x |= std::uint64_t{1} << (first + i);
    first += b.n;
  }
  return x;
}

}  // namespace

Solution polish(const Problem& problem, std::uint64_t string) {
  const Neighbours neighbours(problem);
  Solution now{string, problem.cost(string)};
  for (;;) {
    Solution best = now;
    neighbours.each(now.string, [&](std::uint64_t mask) {
      const double c = problem.cost(now.string ^ mask);
      if (c < best.cost) best = {now.string ^ mask, c};
    });
    if (!(best.cost < now.cost)) return now;
    now = best;
  }
}

Solution anneal(const Problem& problem, std::uint64_t seed, unsigned sweeps, const std::atomic<bool>* stop) {
  const Neighbours neighbours(problem);
  Solution now{first_string(problem, seed), 0};
  now.cost = problem.cost(now.string);
  Solution best = now;
  // From the largest to a small part of the smallest change that the first state offers.
  double high = 0, low = 0;
  neighbours.each(now.string, [&](std::uint64_t mask) {
    const double d = std::abs(problem.cost(now.string ^ mask) - now.cost);
    high = std::max(high, d);
    if (d > 0) low = low > 0 ? std::min(low, d) : d;
  });
  if (!(high > 0)) high = low = 1;
  low = std::max(low, 1e-3 * high) / 5;
  std::uint64_t event = 1;
  std::vector<std::uint64_t> moves;
  for (unsigned sweep = 0; sweep < sweeps && !stopped(stop); ++sweep) {
    const double t = high * std::pow(low / high, sweeps > 1 ? sweep / static_cast<double>(sweeps - 1) : 1);
    for (unsigned step = 0; step < problem.variables; ++step) {
      moves.clear();
      neighbours.each(now.string, [&](std::uint64_t mask) { moves.push_back(mask); });
      if (moves.empty()) return best;
      const std::uint64_t mask = moves[static_cast<std::size_t>(random_uniform(seed, 0xa22ea1, event++) *
                                                                static_cast<double>(moves.size()))];
      const double c = problem.cost(now.string ^ mask);
      if (c > now.cost && random_uniform(seed, 0xa22ea1, event++) >= std::exp((now.cost - c) / t)) continue;
      now = {now.string ^ mask, c};
      if (now.cost < best.cost) best = now;
    }
  }
  return polish(problem, best.string);
}

std::vector<ClassicalResult> classical_results(const Problem& problem, std::uint64_t seed,
                                               const std::atomic<bool>* stop) {
  std::vector<ClassicalResult> results;
  const auto timed = [&](auto&& make) {
    const auto begin = std::chrono::steady_clock::now();
    std::optional<ClassicalResult> r;
    try {
      check_stop(stop);
      r = make();
    } catch (const Error& e) {
      if (e.code() != ErrorCode::kInterrupted) throw;
    }
    if (!r) return;
    r->seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    r->solution.cost = problem.cost(r->solution.string);
    results.push_back(*r);
  };
  for (const Baseline& b : problem.baselines)
    timed([&]() -> std::optional<ClassicalResult> {
      const std::optional<std::uint64_t> string = b.solve(stop);
      if (!string) return std::nullopt;
      return ClassicalResult{b.method, {*string, 0}, 0, b.exact};
    });
  timed([&]() -> std::optional<ClassicalResult> {
    return ClassicalResult{"simulated annealing", anneal(problem, seed, 200, stop), 0, false};
  });
  return results;
}

}  // namespace qiao::algorithms
