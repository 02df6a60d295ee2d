#include "pauli_sums.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <map>

#include "bits.hpp"
#include "layout.hpp"
#include "parallel.hpp"
#include "pauli_kernels.hpp"

namespace qiao::qsim::engine {
namespace {

// Of the tiles of all states that one thread works on.
constexpr std::size_t kTileBytes = std::size_t{1} << 19;
// Partial sums of a pass: at most this many numbers.
constexpr std::uint64_t kMaxPartialSums = 1 << 22;

bool parity(std::uint64_t bits) { return std::popcount(bits) & 1; }

// A string on stored index bits.
struct Stored {
  std::uint64_t x = 0, z = 0;
  bool imaginary = false;   // products: which part of conj(bra) ket
  std::uint32_t index = 0;  // in the caller's list
};

// A basis of a subspace of the row bits in reduced echelon form: each vector has a pivot bit that no other
// has.
class Subspace {
 public:
  unsigned size() const { return static_cast<unsigned>(vectors_.size()); }
  std::uint64_t pivots() const { return pivots_; }
  std::uint64_t vector(unsigned j) const { return vectors_[j]; }
  std::uint64_t rest(std::uint64_t h) const {
    for (const std::uint64_t v : vectors_)
      if (h & pivot(v)) h ^= v;
    return h;
  }
  void add(std::uint64_t h) {
    h = rest(h);
    if (h == 0) return;
    const std::uint64_t p = h & -h & ~pivots_;  // rest() leaves no pivot bit
    for (std::uint64_t& v : vectors_)
      if (v & p) v ^= h;
    vectors_.push_back(h);
    pivots_ |= p;
    order_.push_back(p);
  }
  // For h in the subspace: which vectors make it up.
  std::uint32_t coordinates(std::uint64_t h) const {
    std::uint32_t e = 0;
    for (unsigned j = 0; j < size(); ++j)
      if (h & order_[j]) e |= 1u << j;
    return e;
  }

