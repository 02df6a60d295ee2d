// Large-neighbourhood search, whose sub-problem is: which half of a dozen experts goes to one group of slots
// and which to the other. Its cost table has one entry for each balanced string.

#include <algorithm>
#include <bit>
#include <cmath>

#include "qiao/algorithms/subspace.hpp"
#include "solvers/search.hpp"

namespace qiao::routing_opt {
namespace {

using algorithms::FixedWeightSpace;

// All strings of n bits with k ones, each a swap away from the one before (revolving door: Knuth 7.2.1.3).
const std::vector<std::uint32_t>& revolving_door(unsigned n, unsigned k) {
  thread_local std::vector<std::vector<std::uint32_t>> known(33 * 33);
  std::vector<std::uint32_t>& list = known[n * 33 + k];
  if (!list.empty()) return list;
  if (k == 0 || k == n) return list = {k == 0 ? 0u : static_cast<std::uint32_t>((std::uint64_t{1} << n) - 1)};
  std::vector<std::uint32_t> all = revolving_door(n - 1, k);
  const std::vector<std::uint32_t>& with = revolving_door(n - 1, k - 1);
  for (auto s = with.rbegin(); s != with.rend(); ++s) all.push_back(*s | 1u << (n - 1));
  return known[n * 33 + k] = std::move(all);
}

// A sub-problem and its cost table. Bit i of a string is 1 if expert i (in the order of `slots` at the
// beginning) is in the second group. The state ends where it began.
class SubProblem {
 public:
  SubProblem(LayerState& state, std::vector<unsigned> first, std::vector<unsigned> second)
      : state_(state),
        n_(static_cast<unsigned>(first.size() + second.size())),
        start_(state.map()),
        space_({{n_, n_ / 2}}),
        slot_of_(n_) {
    for (unsigned i = 0; i < n_; ++i) slot_of_[i] = i < n_ / 2 ? first[i] : second[i - n_ / 2];
    first_slots_ = slot_of_;
    start_string_ =
        static_cast<std::uint32_t>(((std::uint64_t{1} << n_) - 1) ^ ((std::uint64_t{1} << n_ / 2) - 1));
  }

  // Every value: one swap each. False if the budget ended first.
  bool fill(Budget& budget) {
    cost_.resize(space_.dimension());
    slots_.assign(space_.dimension() * n_, 0);
    const std::vector<std::uint32_t>& strings = revolving_door(n_, n_ / 2);
    std::uint32_t at = start_string_;
    for (std::size_t i = 0; i < strings.size(); ++i) {
      if (i % 64 == 0 && budget.over()) break;
      move(at, strings[i]);
      at = strings[i];
      budget.count();
      const std::size_t index = space_.index(at);
      cost_[index] = state_.value();
      std::copy(slot_of_.begin(), slot_of_.end(), slots_.begin() + static_cast<std::ptrdiff_t>(index * n_));
      complete_ = i + 1 == strings.size();
    }
    state_.assign(start_);
    return complete_;
  }

  // Puts the experts where string number `index` of the table has them.
  void go_to(std::uint64_t index) {
    std::vector<std::uint16_t> map = start_;
    for (unsigned i = 0; i < n_; ++i) map[slots_[index * n_ + i]] = start_[first_slots_[i]];
    state_.assign(map);
  }
  const std::vector<double>& cost() const { return cost_; }
  const FixedWeightSpace& space() const { return space_; }
  unsigned qubits() const { return n_; }

 private:
  // From string a to string b by exchanging experts between the groups.
  void move(std::uint32_t a, std::uint32_t b) {
    std::uint32_t leave = a & ~b, enter = b & ~a;  // experts that leave the second group, and that enter it
    while (leave) {
      const unsigned x = static_cast<unsigned>(std::countr_zero(leave)),
                     y = static_cast<unsigned>(std::countr_zero(enter));
      leave &= leave - 1;
      enter &= enter - 1;
      state_.swapped(slot_of_[x], slot_of_[y]);
      state_.commit();
      std::swap(slot_of_[x], slot_of_[y]);
    }
  }

