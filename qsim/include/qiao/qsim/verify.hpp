#pragma once
// Whether two programs are equal.

#include <cstdint>
#include <string>
#include <vector>

#include "qiao/ir/circuit.hpp"
#include "qiao/qsim/monitor.hpp"

namespace qiao::qsim {

enum class Verdict { kEqual, kNotEqual, kUndecided };
const char* name(Verdict v);

struct VerifyOptions {
  double max_error = 1e-16;    // largest infidelity that still counts as equal; rounding stays below 1e-24
  bool exact_phase = false;    // a global phase makes programs different
  unsigned stimuli = 16;       // random product states, where the matrix is out of reach
  unsigned exact_qubits = 12;  // matrices up to this many qubits, as far as memory allows
  std::uint64_t seed = 1;
  int threads = 0;
  std::uint64_t memory_limit_bytes = 0;  // 0: what the machine allows
  Monitor* monitor = nullptr;
};

// Methods, in the order in which they are tried:
//   structure    the same gates in an order that commuting gates may change, numbers equal to 1e-12, first as
//   they stand,
//                then with every gate expanded to u and cx. `error` bounds the infidelity for every input.
//                Any width.
//   unitary      one evolution of a maximally entangled state: `error` is 1 - process fidelity, to rounding.
//   clifford     stabilizer tableaux, any width.
//   stimuli      random product states through A and then the inverse of B. A wrong program with process
//   infidelity e is
//                seen by each state with probability at least 2e/3 - error: missed by all with at most (1 -
//                2e/3)^k.
//   branches     programs that measure and go on: the distribution of all classical bits (and of random local
//   measurements
//                of all qubits at the end, where the size allows) for random product inputs.
struct VerifyResult {
  Verdict verdict = Verdict::kUndecided;
  std::string method;  // one of the above, or "shape"
  double error = 0;    // infidelity: exact (unitary), bound (structure), largest seen (stimuli, branches)
  double phase = 0;    // global phase of B relative to A, where the method gives it
  bool phase_known = false;
  double missed_error = 0;  // stimuli: an error above this is missed with probability at most
  double missed_probability = 0;
  std::string detail;              // for people
  std::string counter_example;     // an input on which the two differ
  bool diverges = false;           // the first gates in which the two part (structure)
  ir::SourcePos first_a, first_b;  // line 0: at the end
};

// `a` and `b` have the same qubits and result bits in the same order; see relabel. Symbols are compared by
// name, by structure or else at three random values. Throws Error(kInterrupted) if stopped.
VerifyResult verify(const ir::Circuit& a, const ir::Circuit& b, const VerifyOptions& options = {});

// `circuit` on the registers of `shape`: its qubit q becomes qubits[q], its bit c becomes bits[c]. Throws
// Error(kUnsupported) for programs with classical variables or control flow other than conditions.
ir::Circuit relabel(const ir::Circuit& circuit, const ir::Circuit& shape,
                    const std::vector<ir::Qubit>& qubits, const std::vector<ir::Clbit>& bits);

}  // namespace qiao::qsim
