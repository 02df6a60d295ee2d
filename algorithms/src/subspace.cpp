#include "qiao/algorithms/subspace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <span>

#include "qaoa/x_kernels.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/parallel.hpp"
#include "qiao/base/rng.hpp"
#include "qiao/base/stop.hpp"

namespace qiao::algorithms {
namespace {

constexpr std::uint64_t kMaxDimension = std::uint64_t{1} << 28;
// Below this many items a parallel region costs more than it saves.
constexpr std::uint64_t kParallelItems = 1 << 13;
constexpr std::uint64_t kLeastItems = 1 << 12;  // of a thread
// Sums are made over blocks of this many items, so that they do not depend on the number of threads.
constexpr std::uint64_t kBlockItems = 1 << 12;

// f(i) for i below n.
template <class F>
void each_item(std::uint64_t n, const Execution& execution, F&& f) {
  check_stop(execution.stop);
  parallel_ranges(n, kLeastItems, execution.threads, [&](std::uint64_t begin, std::uint64_t end) {
    for (; begin < end; ++begin) f(begin);
  });
}

template <class F>
double blocked_sum(std::uint64_t n, const Execution& execution, F term) {
  const std::uint64_t blocks = (n + kBlockItems - 1) / kBlockItems;
  std::vector<double> part(blocks);
  check_stop(execution.stop);
  parallel_for(blocks, n >= kParallelItems ? execution.threads : 1, [&](std::uint64_t b, int) {
    double sum = 0;
    const std::uint64_t end = std::min(n, (b + 1) * kBlockItems);
    for (std::uint64_t i = b * kBlockItems; i < end; ++i) sum += term(i);
    part[b] = sum;
  });
  return std::accumulate(part.begin(), part.end(), 0.0);
}

std::uint64_t binomial(unsigned n, unsigned k) {
  std::uint64_t b = 1;
  for (unsigned i = 1; i <= k; ++i) b = b * (n - k + i) / i;
  return b;
}

}  // namespace

std::vector<std::pair<unsigned, unsigned>> xy_pairs(unsigned n, XyTopology topology) {
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
    std::vector<std::vector<std::uint32_t>> by_weight(r.low_bits + 1);
    for (std::uint32_t lo = 0; lo < lows; ++lo) {
      const auto weight = static_cast<unsigned>(std::popcount(lo));
      r.low[lo] = of_weight[weight]++;
      by_weight[weight].push_back(lo);
    }
    r.string.reserve(size);
    for (std::uint32_t hi = 0; hi < highs; ++hi) {
      r.high[hi] = static_cast<std::uint32_t>(r.string.size());
      const unsigned ones = static_cast<unsigned>(std::popcount(hi));
      if (ones > b.k || b.k - ones > r.low_bits) continue;
      for (const std::uint32_t lo : by_weight[b.k - ones]) r.string.push_back(hi << r.low_bits | lo);
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

// Amplitudes that change places, in pieces of about kBlockItems.
struct XyMixer::Pair {
  std::uint64_t block = 0;  // amplitudes of the blocks up to this one: the parts repeat at that distance
  std::uint64_t exchanges = 0;
  std::vector<std::vector<ExchangeRun>> tables;
  std::vector<ExchangePart> parts;  // of runs in the tables
  std::vector<std::size_t> pieces;  // the first part of each, and the end

  Pair() = default;
  Pair(Pair&&) = default;  // the tables stay where they are
  // Whether threads gain anything.
  bool pays(std::uint64_t dimension) const { return exchanges * (dimension / block) >= kParallelItems; }
  std::uint64_t size(std::uint64_t dimension) const { return dimension / block * (pieces.size() - 1); }
  // Piece i of size(): where its amplitudes begin, its parts.
  std::uint64_t offset(std::uint64_t i) const { return 2 * (i / (pieces.size() - 1)) * block; }
  std::span<const ExchangePart> piece(std::uint64_t i) const {
    const std::size_t k = i % (pieces.size() - 1);
    return {parts.data() + pieces[k], pieces[k + 1] - pieces[k]};
  }
};

namespace {

// One table of all exchanges up to so many strings. Beyond, strings are taken apart into their halves: what
// the low one does depends on its weight alone, so that the tables stay small enough for the first-level
// cache.
constexpr std::size_t kMaxFlatStrings = 512;

// Strings with the same bits from the lower qubit on follow one another, and so do their partners.
void add_run(std::vector<ExchangeRun>& runs, std::uint64_t ten, std::uint64_t one, std::uint64_t length) {
  if (!runs.empty() && runs.back().ten + runs.back().length == ten &&
      runs.back().one + runs.back().length == one) {
    runs.back().length += static_cast<std::uint32_t>(length);
    return;
  }
  runs.push_back(
      {static_cast<std::uint32_t>(ten), static_cast<std::uint32_t>(one), static_cast<std::uint32_t>(length)});
}

}  // namespace

XyMixer::XyMixer(const FixedWeightSpace& space, XyTopology topology, Execution execution)
    : Mixer(execution), dimension_(space.dimension()) {
  std::vector<Pair> all;
  for (std::size_t b = 0; b < space.blocks_.size(); ++b) {
    const FixedWeightSpace::Ranking& r = space.rankings_[b];
    const std::uint64_t stride = space.stride_[b];
    for (const auto& [i, j] : xy_pairs(space.blocks_[b].n, topology)) {
      check_stop(execution.stop);
      Pair pair;
      pair.block = stride * r.string.size();
      const std::uint32_t bit_i = 1u << i, bit_j = 1u << j;
      constexpr std::uint64_t kFull = kBlockItems;
      std::uint64_t in_piece = kFull;  // the first part begins one
      const auto add_part = [&](std::uint64_t ten, std::uint64_t one, std::span<const ExchangeRun> runs) {
        if (in_piece >= kFull) {
          pair.pieces.push_back(pair.parts.size());
          in_piece = 0;
        }
        pair.parts.push_back({ten, one, runs});
        for (const ExchangeRun& run : runs) in_piece += run.length, pair.exchanges += run.length;
      };
      if (r.string.size() <= kMaxFlatStrings) {
        std::vector<ExchangeRun>& runs = pair.tables.emplace_back();
        for (std::uint32_t rank = 0; rank < r.string.size(); ++rank) {
          const std::uint32_t s = r.string[rank];
          if ((s & bit_i) && !(s & bit_j))
            add_run(runs, rank * stride, r.rank(s ^ bit_i ^ bit_j) * stride, stride);
        }
        for (std::size_t first = 0, end = 0; first < runs.size(); first = end) {
          for (std::uint64_t items = 0; end < runs.size() && items < kFull; ++end) items += runs[end].length;
          add_part(0, 0, {runs.data() + first, end - first});
        }
      } else {
        const std::uint32_t lows = static_cast<std::uint32_t>(r.low.size()), low_mask = lows - 1;
        const std::uint32_t flip = bit_i ^ bit_j, high_flip = flip >> r.low_bits;
        pair.tables.resize(r.low_bits + 1);  // by weight of the low half
        for (std::uint32_t lo = 0; lo < lows; ++lo)
          if ((lo & bit_i) == (bit_i & low_mask) && !(lo & bit_j))
            add_run(pair.tables[static_cast<unsigned>(std::popcount(lo))], r.low[lo] * stride,
                    r.low[lo ^ (flip & low_mask)] * stride, stride);
        for (std::uint32_t hi = 0; hi < r.high.size(); ++hi) {
          const std::uint32_t s = hi << r.low_bits;
          const unsigned ones = static_cast<unsigned>(std::popcount(hi)), k = space.blocks_[b].k;
          if ((s & bit_i) != (bit_i & ~low_mask) || (s & bit_j) || ones > k || k - ones > r.low_bits)
            continue;
          const std::vector<ExchangeRun>& runs = pair.tables[k - ones];
          if (!runs.empty()) add_part(r.high[hi] * stride, r.high[hi ^ high_flip] * stride, runs);
        }
      }
      pair.pieces.push_back(pair.parts.size());
      all.push_back(std::move(pair));
    }
  }
  pairs_ = std::make_shared<const std::vector<Pair>>(std::move(all));
}

std::size_t XyMixer::rotations() const { return pairs_->size(); }

void XyMixer::apply(Amplitudes& psi, double beta) const {
  const double c = std::cos(beta), s = std::sin(beta);
  const XyKernels& kernels = xy_kernels();
  double* const a = reinterpret_cast<double*>(psi.data());
  for (const Pair& p : *pairs_) {
    check_stop(execution_.stop);
    // A piece is about kBlockItems amplitudes.
    parallel_for(p.size(dimension_), p.pays(dimension_) ? execution_.threads : 1, [&](std::uint64_t i, int) {
      const std::span<const ExchangePart> parts = p.piece(i);
      kernels.exchange(a + p.offset(i), parts.data(), parts.size(), c, s);
    });
  }
}

double XyMixer::undo(Amplitudes& psi, Amplitudes& lambda, double beta) const {
  const double c = std::cos(beta), s = -std::sin(beta);
  const XyKernels& kernels = xy_kernels();
  double *const a = reinterpret_cast<double*>(psi.data()), *const l =
                                                               reinterpret_cast<double*>(lambda.data());
  double derivative = 0;
  std::vector<double> part;
  for (auto p = pairs_->rbegin(); p != pairs_->rend(); ++p) {
    const std::uint64_t size = p->size(dimension_);
    part.assign(size, 0);
    check_stop(execution_.stop);
    parallel_for(size, p->pays(dimension_) ? execution_.threads : 1, [&](std::uint64_t i, int) {
      const std::span<const ExchangePart> parts = p->piece(i);
      part[i] = kernels.exchange_two(a + p->offset(i), l + p->offset(i), parts.data(), parts.size(), c, s);
    });
    derivative += 2 * std::accumulate(part.begin(), part.end(), 0.0);
  }
  return derivative;
}

Mixer::Amplitudes Mixer::start(std::uint64_t dimension) const {
  return Amplitudes(dimension, 1 / std::sqrt(static_cast<double>(dimension)));
}

namespace {

std::complex<double> sum_of(const Mixer::Amplitudes& v, const Execution& execution) {
  return {blocked_sum(v.size(), execution, [&](std::uint64_t i) { return v[i].real(); }),
          blocked_sum(v.size(), execution, [&](std::uint64_t i) { return v[i].imag(); })};
}
// v += factor * sum / size for the sum of v.
void add_mean(Mixer::Amplitudes& v, std::complex<double> sum, std::complex<double> factor) {
  const std::complex<double> add = factor * sum / static_cast<double>(v.size());
  for (std::complex<double>& x : v) x += add;
}

// On the qubit of bit `stride`: cos(beta) - i sin(beta) (x X + z Z).
void rotate_about(Mixer::Amplitudes& v, std::size_t stride, double beta, double x, double z,
                  const Execution& execution) {
  const double c = std::cos(beta), s = std::sin(beta);
  const std::complex<double> a(c, -s * z), b(0, -s * x), d(c, s * z);
  each_item(v.size() / 2, execution, [&](std::uint64_t i) {
    const std::size_t low = (i / stride * 2) * stride + i % stride;
    const std::complex<double> p = v[low], q = v[low + stride];
    v[low] = a * p + b * q;
    v[low + stride] = b * p + d * q;
  });
}

}  // namespace

void GroverMixer::apply(Amplitudes& psi, double beta) const {
  add_mean(psi, sum_of(psi, execution_), std::polar(1.0, -beta) - 1.0);
}

double GroverMixer::undo(Amplitudes& psi, Amplitudes& lambda, double beta) const {
  const std::complex<double> p = sum_of(psi, execution_), l = sum_of(lambda, execution_);
  const double derivative = 2 * (std::conj(l) * p).imag() / static_cast<double>(psi.size());
  add_mean(psi, p, std::polar(1.0, beta) - 1.0);
  add_mean(lambda, l, std::polar(1.0, beta) - 1.0);
  return derivative;
}

Mixer::Amplitudes WarmStartMixer::start(std::uint64_t dimension) const {
  Amplitudes v(dimension, 1.0);
  for (std::size_t q = 0; q < t_.size(); ++q) {
    const double zero = std::cos(t_[q] / 2), one = std::sin(t_[q] / 2);
    for (std::uint64_t x = 0; x < dimension; ++x) v[x] *= x >> q & 1 ? one : zero;
  }
  return v;
}

void WarmStartMixer::apply(Amplitudes& psi, double beta) const {
  for (std::size_t q = 0; q < t_.size(); ++q)
    rotate_about(psi, std::size_t{1} << q, beta, std::sin(t_[q]), std::cos(t_[q]), execution_);
}

double WarmStartMixer::undo(Amplitudes& psi, Amplitudes& lambda, double beta) const {
  double derivative = 0;
  for (std::size_t q = 0; q < t_.size(); ++q) {
    const double x = std::sin(t_[q]), z = std::cos(t_[q]);
    const std::size_t stride = std::size_t{1} << q;
    derivative += 2 * blocked_sum(psi.size() / 2, execution_, [&](std::uint64_t i) {
                    const std::size_t low = (i / stride * 2) * stride + i % stride;
                    const std::complex<double> p0 = psi[low], p1 = psi[low + stride];
                    return (std::conj(lambda[low]) * (z * p0 + x * p1) +
                            std::conj(lambda[low + stride]) * (x * p0 - z * p1))
                        .imag();
                  });
    rotate_about(psi, stride, -beta, x, z, execution_);
    rotate_about(lambda, stride, -beta, x, z, execution_);
  }
  return derivative;
}

CostTable::CostTable(std::vector<double> cost, Execution execution)
    : cost_(std::move(cost)), execution_(execution) {
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
  if (looked_up()) {
    std::vector<std::complex<double>> factor;
    for (const double v : values_) factor.push_back(std::polar(1.0, -gamma * v));
    each_item(psi.size(), execution_, [&](std::uint64_t i) { psi[i] *= factor[level_[i]]; });
    return;
  }
  each_item(psi.size(), execution_, [&](std::uint64_t i) { psi[i] *= std::polar(1.0, -gamma * cost_[i]); });
}

double CostTable::expectation(const std::vector<std::complex<double>>& psi) const {
  return blocked_sum(psi.size(), execution_, [&](std::uint64_t i) { return std::norm(psi[i]) * cost_[i]; });
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
