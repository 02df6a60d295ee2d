// Drawing strings, and measures of what was drawn.

#include <algorithm>
#include <cmath>
#include <limits>

#include "qaoa/simulators.hpp"
#include "qiao/base/rng.hpp"
#include "qiao/base/stop.hpp"

namespace qiao::algorithms {
namespace {

constexpr std::uint64_t kCheckEvery = 1 << 16;  // shots between looks at the stop flag

}  // namespace

std::vector<std::uint64_t> draw(const std::vector<double>& p, std::uint64_t count, std::uint64_t seed,
                                std::uint64_t stream, const std::atomic<bool>* stop) {
  std::vector<double> cumulative(p.size());
  double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) cumulative[i] = sum += p[i];
  std::vector<std::uint64_t> drawn(count);
  for (std::uint64_t shot = 0; shot < count; ++shot) {
    if (shot % kCheckEvery == 0) check_stop(stop);
    const double u = random_uniform(seed, stream, shot) * sum;
    const auto at = std::upper_bound(cumulative.begin(), cumulative.end(), u);
    drawn[shot] = std::min(static_cast<std::uint64_t>(at - cumulative.begin()), std::uint64_t{p.size() - 1});
  }
  return drawn;
}

double measure_shots(const Problem& problem, const QaoaSimulator& simulator, const std::vector<double>& p,
                     const QaoaOptions& options, std::uint64_t two_qubit_gates, std::uint64_t evaluation) {
  const std::uint64_t seed = options.optimize.seed, stream = 0x5407000000 + evaluation,
                      noise = stream + (1ull << 40);
  const std::vector<double>& cost = simulator.cost();
  std::vector<double> costs;
  const double survives = std::pow(1 - options.depolarising, static_cast<double>(two_qubit_gates));
  std::uint64_t event = 0;
  for (std::uint64_t state : draw(p, options.shots, seed, stream, options.optimize.stop)) {
    if (costs.size() % kCheckEvery == 0) check_stop(options.optimize.stop);
    if (options.depolarising > 0 && random_uniform(seed, noise, event++) >= survives)
      state = random_bits(seed, noise, event++) % p.size();
    if (options.readout == 0) {
      costs.push_back(cost[state]);
      continue;
    }
    std::uint64_t x = simulator.string(state);
    for (unsigned q = 0; q < problem.variables; ++q)
      if (random_uniform(seed, noise, event++) < options.readout) x ^= std::uint64_t{1} << q;
    costs.push_back(cost_from(problem, simulator.offset(), x));
  }
  const double n = static_cast<double>(costs.size());
  double sum = 0;
  if (options.measure == MeasureKind::kExpectation) {
    for (const double c : costs) sum += c;
    return sum / n;
  }
  if (options.measure == MeasureKind::kCvar) {
    std::sort(costs.begin(), costs.end());
    const std::size_t kept = std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(options.alpha * n)));
    for (std::size_t i = 0; i < kept; ++i) sum += costs[i];
    return sum / static_cast<double>(kept);
  }
  const auto [low, high] = std::minmax_element(cost.begin(), cost.end());
  const double rate = options.eta / (*high > *low ? *high - *low : 1);
  for (const double c : costs) sum += std::exp(-rate * (c - *low));
  return -std::log(sum / n);
}

}  // namespace qiao::algorithms
