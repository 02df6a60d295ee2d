#include "cli/outputs.hpp"

#include <unistd.h>

#include <CLI/App.hpp>
#include <cerrno>
#include <iostream>

#include "cli/options.hpp"
#include "qiao/base/file.hpp"

namespace qiao::cli {

std::string log_of(const std::string& path) {
  return resolve_output(path).kind == OutputTarget::Kind::kFile ? path + ".log" : "";
}

Outputs::Outputs(std::istream& in, std::ostream& out) : out_(out), standard_in_(&in == &std::cin) {
  if (&out == &std::cout) files.add_output(STDOUT_FILENO, "standard output");
}

void Outputs::declare(const CLI::App& app) {
  for (const CLI::Option* option : app.get_options())
    if (option->count() > 0 && is_input(*option))
      for (const std::string& path : option->results())
        if (path != "-") files.add_input(path);
  for (const CLI::Option* option : app.get_options()) {
    const OutputKind kind = output_kind(*option);
    if (option->count() == 0 || kind == OutputKind::kNone) continue;
    const std::string name = option->get_name(), path = option->results().back();
    if (kind == OutputKind::kDeclaredByCommand) {
      if (path.empty()) files.add_output(path, name);
    } else if (kind == OutputKind::kFolder) {
      files.add_output_folder(path, name);
    } else if (path != "-") {
      files.add_output(path, name);
      if (kind == OutputKind::kFileAndLog)
        if (const std::string log = log_of(path); !log.empty()) files.add_output(log, "the log of " + name);
    } else if (kind != OutputKind::kFileOrStandardOutput) {
      throw Error(ErrorCode::kUsage, name + ": standard output is for the results",
                  "give the name of a file");
    }
  }
}

void Outputs::reads_standard_input() {
  if (standard_in_) files.add_input(STDIN_FILENO, "standard input");
}

void Outputs::show(const std::function<void()>& print) {
  if (standard_output_failure_) return;
  try {
    print();
    out_.flush();
  } catch (const std::ios_base::failure&) {
    standard_output_failure_ = errno;  // set by the write that failed
    // It is known: remarks on standard error, which may be tied to it, must not throw it again.
    out_.exceptions(std::ios_base::goodbit);
  }
}

bool Outputs::all_written() const {
  return errors_.empty() && (!standard_output_failure_ || *standard_output_failure_ == EPIPE);
}

bool Outputs::write(const std::string& path, const std::function<void(std::ostream&)>& write) {
  if (path == "-") {
    show([&] { write(out_); });
    return !standard_output_failure_;
  }
  return attempt([&] { write_file_atomically(path, write); });
}

bool Outputs::attempt(const std::function<void()>& work) {
  // What was printed comes first where the file is standard output by another name.
  show([] {});
  try {
    work();
    return true;
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kInterrupted) throw;
    errors_.push_back(error);
    return false;
  }
}

}  // namespace qiao::cli
