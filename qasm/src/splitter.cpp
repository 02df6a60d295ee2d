#include "splitter.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace qiao::qasm {

namespace {
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

// Words whose statement nests without braces: `if (a) if (b) if (c) x q;`. The others than `if` are names in
// OpenQASM 2.
bool is_header_word(std::string_view w, int language) {
  if (w == "if" || language == 2) return w == "if";
  return w == "else" || w == "for" || w == "while" || w == "switch" || w == "box";
}
}  // namespace

std::uint32_t Splitter::skip_blank(std::uint32_t pos, Unclosed comment) {
  const auto size = static_cast<std::uint32_t>(text_.size());
  for (;;) {
    while (pos < size && is_blank(static_cast<unsigned char>(text_[pos]))) ++pos;
    if (pos == 0 && text_.substr(0, 3) == kByteOrderMark) {
      pos = 3;
      continue;
    }
    if (pos + 1 >= size || text_[pos] != '/') return pos;
    if (text_[pos + 1] == '/') {
      pos = static_cast<std::uint32_t>(line_end(text_, pos));
    } else if (text_[pos + 1] == '*') {
      const std::size_t end = text_.find("*/", pos + 2);
      if (end == std::string_view::npos) {
        // Once, however often the same text is walked over.
        if (comment == Unclosed::kReport && !comment_reported_ && !reporter_.muted()) {
          comment_reported_ = true;
          reporter_.error(Code::kUnterminatedComment, place(pos, pos + 2), "comment is never closed");
        }
        return size;
      }
      pos = static_cast<std::uint32_t>(end) + 2;
    } else {
      return pos;
    }
  }
}

std::string_view Splitter::word(std::uint32_t pos) const {
  std::size_t end = pos;
  while (end < text_.size() && is_word_byte(static_cast<unsigned char>(text_[end]))) ++end;
  return text_.substr(pos, end - pos);
}

void Splitter::report_unclosed(std::uint32_t brace) {
  // The place where it is missed: after the last thing in the text that is not blank or comment.
  std::uint32_t last = brace + 1;
  for (std::uint32_t pos = brace + 1; pos < text_.size();) {
    const std::uint32_t next = skip_blank(pos);
    if (next >= text_.size()) break;
    pos = last = next + 1;
  }
  reporter_.error(Code::kUnbalanced, place(last, last + 1), "missing '}' at the end of the text", {},
                  {reporter_.note(place(brace, brace + 1), "to close this '{'")});
}

bool Splitter::is_closed(std::uint32_t brace) const {
  unsigned depth = 0;
  for (std::size_t pos = brace; pos < text_.size(); ++pos) {
    const char c = text_[pos];
    if (c == '/' && text_.substr(pos, 2) == "//") {
      pos = line_end(text_, pos);
    } else if (c == '/' && text_.substr(pos, 2) == "/*") {
      pos = std::min(text_.find("*/", pos), text_.size());
    } else if (c == '"') {
      pos = std::min(text_.find_first_of("\"\r\n", pos + 1), text_.size());
    } else if (c == '{') {
      ++depth;
    } else if (c == '}' && --depth == 0) {
      return true;
    }
  }
  return false;
}

std::uint32_t Splitter::calibration_brace(std::uint32_t pos, bool is_block) {
  const auto size = static_cast<std::uint32_t>(text_.size());
  if (is_block) {
    pos = skip_blank(pos, Unclosed::kPass);
    return pos < size && text_[pos] == '{' ? pos : size;
  }
  const std::size_t found = text_.find_first_of("{};", pos);
  return found != std::string_view::npos && text_[found] == '{' ? static_cast<std::uint32_t>(found) : size;
}

