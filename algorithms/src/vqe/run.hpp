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

// The exact energies, from the Hamiltonian among determinants or, if it is null, of the problem's Pauli sum.
void add_exact(const VqeProblem& problem, const VqeOptions& options, const SpaceHamiltonian* h,
               VqeResult& result);

void run_on_determinants(const VqeProblem& problem, const VqeOptions& options, VqeResult& result);
void run_on_general_engine(const VqeProblem& problem, const VqeOptions& options, VqeResult& result);

}  // namespace qiao::algorithms
