#pragma once
// Equality by structure: the same gates, up to the order of those on different qubits.

#include <string>
#include <vector>

#include "qiao/ir/circuit.hpp"

namespace qiao::qsim {

struct StructureResult {
  bool equal = false;
  double distance = 0;      // bounds the operator norm of the difference, global phase apart
  double phase = 0;         // of b relative to a
  bool phase_known = true;  // false: phases in branches differ, which nobody can see
  ir::SourcePos first_a, first_b;
};
StructureResult compare_structure(const ir::Circuit& a, const ir::Circuit& b);

// The stabilizer method; nullopt-like: `applies` is false if a gate is not Clifford.
struct CliffordResult {
  bool applies = false, equal = false;
  std::string counter_example;
};
CliffordResult compare_clifford(const ir::Circuit& a, const ir::Circuit& b);
// The same where `measured` qubits are measured at the end: phases that this hides make no difference.
CliffordResult compare_clifford_results(const ir::Circuit& a, const ir::Circuit& b,
                                        const std::vector<ir::Qubit>& measured);

}  // namespace qiao::qsim
