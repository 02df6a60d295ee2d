#include "qiao/base/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace qiao {
namespace {

constexpr std::size_t kMaxShown =
    160;  // columns of a source line shown; machine-made lines may be megabytes long

struct Style {
  const char *bold, *red, *yellow, *cyan, *green, *reset;
};
constexpr Style kPlain{"", "", "", "", "", ""};
constexpr Style kColor{"\033[1m", "\033[1;31m", "\033[1;33m", "\033[1;36m", "\033[1;32m", "\033[0m"};

std::string position(const SourceRange& range) {
  if (range.line == 0) return range.file.empty() ? "" : range.file + ": ";
  return fmt::format("{}:{}:{}: ", range.file, range.line, range.column);
}

// The start of each character (UTF-8 code point; any other byte counts as one) and the end.
std::vector<std::size_t> character_starts(const std::string& text) {
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < text.size(); ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) starts.push_back(i);
  starts.push_back(text.size());
  return starts;
}

// Control characters never reach the terminal.
std::string printable(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const auto u = static_cast<unsigned char>(c);
    if (c == '\t') out += ' ';
    else if (u < 0x20 || u == 0x7f) out += '?';
    else out += c;
  }
  return out;
}

}  // namespace

std::string render(const Diagnostic& d, bool color) {
  const Style& s = color ? kColor : kPlain;
  const char* word = d.severity == Severity::kError     ? "error"
                     : d.severity == Severity::kWarning ? "warning"
                                                        : "note";
  const char* tint = d.severity == Severity::kError     ? s.red
                     : d.severity == Severity::kWarning ? s.yellow
                                                        : s.cyan;
  std::string out = fmt::format("{}{}{}{}{}:{} {}{}{}", s.bold, position(d.range), s.reset, tint, word,
                                s.reset, s.bold, printable(d.message), s.reset);
  if (!d.code.empty()) out += fmt::format(" [{}]", d.code);
  out += '\n';
  if (d.range.line > 0 && !d.source_line.empty()) {
    const auto starts = character_starts(d.source_line);
    const std::size_t length = starts.size() - 1;
    const std::size_t column = std::min<std::size_t>(d.range.column > 0 ? d.range.column - 1 : 0, length);
    // A window around the caret when the line is long.
    const std::size_t first = column > kMaxShown * 3 / 4 ? column - kMaxShown / 2 : 0;
    const std::size_t last = std::min(length, first + kMaxShown);
    const std::string shown = printable(d.source_line.substr(starts[first], starts[last] - starts[first]));
    const std::string gutter = fmt::format("{:>5} | ", d.range.line);
    out += fmt::format("{}{}{}{}\n", gutter, first > 0 ? "..." : "", shown, last < length ? "..." : "");
    std::size_t width = d.range.end_column > d.range.column ? d.range.end_column - d.range.column : 1;
    width = std::max<std::size_t>(1, std::min(width, last > column ? last - column : 1));
    out += fmt::format("{}| {}{}^{}{}\n", std::string(gutter.size() - 2, ' '),
                       std::string(column - first + (first > 0 ? 3 : 0), ' '), s.green,
                       std::string(width - 1, '~'), s.reset);
  }
  for (const Note& n : d.notes)
    out += fmt::format("{}{}{}{}note:{} {}\n", s.bold, position(n.range), s.reset, s.cyan, s.reset,
                       printable(n.message));
  if (!d.help.empty()) out += fmt::format("  {}help:{} {}\n", s.cyan, s.reset, printable(d.help));
  return out;
}

std::string nearest_name(const std::string& name, const std::vector<std::string>& candidates) {
  if (name.empty() || name.size() > 64) return {};
  const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
  std::string best;
  std::size_t best_distance = name.size() <= 2 ? 1 : 1 + name.size() / 3;  // at most this to be a suggestion
  ++best_distance;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > 64) continue;
    // Edit distance with exchanges of neighbours counted once; case costs nothing.
    std::vector<std::vector<std::size_t>> d(name.size() + 1, std::vector<std::size_t>(candidate.size() + 1));
    for (std::size_t i = 0; i <= name.size(); ++i) d[i][0] = i;
    for (std::size_t j = 0; j <= candidate.size(); ++j) d[0][j] = j;
    for (std::size_t i = 1; i <= name.size(); ++i)
      for (std::size_t j = 1; j <= candidate.size(); ++j) {
        const bool same = lower(name[i - 1]) == lower(candidate[j - 1]);
        d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (same ? 0 : 1)});
        if (i > 1 && j > 1 && name[i - 1] == candidate[j - 2] && name[i - 2] == candidate[j - 1])
          d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    const std::size_t distance = d[name.size()][candidate.size()];
    // All of a short name replaced is no likeness.
    if (distance < best_distance && distance < std::max(name.size(), candidate.size())) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace qiao
