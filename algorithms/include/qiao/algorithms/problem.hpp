#pragma once
// What QAOA minimises: a cost of n binary variables, perhaps within a subspace, and what people want to see
// of a solution. Every kind of problem is one file in src/problems and one line in problems.cpp.

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "qiao/algorithms/polynomial.hpp"
#include "qiao/algorithms/subspace.hpp"

namespace qiao::algorithms {

struct WeightedEdge {
  unsigned u = 0, v = 0;
  double weight = 1;
};

// A classical method of the field.
struct Baseline {
  std::string method;
  bool exact = false;  // it proves its optimum
  // Nothing: there is no solution. Throws Error(kInterrupted) once `stop` is set.
  std::function<std::optional<std::uint64_t>(const std::atomic<bool>* stop)> solve;
};

// What solutions are worth on data that no method has seen.
struct HeldOut {
  std::string score;  // "accuracy of the majority vote"
  std::string item;   // what is counted: "item"
  std::size_t items = 0;
  // Of a solution on each item, 0 to 1, larger is better.
  std::function<std::vector<double>(std::uint64_t)> scores;
  // Classical methods whose answer is no string of the problem.
  struct Other {
    std::string method;
    std::vector<double> scores;
  };
  std::function<std::vector<Other>()> others;  // may be empty
};

struct Problem {
  std::string kind;  // "maxcut"
  std::string name;  // of the instance: its file
  unsigned variables = 0;
  // The cost of a string, which is minimised: bit q is variable q. Called by several threads at once.
  std::function<double(std::uint64_t)> cost;
  // The same as a polynomial, if its terms are few; see polynomial_of for the others.
  std::optional<SpinPolynomial> polynomial;
  // Whether cost() gives equal values for equal costs, and for no others, while the polynomial would round.
  bool exact_cost = false;
  // If not empty, only products of strings of fixed weight are allowed; block 0 has the lowest variables.
  std::vector<Block> blocks;
  // What the cost means: value = sign * cost, "cut" or "energy"; sign -1: `value` is maximised.
  std::string value_name = "cost";
  double sign = 1;
  std::vector<std::string> labels;                     // of the variables; empty: their numbers
  std::vector<WeightedEdge> graph;                     // drawn in reports; may be empty
  std::function<std::string(std::uint64_t)> describe;  // a solution in words; may be empty
  std::vector<Baseline> baselines;
  std::optional<HeldOut> heldout;
  std::string note;                   // what a reader of results should know; may be empty
  std::vector<std::string> warnings;  // of its file: what may not be meant

  double value(std::uint64_t x) const { return sign * cost(x); }
};

// Up to which difference two computed costs of this problem count as equal, `largest` being the magnitude of
// the largest. 0 for costs that are computed exactly: Problem::exact_cost, polynomials without rounding
// (SpinPolynomial::rounding) and, with `whole`, costs that all are whole numbers below 2^53. Otherwise what
// rounding may do: the polynomial's, or 64 units in the last place of the largest cost of a function.
double cost_tolerance(const Problem& problem, double largest, bool whole = false);

// A number that shapes the instances of a generator.
struct GeneratorSetting {
  std::string name;
  double value = 0, min = 0, max = 0;  // by default, and its range
  std::string meaning;
};

struct ProblemKind {
  std::string name;
  std::string summary;  // one line
  std::string format;   // of its files, one line
  // Throws Error(kInput) "name: ..." or "name:line: ...".
  Problem (*read)(const std::string& text, const std::string& name);
  // The text of an instance of `size` variables; the same for the same seed anywhere.
  std::string (*generate)(unsigned size, std::uint64_t seed);
  // Of a generator that can be tuned, and the same with a value for each.
  std::vector<GeneratorSetting> settings = {};
  std::string (*generate_tuned)(unsigned size, std::uint64_t seed,
                                const std::vector<double>& values) = nullptr;
};
// The one list.
const std::vector<ProblemKind>& problem_kinds();
// Throws Error(kUsage) with the nearest name.
const ProblemKind& problem_kind(const std::string& name);
// An instance of kind.generate with some of its settings changed. Throws Error(kUsage) for settings that the
// kind does not have or values out of their range.
std::string generate_instance(const ProblemKind& kind, unsigned size, std::uint64_t seed,
                              const std::map<std::string, double>& tuned);

// The polynomial of any problem of up to 24 variables, from its values; terms below 1e-12 of the largest but the
// constant are left out. Throws Error(kLimit) beyond.
SpinPolynomial polynomial_of(const Problem& problem, int threads);

}  // namespace qiao::algorithms
