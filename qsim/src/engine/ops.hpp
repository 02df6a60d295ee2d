#pragma once
// The planner's view of a circuit: few kinds of operations on state index bits, in order.

#include <array>
#include <complex>
#include <cstdint>
#include <vector>

#include "qiao/ir/gate.hpp"

namespace qiao::qsim::engine {

using ir::Complex;
using Matrix2 = std::array<Complex, 4>;  // row-major

// What an operation does to its bits. An operation is `Z-type` on a bit whose value it only reads (controls,
// phases) and `X-type` on a bit it changes. Two operations commute if they are both Z-type on every bit they
// share.
enum class OpKind : std::uint8_t {
  kPhase,   // e^{i theta} where all bits of `control` are 1; one or two bits
  kRotate,  // real or imaginary 2x2 rotation on `target`, no controls: see RotationForm
  kMatrix,  // any 2x2 on `target` where (index & control) == control_value
  kFlip,    // X on `target` where (index & control) == control_value
  kDense2,  // any 4x4 on (target = least significant, target2)
  kDenseK,  // any 2^k x 2^k on several bits with controls; `matrix` indexes OpList::wide
};

// Orthogonal 2x2 matrices up to a factor that is applied later. With |t| <= 1, one multiply-add per real
// number:
enum class RotationForm : std::uint8_t {
  kRotC,   // [[1, -t], [t, 1]]
  kRotS,   // [[t, -1], [1, t]]
  kReflC,  // [[1, t], [t, -1]]
  kReflS,  // [[t, 1], [1, -t]]
  kImagC,  // [[1, -it], [-it, 1]]
  kImagS,  // [[t, -i], [-i, t]]
};
// The matrix without its factor.
Matrix2 rotation_matrix(RotationForm form, double t);

struct Op {
  OpKind kind = OpKind::kPhase;
  RotationForm form = RotationForm::kRotC;
  std::uint8_t target = 0, target2 = 0;
  std::uint32_t matrix = 0;   // kMatrix: OpList::matrices; kDense2: OpList::dense2; kDenseK: OpList::wide
  std::uint64_t control = 0;  // mask of bits
  std::uint64_t control_value = 0;  // within control
  double t = 0;                     // kPhase: theta; kRotate: t
  double scale = 1;                 // kRotate: the factor left out

  std::uint64_t x_mask() const {
    switch (kind) {
      case OpKind::kPhase:
        return 0;
      case OpKind::kDense2:
        return std::uint64_t{1} << target | std::uint64_t{1} << target2;
      case OpKind::kDenseK:
        return wide_mask;
      default:
        return std::uint64_t{1} << target;
    }
  }
  std::uint64_t z_mask() const { return control; }
  std::uint64_t wide_mask = 0;  // kDenseK: all its targets
};

struct WideMatrix {
  ir::Matrix matrix;
  std::vector<unsigned> targets;  // first = least significant
};

// Logical qubit q (in the order of Program::active) is stored in index bit `bit[q]`, inverted if `flipped`
// has that bit.
struct QubitMap {
  std::vector<std::uint8_t> bit;
  std::uint64_t flipped = 0;
  bool operator==(const QubitMap&) const = default;
};

struct OpList {
  std::vector<Op> ops;
  std::vector<Matrix2> matrices;
  std::vector<std::array<Complex, 16>> dense2;
  std::vector<WideMatrix> wide;
  double global_phase = 0;
  QubitMap out;  // the map after these operations: swaps and X gates only change it

  std::uint64_t memory_bytes() const {
    std::uint64_t bytes = ops.capacity() * sizeof(Op) + matrices.capacity() * sizeof(Matrix2) +
                          dense2.capacity() * sizeof(dense2[0]);
    for (const WideMatrix& w : wide) bytes += sizeof(w) + w.matrix.data.capacity() * sizeof(Complex);
    return bytes;
  }
};

}  // namespace qiao::qsim::engine
