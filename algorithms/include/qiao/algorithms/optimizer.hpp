#pragma once
// Minimising a function of real parameters: NLopt's algorithms by their names, and SPSA and Adam. Every
// evaluation is counted, kept with its kind, and written to a log if one is given, from which a run that was
// ended in any way goes on to the same result.
//
//   Objective f = [](std::span<const double> x, std::span<double> gradient, std::uint64_t) {
//     if (!gradient.empty()) gradient[0] = 2 * (x[0] - 3);
//     return (x[0] - 3) * (x[0] - 3);
//   };
//   OptimizeResult r = minimize(f, {0.0}, {.optimizer = "lbfgs"});   // r.x[0] is 3

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace qiao::algorithms {

// The value at x. If `gradient` is not empty (as long as x), all of it must be written. `evaluation` counts
// the evaluations of this start from 0: an objective with shots draws its random numbers from (its seed,
// `evaluation`), so that it gives the same again. It may throw; Error(kInterrupted) ends the run like `stop`.
using Objective =
    std::function<double(std::span<const double> x, std::span<double> gradient, std::uint64_t evaluation)>;

struct OptimizerInfo {
  std::string name;       // "lbfgs"; NLopt's own name ("LD_LBFGS", "NLOPT_LD_LBFGS") is understood, too
  std::string summary;    // one line
  std::string nlopt;      // "LD_LBFGS"; empty: ours
  bool gradient = false;  // evaluates gradients
  bool bounded = false;   // searches within bounds, which must be given
  bool noisy = false;     // suits objectives with shot noise
};
// The one list, best choices first in each group.
const std::vector<OptimizerInfo>& optimizers();
// By any of its names, in any case. Throws Error(kUsage) with the nearest name.
const OptimizerInfo& optimizer_info(const std::string& name);
// What is used if nothing is asked for; values from shots have no gradients.
const char* default_optimizer(bool shots);

// One evaluation, as it is logged.
struct Evaluation {
  std::uint32_t start = 0;  // of a multistart
  std::uint64_t index = 0;  // within the start
  double value = 0;         // of the objective, without OptimizeOptions::offset; with it in callbacks
  double seconds = 0;       // since the beginning of the run, time before a resumption included
  std::vector<double> x;
  std::vector<double> gradient;  // empty: only the value was asked for
};

// An append-only file of evaluations; what was not written completely when a process died is ignored.
// Evaluations of several threads may be appended at once.
class EvaluationLog {
 public:
  // A new log at `path`; it disappears again if nothing is appended. `identity` is one line of text that says
  // everything the values depend on, best a JSON object. Throws Error(kUsage) if the file exists, Error(kIo)
  // if it cannot be made; for a full disk see failure(). The file is locked while it is open.
  static std::unique_ptr<EvaluationLog> create(const std::string& path, const std::string& identity);
  // The log at `path`, to go on from. Throws Error(kUsage) if it was written by a run of another identity or
  // is still being written, Error(kInput) if it is no log.
  static std::unique_ptr<EvaluationLog> resume(const std::string& path, const std::string& identity);
  // The identity in an existing log; empty if there is no file.
  static std::string identity_of(const std::string& path);
  ~EvaluationLog();

  // The next evaluation of `start` that is already known, or null; each is handed out once.
  const Evaluation* next(std::uint32_t start);
  // A failure to write ends the log, not the run: see failure().
  void append(const Evaluation& evaluation);
  void flush();
  // Why not all evaluations are in the file; empty while they are.
  std::string failure() const;
  std::uint64_t known() const;   // evaluations found in the file
  double known_seconds() const;  // of the last of them
  // Deletes the file: the run is complete and its result is kept elsewhere.
  void remove();

 private:
  EvaluationLog();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// What a callback is told after each evaluation.
struct OptimizeProgress {
  const Evaluation& evaluation;
  bool replayed = false;     // it came from the log
  double best = 0;           // of this start
  double gradient_norm = 0;  // of the last gradient of this start; 0 before the first
  std::uint64_t evaluations = 0;
};

struct OptimizeOptions {
  std::string optimizer = "lbfgs";
  std::vector<double> lower, upper;  // bounds of each parameter; empty: none
  std::uint64_t max_evaluations = 10'000;
  double max_seconds = 0;  // 0: no limit
  // Algorithms see (value - origin) / unit, so that they work alike on large and on small values; everything
  // else here and in the result is in the objective's own unit. 0: the length of the first gradient, or 1 for
  // algorithms without gradients.
  double unit = 0, origin = 0;
  // Added to the objective's values where they are shown: in results, histories and callbacks (not in the log).
  // A large constant in the objective itself would cost digits.
  double offset = 0;
  // Stops: change of the value relative to |value - origin|, and absolute, of the parameters, size of the
  // gradient, value reached.
  double ftol_rel = 1e-10, ftol_abs = 0, xtol_rel = 0, xtol_abs = 0, gtol = 0;
  double target = -1e300;
  double initial_step = 0;  // of algorithms without gradients, SPSA's perturbation, Adam's rate; 0: a default
  std::uint64_t seed = 0;   // of algorithms that draw random numbers
  std::uint32_t start = 0;  // which start this is, for the log
  const std::atomic<bool>* stop = nullptr;  // set from anywhere: the best so far is returned
  // Called after each evaluation, by one thread at a time.
  std::function<void(const OptimizeProgress&)> callback;
  EvaluationLog* log = nullptr;
};

enum class StopReason {
  kConverged,  // a tolerance was met
  kRoundoff,   // no further progress is possible in these numbers: as good as converged
  kTarget,     // `target` was reached
  kMaxEvaluations,
  kMaxSeconds,
  kInterrupted,
};
const char* name(StopReason reason);  // "converged", "roundoff-limited", ...
inline bool is_success(StopReason r) {
  return r == StopReason::kConverged || r == StopReason::kRoundoff || r == StopReason::kTarget;
}

struct HistoryEntry {
  std::uint32_t start = 0;
  bool gradient = false;  // its kind: value and gradient, or value alone
  double value = 0, gradient_norm = 0;
};

struct OptimizeResult {
  std::vector<double> x;  // the best point that was evaluated
  double value = 0;
  double gradient_norm = 0;  // there; 0 if no gradient was evaluated there
  StopReason reason = StopReason::kConverged;
  std::uint64_t evaluations = 0, gradients = 0;  // all of them, and those with gradient
  double seconds = 0;                            // time before a resumption included
  std::vector<HistoryEntry> history;
  std::uint32_t start = 0;  // which start found it
};

// Minimises from `start`. Throws Error(kUsage) for an unknown optimiser, bounds that do not fit or a start
// outside of them, and Error(kInput) if the objective is not finite.
OptimizeResult minimize(const Objective& objective, std::vector<double> start,
                        const OptimizeOptions& options);

// From several starts, by up to `threads` threads at once; the result does not depend on how many. `make(s)`
// returns the objective of start s, which only one thread uses; it is called by that thread. The best result
// is returned (the first of equals) with the counts and the history of all; `each` receives all of them.
OptimizeResult multistart(const std::function<Objective(std::uint32_t)>& make,
                          const std::vector<std::vector<double>>& starts, const OptimizeOptions& options,
                          int threads = 1, std::vector<OptimizeResult>* each = nullptr);

}  // namespace qiao::algorithms
