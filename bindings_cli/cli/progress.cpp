#include "cli/progress.hpp"

#include <fmt/format.h>

#include <csignal>
#include <ostream>

namespace qiao::cli {
namespace {

std::atomic<qsim::Monitor*> watched{nullptr};

void on_signal(int signal) {
  if (qsim::Monitor* monitor = watched.load()) monitor->stop.store(true);
  std::signal(signal, SIG_DFL);
}

}  // namespace

StopOnInterrupt::StopOnInterrupt(qsim::Monitor& monitor) {
  watched = &monitor;
  old_interrupt_ = std::signal(SIGINT, on_signal);
  old_terminate_ = std::signal(SIGTERM, on_signal);
}

StopOnInterrupt::~StopOnInterrupt() {
  std::signal(SIGINT, old_interrupt_);
  std::signal(SIGTERM, old_terminate_);
  watched = nullptr;
}

ProgressLine::ProgressLine(std::ostream& err, bool enabled)
    : err_(err), enabled_(enabled), start_(Clock::now()), last_(start_) {}

ProgressLine::~ProgressLine() {
  if (shown_) err_ << "\r\033[K" << std::flush;
}

void ProgressLine::update(const char* what, std::uint64_t done, std::uint64_t total) {
  if (!enabled_) return;
  const auto now = Clock::now();
  const double elapsed = std::chrono::duration<double>(now - start_).count();
  if (elapsed < 0.5 || now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  shown_ = true;
  std::string line = fmt::format("{} {}", done, what);
  if (total > 0 && done <= total) {
    const double share = static_cast<double>(done) / static_cast<double>(total);
    line = fmt::format("{} of {} {}, {:.0f} %", done, total, what, 100 * share);
    if (done > 0) line += fmt::format(", about {:.0f} s left", elapsed * (1 - share) / share);
  }
  err_ << "\r\033[K" << line << std::flush;
}

}  // namespace qiao::cli
