#pragma once
// Whether two programs are equal.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "qiao/ir/circuit.hpp"
#include "qiao/qsim/monitor.hpp"

namespace qiao::qsim {

enum class Verdict {
  kEqual,
  kNotEqual,
  kUndecided,
  kNotComparable,  // different numbers of qubits or results, inputs of other types: there is no question to decide
};
const char* name(Verdict v);

// How much of two programs has to be the same. A program's *results* are its classical registers at the end; what it
// *leaves over* are the qubits on which a gate is the last thing that happens, not a measurement or a reset.
enum class Compare {
  kStates,  // results and the final states of all qubits, for every input state: the same quantum instrument
  kShown,  // that; or, of programs that measure, what a run from |0...0> shows: results and what is left over
  kResults,  // the results alone, of runs from |0...0>
};

struct VerifyOptions {
  Compare compare = Compare::kStates;
  // The inputs: every one for states, |0...0> for results, unless it is said here.
  enum class Start { kUsual, kZero, kAny } start = Start::kUsual;
  // Largest infidelity seen that still counts as equal; rounding stays below 1e-24. Of distributions: the largest
  // total variation, or 1e-9 where that is less.
  double max_error = 1e-16;
  // Random states alone decide only if they would have seen a process infidelity above max_missed with
  // probability 1 - missed_probability.
  double max_missed = 1e-3;
  double missed_probability = 0.01;
  bool exact_phase = false;  // a global phase makes programs different
  // The last so many qubits of both programs are room for values: they start as |0> and their state at the
  // end is not compared (ir::defer_measurements). With them programs are compared by structure or by
  // branches.
  unsigned scratch_qubits = 0;
  // Qubits that only one of the programs has (see placed): where they are at the start, as |0>, and at the end. With
  // kShown, programs that leave them otherwise than as |0> are still equal if nothing else differs.
  std::vector<ir::Qubit> ancillas_at_start, ancillas_at_end;
  // Branches: undecided at once if all of them together may touch more amplitudes (0: no limit); each
  // measurement and reset on the way may double their number.
  double max_branch_work = 0;
  bool bisect = false;   // look for the first gates in which different programs part
  unsigned stimuli = 0;  // random states where the matrix is out of reach; 0: as many as max_missed needs
  unsigned exact_qubits = 12;  // matrices up to this many qubits, as far as memory allows
  std::uint64_t seed = 1;
  int threads = 0;
  std::uint64_t memory_limit_bytes = 0;  // 0: what the machine allows
  Monitor* monitor = nullptr;
};

// Methods, in the order in which they are tried:
//   structure    the same gates in an order that commuting gates may change, numbers equal to 1e-12, first as they
//                stand, then with every gate expanded to u and cx, then without the phases that a measurement hides.
//                `error` bounds the infidelity for every input. Any width.
//   unitary      one evolution of a maximally entangled state: `error` is 1 - process fidelity, to rounding. Qubits that
//                both programs measure at the end are dephased: 1 - (sum_x |<A|P_x|B>|)^2 over their values x.
//   clifford     stabilizer tableaux, any width.
//   stimuli      |0...0> and random stabilizer states through A and then the inverse of B. `missed_error` bounds the
//                process infidelity with confidence 1 - missed_probability; derived in src/verify/stimuli.hpp. Beyond
//                max_missed the verdict is kUndecided.
//   branches     all other programs: the distribution of all classical bits and of random measurements of the qubits
//                whose states are compared, from |0...0>, where programs start, and from three random product states.
// Programs with symbols are compared at three random values of each.
enum class Compared { kStates, kShown, kResults };  // as Compare
const char* name(Compared c);
struct VerifyResult {
  Verdict verdict = Verdict::kUndecided;
  Compared compared = Compared::kStates;  // what `verdict` speaks of
  // Of the two parts of the question, as far as they are known: states for every input, and results from |0...0> (of
  // programs that measure).
  Verdict states = Verdict::kUndecided, results = Verdict::kUndecided;
  std::string method;  // one of the above, or "shape"
  std::string
      scope;  // what the verdict speaks of: "every input", "the start |0...0> ...", with which confidence
  double error = 0;  // infidelity: exact (unitary), bound (structure), largest seen (stimuli, branches)
  double phase = 0;  // global phase of B relative to A, where the method gives it
  bool phase_known = false;
  double missed_error = 0;  // stimuli: an error above this is missed with probability at most
  double missed_probability = 0;
  std::string detail;           // for people
  std::string counter_example;  // an input on which the two differ
  // The first gates in which the two part: by structure, or with `bisect` where the states of gate programs
  // part.
  bool diverges = false;
  ir::SourcePos first_a, first_b;  // line 0: at the end
};

// `a` and `b` have the same qubits and result bits in the same order; see relabel. Symbols are compared by
// name, by structure or else at three random values. Throws Error(kInterrupted) if stopped.
VerifyResult verify(const ir::Circuit& a, const ir::Circuit& b, const VerifyOptions& options = {});

// `circuit` on the registers of `shape`: its qubit q becomes qubits[q], its bit c becomes bits[c]; its variables stay
// its own. Throws Error(kUnsupported) if bits that one expression reads as a number would not stay neighbours.
ir::Circuit relabel(const ir::Circuit& circuit, const ir::Circuit& shape,
                    const std::vector<ir::Qubit>& qubits, const std::vector<ir::Clbit>& bits);

// Qubits of the program on which a gate is the last thing that happens.
std::vector<ir::Qubit> left_over(const ir::Circuit& program);
// Qubits that are measured last, and the results that show them in the end.
std::vector<std::pair<ir::Qubit, ir::Clbit>> final_measurements(const ir::Circuit& program);
// Bits into which some measurement goes, ascending.
std::vector<ir::Clbit> measured_bits(const ir::Circuit& program);

// `program` as a compiler may have put it on `device`'s registers: its qubit q starts on initial[q] and ends on final[q],
// its bit c is bits[c]. All other qubits are ancillas: the program does not touch them, but for moving qubits.
ir::Circuit placed(const ir::Circuit& program, const ir::Circuit& device,
                   const std::vector<ir::Qubit>& initial, const std::vector<ir::Qubit>& final,
                   const std::vector<ir::Clbit>& bits);

}  // namespace qiao::qsim
