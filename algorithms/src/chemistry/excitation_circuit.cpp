// Sequences of excitation rotations on states of fixed particle numbers.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "chemistry/strings.hpp"
#include "qiao/algorithms/determinants.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/parallel.hpp"
#include "qiao/base/stop.hpp"

namespace qiao::algorithms {
namespace {

// Amplitudes up to which one thread is faster.
constexpr std::size_t kParallelAmplitudes = std::size_t{1} << 15;

// One spin's part of T takes string `from` to `to` with this sign.
struct Pair {
  std::uint32_t from, to;
  double sign;
};

// T acts on both spins independently; an empty list: this spin is left alone.
struct Compiled {
  std::vector<Pair> alpha, beta;
  bool on_alpha = false, on_beta = false;
};

std::string text(const Excitation& e) {
  std::string result;
  for (const unsigned f : e.from) result += fmt::format("{} ", f);
  result += "->";
  for (const unsigned t : e.to) result += fmt::format(" {}", t);
  return result;
}

std::vector<Pair> pairs_of(const DeterminantSpace& space, const std::vector<std::uint32_t>& strings,
                           const std::vector<std::pair<unsigned, unsigned>>& moves, bool signs) {
  std::vector<Pair> result;
  for (std::size_t i = 0; i < strings.size(); ++i) {
    std::uint32_t s = strings[i];
    int sign = 1;
    bool possible = true;
    for (auto m = moves.rbegin(); m != moves.rend() && possible; ++m)
      possible = excite(s, sign, m->second, m->first);
    if (possible)
      result.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(space.rank(s)),
                        signs ? static_cast<double>(sign) : 1.0});
  }
  return result;
}

Compiled compile(const DeterminantSpace& space, const Excitation& e) {
  const unsigned n = space.orbitals();
  const auto refuse = [&](const char* why) {
    throw Error(ErrorCode::kUsage, fmt::format("excitation {}: {}", text(e), why));
  };
  if (e.from.size() != e.to.size() || e.from.empty() || e.from.size() > 2)
    refuse("one or two spin orbitals on each side");
  std::uint64_t seen = 0;
  for (const auto& side : {e.from, e.to})
    for (const unsigned p : side) {
      if (p >= 2 * n) refuse("there is no such spin orbital");
      if (seen >> p & 1) refuse("a spin orbital occurs twice");
      seen |= std::uint64_t{1} << p;
    }
  std::vector<std::pair<unsigned, unsigned>> alpha, beta;
  for (std::size_t i = 0; i < e.from.size(); ++i) {
    if ((e.from[i] < n) != (e.to[i] < n)) refuse("it changes a spin");
    if (e.from[i] < n) alpha.emplace_back(e.from[i], e.to[i]);
    else beta.emplace_back(e.from[i] - n, e.to[i] - n);
  }
  Compiled c;
  c.on_alpha = !alpha.empty();
  c.on_beta = !beta.empty();
  if (c.on_alpha) c.alpha = pairs_of(space, space.alpha_strings(), alpha, !e.qubit);
  if (c.on_beta) c.beta = pairs_of(space, space.beta_strings(), beta, !e.qubit);
  return c;
}

// Turns the pair (a, b): a' = c a - s b, b' = s a + c b.
inline void turn(double& a, double& b, double c, double s) {
  const double old = a;
  a = c * old - s * b;
  b = s * old + c * b;
}

}  // namespace

struct ExcitationCircuit::Impl {
  DeterminantSpace space;
  std::uint64_t start;
  std::size_t start_index;
  std::vector<ExcitationRotation> rotations;
  std::vector<Compiled> compiled;
  std::size_t parameters = 0;
  int threads = 1;
  const std::atomic<bool>* stop = nullptr;
  std::vector<Penalty> penalties;
  std::vector<double> psi, lambda, partial;

  Impl(const DeterminantSpace& s, std::uint64_t from) : space(s), start(from), start_index(s.index(from)) {}

  std::size_t columns() const { return space.beta_strings().size(); }

  void add(ExcitationRotation r) {
    compiled.push_back(compile(space, r.excitation));
    for (const auto& [parameter, coefficient] : r.angle)
      parameters = std::max<std::size_t>(parameters, parameter + 1);
    rotations.push_back(std::move(r));
  }

  void check(std::span<const double> values) const {
    if (values.size() != parameters)
      throw Error(ErrorCode::kUsage, fmt::format("{} values for {} parameters", values.size(), parameters));
  }

