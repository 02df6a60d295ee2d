#include "qiao/ir/synthesis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "matrix_synthesis.hpp"
#include "qiao/base/error.hpp"
#include "qiao/ir/passes.hpp"
#include "recorder.hpp"

namespace qiao::ir {

constexpr double kPi = std::numbers::pi;

namespace {

using Entry = Recorder::Entry;

bool is_inverse(const Entry& a, const Entry& b) {
  if (a.controls != b.controls) return false;
  const InverseRule& rule = gate_info(a.id).inverse;
  if (rule.by_decomposition || rule.id != b.id) return false;
  std::vector<Qubit> where = a.targets;
  if (rule.swap_targets) std::reverse(where.begin(), where.end());
  if (where != b.targets) return false;
  for (unsigned i = 0; i < b.params.size(); ++i) {
    const int from = rule.source[i];
    const Param p = from < 0 ? Param(rule.offset[i])
                             : a.params[static_cast<std::size_t>(from)] * rule.sign[i] + rule.offset[i];
    if (!(p == b.params[i])) return false;
  }
  return true;
}

// The angle of diag(1, e^{i angle}) if the gate is one.
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

// Passes decompositions of the gate table on, with or without controls in front.
class TargetSink final : public GateSink {
 public:
  TargetSink(Expander& to, std::span<const Control> controls) : to_(to), controls_(controls) {}
  void gate(GateId id, std::span<const Param> params, std::span<const Qubit> controls,
            std::span<const Qubit> targets) override {
    std::vector<Control> all(controls_.begin(), controls_.end());
    for (const Qubit q : controls) all.emplace_back(q);
    to_.gate(id, params, all, targets);
  }

