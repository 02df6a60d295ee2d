#pragma once
// Ending long work from outside.

#include <atomic>

#include "qiao/base/error.hpp"

namespace qiao {

inline bool stopped(const std::atomic<bool>* stop) { return stop && stop->load(std::memory_order_relaxed); }
// Throws Error(kInterrupted) if `stop` is given and set. To be called at least every tenth of a second.
inline void check_stop(const std::atomic<bool>* stop) {
  if (stopped(stop)) throw Error(ErrorCode::kInterrupted, "interrupted");
}

}  // namespace qiao