  static double angle(const ExcitationRotation& r, std::span<const double> values) {
    double sum = 0;
    for (const auto& [parameter, coefficient] : r.angle) sum += coefficient * values[parameter];
    return sum;
  }

  // body(row of T's argument, row of its result, sign) for pairs of rows; or the same row twice if T leaves
  // alpha alone. Rows are independent of each other. Returns the sum of what body returns, in the order of
  // the rows.
  template <class F>
  double over_rows(const Compiled& c, F&& body) {
    const std::size_t count = c.on_alpha ? c.alpha.size() : space.alpha_strings().size();
    const auto one = [&](std::size_t k) {
      return c.on_alpha ? body(c.alpha[k].from * columns(), c.alpha[k].to * columns(), c.alpha[k].sign)
                        : body(k * columns(), k * columns(), 1.0);
    };
    double sum = 0;
    if (psi.size() < kParallelAmplitudes) {
      for (std::size_t k = 0; k < count; ++k) sum += one(k);
      return sum;
    }
    partial.resize(std::max(partial.size(), count));
    parallel_ranges(count, 1, threads, [&](std::uint64_t begin, std::uint64_t end) {
      for (std::uint64_t k = begin; k < end; ++k) partial[k] = one(k);
    });
    for (std::size_t k = 0; k < count; ++k) sum += partial[k];
    return sum;
  }

  void rotate(const Compiled& c, double theta) {
    const double cosine = std::cos(theta), sine = std::sin(theta);
    double* const v = psi.data();
    over_rows(c, [&](std::size_t from, std::size_t to, double sign) {
      if (!c.on_beta) {
        double* const a = v + from;
        double* const b = v + to;
        const double s = sign * sine;
        for (std::size_t j = 0, n = columns(); j < n; ++j) turn(a[j], b[j], cosine, s);
      } else {
        for (const Pair& p : c.beta) turn(v[from + p.from], v[to + p.to], cosine, sign * p.sign * sine);
      }
      return 0.0;
    });
  }

  // <lambda|(T - T^dagger)|psi>
  double overlap(const Compiled& c) {
    const double* const v = psi.data();
    const double* const l = lambda.data();
    return over_rows(c, [&](std::size_t from, std::size_t to, double sign) {
      double sum = 0;
      if (!c.on_beta) {
        for (std::size_t j = 0, n = columns(); j < n; ++j)
          sum += l[to + j] * v[from + j] - l[from + j] * v[to + j];
      } else {
        for (const Pair& p : c.beta)
          sum += p.sign * (l[to + p.to] * v[from + p.from] - l[from + p.from] * v[to + p.to]);
      }
      return sign * sum;
    });
  }

  // The same, and both states go back before the rotation.
  double undo(const Compiled& c, double theta) {
    const double cosine = std::cos(theta), sine = -std::sin(theta);
    double* const v = psi.data();
    double* const l = lambda.data();
    return over_rows(c, [&](std::size_t from, std::size_t to, double sign) {
      double sum = 0;
      if (!c.on_beta) {
        const double s = sign * sine;
        double* const va = v + from;
        double* const vb = v + to;
        double* const la = l + from;
        double* const lb = l + to;
        for (std::size_t j = 0, n = columns(); j < n; ++j) {
          sum += lb[j] * va[j] - la[j] * vb[j];
          turn(va[j], vb[j], cosine, s);
          turn(la[j], lb[j], cosine, s);
        }
      } else {
        for (const Pair& p : c.beta) {
          double& va = v[from + p.from];
          double& vb = v[to + p.to];
          double& la = l[from + p.from];
          double& lb = l[to + p.to];
          const double s = sign * p.sign * sine;
          sum += p.sign * (lb * va - la * vb);
          turn(va, vb, cosine, s);
          turn(la, lb, cosine, s);
        }
      }
      return sign * sum;
    });
  }

  void prepare(std::span<const double> values) {
    check(values);
    psi.assign(space.dimension(), 0);
    psi[start_index] = 1;
    for (std::size_t k = 0; k < rotations.size(); ++k) {
      check_stop(stop);
      rotate(compiled[k], angle(rotations[k], values));
    }
  }

