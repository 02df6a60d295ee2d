#include "qiao/ir/param.hpp"

#include <gtest/gtest.h>

#include <numbers>
#include <utility>

#include "qiao/base/error.hpp"
#include "qiao/ir/circuit.hpp"
#include "qiao/ir/passes.hpp"
#include "qiao/ir/synthesis.hpp"

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

// A symbol of an input takes the values that its type has, as `--input` gives them.
TEST(Symbols, hold_what_their_type_holds) {
  constexpr double kPi = std::numbers::pi;
  const ValueType angle{ValueKind::kAngle, 8}, byte{ValueKind::kInt, 8}, nibble{ValueKind::kUint, 4},
      single{ValueKind::kFloat, 32};
  EXPECT_DOUBLE_EQ(input_value("t", angle, -kPi / 2), 3 * kPi / 2);
  EXPECT_DOUBLE_EQ(input_value("t", angle, 2 * kPi + 0.001), 0);
  EXPECT_EQ(input_value("t", byte, -128), -128);
  EXPECT_EQ(input_value("t", nibble, 15), 15);
  EXPECT_EQ(input_value("t", single, 0.1), static_cast<double>(0.1f));
  EXPECT_EQ(input_value("t", {}, -7.25), -7.25);
  for (const auto& [type, value] : {std::pair{byte, 128.0}, std::pair{byte, 0.5}, std::pair{nibble, -1.0},
                                    std::pair{nibble, 16.0}, std::pair{byte, 1e300}})
    EXPECT_THROW(input_value("t", type, value), Error) << value;
  for (int i = 0; i < 100; ++i)
    for (const ValueType type : {angle, byte, nibble, single})
      EXPECT_NO_THROW(input_value("t", type, sample_input(type, i / 100.0))) << i;

  Circuit c(1);
  c.symbol("t", angle);
  const Param t[] = {Param::symbol(0)};
  const Qubit q[] = {0};
  c.symbolic_gate(GateId::kRX, q, t);
  EXPECT_DOUBLE_EQ(c.bind({{"t", -kPi / 2}}).at(0).params()[0], 3 * kPi / 2);
  EXPECT_EQ(inverse(c).symbol_type(0), angle);
  EXPECT_EQ(same_shape(c).symbol_type(0), angle);
  Circuit in_order;
  in_order.add_creg("rec", 2, true);
  EXPECT_TRUE(same_shape(in_order).cregs()[0].in_order);
  EXPECT_TRUE(inverse(in_order).cregs()[0].in_order);
}

}  // namespace
}  // namespace qiao::ir
