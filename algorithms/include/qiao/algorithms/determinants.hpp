#pragma once
// Electrons in orbitals, with the number of electrons of each spin kept: states over the C(n, n_alpha) C(n,
// n_beta) Slater determinants instead of 2^(2n) amplitudes. Hamiltonian and excitations are real, so the
// amplitudes are.
//
//   const Integrals molecule = read_fcidump(text, "LiH.fcidump");
//   DeterminantSpace space(molecule.orbitals(), molecule.alpha(), molecule.beta());
//   SpaceHamiltonian h(molecule, space);
//   double fci = lowest_states(h, 1).front().energy;
//   ExcitationCircuit circuit(space, uccsd(molecule).rotations);          // see ansatz.hpp
//   std::vector<double> gradient(circuit.num_parameters());
//   double energy = circuit.gradient(h, parameters, gradient);

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "qiao/algorithms/molecule.hpp"

namespace qiao::algorithms {

// Spin orbitals are numbered 0 ... n-1 (spin up, alpha) and n ... 2n-1 (spin down, beta), here and as qubits
// of the Jordan-Wigner mapping. A determinant is a^dagger_{p1} a^dagger_{p2} ... |vacuum> with p1 < p2 < ...:
// the basis state of the Jordan-Wigner mapping with the same bits, with the same sign.
class DeterminantSpace {
 public:
  // Throws Error(kUsage) if the electrons do not fit, Error(kLimit) for more than 31 orbitals or 2^30
  // determinants.
  DeterminantSpace(unsigned orbitals, unsigned alpha, unsigned beta);
  unsigned orbitals() const { return orbitals_; }
  unsigned alpha() const { return alpha_; }
  unsigned beta() const { return beta_; }
  // Occupations of one spin, bit p for orbital p, ascending.
  const std::vector<std::uint32_t>& alpha_strings() const { return alpha_strings_; }
  const std::vector<std::uint32_t>& beta_strings() const { return beta_strings_; }
  // The state is a matrix, rows by alpha string: amplitude (i, j) at i * beta_strings().size() + j.
  std::size_t dimension() const { return alpha_strings_.size() * beta_strings_.size(); }
  std::size_t rank(std::uint32_t string) const;  // among strings with as many ones
  // Index of a determinant; bits as spin orbitals. Throws Error(kUsage) if it has other numbers of electrons.
  std::size_t index(std::uint64_t occupation) const;
  std::uint64_t occupation(std::size_t index) const;
  // The lowest orbitals of each spin.
  std::uint64_t reference() const;

 private:
  unsigned orbitals_, alpha_, beta_;
  std::vector<std::uint32_t> alpha_strings_, beta_strings_;
};

// The Hamiltonian among the determinants of a space: held as a sparse matrix or, beyond about 2^23 entries,
// built on the fly from one-electron excitations of each spin's strings (Knowles and Handy, Chem. Phys. Lett.
// 111 (1984) 315). Both give the same up to rounding; neither depends on the number of threads.
class SpaceHamiltonian {
 public:
  enum class Storage { kAutomatic, kSparse, kDirect };
  // Throws Error(kUsage) if molecule and space do not match. Once `stop` is set, this and what is called on
  // it later end with Error(kInterrupted).
  SpaceHamiltonian(const Integrals& molecule, const DeterminantSpace& space,
                   Storage storage = Storage::kAutomatic, int threads = 1,
                   const std::atomic<bool>* stop = nullptr);
  SpaceHamiltonian(SpaceHamiltonian&&) noexcept;
  SpaceHamiltonian& operator=(SpaceHamiltonian&&) noexcept;
  ~SpaceHamiltonian();
  std::size_t dimension() const;
  Storage storage() const;
  // y = H x; core energy included. x and y have dimension() numbers and do not overlap.
  void apply(const double* x, double* y) const;
  // The same without the core energy, which may be large and cost digits.
  void apply_electronic(const double* x, double* y) const;
  double core() const;
  const std::vector<double>& diagonal() const;  // energies of the determinants

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

struct EigenState {
  double energy = 0;
  std::vector<double> amplitudes;
};
// The `count` lowest eigenstates (full configuration interaction, FCI, within the space) by Davidson's method
// with residuals below `tolerance` times the size of the Hamiltonian (without its mean): the relative error
// of an energy is about its square. Throws Error(kUndecided) if it does not converge, Error(kUsage) for more
// states than there are, Error(kInterrupted) once `stop` is set.
std::vector<EigenState> lowest_states(const SpaceHamiltonian& hamiltonian, unsigned count,
                                      double tolerance = 1e-8, const std::atomic<bool>* stop = nullptr);

// T = a^dagger_{to[0]} a_{from[0]} (a^dagger_{to[1]} a_{from[1]}): spin orbitals, all different. As many of
// each spin in `from` as in `to`; to[i] has the spin of from[i]. A qubit excitation has the operators (X - i
// Y) / 2 of qubits in the place of a^dagger, that is, none of the signs of fermions (Yordanov et al., Commun.
// Phys. 4 (2021) 228).
struct Excitation {
  std::vector<unsigned> from, to;  // one each (single) or two each (double)
  bool qubit = false;
  bool operator==(const Excitation&) const = default;
};

// exp(angle (T - T^dagger)), angle = sum of coefficient * parameter. Turns pairs of determinants in their
// plane, since T^2 = 0: exact, no Trotter error of its own.
struct ExcitationRotation {
  Excitation excitation;
  std::vector<std::pair<unsigned, double>> angle;  // parameter and coefficient
};

// A sequence of such rotations, the first acting first, on a reference determinant, compiled for one space.
// Nothing is allocated by an evaluation. Not for use by several threads at once.
class ExcitationCircuit {
 public:
  // Starts from space.reference(), or from the determinant `start`. Throws Error(kUsage) naming an excitation
  // that is impossible.
  ExcitationCircuit(const DeterminantSpace& space, std::vector<ExcitationRotation> rotations);
  ExcitationCircuit(const DeterminantSpace& space, std::vector<ExcitationRotation> rotations,
                    std::uint64_t start);
  ExcitationCircuit(ExcitationCircuit&&) noexcept;
  ExcitationCircuit& operator=(ExcitationCircuit&&) noexcept;
  ~ExcitationCircuit();

  std::size_t num_parameters() const;  // 1 + the largest that occurs
  const std::vector<ExcitationRotation>& rotations() const;
  std::uint64_t start() const;
  void append(ExcitationRotation rotation);
  void set_threads(int threads);  // 1 unless this is called
  // Once `stop` is set, what is called here ends with Error(kInterrupted).
  void set_stop(const std::atomic<bool>* stop);

  // States that the energy is to avoid: adds sum of weight |<state|psi>|^2 (deflation; Higgott, Wang and
  // Brierley, Quantum 3 (2019) 156).
  struct Penalty {
    std::vector<double> state;
    double weight = 0;
  };
  void set_penalties(std::vector<Penalty> penalties);

  // The state for these parameters; valid until the next call.
  std::span<const double> state(std::span<const double> parameters);
  double energy(const SpaceHamiltonian& h, std::span<const double> parameters);
  // Energy, and its derivative by each parameter: one sweep forward, H once, one sweep back (adjoint method).
  double gradient(const SpaceHamiltonian& h, std::span<const double> parameters,
                  std::span<double> derivatives);
  // Derivative of the energy by the angle of each of `pool`, were it appended with angle 0: 2 <psi|H (T -
  // T^dagger)|psi>.
  std::vector<double> pool_gradient(const SpaceHamiltonian& h, std::span<const double> parameters,
                                    const std::vector<Excitation>& pool);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace qiao::algorithms
