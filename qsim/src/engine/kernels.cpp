// The loops, written once over Highway vectors and compiled for each instruction set: this file includes
// itself once per target (foreach_target.h). Only code inside HWY_NAMESPACE may use vectors.
#include "engine/kernels.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "engine/disabled_targets.hpp"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/kernels.cpp"
#include <hwy/foreach_target.h>
// after foreach_target
#include <hwy/highway.h>

#include "engine/targets.hpp"
#include "engine/unroll-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace qiao::qsim::engine::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_NEON
constexpr unsigned kRegisterBits = 3;  // 32 vector registers
#else
constexpr unsigned kRegisterBits = 2;
#endif
constexpr std::size_t kRegs = std::size_t{1} << kRegisterBits;

template <class Real>
struct GroupRunner {
  using D = hn::ScalableTag<Real>;
  using V = hn::Vec<D>;
  static constexpr std::size_t kLanes = hn::MaxLanes(D());
  static constexpr unsigned kLaneBits = static_cast<unsigned>(hwy::FloorLog2(kLanes));
  using Index = std::conditional_t<sizeof(Real) == 4, std::int32_t, std::int64_t>;

  V re[kRegs], im[kRegs];

  static HWY_INLINE V load(const Real* p) { return hn::Load(D(), p); }
  static HWY_INLINE V set(Real v) { return hn::Set(D(), v); }

  // (ar + i ai) * (br + i bi)
  static HWY_INLINE void cmul(V ar, V ai, V br, V bi, V& outr, V& outi) {
    const V r = hn::NegMulAdd(ai, bi, hn::Mul(ar, br));
    outi = hn::MulAdd(ar, bi, hn::Mul(ai, br));
    outr = r;
  }
  // sum += (ar + i ai) * (br + i bi)
  static HWY_INLINE void cmul_add(V ar, V ai, V br, V bi, V& sumr, V& sumi) {
    sumr = hn::NegMulAdd(ai, bi, hn::MulAdd(ar, br, sumr));
    sumi = hn::MulAdd(ar, bi, hn::MulAdd(ai, br, sumi));
  }

  // ---- register bits

  template <RotationForm form, unsigned R>
  HWY_INLINE void rotate(V t) {
    pairs<kRegisterBits, R>([&](auto k0, auto k1) QIAO_INLINE_LAMBDA {
      const V r0 = re[k0], i0 = im[k0], r1 = re[k1], i1 = im[k1];
      if constexpr (form == RotationForm::kRotC) {
        re[k0] = hn::NegMulAdd(t, r1, r0);
        im[k0] = hn::NegMulAdd(t, i1, i0);
        re[k1] = hn::MulAdd(t, r0, r1);
        im[k1] = hn::MulAdd(t, i0, i1);
      } else if constexpr (form == RotationForm::kRotS) {
        re[k0] = hn::MulSub(t, r0, r1);
        im[k0] = hn::MulSub(t, i0, i1);
        re[k1] = hn::MulAdd(t, r1, r0);
        im[k1] = hn::MulAdd(t, i1, i0);
      } else if constexpr (form == RotationForm::kReflC) {
        re[k0] = hn::MulAdd(t, r1, r0);
        im[k0] = hn::MulAdd(t, i1, i0);
        re[k1] = hn::MulSub(t, r0, r1);
        im[k1] = hn::MulSub(t, i0, i1);
      } else if constexpr (form == RotationForm::kReflS) {
        re[k0] = hn::MulAdd(t, r0, r1);
        im[k0] = hn::MulAdd(t, i0, i1);
        re[k1] = hn::NegMulAdd(t, r1, r0);
        im[k1] = hn::NegMulAdd(t, i1, i0);
      } else if constexpr (form == RotationForm::kImagC) {
        re[k0] = hn::MulAdd(t, i1, r0);
        im[k0] = hn::NegMulAdd(t, r1, i0);
        re[k1] = hn::MulAdd(t, i0, r1);
        im[k1] = hn::NegMulAdd(t, r0, i1);
      } else {
        re[k0] = hn::MulAdd(t, r0, i1);
        im[k0] = hn::MulSub(t, i0, r1);
        re[k1] = hn::MulAdd(t, r1, i0);
        im[k1] = hn::MulSub(t, i1, r0);
      }
    });
  }
  template <unsigned R>
  HWY_INLINE void rotate(RotationForm form, V t) {
    switch (form) {
      case RotationForm::kRotC:
        rotate<RotationForm::kRotC, R>(t);
        break;
      case RotationForm::kRotS:
        rotate<RotationForm::kRotS, R>(t);
        break;
      case RotationForm::kReflC:
        rotate<RotationForm::kReflC, R>(t);
        break;
      case RotationForm::kReflS:
        rotate<RotationForm::kReflS, R>(t);
        break;
      case RotationForm::kImagC:
        rotate<RotationForm::kImagC, R>(t);
        break;
      case RotationForm::kImagS:
        rotate<RotationForm::kImagS, R>(t);
        break;
    }
  }

