// Number partition: two groups whose sums differ least. The file holds the numbers. Cost: (difference /
// largest)^2, so that costs are of order 1; the value that is shown is the same.

#include <algorithm>
#include <cmath>
#include <queue>

#include "problems/input.hpp"
#include "problems/kinds.hpp"

namespace qiao::algorithms {
namespace {

Problem read(const std::string& text, const std::string& name) {
  std::vector<double> a;
  double largest = 0;
  for (const Line& line : lines_of(text, "#"))
    for (const std::string_view w : line.words) {
      a.push_back(number_in(name, line.number, w));
      if (!(a.back() > 0)) bad_input(name, line.number, fmt::format("'{}' is not positive", w));
      largest = std::max(largest, a.back());
    }
  if (a.size() < 2 || a.size() > kMaxProblemVariables)
    bad_input(name, 0, fmt::format("{} numbers (2 to {})", a.size(), kMaxProblemVariables));
  Problem p;
  p.variables = static_cast<unsigned>(a.size());
  p.value_name = "(difference / largest)^2";
  SpinPolynomial cost(p.variables);
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < a.size(); ++j)
      cost.add((std::uint64_t{1} << i) ^ (std::uint64_t{1} << j), a[i] * a[j] / (largest * largest));
  const auto difference = [a](std::uint64_t x) {
    double d = 0;
    for (std::size_t i = 0; i < a.size(); ++i) d += x >> i & 1 ? -a[i] : a[i];
    return std::abs(d);
  };
  p.describe = [difference](std::uint64_t x) { return fmt::format("sums differ by {:.12g}", difference(x)); };
  // Karmarkar and Karp: the two largest numbers are put on different sides, until one is left.
  const auto differencing = [a]() -> std::optional<std::uint64_t> {
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
