#include "qiao/algorithms/qaoa.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <ostream>

#include "cli/circuit_file.hpp"
#include "cli/commands.hpp"
#include "cli/optimisation.hpp"
#include "cli/options.hpp"
#include "cli/outputs.hpp"
#include "cli/program.hpp"
#include "cli/qaoa_result.hpp"
#include "cli/verdict.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/file.hpp"
#include "qiao/base/machine.hpp"

namespace qiao::cli {
namespace {

namespace qa = algorithms;

constexpr std::uint64_t kMaxFileBytes = std::uint64_t{1} << 28;

struct Options {
  std::string kind, file, save, transfer;
  unsigned generate = 0;
  std::map<std::string, double> tuned;
  std::uint64_t instance_seed = 1;
  std::vector<unsigned> depths = {1};
  unsigned cutoff = 0;
  CircuitFile circuit;
  qa::QaoaOptions qaoa;
  OptimisationOptions optimisation;
};

std::vector<unsigned> parse_depths(const std::string& text) {
  std::vector<unsigned> depths;
  for (const std::string& part : split_list(text)) {
    const std::size_t dash = part.find('-');
    const auto low = parse_whole("--depth", part.substr(0, dash), 1, 1000);
    const auto high = dash == part.npos ? low : parse_whole("--depth", part.substr(dash + 1), low, 1000);
    for (auto p = low; p <= high; ++p) depths.push_back(static_cast<unsigned>(p));
  }
  std::sort(depths.begin(), depths.end());
  depths.erase(std::unique(depths.begin(), depths.end()), depths.end());
  return depths;
}

// "NAME=VALUE,...": of which kind they are is not known yet.
std::map<std::string, double> parse_settings(const std::string& text) {
  std::map<std::string, double> tuned;
  for (const std::string& part : split_list(text)) {
    const std::size_t equals = part.find('=');
    if (equals == part.npos)
      throw Error(ErrorCode::kUsage, fmt::format("--generate-with: '{}' is not NAME=VALUE", part));
    tuned[part.substr(0, equals)] =
        parse_real("--generate-with", part.substr(equals + 1), -HUGE_VAL, HUGE_VAL);
  }
  return tuned;
}

qa::Problem load(Options& o, const Context& context, std::string& text) {
  if (o.kind.empty()) {
    std::vector<std::string> names;
    for (const qa::ProblemKind& k : qa::problem_kinds()) names.push_back(k.name);
    throw Error(ErrorCode::kUsage, "--problem is missing", fmt::format("kinds: {}", fmt::join(names, ", ")));
  }
  const qa::ProblemKind& kind = qa::problem_kind(o.kind);
  std::string name;
  if (o.generate > 0) {
    if (!o.file.empty())
      throw Error(ErrorCode::kUsage, "--generate makes the instance: a FILE is one too many");
    text = qa::generate_instance(kind, o.generate, o.instance_seed, o.tuned);
    name = fmt::format("<{} of {} variables, instance seed {}>", kind.name, o.generate, o.instance_seed);
  } else {
    if (!o.tuned.empty()) throw Error(ErrorCode::kUsage, "--generate-with needs --generate");
    const std::string file = file_or_stdin(context, o.file);
    text = file == "-" ? read_stdin(context, kMaxFileBytes) : read_file(file, kMaxFileBytes);
    name = file == "-" ? "<stdin>" : file;
  }
  context.outputs.files.check();
  if (!o.save.empty()) context.outputs.write(o.save, [&](std::ostream& out) { out << text; });
  qa::Problem p = kind.read(text, name);
  p.kind = kind.name;
  p.name = name;
  for (const std::string& w : p.warnings) context.note(fmt::format("warning: {}: {}", name, w));
  return p;
}

void take_angles(Options& o) {
  const std::string text = read_file(o.transfer, kMaxFileBytes);
  const Json j = Json::parse(text, nullptr, false);
  const bool ours =
      j.is_object() && j.value("schema", "") == "qiao.qaoa/1" && j.contains("runs") && !j["runs"].empty();
  if (!ours || !j["runs"].back().contains("gamma"))
    throw Error(ErrorCode::kInput,
                fmt::format("{}: not a result of 'qiao qaoa' with one gamma and beta a layer", o.transfer));
  o.qaoa.given = j["runs"].back()["gamma"].get<std::vector<double>>();
  for (const Json& b : j["runs"].back()["beta"]) o.qaoa.given.push_back(b.get<double>());
  o.qaoa.given_scale = j["angle_scale"].get<double>();
}

// Enough digits to tell values apart: 8, and more if the values are large compared with their range.
std::string value_text(const Json& r, double value) {
  const double best = r["classical"]["optimum"]["value"], worst = r["classical"]["worst"];
  const double size = std::max(std::abs(best), std::abs(worst)), range = std::abs(best - worst);
  const int more = range > 0 ? static_cast<int>(std::log10(size / range)) : 0;
  return fmt::format("{:>14.{}g}", value, std::clamp(8 + more, 8, 17));
}

void print_table(const qa::Problem& problem, const Json& r, const Context& context) {
  const std::uint64_t states = r["states"].get<std::uint64_t>(), held = r["amplitudes"].get<std::uint64_t>();
  context.out << fmt::format(
      "{} {}: {} variables, {} strings{}; mixer {}, {} parameters\n", problem.kind, problem.name,
      problem.variables, states, held < states ? " in halves that mirror each other" : "",
      r["settings"]["mixer"].get<std::string>(), r["settings"]["parameters"].get<std::string>());
  context.out << fmt::format("value: {}, {}\n\n", problem.value_name,
                             problem.sign < 0 ? "maximised" : "minimised");
  context.out << fmt::format("{:<30} {:>14} {:>8} {:>11} {:>11}  {}\n", "", "value", "ratio", "P(optimum)",
                             "evaluations", "stopped");
  for (const Json& run : r["runs"]) {
    context.out << fmt::format(
        "{:<30} {} {:>8.5f} {:>11.4g} {:>11}  {}\n",
        fmt::format("QAOA p = {}, expected", run["p"].get<unsigned>()),
        value_text(r, run["expectation"].get<double>()), run["approximation_ratio"].get<double>(),
        run["probability_of_optimum"].get<double>(), run["optimisation"]["evaluations"].get<std::uint64_t>(),
        run["optimisation"]["stopped"].get<std::string>());
    if (!run.contains("best_sample")) continue;
    context.out << fmt::format(
        "{:<30} {}\n", fmt::format("  best of {} samples", run["samples"]["shots"].get<std::uint64_t>()),
        value_text(r, run["best_sample"]["value"].get<double>()));
    context.out << fmt::format("{:<30} {}\n", "  after a local search",
                               value_text(r, run["after_local_search"]["value"].get<double>()));
  }
  if (r.contains("recursive"))
    context.out << fmt::format(
        "{:<30} {} {:>8} {:>11} {:>11}\n",
        fmt::format("recursive QAOA, {} rounds", r["recursive"]["rounds"].get<unsigned>()),
        value_text(r, r["recursive"]["value"].get<double>()), "", "",
        r["recursive"]["evaluations"].get<std::uint64_t>());
  const Json& c = r["classical"];
  context.out << fmt::format("{:<30} {}\n", "optimum, all strings computed",
                             value_text(r, c["optimum"]["value"].get<double>()));
  for (const Json& m : c["methods"])
    context.out << fmt::format("{:<30} {}\n",
                               m["method"].get<std::string>() + (m["exact"].get<bool>() ? " (exact)" : ""),
                               value_text(r, m["value"].get<double>()));
  context.out << fmt::format("{:<30} {}\n", "mean of all strings", value_text(r, c["mean"].get<double>()));
  const Json& last = r["runs"].back();
  const Json& best = last.contains("after_local_search") ? last["after_local_search"] : c["optimum"];
  context.out << fmt::format("\nbest solution {}", best["string"].get<std::string>());
  if (best.contains("meaning")) context.out << ": " << best["meaning"].get<std::string>();
  context.out << '\n';
  if (!problem.note.empty()) context.out << problem.note << '\n';
}

void print_heldout(const Json& held, const Context& context) {
  if (held.is_null()) return;
  context.out << fmt::format(
      "\n{:<30} {:>14} {:>38}\n",
      fmt::format("on {} {} held out", held["items"].get<std::uint64_t>(), held["of"].get<std::string>()),
      "score", "gain of QAOA's best sample, 95 %");
  context.out << fmt::format("{:<30} {:>14.4f}\n", "QAOA, best sample", held["best_sample"].get<double>());
  for (const Json& m : held["classical"])
    context.out << fmt::format("{:<30} {:>14.4f} {:>38}\n", m["method"].get<std::string>(),
                               m["score"].get<double>(), interval(m["qaoa_over_it"]));
  context.out << fmt::format("score: {}\n", held["score"].get<std::string>());
  for (const Json& method : held["qaoa_is_beaten_by"])
    context.out << fmt::format("{} beats QAOA's choice\n", method.get<std::string>());
  context.out << verdict_line(held["verdict"]) << '\n';
}

int execute(Options o, const Context& context) {
  const int threads = resolve_threads(context.globals.threads);
  std::string text;
  const qa::Problem problem = load(o, context, text);
  if (!o.transfer.empty()) take_angles(o);
  o.qaoa.threads = threads;
  o.qaoa.precision = context.globals.precision;
  o.qaoa.starts = std::max(o.optimisation.starts, 1u);
  o.qaoa.depth = o.depths.back();
  if (o.optimisation.optimize.optimizer.empty())
    o.optimisation.optimize.optimizer = qa::default_optimizer(o.qaoa.shots > 0);
  o.qaoa.optimize = o.optimisation.optimize;
  Json settings = qaoa_settings(problem, o.qaoa, o.depths, text);
  if (o.cutoff > 0) settings["recursive"] = o.cutoff;
  OptimisationRun run(context, o.optimisation, std::move(settings));
  run.shown_sign = o.qaoa.measure == qa::MeasureKind::kGibbs ? 1 : problem.sign;
  run.shown_name = o.qaoa.measure == qa::MeasureKind::kExpectation
                       ? problem.value_name
                       : qa::measure_names()[static_cast<std::size_t>(o.qaoa.measure)];
  o.qaoa.optimize = o.optimisation.optimize;
  const std::vector<qa::QaoaResult> runs = qa::scan_depths(problem, o.qaoa, o.depths);
  qa::RecursiveResult recursive;
  if (o.cutoff > 0 && !run.interrupted()) recursive = qa::recursive_qaoa(problem, o.qaoa, o.cutoff);
  const double quantum_seconds = run.seconds();
  const std::atomic<bool>* const stop = o.qaoa.optimize.stop;
  const std::vector<qa::ClassicalResult> classical = qa::classical_results(problem, run.seed(), stop);

  Json r = qaoa_document(problem, o.qaoa, run.settings(), runs, run.interrupted());
  if (o.cutoff > 0 && !run.interrupted()) {
    r["recursive"] = {{"value", problem.sign * recursive.solution.cost},
                      {"string", bits(recursive.solution.string, problem.variables)},
                      {"rounds", recursive.rounds},
                      {"fixed", recursive.fixed},
                      {"evaluations", recursive.evaluations}};
  }
  r["classical"] = classical_json(problem, runs.back(), classical);
  if (problem.heldout)
    r["heldout"] =
        heldout_json(problem, qa::compare_held_out(problem, runs.back(), classical, run.seed(), 2000, stop));
  Json times = Json::object();
  for (const qa::ClassicalResult& c : classical) times[c.method] = c.seconds;
  r["timing"] = {{"qaoa_seconds", quantum_seconds}, {"classical_seconds", times}, {"threads", threads}};

  context.outputs.show([&] {
    if (o.optimisation.json) return print(context.out, r);
    print_table(problem, r, context);
    if (problem.heldout) print_heldout(r["heldout"], context);
  });
  run.finished(r);
  if (!o.optimisation.report.empty() && context.outputs.write(o.optimisation.report, [&](std::ostream& out) {
        out << qaoa_report(problem, r);
      }))
    context.note(fmt::format("wrote {}", o.optimisation.report));
  int status = 0;
  if (const qa::QaoaResult& last = runs.back(); !o.circuit.path.empty())
    context.outputs.attempt([&] {
      const ir::Circuit circuit =
          qa::qaoa_circuit(problem, last.mixer, last.depth,
                           o.circuit.symbolic ? std::vector<double>{} : last.angles, o.qaoa.threads);
      if (!write_circuit(o.circuit, o.circuit.path, circuit, problem.name, context)) status = 1;
    });
  if (!context.globals.seed) context.note(fmt::format("seed {}", run.seed()));
  return run.interrupted() ? exit_code(ErrorCode::kInterrupted) : status;
}

Action setup(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  Options* o = options.get();
  qa::QaoaOptions* q = &options->qaoa;
  app.add_option("FILE", options->file, "the instance; - for standard input")->type_name("FILE");
  std::vector<std::string> kinds;
  std::string formats;
  for (const qa::ProblemKind& k : qa::problem_kinds()) {
    kinds.push_back(k.name);
    formats += fmt::format("{}{}: {} ({})", formats.empty() ? "" : "; ", k.name, k.summary, k.format);
  }
  add_choice(
      app, "--problem", kinds, [o, kinds](std::size_t i) { o->kind = kinds[i]; }, formats);
  add_whole(
      app, "--generate", [o](std::uint64_t n) { o->generate = static_cast<unsigned>(n); },
      "instead of FILE an instance with N variables", 1, 64);
  add_whole(
      app, "--instance-seed", [o](std::uint64_t n) { o->instance_seed = n; }, "of --generate")
      ->default_str("1");
  std::string settings;
  for (const qa::ProblemKind& k : qa::problem_kinds())
    for (const qa::GeneratorSetting& s : k.settings)
      settings +=
          fmt::format("{}{}={:g}: {}", settings.empty() ? k.name + ": " : "; ", s.name, s.value, s.meaning);
  add_text(
      app, "--generate-with", "NAME=VALUE,...", [o](const std::string& t) { o->tuned = parse_settings(t); },
      settings);
  add_output(
      app, "--save-instance", "FILE", OutputKind::kFile, [o](const std::string& f) { o->save = f; },
      "write the instance");
  add_text(
      app, "-p,--depth", "P", [o](const std::string& t) { o->depths = parse_depths(t); },
      "layers; 1-8 or 1,2,4 runs each and reports them together")
      ->default_str("1");
  add_choice(
      app, "--mixer", qa::mixer_names(), [q](std::size_t i) { q->mixer = static_cast<qa::MixerKind>(i); },
      "default: x; xy-ring for problems with constraints, which xy-ring, xy-complete and grover keep");
  add_choice(
      app, "--parameters", qa::parameter_names(),
      [q](std::size_t i) { q->parameters = static_cast<qa::ParameterKind>(i); },
      "one gamma and beta a layer; one for each term and qubit; amplitudes of sines and cosines")
      ->default_str("standard");
  add_choice(
      app, "--start", qa::start_names(), [q](std::size_t i) { q->start = static_cast<qa::StartKind>(i); },
      "angles to begin with: a ramp; from depth to depth; those of regular graphs; at random")
      ->default_str("ramp");
  add_text(
      app, "--start-from", "FILE", [o](const std::string& f) { o->transfer = f; },
      "begin with the angles of another result, scaled to this problem");
  add_choice(
      app, "--objective", qa::measure_names(),
      [q](std::size_t i) { q->measure = static_cast<qa::MeasureKind>(i); },
      "what is minimised over the angles")
      ->default_str("expectation");
  add_real(
      app, "--alpha", [q](double x) { q->alpha = x; }, "share of the best outcomes of cvar", 1e-6, 1)
      ->default_str("0.25");
  add_real(
      app, "--eta", [q](double x) { q->eta = x; }, "of gibbs, for the whole range of costs", 1e-6, 1e3)
      ->default_str("2");
  add_whole(
      app, "--shots", [q](std::uint64_t n) { q->shots = n; },
      "evaluate with so many shots instead of exactly; 0: exact", 0, 100000000)
      ->default_str("0");
  add_real(
      app, "--depolarising", [q](double x) { q->depolarising = x; },
      "with --shots: probability per two-qubit gate of losing the state to the uniform mixture", 0, 1);
  add_real(
      app, "--readout-error", [q](double x) { q->readout = x; }, "with --shots: probability of a wrong bit",
      0, 1);
  add_whole(
      app, "--samples", [q](std::uint64_t n) { q->samples = n; }, "solutions drawn at the end", 0, 100000000)
      ->default_str("1024");
  add_whole(
      app, "--recursive", [o](std::uint64_t n) { o->cutoff = static_cast<unsigned>(n); },
      "also recursive QAOA, until N variables are left", 1, 24);
  add_circuit_options(app, options->circuit, "the circuit of the last depth with the angles found",
                      "symbols instead of angles in the circuit");
  add_optimisation_options(app, options->optimisation, "1");
  return [options](Context& context) { return execute(*options, context); };
}

}  // namespace

Command qaoa_command() {
  return {
      "qaoa",
      "solve an optimisation problem with QAOA, classical results beside",
      {{"qiao qaoa --problem maxcut graph.txt -p 4", "DIMACS or lines 'U V [WEIGHT]'"},
       {"qiao qaoa --problem labs --generate 12 -p 1-4 --start interp", "a scan over p, no file needed"},
       {"qiao qaoa --problem maxcut graph.txt -p 8 --out r.json --report r.html", ""},
       {"qiao qaoa --problem maxcut graph.txt -p 8 --out r.json --resume", "after an interruption"},
       {"qiao qaoa --problem slices --generate 12 --mixer xy-complete -p 3", "within constraints"},
       {"qiao qaoa --problem select votes.json -p 3", "reward models; scored on held-out items"},
       {"qiao qaoa --problem ising ising.json -p 2 --emit-circuit c.py --to mindquantum", ""}},
      "The costs of all allowed strings are computed, so the optimum is known and the ratio to it exact. "
      "Samples, and what a local search makes of the best of them, are shown apart from each other and from "
      "classical methods. The ratio is value / optimum for positive values that are maximised, else "
      "(worst - expected) / (worst - optimum). The same seed gives the same result at any number of threads. "
      "Exit status 130 after Ctrl-C, with the best so far.",
      setup};
}

}  // namespace qiao::cli