  template <unsigned R>
  HWY_INLINE void real_matrix(const Real* c, unsigned mask, unsigned value) {
    const V m00 = load(c), m01 = load(c + kLanes), m10 = load(c + 2 * kLanes), m11 = load(c + 3 * kLanes);
    pairs<kRegisterBits, R>([&](auto k0, auto k1) QIAO_INLINE_LAMBDA {
      if ((k0 & mask) != value) return;
      const V r0 = re[k0], i0 = im[k0];
      re[k0] = hn::MulAdd(m01, re[k1], hn::Mul(m00, r0));
      im[k0] = hn::MulAdd(m01, im[k1], hn::Mul(m00, i0));
      re[k1] = hn::MulAdd(m10, r0, hn::Mul(m11, re[k1]));
      im[k1] = hn::MulAdd(m10, i0, hn::Mul(m11, im[k1]));
    });
  }

  template <unsigned R>
  HWY_INLINE void complex_matrix(const Real* c, unsigned mask, unsigned value) {
    // Held in registers: as operands in memory they would keep both load ports as busy as the multipliers.
    const V m00r = load(c), m00i = load(c + kLanes), m01r = load(c + 2 * kLanes), m01i = load(c + 3 * kLanes),
            m10r = load(c + 4 * kLanes), m10i = load(c + 5 * kLanes), m11r = load(c + 6 * kLanes),
            m11i = load(c + 7 * kLanes);
    pairs<kRegisterBits, R>([&](auto k0, auto k1) QIAO_INLINE_LAMBDA {
      if ((k0 & mask) != value) return;
      const V r0 = re[k0], i0 = im[k0], r1 = re[k1], i1 = im[k1];
      cmul(m00r, m00i, r0, i0, re[k0], im[k0]);
      cmul_add(m01r, m01i, r1, i1, re[k0], im[k0]);
      cmul(m10r, m10i, r0, i0, re[k1], im[k1]);
      cmul_add(m11r, m11i, r1, i1, re[k1], im[k1]);
    });
  }

  template <unsigned R>
  HWY_INLINE void swap(unsigned mask, unsigned value) {
    pairs<kRegisterBits, R>([&](auto k0, auto k1) QIAO_INLINE_LAMBDA {
      if ((k0 & mask) != value) return;
      const V r = re[k0], i = im[k0];
      re[k0] = re[k1];
      im[k0] = im[k1];
      re[k1] = r;
      im[k1] = i;
    });
  }
  template <unsigned R>
  HWY_INLINE void swap_lanes(const Real* lanes, unsigned mask, unsigned value) {
    const auto chosen = hn::Ne(load(lanes), hn::Zero(D()));
    pairs<kRegisterBits, R>([&](auto k0, auto k1) QIAO_INLINE_LAMBDA {
      if ((k0 & mask) != value) return;
      const V r = re[k0], i = im[k0];
      re[k0] = hn::IfThenElse(chosen, re[k1], r);
      im[k0] = hn::IfThenElse(chosen, im[k1], i);
      re[k1] = hn::IfThenElse(chosen, r, re[k1]);
      im[k1] = hn::IfThenElse(chosen, i, im[k1]);
    });
  }

  // f<R>() for the register bit of the operation.
  template <class F>
  HWY_INLINE void on_bit(unsigned bit, F&& f) {
    if (bit == 0) f(std::integral_constant<unsigned, 0>{});
    else if (bit == 1) f(std::integral_constant<unsigned, 1>{});
    else if constexpr (kRegisterBits > 2) f(std::integral_constant<unsigned, 2>{});
  }

