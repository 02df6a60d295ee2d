#include "qiao/qsim/verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

#include "distributions.hpp"
#include "ending.hpp"
#include "gates.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/machine.hpp"
#include "qiao/base/rng.hpp"
#include "qiao/ir/passes.hpp"
#include "setting.hpp"
#include "structure.hpp"

namespace qiao::qsim {

using ir::Circuit;
using ir::Qubit;

const char* name(Verdict v) {
  return v == Verdict::kEqual           ? "equal"
         : v == Verdict::kNotEqual      ? "not equal"
         : v == Verdict::kNotComparable ? "not comparable"
                                        : "undecided";
}

const char* name(Compared c) {
  return c == Compared::kStates  ? "results and the states of all qubits"
         : c == Compared::kShown ? "results and the states of qubits that are not measured"
                                 : "results";
}

std::vector<Angles> random_product(std::size_t qubits, std::uint64_t seed, std::uint64_t number) {
  std::vector<Angles> angles;
  for (std::size_t q = 0; q < qubits; ++q)
    angles.push_back({std::acos(1 - 2 * random_uniform(seed, number, 2 * q)),
                      2 * std::numbers::pi * random_uniform(seed, number, 2 * q + 1)});
  return angles;
}

std::string describe_input(const Circuit& circuit, const std::vector<Qubit>& qubits,
                           const std::vector<Angles>& input) {
  std::string text = "u(theta, phi, 0) on |0> with";
  for (std::size_t i = 0; i < input.size() && i < qubits.size(); ++i)
    text += fmt::format("{} {}: {:.4f}, {:.4f}", i ? ";" : "", circuit.qubit_name(qubits[i]), input[i].theta,
                        input[i].phi);
  return text;
}

std::vector<Qubit> touched(const Circuit& a, const Circuit& b) {
  const auto of_a = ir::active_qubits(a), of_b = ir::active_qubits(b);
  std::vector<Qubit> both;
  std::set_union(of_a.begin(), of_a.end(), of_b.begin(), of_b.end(), std::back_inserter(both));
  return both;
}

std::string list_qubits(const Circuit& circuit, const std::vector<Qubit>& qubits) {
  constexpr std::size_t kShown = 4;
  std::string text;
  for (std::size_t i = 0; i < std::min(qubits.size(), kShown); ++i)
    text += (i ? ", " : "") + circuit.qubit_name(qubits[i]);
  if (qubits.size() > kShown) text += fmt::format(" and {} more", qubits.size() - kShown);
  return text;
}

namespace {

constexpr const char* kEveryInput = "every input";
constexpr unsigned kInputs = 4;  // |0...0> and random ones

class Verifier {
 public:
  Verifier(const Circuit& a, const Circuit& b, const VerifyOptions& options)
      : a_(a), b_(b), options_(options), setting_{options, 0, 1, {}} {
    setting_.memory = options.memory_limit_bytes ? options.memory_limit_bytes : memory_info().available_bytes;
    setting_.threads = resolve_threads(options.threads);
    setting_.zero.assign(a.num_qubits(), options.start == VerifyOptions::Start::kZero);
    ignored_.assign(a.num_qubits(), false);
    inputs_ = options.start == VerifyOptions::Start::kZero ? 1 : kInputs;
    ancilla_ = ignored_;
    for (const Qubit q : options.ancillas_at_start) setting_.zero[q] = true;
    for (const Qubit q : options.ancillas_at_end) ancilla_[q] = true;
    for (Qubit q = a.num_qubits() - std::min(options.scratch_qubits, a.num_qubits()); q < a.num_qubits(); ++q)
      setting_.zero[q] = ignored_[q] = true;
  }

