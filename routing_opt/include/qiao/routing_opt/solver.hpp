#pragma once
// Finding placements: one interface for all solvers. A solver sees the training trace only; its result is
// scored by evaluate() on tokens it did not see.
//
// Fitted objective, per layer (data-parallel homes couple no layers): step time, traffic or balance of the
// training batches, as in the cost model. Without replicas and with data-parallel homes it is expressed by
// how many tokens touch each node and device, with homes that are independent of the experts: in(node) =
// touched * (1 - 1/N), out(node) <= largest share of homes on a node * (sum over nodes of touched) * (1 -
// 1/N), and the same for devices and link levels; the largest shares are averaged over random homes. That
// makes a swap cost about the tokens of the two experts. With replicas or coherent homes the exact counts for
// fixed random homes are kept instead.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "qiao/qsim/monitor.hpp"
#include "qiao/routing_opt/cost_model.hpp"

namespace qiao::routing_opt {

enum class Objective {
  kStepTime,  // modelled seconds of the layer
  kTraffic,   // distinct nodes per token (devices where there is one node), then devices
  kBalance,   // busiest device over mean
};
const char* name(Objective objective);

struct Problem {
  const Trace* train = nullptr;
  Cluster group;  // the expert-parallel group
  Model model;
  CostOptions cost;
  Objective objective = Objective::kStepTime;
  unsigned slots_per_device = 0;
};

struct SolveOptions {
  // Wall-clock time for all layers together. Where the machine stops is not reproducible; `moves` is.
  double seconds = 10;
  // Instead of time: moves (evaluated changes) per layer. The same seed then gives the same placement at any
  // number of threads. 0: by time.
  std::uint64_t moves = 0;
  std::uint64_t seed = 0;
  unsigned subproblem_experts = 12;  // of large-neighbourhood search: 4 ... 20
  unsigned depth = 8;                // p of QAOA
  unsigned shots = 1000;             // per QAOA or uniformly sampled problem
  int threads = 1;                   // layers are solved side by side
  // Once it is stopped, layers that were begun keep the best found, those that were not are contiguous.
  qsim::Monitor* monitor = nullptr;
};

// What QAOA used, summed over the problems it solved. `success` counts problems in which the shots contained
// the optimum of the problem (known from its cost table).
struct QuantumUse {
  std::uint64_t problems = 0, success = 0, uniform_success = 0, shots = 0;
  unsigned qubits = 0, depth = 0;
  double optimum_probability = 0;     // sum over problems of the final state's probability of optimal strings
  double uniform_probability = 0;     // the same for the uniform distribution over balanced strings
  std::uint64_t two_qubit_gates = 0;  // of one shot's circuit for a quadratic cost, see two_qubit_gates()
  std::uint64_t evaluations = 0;      // of energy and gradient
  unsigned cut_off = 0;  // layers whose budget ended before the search was complete; they have the best found
};

// Why the search in a layer stopped, from the best to the worst; of several layers the worst counts.
enum class Stopped {
  kProven,    // no placement has a smaller value
  kComplete,  // by its own rule: nothing was to be searched, no change improves, QAOA's starts agree
              // or are used up
  kBudget,    // by the budget, which annealing and neighbourhood search use up in any case
};
const char* name(Stopped stopped);  // "proven", "complete", "budget"

struct LayerSolution {
  std::vector<std::uint16_t> map;
  double value = 0;  // of the fitted objective
  Stopped stopped = Stopped::kBudget;
  std::uint64_t moves = 0;
  QuantumUse quantum;
};

struct Solution {
  Placement placement;
  double value = 0;  // sum over layers
  Stopped stopped = Stopped::kProven;
  unsigned layers_stopped_by_budget = 0;
  bool interrupted = false;  // by the monitor
  double seconds = 0;
  std::vector<LayerSolution> layers;
  QuantumUse quantum;

  bool proven() const { return stopped == Stopped::kProven; }
};

struct SolverInfo {
  std::string name, what;
  bool available = true;  // false: `what` says which library is missing
  bool replicas = false;  // can use more slots than experts
  bool quantum = false;
};
// All solvers, in the order of reports; "auto" first.
std::vector<SolverInfo> solvers();

// Throws Error(kUsage) for an unknown solver, kUnsupported if it cannot do the problem or is not in this
// build (names why).
void check_solver(const Problem& problem, const std::string& solver);
// The same, and kInterrupted if monitor->stop was set and no layer has a result yet.
Solution solve(const Problem& problem, const std::string& solver, const SolveOptions& options);

// The fitted objective of a given placement, summed over layers.
double fitted_value(const Problem& problem, const Placement& placement, int threads = 1);

// Replica placement of DeepSeek's EPLB (github.com/deepseek-ai/EPLB, `rebalance_experts`): physical slot ->
// expert for `replicas` slots on `devices` devices in `nodes` nodes; hierarchical if `groups` divide among
// the nodes, else global (groups = 1).
std::vector<std::uint16_t> eplb_map(const std::vector<double>& load, unsigned replicas, unsigned groups,
                                    unsigned nodes, unsigned devices);

// Two-qubit gates (cx) of one shot of QAOA on `n` qubits in `blocks` equal blocks, half of each ones: Dicke
// states (at most 5mk - 5k^2 - 2m of a block of m, Baertschi and Eidenbenz arXiv:1904.07358), and per layer
// n(n-1)/2 rzz and as many XY rotations as there are pairs inside blocks, each of 2. Exact for quadratic
// costs; the step time as a diagonal would need more.
std::uint64_t two_qubit_gates(unsigned n, unsigned blocks, unsigned depth);

}  // namespace qiao::routing_opt
