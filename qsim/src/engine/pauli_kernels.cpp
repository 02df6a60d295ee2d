// Loops over Pauli strings, written once over Highway vectors and compiled for each instruction set; see
// kernels.cpp for how that works.
#include "engine/pauli_kernels.hpp"

#include <bit>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "engine/disabled_targets.hpp"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/pauli_kernels.cpp"
#include <hwy/foreach_target.h>
// after foreach_target
#include <hwy/highway.h>

#include "engine/targets.hpp"
#include "engine/unroll-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace qiao::qsim::engine::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

HWY_INLINE double sign(std::uint32_t bits) { return std::popcount(bits) & 1 ? -1.0 : 1.0; }

// kBlocks: in a row.
template <class Real, std::size_t kBlocks>
struct Loops {
  using D = hn::ScalableTag<Real>;
  using V = hn::Vec<D>;
  using D64 [[maybe_unused]] = hn::ScalableTag<double>;
  static constexpr std::size_t kLanes = hn::MaxLanes(D());
  static constexpr std::size_t kRow = 2 * kLanes * kBlocks;
  using Index = std::conditional_t<sizeof(Real) == 4, std::int32_t, std::int64_t>;

  static HWY_INLINE V load(const Real* p) { return hn::Load(D(), p); }
  static HWY_INLINE V set(Real v) { return hn::Set(D(), v); }
  static HWY_INLINE auto permutation(std::uint32_t flip) {
    alignas(64) Index index[kLanes];
    for (std::size_t l = 0; l < kLanes; ++l) index[l] = static_cast<Index>(l ^ flip);
    return hn::SetTableIndices(D(), index);
  }

  // v[m] = sum over blocks k of (-1)^{|k & m|} v[k], for all m.
  static HWY_INLINE void transform(V (&v)[kBlocks]) {
    for (std::size_t half = 1; half < kBlocks; half *= 2)
      for (std::size_t k = 0; k < kBlocks; ++k) {
        if (k & half) continue;
        const V a = v[k], b = v[k | half];
        v[k] = hn::Add(a, b);
        v[k | half] = hn::Sub(a, b);
      }
  }

  // sum += s * v, in double.
  static HWY_INLINE void accumulate(V v, double s, double* sum) {
#if HWY_TARGET == HWY_SCALAR
    *sum += s * static_cast<double>(hn::GetLane(v));
#else
    const D64 d;
    const auto factor = hn::Set(d, s);
    if constexpr (sizeof(Real) == 8) {
      hn::Store(hn::MulAdd(factor, v, hn::Load(d, sum)), d, sum);
    } else {
      const hn::Half<D> half;
      const auto low = hn::PromoteTo(d, hn::LowerHalf(half, v));
      const auto high = hn::PromoteTo(d, hn::UpperHalf(half, v));
      double* const second = sum + kLanes / 2;
      hn::Store(hn::MulAdd(factor, low, hn::Load(d, sum)), d, sum);
      hn::Store(hn::MulAdd(factor, high, hn::Load(d, second)), d, second);
    }
#endif
  }

