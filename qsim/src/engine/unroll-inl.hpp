// Loops with constant indices for kernels, compiled anew for each instruction set (Highway's convention for
// such headers: no #pragma once, a guard that toggles). To be included after hwy/highway.h.
#if defined(QIAO_ENGINE_UNROLL_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef QIAO_ENGINE_UNROLL_INL_HPP
#undef QIAO_ENGINE_UNROLL_INL_HPP
#else
#define QIAO_ENGINE_UNROLL_INL_HPP
#endif

#include <cstddef>
#include <type_traits>
#include <utility>

#include <hwy/highway.h>

#undef QIAO_INLINE_LAMBDA
#define QIAO_INLINE_LAMBDA HWY_ATTR __attribute__((always_inline))

HWY_BEFORE_NAMESPACE();
namespace qiao::qsim::engine::HWY_NAMESPACE {

template <class F, std::size_t... I>
HWY_INLINE void unroll_indices(F&& f, std::index_sequence<I...>) {
  (f(std::integral_constant<std::size_t, I>{}), ...);
}
// f(integral_constant<0>) ... f(integral_constant<N-1>): indices stay constants, so vectors stay in
// registers.
template <std::size_t N, class F>
HWY_INLINE void unroll(F&& f) {
  unroll_indices(f, std::make_index_sequence<N>{});
}
// f(k0, k1) for all pairs of numbers below 2^K that differ in bit R.
template <unsigned K, unsigned R, class F>
HWY_INLINE void pairs(F&& f) {
  if constexpr (K > 0)
    unroll<(std::size_t{1} << K) / 2>([&](auto j) QIAO_INLINE_LAMBDA {
      constexpr std::size_t k0 = (j.value >> R << (R + 1)) | (j.value & ((std::size_t{1} << R) - 1));
      f(std::integral_constant<std::size_t, k0>{},
        std::integral_constant<std::size_t, k0 | std::size_t{1} << R>{});
    });
}

}  // namespace qiao::qsim::engine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
