// States with fewer or more qubits, and comparison of states: what branching programs need.
#include <algorithm>
#include <cmath>

#include "parallel.hpp"
#include "state.hpp"

namespace qiao::qsim::engine {
namespace {

// Sums are over fixed blocks, added in order: the same result at any thread count.
constexpr std::uint64_t kBlock = 1 << 12;
// Amplitudes of a sampled fingerprint.
constexpr std::uint64_t kSampled = 1 << 10;

std::uint64_t without_bit(std::uint64_t i, unsigned b) {
  const std::uint64_t low = (std::uint64_t{1} << b) - 1;
  return (i & low) | (i >> 1 & ~low);
}
std::uint64_t with_bit(std::uint64_t i, unsigned b, bool value) {
  const std::uint64_t low = (std::uint64_t{1} << b) - 1;
  return (i & low) | (i & ~low) << 1 | static_cast<std::uint64_t>(value) << b;
}

// A number in [-1, 1) that looks random in i (the finalizer of SplitMix64).
double scattered(std::uint64_t i) {
  i += 0x9e3779b97f4a7c15u;
  i = (i ^ i >> 30) * 0xbf58476d1ce4e5b9u;
  i = (i ^ i >> 27) * 0x94d049bb133111ebu;
  i ^= i >> 31;
  return static_cast<double>(i >> 11) * 0x1.0p-52 - 1;
}

}  // namespace

template <class Real>
State<Real>::State(const State& other, unsigned n)
    : n_(n),
      bits_(std::max(n, other.kernels_->lane_bits + other.kernels_->register_bits)),
      threads_(other.threads_),
      options_(other.options_),
      kernels_(other.kernels_),
      memory_((std::size_t{2} * sizeof(Real)) << bits_),
      global_phase_(other.global_phase_),
      shared_(other.shared_) {}

template <class Real>
double State<Real>::probability(unsigned q, bool value) const {
  const std::uint64_t bit = std::uint64_t{1} << map_.bit[q];
  return sum_probability(bit, value != ((map_.flipped & bit) != 0) ? bit : 0);
}

template <class Real>
State<Real> State<Real>::reduced(unsigned q, bool outcome, double p) const {
  const unsigned b = map_.bit[q];
  const bool stored = outcome != ((map_.flipped >> b & 1) != 0);
  State out(*this, n_ - 1);
  for (unsigned k = 0; k < n_; ++k)
    if (k != q) out.map_.bit.push_back(static_cast<std::uint8_t>(map_.bit[k] - (map_.bit[k] > b ? 1 : 0)));
  out.map_.flipped = without_bit(map_.flipped & ~(std::uint64_t{1} << b), b);
  out.zero_bits_ = without_bit(zero_bits_, b);
  // One bit less; in the smallest states the place at the top stays empty.
  if (out.bits_ == bits_) out.zero_bits_ |= std::uint64_t{1} << (bits_ - 1);
  const Real scale = static_cast<Real>(1 / std::sqrt(p));
  const std::uint64_t w = lanes();
  const std::uint64_t size = stored_size() / 2;
  const std::uint64_t chunk = std::min<std::uint64_t>(size, kBlock);
  const std::uint64_t bit = std::uint64_t{1} << b;
  const std::uint64_t zeros = zero_bits_ & ~bit;
  if (zero_bits_ & bit && stored) return out;  // cannot occur: nothing is stored there
  if (bit >= w) {
    parallel_for(size / chunk, threads_, size, [&](std::uint64_t c, int) {
      for (std::uint64_t i = c * chunk; i < (c + 1) * chunk; i += w) {
        const std::uint64_t from = with_bit(i, b, stored);
        if (from & zeros) continue;
        const Real* v = block_at(from);
        Real* t = out.block_at(i);
        for (std::uint64_t l = 0; l < 2 * w; ++l) t[l] = v[l] * scale;
      }
    });
    return out;
  }
  parallel_for(size / chunk, threads_, size, [&](std::uint64_t c, int) {
    for (std::uint64_t i = c * chunk; i < (c + 1) * chunk; ++i) {
      const std::uint64_t from = with_bit(i, b, stored);
      if (from & zeros & ~(w - 1)) continue;
      const Real* v = amplitude_at(from);
      Real* t = out.amplitude_at(i);
      t[0] = v[0] * scale;
      t[w] = v[w] * scale;
    }
  });
  return out;
}

template <class Real>
State<Real> State<Real>::extended(unsigned more) const {
  State out(*this, n_ + more);
  out.map_ = map_;
  // Padding of small states is used first: a bit that no qubit has.
  std::uint64_t used = 0;
  for (const std::uint8_t b : map_.bit) used |= std::uint64_t{1} << b;
  for (unsigned b = 0; b < out.bits_ && out.map_.bit.size() < out.n_; ++b)
    if (!(used >> b & 1)) out.map_.bit.push_back(static_cast<std::uint8_t>(b));
  out.zero_bits_ = zero_bits_ | ((out.stored_size() - 1) & ~(stored_size() - 1));
  const std::uint64_t w = lanes();
  const std::uint64_t chunk = std::min<std::uint64_t>(stored_size(), kBlock);
  parallel_for(stored_size() / chunk, threads_, stored_size(), [&](std::uint64_t c, int) {
    for (std::uint64_t i = c * chunk; i < (c + 1) * chunk; i += w) {
      if (i & zero_bits_) continue;
      std::copy_n(block_at(i), 2 * w, out.block_at(i));
    }
  });
  return out;
}

namespace {

// From the probabilities, and from the overlap with some vector, which sees phases where states are small.
struct PrintSums {
  double probabilities = 0, re = 0, im = 0, norm_squared = 0;
  void add(double v_re, double v_im, std::uint64_t index) {
    const double p = v_re * v_re + v_im * v_im;
    if (!(p > 0)) return;
    const double a = scattered(index), b = scattered(~index);
    norm_squared += p;
    probabilities += p * a;
    re += a * v_re - b * v_im;
    im += a * v_im + b * v_re;
  }
  void add(const PrintSums& s) {
    norm_squared += s.norm_squared;
    probabilities += s.probabilities;
    re += s.re;
    im += s.im;
  }
  // `terms`: how many amplitudes there are.
  double print(double terms) const { return probabilities + (re * re + im * im) / (2 * terms); }
};

}  // namespace

template <class Real>
auto State<Real>::fingerprint() const -> Fingerprint {
  const IndexMap logical = to_logical();
  const std::uint64_t block = std::min(stored_size(), kBlock), count = stored_size() / block;
  const std::uint64_t mask = n_ >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << n_) - 1;
  std::vector<PrintSums> sums(count);
  const std::uint64_t w = lanes();
  parallel_for(count, threads_, stored_size(), [&](std::uint64_t c, int) {
    PrintSums sum;
    for (std::uint64_t i = c * block; i < (c + 1) * block; i += w) {
      if (i & zero_bits_ & ~(w - 1)) continue;
      const Real* v = block_at(i);
      for (std::uint64_t l = 0; l < w; ++l) sum.add(v[l], v[w + l], logical(i + l) & mask);
    }
    sums[c] = sum;
  });
  PrintSums total;
  for (const PrintSums& s : sums) total.add(s);
  return {total.print(std::ldexp(1.0, static_cast<int>(n_))), total.norm_squared};
}

