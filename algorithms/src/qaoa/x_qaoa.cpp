#include "qiao/algorithms/x_qaoa.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <variant>

#include "engine/memory.hpp"
#include "engine/parallel.hpp"
#include "qaoa/x_kernels.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/stop.hpp"

namespace qiao::algorithms {

using qsim::engine::parallel_for;
using qsim::engine::StateMemory;

namespace {

// A row stays in the first-level cache, a tile (a row of rows) in the second.
constexpr unsigned kRowBits = 11, kTileBits = 15;
constexpr std::uint64_t kRow = std::uint64_t{1} << kRowBits;
// Qubits above the tile that are mixed in one walk, on columns as wide as fit.
constexpr unsigned kWalkBits = 10;
// Below this number of qubits nothing is halved: there a vector may be longer than the state.
constexpr unsigned kLeastHalved = 9;
constexpr std::size_t kMostLevels = 4096;

// Rows are a cache line or two longer than they are, so that rows far apart do not meet in one set of a
// cache.
constexpr std::uint64_t place(std::uint64_t i) { return i + (i >> kRowBits << 4); }

// The distinct values of `cost` and the number of each; empty if there are too many to be worth it.
bool find_levels(const std::vector<double>& cost, std::vector<double>& values,
                 std::vector<std::uint16_t>& level) {
  constexpr std::size_t kSlots = 4 * kMostLevels;
  std::vector<std::uint32_t> slot(kSlots, ~0u);
  level.resize(cost.size());
  for (std::size_t i = 0; i < cost.size(); ++i) {
    const double v = cost[i] + 0.0;  // one zero
    std::size_t at = std::bit_cast<std::uint64_t>(v) * 0x9e3779b97f4a7c15u >> 50;
    while (slot[at] != ~0u && values[slot[at]] != v) at = (at + 1) % kSlots;
    if (slot[at] == ~0u) {
      if (values.size() == kMostLevels || (values.size() + 1) * 4 > cost.size()) {
        values.clear();
        level.clear();
        return false;
      }
      slot[at] = static_cast<std::uint32_t>(values.size());
      values.push_back(v);
    }
    level[i] = static_cast<std::uint16_t>(slot[at]);
  }
  return true;
}

}  // namespace

template <class Real>
struct XQaoa::Engine {
  struct Layer {
    double gamma = 1;
    const std::vector<Real>* phases = nullptr;  // instead of the cost
    std::vector<Real> c, s;                     // of each stored qubit
    RotationForm form = RotationForm::kGeneral;
    double scale = 1;  // what the rotations leave out
    double flip_c = 1, flip_s = 0;
  };
  struct Arrays {
    StateMemory memory;
    Real *re = nullptr, *im = nullptr;
  };

  unsigned n, m;
  bool halved;
  int threads;
  const std::atomic<bool>* stop;
  const XKernels<Real>* kernels = &x_kernels<Real>();
  std::uint64_t length;  // numbers stored, without the room between rows
  std::uint64_t row;     // numbers in a row
  unsigned row_bits, tile_bits;
  std::vector<std::pair<unsigned, unsigned>> walks;  // first qubit and number of qubits above the tiles
  std::vector<Real> cost;
  std::vector<std::uint16_t> level;
  std::vector<double> level_values;
  std::vector<Real> start_re, start_im;  // i^|x| for a row
  Arrays psi, lambda;
  double pending_scale = 1;
  Functional functional;
  std::vector<Real> slopes;  // of the functional; empty: the cost

  Engine(unsigned n_, bool halved_, const std::vector<double>& values, int threads_,
         const std::atomic<bool>* stop_)
      : n(n_), m(halved_ ? n_ - 1 : n_), halved(halved_), threads(threads_), stop(stop_) {
    length = std::max(std::uint64_t{1} << m, std::uint64_t{1} << kernels->lane_bits);
    row = std::min(length, kRow);
    row_bits = std::min(m, kRowBits);
    tile_bits = std::min(m, kTileBits);
    for (unsigned first = tile_bits; first < m; first += kWalkBits)
      walks.emplace_back(first, std::min(kWalkBits, m - first));
    cost.resize(length);
    std::transform(values.begin(), values.end(), cost.begin(), [](double v) { return static_cast<Real>(v); });
    if (find_levels(values, level_values, level)) level.resize(length);
    start_re.resize(row);
    start_im.resize(row);
    const double norm = 1 / std::sqrt(static_cast<double>(std::uint64_t{1} << m));
    for (std::uint64_t i = 0; i < std::min(row, std::uint64_t{1} << m); ++i) {
      const int quarter = std::popcount(i) & 3;
      const Real v = static_cast<Real>(quarter & 2 ? -norm : norm);
      (quarter & 1 ? start_im : start_re)[i] = v;
    }
    psi = make();
  }

