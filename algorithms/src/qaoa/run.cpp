#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <numeric>

#include "qaoa/simulators.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/rng.hpp"
#include "qiao/base/stop.hpp"
#include "spread.hpp"

namespace qiao::algorithms {

const std::vector<std::string>& mixer_names() {
  static const std::vector<std::string> names = {"x", "xy-ring", "xy-complete", "grover", "warm-start"};
  return names;
}
const std::vector<std::string>& parameter_names() {
  static const std::vector<std::string> names = {"standard", "multi-angle", "fourier"};
  return names;
}
const std::vector<std::string>& start_names() {
  static const std::vector<std::string> names = {"ramp", "interp", "fixed", "random"};
  return names;
}
const std::vector<std::string>& measure_names() {
  static const std::vector<std::string> names = {"expectation", "cvar", "gibbs"};
  return names;
}

namespace {

// Parameters to angles and back: gammas in units of 1 / scale, so that an optimiser sees numbers of order 1.
class Parameters {
 public:
  Parameters(ParameterKind kind, unsigned depth, double scale, std::size_t terms, unsigned qubits)
      : kind_(kind), depth_(depth), scale_(scale), terms_(terms), qubits_(qubits) {}

  std::vector<double> from_standard(const std::vector<double>& angles) const {
    std::vector<double> x;
    if (kind_ == ParameterKind::kMultiAngle) {
      for (unsigned i = 0; i < depth_; ++i) {
        x.insert(x.end(), terms_, angles[i] * scale_);
        x.insert(x.end(), qubits_, angles[depth_ + i]);
      }
      return x;
    }
    if (kind_ == ParameterKind::kStandard) {
      x = angles;
      for (unsigned i = 0; i < depth_; ++i) x[i] *= scale_;
      return x;
    }
    // The sines, and the cosines, are orthogonal over the layers.
    x.resize(2 * depth_);
    for (unsigned k = 0; k < depth_; ++k) {
      double u = 0, v = 0, uu = 0, vv = 0;
      for (unsigned i = 0; i < depth_; ++i) {
        u += sine(k, i) * angles[i] * scale_;
        v += cosine(k, i) * angles[depth_ + i];
        uu += sine(k, i) * sine(k, i);
        vv += cosine(k, i) * cosine(k, i);
      }
      x[k] = u / uu;
      x[depth_ + k] = v / vv;
    }
    return x;
  }
  std::vector<double> angles(std::span<const double> x) const {
    std::vector<double> a(x.begin(), x.end());
    if (kind_ == ParameterKind::kFourier) {
      std::fill(a.begin(), a.end(), 0.0);
      for (unsigned i = 0; i < depth_; ++i)
        for (unsigned k = 0; k < depth_; ++k) {
          a[i] += sine(k, i) * x[k];
          a[depth_ + i] += cosine(k, i) * x[depth_ + k];
        }
    }
    for (std::size_t i = 0; i < a.size(); ++i)
      if (is_gamma(i)) a[i] /= scale_;
    return a;
  }
  // Derivatives by the parameters from those by the angles.
  void pull_back(const std::vector<double>& by_angle, std::span<double> out) const {
    std::vector<double> g = by_angle;
    for (std::size_t i = 0; i < g.size(); ++i)
      if (is_gamma(i)) g[i] /= scale_;
    if (kind_ != ParameterKind::kFourier) {
      std::copy(g.begin(), g.end(), out.begin());
      return;
    }
    std::fill(out.begin(), out.end(), 0.0);
    for (unsigned i = 0; i < depth_; ++i)
      for (unsigned k = 0; k < depth_; ++k) {
        out[k] += sine(k, i) * g[i];
        out[depth_ + k] += cosine(k, i) * g[depth_ + i];
      }
  }

 private:
  bool is_gamma(std::size_t i) const {
    return kind_ == ParameterKind::kMultiAngle ? i % (terms_ + qubits_) < terms_ : i < depth_;
  }
  double sine(unsigned k, unsigned i) const {
    return std::sin((k + 0.5) * (i + 0.5) * std::numbers::pi / depth_);
  }
  double cosine(unsigned k, unsigned i) const {
    return std::cos((k + 0.5) * (i + 0.5) * std::numbers::pi / depth_);
  }

