// States from outside: copies of the layout, whole vectors, more qubits.
#include <array>
#include <cmath>
#include <cstring>

#include "parallel.hpp"
#include "qiao/base/error.hpp"
#include "state.hpp"

namespace qiao::qsim::engine {

template <class Real>
State<Real> State<Real>::zeros_like() const {
  State state(n_, threads_, options_);
  state.stored()[0] = 0;
  state.map_ = map_;
  state.zero_bits_ = stored_size() - 1;
  state.global_phase_ = global_phase_;
  state.shared_ = shared_;
  return state;
}

template <class Real>
void State<Real>::set_amplitudes(const std::complex<Real>* a) {
  for (unsigned q = 0; q < n_; ++q) map_.bit[q] = static_cast<std::uint8_t>(q);
  map_.flipped = 0;
  global_phase_ = 0;
  zero_bits_ = padding_bits();
  const std::uint64_t size = std::uint64_t{1} << n_, w = lanes();
  const std::uint64_t chunk = std::min<std::uint64_t>(stored_size(), 1 << 12);
  parallel_for(stored_size() / chunk, threads_, stored_size(), [&](std::uint64_t c, int) {
    for (std::uint64_t i = c * chunk; i < (c + 1) * chunk; i += w)
      for (std::uint64_t l = 0; l < w; ++l) {
        const std::complex<Real> value = i + l < size ? a[i + l] : std::complex<Real>{};
        block_at(i)[l] = value.real();
        block_at(i)[w + l] = value.imag();
      }
  });
}

// The hash of the layout xors the low eight bits of a row's number with a constant of the 256 rows around it:
// a row and its partner change places, which needs room for the two.
template <class Real>
template <class F>
void State<Real>::exchange_rows(F&& convert) {
  const std::uint64_t row =
      std::min<std::uint64_t>(std::uint64_t{1} << Layout<Real>::kRowBits, stored_size());
  const std::uint64_t rows = stored_size() / row, group = std::min<std::uint64_t>(rows, 256);
  parallel_for(rows / group, threads_, stored_size(), [&](std::uint64_t g, int) {
    std::array<Real, kRowBytes / sizeof(Real)> a, b;
    for (std::uint64_t r = g * group; r < (g + 1) * group; ++r) {
      const std::uint64_t partner = Layout<Real>::place(r * row) / row;
      if (partner < r) continue;
      Real* const first = stored() + 2 * row * r;
      Real* const second = stored() + 2 * row * partner;
      std::copy_n(first, 2 * row, a.data());
      std::copy_n(second, 2 * row, b.data());
      convert(a.data(), second, row);
      if (partner != r) convert(b.data(), first, row);
    }
  });
}

template <class Real>
StateMemory State<Real>::release_plain() {
  QubitMap plain;
  for (unsigned q = 0; q < n_; ++q) plain.bit.push_back(static_cast<std::uint8_t>(q));
  rearrange(plain);
  const std::uint64_t w = lanes();
  const auto c = static_cast<Real>(std::cos(global_phase_)), s = static_cast<Real>(std::sin(global_phase_));
  exchange_rows([&](const Real* in, Real* out, std::uint64_t row) {
    for (std::uint64_t i = 0; i < row; i += w)
      for (std::uint64_t l = 0; l < w; ++l) {
        const Real re = in[2 * i + l], im = in[2 * i + w + l];
        out[2 * (i + l)] = re * c - im * s;
        out[2 * (i + l) + 1] = re * s + im * c;
      }
  });
  return std::move(memory_);
}

template <class Real>
void State<Real>::adopt_plain(unsigned n, StateMemory memory) {
  n_ = n;
  bits_ = std::max(n, kernels_->lane_bits + kernels_->register_bits);
  memory_ = std::move(memory);
  QIAO_ASSERT(memory_.size() == (std::size_t{2} * sizeof(Real)) << bits_);
  map_ = {};
  for (unsigned q = 0; q < n_; ++q) map_.bit.push_back(static_cast<std::uint8_t>(q));
  zero_bits_ = padding_bits();
  global_phase_ = 0;
  const std::uint64_t w = lanes();
  exchange_rows([&](const Real* in, Real* out, std::uint64_t row) {
    for (std::uint64_t i = 0; i < row; i += w)
      for (std::uint64_t l = 0; l < w; ++l) {
        out[2 * i + l] = in[2 * (i + l)];
        out[2 * i + w + l] = in[2 * (i + l) + 1];
      }
  });
}

template <class Real>
void State<Real>::renumber(const std::vector<std::uint32_t>& old) {
  std::vector<std::uint8_t> bit(n_);
  for (unsigned k = 0; k < n_; ++k) bit[k] = map_.bit[old[k]];
  map_.bit = std::move(bit);
}

template <class Real>
void State<Real>::reset() {
  const std::size_t chunk = std::size_t{1} << 20;
  const std::size_t bytes = memory_.size();
  parallel_for((bytes + chunk - 1) / chunk, threads_, stored_size(), [&](std::uint64_t i, int) {
    const std::size_t at = i * chunk;
    std::memset(static_cast<char*>(memory_.data()) + at, 0, std::min(chunk, bytes - at));
  });
  stored()[0] = 1;
  for (unsigned q = 0; q < n_; ++q) map_.bit[q] = static_cast<std::uint8_t>(q);
  map_.flipped = 0;
  zero_bits_ = stored_size() - 1;
  global_phase_ = 0;
}

// Stored indices are cut into three parts whose contributions to the result's index are tables; chunks have
// tables of sums of their own while those are small, so that threads do not meet.
template <class Real>
std::vector<double> State<Real>::marginal(const std::vector<std::uint8_t>& from,
                                          const std::vector<std::uint8_t>& to, unsigned bits,
                                          const Monitor* monitor) const {
  std::vector<std::uint8_t> place(bits_, 63);  // bits summed over go where the mask removes them
  std::uint64_t flip = 0;
  for (std::size_t j = 0; j < from.size(); ++j) {
    place[map_.bit[from[j]]] = to[j];
    if (map_.flipped >> map_.bit[from[j]] & 1) flip |= std::uint64_t{1} << to[j];
  }
  const IndexMap index(place, flip);
  const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
  const std::uint64_t w = lanes();
  // Fixed chunks, added in order.
  const std::uint64_t chunks = std::min<std::uint64_t>(stored_size() / w, bits <= 12   ? 64
                                                                          : bits <= 20 ? 4
                                                                                       : 1);
  std::vector<std::vector<double>> sums(chunks);
  parallel_for(chunks, threads_, stored_size(), [&](std::uint64_t c, int) {
    std::vector<double>& sum = sums[c];
    sum.assign(std::uint64_t{1} << bits, 0.0);
    for (std::uint64_t i = stored_size() / chunks * c; i < stored_size() / chunks * (c + 1); i += w) {
      if (monitor && (i & 0xfffff) == 0 && monitor->stop.load(std::memory_order_relaxed)) return;
      if (i & zero_bits_ & ~(w - 1)) continue;
      const Real* p = block_at(i);
      for (std::uint64_t l = 0; l < w; ++l) {
        const double re = p[l], im = p[w + l];
        sum[index(i + l) & mask] += re * re + im * im;
      }
    }
  });
  if (monitor) monitor->check();
  for (std::uint64_t c = 1; c < chunks; ++c)
    for (std::size_t i = 0; i < sums[0].size(); ++i) sums[0][i] += sums[c][i];
  return std::move(sums[0]);
}

#define QIAO_INSTANTIATE(Real)                                            \
  template State<Real> State<Real>::zeros_like() const;                   \
  template void State<Real>::set_amplitudes(const std::complex<Real>*);   \
  template void State<Real>::renumber(const std::vector<std::uint32_t>&); \
  template void State<Real>::reset();                                     \
  template StateMemory State<Real>::release_plain();                      \
  template void State<Real>::adopt_plain(unsigned, StateMemory);          \
  template std::vector<double> State<Real>::marginal(                     \
      const std::vector<std::uint8_t>&, const std::vector<std::uint8_t>&, unsigned, const Monitor*) const;
QIAO_INSTANTIATE(float)
QIAO_INSTANTIATE(double)
#undef QIAO_INSTANTIATE

}  // namespace qiao::qsim::engine
