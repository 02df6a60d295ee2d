#pragma once
// A second simulator, slow and written to be obviously right. It shares no code with the libraries under
// test: it has its own programs, its own matrices (written out here by name) and dense vectors without any
// cleverness, so a mistake in the libraries cannot agree with itself. Conventions as documented in
// qiao/ir/gate.hpp.

#include <complex>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace qiao::reference {

using Complex = std::complex<double>;
using Vector = std::vector<Complex>;

// Square, row-major.
struct Matrix {
  std::size_t dim = 0;
  std::vector<Complex> data;
  Matrix() = default;
  explicit Matrix(std::size_t d) : dim(d), data(d * d) {}
  Matrix(std::size_t d, std::vector<Complex> entries) : dim(d), data(std::move(entries)) {}
  Complex& operator()(std::size_t row, std::size_t col) { return data[row * dim + col]; }
  const Complex& operator()(std::size_t row, std::size_t col) const { return data[row * dim + col]; }
};
Matrix identity(std::size_t dim);
Matrix multiply(const Matrix& a, const Matrix& b);
Matrix adjoint(const Matrix& a);
// a acts on the high bits, b on the low bits.
Matrix kron(const Matrix& a, const Matrix& b);
double max_difference(const Matrix& a, const Matrix& b);

struct GateShape {
  std::string name;
  unsigned num_params;
  unsigned num_targets;
};
// Every gate the reference knows, `unitary` excepted.
const std::vector<GateShape>& gate_shapes();
// Throws std::invalid_argument for an unknown name or a wrong number of parameters.
Matrix gate_matrix(const std::string& name, const std::vector<double>& params);

struct ControlBit {
  unsigned qubit;
  bool positive;
};

// True if the classical bits (first least significant), read as a number, equal `value` (differ from it if
// `negated`).
struct Condition {
  std::vector<unsigned> clbits;
  std::uint64_t value = 0;
  bool negated = false;
};

enum class Kind { kGate, kMeasure, kReset, kBarrier, kIf };

struct Operation {
  Kind kind = Kind::kGate;
  std::string name;  // gate; "unitary" uses `matrix`
  std::vector<double> params;
  Matrix matrix;
  std::vector<ControlBit> controls;
  std::vector<unsigned> targets;  // measure, reset: one
  unsigned clbit = 0;             // measure
  Condition condition;            // if
  std::vector<Operation> then_body, else_body;
};

struct Program {
  unsigned num_qubits = 0;
  unsigned num_clbits = 0;
  std::vector<Operation> operations;
};

// One line per operation, for failure messages.
std::string describe(const Program& program);

// The gate's effect on a state vector.
void apply(Vector& state, const Matrix& matrix, const std::vector<unsigned>& targets,
           const std::vector<ControlBit>& controls);
// The 2^n x 2^n matrix of gates only.
Matrix full_matrix(const Program& program);
// The state after gates only, from |0...0> or `state`. Throws std::invalid_argument at a measurement, reset
// or condition.
Vector final_state(const Program& program);
Vector final_state(const Program& program, Vector state);

struct Exact {
  std::map<std::string, double> clbits;  // "c[m-1]...c[0]" -> probability; zero ones are absent
  std::vector<double> qubits;  // probability of each basis state at the end, averaged over all branches
  std::size_t branches = 0;
};
// Follows every outcome of every measurement and reset.
Exact exact(const Program& program);

// For each value of the classical bits, written as in Exact: the density matrix of the qubits with its probability as
// trace. From |0...0>.
std::map<std::string, Matrix> final_states(const Program& program);
// The same of 2n qubits of which the program acts on the lower n: they start maximally entangled with the upper n. Two
// programs do the same to every input if and only if these are equal (Choi and Jamiolkowski).
std::map<std::string, Matrix> instrument(const Program& program);
// The density matrix of some qubits alone, keep[0] the least significant.
Matrix reduced(const Matrix& density, const std::vector<unsigned>& keep);
// Half the sum of the absolute values of all differences: at least the trace distance.
double distance(const std::map<std::string, Matrix>& a, const std::map<std::string, Matrix>& b);

}  // namespace qiao::reference