  VerifyResult run() {
    if (a_.num_qubits() != b_.num_qubits() || a_.num_result_bits() != b_.num_result_bits()) {
      result_.verdict = Verdict::kNotComparable;
      result_.method = "shape";
      result_.detail = fmt::format("{} qubits and {} classical bits against {} and {}", a_.num_qubits(),
                                   a_.num_result_bits(), b_.num_qubits(), b_.num_result_bits());
      return result_;
    }
    if (options_.compare == Compare::kResults && !measures(a_) && !measures(b_) && a_.variables().empty() &&
        b_.variables().empty()) {
      result_.method = "none";
      result_.detail = "neither program measures anything: there are no results to compare";
      return result_;
    }
    if (structure()) return finished(Verdict::kEqual, Verdict::kEqual);
    if (a_.is_symbolic() || b_.is_symbolic()) return symbolic();
    part_a_ = unitary_part(a_), part_b_ = unitary_part(b_);
    return options_.compare == Compare::kResults ? results_alone() : whole();
  }

 private:
  // ---- what is compared

  // Results and states for every input; where these differ or are not known, what a run shows.
  VerifyResult whole() {
    states();
    const bool measured = measures(a_) || measures(b_);
    if (result_.verdict == Verdict::kEqual || !measured || options_.exact_phase)
      return finished(result_.verdict, measured ? result_.verdict : Verdict::kUndecided);
    const Verdict of_states = result_.verdict;
    const std::vector<Qubit> left = left_over();
    const VerifyResult shown = from_start(left);
    if (shown.verdict == Verdict::kEqual) {
      if (options_.compare == Compare::kShown) {
        std::string states = result_.detail;
        if (of_states == Verdict::kNotEqual) {
          states = "the states differ for other inputs or before the last measurements: " + states;
          if (result_.counter_example != "|0...0>" && !result_.counter_example.empty())
            states += ", on " + result_.counter_example;
        } else {
          states = "states for every input are not decided: " + states;
        }
        result_ = shown;
        result_.detail += "; " + states;
        return finished(of_states, Verdict::kEqual);
      }
      result_.detail += "; what a run from |0...0> shows is the same";
      return finished(of_states, Verdict::kEqual);
    }
    Verdict of_results = shown.verdict;
    if (shown.verdict != Verdict::kEqual && !left.empty()) of_results = from_start({}).verdict;
    if (of_states == Verdict::kUndecided && shown.verdict == Verdict::kNotEqual) {
      result_ = shown;
      result_.compared = Compared::kStates;
      result_.diverges = false;
    }
    if (of_results == Verdict::kEqual && result_.verdict == Verdict::kNotEqual)
      result_.detail += fmt::format(
          "; the results of runs from |0...0> are the same, the states of qubits "
          "that are not measured ({}) differ",
          list_qubits(a_, left));
    return finished(result_.verdict, of_results);
  }

  VerifyResult results_alone() {
    const unsigned inputs = options_.start == VerifyOptions::Start::kAny ? kInputs : 1;
    result_ = of_distribution(compare_distributions(a_, b_, setting_, inputs, {}), {}, inputs);
    return finished(Verdict::kUndecided, result_.verdict);
  }

  VerifyResult finished(Verdict of_states, Verdict of_results) {
    result_.states = of_states;
    result_.results = of_results;
    if (result_.verdict == Verdict::kEqual) result_.diverges = false;
    if (!result_.scope.empty()) {
      const bool results = measures(a_) || measures(b_);
      result_.scope += fmt::format("; {}", results ? name(result_.compared) : "the states of all qubits");
    }
    return result_;
  }

  // Qubits whose state somebody may use after the run: a gate is the last thing that happens to them in one of the two.
  std::vector<Qubit> left_over() const {
    const auto of_a = endings(a_), of_b = endings(b_);
    std::vector<Qubit> list;
    for (const Qubit q : touched(a_, b_))
      if (!(of_a[q].closed && of_b[q].closed) && !ignored_[q] && !ancilla_[q]) list.push_back(q);
    return list;
  }
  // Qubits whose final state does not follow from the results.
  std::vector<Qubit> unknown_states(bool with_ancillas) const {
    const auto of_a = endings(a_), of_b = endings(b_);
    std::vector<Qubit> list;
    for (const Qubit q : touched(a_, b_)) {
      const Ending &x = of_a[q], &y = of_b[q];
      const bool known = x.known && y.known && x.reset == y.reset && x.bit == y.bit;
      if (!known && !ignored_[q] && (with_ancillas || !ancilla_[q])) list.push_back(q);
    }
    return list;
  }

