#include "qiao/qsim/estimate.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <memory>
#include <optional>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/help.hpp"
#include "cli/histogram.hpp"
#include "cli/json.hpp"
#include "cli/options.hpp"
#include "cli/program.hpp"
#include "cli/questions.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/machine.hpp"

namespace qiao::cli {
namespace {

struct Options {
  ProgramOptions program;
  std::optional<std::uint64_t> shots;
  bool exact = false;
  Questions questions;
  std::uint64_t max_memory = 0;
  bool json = false;
  bool plan = false;
};

// Gates by name, most frequent first.
std::vector<std::pair<std::string, std::uint64_t>> by_frequency(const ir::Statistics& s) {
  std::vector<std::pair<std::string, std::uint64_t>> list(s.gates_by_name.begin(), s.gates_by_name.end());
  std::stable_sort(list.begin(), list.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return list;
}

std::string memory_line(std::uint64_t bytes, bool fits, unsigned largest, double seconds) {
  return fits ? fmt::format("{}, fits; about {} in all", format_bytes(bytes), format_seconds(seconds))
              : fmt::format("{}, does not fit; at most {} active qubits do",
                            bytes == kUncountableBytes ? "more than any machine has" : format_bytes(bytes),
                            largest);
}

// "state 256 MiB, outcomes 384 MiB": what takes more than a twentieth of the whole.
std::string parts_line(const qsim::MemoryNeeds& needs) {
  std::string text;
  const auto part = [&](const char* what, std::uint64_t bytes) {
    if (bytes >= (std::uint64_t{1} << 20) && bytes > needs.total() / 20)
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", what, format_bytes(bytes));
  };
  part("program", needs.circuit);
  part("plan", needs.plan);
  part("state", needs.states);
  part("shots", needs.samples);
  part("outcomes", needs.outcomes);
  part("answers", needs.answers);
  return text;
}

void print_text(const Program& program, const qsim::Estimate& e, const MemoryInfo& memory,
                const Context& context) {
  const ir::Statistics& s = e.circuit;
  const auto line = [&](const std::string& what, const std::string& text) {
    const std::size_t column = 12;
    context.out << what << std::string(column - what.size(), ' ')
                << wrap(text, std::max(context.terminal.width, 40u) - static_cast<unsigned>(column), column)
                << '\n';
  };
  line("file", program.name);
  line("qubits", s.active_qubits == s.declared_qubits
                     ? fmt::format("{}", s.declared_qubits)
                     : fmt::format("{} declared, {} active: only these take memory", s.declared_qubits,
                                   s.active_qubits));
  line("bits", fmt::to_string(s.clbits));
  std::string gates;
  for (const auto& [name, count] : by_frequency(s))
    gates += fmt::format("{}{}\u00a0{}", gates.empty() ? "" : ", ", count, name);
  line("gates", gates.empty() ? "0" : fmt::format("{}: {}", s.gates, gates));
  std::string widths;
  for (const auto& [width, count] : s.gates_by_width)
    widths += fmt::format("{}{}\u00a0on\u00a0{}\u00a0qubit{}", widths.empty() ? "" : ", ", count, width,
                          width == 1 ? "" : "s");
  if (!widths.empty()) line("", widths);
  line("depth", fmt::to_string(s.depth));
  std::string others = fmt::format("{} measurement{}", s.measurements, s.measurements == 1 ? "" : "s");
  if (s.resets) others += fmt::format(", {} reset{}", s.resets, s.resets == 1 ? "" : "s");
  if (s.conditionals)
    others += fmt::format(", {} conditional block{}", s.conditionals, s.conditionals == 1 ? "" : "s");
  line("others", others);
  line("method", e.branches ? "branches: after the common prefix each shot evolves on its own"
                            : "one evolution, from which all shots are sampled");
  line("f64", memory_line(e.bytes_f64, e.fits_f64, e.largest_qubits_f64, e.seconds_f64));
  line("f32", memory_line(e.bytes_f32, e.fits_f32, e.largest_qubits_f32, e.seconds_f32));
  if (const std::string parts = parts_line(e.needs_f64); parts.find(',') != std::string::npos)
    line("of f64", parts);
  std::string available = fmt::format("{} of {} available now", format_bytes(e.available_bytes),
                                      format_bytes(memory.total_bytes));
  if (memory.cgroup_limit_bytes)
    available += fmt::format(", cgroup limit {}", format_bytes(memory.cgroup_limit_bytes));
  line("memory", available);
  line("limit",
       fmt::format("{} active qubits in f64, {} in f32", e.largest_qubits_f64, e.largest_qubits_f32));
}

Json report_json(const Program& program, const qsim::Estimate& e, const MemoryInfo& memory, int threads) {
  const ir::Statistics& s = e.circuit;
  Json doc = document("qiao.estimate/1");
  doc["file"] = program.name;
  doc["language"] = fmt::format("OpenQASM {}", program.language);
  doc["declared_qubits"] = s.declared_qubits;
  doc["active_qubits"] = s.active_qubits;
  doc["clbits"] = s.clbits;
  doc["gates"] = s.gates;
  JsonTable by_name;
  for (const auto& [name, count] : by_frequency(s)) by_name.add(name, count);
  doc["gates_by_name"] = std::move(by_name).json();
  doc["gates_by_width"] = Json::object();
  for (const auto& [width, count] : s.gates_by_width) doc["gates_by_width"][fmt::to_string(width)] = count;
  doc["depth"] = s.depth;
  doc["measurements"] = s.measurements;
  doc["resets"] = s.resets;
  doc["barriers"] = s.barriers;
  doc["conditionals"] = s.conditionals;
  doc["branches"] = e.branches;
  const auto needs = [](const qsim::MemoryNeeds& n) {
    return Json{{"program", n.circuit}, {"plan", n.plan},         {"states", n.states},
                {"samples", n.samples}, {"outcomes", n.outcomes}, {"answers", n.answers}};
  };
  doc["f32"] = {{"bytes", e.bytes_f32},
                {"of", needs(e.needs_f32)},
                {"fits", e.fits_f32},
                {"largest_qubits", e.largest_qubits_f32},
                {"seconds", e.seconds_f32}};
  doc["f64"] = {{"bytes", e.bytes_f64},
                {"of", needs(e.needs_f64)},
                {"fits", e.fits_f64},
                {"largest_qubits", e.largest_qubits_f64},
                {"seconds", e.seconds_f64}};
  doc["memory"] = {
      {"available_bytes", e.available_bytes},
      {"total_bytes", memory.total_bytes},
      {"cgroup_limit_bytes", memory.cgroup_limit_bytes ? Json(memory.cgroup_limit_bytes) : Json(nullptr)}};
  doc["threads"] = threads;
  return doc;
}

int execute(const Options& options, const Context& context) {
  const int threads = resolve_threads(context.globals.threads);
  const std::uint64_t before = resident_bytes();
  const Program program = load_program(context, options.program);
  if (options.plan) {
    context.out << qsim::describe_plan(program.circuit, context.globals.precision);
    return 0;
  }
  if (options.exact && options.shots)
    throw Error(ErrorCode::kUsage, "--exact and --shots exclude each other");
  qsim::RunOptions run_options;
  run_options.threads = threads;
  if (options.shots) run_options.shots = *options.shots;
  run_options.exact = options.exact;
  run_options.memory_limit_bytes = options.max_memory;
  run_options.bytes_per_outcome = bytes_per_outcome(program.circuit, false);
  // Reading the program here is reading it in the run: what that took at its peak is known.
  const std::uint64_t reading = peak_resident_bytes() - std::min(peak_resident_bytes(), before);
  qsim::AnswerBytes answers;
  if (options.questions.any())
    answers = [&](qsim::Precision p) { return answer_bytes(options.questions, program.circuit, p); };
  qsim::Estimate estimate = qsim::estimate(program.circuit, run_options, answers);
  constexpr std::uint64_t kBuffers = std::uint64_t{3} << 20;  // of threads, libraries, tables of text
  estimate.bytes_f32 = qiao::add_bytes(std::max(estimate.bytes_f32, reading), kBuffers);
  estimate.bytes_f64 = qiao::add_bytes(std::max(estimate.bytes_f64, reading), kBuffers);
  const MemoryInfo memory = memory_info();
  if (options.json) print(context.out, report_json(program, estimate, memory, threads));
  else print_text(program, estimate, memory, context);
  return 0;
}

Action setup(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  add_program_options(app, options->program);
  add_shots_option(app, options->shots);
  app.add_flag("--exact", options->exact, "of a run that computes exact probabilities");
  add_bytes(
      app, "--max-memory", [o = options.get()](std::uint64_t n) { o->max_memory = n; },
      "what the run may take (default: what this machine and its cgroup allow)");
  add_question_options(app, options->questions);
  app.add_flag("--json", options->json, "one JSON document, schema qiao.estimate/1");
  app.add_flag("--plan", options->plan,
               "print the engine's plan instead: sweeps over the state and what each does")
      ->excludes("--json");
  return [options](Context& context) { return execute(*options, context); };
}

}  // namespace

Command estimate_command() {
  return {"estimate",
          "size, memory and time of a program, without running it",
          {{"qiao estimate big.qasm", "will it fit here?"},
           {"qiao estimate big.qasm --threads 8", "time with 8 threads"},
           {"qiao estimate big.qasm --exact", "of a run with that option; likewise --shots"},
           {"qiao estimate big.qasm --plan --precision f32", "how the engine would go about it"},
           {"qiao estimate big.qasm --json | jq .f64.bytes", ""}},
          "Memory and time are those of the run with the same options; times are rough: they come from a "
          "measurement of this machine of a few hundredths of a second.",
          setup};
}

}  // namespace qiao::cli
