#include "qaoa/simulators.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <numeric>

#include "qiao/base/error.hpp"
#include "qiao/base/machine.hpp"
#include "qiao/base/parallel.hpp"
#include "qiao/base/stop.hpp"
#include "spread.hpp"

namespace qiao::algorithms {
namespace {

void check_memory(std::uint64_t states, std::uint64_t bytes_each) {
  const std::uint64_t available = memory_info().available_bytes;
  if (available / bytes_each < states)
    throw Error(ErrorCode::kLimit,
                fmt::format("{} states need {}, {} are available", states, format_bytes(states * bytes_each),
                            format_bytes(available)),
                "--precision f32 needs less; so does a mixer that keeps the constraint");
}

// The costs of `count` strings, and what is taken off all of them: the polynomial's constant, or the first cost
// of a function.
struct Costs {
  std::vector<double> values;
  double offset = 0;
};

const SpinPolynomial* exact_polynomial(const Problem& problem) {
  return problem.polynomial && !problem.exact_cost ? &*problem.polynomial : nullptr;
}

Costs finished(Costs c, const Problem& problem) {
  if (!exact_polynomial(problem)) {
    c.offset = c.values.front();
    for (double& v : c.values) v -= c.offset;
  }
  for (const double v : c.values)
    if (!std::isfinite(v) || !std::isfinite(c.offset))
      throw Error(ErrorCode::kInput,
                  fmt::format("{}: costs of some strings are not finite numbers", problem.name));
  return c;
}

Costs costs_of_all(const Problem& problem, bool half, const QaoaOptions& options) {
  const std::atomic<bool>* const stop = options.optimize.stop;
  Costs c;
  if (const SpinPolynomial* p = exact_polynomial(problem)) {
    c.offset = p->constant();
    c.values = all_values(p->without_constant(), half, options.threads, stop);
  } else {
    c.values = all_values(problem.variables, problem.cost, half, options.threads, stop);
  }
  return finished(std::move(c), problem);
}

Costs costs_in(const FixedWeightSpace& space, const Problem& problem, const QaoaOptions& options) {
  constexpr std::uint64_t kLeast = 1 << 12;
  Costs c;
  c.values.resize(space.dimension());
  const SpinPolynomial* const p = exact_polynomial(problem);
  if (p) c.offset = p->constant();
  parallel_ranges(space.dimension(), kLeast, options.threads, [&](std::uint64_t begin, std::uint64_t end) {
    for (std::uint64_t i = begin; i < end; ++i) {
      if (i % kLeast == 0) check_stop(options.optimize.stop);
      const std::uint64_t x = space.string(i);
      c.values[i] = p ? p->variable_part(x) : problem.cost(x);
    }
  });
  return finished(std::move(c), problem);
}

class OnAllStrings : public QaoaSimulator {
 public:
  OnAllStrings(const Problem& problem, const QaoaOptions& options)
      : multi_(options.parameters == ParameterKind::kMultiAngle) {
    const bool even = problem.polynomial && problem.polynomial->is_even() && problem.variables > 1;
    const unsigned bits = problem.variables - (even ? 1 : 0);
    if (bits > 40) check_memory(~std::uint64_t{0} >> 8, 1);
    // Costs, a copy of them, two states for gradients.
    check_memory(std::uint64_t{1} << bits, 16 + (options.precision == qsim::Precision::kF32 ? 20 : 40));
    if (multi_) {
      terms_ = polynomial_of(problem, options.threads);
      SpinPolynomial rest(problem.variables);
      for (const SpinTerm& t : terms_.terms())
        if (t.mask) rest.add(t.mask, t.coefficient);
      terms_ = rest;
    }
    Costs costs = costs_of_all(problem, even, options);
    offset_ = costs.offset;
    qaoa_.emplace(
        problem.variables, std::move(costs.values),
        XQaoaOptions{
            .precision = options.precision, .threads = options.threads, .stop = options.optimize.stop});
  }
  double evaluate(std::span<const double> angles, std::span<double> gradient) override {
    if (multi_)
      return gradient.empty() ? qaoa_->energy(angles, terms_) : qaoa_->gradient(angles, terms_, gradient);
    return gradient.empty() ? qaoa_->energy(angles) : qaoa_->gradient(angles, gradient);
  }
  void minimise(Functional functional) override { qaoa_->minimise(std::move(functional)); }
  std::vector<double> probabilities(std::span<const double> angles) override {
    if (multi_) qaoa_->evolve(angles, terms_);
    else qaoa_->evolve(angles);
    return qaoa_->probabilities();
  }
  const std::vector<double>& cost() const override { return qaoa_->cost(); }
  double offset() const override { return offset_; }
  std::uint64_t string(std::uint64_t state) const override { return state; }
  bool halved() const override { return qaoa_->halved(); }
  bool looked_up() const override { return qaoa_->looked_up(); }