  // ---- lane bits

  static HWY_INLINE auto permutation(unsigned flip) {
    const hn::RebindToSigned<D> di;
    return hn::IndicesFromVec(D(), hn::Xor(hn::Iota(di, 0), hn::Set(di, static_cast<Index>(flip))));
  }

  HWY_INLINE void perm_lane(const Real* c, unsigned mask, unsigned value) {
    const auto perm = hn::IndicesFromVec(D(), hn::ConvertTo(hn::RebindToSigned<D>(), load(c)));
    unroll<kRegs>([&](auto k) QIAO_INLINE_LAMBDA {
      if ((k & mask) != value) return;
      re[k] = hn::TableLookupLanes(re[k], perm);
      im[k] = hn::TableLookupLanes(im[k], perm);
    });
  }
  HWY_INLINE void real_lane(const Real* c, unsigned bit, unsigned mask, unsigned value) {
    const auto perm = permutation(1u << bit);
    const V own = load(c), other = load(c + kLanes);
    unroll<kRegs>([&](auto k) QIAO_INLINE_LAMBDA {
      if ((k & mask) != value) return;
      re[k] = hn::MulAdd(other, hn::TableLookupLanes(re[k], perm), hn::Mul(own, re[k]));
      im[k] = hn::MulAdd(other, hn::TableLookupLanes(im[k], perm), hn::Mul(own, im[k]));
    });
  }
  HWY_INLINE void imag_lane(const Real* c, unsigned bit, unsigned mask, unsigned value) {
    const auto perm = permutation(1u << bit);
    const V own = load(c), other = load(c + kLanes);
    unroll<kRegs>([&](auto k) QIAO_INLINE_LAMBDA {
      if ((k & mask) != value) return;
      const V pr = hn::TableLookupLanes(re[k], perm), pi = hn::TableLookupLanes(im[k], perm);
      re[k] = hn::NegMulAdd(other, pi, hn::Mul(own, re[k]));
      im[k] = hn::MulAdd(other, pr, hn::Mul(own, im[k]));
    });
  }
  HWY_INLINE void complex_lane(const Real* c, unsigned bit, unsigned mask, unsigned value) {
    const auto perm = permutation(1u << bit);
    const V ownr = load(c), owni = load(c + kLanes), otherr = load(c + 2 * kLanes),
            otheri = load(c + 3 * kLanes);
    unroll<kRegs>([&](auto k) QIAO_INLINE_LAMBDA {
      if ((k & mask) != value) return;
      const V pr = hn::TableLookupLanes(re[k], perm), pi = hn::TableLookupLanes(im[k], perm);
      cmul(ownr, owni, re[k], im[k], re[k], im[k]);
      cmul_add(otherr, otheri, pr, pi, re[k], im[k]);
    });
  }

  // ---- two bits

