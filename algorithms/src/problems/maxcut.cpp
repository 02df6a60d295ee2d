// MaxCut: the two sides of a graph between which the weight of edges is largest. Files are DIMACS ("p edge n
// m", "e u v [w]", vertices from 1) or lists of edges ("u v [w]", vertices from 0, # comments). Cost: -cut.

#include <algorithm>
#include <map>
#include <set>

#include "problems/input.hpp"
#include "problems/kinds.hpp"

namespace qiao::algorithms {
namespace {

Problem read(const std::string& text, const std::string& name) {
  const std::vector<Line> lines = lines_of(text, "c#%");
  if (lines.empty()) bad_input(name, 0, "no edges");
  const bool dimacs = lines[0].words[0] == "p";
  Problem p;
  unsigned n = 0;
  std::map<std::pair<unsigned, unsigned>, double> edges;
  for (const Line& line : lines) {
    std::vector<std::string_view> w = line.words;
    if (dimacs && w[0] == "p") {
      if (w.size() < 4) bad_input(name, line.number, "expected 'p edge VERTICES EDGES'");
      n = static_cast<unsigned>(whole_in(name, line.number, w[2], 1, kMaxProblemVariables));
      continue;
    }
    if (dimacs) {
      if (w[0] == "n" || w[0] == "d") continue;  // of other DIMACS problems
      if (w[0] != "e" && w[0] != "a")
        bad_input(name, line.number, fmt::format("unknown line '{}'", w[0].substr(0, 20)),
                  "edges are 'e U V [WEIGHT]'");
      w.erase(w.begin());
    }
    if (w.size() != 2 && w.size() != 3)
      bad_input(name, line.number, fmt::format("{} words instead of 'U V [WEIGHT]'", w.size()));
    const std::int64_t first = dimacs ? 1 : 0;
    const std::int64_t last = dimacs ? n : kMaxProblemVariables - 1;
    unsigned u = static_cast<unsigned>(whole_in(name, line.number, w[0], first, last) - first);
    unsigned v = static_cast<unsigned>(whole_in(name, line.number, w[1], first, last) - first);
    if (u == v) bad_input(name, line.number, fmt::format("an edge from {} to itself", w[0]));
    if (u > v) std::swap(u, v);
    edges[{u, v}] += w.size() == 3 ? number_in(name, line.number, w[2]) : 1.0;
    n = std::max(n, v + 1);
  }
  if (edges.empty()) bad_input(name, 0, "no edges");
  p.variables = n;
  p.value_name = "cut";
  p.sign = -1;
  SpinPolynomial cost(n);
  for (const auto& [uv, w] : edges) {
    p.graph.push_back({uv.first, uv.second, w});
    cost.add(std::uint64_t{1} << uv.first | std::uint64_t{1} << uv.second, w / 2);
    cost.add(0, -w / 2);
  }
  use_polynomial(p, std::move(cost));
  return p;
}

// A random 3-regular graph (pairings until one is simple) with weights uniform in (0, 1).
std::string generate(unsigned n, std::uint64_t seed) {
  if (n < 4 || n % 2)
    throw Error(ErrorCode::kUsage,
                fmt::format("a 3-regular graph needs an even number of vertices from 4, not {}", n));
  Draws draws(seed);
  for (;;) {
    std::vector<unsigned> stubs;
    for (unsigned i = 0; i < 3 * n; ++i) stubs.push_back(i / 3);
    for (std::size_t i = stubs.size(); i > 1; --i) std::swap(stubs[i - 1], stubs[draws.below(i)]);
    std::set<std::pair<unsigned, unsigned>> edges;
    bool simple = true;
    for (std::size_t i = 0; i < stubs.size(); i += 2) {
      const auto [a, b] = std::minmax(stubs[i], stubs[i + 1]);
      simple = simple && a != b && edges.emplace(a, b).second;
    }
    if (!simple) continue;
    std::string text =
        fmt::format("# random 3-regular graph, {} vertices, weights uniform, seed {}\n", n, seed);
    for (const auto& [a, b] : edges) text += fmt::format("{} {} {:.6f}\n", a, b, draws.uniform());
    return text;
  }
}

}  // namespace

ProblemKind maxcut_kind() {
  return {"maxcut", "largest cut of a weighted graph",
          "DIMACS (p edge, e U V [W]) or lines 'U V [WEIGHT]' from 0", read, generate};
}

}  // namespace qiao::algorithms
