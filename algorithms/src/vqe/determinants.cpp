// VQE on determinants: ground and excited states, fixed ansatz and ADAPT.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "qiao/base/error.hpp"
#include "vqe/run.hpp"

namespace qiao::algorithms {
namespace {

// Excited states are sought from so many more determinants than their number.
constexpr unsigned kMoreStarts = 8;
// With ADAPT each of them gets so many operators, and the best few all they need.
constexpr std::size_t kScreeningOperators = 10, kScreened = 2;
constexpr double kRandomScale = 0.2;  // radians, of random starts

class Run {
 public:
  Run(const VqeProblem& problem, const VqeOptions& options, VqeResult& result)
      : options_(options),
        result_(result),
        molecule_(*problem.molecule),
        space_(molecule_.orbitals(), molecule_.alpha(), molecule_.beta()),
        h_(molecule_, space_),
        reporter_(problem, options) {
    result.engine = "determinants";
    result.dimension = space_.dimension();
    result.qubits = make_mapping(molecule_, options).num_qubits();
    if (options.states > space_.dimension())
      throw Error(ErrorCode::kUsage, fmt::format("{}: {} states are wanted of {}", problem.name,
                                                 options.states, space_.dimension()));
    add_exact(problem, options, &h_, result);
  }

  void run() {
    for (unsigned k = 0; k < options_.states && !result_.interrupted; ++k) {
      std::vector<std::uint64_t> from = {space_.reference()};
      VqeState best;
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
      // The energy without penalties.
      ExcitationCircuit circuit(space_, best.rotations, best.start);
      best.energy = circuit.energy(h_, best.parameters);
      const auto state = circuit.state(best.parameters);
      penalties_.push_back({{state.begin(), state.end()}, options_.deflation_weight});
      result_.states.push_back(std::move(best));
    }
  }

 private:
  static constexpr std::uint32_t kStepsOfDeterminant = 1u << 12;

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
    ExcitationCircuit circuit(space_, state.rotations, from);
    circuit.set_penalties(penalties_);
    const std::size_t n = circuit.num_parameters();
    if (n == 0) {  // no excitation is possible: the determinant is the answer
      state.energy = state.optimum.value = circuit.energy(h_, {});
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
    ExcitationCircuit circuit(space_, {}, from);
    circuit.set_penalties(penalties_);
    state.optimum.value = circuit.energy(h_, {});
    state.optimum.reason = StopReason::kConverged;
    while (!pool.empty() && !result_.interrupted) {
      const std::vector<double> gradient = circuit.pool_gradient(h_, state.parameters, pool);
      double norm = 0;
      std::size_t largest = 0;
      for (std::size_t i = 0; i < gradient.size(); ++i) {
        norm += gradient[i] * gradient[i];
        // Equal but for rounding: the first, on every machine.
        if (std::abs(gradient[i]) > std::abs(gradient[largest]) * (1 + 1e-9)) largest = i;
      }
      state.optimum.gradient_norm = std::sqrt(norm);
      if (std::sqrt(norm) < options_.pool_tolerance) break;
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
      // Below this the energy is at the end of its digits.
      if (before - value < 1e-14 * std::abs(value)) {
        state.optimum.reason = StopReason::kRoundoff;
        break;
      }
    }
    return state;
  }

  const VqeOptions& options_;
  VqeResult& result_;
  const Integrals& molecule_;
  DeterminantSpace space_;
  SpaceHamiltonian h_;
  VqeReporter reporter_;
  std::vector<ExcitationCircuit::Penalty> penalties_;
  std::uint32_t optimisation_ = 0;
};

}  // namespace

void run_on_determinants(const VqeProblem& problem, const VqeOptions& options, VqeResult& result) {
  Run(problem, options, result).run();
}

}  // namespace qiao::algorithms
