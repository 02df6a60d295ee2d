// Reading sums of Pauli strings: text and JSON.
#include <fmt/format.h>

#include <cctype>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "qiao/base/error.hpp"
#include "qiao/ir/pauli.hpp"

namespace qiao::ir {
namespace {

constexpr const char* kStringHint =
    "write letters (\"XIZ\", the leftmost is the highest qubit) or letters with qubits (\"X0 Z2\")";

class Parser {
 public:
  Parser(std::string_view text, std::string name, std::size_t max_terms)
      : text_(text), name_(std::move(name)), max_terms_(max_terms) {}

  PauliSum sum() {
    PauliSum result;
    bool first = true;
    for (;;) {
      const bool new_line = skip(true);
      if (at_end()) break;
      double sign = 1;
      bool operator_seen = false;
      while (peek() == '+' || peek() == '-') {
        if (peek() == '-') sign = -sign;
        operator_seen = true;
        ++at_;
        skip(true);
      }
      if (operator_seen && at_end()) fail("a term is missing after the last + or -");
      if (!first && !operator_seen && !new_line)
        fail(fmt::format("expected + or - before '{}'", std::string(1, peek())),
             "terms are joined by +, - or a new line; a coefficient stands before its string");
      PauliTerm t = term();
      result.add(t.string, sign * t.coefficient);
      if (result.size() > max_terms_)
        throw Error(ErrorCode::kLimit, fmt::format("{}: more than {} terms", where(at_), max_terms_));
      first = false;
    }
    if (first) fail("no term", "write 0 for the empty sum");
    return result;
  }

  PauliString only_string() {
    skip(true);
    if (at_end()) return {};
    const PauliString s = string();
    skip(true);
    if (!at_end()) fail(fmt::format("unexpected '{}' after the string", std::string(1, peek())), kStringHint);
    return s;
  }

 private:
  bool at_end() const { return at_ >= text_.size(); }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  static bool is_letter(char c) { return c == 'I' || c == 'X' || c == 'Y' || c == 'Z'; }
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  // Skips blanks and comments; true if a line ended.
  bool skip(bool lines) {
    bool new_line = false;
    for (; !at_end(); ++at_) {
      if (peek() == '#') {
        while (!at_end() && peek() != '\n') ++at_;
        if (at_end()) break;
      }
      if (peek() == '\n') {
        if (!lines) return new_line;
        new_line = true;
      } else if (!std::isspace(static_cast<unsigned char>(peek()))) {
        break;
      }
    }
    return new_line;
  }

  std::string where(std::size_t at) const {
    std::size_t line = 1, column = 1;
    for (std::size_t i = 0; i < at && i < text_.size(); ++i) {
      if (text_[i] == '\n') ++line, column = 1;
      else if ((static_cast<unsigned char>(text_[i]) & 0xC0) != 0x80) ++column;  // UTF-8 code points
    }
    return fmt::format("{}:{}:{}", name_, line, column);
  }
  [[noreturn]] void fail(const std::string& message, const std::string& hint = {}) const {
    throw Error(ErrorCode::kInput, fmt::format("{}: {}", where(at_), message), hint);
  }

  double number() {
    double value = 0;
    const char* const begin = text_.data() + at_;
    const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), value);
    if (error == std::errc::result_out_of_range) fail("the number is outside the range of double precision");
    if (error != std::errc() || !std::isfinite(value)) fail("expected a number");
    at_ += static_cast<std::size_t>(end - begin);
    return value;
  }
  bool imaginary_unit() {
    if (peek() != 'j' && peek() != 'i') return false;
    ++at_;
    return true;
  }
  bool number_ahead() const { return is_digit(peek()) || (peek() == '.' && is_digit(peek(1))); }

  // number, number j, or ( +-number [j] ... )
  Complex coefficient() {
    if (peek() != '(') {
      const double v = number();
      return imaginary_unit() ? Complex{0, v} : Complex{v, 0};
    }
    ++at_;
    Complex value = 0;
    for (bool first = true;; first = false) {
      skip(false);
      if (peek() == ')' && !first) break;
      double sign = 1;
      if (peek() == '+' || peek() == '-') {
        if (peek() == '-') sign = -1;
        ++at_;
        skip(false);
      } else if (!first) {
        fail("expected + , - or ) in the coefficient", "complex coefficients look like (0.5-0.25j)");
      }
      if (!number_ahead()) fail("expected a number in the coefficient");
      const double v = sign * number();
      value += imaginary_unit() ? Complex{0, v} : Complex{v, 0};
    }
    ++at_;
    return value;
  }

