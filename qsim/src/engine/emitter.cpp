#include "emitter.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

#include "bits.hpp"
#include "qiao/base/error.hpp"

namespace qiao::qsim::engine {
namespace {

// Rotations leave their factor out; a sweep may let this much of it gather before some rotation brings it in
// (a factor is at least 1/sqrt(2), so floats stay far from their limits).
constexpr double kSmallestScale = 0x1.0p-24;
}  // namespace

template <class Real>
void Emitter<Real>::group(GroupDraft& draft, std::uint64_t part, bool joins) {
  for (unsigned b = lane_bits();
       b < bits() && std::popcount(draft.registers) < static_cast<int>(plan_.register_bits); ++b)
    if (part & bit_of(b)) draft.registers |= bit_of(b);
  Group g;
  g.joins = joins;
  places_.assign(bits(), {Place::kOuterBit, 0});
  std::uint8_t registers = 0, loop = 0;
  std::uint32_t reg_column[kMaxRegisterBits] = {};
  std::uint32_t loop_column[32] = {};
  const auto to_loop = [&](bool in_part) {
    for (unsigned b = lane_bits(); b < bits(); ++b) {
      if (is_outer(b) || (draft.registers & bit_of(b)) || ((part & bit_of(b)) != 0) != in_part) continue;
      loop_column[loop] = draft.columns[block_bit(b)];
      places_[b] = {Place::kLoop, loop++};
    }
  };
  to_loop(true);
  to_loop(false);
  for (unsigned b = 0; b < bits(); ++b) {
    if (is_lane(b)) places_[b] = {Place::kLane, static_cast<std::uint8_t>(b)};
    else if (is_outer(b)) places_[b] = {Place::kOuterBit, static_cast<std::uint8_t>(b)};
    else if (draft.registers & bit_of(b)) {
      reg_column[registers] = draft.columns[block_bit(b)];
      places_[b] = {Place::kRegister, registers++};
    }
  }
  QIAO_ASSERT(registers == plan_.register_bits);
  for (unsigned k = 0; k < 1u << registers; ++k)
    for (unsigned r = 0; r < registers; ++r)
      if (k >> r & 1) g.reg_offset[k] ^= reg_column[r];
  g.loop_bits = loop;
  std::uint32_t lower = 0;
  for (unsigned j = 0; j < loop; ++j) {
    lower ^= loop_column[j];
    g.step[j] = lower;  // bits 0 ... j-1 go from 1 to 0 and bit j from 0 to 1
  }
  g.shift = draft.shift;
  g.outer_begin = draft.outer_begin;
  g.outer_end = draft.outer_end;
  g.ops_begin = static_cast<std::uint32_t>(plan_.ops.size());
  for (const GroupItem& item : draft.items) {
    if (!item.phase.empty()) phase(item.phase, loop);
    else op(list_.ops[item.op]);
  }
  g.ops_end = static_cast<std::uint32_t>(plan_.ops.size());
  plan_.groups.push_back(g);
}

template <class Real>
void Emitter<Real>::dense(const GroupDraft& draft) {
  const Op& op = list_.ops[draft.items.front().op];
  const WideMatrix& wide = list_.wide[op.matrix];
  DenseOp dense{.bits = static_cast<std::uint8_t>(wide.targets.size())};
  for (std::uint32_t i = 0; i < wide.matrix.dim; ++i)
    for (std::size_t k = 0; k < wide.targets.size(); ++k)
      if (i >> k & 1) dense.offset[i] ^= draft.columns[block_bit(wide.targets[k])];
  Group g;
  std::uint32_t lower = 0;
  for (unsigned b = lane_bits(); b < bits(); ++b) {
    const bool one = op.control_value >> b & 1;
    if (is_outer(b)) {
      if (!(op.control & bit_of(b))) continue;
      dense.outer_mask |= bit_of(b);
      if (one) dense.outer_value |= bit_of(b);
    } else if (!(draft.registers & bit_of(b))) {
      if (op.control & bit_of(b)) {
        dense.loop_mask |= 1u << g.loop_bits;
        if (one) dense.loop_value |= 1u << g.loop_bits;
      }
      lower ^= draft.columns[block_bit(b)];
      g.step[g.loop_bits++] = lower;
    }
  }
  dense.data = reserve(2 * wide.matrix.data.size());
  for (std::size_t i = 0; i < wide.matrix.data.size(); ++i) {
    put(dense.data + static_cast<std::uint32_t>(2 * i), wide.matrix.data[i].real());
    put(dense.data + static_cast<std::uint32_t>(2 * i + 1), wide.matrix.data[i].imag());
  }
  g.shift = draft.shift;
  g.outer_begin = draft.outer_begin;
  g.outer_end = draft.outer_end;
  g.dense = static_cast<std::uint32_t>(plan_.dense.size());
  g.ops_begin = g.ops_end = static_cast<std::uint32_t>(plan_.ops.size());
  plan_.dense.push_back(dense);
  plan_.groups.push_back(g);
}

template <class Real>
std::uint32_t Emitter<Real>::reserve(std::size_t n) {
  const std::size_t at = plan_.coefficients.size(), end = at + (n + lanes() - 1) / lanes() * lanes();
  if (end > std::numeric_limits<std::uint32_t>::max())
    throw Error(ErrorCode::kLimit, "the plan of the circuit has more than 2^32 coefficients",
                "apply the circuit in pieces");
  plan_.coefficients.resize(end);
  return static_cast<std::uint32_t>(at);
}
template <class Real>
void Emitter<Real>::put_vector(std::uint32_t at, double v) {
  for (unsigned l = 0; l < lanes(); ++l) put(at + l, v);
}

template <class Real>
typename Emitter<Real>::Conditions Emitter<Real>::split_controls(const Op& op, MicroOp& micro) const {
  Conditions c;
  each_bit(op.control, [&](unsigned b) {
    const bool one = op.control_value >> b & 1;
    const Place p = places_[b];
    switch (p.kind) {
      case Place::kLane:
        c.lane_mask |= 1u << p.at;
        if (one) c.lane_value |= 1u << p.at;
        break;
      case Place::kRegister:
        micro.reg_mask |= static_cast<std::uint8_t>(1u << p.at);
        if (one) micro.reg_value |= static_cast<std::uint8_t>(1u << p.at);
        break;
      case Place::kLoop:
        micro.loop_mask |= 1u << p.at;
        if (one) micro.loop_value |= 1u << p.at;
        break;
      case Place::kOuterBit:
        micro.outer_mask |= bit_of(b);
        if (one) micro.outer_value |= bit_of(b);
        break;
    }
  });
  return c;
}

template <class Real>
void Emitter<Real>::op(const Op& op) {
  switch (op.kind) {
    case OpKind::kRotate:
      rotation(op);
      return;
    case OpKind::kMatrix:
      matrix(op, list_.matrices[op.matrix]);
      return;
    case OpKind::kFlip:
      flip(op);
      return;
    case OpKind::kDense2:
      dense2(op);
      return;
    case OpKind::kPhase:
    case OpKind::kDenseK:
      break;
  }
  throw Error(ErrorCode::kInternal, "planner: an operation that does not belong into a group");
}

template <class Real>
void Emitter<Real>::rotation(const Op& op) {
  // On lanes coefficients are vectors anyway: the factor costs nothing.
  if (is_lane(op.target) || !bare_rotations_) {
    Matrix2 m = rotation_matrix(op.form, op.t);
    for (Complex& z : m) z *= op.scale;
    matrix(op, m);
    return;
  }
  scale_ *= op.scale;
  MicroOp micro{.kind = MicroKind::kRotate, .form = op.form};
  micro.bit = places_[op.target].at;
  micro.data = reserve(1);
  put(micro.data, op.t);
  last_rotation_ = plan_.ops.size();
  last_t_ = op.t;
  plan_.ops.push_back(micro);
  if (std::abs(scale_) < kSmallestScale) bring_in_scale();
}

template <class Real>
void Emitter<Real>::bring_in_scale() {
  if (last_rotation_ == kNoOp || scale_ == 1) return;
  MicroOp& micro = plan_.ops[last_rotation_];
  const Matrix2 m = rotation_matrix(micro.form, last_t_);
  const bool imaginary = micro.form == RotationForm::kImagC || micro.form == RotationForm::kImagS;
  micro.kind = imaginary ? MicroKind::kMatrixReg : MicroKind::kRealReg;
  const std::uint32_t at = reserve((imaginary ? 8 : 4) * lanes());
  for (unsigned i = 0; i < 4; ++i) {
    if (imaginary) {
      put_vector(at + 2 * i * lanes(), scale_ * m[i].real());
      put_vector(at + (2 * i + 1) * lanes(), scale_ * m[i].imag());
    } else {
      put_vector(at + i * lanes(), scale_ * m[i].real());
    }
  }
  plan_.ops[last_rotation_].data = at;
  scale_ = 1;
  last_rotation_ = kNoOp;
}

template <class Real>
void Emitter<Real>::matrix(const Op& op, const Matrix2& m) {
  MicroOp micro{.kind = MicroKind::kMatrixReg};
  const Conditions c = split_controls(op, micro);
  const auto active = [&](unsigned lane) { return (lane & c.lane_mask) == c.lane_value; };
  bool real = true, imaginary = true;  // imaginary: real diagonal, imaginary rest
  for (unsigned i = 0; i < 4; ++i) {
    if (m[i].imag() != 0) real = false;
    if (i % 3 == 0 ? m[i].imag() != 0 : m[i].real() != 0) imaginary = false;
  }
  if (is_lane(op.target)) {
    micro.bit = op.target;
    micro.kind = real ? MicroKind::kRealLane : imaginary ? MicroKind::kImagLane : MicroKind::kMatrixLane;
    const bool complex = micro.kind == MicroKind::kMatrixLane;
    micro.data = reserve((complex ? 4 : 2) * lanes());
    for (unsigned l = 0; l < lanes(); ++l) {
      const unsigned v = l >> op.target & 1;
      const Complex own = active(l) ? m[v * 3] : 1.0, other = active(l) ? m[v * 2 + (1 - v)] : 0.0;
      if (complex) {
        put(micro.data + l, own.real());
        put(micro.data + lanes() + l, own.imag());
        put(micro.data + 2 * lanes() + l, other.real());
        put(micro.data + 3 * lanes() + l, other.imag());
      } else {
        put(micro.data + l, own.real());
        put(micro.data + lanes() + l, real ? other.real() : other.imag());
      }
    }
  } else {
    micro.bit = places_[op.target].at;
    micro.kind = real ? MicroKind::kRealReg : MicroKind::kMatrixReg;
    micro.data = reserve((real ? 4 : 8) * lanes());
    for (unsigned i = 0; i < 4; ++i)
      for (unsigned l = 0; l < lanes(); ++l) {
        const Complex v = active(l) ? m[i] : Complex(i % 3 == 0 ? 1.0 : 0.0);
        if (real) {
          put(micro.data + i * lanes() + l, v.real());
        } else {
          put(micro.data + 2 * i * lanes() + l, v.real());
          put(micro.data + (2 * i + 1) * lanes() + l, v.imag());
        }
      }
  }
  plan_.ops.push_back(micro);
}

template <class Real>
void Emitter<Real>::flip(const Op& op) {
  MicroOp micro{.kind = MicroKind::kSwapReg};
  const Conditions c = split_controls(op, micro);
  if (is_lane(op.target)) {
    micro.kind = MicroKind::kPermLane;
    micro.data = reserve(lanes());
    for (unsigned l = 0; l < lanes(); ++l)
      put(micro.data + l, (l & c.lane_mask) == c.lane_value ? l ^ 1u << op.target : l);
    plan_.ops.push_back(micro);
    return;
  }
  micro.bit = places_[op.target].at;
  if (c.lane_mask) {
    micro.kind = MicroKind::kSwapRegLane;
    micro.data = reserve(lanes());
    for (unsigned l = 0; l < lanes(); ++l) put(micro.data + l, (l & c.lane_mask) == c.lane_value ? 1 : 0);
  }
  plan_.ops.push_back(micro);
}

template <class Real>
void Emitter<Real>::dense2(const Op& op) {
  // Rows and columns: bit 0 is the first target, bit 1 the second.
  std::array<Complex, 16> m = list_.dense2[op.matrix];
  unsigned first = op.target, second = op.target2;
  MicroOp micro{.kind = MicroKind::kDense2RR};
  if (is_lane(first) && !is_lane(second)) {  // the register bit first
    std::array<Complex, 16> exchanged;
    const auto swap2 = [](unsigned i) { return (i >> 1) | (i & 1) << 1; };
    for (unsigned r = 0; r < 4; ++r)
      for (unsigned c = 0; c < 4; ++c) exchanged[swap2(r) * 4 + swap2(c)] = m[r * 4 + c];
    m = exchanged;
    std::swap(first, second);
  }
  if (!is_lane(second)) {
    micro.bit = places_[first].at;
    micro.bit2 = places_[second].at;
    micro.data = reserve(32);
    for (unsigned i = 0; i < 16; ++i) {
      put(micro.data + 2 * i, m[i].real());
      put(micro.data + 2 * i + 1, m[i].imag());
    }
  } else if (!is_lane(first)) {
    // Register bit in bit 0, lane bit in bit 1: row (r, lane value v), column (c, v or 1 - v).
    micro.kind = MicroKind::kDense2RL;
    micro.bit = places_[first].at;
    micro.bit2 = static_cast<std::uint8_t>(second);
    micro.data = reserve(16 * lanes());
    for (unsigned r = 0; r < 2; ++r)
      for (unsigned c = 0; c < 2; ++c)
        for (unsigned other = 0; other < 2; ++other)
          for (unsigned l = 0; l < lanes(); ++l) {
            const unsigned v = l >> second & 1;
            const Complex z = m[(r | v << 1) * 4 + (c | (v ^ other) << 1)];
            const std::uint32_t at = micro.data + (((r * 2 + c) * 2 + other) * 2) * lanes() + l;
            put(at, z.real());
            put(at + lanes(), z.imag());
          }
  } else {
    micro.kind = MicroKind::kDense2LL;
    micro.bit = static_cast<std::uint8_t>(first);
    micro.bit2 = static_cast<std::uint8_t>(second);
    micro.data = reserve(8 * lanes());
    for (unsigned s = 0; s < 4; ++s)
      for (unsigned l = 0; l < lanes(); ++l) {
        const unsigned row = (l >> first & 1) | (l >> second & 1) << 1;
        const Complex z = m[row * 4 + (row ^ s)];
        put(micro.data + 2 * s * lanes() + l, z.real());
        put(micro.data + (2 * s + 1) * lanes() + l, z.imag());
      }
  }
  plan_.ops.push_back(micro);
}

template <class Real>
void Emitter<Real>::phase(std::vector<PhaseTerms::Term> terms, unsigned loop_bits) {
  MicroOp micro{.kind = MicroKind::kPhase};
  // All terms on one bit: linear in the others, where that bit is 1.
  std::uint64_t common = ~std::uint64_t{0};
  for (const auto& t : terms) common &= t.mask;
  if (common) {
    unsigned star = static_cast<unsigned>(std::countr_zero(common));
    if (is_lane(star) && std::popcount(common) > 1)
      star = static_cast<unsigned>(63 - std::countl_zero(common));
    if (!is_lane(star)) {
      Op condition;
      condition.control = condition.control_value = bit_of(star);
      split_controls(condition, micro);
      for (auto& t : terms) t.mask &= ~bit_of(star);
    }
  }
  const unsigned regs = 1u << plan_.register_bits;
  const std::size_t loop_size = std::size_t{1} << loop_bits;
  PhaseData data;
  // E: everything on lanes and registers. T, S, C: with the loop. Outer: the rest.
  std::vector<double> e(regs * lanes(), 0.0), t(loop_size, 0.0);
  std::vector<double> s[kMaxRegisterBits];
  std::vector<double> lane_loop(loop_bits * lane_bits(), 0.0);
  bool has_e = false, has_t = false, has_c = false;
  double constant = 0;
  data.outer_begin = static_cast<std::uint32_t>(plan_.outer_terms.size());
  const std::uint32_t lane_slot = 1, reg_slot = lane_slot + lane_bits(),
                      loop_slot = reg_slot + plan_.register_bits;
  for (const auto& term : terms) {
    std::uint64_t outer = 0;
    std::uint32_t lane = 0, reg = 0, loop = 0;
    each_bit(term.mask, [&](unsigned b) {
      const Place p = places_[b];
      if (p.kind == Place::kLane) lane |= 1u << p.at;
      if (p.kind == Place::kRegister) reg |= 1u << p.at;
      if (p.kind == Place::kLoop) loop |= 1u << p.at;
      if (p.kind == Place::kOuterBit) outer |= bit_of(b);
    });
    if (outer) {
      std::uint32_t slot = 0;
      if (lane) slot = lane_slot + static_cast<std::uint32_t>(std::countr_zero(lane)), data.outer_lane = true;
      else if (reg)
        slot = reg_slot + static_cast<std::uint32_t>(std::countr_zero(reg)), data.outer_reg = true;
      else if (loop)
        slot = loop_slot + static_cast<std::uint32_t>(std::countr_zero(loop)), data.outer_loop = true;
      else data.outer_const = true;
      plan_.outer_terms.push_back({outer, slot, term.theta});
    } else if (loop && reg) {
      auto& table = s[std::countr_zero(reg)];
      if (table.empty()) table.assign(loop_size, 0.0);
      for (std::size_t u = 0; u < loop_size; ++u)
        if (u & loop) table[u] += term.theta;
    } else if (loop && lane) {
      has_c = true;
      lane_loop[static_cast<std::size_t>(std::countr_zero(loop)) * lane_bits() +
                static_cast<std::size_t>(std::countr_zero(lane))] += term.theta;
    } else if (loop) {
      has_t = true;
      for (std::size_t u = 0; u < loop_size; ++u)
        if ((u & loop) == loop) t[u] += term.theta;
    } else if (lane || reg) {
      has_e = true;
      for (unsigned k = 0; k < regs; ++k)
        for (unsigned l = 0; l < lanes(); ++l)
          if ((k & reg) == reg && (l & lane) == lane) e[k * lanes() + l] += term.theta;
    } else {
      constant += term.theta;  // the star's own angle
    }
  }
  data.outer_end = static_cast<std::uint32_t>(plan_.outer_terms.size());
  if (constant != 0) {
    has_e = true;
    for (double& angle : e) angle += constant;
  }
  if (has_e) {
    data.e = reserve(2 * regs * lanes());
    for (unsigned k = 0; k < regs; ++k)
      for (unsigned l = 0; l < lanes(); ++l) {
        put(data.e + 2 * k * lanes() + l, std::cos(e[k * lanes() + l]));
        put(data.e + (2 * k + 1) * lanes() + l, std::sin(e[k * lanes() + l]));
      }
  }
  const auto put_table = [&](const std::vector<double>& angles) {
    const std::size_t padded = std::max<std::size_t>(loop_size, lanes());
    const std::uint32_t at = reserve(2 * padded);
    for (std::size_t u = 0; u < loop_size; ++u) {
      put(at + static_cast<std::uint32_t>(u), std::cos(angles[u]));
      put(at + static_cast<std::uint32_t>(padded + u), std::sin(angles[u]));
    }
    return at;
  };
  if (has_t) data.t = put_table(t);
  for (unsigned r = 0; r < plan_.register_bits; ++r)
    if (!s[r].empty()) data.s[r] = put_table(s[r]);
  if (has_c) {
    data.low_bits = static_cast<std::uint8_t>((loop_bits + 1) / 2);
    const auto put_half = [&](unsigned first, unsigned count) {
      const std::uint32_t at = reserve(2 * lanes() << count);
      for (std::uint32_t i = 0; i < 1u << count; ++i)
        for (unsigned l = 0; l < lanes(); ++l) {
          double angle = 0;
          for (unsigned j = 0; j < count; ++j)
            for (unsigned a = 0; a < lane_bits(); ++a)
              if ((i >> j & 1) && (l >> a & 1)) angle += lane_loop[(first + j) * lane_bits() + a];
          put(at + 2 * i * lanes() + l, std::cos(angle));
          put(at + (2 * i + 1) * lanes() + l, std::sin(angle));
        }
      return at;
    };
    data.c_low = put_half(0, data.low_bits);
    data.c_high = put_half(data.low_bits, loop_bits - data.low_bits);
  }
  micro.data = static_cast<std::uint32_t>(plan_.phases.size());
  plan_.phases.push_back(data);
  plan_.ops.push_back(micro);
}

template <class Real>
void Emitter<Real>::end_sweep() {
  bring_in_scale();
  scale_ = 1;
  last_rotation_ = kNoOp;
}

template class Emitter<float>;
template class Emitter<double>;

}  // namespace qiao::qsim::engine
