#include "qiao/base/parallel.hpp"

#include <atomic>
#include <exception>

#ifdef QIAO_OPENMP
#include <omp.h>
#endif

namespace qiao::parallel_detail {

void run(std::uint64_t count, int threads, void* f, Call call) {
#ifdef QIAO_OPENMP
  // Where items are fewer than threads the rest would only wait.
  const int used = static_cast<int>(std::min<std::uint64_t>(count, static_cast<std::uint64_t>(threads)));
  std::exception_ptr error;
  std::atomic<bool> failed{false};
#pragma omp parallel for schedule(dynamic, 1) num_threads(used)
  for (std::uint64_t i = 0; i < count; ++i) {
    if (failed.load(std::memory_order_relaxed)) continue;
    try {
      call(f, i, omp_get_thread_num());
    } catch (...) {
      if (!failed.exchange(true)) error = std::current_exception();
    }
  }
  if (error) std::rethrow_exception(error);
#else
  (void)threads;
  for (std::uint64_t i = 0; i < count; ++i) call(f, i, 0);
#endif
}

}  // namespace qiao::parallel_detail