  template <bool kRe, bool kIm, bool kPermute>
  static HWY_INLINE void group(const Real* bra, const Real* ket, std::uint32_t rows, const FlipGroup& g,
                               const TileString* strings, double* sums) {
    const auto perm = permutation(g.lane_flip);
    const bool single = g.end - g.begin == 1;
    Real block_sign[kBlocks];  // of the first string
    for (std::size_t k = 0; k < kBlocks; ++k)
      block_sign[k] = static_cast<Real>(sign(static_cast<std::uint32_t>(k) & strings[g.begin].block_sign));
    alignas(64) Real table[2 * kBlocks * kLanes];
    for (std::uint32_t e = 0; e < rows; ++e) {
      if (e & g.half) continue;
      const Real* const a = bra + std::size_t{e ^ g.row_flip} * kRow;
      const Real* const b = ket + std::size_t{e} * kRow;
      V re[kBlocks], im[kBlocks];
      unroll<kBlocks>([&](auto k) QIAO_INLINE_LAMBDA {
        const Real* const pa = a + (k ^ g.block_flip) * (2 * kLanes);
        const Real* const pb = b + k * (2 * kLanes);
        V ar = load(pa), ai = load(pa + kLanes);
        if constexpr (kPermute) {
          ar = hn::TableLookupLanes(ar, perm);
          ai = hn::TableLookupLanes(ai, perm);
        }
        const V br = load(pb), bi = load(pb + kLanes);
        if constexpr (kRe) re[k] = hn::MulAdd(ar, br, hn::Mul(ai, bi));
        if constexpr (kIm) im[k] = hn::NegMulAdd(ai, br, hn::Mul(ar, bi));
      });
      if (single) {
        if constexpr (kRe != kIm) {
          V(&v)[kBlocks] = kRe ? re : im;
          V sum = hn::Mul(v[0], set(block_sign[0]));
          unroll<kBlocks - 1>(
              [&](auto k) QIAO_INLINE_LAMBDA { sum = hn::MulAdd(set(block_sign[k + 1]), v[k + 1], sum); });
          accumulate(sum, sign(e & strings[g.begin].row_sign), sums);
        }
        continue;
      }
      if constexpr (kRe) {
        transform(re);
        unroll<kBlocks>([&](auto k) QIAO_INLINE_LAMBDA { hn::Store(re[k], D(), table + k * kLanes); });
      }
      if constexpr (kIm) {
        transform(im);
        unroll<kBlocks>([&](auto k)
                            QIAO_INLINE_LAMBDA { hn::Store(im[k], D(), table + (kBlocks + k) * kLanes); });
      }
      for (std::uint32_t s = g.begin; s < g.end; ++s) {
        const TileString& t = strings[s];
        const std::size_t at = (t.imaginary ? kBlocks : 0) + t.block_sign;
        accumulate(load(table + at * kLanes), sign(e & t.row_sign), sums + (s - g.begin) * kLanes);
      }
    }
  }

  static void products(const Real* bra, const Real* ket, unsigned row_bits, std::span<const FlipGroup> groups,
                       std::span<const TileString> strings, double* sums, AlignedVector<double>& scratch) {
    const std::uint32_t rows = 1u << row_bits;
    for (const FlipGroup& g : groups) {
      scratch.assign((g.end - g.begin) * kLanes, 0.0);
      double* const s = scratch.data();
      const TileString* const t = strings.data();
      const bool p = g.lane_flip != 0;
      if (g.real && g.imaginary)
        p ? group<true, true, true>(bra, ket, rows, g, t, s)
          : group<true, true, false>(bra, ket, rows, g, t, s);
      else if (g.real)
        p ? group<true, false, true>(bra, ket, rows, g, t, s)
          : group<true, false, false>(bra, ket, rows, g, t, s);
      else
        p ? group<false, true, true>(bra, ket, rows, g, t, s)
          : group<false, true, false>(bra, ket, rows, g, t, s);
      for (std::uint32_t i = g.begin; i < g.end; ++i) {
        double sum = 0;
        for (std::size_t l = 0; l < kLanes; ++l)
          sum += sign(static_cast<std::uint32_t>(l) & t[i].lane_sign) * s[(i - g.begin) * kLanes + l];
        sums[i] = sum;
      }
    }
  }

  template <bool kPermute>
  static HWY_INLINE void apply_row(const Real* ket, Real* out, std::uint32_t e, const FlipGroup& g,
                                   const TileString* strings, const Real* lane_weights) {
    const auto perm = permutation(g.lane_flip);
    const Real* const from = ket + std::size_t{e ^ g.row_flip} * kRow;
    V fr[kBlocks], fi[kBlocks];
    if (g.end - g.begin == 1) {
      const TileString& t = strings[g.begin];
      const Real* const w = lane_weights + 2 * kLanes * g.begin;
      unroll<kBlocks>([&](auto k) QIAO_INLINE_LAMBDA {
        const V s = set(static_cast<Real>(sign(e & t.row_sign) *
                                          sign(static_cast<std::uint32_t>(k.value) & t.block_sign)));
        fr[k] = hn::Mul(s, load(w));
        fi[k] = hn::Mul(s, load(w + kLanes));
      });
    } else {
      alignas(64) Real sums[2 * kBlocks * kLanes] = {};
      for (std::uint32_t s = g.begin; s < g.end; ++s) {
        const TileString& t = strings[s];
        const V factor = set(static_cast<Real>(sign(e & t.row_sign)));
        const Real* const w = lane_weights + 2 * kLanes * s;
        Real* const to = sums + 2 * kLanes * t.block_sign;
        hn::Store(hn::MulAdd(factor, load(w), load(to)), D(), to);
        hn::Store(hn::MulAdd(factor, load(w + kLanes), load(to + kLanes)), D(), to + kLanes);
      }
      unroll<kBlocks>([&](auto k) QIAO_INLINE_LAMBDA {
        fr[k] = load(sums + 2 * kLanes * k);
        fi[k] = load(sums + 2 * kLanes * k + kLanes);
      });
      transform(fr);
      transform(fi);
    }
    unroll<kBlocks>([&](auto k) QIAO_INLINE_LAMBDA {
      const Real* const p = from + (k ^ g.block_flip) * (2 * kLanes);
      V re = load(p), im = load(p + kLanes);
      if constexpr (kPermute) {
        re = hn::TableLookupLanes(re, perm);
        im = hn::TableLookupLanes(im, perm);
      }
      Real* const o = out + k * (2 * kLanes);
      hn::Store(hn::NegMulAdd(fi[k], im, hn::MulAdd(fr[k], re, load(o))), D(), o);
      hn::Store(hn::MulAdd(fi[k], re, hn::MulAdd(fr[k], im, load(o + kLanes))), D(), o + kLanes);
    });
  }