  LayerState& state_;
  unsigned n_;
  std::vector<std::uint16_t> start_;
  FixedWeightSpace space_;
  std::vector<unsigned> slot_of_, first_slots_;  // where each expert is now, and was at the beginning
  std::uint32_t start_string_ = 0;
  std::vector<double> cost_;
  std::vector<unsigned> slots_;  // [string, expert]
  bool complete_ = false;
};

double least(const std::vector<double>& v) { return *std::min_element(v.begin(), v.end()); }
// Strings that are optimal up to rounding.
bool optimal(double cost, double best) { return cost <= best + 1e-12 * std::abs(best); }

// The best string among the shots of a QAOA run on the table; keeps count in `use`. `quick`: the mixer on a
// ring, a tenth of the work of all pairs at 16 qubits and of the probability of the optimum.
std::uint64_t by_qaoa(const SubProblem& p, const SolveOptions& options, std::uint64_t seed, bool quick,
                      QuantumUse& use) {
  const std::vector<double>& cost = p.cost();
  const double best = least(cost);
  use.problems += 1;
  use.shots += options.shots;
  use.qubits = std::max(use.qubits, p.qubits());
  use.depth = std::max(use.depth, options.depth);
  use.two_qubit_gates = std::max(use.two_qubit_gates, two_qubit_gates(p.qubits(), options.depth));
  double uniform = 0;
  for (const double c : cost) uniform += optimal(c, best);
  uniform /= static_cast<double>(cost.size());
  use.uniform_probability += uniform;
  const algorithms::SubspaceQaoa qaoa(
      p.space(), algorithms::CostTable(cost),
      quick ? algorithms::XyTopology::kRing : algorithms::XyTopology::kComplete);
  const auto optimum = qaoa.optimise(options.depth, 40);
  use.evaluations += optimum.evaluations;
  const std::vector<std::complex<double>> psi = qaoa.state(optimum.angles);
  for (std::size_t i = 0; i < psi.size(); ++i)
    if (optimal(cost[i], best)) use.optimum_probability += std::norm(psi[i]);
  std::uint64_t chosen = 0;
  double value = HUGE_VAL;
  for (const std::uint64_t i : algorithms::sample_states(psi, options.shots, seed))
    if (cost[i] < value) value = cost[i], chosen = i;
  use.success += optimal(value, best);
  // The control: as many strings drawn uniformly.
  SearchRandom random(seed, 0, 1);
  bool found = false;
  for (unsigned s = 0; s < options.shots; ++s) found |= optimal(cost[random.bits() % cost.size()], best);
  use.uniform_success += found;
  return chosen;
}

std::uint64_t by_uniform(const SubProblem& p, const SolveOptions& options, SearchRandom& random) {
  std::uint64_t chosen = 0;
  double value = HUGE_VAL;
  for (unsigned s = 0; s < options.shots; ++s) {
    const std::uint64_t i = random.bits() % p.cost().size();
    if (p.cost()[i] < value) value = p.cost()[i], chosen = i;
  }
  return chosen;
}

// Annealing inside the table: single exchanges, as many looks at it as shots.
std::uint64_t by_annealing(const SubProblem& p, const SolveOptions& options, SearchRandom& random) {
  const FixedWeightSpace& space = p.space();
  const unsigned n = p.qubits();
  std::uint64_t s = space.string(random.bits() % space.dimension()), best = s;
  double value = p.cost()[space.index(s)], best_value = value;
  double mean = 0, square = 0;
  for (const double c : p.cost()) mean += c / static_cast<double>(p.cost().size());
  for (const double c : p.cost()) square += (c - mean) * (c - mean) / static_cast<double>(p.cost().size());
  const double first = std::sqrt(square), last = first * 1e-3;
  for (unsigned shot = 1; shot < options.shots; ++shot) {
    const double temperature = first * std::pow(last / first, static_cast<double>(shot) / options.shots);
    unsigned a = random.below(n), b = random.below(n);
    if ((s >> a & 1) == (s >> b & 1)) continue;
    const std::uint64_t t = s ^ std::uint64_t{1} << a ^ std::uint64_t{1} << b;
    const double v = p.cost()[space.index(t)];
    if (v > value && random.uniform() >= std::exp((value - v) / temperature)) continue;
    s = t;
    value = v;
    if (v < best_value) best_value = v, best = t;
  }
  return space.index(best);
}

// Solves one sub-problem and takes the result if it is no worse. False if the budget ended.
bool improve(LayerState& state, const std::vector<unsigned>& first, const std::vector<unsigned>& second,
             SubSolver solver, const SolveOptions& options, Budget& budget, SearchRandom& random,
             QuantumUse& use, bool quick = false) {
  SubProblem p(state, first, second);
  if (!p.fill(budget)) return false;
  std::uint64_t chosen = 0;
  switch (solver) {
    case SubSolver::kExact:
      chosen =
          static_cast<std::uint64_t>(std::min_element(p.cost().begin(), p.cost().end()) - p.cost().begin());
      break;
    case SubSolver::kAnneal:
      chosen = by_annealing(p, options, random);
      break;
    case SubSolver::kUniform:
      chosen = by_uniform(p, options, random);
      break;
    case SubSolver::kQaoa:
      chosen = by_qaoa(p, options, random.bits(), quick, use);
      break;
  }
  if (p.cost()[chosen] <= state.value()) p.go_to(chosen);
  return true;
}

// `count` different slots of a group of slots [begin, end).
std::vector<unsigned> some_slots(unsigned begin, unsigned end, unsigned count, SearchRandom& random) {
  std::vector<unsigned> slots;
  for (unsigned s = begin; s < end; ++s) slots.push_back(s);
  random.shuffle(slots);
  slots.resize(std::min<std::size_t>(count, slots.size()));
  std::sort(slots.begin(), slots.end());
  return slots;
}

// Groups of slots between which experts are exchanged: nodes, or devices if there is one node.
struct Groups {
  unsigned count, size;
};
Groups groups_of(const LayerState& state, const CounterLayout& layout) {
  if (layout.nodes > 1) return {layout.nodes, layout.per_node * state.slots_per_device()};
  return {layout.devices, state.slots_per_device()};
}

}  // namespace

std::uint64_t two_qubit_gates(unsigned n, unsigned depth) {
  const std::uint64_t k = n / 2;
  const std::uint64_t dicke = 5 * n * k - std::min<std::uint64_t>(5 * n * k, 5 * k * k + 2 * n);
  return dicke + depth * 2 * std::uint64_t{n} * (n - 1);
}

void search_neighbourhoods(LayerState& state, const CounterLayout& layout, SubSolver solver,
                           const SolveOptions& options, Budget& budget, SearchRandom& random,
                           QuantumUse& use) {
  const Groups g = groups_of(state, layout);
  if (g.count < 2 || state.slots() != state.experts()) return;
  const unsigned half = std::max(1u, std::min(options.subproblem_experts / 2, g.size));
  while (!budget.over()) {
    const unsigned a = random.below(g.count), b = (a + 1 + random.below(g.count - 1)) % g.count;
    if (!improve(state, some_slots(a * g.size, (a + 1) * g.size, half, random),
                 some_slots(b * g.size, (b + 1) * g.size, half, random), solver, options, budget, random,
                 use))
      return;
  }
}

void solve_by_qaoa(LayerState& state, const CounterLayout& layout, const SolveOptions& options,
                   Budget& budget, SearchRandom& random, QuantumUse& use) {
  const Groups g = groups_of(state, layout);
  if (g.count < 2) return;
  std::vector<std::uint16_t> best = state.map();
  double best_value = state.value();
  // The experts of a pair of ranges of groups may be exchanged as a whole if there are at most 20.
  constexpr unsigned kMaxQubits = 20;
  const bool whole = state.slots() <= kMaxQubits;
  const auto all_slots = [&](unsigned from, unsigned to) {
    return some_slots(from * g.size, to * g.size, ~0u, random);
  };
  for (unsigned round = 0; !budget.over(); ++round) {
    if (round > 0) {  // from the best, shaken by a few swaps
      state.assign(best);
      for (unsigned kick = 0; whole && kick < 3 + round % 4; ++kick) {
        const unsigned i = random.below(state.slots()), j = random.below(state.slots());
        if (!state.may_swap(i, j)) continue;
        state.swapped(i, j);
        state.commit();
      }
    }
    // Bisection from the top: halves of the groups against each other, then the halves of each.
    for (unsigned width = round == 0 ? g.count : 1;
         whole && width > 1 && std::has_single_bit(g.count) && !budget.over(); width /= 2)
      for (unsigned from = 0; from < g.count; from += width)
        improve(state, all_slots(from, from + width / 2), all_slots(from + width / 2, from + width),
                SubSolver::kQaoa, options, budget, random, use, g.count > 2);
    if (!whole) {
      search_neighbourhoods(state, layout, SubSolver::kQaoa, options, budget, random, use);
    } else {
      for (bool improved = g.count > 2; improved && !budget.over();) {  // pairs of groups until none improves
        improved = false;
        for (unsigned a = 0; a < g.count && !budget.over(); ++a)
          for (unsigned b = 0; b < a && !budget.over(); ++b) {
            const double before = state.value();
            improve(state, all_slots(b, b + 1), all_slots(a, a + 1), SubSolver::kQaoa, options, budget,
                    random, use);
            improved |= state.value() < before - 1e-12 * std::abs(before);
          }
      }
    }
    if (state.value() < best_value) {
      best_value = state.value();
      best = state.map();
    }
    if (whole && (g.count == 2 || round == 63)) break;
  }
  if (best_value < state.value()) state.assign(best);
}

}  // namespace qiao::routing_opt
