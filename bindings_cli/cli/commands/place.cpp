#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <memory>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/json.hpp"
#include "cli/options.hpp"
#include "cli/outputs.hpp"
#include "cli/program.hpp"
#include "cli/progress.hpp"
#include "cli/verdict.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/machine.hpp"
#include "qiao/base/rng.hpp"
#include "qiao/routing_opt/adaptive_k.hpp"
#include "qiao/routing_opt/experiment.hpp"

namespace qiao::cli {
namespace {

namespace ro = routing_opt;

struct Options {
  ro::InstanceSpec spec;
  std::string evaluate, experiment, output, report;
  ro::PlacementFormat format = ro::PlacementFormat::kQiao;
  bool json = false, adaptive_k = false, learning_curve = false;
};

std::string percent(const Json& x) { return fmt::format("{:+.2f} %", 100 * x.get<double>()); }

void print_setting(const Json& r, const Context& context) {
  context.out << fmt::format("{} layers, {} experts, top-{}; {} homes, {} copies, objective {}\n",
                             r["layers"].get<int>(), r["experts"].get<int>(), r["top_k"].get<int>(),
                             r["homes"].get<std::string>(), r["copies"].get<std::string>(),
                             r["objective"].get<std::string>());
  context.out << fmt::format(
      "{}, {}: {} expert-parallel group{} of {} devices on {} node{}, {} slots per device\n",
      r["cluster"].get<std::string>(), r["model"].get<std::string>(), r["ep_groups"].get<int>(),
      r["ep_groups"] == 1 ? "" : "s", r["ep_size"].get<int>(), r["ep_nodes"].get<int>(),
      r["ep_nodes"] == 1 ? "" : "s", r["slots_per_device"].get<int>());
}

void print_table(const Json& r, const Context& context) {
  print_setting(r, context);
  const bool gaps = std::any_of(r["solvers"].begin(), r["solvers"].end(),
                                [](const Json& s) { return s.contains("gap_to_proven_optimum"); });
  const bool compared = r.contains("baseline");
  context.out << fmt::format("\n{:<12} {:>10} {:>7} {:>7} {:>6} {:>6}{}{}{}\n", "solver", "step (µs)",
                             "nodes", "devices", "load", "group", compared ? "  stopped " : "",
                             gaps ? "  gap to proof" : "",
                             compared ? "  step time against contiguous, 95 %" : "");
  for (const Json& s : r["solvers"]) {
    const Json& h = s["heldout"];
    context.out << fmt::format("{:<12} {:>9.0f} {:>7.3f} {:>7.3f} {:>6.2f} {:>6.2f}",
                               s["solver"].get<std::string>(), 1e6 * h["step_seconds"].get<double>(),
                               h["nodes_per_token"].get<double>(), h["devices_per_token"].get<double>(),
                               h["load_max_over_mean_per_batch"].get<double>(),
                               h["load_max_over_mean_per_ep_group"].get<double>());
    if (compared) context.out << fmt::format("  {:<8}", s["stopped"].get<std::string>());
    if (gaps)
      context.out << fmt::format("  {:>12}", s.value("proven", false) ? std::string("proven")
                                             : s.contains("gap_to_proven_optimum")
                                                 ? percent(s["gap_to_proven_optimum"])
                                                 : std::string());
    if (compared) {
      Json better = s["over_contiguous"];  // as a change of the step time
      for (const char* key : {"gain", "low", "high"}) better[key] = 0.0 - better[key].get<double>();
      std::swap(better["low"], better["high"]);
      context.out << "  " << interval(better);
    }
    context.out << '\n';
  }
  if (r.contains("baseline"))
    context.out << fmt::format(
        "\nheld-out tokens: {}, mean over {} home assignments; nodes, devices: touched per token "
        "and layer;\nload, group: busiest device over mean per batch and over all batches;\nstopped: by a "
        "proof, by "
        "its own rule (complete) or by the budget\n",
        r["heldout"]["tokens"].get<std::uint64_t>(), r["home_draws"].get<int>());
}

void print_quantum(const Json& r, const Context& context) {
  for (const Json& s : r["solvers"]) {
    if (!s.contains("quantum")) continue;
    const Json& q = s["quantum"];
    context.out << fmt::format(
        "{}: {} problems of up to {} qubits, p = {}, {} shots; P(optimum) {:.3f}, uniform {:.2g};\n"
        "  optimum in the shots {} of {}, of uniform samples {}; {} two-qubit gates per circuit\n",
        s["solver"].get<std::string>(), q["problems"].get<std::uint64_t>(), q["qubits"].get<int>(),
        q["p"].get<int>(), q["shots"].get<std::uint64_t>(), q["mean_probability_of_optimum"].get<double>(),
        q["mean_probability_of_optimum_uniform"].get<double>(), q["optimum_found"].get<std::uint64_t>(),
        q["problems"].get<std::uint64_t>(), q["optimum_found_by_uniform_sampling"].get<std::uint64_t>(),
        q["two_qubit_gates_per_circuit"].get<std::uint64_t>());
    if (q["layers_cut_off"] > 0)
      context.out << fmt::format(
          "  cut off: the budget ended before the search was complete in {} layer{}; more --budget or "
          "--moves\n",
          q["layers_cut_off"].get<int>(), q["layers_cut_off"] == 1 ? "" : "s");
  }
}

void print_verdict(const Json& v, const Context& context) {
  if (!v.is_null()) context.out << verdict_line(v) << '\n';
}

int run_adaptive_k(const Options& options, const ro::TraceOptions& reading, const Context& context) {
  const ro::AdaptiveK a = ro::adaptive_k(options.spec.train, {0.7, 0.8, 0.9, 0.95}, reading);
  if (options.json) {
    Json json = document("qiao.adaptive_k/1");
    json["file"] = options.spec.train;
    json["thresholds"] = a.thresholds;
    const auto rows = [](const std::vector<ro::AdaptiveK::Row>& list) {
      Json out = Json::array();
      for (const auto& row : list)
        out.push_back({{"name", row.name},
                       {"experts_per_token", row.experts_per_token},
                       {"kept_weight", row.kept_weight}});
      return out;
    };
    json["all"] = rows({a.all})[0];
    json["layers"] = rows(a.layers);
    json["domains"] = rows(a.domains);
    print(context.out, json);
    return 0;
  }
  context.out << fmt::format(
      "{}: adaptive top-k, at most {}\n\nexperts are kept until their share of the gate weight reaches"
      "\n{:<12}",
      options.spec.train, a.top_k, "");
  for (const double t : a.thresholds) context.out << fmt::format(" {:>16.2f}", t);
  context.out << fmt::format("\n{:<12}", "");
  for (std::size_t i = 0; i < a.thresholds.size(); ++i) context.out << fmt::format(" {:>16}", "saved  kept");
  context.out << '\n';
  const auto line = [&](const ro::AdaptiveK::Row& row) {
    context.out << fmt::format("{:<12}", row.name);
    for (std::size_t i = 0; i < a.thresholds.size(); ++i)
      context.out << fmt::format(" {:>8.1f} % {:>5.3f}", 100 * (1 - row.experts_per_token[i] / a.top_k),
                                 row.kept_weight[i]);
    context.out << '\n';
  };
  line(a.all);
  for (const auto& row : a.layers) line(row);
  for (const auto& row : a.domains) line(row);
  context.out << "\nsaved: of (token, expert) pairs, which is compute and, with copies none, traffic; kept: "
                 "mean gate weight\n";
  return 0;
}

int execute(const Options& options, const Context& context) {
  const int threads = resolve_threads(context.globals.threads);
  qsim::Monitor monitor;
  const StopOnInterrupt stop(monitor);
  ProgressLine progress(context.err, context.terminal.err_tty && !context.globals.quiet);
  monitor.report = [&](const char* what, std::uint64_t done, std::uint64_t total) {
    progress.update(what, done, total);
  };
  if (!options.experiment.empty()) {
    if (options.output.empty()) throw Error(ErrorCode::kUsage, "--experiment needs -o FOLDER");
    context.outputs.files.add_output_folder(options.output, "--output");
    const Json results = Json::parse(ro::run_experiment(
        options.experiment, options.output, &monitor, threads,
        [&](const std::string& path, const auto& write) { context.outputs.write(path, write); }));
    context.outputs.show([&] {
      if (options.json) return print(context.out, results);
      print_verdict(results["verdict"], context);
      for (const Json& r : results["instances"]) {
        context.out << "\n== " << r["name"].get<std::string>() << '\n';
        print_table(r, context);
        print_quantum(r, context);
        print_verdict(r["verdict"], context);
      }
    });
    if (context.outputs.errors().empty())
      context.note(fmt::format("wrote {0}/results.json and {0}/report.html", options.output));
    return results["verdict"].is_null() || results["verdict"]["decision"] == "GO" ? 0 : 1;
  }
  if (options.spec.train.empty()) {
    if (context.terminal.in_tty) throw FileMissing{};
    throw Error(ErrorCode::kUsage, "'qiao place' needs a TRACE");
  }
  if (options.adaptive_k)
    return run_adaptive_k(options, {.threads = threads, .stop = &monitor.stop}, context);
  ro::InstanceSpec spec = options.spec;
  spec.name = spec.train;
  spec.solve.monitor = &monitor;
  spec.solve.threads = threads;
  spec.solve.seed = context.globals.seed ? *context.globals.seed : fresh_seed();
  if (!options.evaluate.empty()) {
    const Json r = Json::parse(ro::evaluate_placement(spec, options.evaluate));
    if (options.json) print(context.out, r);
    else print_table(r, context);
    return 0;
  }
  if (spec.solvers.empty()) spec.solvers = {"auto"};
  if (options.learning_curve || !options.report.empty()) spec.learning_curve = ro::kLearningCurve;
  if (!options.output.empty()) context.outputs.files.add_output(options.output, "--output");
  const ro::InstanceResult result = ro::run_instance(spec);
  Json r = Json::parse(result.json);
  r.erase("quantum_gains");
  context.outputs.show([&] {
    if (options.json) return print(context.out, r);
    print_table(r, context);
    print_quantum(r, context);
    print_verdict(r["verdict"], context);
  });
  if (result.interrupted)
    context.note(fmt::format("interrupted: the best so far, nothing is compared{}",
                             options.report.empty() ? "" : "; no report was written"));
  if (!options.output.empty() && context.outputs.write(options.output, [&](std::ostream& out) {
        out << ro::placement_text(result.placement, options.format);
      }))
    context.note(fmt::format("wrote {}: the placement of '{}', the best fit", options.output, result.best));
  if (!options.report.empty() && !result.interrupted &&
      context.outputs.write(options.report, [&](std::ostream& out) {
        out << ro::report_html(ro::combine_results({result.json}));
      }))
    context.note(fmt::format("wrote {}", options.report));
  if (!context.globals.seed) context.note(fmt::format("seed {}", spec.solve.seed));
  return result.interrupted ? exit_code(ErrorCode::kInterrupted) : 0;
}

Action setup(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  Options* o = options.get();
  ro::InstanceSpec* s = &options->spec;
  app.add_option("TRACE", options->spec.train, "the trace to fit to; see 'qiao trace'")->type_name("TRACE");
  add_text(
      app, "--heldout", "TRACE", [s](const std::string& f) { s->heldout = f; },
      "the trace to score on (default: every fifth sequence of TRACE)");
  std::vector<std::string> names;
  for (const ro::SolverInfo& info : ro::solvers()) names.push_back(info.name);
  add_text(
      app, "--solver", "NAME,...", [s](const std::string& t) { s->solvers = split_list(t); },
      fmt::format("solvers to compare: {} (default: auto); contiguous and eplb are always shown",
                  fmt::join(names, ", ")));
  add_real(
      app, "--budget", [s](double x) { s->solve.seconds = x; }, "seconds for each solver (default: 10)", 0.01,
      1e6);
  add_whole(
      app, "--moves", [s](std::uint64_t n) { s->solve.moves = n; },
      "moves per layer for each solver instead of seconds: reproducible", 1);
  add_choice(
      app, "--objective", {"step-time", "traffic", "balance"},
      [s](std::size_t i) { s->objective = static_cast<ro::Objective>(i); }, "what is fitted")
      ->default_str("step-time");
  add_output(
      app, "-o,--output", "FILE", OutputKind::kDeclaredByCommand,
      [o](const std::string& f) { o->output = f; },
      "write the best placement here; with --experiment, the folder of the results");
  add_choice(
      app, "--format", {"qiao", "sglang", "vllm", "trtllm"},
      [o](std::size_t i) { o->format = static_cast<ro::PlacementFormat>(i); }, "of the placement")
      ->default_str("qiao");
  add_output(
      app, "--report", "FILE", OutputKind::kFile, [o](const std::string& f) { o->report = f; },
      "write a self-contained HTML report");
  app.add_flag("--json", options->json, "one JSON document, schema qiao.place/1");
  constexpr const char* kModel = "Cost model";
  std::vector<std::string> clusters, models;
  for (const ro::Preset& p : ro::cluster_presets()) clusters.push_back(p.name);
  for (const ro::Preset& p : ro::model_presets()) models.push_back(p.name);
  add_text(
      app, "--cluster", "NAME", [s](const std::string& c) { s->cluster = c; },
      fmt::format("{}, or a .json file", fmt::join(clusters, ", ")))
      ->default_str(s->cluster)
      ->group(kModel);
  add_text(
      app, "--model", "NAME", [s](const std::string& m) { s->model = m; },
      fmt::format("{}, or a .json file: sizes of activations and experts", fmt::join(models, ", ")))
      ->default_str(s->model)
      ->group(kModel);
  add_whole(
      app, "--ep-size", [s](std::uint64_t n) { s->ep_size = static_cast<unsigned>(n); },
      "devices of an expert-parallel group (default: the largest that the experts fill)", 1, 65536)
      ->group(kModel);
  add_whole(
      app, "--slots-per-device", [s](std::uint64_t n) { s->slots_per_device = static_cast<unsigned>(n); },
      "experts that a device holds; more slots than experts hold replicas", 1, 65535)
      ->group(kModel);
  add_choice(
      app, "--homes", {"data-parallel", "coherent"},
      [s](std::size_t i) { s->cost.homes = static_cast<ro::Homes>(i); },
      "where tokens wait: on the device of their sequence, or where their first expert is")
      ->default_str("data-parallel")
      ->group(kModel);
  add_choice(
      app, "--copies", {"none", "device", "node"},
      [s](std::size_t i) { s->cost.copies = static_cast<ro::Copies>(i); },
      "a token is sent once per expert, per device, or per node and from there to devices")
      ->default_str("node")
      ->group(kModel);
  add_whole(
      app, "--batch-tokens", [s](std::uint64_t n) { s->cost.batch_tokens = n; },
      "tokens of a group in one step", 1)
      ->default_str("16384")
      ->group(kModel);
  add_whole(
      app, "--max-tokens", [s](std::uint64_t n) { s->max_tokens = n; },
      "sample longer traces to about N tokens, by whole sequences (0: never)")
      ->default_str("131072")
      ->group(kModel);
  constexpr const char* kQuantum = "QAOA and neighbourhoods";
  add_whole(
      app, "--depth", [s](std::uint64_t n) { s->solve.depth = static_cast<unsigned>(n); }, "layers p", 1, 64)
      ->default_str("8")
      ->group(kQuantum);
  add_whole(
      app, "--shots", [s](std::uint64_t n) { s->solve.shots = static_cast<unsigned>(n); },
      "shots per problem", 1, 1000000)
      ->default_str("1000")
      ->group(kQuantum);
  add_whole(
      app, "--subproblem",
      [s](std::uint64_t n) { s->solve.subproblem_experts = static_cast<unsigned>(n & ~1ull); },
      "experts of a neighbourhood", 4, 20)
      ->default_str("12")
      ->group(kQuantum);
  constexpr const char* kOther = "Instead of solving, and experiments";
  add_text(
      app, "--evaluate", "PLACEMENT", [o](const std::string& f) { o->evaluate = f; },
      "score this placement on TRACE (or --heldout); invalid ones are refused by name")
      ->group(kOther);
  app.add_flag("--adaptive-k", options->adaptive_k, "what an adaptive top-k would save on TRACE")
      ->group(kOther);
  add_text(
      app, "--experiment", "SPEC", [o](const std::string& f) { o->experiment = f; },
      "run the experiment of a JSON file; resumes what is in the folder -o")
      ->group(kOther);
  app.add_flag("--learning-curve", options->learning_curve, "fit to fewer tokens, too; always in reports")
      ->group(kOther);
  app.add_flag("--one-more-slot", options->spec.one_more_slot,
               "what replicas in one more slot per device gain")
      ->group(kOther);
  return [options](Context& context) { return execute(*options, context); };
}

}  // namespace

Command place_command() {
  return {"place",
          "place the experts of a mixture-of-experts model on a cluster",
          {{"qiao place train.json --heldout heldout.json --cluster 4x8 -o placement.json", ""},
           {"qiao place train.json --solver auto,qaoa --report report.html", "is QAOA worth it?"},
           {"qiao place heldout.json --evaluate placement.json", "score a placement from anywhere"},
           {"qiao place --experiment spec.json -o results/", "many traces, one verdict"}},
          "Step times are modelled (routing_opt/README.md says how) and scored on tokens that no solver saw. "
          "--budget "
          "stops by the clock, which is not reproducible; with --moves the same --seed gives the same "
          "placement at any "
          "--threads. Exit status of --experiment: 0 GO, 1 SHELVE.",
          setup};
}

}  // namespace qiao::cli
