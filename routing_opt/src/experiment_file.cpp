// An experiment as a file, with results kept so that it can be resumed.

#include <fmt/format.h>

#include <filesystem>

#include "json/json_object.hpp"
#include "qiao/routing_opt/experiment.hpp"

namespace qiao::routing_opt {
using algorithms::Json;
using algorithms::JsonObject;
using algorithms::read_json_file;
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxResultBytes = std::uint64_t{1} << 28;

const std::vector<std::string> kMembers = {
    "name",           "train",   "heldout",      "cluster",    "model",      "ep_size",    "slots_per_device",
    "homes",          "copies",  "batch_tokens", "objective",  "solvers",    "seconds",    "moves",
    "seed",           "depth",   "shots",        "subproblem", "max_tokens", "home_draws", "resamples",
    "learning_curve", "shifted", "one_more_slot"};

template <class T>
T choice(const JsonObject& o, const char* member, const std::vector<std::pair<std::string, T>>& choices) {
  const std::string given = o.text(member);
  std::vector<std::string> names;
  for (const auto& [name, value] : choices) {
    if (name == given) return value;
    names.push_back(name);
  }
  o.fail(fmt::format("'{}' is '{}', not one of {}", member, given, fmt::join(names, ", ")));
}

// Reads the members that are there; paths are relative to the file.
void apply(const JsonObject& o, const fs::path& folder, InstanceSpec& s) {
  const auto path = [&](const char* member) {
    const std::string text = o.text(member);
    return fs::path(text).is_absolute() ? text : (folder / text).string();
  };
  const auto preset_or_path = [&](const char* member) {
    const std::string text = o.text(member);
    return text.ends_with(".json") ? path(member) : text;
  };
  const auto flag = [&](const char* member, bool& to) {
    if (!o.has(member)) return;
    if (!o.at(member).is_boolean()) o.fail(fmt::format("'{}' is not true or false", member));
    to = o.at(member).get<bool>();
  };
  if (o.has("name")) s.name = o.text("name");
  if (o.has("train")) s.train = path("train");
  if (o.has("heldout")) s.heldout = path("heldout");
  if (o.has("cluster")) s.cluster = preset_or_path("cluster");
  if (o.has("model")) s.model = preset_or_path("model");
  if (o.has("ep_size")) s.ep_size = static_cast<unsigned>(o.whole("ep_size", 1, 65536));
  if (o.has("slots_per_device"))
    s.slots_per_device = static_cast<unsigned>(o.whole("slots_per_device", 1, 65535));
  if (o.has("homes"))
    s.cost.homes =
        choice<Homes>(o, "homes", {{"data-parallel", Homes::kDataParallel}, {"coherent", Homes::kCoherent}});
  if (o.has("copies"))
    s.cost.copies = choice<Copies>(
        o, "copies", {{"none", Copies::kNone}, {"device", Copies::kDevice}, {"node", Copies::kNode}});
  if (o.has("objective"))
    s.objective = choice<Objective>(o, "objective",
                                    {{"step-time", Objective::kStepTime},
                                     {"traffic", Objective::kTraffic},
                                     {"balance", Objective::kBalance}});
  if (o.has("batch_tokens")) s.cost.batch_tokens = o.whole("batch_tokens", 1, std::uint64_t{1} << 40);
  if (o.has("seconds")) s.solve.seconds = o.number("seconds", 0.01, 1e6);
  if (o.has("moves")) s.solve.moves = o.whole("moves", 1, std::uint64_t{1} << 50);
  if (o.has("seed")) s.solve.seed = o.whole("seed", 0, ~std::uint64_t{0});
  if (o.has("depth")) s.solve.depth = static_cast<unsigned>(o.whole("depth", 1, 64));
  if (o.has("shots")) s.solve.shots = static_cast<unsigned>(o.whole("shots", 1, 1000000));
  if (o.has("subproblem"))
    s.solve.subproblem_experts = static_cast<unsigned>(o.whole("subproblem", 4, 20) & ~std::uint64_t{1});
  if (o.has("max_tokens")) s.max_tokens = o.whole("max_tokens", 0, std::uint64_t{1} << 40);
  if (o.has("home_draws")) s.home_draws = static_cast<unsigned>(o.whole("home_draws", 1, 1000));
  if (o.has("resamples")) s.resamples = static_cast<unsigned>(o.whole("resamples", 10, 1000000));
  flag("shifted", s.shifted);
  flag("one_more_slot", s.one_more_slot);
  const auto list = [&](const char* member, auto add) {
    if (!o.has(member)) return;
    if (!o.at(member).is_array()) o.fail(fmt::format("'{}' is not a list", member));
    for (const Json& j : o.at(member)) add(j);
  };
  if (o.has("solvers")) s.solvers.clear();
  list("solvers", [&](const Json& j) {
    if (!j.is_string()) o.fail("'solvers' holds something that is not a name");
    s.solvers.push_back(j.get<std::string>());
  });
  if (o.has("learning_curve")) s.learning_curve.clear();
  list("learning_curve", [&](const Json& j) {
    if (!j.is_number_unsigned() || j.get<std::uint64_t>() == 0)
      o.fail("'learning_curve' holds something that is not a number of tokens");
    s.learning_curve.push_back(j.get<std::uint64_t>());
  });
}

}  // namespace

