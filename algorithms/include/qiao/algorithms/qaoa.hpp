#pragma once
// QAOA from a problem to a solution: angles optimised, solutions sampled and polished, classical results
// beside.
//
//   Problem problem = problem_kind("maxcut").read(text, "graph.txt");
//   QaoaOptions options;
//   options.depth = 4;
//   QaoaResult r = run_qaoa(problem, options);
//   // r.angles, r.expectation, r.probability_of_optimum, r.best_sample, r.classical, ...
//
// Nothing is global; several may run at once, each with QaoaOptions::threads.

#include <memory>
#include <string>
#include <utility>

#include "qiao/algorithms/optimizer.hpp"
#include "qiao/algorithms/problem.hpp"
#include "qiao/algorithms/verdict.hpp"
#include "qiao/algorithms/x_qaoa.hpp"
#include "qiao/ir/circuit.hpp"

namespace qiao::algorithms {

enum class MixerKind {
  kX,           // all strings
  kXyRing,      // strings of fixed weight (problems with blocks): neighbours on a ring exchange their bits
  kXyComplete,  // all pairs do
  kGrover,      // exp(-i beta |s><s|), s the uniform superposition (Baertschi, Eidenbenz: arXiv:2006.00354)
  kWarmStart,   // X mixer turned towards a classical solution (Egger et al.: arXiv:2009.10095)
};
enum class ParameterKind {
  kStandard,    // one gamma and one beta a layer
  kMultiAngle,  // one angle for each term and each qubit; X mixer, problems with a polynomial
  kFourier,     // amplitudes of sines (gamma) and cosines (beta) (Zhou et al.: arXiv:1812.01041)
};
enum class StartKind {
  kRamp,    // linear in both angles
  kInterp,  // depth 1, 2, ... optimised one after the other, each begun from the one before (Zhou et al.)
  kFixed,   // angles that are optimal on 3-regular graphs of large girth, scaled to the spread of the cost
  kRandom,
};
enum class MeasureKind {
  kExpectation,
  kCvar,   // mean of the best share alpha of the outcomes (Barkoutsos et al.: arXiv:1907.04769)
  kGibbs,  // -log <exp(-eta C / spread)> (Li et al.: arXiv:1909.07621)
};

struct QaoaOptions {
  unsigned depth = 1;
  std::optional<MixerKind> mixer;  // default: X, or xy-ring if the problem has blocks
  ParameterKind parameters = ParameterKind::kStandard;
  StartKind start = StartKind::kRamp;
  // Transferred angles instead of `start`: gamma_1 ... beta_1 ... of any depth, of a problem whose
  // angle_scale() was given_scale (0: taken as they are).
  std::vector<double> given;
  double given_scale = 0;
  // Those beyond the first are disturbed at random; side by side where `threads` gain nothing within one.
  unsigned starts = 1;
  MeasureKind measure = MeasureKind::kExpectation;
  double alpha = 0.25, eta = 2;
  // 0: exact. Otherwise evaluations draw so many shots, and gradients are not available.
  std::uint64_t shots = 0;
  // Of circuits that are evaluated with shots: every two-qubit gate replaces the state by the uniform mixture
  // with this probability (global depolarising noise), every bit is read wrongly with that one.
  double depolarising = 0, readout = 0;
  std::uint64_t samples = 1024;  // solutions drawn at the end
  OptimizeOptions optimize;      // .seed is used for everything that is drawn
  qsim::Precision precision = qsim::Precision::kF64;
  int threads = 1;
};

struct Solution {
  std::uint64_t string = 0;
  double cost = 0;
};
struct Sampled {
  Solution solution;
  std::uint64_t count = 0;
};

struct ClassicalResult {
  std::string method;
  Solution solution;
  double seconds = 0;
  bool exact = false;
};

struct QaoaResult {
  unsigned depth = 0;
  MixerKind mixer = MixerKind::kX;
  std::vector<double> parameters;  // as optimised
  std::vector<double> angles;      // gamma_1 ... gamma_p, beta_1 ... beta_p, or those of the multi-angle form
  double angle_scale = 1;
  double expectation = 0;  // of the cost, exact, at these angles
  double measure = 0;      // what was minimised
  double approximation_ratio = 0;
  double probability_of_optimum = 0;
  double optimum = 0, worst = 0, mean = 0;  // of all allowed strings
  std::uint64_t optimal_string = 0, optimal_strings = 0;
  std::uint64_t states = 0;       // allowed strings
  std::uint64_t states_held = 0;  // amplitudes, half with the spin-flip symmetry
  bool phases_looked_up = false;
  std::vector<Sampled> samples;                         // all different ones, best first
  Solution best_sample, polished;                       // the best drawn, and what a local search makes of it
  std::vector<std::pair<double, double>> distribution;  // cost, probability: 40 bins from optimum to worst
  OptimizeResult optimisation;
};

// Throws Error(kUsage) for options that do not fit the problem, Error(kLimit) if it is too large, Error(kInput)
// for costs that are not finite. Interruption (by options.optimize.stop) gives the best so far with reason
// kInterrupted, or Error(kInterrupted) if there is nothing yet; of a large problem it has no samples then, and
// what needs the state is NaN.
QaoaResult run_qaoa(const Problem& problem, const QaoaOptions& options);
// A run for each depth. With StartKind::kInterp each is begun from the one before.
std::vector<QaoaResult> scan_depths(const Problem& problem, const QaoaOptions& options,
                                    const std::vector<unsigned>& depths);

// Bravyi, Kliesch, Koenig, Tang (arXiv:1910.08980): QAOA, the most correlated pair (or spin) of the state is
// fixed, and again on one variable fewer, until `cutoff` (up to 24) are left, which are solved by enumeration.
// Needs a polynomial of degree 2 or less and no blocks. If interrupted, the rest is annealed.
struct RecursiveResult {
  Solution solution;
  unsigned rounds = 0;
  std::vector<std::string> fixed;  // "s3 = -s7", in order
  std::uint64_t evaluations = 0;
  bool interrupted = false;
};
RecursiveResult recursive_qaoa(const Problem& problem, const QaoaOptions& options, unsigned cutoff);

// What the classical methods give: the problem's own baselines and simulated annealing. Once `stop` is set,
// what was finished.
std::vector<ClassicalResult> classical_results(const Problem& problem, std::uint64_t seed,
                                               const std::atomic<bool>* stop = nullptr);
// Once `stop` is set, the best so far.
Solution anneal(const Problem& problem, std::uint64_t seed, unsigned sweeps = 200,
                const std::atomic<bool>* stop = nullptr);
// Steepest descent over single bits, or over exchanges within blocks.
Solution polish(const Problem& problem, std::uint64_t string);

// The best sample of a run against the classical methods on the problem's held-out items: is QAOA worth it?
// Gains are differences of mean scores, 0.01 is one item of a hundred; their intervals come from resamples of
// the items, the same for both. The verdict is on the gain over the best classical method of these items.
struct HeldOutComparison {
  std::string method;
  std::optional<std::uint64_t> string;  // its solution, if it is one of the problem's
  double score = 0;                     // mean over the items
  Gain over_it;                         // what QAOA's sample gains over this method
  double p_holm = 1;                    // p of the gain, corrected for the number of methods
};
struct HeldOutResult {
  double score = 0;  // of QAOA's best sample
  std::vector<HeldOutComparison> classical;
  std::size_t best = 0;  // of these
  Decision decision;
};
// Nothing if the problem has no held-out items, the run no samples or there is no classical result, and once
// `stop` is set.
std::optional<HeldOutResult> compare_held_out(const Problem& problem, const QaoaResult& run,
                                              const std::vector<ClassicalResult>& classical,
                                              std::uint64_t seed, unsigned resamples = 2000,
                                              const std::atomic<bool>* stop = nullptr);

// The circuit of given angles (empty: symbols gamma0 ..., beta0 ... for `depth` layers), with measurements.
// X, Grover and XY mixers; the cost as rotations of its terms.
ir::Circuit qaoa_circuit(const Problem& problem, MixerKind mixer, unsigned depth,
                         const std::vector<double>& angles, int threads);

// Names as on the command line, in the order of the enumerations.
const std::vector<std::string>& mixer_names();
const std::vector<std::string>& parameter_names();
const std::vector<std::string>& start_names();
const std::vector<std::string>& measure_names();

}  // namespace qiao::algorithms
