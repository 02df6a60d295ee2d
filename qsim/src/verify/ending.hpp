#pragma once
// How programs end: what is measured last, and which gates a measurement hides.

#include <optional>
#include <utility>
#include <vector>

#include "qiao/ir/circuit.hpp"

namespace qiao::qsim {

// A program of gates, and which qubit each measured bit shows at the end.
struct UnitaryPart {
  ir::Circuit circuit;
  std::vector<std::pair<ir::Qubit, ir::Clbit>> measured;  // ascending
};
std::optional<UnitaryPart> unitary_part(const ir::Circuit& program);

// The gates of `from`, also those of its boxes, with qubit q on where[q].
void append_gates(const ir::Circuit& from, ir::Circuit& to, const std::vector<ir::Qubit>& where,
                  ir::BlockId block = ir::Circuit::kMainBlock);

bool measures(const ir::Circuit& program);

// Where the last thing that happens to a qubit is no gate.
struct Ending {
  bool closed = false;  // measured or reset by the last instruction on it
  bool known = false;   // closed, and its state follows from the results: |0>, or the bit that shows it
  bool reset = false;
  ir::Clbit bit = 0;  // unless reset
};
// Of each qubit. After `end` in some branch nothing is closed.
std::vector<Ending> endings(const ir::Circuit& program);
bool ends_early(const ir::Circuit& program);

// The program without the diagonal gates that act right before measurements or resets of all their qubits (gates that
// are diagonal on those qubits may lie between). Measuring a qubit dephases it, so results and states stay exactly the
// same for every input.
ir::Circuit without_hidden_phases(const ir::Circuit& program);

}  // namespace qiao::qsim
