// The loops, written once over Highway vectors and compiled for each instruction set: this file includes
// itself once per target (foreach_target.h).
#include "qaoa/x_kernels.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "engine/disabled_targets.hpp"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "qaoa/x_kernels.cpp"
#include <hwy/foreach_target.h>
// after foreach_target
#include <hwy/highway.h>

#include "engine/targets.hpp"
#include "engine/unroll-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace qiao::algorithms::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using qsim::engine::HWY_NAMESPACE::pairs;
using qsim::engine::HWY_NAMESPACE::unroll;

#if HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_NEON
constexpr unsigned kMaxBits = 4;  // qubits in registers at once: 32 vector registers
#else
constexpr unsigned kMaxBits = 3;
#endif
constexpr unsigned kMaxBitsTwo = kMaxBits - 1;  // with two states

template <class Real>
struct Loops {
  using D = hn::ScalableTag<Real>;
  using V = hn::Vec<D>;
  using Rot = Rotations<Real>;
  using Bits = hn::RebindToSigned<D>;
  using Word = hn::TFromD<Bits>;
  static constexpr std::size_t kLanes = hn::MaxLanes(D());
  static constexpr unsigned kLaneBits = static_cast<unsigned>(hwy::FloorLog2(kLanes));

  static HWY_INLINE V load(const Real* p) { return hn::Load(D(), p); }
  static HWY_INLINE V set(Real v) { return hn::Set(D(), v); }

  // The lanes with bit b flipped, and -1 where the bit is 0, 1 where it is 1.
  template <unsigned B>
  static HWY_INLINE V partner(V v) {
    if constexpr (B == 0) return hn::Reverse2(D(), v);
    alignas(64) Word index[kLanes];
    for (std::size_t i = 0; i < kLanes; ++i) index[i] = static_cast<Word>(i ^ (std::size_t{1} << B));
    return hn::TableLookupLanes(v, hn::SetTableIndices(D(), index));
  }
  template <unsigned B>
  static HWY_INLINE V signs() {
    alignas(64) Real s[kLanes];
    for (std::size_t i = 0; i < kLanes; ++i) s[i] = i >> B & 1 ? Real{1} : Real{-1};
    return load(s);
  }

  template <RotationForm form>
  static HWY_INLINE void rotate(V& x0, V& x1, V c, V s) {
    const V a = x0, b = x1;
    if constexpr (form == RotationForm::kCos) {
      x0 = hn::NegMulAdd(c, b, a);
      x1 = hn::MulAdd(c, a, b);
    } else if constexpr (form == RotationForm::kSin) {
      x0 = hn::MulSub(c, a, b);
      x1 = hn::MulAdd(c, b, a);
    } else {
      x0 = hn::NegMulAdd(s, b, hn::Mul(c, a));
      x1 = hn::MulAdd(s, a, hn::Mul(c, b));
    }
  }
  // x and y = signs * partner(x): cos x + sin y.
  template <RotationForm form>
  static HWY_INLINE V rotate_lanes(V x, V y, V c, V s) {
    if constexpr (form == RotationForm::kCos) return hn::MulAdd(c, y, x);
    else if constexpr (form == RotationForm::kSin) return hn::MulAdd(c, x, y);
    else return hn::MulAdd(s, y, hn::Mul(c, x));
  }
  static HWY_INLINE V cosine(const Rot& r, unsigned b) { return set(r.c[b]); }
  static HWY_INLINE V sine(const Rot& r, unsigned b) { return r.s ? set(r.s[b]) : hn::Zero(D()); }

  // ---- one state

