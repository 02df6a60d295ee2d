#pragma once
// A state vector to work with: apply circuits, ask for amplitudes, probabilities, samples, expectation
// values, reduced density matrices. `run` (run.hpp) is for whole programs with measurements; this is for
// everything else.
//
//   Simulator s(circuit.num_qubits());
//   s.apply(circuit);
//   double energy = s.expectation(PauliSum::parse("0.5*ZZ - 1.2*XI")).real();

#include <complex>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "qiao/ir/circuit.hpp"
#include "qiao/ir/pauli.hpp"
#include "qiao/qsim/monitor.hpp"
#include "qiao/qsim/outcomes.hpp"
#include "qiao/qsim/run.hpp"

namespace qiao::qsim {

struct SimulatorOptions {
  Precision precision = Precision::kF64;
  int threads = 0;                       // 0: see qiao::resolve_threads
  std::uint64_t memory_limit_bytes = 0;  // for the state; 0: what the machine and its cgroup allow
  Monitor* monitor = nullptr;  // to watch and stop long work; may be null and must outlive the simulator
};

namespace engine {
class StateMemory;
}

// All amplitudes of a state in plain order: complex<float> or complex<double>, number i that of index i.
struct PlainState {
  ir::Qubit num_qubits = 0;
  Precision precision = Precision::kF64;
  std::shared_ptr<engine::StateMemory> memory;  // null: none
  void* data() const;
  std::uint64_t size() const { return std::uint64_t{1} << num_qubits; }
  PlainState copy() const;  // Error(kLimit) if it does not fit
};

// Conventions of ir/gate.hpp: qubit 0 is the least significant bit of an index. Qubits that no circuit has
// touched are |0> and cost no memory. Qubit arguments must exist and not repeat: Error(kUsage) names the one
// that does not. Error(kLimit) if the state would not fit, before anything is changed. Results do not depend
// on the number of threads. After an Error(kInterrupted) the state is undefined until it is set again.
class Simulator {
 public:
  // |0...0> on num_qubits qubits, any number of them as long as the touched ones fit.
  explicit Simulator(ir::Qubit num_qubits, const SimulatorOptions& options = {});
  Simulator(const Simulator& other);  // copies the state
  Simulator(Simulator&& other) noexcept;
  Simulator& operator=(const Simulator& other);
  Simulator& operator=(Simulator&& other) noexcept;
  ~Simulator();

  ir::Qubit num_qubits() const;
  Precision precision() const;
  int threads() const;
  std::uint64_t memory_bytes() const;  // held by the state
  // Qubits that have memory, ascending; all others are |0>.
  std::vector<ir::Qubit> active_qubits() const;

  // ---- changing the state

  // Applies the gates of a circuit on at most num_qubits qubits. Measurements at its end are passed over; a
  // circuit whose measurements, resets or conditions matter is Error(kUsage), as are symbols without values.
  void apply(const ir::Circuit& circuit);
  // The same with numbers for the circuit's symbols: values[id] for SymbolId id (Circuit::symbols).
  void apply(const ir::Circuit& circuit, std::span<const double> values);
  // |0...0> again; plans and memory are kept.
  void reset();
  // The state becomes `amplitudes` (2^num_qubits of them, normalised to 1e-6, else Error(kUsage)).
  void set_state(std::span<const std::complex<double>> amplitudes);
  // A copy of another simulator's state of the same width and precision; the options stay.
  void set_state(const Simulator& other);
  void set_basis_state(std::uint64_t index);
  // The state's own memory, brought into plain order in place: at its peak this takes no more memory than the
  // state on all qubits. The simulator is |0...0> afterwards.
  PlainState release();
  // Takes the memory over, in place. It must be the only owner, and the precision must be the simulator's:
  // else Error(kUsage). Norms are not checked.
  void adopt(PlainState state);

  // ---- reading it

  // All 2^num_qubits amplitudes in order.
  std::vector<std::complex<double>> state() const;
  std::complex<double> amplitude(std::uint64_t index) const;
  // "q[n-1]...q[0]", one character for each qubit.
  std::complex<double> amplitude(std::string_view bits) const;
  std::vector<std::complex<double>> amplitudes(std::span<const std::uint64_t> indices) const;
  double norm_squared() const;

  // Probabilities of the values of some qubits: 2^k numbers, bit j of the index is qubits[j]. At most 30
  // qubits.
  std::vector<double> probabilities(std::span<const ir::Qubit> qubits) const;

  // Draws basis states: `shots` of them with their counts, bits in the order of `qubits` (bit j is
  // qubits[j]); all qubits if it is empty. The same seed gives the same counts at any number of threads.
  Outcomes<std::uint64_t> sample(std::uint64_t shots, std::uint64_t seed,
                                 std::span<const ir::Qubit> qubits = {}) const;

  // <psi|H|psi>. Real (up to rounding exactly so) if all coefficients are. Strings that flip the same qubits
  // share their work.
  std::complex<double> expectation(const ir::PauliSum& sum) const;
  // <psi|P|psi> for each term's string, coefficients left out.
  std::vector<double> expectations(const ir::PauliSum& sum) const;
  // |psi> becomes H|psi>, not normalised.
  void multiply(const ir::PauliSum& sum);

  // <other|this>. Both must have the same number of qubits and precision.
  std::complex<double> inner_product(const Simulator& other) const;
  // |<other|this>|^2
  double fidelity(const Simulator& other) const;

  // Density matrix of some qubits (at most 10), all others traced out: 2^k x 2^k, qubits[0] the least
  // significant.
  ir::Matrix reduced_density_matrix(std::span<const ir::Qubit> qubits) const;
  // Entropy of these qubits, in bits (logarithms to base 2): the von Neumann entropy -tr(rho log rho) for
  // alpha = 1, else the Renyi entropy log(tr rho^alpha) / (1 - alpha); alpha = 0 is the logarithm of the
  // rank, infinity the min-entropy. Of a set of more than half of all qubits the rest is used: a pure state
  // has the same entropy on both sides. Throws Error(kUsage) for a negative alpha, Error(kLimit) if both
  // sides have more than 10 active qubits.
  double entropy(std::span<const ir::Qubit> qubits, double alpha = 1) const;

 private:
  friend class ExpectationFunction;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Entropy in bits of a density matrix; `alpha` as above.
double entropy(const ir::Matrix& density, double alpha = 1);

}  // namespace qiao::qsim
