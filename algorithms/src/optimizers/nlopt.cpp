#include <fmt/format.h>
#include <nlopt.h>

#include <cmath>
#include <memory>

#include "optimizers/session.hpp"
#include "qiao/base/error.hpp"

namespace qiao::algorithms {
namespace {

struct Destroy {
  void operator()(nlopt_opt o) const { nlopt_destroy(o); }
};
using Handle = std::unique_ptr<std::remove_pointer_t<nlopt_opt>, Destroy>;

// What NLopt's callback needs; nothing may be thrown through C.
struct Callback {
  Session* session;
  bool wants_gradient;
  nlopt_opt outer = nullptr;
  std::exception_ptr error;
  bool ended = false;
  StopReason reason = StopReason::kInterrupted;
};

double call(unsigned n, const double* x, double* gradient, void* data) {
  Callback& c = *static_cast<Callback*>(data);
  if (c.ended || c.error) return HUGE_VAL;
  try {
    return c.session->evaluate(
        {x, n}, gradient && c.wants_gradient ? std::span<double>(gradient, n) : std::span<double>());
  } catch (const Ended& e) {
    c.ended = true;
    c.reason = e.reason;
  } catch (...) {
    c.error = std::current_exception();
  }
  nlopt_force_stop(c.outer);
  return HUGE_VAL;
}

Handle create(const std::string& name, unsigned n) {
  Handle handle(nlopt_create(nlopt_algorithm_from_string(name.c_str()), n));
  if (!handle)
    throw Error(ErrorCode::kUnsupported, fmt::format("this NLopt cannot make {} for {} parameters", name, n));
  return handle;
}

void set_tolerances(nlopt_opt o, const Session& session) {
  const OptimizeOptions& options = session.options();
  nlopt_set_ftol_rel(o, options.ftol_rel);
  nlopt_set_ftol_abs(o, session.ftol_abs());
  nlopt_set_xtol_rel(o, options.xtol_rel);
  nlopt_set_xtol_abs1(o, options.xtol_abs);
}

}  // namespace

StopReason run_nlopt(Session& session, const OptimizerInfo& info, std::vector<double> x) {
  const OptimizeOptions& options = session.options();
  const unsigned n = static_cast<unsigned>(x.size());
  const Handle opt = create(info.nlopt, n);
  Callback callback{&session, info.gradient, opt.get(), nullptr};
  nlopt_set_min_objective(opt.get(), call, &callback);
  set_tolerances(opt.get(), session);
  if (!options.lower.empty()) nlopt_set_lower_bounds(opt.get(), options.lower.data());
  if (!options.upper.empty()) nlopt_set_upper_bounds(opt.get(), options.upper.data());
  if (options.initial_step > 0) nlopt_set_initial_step1(opt.get(), options.initial_step);
  if (info.nlopt.find("MLSL") != std::string::npos) {
    const Handle local = create(info.gradient ? "LD_LBFGS" : "LN_BOBYQA", n);
    set_tolerances(local.get(), session);
    nlopt_set_local_optimizer(opt.get(), local.get());
  }
  // Its generator is one per thread.
  nlopt_srand(static_cast<unsigned long>(options.seed + 0x9e3779b97f4a7c15u * options.start + 1));
  double value = 0;
  const nlopt_result status = nlopt_optimize(opt.get(), x.data(), &value);
  if (callback.error) std::rethrow_exception(callback.error);
  if (callback.ended) return callback.reason;
  switch (status) {
    case NLOPT_INVALID_ARGS:
      throw Error(ErrorCode::kUsage,
                  fmt::format("'{}' refuses these {} parameters and bounds: {}", info.name, n,
                              nlopt_get_errmsg(opt.get()) ? nlopt_get_errmsg(opt.get()) : "no reason given"));
    case NLOPT_OUT_OF_MEMORY:
      throw Error(ErrorCode::kLimit, "NLopt has no memory for its optimiser");
    case NLOPT_FAILURE:  // of the line search: the point cannot be improved any more
    case NLOPT_ROUNDOFF_LIMITED:
      return StopReason::kRoundoff;
    default:
      return StopReason::kConverged;
  }
}

}  // namespace qiao::algorithms
