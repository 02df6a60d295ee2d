#pragma once
// The one place where threads are started.

#include <cstdint>
#include <exception>

#ifdef _OPENMP
#include <omp.h>
#endif

namespace qiao::qsim::engine {

// Below this many amplitudes starting threads, and taking each other's half of the state out of their caches
// in every sweep, costs more than it gives (measured: even at 2^16, 1.5 times faster on two threads at 2^18).
inline constexpr std::uint64_t kParallelAmplitudes = 1 << 16;

// f(i, thread) for i in [0, count), by several threads if there are `work` amplitudes to see. Exceptions
// reach the caller.
template <class F>
void parallel_for(std::uint64_t count, int threads, std::uint64_t work, F&& f) {
#ifdef _OPENMP
  if (threads > 1 && work >= kParallelAmplitudes && count > 1) {
    std::exception_ptr error;
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (std::int64_t i = 0; i < static_cast<std::int64_t>(count); ++i) {
      try {
        f(static_cast<std::uint64_t>(i), omp_get_thread_num());
      } catch (...) {
#pragma omp critical(qiao_parallel_error)
        error = std::current_exception();
      }
    }
    if (error) std::rethrow_exception(error);
    return;
  }
#endif
  (void)threads;
  (void)work;
  for (std::uint64_t i = 0; i < count; ++i) f(i, 0);
}

}  // namespace qiao::qsim::engine
