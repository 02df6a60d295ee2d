// Number partition: two groups whose sums differ least. The file holds the numbers. Cost: (difference /
// largest)^2, so that costs are of order 1; the value that is shown is the same. Differences are computed exactly
// if the numbers are multiples of one unit, decimal or binary, and add up to less than 2^53 of it.

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>
#include <queue>

#include "problems/input.hpp"
#include "problems/kinds.hpp"

namespace qiao::algorithms {
namespace {

// The number of digits after the point that a word needs; nothing if it has an exponent.
std::optional<unsigned> decimals(std::string_view word) {
  if (word.find_first_of("eE") != word.npos) return std::nullopt;
  const std::size_t point = word.find('.');
  if (point == word.npos) return 0;
  while (word.back() == '0') word.remove_suffix(1);
  return static_cast<unsigned>(word.size() - point - 1);
}

// The numbers as whole multiples of a unit, if there is one in which all are exact.
std::optional<std::vector<double>> in_units(const std::vector<double>& a, std::optional<unsigned> digits) {
  const auto exact = [](const std::vector<double>& v) {
    double sum = 0;
    for (const double x : v) sum += x;
    return sum < 0x1p53 && std::all_of(v.begin(), v.end(), [](double x) { return x == std::floor(x); });
  };
  std::vector<double> units = a;
  if (digits && *digits <= 15) {
    for (double& x : units) x = std::round(x * std::pow(10.0, *digits));
    if (exact(units)) return units;
  }
  int lowest = 2000;
  for (const double x : a) {
    int exponent = 0;
    const auto bits = static_cast<std::uint64_t>(std::ldexp(std::frexp(x, &exponent), 53));
    lowest = std::min(lowest, exponent - 53 + std::countr_zero(bits));
  }
  units = a;
  for (double& x : units) x = std::ldexp(x, -lowest);
  if (exact(units)) return units;
  return std::nullopt;
}

Problem read(const std::string& text, const std::string& name) {
  std::vector<double> a;
  double largest = 0;
  std::optional<unsigned> digits = 0;
  for (const Line& line : lines_of(text, "#"))
    for (const std::string_view w : line.words) {
      a.push_back(number_in(name, line.number, w));
      if (!(a.back() > 0)) bad_input(name, line.number, fmt::format("'{}' is not positive", w));
      largest = std::max(largest, a.back());
      const auto own = decimals(w);
      digits = digits && own ? std::optional(std::max(*digits, *own)) : std::nullopt;
    }
  if (a.size() < 2 || a.size() > kMaxProblemVariables)
    bad_input(name, 0, fmt::format("{} numbers (2 to {})", a.size(), kMaxProblemVariables));
  Problem p;
  p.variables = static_cast<unsigned>(a.size());
  p.value_name = "(difference / largest)^2";
  SpinPolynomial cost(p.variables);
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < a.size(); ++j)
      cost.add((std::uint64_t{1} << i) ^ (std::uint64_t{1} << j), (a[i] / largest) * (a[j] / largest));
  const auto difference = [a](std::uint64_t x) {
    double d = 0;
    for (std::size_t i = 0; i < a.size(); ++i) d += x >> i & 1 ? -a[i] : a[i];
    return std::abs(d);
  };
  p.describe = [difference](std::uint64_t x) { return fmt::format("sums differ by {:.12g}", difference(x)); };
  // Karmarkar and Karp: the two largest numbers are put on different sides, until one is left.
  const auto differencing = [a](const std::atomic<bool>*) -> std::optional<std::uint64_t> {
    struct Side {
      double value;
      std::uint64_t plus, minus;
      bool operator<(const Side& o) const { return value < o.value; }
    };
    std::priority_queue<Side> heap;
    for (std::size_t i = 0; i < a.size(); ++i) heap.push({a[i], std::uint64_t{1} << i, 0});
    while (heap.size() > 1) {
      const Side x = heap.top();
      heap.pop();
      const Side y = heap.top();
      heap.pop();
      heap.push({x.value - y.value, x.plus | y.minus, x.minus | y.plus});
    }
    return heap.top().minus;
  };
  p.baselines = {{"Karmarkar-Karp differencing", false, differencing}};
  use_polynomial(p, std::move(cost));
  if (const auto units = in_units(a, digits)) {
    const double most = *std::max_element(units->begin(), units->end());
    p.exact_cost = true;
    p.cost = [units = *units, most](std::uint64_t x) {
      double d = 0;
      for (std::size_t i = 0; i < units.size(); ++i) d += x >> i & 1 ? -units[i] : units[i];
      return (d / most) * (d / most);
    };
  }
  return p;
}

std::string generate(unsigned n, std::uint64_t seed) {
  Draws draws(seed);
  std::string text = fmt::format("# number partition, seed {}\n", seed);
  for (unsigned i = 0; i < n; ++i) text += fmt::format("{}\n", 1 + draws.below(10000));
  return text;
}

}  // namespace

ProblemKind partition_kind() {
  return {"partition", "two groups of numbers whose sums differ least", "positive numbers", read, generate};
}

}  // namespace qiao::algorithms
