#pragma once
// What a terminal shows while work goes on: a line that is rewritten, and Ctrl-C.

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <string>

#include "qiao/qsim/monitor.hpp"

namespace qiao::cli {

// While it lives, Ctrl-C (SIGINT) and SIGTERM stop the monitor's work instead of the process; a second one
// ends the process. Work that has nothing to keep ends the process by itself if it has not stopped after a second
// and a half: what does not look at the monitor (reading a program, say) does not hold the user up.
class StopOnInterrupt {
 public:
  enum class Keeps { kNothing, kSomething };
  explicit StopOnInterrupt(qsim::Monitor& monitor, Keeps keeps = Keeps::kSomething);
  ~StopOnInterrupt();
  StopOnInterrupt(const StopOnInterrupt&) = delete;
  StopOnInterrupt& operator=(const StopOnInterrupt&) = delete;

 private:
  void (*old_interrupt_)(int);
  void (*old_terminate_)(int);
  void (*old_alarm_)(int);
};

// "412 of 720 gates, sweep 12 of 40, 30 %, about 4 s left", from half a second on, ten times a second; erased
// at the end.
class ProgressLine {
 public:
  // Shows nothing unless `enabled` (a terminal, not --quiet).
  ProgressLine(std::ostream& err, bool enabled);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  // Lets `monitor` show its work here; `stopping` stands at the end of the line once it is stopped.
  void watch(qsim::Monitor& monitor, std::string stopping);

  void update(const qsim::Evolution& evolution);
  void update(const char* what, std::uint64_t done, std::uint64_t total);
  // What make_text() returns, if it is time for it.
  template <class F>
  void update_text(F&& make_text) {
    if (due()) show(make_text());
  }

 private:
  using Clock = std::chrono::steady_clock;
  bool due();
  // The rest of the time if `share` of the work is done and went on as since the first call.
  std::string left(double share);
  void show(std::string line);

  std::ostream& err_;
  const qsim::Monitor* monitor_ = nullptr;
  std::string stopping_;
  bool enabled_, shown_ = false;
  bool counting_ = false;    // several evolutions are counted: single ones are not shown any more
  double first_share_ = -1;  // a resumed run does not begin at 0
  Clock::time_point start_, last_;
};

}  // namespace qiao::cli