  static void apply(const Real* ket, Real* out, const std::uint64_t* row_offset, unsigned row_bits,
                    std::span<const FlipGroup> groups, std::span<const TileString> strings,
                    const Complex* weights, AlignedVector<Real>& scratch) {
    scratch.resize(strings.size() * 2 * kLanes);
    for (std::size_t s = 0; s < strings.size(); ++s)
      for (std::size_t l = 0; l < kLanes; ++l) {
        const double f = sign(static_cast<std::uint32_t>(l) & strings[s].lane_sign);
        scratch[2 * kLanes * s + l] = static_cast<Real>(f * weights[s].real());
        scratch[2 * kLanes * s + kLanes + l] = static_cast<Real>(f * weights[s].imag());
      }
    for (std::uint32_t e = 0; e < 1u << row_bits; ++e)
      for (const FlipGroup& g : groups) {
        Real* const row = out + row_offset[e];
        if (g.lane_flip != 0) apply_row<true>(ket, row, e, g, strings.data(), scratch.data());
        else apply_row<false>(ket, row, e, g, strings.data(), scratch.data());
      }
  }
};

template <class Real, class F>
HWY_INLINE void with_blocks(unsigned block_bits, const F& f) {
  switch (block_bits) {
    case 0:
      return f(Loops<Real, 1>());
    case 1:
      return f(Loops<Real, 2>());
    case 2:
      return f(Loops<Real, 4>());
    default:
      return f(Loops<Real, 8>());
  }
}

template <class Real>
void products(const Real* bra, const Real* ket, unsigned row_bits, unsigned block_bits,
              std::span<const FlipGroup> groups, std::span<const TileString> strings, double* sums,
              AlignedVector<double>& scratch) {
  with_blocks<Real>(block_bits, [&](auto loops) {
    decltype(loops)::products(bra, ket, row_bits, groups, strings, sums, scratch);
  });
}

template <class Real>
void apply(const Real* ket, Real* out, const std::uint64_t* row_offset, unsigned row_bits,
           unsigned block_bits, std::span<const FlipGroup> groups, std::span<const TileString> strings,
           const Complex* weights, AlignedVector<Real>& scratch) {
  with_blocks<Real>(block_bits, [&](auto loops) {
    decltype(loops)::apply(ket, out, row_offset, row_bits, groups, strings, weights, scratch);
  });
}

}  // namespace

void get_pauli_kernels(PauliKernels<float>* f32, PauliKernels<double>* f64) {
  *f32 = {isa_name(HWY_TARGET), &products<float>, &apply<float>};
  *f64 = {isa_name(HWY_TARGET), &products<double>, &apply<double>};
}

}  // namespace qiao::qsim::engine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

#include <string_view>

#include "qiao/base/error.hpp"

namespace qiao::qsim::engine {
namespace {

HWY_EXPORT(get_pauli_kernels);

struct Entry {
  PauliKernels<float> f32;
  PauliKernels<double> f64;
};

const Entry& find(std::string_view name) {
  static const std::deque<Entry> table = each_target<Entry>(HWY_TARGETS, [](Entry& e) {
    HWY_DYNAMIC_DISPATCH(get_pauli_kernels)(&e.f32, &e.f64);
  });
  for (const Entry& e : table)
    if (name == e.f64.name) return e;
  throw Error(ErrorCode::kInternal, "no Pauli kernels for this instruction set");
}

}  // namespace

template <>
const PauliKernels<float>& pauli_kernels<float>(const char* name) {
  return find(name).f32;
}
template <>
const PauliKernels<double>& pauli_kernels<double>(const char* name) {
  return find(name).f64;
}

}  // namespace qiao::qsim::engine
#endif
