#pragma once
// Pictures of circuits.

#include <string>

#include "qiao/ir/circuit.hpp"

namespace qiao::ir {

struct DrawOptions {
  unsigned width = 80;           // columns to fold at; 0: do not fold
  bool ascii = false;            // no box-drawing characters
  bool idle_qubits = true;       // draw wires that nothing touches
  std::size_t max_gates = 2000;  // larger circuits are drawn to here and say so
};

// A text drawing, one wire per qubit (q[0] on top) and one per classical register, folded to `width` columns.
std::string draw_text(const Circuit& circuit, const DrawOptions& options = {});
// A self-contained SVG document of the same layout (not folded).
std::string draw_svg(const Circuit& circuit, const DrawOptions& options = {});

}  // namespace qiao::ir