  template <RotationForm form, unsigned K, unsigned B = 0>
  static HWY_INLINE void rotate_registers(V* v, const V* c, const V* s) {
    if constexpr (B < K) {
      pairs<K, B>([&](auto k0, auto k1) QIAO_INLINE_LAMBDA { rotate<form>(v[k0], v[k1], c[B], s[B]); });
      rotate_registers<form, K, B + 1>(v, c, s);
    }
  }
  template <RotationForm form, unsigned K>
  static void group(Real* rows, std::size_t stride, std::size_t length, const Rot& r, unsigned first) {
    V c[K], s[K];
    for (unsigned b = 0; b < K; ++b) c[b] = cosine(r, first + b), s[b] = sine(r, first + b);
    for (std::size_t i = 0; i < length; i += kLanes) {
      V v[std::size_t{1} << K];
      unroll<(std::size_t{1} << K)>([&](auto k) QIAO_INLINE_LAMBDA { v[k] = load(rows + k * stride + i); });
      rotate_registers<form, K>(v, c, s);
      unroll<(std::size_t{1} << K)>([&](auto k)
                                        QIAO_INLINE_LAMBDA { hn::Store(v[k], D(), rows + k * stride + i); });
    }
  }
  template <RotationForm form>
  static void mix_rows_as(Real* rows, std::size_t stride, unsigned bits, std::size_t length, const Rot& r,
                          unsigned first) {
    for (unsigned low = 0; low < bits;) {
      // 5 bits are 3 + 2 rather than 4 + 1.
      const unsigned left = bits - low, parts = (left + kMaxBits - 1) / kMaxBits,
                     k = (left + parts - 1) / parts;
      for (std::size_t high = 0; high < std::size_t{1} << (left - k); ++high)
        for (std::size_t l = 0; l < std::size_t{1} << low; ++l) {
          Real* const at = rows + (high << (low + k) | l) * stride;
          const std::size_t step = stride << low;
          if (k == 1) group<form, 1>(at, step, length, r, first + low);
          else if (k == 2) group<form, 2>(at, step, length, r, first + low);
          else if (k == 3) group<form, 3>(at, step, length, r, first + low);
          else group<form, kMaxBits>(at, step, length, r, first + low);
        }
      low += k;
    }
  }
  template <RotationForm form, unsigned B = 0>
  static HWY_INLINE void all_lanes(V* v, std::size_t count, const Rot& r, unsigned bits) {
    if constexpr (B < kLaneBits) {
      if (B >= bits) return;
      const V c = cosine(r, B), s = sine(r, B), sign = signs<B>();
      for (std::size_t k = 0; k < count; ++k)
        v[k] = rotate_lanes<form>(v[k], hn::Mul(sign, partner<B>(v[k])), c, s);
      all_lanes<form, B + 1>(v, count, r, bits);
    }
  }
  // Lanes and K qubits above them.
  template <RotationForm form, unsigned K>
  static void lane_group(Real* row, std::size_t vectors, const Rot& r, unsigned bits) {
    constexpr std::size_t kCount = std::size_t{1} << K;
    V c[K + 1], s[K + 1];
    for (unsigned b = 0; b < K; ++b) c[b] = cosine(r, kLaneBits + b), s[b] = sine(r, kLaneBits + b);
    for (std::size_t i = 0; i < vectors; i += kCount) {
      V v[kCount];
      unroll<kCount>([&](auto k) QIAO_INLINE_LAMBDA { v[k] = load(row + (i + k) * kLanes); });
      all_lanes<form>(v, kCount, r, bits);
      rotate_registers<form, K>(v, c, s);
      unroll<kCount>([&](auto k) QIAO_INLINE_LAMBDA { hn::Store(v[k], D(), row + (i + k) * kLanes); });
    }
  }
  template <RotationForm form>
  static void mix_row_as(Real* row, unsigned bits, const Rot& r) {
    if (bits <= kLaneBits) return lane_group<form, 0>(row, 1, r, bits);
    const unsigned above = bits - kLaneBits, k = std::min(above, kMaxBits);
    const std::size_t vectors = std::size_t{1} << above;
    if (k == 1) lane_group<form, 1>(row, vectors, r, bits);
    else if (k == 2) lane_group<form, 2>(row, vectors, r, bits);
    else if (k == 3) lane_group<form, 3>(row, vectors, r, bits);
    else lane_group<form, kMaxBits>(row, vectors, r, bits);
    mix_rows_as<form>(row, kLanes << k, above - k, kLanes << k, r, kLaneBits + k);
  }
  static void mix_row(Real* row, unsigned bits, const Rot& r) {
    if (r.form == RotationForm::kCos) mix_row_as<RotationForm::kCos>(row, bits, r);
    else if (r.form == RotationForm::kSin) mix_row_as<RotationForm::kSin>(row, bits, r);
    else mix_row_as<RotationForm::kGeneral>(row, bits, r);
  }
  static void mix_rows(Real* rows, std::size_t stride, unsigned bits, std::size_t length, const Rot& r) {
    if (r.form == RotationForm::kCos) mix_rows_as<RotationForm::kCos>(rows, stride, bits, length, r, 0);
    else if (r.form == RotationForm::kSin) mix_rows_as<RotationForm::kSin>(rows, stride, bits, length, r, 0);
    else mix_rows_as<RotationForm::kGeneral>(rows, stride, bits, length, r, 0);
  }

