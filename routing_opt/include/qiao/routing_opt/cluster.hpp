#pragma once
// The machine and the model that the cost model knows.

#include <string>
#include <vector>

namespace qiao::routing_opt {

// Groups of `nodes` consecutive nodes behind a common uplink: a leaf switch, a pod, a super-node.
struct LinkLevel {
  std::string name;
  unsigned nodes = 0;
  double bw = 0;       // B/s of one group's uplink, per direction
  double latency = 0;  // s, once per phase in which anything crosses
};

// nodes * devices_per_node devices; device d is in node d / devices_per_node and has the local rank
// d % devices_per_node.
struct Cluster {
  std::string name;
  unsigned nodes = 1, devices_per_node = 1;
  double intra_bw = 0, inter_bw = 0;            // B/s per direction: of a device inside its node; of a node
  double intra_latency = 0, inter_latency = 0;  // s
  double flops = 0;                             // sustained FLOP/s of a device
  std::vector<LinkLevel> levels;                // from the smallest groups to the largest, nested

  unsigned devices() const { return nodes * devices_per_node; }
};

// A preset's name (cluster_presets()), `NxG` (N nodes of G devices with the links of ascend910b-64x8), or a
// JSON file:
//   {"name": "lab", "nodes": 16, "devices_per_node": 8, "intra_bw": 196e9, "inter_bw": 12.5e9,
//    "intra_latency": 5e-6, "inter_latency": 2e-5, "flops": 1.5e14,
//    "levels": [{"name": "leaf", "nodes": 4, "oversubscription": 2, "latency": 0}]}
// A level has `bw`, or `oversubscription`: bw = nodes * inter_bw / oversubscription. Latencies are 0 if
// absent.
Cluster find_cluster(const std::string& preset_or_file);
struct Preset {
  std::string name, what;
};
std::vector<Preset> cluster_presets();

// The first `devices` devices as a cluster of their own: an expert-parallel group. Throws Error(kUsage)
// unless they are whole nodes or a divisor of one, and the cluster consists of whole groups.
Cluster expert_parallel_group(const Cluster& cluster, unsigned devices);

// What of the model the cost depends on; layers, experts and top_k are those of the trace.
struct Model {
  std::string name;
  unsigned layers = 0, experts = 0, top_k = 0;   // of the published model; 0: any
  double dispatch_bytes = 0, combine_bytes = 0;  // of one token's activation to, and back from, its experts
  double expert_flops = 0;                       // per (token, expert): 6 d d_ff for SwiGLU
  double other_seconds = 0;                      // per layer, whatever the placement
};

// A preset's name (model_presets()), or a JSON file:
//   {"name": "mine", "d_model": 2880, "d_ff": 2880, "bytes_per_value": 2}
// or with "dispatch_bytes", "combine_bytes", "expert_flops" instead; "other_seconds" is 0 if absent.
Model find_model(const std::string& preset_or_file);
std::vector<Preset> model_presets();

}  // namespace qiao::routing_opt
