#pragma once
// Loops over the amplitudes of a state.

#include <cstdint>
#include <utility>

#include "qiao/base/parallel.hpp"

namespace qiao::qsim::engine {

// Below this many amplitudes starting threads, and taking each other's half of the state out of their caches
// in every sweep, costs more than it gives (measured: even at 2^16, 1.5 times faster on two threads at 2^18).
inline constexpr std::uint64_t kParallelAmplitudes = 1 << 16;

// f(i, thread) for i in [0, count), by several threads if there are `work` amplitudes to see. Exceptions
// reach the caller.
template <class F>
void parallel_for(std::uint64_t count, int threads, std::uint64_t work, F&& f) {
  qiao::parallel_for(count, work >= kParallelAmplitudes ? threads : 1, std::forward<F>(f));
}

}  // namespace qiao::qsim::engine