  Arrays make() const {
    const std::uint64_t numbers = place(length) + 64;
    Arrays a;
    a.memory = StateMemory(2 * numbers * sizeof(Real), threads, false);
    a.re = static_cast<Real*>(a.memory.data());
    a.im = a.re + (numbers + 15) / 16 * 16;
    return a;
  }

  std::uint64_t rows() const { return length / row; }
  std::uint64_t rows_in_tile() const { return std::uint64_t{1} << (tile_bits - row_bits); }
  std::uint64_t tiles() const { return rows() / rows_in_tile(); }
  template <class F>
  void each(std::uint64_t count, F&& f) const {
    parallel_for(count, threads, length, [&](std::uint64_t i, int) {
      check_stop(stop);
      f(i);
    });
  }

  // ---- layers

  Layer layer(double gamma, std::span<const double> betas) const {
    Layer l;
    l.gamma = gamma;
    const bool equal = betas.size() == 1;
    const double beta = betas[0];
    if (equal) {
      const double c = std::cos(beta), s = std::sin(beta);
      const bool tangent = std::abs(c) >= std::abs(s);
      l.form = tangent ? RotationForm::kCos : RotationForm::kSin;
      l.c.assign(m, static_cast<Real>(tangent ? s / c : c / s));
      l.scale = std::pow(tangent ? c : s, static_cast<int>(m));
    } else {
      for (unsigned q = 0; q < m; ++q) {
        l.c.push_back(static_cast<Real>(std::cos(betas[q])));
        l.s.push_back(static_cast<Real>(std::sin(betas[q])));
      }
    }
    const double last = equal ? beta : betas[n - 1];
    l.flip_c = std::cos(last);
    l.flip_s = std::sin(last);
    return l;
  }
  // exp(+i beta X) in the general form.
  Layer reversed(double gamma, std::span<const double> betas) const {
    Layer l;
    l.gamma = -gamma;
    for (unsigned q = 0; q < m; ++q) {
      const double beta = betas[betas.size() == 1 ? 0 : q];
      l.c.push_back(static_cast<Real>(std::cos(beta)));
      l.s.push_back(static_cast<Real>(-std::sin(beta)));
    }
    const double last = betas[betas.size() == 1 ? 0 : n - 1];
    l.flip_c = std::cos(last);
    l.flip_s = -std::sin(last);
    return l;
  }
  Rotations<Real> rotations(const Layer& l, unsigned first) const {
    return {l.form, l.c.data() + first, l.s.empty() ? nullptr : l.s.data() + first};
  }

  struct Phases {
    std::vector<Real> cosines, sines;  // by level
    const Real* cost = nullptr;
    double turns = 0, scale = 1;
  };
  Phases phases(const Layer& l, double scale) const {
    Phases p;
    if (l.phases) {
      p.cost = l.phases->data();
      p.turns = l.gamma / (2 * std::numbers::pi);
      p.scale = scale;
    } else if (!level.empty()) {
      for (const double v : level_values) {
        p.cosines.push_back(static_cast<Real>(scale * std::cos(l.gamma * v)));
        p.sines.push_back(static_cast<Real>(-scale * std::sin(l.gamma * v)));
      }
    } else {
      p.cost = cost.data();
      p.turns = l.gamma / (2 * std::numbers::pi);
      p.scale = scale;
    }
    return p;
  }
  void apply(const Phases& p, Real* re, Real* im, std::uint64_t first) const {
    if (p.cost) kernels->phase(re, im, p.cost + first, row, p.turns, p.scale);
    else kernels->phase_levels(re, im, level.data() + first, row, p.cosines.data(), p.sines.data());
  }

