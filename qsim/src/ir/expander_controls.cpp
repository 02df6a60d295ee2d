// Controlled gates and matrices in the gates of a set.
#include <algorithm>

#include "expander.hpp"
#include "matrix_synthesis.hpp"
#include "recorder.hpp"

namespace qiao::ir {
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

}  // namespace

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

}  // namespace qiao::ir
