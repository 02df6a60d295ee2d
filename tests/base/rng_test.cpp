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

}  // namespace
}  // namespace qiao
