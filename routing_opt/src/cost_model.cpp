#include "qiao/routing_opt/cost_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "qiao/base/error.hpp"
#include "qiao/base/parallel.hpp"
#include "qiao/base/rng.hpp"
#include "qiao/base/stop.hpp"
#include "transfers.hpp"

namespace qiao::routing_opt {
namespace {

void check_fit(const Trace& trace, const Placement& placement, const Cluster& group,
               const std::vector<std::uint16_t>& homes) {
  const auto refuse = [](const char* what, std::uint64_t a, std::uint64_t b) {
    throw Error(ErrorCode::kInput, fmt::format("the placement has {} {}, expected are {}", a, what, b));
  };
  if (placement.layers() != trace.header.layers) refuse("layers", placement.layers(), trace.header.layers);
  if (placement.experts != trace.header.experts) refuse("experts", placement.experts, trace.header.experts);
  if (placement.devices != group.devices()) refuse("devices", placement.devices, group.devices());
  if (homes.size() != trace.sequence_name.size())
    throw Error(ErrorCode::kUsage,
                fmt::format("{} homes for {} sequences", homes.size(), trace.sequence_name.size()));
}

constexpr std::uint64_t kLeastTokens = 1 << 12;  // of a thread; and between looks at the stop flag

// Where each token is: row 0 before the first layer, row l + 1 after layer l. Data-parallel: one row, for it
// never moves.
class Positions {
 public:
  Positions(const Trace& trace, const std::vector<ReplicaTable>& tables, const CounterLayout& layout,
            const CostOptions& options, const std::vector<std::uint16_t>& home)
      : moves_(options.homes == Homes::kCoherent), tokens_(trace.tokens()) {
    device_.resize(tokens_ * (moves_ ? trace.header.layers + 1 : 1));
    for (std::uint64_t t = 0; t < tokens_; ++t) device_[t] = home[trace.sequence[t]];
    for (unsigned l = 0; moves_ && l < trace.header.layers; ++l) {
      const ReplicaTable& table = tables[l];
      check_stop(options.stop);
      parallel_ranges(tokens_, kLeastTokens, options.threads, [&](std::uint64_t begin, std::uint64_t end) {
        for (std::uint64_t t = begin; t < end; ++t) {
          const unsigned e = trace.experts_of(l, t)[0];
          device_[(l + 1) * tokens_ + t] =
              choose_replica(layout, table.devices(e), table.count(e), device_[l * tokens_ + t], t);
        }
      });
    }
  }
  unsigned before(unsigned layer, std::uint64_t t) const {
    return device_[(moves_ ? layer * tokens_ : 0) + t];
  }
  unsigned after(unsigned layer, std::uint64_t t) const {
    return device_[(moves_ ? (layer + 1) * tokens_ : 0) + t];
  }

