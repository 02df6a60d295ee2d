#pragma once
// Ansatz circuits for molecules: unitary coupled cluster in its variants, pools for ADAPT-VQE, and
// hardware-efficient circuits.

#include <cstdint>
#include <string>
#include <vector>

#include "qiao/algorithms/determinants.hpp"
#include "qiao/algorithms/fermion.hpp"
#include "qiao/ir/circuit.hpp"

namespace qiao::algorithms {

// Which excitations keep the symmetries of a molecule that are seen in its integrals: the parities of
// orbitals that every integral keeps (the Z2 symmetries of its point group, whether or not the file names
// them). The state that grows from the reference by others has no part in the ground state's symmetry.
class OrbitalSymmetry {
 public:
  OrbitalSymmetry() = default;  // allows everything
  // Integrals up to `tolerance` times the largest one count as zero.
  explicit OrbitalSymmetry(const Integrals& molecule, double tolerance = 1e-9);
  bool allows(const Excitation& excitation) const;
  unsigned symmetries() const;  // independent parities besides the trivial one

 private:
  unsigned orbitals_ = 0;
  bool everything_ = true;
  std::vector<std::uint64_t> basis_;  // of the sets of orbitals that integrals join
};

struct ExcitationAnsatz {
  std::vector<ExcitationRotation> rotations;  // the first acts first
  std::size_t parameters = 0;
};

// UCCSD as a product (first-order Trotter) of exp(theta (T - T^dagger)) over all excitations out of the
// reference: first doubles of one electron of each spin, then doubles within a spin, then singles, each
// ordered by occupied, then empty orbitals. Each has its own parameter, or, `spin_adapted`, those of the
// closed-shell theory: t_ia of both spins, t_iajb = t_jbia of opposite spins, t_iajb - t_ibja within a spin.
// Throws Error(kUsage) if spin_adapted is asked for an open shell.
ExcitationAnsatz uccsd(const Integrals& molecule, bool spin_adapted, const OrbitalSymmetry& symmetry = {});
// The same out of the determinant with these orbitals occupied (bit p: orbital p).
ExcitationAnsatz uccsd(const Integrals& molecule, bool spin_adapted, const OrbitalSymmetry& symmetry,
                       std::uint64_t alpha, std::uint64_t beta);

// k-UpCCGSD (Lee, Huggins, Head-Gordon and Whaley, J. Chem. Theory Comput. 15 (2019) 311): k times all pair
// doubles between two orbitals, then all singles between two orbitals with one parameter for both spins.
ExcitationAnsatz k_upccgsd(const Integrals& molecule, unsigned k, const OrbitalSymmetry& symmetry = {});

// What ADAPT-VQE chooses from (Grimsley, Economou, Barnes and Mayhall, Nat. Commun. 10 (2019) 3007).
enum class Pool {
  kSd,     // singles and doubles out of the reference
  kGsd,    // between any orbitals (generalised)
  kQubit,  // the same as qubit excitations, without the signs of fermions
};
std::vector<Excitation> excitation_pool(const Integrals& molecule, Pool pool,
                                        const OrbitalSymmetry& symmetry = {});

// The circuit of these rotations after the determinant `start`: x gates, then for each string of each
// generator a rotation about it (basis changes, a ladder of cx, rz). Exact, as the strings of one generator
// commute. Parameters are the symbols theta0, theta1, ... of the circuit; SymbolId is the parameter.
ir::Circuit excitation_circuit(const FermionMapping& mapping,
                               const std::vector<ExcitationRotation>& rotations, std::size_t parameters,
                               std::uint64_t start);

// ry on every qubit, then `layers` times a chain of cz and ry on every qubit again, after the basis state
// `start` (Kandala et al., Nature 549 (2017) 242, in its real form). qubits * (layers + 1) parameters; with
// all of them zero it stays in `start` up to a sign.
ir::Circuit hardware_efficient(unsigned qubits, unsigned layers, std::uint64_t start = 0);

}  // namespace qiao::algorithms
