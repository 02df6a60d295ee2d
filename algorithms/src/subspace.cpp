#include "qiao/algorithms/subspace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "qiao/base/error.hpp"
#include "qiao/base/rng.hpp"

namespace qiao::algorithms {
namespace {

constexpr std::uint64_t kMaxDimension = std::uint64_t{1} << 28;
// Below this many items a parallel region costs more than it saves.
constexpr std::int64_t kParallelItems = 1 << 13;
// Sums are made over blocks of this many items, so that they do not depend on the number of threads.
constexpr std::int64_t kBlockItems = 1 << 12;

template <class F>
double blocked_sum(std::int64_t n, F term) {
  const std::int64_t blocks = (n + kBlockItems - 1) / kBlockItems;
  std::vector<double> part(static_cast<std::size_t>(blocks));
#pragma omp parallel for schedule(static) if (n >= kParallelItems)
  for (std::int64_t b = 0; b < blocks; ++b) {
    double sum = 0;
    const std::int64_t end = std::min(n, (b + 1) * kBlockItems);
    for (std::int64_t i = b * kBlockItems; i < end; ++i) sum += term(i);
    part[static_cast<std::size_t>(b)] = sum;
  }
  return std::accumulate(part.begin(), part.end(), 0.0);
}

std::uint64_t binomial(unsigned n, unsigned k) {
  std::uint64_t b = 1;
  for (unsigned i = 1; i <= k; ++i) b = b * (n - k + i) / i;
  return b;
}

// The pairs of one block of n qubits in the order in which they are applied.
std::vector<std::pair<unsigned, unsigned>> pairs_of(unsigned n, XyTopology topology) {
  std::vector<std::pair<unsigned, unsigned>> pairs;
  if (topology == XyTopology::kRing) {
    for (unsigned i = 0; i + 1 < n; i += 2) pairs.emplace_back(i, i + 1);
    for (unsigned i = 1; i + 1 < n; i += 2) pairs.emplace_back(i, i + 1);
    if (n > 2) pairs.emplace_back(0, n - 1);
    return pairs;
  }
  // Circle method: one qubit stays (or a dummy, if n is odd), the others rotate.
  const unsigned m = n + n % 2;
  for (unsigned round = 0; round + 1 < m; ++round)
    for (unsigned i = 0; i < m / 2; ++i) {
      const unsigned a = i == 0 ? m - 1 : (round + i) % (m - 1), b = (round + m - 1 - i) % (m - 1);
      if (a < n && b < n) pairs.emplace_back(std::min(a, b), std::max(a, b));
    }
  return pairs;
}

}  // namespace

FixedWeightSpace::FixedWeightSpace(std::vector<Block> blocks) : blocks_(std::move(blocks)) {
  for (const Block& b : blocks_) {
    if (b.n < 1 || b.n > 32 || b.k > b.n)
      throw Error(ErrorCode::kUsage,
                  fmt::format("no strings of {} bits with {} ones (1 to 32 bits)", b.n, b.k));
    first_qubit_.push_back(qubits_);
    qubits_ += b.n;
    if (qubits_ > 64) throw Error(ErrorCode::kUsage, fmt::format("{} qubits are more than 64", qubits_));
    stride_.push_back(dimension_);
    const std::uint64_t size = binomial(b.n, b.k);
    if (size > kMaxDimension / dimension_)
      throw Error(ErrorCode::kLimit,
                  fmt::format("more than 2^28 states of fixed weight: {} x C({}, {})", dimension_, b.n, b.k));
    dimension_ *= size;
    // Strings ordered by their high half, then by their low half: the rank is a sum of two look-ups.
    Ranking r;
    r.low_bits = b.n / 2;
    const std::uint32_t lows = 1u << r.low_bits, highs = 1u << (b.n - r.low_bits);
    r.low.resize(lows);
    r.high.resize(highs);
    std::vector<std::uint32_t> of_weight(r.low_bits + 1);
    for (std::uint32_t lo = 0; lo < lows; ++lo)
      r.low[lo] = of_weight[static_cast<unsigned>(std::popcount(lo))]++;
    r.string.reserve(size);
    for (std::uint32_t hi = 0; hi < highs; ++hi) {
      r.high[hi] = static_cast<std::uint32_t>(r.string.size());
      const unsigned ones = static_cast<unsigned>(std::popcount(hi));
      if (ones > b.k || b.k - ones > r.low_bits) continue;
      for (std::uint32_t lo = 0; lo < lows; ++lo)
        if (static_cast<unsigned>(std::popcount(lo)) == b.k - ones) r.string.push_back(hi << r.low_bits | lo);
    }
    rankings_.push_back(std::move(r));
  }
  if (blocks_.empty()) throw Error(ErrorCode::kUsage, "a space without blocks");
}

std::uint64_t FixedWeightSpace::string(std::uint64_t i) const {
  std::uint64_t s = 0;
  for (std::size_t b = 0; b < blocks_.size(); ++b) {
    const Ranking& r = rankings_[b];
    s |= std::uint64_t{r.string[i / stride_[b] % r.string.size()]} << first_qubit_[b];
  }
  return s;
}

std::uint64_t FixedWeightSpace::index(std::uint64_t string) const {
  std::uint64_t i = 0;
  for (std::size_t b = 0; b < blocks_.size(); ++b) {
    const std::uint64_t bits = string >> first_qubit_[b] & ((std::uint64_t{1} << blocks_[b].n) - 1);
    i += rankings_[b].rank(static_cast<std::uint32_t>(bits)) * stride_[b];
  }
  return i;
}

XyMixer::XyMixer(const FixedWeightSpace& space, XyTopology topology) : dimension_(space.dimension()) {
  for (std::size_t b = 0; b < space.blocks_.size(); ++b) {
    const FixedWeightSpace::Ranking& r = space.rankings_[b];
    for (const auto& [i, j] : pairs_of(space.blocks_[b].n, topology)) {
      Pair pair{space.stride_[b], space.stride_[b] * r.string.size(), {}, {}};
      const std::uint32_t bit_i = 1u << i, bit_j = 1u << j;
      for (std::uint32_t rank = 0; rank < r.string.size(); ++rank) {
        const std::uint32_t s = r.string[rank];
        if (!(s & bit_i) || (s & bit_j)) continue;
        pair.ten.push_back(rank);
        pair.one.push_back(r.rank(s ^ bit_i ^ bit_j));
      }
      pairs_.push_back(std::move(pair));
    }
  }
}

std::size_t XyMixer::rotations() const { return pairs_.size(); }

namespace {

// Calls body(index with bits 10, index with bits 01) for item `i` of all pairs of states.
template <class Pair, class Body>
inline void on_pair(const Pair& p, std::int64_t i, Body body) {
  const std::uint64_t inner = p.stride, ranks = p.ten.size();
  const std::uint64_t u = static_cast<std::uint64_t>(i), x = u % inner, rank = u / inner % ranks,
                      outer = u / inner / ranks;
  const std::uint64_t base = outer * p.block + x;
  body(base + p.ten[rank] * inner, base + p.one[rank] * inner);
}

}  // namespace

void XyMixer::apply(Amplitudes& psi, double beta) const {
  const double c = std::cos(beta), s = std::sin(beta);
  std::complex<double>* const a = psi.data();
  for (const Pair& p : pairs_) {
    const std::int64_t n = static_cast<std::int64_t>(dimension_ / p.block * p.ten.size() * p.stride);
#pragma omp parallel for schedule(static) if (n >= kParallelItems)
    for (std::int64_t i = 0; i < n; ++i)
      on_pair(p, i, [&](std::uint64_t x, std::uint64_t y) {
        const std::complex<double> u = a[x], v = a[y];
        a[x] = {c * u.real() + s * v.imag(), c * u.imag() - s * v.real()};
        a[y] = {c * v.real() + s * u.imag(), c * v.imag() - s * u.real()};
      });
  }
}

double XyMixer::undo(Amplitudes& psi, Amplitudes& lambda, double beta) const {
  const double c = std::cos(beta), s = std::sin(beta);
  std::complex<double>*const a = psi.data(), *const l = lambda.data();
  double derivative = 0;
  for (auto p = pairs_.rbegin(); p != pairs_.rend(); ++p) {
    const std::int64_t n = static_cast<std::int64_t>(dimension_ / p->block * p->ten.size() * p->stride);
    derivative += blocked_sum(n, [&](std::int64_t i) {
      double term = 0;
      on_pair(*p, i, [&](std::uint64_t x, std::uint64_t y) {
        const auto imaginary = [](std::complex<double> bra, std::complex<double> ket) {
          return bra.real() * ket.imag() - bra.imag() * ket.real();
        };
        term = 2 * (imaginary(l[x], a[y]) + imaginary(l[y], a[x]));
        const auto back = [&](std::complex<double>* v) {
          const std::complex<double> u = v[x], w = v[y];
          v[x] = {c * u.real() - s * w.imag(), c * u.imag() + s * w.real()};
          v[y] = {c * w.real() - s * u.imag(), c * w.imag() + s * u.real()};
        };
        back(a);
        back(l);
      });
      return term;
    });
  }
  return derivative;
}

CostTable::CostTable(std::vector<double> cost) : cost_(std::move(cost)) {
  values_ = cost_;
  std::sort(values_.begin(), values_.end());
  values_.erase(std::unique(values_.begin(), values_.end()), values_.end());
  if (values_.size() > 4096 || values_.size() * 2 > cost_.size()) {
    values_.clear();
    return;
  }
  for (const double c : cost_)
    level_.push_back(
        static_cast<std::uint32_t>(std::lower_bound(values_.begin(), values_.end(), c) - values_.begin()));
}

void CostTable::phase(std::vector<std::complex<double>>& psi, double gamma) const {
  const std::int64_t n = static_cast<std::int64_t>(psi.size());
  if (looked_up()) {
    std::vector<std::complex<double>> factor;
    for (const double v : values_) factor.push_back(std::polar(1.0, -gamma * v));
#pragma omp parallel for schedule(static) if (n >= kParallelItems)
    for (std::int64_t i = 0; i < n; ++i)
      psi[static_cast<std::size_t>(i)] *= factor[level_[static_cast<std::size_t>(i)]];
    return;
  }
#pragma omp parallel for schedule(static) if (n >= kParallelItems)
  for (std::int64_t i = 0; i < n; ++i)
    psi[static_cast<std::size_t>(i)] *= std::polar(1.0, -gamma * cost_[static_cast<std::size_t>(i)]);
}

double CostTable::expectation(const std::vector<std::complex<double>>& psi) const {
  return blocked_sum(static_cast<std::int64_t>(psi.size()), [&](std::int64_t i) {
    return std::norm(psi[static_cast<std::size_t>(i)]) * cost_[static_cast<std::size_t>(i)];
  });
}

std::vector<std::uint64_t> sample_states(const std::vector<std::complex<double>>& psi, std::uint64_t shots,
                                         std::uint64_t seed) {
  std::vector<double> cumulative(psi.size());
  double sum = 0;
  for (std::size_t i = 0; i < psi.size(); ++i) cumulative[i] = sum += std::norm(psi[i]);
  std::vector<std::uint64_t> drawn(shots);
  for (std::uint64_t shot = 0; shot < shots; ++shot) {
    const double u = random_uniform(seed, shot, 0) * sum;
    const auto at = std::upper_bound(cumulative.begin(), cumulative.end(), u);
    drawn[shot] = static_cast<std::uint64_t>(
        std::min<std::ptrdiff_t>(at - cumulative.begin(), static_cast<std::ptrdiff_t>(psi.size()) - 1));
  }
  return drawn;
}

}  // namespace qiao::algorithms
