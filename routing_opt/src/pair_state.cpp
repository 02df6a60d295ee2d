// The fitted objective from pairs alone: a swap costs about the slots of two nodes, whatever the number of
// tokens.

#include <algorithm>

#include "layer_state.hpp"

namespace qiao::routing_opt {
namespace {

// Tokens that touch a group of experts, estimated as its load minus its pairs, where a pair counts for less
// if a token uses more than two experts there: with c of them 2/c, so that c(c-1)/2 pairs make up for c-1.
// Exact for top-2, and at the placement that was assigned; moves far from it need another assign().
class PairState final : public LayerState {
 public:
  PairState(const Problem& problem, const LayerSets& sets, const Affinity& a, const TouchObjective& objective)
      : a_(a), objective_(objective), c_(objective.layout()), sets_(sets) {
    experts_ = sets.experts;
    slots_per_device_ = problem.slots_per_device;
    two_kinds_ = c_.per_node > 1 && c_.nodes > 1;
    for (const double t : sets.tokens) tokens_ += t;
    node_.assign(c_.nodes, 0);
    load_.assign(c_.devices, 0);
    device_.assign(c_.devices, 0);
  }

  void assign(const std::vector<std::uint16_t>& map) override {
    map_ = map;
    std::vector<std::uint16_t> device(experts_), node(experts_);
    for (unsigned i = 0; i < map.size(); ++i) {
      device[map[i]] = static_cast<std::uint16_t>(device_of(i));
      node[map[i]] = static_cast<std::uint16_t>(c_.node_of[device_of(i)]);
    }
    weigh(device, c_.devices, weight_);
    if (two_kinds_) weigh(node, c_.nodes, node_weight_);
    for (std::vector<double>* v : {&load_, &device_, &node_}) std::fill(v->begin(), v->end(), 0);
    for (unsigned i = 0; i < map.size(); ++i) {
      const unsigned d = device_of(i), n = c_.node_of[d];
      load_[d] += a_.load[map[i]];
      device_[d] += a_.load[map[i]];
      node_[n] += a_.load[map[i]];
      for (unsigned j = 0; j < i; ++j) {
        if (device_of(j) == d) device_[d] -= pair(weight_, map[i], map[j]);
        if (c_.node_of[device_of(j)] == n) node_[n] -= pair(node_weights(), map[i], map[j]);
      }
    }
    value_ = objective_.batch_value(0, tokens_, node_.data(), device_.data(), load_.data());
  }

  double swapped(unsigned i, unsigned j) override {
    i_ = i;
    j_ = j;
    const unsigned a = map_[i], b = map_[j], x = device_of(i), y = device_of(j), nx = c_.node_of[x],
                   ny = c_.node_of[y];
    const double more = a_.load[b] - a_.load[a];
    const unsigned s = slots_per_device_;
    change_ = {};
    change_.load = more;
    if (x != y) {
      const double shared = pair(weight_, a, b);
      change_.device_x =
          more - bond(weight_, b, x * s, (x + 1) * s) + shared + bond(weight_, a, x * s, (x + 1) * s);
      change_.device_y =
          -more - bond(weight_, a, y * s, (y + 1) * s) + shared + bond(weight_, b, y * s, (y + 1) * s);
    }
    if (nx != ny && !two_kinds_) {
      change_.node_x = change_.device_x;
      change_.node_y = change_.device_y;
    } else if (nx != ny) {
      const std::vector<double>& weight = node_weights();
      const double shared = pair(weight, a, b);
      const unsigned w = s * c_.per_node;
      change_.node_x =
          more - bond(weight, b, nx * w, (nx + 1) * w) + shared + bond(weight, a, nx * w, (nx + 1) * w);
      change_.node_y =
          -more - bond(weight, a, ny * w, (ny + 1) * w) + shared + bond(weight, b, ny * w, (ny + 1) * w);
    }
    apply(1);
    trial_ = objective_.batch_value(0, tokens_, node_.data(), device_.data(), load_.data());
    apply(-1);
    return trial_;
  }

  void commit() override {
    apply(1);
    std::swap(map_[i_], map_[j_]);
    value_ = trial_;
  }

 private:
  const std::vector<double>& node_weights() const { return two_kinds_ ? node_weight_ : weight_; }
  double pair(const std::vector<double>& weight, unsigned e, unsigned f) const {
    return weight[std::size_t{e} * experts_ + f];
  }
  double bond(const std::vector<double>& weight, unsigned e, unsigned from, unsigned to) const {
    const double* const row = weight.data() + std::size_t{e} * experts_;
    double sum = 0;
    for (unsigned s = from; s < to; ++s) sum += row[map_[s]];
    return sum;
  }

  // What a pair counts if the experts are in these groups. A pair in two groups counts as it would, on
  // average, after one of the two has gone to the other.
  void weigh(const std::vector<std::uint16_t>& group, unsigned groups, std::vector<double>& weight) const {
    weight.assign(std::size_t{experts_} * experts_, 0);
    std::vector<unsigned> count(groups);
    const unsigned k = sets_.top_k;
    for (std::size_t i = 0; i < sets_.sets(); ++i) {
      const std::uint16_t* const m = sets_.members.data() + i * k;
      for (unsigned j = 0; j < k; ++j) ++count[group[m[j]]];
      for (unsigned j = 0; j < k; ++j)
        for (unsigned h = 0; h < j; ++h) {
          const unsigned x = group[m[j]], y = group[m[h]];
          const double w =
              sets_.weight[i] * (x == y ? 2.0 / count[x] : 1.0 / (count[x] + 1) + 1.0 / (count[y] + 1));
          weight[std::size_t{m[j]} * experts_ + m[h]] += w;
          weight[std::size_t{m[h]} * experts_ + m[j]] += w;
        }
      for (unsigned j = 0; j < k; ++j) count[group[m[j]]] = 0;
    }
  }

  void apply(double sign) {
    const unsigned x = device_of(i_), y = device_of(j_), nx = c_.node_of[x], ny = c_.node_of[y];
    load_[x] += sign * change_.load;
    load_[y] -= sign * change_.load;
    device_[x] += sign * change_.device_x;
    device_[y] += sign * change_.device_y;
    node_[nx] += sign * change_.node_x;
    node_[ny] += sign * change_.node_y;
  }

  struct Change {
    double load = 0, device_x = 0, device_y = 0, node_x = 0, node_y = 0;
  };
  const Affinity& a_;
  const TouchObjective& objective_;
  const CounterLayout& c_;
  const LayerSets& sets_;
  bool two_kinds_ = false;  // groups: devices and nodes of several devices
  double tokens_ = 0, trial_ = 0;
  std::vector<double> weight_, node_weight_;  // of pairs, [experts, experts]
  std::vector<double> node_, load_, device_;
  Change change_;
  unsigned i_ = 0, j_ = 0;
};

}  // namespace

std::unique_ptr<LayerState> pair_state(const Problem& problem, const LayerSets& sets,
                                       const Affinity& affinity, const TouchObjective& objective) {
  return std::make_unique<PairState>(problem, sets, affinity, objective);
}

}  // namespace qiao::routing_opt