  // ---- two states with inner products; the general form only

  static HWY_INLINE double sum_of(V v) { return static_cast<double>(hn::GetLane(hn::SumOfLanes(D(), v))); }

  template <unsigned K, unsigned B = 0>
  static HWY_INLINE void unrotate_registers(V* p, V* l, const V* c, const V* s, V* sum) {
    if constexpr (B < K) {
      pairs<K, B>([&](auto k0, auto k1) QIAO_INLINE_LAMBDA {
        sum[B] = hn::NegMulAdd(l[k0], p[k1], hn::MulAdd(l[k1], p[k0], sum[B]));
        rotate<RotationForm::kGeneral>(p[k0], p[k1], c[B], s[B]);
        rotate<RotationForm::kGeneral>(l[k0], l[k1], c[B], s[B]);
      });
      unrotate_registers<K, B + 1>(p, l, c, s, sum);
    }
  }
  template <unsigned K>
  static void group_two(Real* psi, Real* lambda, std::size_t stride, std::size_t length, const Rot& r,
                        unsigned first, double* sums) {
    constexpr std::size_t kCount = std::size_t{1} << K;
    V c[K], s[K], sum[K];
    for (unsigned b = 0; b < K; ++b) {
      c[b] = cosine(r, first + b);
      s[b] = sine(r, first + b);
      sum[b] = hn::Zero(D());
    }
    for (std::size_t i = 0; i < length; i += kLanes) {
      V p[kCount], l[kCount];
      unroll<kCount>([&](auto k) QIAO_INLINE_LAMBDA {
        p[k] = load(psi + k * stride + i);
        l[k] = load(lambda + k * stride + i);
      });
      unrotate_registers<K>(p, l, c, s, sum);
      unroll<kCount>([&](auto k) QIAO_INLINE_LAMBDA {
        hn::Store(p[k], D(), psi + k * stride + i);
        hn::Store(l[k], D(), lambda + k * stride + i);
      });
    }
    for (unsigned b = 0; b < K; ++b) sums[first + b] += sum_of(sum[b]);
  }
  static void unmix_rows_from(Real* psi, Real* lambda, std::size_t stride, unsigned bits, std::size_t length,
                              const Rot& r, unsigned first, double* sums) {
    for (unsigned low = 0; low < bits;) {
      const unsigned left = bits - low, parts = (left + kMaxBitsTwo - 1) / kMaxBitsTwo,
                     k = (left + parts - 1) / parts;
      for (std::size_t high = 0; high < std::size_t{1} << (left - k); ++high)
        for (std::size_t l = 0; l < std::size_t{1} << low; ++l) {
          const std::size_t at = (high << (low + k) | l) * stride, step = stride << low;
          if (k == 1) group_two<1>(psi + at, lambda + at, step, length, r, first + low, sums);
          else if (k == 2) group_two<2>(psi + at, lambda + at, step, length, r, first + low, sums);
          else group_two<kMaxBitsTwo>(psi + at, lambda + at, step, length, r, first + low, sums);
        }
      low += k;
    }
  }
  static void unmix_rows(Real* psi, Real* lambda, std::size_t stride, unsigned bits, std::size_t length,
                         const Rot& r, double* sums) {
    unmix_rows_from(psi, lambda, stride, bits, length, r, 0, sums);
  }
  template <unsigned B = 0>
  static HWY_INLINE void all_lanes_two(V& p, V& l, const Rot& r, unsigned bits, V* sum) {
    if constexpr (B < kLaneBits) {
      if (B >= bits) return;
      const V c = cosine(r, B), s = sine(r, B), sign = signs<B>();
      const V y = hn::Mul(sign, partner<B>(p));
      sum[B] = hn::MulAdd(l, y, sum[B]);
      p = rotate_lanes<RotationForm::kGeneral>(p, y, c, s);
      l = rotate_lanes<RotationForm::kGeneral>(l, hn::Mul(sign, partner<B>(l)), c, s);
      all_lanes_two<B + 1>(p, l, r, bits, sum);
    }
  }
  static void unmix_row(Real* psi, Real* lambda, unsigned bits, const Rot& r, double* sums) {
    const std::size_t length = std::max(kLanes, std::size_t{1} << bits);
    V sum[kLaneBits + 1];
    for (V& v : sum) v = hn::Zero(D());
    for (std::size_t i = 0; i < length; i += kLanes) {
      V p = load(psi + i), l = load(lambda + i);
      all_lanes_two(p, l, r, bits, sum);
      hn::Store(p, D(), psi + i);
      hn::Store(l, D(), lambda + i);
    }
    for (unsigned b = 0; b < std::min(kLaneBits, bits); ++b) sums[b] += sum_of(sum[b]);
    if (bits > kLaneBits) unmix_rows_from(psi, lambda, kLanes, bits - kLaneBits, kLanes, r, kLaneBits, sums);
  }

