#include <fmt/format.h>

#include <CLI/App.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <ostream>

#include "cli/batch_report.hpp"
#include "cli/circuit_file.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/outputs.hpp"
#include "cli/program.hpp"
#include "cli/progress.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/file.hpp"
#include "qiao/base/machine.hpp"
#include "qiao/ir/synthesis.hpp"
#include "qiao/translation/translate.hpp"

namespace qiao::cli {
namespace {

struct Options {
  ProgramOptions program;
  translation::Options translate;
  bool has_target = false;
  std::string output, certificate, batch, out_directory, report;
};

// The line of the program that a refusal points to.
void add_source_lines(std::vector<Diagnostic>& diagnostics, std::string_view text, const std::string& name) {
  for (Diagnostic& d : diagnostics) {
    if (d.range.line == 0 || (!d.range.file.empty() && d.range.file != name)) continue;
    d.range.file = name;
    std::size_t at = 0;
    for (std::uint32_t line = 1; line < d.range.line && at != std::string::npos; ++line) {
      at = text.find('\n', at);
      if (at != std::string::npos) ++at;
    }
    if (at == std::string::npos) continue;
    const std::string_view line = text.substr(at, text.find('\n', at) - at);
    if (line.size() < 400) d.source_line = line;
  }
}

int execute_batch(const Options& o, const Context& context) {
  if (o.out_directory.empty())
    throw Error(ErrorCode::kUsage, "--batch needs --out, the directory for the results");
  translation::BatchOptions batch;
  batch.translate = o.translate;
  batch.out_directory = o.out_directory;
  batch.threads = resolve_threads(context.globals.threads);
  std::vector<std::string> ignored;
  const auto files = translation::batch_files(o.batch, ignored);
  for (const std::string& file : ignored)
    context.note(fmt::format("{}: left out, no program for Qiskit or MindQuantum", file));
  for (const std::string& file : files) context.outputs.files.add_input(file);
  context.outputs.files.check();
  const translation::BatchReport report =
      translation::translate_batch(files, batch, [&](const translation::BatchLine& line) {
        if (context.globals.quiet) return;
        context.outputs.show([&] {
          context.out << fmt::format("{}: {}{}\n", line.file, line.state,
                                     line.detail.empty() ? "" : ", " + line.detail);
        });
      });
  context.outputs.show([&] { context.out << summary(report) << '\n'; });
  if (!o.report.empty())
    context.outputs.write(o.report, [&](std::ostream& out) {
      if (o.report.ends_with(".html")) write_html(out, report);
      else out << to_json(report);
    });
  return report.wrong                   ? 1
         : report.undecided             ? exit_code(ErrorCode::kUndecided)
         : report.refused || report.bad ? 1
                                        : 0;
}

int execute(const Options& o, const Context& context) {
  if (!o.has_target)
    throw Error(ErrorCode::kUsage, "--to is missing",
                fmt::format("targets: {}", fmt::join(language_names(), ", ")));
  if (!o.translate.basis.empty()) ir::parse_gate_set(o.translate.basis);  // before the work
  translation::Options options = o.translate;
  options.parse = o.program.parse;
  options.check.threads = context.globals.threads;
  if (context.globals.seed) options.check.seed = *context.globals.seed;
  if (!o.batch.empty()) {
    Options copy = o;
    copy.translate = options;
    return execute_batch(copy, context);
  }
  qsim::Monitor monitor;
  const StopOnInterrupt stop(monitor, StopOnInterrupt::Keeps::kNothing);
  options.check.monitor = &monitor;
  const std::string file = file_or_stdin(context, o.program.file);
  const SourceText source = read_program_text(context, file, options.parse.limits.max_file_bytes);
  const std::string& name = source.name;
  translation::Translation t = translation::translate(source, options);
  show_diagnostics(context, t.source.diagnostics);
  if (!t.source.circuit) return diagnostics_status(t.source.diagnostics);
  if (!t.emitted.ok()) {
    add_source_lines(t.emitted.refusals, source.text(), name);
    show_diagnostics(context, t.emitted.refusals);
    return 1;
  }
  const qsim::VerifyResult* found = t.proof();
  if (found && found->verdict == qsim::Verdict::kNotEqual) {
    context.err << fmt::format("error: the translation differs from {}: {}; nothing was written\n", name,
                               found->detail);
    return 1;
  }
  context.outputs.files.check();
  const bool written = context.outputs.write(o.output.empty() ? "-" : o.output,
                                             [&](std::ostream& out) { out << t.emitted.text; });
  if (!o.certificate.empty() && (written || o.output.empty() || o.output == "-")) {
    if (!o.output.empty() && o.output != "-") t.certificate.output.file = o.output;
    context.outputs.write(o.certificate, [&](std::ostream& out) { out << to_json(t.certificate); });
  }
  const std::string proof =
      !found
          ? "not verified"
          : fmt::format("{} ({}), infidelity {}{:.2g}, bound {:g}", qsim::name(found->verdict), found->method,
                        found->method == "structure" ? "at most " : "", found->error, options.max_error);
  context.note(fmt::format("{}: {} gates to {} of {}; {}", name, t.emitted.gates, t.emitted.gates_written,
                           qasm::dialect_info(options.to).name, proof));
  if (found && found->verdict != qsim::Verdict::kEqual) context.note(found->detail);
  for (const qasm::Change& c : t.emitted.changes)
    context.note(
        fmt::format("{}: {}{}", c.kind, c.what, c.count > 1 ? fmt::format(" ({} times)", c.count) : ""));
  return found ? verdict_status(found->verdict) : 0;
}

Action setup(CLI::App& app) {
  const auto o = std::make_shared<Options>();
  app.add_option("FILE", o->program.file, "program in any language that --to lists; - for standard input")
      ->type_name("FILE");
  add_language(
      app, "--to", [o](qasm::Dialect to) { o->translate.to = to, o->has_target = true; },
      "language to write");
  add_output(
      app, "-o,--output", "FILE", OutputKind::kFileOrStandardOutput,
      [o](const std::string& s) { o->output = s; }, "where to write; standard output without it");
  add_output(
      app, "--certificate", "FILE", OutputKind::kFile, [o](const std::string& s) { o->certificate = s; },
      "write the proof, schema qiao.certificate/1; `qiao verify --certificate` replays it");
  add_text(
      app, "--max-error", "E",
      [o](const std::string& s) { o->translate.max_error = parse_infidelity("--max-error", s); },
      "largest infidelity that counts as equal")
      ->default_str("1e-3");
  add_text(
      app, "--basis", "GATES", [o](const std::string& s) { o->translate.basis = s; },
      "first rewrite the program into these gates: rz,sx,cx");
  app.add_flag("--defer-measurements", o->translate.defer_measurements,
               "measure at the end only: conditions on results become controls, a measured qubit that goes "
               "on leaves its value on a fresh one; exactly the same, or refused");
  app.add_flag("!--no-verify", o->translate.verify, "do not read the result back and compare");
  add_text(
      app, "--batch", "DIR", [o](const std::string& s) { o->batch = s; },
      "translate all programs of a directory, or of a file that lists them");
  add_output(
      app, "--out", "DIR", OutputKind::kFolder, [o](const std::string& s) { o->out_directory = s; },
      "with --batch: where results and certificates go");
  add_output(
      app, "--report", "FILE", OutputKind::kFile, [o](const std::string& s) { o->report = s; },
      "with --batch: report as .json or .html");
  add_input_option(app, o->program.parse);
  add_parse_options(app, o->program.parse);
  return [o](Context& context) { return execute(*o, context); };
}

}  // namespace

Command translate_command() {
  return {"translate",
          "write a program in another language and prove that it is the same",
          {{"qiao translate teleport.qasm --to qiskit", "Python source on standard output"},
           {"qiao translate grover.qasm --to mindquantum -o g.py --certificate g.json", ""},
           {"qiao translate teleport.qasm --to stim --defer-measurements",
            "where the target cannot hold a condition"},
           {"qiao translate grover.qasm --to qasm2 --basis rz,sx,cx", "into the gates of a device"},
           {"qiao translate --batch DIR --to mindquantum --out OUT --report r.html", ""}},
          "The result is read back and compared with the program before it is written. Exit status 1 if the "
          "target cannot "
          "express the program (each place is named) or the bound is missed, 5 if the comparison is "
          "undecided. A batch takes "
          "up where it was interrupted: files whose certificate fits are kept.",
          setup};
}

}  // namespace qiao::cli
