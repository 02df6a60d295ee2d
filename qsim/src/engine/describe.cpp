#include <fmt/format.h>

#include <bit>
#include <cmath>

#include "plan.hpp"

namespace qiao::qsim::engine {

template <class Real>
std::uint64_t Plan<Real>::memory_bytes() const {
  const auto of = [](const auto& v) { return v.capacity() * sizeof(v[0]); };
  std::uint64_t bytes = sizeof(*this) + of(sweeps) + of(groups) + of(ops) + of(phases) + of(outer_terms) +
                        of(outer_shifts) + of(flips) + of(dense) + of(coefficients) + source.memory_bytes();
  for (const Sweep& s : sweeps) bytes += of(s.high) + of(s.columns);
  return bytes;
}
template std::uint64_t Plan<float>::memory_bytes() const;
template std::uint64_t Plan<double>::memory_bytes() const;
namespace {

const char* name(MicroKind kind) {
  switch (kind) {
    case MicroKind::kRotate:
      return "rotation";
    case MicroKind::kRealReg:
      return "real matrix";
    case MicroKind::kMatrixReg:
      return "matrix";
    case MicroKind::kSwapReg:
    case MicroKind::kSwapRegLane:
    case MicroKind::kPermLane:
      return "flip";
    case MicroKind::kRealLane:
    case MicroKind::kImagLane:
      return "lane rotation";
    case MicroKind::kMatrixLane:
      return "lane matrix";
    case MicroKind::kDense2RR:
    case MicroKind::kDense2RL:
    case MicroKind::kDense2LL:
      return "two-qubit matrix";
    case MicroKind::kPhase:
      return "phases";
  }
  return "";
}

// Vector operations per block pair in registers (of which a matrix on a register bit handles two at once).
double cost(MicroKind kind) {
  switch (kind) {
    case MicroKind::kRotate:
      return 2;
    case MicroKind::kRealReg:
      return 4;
    case MicroKind::kMatrixReg:
      return 8;
    case MicroKind::kSwapReg:
      return 1;
    case MicroKind::kSwapRegLane:
    case MicroKind::kPermLane:
      return 2;
    case MicroKind::kRealLane:
    case MicroKind::kImagLane:
      return 6;
    case MicroKind::kMatrixLane:
      return 10;
    case MicroKind::kDense2RR:
      return 16;
    case MicroKind::kDense2RL:
    case MicroKind::kDense2LL:
      return 20;
    case MicroKind::kPhase:
      return 10;
  }
  return 0;
}
constexpr double kLoadStore = 4;  // two loads, two stores

// The share of tiles (or of a tile's values) on which an operation with so many controls acts.
double share(std::uint64_t mask) { return std::ldexp(1.0, -std::popcount(mask)); }

template <class Real>
double tiles_at_work(const Plan<Real>& plan, const Sweep& sweep) {
  const std::uint64_t outer = ((plan.bits >= 64 ? 0 : std::uint64_t{1} << plan.bits) - 1) & ~sweep.resident;
  return std::ldexp(1.0, std::popcount(outer & ~sweep.zero_bits));
}

}  // namespace

template <class Real>
PlanWork sweep_work(const Plan<Real>& plan, const Sweep& sweep) {
  PlanWork w;
  w.sweeps = 1;
  if (sweep.wide != Sweep::kNone) {
    const double amplitudes = std::ldexp(1.0, static_cast<int>(plan.bits));
    w.bytes = amplitudes * 4 * sizeof(Real);
    w.vector_ops =
        amplitudes * 8 * static_cast<double>(plan.source.wide[sweep.wide].matrix.dim);  // not vectorised
    return w;
  }
  const double tiles = tiles_at_work(plan, sweep);
  const double blocks = std::ldexp(1.0, static_cast<int>(sweep.tile_bits - plan.lane_bits));
  w.bytes = tiles * std::ldexp(4.0 * sizeof(Real), static_cast<int>(sweep.tile_bits));
  w.groups = sweep.groups_end - sweep.groups_begin;
  if (sweep.flips_begin != sweep.flips_end) {
    w.operations = sweep.flips_end - sweep.flips_begin;
    w.vector_ops = tiles * blocks * 2 * kLoadStore;  // to the buffer and back
    return w;
  }
  for (std::uint32_t g = sweep.groups_begin; g < sweep.groups_end; ++g) {
    double per_block = kLoadStore;
    for (std::uint32_t i = plan.groups[g].ops_begin; i < plan.groups[g].ops_end; ++i) {
      const MicroOp& op = plan.ops[i];
      per_block += cost(op.kind) * share(op.reg_mask) * share(op.loop_mask) * share(op.outer_mask);
    }
    if (plan.groups[g].dense != DenseOp::kNone) {
      const DenseOp& op = plan.dense[plan.groups[g].dense];
      per_block += std::ldexp(4.0, op.bits) * share(op.loop_mask) * share(op.outer_mask);
      ++w.operations;
    }
    w.vector_ops += tiles * blocks * per_block;
    w.operations += plan.groups[g].ops_end - plan.groups[g].ops_begin;
  }
  return w;
}

template <class Real>
PlanWork plan_work(const Plan<Real>& plan) {
  PlanWork total;
  for (const Sweep& sweep : plan.sweeps) {
    const PlanWork w = sweep_work(plan, sweep);
    total.vector_ops += w.vector_ops;
    total.bytes += w.bytes;
    total.sweeps += w.sweeps;
    total.groups += w.groups;
    total.operations += w.operations;
  }
  return total;
}

template <class Real>
std::string describe(const Plan<Real>& plan) {
  const PlanWork w = plan_work(plan);
  std::string out = fmt::format(
      "{} index bits, {} lanes, {} block pairs in registers\n{} sweeps, {} groups, {} operations\n",
      plan.bits, 1u << plan.lane_bits, 1u << plan.register_bits, w.sweeps, w.groups, w.operations);
  std::size_t number = 0;
  for (const Sweep& sweep : plan.sweeps) {
    ++number;
    if (sweep.wide != Sweep::kNone) {
      out += fmt::format("sweep {}: one unitary of dimension {} over the whole state\n", number,
                         plan.source.wide[sweep.wide].matrix.dim);
      continue;
    }
    std::string bits = fmt::format("0-{}", sweep.row_bits - 1);
    for (const std::uint8_t b : sweep.high) bits += fmt::format(",{}", b);
    if (sweep.flips_begin != sweep.flips_end) {
      out += fmt::format("sweep {}: tiles of 2^{} on bits {}, {} flip(s) as one permutation\n", number,
                         sweep.tile_bits, bits, sweep.flips_end - sweep.flips_begin);
      continue;
    }
    out += fmt::format("sweep {}: tiles of 2^{} on bits {}, {} group(s){}\n", number, sweep.tile_bits, bits,
                       sweep.groups_end - sweep.groups_begin, sweep.permutes ? ", copied back permuted" : "");
    for (std::uint32_t g = sweep.groups_begin; g < sweep.groups_end; ++g) {
      const Group& group = plan.groups[g];
      if (group.dense != DenseOp::kNone) {
        out += fmt::format("  {}-qubit matrix\n", plan.dense[group.dense].bits);
        continue;
      }
      std::vector<std::pair<const char*, unsigned>> counts;
      for (std::uint32_t i = group.ops_begin; i < group.ops_end; ++i) {
        const char* n = name(plan.ops[i].kind);
        if (!counts.empty() && counts.back().first == n) ++counts.back().second;
        else counts.emplace_back(n, 1);
      }
      out += "  ";
      for (std::size_t i = 0; i < counts.size(); ++i)
        out +=
            fmt::format("{}{}{}", i ? ", " : "",
                        counts[i].second > 1 ? fmt::format("{} x ", counts[i].second) : "", counts[i].first);
      out += '\n';
    }
  }
  return out;
}

template PlanWork sweep_work(const Plan<float>&, const Sweep&);
template PlanWork sweep_work(const Plan<double>&, const Sweep&);
template PlanWork plan_work(const Plan<float>&);
template PlanWork plan_work(const Plan<double>&);
template std::string describe(const Plan<float>&);
template std::string describe(const Plan<double>&);

}  // namespace qiao::qsim::engine
