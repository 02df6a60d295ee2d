#pragma once
// What a trace looks like: load per expert, skew, co-activation, dependence between layers, per domain.

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "qiao/routing_opt/trace.hpp"

namespace qiao::routing_opt {

struct LayerStatistics {
  std::vector<std::uint64_t> load;  // tokens routed to each expert
  double max_over_mean = 0;         // of `load`
  double entropy_bits = 0;          // of the share of each expert; log2(experts) if all are used alike
  double gini = 0;                  // 0 all alike, towards 1 one takes all
  // Co-activation, [experts, experts], symmetric, zero on the diagonal: tokens routed to both.
  std::vector<std::uint32_t> together;
  // Mean over tokens' pairs of (observed / expected if experts were chosen independently by load) - 1.
  double co_activation_excess = 0;
  // Mutual information between the first expert (k = 0) of this layer and of the next, in bits, with the
  // Miller-Madow correction for the finite number of tokens; 0 for the last layer.
  double next_layer_bits = 0;
};

struct DomainStatistics {
  std::string name;
  std::uint64_t tokens = 0;
  std::vector<double> max_over_mean;  // per layer
  // Per layer: total variation distance between this domain's and the whole trace's loads, 0 ... 1.
  std::vector<double> distance;
};

struct TraceStatistics {
  TraceHeader header;
  std::uint64_t sequences = 0;  // runs of equal sequence number
  std::vector<LayerStatistics> layers;
  std::vector<DomainStatistics> domains;
  double mean_top1_weight = 0;  // mean of the first gate weight after scaling the weights of a token to 1
};

// One pass over the rest of `reader` with memory for the tables only: layers * experts^2 * 8 bytes.
// `progress` receives the number of tokens done. Throws Error(kInterrupted) once `stop` is set.
TraceStatistics trace_statistics(TraceReader& reader,
                                 const std::function<void(std::uint64_t tokens)>& progress = {},
                                 int threads = 1, const std::atomic<bool>* stop = nullptr);

}  // namespace qiao::routing_opt
