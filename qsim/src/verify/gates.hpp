#pragma once
// Programs of gates whose measurements, if any, come last and show the same qubits in the same bits.

#include <optional>
#include <vector>

#include "setting.hpp"

namespace qiao::qsim {

class GateComparison {
 public:
  // `a` and `b` are gates alone; `measured` are the qubits that both measure at the end, ascending.
  GateComparison(const ir::Circuit& a, const ir::Circuit& b, const Setting& setting,
                 std::vector<ir::Qubit> measured);

  // Results and states of all qubits, for every input.
  VerifyResult every_input();
  // The infidelity of results and unmeasured qubits from |0...0>; none if the state does not fit.
  std::optional<double> from_start() const;

 private:
  double infidelity(const ir::Circuit& miter, unsigned qubits, double& phase) const;
  // The same where measured qubits are dephased: the states for each of their values may have phases of their own. With
  // `entangled` one half of a maximally entangled state goes in, else a product state.
  std::optional<double> dephased(bool entangled, const ir::Circuit& preparation) const;
  const char* inputs() const;
  double on_input(const ir::Circuit& preparation, double& phase) const;
  void exact();
  void stimuli(unsigned states);
  void find_input();
  void find_place();
  void decide(bool equal, std::optional<double> phase);

  const ir::Circuit &a_, &b_;
  const ir::Circuit back_;  // b's inverse
  const Setting& setting_;
  const VerifyOptions& options_;
  std::vector<ir::Qubit> measured_;
  std::vector<ir::Qubit> used_, where_;  // touched qubits; their numbers: those measured first
  std::vector<ir::Qubit> data_;          // numbers of those that are not |0> at the start
  unsigned n_ = 0;
  VerifyResult result_;
};

// Sets verdict and phase of a result for which `equal` is known up to a global phase.
void decide(VerifyResult& result, const VerifyOptions& options, bool equal, std::optional<double> phase);

}  // namespace qiao::qsim
