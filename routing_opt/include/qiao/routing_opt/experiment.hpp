#pragma once
// The placement experiment: fit on the training trace, score on held-out tokens, compare with confidence
// intervals, and say GO or SHELVE for the quantum solvers.
//
// Protocol. Everything is fixed before fitting; all solvers get the same slots and the same budget. Scores
// are the mean over `home_draws` random home assignments, the same for every placement. Gains over the
// baseline, the best classical placement on the held-out tokens, are bootstrapped over sequences (paired:
// same resample and homes), with 95 % percentile intervals and p-values corrected by Holm. Whether that is
// GO or SHELVE: qiao/algorithms/verdict.hpp.

#include <cstdint>
#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "qiao/base/file.hpp"
#include "qiao/routing_opt/solver.hpp"

namespace qiao::routing_opt {

using WriteFile =
    std::function<void(const std::string& path, const std::function<void(std::ostream&)>& write)>;

// Numbers of training tokens of the learning curve in reports; more than the trace has are left out.
inline const std::vector<std::uint64_t> kLearningCurve = {256, 1024, 4096, 16384, 65536};

struct InstanceSpec {
  std::string name;
  std::string train,
      heldout;  // traces; heldout empty: every fifth sequence of the training trace is held out
  std::string cluster = "ascend910b-64x8", model = "oss-120b";
  unsigned ep_size = 0;           // devices of an expert-parallel group; 0: see default_ep_size
  unsigned slots_per_device = 0;  // 0: as many as the experts need
  CostOptions cost;
  Objective objective = Objective::kStepTime;
  std::vector<std::string> solvers;  // contiguous and eplb are always added
  SolveOptions solve;
  std::uint64_t max_tokens = 131072;  // of each trace; longer ones are sampled by sequences
  unsigned home_draws = 10, resamples = 1000;
  std::vector<std::uint64_t> learning_curve;  // numbers of training tokens; run_experiment: kLearningCurve
  bool shifted = true;                        // scores on single domains, too
  bool one_more_slot = false;  // what eplb and auto gain by replicas in one more slot per device
};

// The largest expert-parallel group that the experts fill: the largest divisor of the cluster's devices that
// consists of whole nodes (or divides one) and holds all experts in equal numbers of slots; with `slots`
// given, the one with the fewest replicas.
unsigned default_ep_size(const Cluster& cluster, unsigned experts, unsigned slots);

struct InstanceResult {
  std::string json;     // schema qiao.place/1
  std::string best;     // solver with the best value of the fitted objective
  Placement placement;  // its placement
  // By spec.solve.monitor: the solvers that were run up to then, without comparisons.
  bool interrupted = false;
};
// With spec.solve.threads. Throws Error(kInterrupted) if the monitor was stopped before there was any result.
InstanceResult run_instance(const InstanceSpec& spec);

// Scores one given placement on `spec.heldout` (or all of spec.train): schema qiao.place/1 with one solver,
// called "given".
std::string evaluate_placement(const InstanceSpec& spec, const std::string& placement_file);

// An experiment: a JSON file with the members of InstanceSpec at its top as defaults and in each of
// "instances" (see README.md). Results of finished instances are kept in `folder`/instances and not repeated
// when the experiment is started again; writes `folder`/results.json and `folder`/report.html. Returns
// results.json. Throws Error(kInterrupted) once the monitor is stopped; finished instances are kept.
// `write` puts a file there; one that only notes its errors keeps the result of a run that cannot be written.
std::string run_experiment(const std::string& spec_file, const std::string& folder, qsim::Monitor* monitor,
                           int threads = 1, const WriteFile& write = write_file_atomically);

// results.json of some qiao.place/1 documents, with the overall verdict.
std::string combine_results(const std::vector<std::string>& instances);
// One self-contained page from results.json.
std::string report_html(const std::string& results);

}  // namespace qiao::routing_opt
