#include "qiao/ir/passes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "qiao/base/error.hpp"
#include "recorder.hpp"

namespace qiao::ir {
namespace {

void append_inverse_gate(Circuit& out, GateId id, std::span<const Param> params,
                         std::span<const Control> controls, std::span<const Qubit> targets,
                         SourcePos source) {
  const GateInfo& info = gate_info(id);
  const InverseRule& rule = info.inverse;
  if (rule.by_decomposition) {
    Recorder recorder;
    info.decompose(recorder, params.data(), targets.data());
    for (auto it = recorder.entries.rbegin(); it != recorder.entries.rend(); ++it) {
      std::vector<Control> all(controls.begin(), controls.end());
      for (const Qubit q : it->controls) all.emplace_back(q);
      append_inverse_gate(out, it->id, it->params, all, it->targets, source);
    }
    return;
  }
  std::vector<Param> mapped;
  for (unsigned i = 0; i < gate_info(rule.id).num_params(); ++i) {
    const int from = rule.source[i];
    mapped.push_back(from < 0 ? Param(rule.offset[i])
                              : params[static_cast<std::size_t>(from)] * rule.sign[i] + rule.offset[i]);
  }
  std::vector<Qubit> where(targets.begin(), targets.end());
  if (rule.swap_targets) std::reverse(where.begin(), where.end());
  out.symbolic_gate(rule.id, where, mapped, controls, source);
}

}  // namespace

Circuit inverse(const Circuit& circuit) {
  Circuit out;
  for (const Register& r : circuit.qregs()) out.add_qreg(r.name, r.size);
  for (const Register& r : circuit.cregs()) out.add_creg(r.name, r.size, r.in_order);
  copy_symbols(circuit, out);
  for (const std::string& f : circuit.files()) out.add_file(f);
  for (std::size_t i = circuit.size(); i-- > 0;) {
    const Instruction in = circuit.at(i);
    switch (in.kind()) {
      case OpKind::kBarrier:
        out.barrier(in.targets(), in.source());
        break;
      case OpKind::kGate: {
        if (in.is_dynamic())
          throw Error(ErrorCode::kUsage,
                      fmt::format("gate '{}' (line {}) has a parameter that is known only when the program "
                                  "runs: the circuit has no inverse",
                                  gate_info(in.gate()).name, in.source().line));
        std::vector<Control> controls;
        for (unsigned c = 0; c < in.num_controls(); ++c) controls.push_back(in.control(c));
        if (in.gate() == GateId::kUnitary) {
          out.unitary(in.matrix().adjoint(), in.targets(), controls, in.source());
          break;
        }
        std::vector<Param> params;
        for (unsigned p = 0; p < in.params().size(); ++p) params.push_back(in.param(p));
        append_inverse_gate(out, in.gate(), params, controls, in.targets(), in.source());
        break;
      }
      case OpKind::kDelay:
        out.delay(in.duration() == kNoExpr ? kNoExpr : copy_expr(circuit, in.duration(), out), in.targets(),
                  in.source());
        break;
      case OpKind::kMeasure:
      case OpKind::kReset:
      case OpKind::kIf:
      case OpKind::kWhile:
      case OpKind::kSwitch:
      case OpKind::kBlock:
      case OpKind::kAssign:
      case OpKind::kBreak:
      case OpKind::kContinue:
      case OpKind::kEnd:
        throw Error(ErrorCode::kUsage,
                    fmt::format("instruction {} (line {}) measures, resets or branches: the circuit "
                                "has no inverse",
                                i, in.source().line));
    }
  }
  return out;
}

std::vector<Qubit> active_qubits(const Circuit& circuit) {
  std::vector<bool> active(circuit.num_qubits());
  for (BlockId b = 0; b < circuit.num_blocks(); ++b)
    for (std::size_t i = 0; i < circuit.size(b); ++i) {
      const Instruction in = circuit.at(i, b);
      if (in.kind() == OpKind::kBarrier || in.kind() == OpKind::kDelay) continue;
      for (const Qubit q : in.targets()) active[q] = true;
      for (unsigned c = 0; c < in.num_controls(); ++c) active[in.control(c).qubit()] = true;
    }
  std::vector<Qubit> list;
  for (Qubit q = 0; q < circuit.num_qubits(); ++q)
    if (active[q]) list.push_back(q);
  return list;
}

std::vector<Qubit> simulated_qubits(const Circuit& circuit) {
  std::vector<bool> acted_on(circuit.num_qubits()), written(circuit.num_clbits());
  const auto each_measurement = [&](const auto& f) {
    for (BlockId b = 0; b < circuit.num_blocks(); ++b)
      for (std::size_t i = 0; i < circuit.size(b); ++i)
        if (const Instruction in = circuit.at(i, b); in.kind() == OpKind::kMeasure)
          f(in.targets()[0], in.clbit());
  };
  for (BlockId b = 0; b < circuit.num_blocks(); ++b)
    for (std::size_t i = 0; i < circuit.size(b); ++i) {
      const Instruction in = circuit.at(i, b);
      if (in.kind() == OpKind::kGate) {
        for (const Qubit q : in.targets()) acted_on[q] = true;
        for (unsigned c = 0; c < in.num_controls(); ++c) acted_on[in.control(c).qubit()] = true;
      } else if (in.kind() == OpKind::kAssign) {
        const Destination to = in.destination();
        const bool any = to.index != kNoExpr;
        const Clbit first = any ? 0 : to.first,
                    end = any ? circuit.num_clbits() : to.first + stored_bits(to.type);
        std::fill(written.begin() + first, written.begin() + end, true);
      }
    }
  each_measurement([&](Qubit q, Clbit c) {
    if (acted_on[q]) written[c] = true;
  });
  each_measurement([&](Qubit q, Clbit c) {
    if (written[c]) acted_on[q] = true;  // sees |0>, but has to write it
  });
  std::vector<Qubit> list;
  for (Qubit q = 0; q < circuit.num_qubits(); ++q)
    if (acted_on[q]) list.push_back(q);
  return list;
}

namespace {
std::string controlled_name(std::string_view gate, unsigned controls) {
  if (controls <= 2) return std::string(controls, 'c') + std::string(gate);
  return fmt::format("c{}{}", controls, gate);
}
}  // namespace

std::string spelled_name(const Instruction& in) {
  const std::string_view name = gate_info(in.gate()).name;
  std::string prefix;
  bool negative = false;
  for (unsigned c = 0; c < in.num_controls(); ++c) {
    prefix += in.control(c).positive() ? 'c' : 'o';
    negative = negative || !in.control(c).positive();
  }
  return negative ? prefix + std::string(name) : controlled_name(name, in.num_controls());
}

namespace {

// Walks blocks in order. qubit_ready[q] is the depth at which qubit q is free; `measured` marks bits with a
// result.
struct Counter {
  const Circuit& circuit;
  Statistics& s;
  std::vector<std::uint64_t> qubit_ready, clbit_ready;
  std::vector<bool> qubit_measured, clbit_measured;
  std::map<std::uint32_t, std::uint64_t>
      by_key;                         // what determines the name, so that no string is built per gate
  std::uint64_t condition_ready = 0;  // depth at which the enclosing conditions are known

