#pragma once
// What a run takes, known before it: the one rule by which `run` refuses and `estimate` forecasts.

#include <cstdint>

#include "program.hpp"
#include "qiao/qsim/estimate.hpp"
#include "qiao/qsim/run.hpp"

namespace qiao::qsim {

// Memory of a run of `program` (of `circuit`), from its shape alone; the limit is asked for the number of
// branches that may wait.
MemoryNeeds memory_needs(const Program& program, const RunOptions& options, std::uint64_t limit);

// The part of it that must fit for the run to begin. Of programs that measure on the way, how many branches wait
// and how many qubits are entangled may depend on the outcomes: they are refused when they get there.
MemoryNeeds needed_at_least(const Program& program, const MemoryNeeds& needs, const RunOptions& options);

// Throws Error(kLimit), naming what takes most, if a run does not fit into `limit` bytes. `limit` counts the
// circuit if the user gave it.
void refuse_if_too_large(const Program& program, const MemoryNeeds& needs, const RunOptions& options,
                         std::uint64_t limit);

// Throws Error(kLimit) if so many rows of outcomes need more than `room` bytes.
void refuse_outcomes(std::uint64_t rows, unsigned bits, std::uint64_t room);

// Exact runs that branch add up the basis states of all qubits only if this is enough for their probabilities (or
// there are no classical bits, and they are all there is to say).
inline constexpr std::uint64_t kSummedStates = std::uint64_t{2} << 30;

// How many qubits of a program that measures on the way have amplitudes at a time, at most.
struct LiveQubits {
  std::size_t most = 0;
  bool certain = true;       // false: conditions decide whether some are measured before others come
  std::uint64_t splits = 0;  // measurements and resets of such qubits, each of which may double the branches
};
LiveQubits live_qubits(const Program& program);

// The final state has at most 2^bits nonzero amplitudes.
unsigned support_bits(const Program& program);

}  // namespace qiao::qsim