 private:
  Expander& to_;
  std::span<const Control> controls_;
};

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

void Expander::cx(Qubit control, Qubit target) {
  const Control one(control);
  if (set_.has(GateId::kX, 1)) return c(GateId::kX, {}, {&one, 1}, target);
  const auto cz = [&](auto&& middle) {
    g(GateId::kH, {}, {target});
    middle();
    g(GateId::kH, {}, {target});
  };
  const auto cz_from_zz = [&](auto&& zz) {  // CZ = e^{i pi/4} RZ(pi/2) RZ(pi/2) RZZ(-pi/2)
    zz();
    g(GateId::kRZ, {kPi / 2}, {control});
    g(GateId::kRZ, {kPi / 2}, {target});
    phase(kPi / 4);
  };
  if (set_.has(GateId::kZ, 1)) return cz([&] { c(GateId::kZ, {}, {&one, 1}, target); });
  if (set_.has(GateId::kP, 1)) return cz([&] { c(GateId::kP, {kPi}, {&one, 1}, target); });
  if (set_.has(GateId::kY, 1)) {  // X = Sdg Y S
    g(GateId::kS, {}, {target});
    c(GateId::kY, {}, {&one, 1}, target);
    return g(GateId::kSdg, {}, {target});
  }
  if (set_.has(GateId::kRZ, 1))
    return cz([&] {
      c(GateId::kRZ, {kPi}, {&one, 1}, target);
      g(GateId::kS, {}, {control});
    });
  if (set_.has(GateId::kU, 1)) return c(GateId::kU, {kPi, 0.0, kPi}, {&one, 1}, target);
  if (set_.has(GateId::kRZZ))
    return cz([&] { cz_from_zz([&] { g(GateId::kRZZ, {-kPi / 2}, {control, target}); }); });
  if (set_.has(GateId::kRXX))
    return cz([&] {
      cz_from_zz([&] {
        for (const Qubit q : {control, target}) g(GateId::kH, {}, {q});
        g(GateId::kRXX, {-kPi / 2}, {control, target});
        for (const Qubit q : {control, target}) g(GateId::kH, {}, {q});
      });
    });
  if (set_.has(GateId::kRZX) || set_.has(GateId::kECR)) {
    if (set_.has(GateId::kRZX)) {
      g(GateId::kRZX, {-kPi / 2}, {control, target});
    } else {  // RZX(-pi/2) = ECR X
      g(GateId::kX, {}, {control});
      g(GateId::kECR, {}, {control, target});
    }
    g(GateId::kRZ, {kPi / 2}, {control});  // CX = e^{i pi/4} RZ(pi/2) RX(pi/2) RZX(-pi/2)
    g(GateId::kRX, {kPi / 2}, {target});
    return phase(kPi / 4);
  }
  impossible(GateId::kX, 1);
}

void Expander::toffoli(Qubit a, Qubit b, Qubit t) {
  const Control both[] = {a, b};
  if (set_.has(GateId::kX, 2)) return c(GateId::kX, {}, both, t);
  if (set_.has(GateId::kZ, 2)) {
    g(GateId::kH, {}, {t});
    c(GateId::kZ, {}, both, t);
    return g(GateId::kH, {}, {t});
  }
  g(GateId::kH, {}, {t});
  cx(b, t), g(GateId::kTdg, {}, {t}), cx(a, t), g(GateId::kT, {}, {t});
  cx(b, t), g(GateId::kTdg, {}, {t}), cx(a, t), g(GateId::kT, {}, {b}), g(GateId::kT, {}, {t});
  g(GateId::kH, {}, {t});
  cx(a, b), g(GateId::kT, {}, {a}), g(GateId::kTdg, {}, {b}), cx(a, b);
}

// X with many controls. `borrowed` qubits are in any state and come back to it.
void Expander::flip(std::span<const Qubit> controls, Qubit target, std::span<const Qubit> borrowed) {
  const std::size_t m = controls.size();
  if (m == 0) return g(GateId::kX, {}, {target});
  if (m == 1) return cx(controls[0], target);
  if (m == 2) return toffoli(controls[0], controls[1], target);
  if (set_.has(GateId::kX, static_cast<unsigned>(m))) {
    const std::vector<Control> all(controls.begin(), controls.end());
    return c(GateId::kX, {}, all, target);
  }
  if (borrowed.size() >= m - 2) {           // lemma 7.2: a ladder down and up, twice
    const auto rung = [&](std::size_t i) {  // i = m-1 ... 2: control i and ancilla i-2 onto the next ancilla
      toffoli(controls[i], borrowed[i - 2], i == m - 1 ? target : borrowed[i - 1]);
    };
    for (const std::size_t top : {m - 1, m - 2}) {
      for (std::size_t i = top; i >= 2; --i) rung(i);
      toffoli(controls[0], controls[1], borrowed[0]);
      for (std::size_t i = 2; i <= top; ++i) rung(i);
    }
    return;
  }
  if (!borrowed.empty()) {  // lemma 7.3: two halves, each borrowing from the other
    const std::size_t half = (m + 1) / 2;
    const Qubit ancilla = borrowed[0];
    const std::vector<Qubit> first(controls.begin(), controls.begin() + static_cast<std::ptrdiff_t>(half));
    std::vector<Qubit> second(controls.begin() + static_cast<std::ptrdiff_t>(half), controls.end());
    std::vector<Qubit> free_for_first = second;
    free_for_first.push_back(target);
    second.push_back(ancilla);
    for (int twice = 0; twice < 2; ++twice) {
      flip(first, ancilla, free_for_first);
      flip(second, target, first);
    }
    return;
  }
  g(GateId::kH, {}, {target});
  const std::vector<Control> all(controls.begin(), controls.end());
  controlled_phase(kPi, all, target);
  g(GateId::kH, {}, {target});
}

void Expander::controlled_phase(const Param& angle, std::span<const Control> controls, Qubit t) {
  const auto k = static_cast<unsigned>(controls.size());
  if (k == 0) return g(GateId::kP, {angle}, {t});
  if (set_.has(GateId::kP, k)) return c(GateId::kP, {angle}, controls, t);
  if (angle == Param(kPi) && set_.has(GateId::kZ, k)) return c(GateId::kZ, {}, controls, t);
  if (set_.has(GateId::kRZ, k)) {  // P(a) = e^{i a/2} RZ(a)
    c(GateId::kRZ, {angle}, controls, t);
    return controlled_phase(angle / 2, controls.first(k - 1), controls[k - 1].qubit());
  }
  const Qubit last = controls[k - 1].qubit();
  const Param half = angle / 2;
  const Control one(last);
  if (k == 1) {
    g(GateId::kP, {half}, {last});
    cx(last, t);
    g(GateId::kP, {-half}, {t});
    cx(last, t);
    return g(GateId::kP, {half}, {t});
  }
  std::vector<Qubit> rest;  // lemma 7.5
  for (unsigned i = 0; i + 1 < k; ++i) rest.push_back(controls[i].qubit());
  controlled_phase(half, {&one, 1}, t);
  flip(rest, last, {&t, 1});
  controlled_phase(-half, {&one, 1}, t);
  flip(rest, last, {&t, 1});
  controlled_phase(half, controls.first(k - 1), t);
}

void Expander::controlled(GateId id, std::span<const Param> p, std::span<const Control> controls,
                          std::span<const Qubit> targets) {
  const auto k = static_cast<unsigned>(controls.size());
  if (id == GateId::kGPhase) return controlled_phase(p[0], controls.first(k - 1), controls[k - 1].qubit());
  if (targets.size() != 1) return controlled_by_parts(id, p, controls, targets);
  const Qubit t = targets[0];
  const auto around = [&](GateId before, GateId middle, GateId after) {
    g(before, {}, {t});
    gate(middle, p, controls, targets);
    g(after, {}, {t});
  };
  const auto flip_target = [&] {
    if (set_.has(GateId::kX, k)) return c(GateId::kX, {}, controls, t);
    std::vector<Qubit> qubits;
    for (const Control& control : controls) qubits.push_back(control.qubit());
    flip(qubits, t, {});
  };
  if (id == GateId::kZ) {
    if (set_.has(GateId::kP, k)) return c(GateId::kP, {kPi}, controls, t);
    if (k <= 2 || set_.has(GateId::kX, k)) return around(GateId::kH, GateId::kX, GateId::kH);
  }
  if (const double* angle = phase_angle(id)) return controlled_phase(*angle, controls, t);
  switch (id) {
    case GateId::kI:
    case GateId::kU0:
      return;
    case GateId::kX:
      if (set_.has(GateId::kZ, k)) return around(GateId::kH, GateId::kZ, GateId::kH);
      return flip_target();
    case GateId::kY:
      return around(GateId::kSdg, GateId::kX, GateId::kS);
    case GateId::kH:  // RY(pi/4) Z RY(-pi/4)
      g(GateId::kRY, {-kPi / 4}, {t});
      gate(GateId::kZ, {}, controls, targets);
      return g(GateId::kRY, {kPi / 4}, {t});
    case GateId::kSX:
      return around(GateId::kH, GateId::kS, GateId::kH);
    case GateId::kSXdg:
      return around(GateId::kH, GateId::kSdg, GateId::kH);
    case GateId::kRX:
      return around(GateId::kH, GateId::kRZ, GateId::kH);
    case GateId::kRY:
    case GateId::kRZ:
      if (id == GateId::kRZ && set_.has(GateId::kP, k)) {
        c(GateId::kP, {p[0]}, controls, t);
        return controlled_phase(p[0] / -2, controls.first(k - 1), controls[k - 1].qubit());
      }
      g(id, {p[0] / 2}, {t});
      flip_target();
      g(id, {p[0] / -2}, {t});
      return flip_target();
    case GateId::kR:
      g(GateId::kRZ, {-p[1]}, {t});
      c(GateId::kRX, {p[0]}, controls, t);
      return g(GateId::kRZ, {p[1]}, {t});
    case GateId::kP:
      return controlled_phase(p[0], controls, t);
    case GateId::kU2:
      return c(GateId::kU, {kPi / 2, p[0], p[1]}, controls, t);
    case GateId::kU: {
      const Param sum = (p[1] + p[2]) / 2;
      const Qubit last = controls[k - 1].qubit();
      if (set_.has(GateId::kRZ, k) && set_.has(GateId::kRY, k)) {
        c(GateId::kRZ, {p[2]}, controls, t);
        c(GateId::kRY, {p[0]}, controls, t);
        c(GateId::kRZ, {p[1]}, controls, t);
      } else {  // lemma 4.3: A X B X C with ABC = 1
        g(GateId::kRZ, {(p[2] - p[1]) / 2}, {t});
        flip_target();
        g(GateId::kRZ, {-sum}, {t});
        g(GateId::kRY, {p[0] / -2}, {t});
        flip_target();
        g(GateId::kRY, {p[0] / 2}, {t});
        g(GateId::kRZ, {p[1]}, {t});
      }
      return controlled_phase(sum, controls.first(k - 1), last);
    }
    default:
      controlled_by_parts(id, p, controls, targets);
  }
}

// The table's decomposition; only what does not cancel itself needs the controls.
void Expander::controlled_by_parts(GateId id, std::span<const Param> params,
                                   std::span<const Control> controls, std::span<const Qubit> targets) {
  Recorder recorder;
  if (!gate_info(id).decompose) impossible(id, static_cast<unsigned>(controls.size()));
  gate_info(id).decompose(recorder, params.data(), targets.data());
  const std::vector<Entry>& list = recorder.entries;
  std::size_t same = 0;
  while (2 * same + 1 < list.size() && is_inverse(list[same], list[list.size() - 1 - same])) ++same;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const bool inside = i >= same && i < list.size() - same;
    TargetSink sink(*this, inside ? controls : std::span<const Control>{});
    sink.gate(list[i].id, list[i].params, list[i].controls, list[i].targets);
  }
}

void Expander::unitary(const Matrix& matrix, std::span<const Control> controls,
                       std::span<const Qubit> targets) {
  const bool negative =
      std::any_of(controls.begin(), controls.end(), [](const Control& c) { return !c.positive(); });
  if (set_.has(GateId::kUnitary, static_cast<unsigned>(controls.size())) &&
      (!negative || set_.negative_controls))
    return out_.unitary(matrix, controls, targets);
  TargetSink sink(*this, controls);
  synthesise_matrix(matrix, targets, sink);
}

EulerAngles euler_angles(const Matrix& u) {
  EulerAngles e;
  // |u00| = cos(theta/2), |u10| = sin(theta/2); phases relative to u00, or to u10 where that vanishes.
  const double c = std::abs(u(0, 0)), s = std::abs(u(1, 0));
  e.theta = 2 * std::atan2(s, c);
  constexpr double kNothing = 1e-15;
  if (c > s || c > kNothing) {
    e.phase = std::arg(u(0, 0));
    if (s > kNothing) {
      e.phi = std::arg(u(1, 0)) - e.phase;
      e.lambda = std::arg(-u(0, 1)) - e.phase;
    } else {
      e.theta = 0;
      e.lambda = std::arg(u(1, 1)) - e.phase;
    }
  } else {
    e.theta = kPi;
    e.phase = std::arg(u(1, 0));
    e.lambda = std::arg(-u(0, 1)) - e.phase;
  }
  return e;
}

// ---- whole circuits

namespace {

class CircuitOutput final : public GateOutput {
 public:
  CircuitOutput(Circuit& out, bool has_phase) : out_(out), has_phase_(has_phase) {}
  void gate(GateId id, std::span<const Param> params, std::span<const Control> controls,
            std::span<const Qubit> targets) override {
    if (std::any_of(params.begin(), params.end(), [](const Param& p) { return !p.is_number(); }))
      return out_.symbolic_gate(id, targets, params, controls, source);
    double numbers[kMaxGateParams];
    for (std::size_t i = 0; i < params.size(); ++i) numbers[i] = params[i].constant();
    out_.gate(id, targets, std::span<const double>{numbers, params.size()}, controls, source);
  }
  void unitary(const Matrix& matrix, std::span<const Control> controls,
               std::span<const Qubit> targets) override {
    out_.unitary(matrix, targets, controls, source);
  }
  void global_phase(const Param& angle) override {
    if (!has_phase_) dropped += angle.constant();
  }
  SourcePos source;
  double dropped = 0;

