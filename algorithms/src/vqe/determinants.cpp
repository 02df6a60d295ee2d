// VQE on determinants: ground and excited states, fixed ansatz and ADAPT.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "chemistry/davidson.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/machine.hpp"
#include "spread.hpp"
#include "vqe/run.hpp"

namespace qiao::algorithms {
namespace {

// Excited states are sought from so many more determinants than their number.
constexpr unsigned kMoreStarts = 8;
// With ADAPT each of them gets so many operators, and the best few all they need.
constexpr std::size_t kScreeningOperators = 10, kScreened = 2;
constexpr double kRandomScale = 0.2;     // radians, of random starts
constexpr double kPoolTolerance = 5e-6;  // of the unit of energies

// Without its core energy: a constant in the way of the digits of all others.
Integrals without_core(Integrals m) {
  m.core = 0;
  return m;
}

class Run {
 public:
  Run(const VqeProblem& problem, const VqeOptions& options, VqeResult& result)
      : options_(options),
        result_(result),
        core_(problem.molecule->core),
        molecule_(without_core(*problem.molecule)),
        threads_(resolve_threads(options.threads)),
        space_(molecule_.orbitals(), molecule_.alpha(), molecule_.beta()),
        h_(molecule_, space_, SpaceHamiltonian::Storage::kAutomatic, threads_, options.optimize.stop),
        reporter_(problem, options) {
    result.engine = "determinants";
    result.dimension = space_.dimension();
    result.qubits = make_mapping(molecule_, options).num_qubits();
    if (options.states > space_.dimension())
      throw Error(ErrorCode::kUsage, fmt::format("{}: {} states are wanted of {}", problem.name,
                                                 options.states, space_.dimension()));
    const std::size_t reference = space_.index(space_.reference());
    reporter_.offset = core_;
    reporter_.origin = h_.diagonal()[reference];
    reporter_.unit = unit(reference);
    if (exact_fits(problem, options, result)) add_exact(options, &h_, {}, core_, result);
  }

  void run() {
    for (unsigned k = 0; k < options_.states && !result_.interrupted; ++k) {
      VqeState best;
      bool found = false;
      try {
        found = search(k, best);
      } catch (const Error& e) {
        if (e.code() != ErrorCode::kInterrupted) throw;
        result_.interrupted = true;
      }
      if (result_.interrupted) {
        // The best of an excited state that was not finished has a part of the states below.
        if (k == 0 && found && std::isfinite(best.optimum.value)) {
          best.energy = best.optimum.value;
          result_.states.push_back(std::move(best));
        }
        break;
      }
      // The energy without penalties.
      ExcitationCircuit circuit = make_circuit(best.rotations, best.start);
      const double energy = circuit.energy(h_, best.parameters);
      best.energy = core_ + energy;
      const auto state = circuit.state(best.parameters);
      if (k + 1 < options_.states)
        penalties_.push_back({{state.begin(), state.end()}, deflation_weight(energy)});
      result_.states.push_back(std::move(best));
    }
    if (result_.states.empty()) throw Error(ErrorCode::kInterrupted, "interrupted before the first energy");
  }

 private:
  static constexpr std::uint32_t kStepsOfDeterminant = 1u << 12;

  ExcitationCircuit make_circuit(std::vector<ExcitationRotation> rotations, std::uint64_t start) const {
    ExcitationCircuit circuit(space_, std::move(rotations), start);
    circuit.set_threads(threads_);
    circuit.set_stop(options_.optimize.stop);
    return circuit;
  }

  // The size of the energies that matter: see VqeOptions::pool_tolerance. Of a reference that is an
  // eigenstate, the spread of the determinants.
  double unit(std::size_t reference) const {
    std::vector<double> x(h_.dimension()), y(h_.dimension());
    x[reference] = 1;
    h_.apply(x.data(), y.data());
    y[reference] = 0;
    double largest = 0, squares = 0;
    for (const double v : y) largest = std::max(largest, std::abs(v));
    for (const double v : y)
      if (v != 0) squares += v / largest * (v / largest);
    const double deviation = spread_of(h_.diagonal()).deviation, spread = largest * std::sqrt(squares);
    if (spread > 1e-10 * deviation) return spread;
    return deviation > 0 ? deviation : 1;
  }

