// The fitted objective from pairs alone: a swap costs about the slots of two nodes, whatever the number of
// tokens.

#include <algorithm>

#include "layer_state.hpp"

namespace qiao::routing_opt {
namespace {

// Tokens that touch a group of experts, estimated as its load minus theta times its co-activated pairs: exact
// for top-2, for more experts theta makes the sum over all groups right at the placement it was calibrated
// for.
class PairState final : public LayerState {
 public:
  PairState(const Problem& problem, const LayerSets& sets, const Affinity& a, const TouchObjective& objective)
      : a_(a), objective_(objective), c_(objective.layout()), sets_(sets) {
    experts_ = sets.experts;
    slots_per_device_ = problem.slots_per_device;
    for (const double t : sets.tokens) tokens_ += t;
    for (std::vector<double>* v : {&node_load_, &node_pairs_, &node_}) v->assign(c_.nodes, 0);
    for (std::vector<double>* v : {&load_, &pairs_, &device_}) v->assign(c_.devices, 0);
  }

  void assign(const std::vector<std::uint16_t>& map) override {
    map_ = map;
    for (std::vector<double>* v : {&node_load_, &node_pairs_, &load_, &pairs_})
      std::fill(v->begin(), v->end(), 0);
    for (unsigned i = 0; i < map.size(); ++i) {
      const unsigned d = device_of(i), n = c_.node_of[d];
      load_[d] += a_.load[map[i]];
      node_load_[n] += a_.load[map[i]];
      for (unsigned j = 0; j < i; ++j) {
        if (device_of(j) == d) pairs_[d] += pair(map[i], map[j]);
        if (c_.node_of[device_of(j)] == n) node_pairs_[n] += pair(map[i], map[j]);
      }
    }
    calibrate();
    for (unsigned d = 0; d < c_.devices; ++d) device_[d] = load_[d] - theta_ * pairs_[d];
    for (unsigned n = 0; n < c_.nodes; ++n) node_[n] = node_load_[n] - node_theta_ * node_pairs_[n];
    value_ = objective_.batch_value(0, tokens_, node_.data(), device_.data(), load_.data());
  }

  double swapped(unsigned i, unsigned j) override {
    i_ = i;
    j_ = j;
    const unsigned a = map_[i], b = map_[j], x = device_of(i), y = device_of(j), nx = c_.node_of[x],
                   ny = c_.node_of[y];
    const double shared = pair(a, b), more = a_.load[b] - a_.load[a];
    const unsigned s = slots_per_device_;
    change_ = {};
    if (x != y) {
      change_.load = more;
      change_.pairs_x = bond(b, x * s, (x + 1) * s) - shared - bond(a, x * s, (x + 1) * s);
      change_.pairs_y = bond(a, y * s, (y + 1) * s) - shared - bond(b, y * s, (y + 1) * s);
    }
    if (nx != ny) {
      const unsigned w = s * c_.per_node;
      change_.node_load = more;
      change_.node_pairs_x = bond(b, nx * w, (nx + 1) * w) - shared - bond(a, nx * w, (nx + 1) * w);
      change_.node_pairs_y = bond(a, ny * w, (ny + 1) * w) - shared - bond(b, ny * w, (ny + 1) * w);
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
  double pair(unsigned e, unsigned f) const { return a_.together[std::size_t{e} * experts_ + f]; }
  double bond(unsigned e, unsigned from, unsigned to) const {
    double sum = 0;
    for (unsigned s = from; s < to; ++s) sum += pair(e, map_[s]);
    return sum;
  }

  // theta so that the estimated touches add up to the true ones of the current map.
  void calibrate() {
    std::vector<std::uint16_t> device(experts_);
    for (unsigned s = 0; s < map_.size(); ++s) device[map_[s]] = static_cast<std::uint16_t>(device_of(s));
    double devices = 0, nodes = 0, all = 0, pairs = 0, node_pairs = 0;
    for (std::size_t i = 0; i < sets_.sets(); ++i) {
      const std::uint16_t* const m = sets_.members.data() + i * sets_.top_k;
      for (unsigned k = 0; k < sets_.top_k; ++k) {
        bool new_device = true, new_node = true;
        for (unsigned h = 0; h < k; ++h) {
          new_device &= device[m[h]] != device[m[k]];
          new_node &= c_.node_of[device[m[h]]] != c_.node_of[device[m[k]]];
        }
        all += sets_.weight[i];
        devices += new_device * sets_.weight[i];
        nodes += new_node * sets_.weight[i];
      }
    }
    for (const double p : pairs_) pairs += p;
    for (const double p : node_pairs_) node_pairs += p;
    theta_ = pairs > 0 ? (all - devices) / pairs : 0;
    node_theta_ = node_pairs > 0 ? (all - nodes) / node_pairs : 0;
  }

  void apply(double sign) {
    const unsigned x = device_of(i_), y = device_of(j_), nx = c_.node_of[x], ny = c_.node_of[y];
    load_[x] += sign * change_.load;
    load_[y] -= sign * change_.load;
    device_[x] += sign * (change_.load - theta_ * change_.pairs_x);
    device_[y] += sign * (-change_.load - theta_ * change_.pairs_y);
    node_[nx] += sign * (change_.node_load - node_theta_ * change_.node_pairs_x);
    node_[ny] += sign * (-change_.node_load - node_theta_ * change_.node_pairs_y);
  }

  struct Change {
    double load = 0, pairs_x = 0, pairs_y = 0, node_load = 0, node_pairs_x = 0, node_pairs_y = 0;
  };
  const Affinity& a_;
  const TouchObjective& objective_;
  const CounterLayout& c_;
  const LayerSets& sets_;
  double tokens_ = 0, theta_ = 0, node_theta_ = 0, trial_ = 0;
  std::vector<double> node_load_, node_pairs_, node_, load_, pairs_, device_;
  Change change_;
  unsigned i_ = 0, j_ = 0;
};

}  // namespace

std::unique_ptr<LayerState> pair_state(const Problem& problem, const LayerSets& sets,
                                       const Affinity& affinity, const TouchObjective& objective) {
  return std::make_unique<PairState>(problem, sets, affinity, objective);
}

}  // namespace qiao::routing_opt
