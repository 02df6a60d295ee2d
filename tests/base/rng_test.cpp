#include "qiao/base/rng.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <vector>

namespace qiao {
namespace {

// The three known answers of philox4x32 with 10 rounds in kat_vectors of the Random123 distribution (Salmon
// et al., SC'11).
TEST(Rng, philox4x32_10_gives_the_published_answers) {
  using Block = std::array<std::uint32_t, 4>;
  EXPECT_EQ(philox4x32({0, 0, 0, 0}, {0, 0}), (Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  constexpr std::uint32_t kOnes = 0xffffffff;
  EXPECT_EQ(philox4x32({kOnes, kOnes, kOnes, kOnes}, {kOnes, kOnes}),
            (Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Rng, is_a_pure_function_of_seed_stream_and_event) {
  const std::uint64_t first = random_bits(7, 8, 9);
  for (std::uint64_t i = 0; i < 100; ++i) random_bits(i, i, i);
  EXPECT_EQ(random_bits(7, 8, 9), first);
}

// All 64 bits of each of the three arguments must matter: a truncated seed or shot number would repeat
// streams.
TEST(Rng, every_bit_of_seed_stream_and_event_changes_the_number) {
  std::set<std::uint64_t> seen{random_bits(0, 0, 0)};
  std::size_t expected = 1;
  for (int bit = 0; bit < 64; ++bit) {
    const std::uint64_t b = std::uint64_t{1} << bit;
    seen.insert(random_bits(b, 0, 0));
    seen.insert(random_bits(0, b, 0));
    seen.insert(random_bits(0, 0, b));
    expected += 3;
    ASSERT_EQ(seen.size(), expected) << "bit " << bit;
  }
}

TEST(Rng, uniform_numbers_lie_in_the_half_open_unit_interval) {
  for (std::uint64_t i = 0; i < 100'000; ++i) {
    const double u = random_uniform(1, i, 0);
    ASSERT_GE(u, 0.0);
    ASSERT_LT(u, 1.0);
  }
}

// Chi-square over 64 cells along each of the three arguments. Threshold: 63 degrees of freedom, probability
// 1e-6 (132.6); the numbers are fixed, so this cannot flicker.
TEST(Rng, uniform_numbers_fill_cells_evenly_along_each_argument) {
  constexpr int kCells = 64, kDraws = 64'000;
  for (int axis = 0; axis < 3; ++axis) {
    std::vector<int> cell(kCells);
    for (std::uint64_t i = 0; i < kDraws; ++i) {
      const double u = axis == 0   ? random_uniform(i, 3, 4)
                       : axis == 1 ? random_uniform(5, i, 4)
                                   : random_uniform(5, 3, i);
      ++cell[static_cast<std::size_t>(u * kCells)];
    }
    double chi2 = 0;
    for (const int n : cell) chi2 += std::pow(n - double(kDraws) / kCells, 2) / (double(kDraws) / kCells);
    EXPECT_LT(chi2, 132.6) << "axis " << axis;
    EXPECT_GT(chi2, 20.0) << "axis " << axis << ": more even than chance allows";
  }
}

TEST(Rng, fresh_seeds_differ) {
  std::set<std::uint64_t> seeds;
  for (int i = 0; i < 50; ++i) seeds.insert(fresh_seed());
  EXPECT_EQ(seeds.size(), 50u);
}

// Against the probabilities by their recurrence, on both sides of where the method changes.
TEST(Random, binomial_numbers_have_their_distribution) {
  struct Case {
    std::uint64_t n;
    double p;
  };
  for (const Case c : {Case{1, 0.3}, Case{7, 0.5}, Case{40, 0.1}, Case{40, 0.9}, Case{100, 0.3},
                       Case{1000, 0.02}, Case{1000, 0.5}, Case{100000, 0.00005}, Case{100000, 0.999}}) {
    constexpr int kDraws = 40000;
    std::vector<double> pmf(c.n + 1);
    const double mode = std::floor(static_cast<double>(c.n + 1) * c.p), n = static_cast<double>(c.n);
    const auto log_pmf = [&](double k) {
      return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) + k * std::log(c.p) +
             (n - k) * std::log1p(-c.p);
    };
    for (std::uint64_t k = 0; k <= c.n; ++k) pmf[k] = std::exp(log_pmf(static_cast<double>(k)));
    std::vector<int> seen(c.n + 1);
    for (int d = 0; d < kDraws; ++d) {
      const std::uint64_t k = RandomStream(17, static_cast<std::uint64_t>(d)).binomial(c.n, c.p);
      ASSERT_LE(k, c.n);
      ++seen[k];
    }
    double chi = 0, cells = 0, rest = 0, rest_mean = 0;
    for (std::uint64_t k = 0; k <= c.n; ++k) {
      const double mean = pmf[k] * kDraws;
      if (mean < 10) {
        rest += seen[k];
        rest_mean += mean;
        continue;
      }
      chi += (seen[k] - mean) * (seen[k] - mean) / mean;
      ++cells;
    }
    if (rest_mean > 10) chi += (rest - rest_mean) * (rest - rest_mean) / rest_mean;
    EXPECT_LT(chi, cells + 6 * std::sqrt(2 * cells) + 6) << c.n << ' ' << c.p << ' ' << mode;
  }
}

TEST(Random, binomial_numbers_of_many_trials) {
  for (const double p : {0.5, 0.123, 1e-9, 1 - 1e-9}) {
    const std::uint64_t n = std::uint64_t{1} << 40;
    const double mean = static_cast<double>(n) * p, deviation = std::sqrt(mean * (1 - p));
    double sum = 0, squares = 0;
    constexpr int kDraws = 2000;
    for (int d = 0; d < kDraws; ++d) {
      const double z =
          (static_cast<double>(RandomStream(3, static_cast<std::uint64_t>(d)).binomial(n, p)) - mean) /
          deviation;
      sum += z;
      squares += z * z;
    }
    EXPECT_NEAR(sum / kDraws, 0, 5 / std::sqrt(double{kDraws})) << p;
    EXPECT_NEAR(squares / kDraws, 1, 5 * std::sqrt(2.0 / kDraws)) << p;
  }
  EXPECT_EQ(RandomStream(1, 1).binomial(100, 0), 0u);
  EXPECT_EQ(RandomStream(1, 1).binomial(100, 1), 100u);
  EXPECT_EQ(RandomStream(1, 1).binomial(100, std::nan("")), 0u);
  EXPECT_EQ(RandomStream(1, 1).binomial(0, 0.5), 0u);
}

}  // namespace
}  // namespace qiao
