// Branch and bound over partitions of at most 16 experts into equal groups: nodes, and inside them devices.

#include <algorithm>
#include <bit>
#include <cmath>

#include "solvers/search.hpp"

namespace qiao::routing_opt {
namespace {

using Mask = std::uint32_t;

// Per batch and subset of experts: tokens that use any of it.
std::vector<std::vector<double>> touched_tables(const LayerSets& sets) {
  const std::size_t subsets = std::size_t{1} << sets.experts;
  std::vector<std::vector<double>> tables(sets.batches, std::vector<double>(subsets));
  for (std::size_t i = 0; i < sets.sets(); ++i) {
    Mask m = 0;
    for (unsigned k = 0; k < sets.top_k; ++k) m |= Mask{1} << sets.members[i * sets.top_k + k];
    tables[sets.batch[i]][m] += sets.weight[i];
  }
  for (unsigned b = 0; b < sets.batches; ++b) {
    std::vector<double>& inside = tables[b];  // tokens that use nothing outside the subset: sum over subsets
    for (unsigned e = 0; e < sets.experts; ++e)
      for (std::size_t s = 0; s < subsets; ++s)
        if (s >> e & 1) inside[s] += inside[s ^ (std::size_t{1} << e)];
    std::vector<double> touched(subsets);
    for (std::size_t s = 0; s < subsets; ++s) touched[s] = sets.tokens[b] - inside[(subsets - 1) ^ s];
    inside = std::move(touched);
  }
  return tables;
}

class BranchAndBound {
 public:
  BranchAndBound(const Problem& problem, const LayerSets& sets, const TouchObjective& objective,
                 double incumbent, double seconds, const qsim::Monitor* monitor)
      : objective_(objective),
        c_(objective.layout()),
        sets_(sets),
        best_(incumbent),
        touched_(touched_tables(sets)),
        device_size_(problem.slots_per_device),
        node_size_(problem.slots_per_device * c_.per_node),
        budget_(Budget::of_time(seconds, monitor)) {
    for (const CounterLayout::Level& level : c_.levels) uniform_ &= c_.nodes % level.group_nodes == 0;
    node_.resize(std::size_t{sets.batches} * c_.nodes);
    device_.resize(std::size_t{sets.batches} * c_.devices);
    load_.resize(device_.size());
    load_of_.assign(sets.batches, std::vector<double>(std::size_t{1} << sets.experts));
    for (unsigned b = 0; b < sets.batches; ++b)
      for (Mask s = 1; s < load_of_[b].size(); ++s)
        load_of_[b][s] =
            load_of_[b][s & (s - 1)] +
            sets.load[std::size_t{b} * sets.experts + static_cast<unsigned>(std::countr_zero(s))];
    least_sum_.assign(sets.batches, std::vector<double>(std::size_t{1} << sets.experts, -1));
    chosen_.resize(c_.devices);
  }

  // True if the search was completed: best() cannot be improved.
  bool run() {
    choose_node(0, (Mask{1} << sets_.experts) - 1);
    return !stopped_;
  }
  bool improved() const { return !best_map_.empty(); }
  const std::vector<std::uint16_t>& map() const { return best_map_; }
  std::uint64_t visited() const { return visited_; }

 private:
  // Smallest sum of touched tokens over a partition of `rest` into nodes, by dynamic programming over
  // subsets.
  double least_sum(unsigned b, Mask rest) {
    if (!rest) return 0;
    double& known = least_sum_[b][rest];
    if (known >= 0) return known;
    double best = INFINITY;
    each_subset(rest, node_size_, true,
                [&](Mask node) { best = std::min(best, touched_[b][node] + least_sum(b, rest ^ node)); });
    return known = best;
  }

  // Subsets of `from` with `size` elements; `anchored`: those with the smallest element.
  template <class F>
  void each_subset(Mask from, unsigned size, bool anchored, F f) {
    if (anchored) {
      const Mask low = from & (~from + 1);
      extend(from ^ low, low, size - 1, f);
    } else {
      extend(from, 0, size, f);
    }
  }
  template <class F>
  void extend(Mask from, Mask taken, unsigned size, F& f) {
    if (size == 0) return f(taken);
    while (static_cast<unsigned>(std::popcount(from)) >= size) {
      const Mask low = from & (~from + 1);
      from ^= low;
      extend(from, taken | low, size - 1, f);
    }
  }

