#include "support/mutate_program.hpp"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace qiao::testing {

namespace {

using Pieces = std::vector<std::string_view>;

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

Pieces tokens(std::string_view text) {
  Pieces out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    if (is_word(text[i]))
      while (end < text.size() && is_word(text[end])) ++end;
    out.push_back(text.substr(i, end - i));
    i = end;
  }
  return out;
}

Pieces statements(std::string_view text) {
  Pieces out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = text.find_first_of(";{}", i);
    const std::size_t size = end == std::string_view::npos ? text.size() - i : end + 1 - i;
    out.push_back(text.substr(i, size));
    i += size;
  }
  return out;
}

std::string joined(const Pieces& pieces) {
  std::string out;
  for (const std::string_view p : pieces) out += p;
  return out;
}

constexpr std::string_view kNumbers[] = {
    "0",    "1",   "2",  "3",   "63", "64",  "65",     "4294967295",
    "1e3",  "1.5", "pi", "1.0", "0x", "0b1", "1_0",    "9223372036854775808",
    "1e-9", "007", ".5", "5.",  "-1", "1e",  "1e-400", "1e400"};

}  // namespace

std::string mutate_program(std::string_view text, std::minstd_rand& random) {
  Pieces pieces = random() % 3 ? tokens(text) : statements(text);
  const auto at = [&pieces](std::size_t i) { return pieces.begin() + static_cast<std::ptrdiff_t>(i); };
  for (unsigned n = 1 + random() % 4; n > 0 && !pieces.empty(); --n) {
    const std::size_t i = random() % pieces.size(), j = random() % pieces.size();
    switch (random() % 6) {
      case 0:
        pieces.erase(at(i));
        break;
      case 1:
        pieces.insert(at(i), std::string_view(pieces[j]));
        break;
      case 2:
        pieces[i] = pieces[j];
        break;
      case 3:
        std::swap(pieces[i], pieces[j]);
        break;
      case 4: {
        // The first number from here on.
        const auto number =
            std::find_if(at(i), pieces.end(), [](std::string_view p) { return p[0] >= '0' && p[0] <= '9'; });
        if (number != pieces.end()) *number = kNumbers[random() % std::size(kNumbers)];
        break;
      }
      default: {
        const std::size_t length = std::min<std::size_t>(1 + random() % 8, pieces.size() - i);
        const Pieces run(at(i), at(i + length));
        pieces.insert(at(j), run.begin(), run.end());
      }
    }
  }
  return joined(pieces);
}

std::string splice_programs(std::string_view first, std::string_view second, std::minstd_rand& random) {
  Pieces a = statements(first);
  const Pieces b = statements(second);
  if (!a.empty()) a.resize(random() % a.size());
  if (!b.empty()) a.insert(a.end(), b.begin() + static_cast<std::ptrdiff_t>(random() % b.size()), b.end());
  return joined(a);
}

}  // namespace qiao::testing
