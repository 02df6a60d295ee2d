#include "qiao/algorithms/selection.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "problems/input.hpp"
#include "qiao/base/rng.hpp"
#include "qiao/base/stop.hpp"

namespace qiao::algorithms {
namespace {

constexpr std::uint64_t kSplit = 0x5911;

std::uint64_t bit(unsigned i) { return std::uint64_t{1} << i; }

// Of two binary variables from how often both, the first and the second are 1 among n.
double mutual_information(double both, double first, double second, double n) {
  double sum = 0;
  const auto add = [&](double joint, double a, double b) {
    if (joint > 0) sum += joint / n * std::log(joint * n / (a * b));
  };
  add(both, first, second);
  add(first - both, first, n - second);
  add(second - both, n - first, second);
  add(n - first - second + both, n - first, n - second);
  return sum;
}

// Adds one voter after the other, the one with the lowest price(voter, chosen so far), of equals the first.
template <class Price>
std::uint64_t forward(unsigned voters, unsigned choose, Price&& price) {
  std::uint64_t chosen = 0;
  for (unsigned k = 0; k < choose; ++k) {
    unsigned best = voters;
    double lowest = HUGE_VAL;
    for (unsigned i = 0; i < voters; ++i) {
      if (chosen & bit(i)) continue;
      const double p = price(i, chosen);
      if (best == voters || p < lowest) best = i, lowest = p;
    }
    chosen |= bit(best);
  }
  return chosen;
}

}  // namespace

Votes of_items(const Votes& votes, const std::vector<std::size_t>& items) {
  Votes some{items.size(), votes.voters, {}, {}};
  for (const std::size_t i : items) {
    some.label.push_back(votes.label[i]);
    const auto row = votes.vote.begin() + static_cast<std::ptrdiff_t>(i * votes.voters);
    some.vote.insert(some.vote.end(), row, row + votes.voters);
  }
  return some;
}

std::vector<std::size_t> random_items(std::size_t items, double share, std::uint64_t seed) {
  std::vector<std::pair<std::uint64_t, std::size_t>> order(items);
  for (std::size_t i = 0; i < items; ++i) order[i] = {random_bits(seed, kSplit, i), i};
  std::sort(order.begin(), order.end());
  order.resize(static_cast<std::size_t>(std::llround(share * static_cast<double>(items))));
  std::vector<std::size_t> some;
  for (const auto& [draw, item] : order) some.push_back(item);
  std::sort(some.begin(), some.end());
  return some;
}

VoterStatistics voter_statistics(const Votes& train) {
  const unsigned n = train.voters;
  const double items = static_cast<double>(train.items);
  // Numbers of items: errors of i, of i and j, votes for 1 of i, of i and j, of i where the label is 1.
  std::vector<double> wrong(n), wrong_both(std::size_t{n} * n), one(n), one_both(std::size_t{n} * n),
      one_label(n);
  double label = 0;
  for (std::size_t t = 0; t < train.items; ++t) {
    const std::uint8_t y = train.label[t];
    label += y;
    for (unsigned i = 0; i < n; ++i) {
      const std::uint8_t v = train.at(t, i);
      wrong[i] += v != y;
      one[i] += v;
      one_label[i] += v & y;
      for (unsigned j = 0; j < n; ++j) {
        const std::uint8_t w = train.at(t, j);
        wrong_both[i * n + j] += v != y && w != y;
        one_both[i * n + j] += v & w;
      }
    }
  }
  VoterStatistics s;
  s.correlation.resize(std::size_t{n} * n);
  s.redundancy.resize(std::size_t{n} * n);
  for (unsigned i = 0; i < n; ++i) {
    s.agreement.push_back(1 - wrong[i] / items);
    s.relevance.push_back(mutual_information(one_label[i], one[i], label, items));
    for (unsigned j = 0; j < n; ++j) {
      const double spread = wrong[i] * (items - wrong[i]) * wrong[j] * (items - wrong[j]);
      s.correlation[i * n + j] =
          spread > 0 ? (items * wrong_both[i * n + j] - wrong[i] * wrong[j]) / std::sqrt(spread) : 0;
      s.redundancy[i * n + j] = mutual_information(one_both[i * n + j], one[i], one[j], items);
    }
  }
  return s;
}

double default_beta(const VoterStatistics& s, unsigned choose) {
  const std::size_t n = s.agreement.size();
  double a = 0, r = 0;
  for (std::size_t i = 0; i < n; ++i) {
    a += s.agreement[i] / static_cast<double>(n);
    for (std::size_t j = 0; j < n; ++j)
      if (i != j) r += s.correlation[i * n + j] / static_cast<double>(n * (n - 1));
  }
  // Variance of the margin over that of independent voters; m voters whose errors cancel have none.
  const double variance = std::max(0.1, 1 + (choose - 1) * r);
  return std::max(0.0, (a - 0.5) / variance);
}

SpinPolynomial selection_cost(const VoterStatistics& s, double beta) {
  const unsigned n = static_cast<unsigned>(s.agreement.size());
  SpinPolynomial cost(n);
  for (unsigned i = 0; i < n; ++i) {
    cost.add_binary(bit(i), -s.agreement[i]);
    for (unsigned j = i + 1; j < n; ++j)
      cost.add_binary(bit(i) | bit(j), beta * s.correlation[std::size_t{i} * n + j]);
  }
  cost.simplify();
  return cost;
}

std::uint64_t select_exhaustively(const SpinPolynomial& cost, unsigned choose,
                                  const std::atomic<bool>* stop) {
  const std::uint64_t end = bit(cost.variables());
  std::uint64_t x = bit(choose) - 1, best = x;
  double lowest = HUGE_VAL;
  constexpr std::uint64_t kCheckEvery = 1 << 14;
  for (std::uint64_t n = 0; x < end; ++n) {
    if (n % kCheckEvery == 0) check_stop(stop);
    if (const double c = cost.value(x); c < lowest) lowest = c, best = x;
    // The next string with as many ones (Gosper).
    const std::uint64_t low = x & -x, up = x + low;
    x = up | ((x ^ up) / low >> 2);
  }
  return best;
}

std::uint64_t select_greedily(const SpinPolynomial& cost, unsigned choose) {
  return forward(cost.variables(), choose,
                 [&](unsigned i, std::uint64_t chosen) { return cost.value(chosen | bit(i)); });
}

std::uint64_t select_mrmr(const VoterStatistics& s, unsigned choose) {
  const unsigned n = static_cast<unsigned>(s.relevance.size());
  return forward(n, choose, [&](unsigned i, std::uint64_t chosen) {
    double with_chosen = 0;
    for (unsigned j = 0; j < n; ++j)
      if (chosen & bit(j)) with_chosen += s.redundancy[std::size_t{i} * n + j];
    return (chosen ? with_chosen / std::popcount(chosen) : 0) - s.relevance[i];
  });
}

std::vector<std::uint8_t> majority(const Votes& votes, std::uint64_t chosen, const VoterStatistics& s) {
  std::vector<unsigned> kept;
  for (unsigned i = 0; i < votes.voters; ++i)
    if (chosen & bit(i)) kept.push_back(i);
  if (kept.empty()) throw Error(ErrorCode::kUsage, "a vote without voters");
  const unsigned first = *std::max_element(
      kept.begin(), kept.end(), [&](unsigned a, unsigned b) { return s.agreement[a] < s.agreement[b]; });
  std::vector<std::uint8_t> said;
  for (std::size_t t = 0; t < votes.items; ++t) {
    std::size_t ones = 0;
    for (const unsigned i : kept) ones += votes.at(t, i);
    said.push_back(2 * ones == kept.size() ? votes.at(t, first) : 2 * ones > kept.size());
  }
  return said;
}

Stacking fit_stacking(const Votes& train, double ridge) {
  const Eigen::Index n = train.voters, items = static_cast<Eigen::Index>(train.items);
  // A row for each item: votes and a constant, all times the label, as -1 and 1.
  Eigen::MatrixXd a(items, n + 1);
  for (Eigen::Index t = 0; t < items; ++t) {
    const double y = train.label[static_cast<std::size_t>(t)] ? 1 : -1;
    a(t, n) = y;
    for (Eigen::Index i = 0; i < n; ++i)
      a(t, i) = train.at(static_cast<std::size_t>(t), static_cast<unsigned>(i)) ? y : -y;
  }
  const auto loss = [&](const Eigen::VectorXd& w) {
    double sum = 0.5 * ridge * w.squaredNorm();
    const Eigen::VectorXd margin = a * w;
    for (const double m : margin) sum += m > 0 ? std::log1p(std::exp(-m)) : std::log1p(std::exp(m)) - m;
    return sum;
  };
  Stacking s;
  Eigen::VectorXd w = Eigen::VectorXd::Zero(n + 1);
  double now = loss(w);
  for (;; ++s.iterations) {
    const Eigen::VectorXd margin = a * w;
    const Eigen::ArrayXd miss = 1 / (1 + margin.array().exp());  // 1 - P(label)
    const Eigen::VectorXd gradient = ridge * w - a.transpose() * miss.matrix();
    s.gradient_norm = gradient.lpNorm<Eigen::Infinity>();
    if (s.gradient_norm <= 1e-10 * static_cast<double>(items) || s.iterations == 100) break;
    Eigen::MatrixXd hessian = a.transpose() * (miss * (1 - miss)).matrix().asDiagonal() * a;
    hessian.diagonal().array() += ridge;
    const Eigen::VectorXd step = hessian.llt().solve(gradient);
    // Halved until it goes down: far from the minimum a whole step may pass it.
    double length = 1, next = loss(w - step);
    while (next > now && length > 1e-6) next = loss(w - (length /= 2) * step);
    w -= length * step;
    now = next;
  }
  s.weight.assign(w.begin(), w.end() - 1);
  s.intercept = w(n);
  return s;
}

std::vector<std::uint8_t> predict(const Stacking& s, const Votes& votes) {
  std::vector<std::uint8_t> said;
  for (std::size_t t = 0; t < votes.items; ++t) {
    double sum = s.intercept;
    for (unsigned i = 0; i < votes.voters; ++i) sum += votes.at(t, i) ? s.weight[i] : -s.weight[i];
    said.push_back(sum >= 0);
  }
  return said;
}

Votes synthesize_votes(const VoteModel& model, unsigned voters, std::uint64_t seed) {
  Draws draws(seed);
  std::vector<double> wrong;
  for (unsigned i = 0; i < voters; ++i)
    wrong.push_back(1 - model.accuracy - model.spread * (2 * draws.uniform() - 1));
  const double shared = std::sqrt(model.correlation);
  Votes v{model.items, voters, {}, {}};
  std::vector<double> hard(model.groups);
  for (std::size_t t = 0; t < model.items; ++t) {
    const std::uint8_t y = draws.uniform() < 0.5;
    v.label.push_back(y);
    for (double& u : hard) u = draws.uniform();
    for (unsigned i = 0; i < voters; ++i) {
      const bool of_group = draws.uniform() < shared;
      const double own = draws.uniform();
      v.vote.push_back((of_group ? hard[i % model.groups] : own) < wrong[i] ? 1 - y : y);
    }
  }
  return v;
}

}  // namespace qiao::algorithms
