#include "qiao/qasm/parse.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

#include "diagnostics.hpp"
#include "lower.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/file.hpp"
#include "read_program.hpp"
#include "reader.hpp"
#include "sema.hpp"
#include "source.hpp"

namespace qiao::qasm {

ParseResult read_program(std::string name, SharedBytes text, const std::string& path,
                         const std::string& directory, const ParseOptions& options, bool fast_lane) {
  ParseResult result;
  Sources sources;
  Reporter reporter(sources, std::max<std::uint64_t>(options.limits.max_errors, 1));
  Ast ast;
  Sema sema(sources, reporter, options, ast);
  Reader reader(sources, reporter, sema, ast, options, fast_lane);
  const FileId main = sources.add(SourceFile(std::move(name), std::move(text)));
  if (!path.empty()) reader.set_path(main, path);
  try {
    reader.program(main, directory);
    const Program& program = sema.program();
    if (!reporter.has_errors() && (options.build_circuit || program.may_fail)) {
      ir::Circuit circuit = lower(program, sources, reporter);
      if (!reporter.has_errors() && options.build_circuit) result.circuit = std::move(circuit);
    }
  } catch (const StopReading&) {
  }
  result.symbol_values = sema.program().symbol_values;
  result.language = reader.language();
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

ParseResult parse_file(const std::string& file, const ParseOptions& options) {
  const bool standard_input = file == "-";
  const std::string name = standard_input ? "<stdin>" : file;
  SharedBytes text;
  try {
    text = map_file(file, options.limits.max_file_bytes);
  } catch (const Error& e) {
    Sources sources;
    Reporter reporter(sources, 2);
    const FileId id = sources.add(SourceFile(name, std::make_shared<const std::string>()));
    if (e.code() == ErrorCode::kLimit) reporter.limit(Code::kFileLimit, {id, {}}, e.what(), "max_file_bytes");
    else reporter.error(Code::kFile, {id, {}}, e.what());
    ParseResult result;
    result.diagnostics = reporter.take();
    for (Diagnostic& d : result.diagnostics) d.range = {name, 0, 0, 0};
    return result;
  }
  if (standard_input) return read_program(name, std::move(text), "", "", options);
  std::string directory = std::filesystem::path(file).parent_path().string();
  if (directory.empty()) directory = ".";
  return read_program(name, std::move(text), file, directory, options);
}

ParseResult parse_text(std::string_view text, const std::string& name, const ParseOptions& options) {
  return read_program(name, std::make_shared<const std::string>(text), "", "", options);
}

}  // namespace qiao::qasm
