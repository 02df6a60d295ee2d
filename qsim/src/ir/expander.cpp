// Gates without controls in the gates of a set.
#include "expander.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "qiao/base/error.hpp"

namespace qiao::ir {
namespace {

// k if the angle is k pi/4 (mod 2 pi) within rounding, else -1.
int quarter_turns(const Param& angle) {
  if (!angle.is_number()) return -1;
  const double quarters = angle.constant() / (kPi / 4);
  const double nearest = std::round(quarters);
  if (std::abs(quarters - nearest) > 1e-14 * std::max(1.0, std::abs(nearest)) || std::abs(nearest) > 1e6)
    return -1;
  return static_cast<int>((static_cast<long>(nearest) % 8 + 8) % 8);
}

}  // namespace

const double* phase_angle(GateId id) {
  static constexpr double kZ = kPi, kS = kPi / 2, kSdg = -kPi / 2, kT = kPi / 4, kTdg = -kPi / 4;
  switch (id) {
    case GateId::kZ:
      return &kZ;
    case GateId::kS:
      return &kS;
    case GateId::kSdg:
      return &kSdg;
    case GateId::kT:
      return &kT;
    case GateId::kTdg:
      return &kTdg;
    default:
      return nullptr;
  }
}

void Expander::impossible(GateId id, unsigned controls) const {
  throw Error(ErrorCode::kUnsupported,
              fmt::format("the gates of the target cannot make '{}'{}", gate_info(id).name,
                          controls == 0 ? "" : fmt::format(" with {} control(s)", controls)),
              "a universal set has rotations about two axes and an entangling gate, for example rz,sx,cx");
}

void Expander::instruction(const Instruction& in) {
  std::vector<Control> controls;
  for (unsigned i = 0; i < in.num_controls(); ++i) controls.push_back(in.control(i));
  if (in.gate() == GateId::kUnitary) return unitary(in.matrix(), controls, in.targets());
  Param params[kMaxGateParams];
  const std::size_t n = in.params().size();
  for (unsigned i = 0; i < n; ++i) params[i] = in.param(i);
  gate(in.gate(), {params, n}, controls, in.targets());
}

void Expander::gate(GateId id, std::span<const Param> params, std::span<const Control> controls,
                    std::span<const Qubit> targets) {
  const auto k = static_cast<unsigned>(controls.size());
  const bool negative =
      std::any_of(controls.begin(), controls.end(), [](const Control& c) { return !c.positive(); });
  if (set_.has(id, k) && (!negative || set_.negative_controls))
    return out_.gate(id, params, controls, targets);
  struct Depth {
    unsigned& d;
    explicit Depth(unsigned& depth) : d(++depth) {}
    ~Depth() { --d; }
  } guard(depth_);
  // Each control costs a few levels; a set that cannot make the gate would go on for ever.
  if (depth_ > 64 + 8 * k) impossible(id, k);
  if (negative) {
    std::vector<Control> positive;
    for (const Control& c : controls) {
      positive.emplace_back(c.qubit());
      if (!c.positive()) g(GateId::kX, {}, {c.qubit()});
    }
    gate(id, params, positive, targets);
    for (const Control& c : controls)
      if (!c.positive()) g(GateId::kX, {}, {c.qubit()});
    return;
  }
  if (k > 0) return controlled(id, params, controls, targets);
  if (id == GateId::kGPhase) return out_.global_phase(params[0]);
  if (simpler(id, params, targets)) return;
  if (targets.size() == 1) return one_qubit(id, params, targets[0]);
  TargetSink sink(*this, {});
  gate_info(id).decompose(sink, params.data(), targets.data());
}

// Ways that are shorter than the table's where the set has what they need.
bool Expander::simpler(GateId id, std::span<const Param> params, std::span<const Qubit> t) {
  const auto around = [&](GateId outer, GateId inner, double angle) {  // both qubits turned before and after
    const std::initializer_list<Param> turn = {angle};
    const Params none = {};
    const bool rotation = outer == GateId::kRX;
    for (const Qubit q : t) g(outer, rotation ? turn : none, {q});
    gate(inner, params, {}, t);
    const std::initializer_list<Param> back = {-angle};
    for (const Qubit q : t) g(outer, rotation ? back : none, {q});
    return true;
  };
  switch (id) {
    case GateId::kRXX:
      return set_.has(GateId::kRZZ) && around(GateId::kH, GateId::kRZZ, 0);
    case GateId::kRYY:
      return set_.has(GateId::kRZZ) && around(GateId::kRX, GateId::kRZZ, kPi / 2);
    case GateId::kRZZ:
      return set_.has(GateId::kRXX) && around(GateId::kH, GateId::kRXX, 0);
    case GateId::kRZX:
      if (!set_.has(GateId::kRZZ)) return false;
      g(GateId::kH, {}, {t[1]});
      gate(GateId::kRZZ, params, {}, t);
      g(GateId::kH, {}, {t[1]});
      return true;
    case GateId::kGivens:
      if (!set_.has(GateId::kXXPlusYY)) return false;
      g(GateId::kXXPlusYY, {params[0] * 2, kPi / 2}, {t[0], t[1]});
      return true;
    case GateId::kFSim: {
      if (!set_.has(GateId::kXXPlusYY)) return false;
      g(GateId::kXXPlusYY, {params[0] * 2, 0.0}, {t[0], t[1]});
      const Control control(t[0]);
      c(GateId::kP, {-params[1]}, {&control, 1}, t[1]);
      return true;
    }
    case GateId::kXXPlusYY:
      if (!set_.has(GateId::kGivens)) return false;  // rz turns the plane's phase
      g(GateId::kRZ, {params[1] - kPi / 2}, {t[0]});
      g(GateId::kGivens, {params[0] / 2}, {t[0], t[1]});
      g(GateId::kRZ, {-params[1] + kPi / 2}, {t[0]});
      return true;
    default:
      return false;
  }
}

bool Expander::can_rotate_z() const {
  return set_.has(GateId::kRZ) || set_.has(GateId::kP) || set_.has(GateId::kU) || set_.has(GateId::kT) ||
         set_.has(GateId::kS) || set_.has(GateId::kTdg) || set_.has(GateId::kSdg);
}
bool Expander::can_rotate_x() const {
  return set_.has(GateId::kRX) || set_.has(GateId::kR) || set_.has(GateId::kU);
}
bool Expander::can_rotate_y() const {
  return set_.has(GateId::kRY) || set_.has(GateId::kR) || set_.has(GateId::kU);
}

void Expander::one_qubit(GateId id, std::span<const Param> params, Qubit q) {
  if (const double* angle = phase_angle(id)) return g(GateId::kP, {*angle}, {q});
  switch (id) {
    case GateId::kI:
    case GateId::kU0:
      return;
    case GateId::kP: {
      if (!set_.has(GateId::kRZ) && !set_.has(GateId::kU) && discrete_z(params[0], q)) return;
      if (set_.has(GateId::kRZ) || !set_.has(GateId::kU)) {
        rotate_z(params[0], q);
        return phase(params[0] / 2);
      }
      return euler(0.0, 0.0, params[0], q);
    }
    case GateId::kRZ:
      return rotate_z(params[0], q);
    case GateId::kRX:
      return rotate_x(params[0], q);
    case GateId::kRY:
      return rotate_y(params[0], q);
    case GateId::kU:
      return euler(params[0], params[1], params[2], q);
    case GateId::kSX:
    case GateId::kSXdg:
      if (set_.has(GateId::kH) && !can_rotate_x())  // H S H
        return g(GateId::kH, {}, {q}), g(id == GateId::kSX ? GateId::kS : GateId::kSdg, {}, {q}),
               g(GateId::kH, {}, {q});
      break;
    case GateId::kX:
    case GateId::kY:
      if (set_.has(GateId::kH) && !can_rotate_x()) {  // X = H Z H, Y = S X Sdg
        if (id == GateId::kY) g(GateId::kSdg, {}, {q});
        g(GateId::kH, {}, {q});
        g(GateId::kZ, {}, {q});
        g(GateId::kH, {}, {q});
        if (id == GateId::kY) g(GateId::kS, {}, {q});
        return;
      }
      if (id == GateId::kX && set_.has(GateId::kSX)) return g(GateId::kSX, {}, {q}), g(GateId::kSX, {}, {q});
      break;
    case GateId::kH:
      if (set_.has(GateId::kRY) && !set_.has(GateId::kU)) {
        g(GateId::kZ, {}, {q});
        return g(GateId::kRY, {kPi / 2}, {q});
      }
      break;
    default:
      break;
  }
  TargetSink sink(*this, {});
  if (!gate_info(id).decompose) impossible(id, 0);
  gate_info(id).decompose(sink, params.data(), &q);
}

void Expander::euler(const Param& theta, const Param& phi, const Param& lambda, Qubit q) {
  if (set_.has(GateId::kU)) return g(GateId::kU, {theta, phi, lambda}, {q});
  const Param sum = phi + lambda;
  if (theta.is_number() && theta.constant() == 0) {
    rotate_z(sum, q);
    return phase(sum / 2);
  }
  const bool by_sx = set_.has(GateId::kSX) && !can_rotate_x() && !can_rotate_y();
  if (by_sx) {
    if (theta == Param(kPi / 2)) {  // one square root of X
      rotate_z(lambda - kPi / 2, q);
      g(GateId::kSX, {}, {q});
      rotate_z(phi + kPi / 2, q);
      return phase(sum / 2 - kPi / 4);
    }
    rotate_z(lambda, q);
    g(GateId::kSX, {}, {q});
    rotate_z(theta + kPi, q);
    g(GateId::kSX, {}, {q});
    rotate_z(phi + kPi, q);
    return phase(sum / 2 + kPi / 2);
  }
  rotate_z(lambda, q);
  rotate_y(theta, q);
  rotate_z(phi, q);
  phase(sum / 2);
}

// P(k pi/4) from gates without parameters.
bool Expander::discrete_z(const Param& angle, Qubit q) {
  int k = quarter_turns(angle);
  if (k < 0) return false;
  struct Piece {
    int quarters;
    GateId id;
  };
  static constexpr Piece kPieces[] = {
      {7, GateId::kTdg}, {6, GateId::kSdg}, {4, GateId::kZ}, {2, GateId::kS}, {1, GateId::kT}};
  std::vector<GateId> chosen;
  while (k > 0) {
    const auto it = std::find_if(std::begin(kPieces), std::end(kPieces),
                                 [&](const Piece& p) { return p.quarters <= k && set_.has(p.id); });
    if (it == std::end(kPieces)) break;
    chosen.push_back(it->id);
    k -= it->quarters;
  }
  if (k > 0) {  // only inverses: backwards
    k = 8 - quarter_turns(angle);
    chosen.clear();
    for (; k >= 2 && set_.has(GateId::kSdg); k -= 2) chosen.push_back(GateId::kSdg);
    for (; k >= 1 && set_.has(GateId::kTdg); k -= 1) chosen.push_back(GateId::kTdg);
    if (k > 0) return false;
  }
  for (const GateId id : chosen) g(id, {}, {q});
  return true;
}

void Expander::rotate_z(const Param& angle, Qubit q) {
  if (angle.is_number() && angle.constant() == 0) return;
  if (set_.has(GateId::kRZ)) return g(GateId::kRZ, {angle}, {q});
  if (set_.has(GateId::kP)) g(GateId::kP, {angle}, {q});
  else if (set_.has(GateId::kU)) g(GateId::kU, {0.0, 0.0, angle}, {q});
  else if (!discrete_z(angle, q)) {
    if (!can_rotate_x() || !can_rotate_y()) impossible(GateId::kRZ, 0);
    rotate_x(-kPi / 2, q);  // RZ(a) = RX(pi/2) RY(a) RX(-pi/2)
    rotate_y(angle, q);
    return rotate_x(kPi / 2, q);
  }
  phase(angle / -2);
}

void Expander::rotate_x(const Param& angle, Qubit q) {
  if (angle.is_number() && angle.constant() == 0) return;
  if (set_.has(GateId::kRX)) return g(GateId::kRX, {angle}, {q});
  if (set_.has(GateId::kR)) return g(GateId::kR, {angle, 0.0}, {q});
  if (set_.has(GateId::kU)) return g(GateId::kU, {angle, -kPi / 2, kPi / 2}, {q});
  if (set_.has(GateId::kRY)) {  // RX(a) = RZ(-pi/2) RY(a) RZ(pi/2)
    rotate_z(kPi / 2, q);
    g(GateId::kRY, {angle}, {q});
    return rotate_z(-kPi / 2, q);
  }
  if (set_.has(GateId::kSX)) {
    if (angle == Param(kPi / 2)) {
      g(GateId::kSX, {}, {q});
      return phase(-kPi / 4);
    }
    return euler(angle, -kPi / 2, kPi / 2, q);
  }
  if (!set_.has(GateId::kH) || !can_rotate_z()) impossible(GateId::kRX, 0);
  g(GateId::kH, {}, {q});
  rotate_z(angle, q);
  g(GateId::kH, {}, {q});
}

void Expander::rotate_y(const Param& angle, Qubit q) {
  if (angle.is_number() && angle.constant() == 0) return;
  if (set_.has(GateId::kRY)) return g(GateId::kRY, {angle}, {q});
  if (set_.has(GateId::kR)) return g(GateId::kR, {angle, kPi / 2}, {q});
  if (set_.has(GateId::kU)) return g(GateId::kU, {angle, 0.0, 0.0}, {q});
  if (set_.has(GateId::kSX) && !set_.has(GateId::kRX)) return euler(angle, 0.0, 0.0, q);
  rotate_z(-kPi / 2, q);  // RY(a) = RZ(pi/2) RX(a) RZ(-pi/2)
  rotate_x(angle, q);
  rotate_z(kPi / 2, q);
}

}  // namespace qiao::ir
