#include "ending.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "../sim/program.hpp"
#include "qiao/ir/passes.hpp"
#include "qiao/ir/synthesis.hpp"
#include "qiao/qsim/verify.hpp"
#include "relabel.hpp"

namespace qiao::qsim {

using ir::BlockId;
using ir::Circuit;
using ir::Control;
using ir::Instruction;
using ir::OpKind;
using ir::Qubit;

void append_gates(const Circuit& from, Circuit& to, const std::vector<Qubit>& where, BlockId block) {
  for (std::size_t i = 0; i < from.size(block); ++i) {
    const Instruction in = from.at(i, block);
    if (in.kind() == OpKind::kBlock) append_gates(from, to, where, in.body());
    if (in.kind() != OpKind::kGate) continue;
    std::vector<Qubit> targets;
    for (const Qubit q : in.targets()) targets.push_back(where[q]);
    std::vector<Control> controls;
    for (unsigned c = 0; c < in.num_controls(); ++c)
      controls.emplace_back(where[in.control(c).qubit()], in.control(c).positive());
    to.append(in, targets, controls);
  }
}

std::optional<UnitaryPart> unitary_part(const Circuit& c) {
  const Program p = make_program(c);
  if (p.branches() || p.classical()) return std::nullopt;
  UnitaryPart part;
  part.circuit = ir::same_shape(c);
  std::vector<Qubit> same(c.num_qubits());
  std::iota(same.begin(), same.end(), Qubit{0});
  append_gates(c, part.circuit, same);
  for (const auto& [q, bit] : p.final_measurements) part.measured.emplace_back(p.active[q], bit);
  std::sort(part.measured.begin(), part.measured.end());
  return part;
}

namespace {

bool any_of_kind(const Circuit& c, OpKind kind) {
  for (BlockId b = 0; b < c.num_blocks(); ++b)
    for (std::size_t i = 0; i < c.size(b); ++i)
      if (c.at(i, b).kind() == kind) return true;
  return false;
}

template <class F>
void each_qubit(const Circuit& c, const Instruction& in, const F& f) {
  for (unsigned k = 0; k < in.num_controls(); ++k) f(in.control(k).qubit());
  if (in.kind() == OpKind::kGate || in.kind() == OpKind::kMeasure || in.kind() == OpKind::kReset)
    for (const Qubit q : in.targets()) f(q);
  in.each_block([&](BlockId b) {
    for (std::size_t i = 0; i < c.size(b); ++i) each_qubit(c, c.at(i, b), f);
  });
}

// Without symbols or run-time parameters, and diagonal exactly (to the rounding of a given matrix).
bool is_diagonal(const Instruction& in) {
  constexpr double kRounding = 1e-15;
  if (in.kind() != OpKind::kGate || in.is_dynamic() || in.is_symbolic()) return false;
  if (in.gate() == ir::GateId::kGPhase) return true;
  const ir::Matrix m = in.matrix();
  for (std::size_t r = 0; r < m.dim; ++r)
    for (std::size_t c = 0; c < m.dim; ++c)
      if (r != c && std::abs(m(r, c)) > kRounding) return false;
  return true;
}

}  // namespace

bool measures(const Circuit& program) { return any_of_kind(program, OpKind::kMeasure); }
bool ends_early(const Circuit& program) { return any_of_kind(program, OpKind::kEnd); }

std::vector<Ending> endings(const Circuit& c) {
  std::vector<Ending> list(c.num_qubits());
  if (ends_early(c)) return list;
  std::vector<bool> seen(c.num_qubits()), written(c.num_clbits());
  const auto write = [&](auto&& self, const Instruction& in) -> void {
    if (in.kind() == OpKind::kMeasure) written[in.clbit()] = true;
    if (in.kind() == OpKind::kAssign) written.assign(written.size(), true);
    in.each_block([&](BlockId b) {
      for (std::size_t i = 0; i < c.size(b); ++i) self(self, c.at(i, b));
    });
  };
  for (std::size_t i = c.size(); i-- > 0;) {
    const Instruction in = c.at(i);
    each_qubit(c, in, [&](Qubit q) {
      if (seen[q]) return;
      seen[q] = true;
      Ending& e = list[q];
      e.closed = in.kind() == OpKind::kMeasure || in.kind() == OpKind::kReset;
      e.reset = in.kind() == OpKind::kReset;
      if (in.kind() == OpKind::kMeasure) e.bit = in.clbit();
      e.known = e.reset || (e.closed && in.clbit() < c.num_result_bits() && !written[in.clbit()]);
    });
    write(write, in);
  }
  return list;
}

std::vector<Qubit> left_over(const Circuit& program) {
  const auto ends = endings(program);
  std::vector<Qubit> list;
  for (const Qubit q : ir::active_qubits(program))
    if (!ends[q].closed) list.push_back(q);
  return list;
}

std::vector<std::pair<Qubit, ir::Clbit>> final_measurements(const Circuit& program) {
  const auto ends = endings(program);
  std::vector<std::pair<Qubit, ir::Clbit>> list;
  for (Qubit q = 0; q < ends.size(); ++q)
    if (ends[q].known && !ends[q].reset) list.emplace_back(q, ends[q].bit);
  return list;
}

std::vector<ir::Clbit> measured_bits(const Circuit& program) {
  std::vector<ir::Clbit> list;
  for (BlockId b = 0; b < program.num_blocks(); ++b)
    for (std::size_t i = 0; i < program.size(b); ++i)
      if (program.at(i, b).kind() == OpKind::kMeasure) list.push_back(program.at(i, b).clbit());
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  return list;
}

Circuit without_hidden_phases(const Circuit& c) {
  const std::size_t n = c.size();
  std::vector<bool> hidden(c.num_qubits()), left_out(n);
  bool any = false;
  for (std::size_t i = n; i-- > 0;) {
    const Instruction in = c.at(i);
    switch (in.kind()) {
      case OpKind::kMeasure:
      case OpKind::kReset:
        hidden[in.targets()[0]] = true;
        break;
      case OpKind::kGate: {
        bool all = in.num_controls() + in.num_targets() > 0;
        each_qubit(c, in, [&](Qubit q) { all = all && hidden[q]; });
        const bool diagonal = is_diagonal(in);
        if (all && diagonal) left_out[i] = any = true;
        else if (!diagonal)
          for (const Qubit q : in.targets()) hidden[q] = false;
        break;
      }
      case OpKind::kBarrier:
      case OpKind::kDelay:
      case OpKind::kAssign:
        break;
      default:  // control flow: what lies behind it may not happen, what lies in it may act on these qubits
        hidden.assign(hidden.size(), false);
    }
  }
  if (!any) return c;
  Circuit out = ir::same_shape(c);
  std::vector<Qubit> qubits(c.num_qubits());
  std::iota(qubits.begin(), qubits.end(), Qubit{0});
  std::vector<ir::Clbit> bits(c.num_result_bits());
  std::iota(bits.begin(), bits.end(), ir::Clbit{0});
  append_relabelled(c, out, qubits, bits, {.left_out = &left_out});
  return out;
}

}  // namespace qiao::qsim
