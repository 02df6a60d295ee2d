// Solvers: moves against recomputation, exact search against enumeration, EPLB against its published example,
// the same result at any number of threads.

#include "qiao/routing_opt/solver.hpp"
#include "paths.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <regex>
#include <set>

#include "layer_state.hpp"
#include "qiao/routing_opt/experiment.hpp"
#include "qiao/routing_opt/synthesize.hpp"
#include "scratch.hpp"
#include "solvers/search.hpp"

namespace qiao::routing_opt {
namespace {

using qiao::testing::error_of;
using qiao::testing::Scratch;

Trace synthetic(unsigned experts, unsigned top_k, std::uint64_t tokens = 2000, unsigned layers = 2) {
  const Scratch dir;
  SynthesisOptions o;
  o.tokens = tokens;
  o.layers = layers;
  o.experts = experts;
  o.top_k = top_k;
  o.sequence_tokens = 50;
  o.correlation = 0.7;
  o.seed = 11;
  synthesize_trace(dir.path("t.json"), o);
  return read_trace(dir.path("t.json"));
}

Problem problem_of(const Trace& trace, const std::string& cluster, unsigned slots) {
  Problem p;
  p.train = &trace;
  p.group = find_cluster(cluster);
  p.model = find_model("oss-120b");
  p.cost.batch_tokens = 700;
  p.slots_per_device = slots;
  return p;
}

TEST(Eplb, published_example) {  // README of github.com/deepseek-ai/EPLB
  const std::vector<double> a = {90, 132, 40, 61, 104, 165, 39, 4, 73, 56, 183, 86},
                            b = {20, 107, 104, 64, 19, 197, 187, 157, 172, 86, 16, 27};
  EXPECT_EQ(eplb_map(a, 16, 4, 2, 8),
            (std::vector<std::uint16_t>{5, 6, 5, 7, 8, 4, 3, 4, 10, 9, 10, 2, 0, 1, 11, 1}));
  EXPECT_EQ(eplb_map(b, 16, 4, 2, 8),
            (std::vector<std::uint16_t>{7, 10, 6, 8, 6, 11, 8, 9, 2, 4, 5, 1, 5, 0, 3, 1}));
}

// ---- moves

void check_moves(LayerState& state, LayerState& fresh, bool replicas, unsigned seed) {
  std::mt19937 random(seed);
  for (int n = 0; n < 24; ++n) {
    const unsigned i = random() % state.slots(), j = random() % state.slots();
    std::vector<std::uint16_t> map = state.map();
    double value = 0;
    if (replicas && n % 3 == 0) {
      const unsigned e = random() % state.experts();
      if (std::count(map.begin(), map.end(), map[i]) < 2 || state.on_device(e, state.device_of(i))) continue;
      value = state.replaced(i, e);
      map[i] = static_cast<std::uint16_t>(e);
    } else {
      if (!state.may_swap(i, j)) continue;
      value = state.swapped(i, j);
      std::swap(map[i], map[j]);
    }
    fresh.assign(map);
    EXPECT_NEAR(value, fresh.value(), 1e-12 * std::abs(value));
    if (n % 2) {
      state.commit();
      EXPECT_EQ(state.map(), map);
      EXPECT_EQ(state.value(), value);
    }
  }
}

TEST(LayerState, moves_agree_with_recomputation) {
  const Trace trace = synthetic(16, 3);
  for (const char* cluster : {"4x1", "2x4", "1x8"})
    for (const Objective objective : {Objective::kStepTime, Objective::kTraffic, Objective::kBalance})
      for (const Copies copies : {Copies::kNone, Copies::kDevice, Copies::kNode})
        for (const bool coherent : {false, true})
          for (const bool replicas : {false, true}) {
            SCOPED_TRACE(
                fmt::format("{} {} {} {} {}", cluster, name(objective), name(copies), coherent, replicas));
            Problem p = problem_of(trace, cluster, 16 / find_cluster(cluster).devices() + replicas);
            p.objective = objective;
            p.cost.copies = copies;
            if (coherent) p.cost.homes = Homes::kCoherent;
            const CounterLayout layout(p.group);
            const auto starts = batch_starts(trace, p.cost.batch_tokens);
            const LayerSets sets = layer_sets(trace, 0, starts);
            const TouchObjective touch(p, layout, home_shares(trace, layout, starts, kFitHomes));
            const Placement around = contiguous_placement(2, 16, layout.devices, p.slots_per_device);
            const bool counted = coherent || replicas;
            const auto state = counted ? counted_state(p, 0, around, starts) : touch_state(p, sets, touch);
            const auto fresh = counted ? counted_state(p, 0, around, starts) : touch_state(p, sets, touch);
            state->assign(
                contiguous_map(16, state->slots() ? state->slots() : layout.devices * p.slots_per_device));
            check_moves(*state, *fresh, replicas, 5);
          }
}

// Dealing the experts of two devices anew gives what assigning each of the maps gives.
TEST(LayerState, dealing_agrees_with_recomputation) {
  const Trace trace = synthetic(16, 3);
  for (const char* cluster : {"4x1", "2x2", "1x4"})
    for (const Objective objective : {Objective::kStepTime, Objective::kTraffic, Objective::kBalance}) {
      Problem p = problem_of(trace, cluster, 4);
      p.objective = objective;
      const CounterLayout layout(p.group);
      const auto starts = batch_starts(trace, p.cost.batch_tokens);
      const LayerSets sets = layer_sets(trace, 0, starts);
      const TouchObjective touch(p, layout, home_shares(trace, layout, starts, kFitHomes));
      const auto state = touch_state(p, sets, touch), fresh = touch_state(p, sets, touch);
      state->assign(round_robin_map(16, 4, 4));
      const std::vector<std::uint32_t> strings = {0b1100, 0b0011, 0b0101, 0b1001};
      for (const unsigned other : {4u, 12u}) {
        const std::vector<unsigned> first = {0, 3}, second = {other, other + 1};
        std::vector<double> values;
        ASSERT_TRUE(state->deal(first, second, strings, values));
        for (std::size_t i = 0; i < strings.size(); ++i) {
          std::vector<std::uint16_t> map = state->map();
          std::vector<std::uint16_t> away, to;
          for (unsigned j = 0; j < 4; ++j)
            (strings[i] >> j & 1 ? to : away).push_back(state->map()[j < 2 ? first[j] : second[j - 2]]);
          for (unsigned j = 0; j < 2; ++j) map[first[j]] = away[j], map[second[j]] = to[j];
          fresh->assign(map);
          EXPECT_NEAR(values[i], fresh->value(), 1e-12 * fresh->value()) << cluster << ' ' << name(objective);
        }
      }
      fresh->assign(state->map());
      EXPECT_EQ(state->value(), fresh->value());
      std::vector<double> values;
      EXPECT_FALSE(state->deal({0, 4}, {8, 9}, strings, values));  // not one device
    }
}

// Pairs tell everything where tokens use two experts, and for more at the placement they were weighed for.
TEST(LayerState, pairs_estimate_the_objective) {
  for (const unsigned top_k : {2u, 4u}) {
    const Trace trace = synthetic(16, top_k, 2000, 1);
    Problem p = problem_of(trace, "2x4", 2);
    p.cost.batch_tokens = 2000;
    const CounterLayout layout(p.group);
    const auto starts = batch_starts(trace, p.cost.batch_tokens);
    const LayerSets sets = layer_sets(trace, 0, starts);
    const Affinity pairs = affinity(sets);
    const TouchObjective touch(p, layout, home_shares(trace, layout, starts, kFitHomes));
    const auto exact = touch_state(p, sets, touch), estimate = pair_state(p, sets, pairs, touch);
    exact->assign(round_robin_map(16, 8, 2));
    estimate->assign(exact->map());
    EXPECT_NEAR(estimate->value(), exact->value(), 1e-12 * exact->value());
    for (unsigned j = 2; j < 16; j += 3) {
      const double value = exact->swapped(0, j);
      EXPECT_NEAR(estimate->swapped(0, j), value, (top_k == 2 ? 1e-12 : 0.05) * value);
      exact->commit();
      estimate->commit();
    }
  }
}

// With replicas the fitted objective is the cost model itself.
TEST(LayerState, counted_values_are_those_of_the_cost_model) {
  const Trace trace = synthetic(16, 3);
  for (const bool coherent : {false, true}) {
    Problem p = problem_of(trace, "2x4", 3);
    if (coherent) p.cost.homes = Homes::kCoherent;
    const Solution s = solve(p, "eplb", {});
    const Score score =
        evaluate(trace, s.placement, p.group, p.model, p.cost, home_devices(trace, 8, kFitHomes));
    if (!coherent) {
      EXPECT_NEAR(fitted_value(p, s.placement), score.step_seconds, 1e-12 * score.step_seconds);
    } else {  // layer 0 with its successor's dispatch, and layer 1
      EXPECT_GT(fitted_value(p, s.placement), score.step_seconds);
    }
  }
}

// ---- exact

double least_by_enumeration(const Problem& p) {
  // One layer, all permutations of 8 experts.
  std::vector<std::uint16_t> map(8);
  for (unsigned i = 0; i < 8; ++i) map[i] = static_cast<std::uint16_t>(i);
  const CounterLayout layout(p.group);
  const auto starts = batch_starts(*p.train, p.cost.batch_tokens);
  const LayerSets sets = layer_sets(*p.train, 0, starts);
  const TouchObjective touch(p, layout, home_shares(*p.train, layout, starts, kFitHomes));
  const auto state = touch_state(p, sets, touch);
  double best = HUGE_VAL;
  do {
    bool sorted = true;  // inside a device the order means nothing
    for (unsigned s = 0; s + 1 < 8; ++s)
      sorted &= s / p.slots_per_device != (s + 1) / p.slots_per_device || map[s] < map[s + 1];
    if (!sorted) continue;
    state->assign(map);
    best = std::min(best, state->value());
  } while (std::next_permutation(map.begin(), map.end()));
  return best;
}

TEST(Exact, agrees_with_enumeration) {
  const Trace trace = synthetic(8, 2, 300, 1);
  Cluster with_level = find_cluster("4x1");
  with_level.levels = {{"leaf", 2, 9e9, 1e-6}};
  for (const Objective objective : {Objective::kStepTime, Objective::kTraffic, Objective::kBalance})
    for (const Copies copies : {Copies::kNone, Copies::kNode})
      for (const auto& [cluster, slots] : std::vector<std::pair<Cluster, unsigned>>{{find_cluster("2x1"), 4},
                                                                                    {find_cluster("4x1"), 2},
                                                                                    {find_cluster("2x2"), 2},
                                                                                    {find_cluster("1x4"), 2},
                                                                                    {with_level, 2}}) {
        Problem p = problem_of(trace, "2x1", slots);
        p.group = cluster;
        p.objective = objective;
        p.cost.copies = copies;
        p.cost.batch_tokens = 100;
        SCOPED_TRACE(fmt::format("{}x{} {} {}", cluster.nodes, cluster.devices_per_node, name(objective),
                                 name(copies)));
        SolveOptions o;
        o.moves = 100;
        const Solution s = solve(p, "exact", o);
        EXPECT_TRUE(s.proven());
        EXPECT_NEAR(s.value, least_by_enumeration(p), 1e-12 * s.value);
      }
}

TEST(Solvers, all_give_valid_placements_and_none_beats_the_proof) {
  const Trace trace = synthetic(16, 2);
  const Problem p = problem_of(trace, "4x1", 4);
  SolveOptions o;
  o.moves = 14000;  // the cost table of one bisection has 12870 entries
  o.depth = 2;
  o.shots = 100;
  const double optimum = solve(p, "exact", o).value;
  for (const SolverInfo& info : solvers()) {
    if (!info.available) {
      error_of([&] { solve(p, info.name, o); }, ErrorCode::kUnsupported);
      continue;
    }
    const Solution s = solve(p, info.name, o);  // checks the placement
    EXPECT_GE(s.value, optimum * (1 - 1e-12)) << info.name;
    EXPECT_NEAR(s.value, fitted_value(p, s.placement), 1e-12 * s.value) << info.name;
    EXPECT_EQ(info.quantum, s.quantum.problems > 0) << info.name;
  }
  EXPECT_NEAR(solve(p, "auto", o).value, optimum, 1e-12 * optimum);
  EXPECT_TRUE(solve(p, "auto", o).proven());
  EXPECT_NEAR(solve(p, "annealing", o).value, optimum, 1e-3 * optimum);
}

TEST(Solvers, replicas_and_coherent_homes) {
  const Trace trace = synthetic(16, 3);
  SolveOptions o;
  o.moves = 2000;
  for (const bool coherent : {false, true}) {
    Problem p = problem_of(trace, "2x4", 3);
    if (coherent) p.cost.homes = Homes::kCoherent;
    const auto step = [&](const char* solver) {
      return evaluate(trace, solve(p, solver, o).placement, p.group, p.model, p.cost,
                      home_devices(trace, 8, kFitHomes))
          .step_seconds;
    };
    EXPECT_LT(step("auto"), 0.97 * step("eplb")) << coherent;
    error_of([&] { solve(p, "greedy", o); }, ErrorCode::kUnsupported);
    error_of([&] { solve(p, "exact", o); }, ErrorCode::kUnsupported);
  }
  Problem p = problem_of(trace, "2x4", 1);
  error_of([&] { solve(p, "auto", o); }, ErrorCode::kUsage);
  p.slots_per_device = 2;
  error_of([&] { solve(p, "annealling", o); }, ErrorCode::kUsage);
}

TEST(Solvers, the_same_seed_gives_the_same_placement_at_any_number_of_threads) {
  const Trace trace = synthetic(32, 4, 3000, 3);
  const Problem p = problem_of(trace, "4x2", 4);
  SolveOptions o;
  o.moves = 3000;
  o.seed = 4;
  o.depth = 2;
  o.shots = 50;
  for (const char* solver : {"auto", "annealing", "lns-exact", "lns-qaoa"}) {
    o.threads = 1;
    const Solution one = solve(p, solver, o);
    o.threads = 3;
    const Solution three = solve(p, solver, o);
    EXPECT_EQ(one.placement.map, three.placement.map) << solver;
    EXPECT_EQ(one.value, three.value) << solver;
  }
}

// ---- experiment

InstanceSpec example() {
  InstanceSpec s;
  s.name = "example";
  s.train = QIAO_EXAMPLES "/tinymoe16_train.json";
  s.heldout = QIAO_EXAMPLES "/tinymoe16_heldout.json";
  s.cluster = "2x1";
  s.cost.batch_tokens = 4096;
  s.solvers = {"auto", "qaoa"};
  s.solve.moves = 20000;
  s.solve.seed = 1;
  s.solve.depth = 2;
  s.shifted = false;
  s.home_draws = 4;
  s.resamples = 60;
  return s;
}

std::string without_times(std::string json) {
  for (std::size_t at = 0; (at = json.find("\"seconds\": ", at)) != std::string::npos;) {
    at += 11;
    json.erase(at, json.find_first_of(",\n}", at) - at);
  }
  return json;
}

TEST(Experiment, qaoa_ties_the_proven_optimum_and_is_shelved) {
  const InstanceResult r = run_instance(example());
  EXPECT_NE(r.json.find("\"decision\": \"SHELVE\""), std::string::npos);
  EXPECT_NE(r.json.find("\"reason\": \"ties the proven optimum\""), std::string::npos)
      << r.json.substr(0, 3000);
  EXPECT_NE(r.json.find("\"stopped\": \"complete\""), std::string::npos);
  EXPECT_NE(r.json.find("\"layers_cut_off\": 0"), std::string::npos);
  EXPECT_EQ(without_times(r.json), without_times(run_instance(example()).json));
  const std::string page = report_html(combine_results({r.json}));
  EXPECT_NE(page.find("<b>SHELVE</b>: ties the proven optimum"), std::string::npos);
  EXPECT_EQ(page.find("http"), std::string::npos);  // nothing is loaded from elsewhere
  EXPECT_EQ(page.find("nan"), std::string::npos);
}

TEST(Experiment, qaoa_that_was_cut_off_is_called_so) {
  InstanceSpec spec = example();
  spec.cluster = "4x1";
  spec.solve.moves = 15000;  // one bisection is 12870 values, and the second step 4900 more
  const InstanceResult r = run_instance(spec);
  EXPECT_NE(r.json.find("\"layers_cut_off\": 4"), std::string::npos);
  EXPECT_NE(r.json.find("\"reason\": \"cut off by the budget\""), std::string::npos);
}

TEST(Experiment, qaoa_whose_starts_do_not_agree_yet_is_called_cut_off_too) {
  InstanceSpec spec = example();
  spec.cluster = "4x1";
  spec.solve.moves = 100000;  // some starts are complete, far fewer than must agree
  const InstanceResult r = run_instance(spec);
  const auto row = [&](const std::string& solver) {
    const std::size_t begin = r.json.find("\"solver\": \"" + solver + "\"");
    return r.json.substr(begin, r.json.find("\"heldout\"", begin) - begin);
  };
  EXPECT_NE(row("qaoa").find("\"stopped\": \"budget\""), std::string::npos) << row("qaoa");
  EXPECT_NE(row("qaoa").find("\"layers_stopped_by_budget\": 4"), std::string::npos);
  EXPECT_NE(r.json.find("\"layers_cut_off\": 4"), std::string::npos);
  EXPECT_NE(row("auto").find("\"stopped\": \"proven\""), std::string::npos);
  EXPECT_NE(row("eplb").find("\"stopped\": \"complete\""), std::string::npos);
  EXPECT_NE(row("contiguous").find("\"layers_stopped_by_budget\": 0"), std::string::npos);
  EXPECT_NE(report_html(combine_results({r.json})).find("<td>budget<td>"), std::string::npos);
}

TEST(Experiment, a_solver_that_cannot_do_the_problem_is_refused_before_the_others_take_their_time) {
  InstanceSpec spec = example();
  spec.slots_per_device = 9;  // replicas, which greedy does not place
  spec.solvers = {"auto", "greedy"};
  qsim::Monitor monitor;
  unsigned reports = 0;
  monitor.report = [&](const char*, std::uint64_t, std::uint64_t) { ++reports; };
  spec.solve.monitor = &monitor;
  error_of([&] { run_instance(spec); }, ErrorCode::kUnsupported);
  EXPECT_EQ(reports, 0u);
}

TEST(Experiment, report_has_domains_learning_curve_corrected_intervals_and_control) {
  InstanceSpec spec = example();
  spec.shifted = true;
  spec.learning_curve = {256, 1024, 65536};
  spec.max_tokens = 3000;
  spec.solve.moves = 13000;
  spec.cluster = "1x2";
  spec.home_draws = 2;
  spec.resamples = 20;
  const auto page = [&] { return report_html(combine_results({run_instance(spec).json})); };
  const std::string text = page();
  for (const char* part : {"Shifted domain mix", "<td>man_de<td>", "Learning curve of auto", "p (Holm)",
                           "in as many uniform samples", "\"p_holm\":", "gap to proven optimum"})
    EXPECT_NE(text.find(part), std::string::npos) << part;
  // The same seed gives the same page but for the times that solvers took.
  const auto timeless = [](std::string s) {
    s = std::regex_replace(s, std::regex(R"("seconds":[-+.0-9e]+)"), "");
    return std::regex_replace(s, std::regex(R"(<td>[.0-9]+</tr>)"), "");
  };
  EXPECT_EQ(timeless(text), timeless(page()));
}

TEST(Experiment, file_is_checked_and_resumed) {
  const Scratch dir;
  const std::string spec = fmt::format(
      R"({{"train": "{0}/tinymoe16_train.json", "heldout": "{0}/tinymoe16_heldout.json", "moves": 500, "resamples": 20,
           "home_draws": 2, "shifted": false, "learning_curve": [], "cluster": "2x2", "solvers": ["auto"], "seed": 3,
           "instances": [{{"name": "a"}}, {{"name": "b", "homes": "coherent", "max_tokens": 2000}}]}})",
      QIAO_EXAMPLES);
  const std::string file = dir.put("spec.json", spec);
  const std::string first = run_experiment(file, dir.path("out"), nullptr);
  EXPECT_EQ(first, run_experiment(file, dir.path("out"), nullptr));  // with times: nothing was run again
  EXPECT_EQ(Scratch::get(dir.path("out") + "/results.json"), first + "\n");
  EXPECT_NE(Scratch::get(dir.path("out") + "/report.html").find("no quantum solver was run"),
            std::string::npos);
  const auto refuse = [&](const std::string& from, const std::string& to, const std::string& part) {
    std::string text = spec;
    text.replace(text.find(from), from.size(), to);
    const std::string message = error_of(
        [&] { run_experiment(dir.put("bad.json", text), dir.path("bad"), nullptr); }, ErrorCode::kInput);
    EXPECT_NE(message.find(part), std::string::npos) << message;
  };
  refuse("\"moves\"", "\"movs\"", "unknown member 'movs'");
  refuse("\"coherent\"", "\"home\"", "instances[1]: 'homes' is 'home', not one of data-parallel, coherent");
  refuse("[\"auto\"]", "\"auto\"", "'solvers' is not a list");
  refuse("500", "-1", "'moves' is -1");
}

TEST(Experiment, default_group_is_the_largest_that_the_experts_fill) {
  const Cluster c = find_cluster("ascend910b-64x8");
  EXPECT_EQ(default_ep_size(c, 128, 0), 128u);
  EXPECT_EQ(default_ep_size(c, 16, 0), 16u);
  EXPECT_EQ(default_ep_size(c, 60, 0), 4u);
  EXPECT_EQ(default_ep_size(c, 16, 5), 4u);
  error_of([&] { default_ep_size(find_cluster("1x1"), 16, 8); }, ErrorCode::kUsage);
}

}  // namespace
}  // namespace qiao::routing_opt
