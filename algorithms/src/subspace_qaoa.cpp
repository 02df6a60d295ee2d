#include <algorithm>
#include <cmath>
#include <numeric>

#include "qiao/algorithms/optimizer.hpp"
#include "qiao/algorithms/subspace.hpp"
#include "qiao/base/error.hpp"
#include "spread.hpp"

namespace qiao::algorithms {

SubspaceQaoa::SubspaceQaoa(const FixedWeightSpace& space, CostTable cost, XyTopology mixer,
                           Execution execution)
    : dimension_(space.dimension()),
      qubits_(space.qubits()),
      topology_(mixer),
      cost_(std::move(cost)),
      mixer_(std::make_shared<XyMixer>(space, mixer, execution)) {
  if (cost_.cost().size() != dimension_)
    throw Error(ErrorCode::kUsage, "the cost table does not have one value per state");
  set_scale();
}

SubspaceQaoa::SubspaceQaoa(unsigned qubits, CostTable cost, std::shared_ptr<const Mixer> mixer)
    : dimension_(cost.cost().size()), qubits_(qubits), cost_(std::move(cost)), mixer_(std::move(mixer)) {
  if (dimension_ == 0) throw Error(ErrorCode::kUsage, "a cost table without values");
  set_scale();
}

void SubspaceQaoa::set_scale() {
  const Spread spread = spread_of(cost_.cost());
  scale_ = spread.deviation > 0 ? spread.deviation : 1;
  mean_ = spread.mean;
}

std::vector<std::complex<double>> SubspaceQaoa::state(const std::vector<double>& angles) const {
  const std::size_t p = angles.size() / 2;
  std::vector<std::complex<double>> psi = mixer_->start(dimension_);
  for (std::size_t i = 0; i < p; ++i) {
    cost_.phase(psi, angles[i]);
    mixer_->apply(psi, angles[p + i]);
  }
  return psi;
}

namespace {

std::vector<double> probabilities(const std::vector<std::complex<double>>& psi) {
  std::vector<double> p(psi.size());
  std::transform(psi.begin(), psi.end(), p.begin(),
                 [](const std::complex<double>& a) { return std::norm(a); });
  return p;
}

}  // namespace

double SubspaceQaoa::energy(const std::vector<double>& angles) const {
  if (functional_) return functional_(probabilities(state(angles)), nullptr);
  return cost_.expectation(state(angles));
}

double SubspaceQaoa::gradient(const std::vector<double>& angles, std::vector<double>& derivatives) const {
  const std::size_t p = angles.size() / 2;
  std::vector<std::complex<double>> psi = state(angles), lambda(psi);
  const std::vector<double>& c = cost_.cost();
  std::vector<double> slopes;
  const double energy_ = functional_ ? functional_(probabilities(psi), &slopes) : cost_.expectation(psi);
  const std::vector<double>& weight = functional_ ? slopes : c;
  for (std::size_t i = 0; i < lambda.size(); ++i) lambda[i] *= weight[i];
  derivatives.assign(2 * p, 0);
  for (std::size_t i = p; i-- > 0;) {
    derivatives[p + i] = mixer_->undo(psi, lambda, angles[p + i]);
    double sum = 0;
    for (std::size_t j = 0; j < psi.size(); ++j)
      sum += c[j] * (lambda[j].real() * psi[j].imag() - lambda[j].imag() * psi[j].real());
    derivatives[i] = 2 * sum;
    if (i == 0) break;
    cost_.phase(psi, -angles[i]);
    cost_.phase(lambda, -angles[i]);
  }
  return energy_;
}

namespace {

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
  std::vector<double> angles = start.empty() ? schedule(depth) : interpolated(start, depth);
  for (unsigned i = 0; i < depth; ++i)
    angles[i] *= scale_;  // the optimiser sees a cost of standard deviation 1
  std::vector<double> own, derivatives;
  const auto unscaled = [&](std::span<const double> x) {
    own.assign(x.begin(), x.end());
    for (unsigned i = 0; i < depth; ++i) own[i] /= scale_;
  };
  const Objective objective = [&](std::span<const double> x, std::span<double> g, std::uint64_t) {
    unscaled(x);
    const double energy_ = gradient(own, derivatives);
    for (std::size_t i = 0; i < g.size(); ++i) g[i] = derivatives[i] / (i < depth ? scale_ : 1);
    return energy_;
  };
  OptimizeOptions options;
  options.max_evaluations = max_evaluations;
  options.ftol_rel = 1e-6;
  options.unit = scale_;
  options.origin = mean_;
  const OptimizeResult r = algorithms::minimize(objective, angles, options);
  unscaled(r.x);
  return {own, r.value, r.evaluations};
}

}  // namespace qiao::algorithms
