#pragma once
// The program `qiao` as a function, so that tests call it in-process.

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "cli/terminal.hpp"
#include "qiao/qsim/run.hpp"

namespace CLI {
class App;
}

namespace qiao::cli {

class Outputs;

enum class ColorMode { kAuto, kAlways, kNever };

// Options that every subcommand takes.
struct Globals {
  int threads = 0;  // 0: not given, see qiao::resolve_threads
  qsim::Precision precision = qsim::Precision::kF64;
  std::optional<std::uint64_t> seed;
  bool quiet = false;
  ColorMode color = ColorMode::kAuto;
};

// What a subcommand works with. Results go to `out`, everything else to `err`.
struct Context {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  const Terminal& terminal;
  const Globals& globals;
  const CLI::App& root;  // the whole option tree
  Outputs& outputs;      // files to write

  bool color_out() const { return wants_color(terminal.out_tty); }
  bool color_err() const { return wants_color(terminal.err_tty); }
  // A remark on standard error, unless --quiet.
  void note(const std::string& text) const;

 private:
  bool wants_color(bool tty) const {
    return globals.color == ColorMode::kAlways ||
           (globals.color == ColorMode::kAuto && tty && terminal.color);
  }
};

// Runs `qiao` with `args` (without the program's name) and returns the exit status: 0 done, 1 the answer is
// no, 2 usage, 3 bad input, 4 resource limit, 5 undecided, 70 internal error. Nothing is thrown. A reader of
// `out` that goes away (EPIPE) ends the run quietly with 0.
int run(const std::vector<std::string>& args, std::istream& in, std::ostream& out, std::ostream& err,
        const Terminal& terminal);

}  // namespace qiao::cli
