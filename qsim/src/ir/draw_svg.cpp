#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "draw_layout.hpp"
#include "qiao/ir/draw.hpp"

namespace qiao::ir {
namespace {

using draw::Dot;
using draw::Element;
using draw::Layout;
using draw::Shape;

// All lengths in pixels.
constexpr double kWireGap = 46;
constexpr double kMargin = 16;
constexpr double kBoxHeight = 30;
constexpr double kMinBoxWidth = 30;
constexpr double kColumnGap = 14;
constexpr double kDotRadius = 4.5;
constexpr double kNotRadius = 11;
constexpr double kCharWidth = 7.6;   // of the 13 px text in boxes, on the generous side
constexpr double kSmallWidth = 6.2;  // of the 11 px text

// Colours by what a symbol is: fill and stroke.
struct Colors {
  const char* fill;
  const char* stroke;
};
constexpr Colors kFixed = {"#dce9ff", "#2a66c8"};     // a gate without parameters
constexpr Colors kRotation = {"#ffecd1", "#c26a0a"};  // a gate with parameters
constexpr Colors kWide = {"#ebe3fb", "#6b45bd"};      // several targets
constexpr Colors kMeasurement = {"#eceff2", "#47515c"};

std::string escaped(const std::string& text) {
  std::string out;
  for (const char32_t c : draw::code_points(text)) {
    if (c == U'&') out += "&amp;";
    else if (c == U'<') out += "&lt;";
    else if (c == U'>') out += "&gt;";
    else if (c == U'"') out += "&quot;";
    else if (c < 0x20 || c == 0xFFFE || c == 0xFFFF) out += "?";  // not allowed in XML
    else out += draw::utf8(c);
  }
  return out;
}

// Coordinates with at most one decimal, without trailing zeros.
std::string num(double v) {
  std::string text = fmt::format("{:.1f}", v);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text == "-0" ? "0" : text;
}

double text_width(const std::string& text) { return kCharWidth * static_cast<double>(draw::columns(text)); }
double small_width(const std::string& text) { return kSmallWidth * static_cast<double>(draw::columns(text)); }

class SvgDrawer {
 public:
  explicit SvgDrawer(Layout layout) : l_(std::move(layout)) {}

  std::string draw() {
    measure();
    wires();
    blocks();
    for (std::size_t i = 0; i < l_.layers.size(); ++i)
      for (const Element& e : l_.layers[i]) element(e, centers_[i]);
    if (!l_.global_phase.empty())
      text(kMargin, kMargin + 4, "global phase: " + l_.global_phase, "class=\"small left\"");
    if (l_.omitted > 0)
      text(width_ - kMargin, height_ - kMargin / 2, draw::omitted_text(l_.omitted), "class=\"small right\"");
    const std::string head = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\">\n"
        "<style>text{{font:13px 'DejaVu Sans','Segoe UI',Helvetica,Arial,sans-serif;fill:#1d2733;"
        "text-anchor:middle}}"
        ".small{{font-size:11px;fill:#47515c}}.left{{text-anchor:start}}.right{{text-anchor:end}}"
        ".wire{{stroke:#8a94a0;stroke-width:1.2;fill:none}}.bits{{stroke:#47515c;stroke-width:1;fill:none}}"
        "</style>\n<rect width=\"{0}\" height=\"{1}\" fill=\"#ffffff\"/>\n",
        num(width_), num(height_));
    return head + out_ + "</svg>\n";
  }

 private:
  // ---- geometry

  double y(unsigned wire) const { return top_ + kWireGap * wire; }

  static bool is_rotation(const Element& e) { return e.label.find('(') != std::string::npos; }
  static Colors colors(const Element& e) {
    if (e.shape == Shape::kMeasure || e.shape == Shape::kReset) return kMeasurement;
    if (e.shape == Shape::kBox && e.targets.size() > 1) return kWide;
    if (e.shape == Shape::kSwap) return kWide;
    return is_rotation(e) ? kRotation : kFixed;
  }
  static bool is_circled_plus(const Element& e) { return e.is_not && !e.controls.empty(); }

