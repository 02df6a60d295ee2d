#pragma once
// A circuit to text.

#include <cstdint>
#include <string>
#include <vector>

#include "qiao/base/diagnostic.hpp"
#include "qiao/ir/circuit.hpp"
#include "qiao/qasm/dialect.hpp"

namespace qiao::qasm {

struct EmitOptions {
  std::string source_name;  // for the comment at the top; may be empty
  unsigned max_refusals = 20;
};

// Something that the target does not hold as the source had it.
struct Change {
  std::string kind;  // "dropped", "changed" or "added"
  std::string what;  // "global phase", "name of register 'Q' (now 'q')", ...
  std::uint64_t count = 1;
  ir::SourcePos first;
};

// Where a classical bit's value is found in the target's results.
struct MeasurementKey {
  std::string key;  // a MindQuantum key, or "rec[3]" for the fourth result of Stim or HiQASM
  std::string bit;  // "c[1]"
};

struct Emitted {
  std::string text;
  std::vector<Change> changes;
  std::vector<MeasurementKey> keys;  // for targets without classical registers
  std::vector<Diagnostic> refusals;  // T0101 ...: not expressible in the target; `text` is empty then
  std::uint64_t gates = 0;           // of the source
  std::uint64_t gates_written = 0;
  double dropped_phase = 0;  // sum of dropped global phases without symbols, main block
  bool ok() const { return refusals.empty(); }
};

// Every gate comes out natively where the target has it, by exact decomposition otherwise. Numbers are
// shortest decimals that read back as the same double, or fractions of pi that evaluate to it.
Emitted emit(const ir::Circuit& circuit, Dialect target, const EmitOptions& options = {});

}  // namespace qiao::qasm
