#include "qiao/routing_opt/experiment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "json/json_object.hpp"
#include "qiao/algorithms/verdict.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/parallel.hpp"
#include "qiao/base/rng.hpp"
#include "qiao/base/stop.hpp"
#include "qiao/base/version.hpp"

namespace qiao::routing_opt {
using algorithms::Decision;
using algorithms::Gain;
using algorithms::gain_of;
using algorithms::Json;
using algorithms::kGate;
namespace {

constexpr std::uint64_t kScoreHomes = 0x5c0;  // seeds of the homes that score; solvers fit to others
constexpr std::uint64_t kResampling = 0xb007;

struct Setting {
  Trace train, heldout;
  Cluster cluster, group;
  Model model;
  unsigned slots = 0;
};

// Every fifth sequence is held out where there is no held-out trace.
void split(Trace& train, Trace& heldout) {
  const Trace all = std::move(train);
  std::vector<bool> keep(all.tokens());
  for (std::uint64_t t = 0; t < all.tokens(); ++t) keep[t] = all.sequence[t] % 5 != 4;
  train = select_tokens(all, keep);
  keep.flip();
  heldout = select_tokens(all, keep);
  if (train.tokens() == 0 || heldout.tokens() == 0)
    throw Error(ErrorCode::kInput,
                fmt::format("a trace of {} sequences cannot be split into training and held-out",
                            all.sequence_name.size()),
                "give a second trace with --heldout");
}

const std::atomic<bool>* stop_of(const InstanceSpec& spec) {
  return spec.solve.monitor ? &spec.solve.monitor->stop : nullptr;
}

Setting prepare(const InstanceSpec& spec, bool split_if_alone) {
  Setting s;
  const TraceOptions reading{.threads = spec.solve.threads, .stop = stop_of(spec)};
  s.train = read_trace(spec.train, spec.max_tokens, reading);
  if (!spec.heldout.empty()) s.heldout = read_trace(spec.heldout, spec.max_tokens, reading);
  else if (split_if_alone) split(s.train, s.heldout);
  const TraceHeader &a = s.train.header, &b = s.heldout.header;
  if (s.heldout.tokens() && (a.layers != b.layers || a.experts != b.experts || a.top_k != b.top_k))
    throw Error(ErrorCode::kInput,
                fmt::format("{} has {} layers, {} experts, top-{}, but {} has {}, {}, top-{}", spec.train,
                            a.layers, a.experts, a.top_k, spec.heldout, b.layers, b.experts, b.top_k));
  s.cluster = find_cluster(spec.cluster);
  s.model = find_model(spec.model);
  const unsigned ep =
      spec.ep_size ? spec.ep_size : default_ep_size(s.cluster, a.experts, spec.slots_per_device);
  s.group = expert_parallel_group(s.cluster, ep);
  s.slots = spec.slots_per_device ? spec.slots_per_device : (a.experts + ep - 1) / ep;
  return s;
}

struct Scored {
  Score mean;
  std::vector<double> step_seconds;  // per home draw
};

Scored score(const Trace& trace, const Placement& p, const Setting& s, const CostOptions& cost,
             unsigned draws, bool traffic) {
  Scored r;
  for (unsigned h = 0; h < draws; ++h) {
    const Score one = evaluate(trace, p, s.group, s.model, cost,
                               home_devices(trace, s.group.devices(), kScoreHomes + h), traffic && h == 0);
    if (h == 0) {
      r.mean = one;
    } else {
      const auto add = [](double& a, double b) { a += b; };
      add(r.mean.step_seconds, one.step_seconds);
      add(r.mean.dispatch_seconds, one.dispatch_seconds);
      add(r.mean.compute_seconds, one.compute_seconds);
      add(r.mean.combine_seconds, one.combine_seconds);
      add(r.mean.nodes_per_token, one.nodes_per_token);
      add(r.mean.devices_per_token, one.devices_per_token);
      add(r.mean.bytes_inside, one.bytes_inside);
      add(r.mean.bytes_between, one.bytes_between);
      add(r.mean.port_imbalance, one.port_imbalance);
      add(r.mean.load_max_over_mean, one.load_max_over_mean);
      add(r.mean.group_load_max_over_mean, one.group_load_max_over_mean);
    }
    r.step_seconds.push_back(one.step_seconds);
  }
  for (double* x :
       {&r.mean.step_seconds, &r.mean.dispatch_seconds, &r.mean.compute_seconds, &r.mean.combine_seconds,
        &r.mean.nodes_per_token, &r.mean.devices_per_token, &r.mean.bytes_inside, &r.mean.bytes_between,
        &r.mean.port_imbalance, &r.mean.load_max_over_mean, &r.mean.group_load_max_over_mean})
    *x /= draws;
  r.mean.tokens_per_second = r.mean.batch_tokens / r.mean.step_seconds;
  return r;
}

// Step times of placements on resampled sequences: [placement][resample]; resample r uses home draw r mod
// draws.
std::vector<std::vector<double>> bootstrap(const Trace& trace,
                                           const std::vector<const Placement*>& placements, const Setting& s,
                                           const InstanceSpec& spec) {
  const std::size_t sequences = trace.sequence_name.size();
  const std::size_t batches = std::min(sequences, batch_starts(trace, spec.cost.batch_tokens).size() - 1);
  std::vector<std::vector<double>> steps(placements.size(), std::vector<double>(spec.resamples));
  for (unsigned draw = 0; draw < std::min(spec.home_draws, spec.resamples); ++draw) {
    const std::vector<std::uint16_t> homes = home_devices(trace, s.group.devices(), kScoreHomes + draw);
    for (std::size_t p = 0; p < placements.size(); ++p) {
      const SequenceCosts costs(trace, *placements[p], s.group, s.model, spec.cost, homes);
      const std::uint64_t mine = (spec.resamples - draw + spec.home_draws - 1) / spec.home_draws;
      parallel_for(mine, spec.cost.threads, [&](std::uint64_t k, int) {
        check_stop(spec.cost.stop);
        const std::uint64_t i = draw + k * spec.home_draws;
        std::vector<std::vector<std::uint32_t>> drawn(batches);
        for (std::size_t n = 0; n < sequences; ++n)
          drawn[n * batches / sequences].push_back(
              static_cast<std::uint32_t>(random_bits(spec.solve.seed ^ kResampling, i, n) % sequences));
        steps[p][i] = costs.step_seconds(drawn);
      });
    }
  }
  return steps;
}

// The share of the step time that one placement saves over another, resample by resample.
std::vector<double> gains(const std::vector<double>& base, const std::vector<double>& other) {
  std::vector<double> g;
  for (std::size_t i = 0; i < base.size(); ++i) g.push_back(1 - other[i] / base[i]);
  return g;
}
Json gain_json(const Gain& g) { return {{"gain", g.mean}, {"low", g.low}, {"high", g.high}, {"p", g.p}}; }

Json score_json(const Scored& s) {
  double square = 0;
  for (const double x : s.step_seconds) square += (x - s.mean.step_seconds) * (x - s.mean.step_seconds);
  const double n = static_cast<double>(s.step_seconds.size());
  return {{"step_seconds", s.mean.step_seconds},
          {"step_seconds_sd_over_homes", n > 1 ? std::sqrt(square / (n - 1)) : 0.0},
          {"dispatch_seconds", s.mean.dispatch_seconds},
          {"compute_seconds", s.mean.compute_seconds},
          {"combine_seconds", s.mean.combine_seconds},
          {"tokens_per_second_per_group", s.mean.tokens_per_second},
          {"nodes_per_token", s.mean.nodes_per_token},
          {"devices_per_token", s.mean.devices_per_token},
          {"bytes_inside_nodes", s.mean.bytes_inside},
          {"bytes_between_nodes", s.mean.bytes_between},
          {"busiest_port_over_mean", s.mean.port_imbalance},
          {"load_max_over_mean_per_batch", s.mean.load_max_over_mean},
          {"load_max_over_mean_per_ep_group", s.mean.group_load_max_over_mean}};
}

Json quantum_json(const QuantumUse& q) {
  const double n = std::max<double>(1, static_cast<double>(q.problems));
  return {{"problems", q.problems},
          {"qubits", q.qubits},
          {"p", q.depth},
          {"shots", q.shots},
          {"optimum_found", q.success},
          {"optimum_found_by_uniform_sampling", q.uniform_success},
          {"mean_probability_of_optimum", q.optimum_probability / n},
          {"mean_probability_of_optimum_uniform", q.uniform_probability / n},
          {"two_qubit_gates_per_circuit", q.two_qubit_gates},
          {"angle_evaluations", q.evaluations},
          {"layers_cut_off", q.cut_off}};
}

const SolverInfo& info_of(const std::string& name) {
  static const std::vector<SolverInfo> list = solvers();
  for (const SolverInfo& s : list)
    if (s.name == name) return s;
  throw Error(ErrorCode::kUsage, fmt::format("unknown solver '{}'", name));
}

Json setting_json(const InstanceSpec& spec, const Setting& s) {
  const auto trace_json = [](const std::string& file, const Trace& t) {
    return Json{{"file", file},
                {"tokens", t.tokens()},
                {"tokens_in_file", t.tokens_in_file},
                {"sequences", t.sequence_name.size()}};
  };
  Json json = {{"schema", "qiao.place/1"}, {"version", version()}, {"name", spec.name}};
  json["train"] = trace_json(spec.train, s.train);
  if (s.heldout.tokens())
    json["heldout"] = trace_json(spec.heldout.empty() ? spec.train : spec.heldout, s.heldout);
  json["layers"] = s.train.header.layers;
  json["experts"] = s.train.header.experts;
  json["top_k"] = s.train.header.top_k;
  json["cluster"] = s.cluster.name;
  json["model"] = s.model.name;
  json["ep_size"] = s.group.devices();
  json["ep_nodes"] = s.group.nodes;
  json["ep_groups"] = s.cluster.devices() / s.group.devices();
  json["slots_per_device"] = s.slots;
  json["homes"] = name(spec.cost.homes);
  json["copies"] = name(spec.cost.copies);
  json["batch_tokens"] = spec.cost.batch_tokens;
  json["objective"] = name(spec.objective);
  json["seed"] = spec.solve.seed;
  json["budget"] =
      spec.solve.moves ? Json{{"moves_per_layer", spec.solve.moves}} : Json{{"seconds", spec.solve.seconds}};
  json["home_draws"] = spec.home_draws;
  json["resamples"] = spec.resamples;
  return json;
}

// The verdict on the quantum solvers of one instance, from the rows of its table.
Json verdict_json(const Json& json, const std::string& baseline) {
  const Json* best = nullptr;
  for (const Json& row : json["solvers"])
    if (row.contains("quantum") && (!best || row["over_baseline"]["gain"] > (*best)["over_baseline"]["gain"]))
      best = &row;
  if (!best) return nullptr;
  const Json& g = (*best)["over_baseline"];
  const double low = g["low"], high = g["high"];
  const double fitted = (*best)["fitted_value"];
  // Proven means proven for the fitted objective: no solver can fit better.
  double proven = NAN;
  for (const Json& row : json["solvers"])
    if (row["proven"].get<bool>()) proven = row["fitted_value"];
  const Decision decision = algorithms::decide({g["gain"], low, high, g["p"]},
                                               std::isfinite(proven) && fitted <= proven * (1 + 1e-9),
                                               (*best)["quantum"]["layers_cut_off"] > 0);
  return {{"decision", decision.word()},
          {"reason", decision.reason},
          {"gate", kGate},
          {"solver", (*best)["solver"]},
          {"baseline", baseline},
          {"gain", g["gain"]},
          {"low", low},
          {"high", high}};
}

// Adds to each comparison its p-value corrected for the number of comparisons.
void correct(const std::vector<Json*>& rows) {
  std::vector<double> p;
  for (const Json* row : rows) p.push_back((*row)["p"]);
  p = algorithms::holm(p);
  for (std::size_t i = 0; i < rows.size(); ++i) (*rows[i])["p_holm"] = p[i];
}

Trace first_tokens(const Trace& trace, std::uint64_t tokens) {
  std::vector<bool> keep(trace.tokens());
  std::fill(keep.begin(), keep.begin() + static_cast<std::ptrdiff_t>(std::min(tokens, trace.tokens())), true);
  return select_tokens(trace, keep);
}

// `auto` fitted to other training tokens, with less time than the solvers that are compared.
Solution fitted_to(const Trace& train, const InstanceSpec& spec, Problem problem) {
  problem.train = &train;
  SolveOptions options = spec.solve;
  options.seconds = std::min(options.seconds, 5.0);
  Solution solution = solve(problem, "auto", options);
  check_stop(spec.cost.stop);
  return solution;
}

// All placements on the held-out tokens of one domain alone, and a placement fitted to that domain alone on
// these and on all: what the wrong mix costs.
Json domains_json(const InstanceSpec& spec, const Setting& s, const Problem& problem,
                  const std::vector<std::string>& names, const std::vector<Solution>& solutions) {
  const auto of_domain = [](const Trace& trace, std::size_t d) {
    std::vector<bool> keep(trace.tokens());
    for (std::uint64_t t = 0; t < trace.tokens(); ++t)
      keep[t] = !trace.domain.empty() && trace.domain[t] == d;
    return select_tokens(trace, keep);
  };
  const auto step_seconds = [&](const Trace& trace, const Solution& x) {
    return score(trace, x.placement, s, spec.cost, spec.home_draws, false).mean.step_seconds;
  };
  Json rows = Json::array();
  for (std::size_t d = 0; d < s.heldout.header.domains.size(); ++d) {
    const Trace only = of_domain(s.heldout, d), train_only = of_domain(s.train, d);
    if (only.tokens() == 0) continue;
    Json row = {{"domain", s.heldout.header.domains[d]}, {"tokens", only.tokens()}};
    if (train_only.tokens() > 0) {
      const Solution x = fitted_to(train_only, spec, problem);
      row["fitted_here_scored_on_all_step_seconds"] = step_seconds(s.heldout, x);
      row["fitted_here_scored_here_step_seconds"] = step_seconds(only, x);
    }
    for (std::size_t i = 0; i < solutions.size(); ++i)
      row["step_seconds"][names[i]] = step_seconds(only, solutions[i]);
    rows.push_back(row);
  }
  return rows;
}

Json learning_curve_json(const InstanceSpec& spec, const Setting& s, const Problem& problem) {
  Json points = Json::array();
  for (const std::uint64_t tokens : spec.learning_curve) {
    if (tokens > s.train.tokens()) continue;
    const Trace few = first_tokens(s.train, tokens);
    const Scored y =
        score(s.heldout, fitted_to(few, spec, problem).placement, s, spec.cost, spec.home_draws, false);
    points.push_back({{"tokens", tokens},
                      {"step_seconds", y.mean.step_seconds},
                      {"nodes_per_token", y.mean.nodes_per_token}});
  }
  return points;
}

Json one_more_slot_json(const InstanceSpec& spec, const Setting& s, Problem problem) {
  ++problem.slots_per_device;
  Json rows = Json::array();
  for (const char* name : {"eplb", "auto"}) {
    const Solution x = solve(problem, name, spec.solve);
    check_stop(spec.cost.stop);
    rows.push_back(
        {{"solver", name},
         {"slots_per_device", problem.slots_per_device},
         {"seconds", x.seconds},
         {"heldout", score_json(score(s.heldout, x.placement, s, spec.cost, spec.home_draws, false))}});
  }
  return rows;
}

}  // namespace

unsigned default_ep_size(const Cluster& cluster, unsigned experts, unsigned slots) {
  unsigned best = 0, fewest = ~0u;
  for (unsigned ep = 1; ep <= std::min(cluster.devices(), experts); ++ep) {
    if (cluster.devices() % ep != 0) continue;
    if (ep <= cluster.devices_per_node ? cluster.devices_per_node % ep != 0
                                       : ep % cluster.devices_per_node != 0)
      continue;
    if (slots == 0) {
      if (experts % ep == 0) best = ep;
    } else if (ep * slots >= experts && ep * slots - experts < fewest) {
      best = ep;
      fewest = ep * slots - experts;
    }
  }
  if (best == 0)
    throw Error(ErrorCode::kUsage,
                fmt::format("no expert-parallel group of {} holds {} experts in {} slots per device",
                            cluster.name, experts, slots),
                "raise --slots-per-device");
  return best;
}

namespace {

// The documents of solvers that were run, each scored on the held-out tokens.
struct Compared {
  std::vector<std::string> names;
  std::vector<Solution> solutions;
  std::vector<Scored> scores;
};

void add_comparisons(const InstanceSpec& spec, const Setting& s, const Problem& problem, const Compared& c,
                     InstanceResult& result, Json& json);

}  // namespace

InstanceResult run_instance(const InstanceSpec& given) {
  InstanceSpec spec = given;
  spec.cost.threads = spec.solve.threads;
  spec.cost.stop = stop_of(spec);
  const Setting s = prepare(spec, true);
  Problem problem{&s.train, s.group, s.model, spec.cost, spec.objective, s.slots};
  std::vector<std::string> names = spec.solvers;
  for (const char* always : {"eplb", "contiguous"})
    if (std::find(names.begin(), names.end(), always) == names.end()) names.push_back(always);
  // Before any of them takes its time.
  for (const std::string& name : names) check_solver(problem, name);

  InstanceResult result;
  Json json = setting_json(spec, s);
  json["solvers"] = Json::array();
  Compared c;
  double best_value = HUGE_VAL;
  for (const std::string& name : names) {
    if (result.interrupted) break;
    try {
      c.solutions.push_back(solve(problem, name, spec.solve));
    } catch (const Error& e) {
      if (e.code() != ErrorCode::kInterrupted || c.solutions.empty()) throw;
      result.interrupted = true;
      break;
    }
    c.names.push_back(name);
    const Solution& solution = c.solutions.back();
    if (solution.value < best_value) {
      best_value = solution.value;
      result.best = name;
      result.placement = solution.placement;
    }
    CostOptions cost = spec.cost;
    try {
      c.scores.push_back(score(s.heldout, solution.placement, s, cost, spec.home_draws, true));
    } catch (const Error& e) {
      if (e.code() != ErrorCode::kInterrupted) throw;
      result.interrupted = true;
      cost.stop = nullptr;  // of what is kept, one score
      c.scores.push_back(score(s.heldout, solution.placement, s, cost, 1, true));
    }
    const std::vector<Scored>& scores = c.scores;
    Json row = {{"solver", name}, {"fitted_value", solution.value}, {"proven", solution.proven()}};
    row["stopped"] = routing_opt::name(solution.stopped);
    row["layers_stopped_by_budget"] = solution.layers_stopped_by_budget;
    Json layers = Json::array();
    for (const LayerSolution& l : solution.layers) layers.push_back(l.value);
    row["fitted_layers"] = layers;
    row["seconds"] = solution.seconds;
    row["heldout"] = score_json(scores.back());
    if (info_of(name).quantum) row["quantum"] = quantum_json(solution.quantum);
    json["solvers"].push_back(row);
  }
  json["best_fit"] = result.best;
  try {
    if (!result.interrupted) add_comparisons(spec, s, problem, c, result, json);
  } catch (const Error& e) {
    if (e.code() != ErrorCode::kInterrupted) throw;
    result.interrupted = true;
  }
  // What was not finished would not be what it says.
  if (result.interrupted) {
    for (const char* part :
         {"baseline", "verdict", "quantum_gains", "domains", "learning_curve", "one_more_slot"})
      json.erase(part);
    json["interrupted"] = true;
  }
  result.json = json.dump(1);
  return result;
}

namespace {

void add_comparisons(const InstanceSpec& spec, const Setting& s, const Problem& problem, const Compared& c,
                     InstanceResult& result, Json& json) {
  const std::vector<std::string>& names = c.names;
  const std::vector<Solution>& solutions = c.solutions;
  const std::vector<Scored>& scores = c.scores;
  // Gap to the proven optimum of the fitted objective.
  double proven = NAN;
  for (const Solution& x : solutions)
    if (x.proven()) proven = x.value;
  std::size_t base = solutions.size();
  for (std::size_t i = 0; i < solutions.size(); ++i) {
    if (std::isfinite(proven)) json["solvers"][i]["gap_to_proven_optimum"] = solutions[i].value / proven - 1;
    if (!info_of(names[i]).quantum &&
        (base == solutions.size() || scores[i].mean.step_seconds < scores[base].mean.step_seconds))
      base = i;
  }
  json["baseline"] = names[base];

  std::vector<const Placement*> placements;
  for (const Solution& x : solutions) placements.push_back(&x.placement);
  const std::vector<std::vector<double>> steps = bootstrap(s.heldout, placements, s, spec);
  const std::size_t contiguous =
      static_cast<std::size_t>(std::find(names.begin(), names.end(), "contiguous") - names.begin());
  const std::size_t eplb =
      static_cast<std::size_t>(std::find(names.begin(), names.end(), "eplb") - names.begin());
  for (std::size_t i = 0; i < solutions.size(); ++i) {
    Json& row = json["solvers"][i];
    row["over_baseline"] = gain_json(gain_of(gains(steps[base], steps[i])));
    row["over_contiguous"] = gain_json(gain_of(gains(steps[contiguous], steps[i])));
    row["over_eplb"] = gain_json(gain_of(gains(steps[eplb], steps[i])));
  }
  for (const char* against : {"over_baseline", "over_contiguous", "over_eplb"}) {
    std::vector<Json*> rows;
    for (Json& row : json["solvers"]) rows.push_back(&row[against]);
    correct(rows);
  }
  json["verdict"] = verdict_json(json, names[base]);
  // For the overall interval of an experiment: gains of the best quantum solver, resample by resample.
  if (!json["verdict"].is_null()) {
    const std::string quantum = json["verdict"]["solver"];
    const std::size_t q =
        static_cast<std::size_t>(std::find(names.begin(), names.end(), quantum) - names.begin());
    json["quantum_gains"] = gains(steps[base], steps[q]);
  }

  if (spec.shifted && s.heldout.header.domains.size() > 1 && !s.heldout.domain.empty())
    json["domains"] = domains_json(spec, s, problem, names, solutions);
  if (!spec.learning_curve.empty()) json["learning_curve"] = learning_curve_json(spec, s, problem);
  if (spec.one_more_slot) json["one_more_slot"] = one_more_slot_json(spec, s, problem);
  const std::size_t best =
      static_cast<std::size_t>(std::find(names.begin(), names.end(), result.best) - names.begin());
  if (s.group.devices() <= 128) {
    json["traffic"] = {{"before", {{"solver", "contiguous"}, {"bytes", scores[contiguous].mean.traffic}}},
                       {"after", {{"solver", result.best}, {"bytes", scores[best].mean.traffic}}}};
  }
  json["device_load"] = {{"before", scores[contiguous].mean.device_load},
                         {"after", scores[best].mean.device_load}};
}

}  // namespace

std::string evaluate_placement(const InstanceSpec& given, const std::string& file) {
  InstanceSpec spec = given;
  spec.cost.threads = spec.solve.threads;
  spec.cost.stop = stop_of(spec);
  Setting s = prepare(spec, false);
  const Trace& trace = s.heldout.tokens() ? s.heldout : s.train;
  const Placement p = read_placement(file, s.group.devices());
  if (p.layers() != trace.header.layers || p.experts != trace.header.experts)
    throw Error(ErrorCode::kInput,
                fmt::format("{} is for {} layers of {} experts, the trace has {} of {}", file, p.layers(),
                            p.experts, trace.header.layers, trace.header.experts));
  if (p.devices != s.group.devices()) {
    if (spec.ep_size)
      throw Error(ErrorCode::kInput,
                  fmt::format("{} is for {} devices, --ep-size says {}", file, p.devices, spec.ep_size));
    s.group = expert_parallel_group(s.cluster, p.devices);
  }
  s.slots = p.slots_per_device;
  Json json = setting_json(spec, s);
  const Scored scored = score(trace, p, s, spec.cost, spec.home_draws, true);
  json["solvers"] = Json::array({Json{{"solver", "given"}, {"heldout", score_json(scored)}}});
  if (s.group.devices() <= 128)
    json["traffic"] = {{"after", {{"solver", "given"}, {"bytes", scored.mean.traffic}}}};
  json["device_load"] = {{"after", scored.mean.device_load}};
  return json.dump(1);
}

std::string combine_results(const std::vector<std::string>& instances) {
  Json results = {{"schema", "qiao.experiment/1"}, {"version", version()}};
  Json list = Json::array();
  for (const std::string& text : instances) list.push_back(Json::parse(text));
  // Over all instances: the mean gain, resample by resample, and Holm's correction over all comparisons with
  // quantum solvers.
  std::vector<double> mean;
  std::size_t judged = 0, ties = 0, cut_off = 0;
  std::vector<Json*> compared;
  for (Json& instance : list) {
    if (instance["verdict"].is_null()) continue;
    ++judged;
    ties += instance["verdict"]["reason"] == algorithms::kTiesOptimum;
    cut_off += instance["verdict"]["reason"] == algorithms::kCutOff;
    const Json& gained = instance["quantum_gains"];
    if (mean.empty()) mean.assign(gained.size(), 0);
    for (std::size_t i = 0; i < std::min(mean.size(), gained.size()); ++i) mean[i] += gained[i].get<double>();
    for (Json& row : instance["solvers"])
      if (row.contains("quantum")) compared.push_back(&row["over_baseline"]);
  }
  if (judged) {
    correct(compared);
    for (double& m : mean) m /= static_cast<double>(judged);
    const Gain g = gain_of(mean);
    const Decision decision = algorithms::decide(g, ties == judged, cut_off > 0);
    results["verdict"] = {{"decision", decision.word()},
                          {"reason", decision.reason},
                          {"gate", kGate},
                          {"instances", judged},
                          {"instances_that_tie_the_proven_optimum", ties},
                          {"gain", g.mean},
                          {"low", g.low},
                          {"high", g.high}};
  } else {
    results["verdict"] = nullptr;
  }
  for (Json& instance : list) instance.erase("quantum_gains");
  results["instances"] = list;
  return results.dump(1);
}

}  // namespace qiao::routing_opt
