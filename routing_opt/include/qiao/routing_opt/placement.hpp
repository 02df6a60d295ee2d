#pragma once
// Which device holds which experts.

#include <cstdint>
#include <string>
#include <vector>

namespace qiao::routing_opt {

// map[layer][slot] is the expert in that slot; slots s = 0 ... devices * slots_per_device - 1, slot s is on
// device s / slots_per_device. Without replicas each layer's map is a permutation of the experts.
struct Placement {
  unsigned experts = 0, devices = 0, slots_per_device = 0;
  std::vector<std::vector<std::uint16_t>> map;

  unsigned layers() const { return static_cast<unsigned>(map.size()); }
  unsigned slots() const { return devices * slots_per_device; }
  unsigned device_of(unsigned slot) const { return slot / slots_per_device; }
  bool has_replicas() const { return slots() > experts; }
};

// Throws Error(kInput) naming layer, slot and expert for: a map of the wrong length, an id that is no expert,
// an expert without a slot, an expert twice on a device.
void check_placement(const Placement& placement, const std::string& name);

enum class PlacementFormat { kQiao, kSglang, kVllm, kTrtllm };
// The text of a placement file:
//   kQiao    schema qiao.placement/1: the map, its inverse (slots of each expert), and the shape
//   kSglang  {"physical_to_logical_map": [layers][slots]} for --init-expert-location
//   kVllm    the same with "logical_to_physical_map" [layers][experts][max replicas] (-1 padded) and
//            "logical_replica_count", the state of EPLB
//   kTrtllm  YAML with num_slots and initial_global_assignments: {layer: [expert of each slot]}
std::string placement_text(const Placement& placement, PlacementFormat format);
// Reads any of the JSON formats. `devices`: of the files that do not say (SGLang, vLLM); 0 if unknown, which
// is an error for these. Checked with check_placement.
Placement read_placement(const std::string& path, unsigned devices);

// inverse[layer][expert]: its slots, ascending.
std::vector<std::vector<std::vector<unsigned>>> inverse_map(const Placement& placement);

// Simple placements. `slots_per_device` * devices slots; beyond one slot per expert, contiguous and
// round-robin repeat experts from the start.
Placement contiguous_placement(unsigned layers, unsigned experts, unsigned devices,
                               unsigned slots_per_device);

}  // namespace qiao::routing_opt
