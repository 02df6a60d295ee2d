#pragma once
// The kinds of problems; one file each.

#include "qiao/algorithms/problem.hpp"

namespace qiao::algorithms {

ProblemKind maxcut_kind();
ProblemKind ising_kind();
ProblemKind maxsat_kind();
ProblemKind labs_kind();
ProblemKind partition_kind();
ProblemKind portfolio_kind();
ProblemKind cell_sleep_kind();
ProblemKind slices_kind();
ProblemKind select_kind();

// Sets cost to the polynomial's value.
inline void use_polynomial(Problem& p, SpinPolynomial polynomial) {
  polynomial.simplify();
  p.cost = [polynomial](std::uint64_t x) { return polynomial.value(x); };
  p.polynomial = std::move(polynomial);
}

}  // namespace qiao::algorithms
