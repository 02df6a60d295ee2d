// Exact counts for fixed homes: replicas, coherent homes, anything the cost model knows.

#include <algorithm>
#include <optional>

#include "layer_state.hpp"

namespace qiao::routing_opt {
namespace {

// Phases whose counters change when a layer changes: its dispatch; with coherent homes also its combine (to
// where its first expert is) and the dispatch of the next layer (from there).
class CountedState final : public LayerState {
 public:
  CountedState(const Problem& problem, unsigned layer, const Placement& around,
               const std::vector<std::uint64_t>& starts)
      : problem_(problem),
        c_(problem.group),
        batches_(starts.size() - 1),
        top_k_(problem.train->header.top_k),
        coherent_(problem.cost.homes == Homes::kCoherent) {
    const Trace& trace = *problem.train;
    experts_ = trace.header.experts;
    slots_per_device_ = problem.slots_per_device;
    const bool has_next = coherent_ && layer + 1 < trace.header.layers;
    phases_ = !coherent_ ? 1 : has_next ? 3 : 2;
    if (has_next) next_.emplace(around.map[layer + 1], experts_, slots_per_device_);
    tokens_ = trace.tokens();
    ids_ = trace.experts_of(layer, 0);
    next_ids_ = has_next ? trace.experts_of(layer + 1, 0) : nullptr;
    batch_.resize(tokens_);
    for (std::size_t b = 0; b < batches_; ++b)
      std::fill(batch_.begin() + static_cast<std::ptrdiff_t>(starts[b]),
                batch_.begin() + static_cast<std::ptrdiff_t>(starts[b + 1]), static_cast<std::uint16_t>(b));
    home_.resize(tokens_);
    const auto home = home_devices(trace, c_.devices, kFitHomes);
    for (std::uint64_t t = 0; t < tokens_; ++t) home_[t] = home[trace.sequence[t]];
    for (unsigned l = 0; coherent_ && l < layer; ++l) {
      const ReplicaTable table(around.map[l], experts_, slots_per_device_);
      for (std::uint64_t t = 0; t < tokens_; ++t) {
        const unsigned e = trace.experts_of(l, t)[0];
        home_[t] = choose_replica(c_, table.devices(e), table.count(e), home_[t], t);
      }
    }
    begin_.assign(experts_ + 1, 0);
    for (std::size_t i = 0; i < tokens_ * top_k_; ++i) ++begin_[ids_[i] + 1u];
    for (unsigned e = 0; e < experts_; ++e) begin_[e + 1] += begin_[e];
    of_.resize(tokens_ * top_k_);
    std::vector<std::uint32_t> at(begin_.begin(), begin_.end() - 1);
    for (std::size_t i = 0; i < of_.size(); ++i) of_[at[ids_[i]]++] = static_cast<std::uint32_t>(i / top_k_);
    width_ = phases_ * c_.width;
    counters_.resize(batches_ * width_);
    replicas_.resize(experts_);
  }

  void assign(const std::vector<std::uint16_t>& map) override {
    map_ = map;
    for (auto& r : replicas_) r.clear();
    for (unsigned s = 0; s < map.size(); ++s)
      replicas_[map[s]].push_back(static_cast<std::uint16_t>(device_of(s)));
    std::fill(counters_.begin(), counters_.end(), 0);
    for (std::uint64_t t = 0; t < tokens_; ++t) count(counters_.data(), t, 1);
    value_ = objective_value(counters_.data());
  }

  double swapped(unsigned i, unsigned j) override {
    move_ = {i, map_[j], j, map_[i]};
    return try_move(map_[i], map_[j]);
  }
  double replaced(unsigned i, unsigned expert) override {
    move_ = {i, expert, i, expert};
    return try_move(map_[i], expert);
  }
  void commit() override {
    const unsigned e = map_[move_.i], f = map_[move_.j];
    map_[move_.i] = static_cast<std::uint16_t>(move_.to_i);
    map_[move_.j] = static_cast<std::uint16_t>(move_.to_j);
    list_replicas(e);
    list_replicas(move_.to_i);
    if (f != e) list_replicas(f);
    counters_.swap(trial_counters_);
    value_ = trial_;
  }

 private:
  struct Move {
    unsigned i = 0, to_i = 0, j = 0, to_j = 0;
  };

  void list_replicas(unsigned e) {
    replicas_[e].clear();
    for (unsigned s = 0; s < map_.size(); ++s)
      if (map_[s] == e) replicas_[e].push_back(static_cast<std::uint16_t>(device_of(s)));
  }

