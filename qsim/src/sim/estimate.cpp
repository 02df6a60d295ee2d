#include "qiao/qsim/estimate.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "program.hpp"
#include "qiao/base/machine.hpp"
#include "simple_state.hpp"

namespace qiao::qsim {
namespace {

// States of more qubits are not tried out but scaled up from this many: they are beyond the caches either
// way.
constexpr unsigned kTrialQubits = 20;
constexpr double kTrialSeconds = 0.01;  // per gate width and precision, so less than 50 ms in all

// Gates of a circuit as the time model sees them: amplitudes a gate changes, in units of the whole state,
// summed over gates with that many targets. A control halves the amplitudes.
struct Work {
  double one_target = 0;
  double two_targets = 0;  // wider gates count double for each further target
};

Work work_of(const ir::Circuit& circuit) {
  Work work;
  for (ir::BlockId b = 0; b < circuit.num_blocks(); ++b)
    for (std::size_t i = 0; i < circuit.size(b); ++i) {
      const ir::Instruction in = circuit.at(i, b);
      if (in.kind() != ir::OpKind::kGate) continue;
      const double share = std::ldexp(1.0, -static_cast<int>(in.num_controls()));
      if (in.num_targets() <= 1) work.one_target += share;
      else work.two_targets += std::ldexp(share, static_cast<int>(in.num_targets()) - 2);
    }
  return work;
}

// Seconds of one gate on `targets` of n qubits, tried out on the engine itself. The best of several runs: a
// busy moment of the machine is not its speed.
template <class Real>
double gate_seconds(SimpleState<Real>& state, const std::vector<unsigned>& targets) {
  using Clock = std::chrono::steady_clock;
  const ir::Matrix matrix = ir::Matrix::identity(std::size_t{1} << targets.size());
  const auto begin = Clock::now();
  double best = 1e300;
  for (int run = 0; run < 100; ++run) {
    const auto start = Clock::now();
    state.apply(matrix, targets, 0, 0);
    const auto end = Clock::now();
    best = std::min(best, std::chrono::duration<double>(end - start).count());
    if (std::chrono::duration<double>(end - begin).count() > kTrialSeconds) break;
  }
  return best;
}

// The time model: the engine walks over the state once per gate, so a gate takes as long as one tried out on
// a state of min(n, kTrialQubits) qubits, times the ratio of the sizes, times the share of amplitudes it
// changes.
template <class Real>
double evolution_seconds(const Work& work, unsigned n, int threads) {
  const unsigned trial = std::min(n, kTrialQubits);
  SimpleState<Real> state(trial, threads);
  const double scale = std::ldexp(1.0, static_cast<int>(n - trial));
  double seconds = 0;
  if (work.one_target > 0 && n >= 1) seconds += scale * work.one_target * gate_seconds(state, {trial / 2});
  if (work.two_targets > 0 && n >= 2)
    seconds += scale * work.two_targets * gate_seconds(state, {trial / 2 - 1, trial - 1});
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
  e.branches = make_program(circuit).branches();
  const Work work = work_of(circuit);
  const int used_threads = resolve_threads(threads);
  e.seconds_f32 = evolution_seconds<float>(work, n, used_threads);
  e.seconds_f64 = evolution_seconds<double>(work, n, used_threads);
  return e;
}

}  // namespace qiao::qsim
