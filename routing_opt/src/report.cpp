// report.html: one page from results.json, nothing loaded from elsewhere.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "json/json_object.hpp"
#include "qiao/base/markup.hpp"
#include "qiao/routing_opt/experiment.hpp"

namespace qiao::routing_opt {
using algorithms::Json;
namespace {

std::string word(const Json& j) { return escaped(j.get<std::string>()); }

std::string interval(const Json& g) {
  return fmt::format("{:+.2f} % [{:+.2f}, {:+.2f}]", 100 * g["gain"].get<double>(),
                     100 * g["low"].get<double>(), 100 * g["high"].get<double>());
}

// White to dark blue.
std::string color(double share) {
  const double s = std::clamp(share, 0.0, 1.0);
  const auto mix = [&](double from, double to) {
    return static_cast<int>(std::lround(from + (to - from) * s));
  };
  return fmt::format("#{:02x}{:02x}{:02x}", mix(255, 8), mix(255, 48), mix(255, 107));
}

std::string heat_map(const std::vector<double>& bytes, double scale, const std::string& title) {
  const std::size_t n = static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(bytes.size()))));
  const double cell = std::max(2.0, 320.0 / static_cast<double>(n));
  std::string svg = fmt::format(
      R"(<figure><svg role="img" width="{0:.0f}" height="{0:.0f}" viewBox="0 0 {0:.0f} {0:.0f}">)",
      cell * static_cast<double>(n));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      svg += fmt::format(
          R"(<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" fill="{}"><title>{} → {}: {:.3g} MB</title></rect>)",
          static_cast<double>(j) * cell, static_cast<double>(i) * cell, cell, cell,
          color(bytes[i * n + j] / scale), i, j, bytes[i * n + j] * 1e-6);
  return svg + fmt::format("</svg><figcaption>{}</figcaption></figure>\n", escaped(title));
}

std::string bars(const std::vector<double>& load, double scale, const std::string& title) {
  const double width = std::max(3.0, 320.0 / static_cast<double>(load.size()));
  const double total = width * static_cast<double>(load.size());
  std::string svg = fmt::format(
      R"(<figure><svg role="img" width="{0:.0f}" height="110" viewBox="0 0 {0:.0f} 110">)", total);
  for (std::size_t d = 0; d < load.size(); ++d) {
    const double h = 100 * load[d] / scale;
    svg += fmt::format(
        R"(<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" fill="#2171b5"><title>device {}: {:.2f} of the mean</title></rect>)",
        static_cast<double>(d) * width, 105 - h, width * 0.8, h, d,
        load[d] * static_cast<double>(load.size()));
  }
  const double mean = 105 - 100 / static_cast<double>(load.size()) / scale;
  svg += fmt::format(R"(<line x1="0" x2="{:.0f}" y1="{:.1f}" y2="{:.1f}" stroke="#cb181d"/>)", total, mean,
                     mean);
  return svg + fmt::format("</svg><figcaption>{}</figcaption></figure>\n", escaped(title));
}

std::string curve(const Json& points) {
  double low = HUGE_VAL, high = 0, first = HUGE_VAL, last = 0;
  for (const Json& p : points) {
    low = std::min(low, p["step_seconds"].get<double>());
    high = std::max(high, p["step_seconds"].get<double>());
    first = std::min(first, std::log2(p["tokens"].get<double>()));
    last = std::max(last, std::log2(p["tokens"].get<double>()));
  }
  if (high <= low) high = low * 1.01;
  if (last <= first) last = first + 1;
  std::string line, dots;
  for (const Json& p : points) {
    const double x = 40 + 400 * (std::log2(p["tokens"].get<double>()) - first) / (last - first);
    const double y = 120 - 100 * (p["step_seconds"].get<double>() - low) / (high - low);
    line += fmt::format("{:.1f},{:.1f} ", x, y);
    dots += fmt::format(
        R"(<circle cx="{0:.1f}" cy="{1:.1f}" r="3" fill="#2171b5"/><text x="{0:.1f}" y="145" font-size="11" text-anchor="middle">{2}</text><text x="{0:.1f}" y="{3:.1f}" font-size="11" text-anchor="middle">{4:.0f} µs</text>)",
        x, y, p["tokens"].get<std::uint64_t>(), y - 7, 1e6 * p["step_seconds"].get<double>());
  }
  return fmt::format(
      R"(<figure><svg role="img" width="480" height="155" viewBox="0 0 480 155"><polyline points="{}" fill="none" stroke="#2171b5"/>{}</svg><figcaption>held-out step time by training tokens</figcaption></figure>)",
      line, dots);
}

