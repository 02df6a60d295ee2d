#include <fmt/format.h>

#include <CLI/App.hpp>
#include <memory>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/json.hpp"
#include "cli/program.hpp"
#include "qiao/base/error.hpp"

namespace qiao::cli {
namespace {

struct Options {
  std::vector<std::string> files;
  qasm::ParseOptions parse;
  bool json = false;
};

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
  std::uint64_t files = 0, bad = 0, errors = 0, warnings = 0;
};

std::string plural(std::uint64_t n, const char* word) {
  return fmt::format("{} {}{}", n, word, n == 1 ? "" : "s");
}

std::string summary_line(const Summary& s) {
  std::string line =
      fmt::format("{} checked: {} good, {} bad", plural(s.files, "file"), s.files - s.bad, s.bad);
  if (s.errors || s.warnings)
    line += fmt::format(" ({}, {})", plural(s.errors, "error"), plural(s.warnings, "warning"));
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
    std::uint64_t errors = 0;
    for (const Diagnostic& d : result.diagnostics) {
      errors += d.severity == Severity::kError;
      summary.warnings += d.severity == Severity::kWarning;
    }
    summary.errors += errors;
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
      if (errors == 0)
        context.out << fmt::format("{}: good, OpenQASM {}, {}, {}\n", file, result.language,
                                   plural(result.statements, "statement"),
                                   plural(result.operations, "operation"));
      else context.out << fmt::format("{}: bad, {}\n", file, plural(errors, "error"));
    }
  }
  if (options.json) {
    Json doc = document("qiao.check/1");
    doc["files"] = std::move(list);
    doc["summary"] = {{"files", summary.files},
                      {"good", summary.files - summary.bad},
                      {"bad", summary.bad},
                      {"errors", summary.errors},
                      {"warnings", summary.warnings}};
    print(context.out, doc);
  } else if (!context.globals.quiet) {
    context.out << summary_line(summary) << '\n';
  }
  if (summary.bad == 0) return 0;
  return exit_code(only_limits ? ErrorCode::kLimit : ErrorCode::kInput);
}

Action setup(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("FILE", options->files, "OpenQASM 2 or 3 programs; - for standard input")->type_name("FILE");
  app.add_flag("--json", options->json, "one JSON document with all diagnostics, schema qiao.check/1");
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
           {"qiao check --qelib1 original old.qasm", "only the 23 gates of the OpenQASM 2 paper"}},
          "Diagnostics go to standard error, one line per file and a summary to standard output. Exit status "
          "3 if any file "
          "is bad, 4 if all errors are limits.",
          setup};
}

}  // namespace qiao::cli
