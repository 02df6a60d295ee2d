#include <algorithm>
#include <bit>
#include <numeric>
#include <optional>

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

// A swap changes how many tokens touch two groups (devices or nodes) by counts that are kept: alone(e, g),
// the tokens that use expert e and no other one of group g, and sole(e, f), those that use e and f with e the
// only one of its group. Asking about a swap so costs the same for any number of tokens; only carrying it out
// walks over the sets of the two experts.
class Touches {
 public:
  Touches(const LayerSets& sets, std::vector<std::uint16_t> group_of_device, unsigned groups)
      : sets_(sets),
        group_of_device_(std::move(group_of_device)),
        groups_(groups),
        group_(sets.experts),
        count_(std::size_t{sets.batches} * groups),
        alone_(std::size_t{sets.experts} * groups * sets.batches),
        sole_(std::size_t{sets.experts} * sets.experts * sets.batches) {}

  void assign(const std::vector<std::uint16_t>& device_of_expert) {
    for (unsigned e = 0; e < sets_.experts; ++e) group_[e] = group_of_device_[device_of_expert[e]];
    std::fill(count_.begin(), count_.end(), 0);
    std::fill(sole_.begin(), sole_.end(), 0);
    for (unsigned e = 0; e < sets_.experts; ++e)
      for (unsigned g = 0; g < groups_; ++g)
        for (unsigned b = 0; b < sets_.batches; ++b)
          alone(e, g)[b] = sets_.load[std::size_t{b} * sets_.experts + e];
    const unsigned k = sets_.top_k;
    std::vector<unsigned> here(groups_);  // members of the set in each group
    for (std::size_t i = 0; i < sets_.sets(); ++i) {
      const std::uint16_t* const m = sets_.members.data() + i * k;
      const unsigned b = sets_.batch[i];
      const std::int32_t w = sets_.weight[i];
      for (unsigned j = 0; j < k; ++j) {
        if (here[group_[m[j]]]++) continue;
        count_[std::size_t{b} * groups_ + group_[m[j]]] += w;
        for (unsigned h = 0; h < k; ++h)  // the group has a member that is not m[h], unless it is m[h] alone
          if (group_[m[h]] != group_[m[j]]) alone(m[h], group_[m[j]])[b] -= w;
      }
      for (unsigned j = 0; j < k; ++j) {
        if (here[group_[m[j]]] > 1) alone(m[j], group_[m[j]])[b] -= w;
        else
          for (unsigned h = 0; h < k; ++h)
            if (h != j) sole(m[j], m[h])[b] += w;
      }
      for (unsigned j = 0; j < k; ++j) here[group_[m[j]]] = 0;
    }
  }

  // What the count of the group of `a` (in batch b) becomes more by if `a` leaves it for that of `other`, and
  // `other` comes.
  std::int32_t change(unsigned a, unsigned other, unsigned b) const {
    return alone(other, group_[a])[b] - alone(a, group_[a])[b] + sole(a, other)[b];
  }
  void swap(unsigned a, unsigned b) {
    const std::uint16_t x = group_[a], y = group_[b];
    if (x == y) return;
    move(a, y);
    move(b, x);
  }
  // Tokens of batch b that touch the groups x and y if a subset of `moving` is there instead of those of them
  // that are now: at[s] if the subset is s. Sums over subsets, so about as much work as tokens and subsets.
  void touched_by_subset(const std::vector<unsigned>& moving, unsigned x, unsigned y, unsigned b,
                         std::vector<std::int32_t>& at_x, std::vector<std::int32_t>& at_y) const {
    const std::size_t subsets = std::size_t{1} << moving.size();
    std::vector<std::uint32_t> bit(sets_.experts);
    for (std::size_t i = 0; i < moving.size(); ++i) bit[moving[i]] = 1u << i;
    // First by the moving members of sets without another one in the group: tokens untouched by the others.
    at_x.assign(subsets, 0);
    at_y.assign(subsets, 0);
    std::int32_t all_x = 0, all_y = 0;
    for (std::size_t i = sets_.of_batch[b]; i < sets_.of_batch[b + 1]; ++i) {
      const std::uint16_t* const m = sets_.members.data() + i * sets_.top_k;
      std::uint32_t subset = 0;
      bool fixed_x = false, fixed_y = false;
      for (unsigned j = 0; j < sets_.top_k; ++j) {
        subset |= bit[m[j]];
        fixed_x |= !bit[m[j]] && group_[m[j]] == x;
        fixed_y |= !bit[m[j]] && group_[m[j]] == y;
      }
      (fixed_x ? all_x : at_x[subset]) += sets_.weight[i];
      (fixed_y ? all_y : at_y[subset]) += sets_.weight[i];
    }
    for (auto* const at : {&at_x, &at_y}) {
      const std::int32_t all = at == &at_x ? all_x : all_y;
      for (std::size_t bit_i = 1; bit_i < subsets; bit_i <<= 1)
        for (std::size_t s = 0; s < subsets; ++s)
          if (s & bit_i) (*at)[s] += (*at)[s ^ bit_i];
      // Touched by s: by others, or not only by moving ones outside s.
      const std::int32_t total = (*at)[subsets - 1];
      for (std::size_t s = 0; s < subsets / 2; ++s) {
        const std::size_t rest = subsets - 1 - s;
        const std::int32_t here = all + total - (*at)[rest];
        (*at)[rest] = all + total - (*at)[s];
        (*at)[s] = here;
      }
    }
  }