  ParameterKind kind_;
  unsigned depth_;
  double scale_;
  std::size_t terms_;
  unsigned qubits_;
};

// Starts are numbered in the log by depth, and those of the rounds of recursive QAOA after all depths.
constexpr unsigned kMaxDepth = 1000;
constexpr std::uint32_t kStartsOfDepth = 4096;
// What an interrupted run may still do: states times layers, samples.
constexpr std::uint64_t kQuickWork = std::uint64_t{1} << 21;
// Costs of all strings of the variables that recursive QAOA leaves.
constexpr unsigned kMaxCutoff = 24;

void check(const QaoaOptions& o) {
  if (o.depth < 1 || o.depth > kMaxDepth)
    throw Error(ErrorCode::kUsage, fmt::format("depth {} (1 to {})", o.depth, kMaxDepth));
  if (!(o.alpha > 0 && o.alpha <= 1))
    throw Error(ErrorCode::kUsage, fmt::format("CVaR of a share {}", o.alpha));
  if (o.given.size() % 2) throw Error(ErrorCode::kUsage, "an odd number of transferred angles");
  const OptimizerInfo& info = optimizer_info(o.optimize.optimizer);
  if (o.shots > 0 && info.gradient)
    throw Error(ErrorCode::kUsage, fmt::format("'{}' needs gradients, which shots do not give", info.name),
                "use cobyla, bobyqa or spsa");
  if ((o.depolarising > 0 || o.readout > 0) && o.shots == 0)
    throw Error(ErrorCode::kUsage, "noise without shots", "give a number of shots per evaluation");
}

std::uint64_t two_qubit_gates(const Problem& problem, MixerKind mixer, unsigned depth) {
  std::uint64_t gates = 0;
  if (problem.polynomial)
    for (const SpinTerm& t : problem.polynomial->terms())
      if (const int k = std::popcount(t.mask); k > 1)
        gates += k == 2 ? 1 : 2 * static_cast<std::uint64_t>(k - 1);
  for (const Block& b : problem.blocks) {
    if (mixer == MixerKind::kXyRing) gates += b.n;
    if (mixer == MixerKind::kXyComplete) gates += std::uint64_t{b.n} * (b.n - 1) / 2;
  }
  return gates * depth;
}

class Runner {
 public:
  Runner(const Problem& problem, const QaoaOptions& options)
      : problem_(problem), options_(options), mixer_(mixer_of(problem, options)) {
    check(options_);
    simulator_ = make_simulator(problem_, options_);
    scale_ = angle_scale(simulator_->cost(), problem_.variables);
    spread_ = spread_of(simulator_->cost());
  }

  QaoaResult run(unsigned depth, const std::vector<std::vector<double>>& standard_starts) {
    const std::size_t terms = options_.parameters == ParameterKind::kMultiAngle ? count_terms() : 0;
    const Parameters map(options_.parameters, depth, scale_, terms, problem_.variables);
    std::vector<std::vector<double>> starts;
    for (const std::vector<double>& a : standard_starts) starts.push_back(map.from_standard(a));
    for (unsigned s = 1; s < options_.starts; ++s) {
      std::vector<double> x = starts[0];
      for (std::size_t i = 0; i < x.size(); ++i)
        x[i] += 0.6 * (random_uniform(options_.optimize.seed, 0x57a47 + s, depth * 100000 + i) - 0.5);
      starts.push_back(std::move(x));
    }
    const std::uint64_t gates = two_qubit_gates(problem_, mixer_, depth);
    const auto objective = [&](std::shared_ptr<QaoaSimulator> simulator) -> Objective {
      simulator->minimise(options_.shots ? Functional() : functional_of(options_, simulator->cost()));
      return [this, &map, gates, depth, simulator, derivatives = std::vector<double>()](
                 std::span<const double> x, std::span<double> g, std::uint64_t evaluation) mutable {
        const std::vector<double> a = map.angles(x);
        if (options_.shots > 0)
          return measure_shots(problem_, *simulator, simulator->probabilities(a), options_, gates,
                               evaluation + depth * (1ull << 24));
        derivatives.resize(g.empty() ? 0 : a.size());
        const double value = simulator->evaluate(a, derivatives);
        if (!g.empty()) map.pull_back(derivatives, g);
        return value;
      };
    };
    // Starts side by side, each with a thread and states of its own, where threads gain nothing within one
    // (bench/README.md: none at 2^16 states).
    const bool side_by_side =
        starts.size() > 1 && options_.threads > 1 && simulator_->cost().size() <= std::size_t{1} << 16;
    QaoaOptions alone = options_;
    alone.threads = 1;
    const auto make = [&](std::uint32_t) {
      return objective(side_by_side ? make_simulator(problem_, alone) : simulator_);
    };
    OptimizeOptions o = options_.optimize;
    o.start += depth * kStartsOfDepth;
    if (options_.measure == MeasureKind::kGibbs) {  // a number without unit
      o.unit = 1;
    } else {
      o.unit = spread_.deviation > 0 ? spread_.deviation : 1;
      o.origin = spread_.mean;
      o.offset = simulator_->offset();
    }
    OptimizeResult found = multistart(make, starts, o, side_by_side ? options_.threads : 1);
    if (!std::isfinite(found.value))
      throw Error(ErrorCode::kInterrupted, "interrupted before the first evaluation");
    QaoaResult r = describe(depth, map.angles(found.x), found.reason == StopReason::kInterrupted);
    r.parameters = found.x;
    r.optimisation = std::move(found);
    r.measure = r.optimisation.value;
    return r;
  }

