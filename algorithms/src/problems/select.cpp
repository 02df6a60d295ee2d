// Which reward models, verifiers or preference pairs to keep: m of n voters, by what they said of items whose
// right answer is known (formulation, cost and classical selections: qiao/algorithms/selection.hpp).
//   {"schema": "qiao.votes/1", "choose": 4, "beta": 0.2, "train": 0.5, "seed": 1, "names": ["RM0", ...],
//    "labels": [1, 0, ...], "votes": [[1, 0, 1, ...], ...]}
// `votes` has a row for each item with the vote (0 or 1) of every voter, `labels` what is right: of a pair
// of answers whether the first is preferred, of an answer whether it is correct. `train` is the share of
// the items that is fitted to, drawn with `seed`, or a list of these items; the others are held out.
// Absent: beta by default_beta, train 0.5, seed 1, names V0, V1, ...

#include <algorithm>
#include <bit>
#include <cmath>

#include "json/json_object.hpp"
#include "problems/input.hpp"
#include "problems/kinds.hpp"
#include "qiao/algorithms/selection.hpp"

namespace qiao::algorithms {
namespace {

// Fewer items on either side tell nothing.
constexpr std::size_t kFewestItems = 10;
constexpr unsigned kMostVoters = 32;  // of a block

std::uint8_t zero_or_one(const JsonObject& o, const std::string& where, const Json& j) {
  if (!j.is_number_unsigned() || j.get<std::uint64_t>() > 1)
    o.fail(fmt::format("{} is {}, not 0 or 1", where, JsonObject::shown(j)));
  return j.get<std::uint8_t>();
}

Votes read_votes(const JsonObject& o) {
  const Json &labels = o.at("labels"), &votes = o.at("votes");
  if (!votes.is_array() || votes.empty()) o.fail("'votes' is not a list of rows, one for each item");
  if (!labels.is_array() || labels.size() != votes.size())
    o.fail(fmt::format("'labels' is not a list of {} labels, one for each row of 'votes'", votes.size()));
  Votes v;
  v.items = votes.size();
  for (std::size_t t = 0; t < v.items; ++t) {
    const Json& row = votes[t];
    if (!row.is_array())
      o.fail(fmt::format("votes[{}] is {}, not a list of votes", t, JsonObject::shown(row)));
    if (t == 0) {
      if (row.size() < 2 || row.size() > kMostVoters)
        o.fail(fmt::format("votes[0] has {} voters (2 to {})", row.size(), kMostVoters));
      v.voters = static_cast<unsigned>(row.size());
    }
    if (row.size() != v.voters)
      o.fail(fmt::format("votes[{}] has {} votes, votes[0] has {}", t, row.size(), v.voters));
    for (unsigned i = 0; i < v.voters; ++i)
      v.vote.push_back(zero_or_one(o, fmt::format("votes[{}][{}]", t, i), row[i]));
    v.label.push_back(zero_or_one(o, fmt::format("labels[{}]", t), labels[t]));
  }
  return v;
}

// Whether each item is fitted to.
std::vector<bool> read_split(const JsonObject& o, std::size_t items) {
  std::vector<std::size_t> train;
  std::vector<bool> fitted(items);
  if (o.has("train") && o.at("train").is_array()) {
    const Json& list = o.at("train");
    if (o.has("seed")) o.fail("'seed' draws the items of a share, but 'train' lists them", "leave one out");
    for (std::size_t k = 0; k < list.size(); ++k) {
      if (!list[k].is_number_unsigned() || list[k].get<std::uint64_t>() >= items)
        o.fail(fmt::format("train[{}] is {}, not an item from 0 to {}", k, JsonObject::shown(list[k]),
                           items - 1));
      train.push_back(list[k].get<std::size_t>());
      if (fitted[train.back()]) o.fail(fmt::format("train[{}] repeats item {}", k, train.back()));
      fitted[train.back()] = true;
    }
  } else {
    train = random_items(items, o.number("train", 0, 1, 0.5),
                         o.has("seed") ? o.whole("seed", 0, ~std::uint64_t{0}) : 1);
    for (const std::size_t t : train) fitted[t] = true;
  }
  if (train.size() < kFewestItems || items - train.size() < kFewestItems)
    o.fail(fmt::format("{} items to train on and {} held out (at least {} of each)", train.size(),
                       items - train.size(), kFewestItems));
  return fitted;
}

struct Selection {
  Votes train, held;
  VoterStatistics statistics;  // of train
  std::vector<std::string> names;