 private:
  std::uint64_t pivot(std::uint64_t v) const { return v & pivots_; }
  std::vector<std::uint64_t> vectors_;
  std::vector<std::uint64_t> order_;
  std::uint64_t pivots_ = 0;
};

struct Pass {
  Subspace space;
  std::vector<FlipGroup> groups;
  std::vector<TileString> tile_strings;
  std::vector<Stored> strings;
};

struct Shape {
  unsigned bits, lane_bits, block_bits;
  unsigned row_bits() const { return lane_bits + block_bits; }  // index bits inside a row
};

template <class Real>
Shape shape_of(const State<Real>& state) {
  // Rows of the layout, or parts of them: their blocks follow one another.
  const unsigned in_row = std::min(state.stored_bits(), Layout<Real>::kRowBits) - state.lane_bits();
  return {state.stored_bits(), state.lane_bits(), std::min(kMaxRowBlockBits, in_row)};
}

// Distributes strings over passes of tiles with at most 2^max_rows rows. `halve`: bra and ket are the same.
std::vector<Pass> make_passes(std::vector<Stored> strings, const Shape& shape, unsigned max_rows,
                              bool halve) {
  std::stable_sort(strings.begin(), strings.end(),
                   [](const Stored& a, const Stored& b) { return a.x < b.x; });
  struct Range {
    std::size_t begin, end;
    std::uint64_t high;
  };
  std::vector<Range> waiting;
  for (std::size_t i = 0; i < strings.size();) {
    std::size_t j = i;
    while (j < strings.size() && strings[j].x == strings[i].x) ++j;
    waiting.push_back({i, j, strings[i].x >> shape.row_bits()});
    i = j;
  }
  const unsigned high_bits = shape.bits - shape.row_bits();
  const unsigned rows = std::min(max_rows, high_bits);
  std::vector<Pass> passes;
  while (!waiting.empty()) {
    Pass& pass = passes.emplace_back();
    std::vector<Range> taken, left;
    for (const Range& r : waiting) {
      if (pass.space.rest(r.high) != 0) {
        if (pass.space.size() == rows) {
          left.push_back(r);
          continue;
        }
        pass.space.add(r.high);
      }
      taken.push_back(r);
    }
    waiting = std::move(left);
    for (unsigned b = 0; b < high_bits && pass.space.size() < rows; ++b)
      pass.space.add(std::uint64_t{1} << b);
    const std::uint64_t lane_mask = (std::uint64_t{1} << shape.lane_bits) - 1;
    const std::uint64_t block_mask = (std::uint64_t{1} << shape.block_bits) - 1;
    for (const Range& r : taken) {
      FlipGroup g;
      const std::uint64_t x = strings[r.begin].x;
      g.row_flip = pass.space.coordinates(r.high);
      g.block_flip = static_cast<std::uint32_t>(x >> shape.lane_bits & block_mask);
      g.lane_flip = static_cast<std::uint32_t>(x & lane_mask);
      if (halve) g.half = g.row_flip & -g.row_flip;
      g.begin = static_cast<std::uint32_t>(pass.strings.size());
      for (std::size_t i = r.begin; i < r.end; ++i) {
        const Stored& s = strings[i];
        TileString t;
        for (unsigned j = 0; j < pass.space.size(); ++j)
          if (parity(s.z >> shape.row_bits() & pass.space.vector(j))) t.row_sign |= 1u << j;
        t.block_sign = static_cast<std::uint32_t>(s.z >> shape.lane_bits & block_mask);
        t.lane_sign = static_cast<std::uint32_t>(s.z & lane_mask);
        t.imaginary = s.imaginary;
        (s.imaginary ? g.imaginary : g.real) = true;
        pass.tile_strings.push_back(t);
        pass.strings.push_back(s);
      }
      g.end = static_cast<std::uint32_t>(pass.strings.size());
      pass.groups.push_back(g);
    }
  }
  return passes;
}

// The rows of a pass: those of one tile, relative to its first, and the first ones of all tiles.
class Rows {
 public:
  Rows(const Pass& pass, const Shape& shape)
      : shape_(shape), relative_(std::size_t{1} << pass.space.size(), 0) {
    for (unsigned j = 0; j < pass.space.size(); ++j)
      for (std::size_t e = 0; e < std::size_t{1} << j; ++e)
        relative_[(std::size_t{1} << j) + e] = relative_[e] ^ pass.space.vector(j);
    const unsigned high_bits = shape.bits - shape.row_bits();
    free_ = ((std::uint64_t{1} << high_bits) - 1) & ~pass.space.pivots();
    tiles_ = std::uint64_t{1} << (high_bits - pass.space.size());
  }
  std::uint64_t tiles() const { return tiles_; }
  std::uint64_t first(std::uint64_t tile) const { return deposit(tile, free_); }
  std::size_t rows() const { return relative_.size(); }
  std::size_t reals() const { return std::size_t{2} << shape_.row_bits(); }
  // In numbers, from the beginning of the state.
  template <class Real>
  std::size_t offset(std::uint64_t first, std::size_t e) const {
    return 2 * Layout<Real>::place((first ^ relative_[e]) << shape_.row_bits());
  }
  template <class Real>
  void copy(const Real* state, std::uint64_t first, Real* tile) const {
    for (std::size_t e = 0; e < rows(); ++e)
      std::memcpy(tile + e * reals(), state + offset<Real>(first, e), reals() * sizeof(Real));
  }