  unsigned group(unsigned expert) const { return group_[expert]; }
  std::vector<std::int32_t>& count() { return count_; }  // [batches, groups]
  const std::vector<std::int32_t>& count() const { return count_; }
  unsigned groups() const { return groups_; }

 private:
  std::int32_t* alone(unsigned e, unsigned g) {
    return alone_.data() + (std::size_t{e} * groups_ + g) * sets_.batches;
  }
  const std::int32_t* alone(unsigned e, unsigned g) const {
    return alone_.data() + (std::size_t{e} * groups_ + g) * sets_.batches;
  }
  std::int32_t* sole(unsigned e, unsigned f) {
    return sole_.data() + (std::size_t{e} * sets_.experts + f) * sets_.batches;
  }
  const std::int32_t* sole(unsigned e, unsigned f) const {
    return sole_.data() + (std::size_t{e} * sets_.experts + f) * sets_.batches;
  }

  void move(unsigned e, std::uint16_t y) {
    const std::uint16_t x = group_[e];
    const unsigned k = sets_.top_k;
    for (std::uint32_t at = sets_.begin[e]; at < sets_.begin[e + 1]; ++at) {
      const std::size_t i = sets_.of[at];
      const std::uint16_t* const m = sets_.members.data() + i * k;
      const unsigned b = sets_.batch[i];
      const std::int32_t w = sets_.weight[i];
      unsigned at_x = 0, at_y = 0, last_x = 0, last_y = 0;  // other members in x and y, and the last of each
      for (unsigned j = 0; j < k; ++j) {
        if (m[j] == e) continue;
        if (group_[m[j]] == x) ++at_x, last_x = m[j];
        if (group_[m[j]] == y) ++at_y, last_y = m[j];
      }
      // What member f says about itself when it begins (w) or ceases (-w) to be the only one of its group.
      const auto is_sole = [&](unsigned f, std::int32_t sign) {
        for (unsigned j = 0; j < k; ++j)
          if (m[j] != f) sole(f, m[j])[b] += sign;
      };
      if (at_x == 0) {
        count_[std::size_t{b} * groups_ + x] -= w;
        for (unsigned j = 0; j < k; ++j)
          if (m[j] != e) alone(m[j], x)[b] += w;
      } else if (at_x == 1) {
        alone(last_x, x)[b] += w;
        is_sole(last_x, w);
      }
      if (at_y == 0) {
        count_[std::size_t{b} * groups_ + y] += w;
        for (unsigned j = 0; j < k; ++j)
          if (m[j] != e) alone(m[j], y)[b] -= w;
      } else if (at_y == 1) {
        alone(last_y, y)[b] -= w;
        is_sole(last_y, -w);
      }
      if ((at_x == 0) != (at_y == 0)) is_sole(e, at_x == 0 ? -w : w);
    }
    group_[e] = y;
  }

  const LayerSets& sets_;
  std::vector<std::uint16_t> group_of_device_;
  unsigned groups_;
  std::vector<std::uint16_t> group_;        // of each expert
  std::vector<std::int32_t> count_;         // [batches, groups]
  std::vector<std::int32_t> alone_, sole_;  // [experts, groups, batches], [experts, experts, batches]
};

