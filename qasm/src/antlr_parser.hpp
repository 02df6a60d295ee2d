#pragma once
// One statement of text to the syntax tree, through the ANTLR grammars. ANTLR itself stays behind this
// header.

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "ast.hpp"
#include "diagnostics.hpp"
#include "source.hpp"

namespace qiao::qasm {

class AntlrParser {
 public:
  AntlrParser(const Sources& sources, Reporter& reporter);
  ~AntlrParser();

  struct Result {
    std::optional<StmtId> statement;  // nothing if an error was reported
    std::uint32_t resume = 0;         // where to go on reading
    // After an error: the name the statement would have declared, so that its uses are not reported as well.
    std::optional<Name> declares;
  };
  // Parses bytes `span` of a file. `closing` is appended to the text (for heads of blocks whose bodies are
  // read later). Blank-separated annotation lines are part of the statement.
  Result parse(FileId file, Span span, int language, Ast& ast, std::string_view closing = {});

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace qiao::qasm
