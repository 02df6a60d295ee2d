#pragma once
// What the commands that optimise have in common: options, progress, the log beside the result, JSON.

#include <chrono>
#include <memory>
#include <string>

#include "cli/app.hpp"
#include "cli/json.hpp"
#include "cli/progress.hpp"
#include "qiao/algorithms/optimizer.hpp"

namespace qiao::cli {

struct OptimisationOptions {
  algorithms::OptimizeOptions optimize = {.optimizer = ""};  // an empty name: default_optimizer()
  unsigned starts = 0;                                       // 0: as the command's `starts` text says
  std::string out, report;
  bool resume = false, json = false;
};
// --optimizer and its stops, --starts, --out, --resume, --report, --json. `optimize` has the defaults;
// `starts` says how many there are without --starts.
void add_optimisation_options(CLI::App& app, OptimisationOptions& options, const std::string& starts);

// A run with its seed, its log and its progress line. Ctrl-C stops it; the log stays until finished(). What
// runs under it takes seed, log, stop flag and callback from `options.optimize`.
class OptimisationRun {
 public:
  // `settings`: everything that decides the result, but for the seed and the version. The log is <out>.log,
  // if --out names a file.
  OptimisationRun(const Context& context, OptimisationOptions& options, Json settings);
  std::uint64_t seed() const { return seed_; }
  const std::atomic<bool>* stop() const { return &monitor_.stop; }
  bool interrupted() const { return monitor_.stop; }
  const Json& settings() const { return settings_; }
  std::string log_path() const;
  // Writes the result, if --out was given, and forgets the log unless the run was interrupted or the result
  // could not be written. Call it after the answer was shown.
  void finished(const Json& result);
  double seconds() const;
  // How values are shown while they are minimised: sign * value.
  double shown_sign = 1;
  std::string shown_name = "value";

 private:
  void progress(const algorithms::OptimizeProgress& p);
  const Context& context_;
  OptimisationOptions& options_;
  Json settings_;
  std::uint64_t seed_ = 0;
  qsim::Monitor monitor_;
  StopOnInterrupt interrupt_;
  ProgressLine line_;
  std::unique_ptr<algorithms::EvaluationLog> log_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  std::uint64_t made_ = 0;
};

// Optimiser and stop criteria: what they decide of a result.
Json optimiser_json(const algorithms::OptimizeOptions& options);
// Reason, counts and history: [start, "value" or "gradient", value, norm of the gradient or null].
Json optimisation_json(const std::string& optimizer, const algorithms::OptimizeResult& result);

}  // namespace qiao::cli