 private:
  Shape shape_;
  std::vector<std::uint64_t> relative_;
  std::uint64_t free_, tiles_;
};

// The string on stored bits; `negative` if the stored values of its qubits are inverted an odd number of
// times where it has a z.
template <class Real>
Stored to_stored(const State<Real>& state, const ir::PauliString& p, bool& negative) {
  Stored s;
  for (unsigned q = 0; q < state.num_qubits() && (p.x | p.z) >> q; ++q) {
    s.x |= (p.x >> q & 1) << state.map().bit[q];
    s.z |= (p.z >> q & 1) << state.map().bit[q];
  }
  negative = parity(s.z & state.map().flipped);
  return s;
}

unsigned row_count_bits(std::size_t states, std::size_t row_bytes) {
  return static_cast<unsigned>(std::bit_width(kTileBytes / states / row_bytes)) - 1;
}

}  // namespace

template <class Real>
std::vector<double> pauli_products(const State<Real>& bra, const State<Real>& ket,
                                   std::span<const ir::PauliString> strings, Part part,
                                   const Monitor* monitor) {
  const bool same = &bra == &ket;
  std::vector<double> result(strings.size(), 0.0);
  std::vector<double> factor(strings.size(), 1.0);
  std::vector<Stored> stored;
  stored.reserve(strings.size());
  for (std::size_t i = 0; i < strings.size(); ++i) {
    bool negative = false;
    Stored s = to_stored(ket, strings[i], negative);
    // i^power (re + i im): which part is wanted, and with which sign.
    const unsigned power = static_cast<unsigned>(std::popcount(s.x & s.z)) % 4;
    const bool odd = power & 1;
    s.imaginary = odd != (part == Part::kImaginary);
    s.index = static_cast<std::uint32_t>(i);
    // power:      0            1            2            3
    // real:       re          -im          -re           im
    // imaginary:  im           re          -im          -re
    bool minus = part == Part::kReal ? power == 1 || power == 2 : power >= 2;
    if (negative) minus = !minus;
    factor[i] = minus ? -1.0 : 1.0;
    if (same && part == Part::kImaginary) continue;  // zero
    stored.push_back(s);
  }
  const Shape shape = shape_of(ket);
  const std::size_t row_bytes = (std::size_t{2} * sizeof(Real)) << shape.row_bits();
  const PauliKernels<Real>& kernels = pauli_kernels<Real>(ket.isa());
  const std::vector<Pass> passes =
      make_passes(std::move(stored), shape, row_count_bits(same ? 1 : 2, row_bytes), same);
  for (const Pass& pass : passes) {
    if (monitor) monitor->check();
    const Rows rows(pass, shape);
    const std::size_t n = pass.strings.size();
    // Fixed chunks of tiles, added in order: the same sums at any thread count.
    const std::uint64_t chunks =
        std::min<std::uint64_t>(rows.tiles(), std::clamp<std::uint64_t>(kMaxPartialSums / n, 16, 256));
    std::vector<double> partial(chunks * n, 0.0);
    const std::uint64_t work = std::max<std::uint64_t>(1, pass.groups.size()) << (shape.bits - 2);
    parallel_for(chunks, ket.threads(), work, [&](std::uint64_t c, int) {
      AlignedVector<Real> ket_tile(rows.rows() * rows.reals()), bra_tile;
      if (!same) bra_tile.resize(ket_tile.size());
      AlignedVector<double> scratch;
      std::vector<double> sums(n);
      double* const to = partial.data() + c * n;
      for (std::uint64_t t = rows.tiles() * c / chunks; t < rows.tiles() * (c + 1) / chunks; ++t) {
        if (monitor && monitor->stop.load(std::memory_order_relaxed)) return;  // said after the loop
        const std::uint64_t first = rows.first(t);
        rows.copy(ket.stored(), first, ket_tile.data());
        if (!same) rows.copy(bra.stored(), first, bra_tile.data());
        kernels.products(same ? ket_tile.data() : bra_tile.data(), ket_tile.data(), pass.space.size(),
                         shape.block_bits, pass.groups, pass.tile_strings, sums.data(), scratch);
        for (std::size_t s = 0; s < n; ++s)
          to[s] += parity(pass.strings[s].z >> shape.row_bits() & first) ? -sums[s] : sums[s];
      }
    });
    if (monitor) monitor->check();
    for (std::uint64_t c = 0; c < chunks; ++c)
      for (std::size_t s = 0; s < n; ++s) result[pass.strings[s].index] += partial[c * n + s];
    for (const FlipGroup& g : pass.groups)
      if (g.half != 0)
        for (std::uint32_t s = g.begin; s < g.end; ++s) factor[pass.strings[s].index] *= 2;
  }
  for (std::size_t i = 0; i < result.size(); ++i) result[i] *= factor[i];
  return result;
}

template <class Real>
void apply_pauli_sum(const State<Real>& ket, std::span<const ir::PauliTerm> terms, State<Real>& out,
                     const Monitor* monitor) {
  static constexpr Complex kPowers[4] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
  std::vector<Complex> weight(terms.size());
  std::vector<Stored> stored;
  stored.reserve(terms.size());
  for (std::size_t i = 0; i < terms.size(); ++i) {
    bool negative = false;
    Stored s = to_stored(ket, terms[i].string, negative);
    s.index = static_cast<std::uint32_t>(i);
    // P|j> = i^{|x & z|} (-1)^{|j & z|} |j ^ x>, written for the index j ^ x.
    if (parity(s.x & s.z)) negative = !negative;
    weight[i] = terms[i].coefficient * kPowers[std::popcount(s.x & s.z) % 4] * (negative ? -1.0 : 1.0);
    stored.push_back(s);
  }
  out.forget_zero_bits();
  const Shape shape = shape_of(ket);
  const std::size_t row_bytes = (std::size_t{2} * sizeof(Real)) << shape.row_bits();
  const PauliKernels<Real>& kernels = pauli_kernels<Real>(ket.isa());
  for (const Pass& pass : make_passes(std::move(stored), shape, row_count_bits(2, row_bytes), false)) {
    if (monitor) monitor->check();
    const Rows rows(pass, shape);
    const std::uint64_t work = std::max<std::uint64_t>(1, pass.groups.size()) << (shape.bits - 2);
    const std::uint64_t chunks = std::min<std::uint64_t>(rows.tiles(), 256);
    parallel_for(chunks, ket.threads(), work, [&](std::uint64_t c, int) {
      AlignedVector<Real> tile(rows.rows() * rows.reals());
      AlignedVector<Real> scratch;
      std::vector<std::uint64_t> offsets(rows.rows());
      std::vector<Complex> weights(pass.strings.size());
      for (std::uint64_t t = rows.tiles() * c / chunks; t < rows.tiles() * (c + 1) / chunks; ++t) {
        if (monitor && monitor->stop.load(std::memory_order_relaxed)) return;  // said after the loop
        const std::uint64_t first = rows.first(t);
        rows.copy(ket.stored(), first, tile.data());
        for (std::size_t e = 0; e < offsets.size(); ++e) offsets[e] = rows.template offset<Real>(first, e);
        for (std::size_t s = 0; s < weights.size(); ++s) {
          const Complex w = weight[pass.strings[s].index];
          weights[s] = parity(pass.strings[s].z >> shape.row_bits() & first) ? -w : w;
        }
        kernels.apply(tile.data(), out.stored(), offsets.data(), pass.space.size(), shape.block_bits,
                      pass.groups, pass.tile_strings, weights.data(), scratch);
      }
    });
    if (monitor) monitor->check();
  }
}

template <class Real>
std::complex<double> inner_product(const State<Real>& bra, const State<Real>& ket) {
  const std::complex<double> phase = std::polar(1.0, ket.global_phase() - bra.global_phase());
  if (bra.map() == ket.map() && bra.stored_bits() == ket.stored_bits()) {
    const ir::PauliString identity[1] = {};
    const double re = pauli_products(bra, ket, identity, Part::kReal)[0];
    const double im = &bra == &ket ? 0.0 : pauli_products(bra, ket, identity, Part::kImaginary)[0];
    return std::complex<double>(re, im) * phase;
  }
  // Stored differently: one walk in the order of the indices.
  const IndexMap to_bra = bra.to_stored(), to_ket = ket.to_stored();
  const std::uint64_t size = std::uint64_t{1} << ket.num_qubits();
  const std::uint64_t chunk = std::min<std::uint64_t>(size, 1 << 12);
  const std::size_t w = std::size_t{1} << ket.lane_bits(), v = std::size_t{1} << bra.lane_bits();
  std::vector<std::complex<double>> partial(size / chunk);
  parallel_for(partial.size(), ket.threads(), size, [&](std::uint64_t c, int) {
    double re = 0, im = 0;
    for (std::uint64_t i = c * chunk; i < (c + 1) * chunk; ++i) {
      const Real* const a = bra.stored() + bra.stored_offset(to_bra(i));
      const Real* const b = ket.stored() + ket.stored_offset(to_ket(i));
      const double ar = a[0], ai = a[v], br = b[0], bi = b[w];
      re += ar * br + ai * bi;
      im += ar * bi - ai * br;
    }
    partial[c] = {re, im};
  });
  std::complex<double> sum = 0;
  for (const std::complex<double>& p : partial) sum += p;
  return sum * phase;
}

#define QIAO_INSTANTIATE(Real)                                                                         \
  template std::vector<double> pauli_products(const State<Real>&, const State<Real>&,                  \
                                              std::span<const ir::PauliString>, Part, const Monitor*); \
  template void apply_pauli_sum(const State<Real>&, std::span<const ir::PauliTerm>, State<Real>&,      \
                                const Monitor*);                                                       \
  template std::complex<double> inner_product(const State<Real>&, const State<Real>&);
QIAO_INSTANTIATE(float)
QIAO_INSTANTIATE(double)
#undef QIAO_INSTANTIATE

}  // namespace qiao::qsim::engine
