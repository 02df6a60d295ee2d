// Kernel classes inside a tile (arithmetic) and single-gate passes over a large state (memory), beside the
// limits of this machine measured in the same run. Counters: bytes_per_second for passes; for arithmetic the
// plan's vector operations (multiply-adds, loads and stores on whole vectors) per second of one thread.
#include <benchmark/benchmark.h>

#include <cstring>
#include <vector>

#include "engine/memory.hpp"
#include "engine/parallel.hpp"
#include "engine/state.hpp"
#include "qiao/base/machine.hpp"

namespace {

using namespace qiao;
using ir::Circuit;
using ir::GateId;
using qsim::make_program;
using qsim::Program;

// ---- limits

// Reading and writing every byte of a large region in place, all threads.
void limit_memory_in_place(benchmark::State& state) {
  const int threads = resolve_threads(0);
  constexpr std::size_t kBytes = std::size_t{256} << 20, kPart = std::size_t{1} << 20;
  const qsim::engine::StateMemory memory(kBytes);
  const auto pass = [&] {
    qsim::engine::parallel_for(kBytes / kPart, threads, kBytes, [&](std::uint64_t part, int) {
      auto* p = static_cast<double*>(memory.data()) + part * (kPart / sizeof(double));
      for (std::size_t i = 0; i < kPart / sizeof(double); ++i) p[i] = p[i] * 0.5 + 1.0;
    });
  };
  pass();  // the first touch
  for (auto _ : state) {
    pass();
    benchmark::ClobberMemory();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * 2 * kBytes));
}

// ---- circuits of one kernel class

using Layer = void (*)(Circuit&, ir::Qubit);

void rotations(Circuit& c, ir::Qubit q) { c.gate(GateId::kRY, {q}, {0.3}); }
void x_rotations(Circuit& c, ir::Qubit q) { c.gate(GateId::kRX, {q}, {0.3}); }
void general_gates(Circuit& c, ir::Qubit q) { c.gate(GateId::kU, {q}, {0.3, 0.4, 0.5}); }
void controlled_gates(Circuit& c, ir::Qubit q) {
  c.gate(GateId::kRY, {q}, {0.3}, {ir::Control((q + 1) % c.num_qubits())});
}
void flips(Circuit& c, ir::Qubit q) { c.gate(GateId::kX, {q}, {}, {ir::Control((q + 1) % c.num_qubits())}); }
void toffolis(Circuit& c, ir::Qubit q) {
  const ir::Qubit n = c.num_qubits();
  c.gate(GateId::kX, {q}, {}, {ir::Control((q + 1) % n), ir::Control((q + 2) % n)});
}
void phase_pairs(Circuit& c, ir::Qubit q) {
  for (ir::Qubit other = 0; other < q; ++other)
    c.gate(GateId::kRZZ, {other, q}, {0.1 * (1 + q) + 0.01 * other});
  if (q + 1 == c.num_qubits()) c.gate(GateId::kH, {0});  // makes the phases happen
}
void pair_unitaries(Circuit& c, ir::Qubit q) {
  if (q + 1 == c.num_qubits()) return;
  for (int k = 0; k < 3; ++k) {
    c.gate(GateId::kU, {q}, {0.3, 0.4, 0.5 + k});
    c.gate(GateId::kU, {q + 1}, {0.6, 0.7, 0.8 + k});
    c.gate(GateId::kX, {q + 1}, {}, {ir::Control(q)});
  }
}

// Gates of one class on all qubits above the lanes of a state that is one tile: no memory traffic beyond the
// caches.
template <class Real>
void in_tile(benchmark::State& bench, Layer layer) {
  const ir::Qubit n = sizeof(Real) == 4 ? 15 : 14;
  Circuit circuit(n);
  for (int repeat = 0; repeat < 4; ++repeat)
    for (ir::Qubit q = 0; q < n; ++q) layer(circuit, q);
  const Program program = make_program(circuit);
  qsim::engine::EngineOptions options;
  options.plan.tile_bits = n;
  qsim::engine::State<Real> state(n, 1, options);
  state.apply(program, 0);
  const auto plan = state.plan(program, 0);
  const qsim::engine::PlanWork work = plan_work(*plan);
  for (auto _ : bench) {
    state.run(*plan);
    benchmark::ClobberMemory();
  }
  bench.counters["vector_ops"] = benchmark::Counter(work.vector_ops * static_cast<double>(bench.iterations()),
                                                    benchmark::Counter::kIsRate);
  bench.counters["gates"] = benchmark::Counter(static_cast<double>(circuit.size() * bench.iterations()),
                                               benchmark::Counter::kIsRate);
}

// One gate on the highest qubit of a large state: one pass.
template <class Real>
void single_gate_pass(benchmark::State& bench, Layer layer) {
  const ir::Qubit n = sizeof(Real) == 4 ? 25 : 24;
  Circuit circuit(n);
  for (ir::Qubit q = 0; q < n; ++q) circuit.gate(GateId::kH, {q});
  Circuit gate(n);
  for (ir::Qubit q = 0; q < n; ++q) gate.gate(GateId::kI, {q});  // keeps all qubits active
  layer(gate, n - 1);
  const Program prepare = make_program(circuit), program = make_program(gate);
  qsim::engine::State<Real> state(n, resolve_threads(0));
  state.apply(prepare, 0);
  qsim::engine::State<Real> measured(state);
  const auto plan = measured.plan(program, 0);
  const qsim::engine::PlanWork work = plan_work(*plan);
  for (auto _ : bench) {
    measured.run(*plan);
    benchmark::ClobberMemory();
  }
  bench.SetBytesProcessed(static_cast<std::int64_t>(work.bytes * static_cast<double>(bench.iterations())));
}

}  // namespace

// BENCHMARK_CAPTURE makes a name of its function: no template arguments there.
constexpr auto in_tile_f32 = in_tile<float>;
constexpr auto in_tile_f64 = in_tile<double>;
constexpr auto pass_f32 = single_gate_pass<float>;
constexpr auto pass_f64 = single_gate_pass<double>;
#define QIAO_IN_TILE(layer)                      \
  BENCHMARK_CAPTURE(in_tile_f32, layer, &layer); \
  BENCHMARK_CAPTURE(in_tile_f64, layer, &layer)
#define QIAO_PASS(layer)                                     \
  BENCHMARK_CAPTURE(pass_f32, layer, &layer)->UseRealTime(); \
  BENCHMARK_CAPTURE(pass_f64, layer, &layer)->UseRealTime()

BENCHMARK(limit_memory_in_place)->UseRealTime();
QIAO_PASS(rotations);
QIAO_PASS(controlled_gates);
QIAO_PASS(flips);
QIAO_IN_TILE(rotations);
QIAO_IN_TILE(x_rotations);
QIAO_IN_TILE(general_gates);
QIAO_IN_TILE(controlled_gates);
QIAO_IN_TILE(flips);
QIAO_IN_TILE(toffolis);
QIAO_IN_TILE(phase_pairs);
QIAO_IN_TILE(pair_unitaries);

BENCHMARK_MAIN();