  static double box_width(const Element& e) {
    const double index = e.shape == Shape::kBox && e.targets.size() > 1 ? 14 : 0;
    return std::max(kMinBoxWidth, text_width(e.label) + 14 + index);
  }
  // Room that a symbol takes to the left and to the right of its axis.
  static std::pair<double, double> sides(const Element& e) {
    double half = kMinBoxWidth / 2, right = 0;
    switch (e.shape) {
      case Shape::kBox:
        half = is_circled_plus(e) ? kNotRadius : box_width(e) / 2;
        break;
      case Shape::kDots:
        half = kDotRadius + 1;
        if (!e.label.empty()) right = small_width(e.label) + 8;
        break;
      case Shape::kSwap:
        half = 8;
        break;
      case Shape::kBarrier:
        half = 6;
        break;
      case Shape::kReset:
      case Shape::kMeasure:
        break;
      case Shape::kIf:
      case Shape::kElse:
        half = text_width(e.label) / 2 + 4;
        break;
      case Shape::kEnd:
        half = 2;
        break;  // the side of the frame says it
    }
    half = std::max(half, small_width(e.classical_label) / 2 + 2);
    return {half, std::max(half, right)};
  }

  void measure() {
    double names = 0;
    for (const draw::Wire& w : l_.wires) names = std::max(names, text_width(w.name));
    left_ = kMargin + names + 12;
    top_ = kMargin + kBoxHeight / 2 + 6 + (l_.global_phase.empty() ? 0 : 18);
    double x = left_ + (l_.num_qubits < l_.wires.size() ? 28 : 12);
    for (const auto& layer : l_.layers) {
      double left = 0, right = 0;
      for (const Element& e : layer) {
        left = std::max(left, sides(e).first);
        right = std::max(right, sides(e).second);
      }
      centers_.push_back(x + left);
      x += left + right + kColumnGap;
    }
    right_ = x + 4;
    width_ = std::max(right_ + kMargin, 200.0);
    const double wires = l_.wires.empty() ? 0 : kWireGap * static_cast<double>(l_.wires.size() - 1);
    height_ = top_ + wires + kBoxHeight / 2 + kMargin + 8 + (l_.omitted > 0 ? 16 : 0);
  }

  // ---- primitives

