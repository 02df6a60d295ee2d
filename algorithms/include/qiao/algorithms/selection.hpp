#pragma once
// Which m of n voters to keep: reward models, verifiers or preference pairs that say 0 or 1 about items whose
// right answer is known for some. The problem kind `select` (src/problems/select.cpp) is made of these parts.
//
// Minimised over strings with m ones: -sum_i a_i x_i + beta sum_(i<j) r_ij x_i x_j, with a_i the agreement of
// voter i with the labels and r_ij the correlation of errors, both on training items. Chosen voters decide by
// majority; how often they are right is measured on other items.

#include <atomic>
#include <cstdint>
#include <vector>

#include "qiao/algorithms/polynomial.hpp"

namespace qiao::algorithms {

struct Votes {
  std::size_t items = 0;
  unsigned voters = 0;
  std::vector<std::uint8_t> vote;   // 0 or 1: [item * voters + voter]
  std::vector<std::uint8_t> label;  // 0 or 1: [item]

  std::uint8_t at(std::size_t item, unsigned voter) const { return vote[item * voters + voter]; }
};
// Those of some items, in the order given.
Votes of_items(const Votes& votes, const std::vector<std::size_t>& items);
// round(share * items) of the items at random, in ascending order; the same for the same seed anywhere.
std::vector<std::size_t> random_items(std::size_t items, double share, std::uint64_t seed);

struct VoterStatistics {
  std::vector<double> agreement;  // a_i: share of the items on which voter i is right
  // r_ij, [i * n + j]: Pearson's correlation of the errors (0 or 1) of i and j; 0 where a voter is always or
  // never wrong, which correlates with nothing.
  std::vector<double> correlation;
  // Mutual information in nats of the votes of i with the labels, and with the votes of j.
  std::vector<double> relevance, redundancy;
};
VoterStatistics voter_statistics(const Votes& train);

// The beta at which a change of agreement and one of correlation weigh as much as in the quotient of mean and
// standard deviation of the majority's margin, at the means of a and r: (a - 1/2) / (1 + (m - 1) r), at
// least 0.
double default_beta(const VoterStatistics& statistics, unsigned choose);
// The cost above.
SpinPolynomial selection_cost(const VoterStatistics& statistics, double beta);

// Classical selections of `choose` of n voters, bit i for voter i.
// All C(n, m); of equals the lowest string. Throws Error(kInterrupted) once `stop` is set.
std::uint64_t select_exhaustively(const SpinPolynomial& cost, unsigned choose,
                                  const std::atomic<bool>* stop = nullptr);
std::uint64_t select_greedily(const SpinPolynomial& cost, unsigned choose);  // forward, one by one
// Relevance minus mean redundancy with those already chosen, forward (Peng, Long, Ding, IEEE TPAMI 27, 2005).
std::uint64_t select_mrmr(const VoterStatistics& statistics, unsigned choose);

// What the majority of the chosen voters says of each item. A tie goes the way of the chosen voter with the
// highest agreement in `statistics`, of equals the first.
std::vector<std::uint8_t> majority(const Votes& votes, std::uint64_t chosen,
                                   const VoterStatistics& statistics);

// Logistic regression of the labels on all votes (as -1 and 1): P(label = 1) = 1 / (1 + exp(-intercept -
// sum_i weight_i vote_i)). It minimises sum of -log P(label) + ridge / 2 (sum_i weight_i^2 + intercept^2),
// which is strictly convex: there is one minimum, and Newton's method finds it.
struct Stacking {
  std::vector<double> weight;
  double intercept = 0;
  double gradient_norm = 0;  // largest component at the end: at most 1e-9 per item
  unsigned iterations = 0;
};
Stacking fit_stacking(const Votes& train, double ridge = 1);
std::vector<std::uint8_t> predict(const Stacking& stacking, const Votes& votes);

// Votes made up. Labels are fair coins. Voter i is wrong with probability e_i: accuracies 1 - e_i are drawn
// within accuracy +- spread. Voters are dealt to `groups` in turn. An item is hard to the degree u, uniform
// in [0, 1), for all voters of a group, or for one voter alone; he is wrong where u < e_i, and takes the
// group's u with probability sqrt(correlation). So errors of two voters of the same accuracy correlate by
// exactly `correlation` within a group and not at all across.
struct VoteModel {
  std::size_t items = 600;
  double accuracy = 0.7, spread = 0.08, correlation = 0.4;
  unsigned groups = 3;
};
Votes synthesize_votes(const VoteModel& model, unsigned voters, std::uint64_t seed);

}  // namespace qiao::algorithms
