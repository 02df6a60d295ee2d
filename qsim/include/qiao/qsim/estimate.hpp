#pragma once
// What a run would need, before running it.

#include <cstdint>
#include <functional>
#include <string>

#include "qiao/ir/circuit.hpp"
#include "qiao/ir/passes.hpp"
#include "qiao/qsim/run.hpp"

namespace qiao::qsim {

// Memory of a run, by what takes it. All numbers are what it may come to, and saturate at 2^64-1.
struct MemoryNeeds {
  std::uint64_t circuit = 0;   // the program itself, which is there before the run
  std::uint64_t plan = 0;      // the engine's orders for the piece of the circuit at work
  std::uint64_t states = 0;    // state vectors
  std::uint64_t samples = 0;   // shots
  std::uint64_t outcomes = 0;  // what the result lists
  std::uint64_t answers = 0;   // copies of the state, answers to questions about it
  std::uint64_t total() const;
};

struct Estimate {
  ir::Statistics circuit;
  MemoryNeeds needs_f32, needs_f64;
  std::uint64_t bytes_f32 = 0, bytes_f64 = 0;               // their totals: what a run takes at its peak
  std::uint64_t available_bytes = 0;                        // what this process may allocate
  unsigned largest_qubits_f32 = 0, largest_qubits_f64 = 0;  // that fit here
  bool fits_f32 = false, fits_f64 = false;                  // by the rule by which `run` refuses
  // Expected time on this machine of all that `run` does once it has the circuit; see qsim/README.md. Loops are
  // taken to run once, conditions to hold, and measurements on the way to have two outcomes each.
  double seconds_f32 = 0, seconds_f64 = 0;
  bool branches = false;  // measures on the way: evolved for each measurement history
};

// Of a run with these options, whose precision does not matter. Never allocates a state. Times come from a short
// measurement of this machine's memory and arithmetic speed (< 50 ms).
Estimate estimate(const ir::Circuit& circuit, const RunOptions& options);
Estimate estimate(const ir::Circuit& circuit, int threads = 0);
// The same of questions about the final state, which take answer_bytes(precision) beside it.
using AnswerBytes = std::function<std::uint64_t(Precision)>;
Estimate estimate(const ir::Circuit& circuit, const RunOptions& options, const AnswerBytes& answer_bytes);

// What the circuit's final state takes, with everything that makes it.
MemoryNeeds state_needs(const ir::Circuit& circuit, Precision precision);
// Throws Error(kLimit), with both numbers, if it does not fit into the limit (0: what the system allows now, which
// the circuit has its share of already).
void refuse_if_too_large(const MemoryNeeds& needs, std::uint64_t memory_limit_bytes);

// What the engine would do, for people: sweeps over the state, groups and operations of each unitary stretch.
// Throws Error(kLimit) beyond 59 active qubits.
std::string describe_plan(const ir::Circuit& circuit, Precision precision);

// Bytes for state vectors that `run` would allocate; saturates.
std::uint64_t state_bytes(ir::Qubit active_qubits, Precision precision);

}  // namespace qiao::qsim
