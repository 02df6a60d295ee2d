#include "cli/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>

#include "qiao/base/markup.hpp"

namespace qiao::cli {
namespace {

constexpr double kWidth = 640, kHeight = 260, kLeft = 70, kRight = 10, kTop = 10, kBottom = 30;
constexpr const char* kColors[] = {"#2171b5", "#cb181d", "#238b45", "#6a51a3", "#d94801", "#525252"};

// A linear map of [low, high] to [from, to].
struct Axis {
  double low, high, from, to;
  double operator()(double v) const { return from + (v - low) / (high - low) * (to - from); }
};
Axis axis(double low, double high, double from, double to) {
  if (!(high > low)) {
    const double room = std::max(1e-9, std::abs(low) * 0.1);
    low -= room;
    high += room;
  }
  return {low, high, from, to};
}

std::string frame(const Axis& x, const Axis& y, bool log_y) {
  std::string svg = fmt::format(R"(<rect x="{}" y="{}" width="{}" height="{}" fill="none" stroke="#ccc"/>)",
                                kLeft, kTop, kWidth - kLeft - kRight, kHeight - kTop - kBottom);
  for (int i = 0; i <= 4; ++i) {
    const double v = y.low + (y.high - y.low) * i / 4, u = x.low + (x.high - x.low) * i / 4;
    svg += fmt::format(R"(<text x="{}" y="{:.1f}" font-size="11" text-anchor="end">{:.4g}</text>)", kLeft - 4,
                       y(v) + 4, log_y ? std::pow(10, v) : v);
    svg += fmt::format(R"(<text x="{:.1f}" y="{}" font-size="11" text-anchor="middle">{:.4g}</text>)", x(u),
                       kHeight - kBottom + 15, u);
  }
  return svg;
}

std::string figure(const std::string& svg, double width, double height, const std::string& caption) {
  return fmt::format(
      R"(<figure><svg role="img" width="{0:.0f}" height="{1:.0f}" viewBox="0 0 {0:.0f} {1:.0f}">{2}</svg><figcaption>{3}</figcaption></figure>)"
      "\n",
      width, height, svg, escaped(caption));
}

}  // namespace

std::string html_page(const std::string& title, const std::string& body, const Json& document) {
  std::string embedded = document.dump(-1, ' ', false, Json::error_handler_t::replace);
  for (std::size_t at = embedded.find("</"); at != std::string::npos; at = embedded.find("</", at + 3))
    embedded.replace(at, 2, "<\\/");
  return "<!DOCTYPE html>\n<html lang=en><meta charset=utf-8><title>" + escaped(title) +
         "</title>\n<style>body{font:15px/1.45 sans-serif;max-width:70em;margin:2em auto;padding:0 "
         "1em}table{border-collapse:collapse;font-size:14px}td,th{border:1px solid #ccc;padding:.2em "
         ".5em;text-align:right}td:first-child,th:first-child{text-align:left}figure{margin:1em "
         "0}figcaption{color:#444}</style>\n<h1>" +
         escaped(title) + "</h1>\n" + body + "<script type=\"application/json\" id=\"result\">" + embedded +
         "</script>\n</html>\n";
}

std::string html_table(const std::vector<std::vector<std::string>>& rows) {
  std::string t = "<table>\n";
  for (std::size_t r = 0; r < rows.size(); ++r) {
    t += "<tr>";
    for (const std::string& cell : rows[r]) t += (r ? "<td>" : "<th>") + cell;
    t += "</tr>\n";
  }
  return t + "</table>\n";
}

std::string line_chart(const std::string& caption, const std::vector<Series>& series,
                       const std::vector<Mark>& marks, bool log_y) {
  double x0 = HUGE_VAL, x1 = -HUGE_VAL, y0 = HUGE_VAL, y1 = -HUGE_VAL;
  const auto height = [&](double y) { return log_y ? std::log10(std::max(y, 1e-16)) : y; };
  const auto see = [&](double y) {
    y0 = std::min(y0, height(y));
    y1 = std::max(y1, height(y));
  };
  for (const Series& s : series)
    for (const auto& [x, y] : s.points) {
      x0 = std::min(x0, x);
      x1 = std::max(x1, x);
      see(y);
    }
  if (x1 < x0) return "";
  for (const Mark& m : marks) see(m.y);
  const Axis x = axis(x0, x1, kLeft, kWidth - kRight), y = axis(y0, y1, kHeight - kBottom, kTop);
  std::string svg = frame(x, y, log_y), legend;
  for (std::size_t i = 0; i < series.size(); ++i) {
    const char* color = kColors[i % std::size(kColors)];
    // At most some thousand points: more cannot be seen.
    const std::size_t step = series[i].points.size() / 2000 + 1;
    std::string line;
    for (std::size_t k = 0; k < series[i].points.size(); k += step) {
      const auto& [px, py] = series[i].points[k];
      if (series[i].dots)
        svg +=
            fmt::format(R"(<circle cx="{:.1f}" cy="{:.1f}" r="2" fill="{}"/>)", x(px), y(height(py)), color);
      else line += fmt::format("{:.1f},{:.1f} ", x(px), y(height(py)));
    }
    if (!line.empty()) svg += fmt::format(R"(<polyline points="{}" fill="none" stroke="{}"/>)", line, color);
    legend += fmt::format(R"(; <span style="color:{}">{}</span>)", color, escaped(series[i].name));
  }
  for (const Mark& m : marks)
    svg += fmt::format(
        R"(<line x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}" stroke="#888" stroke-dasharray="4"><title>{}</title></line>)",
        kLeft, kWidth - kRight, y(height(m.y)), y(height(m.y)), escaped(m.name));
  std::string out = figure(svg, kWidth, kHeight, caption);
  out.insert(out.find("</figcaption>"), legend);
  return out;
}