  void start_row(std::uint64_t r) const {
    const int quarter = std::popcount(r) & 3;
    Real *const re = psi.re + place(r * row), *const im = psi.im + place(r * row);
    for (std::uint64_t i = 0; i < row; ++i) {
      const Real a = start_re[i], b = start_im[i];
      re[i] = quarter == 0 ? a : quarter == 1 ? -b : quarter == 2 ? -a : b;
      im[i] = quarter == 0 ? b : quarter == 1 ? a : quarter == 2 ? -b : -a;
    }
  }

  // Columns of a walk: c numbers wide.
  static std::uint64_t column_width(unsigned bits) {
    const std::uint64_t least = 512 / sizeof(Real);
    return bits >= 14 ? least : std::clamp(std::uint64_t{1} << (14 - bits), least, kRow);
  }

  // The qubit that is not stored: f(a offset, b offset, length, first string of a is odd) for pairs of
  // pieces.
  template <class F>
  void flip_tile(F&& f) const {
    if (rows() == 1) return f(std::uint64_t{0}, row / 2, row / 2, false);
    for (std::uint64_t r = 0; r < rows() / 2; ++r)
      f(place(r * row), place((rows() - 1 - r) * row), row, (std::popcount(r) & 1) != 0);
  }
  template <class F>
  void flip_column(unsigned first, unsigned bits, std::uint64_t column, std::uint64_t width, F&& f) const {
    const std::uint64_t top = std::uint64_t{1} << bits, at = column * width,
                        mirror = (std::uint64_t{1} << first) - width - at;
    for (std::uint64_t h = 0; h < top; ++h)
      f(place(h << first | at), place((top - 1 - h) << first | mirror), width,
        (std::popcount(h << first | at) & 1) != 0);
  }
  double flip_sign() const { return n / 2 & 1 ? -1 : 1; }
  void flip(const Layer& l, std::uint64_t a, std::uint64_t b, std::uint64_t count, bool odd) const {
    const Real c = static_cast<Real>(l.flip_c), s = static_cast<Real>(flip_sign() * l.flip_s);
    Real *const b_of_re = n & 1 ? psi.im : psi.re, *const b_of_im = n & 1 ? psi.re : psi.im;
    kernels->flip(psi.re + a, b_of_re + b, count, odd, c, s);
    kernels->flip(psi.im + a, b_of_im + b, count, odd, c, n & 1 ? -s : s);
  }
  double unflip(const Layer& l, std::uint64_t a, std::uint64_t b, std::uint64_t count, bool odd) const {
    const Real c = static_cast<Real>(l.flip_c), s = static_cast<Real>(flip_sign() * l.flip_s);
    const bool other = (n & 1) != 0;
    const double re = kernels->unflip(psi.re + a, (other ? psi.im : psi.re) + b, lambda.re + a,
                                      (other ? lambda.im : lambda.re) + b, count, odd, c, s);
    const double im = kernels->unflip(psi.im + a, (other ? psi.re : psi.im) + b, lambda.im + a,
                                      (other ? lambda.re : lambda.im) + b, count, odd, c, other ? -s : s);
    return flip_sign() * (re + (other ? -im : im));
  }

  // ---- evolution

