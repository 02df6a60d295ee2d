#pragma once
// Running a circuit: shots, exact distributions, the final state.

#include <complex>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "qiao/ir/circuit.hpp"
#include "qiao/qsim/checkpoint.hpp"
#include "qiao/qsim/monitor.hpp"
#include "qiao/qsim/outcomes.hpp"

namespace qiao::qsim {

enum class Precision { kF32, kF64 };
inline const char* name(Precision p) { return p == Precision::kF32 ? "f32" : "f64"; }

class StateView;

// Up to so many shots each draws its own random number. More are drawn as numbers of shots with each outcome, in
// time and memory for the outcomes (programs that measure on the way: by so many at a time). Either way the same
// seed gives the same counts with any number of threads.
inline constexpr std::uint64_t kShotsOneByOne = std::uint64_t{1} << 20;

struct RunOptions {
  Precision precision = Precision::kF64;
  std::uint64_t shots = 1024;  // ignored if `exact`
  std::uint64_t seed = 0;
  bool exact = false;       // exact probabilities instead of shots; programs that branch walk their branches
  int threads = 0;          // 0: see qiao::resolve_threads
  std::size_t top = 16;     // how many of the most probable basis states to report in `qubits`
  bool keep_state = false;  // return the state before terminal measurements
  std::function<void(const StateView&)> view_state;  // the same without a copy of it in memory
  // Refuse a run that takes more in all, the circuit included; 0: what the machine and its cgroup allow
  std::uint64_t memory_limit_bytes = 0;
  std::uint64_t bytes_per_outcome = 0;    // that the caller will take for each outcome, to show it
  std::uint64_t max_branches = 1u << 16;  // limit of `exact` on programs that branch
  std::uint64_t max_steps = 100'000'000;  // of a program with loops, over all branches
  Monitor* monitor = nullptr;             // to watch and stop the run; may be null
  CheckpointOptions checkpoint;           // for programs that do not branch: see checkpoint.hpp
};

// How the classical outcomes were obtained.
enum class Method {
  kStateOnly,      // no measurement in the program
  kSampledOnce,    // one evolution, all shots sampled from it
  kPerShot,        // mid-circuit measurement or reset: evolved once for each measurement history
  kExactFinal,     // exact, from one evolution
  kExactBranches,  // exact, summed over measurement branches
};
const char* name(Method m);

struct Timing {
  double plan_s = 0, evolve_s = 0, sample_s = 0;
};

// The state before the terminal measurements over `qubits` (the active ones, ascending); every other qubit is
// |0>. amplitudes[i]: bit k of i is qubits[k].
struct State {
  ir::Qubit declared_qubits = 0;
  std::vector<ir::Qubit> qubits;
  std::vector<std::complex<float>> f32;  // one of the two is filled
  std::vector<std::complex<double>> f64;
};

// The same state where the engine holds it, only while RunOptions::view_state is called.
class StateView {
 public:
  StateView(ir::Qubit declared, const std::vector<ir::Qubit>& active, Precision p)
      : declared_qubits(declared), qubits(active), precision(p) {}
  virtual ~StateView() = default;
  // Amplitudes first ... first + count - 1 to `out`: complex<float> or complex<double>, as `precision` says.
  virtual void read(std::uint64_t first, std::uint64_t count, void* out) const = 0;

  const ir::Qubit declared_qubits;
  const std::vector<ir::Qubit>& qubits;
  const Precision precision;
};

struct RunResult {
  Method method = Method::kStateOnly;
  Outcomes<std::uint64_t> counts;  // shots: over the circuit's num_result_bits()
  Outcomes<double> probabilities;  // exact: over the same, those above 1e-15
  // The `top` most probable basis states over all declared qubits before terminal measurements (sorted by
  // probability, highest first, ties by value), for kStateOnly and exact runs; averaged over branches for
  // kExactBranches.
  // Empty if they are so many that programs with mid-circuit measurement do not add them up (above 2^28).
  std::vector<std::pair<std::string, double>> qubits;
  double qubits_total = 0;           // sum of all probabilities, 1 up to rounding
  std::uint64_t nonzero_states = 0;  // basis states above 1e-15
  State state;                       // if keep_state
  std::uint64_t branches = 0;        // kExactBranches: branches walked
  double norm_error = 0;             // |1 - <psi|psi>| of the evolved state
  double norm_bound = 0;             // what rounding can make of it: norm_bound(), more with given matrices;
                                     // infinite with loops
  std::uint64_t memory_bytes = 0;    // held for state vectors at the peak
  int threads = 1;
  std::string isa;  // "avx512", "avx2", "portable", ...
  Timing time;
  // With a checkpoint, whose file stays until remove_checkpoint(): gates that the file had done already, times it was written, and why the last attempt
  // failed (the run goes on without).
  std::uint64_t resumed_gates = 0, checkpoints_written = 0;
  std::string checkpoint_error;
};

// A bound of |1 - <psi|psi>| after so many gates: 16 u for each, u = 2^-24 (f32) or 2^-53 (f64), and 16 u for
// adding up the norm.
//
// To first order in u, a rotation v0 - t v1 (one rounded multiply-add per number, t rounded, its factor
// applied exactly later) adds at most u (1 + |t| / sqrt(1 + t^2)) < 1.71 u to the state's relative error, and
// twice that to <psi|psi>: 3.5 u. A phase is a product of up to three rounded factors on a rounded number,
// two real roundings each: below 12 u; a 2x2 matrix below 15 u; matrices on more qubits replace several
// gates. Errors of random sign add up like sqrt(gates), but a repeated gate repeats the rounding of its
// coefficients, so nothing below the sum is safe.
double norm_bound(std::uint64_t gates, Precision precision);

// Qubits that no gate connects are simulated apart, and qubits that stay basis states not at all, where a program
// is wide (more than 20 active qubits) and asks for shots or exact probabilities.
// Programs with classical variables are interpreted; what goes wrong there (division by zero, an index
// outside its array, an input without a value) is Error(kInput) with the place in the source. A program that
// does not end is Error(kLimit) after max_steps. Throws Error(kLimit) before allocating when the run as a
// whole does not fit (both numbers in the message; memory_needs of estimate.hpp), Error(kUsage) for unbound symbols or options that exclude each
// other.
RunResult run(const ir::Circuit& circuit, const RunOptions& options);

// Writes amplitudes over all declared qubits as a NumPy .npy (version 1.0, complex64 or complex128, shape
// (2^n,)). Throws Error(kLimit) if 2^n amplitudes exceed `max_bytes`.
void write_npy(const State& state, std::ostream& out, std::uint64_t max_bytes);
void write_npy(const StateView& state, std::ostream& out, std::uint64_t max_bytes);

}  // namespace qiao::qsim