  template <unsigned A, unsigned B>
  HWY_INLINE void dense2(const Real* c) {
    unroll<kRegs / 4>([&](auto j) QIAO_INLINE_LAMBDA {
      constexpr unsigned lo = A < B ? A : B, hi = A < B ? B : A;
      constexpr std::size_t with_lo = (j.value >> lo << (lo + 1)) | (j.value & ((std::size_t{1} << lo) - 1));
      constexpr std::size_t base = (with_lo >> hi << (hi + 1)) | (with_lo & ((std::size_t{1} << hi) - 1));
      constexpr std::size_t k[4] = {base, base | std::size_t{1} << A, base | std::size_t{1} << B,
                                    base | std::size_t{1} << A | std::size_t{1} << B};
      const V r0 = re[k[0]], r1 = re[k[1]], r2 = re[k[2]], r3 = re[k[3]];
      const V i0 = im[k[0]], i1 = im[k[1]], i2 = im[k[2]], i3 = im[k[3]];
      unroll<4>([&](auto row) QIAO_INLINE_LAMBDA {
        const Real* m = c + row * 8;
        V sr, si;
        cmul(set(m[0]), set(m[1]), r0, i0, sr, si);
        cmul_add(set(m[2]), set(m[3]), r1, i1, sr, si);
        cmul_add(set(m[4]), set(m[5]), r2, i2, sr, si);
        cmul_add(set(m[6]), set(m[7]), r3, i3, sr, si);
        re[k[row]] = sr;
        im[k[row]] = si;
      });
    });
  }
  HWY_INLINE void dense2(const Real* c, unsigned a, unsigned b) {
    if (a == 0 && b == 1) dense2<0, 1>(c);
    else if (a == 1 && b == 0) dense2<1, 0>(c);
    else if constexpr (kRegisterBits > 2) {
      if (a == 0 && b == 2) dense2<0, 2>(c);
      else if (a == 2 && b == 0) dense2<2, 0>(c);
      else if (a == 1 && b == 2) dense2<1, 2>(c);
      else dense2<2, 1>(c);
    }
  }
  template <unsigned R>
  HWY_INLINE void dense2_lane(const Real* c, unsigned lane) {
    const auto perm = permutation(1u << lane);
    pairs<kRegisterBits, R>([&](auto k0, auto k1) QIAO_INLINE_LAMBDA {
      const V r0 = re[k0], i0 = im[k0], r1 = re[k1], i1 = im[k1];
      const V pr0 = hn::TableLookupLanes(r0, perm), pi0 = hn::TableLookupLanes(i0, perm);
      const V pr1 = hn::TableLookupLanes(r1, perm), pi1 = hn::TableLookupLanes(i1, perm);
      unroll<2>([&](auto row) QIAO_INLINE_LAMBDA {
        const Real* m = c + row * 8 * kLanes;
        V sr, si;
        cmul(load(m), load(m + kLanes), r0, i0, sr, si);
        cmul_add(load(m + 2 * kLanes), load(m + 3 * kLanes), pr0, pi0, sr, si);
        cmul_add(load(m + 4 * kLanes), load(m + 5 * kLanes), r1, i1, sr, si);
        cmul_add(load(m + 6 * kLanes), load(m + 7 * kLanes), pr1, pi1, sr, si);
        constexpr std::size_t out = row.value == 0 ? k0.value : k1.value;
        re[out] = sr;
        im[out] = si;
      });
    });
  }
  HWY_INLINE void dense2_lanes(const Real* c, unsigned a, unsigned b) {
    const auto pa = permutation(1u << a), pb = permutation(1u << b), pab = permutation(1u << a | 1u << b);
    unroll<kRegs>([&](auto k) QIAO_INLINE_LAMBDA {
      const V r = re[k], i = im[k];
      V sr, si;
      cmul(load(c), load(c + kLanes), r, i, sr, si);
      cmul_add(load(c + 2 * kLanes), load(c + 3 * kLanes), hn::TableLookupLanes(r, pa),
               hn::TableLookupLanes(i, pa), sr, si);
      cmul_add(load(c + 4 * kLanes), load(c + 5 * kLanes), hn::TableLookupLanes(r, pb),
               hn::TableLookupLanes(i, pb), sr, si);
      cmul_add(load(c + 6 * kLanes), load(c + 7 * kLanes), hn::TableLookupLanes(r, pab),
               hn::TableLookupLanes(i, pab), sr, si);
      re[k] = sr;
      im[k] = si;
    });
  }

  // ---- phases

