#include "qiao/algorithms/verdict.hpp"

#include <algorithm>
#include <numeric>

#include "qiao/base/error.hpp"

namespace qiao::algorithms {

Gain gain_of(std::vector<double> gains) {
  if (gains.empty()) throw Error(ErrorCode::kUsage, "no resamples to compare by");
  const double n = static_cast<double>(gains.size());
  Gain r;
  double above = 1, below = 1;
  for (const double x : gains) {
    r.mean += x / n;
    above += x >= 0;
    below += x <= 0;
  }
  std::sort(gains.begin(), gains.end());
  const auto quantile = [&](double q) {
    const double at = q * (n - 1);
    const std::size_t i = static_cast<std::size_t>(at), j = std::min(i + 1, gains.size() - 1);
    return gains[i] + (at - static_cast<double>(i)) * (gains[j] - gains[i]);
  };
  r.low = quantile(0.025);
  r.high = quantile(0.975);
  r.p = std::min(1.0, 2 * std::min(above, below) / (n + 1));
  return r;
}

std::vector<double> holm(const std::vector<double>& p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  std::vector<double> corrected(p.size());
  double largest = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    largest = std::max(largest, std::min(1.0, p[order[i]] * static_cast<double>(order.size() - i)));
    corrected[order[i]] = largest;
  }
  return corrected;
}

Decision decide(const Gain& gain, bool ties_optimum, bool cut_off) {
  if (ties_optimum) return {false, kTiesOptimum};
  if (gain.low >= kGate) return {true, "the lower end of the interval reaches the gate"};
  if (cut_off) return {false, kCutOff};
  return {false, gain.high < kGate ? "below the gate" : "underpowered"};
}

}  // namespace qiao::algorithms
