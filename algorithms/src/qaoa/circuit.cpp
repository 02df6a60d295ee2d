// QAOA as a circuit, for other programs and machines.

#include <fmt/format.h>

#include <bit>
#include <cmath>

#include "qaoa/simulators.hpp"
#include "qiao/base/error.hpp"

namespace qiao::algorithms {
namespace {

using ir::Circuit;
using ir::Control;
using ir::GateId;
using ir::Param;
using ir::Qubit;

void gate(Circuit& c, GateId id, std::vector<Qubit> targets, const Param& angle) {
  if (angle.is_number()) {
    const double value = angle.constant();
    c.gate(id, targets, std::span(&value, 1));
  } else {
    c.symbolic_gate(id, targets, std::span(&angle, 1));
  }
}

// exp(-i angle s_mask)
void phase_term(Circuit& c, std::uint64_t mask, const Param& angle) {
  std::vector<Qubit> q;
  for (std::uint64_t rest = mask; rest; rest &= rest - 1)
    q.push_back(static_cast<Qubit>(std::countr_zero(rest)));
  if (q.size() == 1) return gate(c, GateId::kRZ, {q[0]}, angle * 2);
  if (q.size() == 2) return gate(c, GateId::kRZZ, {q[0], q[1]}, angle * 2);
  for (std::size_t i = 0; i + 1 < q.size(); ++i) c.gate(GateId::kX, {q[i + 1]}, {}, {Control(q[i])});
  gate(c, GateId::kRZ, {q.back()}, angle * 2);
  for (std::size_t i = q.size() - 1; i-- > 0;) c.gate(GateId::kX, {q[i + 1]}, {}, {Control(q[i])});
}

// The uniform superposition of strings of n bits with k ones on the qubits first ...: Baertschi and Eidenbenz
// (arXiv:1904.07358), one split-and-cycle-shift after the other.
void dicke(Circuit& c, unsigned first, unsigned n, unsigned k) {
  for (unsigned i = n - k; i < n; ++i) c.gate(GateId::kX, {first + i});
  for (unsigned l = n; l >= 2; --l) {
    const unsigned most = std::min(k, l - 1), last = first + l - 1;
    for (unsigned i = 1; i <= most; ++i) {
      // The block of the i highest ones of l qubits: cos sqrt(i/l).
      const Qubit low = first + l - 1 - i;
      const double angle = 2 * std::acos(std::sqrt(static_cast<double>(i) / l));
      c.gate(GateId::kX, {last}, {}, {Control(low)});
      if (i == 1) c.gate(GateId::kRY, {low}, {angle}, {Control(last)});
      else c.gate(GateId::kRY, {low}, {angle}, {Control(last), Control(low + 1)});
      c.gate(GateId::kX, {last}, {}, {Control(low)});
    }
  }
}

}  // namespace

ir::Circuit qaoa_circuit(const Problem& problem, MixerKind mixer, unsigned depth,
                         const std::vector<double>& angles, int threads) {
  if (mixer == MixerKind::kWarmStart)
    throw Error(ErrorCode::kUnsupported, "circuits of the warm-start mixer",
                "use the mixer x, grover or an xy mixer");
  if (mixer == MixerKind::kGrover && !problem.blocks.empty())
    throw Error(ErrorCode::kUnsupported, "circuits of the Grover mixer within constraints",
                "use an xy mixer");
  const unsigned n = problem.variables;
  const SpinPolynomial cost = polynomial_of(problem, threads);
  std::size_t terms = 0;
  for (const SpinTerm& t : cost.terms()) terms += t.mask != 0;
  const bool multi = !angles.empty() && angles.size() != 2 * depth;
  if (multi && angles.size() != depth * (terms + n))
    throw Error(ErrorCode::kUsage, fmt::format("{} angles for {} layers", angles.size(), depth));
  Circuit c(n, n);
  const auto angle = [&](const char* name, unsigned layer, std::size_t at) {
    if (angles.empty()) return Param::symbol(c.symbol(fmt::format("{}{}", name, layer)));
    return Param(angles[at]);
  };
  if (problem.blocks.empty()) {
    for (Qubit q = 0; q < n; ++q) c.gate(GateId::kH, {q});
  } else {
    unsigned first = 0;
    for (const Block& b : problem.blocks) {
      dicke(c, first, b.n, b.k);
      first += b.n;
    }
  }
  for (unsigned layer = 0; layer < depth; ++layer) {
    std::size_t k = 0;
    for (const SpinTerm& t : cost.terms()) {
      if (t.mask == 0) continue;
      const Param gamma = angle("gamma", layer, multi ? layer * (terms + n) + k : layer);
      phase_term(c, t.mask, gamma * t.coefficient);
      ++k;
    }
    const auto beta = [&](Qubit q) {
      return angle("beta", layer, multi ? layer * (terms + n) + terms + q : depth + layer);
    };
    if (mixer == MixerKind::kX) {
      for (Qubit q = 0; q < n; ++q) gate(c, GateId::kRX, {q}, beta(q) * 2);
    } else if (mixer == MixerKind::kGrover) {
      // 1 + (e^{-i beta} - 1) |s><s|: a phase of the string of ones between two changes of basis.
      for (Qubit q = 0; q < n; ++q) c.gate(GateId::kH, {q});
      for (Qubit q = 0; q < n; ++q) c.gate(GateId::kX, {q});
      std::vector<Control> controls;
      for (Qubit q = 0; q + 1 < n; ++q) controls.emplace_back(q);
      const Qubit last = n - 1;
      const Param minus = -beta(0);
      if (minus.is_number()) {
        const double value = minus.constant();
        c.gate(GateId::kP, std::span(&last, 1), std::span(&value, 1), controls);
      } else {
        c.symbolic_gate(GateId::kP, std::span(&last, 1), std::span(&minus, 1), controls);
      }
      for (Qubit q = 0; q < n; ++q) c.gate(GateId::kX, {q});
      for (Qubit q = 0; q < n; ++q) c.gate(GateId::kH, {q});
    } else {
      unsigned first = 0;
      for (const Block& b : problem.blocks) {
        for (const auto& [i, j] :
             xy_pairs(b.n, mixer == MixerKind::kXyRing ? XyTopology::kRing : XyTopology::kComplete)) {
          gate(c, GateId::kRXX, {first + i, first + j}, beta(0));
          gate(c, GateId::kRYY, {first + i, first + j}, beta(0));
        }
        first += b.n;
      }
    }
  }
  for (Qubit q = 0; q < n; ++q) c.measure(q, q);
  return c;
}

}  // namespace qiao::algorithms
