#pragma once
// Whole-circuit functions that need no state vector.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "qiao/ir/circuit.hpp"

namespace qiao::ir {

// The circuit's inverse (its last gate first). Throws Error(kUsage) if it measures, resets or branches.
Circuit inverse(const Circuit& circuit);

// Qubits that some gate, measurement or reset touches, ascending. A barrier does not count.
std::vector<Qubit> active_qubits(const Circuit& circuit);
// Those of them that a simulation needs amplitudes for, ascending. A qubit that no gate acts on stays |0>: to
// reset it changes nothing, and to measure it neither if its bits, which begin as 0, are written by nothing
// else.
std::vector<Qubit> simulated_qubits(const Circuit& circuit);

struct Statistics {
  Qubit declared_qubits = 0;
  Qubit active_qubits = 0;  // simulated_qubits
  Clbit clbits = 0;
  std::uint64_t gates = 0;  // kGate instructions, all branches of each if and switch, loop bodies once
  std::uint64_t depth = 0;  // gates, measurements and resets; barriers synchronise; loop bodies once
  std::uint64_t measurements = 0, resets = 0, barriers = 0, delays = 0;
  std::uint64_t conditionals = 0;                      // if and switch
  std::uint64_t loops = 0;                             // while
  std::uint64_t assignments = 0;                       // to classical variables and bits
  std::map<std::string, std::uint64_t> gates_by_name;  // "x", "cx", "ccx", "rz", ... see spelled_name
  std::map<unsigned, std::uint64_t> gates_by_width;    // number of qubits (controls included) -> count
  bool terminal_measurements_only = true;  // no gate, reset or condition after a measured qubit/bit
};
Statistics statistics(const Circuit& circuit);

// The usual short name of a gate with its controls: "cx", "ccx", "c3x", "cu"; negative controls as "o": "ox",
// "cox".
std::string spelled_name(const Instruction& instruction);

}  // namespace qiao::ir