template <class Real>
auto State<Real>::sampled_fingerprint() const -> Fingerprint {
  const IndexMap stored = to_stored();
  const std::uint64_t mask = n_ >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << n_) - 1;
  const std::uint64_t count = std::min(kSampled, mask + 1);
  PrintSums sums;
  for (std::uint64_t k = 0; k < count; ++k) {
    // All of a small state; of a large one multiples of an odd number, which visit no place twice.
    const std::uint64_t i = k * 0x9e3779b97f4a7c15u & mask, at = stored(i);
    if (at & zero_bits_ & ~(lanes() - 1)) continue;
    const Real* v = amplitude_at(at);
    sums.add(v[0], v[lanes()], i);
  }
  return {sums.print(static_cast<double>(count)), sums.norm_squared};
}

template <class Real>
double State<Real>::overlap(const State& other) const {
  const IndexMap logical = to_logical();
  const IndexMap stored = other.to_stored();
  const std::uint64_t mask = n_ >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << n_) - 1;
  const std::uint64_t block = std::min(stored_size(), kBlock), count = stored_size() / block;
  std::vector<std::complex<double>> sums(count);
  const std::uint64_t w = lanes();
  parallel_for(count, threads_, stored_size(), [&](std::uint64_t c, int) {
    std::complex<double> sum = 0;
    for (std::uint64_t i = c * block; i < (c + 1) * block; i += w) {
      if (i & zero_bits_ & ~(w - 1)) continue;
      const Real* v = block_at(i);
      for (std::uint64_t l = 0; l < w; ++l) {
        if (v[l] == 0 && v[w + l] == 0) continue;
        const Real* u = other.amplitude_at(stored(logical(i + l) & mask));
        sum += std::conj(std::complex<double>(v[l], v[w + l])) * std::complex<double>(u[0], u[w]);
      }
    }
    sums[c] = sum;
  });
  std::complex<double> total = 0;
  for (const auto& s : sums) total += s;
  return std::abs(total);
}

