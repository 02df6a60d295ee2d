#include <algorithm>
#include <cstring>

#include "layer_state.hpp"

namespace qiao::routing_opt {

TouchObjective::TouchObjective(const Problem& problem, const CounterLayout& layout, HomeShares shares)
    : problem_(problem), layout_(layout), shares_(std::move(shares)) {
  if (layout_.per_node > 1) latency_ += problem.group.intra_latency;
  if (layout_.nodes > 1) latency_ += problem.group.inter_latency;
  for (const LinkLevel& level : problem.group.levels) latency_ += level.latency;
}

template <class Number>
double TouchObjective::batch_value(unsigned batch, double tokens, const Number* node, const Number* device,
                                   const Number* load) const {
  const unsigned devices = layout_.devices, nodes = layout_.nodes, per_node = layout_.per_node;
  Number max_load = 0, max_device = 0;
  double device_sum = 0, node_sum = 0;
  for (unsigned d = 0; d < devices; ++d) {
    max_load = std::max(max_load, load[d]);
    max_device = std::max(max_device, device[d]);
  }
  if (problem_.objective == Objective::kBalance)
    return static_cast<double>(max_load) * devices / (tokens * problem_.train->header.top_k);
  for (unsigned d = 0; d < devices; ++d) device_sum += static_cast<double>(device[d]);
  for (unsigned n = 0; n < nodes; ++n) node_sum += static_cast<double>(node[n]);
  if (problem_.objective == Objective::kTraffic)
    return (nodes > 1 ? node_sum + 1e-3 * device_sum : device_sum) / tokens;

  // Copies that arrive at each node (before the factor 1 - 1/N), and those for a device.
  const bool by_node = problem_.cost.copies == Copies::kNode;
  const Number* const piece = problem_.cost.copies == Copies::kNone ? load : device;
  double max_in_node = 0, max_pieces = 0, sum = 0, max_piece = 0;
  for (unsigned n = 0; n < nodes; ++n) {
    double pieces = 0;
    for (unsigned d = n * per_node; d < (n + 1) * per_node; ++d) {
      pieces += static_cast<double>(piece[d]);
      max_piece = std::max(max_piece, static_cast<double>(piece[d]));
    }
    const double in = by_node ? static_cast<double>(node[n]) : pieces;
    max_pieces = std::max(max_pieces, pieces);
    max_in_node = std::max(max_in_node, in);
    sum += in;
  }
  const double other_nodes = 1 - 1.0 / nodes, other_ranks = 1 - 1.0 / per_node;
  // Inside a node: with gateways every copy that does not end on the gateway; else copies of tokens at home
  // here.
  const double inside_in = max_piece * other_ranks * (by_node ? 1 : 1.0 / nodes) / problem_.group.intra_bw;
  const double inside_out = max_pieces * other_ranks / problem_.group.intra_bw;
  const double node_in = max_in_node * other_nodes / problem_.group.inter_bw;
  const double node_out = sum * other_nodes / problem_.group.inter_bw;
  double fixed = std::max(inside_in, node_in);
  std::vector<double> level_out;
  for (std::size_t i = 0; i < layout_.levels.size(); ++i) {
    const CounterLayout::Level& level = layout_.levels[i];
    double most = 0;
    for (unsigned g = 0; g < level.groups; ++g) {
      double in = 0;
      const unsigned end = std::min(nodes, (g + 1) * level.group_nodes);
      for (unsigned n = g * level.group_nodes; n < end; ++n) {
        if (by_node) in += static_cast<double>(node[n]);
        else
          for (unsigned d = n * per_node; d < (n + 1) * per_node; ++d) in += static_cast<double>(piece[d]);
      }
      most = std::max(most, in);
    }
    const double other_groups = 1 - static_cast<double>(level.group_nodes) / nodes;
    fixed = std::max(fixed, most * other_groups / problem_.group.levels[i].bw);
    level_out.push_back(sum * other_groups / problem_.group.levels[i].bw);
  }
  double phase = 0;
  const auto& draws = shares_.batch[batch];
  for (const HomeShares::Draw& draw : draws) {
    double busiest = std::max(fixed, draw.node * node_out);
    busiest = std::max(busiest, (by_node ? draw.rank : draw.device) * inside_out);
    for (std::size_t i = 0; i < level_out.size(); ++i)
      busiest = std::max(busiest, draw.level[i] * level_out[i]);
    phase += busiest;
  }
  phase /= static_cast<double>(draws.size());
  return (problem_.model.dispatch_bytes + problem_.model.combine_bytes) * phase + 2 * latency_ +
         static_cast<double>(max_load) * problem_.model.expert_flops / problem_.group.flops +
         problem_.model.other_seconds;
}

template double TouchObjective::batch_value(unsigned, double, const std::int32_t*, const std::int32_t*,
                                            const std::int32_t*) const;
template double TouchObjective::batch_value(unsigned, double, const double*, const double*,
                                            const double*) const;

namespace {

class TouchState final : public LayerState {
 public:
  TouchState(const Problem& problem, const LayerSets& sets, const TouchObjective& objective)
      : sets_(sets), objective_(objective), c_(objective.layout()) {
    experts_ = sets.experts;
    slots_per_device_ = problem.slots_per_device;
    device_of_expert_.resize(experts_);
    node_.resize(std::size_t{sets.batches} * c_.nodes);
    device_.resize(std::size_t{sets.batches} * c_.devices);
    load_.resize(device_.size());
    change_.resize(sets.batches);
  }

