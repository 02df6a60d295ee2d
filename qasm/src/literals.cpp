#include "literals.hpp"

#include <charconv>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>

namespace qiao::qasm {

IntegerLiteral integer_value(std::string_view text) {
  unsigned base = 10;
  if (text.size() > 2 && text[0] == '0' && (text[1] < '0' || text[1] > '9') && text[1] != '_') {
    const char b = text[1];
    base = b == 'x' || b == 'X' ? 16 : b == 'o' ? 8 : 2;
    text.remove_prefix(2);
  }
  IntegerLiteral out;
  for (const char c : text) {
    if (c == '_') continue;
    const unsigned digit =
        c <= '9' ? static_cast<unsigned>(c - '0') : static_cast<unsigned>((c | 0x20) - 'a') + 10;
    if (__builtin_mul_overflow(out.value, std::uint64_t{base}, &out.value) ||
        __builtin_add_overflow(out.value, std::uint64_t{digit}, &out.value)) {
      out.overflow = true;
      out.value = std::numeric_limits<std::uint64_t>::max();
      return out;
    }
  }
  return out;
}

double float_value(std::string_view text) {
  std::string clean;
  if (text.find('_') != std::string_view::npos) {
    for (const char c : text)
      if (c != '_') clean += c;
    text = clean;
  }
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc::result_out_of_range) return value;
  // Too small or too large: the sign of the exponent tells which.
  const std::size_t e = text.find_first_of("eE");
  const bool tiny = e != std::string_view::npos && e + 1 < text.size() && text[e + 1] == '-';
  return tiny ? 0.0 : std::numeric_limits<double>::infinity();
}

bool input_number(std::string_view text, double& out) {
  double value = 1;
  bool divide = false, first = true;
  double sign = 1;
  while (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    if (text[0] == '-') sign = -sign;
    text.remove_prefix(1);
  }
  while (!text.empty()) {
    double factor = 0;
    std::size_t used = 0;
    const auto word = [&](std::string_view name, double v) {
      if (text.substr(0, name.size()) != name) return false;
      factor = v;
      used = name.size();
      return true;
    };
    if (!word("pi", std::numbers::pi) && !word("π", std::numbers::pi) && !word("tau", 2 * std::numbers::pi)) {
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), factor);
      if (error != std::errc{}) return false;
      used = static_cast<std::size_t>(end - text.data());
    }
    if (divide && factor == 0) return false;
    value = divide ? value / factor : value * factor;
    text.remove_prefix(used);
    first = false;
    if (text.empty()) break;
    if (text[0] != '*' && text[0] != '/') return false;
    divide = text[0] == '/';
    text.remove_prefix(1);
    if (text.empty()) return false;
  }
  out = sign * value;
  return !first && std::isfinite(out);
}

}  // namespace qiao::qasm