  HWY_INLINE void phase(const PhaseTile<Real>& p, const Real* pool, std::uint32_t u, unsigned mask,
                        unsigned value) {
    if (p.uniform) {
      unroll<kRegs>([&](auto k) QIAO_INLINE_LAMBDA {
        if ((k & mask) != value) return;
        cmul(load(p.q + 2 * k * kLanes), load(p.q + (2 * k + 1) * kLanes), re[k], im[k], re[k], im[k]);
      });
      return;
    }
    V gr = set(Real{1}), gi = hn::Zero(D());
    if (p.t_varies) gr = set(p.t_re[u]), gi = set(p.t_im[u]);
    if (p.data->c_low != PhaseData::kNone) {
      const std::uint32_t low = u & ((1u << p.data->low_bits) - 1), high = u >> p.data->low_bits;
      const Real* l = pool + p.data->c_low + 2 * kLanes * low;
      const Real* h = pool + p.data->c_high + 2 * kLanes * high;
      V cr, ci;
      cmul(load(l), load(l + kLanes), load(h), load(h + kLanes), cr, ci);
      cmul(cr, ci, gr, gi, gr, gi);
    }
    if (!p.reg_varies) {
      unroll<kRegs>([&](auto k) QIAO_INLINE_LAMBDA {
        if ((k & mask) != value) return;
        V fr, fi;
        cmul(load(p.q + 2 * k * kLanes), load(p.q + (2 * k + 1) * kLanes), gr, gi, fr, fi);
        cmul(fr, fi, re[k], im[k], re[k], im[k]);
      });
      return;
    }
    const V s0r = set(p.s_re[0][u]), s0i = set(p.s_im[0][u]), s1r = set(p.s_re[1][u]),
            s1i = set(p.s_im[1][u]);
    const auto apply = [&](auto k, V fr, V fi) QIAO_INLINE_LAMBDA {
      if ((k & mask) != value) return;
      cmul(load(p.q + 2 * k * kLanes), load(p.q + (2 * k + 1) * kLanes), fr, fi, fr, fi);
      cmul(fr, fi, re[k], im[k], re[k], im[k]);
    };
    const auto four = [&](auto base, V fr, V fi) QIAO_INLINE_LAMBDA {
      constexpr std::size_t b = base.value;
      apply(std::integral_constant<std::size_t, b>{}, fr, fi);
      V xr, xi;
      cmul(fr, fi, s0r, s0i, xr, xi);
      apply(std::integral_constant<std::size_t, b + 1>{}, xr, xi);
      cmul(fr, fi, s1r, s1i, fr, fi);
      apply(std::integral_constant<std::size_t, b + 2>{}, fr, fi);
      cmul(xr, xi, s1r, s1i, xr, xi);
      apply(std::integral_constant<std::size_t, b + 3>{}, xr, xi);
    };
    four(std::integral_constant<std::size_t, 0>{}, gr, gi);
    if constexpr (kRegisterBits > 2) {
      cmul(gr, gi, set(p.s_re[2][u]), set(p.s_im[2][u]), gr, gi);
      four(std::integral_constant<std::size_t, 4>{}, gr, gi);
    }
  }

  // ---- the group

  HWY_INLINE void apply(const Active<Real>& a, const PhaseTile<Real>* phases, const Real* pool,
                        std::uint32_t u) {
    const MicroOp& op = *a.op;
    const unsigned mask = op.reg_mask, value = op.reg_value;
    switch (op.kind) {
      case MicroKind::kRotate: {
        const V t = set(*a.data);
        on_bit(op.bit, [&](auto r) QIAO_INLINE_LAMBDA { rotate<r.value>(op.form, t); });
        break;
      }
      case MicroKind::kRealReg:
        on_bit(op.bit, [&](auto r) QIAO_INLINE_LAMBDA { real_matrix<r.value>(a.data, mask, value); });
        break;
      case MicroKind::kMatrixReg:
        on_bit(op.bit, [&](auto r) QIAO_INLINE_LAMBDA { complex_matrix<r.value>(a.data, mask, value); });
        break;
      case MicroKind::kSwapReg:
        on_bit(op.bit, [&](auto r) QIAO_INLINE_LAMBDA { swap<r.value>(mask, value); });
        break;
      case MicroKind::kSwapRegLane:
        on_bit(op.bit, [&](auto r) QIAO_INLINE_LAMBDA { swap_lanes<r.value>(a.data, mask, value); });
        break;
      case MicroKind::kPermLane:
        perm_lane(a.data, mask, value);
        break;
      case MicroKind::kRealLane:
        real_lane(a.data, op.bit, mask, value);
        break;
      case MicroKind::kImagLane:
        imag_lane(a.data, op.bit, mask, value);
        break;
      case MicroKind::kMatrixLane:
        complex_lane(a.data, op.bit, mask, value);
        break;
      case MicroKind::kDense2RR:
        dense2(a.data, op.bit, op.bit2);
        break;
      case MicroKind::kDense2RL:
        on_bit(op.bit, [&](auto r) QIAO_INLINE_LAMBDA { dense2_lane<r.value>(a.data, op.bit2); });
        break;
      case MicroKind::kDense2LL:
        dense2_lanes(a.data, op.bit, op.bit2);
        break;
      case MicroKind::kPhase:
        phase(phases[a.phase], pool, u, mask, value);
        break;
    }
  }
};

