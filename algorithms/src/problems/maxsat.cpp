// MaxSAT: an assignment that leaves the least weight of clauses unsatisfied. Files are DIMACS "p cnf
// VARIABLES CLAUSES" or "p wcnf VARIABLES CLAUSES [TOP]" (weight first; TOP is treated as a large weight).

#include <algorithm>

#include "problems/input.hpp"
#include "problems/kinds.hpp"

namespace qiao::algorithms {
namespace {

Problem read(const std::string& text, const std::string& name) {
  Problem p;
  bool weighted = false, header = false;
  std::vector<std::vector<std::int64_t>> clauses;
  std::vector<double> weights;
  std::vector<std::int64_t> clause;
  bool at_weight = true;
  std::size_t last = 0;
  for (const Line& line : lines_of(text, "c%")) {
    last = line.number;
    if (line.words[0] == "p") {
      if (line.words.size() < 4 || (line.words[1] != "cnf" && line.words[1] != "wcnf"))
        bad_input(name, line.number, "expected 'p cnf VARIABLES CLAUSES'");
      weighted = line.words[1] == "wcnf";
      p.variables =
          static_cast<unsigned>(whole_in(name, line.number, line.words[2], 1, kMaxProblemVariables));
      header = true;
      continue;
    }
    if (!header) bad_input(name, line.number, "the line 'p cnf VARIABLES CLAUSES' must come first");
    for (const std::string_view word : line.words) {
      if (weighted && at_weight) {
        weights.push_back(number_in(name, line.number, word));
        at_weight = false;
        continue;
      }
      const std::int64_t literal = whole_in(name, line.number, word, -std::int64_t{p.variables}, p.variables);
      if (literal != 0) {
        clause.push_back(literal);
        continue;
      }
      if (clause.empty()) bad_input(name, line.number, "a clause without literals can never be satisfied");
      if (clause.size() > 20)
        bad_input(name, line.number, fmt::format("a clause of {} literals (at most 20)", clause.size()));
      clauses.push_back(std::move(clause));
      if (!weighted) weights.push_back(1);
      clause.clear();
      at_weight = true;
    }
  }
  if (!clause.empty()) bad_input(name, last, "the last clause does not end with 0");
  if (!header || clauses.empty()) bad_input(name, 0, "no clauses");
  SpinPolynomial cost(p.variables);
  std::vector<std::pair<std::uint64_t, std::uint64_t>>
      positive;  // of each clause: positive and negative literals
  for (std::size_t c = 0; c < clauses.size(); ++c) {
    // Unsatisfied: x = 0 for positive literals, x = 1 for negative ones: the product of (1 +- s) / 2.
    std::uint64_t yes = 0, no = 0;
    for (const std::int64_t l : clauses[c]) (l > 0 ? yes : no) |= std::uint64_t{1} << (std::abs(l) - 1);
    if (yes & no) continue;  // always satisfied
    const std::uint64_t all = yes | no;
    const double share = weights[c] / static_cast<double>(std::uint64_t{1} << std::popcount(all));
    for (std::uint64_t sub = all;; sub = (sub - 1) & all) {
      cost.add(sub, std::popcount(sub & no) & 1 ? -share : share);
      if (sub == 0) break;
    }
    positive.emplace_back(yes, no);
  }
  p.value_name = weighted ? "weight unsatisfied" : "clauses unsatisfied";
  const std::size_t count = clauses.size();
  p.describe = [positive, count](std::uint64_t x) {
    std::size_t bad = 0;
    for (const auto& [yes, no] : positive) bad += (x & yes) == 0 && (~x & no) == 0;
    return fmt::format("{} of {} clauses satisfied", count - bad, count);
  };
  use_polynomial(p, std::move(cost));
  return p;
}

// Random 3-SAT with 4.2 clauses per variable, where it is hardest.
std::string generate(unsigned n, std::uint64_t seed) {
  if (n < 3) throw Error(ErrorCode::kUsage, fmt::format("random 3-SAT needs 3 variables or more, not {}", n));
  Draws draws(seed);
  const unsigned m = static_cast<unsigned>(4.2 * n);
  std::string text = fmt::format("c random 3-SAT, seed {}\np cnf {} {}\n", seed, n, m);
  for (unsigned c = 0; c < m; ++c) {
    std::vector<unsigned> v;
    while (v.size() < 3) {
      const unsigned x = static_cast<unsigned>(draws.below(n)) + 1;
      if (std::find(v.begin(), v.end(), x) == v.end()) v.push_back(x);
    }
    for (const unsigned x : v) text += fmt::format("{}{} ", draws.uniform() < 0.5 ? "-" : "", x);
    text += "0\n";
  }
  return text;
}

}  // namespace

ProblemKind maxsat_kind() {
  return {"maxsat", "least weight of unsatisfied clauses", "DIMACS cnf or wcnf", read, generate};
}

}  // namespace qiao::algorithms
