#include "cli/vqe_result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ostream>

namespace qiao::cli {
namespace {

namespace al = algorithms;

// Below this an energy cannot be told from the exact one: rounding of sums of some hundred Hartree.
constexpr double kRounding = 1e-12;

Json optional(bool given, double value) { return given ? Json(value) : Json(nullptr); }

Json rotation_json(const al::ExcitationRotation& r, const std::vector<double>& parameters) {
  double angle = 0;
  Json terms = Json::array();
  for (const auto& [parameter, coefficient] : r.angle) {
    angle += coefficient * parameters[parameter];
    terms.push_back({parameter, coefficient});
  }
  Json j = {{"from", r.excitation.from}, {"to", r.excitation.to}, {"parameters", terms}, {"angle", angle}};
  if (r.excitation.qubit) j["qubit"] = true;
  return j;
}

std::string error_text(const Json& error) {
  if (error.is_null()) return "";
  const double e = error;
  return std::abs(e) < kRounding ? "<1e-12" : fmt::format("{:+.2e}", e);
}

std::string judgement(const Json& state) {
  if (state["error"].is_null()) return "";
  const double error = state["error"];
  if (error < -1e-9) return "below the exact energy: the circuit left the sector of its electrons";
  if (error <= al::kChemicalAccuracy) return "within chemical accuracy";
  return "not within chemical accuracy (1.6e-3 Ha)";
}

std::string time_text(double seconds) {
  return seconds < 1 ? fmt::format("{:.3g} ms", 1e3 * seconds) : fmt::format("{:.3g} s", seconds);
}

void print_one(const Json& document, const Json& r, const Context& context) {
  const Json& o = document["options"];
  if (r.contains("electrons"))
    context.out << fmt::format("{}: {} + {} electrons in {} orbitals, {} qubits ({}{})\n",
                               r["file"].get<std::string>(), r["electrons"]["alpha"].get<int>(),
                               r["electrons"]["beta"].get<int>(), r["orbitals"].get<int>(),
                               r["qubits"].get<int>(), o["mapping"].get<std::string>(),
                               o["two_qubit_reduction"].get<bool>() ? ", two qubits left out" : "");
  else
    context.out << fmt::format("{}: {} qubits, {} Pauli strings\n", r["file"].get<std::string>(),
                               r["qubits"].get<int>(), r["pauli_terms"].get<std::uint64_t>());
  const Json& first = r["states"][0];
  context.out << fmt::format("{}: {} parameter{}, {}, {} after {} evaluations\n\n",
                             o["ansatz"].get<std::string>(), first["parameters"].size(),
                             first["parameters"].size() == 1 ? "" : "s", o["optimizer"].get<std::string>(),
                             first["optimisation"]["reason"].get<std::string>(),
                             first["optimisation"]["evaluations"].get<std::uint64_t>());
  context.out << fmt::format("{:<14} {:>18} {:>11}\n", "", "energy (Ha)", "error (Ha)");
  const Json& exact = r["exact"]["energies"];
  const bool molecule = r.contains("electrons");
  const double ground = exact.empty() ? 0 : exact[0].get<double>();
  context.out << fmt::format(
      "{:<14} {:>18.10f} {:>11}\n", molecule ? "Hartree-Fock" : "|0...0>",
      r["reference_energy"].get<double>(),
      exact.empty() ? "" : fmt::format("{:+.2e}", r["reference_energy"].get<double>() - ground));
  for (std::size_t k = 0; k < r["states"].size(); ++k) {
    const Json& s = r["states"][k];
    const std::string label = r["states"].size() == 1 ? "VQE" : fmt::format("VQE, state {}", k);
    context.out << fmt::format("{:<14} {:>18.10f} {:>11}  {}\n", label, s["energy"].get<double>(),
                               error_text(s["error"]), judgement(s));
    if (s.contains("estimate"))
      context.out << fmt::format("{:<14} {:>18.6f} ± {:.1e} as measured with {} shots in {} settings\n", "",
                                 s["estimate"].get<double>(), s["standard_error"].get<double>(),
                                 o["shots"].get<std::uint64_t>(),
                                 r["measurement_settings"].get<std::uint64_t>());
  }
  for (std::size_t k = 0; k < exact.size(); ++k)
    context.out << fmt::format(
        "{:<14} {:>18.10f}\n",
        (molecule ? "exact (FCI)" : "exact") + (k ? fmt::format(", {}", k) : std::string()),
        exact[k].get<double>());
  if (exact.empty())
    context.out << fmt::format("{:<14} not computed: {}\n", "exact",
                               r["exact"]["missing"].get<std::string>());
}

// ---- report

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else out += c;
  }
  return out;
}