HWY_INLINE void prefetch_row(Prefetch& p) {
  const char* at = p.base + (p.start ^ p.rows[p.next++]);
  for (std::uint32_t i = 0; i < p.row_bytes; i += 64) __builtin_prefetch(at + i, 1, 2);
}
// The share of one of `rounds` rounds, which together bring in the quota.
HWY_INLINE void prefetch_share(Prefetch* p, std::size_t rounds) {
  if (!p) return;
  p->credit += p->quota;
  while (p->credit >= rounds) {
    p->credit -= static_cast<std::uint32_t>(rounds);
    if (p->next < p->end) prefetch_row(*p);
  }
}

// A group on its way through a tile.
template <class Real>
struct Progress {
  const GroupCall* call;
  const Active<Real>* active;  // its operations
  std::size_t count;
  std::uint64_t in, out;  // places of loop value u, without the bases
  std::uint32_t u;
};

// The next `rounds` loop values of a group.
template <class Real>
HWY_NOINLINE void run_part(Progress<Real>& at, std::uint32_t rounds, const Real* pool,
                           const PhaseTile<Real>* phases, Prefetch* prefetch) {
  using Runner = GroupRunner<Real>;
  constexpr std::size_t kLanes = Runner::kLanes;
  const GroupCall& call = *at.call;
  const char* const in_base = call.from.base;
  char* const out_base = call.to.base;
  const BlockPlaces& in_at = *call.from.at;
  const BlockPlaces& out_at = *call.to.at;
  std::uint64_t in = at.in, out = at.out;
  std::uint32_t u = at.u;
  const std::uint32_t end = u + rounds, loop = std::uint32_t{1} << call.group->loop_bits;
  const Active<Real>* const first = at.active;
  const Active<Real>* const last = first + at.count;
  for (;;) {
    Runner r;
    unroll<kRegs>([&](auto k) QIAO_INLINE_LAMBDA {
      const Real* p = reinterpret_cast<const Real*>(in_base + (in ^ in_at.reg[k]));
      r.re[k] = Runner::load(p);
      r.im[k] = Runner::load(p + kLanes);
    });
    for (const Active<Real>* a = first; a != last; ++a)
      if ((u & a->op->loop_mask) == a->op->loop_value) r.apply(*a, phases, pool, u);
    unroll<kRegs>([&](auto k) QIAO_INLINE_LAMBDA {
      Real* p = reinterpret_cast<Real*>(out_base + (out ^ out_at.reg[k]));
      hn::Store(r.re[k], typename Runner::D(), p);
      hn::Store(r.im[k], typename Runner::D(), p + kLanes);
    });
    prefetch_share(prefetch, loop);
    if (++u == loop) break;
    const int bit = __builtin_ctz(u);
    in ^= in_at.step[bit];
    out ^= out_at.step[bit];
    if (u == end) break;
  }
  at.in = in;
  at.out = out;
  at.u = u;
}