 private:
  bool multi_;
  double offset_ = 0;
  SpinPolynomial terms_;
  std::optional<XQaoa> qaoa_;
};

class OnStates : public QaoaSimulator {
 public:
  OnStates(const Problem& problem, const QaoaOptions& options, MixerKind mixer) {
    const Execution execution{options.threads, options.optimize.stop};
    if (mixer == MixerKind::kWarmStart || problem.blocks.empty()) {
      check_memory(std::uint64_t{1} << std::min(problem.variables, 60u), 72);
      std::shared_ptr<const Mixer> m;
      if (mixer == MixerKind::kWarmStart) {
        // Each bit of an annealed solution with probability 3/4: epsilon = 1/4 of the paper.
        const std::uint64_t x = anneal(problem, options.optimize.seed, 200, options.optimize.stop).string;
        std::vector<double> t;
        for (unsigned q = 0; q < problem.variables; ++q)
          t.push_back(2 * std::asin(std::sqrt(x >> q & 1 ? 0.75 : 0.25)));
        m = std::make_shared<WarmStartMixer>(std::move(t), execution);
      } else {
        m = std::make_shared<GroverMixer>(execution);
      }
      Costs costs = costs_of_all(problem, false, options);
      offset_ = costs.offset;
      qaoa_.emplace(problem.variables, CostTable(std::move(costs.values), execution), m);
      return;
    }
    space_.emplace(problem.blocks);
    check_memory(space_->dimension(), 72);
    Costs costs = costs_in(*space_, problem, options);
    offset_ = costs.offset;
    CostTable table(std::move(costs.values), execution);
    if (mixer == MixerKind::kGrover)
      qaoa_.emplace(problem.variables, std::move(table), std::make_shared<GroverMixer>(execution));
    else
      qaoa_.emplace(*space_, std::move(table),
                    mixer == MixerKind::kXyRing ? XyTopology::kRing : XyTopology::kComplete, execution);
  }
  double evaluate(std::span<const double> angles, std::span<double> gradient) override {
    own_.assign(angles.begin(), angles.end());
    if (gradient.empty()) return qaoa_->energy(own_);
    const double value = qaoa_->gradient(own_, derivatives_);
    std::copy(derivatives_.begin(), derivatives_.end(), gradient.begin());
    return value;
  }
  void minimise(Functional functional) override { qaoa_->minimise(std::move(functional)); }
  std::vector<double> probabilities(std::span<const double> angles) override {
    own_.assign(angles.begin(), angles.end());
    const auto psi = qaoa_->state(own_);
    std::vector<double> p(psi.size());
    std::transform(psi.begin(), psi.end(), p.begin(),
                   [](const std::complex<double>& a) { return std::norm(a); });
    return p;
  }
  const std::vector<double>& cost() const override { return qaoa_->cost().cost(); }
  double offset() const override { return offset_; }
  std::uint64_t string(std::uint64_t state) const override { return space_ ? space_->string(state) : state; }
  bool looked_up() const override { return qaoa_->cost().looked_up(); }

