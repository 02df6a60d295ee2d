#pragma once
// The one cost model of expert placement: what a placement costs on a trace. Every solver's final score and
// the report come from here. Times are seconds, sizes bytes.
//
// Homes. Data-parallel (DeepSeek-V3 arXiv:2412.19437, Megatron, SGLang, vLLM): a token stays on the device
// its sequence hashes to; each layer dispatches from there and combines back. Coherent (ExFlow
// arXiv:2401.08383, MoETuner arXiv:2502.06643): layer l combines to the device of the token's first expert (k
// = 0) of layer l, and layer l + 1 dispatches from there.
//
// Copies. kNone: one per (token, expert) on another device. kDevice: one per distinct device
// (arXiv:2505.13345). kNode (DeepEP): one per distinct other node, over the network to the device of the
// sender's local rank there, which passes on one per distinct device of its node. Combine is the reverse with
// partial sums reduced on the device and on that gateway. A copy between nodes uses the ports of both nodes,
// and of each link level whose groups it crosses; a copy inside a node those of both devices.
//
// Phase time = max over devices of max(in, out) / intra_bw, over nodes of max(in, out) / inter_bw, over
// groups of each link level of max(in, out) / bw, plus each kind's latency if anything used it. Compute time
// = max over devices of (token, expert) pairs * expert_flops / flops. Step time of a batch = sum over layers
// of dispatch + compute + combine + other; reported is the mean over batches. Without overlap, so differences
// between placements are upper bounds.
//
// Replicas: a token takes one on its home device, else one on its node, else any; of several candidates, in
// slot order, number (t mod count) for token t of the trace.
//
// Not modelled: congestion, packet headers, the cost of moving experts, the backward pass.

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "qiao/routing_opt/cluster.hpp"
#include "qiao/routing_opt/placement.hpp"
#include "qiao/routing_opt/trace.hpp"

namespace qiao::routing_opt {

enum class Homes { kDataParallel, kCoherent };
enum class Copies { kNone, kDevice, kNode };
const char* name(Homes homes);
const char* name(Copies copies);

struct CostOptions {
  Homes homes = Homes::kDataParallel;
  Copies copies = Copies::kNode;
  std::uint64_t batch_tokens = 16384;  // of one expert-parallel group in one step
  // Of the computation: no result depends on `threads`; once `stop` is set it ends with Error(kInterrupted).
  int threads = 1;
  const std::atomic<bool>* stop = nullptr;
};

// The device of each sequence of `trace`: a hash of (seed, number of the sequence in its file) modulo
// `devices`.
std::vector<std::uint16_t> home_devices(const Trace& trace, unsigned devices, std::uint64_t seed);

// Where batches begin, and the number of tokens at the end: round(tokens / batch_tokens) batches (at least 1)
// of nearly equal size, cut where a sequence begins.
std::vector<std::uint64_t> batch_starts(const Trace& trace, std::uint64_t batch_tokens);

struct Score {
  double step_seconds = 0;                                                // mean over batches
  double dispatch_seconds = 0, compute_seconds = 0, combine_seconds = 0;  // parts of it, summed over layers
  std::vector<double> layer_seconds;
  double batch_tokens = 0;       // mean
  double tokens_per_second = 0;  // of one expert-parallel group
  // Distinct nodes and devices that a token's experts are on, mean over tokens and layers.
  double nodes_per_token = 0, devices_per_token = 0;
  double bytes_inside = 0, bytes_between = 0;  // per step: within nodes, between nodes
  // The busiest port's time over the mean port's, averaged over phases and batches; of the level that
  // decides.
  double port_imbalance = 0;
  // Expert tokens: busiest device over mean; averaged over batches and layers, and of the sum over all
  // batches (what Pangu Ultra MoE balances), averaged over layers.
  double load_max_over_mean = 0, group_load_max_over_mean = 0;
  std::vector<double> device_load;  // share of all expert tokens, per device
  std::vector<double> traffic;      // if asked for: [devices, devices] bytes per step, sender first
};

// `homes`: from home_devices.
Score evaluate(const Trace& trace, const Placement& placement, const Cluster& group, const Model& model,
               const CostOptions& options, const std::vector<std::uint16_t>& homes,
               bool with_traffic = false);

// The same for many ways to batch the same sequences (bootstrap resamples): counts per sequence are kept and
// added up. batches[b]: numbers of sequences, with repetition. Memory: sequences * layers * counters.
class SequenceCosts {
 public:
  SequenceCosts(const Trace& trace, const Placement& placement, const Cluster& group, const Model& model,
                const CostOptions& options, const std::vector<std::uint16_t>& homes);
  double step_seconds(const std::vector<std::vector<std::uint32_t>>& batches) const;

 private:
  Cluster group_;
  Model model_;
  unsigned layers_ = 0, phases_ = 1;
  std::size_t width_ = 0;
  std::vector<std::uint32_t> counts_;  // [sequence, layer, phase, counter]
};

}  // namespace qiao::routing_opt