class TouchState final : public LayerState {
 public:
  TouchState(const Problem& problem, const LayerSets& sets, const TouchObjective& objective)
      : sets_(sets),
        objective_(objective),
        c_(objective.layout()),
        devices_(sets, numbered(c_.devices), c_.devices) {
    // Where a node is a device, or everything is one node, there is one kind of group.
    if (c_.per_node > 1 && c_.nodes > 1) nodes_.emplace(sets, node_of_device(), c_.nodes);
    experts_ = sets.experts;
    slots_per_device_ = problem.slots_per_device;
    device_of_expert_.resize(experts_);
    load_.resize(std::size_t{sets.batches} * c_.devices);
    one_node_.resize(sets.batches);
    for (unsigned b = 0; b < sets.batches; ++b) one_node_[b] = static_cast<std::int32_t>(sets.tokens[b]);
  }

  void assign(const std::vector<std::uint16_t>& map) override {
    map_ = map;
    for (unsigned s = 0; s < map.size(); ++s)
      device_of_expert_[map[s]] = static_cast<std::uint16_t>(s / slots_per_device_);
    devices_.assign(device_of_expert_);
    if (nodes_) nodes_->assign(device_of_expert_);
    std::fill(load_.begin(), load_.end(), 0);
    for (unsigned b = 0; b < sets_.batches; ++b)
      for (unsigned e = 0; e < experts_; ++e)
        load_[std::size_t{b} * c_.devices + device_of_expert_[e]] +=
            sets_.load[std::size_t{b} * experts_ + e];
    value_ = objective_value();
  }

  double swapped(unsigned i, unsigned j) override {
    i_ = i;
    j_ = j;
    const unsigned a = map_[i], b = map_[j], x = device_of_expert_[a], y = device_of_expert_[b];
    if (x == y) return trial_ = value_;
    double sum = 0;
    for (unsigned batch = 0; batch < sets_.batches; ++batch) {
      std::int32_t* const device = devices_.count().data() + std::size_t{batch} * c_.devices;
      std::int32_t* const load = load_.data() + std::size_t{batch} * c_.devices;
      const std::int32_t more =
          sets_.load[std::size_t{batch} * experts_ + b] - sets_.load[std::size_t{batch} * experts_ + a];
      const std::int32_t device_x = devices_.change(a, b, batch), device_y = devices_.change(b, a, batch);
      std::int32_t* node_x = nullptr;
      std::int32_t* node_y = nullptr;
      std::int32_t change_x = 0, change_y = 0;
      if (nodes_ && nodes_->group(a) != nodes_->group(b)) {
        std::int32_t* const node = nodes_->count().data() + std::size_t{batch} * c_.nodes;
        node_x = node + nodes_->group(a);
        node_y = node + nodes_->group(b);
        change_x = nodes_->change(a, b, batch);
        change_y = nodes_->change(b, a, batch);
        *node_x += change_x;
        *node_y += change_y;
      }
      device[x] += device_x;
      device[y] += device_y;
      load[x] += more;
      load[y] -= more;
      sum += batch_value(batch);
      device[x] -= device_x;
      device[y] -= device_y;
      load[x] -= more;
      load[y] += more;
      if (node_x) {
        *node_x -= change_x;
        *node_y -= change_y;
      }
    }
    return trial_ = sum / sets_.batches;
  }

