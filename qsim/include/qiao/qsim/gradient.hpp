#pragma once
// Expectation values of circuits with symbols, and their gradients by the adjoint method (Jones and Gacon,
// arXiv:2009.02823): time like a few evolutions whatever the number of symbols, memory for two states.

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "qiao/ir/circuit.hpp"
#include "qiao/ir/pauli.hpp"
#include "qiao/qsim/simulator.hpp"

namespace qiao::qsim {

// E(values) = <0|U(values)^dagger H U(values)|0>, values[id] for SymbolId id of the circuit.
//
//   ExpectationFunction f(circuit, PauliSum::parse("Z0 Z1 + 0.5 X0"));
//   std::vector<double> gradient(f.num_parameters());
//   double energy = f.gradient(values, gradient);
//
// Any gate of the gate table may carry symbols, with controls, on at most 8 qubits in all; angles are linear
// in the symbols (ir::Param), a symbol may occur any number of times. Derivatives are exact up to rounding.
// Measurements at the end of the circuit are passed over.
class ExpectationFunction {
 public:
  // Throws Error(kUsage) if the sum is not Hermitian (imaginary parts above 1e-12 of its one-norm) or reaches
  // qubits that the circuit does not have, or if the circuit measures, resets or branches before its end;
  // Error(kUnsupported) for a gate with symbols on more than 8 qubits.
  ExpectationFunction(ir::Circuit circuit, ir::PauliSum hamiltonian, const SimulatorOptions& options = {});
  ExpectationFunction(ExpectationFunction&&) noexcept;
  ExpectationFunction& operator=(ExpectationFunction&&) noexcept;
  ~ExpectationFunction();

  std::size_t num_parameters() const;
  const std::vector<std::string>& parameters() const;  // the circuit's symbols
  // E. Throws Error(kUsage) for a wrong number of values, Error(kLimit) if the state does not fit.
  double value(std::span<const double> values);
  // E, and dE/dvalues[id] in gradient[id] (as many as values). Holds two states.
  double gradient(std::span<const double> values, std::span<double> gradient);
  // How often the last gradient stopped to compare the two states: its cost is about that many layers of
  // gates.
  std::size_t stages() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace qiao::qsim
