// QAOA against the recursion of Basso, Farhi, Marwaha, Villalonga, Zhou (arXiv:2110.14206): the exact cut of
// an edge whose neighbourhood is a tree, at any depth and angles, without a state vector.

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <random>
#include <span>

#include "qiao/algorithms/optimizer.hpp"
#include "qiao/algorithms/qaoa.hpp"

namespace qiao::algorithms {
namespace {

using Complex = std::complex<double>;
using Values = std::vector<Complex>;

// Spins (a_1, ..., a_p, a_0, a_-p, ..., a_-1) of the paper are the bits of an index, a_1 the lowest; bit 1 is
// spin -1.
class Tree {
 public:
  // For exp(-i gamma C), C = -(1 / sqrt(degree - 1)) sum of Z Z, and exp(-i beta X).
  Tree(std::span<const double> gamma, std::span<const double> beta)
      : p_(gamma.size()), size_(std::size_t{2} << 2 * p_), gamma_(2 * p_ + 1), f_(size_, 0.5) {
    for (std::size_t j = 0; j < p_; ++j) {
      gamma_[j] = gamma[j];
      gamma_[2 * p_ - j] = -gamma[j];
    }
    for (std::size_t a = 0; a < size_; ++a)
      for (std::size_t j = 0; j < 2 * p_; ++j) {
        const bool forward = j < p_;
        const double b = forward ? beta[j] : -beta[2 * p_ - 1 - j];
        f_[a] *= spin(a, j) == spin(a, j + 1) ? Complex(std::cos(b)) : Complex(0, std::sin(b));
      }
  }

  // nu_p of section 3 with D = degree - 1 further neighbours of each end.
  double nu(unsigned degree) const {
    const double root = std::sqrt(degree - 1.0);
    Values cosine(size_), sine(size_);
    for (std::size_t a = 0; a < size_; ++a) {
      double phase = 0;
      for (std::size_t j = 0; j <= 2 * p_; ++j) phase += gamma_[j] * spin(a, j) / root;
      cosine[a] = std::cos(phase);
      sine[a] = std::sin(phase);
    }
    Values h(size_, 1.0);
    for (std::size_t m = 0; m < p_; ++m) {
      const Values sum = convolved(times(f_, h), cosine);
      for (std::size_t a = 0; a < size_; ++a) {
        h[a] = 1;
        for (unsigned d = 1; d < degree; ++d) h[a] *= sum[a];
      }
    }
    Values end = times(f_, h);
    for (std::size_t a = 0; a < size_; ++a) end[a] *= spin(a, p_);
    const Values other = convolved(end, sine);
    Complex sum = 0;
    for (std::size_t a = 0; a < size_; ++a) sum += end[a] * other[a];
    return (Complex(0, root / 2) * sum).real();
  }
  double cut(unsigned degree) const { return 0.5 + nu(degree) / std::sqrt(degree - 1.0); }

  // The limit of infinite degree (section 4), which is the energy per spin of the Sherrington-Kirkpatrick
  // model (section 6).
  double nu_infinite() const {
    const std::size_t n = 2 * p_ + 1;
    Values h(size_, 1.0);
    for (std::size_t m = 0; m < p_; ++m) {
      Values correlation(n * n);
      for (std::size_t b = 0; b < size_; ++b) {
        const Complex weight = f_[b] * h[b];
        for (std::size_t j = 0; j < n; ++j)
          for (std::size_t k = 0; k < n; ++k) correlation[j * n + k] += weight * (spin(b, j) * spin(b, k));
      }
      for (std::size_t a = 0; a < size_; ++a) {
        Complex sum = 0;
        for (std::size_t j = 0; j < n; ++j)
          for (std::size_t k = 0; k < n; ++k)
            sum += gamma_[j] * gamma_[k] * spin(a, j) * spin(a, k) * correlation[j * n + k];
        h[a] = std::exp(-0.5 * sum);
      }
    }
    Complex sum = 0;
    for (std::size_t j = 0; j < n; ++j) {
      Complex end = 0;
      for (std::size_t a = 0; a < size_; ++a) end += f_[a] * h[a] * (spin(a, p_) * spin(a, j));
      sum += gamma_[j] * end * end;
    }
    return (Complex(0, 0.5) * sum).real();
  }

