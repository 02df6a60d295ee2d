#pragma once
// Synthetic traces for tests of scale: tunable skew and correlation, the same for the same seed.

#include <atomic>
#include <cstdint>
#include <functional>

#include "qiao/routing_opt/trace.hpp"

namespace qiao::routing_opt {

struct SynthesisOptions {
  std::uint64_t tokens = 100000;
  unsigned layers = 4, experts = 64, top_k = 4;
  // Loads: the popularity of the expert of rank r (in an order of its own in each layer) is r^-skew (Zipf).
  double skew = 0.5;
  // Share of the choices that come from the token's group of experts instead of the popularity, 0 ... 1.
  // Each sequence has a topic that prefers one group of experts in each layer; a token keeps its sequence's
  // topic with probability `topic_persistence`.
  double correlation = 0.5;
  double topic_persistence = 0.8;
  unsigned group_size = 0;  // experts that belong together; 0: 2 * top_k
  unsigned domains = 4;     // topics are divided among so many domains
  unsigned sequence_tokens = kDefaultSequenceTokens;
  bool weights = true;
  std::uint64_t seed = 0;
  int threads = 1;
  const std::atomic<bool>* stop = nullptr;  // once it is set, Error(kInterrupted)
};

// Writes the trace to `path` in bounded memory; the same bytes at any thread count.
void synthesize_trace(const std::string& path, const SynthesisOptions& options,
                      const std::string& format = {},
                      const std::function<void(std::uint64_t tokens)>& progress = {});

}  // namespace qiao::routing_opt
