#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
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

// Lines leave the middle of a cell in these directions. Where lines of several symbols meet, the cell
// collects them and the character follows, so that a box below a box becomes a joined one without any special
// case.
enum Direction : std::uint8_t { kUp = 1, kDown = 2, kLeft = 4, kRight = 8 };
constexpr std::uint8_t kVertical = kUp | kDown, kHorizontal = kLeft | kRight;

struct Cell {
  char32_t text = 0;                  // a character; 0: what the lines make
  std::uint8_t light = 0, heavy = 0;  // directions of single and double lines
};
constexpr char32_t kCovered = 0xFFFFFFFF;  // right half of a wide character

char32_t line_character(Cell c, bool ascii) {
  const unsigned all = c.light | c.heavy;
  if (all == 0) return U' ';
  if (ascii) {
    if ((all & kVertical) == 0) return c.heavy ? U'=' : U'-';
    const bool side =
        (all & kVertical) == kVertical && (all & kHorizontal) != kHorizontal;  // of a box, or a line
    const bool crossing = (c.heavy & kVertical) == kVertical && c.heavy != (kVertical | kHorizontal);
    return side || crossing ? U'|' : U'+';
  }
  // Indexed by directions: up 1, down 2, left 4, right 8.
  static const char32_t kLight[] = U" ╵╷│╴┘┐┤╶└┌├─┴┬┼";
  static const char32_t kDouble[] = U" ║║║═╝╗╣═╚╔╠═╩╦╬";
  static const char32_t kDoubleVertical[] = U" ║║║─╜╖╢─╙╓╟─╨╥╫";    // double up/down, light left/right
  static const char32_t kDoubleHorizontal[] = U" ││││╛╕╡═╘╒╞═╧╤╪";  // light up/down, double left/right
  if (c.heavy == 0) return kLight[all];
  const bool vertical = c.heavy & kVertical, horizontal = c.heavy & kHorizontal;
  if (vertical && (horizontal || !(c.light & kHorizontal))) return kDouble[all];
  return vertical ? kDoubleVertical[all] : kDoubleHorizontal[all];
}

// Row 2w+1 is wire w; the rows between belong to the boxes and lines of the wires above and below.
std::size_t row_of(unsigned wire) { return 2 * std::size_t{wire} + 1; }

class Canvas {
 public:
  Canvas(std::size_t rows, std::size_t cols) : rows_(rows), cols_(cols), cells_(rows * cols) {}
  std::size_t rows() const { return rows_; }
  std::size_t cols() const { return cols_; }
  Cell& at(std::size_t row, std::size_t x) { return cells_[row * cols_ + x]; }

  void put(std::size_t row, std::size_t x, char32_t c) { at(row, x) = {c, 0, 0}; }
  void put(std::size_t row, std::size_t x, const std::string& text) {
    for (const char32_t c : draw::code_points(text)) {
      if (x >= cols_) return;
      put(row, x++, c);
      if (draw::columns(c) == 2 && x < cols_) put(row, x++, kCovered);
    }
  }
  void line(std::size_t row, std::size_t x, std::uint8_t directions, bool heavy = false) {
    Cell& c = at(row, x);
    (heavy ? c.heavy : c.light) |= directions;
  }
  // Replaces the wire that runs through a cell.
  void set_line(std::size_t row, std::size_t x, std::uint8_t directions) { at(row, x) = {0, directions, 0}; }
  // From the middle of `top` to the middle of `bottom`.
  void vertical(std::size_t top, std::size_t bottom, std::size_t x, bool heavy = false) {
    if (top >= bottom) return;
    line(top, x, kDown, heavy);
    for (std::size_t r = top + 1; r < bottom; ++r) line(r, x, kVertical, heavy);
    line(bottom, x, kUp, heavy);
  }

  // One row without its trailing blanks.
  std::string row_text(std::size_t row, bool ascii) {
    std::string out;
    std::size_t visible = 0;
    for (std::size_t x = 0; x < cols_; ++x) {
      const Cell& c = at(row, x);
      if (c.text == kCovered) continue;
      const char32_t character = c.text ? c.text : line_character(c, ascii);
      out += draw::utf8(character);
      if (character != U' ') visible = out.size();
    }
    out.resize(visible);
    return out;
  }

