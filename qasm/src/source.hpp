#pragma once
// Source files held in memory, and where things stand in them.

#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ast.hpp"
#include "qiao/base/diagnostic.hpp"
#include "qiao/base/file.hpp"

namespace qiao::qasm {

using FileId = std::uint32_t;

// Lines end with "\n", "\r\n" or "\r", as line comments do in the grammar of OpenQASM 3, and with nothing else
// (not with U+2028). Whether one ends behind text[i]:
constexpr bool ends_line(std::string_view text, std::size_t i) {
  return text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'));
}
// Where the line that holds `pos` ends, without its "\n", "\r\n" or "\r".
constexpr std::size_t line_end(std::string_view text, std::size_t pos) {
  return std::min(text.find_first_of("\r\n", pos), text.size());
}

// A span of a certain file.
struct Place {
  FileId file = 0;
  Span span;
};

// One reading of a file; a file included twice is two of these sharing the text.
class SourceFile {
 public:
  SourceFile(std::string name, SharedBytes text) : name_(std::move(name)), text_(std::move(text)) {}
  const std::string& name() const { return name_; }
  std::string_view text() const { return text_.bytes; }
  std::optional<Place> included_from;  // the include statement
  bool built_in = false;               // qelib1.inc, stdgates.inc

  struct Position {
    std::uint32_t line = 1;
    std::uint32_t column = 1;  // in characters
  };
  // Fast for offsets that grow from call to call.
  Position position(std::uint32_t offset) const;
  std::string_view line_text(std::uint32_t offset) const;

 private:
  std::string name_;
  SharedBytes text_;
  mutable std::uint32_t last_offset_ = 0;
  mutable Position last_position_;
};

class Sources {
 public:
  FileId add(SourceFile file) {
    files_.push_back(std::move(file));
    return static_cast<FileId>(files_.size() - 1);
  }
  const SourceFile& operator[](FileId id) const { return files_[id]; }
  SourceFile& operator[](FileId id) { return files_[id]; }
  std::size_t size() const { return files_.size(); }
  SourceRange range(Place place) const;

 private:
  std::deque<SourceFile> files_;  // addresses stay valid
};

// Offset of the first byte that is not valid UTF-8 or is NUL; npos if the text is clean.
std::size_t first_bad_byte(std::string_view text);
// For messages: the text itself, or its beginning and "..." if it is long.
std::string shortened(std::string_view text);
// Number of characters (code points) in valid UTF-8.
std::size_t count_characters(std::string_view text);

}  // namespace qiao::qasm
