#include "qiao/algorithms/molecule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "qiao/base/error.hpp"

namespace qiao::algorithms {
namespace {

constexpr unsigned kMaxOrbitals = 100;  // two-electron integrals of 102 MB
// Relative: determinants as low as each other, and off-diagonal elements of a Fock operator that are zero in a
// converged calculation.
constexpr double kSameEnergy = 1e-9, kCanonical = 1e-5;

}  // namespace

Integrals::Integrals(unsigned orbitals, unsigned alpha, unsigned beta)
    : orbitals_(orbitals), alpha_(alpha), beta_(beta) {
  if (orbitals == 0 || orbitals > kMaxOrbitals)
    throw Error(ErrorCode::kLimit, fmt::format("{} orbitals; 1 to {} can be held", orbitals, kMaxOrbitals));
  if (alpha > orbitals || beta > orbitals)
    throw Error(ErrorCode::kInput,
                fmt::format("{} electrons with spin up and {} with spin down do not fit into {} orbitals",
                            alpha, beta, orbitals));
  const std::size_t pairs = pair(orbitals - 1, orbitals - 1) + 1;
  one_.assign(pairs, 0);
  two_.assign(pairs * (pairs + 1) / 2, 0);
}

double Integrals::largest() const {
  double largest = 0;
  for (const std::vector<double>* list : {&one_, &two_})
    for (const double v : *list) largest = std::max(largest, std::abs(v));
  return largest;
}

double Integrals::determinant_energy(std::uint64_t alpha, std::uint64_t beta) const {
  double energy = core;
  const auto each = [](std::uint64_t set, auto&& f) {
    for (; set; set &= set - 1) f(static_cast<unsigned>(std::countr_zero(set)));
  };
  for (const std::uint64_t spin : {alpha, beta})
    each(spin, [&](unsigned p) {
      energy += one(p, p);
      each(spin, [&](unsigned q) {
        if (q < p) energy += two(p, p, q, q) - two(p, q, q, p);
      });
    });
  each(alpha, [&](unsigned p) { each(beta, [&](unsigned q) { energy += two(p, p, q, q); }); });
  return energy;
}

double Integrals::reference_energy() const {
  std::vector<unsigned> occupation(orbitals_);
  for (unsigned p = 0; p < alpha_; ++p) occupation[p] = p < beta_ ? 2 : 1;
  return reference_energy(occupation);
}

double Integrals::reference_energy(const std::vector<unsigned>& occupation) const {
  double energy = core;
  for (unsigned p = 0; p < orbitals_; ++p) {
    const unsigned np = occupation[p];
    if (np == 0) continue;
    energy += np * one(p, p);
    if (np == 2) energy += two(p, p, p, p);
    for (unsigned q = 0; q < p; ++q)
      if (const unsigned nq = occupation[q])
        energy += np * nq * two(p, p, q, q) - std::min(np, nq) * two(p, q, q, p);
  }
  return energy;
}

namespace {

// Lowers the energy of a determinant by exchanges of two occupations while any does by more than `least`.
double descend(const Integrals& m, std::vector<unsigned>& occupation, double least) {
  double energy = m.reference_energy(occupation);
  for (;;) {
    double best = energy - least;
    std::pair<unsigned, unsigned> exchange{0, 0};
    for (unsigned p = 0; p < m.orbitals(); ++p)
      for (unsigned q = 0; q < p; ++q) {
        if (occupation[p] == occupation[q]) continue;
        std::swap(occupation[p], occupation[q]);
        if (const double e = m.reference_energy(occupation); e < best) best = e, exchange = {p, q};
        std::swap(occupation[p], occupation[q]);
      }
    if (exchange.first == exchange.second) return energy;
    std::swap(occupation[exchange.first], occupation[exchange.second]);
    energy = best;
  }
}

}  // namespace

std::vector<unsigned> Integrals::reference_order() const {
  std::vector<unsigned> order(orbitals_);
  std::iota(order.begin(), order.end(), 0u);
  const auto aufbau = [&](const std::vector<unsigned>& by) {
    std::vector<unsigned> occupation(orbitals_);
    for (unsigned p = 0; p < alpha_; ++p) occupation[by[p]] = p < beta_ ? 2 : 1;
    return occupation;
  };
  const double least = kSameEnergy * largest();
  std::vector<unsigned> occupation = aufbau(order);
  const double energy = descend(*this, occupation, least);
  std::vector<unsigned> by_core = order;
  std::stable_sort(by_core.begin(), by_core.end(),
                   [&](unsigned p, unsigned q) { return one(p, p) < one(q, q); });
  std::vector<unsigned> other = aufbau(by_core);
  if (descend(*this, other, least) < energy - least) occupation = other;
  std::stable_sort(order.begin(), order.end(),
                   [&](unsigned p, unsigned q) { return occupation[p] > occupation[q]; });
  // Energies: of the Fock operator averaged over the spins, diagonal within the three groups for canonical
  // orbitals of closed and of open shells.
  const auto fock = [&](unsigned p, unsigned q) {
    double f = one(p, q);
    for (unsigned j = 0; j < orbitals_; ++j)
      if (occupation[j]) f += occupation[j] * (two(p, q, j, j) - two(p, j, j, q) / 2);
    return f;
  };
  std::vector<double> level(orbitals_);
  double scale = 0;
  for (unsigned p = 0; p < orbitals_; ++p) scale = std::max(scale, std::abs(level[p] = fock(p, p)));
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    while (end < order.size() && occupation[order[end]] == occupation[order[begin]]) ++end;
    bool canonical = true, sorted = true;
    for (std::size_t i = begin; i < end && canonical; ++i)
      for (std::size_t j = begin; j < i && canonical; ++j) {
        canonical = std::abs(fock(order[i], order[j])) <= kCanonical * scale;
        sorted = sorted && level[order[j]] <= level[order[i]] + kCanonical * scale;
      }
    if (canonical && !sorted)
      std::stable_sort(order.begin() + static_cast<std::ptrdiff_t>(begin),
                       order.begin() + static_cast<std::ptrdiff_t>(end),
                       [&](unsigned p, unsigned q) { return level[p] < level[q]; });
  }
  return order;
}