  double scale() const { return scale_; }
  MixerKind mixer() const { return mixer_; }

 private:
  std::size_t count_terms() const {
    const SpinPolynomial p = polynomial_of(problem_, options_.threads);
    return static_cast<std::size_t>(
        std::count_if(p.terms().begin(), p.terms().end(), [](const SpinTerm& t) { return t.mask != 0; }));
  }

  // With what takes little time only if the run was interrupted.
  QaoaResult describe(unsigned depth, std::vector<double> angles, bool interrupted) {
    QaoaResult r;
    r.depth = depth;
    r.mixer = mixer_;
    r.angle_scale = scale_;
    r.angles = std::move(angles);
    r.phases_looked_up = simulator_->looked_up();
    const std::vector<double>& cost = simulator_->cost();
    const double offset = simulator_->offset();
    std::vector<double> p;
    if (!interrupted) {
      p = simulator_->probabilities(r.angles);
    } else if (cost.size() * depth <= kQuickWork) {  // the simulator at hand has been told to stop
      QaoaOptions quick = options_;
      quick.optimize.stop = nullptr;
      p = make_simulator(problem_, quick)->probabilities(r.angles);
    }
    const std::uint64_t each = simulator_->halved() ? 2 : 1;
    r.states_held = cost.size();
    r.states = cost.size() * each;
    const auto [low, high] = std::minmax_element(cost.begin(), cost.end());
    r.optimum = offset + *low;
    r.worst = offset + *high;
    r.optimal_string = simulator_->string(static_cast<std::uint64_t>(low - cost.begin()));
    r.mean = offset + spread_.mean;
    const double tolerance = cost_tolerance(
        problem_, std::max(std::abs(r.optimum), std::abs(r.worst)),
        std::floor(offset) == offset &&
            std::all_of(cost.begin(), cost.end(), [](double c) { return std::floor(c) == c; }));
    constexpr std::size_t kBins = 40;
    std::vector<double> bins(kBins);
    const double range = *high - *low, width = range / kBins;
    double expectation = 0;
    for (std::size_t i = 0; i < cost.size(); ++i) {
      const bool optimal = cost[i] <= *low + tolerance;
      if (optimal) r.optimal_strings += each;
      if (p.empty()) continue;
      expectation += p[i] * cost[i];
      if (optimal) r.probability_of_optimum += p[i];
      bins[width > 0 ? std::min(static_cast<std::size_t>((cost[i] - *low) / width), kBins - 1) : 0] += p[i];
    }
    if (p.empty()) expectation = r.probability_of_optimum = std::numeric_limits<double>::quiet_NaN();
    r.expectation = offset + expectation;
    for (std::size_t b = 0; b < kBins && !p.empty(); ++b)
      r.distribution.emplace_back(r.optimum + (static_cast<double>(b) + 0.5) * width, bins[b]);
    // Of a quantity that is maximised and positive the usual ratio; otherwise how far from worst to best.
    const double zero = std::max(tolerance, 1e-14 * (std::abs(offset) + range));
    if (problem_.sign < 0 && r.optimum < -zero && r.worst <= zero)
      r.approximation_ratio = r.expectation / r.optimum;
    else r.approximation_ratio = range > 0 ? (*high - expectation) / range : 1;
    if (p.empty()) return r;

    std::map<std::uint64_t, std::uint64_t> counts;
    const std::uint64_t samples =
        interrupted ? std::min<std::uint64_t>(options_.samples, kQuickWork) : options_.samples;
    for (const std::uint64_t s :
         draw(p, samples, options_.optimize.seed, 0x5a3b1e, interrupted ? nullptr : options_.optimize.stop))
      ++counts[s];
    for (const auto& [state, count] : counts)
      r.samples.push_back({{simulator_->string(state), offset + cost[state]}, count});
    std::stable_sort(r.samples.begin(), r.samples.end(),
                     [](const Sampled& a, const Sampled& b) { return a.solution.cost < b.solution.cost; });
    if (!r.samples.empty()) {
      r.best_sample = r.samples.front().solution;
      r.polished = polish(problem_, r.best_sample.string);
    }
    return r;
  }

