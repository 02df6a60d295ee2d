#pragma once
// Reading instances of text formats: words with their lines, and random numbers of generators.

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "qiao/base/error.hpp"
#include "qiao/base/rng.hpp"

namespace qiao::algorithms {

// Full state vectors end long before; masks of terms are 64 bits.
inline constexpr unsigned kMaxProblemVariables = 64;

struct Line {
  std::size_t number = 0;
  std::vector<std::string_view> words;
};

// Lines with at least one word; what follows any of `comment` at the beginning of a line is left out.
inline std::vector<Line> lines_of(std::string_view text, std::string_view comment) {
  std::vector<Line> lines;
  std::size_t number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view rest = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    Line line{++number, {}};
    while (true) {
      const std::size_t begin = rest.find_first_not_of(" \t\r,");
      if (begin == rest.npos) break;
      rest.remove_prefix(begin);
      const std::size_t stop = std::min(rest.find_first_of(" \t\r,"), rest.size());
      line.words.push_back(rest.substr(0, stop));
      rest.remove_prefix(stop);
    }
    if (line.words.empty() || comment.find(line.words[0][0]) != comment.npos) continue;
    lines.push_back(std::move(line));
  }
  return lines;
}

[[noreturn]] inline void bad_input(const std::string& name, std::size_t line, const std::string& what,
                                   const std::string& hint = {}) {
  throw Error(ErrorCode::kInput, line ? fmt::format("{}:{}: {}", name, line, what) : name + ": " + what,
              hint);
}

// A number of variables read from a file.
[[noreturn]] inline void too_many_variables(const std::string& name, std::size_t line, const char* what,
                                            std::int64_t count) {
  bad_input(name, line, fmt::format("{} {} (at most {})", count, what, kMaxProblemVariables),
            "QAOA is simulated with the costs of all strings: choose a part of the problem");
}

inline double number_in(const std::string& name, std::size_t line, std::string_view word) {
  double v = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), v);
  if (error != std::errc{} || end != word.data() + word.size() || !std::isfinite(v))
    bad_input(name, line, fmt::format("'{}' is not a number", word.substr(0, 40)));
  return v;
}
inline std::int64_t whole_in(const std::string& name, std::size_t line, std::string_view word,
                             std::int64_t min, std::int64_t max) {
  std::int64_t v = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), v);
  if (error != std::errc{} || end != word.data() + word.size() || v < min || v > max)
    bad_input(name, line,
              fmt::format("'{}' is not a whole number from {} to {}", word.substr(0, 40), min, max));
  return v;
}

// Numbers of a generator, one after the other.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : seed_(seed) {}
  double uniform() { return random_uniform(seed_, 0x9e7e, count_++); }
  std::uint64_t below(std::uint64_t n) {
    return static_cast<std::uint64_t>(uniform() * static_cast<double>(n));
  }
  double normal() {  // Box and Muller
    const double r = std::sqrt(-2 * std::log(1 - uniform()));
    return r * std::cos(6.283185307179586 * uniform());
  }

 private:
  std::uint64_t seed_, count_ = 0;
};

}  // namespace qiao::algorithms
