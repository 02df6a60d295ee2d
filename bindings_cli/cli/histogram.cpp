#include "cli/histogram.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cli/terminal.hpp"

namespace qiao::cli {
namespace {

// `length` columns in eighths of a block.
std::string bar_text(double length, bool unicode) {
  const auto eighths = static_cast<std::size_t>(std::lround(length * 8));
  if (!unicode) return std::string(std::max<std::size_t>((eighths + 4) / 8, length > 0 ? 1 : 0), '#');
  static const char* const kParts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  std::string text;
  for (std::size_t i = 0; i < eighths / 8; ++i) text += "█";
  text += kParts[eighths % 8];
  return text.empty() && length > 0 ? kParts[1] : text;
}

std::string pad_left(const std::string& text, std::size_t width) {
  const std::size_t w = display_width(text);
  return (w < width ? std::string(width - w, ' ') : "") + text;
}

std::string pad_right(const std::string& text, std::size_t width) {
  const std::size_t w = display_width(text);
  return text + (w < width ? std::string(width - w, ' ') : "");
}

}  // namespace

std::string histogram(const std::vector<Bar>& bars, const std::string& label_header,
                      const std::string& value_header, double total, unsigned width, bool unicode,
                      bool color) {
  std::size_t label_width = display_width(label_header), value_width = display_width(value_header);
  double largest = 0;
  for (const Bar& b : bars) {
    label_width = std::max(label_width, display_width(b.label));
    value_width = std::max(value_width, display_width(b.value));
    if (!b.rest) largest = std::max(largest, b.weight);
  }
  constexpr std::size_t kPercentWidth = 7;  // "100.00%"
  const std::size_t used = label_width + 2 + value_width + 2 + kPercentWidth + 2;
  const std::size_t room =
      width > used + 4 ? std::min<std::size_t>(width - used, 60) : 0;  // 0: no room for bars

  std::string out = pad_right(label_header, label_width) + "  " + pad_left(value_header, value_width) + "\n";
  for (const Bar& b : bars) {
    out += pad_right(b.label, label_width) + "  " + pad_left(b.value, value_width);
    out += "  " + pad_left(fmt::format("{:.2f}%", total > 0 ? 100 * b.weight / total : 0.0), kPercentWidth);
    if (room > 0 && !b.rest && largest > 0) {
      const std::string bar = bar_text(b.weight / largest * static_cast<double>(room), unicode);
      if (!bar.empty()) out += "  " + (color ? "\x1b[36m" + bar + "\x1b[0m" : bar);
    }
    out += "\n";
  }
  return out;
}

std::string format_probability(double p, int decimals) {
  if (p == 0) return "0";
  if (p < 1e-6) return fmt::format("{:.4e}", p);
  std::string text = fmt::format("{:.{}f}", p, decimals);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string format_seconds(double s) {
  if (s < 0) return "-" + format_seconds(-s);
  const auto scaled = [](double value, const char* unit) {
    return fmt::format("{:.{}f}\u00a0{}", value, value < 9.995 ? 2 : value < 99.95 ? 1 : 0, unit);
  };
  if (s < 1e-6) return fmt::format("{:.0f}\u00a0ns", s * 1e9);
  if (s < 1e-3) return scaled(s * 1e6, "µs");
  if (s < 1) return scaled(s * 1e3, "ms");
  if (s < 120) return scaled(s, "s");
  if (s < 7200) return scaled(s / 60, "min");
  if (s < 2 * 86400) return scaled(s / 3600, "h");
  if (s < 2 * 365.25 * 86400) return scaled(s / 86400, "days");
  const double years = s / (365.25 * 86400);
  return years < 1e6 ? scaled(years, "years") : fmt::format("{:.1e}\u00a0years", years);
}

}  // namespace qiao::cli