  void forward(const Layer& l, bool first) {
    const Phases p = phases(l, first ? 1 : pending_scale);
    each(tiles(), [&](std::uint64_t tile) {
      const std::uint64_t count = rows_in_tile(), begin = tile * count;
      for (std::uint64_t r = begin; r < begin + count; ++r) {
        Real *const re = psi.re + place(r * row), *const im = psi.im + place(r * row);
        if (first) start_row(r);
        apply(p, re, im, r * row);
        kernels->mix_row(re, row_bits, rotations(l, 0));
        kernels->mix_row(im, row_bits, rotations(l, 0));
      }
      if (tile_bits > row_bits)
        for (Real* const part : {psi.re, psi.im})
          kernels->mix_rows(part + place(begin * row), place(row), tile_bits - row_bits, row,
                            rotations(l, row_bits));
      if (halved && walks.empty())
        flip_tile(
            [&](std::uint64_t a, std::uint64_t b, std::uint64_t c, bool odd) { flip(l, a, b, c, odd); });
    });
    for (const auto& [from, bits] : walks) {
      const bool flips = halved && from + bits == m;
      const std::uint64_t width = column_width(bits), columns = (std::uint64_t{1} << from) / width;
      const std::uint64_t blocks = length >> (from + bits);
      each((flips ? columns / 2 : columns) * blocks, [&, from = from, bits = bits](std::uint64_t i) {
        const std::uint64_t in_block = flips ? columns / 2 : columns, column = i % in_block;
        const std::uint64_t base = i / in_block << (from + bits);
        const auto mix = [&](std::uint64_t at) {
          for (Real* const part : {psi.re, psi.im})
            kernels->mix_rows(part + place(base + at * width), place(std::uint64_t{1} << from), bits, width,
                              rotations(l, from));
        };
        mix(column);
        if (!flips) return;
        mix(columns - 1 - column);
        flip_column(
            from, bits, column, width,
            [&](std::uint64_t a, std::uint64_t b, std::uint64_t c, bool odd) { flip(l, a, b, c, odd); });
      });
    }
    pending_scale = l.scale;
  }

  // sum |psi|^2 and sum |psi|^2 cost of what is stored.
  std::pair<double, double> moments() const {
    std::vector<std::pair<double, double>> part(tiles());
    each(tiles(), [&](std::uint64_t tile) {
      for (std::uint64_t r = tile * rows_in_tile(); r < (tile + 1) * rows_in_tile(); ++r)
        kernels->moments(psi.re + place(r * row), psi.im + place(r * row), cost.data() + r * row, row,
                         &part[tile].first, &part[tile].second);
    });
    std::pair<double, double> sum{0, 0};
    for (const auto& [a, b] : part) sum.first += a, sum.second += b;
    return sum;
  }

  std::vector<double> probabilities(double norm) const {
    std::vector<double> out(std::uint64_t{1} << m);
    each(rows(), [&](std::uint64_t r) {
      for (std::uint64_t j = 0; j < std::min<std::uint64_t>(row, out.size()); ++j) {
        const std::uint64_t o = place(r * row) + j;
        const double a = psi.re[o], b = psi.im[o];
        out[r * row + j] = (a * a + b * b) / norm;
      }
    });
    return out;
  }
  // What is minimised; norm is that of what is stored. `with_slopes`: begin_gradient follows.
  double value(double& norm, bool with_slopes) {
    const auto [sum, mean] = moments();
    norm = sum;
    if (!functional) return mean / sum;
    std::vector<double> by_probability;
    const double v = functional(probabilities(norm), with_slopes ? &by_probability : nullptr);
    if (with_slopes) {
      slopes.assign(length, 0);
      std::transform(by_probability.begin(), by_probability.end(), slopes.begin(),
                     [](double x) { return static_cast<Real>(x); });
    }
    return v;
  }
  void begin_gradient() {
    if (!lambda.re) lambda = make();
    const std::vector<Real>& weight = functional ? slopes : cost;
    each(tiles(), [&](std::uint64_t tile) {
      for (std::uint64_t r = tile * rows_in_tile(); r < (tile + 1) * rows_in_tile(); ++r) {
        const std::uint64_t at = place(r * row);
        const Real* const c = weight.data() + r * row;
        for (std::uint64_t i = 0; i < row; ++i) lambda.re[at + i] = c[i] * psi.re[at + i];
        for (std::uint64_t i = 0; i < row; ++i) lambda.im[at + i] = c[i] * psi.im[at + i];
      }
    });
  }