  // A lower bound when nodes 0 ... nodes - 1 are set and `rest` is not yet assigned.
  double bound(unsigned nodes, Mask rest) {
    double sum = 0;
    const unsigned left = c_.nodes - nodes;
    for (unsigned b = 0; b < sets_.batches; ++b) {
      if (left) {
        const double node = least_sum(b, rest) / left, device = touched_[b][rest] / (left * c_.per_node),
                     load = load_of_[b][rest] / (left * c_.per_node);
        for (unsigned n = nodes; n < c_.nodes; ++n) node_[std::size_t{b} * c_.nodes + n] = node;
        for (unsigned d = nodes * c_.per_node; d < c_.devices; ++d) {
          device_[std::size_t{b} * c_.devices + d] = c_.per_node == 1 ? std::max(node, device) : device;
          load_[std::size_t{b} * c_.devices + d] = load;
        }
      }
      sum += objective_.batch_value(b, sets_.tokens[b], node_.data() + std::size_t{b} * c_.nodes,
                                    device_.data() + std::size_t{b} * c_.devices,
                                    load_.data() + std::size_t{b} * c_.devices);
    }
    return sum / sets_.batches;
  }

  // No better than the best by more than rounding.
  bool hopeless(double value) const { return value >= best_ - 1e-12 * std::abs(best_); }

  void choose_node(unsigned n, Mask rest) {
    if (n == c_.nodes) {
      const double value = bound(n, 0);
      if (hopeless(value)) return;
      best_ = value;
      best_map_.clear();
      for (const Mask m : chosen_)
        for (Mask r = m; r; r &= r - 1) best_map_.push_back(static_cast<std::uint16_t>(std::countr_zero(r)));
      return;
    }
    // Nodes are alike, so the next one may be taken to hold the smallest expert left; where groups of nodes
    // tell them apart, that holds for the first node only.
    const bool anchored = c_.levels.empty() || (n == 0 && uniform_);
    each_subset(rest, node_size_, anchored, [&](Mask node) {
      if (stopped_ || (++visited_ % 1024 == 0 && (stopped_ = budget_.over()))) return;
      for (unsigned b = 0; b < sets_.batches; ++b) {
        node_[std::size_t{b} * c_.nodes + n] = touched_[b][node];
        for (unsigned d = n * c_.per_node; d < (n + 1) * c_.per_node; ++d) {
          device_[std::size_t{b} * c_.devices + d] = touched_[b][node] / c_.per_node;
          load_[std::size_t{b} * c_.devices + d] = load_of_[b][node] / c_.per_node;
        }
      }
      if (hopeless(bound(n + 1, rest ^ node))) return;
      choose_device(n, 0, node, rest ^ node);
    });
  }

  void choose_device(unsigned n, unsigned i, Mask left, Mask rest) {
    if (i == c_.per_node) {
      if (c_.per_node == 1 || !hopeless(bound(n + 1, rest))) choose_node(n + 1, rest);
      return;
    }
    each_subset(left, device_size_, true, [&](Mask device) {  // devices of a node are alike
      if (stopped_ || (++visited_ % 1024 == 0 && (stopped_ = budget_.over()))) return;
      const unsigned d = n * c_.per_node + i;
      chosen_[d] = device;
      for (unsigned b = 0; b < sets_.batches; ++b) {
        device_[std::size_t{b} * c_.devices + d] = touched_[b][device];
        load_[std::size_t{b} * c_.devices + d] = load_of_[b][device];
        for (unsigned later = i + 1; later < c_.per_node; ++later) {
          const double share = 1.0 / (c_.per_node - i - 1);
          device_[std::size_t{b} * c_.devices + n * c_.per_node + later] = touched_[b][left ^ device] * share;
          load_[std::size_t{b} * c_.devices + n * c_.per_node + later] = load_of_[b][left ^ device] * share;
        }
      }
      if (i + 1 < c_.per_node && hopeless(bound(n + 1, rest))) return;
      choose_device(n, i + 1, left ^ device, rest);
    });
  }

  const TouchObjective& objective_;
  const CounterLayout& c_;
  const LayerSets& sets_;
  double best_;
  std::vector<std::vector<double>> touched_, load_of_, least_sum_;
  unsigned device_size_, node_size_;
  Budget budget_;
  bool uniform_ = true, stopped_ = false;
  std::vector<double> node_, device_, load_;
  std::vector<Mask> chosen_;
  std::vector<std::uint16_t> best_map_;
  std::uint64_t visited_ = 0;
};

}  // namespace

bool solve_exactly(LayerState& state, const Problem& problem, const LayerSets& sets,
                   const TouchObjective& objective, double seconds, const qsim::Monitor* monitor,
                   std::uint64_t& visited) {
  BranchAndBound search(problem, sets, objective, state.value(), seconds, monitor);
  const bool proven = search.run();
  visited += search.visited();
  if (search.improved()) state.assign(search.map());
  return proven;
}

}  // namespace qiao::routing_opt
