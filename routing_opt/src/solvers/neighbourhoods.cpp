// Large-neighbourhood search, whose sub-problem is: which half of a dozen experts goes to one group of slots
// and which to the other. Its cost table has one entry for each balanced string.

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

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

// Two sets of slots of equal size whose experts are dealt anew.
struct Exchange {
  std::vector<unsigned> first, second;
};

// A sub-problem and its cost table: one block of qubits for each exchange; bit i of a block is 1 if its
// expert i (in the order of the slots at the beginning) is in the second set. The state ends where it began.
class SubProblem {
 public:
  SubProblem(LayerState& state, const std::vector<Exchange>& exchanges)
      : state_(state), exchanges_(exchanges), start_(state.map()), space_(blocks_of(exchanges)) {
    for (const Exchange& x : exchanges) {
      first_qubit_.push_back(static_cast<unsigned>(slot_of_.size()));
      slot_of_.insert(slot_of_.end(), x.first.begin(), x.first.end());
      slot_of_.insert(slot_of_.end(), x.second.begin(), x.second.end());
      const unsigned k = static_cast<unsigned>(x.first.size());
      at_.push_back(((1u << k) - 1) << k);
    }
    first_slots_ = slot_of_;
  }

  // Every value: about one swap each. False if the budget ended first.
  bool fill(Budget& budget) {
    cost_.resize(space_.dimension());
    if (exchanges_.size() == 1 && fill_at_once(budget)) return !budget.over();
    slots_.assign(space_.dimension() * qubits(), 0);
    complete_ = true;
    fill_block(space_.blocks().size(), budget);
    state_.assign(start_);
    return complete_;
  }

  // Puts the experts where string number `index` of the table has them.
  void go_to(std::uint64_t index) {
    std::vector<std::uint16_t> map = start_;
    if (slots_.empty()) {
      const std::uint64_t string = space_.string(index);
      std::size_t first = 0, second = 0;
      for (unsigned i = 0; i < qubits(); ++i)
        map[string >> i & 1 ? exchanges_[0].second[second++] : exchanges_[0].first[first++]] =
            start_[first_slots_[i]];
    } else {
      for (unsigned i = 0; i < qubits(); ++i) map[slots_[index * qubits() + i]] = start_[first_slots_[i]];
    }
    state_.assign(map);
  }
  const std::vector<double>& cost() const { return cost_; }
  const FixedWeightSpace& space() const { return space_; }
  unsigned qubits() const { return space_.qubits(); }

 private:
  static std::vector<algorithms::Block> blocks_of(const std::vector<Exchange>& exchanges) {
    std::vector<algorithms::Block> blocks;
    for (const Exchange& x : exchanges) {
      const unsigned k = static_cast<unsigned>(x.first.size());
      blocks.push_back({2 * k, k});
    }
    return blocks;
  }

  bool fill_at_once(Budget& budget) {
    std::vector<std::uint32_t> strings;
    for (std::uint64_t i = 0; i < space_.dimension(); ++i)
      strings.push_back(static_cast<std::uint32_t>(space_.string(i)));
    if (!state_.deal(exchanges_[0].first, exchanges_[0].second, strings, cost_)) return false;
    budget.count(space_.dimension());
    return true;
  }

  // All strings of blocks 0 ... count - 1, the others as they are.
  void fill_block(std::size_t count, Budget& budget) {
    if (!complete_) return;
    if (count == 0) {
      if (budget.used() % 64 == 0 && budget.over()) {
        complete_ = false;
        return;
      }
      budget.count();
      std::uint64_t string = 0;
      for (std::size_t b = 0; b < at_.size(); ++b) string |= std::uint64_t{at_[b]} << first_qubit_[b];
      const std::size_t index = space_.index(string);
      cost_[index] = state_.value();
      std::copy(slot_of_.begin(), slot_of_.end(),
                slots_.begin() + static_cast<std::ptrdiff_t>(index * qubits()));
      return;
    }
    const algorithms::Block block = space_.blocks()[count - 1];
    for (const std::uint32_t s : revolving_door(block.n, block.k)) {
      move(count - 1, s);
      fill_block(count - 1, budget);
    }
  }

  // To string `to` of a block by exchanging experts.
  void move(std::size_t block, std::uint32_t to) {
    const std::uint32_t from = at_[block];
    std::uint32_t leave = from & ~to, enter = to & ~from;  // the second set
    while (leave) {
      unsigned& x = slot_of_[first_qubit_[block] + static_cast<unsigned>(std::countr_zero(leave))];
      unsigned& y = slot_of_[first_qubit_[block] + static_cast<unsigned>(std::countr_zero(enter))];
      leave &= leave - 1;
      enter &= enter - 1;
      state_.swapped(x, y);
      state_.commit();
      std::swap(x, y);
    }
    at_[block] = to;
  }