std::string run_experiment(const std::string& spec_file, const std::string& folder, qsim::Monitor* monitor,
                           int threads, const WriteFile& write) {
  const Json json = read_json_file(spec_file, 1 << 24);
  const JsonObject top(spec_file, json);
  std::vector<std::string> known = kMembers;
  known.push_back("instances");
  top.only(known);
  InstanceSpec defaults;
  defaults.solvers = {"auto"};
  defaults.learning_curve = kLearningCurve;
  const fs::path here = fs::path(spec_file).parent_path();
  apply(top, here, defaults);
  if (!top.at("instances").is_array() || top.at("instances").empty())
    top.fail("'instances' is not a list of instances");
  std::vector<InstanceSpec> specs;
  std::vector<std::string> identity;  // what a kept result must have been made from
  for (std::size_t i = 0; i < top.at("instances").size(); ++i) {
    const Json& j = top.at("instances")[i];
    const JsonObject o(fmt::format("{}: instances[{}]", spec_file, i), j);
    o.only(kMembers);
    InstanceSpec s = defaults;
    s.name = fmt::format("instance {}", i);
    apply(o, here, s);
    if (s.train.empty()) o.fail("'train' is missing");
    s.solve.monitor = monitor;
    s.solve.threads = threads;
    specs.push_back(s);
    Json all = json;
    all.erase("instances");
    identity.push_back(Json{{"defaults", all}, {"instance", j}}.dump());
  }
  std::error_code error;
  fs::create_directories(fs::path(folder) / "instances", error);
  if (error)
    throw Error(ErrorCode::kIo, fmt::format("cannot make the folder '{}': {}", folder, error.message()));
  std::vector<std::string> results;
  for (std::size_t i = 0; i < specs.size(); ++i) {
    const std::string kept = (fs::path(folder) / "instances" / fmt::format("{}.json", i)).string();
    if (fs::exists(kept, error)) {
      const Json before =
          algorithms::parse_json(read_file(kept, kMaxResultBytes, ReadAs::kEarlierOutput), kept);
      if (before.is_object() && before.value("made_from", "") == identity[i] && before.contains("result")) {
        results.push_back(before["result"].dump());
        continue;
      }
    }
    const auto interrupted = [&] {
      return Error(
          ErrorCode::kInterrupted,
          fmt::format("interrupted: {} of {} instances are kept in {}/instances", i, specs.size(), folder),
          "the same command goes on from them");
    };
    if (monitor && monitor->stop.load()) throw interrupted();
    InstanceResult r;
    try {
      r = run_instance(specs[i]);
    } catch (const Error& e) {
      if (e.code() == ErrorCode::kInterrupted) throw interrupted();
      throw;
    }
    if (r.interrupted) throw interrupted();
    results.push_back(r.json);
    const Json document = {{"made_from", identity[i]}, {"result", Json::parse(r.json)}};
    write(kept, [&](std::ostream& out) { out << document.dump() << '\n'; });
  }
  const std::string combined = combine_results(results), page = report_html(combined);
  write((fs::path(folder) / "results.json").string(), [&](std::ostream& out) { out << combined << '\n'; });
  write((fs::path(folder) / "report.html").string(), [&](std::ostream& out) { out << page; });
  return combined;
}

}  // namespace qiao::routing_opt
