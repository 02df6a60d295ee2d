// SPSA and Adam.

#include <algorithm>
#include <cmath>

#include "optimizers/session.hpp"
#include "qiao/base/rng.hpp"

namespace qiao::algorithms {
namespace {

void clamp(std::vector<double>& x, const OptimizeOptions& o) {
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!o.lower.empty()) x[i] = std::max(x[i], o.lower[i]);
    if (!o.upper.empty()) x[i] = std::min(x[i], o.upper[i]);
  }
}

// Whether a step from `before` to `after` is within the tolerances for parameters.
bool small_step(const std::vector<double>& before, const std::vector<double>& after,
                const OptimizeOptions& o) {
  double step = 0, size = 0;
  for (std::size_t i = 0; i < after.size(); ++i) {
    step = std::max(step, std::abs(after[i] - before[i]));
    size = std::max(size, std::abs(after[i]));
  }
  return step < o.xtol_abs || step < o.xtol_rel * size;
}

}  // namespace

// Spall, IEEE Trans. Aerosp. Electron. Syst. 34, 817 (1998): gains a/(A+k+1)^0.602 and c/(k+1)^0.101. `a` is
// chosen so that the first steps move each parameter by about 2 pi / 25, from the mean slope at the start.
StopReason run_spsa(Session& session, std::vector<double> x) {
  const OptimizeOptions& o = session.options();
  const std::size_t n = x.size();
  const double c = o.initial_step > 0 ? o.initial_step : 0.1;
  const double iterations = static_cast<double>(o.max_evaluations) / 2;
  const double stability = 0.1 * iterations;
  std::uint64_t draws = 0;
  std::vector<double> direction(n), plus(n), minus(n);
  const auto slope = [&](double width) {
    for (std::size_t i = 0; i < n; ++i) {
      direction[i] = random_bits(o.seed, 0x5b5a + std::uint64_t{o.start}, draws++) & 1 ? 1 : -1;
      plus[i] = x[i] + width * direction[i];
      minus[i] = x[i] - width * direction[i];
    }
    clamp(plus, o);
    clamp(minus, o);
    const double up = session.evaluate(plus, {});
    return (up - session.evaluate(minus, {})) / (2 * width);
  };
  double mean = 0;
  const unsigned calibrations = static_cast<unsigned>(std::min(25.0, std::max(1.0, iterations / 10)));
  for (unsigned i = 0; i < calibrations; ++i) mean += std::abs(slope(c)) / calibrations;
  const double a = 0.25 * std::pow(stability + 1, 0.602) / (mean > 0 ? mean : 1);
  double last = HUGE_VAL;
  for (double k = 0;; ++k) {
    const double s = slope(c / std::pow(k + 1, 0.101));
    const double gain = a / std::pow(stability + k + 1, 0.602);
    const std::vector<double> before = x;
    for (std::size_t i = 0; i < n; ++i) x[i] -= gain * s * direction[i];
    clamp(x, o);
    if (small_step(before, x, o)) return StopReason::kConverged;
    if (std::fmod(k, 10) != 9) continue;
    const double value = session.evaluate(x, {});  // the iterates themselves are worth keeping
    if (std::abs(value - last) <= std::max(session.ftol_abs(), o.ftol_rel * std::abs(value)))
      return StopReason::kConverged;
    last = value;
  }
}

// Kingma, Ba: arXiv:1412.6980, with its constants.
StopReason run_adam(Session& session, std::vector<double> x) {
  const OptimizeOptions& o = session.options();
  const std::size_t n = x.size();
  const double rate = o.initial_step > 0 ? o.initial_step : 0.05;
  constexpr double kFirst = 0.9, kSecond = 0.999, kTiny = 1e-8;
  std::vector<double> gradient(n), m(n), v(n);
  double last = HUGE_VAL, first_power = 1, second_power = 1;
  unsigned quiet_steps = 0;
  for (;;) {
    const double value = session.evaluate(x, gradient);
    first_power *= kFirst;
    second_power *= kSecond;
    const std::vector<double> before = x;
    for (std::size_t i = 0; i < n; ++i) {
      m[i] = kFirst * m[i] + (1 - kFirst) * gradient[i];
      v[i] = kSecond * v[i] + (1 - kSecond) * gradient[i] * gradient[i];
      x[i] -= rate * (m[i] / (1 - first_power)) / (std::sqrt(v[i] / (1 - second_power)) + kTiny);
    }
    clamp(x, o);
    if (small_step(before, x, o)) return StopReason::kConverged;
    // Momentum oscillates: one small change means nothing.
    const bool quiet = std::abs(value - last) <= std::max(session.ftol_abs(), o.ftol_rel * std::abs(value));
    quiet_steps = quiet ? quiet_steps + 1 : 0;
    if (quiet_steps == 5) return StopReason::kConverged;
    last = value;
  }
}

}  // namespace qiao::algorithms
