// Portfolio with cardinality (Markowitz): exactly `budget` of n assets,
//   minimise risk_aversion * sum_ij covariance_ij x_i x_j - sum_i mean_i x_i.
//   {"schema": "qiao.portfolio/1", "budget": 3, "risk_aversion": 0.5, "mean": [...], "covariance": [[...],
//   ...]}

#include "json/json_object.hpp"
#include "problems/input.hpp"
#include "problems/kinds.hpp"

namespace qiao::algorithms {
namespace {

std::vector<double> numbers(const JsonObject& o, const char* what, const Json& j, std::size_t count) {
  if (!j.is_array() || (count && j.size() != count))
    o.fail(fmt::format("'{}' is not a list of {} numbers", what, count));
  std::vector<double> out;
  for (const Json& x : j) {
    if (!x.is_number()) o.fail(fmt::format("'{}': {} is not a number", what, JsonObject::shown(x)));
    out.push_back(x.get<double>());
  }
  return out;
}

Problem read(const std::string& text, const std::string& name) {
  const Json json = parse_json(text, name);
  const JsonObject o(name, json);
  o.only({"schema", "budget", "risk_aversion", "mean", "covariance", "labels", "comment"});
  if (o.text("schema") != "qiao.portfolio/1") o.fail("schema is not qiao.portfolio/1");
  Problem p;
  const std::vector<double> mean = numbers(o, "mean", o.at("mean"), 0);
  if (mean.empty() || mean.size() > 32) o.fail(fmt::format("{} assets (1 to 32)", mean.size()));
  const unsigned n = p.variables = static_cast<unsigned>(mean.size());
  const double q = o.number("risk_aversion", 0, 1e12);
  const Json& covariance = o.at("covariance");
  if (!covariance.is_array() || covariance.size() != n)
    o.fail(fmt::format("'covariance' is not a list of {} rows", n));
  SpinPolynomial cost(n);
  for (unsigned i = 0; i < n; ++i) {
    const std::vector<double> row = numbers(o, "covariance", covariance[i], n);
    cost.add_binary(std::uint64_t{1} << i, -mean[i]);
    for (unsigned j = 0; j < n; ++j)
      cost.add_binary(std::uint64_t{1} << i | std::uint64_t{1} << j, q * row[j]);
  }
  p.blocks = {{n, static_cast<unsigned>(o.whole("budget", 0, n))}};
  p.value_name = "risk - return";
  if (o.has("labels")) p.labels = o.texts("labels", n);
  use_polynomial(p, std::move(cost));
  return p;
}

// Returns of three common factors with noise; half of the assets are bought.
std::string generate(unsigned n, std::uint64_t seed) {
  Draws draws(seed);
  std::vector<std::vector<double>> load(n, std::vector<double>(3));
  std::vector<double> mean, own;
  for (unsigned i = 0; i < n; ++i) {
    for (double& l : load[i]) l = 0.1 * draws.normal();
    mean.push_back(0.02 + 0.06 * draws.uniform());
    own.push_back(0.01 + 0.02 * draws.uniform());
  }
  Json covariance = Json::array();
  for (unsigned i = 0; i < n; ++i) {
    Json row = Json::array();
    for (unsigned j = 0; j < n; ++j) {
      double c = i == j ? own[i] : 0;
      for (unsigned f = 0; f < 3; ++f) c += load[i][f] * load[j][f];
      row.push_back(c);
    }
    covariance.push_back(row);
  }
  return Json{{"schema", "qiao.portfolio/1"},
              {"comment", fmt::format("three factors, seed {}", seed)},
              {"budget", n / 2},
              {"risk_aversion", 0.5},
              {"mean", mean},
              {"covariance", covariance}}
             .dump() +
         "\n";
}

}  // namespace

ProblemKind portfolio_kind() {
  return {"portfolio", "a given number of assets, risk against return", "JSON, qiao.portfolio/1", read,
          generate};
}

}  // namespace qiao::algorithms
