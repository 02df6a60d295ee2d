#pragma once
// The program a subcommand works on: its options, reading it, and showing its diagnostics.

#include <optional>
#include <string>
#include <vector>

#include "cli/app.hpp"
#include "qiao/ir/circuit.hpp"
#include "qiao/qasm/parse.hpp"
#include "qiao/qsim/verify.hpp"

namespace qiao::cli {

struct ProgramOptions {
  std::string file;  // "-": standard input; empty: not given
  qasm::ParseOptions parse;
};

// -I, --qelib1 and the limits of the front end.
void add_parse_options(CLI::App& app, qasm::ParseOptions& parse);
// --input NAME=VALUE
void add_input_option(CLI::App& app, qasm::ParseOptions& parse);
// All these and the positional FILE.
void add_program_options(CLI::App& app, ProgramOptions& options);

// -n, --shots of `run` and `estimate`.
void add_shots_option(CLI::App& app, std::optional<std::uint64_t>& shots);
// What showing one outcome of a run takes: a line of the text for each in JSON, else only several registers, whose
// distributions are lists of their own.
std::uint64_t bytes_per_outcome(const ir::Circuit& circuit, bool all_as_json);

// All of context.in. Throws Error(kLimit) beyond `max_bytes`.
std::string read_stdin(const Context& context, std::uint64_t max_bytes);
// A file, or for "-" context.in, so that programs work the same in-process; what that includes is looked up in the
// working directory. Copied. Throws as qiao::read_source.
SourceText read_program_text(const Context& context, const std::string& file, std::uint64_t max_bytes);
// Reads one program in any language of qasm/dialect.hpp, "-" from context.in.
qasm::ParseResult parse_program(const Context& context, const std::string& file,
                                const qasm::ParseOptions& options);
// Shows diagnostics on context.err; with --quiet warnings are left out, but not findings of the lint.
void show_diagnostics(const Context& context, const std::vector<Diagnostic>& diagnostics);
// Whether it comes from the portability lint rather than from the language.
bool is_finding(const Diagnostic& diagnostic);
// Exit status of files with these diagnostics: 0 without errors, 4 if every error is a limit, else 3.
int diagnostics_status(const std::vector<Diagnostic>& diagnostics);

// Exit status of a verdict: 0 equal, 1 not equal, 5 undecided.
int verdict_status(qsim::Verdict verdict);
// An infidelity between 0 and 1. Throws Error(kUsage).
double parse_infidelity(const std::string& what, const std::string& text);

// Thrown when everything has been said and only the exit status is left to return.
struct Finished {
  int status;
};
// Thrown when no FILE was given and standard input is a terminal: the command's help is shown, for a program
// that waits in silence helps nobody.
struct FileMissing {};

struct Program {
  std::string name;  // for messages
  ir::Circuit circuit;
  int language = 0;
  double parse_s = 0;
};
// Reads, shows diagnostics, and returns the circuit. Throws Finished if there are errors. `name` becomes what
// messages call it.
qasm::ParseResult load_parsed(const Context& context, const ProgramOptions& options, std::string& name);
// The same with less.
Program load_program(const Context& context, const ProgramOptions& options);
// "-" for a missing FILE, or FileMissing.
std::string file_or_stdin(const Context& context, const std::string& file);

}  // namespace qiao::cli
