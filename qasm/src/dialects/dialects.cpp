// The list of dialects, and which of them a text is written in.
#include "qiao/qasm/dialect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "../literals.hpp"
#include "../read_program.hpp"
#include "qiao/base/error.hpp"
#include "text.hpp"
#include "writer.hpp"

namespace qiao::qasm {

const DialectImplementation& implementation(Dialect id) {
  static const std::array list = {mindquantum_dialect(), mindquantum_qasm_dialect(),
                                  hiqasm_dialect(),      qiskit_dialect(),
                                  qasm2_dialect(),       qasm3_dialect(),
                                  stim_dialect(),        json_dialect()};
  const DialectImplementation& found = list[static_cast<std::size_t>(id)];
  QIAO_ASSERT(found.info.id == id);
  return found;
}

std::span<const DialectInfo> dialects() {
  static const auto list = [] {
    std::vector<DialectInfo> infos;
    for (int i = 0; i <= static_cast<int>(Dialect::kJson); ++i)
      infos.push_back(implementation(static_cast<Dialect>(i)).info);
    return infos;
  }();
  return list;
}
const DialectInfo& dialect_info(Dialect id) { return implementation(id).info; }
const DialectInfo* find_dialect(std::string_view name) {
  for (const DialectInfo& d : dialects())
    if (d.name == name) return &d;
  return nullptr;
}
const ir::GateSet& dialect_gates(Dialect id) { return implementation(id).gates(); }

bool holds_results_in_order(Dialect id) { return implementation(id).results_in_order; }

namespace {

// Without what texts of any language may begin with: the byte order mark and blank lines.
std::string_view beginning(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  return start == std::string_view::npos ? std::string_view() : text.substr(start, 4000);
}

}  // namespace

bool is_python_for(std::string_view beginning, std::string_view file_name, std::string_view package) {
  // In OpenQASM a line with # is a pragma.
  const bool python = file_name.ends_with(".py") || beginning.starts_with("from ") ||
                      beginning.starts_with("import ") ||
                      (beginning.starts_with("#") && !beginning.starts_with("#pragma"));
  if (!python) return false;
  for (std::size_t at = 0; at < beginning.size();) {
    const std::size_t end = std::min(beginning.find('\n', at), beginning.size());
    const std::string_view line = beginning.substr(at, end - at);
    at = end + 1;
    for (const std::string_view word : {"from ", "import "})
      if (line.starts_with(word) && line.substr(word.size()).starts_with(package)) return true;
  }
  return false;
}

Dialect detect_dialect(std::string_view text, std::string_view file_name) {
  const std::string_view head = beginning(text);
  for (const DialectInfo& d : dialects())
    if (const auto recognises = implementation(d.id).recognises; recognises && recognises(head, file_name))
      return d.id;
  return Dialect::kQasm2;  // or 3: the parser decides
}

std::vector<std::string_view> source_endings() {
  std::vector<std::string_view> all;
  for (const DialectInfo& d : dialects())
    for (const std::string_view ending : implementation(d.id).endings)
      if (std::find(all.begin(), all.end(), ending) == all.end()) all.push_back(ending);
  return all;
}

namespace {

// Gives the values of ParseOptions::inputs to the parameters of a circuit from a language in which these have no type.
void give_inputs(ParseResult& result, const SourceText& source, const ParseOptions& options) {
  std::map<std::string, double> values;
  const auto fail = [&](std::string message, std::string help) {
    Diagnostic d;
    d.code = "Q0311";
    d.range.file = source.name;
    d.message = std::move(message);
    d.help = std::move(help);
    result.diagnostics.push_back(std::move(d));
  };
  const std::vector<std::string>& symbols = result.circuit->symbols();
  for (const auto& [name, text] : options.inputs) {
    if (std::find(symbols.begin(), symbols.end(), name) == symbols.end()) {
      if (!options.inputs_may_be_missing)
        fail(fmt::format("the program has no input '{}'", name), "declare it, or leave the value out");
      continue;
    }
    double value = 0;
    if (!input_number(text, value))
      fail(fmt::format("the value '{}' given for input '{}' is not a number", text, name), "");
    values[name] = value;
    result.inputs_given.push_back(name);
  }
  if (!result.ok() || values.empty()) return;
  if (options.keep_symbols) {
    for (const std::string& name : symbols) {
      const auto given = values.find(name);
      result.symbol_values.push_back(given == values.end() ? std::nullopt : std::optional(given->second));
    }
    return;
  }
  for (const std::string& name : symbols)
    if (!values.count(name))
      return fail(fmt::format("input '{}' has no value, though others have", name),
                  "give values to all or to none");
  result.circuit = result.circuit->bind(values);
}

}  // namespace

ParseResult read(const SourceText& source, const ParseOptions& options) {
  const DialectImplementation& dialect = implementation(detect_dialect(source.text(), source.name));
  if (!dialect.read) return parse_source(source, options);
  ParseResult result;
  try {
    result = dialect.read(source.text(), source.name, options);
    if (result.circuit && !options.inputs.empty()) give_inputs(result, source, options);
    if (!options.build_circuit || !result.ok()) result.circuit.reset();
  } catch (const TextError& error) {
    result = failed_read(source.text(), source.name, error);
  } catch (const Error& error) {  // the circuit refuses what the text asks for
    result = failed_read(source.text(), source.name, {error.what(), 0, error.code() == ErrorCode::kLimit});
  }
  result.sources.push_back(source);
  return result;
}

ParseResult read_text(std::string_view text, const std::string& name, const ParseOptions& options) {
  return read(source_of(std::string(text), name), options);
}

ParseResult read_file(const std::string& file, const ParseOptions& options) {
  SourceText source;
  try {
    source = read_source(file, options.limits.max_file_bytes, options.bytes);
  } catch (const Error& e) {
    return unreadable(file, e);
  }
  return read(source, options);
}

}  // namespace qiao::qasm
