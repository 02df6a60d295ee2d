#pragma once
// What run_qaoa needs of a simulator, whatever its mixer.

#include <memory>
#include <span>

#include "qiao/algorithms/qaoa.hpp"

namespace qiao::algorithms {

class QaoaSimulator {
 public:
  virtual ~QaoaSimulator() = default;
  // Angles as in QaoaResult. `gradient` may be empty. The functional's value, or the expected cost.
  virtual double evaluate(std::span<const double> angles, std::span<double> gradient) = 0;
  virtual void minimise(Functional functional) = 0;
  // At these angles, one for each state.
  virtual std::vector<double> probabilities(std::span<const double> angles) = 0;
  // Of each state, without offset(): a large constant would cost digits in phases and sums. What evaluate()
  // returns lacks it, too, but for functionals that do not have the unit of costs.
  virtual const std::vector<double>& cost() const = 0;
  virtual double offset() const = 0;
  // The string of a state. With the spin-flip symmetry each state stands for this one and its complement.
  virtual std::uint64_t string(std::uint64_t state) const = 0;
  virtual bool halved() const { return false; }
  virtual bool looked_up() const = 0;
};

// The cost of any string, without `offset`, as in the tables of simulators.
double cost_from(const Problem& problem, double offset, std::uint64_t string);

MixerKind mixer_of(const Problem& problem, const QaoaOptions& options);
// Throws Error(kUsage) if mixer, parameters and problem do not go together, Error(kInput) for a cost that is not
// finite, Error(kInterrupted) if options.optimize.stop is set.
std::unique_ptr<QaoaSimulator> make_simulator(const Problem& problem, const QaoaOptions& options);

// The typical change of the cost by one variable: angles gamma * angle_scale are alike for all problems.
double angle_scale(const std::vector<double>& cost, unsigned variables);

// The functional of a measure; empty for the expectation. `cost` must outlive it.
Functional functional_of(const QaoaOptions& options, const std::vector<double>& cost);
// The measure from `shots` strings drawn from p, with the options' noise; random numbers of `evaluation`.
double measure_shots(const Problem& problem, const QaoaSimulator& simulator, const std::vector<double>& p,
                     const QaoaOptions& options, std::uint64_t two_qubit_gates, std::uint64_t evaluation);
// State numbers drawn from p, the same at any number of threads.
std::vector<std::uint64_t> draw(const std::vector<double>& p, std::uint64_t count, std::uint64_t seed,
                                std::uint64_t stream, const std::atomic<bool>* stop = nullptr);

// Standard angles of depth p by the options' start.
std::vector<double> start_angles(const QaoaOptions& options, MixerKind mixer, unsigned qubits, unsigned depth,
                                 double scale);
// To another depth along the same schedule (Zhou et al. arXiv:1812.01041, INTERP, for p + 1).
std::vector<double> interpolate_angles(const std::vector<double>& angles, unsigned depth);

}  // namespace qiao::algorithms
