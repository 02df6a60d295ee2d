// The cost model against a slow, obvious implementation that shares no code with it: it lists every copy as a
// pair (sender, receiver) and adds up ports by name.

#include "qiao/routing_opt/cost_model.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>
#include <set>

#include "qiao/base/rng.hpp"
#include "scratch.hpp"

namespace qiao::routing_opt {
namespace {

using qiao::testing::error_of;
using qiao::testing::Scratch;

// Sums of at most a few thousand terms in different order.
constexpr double kRounding = 1e-12;

struct Reference {
  double step_seconds = 0, dispatch = 0, compute = 0, combine = 0;
  double nodes_per_token = 0, devices_per_token = 0, bytes_inside = 0, bytes_between = 0;
  std::vector<double> layer_seconds;
  std::map<std::pair<int, int>, double> traffic;  // bytes per step
};

using Copy = std::pair<int, int>;  // sender, receiver

class ReferenceModel {
 public:
  ReferenceModel(const Trace& t, const Placement& p, const Cluster& c, const Model& m, const CostOptions& o,
                 std::vector<std::uint16_t> homes)
      : t_(t), p_(p), c_(c), m_(m), o_(o), homes_(std::move(homes)) {}

  int node(int device) const { return device / static_cast<int>(c_.devices_per_node); }
  int rank(int device) const { return device % static_cast<int>(c_.devices_per_node); }

  int replica(int layer, int expert, int home, std::uint64_t token) const {
    std::vector<int> all, near;
    for (unsigned s = 0; s < p_.slots(); ++s)
      if (p_.map[static_cast<unsigned>(layer)][s] == expert)
        all.push_back(static_cast<int>(s / p_.slots_per_device));
    for (const int d : all)
      if (d == home) return d;
    for (const int d : all)
      if (node(d) == node(home)) near.push_back(d);
    const std::vector<int>& from = near.empty() ? all : near;
    return from[token % from.size()];
  }

  // The copies that a token at `home` sends to its experts' devices.
  std::vector<Copy> copies(int home, const std::vector<int>& devices) const {
    std::vector<Copy> list;
    const std::set<int> distinct(devices.begin(), devices.end());
    if (o_.copies == Copies::kNone) {
      for (const int d : devices) list.emplace_back(home, d);
    } else if (o_.copies == Copies::kDevice) {
      for (const int d : distinct) list.emplace_back(home, d);
    } else {
      std::set<int> nodes;
      for (const int d : distinct) nodes.insert(node(d));
      for (const int n : nodes) {
        const int entry = n == node(home) ? home : n * static_cast<int>(c_.devices_per_node) + rank(home);
        list.emplace_back(home, entry);
        for (const int d : distinct)
          if (node(d) == n) list.emplace_back(entry, d);
      }
    }
    std::erase_if(list, [](const Copy& copy) { return copy.first == copy.second; });
    return list;
  }

  double phase(const std::vector<Copy>& list, double bytes) const {
    std::map<std::string, std::pair<double, double>> port;  // name -> bytes, bandwidth
    std::set<double> levels_used;
    double latency = 0;
    std::set<int> used;
    for (const auto& [from, to] : list) {
      const auto add = [&](const std::string& name, double bw) {
        port[name].first += bytes;
        port[name].second = bw;
      };
      if (node(from) == node(to)) {
        add(fmt::format("device {} out", from), c_.intra_bw);
        add(fmt::format("device {} in", to), c_.intra_bw);
        used.insert(-2);
        continue;
      }
      add(fmt::format("node {} out", node(from)), c_.inter_bw);
      add(fmt::format("node {} in", node(to)), c_.inter_bw);
      used.insert(-1);
      for (std::size_t i = 0; i < c_.levels.size(); ++i) {
        const int size = static_cast<int>(c_.levels[i].nodes);
        if (node(from) / size == node(to) / size) continue;
        add(fmt::format("level {} group {} out", i, node(from) / size), c_.levels[i].bw);
        add(fmt::format("level {} group {} in", i, node(to) / size), c_.levels[i].bw);
        used.insert(static_cast<int>(i));
      }
    }
    for (const int u : used)
      latency += u == -2   ? c_.intra_latency
                 : u == -1 ? c_.inter_latency
                           : c_.levels[static_cast<std::size_t>(u)].latency;
    double busiest = 0;
    for (const auto& [name, p] : port) busiest = std::max(busiest, p.first / p.second);
    return busiest + latency;
  }

