// Improvement by swaps: descent and simulated annealing.

#include <algorithm>
#include <cmath>

#include "solvers/search.hpp"

namespace qiao::routing_opt {
namespace {

// A tolerance for "better": differences below rounding of the sums must not keep a descent going.
bool better(double a, double b) { return a < b - 1e-12 * std::abs(b); }

// The value of a random move, which the state then remembers. Infinity if the move is not allowed.
double random_move(LayerState& state, SearchRandom& random, bool replicas, const std::vector<unsigned>& count,
                   std::pair<unsigned, unsigned>& replaced) {
  replaced = {~0u, 0};
  const unsigned i = random.below(state.slots());
  if (replicas && random.below(4) == 0) {
    const unsigned e = random.below(state.experts());
    if (count[state.map()[i]] < 2 || state.on_device(e, state.device_of(i))) return INFINITY;
    replaced = {state.map()[i], e};
    return state.replaced(i, e);
  }
  const unsigned j = random.below(state.slots());
  return state.may_swap(i, j) ? state.swapped(i, j) : INFINITY;
}

}  // namespace

bool descend(LayerState& state, Budget& budget, SearchRandom& random) {
  const unsigned slots = state.slots();
  std::vector<std::pair<unsigned, unsigned>> pairs;
  for (unsigned i = 0; i < slots; ++i)
    for (unsigned j = 0; j < i; ++j)
      if (state.device_of(i) != state.device_of(j)) pairs.emplace_back(i, j);
  for (bool improved = true; improved;) {
    improved = false;
    random.shuffle(pairs);
    for (std::size_t p = 0; p < pairs.size(); ++p) {
      if (p % 16 == 0 && budget.over()) return false;
      const auto [i, j] = pairs[p];
      if (!state.may_swap(i, j)) continue;
      budget.count();
      if (!better(state.swapped(i, j), state.value())) continue;
      state.commit();
      improved = true;
    }
  }
  return true;
}

void anneal(LayerState& state, Budget& whole, SearchRandom& random, double heat) {
  if (state.slots() == state.slots_per_device()) return;  // one device
  const bool replicas = state.slots() > state.experts();
  std::vector<unsigned> count(state.experts());
  for (const std::uint16_t e : state.map()) ++count[e];
  std::pair<unsigned, unsigned> replaced;
  Budget budget = whole.part(0.9);

  // The temperature begins where a typical move is accepted half of the time.
  std::vector<double> steps;
  for (unsigned n = 0; n < 100 && !budget.over(); ++n) {
    const double v = random_move(state, random, replicas, count, replaced);
    budget.count();
    if (std::isfinite(v) && v != state.value()) steps.push_back(std::abs(v - state.value()));
  }
  if (!steps.empty()) {
    std::nth_element(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2),
                     steps.end());
    const double typical = steps[steps.size() / 2], first = typical * heat, last = typical * 1e-3;
    std::vector<std::uint16_t> best = state.map();
    double best_value = state.value(), temperature = first;
    for (std::uint64_t n = 0;; ++n) {
      if (n % 16 == 0) {
        const double progress = budget.progress();
        if (progress >= 1) break;
        temperature = first * std::pow(last / first, progress);
      }
      budget.count();
      const double v = random_move(state, random, replicas, count, replaced);
      if (!std::isfinite(v)) continue;
      const double worse = v - state.value();
      if (worse > 0 && random.uniform() >= std::exp(-worse / temperature)) continue;
      state.commit();
      if (replaced.first != ~0u) {
        --count[replaced.first];
        ++count[replaced.second];
      }
      if (better(v, best_value)) {
        best_value = v;
        best = state.map();
      }
    }
    if (better(best_value, state.value())) state.assign(best);
  }
  whole.charge(budget);
  descend(state, whole, random);
}

}  // namespace qiao::routing_opt