 private:
  static double spin(std::size_t a, std::size_t j) { return a >> j & 1 ? -1 : 1; }
  static Values times(Values a, const Values& b) {
    for (std::size_t i = 0; i < a.size(); ++i) a[i] *= b[i];
    return a;
  }
  static void transform(Values& v) {
    for (std::size_t h = 1; h < v.size(); h *= 2)
      for (std::size_t i = 0; i < v.size(); ++i)
        if (!(i & h)) {
          const Complex x = v[i], y = v[i | h];
          v[i] = x + y;
          v[i | h] = x - y;
        }
  }
  // sum over b of u_b v_(ab): the product of spins is the exclusive or of indices.
  static Values convolved(Values u, Values v) {
    transform(u);
    transform(v);
    Values w = times(std::move(u), v);
    transform(w);
    for (Complex& x : w) x /= static_cast<double>(w.size());
    return w;
  }

  std::size_t p_, size_;
  std::vector<double> gamma_;
  Values f_;
};

using Edges = std::vector<std::pair<unsigned, unsigned>>;

Problem max_cut(const Edges& edges) {
  std::string text;
  for (const auto& [a, b] : edges) text += std::to_string(a) + " " + std::to_string(b) + "\n";
  return problem_kind("maxcut").read(text, "test");
}
Edges ring(unsigned n) {
  Edges edges;
  for (unsigned i = 0; i < n; ++i) edges.emplace_back(i, (i + 1) % n);
  return edges;
}
Edges complete_bipartite(unsigned d) {
  Edges edges;
  for (unsigned i = 0; i < d; ++i)
    for (unsigned j = 0; j < d; ++j) edges.emplace_back(i, d + j);
  return edges;
}
Edges heawood() {
  Edges edges = ring(14);
  for (unsigned i = 0; i < 14; i += 2) edges.emplace_back(i, (i + 5) % 14);
  return edges;
}

// Our angles are for the cost -cut, so Z Z / 2 on an edge, and -cut is minimised: both signs are turned.
Tree tree_of(const std::vector<double>& angles, unsigned degree) {
  const std::size_t p = angles.size() / 2;
  std::vector<double> gamma(angles.begin(), angles.begin() + static_cast<std::ptrdiff_t>(p)),
      beta(angles.begin() + static_cast<std::ptrdiff_t>(p), angles.end());
  for (double& g : gamma) g *= std::sqrt(degree - 1.0) / 2;
  for (double& b : beta) b = -b;
  return {gamma, beta};
}

// Every edge of these graphs sees a tree at that depth: their girth is above 2 p + 1.
TEST(QaoaTruth, cut_of_an_edge_is_that_of_its_tree) {
  struct Case {
    Edges edges;
    unsigned degree, depth;
  };
  std::mt19937 random(7);
  for (const Case& c : {Case{complete_bipartite(3), 3, 1}, Case{complete_bipartite(4), 4, 1},
                        Case{complete_bipartite(5), 5, 1}, Case{heawood(), 3, 2}, Case{ring(9), 2, 3},
                        Case{ring(12), 2, 4}, Case{ring(12), 2, 5}, Case{ring(14), 2, 6}}) {
    const Problem p = max_cut(c.edges);
    XQaoa qaoa(p.variables, all_values(*p.polynomial, true, 1));
    for (int set = 0; set < 3; ++set) {
      std::vector<double> angles(2 * c.depth);
      for (double& a : angles) a = static_cast<double>(random()) * 0x1p-31 - 1;
      EXPECT_NEAR(-qaoa.energy(angles) / static_cast<double>(c.edges.size()),
                  tree_of(angles, c.degree).cut(c.degree), 1e-11)
          << c.degree << "-regular, p = " << c.depth;
    }
  }
}

// K_{3,3} has girth 4, the Heawood graph 6: at p = 1 and 2 every edge sees a tree.
TEST(QaoaTruth, fixed_angles_reach_the_published_cut_on_cubic_graphs) {
  const double published[] = {.69245, .755906};
  for (unsigned depth = 1; depth <= 2; ++depth) {
    const Edges edges = depth == 1 ? complete_bipartite(3) : heawood();
    const Problem p = max_cut(edges);
    QaoaOptions o;
    o.depth = depth;
    o.start = StartKind::kFixed;
    o.optimize.max_evaluations = 1;
    const QaoaResult r = run_qaoa(p, o);
    EXPECT_NEAR(-r.expectation / static_cast<double>(edges.size()), published[depth - 1], 2e-6) << depth;
    // They are optimal for such graphs.
    o.optimize.max_evaluations = 100;
    EXPECT_NEAR(-run_qaoa(p, o).expectation / static_cast<double>(edges.size()), published[depth - 1], 2e-6);
  }
}

// Wurtz, Lykov (arXiv:2107.00677): cubic graphs of girth above 2 p + 1. From p = 3 on no such graph is small
// enough for a state vector.
TEST(QaoaTruth, fixed_angles_have_their_published_cut) {
  const double published[] = {.69245, .755906, .792398, .816877, .836381, .849897};
  const Problem p = max_cut(complete_bipartite(3));
  for (unsigned depth = 1; depth <= 6; ++depth) {
    QaoaOptions o;
    o.depth = depth;
    o.start = StartKind::kFixed;
    o.optimize.max_evaluations = 1;
    const std::vector<double> angles = run_qaoa(p, o).angles;
    ASSERT_EQ(angles.size(), 2 * depth);
    EXPECT_NEAR(tree_of(angles, 3).cut(3), published[depth - 1], 2e-6) << depth;
    // A maximum: to either side it falls by the square of the step.
    for (std::size_t i = 0; i < angles.size(); ++i)
      for (const double step : {-1e-2, 1e-2}) {
        std::vector<double> beside = angles;
        beside[i] += step;
        EXPECT_LT(tree_of(beside, 3).cut(3), published[depth - 1]) << depth << " " << i;
      }
  }
}

// On rings the best cut at depth p is (2 p + 1) / (2 p + 2) (Farhi et al. arXiv:1411.4028).
TEST(QaoaTruth, rings_reach_their_best_cut) {
  for (unsigned depth = 1; depth <= 6; ++depth) {
    const Problem p = max_cut(ring(2 * depth + 2));
    QaoaOptions o;
    o.depth = depth;
    const double cut = -run_qaoa(p, o).expectation / (2 * depth + 2);
    EXPECT_NEAR(cut, (2 * depth + 1) / (2.0 * depth + 2), 1e-7) << depth;
  }
}

// Farhi, Goldstone, Gutmann, Zhou (arXiv:1910.08534), table 1. The best angles are found with the recursion;
// at the same angles the mean of our engine over instances, extrapolated in 1 / n, comes to the same energy.
TEST(QaoaTruth, sherrington_kirkpatrick_at_more_layers) {
  const double published[] = {.303265, .407545, .472619, .515679};
  for (unsigned depth = 1; depth <= 4; ++depth) {
    const Objective energy = [depth](std::span<const double> x, std::span<double> slopes, std::uint64_t) {
      const auto value = [depth](std::span<const double> y) {
        return -Tree(y.first(depth), y.subspan(depth)).nu_infinite();
      };
      for (std::size_t i = 0; i < slopes.size(); ++i) {
        constexpr double kStep = 1e-5;
        std::vector<double> up(x.begin(), x.end()), down = up;
        up[i] += kStep;
        down[i] -= kStep;
        slopes[i] = (value(up) - value(down)) / (2 * kStep);
      }
      return value(x);
    };
    std::vector<double> start(2 * depth);
    for (unsigned i = 0; i < depth; ++i) {
      const double s = (i + 0.5) / depth;
      start[i] = 0.3 + 0.4 * s;
      start[depth + i] = 0.7 * (1 - s);
    }
    OptimizeOptions o;
    o.ftol_rel = 1e-9;
    const OptimizeResult best = minimize(energy, start, o);
    EXPECT_NEAR(-best.value, published[depth - 1], 1e-6) << depth;

    std::vector<double> angles = best.x;
    for (unsigned i = 0; i < depth; ++i) angles[depth + i] *= -1;
    const auto mean = [&](unsigned n, unsigned instances) {
      double sum = 0;
      for (unsigned s = 0; s < instances; ++s) {
        const Problem p = problem_kind("ising").read(problem_kind("ising").generate(n, 100 + s), "test");
        XQaoa qaoa(n, all_values(*p.polynomial, true, 1));
        sum -= qaoa.energy(angles) / n;
      }
      return sum / instances;
    };
    const double small = mean(8, 400), large = mean(12, 200);
    // The spread of the extrapolated mean, and what is left of the order 1 / n^2.
    EXPECT_NEAR(large + (large - small) * (1 / 12.0) / (1 / 8.0 - 1 / 12.0), published[depth - 1], 0.02)
        << depth;
  }
}

}  // namespace
}  // namespace qiao::algorithms
