#include "diagnostics.hpp"

#include <algorithm>
#include <utility>

#include "qiao/qasm/parse.hpp"

namespace qiao::qasm {

const std::vector<CodeInfo>& diagnostic_codes() {
  static const std::vector<CodeInfo> table = {
#define QIAO_CODE(id, code, title, explanation) {code, title, explanation},
#include "diagnostic_codes.def"
#undef QIAO_CODE
  };
  return table;
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
  Diagnostic d;
  d.severity = severity;
  d.code = diagnostic_codes()[static_cast<std::size_t>(code)].code;
  d.range = sources_.range(place);
  d.message = std::move(message);
  const std::string_view line = sources_[place.file].line_text(place.span.begin);
  if (line.size() <= kMaxShownLine && code != Code::kBadText) d.source_line = line;
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
  if (muted_) return;
  Diagnostic d =
      make(Severity::kError, code, place, std::move(message) + " (limit " + limit_option(field) + ")");
  d.notes = std::move(notes);
  d.is_limit = true;
  for (auto from = sources_[place.file].included_from; from; from = sources_[from->file].included_from)
    d.notes.push_back(note(*from, "included from here"));
  add_error(std::move(d));
}

void Reporter::warning(Code code, Place place, std::string message, std::string help) {
  if (muted_) return;
  Diagnostic d = make(Severity::kWarning, code, place, std::move(message));
  d.help = std::move(help);
  diagnostics_.push_back(std::move(d));
}

}  // namespace qiao::qasm