  // ---- phases

  // cos and sin of pi/2 (k + f), |f| <= 1/2, from Taylor series, whose rest is below the last bit.
  static HWY_INLINE void cos_sin(V f, hn::Vec<Bits> k, V& cosine_, V& sine_) {
    const V x = hn::Mul(f, set(static_cast<Real>(1.57079632679489661923))), z = hn::Mul(x, x);
    V s, c;
    const auto step = [&](V& sum, double coefficient) QIAO_INLINE_LAMBDA {
      sum = hn::MulAdd(sum, z, set(static_cast<Real>(coefficient)));
    };
    if constexpr (sizeof(Real) == 8) {
      s = set(static_cast<Real>(-1.0 / 1307674368000.0));
      step(s, 1.0 / 6227020800.0);
      step(s, -1.0 / 39916800.0);
      step(s, 1.0 / 362880.0);
      c = set(static_cast<Real>(1.0 / 20922789888000.0));
      step(c, -1.0 / 87178291200.0);
      step(c, 1.0 / 479001600.0);
      step(c, -1.0 / 3628800.0);
    } else {
      s = set(static_cast<Real>(1.0 / 362880.0));
      c = set(static_cast<Real>(-1.0 / 3628800.0));
    }
    step(s, -1.0 / 5040.0);
    step(s, 1.0 / 120.0);
    step(s, -1.0 / 6.0);
    s = hn::MulAdd(hn::Mul(s, z), x, x);
    step(c, 1.0 / 40320.0);
    step(c, -1.0 / 720.0);
    step(c, 1.0 / 24.0);
    step(c, -0.5);
    step(c, 1.0);
    const Bits di;
    const auto one = hn::Set(di, Word{1}), two = hn::Set(di, Word{2});
    constexpr int kShift = sizeof(Real) * 8 - 2;
    const auto odd = hn::RebindMask(D(), hn::Eq(hn::And(k, one), one));
    const V sign_s = hn::BitCast(D(), hn::ShiftLeft<kShift>(hn::And(k, two)));
    const V sign_c = hn::BitCast(D(), hn::ShiftLeft<kShift>(hn::And(hn::Add(k, one), two)));
    sine_ = hn::Xor(hn::IfThenElse(odd, c, s), sign_s);
    cosine_ = hn::Xor(hn::IfThenElse(odd, s, c), sign_c);
  }
  static HWY_INLINE void multiply(Real* re, Real* im, V c, V s) {
    const V a = load(re), b = load(im);
    hn::Store(hn::NegMulAdd(b, s, hn::Mul(a, c)), D(), re);
    hn::Store(hn::MulAdd(a, s, hn::Mul(b, c)), D(), im);
  }
  static void phase(Real* re, Real* im, const Real* cost, std::size_t length, double turns, double scale) {
    const double quarters = -4 * turns;
    const Real high = static_cast<Real>(quarters);
    const V g = set(high), rest = set(static_cast<Real>(quarters - static_cast<double>(high))),
            factor = set(static_cast<Real>(scale));
    for (std::size_t i = 0; i < length; i += kLanes) {
      const V x = hn::LoadU(D(), cost + i);
      const V k = hn::Round(hn::Mul(x, g));
      const V f = hn::MulAdd(x, rest, hn::MulSub(x, g, k));
      V c, s;
      cos_sin(f, hn::ConvertTo(Bits(), k), c, s);
      multiply(re + i, im + i, hn::Mul(c, factor), hn::Mul(s, factor));
    }
  }
  static void phase_levels(Real* re, Real* im, const std::uint16_t* level, std::size_t length,
                           const Real* cosines, const Real* sines) {
    const hn::Rebind<std::uint16_t, D> narrow;
    const hn::Rebind<std::int32_t, D> middle;
    for (std::size_t i = 0; i < length; i += kLanes) {
      const auto wide = hn::PromoteTo(middle, hn::LoadU(narrow, level + i));
      V c, s;
      if constexpr (sizeof(Real) == 8) {
        const auto index = hn::PromoteTo(Bits(), wide);
        c = hn::GatherIndex(D(), cosines, index);
        s = hn::GatherIndex(D(), sines, index);
      } else {
        c = hn::GatherIndex(D(), cosines, wide);
        s = hn::GatherIndex(D(), sines, wide);
      }
      multiply(re + i, im + i, c, s);
    }
  }

