#include "cli/optimisation.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>

#include "cli/options.hpp"
#include "cli/outputs.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/rng.hpp"
#include "qiao/base/version.hpp"

namespace qiao::cli {

void add_optimisation_options(CLI::App& app, OptimisationOptions& options, const std::string& starts) {
  constexpr const char* kGroup = "Optimisation";
  OptimisationOptions* o = &options;
  std::vector<std::string> names;
  for (const algorithms::OptimizerInfo& info : algorithms::optimizers()) names.push_back(info.name);
  add_text(
      app, "--optimizer", "NAME",
      [o](const std::string& name) { o->optimize.optimizer = algorithms::optimizer_info(name).name; },
      fmt::format("{}; NLopt's names, too (default: lbfgs, with shots cobyla)", fmt::join(names, ", ")))
      ->group(kGroup);
  add_whole(
      app, "--max-evaluations", [o](std::uint64_t n) { o->optimize.max_evaluations = n; },
      "of each optimisation", 1)
      ->default_str(fmt::format("{}", options.optimize.max_evaluations))
      ->group(kGroup);
  add_duration(
      app, "--max-time", [o](double s) { o->optimize.max_seconds = s; },
      "stop after this time; the result then depends on the machine")
      ->group(kGroup);
  add_real(
      app, "--ftol", [o](double x) { o->optimize.ftol_rel = x; }, "relative change of the value that ends it",
      0, 1)
      ->default_str(fmt::format("{:g}", options.optimize.ftol_rel))
      ->group(kGroup);
  add_real(
      app, "--ftol-abs", [o](double x) { o->optimize.ftol_abs = x; },
      "change of the value that ends it, in its unit", 0, 1e6)
      ->default_str(fmt::format("{:g}", options.optimize.ftol_abs))
      ->group(kGroup);
  add_real(
      app, "--gtol", [o](double x) { o->optimize.gtol = x; }, "norm of the gradient that ends it", 0, 1e9)
      ->group(kGroup);
  add_real(
      app, "--step", [o](double x) { o->optimize.initial_step = x; },
      "first step without gradients, perturbation of spsa, rate of adam", 1e-12, 1e6)
      ->group(kGroup);
  add_whole(
      app, "--starts", [o](std::uint64_t n) { o->starts = static_cast<unsigned>(n); },
      "begin from so many points; the best counts", 1, 4000)
      ->default_str(starts)
      ->group(kGroup);
  add_output(
      app, "-o,--out", "FILE", OutputKind::kFileAndLog, [o](const std::string& f) { o->out = f; },
      "write the result as JSON; every evaluation is kept in FILE.log until it is there");
  app.add_flag("--resume", options.resume, "go on from FILE.log of an interrupted run of the same command");
  add_output(
      app, "--report", "FILE", OutputKind::kFile, [o](const std::string& f) { o->report = f; },
      "write a self-contained HTML report");
  app.add_flag("--json", options.json, "print the result as JSON");
}

OptimisationRun::OptimisationRun(const Context& context, OptimisationOptions& options, Json settings)
    : context_(context),
      options_(options),
      settings_(std::move(settings)),
      interrupt_(monitor_),
      line_(context.err, context.terminal.err_tty && !context.globals.quiet) {
  if (options.resume && options.out.empty())
    throw Error(ErrorCode::kUsage, "--resume needs the --out of the run that was ended",
                "evaluations are kept in OUT.log until the result is written");
  const std::string path = log_path();
  if (options.resume && path.empty())
    throw Error(ErrorCode::kUsage, fmt::format("--resume: '{}' is no file, so there is no log", options.out));
  Json before;
  if (options.resume) {
    const std::string identity = algorithms::EvaluationLog::identity_of(path);
    if (!identity.empty()) before = Json::parse(identity, nullptr, false);
  }
  const Json* known = before.is_object() && before.contains("seed") ? &before["seed"] : nullptr;
  seed_ = context.globals.seed                   ? *context.globals.seed
          : known && known->is_number_unsigned() ? known->get<std::uint64_t>()
                                                 : fresh_seed();
  settings_["seed"] = seed_;
  options_.optimize.seed = seed_;
  options_.optimize.stop = &monitor_.stop;
  options_.optimize.callback = [this](const algorithms::OptimizeProgress& p) { progress(p); };
  if (path.empty()) return;
  Json all = settings_;
  all["program"] = version();
  const std::string identity = all.dump(-1, ' ', true, Json::error_handler_t::replace);
  if (options.resume && !before.is_null()) {
    log_ = algorithms::EvaluationLog::resume(path, identity);
    context.note(fmt::format("{} evaluations are in {}", log_->known(), path));
  } else {
    if (options.resume) context.note(fmt::format("there is no {}: starting afresh", path));
    log_ = algorithms::EvaluationLog::create(path, identity);
  }
  options_.optimize.log = log_.get();
}

std::string OptimisationRun::log_path() const { return options_.out.empty() ? "" : log_of(options_.out); }

double OptimisationRun::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
}

void OptimisationRun::progress(const algorithms::OptimizeProgress& p) {
  if (!p.replayed) ++made_;
  const std::string what =
      fmt::format("evaluations, {} {:.9g}, best {:.9g}, gradient {:.1e}, {:.3g}/s", shown_name,
                  shown_sign * p.evaluation.value, shown_sign * p.best, p.gradient_norm,
                  static_cast<double>(made_) / std::max(seconds(), 1e-9));
  line_.update(what.c_str(), p.evaluations, 0);
}

void OptimisationRun::finished(const Json& result) {
  const bool written = options_.out.empty() ||
                       context_.outputs.write(options_.out, [&](std::ostream& out) { print(out, result); });
  if (written && !options_.out.empty()) context_.note(fmt::format("wrote {}", options_.out));
  if (!log_) {
    if (interrupted()) context_.note("interrupted: the best so far");
    return;
  }
  if (interrupted() || !written) log_->flush();
  if (!log_->failure().empty())
    context_.note(fmt::format("warning: not all evaluations are in the log: {}", log_->failure()));
  if (interrupted())
    context_.note(fmt::format("interrupted: the best so far; the same command with --resume goes on from {}",
                              log_path()));
  else if (!written && log_->failure().empty())
    context_.note(fmt::format("the evaluations stay in {}; the same command with --resume goes on from there",
                              log_path()));
  else if (written) log_->remove();
}

Json optimiser_json(const algorithms::OptimizeOptions& o) {
  return {{"optimizer", o.optimizer},     {"max_evaluations", o.max_evaluations},
          {"max_seconds", o.max_seconds}, {"ftol", o.ftol_rel},
          {"ftol_abs", o.ftol_abs},       {"gtol", o.gtol},
          {"step", o.initial_step}};
}

Json optimisation_json(const std::string& optimizer, const algorithms::OptimizeResult& r) {
  Json history = Json::array();
  for (const algorithms::HistoryEntry& h : r.history)
    history.push_back(Json::array({h.start, h.gradient ? "gradient" : "value", h.value,
                                   h.gradient ? Json(h.gradient_norm) : Json(nullptr)}));
  return {{"optimizer", optimizer},
          {"stopped", algorithms::name(r.reason)},
          {"success", algorithms::is_success(r.reason)},
          {"evaluations", r.evaluations},
          {"gradients", r.gradients},
          {"gradient_norm", r.gradient_norm},
          {"history", std::move(history)}};
}

}  // namespace qiao::cli