struct Line {
  std::string name, color;
  std::vector<double> y;  // NaN: no point
};

// Lines over 0, 1, 2, ...; `level` is a dashed line across, if it is within reach.
std::string chart(const std::vector<Line>& lines, const std::string& caption,
                  const std::vector<std::string>& labels, double level, const std::string& level_name,
                  bool powers) {
  constexpr double kWidth = 720, kHeight = 300, kLeft = 90, kBottom = 40, kTop = 12;
  double low = HUGE_VAL, high = -HUGE_VAL;
  std::size_t n = 1;
  for (const Line& l : lines) {
    n = std::max(n, l.y.size());
    for (const double y : l.y)
      if (std::isfinite(y)) low = std::min(low, y), high = std::max(high, y);
  }
  if (!(low <= high)) return "";
  if (std::isfinite(level)) low = std::min(low, level), high = std::max(high, level);
  if (powers) low = std::floor(low), high = std::ceil(high);
  if (high - low < 1e-12) low -= 0.5, high += 0.5;
  const auto at_x = [&](std::size_t i) {
    return kLeft +
           (kWidth - kLeft - 10) * (n > 1 ? static_cast<double>(i) / static_cast<double>(n - 1) : 0.5);
  };
  const auto at_y = [&](double y) { return kTop + (kHeight - kTop - kBottom) * (high - y) / (high - low); };
  std::string svg = fmt::format(
      R"(<figure><svg role="img" width="{0:.0f}" height="{1:.0f}" viewBox="0 0 {0:.0f} {1:.0f}">)", kWidth,
      kHeight);
  const double step = powers ? std::max(1.0, std::ceil((high - low) / 8)) : (high - low) / 5;
  for (double y = low; y <= high + 1e-9 * step; y += step)
    svg += fmt::format(
        R"(<line x1="{:.0f}" x2="{:.0f}" y1="{:.1f}" y2="{:.1f}" stroke="#ddd"/><text x="{:.0f}" y="{:.1f}" text-anchor="end">{}</text>)",
        kLeft, kWidth - 10, at_y(y), at_y(y), kLeft - 6, at_y(y) + 4,
        powers ? fmt::format("1e{:.0f}", y) : fmt::format("{:.4f}", y));
  for (const std::size_t i : {std::size_t{0}, n / 2, n - 1})
    svg +=
        fmt::format(R"(<text x="{:.1f}" y="{:.0f}" text-anchor="middle">{}</text>)", at_x(i), kHeight - 20,
                    labels.empty() ? fmt::to_string(i + 1) : escaped(labels[std::min(i, labels.size() - 1)]));
  if (std::isfinite(level))
    svg += fmt::format(
        R"(<line x1="{:.0f}" x2="{:.0f}" y1="{:.1f}" y2="{:.1f}" stroke="#cb181d" stroke-dasharray="5 4"/><text x="{:.0f}" y="{:.1f}" text-anchor="end" fill="#cb181d">{}</text>)",
        kLeft, kWidth - 10, at_y(level), at_y(level), kWidth - 12, at_y(level) - 4, level_name);
  for (const Line& l : lines) {
    std::string points;
    // At most some thousand points: a page is to be looked at.
    const std::size_t stride = std::max<std::size_t>(1, l.y.size() / 2000);
    for (std::size_t i = 0; i < l.y.size(); i += stride)
      if (std::isfinite(l.y[i])) points += fmt::format("{:.1f},{:.1f} ", at_x(i), at_y(l.y[i]));
    svg += fmt::format(
        R"(<polyline fill="none" stroke="{}" stroke-width="1.5" points="{}"><title>{}</title></polyline>)",
        l.color, points, escaped(l.name));
    if (labels.size() > 1 && l.y.size() <= 100)
      for (std::size_t i = 0; i < l.y.size(); ++i)
        if (std::isfinite(l.y[i]))
          svg += fmt::format(
              R"(<circle cx="{:.1f}" cy="{:.1f}" r="3" fill="{}"><title>{}: {:.10f}</title></circle>)",
              at_x(i), at_y(l.y[i]), l.color, escaped(labels[i]), l.y[i]);
  }
  std::string legend;
  for (const Line& l : lines)
    legend += fmt::format(R"( <span style="color:{}">&#9632; {}</span>)", l.color, escaped(l.name));
  return svg + fmt::format("</svg><figcaption>{}.{}</figcaption></figure>\n", escaped(caption), legend);
}

}  // namespace

