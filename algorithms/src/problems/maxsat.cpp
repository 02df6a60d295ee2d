// MaxSAT: an assignment that leaves the least weight of clauses unsatisfied. Files are DIMACS "p cnf
// VARIABLES CLAUSES", perhaps ended by % (SATLIB), or "p wcnf VARIABLES CLAUSES [TOP]" (weight first; clauses of
// weight TOP and more must hold: each weighs as much as all others together, and 1 more).

#include <algorithm>

#include "problems/input.hpp"
#include "problems/kinds.hpp"

namespace qiao::algorithms {
namespace {

Problem read(const std::string& text, const std::string& name) {
  Problem p;
  bool weighted = false, header = false, ended = false;
  std::int64_t announced = 0;
  double top = HUGE_VAL;
  std::size_t header_line = 0;
  std::vector<std::vector<std::int64_t>> clauses;
  std::vector<double> weights;
  std::vector<std::int64_t> clause;
  bool at_weight = true;
  std::size_t last = 0;
  for (const Line& line : lines_of(text, "c")) {
    if (line.words[0][0] == '%') {  // the end of SATLIB's files; a 0 follows
      ended = true;
      break;
    }
    last = line.number;
    if (line.words[0] == "p") {
      if (header) bad_input(name, line.number, "a second line 'p'");
      if (line.words.size() < 4 || (line.words[1] != "cnf" && line.words[1] != "wcnf"))
        bad_input(name, line.number, "expected 'p cnf VARIABLES CLAUSES'");
      weighted = line.words[1] == "wcnf";
      const std::int64_t variables = whole_in(name, line.number, line.words[2], 1, 1'000'000'000);
      if (variables > kMaxProblemVariables) too_many_variables(name, line.number, "variables", variables);
      p.variables = static_cast<unsigned>(variables);
      announced = whole_in(name, line.number, line.words[3], 0, 1'000'000'000);
      if (weighted && line.words.size() > 4) {
        top = number_in(name, line.number, line.words[4]);
        if (!(top > 0)) bad_input(name, line.number, fmt::format("TOP {} is not positive", line.words[4]));
      }
      header = true;
      header_line = line.number;
      continue;
    }
    if (!header) bad_input(name, line.number, "the line 'p cnf VARIABLES CLAUSES' must come first");
    for (const std::string_view word : line.words) {
      if (weighted && at_weight) {
        weights.push_back(number_in(name, line.number, word));
        if (weights.back() < 0)
          bad_input(name, line.number, fmt::format("a clause of negative weight {}", word));
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
  if (weighted && !at_weight) bad_input(name, last, "a weight without a clause");
  if (!header || clauses.empty()) bad_input(name, 0, "no clauses");
  if (static_cast<std::size_t>(announced) != clauses.size()) {
    const std::string what =
        fmt::format("the file announces {} clauses and has {}", announced, clauses.size());
    // SATLIB's mark of the end says that nothing is missing.
    if (static_cast<std::size_t>(announced) > clauses.size() && !ended)
      bad_input(name, header_line, what, "is it complete? If so, correct the number");
    p.warnings.push_back(what);
  }
  // Whole numbers are exact up to 2^53; beyond, a sum would lose the small weights.
  double soft = 0;
  std::size_t hard = 0;
  bool whole = true;
  for (const double w : weights) {
    if (w >= top) ++hard;
    else soft += w, whole = whole && w == std::floor(w);
  }
  const double must = std::floor(soft) + 1;
  if (whole && soft + static_cast<double>(hard) * must > 0x1p53)
    bad_input(name, header_line,
              fmt::format("weights add up to {:.4g}: sums beyond 2^53 are not exact", soft),
              "divide them by a common factor; give what must hold as TOP in the line 'p wcnf'");
  SpinPolynomial cost(p.variables);
  std::vector<std::pair<std::uint64_t, std::uint64_t>>
      positive;  // of each clause: positive and negative literals
  std::vector<bool> hard_clauses;
  for (std::size_t c = 0; c < clauses.size(); ++c) {
    // Unsatisfied: x = 0 for positive literals, x = 1 for negative ones: the product of (1 +- s) / 2.
    std::uint64_t yes = 0, no = 0;
    for (const std::int64_t l : clauses[c]) (l > 0 ? yes : no) |= std::uint64_t{1} << (std::abs(l) - 1);
    if (yes & no) continue;  // always satisfied
    const std::uint64_t all = yes | no;
    const bool is_hard = weights[c] >= top;
    const double share =
        (is_hard ? must : weights[c]) / static_cast<double>(std::uint64_t{1} << std::popcount(all));
    for (std::uint64_t sub = all;; sub = (sub - 1) & all) {
      cost.add(sub, std::popcount(sub & no) & 1 ? -share : share);
      if (sub == 0) break;
    }
    positive.emplace_back(yes, no);
    hard_clauses.push_back(is_hard);
  }
  p.value_name = weighted ? "weight unsatisfied" : "clauses unsatisfied";
  const std::size_t count = clauses.size();
  p.describe = [positive, count, hard_clauses, hard](std::uint64_t x) {
    std::size_t bad = 0, broken = 0;
    for (std::size_t c = 0; c < positive.size(); ++c) {
      const auto& [yes, no] = positive[c];
      if ((x & yes) != 0 || (~x & no) != 0) continue;
      ++bad;
      broken += hard_clauses[c];
    }
    std::string said = fmt::format("{} of {} clauses satisfied", count - bad, count);
    if (hard > 0)
      said += broken ? fmt::format(", {} of those that must hold are not", broken) : ", all that must hold";
    return said;
  };
  if (hard > 0)
    p.note =
        fmt::format("{} clauses must hold: each weighs {:.17g}, more than all others together.", hard, must);
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
