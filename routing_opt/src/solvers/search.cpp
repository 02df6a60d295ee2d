#include "solvers/search.hpp"

#include <algorithm>

#include "qiao/base/rng.hpp"

namespace qiao::routing_opt {

SearchRandom::SearchRandom(std::uint64_t seed, std::uint64_t layer, std::uint64_t purpose)
    : state_(random_bits(seed, layer, purpose)) {}

Budget Budget::of_time(double seconds, const qsim::Monitor* monitor) {
  Budget b;
  b.seconds_ = seconds;
  b.monitor_ = monitor;
  return b;
}

Budget Budget::of_moves(std::uint64_t moves, const qsim::Monitor* monitor) {
  Budget b;
  b.moves_ = std::max<std::uint64_t>(moves, 1);
  b.monitor_ = monitor;
  return b;
}

Budget Budget::part(double share) const {
  if (moves_)
    return of_moves(static_cast<std::uint64_t>(share * static_cast<double>(moves_ - std::min(moves_, used_))),
                    monitor_);
  const double elapsed = std::chrono::duration<double>(Clock::now() - start_).count();
  return of_time(share * std::max(0.0, seconds_ - elapsed), monitor_);
}

double Budget::progress() const {
  if (monitor_ && monitor_->stop.load()) return 1;
  if (moves_) return static_cast<double>(used_) / static_cast<double>(moves_);
  return std::chrono::duration<double>(Clock::now() - start_).count() / std::max(seconds_, 1e-9);
}

}  // namespace qiao::routing_opt
