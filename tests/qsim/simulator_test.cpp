// Simulator: everything it answers, against dense vectors of the reference and closed forms.
#include "qiao/qsim/simulator.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "qiao/base/error.hpp"
#include "support/circuit_bridge.hpp"
#include "support/random_program.hpp"
#include "support/run_checks.hpp"

namespace qiao {
namespace {

using ir::Circuit;
using ir::Complex;
using ir::GateId;
using ir::PauliString;
using ir::PauliSum;
using qsim::Precision;
using qsim::Simulator;
using qsim::SimulatorOptions;
using reference::Vector;

// P|v> by the definition, letter by letter.
Vector times(const PauliString& p, const Vector& v) {
  Vector out(v.size());
  for (std::size_t j = 0; j < v.size(); ++j) {
    std::size_t i = j;
    Complex factor = 1;
    for (ir::Qubit q = 0; std::size_t{1} << q < v.size(); ++q) {
      const bool one = j >> q & 1;
      switch (p.letter(q)) {
        case 'X':
          i ^= std::size_t{1} << q;
          break;
        case 'Y':
          i ^= std::size_t{1} << q;
          factor *= one ? Complex{0, -1} : Complex{0, 1};
          break;
        case 'Z':
          if (one) factor = -factor;
          break;
        default:
          break;
      }
    }
    out[i] += factor * v[j];
  }
  return out;
}
Complex dot(const Vector& a, const Vector& b) {
  Complex sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += std::conj(a[i]) * b[i];
  return sum;
}

struct Case {
  Vector expected;
  Circuit circuit;
};
Case random_case(std::uint64_t seed, unsigned n, unsigned operations = 50) {
  reference::RandomOptions random;
  random.num_qubits = n;
  random.operations = operations;
  const reference::Program program = random_program(seed, random);
  return {final_state(program), reference::to_circuit(program)};
}

PauliSum random_sum(std::mt19937_64& rng, unsigned n, unsigned terms) {
  std::uniform_real_distribution<double> real(-1, 1);
  const std::uint64_t mask = (std::uint64_t{1} << n) - 1;
  PauliSum sum;
  std::uint64_t x = 0;
  for (unsigned i = 0; i < terms; ++i) {
    if (i % 3 == 0) x = i % 9 == 0 ? 0 : rng() & mask;  // several strings with the same flips, some diagonal
    sum.add({x, rng() & mask}, real(rng));
  }
  return sum;
}

double tolerance(Precision p) { return p == Precision::kF64 ? 1e-12 : 2e-5; }

class OnQubits : public ::testing::TestWithParam<unsigned> {};

TEST_P(OnQubits, expectations_and_products_equal_the_reference) {
  const unsigned n = GetParam();
  for (const Precision precision : {Precision::kF64, Precision::kF32}) {
    std::mt19937_64 rng(n);
    const Case c = random_case(1000 + n, n), d = random_case(2000 + n, n);
    const PauliSum sum = random_sum(rng, n, 40);
    SimulatorOptions options;
    options.precision = precision;
    std::vector<double> first;
    for (const int threads : {1, 2, 3}) {
      options.threads = threads;
      Simulator a(n, options), b(n, options);
      a.apply(c.circuit);
      b.apply(d.circuit);
      const std::vector<double> values = a.expectations(sum);
      Complex total = 0;
      Vector product(c.expected.size());
      for (std::size_t i = 0; i < sum.size(); ++i) {
        const Vector image = times(sum.terms()[i].string, c.expected);
        const Complex expected = dot(c.expected, image);
        ASSERT_NEAR(values[i], expected.real(), tolerance(precision)) << sum.terms()[i].string.dense(n);
        total += sum.terms()[i].coefficient * expected;
        for (std::size_t k = 0; k < product.size(); ++k) product[k] += sum.terms()[i].coefficient * image[k];
      }
      EXPECT_LT(std::abs(a.expectation(sum) - total), 10 * tolerance(precision));
      if (first.empty()) first = values;
      EXPECT_EQ(values, first) << "differs between thread counts";

      const Complex inner = dot(d.expected, c.expected);
      EXPECT_LT(std::abs(a.inner_product(b) - inner), tolerance(precision));
      EXPECT_NEAR(a.fidelity(b), std::norm(inner), tolerance(precision));
      EXPECT_NEAR(a.fidelity(a), 1, tolerance(precision));

      a.multiply(sum);
      EXPECT_LT(reference::max_difference(a.state(), product), 10 * tolerance(precision));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Qubits, OnQubits, ::testing::Values(1u, 2u, 3u, 4u, 5u, 6u, 7u, 8u, 9u, 11u, 13u));

// More qubits than a tile holds, flips that need several passes, every thread at work.
TEST(LargeSums, equal_the_reference) {
  const unsigned n = 17;
  const Case c = random_case(77, n, 120);
  std::mt19937_64 rng(3);
  const PauliSum sum = random_sum(rng, n, 120);
  Simulator s(n);
  s.apply(c.circuit);
  const std::vector<double> values = s.expectations(sum);
  Vector product(c.expected.size());
  for (std::size_t i = 0; i < sum.size(); ++i) {
    const Vector image = times(sum.terms()[i].string, c.expected);
    ASSERT_NEAR(values[i], dot(c.expected, image).real(), 1e-12) << sum.terms()[i].string.dense(n);
    for (std::size_t k = 0; k < product.size(); ++k) product[k] += sum.terms()[i].coefficient * image[k];
  }
  s.multiply(sum);
  EXPECT_LT(reference::max_difference(s.state(), product), 1e-12);
}

TEST(Simulator, amplitudes_probabilities_and_samples_equal_the_reference) {
  const unsigned n = 9;
  const Case c = random_case(31, n);
  for (const Precision precision : {Precision::kF64, Precision::kF32}) {
    SimulatorOptions options;
    options.precision = precision;
    Simulator s(n, options);
    s.apply(c.circuit);
    EXPECT_LT(reference::max_difference(s.state(), c.expected), tolerance(precision));
    std::vector<std::uint64_t> indices;
    for (std::uint64_t i = 0; i < 512; i += 7) indices.push_back(i);
    const auto some = s.amplitudes(indices);
    for (std::size_t i = 0; i < indices.size(); ++i) {
      ASSERT_LT(std::abs(some[i] - c.expected[indices[i]]), tolerance(precision));
      std::string bits(n, '0');
      for (unsigned q = 0; q < n; ++q)
        if (indices[i] >> q & 1) bits[n - 1 - q] = '1';
      ASSERT_LT(std::abs(s.amplitude(bits) - c.expected[indices[i]]), tolerance(precision));
    }
    EXPECT_NEAR(s.norm_squared(), 1, tolerance(precision));
    for (const std::vector<ir::Qubit>& qubits :
         {std::vector<ir::Qubit>{}, {4}, {7, 2}, {0, 8, 3, 5}, {8, 7, 6, 5, 4, 3, 2, 1, 0}}) {
      std::vector<double> expected(std::size_t{1} << qubits.size());
      std::map<std::string, double> table;
      for (std::size_t i = 0; i < c.expected.size(); ++i) {
        std::size_t at = 0;
        for (std::size_t j = 0; j < qubits.size(); ++j) at |= (i >> qubits[j] & 1) << j;
        expected[at] += std::norm(c.expected[i]);
        std::string bits(qubits.size(), '0');
        for (std::size_t j = 0; j < qubits.size(); ++j)
          if (at >> j & 1) bits[qubits.size() - 1 - j] = '1';
        table[bits] += std::norm(c.expected[i]);
      }
      const auto got = s.probabilities(qubits);
      ASSERT_EQ(got.size(), expected.size());
      for (std::size_t i = 0; i < got.size(); ++i) ASSERT_NEAR(got[i], expected[i], tolerance(precision));
      if (qubits.empty()) continue;
      const auto counts = s.sample(20000, 5, qubits);
      EXPECT_TRUE(reference::chi_square(reference::table(counts), table).plausible());
    }
  }
}

TEST(Simulator, qubits_that_nothing_touches_cost_nothing) {
  Simulator s(1000);
  Circuit c(1000);
  c.gate(GateId::kH, {40});
  c.gate(GateId::kX, {20}, {}, {ir::Control(40)});
  s.apply(c);
  EXPECT_LT(s.memory_bytes(), 4096u);
  EXPECT_EQ(s.active_qubits(), (std::vector<ir::Qubit>{20, 40}));
  EXPECT_NEAR(s.expectation(PauliSum::parse("X20 X40 - 2 Z7 + 4 X7")).real(), -1, 1e-14);
  const ir::Qubit pair[2] = {40, 3};
  EXPECT_NEAR(s.probabilities(pair)[1], 0.5, 1e-14);
  EXPECT_NEAR(s.entropy(pair), 1, 1e-12);
  // A second circuit on other qubits: the state grows.
  Circuit d(1000);
  d.gate(GateId::kX, {999}, {}, {ir::Control(40)});
  s.apply(d);
  const ir::Qubit three[3] = {999, 40, 20};
  EXPECT_NEAR(s.probabilities(three)[0], 0.5, 1e-14);
  EXPECT_NEAR(s.probabilities(three)[7], 0.5, 1e-14);
  // Another one that touched its qubits in another order.
  Simulator t(1000);
  t.apply(d);
  Circuit e(1000);
  e.gate(GateId::kX, {999}, {});
  e.gate(GateId::kH, {20});
  t.apply(e);
  EXPECT_NEAR(std::abs(s.inner_product(t)), 0, 1e-14);
  t.apply(e);
  EXPECT_NEAR(s.inner_product(t).real(), std::sqrt(0.5), 1e-14);
}

TEST(Simulator, growing_keeps_amplitudes_at_every_size) {
  const unsigned n = 12;
  Simulator grown(n);
  Circuit whole(n);
  std::mt19937_64 rng(8);
  std::uniform_real_distribution<double> angle(-3, 3);
  for (ir::Qubit q = 0; q < n; ++q) {
    Circuit part(n);
    for (Circuit* c : {&part, &whole}) {
      c->gate(GateId::kRY, {q}, {0.3 + 0.1 * q});
      c->gate(GateId::kX, {q});
      if (q > 0) c->gate(GateId::kRXX, {q - 1, q}, {0.7 + q});
    }
    grown.apply(part);
  }
  Simulator at_once(n);
  at_once.apply(whole);
  EXPECT_LT(reference::max_difference(grown.state(), at_once.state()), 1e-13);
}

TEST(Simulator, set_copy_and_reset) {
  const unsigned n = 7;
  const Case c = random_case(5, n), d = random_case(6, n);
  Simulator s(n);
  s.set_state(c.expected);
  EXPECT_LT(reference::max_difference(s.state(), c.expected), 1e-15);
  const Simulator copy = s;
  s.apply(d.circuit);
  EXPECT_LT(reference::max_difference(copy.state(), c.expected), 1e-15);
  s.reset();
  EXPECT_EQ(s.amplitude(0), Complex(1));
  s.apply(d.circuit);
  EXPECT_LT(reference::max_difference(s.state(), d.expected), 1e-13);
  s.set_basis_state(37);
  EXPECT_EQ(s.amplitude(37), Complex(1));
  EXPECT_EQ(s.norm_squared(), 1);
  s = copy;
  EXPECT_LT(reference::max_difference(s.state(), c.expected), 1e-15);
}

TEST(Simulator, memory_goes_out_in_plain_order_and_comes_back) {
  for (const Precision precision : {Precision::kF64, Precision::kF32})
    for (const unsigned n : {1u, 3u, 6u, 9u, 15u}) {
      const Case c = random_case(n + 20, n), d = random_case(n + 40, n);
      SimulatorOptions options;
      options.precision = precision;
      const double tolerance = precision == Precision::kF64 ? 1e-12 : 1e-4;
      Simulator s(n, options);
      s.set_state(d.expected);
      s.apply(c.circuit);  // leaves qubits moved and inverted, and a global phase
      const auto before = s.state();
      qsim::PlainState plain = s.release();
      ASSERT_EQ(plain.size(), before.size());
      const auto at = [&](const qsim::PlainState& p, std::size_t i) -> Complex {
        return precision == Precision::kF64 ? static_cast<const Complex*>(p.data())[i]
                                            : Complex(static_cast<const std::complex<float>*>(p.data())[i]);
      };
      const qsim::PlainState copy = plain.copy();
      for (std::size_t i = 0; i < before.size(); ++i) {
        EXPECT_LT(std::abs(at(plain, i) - before[i]), tolerance) << n << " qubits, " << i;
        EXPECT_EQ(at(plain, i), at(copy, i));
      }
      Simulator other(n, options);
      {
        const qsim::PlainState second = plain;
        EXPECT_THROW(other.adopt(plain), Error);  // somebody else holds it
      }
      other.adopt(std::move(plain));
      EXPECT_LT(reference::max_difference(other.state(), before), tolerance);
      s.set_state(before);
      s.apply(d.circuit);
      other.apply(d.circuit);
      EXPECT_LT(reference::max_difference(other.state(), s.state()), tolerance);
    }
  Simulator idle(3);
  const qsim::PlainState plain = idle.release();  // qubits that nothing has touched
  EXPECT_EQ(static_cast<const Complex*>(plain.data())[0], Complex(1));
  EXPECT_THROW(Simulator(2).adopt(qsim::PlainState{}), Error);
}

TEST(Simulator, symbols_are_bound_by_number) {
  Circuit c(2);
  const ir::Param theta = ir::Param::symbol(c.symbol("theta")), phi = ir::Param::symbol(c.symbol("phi"));
  const ir::Qubit q[1] = {0};
  const ir::Param p[1] = {2 * theta + phi};
  c.symbolic_gate(GateId::kRX, q, p);
  Simulator s(2);
  const double values[2] = {0.3, 0.1};
  s.apply(c, values);
  EXPECT_NEAR(s.expectation(PauliSum::parse("Z0")).real(), std::cos(0.7), 1e-15);
  EXPECT_THROW(s.apply(c), Error);
  EXPECT_THROW(s.apply(c, std::span<const double>(values, 1)), Error);
}

TEST(Entropy, closed_forms) {
  // cos a |00> + sin a |11>: eigenvalues cos^2, sin^2.
  const double a = 0.4, p = std::pow(std::cos(a), 2), r = 1 - p;
  Simulator s(3);
  Circuit c(3);
  c.gate(GateId::kRY, {0}, {2 * a});
  c.gate(GateId::kX, {1}, {}, {ir::Control(0)});
  c.gate(GateId::kH, {2});
  s.apply(c);
  const ir::Qubit one[1] = {1}, both[2] = {1, 0};
  EXPECT_NEAR(s.entropy(one), -p * std::log2(p) - r * std::log2(r), 1e-13);
  EXPECT_NEAR(s.entropy(one, 2), -std::log2(p * p + r * r), 1e-13);
  EXPECT_NEAR(s.entropy(one, 0.5), 2 * std::log2(std::sqrt(p) + std::sqrt(r)), 1e-13);
  EXPECT_NEAR(s.entropy(one, 0), 1, 1e-13);
  EXPECT_NEAR(s.entropy(one, std::numeric_limits<double>::infinity()), -std::log2(p), 1e-13);
  EXPECT_NEAR(s.entropy(both), 0, 1e-13);
  EXPECT_NEAR(s.entropy({}), 0, 1e-13);
  EXPECT_THROW(s.entropy(one, -1), Error);
  // GHZ on many qubits: one bit between any two parts.
  Simulator g(14);
  Circuit ghz(14);
  ghz.gate(GateId::kH, {0});
  for (ir::Qubit q = 1; q < 14; ++q) ghz.gate(GateId::kX, {q}, {}, {ir::Control(q - 1)});
  g.apply(ghz);
  std::vector<ir::Qubit> some;
  for (ir::Qubit q = 0; q < 13; ++q) {
    some.push_back(q);
    EXPECT_NEAR(g.entropy(some), 1, 1e-10) << q;
  }
}

TEST(DensityMatrix, equals_the_partial_trace_of_the_reference) {
  const unsigned n = 8;
  const Case c = random_case(12, n);
  Simulator s(n);
  s.apply(c.circuit);
  for (const std::vector<ir::Qubit>& qubits : {std::vector<ir::Qubit>{}, {3}, {6, 1}, {0, 7, 4}}) {
    const std::size_t dim = std::size_t{1} << qubits.size();
    std::size_t mask = 0;
    for (const ir::Qubit q : qubits) mask |= std::size_t{1} << q;
    const auto part = [&](std::size_t i) {
      std::size_t at = 0;
      for (std::size_t j = 0; j < qubits.size(); ++j) at |= (i >> qubits[j] & 1) << j;
      return at;
    };
    ir::Matrix expected(dim);
    for (std::size_t i = 0; i < c.expected.size(); ++i)
      for (std::size_t k = 0; k < c.expected.size(); ++k)
        if ((i & ~mask) == (k & ~mask))
          expected(part(i), part(k)) += c.expected[i] * std::conj(c.expected[k]);
    const ir::Matrix got = s.reduced_density_matrix(qubits);
    ASSERT_EQ(got.dim, dim);
    for (std::size_t i = 0; i < got.data.size(); ++i)
      ASSERT_LT(std::abs(got.data[i] - expected.data[i]), 1e-13);
    EXPECT_NEAR(qsim::entropy(got), s.entropy(qubits), 1e-11);
  }
}

std::string error_of(const std::function<void()>& f) {
  try {
    f();
  } catch (const Error& e) {
    return e.what();
  }
  return "no error";
}

TEST(Simulator, errors_name_what_is_wrong) {
  Simulator s(3);
  const ir::Qubit far[1] = {3}, twice[2] = {1, 1};
  const auto expect = [](const std::string& text, const char* part) {
    EXPECT_NE(text.find(part), std::string::npos) << text;
  };
  expect(error_of([&] { s.probabilities(far); }), "qubit 3 does not exist; there are 3");
  expect(error_of([&] { s.entropy(twice); }), "qubit 1 is given twice");
  expect(error_of([&] { s.expectation(PauliSum::parse("X5")); }), "acts on qubit 5; there are 3");
  expect(error_of([&] { s.amplitude(8); }), "amplitude 8 does not exist");
  expect(error_of([&] { s.amplitude("0012"); }), "expected 3 characters");
  expect(error_of([&] { s.set_state(std::vector<Complex>(8)); }), "squared norm 0");
  expect(error_of([&] { s.set_state(std::vector<Complex>(4)); }), "2^3 amplitudes, got 4");
  expect(error_of([&] { s.apply(Circuit(4)); }), "the circuit has 4 qubits, the simulator 3");
  Circuit c(3, 1);
  c.measure(0, 0);
  c.gate(GateId::kX, {0});
  expect(error_of([&] { s.apply(c); }), "no single final state");
  Circuit wide(60);
  for (ir::Qubit q = 0; q < 60; ++q) wide.gate(GateId::kH, {q});
  Simulator w(60);
  expect(error_of([&] { w.apply(wide); }), "60 active qubits in f64 need");
  EXPECT_EQ(w.amplitude(0), Complex(1));  // unchanged
}

TEST(Simulator, qubits_beyond_the_limit_are_refused_before_anything_is_allocated) {
  try {
    Simulator s(std::numeric_limits<ir::Qubit>::max());
    ADD_FAILURE();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::kLimit) << e.what();
  }
}

TEST(Simulator, a_state_that_is_taken_over_leaves_the_number_of_threads) {
  Circuit c(3);
  c.gate(GateId::kH, {0});
  Simulator one(3, {.threads = 1}), other(3, {.threads = 2});
  one.apply(c);
  other.set_state(one);
  other.apply(c);  // back to |000>
  EXPECT_NEAR(std::norm(other.amplitude(0)), 1.0, 1e-12);
  EXPECT_EQ(other.threads(), Simulator(1, {.threads = 2}).threads());
}

}  // namespace
}  // namespace qiao
