#include "cli/vqe_result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ostream>

#include "cli/html.hpp"
#include "cli/optimisation.hpp"
#include "qiao/base/markup.hpp"

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

// `rounding`: what an energy below the exact one may be owed to.
std::string judgement(const Json& state, double rounding) {
  if (state["error"].is_null()) return "";
  const double error = state["error"];
  if (error < -rounding) return "below the exact energy: the circuit left the sector of its electrons";
  if (error <= al::kChemicalAccuracy) return "within chemical accuracy";
  return "not within chemical accuracy (1.6e-3 Ha)";
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
  if (r.contains("file_orbitals"))
    context.out << fmt::format("orbitals by energy are numbers {} of the file\n",
                               fmt::join(r["file_orbitals"].get<std::vector<unsigned>>(), " "));
  const Json& first = r["states"][0];
  context.out << fmt::format("{}: {} parameter{}, {}, {} after {} evaluations\n\n",
                             o["ansatz"].get<std::string>(), first["parameters"].size(),
                             first["parameters"].size() == 1 ? "" : "s", o["optimizer"].get<std::string>(),
                             first["optimisation"]["stopped"].get<std::string>(),
                             first["optimisation"]["evaluations"].get<std::uint64_t>());
  context.out << fmt::format("{:<14} {:>18} {:>11}\n", "", "energy (Ha)", "error (Ha)");
  const Json& exact = r["exact"]["energies"];
  const bool molecule = r.contains("electrons");
  const double ground = exact.empty() ? 0 : exact[0].get<double>();
  // Of the numbers themselves, and of the solver of the eigenvalues.
  const double rounding =
      1e-12 * std::abs(ground) + 1e-7 * std::abs(r["reference_energy"].get<double>() - ground);
  context.out << fmt::format(
      "{:<14} {:>18.10f} {:>11}\n", molecule ? "Hartree-Fock" : "|0...0>",
      r["reference_energy"].get<double>(),
      exact.empty() ? "" : fmt::format("{:+.2e}", r["reference_energy"].get<double>() - ground));
  for (std::size_t k = 0; k < r["states"].size(); ++k) {
    const Json& s = r["states"][k];
    const std::string label = r["states"].size() == 1 ? "VQE" : fmt::format("VQE, state {}", k);
    context.out << fmt::format("{:<14} {:>18.10f} {:>11}  {}\n", label, s["energy"].get<double>(),
                               error_text(s["error"]), judgement(s, rounding));
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

}  // namespace

Json vqe_options_json(const al::VqeOptions& vqe) {
  Json j = {{"ansatz", al::ansatz_names()[static_cast<std::size_t>(vqe.ansatz)]},
            {"mapping", al::encoding_names()[static_cast<std::size_t>(vqe.encoding)]},
            {"two_qubit_reduction", vqe.two_qubit_reduction},
            {"spin_adapted", vqe.spin_adapted},
            {"symmetry", vqe.symmetry},
            {"layers", vqe.layers},
            {"pool", al::pool_names()[static_cast<std::size_t>(vqe.pool)]},
            {"pool_tolerance", optional(vqe.pool_tolerance >= 0, vqe.pool_tolerance)},
            {"max_operators", vqe.max_operators},
            {"states", vqe.states},
            {"deflation_weight", optional(vqe.deflation_weight >= 0, vqe.deflation_weight)},
            {"starts", vqe.starts},
            {"shots", vqe.shots},
            {"general_engine", vqe.general_engine},
            {"seed", vqe.optimize.seed}};
  j.update(optimiser_json(vqe.optimize));
  return j;
}

Json vqe_result_json(const al::VqeProblem& problem, const al::VqeOptions& options,
                     const al::VqeResult& result) {
  Json r;
  r["file"] = problem.name;
  if (problem.molecule) {
    r["electrons"] = {{"alpha", problem.molecule->alpha()}, {"beta", problem.molecule->beta()}};
    r["orbitals"] = problem.molecule->orbitals();
    if (!problem.molecule->file_order.empty()) {
      r["file_orbitals"] = Json::array();  // from 1, as in the file
      for (const unsigned p : problem.molecule->file_order) r["file_orbitals"].push_back(p + 1);
    }
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
    j["optimisation"] = optimisation_json(options.optimize.optimizer, s.optimum);
    j["optimisation"]["seconds"] = s.optimum.seconds;
    r["states"].push_back(std::move(j));
  }
  return r;
}

void print_vqe(const Json& document, const Context& context) {
  const Json& results = document["results"];
  if (results.size() == 1) return print_one(document, results[0], context);
  std::size_t width = 4;
  for (const Json& r : results) width = std::max(width, r["file"].get<std::string>().size());
  context.out << fmt::format("{:<{}}  {:>5} {:>16} {:>16} {:>16} {:>10} {:>11}\n", "file", width, "state",
                             "Hartree-Fock", "VQE (Ha)", "exact (Ha)", "error", "evaluations");
  for (const Json& r : results)
    for (std::size_t k = 0; k < r["states"].size(); ++k) {
      const Json& s = r["states"][k];
      const Json& exact = r["exact"]["energies"];
      context.out << fmt::format(
          "{:<{}}  {:>5} {:>16.10f} {:>16.10f} {:>16} {:>10} {:>11}\n", r["file"].get<std::string>(), width,
          k, r["reference_energy"].get<double>(), s["energy"].get<double>(),
          k < exact.size() ? fmt::format("{:.10f}", exact[k].get<double>()) : "", error_text(s["error"]),
          s["optimisation"]["evaluations"].get<std::uint64_t>());
    }
}

std::string vqe_report_html(const Json& document) {
  const Json& o = document["options"];
  const Json& results = document["results"];
  std::string html =
      fmt::format("<p>Ansatz {}, mapping {}, optimiser {}, seed {}; qiao {}.</p>\n",
                  escaped(o["ansatz"].get<std::string>()), escaped(o["mapping"].get<std::string>()),
                  escaped(o["optimizer"].get<std::string>()), o["seed"].get<std::uint64_t>(),
                  escaped(document["version"].get<std::string>()));
  std::vector<std::vector<std::string>> rows = {{"file", "state", "reference (Ha)", "VQE (Ha)", "exact (Ha)",
                                                 "error (Ha)", "chemical accuracy", "parameters",
                                                 "evaluations"}};
  for (const Json& r : results)
    for (std::size_t k = 0; k < r["states"].size(); ++k) {
      const Json& s = r["states"][k];
      const Json& exact = r["exact"]["energies"];
      const Json& within = s["within_chemical_accuracy"];
      rows.push_back({escaped(r["file"].get<std::string>()), fmt::to_string(k),
                      fmt::format("{:.10f}", r["reference_energy"].get<double>()),
                      fmt::format("{:.10f}", s["energy"].get<double>()),
                      k < exact.size() ? fmt::format("{:.10f}", exact[k].get<double>()) : "not computed",
                      escaped(error_text(s["error"])),
                      within.is_null()     ? ""
                      : within.get<bool>() ? "yes"
                                           : "no",
                      fmt::to_string(s["parameters"].size()),
                      fmt::to_string(s["optimisation"]["evaluations"].get<std::uint64_t>())});
    }
  html += html_table(rows);
  if (results.size() > 1) {
    // The curve of a scan: files one after the other.
    std::vector<Series> lines = {{"reference", {}}};
    for (std::size_t k = 0; k < results[0]["states"].size(); ++k) {
      Series vqe{fmt::format("VQE, state {}", k), {}, true}, exact{fmt::format("exact, state {}", k), {}};
      for (std::size_t f = 0; f < results.size(); ++f) {
        const Json& r = results[f];
        const auto x = static_cast<double>(f + 1);
        if (k == 0) lines[0].points.emplace_back(x, r["reference_energy"].get<double>());
        if (k < r["states"].size()) vqe.points.emplace_back(x, r["states"][k]["energy"].get<double>());
        if (k < r["exact"]["energies"].size())
          exact.points.emplace_back(x, r["exact"]["energies"][k].get<double>());
      }
      if (!exact.points.empty()) lines.push_back(exact);
      lines.push_back(vqe);
    }
    html += line_chart("Energies (Ha) over the files", lines);
  }
  for (const Json& r : results) {
    const Json& exact = r["exact"]["energies"];
    std::vector<Series> errors;
    for (std::size_t k = 0; k < r["states"].size() && k < exact.size(); ++k) {
      Series& error = errors.emplace_back(Series{fmt::format("state {}", k), {}});
      double best = HUGE_VAL, x = 0;
      for (const Json& e : r["states"][k]["optimisation"]["history"]) {
        best = std::min(best, e[2].get<double>());
        error.points.emplace_back(++x, std::max(std::abs(best - exact[k].get<double>()), kRounding));
      }
    }
    if (!errors.empty())
      html +=
          line_chart(r["file"].get<std::string>() + ": error of the best energy so far (Ha) over evaluations",
                     errors, {{"chemical accuracy", al::kChemicalAccuracy}}, true);
  }
  return html_page("VQE: " + results[0]["file"].get<std::string>() +
                       (results.size() > 1 ? fmt::format(" and {} more", results.size() - 1) : std::string()),
                   html, document);
}

}  // namespace qiao::cli
