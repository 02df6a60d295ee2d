// MaxCut: the two sides of a graph between which the weight of edges is largest. Files are DIMACS ("p edge n
// m", "e u v [w]", vertices from 1), rudy's format, as the Gset graphs ("n m", then m lines "u v [w]", vertices
// from 1), or lists of edges ("u v [w]", vertices from 0, # comments). Cost: -cut. Weights of edges that are given
// several times are added, with a warning; but a file that gives every edge in both directions means it once.

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "problems/input.hpp"
#include "problems/kinds.hpp"

namespace qiao::algorithms {
namespace {

constexpr std::int64_t kMostInFile = 1'000'000'000;

std::optional<std::int64_t> whole(std::string_view word) {
  std::int64_t v = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), v);
  if (error != std::errc{} || end != word.data() + word.size()) return std::nullopt;
  return v;
}

struct Header {
  std::int64_t vertices = 0, edges = 0;
};

// rudy: a first line of two whole numbers, vertices from 1 up to the first of them, and as many lines as the
// second says, or with weights, which the first line lacks.
std::optional<Header> rudy_header(const std::vector<Line>& lines) {
  if (lines[0].words.size() != 2 || lines.size() < 2) return std::nullopt;
  const auto n = whole(lines[0].words[0]), m = whole(lines[0].words[1]);
  if (!n || !m || *n < 1 || *m < 1) return std::nullopt;
  bool weights = false;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::vector<std::string_view>& w = lines[i].words;
    if (w.size() < 2) return std::nullopt;
    for (const std::string_view word : {w[0], w[1]})
      if (const auto v = whole(word); !v || *v < 1 || *v > *n) return std::nullopt;
    weights = weights || w.size() > 2;
  }
  if (!weights && lines.size() - 1 != static_cast<std::size_t>(*m)) return std::nullopt;
  return Header{*n, *m};
}

Problem read(const std::string& text, const std::string& name) {
  const std::vector<Line> lines = lines_of(text, "c#%");
  if (lines.empty()) bad_input(name, 0, "no edges");
  const bool dimacs = lines[0].words[0] == "p";
  std::optional<Header> header;
  if (!dimacs) header = rudy_header(lines);
  const bool from_one = dimacs || header;
  if (header && header->vertices > kMaxProblemVariables)
    too_many_variables(name, lines[0].number, "vertices", header->vertices);

  Problem p;
  unsigned n = header ? static_cast<unsigned>(header->vertices) : 0;
  struct Edge {
    double weight = 0;
    std::vector<std::size_t> lines;
    bool up = false, down = false;  // directions
    bool equal = true;              // all weights
  };
  std::map<std::pair<unsigned, unsigned>, Edge> edges;
  std::size_t given = 0;
  for (std::size_t i = header ? 1 : 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    std::vector<std::string_view> w = line.words;
    if (dimacs && w[0] == "p") {
      if (i > 0) bad_input(name, line.number, "a second line 'p'");
      if (w.size() < 4) bad_input(name, line.number, "expected 'p edge VERTICES EDGES'");
      header = Header{whole_in(name, line.number, w[2], 1, kMostInFile),
                      whole_in(name, line.number, w[3], 0, kMostInFile)};
      if (header->vertices > kMaxProblemVariables)
        too_many_variables(name, line.number, "vertices", header->vertices);
      n = static_cast<unsigned>(header->vertices);
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
    const std::int64_t first = from_one ? 1 : 0, last = from_one ? n : kMaxProblemVariables - 1;
    std::int64_t ends[2];
    for (const std::size_t end : {0, 1}) {
      if (const auto vertex = whole(w[end]); !from_one && vertex && *vertex > last)
        too_many_variables(name, line.number, "vertices or more", *vertex + 1);
      ends[end] = whole_in(name, line.number, w[end], first, last) - first;
    }
    unsigned u = static_cast<unsigned>(ends[0]), v = static_cast<unsigned>(ends[1]);
    if (u == v) bad_input(name, line.number, fmt::format("an edge from {} to itself", w[0]));
    const bool up = u < v;
    if (!up) std::swap(u, v);
    const double weight = w.size() == 3 ? number_in(name, line.number, w[2]) : 1.0;
    Edge& e = edges[{u, v}];
    e.equal = e.lines.empty() || (e.equal && weight == e.weight / static_cast<double>(e.lines.size()));
    e.weight += weight;
    e.lines.push_back(line.number);
    (up ? e.up : e.down) = true;
    ++given;
    n = std::max(n, v + 1);
  }
  if (edges.empty()) bad_input(name, 0, "no edges");
  // Every edge in both directions: as adjacency lists and many DIMACS files have them.
  const bool both = std::all_of(edges.begin(), edges.end(), [](const auto& e) {
    return e.second.lines.size() == 2 && e.second.up && e.second.down && e.second.equal;
  });
  if (both) {
    for (auto& [uv, e] : edges) e.weight /= 2;
    p.warnings.push_back("every edge is given in both directions: each counts once");
  } else {
    for (const auto& [uv, e] : edges)
      if (e.lines.size() > 1) {
        p.warnings.push_back(fmt::format(
            "line {}: the edge {} {} was given before, in line {}: weights of edges given several times are "
            "added",
            e.lines[1], uv.first + (from_one ? 1 : 0), uv.second + (from_one ? 1 : 0), e.lines[0]));
        break;
      }
  }
  if (header && static_cast<std::size_t>(header->edges) != given &&
      !(both && static_cast<std::size_t>(header->edges) == edges.size())) {
    const std::string what = fmt::format("the file announces {} edges and has {}", header->edges, given);
    if (static_cast<std::size_t>(header->edges) > given)
      bad_input(name, lines[0].number, what, "is it complete? If so, correct the number");
    p.warnings.push_back(what);
  }
  p.variables = n;
  p.value_name = "cut";
  p.sign = -1;
  SpinPolynomial cost(n);
  for (const auto& [uv, e] : edges) {
    p.graph.push_back({uv.first, uv.second, e.weight});
    cost.add(std::uint64_t{1} << uv.first | std::uint64_t{1} << uv.second, e.weight / 2);
    cost.add(0, -e.weight / 2);
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
          "DIMACS (p edge, e U V [W]), rudy (N M, then U V [W] from 1) or lines 'U V [WEIGHT]' from 0", read,
          generate};
}

}  // namespace qiao::algorithms
