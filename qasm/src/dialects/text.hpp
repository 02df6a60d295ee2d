#pragma once
// Pieces of text that several dialects write and read.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "qiao/ir/param.hpp"
#include "qiao/qasm/parse.hpp"

namespace qiao::qasm {

// The shortest decimal that reads back as the same double, always with a point or an exponent: "0.5",
// "1e-07".
void append_number(std::string& out, double value);
// The same, or a fraction of pi ("pi/4", "-3*pi/8") if evaluating it left to right in double arithmetic gives
// `value`.
void append_angle(std::string& out, double value);
// constant + coefficient * symbol ..., symbols by name.
void append_param(std::string& out, const ir::Param& param, const std::vector<std::string>& symbols,
                  bool with_pi);
// {name: coefficient, ...} of the symbols, names as `quote` writes them.
template <class Quote>
void append_terms(std::string& out, const ir::Param& param, const std::vector<std::string>& symbols,
                  const Quote& quote) {
  out += '{';
  bool first = true;
  for (const auto& [id, c] : param.terms()) {
    out += (first ? "" : ", ") + quote(symbols[id]) + ": ";
    append_number(out, c);
    first = false;
  }
  out += '}';
}
void append_uint(std::string& out, std::uint64_t value);

// `name` as an identifier: letters, digits, underscores, no digit first, not one of `taken`; unchanged if it
// is one.
std::string identifier(std::string_view name, bool lower_first, const std::vector<std::string>& taken);

// Thrown by readers: what is wrong at the cursor.
struct TextError {
  std::string message;
  std::size_t offset;  // into the text
  bool is_limit = false;
};

// Reads pieces of a text from left to right.
class Cursor {
 public:
  Cursor(std::string_view text, std::size_t at = 0) : text_(text), at_(at) {}
  std::size_t offset() const { return at_; }
  bool at_end() const { return at_ >= text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[at_]; }
  void skip_blanks() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\r') ++at_;
  }
  void skip_line() {
    while (!at_end() && peek() != '\n') ++at_;
    if (!at_end()) ++at_;
  }
  // Blanks, then `word` exactly.
  bool accept(std::string_view word) {
    skip_blanks();
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }
  void expect(std::string_view word);
  void expect_end_of_line();
  std::string_view name();  // letters, digits, underscores
  std::uint64_t whole(std::uint64_t max = ~std::uint64_t{0});
  double number();       // a decimal with sign
  std::string quoted();  // 'x' or "x" with backslash escapes
  // A linear expression of numbers, pi and names: + - * / and parentheses.
  ir::Param expression(const std::function<std::optional<ir::Param>(std::string_view)>& symbol,
                       unsigned depth = 0);
  [[noreturn]] void fail(std::string message) const { throw TextError{std::move(message), at_}; }

 private:
  ir::Param term(const std::function<std::optional<ir::Param>(std::string_view)>& symbol, unsigned depth);
  ir::Param factor(const std::function<std::optional<ir::Param>(std::string_view)>& symbol, unsigned depth);
  std::string_view text_;
  std::size_t at_;
};

// The diagnostic for what a reader threw.
ParseResult failed_read(std::string_view text, const std::string& name, const TextError& error);

}  // namespace qiao::qasm