Json vqe_result_json(const al::VqeProblem& problem, const al::VqeOptions& options,
                     const al::VqeResult& result) {
  Json r;
  r["file"] = problem.name;
  if (problem.molecule) {
    r["electrons"] = {{"alpha", problem.molecule->alpha()}, {"beta", problem.molecule->beta()}};
    r["orbitals"] = problem.molecule->orbitals();
  }
  r["qubits"] = result.qubits;
  r["engine"] = result.engine;
  r["amplitudes"] = result.dimension;
  if (result.pauli_terms) r["pauli_terms"] = result.pauli_terms;
  if (result.measurement_settings) r["measurement_settings"] = result.measurement_settings;
  r["reference_energy"] = result.reference;
  if (problem.molecule) r["hartree_fock"] = result.reference;
  r["exact"] = {{"energies", result.exact}};
  if (result.exact.empty()) r["exact"]["missing"] = result.exact_missing;
  r["chemical_accuracy"] = al::kChemicalAccuracy;
  r["interrupted"] = result.interrupted;
  r["states"] = Json::array();
  for (std::size_t k = 0; k < result.states.size(); ++k) {
    const al::VqeState& s = result.states[k];
    Json j;
    j["energy"] = s.energy;
    const bool known = k < result.exact.size();
    j["error"] = optional(known, known ? s.energy - result.exact[k] : 0);
    j["within_chemical_accuracy"] =
        known ? Json(std::abs(s.energy - result.exact[k]) <= al::kChemicalAccuracy) : Json(nullptr);
    if (options.shots) {
      j["estimate"] = s.estimate;
      j["standard_error"] = s.standard_error;
    }
    j["parameters"] = s.parameters;
    j["start"] = s.start;
    if (!s.rotations.empty()) {
      j["rotations"] = Json::array();
      for (const al::ExcitationRotation& rotation : s.rotations)
        j["rotations"].push_back(rotation_json(rotation, s.parameters));
    }
    if (!s.steps.empty()) {
      j["steps"] = Json::array();
      for (const al::AdaptStep& step : s.steps)
        j["steps"].push_back({{"from", step.excitation.from},
                              {"to", step.excitation.to},
                              {"pool_gradient", step.pool_gradient},
                              {"energy", step.energy}});
    }
    j["optimisation"] = {{"reason", name(s.optimum.reason)},
                         {"evaluations", s.optimum.evaluations},
                         {"gradients", s.optimum.gradients},
                         {"gradient_norm", s.optimum.gradient_norm},
                         {"seconds", s.optimum.seconds}};
    Json energies = Json::array(), norms = Json::array();
    for (const al::HistoryEntry& e : s.optimum.history) {
      energies.push_back(e.value);
      norms.push_back(e.gradient ? Json(e.gradient_norm) : Json(nullptr));
    }
    j["history"] = {{"energy", std::move(energies)}, {"gradient_norm", std::move(norms)}};
    r["states"].push_back(std::move(j));
  }
  return r;
}

void print_vqe(const Json& document, const Context& context) {
  const Json& results = document["results"];
  if (results.size() == 1) return print_one(document, results[0], context);
  std::size_t width = 4;
  for (const Json& r : results) width = std::max(width, r["file"].get<std::string>().size());
  context.out << fmt::format("{:<{}}  {:>5} {:>16} {:>16} {:>16} {:>10} {:>11} {:>9}\n", "file", width,
                             "state", "Hartree-Fock", "VQE (Ha)", "exact (Ha)", "error", "evaluations",
                             "time");
  for (const Json& r : results)
    for (std::size_t k = 0; k < r["states"].size(); ++k) {
      const Json& s = r["states"][k];
      const Json& exact = r["exact"]["energies"];
      context.out << fmt::format(
          "{:<{}}  {:>5} {:>16.10f} {:>16.10f} {:>16} {:>10} {:>11} {:>9}\n", r["file"].get<std::string>(),
          width, k, r["reference_energy"].get<double>(), s["energy"].get<double>(),
          k < exact.size() ? fmt::format("{:.10f}", exact[k].get<double>()) : "", error_text(s["error"]),
          s["optimisation"]["evaluations"].get<std::uint64_t>(), time_text(s["optimisation"]["seconds"]));
    }
}

