#pragma once
// One minimisation at work: every evaluation of every optimiser goes through here.

#include <chrono>
#include <exception>

#include "qiao/algorithms/optimizer.hpp"

namespace qiao::algorithms {

// Thrown through our own optimisers and remembered across NLopt's: the run ends for `reason`.
struct Ended {
  StopReason reason;
};

class Session {
 public:
  Session(const Objective& objective, const OptimizeOptions& options);
  // Evaluates, or takes from the log; value and gradient in units of the options. `gradient` may be empty.
  // Throws Ended, or what the objective throws.
  double evaluate(std::span<const double> x, std::span<double> gradient);
  // Evaluates at x to find a unit, unless one is given; the algorithm's first evaluation, at the same point,
  // is this one.
  void find_unit(std::span<const double> x);
  const OptimizeOptions& options() const { return options_; }
  double ftol_abs() const { return options_.ftol_abs / unit_; }
  OptimizeResult result(StopReason reason);

 private:
  void stop_if_asked() const;
  double record(std::span<const double> x, std::span<double> gradient);
  const Objective& objective_;
  const OptimizeOptions& options_;
  OptimizeResult best_;
  double unit_ = 1;
  std::vector<double> first_x_, first_gradient_;  // of find_unit, until they are asked for
  double first_value_ = 0;
  double last_norm_ = 0;
  double seconds_before_ = 0, last_seconds_ = 0;
  std::chrono::steady_clock::time_point begin_;
};

// The optimisers return why they stopped; they may throw Ended.
StopReason run_nlopt(Session& session, const OptimizerInfo& info, std::vector<double> x);
StopReason run_spsa(Session& session, std::vector<double> x);
StopReason run_adam(Session& session, std::vector<double> x);

}  // namespace qiao::algorithms
