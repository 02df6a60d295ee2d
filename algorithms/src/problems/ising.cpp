// Ising and QUBO problems in JSON:
//   {"schema": "qiao.ising/1", "variables": 3, "terms": [[[0, 1], 0.5], [[2], -1], [[], 2]]}
//     coefficient * product of spins s_q = 1 - 2 x_q; a list may have any number of spins
//   {"schema": "qiao.qubo/1", "variables": 3, "terms": [[0, 1, -2], [2, 2, 1.5]], "constant": 0.5}
//     coefficient * x_i x_j; equal indices are linear terms
// Both may have "maximise": true, "labels": [...], and "blocks": [{"size": 3, "weight": 1}, ...]: only
// strings whose consecutive blocks of variables have so many ones are allowed.

#include "json/json_object.hpp"
#include "problems/input.hpp"
#include "problems/kinds.hpp"

namespace qiao::algorithms {
namespace {

unsigned variable(const JsonObject& o, const Json& j, unsigned n, std::size_t term) {
  if (!j.is_number_unsigned() || j.get<std::uint64_t>() >= n)
    o.fail(fmt::format("terms[{}]: {} is no variable from 0 to {}", term, JsonObject::shown(j), n - 1));
  return j.get<unsigned>();
}
double coefficient(const JsonObject& o, const Json& j, std::size_t term) {
  if (!j.is_number()) o.fail(fmt::format("terms[{}]: {} is no number", term, JsonObject::shown(j)));
  return j.get<double>();
}

Problem read(const std::string& text, const std::string& name) {
  const Json json = parse_json(text, name);
  const JsonObject o(name, json);
  o.only({"schema", "variables", "terms", "constant", "maximise", "labels", "blocks", "comment"});
  const std::string schema = o.text("schema");
  const bool ising = schema == "qiao.ising/1";
  if (!ising && schema != "qiao.qubo/1")
    o.fail(fmt::format("schema '{}' is neither qiao.ising/1 nor qiao.qubo/1", schema.substr(0, 40)));
  Problem p;
  p.variables = static_cast<unsigned>(o.whole("variables", 1, kMaxProblemVariables));
  const unsigned n = p.variables;
  if (o.has("maximise") && !o.at("maximise").is_boolean()) o.fail("'maximise' is neither true nor false");
  p.sign = o.has("maximise") && o.at("maximise").get<bool>() ? -1 : 1;
  SpinPolynomial cost(n);
  cost.add(0, p.sign * o.number("constant", -1e300, 1e300, 0));
  const Json& terms = o.at("terms");
  if (!terms.is_array()) o.fail("'terms' is not a list");
  bool pairs = true;
  for (std::size_t t = 0; t < terms.size(); ++t) {
    const Json& term = terms[t];
    if (!term.is_array() || term.size() != (ising ? 2u : 3u) || (ising && !term[0].is_array()))
      o.fail(fmt::format("terms[{}] is {}, not {}", t, JsonObject::shown(term),
                         ising ? "[[SPIN, ...], COEFFICIENT]" : "[I, J, COEFFICIENT]"));
    if (ising) {
      std::uint64_t mask = 0;
      for (const Json& q : term[0]) mask ^= std::uint64_t{1} << variable(o, q, n, t);  // s_q squared is 1
      const double c = coefficient(o, term[1], t);
      cost.add(mask, p.sign * c);
      if (term[0].size() == 2 && std::popcount(mask) == 2)
        p.graph.push_back({variable(o, term[0][0], n, t), variable(o, term[0][1], n, t), c});
      pairs = pairs && term[0].size() <= 2;
    } else {
      const unsigned i = variable(o, term[0], n, t), j = variable(o, term[1], n, t);
      const double c = coefficient(o, term[2], t);
      cost.add_binary(std::uint64_t{1} << i | std::uint64_t{1} << j, p.sign * c);
      if (i != j) p.graph.push_back({i, j, c});
    }
  }
  if (!pairs) p.graph.clear();
  if (o.has("labels")) p.labels = o.texts("labels", n);
  if (o.has("blocks")) {
    unsigned size = 0;
    if (!o.at("blocks").is_array()) o.fail("'blocks' is not a list");
    for (std::size_t b = 0; b < o.at("blocks").size(); ++b) {
      const JsonObject block(fmt::format("{}: blocks[{}]", name, b), o.at("blocks")[b]);
      block.only({"size", "weight"});
      Block k;
      k.n = static_cast<unsigned>(block.whole("size", 1, 32));
      k.k = static_cast<unsigned>(block.whole("weight", 0, k.n));
      size += k.n;
      p.blocks.push_back(k);
    }
    if (size != n) o.fail(fmt::format("the blocks have {} variables, the problem {}", size, n));
  }
  p.value_name = ising ? "energy" : "value";
  use_polynomial(p, std::move(cost));
  return p;
}

// Sherrington-Kirkpatrick: all pairs, normal couplings of variance 1/n.
std::string generate(unsigned n, std::uint64_t seed) {
  Draws draws(seed);
  Json terms = Json::array();
  for (unsigned i = 0; i < n; ++i)
    for (unsigned j = i + 1; j < n; ++j)
      terms.push_back(Json::array({Json::array({i, j}), draws.normal() / std::sqrt(static_cast<double>(n))}));
  return Json{{"schema", "qiao.ising/1"},
              {"comment", fmt::format("Sherrington-Kirkpatrick, seed {}", seed)},
              {"variables", n},
              {"terms", terms}}
             .dump() +
         "\n";
}

}  // namespace

ProblemKind ising_kind() {
  return {"ising", "ground state of an Ising model, or minimum of a QUBO",
          "JSON, qiao.ising/1 or qiao.qubo/1", read, generate};
}

}  // namespace qiao::algorithms