  LayerState& state_;
  std::vector<Exchange> exchanges_;
  std::vector<std::uint16_t> start_;
  FixedWeightSpace space_;
  std::vector<unsigned> first_qubit_;            // of each block
  std::vector<unsigned> slot_of_, first_slots_;  // where each expert is now, and was at the beginning
  std::vector<std::uint32_t> at_;                // the string of each block now
  std::vector<double> cost_;
  std::vector<unsigned> slots_;  // [string, expert]; empty if the table was filled at once
  bool complete_ = false;
};

// Evaluations of energy and gradient when angles are sought in neighbourhood search: the schedule is good
// already, and shots find what has a probability of a few per mille. Between more than two devices
// PairedSearch takes the schedule as it is and makes several times as many starts in the same time.
constexpr unsigned kAngleEvaluations = 4;

double least(const std::vector<double>& v) { return *std::min_element(v.begin(), v.end()); }
// Strings that are optimal up to rounding.
bool optimal(double cost, double best) { return cost <= best + 1e-12 * std::abs(best); }

// The best string among the shots of a QAOA run on the table; keeps count in `use`. `mixer`: on a ring a
// tenth of the work of all pairs at 16 qubits, and of the probability of the optimum. `angle_evaluations`: 0
// for the angles of the schedule.
std::uint64_t by_qaoa(const SubProblem& p, const SolveOptions& options, std::uint64_t seed,
                      algorithms::XyTopology mixer, unsigned angle_evaluations, QuantumUse& use) {
  const std::vector<double>& cost = p.cost();
  const double best = least(cost);
  use.problems += 1;
  use.shots += options.shots;
  use.qubits = std::max(use.qubits, p.qubits());
  use.depth = std::max(use.depth, options.depth);
  use.two_qubit_gates =
      std::max(use.two_qubit_gates,
               two_qubit_gates(p.qubits(), static_cast<unsigned>(p.space().blocks().size()), options.depth));
  double uniform = 0;
  for (const double c : cost) uniform += optimal(c, best);
  uniform /= static_cast<double>(cost.size());
  use.uniform_probability += uniform;
  const algorithms::Execution execution{1, options.monitor ? &options.monitor->stop : nullptr};
  const algorithms::SubspaceQaoa qaoa(p.space(), algorithms::CostTable(cost, execution), mixer, execution);
  std::vector<double> angles;
  if (angle_evaluations == 0) {
    angles = qaoa.schedule(options.depth);
  } else {
    const auto optimum = qaoa.optimise(options.depth, angle_evaluations);
    use.evaluations += optimum.evaluations;
    angles = optimum.angles;
  }
  const std::vector<std::complex<double>> psi = qaoa.state(angles);
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
bool improve(LayerState& state, const std::vector<Exchange>& exchanges, SubSolver solver,
             const SolveOptions& options, Budget& budget, SearchRandom& random, QuantumUse& use,
             algorithms::XyTopology mixer = algorithms::XyTopology::kComplete,
             unsigned angle_evaluations = kAngleEvaluations) {
  SubProblem p(state, exchanges);
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
      chosen = by_qaoa(p, options, random.bits(), mixer, angle_evaluations, use);
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

std::uint64_t two_qubit_gates(unsigned n, unsigned blocks, unsigned depth) {
  const std::uint64_t m = n / blocks, k = m / 2;
  const std::uint64_t dicke = 5 * m * k - std::min<std::uint64_t>(5 * m * k, 5 * k * k + 2 * m);
  return blocks * dicke + depth * (std::uint64_t{n} * (n - 1) + blocks * m * (m - 1));
}

void search_neighbourhoods(LayerState& state, const CounterLayout& layout, SubSolver solver,
                           const SolveOptions& options, Budget& budget, SearchRandom& random,
                           QuantumUse& use) {
  const Groups g = groups_of(state, layout);
  if (g.count < 2 || state.slots() != state.experts()) return;
  const unsigned half = std::max(1u, std::min(options.subproblem_experts / 2, g.size));
  while (!budget.over()) {
    const unsigned a = random.below(g.count), b = (a + 1 + random.below(g.count - 1)) % g.count;
    if (!improve(state,
                 {{some_slots(a * g.size, (a + 1) * g.size, half, random),
                   some_slots(b * g.size, (b + 1) * g.size, half, random)}},
                 solver, options, budget, random, use))
      return;
  }
}

void deal_pairs(LayerState& state, const SolveOptions& options, Budget& budget, SearchRandom& random) {
  const unsigned size = state.slots_per_device(), devices = state.slots() / size, half = std::min(size, 6u);
  if (state.slots() != state.experts() || size < 2) return;
  std::vector<std::pair<unsigned, unsigned>> pairs;
  for (unsigned a = 0; a < devices; ++a)
    for (unsigned b = 0; b < a; ++b) pairs.emplace_back(a, b);
  random.shuffle(pairs);
  QuantumUse none;
  // Where a device has more experts than take part, another choice of them may do better: three rounds in
  // vain.
  const std::size_t enough = pairs.size() * (size > half ? 3 : 1);
  for (std::size_t at = 0, vain = 0; vain < enough && !budget.over(); at = (at + 1) % pairs.size()) {
    const auto [a, b] = pairs[at];
    const double before = state.value();
    if (!improve(state,
                 {{some_slots(a * size, (a + 1) * size, half, random),
                   some_slots(b * size, (b + 1) * size, half, random)}},
                 SubSolver::kExact, options, budget, random, none))
      return;
    vain = state.value() < before - 1e-12 * std::abs(before) ? 0 : vain + 1;
  }
}

namespace {

// The search of solve_by_qaoa() for at most 20 experts on more than one device. All changes are exchanges
// between disjoint pairs of devices, dealt by one QAOA problem whose qubits are all the experts.
class PairedSearch {
 public:
  PairedSearch(LayerState& state, const SolveOptions& options, Budget& budget, SearchRandom& random,
               QuantumUse& use)
      : state_(state),
        options_(options),
        budget_(budget),
        random_(random),
        use_(use),
        size_(state.slots_per_device()),
        devices_(state.slots() / size_) {}

  // Halves of the devices against each other, then the halves of each half, and so on. False if cut off.
  bool bisect() {
    for (unsigned width = devices_; width > 1; width /= 2) {
      std::vector<Exchange> exchanges;
      for (unsigned from = 0; from < devices_; from += width)
        exchanges.push_back({slots(from, from + width / 2), slots(from + width / 2, from + width)});
      // Where the halves are still to be divided, a good string is good enough.
      if (!solve(exchanges, width > 2 ? algorithms::XyTopology::kRing : algorithms::XyTopology::kComplete))
        return false;
    }
    return true;
  }

  // Pairs of devices, each device in one of them, by turns, until no turn improves. False if cut off.
  bool descend() {
    std::vector<unsigned> order(devices_ + devices_ % 2);  // an odd one out rests
    std::iota(order.begin(), order.end(), 0u);
    random_.shuffle(order);
    const unsigned turns = static_cast<unsigned>(order.size()) - 1;
    for (unsigned turn = 0, vain = 0; vain < turns; ++turn) {
      std::vector<Exchange> exchanges;
      for (std::size_t i = 0; i < order.size() / 2; ++i) {
        const unsigned a = order[i], b = order[order.size() - 1 - i];
        if (a < devices_ && b < devices_) exchanges.push_back({slots(a, a + 1), slots(b, b + 1)});
      }
      std::rotate(order.begin() + 1, order.begin() + 2, order.end());
      const double before = state_.value();
      if (!solve(exchanges, algorithms::XyTopology::kComplete)) return false;
      vain = state_.value() < before - 1e-12 * std::abs(before) ? 0 : vain + 1;
    }
    return true;
  }

 private:
  std::vector<unsigned> slots(unsigned from, unsigned to) const {
    std::vector<unsigned> s((to - from) * size_);
    std::iota(s.begin(), s.end(), from * size_);
    return s;
  }
  bool solve(const std::vector<Exchange>& exchanges, algorithms::XyTopology mixer) {
    // Two devices are one problem, whose angles are worth their time.
    return improve(state_, exchanges, SubSolver::kQaoa, options_, budget_, random_, use_, mixer,
                   devices_ == 2 ? kAngleEvaluations : 0);
  }

  LayerState& state_;
  const SolveOptions& options_;
  Budget& budget_;
  SearchRandom& random_;
  QuantumUse& use_;
  unsigned size_, devices_;
};

}  // namespace

bool solve_by_qaoa(LayerState& state, const CounterLayout& layout, const SolveOptions& options,
                   Budget& budget, SearchRandom& random, QuantumUse& use) {
  if (layout.devices < 2) return true;
  if (state.slots() > 20) {
    search_neighbourhoods(state, layout, SubSolver::kQaoa, options, budget, random, use);
    use.cut_off += use.problems == 0;
    return false;
  }
  // From several starts: the first by bisection, the others at random, until the best value has been reached
  // from kAgree of them.
  constexpr unsigned kStarts = 96, kAgree = 12;
  PairedSearch search(state, options, budget, random, use);
  std::vector<std::uint16_t> best = state.map();
  double best_value = state.value();
  bool cut_off = false;
  for (unsigned start = 0, agree = 0; start < kStarts && agree < kAgree; ++start) {
    if (start > 0)
      state.assign(random_map(state.experts(), layout.devices, state.slots_per_device(), random));
    const bool done = (start > 0 || !std::has_single_bit(layout.devices) || search.bisect()) &&
                      (layout.devices == 2 || search.descend());
    if (state.value() < best_value - 1e-12 * std::abs(best_value)) {
      best_value = state.value();
      best = state.map();
      agree = 0;
    }
    cut_off = !done;
    if (cut_off) break;
    agree += state.value() <= best_value + 1e-12 * std::abs(best_value);
    if (layout.devices == 2) break;  // the bisection was the whole problem
  }
  use.cut_off += cut_off;
  state.assign(best);
  return !cut_off;
}

}  // namespace qiao::routing_opt
