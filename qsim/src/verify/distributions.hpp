#pragma once
// Any two programs: the exact distributions of their results, and of measurements of their qubits at the end.

#include <vector>

#include "setting.hpp"

namespace qiao::qsim {

struct DistributionResult {
  Verdict verdict = Verdict::kUndecided;
  double distance = 0;          // the largest total variation seen
  std::string counter_example;  // an input, if not equal
  std::string why;              // if undecided
};

// From |0...0> and `inputs` - 1 random product states of the qubits that need not start in |0>. After each run the qubits
// of `look` are measured, too: up to 10 of them each along a random axis of its own; more are first mixed by random gates,
// and six are measured. Different states give different distributions except for axes of measure zero.
DistributionResult compare_distributions(const ir::Circuit& a, const ir::Circuit& b, const Setting& setting,
                                         unsigned inputs, const std::vector<ir::Qubit>& look);

// Amplitudes that the measurement branches of the program may touch, about.
double branch_work(const ir::Circuit& c);

}  // namespace qiao::qsim
