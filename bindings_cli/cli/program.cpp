#include "cli/program.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include <CLI/App.hpp>
#include <algorithm>
#include <charconv>
#include <chrono>
#include <istream>
#include <ostream>

#include "cli/options.hpp"
#include "cli/outputs.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/file.hpp"
#include "qiao/ir/results.hpp"
#include "qiao/qasm/dialect.hpp"

namespace qiao::cli {
namespace {

constexpr const char* kStdinName = "<stdin>";

}  // namespace

void add_shots_option(CLI::App& app, std::optional<std::uint64_t>& shots) {
  add_whole(
      app, "-n,--shots", [&shots](std::uint64_t n) { shots = n; }, "how often to run and measure", 1,
      std::uint64_t{1} << 40)
      ->default_str("1024");
}

std::uint64_t bytes_per_outcome(const ir::Circuit& circuit, bool all_as_json) {
  const auto registers = ir::result_registers(circuit);
  const std::uint64_t bits = circuit.num_result_bits();
  const bool copies = registers.size() != 1 || registers[0].size != bits;
  // Of a copy its rows, and what sorts them.
  return (copies ? 3 * (8 * ((bits + 63) / 64) + 8) : 0) + (all_as_json ? 4 * (bits + 32) : 0);
}

std::string read_stdin(const Context& context, std::uint64_t max_bytes) {
  if (context.terminal.in_tty) context.note("reading the program from the terminal; end it with Ctrl-D");
  if (context.in.eof())
    throw Error(ErrorCode::kUsage, "standard input can be read once only",
                "give one of the programs as a file");
  context.outputs.reads_standard_input();
  std::string text;
  char buffer[1 << 16];
  while (context.in.read(buffer, sizeof buffer) || context.in.gcount() > 0) {
    text.append(buffer, static_cast<std::size_t>(context.in.gcount()));
    if (text.size() > max_bytes)
      throw Error(ErrorCode::kLimit, fmt::format("{}: larger than {} bytes", kStdinName, max_bytes),
                  "raise --max-file-bytes");
  }
  if (context.in.bad()) throw Error(ErrorCode::kIo, "cannot read standard input");
  return text;
}

namespace {

void add_input(qasm::ParseOptions& options, const std::string& text) {
  const auto equals = text.find('=');
  if (equals != std::string::npos) {
    options.inputs[text.substr(0, equals)] = text.substr(equals + 1);
    return;
  }
  constexpr std::uint64_t kMaxBytes = 64 << 20;
  nlohmann::json values;
  try {
    values = nlohmann::json::parse(read_file(text, kMaxBytes));
  } catch (const nlohmann::json::exception& e) {
    throw Error(ErrorCode::kInput, fmt::format("{}: {}", text, e.what()));
  }
  if (!values.is_object())
    throw Error(ErrorCode::kInput, fmt::format("{}: an object of names and values is needed", text));
  for (const auto& [name, value] : values.items())
    options.inputs[name] = value.is_string() ? value.get<std::string>() : value.dump();
}

}  // namespace

void add_parse_options(CLI::App& app, qasm::ParseOptions& parse) {
  constexpr const char* kGroup = "Reading programs";
  qasm::ParseOptions* p = &parse;
  add_each(
      app, "-I,--include-path", "DIR", [p](const std::string& path) { p->include_paths.push_back(path); },
      "look for included files here, too; may be repeated")
      ->group(kGroup);
  add_choice(
      app, "--qelib1", {"extended", "original"},
      [p](std::size_t i) { p->qelib1 = i == 0 ? qasm::Qelib1::kExtended : qasm::Qelib1::kOriginal; },
      "gates of qelib1.inc: Qiskit's 42 or the 23 of the OpenQASM 2 paper")
      ->default_str("extended")
      ->group(kGroup);
  for (const qasm::LimitInfo& limit : qasm::limit_table()) {
    const auto set = [p, field = limit.field](std::uint64_t n) { p->limits.*field = n; };
    const std::uint64_t value = parse.limits.*limit.field;
    if (limit.unit == qasm::LimitInfo::Unit::kBytes)
      add_bytes(app, limit.option, set, std::string(limit.help), limit.least, limit.most)
          ->default_str(fmt::format("{}M", value >> 20))
          ->group(kGroup);
    else
      add_whole(app, limit.option, set, std::string(limit.help), limit.least, limit.most)
          ->default_str(fmt::to_string(value))
          ->group(kGroup);
  }
}

void add_input_option(CLI::App& app, qasm::ParseOptions& parse) {
  qasm::ParseOptions* p = &parse;
  add_each(
      app, "--input", "NAME=VALUE", [p](const std::string& text) { add_input(*p, text); },
      "value of an input of the program, NAME=VALUE, or a JSON file of them; may be repeated");
}

void add_program_options(CLI::App& app, ProgramOptions& options) {
  app.add_option("FILE", options.file, "OpenQASM 2 or 3 program; - for standard input")->type_name("FILE");
  add_input_option(app, options.parse);
  add_parse_options(app, options.parse);
}

SourceText read_program_text(const Context& context, const std::string& file, std::uint64_t max_bytes) {
  return file == "-" ? source_of(read_stdin(context, max_bytes), kStdinName, ".")
                     : read_source(file, max_bytes, Bytes::kCopied);
}

qasm::ParseResult parse_program(const Context& context, const std::string& file,
                                const qasm::ParseOptions& options) {
  if (file != "-") return qasm::read_file(file, options);
  return qasm::read(read_program_text(context, file, options.limits.max_file_bytes), options);
}

void show_diagnostics(const Context& context, const std::vector<Diagnostic>& diagnostics) {
  for (const Diagnostic& d : diagnostics)
    if (d.severity == Severity::kError || is_finding(d) || !context.globals.quiet)
      context.err << render(d, context.color_err());
}

bool is_finding(const Diagnostic& d) { return d.code.starts_with('L'); }

int diagnostics_status(const std::vector<Diagnostic>& diagnostics) {
  bool any = false, only_limits = true;
  for (const Diagnostic& d : diagnostics) {
    if (d.severity != Severity::kError) continue;
    any = true;
    only_limits = only_limits && d.is_limit;
  }
  return !any ? 0 : exit_code(only_limits ? ErrorCode::kLimit : ErrorCode::kInput);
}

int verdict_status(qsim::Verdict v) {
  return v == qsim::Verdict::kEqual      ? 0
         : v == qsim::Verdict::kNotEqual ? 1
                                         : exit_code(ErrorCode::kUndecided);
}

double parse_infidelity(const std::string& what, const std::string& text) {
  double value = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !(value >= 0 && value <= 1))
    throw Error(ErrorCode::kUsage, fmt::format("{}: '{}' is not a number between 0 and 1", what, text),
                "for example 1e-3");
  return value;
}

std::string file_or_stdin(const Context& context, const std::string& file) {
  if (!file.empty()) return file;
  if (context.terminal.in_tty) throw FileMissing{};
  return "-";
}

qasm::ParseResult load_parsed(const Context& context, const ProgramOptions& options, std::string& name) {
  const std::string file = file_or_stdin(context, options.file);
  name = file == "-" ? kStdinName : file;
  qasm::ParseResult result = parse_program(context, file, options.parse);
  context.outputs.files.check();
  show_diagnostics(context, result.diagnostics);
  if (!result.circuit) {
    const int status = diagnostics_status(result.diagnostics);
    if (status == 0)
      throw Error(ErrorCode::kInternal, "internal error: no circuit and no diagnostic for " + file);
    throw Finished{status};
  }
  return result;
}

Program load_program(const Context& context, const ProgramOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  std::string name;
  qasm::ParseResult result = load_parsed(context, options, name);
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  return {std::move(name), std::move(*result.circuit), result.language, elapsed.count()};
}

}  // namespace qiao::cli