  // ---- all qubits flipped

  // (-1)^(ones of the lane's number)
  static HWY_INLINE V parities() {
    alignas(64) Real p[kLanes];
    for (std::size_t i = 0; i < kLanes; ++i) p[i] = __builtin_popcountll(i) & 1 ? Real{-1} : Real{1};
    return load(p);
  }
  static void flip(Real* a, Real* b, std::size_t length, bool odd_first, Real c, Real s) {
    const V cc = set(c), plus = hn::Mul(parities(), set(s)), minus = hn::Neg(plus);
    for (std::size_t i = 0; i < length; i += kLanes) {
      const bool odd = odd_first != ((__builtin_popcountll(i / kLanes) & 1) != 0);
      const V g = odd ? minus : plus;
      Real* const other = b + length - kLanes - i;
      const V x = load(a + i), y = hn::Reverse(D(), load(other));
      hn::Store(hn::MulAdd(g, y, hn::Mul(cc, x)), D(), a + i);
      hn::Store(hn::Reverse(D(), hn::NegMulAdd(g, x, hn::Mul(cc, y))), D(), other);
    }
  }
  static double unflip(Real* psi_a, Real* psi_b, Real* lambda_a, Real* lambda_b, std::size_t length,
                       bool odd_first, Real c, Real s) {
    const V cc = set(c), ss = set(s), even = parities(), uneven = hn::Neg(even);
    V sum = hn::Zero(D());
    for (std::size_t i = 0; i < length; i += kLanes) {
      const bool odd = odd_first != ((__builtin_popcountll(i / kLanes) & 1) != 0);
      const V p = odd ? uneven : even, g = hn::Mul(p, ss);
      const std::size_t j = length - kLanes - i;
      const V x = load(psi_a + i), y = hn::Reverse(D(), load(psi_b + j));
      const V u = load(lambda_a + i), v = hn::Reverse(D(), load(lambda_b + j));
      sum = hn::MulAdd(p, hn::NegMulAdd(v, x, hn::Mul(u, y)), sum);
      hn::Store(hn::MulAdd(g, y, hn::Mul(cc, x)), D(), psi_a + i);
      hn::Store(hn::Reverse(D(), hn::NegMulAdd(g, x, hn::Mul(cc, y))), D(), psi_b + j);
      hn::Store(hn::MulAdd(g, v, hn::Mul(cc, u)), D(), lambda_a + i);
      hn::Store(hn::Reverse(D(), hn::NegMulAdd(g, u, hn::Mul(cc, v))), D(), lambda_b + j);
    }
    return sum_of(sum);
  }

  // ---- sums, always in double

