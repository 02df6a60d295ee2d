#pragma once
// Writing and reading the state of a static program (see qiao/qsim/checkpoint.hpp).

#include <chrono>
#include <optional>

#include "../engine/state.hpp"
#include "program.hpp"
#include "qiao/base/atomic_file.hpp"
#include "qiao/qsim/checkpoint.hpp"
#include "qiao/qsim/run.hpp"

namespace qiao::qsim {

// Gates between two places where a checkpoint may be written: about four seconds of ordinary gates on two
// cores, a quarter of the interval where that is less, and never so few that sweeps are broken up needlessly.
std::uint64_t default_chunk_gates(unsigned active_qubits, Precision precision, double every_s);

// The file, from the beginning of a run to its end.
class CheckpointFile {
 public:
  // Locks what is at the name. Throws Error(kUsage) if another run has it or it is no regular file.
  explicit CheckpointFile(const std::string& file);
  ~CheckpointFile();  // removes a mere claim
  CheckpointFile(const CheckpointFile&) = delete;
  CheckpointFile& operator=(const CheckpointFile&) = delete;

  bool found() const { return fd_ >= 0; }
  // Puts a header without a state at the name, which is free; false if it has been taken by now.
  bool claim(const CheckpointHeader& header);
  bool claimed_only() const { return claimed_only_; }
  // What was claimed is worth keeping, for its seed.
  void keep() { claimed_only_ = false; }
  // Puts `file` in the place of what this run wrote last.
  void replace(AtomicFile& file);
  void remove();

  const std::string& name() const { return name_; }
  const OutputTarget& target() const { return target_; }

 private:
  bool is_ours() const;
  std::string name_;
  OutputTarget target_;
  int fd_ = -1;  // what is at the name, locked
  bool claimed_only_ = false;
};

// Cuts the gates of a program that does not branch into segments of so many. Each has its own plan.
void cut_into_chunks(Program& program, std::uint64_t chunk_gates);

// Writes `state`; `header` needs the fields that say what is being run and how far it is. No more than a few
// MiB beside the state are used.
template <class Real>
void write_checkpoint(CheckpointFile& file, CheckpointHeader header, const engine::State<Real>& state,
                      int threads);

// Fills a fresh state of the right width. Throws Error(kInput) for a damaged or truncated file.
template <class Real>
void load_checkpoint(const std::string& file, const CheckpointHeader& header, engine::State<Real>& state,
                     int threads);

}  // namespace qiao::qsim
