// ir::defer_measurements against the reference, which follows every outcome of the program as it was written.
#include <gtest/gtest.h>

#include <bit>

#include "qiao/base/error.hpp"
#include "qiao/ir/synthesis.hpp"
#include "qiao/qsim/run.hpp"
#include "qiao/qsim/verify.hpp"
#include "support/circuit_bridge.hpp"
#include "support/random_program.hpp"
#include "support/run_checks.hpp"

namespace qiao::qsim {
namespace {

using ir::Circuit;
using ir::Control;
using ir::ExprOp;
using ir::GateId;
using ir::OpKind;
using ir::Qubit;

std::map<std::string, double> distribution(const Circuit& c) {
  RunOptions options;
  options.exact = true;
  options.top = 0;
  return reference::table(run(c, options).probabilities);
}

// Gates and resets, then nothing but measurements.
void expect_deferred(const Circuit& c) {
  bool measured = false;
  for (std::size_t i = 0; i < c.size(); ++i) {
    const OpKind kind = c.at(i).kind();
    EXPECT_TRUE(kind == OpKind::kMeasure || kind == OpKind::kReset || kind == OpKind::kGate ||
                kind == OpKind::kBarrier);
    EXPECT_TRUE(!measured || kind == OpKind::kMeasure);
    measured = measured || kind == OpKind::kMeasure;
  }
}

// Measurements and resets anywhere, conditions with else, nested; every second program measures its qubits
// along random axes at the end, so that the joint distribution of bits and qubits is compared.
TEST(Defer, random_programs_keep_their_distribution) {
  unsigned deferred_ones = 0, with_extra = 0, seen = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    reference::RandomOptions options;
    options.num_qubits = 3 + seed % 2;
    options.num_clbits = 3;
    options.operations = 40;
    options.max_controls = 2;
    options.measurements = options.resets = options.conditions = true;
    options.max_splits = 6;
    reference::Program program = reference::random_program(seed, options);
    if (seed % 2) {
      std::mt19937_64 rng(seed);
      program.num_clbits += program.num_qubits;
      for (unsigned q = 0; q < program.num_qubits; ++q) {
        program.operations.push_back({.kind = reference::Kind::kGate,
                                      .name = "u",
                                      .params = {reference::uniform(rng, 0, 3), reference::uniform(rng, 0, 6),
                                                 reference::uniform(rng, 0, 6)},
                                      .targets = {q}});
        program.operations.push_back(
            {.kind = reference::Kind::kMeasure, .targets = {q}, .clbit = options.num_clbits + q});
      }
    }
    const Circuit c = reference::to_circuit(program);
    Circuit d;
    try {
      d = ir::defer_measurements(c);
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::kUnsupported);
      EXPECT_NE(std::string(e.what()).find("stands in a condition"), std::string::npos) << e.what();
      continue;
    }
    ++deferred_ones;
    with_extra += d.num_qubits() > c.num_qubits();
    expect_deferred(d);
    const reference::Exact exact = reference::exact(program);
    EXPECT_LT(reference::max_difference(distribution(d), exact.clbits), 1e-9) << "seed " << seed << "\n"
                                                                              << describe(program);
    if (seed % 5 == 0) {
      Circuit wide = ir::same_shape(c);
      VerifyOptions check;
      check.scratch_qubits = d.num_qubits() - c.num_qubits();
      if (check.scratch_qubits) wide.add_qreg("measured", check.scratch_qubits);
      ir::append_all(c, wide);
      const VerifyResult r = verify(wide, d, check);
      EXPECT_EQ(r.verdict, Verdict::kEqual) << "seed " << seed << ": " << r.detail;
      Circuit wrong = ir::same_shape(d);
      wrong.gate(GateId::kRY, {0}, {0.1});
      ir::append_all(d, wrong);
      seen += verify(wide, wrong, check).verdict != Verdict::kEqual;
    }
  }
  EXPECT_GT(deferred_ones, 100u);
  EXPECT_GT(with_extra, 40u);
  EXPECT_GT(seen, 10u);
}

