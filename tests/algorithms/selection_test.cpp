// Selection of voters: its statistics, cost and classical methods against obvious references, the split, and
// the verdict on held-out items.

#include "qiao/algorithms/selection.hpp"
#include "paths.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>
#include <random>
#include <set>
#include <sstream>

#include "qiao/algorithms/qaoa.hpp"
#include "qiao/base/error.hpp"

namespace qiao::algorithms {
namespace {

using Json = nlohmann::ordered_json;

Votes random_votes(std::size_t items, unsigned voters, unsigned seed) {
  std::mt19937 random(seed);
  Votes v{items, voters, {}, {}};
  for (std::size_t t = 0; t < items; ++t) {
    v.label.push_back(random() % 2);
    for (unsigned i = 0; i < voters; ++i)
      v.vote.push_back(random() % 10 < 3 + i % 4 ? v.label[t] : random() % 2);
  }
  return v;
}

std::string text_of(const Votes& v, unsigned choose, const Json& more = Json::object()) {
  Json rows = Json::array();
  for (std::size_t t = 0; t < v.items; ++t) {
    Json row = Json::array();
    for (unsigned i = 0; i < v.voters; ++i) row.push_back(v.at(t, i));
    rows.push_back(row);
  }
  Json j = {{"schema", "qiao.votes/1"}, {"choose", choose}, {"labels", v.label}, {"votes", rows}};
  j.update(more);
  return j.dump();
}
Problem problem_of(const std::string& text) {
  Problem p = problem_kind("select").read(text, "votes.json");
  p.kind = "select";
  return p;
}

std::vector<std::uint64_t> strings(unsigned n, unsigned m) {
  std::vector<std::uint64_t> all;
  for (std::uint64_t x = 0; x < std::uint64_t{1} << n; ++x)
    if (std::popcount(x) == static_cast<int>(m)) all.push_back(x);
  return all;
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const double n = static_cast<double>(a.size());
  const double ma = std::accumulate(a.begin(), a.end(), 0.0) / n;
  const double mb = std::accumulate(b.begin(), b.end(), 0.0) / n;
  double ab = 0, aa = 0, bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += (a[i] - ma) * (b[i] - mb);
    aa += (a[i] - ma) * (a[i] - ma);
    bb += (b[i] - mb) * (b[i] - mb);
  }
  return ab / std::sqrt(aa * bb);
}

// -sum p log p of the joint values of columns.
double entropy(const std::vector<int>& values) {
  double h = 0;
  for (const int v : std::set<int>(values.begin(), values.end())) {
    const double p =
        static_cast<double>(std::count(values.begin(), values.end(), v)) / static_cast<double>(values.size());
    h -= p * std::log(p);
  }
  return h;
}

TEST(Selection, statistics_are_those_of_the_columns) {
  Votes v = random_votes(157, 6, 3);
  for (std::size_t t = 0; t < v.items; ++t) v.vote[t * 6 + 5] = v.label[t];  // never wrong
  const VoterStatistics s = voter_statistics(v);
  std::vector<std::vector<double>> wrong(6);
  std::vector<std::vector<int>> vote(7);  // and the labels
  for (std::size_t t = 0; t < v.items; ++t) {
    for (unsigned i = 0; i < 6; ++i) {
      wrong[i].push_back(v.at(t, i) != v.label[t]);
      vote[i].push_back(v.at(t, i));
    }
    vote[6].push_back(v.label[t]);
  }
  const auto information = [&](unsigned i, unsigned j) {
    std::vector<int> joint;
    for (std::size_t t = 0; t < v.items; ++t) joint.push_back(2 * vote[i][t] + vote[j][t]);
    return entropy(vote[i]) + entropy(vote[j]) - entropy(joint);
  };
  for (unsigned i = 0; i < 6; ++i) {
    EXPECT_NEAR(s.agreement[i],
                1 - std::accumulate(wrong[i].begin(), wrong[i].end(), 0.0) / static_cast<double>(v.items),
                1e-14);
    EXPECT_NEAR(s.relevance[i], information(i, 6), 1e-12);
    for (unsigned j = 0; j < 6; ++j) {
      EXPECT_NEAR(s.correlation[i * 6 + j], i < 5 && j < 5 ? correlation(wrong[i], wrong[j]) : 0, 1e-12);
      EXPECT_NEAR(s.redundancy[i * 6 + j], information(i, j), 1e-12);
    }
  }
}

TEST(Selection, cost_is_the_formula_and_every_way_to_the_optimum_agrees) {
  for (unsigned seed = 1; seed <= 4; ++seed) {
    const unsigned n = 6 + seed, m = 1 + seed;
    const Votes v = random_votes(120, n, seed);
    const double beta = 0.3 * seed;
    // All odd items are trained on.
    Json list = Json::array();
    std::vector<std::size_t> odd;
    for (std::size_t t = 1; t < v.items; t += 2) list.push_back(t), odd.push_back(t);
    const Problem p = problem_of(text_of(v, m, {{"beta", beta}, {"train", list}}));
    const VoterStatistics s = voter_statistics(of_items(v, odd));
    double best = HUGE_VAL;
    for (const std::uint64_t x : strings(n, m)) {
      double cost = 0;
      for (unsigned i = 0; i < n; ++i) {
        if (!(x >> i & 1)) continue;
        cost -= s.agreement[i];
        for (unsigned j = i + 1; j < n; ++j)
          if (x >> j & 1) cost += beta * s.correlation[i * n + j];
      }
      EXPECT_NEAR(p.cost(x), cost, 1e-12);
      best = std::min(best, cost);
    }
    const QaoaResult r = run_qaoa(p, {});
    EXPECT_EQ(r.states, strings(n, m).size());
    EXPECT_NEAR(r.optimum, best, 1e-12);
    for (const Sampled& x : r.samples) EXPECT_EQ(std::popcount(x.solution.string), static_cast<int>(m));
    for (const ClassicalResult& c : classical_results(p, 1)) {
      EXPECT_EQ(std::popcount(c.solution.string), static_cast<int>(m)) << c.method;
      EXPECT_GE(c.solution.cost, best - 1e-12) << c.method;
      if (c.exact) {
        EXPECT_NEAR(c.solution.cost, best, 1e-12) << c.method;
      }
    }
  }
}

TEST(Selection, forward_methods_take_the_best_next_voter) {
  const Votes v = random_votes(90, 9, 8);
  const VoterStatistics s = voter_statistics(v);
  const SpinPolynomial cost = selection_cost(s, 0.4);
  // Whatever is left out of the last step cannot have been better there; each choice holds the one before.
  std::uint64_t greedy = 0, mrmr = 0;
  for (unsigned m = 1; m <= 8; ++m) {
    const std::uint64_t g = select_greedily(cost, m), r = select_mrmr(s, m);
    ASSERT_EQ(g & greedy, greedy);
    ASSERT_EQ(r & mrmr, mrmr);
    const auto score = [&](unsigned i) {
      double redundancy = 0;
      for (unsigned j = 0; j < 9; ++j)
        if (mrmr >> j & 1) redundancy += s.redundancy[i * 9 + j] / (m - 1);
      return s.relevance[i] - redundancy;
    };
    for (unsigned i = 0; i < 9; ++i) {
      if (!(greedy >> i & 1)) {
        EXPECT_LE(cost.value(g), cost.value(greedy | std::uint64_t{1} << i) + 1e-12);
      }
      if (!(mrmr >> i & 1)) {
        EXPECT_GE(score(static_cast<unsigned>(std::countr_zero(r ^ mrmr))), score(i) - 1e-12);
      }
    }
    greedy = g;
    mrmr = r;
  }
}

TEST(Selection, beta_by_default_is_the_slope_of_the_margin) {
  // Voters alike: margin m (2 a - 1), variance 4 a (1 - a) m (1 + (m - 1) r). Its quotient, differentiated by
  // numbers: d/da of all m agreements over d/dr of all m (m - 1) / 2 pairs must be as in the cost.
  const double a = 0.71, r = 0.23;
  const unsigned n = 7, m = 4;
  VoterStatistics s;
  s.agreement.assign(n, a);
  s.correlation.assign(n * n, r);
  const double spread = 4 * a * (1 - a);
  const auto quotient = [&](double da, double dr) {
    return (m * (2 * (a + da) - 1)) / std::sqrt(spread * m * (1 + (m - 1) * (r + dr)));
  };
  const double h = 1e-6;
  const double by_a = (quotient(h, 0) - quotient(-h, 0)) / (2 * h) / m;
  const double by_r = -(quotient(0, h) - quotient(0, -h)) / (2 * h) / (m * (m - 1) / 2.0);
  EXPECT_NEAR(default_beta(s, m), by_r / by_a, 1e-6);
  s.agreement.assign(n, 0.4);  // worse than a coin: no beta makes sense
  EXPECT_EQ(default_beta(s, m), 0);
}

TEST(Selection, majority_and_its_ties) {
  VoterStatistics s;
  s.agreement = {0.6, 0.8, 0.8, 0.9};
  const Votes v{3, 4, {1, 1, 0, 0, /**/ 0, 1, 1, 0, /**/ 0, 0, 1, 1}, {1, 1, 1}};
  EXPECT_EQ(majority(v, 0b0111, s), (std::vector<std::uint8_t>{1, 1, 0}));
  EXPECT_EQ(majority(v, 0b0011, s), (std::vector<std::uint8_t>{1, 1, 0}));  // ties: voter 1
  EXPECT_EQ(majority(v, 0b0110, s), (std::vector<std::uint8_t>{1, 1, 0}));  // of equals the first
  EXPECT_EQ(majority(v, 0b1111, s), (std::vector<std::uint8_t>{0, 0, 1}));  // voter 3
  EXPECT_THROW(majority(v, 0, s), Error);
}

TEST(Selection, stacking_is_at_the_minimum_of_its_loss) {
  for (unsigned seed = 1; seed <= 3; ++seed) {
    Votes v = random_votes(80, 5, seed);
    if (seed == 3) v.label.assign(v.items, 1);  // without the ridge there would be no minimum
    const double ridge = 0.5 * seed;
    const Stacking s = fit_stacking(v, ridge);
    EXPECT_LE(s.gradient_norm, 1e-9 * 80);
    const auto loss = [&](const std::vector<double>& w) {  // weights, then the intercept
      double sum = 0;
      for (const double x : w) sum += ridge / 2 * x * x;
      for (std::size_t t = 0; t < v.items; ++t) {
        double z = w[5];
        for (unsigned i = 0; i < 5; ++i) z += w[i] * (v.at(t, i) ? 1 : -1);
        const double p = 1 / (1 + std::exp(-z));
        sum -= std::log(v.label[t] ? p : 1 - p);
      }
      return sum;
    };
    std::vector<double> w = s.weight;
    w.push_back(s.intercept);
    const double least = loss(w);
    std::mt19937 random(seed);
    for (std::size_t i = 0; i < 6; ++i) {
      std::vector<double> up = w, down = w;
      up[i] += 1e-4;
      down[i] -= 1e-4;
      EXPECT_NEAR((loss(up) - loss(down)) / 2e-4, 0, 1e-6) << i;  // stationary
      EXPECT_GT(loss(up), least);
      EXPECT_GT(loss(down), least);
    }
    for (int k = 0; k < 50; ++k) {  // convex: no lower place anywhere
      std::vector<double> other = w;
      for (double& x : other) x += std::normal_distribution<>(0, k < 25 ? 0.01 : 1)(random);
      EXPECT_GT(loss(other), least);
    }
    const std::vector<std::uint8_t> said = predict(s, v);
    if (seed == 3) {
      EXPECT_EQ(said, v.label);
    }
  }
}

TEST(Selection, stacking_of_one_voter_has_the_closed_form) {
  // Nearly no ridge: the weights are log odds. 30 of 40 right where it says 1, 20 of 25 where it says 0.
  Votes v{65, 1, {}, {}};
  for (int t = 0; t < 65; ++t) {
    v.vote.push_back(t < 40);
    v.label.push_back(t < 40 ? t < 30 : t < 45);
  }
  const Stacking s = fit_stacking(v, 1e-9);
  EXPECT_NEAR(s.intercept + s.weight[0], std::log(30.0 / 10), 1e-7);
  EXPECT_NEAR(s.intercept - s.weight[0], std::log(5.0 / 20), 1e-7);
}

TEST(Selection, split_is_by_item_and_the_same_every_time) {
  const std::vector<std::size_t> some = random_items(1000, 0.3, 5);
  EXPECT_EQ(some.size(), 300u);
  EXPECT_TRUE(std::is_sorted(some.begin(), some.end()));
  EXPECT_EQ(std::set<std::size_t>(some.begin(), some.end()).size(), 300u);
  EXPECT_EQ(some, random_items(1000, 0.3, 5));
  EXPECT_NE(some, random_items(1000, 0.3, 6));
  // Labels and votes of held-out items change no cost, those of training items do.
  Votes v = random_votes(60, 6, 2);
  const std::vector<std::size_t> train = random_items(60, 0.5, 9);
  const auto cost = [&] {
    const Problem p = problem_of(text_of(v, 3, {{"seed", 9}}));
    std::vector<double> all;
    for (const std::uint64_t x : strings(6, 3)) all.push_back(p.cost(x));
    return all;
  };
  const std::vector<double> before = cost();
  for (std::size_t t = 0; t < 60; ++t) {
    if (std::binary_search(train.begin(), train.end(), t)) continue;
    v.label[t] ^= 1;
    for (unsigned i = 0; i < 6; ++i) v.vote[t * 6 + i] ^= i % 2;
  }
  EXPECT_EQ(cost(), before);
  v.vote[train[7] * 6 + 2] ^= 1;
  EXPECT_NE(cost(), before);
}

TEST(Selection, made_up_votes_are_as_right_and_as_correlated_as_asked) {
  VoteModel m;
  m.items = 40000;
  m.accuracy = 0.72;
  m.spread = 0;
  m.correlation = 0.35;
  m.groups = 2;
  const Votes v = synthesize_votes(m, 6, 4);
  const VoterStatistics s = voter_statistics(v);
  const double five_sigma = 5 / std::sqrt(40000.0);
  for (unsigned i = 0; i < 6; ++i) {
    EXPECT_NEAR(s.agreement[i], 0.72, five_sigma * 0.45);
    for (unsigned j = 0; j < i; ++j)
      EXPECT_NEAR(s.correlation[i * 6 + j], (i - j) % 2 == 0 ? 0.35 : 0, 1.5 * five_sigma) << i << " " << j;
  }
  EXPECT_NEAR(std::accumulate(v.label.begin(), v.label.end(), 0.0) / 40000, 0.5, five_sigma * 0.5);
  const ProblemKind& kind = problem_kind("select");
  EXPECT_EQ(generate_instance(kind, 8, 3, {}), kind.generate(8, 3));
  EXPECT_EQ(generate_instance(kind, 8, 3, {{"items", 600}}), kind.generate(8, 3));
  EXPECT_NE(generate_instance(kind, 8, 3, {{"accuracy", 0.6}}), kind.generate(8, 3));
  EXPECT_THROW(generate_instance(kind, 8, 3, {{"acuracy", 0.6}}), Error);
  EXPECT_THROW(generate_instance(kind, 8, 3, {{"correlation", 1.5}}), Error);
  EXPECT_THROW(generate_instance(kind, 8, 3, {{"items", 100.5}}), Error);
  EXPECT_THROW(generate_instance(kind, 8, 3, {{"choose", 8}}), Error);
  EXPECT_THROW(generate_instance(kind, 8, 3, {{"accuracy", 0.98}}), Error);  // +- 0.08
  EXPECT_THROW(generate_instance(problem_kind("labs"), 8, 3, {{"items", 100}}), Error);
}

TEST(Selection, the_example_is_what_the_generator_makes) {
  std::ostringstream text;
  text << std::ifstream(QIAO_EXAMPLES "/votes12.json").rdbuf();
  EXPECT_EQ(text.str(), problem_kind("select").generate(12, 2));
}

TEST(Selection, faults_are_named_with_their_places) {
  const Votes v = random_votes(40, 4, 1);
  const auto message = [](const std::string& text) -> std::string {
    try {
      problem_kind("select").read(text, "f");
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::kInput);
      return e.what();
    }
    return "accepted";
  };
  const auto changed = [&](const Json& change) { return message(text_of(v, 2, change)); };
  EXPECT_EQ(changed(Json::object()), "accepted");
  EXPECT_EQ(changed({{"schema", "qiao.vote/1"}}), "f: schema is not qiao.votes/1");
  EXPECT_EQ(changed({{"votes", Json::array()}}), "f: 'votes' is not a list of rows, one for each item");
  EXPECT_EQ(changed({{"labels", {1, 0}}}),
            "f: 'labels' is not a list of 40 labels, one for each row of 'votes'");
  EXPECT_EQ(changed({{"choose", 4}}), "f: 'choose' is 4, not a whole number from 1 to 3");
  EXPECT_EQ(changed({{"choose", 0}}), "f: 'choose' is 0, not a whole number from 1 to 3");
  EXPECT_EQ(changed({{"choose", 1.5}}), "f: 'choose' is 1.5, not a whole number from 1 to 3");
  EXPECT_EQ(changed({{"beta", -1}}), "f: 'beta' = -1 is not between 0 and 1000000");
  EXPECT_EQ(changed({{"beta", nullptr}}), "f: 'beta' is not a number");
  EXPECT_EQ(changed({{"train", 1.5}}), "f: 'train' = 1.5 is not between 0 and 1");
  EXPECT_EQ(changed({{"train", 0.8}}), "f: 32 items to train on and 8 held out (at least 10 of each)");
  EXPECT_EQ(changed({{"train", {1, 2, 40}}}), "f: train[2] is 40, not an item from 0 to 39");
  EXPECT_EQ(changed({{"train", {1, 2, 1}}}), "f: train[2] repeats item 1");
  EXPECT_EQ(changed({{"train", {1, 2, 3}}}), "f: 3 items to train on and 37 held out (at least 10 of each)");
  EXPECT_EQ(changed({{"train", {1, 2, 3}}, {"seed", 1}}),
            "f: 'seed' draws the items of a share, but 'train' lists them");
  EXPECT_EQ(changed({{"names", {"a"}}}), R"(f: 'names' is ["a"], not a list of 4 strings)");
  EXPECT_EQ(changed({{"sed", 1}}), "f: unknown member 'sed'");
  Json j = Json::parse(text_of(v, 2));
  const auto with = [&](const char* path, const Json& value) {
    Json other = j;
    other[Json::json_pointer(path)] = value;
    return message(other.dump());
  };
  EXPECT_EQ(with("/votes/7/2", 2), "f: votes[7][2] is 2, not 0 or 1");
  EXPECT_EQ(with("/votes/7/2", -1), "f: votes[7][2] is -1, not 0 or 1");
  EXPECT_EQ(with("/votes/7/2", 0.5), "f: votes[7][2] is 0.5, not 0 or 1");
  EXPECT_EQ(with("/votes/7/2", nullptr), "f: votes[7][2] is null, not 0 or 1");
  EXPECT_EQ(with("/votes/7", {1, 0, 1}), "f: votes[7] has 3 votes, votes[0] has 4");
  EXPECT_EQ(with("/votes/7", 3), "f: votes[7] is 3, not a list of votes");
  EXPECT_EQ(with("/votes/0", {1}), "f: votes[0] has 1 voters (2 to 32)");
  EXPECT_EQ(with("/labels/39", true), "f: labels[39] is true, not 0 or 1");
  j.erase("labels");
  EXPECT_EQ(message(j.dump()), "f: 'labels' is missing");
  // What Python writes for not-a-number is no JSON, and 1e999 is no double.
  std::string text = text_of(v, 2, {{"beta", 0.25}});
  const std::size_t at = text.find("0.25");
  EXPECT_EQ(message(text.substr(0, at) + "NaN" + text.substr(at + 4)).substr(0, 12), "f: not JSON:");
  EXPECT_EQ(message(text.substr(0, at) + "1e999" + text.substr(at + 4)),
            "f: not JSON: a number is beyond the range of doubles");
}

