#pragma once
// Cuts text into statements before anything else looks at it, and refuses what would make a parser suffer:
// nesting, endless identifiers and numbers, unterminated comments and strings. Knows brackets, strings,
// comments and words, not the grammar.

#include <cstdint>
#include <string_view>

#include "diagnostics.hpp"
#include "qiao/qasm/parse.hpp"
#include "source.hpp"

namespace qiao::qasm {

class Splitter {
 public:
  // `language`: the major version, once it is known; read at every statement.
  Splitter(const Sources& sources, Reporter& reporter, const Limits& limits, FileId file, const int& language)
      : reporter_(reporter), limits_(limits), language_(language), file_(file), text_(sources[file].text()) {}

  // From `pos` over white space and comments to the next statement or the end of the text. Looking ahead
  // reports nothing, so that what is wrong is told in the order of the text.
  enum class Unclosed { kReport, kPass };
  std::uint32_t skip_blank(std::uint32_t pos, Unclosed comment = Unclosed::kReport);

  struct Statement {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;         // one past its ';' or '}', or the end of the text
    std::uint32_t open_brace = 0;  // the first '{' that opens a block, if has_block
    bool has_block = false;
    bool usable = true;  // false: an error was reported, go on at `end`
  };
  // The statement at `begin` (not blank). `only_head`: end before the first block's '{', wherever its '}' may
  // be.
  Statement next(std::uint32_t begin, bool only_head = false);

  // Q0107 for a '{' whose '}' is missed at the end of the text.
  void report_unclosed(std::uint32_t brace);
  // Whether the '{' at `brace` has a '}' of its own.
  bool is_closed(std::uint32_t brace) const;

  // The word (letters, digits, _ and beyond ASCII) at `pos`, possibly empty.
  std::string_view word(std::uint32_t pos) const;

 private:
  // The '{' of a calibration whose head begins at `pos`; the end of the text if there is none.
  std::uint32_t calibration_brace(std::uint32_t pos, bool is_block);
  Place place(std::uint32_t begin, std::uint32_t end) const { return {file_, {begin, end}}; }

  Reporter& reporter_;
  const Limits& limits_;
  const int& language_;
  FileId file_;
  std::string_view text_;
  bool comment_reported_ = false;
};

constexpr bool is_word_byte(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c >= 0x80;
}
constexpr bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }
constexpr bool is_blank(unsigned char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

}  // namespace qiao::qasm