// A group that is one dense matrix: four rows at a time, over all columns.
template <class Real>
HWY_NOINLINE void run_dense(const Plan<Real>& plan, const GroupCall& call, std::uint64_t outer,
                            Prefetch* prefetch, Scratch<Real>& scratch) {
  using Runner = GroupRunner<Real>;
  using V = typename Runner::V;
  constexpr std::size_t kLanes = Runner::kLanes;
  const DenseOp& op = plan.dense[call.group->dense];
  const bool same_place = call.from.at == call.to.at;
  const bool active = (outer & op.outer_mask) == op.outer_value;
  if (!active && same_place) return;
  const std::size_t dim = std::size_t{1} << op.bits;
  const Real* const matrix = plan.coefficients.data() + op.data;
  if (scratch.rows.size() < 2 * dim * kLanes) scratch.rows.resize(2 * dim * kLanes);
  Real* const rows = scratch.rows.data();
  std::uint64_t in = call.from.start, out = call.to.start;
  const std::uint32_t loop = std::uint32_t{1} << call.group->loop_bits;
  for (std::uint32_t u = 0;;) {
    const bool acts = active && (u & op.loop_mask) == op.loop_value;
    if (acts || !same_place) {
      const Real* from[1 << kMaxDenseBits];
      for (std::size_t c = 0; c < dim; ++c)
        from[c] = reinterpret_cast<const Real*>(call.from.base + (in ^ call.from.at->reg[c]));
      if (acts) {
        for (std::size_t r = 0; r < dim; r += 4) {
          V sr[4], si[4];
          const V r0 = Runner::load(from[0]), i0 = Runner::load(from[0] + kLanes);
          unroll<4>([&](auto k) QIAO_INLINE_LAMBDA {
            const Real* m = matrix + 2 * (r + k) * dim;
            Runner::cmul(Runner::set(m[0]), Runner::set(m[1]), r0, i0, sr[k], si[k]);
          });
          for (std::size_t c = 1; c < dim; ++c) {
            const V xr = Runner::load(from[c]), xi = Runner::load(from[c] + kLanes);
            unroll<4>([&](auto k) QIAO_INLINE_LAMBDA {
              const Real* m = matrix + 2 * ((r + k) * dim + c);
              Runner::cmul_add(Runner::set(m[0]), Runner::set(m[1]), xr, xi, sr[k], si[k]);
            });
          }
          unroll<4>([&](auto k) QIAO_INLINE_LAMBDA {
            hn::Store(sr[k], typename Runner::D(), rows + 2 * (r + k) * kLanes);
            hn::Store(si[k], typename Runner::D(), rows + (2 * (r + k) + 1) * kLanes);
          });
        }
      }
      for (std::size_t c = 0; c < dim; ++c) {
        Real* to = reinterpret_cast<Real*>(call.to.base + (out ^ call.to.at->reg[c]));
        const Real* p = acts ? rows + 2 * c * kLanes : from[c];
        const V re = Runner::load(p), im = Runner::load(p + kLanes);
        hn::Store(re, typename Runner::D(), to);
        hn::Store(im, typename Runner::D(), to + kLanes);
      }
    }
    prefetch_share(prefetch, loop);
    if (++u == loop) break;
    const int bit = __builtin_ctz(u);
    in ^= call.from.at->step[bit];
    out ^= call.to.at->step[bit];
  }
}

template <class Real>
void run_groups(const Plan<Real>& plan, std::span<const GroupCall> calls, std::uint64_t outer,
                Prefetch* prefetch, Scratch<Real>& scratch) {
  if (calls.front().group->dense != DenseOp::kNone) {
    run_dense(plan, calls.front(), outer, prefetch, scratch);
    return;
  }
  const Real* const pool = plan.coefficients.data();
  Progress<Real> progress[kMaxRun];
  // Operations of this tile. First how many, so that nothing moves afterwards.
  scratch.active.clear();
  std::size_t table_size = 0;
  std::uint32_t num_phases = 0;
  for (std::size_t c = 0; c < calls.size(); ++c) {
    const Group& group = *calls[c].group;
    const std::size_t begin = scratch.active.size();
    for (std::uint32_t i = group.ops_begin; i < group.ops_end; ++i) {
      const MicroOp& op = plan.ops[i];
      if ((outer & op.outer_mask) != op.outer_value) continue;
      if (op.kind == MicroKind::kPhase) {
        table_size += phase_tile_size(plan, group.loop_bits);
        scratch.active.push_back({&op, nullptr, num_phases++});
      } else {
        scratch.active.push_back({&op, pool + op.data, 0});
      }
    }
    progress[c] = {&calls[c],           nullptr,           scratch.active.size() - begin,
                   calls[c].from.start, calls[c].to.start, 0};
  }
  if (scratch.tables.size() < table_size) scratch.tables.resize(table_size);
  scratch.phases.resize(num_phases);
  std::size_t used = 0, begin = 0;
  for (std::size_t c = 0; c < calls.size(); ++c) {
    progress[c].active = scratch.active.data() + begin;
    for (std::size_t i = 0; i < progress[c].count; ++i, ++begin) {
      const Active<Real>& a = scratch.active[begin];
      if (a.op->kind == MicroKind::kPhase)
        scratch.phases[a.phase] = phase_tile(plan, plan.phases[a.op->data], calls[c].group->loop_bits, outer,
                                             scratch.tables.data(), used, scratch.angles);
    }
  }
  const unsigned loop_bits = calls.front().group->loop_bits;
  // Alone, a group has no reason to go part by part.
  const unsigned part_bits =
      calls.size() == 1 ? loop_bits : std::min<unsigned>(loop_bits, plan.part_bits - kRegisterBits);
  for (std::uint32_t part = 0; part < std::uint32_t{1} << (loop_bits - part_bits); ++part)
    for (std::size_t c = 0; c < calls.size(); ++c)
      if (progress[c].count > 0 || calls[c].from.at != calls[c].to.at)
        run_part(progress[c], std::uint32_t{1} << part_bits, pool, scratch.phases.data(), prefetch);
}