  // No state that is sought is higher than the highest one among as many determinants (Hylleraas, Undheim,
  // Z. Phys. 65 (1930) 759): twice the distance, and more, keeps it below a state that was found.
  double deflation_weight(double energy) {
    if (options_.deflation_weight >= 0) return options_.deflation_weight;
    if (!highest_) {
      const std::size_t n = options_.states;
      const std::vector<std::uint64_t> lowest = lowest_determinants(n);
      std::vector<std::vector<double>> columns;
      std::vector<double> x(h_.dimension()), y(h_.dimension()), diagonal;
      for (std::size_t c = 0; c < n; ++c) {
        x[space_.index(lowest[c])] = 1;
        h_.apply(x.data(), y.data());
        x[space_.index(lowest[c])] = 0;
        columns.emplace_back();
        for (const std::uint64_t d : lowest) columns.back().push_back(y[space_.index(d)]);
        diagonal.push_back(columns[c][c]);
      }
      const auto apply = [&](const double* in, double* out) {
        std::fill(out, out + n, 0.0);
        for (std::size_t c = 0; c < n; ++c)
          for (std::size_t r = 0; r < n; ++r) out[r] += columns[c][r] * in[c];
      };
      highest_ = davidson(diagonal, apply, static_cast<unsigned>(n), 1e-8).back().energy;
    }
    return 2 * std::max(0.0, *highest_ - energy) + reporter_.unit;
  }

  // Whether anything was found for state k.
  bool search(unsigned k, VqeState& best) {
    std::vector<std::uint64_t> from = {space_.reference()};
    std::uint32_t number = 0;
    if (k > 0) {
      // Which symmetry the next state has is not known: from each of many determinants, with ADAPT only far
      // enough to see which lead lowest.
      from = lowest_determinants(2 * k + kMoreStarts);
      if (options_.ansatz == Ansatz::kAdapt) from = most_promising(k, from, number, best.optimum);
    }
    for (std::size_t i = 0; i < from.size() && !result_.interrupted; ++i) {
      optimisation_ = number++ * kStepsOfDeterminant;
      VqeState state =
          options_.ansatz == Ansatz::kAdapt ? adapt(k, from[i], options_.max_operators) : fixed(k, from[i]);
      const bool better = i == 0 || state.optimum.value < best.optimum.value;
      OptimizeResult all = std::move(best.optimum);
      add_result(all, std::move(state.optimum), better);
      if (better) best = std::move(state);
      best.optimum = std::move(all);
    }
    return !from.empty();
  }

