#include "qiao/routing_opt/placement.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "json/json_object.hpp"
#include "qiao/base/version.hpp"

namespace qiao::routing_opt {
using algorithms::Json;
using algorithms::JsonObject;
using algorithms::read_json_file;
namespace {

Json map_json(const Placement& p) {
  Json map = Json::array();
  for (const auto& layer : p.map) map.push_back(layer);
  return map;
}

// [layers][experts][replicas], padded with -1 to the largest number of replicas.
Json padded_inverse(const Placement& p, Json& counts) {
  const auto inverse = inverse_map(p);
  std::size_t most = 0;
  for (const auto& layer : inverse)
    for (const auto& slots : layer) most = std::max(most, slots.size());
  Json json = Json::array();
  counts = Json::array();
  for (const auto& layer : inverse) {
    Json rows = Json::array(), count = Json::array();
    for (const auto& slots : layer) {
      std::vector<int> row(slots.begin(), slots.end());
      row.resize(most, -1);
      rows.push_back(row);
      count.push_back(slots.size());
    }
    json.push_back(rows);
    counts.push_back(count);
  }
  return json;
}

// One line per layer: readable, and a change in one layer is a change in one line.
std::string lines(const Json& json) {
  std::string out = "{\n";
  bool first = true;
  for (const auto& [key, value] : json.items()) {
    out += fmt::format("{}  {}: ", first ? "" : ",\n", Json(key).dump());
    first = false;
    if (value.is_array() && !value.empty() && value[0].is_array()) {
      out += "[\n";
      for (std::size_t i = 0; i < value.size(); ++i)
        out += fmt::format("    {}{}\n", value[i].dump(), i + 1 < value.size() ? "," : "");
      out += "  ]";
    } else {
      out += value.dump();
    }
  }
  return out + "\n}\n";
}

}  // namespace

std::vector<std::vector<std::vector<unsigned>>> inverse_map(const Placement& p) {
  std::vector<std::vector<std::vector<unsigned>>> inverse;
  for (const auto& map : p.map) {
    std::vector<std::vector<unsigned>> layer(p.experts);
    for (unsigned s = 0; s < map.size(); ++s) layer[map[s]].push_back(s);
    inverse.push_back(std::move(layer));
  }
  return inverse;
}

void check_placement(const Placement& p, const std::string& name) {
  const auto bad = [&](const std::string& what, const std::string& hint = {}) {
    throw Error(ErrorCode::kInput, fmt::format("{}: {}", name, what), hint);
  };
  if (p.map.empty()) bad("no layers");
  if (p.devices == 0 || p.slots_per_device == 0) bad("no devices");
  for (unsigned l = 0; l < p.layers(); ++l) {
    const auto& map = p.map[l];
    if (map.size() != p.slots())
      bad(fmt::format("layer {} has {} slots, expected are {} ({} devices of {})", l, map.size(), p.slots(),
                      p.devices, p.slots_per_device));
    std::vector<int> last_device(p.experts, -1);
    for (unsigned s = 0; s < map.size(); ++s) {
      if (map[s] >= p.experts)
        bad(fmt::format("layer {}, slot {}: {} is not an expert below {}", l, s, map[s], p.experts));
      const int device = static_cast<int>(p.device_of(s));
      if (last_device[map[s]] == device)
        bad(fmt::format("layer {}, slot {}: expert {} is on device {} twice", l, s, map[s], device),
            "a second replica on one device costs memory and serves nothing");
      last_device[map[s]] = device;
    }
    for (unsigned e = 0; e < p.experts; ++e)
      if (last_device[e] < 0) bad(fmt::format("layer {}: expert {} has no slot", l, e));
  }
}

std::string placement_text(const Placement& p, PlacementFormat format) {
  Json counts;
  switch (format) {
    case PlacementFormat::kQiao: {
      Json json = {{"schema", "qiao.placement/1"},
                   {"version", version()},
                   {"num_layers", p.layers()},
                   {"num_experts", p.experts},
                   {"num_devices", p.devices},
                   {"slots_per_device", p.slots_per_device},
                   {"physical_to_logical_map", map_json(p)}};
      json["logical_to_physical_map"] = padded_inverse(p, counts);
      return lines(json);
    }
    case PlacementFormat::kSglang:
      return lines({{"physical_to_logical_map", map_json(p)}});
    case PlacementFormat::kVllm: {
      Json json = {{"physical_to_logical_map", map_json(p)}};
      json["logical_to_physical_map"] = padded_inverse(p, counts);
      json["logical_replica_count"] = counts;
      return lines(json);
    }
    case PlacementFormat::kTrtllm: {
      std::string out = fmt::format("num_slots: {}\ninitial_global_assignments:\n", p.slots());
      for (unsigned l = 0; l < p.layers(); ++l)
        out += fmt::format("  {}: [{}]\n", l, fmt::join(p.map[l], ", "));
      return out;
    }
  }
  return "";
}

Placement read_placement(const std::string& path, unsigned devices) {
  const Json json = read_json_file(path);
  const JsonObject o(path, json);
  const Json& map = o.at("physical_to_logical_map");
  if (!map.is_array() || map.empty()) o.fail("'physical_to_logical_map' is not a list of layers");
  Placement p;
  std::uint64_t largest = 0;
  for (std::size_t l = 0; l < map.size(); ++l) {
    std::vector<std::uint16_t> layer;
    if (!map[l].is_array()) o.fail(fmt::format("physical_to_logical_map[{}] is not a list of experts", l));
    for (std::size_t s = 0; s < map[l].size(); ++s) {
      const Json& e = map[l][s];
      if (!e.is_number_unsigned() || e.get<std::uint64_t>() > 65534)
        o.fail(
            fmt::format("physical_to_logical_map[{}][{}] is {}, not an expert", l, s, JsonObject::shown(e)));
      layer.push_back(e.get<std::uint16_t>());
      largest = std::max<std::uint64_t>(largest, layer.back());
    }
    if (l > 0 && layer.size() != p.map[0].size())
      o.fail(fmt::format("physical_to_logical_map[{}] has {} slots, the first layer {}", l, layer.size(),
                         p.map[0].size()));
    p.map.push_back(std::move(layer));
  }
  p.experts = o.has("num_experts") ? static_cast<unsigned>(o.whole("num_experts", 1, 65535))
                                   : static_cast<unsigned>(largest + 1);
  p.devices = o.has("num_devices") ? static_cast<unsigned>(o.whole("num_devices", 1, 65536)) : devices;
  if (p.devices == 0) o.fail("the file does not say how many devices there are");
  const std::size_t slots = p.map[0].size();
  if (slots == 0 || slots % p.devices != 0)
    o.fail(fmt::format("{} slots do not divide among {} devices", slots, p.devices));
  p.slots_per_device = static_cast<unsigned>(slots / p.devices);
  check_placement(p, path);
  if (o.has("logical_to_physical_map")) {  // must agree: a server would believe one and we the other
    Json counts;
    const Json expected = padded_inverse(p, counts);
    const Json& given = o.at("logical_to_physical_map");
    for (std::size_t l = 0; l < expected.size(); ++l)
      for (std::size_t e = 0; e < expected[l].size(); ++e) {
        std::vector<std::int64_t> a, b;
        for (const Json& s : expected[l][e])
          if (s.get<std::int64_t>() >= 0) a.push_back(s.get<std::int64_t>());
        if (given.is_array() && l < given.size() && given[l].is_array() && e < given[l].size() &&
            given[l][e].is_array())
          for (const Json& s : given[l][e])
            if (s.is_number_integer() && s.get<std::int64_t>() >= 0) b.push_back(s.get<std::int64_t>());
        std::sort(b.begin(), b.end());
        if (a != b)
          o.fail(fmt::format("logical_to_physical_map[{}][{}] is not the inverse of physical_to_logical_map",
                             l, e));
      }
  }
  return p;
}

Placement contiguous_placement(unsigned layers, unsigned experts, unsigned devices,
                               unsigned slots_per_device) {
  Placement p{experts, devices, slots_per_device, {}};
  std::vector<std::uint16_t> map(p.slots());
  for (unsigned s = 0; s < map.size(); ++s) map[s] = static_cast<std::uint16_t>(s % experts);
  p.map.assign(layers, map);
  return p;
}

}  // namespace qiao::routing_opt
