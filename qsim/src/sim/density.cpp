// Reduced density matrices and their entropies.
#include <fmt/format.h>

#include <Eigen/Dense>
#include <cmath>
#include <limits>

#include "../engine/parallel.hpp"
#include "qiao/base/error.hpp"
#include "qiao/qsim/simulator.hpp"
#include "simulator_impl.hpp"

namespace qiao::qsim {
namespace {

constexpr unsigned kMaxDensityQubits = 10;

using EigenMatrix = Eigen::Matrix<std::complex<double>, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// Over engine qubits `kept`, the first least significant: sum over the others of |psi><psi|.
template <class Real>
EigenMatrix density(const engine::State<Real>& state, const std::vector<std::uint32_t>& kept,
                    const Monitor* monitor) {
  const unsigned k = static_cast<unsigned>(kept.size()), n = state.num_qubits();
  const std::size_t dim = std::size_t{1} << k;
  std::vector<std::uint8_t> inside, outside;
  for (const std::uint32_t q : kept) inside.push_back(state.map().bit[q]);
  for (unsigned q = 0; q < n; ++q)
    if (std::find(kept.begin(), kept.end(), q) == kept.end()) outside.push_back(state.map().bit[q]);
  const engine::IndexMap row(inside, 0), rest(outside, state.map().flipped);
  const std::uint64_t columns = std::uint64_t{1} << (n - k);
  const std::size_t w = std::size_t{1} << state.lane_bits();
  // Fixed parts, added in order; blocks of columns that fit the cache.
  const std::uint64_t parts = std::min<std::uint64_t>(columns, k <= 6 ? 32 : k <= 8 ? 8 : 2);
  const std::uint64_t width =
      std::max<std::uint64_t>(1, std::min<std::uint64_t>(columns / parts, 1 << 12 >> k));
  std::vector<std::uint64_t> row_index(dim);
  for (std::size_t r = 0; r < dim; ++r) row_index[r] = row(r);
  std::vector<EigenMatrix> sums(parts);
  const auto size = static_cast<Eigen::Index>(dim);
  engine::parallel_for(parts, state.threads(), std::uint64_t{1} << n, [&](std::uint64_t p, int) {
    EigenMatrix sum = EigenMatrix::Zero(size, size);
    EigenMatrix block(size, static_cast<Eigen::Index>(width));
    for (std::uint64_t c = columns / parts * p; c < columns / parts * (p + 1); c += width) {
      if (monitor && monitor->stop.load(std::memory_order_relaxed)) return;
      for (std::uint64_t j = 0; j < width; ++j) {
        const std::uint64_t base = rest(c + j);
        for (std::size_t r = 0; r < dim; ++r) {
          const Real* const a = state.stored() + state.stored_offset(base ^ row_index[r]);
          block(static_cast<Eigen::Index>(r), static_cast<Eigen::Index>(j)) = {a[0], a[w]};
        }
      }
      sum.template selfadjointView<Eigen::Lower>().rankUpdate(block);
    }
    sums[p] = std::move(sum);
  });
  if (monitor) monitor->check();
  for (std::uint64_t p = 1; p < parts; ++p) sums[0] += sums[p];
  EigenMatrix full = sums[0].template selfadjointView<Eigen::Lower>();
  return full;
}

double entropy_of(const Eigen::VectorXd& spectrum, double alpha) {
  // Eigenvalues below this are rounding.
  constexpr double kZero = 1e-14;
  const double largest = spectrum.maxCoeff();
  if (std::isinf(alpha)) return std::max(0.0, -std::log2(largest));
  double sum = 0;
  for (const double p : spectrum) {
    if (p <= kZero) continue;
    if (alpha == 1) sum -= p * std::log2(p);
    else sum += std::pow(p, alpha);
  }
  const double value = alpha == 1 ? sum : std::log2(sum) / (1 - alpha);
  return std::max(0.0, value);
}

void check_alpha(double alpha) {
  if (!(alpha >= 0))
    throw Error(ErrorCode::kUsage, fmt::format("entropy: alpha must be at least 0, got {}", alpha));
}

}  // namespace

ir::Matrix Simulator::reduced_density_matrix(std::span<const ir::Qubit> qubits) const {
  impl_->check(qubits, "reduced density matrix");
  if (qubits.size() > kMaxDensityQubits)
    throw Error(ErrorCode::kLimit, fmt::format("a density matrix of {} qubits; at most {} are computed",
                                               qubits.size(), kMaxDensityQubits));
  std::vector<std::uint32_t> kept;
  std::vector<std::size_t> place{0};  // of the small matrix's rows in the large one
  for (std::size_t j = 0; j < qubits.size(); ++j) {
    if (!impl_->is_active(qubits[j])) continue;  // |0><0|
    kept.push_back(impl_->index[qubits[j]]);
    const std::size_t n = place.size();
    for (std::size_t r = 0; r < n; ++r) place.push_back(place[r] | std::size_t{1} << j);
  }
  const EigenMatrix small =
      impl_->visit([&](const auto& s) { return density(s, kept, impl_->options.monitor); });
  ir::Matrix result(std::size_t{1} << qubits.size());
  for (std::size_t r = 0; r < place.size(); ++r)
    for (std::size_t c = 0; c < place.size(); ++c)
      result(place[r], place[c]) = small(static_cast<Eigen::Index>(r), static_cast<Eigen::Index>(c));
  return result;
}

double Simulator::entropy(std::span<const ir::Qubit> qubits, double alpha) const {
  impl_->check(qubits, "entropy");
  check_alpha(alpha);
  // Idle qubits are in a product with everything else.
  std::vector<bool> chosen(impl_->active.size());
  std::vector<std::uint32_t> kept, others;
  for (const ir::Qubit q : qubits)
    if (impl_->is_active(q)) {
      kept.push_back(impl_->index[q]);
      chosen[impl_->index[q]] = true;
    }
  for (std::uint32_t k = 0; k < chosen.size(); ++k)
    if (!chosen[k]) others.push_back(k);
  const std::vector<std::uint32_t>& smaller = kept.size() <= others.size() ? kept : others;
  if (smaller.size() > kMaxDensityQubits)
    throw Error(ErrorCode::kLimit,
                fmt::format("the entropy of {} qubits against {} others; at most {} on the smaller side",
                            kept.size(), others.size(), kMaxDensityQubits));
  const EigenMatrix rho =
      impl_->visit([&](const auto& s) { return density(s, smaller, impl_->options.monitor); });
  const Eigen::SelfAdjointEigenSolver<EigenMatrix> solver(rho, Eigen::EigenvaluesOnly);
  return entropy_of(solver.eigenvalues(), alpha);
}

double entropy(const ir::Matrix& m, double alpha) {
  check_alpha(alpha);
  if (m.dim == 0 || m.data.size() != m.dim * m.dim)
    throw Error(ErrorCode::kUsage, "entropy: the matrix is not square");
  const auto size = static_cast<Eigen::Index>(m.dim);
  const EigenMatrix rho = Eigen::Map<const EigenMatrix>(m.data.data(), size, size);
  const Eigen::SelfAdjointEigenSolver<EigenMatrix> solver(rho, Eigen::EigenvaluesOnly);
  return entropy_of(solver.eigenvalues(), alpha);
}

}  // namespace qiao::qsim
