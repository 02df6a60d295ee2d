// Angles to begin with.

#include <algorithm>
#include <cmath>

#include "qaoa/simulators.hpp"
#include "qiao/base/rng.hpp"

namespace qiao::algorithms {
namespace {

// Optimal on 3-regular graphs of girth above 2 p + 1, found by maximising the cut that Basso et al.
// (arXiv:2110.14206, section 3) give for them; for gamma in units of the coefficient of Z Z on an edge. Wurtz
// and Lykov (arXiv:2107.00677) tabulate the same.
struct Fixed {
  std::vector<double> gamma, beta;
};
const std::vector<Fixed>& fixed_table() {
  static const std::vector<Fixed> table = {
      {{0.307740}, {0.392699}},
      {{0.243918, 0.448920}, {0.554904, 0.292381}},
      {{0.210931, 0.399201, 0.468490}, {0.608950, 0.459568, 0.235670}},
      {{0.204376, 0.390285, 0.494018, 0.578454}, {0.599560, 0.434342, 0.296758, 0.159036}},
      {{0.179618, 0.353043, 0.411045, 0.502098, 0.576968},
       {0.631666, 0.522527, 0.390138, 0.275992, 0.149296}},
      {{0.165687, 0.322791, 0.365829, 0.418481, 0.505097, 0.563615},
       {0.635892, 0.534435, 0.463339, 0.359997, 0.258587, 0.138845}},
  };
  return table;
}

}  // namespace

std::vector<double> interpolate_angles(const std::vector<double>& angles, unsigned depth) {
  std::vector<double> a = angles;
  while (a.size() / 2 < depth) {
    const std::size_t p = a.size() / 2;
    std::vector<double> next(2 * (p + 1));
    for (std::size_t half = 0; half < 2; ++half)
      for (std::size_t i = 0; i <= p; ++i) {
        const double share = static_cast<double>(i) / static_cast<double>(p);
        next[half * (p + 1) + i] =
            (i > 0 ? share * a[half * p + i - 1] : 0) + (i < p ? (1 - share) * a[half * p + i] : 0);
      }
    a = std::move(next);
  }
  if (a.size() / 2 == depth) return a;
  const std::size_t p = a.size() / 2;  // to fewer layers: along the same schedule
  std::vector<double> less(2 * depth);
  for (std::size_t half = 0; half < 2; ++half)
    for (std::size_t i = 0; i < depth; ++i) {
      const double at = (static_cast<double>(i) + 0.5) / depth * static_cast<double>(p) - 0.5;
      const std::size_t k = static_cast<std::size_t>(std::max(at, 0.0)), up = std::min(k + 1, p - 1);
      const double f = std::clamp(at - static_cast<double>(k), 0.0, 1.0);
      less[half * depth + i] = a[half * p + k] * (1 - f) + a[half * p + up] * f;
    }
  return less;
}

std::vector<double> start_angles(const QaoaOptions& options, MixerKind mixer, unsigned qubits, unsigned depth,
                                 double scale) {
  if (!options.given.empty()) {
    std::vector<double> a = interpolate_angles(options.given, depth);
    if (options.given_scale > 0)
      for (unsigned i = 0; i < depth; ++i) a[i] *= options.given_scale / scale;
    return a;
  }
  std::vector<double> a(2 * depth);
  if (options.start == StartKind::kRandom) {
    for (unsigned i = 0; i < 2 * depth; ++i) {
      const double u = random_uniform(options.optimize.seed, 0xa9, i) - 0.5;
      a[i] = i < depth ? 2 * u / scale : 3.141592653589793 * u;
    }
    return a;
  }
  // What the uniform state is to the mixer decides the sign: the highest state of +sum X.
  double mixing = -1;
  if (mixer == MixerKind::kXyComplete) mixing = -2.5 / qubits;
  if (mixer == MixerKind::kGrover) mixing = -3;
  if (options.start == StartKind::kFixed) {
    // For an edge Z Z / 2 of a cubic graph the scale is sqrt(3) / 2.
    const auto& table = fixed_table();
    const Fixed& f = table[std::min<std::size_t>(depth, table.size()) - 1];
    std::vector<double> cubic = f.gamma;
    for (double& g : cubic) g *= 2 * std::sqrt(0.75);
    cubic.insert(cubic.end(), f.beta.begin(), f.beta.end());
    a = interpolate_angles(cubic, depth);
    for (unsigned i = 0; i < depth; ++i) {
      a[i] /= scale;
      a[depth + i] *= mixing;
    }
    return a;
  }
  for (unsigned i = 0; i < depth; ++i) {
    const double s = (i + 0.5) / depth;
    a[i] = (0.25 + 0.65 * s) / scale;
    a[depth + i] = mixing * 0.7 * (1 - s);
  }
  return a;
}

}  // namespace qiao::algorithms
