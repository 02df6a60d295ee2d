#pragma once
// Messages about source text, as a compiler gives them.

#include <cstdint>
#include <string>
#include <vector>

namespace qiao {

// Where something stands in a text. Lines and columns count from 1; columns count characters (UTF-8 code
// points), a tab is one. `end_column` is one past the last character on the same line, 0 if unknown. line 0:
// no location.
struct SourceRange {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t end_column = 0;
};

enum class Severity { kError, kWarning, kNote };

struct Note {
  SourceRange range;
  std::string message;
};

// One message: what is wrong, where, and (in `help`) what to do. `code` is stable ("Q0201"); `source_line` is
// the text of the line at `range`, for the caret display. `notes` point at related places (a first
// declaration, the include trail).
struct Diagnostic {
  Severity severity = Severity::kError;
  std::string code;
  SourceRange range;
  std::string message;
  std::string help;
  std::string source_line;
  std::vector<Note> notes;
  bool is_limit = false;  // a resource limit was hit rather than the text being wrong
};

// `file:line:col: error: message [code]`, the source line, a caret, notes and help; ends with a newline.
std::string render(const Diagnostic& diagnostic, bool color = false);

// The name nearest to `name` among `candidates` by edit distance, or empty if none is near enough to suggest.
std::string nearest_name(const std::string& name, const std::vector<std::string>& candidates);

}  // namespace qiao
