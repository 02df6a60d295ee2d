// Placements built in one go: contiguous, round-robin, random, EPLB, greedy affinity.

#include <algorithm>
#include <numeric>

#include "solvers/search.hpp"

namespace qiao::routing_opt {
namespace {

// Items into packs of equal size, heaviest first into the lightest pack that is not full.
void balanced_packing(const std::vector<double>& weight, unsigned packs, std::vector<unsigned>& pack,
                      std::vector<unsigned>& rank) {
  const std::size_t n = weight.size(), size = n / packs;
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return weight[a] > weight[b]; });
  std::vector<double> sum(packs);
  std::vector<unsigned> items(packs);
  pack.assign(n, 0);
  rank.assign(n, 0);
  for (const std::size_t i : order) {
    unsigned lightest = packs;
    for (unsigned p = 0; p < packs; ++p)
      if (items[p] < size && (lightest == packs || sum[p] < sum[lightest])) lightest = p;
    pack[i] = lightest;
    rank[i] = items[lightest]++;
    sum[lightest] += weight[i];
  }
}

// Replicas one by one to the expert with the largest load per replica. Returns the expert of each physical
// one.
std::vector<unsigned> replicate(const std::vector<double>& weight, unsigned physical,
                                std::vector<unsigned>& count) {
  const unsigned logical = static_cast<unsigned>(weight.size());
  std::vector<unsigned> expert(physical);
  count.assign(logical, 1);
  std::iota(expert.begin(), expert.begin() + logical, 0u);
  for (unsigned p = logical; p < physical; ++p) {
    unsigned most = 0;
    for (unsigned e = 1; e < logical; ++e)
      if (weight[e] / count[e] > weight[most] / count[most]) most = e;
    expert[p] = most;
    ++count[most];
  }
  return expert;
}

}  // namespace

std::vector<std::uint16_t> eplb_map(const std::vector<double>& load, unsigned replicas, unsigned groups,
                                    unsigned nodes, unsigned devices) {
  if (groups % nodes != 0) groups = nodes = 1;
  const unsigned experts = static_cast<unsigned>(load.size());
  const unsigned group_size = experts / groups, per_node = experts / nodes, slots_per_node = replicas / nodes,
                 devices_per_node = devices / nodes, slots_per_device = replicas / devices;
  // Groups to nodes.
  std::vector<double> group_load(groups);
  for (unsigned e = 0; e < experts; ++e) group_load[e / group_size] += load[e];
  std::vector<unsigned> node, rank;
  balanced_packing(group_load, nodes, node, rank);
  std::vector<unsigned> in_order(experts);  // experts, node by node
  for (unsigned e = 0; e < experts; ++e)
    in_order[(node[e / group_size] * (groups / nodes) + rank[e / group_size]) * group_size + e % group_size] =
        e;
  std::vector<std::uint16_t> map(replicas);
  for (unsigned n = 0; n < nodes; ++n) {
    std::vector<double> weight(per_node);
    for (unsigned i = 0; i < per_node; ++i) weight[i] = load[in_order[n * per_node + i]];
    std::vector<unsigned> count;
    const std::vector<unsigned> expert = replicate(weight, slots_per_node, count);
    std::vector<double> share(slots_per_node);
    for (unsigned p = 0; p < slots_per_node; ++p) share[p] = weight[expert[p]] / count[expert[p]];
    std::vector<unsigned> device, slot;
    balanced_packing(share, devices_per_node, device, slot);
    for (unsigned p = 0; p < slots_per_node; ++p)
      map[n * slots_per_node + device[p] * slots_per_device + slot[p]] =
          static_cast<std::uint16_t>(in_order[n * per_node + expert[p]]);
  }
  return map;
}

std::vector<std::uint16_t> contiguous_map(unsigned experts, unsigned slots) {
  std::vector<std::uint16_t> map(slots);
  for (unsigned s = 0; s < slots; ++s) map[s] = static_cast<std::uint16_t>(s % experts);
  return map;
}

std::vector<std::uint16_t> round_robin_map(unsigned experts, unsigned devices, unsigned slots_per_device) {
  std::vector<std::uint16_t> map(std::size_t{devices} * slots_per_device);
  for (unsigned i = 0; i < map.size(); ++i)
    map[(i % devices) * slots_per_device + i / devices] = static_cast<std::uint16_t>(i % experts);
  separate_replicas(map, slots_per_device);
  return map;
}

std::vector<std::uint16_t> random_map(unsigned experts, unsigned devices, unsigned slots_per_device,
                                      SearchRandom& random) {
  std::vector<std::uint16_t> map = contiguous_map(experts, devices * slots_per_device);
  do random.shuffle(map);
  while (!separate_replicas(map, slots_per_device));
  return map;
}

bool separate_replicas(std::vector<std::uint16_t>& map, unsigned slots_per_device) {
  const unsigned slots = static_cast<unsigned>(map.size());
  const auto on_device = [&](unsigned expert, unsigned device, unsigned except) {
    for (unsigned s = device * slots_per_device; s < (device + 1) * slots_per_device; ++s)
      if (s != except && map[s] == expert) return true;
    return false;
  };
  for (unsigned s = 0; s < slots; ++s) {
    if (!on_device(map[s], s / slots_per_device, s)) continue;
    bool moved = false;
    for (unsigned other = 0; other < slots && !moved; ++other) {
      if (other / slots_per_device == s / slots_per_device ||
          on_device(map[s], other / slots_per_device, other) ||
          on_device(map[other], s / slots_per_device, s))
        continue;
      std::swap(map[s], map[other]);
      moved = true;
    }
    if (!moved) return false;
  }
  return true;
}

std::vector<std::uint16_t> eplb_layer_map(const Affinity& a, const CounterLayout& layout,
                                          unsigned slots_per_device) {
  std::vector<std::uint16_t> map = eplb_map(a.load, layout.devices * slots_per_device, 1, 1, layout.devices);
  separate_replicas(map, slots_per_device);
  return map;
}

namespace {

// Takes `size` of `from`, beginning with the heaviest, then always the one with the most tokens in common
// with those taken; ties by load, then by number.
std::vector<std::uint16_t> take_together(std::vector<std::uint16_t>& from, std::size_t size,
                                         const Affinity& a) {
  const std::size_t experts = a.load.size();
  std::vector<std::uint16_t> taken;
  std::vector<double> bond(experts);
  while (taken.size() < size) {
    const auto best = std::max_element(from.begin(), from.end(), [&](std::uint16_t x, std::uint16_t y) {
      return std::pair(bond[x], a.load[x]) < std::pair(bond[y], a.load[y]);
    });
    taken.push_back(*best);
    from.erase(best);
    for (const std::uint16_t e : from) bond[e] += a.together[e * experts + taken.back()];
  }
  return taken;
}

}  // namespace

std::vector<std::uint16_t> greedy_map(const Affinity& a, const CounterLayout& layout,
                                      unsigned slots_per_device) {
  std::vector<std::uint16_t> left(a.load.size()), map;
  std::iota(left.begin(), left.end(), std::uint16_t{0});
  for (unsigned n = 0; n < layout.nodes; ++n) {
    std::vector<std::uint16_t> node = take_together(left, std::size_t{layout.per_node} * slots_per_device, a);
    for (unsigned d = 0; d < layout.per_node; ++d) {
      const std::vector<std::uint16_t> device = take_together(node, slots_per_device, a);
      map.insert(map.end(), device.begin(), device.end());
    }
  }
  return map;
}

}  // namespace qiao::routing_opt
