// METIS (Karypis and Kumar), if the library was there when Qiao was built.

#include <algorithm>
#include <cmath>
#include <mutex>
#include <numeric>

#include "solvers/search.hpp"

#ifdef QIAO_METIS
#include <metis.h>
#endif

namespace qiao::routing_opt {

bool have_metis() {
#ifdef QIAO_METIS
  return true;
#else
  return false;
#endif
}

#ifdef QIAO_METIS
namespace {

// Partitions `items` into `parts` groups of equal size by co-activation.
std::vector<std::vector<std::uint16_t>> partition(const std::vector<std::uint16_t>& items, unsigned parts,
                                                  const Affinity& a, std::uint64_t seed) {
  const std::size_t n = items.size(), experts = a.load.size();
  std::vector<std::vector<std::uint16_t>> groups(parts);
  if (parts == 1) {
    groups[0] = items;
    return groups;
  }
  std::vector<idx_t> part(n, 0);
  double heaviest = 1;
  for (const double t : a.together) heaviest = std::max(heaviest, t);
  std::vector<idx_t> begin = {0}, neighbour, weight;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      const double w = a.together[items[i] * experts + items[j]];
      if (i == j || w == 0) continue;
      neighbour.push_back(static_cast<idx_t>(j));
      weight.push_back(std::max<idx_t>(1, static_cast<idx_t>(std::lround(w / heaviest * 1e6))));
    }
    begin.push_back(static_cast<idx_t>(neighbour.size()));
  }
  idx_t vertices = static_cast<idx_t>(n), constraints = 1, count = static_cast<idx_t>(parts), cut = 0;
  idx_t options[METIS_NOPTIONS];
  METIS_SetDefaultOptions(options);
  options[METIS_OPTION_SEED] = static_cast<idx_t>(seed & 0x7fffffff);
  options[METIS_OPTION_NCUTS] = 10;
  real_t imbalance = 1.001f;
  if (neighbour.empty() || n == parts) {
    std::iota(part.begin(), part.end(), idx_t{0});
    for (idx_t& p : part) p %= count;
  } else {
    // Its random numbers are global: one call at a time, or the same seed gives different partitions.
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);
    (parts <= 8 ? METIS_PartGraphRecursive : METIS_PartGraphKway)(
        &vertices, &constraints, begin.data(), neighbour.data(), nullptr, nullptr, weight.data(), &count,
        nullptr, &imbalance, options, &cut, part.data());
  }
  for (std::size_t i = 0; i < n; ++i) groups[static_cast<std::size_t>(part[i])].push_back(items[i]);
  // Equal sizes: move, again and again, the expert whose move from a large to a small group loses least.
  const std::size_t size = n / parts;
  const auto bond = [&](std::uint16_t e, const std::vector<std::uint16_t>& group) {
    double sum = 0;
    for (const std::uint16_t f : group) sum += f == e ? 0 : a.together[e * experts + f];
    return sum;
  };
  for (;;) {
    double best = -INFINITY;
    std::size_t from = parts, to = parts, which = 0;
    for (std::size_t g = 0; g < parts; ++g)
      for (std::size_t h = 0; h < parts; ++h) {
        if (groups[g].size() <= size || groups[h].size() >= size) continue;
        for (std::size_t i = 0; i < groups[g].size(); ++i) {
          const double gain = bond(groups[g][i], groups[h]) - bond(groups[g][i], groups[g]);
          if (gain > best) best = gain, from = g, to = h, which = i;
        }
      }
    if (from == parts) break;
    groups[to].push_back(groups[from][which]);
    groups[from].erase(groups[from].begin() + static_cast<std::ptrdiff_t>(which));
  }
  return groups;
}

}  // namespace
#endif

std::vector<std::uint16_t> metis_map([[maybe_unused]] const Affinity& a,
                                     [[maybe_unused]] const CounterLayout& layout,
                                     [[maybe_unused]] unsigned slots_per_device,
                                     [[maybe_unused]] std::uint64_t seed) {
  std::vector<std::uint16_t> map;
#ifdef QIAO_METIS
  std::vector<std::uint16_t> all(a.load.size());
  std::iota(all.begin(), all.end(), std::uint16_t{0});
  for (const auto& node : partition(all, layout.nodes, a, seed))
    for (const auto& device : partition(node, layout.per_node, a, seed))
      map.insert(map.end(), device.begin(), device.end());
#endif
  return map;
}

}  // namespace qiao::routing_opt
