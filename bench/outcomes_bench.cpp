// What can be asked of a state: Pauli sums, gradients, samples. Each benchmark prepares its state outside the
// clock.
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>

#include "qiao/qsim/gradient.hpp"
#include "qiao/qsim/simulator.hpp"

namespace {

using namespace qiao;
using ir::Circuit;
using ir::GateId;
using ir::Qubit;

// Layers of ry and rz on every qubit and a ring of cx.
Circuit ansatz(Qubit n, unsigned layers) {
  Circuit c(n);
  unsigned next = 0;
  for (unsigned layer = 0; layer < layers; ++layer) {
    for (const GateId id : {GateId::kRY, GateId::kRZ})
      for (Qubit q = 0; q < n; ++q) {
        const Qubit target[1] = {q};
        const ir::Param angle[1] = {ir::Param::symbol(c.symbol("t" + std::to_string(next++)))};
        c.symbolic_gate(id, target, angle);
      }
    for (Qubit q = 0; q < n; ++q) c.gate(GateId::kX, {(q + 1) % n}, {}, {ir::Control(q)});
  }
  return c;
}
std::vector<double> angles(std::size_t count) {
  std::mt19937_64 rng(1);
  std::uniform_real_distribution<double> real(-3, 3);
  std::vector<double> values(count);
  for (double& v : values) v = real(rng);
  return values;
}

// Every letter uniform: all flips differ.
ir::PauliSum uniform_strings(Qubit n, unsigned terms) {
  std::mt19937_64 rng(2);
  ir::PauliSum sum;
  for (unsigned i = 0; i < terms; ++i) sum.add({rng() >> (64 - n), rng() >> (64 - n)}, 1.0);
  return sum;
}

void expectation(benchmark::State& bench) {
  const auto n = static_cast<Qubit>(bench.range(0));
  qsim::SimulatorOptions options;
  options.precision = bench.range(2) == 32 ? qsim::Precision::kF32 : qsim::Precision::kF64;
  qsim::Simulator s(n, options);
  const Circuit c = ansatz(n, 2);
  s.apply(c, angles(c.symbols().size()));
  const ir::PauliSum sum = uniform_strings(n, static_cast<unsigned>(bench.range(1)));
  for (auto _ : bench) benchmark::DoNotOptimize(s.expectation(sum));
}
BENCHMARK(expectation)
    ->ArgNames({"qubits", "strings", "bits"})
    ->Args({22, 100, 64})
    ->Args({22, 100, 32})
    ->Args({20, 1000, 64})
    ->Args({24, 100, 64})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

// Random letters on `weight` qubits, 1 to 4.
ir::PauliSum local_strings(Qubit n, unsigned terms) {
  std::mt19937_64 rng(3);
  ir::PauliSum sum;
  for (unsigned i = 0; i < terms; ++i) {
    ir::PauliString s;
    for (const unsigned weight = 1 + rng() % 4; s.weight() < weight;) {
      const ir::PauliString p = ir::pauli("XYZ"[rng() % 3], static_cast<Qubit>(rng() % n));
      if (((s.x | s.z) & (p.x | p.z)) == 0) s = ir::multiply(s, p).string;
    }
    sum.add(s, 0.1 * (1 + i));
  }
  return sum;
}

void gradient(benchmark::State& bench) {
  const auto n = static_cast<Qubit>(bench.range(0));
  const Circuit c = ansatz(n, static_cast<unsigned>(bench.range(1)));
  const std::vector<double> values = angles(c.symbols().size());
  qsim::ExpectationFunction f(c, local_strings(n, static_cast<unsigned>(bench.range(2))));
  std::vector<double> derivatives(values.size());
  for (auto _ : bench) benchmark::DoNotOptimize(f.gradient(values, derivatives));
}
BENCHMARK(gradient)
    ->ArgNames({"qubits", "layers", "strings"})
    ->Args({20, 5, 50})
    ->Args({16, 5, 50})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

void sample(benchmark::State& bench) {
  const auto n = static_cast<Qubit>(bench.range(0));
  qsim::Simulator s(n);
  const Circuit c = ansatz(n, 2);
  s.apply(c, angles(c.symbols().size()));
  std::uint64_t seed = 0;
  for (auto _ : bench) benchmark::DoNotOptimize(s.sample(static_cast<std::uint64_t>(bench.range(1)), ++seed));
}
BENCHMARK(sample)
    ->ArgNames({"qubits", "shots"})
    ->Args({24, 1000000})
    ->Args({20, 1000000})
    ->Args({24, 1000})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
