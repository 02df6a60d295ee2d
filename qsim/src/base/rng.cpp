#include "qiao/base/rng.hpp"

#include <cmath>
#include <random>

namespace qiao {

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> c, std::array<std::uint32_t, 2> k) {
  constexpr std::uint64_t kM0 = 0xD2511F53, kM1 = 0xCD9E8D57;
  constexpr std::uint32_t kW0 = 0x9E3779B9, kW1 = 0xBB67AE85;
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t p0 = kM0 * c[0], p1 = kM1 * c[2];
    c = {static_cast<std::uint32_t>(p1 >> 32) ^ c[1] ^ k[0], static_cast<std::uint32_t>(p1),
         static_cast<std::uint32_t>(p0 >> 32) ^ c[3] ^ k[1], static_cast<std::uint32_t>(p0)};
    k = {k[0] + kW0, k[1] + kW1};
  }
  return c;
}

std::uint64_t random_bits(std::uint64_t seed, std::uint64_t stream, std::uint64_t event) {
  const auto lo = [](std::uint64_t v) { return static_cast<std::uint32_t>(v); };
  const auto hi = [](std::uint64_t v) { return static_cast<std::uint32_t>(v >> 32); };
  const auto r = philox4x32({lo(event), hi(event), lo(stream), hi(stream)}, {lo(seed), hi(seed)});
  return static_cast<std::uint64_t>(r[1]) << 32 | r[0];
}

namespace {

// log(k!) minus Stirling's main terms of it.
double stirling_rest(double k) {
  constexpr double kSmall[] = {0.08106146679532726, 0.04134069595540929, 0.02767792568499834,
                               0.02079067210376509, 0.01664469118982119, 0.01387612882307075,
                               0.01189670994589177, 0.01041126526197209, 0.009255462182712733,
                               0.008330563433362871};
  if (k <= 9) return kSmall[static_cast<int>(k)];
  const double square = (k + 1) * (k + 1);
  return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / (k + 1);
}

}  // namespace

std::uint64_t RandomStream::binomial(std::uint64_t n, double p) {
  if (n == 0 || !(p > 0)) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - binomial(n, 1 - p);
  const auto trials = static_cast<double>(n);
  if (trials * p < 10) {
    // The trials to the next success are distributed geometrically.
    const double log_q = std::log1p(-p);
    std::uint64_t successes = 0;
    double at = 0;
    for (;;) {
      at += std::floor(std::log1p(-uniform()) / log_q) + 1;
      if (!(at <= trials)) return successes;
      ++successes;
    }
  }
  const double q = 1 - p, ratio = p / q, deviation = std::sqrt(trials * p * q);
  const double b = 1.15 + 2.53 * deviation, a = -0.0873 + 0.0248 * b + 0.01 * p, c = trials * p + 0.5;
  const double alpha = (2.83 + 5.1 / b) * deviation, most_likely = std::floor((trials + 1) * p);
  for (;;) {
    const double u = uniform() - 0.5;
    double v = uniform();
    const double side = 0.5 - std::abs(u), k = std::floor((2 * a / side + b) * u + c);
    if (!(k >= 0 && k <= trials)) continue;
    if (side >= 0.07 && v <= 0.92 - 4.2 / b) return static_cast<std::uint64_t>(k);
    v = std::log(v * alpha / (a / (side * side) + b));
    const double m = most_likely, rest = trials - k + 1;
    const double bound = (m + 0.5) * std::log((m + 1) / (ratio * (trials - m + 1))) +
                         (trials + 1) * std::log((trials - m + 1) / rest) +
                         (k + 0.5) * std::log(rest * ratio / (k + 1)) + stirling_rest(m) +
                         stirling_rest(trials - m) - stirling_rest(k) - stirling_rest(trials - k);
    if (v <= bound) return static_cast<std::uint64_t>(k);
  }
}

std::uint64_t fresh_seed() {
  std::random_device device;
  return static_cast<std::uint64_t>(device()) << 32 | device();
}

}  // namespace qiao
