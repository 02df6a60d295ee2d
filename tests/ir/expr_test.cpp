// Classical values: the operators and conversions of OpenQASM 3, with results worked out by hand from its
// text.
#include "qiao/ir/expr.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "qiao/base/error.hpp"
#include "qiao/ir/circuit.hpp"

namespace qiao::ir {
namespace {

constexpr double kPi = std::numbers::pi;
ValueType uint_type(unsigned w) { return {ValueKind::kUint, static_cast<std::uint8_t>(w)}; }
ValueType int_type(unsigned w) { return {ValueKind::kInt, static_cast<std::uint8_t>(w)}; }
ValueType angle_type(unsigned w) { return {ValueKind::kAngle, static_cast<std::uint8_t>(w)}; }
ValueType bits_type(unsigned w) { return {ValueKind::kBits, static_cast<std::uint8_t>(w)}; }
Value u(std::uint64_t x) { return Value::of(x); }
Value s(std::int64_t x) { return Value::of(static_cast<std::uint64_t>(x)); }
Value on(ExprOp op, ValueType t, Value a, Value b = {}) { return apply(op, t, t, a, t, b, t.width); }

template <class F>
std::string fault(F&& f) {
  try {
    f();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::kInput);
    return e.what();
  }
  return "no error";
}

TEST(Values, integers_wrap_at_their_width) {
  EXPECT_EQ(on(ExprOp::kAdd, uint_type(4), u(15), u(3)).word, 2u);
  EXPECT_EQ(on(ExprOp::kSub, uint_type(8), u(3), u(5)).word, 254u);
  EXPECT_EQ(on(ExprOp::kAdd, int_type(8), s(127), s(1)).integer(), -128);
  EXPECT_EQ(on(ExprOp::kMul, int_type(8), s(-128), s(-1)).integer(), -128);
  EXPECT_EQ(on(ExprOp::kNeg, uint_type(6), u(1)).word, 63u);
  EXPECT_EQ(on(ExprOp::kBitNot, uint_type(4), u(5)).word, 10u);
  EXPECT_EQ(on(ExprOp::kPow, int_type(32), s(-3), s(3)).integer(), -27);
  EXPECT_EQ(on(ExprOp::kPow, uint_type(8), u(2), u(9)).word, 0u);
}

TEST(Values, division_is_towards_zero_and_by_zero_an_error) {
  EXPECT_EQ(on(ExprOp::kDiv, int_type(8), s(-7), s(2)).integer(), -3);
  EXPECT_EQ(on(ExprOp::kMod, int_type(8), s(-7), s(2)).integer(), -1);
  EXPECT_EQ(on(ExprOp::kDiv, int_type(64), s(INT64_MIN), s(-1)).integer(), INT64_MIN);
  EXPECT_EQ(on(ExprOp::kMod, int_type(64), s(INT64_MIN), s(-1)).integer(), 0);
  EXPECT_EQ(fault([] { on(ExprOp::kDiv, int_type(8), s(1), s(0)); }), "division by zero");
  EXPECT_EQ(fault([] { on(ExprOp::kMod, uint_type(8), u(1), u(0)); }), "division by zero");
  EXPECT_EQ(fault([] { on(ExprOp::kDiv, kFloatType, Value::of(1.0), Value::of(0.0)); }), "division by zero");
}

// The examples of the specification's text on classical instructions.
TEST(Values, examples_of_the_specification) {
  EXPECT_EQ(on(ExprOp::kShiftLeft, bits_type(8), u(0b10001111), u(1)).word, 0b00011110u);
  EXPECT_EQ(on(ExprOp::kRotateLeft, bits_type(8), u(0b10001111), u(2)).word, 0b00111110u);
  EXPECT_EQ(on(ExprOp::kBitOr, bits_type(8), u(0b10001111), u(0b01110000)).word, 0b11111111u);
  EXPECT_EQ(on(ExprOp::kPopcount, uint_type(6), u(37)).word, 3u);
  EXPECT_EQ(on(ExprOp::kRotateLeft, uint_type(6), u(37), u(3)).word, 44u);
  EXPECT_EQ(on(ExprOp::kRotateRight, uint_type(6), u(37), u(1)).word, 0b110010u);
  const ValueType a4 = angle_type(4);
  EXPECT_EQ(angle_word(9 * (kPi / 8), 4), 0b1001u);
  EXPECT_EQ(on(ExprOp::kShiftLeft, a4, u(0b1001), u(2)).word, 0b0100u);
  EXPECT_EQ(on(ExprOp::kShiftRight, a4, u(0b1001), u(2)).word, 0b0010u);
  EXPECT_EQ(on(ExprOp::kAdd, a4, u(0b0111), u(0b0001)).word, 0b1000u);
  EXPECT_EQ(on(ExprOp::kSub, a4, u(0b0001), u(0b0111)).word, 0b1010u);
  EXPECT_EQ(apply(ExprOp::kDiv, a4, a4, u(0b0111), uint_type(4), u(2)).word, 0b0011u);
  EXPECT_EQ(apply(ExprOp::kMul, a4, uint_type(4), u(2), a4, u(0b1010)).word, 0b0100u);
  EXPECT_EQ(apply(ExprOp::kDiv, uint_type(4), a4, u(0b1010), a4, u(0b0001)).word, 0b1010u);
  EXPECT_EQ(on(ExprOp::kNeg, a4, u(0b0010)).word, 0b1110u);
  const ValueType c{ValueKind::kComplex, 64};
  const Value x = Value::of(10, 5), y = Value::of(-2, -7);
  const auto expect = [&](ExprOp op, double re, double im) {
    const Value v = on(op, c, x, y);
    EXPECT_NEAR(v.real(), re, 1e-12);
    EXPECT_NEAR(v.second, im, 1e-12);
  };
  expect(ExprOp::kAdd, 8, -2);
  expect(ExprOp::kSub, 12, 12);
  expect(ExprOp::kMul, 15, -80);
  expect(ExprOp::kDiv, -55.0 / 53, 60.0 / 53);
  expect(ExprOp::kPow, 0.10694695640729072, 0.17536481119721312);
}

TEST(Values, conversions) {
  EXPECT_EQ(convert(uint_type(8), int_type(8), s(-1)).word, 255u);
  EXPECT_EQ(convert(int_type(8), uint_type(8), u(255)).integer(), -1);
  EXPECT_EQ(convert(int_type(16), int_type(8), s(-5)).integer(), -5);
  EXPECT_EQ(convert(int_type(8), kFloatType, Value::of(-3.9)).integer(), -3);
  EXPECT_EQ(convert(kFloatType, uint_type(8), u(200)).real(), 200.0);
  EXPECT_EQ(convert(kBoolType, kFloatType, Value::of(0.5)).word, 1u);
  EXPECT_EQ(convert(kBoolType, angle_type(8), u(0)).word, 0u);
  EXPECT_EQ(convert(angle_type(4), bits_type(4), u(9)).word, 9u);
  EXPECT_EQ(convert(angle_type(8), angle_type(4), u(9)).word, 0x90u);
  EXPECT_EQ(convert(angle_type(4), angle_type(8), u(0x98)).word, 10u);  // a tie goes to the even one
  EXPECT_EQ(convert(angle_type(4), angle_type(8), u(0xa8)).word, 10u);
  EXPECT_EQ(convert(angle_type(4), angle_type(8), u(0xff)).word, 0u);
  EXPECT_EQ(convert(angle_type(4), kFloatType, Value::of(-kPi / 4)).word, 14u);
  EXPECT_EQ(convert({ValueKind::kFloat, 32}, kFloatType, Value::of(0.1)).real(), static_cast<double>(0.1f));
  EXPECT_NE(fault([] { convert(int_type(8), kFloatType, Value::of(1e30)); }), "no error");
}

TEST(Values, are_stored_bit_by_bit) {
  ClassicalBits bits(300);
  const struct {
    ValueType type;
    Value value;
  } cases[] = {{int_type(7), s(-3)},
               {uint_type(64), u(0x123456789abcdef0)},
               {kBoolType, u(1)},
               {kFloatType, Value::of(-0.1)},
               {{ValueKind::kFloat, 32}, Value::of(0.5)},
               {angle_type(5), u(21)},
               {{ValueKind::kComplex, 64}, Value::of(1.5, -2.5)},
               {kDurationType, Value::of(1e-9, 3)}};
  for (const Clbit first : {0u, 1u, 63u, 64u, 100u, 127u})
    for (const auto& c : cases) {
      bits.write(first + stored_bits(c.type), 3, 7);
      store(bits, first, c.type, c.value);
      EXPECT_EQ(load(bits, first, c.type), c.value) << type_name(c.type) << " at " << first;
      EXPECT_EQ(bits.read(first + stored_bits(c.type), 3), 7u);
    }
}

TEST(Values, functions_have_domains) {
  const auto f = [](ExprOp op, double x) { return on(op, kFloatType, Value::of(x)).real(); };
  EXPECT_DOUBLE_EQ(f(ExprOp::kArccos, -1), kPi);
  EXPECT_DOUBLE_EQ(f(ExprOp::kFloor, -1.5), -2);
  EXPECT_DOUBLE_EQ(f(ExprOp::kCeiling, -1.5), -1);
  EXPECT_NE(fault([&] { f(ExprOp::kLog, 0); }), "no error");
  EXPECT_NE(fault([&] { f(ExprOp::kSqrt, -1); }), "no error");
  EXPECT_NE(fault([&] { f(ExprOp::kArcsin, 1.5); }), "no error");
  EXPECT_NE(fault([&] { f(ExprOp::kExp, 1e4); }), "no error");
}

TEST(Values, indices_count_from_both_ends) {
  const auto index = [](std::int64_t i) {
    return apply(ExprOp::kIndex, kUintType, kIntType, s(i), {}, {}, 5).word;
  };
  EXPECT_EQ(index(0), 0u);
  EXPECT_EQ(index(4), 4u);
  EXPECT_EQ(index(-1), 4u);
  EXPECT_EQ(index(-5), 0u);
  EXPECT_EQ(fault([&] { index(5); }), "index 5 is outside the 5 element(s)");
  EXPECT_EQ(fault([&] { index(-6); }), "index -6 is outside the 5 element(s)");
}

TEST(Durations, seconds_and_samples_do_not_mix) {
  const Value ns = Value::of(1e-9, 0), dt = Value::of(0, 4);
  EXPECT_EQ(apply(ExprOp::kDiv, kFloatType, kDurationType, Value::of(5e-7, 0), kDurationType, ns).real(),
            5e-7 / 1e-9);
  EXPECT_EQ(on(ExprOp::kAdd, kDurationType, ns, dt), Value::of(1e-9, 4));
  EXPECT_EQ(apply(ExprOp::kMul, kDurationType, kFloatType, Value::of(0.5), kDurationType, dt),
            Value::of(0, 2));
  EXPECT_NE(fault([&] { apply(ExprOp::kDiv, kFloatType, kDurationType, ns, kDurationType, dt); }),
            "no error");
  EXPECT_NE(fault([&] { apply(ExprOp::kLt, kBoolType, kDurationType, ns, kDurationType, dt); }), "no error");
}

TEST(Circuit, classical_memory_has_results_first) {
  Circuit c;
  c.add_creg("c", 3);
  EXPECT_EQ(c.add_variable({.name = "n", .type = int_type(8), .is_result = true}), 3u);
  EXPECT_EQ(c.add_variable({.name = "x", .type = kFloatType}), 11u);
  EXPECT_EQ(c.add_variable({.name = "a", .type = uint_type(4), .dims = {2, 3}}), 75u);
  EXPECT_EQ(c.num_result_bits(), 11u);
  EXPECT_EQ(c.num_clbits(), 99u);
  EXPECT_EQ(c.cregs().size(), 2u);
  EXPECT_EQ(c.clbit_name(4), "n[1]");
  EXPECT_EQ(c.clbit_name(75), "a{0}");
  EXPECT_THROW(c.add_creg("late", 1), Error);
}

TEST(Circuit, blocks_nest_and_are_read_back) {
  Circuit c(2, 4);
  const ExprId n = c.add_expr({.op = ExprOp::kBits, .a = 0, .b = 4});
  c.begin_switch(n);
  const std::int64_t one[] = {1, 3}, two[] = {-2};
  c.begin_case(one);
  c.begin_while(n);
  c.begin_block(true);
  c.continue_loop(2);
  c.break_out(1);
  c.end();
  c.end();
  c.begin_case(two);
  c.gate(GateId::kX, {0});
  c.begin_default();
  c.end_program();
  c.end();
  c.gate(GateId::kH, {1});
  ASSERT_EQ(c.size(), 2u);
  const Instruction s = c.at(0);
  ASSERT_EQ(s.kind(), OpKind::kSwitch);
  ASSERT_EQ(s.num_cases(), 2u);
  EXPECT_EQ(s.case_values(0).size(), 2u);
  EXPECT_EQ(s.case_values(0)[1], 3);
  EXPECT_EQ(s.case_values(1)[0], -2);
  EXPECT_EQ(c.at(0, s.case_block(1)).kind(), OpKind::kGate);
  EXPECT_EQ(c.at(0, s.default_block()).kind(), OpKind::kEnd);
  const Instruction loop = c.at(0, s.case_block(0));
  ASSERT_EQ(loop.kind(), OpKind::kWhile);
  const Instruction box = c.at(0, loop.body());
  EXPECT_TRUE(box.is_box());
  EXPECT_EQ(c.at(0, box.body()).levels(), 2u);
  unsigned blocks = 0;
  s.each_block([&](BlockId) { ++blocks; });
  EXPECT_EQ(blocks, 3u);
  EXPECT_THROW(c.break_out(1), Error);
  c.begin_block();
  EXPECT_THROW(c.continue_loop(1), Error);
  EXPECT_THROW(c.break_out(2), Error);
}

TEST(Circuit, assignments_and_run_time_parameters_are_read_back) {
  Circuit c(1, 2);
  const Clbit x = c.add_variable({.name = "x", .type = kFloatType});
  const Clbit a = c.add_variable({.name = "a", .type = int_type(8), .dims = {4}});
  const ExprId value = c.add_expr({.op = ExprOp::kBits, .a = x, .b = 64, .type = kFloatType});
  const ExprId bit = c.add_expr({.op = ExprOp::kBit, .a = 1});
  c.assign({a, int_type(8), bit, 8}, bit);
  const double params[] = {0.5, 0, 0.25};
  const ExprId exprs[] = {kNoExpr, value, kNoExpr};
  const Qubit q[] = {0};
  c.dynamic_gate(GateId::kU, q, params, exprs);
  const Destination d = c.at(0).destination();
  EXPECT_EQ(d.first, a);
  EXPECT_EQ(d.type, int_type(8));
  EXPECT_EQ(d.index, bit);
  EXPECT_EQ(d.stride, 8u);
  EXPECT_TRUE(c.at(1).is_dynamic());
  EXPECT_EQ(c.at(1).param_expr(1), value);
  EXPECT_EQ(c.at(1).param_expr(0), kNoExpr);
  EXPECT_THROW(c.at(1).matrix(), Error);
  std::vector<std::pair<Clbit, std::uint32_t>> reads;
  each_read(c, c.add_expr({.op = ExprOp::kElement, .a = a, .b = bit, .value = 8, .type = int_type(8)}),
            [&](Clbit first, std::uint32_t count) { reads.emplace_back(first, count); });
  EXPECT_EQ(reads, (std::vector<std::pair<Clbit, std::uint32_t>>{{a, 32}, {1, 1}}));
}

}  // namespace
}  // namespace qiao::ir
