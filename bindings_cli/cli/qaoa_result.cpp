#include "cli/qaoa_result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cli/html.hpp"
#include "cli/optimisation.hpp"
#include "cli/verdict.hpp"
#include "qiao/base/markup.hpp"
#include "qiao/base/sha256.hpp"

namespace qiao::cli {

namespace qa = algorithms;

std::string bits(std::uint64_t string, unsigned n) {
  std::string s;
  for (unsigned q = n; q-- > 0;) s += string >> q & 1 ? '1' : '0';
  return s;
}

namespace {

Json solution_json(const qa::Problem& problem, const qa::Solution& s) {
  Json j = {{"string", bits(s.string, problem.variables)}, {"value", problem.sign * s.cost}};
  if (problem.describe) j["meaning"] = problem.describe(s.string);
  return j;
}

}  // namespace

Json qaoa_runs_json(const qa::Problem& problem, const qa::QaoaOptions& options,
                    const std::vector<qa::QaoaResult>& runs) {
  Json out = Json::array();
  for (const qa::QaoaResult& r : runs) {
    Json j = {{"p", r.depth}, {"expectation", problem.sign * r.expectation}};
    j["approximation_ratio"] = r.approximation_ratio;
    j["probability_of_optimum"] = r.probability_of_optimum;
    j["minimised"] = r.measure;
    if (options.parameters == qa::ParameterKind::kMultiAngle) {
      j["angles"] = r.angles;
    } else {
      const auto half = r.angles.begin() + r.depth;
      j["gamma"] = std::vector<double>(r.angles.begin(), half);
      j["beta"] = std::vector<double>(half, r.angles.end());
    }
    if (options.parameters == qa::ParameterKind::kFourier) j["amplitudes"] = r.parameters;
    if (!r.samples.empty()) {
      j["best_sample"] = solution_json(problem, r.best_sample);
      j["after_local_search"] = solution_json(problem, r.polished);
      std::uint64_t shots = 0;
      for (const qa::Sampled& s : r.samples) shots += s.count;
      Json list = Json::array();
      for (std::size_t i = 0; i < std::min<std::size_t>(r.samples.size(), 20); ++i)
        list.push_back({{"string", bits(r.samples[i].solution.string, problem.variables)},
                        {"value", problem.sign * r.samples[i].solution.cost},
                        {"count", r.samples[i].count}});
      j["samples"] = {{"shots", shots}, {"different", r.samples.size()}, {"best", std::move(list)}};
    }
    Json distribution = Json::array();
    for (const auto& [cost, p] : r.distribution)
      distribution.push_back(Json::array({problem.sign * cost, p}));
    j["distribution"] = std::move(distribution);
    j["optimisation"] = optimisation_json(options.optimize.optimizer, r.optimisation);
    out.push_back(std::move(j));
  }
  return out;
}

Json classical_json(const qa::Problem& problem, const qa::QaoaResult& run,
                    const std::vector<qa::ClassicalResult>& results) {
  Json j;
  j["optimum"] = solution_json(problem, {run.optimal_string, run.optimum});
  j["optimum"]["strings"] = run.optimal_strings;
  j["optimum"]["proof"] = "all allowed strings were computed";
  j["worst"] = problem.sign * run.worst;
  j["mean"] = problem.sign * run.mean;
  j["methods"] = Json::array();
  for (const qa::ClassicalResult& c : results) {
    Json m = {{"method", c.method}, {"exact", c.exact}};
    m.update(solution_json(problem, c.solution));
    j["methods"].push_back(std::move(m));
  }
  return j;
}

Json heldout_json(const qa::Problem& problem, const std::optional<qa::HeldOutResult>& result) {
  if (!result) return nullptr;
  Json j = {{"score", problem.heldout->score},
            {"of", problem.heldout->item},
            {"items", problem.heldout->items},
            {"best_sample", result->score},
            {"classical", Json::array()}};
  Json beaten_by = Json::array();
  for (const qa::HeldOutComparison& c : result->classical) {
    Json m = {{"method", c.method}, {"score", c.score}};
    if (c.string) m["string"] = bits(*c.string, problem.variables);
    m["qaoa_over_it"] = gain_json(c.over_it);
    m["qaoa_over_it"]["p_holm"] = c.p_holm;
    j["classical"].push_back(std::move(m));
    if (c.over_it.high < 0) beaten_by.push_back(c.method);
  }
  j["qaoa_is_beaten_by"] = std::move(beaten_by);
  const qa::HeldOutComparison& best = result->classical[result->best];
  j["verdict"] = {{"decision", result->decision.word()},
                  {"reason", result->decision.reason},
                  {"gate", qa::kGate},
                  {"solver", "qaoa"},
                  {"baseline", best.method}};
  j["verdict"].update(gain_json(best.over_it));
  return j;
}

Json qaoa_settings(const qa::Problem& problem, const qa::QaoaOptions& q, const std::vector<unsigned>& depths,
                   const std::string& text) {
  const qa::MixerKind mixer =
      q.mixer.value_or(problem.blocks.empty() ? qa::MixerKind::kX : qa::MixerKind::kXyRing);
  Json j = {{"command", "qaoa"},
            {"problem", problem.kind},
            {"sha256", sha256(text)},
            {"depths", depths},
            {"mixer", qa::mixer_names()[static_cast<std::size_t>(mixer)]},
            {"parameters", qa::parameter_names()[static_cast<std::size_t>(q.parameters)]},
            {"start", q.given.empty() ? qa::start_names()[static_cast<std::size_t>(q.start)] : "transferred"},
            {"starts", q.starts},
            {"objective", qa::measure_names()[static_cast<std::size_t>(q.measure)]},
            {"alpha", q.alpha},
            {"eta", q.eta},
            {"shots", q.shots},
            {"depolarising", q.depolarising},
            {"readout", q.readout},
            {"samples", q.samples},
            {"precision", q.precision == qsim::Precision::kF32 ? "f32" : "f64"}};
  j.update(optimiser_json(q.optimize));
  if (!q.given.empty()) j["transferred"] = q.given;
  return j;
}

Json qaoa_document(const qa::Problem& problem, const qa::QaoaOptions& options, const Json& settings,
                   const std::vector<qa::QaoaResult>& runs, bool interrupted) {
  Json r = document("qiao.qaoa/1");
  r["status"] = interrupted ? "interrupted" : "complete";
  r["problem"] = {{"kind", problem.kind},
                  {"name", problem.name},
                  {"variables", problem.variables},
                  {"value", problem.value_name},
                  {"maximised", problem.sign < 0}};
  r["bit_order"] = "q[n-1]...q[0]";
  r["settings"] = settings;
  r["states"] = runs.back().states;
  r["amplitudes"] = runs.back().states_held;
  r["phases_looked_up"] = runs.back().phases_looked_up;
  r["angle_scale"] = runs.back().angle_scale;
  if (!problem.warnings.empty()) r["warnings"] = problem.warnings;
  r["runs"] = qaoa_runs_json(problem, options, runs);
  return r;
}

std::string qaoa_report(const qa::Problem& problem, const Json& result) {
  const Json& runs = result["runs"];
  const Json& classical = result["classical"];
  const double optimum = classical["optimum"]["value"].get<double>();
  std::string body = fmt::format(
      "<p>{}: {} variables, {} allowed strings; mixer {}, {} parameters, {} minimised; seed {}; qiao "
      "{}.</p>\n",
      escaped(problem.name), problem.variables, result["states"].dump(),
      escaped(result["settings"]["mixer"].get<std::string>()),
      escaped(result["settings"]["parameters"].get<std::string>()),
      escaped(result["settings"]["objective"].get<std::string>()), result["settings"]["seed"].dump(),
      escaped(result["version"].get<std::string>()));
  std::vector<std::vector<std::string>> rows = {
      {"result", escaped(problem.value_name), "ratio", "P(optimum)", "evaluations", "stopped"}};
  for (const Json& r : runs) {
    rows.push_back({fmt::format("QAOA p = {}, expected", r["p"].dump()),
                    fmt::format("{:.8g}", r["expectation"].get<double>()),
                    fmt::format("{:.5f}", r["approximation_ratio"].get<double>()),
                    fmt::format("{:.4g}", r["probability_of_optimum"].get<double>()),
                    r["optimisation"]["evaluations"].dump(),
                    escaped(r["optimisation"]["stopped"].get<std::string>())});
    if (r.contains("best_sample")) {
      rows.push_back({fmt::format("best of {} samples", r["samples"]["shots"].dump()),
                      fmt::format("{:.8g}", r["best_sample"]["value"].get<double>()), "", "", "", ""});
      rows.push_back({"after a local search",
                      fmt::format("{:.8g}", r["after_local_search"]["value"].get<double>()), "", "", "", ""});
    }
  }
  rows.push_back({"optimum, all strings computed", fmt::format("{:.8g}", optimum), "", "", "", ""});
  for (const Json& m : classical["methods"])
    rows.push_back({escaped(m["method"].get<std::string>()) + (m["exact"].get<bool>() ? " (exact)" : ""),
                    fmt::format("{:.8g}", m["value"].get<double>()), "", "", "", ""});
  rows.push_back(
      {"mean of all strings", fmt::format("{:.8g}", classical["mean"].get<double>()), "", "", "", ""});
  body += html_table(rows);
  if (!problem.note.empty()) body += "<p>" + escaped(problem.note) + "</p>\n";
  if (const auto held = result.find("heldout"); held != result.end() && !held->is_null()) {
    std::vector<std::vector<std::string>> scores = {
        {fmt::format("on {} {} that nothing was fitted to", (*held)["items"].dump(),
                     escaped((*held)["of"].get<std::string>())),
         escaped((*held)["score"].get<std::string>()), "gain of QAOA's best sample, 95 %", "p (Holm)"},
        {"QAOA, best sample", fmt::format("{:.4f}", (*held)["best_sample"].get<double>()), "", ""}};
    for (const Json& m : (*held)["classical"])
      scores.push_back({escaped(m["method"].get<std::string>()),
                        fmt::format("{:.4f}", m["score"].get<double>()), interval(m["qaoa_over_it"]),
                        fmt::format("{:.3g}", m["qaoa_over_it"]["p_holm"].get<double>())});
    body += html_table(scores) + "<p>" + escaped(verdict_line((*held)["verdict"])) + "</p>\n";
  }
  const Json& last = runs.back();
  if (runs.size() > 1) {
    Series ratio{"approximation ratio", {}, false}, hit{"probability of the optimum", {}, false};
    for (const Json& r : runs) {
      ratio.points.emplace_back(r["p"].get<double>(), r["approximation_ratio"].get<double>());
      hit.points.emplace_back(r["p"].get<double>(), r["probability_of_optimum"].get<double>());
    }
    body += line_chart("by depth p", {ratio, hit});
  }
  Series values{"evaluations", {}, true}, best{"best so far", {}, false};
  double lowest = HUGE_VAL, at = 0;
  for (const Json& h : last["optimisation"]["history"]) {
    const double v = h[2].get<double>();
    lowest = std::min(lowest, v);
    values.points.emplace_back(at, v);
    best.points.emplace_back(at++, lowest);
  }
  body +=
      line_chart(fmt::format("p = {}: what is minimised, by evaluation", last["p"].dump()), {values, best});
  std::vector<std::pair<double, double>> bars;
  for (const Json& d : last["distribution"]) bars.emplace_back(d[0].get<double>(), d[1].get<double>());
  body += bar_chart(fmt::format("p = {}: probability of each {}; the optimum is {:.6g}", last["p"].dump(),
                                problem.value_name, optimum),
                    bars);
  const Json& shown = last.contains("after_local_search") ? last["after_local_search"] : classical["optimum"];
  const std::string string = shown["string"].get<std::string>();
  body += fmt::format("<p>Best solution: <code>{}</code>, {} {:.8g}{}</p>\n", string,
                      escaped(problem.value_name), shown["value"].get<double>(),
                      shown.contains("meaning") ? ": " + escaped(shown["meaning"].get<std::string>()) : "");
  if (!problem.graph.empty()) {
    std::vector<int> side;
    for (unsigned q = 0; q < problem.variables; ++q) side.push_back(string[problem.variables - 1 - q] - '0');
    std::vector<std::tuple<unsigned, unsigned, double>> edges;
    for (const qa::WeightedEdge& e : problem.graph) edges.emplace_back(e.u, e.v, e.weight);
    body += graph_drawing("the best solution; edges between the sides in red", side, edges, problem.labels);
  }
  body +=
      "<p>The optimum is known because the costs of all strings were computed for the simulation, which "
      "already "
      "solves the problem. Samples and what a classical local search makes of them are shown apart.</p>\n";
  return html_page("QAOA: " + problem.kind, body, result);
}

}  // namespace qiao::cli
