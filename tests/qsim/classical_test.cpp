// Programs with classical variables, loops and run-time parameters, built instruction by instruction;
// expected distributions are worked out by hand.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numbers>

#include "qiao/base/error.hpp"
#include "qiao/qsim/run.hpp"
#include "support/run_checks.hpp"

namespace qiao::qsim {
namespace {

using ir::Circuit;
using ir::Clbit;
using ir::ExprId;
using ir::ExprOp;
using ir::GateId;

constexpr ir::ValueType kInt8{ir::ValueKind::kInt, 8};

ExprId number(Circuit& c, std::int64_t n) {
  return c.add_expr({.op = ExprOp::kConst, .value = static_cast<std::uint64_t>(n), .type = kInt8});
}
ExprId read(Circuit& c, Clbit first) {
  return c.add_expr({.op = ExprOp::kBits, .a = first, .b = 8, .type = kInt8});
}
ExprId node(Circuit& c, ExprOp op, ExprId a, ExprId b, ir::ValueType type = kInt8) {
  return c.add_expr({.op = op, .a = a, .b = b, .type = type});
}
std::map<std::string, double> exact(const Circuit& c, RunOptions options = {}) {
  options.exact = true;
  const RunResult r = run(c, options);
  std::map<std::string, double> out;
  for (std::size_t i = 0; i < r.probabilities.size(); ++i)
    out[r.probabilities.str(i)] = r.probabilities.weight(i);
  return out;
}

// while (n < 3) { h q; c = measure q; if (c) n += 1; tries += 1; }: the number of tries is negative binomial.
Circuit three_ones() {
  Circuit c(1);
  const Clbit tries = c.add_variable({.name = "tries", .type = kInt8, .is_result = true});
  const Clbit n = c.add_variable({.name = "n", .type = kInt8});
  const Clbit bit = c.add_variable({.name = "c", .type = ir::kBoolType});
  c.begin_while(node(c, ExprOp::kLt, read(c, n), number(c, 3), ir::kBoolType));
  c.gate(GateId::kH, {0});
  c.measure(0, bit);
  c.begin_if(c.add_expr({.op = ExprOp::kBit, .a = bit}));
  c.assign({n, kInt8}, node(c, ExprOp::kAdd, read(c, n), number(c, 1)));
  c.end();
  c.assign({tries, kInt8}, node(c, ExprOp::kAdd, read(c, tries), number(c, 1)));
  c.end();
  return c;
}

TEST(Classical, a_loop_until_three_ones) {
  const auto p = exact(three_ones());
  // P(tries = k) = C(k-1, 2) / 2^k
  for (int k = 3; k < 40; ++k) {
    std::string bits;
    for (int b = 7; b >= 0; --b) bits += (k >> b & 1) ? '1' : '0';
    EXPECT_NEAR(p.at(bits), 0.5 * (k - 1) * (k - 2) * std::pow(0.5, k), 1e-12) << k;
  }
}

TEST(Classical, counts_do_not_depend_on_threads) {
  const Circuit c = three_ones();
  RunOptions one, two;
  one.seed = two.seed = 5;
  one.shots = two.shots = 3000;
  one.threads = 1;
  two.threads = 2;
  const RunResult a = run(c, one), b = run(c, two);
  ASSERT_EQ(a.counts.size(), b.counts.size());
  double mean = 0;
  for (std::size_t i = 0; i < a.counts.size(); ++i) {
    EXPECT_EQ(a.counts.str(i), b.counts.str(i));
    EXPECT_EQ(a.counts.weight(i), b.counts.weight(i));
    mean += static_cast<double>(a.counts.bits(i)[0]) * static_cast<double>(a.counts.weight(i)) / 3000;
  }
  EXPECT_NEAR(mean, 6, 6 * std::sqrt(6.0 / 3000));  // mean 6, variance 6
}

TEST(Classical, blocks_are_left_at_the_right_level) {
  // block { while (true) { block { n += 1; if (n == 2) continue 2; if (n == 4) break 3; } m += 1; } } r = m
  Circuit c(1);
  const Clbit r = c.add_variable({.name = "r", .type = kInt8, .is_result = true});
  const Clbit n = c.add_variable({.name = "n", .type = kInt8});
  const Clbit m = c.add_variable({.name = "m", .type = kInt8});
  const auto add_one = [&](Clbit v) {
    c.assign({v, kInt8}, node(c, ExprOp::kAdd, read(c, v), number(c, 1)));
  };
  const auto is = [&](std::int64_t k) {
    return node(c, ExprOp::kEq, read(c, n), number(c, k), ir::kBoolType);
  };
  c.begin_block();
  c.begin_while(number(c, 1));
  c.begin_block();
  add_one(n);
  c.begin_if(is(2));
  c.continue_loop(2);
  c.end();
  c.begin_if(is(4));
  c.break_out(3);
  c.end();
  c.end();
  add_one(m);
  c.end();
  c.end();
  c.assign({r, kInt8}, read(c, m));
  EXPECT_EQ(exact(c), (std::map<std::string, double>{{"00000010", 1.0}}));  // m counts n = 1 and 3
}

TEST(Classical, switch_takes_one_case) {
  for (int value = 0; value < 4; ++value) {
    Circuit c(1);
    const Clbit r = c.add_creg("r", 2);
    const Clbit n = c.add_variable({.name = "n", .type = kInt8});
    c.assign({n, kInt8}, number(c, value - 1));
    const auto set = [&](std::uint64_t v) {
      c.assign({r, {ir::ValueKind::kBits, 2}}, c.add_expr({.op = ExprOp::kConst, .value = v}));
    };
    c.begin_switch(read(c, n));
    const std::int64_t minus[] = {-1}, both[] = {1, 0};
    c.begin_case(minus);
    set(1);
    c.begin_case(both);
    set(2);
    c.begin_default();
    set(3);
    c.end();
    const char* expected[] = {"01", "10", "10", "11"};
    EXPECT_EQ(exact(c), (std::map<std::string, double>{{expected[value], 1.0}})) << value;
  }
}

TEST(Classical, parameters_of_gates_are_computed) {
  // ry(x) with x = arccos(1/3) if the first qubit is 1, else pi/2.
  Circuit c(2);
  const Clbit bits = c.add_creg("c", 2);
  const Clbit x = c.add_variable({.name = "x", .type = ir::kFloatType});
  const auto real = [&](double v) {
    return c.add_expr(
        {.op = ExprOp::kConst, .value = std::bit_cast<std::uint64_t>(v), .type = ir::kFloatType});
  };
  c.gate(GateId::kH, {0});
  c.measure(0, bits);
  c.assign({x, ir::kFloatType}, real(std::numbers::pi / 2));
  c.begin_if(c.add_expr({.op = ExprOp::kBit, .a = bits}));
  c.assign({x, ir::kFloatType},
           c.add_expr({.op = ExprOp::kArccos, .a = real(1.0 / 3), .type = ir::kFloatType}));
  c.end();
  const double zero[] = {0};
  const ExprId angle[] = {c.add_expr({.op = ExprOp::kBits, .a = x, .b = 64, .type = ir::kFloatType})};
  const ir::Qubit q[] = {1};
  c.dynamic_gate(GateId::kRY, q, zero, angle);
  c.measure(1, bits + 1);
  // P(1 | first = 1) = (1 - 1/3) / 2 = 1/3
  const auto p = exact(c);
  EXPECT_NEAR(p.at("00"), 0.25, 1e-12);
  EXPECT_NEAR(p.at("10"), 0.25, 1e-12);
  EXPECT_NEAR(p.at("01"), 1.0 / 3, 1e-12);
  EXPECT_NEAR(p.at("11"), 1.0 / 6, 1e-12);
  RunOptions shots;
  shots.seed = 2;
  shots.shots = 6000;
  const RunResult r = run(c, shots);
  for (std::size_t i = 0; i < r.counts.size(); ++i)
    EXPECT_NEAR(static_cast<double>(r.counts.weight(i)) / 6000, p.at(r.counts.str(i)), 0.03);
}

TEST(Classical, end_stops_the_program) {
  Circuit c(2);
  const Clbit bits = c.add_creg("c", 2);
  c.gate(GateId::kH, {0});
  c.gate(GateId::kX, {1});
  c.measure(0, bits);
  c.begin_if(c.add_expr({.op = ExprOp::kBit, .a = bits}));
  c.end_program();
  c.end();
  c.measure(1, bits + 1);
  const auto p = exact(c);
  EXPECT_NEAR(p.at("01"), 0.5, 1e-12);
  EXPECT_NEAR(p.at("10"), 0.5, 1e-12);
  EXPECT_EQ(p.size(), 2u);
}

// Branches with the same state and the same memory are one: 60 coins, thrown one after the other and reset,
// whose parity is kept, would be 2^60 histories.
TEST(Classical, equal_branches_are_one) {
  Circuit c(1);
  const Clbit parity = c.add_creg("p", 1);
  const Clbit coin = c.add_variable({.name = "coin", .type = ir::kBoolType});
  for (int i = 0; i < 60; ++i) {
    c.gate(GateId::kRY, {0}, {0.3});
    c.measure(0, coin);
    c.assign({parity, {ir::ValueKind::kBits, 1}},
             node(c, ExprOp::kBitXor, c.add_expr({.op = ExprOp::kBit, .a = parity}),
                  c.add_expr({.op = ExprOp::kBit, .a = coin}), {ir::ValueKind::kBits, 1}));
    c.reset(0);
    c.assign({coin, ir::kBoolType}, c.add_expr({.op = ExprOp::kConst, .value = 0, .type = ir::kBoolType}));
    c.begin_if(c.add_expr({.op = ExprOp::kConst, .value = 1}));  // a place where ways meet
    c.end();
  }
  const double p = std::pow(std::sin(0.15), 2);
  const double odd = 0.5 * (1 - std::pow(1 - 2 * p, 60));
  const auto result = exact(c);
  EXPECT_NEAR(result.at("1"), odd, 1e-12);
  EXPECT_NEAR(result.at("0"), 1 - odd, 1e-12);
}

TEST(Classical, faults_say_where) {
  Circuit c(1, 1);
  c.add_file("prog.qasm");
  const ExprId zero = number(c, 0);
  const Clbit n = c.add_variable({.name = "n", .type = kInt8});
  c.assign({n, kInt8}, node(c, ExprOp::kDiv, number(c, 1), zero), {7, 3, 0});
  try {
    exact(c);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::kInput);
    EXPECT_STREQ(e.what(), "prog.qasm:7:3: division by zero");
  }
}

TEST(Classical, endless_loops_end) {
  Circuit c(1, 1);
  c.begin_while(number(c, 1));
  c.end();
  RunOptions options;
  options.max_steps = 100000;
  try {
    exact(c, options);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::kLimit);
  }
}

