#include "qiao/routing_opt/cluster.hpp"

#include <fmt/format.h>

#include <charconv>

#include "json/json_object.hpp"

namespace qiao::routing_opt {
using algorithms::Json;
using algorithms::JsonObject;
using algorithms::read_json_file;
namespace {

// 8 Ascend 910B per node: HCCS full mesh of 392 GB/s both ways, 100 GbE per node; half of 313 TFLOP/s (bf16)
// as the sustained rate of grouped matrix products.
Cluster ascend910b(std::string name, unsigned nodes) {
  return {std::move(name), nodes, 8, 196e9, 12.5e9, 5e-6, 20e-6, 156e12, {}};
}

LinkLevel oversubscribed(const Cluster& c, std::string name, unsigned nodes, double factor, double latency) {
  return {std::move(name), nodes, nodes * c.inter_bw / factor, latency};
}

struct ClusterPreset {
  const char* name;
  const char* what;
  Cluster (*make)();
};

const ClusterPreset kClusters[] = {
    {"ascend910b-64x8", "64 nodes of 8 Ascend 910B, HCCS inside, 100 GbE (12.5 GB/s) per node, flat",
     [] { return ascend910b("ascend910b-64x8", 64); }},
    {"feixing-1024",
     "128 nodes of 8 Ascend 910B, 200 Gb/s per device (200 GB/s per node), leaves of 16 nodes, 1:1",
     [] {
       Cluster c = ascend910b("feixing-1024", 128);
       c.inter_bw = 200e9;
       c.levels = {oversubscribed(c, "leaf", 16, 1, 2e-6)};
       return c;
     }},
    {"spine-leaf-64x8", "two tiers: 64 nodes of 8, 100 GbE, leaves of 8 nodes oversubscribed 2:1",
     [] {
       Cluster c = ascend910b("spine-leaf-64x8", 64);
       c.levels = {oversubscribed(c, "leaf", 8, 2, 2e-6)};
       return c;
     }},
    {"fat-tree-128x8", "three tiers: 128 nodes of 8, 100 GbE, edges of 8 nodes 1:1, pods of 32 nodes 4:1",
     [] {
       Cluster c = ascend910b("fat-tree-128x8", 128);
       c.levels = {oversubscribed(c, "edge", 8, 1, 2e-6), oversubscribed(c, "pod", 32, 4, 4e-6)};
       return c;
     }},
    {"supernode-64x8",
     "super-nodes of 16 nodes of 8 on one fabric (196 GB/s per device), 100 GbE per node between them",
     [] {
       Cluster c = ascend910b("supernode-64x8", 64);
       c.inter_bw = 8 * 196e9;
       c.inter_latency = 5e-6;
       c.levels = {{"super-node", 16, 16 * 12.5e9, 20e-6}};
       return c;
     }},
};

constexpr double kMaxRate = 1e21;

Cluster read_cluster(const std::string& path) {
  const Json json = read_json_file(path, 1 << 24);
  const JsonObject o(path, json);
  o.only({"name", "nodes", "devices_per_node", "intra_bw", "inter_bw", "intra_latency", "inter_latency",
          "flops", "levels"});
  Cluster c;
  c.name = o.has("name") ? o.text("name") : path;
  c.nodes = static_cast<unsigned>(o.whole("nodes", 1, 65536));
  c.devices_per_node = static_cast<unsigned>(o.whole("devices_per_node", 1, 1024));
  if (c.devices() > 65536) o.fail(fmt::format("{} devices are more than 65536", c.devices()));
  c.intra_bw = o.number("intra_bw", 1, kMaxRate);
  c.inter_bw = o.number("inter_bw", 1, kMaxRate);
  c.intra_latency = o.number("intra_latency", 0, 1, 0);
  c.inter_latency = o.number("inter_latency", 0, 1, 0);
  c.flops = o.number("flops", 1, kMaxRate);
  if (!o.has("levels")) return c;
  if (!o.at("levels").is_array()) o.fail("'levels' is not a list");
  unsigned smaller = 1;
  for (std::size_t i = 0; i < o.at("levels").size(); ++i) {
    const JsonObject l(fmt::format("{}: levels[{}]", path, i), o.at("levels")[i]);
    l.only({"name", "nodes", "bw", "oversubscription", "latency"});
    LinkLevel level;
    level.name = l.has("name") ? l.text("name") : fmt::format("level {}", i + 1);
    level.nodes = static_cast<unsigned>(l.whole("nodes", 1, c.nodes));
    if (level.nodes % smaller != 0 || (i > 0 && level.nodes == smaller))
      l.fail(fmt::format("groups of {} nodes do not consist of groups of {}", level.nodes, smaller));
    smaller = level.nodes;
    if (l.has("bw") == l.has("oversubscription")) l.fail("give one of 'bw' and 'oversubscription'");
    level.bw = l.has("bw") ? l.number("bw", 1, kMaxRate)
                           : level.nodes * c.inter_bw / l.number("oversubscription", 1e-3, 1e6);
    level.latency = l.number("latency", 0, 1, 0);
    c.levels.push_back(level);
  }
  return c;
}

// "4x8"
bool parse_shape(const std::string& text, unsigned& nodes, unsigned& per_node) {
  const std::size_t x = text.find('x');
  if (x == std::string::npos) return false;
  const char* const end = text.data() + text.size();
  const auto a = std::from_chars(text.data(), text.data() + x, nodes);
  const auto b = std::from_chars(text.data() + x + 1, end, per_node);
  return a.ec == std::errc{} && a.ptr == text.data() + x && b.ec == std::errc{} && b.ptr == end &&
         nodes >= 1 && per_node >= 1 && nodes <= 65536 && per_node <= 1024 && nodes * per_node <= 65536;
}

struct ModelPreset {
  const char* name;
  const char* what;
  unsigned layers, experts, top_k;
  double d_model, d_ff;
};
const ModelPreset kModels[] = {
    {"oss-120b", "36 layers, 128 experts, top-4, d_model = d_ff = 2880, bf16", 36, 128, 4, 2880, 2880},
    {"pangu-ultra-moe", "61 layers, 256 experts, top-8, d_model = 7680, d_ff = 2048, bf16", 61, 256, 8, 7680,
     2048},
};

Model swiglu(std::string name, unsigned layers, unsigned experts, unsigned top_k, double d_model, double d_ff,
             double bytes) {
  return {std::move(name), layers, experts, top_k, bytes * d_model, bytes * d_model, 6 * d_model * d_ff, 0};
}

Model read_model(const std::string& path) {
  const Json json = read_json_file(path, 1 << 24);
  const JsonObject o(path, json);
  o.only({"name", "d_model", "d_ff", "bytes_per_value", "dispatch_bytes", "combine_bytes", "expert_flops",
          "other_seconds"});
  const std::string name = o.has("name") ? o.text("name") : path;
  Model m;
  if (o.has("d_model"))
    m = swiglu(name, 0, 0, 0, o.number("d_model", 1, 1e9), o.number("d_ff", 1, 1e9),
               o.number("bytes_per_value", 0.125, 16, 2));
  m.name = name;
  if (!o.has("d_model") || o.has("dispatch_bytes")) m.dispatch_bytes = o.number("dispatch_bytes", 0, 1e12);
  if (!o.has("d_model") || o.has("combine_bytes")) m.combine_bytes = o.number("combine_bytes", 0, 1e12);
  if (!o.has("d_model") || o.has("expert_flops")) m.expert_flops = o.number("expert_flops", 0, 1e18);
  m.other_seconds = o.number("other_seconds", 0, 1e3, 0);
  return m;
}

// A preset that does not exist and is no file: says what there is.
[[noreturn]] void unknown(const char* what, const std::string& name, const std::vector<Preset>& presets) {
  std::vector<std::string> names;
  for (const Preset& p : presets) names.push_back(p.name);
  const std::string near = nearest_name(name, names);
  throw Error(ErrorCode::kUsage, fmt::format("'{}' is neither a {} preset nor a .json file", name, what),
              near.empty() ? fmt::format("presets are {}", fmt::join(names, ", "))
                           : fmt::format("did you mean '{}'?", near));
}

bool is_file_name(const std::string& name) {
  return name.ends_with(".json") || name.find('/') != std::string::npos;
}

}  // namespace

Cluster find_cluster(const std::string& name) {
  for (const ClusterPreset& p : kClusters)
    if (name == p.name) return p.make();
  unsigned nodes = 0, per_node = 0;
  if (parse_shape(name, nodes, per_node)) {
    Cluster c = ascend910b(name, nodes);
    c.devices_per_node = per_node;
    return c;
  }
  if (is_file_name(name)) return read_cluster(name);
  unknown("cluster", name, cluster_presets());
}

std::vector<Preset> cluster_presets() {
  std::vector<Preset> list;
  for (const ClusterPreset& p : kClusters) list.push_back({p.name, p.what});
  list.push_back({"NxG", "N nodes of G devices with the links of ascend910b-64x8"});
  return list;
}

Cluster expert_parallel_group(const Cluster& cluster, unsigned devices) {
  const auto refuse = [&](const std::string& why) {
    throw Error(ErrorCode::kUsage, fmt::format("expert-parallel groups of {} devices {}", devices, why));
  };
  if (devices < 1 || devices > cluster.devices())
    refuse(fmt::format("do not fit into the {} devices of {}", cluster.devices(), cluster.name));
  if (cluster.devices() % devices != 0)
    refuse(fmt::format("do not divide the {} devices of {}", cluster.devices(), cluster.name));
  const unsigned per_node = cluster.devices_per_node;
  Cluster group = cluster;
  if (devices <= per_node) {
    if (per_node % devices != 0) refuse(fmt::format("do not divide a node of {} devices", per_node));
    group.nodes = 1;
    group.devices_per_node = devices;
  } else {
    if (devices % per_node != 0) refuse(fmt::format("are not whole nodes of {} devices", per_node));
    group.nodes = devices / per_node;
  }
  // Levels whose groups hold the whole expert-parallel group carry none of its traffic.
  std::erase_if(group.levels, [&](const LinkLevel& l) { return l.nodes % group.nodes == 0; });
  return group;
}

Model find_model(const std::string& name) {
  for (const ModelPreset& p : kModels)
    if (name == p.name) return swiglu(p.name, p.layers, p.experts, p.top_k, p.d_model, p.d_ff, 2);
  if (is_file_name(name)) return read_model(name);
  unknown("model", name, model_presets());
}

std::vector<Preset> model_presets() {
  std::vector<Preset> list;
  for (const ModelPreset& p : kModels) list.push_back({p.name, p.what});
  return list;
}

}  // namespace qiao::routing_opt