ir::ExprId bit(Circuit& c, ir::Clbit b) {
  return c.add_expr({.op = ExprOp::kBit, .a = b, .type = ir::kBoolType});
}

reference::Operation turn(unsigned qubit, double theta, double phi) {
  return {.kind = reference::Kind::kGate, .name = "u", .params = {theta, phi, 0.3}, .targets = {qubit}};
}

// Bits 0 to `bits` - 1 measured from qubits of random direction, one more qubit beside them; both as the
// circuit and as the reference's program. `body` then stands in a condition in both.
struct Measured {
  reference::Program program;
  Circuit circuit;
};
Measured measured(std::mt19937_64& rng, unsigned bits) {
  Measured m{{.num_qubits = bits + 1, .num_clbits = 2 * bits + 1, .operations = {}}, {}};
  for (unsigned q = 0; q <= bits; ++q)
    m.program.operations.push_back(turn(q, reference::uniform(rng, 0, 3), reference::uniform(rng, 0, 6)));
  for (unsigned q = 0; q < bits; ++q)
    m.program.operations.push_back({.kind = reference::Kind::kMeasure, .targets = {q}, .clbit = q});
  m.circuit = reference::to_circuit(m.program);
  return m;
}
void finish(Measured& m, std::mt19937_64& rng, unsigned bits) {
  Circuit end(m.circuit.num_qubits(), m.circuit.num_clbits());
  reference::Program last{m.program.num_qubits, m.program.num_clbits, {}};
  for (unsigned q = 0; q <= bits; ++q) {
    last.operations.push_back(turn(q, reference::uniform(rng, 0, 3), reference::uniform(rng, 0, 6)));
    last.operations.push_back({.kind = reference::Kind::kMeasure, .targets = {q}, .clbit = bits + q});
  }
  ir::append_all(reference::to_circuit(last), m.circuit);
  m.program.operations.insert(m.program.operations.end(), last.operations.begin(), last.operations.end());
}

// Conditions on an exclusive or, with gates that are their own inverse (also on measured qubits) and others.
// The reference has one condition for each value of the bits instead.
TEST(Defer, parities_of_bits) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    std::mt19937_64 rng(seed);
    const unsigned bits = 2 + seed % 3;
    Measured m = measured(rng, bits);
    const auto target = reference::pick(rng, bits + 1), other = (target + 1) % (bits + 1);
    const bool inverse = seed % 4 != 0, with_else = seed % 3 == 0, negated = seed % 5 < 2;
    Circuit& c = m.circuit;
    ir::ExprId parity = bit(c, 0);
    for (unsigned b = 1; b < bits; ++b)
      parity = c.add_expr({.op = seed % 2 ? ExprOp::kBitXor : ExprOp::kNe,
                           .a = parity,
                           .b = bit(c, b),
                           .type = ir::kBoolType});
    if (negated) parity = c.add_expr({.op = ExprOp::kNot, .a = parity, .type = ir::kBoolType});
    const auto yes =
        reference::Operation{.kind = reference::Kind::kGate,
                             .name = inverse ? "x" : "rx",
                             .params = inverse ? std::vector<double>{} : std::vector<double>{0.7},
                             .targets = {target}};
    const auto also = reference::Operation{.kind = reference::Kind::kGate, .name = "h", .targets = {other}};
    c.begin_if(parity);
    if (inverse) c.gate(GateId::kX, {target});
    else c.gate(GateId::kRX, {target}, {0.7});
    c.gate(GateId::kH, {other});
    if (with_else) c.begin_else(), c.gate(GateId::kY, {other}, {}, {Control(target)});
    c.end();
    std::vector<unsigned> read(bits);
    for (unsigned b = 0; b < bits; ++b) read[b] = b;
    for (std::uint64_t v = 0; v < std::uint64_t{1} << bits; ++v) {
      const bool odd = (std::popcount(v) % 2 != 0) != negated;
      if (!odd && !with_else) continue;
      std::vector<reference::Operation> body = {yes, also};
      if (!odd)
        body = {
            {.kind = reference::Kind::kGate, .name = "y", .controls = {{target, true}}, .targets = {other}}};
      m.program.operations.push_back(
          {.kind = reference::Kind::kIf, .condition = {.clbits = read, .value = v}, .then_body = body});
    }
    finish(m, rng, bits);
    const Circuit d = ir::defer_measurements(c);
    expect_deferred(d);
    EXPECT_LT(reference::max_difference(distribution(d), reference::exact(m.program).clbits), 1e-9)
        << "seed " << seed << "\n"
        << describe(m.program);
  }
}

