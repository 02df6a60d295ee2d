#include "qiao/qsim/outcomes.hpp"

#include <gtest/gtest.h>

namespace qiao::qsim {
namespace {

TEST(Outcomes, are_sorted_by_value_and_merged) {
  Outcomes<std::uint64_t> t(3);
  for (std::uint64_t v : {5, 1, 5, 0, 1, 5}) t.add({&v, 1}, 1);
  t.normalise();
  ASSERT_EQ(t.size(), 3u);
  EXPECT_EQ(t.str(0), "000");
  EXPECT_EQ(t.str(1), "001");
  EXPECT_EQ(t.str(2), "101");
  EXPECT_EQ(t.weight(2), 3u);
  EXPECT_TRUE(t.bit(2, 0) && !t.bit(2, 1) && t.bit(2, 2));
}

TEST(Outcomes, sort_by_the_highest_word_first) {
  Outcomes<double> t(70);
  const std::uint64_t low[2] = {~std::uint64_t{0}, 0}, high[2] = {0, 1};
  t.add(high, 0.25);
  t.add(low, 0.75);
  t.normalise();
  EXPECT_EQ(t.weight(0), 0.75);
  EXPECT_EQ(t.str(0), std::string(6, '0') + std::string(64, '1'));
  EXPECT_EQ(t.str(1), "000001" + std::string(64, '0'));
}

TEST(Outcomes, marginal_of_a_register_across_a_word_boundary) {
  Outcomes<double> t(70);
  const std::uint64_t a[2] = {std::uint64_t{1} << 63, 0b10}, b[2] = {(std::uint64_t{1} << 63) | 1, 0b10},
                      c[2] = {0, 0b01};
  t.add(a, 0.5);
  t.add(b, 0.25);
  t.add(c, 0.25);
  t.normalise();
  const Outcomes<double> m = t.marginal(62, 4);  // bits 62 63 64 65
  EXPECT_EQ(m.num_bits(), 4u);
  ASSERT_EQ(m.size(), 2u);
  EXPECT_EQ(m.str(0), "0100");
  EXPECT_EQ(m.weight(0), 0.25);
  EXPECT_EQ(m.str(1), "1010");
  EXPECT_EQ(m.weight(1), 0.75);
  EXPECT_EQ(t.str(2, 62, 4), "1010");
}

TEST(Outcomes, of_no_bits) {
  Outcomes<std::uint64_t> t(0);
  t.add({}, 4);
  t.add({}, 3);
  t.normalise();
  ASSERT_EQ(t.size(), 1u);
  EXPECT_EQ(t.weight(0), 7u);
  EXPECT_EQ(t.str(0), "");
}

}  // namespace
}  // namespace qiao::qsim