  // lambda = H psi with the penalties; returns the energy.
  double apply(const SpaceHamiltonian& h) {
    if (h.dimension() != psi.size())
      throw Error(ErrorCode::kUsage, fmt::format("a Hamiltonian among {} determinants for a state of {}",
                                                 h.dimension(), psi.size()));
    lambda.resize(psi.size());
    h.apply(psi.data(), lambda.data());
    for (const Penalty& p : penalties) {
      const double factor = p.weight * dot(p.state, psi);
      for (std::size_t i = 0; i < psi.size(); ++i) lambda[i] += factor * p.state[i];
    }
    return dot(psi, lambda);
  }

  static double dot(const std::vector<double>& a, const std::vector<double>& b) {
    double sum[4] = {};
    std::size_t i = 0;
    for (; i + 4 <= a.size(); i += 4)
      for (std::size_t lane = 0; lane < 4; ++lane) sum[lane] += a[i + lane] * b[i + lane];
    for (; i < a.size(); ++i) sum[0] += a[i] * b[i];
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);
  }
};

ExcitationCircuit::ExcitationCircuit(const DeterminantSpace& space, std::vector<ExcitationRotation> rotations)
    : ExcitationCircuit(space, std::move(rotations), space.reference()) {}

ExcitationCircuit::ExcitationCircuit(const DeterminantSpace& space, std::vector<ExcitationRotation> rotations,
                                     std::uint64_t start)
    : impl_(std::make_unique<Impl>(space, start)) {
  for (ExcitationRotation& r : rotations) impl_->add(std::move(r));
}
ExcitationCircuit::ExcitationCircuit(ExcitationCircuit&&) noexcept = default;
ExcitationCircuit& ExcitationCircuit::operator=(ExcitationCircuit&&) noexcept = default;
ExcitationCircuit::~ExcitationCircuit() = default;

std::size_t ExcitationCircuit::num_parameters() const { return impl_->parameters; }
const std::vector<ExcitationRotation>& ExcitationCircuit::rotations() const { return impl_->rotations; }
std::uint64_t ExcitationCircuit::start() const { return impl_->start; }
void ExcitationCircuit::append(ExcitationRotation rotation) { impl_->add(std::move(rotation)); }
void ExcitationCircuit::set_threads(int threads) { impl_->threads = threads; }
void ExcitationCircuit::set_stop(const std::atomic<bool>* stop) { impl_->stop = stop; }

void ExcitationCircuit::set_penalties(std::vector<Penalty> penalties) {
  for (const Penalty& p : penalties)
    if (p.state.size() != impl_->space.dimension())
      throw Error(ErrorCode::kUsage, fmt::format("a state of {} amplitudes to avoid, among {} determinants",
                                                 p.state.size(), impl_->space.dimension()));
  impl_->penalties = std::move(penalties);
}

std::span<const double> ExcitationCircuit::state(std::span<const double> parameters) {
  impl_->prepare(parameters);
  return impl_->psi;
}

double ExcitationCircuit::energy(const SpaceHamiltonian& h, std::span<const double> parameters) {
  impl_->prepare(parameters);
  return impl_->apply(h);
}

double ExcitationCircuit::gradient(const SpaceHamiltonian& h, std::span<const double> parameters,
                                   std::span<double> derivatives) {
  Impl& m = *impl_;
  m.prepare(parameters);
  if (derivatives.size() != m.parameters)
    throw Error(ErrorCode::kUsage,
                fmt::format("{} derivatives for {} parameters", derivatives.size(), m.parameters));
  const double energy = m.apply(h);
  std::fill(derivatives.begin(), derivatives.end(), 0.0);
  for (std::size_t k = m.rotations.size(); k-- > 0;) {
    check_stop(m.stop);
    const double d = 2 * m.undo(m.compiled[k], Impl::angle(m.rotations[k], parameters));
    for (const auto& [parameter, coefficient] : m.rotations[k].angle)
      derivatives[parameter] += coefficient * d;
  }
  return energy;
}

std::vector<double> ExcitationCircuit::pool_gradient(const SpaceHamiltonian& h,
                                                     std::span<const double> parameters,
                                                     const std::vector<Excitation>& pool) {
  impl_->prepare(parameters);
  impl_->apply(h);
  std::vector<double> result;
  result.reserve(pool.size());
  for (const Excitation& e : pool) {
    check_stop(impl_->stop);
    result.push_back(2 * impl_->overlap(compile(impl_->space, e)));
  }
  return result;
}

}  // namespace qiao::algorithms