 private:
  std::size_t rows_, cols_;
  std::vector<Cell> cells_;
};

class TextDrawer {
 public:
  TextDrawer(Layout layout, const DrawOptions& options) : l_(std::move(layout)), options_(options) {}

  std::string draw() {
    std::string out;
    if (!l_.global_phase.empty()) out += "global phase: " + l_.global_phase + "\n";
    if (l_.wires.empty()) {
      out += "no qubits to draw\n";
    } else {
      measure_labels();
      measure_layers();
      fold(out);
    }
    if (l_.omitted > 0) out += fmt::format("... {}\n", draw::omitted_text(l_.omitted));
    return out;
  }

 private:
  void measure_labels() {
    for (const draw::Wire& w : l_.wires)
      labels_.push_back(w.classical ? fmt::format("{}: {}/", w.name, w.size) : w.name + ": ");
    for (std::string& label : labels_) {
      if (options_.width > 0)
        label = draw::shortened(label, std::max<std::size_t>(8, options_.width / 3), options_.ascii);
      label_columns_ = std::max(label_columns_, draw::columns(label));
    }
  }

  // Columns for symbols on one folded line.
  std::size_t room() const {
    const std::size_t margin = label_columns_ + 2;  // a fold mark on both sides
    return options_.width > margin + 10 ? options_.width - margin : 10;
  }

  static std::size_t index_columns(const Element& e) {
    return e.shape == Shape::kBox && e.targets.size() > 1 ? fmt::to_string(e.targets.size() - 1).size() : 0;
  }

  // Columns of a symbol, and where in them its vertical line stands.
  struct Extent {
    std::size_t width, axis;
  };
  static std::size_t box_columns(const Element& e) { return draw::columns(e.label) + 4 + index_columns(e); }
  static Extent extent(const Element& e) {
    const std::size_t label = draw::columns(e.label), below = draw::columns(e.classical_label);
    std::size_t width = 3;
    switch (e.shape) {
      case Shape::kDots: {  // the label stands to the right of the line
        const std::size_t axis = std::max<std::size_t>(1, (below + 1) / 2);
        return {std::max(axis + 2 + label, below > 0 ? below + 2 : 0), axis};
      }
      case Shape::kBox:
      case Shape::kIf:
      case Shape::kElse:
      case Shape::kEnd:
        width = box_columns(e);
        break;
      case Shape::kReset:
        width = label + 2;
        break;
      case Shape::kMeasure:
      case Shape::kSwap:
      case Shape::kBarrier:
        break;
    }
    if (below > 0) width = std::max(width, below + 2);
    return {width, (width - 1) / 2};
  }

  void measure_layers() {
    const std::size_t longest = options_.width > 0 ? room() - 6 : ~std::size_t{0};
    for (auto& layer : l_.layers) {
      std::size_t width = 0;
      for (Element& e : layer) {
        e.label = draw::shortened(e.label, longest, options_.ascii);
        e.classical_label = draw::shortened(e.classical_label, longest, options_.ascii);
        width = std::max(width, extent(e).width);
      }
      widths_.push_back(width);
    }
  }

  // Draws as many layers at a time as fit into the width.
  void fold(std::string& out) {
    std::size_t total = 0;
    for (const std::size_t w : widths_) total += w;
    const bool one_piece = options_.width == 0 || label_columns_ + total + 1 <= options_.width;
    std::size_t begin = 0;
    do {
      std::size_t end = begin, width = 0;
      while (end < widths_.size() && (one_piece || end == begin || width + widths_[end] <= room()))
        width += widths_[end++];
      piece(begin, end, width, out);
      begin = end;
    } while (begin < widths_.size());
  }

