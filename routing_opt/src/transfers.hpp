#pragma once
// Counting the copies of one token: the innermost part of the cost model, shared by scoring and by solvers.

#include <cstdint>
#include <vector>

#include "qiao/routing_opt/cost_model.hpp"

namespace qiao::routing_opt {

// Counters of one phase as one array: copies in and out of every port, and expert tokens per device.
struct CounterLayout {
  explicit CounterLayout(const Cluster& c)
      : devices(c.devices()), nodes(c.nodes), per_node(c.devices_per_node) {
    device_in = 0;
    device_out = devices;
    node_in = 2 * devices;
    node_out = node_in + nodes;
    std::size_t at = node_out + nodes;
    for (const LinkLevel& level : c.levels) {
      const unsigned groups = (nodes + level.nodes - 1) / level.nodes;
      levels.push_back({level.nodes, groups, at, at + groups});
      at += 2 * groups;
    }
    load = at;
    width = at + devices;
    for (unsigned d = 0; d < devices; ++d) {
      node_of.push_back(static_cast<std::uint16_t>(d / per_node));
      rank_of.push_back(static_cast<std::uint16_t>(d % per_node));
    }
  }
  struct Level {
    unsigned group_nodes, groups;
    std::size_t in, out;
  };
  unsigned devices, nodes, per_node;
  std::size_t device_in, device_out, node_in, node_out, load, width;
  std::vector<Level> levels;
  std::vector<std::uint16_t> node_of, rank_of;
};

// Calls between(home node, node) and inside(sender, receiver) for each copy of a token at `home` whose
// experts are on device[0 ... k - 1]: the dispatch; the combine to `home` is the same with the roles
// exchanged.
template <class Between, class Inside>
inline void for_each_copy(const CounterLayout& c, Copies copies, unsigned home, const std::uint16_t* device,
                          unsigned k, Between between, Inside inside) {
  const unsigned home_node = c.node_of[home];
  for (unsigned i = 0; i < k; ++i) {
    const unsigned d = device[i], node = c.node_of[d];
    bool new_device = true, new_node = true;
    for (unsigned j = 0; j < i; ++j) {
      new_device &= device[j] != d;
      new_node &= c.node_of[device[j]] != node;
    }
    if (copies != Copies::kNode) {
      if ((copies == Copies::kDevice && !new_device) || d == home) continue;
      if (node == home_node) inside(home, d);
      else between(home, d);
      continue;
    }
    // The sender's local rank at the receiving node passes it on; at home that is the sender.
    const unsigned gateway = node * c.per_node + c.rank_of[home];
    if (new_node && node != home_node) between(home, gateway);
    if (new_device && d != gateway) inside(gateway, d);
  }
}

// Adds `by` to the counters for one token.
template <class Integer>
inline void count_token(Integer* counters, const CounterLayout& c, Copies copies, unsigned home,
                        const std::uint16_t* device, unsigned k, Integer by) {
  for_each_copy(
      c, copies, home, device, k,
      [&](unsigned from, unsigned to) {
        const unsigned a = c.node_of[from], b = c.node_of[to];
        counters[c.node_out + a] += by;
        counters[c.node_in + b] += by;
        for (const CounterLayout::Level& level : c.levels) {
          const unsigned ga = a / level.group_nodes, gb = b / level.group_nodes;
          if (ga == gb) continue;
          counters[level.out + ga] += by;
          counters[level.in + gb] += by;
        }
      },
      [&](unsigned from, unsigned to) {
        counters[c.device_out + from] += by;
        counters[c.device_in + to] += by;
      });
  for (unsigned i = 0; i < k; ++i) counters[c.load + device[i]] += by;
}

struct PhaseTime {
  double seconds = 0;
  double imbalance = 0;  // busiest over mean port of the level that decides; 0 if nothing moved
};
// Time of a dispatch or combine whose copies have `bytes` each.
template <class Integer>
PhaseTime phase_time(const Integer* counters, const CounterLayout& c, const Cluster& cluster, double bytes) {
  PhaseTime result;
  double busiest = 0, latency = 0;
  const auto level = [&](std::size_t in, std::size_t out, unsigned ports, double bw, double level_latency) {
    Integer most = 0;
    double total = 0;
    for (unsigned i = 0; i < ports; ++i) {
      const Integer port = counters[in + i] > counters[out + i] ? counters[in + i] : counters[out + i];
      if (port > most) most = port;
      total += static_cast<double>(port);
    }
    if (most == 0) return;
    latency += level_latency;
    const double seconds = static_cast<double>(most) * bytes / bw;
    if (seconds > busiest) {
      busiest = seconds;
      result.imbalance = static_cast<double>(most) * ports / total;
    }
  };
  level(c.device_in, c.device_out, c.devices, cluster.intra_bw, cluster.intra_latency);
  level(c.node_in, c.node_out, c.nodes, cluster.inter_bw, cluster.inter_latency);
  for (std::size_t i = 0; i < c.levels.size(); ++i)
    level(c.levels[i].in, c.levels[i].out, c.levels[i].groups, cluster.levels[i].bw,
          cluster.levels[i].latency);
  result.seconds = busiest + latency;
  return result;
}

// Expert tokens on the busiest device.
template <class Integer>
Integer busiest_load(const Integer* counters, const CounterLayout& c) {
  Integer most = 0;
  for (unsigned d = 0; d < c.devices; ++d)
    if (counters[c.load + d] > most) most = counters[c.load + d];
  return most;
}

// The replicas of each expert in one layer, and which a token takes.
class ReplicaTable {
 public:
  ReplicaTable(const std::vector<std::uint16_t>& map, unsigned experts, unsigned slots_per_device)
      : begin_(experts + 1) {
    for (const std::uint16_t e : map) ++begin_[e + 1u];
    for (unsigned e = 0; e < experts; ++e) begin_[e + 1] += begin_[e];
    device_.resize(map.size());
    std::vector<std::uint32_t> at(begin_.begin(), begin_.end() - 1);
    for (std::size_t s = 0; s < map.size(); ++s)
      device_[at[map[s]]++] = static_cast<std::uint16_t>(s / slots_per_device);
  }
  unsigned count(unsigned e) const { return begin_[e + 1] - begin_[e]; }
  const std::uint16_t* devices(unsigned e) const { return device_.data() + begin_[e]; }

 private:
  std::vector<std::uint32_t> begin_;
  std::vector<std::uint16_t> device_;
};

// The device that token t at `home` uses among the replicas on device[0 ... count - 1], in slot order.
inline std::uint16_t choose_replica(const CounterLayout& c, const std::uint16_t* device, unsigned count,
                                    unsigned home, std::uint64_t t) {
  if (count == 1) return device[0];
  unsigned on_node = 0;
  for (unsigned i = 0; i < count; ++i) {
    if (device[i] == home) return device[i];
    on_node += c.node_of[device[i]] == c.node_of[home];
  }
  if (on_node == 0) return device[t % count];
  std::uint64_t number = t % on_node;
  for (unsigned i = 0;; ++i)
    if (c.node_of[device[i]] == c.node_of[home] && number-- == 0) return device[i];
}

}  // namespace qiao::routing_opt