  void gate_name(const Instruction& in) {
    for (unsigned c = 0; c < in.num_controls(); ++c)
      if (!in.control(c).positive()) {
        ++s.gates_by_name[spelled_name(in)];
        return;
      }
    ++by_key[in.num_controls() << 8 | static_cast<std::uint32_t>(in.gate())];
  }

  void instruction(const Instruction& in) {
    const auto qubits = [&](auto&& f) {
      for (unsigned c = 0; c < in.num_controls(); ++c) f(in.control(c).qubit());
      for (const Qubit q : in.targets()) f(q);
    };
    std::uint64_t start = condition_ready;
    qubits([&](Qubit q) {
      start = std::max(start, qubit_ready[q]);
      if (in.kind() != OpKind::kBarrier && in.kind() != OpKind::kDelay && qubit_measured[q])
        s.terminal_measurements_only = false;
    });
    std::uint64_t end = start + 1;
    switch (in.kind()) {
      case OpKind::kBarrier:
        ++s.barriers;
        end = start;
        break;
      case OpKind::kDelay:
        ++s.delays;
        end = start;
        break;
      case OpKind::kGate:
        ++s.gates;
        ++s.gates_by_width[in.num_controls() + in.num_targets()];
        gate_name(in);
        break;
      case OpKind::kMeasure: {
        ++s.measurements;
        const Clbit c = in.clbit();
        if (clbit_measured[c]) s.terminal_measurements_only = false;
        qubit_measured[in.targets()[0]] = clbit_measured[c] = true;
        end = std::max(start, clbit_ready[c]) + 1;
        clbit_ready[c] = end;
        break;
      }
      case OpKind::kReset:
        ++s.resets;
        s.terminal_measurements_only = false;
        break;
      case OpKind::kAssign: {
        ++s.assignments;
        s.terminal_measurements_only = false;
        const Destination d = in.destination();
        std::uint64_t ready = known(in.value());
        if (d.index != kNoExpr) ready = std::max(ready, known(d.index));
        for (Clbit c = d.first; c < d.first + stored_bits(d.type); ++c)
          clbit_ready[c] = std::max(clbit_ready[c], ready);
        return;
      }
      default:
        return;
    }
    qubits([&](Qubit q) { qubit_ready[q] = end; });
    if (in.num_controls() + in.num_targets() > 0) s.depth = std::max(s.depth, end);
  }

