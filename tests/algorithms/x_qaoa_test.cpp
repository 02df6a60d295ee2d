// QAOA with the X mixer against the textbook: complex amplitudes, one qubit after the other.

#include "qiao/algorithms/x_qaoa.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <random>

#include "qiao/base/error.hpp"

namespace qiao::algorithms {
namespace {

using Complex = std::complex<double>;

// |+>^n, then exp(-i sum of phases) and exp(-i beta X) on each qubit. betas: n for each layer.
std::vector<Complex> textbook(unsigned n, const std::vector<std::vector<double>>& phases,
                              const std::vector<std::vector<double>>& betas) {
  std::vector<Complex> psi(std::size_t{1} << n, std::pow(2.0, -0.5 * n));
  for (std::size_t layer = 0; layer < phases.size(); ++layer) {
    for (std::size_t x = 0; x < psi.size(); ++x) psi[x] *= std::polar(1.0, -phases[layer][x]);
    for (unsigned q = 0; q < n; ++q) {
      const double c = std::cos(betas[layer][q]), s = std::sin(betas[layer][q]);
      for (std::size_t x = 0; x < psi.size(); ++x)
        if (!(x >> q & 1)) {
          const Complex a = psi[x], b = psi[x | std::size_t{1} << q];
          psi[x] = c * a - Complex(0, s) * b;
          psi[x | std::size_t{1} << q] = c * b - Complex(0, s) * a;
        }
    }
  }
  return psi;
}

double expectation(const std::vector<Complex>& psi, const std::vector<double>& cost) {
  double sum = 0;
  for (std::size_t x = 0; x < psi.size(); ++x) sum += std::norm(psi[x]) * cost[x];
  return sum;
}

SpinPolynomial random_polynomial(unsigned n, unsigned seed, bool even, bool whole) {
  std::mt19937 random(seed);
  SpinPolynomial p(n);
  for (unsigned t = 0; t < 2 * n; ++t) {
    std::uint64_t mask = 0;
    for (int tries = 0; tries < 2 + (even ? 0 : static_cast<int>(t % 3) - 1); ++tries)
      mask |= std::uint64_t{1} << random() % n;
    if (even && std::popcount(mask) % 2) mask ^= mask & (0 - mask);
    p.add(mask, whole ? static_cast<double>(random() % 3) : static_cast<double>(random()) * 0x1p-32);
  }
  p.simplify();
  return p;
}

TEST(SpinPolynomial, all_values_are_the_values) {
  for (const unsigned n : {1u, 2u, 5u, 13u, 14u}) {
    SpinPolynomial p = random_polynomial(n, n, false, false);
    p.add(0, 0.25);
    p.add_binary((std::uint64_t{1} << n) - 1, 3);
    const std::vector<double> v = all_values(p, false, 2);
    for (std::uint64_t x = 0; x < v.size(); x += 1 + x / 16) EXPECT_NEAR(v[x], p.value(x), 1e-12);
    // The product of all x_q is 1 in one string only.
    EXPECT_NEAR(v.back() - random_polynomial(n, n, false, false).value(v.size() - 1), 3.25, 1e-12);
  }
  const SpinPolynomial even = random_polynomial(10, 1, true, true);
  const std::vector<double> half = all_values(even, true, 1), full = all_values(even, false, 1);
  for (std::size_t x = 0; x < half.size(); ++x) {
    EXPECT_EQ(half[x], full[x]);
    EXPECT_EQ(half[x], full[full.size() - 1 - x]);
  }
  EXPECT_THROW(SpinPolynomial(3).add(8, 1), Error);
}

// All ways a state is stored and walked: below a vector, within a row, a tile, one walk above it.
TEST(XQaoa, agrees_with_the_textbook) {
  for (const unsigned n : {1u, 2u, 3u, 4u, 6u, 8u, 9u, 10u, 11u, 12u, 13u, 16u, 17u})
    for (const bool even : {false, true})
      for (const bool whole : {false, true}) {
        if (n == 1 && even) continue;
        const SpinPolynomial p = random_polynomial(n, n, even, whole);
        const std::vector<double> cost = all_values(p, false, 1);
        // Both forms of the rotations: small angles and those near pi/2.
        const std::vector<double> angles = {0.37, -1.2, 0.31, 1.3};
        std::vector<std::vector<double>> phases(2, cost), betas;
        for (std::size_t layer = 0; layer < 2; ++layer) {
          for (double& v : phases[layer]) v *= angles[layer];
          betas.emplace_back(n, angles[2 + layer]);
        }
        const std::vector<Complex> psi = textbook(n, phases, betas);
        const double energy = expectation(psi, cost);
        for (const bool half : {false, true}) {
          if (half && !even) continue;
          XQaoa qaoa(n, all_values(p, half, 1));
          EXPECT_EQ(qaoa.halved(), half && n >= 9);
          EXPECT_NEAR(qaoa.energy(angles), energy, 1e-12) << n << even << whole << half;
          const std::vector<Complex> ours = qaoa.amplitudes();
          double difference = 0;
          for (std::size_t x = 0; x < psi.size(); ++x) difference += std::norm(ours[x] - psi[x]);
          EXPECT_LT(std::sqrt(difference), 1e-13) << n << even << whole << half;
          XQaoa single(n, all_values(p, half, 1), {.precision = qsim::Precision::kF32, .threads = 2});
          EXPECT_NEAR(single.energy(angles), energy, 1e-5) << n << even << whole << half;
        }
      }
}

TEST(XQaoa, gradients_agree_with_differences) {
  for (const unsigned n : {2u, 5u, 9u, 10u, 13u, 17u}) {
    const SpinPolynomial p = random_polynomial(n, n, true, n % 2);
    const std::vector<double> angles = {0.37, -1.2, 0.6, 0.31, 1.3, -0.2};
    for (const bool half : {false, true}) {
      XQaoa qaoa(n, all_values(p, half, 1), {.threads = 2});
      std::vector<double> derivatives(6);
      EXPECT_NEAR(qaoa.gradient(angles, derivatives), qaoa.energy(angles), 1e-12);
      for (std::size_t i = 0; i < angles.size(); ++i) {
        constexpr double kStep =
            1e-5;  // central differences: error of order 1e-10 times the third derivative
        std::vector<double> up = angles, down = angles;
        up[i] += kStep;
        down[i] -= kStep;
        EXPECT_NEAR(derivatives[i], (qaoa.energy(up) - qaoa.energy(down)) / (2 * kStep), 1e-6) << n << i;
      }
      XQaoa single(n, all_values(p, half, 1), {.precision = qsim::Precision::kF32});
      std::vector<double> rough(6);
      single.gradient(angles, rough);
      for (std::size_t i = 0; i < angles.size(); ++i) EXPECT_NEAR(rough[i], derivatives[i], 2e-4) << n << i;
    }
  }
}

TEST(XQaoa, an_angle_for_each_term_and_qubit) {
  for (const unsigned n : {4u, 10u, 16u}) {
    const SpinPolynomial p = random_polynomial(n, n, true, false);
    const std::size_t k = p.terms().size(), per_layer = k + n;
    std::vector<double> angles(2 * per_layer);
    std::mt19937 random(n);
    for (double& a : angles) a = static_cast<double>(random()) * 0x1p-32 - 0.5;
    std::vector<std::vector<double>> phases, betas;
    for (std::size_t layer = 0; layer < 2; ++layer) {
      SpinPolynomial scaled(n);
      for (std::size_t t = 0; t < k; ++t)
        scaled.add(p.terms()[t].mask, p.terms()[t].coefficient * angles[layer * per_layer + t]);
      phases.push_back(all_values(scaled, false, 1));
      betas.emplace_back(angles.begin() + static_cast<std::ptrdiff_t>(layer * per_layer + k),
                         angles.begin() + static_cast<std::ptrdiff_t>((layer + 1) * per_layer));
    }
    const double energy = expectation(textbook(n, phases, betas), all_values(p, false, 1));
    for (const bool half : {false, true}) {
      XQaoa qaoa(n, all_values(p, half, 1));
      EXPECT_NEAR(qaoa.energy(angles, p), energy, 1e-12);
      std::vector<double> derivatives(angles.size());
      EXPECT_NEAR(qaoa.gradient(angles, p, derivatives), energy, 1e-12);
      for (std::size_t i = 0; i < angles.size(); i += n == 4 ? 1 : 7) {
        std::vector<double> up = angles, down = angles;
        up[i] += 1e-5;
        down[i] -= 1e-5;
        EXPECT_NEAR(derivatives[i], (qaoa.energy(up, p) - qaoa.energy(down, p)) / 2e-5, 1e-7)
            << n << " " << i;
      }
    }
  }
}

TEST(XQaoa, results_do_not_depend_on_threads) {
  const SpinPolynomial p = random_polynomial(18, 3, true, false);
  const std::vector<double> angles = {0.37, -1.2, 0.31, 1.3};
  XQaoa one(18, all_values(p, true, 1)), two(18, all_values(p, true, 2), {.threads = 2});
  std::vector<double> a(4), b(4);
  EXPECT_EQ(one.gradient(angles, a), two.gradient(angles, b));
  EXPECT_EQ(a, b);
}

TEST(XQaoa, wrong_sizes_are_refused) {
  EXPECT_THROW(XQaoa(3, std::vector<double>(5)), Error);
  XQaoa qaoa(3, std::vector<double>(8));
  EXPECT_THROW(qaoa.energy(std::vector<double>(3)), Error);
}

}  // namespace
}  // namespace qiao::algorithms
