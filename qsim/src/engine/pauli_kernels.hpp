#pragma once
// The vector code behind sums of Pauli strings, one table per instruction set.
//
// It works on a tile: 2^r rows in one buffer, each of 2^b blocks (of W real, then W imaginary parts). An
// amplitude of the tile has the index (row e, block k, lane l); a string flips bits of all three and has
// signs that are products of a sign of e, one of k and one of l.

#include <cstdint>
#include <span>

#include "plan.hpp"

namespace qiao::qsim::engine {

inline constexpr unsigned kMaxRowBlockBits = 3;

// Strings of one tile that flip the same bits.
struct FlipGroup {
  std::uint32_t row_flip = 0, block_flip = 0, lane_flip = 0;
  std::uint32_t half = 0;                // only rows without this bit (0: all rows)
  bool real = false, imaginary = false;  // the parts of conj(bra) ket that its strings need
  std::uint32_t begin = 0, end = 0;      // its strings
};
struct TileString {
  std::uint32_t row_sign = 0, block_sign = 0,
                lane_sign = 0;  // the sign is the parity of these bits of the index
  bool imaginary = false;
};

template <class Real>
struct PauliKernels {
  const char* name;  // as Kernels::name
  // sums[s] = sum over (e, k, l) of sign * Re or Im (conj(bra[flipped]) ket[e, k, l]); the numbers of each
  // row are added in Real, rows in double.
  void (*products)(const Real* bra, const Real* ket, unsigned row_bits, unsigned block_bits,
                   std::span<const FlipGroup> groups, std::span<const TileString> strings, double* sums,
                   AlignedVector<double>& scratch);
  // out[e, k, l] += sum over s of sign * weight_s * ket[flipped]; row e of out starts at out + row_offset[e].
  void (*apply)(const Real* ket, Real* out, const std::uint64_t* row_offset, unsigned row_bits,
                unsigned block_bits, std::span<const FlipGroup> groups, std::span<const TileString> strings,
                const Complex* weights, AlignedVector<Real>& scratch);
};

// The table of the instruction set called `name` (Kernels::name).
template <class Real>
const PauliKernels<Real>& pauli_kernels(const char* name);

}  // namespace qiao::qsim::engine
