#pragma once
// What the search methods share: budgets, random numbers, constructions. One file per family of solvers.

#include <chrono>
#include <cstdint>
#include <vector>

#include "layer_state.hpp"

namespace qiao::routing_opt {

// Random numbers of one layer of one solver: the same for the same (seed, layer, purpose).
class SearchRandom {
 public:
  SearchRandom(std::uint64_t seed, std::uint64_t layer, std::uint64_t purpose);
  std::uint64_t bits() {  // splitmix64
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
  }
  double uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }
  unsigned below(unsigned n) { return static_cast<unsigned>((bits() >> 32) * n >> 32); }
  template <class T>
  void shuffle(std::vector<T>& v) {
    for (std::size_t i = v.size(); i > 1; --i) std::swap(v[i - 1], v[below(static_cast<unsigned>(i))]);
  }

 private:
  std::uint64_t state_;
};

// How long a search may go on: until a time, or for a number of moves.
class Budget {
 public:
  using Clock = std::chrono::steady_clock;
  static Budget of_time(double seconds, const qsim::Monitor* monitor);
  static Budget of_moves(std::uint64_t moves, const qsim::Monitor* monitor);
  // A part of what is left, as a budget of its own; what it uses is used here when `charge` is called.
  Budget part(double share) const;
  void charge(const Budget& part) { used_ += part.used_; }
  void count(std::uint64_t moves = 1) { used_ += moves; }
  std::uint64_t used() const { return used_; }
  // The share that is used up, 0 ... 1; looks at the clock.
  double progress() const;
  bool over() const { return progress() >= 1; }
  bool timed() const { return moves_ == 0; }

 private:
  Clock::time_point start_ = Clock::now();
  double seconds_ = 0;
  std::uint64_t moves_ = 0, used_ = 0;
  const qsim::Monitor* monitor_ = nullptr;
};

// ---- constructions: maps of `slots_per_device` * devices slots
std::vector<std::uint16_t> contiguous_map(unsigned experts, unsigned slots);
std::vector<std::uint16_t> round_robin_map(unsigned experts, unsigned devices, unsigned slots_per_device);
std::vector<std::uint16_t> random_map(unsigned experts, unsigned devices, unsigned slots_per_device,
                                      SearchRandom& random);
// EPLB's global policy on the layer's loads.
std::vector<std::uint16_t> eplb_layer_map(const Affinity& affinity, const CounterLayout& layout,
                                          unsigned slots_per_device);
// Exchanges slots until no expert is on a device twice. True if it could.
bool separate_replicas(std::vector<std::uint16_t>& map, unsigned slots_per_device);
// Fills node after node, and inside each device after device, with the expert that is used most together with
// those already there. Only without replicas.
std::vector<std::uint16_t> greedy_map(const Affinity& affinity, const CounterLayout& layout,
                                      unsigned slots_per_device);
// METIS partitions of the co-activation graph, nodes then devices, repaired to equal sizes. Empty if METIS is
// not built in.
bool have_metis();
std::vector<std::uint16_t> metis_map(const Affinity& affinity, const CounterLayout& layout,
                                     unsigned slots_per_device, std::uint64_t seed);

// ---- improvement of `state`
// Swaps until no swap improves or the budget is over, then false.
bool descend(LayerState& state, Budget& budget, SearchRandom& random);
// Simulated annealing from the current map with a geometric schedule over the budget; ends at the best map
// seen, after a descent. With replicas, slots may also change to another expert. `heat`: the first
// temperature in units of a typical change.
void anneal(LayerState& state, Budget& budget, SearchRandom& random, double heat = 1);

// ---- exact
// Branch and bound over partitions into equal groups, for at most 16 experts: the state ends at a map of
// smallest value. False if `seconds` were not enough or the monitor was stopped (the state is then at the best
// map found).
bool solve_exactly(LayerState& state, const Problem& problem, const LayerSets& sets,
                   const TouchObjective& objective, double seconds, const qsim::Monitor* monitor,
                   std::uint64_t& visited);

// ---- large-neighbourhood search
enum class SubSolver { kExact, kAnneal, kUniform, kQaoa };
void search_neighbourhoods(LayerState& state, const CounterLayout& layout, SubSolver solver,
                           const SolveOptions& options, Budget& budget, SearchRandom& random,
                           QuantumUse& use);
// Deals the experts of pairs of devices anew in the best way, at most 12 at a time, until no pair improves or
// the budget is over. Only without replicas and with data-parallel homes.
void deal_pairs(LayerState& state, const SolveOptions& options, Budget& budget, SearchRandom& random);
// Up to 20 experts: hierarchical bisection, then exchanges between disjoint pairs of devices until none
// improves, from several starts; each step is one QAOA problem on all experts. More experts:
// search_neighbourhoods. False if the budget ended before enough starts agreed.
bool solve_by_qaoa(LayerState& state, const CounterLayout& layout, const SolveOptions& options,
                   Budget& budget, SearchRandom& random, QuantumUse& use);

}  // namespace qiao::routing_opt
