#include "qiao/algorithms/measurement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "qiao/base/error.hpp"
#include "qiao/base/rng.hpp"

namespace qiao::algorithms {

double MeasurementGroup::weight() const {
  double sum = 0;
  for (const ir::PauliTerm& t : terms) sum += std::abs(t.coefficient);
  return sum;
}

std::vector<MeasurementGroup> measurement_groups(const ir::PauliSum& sum) {
  if (!sum.is_hermitian(1e-12 * sum.one_norm()))
    throw Error(ErrorCode::kUsage, "a sum that is not Hermitian has no measured values");
  ir::PauliSum merged = sum;
  merged.simplify();
  std::vector<ir::PauliTerm> terms;
  for (const ir::PauliTerm& t : merged.terms())
    if (!t.string.is_identity()) terms.push_back(t);
  std::stable_sort(terms.begin(), terms.end(), [](const ir::PauliTerm& a, const ir::PauliTerm& b) {
    return std::abs(a.coefficient) > std::abs(b.coefficient);
  });
  std::vector<MeasurementGroup> groups;
  for (const ir::PauliTerm& t : terms) {
    const std::uint64_t here = t.string.x | t.string.z;
    auto group = std::find_if(groups.begin(), groups.end(), [&](const MeasurementGroup& g) {
      const std::uint64_t both = here & (g.setting.x | g.setting.z);
      return ((t.string.x ^ g.setting.x) & both) == 0 && ((t.string.z ^ g.setting.z) & both) == 0;
    });
    if (group == groups.end()) group = groups.insert(groups.end(), MeasurementGroup{});
    group->setting.x |= t.string.x;
    group->setting.z |= t.string.z;
    group->terms.push_back(t);
  }
  return groups;
}

struct ShotEstimator::Impl {
  ir::Circuit circuit;
  std::uint64_t seed;
  qsim::SimulatorOptions options;
  double constant = 0;
  std::vector<MeasurementGroup> groups;
  std::vector<ir::Circuit> rotations;  // to the basis of each group
  std::vector<std::uint64_t> shots;
};

ShotEstimator::ShotEstimator(ir::Circuit circuit, const ir::PauliSum& hamiltonian, std::uint64_t shots,
                             std::uint64_t seed, const qsim::SimulatorOptions& options)
    : impl_(std::make_unique<Impl>()) {
  Impl& m = *impl_;
  if (hamiltonian.num_qubits() > circuit.num_qubits())
    throw Error(ErrorCode::kUsage, fmt::format("the Hamiltonian reaches qubit {}, the circuit has {}",
                                               hamiltonian.num_qubits() - 1, circuit.num_qubits()));
  m.circuit = std::move(circuit);
  m.seed = seed;
  m.options = options;
  m.groups = measurement_groups(hamiltonian);
  for (const ir::PauliTerm& t : hamiltonian.terms())
    if (t.string.is_identity()) m.constant += t.coefficient.real();
  if (shots < m.groups.size())
    throw Error(ErrorCode::kUsage,
                fmt::format("{} shots for {} measurement settings", shots, m.groups.size()),
                "each setting needs at least one shot");
  double total = 0;
  for (const MeasurementGroup& g : m.groups) total += g.weight();
  // One each, the rest by weight; what rounding leaves over goes to the heaviest.
  std::uint64_t left = shots - m.groups.size();
  for (const MeasurementGroup& g : m.groups)
    m.shots.push_back(1 +
                      static_cast<std::uint64_t>(std::floor(static_cast<double>(left) * g.weight() / total)));
  const std::uint64_t given = std::accumulate(m.shots.begin(), m.shots.end(), std::uint64_t{0});
  if (!m.shots.empty() && given < shots) m.shots.front() += shots - given;
  for (const MeasurementGroup& g : m.groups) {
    ir::Circuit& r = m.rotations.emplace_back(m.circuit.num_qubits());
    for (ir::Qubit q = 0; q < g.setting.num_qubits(); ++q) {
      if (g.setting.letter(q) == 'Y') r.gate(ir::GateId::kSdg, {q});
      if (g.setting.letter(q) == 'X' || g.setting.letter(q) == 'Y') r.gate(ir::GateId::kH, {q});
    }
  }
}
ShotEstimator::ShotEstimator(ShotEstimator&&) noexcept = default;
ShotEstimator& ShotEstimator::operator=(ShotEstimator&&) noexcept = default;
ShotEstimator::~ShotEstimator() = default;
const std::vector<MeasurementGroup>& ShotEstimator::groups() const { return impl_->groups; }
const std::vector<std::uint64_t>& ShotEstimator::shots() const { return impl_->shots; }

Estimate ShotEstimator::estimate(std::span<const double> values, std::uint64_t evaluation) {
  const Impl& m = *impl_;
  qsim::Simulator state(m.circuit.num_qubits(), m.options);
  state.apply(m.circuit, values);
  Estimate result{m.constant, 0};
  double variance = 0;
  for (std::size_t g = 0; g < m.groups.size(); ++g) {
    qsim::Simulator rotated = state;
    rotated.apply(m.rotations[g]);
    const auto outcomes = rotated.sample(m.shots[g], random_bits(m.seed, evaluation, g));
    double sum = 0, squares = 0;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      const std::uint64_t bits = outcomes.bits(i)[0];
      const auto count = static_cast<double>(outcomes.weight(i));
      double value = 0;
      for (const ir::PauliTerm& t : m.groups[g].terms) {
        const bool odd = std::popcount(bits & (t.string.x | t.string.z)) % 2 != 0;
        value += odd ? -t.coefficient.real() : t.coefficient.real();
      }
      sum += count * value;
      squares += count * value * value;
    }
    const auto n = static_cast<double>(m.shots[g]);
    const double mean = sum / n;
    result.value += mean;
    if (n > 1) variance += std::max(0.0, (squares / n - mean * mean) / (n - 1));
    // One shot says nothing about its spread: the largest possible one.
    else variance += m.groups[g].weight() * m.groups[g].weight();
  }
  result.standard_error = std::sqrt(variance);
  return result;
}

}  // namespace qiao::algorithms