 private:
  std::optional<FixedWeightSpace> space_;
  std::optional<SubspaceQaoa> qaoa_;
  double offset_ = 0;
  std::vector<double> own_, derivatives_;
};

}  // namespace

double cost_from(const Problem& problem, double offset, std::uint64_t string) {
  if (const SpinPolynomial* p = exact_polynomial(problem)) return p->variable_part(string);
  return problem.cost(string) - offset;
}

MixerKind mixer_of(const Problem& problem, const QaoaOptions& options) {
  return options.mixer.value_or(problem.blocks.empty() ? MixerKind::kX : MixerKind::kXyRing);
}

std::unique_ptr<QaoaSimulator> make_simulator(const Problem& problem, const QaoaOptions& options) {
  const MixerKind mixer = mixer_of(problem, options);
  const std::string& called = mixer_names()[static_cast<std::size_t>(mixer)];
  if (!problem.blocks.empty() && (mixer == MixerKind::kX || mixer == MixerKind::kWarmStart))
    throw Error(ErrorCode::kUsage,
                fmt::format("the mixer '{}' leaves the allowed strings of '{}'", called, problem.kind),
                "use xy-ring, xy-complete or grover");
  if (problem.blocks.empty() && (mixer == MixerKind::kXyRing || mixer == MixerKind::kXyComplete))
    throw Error(
        ErrorCode::kUsage,
        fmt::format("the mixer '{}' keeps the number of ones, which '{}' does not fix", called, problem.kind),
        "use x, grover or warm-start");
  if (options.parameters == ParameterKind::kMultiAngle && mixer != MixerKind::kX)
    throw Error(ErrorCode::kUsage, fmt::format("multi-angle parameters with the mixer '{}'", called),
                "use x");
  if (mixer == MixerKind::kX) return std::make_unique<OnAllStrings>(problem, options);
  if (options.precision == qsim::Precision::kF32)
    throw Error(ErrorCode::kUsage, fmt::format("the mixer '{}' has f64 only", called),
                "leave out --precision f32");
  return std::make_unique<OnStates>(problem, options, mixer);
}

double angle_scale(const std::vector<double>& cost, unsigned variables) {
  // Of an Ising model, the root of the mean square of all local fields.
  const double scale = spread_of(cost).deviation * std::sqrt(2.0 / variables);
  return scale > 0 ? scale : 1;
}

Functional functional_of(const QaoaOptions& options, const std::vector<double>& cost) {
  if (options.measure == MeasureKind::kExpectation) return {};
  if (options.measure == MeasureKind::kCvar) {
    auto order = std::make_shared<std::vector<std::uint32_t>>(cost.size());
    std::iota(order->begin(), order->end(), 0u);
    std::stable_sort(order->begin(), order->end(),
                     [&](std::uint32_t a, std::uint32_t b) { return cost[a] < cost[b]; });
    return [&cost, order, alpha = options.alpha](const std::vector<double>& p, std::vector<double>* slopes) {
      double left = alpha, sum = 0, last = cost[order->back()];
      std::size_t used = 0;
      for (; used < order->size() && left > 0; ++used) {
        const std::uint32_t i = (*order)[used];
        sum += std::min(p[i], left) * cost[i];
        left -= p[i];
        last = cost[i];
      }
      if (left > 0) sum += left * last;  // probabilities that do not quite add up to 1
      if (slopes) {
        slopes->assign(p.size(), 0);
        for (std::size_t k = 0; k < used; ++k) (*slopes)[(*order)[k]] = (cost[(*order)[k]] - last) / alpha;
      }
      return sum / alpha;
    };
  }
  const auto [low, high] = std::minmax_element(cost.begin(), cost.end());
  const double least = *low, spread = *high > *low ? *high - *low : 1;
  return
      [&cost, least, rate = options.eta / spread](const std::vector<double>& p, std::vector<double>* slopes) {
        double sum = 0;
        for (std::size_t i = 0; i < p.size(); ++i) sum += p[i] * std::exp(-rate * (cost[i] - least));
        if (slopes) {
          slopes->resize(p.size());
          for (std::size_t i = 0; i < p.size(); ++i)
            (*slopes)[i] = -std::exp(-rate * (cost[i] - least)) / sum;
        }
        return -std::log(sum);
      };
}

}  // namespace qiao::algorithms
