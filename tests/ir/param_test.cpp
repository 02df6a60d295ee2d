#include "qiao/ir/param.hpp"

#include <gtest/gtest.h>

#include "qiao/base/error.hpp"

namespace qiao::ir {
namespace {

TEST(Param, arithmetic_agrees_with_numbers) {
  const Param a = Param::symbol(0), b = Param::symbol(3);
  const std::vector<double> values{0.7, 0, 0, -1.3};
  const Param e = (2 * a - b / 4 + 1.5) * -3.0 + (-b);
  EXPECT_NEAR(e.bind(values), (2 * 0.7 + 1.3 / 4 + 1.5) * -3.0 + 1.3, 1e-14);
  EXPECT_DOUBLE_EQ(e.derivative(0), -6.0);
  EXPECT_DOUBLE_EQ(e.derivative(3), 0.75 - 1.0);
  EXPECT_DOUBLE_EQ(e.derivative(1), 0.0);
}

TEST(Param, is_canonical) {
  const Param a = Param::symbol(5), b = Param::symbol(2);
  EXPECT_EQ(a + b, b + a);
  EXPECT_TRUE((a - a).is_number());
  EXPECT_EQ(a - a, Param(0.0));
  EXPECT_TRUE((a * 0.0).is_number());
  EXPECT_TRUE(Param::symbol(1, 0.0).is_number());
  const Param sum = a + b;
  ASSERT_EQ(sum.terms().size(), 2u);
  EXPECT_LT(sum.terms()[0].first, sum.terms()[1].first);
}

TEST(Param, binding_without_a_value_is_a_usage_error) {
  try {
    Param::symbol(2).bind({1.0, 2.0});
    ADD_FAILURE();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::kUsage);
  }
  EXPECT_EQ(Param(4.0).bind({}), 4.0);
}

}  // namespace
}  // namespace qiao::ir
