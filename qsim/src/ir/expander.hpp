#pragma once
// What the files of Expander share: expander.cpp (gates without controls), expander_controls.cpp (with them).

#include <numbers>
#include <span>
#include <vector>

#include "qiao/ir/synthesis.hpp"

namespace qiao::ir {

inline constexpr double kPi = std::numbers::pi;

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

// The angle of diag(1, e^{i angle}) if the gate is one without parameters, else null.
const double* phase_angle(GateId id);

}  // namespace qiao::ir