Splitter::Statement Splitter::next(std::uint32_t begin, bool only_head) {
  struct Open {
    char bracket;
    bool block;  // a brace around statements, not around a set or an array
    std::uint32_t at;
    unsigned headers;
    bool timed = false;  // the statements of durationof({ ... })
  };
  const auto size = static_cast<std::uint32_t>(text_.size());
  Statement s{.begin = begin, .end = size};
  std::vector<Open> open;
  unsigned headers = 0;    // of unbraced nested statements, in this block
  unsigned operators = 0;  // in a row
  unsigned powers = 0;     // in one expression, likewise `chain` for all operators
  unsigned chain = 0;
  bool after_equals_or_in = false;  // a brace here opens a set or an array
  std::string_view last_word;
  std::uint32_t pos = begin;

  auto too_deep = [&](std::uint32_t at) {
    reporter_.limit(Code::kNestingLimit, place(at, at + 1),
                    "nested more than " + std::to_string(limits_.max_nesting) + " deep", "max_nesting");
    throw StopReading{};
  };
  // `pragma` and `#pragma` lines have no semicolon; in OpenQASM 2 `pragma` may be a gate.
  if ((word(begin) == "pragma" && language_ != 2) || text_.substr(begin, 7) == "#pragma") {
    s.end = static_cast<std::uint32_t>(line_end(text_, begin));
    return s;
  }
  auto count_operator = [&](std::uint32_t at) {
    // Chains of operators make trees as deep as they are long, even without parentheses.
    if (++chain <= limits_.max_nesting * 4) return;
    reporter_.limit(Code::kNestingLimit, place(at, at + 1),
                    "expression of more than " + std::to_string(limits_.max_nesting * 4) +
                        " operators, four times the nesting",
                    "max_nesting");
    throw StopReading{};
  };
  bool line_start = true;  // only blanks since the line, block or statement began
  while (pos < size) {
    const auto c = static_cast<unsigned char>(text_[pos]);
    if (is_blank(c)) {
      if (c == '\n' || c == '\r') line_start = true;
      ++pos;
      continue;
    }
    if (c == '/' && pos + 1 < size && (text_[pos + 1] == '/' || text_[pos + 1] == '*')) {
      pos = skip_blank(pos);
      continue;
    }
    if (c == '@' && line_start && pos + 1 < size &&
        is_word_byte(static_cast<unsigned char>(text_[pos + 1]))) {
      pos = static_cast<std::uint32_t>(line_end(text_, pos));  // an annotation: its text is anything
      continue;
    }
    line_start = false;
    if (is_word_byte(c) ||
        (c == '.' && pos + 1 < size && is_digit(static_cast<unsigned char>(text_[pos + 1])))) {
      std::uint32_t end = pos;
      const bool number = is_digit(c) || c == '.';
      while (end < size) {
        const auto d = static_cast<unsigned char>(text_[end]);
        const bool exponent_sign = number && (d == '+' || d == '-') && end > pos &&
                                   (text_[end - 1] == 'e' || text_[end - 1] == 'E') &&
                                   text_.substr(pos, 2) != "0x" && text_.substr(pos, 2) != "0X";
        if (!is_word_byte(d) && !(number && d == '.') && !exponent_sign) break;
        ++end;
      }
      const std::string_view w = text_.substr(pos, end - pos);
      if (number && w.size() > limits_.max_literal) {
        reporter_.limit(Code::kLiteralLimit, place(pos, end),
                        "number of " + std::to_string(w.size()) + " characters, more than " +
                            std::to_string(limits_.max_literal),
                        "max_literal");
        s.usable = false;
      } else if (!number && w.size() > limits_.max_identifier &&
                 count_characters(w) > limits_.max_identifier) {
        reporter_.limit(Code::kIdentifierLimit, place(pos, end),
                        "identifier of " + std::to_string(count_characters(w)) + " characters, more than " +
                            std::to_string(limits_.max_identifier),
                        "max_identifier");
        s.usable = false;
      } else if (!number && is_header_word(w, language_)) {
        ++headers;
        if (open.size() + headers > limits_.max_nesting) too_deep(pos);
      }
      operators = 0;
      after_equals_or_in = w == "in";
      last_word = w;
      pos = end;
      if (language_ == 2 || (w != "cal" && w != "defcal")) continue;
      // Between the braces of a calibration anything may stand but a brace without its other half.
      const std::uint32_t brace = calibration_brace(pos, w == "cal");
      if (brace == size) continue;
      pos = brace;
      for (unsigned depth = 0; pos < size;) {
        const char b = text_[pos++];
        if (b == '{') ++depth;
        else if (b == '}' && --depth == 0) break;
        if (pos == size) {
          report_unclosed(brace);
          s.usable = false;
          return s;
        }
      }
      headers = 0;
      line_start = true;
      if (open.empty()) {
        s.end = pos;
        return s;
      }
      continue;
    }
    ++pos;
    switch (c) {
      case '"':
      case '\'': {
        const std::size_t end = text_.find_first_of(c == '"' ? "\"\r\n" : "'\r\n", pos);
        if (end == std::string_view::npos || text_[end] != static_cast<char>(c)) {
          reporter_.error(Code::kUnterminatedString, place(pos - 1, pos), "string is not closed on its line");
          s.usable = false;
          pos = end == std::string_view::npos ? size : static_cast<std::uint32_t>(end);
          s.end = pos;
          return s;
        }
        pos = static_cast<std::uint32_t>(end) + 1;
        operators = 0;
        break;
      }
      case '(':
      case '[':
      case '{': {
        const bool block = c == '{' && !after_equals_or_in &&
                           std::none_of(open.begin(), open.end(), [](const Open& o) { return !o.block; });
        if (block && !s.has_block) {
          s.has_block = true;
          s.open_brace = pos - 1;
          if (only_head) {
            s.end = pos - 1;
            return s;
          }
        }
        const bool timed =
            c == '{' && last_word == "durationof" && !open.empty() && open.back().bracket == '(';
        open.push_back({static_cast<char>(c), block, pos - 1, headers, timed});
        if (c == '{') headers = 0;
        if (c == '[') count_operator(pos - 1);
        if (open.size() + headers + operators > limits_.max_nesting) too_deep(pos - 1);
        operators = 0;
        if (block) line_start = true;
        break;
      }
      case ')':
      case ']':
        // A closing bracket of the wrong kind is the parser's business.
        if (!open.empty() && open.back().bracket == (c == ')' ? '(' : '[')) open.pop_back();
        operators = 0;
        break;
      case '}': {
        while (!open.empty() && open.back().bracket != '{') open.pop_back();
        if (open.empty()) {
          if (pos - 1 == begin) {
            reporter_.error(Code::kUnbalanced, place(begin, begin + 1), "'}' closes nothing");
            s.usable = false;
            s.end = pos;
          } else {
            s.end = pos - 1;  // the statement lacks its ';'; the brace is looked at next
          }
          return s;
        }
        const bool block = open.back().block;
        headers = open.back().headers;
        open.pop_back();
        operators = 0;
        line_start = true;
        if (!block || (language_ != 2 && word(skip_blank(pos, Unclosed::kPass)) == "else")) break;
        headers = 0;
        if (open.empty()) {
          s.end = pos;
          return s;
        }
        break;
      }
      case ';':
        if (!open.empty() && open.back().timed) break;
        while (!open.empty() && open.back().bracket != '{') open.pop_back();
        while (!open.empty() && !open.back().block) open.pop_back();  // `= {1, 2;`
        operators = powers = chain = 0;
        line_start = true;
        // An unbraced branch may be followed by `else`.
        if (headers > 0 && language_ != 2 && word(skip_blank(pos, Unclosed::kPass)) == "else") break;
        headers = 0;
        if (open.empty()) {
          s.end = pos;
          return s;
        }
        break;
      case '-':
      case '+':
      case '!':
      case '~':
      case '^':
      case '*':
        // Chains of unary operators and of powers nest to the right.
        count_operator(pos - 1);
        if (c == '^' || (c == '*' && pos < size && text_[pos] == '*')) ++powers;
        if (++operators + open.size() > limits_.max_nesting || powers > limits_.max_nesting)
          too_deep(pos - 1);
        break;
      default:
        operators = 0;
        if (c == ',') powers = chain = 0;
        else count_operator(pos - 1);
        break;
    }
    after_equals_or_in = c == '=' || c == ',' ? (c == '=' || after_equals_or_in) : false;
    if (c == '{' && !open.empty() && !open.back().block) after_equals_or_in = true;
  }
  for (const Open& o : open) {
    if (o.bracket != '{') continue;
    report_unclosed(o.at);
    s.usable = false;
    return s;
  }
  return s;
}

}  // namespace qiao::qasm