  void count(std::int32_t* counters, std::uint64_t t, std::int32_t sign) const {
    std::int32_t* const to = counters + batch_[t] * width_;
    std::uint16_t device[64];
    const std::uint16_t* const ids = ids_ + t * top_k_;
    for (unsigned k = 0; k < top_k_; ++k) {
      const auto& r = replicas_[ids[k]];
      device[k] = choose_replica(c_, r.data(), static_cast<unsigned>(r.size()), home_[t], t);
    }
    count_token<std::int32_t>(to, c_, problem_.cost.copies, home_[t], device, top_k_, sign);
    if (!coherent_) return;
    const unsigned after = device[0];
    count_token<std::int32_t>(to + c_.width, c_, problem_.cost.copies, after, device, top_k_, sign);
    if (!next_) return;
    const std::uint16_t* const next = next_ids_ + t * top_k_;
    for (unsigned k = 0; k < top_k_; ++k)
      device[k] = choose_replica(c_, next_->devices(next[k]), next_->count(next[k]), after, t);
    count_token<std::int32_t>(to + 2 * c_.width, c_, problem_.cost.copies, after, device, top_k_, sign);
  }

  // Value after slot contents e -> f (and f -> e, if a swap): only tokens with one of the two change.
  double try_move(unsigned e, unsigned f) {
    trial_counters_ = counters_;
    const auto affected = [&](std::int32_t sign) {
      for (std::uint32_t at = begin_[e]; at < begin_[e + 1]; ++at)
        count(trial_counters_.data(), of_[at], sign);
      for (std::uint32_t at = begin_[f]; at < begin_[f + 1]; ++at) {
        const std::uint16_t* const ids = ids_ + std::size_t{of_[at]} * top_k_;
        if (std::find(ids, ids + top_k_, e) == ids + top_k_) count(trial_counters_.data(), of_[at], sign);
      }
    };
    affected(-1);
    const std::vector<std::uint16_t> old_e = replicas_[e], old_f = replicas_[f];
    const std::uint16_t at_i = map_[move_.i], at_j = map_[move_.j];
    map_[move_.i] = static_cast<std::uint16_t>(move_.to_i);
    map_[move_.j] = static_cast<std::uint16_t>(move_.to_j);
    list_replicas(e);
    list_replicas(f);
    affected(1);
    map_[move_.i] = at_i;
    map_[move_.j] = at_j;
    replicas_[e] = old_e;
    replicas_[f] = old_f;
    return trial_ = objective_value(trial_counters_.data());
  }

  double objective_value(const std::int32_t* counters) const {
    double sum = 0;
    const Model& m = problem_.model;
    for (std::size_t b = 0; b < batches_; ++b) {
      const std::int32_t* const dispatch = counters + b * width_;
      if (problem_.objective == Objective::kBalance) {
        double total = 0;
        for (unsigned d = 0; d < c_.devices; ++d) total += dispatch[c_.load + d];
        sum += busiest_load(dispatch, c_) * static_cast<double>(c_.devices) / total;
        continue;
      }
      if (problem_.objective == Objective::kTraffic) {
        double between = 0, inside = 0;
        for (unsigned p = 0; p < phases_; ++p) {
          for (unsigned n = 0; n < c_.nodes; ++n) between += dispatch[p * c_.width + c_.node_out + n];
          for (unsigned d = 0; d < c_.devices; ++d) inside += dispatch[p * c_.width + c_.device_out + d];
        }
        sum += (c_.nodes > 1 ? between + 1e-3 * inside : inside) * static_cast<double>(batches_) /
               static_cast<double>(tokens_);
        continue;
      }
      const std::int32_t* const combine = dispatch + (coherent_ ? c_.width : 0);
      sum += phase_time(dispatch, c_, problem_.group, m.dispatch_bytes).seconds +
             phase_time(combine, c_, problem_.group, m.combine_bytes).seconds +
             busiest_load(dispatch, c_) * m.expert_flops / problem_.group.flops + m.other_seconds;
      if (phases_ == 3) {
        const std::int32_t* const next = dispatch + 2 * c_.width;
        sum += phase_time(next, c_, problem_.group, m.dispatch_bytes).seconds +
               busiest_load(next, c_) * m.expert_flops / problem_.group.flops;
      }
    }
    return sum / static_cast<double>(batches_);
  }

  Problem problem_;
  CounterLayout c_;
  std::size_t batches_;
  unsigned top_k_;
  bool coherent_;
  unsigned phases_ = 1;
  std::optional<ReplicaTable> next_;
  std::uint64_t tokens_ = 0;
  const std::uint16_t *ids_ = nullptr, *next_ids_ = nullptr;
  std::vector<std::uint16_t> batch_, home_;
  std::vector<std::uint32_t> begin_, of_;
  std::size_t width_ = 0;
  std::vector<std::int32_t> counters_, trial_counters_;  // [batches, phases, counters]
  std::vector<std::vector<std::uint16_t>> replicas_;     // devices of each expert, in slot order
  Move move_;
  double trial_ = 0;
};

}  // namespace

std::unique_ptr<LayerState> counted_state(const Problem& problem, unsigned layer, const Placement& around,
                                          const std::vector<std::uint64_t>& starts) {
  return std::make_unique<CountedState>(problem, layer, around, starts);
}

}  // namespace qiao::routing_opt