 private:
  Circuit& out_;
  bool has_phase_;
};

class Rewriter {
 public:
  Rewriter(const Circuit& circuit, const GateSet& set, bool merge, Circuit& out)
      : circuit_(circuit),
        set_(set),
        merge_(merge),
        out_(out),
        sink_(out, set.has(GateId::kGPhase)),
        expander_(set, sink_) {}

  void block(BlockId id) {
    for (std::size_t i = 0; i < circuit_.size(id); ++i) instruction(circuit_.at(i, id));
    flush_all();
  }
  double dropped() const { return sink_.dropped; }

 private:
  // A run of 1-qubit gates on one qubit.
  struct Run {
    std::vector<Instruction> gates;
  };

  void instruction(const Instruction& in) {
    if (in.kind() == OpKind::kGate) {
      if (merge_ && in.num_controls() == 0 && in.num_targets() == 1 && !in.is_symbolic() &&
          !in.is_dynamic()) {
        runs_[in.targets()[0]].gates.push_back(in);
        return;
      }
      flush(in);
      sink_.source = in.source();
      if (in.is_dynamic()) return dynamic(in);
      expander_.instruction(in);
      return;
    }
    if (in.kind() == OpKind::kMeasure || in.kind() == OpKind::kReset || in.kind() == OpKind::kBarrier) {
      flush(in);
      out_.append(in, in.targets(), {});
      return;
    }
    flush_all();
    const double outer = sink_.dropped;
    control_flow(in);
    sink_.dropped = outer;  // within a branch nobody can see it
  }

