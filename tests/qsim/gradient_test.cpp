// Gradients: every gate of the table with and without controls, against differences of the reference
// simulator; layers, shared symbols, and circuits of several stages.
#include "qiao/qsim/gradient.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "qiao/base/error.hpp"
#include "qiao/qsim/simulator.hpp"

namespace qiao {
namespace {

using ir::Circuit;
using ir::GateId;
using ir::Param;
using ir::PauliSum;
using ir::Qubit;
using qsim::ExpectationFunction;

double energy(const Circuit& c, const PauliSum& h, const std::vector<double>& values) {
  qsim::Simulator s(c.num_qubits());
  s.apply(c, values);
  return s.expectation(h).real();
}

// Differences of order eight; symbols that occur often make frequencies of some tens, so the step is small.
double difference(const Circuit& c, const PauliSum& h, std::vector<double> values, std::size_t i) {
  const double step = 0.003, weights[4] = {4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280};
  const double at = values[i];
  double sum = 0;
  for (int k = 1; k <= 4; ++k) {
    values[i] = at + k * step;
    const double plus = energy(c, h, values);
    values[i] = at - k * step;
    sum += weights[k - 1] * (plus - energy(c, h, values));
  }
  return sum / step;
}

PauliSum random_sum(std::mt19937_64& rng, unsigned n, unsigned terms) {
  std::uniform_real_distribution<double> real(-1, 1);
  PauliSum sum;
  for (unsigned i = 0; i < terms; ++i) sum.add({rng() & ((1u << n) - 1), rng() & ((1u << n) - 1)}, real(rng));
  return sum;
}

void compare(const Circuit& c, const PauliSum& h, const std::vector<double>& values,
             const std::string& what) {
  ExpectationFunction f(c, h);
  std::vector<double> gradient(values.size());
  const double value = f.gradient(values, gradient);
  EXPECT_NEAR(value, energy(c, h, values), 1e-12) << what;
  EXPECT_NEAR(f.value(values), value, 1e-12) << what;
  for (std::size_t i = 0; i < values.size(); ++i)
    EXPECT_NEAR(gradient[i], difference(c, h, values, i), 2e-9) << what << ", symbol " << i;
}

void scramble(Circuit& c, std::mt19937_64& rng) {
  std::uniform_real_distribution<double> real(-3, 3);
  for (Qubit q = 0; q < c.num_qubits(); ++q) c.gate(GateId::kU, {q}, {real(rng), real(rng), real(rng)});
  for (Qubit q = 0; q + 1 < c.num_qubits(); ++q) c.gate(GateId::kX, {q + 1}, {}, {ir::Control(q)});
}

TEST(Gradient, of_every_gate_with_and_without_controls) {
  std::mt19937_64 rng(3);
  std::uniform_real_distribution<double> real(-3, 3);
  const unsigned n = 6;
  for (const ir::GateInfo& info : ir::gate_table()) {
    if (info.num_params() == 0) continue;
    for (unsigned controls = 0; controls <= 2; ++controls) {
      Circuit c(n);
      scramble(c, rng);
      std::vector<Qubit> targets;
      for (Qubit q = 0; q < info.num_targets; ++q) targets.push_back(5 - q);
      std::vector<ir::Control> on;
      for (unsigned k = 0; k < controls; ++k) on.emplace_back(k, k == 0);
      std::vector<Param> params;
      std::vector<double> values;
      for (unsigned p = 0; p < info.num_params(); ++p) {
        params.push_back(1.5 * Param::symbol(c.symbol("s" + std::to_string(p))) + 0.25);
        values.push_back(real(rng));
      }
      c.symbolic_gate(info.id, targets, params, on);
      scramble(c, rng);
      compare(c, random_sum(rng, n, 12), values,
              std::string(info.name) + " with " + std::to_string(controls) + " controls");
    }
  }
}

TEST(Gradient, layers_and_shared_symbols_over_several_stages) {
  std::mt19937_64 rng(9);
  std::uniform_real_distribution<double> real(-3, 3);
  for (const unsigned n : {1u, 2u, 4u, 7u}) {
    Circuit c(n);
    std::vector<double> values;
    const auto symbol = [&](const std::string& name) {
      const std::size_t before = c.symbols().size();
      const Param p = Param::symbol(c.symbol(name));
      if (c.symbols().size() > before) values.push_back(real(rng));
      return p;
    };
    const auto add = [&](GateId id, std::vector<Qubit> targets, const Param& p) {
      c.symbolic_gate(id, targets, {&p, 1});
    };
    for (int layer = 0; layer < 3; ++layer) {
      for (Qubit q = 0; q < n; ++q) {
        add(GateId::kRY, {q}, symbol("y" + std::to_string(layer) + "_" + std::to_string(q)));
        add(GateId::kRZ, {q}, 2 * symbol("shared") - symbol("other"));
      }
      for (Qubit q = 0; q + 1 < n; ++q) {
        c.gate(GateId::kX, {q + 1}, {}, {ir::Control(q)});
        add(GateId::kRZZ, {q, q + 1}, symbol("gamma" + std::to_string(layer)));
      }
      for (Qubit q = 0; q < n; ++q) add(GateId::kRX, {q}, symbol("beta" + std::to_string(layer)));
      if (n >= 4) c.gate(GateId::kX, {3}, {}, {ir::Control(0), ir::Control(1), ir::Control(2)});
    }
    compare(c, random_sum(rng, n, 20), values, std::to_string(n) + " qubits");
  }
}

// <Z> of RX(t)|0> is cos t: to the last digits, at any number of threads.
TEST(Gradient, closed_form) {
  Circuit c(1);
  const Qubit q[1] = {0};
  const Param t[1] = {Param::symbol(c.symbol("t"))};
  c.symbolic_gate(GateId::kRX, q, t);
  ExpectationFunction f(c, PauliSum::parse("Z0 + 3"));
  for (double x = -3; x < 3; x += 0.37) {
    double g = 0;
    EXPECT_NEAR(f.gradient({&x, 1}, {&g, 1}), 3 + std::cos(x), 1e-15 * 4);
    EXPECT_NEAR(g, -std::sin(x), 1e-15);
  }
}

TEST(Gradient, a_layered_ansatz_needs_one_stage_for_a_layer) {
  const unsigned n = 8, layers = 4;
  Circuit c(n);
  std::vector<double> values;
  for (unsigned layer = 0; layer < layers; ++layer) {
    for (const GateId id : {GateId::kRY, GateId::kRZ})
      for (Qubit q = 0; q < n; ++q) {
        const Param t[1] = {Param::symbol(c.symbol("t" + std::to_string(values.size())))};
        const Qubit target[1] = {q};
        c.symbolic_gate(id, target, t);
        values.push_back(0.1 * static_cast<double>(values.size()) + 0.2);
      }
    for (Qubit q = 0; q < n; ++q) c.gate(GateId::kX, {(q + 1) % n}, {}, {ir::Control(q)});
  }
  std::mt19937_64 rng(4);
  const PauliSum h = random_sum(rng, n, 10);
  std::vector<double> first;
  for (const int threads : {1, 2, 3}) {
    qsim::SimulatorOptions options;
    options.threads = threads;
    ExpectationFunction f(c, h, options);
    std::vector<double> g(values.size());
    f.gradient(values, g);
    EXPECT_LE(f.stages(), 2 * layers);
    if (first.empty()) first = g;
    EXPECT_EQ(g, first);
  }
  for (const std::size_t i : {0u, 9u, 20u, 63u}) EXPECT_NEAR(first[i], difference(c, h, values, i), 1e-9);
}

TEST(Gradient, what_it_cannot_do_is_said) {
  Circuit c(2);
  EXPECT_THROW(ExpectationFunction(c, PauliSum::parse("2j X0")), Error);
  EXPECT_THROW(ExpectationFunction(c, PauliSum::parse("X5")), Error);
  ExpectationFunction f(c, PauliSum::parse("Z0"));
  const double one = 1;
  EXPECT_THROW(f.value({&one, 1}), Error);
  EXPECT_EQ(f.value({}), 1);
}

}  // namespace
}  // namespace qiao
