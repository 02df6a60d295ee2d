#include "qiao/ir/circuit.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

#include "qiao/base/error.hpp"
#include "qiao/ir/synthesis.hpp"
#include "support/circuit_bridge.hpp"
#include "support/random_program.hpp"

namespace qiao::ir {
namespace {

// Runs `f`, expects Error(kUsage) and returns its text.
std::string usage_error(const std::function<void()>& f) {
  try {
    f();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::kUsage) << e.what();
    return e.what();
  }
  ADD_FAILURE() << "no error";
  return {};
}

#define EXPECT_CONTAINS(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)

TEST(Circuit, reads_back_what_was_appended) {
  Circuit c(5, 2);
  const SourcePos here{7, 3, 0};
  c.gate(GateId::kU, {2}, {0.1, 0.2, 0.3}, {Control(4), Control(0, false)}, here);
  c.measure(1, 1, here);
  c.reset(3);
  const std::vector<Qubit> both{0, 2};
  c.barrier(both);
  c.gphase(0.5);
  ASSERT_EQ(c.size(), 5u);

  const Instruction u = c.at(0);
  EXPECT_EQ(u.kind(), OpKind::kGate);
  EXPECT_EQ(u.gate(), GateId::kU);
  ASSERT_EQ(u.num_targets(), 1u);
  EXPECT_EQ(u.targets()[0], 2u);
  ASSERT_EQ(u.num_controls(), 2u);
  EXPECT_EQ(u.control(0), Control(4, true));
  EXPECT_EQ(u.control(1), Control(0, false));
  EXPECT_FALSE(u.control(1).positive());
  EXPECT_EQ(u.control(1).qubit(), 0u);
  ASSERT_EQ(u.params().size(), 3u);
  EXPECT_EQ(u.params()[2], 0.3);
  EXPECT_EQ(u.source(), here);
  EXPECT_LT(
      reference::max_difference(reference::from_ir(u.matrix()), reference::gate_matrix("u", {0.1, 0.2, 0.3})),
      1e-15);

  EXPECT_EQ(c.at(1).kind(), OpKind::kMeasure);
  EXPECT_EQ(c.at(1).targets()[0], 1u);
  EXPECT_EQ(c.at(1).clbit(), 1u);
  EXPECT_EQ(c.at(2).kind(), OpKind::kReset);
  EXPECT_EQ(c.at(3).kind(), OpKind::kBarrier);
  EXPECT_EQ(std::vector<Qubit>(c.at(3).targets().begin(), c.at(3).targets().end()), both);
  EXPECT_EQ(c.at(4).gate(), GateId::kGPhase);
  EXPECT_EQ(c.at(4).num_targets(), 0u);
}

TEST(Circuit, registers_number_their_bits_in_order_of_declaration) {
  Circuit c;
  EXPECT_EQ(c.add_qreg("a", 3), 0u);
  EXPECT_EQ(c.add_qreg("b", 2), 3u);
  EXPECT_EQ(c.add_creg("m", 4), 0u);
  EXPECT_EQ(c.add_creg("n", 1), 4u);
  EXPECT_EQ(c.num_qubits(), 5u);
  EXPECT_EQ(c.num_clbits(), 5u);
  EXPECT_EQ(c.qubit_name(0), "a[0]");
  EXPECT_EQ(c.qubit_name(4), "b[1]");
  EXPECT_EQ(c.clbit_name(4), "n[0]");
}

TEST(Circuit, errors_name_the_offending_thing) {
  Circuit c(3, 1);
  const std::size_t before = c.size();
  EXPECT_CONTAINS(usage_error([&] { c.gate(GateId::kH, {3}); }), "3");
  EXPECT_CONTAINS(usage_error([&] { c.gate(GateId::kH, {0, 1}); }), "h");
  EXPECT_CONTAINS(usage_error([&] { c.gate(GateId::kSwap, {1, 1}); }), "q[1]");
  EXPECT_CONTAINS(usage_error([&] { c.gate(GateId::kX, {1}, {}, {Control(1)}); }), "q[1]");
  EXPECT_CONTAINS(usage_error([&] { c.gate(GateId::kX, {1}, {}, {Control(2), Control(2, false)}); }), "q[2]");
  EXPECT_CONTAINS(usage_error([&] { c.gate(GateId::kX, {1}, {}, {Control(9)}); }), "9");
  EXPECT_CONTAINS(usage_error([&] { c.gate(GateId::kRX, {1}); }), "rx");
  EXPECT_CONTAINS(usage_error([&] { c.gate(GateId::kRX, {1}, {1.0, 2.0}); }), "rx");
  EXPECT_CONTAINS(usage_error([&] { c.measure(0, 1); }), "1");
  EXPECT_CONTAINS(usage_error([&] { c.measure(5, 0); }), "5");
  EXPECT_CONTAINS(usage_error([&] { c.reset(3); }), "3");
  usage_error([&] { c.barrier(std::vector<Qubit>{0, 7}); });
  usage_error([&] { c.begin_else(); });
  usage_error([&] { c.end_if(); });
  usage_error([&] { c.begin_if(12345); });
  EXPECT_EQ(c.size(), before) << "a refused instruction was kept";
}

TEST(Circuit, non_finite_parameters_are_refused) {
  Circuit c(1);
  usage_error([&] { c.gate(GateId::kRX, {0}, {std::numeric_limits<double>::quiet_NaN()}); });
  usage_error([&] { c.gate(GateId::kRX, {0}, {std::numeric_limits<double>::infinity()}); });
}

TEST(Circuit, unitary_refuses_what_is_not_unitary_or_has_the_wrong_size) {
  Circuit c(12);
  Matrix stretched = Matrix::identity(2);
  stretched(1, 1) = 1.01;
  usage_error([&] { c.unitary(stretched, std::vector<Qubit>{0}); });
  usage_error([&] { c.unitary(Matrix::identity(4), std::vector<Qubit>{0}); });
  usage_error([&] { c.unitary(Matrix::identity(3), std::vector<Qubit>{0, 1}); });
  usage_error([&] {
    c.unitary(Matrix::identity(2048), std::vector<Qubit>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
  });
  Matrix nan = Matrix::identity(2);
  nan(0, 1) = std::numeric_limits<double>::quiet_NaN();
  usage_error([&] { c.unitary(nan, std::vector<Qubit>{0}); });
  EXPECT_EQ(c.size(), 0u);
  c.unitary(Matrix::identity(4), std::vector<Qubit>{3, 1}, std::vector<Control>{Control(0, false)});
  EXPECT_EQ(c.at(0).gate(), GateId::kUnitary);
  EXPECT_EQ(c.at(0).matrix(), Matrix::identity(4));
}

TEST(Circuit, blocks_nest_and_keep_both_branches) {
  Circuit c(2, 2);
  const ExprId bit = c.add_expr({.op = ExprOp::kBit, .a = 1});
  c.begin_if(bit);
  c.gate(GateId::kX, {0});
  c.begin_if(bit);
  c.gate(GateId::kY, {0});
  c.end_if();
  c.begin_else();
  c.gate(GateId::kZ, {1});
  c.end_if();
  c.gate(GateId::kH, {1});
  ASSERT_EQ(c.size(), 2u);
  EXPECT_TRUE(c.has_control_flow());
  const Instruction branch = c.at(0);
  ASSERT_EQ(branch.kind(), OpKind::kIf);
  ASSERT_EQ(c.size(branch.then_block()), 2u);
  EXPECT_EQ(c.at(0, branch.then_block()).gate(), GateId::kX);
  const Instruction inner = c.at(1, branch.then_block());
  EXPECT_EQ(inner.else_block(), kNoBlock);
  EXPECT_EQ(c.at(0, inner.then_block()).gate(), GateId::kY);
  ASSERT_NE(branch.else_block(), kNoBlock);
  EXPECT_EQ(c.at(0, branch.else_block()).gate(), GateId::kZ);
  EXPECT_EQ(c.at(1).gate(), GateId::kH);
}

// Expected values written out: operators of the OpenQASM 3 specification on 64-bit unsigned integers.
TEST(Circuit, conditions_evaluate) {
  Circuit c(1, 8);
  std::vector<bool> bits{1, 0, 1, 1, 0, 0, 0, 1};  // c[0]...c[7]: 0b10001101 = 141
  auto value = [&](ExprId e) { return evaluate(c, e, [&](Clbit b) { return bits[b]; }); };
  auto number = [&](std::uint64_t v) { return c.add_expr({.op = ExprOp::kConst, .value = v}); };
  const ExprId all = c.add_expr({.op = ExprOp::kBits, .a = 0, .b = 8});
  const ExprId middle = c.add_expr({.op = ExprOp::kBits, .a = 2, .b = 3});
  EXPECT_EQ(value(all), 141u);
  EXPECT_EQ(value(middle), 3u);
  EXPECT_EQ(value(c.add_expr({.op = ExprOp::kBit, .a = 1})), 0u);
  EXPECT_EQ(value(c.add_expr({.op = ExprOp::kBitNot, .a = all, .value = 8})), 114u);
  EXPECT_EQ(value(c.add_expr({.op = ExprOp::kBitNot, .a = number(0), .value = 64})), ~std::uint64_t{0});
  EXPECT_EQ(value(c.add_expr({.op = ExprOp::kNot, .a = all})), 0u);
  const struct {
    ExprOp op;
    std::uint64_t expected;
  } binary[] = {{ExprOp::kAnd, 1},      {ExprOp::kOr, 1}, {ExprOp::kBitAnd, 1}, {ExprOp::kBitOr, 143},
                {ExprOp::kBitXor, 142}, {ExprOp::kEq, 0}, {ExprOp::kNe, 1},     {ExprOp::kLt, 0},
                {ExprOp::kLe, 0},       {ExprOp::kGt, 1}, {ExprOp::kGe, 1}};
  for (const auto& b : binary)
    EXPECT_EQ(value(c.add_expr({.op = b.op, .a = all, .b = middle})), b.expected) << static_cast<int>(b.op);
  EXPECT_EQ(value(c.add_expr({.op = ExprOp::kEq, .a = all, .b = number(141)})), 1u);
  EXPECT_EQ(value(c.add_expr({.op = ExprOp::kAnd, .a = all, .b = number(0)})), 0u);
}

TEST(Circuit, expressions_on_missing_bits_or_nodes_are_refused) {
  Circuit c(1, 4);
  usage_error([&] { c.add_expr({.op = ExprOp::kBit, .a = 4}); });
  usage_error([&] { c.add_expr({.op = ExprOp::kBits, .a = 2, .b = 3}); });
  usage_error([&] { c.add_expr({.op = ExprOp::kNot, .a = 99}); });
}

TEST(Circuit, symbols_are_bound_by_name) {
  Circuit c(2);
  const SymbolId gamma = c.symbol("gamma"), beta = c.symbol("beta");
  EXPECT_EQ(c.symbol("gamma"), gamma);
  const std::vector<Qubit> q0{0}, q01{0, 1};
  c.symbolic_gate(GateId::kRX, q0, std::vector<Param>{Param::symbol(gamma, 2) + 0.5});
  c.symbolic_gate(GateId::kRZZ, q01, std::vector<Param>{Param::symbol(beta) - Param::symbol(gamma)});
  c.gate(GateId::kRY, {1}, {0.25});
  EXPECT_TRUE(c.is_symbolic());
  EXPECT_TRUE(c.at(0).is_symbolic());
  EXPECT_FALSE(c.at(2).is_symbolic());
  usage_error([&] { c.at(0).matrix(); });
  EXPECT_CONTAINS(usage_error([&] { c.bind({{"gamma", 1.0}}); }), "beta");
  const Circuit bound = c.bind({{"gamma", 1.0}, {"beta", 3.0}});
  EXPECT_FALSE(bound.is_symbolic());
  EXPECT_DOUBLE_EQ(bound.at(0).params()[0], 2.5);
  EXPECT_DOUBLE_EQ(bound.at(1).params()[0], 2.0);
  EXPECT_DOUBLE_EQ(bound.at(2).params()[0], 0.25);
  EXPECT_TRUE(c.is_symbolic()) << "bind must not change the original";
}

TEST(Circuit, append_repeats_an_instruction_elsewhere) {
  Circuit a(3), b(6);
  a.gate(GateId::kU, {1}, {0.1, 0.2, 0.3}, {Control(0)});
  std::mt19937_64 rng(4);
  const reference::Matrix m = reference::random_unitary(rng, 2);
  a.unitary(reference::to_ir(m), std::vector<Qubit>{2, 0});
  b.append(a.at(0), std::vector<Qubit>{5}, std::vector<Control>{Control(4, false), Control(1)});
  b.append(a.at(1), std::vector<Qubit>{3, 2}, {});
  EXPECT_EQ(b.at(0).targets()[0], 5u);
  EXPECT_EQ(b.at(0).num_controls(), 2u);
  EXPECT_EQ(b.at(0).params()[1], 0.2);
  EXPECT_EQ(reference::max_difference(reference::from_ir(b.at(1).matrix()), m), 0.0);
  // To itself: the pools grow while the instruction is being read.
  for (int i = 0; i < 1000; ++i) b.append(b.at(0), std::vector<Qubit>{0}, std::vector<Control>{Control(1)});
  EXPECT_EQ(b.at(1001).params()[2], 0.3);
}

TEST(Circuit, arguments_may_be_views_of_its_own_instructions) {
  Circuit c(12, 3);
  c.add_expr({.op = ExprOp::kBits, .a = 0, .b = 2, .type = {ValueKind::kUint, 2}});
  c.gate(GateId::kX, {7}, {}, {Control(1)});
  c.gate(GateId::kU, {3}, {0.1, 0.2, 0.3});
  const std::vector<Qubit> wide{9, 2, 11, 4};
  c.barrier(wide);
  c.begin_switch(0);
  const std::vector<std::int64_t> first_values{2, 1};
  c.begin_case(first_values);
  c.end();
  std::mt19937_64 rng(5);
  const reference::Matrix m = reference::random_unitary(rng, 2);
  c.unitary(reference::to_ir(m), std::vector<Qubit>{8, 5});
  const std::size_t kUnitary = 4;
  const std::vector<Control> controls{Control(0), Control(6)};
  for (int round = 0; round < 2000; ++round) {
    const std::size_t at = c.size();
    c.append(c.at(0), c.at(0).targets(), controls);
    c.gate(GateId::kU, c.at(1).targets(), c.at(1).params(), controls);
    c.barrier(c.at(2).targets());
    c.delay(kNoExpr, c.at(2).targets());
    c.append(c.at(kUnitary), c.at(kUnitary).targets(), controls);
    c.begin_switch(0);
    c.begin_case(c.at(3).case_values(0));
    c.end();
    ASSERT_EQ(c.at(at).targets()[0], 7u);
    ASSERT_EQ(c.at(at + 1).targets()[0], 3u);
    ASSERT_EQ(c.at(at + 1).params()[2], 0.3);
    for (const std::size_t i : {at + 2, at + 3})
      for (std::size_t k = 0; k < wide.size(); ++k) ASSERT_EQ(c.at(i).targets()[k], wide[k]);
    ASSERT_EQ(c.at(at + 4).targets()[1], 5u);
    const auto values = c.at(at + 5).case_values(0);
    ASSERT_EQ(std::vector<std::int64_t>(values.begin(), values.end()), first_values);
  }
  // The whole circuit behind itself: twice as long, and an end.
  Circuit twice(2);
  twice.gate(GateId::kH, {0});
  twice.gate(GateId::kX, {1}, {}, {Control(0)});
  append_all(twice, twice);
  ASSERT_EQ(twice.size(), 4u);
  EXPECT_EQ(twice.at(3).targets()[0], 1u);
}

TEST(Circuit, a_symbol_that_makes_a_parameter_infinite_is_named) {
  Circuit c(2);
  const SymbolId t = c.symbol("t"), small = c.symbol("small");
  const std::vector<Qubit> q0{0};
  c.symbolic_gate(GateId::kRX, q0, std::vector<Param>{Param::symbol(t) * 1e308 + Param::symbol(small)});
  const std::string text = usage_error([&] { c.bind({{"t", 10.0}, {"small", 1.0}}); });
  EXPECT_CONTAINS(text, "symbol 't'");
  EXPECT_CONTAINS(text, "1e+308");
  EXPECT_DOUBLE_EQ(c.bind({{"t", 1.0}, {"small", 1.0}}).at(0).params()[0], 1e308);
  // Infinities that cancel to what is no number.
  Circuit d(1);
  const SymbolId a = d.symbol("a"), b = d.symbol("b");
  d.symbolic_gate(GateId::kRX, q0, std::vector<Param>{Param::symbol(a) * 1e308 - Param::symbol(b) * 1e308});
  EXPECT_CONTAINS(usage_error([&] { d.bind({{"a", 10.0}, {"b", 10.0}}); }), "symbol 'a'");
  const double infinite = std::numeric_limits<double>::infinity();
  for (const double v : {infinite, -infinite, std::nan("")})
    EXPECT_CONTAINS(usage_error([&] { d.bind({{"a", 1.0}, {"b", v}}); }), "symbol 'b'");
  // Factors and constants that are infinite before there is a value.
  Circuit e(1);
  const SymbolId s = e.symbol("s");
  EXPECT_CONTAINS(usage_error([&] {
                    e.symbolic_gate(GateId::kRX, q0, std::vector<Param>{Param::symbol(s) * 1e308 * 1e308});
                  }),
                  "symbol 's'");
  EXPECT_CONTAINS(
      usage_error([&] { e.symbolic_gate(GateId::kRX, q0, std::vector<Param>{Param(1e308) * 10}); }),
      "finite");
  EXPECT_EQ(e.size(), 0u);
}

TEST(Circuit, a_switch_holds_only_cases) {
  Circuit c(2, 2);
  c.add_expr({.op = ExprOp::kBits, .a = 0, .b = 2, .type = {ValueKind::kUint, 2}});
  c.begin_switch(0);
  EXPECT_CONTAINS(usage_error([&] { c.gate(GateId::kX, {0}); }), "begin_case");
  EXPECT_CONTAINS(usage_error([&] { c.begin_if(0); }), "begin_case");
  c.begin_default();
  c.gate(GateId::kX, {1});
  c.end();
  c.gate(GateId::kH, {0});
  EXPECT_EQ(c.size(), 2u);
  EXPECT_EQ(c.size(c.at(0).default_block()), 1u);
}

TEST(Circuit, an_append_that_fails_leaves_no_symbols) {
  Circuit from(3), to(3);
  const SymbolId t = from.symbol("t");
  from.symbolic_gate(GateId::kRX, std::vector<Qubit>{0}, std::vector<Param>{Param::symbol(t)});
  usage_error([&] { to.append(from.at(0), std::vector<Qubit>{7}, {}); });
  EXPECT_TRUE(to.symbols().empty());
  EXPECT_EQ(to.size(), 0u);
}

TEST(Circuit, source_files_are_kept) {
  Circuit c(1);
  const std::uint16_t f = c.add_file("lib/gates.inc");
  c.gate(GateId::kX, {0}, {}, {}, SourcePos{2, 5, f});
  EXPECT_EQ(c.files().at(c.at(0).source().file), "lib/gates.inc");
}

TEST(Circuit, limits_of_qubit_numbers_are_checked) {
  Circuit c;
  c.add_qreg("a", kMaxQubits - 1);
  try {
    c.add_qreg("b", 5);
    ADD_FAILURE();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::kLimit) << e.what();
  }
}

}  // namespace
}  // namespace qiao::ir
