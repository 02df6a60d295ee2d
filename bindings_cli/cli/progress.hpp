#pragma once
// What a terminal shows while work goes on: a line that is rewritten, and Ctrl-C.

#include <chrono>
#include <cstdint>
#include <iosfwd>

#include "qiao/qsim/monitor.hpp"

namespace qiao::cli {

// While it lives, Ctrl-C (SIGINT) and SIGTERM stop the monitor's work instead of the process; a second one
// ends the process.
class StopOnInterrupt {
 public:
  explicit StopOnInterrupt(qsim::Monitor& monitor);
  ~StopOnInterrupt();
  StopOnInterrupt(const StopOnInterrupt&) = delete;
  StopOnInterrupt& operator=(const StopOnInterrupt&) = delete;

 private:
  void (*old_interrupt_)(int);
  void (*old_terminate_)(int);
};

// "12 of 40 sweeps, 30 %, about 4 s left", from half a second on, ten times a second; erased at the end.
class ProgressLine {
 public:
  // Shows nothing unless `enabled` (a terminal, not --quiet).
  ProgressLine(std::ostream& err, bool enabled);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  void update(const char* what, std::uint64_t done, std::uint64_t total);

 private:
  using Clock = std::chrono::steady_clock;
  std::ostream& err_;
  bool enabled_, shown_ = false;
  Clock::time_point start_, last_;
};

}  // namespace qiao::cli
