#include "cli/progress.hpp"

#include <fmt/format.h>

#include <sys/time.h>
#include <unistd.h>

#include <csignal>
#include <ostream>
#include <utility>

#include "qiao/base/error.hpp"

namespace qiao::cli {
namespace {

std::atomic<qsim::Monitor*> watched{nullptr};
std::atomic<bool> impatient{false};

void on_signal(int signal) {
  if (qsim::Monitor* monitor = watched.load()) monitor->stop.store(true);
  std::signal(signal, SIG_DFL);
  constexpr itimerval kPatience{{0, 0}, {1, 500'000}};
  if (impatient.load()) setitimer(ITIMER_REAL, &kPatience, nullptr);
}

// Only what a signal handler may call.
void on_alarm(int) {
  constexpr char kText[] = "error: interrupted\n";
  [[maybe_unused]] const auto written = write(STDERR_FILENO, kText, sizeof kText - 1);
  _exit(exit_code(ErrorCode::kInterrupted));
}

}  // namespace

StopOnInterrupt::StopOnInterrupt(qsim::Monitor& monitor, Keeps keeps) {
  watched = &monitor;
  impatient = keeps == Keeps::kNothing;
  old_alarm_ = std::signal(SIGALRM, on_alarm);
  old_interrupt_ = std::signal(SIGINT, on_signal);
  old_terminate_ = std::signal(SIGTERM, on_signal);
}

StopOnInterrupt::~StopOnInterrupt() {
  std::signal(SIGINT, old_interrupt_);
  std::signal(SIGTERM, old_terminate_);
  constexpr itimerval kNone{};
  if (impatient) setitimer(ITIMER_REAL, &kNone, nullptr);
  std::signal(SIGALRM, old_alarm_);
  watched = nullptr;
}

ProgressLine::ProgressLine(std::ostream& err, bool enabled)
    : err_(err), enabled_(enabled), start_(Clock::now()), last_(start_) {}

ProgressLine::~ProgressLine() {
  if (shown_) err_ << "\r\033[K" << std::flush;
}

void ProgressLine::watch(qsim::Monitor& monitor, std::string stopping) {
  monitor_ = &monitor;
  stopping_ = std::move(stopping);
  if (!enabled_) return;
  monitor.evolution = [this](const qsim::Evolution& e) { update(e); };
  monitor.report = [this](const char* what, std::uint64_t done, std::uint64_t total) {
    update(what, done, total);
  };
}

void ProgressLine::update(const qsim::Evolution& e) {
  if (counting_) return;
  if (first_share_ < 0) first_share_ = e.share;
  if (!due()) return;
  show(fmt::format("{} of {} gates, sweep {} of {}, {:.0f} %{}", e.gates_done, e.gates, e.sweeps_done + 1,
                   e.sweeps, 100 * e.share, left(e.share)));
}

void ProgressLine::update(const char* what, std::uint64_t done, std::uint64_t total) {
  counting_ = true;
  if (!due()) return;
  if (total == 0 || done > total) return show(fmt::format("{} {}", done, what));
  first_share_ = 0;
  const double share = static_cast<double>(done) / static_cast<double>(total);
  show(fmt::format("{} of {} {}, {:.0f} %{}", done, total, what, 100 * share, left(share)));
}

bool ProgressLine::due() {
  const auto now = Clock::now();
  if (!enabled_ || now - start_ < std::chrono::milliseconds(500) ||
      now - last_ < std::chrono::milliseconds(100))
    return false;
  last_ = now;
  return true;
}

std::string ProgressLine::left(double share) {
  const double done = share - first_share_;
  if (done <= 0) return "";
  const double elapsed = std::chrono::duration<double>(Clock::now() - start_).count();
  const double seconds = elapsed * (1 - share) / done;
  if (seconds < 100) return fmt::format(", about {:.0f} s left", seconds);
  const auto minutes = static_cast<std::uint64_t>(seconds / 60 + 0.5);
  if (minutes < 100) return fmt::format(", about {} min left", minutes);
  return fmt::format(", about {} h {} min left", minutes / 60, minutes % 60);
}

void ProgressLine::show(std::string line) {
  shown_ = true;
  if (monitor_ && monitor_->stop) line += "; " + stopping_;
  err_ << "\r\033[K" << line << std::flush;
}

}  // namespace qiao::cli
