#include "qiao/qsim/estimate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <limits>

#include "engine/memory.hpp"
#include "engine/parallel.hpp"
#include "engine/state.hpp"
#include "program.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/machine.hpp"

namespace qiao::qsim {
namespace {

// The time model: a plan's vector operations at the speed this machine shows on a state in its caches, and
// the bytes its sweeps move at the speed of its memory.
double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// A layered circuit of rotations, phases and cx, as a sample of ordinary work.
ir::Circuit sample_circuit(ir::Qubit n) {
  ir::Circuit c(n);
  for (int layer = 0; layer < 4; ++layer) {
    for (ir::Qubit q = 0; q < n; ++q) c.gate(ir::GateId::kU, {q}, {0.3 + q, 0.7 * layer, 1.1});
    for (ir::Qubit q = 0; q + 1 < n; ++q) c.gate(ir::GateId::kX, {q + 1}, {}, {ir::Control(q)});
  }
  return c;
}

// The best of a few runs: a busy moment of the machine is not its speed.
template <class Real>
double vector_speed() {
  constexpr ir::Qubit kQubits = 16;
  constexpr double kSeconds = 0.004;
  const ir::Circuit circuit = sample_circuit(kQubits);
  const Program program = make_program(circuit);
  engine::State<Real> state(kQubits, 1);
  state.apply(program, 0);  // from here on nothing is known to be zero
  const auto plan = state.plan(program, 0);
  const double work = engine::plan_work(*plan).vector_ops;
  double best = 1e300;
  const auto begin = std::chrono::steady_clock::now();
  do {
    const auto start = std::chrono::steady_clock::now();
    state.run(*plan);
    best = std::min(best, seconds_since(start));
  } while (seconds_since(begin) < kSeconds);
  return work / best;
}

// States up to here stay in the caches, where the trial of vector_speed has been.
constexpr std::uint64_t kCachedBytes = std::uint64_t{16} << 20;

// Bytes per second of reading and writing memory beyond the second-level cache by all threads.
double memory_speed(int threads) {
  constexpr std::size_t kBytes = std::size_t{32} << 20, kPart = std::size_t{1} << 18;
  const engine::StateMemory from(kBytes), to(kBytes);
  const auto pass = [&](auto&& f) {
    engine::parallel_for(kBytes / kPart, threads, kBytes, [&](std::uint64_t i, int) {
      f(static_cast<char*>(to.data()) + i * kPart, static_cast<char*>(from.data()) + i * kPart);
    });
  };
  pass([](char* a, char* b) { std::memset(a, 1, kPart), std::memset(b, 1, kPart); });  // the first touch
  const auto start = std::chrono::steady_clock::now();
  pass([](char* a, char* b) { std::memcpy(a, b, kPart); });
  return 2.0 * kBytes / seconds_since(start);
}

// f(plan) for every unitary stretch of the program, planned as if each followed the one before.
template <class Real, class F>
void each_plan(const Program& program, F&& f) {
  const auto n = static_cast<unsigned>(program.active.size());
  const auto& kernels = engine::kernels<Real>();
  const unsigned bits = std::max(n, kernels.lane_bits + kernels.register_bits);
  engine::QubitMap map;
  for (unsigned q = 0; q < n; ++q) map.bit.push_back(static_cast<std::uint8_t>(q));
  std::uint64_t zero_bits = (std::uint64_t{1} << bits) - 1;
  std::vector<bool> dynamic(program.segments.size());
  for (const Step& step : program.steps)
    if (step.kind == StepKind::kDynamic) dynamic[step.a] = true;
  for (std::uint32_t s = 0; s < program.segments.size(); ++s) {
    engine::OpList list;
    if (dynamic[s]) {
      const ir::Circuit bound = bound_segment(program, s, nullptr);
      const Program small = bound_program(program, bound);
      list = engine::normalise(small, small.segments[0], map);
    } else {
      list = engine::normalise(program, program.segments[s], map);
    }
    map = list.out;
    const auto plan =
        engine::make_plan<Real>(std::move(list), bits, kernels.lane_bits, kernels.register_bits, zero_bits);
    zero_bits = plan.zero_bits_after;
    f(plan);
  }
}

// Index bits fit a 64-bit word with room to spare; nothing larger fits a machine.
constexpr ir::Qubit kMaxPlannedQubits = 59;

template <class Real>
double evolution_seconds(const Program& program, int threads, double bytes_per_second) {
  if (program.active.size() > kMaxPlannedQubits) return std::numeric_limits<double>::infinity();
  // One thread at a time: on a busy machine threads that wait for each other show nothing of its speed.
  const double vector_ops_per_second = vector_speed<Real>() * threads;
  double seconds = 0;
  each_plan<Real>(program, [&](const engine::Plan<Real>& plan) {
    const engine::PlanWork work = engine::plan_work(plan);
    seconds += work.vector_ops / vector_ops_per_second + work.bytes / bytes_per_second;
  });
  return seconds;
}

unsigned largest_qubits(Precision precision, std::uint64_t available) {
  unsigned n = 0;
  while (n < 60 && state_bytes(n + 1, precision) <= available) ++n;
  return n;
}

}  // namespace

Estimate estimate(const ir::Circuit& circuit, int threads) {
  Estimate e;
  e.circuit = ir::statistics(circuit);
  const ir::Qubit n = e.circuit.active_qubits;
  e.bytes_f32 = state_bytes(n, Precision::kF32);
  e.bytes_f64 = state_bytes(n, Precision::kF64);
  e.available_bytes = memory_info().available_bytes;
  e.largest_qubits_f32 = largest_qubits(Precision::kF32, e.available_bytes);
  e.largest_qubits_f64 = largest_qubits(Precision::kF64, e.available_bytes);
  e.fits_f32 = e.bytes_f32 <= e.available_bytes;
  e.fits_f64 = e.bytes_f64 <= e.available_bytes;
  const Program program = make_program(circuit);
  e.branches = program.branches();
  const int used_threads = resolve_threads(threads);
  const double bytes_per_second =
      e.bytes_f64 > kCachedBytes ? memory_speed(used_threads) : std::numeric_limits<double>::infinity();
  e.seconds_f32 = evolution_seconds<float>(program, used_threads, bytes_per_second);
  e.seconds_f64 = evolution_seconds<double>(program, used_threads, bytes_per_second);
  return e;
}

std::string describe_plan(const ir::Circuit& circuit, Precision precision) {
  const Program program = make_program(circuit);
  if (program.active.size() > kMaxPlannedQubits)
    throw Error(ErrorCode::kLimit, fmt::format("{} active qubits are more than the {} that can be planned",
                                               program.active.size(), kMaxPlannedQubits));
  std::string text;
  std::size_t stretch = 0;
  const auto add = [&](const auto& plan) {
    if (program.segments.size() > 1)
      text += fmt::format("stretch {} of {}\n", ++stretch, program.segments.size());
    text += engine::describe(plan);
  };
  if (precision == Precision::kF32) each_plan<float>(program, add);
  else each_plan<double>(program, add);
  return text;
}

}  // namespace qiao::qsim