std::string bar_chart(const std::string& caption, const std::vector<std::pair<double, double>>& bars) {
  if (bars.empty()) return "";
  double most = 0;
  for (const auto& [at, value] : bars) most = std::max(most, value);
  const auto [low, high] = std::minmax_element(bars.begin(), bars.end());
  const double step = (kWidth - kLeft - kRight) / static_cast<double>(bars.size());
  const Axis x = axis(low->first, high->first, kLeft + step / 2, kWidth - kRight - step / 2),
             y = axis(0, most > 0 ? most : 1, kHeight - kBottom, kTop);
  std::string svg = frame(x, y, false);
  for (const auto& [at, value] : bars)
    svg += fmt::format(
        R"(<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" fill="#2171b5"><title>{:.6g}: {:.4g}</title></rect>)",
        x(at) - step * 0.4, y(value), step * 0.8, kHeight - kBottom - y(value), at, value);
  return figure(svg, kWidth, kHeight, caption);
}

std::string graph_drawing(const std::string& caption, const std::vector<int>& side,
                          const std::vector<std::tuple<unsigned, unsigned, double>>& edges,
                          const std::vector<std::string>& labels) {
  constexpr double kSize = 420, kRadius = 180;
  const double n = static_cast<double>(side.size());
  const auto place = [&](unsigned v) {
    const double a = 2 * std::numbers::pi * v / n - std::numbers::pi / 2;
    return std::pair(kSize / 2 + kRadius * std::cos(a), kSize / 2 + kRadius * std::sin(a));
  };
  double most = 1e-300;
  for (const auto& [u, v, w] : edges) most = std::max(most, std::abs(w));
  std::string svg;
  for (const auto& [u, v, w] : edges) {
    const auto [x1, y1] = place(u);
    const auto [x2, y2] = place(v);
    const bool cut = side[u] != side[v];
    svg += fmt::format(
        R"(<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" stroke="{}" stroke-width="{:.1f}"><title>{}-{}: {:g}</title></line>)",
        x1, y1, x2, y2, cut ? "#cb181d" : "#ccc", 0.5 + 2.5 * std::abs(w) / most, u, v, w);
  }
  for (unsigned v = 0; v < side.size(); ++v) {
    const auto [x, y] = place(v);
    const std::string label = labels.empty() ? fmt::format("{}", v) : labels[v];
    svg += fmt::format(
        R"(<circle cx="{0:.1f}" cy="{1:.1f}" r="11" fill="{2}" stroke="#333"/><text x="{0:.1f}" y="{3:.1f}" font-size="10" text-anchor="middle">{4}</text>)",
        x, y, side[v] ? "#9ecae1" : "#fdd0a2", y + 3.5, escaped(label));
  }
  return figure(svg, kSize, kSize, caption);
}

}  // namespace qiao::cli