  PauliTerm term() {
    PauliTerm t;
    bool number_given = false;
    if (number_ahead() || peek() == '(') {
      t.coefficient = coefficient();
      number_given = true;
      skip(false);
      if (peek() == '*') {
        ++at_;
        skip(false);
        if (!is_letter(peek()) && peek() != '[') fail("expected a Pauli string after *", kStringHint);
      }
    }
    if (is_letter(peek()) || peek() == '[') t.string = string();
    else if (!number_given)
      fail(fmt::format("expected a coefficient or a Pauli string, found '{}'", std::string(1, peek())),
           kStringHint);
    return t;
  }

  PauliString string() {
    if (peek() == '[') {
      ++at_;
      skip(true);
      PauliString s;
      while (peek() != ']') {
        if (at_end()) fail("missing ']'");
        factor(s);
        skip(true);
      }
      ++at_;
      return s;
    }
    if (is_letter(peek()) && is_digit(peek(1))) {
      PauliString s;
      for (;;) {
        factor(s);
        const std::size_t before = at_;
        skip(false);
        if (peek() == '*') {
          ++at_;
          skip(false);
          if (!is_letter(peek())) fail("expected a Pauli letter after *", kStringHint);
        }
        if (!is_letter(peek())) {
          at_ = before;
          return s;
        }
      }
    }
    return dense();
  }

  // "X12", at most one letter on each qubit.
  void factor(PauliString& s) {
    if (!is_letter(peek()) || !is_digit(peek(1)))
      fail(fmt::format("expected a letter with a qubit such as X0, found '{}'",
                       at_end() ? "the end" : std::string(1, peek())),
           kStringHint);
    const char letter = peek();
    std::size_t digits = 1;
    while (is_digit(peek(digits))) ++digits;
    const std::string_view index = text_.substr(at_ + 1, digits - 1);
    Qubit q = kMaxPauliQubits;
    if (index.size() <= 9) std::from_chars(index.data(), index.data() + index.size(), q);
    if (q >= kMaxPauliQubits)
      throw Error(ErrorCode::kLimit, fmt::format("{}: qubit {} is beyond the {} a Pauli string reaches",
                                                 where(at_), index, kMaxPauliQubits));
    if (s.letter(q) != 'I') fail(fmt::format("qubit {} has two letters in one string", q));
    const PauliString p = pauli(letter, q);
    s.x |= p.x;
    s.z |= p.z;
    at_ += digits;
  }

  PauliString dense() {
    const std::size_t begin = at_;
    while (is_letter(peek())) ++at_;
    const std::string_view letters = text_.substr(begin, at_ - begin);
    if (std::isalnum(static_cast<unsigned char>(peek())) || peek() == '_')
      fail(fmt::format("'{}' is not a Pauli letter", std::string(1, peek())), kStringHint);
    if (letters == "I") return {};
    if (letters.size() > kMaxPauliQubits)
      throw Error(ErrorCode::kLimit, fmt::format("{}: {} letters, a Pauli string reaches {} qubits",
                                                 where(begin), letters.size(), kMaxPauliQubits));
    // The meaning of a letter is its distance from the right end: a forgotten letter would shift all of them.
    if (dense_length_ != 0 && dense_length_ != letters.size()) {
      at_ = begin;
      fail(
          fmt::format("'{}' has {} letters, the first string has {}", letters, letters.size(), dense_length_),
          "strings without qubit numbers must have one letter for every qubit");
    }
    dense_length_ = letters.size();
    PauliString s;
    for (std::size_t i = 0; i < letters.size(); ++i) {
      const PauliString p = pauli(letters[letters.size() - 1 - i], static_cast<Qubit>(i));
      s.x |= p.x;
      s.z |= p.z;
    }
    return s;
  }

  std::string_view text_;
  std::string name_;
  std::size_t max_terms_;
  std::size_t at_ = 0;
  std::size_t dense_length_ = 0;
};

using Json = nlohmann::ordered_json;

[[noreturn]] void fail(const std::string& name, const std::string& where, const std::string& what) {
  throw Error(
      ErrorCode::kInput, fmt::format("{}: {}: {}", name, where, what),
      R"(expected {"schema": "qiao.pauli_sum/1", "terms": [{"pauli": "XXZ", "coefficient": 0.5}, ...]})");
}