  // ---- states

  bool structure() {
    if (structure_of(a_, b_)) return true;
    // What measurements hide, however the programs go on.
    const Circuit a = without_hidden_phases(a_), b = without_hidden_phases(b_);
    if (a.size() == a_.size() && b.size() == b_.size()) return false;
    const VerifyResult before = result_;
    if (options_.exact_phase || !structure_of(a, b)) {
      result_ = before;
      return false;
    }
    result_.phase_known = false;
    result_.detail += "; phases right before a measurement, which it hides, are left out";
    return true;
  }
  bool structure_of(const Circuit& a, const Circuit& b) {
    const StructureResult s = compare_structure(a, b);
    if (!s.equal) {
      result_.diverges = true;
      result_.first_a = s.first_a;
      result_.first_b = s.first_b;
      return false;
    }
    const double error = s.distance * s.distance;
    if (error > options_.max_error) return false;
    result_.method = "structure";
    result_.scope = kEveryInput;
    result_.error = error;
    result_.detail = "the same gates, in an order that commuting gates may change";
    decide(result_, options_, true, s.phase_known ? std::optional(s.phase) : std::nullopt);
    return true;
  }

  VerifyResult symbolic() {
    std::vector<std::string> names = a_.symbols();
    for (const std::string& s : b_.symbols())
      if (std::find(names.begin(), names.end(), s) == names.end()) names.push_back(s);
    const auto type_of = [&](const std::string& name) {
      std::optional<ir::ValueType> type;
      for (const Circuit* c : {&a_, &b_})
        for (ir::SymbolId s = 0; s < c->symbols().size(); ++s)
          if (!type && c->symbols()[s] == name) type = c->symbol_type(s);
      return type;
    };
    const auto bound = [&](const Circuit& c, std::uint64_t round) {
      std::map<std::string, double> values;
      for (const std::string& s : c.symbols()) {
        const auto i = static_cast<std::uint64_t>(std::find(names.begin(), names.end(), s) - names.begin());
        values[s] = ir::sample_input(type_of(s), random_uniform(options_.seed + 7919, round, i));
      }
      return c.bind(values);
    };
    // The weakest of the answers.
    const auto rank = [](const VerifyResult& r) {
      return r.verdict == Verdict::kNotEqual    ? 3
             : r.verdict == Verdict::kUndecided ? 2
             : r.compared != Compared::kStates  ? 1
                                                : 0;
    };
    VerifyResult all;
    double error = 0;
    for (std::uint64_t round = 0; round < 3; ++round) {
      VerifyResult r = verify(bound(a_, round), bound(b_, round), options_);
      error = std::max(error, r.error);
      if (round == 0 || rank(r) > rank(all)) all = std::move(r);
      if (all.verdict == Verdict::kNotEqual) break;
    }
    all.error = error;
    all.detail += "; symbols had three sets of random values";
    all.scope += ", at three random values of each symbol";
    return all;
  }

  bool ends_alike() const { return part_a_ && part_b_ && part_a_->measured == part_b_->measured; }
  GateComparison gates() const {
    std::vector<Qubit> measured;
    for (const auto& [q, bit] : part_a_->measured) measured.push_back(q);
    measured.erase(std::unique(measured.begin(), measured.end()), measured.end());
    return {part_a_->circuit, part_b_->circuit, setting_, std::move(measured)};
  }

