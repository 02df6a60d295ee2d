#pragma once
// The parts of run_vqe.

#include "qiao/algorithms/vqe.hpp"

namespace qiao::algorithms {

// Counts evaluations of all optimisations of a run and tells the caller's callback about them.
class VqeReporter {
 public:
  VqeReporter(const VqeProblem& problem, const VqeOptions& options) : problem_(problem), options_(options) {}
  // The options of one optimisation; `start` numbers it in the log, from the run's own.
  OptimizeOptions optimisation(unsigned state, std::size_t parameters, std::uint32_t start);

  // See OptimizeOptions.
  double unit = 1, origin = 0, offset = 0;

 private:
  const VqeProblem& problem_;
  const VqeOptions& options_;
  std::uint64_t evaluations_ = 0;
};

// Adds what `part` counted to `total`, whose optimum it replaces if `better`.
void add_result(OptimizeResult& total, OptimizeResult part, bool better);

// `scale` times numbers in [-1, 1) that depend on the seed and the start.
std::vector<double> random_start(std::size_t n, std::uint64_t seed, std::uint32_t start, double scale);

// The ansatz out of a determinant. Not for ADAPT and the hardware-efficient one.
ExcitationAnsatz make_ansatz(const Integrals& molecule, const VqeOptions& options, std::uint64_t start);

FermionMapping make_mapping(const Integrals& molecule, const VqeOptions& options);

// Whether exact energies are wanted, of a molecule and possible; if not result.exact_missing says why.
bool exact_fits(const VqeProblem& problem, const VqeOptions& options, VqeResult& result);
// The exact energies plus `offset`, from the Hamiltonian among determinants or, if it is null, of a Pauli sum.
void add_exact(const VqeOptions& options, const SpaceHamiltonian* h, const ir::PauliSum& sum, double offset,
               VqeResult& result);
// Throws Error(kLimit) if there is not so much memory.
void check_forecast(const VqeProblem& problem, const VqeForecast& forecast);
// The size of a Hamiltonian: standard deviation of its energy in a basis state or, if that is zero, root of the
// sum of squares of its coefficients; 1 if there is none. Its constant does not count.
double energy_unit(const ir::PauliSum& sum, std::uint64_t basis_state);

void run_on_determinants(const VqeProblem& problem, const VqeOptions& options, VqeResult& result);
void run_on_general_engine(const VqeProblem& problem, const VqeOptions& options, VqeResult& result);

}  // namespace qiao::algorithms
