#pragma once
// Running a circuit: shots, exact distributions, the final state.

#include <complex>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "qiao/ir/circuit.hpp"
#include "qiao/qsim/monitor.hpp"
#include "qiao/qsim/outcomes.hpp"

namespace qiao::qsim {

enum class Precision { kF32, kF64 };
inline const char* name(Precision p) { return p == Precision::kF32 ? "f32" : "f64"; }

struct RunOptions {
  Precision precision = Precision::kF64;
  std::uint64_t shots = 1024;  // ignored if `exact`
  std::uint64_t seed = 0;
  bool exact = false;       // exact probabilities instead of shots; programs that branch walk their branches
  int threads = 0;          // 0: see qiao::resolve_threads
  std::size_t top = 16;     // how many of the most probable basis states to report in `qubits`
  bool keep_state = false;  // return the state before terminal measurements
  std::uint64_t memory_limit_bytes = 0;   // refuse above this; 0: what the machine and its cgroup allow
  std::uint64_t max_branches = 1u << 16;  // limit of `exact` on programs that branch
  std::uint64_t max_steps = 100'000'000;  // of a program with loops, over all branches
  Monitor* monitor = nullptr;             // to watch and stop the run; may be null
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

struct RunResult {
  Method method = Method::kStateOnly;
  Outcomes<std::uint64_t> counts;  // shots: over the circuit's num_result_bits()
  Outcomes<double> probabilities;  // exact: over the same, those above 1e-15
  // The `top` most probable basis states over all declared qubits before terminal measurements (sorted by
  // probability, highest first, ties by value), for kStateOnly and exact runs; averaged over branches for
  // kExactBranches.
  std::vector<std::pair<std::string, double>> qubits;
  double qubits_total = 0;           // sum of all probabilities, 1 up to rounding
  std::uint64_t nonzero_states = 0;  // basis states above 1e-15
  State state;                       // if keep_state
  std::uint64_t branches = 0;        // kExactBranches: branches walked
  double norm_error = 0;             // |1 - <psi|psi>| of the evolved state
  std::uint64_t memory_bytes = 0;    // held for state vectors at the peak
  int threads = 1;
  std::string isa;  // "avx512", "avx2", "portable", ...
  Timing time;
};

// Programs with classical variables are interpreted; what goes wrong there (division by zero, an index
// outside its array, an input without a value) is Error(kInput) with the place in the source. A program that
// does not end is Error(kLimit) after max_steps. Throws Error(kLimit) before allocating when the state does
// not fit (both numbers in the message), Error(kUsage) for unbound symbols or options that exclude each
// other.
RunResult run(const ir::Circuit& circuit, const RunOptions& options);

// Writes amplitudes over all declared qubits as a NumPy .npy (version 1.0, complex64 or complex128, shape
// (2^n,)). Throws Error(kLimit) if 2^n amplitudes exceed `max_bytes`.
void write_npy(const State& state, std::ostream& out, std::uint64_t max_bytes);

}  // namespace qiao::qsim
