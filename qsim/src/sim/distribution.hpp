#pragma once
// Exact distributions of classical bits from states.

#include <algorithm>
#include <cstdint>
#include <vector>

#include "../engine/parallel.hpp"
#include "../engine/state.hpp"
#include "needs.hpp"
#include "qiao/ir/expr.hpp"
#include "qiao/qsim/outcomes.hpp"

namespace qiao::qsim {

// Probabilities below this are rounding, not outcomes.
inline constexpr double kZeroProbability = 1e-15;

// Qubit `position` of a state decides classical bit `bit`.
struct Measured {
  unsigned position;
  ir::Clbit bit;
};

// Adds `weight` times the probability of every value that the measured qubits have in `state`, as a row of
// out.num_bits() bits; the bits that nothing measures are those of `bits`. Rows come in ascending order. Throws
// Error(kLimit) before the first row if they need more than `room` bytes.
template <class Real>
void add_distribution(const engine::State<Real>& state, const std::vector<Measured>& measured,
                      const ir::ClassicalBits& bits, double weight, std::uint64_t room,
                      const Monitor* monitor, Outcomes<double>& out) {
  const unsigned words = out.words();
  std::vector<std::uint64_t> base(bits.words().begin(), bits.words().begin() + words);
  if (out.num_bits() % 64) base.back() &= (std::uint64_t{1} << (out.num_bits() % 64)) - 1;
  // The qubits in the order of the highest bits that they decide: then rows ascend with the qubits' values.
  struct Source {
    unsigned position;
    ir::Clbit highest;
    std::vector<std::uint64_t> mask;
  };
  std::vector<Source> sources;
  for (const Measured& m : measured) {
    if (m.bit >= out.num_bits()) continue;
    auto at = std::find_if(sources.begin(), sources.end(),
                           [&](const Source& s) { return s.position == m.position; });
    if (at == sources.end()) at = sources.insert(at, {m.position, m.bit, std::vector<std::uint64_t>(words)});
    at->highest = std::max(at->highest, m.bit);
    at->mask[m.bit / 64] |= std::uint64_t{1} << (m.bit % 64);
    base[m.bit / 64] &= ~(std::uint64_t{1} << (m.bit % 64));
  }
  std::sort(sources.begin(), sources.end(),
            [](const Source& a, const Source& b) { return a.highest < b.highest; });
  if (sources.empty()) {
    out.add(base, weight);
    return;
  }
  const auto k = static_cast<unsigned>(sources.size());
  const bool all = k == state.num_qubits();
  const std::uint64_t values = std::uint64_t{1} << k;
  const double least = kZeroProbability / weight;

  // Where all qubits are measured probabilities are read from the state, else they are added up first.
  std::vector<double> table;
  std::vector<std::uint64_t> nonzero(all ? state.num_parts() : 1);
  if (all) {
    const engine::IndexMap logical = state.to_logical();
    engine::parallel_for(state.num_parts(), state.threads(), values, [&](std::uint64_t part, int) {
      std::uint64_t count = 0;
      state.each_probability(part, logical, [&](std::uint64_t, double p) { count += p > least; });
      nonzero[part] = count;
    });
  } else {
    std::vector<std::uint8_t> from, to;
    for (unsigned j = 0; j < k; ++j) {
      from.push_back(static_cast<std::uint8_t>(sources[j].position));
      to.push_back(static_cast<std::uint8_t>(j));
    }
    table = state.marginal(from, to, k, monitor);
    nonzero[0] = static_cast<std::uint64_t>(
        std::count_if(table.begin(), table.end(), [&](double p) { return p > least; }));
  }
  std::uint64_t rows = 0;
  for (const std::uint64_t n : nonzero) rows += n;
  refuse_outcomes(rows, out.num_bits(), room);
  out.reserve(out.size() + rows);

  std::vector<std::uint8_t> bit_of;
  for (const Source& s : sources) bit_of.push_back(state.map().bit[s.position]);
  const engine::IndexMap stored(bit_of, state.map().flipped);
  const std::size_t w = std::size_t{1} << state.lane_bits();
  std::vector<std::uint64_t> row(words);
  for (std::uint64_t value = 0; value < values; ++value) {
    if (monitor && (value & 0xffff) == 0) monitor->check();
    double p = 0;
    if (all) {
      const Real* const a = state.stored() + state.stored_offset(stored(value));
      const double re = a[0], im = a[w];
      p = re * re + im * im;
    } else {
      p = table[value];
    }
    if (!(p > least)) continue;
    row = base;
    for (std::uint64_t rest = value; rest; rest &= rest - 1) {
      const auto& mask = sources[static_cast<std::size_t>(std::countr_zero(rest))].mask;
      for (unsigned i = 0; i < words; ++i) row[i] |= mask[i];
    }
    out.add(row, p * weight);
  }
}

}  // namespace qiao::qsim
