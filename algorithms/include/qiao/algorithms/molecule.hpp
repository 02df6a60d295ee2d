#pragma once
// Molecules as quantum chemistry programs hand them over: one- and two-electron integrals over spatial
// orbitals.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace qiao::algorithms {

// Integrals over real, orthonormal spatial orbitals, the same for both spins (RHF, ROHF, CASSCF orbitals):
//   H = core + sum_pq h(p,q) E_pq + 1/2 sum_pqrs (pq|rs) (E_pq E_rs - delta_qr E_ps)
// E_pq = sum over spins of a^dagger_p a_q; (pq|rs) in chemists' notation; energies in Hartree.
class Integrals {
 public:
  Integrals() = default;
  // All integrals zero. Throws Error(kInput) if the electrons do not fit, Error(kLimit) for more than 100
  // orbitals.
  Integrals(unsigned orbitals, unsigned alpha, unsigned beta);

  unsigned orbitals() const { return orbitals_; }
  unsigned alpha() const { return alpha_; }  // electrons with spin up; never fewer than beta() from a file
  unsigned beta() const { return beta_; }
  unsigned electrons() const { return alpha_ + beta_; }

  double core = 0;  // nuclear repulsion and frozen electrons
  double one(unsigned p, unsigned q) const { return one_[pair(p, q)]; }
  double two(unsigned p, unsigned q, unsigned r, unsigned s) const { return two_[pair_of_pairs(p, q, r, s)]; }
  // With all their symmetric partners: h(q,p); (qp|rs), (rs|pq), ...
  double& one(unsigned p, unsigned q) { return one_[pair(p, q)]; }
  double& two(unsigned p, unsigned q, unsigned r, unsigned s) { return two_[pair_of_pairs(p, q, r, s)]; }

  // Magnitude of the largest integral; the core energy does not count.
  double largest() const;
  // Energy of the determinant with these orbitals occupied (bit p: orbital p).
  double determinant_energy(std::uint64_t alpha, std::uint64_t beta) const;
  // Of the determinant with the first orbitals occupied: the Hartree-Fock energy if the orbitals are sorted.
  double reference_energy() const;
  // The same with `occupation[p]` electrons in orbital p: 2, 1 (spin up) or 0.
  double reference_energy(const std::vector<unsigned>& occupation) const;

  // The order of orbitals in which the first ones are those occupied in the lowest determinant (as many doubly
  // and singly occupied ones as there are; found by exchanges from the orbitals as they are and from those of
  // lowest h(p,p)), and within doubly, singly and not occupied ones energies ascend where the orbitals are
  // canonical there: what files grouped by irreducible representation need. 0, 1, 2, ... if nothing is wrong
  // with the order as it is.
  std::vector<unsigned> reference_order() const;
  // With order[0] as the first orbital, and so on.
  Integrals reordered(const std::vector<unsigned>& order) const;
  // What read_fcidump did: orbital p is number file_order[p] (from 0) of the file. Empty: as in the file.
  std::vector<unsigned> file_order;

  // Keeps `active` orbitals with `electrons` electrons in them: the lowest orbitals below stay doubly
  // occupied (frozen core), those above empty. Exact within that restriction. Throws Error(kUsage) naming the
  // numbers that do not fit.
  Integrals active_space(unsigned electrons, unsigned active) const;
  // The same with the lowest `frozen` orbitals doubly occupied and all others kept.
  Integrals frozen_core(unsigned frozen) const;

 private:
  static std::size_t pair(std::size_t p, std::size_t q) {
    return p > q ? p * (p + 1) / 2 + q : q * (q + 1) / 2 + p;
  }
  static std::size_t pair_of_pairs(unsigned p, unsigned q, unsigned r, unsigned s) {
    return pair(pair(p, q), pair(r, s));
  }
  unsigned orbitals_ = 0, alpha_ = 0, beta_ = 0;
  std::vector<double> one_, two_;
};

// Reads an FCIDUMP file (Knowles and Handy, Comput. Phys. Commun. 54 (1989) 75), as written by PySCF, Molpro,
// Psi4, ORCA and others: namelist &FCI with NORB, NELEC, MS2 (default 0), ended by &END or /, then lines
// "value i j k l". Numbers may have Fortran's exponents (D, or three digits without a letter). Orbitals come
// in reference_order(), whatever their order in the file. ISYM and orbital energies are read and not used. Throws
// Error(kInput) "name:line: ..." for what is wrong, such as an index out of range or a value that contradicts its
// symmetric partner; Error(kUnsupported) for different orbitals of the two spins (UHF) and for complex
// orbitals (SYMLZ, or integrals that lack some symmetric partners).
Integrals read_fcidump(std::string_view text, const std::string& name);
// Whether the text begins as an FCIDUMP file does.
bool is_fcidump(std::string_view text);

}  // namespace qiao::algorithms