  void states() {
    const std::vector<Qubit> used = touched(a_, b_);
    const auto any_used = [&](const std::vector<bool>& marked) {
      return std::any_of(used.begin(), used.end(), [&](Qubit q) { return marked[q]; });
    };
    if (ends_alike() && !any_used(ignored_)) {
      VerifyResult r = gates().every_input();
      if (!r.diverges && r.verdict != Verdict::kEqual)
        r.diverges = result_.diverges, r.first_a = result_.first_a, r.first_b = result_.first_b;
      result_ = std::move(r);
    } else {
      result_ = of_distribution(compare_distributions(a_, b_, setting_, inputs_, unknown_states(true)),
                                unknown_states(true), inputs_);
    }
    result_.compared = Compared::kStates;
    if (!options_.ancillas_at_start.empty() && result_.verdict == Verdict::kEqual)
      result_.scope += ", ancillas starting in |0> and returned to it";
    if (result_.verdict != Verdict::kNotEqual || options_.compare != Compare::kShown || !any_used(ancilla_))
      return;
    // The second program may leave its ancillas in any state of their own.
    const std::vector<Qubit> look = unknown_states(false);
    const VerifyResult without =
        of_distribution(compare_distributions(a_, b_, setting_, inputs_, look), look, inputs_);
    if (without.verdict != Verdict::kEqual) return;
    result_ = without;
    result_.compared = Compared::kStates;
    result_.scope +=
        ", ancillas starting in |0>; the states in which they are left differ and are no part of it";
  }

  VerifyResult of_distribution(const DistributionResult& d, const std::vector<Qubit>& look,
                               unsigned inputs) const {
    VerifyResult r;
    r.method = "branches";
    r.compared = look.empty() ? Compared::kResults : Compared::kShown;
    r.error = d.distance;
    r.verdict = d.verdict;
    r.first_a = result_.first_a, r.first_b = result_.first_b, r.diverges = result_.diverges;
    if (d.verdict == Verdict::kUndecided) {
      r.detail = d.why;
      return r;
    }
    r.scope = "runs from |0...0>, exactly";
    if (inputs > 1) r.scope += "; three random product inputs besides";
    if (d.verdict == Verdict::kNotEqual) {
      r.counter_example = d.counter_example;
      r.detail =
          fmt::format("the distributions of the results differ by {:.3g} in total variation", d.distance);
      if (!look.empty())
        r.detail = fmt::format(
            "the distributions of the results and of measurements of {} differ by {:.3g} in total variation",
            list_qubits(a_, look), d.distance);
    } else {
      r.detail = fmt::format(
          "{} the same distribution of all classical bits{} to {:.2g} in total variation",
          inputs > 1 ? fmt::format("{} inputs give", inputs) : "|0...0> gives",
          look.empty() ? ""
                       : fmt::format(" and of measurements of {} along random axes", list_qubits(a_, look)),
          d.distance);
    }
    decide(r, options_, d.verdict == Verdict::kEqual, 0.0);
    r.phase_known = false;
    return r;
  }

  // ---- what a run from |0...0> shows: results, and the states of the qubits `left`

  VerifyResult from_start(const std::vector<Qubit>& left) {
    const std::vector<bool> zero = setting_.zero;
    setting_.zero.assign(zero.size(), true);
    VerifyResult r = shown(left);
    setting_.zero = zero;
    return r;
  }
  VerifyResult shown(const std::vector<Qubit>& left) {
    if (ends_alike()) {
      const auto error = gates().from_start();
      if (error && *error <= options_.max_error) {
        VerifyResult r;
        r.method = "unitary";
        r.scope = "runs from |0...0>";
        r.compared = left.empty() ? Compared::kResults : Compared::kShown;
        r.error = *error;
        r.verdict = Verdict::kEqual;
        r.detail = fmt::format("the state after the measurements of a run from |0...0> is the same to {:.2g}",
                               *error);
        return r;
      }
    }
    VerifyResult r = of_distribution(compare_distributions(a_, b_, setting_, 1, left), left, 1);
    r.compared = left.empty() ? Compared::kResults : Compared::kShown;
    return r;
  }

  const Circuit &a_, &b_;
  const VerifyOptions& options_;
  Setting setting_;
  std::vector<bool> ignored_, ancilla_;  // by qubit
  unsigned inputs_ = kInputs;            // of distributions, for states
  std::optional<UnitaryPart> part_a_, part_b_;
  VerifyResult result_;
};

}  // namespace

VerifyResult verify(const Circuit& a, const Circuit& b, const VerifyOptions& options) {
  return Verifier(a, b, options).run();
}

}  // namespace qiao::qsim
