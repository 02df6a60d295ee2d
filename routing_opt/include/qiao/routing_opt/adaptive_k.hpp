#pragma once
// Dynamic routing: what an adaptive top-k would save. A token keeps its experts in the order of their gate
// weight until their share of its weight reaches a threshold, at least one.

#include <string>
#include <vector>

#include "qiao/routing_opt/trace.hpp"

namespace qiao::routing_opt {

struct AdaptiveK {
  struct Row {
    std::string name;
    // Per threshold: experts used per token, and the share of the gate weight that is kept, means over
    // tokens.
    std::vector<double> experts_per_token, kept_weight;
  };
  unsigned top_k = 0;
  std::vector<double> thresholds;
  Row all;
  std::vector<Row> layers, domains;
};

// One pass with bounded memory. Throws Error(kInput) if the trace has no gate weights, Error(kInterrupted) once
// options.stop is set.
AdaptiveK adaptive_k(const std::string& trace, const std::vector<double>& thresholds = {0.7, 0.8, 0.9, 0.95},
                     const TraceOptions& options = {});

}  // namespace qiao::routing_opt