  Reference score(const std::vector<std::uint64_t>& starts) const {
    Reference r;
    const double batches = static_cast<double>(starts.size() - 1);
    const int layers = static_cast<int>(t_.header.layers);
    r.layer_seconds.assign(static_cast<std::size_t>(layers), 0);
    for (std::size_t b = 0; b + 1 < starts.size(); ++b) {
      std::map<std::uint64_t, int> at;  // where each token is
      for (std::uint64_t t = starts[b]; t < starts[b + 1]; ++t) at[t] = homes_[t_.sequence[t]];
      for (int l = 0; l < layers; ++l) {
        std::vector<Copy> out, back;
        std::map<int, double> load;
        for (std::uint64_t t = starts[b]; t < starts[b + 1]; ++t) {
          std::vector<int> devices;
          for (unsigned k = 0; k < t_.header.top_k; ++k) {
            devices.push_back(replica(l, t_.experts_of(static_cast<unsigned>(l), t)[k], at[t], t));
            load[devices.back()] += 1;
          }
          for (const Copy& c : copies(at[t], devices)) out.push_back(c);
          const int after = o_.homes == Homes::kCoherent ? devices[0] : at[t];
          for (const Copy& c : copies(after, devices)) back.emplace_back(c.second, c.first);
          at[t] = after;
          std::set<int> nodes;
          for (const int d : devices) nodes.insert(node(d));
          const double rows = static_cast<double>(t_.tokens()) * layers;
          r.nodes_per_token += static_cast<double>(nodes.size()) / rows;
          r.devices_per_token +=
              static_cast<double>(std::set<int>(devices.begin(), devices.end()).size()) / rows;
        }
        double busiest = 0;
        for (const auto& [d, n] : load) busiest = std::max(busiest, n);
        const double dispatch = phase(out, m_.dispatch_bytes), combine = phase(back, m_.combine_bytes),
                     compute = busiest * m_.expert_flops / c_.flops;
        r.dispatch += dispatch / batches;
        r.combine += combine / batches;
        r.compute += compute / batches;
        r.layer_seconds[static_cast<std::size_t>(l)] +=
            (dispatch + compute + combine + m_.other_seconds) / batches;
        const auto account = [&](const std::vector<Copy>& list, double bytes) {
          for (const auto& [from, to] : list) {
            (node(from) == node(to) ? r.bytes_inside : r.bytes_between) += bytes / batches;
            r.traffic[{from, to}] += bytes / batches;
          }
        };
        account(out, m_.dispatch_bytes);
        account(back, m_.combine_bytes);
      }
    }
    for (const double s : r.layer_seconds) r.step_seconds += s;
    return r;
  }