  // The classical bits an expression reads must be there before what depends on it starts.
  std::uint64_t known(ExprId id) const {
    std::uint64_t ready = 0;
    each_read(circuit, id, [&](Clbit first, std::uint32_t count) {
      for (Clbit c = first; c < first + count; ++c) ready = std::max(ready, clbit_ready[c]);
    });
    return ready;
  }

  void block(BlockId id) {
    for (std::size_t i = 0; i < circuit.size(id); ++i) {
      const Instruction in = circuit.at(i, id);
      const std::uint64_t outer = condition_ready;
      switch (in.kind()) {
        case OpKind::kIf:
        case OpKind::kSwitch:
          ++s.conditionals;
          condition_ready = std::max(outer, known(in.condition()));
          break;
        case OpKind::kWhile:
          ++s.loops;
          condition_ready = std::max(outer, known(in.condition()));
          break;
        case OpKind::kBlock:
          in.each_block([&](BlockId b) { block(b); });
          continue;
        case OpKind::kBreak:
        case OpKind::kContinue:
        case OpKind::kEnd:
          s.terminal_measurements_only = false;
          continue;
        default:
          instruction(in);
          continue;
      }
      s.terminal_measurements_only = false;
      in.each_block([&](BlockId b) { block(b); });
      condition_ready = outer;
    }
  }
};

}  // namespace

Statistics statistics(const Circuit& circuit) {
  Statistics s;
  s.declared_qubits = circuit.num_qubits();
  s.active_qubits = static_cast<Qubit>(simulated_qubits(circuit).size());
  s.clbits = circuit.num_clbits();
  Counter counter{circuit,
                  s,
                  std::vector<std::uint64_t>(circuit.num_qubits()),
                  std::vector<std::uint64_t>(circuit.num_clbits()),
                  std::vector<bool>(circuit.num_qubits()),
                  std::vector<bool>(circuit.num_clbits()),
                  {}};
  counter.block(Circuit::kMainBlock);
  for (const auto& [key, count] : counter.by_key)
    s.gates_by_name[controlled_name(gate_info(static_cast<GateId>(key & 0xff)).name, key >> 8)] += count;
  return s;
}

}  // namespace qiao::ir
