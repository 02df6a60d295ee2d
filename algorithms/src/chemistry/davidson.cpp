// The lowest eigenstates by Davidson's method (J. Comput. Phys. 17 (1975) 87), all wanted ones at once. What is
// small is small compared with the matrix: a multiple of it has the same eigenvectors, found by the same steps.
#include <fmt/format.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "chemistry/davidson.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/rng.hpp"
#include "qiao/base/stop.hpp"

namespace qiao::algorithms {
namespace {

using Vector = Eigen::VectorXd;

constexpr unsigned kMaxIterations = 500;
// Up to this size the whole matrix is diagonalised.
constexpr std::size_t kDense = 200;
// Of the largest step that the diagonal suggests, relative to the matrix.
constexpr double kLeastDenominator = 2e-5;

// Makes v orthogonal to the basis and of length 1; false if nothing is left of it.
bool orthonormalise(Vector& v, const std::vector<Vector>& basis) {
  const double before = v.norm();
  if (!(before > 0)) return false;
  v /= before;
  for (int pass = 0; pass < 2; ++pass)
    for (const Vector& b : basis) v -= b.dot(v) * b;
  const double after = v.norm();
  if (after < 1e-10) return false;
  v /= after;
  // Once more: what was left may have been small.
  for (const Vector& b : basis) v -= b.dot(v) * b;
  v.normalize();
  return true;
}
std::vector<EigenState> dense(std::size_t n, const std::function<void(const double*, double*)>& apply,
                              unsigned count) {
  const auto size = static_cast<Eigen::Index>(n);
  Eigen::MatrixXd matrix(size, size);
  for (Eigen::Index k = 0; k < size; ++k) apply(Vector(Vector::Unit(size, k)).data(), matrix.col(k).data());
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(matrix);
  std::vector<EigenState> result;
  for (Eigen::Index k = 0; k < static_cast<Eigen::Index>(count); ++k) {
    const Vector v = solver.eigenvectors().col(k);
    result.push_back({solver.eigenvalues()[k], {v.begin(), v.end()}});
  }
  return result;
}

}  // namespace

std::vector<EigenState> davidson(const std::vector<double>& given_diagonal,
                                 const std::function<void(const double*, double*)>& given_apply,
                                 unsigned count, double tolerance, const std::atomic<bool>* stop) {
  const std::size_t n = given_diagonal.size();
  if (count == 0 || count > n)
    throw Error(ErrorCode::kUsage, fmt::format("{} states wanted of a space that has {}", count, n));
  if (n <= kDense) return dense(n, given_apply, count);

  // Around the mean of the diagonal, so that a constant does not pass for the size of the matrix.
  const double middle = given_diagonal[0] +
                        std::accumulate(given_diagonal.begin(), given_diagonal.end(), 0.0,
                                        [&](double sum, double d) { return sum + (d - given_diagonal[0]); }) /
                            static_cast<double>(n);
  std::vector<double> diagonal(n);
  for (std::size_t i = 0; i < n; ++i) diagonal[i] = given_diagonal[i] - middle;
  double size = 0;  // of the matrix: the longest image of a vector of length 1
  const auto apply = [&](const Vector& x, Vector& y) {
    check_stop(stop);
    given_apply(x.data(), y.data());
    y -= middle * x;
    size = std::max(size, y.norm());
  };

  // To begin with: the lowest determinants, and one state that has a part of every symmetry, lest a lower
  // state of another symmetry than theirs be missed.
  const std::size_t guesses = std::min<std::size_t>(n, 2 * count + 2);
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(guesses), order.end(),
                    [&](std::size_t a, std::size_t b) {
                      return diagonal[a] != diagonal[b] ? diagonal[a] < diagonal[b] : a < b;
                    });
  std::vector<Vector> basis, images;
  const auto add = [&](Vector v) {
    if (!orthonormalise(v, basis)) return false;
    Vector image(static_cast<Eigen::Index>(n));
    apply(v, image);
    basis.push_back(std::move(v));
    images.push_back(std::move(image));
    return true;
  };
  double spread = 0;
  for (const double d : diagonal) spread += (d - diagonal[order[0]]) / static_cast<double>(n);
  if (!(spread > 0)) spread = 1;
  Vector any(static_cast<Eigen::Index>(n));
  for (std::size_t i = 0; i < n; ++i)
    any[static_cast<Eigen::Index>(i)] =
        (random_uniform(1, 0, i) - 0.5) / (1 + (diagonal[i] - diagonal[order[0]]) / spread);
  add(any);
  for (std::size_t g = 0; g < guesses && basis.size() < n; ++g)
    add(Vector::Unit(static_cast<Eigen::Index>(n), static_cast<Eigen::Index>(order[g])));

