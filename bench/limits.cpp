// Compiled once per instruction set like the engine's kernels (foreach_target.h).
#include "limits.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "limits.cpp"
#include <hwy/foreach_target.h>
// after foreach_target
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace qiao::bench::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// Multiply-adds on 12 independent chains (latency 4, two per cycle, and some to spare).
template <class Real>
Real chains(std::size_t rounds) {
  const hn::ScalableTag<Real> d;
  using V = hn::Vec<decltype(d)>;
  const V a = hn::Set(d, Real(0.999)), b = hn::Set(d, Real(0.001));
  // Different starts that the compiler does not know, or it would see that chains are the same.
  const Real s = static_cast<Real>(rounds) * Real(1e-9);
  V v0 = hn::Set(d, s), v1 = hn::Set(d, s + 1), v2 = hn::Set(d, s + 2), v3 = hn::Set(d, s + 3);
  V v4 = hn::Set(d, s + 4), v5 = hn::Set(d, s + 5), v6 = hn::Set(d, s + 6), v7 = hn::Set(d, s + 7);
  V v8 = hn::Set(d, s + 8), v9 = hn::Set(d, s + 9), v10 = hn::Set(d, s + 10), v11 = hn::Set(d, s + 11);
  for (std::size_t i = 0; i < rounds; ++i) {
    v0 = hn::MulAdd(v0, a, b), v1 = hn::MulAdd(v1, a, b), v2 = hn::MulAdd(v2, a, b);
    v3 = hn::MulAdd(v3, a, b), v4 = hn::MulAdd(v4, a, b), v5 = hn::MulAdd(v5, a, b);
    v6 = hn::MulAdd(v6, a, b), v7 = hn::MulAdd(v7, a, b), v8 = hn::MulAdd(v8, a, b);
    v9 = hn::MulAdd(v9, a, b), v10 = hn::MulAdd(v10, a, b), v11 = hn::MulAdd(v11, a, b);
  }
  const V sum = hn::Add(hn::Add(hn::Add(hn::Add(v0, v1), hn::Add(v2, v3)), hn::Add(v4, v5)),
                        hn::Add(hn::Add(hn::Add(v6, v7), hn::Add(v8, v9)), hn::Add(v10, v11)));
  return hn::GetLane(sum);
}
template <class Real>
double operations_per_round() {
  return 12.0 * 2 * static_cast<double>(hn::Lanes(hn::ScalableTag<Real>()));
}

float chains_f32(std::size_t rounds) { return chains<float>(rounds); }
double chains_f64(std::size_t rounds) { return chains<double>(rounds); }
double operations_f32() { return operations_per_round<float>(); }
double operations_f64() { return operations_per_round<double>(); }

void change(double* p, std::size_t count, std::size_t rounds) {
  const hn::ScalableTag<double> d;
  const std::size_t lanes = hn::Lanes(d);
  const auto a = hn::Set(d, 0.5), b = hn::Set(d, 1.0);
  for (std::size_t round = 0; round < rounds; ++round)
    for (std::size_t i = 0; i < count; i += 4 * lanes) {
      const auto v0 = hn::Load(d, p + i), v1 = hn::Load(d, p + i + lanes),
                 v2 = hn::Load(d, p + i + 2 * lanes), v3 = hn::Load(d, p + i + 3 * lanes);
      hn::Store(hn::MulAdd(v0, a, b), d, p + i);
      hn::Store(hn::MulAdd(v1, a, b), d, p + i + lanes);
      hn::Store(hn::MulAdd(v2, a, b), d, p + i + 2 * lanes);
      hn::Store(hn::MulAdd(v3, a, b), d, p + i + 3 * lanes);
    }
}

}  // namespace
}  // namespace qiao::bench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace qiao::bench {
namespace {

HWY_EXPORT(chains_f32);
HWY_EXPORT(chains_f64);
HWY_EXPORT(operations_f32);
HWY_EXPORT(operations_f64);
HWY_EXPORT(change);

volatile double sink;  // keeps the chains alive

}  // namespace

template <>
double multiply_adds<float>(std::size_t rounds) {
  sink = static_cast<double>(HWY_DYNAMIC_DISPATCH(chains_f32)(rounds));
  return HWY_DYNAMIC_DISPATCH(operations_f32)() * static_cast<double>(rounds);
}
template <>
double multiply_adds<double>(std::size_t rounds) {
  sink = HWY_DYNAMIC_DISPATCH(chains_f64)(rounds);
  return HWY_DYNAMIC_DISPATCH(operations_f64)() * static_cast<double>(rounds);
}

void change_in_place(void* data, std::size_t bytes, std::size_t rounds) {
  HWY_DYNAMIC_DISPATCH(change)(static_cast<double*>(data), bytes / sizeof(double), rounds);
}

}  // namespace qiao::bench
#endif
