#pragma once
// Drives one run: files and includes, the version, statement after statement to the checker.

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>

#include "antlr_parser.hpp"
#include "ast.hpp"
#include "diagnostics.hpp"
#include "direct_lane.hpp"
#include "lint.hpp"
#include "qiao/qasm/parse.hpp"
#include "sema.hpp"
#include "source.hpp"
#include "splitter.hpp"

namespace qiao::qasm {

class Reader {
 public:
  // `fast_lane` false sends every statement through the grammar, for tests that compare.
  Reader(Sources& sources, Reporter& reporter, Sema& sema, Ast& ast, const ParseOptions& options,
         bool fast_lane = true);

  // The whole program. `directory`: where its includes are looked up first, empty for none.
  void program(FileId file, const std::string& directory);
  // For the main file: what it is on disk, so that it cannot include itself.
  void set_path(FileId id, const std::string& path);
  int language() const { return language_; }
  // The files that were included, each once, in the order in which they were read.
  std::vector<SourceText> take_included() { return std::move(included_); }

 private:
  void file(FileId id, const std::string& directory);
  // Both return the offset at which to go on.
  std::uint32_t version(FileId id, Splitter& splitter, std::uint32_t pos);
  std::uint32_t statement(FileId id, Splitter& splitter, std::uint32_t pos, const std::string& directory);
  void include(FileId id, const IncludeStmt& stmt, Span span, const std::string& directory);
  // A statement to the linter and the checker.
  void check(FileId id, StmtId statement);
  void open_gate(FileId id, StmtId head, std::uint32_t brace);
  void close_gate(FileId id, std::uint32_t end);
  bool check_text(FileId id);
  int guess_language(FileId id) const;

  Sources& sources_;
  Reporter& reporter_;
  Sema& sema_;
  Ast& ast_;
  const ParseOptions& options_;
  bool fast_lane_;
  DirectLane direct_;
  Linter linter_;
  AntlrParser parser_;
  int language_ = 0;
  unsigned depth_ = 0;
  std::uint64_t bytes_read_ = 0;
  std::unordered_map<std::string, SharedBytes> texts_;  // by path
  std::vector<SourceText> included_;
  std::unordered_map<FileId, std::string> paths_;  // canonical, of files from disk
  std::uint32_t gate_brace_ = 0;                   // of the definition being read
};

}  // namespace qiao::qasm
