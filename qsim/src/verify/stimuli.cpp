#include "stimuli.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "qiao/base/rng.hpp"

namespace qiao::qsim {

void append_random_state(ir::Circuit& to, ir::Qubit qubits, std::uint64_t seed, std::uint64_t number) {
  constexpr std::uint64_t kStream = 0x9e3779b97f4a7c15;  // apart from other uses of the seed
  std::uint64_t event = 0, bits = 0;
  unsigned left = 0;
  const auto draw = [&](unsigned count) {
    if (left < count) bits = random_bits(seed ^ kStream, number, event++), left = 64;
    const std::uint64_t drawn = bits & ((1u << count) - 1);
    bits >>= count;
    left -= count;
    return static_cast<double>(drawn);
  };
  for (ir::Qubit q = 0; q < qubits; ++q) {
    to.gate(ir::GateId::kH, {q});
    to.gate(ir::GateId::kP, {q}, {draw(2) * (std::numbers::pi / 2)});
  }
  for (ir::Qubit q = 1; q < qubits; ++q)
    for (ir::Qubit p = 0; p < q; ++p)
      if (draw(1) != 0) to.gate(ir::GateId::kZ, {q}, {}, {ir::Control(p)});
}

double missed_error(unsigned qubits, unsigned states, double probability, double worst) {
  if (states == 0) return 1;
  const double r = std::ldexp(std::pow(probability, 1.0 / states), static_cast<int>(qubits));
  // e / (sqrt(1-w) - sqrt(1-e))^2 = r, a quadratic equation for s = sqrt(1-e).
  const double s = (r * std::sqrt(1 - worst) - std::sqrt(1 + r * worst)) / (1 + r);
  return s <= 0 ? 1 : 1 - s * s;
}

unsigned states_needed(unsigned qubits, double bound, double probability, unsigned most) {
  for (unsigned k = 1; k <= most; ++k)
    if (missed_error(qubits, k, probability, 0) <= bound) return k;
  return 0;
}

}  // namespace qiao::qsim
