#pragma once
// Writing and reading the state of a static program (see qiao/qsim/checkpoint.hpp).

#include <chrono>
#include <optional>

#include "../engine/state.hpp"
#include "program.hpp"
#include "qiao/qsim/checkpoint.hpp"
#include "qiao/qsim/run.hpp"

namespace qiao::qsim {

// Gates between two places where a checkpoint may be written: about four seconds of ordinary gates on two
// cores, and never so few that sweeps are broken up needlessly.
std::uint64_t default_chunk_gates(unsigned active_qubits, Precision precision);

// Cuts the gates of a program that does not branch into segments of so many. Each has its own plan.
void cut_into_chunks(Program& program, std::uint64_t chunk_gates);

// Writes `state`; `header` needs the fields that say what is being run and how far it is. No more than a few
// MiB beside the state are used.
template <class Real>
void write_checkpoint(const std::string& file, CheckpointHeader header, const engine::State<Real>& state,
                      int threads);

// Fills a fresh state of the right width. Throws Error(kInput) for a damaged or truncated file.
template <class Real>
void load_checkpoint(const std::string& file, const CheckpointHeader& header, engine::State<Real>& state,
                     int threads);

}  // namespace qiao::qsim