// A correction on the parity of more bits than a condition may have otherwise: a gate for each bit.
TEST(Defer, a_parity_may_have_many_bits) {
  constexpr unsigned kBits = 60;
  Circuit c(kBits + 1, kBits);
  for (unsigned q = 0; q < kBits; ++q) c.measure(q, q);
  ir::ExprId parity = bit(c, 0);
  for (unsigned b = 1; b < kBits; ++b)
    parity = c.add_expr({.op = ExprOp::kBitXor, .a = parity, .b = bit(c, b), .type = ir::kBoolType});
  c.begin_if(parity);
  c.gate(GateId::kX, {kBits});
  c.end();
  const Circuit d = ir::defer_measurements(c);
  EXPECT_EQ(d.num_qubits(), kBits + 1);
  EXPECT_EQ(d.size(), 2u * kBits);
}

TEST(Defer, switch_on_negative_values) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    std::mt19937_64 rng(seed);
    Measured m = measured(rng, 2);
    Circuit& c = m.circuit;
    const ir::ValueType two{ir::ValueKind::kBits, 2}, narrow{ir::ValueKind::kInt, 2};
    const auto both = c.add_expr({.op = ExprOp::kBits, .a = 0, .b = 2, .type = two});
    const auto narrow_value = c.add_expr({.op = ExprOp::kCast, .a = both, .type = narrow});
    c.begin_switch(c.add_expr({.op = ExprOp::kCast, .a = narrow_value, .type = ir::kIntType}));
    c.begin_case(std::vector<std::int64_t>{-2});  // bits 10
    c.gate(GateId::kX, {2});
    c.begin_case(std::vector<std::int64_t>{-1, 3});  // bits 11; 3 cannot be
    c.gate(GateId::kRX, {0}, {0.7});
    c.begin_default();
    c.gate(GateId::kH, {2});
    c.end();
    const auto on = [&](std::uint64_t value, std::string name, std::vector<double> params, unsigned target) {
      m.program.operations.push_back(
          {.kind = reference::Kind::kIf,
           .condition = {.clbits = {0, 1}, .value = value},
           .then_body = {
               {.kind = reference::Kind::kGate, .name = name, .params = params, .targets = {target}}}});
    };
    on(2, "x", {}, 2);
    on(3, "rx", {0.7}, 0);
    on(0, "h", {}, 2);
    on(1, "h", {}, 2);
    finish(m, rng, 2);
    EXPECT_LT(reference::max_difference(distribution(ir::defer_measurements(c)),
                                        reference::exact(m.program).clbits),
              1e-9)
        << "seed " << seed;
  }
}

