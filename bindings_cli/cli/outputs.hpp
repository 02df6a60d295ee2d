#pragma once
// What a command leaves beside its answer: files. None overwrites an input, all are looked at before the
// work, and one that fails costs neither the answer nor the other files.

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "qiao/base/error.hpp"
#include "qiao/base/run_files.hpp"

namespace CLI {
class App;
}

namespace qiao::cli {

// The file that is kept beside an OutputKind::kFileAndLog; "" for /dev/stdout and pipes.
std::string log_of(const std::string& path);

class Outputs {
 public:
  // `in` and `out` are compared with the files if they are those of the process.
  Outputs(std::istream& in, std::ostream& out);

  // Takes the inputs and outputs among the options of `app` that were given (see add_output in options.hpp).
  // Throws what RunFiles::add_output does.
  void declare(const CLI::App& app);
  // Standard input is read.
  void reads_standard_input();

  // Outputs whose names a command makes itself are declared here; so are inputs found on the way.
  RunFiles files;

  // Prints the answer. Where standard output fails the files are written all the same: it is told at the end.
  void show(const std::function<void()>& print);
  // Writes a whole file, "-": standard output. What goes wrong is told at the end; false then.
  bool write(const std::string& path, const std::function<void(std::ostream&)>& write);
  // Anything else that shall not cost the answer: its Error is told at the end, but for kInterrupted.
  bool attempt(const std::function<void()>& work);

  // Files that could not be written.
  const std::vector<Error>& errors() const { return errors_; }
  // The errno of standard output if it failed.
  std::optional<int> standard_output_failure() const { return standard_output_failure_; }
  // Whether the answer and the files are where they should be. A reader that went away has what it wanted.
  bool all_written() const;

 private:
  std::ostream& out_;
  const bool standard_in_;  // of the process
  std::vector<Error> errors_;
  std::optional<int> standard_output_failure_;
};

}  // namespace qiao::cli