// ---- the verdict

TEST(Verdict, gains_intervals_and_p_values) {
  std::vector<double> gains;
  for (int i = 0; i <= 1000; ++i) gains.push_back(0.001 * i - 0.1);  // -0.1 ... 0.9
  std::shuffle(gains.begin(), gains.end(), std::mt19937(1));
  const Gain g = gain_of(gains);
  EXPECT_NEAR(g.mean, 0.4, 1e-12);
  EXPECT_NEAR(g.low, -0.1 + 0.025, 1e-12);
  EXPECT_NEAR(g.high, 0.9 - 0.025, 1e-12);
  EXPECT_NEAR(g.p, 2 * (1 + 101) / 1002.0, 1e-3);  // 100 or 101 are not above 0
  EXPECT_THROW(gain_of({}), Error);
}

TEST(Verdict, holm_corrects_as_published) {
  // Holm, Scand. J. Statist. 6 (1979): sorted p times k, k - 1, ..., never falling.
  const std::vector<double> c = holm({0.01, 0.04, 0.03, 0.005});
  EXPECT_NEAR(c[3], 0.02, 1e-15);
  EXPECT_NEAR(c[0], 0.03, 1e-15);
  EXPECT_NEAR(c[2], 0.06, 1e-15);
  EXPECT_NEAR(c[1], 0.06, 1e-15);
  EXPECT_EQ(holm({0.9, 0.8}), (std::vector<double>{1, 1}));
  EXPECT_TRUE(holm({}).empty());
}