  using DD = hn::ScalableTag<double>;
  static constexpr int kParts = static_cast<int>(kLanes / hn::MaxLanes(DD()));
  template <class F>
  static HWY_INLINE void as_doubles(V v, F&& f) {
    if constexpr (sizeof(Real) == 8) {
      f(0, v);
    } else {
#if HWY_TARGET == HWY_SCALAR
      f(0, hn::PromoteTo(DD(), v));
#else
      const hn::Half<D> half;
      f(0, hn::PromoteTo(DD(), hn::LowerHalf(half, v)));
      f(1, hn::PromoteTo(DD(), hn::UpperHalf(half, v)));
#endif
    }
  }
  static void moments(const Real* re, const Real* im, const Real* cost, std::size_t length, double* norm,
                      double* mean) {
    auto n = hn::Zero(DD()), m = hn::Zero(DD());
    for (std::size_t i = 0; i < length; i += kLanes) {
      const V a = load(re + i), b = load(im + i), x = hn::LoadU(D(), cost + i);
      hn::Vec<DD> as[2], bs[2], xs[2];
      as_doubles(a, [&](int k, auto v) QIAO_INLINE_LAMBDA { as[k] = v; });
      as_doubles(b, [&](int k, auto v) QIAO_INLINE_LAMBDA { bs[k] = v; });
      as_doubles(x, [&](int k, auto v) QIAO_INLINE_LAMBDA { xs[k] = v; });
      for (int k = 0; k < kParts; ++k) {
        const auto p = hn::MulAdd(as[k], as[k], hn::Mul(bs[k], bs[k]));
        n = hn::Add(n, p);
        m = hn::MulAdd(p, xs[k], m);
      }
    }
    *norm += hn::GetLane(hn::SumOfLanes(DD(), n));
    *mean += hn::GetLane(hn::SumOfLanes(DD(), m));
  }
  static double cross(const Real* psi_re, const Real* psi_im, const Real* lambda_re, const Real* lambda_im,
                      const Real* cost, std::size_t length) {
    auto sum = hn::Zero(DD());
    for (std::size_t i = 0; i < length; i += kLanes) {
      const V t =
          hn::Mul(hn::LoadU(D(), cost + i), hn::NegMulAdd(load(lambda_im + i), load(psi_re + i),
                                                          hn::Mul(load(lambda_re + i), load(psi_im + i))));
      as_doubles(t, [&](int, auto v) QIAO_INLINE_LAMBDA { sum = hn::Add(sum, v); });
    }
    return hn::GetLane(hn::SumOfLanes(DD(), sum));
  }

  static XKernels<Real> table() {
    return {qsim::engine::isa_name(HWY_TARGET),
            kLaneBits,
            mix_row,
            mix_rows,
            unmix_row,
            unmix_rows,
            phase,
            phase_levels,
            flip,
            unflip,
            moments,
            cross};
  }
};

// ---- XY rotations

using Wide = hn::ScalableTag<double>;
#if HWY_TARGET == HWY_SCALAR
using Single = Wide;  // one amplitude: two numbers, here one after the other
HWY_INLINE std::uint64_t wide_end(std::uint64_t) { return 0; }
template <class D>
HWY_INLINE void exchange_step(D, double* x, double* y, double c, double s) {
  const double a = x[0], b = x[1], u = y[0], v = y[1];
  x[0] = c * a + s * v;
  x[1] = c * b - s * u;
  y[0] = c * u + s * b;
  y[1] = c * v - s * a;
}
template <class D>
HWY_INLINE hn::Vec<D> add_overlap(D d, const double* l, const double* p, hn::Vec<D> sum) {
  return hn::Add(sum, hn::Set(d, l[0] * p[1] - l[1] * p[0]));
}
template <class D>
HWY_INLINE double total(D, hn::Vec<D> sum) {
  return hn::GetLane(sum);
}
#else
using Single = hn::CappedTag<double, 2>;  // one amplitude
// How many of 2 * length numbers fill vectors.
HWY_INLINE std::uint64_t wide_end(std::uint64_t length) {
  return 2 * length - 2 * length % hn::Lanes(Wide());
}
// (1, -1, 1, -1, ...)
template <class D>
HWY_INLINE hn::Vec<D> alternating(D d) {
  return hn::OddEven(hn::Set(d, -1.0), hn::Set(d, 1.0));
}
template <class D>
HWY_INLINE void exchange_step(D d, double* x, double* y, double c, double s) {
  const auto cc = hn::Set(d, c), ss = hn::Mul(hn::Set(d, s), alternating(d));
  const auto a = hn::LoadU(d, x), b = hn::LoadU(d, y);
  hn::StoreU(hn::MulAdd(ss, hn::Reverse2(d, b), hn::Mul(cc, a)), d, x);
  hn::StoreU(hn::MulAdd(ss, hn::Reverse2(d, a), hn::Mul(cc, b)), d, y);
}
// The signs of Im(conj(l) p) are left to total().
template <class D>
HWY_INLINE hn::Vec<D> add_overlap(D d, const double* l, const double* p, hn::Vec<D> sum) {
  return hn::MulAdd(hn::LoadU(d, l), hn::Reverse2(d, hn::LoadU(d, p)), sum);
}
template <class D>
HWY_INLINE double total(D d, hn::Vec<D> sum) {
  return hn::GetLane(hn::SumOfLanes(d, hn::Mul(sum, alternating(d))));
}
#endif

