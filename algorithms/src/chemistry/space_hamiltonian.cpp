// The Hamiltonian among determinants.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "chemistry/strings.hpp"
#include "qiao/algorithms/determinants.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/parallel.hpp"
#include "qiao/base/stop.hpp"

namespace qiao::algorithms {
namespace {

using Strings = std::vector<std::uint32_t>;

// Entries up to this share of the largest integral are zeros of symmetry, up to rounding.
constexpr double kNegligible = 1e-14;
constexpr std::size_t kMaxSparse = std::size_t{1} << 23;  // entries: 96 MiB
constexpr std::uint64_t kLeastRows = 1 << 9;              // of a thread
constexpr std::uint64_t kCheckEvery = 1 << 12;            // rows between looks at the stop flag

// One column of one spin's matrix among strings.
struct Entry {
  std::uint32_t column;
  double value;
};
// a^dagger_p a_q of one spin leads from a row's string to `column`, with this sign; `pair` numbers {p, q}.
struct Link {
  std::uint32_t column;
  std::uint16_t pair;
  std::int16_t sign;
};

// What the electrons of one spin do: rows by string.
struct Spin {
  std::vector<std::vector<Entry>> same;  // one-electron part and repulsion among this spin
  std::vector<std::vector<Link>> links;
};

unsigned pair_index(unsigned p, unsigned q) { return p > q ? p * (p + 1) / 2 + q : q * (q + 1) / 2 + p; }

Spin make_spin(const Integrals& m, const DeterminantSpace& space, const Strings& strings, double negligible,
               const std::atomic<bool>* stop) {
  const unsigned n = m.orbitals();
  Spin spin;
  spin.same.resize(strings.size());
  spin.links.resize(strings.size());
  std::vector<unsigned> occupied, empty;
  for (std::size_t row = 0; row < strings.size(); ++row) {
    if (row % kCheckEvery == 0) check_stop(stop);
    const std::uint32_t s = strings[row];
    occupied.clear();
    empty.clear();
    for (unsigned p = 0; p < n; ++p) (s >> p & 1 ? occupied : empty).push_back(p);
    auto& same = spin.same[row];
    auto& links = spin.links[row];
    same.push_back({static_cast<std::uint32_t>(row), m.determinant_energy(s, 0) - m.core});
    for (const unsigned q : occupied) {
      links.push_back({static_cast<std::uint32_t>(row), static_cast<std::uint16_t>(pair_index(q, q)), 1});
      for (const unsigned p : empty) {
        std::uint32_t t = s;
        int sign = 1;
        excite(t, sign, p, q);
        const auto column = static_cast<std::uint32_t>(space.rank(t));
        links.push_back(
            {column, static_cast<std::uint16_t>(pair_index(p, q)), static_cast<std::int16_t>(sign)});
        double value = m.one(p, q);
        for (const unsigned i : occupied) value += m.two(p, q, i, i) - m.two(p, i, i, q);
        if (std::abs(value) > negligible) same.push_back({column, sign * value});
      }
    }
    for (std::size_t a = 0; a < occupied.size(); ++a)
      for (std::size_t b = 0; b < a; ++b)
        for (std::size_t c = 0; c < empty.size(); ++c)
          for (std::size_t d = 0; d < c; ++d) {
            // a^dagger_p a^dagger_r a_s a_q = (a^dagger_p a_q) (a^dagger_r a_s)
            const unsigned q = occupied[a], u = occupied[b], p = empty[c], r = empty[d];
            const double value = m.two(p, q, r, u) - m.two(p, u, r, q);
            if (std::abs(value) <= negligible) continue;
            std::uint32_t t = s;
            int sign = 1;
            excite(t, sign, r, u);
            excite(t, sign, p, q);
            same.push_back({static_cast<std::uint32_t>(space.rank(t)), sign * value});
          }
  }
  return spin;
}

}  // namespace

struct SpaceHamiltonian::Impl {
  double core = 0, negligible = 0;
  int threads = 1;
  const std::atomic<bool>* stop = nullptr;
  std::size_t rows = 0, columns = 0;  // alpha and beta strings
  Storage storage = Storage::kDirect;
  std::vector<double> diagonal;
  // kDirect
  Spin alpha, beta;
  std::size_t pairs = 0;
  std::vector<double> repulsion;  // (pair|pair)
  // kSparse
  std::vector<std::size_t> begin;
  std::vector<std::uint32_t> column;
  std::vector<double> value;

  std::size_t dimension() const { return rows * columns; }

  // f(i) for the numbers below `count`, by several threads.
  template <class F>
  void in_rows(std::size_t count, F&& f) const {
    parallel_ranges(count, kLeastRows, threads, [&](std::uint64_t first, std::uint64_t last) {
      for (std::uint64_t i = first; i < last; ++i) {
        if (i % kCheckEvery == 0) check_stop(stop);
        f(static_cast<std::size_t>(i));
      }
    });
  }

  // f(column, value) for the entries of a row; columns may come several times.
  template <class F>
  void each_entry(std::size_t i, std::size_t j, F&& f) const {
    for (const Entry& e : alpha.same[i]) f(e.column * columns + j, e.value);
    for (const Entry& e : beta.same[j]) f(i * columns + e.column, e.value);
    for (const Link& a : alpha.links[i]) {
      const double* const v = &repulsion[a.pair * pairs];
      for (const Link& b : beta.links[j]) f(a.column * columns + b.column, a.sign * b.sign * v[b.pair]);
    }
  }

