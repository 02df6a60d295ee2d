// The subspace against full state vectors: 2^n amplitudes and exp(-i beta (XX + YY) / 2) as a Taylor series.

#include "qiao/algorithms/subspace.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <random>

#include "qiao/base/error.hpp"

namespace qiao::algorithms {
namespace {

using Complex = std::complex<double>;
using Vector = std::vector<Complex>;

// (XX + YY) / 2 on qubits a and b exchanges 01 and 10.
Vector generator(const Vector& v, unsigned a, unsigned b) {
  Vector out(v.size());
  for (std::size_t s = 0; s < v.size(); ++s)
    if ((s >> a & 1) != (s >> b & 1)) out[s ^ (std::size_t{1} << a) ^ (std::size_t{1} << b)] = v[s];
  return out;
}

Vector rotated(const Vector& v, unsigned a, unsigned b, double beta) {
  Vector sum = v, term = v;
  for (int order = 1; order < 40; ++order) {
    term = generator(term, a, b);
    for (Complex& x : term) x *= Complex(0, -beta) / static_cast<double>(order);
    for (std::size_t i = 0; i < v.size(); ++i) sum[i] += term[i];
  }
  return sum;
}

std::vector<double> random_cost(std::uint64_t n, unsigned seed, int levels = 0) {
  std::mt19937 random(seed);
  std::vector<double> cost(n);
  for (double& c : cost)
    c = levels ? static_cast<double>(random() % static_cast<unsigned>(levels))
               : static_cast<double>(random()) * 0x1p-32;
  return cost;
}

TEST(FixedWeightSpace, ranks_are_a_bijection) {
  for (const auto& blocks : std::vector<std::vector<Block>>{
           {{1, 0}}, {{1, 1}}, {{5, 2}}, {{16, 8}}, {{4, 2}, {3, 1}, {5, 5}}, {{2, 1}, {2, 1}}}) {
    const FixedWeightSpace space(blocks);
    for (std::uint64_t i = 0; i < space.dimension(); ++i) {
      const std::uint64_t s = space.string(i);
      ASSERT_EQ(space.index(s), i);
      unsigned first = 0;
      for (const Block& b : blocks) {
        EXPECT_EQ(static_cast<unsigned>(std::popcount(s >> first & ((1u << b.n) - 1))), b.k);
        first += b.n;
      }
    }
  }
  EXPECT_EQ(FixedWeightSpace({{20, 10}}).dimension(), 184756u);
  EXPECT_THROW(FixedWeightSpace({{4, 5}}), Error);
  EXPECT_THROW(FixedWeightSpace({{32, 16}}), Error);
  EXPECT_THROW(FixedWeightSpace({}), Error);
}

TEST(SubspaceQaoa, agrees_with_full_state_vectors) {
  for (const XyTopology topology : {XyTopology::kRing, XyTopology::kComplete})
    for (const auto& blocks : std::vector<std::vector<Block>>{{{2, 1}}, {{5, 2}}, {{6, 3}}, {{3, 1}, {4, 2}}})
      for (const int levels : {0, 3}) {
        const FixedWeightSpace space(blocks);
        const std::vector<double> cost = random_cost(space.dimension(), 7, levels);
        const SubspaceQaoa qaoa(space, CostTable(cost), topology);
        EXPECT_EQ(qaoa.cost().looked_up(), levels > 0 && space.dimension() >= 2 * 3);
        const std::vector<double> angles = {0.3, -1.1, 0.7, 0.4};
        Vector full(std::size_t{1} << space.qubits());
        for (std::uint64_t i = 0; i < space.dimension(); ++i)
          full[space.string(i)] = 1 / std::sqrt(static_cast<double>(space.dimension()));
        for (int layer = 0; layer < 2; ++layer) {
          for (std::uint64_t i = 0; i < space.dimension(); ++i)
            full[space.string(i)] *= std::polar(1.0, -angles[static_cast<std::size_t>(layer)] * cost[i]);
          unsigned first = 0;
          std::size_t rotations = 0;
          for (const Block& b : blocks) {
            std::vector<std::pair<unsigned, unsigned>> pairs;
            if (topology == XyTopology::kRing) {
              for (unsigned i = 0; i + 1 < b.n; i += 2) pairs.emplace_back(i, i + 1);
              for (unsigned i = 1; i + 1 < b.n; i += 2) pairs.emplace_back(i, i + 1);
              if (b.n > 2) pairs.emplace_back(0, b.n - 1);
            } else if (b.n == 5) {  // the rounds of a tournament of five, the sixth is absent
              pairs = {{1, 4}, {2, 3}, {0, 2}, {3, 4}, {1, 3}, {0, 4}, {2, 4}, {0, 1}, {0, 3}, {1, 2}};
            } else {
              pairs.clear();
            }
            for (const auto& [a, z] : pairs)
              full = rotated(full, first + a, first + z, angles[2 + static_cast<std::size_t>(layer)]);
            rotations += pairs.size();
            first += b.n;
          }
          if (topology == XyTopology::kRing) {
            EXPECT_EQ(qaoa.mixer().rotations(), rotations);
          }
        }
        if (topology == XyTopology::kComplete && !(blocks.size() == 1 && blocks[0].n == 5)) {
          unsigned pairs = 0;
          for (const Block& b : blocks) pairs += b.n * (b.n - 1) / 2;
          EXPECT_EQ(qaoa.mixer().rotations(), pairs);
          continue;
        }
        const Vector psi = qaoa.state(angles);
        double energy = 0;
        for (std::uint64_t i = 0; i < space.dimension(); ++i) {
          EXPECT_NEAR(std::abs(psi[i] - full[space.string(i)]), 0, 1e-13);
          energy += std::norm(full[space.string(i)]) * cost[i];
        }
        EXPECT_NEAR(qaoa.energy(angles), energy, 1e-13);
      }
}

// All pairs of ten qubits: the amplitudes of all 2^10 strings, and nothing outside the subspace.
TEST(SubspaceQaoa, complete_mixer_agrees_with_the_full_space) {
  const FixedWeightSpace space({{10, 5}});
  const std::vector<double> cost = random_cost(space.dimension(), 9);
  const SubspaceQaoa qaoa(space, CostTable(cost), XyTopology::kComplete);
  const Vector psi = qaoa.state({0.4, 0.9, -0.3, 0.2});
  Vector full(1024);
  for (std::uint64_t i = 0; i < space.dimension(); ++i)
    full[space.string(i)] = 1 / std::sqrt(static_cast<double>(space.dimension()));
  for (const auto& [gamma, beta] : std::vector<std::pair<double, double>>{{0.4, -0.3}, {0.9, 0.2}}) {
    for (std::uint64_t i = 0; i < space.dimension(); ++i)
      full[space.string(i)] *= std::polar(1.0, -gamma * cost[i]);
    std::vector<std::pair<unsigned, unsigned>> pairs = xy_pairs(10, XyTopology::kComplete);
    EXPECT_EQ(pairs.size(), 45u);
    for (const auto& [a, b] : pairs) full = rotated(full, a, b, beta);
  }
  double inside = 0;
  for (std::uint64_t i = 0; i < space.dimension(); ++i) {
    EXPECT_NEAR(std::abs(psi[i] - full[space.string(i)]), 0, 1e-12);
    inside += std::norm(full[space.string(i)]);
  }
  EXPECT_NEAR(inside, 1, 1e-12);
}

TEST(SubspaceQaoa, gradient_agrees_with_differences) {
  for (const XyTopology topology : {XyTopology::kRing, XyTopology::kComplete}) {
    const FixedWeightSpace space({{6, 3}, {3, 1}});
    const SubspaceQaoa qaoa(space, CostTable(random_cost(space.dimension(), 3)), topology);
    const std::vector<double> angles = {0.3, -1.1, 0.9, 0.7, 0.4, -0.2};
    std::vector<double> derivatives;
    EXPECT_NEAR(qaoa.gradient(angles, derivatives), qaoa.energy(angles), 1e-14);
    for (std::size_t i = 0; i < angles.size(); ++i) {
      constexpr double kStep = 1e-5;  // central differences: error of order 1e-10
      std::vector<double> up = angles, down = angles;
      up[i] += kStep;
      down[i] -= kStep;
      EXPECT_NEAR(derivatives[i], (qaoa.energy(up) - qaoa.energy(down)) / (2 * kStep), 1e-8) << i;
    }
  }
}

TEST(SubspaceQaoa, deeper_circuits_come_closer_to_the_minimum) {
  const FixedWeightSpace space({{10, 5}});
  // Number partition: the square of the difference of two halves' sums.
  std::vector<double> cost;
  for (std::uint64_t i = 0; i < space.dimension(); ++i) {
    double sum = 0;
    for (unsigned q = 0; q < 10; ++q) sum += (space.string(i) >> q & 1 ? 1 : -1) * std::sqrt(2.0 + q);
    cost.push_back(sum * sum);
  }
  double last = HUGE_VAL;
  const SubspaceQaoa qaoa(space, CostTable(cost), XyTopology::kRing);
  for (const unsigned p : {1u, 2u, 4u, 8u}) {
    const auto optimum = qaoa.optimise(p, 60);
    EXPECT_LT(optimum.energy, last) << p;
    EXPECT_NEAR(qaoa.energy(optimum.angles), optimum.energy, 1e-12);
    last = optimum.energy;
  }
}

TEST(SubspaceQaoa, results_do_not_depend_on_threads) {
  const FixedWeightSpace space({{18, 9}});
  const std::vector<double> angles = {0.3, 0.5};
  std::vector<double> derivatives[2];
  double energy[2];
  for (const int i : {0, 1}) {
    const Execution execution{1 + 2 * i, nullptr};
    const SubspaceQaoa qaoa(space, CostTable(random_cost(space.dimension(), 5), execution), XyTopology::kRing,
                            execution);
    energy[i] = qaoa.gradient(angles, derivatives[i]);
  }
  EXPECT_EQ(energy[0], energy[1]);
  EXPECT_EQ(derivatives[0], derivatives[1]);
}

TEST(SubspaceQaoa, samples_follow_the_probabilities) {
  const Vector psi = {std::sqrt(0.5), 0, Complex(0, std::sqrt(0.25)), std::sqrt(0.25)};
  std::vector<int> count(4);
  for (const std::uint64_t i : sample_states(psi, 10000, 1)) ++count[i];
  EXPECT_EQ(count[1], 0);
  EXPECT_NEAR(count[0], 5000, 250);  // 5 standard deviations
  EXPECT_NEAR(count[2], 2500, 217);
  EXPECT_EQ(sample_states(psi, 50, 1), sample_states(psi, 50, 1));
}

}  // namespace
}  // namespace qiao::algorithms
