#pragma once
// Lowest eigenstates of a real symmetric operator given by its diagonal and its product with a vector.

#include <atomic>
#include <functional>
#include <vector>

#include "qiao/algorithms/determinants.hpp"

namespace qiao::algorithms {

// See lowest_states (determinants.hpp).
std::vector<EigenState> davidson(const std::vector<double>& diagonal,
                                 const std::function<void(const double*, double*)>& apply, unsigned count,
                                 double tolerance, const std::atomic<bool>* stop = nullptr);

}  // namespace qiao::algorithms
