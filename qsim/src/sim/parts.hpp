#pragma once
// Wide programs that fall apart: qubits that stay basis states take no amplitudes, and groups of qubits that no
// gate connects are states of their own, whose product is the program's.

#include <optional>
#include <vector>

#include "program.hpp"

namespace qiao::qsim {

// Programs on more active qubits than this are looked at; the outcomes of smaller ones are drawn from one state
// (and so stay the same for the same seed).
inline constexpr std::size_t kWidePrograms = 20;

struct Part {
  ir::Circuit circuit;            // gates alone, up to a global phase
  std::vector<ir::Qubit> qubits;  // the program's qubit that is qubit k of the circuit
};

struct Parts {
  std::vector<Part> parts;
  std::vector<bool> ones;  // by the program's qubit, of those in no part: is it |1> at the end
};

// How many qubits each part has, the largest first, without making the parts; empty if the program stays whole:
// it measures on the way, computes, is not wide, or does not fall apart.
std::vector<std::size_t> part_sizes(const Program& program);
// Nothing if the program stays whole.
std::optional<Parts> split(const Program& program);

// Whether a gate permutes basis states, up to phases.
bool permutes_basis_states(const ir::Instruction& gate);

}  // namespace qiao::qsim