 private:
  const Trace& t_;
  const Placement& p_;
  const Cluster& c_;
  const Model& m_;
  const CostOptions& o_;
  std::vector<std::uint16_t> homes_;
};

Trace random_trace(std::mt19937& random, unsigned experts, unsigned top_k) {
  Trace t;
  t.header.layers = 3;
  t.header.experts = experts;
  t.header.top_k = top_k;
  t.header.tokens = 150;
  for (unsigned s = 0; s < 15; ++s) {
    t.sequence_name.push_back(static_cast<std::uint32_t>(random()));
    for (unsigned i = 0; i < 10; ++i) t.sequence.push_back(s);
  }
  for (unsigned row = 0; row < t.header.layers * t.header.tokens; ++row) {
    std::vector<std::uint16_t> ids;
    while (ids.size() < top_k) {
      const auto e = static_cast<std::uint16_t>(std::min(random() % experts, random() % experts));  // skewed
      if (std::find(ids.begin(), ids.end(), e) == ids.end()) ids.push_back(e);
    }
    t.ids.insert(t.ids.end(), ids.begin(), ids.end());
  }
  return t;
}

Placement random_placement(std::mt19937& random, unsigned layers, unsigned experts, unsigned devices,
                           unsigned slots) {
  for (;;) {
    Placement p{experts, devices, slots, {}};
    for (unsigned l = 0; l < layers; ++l) {
      std::vector<std::uint16_t> map;
      for (unsigned s = 0; s < p.slots(); ++s)
        map.push_back(static_cast<std::uint16_t>(s < experts ? s : random() % experts));
      std::shuffle(map.begin(), map.end(), random);
      p.map.push_back(map);
    }
    try {
      check_placement(p, "random");
      return p;
    } catch (const Error&) {  // an expert twice on a device: once more
    }
  }
}

TEST(CostModel, agrees_with_the_reference_in_all_combinations) {
  std::mt19937 random(20261124);
  Cluster flat{"flat", 4, 2, 3e9, 1e9, 5e-6, 7e-6, 1e12, {}};
  Cluster levels = flat;
  levels.levels = {{"leaf", 2, 0.8e9, 3e-6}};
  Cluster deep{"deep", 8, 1, 3e9, 1e9, 5e-6, 7e-6, 1e12, {{"leaf", 2, 1.1e9, 3e-6}, {"pod", 4, 1.7e9, 2e-6}}};
  Cluster one_node{"one", 1, 8, 3e9, 1e9, 5e-6, 7e-6, 1e12, {}};
  Cluster one_device{"single", 1, 1, 3e9, 1e9, 5e-6, 7e-6, 1e12, {}};
  const Model model{"m", 0, 0, 0, 1000, 2000, 3e5, 1e-5};
  unsigned cases = 0;
  for (const Cluster& cluster : {flat, levels, deep, one_node, one_device})
    for (const Homes homes : {Homes::kDataParallel, Homes::kCoherent})
      for (const Copies copies : {Copies::kNone, Copies::kDevice, Copies::kNode})
        for (const unsigned replicas : {0u, 1u}) {
          if (cluster.devices() == 1 && replicas) continue;
          SCOPED_TRACE(
              fmt::format("{} {} {} replicas {}", cluster.name, name(homes), name(copies), replicas));
          const unsigned experts = 16, top_k = 1 + cases % 4;
          const Trace trace = random_trace(random, experts, top_k);
          const Placement placement =
              random_placement(random, trace.header.layers, experts, cluster.devices(),
                               experts / cluster.devices() + replicas);
          CostOptions options;
          options.homes = homes;
          options.copies = copies;
          options.batch_tokens = 50;
          const auto home = home_devices(trace, cluster.devices(), cases);
          const Score score = evaluate(trace, placement, cluster, model, options, home, true);
          const Reference expected = ReferenceModel(trace, placement, cluster, model, options, home)
                                         .score(batch_starts(trace, options.batch_tokens));
          const auto near = [](double a, double b, const char* what) {
            EXPECT_NEAR(a, b, kRounding * std::max(std::abs(b), 1e-300)) << what;
          };
          near(score.step_seconds, expected.step_seconds, "step");
          near(score.dispatch_seconds, expected.dispatch, "dispatch");
          near(score.combine_seconds, expected.combine, "combine");
          near(score.compute_seconds, expected.compute, "compute");
          near(score.nodes_per_token, expected.nodes_per_token, "nodes");
          near(score.devices_per_token, expected.devices_per_token, "devices");
          near(score.bytes_inside, expected.bytes_inside, "inside");
          near(score.bytes_between, expected.bytes_between, "between");
          for (unsigned l = 0; l < trace.header.layers; ++l)
            near(score.layer_seconds[l], expected.layer_seconds[l], "layer");
          double total = 0;
          for (const double x : score.traffic) total += x;
          near(total, expected.bytes_inside + expected.bytes_between, "traffic");
          for (const auto& [pair, bytes] : expected.traffic)
            near(score.traffic[static_cast<std::size_t>(pair.first) * cluster.devices() +
                               static_cast<std::size_t>(pair.second)],
                 bytes, "traffic of a pair");

          // The same from counts per sequence, in batches of five sequences as batch_starts makes them.
          const SequenceCosts costs(trace, placement, cluster, model, options, home);
          std::vector<std::vector<std::uint32_t>> batches(3);
          for (std::uint32_t s = 0; s < 15; ++s) batches[s / 5].push_back(s);
          near(costs.step_seconds(batches), expected.step_seconds, "from sequences");
          ++cases;
        }
  EXPECT_EQ(cases, 4u * 12 + 6);
}

TEST(CostModel, numbers_by_hand) {
  // Two nodes of one device, two experts, one token at home on device 0 that uses both.
  Trace t;
  t.header.layers = 1;
  t.header.experts = 2;
  t.header.top_k = 2;
  t.header.tokens = 1;
  t.ids = {1, 0};
  t.sequence = {0};
  t.sequence_name = {0};
  const Cluster c{"c", 2, 1, 1e9, 1e6, 0, 1e-3, 1e9, {}};
  const Model m{"m", 0, 0, 0, 1000, 3000, 2e6, 0};
  const Score s = evaluate(t, contiguous_placement(1, 2, 2, 1), c, m, {}, {0});
  EXPECT_DOUBLE_EQ(s.dispatch_seconds, 1000 / 1e6 + 1e-3);
  EXPECT_DOUBLE_EQ(s.combine_seconds, 3000 / 1e6 + 1e-3);
  EXPECT_DOUBLE_EQ(s.compute_seconds, 2e6 / 1e9);
  EXPECT_DOUBLE_EQ(s.nodes_per_token, 2);
  // Coherent: it ends on device 1, where expert 1 is; expert 0's part travels there.
  CostOptions coherent;
  coherent.homes = Homes::kCoherent;
  EXPECT_DOUBLE_EQ(evaluate(t, contiguous_placement(1, 2, 2, 1), c, m, coherent, {0}).bytes_between, 4000);
}

TEST(CostModel, batches_are_cut_between_sequences) {
  std::mt19937 random(1);
  const Trace t = random_trace(random, 4, 1);
  EXPECT_EQ(batch_starts(t, 50), (std::vector<std::uint64_t>{0, 50, 100, 150}));
  EXPECT_EQ(batch_starts(t, 45), (std::vector<std::uint64_t>{0, 50, 100, 150}));
  EXPECT_EQ(batch_starts(t, 1000), (std::vector<std::uint64_t>{0, 150}));
  EXPECT_EQ(batch_starts(t, 1).size(), 16u);  // no finer than sequences
}

TEST(CostModel, homes_depend_on_seed_and_sequence_only) {
  std::mt19937 random(2);
  Trace t = random_trace(random, 4, 1);
  const auto a = home_devices(t, 8, 1);
  EXPECT_EQ(a, home_devices(t, 8, 1));
  EXPECT_NE(a, home_devices(t, 8, 2));
  std::reverse(t.sequence_name.begin(), t.sequence_name.end());
  auto b = home_devices(t, 8, 1);
  std::reverse(b.begin(), b.end());
  EXPECT_EQ(a, b);
}

// ---- placements and files

TEST(Placement, formats_round_trip) {
  const Scratch dir;
  std::mt19937 random(3);
  const Placement p = random_placement(random, 3, 10, 4, 3);
  for (const PlacementFormat f : {PlacementFormat::kQiao, PlacementFormat::kSglang, PlacementFormat::kVllm}) {
    const Placement back = read_placement(dir.put("p.json", placement_text(p, f)), 4);
    EXPECT_EQ(back.map, p.map);
    EXPECT_EQ(back.experts, p.experts);
    EXPECT_EQ(back.slots_per_device, 3u);
  }
  EXPECT_NE(
      placement_text(p, PlacementFormat::kTrtllm).find("num_slots: 12\ninitial_global_assignments:\n  0: ["),
      std::string::npos);
}

TEST(Placement, invalid_maps_are_refused_by_name) {
  const Scratch dir;
  const auto message = [&](const std::string& map, unsigned devices = 2) {
    return error_of(
        [&] { read_placement(dir.put("p.json", R"({"physical_to_logical_map": )" + map + "}"), devices); },
        ErrorCode::kInput);
  };
  const auto says = [](const std::string& text, const std::string& part) {
    EXPECT_NE(text.find(part), std::string::npos) << text;
  };
  says(message("[[0, 1, 3, 3]]"), "layer 0, slot 3: expert 3 is on device 1 twice");
  says(message("[[0, 1, 3, 0], [0, 1, 2, 3]]"), "layer 0: expert 2 has no slot");
  says(message("[[0, 1, 2, 3], [0, 1, 2]]"), "physical_to_logical_map[1] has 3 slots, the first layer 4");
  says(message("[[0, 1, 2]]"), "3 slots do not divide among 2 devices");
  says(message("[[0, 1, -2, 3]]"), "physical_to_logical_map[0][2] is -2, not an expert");
  says(message("[[0, 1.5]]"), "physical_to_logical_map[0][1] is 1.5");
  says(message("[[0, 70000]]"), "physical_to_logical_map[0][1] is 70000");
  says(message("[]"), "not a list of layers");
  says(message("[3]"), "physical_to_logical_map[0] is not a list of experts");
  says(message("[[0, 1]]", 0), "does not say how many devices");
  says(message(R"([[0, 1]], "num_experts": 1)"), "layer 0, slot 1: 1 is not an expert below 1");
  says(message(R"([[0, 1]], "logical_to_physical_map": [[[1], [0]]])"),
       "logical_to_physical_map[0][0] is not the inverse");
  says(message("[[0, 1"), "not JSON");
}

TEST(Cluster, files_are_checked) {
  const Scratch dir;
  const std::string good =
      R"({"nodes": 8, "devices_per_node": 2, "intra_bw": 1e9, "inter_bw": 1e8, "flops": 1e12,
          "levels": [{"nodes": 2, "oversubscription": 2}, {"nodes": 4, "bw": 5e8}]})";
  const Cluster c = find_cluster(dir.put("c.json", good));
  EXPECT_EQ(c.devices(), 16u);
  EXPECT_DOUBLE_EQ(c.levels[0].bw, 1e8);
  const auto bad = [&](const std::string& from, const std::string& to, const std::string& part) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    const std::string message = error_of([&] { find_cluster(dir.put("c.json", text)); }, ErrorCode::kInput);
    EXPECT_NE(message.find(part), std::string::npos) << message;
  };
  bad("\"nodes\": 8", "\"nodes\": 0", "'nodes' is 0");
  bad("\"intra_bw\"", "\"intra_bandwidth\"", "unknown member 'intra_bandwidth'");
  bad("1e8", "-1", "'inter_bw' = -1");
  bad("\"nodes\": 4", "\"nodes\": 3", "groups of 3 nodes do not consist of groups of 2");
  bad("\"bw\": 5e8", "\"bw\": 5e8, \"oversubscription\": 1", "give one of");
  error_of([] { find_cluster("ascend"); }, ErrorCode::kUsage);
  EXPECT_EQ(find_cluster("4x8").devices(), 32u);
  for (const Preset& p : cluster_presets())
    if (p.name != "NxG") {
      EXPECT_EQ(find_cluster(p.name).name, p.name);
    }
  for (const Preset& p : model_presets()) EXPECT_EQ(find_model(p.name).name, p.name);
}

TEST(Cluster, expert_parallel_groups_keep_the_levels_they_cross) {
  const Cluster c = find_cluster("fat-tree-128x8");
  EXPECT_EQ(expert_parallel_group(c, 64).levels.size(), 0u);  // 8 nodes: one edge
  EXPECT_EQ(expert_parallel_group(c, 128).levels.size(), 1u);
  EXPECT_EQ(expert_parallel_group(c, 512).levels.size(), 2u);
  EXPECT_EQ(expert_parallel_group(c, 4).nodes, 1u);
  for (const unsigned bad : {0u, 3u, 12u, 2048u})
    error_of([&] { expert_parallel_group(c, bad); }, ErrorCode::kUsage);
}

}  // namespace
}  // namespace qiao::routing_opt