// Measured qubits take no memory: 40 qubits, two of them entangled at a time.
TEST(Classical, measured_qubits_leave_the_state) {
  Circuit c(40, 1);
  c.gate(GateId::kH, {0});
  for (ir::Qubit q = 0; q + 1 < 40; ++q) {
    c.gate(GateId::kX, {q + 1}, {}, {ir::Control(q)});
    c.gate(GateId::kH, {q});
    c.measure(q, 0);
    c.begin_if(c.add_expr({.op = ExprOp::kBit, .a = 0}));
    c.gate(GateId::kZ, {q + 1});
    c.end();
  }
  c.gate(GateId::kH, {39});
  c.measure(39, 0);
  RunOptions options;
  options.shots = 200;
  const RunResult r = run(c, options);
  ASSERT_EQ(r.counts.size(), 1u);  // |+> has been handed on to the last qubit
  EXPECT_EQ(r.counts.str(0), "0");
  EXPECT_LT(r.memory_bytes, 1u << 12);
}

// Histories whose states never meet nor become smaller: within the memory of a few states they are followed
// to their end before others are begun.
TEST(Classical, histories_that_never_meet_need_few_states) {
  constexpr ir::Qubit kQubits = 8;
  Circuit c(kQubits, 9);
  for (Clbit k = 0; k < 9; ++k) {
    for (ir::Qubit q = 0; q < kQubits; ++q) c.gate(GateId::kRY, {q}, {0.4 + 0.1 * q + 0.3 * k});
    for (ir::Qubit q = 0; q + 1 < kQubits; ++q) c.gate(GateId::kX, {q + 1}, {}, {ir::Control(q)});
    c.measure(k % kQubits, k);
    c.begin_if(c.add_expr({.op = ExprOp::kBit, .a = k}));
    c.gate(GateId::kX, {(k + 1) % kQubits});
    c.end();
  }
  RunOptions options;
  const auto whole = exact(c, options);
  EXPECT_EQ(whole.size(), 512u);
  options.memory_limit_bytes = 30 * (std::uint64_t{16} << kQubits);
  const auto little = exact(c, options);
  for (const auto& [bits, p] : whole) EXPECT_NEAR(little.at(bits), p, 1e-13) << bits;
  options.shots = 400;
  const RunResult few = run(c, options);
  EXPECT_LE(few.memory_bytes, options.memory_limit_bytes);
  options.memory_limit_bytes = 0;
  const RunResult all = run(c, options);
  EXPECT_GT(all.memory_bytes, 100 * (std::uint64_t{16} << (kQubits - 1)));
  EXPECT_EQ(reference::table(few.counts), reference::table(all.counts));
}

}  // namespace
}  // namespace qiao::qsim
