#pragma once
// Energies from shots: which Pauli strings are measured together, and estimates with their standard errors.

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "qiao/ir/circuit.hpp"
#include "qiao/ir/pauli.hpp"
#include "qiao/qsim/simulator.hpp"

namespace qiao::algorithms {

// Strings that agree on every qubit where both have a letter: one measurement setting gives all of them.
struct MeasurementGroup {
  ir::PauliString setting;           // the letter to measure on each qubit
  std::vector<ir::PauliTerm> terms;  // without the identity
  double weight() const;             // sum of |coefficients|
};
// Qubit-wise commuting groups by sorted insertion (Crawford et al., Quantum 5 (2021) 385): terms by falling
// |coefficient|, each into the first group that it fits. Throws Error(kUsage) unless the sum is Hermitian.
std::vector<MeasurementGroup> measurement_groups(const ir::PauliSum& sum);

struct Estimate {
  double value = 0;
  double standard_error = 0;
};

// <H> of a circuit's final state from `shots` shots in all, given to the groups in proportion to their
// weights (each at least one). The same seed and evaluation give the same estimate at any number of threads.
class ShotEstimator {
 public:
  // Throws Error(kUsage) if there are fewer shots than groups.
  ShotEstimator(ir::Circuit circuit, const ir::PauliSum& hamiltonian, std::uint64_t shots, std::uint64_t seed,
                const qsim::SimulatorOptions& options = {});
  ShotEstimator(ShotEstimator&&) noexcept;
  ShotEstimator& operator=(ShotEstimator&&) noexcept;
  ~ShotEstimator();
  const std::vector<MeasurementGroup>& groups() const;
  const std::vector<std::uint64_t>& shots() const;  // of each group
  Estimate estimate(std::span<const double> values, std::uint64_t evaluation);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace qiao::algorithms
