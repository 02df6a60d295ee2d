#pragma once
// Circuit -> OpList: merges 1-qubit gates, turns diagonal gates into phases and other 1-qubit gates into
// phases and rotations, fuses dense 2-qubit blocks, cancels, and replaces swap and X by changes of the qubit
// map.

#include "../sim/program.hpp"
#include "ops.hpp"

namespace qiao::qsim::engine {

struct NormaliseOptions {
  bool merge = true;    // 1-qubit gates on the same qubit become one
  bool fuse2 = true;    // blocks on two qubits with many rotations become one 4x4 matrix
  bool cancel = true;   // cx - phases - cx becomes phases
  bool relabel = true;  // swap and X change the map instead of data
};

// The operations of `segment` on states stored as `in` says.
OpList normalise(const Program& program, const Segment& segment, const QubitMap& in,
                 const NormaliseOptions& options = {});

}  // namespace qiao::qsim::engine
