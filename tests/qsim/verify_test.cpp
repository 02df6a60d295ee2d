// The verdicts of qsim::verify, each method with programs that are equal and with mutants that are not.
#include "qiao/qsim/verify.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <random>

#include "qiao/base/sha256.hpp"
#include "qiao/ir/synthesis.hpp"
#include "qiao/qsim/simulator.hpp"
#include "verify/stimuli.hpp"

namespace qiao::qsim {
namespace {

using ir::Circuit;
using ir::Control;
using ir::GateId;
using ir::Qubit;

double uniform(std::mt19937_64& rng, double low, double high) {
  return low + (high - low) * static_cast<double>(rng() >> 11) * 0x1p-53;
}

Circuit random_circuit(std::uint64_t seed, Qubit n, unsigned gates) {
  std::mt19937_64 rng(seed);
  Circuit c(n);
  for (unsigned i = 0; i < gates; ++i) {
    const auto a = static_cast<Qubit>(rng() % n), b = static_cast<Qubit>((a + 1 + rng() % (n - 1)) % n);
    switch (rng() % 4) {
      case 0:
        c.gate(GateId::kU, {a}, {uniform(rng, 0.3, 2.8), uniform(rng, -3, 3), uniform(rng, -3, 3)});
        break;
      case 1:
        c.gate(GateId::kX, {a}, {}, {Control(b)});
        break;
      case 2:
        c.gate(GateId::kRZZ, {a, b}, {uniform(rng, 0.3, 2.8)});
        break;
      default:
        c.gate(GateId::kRX, {a}, {uniform(rng, 0.3, 2.8)});
    }
  }
  return c;
}

// The same operation by other gates, so that structure alone does not see it.
Circuit rewritten(const Circuit& c) {
  Circuit out = ir::expand(c, ir::parse_gate_set("rz,sx,cz"));
  return ir::expand(out, ir::parse_gate_set("rz,ry,rxx"));
}

enum class Mutation { kDrop, kAngle, kSwap, kControl, kOrder };
Circuit mutant(const Circuit& c, Mutation m, double delta, std::mt19937_64& rng) {
  Circuit out = ir::same_shape(c);
  std::vector<std::size_t> candidates;
  for (std::size_t i = 0; i < c.size(); ++i) {
    const ir::Instruction in = c.at(i);
    const bool fits = m == Mutation::kDrop || m == Mutation::kOrder ||
                      (m == Mutation::kAngle && !in.params().empty()) ||
                      (m == Mutation::kControl && in.num_controls() > 0) ||
                      (m == Mutation::kSwap && in.num_controls() == 1);
    if (fits) candidates.push_back(i);
  }
  const std::size_t chosen = candidates[rng() % candidates.size()];
  for (std::size_t i = 0; i < c.size(); ++i) {
    const ir::Instruction in = c.at(i);
    std::vector<Control> controls;
    for (unsigned k = 0; k < in.num_controls(); ++k) controls.push_back(in.control(k));
    std::vector<Qubit> targets(in.targets().begin(), in.targets().end());
    if (i == chosen) {
      if (m == Mutation::kDrop) continue;
      if (m == Mutation::kControl) controls.clear();
      if (m == Mutation::kSwap) {
        const Qubit q = controls[0].qubit();
        controls[0] = Control(targets[0]);
        targets[0] = q;
      }
      if (m == Mutation::kAngle) {
        std::vector<double> params(in.params().begin(), in.params().end());
        params[0] += delta;
        out.gate(in.gate(), targets, params, controls);
        continue;
      }
      if (m == Mutation::kOrder) out.gate(GateId::kSwap, {0, 1});
    }
    out.append(in, targets, controls);
  }
  return out;
}

TEST(Verify, equal_programs_by_each_method) {
  const Circuit small = random_circuit(1, 5, 60),
                large = random_circuit(2, 16, 266);  // QCEC gives no answer for such a pair
  EXPECT_EQ(verify(small, small).method, "structure");
  const VerifyResult exact = verify(small, rewritten(small));
  EXPECT_EQ(exact.verdict, Verdict::kEqual) << exact.detail;
  EXPECT_LT(exact.error, 1e-24);
  const VerifyResult states = verify(large, rewritten(large));
  EXPECT_EQ(states.method, "stimuli");
  EXPECT_EQ(states.verdict, Verdict::kEqual) << states.detail;
  EXPECT_LT(states.error, 1e-22);
  EXPECT_LE(states.missed_error, 1e-3);
}

// What src/verify/stimuli.hpp derives, for the states as they are made: the overlaps with any V scatter about
// tr V / d with variance (1 - sum |V_xx|^2 / d) / d.
TEST(Verify, random_states_scatter_as_the_bound_says) {
  constexpr Qubit kQubits = 3;
  constexpr int kStates = 2000;
  const double d = 1 << kQubits;
  for (const std::uint64_t seed : {1, 2, 3}) {
    const Circuit v = random_circuit(seed, kQubits, 3 * static_cast<unsigned>(seed));
    std::complex<double> trace = 0;
    double diagonal = 0;
    for (std::uint64_t x = 0; x < 1u << kQubits; ++x) {
      Simulator column(kQubits);
      column.set_basis_state(x);
      column.apply(v);
      trace += column.amplitude(x);
      diagonal += std::norm(column.amplitude(x));
    }
    std::complex<double> mean = 0;
    double variance = 0;
    for (int i = 0; i < kStates; ++i) {
      Circuit preparation(kQubits);
      append_random_state(preparation, kQubits, seed, static_cast<std::uint64_t>(i));
      Simulator before(kQubits);
      before.apply(preparation);
      Simulator after(before);
      after.apply(v);
      const std::complex<double> delta = after.inner_product(before) - trace / d;
      mean += delta / double{kStates};
      variance += std::norm(delta) / kStates;
    }
    const double expected = (1 - diagonal / d) / d;
    EXPECT_LT(std::abs(mean), 5 * std::sqrt(expected / kStates)) << seed;
    EXPECT_NEAR(variance, expected, 0.1 * expected)
        << seed;  // |delta|^2 is at most 4: 5 standard errors or more
  }
}

TEST(Verify, missed_error_is_where_the_probability_is_met) {
  for (const unsigned n : {13u, 16u, 24u})
    for (const unsigned states : {1u, 4u, 16u})
      for (const double worst : {0.0, 1e-16, 1e-4}) {
        const double e = missed_error(n, states, 0.01, worst);
        ASSERT_LT(e, 1);
        const double gap = std::sqrt(1 - worst) - std::sqrt(1 - e);
        EXPECT_NEAR(std::pow(e / (std::ldexp(1, static_cast<int>(n)) * gap * gap), states), 0.01, 1e-6);
      }
  EXPECT_NEAR(missed_error(24, 1, 0.01, 0), 400 / 0x1p24, 1e-8);
  EXPECT_EQ(missed_error(3, 1, 0.01, 0), 1);
  EXPECT_EQ(states_needed(16, 1e-3, 0.01, 64), 2u);
  EXPECT_EQ(states_needed(16, 1e-6, 0.01, 64), 0u);
}

TEST(Verify, undecided_where_random_states_could_miss_too_much) {
  const Circuit c = random_circuit(2, 13, 40), other = rewritten(c);
  VerifyResult r = verify(c, other);
  EXPECT_EQ(r.verdict, Verdict::kEqual) << r.detail;
  r = verify(c, other, {.max_missed = 1e-6});
  EXPECT_EQ(r.verdict, Verdict::kUndecided) << r.detail;
  EXPECT_EQ(r.method, "stimuli");
  EXPECT_GT(r.missed_error, 1e-6);
  EXPECT_EQ(verify(c, other, {.stimuli = 1}).verdict, Verdict::kUndecided);
}

TEST(Verify, one_thousand_mutants_are_never_called_equal) {
  std::mt19937_64 rng(3);
  unsigned seen_small = 0;
#ifdef __SANITIZE_ADDRESS__
  constexpr unsigned kRounds = 40;
#else
  constexpr unsigned kRounds = 200;
#endif
  for (unsigned i = 0; i < kRounds; ++i) {
    const Circuit c = random_circuit(100 + i, 4 + i % 3, 30);
    const Circuit other = i % 2 ? rewritten(c) : c;
    for (const Mutation m :
         {Mutation::kDrop, Mutation::kAngle, Mutation::kSwap, Mutation::kControl, Mutation::kOrder}) {
      const VerifyResult r = verify(mutant(c, m, 1e-2, rng), other);
      EXPECT_EQ(r.verdict, Verdict::kNotEqual)
          << "seed " << 100 + i << " mutation " << static_cast<int>(m) << ": " << r.detail;
      EXPECT_FALSE(r.counter_example.empty());
    }
    seen_small += verify(mutant(c, Mutation::kAngle, 1e-6, rng), other).verdict == Verdict::kNotEqual;
  }
  EXPECT_EQ(seen_small, kRounds);  // a single angle off by 1e-6
}

TEST(Verify, mutants_beyond_the_matrix) {
  std::mt19937_64 rng(4);
  const Circuit c = random_circuit(5, 14, 120), same = rewritten(c);
  for (const Mutation m :
       {Mutation::kDrop, Mutation::kAngle, Mutation::kSwap, Mutation::kControl, Mutation::kOrder})
    EXPECT_EQ(verify(mutant(c, m, 1e-2, rng), same).verdict, Verdict::kNotEqual) << static_cast<int>(m);
}

TEST(Verify, clifford_circuits_of_any_width) {
  constexpr Qubit kWide = 300;
  std::mt19937_64 rng(6);
  Circuit a(kWide), b(kWide);
  for (int i = 0; i < 2000; ++i) {
    const auto p = static_cast<Qubit>(rng() % kWide),
               q = static_cast<Qubit>((p + 1 + rng() % (kWide - 1)) % kWide);
    a.gate(GateId::kX, {q}, {}, {Control(p)});
    b.gate(GateId::kH, {q}), b.gate(GateId::kZ, {p}, {}, {Control(q)}), b.gate(GateId::kH, {q});
    a.gate(GateId::kSwap, {p, q}), a.gate(GateId::kS, {p});
    b.gate(GateId::kX, {q}, {}, {Control(p)}), b.gate(GateId::kX, {p}, {}, {Control(q)}),
        b.gate(GateId::kX, {q}, {}, {Control(p)});
    b.gate(GateId::kRZ, {p}, {M_PI / 2});
    a.gate(GateId::kH, {q}), b.gate(GateId::kH, {q});
  }
  VerifyResult r = verify(a, b);
  EXPECT_EQ(r.verdict, Verdict::kEqual) << r.method << r.detail;
  b.gate(GateId::kZ, {17});
  r = verify(a, b);
  EXPECT_EQ(r.verdict, Verdict::kNotEqual);
  EXPECT_EQ(r.method, "clifford");
}

TEST(Verify, global_phase_counts_only_when_asked) {
  Circuit a(2), b(2);
  a.gate(GateId::kRZ, {0}, {0.7}), b.gate(GateId::kP, {0}, {0.7});
  EXPECT_EQ(verify(a, b).verdict, Verdict::kEqual);
  EXPECT_NEAR(verify(a, b).phase, 0.35, 1e-12);
  EXPECT_EQ(verify(a, b, {.exact_phase = true}).verdict, Verdict::kNotEqual);
  Circuit c(2);
  c.gate(GateId::kRZ, {0}, {0.7}, {Control(1)});
  Circuit d(2);
  d.gate(GateId::kP, {0}, {0.7}, {Control(1)});
  EXPECT_EQ(verify(c, d).verdict, Verdict::kNotEqual);
}

TEST(Verify, programs_that_measure_and_go_on) {
  for (const ir::Qubit idle : {0u, 200u}) {  // below them; random inputs must not need their states
    const ir::Qubit p = idle, q = idle + 1;
    Circuit a(idle + 3, 2), b(idle + 3, 2), wrong(idle + 3, 2);
    for (Circuit* c : {&a, &b, &wrong}) {
      c->gate(GateId::kH, {p});
      c->measure(p, 0);
      if (c == &a) {
        c->begin_if(c->add_expr({.op = ir::ExprOp::kBit, .a = 0, .type = ir::kBoolType}));
        c->gate(GateId::kX, {q});
        c->end();
      } else {
        c->gate(c == &b ? GateId::kX : GateId::kZ, {q}, {}, {Control(p)});
      }
      c->reset(p);
      c->measure(q, 1);
    }
    EXPECT_EQ(verify(a, b).verdict, Verdict::kEqual) << verify(a, b).detail;
    EXPECT_EQ(verify(a, wrong).verdict, Verdict::kNotEqual);
  }
}

TEST(Verify, deferred_measurements_are_the_same_program) {
  Circuit c(3, 3);
  c.gate(GateId::kU, {0}, {0.3, 0.2, 0.1}), c.gate(GateId::kH, {1}),
      c.gate(GateId::kX, {2}, {}, {Control(1)});
  c.gate(GateId::kX, {1}, {}, {Control(0)}), c.gate(GateId::kH, {0});
  c.measure(0, 0), c.measure(1, 1);
  const auto bits = c.add_expr({.op = ir::ExprOp::kBits, .a = 0, .b = 2, .type = ir::kUintType});
  const auto three = c.add_expr({.op = ir::ExprOp::kConst, .value = 3, .type = ir::kUintType});
  c.begin_if(c.add_expr({.op = ir::ExprOp::kEq, .a = bits, .b = three, .type = ir::kBoolType}));
  c.gate(GateId::kX, {2});
  c.begin_else();
  c.gate(GateId::kRX, {2}, {0.4});
  c.end();
  c.measure(2, 2);
  const Circuit deferred = ir::defer_measurements(c);
  EXPECT_FALSE(deferred.has_control_flow());
  EXPECT_EQ(verify(c, deferred).verdict, Verdict::kEqual) << verify(c, deferred).detail;
}

TEST(Verify, the_first_gates_in_which_two_programs_part) {
  Circuit a(2), b(2);
  a.gate(GateId::kH, {0}, {}, {}, {1, 1, 0}), b.gate(GateId::kH, {0}, {}, {}, {1, 1, 0});
  a.gate(GateId::kX, {1}, {}, {Control(0)}, {2, 1, 0}), b.gate(GateId::kX, {0}, {}, {Control(1)}, {3, 5, 0});
  const VerifyResult r = verify(a, b);
  ASSERT_TRUE(r.diverges);
  EXPECT_EQ(r.first_a.line, 2u);
}

// An error is planted into one gate; B spells every gate of A otherwise, and its lines are those of A.
TEST(Verify, bisection_finds_the_planted_gate) {
  std::mt19937_64 rng(8);
  for (int round = 0; round < 20; ++round) {
    const Circuit plain = random_circuit(300 + static_cast<std::uint64_t>(round), 5, 40);
    Circuit a = ir::same_shape(plain), wrong = ir::same_shape(plain);
    const auto planted = static_cast<std::uint32_t>(rng() % plain.size());
    for (std::uint32_t i = 0; i < plain.size(); ++i) {
      const ir::Instruction in = plain.at(i);
      std::vector<Control> controls;
      for (unsigned k = 0; k < in.num_controls(); ++k) controls.push_back(in.control(k));
      const ir::SourcePos line{i + 1, 1, 0};
      a.gate(in.gate(), in.targets(), in.params(), controls, line);
      if (i != planted) {
        wrong.gate(in.gate(), in.targets(), in.params(), controls, line);
      } else if (!in.params().empty()) {
        std::vector<double> params(in.params().begin(), in.params().end());
        params[0] += 1e-3;
        wrong.gate(in.gate(), in.targets(), params, controls, line);
      }  // a gate without parameters is left out
    }
    const VerifyResult r = verify(a, rewritten(wrong), {.bisect = true});
    ASSERT_EQ(r.verdict, Verdict::kNotEqual);
    ASSERT_TRUE(r.diverges);
    EXPECT_EQ(r.first_a.line, planted + 1) << "round " << round;
  }
}

TEST(Sha256, published_values) {  // FIPS 180-4 examples
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

}  // namespace
}  // namespace qiao::qsim