TEST(Verdict, every_reason) {
  const auto reason = [](double low, double high, bool ties, bool cut) {
    const Decision d = decide({(low + high) / 2, low, high, 0.5}, ties, cut);
    return std::string(d.word()) + ": " + d.reason;
  };
  EXPECT_EQ(reason(0.01, 0.03, false, false), "GO: the lower end of the interval reaches the gate");
  EXPECT_EQ(reason(0.01, 0.03, false, true), "GO: the lower end of the interval reaches the gate");
  EXPECT_EQ(reason(0.01, 0.03, true, false), "SHELVE: ties the proven optimum");  // luck on other data
  EXPECT_EQ(reason(0, 0, true, true), "SHELVE: ties the proven optimum");
  EXPECT_EQ(reason(-0.01, 0.009, false, false), "SHELVE: below the gate");
  EXPECT_EQ(reason(-0.01, 0.009, false, true), "SHELVE: cut off by the budget");
  EXPECT_EQ(reason(0.009, 0.03, false, false), "SHELVE: underpowered");
}

// Voters 0 and 1 are right on all training items but on few of the others, 2 and 3 the other way round: what
// is fitted, by whatever method, is wrong afterwards.
Problem turned_round() {
  Votes v{200, 4, {}, {}};
  Json train = Json::array();
  for (std::size_t t = 0; t < 200; ++t) {
    const std::uint8_t y = t / 2 % 2;
    v.label.push_back(y);
    const bool in_training = t % 2 == 0;
    if (in_training) train.push_back(t);
    const bool slip = t % 20 < 2;  // so that no voter is always right, and all are different
    for (unsigned i = 0; i < 4; ++i)
      v.vote.push_back(((i < 2) == in_training) != (slip && 3 - t / 20 % 4 == i) ? y : 1 - y);
  }
  return problem_of(text_of(v, 2, {{"train", train}}));
}

