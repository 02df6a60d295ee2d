#include "gates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "../engine/parallel.hpp"
#include "../engine/state.hpp"
#include "../sim/program.hpp"
#include "bisect.hpp"
#include "ending.hpp"
#include "qiao/ir/passes.hpp"
#include "qiao/ir/synthesis.hpp"
#include "qiao/qsim/estimate.hpp"
#include "qiao/qsim/simulator.hpp"
#include "stimuli.hpp"
#include "structure.hpp"

namespace qiao::qsim {

using ir::Circuit;
using ir::Control;
using ir::GateId;
using ir::Qubit;

namespace {

Circuit product(Qubit qubits, const std::vector<Qubit>& data, const std::vector<Angles>& input) {
  Circuit c(qubits);
  for (std::size_t i = 0; i < input.size(); ++i)
    c.gate(GateId::kU, {data[i]}, {input[i].theta, input[i].phi, 0});
  return c;
}

}  // namespace

void decide(VerifyResult& result, const VerifyOptions& options, bool equal, std::optional<double> phase) {
  if (phase) {
    result.phase = std::remainder(*phase, 2 * std::numbers::pi);
    result.phase_known = true;
  }
  result.verdict = equal ? Verdict::kEqual : Verdict::kNotEqual;
  if (!equal || !options.exact_phase) return;
  if (!phase) {
    result.verdict = Verdict::kUndecided;
    result.detail += "; the method does not see the global phase";
  } else if (std::abs(result.phase) > 1e-9) {
    result.verdict = Verdict::kNotEqual;
    result.detail += fmt::format("; the global phase differs by {:.6g}", result.phase);
  }
}

GateComparison::GateComparison(const Circuit& a, const Circuit& b, const Setting& setting,
                               std::vector<Qubit> measured)
    : a_(a),
      b_(b),
      back_(ir::inverse(b)),
      setting_(setting),
      options_(setting.options),
      measured_(std::move(measured)),
      used_(touched(a, b)),
      where_(a.num_qubits()) {
  const auto is_measured = [&](Qubit q) { return std::binary_search(measured_.begin(), measured_.end(), q); };
  std::stable_partition(used_.begin(), used_.end(), is_measured);
  measured_.erase(
      std::remove_if(measured_.begin(), measured_.end(),
                     [&](Qubit q) { return std::find(used_.begin(), used_.end(), q) == used_.end(); }),
      measured_.end());
  for (std::size_t i = 0; i < used_.size(); ++i) {
    where_[used_[i]] = static_cast<Qubit>(i);
    if (!setting.zero[used_[i]]) data_.push_back(static_cast<Qubit>(i));
  }
  n_ = static_cast<unsigned>(used_.size());
}

VerifyResult GateComparison::every_input() {
  const auto k = static_cast<unsigned>(data_.size());
  const double work = static_cast<double>(a_.size() + b_.size());
  // A state of n + k qubits costs 2^(n+k) for each gate: where random states decide as well, not for long.
  constexpr unsigned kMostStates = 64;
  const unsigned needed = states_needed(k, options_.max_missed, options_.missed_probability, kMostStates);
  const double affordable = needed == 0 && options_.stimuli == 0 ? 1e12 : 4e10;
  if (n_ + k <= 50 && (k == 0 || n_ <= options_.exact_qubits) &&
      state_bytes(n_ + k, Precision::kF64) <= setting_.memory / 2 &&
      std::ldexp(work, static_cast<int>(n_ + k)) <= affordable) {
    exact();
    find_place();
    return result_;
  }
  CliffordResult clifford = compare_clifford(a_, b_);
  if (clifford.applies && !clifford.equal && !measured_.empty()) {
    const CliffordResult seen = compare_clifford_results(a_, b_, measured_);
    if (seen.equal) clifford = seen;
  }
  // Of qubits that start in |0> a tableau says more than is asked.
  if (clifford.applies && (clifford.equal || k == n_)) {
    result_.method = "clifford";
    result_.scope = inputs();
    result_.detail = "the images of all Paulis under the two programs";
    result_.error = clifford.equal ? 0 : 1;
    result_.counter_example = clifford.counter_example;
    decide(clifford.equal, std::nullopt);
    if (!clifford.equal) result_.diverges = true;
    find_place();
    return result_;
  }
  if (n_ < 60 && state_bytes(n_, Precision::kF64) <= setting_.memory / 4 * 3) {
    stimuli(options_.stimuli ? options_.stimuli : needed ? needed : 16);
    find_place();
    return result_;
  }
  result_.verdict = Verdict::kUndecided;
  result_.method = "none";
  result_.detail = fmt::format(
      "the gates differ, are not all Clifford, and a state of {} qubits needs more than the {} bytes "
      "available",
      n_, setting_.memory);
  return result_;
}

const char* GateComparison::inputs() const {
  return options_.start == VerifyOptions::Start::kZero ? "runs from |0...0>" : "every input";
}

void GateComparison::decide(bool equal, std::optional<double> phase) {
  qsim::decide(result_, options_, equal, phase);
}

void GateComparison::find_place() {
  if (!options_.bisect || result_.verdict != Verdict::kNotEqual) return;
  Circuit used_a(static_cast<Qubit>(used_.size())), used_b(static_cast<Qubit>(used_.size()));
  append_gates(a_, used_a, where_);
  append_gates(b_, used_b, where_);
  if (const auto found = find_parting(used_a, used_b, options_.seed, options_.threads)) {
    result_.diverges = true;
    result_.first_a = found->first_a;
    result_.first_b = found->first_b;
  }
}

// 1 - |<0|M|0>|^2 of a circuit M, its phase in `phase`.
double GateComparison::infidelity(const Circuit& miter, unsigned qubits, double& phase) const {
  const Program program = make_program(miter);
  const auto active = static_cast<unsigned>(program.active.size());
  phase = 0;
  if (active == 0) return 0;
  engine::State<double> state(active, qubits >= 12 ? setting_.threads : 1);
  for (const Step& step : program.steps) state.apply(program, step.a, options_.monitor);
  const engine::IndexMap logical = state.to_logical();
  std::vector<double> rest(state.num_parts()), zero(state.num_parts());
  engine::parallel_for(
      state.num_parts(), setting_.threads, std::uint64_t{1} << active, [&](std::uint64_t part, int) {
        double sum = 0;
        state.each_probability(part, logical,
                               [&](std::uint64_t i, double p) { (i == 0 ? zero[part] : sum) += p; });
        rest[part] = sum;
      });
  double other = 0, same = 0;
  for (const double r : rest) other += r;
  for (const double z : zero) same += z;
  phase = -std::arg(state.amplitude(0));  // of b relative to a
  return other / (other + same);
}

std::optional<double> GateComparison::dephased(bool entangled, const Circuit& preparation) const {
  const auto width = static_cast<Qubit>(n_ + (entangled ? data_.size() : 0));
  constexpr unsigned kMostQubits = 24;
  if (width > kMostQubits || state_bytes(width, Precision::kF64) > setting_.memory / 8) return std::nullopt;
  SimulatorOptions options;
  options.threads = width >= 12 ? setting_.threads : 1;
  options.monitor = options_.monitor;
  const auto state = [&](const Circuit& gates) {
    Circuit c(width);
    if (entangled)
      for (std::size_t i = 0; i < data_.size(); ++i) {
        const auto partner = static_cast<Qubit>(n_ + i);
        c.gate(GateId::kH, {partner}), c.gate(GateId::kX, {data_[i]}, {}, {Control(partner)});
      }
    ir::append_all(preparation, c);
    append_gates(gates, c, where_);
    Simulator s(width, options);
    s.apply(c);
    return s.state();
  };
  const auto of_a = state(a_), of_b = state(b_);
  const std::size_t values = std::size_t{1} << measured_.size();
  std::vector<std::complex<double>> overlap(values);
  for (std::size_t i = 0; i < of_a.size(); ++i) overlap[i & (values - 1)] += std::conj(of_a[i]) * of_b[i];
  for (std::complex<double>& o : overlap) o = std::abs(o) > 0 ? o / std::abs(o) : 1;
  // With F = sum_x |<A|P_x|B>| the distance squared is 2 - 2F: summed up, it does not lose what 1 - F^2 would.
  double distance = 0;
  for (std::size_t i = 0; i < of_a.size(); ++i)
    distance += std::norm(of_b[i] - overlap[i & (values - 1)] * of_a[i]);
  return std::max(0.0, distance * (1 - distance / 4));
}

std::optional<double> GateComparison::from_start() const { return dephased(false, Circuit(n_)); }

void GateComparison::exact() {
  const auto k = static_cast<unsigned>(data_.size());
  Circuit miter(n_ + k);
  for (unsigned i = 0; i < k; ++i)
    miter.gate(GateId::kH, {n_ + i}), miter.gate(GateId::kX, {data_[i]}, {}, {Control(n_ + i)});
  append_gates(a_, miter, where_);
  append_gates(back_, miter, where_);
  for (unsigned i = k; i-- > 0;)
    miter.gate(GateId::kX, {data_[i]}, {}, {Control(n_ + i)}), miter.gate(GateId::kH, {n_ + i});
  double phase = 0;
  result_.error = infidelity(miter, n_ + k, phase);
  result_.method = "unitary";
  result_.scope = inputs();
  result_.detail = fmt::format("1 - process fidelity on {} qubits is {:.3g}", n_, result_.error);
  if (result_.error > options_.max_error && !measured_.empty()) {
    if (const auto seen = dephased(true, Circuit(n_ + k)); seen && *seen <= options_.max_error) {
      result_.error = *seen;
      result_.detail = fmt::format(
          "1 - process fidelity on {} qubits is {:.3g} once their measurements are made; what differs before "
          "them are phases that measuring hides",
          n_, *seen);
      decide(true, std::nullopt);
      result_.diverges = false;
      return;
    }
  }
  decide(result_.error <= options_.max_error, phase);
  if (result_.verdict == Verdict::kNotEqual && result_.error > options_.max_error) find_input();
  else if (result_.verdict == Verdict::kEqual) result_.diverges = false;
}

double GateComparison::on_input(const Circuit& preparation, double& phase) const {
  if (!measured_.empty())
    if (const auto seen = dephased(false, preparation)) return phase = 0, *seen;
  Circuit miter(n_);
  ir::append_all(preparation, miter);
  append_gates(a_, miter, where_);
  append_gates(back_, miter, where_);
  ir::append_all(ir::inverse(preparation), miter);
  return infidelity(miter, n_, phase);
}

void GateComparison::find_input() {
  double phase = 0;
  if (on_input(Circuit(n_), phase) > options_.max_error) {
    result_.counter_example = "|0...0>";
    return;
  }
  if (measured_.empty()) result_.detail += "; from |0...0> both come to the same state";
  double worst = 0;
  std::vector<Qubit> names;
  for (const Qubit place : data_) names.push_back(used_[place]);
  for (std::uint64_t i = 0; i < 4; ++i) {
    const auto input = random_product(data_.size(), options_.seed, i);
    const double e = on_input(product(n_, data_, input), phase);
    if (e > worst)
      worst = e,
      result_.counter_example = fmt::format("{} (infidelity {:.3g})", describe_input(a_, names, input), e);
  }
}

void GateComparison::stimuli(unsigned states) {
  result_.method = "stimuli";
  const auto k = static_cast<unsigned>(data_.size());
  double worst = 0, phase = 0;
  bool hidden = false;                           // states agree only once the measurements are made
  for (std::uint64_t i = 0; i <= states; ++i) {  // 0: |0...0>, where programs start
    Circuit plain(k), preparation(n_), miter(n_);
    if (i > 0) append_random_state(plain, k, options_.seed, i);
    append_gates(plain, preparation, data_);
    ir::append_all(preparation, miter);
    append_gates(a_, miter, where_);
    append_gates(back_, miter, where_);
    ir::append_all(ir::inverse(preparation), miter);
    double e = infidelity(miter, n_, phase);
    if (e > options_.max_error && !measured_.empty()) {
      const auto seen = dephased(false, preparation);
      if (!seen || *seen <= options_.max_error) hidden = true;
      e = seen ? *seen : 0;
    }
    worst = std::max(worst, e);
    if (options_.monitor && options_.monitor->report) options_.monitor->report("states", i + 1, states + 1);
    if (e <= options_.max_error) continue;
    result_.error = e;
    result_.scope = inputs();
    result_.detail = fmt::format("{} of {} qubits comes out with infidelity {:.3g}",
                                 i == 0 ? "|0...0>" : "a random stabilizer state", n_, e);
    result_.counter_example =
        i == 0 ? "|0...0>" : fmt::format("random stabilizer state {} of seed {}", i, options_.seed);
    decide(false, std::nullopt);
    return;
  }
  result_.error = worst;
  result_.missed_probability = options_.missed_probability;
  result_.missed_error = missed_error(k, states, options_.missed_probability, worst);
  result_.scope = fmt::format("every input, with confidence {:g} %; exactly for the start |0...0>",
                              100 * (1 - options_.missed_probability));
  result_.detail = fmt::format(
      "|0...0> and {} random stabilizer states of {} qubits agree to {:.2g}; with confidence {:g} % the "
      "process "
      "infidelity is at most {:.2g}",
      states, n_, worst, 100 * (1 - options_.missed_probability), result_.missed_error);
  decide(true, phase);
  result_.diverges = false;
  if (hidden) {
    result_.verdict = Verdict::kUndecided;
    result_.scope.clear();
    result_.missed_error = 1;
    result_.detail = fmt::format(
        "|0...0> and {} random stabilizer states of {} qubits agree only once they are measured, which "
        "bounds "
        "nothing for other inputs",
        states, n_);
  } else if (result_.missed_error > options_.max_missed) {
    result_.verdict = Verdict::kUndecided;
    result_.detail += fmt::format(", which is above the bound {:g}", options_.max_missed);
  }
}

}  // namespace qiao::qsim
