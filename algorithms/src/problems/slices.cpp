// Bandwidth of network slices: one of several numbers of physical resource blocks (PRBs) for each slice.
//   {"schema": "qiao.slices/1", "prbs": 100, "cost_per_prb": 0.002,
//    "slices": [{"id": "video", "weight": 3, "options": [10, 20, 30, 40], "demand": [12, 25, ...],
//                "heldout": [...]}, ...]}
// Cost: sum of weight * share of the demand samples that exceed the slice's PRBs, plus cost_per_prb * PRBs.
// Variables: one per slice and option, one-hot within a slice (kept exactly: a block of weight 1). PRBs
// beyond what there is cost as much as all violations together, each, so that no optimum has any if that is
// possible.

#include <limits>

#include "json/json_object.hpp"
#include "problems/input.hpp"
#include "problems/kinds.hpp"
#include "qiao/base/stop.hpp"

namespace qiao::algorithms {
namespace {

struct Slicing {
  std::vector<std::string> id;
  std::vector<std::vector<unsigned>> options;      // PRBs
  std::vector<std::vector<double>> cost, heldout;  // by slice and option
  unsigned prbs = 0;
  double penalty = 0;

  // Cost (or held-out cost) without the penalty, and PRBs.
  std::pair<double, unsigned> operator()(std::uint64_t x, bool held = false) const {
    double sum = 0;
    unsigned used = 0, bit = 0;
    for (std::size_t s = 0; s < options.size(); ++s)
      for (std::size_t k = 0; k < options[s].size(); ++k, ++bit)
        if (x >> bit & 1) {
          sum += (held ? heldout : cost)[s][k];
          used += options[s][k];
        }
    return {sum, used};
  }
  double total(std::uint64_t x) const {
    const auto [sum, used] = (*this)(x);
    return sum + penalty * (used > prbs ? used - prbs : 0);
  }
};

std::vector<double> samples(const JsonObject& o, const char* what) {
  const Json& j = o.at(what);
  if (!j.is_array() || j.empty()) o.fail(fmt::format("'{}' is not a list of numbers", what));
  std::vector<double> out;
  for (const Json& x : j) {
    if (!x.is_number() || !(x.get<double>() >= 0))
      o.fail(fmt::format("'{}': {} is no demand", what, JsonObject::shown(x)));
    out.push_back(x.get<double>());
  }
  return out;
}

double violations(const std::vector<double>& demand, unsigned prbs) {
  double n = 0;
  for (const double d : demand) n += d > prbs;
  return n / static_cast<double>(demand.size());
}

Problem read(const std::string& text, const std::string& name) {
  const Json json = parse_json(text, name);
  const JsonObject o(name, json);
  o.only({"schema", "prbs", "cost_per_prb", "slices", "comment"});
  if (o.text("schema") != "qiao.slices/1") o.fail("schema is not qiao.slices/1");
  Slicing s;
  s.prbs = static_cast<unsigned>(o.whole("prbs", 1, 100000));
  const double per_prb = o.number("cost_per_prb", 0, 1e9);
  const Json& slices = o.at("slices");
  if (!slices.is_array() || slices.empty()) o.fail("'slices' is not a list of slices");
  Problem p;
  bool held = true;
  for (std::size_t i = 0; i < slices.size(); ++i) {
    const JsonObject slice(fmt::format("{}: slices[{}]", name, i), slices[i]);
    slice.only({"id", "weight", "options", "demand", "heldout"});
    s.id.push_back(slice.text("id"));
    const double weight = slice.number("weight", 0, 1e9);
    s.penalty += weight;
    const std::vector<double> demand = samples(slice, "demand");
    held = held && slice.has("heldout");
    const std::vector<double> later = slice.has("heldout") ? samples(slice, "heldout") : demand;
    const Json& options = slice.at("options");
    if (!options.is_array() || options.empty() || options.size() > 32)
      slice.fail("'options' is not a list of 1 to 32 numbers of PRBs");
    s.options.emplace_back();
    s.cost.emplace_back();
    s.heldout.emplace_back();
    for (const Json& k : options) {
      if (!k.is_number_unsigned() || k.get<std::uint64_t>() > 100000)
        slice.fail(fmt::format("'options': {} is no number of PRBs", JsonObject::shown(k)));
      const unsigned prbs = k.get<unsigned>();
      s.options.back().push_back(prbs);
      s.cost.back().push_back(weight * violations(demand, prbs) + per_prb * prbs);
      s.heldout.back().push_back(weight * violations(later, prbs) + per_prb * prbs);
      p.labels.push_back(fmt::format("{}:{}", s.id.back(), prbs));
    }
    p.blocks.push_back({static_cast<unsigned>(options.size()), 1});
    p.variables += static_cast<unsigned>(options.size());
  }
  if (p.variables > kMaxProblemVariables)
    o.fail(fmt::format("{} options in all (at most {})", p.variables, kMaxProblemVariables));
  p.value_name = "weighted violations and cost of PRBs";
  p.cost = [s](std::uint64_t x) { return s.total(x); };
  p.describe = [s, held](std::uint64_t x) {
    std::string t;
    unsigned bit = 0;
    for (std::size_t i = 0; i < s.options.size(); ++i)
      for (const unsigned k : s.options[i])
        if (x >> bit++ & 1) t += fmt::format("{}{} {}", t.empty() ? "" : ", ", s.id[i], k);
    t += fmt::format("; {} of {} PRBs", s(x).second, s.prbs);
    if (held) t += fmt::format("; on held-out demand {:.4f}", s(x, true).first);
    return t;
  };
  // Multiple-choice knapsack by dynamic programming over PRBs: polynomial, so QAOA cannot gain anything here.
  const auto by_dynamic_programming = [s](const std::atomic<bool>* stop) -> std::optional<std::uint64_t> {
    const double none = std::numeric_limits<double>::infinity();
    std::vector<double> best(s.prbs + 1, 0.0);
    std::vector<std::vector<unsigned>> choice;
    for (std::size_t i = 0; i < s.options.size(); ++i) {
      std::vector<double> next(s.prbs + 1, none);
      choice.emplace_back(s.prbs + 1, 0);
      check_stop(stop);
      for (unsigned b = 0; b <= s.prbs; ++b)
        for (unsigned k = 0; k < s.options[i].size(); ++k)
          if (s.options[i][k] <= b && best[b - s.options[i][k]] + s.cost[i][k] < next[b]) {
            next[b] = best[b - s.options[i][k]] + s.cost[i][k];
            choice[i][b] = k;
          }
      best = next;
    }
    if (best[s.prbs] == none) return std::nullopt;
    std::uint64_t x = 0;
    unsigned b = s.prbs, bit = 0;
    for (const auto& o_ : s.options) bit += static_cast<unsigned>(o_.size());
    for (std::size_t i = s.options.size(); i-- > 0;) {
      const unsigned k = choice[i][b];
      bit -= static_cast<unsigned>(s.options[i].size());
      x |= std::uint64_t{1} << (bit + k);
      b -= s.options[i][k];
    }
    return x;
  };
  p.baselines = {{"dynamic programming", true, by_dynamic_programming}};
  return p;
}

// Slices with four options each; demand log-normal, 200 samples to fit and 200 held out.
std::string generate(unsigned n, std::uint64_t seed) {
  if (n % 4 || n == 0)
    throw Error(ErrorCode::kUsage,
                fmt::format("slices have four options each: {} is not a multiple of 4", n));
  Draws draws(seed);
  Json slices = Json::array();
  for (unsigned s = 0; s < n / 4; ++s) {
    const double middle = 8 + 16 * draws.uniform(), spread = 0.3 + 0.4 * draws.uniform();
    const auto demand = [&] {
      Json list = Json::array();
      for (int i = 0; i < 200; ++i)
        list.push_back(std::round(10 * middle * std::exp(spread * draws.normal())) / 10);
      return list;
    };
    Json options = Json::array();
    for (const double f : {0.8, 1.3, 1.8, 2.6})
      options.push_back(static_cast<unsigned>(std::lround(f * middle)));
    const double weight = 1 + std::round(40 * draws.uniform()) / 10;
    slices.push_back({{"id", fmt::format("S{}", s)},
                      {"weight", weight},
                      {"options", options},
                      {"demand", demand()},
                      {"heldout", demand()}});
  }
  return Json{{"schema", "qiao.slices/1"},
              {"comment", fmt::format("log-normal demand, seed {}", seed)},
              {"prbs", 24 * (n / 4)},
              {"cost_per_prb", 0.01},
              {"slices", slices}}
             .dump() +
         "\n";
}

}  // namespace

ProblemKind slices_kind() {
  return {"slices", "bandwidth of network slices", "JSON, qiao.slices/1", read, generate};
}

}  // namespace qiao::algorithms