  ExprId copied(ExprId id) { return id == kNoExpr ? kNoExpr : copy_expr(circuit_, id, out_); }

  // Parameters known only at run time are not expressions that a decomposition could work with.
  void dynamic(const Instruction& in) {
    if (!set_.has(in.gate(), in.num_controls()))
      throw Error(ErrorCode::kUnsupported, fmt::format("gate '{}' (line {}) has a parameter known only at "
                                                       "run time and is not among the gates asked for",
                                                       spelled_name(in), in.source().line));
    ExprId exprs[kMaxGateParams];
    const auto params = in.params();
    for (unsigned i = 0; i < params.size(); ++i) exprs[i] = copied(in.param_expr(i));
    std::vector<Control> controls;
    for (unsigned i = 0; i < in.num_controls(); ++i) controls.push_back(in.control(i));
    out_.dynamic_gate(in.gate(), in.targets(), params, {exprs, params.size()}, controls, in.source());
  }

  void control_flow(const Instruction& in) {
    switch (in.kind()) {
      case OpKind::kIf:
        out_.begin_if(copied(in.condition()), in.source());
        block(in.then_block());
        if (in.else_block() != kNoBlock) {
          out_.begin_else();
          block(in.else_block());
        }
        return out_.end();
      case OpKind::kWhile:
        out_.begin_while(copied(in.condition()), in.source());
        block(in.body());
        return out_.end();
      case OpKind::kBlock:
        out_.begin_block(in.is_box(), copied(in.duration()), in.source());
        block(in.body());
        return out_.end();
      case OpKind::kSwitch:
        out_.begin_switch(copied(in.selector()), in.source());
        for (unsigned i = 0; i < in.num_cases(); ++i) {
          out_.begin_case(in.case_values(i));
          block(in.case_block(i));
        }
        if (in.default_block() != kNoBlock) {
          out_.begin_default();
          block(in.default_block());
        }
        return out_.end();
      case OpKind::kAssign: {
        Destination to = in.destination();
        to.index = copied(to.index);
        return out_.assign(to, copied(in.value()), in.source());
      }
      case OpKind::kDelay:
        return out_.delay(copied(in.duration()), in.targets(), in.source());
      case OpKind::kBreak:
        return out_.break_out(in.levels(), in.source());
      case OpKind::kContinue:
        return out_.continue_loop(in.levels(), in.source());
      case OpKind::kEnd:
        return out_.end_program(in.source());
      case OpKind::kGate:
      case OpKind::kMeasure:
      case OpKind::kReset:
      case OpKind::kBarrier:
        return;
    }
  }

