#pragma once
// A circuit made linear for execution: blocks become jumps, unitary stretches become segments, qubits are
// numbered among the active ones, and measurements that nothing depends on move to the end.

#include <cstdint>
#include <vector>

#include "qiao/ir/circuit.hpp"

namespace qiao::qsim {

// Gates block[begin ... end) without control flow or measurement between them.
struct Segment {
  ir::BlockId block;
  std::size_t begin, end;
};

enum class StepKind : std::uint8_t { kSegment, kMeasure, kReset, kJumpIfFalse, kJump };

struct Step {
  StepKind kind;
  std::uint32_t a = 0;  // segment index | active qubit | condition | target step
  std::uint32_t b = 0;  //               | clbit        | target step
};

struct Program {
  const ir::Circuit* circuit = nullptr;
  std::vector<ir::Qubit> active;     // active qubits, ascending
  std::vector<std::uint32_t> index;  // by declared qubit: position in `active`
  std::vector<Segment> segments;
  std::vector<Step> steps;
  // Measurements made on the final state, in program order: active qubit -> clbit. No later gate, reset or
  // condition depends on them, so they commute to the end (a later measurement of the same qubit gives the
  // same result).
  std::vector<std::pair<std::uint32_t, ir::Clbit>> final_measurements;

  bool branches() const;  // some step is not a segment
};

Program make_program(const ir::Circuit& circuit);

}  // namespace qiao::qsim