Integrals Integrals::reordered(const std::vector<unsigned>& order) const {
  Integrals result(orbitals_, alpha_, beta_);
  result.core = core;
  result.file_order = file_order;
  for (unsigned p = 0; p < orbitals_; ++p)
    for (unsigned q = 0; q <= p; ++q) {
      result.one(p, q) = one(order[p], order[q]);
      for (unsigned r = 0; r <= p; ++r)
        for (unsigned s = 0; s <= r; ++s)
          result.two(p, q, r, s) = two(order[p], order[q], order[r], order[s]);
    }
  return result;
}

Integrals Integrals::active_space(unsigned electrons, unsigned active) const {
  const unsigned all = alpha_ + beta_;
  const std::string wanted = fmt::format("active space of {} electrons in {} orbitals", electrons, active);
  if (electrons > all || (all - electrons) % 2)
    throw Error(ErrorCode::kUsage,
                fmt::format("{}: the molecule has {} electrons and frozen ones come in pairs", wanted, all));
  const unsigned frozen = (all - electrons) / 2;
  if (frozen > beta_)
    throw Error(ErrorCode::kUsage,
                fmt::format("{}: it must hold the {} unpaired electrons", wanted, alpha_ - beta_));
  if (active == 0 || frozen + active > orbitals_)
    throw Error(ErrorCode::kUsage,
                fmt::format("{}: with {} frozen orbitals below it needs {} orbitals, the molecule has {}",
                            wanted, frozen, frozen + active, orbitals_));
  if (alpha_ - frozen > active)
    throw Error(ErrorCode::kUsage,
                fmt::format("{}: {} electrons with spin up do not fit", wanted, alpha_ - frozen));
  Integrals result(active, alpha_ - frozen, beta_ - frozen);
  result.core = core;
  if (!file_order.empty())
    result.file_order.assign(file_order.begin() + frozen, file_order.begin() + frozen + active);
  for (unsigned i = 0; i < frozen; ++i) {
    result.core += 2 * one(i, i);
    for (unsigned j = 0; j < frozen; ++j) result.core += 2 * two(i, i, j, j) - two(i, j, j, i);
  }
  for (unsigned p = 0; p < active; ++p)
    for (unsigned q = 0; q <= p; ++q) {
      const unsigned P = p + frozen, Q = q + frozen;
      double h = one(P, Q);
      for (unsigned i = 0; i < frozen; ++i) h += 2 * two(P, Q, i, i) - two(P, i, i, Q);
      result.one(p, q) = h;
      for (unsigned r = 0; r <= p; ++r)
        for (unsigned s = 0; s <= r; ++s) result.two(p, q, r, s) = two(P, Q, r + frozen, s + frozen);
    }
  return result;
}

Integrals Integrals::frozen_core(unsigned frozen) const {
  if (frozen > beta_)
    throw Error(ErrorCode::kUsage,
                fmt::format("{} frozen orbitals: only {} are doubly occupied", frozen, beta_));
  return active_space(alpha_ + beta_ - 2 * frozen, orbitals_ - frozen);
}

}  // namespace qiao::algorithms