  void flush(const Instruction& in) {
    if (!merge_) return;
    for (unsigned c = 0; c < in.num_controls(); ++c) flush(in.control(c).qubit());
    for (const Qubit q : in.targets()) flush(q);
  }
  void flush_all() {
    std::vector<Qubit> qubits;
    for (const auto& [q, run] : runs_) qubits.push_back(q);
    for (const Qubit q : qubits) flush(q);
  }
  void flush(Qubit q) {
    const auto it = runs_.find(q);
    if (it == runs_.end()) return;
    const std::vector<Instruction> gates = std::move(it->second.gates);
    runs_.erase(it);
    sink_.source = gates.front().source();
    const bool all_native =
        std::all_of(gates.begin(), gates.end(), [&](const Instruction& in) { return set_.has(in.gate()); });
    // Multiplying would hide that angles are multiples of pi/4.
    const bool rotations = set_.has(GateId::kRZ) || set_.has(GateId::kP) || set_.has(GateId::kU) ||
                           set_.has(GateId::kRX) || set_.has(GateId::kRY) || set_.has(GateId::kR);
    if (all_native || gates.size() == 1 || !rotations) {
      for (const Instruction& in : gates) expander_.instruction(in);
      return;
    }
    Matrix product = Matrix::identity(2);
    for (const Instruction& in : gates) product = in.matrix() * product;
    TargetSink to(expander_, {});
    synthesise_matrix(product, {&q, 1}, to);
  }

