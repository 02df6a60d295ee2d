// Low-autocorrelation binary sequences: the sum over k of C_k^2, C_k = sum_i s_i s_{i+k}. The file holds N.

#include <bit>

#include "problems/input.hpp"
#include "problems/kinds.hpp"

namespace qiao::algorithms {
namespace {

Problem read(const std::string& text, const std::string& name) {
  const std::vector<Line> lines = lines_of(text, "#");
  if (lines.size() != 1 || lines[0].words.size() != 1)
    bad_input(name, 0, "expected one number, the length N");
  Problem p;
  p.variables =
      static_cast<unsigned>(whole_in(name, lines[0].number, lines[0].words[0], 3, kMaxProblemVariables));
  p.value_name = "energy";
  const unsigned n = p.variables;
  SpinPolynomial cost(n);
  for (unsigned k = 1; k < n; ++k)
    for (unsigned i = 0; i + k < n; ++i)
      for (unsigned j = 0; j + k < n; ++j)
        cost.add((std::uint64_t{1} << i) ^ (std::uint64_t{1} << (i + k)) ^ (std::uint64_t{1} << j) ^
                     (std::uint64_t{1} << (j + k)),
                 1);
  p.describe = [n](std::uint64_t x) {
    std::string s;
    for (unsigned q = 0; q < n; ++q) s += x >> q & 1 ? '-' : '+';
    double energy = 0;
    for (unsigned k = 1; k < n; ++k) {
      double c = 0;
      for (unsigned i = 0; i + k < n; ++i) c += s[i] == s[i + k] ? 1 : -1;
      energy += c * c;
    }
    return fmt::format("{}, merit factor {:.3f}", s, n * n / (2 * energy));
  };
  use_polynomial(p, std::move(cost));
  return p;
}

std::string generate(unsigned n, std::uint64_t) { return fmt::format("{}\n", n); }

}  // namespace

ProblemKind labs_kind() {
  return {"labs", "low-autocorrelation binary sequence", "one number: the length", read, generate};
}

}  // namespace qiao::algorithms