std::string solver_table(const Json& r) {
  std::string t =
      "<table><tr><th>solver<th>step time (µs)<th>sd over homes<th>gain over baseline, 95 %<th>p "
      "(Holm)<th>over "
      "contiguous<th>over EPLB<th>gap to proven optimum (fitted)<th>nodes / token<th>devices / "
      "token<th>between nodes "
      "(MB)<th>inside (MB)<th>busiest port / mean<th>load max / mean: batch<th>EP "
      "group<th>seconds<th>stopped</tr>\n";
  for (const Json& s : r["solvers"]) {
    const Json& h = s["heldout"];
    const auto number = [&](const char* key) { return h[key].get<double>(); };
    t += fmt::format(
        "<tr{}><td>{}<td>{:.0f}<td>{:.0f}<td>{}<td>{:.3f}<td>{}<td>{}<td>{}<td>{:.3f}<td>{:.3f}<td>{:.1f}<td>"
        "{:.1f}<td>{:.2f}<td>{:.2f}<td>{:.2f}<td>{}<td>{:.1f}</tr>\n",
        s["solver"] == r["baseline"] ? " class=base" : "", word(s["solver"]), 1e6 * number("step_seconds"),
        1e6 * number("step_seconds_sd_over_homes"), interval(s["over_baseline"]),
        s["over_baseline"]["p_holm"].get<double>(), interval(s["over_contiguous"]), interval(s["over_eplb"]),
        s["proven"].get<bool>() ? "proven"
        : s.contains("gap_to_proven_optimum")
            ? fmt::format("{:+.3f} %", 100 * s["gap_to_proven_optimum"].get<double>())
            : "not known",
        number("nodes_per_token"), number("devices_per_token"), number("bytes_between_nodes") * 1e-6,
        number("bytes_inside_nodes") * 1e-6, number("busiest_port_over_mean"),
        number("load_max_over_mean_per_batch"), number("load_max_over_mean_per_ep_group"),
        s.value("stopped", ""), s["seconds"].get<double>());
  }
  return t + "</table>\n";
}

std::string quantum_table(const Json& r) {
  std::string t;
  for (const Json& s : r["solvers"]) {
    if (!s.contains("quantum")) continue;
    const Json& q = s["quantum"];
    if (t.empty())
      t = "<h3>Quantum resources, with uniform sampling as "
          "control</h3><table><tr><th>solver<th>problems<th>qubits<th>p<th>shots<th>mean "
          "P(optimum)<th>uniform<th>optimum in the shots<th>in as many uniform samples<th>two-qubit gates "
          "per circuit<th>angle evaluations<th>layers cut off by the budget</tr>\n";
    t += fmt::format(
        "<tr><td>{}<td>{}<td>{}<td>{}<td>{}<td>{:.3g}<td>{:.3g}<td>{}<td>{}<td>{}<td>{}<td>{}</tr>\n",
        word(s["solver"]), q["problems"].dump(), q["qubits"].dump(), q["p"].dump(), q["shots"].dump(),
        q["mean_probability_of_optimum"].get<double>(),
        q["mean_probability_of_optimum_uniform"].get<double>(), q["optimum_found"].dump(),
        q["optimum_found_by_uniform_sampling"].dump(), q["two_qubit_gates_per_circuit"].dump(),
        q["angle_evaluations"].dump(), q["layers_cut_off"].dump());
  }
  return t.empty() ? t
                   : t + "</table><p>The optimum of each problem is known only because its whole cost table "
                         "was computed, which "
                         "already solves it; gates are those of a quadratic cost, the step time would need "
                         "more.</p>\n";
}

std::string verdict_line(const Json& v) {
  if (v.is_null()) return "no quantum solver was run, so there is no verdict";
  std::string text =
      fmt::format("<b>{}</b>: {}; gain over the best classical placement {}, gate {:.0f} %",
                  word(v["decision"]), word(v["reason"]), interval(v), 100 * v["gate"].get<double>());
  if (v.contains("solver")) text += fmt::format(" ({} against {})", word(v["solver"]), word(v["baseline"]));
  return text;
}

std::string what_pays(const Json& r) {
  const Json* base = nullptr;
  for (const Json& s : r["solvers"])
    if (s["solver"] == r["baseline"]) base = &s;
  if (!base) return "";
  std::string t = fmt::format(
      "<p>What pays classically: <b>{}</b> against contiguous {}, against EPLB {} of the step time.",
      word(r["baseline"]), interval((*base)["over_contiguous"]), interval((*base)["over_eplb"]));
  if (r.contains("one_more_slot"))
    for (const Json& s : r["one_more_slot"])
      t += fmt::format(
          " With {} slots per device {} takes {:.0f} µs ({:+.2f} %).", s["slots_per_device"].dump(),
          word(s["solver"]), 1e6 * s["heldout"]["step_seconds"].get<double>(),
          100 *
              (s["heldout"]["step_seconds"].get<double>() / (*base)["heldout"]["step_seconds"].get<double>() -
               1));
  return t + "</p>\n";
}

std::string domain_table(const Json& r) {
  if (!r.contains("domains")) return "";
  std::string t = "<h3>Shifted domain mix</h3><table><tr><th>domain<th>tokens";
  for (const Json& s : r["solvers"]) t += "<th>" + word(s["solver"]);
  t += "<th>auto fitted to this domain<th>the same, scored on all</tr>\n";
  for (const Json& d : r["domains"]) {
    t += fmt::format("<tr><td>{}<td>{}", word(d["domain"]), d["tokens"].dump());
    for (const Json& s : r["solvers"])
      t += fmt::format("<td>{:.0f}", 1e6 * d["step_seconds"][s["solver"].get<std::string>()].get<double>());
    for (const char* key : {"fitted_here_scored_here_step_seconds", "fitted_here_scored_on_all_step_seconds"})
      t += d.contains(key) ? fmt::format("<td>{:.0f}", 1e6 * d[key].get<double>()) : "<td>";
    t += "</tr>\n";
  }
  return t + "</table><p>Step time in µs on the held-out tokens of one domain alone.</p>\n";
}

