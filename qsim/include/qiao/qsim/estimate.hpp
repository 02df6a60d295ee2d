#pragma once
// What a run would need, before running it.

#include <cstdint>
#include <string>

#include "qiao/ir/circuit.hpp"
#include "qiao/ir/passes.hpp"
#include "qiao/qsim/run.hpp"

namespace qiao::qsim {

struct Estimate {
  ir::Statistics circuit;
  std::uint64_t bytes_f32 = 0, bytes_f64 = 0;  // peak memory for state vectors; saturates at 2^64-1
  std::uint64_t available_bytes = 0;           // what this process may allocate
  unsigned largest_qubits_f32 = 0, largest_qubits_f64 = 0;  // that fit here
  bool fits_f32 = false, fits_f64 = false;
  double seconds_f32 = 0, seconds_f64 = 0;  // expected evolution time on this machine; see qsim/README.md
  bool branches = false;                    // evolved per shot or per branch: seconds are for one evolution
};

// Never allocates a state. Times come from a short measurement of this machine's memory and arithmetic speed
// (< 50 ms).
Estimate estimate(const ir::Circuit& circuit, int threads = 0);

// What the engine would do, for people: sweeps over the state, groups and operations of each unitary stretch.
// Throws Error(kLimit) beyond 59 active qubits.
std::string describe_plan(const ir::Circuit& circuit, Precision precision);

// Bytes for state vectors that `run` would allocate; saturates.
std::uint64_t state_bytes(ir::Qubit active_qubits, Precision precision);

}  // namespace qiao::qsim
