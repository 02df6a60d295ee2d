// The list of problems.

#include "qiao/algorithms/problem.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "problems/kinds.hpp"
#include "qiao/base/diagnostic.hpp"
#include "qiao/base/error.hpp"

namespace qiao::algorithms {

const std::vector<ProblemKind>& problem_kinds() {
  static const std::vector<ProblemKind> list = {
      maxcut_kind(),    ising_kind(),      maxsat_kind(), labs_kind(),   partition_kind(),
      portfolio_kind(), cell_sleep_kind(), slices_kind(), select_kind(),
  };
  return list;
}

const ProblemKind& problem_kind(const std::string& name) {
  std::vector<std::string> names;
  for (const ProblemKind& k : problem_kinds()) {
    if (k.name == name) return k;
    names.push_back(k.name);
  }
  const std::string near = nearest_name(name, names);
  throw Error(ErrorCode::kUsage, fmt::format("unknown kind of problem '{}'", name),
              near.empty() ? fmt::format("known are {}", fmt::join(names, ", "))
                           : fmt::format("did you mean '{}'?", near));
}

std::string generate_instance(const ProblemKind& kind, unsigned size, std::uint64_t seed,
                              const std::map<std::string, double>& tuned) {
  if (tuned.empty()) return kind.generate(size, seed);
  std::vector<std::string> names;
  std::vector<double> values;
  for (const GeneratorSetting& s : kind.settings) {
    names.push_back(s.name);
    const auto given = tuned.find(s.name);
    values.push_back(given == tuned.end() ? s.value : given->second);
    if (!(values.back() >= s.min && values.back() <= s.max))
      throw Error(ErrorCode::kUsage,
                  fmt::format("{} = {} is not between {} and {}", s.name, values.back(), s.min, s.max),
                  s.meaning);
  }
  for (const auto& [name, value] : tuned) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    throw Error(ErrorCode::kUsage, fmt::format("instances of '{}' have no setting '{}'", kind.name, name),
                names.empty() ? std::string() : fmt::format("they have {}", fmt::join(names, ", ")));
  }
  return kind.generate_tuned(size, seed, values);
}

double cost_tolerance(const Problem& problem, double largest, bool whole) {
  if (problem.exact_cost) return 0;
  if (problem.polynomial) return problem.polynomial->rounding();
  if (whole && largest < 0x1p53) return 0;
  return 64 * std::numeric_limits<double>::epsilon() * largest;
}

SpinPolynomial polynomial_of(const Problem& problem, int threads) {
  if (problem.polynomial) return *problem.polynomial;
  constexpr unsigned kMost = 24;
  if (problem.variables > kMost)
    throw Error(ErrorCode::kLimit, fmt::format("the polynomial of a cost of {} variables given as a function "
                                               "(at most {})",
                                               problem.variables, kMost));
  std::vector<double> c = all_values(problem.variables, problem.cost, false, threads);
  // From the first value on: a constant would cost digits.
  const double first = c[0];
  for (double& v : c) v -= first;
  walsh_hadamard(c, threads);
  double largest = 0;
  for (std::size_t mask = 1; mask < c.size(); ++mask) largest = std::max(largest, std::abs(c[mask]));
  SpinPolynomial p(problem.variables);
  p.add(0, first + c[0] / static_cast<double>(c.size()));
  for (std::size_t mask = 1; mask < c.size(); ++mask)
    if (std::abs(c[mask]) > 1e-12 * largest) p.add(mask, c[mask] / static_cast<double>(c.size()));
  p.simplify();
  return p;
}

}  // namespace qiao::algorithms