  const std::size_t most = std::min<std::size_t>(n, std::max<std::size_t>(24, 8 * count + guesses));
  for (unsigned iteration = 0; iteration < kMaxIterations; ++iteration) {
    const auto m = static_cast<Eigen::Index>(basis.size());
    Eigen::MatrixXd small(m, m);
    for (Eigen::Index i = 0; i < m; ++i)
      for (Eigen::Index j = 0; j <= i; ++j)
        small(i, j) = small(j, i) =
            basis[static_cast<std::size_t>(i)].dot(images[static_cast<std::size_t>(j)]);
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(small);
    const auto wanted = std::min<Eigen::Index>(count, m);
    const auto combine = [&](const std::vector<Vector>& of, Eigen::Index k) {
      Vector v = Vector::Zero(static_cast<Eigen::Index>(n));
      for (Eigen::Index i = 0; i < m; ++i) v += solver.eigenvectors()(i, k) * of[static_cast<std::size_t>(i)];
      return v;
    };
    std::vector<Vector> corrections;
    for (Eigen::Index k = 0; k < wanted; ++k) {
      const double energy = solver.eigenvalues()[k];
      Vector r = combine(images, k) - energy * combine(basis, k);
      if (r.norm() <= tolerance * size) continue;
      const double least = kLeastDenominator * size;
      for (std::size_t i = 0; i < n; ++i) {
        const double d = energy - diagonal[i];
        r[static_cast<Eigen::Index>(i)] /= std::abs(d) > least ? d : std::copysign(least, d);
      }
      corrections.push_back(std::move(r));
    }
    if (wanted == count && corrections.empty()) {
      std::vector<EigenState> result;
      for (Eigen::Index k = 0; k < wanted; ++k) {
        const Vector v = combine(basis, k);
        result.push_back({middle + solver.eigenvalues()[k], {v.begin(), v.end()}});
      }
      return result;
    }
    if (basis.size() + corrections.size() > most && basis.size() < n) {
      // Restart from the best vectors, some more than wanted.
      const auto keep = std::min<Eigen::Index>(m, static_cast<Eigen::Index>(2 * count + 2));
      std::vector<Vector> new_basis, new_images;
      for (Eigen::Index k = 0; k < keep; ++k) {
        new_basis.push_back(combine(basis, k));
        new_images.push_back(combine(images, k));
      }
      basis = std::move(new_basis);
      images = std::move(new_images);
    }
    bool grown = false;
    for (Vector& c : corrections) grown = (basis.size() < n && add(std::move(c))) || grown;
    // Nothing new to add although residuals are left: determinants that are not in yet.
    for (std::size_t g = 0; !grown && g < n && basis.size() < n; ++g)
      grown = add(Vector::Unit(static_cast<Eigen::Index>(n), static_cast<Eigen::Index>(g)));
    if (!grown) break;
  }
  throw Error(
      ErrorCode::kUndecided,
      fmt::format("the {} lowest of {} states did not converge in {} iterations", count, n, kMaxIterations));
}

std::vector<EigenState> lowest_states(const SpaceHamiltonian& h, unsigned count, double tolerance,
                                      const std::atomic<bool>* stop) {
  std::vector<double> diagonal = h.diagonal();
  for (double& d : diagonal) d -= h.core();
  std::vector<EigenState> states = davidson(
      diagonal, [&](const double* x, double* y) { h.apply_electronic(x, y); }, count, tolerance, stop);
  for (EigenState& s : states) s.energy += h.core();
  return states;
}

}  // namespace qiao::algorithms
