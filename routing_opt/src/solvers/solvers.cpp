// The list of solvers, and how a solver is run on all layers of a problem.

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>

#include "qiao/base/diagnostic.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/parallel.hpp"
#include "solvers/search.hpp"

namespace qiao::routing_opt {
namespace {

// One layer as a solver sees it.
struct LayerTask {
  const Problem& problem;
  const CounterLayout& layout;
  const SolveOptions& options;
  const LayerSets& sets;
  const Affinity& affinity;
  const TouchObjective& objective;
  LayerState& state;
  Budget& budget;
  SearchRandom& random;
  LayerSolution& result;

  unsigned slots_per_device() const { return problem.slots_per_device; }
  bool replicas() const { return layout.devices * slots_per_device() > sets.experts; }
  // Whether there is time for more that does not look at the clock by itself; by moves there always is.
  bool time_left() const { return !budget.timed() || !budget.over(); }
  // Keeps `map` if it is better than what the state has.
  void offer(const std::vector<std::uint16_t>& map) {
    if (map.empty()) return;
    const std::vector<std::uint16_t> before = state.map();
    const double value = before.empty() ? HUGE_VAL : state.value();
    state.assign(map);
    if (state.value() > value) state.assign(before);
  }
};

struct Solver {
  SolverInfo info;
  Stopped (*run)(LayerTask& task);
  bool iterative;  // uses up its budget
};

bool exact_applies(const LayerTask& t) {
  return t.sets.experts <= 16 && !t.replicas() && t.problem.cost.homes == Homes::kDataParallel;
}

// Annealing: where swaps can be judged by pairs, first by those, many moves in little time, weighing the
// pairs anew for what was found; then by the objective itself from a lower temperature. Moves by pairs do not
// count as moves.
void anneal_task(LayerTask& t) {
  if (t.replicas() || t.problem.cost.homes == Homes::kCoherent) {
    anneal(t.state, t.budget, t.random);
    return;
  }
  const auto pairs = pair_state(t.problem, t.sets, t.affinity, t.objective);
  constexpr unsigned kRounds = 5;
  constexpr std::uint64_t kPairMoves = 12;  // in a round, for each move of the objective itself
  pairs->assign(t.state.map());
  for (unsigned round = 0; round < kRounds && (round == 0 || t.time_left()); ++round) {
    // Half of the time in all.
    Budget quick = t.budget.timed() ? t.budget.part(0.5 / (kRounds - 0.5 * round))
                                    : Budget::of_moves(kPairMoves * t.options.moves, t.options.monitor);
    anneal(*pairs, quick, t.random, round == 0 ? 1 : 0.1);
    t.offer(pairs->map());
    pairs->assign(std::vector<std::uint16_t>(pairs->map()));
  }
  anneal(t.state, t.budget, t.random, 0.03);
}

Stopped run_auto(LayerTask& t) {
  // Many experts on many devices: what is made first must do if the time is short.
  if (!t.replicas()) t.offer(greedy_map(t.affinity, t.layout, t.slots_per_device()));
  if (t.replicas() || t.time_left()) t.offer(eplb_layer_map(t.affinity, t.layout, t.slots_per_device()));
  if (t.time_left()) t.offer(contiguous_map(t.sets.experts, t.layout.devices * t.slots_per_device()));
  if (!t.replicas() && t.time_left())
    t.offer(metis_map(t.affinity, t.layout, t.slots_per_device(), t.random.bits()));
  if (exact_applies(t)) {
    Budget quick = t.budget.timed() ? t.budget.part(0.1) : Budget::of_moves(2000, nullptr);
    anneal(t.state, quick, t.random);
    t.budget.charge(quick);
    // By moves the search is not cut off by time, which would not be reproducible; it takes about a second.
    if (solve_exactly(t.state, t.problem, t.sets, t.objective,
                      t.budget.timed() ? 0.8 * t.options.seconds : 60, t.options.monitor, t.result.moves))
      return Stopped::kProven;
  }
  const std::vector<std::uint16_t> best = t.state.map();
  Budget most = t.budget.part(0.9);
  LayerTask annealing{t.problem,   t.layout, t.options, t.sets,   t.affinity,
                      t.objective, t.state,  most,      t.random, t.result};
  anneal_task(annealing);
  t.budget.charge(most);
  t.offer(best);
  deal_pairs(t.state, t.options, t.budget, t.random);
  return Stopped::kBudget;
}

const Solver kSolvers[] = {
    {{"auto",
      "the best we know: proof up to 16 experts, else annealing from the best construction, then pairs of "
      "devices dealt anew",
      true, true, false},
     run_auto,
     true},
    {{"contiguous", "expert e in slot e: what is deployed by default", true, true, false},
     [](LayerTask& t) {
       t.state.assign(contiguous_map(t.sets.experts, t.layout.devices * t.slots_per_device()));
       return Stopped::kComplete;
     },
     false},
    {{"round-robin", "expert e on device e mod devices", true, true, false},
     [](LayerTask& t) {
       t.state.assign(round_robin_map(t.sets.experts, t.layout.devices, t.slots_per_device()));
       return Stopped::kComplete;
     },
     false},
    {{"random", "a random permutation", true, true, false},
     [](LayerTask& t) {
       t.state.assign(random_map(t.sets.experts, t.layout.devices, t.slots_per_device(), t.random));
       return Stopped::kComplete;
     },
     false},
    {{"eplb", "DeepSeek's EPLB: replicas of hot experts, loads packed evenly", true, true, false},
     [](LayerTask& t) {
       t.state.assign(eplb_layer_map(t.affinity, t.layout, t.slots_per_device()));
       return Stopped::kComplete;
     },
     false},
    {{"greedy", "experts that are used together fill node after node", true, false, false},
     [](LayerTask& t) {
       t.state.assign(greedy_map(t.affinity, t.layout, t.slots_per_device()));
       return Stopped::kComplete;
     },
     false},
    {{"two-swap", "greedy, then swaps while any improves", true, false, false},
     [](LayerTask& t) {
       t.state.assign(greedy_map(t.affinity, t.layout, t.slots_per_device()));
       return descend(t.state, t.budget, t.random) ? Stopped::kComplete : Stopped::kBudget;
     },
     false},
    {{"metis", "METIS partition of the co-activation graph, repaired to equal sizes", true, false, false},
     [](LayerTask& t) {
       t.state.assign(metis_map(t.affinity, t.layout, t.slots_per_device(), t.random.bits()));
       return Stopped::kComplete;
     },
     false},
    {{"annealing", "simulated annealing by swaps from EPLB", true, true, false},
     [](LayerTask& t) {
       t.state.assign(eplb_layer_map(t.affinity, t.layout, t.slots_per_device()));
       anneal_task(t);
       return Stopped::kBudget;
     },
     true},
    {{"exact", "branch and bound with proof, up to 16 experts", true, false, false},
     [](LayerTask& t) {
       t.state.assign(greedy_map(t.affinity, t.layout, t.slots_per_device()));
       descend(t.state, t.budget, t.random);
       return solve_exactly(t.state, t.problem, t.sets, t.objective,
                            t.budget.timed() ? t.options.seconds : 60, t.options.monitor, t.result.moves)
                  ? Stopped::kProven
                  : Stopped::kBudget;
     },
     true},
    {{"qaoa",
      "QAOA in the balanced subspace (XY mixer): bisection, beyond 20 experts neighbourhoods from greedy",
      true, false, true},
     [](LayerTask& t) {
       if (t.sets.experts > 20) t.state.assign(greedy_map(t.affinity, t.layout, t.slots_per_device()));
       else t.state.assign(random_map(t.sets.experts, t.layout.devices, t.slots_per_device(), t.random));
       return solve_by_qaoa(t.state, t.layout, t.options, t.budget, t.random, t.result.quantum)
                  ? Stopped::kComplete
                  : Stopped::kBudget;
     },
     true},
#define QIAO_NEIGHBOURHOODS(NAME, SUB, WHAT, QUANTUM)                                                     \
  {                                                                                                       \
    {NAME, "large-neighbourhood search from greedy, sub-problems " WHAT, true, false, QUANTUM},           \
        [](LayerTask& t) {                                                                                \
          t.state.assign(greedy_map(t.affinity, t.layout, t.slots_per_device()));                         \
          search_neighbourhoods(t.state, t.layout, SUB, t.options, t.budget, t.random, t.result.quantum); \
          return Stopped::kBudget;                                                                        \
        },                                                                                                \
        true                                                                                              \
  }
    QIAO_NEIGHBOURHOODS("lns-exact", SubSolver::kExact, "solved exactly", false),
    QIAO_NEIGHBOURHOODS("lns-anneal", SubSolver::kAnneal, "annealed", false),
    QIAO_NEIGHBOURHOODS("lns-uniform", SubSolver::kUniform, "sampled uniformly, as often as QAOA", false),
    QIAO_NEIGHBOURHOODS("lns-qaoa", SubSolver::kQaoa, "sampled by QAOA", true),
#undef QIAO_NEIGHBOURHOODS
};

const Solver& solver_named(const std::string& name) {
  std::vector<std::string> names;
  for (const Solver& s : kSolvers) {
    if (s.info.name == name) return s;
    names.push_back(s.info.name);
  }
  const std::string near = nearest_name(name, names);
  throw Error(ErrorCode::kUsage, fmt::format("unknown solver '{}'", name),
              near.empty() ? fmt::format("known are {}", fmt::join(names, ", "))
                           : fmt::format("did you mean '{}'?", near));
}

void check(const Problem& p, const Solver& solver) {
  const unsigned experts = p.train->header.experts, slots = p.group.devices() * p.slots_per_device;
  const auto refuse = [&](ErrorCode code, const std::string& what, const std::string& hint) {
    throw Error(code, what, hint);
  };
  if (slots < experts)
    refuse(ErrorCode::kUsage,
           fmt::format("{} devices of {} slots do not hold {} experts", p.group.devices(), p.slots_per_device,
                       experts),
           "raise --slots-per-device or --ep-size");
  if (p.slots_per_device > experts)
    refuse(ErrorCode::kUsage, fmt::format("{} slots per device for {} experts", p.slots_per_device, experts),
           "a device has no use for an expert twice");
  if (slots > experts && !solver.info.replicas)
    refuse(ErrorCode::kUnsupported, fmt::format("solver '{}' does not place replicas", solver.info.name),
           "use auto, annealing or eplb, or as many slots as experts");
  if (solver.info.name == "exact" && (experts > 16 || p.cost.homes != Homes::kDataParallel))
    refuse(ErrorCode::kUnsupported,
           fmt::format("solver 'exact' is for at most 16 experts and data-parallel homes, not {} and {}",
                       experts, name(p.cost.homes)),
           "use auto");
  if (solver.info.name == "metis" && !have_metis())
    refuse(ErrorCode::kUnsupported, "this build has no METIS", "install libmetis-dev and configure again");
}

// The same placement with its labels in a fixed order: experts of a device ascending, devices of a node and
// (if nodes are alike and homes are not fixed) nodes by their first expert. Labels that mean nothing would
// otherwise make two equal placements differ by the luck of the homes.
std::vector<std::uint16_t> in_canonical_order(const std::vector<std::uint16_t>& map,
                                              const CounterLayout& layout, unsigned slots_per_device,
                                              bool alike) {
  std::vector<std::vector<std::vector<std::uint16_t>>> nodes(layout.nodes);
  for (unsigned d = 0; d < layout.devices; ++d) {
    const auto begin = map.begin() + static_cast<std::ptrdiff_t>(std::size_t{d} * slots_per_device);
    std::vector<std::uint16_t> device(begin, begin + slots_per_device);
    std::sort(device.begin(), device.end());
    nodes[layout.node_of[d]].push_back(std::move(device));
  }
  if (alike)
    for (auto& node : nodes) std::sort(node.begin(), node.end());
  if (alike && layout.levels.empty()) std::sort(nodes.begin(), nodes.end());
  std::vector<std::uint16_t> out;
  for (const auto& node : nodes)
    for (const auto& device : node) out.insert(out.end(), device.begin(), device.end());
  return out;
}

// All layers of a problem, ready for states.
struct Prepared {
  Prepared(const Problem& problem)
      : layout(problem.group),
        starts(batch_starts(*problem.train, problem.cost.batch_tokens)),
        objective(problem, layout, home_shares(*problem.train, layout, starts, kFitHomes)),
        counted(problem.cost.homes == Homes::kCoherent ||
                problem.group.devices() * problem.slots_per_device > problem.train->header.experts) {}
  std::unique_ptr<LayerState> state(const Problem& problem, unsigned layer, const LayerSets& sets,
                                    const Placement& around) const {
    return counted ? counted_state(problem, layer, around, starts) : touch_state(problem, sets, objective);
  }
  CounterLayout layout;
  std::vector<std::uint64_t> starts;
  TouchObjective objective;
  bool counted;
};

}  // namespace

const char* name(Objective o) {
  return o == Objective::kTraffic ? "traffic" : o == Objective::kBalance ? "balance" : "step-time";
}

const char* name(Stopped s) {
  return s == Stopped::kProven ? "proven" : s == Stopped::kComplete ? "complete" : "budget";
}

std::vector<SolverInfo> solvers() {
  std::vector<SolverInfo> list;
  for (const Solver& s : kSolvers) {
    list.push_back(s.info);
    if (s.info.name == "metis" && !have_metis()) {
      list.back().available = false;
      list.back().what = "not in this build: libmetis-dev was not installed";
    }
  }
  return list;
}

double fitted_value(const Problem& problem, const Placement& placement, int threads) {
  const Prepared prepared(problem);
  std::vector<double> value(placement.layers());
  parallel_for(value.size(), threads, [&](std::uint64_t i, int) {
    const unsigned l = static_cast<unsigned>(i);
    const LayerSets sets = layer_sets(*problem.train, l, prepared.starts);
    const auto state = prepared.state(problem, l, sets, placement);
    state->assign(placement.map[l]);
    value[l] = state->value();
  });
  double sum = 0;
  for (const double v : value) sum += v;
  return sum;
}

void check_solver(const Problem& problem, const std::string& solver) { check(problem, solver_named(solver)); }

Solution solve(const Problem& problem, const std::string& solver_name, const SolveOptions& options) {
  const Solver& solver = solver_named(solver_name);
  check(problem, solver);
  const auto start = Budget::Clock::now();
  const Prepared prepared(problem);
  const unsigned layers = problem.train->header.layers;
  Solution solution;
  solution.placement = contiguous_placement(layers, problem.train->header.experts, problem.group.devices(),
                                            problem.slots_per_device);
  solution.layers.resize(layers);

  // With coherent homes a layer depends on its neighbours: even and odd layers take turns, four times.
  const bool coherent = problem.cost.homes == Homes::kCoherent;
  const unsigned sweeps = coherent && solver.iterative ? 4 : 1;
  std::atomic<unsigned> done{0};
  std::mutex mutex;
  const int threads = std::max(options.threads, 1);
  for (unsigned sweep = 0; sweep < sweeps; ++sweep) {
    std::vector<unsigned> turn;
    for (unsigned l = 0; l < layers; ++l)
      if (sweeps == 1 || l % 2 == sweep % 2) turn.push_back(l);
    const Placement around = solution.placement;
    unsigned left = static_cast<unsigned>(turn.size());
    parallel_for(turn.size(), threads, [&](std::uint64_t i, int) {
      const unsigned l = turn[i];
      if (options.monitor && options.monitor->stop.load()) return;
      {
        const LayerSets sets = layer_sets(*problem.train, l, prepared.starts);
        const Affinity pairs = affinity(sets);
        const auto state = prepared.state(problem, l, sets, around);
        SearchRandom random(options.seed, l, 100 + sweep);
        // What is left of the time, divided among the layers that are left and the threads that share them.
        double share = 0;
        {
          const std::lock_guard lock(mutex);
          const double elapsed = std::chrono::duration<double>(Budget::Clock::now() - start).count();
          const double until = options.seconds * (sweep + 1) / sweeps;
          const unsigned side_by_side = std::min(static_cast<unsigned>(threads), std::max(left, 1u));
          const unsigned waves = (left + side_by_side - 1) / side_by_side;
          share = std::max(1e-3, (until - elapsed) / std::max(1u, waves));
          --left;
        }
        Budget budget = options.moves ? Budget::of_moves(options.moves, options.monitor)
                                      : Budget::of_time(share, options.monitor);
        SolveOptions own = options;
        own.seconds = share;
        LayerSolution& result = solution.layers[l];
        LayerTask task{problem, prepared.layout, own,    sets,  pairs, prepared.objective,
                       *state,  budget,          random, result};
        if (sweep > 1) state->assign(around.map[l]);  // go on from the last turn
        try {
          result.stopped = solver.run(task);
        } catch (const Error& e) {
          if (e.code() != ErrorCode::kInterrupted || state->map().empty()) throw;
          result.stopped = Stopped::kBudget;
        }
        if (sweep > 1) task.offer(around.map[l]);
        result.map =
            in_canonical_order(state->map(), prepared.layout, problem.slots_per_device, !prepared.counted);
        result.value = state->value();
        result.moves += budget.used();
      }
      const unsigned finished = ++done;
      if (options.monitor && options.monitor->report) {
        const std::lock_guard lock(mutex);
        options.monitor->report("layers", finished,
                                static_cast<std::uint64_t>(layers) * sweeps / (sweeps > 1 ? 2 : 1));
      }
    });
    for (const unsigned l : turn)
      if (!solution.layers[l].map.empty()) solution.placement.map[l] = solution.layers[l].map;
  }
  if (options.monitor && options.monitor->stop.load()) {
    solution.interrupted = true;
    std::vector<unsigned> missing;
    for (unsigned l = 0; l < layers; ++l)
      if (solution.layers[l].map.empty()) missing.push_back(l);
    if (missing.size() == layers) options.monitor->check();
    parallel_for(missing.size(), threads, [&](std::uint64_t i, int) {
      const unsigned l = missing[i];
      LayerSolution& result = solution.layers[l];
      result.map = solution.placement.map[l];
      const LayerSets sets = layer_sets(*problem.train, l, prepared.starts);
      const auto state = prepared.state(problem, l, sets, solution.placement);
      state->assign(result.map);
      result.value = state->value();
    });
  }
  for (const LayerSolution& l : solution.layers) {
    solution.value += l.value;
    solution.stopped = std::max(solution.stopped, l.stopped);
    solution.layers_stopped_by_budget += l.stopped == Stopped::kBudget;
    QuantumUse& q = solution.quantum;
    q.problems += l.quantum.problems;
    q.success += l.quantum.success;
    q.uniform_success += l.quantum.uniform_success;
    q.shots += l.quantum.shots;
    q.qubits = std::max(q.qubits, l.quantum.qubits);
    q.depth = std::max(q.depth, l.quantum.depth);
    q.optimum_probability += l.quantum.optimum_probability;
    q.uniform_probability += l.quantum.uniform_probability;
    q.two_qubit_gates = std::max(q.two_qubit_gates, l.quantum.two_qubit_gates);
    q.evaluations += l.quantum.evaluations;
    q.cut_off += l.quantum.cut_off;
  }
  solution.seconds = std::chrono::duration<double>(Budget::Clock::now() - start).count();
  check_placement(solution.placement, "the result of solver " + solver_name);
  return solution;
}

}  // namespace qiao::routing_opt
