#include "qiao/algorithms/molecule.hpp"

#include <fmt/format.h>

#include <bit>

#include "qiao/base/error.hpp"

namespace qiao::algorithms {
namespace {

constexpr unsigned kMaxOrbitals = 100;  // two-electron integrals of 102 MB

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
  if (orbitals_ < 64)
    return determinant_energy((std::uint64_t{1} << alpha_) - 1, (std::uint64_t{1} << beta_) - 1);
  // More orbitals than a word has bits: freeze those that are doubly occupied.
  return frozen_core(beta_).reference_energy();
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
