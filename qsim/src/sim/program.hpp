#pragma once
// A circuit made linear for execution: blocks become jumps, unitary stretches become segments, qubits are
// numbered among the active ones, and measurements that nothing depends on move to the end.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "qiao/ir/circuit.hpp"

namespace qiao::qsim {

// A segment's plan is several hundred bytes a gate: longer stretches of gates are cut.
inline constexpr std::size_t kMaxSegmentGates = std::size_t{1} << 15;

// Gates block[begin ... end) without control flow or measurement between them.
struct Segment {
  ir::BlockId block;
  std::size_t begin, end;
};

enum class StepKind : std::uint8_t {
  kSegment,
  kDynamic,  // a segment with gates whose parameters are computed first
  kMeasure,
  kReset,
  kAssign,
  kJumpIfFalse,
  kJump,
  kSwitch,
  kEnd,
};

struct Step {
  StepKind kind;
  bool join = false;    // several ways lead here: branches may have become equal
  std::uint32_t a = 0;  // segment | active qubit | condition | target step | assignment | switch
  std::uint32_t b = 0;  //         | clbit        | target step
};

struct Assignment {
  ir::Destination to;
  ir::ExprId value;
};
struct Switch {
  ir::ExprId selector;
  std::vector<std::pair<std::int64_t, std::uint32_t>> cases;  // value -> step, ascending
  std::uint32_t otherwise = 0;
};

// Different for every program that is made in this process; a copy has its original's.
std::uint64_t next_program_id();

struct Program {
  const ir::Circuit* circuit = nullptr;
  // What plans are kept by: a program whose segments or qubits are changed afterwards needs a new one.
  std::uint64_t id = next_program_id();
  std::vector<ir::Qubit> active;     // ir::simulated_qubits
  std::vector<std::uint32_t> index;  // by declared qubit: position in `active`
  std::vector<Segment> segments;
  std::vector<Step> steps;
  std::vector<ir::SourcePos> sources;  // of each step; of segments line 0
  std::vector<Assignment> assignments;
  std::vector<Switch> switches;
  // Measurements made on the final state, in program order: active qubit -> clbit. No later gate, reset or
  // condition depends on them, so they commute to the end (a later measurement of the same qubit gives the
  // same result).
  std::vector<std::pair<std::uint32_t, ir::Clbit>> final_measurements;
  bool measures_idle =
      false;  // measurements of qubits that are not simulated were left out: their bits are 0

  bool branches() const;   // measures or resets before its end
  bool classical() const;  // computes, jumps, or has gates with run-time parameters
};

Program make_program(const ir::Circuit& circuit);

// All gates, counting those of a loop once.
std::uint64_t count_gates(const Program& program);

// Gates of one segment.
std::uint64_t count_gates(const Program& program, const Segment& segment);

// Throws Error(kInput): `what` happened at run time at `source`.
[[noreturn]] void run_time_error(const ir::Circuit& circuit, ir::SourcePos source, const std::string& what);

// What a step of the classical kinds does to classical memory; the next step. Not for the quantum kinds.
std::size_t classical_step(const Program& program, std::size_t at, ir::ClassicalBits& bits);

// The gates of a segment with numbers for their run-time parameters; without `bits` some number, for
// planning.
ir::Circuit bound_segment(const Program& program, std::uint32_t segment, const ir::ClassicalBits* bits);
// A program of nothing but that circuit, on the same active qubits.
Program bound_program(const Program& program, const ir::Circuit& bound);

}  // namespace qiao::qsim