  void assign(const std::vector<std::uint16_t>& map) override {
    map_ = map;
    for (unsigned s = 0; s < map.size(); ++s)
      device_of_expert_[map[s]] = static_cast<std::uint16_t>(s / slots_per_device_);
    std::fill(node_.begin(), node_.end(), 0);
    std::fill(device_.begin(), device_.end(), 0);
    std::fill(load_.begin(), load_.end(), 0);
    const unsigned k = sets_.top_k;
    for (std::size_t i = 0; i < sets_.sets(); ++i) {
      const std::uint16_t* const m = sets_.members.data() + i * k;
      for (unsigned j = 0; j < k; ++j) {
        const unsigned d = device_of_expert_[m[j]];
        bool new_device = true, new_node = true;
        for (unsigned h = 0; h < j; ++h) {
          new_device &= device_of_expert_[m[h]] != d;
          new_node &= c_.node_of[device_of_expert_[m[h]]] != c_.node_of[d];
        }
        if (new_device) device_[sets_.batch[i] * std::size_t{c_.devices} + d] += sets_.weight[i];
        if (new_node) node_[sets_.batch[i] * std::size_t{c_.nodes} + c_.node_of[d]] += sets_.weight[i];
        load_[sets_.batch[i] * std::size_t{c_.devices} + d] += sets_.weight[i];
      }
    }
    value_ = objective_value();
  }

  double swapped(unsigned i, unsigned j) override {
    a_ = i;
    b_ = j;
    const unsigned a = map_[i], b = map_[j];
    x_ = device_of_expert_[a];
    y_ = device_of_expert_[b];
    if (x_ == y_) return trial_ = value_;
    std::fill(change_.begin(), change_.end(), Change{});
    move<true>(a, b, x_, y_);
    move<false>(b, a, y_, x_);
    for (unsigned batch = 0; batch < sets_.batches; ++batch)
      change_[batch].load =
          sets_.load[std::size_t{batch} * experts_ + b] - sets_.load[std::size_t{batch} * experts_ + a];
    apply(1);
    trial_ = objective_value();
    apply(-1);
    return trial_;
  }

  void commit() override {
    std::swap(map_[a_], map_[b_]);
    std::swap(device_of_expert_[map_[a_]], device_of_expert_[map_[b_]]);
    if (x_ != y_) apply(1);
    value_ = trial_;
  }

 private:
  // Changes of one batch: of devices and nodes x and y, and of the load of x (y: the opposite).
  struct Change {
    std::int32_t device_x = 0, device_y = 0, node_x = 0, node_y = 0, load = 0;
  };

  // Sets with `e` and without `other`, when e moves from device `from` to `to`. First: from is x.
  template <bool kFirst>
  void move(unsigned e, unsigned other, unsigned from, unsigned to) {
    const unsigned k = sets_.top_k, from_node = c_.node_of[from], to_node = c_.node_of[to];
    for (std::uint32_t at = sets_.begin[e]; at < sets_.begin[e + 1]; ++at) {
      const std::size_t i = sets_.of[at];
      const std::uint16_t* const m = sets_.members.data() + i * k;
      bool both = false, at_from = false, at_to = false, near_from = false, near_to = false;
      for (unsigned j = 0; j < k; ++j) {
        both |= m[j] == other;
        if (m[j] == e) continue;
        const unsigned d = device_of_expert_[m[j]], n = c_.node_of[d];
        at_from |= d == from;
        at_to |= d == to;
        near_from |= n == from_node;
        near_to |= n == to_node;
      }
      if (both) continue;
      Change& c = change_[sets_.batch[i]];
      const std::int32_t w = sets_.weight[i];
      if (!at_from) (kFirst ? c.device_x : c.device_y) -= w;
      if (!at_to) (kFirst ? c.device_y : c.device_x) += w;
      if (from_node == to_node) continue;
      if (!near_from) (kFirst ? c.node_x : c.node_y) -= w;
      if (!near_to) (kFirst ? c.node_y : c.node_x) += w;
    }
  }

  void apply(std::int32_t sign) {
    for (unsigned b = 0; b < sets_.batches; ++b) {
      const Change& c = change_[b];
      std::int32_t* const device = device_.data() + std::size_t{b} * c_.devices;
      std::int32_t* const node = node_.data() + std::size_t{b} * c_.nodes;
      std::int32_t* const load = load_.data() + std::size_t{b} * c_.devices;
      device[x_] += sign * c.device_x;
      device[y_] += sign * c.device_y;
      node[c_.node_of[x_]] += sign * c.node_x;
      node[c_.node_of[y_]] += sign * c.node_y;
      load[x_] += sign * c.load;
      load[y_] -= sign * c.load;
    }
  }

  double objective_value() const {
    double sum = 0;
    for (unsigned b = 0; b < sets_.batches; ++b)
      sum += objective_.batch_value(b, sets_.tokens[b], node_.data() + std::size_t{b} * c_.nodes,
                                    device_.data() + std::size_t{b} * c_.devices,
                                    load_.data() + std::size_t{b} * c_.devices);
    return sum / sets_.batches;
  }

  const LayerSets& sets_;
  const TouchObjective& objective_;
  const CounterLayout& c_;
  std::vector<std::uint16_t> device_of_expert_;
  std::vector<std::int32_t> node_, device_, load_;  // [batches, nodes or devices]
  std::vector<Change> change_;
  unsigned a_ = 0, b_ = 0, x_ = 0, y_ = 0;
  double trial_ = 0;
};

}  // namespace

std::unique_ptr<LayerState> touch_state(const Problem& problem, const LayerSets& sets,
                                        const TouchObjective& objective) {
  return std::make_unique<TouchState>(problem, sets, objective);
}

}  // namespace qiao::routing_opt