  void piece(std::size_t begin, std::size_t end, std::size_t width, std::string& out) {
    const std::size_t tail = end == widths_.size() ? 1 : 0;  // wires run on a little after the last symbol
    Canvas canvas(2 * l_.wires.size() + 1, width + tail);
    for (unsigned w = 0; w < l_.wires.size(); ++w)
      for (std::size_t x = 0; x < canvas.cols(); ++x)
        canvas.line(row_of(w), x, kHorizontal, l_.wires[w].classical);
    std::size_t x = 0;
    for (std::size_t i = begin; i < end; ++i) {
      for (const Element& e : l_.layers[i]) element(canvas, e, x, widths_[i]);
      x += widths_[i];
    }
    const std::string before = begin == 0 ? "" : options_.ascii ? "<" : "«";
    const std::string after = end == widths_.size() ? "" : options_.ascii ? ">" : "»";
    for (std::size_t row = 0; row < canvas.rows(); ++row) {
      std::string text = canvas.row_text(row, options_.ascii);
      // The rows above the first and below the last wire are needed only where a box reaches into them.
      if ((row == 0 || row + 1 == canvas.rows()) && text.empty()) continue;
      if (!after.empty())
        text += std::string(canvas.cols() - std::min(canvas.cols(), draw::columns(text)), ' ') + after;
      std::string label = row % 2 ? labels_[row / 2] : "";
      label = std::string(label_columns_ - draw::columns(label), ' ') + label;
      std::string line = before + label + text;
      line.erase(line.find_last_not_of(' ') + 1);
      out += line + "\n";
    }
  }

  void element(Canvas& c, const Element& e, std::size_t x0, std::size_t layer_width) {
    const auto [width, axis] = extent(e);
    const std::size_t left = x0 + (layer_width - width) / 2;
    const std::size_t middle = left + axis;
    switch (e.shape) {
      case Shape::kBox:
        box(c, e, left, middle, width);
        break;
      case Shape::kDots:
        dots(c, e, middle);
        break;
      case Shape::kSwap: {
        connect(c, e, middle);
        for (const unsigned w : e.targets) c.put(row_of(w), middle, U'X');
        controls(c, e, middle);
        conditions(c, e, row_of(e.bottom_qubit), middle);
        break;
      }
      case Shape::kMeasure: {
        frame(c, row_of(e.top), row_of(e.top), middle - 1, 3);
        c.put(row_of(e.top), middle, U'M');
        conditions(c, e, row_of(e.top) + 1, middle);
        break;
      }
      case Shape::kReset:
        c.put(row_of(e.top), middle - draw::columns(e.label) / 2, e.label);
        break;
      case Shape::kBarrier:
        for (std::size_t i = 0; i < e.targets.size(); ++i) {
          const std::size_t row = row_of(e.targets[i]);
          c.put(row, middle, options_.ascii ? U':' : U'░');
          if (i + 1 < e.targets.size() && e.targets[i + 1] == e.targets[i] + 1)
            c.put(row + 1, middle, options_.ascii ? U':' : U'░');
        }
        break;
      case Shape::kIf:
      case Shape::kElse:
      case Shape::kEnd:
        bracket(c, e, left, middle, width);
        break;
    }
  }

  // The line through all qubits of a gate without a box.
  static void connect(Canvas& c, const Element& e, std::size_t x) {
    c.vertical(row_of(e.top), row_of(e.bottom_qubit), x);
  }

  void controls(Canvas& c, const Element& e, std::size_t x) {
    for (const Dot& d : e.controls) c.put(row_of(d.wire), x, dot(d));
  }
  char32_t dot(const Dot& d) const { return !d.positive ? U'o' : options_.ascii ? U'@' : U'■'; }

  void dots(Canvas& c, const Element& e, std::size_t x) {
    connect(c, e, x);
    controls(c, e, x);
    if (!e.label.empty()) c.put(row_of(e.top) + 1, x + 1, e.label);
    conditions(c, e, row_of(e.bottom_qubit), x);
  }

  // The double line from `row` down to the classical wires, with what stands there.
  void conditions(Canvas& c, const Element& e, std::size_t row, std::size_t x) {
    if (e.classical.empty()) return;
    c.vertical(row, row_of(e.classical.back()), x, true);
    if (e.conditional)
      for (const unsigned w : e.classical) c.put(row_of(w), x, options_.ascii ? U'@' : U'■');
    const std::size_t label = draw::columns(e.classical_label);
    c.put(row_of(e.classical.back()) + 1, x - (label > 0 ? (label - 1) / 2 : 0), e.classical_label);
  }

