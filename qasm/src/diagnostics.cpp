#include "diagnostics.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "qiao/qasm/parse.hpp"

namespace qiao::qasm {

namespace {

constexpr LintInfo kLintRules[] = {
#define QIAO_LINT(id, code, tool, effect, title, explanation, wrong, right) \
  {code, Tool::tool, LintEffect::effect, title, explanation, wrong, right},
#include "lint_rules.def"
#undef QIAO_LINT
};

std::vector<CodeInfo> all_codes() {
  std::vector<CodeInfo> table = {
#define QIAO_CODE(id, code, title, explanation) {code, title, explanation, {}, {}, {}, {}},
#include "diagnostic_codes.def"
#undef QIAO_CODE
  };
  const auto example = [&table](Code code, std::string_view wrong, std::string_view right) {
    table[static_cast<std::size_t>(code)].wrong = wrong;
    table[static_cast<std::size_t>(code)].right = right;
  };
#define QIAO_EXAMPLE(id, wrong, right) example(Code::id, wrong, right);
#include "diagnostic_examples.def"
#undef QIAO_EXAMPLE
  for (const LintInfo& rule : kLintRules)
    table.push_back({rule.code, rule.title, rule.explanation, rule.wrong, rule.right, tool_name(rule.tool),
                     rule.effect == LintEffect::kRefused ? "refused" : "misread"});
  return table;
}

}  // namespace

const std::vector<CodeInfo>& diagnostic_codes() {
  static const std::vector<CodeInfo> table = all_codes();
  return table;
}

const LintInfo& lint_info(LintRule rule) { return kLintRules[static_cast<std::size_t>(rule)]; }
std::size_t num_lint_rules() { return std::size(kLintRules); }

std::string_view tool_name(Tool tool) {
  switch (tool) {
    case Tool::kQasm2:
      return "OpenQASM 2";
    case Tool::kQiskit:
      return "Qiskit";
    case Tool::kMindQuantum:
      return "MindQuantum";
  }
  return {};
}

std::string limit_option(std::string_view field) {
  std::string option = "--" + std::string(field);
  std::replace(option.begin(), option.end(), '_', '-');
  return option;
}

const std::vector<LimitInfo>& limit_table() {
  static const std::vector<LimitInfo> table = {
#define QIAO_LIMIT(name, value, least, most, unit, help) \
  {limit_option(#name), &Limits::name, least, most, LimitInfo::Unit::unit, help},
#include "qiao/qasm/limits.def"
#undef QIAO_LIMIT
  };
  return table;
}

namespace {
// Longer lines are machine-made; showing them helps nobody.
constexpr std::size_t kMaxShownLine = 400;
}  // namespace

Note Reporter::note(Place place, std::string message) const {
  return {sources_.range(place), std::move(message)};
}

Diagnostic Reporter::make(Severity severity, Code code, Place place, std::string message) const {
  Diagnostic d =
      make(severity, diagnostic_codes()[static_cast<std::size_t>(code)].code, place, std::move(message));
  if (code == Code::kBadText) d.source_line.clear();
  return d;
}

Diagnostic Reporter::make(Severity severity, std::string_view code, Place place, std::string message) const {
  Diagnostic d;
  d.severity = severity;
  d.code = code;
  d.range = sources_.range(place);
  d.message = std::move(message);
  const std::string_view line = sources_[place.file].line_text(place.span.begin);
  if (line.size() <= kMaxShownLine) d.source_line = line;
  return d;
}

void Reporter::add_error(Diagnostic diagnostic) {
  ++errors_;
  if (errors_ >= max_errors_)
    diagnostic.help += (diagnostic.help.empty() ? "" : "; ") + std::string("reading stopped after ") +
                       std::to_string(errors_) + (errors_ == 1 ? " error" : " errors") + " (" +
                       limit_option("max_errors") + ")";
  diagnostics_.push_back(std::move(diagnostic));
  if (errors_ >= max_errors_) throw StopReading{};
}

void Reporter::error(Code code, Place place, std::string message, std::string help, std::vector<Note> notes) {
  if (muted_) return;
  Diagnostic d = make(Severity::kError, code, place, std::move(message));
  d.help = std::move(help);
  d.notes = std::move(notes);
  for (auto from = sources_[place.file].included_from; from; from = sources_[from->file].included_from)
    d.notes.push_back(note(*from, "included from here"));
  add_error(std::move(d));
}

void Reporter::limit(Code code, Place place, std::string message, std::string_view field,
                     std::vector<Note> notes) {
  // Also while muted: reading ends here.
  Diagnostic d =
      make(Severity::kError, code, place, std::move(message) + " (limit " + limit_option(field) + ")");
  d.notes = std::move(notes);
  d.is_limit = true;
  for (auto from = sources_[place.file].included_from; from; from = sources_[from->file].included_from)
    d.notes.push_back(note(*from, "included from here"));
  add_error(std::move(d));
}

void Reporter::lint(LintRule rule, Place place, std::string message, std::string help) {
  Diagnostic d = make(Severity::kWarning, lint_info(rule).code, place, std::move(message));
  d.help = std::move(help);
  diagnostics_.push_back(std::move(d));
}

void Reporter::warning(Code code, Place place, std::string message, std::string help) {
  // Once, however often a loop comes by.
  if (muted_ || !warned_.insert({code, place.file, place.span.begin}).second) return;
  Diagnostic d = make(Severity::kWarning, code, place, std::move(message));
  d.help = std::move(help);
  diagnostics_.push_back(std::move(d));
}

}  // namespace qiao::qasm
