#include "qiao/qasm/parse.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "diagnostics.hpp"
#include "lower.hpp"
#include "qiao/base/error.hpp"
#include "read_program.hpp"
#include "reader.hpp"
#include "sema.hpp"
#include "source.hpp"

namespace qiao::qasm {

ParseResult read_program(const SourceText& source, const ParseOptions& options, bool fast_lane) {
  ParseResult result;
  Sources sources;
  Reporter reporter(sources, std::max<std::uint64_t>(options.limits.max_errors, 1));
  Ast ast;
  Sema sema(sources, reporter, options, ast);
  Reader reader(sources, reporter, sema, ast, options, fast_lane);
  const FileId main = sources.add(SourceFile(source.name, source.bytes));
  if (!source.path.empty()) reader.set_path(main, source.path);
  try {
    reader.program(main, source.directory);
    const Program& program = sema.program();
    if (!reporter.has_errors() && (options.build_circuit || program.may_fail)) {
      ir::Circuit circuit = lower(program, sources, reporter);
      if (!reporter.has_errors() && options.build_circuit) result.circuit = std::move(circuit);
    }
  } catch (const StopReading&) {
  }
  result.symbol_values = sema.program().symbol_values;
  result.language = reader.language();
  result.inputs_given = sema.inputs_given();
  result.sources.push_back(source);
  for (SourceText& included : reader.take_included()) result.sources.push_back(std::move(included));
  result.statements = sema.statements();
  result.operations = sema.program().cost.operations;
  result.diagnostics = reporter.take();
  // The lint looks at the text and at the whole besides the statements one by one.
  if (!options.lint.empty() && sources.size() == 1)
    std::stable_sort(result.diagnostics.begin(), result.diagnostics.end(), [](const auto& a, const auto& b) {
      return std::pair(a.range.line, a.range.column) < std::pair(b.range.line, b.range.column);
    });
  return result;
}

bool ParseResult::ok() const {
  return std::none_of(diagnostics.begin(), diagnostics.end(),
                      [](const Diagnostic& d) { return d.severity == Severity::kError; });
}

ParseResult unreadable(const std::string& file, const Error& error) {
  const std::string name = file == "-" ? "<stdin>" : file;
  Sources sources;
  Reporter reporter(sources, 2);
  const FileId id = sources.add(SourceFile(name, std::make_shared<const std::string>()));
  if (error.code() == ErrorCode::kLimit)
    reporter.limit(Code::kFileLimit, {id, {}}, error.what(), "max_file_bytes");
  else reporter.error(Code::kFile, {id, {}}, error.what());
  ParseResult result;
  result.diagnostics = reporter.take();
  for (Diagnostic& d : result.diagnostics) d.range = {name, 0, 0, 0};
  return result;
}

ParseResult parse_source(const SourceText& source, const ParseOptions& options) {
  return read_program(source, options);
}

ParseResult parse_file(const std::string& file, const ParseOptions& options) {
  SourceText source;
  try {
    source = read_source(file, options.limits.max_file_bytes, options.bytes);
  } catch (const Error& e) {
    return unreadable(file, e);
  }
  return read_program(source, options);
}

ParseResult parse_text(std::string_view text, const std::string& name, const ParseOptions& options) {
  return read_program(source_of(std::string(text), name), options);
}

}  // namespace qiao::qasm