  const Problem& problem_;
  QaoaOptions options_;
  MixerKind mixer_;
  std::shared_ptr<QaoaSimulator> simulator_;
  double scale_ = 1;
  Spread spread_;  // of the costs
};

}  // namespace

namespace {

void scan(const Problem& problem, const QaoaOptions& options, const std::vector<unsigned>& depths,
          std::vector<QaoaResult>& results) {
  if (depths.empty()) throw Error(ErrorCode::kUsage, "no depths");
  for (const unsigned depth : depths) {
    QaoaOptions one = options;
    one.depth = depth;
    check(one);
  }
  const bool interp = options.start == StartKind::kInterp && options.given.empty();
  if (interp && options.parameters == ParameterKind::kMultiAngle)
    throw Error(ErrorCode::kUsage, "interpolation of multi-angle parameters", "use another start");
  QaoaOptions first = options;
  first.depth = depths.front();
  Runner runner(problem, first);
  const auto start = [&](unsigned depth) {
    return start_angles(options, runner.mixer(), problem.variables, depth, runner.scale());
  };
  if (!interp) {
    for (const unsigned depth : depths) {
      results.push_back(runner.run(depth, {start(depth)}));
      if (results.back().optimisation.reason == StopReason::kInterrupted) break;
    }
    return;
  }
  std::vector<double> angles = start(1);
  OptimizeResult before;  // evaluations of the depths that are not asked for count, too
  for (unsigned depth = 1; depth <= *std::max_element(depths.begin(), depths.end()); ++depth) {
    // Also begun from the same angles with a layer that does nothing, so that more layers are never worse.
    std::vector<std::vector<double>> starts = {depth == 1 ? angles : interpolate_angles(angles, depth)};
    if (depth > 1) {
      std::vector<double> longer = angles;
      longer.insert(longer.begin() + depth - 1, 0.0);
      longer.push_back(0.0);
      starts.push_back(std::move(longer));
    }
    QaoaResult r = runner.run(depth, starts);
    angles = r.angles;
    const bool interrupted = r.optimisation.reason == StopReason::kInterrupted;
    if (!interrupted && std::find(depths.begin(), depths.end(), depth) == depths.end()) {
      before.evaluations += r.optimisation.evaluations;
      before.gradients += r.optimisation.gradients;
      before.history.insert(before.history.end(), r.optimisation.history.begin(),
                            r.optimisation.history.end());
      continue;
    }
    r.optimisation.evaluations += before.evaluations;
    r.optimisation.gradients += before.gradients;
    r.optimisation.history.insert(r.optimisation.history.begin(), before.history.begin(),
                                  before.history.end());
    before = {};
    results.push_back(std::move(r));
    if (interrupted) break;
  }
}

}  // namespace

std::vector<QaoaResult> scan_depths(const Problem& problem, const QaoaOptions& options,
                                    const std::vector<unsigned>& depths) {
  std::vector<QaoaResult> results;
  try {
    scan(problem, options, depths, results);
  } catch (const Error& e) {
    if (e.code() != ErrorCode::kInterrupted || results.empty()) throw;
    results.back().optimisation.reason = StopReason::kInterrupted;
  }
  return results;
}

QaoaResult run_qaoa(const Problem& problem, const QaoaOptions& options) {
  return scan_depths(problem, options, {options.depth}).back();
}

RecursiveResult recursive_qaoa(const Problem& problem, const QaoaOptions& options, unsigned cutoff) {
  if (!problem.polynomial || problem.polynomial->degree() > 2 || !problem.blocks.empty())
    throw Error(ErrorCode::kUsage,
                fmt::format("recursive QAOA needs a quadratic cost without constraints, which '{}' has not",
                            problem.kind));
  if (cutoff < 1 || cutoff > kMaxCutoff)
    throw Error(ErrorCode::kUsage,
                fmt::format("recursive QAOA until {} variables are left (1 to {})", cutoff, kMaxCutoff));
  const std::atomic<bool>* const stop = options.optimize.stop;
  RecursiveResult out;
  SpinPolynomial now = *problem.polynomial;
  std::vector<unsigned> name(problem.variables);  // of each variable that is left
  std::iota(name.begin(), name.end(), 0u);
  struct Link {
    unsigned variable, to;  // to == variable: a constant
    int sign;
  };
  std::vector<Link> links;
  const auto eliminate = [&] {
    while (name.size() > cutoff) {
      Problem smaller;
      smaller.kind = problem.kind;
      smaller.variables = static_cast<unsigned>(name.size());
      smaller.polynomial = now;
      smaller.cost = [now](std::uint64_t x) { return now.value(x); };
      QaoaOptions o = options;
      o.mixer = MixerKind::kX;
      o.samples = 0;
      const auto simulator = make_simulator(smaller, o);
      check_stop(stop);
      if (*std::max_element(simulator->cost().begin(), simulator->cost().end()) ==
          *std::min_element(simulator->cost().begin(), simulator->cost().end()))
        return;  // nothing left to choose
      o.optimize.seed = options.optimize.seed + name.size();
      o.optimize.start += (out.rounds + 1) * (kMaxDepth + 1) * kStartsOfDepth;
      const QaoaResult r = run_qaoa(smaller, o);
      out.evaluations += r.optimisation.evaluations;
      ++out.rounds;
      out.interrupted = r.optimisation.reason == StopReason::kInterrupted;
      if (out.interrupted) return;
      // Correlations of all terms at once.
      std::vector<double> m = simulator->probabilities(r.angles);
      walsh_hadamard(m, options.threads, stop);
      const SpinTerm* strongest = nullptr;
      double most = -1;
      for (const SpinTerm& t : now.terms()) {
        if (t.mask == 0) continue;
        const double c = std::abs(m[t.mask & (m.size() - 1)]);
        if (c > most + 1e-12) most = c, strongest = &t;
      }
      const std::uint64_t mask = strongest->mask;
      const int sign = m[mask & (m.size() - 1)] >= 0 ? 1 : -1;
      const unsigned gone = static_cast<unsigned>(63 - std::countl_zero(mask));
      const std::uint64_t rest = mask ^ (std::uint64_t{1} << gone);
      const unsigned kept = rest ? static_cast<unsigned>(std::countr_zero(rest)) : gone;
      links.push_back({name[gone], name[kept], sign});
      out.fixed.push_back(rest ? fmt::format("s{} = {}s{}", name[gone], sign < 0 ? "-" : "", name[kept])
                               : fmt::format("s{} = {}", name[gone], sign));
      // s_gone = sign * s_kept, and the variables above move down.
      SpinPolynomial next(static_cast<unsigned>(name.size() - 1));
      for (const SpinTerm& t : now.terms()) {
        std::uint64_t x = t.mask;
        double c = t.coefficient;
        if (x >> gone & 1) {
          x = (x ^ (std::uint64_t{1} << gone)) ^ rest;
          c *= sign;
        }
        const std::uint64_t low = x & ((std::uint64_t{1} << gone) - 1);
        next.add(low | (x >> 1 & ~((std::uint64_t{1} << gone) - 1)), c);
      }
      next.simplify();
      now = std::move(next);
      name.erase(name.begin() + gone);
    }
  };
  try {
    eliminate();
  } catch (const Error& e) {
    if (e.code() != ErrorCode::kInterrupted) throw;
    out.interrupted = true;
  }
  // The rest by enumeration (or, if interrupted, by a short annealing).
  std::uint64_t best = 0;
  if (!out.interrupted && name.size() <= kMaxCutoff) {
    const std::vector<double> costs = all_values(now.without_constant(), false, options.threads, stop);
    best = static_cast<std::uint64_t>(std::min_element(costs.begin(), costs.end()) - costs.begin());
  } else {
    Problem left;
    left.variables = static_cast<unsigned>(name.size());
    left.cost = [now](std::uint64_t x) { return now.value(x); };
    best = anneal(left, options.optimize.seed).string;
  }
  std::uint64_t x = 0;
  for (std::size_t i = 0; i < name.size(); ++i) x |= (best >> i & 1) << name[i];
  for (auto link = links.rbegin(); link != links.rend(); ++link) {
    const bool one = (link->to == link->variable ? false : (x >> link->to & 1) != 0) != (link->sign < 0);
    x |= std::uint64_t{one} << link->variable;
  }
  out.solution = {x, problem.cost(x)};
  return out;
}

}  // namespace qiao::algorithms