  void line(double x1, double y1, double x2, double y2, const std::string& attributes) {
    out_ += fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" {}/>\n", num(x1), num(y1), num(x2),
                        num(y2), attributes);
  }
  void rect(double x, double yy, double w, double h, const std::string& attributes) {
    out_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" {}/>\n", num(x), num(yy), num(w),
                        num(h), attributes);
  }
  void text(double x, double yy, const std::string& s, const std::string& attributes = {}) {
    if (!s.empty())
      out_ += fmt::format("<text x=\"{}\" y=\"{}\" dy=\"0.35em\"{}{}>{}</text>\n", num(x), num(yy),
                          attributes.empty() ? "" : " ", attributes, escaped(s));
  }
  // Two parallel lines: classical information.
  void double_line(double x1, double y1, double x2, double y2) {
    const double dx = x1 == x2 ? 1.5 : 0, dy = y1 == y2 ? 1.5 : 0;
    line(x1 - dx, y1 - dy, x2 - dx, y2 - dy, "class=\"bits\"");
    line(x1 + dx, y1 + dy, x2 + dx, y2 + dy, "class=\"bits\"");
  }
  static std::string stroke(const char* color, double w = 1.6) {
    return fmt::format("stroke=\"{}\" stroke-width=\"{}\"", color, num(w));
  }

  // ---- parts

  void wires() {
    for (unsigned w = 0; w < l_.wires.size(); ++w) {
      const draw::Wire& wire = l_.wires[w];
      text(left_ - 8, y(w), wire.name, "class=\"right\"");
      if (!wire.classical) {
        line(left_, y(w), right_, y(w), "class=\"wire\"");
        continue;
      }
      double_line(left_, y(w), right_, y(w));
      line(left_ + 8, y(w) + 6, left_ + 14, y(w) - 6, "class=\"bits\"");
      text(left_ + 14, y(w) - 12, fmt::to_string(wire.size), "class=\"small\"");
    }
  }

  // Dashed frames around conditional blocks, below everything else.
  void blocks() {
    std::map<unsigned, std::pair<double, const Element*>> open;
    const auto frame = [&](double x1, double x2, const Element& e) {
      const double yt = y(e.top) - kBoxHeight / 2 - 5, yb = y(e.bottom_qubit) + kBoxHeight / 2 + 5;
      rect(x1, yt, x2 - x1, yb - yt,
           "rx=\"6\" fill=\"#47515c\" fill-opacity=\"0.05\" stroke=\"#47515c\" stroke-dasharray=\"5 4\"");
    };
    for (std::size_t i = 0; i < l_.layers.size(); ++i)
      for (const Element& e : l_.layers[i]) {
        if (e.shape == Shape::kIf) open[e.block] = {centers_[i] - text_width(e.label) / 2 - 6, &e};
        if (e.shape == Shape::kEnd) {
          frame(open[e.block].first, centers_[i] + 4, e);
          open.erase(e.block);
        }
      }
    for (const auto& [id, entry] : open) frame(entry.first, right_, *entry.second);  // cut off by the limit
  }

  void element(const Element& e, double x) {
    const Colors c = colors(e);
    switch (e.shape) {
      case Shape::kBox:
        box(e, x, c);
        break;
      case Shape::kDots:
        conditions(e, x, y(e.bottom_qubit));
        line(x, y(e.top), x, y(e.bottom_qubit), stroke(c.stroke));
        dots(e, x, c);
        text(x + 7, y(e.top) + kWireGap / 2, e.label, "class=\"small left\"");
        break;
      case Shape::kSwap:
        conditions(e, x, y(e.bottom_qubit));
        line(x, y(e.top), x, y(e.bottom_qubit), stroke(c.stroke));
        for (const unsigned w : e.targets) {
          line(x - 6, y(w) - 6, x + 6, y(w) + 6, stroke(c.stroke, 2));
          line(x - 6, y(w) + 6, x + 6, y(w) - 6, stroke(c.stroke, 2));
        }
        dots(e, x, c);
        break;
      case Shape::kMeasure:
        measurement(e, x, c);
        break;
      case Shape::kReset:
        frame(x, y(e.top), y(e.top), kMinBoxWidth, c);
        text(x, y(e.top), "|0⟩");
        break;
      case Shape::kBarrier:
        barrier(e, x);
        break;
      case Shape::kIf:
        conditions(e, x, y(e.bottom_qubit) + kBoxHeight / 2 + 5);
        [[fallthrough]];
      case Shape::kElse: {
        const double middle = (y(e.top) + y(e.bottom_qubit)) / 2;
        const double w = text_width(e.label) + 2;
        if (e.shape == Shape::kElse)
          line(x, y(e.top) - kBoxHeight / 2 - 5, x, y(e.bottom_qubit) + kBoxHeight / 2 + 5,
               "stroke=\"#47515c\" stroke-dasharray=\"5 4\"");
        rect(x - w / 2, middle - 9, w, 18, "fill=\"#f6f6f7\"");
        text(x, middle, e.label, "font-style=\"italic\"");
        break;
      }
      case Shape::kEnd:
        break;
    }
  }

  void frame(double x, double y1, double y2, double w, Colors c) {
    rect(x - w / 2, y1 - kBoxHeight / 2, w, y2 - y1 + kBoxHeight,
         fmt::format("rx=\"3\" fill=\"{}\" {}", c.fill, stroke(c.stroke, 1.4)));
  }

  void dots(const Element& e, double x, Colors c) {
    for (const Dot& d : e.controls)
      out_ += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\" {}/>\n", num(x), num(y(d.wire)),
                          num(kDotRadius), d.positive ? c.stroke : "#ffffff", stroke(c.stroke));
  }

  void box(const Element& e, double x, Colors c) {
    const auto [lo, hi] = std::minmax_element(e.targets.begin(), e.targets.end());
    conditions(e, x, y(e.bottom_qubit));
    if (e.top != e.bottom_qubit) line(x, y(e.top), x, y(e.bottom_qubit), stroke(c.stroke));
    if (is_circled_plus(e)) {
      const double cy = y(e.targets[0]);
      out_ += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\"/>\n", num(x), num(cy),
                          num(kNotRadius), c.stroke);
      line(x - 6.5, cy, x + 6.5, cy, stroke("#ffffff", 2));
      line(x, cy - 6.5, x, cy + 6.5, stroke("#ffffff", 2));
      dots(e, x, c);
      return;
    }
    const double w = box_width(e);
    // Controls among the targets sit on the side of the box, the others on the line.
    Element outside = e, inside = e;
    const auto within = [&, lo = *lo, hi = *hi](const Dot& d) { return d.wire >= lo && d.wire <= hi; };
    std::erase_if(outside.controls, within);
    std::erase_if(inside.controls, [&](const Dot& d) { return !within(d); });
    frame(x, y(*lo), y(*hi), w, c);
    dots(outside, x, c);
    dots(inside, x - w / 2, c);
    const bool wide = e.targets.size() > 1;
    if (wide)
      for (std::size_t i = 0; i < e.targets.size(); ++i)
        text(x - w / 2 + 9, y(e.targets[i]), fmt::to_string(i), "class=\"small\"");
    text(x + (wide ? 6 : 0), (y(*lo) + y(*hi)) / 2, e.label);
  }

  void measurement(const Element& e, double x, Colors c) {
    const double cy = y(e.top);
    conditions(e, x, cy + kBoxHeight / 2);
    frame(x, cy, cy, kMinBoxWidth, c);
    out_ += fmt::format("<path d=\"M{} {}a9 9 0 0 1 18 0\" fill=\"none\" {}/>\n", num(x - 9), num(cy + 6),
                        stroke(c.stroke, 1.4));
    line(x, cy + 6, x + 7, cy - 7, stroke(c.stroke, 1.4));
  }

  // The double line to the classical wires: an arrow for a measurement, dots for a condition.
  void conditions(const Element& e, double x, double from) {
    if (e.classical.empty()) return;
    const double end = y(e.classical.back());
    double_line(x, from, x, end - (e.conditional ? 0 : 7));
    if (e.conditional) {
      for (const unsigned w : e.classical)
        out_ += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"#47515c\"/>\n", num(x), num(y(w)),
                            num(kDotRadius));
    } else {
      out_ += fmt::format("<path d=\"M{} {}h10l-5 8z\" fill=\"#47515c\"/>\n", num(x - 5), num(end - 9));
    }
    text(x, end + 13, e.classical_label, "class=\"small\"");
  }

  void barrier(const Element& e, double x) {
    for (std::size_t i = 0; i < e.targets.size();) {
      std::size_t j = i;
      while (j + 1 < e.targets.size() && e.targets[j + 1] == e.targets[j] + 1) ++j;
      const double y1 = y(e.targets[i]) - kWireGap / 2 + 3, y2 = y(e.targets[j]) + kWireGap / 2 - 3;
      rect(x - 5, y1, 10, y2 - y1, "fill=\"#c9ced4\" fill-opacity=\"0.5\"");
      line(x, y1, x, y2, "stroke=\"#47515c\" stroke-dasharray=\"4 3\"");
      i = j + 1;
    }
  }

  Layout l_;
  std::string out_;
  std::vector<double> centers_;  // by layer
  double left_ = 0, right_ = 0, top_ = 0, width_ = 0, height_ = 0;
};

}  // namespace

std::string draw_svg(const Circuit& circuit, const DrawOptions& options) {
  return SvgDrawer(draw::layout(circuit, options)).draw();
}

}  // namespace qiao::ir