  std::vector<double> right(const std::vector<std::uint8_t>& said) const {
    std::vector<double> scores;
    for (std::size_t t = 0; t < held.items; ++t) scores.push_back(said[t] == held.label[t]);
    return scores;
  }
  std::string describe(std::uint64_t x) const {
    std::string kept;
    double a = 0, r = 0, pairs = 0;
    for (unsigned i = 0; i < train.voters; ++i) {
      if (!(x >> i & 1)) continue;
      kept += (kept.empty() ? "" : " ") + names[i];
      a += statistics.agreement[i] / std::popcount(x);
      for (unsigned j = 0; j < i; ++j)
        if (x >> j & 1) r += statistics.correlation[std::size_t{i} * train.voters + j], ++pairs;
    }
    return fmt::format("keep {}; on training items {:.1f} % right each{}", kept, 100 * a,
                       pairs > 0 ? fmt::format(", error correlation {:.3f}", r / pairs) : std::string());
  }
};

Problem read(const std::string& text, const std::string& name) {
  const Json json = parse_json(text, name);
  const JsonObject o(name, json);
  o.only({"schema", "choose", "beta", "train", "seed", "names", "labels", "votes", "comment"});
  if (o.text("schema") != "qiao.votes/1") o.fail("schema is not qiao.votes/1");
  const Votes votes = read_votes(o);
  const unsigned n = votes.voters, choose = static_cast<unsigned>(o.whole("choose", 1, n - 1));
  const std::vector<bool> fitted = read_split(o, votes.items);
  std::vector<std::size_t> train, held;
  for (std::size_t t = 0; t < votes.items; ++t) (fitted[t] ? train : held).push_back(t);

  Selection s{of_items(votes, train), of_items(votes, held), {}, {}};
  s.statistics = voter_statistics(s.train);
  if (o.has("names")) s.names = o.texts("names", n);
  else
    for (unsigned i = 0; i < n; ++i) s.names.push_back(fmt::format("V{}", i));
  const double beta = o.number("beta", 0, 1e6, default_beta(s.statistics, choose));

  Problem p;
  p.variables = n;
  p.blocks = {{n, choose}};
  p.labels = s.names;
  p.value_name = "beta * error correlation - agreement";
  use_polynomial(p, selection_cost(s.statistics, beta));
  const SpinPolynomial cost = *p.polynomial;
  p.describe = [s](std::uint64_t x) { return s.describe(x); };
  p.baselines = {
      {"exhaustive", true,
       [cost, choose](const std::atomic<bool>* stop) {
         return std::optional(select_exhaustively(cost, choose, stop));
       }},
      {"greedy forward", false,
       [cost, choose](const std::atomic<bool>*) { return std::optional(select_greedily(cost, choose)); }},
      {"mRMR", false,
       [s, choose](const std::atomic<bool>*) { return std::optional(select_mrmr(s.statistics, choose)); }}};
  p.heldout = HeldOut{"accuracy of the majority vote", "items", s.held.items,
                      [s](std::uint64_t x) { return s.right(majority(s.held, x, s.statistics)); },
                      [s, n] {
                        return std::vector<HeldOut::Other>{{fmt::format("logistic stacking of all {}", n),
                                                            s.right(predict(fit_stacking(s.train), s.held))}};
                      }};
  p.note = fmt::format(
      "{} of {} voters by {} training items, beta {:.4g}; ties of a vote go the way of the chosen voter that "
      "was right most often there.",
      choose, n, s.train.items, beta);
  return p;
}

const VoteModel kModel;

const std::vector<GeneratorSetting>& settings() {
  static const std::vector<GeneratorSetting> list = {
      {"items", static_cast<double>(kModel.items), 2 * kFewestItems, 1e6, "labelled items, half held out"},
      {"accuracy", kModel.accuracy, 0, 1, "share of the items on which a voter is right, on average"},
      {"spread", kModel.spread, 0, 0.5, "accuracies differ by up to this from the average"},
      {"correlation", kModel.correlation, 0, 1, "of the errors of two voters of a group"},
      {"groups", static_cast<double>(kModel.groups), 1, kMostVoters, "of voters whose errors correlate"},
      {"choose", 0, 0, kMostVoters - 1, "voters to keep; 0: a third"},
  };
  return list;
}

std::string generate_tuned(unsigned n, std::uint64_t seed, const std::vector<double>& v) {
  if (n < 2 || n > kMostVoters)
    throw Error(ErrorCode::kUsage, fmt::format("{} voters (2 to {})", n, kMostVoters));
  for (const std::size_t whole : {0, 4, 5})
    if (v[whole] != std::floor(v[whole]))
      throw Error(ErrorCode::kUsage,
                  fmt::format("{} = {} is not a whole number", settings()[whole].name, v[whole]));
  VoteModel m;
  m.items = static_cast<std::size_t>(v[0]);
  m.accuracy = v[1];
  m.spread = v[2];
  m.correlation = v[3];
  m.groups = static_cast<unsigned>(v[4]);
  if (m.accuracy - m.spread < 0 || m.accuracy + m.spread > 1)
    throw Error(ErrorCode::kUsage,
                fmt::format("accuracies of {} +- {} are not between 0 and 1", m.accuracy, m.spread));
  const unsigned choose = v[5] > 0 ? static_cast<unsigned>(v[5]) : std::max(1u, n / 3);
  if (choose >= n)
    throw Error(ErrorCode::kUsage, fmt::format("choose = {} leaves none of {} voters out", choose, n));
  const Votes votes = synthesize_votes(m, n, seed);
  // A row a line: files of this kind are looked at.
  std::string rows;
  for (std::size_t t = 0; t < votes.items; ++t) {
    const auto row = votes.vote.begin() + static_cast<std::ptrdiff_t>(t * n);
    rows += fmt::format("{}\n  [{}]", t ? "," : "", fmt::join(row, row + n, ","));
  }
  return fmt::format(
      "{{\"schema\": \"qiao.votes/1\",\n \"comment\": \"made up: accuracies {} +- {}, errors correlated by "
      "{} "
      "within each of {} groups, seed {}\",\n \"choose\": {},\n \"labels\": [{}],\n \"votes\": [{}]}}\n",
      m.accuracy, m.spread, m.correlation, m.groups, seed, choose, fmt::join(votes.label, ","), rows);
}

std::string generate(unsigned n, std::uint64_t seed) {
  std::vector<double> values;
  for (const GeneratorSetting& s : settings()) values.push_back(s.value);
  return generate_tuned(n, seed, values);
}

}  // namespace

ProblemKind select_kind() {
  return {"select",
          "which m of n reward models or verifiers to keep",
          "JSON, qiao.votes/1",
          read,
          generate,
          settings(),
          generate_tuned};
}

}  // namespace qiao::algorithms
