#include <fmt/format.h>

#include <CLI/App.hpp>
#include <iterator>
#include <memory>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/json.hpp"
#include "cli/options.hpp"
#include "cli/program.hpp"
#include "qiao/base/error.hpp"

namespace qiao::cli {
namespace {

struct Options {
  std::vector<std::string> files;
  qasm::ParseOptions parse;
  bool json = false;
};

// In the order of --for.
constexpr qasm::Tool kTools[] = {qasm::Tool::kQasm2, qasm::Tool::kQiskit, qasm::Tool::kMindQuantum};

const char* severity_name(Severity s) {
  switch (s) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kNote:
      return "note";
  }
  return "";
}

Json range_json(const SourceRange& range) {
  Json json = {{"file", range.file}, {"line", range.line}, {"column", range.column}};
  json["end_column"] = range.end_column;
  return json;
}

Json diagnostic_json(const Diagnostic& d) {
  Json json = {{"severity", severity_name(d.severity)}, {"code", d.code}};
  json.update(range_json(d.range));
  json["message"] = d.message;
  json["help"] = d.help;
  json["source_line"] = d.source_line;
  json["is_limit"] = d.is_limit;
  json["notes"] = Json::array();
  for (const Note& note : d.notes) {
    Json n = range_json(note.range);
    n["message"] = note.message;
    json["notes"].push_back(std::move(n));
  }
  return json;
}

struct Summary {
  std::uint64_t files = 0, bad = 0, errors = 0, warnings = 0, findings = 0;
};

std::string plural(std::uint64_t n, const char* word) {
  return fmt::format("{} {}{}", n, word, n == 1 ? "" : "s");
}

std::string summary_line(const Summary& s) {
  std::string line =
      fmt::format("{} checked: {} good, {} bad", plural(s.files, "file"), s.files - s.bad, s.bad);
  if (s.errors || s.warnings)
    line += fmt::format(" ({}, {})", plural(s.errors, "error"), plural(s.warnings, "warning"));
  if (s.findings) line += fmt::format("; {}", plural(s.findings, "finding"));
  return line;
}

int execute(const Options& options, const Context& context) {
  std::vector<std::string> files = options.files;
  if (files.empty()) files.push_back(file_or_stdin(context, ""));
  qasm::ParseOptions parse = options.parse;
  parse.build_circuit = false;

  Summary summary;
  bool only_limits = true;
  Json list = Json::array();
  for (const std::string& file : files) {
    const qasm::ParseResult result = parse_program(context, file, parse);
    ++summary.files;
    std::uint64_t errors = 0, findings = 0;
    for (const Diagnostic& d : result.diagnostics) {
      errors += d.severity == Severity::kError;
      findings += is_finding(d);
      summary.warnings += d.severity == Severity::kWarning && !is_finding(d);
    }
    summary.errors += errors;
    summary.findings += findings;
    if (errors > 0) {
      ++summary.bad;
      only_limits = only_limits && diagnostics_status(result.diagnostics) == exit_code(ErrorCode::kLimit);
    }
    if (options.json) {
      Json entry = {{"file", file}, {"ok", errors == 0}};
      entry["language"] = result.language ? Json(fmt::format("OpenQASM {}", result.language)) : Json(nullptr);
      entry["statements"] = result.statements;
      entry["operations"] = result.operations;
      entry["diagnostics"] = Json::array();
      for (const Diagnostic& d : result.diagnostics) entry["diagnostics"].push_back(diagnostic_json(d));
      list.push_back(std::move(entry));
    } else {
      context.out.flush();
      show_diagnostics(context, result.diagnostics);
      if (context.globals.quiet) continue;
      const std::string found = findings ? ", " + plural(findings, "finding") : "";
      if (errors == 0)
        context.out << fmt::format("{}: good, OpenQASM {}, {}, {}{}\n", file, result.language,
                                   plural(result.statements, "statement"),
                                   plural(result.operations, "operation"), found);
      else context.out << fmt::format("{}: bad, {}{}\n", file, plural(errors, "error"), found);
    }
  }
  if (options.json) {
    Json doc = document("qiao.check/1");
    doc["files"] = std::move(list);
    doc["summary"] = {{"files", summary.files},       {"good", summary.files - summary.bad},
                      {"bad", summary.bad},           {"errors", summary.errors},
                      {"warnings", summary.warnings}, {"findings", summary.findings}};
    print(context.out, doc);
  } else if (!context.globals.quiet) {
    context.out << summary_line(summary) << '\n';
  }
  if (summary.bad == 0) return summary.findings == 0 ? 0 : 1;
  return exit_code(only_limits ? ErrorCode::kLimit : ErrorCode::kInput);
}

Action setup(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("FILE", options->files, "OpenQASM 2 or 3 programs; - for standard input")->type_name("FILE");
  app.add_flag("--json", options->json, "one JSON document with all diagnostics, schema qiao.check/1");
  qasm::ParseOptions* parse = &options->parse;
  app.add_flag_callback(
      "--lint",
      [parse] {
        if (parse->lint.empty()) parse->lint = {std::begin(kTools), std::end(kTools)};
      },
      "also find what other tools would refuse or misread, though it is right");
  add_choice(
      app, "--for", {"qasm2", "qiskit", "mindquantum"}, [parse](std::size_t i) { parse->lint = {kTools[i]}; },
      "lint for this tool only (default: all); qasm2 is any reader of OpenQASM 2 as the paper has it");
  add_parse_options(app, options->parse);
  return [options](Context& context) { return execute(*options, context); };
}

}  // namespace

Command check_command() {
  return {"check",
          "read programs and report every mistake, without running them",
          {{"qiao check bell.qasm", ""},
           {"qiao check *.qasm", "many files in one go"},
           {"qiao check --json a.qasm b.qasm", "diagnostics for editors and scripts"},
           {"qiao check --lint --for qiskit bell.qasm", "what Qiskit would make of it"},
           {"qiao check --qelib1 original old.qasm", "only the 23 gates of the OpenQASM 2 paper"}},
          "Diagnostics go to standard error, one line per file and a summary to standard output. Exit status "
          "3 if any file is bad, 4 if all errors are limits, 1 if --lint found something in good files. "
          "'qiao explain CODE' says what a code means.",
          setup};
}

}  // namespace qiao::cli
