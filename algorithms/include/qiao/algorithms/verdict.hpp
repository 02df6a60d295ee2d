#pragma once
// Is a quantum solver worth it? Its result and the best classical one are compared on data that no solver
// saw, on the same resamples of it, and the answer may be no.

#include <string>
#include <vector>

namespace qiao::algorithms {

// A quantum solver must gain at least this much, with 95 % confidence.
inline constexpr double kGate = 0.01;

// What one method gains over another: mean over the resamples, 95 % percentile interval, two-sided p-value.
struct Gain {
  double mean = 0, low = 0, high = 0, p = 1;
};
// From the gain in each resample (Davison, Hinkley: Bootstrap Methods, 1997, sections 4.2 and 5.2: the
// p-value counts the data themselves as one more resample). Throws Error(kUsage) if there are none.
Gain gain_of(std::vector<double> gains);

// p-values corrected for their number by Holm's method, in the same order.
std::vector<double> holm(const std::vector<double>& p);

inline constexpr const char* kTiesOptimum = "ties the proven optimum";
inline constexpr const char* kCutOff = "cut off by the budget";

struct Decision {
  bool go = false;
  std::string reason;
  const char* word() const { return go ? "GO" : "SHELVE"; }
};
// `gain` over the best classical method. `ties_optimum`: what was fitted is as good as an optimum that a
// classical method has proven, so that whatever shows on other data is luck. `cut_off`: the solver was not
// given the time to finish, and nothing is said against it.
Decision decide(const Gain& gain, bool ties_optimum, bool cut_off);

}  // namespace qiao::algorithms