std::string vqe_report_html(const Json& document) {
  const Json& o = document["options"];
  const Json& results = document["results"];
  std::string html = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>VQE: "
      "{}</title>\n<style>body{{font:15px "
      "sans-serif;max-width:60em;margin:2em auto;padding:0 "
      "1em}}table{{border-collapse:collapse}}td,th{{padding:.2em "
      ".8em;text-align:right;border-bottom:1px solid "
      "#ddd}}td:first-child,th:first-child{{text-align:left}}svg text{{font-"
      "size:11px}}figure{{margin:1.5em 0}}</style></head><body>\n<h1>VQE: {}</h1>\n<p>Ansatz {}, mapping {}, "
      "optimiser {}, "
      "seed {}; qiao {}.</p>\n",
      escaped(results[0]["file"].get<std::string>()),
      results.size() == 1 ? escaped(results[0]["file"].get<std::string>())
                          : fmt::format("{} files", results.size()),
      escaped(o["ansatz"].get<std::string>()), escaped(o["mapping"].get<std::string>()),
      escaped(o["optimizer"].get<std::string>()), o["seed"].get<std::uint64_t>(),
      escaped(document["version"].get<std::string>()));
  html +=
      "<table><tr><th>file</th><th>state</th><th>reference (Ha)</th><th>VQE (Ha)</th><th>exact "
      "(Ha)</th><th>error "
      "(Ha)</th><th>chemical accuracy</th><th>parameters</th><th>evaluations</th></tr>\n";
  for (const Json& r : results)
    for (std::size_t k = 0; k < r["states"].size(); ++k) {
      const Json& s = r["states"][k];
      const Json& exact = r["exact"]["energies"];
      html += fmt::format(
          "<tr><td>{}</td><td>{}</td><td>{:.10f}</td><td>{:.10f}</td><td>{}</td><td>{}</td><td>{}</"
          "td><td>{}</td><td>{}</"
          "td></tr>\n",
          escaped(r["file"].get<std::string>()), k, r["reference_energy"].get<double>(),
          s["energy"].get<double>(),
          k < exact.size() ? fmt::format("{:.10f}", exact[k].get<double>()) : "not computed",
          error_text(s["error"]),
          s["within_chemical_accuracy"].is_null()     ? ""
          : s["within_chemical_accuracy"].get<bool>() ? "yes"
                                                      : "no",
          s["parameters"].size(), s["optimisation"]["evaluations"].get<std::uint64_t>());
    }
  html += "</table>\n";
  static const char* const kColors[] = {"#2171b5", "#238b45", "#6a51a3", "#d94801", "#525252"};
  if (results.size() > 1) {
    std::vector<std::string> labels;
    Line reference{"reference", "#999", {}};
    for (const Json& r : results) {
      labels.push_back(r["file"].get<std::string>());
      reference.y.push_back(r["reference_energy"].get<double>());
    }
    std::vector<Line> lines = {reference};
    for (std::size_t k = 0; k < results[0]["states"].size(); ++k) {
      Line vqe{fmt::format("VQE, state {}", k), kColors[k % 5], {}};
      Line exact{fmt::format("exact, state {}", k), "#cb181d", {}};
      for (const Json& r : results) {
        vqe.y.push_back(k < r["states"].size() ? r["states"][k]["energy"].get<double>() : NAN);
        const Json& e = r["exact"]["energies"];
        exact.y.push_back(k < e.size() ? e[k].get<double>() : NAN);
      }
      lines.push_back(exact);
      lines.push_back(vqe);
    }
    html += chart(lines, "Energies in Hartree over the files", labels, NAN, "", false);
  }
  for (const Json& r : results) {
    if (results.size() > 8) break;  // a scan is seen in its curve
    const Json& exact = r["exact"]["energies"];
    std::vector<Line> errors, energies;
    for (std::size_t k = 0; k < r["states"].size(); ++k) {
      Line line{fmt::format("state {}", k), kColors[k % 5], {}};
      Line error = line;
      double best = HUGE_VAL;
      for (const Json& e : r["states"][k]["history"]["energy"]) {
        best = std::min(best, e.get<double>());
        line.y.push_back(e.get<double>());
        if (k < exact.size())
          error.y.push_back(std::log10(std::max(std::abs(best - exact[k].get<double>()), kRounding)));
      }
      if (!error.y.empty()) errors.push_back(error);
      energies.push_back(line);
    }
    const std::string file = r["file"].get<std::string>();
    if (!errors.empty())
      html += chart(errors, file + ": error of the best energy so far (Ha) over evaluations", {},
                    std::log10(al::kChemicalAccuracy), "chemical accuracy", true);
    else html += chart(energies, file + ": energy (Ha) over evaluations", {}, NAN, "", false);
  }
  return html + "</body></html>\n";
}

}  // namespace qiao::cli