template <class Real>
std::vector<std::uint64_t> State<Real>::draw(std::uint64_t shots,
                                             const std::function<double(std::uint64_t)>& uniform,
                                             double* norm_squared) const {
  std::vector<double> ends;
  const double norm = cumulated_probability(ends);
  if (norm_squared) *norm_squared = norm;
  const std::uint64_t block_size = stored_size() / ends.size();
  std::vector<std::pair<double, std::uint64_t>> goals(shots);
  for (std::uint64_t s = 0; s < shots; ++s) goals[s] = {uniform(s) * norm, s};
  std::sort(goals.begin(), goals.end());
  const IndexMap logical = to_logical();
  const auto probability = [&](std::uint64_t at) {
    const Real* p = amplitude_at(at);
    const double re = p[0], im = p[lanes()];
    return re * re + im * im;
  };
  std::vector<std::uint64_t> drawn(shots);
  std::size_t block = ends.size();
  std::uint64_t i = 0, last = 0;
  double reached = 0, here = 0;
  for (const auto& [goal, shot] : goals) {
    const auto b = std::min<std::size_t>(
        ends.size() - 1,
        static_cast<std::size_t>(std::upper_bound(ends.begin(), ends.end(), goal) - ends.begin()));
    if (b != block) {
      block = b;
      i = b * block_size;
      last = i + block_size - 1;
      reached = b > 0 ? ends[b - 1] : 0.0;
      here = probability(i);
    }
    while (i < last && reached + here <= goal) {
      reached += here;
      here = probability(++i);
    }
    // Rounding may carry the goal past the last state that can occur.
    std::uint64_t at = i;
    while (at > block * block_size && probability(at) == 0) --at;
    drawn[shot] = logical(at);
  }
  return drawn;
}

template <class Real>
void State<Real>::apply_once(const Program& program, std::uint32_t segment, const Monitor* monitor) {
  run(fresh_plan(program, segment), monitor);
}

template State<float>::State(const State<float>&, unsigned);
template double State<float>::probability(unsigned, bool) const;
template State<float> State<float>::reduced(unsigned, bool, double) const;
template State<float> State<float>::extended(unsigned) const;
template State<float>::Fingerprint State<float>::fingerprint() const;
template State<float>::Fingerprint State<float>::sampled_fingerprint() const;
template double State<float>::overlap(const State<float>&) const;
template std::vector<std::uint64_t> State<float>::draw(std::uint64_t,
                                                       const std::function<double(std::uint64_t)>&,
                                                       double*) const;
template void State<float>::apply_once(const Program&, std::uint32_t, const Monitor*);
template State<double>::State(const State<double>&, unsigned);
template double State<double>::probability(unsigned, bool) const;
template State<double> State<double>::reduced(unsigned, bool, double) const;
template State<double> State<double>::extended(unsigned) const;
template State<double>::Fingerprint State<double>::fingerprint() const;
template State<double>::Fingerprint State<double>::sampled_fingerprint() const;
template double State<double>::overlap(const State<double>&) const;
template std::vector<std::uint64_t> State<double>::draw(std::uint64_t,
                                                        const std::function<double(std::uint64_t)>&,
                                                        double*) const;
template void State<double>::apply_once(const Program&, std::uint32_t, const Monitor*);

}  // namespace qiao::qsim::engine
