#pragma once
// What the parts of the module share.

#include <nanobind/nanobind.h>

#include <exception>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "qiao/base/diagnostic.hpp"
#include "qiao/base/error.hpp"
#include "qiao/ir/circuit.hpp"
#include "qiao/qsim/monitor.hpp"
#include "qiao/qsim/run.hpp"

namespace qiao::python {

namespace nb = nanobind;

void bind_circuit(nb::module_& m);
void bind_simulation(nb::module_& m);
void bind_programs(nb::module_& m);
void bind_optimisation(nb::module_& m);

// A program that is wrong: becomes qiao.InputError (or qiao.LimitError) with all that was found.
class ProgramError : public std::exception {
 public:
  explicit ProgramError(std::vector<Diagnostic> found) : diagnostics(std::move(found)) {}
  const char* what() const noexcept override { return "the program has errors"; }
  std::vector<Diagnostic> diagnostics;
};
// Raises ProgramError unless there is no error among them; warnings become Python warnings.
void report(const std::vector<Diagnostic>& diagnostics);

qsim::Precision parse_precision(const std::string& name);

// Stops all work that a thread does between enter() and leave(), from any thread and for good.
class Stop {
 public:
  void stop();
  void enter();
  void leave();
  // Throws Error(kInterrupted) if the work of the calling thread is stopped.
  static void check();

 private:
  friend class Work;
  void watch(qsim::Monitor* monitor);
  void forget(qsim::Monitor* monitor);

  std::mutex mutex_;
  std::vector<qsim::Monitor*> monitors_;
  bool stopped_ = false;
  Stop* outside_ = nullptr;  // that the thread had entered before
};

// Long work: the interpreter's lock is given up, Ctrl-C stops it (if this is the main thread, the only one
// that Python lets signals interrupt), `progress` (None or callable) gets the share done, a number from 0
// to 1.
class Work {
 public:
  // `monitor`: one that the work knows already, else one of its own.
  explicit Work(nb::object progress, qsim::Monitor* monitor = nullptr);
  ~Work();
  Work(const Work&) = delete;
  Work& operator=(const Work&) = delete;

  template <class F>
  auto operator()(F&& f) {
    try {
      const nb::gil_scoped_release release;
      return f(monitor_);
    } catch (const Error& error) {
      if (error.code() == ErrorCode::kInterrupted) raise();
      throw;
    }
  }

  // Calls Python from within the work, on any thread. An error there ends the work and is raised at its end;
  // StopIteration only ends it.
  template <class F>
  void call(F&& f) {
    const nb::gil_scoped_acquire acquire;
    if (error_) return;
    try {
      f();
    } catch (nb::python_error& e) {
      if (!e.matches(PyExc_StopIteration)) error_ = std::current_exception();
      monitor_->stop = true;
    }
  }
  // After work that was stopped and all the same has a result: whether it was. Ctrl-C is then answered by
  // that. Raises what a callback raised.
  bool stopped();

 private:
  void report(double share);
  void raise();  // what stopped the work: KeyboardInterrupt or the error of the callback

  qsim::Monitor own_;
  qsim::Monitor* monitor_;
  nb::object progress_;
  std::exception_ptr error_;
  Stop* stop_;
  bool main_thread_ = false;
};

}  // namespace qiao::python