  // The same with each column once, ascending, and the diagonal even if it is 0; `sums` is zero everywhere
  // before and after.
  template <class F>
  void each_merged(std::size_t i, std::size_t j, std::vector<double>& sums, std::vector<std::size_t>& touched,
                   F&& f) const {
    const std::size_t row = i * columns + j;
    touched.assign(1, row);
    each_entry(i, j, [&](std::size_t k, double v) {
      if (sums[k] == 0) touched.push_back(k);
      sums[k] += v;
    });
    std::sort(touched.begin(), touched.end());
    touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
    for (const std::size_t k : touched) {
      if (k == row || std::abs(sums[k]) > negligible) f(k, sums[k]);
      sums[k] = 0;
    }
  }
};

SpaceHamiltonian::SpaceHamiltonian(const Integrals& m, const DeterminantSpace& space, Storage storage,
                                   int threads, const std::atomic<bool>* stop)
    : impl_(std::make_unique<Impl>()) {
  if (m.orbitals() != space.orbitals() || m.alpha() + m.beta() != space.alpha() + space.beta())
    throw Error(ErrorCode::kUsage,
                fmt::format("integrals of {} electrons in {} orbitals, determinants of {} in {}",
                            m.electrons(), m.orbitals(), space.alpha() + space.beta(), space.orbitals()));
  Impl& h = *impl_;
  h.core = m.core;
  h.negligible = kNegligible * m.largest();
  h.threads = threads;
  h.stop = stop;
  h.rows = space.alpha_strings().size();
  h.columns = space.beta_strings().size();
  h.alpha = make_spin(m, space, space.alpha_strings(), h.negligible, stop);
  h.beta = make_spin(m, space, space.beta_strings(), h.negligible, stop);
  h.pairs = pair_index(m.orbitals() - 1, m.orbitals() - 1) + 1;
  h.repulsion.resize(h.pairs * h.pairs);
  for (unsigned p = 0; p < m.orbitals(); ++p)
    for (unsigned q = 0; q <= p; ++q)
      for (unsigned r = 0; r < m.orbitals(); ++r)
        for (unsigned s = 0; s <= r; ++s)
          h.repulsion[pair_index(p, q) * h.pairs + pair_index(r, s)] = m.two(p, q, r, s);
  const std::size_t dimension = h.dimension();
  h.diagonal.resize(dimension);
  h.in_rows(dimension, [&](std::size_t k) {
    h.diagonal[k] =
        m.determinant_energy(space.alpha_strings()[k / h.columns], space.beta_strings()[k % h.columns]);
  });
  if (storage == Storage::kAutomatic) {
    const std::size_t entries = dimension * (h.alpha.links[0].size() * h.beta.links[0].size() +
                                             h.alpha.same[0].size() + h.beta.same[0].size());
    storage = entries <= kMaxSparse ? Storage::kSparse : Storage::kDirect;
  }
  h.storage = storage;
  if (storage == Storage::kDirect) return;

  std::vector<double> sums(dimension);
  std::vector<std::size_t> touched;
  h.begin.push_back(0);
  for (std::size_t i = 0; i < h.rows; ++i) {
    check_stop(stop);
    for (std::size_t j = 0; j < h.columns; ++j) {
      h.each_merged(i, j, sums, touched, [&](std::size_t k, double v) {
        h.column.push_back(static_cast<std::uint32_t>(k));
        h.value.push_back(v);
      });
      h.begin.push_back(h.column.size());
    }
  }
  h.alpha = h.beta = {};
  h.repulsion = {};
}

SpaceHamiltonian::SpaceHamiltonian(SpaceHamiltonian&&) noexcept = default;
SpaceHamiltonian& SpaceHamiltonian::operator=(SpaceHamiltonian&&) noexcept = default;
SpaceHamiltonian::~SpaceHamiltonian() = default;
std::size_t SpaceHamiltonian::dimension() const { return impl_->dimension(); }
SpaceHamiltonian::Storage SpaceHamiltonian::storage() const { return impl_->storage; }
const std::vector<double>& SpaceHamiltonian::diagonal() const { return impl_->diagonal; }

double SpaceHamiltonian::core() const { return impl_->core; }

void SpaceHamiltonian::apply(const double* x, double* y) const {
  apply_electronic(x, y);
  if (impl_->core == 0) return;
  const std::size_t n = dimension();
  for (std::size_t k = 0; k < n; ++k) y[k] += impl_->core * x[k];
}

void SpaceHamiltonian::apply_electronic(const double* x, double* y) const {
  const Impl& h = *impl_;
  if (h.storage == Storage::kSparse) {
    const std::uint32_t* const column = h.column.data();
    const double* const value = h.value.data();
    h.in_rows(h.dimension(), [&](std::size_t row) {
      std::size_t k = h.begin[row];
      const std::size_t end = h.begin[row + 1];
      double s0 = 0, s1 = 0, s2 = 0, s3 = 0;  // four chains of additions
      for (; k + 4 <= end; k += 4) {
        s0 += value[k] * x[column[k]];
        s1 += value[k + 1] * x[column[k + 1]];
        s2 += value[k + 2] * x[column[k + 2]];
        s3 += value[k + 3] * x[column[k + 3]];
      }
      for (; k < end; ++k) s0 += value[k] * x[column[k]];
      y[row] = (s0 + s1) + (s2 + s3);
    });
    return;
  }
  h.in_rows(h.dimension(), [&](std::size_t row) {
    double sum = 0;
    h.each_entry(row / h.columns, row % h.columns,
                 [&](std::size_t column, double v) { sum += v * x[column]; });
    y[row] = sum;
  });
}

}  // namespace qiao::algorithms
