#pragma once
// Exact rewriting of gates into the gates that somebody has.
//
// Sources: Barenco et al., "Elementary gates for quantum computation" (arXiv:quant-ph/9503016),
// lemmas 4.3, 6.1, 7.2, 7.3 and 7.5, for controls; Cartan's KAK in the magic basis for two-qubit matrices;
// Euler angles for one.

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "qiao/ir/circuit.hpp"

namespace qiao::ir {

// Which gates there are: for each row of the gate table the numbers of controls it may have.
class GateSet {
 public:
  static constexpr unsigned kAny = 31;  // as a number of controls: this many or more

  GateSet& add(GateId id, unsigned controls = 0) {
    masks_[static_cast<std::size_t>(id)] |= std::uint32_t{1} << std::min(controls, kAny);
    return *this;
  }
  GateSet& add_any(GateId id) {
    masks_[static_cast<std::size_t>(id)] = ~std::uint32_t{0};
    return *this;
  }
  bool has(GateId id, unsigned controls = 0) const {
    return masks_[static_cast<std::size_t>(id)] >> std::min(controls, kAny) & 1;
  }
  bool negative_controls = false;  // controls on |0> need no x around them

 private:
  std::array<std::uint32_t, kGateCount> masks_{};
};

// Receives gates of a GateSet.
class GateOutput {
 public:
  virtual ~GateOutput() = default;
  virtual void gate(GateId id, std::span<const Param> params, std::span<const Control> controls,
                    std::span<const Qubit> targets) = 0;
  virtual void unitary(const Matrix& matrix, std::span<const Control> controls,
                       std::span<const Qubit> targets) = 0;
  // Multiplies the state by e^{i angle}; called where the set has no gphase.
  virtual void global_phase(const Param& angle) = 0;
};

// Writes each gate to `out` as gates of `set`: itself if the set has it, else a sequence with the same
// matrix, global phase included (reported by GateOutput::global_phase). Throws Error(kUnsupported) naming the
// gate if the set cannot make it: a set needs rotations about two axes and one entangling gate, unless the
// angles are multiples of pi/4 and it has the discrete gates for them.
class Expander {
 public:
  Expander(const GateSet& set, GateOutput& out) : set_(set), out_(out) {}
  void instruction(const Instruction& in);  // of kind kGate
  void gate(GateId id, std::span<const Param> params, std::span<const Control> controls,
            std::span<const Qubit> targets);
  void unitary(const Matrix& matrix, std::span<const Control> controls, std::span<const Qubit> targets);

 private:
  friend class TargetSink;
  using Params = std::initializer_list<Param>;
  void g(GateId id, Params params, std::initializer_list<Qubit> targets) {
    gate(id, {params.begin(), params.size()}, {}, {targets.begin(), targets.size()});
  }
  void c(GateId id, Params params, std::span<const Control> controls, Qubit target) {
    gate(id, {params.begin(), params.size()}, controls, {&target, 1});
  }
  void phase(const Param& angle) { g(GateId::kGPhase, {angle}, {}); }
  bool simpler(GateId id, std::span<const Param> params, std::span<const Qubit> targets);
  void one_qubit(GateId id, std::span<const Param> params, Qubit q);
  void euler(const Param& theta, const Param& phi, const Param& lambda, Qubit q);
  void rotate_z(const Param& angle, Qubit q);
  void rotate_x(const Param& angle, Qubit q);
  void rotate_y(const Param& angle, Qubit q);
  bool discrete_z(const Param& angle, Qubit q);
  void controlled(GateId id, std::span<const Param> params, std::span<const Control> controls,
                  std::span<const Qubit> targets);
  void controlled_by_parts(GateId id, std::span<const Param> params, std::span<const Control> controls,
                           std::span<const Qubit> targets);
  void cx(Qubit control, Qubit target);
  void toffoli(Qubit a, Qubit b, Qubit target);
  void flip(std::span<const Qubit> controls, Qubit target, std::span<const Qubit> borrowed);
  void controlled_phase(const Param& angle, std::span<const Control> controls, Qubit target);
  void two_level(const Matrix& matrix, std::span<const Control> controls, std::span<const Qubit> targets);
  bool can_rotate_z() const;
  bool can_rotate_x() const;
  bool can_rotate_y() const;
  [[noreturn]] void impossible(GateId id, unsigned controls) const;

  const GateSet& set_;
  GateOutput& out_;
  unsigned depth_ = 0;
};

// U = e^{i phase} * u(theta, phi, lambda), for a 2x2 unitary.
struct EulerAngles {
  double theta = 0, phi = 0, lambda = 0, phase = 0;
};
EulerAngles euler_angles(const Matrix& unitary);

// An empty circuit with the same registers, variables, symbols, directives and files.
Circuit same_shape(const Circuit& circuit);

// Appends all of `from`, whose qubits and classical bits `to` has in the same places.
void append_all(const Circuit& from, Circuit& to);

// The circuit with all its gates from `set`. Barriers, measurements and blocks stay. A phase that the set
// cannot express is dropped; `dropped_phase` (if not null) receives their sum over the main block (parameters
// without symbols). With `merge`, runs of 1-qubit gates without symbols become one gate before they are
// expanded, unless the set has all of them.
Circuit expand(const Circuit& circuit, const GateSet& set, bool merge = false,
               double* dropped_phase = nullptr);

// The same program with all measurements at the end and conditions on their results as controls: the
// distribution of the classical bits and of the qubits is exactly the same. A measured qubit that is used
// again first leaves its value on a fresh qubit; these, if any, are one more register at the end
// ("measured"), whose state is no part of the program. Throws Error(kUnsupported) naming the line where that
// is impossible: loops on results, assignments, measurements in a condition, conditions on more than 8
// measured bits, more than `max_extra` fresh qubits. Parities of any number of bits may decide on gates that
// are their own inverse.
Circuit defer_measurements(const Circuit& circuit, unsigned max_extra = 256);

// "rz,sx,cx" or "u,ccx,c3x,ctrl-x" (ctrl-: any number of controls). Throws Error(kUsage) naming an unknown
// word.
GateSet parse_gate_set(std::string_view words);

}  // namespace qiao::ir