// One extra qubit for each value that is still needed when its qubit goes on, none elsewhere.
TEST(Defer, extra_qubits_are_only_taken_where_needed) {
  Circuit stays(2, 1);  // the value stays on its qubit, which only controls
  stays.gate(GateId::kH, {0});
  stays.measure(0, 0);
  stays.begin_if(bit(stays, 0));
  stays.gate(GateId::kX, {1});
  stays.end();
  stays.gate(GateId::kRZ, {0}, {0.3});
  EXPECT_EQ(ir::defer_measurements(stays).num_qubits(), 2u);

  Circuit reset(1, 2);  // `measure; if (c) x` is a reset
  reset.gate(GateId::kH, {0});
  reset.measure(0, 0);
  reset.begin_if(bit(reset, 0));
  reset.gate(GateId::kX, {0});
  reset.end();
  reset.measure(0, 1);
  const Circuit d = ir::defer_measurements(reset);
  EXPECT_EQ(d.num_qubits(), 2u);
  EXPECT_NEAR(distribution(d).at("00"), 0.5, 1e-12);  // the second bit is always 0
  EXPECT_NEAR(distribution(d).at("01"), 0.5, 1e-12);

  Circuit dead(1, 1);  // a value that nobody reads before it is written again
  dead.gate(GateId::kH, {0});
  dead.measure(0, 0);
  dead.reset(0);
  dead.gate(GateId::kH, {0});
  dead.measure(0, 0);
  EXPECT_EQ(ir::defer_measurements(dead).num_qubits(), 1u);
}

TEST(Defer, refusals_name_the_place) {
  const auto message = [](const Circuit& c, unsigned extra = 256) -> std::string {
    try {
      ir::defer_measurements(c, extra);
    } catch (const Error& e) {
      return e.what();
    }
    return "not refused";
  };
  Circuit loop(1, 1);
  loop.measure(0, 0);
  loop.begin_while(bit(loop, 0), {4, 2, 0});
  loop.gate(GateId::kH, {0});
  loop.end();
  EXPECT_EQ(message(loop),
            "4:2: measurements cannot be deferred: the program has a loop whose rounds depend on results");
  Circuit inner(2, 2);
  inner.measure(0, 0);
  inner.begin_if(bit(inner, 0));
  inner.measure(1, 1, {5, 3, 0});
  inner.end();
  EXPECT_EQ(message(inner),
            "5:3: measurements cannot be deferred: a measurement stands in a condition or a box");
  Circuit many(1, 3);
  for (unsigned i = 0; i < 3; ++i) many.measure(0, i), many.gate(GateId::kH, {{0}}, {}, {}, {7 + i, 1, 0});
  EXPECT_EQ(message(many, 2),
            "9:1: measurements cannot be deferred: more than 2 additional qubits would be needed");
  Circuit wide(9, 9);
  for (unsigned i = 0; i < 9; ++i) wide.measure(i, i);
  const auto all = wide.add_expr({.op = ExprOp::kBits, .a = 0, .b = 9, .type = ir::kUintType});
  wide.begin_if(all, {11, 1, 0});
  wide.gate(GateId::kX, {0});
  wide.end();
  EXPECT_EQ(message(wide),
            "11:1: measurements cannot be deferred: the condition reads 9 measured bits, more than 8");
  Circuit assigned(1, 1);
  assigned.assign({0, ir::kBoolType}, bit(assigned, 0), {3, 1, 0});
  EXPECT_EQ(message(assigned),
            "3:1: measurements cannot be deferred: the program assigns to classical bits or variables");
  Circuit angle(1, 1);
  angle.measure(0, 0);
  const auto real = angle.add_expr({.op = ExprOp::kCast, .a = bit(angle, 0), .type = ir::kFloatType});
  angle.dynamic_gate(GateId::kRX, std::vector<Qubit>{0}, std::vector<double>{0}, std::vector{real}, {},
                     {6, 1, 0});
  EXPECT_EQ(message(angle),
            "6:1: measurements cannot be deferred: an angle is known only when the program runs");
  Circuit input(1, 1);
  input.add_variable({.name = "n", .type = ir::kIntType});
  input.begin_if(bit(input, 1), {2, 1, 0});
  input.gate(GateId::kX, {0});
  input.end();
  EXPECT_EQ(message(input),
            "2:1: measurements cannot be deferred: the condition depends on the variable 'n'");
}

}  // namespace
}  // namespace qiao::qsim