  std::vector<std::uint64_t> most_promising(unsigned k, const std::vector<std::uint64_t>& from,
                                            std::uint32_t& number, OptimizeResult& counts) {
    std::vector<std::pair<double, std::uint64_t>> ranked;
    for (const std::uint64_t determinant : from) {
      if (result_.interrupted) break;
      optimisation_ = number++ * kStepsOfDeterminant;
      VqeState state = adapt(k, determinant, kScreeningOperators);
      ranked.emplace_back(state.optimum.value, determinant);
      add_result(counts, std::move(state.optimum), false);
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::uint64_t> result;
    for (std::size_t i = 0; i < ranked.size() && i < kScreened; ++i) result.push_back(ranked[i].second);
    return result;
  }

  std::vector<std::uint64_t> lowest_determinants(std::size_t count) const {
    const std::vector<double>& d = h_.diagonal();
    std::vector<std::size_t> order(d.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    count = std::min(count, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                      [&](std::size_t a, std::size_t b) { return d[a] != d[b] ? d[a] < d[b] : a < b; });
    std::vector<std::uint64_t> result;
    for (std::size_t i = 0; i < count; ++i) result.push_back(space_.occupation(order[i]));
    return result;
  }

  Objective objective(ExcitationCircuit& circuit) {
    return [&](std::span<const double> x, std::span<double> gradient, std::uint64_t) {
      return gradient.empty() ? circuit.energy(h_, x) : circuit.gradient(h_, x, gradient);
    };
  }

  OptimizeResult minimise(unsigned k, ExcitationCircuit& circuit, std::vector<double> start,
                          std::uint32_t number) {
    OptimizeResult r = minimize(objective(circuit), std::move(start),
                                reporter_.optimisation(k, circuit.num_parameters(), optimisation_ + number));
    if (r.reason == StopReason::kInterrupted) result_.interrupted = true;
    return r;
  }

  VqeState fixed(unsigned k, std::uint64_t from) {
    ExcitationAnsatz ansatz = make_ansatz(molecule_, options_, from);
    VqeState state;
    state.start = from;
    state.rotations = std::move(ansatz.rotations);
    ExcitationCircuit circuit = make_circuit(state.rotations, from);
    circuit.set_penalties(penalties_);
    const std::size_t n = circuit.num_parameters();
    if (n == 0) {  // no excitation is possible: the determinant is the answer
      state.energy = state.optimum.value = core_ + circuit.energy(h_, {});
      return state;
    }
    for (std::uint32_t s = 0; s < options_.starts && !result_.interrupted; ++s) {
      std::vector<double> start(n);
      if (k == 0 && s == 0 && options_.initial.size() == n) start = options_.initial;
      else if (s > 0 || options_.ansatz == Ansatz::kUpccgsd || k > 0)
        start = random_start(n, options_.optimize.seed, k * kStartsOfState + s,
                             s > 0 || k == 0 ? kRandomScale : 0.02);
      OptimizeResult r = minimise(k, circuit, std::move(start), s);
      const bool better = s == 0 || r.value < state.optimum.value;
      add_result(state.optimum, std::move(r), better);
    }
    state.parameters = state.optimum.x;
    return state;
  }

  VqeState adapt(unsigned k, std::uint64_t from, std::size_t max_operators) {
    const OrbitalSymmetry symmetry = options_.symmetry ? OrbitalSymmetry(molecule_) : OrbitalSymmetry();
    const std::vector<Excitation> pool = excitation_pool(molecule_, options_.pool, symmetry);
    VqeState state;
    state.start = from;
    ExcitationCircuit circuit = make_circuit({}, from);
    circuit.set_penalties(penalties_);
    state.optimum.value = core_ + circuit.energy(h_, {});
    state.optimum.reason = StopReason::kConverged;
    const double tolerance =
        options_.pool_tolerance >= 0 ? options_.pool_tolerance : kPoolTolerance * reporter_.unit;
    while (!pool.empty() && !result_.interrupted) {
      std::vector<double> gradient;
      try {
        gradient = circuit.pool_gradient(h_, state.parameters, pool);
      } catch (const Error& e) {
        if (e.code() != ErrorCode::kInterrupted) throw;
        state.optimum.reason = StopReason::kInterrupted;
        result_.interrupted = true;
        break;
      }
      double norm = 0;
      std::size_t largest = 0;
      for (std::size_t i = 0; i < gradient.size(); ++i) {
        norm += gradient[i] * gradient[i];
        // Equal but for rounding: the first, on every machine.
        if (std::abs(gradient[i]) > std::abs(gradient[largest]) * (1 + 1e-9)) largest = i;
      }
      state.optimum.gradient_norm = std::sqrt(norm);
      if (std::sqrt(norm) <= tolerance) break;
      if (state.rotations.size() >= max_operators) {
        state.optimum.reason = StopReason::kMaxEvaluations;
        break;
      }
      const auto number = static_cast<unsigned>(state.parameters.size());
      const ExcitationRotation next{pool[largest], {{number, 1.0}}};
      circuit.append(next);
      state.rotations.push_back(next);
      std::vector<double> start = state.parameters;
      start.push_back(0);
      const double before = state.optimum.value;
      OptimizeResult r = minimise(k, circuit, std::move(start), number);
      state.parameters = r.x;
      // An optimisation that was stopped before its first value has none.
      if (r.evaluations == 0) r.value = before;
      const double value = r.value;
      add_result(state.optimum, std::move(r), true);
      state.steps.push_back({next.excitation, gradient[largest], value});
      // A smaller change is rounding of the energy.
      if (before - value < 1e-14 * std::abs(value - core_)) {
        state.optimum.reason = StopReason::kRoundoff;
        break;
      }
    }
    return state;
  }

  const VqeOptions& options_;
  VqeResult& result_;
  double core_;
  Integrals molecule_;
  int threads_;
  DeterminantSpace space_;
  SpaceHamiltonian h_;
  VqeReporter reporter_;
  std::vector<ExcitationCircuit::Penalty> penalties_;
  std::optional<double> highest_;  // of the states sought: an upper bound
  std::uint32_t optimisation_ = 0;
};

}  // namespace

void run_on_determinants(const VqeProblem& problem, const VqeOptions& options, VqeResult& result) {
  Run(problem, options, result).run();
}

}  // namespace qiao::algorithms