  // Undoes the mixer of a layer, adding the derivatives by each qubit's beta to `betas` (n of them).
  void unmix(const Layer& l, double* betas, const std::function<void(std::uint64_t tile)>& then_in_tile) {
    const std::size_t stride = m + 1;
    std::vector<double> part;
    const auto collect = [&] {
      for (std::size_t i = 0; i < part.size(); ++i) {
        const std::size_t q = i % stride;
        betas[q < m ? q : n - 1] += 2 * part[i];
      }
    };
    for (auto walk = walks.rbegin(); walk != walks.rend(); ++walk) {
      const auto [from, bits] = *walk;
      const bool flips = halved && from + bits == m;
      const std::uint64_t width = column_width(bits), columns = (std::uint64_t{1} << from) / width;
      const std::uint64_t blocks = length >> (from + bits), in_block = flips ? columns / 2 : columns;
      part.assign(in_block * blocks * stride, 0);
      each(in_block * blocks, [&, from = from, bits = bits](std::uint64_t i) {
        const std::uint64_t column = i % in_block, base = i / in_block << (from + bits);
        double* const sums = part.data() + i * stride;
        const auto unmix_column = [&](std::uint64_t at) {
          const std::uint64_t o = place(base + at * width), step = place(std::uint64_t{1} << from);
          kernels->unmix_rows(psi.re + o, lambda.re + o, step, bits, width, rotations(l, from), sums + from);
          kernels->unmix_rows(psi.im + o, lambda.im + o, step, bits, width, rotations(l, from), sums + from);
        };
        unmix_column(column);
        if (!flips) return;
        unmix_column(columns - 1 - column);
        flip_column(from, bits, column, width,
                    [&](std::uint64_t a, std::uint64_t b, std::uint64_t c, bool odd) {
                      sums[m] += unflip(l, a, b, c, odd);
                    });
      });
      collect();
    }
    part.assign(tiles() * stride, 0);
    each(tiles(), [&](std::uint64_t tile) {
      double* const sums = part.data() + tile * stride;
      const std::uint64_t count = rows_in_tile(), begin = tile * count;
      if (halved && walks.empty())
        flip_tile([&](std::uint64_t a, std::uint64_t b, std::uint64_t c, bool odd) {
          sums[m] += unflip(l, a, b, c, odd);
        });
      if (tile_bits > row_bits) {
        const std::uint64_t o = place(begin * row);
        const unsigned bits = tile_bits - row_bits;
        kernels->unmix_rows(psi.re + o, lambda.re + o, place(row), bits, row, rotations(l, row_bits),
                            sums + row_bits);
        kernels->unmix_rows(psi.im + o, lambda.im + o, place(row), bits, row, rotations(l, row_bits),
                            sums + row_bits);
      }
      for (std::uint64_t r = begin; r < begin + count; ++r) {
        const std::uint64_t o = place(r * row);
        kernels->unmix_row(psi.re + o, lambda.re + o, row_bits, rotations(l, 0), sums);
        kernels->unmix_row(psi.im + o, lambda.im + o, row_bits, rotations(l, 0), sums);
      }
      then_in_tile(tile);
    });
    collect();
  }