TEST(Verdict, only_another_choice_that_is_better_on_held_out_items_is_go) {
  const Problem p = turned_round();
  const std::vector<ClassicalResult> classical = classical_results(p, 1);
  QaoaOptions o;
  QaoaResult run = run_qaoa(p, o);
  // What QAOA does find ties the optimum, and is shelved.
  ASSERT_EQ(run.best_sample.string, 0b0011u);
  const std::optional<HeldOutResult> tie = compare_held_out(p, run, classical, 1);
  ASSERT_TRUE(tie);
  EXPECT_FALSE(tie->decision.go);
  EXPECT_EQ(tie->decision.reason, kTiesOptimum);
  EXPECT_EQ(tie->classical[tie->best].over_it.mean, 0);
  ASSERT_EQ(tie->classical.size(), 5u);
  EXPECT_FALSE(tie->classical.back().string);  // stacking
  // Had it drawn the two others, which fit worse, it would have been right.
  run.best_sample = {0b1100, p.cost(0b1100)};
  const std::optional<HeldOutResult> go = compare_held_out(p, run, classical, 1);
  ASSERT_TRUE(go);
  EXPECT_TRUE(go->decision.go) << go->decision.reason;
  EXPECT_GT(go->score, 0.9);
  for (const HeldOutComparison& c : go->classical) {
    EXPECT_LT(c.score, 0.2) << c.method;
    EXPECT_GT(c.over_it.low, 0.7) << c.method;
    EXPECT_LT(c.p_holm, 0.01) << c.method;
    EXPECT_NEAR(c.over_it.mean, go->score - c.score, 0.01) << c.method;
  }
  // A run that was ended early is not blamed.
  run.best_sample = {0b0101, p.cost(0b0101)};
  run.optimisation.reason = StopReason::kMaxSeconds;
  const HeldOutResult cut = *compare_held_out(p, run, classical, 1);
  ASSERT_FALSE(cut.decision.go);
  EXPECT_EQ(cut.decision.reason, kCutOff);
  run.samples.clear();
  EXPECT_FALSE(compare_held_out(p, run, classical, 1));
  EXPECT_FALSE(compare_held_out(problem_kind("labs").read("8", "l"),
                                run_qaoa(problem_kind("labs").read("8", "l"), o), classical, 1));
}

TEST(Verdict, stacking_that_beats_the_choice_is_the_baseline) {
  // Voters 0 to 3 say the same, right 7 times of 10; voter 4 is always wrong, which only a fit can use.
  Votes v{200, 5, {}, {}};
  for (std::size_t t = 0; t < 200; ++t) {
    const std::uint8_t y = t % 3 == 0;
    v.label.push_back(y);
    for (unsigned i = 0; i < 4; ++i) v.vote.push_back(t * 7 % 10 < 7 ? y : 1 - y);
    v.vote.push_back(1 - y);
  }
  const Problem p = problem_of(text_of(v, 2));
  const QaoaResult run = run_qaoa(p, {});
  const HeldOutResult r = *compare_held_out(p, run, classical_results(p, 1), 3);
  EXPECT_EQ(r.classical[r.best].method, "logistic stacking of all 5");
  EXPECT_EQ(r.classical[r.best].score, 1);
  EXPECT_LT(r.classical[r.best].over_it.high, 0);
  EXPECT_FALSE(r.decision.go);
}

}  // namespace
}  // namespace qiao::algorithms
