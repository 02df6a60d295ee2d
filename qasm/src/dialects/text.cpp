#include "text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <iterator>
#include <numbers>

namespace qiao::qasm {

void append_uint(std::string& out, std::uint64_t value) {
  char buffer[24];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  out.append(buffer, end);
}

void append_number(std::string& out, double value) {
  char buffer[40];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  const std::string_view text(buffer, static_cast<std::size_t>(end - buffer));
  out += text;
  if (text.find_first_of(".en") == std::string_view::npos) out += ".0";
}

void append_angle(std::string& out, double value) {
  constexpr double kPi = std::numbers::pi;
  if (value == 0) {
    out += std::signbit(value) ? "-0.0" : "0.0";
    return;
  }
  const double size = std::abs(value);
  if (size < 1e-6 || size > 100) return append_number(out, value);
  const double ratio = size / kPi;
  static constexpr int kDenominators[] = {1, 2, 4, 8, 3, 6, 12, 16, 32, 64, 128, 256, 512, 1024, 5, 7, 9, 10};
  for (const int d : kDenominators) {
    const double n = std::round(ratio * d);
    if (n < 1 || n > 99 || std::abs(ratio * d - n) > 1e-12) continue;
    // As every language evaluates "-n*pi/d".
    const double evaluated = n * kPi / d;
    if (evaluated != size) continue;
    if (value < 0) out += '-';
    if (n != 1) append_uint(out, static_cast<std::uint64_t>(n)), out += '*';
    out += "pi";
    if (d != 1) out += '/', append_uint(out, static_cast<std::uint64_t>(d));
    return;
  }
  append_number(out, value);
}

void append_param(std::string& out, const ir::Param& p, const std::vector<std::string>& symbols,
                  bool with_pi) {
  const auto value = [&](double x) { with_pi ? append_angle(out, x) : append_number(out, x); };
  if (p.is_number()) return value(p.constant());
  bool first = true;
  for (const auto& [id, coefficient] : p.terms()) {
    const double size = std::abs(coefficient);
    if (first) out += coefficient < 0 ? "-" : "";
    else out += coefficient < 0 ? " - " : " + ";
    if (size != 1) append_number(out, size), out += '*';
    out += symbols[id];
    first = false;
  }
  if (p.constant() == 0) return;
  out += p.constant() < 0 ? " - " : " + ";
  value(std::abs(p.constant()));
}

std::string identifier(std::string_view name, bool lower_first, const std::vector<std::string>& taken) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  std::string out;
  for (const char c : name) out += letter(c) || (c >= '0' && c <= '9') ? c : '_';
  const bool bad_start =
      out.empty() || (lower_first ? !(out[0] >= 'a' && out[0] <= 'z') : !(letter(out[0]) || out[0] == '_'));
  if (bad_start) {
    if (!out.empty() && out[0] >= 'A' && out[0] <= 'Z' && lower_first)
      out[0] = static_cast<char>(out[0] - 'A' + 'a');
    else out = "r" + out;
  }
  const auto used = [&](const std::string& s) {
    return std::find(taken.begin(), taken.end(), s) != taken.end();
  };
  if (!used(out)) return out;
  for (unsigned i = 1;; ++i)
    if (const std::string candidate = fmt::format("{}_{}", out, i); !used(candidate)) return candidate;
}

// ---- Cursor

namespace {
bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}
}  // namespace

void Cursor::expect(std::string_view word) {
  if (!accept(word)) fail(fmt::format("expected '{}'", word));
}
void Cursor::expect_end_of_line() {
  skip_blanks();
  if (peek() == '#') skip_line();
  else if (at_end()) return;
  else if (peek() != '\n') fail("unexpected text at the end of the line");
  else ++at_;
}
std::string_view Cursor::name() {
  skip_blanks();
  const std::size_t from = at_;
  while (!at_end() && is_name_char(peek())) ++at_;
  if (at_ == from) fail("expected a name");
  return text_.substr(from, at_ - from);
}
std::uint64_t Cursor::whole(std::uint64_t max) {
  skip_blanks();
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
  if (error != std::errc{}) fail("expected a whole number");
  if (value > max) fail(fmt::format("{} is larger than the {} allowed here", value, max));
  at_ = static_cast<std::size_t>(end - text_.data());
  return value;
}
double Cursor::number() {
  skip_blanks();
  double value = 0;
  const std::size_t from = at_ + (peek() == '+' ? 1 : 0);
  const auto [end, error] = std::from_chars(text_.data() + from, text_.data() + text_.size(), value);
  if (error != std::errc{} || !std::isfinite(value)) fail("expected a number");
  at_ = static_cast<std::size_t>(end - text_.data());
  return value;
}
std::string Cursor::quoted() {
  skip_blanks();
  const char quote = peek();
  if (quote != '\'' && quote != '"') fail("expected a string in quotes");
  std::string out;
  for (++at_; peek() != quote; ++at_) {
    if (at_end() || peek() == '\n') fail("the string does not end on its line");
    if (peek() == '\\') ++at_;
    if (at_end()) fail("the string does not end on its line");
    out += peek();
  }
  ++at_;
  return out;
}

using SymbolReader = std::function<std::optional<ir::Param>(std::string_view)>;

ir::Param Cursor::expression(const SymbolReader& symbol, unsigned depth) {
  if (depth > 64) fail("parentheses nested too deeply");
  ir::Param sum = term(symbol, depth);
  for (;;) {
    if (accept("+")) sum = sum + term(symbol, depth);
    else if (accept("-")) sum = sum - term(symbol, depth);
    else return sum;
  }
}
ir::Param Cursor::term(const SymbolReader& symbol, unsigned depth) {
  ir::Param product = factor(symbol, depth);
  for (;;) {
    const bool times = accept("*");
    if (!times && !accept("/")) return product;
    const ir::Param next = factor(symbol, depth);
    if (times && product.is_number()) product = next * product.constant();
    else if (!next.is_number()) fail("only linear expressions are possible here");
    else if (!times && next.constant() == 0) fail("division by zero");
    else product = times ? product * next.constant() : product / next.constant();
  }
}
ir::Param Cursor::factor(const SymbolReader& symbol, unsigned depth) {
  if (depth > 64) fail("signs nested too deeply");
  if (accept("-")) return -factor(symbol, depth + 1);
  if (accept("(")) {
    const ir::Param inner = expression(symbol, depth + 1);
    expect(")");
    return inner;
  }
  skip_blanks();
  if ((peek() >= '0' && peek() <= '9') || peek() == '.') return number();
  const std::string_view word = name();
  if (word == "pi") return std::numbers::pi;
  if (const auto value = symbol(word)) return *value;
  fail(fmt::format("'{}' is not known here", word));
}

ParseResult failed_read(std::string_view text, const std::string& name, const TextError& error) {
  const std::size_t at = std::min(error.offset, text.size());
  Diagnostic d;
  d.code = error.is_limit ? "Q0707" : "Q0109";
  d.is_limit = error.is_limit;
  d.message = error.message;
  d.range.file = name;
  const std::string_view before = text.substr(0, at);
  d.range.line = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n') + 1);
  const std::size_t line_begin = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  d.range.column = 1;
  for (const char c : text.substr(line_begin, at - line_begin)) d.range.column += (c & 0xc0) != 0x80;
  d.source_line = text.substr(line_begin, std::min(text.find('\n', line_begin), text.size()) - line_begin);
  if (d.source_line.size() > 2000) d.source_line.clear();
  ParseResult result;
  result.diagnostics.push_back(std::move(d));
  return result;
}

}  // namespace qiao::qasm
