#pragma once
// Short ways to read a program and to look at what came out.

#include <string>
#include <vector>

#include "qiao/qasm/parse.hpp"
#include "support/reference_simulator.hpp"

namespace qiao::qasm {

// With `OPENQASM 2.0;` and qelib1.inc, or `OPENQASM 3.1;` and stdgates.inc, on the same first line.
std::string program2(const std::string& statements);
std::string program3(const std::string& statements);

// All diagnostics as text, for failure messages.
std::string rendered(const ParseResult& result);
// The circuit; fails the test if there were errors.
ir::Circuit circuit_of(const std::string& text, const ParseOptions& options = {});
// One line per instruction: "cx 0 1", "-x 0 1" for a negative control, "rz(0.5) 2", "measure 0 -> 1", "if",
// "else", "end".
std::vector<std::string> listing(const ir::Circuit& circuit);
std::vector<std::string> listing(const std::string& text);

// For programs of gates only: the matrix, computed by the reference from its own gate matrices.
reference::Matrix matrix_of(const std::string& text, const ParseOptions& options = {});
reference::Matrix matrix_of(const ir::Circuit& circuit);
// 1 - |tr(A^dagger B)| / dim: zero if equal up to a global phase.
double phase_free_difference(const reference::Matrix& a, const reference::Matrix& b);
// 1 - |<A psi|B psi>| of programs of gates for one random vector psi (Gaussian entries, from `seed`). Zero if
// they are equal up to a global phase, and else not, since then psi is an eigenvector of A^dagger B with
// probability zero. One column's work instead of 2^n.
double phase_free_difference(const ir::Circuit& a, const ir::Circuit& b, std::uint64_t seed = 1);

}  // namespace qiao::qasm
