// The extension module qiao._core: errors, signals, the gate table.
#include "bindings.hpp"

#include <fmt/format.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/vector.h>
#include <signal.h>
#include <unistd.h>

#include <cstring>

#include "qiao/base/version.hpp"
#include "qiao/qasm/dialect.hpp"

namespace qiao::python {
namespace {

const char* class_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kUsage:
      return "UsageError";
    case ErrorCode::kInput:
      return "InputError";
    case ErrorCode::kUnsupported:
      return "UnsupportedError";
    case ErrorCode::kLimit:
      return "LimitError";
    case ErrorCode::kIo:
      return "FileError";
    case ErrorCode::kUndecided:
      return "UndecidedError";
    case ErrorCode::kInterrupted:
      return "InterruptedError";
    case ErrorCode::kInternal:
      return "InternalError";
  }
  return "InternalError";
}

nb::object diagnostic_dict(const Diagnostic& d) {
  nb::dict out;
  out["severity"] = d.severity == Severity::kError     ? "error"
                    : d.severity == Severity::kWarning ? "warning"
                                                       : "note";
  out["code"] = d.code;
  out["file"] = d.range.file;
  out["line"] = d.range.line;
  out["column"] = d.range.column;
  out["end_column"] = d.range.end_column;
  out["message"] = d.message;
  out["help"] = d.help;
  return out;
}

void set_error(const char* kind, const std::string& message, const std::string& hint,
               const std::vector<Diagnostic>& diagnostics) {
  nb::list list;
  for (const Diagnostic& d : diagnostics) list.append(diagnostic_dict(d));
  const nb::object type = nb::module_::import_("qiao._errors").attr(kind);
  const nb::object error = type(message, hint, list);
  PyErr_SetObject(type.ptr(), error.ptr());
}

void translate_error(const std::exception_ptr& thrown, void*) {
  try {
    std::rethrow_exception(thrown);
  } catch (const ProgramError& e) {
    std::string text;
    bool only_limits = true;
    for (const Diagnostic& d : e.diagnostics) {
      text += render(d);
      if (d.severity == Severity::kError && !d.is_limit) only_limits = false;
    }
    if (!text.empty()) text.pop_back();
    set_error(only_limits ? "LimitError" : "InputError", text, "", e.diagnostics);
  } catch (const Error& e) {
    set_error(class_of(e.code()), e.what(), e.hint(), {});
  } catch (const std::bad_alloc&) {
    set_error("LimitError", "out of memory", "try precision='f32' or fewer shots", {});
  }
}

// ---- signals

std::atomic<qsim::Monitor*> watched{nullptr};
std::atomic<bool> interrupted{false};
struct sigaction before;

void on_interrupt(int) {
  interrupted = true;
  if (qsim::Monitor* monitor = watched.load()) monitor->stop.store(true);
}

thread_local Stop* current_stop = nullptr;

}  // namespace

void Stop::stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  for (qsim::Monitor* m : monitors_) m->stop = true;
}
void Stop::enter() {
  outside_ = current_stop;
  current_stop = this;
}
void Stop::leave() { current_stop = outside_; }
void Stop::check() {
  if (!current_stop) return;
  const std::lock_guard lock(current_stop->mutex_);
  if (current_stop->stopped_) throw Error(ErrorCode::kInterrupted, "interrupted");
}
void Stop::watch(qsim::Monitor* monitor) {
  const std::lock_guard lock(mutex_);
  monitors_.push_back(monitor);
  if (stopped_) monitor->stop = true;
}
void Stop::forget(qsim::Monitor* monitor) {
  const std::lock_guard lock(mutex_);
  std::erase(monitors_, monitor);
}

Work::Work(nb::object progress, qsim::Monitor* monitor)
    : monitor_(monitor ? monitor : &own_), progress_(std::move(progress)), stop_(current_stop) {
  monitor_->stop = false;
  if (stop_) stop_->watch(monitor_);
  if (!progress_.is_none()) {
    monitor_->evolution = [this](const qsim::Evolution& e) { report(e.share); };
    monitor_->report = [this](const char*, std::uint64_t done, std::uint64_t total) {
      if (total) report(static_cast<double>(done) / static_cast<double>(total));
    };
  }
  main_thread_ = getpid() == gettid() && watched.load() == nullptr;
  if (!main_thread_) return;
  sigaction(SIGINT, nullptr, &before);
  if (before.sa_handler == SIG_IGN) {  // as in the background of a shell: stays so
    main_thread_ = false;
    return;
  }
  interrupted = false;
  watched = monitor_;
  struct sigaction action;
  std::memset(&action, 0, sizeof action);
  action.sa_handler = on_interrupt;
  sigaction(SIGINT, &action, &before);
}

Work::~Work() {
  if (stop_) stop_->forget(monitor_);
  monitor_->evolution = nullptr;
  monitor_->report = nullptr;
  if (!main_thread_) return;
  sigaction(SIGINT, &before, nullptr);
  watched = nullptr;
  if (interrupted.exchange(false)) PyErr_SetInterrupt();  // came too late to stop this: Python's from here
}

void Work::report(double share) {
  call([&] { progress_(share); });
}

bool Work::stopped() {
  if (error_) std::rethrow_exception(error_);
  interrupted = false;
  return monitor_->stop;
}

void Work::raise() {
  if (error_) std::rethrow_exception(error_);
  if (!interrupted.exchange(false)) return;
  sigaction(SIGINT, &before, nullptr);
  PyErr_SetInterrupt();
  if (PyErr_CheckSignals() != 0) throw nb::python_error();
}

void report(const std::vector<Diagnostic>& diagnostics) {
  for (const Diagnostic& d : diagnostics)
    if (d.severity == Severity::kError) throw ProgramError(diagnostics);
  for (const Diagnostic& d : diagnostics) {
    std::string text = render(d);
    if (!text.empty()) text.pop_back();
    nb::module_::import_("warnings")
        .attr("warn")(text, nb::module_::import_("qiao._errors").attr("ProgramWarning"),
                      nb::arg("stacklevel") = 3);
  }
}

qsim::Precision parse_precision(const std::string& name) {
  if (name == "f64") return qsim::Precision::kF64;
  if (name == "f32") return qsim::Precision::kF32;
  throw Error(ErrorCode::kUsage, fmt::format("precision '{}' is neither 'f32' nor 'f64'", name));
}

}  // namespace qiao::python

NB_MODULE(_core, m) {
  using namespace qiao;
  namespace nb = nanobind;
  nb::register_exception_translator(python::translate_error);
  m.attr("__version__") = version();
  // Rows of the gate table: name, number of targets, names of parameters, description.
  nb::list gates;
  for (const ir::GateInfo& g : ir::gate_table()) {
    nb::list params;
    for (const std::string_view p : g.params) params.append(p);
    gates.append(nb::make_tuple(g.name, g.num_targets, nb::tuple(params), g.doc));
  }
  m.attr("gate_table") = nb::tuple(gates);
  nb::list dialects;
  for (const qasm::DialectInfo& d : qasm::dialects())
    dialects.append(nb::make_tuple(d.name, d.extension, d.what));
  m.attr("dialects") = nb::tuple(dialects);
  nb::class_<python::Stop>(m, "Stop")
      .def(nb::init<>())
      .def("stop", &python::Stop::stop)
      .def("enter", &python::Stop::enter)
      .def("leave", &python::Stop::leave)
      .def_static("check", &python::Stop::check, "Raises InterruptedError if this thread's work is stopped.");
  python::bind_circuit(m);
  python::bind_simulation(m);
  python::bind_programs(m);
  python::bind_optimisation(m);
}
