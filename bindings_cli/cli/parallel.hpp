#pragma once
// How many threads OpenMP uses in the libraries that take their number from it.

#ifdef QIAO_OPENMP
#include <omp.h>
#endif

namespace qiao::cli {

// Sets the number while it lives.
class ParallelScope {
 public:
  explicit ParallelScope(int threads) : count_(threads) {
#ifdef QIAO_OPENMP
    before_ = omp_get_max_threads();
    omp_set_num_threads(threads);
#endif
  }
  ~ParallelScope() {
#ifdef QIAO_OPENMP
    omp_set_num_threads(before_);
#endif
  }
  ParallelScope(const ParallelScope&) = delete;
  ParallelScope& operator=(const ParallelScope&) = delete;
  int count() const { return count_; }

 private:
  int count_;
  [[maybe_unused]] int before_ = 1;
};

}  // namespace qiao::cli
