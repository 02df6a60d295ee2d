#include <cmath>

#include "kernels.hpp"

namespace qiao::qsim::engine {

template <class Real>
std::size_t phase_tile_size(const Plan<Real>& plan, unsigned loop_bits) {
  const std::size_t lanes = std::size_t{1} << plan.lane_bits;
  const std::size_t loop = std::max(lanes, std::size_t{1} << loop_bits);
  return (2 << plan.register_bits) * lanes + 2 * (1 + plan.register_bits) * loop;
}

namespace {

// table[u] *= prod over bits j of u of e^{i angle_j}, times e^{i constant}; `size` = 2^bits. Separate real
// and imaginary parts so that the compiler vectorises the doubling.
template <class Real>
void multiply_linear(Real* re, Real* im, const Real* base_re, const Real* base_im, unsigned bits,
                     double constant, const double* angles) {
  re[0] = static_cast<Real>(std::cos(constant));
  im[0] = static_cast<Real>(std::sin(constant));
  for (unsigned j = 0; j < bits; ++j) {
    const std::size_t half = std::size_t{1} << j;
    const double angle = angles ? angles[j] : 0;
    const Real c = static_cast<Real>(std::cos(angle)), s = static_cast<Real>(std::sin(angle));
    for (std::size_t u = 0; u < half; ++u) {
      re[half + u] = re[u] * c - im[u] * s;
      im[half + u] = re[u] * s + im[u] * c;
    }
  }
  if (!base_re) return;
  for (std::size_t u = 0; u < std::size_t{1} << bits; ++u) {
    const Real r = re[u] * base_re[u] - im[u] * base_im[u];
    im[u] = re[u] * base_im[u] + im[u] * base_re[u];
    re[u] = r;
  }
}

}  // namespace

template <class Real>
PhaseTile<Real> phase_tile(const Plan<Real>& plan, const PhaseData& data, unsigned loop_bits,
                           std::uint64_t outer, Real* tables, std::size_t& used,
                           std::vector<double>& angles) {
  const std::size_t lanes = std::size_t{1} << plan.lane_bits;
  const unsigned regs = 1u << plan.register_bits;
  const std::size_t loop = std::size_t{1} << loop_bits, padded = std::max(lanes, loop);
  const Real* const pool = plan.coefficients.data();
  const std::size_t lane_slot = 1, reg_slot = lane_slot + plan.lane_bits,
                    loop_slot = reg_slot + plan.register_bits;
  angles.assign(loop_slot + loop_bits, 0.0);
  for (std::uint32_t i = data.outer_begin; i < data.outer_end; ++i) {
    const OuterTerm& term = plan.outer_terms[i];
    if ((outer & term.mask) == term.mask) angles[term.slot] += term.theta;
  }
  PhaseTile<Real> tile;
  tile.data = &data;
  tile.t_varies = data.t != PhaseData::kNone || data.outer_loop;
  const bool lane_varies = data.c_low != PhaseData::kNone;
  for (unsigned r = 0; r < plan.register_bits; ++r)
    tile.reg_varies = tile.reg_varies || data.s[r] != PhaseData::kNone;
  tile.uniform = !tile.t_varies && !lane_varies && !tile.reg_varies;

  const auto take = [&](std::size_t n) {
    Real* p = tables + used;
    used += n;
    return p;
  };
  // Q: E, the outer bits' factors on lanes, and whatever else does not vary with the loop.
  Real* q = take(2 * regs * lanes);
  tile.q = q;
  const double q_constant = tile.t_varies ? 0.0 : angles[0];
  double lane_re[1 << kMaxLaneBits], lane_im[1 << kMaxLaneBits];
  lane_re[0] = std::cos(q_constant);
  lane_im[0] = std::sin(q_constant);
  for (unsigned a = 0; a < plan.lane_bits; ++a) {
    const double c = std::cos(angles[lane_slot + a]), s = std::sin(angles[lane_slot + a]);
    for (std::size_t l = 0; l < std::size_t{1} << a; ++l) {
      lane_re[(std::size_t{1} << a) + l] = lane_re[l] * c - lane_im[l] * s;
      lane_im[(std::size_t{1} << a) + l] = lane_re[l] * s + lane_im[l] * c;
    }
  }
  for (unsigned k = 0; k < regs; ++k) {
    double angle = 0;
    if (!tile.reg_varies)
      for (unsigned r = 0; r < plan.register_bits; ++r)
        if (k >> r & 1) angle += angles[reg_slot + r];
    const double c = std::cos(angle), s = std::sin(angle);
    for (std::size_t l = 0; l < lanes; ++l) {
      double re = lane_re[l] * c - lane_im[l] * s, im = lane_re[l] * s + lane_im[l] * c;
      if (data.e != PhaseData::kNone) {
        const double er = pool[data.e + 2 * k * lanes + l], ei = pool[data.e + (2 * k + 1) * lanes + l];
        const double r = re * er - im * ei;
        im = re * ei + im * er;
        re = r;
      }
      q[2 * k * lanes + l] = static_cast<Real>(re);
      q[(2 * k + 1) * lanes + l] = static_cast<Real>(im);
    }
  }
  if (tile.t_varies) {
    Real *re = take(padded), *im = take(padded);
    const Real* base = data.t == PhaseData::kNone ? nullptr : pool + data.t;
    if (!data.outer_loop && !data.outer_const) {
      tile.t_re = base;
      tile.t_im = base + padded;
    } else {
      multiply_linear<Real>(re, im, base, base ? base + padded : nullptr, loop_bits, angles[0],
                            data.outer_loop ? angles.data() + loop_slot : nullptr);
      tile.t_re = re;
      tile.t_im = im;
    }
  }
  if (tile.reg_varies)
    for (unsigned r = 0; r < plan.register_bits; ++r) {
      const Real* base = data.s[r] == PhaseData::kNone ? nullptr : pool + data.s[r];
      const double angle = angles[reg_slot + r];
      if (base && angle == 0) {
        tile.s_re[r] = base;
        tile.s_im[r] = base + padded;
        continue;
      }
      Real *re = take(padded), *im = take(padded);
      const Real c = static_cast<Real>(std::cos(angle)), s = static_cast<Real>(std::sin(angle));
      for (std::size_t u = 0; u < loop; ++u) {
        const Real br = base ? base[u] : Real{1}, bi = base ? base[padded + u] : Real{0};
        re[u] = br * c - bi * s;
        im[u] = br * s + bi * c;
      }
      tile.s_re[r] = re;
      tile.s_im[r] = im;
    }
  return tile;
}

template std::size_t phase_tile_size(const Plan<float>&, unsigned);
template std::size_t phase_tile_size(const Plan<double>&, unsigned);
template PhaseTile<float> phase_tile(const Plan<float>&, const PhaseData&, unsigned, std::uint64_t, float*,
                                     std::size_t&, std::vector<double>&);
template PhaseTile<double> phase_tile(const Plan<double>&, const PhaseData&, unsigned, std::uint64_t, double*,
                                      std::size_t&, std::vector<double>&);

}  // namespace qiao::qsim::engine
