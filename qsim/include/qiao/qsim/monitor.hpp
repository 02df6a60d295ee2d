#pragma once
// Watching and stopping long work.

#include <atomic>
#include <cstdint>
#include <functional>

namespace qiao::qsim {

// Set `stop` from anywhere (a signal handler, another thread): the work ends with Error(kInterrupted) within
// one tile of a sweep. `report` is called from the calling thread between sweeps and between groups of shots.
struct Monitor {
  std::atomic<bool> stop{false};
  // What is counted ("sweeps", "shots", "branches"), how many are done, of how many (0: not known).
  std::function<void(const char* what, std::uint64_t done, std::uint64_t total)> report;

  // Throws Error(kInterrupted) if stopped.
  void check() const;
};

}  // namespace qiao::qsim
