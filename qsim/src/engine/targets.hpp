#pragma once
// Tables of functions compiled for several instruction sets (Highway's foreach_target.h), all of them, not
// only the best one. To be included after hwy/highway.h, outside its namespaces.

#include <cstdint>
#include <deque>

#include <hwy/highway.h>

namespace qiao::qsim::engine {

// What QIAO_ISA and the output call a target (HWY_TARGET).
constexpr const char* isa_name(std::int64_t target) {
  return target == HWY_AVX3   ? "avx512"
         : target == HWY_AVX2 ? "avx2"
         : target == HWY_NEON ? "neon"
                              : "portable";
}

// One entry for each instruction set this machine can run, best first; `fill(entry)` is called while that one
// is chosen and makes its HWY_DYNAMIC_DISPATCH call.
template <class Entry, class Fill>
std::deque<Entry> each_target(std::int64_t compiled, const Fill& fill) {
  std::deque<Entry> found;
  // Highway's targets: smaller bits are better.
  const std::int64_t supported = hwy::SupportedTargets() & compiled;
  for (std::int64_t rest = supported; rest != 0; rest &= rest - 1) {
    hwy::SetSupportedTargetsForTest(rest & -rest);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    fill(found.emplace_back());
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  return found;
}

}  // namespace qiao::qsim::engine
