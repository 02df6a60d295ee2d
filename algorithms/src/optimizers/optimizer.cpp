#include "qiao/algorithms/optimizer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>
#include <mutex>
#include <optional>

#include "optimizers/session.hpp"
#include "qiao/base/diagnostic.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/parallel.hpp"

namespace qiao::algorithms {

const std::vector<OptimizerInfo>& optimizers() {
  static const std::vector<OptimizerInfo> list = {
      {"lbfgs", "limited-memory BFGS", "LD_LBFGS", true},
      {"var2", "shifted limited-memory variable metric, rank 2", "LD_VAR2", true},
      {"var1", "shifted limited-memory variable metric, rank 1", "LD_VAR1", true},
      {"slsqp", "sequential least-squares programming", "LD_SLSQP", true},
      {"tnewton", "truncated Newton, preconditioned, with restarts", "LD_TNEWTON_PRECOND_RESTART", true},
      {"tnewton_precond", "truncated Newton, preconditioned", "LD_TNEWTON_PRECOND", true},
      {"tnewton_restart", "truncated Newton with restarts", "LD_TNEWTON_RESTART", true},
      {"tnewton_plain", "truncated Newton", "LD_TNEWTON", true},
      {"mma", "method of moving asymptotes", "LD_MMA", true},
      {"ccsaq", "conservative convex separable approximation, quadratic", "LD_CCSAQ", true},
      {"adam", "gradient descent with adapted steps (Kingma, Ba 2014)", "", true, false, true},
      {"bobyqa", "quadratic models in a trust region, no gradients", "LN_BOBYQA", false, false, true},
      {"cobyla", "linear models in a trust region, no gradients", "LN_COBYLA", false, false, true},
      {"newuoa", "quadratic models, no gradients, no bounds", "LN_NEWUOA"},
      {"neldermead", "simplex of Nelder and Mead", "LN_NELDERMEAD"},
      {"sbplx", "simplex on subspaces", "LN_SBPLX"},
      {"praxis", "principal axes, no gradients", "LN_PRAXIS"},
      {"spsa", "simultaneous perturbation, two values a step (Spall 1998)", "", false, false, true},
      {"direct", "dividing rectangles", "GN_DIRECT", false, true},
      {"direct_l", "dividing rectangles, locally biased", "GN_DIRECT_L", false, true},
      {"direct_l_rand", "the same, randomised", "GN_DIRECT_L_RAND", false, true},
      {"crs2", "controlled random search with local mutation", "GN_CRS2_LM", false, true},
      {"isres", "evolution strategy with stochastic ranking", "GN_ISRES", false, true},
      {"esch", "evolutionary search", "GN_ESCH", false, true},
      {"mlsl", "multi-level single linkage from a low-discrepancy sequence, with lbfgs", "GD_MLSL_LDS", true,
       true},
      {"mlsl_bobyqa", "the same without gradients, with bobyqa", "GN_MLSL_LDS", false, true},
  };
  return list;
}

const OptimizerInfo& optimizer_info(const std::string& name) {
  std::string lower, upper;
  for (const char c : name) {
    lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    upper += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  if (upper.starts_with("NLOPT_")) upper.erase(0, 6);
  std::vector<std::string> names;
  for (const OptimizerInfo& o : optimizers()) {
    if (o.name == lower || (!o.nlopt.empty() && o.nlopt == upper)) return o;
    names.push_back(o.name);
  }
  const std::string near = nearest_name(lower, names);
  throw Error(ErrorCode::kUsage, fmt::format("unknown optimiser '{}'", name),
              near.empty() ? fmt::format("known are {}", fmt::join(names, ", "))
                           : fmt::format("did you mean '{}'?", near));
}

const char* default_optimizer(bool shots) { return shots ? "cobyla" : "lbfgs"; }

const char* name(StopReason reason) {
  switch (reason) {
    case StopReason::kConverged:
      return "converged";
    case StopReason::kRoundoff:
      return "roundoff-limited";
    case StopReason::kTarget:
      return "target reached";
    case StopReason::kMaxEvaluations:
      return "maximum of evaluations";
    case StopReason::kMaxSeconds:
      return "maximum of time";
    case StopReason::kInterrupted:
      return "interrupted";
  }
  return "";
}

Session::Session(const Objective& objective, const OptimizeOptions& options)
    : objective_(objective), options_(options), begin_(std::chrono::steady_clock::now()) {
  best_.value = std::numeric_limits<double>::infinity();
  best_.start = options.start;
  if (options.unit > 0) unit_ = options.unit;
  if (options.log) seconds_before_ = options.log->known_seconds();
}

void Session::stop_if_asked() const {
  if (options_.stop && options_.stop->load(std::memory_order_relaxed)) throw Ended{StopReason::kInterrupted};
}

void Session::find_unit(std::span<const double> x) {
  if (options_.unit > 0) return;
  std::vector<double> gradient(x.size());
  first_value_ = record(x, gradient);
  first_x_.assign(x.begin(), x.end());
  // A gradient that is nothing but rounding says nothing of the size of the values.
  const double size = std::abs(first_value_ - options_.origin);
  if (last_norm_ > 1e-13 * size) unit_ = last_norm_;
  else if (size > 0) unit_ = size;
  first_gradient_ = std::move(gradient);
}

double Session::evaluate(std::span<const double> x, std::span<double> gradient) {
  double value = 0;
  if (!first_x_.empty() && !gradient.empty() && std::equal(x.begin(), x.end(), first_x_.begin())) {
    value = first_value_;
    std::copy(first_gradient_.begin(), first_gradient_.end(), gradient.begin());
  } else {
    value = record(x, gradient);
  }
  first_x_.clear();
  for (double& g : gradient) g /= unit_;
  return (value - options_.origin) / unit_;
}

double Session::record(std::span<const double> x, std::span<double> gradient) {
  // Checked before, so that a repetition from the log ends at the same place.
  if (best_.evaluations >= options_.max_evaluations) throw Ended{StopReason::kMaxEvaluations};
  if (options_.max_seconds > 0 && last_seconds_ >= options_.max_seconds) throw Ended{StopReason::kMaxSeconds};
  const Evaluation* known = options_.log ? options_.log->next(options_.start) : nullptr;
  if (!known) stop_if_asked();
  Evaluation made;
  if (known) {
    if (!std::equal(x.begin(), x.end(), known->x.begin(), known->x.end()) ||
        known->gradient.empty() != gradient.empty())
      throw Error(ErrorCode::kInput,
                  fmt::format("evaluation {} of start {} in the log is at another point than this run's",
                              best_.evaluations, options_.start),
                  "the log belongs to another version of the program or of NLopt; remove it to start afresh");
    std::copy(known->gradient.begin(), known->gradient.end(), gradient.begin());
  } else {
    made.start = options_.start;
    made.index = best_.evaluations;
    made.x.assign(x.begin(), x.end());
    try {
      made.value = objective_(x, gradient, best_.evaluations);
    } catch (const Error& e) {
      if (e.code() == ErrorCode::kInterrupted) throw Ended{StopReason::kInterrupted};
      throw;
    }
    made.gradient.assign(gradient.begin(), gradient.end());
    made.seconds =
        seconds_before_ + std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
    const auto finite = [](double v) { return std::isfinite(v); };
    if (!finite(made.value) || !std::all_of(gradient.begin(), gradient.end(), finite))
      throw Error(ErrorCode::kInput,
                  fmt::format("the objective is not finite at evaluation {}", best_.evaluations));
    if (options_.log) options_.log->append(made);
  }
  const Evaluation& e = known ? *known : made;
  last_seconds_ = e.seconds;
  ++best_.evaluations;
  double norm = 0;
  if (!gradient.empty()) {
    ++best_.gradients;
    for (const double g : gradient) norm += g * g;
    last_norm_ = norm = std::sqrt(norm);
  }
  const double shown = e.value + options_.offset;
  best_.history.push_back({e.start, !gradient.empty(), shown, norm});
  if (e.value < best_.value) {
    best_.value = e.value;
    best_.x = e.x;
    best_.gradient_norm = norm;
  }
  if (options_.callback) {
    const double best = best_.value + options_.offset;
    if (options_.offset == 0) {
      options_.callback({e, known != nullptr, best, last_norm_, best_.evaluations});
    } else {
      Evaluation copy = e;
      copy.value = shown;
      options_.callback({copy, known != nullptr, best, last_norm_, best_.evaluations});
    }
  }
  if (shown <= options_.target) throw Ended{StopReason::kTarget};
  if (!gradient.empty() && norm <= options_.gtol) throw Ended{StopReason::kConverged};
  return e.value;
}

OptimizeResult Session::result(StopReason reason) {
  best_.reason = reason;
  best_.value += options_.offset;
  best_.seconds = last_seconds_;
  return std::move(best_);
}

namespace {

void check(const OptimizerInfo& info, const std::vector<double>& start, const OptimizeOptions& o) {
  if (start.empty()) throw Error(ErrorCode::kUsage, "there are no parameters to optimise");
  for (const std::vector<double>* bound : {&o.lower, &o.upper})
    if (!bound->empty() && bound->size() != start.size())
      throw Error(ErrorCode::kUsage, fmt::format("{} bounds for {} parameters", bound->size(), start.size()));
  if (info.bounded && (o.lower.empty() || o.upper.empty()))
    throw Error(ErrorCode::kUsage, fmt::format("'{}' searches within bounds and needs them", info.name));
  for (std::size_t i = 0; i < start.size(); ++i)
    if ((!o.lower.empty() && !(start[i] >= o.lower[i])) || (!o.upper.empty() && !(start[i] <= o.upper[i])) ||
        !std::isfinite(start[i]))
      throw Error(ErrorCode::kUsage,
                  fmt::format("parameter {} begins at {}, outside of its bounds", i, start[i]));
}

}  // namespace

OptimizeResult minimize(const Objective& objective, std::vector<double> start,
                        const OptimizeOptions& options) {
  const OptimizerInfo& info = optimizer_info(options.optimizer);
  check(info, start, options);
  Session session(objective, options);
  StopReason reason = StopReason::kInterrupted;
  try {
    if (info.gradient) session.find_unit(start);
    if (!info.nlopt.empty()) reason = run_nlopt(session, info, start);
    else if (info.name == "spsa") reason = run_spsa(session, start);
    else reason = run_adam(session, start);
  } catch (const Ended& ended) {
    reason = ended.reason;
  }
  OptimizeResult result = session.result(reason);
  if (result.x.empty()) result.x = std::move(start);  // stopped before the first evaluation
  return result;
}

OptimizeResult multistart(const std::function<Objective(std::uint32_t)>& make,
                          const std::vector<std::vector<double>>& starts, const OptimizeOptions& options,
                          int threads, std::vector<OptimizeResult>* each) {
  if (starts.empty()) throw Error(ErrorCode::kUsage, "a multistart without starts");
  std::vector<OptimizeResult> results(starts.size());
  std::mutex reporting;
  parallel_for(starts.size(), threads, [&](std::uint64_t s, int) {
    OptimizeOptions own = options;
    own.start = options.start + static_cast<std::uint32_t>(s);
    if (options.callback)
      own.callback = [&](const OptimizeProgress& p) {
        const std::lock_guard lock(reporting);
        options.callback(p);
      };
    results[s] = minimize(make(own.start), starts[s], own);
  });
  std::size_t best = 0;
  for (std::size_t s = 1; s < results.size(); ++s)
    if (results[s].value < results[best].value) best = s;
  OptimizeResult out = results[best];
  out.evaluations = out.gradients = 0;
  out.history.clear();
  for (const OptimizeResult& r : results) {
    out.evaluations += r.evaluations;
    out.gradients += r.gradients;
    out.seconds = std::max(out.seconds, r.seconds);
    out.history.insert(out.history.end(), r.history.begin(), r.history.end());
    if (r.reason == StopReason::kInterrupted) out.reason = StopReason::kInterrupted;
  }
  if (each) *each = std::move(results);
  return out;
}

}  // namespace qiao::algorithms
