#include "bisect.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "qiao/base/rng.hpp"
#include "qiao/ir/synthesis.hpp"
#include "qiao/qsim/simulator.hpp"

namespace qiao::qsim {
namespace {

using ir::Circuit;
using ir::Instruction;
using ir::Qubit;

constexpr unsigned kProbes = 2;
using Overlaps = std::array<double, kProbes>;  // times 2^n: of order 1 for random states

Circuit random_product(Qubit n, std::uint64_t seed, std::uint64_t number) {
  constexpr std::uint64_t kStream = 0x5851f42d4c957f2d;
  Circuit c(n);
  for (Qubit q = 0; q < n; ++q)
    c.gate(ir::GateId::kU, {q},
           {std::acos(1 - 2 * random_uniform(seed ^ kStream, number, 2 * q)),
            2 * std::numbers::pi * random_uniform(seed ^ kStream, number, 2 * q + 1), 0.0});
  return c;
}

// After each gate, beginning with none.
std::vector<Overlaps> overlaps(const Circuit& c, const std::vector<Simulator>& probes, Simulator state) {
  std::vector<Overlaps> list;
  const auto note = [&] {
    Overlaps now{};
    for (unsigned i = 0; i < kProbes; ++i)
      now[i] = std::ldexp(state.fidelity(probes[i]), static_cast<int>(c.num_qubits()));
    list.push_back(now);
  };
  note();
  for (std::size_t i = 0; i < c.size(); ++i) {
    const Instruction in = c.at(i);
    Circuit one(c.num_qubits());
    std::vector<ir::Control> controls;
    for (unsigned k = 0; k < in.num_controls(); ++k) controls.push_back(in.control(k));
    one.append(in, in.targets(), controls);
    state.apply(one);
    note();
  }
  return list;
}

}  // namespace

std::optional<Parting> find_parting(const Circuit& a, const Circuit& b, std::uint64_t seed, int threads,
                                    double work) {
  constexpr Qubit kMaxQubitsHere = 24;
  const Qubit n = a.num_qubits();
  if (n == 0 || n > kMaxQubitsHere ||
      std::ldexp(static_cast<double>((a.size() + b.size()) * (1 + kProbes)), static_cast<int>(n)) > work)
    return std::nullopt;
  SimulatorOptions options;
  options.threads = threads;
  Simulator start(n, options);
  start.apply(random_product(n, seed, 0));
  std::vector<Simulator> probes;
  for (unsigned i = 0; i < kProbes; ++i) {
    probes.emplace_back(n, options);
    probes.back().apply(random_product(n, seed, 1 + i));
  }
  const auto of_a = overlaps(a, probes, start), of_b = overlaps(b, probes, start);
  // The last place of A that B reaches, and the last place of B that is there. Sorted by the first overlap,
  // so that no pair need be looked at that is far apart.
  constexpr double kSame = 1e-9;
  std::vector<std::size_t> order(of_b.size());
  for (std::size_t j = 0; j < order.size(); ++j) order[j] = j;
  std::sort(order.begin(), order.end(),
            [&](std::size_t x, std::size_t y) { return of_b[x][0] < of_b[y][0]; });
  Parting found;
  for (std::size_t i = of_a.size(); i-- > 0;) {
    auto it = std::lower_bound(order.begin(), order.end(), of_a[i][0] - kSame,
                               [&](std::size_t j, double value) { return of_b[j][0] < value; });
    bool met = false;
    for (; it != order.end() && of_b[*it][0] <= of_a[i][0] + kSame; ++it) {
      if (std::abs(of_b[*it][1] - of_a[i][1]) > kSame) continue;
      found.gates_b = met ? std::max(found.gates_b, *it) : *it;
      met = true;
    }
    if (!met) continue;
    found.gates_a = i;
    break;
  }
  if (found.gates_a < a.size()) found.first_a = a.at(found.gates_a).source();
  if (found.gates_b < b.size()) found.first_b = b.at(found.gates_b).source();
  return found;
}

}  // namespace qiao::qsim
