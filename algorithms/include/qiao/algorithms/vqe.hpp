#pragma once
// Variational quantum eigensolver: from a molecule or a Pauli sum to energies, with the exact ones beside
// them.
//
//   VqeProblem problem = read_vqe_problem(text, "lih.fcidump");
//   VqeResult result = run_vqe(problem, {.ansatz = Ansatz::kAdapt});
//   double error = result.states[0].energy - result.exact[0];
//
// Molecules with an ansatz that keeps the numbers of electrons run on determinants (determinants.hpp);
// everything else, and shots, on the general simulator. Both give the same energies for the same circuit.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "qiao/algorithms/ansatz.hpp"
#include "qiao/algorithms/optimizer.hpp"

namespace qiao::algorithms {

inline constexpr double kChemicalAccuracy = 1.6e-3;  // Hartree: 1 kcal/mol

struct VqeProblem {
  std::string name;
  std::optional<Integrals> molecule;
  ir::PauliSum hamiltonian;  // without a molecule
};
// An FCIDUMP file or a Pauli sum (JSON or text, ir/pauli.hpp), told apart by how it begins. Throws
// Error(kInput).
VqeProblem read_vqe_problem(std::string_view text, const std::string& name);
// Throws Error(kInput) if the sum is not Hermitian or has no qubits.
VqeProblem pauli_problem(ir::PauliSum sum, const std::string& name);

enum class Ansatz { kUccsd, kUpccgsd, kAdapt, kHardwareEfficient };
const std::vector<std::string>&
ansatz_names();                                // "uccsd", "kupccgsd", "adapt", "hea", in the order of Ansatz
const std::vector<std::string>& pool_names();  // "sd", "gsd", "qubit"
const std::vector<std::string>& encoding_names();  // "jordan-wigner", "parity", "bravyi-kitaev"

// Optimisations of one state: starts, or steps of ADAPT.
inline constexpr std::uint32_t kStartsOfState = 1u << 20;

struct VqeProgress {
  std::string file;  // the problem's name
  unsigned state = 0;
  std::size_t parameters = 0;
  double energy = 0;  // best so far, of this optimisation
  double gradient_norm = 0;
  std::uint64_t evaluations = 0;  // of the whole run
};

struct VqeOptions {
  Ansatz ansatz = Ansatz::kUccsd;
  bool spin_adapted = true;  // UCCSD of a closed shell: parameters shared as the spin symmetry asks
  bool symmetry = true;      // leave out excitations that change a parity of the orbitals
  unsigned layers = 0;       // k of k-UpCCGSD, layers of the hardware-efficient circuit; 0: 2
  Pool pool = Pool::kGsd;
  // ADAPT ends when the norm of the pool's gradient is below, in the unit of the energies; negative: 5e-6 of
  // what the Hamiltonian does to the reference (the standard deviation of its energy).
  double pool_tolerance = -1;
  unsigned max_operators = 400;  // or with so many operators
  Encoding encoding = Encoding::kJordanWigner;
  bool two_qubit_reduction = false;
  unsigned states = 1;  // ground state and excited ones, by deflation
  // Of states found before, in the unit of the energies; must exceed the gaps. Negative: from an upper bound of
  // the energy of the state that is sought (the lowest determinants, by the variational principle).
  double deflation_weight = -1;
  unsigned starts = 0;      // the best of so many is kept; 0: one, or 8 where the ansatz needs random starts
  std::uint64_t shots = 0;  // for each energy; 0: exact
  bool general_engine = false;  // the general simulator also where determinants would do
  bool exact = true;            // compute the exact energies, where that is possible
  std::vector<double>
      initial;  // parameters to begin with (of another geometry, say); empty: the ansatz's own
  int threads = 0;
  // Optimiser, stop criteria, seed, log, stop flag, callback. A run numbers its optimisations in the log from
  // `start` on, `states` times kStartsOfState of them.
  // Its `unit`, `origin` and `offset` are chosen by the run: ftol_rel counts from the reference's energy.
  OptimizeOptions optimize = {.optimizer = ""};
  std::function<void(const VqeProgress&)> progress;
};

// One step of ADAPT: what was appended, the gradient that chose it, the energy after all parameters were
// optimised.
struct AdaptStep {
  Excitation excitation;
  double pool_gradient = 0;
  double energy = 0;
};

struct VqeState {
  double energy = 0;    // with shots: noise-free energy of the state that was found
  double estimate = 0;  // with shots: as measured there, with its standard error
  double standard_error = 0;
  std::vector<double> parameters;
  std::vector<ExcitationRotation> rotations;  // of the ansatz; empty for the hardware-efficient one
  std::uint64_t start = 0;                    // determinant (or basis state) it acts on
  std::vector<AdaptStep> steps;
  OptimizeResult optimum;  // of the last optimisation; counts, seconds and history of all
};

struct VqeResult {
  std::string engine;  // "determinants", "general" or "shots"
  unsigned qubits = 0;
  std::size_t dimension = 0;                              // amplitudes that are held
  std::size_t pauli_terms = 0, measurement_settings = 0;  // with the general engine, with shots
  std::string optimizer;
  double reference = 0;  // energy of the reference determinant (Hartree-Fock); with a Pauli sum of |0...0>
  std::vector<double>
      exact;  // lowest energies: of the molecule with its electrons (FCI), of the Pauli sum; may be empty
  std::string exact_missing;  // why
  std::vector<VqeState> states;
  bool interrupted = false;
};

// What a molecule takes; zeros for a Pauli sum.
struct VqeForecast {
  double determinants = 0;
  double bytes = 0;        // on determinants: Hamiltonian, states, compiled ansatz (not of ADAPT); else 0
  double exact_bytes = 0;  // for exact energies, if these are computed
};
VqeForecast vqe_forecast(const VqeProblem& problem, const VqeOptions& options);

// Throws Error(kUsage) for options that contradict each other or the problem, Error(kLimit) for what does not
// fit by its forecast. If options.optimize.stop is set the best so far is returned as `interrupted`, or
// Error(kInterrupted) thrown if there is nothing yet.
VqeResult run_vqe(const VqeProblem& problem, const VqeOptions& options);

// What an option of VqeOptions leaves open, filled in: optimiser, layers, starts.
VqeOptions resolved(const VqeProblem& problem, VqeOptions options);

// The circuit of a state that was found, with symbols theta0, theta1, ... for its parameters.
ir::Circuit vqe_circuit(const VqeProblem& problem, const VqeOptions& options, const VqeState& state);
// The Pauli sum it is measured with.
ir::PauliSum vqe_hamiltonian(const VqeProblem& problem, const VqeOptions& options);

// The lowest eigenvalues of a Pauli sum on so many qubits (at most 16), each as often as it occurs.
// Throws Error(kInterrupted) once `stop` is set.
std::vector<double> lowest_energies(const ir::PauliSum& sum, unsigned qubits, unsigned count,
                                    const std::atomic<bool>* stop = nullptr);

}  // namespace qiao::algorithms
