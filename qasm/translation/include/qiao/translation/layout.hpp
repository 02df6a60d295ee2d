#pragma once
// Where a compiler has put the qubits of a program on a device.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "qiao/ir/circuit.hpp"
#include "qiao/qsim/verify.hpp"

namespace qiao::translation {

// Qubits of the first program and of the second, by name, "q[0]", or by number, "0".
using QubitMap = std::vector<std::pair<std::string, std::string>>;

// By qubit of the program: its qubit of the device, at the start and at the end.
struct Layout {
  std::vector<ir::Qubit> initial, final;
};

// What is known of the qubits that belong together in two programs, beyond their names.
struct Places {
  QubitMap start, end;  // given: where they start and, if that is elsewhere, where they end
  std::optional<Layout> noted_a, noted_b;  // in the texts of the two: layout_comments
};

// Whether all its qubits are those of a device, "$3".
bool is_physical(const ir::Circuit& circuit);

// Throws Error(kUsage) if there is none.
ir::Qubit qubit_called(const ir::Circuit& circuit, const std::string& name);
// Which of two programs is the one that was compiled for a device: that with physical qubits, or else the larger, or else
// the second.
bool first_is_device(const ir::Circuit& a, const ir::Circuit& b);
// The map that puts qubit q of the other program on qubit places[q] of that one, as Qiskit's
// TranspileLayout.initial_index_layout and final_index_layout say it.
QubitMap map_of(const std::vector<ir::Qubit>& places, const ir::Circuit& a, const ir::Circuit& b);

// From the comments that MQT's tools write at the top of OpenQASM: "// i 1 0 2" says that qubit 0 of the program starts
// on qubit 1 of this one, "// o 2 0 1" that it is measured there on qubit 2 (mqt-core, "Layout Information").
std::optional<Layout> layout_comments(std::string_view text);

// Compares two programs of which one may have been put on a device of more qubits: the others are ancillas, which start
// in |0>. Places that nothing tells are found by names, or by what is measured in the end; where that does not decide,
// the answer is kNotComparable with what to give. `bits`: where the results of `b` are in `a`. `note` says what the
// places rest on. Throws Error(kUsage) for names or places that are not there.
qsim::VerifyResult compare_on_device(const ir::Circuit& a, const ir::Circuit& b,
                                     const std::vector<ir::Clbit>& bits, const Places& places,
                                     const qsim::VerifyOptions& options, std::string& note);

}  // namespace qiao::translation