void exchange(double* psi, const ExchangePart* parts, std::size_t count, double c, double s) {
  for (std::size_t k = 0; k < count; ++k) {
    double *const ten = psi + 2 * parts[k].ten, *const one = psi + 2 * parts[k].one;
    for (const ExchangeRun& r : parts[k].runs) {
      double *const x = ten + 2 * std::uint64_t{r.ten}, *const y = one + 2 * std::uint64_t{r.one};
      const std::uint64_t end = 2 * std::uint64_t{r.length}, wide = wide_end(r.length);
      std::uint64_t i = 0;
      for (; i < wide; i += hn::Lanes(Wide())) exchange_step(Wide(), x + i, y + i, c, s);
      for (; i < end; i += 2) exchange_step(Single(), x + i, y + i, c, s);
    }
  }
}
double exchange_two(double* psi, double* lambda, const ExchangePart* parts, std::size_t count, double c,
                    double s) {
  auto sum = hn::Zero(Wide());
  auto rest = hn::Zero(Single());
  for (std::size_t k = 0; k < count; ++k)
    for (const ExchangeRun& r : parts[k].runs) {
      const std::uint64_t ten = 2 * (parts[k].ten + r.ten), one = 2 * (parts[k].one + r.one);
      double *const x = psi + ten, *const y = psi + one, *const u = lambda + ten, *const v = lambda + one;
      const std::uint64_t end = 2 * std::uint64_t{r.length}, wide = wide_end(r.length);
      std::uint64_t i = 0;
      for (; i < wide; i += hn::Lanes(Wide())) {
        sum = add_overlap(Wide(), v + i, x + i, add_overlap(Wide(), u + i, y + i, sum));
        exchange_step(Wide(), x + i, y + i, c, s);
        exchange_step(Wide(), u + i, v + i, c, s);
      }
      for (; i < end; i += 2) {
        rest = add_overlap(Single(), v + i, x + i, add_overlap(Single(), u + i, y + i, rest));
        exchange_step(Single(), x + i, y + i, c, s);
        exchange_step(Single(), u + i, v + i, c, s);
      }
    }
  return total(Wide(), sum) + total(Single(), rest);
}

void get_kernels(XKernels<float>* f32, XKernels<double>* f64, XyKernels* xy) {
  *xy = {exchange, exchange_two};
  *f32 = Loops<float>::table();
  *f64 = Loops<double>::table();
}

}  // namespace
}  // namespace qiao::algorithms::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include <cstdlib>
#include <deque>
#include <string_view>

namespace qiao::algorithms {
namespace {

HWY_EXPORT(get_kernels);

struct Entry {
  XKernels<float> f32;
  XKernels<double> f64;
  XyKernels xy;
};

void fill(Entry& e) { HWY_DYNAMIC_DISPATCH(get_kernels)(&e.f32, &e.f64, &e.xy); }

const Entry& chosen() {
  static const std::deque<Entry> table = qsim::engine::each_target<Entry>(HWY_TARGETS, fill);
  // QIAO_ISA has been checked by the simulator's kernels, which every program asks first.
  if (const char* name = std::getenv("QIAO_ISA"))
    for (const Entry& e : table)
      if (std::string_view(name) == e.f64.isa) return e;
  return table.front();
}

}  // namespace

template <>
const XKernels<float>& x_kernels<float>() {
  return chosen().f32;
}
template <>
const XKernels<double>& x_kernels<double>() {
  return chosen().f64;
}

const XyKernels& xy_kernels() { return chosen().xy; }

}  // namespace qiao::algorithms
#endif
