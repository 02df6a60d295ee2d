#pragma once
// Loops of QAOA with the X mixer, compiled for each instruction set.
//
// The state is held as phi_x = i^|x| psi_x (|x|: number of ones). There exp(-i beta X) is a real rotation,
//   phi_0' = cos(beta) phi_0 - sin(beta) phi_1,   phi_1' = cos(beta) phi_1 + sin(beta) phi_0,
// so real and imaginary parts, which lie in arrays of their own, are mixed without each other: sixteen
// vectors (four qubits) fit into the registers at once.

#include <cstddef>
#include <cstdint>
#include <span>

namespace qiao::algorithms {

// How a rotation is written. The first two leave out a factor (cos beta, sin beta), which the caller puts
// into the next phases; they take one multiply-add per number instead of two operations.
enum class RotationForm {
  kCos,      // x0 - t x1, x1 + t x0 with t = tan(beta)
  kSin,      // t x0 - x1, t x1 + x0 with t = cot(beta)
  kGeneral,  // c x0 - s x1, c x1 + s x0
};

// Rotations of consecutive qubits: t (or c) and s of each.
template <class Real>
struct Rotations {
  RotationForm form = RotationForm::kGeneral;
  const Real* c = nullptr;
  const Real* s = nullptr;  // kGeneral only
};

template <class Real>
struct XKernels {
  const char* isa = nullptr;
  unsigned lane_bits = 0;

  // Rotates the qubits 0 ... bits-1 of 2^bits numbers (at least one vector; room for a whole vector if
  // fewer).
  void (*mix_row)(Real* row, unsigned bits, const Rotations<Real>& r);
  // Rotates `bits` qubits whose numbers lie `stride` apart: 2^bits rows of `length` numbers (whole vectors).
  void (*mix_rows)(Real* rows, std::size_t stride, unsigned bits, std::size_t length,
                   const Rotations<Real>& r);
  // The same on two arrays at once, psi and lambda, adding to sums[b], for each qubit, the sum of
  // lambda_1 psi_0 - lambda_0 psi_1 before its rotation.
  void (*unmix_row)(Real* psi, Real* lambda, unsigned bits, const Rotations<Real>& r, double* sums);
  void (*unmix_rows)(Real* psi, Real* lambda, std::size_t stride, unsigned bits, std::size_t length,
                     const Rotations<Real>& r, double* sums);

  // (re + i im) *= scale exp(-2 pi i turns cost). `length` is a multiple of the vector's.
  void (*phase)(Real* re, Real* im, const Real* cost, std::size_t length, double turns, double scale);
  // The factor of each level (real parts, imaginary parts), times what is there.
  void (*phase_levels)(Real* re, Real* im, const std::uint16_t* level, std::size_t length,
                       const Real* cosines, const Real* sines);
  // Pairs of numbers a[i] and b[length - 1 - i], whose strings differ in all bits:
  //   a' = c a + s p b,  b' = c b - s p a,  p = (-1)^(ones of i + odd_first).
  void (*flip)(Real* a, Real* b, std::size_t length, bool odd_first, Real c, Real s);
  // The same on two states; returns the sum of p (lambda_a psi_b - lambda_b psi_a) before it.
  double (*unflip)(Real* psi_a, Real* psi_b, Real* lambda_a, Real* lambda_b, std::size_t length,
                   bool odd_first, Real c, Real s);

  // sum |psi|^2 and sum |psi|^2 cost; sum cost (lambda_re psi_im - lambda_im psi_re).
  void (*moments)(const Real* re, const Real* im, const Real* cost, std::size_t length, double* norm,
                  double* mean);
  double (*cross)(const Real* psi_re, const Real* psi_im, const Real* lambda_re, const Real* lambda_im,
                  const Real* cost, std::size_t length);
};

template <class Real>
const XKernels<Real>& x_kernels();

// Amplitudes ten ... ten + length that change places with one ... one + length under an XY rotation.
struct ExchangeRun {
  std::uint32_t ten = 0, one = 0, length = 0;
};
// Runs counted from these amplitudes.
struct ExchangePart {
  std::uint64_t ten = 0, one = 0;
  std::span<const ExchangeRun> runs;
};

// XY rotations on interleaved complex numbers.
struct XyKernels {
  // ten' = c ten - i s one, one' = c one - i s ten.
  void (*exchange)(double* psi, const ExchangePart* parts, std::size_t count, double c, double s);
  // The same on two states; returns the sum of Im(conj(lambda_ten) psi_one + conj(lambda_one) psi_ten) before
  // it.
  double (*exchange_two)(double* psi, double* lambda, const ExchangePart* parts, std::size_t count, double c,
                         double s);
};
const XyKernels& xy_kernels();

}  // namespace qiao::algorithms
