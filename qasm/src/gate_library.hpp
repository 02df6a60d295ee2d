#pragma once
// The gates that programs find ready-made: the languages' own and those of qelib1.inc and stdgates.inc.

#include <span>
#include <string_view>
#include <vector>

#include "program.hpp"
#include "qiao/qasm/parse.hpp"

namespace qiao::qasm {

// A gate of a standard library that is a row of the gate table with controls as its first operands.
struct LibraryGate {
  std::string_view name;
  ir::GateId id;
  std::uint32_t params, controls, targets;
  bool original;  // qelib1.inc: in the OpenQASM 2 paper
};
// The rows of qelib1.inc (Qiskit's 42 without cu, which is two gates) and of stdgates.inc (without cu, u2,
// u3); also what the writers of those languages use. Of several names for one gate the first listed is
// written.
std::span<const LibraryGate> qelib1_rows();
std::span<const LibraryGate> stdgates_rows();

// U and CX of OpenQASM 2; U and gphase of OpenQASM 3.
std::vector<GateDef> language_gates(int language);
// The gates of `qelib1.inc` in Qiskit's extended form, each a row of the gate table; see is_original.
std::vector<GateDef> qelib1_gates();
// Of the 42, the 23 that the OpenQASM 2 paper has. The others may be defined anew by a program, as files
// written for the original qelib1.inc do.
bool is_original(std::string_view name);
// The text of qelib1.inc as printed in the OpenQASM 2 paper.
std::string_view original_qelib1();
// The gates of `stdgates.inc`, with the phases of the OpenQASM 3.1 specification.
std::vector<GateDef> stdgates();
// For "did you forget to include ...": is it a gate of the version's standard library?
bool is_library_gate(std::string_view name, int language);

}  // namespace qiao::qasm
