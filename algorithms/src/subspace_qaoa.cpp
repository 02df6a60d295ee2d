#include <nlopt.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <numeric>

#include "qiao/algorithms/subspace.hpp"
#include "qiao/base/error.hpp"

namespace qiao::algorithms {

SubspaceQaoa::SubspaceQaoa(const FixedWeightSpace& space, CostTable cost, XyTopology mixer)
    : dimension_(space.dimension()),
      qubits_(space.qubits()),
      topology_(mixer),
      cost_(std::move(cost)),
      mixer_(space, mixer) {
  const std::vector<double>& c = cost_.cost();
  if (c.size() != dimension_)
    throw Error(ErrorCode::kUsage, "the cost table does not have one value per state");
  const double n = static_cast<double>(c.size());
  const double mean = std::accumulate(c.begin(), c.end(), 0.0) / n;
  double square = 0;
  for (const double x : c) square += (x - mean) * (x - mean);
  scale_ = std::sqrt(square / n);
  if (!(scale_ > 0)) scale_ = 1;
}

std::vector<std::complex<double>> SubspaceQaoa::state(const std::vector<double>& angles) const {
  const std::size_t p = angles.size() / 2;
  std::vector<std::complex<double>> psi(dimension_, 1 / std::sqrt(static_cast<double>(dimension_)));
  for (std::size_t i = 0; i < p; ++i) {
    cost_.phase(psi, angles[i]);
    mixer_.apply(psi, angles[p + i]);
  }
  return psi;
}

double SubspaceQaoa::energy(const std::vector<double>& angles) const {
  return cost_.expectation(state(angles));
}

double SubspaceQaoa::gradient(const std::vector<double>& angles, std::vector<double>& derivatives) const {
  const std::size_t p = angles.size() / 2;
  std::vector<std::complex<double>> psi = state(angles), lambda(psi);
  const std::vector<double>& c = cost_.cost();
  for (std::size_t i = 0; i < lambda.size(); ++i) lambda[i] *= c[i];
  double energy = 0;
  for (std::size_t i = 0; i < psi.size(); ++i) energy += std::norm(psi[i]) * c[i];
  derivatives.assign(2 * p, 0);
  for (std::size_t i = p; i-- > 0;) {
    derivatives[p + i] = mixer_.undo(psi, lambda, angles[p + i]);
    double sum = 0;
    for (std::size_t j = 0; j < psi.size(); ++j)
      sum += c[j] * (lambda[j].real() * psi[j].imag() - lambda[j].imag() * psi[j].real());
    derivatives[i] = 2 * sum;
    if (i == 0) break;
    cost_.phase(psi, -angles[i]);
    cost_.phase(lambda, -angles[i]);
  }
  return energy;
}

namespace {

// What NLopt's callback needs; it must not throw through C.
struct Objective {
  const SubspaceQaoa* qaoa;
  double scale;
  std::uint64_t evaluations = 0;
  double best = HUGE_VAL;
  std::vector<double> best_angles;
  std::exception_ptr error;
  nlopt_opt optimizer = nullptr;
};

double evaluate(unsigned n, const double* x, double* gradient, void* data) {
  Objective& o = *static_cast<Objective*>(data);
  try {
    std::vector<double> angles(x, x + n), derivatives;
    for (unsigned i = 0; i < n / 2; ++i) angles[i] /= o.scale;
    const double energy = gradient ? o.qaoa->gradient(angles, derivatives) : o.qaoa->energy(angles);
    for (unsigned i = 0; gradient && i < n; ++i)
      gradient[i] = derivatives[i] / o.scale / (i < n / 2 ? o.scale : 1);
    ++o.evaluations;
    if (energy < o.best) {
      o.best = energy;
      o.best_angles = angles;
    }
    return energy / o.scale;
  } catch (...) {
    o.error = std::current_exception();
    nlopt_force_stop(o.optimizer);
    return HUGE_VAL;
  }
}

// Angles of depth q from those of depth p along the same schedule.
std::vector<double> interpolated(const std::vector<double>& angles, std::size_t q) {
  const std::size_t p = angles.size() / 2;
  std::vector<double> out(2 * q);
  for (std::size_t half = 0; half < 2; ++half)
    for (std::size_t i = 0; i < q; ++i) {
      const double at =
          q == 1 ? static_cast<double>(p - 1) / 2
                 : static_cast<double>(i) / static_cast<double>(q - 1) * static_cast<double>(p - 1);
      const std::size_t k = std::min(static_cast<std::size_t>(at), p - 1), next = std::min(k + 1, p - 1);
      const double f = at - static_cast<double>(k);
      out[half * q + i] = angles[half * p + k] * (1 - f) + angles[half * p + next] * f;
    }
  return out;
}

}  // namespace

SubspaceQaoa::Optimum SubspaceQaoa::minimise(std::vector<double> angles, unsigned max_evaluations) const {
  const unsigned n = static_cast<unsigned>(angles.size());
  Objective objective{this, scale_, 0, HUGE_VAL, {}, nullptr, nullptr};
  for (unsigned i = 0; i < n / 2; ++i) angles[i] *= scale_;  // NLopt sees a cost of standard deviation 1
  const nlopt_opt optimizer = nlopt_create(NLOPT_LD_LBFGS, n);
  if (!optimizer) throw Error(ErrorCode::kLimit, "NLopt has no memory for its optimiser");
  objective.optimizer = optimizer;
  nlopt_set_min_objective(optimizer, evaluate, &objective);
  nlopt_set_maxeval(optimizer, static_cast<int>(max_evaluations));
  nlopt_set_ftol_rel(optimizer, 1e-6);
  double value = 0;
  nlopt_optimize(optimizer, angles.data(),
                 &value);  // stops of every kind leave the best point in `objective`
  nlopt_destroy(optimizer);
  if (objective.error) std::rethrow_exception(objective.error);
  return {objective.best_angles, objective.best, objective.evaluations};
}

std::vector<double> SubspaceQaoa::schedule(unsigned depth) const {
  // Optimal for bisections of 16 experts at p = 8, gamma in units of 1 / standard deviation of the cost. Good
  // angles hardly depend on the instance (Brandao et al. arXiv:1812.04170); on all pairs the mixer's angle
  // goes with 1 / qubits.
  const std::vector<double> ring = {0.49,  0.77,  0.94,  1.09,  1.21,  1.36,  1.50,  1.61,
                                    -0.45, -0.41, -0.38, -0.35, -0.30, -0.23, -0.17, -0.09};
  const std::vector<double> complete = {0.47,  0.94,  1.22,  1.35,  1.41,  1.48,  1.53,  1.59,
                                        -1.12, -0.98, -0.86, -0.78, -0.66, -0.55, -0.44, -0.28};
  std::vector<double> angles = interpolated(topology_ == XyTopology::kRing ? ring : complete, depth);
  for (unsigned i = 0; i < depth; ++i) {
    angles[i] /= scale_;
    if (topology_ == XyTopology::kComplete) angles[depth + i] /= qubits_;
  }
  return angles;
}

SubspaceQaoa::Optimum SubspaceQaoa::optimise(unsigned depth, unsigned max_evaluations,
                                             const std::vector<double>& start) const {
  if (depth < 1) throw Error(ErrorCode::kUsage, "QAOA of depth 0");
  return minimise(start.empty() ? schedule(depth) : interpolated(start, depth), max_evaluations);
}

}  // namespace qiao::algorithms
