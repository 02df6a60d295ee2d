#pragma once
// What the drawings have in common: which symbol stands on which wires in which column. Private to draw_text
// and draw_svg.

#include <cstdint>
#include <string>
#include <vector>

#include "qiao/ir/circuit.hpp"
#include "qiao/ir/draw.hpp"

namespace qiao::ir::draw {

enum class Shape : std::uint8_t {
  kBox,   // a gate on `targets`
  kDots,  // a symmetric diagonal gate: every qubit is a dot in `controls`, the label stands beside the line
  kSwap,  // crosses on `targets`
  kMeasure,
  kReset,
  kBarrier,
  kIf,  // opens a block over the wires top ... bottom_qubit
  kElse,
  kEnd,
};

struct Dot {
  unsigned wire;
  bool positive;
};

struct Element {
  Shape shape = Shape::kBox;
  std::string label;  // UTF-8
  std::vector<Dot> controls;
  std::vector<unsigned> targets;  // wires in the gate's order
  unsigned top = 0, bottom = 0;   // wires it occupies, with everything between
  unsigned bottom_qubit = 0;      // the lowest qubit among them
  std::vector<unsigned>
      classical;                // classical wires that a double line reaches: of a measurement or a condition
  std::string classical_label;  // written below the last of them: bit index, condition
  bool conditional = false;     // `classical` is a condition
  unsigned block = 0;           // kIf, kElse, kEnd: the same number for one conditional block
  bool is_not = false;          // x: drawn as a circled plus where there are controls
};

struct Wire {
  std::string name;  // "q[0]", "c"
  bool classical = false;
  std::uint32_t size = 1;  // bits of a classical wire
};

struct Layout {
  std::vector<Wire> wires;  // qubits in order, then classical registers
  unsigned num_qubits = 0;  // of the wires
  std::vector<std::vector<Element>> layers;
  std::string global_phase;   // "pi/4"; empty for none
  std::uint64_t omitted = 0;  // operations beyond the limits
};

// Throws Error(kLimit) for more wires than anybody can look at.
Layout layout(const Circuit& circuit, const DrawOptions& options);

// "3π/4" where the value is such a fraction to 12 digits, else four digits.
std::string angle_text(double value, bool ascii);

// "1 operation is not drawn"
std::string omitted_text(std::uint64_t n);

// Code points of UTF-8 text (malformed bytes become U+FFFD), and the terminal columns of one.
std::u32string code_points(const std::string& text);
unsigned columns(char32_t c);
std::size_t columns(const std::string& text);
std::string utf8(char32_t c);
// `text` in at most `width` columns, the end replaced by an ellipsis.
std::string shortened(const std::string& text, std::size_t width, bool ascii);

}  // namespace qiao::ir::draw