  const Circuit& circuit_;
  const GateSet& set_;
  bool merge_;
  Circuit& out_;
  CircuitOutput sink_;
  Expander expander_;
  std::map<Qubit, Run> runs_;
};

}  // namespace

Circuit same_shape(const Circuit& circuit) {
  Circuit out;
  for (const Register& r : circuit.qregs()) out.add_qreg(r.name, r.size);
  const auto result_at = [&](Clbit first) {
    const auto& all = circuit.variables();
    return std::find_if(all.begin(), all.end(),
                        [&](const Variable& v) { return v.is_result && v.first == first; });
  };
  for (const Register& r : circuit.cregs()) {
    if (const auto it = result_at(r.offset); it != circuit.variables().end()) out.add_variable(*it);
    else out.add_creg(r.name, r.size);
  }
  for (const Variable& v : circuit.variables())
    if (!v.is_result) out.add_variable(v);
  for (const Directive& d : circuit.directives()) out.add_directive(d);
  for (const std::string& s : circuit.symbols()) out.symbol(s);
  for (const std::string& f : circuit.files()) out.add_file(f);
  return out;
}

void append_all(const Circuit& from, Circuit& to) {
  static const GateSet all = [] {
    GateSet set;
    for (const GateInfo& g : gate_table()) set.add_any(g.id);
    set.negative_controls = true;
    return set;
  }();
  for (const std::string& s : from.symbols()) to.symbol(s);
  Rewriter(from, all, false, to).block(Circuit::kMainBlock);
}

Circuit expand(const Circuit& circuit, const GateSet& set, bool merge, double* dropped_phase) {
  Circuit out = same_shape(circuit);
  Rewriter rewriter(circuit, set, merge, out);
  rewriter.block(Circuit::kMainBlock);
  if (dropped_phase) *dropped_phase = rewriter.dropped();
  return out;
}

GateSet parse_gate_set(std::string_view words) {
  GateSet set;
  std::size_t at = 0;
  while (at <= words.size()) {
    const std::size_t comma = std::min(words.find(',', at), words.size());
    std::string_view word = words.substr(at, comma - at);
    while (!word.empty() && word.front() == ' ') word.remove_prefix(1);
    while (!word.empty() && word.back() == ' ') word.remove_suffix(1);
    at = comma + 1;
    struct Alias {
      std::string_view name, row;
    };
    static constexpr Alias kAliases[] = {{"u3", "u"}, {"u1", "p"}, {"cnot", "cx"}, {"phase", "p"}};
    const auto row = [&](std::string_view name) {
      for (const Alias& a : kAliases)
        if (a.name == name) name = a.row;
      return find_gate(name);
    };
    for (const Alias& a : kAliases)
      if (a.name == word) word = a.row;
    unsigned controls = 0;
    bool any = false;
    const GateInfo* info = row(word);
    std::string_view rest = word;
    if (!info && word.starts_with("ctrl-")) {
      any = true;
      info = row(word.substr(5));
    }
    while (!info && rest.starts_with("c")) {
      rest.remove_prefix(1);
      unsigned count = 0;
      while (!rest.empty() && rest[0] >= '0' && rest[0] <= '9' && count < 100) {
        count = count * 10 + static_cast<unsigned>(rest[0] - '0');
        rest.remove_prefix(1);
      }
      controls += count ? count : 1;
      info = row(rest);
    }
    if (!info)
      throw Error(ErrorCode::kUsage, fmt::format("'{}' is no gate", word),
                  "names are those of `qiao gates` with c, cc, c3 ... for controls: rz,sx,cx");
    if (any) set.add_any(info->id);
    else set.add(info->id, controls);
  }
  return set;
}

}  // namespace qiao::ir
