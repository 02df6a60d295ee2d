#pragma once
// From electrons to qubits: the Jordan-Wigner, parity and Bravyi-Kitaev mappings as one construction.
//
//   FermionMapping mapping(Encoding::kParity, molecule.orbitals());
//   mapping.reduce_two_qubits(molecule.alpha(), molecule.beta());
//   ir::PauliSum h = mapping.hamiltonian(molecule);
//
// Spin orbital p (0 ... n-1 spin up, n ... 2n-1 spin down) is mode p. The Jordan-Wigner mapping puts its
// occupation on qubit p and a_p = Z_0 ... Z_{p-1} (X_p + i Y_p) / 2. The others store sums of occupations
// modulo 2, qubits = A occupations: X^x Z^z becomes X^{A x} Z^{A^-T z}. Parity: qubit p holds the parity of
// modes 0 ... p. Bravyi-Kitaev: of the modes of a node of the Fenwick tree (Seeley, Richard and Love, J.
// Chem. Phys. 137 (2012) 224109).

#include <cstdint>
#include <string>
#include <vector>

#include "qiao/algorithms/determinants.hpp"
#include "qiao/algorithms/molecule.hpp"
#include "qiao/ir/pauli.hpp"

namespace qiao::algorithms {

enum class Encoding { kJordanWigner, kParity, kBravyiKitaev };

class FermionMapping {
 public:
  // For so many spatial orbitals: twice as many qubits. Throws Error(kLimit) for more than 31.
  FermionMapping(Encoding encoding, unsigned orbitals);
  // Leaves out qubits n-1 and 2n-1, which the parity mapping fixes at the parity of the spin-up electrons and
  // of all electrons (Bravyi, Gambetta, Mezzacapo and Temme, arXiv:1701.08213). Throws Error(kUsage) for
  // other encodings.
  void reduce_two_qubits(unsigned alpha, unsigned beta);

  unsigned num_qubits() const { return reduced_ ? 2 * orbitals_ - 2 : 2 * orbitals_; }
  unsigned orbitals() const { return orbitals_; }
  Encoding encoding() const { return encoding_; }
  bool reduced() const { return reduced_; }

  // An operator given in the Jordan-Wigner mapping. With two qubits left out it must keep both parities, else
  // Error(kUsage).
  ir::PauliSum map(const ir::PauliSum& jordan_wigner) const;
  // The basis state of a determinant: bit q is qubit q.
  std::uint64_t basis_state(std::uint64_t occupation) const;
  // The molecule's Hamiltonian; coefficients are real. Terms below 1e-12 are left out.
  ir::PauliSum hamiltonian(const Integrals& molecule) const;
  // T - T^dagger of an excitation: imaginary coefficients, strings that commute with each other.
  ir::PauliSum generator(const Excitation& excitation) const;

 private:
  ir::PauliString map(const ir::PauliString& string, double& sign) const;
  Encoding encoding_;
  unsigned orbitals_;
  bool reduced_ = false;
  double sign_up_ = 1, sign_all_ = 1;                  // of Z on the qubits left out
  std::vector<std::uint64_t> columns_, inverse_rows_;  // of A, and of its inverse
};

// a_p and a^dagger_p in the Jordan-Wigner mapping.
ir::PauliSum annihilator(unsigned mode);
ir::PauliSum creator(unsigned mode);

}  // namespace qiao::algorithms