  bool deal(const std::vector<unsigned>& first, const std::vector<unsigned>& second,
            const std::vector<std::uint32_t>& strings, std::vector<double>& values) override {
    const unsigned x = device_of(first.front()), y = device_of(second.front());
    std::vector<unsigned> moving;
    for (const unsigned slot : first) {
      if (device_of(slot) != x) return false;
      moving.push_back(map_[slot]);
    }
    for (const unsigned slot : second) {
      if (device_of(slot) != y) return false;
      moving.push_back(map_[slot]);
    }
    if (x == y || moving.size() > 24) return false;
    const std::size_t full = (std::size_t{1} << moving.size()) - 1;
    const bool far = nodes_ && c_.node_of[x] != c_.node_of[y];
    std::vector<std::int32_t> device_x, device_y, node_x, node_y, load_y(full + 1);
    values.assign(strings.size(), 0);
    for (unsigned b = 0; b < sets_.batches; ++b) {
      devices_.touched_by_subset(moving, x, y, b, device_x, device_y);
      if (far) nodes_->touched_by_subset(moving, c_.node_of[x], c_.node_of[y], b, node_x, node_y);
      for (std::size_t s = 1; s <= full; ++s)
        load_y[s] =
            load_y[s & (s - 1)] +
            sets_.load[std::size_t{b} * experts_ + moving[static_cast<unsigned>(std::countr_zero(s))]];
      std::int32_t* const device = devices_.count().data() + std::size_t{b} * c_.devices;
      std::int32_t* const load = load_.data() + std::size_t{b} * c_.devices;
      std::int32_t* const node = far ? nodes_->count().data() + std::size_t{b} * c_.nodes : nullptr;
      const std::size_t far_x = far ? c_.node_of[x] : 0, far_y = far ? c_.node_of[y] : 0;
      const std::int32_t before[] = {
          device[x], device[y], load[x], load[y], far ? node[far_x] : 0, far ? node[far_y] : 0};
      const std::int32_t both = load[x] + load[y];
      // What stays on y whatever the string.
      std::size_t now = 0;
      for (std::size_t i = first.size(); i < moving.size(); ++i) now |= std::size_t{1} << i;
      const std::int32_t fixed_y = load[y] - load_y[now];
      for (std::size_t i = 0; i < strings.size(); ++i) {
        const std::size_t s = strings[i];
        device[x] = device_x[full ^ s];
        device[y] = device_y[s];
        load[y] = fixed_y + load_y[s];
        load[x] = both - load[y];
        if (far) {
          node[far_x] = node_x[full ^ s];
          node[far_y] = node_y[s];
        }
        values[i] += batch_value(b);
      }
      device[x] = before[0];
      device[y] = before[1];
      load[x] = before[2];
      load[y] = before[3];
      if (far) {
        node[far_x] = before[4];
        node[far_y] = before[5];
      }
    }
    for (double& v : values) v /= sets_.batches;
    return true;
  }

  void commit() override {
    const unsigned a = map_[i_], b = map_[j_], x = device_of_expert_[a], y = device_of_expert_[b];
    std::swap(map_[i_], map_[j_]);
    if (x == y) return;
    devices_.swap(a, b);
    if (nodes_) nodes_->swap(a, b);
    for (unsigned batch = 0; batch < sets_.batches; ++batch) {
      const std::int32_t more =
          sets_.load[std::size_t{batch} * experts_ + b] - sets_.load[std::size_t{batch} * experts_ + a];
      load_[std::size_t{batch} * c_.devices + x] += more;
      load_[std::size_t{batch} * c_.devices + y] -= more;
    }
    std::swap(device_of_expert_[a], device_of_expert_[b]);
    value_ = trial_;
  }

 private:
  static std::vector<std::uint16_t> numbered(unsigned n) {
    std::vector<std::uint16_t> v(n);
    std::iota(v.begin(), v.end(), std::uint16_t{0});
    return v;
  }
  std::vector<std::uint16_t> node_of_device() const {
    std::vector<std::uint16_t> v;
    for (unsigned d = 0; d < c_.devices; ++d) v.push_back(static_cast<std::uint16_t>(c_.node_of[d]));
    return v;
  }
  double batch_value(unsigned b) const {
    const std::int32_t* const device = devices_.count().data() + std::size_t{b} * c_.devices;
    const std::int32_t* const node = nodes_          ? nodes_->count().data() + std::size_t{b} * c_.nodes
                                     : c_.nodes == 1 ? one_node_.data() + b
                                                     : device;
    return objective_.batch_value(b, sets_.tokens[b], node, device,
                                  load_.data() + std::size_t{b} * c_.devices);
  }
  double objective_value() const {
    double sum = 0;
    for (unsigned b = 0; b < sets_.batches; ++b) sum += batch_value(b);
    return sum / sets_.batches;
  }

  const LayerSets& sets_;
  const TouchObjective& objective_;
  const CounterLayout& c_;
  std::vector<std::uint16_t> device_of_expert_;
  Touches devices_;
  std::optional<Touches> nodes_;
  std::vector<std::int32_t> load_;      // [batches, devices]
  std::vector<std::int32_t> one_node_;  // [batches]: all tokens touch the only node
  unsigned i_ = 0, j_ = 0;
  double trial_ = 0;
};

}  // namespace

std::unique_ptr<LayerState> touch_state(const Problem& problem, const LayerSets& sets,
                                        const TouchObjective& objective) {
  return std::make_unique<TouchState>(problem, sets, objective);
}

}  // namespace qiao::routing_opt
