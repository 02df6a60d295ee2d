#include "layer_data.hpp"

#include <algorithm>
#include <numeric>

namespace qiao::routing_opt {

LayerSets layer_sets(const Trace& trace, unsigned layer, const std::vector<std::uint64_t>& starts) {
  LayerSets s;
  s.experts = trace.header.experts;
  s.top_k = trace.header.top_k;
  s.batches = static_cast<unsigned>(starts.size() - 1);
  const unsigned k = s.top_k;
  s.load.assign(std::size_t{s.batches} * s.experts, 0);
  std::vector<std::uint16_t> sorted;
  std::vector<std::uint32_t> order;
  for (unsigned b = 0; b < s.batches; ++b) {
    const std::size_t n = starts[b + 1] - starts[b];
    s.of_batch.push_back(s.sets());
    s.tokens.push_back(static_cast<double>(n));
    sorted.assign(trace.experts_of(layer, starts[b]), trace.experts_of(layer, starts[b]) + n * k);
    for (const std::uint16_t e : sorted) ++s.load[std::size_t{b} * s.experts + e];
    for (std::size_t i = 0; i < n; ++i)
      std::sort(sorted.begin() + static_cast<std::ptrdiff_t>(i * k),
                sorted.begin() + static_cast<std::ptrdiff_t>((i + 1) * k));
    order.resize(n);
    std::iota(order.begin(), order.end(), 0u);
    const auto row = [&](std::uint32_t i) { return sorted.data() + std::size_t{i} * k; };
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t z) {
      return std::lexicographical_compare(row(a), row(a) + k, row(z), row(z) + k);
    });
    for (std::size_t i = 0; i < n;) {
      std::size_t end = i + 1;
      while (end < n && std::equal(row(order[i]), row(order[i]) + k, row(order[end]))) ++end;
      s.members.insert(s.members.end(), row(order[i]), row(order[i]) + k);
      s.weight.push_back(static_cast<std::int32_t>(end - i));
      s.batch.push_back(static_cast<std::uint16_t>(b));
      i = end;
    }
  }
  s.of_batch.push_back(s.sets());
  s.begin.assign(s.experts + 1, 0);
  for (const std::uint16_t e : s.members) ++s.begin[e + 1u];
  for (unsigned e = 0; e < s.experts; ++e) s.begin[e + 1] += s.begin[e];
  s.of.resize(s.members.size());
  std::vector<std::uint32_t> at(s.begin.begin(), s.begin.end() - 1);
  for (std::size_t i = 0; i < s.members.size(); ++i)
    s.of[at[s.members[i]]++] = static_cast<std::uint32_t>(i / k);
  return s;
}

Affinity affinity(const LayerSets& s) {
  Affinity a;
  a.together.assign(std::size_t{s.experts} * s.experts, 0);
  a.load.assign(s.experts, 0);
  for (std::size_t i = 0; i < s.sets(); ++i) {
    const std::uint16_t* const m = s.members.data() + i * s.top_k;
    for (unsigned j = 0; j < s.top_k; ++j) {
      a.load[m[j]] += s.weight[i];
      for (unsigned h = 0; h < j; ++h) {
        a.together[std::size_t{m[j]} * s.experts + m[h]] += s.weight[i];
        a.together[std::size_t{m[h]} * s.experts + m[j]] += s.weight[i];
      }
    }
  }
  return a;
}

HomeShares home_shares(const Trace& trace, const CounterLayout& layout,
                       const std::vector<std::uint64_t>& starts, std::uint64_t seed) {
  constexpr unsigned kDraws = 16;
  HomeShares shares;
  shares.batch.resize(starts.size() - 1);
  for (unsigned draw = 0; draw < kDraws; ++draw) {
    const std::vector<std::uint16_t> home = home_devices(trace, layout.devices, seed + draw);
    for (std::size_t b = 0; b + 1 < starts.size(); ++b) {
      std::vector<double> device(layout.devices), node(layout.nodes), rank(layout.per_node);
      const double one = 1 / static_cast<double>(starts[b + 1] - starts[b]);
      for (std::uint64_t t = starts[b]; t < starts[b + 1]; ++t) {
        const unsigned h = home[trace.sequence[t]];
        device[h] += one;
        node[layout.node_of[h]] += one;
        rank[layout.rank_of[h]] += one;
      }
      const auto largest = [](const std::vector<double>& v) { return *std::max_element(v.begin(), v.end()); };
      HomeShares::Draw d{largest(node), largest(rank), largest(device), {}};
      for (const CounterLayout::Level& level : layout.levels) {
        std::vector<double> group(level.groups);
        for (unsigned n = 0; n < layout.nodes; ++n) group[n / level.group_nodes] += node[n];
        d.level.push_back(largest(group));
      }
      shares.batch[b].push_back(d);
    }
  }
  return shares;
}

}  // namespace qiao::routing_opt
