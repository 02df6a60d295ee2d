#pragma once
// Keeps a sequence of gates, so that it can be looked at or replayed in another order.

#include <span>
#include <vector>

#include "qiao/ir/gate.hpp"

namespace qiao::ir {

class Recorder final : public GateSink {
 public:
  struct Entry {
    GateId id;
    std::vector<Param> params;
    std::vector<Qubit> controls, targets;
  };
  void gate(GateId id, std::span<const Param> params, std::span<const Qubit> controls,
            std::span<const Qubit> targets) override {
    entries.push_back({id,
                       {params.begin(), params.end()},
                       {controls.begin(), controls.end()},
                       {targets.begin(), targets.end()}});
  }
  std::vector<Entry> entries;
};

}  // namespace qiao::ir