Complex json_coefficient(const Json& value, const std::string& name, const std::string& where) {
  if (value.is_number()) return value.get<double>();
  if (value.is_array() && value.size() == 2 && value[0].is_number() && value[1].is_number())
    return {value[0].get<double>(), value[1].get<double>()};
  fail(name, where, "the coefficient must be a number or [re, im]");
}

}  // namespace

PauliSum PauliSum::parse(std::string_view text, const std::string& name, std::size_t max_terms) {
  return Parser(text, name, max_terms).sum();
}

PauliSum PauliSum::from_json(std::string_view text, const std::string& name) {
  Json document;
  try {
    document = Json::parse(text);
  } catch (const Json::parse_error& e) {
    throw Error(ErrorCode::kInput, fmt::format("{}: not JSON (at byte {})", name, e.byte));
  }
  if (document.is_object()) {
    const auto schema = document.find("schema");
    if (schema != document.end() && *schema != "qiao.pauli_sum/1")
      fail(name, "schema", fmt::format("{} is not \"qiao.pauli_sum/1\"", schema->dump()));
  } else if (!document.is_array()) {
    fail(name, "document", "expected an object or a list");
  }
  const bool object = document.is_object();
  if (object && (!document.contains("terms") || !document["terms"].is_array()))
    fail(name, "terms", "there must be a list of terms");
  const Json& terms = object ? document["terms"] : document;
  PauliSum result;
  std::size_t dense_length = 0;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const Json& t = terms[i];
    const std::string where = fmt::format("{}[{}]", object ? "terms" : "list", i);
    const bool pair = t.is_array() && t.size() == 2;
    if (!pair && !(t.is_object() && t.contains("pauli")))
      fail(name, where, R"(expected {"pauli": ..., "coefficient": ...} or ["XXZ", 0.5])");
    const Json& label = pair ? t[0] : t["pauli"];
    if (!label.is_string()) fail(name, where, "the Pauli string must be text");
    const auto letters = label.get<std::string>();
    const PauliString string = Parser(letters, fmt::format("{}: {}", name, where), 1).only_string();
    if (letters.size() > 1 && letters.find_first_not_of("IXYZ") == std::string::npos) {
      if (dense_length != 0 && letters.size() != dense_length)
        fail(name, where,
             fmt::format("'{}' has {} letters, the first string has {}", letters, letters.size(),
                         dense_length));
      dense_length = letters.size();
    }
    Complex coefficient = 1;
    if (pair) coefficient = json_coefficient(t[1], name, where);
    else if (t.contains("coefficient")) coefficient = json_coefficient(t["coefficient"], name, where);
    result.add(string, coefficient);
  }
  if (object && document.contains("num_qubits")) {
    const Json& n = document["num_qubits"];
    if (!n.is_number_unsigned() || n.get<std::uint64_t>() < result.num_qubits())
      fail(
          name, "num_qubits",
          fmt::format("{} does not hold the terms, which reach qubit {}", n.dump(), result.num_qubits() - 1));
  }
  return result;
}

PauliSum PauliSum::read(std::string_view text, const std::string& name) {
  std::size_t at = 0;
  const auto skip = [&] {
    while (at < text.size() && std::isspace(static_cast<unsigned char>(text[at]))) ++at;
  };
  skip();
  bool json = at < text.size() && text[at] == '{';
  if (at < text.size() && text[at] == '[') {
    ++at;
    skip();
    json = at < text.size() && (text[at] == '[' || text[at] == '{' || text[at] == '"');
  }
  return json ? from_json(text, name) : parse(text, name);
}

std::string PauliSum::to_json() const {
  Json document;
  document["schema"] = "qiao.pauli_sum/1";
  document["num_qubits"] = num_qubits();
  Json list = Json::array();
  for (const PauliTerm& t : terms_) {
    Json entry;
    entry["pauli"] = t.string.sparse();
    if (t.coefficient.imag() == 0) entry["coefficient"] = t.coefficient.real();
    else entry["coefficient"] = {t.coefficient.real(), t.coefficient.imag()};
    list.push_back(std::move(entry));
  }
  document["terms"] = std::move(list);
  return document.dump(1);
}

}  // namespace qiao::ir
