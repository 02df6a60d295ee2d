#pragma once
// The one place where loops are shared out to threads. How many threads is always said by the caller: OpenMP's
// own number (OMP_NUM_THREADS, omp_set_num_threads) does not count. Exceptions reach the caller: the first one
// ends the loop, items that have not begun are left out.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <type_traits>

namespace qiao {

namespace parallel_detail {
using Call = void (*)(void* f, std::uint64_t i, int thread);
void run(std::uint64_t count, int threads, void* f, Call call);
}  // namespace parallel_detail

// f(i, thread) for every i in [0, count), by up to `threads` threads, numbered from 0; one after the other
// and in order if that is fewer than two, inside of another such loop, and without OpenMP. Items are handed
// out one by one: each should be worth some microseconds.
template <class F>
void parallel_for(std::uint64_t count, int threads, F&& f) {
  if (threads < 2 || count < 2) {
    for (std::uint64_t i = 0; i < count; ++i) f(i, 0);
    return;
  }
  using Function = std::remove_reference_t<F>;
  parallel_detail::run(count, threads, const_cast<void*>(static_cast<const void*>(std::addressof(f))),
                       [](void* g, std::uint64_t i, int thread) { (*static_cast<Function*>(g))(i, thread); });
}

// f(begin, end) for pieces that make up [0, count), none smaller than `least` but the last: for loops whose
// items are small. Up to `least` items are one piece, done by the caller's thread.
template <class F>
void parallel_ranges(std::uint64_t count, std::uint64_t least, int threads, F&& f) {
  if (count == 0) return;
  const std::uint64_t parts = threads < 2 ? 1 : 8 * static_cast<std::uint64_t>(threads);
  const std::uint64_t size = std::max({least, (count + parts - 1) / parts, std::uint64_t{1}});
  parallel_for((count + size - 1) / size, threads,
               [&](std::uint64_t i, int) { f(i * size, std::min(count, (i + 1) * size)); });
}

}  // namespace qiao
