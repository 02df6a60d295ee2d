#include "qiao/base/parallel.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <new>
#include <set>
#include <stdexcept>
#include <vector>

namespace qiao {
namespace {

TEST(Parallel, every_item_comes_once_whatever_the_threads) {
  for (const int threads : {-1, 0, 1, 2, 5})
    for (const std::uint64_t count : {0, 1, 2, 1000}) {
      std::vector<std::atomic<int>> seen(count);
      parallel_for(count, threads, [&](std::uint64_t i, int thread) {
        EXPECT_GE(thread, 0);
        EXPECT_LT(thread, std::max(threads, 1));
        ++seen[i];
      });
      for (const auto& n : seen) EXPECT_EQ(n, 1);
      for (auto& n : seen) n = 0;
      parallel_ranges(count, 7, threads, [&](std::uint64_t begin, std::uint64_t end) {
        EXPECT_LT(begin, end);
        EXPECT_TRUE(end - begin >= 7 || end == count);
        for (; begin < end; ++begin) ++seen[begin];
      });
      for (const auto& n : seen) EXPECT_EQ(n, 1);
    }
}

// Thrown inside of a parallel region they would end the process.
TEST(Parallel, exceptions_reach_the_caller_and_end_the_loop) {
  for (const int threads : {1, 4}) {
    std::atomic<std::uint64_t> done{0};
    const auto fail = [&](std::uint64_t i, int) {
      if (i == 3) throw std::bad_alloc();
      ++done;
    };
    EXPECT_THROW(parallel_for(1'000'000, threads, fail), std::bad_alloc);
    EXPECT_LT(done, 1'000'000u - 1);
    EXPECT_THROW(parallel_ranges(100, 1, threads, [](auto, auto) { throw std::runtime_error("cost"); }),
                 std::runtime_error);
  }
}

TEST(Parallel, a_loop_within_a_loop_is_done_by_its_thread) {
  std::atomic<int> sum{0};
  parallel_for(4, 2, [&](std::uint64_t, int) {
    parallel_for(10, 4, [&](std::uint64_t, int thread) {
      EXPECT_EQ(thread, 0);
      ++sum;
    });
  });
  EXPECT_EQ(sum, 40);
}

}  // namespace
}  // namespace qiao