std::string instance_section(const Json& r) {
  std::string t = fmt::format("<h2>{}</h2>\n<p>{}</p>\n", word(r["name"]), verdict_line(r["verdict"]));
  t += fmt::format(
      "<p>{} layers, {} experts, top-{}; {} homes, {} copies; cluster {}, model {}; expert-parallel groups "
      "of {} devices "
      "on {} nodes, {} slots per device; objective {}; training {} tokens, held out {} tokens in {} "
      "sequences; batches of {} tokens; {} home "
      "assignments, {} resamples; seed {}.</p>\n",
      r["layers"].dump(), r["experts"].dump(), r["top_k"].dump(), word(r["homes"]), word(r["copies"]),
      word(r["cluster"]), word(r["model"]), r["ep_size"].dump(), r["ep_nodes"].dump(),
      r["slots_per_device"].dump(), word(r["objective"]), r["train"]["tokens"].dump(),
      r["heldout"]["tokens"].dump(), r["heldout"]["sequences"].dump(), r["batch_tokens"].dump(),
      r["home_draws"].dump(), r["resamples"].dump(), r["seed"].dump());
  t += solver_table(r) + what_pays(r) + quantum_table(r);
  if (r.contains("traffic") && r["traffic"].contains("before")) {
    const auto before = r["traffic"]["before"]["bytes"].get<std::vector<double>>(),
               after = r["traffic"]["after"]["bytes"].get<std::vector<double>>();
    double scale = 1e-300;
    for (const auto* v : {&before, &after})
      for (const double x : *v) scale = std::max(scale, x);
    t += fmt::format(
             "<h3>Traffic between devices, one scale: white 0, dark {:.3g} MB per step</h3><div class=row>",
             scale * 1e-6) +
         heat_map(before, scale, "before: contiguous") +
         heat_map(after, scale, "after: " + r["traffic"]["after"]["solver"].get<std::string>()) + "</div>\n";
  }
  const auto load_before = r["device_load"]["before"].get<std::vector<double>>(),
             load_after = r["device_load"]["after"].get<std::vector<double>>();
  double scale = 1e-300;
  for (const auto* v : {&load_before, &load_after})
    for (const double x : *v) scale = std::max(scale, x);
  t += "<h3>Expert tokens per device, all layers; red: mean</h3><div class=row>" +
       bars(load_before, scale, "before: contiguous") +
       bars(load_after, scale, "after: " + r["best_fit"].get<std::string>()) + "</div>\n";
  if (r.contains("learning_curve") && !r["learning_curve"].empty())
    t += "<h3>Learning curve of auto</h3>" + curve(r["learning_curve"]) + "\n";
  return t + domain_table(r);
}

}  // namespace

std::string report_html(const std::string& text) {
  const Json results = Json::parse(text);
  std::string page =
      "<!DOCTYPE html>\n<html lang=en><meta charset=utf-8><title>Expert "
      "placement</title>\n<style>body{font:15px/1.45 sans-serif;max-width:75em;"
      "margin:2em auto;padding:0 1em}table{border-collapse:collapse;font-size:13px}td,th{border:1px solid "
      "#ccc;padding:.2em "
      ".5em;text-align:right;vertical-align:top}td:first-child,th:first-child{text-align:left}.base{"
      "background:#eef5ff}.row{display:flex;gap:2em;"
      "flex-wrap:wrap}figure{margin:.5em 0}.verdict{font-size:1.2em;border-left:.3em solid "
      "#2171b5;padding-left:.7em}</style>\n";
  page += "<p class=verdict>" + verdict_line(results["verdict"]) + "</p>\n<h1>Expert placement</h1>\n";
  for (const Json& r : results["instances"]) page += instance_section(r);
  page +=
      "<h2>How to read this</h2><p>Step times are modelled, not measured: busiest port and busiest device, "
      "no overlap, so differences are "
      "upper bounds. Not modelled: congestion, packet headers, the cost of moving experts, the backward "
      "pass. The baseline (shaded) is the best "
      "classical placement on the held-out tokens. Intervals are paired bootstraps over held-out sequences "
      "with common random homes; p-values are "
      "corrected by Holm. GO only if the lower end reaches the gate. \"Proven\" refers to the objective "
      "fitted to the training tokens.</p>\n";
  std::string embedded = results.dump();
  for (std::size_t at = embedded.find("</"); at != std::string::npos; at = embedded.find("</", at + 3))
    embedded.replace(at, 2, "<\\/");
  page += "<script type=\"application/json\" id=\"results\">" + embedded + "</script>\n</html>\n";
  return page;
}

}  // namespace qiao::routing_opt