 private:
  bool moves_;
  std::uint64_t tokens_;
  std::vector<std::uint16_t> device_;
};

std::vector<ReplicaTable> replica_tables(const Placement& p) {
  std::vector<ReplicaTable> tables;
  for (const auto& map : p.map) tables.emplace_back(map, p.experts, p.slots_per_device);
  return tables;
}

// The devices that serve token t in a layer.
void devices_of(const Trace& trace, const ReplicaTable& table, const CounterLayout& layout, unsigned layer,
                std::uint64_t t, unsigned home, std::uint16_t* device) {
  const std::uint16_t* const ids = trace.experts_of(layer, t);
  for (unsigned k = 0; k < trace.header.top_k; ++k)
    device[k] = choose_replica(layout, table.devices(ids[k]), table.count(ids[k]), home, t);
}

constexpr unsigned kMaxK = 64;

}  // namespace

const char* name(Homes homes) { return homes == Homes::kCoherent ? "coherent" : "data-parallel"; }
const char* name(Copies copies) {
  return copies == Copies::kNode ? "node" : copies == Copies::kDevice ? "device" : "none";
}

std::vector<std::uint16_t> home_devices(const Trace& trace, unsigned devices, std::uint64_t seed) {
  constexpr std::uint64_t kHomes = 0x686f6d6573;  // the event number that only homes use
  std::vector<std::uint16_t> home;
  for (const std::uint32_t s : trace.sequence_name)
    home.push_back(static_cast<std::uint16_t>(random_bits(seed, s, kHomes) % devices));
  return home;
}

std::vector<std::uint64_t> batch_starts(const Trace& trace, std::uint64_t batch_tokens) {
  const std::uint64_t n = trace.tokens();
  const std::uint64_t batches = std::max<std::uint64_t>(1, (n + batch_tokens / 2) / batch_tokens);
  std::vector<std::uint64_t> starts = {0};
  for (std::uint64_t b = 1; b < batches; ++b) {
    std::uint64_t at = std::max(starts.back() + 1, n * b / batches);
    while (at < n && trace.sequence[at] == trace.sequence[at - 1]) ++at;
    if (at >= n) break;
    starts.push_back(at);
  }
  starts.push_back(n);
  return starts;
}

Score evaluate(const Trace& trace, const Placement& placement, const Cluster& group, const Model& model,
               const CostOptions& options, const std::vector<std::uint16_t>& homes, bool with_traffic) {
  check_fit(trace, placement, group, homes);
  const CounterLayout layout(group);
  const std::vector<ReplicaTable> tables = replica_tables(placement);
  const Positions positions(trace, tables, layout, options, homes);
  const std::vector<std::uint64_t> starts = batch_starts(trace, options.batch_tokens);
  const std::size_t batches = starts.size() - 1;
  const unsigned layers = trace.header.layers, top_k = trace.header.top_k, devices = group.devices();
  const bool coherent = options.homes == Homes::kCoherent;

  struct Layer {
    double dispatch = 0, compute = 0, combine = 0, imbalance = 0, load_imbalance = 0;
    double inside = 0, between = 0;  // bytes
    std::uint64_t nodes = 0, touched = 0;
    std::vector<std::uint64_t> load;
    std::vector<double> traffic;
  };
  std::vector<Layer> result(layers);
  parallel_for(layers, options.threads, [&](std::uint64_t i, int) {
    const unsigned l = static_cast<unsigned>(i);
    Layer& r = result[l];
    r.load.assign(devices, 0);
    r.traffic.assign(with_traffic ? std::size_t{devices} * devices : 0, 0);
    std::vector<std::int64_t> dispatch(layout.width), combine(layout.width);
    std::uint16_t device[kMaxK];
    for (std::size_t b = 0; b < batches; ++b) {
      std::fill(dispatch.begin(), dispatch.end(), 0);
      std::fill(combine.begin(), combine.end(), 0);
      for (std::uint64_t t = starts[b]; t < starts[b + 1]; ++t) {
        if (t % kLeastTokens == 0) check_stop(options.stop);
        const unsigned from = positions.before(l, t), to = positions.after(l, t);
        devices_of(trace, tables[l], layout, l, t, from, device);
        count_token<std::int64_t>(dispatch.data(), layout, options.copies, from, device, top_k, 1);
        if (coherent) count_token<std::int64_t>(combine.data(), layout, options.copies, to, device, top_k, 1);
        for (unsigned k = 0; k < top_k; ++k) {
          bool new_device = true, new_node = true;
          for (unsigned j = 0; j < k; ++j) {
            new_device &= device[j] != device[k];
            new_node &= layout.node_of[device[j]] != layout.node_of[device[k]];
          }
          r.touched += new_device;
          r.nodes += new_node;
        }
        if (!with_traffic) continue;
        const auto add = [&](unsigned a, unsigned z) { r.traffic[a * devices + z] += model.dispatch_bytes; };
        const auto add_back = [&](unsigned a, unsigned z) {
          r.traffic[z * devices + a] += model.combine_bytes;
        };
        for_each_copy(layout, options.copies, from, device, top_k, add, add);
        for_each_copy(layout, options.copies, to, device, top_k, add_back, add_back);
      }
      const std::int64_t* const back = coherent ? combine.data() : dispatch.data();
      const PhaseTime out = phase_time(dispatch.data(), layout, group, model.dispatch_bytes);
      const PhaseTime in = phase_time(back, layout, group, model.combine_bytes);
      r.dispatch += out.seconds;
      r.combine += in.seconds;
      r.imbalance += (out.imbalance + in.imbalance) / 2;
      const std::int64_t busiest = busiest_load(dispatch.data(), layout);
      r.compute += static_cast<double>(busiest) * model.expert_flops / group.flops;
      r.load_imbalance +=
          static_cast<double>(busiest) * devices / (static_cast<double>(starts[b + 1] - starts[b]) * top_k);
      for (unsigned d = 0; d < devices; ++d) {
        r.load[d] += static_cast<std::uint64_t>(dispatch[layout.load + d]);
        r.inside += static_cast<double>(dispatch[layout.device_out + d]) * model.dispatch_bytes +
                    static_cast<double>(back[layout.device_out + d]) * model.combine_bytes;
      }
      for (unsigned n = 0; n < group.nodes; ++n)
        r.between += static_cast<double>(dispatch[layout.node_out + n]) * model.dispatch_bytes +
                     static_cast<double>(back[layout.node_out + n]) * model.combine_bytes;
    }
  });

  Score s;
  const double per_batch = 1 / static_cast<double>(batches);
  const double rows = static_cast<double>(trace.tokens()) * layers;
  s.device_load.assign(devices, 0);
  if (with_traffic) s.traffic.assign(std::size_t{devices} * devices, 0);
  for (const Layer& r : result) {
    s.dispatch_seconds += r.dispatch * per_batch;
    s.compute_seconds += r.compute * per_batch;
    s.combine_seconds += r.combine * per_batch;
    s.layer_seconds.push_back((r.dispatch + r.compute + r.combine) * per_batch + model.other_seconds);
    s.step_seconds += s.layer_seconds.back();
    s.nodes_per_token += static_cast<double>(r.nodes) / rows;
    s.devices_per_token += static_cast<double>(r.touched) / rows;
    s.bytes_inside += r.inside * per_batch;
    s.bytes_between += r.between * per_batch;
    s.port_imbalance += r.imbalance * per_batch / layers;
    s.load_max_over_mean += r.load_imbalance * per_batch / layers;
    const double total = static_cast<double>(trace.tokens()) * top_k;
    s.group_load_max_over_mean +=
        static_cast<double>(*std::max_element(r.load.begin(), r.load.end())) * devices / total / layers;
    for (unsigned d = 0; d < devices; ++d)
      s.device_load[d] += static_cast<double>(r.load[d]) / (total * layers);
    for (std::size_t j = 0; j < r.traffic.size(); ++j) s.traffic[j] += r.traffic[j] * per_batch;
  }
  s.batch_tokens = static_cast<double>(trace.tokens()) * per_batch;
  s.tokens_per_second = s.step_seconds > 0 ? s.batch_tokens / s.step_seconds : 0;
  return s;
}

SequenceCosts::SequenceCosts(const Trace& trace, const Placement& placement, const Cluster& group,
                             const Model& model, const CostOptions& options,
                             const std::vector<std::uint16_t>& homes)
    : group_(group),
      model_(model),
      layers_(trace.header.layers),
      phases_(options.homes == Homes::kCoherent ? 2 : 1) {
  check_fit(trace, placement, group, homes);
  const CounterLayout layout(group);
  width_ = layout.width;
  const std::vector<ReplicaTable> tables = replica_tables(placement);
  const Positions positions(trace, tables, layout, options, homes);
  counts_.resize(trace.sequence_name.size() * layers_ * phases_ * width_);
  parallel_for(layers_, options.threads, [&](std::uint64_t i, int) {
    const unsigned l = static_cast<unsigned>(i);
    std::uint16_t device[kMaxK];
    for (std::uint64_t t = 0; t < trace.tokens(); ++t) {
      if (t % kLeastTokens == 0) check_stop(options.stop);
      const unsigned from = positions.before(l, t);
      devices_of(trace, tables[l], layout, l, t, from, device);
      std::uint32_t* const to =
          counts_.data() + (trace.sequence[t] * std::size_t{layers_} + l) * phases_ * width_;
      count_token<std::uint32_t>(to, layout, options.copies, from, device, trace.header.top_k, 1);
      if (phases_ == 2)
        count_token<std::uint32_t>(to + width_, layout, options.copies, positions.after(l, t), device,
                                   trace.header.top_k, 1);
    }
  });
}

double SequenceCosts::step_seconds(const std::vector<std::vector<std::uint32_t>>& batches) const {
  const CounterLayout layout(group_);
  double total = 0;
  std::vector<std::int64_t> sum(phases_ * width_);
  for (unsigned l = 0; l < layers_; ++l) {
    for (const auto& batch : batches) {
      std::fill(sum.begin(), sum.end(), 0);
      for (const std::uint32_t s : batch) {
        const std::uint32_t* const from = counts_.data() + (s * std::size_t{layers_} + l) * phases_ * width_;
        for (std::size_t j = 0; j < sum.size(); ++j) sum[j] += from[j];
      }
      const std::int64_t* const back = sum.data() + (phases_ - 1) * width_;
      total += phase_time(sum.data(), layout, group_, model_.dispatch_bytes).seconds +
               phase_time(back, layout, group_, model_.combine_bytes).seconds +
               static_cast<double>(busiest_load(sum.data(), layout)) * model_.expert_flops / group_.flops;
    }
  }
  return total / static_cast<double>(batches.size()) + layers_ * model_.other_seconds;
}

}  // namespace qiao::routing_opt
