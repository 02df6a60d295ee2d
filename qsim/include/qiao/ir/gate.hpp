#pragma once
// The gate table and the conventions of the whole project.
//
// Conventions (written here, linked from everywhere else)
// - Qubit 0 is the least significant bit of a state index: amplitude i belongs to q[n-1] ... q[1] q[0] =
// binary(i).
//   Printed bit strings are q[n-1] ... q[0], as Qiskit's.
// - A gate's matrix acts on its targets with the first target as the least significant bit of the row index.
// - Angles are radians. RX(t) = exp(-i t X / 2), likewise RY, RZ, RXX, ...; P(t) = diag(1, e^{it}).
// - U(t, p, l) is Qiskit's (and OpenQASM 2's u3): [[cos t/2, -e^{il} sin t/2], [e^{ip} sin t/2, e^{i(p+l)}
// cos t/2]].
//   OpenQASM 3's built-in U is e^{it/2} times that; the front end adds the phase.
// - Global phase is kept: `gphase(a)` multiplies the state by e^{ia}; nothing drops it silently.
// - Controls are not part of a gate: cx is X with one control. A negative control acts on |0>.

#include <complex>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "qiao/ir/param.hpp"

namespace qiao::ir {

using Complex = std::complex<double>;
using Qubit = std::uint32_t;
using Clbit = std::uint32_t;

// A square matrix of dimension 2^k, row-major.
struct Matrix {
  std::size_t dim = 0;
  std::vector<Complex> data;

  Matrix() = default;
  explicit Matrix(std::size_t d) : dim(d), data(d * d) {}
  static Matrix identity(std::size_t d);
  Complex& operator()(std::size_t row, std::size_t col) { return data[row * dim + col]; }
  const Complex& operator()(std::size_t row, std::size_t col) const { return data[row * dim + col]; }
  bool operator==(const Matrix&) const = default;

  Matrix adjoint() const;
  Matrix operator*(const Matrix& other) const;
  // Largest |entry| of (this * adjoint - identity).
  double unitarity_error() const;
};

enum class GateId : std::uint8_t {
#define QIAO_GATE(id, ...) id,
#include "qiao/ir/gates.def"
#undef QIAO_GATE
  kCount
};
inline constexpr std::size_t kGateCount = static_cast<std::size_t>(GateId::kCount);
inline constexpr unsigned kMaxGateParams = 4;
inline constexpr unsigned kMaxGateTargets = 4;

class GateSink;

// How to invert a gate: gate `id` on the same targets (permuted if `swap_targets`) with parameters
// out[i] = sign[i] * in[source[i]] + offset[i] (source -1: the offset alone). `by_decomposition`: no single
// gate; the inverse is the reversed decomposition.
struct InverseRule {
  GateId id = GateId::kCount;
  bool by_decomposition = false;
  bool swap_targets = false;
  std::int8_t source[kMaxGateParams] = {0, 1, 2, 3};
  double sign[kMaxGateParams] = {1, 1, 1, 1};
  double offset[kMaxGateParams] = {0, 0, 0, 0};
};

// One row of the gate table.
struct GateInfo {
  GateId id;
  std::string_view name;
  std::uint8_t num_targets;
  std::vector<std::string_view> params;  // names, in order
  InverseRule inverse;
  // Writes the 2^k x 2^k matrix, row-major, zeroed before the call. Null for `unitary`, whose matrix is in
  // the circuit.
  void (*matrix)(const double* params, Complex* out);
  // Emits an exactly equal sequence (global phase included) of simpler gates: 1-qubit gates become u and
  // gphase, wider gates become 1-qubit gates and cx. Null where the gate is itself the simplest form (u,
  // gphase, unitary).
  void (*decompose)(GateSink& out, const Param* params, const Qubit* targets);
  std::string_view doc;

  unsigned num_params() const { return static_cast<unsigned>(params.size()); }
};

// Receives the gates of a decomposition.
class GateSink {
 public:
  virtual ~GateSink() = default;
  virtual void gate(GateId id, std::span<const Param> params, std::span<const Qubit> controls,
                    std::span<const Qubit> targets) = 0;

  void g(GateId id, std::initializer_list<Param> params, std::initializer_list<Qubit> targets) {
    gate(id, {params.begin(), params.size()}, {}, {targets.begin(), targets.size()});
  }
  void cx(Qubit control, Qubit target);
};

// All rows, indexed by GateId.
std::span<const GateInfo> gate_table();
const GateInfo& gate_info(GateId id);
// The row called `name`, or null.
const GateInfo* find_gate(std::string_view name);
// Matrix of a named gate. Throws Error(kUsage) for the wrong number of parameters or for `unitary`.
Matrix gate_matrix(GateId id, std::span<const double> params);

// Structure of a matrix, derived from its entries (exact zeros up to `tolerance`).
struct Structure {
  bool identity = false;  // exactly 1 on the diagonal
  bool diagonal = false;
  bool permutation = false;  // one nonzero entry per row and column, each exactly 1
  bool monomial = false;     // one nonzero entry per row and column (a permutation times phases)
  bool real = false;         // no imaginary part
  bool hermitian = false;
  bool symmetric = false;  // unchanged when its targets are exchanged in any way
};
Structure structure_of(const Matrix& matrix, double tolerance = 1e-15);

}  // namespace qiao::ir
