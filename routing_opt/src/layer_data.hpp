#pragma once
// Compressed statistics of one layer of the training trace.

#include <cstdint>
#include <vector>

#include "qiao/routing_opt/solver.hpp"
#include "transfers.hpp"

namespace qiao::routing_opt {

// Sets of experts that tokens use together, with the number of tokens, per training batch.
struct LayerSets {
  unsigned experts = 0, top_k = 0, batches = 0;
  std::vector<std::uint16_t> members;  // [sets, top_k], ascending
  std::vector<std::int32_t> weight;    // tokens
  std::vector<std::uint16_t> batch;
  std::vector<std::size_t> of_batch;  // batch b has the sets of_batch[b] ... of_batch[b + 1] - 1
  // Sets with expert e: of[begin[e] ... begin[e + 1] - 1].
  std::vector<std::uint32_t> begin, of;
  std::vector<std::int32_t> load;  // [batches, experts]
  std::vector<double> tokens;      // per batch

  std::size_t sets() const { return weight.size(); }
};
LayerSets layer_sets(const Trace& trace, unsigned layer, const std::vector<std::uint64_t>& starts);

// Tokens that use both experts, [experts, experts], zero diagonal; and the load of each.
struct Affinity {
  std::vector<double> together, load;
};
Affinity affinity(const LayerSets& sets);

// The largest share of homes on a node, on a local rank, on a group of each link level, and on a device: what
// random homes add to the mean. [batch][draw]
struct HomeShares {
  struct Draw {
    double node = 1, rank = 1, device = 1;
    std::vector<double> level;
  };
  std::vector<std::vector<Draw>> batch;
};
HomeShares home_shares(const Trace& trace, const CounterLayout& layout,
                       const std::vector<std::uint64_t>& starts, std::uint64_t seed);

// The seed of the homes that solvers fit to; scores use others.
inline constexpr std::uint64_t kFitHomes = 0xf17;

}  // namespace qiao::routing_opt
