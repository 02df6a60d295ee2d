#include "needs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "branches.hpp"
#include "parts.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/machine.hpp"

namespace qiao::qsim {
namespace {

// Measured: what the engine's orders for one gate take at most, while they are made (matrices that nothing
// merges, on both precisions), and what a plan takes that is kept.
constexpr std::uint64_t kPlanBytesPerGate = 576;
// A shot's number, two random numbers, its block and its outcome.
constexpr std::uint64_t kBytesPerShot = 6 * sizeof(std::uint64_t);
constexpr std::uint64_t kBytesPerBranchingShot = 4 * sizeof(std::uint64_t);

std::uint64_t power_of_two(std::uint64_t exponent) {
  return exponent < 64 ? std::uint64_t{1} << exponent : kUncountableBytes;
}

std::uint64_t largest_segment_gates(const Program& program) {
  std::uint64_t most = 0;
  for (const Segment& s : program.segments) most = std::max<std::uint64_t>(most, s.end - s.begin);
  return most;
}

}  // namespace

unsigned support_bits(const Program& program) {
  std::uint64_t bits = 0;
  const std::size_t n = program.active.size();
  for (const Segment& s : program.segments)
    for (std::size_t i = s.begin; i < s.end && bits < n; ++i) {
      const ir::Instruction in = program.circuit->at(i, s.block);
      if (in.kind() == ir::OpKind::kGate && !permutes_basis_states(in)) bits += in.num_targets();
    }
  return static_cast<unsigned>(std::min<std::uint64_t>(bits, n));
}

LiveQubits live_qubits(const Program& program) {
  LiveQubits result;
  const std::size_t steps = program.steps.size();
  // Steps that a jump may leave out or repeat.
  std::vector<int> change(steps + 1, 0);
  const auto mark = [&](std::size_t from, std::size_t to) {
    if (from > to) std::swap(from, to);
    ++change[std::min(from, steps)];
    --change[std::min(to, steps)];
  };
  for (std::size_t i = 0; i < steps; ++i) {
    const Step& s = program.steps[i];
    if (s.kind == StepKind::kJump) mark(i, s.a);
    if (s.kind == StepKind::kJumpIfFalse) mark(i, s.b);
    if (s.kind == StepKind::kEnd) mark(i, steps);
    if (s.kind == StepKind::kSwitch) {
      for (const auto& [value, at] : program.switches[s.a].cases) mark(i, at);
      mark(i, program.switches[s.a].otherwise);
    }
  }
  std::vector<bool> live(program.active.size());
  std::size_t count = 0;
  int conditional = 0;
  for (std::size_t i = 0; i < steps; ++i) {
    conditional += change[i];
    const Step& step = program.steps[i];
    if (step.kind == StepKind::kMeasure || step.kind == StepKind::kReset) {
      if (!live[step.a]) continue;
      ++result.splits;
      if (conditional > 0) {
        result.certain = false;
      } else {
        live[step.a] = false;
        --count;
      }
      continue;
    }
    if (step.kind != StepKind::kSegment && step.kind != StepKind::kDynamic) continue;
    const Segment& s = program.segments[step.a];
    std::vector<std::uint32_t> touched;
    bool classical = step.kind == StepKind::kSegment, absent = true;
    for (std::size_t g = s.begin; g < s.end; ++g) {
      const ir::Instruction in = program.circuit->at(g, s.block);
      if (in.kind() != ir::OpKind::kGate) continue;
      const auto touch = [&](ir::Qubit q) {
        touched.push_back(program.index[q]);
        absent = absent && !live[program.index[q]];
      };
      for (const ir::Qubit q : in.targets()) touch(q);
      for (unsigned c = 0; c < in.num_controls(); ++c) touch(in.control(c).qubit());
      classical = classical && permutes_basis_states(in);
    }
    if (classical && absent) continue;
    for (const std::uint32_t k : touched)
      if (!live[k]) {
        live[k] = true;
        ++count;
      }
    result.most = std::max(result.most, count);
  }
  return result;
}

MemoryNeeds memory_needs(const Program& program, const RunOptions& options, std::uint64_t limit) {
  MemoryNeeds needs;
  const ir::Circuit& circuit = *program.circuit;
  needs.circuit = circuit.memory_bytes();
  needs.plan = largest_segment_gates(program) * kPlanBytesPerGate;
  const auto bytes = [&](std::size_t qubits) {
    return state_bytes(static_cast<ir::Qubit>(qubits), options.precision);
  };
  const std::uint64_t words = (circuit.num_result_bits() + 63) / 64;
  const std::uint64_t row = 8 * words + 8 + options.bytes_per_outcome;
  std::uint64_t measured = 0;
  {
    std::vector<bool> seen(program.active.size());
    for (const auto& [q, c] : program.final_measurements)
      if (!seen[q]) {
        seen[q] = true;
        ++measured;
      }
  }
  const bool measures = measured > 0 || program.branches() || circuit.num_result_bits() > 0;
  const bool shots = !options.exact && measures;
  const std::uint64_t kept_shots = std::min(options.shots, kShotsOneByOne);

  if (program.branches()) {
    const LiveQubits live = live_qubits(program);
    const std::uint64_t largest = bytes(live.most);
    const std::uint64_t histories =
        std::min(power_of_two(live.splits), options.exact ? options.max_branches : options.shots);
    // A measurement holds a state and its two halves; others wait for those that are behind.
    needs.states = add_bytes(multiply_bytes(2, largest),
                             std::min(multiply_bytes(histories > 1 ? histories - 1 : 0, largest / 2),
                                      branch_breadth_bytes(live.most, options.precision, limit)));
    const std::uint64_t classical = 16 * words + (circuit.num_clbits() + program.active.size()) / 4 + 64;
    if (shots) {
      needs.samples = multiply_bytes(kept_shots, kBytesPerBranchingShot + 3 * row);
    } else {
      needs.outcomes = multiply_bytes(histories, classical);
      if (measured > 0)
        needs.outcomes = add_bytes(needs.outcomes, multiply_bytes(power_of_two(measured), 2 * row));
      const std::uint64_t summed = program.active.size() < 60 ? 8 * power_of_two(program.active.size()) : 0;
      if (circuit.num_result_bits() == 0 || summed <= kSummedStates)
        needs.outcomes = add_bytes(needs.outcomes, summed);
    }
    return needs;
  }

  const bool whole = options.keep_state || options.view_state || !options.checkpoint.file.empty();
  const std::vector<std::size_t> parts = whole ? std::vector<std::size_t>{} : part_sizes(program);
  const std::size_t n = program.active.size();
  if (parts.empty()) {
    needs.states = bytes(n);
  } else {
    for (const std::size_t size : parts) needs.states = add_bytes(needs.states, bytes(size));
    needs.plan = add_bytes(needs.plan, needs.circuit);  // the parts are circuits of their own
  }
  if (options.keep_state) needs.answers = add_bytes(needs.answers, bytes(n));
  const std::uint64_t support = measured == 0 ? 0 : std::min<std::uint64_t>(measured, support_bits(program));
  if (shots) {
    const bool counted = options.shots > kShotsOneByOne && parts.size() <= 1;
    const std::uint64_t rows = std::min(options.shots, power_of_two(support));
    if (!counted)
      needs.samples = multiply_bytes(kept_shots, kBytesPerShot + 16 * (parts.size() > 1 ? parts.size() : 0));
    needs.outcomes = multiply_bytes(rows, counted ? 2 * 16 + 3 * row : 2 * row);
  } else {
    const std::uint64_t listed = std::min<std::uint64_t>(options.top, power_of_two(support_bits(program)));
    const auto lists = static_cast<std::uint64_t>(resolve_threads(options.threads)) + 2;
    needs.outcomes = multiply_bytes(listed, 2 * circuit.num_qubits() + 64 + 16 * lists);
    if (options.exact && measured > 0) {
      // Products of parts are made from products of fewer, and may have to be sorted.
      needs.outcomes =
          add_bytes(needs.outcomes, multiply_bytes(power_of_two(support), (parts.size() > 1 ? 2 : 1) * row));
      if (measured < n && parts.empty())
        needs.outcomes = add_bytes(needs.outcomes, 8 * power_of_two(measured));
    }
  }
  return needs;
}

MemoryNeeds needed_at_least(const Program& program, const MemoryNeeds& needs, const RunOptions& options) {
  MemoryNeeds counted = needs;
  if (options.memory_limit_bytes == 0) counted.circuit = 0;  // the system has given its memory already
  if (program.branches()) {
    const LiveQubits live = live_qubits(program);
    counted.states = live.certain ? state_bytes(static_cast<ir::Qubit>(live.most), options.precision) : 0;
    counted.outcomes = 0;
    if (options.exact && program.circuit->num_result_bits() == 0) counted.outcomes = needs.outcomes;
  }
  return counted;
}

void refuse_if_too_large(const Program& program, const MemoryNeeds& needs, const RunOptions& options,
                         std::uint64_t limit) {
  const MemoryNeeds counted = needed_at_least(program, needs, options);
  if (fits(counted.total(), limit)) return;
  const Precision other = Precision::kF32;
  std::string hint = "see `qiao estimate`";
  if (options.precision == Precision::kF64 && counted.states > counted.total() / 2) {
    RunOptions smaller = options;
    smaller.precision = other;
    MemoryNeeds then = counted;
    then.states = counted.states == kUncountableBytes ? kUncountableBytes : counted.states / 2;
    if (fits(then.total(), limit)) hint = "--precision f32 would fit";
  }
  const std::size_t n = program.active.size();
  const auto size = [](std::uint64_t bytes) {
    return bytes == kUncountableBytes ? std::string("more than any machine has") : format_bytes(bytes);
  };
  std::string text;
  if (counted.states >= counted.total() - counted.states) {
    text = fmt::format("{} active qubits in {} need {}", n, name(options.precision), size(counted.states));
  } else if (counted.samples >= counted.outcomes) {
    text = fmt::format("{} shots need {}", options.shots, size(counted.samples));
    hint = "run fewer shots, or ask for exact probabilities";
  } else {
    text = fmt::format("the outcomes may be so many that they need {}", size(counted.outcomes));
    hint = options.exact ? "run shots instead of exact probabilities, or measure fewer qubits"
                         : "run fewer shots, or measure fewer qubits";
  }
  if (counted.total() != counted.states)
    text += fmt::format(", the run as a whole {}", size(counted.total()));
  throw Error(ErrorCode::kLimit, fmt::format("{}, available are {}", text, format_bytes(limit)), hint);
}

MemoryNeeds state_needs(const ir::Circuit& circuit, Precision precision) {
  const Program program = make_program(circuit);
  MemoryNeeds needs;
  needs.circuit = circuit.memory_bytes();
  needs.plan = largest_segment_gates(program) * kPlanBytesPerGate;
  needs.states = state_bytes(static_cast<ir::Qubit>(program.active.size()), precision);
  return needs;
}

void refuse_if_too_large(const MemoryNeeds& needs, std::uint64_t memory_limit_bytes) {
  MemoryNeeds counted = needs;
  if (memory_limit_bytes == 0) counted.circuit = 0;
  const std::uint64_t limit = memory_limit_bytes ? memory_limit_bytes : memory_info().available_bytes;
  if (fits(counted.total(), limit)) return;
  throw Error(ErrorCode::kLimit,
              fmt::format("the state needs {}, the answers another {}, all in all {}, available are {}",
                          format_bytes(counted.states), format_bytes(counted.answers),
                          format_bytes(counted.total()), format_bytes(limit)),
              "see `qiao estimate` with the same questions");
}

void refuse_outcomes(std::uint64_t rows, unsigned bits, std::uint64_t room) {
  const std::uint64_t needed = multiply_bytes(rows, 8 * ((bits + 63) / 64) + 8);
  if (!fits(needed, room))
    throw Error(ErrorCode::kLimit,
                fmt::format("{} different outcomes need {}, available are {}", rows, format_bytes(needed),
                            format_bytes(room)),
                "run shots instead of exact probabilities, or measure fewer qubits");
}

}  // namespace qiao::qsim