  double cross(std::uint64_t tile) const {
    double sum = 0;
    for (std::uint64_t r = tile * rows_in_tile(); r < (tile + 1) * rows_in_tile(); ++r) {
      const std::uint64_t o = place(r * row);
      sum += kernels->cross(psi.re + o, psi.im + o, lambda.re + o, lambda.im + o, cost.data() + r * row, row);
    }
    return sum;
  }
  void unphase(const Phases& p, std::uint64_t tile) {
    for (std::uint64_t r = tile * rows_in_tile(); r < (tile + 1) * rows_in_tile(); ++r) {
      const std::uint64_t o = place(r * row);
      apply(p, psi.re + o, psi.im + o, r * row);
      apply(p, lambda.re + o, lambda.im + o, r * row);
    }
  }
};

struct XQaoa::Impl {
  unsigned n;
  int threads;
  std::vector<double> cost;
  std::variant<Engine<double>, Engine<float>> engine;
};

namespace {

void check_angles(std::size_t angles, std::size_t per_layer) {
  if (angles == 0 || angles % per_layer != 0)
    throw Error(ErrorCode::kUsage,
                fmt::format("{} angles are not a whole number of layers of {}", angles, per_layer));
}

// Costs of all terms of one layer, each times its angle.
template <class Real>
std::vector<Real> term_phases(const SpinPolynomial& terms, std::span<const double> gammas, bool half,
                              int threads) {
  SpinPolynomial scaled(terms.variables());
  for (std::size_t k = 0; k < gammas.size(); ++k)
    scaled.add(terms.terms()[k].mask, terms.terms()[k].coefficient * gammas[k]);
  const std::vector<double> values = all_values(scaled, half, threads);
  std::vector<Real> out(std::max<std::size_t>(values.size(), 64));
  std::transform(values.begin(), values.end(), out.begin(), [](double v) { return static_cast<Real>(v); });
  return out;
}

}  // namespace

XQaoa::XQaoa(unsigned n, std::vector<double> cost, const XQaoaOptions& options) {
  if (n < 1 || n > 40) throw Error(ErrorCode::kUsage, fmt::format("QAOA on {} qubits (1 to 40)", n));
  const bool half = cost.size() == std::uint64_t{1} << (n - 1);
  if (!half && cost.size() != std::uint64_t{1} << n)
    throw Error(ErrorCode::kUsage, fmt::format("{} costs for {} variables", cost.size(), n));
  const bool halved = half && n >= kLeastHalved;
  if (half && !halved) {
    const std::size_t size = cost.size();
    for (std::size_t x = 0; x < size; ++x) cost.push_back(cost[size - 1 - x]);
  }
  const int threads = std::max(1, options.threads);
  if (options.precision == qsim::Precision::kF32)
    impl_.reset(new Impl{n, threads, {}, Engine<float>(n, halved, cost, threads, options.stop)});
  else impl_.reset(new Impl{n, threads, {}, Engine<double>(n, halved, cost, threads, options.stop)});
  impl_->cost = std::move(cost);
}

XQaoa::~XQaoa() = default;
XQaoa::XQaoa(XQaoa&&) noexcept = default;
XQaoa& XQaoa::operator=(XQaoa&&) noexcept = default;

unsigned XQaoa::qubits() const { return impl_->n; }
bool XQaoa::halved() const {
  return std::visit([](const auto& e) { return e.halved; }, impl_->engine);
}
bool XQaoa::looked_up() const {
  return std::visit([](const auto& e) { return !e.level.empty(); }, impl_->engine);
}
const std::vector<double>& XQaoa::cost() const { return impl_->cost; }

void XQaoa::evolve(std::span<const double> angles) {
  check_angles(angles.size(), 2);
  const std::size_t p = angles.size() / 2;
  std::visit(
      [&](auto& e) {
        for (std::size_t i = 0; i < p; ++i) e.forward(e.layer(angles[i], angles.subspan(p + i, 1)), i == 0);
      },
      impl_->engine);
}

double XQaoa::energy(std::span<const double> angles) {
  evolve(angles);
  return std::visit(
      [](auto& e) {
        double norm = 0;
        return e.value(norm, false);
      },
      impl_->engine);
}

double XQaoa::gradient(std::span<const double> angles, std::span<double> derivatives) {
  evolve(angles);
  if (derivatives.size() != angles.size())
    throw Error(ErrorCode::kUsage,
                fmt::format("{} derivatives for {} angles", derivatives.size(), angles.size()));
  const std::size_t p = angles.size() / 2;
  return std::visit(
      [&](auto& e) {
        double norm = 0;
        const double value = e.value(norm, true);
        e.begin_gradient();
        for (std::size_t i = p; i-- > 0;) {
          const auto l = e.reversed(angles[i], angles.subspan(p + i, 1));
          const auto phases = e.phases(l, 1);
          std::vector<double> betas(e.n), crossed(e.tiles());
          e.unmix(l, betas.data(), [&](std::uint64_t tile) {
            crossed[tile] = e.cross(tile);
            if (i > 0) e.unphase(phases, tile);
          });
          double beta = 0, gamma = 0;
          for (const double b : betas) beta += b;
          for (const double c : crossed) gamma += 2 * c;
          derivatives[i] = gamma / norm;
          derivatives[p + i] = beta / norm;
        }
        return value;
      },
      impl_->engine);
}

void XQaoa::evolve(std::span<const double> angles, const SpinPolynomial& terms) {
  const std::size_t k = terms.terms().size(), per_layer = k + impl_->n;
  check_angles(angles.size(), per_layer);
  std::visit(
      [&](auto& e) {
        using Real = std::remove_reference_t<decltype(e.cost[0])>;
        for (std::size_t i = 0; i < angles.size() / per_layer; ++i) {
          const auto gammas = angles.subspan(i * per_layer, k);
          const std::vector<Real> phases = term_phases<Real>(terms, gammas, e.halved, impl_->threads);
          auto l = e.layer(1, angles.subspan(i * per_layer + k, impl_->n));
          l.phases = &phases;
          e.forward(l, i == 0);
        }
      },
      impl_->engine);
}

double XQaoa::energy(std::span<const double> angles, const SpinPolynomial& terms) {
  evolve(angles, terms);
  return std::visit(
      [](auto& e) {
        double norm = 0;
        return e.value(norm, false);
      },
      impl_->engine);
}

double XQaoa::gradient(std::span<const double> angles, const SpinPolynomial& terms,
                       std::span<double> derivatives) {
  evolve(angles, terms);
  const std::size_t k = terms.terms().size(), n = impl_->n, per_layer = k + n;
  return std::visit(
      [&](auto& e) {
        using Real = std::remove_reference_t<decltype(e.cost[0])>;
        double norm = 0;
        const double value = e.value(norm, true);
        e.begin_gradient();
        std::vector<double> crossed(std::uint64_t{1} << e.m);
        for (std::size_t i = angles.size() / per_layer; i-- > 0;) {
          const auto gammas = angles.subspan(i * per_layer, k);
          const std::vector<Real> cost = term_phases<Real>(terms, gammas, e.halved, impl_->threads);
          auto l = e.reversed(1, angles.subspan(i * per_layer + k, n));
          l.phases = &cost;
          const auto phases = e.phases(l, 1);
          std::vector<double> betas(n);
          e.unmix(l, betas.data(), [&](std::uint64_t tile) {
            // <lambda| Z_S |psi> of all S at once: the transform of the products.
            for (std::uint64_t r = tile * e.rows_in_tile(); r < (tile + 1) * e.rows_in_tile(); ++r)
              for (std::uint64_t j = 0; j < std::min(e.row, std::uint64_t{1} << e.m); ++j) {
                const std::uint64_t o = place(r * e.row) + j;
                crossed[r * e.row + j] = static_cast<double>(e.lambda.re[o]) * e.psi.im[o] -
                                         static_cast<double>(e.lambda.im[o]) * e.psi.re[o];
              }
            if (i > 0) e.unphase(phases, tile);
          });
          walsh_hadamard(crossed, impl_->threads);
          for (std::size_t t = 0; t < k; ++t) {
            const SpinTerm& term = terms.terms()[t];
            derivatives[i * per_layer + t] =
                2 * term.coefficient * crossed[term.mask & (crossed.size() - 1)] / norm;
          }
          for (std::size_t q = 0; q < n; ++q) derivatives[i * per_layer + k + q] = betas[q] / norm;
        }
        return value;
      },
      impl_->engine);
}

std::vector<double> XQaoa::probabilities() {
  return std::visit([](auto& e) { return e.probabilities(e.moments().first); }, impl_->engine);
}

void XQaoa::minimise(Functional functional) {
  std::visit([&](auto& e) { e.functional = std::move(functional); }, impl_->engine);
}

std::vector<std::complex<double>> XQaoa::amplitudes() const {
  return std::visit(
      [&](const auto& e) {
        std::vector<std::complex<double>> out(std::uint64_t{1} << e.n);
        const std::uint64_t stored = std::uint64_t{1} << e.m;
        const double factor = e.pending_scale * (e.halved ? std::numbers::sqrt2 / 2 : 1);
        for (std::uint64_t x = 0; x < stored; ++x) {
          const std::complex<double> v(e.psi.re[place(x)], e.psi.im[place(x)]);
          constexpr std::complex<double> kPower[] = {{1, 0}, {0, -1}, {-1, 0}, {0, 1}};  // (-i)^|x|
          out[x] = factor * kPower[std::popcount(x) & 3] * v;
          if (e.halved) out[out.size() - 1 - x] = out[x];
        }
        return out;
      },
      impl_->engine);
}

}  // namespace qiao::algorithms