  // A rectangle around the wires of rows top ... bottom; the wires end at its sides.
  static void frame(Canvas& c, std::size_t top, std::size_t bottom, std::size_t left, std::size_t width) {
    const std::size_t right = left + width - 1;
    for (std::size_t x = left; x <= right; ++x) {
      const auto sides = static_cast<std::uint8_t>((x > left ? kLeft : 0) | (x < right ? kRight : 0));
      c.line(top - 1, x, sides);
      c.line(bottom + 1, x, sides);
    }
    for (const std::size_t x : {left, right}) {
      c.line(top - 1, x, kDown);
      c.line(bottom + 1, x, kUp);
    }
    for (std::size_t r = top; r <= bottom; ++r) {
      for (std::size_t x = left + 1; x < right; ++x) c.put(r, x, U' ');
      const bool wire = r % 2 == 1;
      c.set_line(r, left, static_cast<std::uint8_t>(kVertical | (wire ? kLeft : 0)));
      c.set_line(r, right, static_cast<std::uint8_t>(kVertical | (wire ? kRight : 0)));
    }
  }

  void box(Canvas& c, const Element& e, std::size_t left, std::size_t middle, std::size_t width) {
    const auto [lo, hi] = std::minmax_element(e.targets.begin(), e.targets.end());
    const std::size_t top = row_of(*lo), bottom = row_of(*hi);
    // A box keeps its own width in a layer that is wider because of the text of a condition.
    const std::size_t own = box_columns(e);
    const std::size_t at = left + (width - own) / 2;
    frame(c, top, bottom, at, own);
    // Lines to the controls outside the box run behind it.
    if (row_of(e.top) < top) c.vertical(row_of(e.top), top - 1, middle);
    if (row_of(e.bottom_qubit) > bottom) c.vertical(bottom + 1, row_of(e.bottom_qubit), middle);
    for (const Dot& d : e.controls) {
      const std::size_t r = row_of(d.wire);
      c.put(r, r >= top && r <= bottom ? at : middle,
            dot(d));  // a control among the targets sits on the box's side
    }
    if (e.targets.size() > 1)
      for (std::size_t i = 0; i < e.targets.size(); ++i)
        c.put(row_of(e.targets[i]), at + 1, fmt::to_string(i));
    c.put((top + bottom) / 2, at + 2 + index_columns(e), e.label);
    conditions(c, e, row_of(e.bottom_qubit) + (row_of(e.bottom_qubit) == bottom ? 1 : 0), middle);
  }

  // Begin, middle and end of a conditional block: a box open to the inside.
  void bracket(Canvas& c, const Element& e, std::size_t left, std::size_t middle, std::size_t width) {
    const std::size_t top = row_of(e.top), bottom = row_of(e.bottom_qubit);
    const std::size_t own = box_columns(e);
    const std::size_t at = left + (width - own) / 2, right = at + own - 1;
    for (std::size_t x = at + 1; x < right; ++x) {
      c.line(top - 1, x, kHorizontal);
      c.line(bottom + 1, x, kHorizontal);
    }
    for (std::size_t r = top; r <= bottom; ++r) {
      const bool wire = r % 2 == 1;
      for (std::size_t x = at + 1; x < right; ++x) c.put(r, x, U' ');
      if (e.shape == Shape::kIf) c.set_line(r, at, static_cast<std::uint8_t>(kVertical | (wire ? kLeft : 0)));
      if (e.shape == Shape::kEnd)
        c.set_line(r, right, static_cast<std::uint8_t>(kVertical | (wire ? kRight : 0)));
    }
    if (e.shape == Shape::kIf) {
      c.line(top - 1, at, kDown | kRight);
      c.line(bottom + 1, at, kUp | kRight);
    }
    if (e.shape == Shape::kEnd) {
      c.line(top - 1, right, kDown | kLeft);
      c.line(bottom + 1, right, kUp | kLeft);
    }
    c.put((top + bottom) / 2, at + 2, e.label);
    conditions(c, e, bottom + 1, middle);
  }

  Layout l_;
  const DrawOptions& options_;
  std::vector<std::string> labels_;  // by wire
  std::size_t label_columns_ = 0;
  std::vector<std::size_t> widths_;  // by layer
};

}  // namespace

std::string draw_text(const Circuit& circuit, const DrawOptions& options) {
  return TextDrawer(draw::layout(circuit, options), options).draw();
}

}  // namespace qiao::ir