template <class Real>
void move_blocks(const char* from, std::uint64_t from_start, const std::uint64_t* from_places, char* to,
                 std::uint64_t to_start, const std::uint64_t* to_places, std::size_t count,
                 Prefetch* prefetch) {
  using Runner = GroupRunner<Real>;
  constexpr std::size_t kLanes = Runner::kLanes;
  for (std::size_t b = 0; b < count; ++b) {
    const Real* p = reinterpret_cast<const Real*>(from + (from_start ^ from_places[b]));
    Real* q = reinterpret_cast<Real*>(to + (to_start ^ to_places[b]));
    const auto re = Runner::load(p), im = Runner::load(p + kLanes);
    hn::Store(re, typename Runner::D(), q);
    hn::Store(im, typename Runner::D(), q + kLanes);
    prefetch_share(prefetch, count);
  }
}

}  // namespace

void get_kernels(Kernels<float>* f32, Kernels<double>* f64) {
  *f32 = {isa_name(HWY_TARGET), GroupRunner<float>::kLaneBits, kRegisterBits, &run_groups<float>,
          &move_blocks<float>};
  *f64 = {isa_name(HWY_TARGET), GroupRunner<double>::kLaneBits, kRegisterBits, &run_groups<double>,
          &move_blocks<double>};
}

}  // namespace qiao::qsim::engine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

#include <fmt/format.h>

#include <atomic>
#include <cstdlib>
#include <deque>

#include "qiao/base/error.hpp"

namespace qiao::qsim::engine {
namespace {

HWY_EXPORT(get_kernels);

struct Entry {
  Kernels<float> f32;
  Kernels<double> f64;
};

void fill(Entry& e) { HWY_DYNAMIC_DISPATCH(get_kernels)(&e.f32, &e.f64); }

// Every table this machine can run, best first.
const std::deque<Entry>& entries() {
  static const std::deque<Entry> table = each_target<Entry>(HWY_TARGETS, fill);
  return table;
}

std::atomic<const Entry*> forced{nullptr};

const Entry& find(std::string_view name) {
  std::string offered;
  for (const Entry& e : entries()) {
    if (name == e.f64.name) return e;
    offered += fmt::format("{}{}", offered.empty() ? "" : ", ", e.f64.name);
  }
  throw Error(ErrorCode::kUsage,
              fmt::format("instruction set '{}' is not available; this machine offers {}", name, offered),
              "unset QIAO_ISA or set it to one of these");
}

const Entry& chosen() {
  if (const Entry* e = forced.load()) return *e;
  const char* name = std::getenv("QIAO_ISA");
  if (name && *name) return find(name);
  return entries().front();
}

}  // namespace

void force_isa(std::string_view name) { forced = name.empty() ? nullptr : &find(name); }

template <>
const Kernels<float>& kernels<float>() {
  return chosen().f32;
}
template <>
const Kernels<double>& kernels<double>() {
  return chosen().f64;
}

template <>
std::vector<const Kernels<float>*> all_kernels<float>() {
  std::vector<const Kernels<float>*> all;
  for (const Entry& e : entries()) all.push_back(&e.f32);
  return all;
}
template <>
std::vector<const Kernels<double>*> all_kernels<double>() {
  std::vector<const Kernels<double>*> all;
  for (const Entry& e : entries()) all.push_back(&e.f64);
  return all;
}

}  // namespace qiao::qsim::engine
#endif
