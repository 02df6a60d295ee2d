#pragma once
// Watching and stopping long work.

#include <atomic>
#include <cstdint>
#include <functional>

namespace qiao::qsim {

// How far the evolution of one state is.
struct Evolution {
  std::uint64_t gates_done = 0, gates = 0;  // a sweep does parts of many gates: those its time would pay for
  std::uint64_t sweeps_done = 0, sweeps = 0;  // of the plan at work
  double share = 0;                           // 0 to 1: of the time that the plan's cost model expects
};

// Set `stop` from anywhere (a signal handler, another thread): the work ends with Error(kInterrupted) within
// one tile of a sweep, or at the next place for a checkpoint if one was asked for. The functions are called
// from the calling thread.
struct Monitor {
  std::atomic<bool> stop{false};
  // Between sweeps.
  std::function<void(const Evolution&)> evolution;
  // Where several states are evolved: what is counted ("shots", "branches"), how many are done, of how many
  // (0: not known).
  std::function<void(const char* what, std::uint64_t done, std::uint64_t total)> report;

  // Throws Error(kInterrupted) if stopped.
  void check() const;
};

}  // namespace qiao::qsim
