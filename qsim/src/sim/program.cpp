#include "program.hpp"

#include "qiao/ir/passes.hpp"

namespace qiao::qsim {
namespace {

using ir::BlockId;
using ir::Circuit;
using ir::Instruction;
using ir::OpKind;

// What happens after a point of the program, collected from its end backwards.
struct Later {
  std::vector<bool> changed;  // qubit: a gate or reset acts on it
  std::vector<bool> used;     // clbit: read by a condition or written again
};

void mark_condition(const Circuit& circuit, ir::ExprId id, std::vector<bool>& used) {
  const ir::Expr& e = circuit.expr(id);
  switch (e.op) {
    case ir::ExprOp::kConst:
      return;
    case ir::ExprOp::kBit:
      used[e.a] = true;
      return;
    case ir::ExprOp::kBits:
      for (std::uint32_t i = 0; i < e.b; ++i) used[e.a + i] = true;
      return;
    case ir::ExprOp::kNot:
    case ir::ExprOp::kBitNot:
      mark_condition(circuit, e.a, used);
      return;
    default:
      mark_condition(circuit, e.a, used);
      mark_condition(circuit, e.b, used);
  }
}

void mark(const Circuit& circuit, const Instruction& in, Later& later) {
  switch (in.kind()) {
    case OpKind::kBarrier:
      return;
    case OpKind::kMeasure:
      later.used[in.clbit()] = true;
      return;
    case OpKind::kGate:
    case OpKind::kReset:
      for (const ir::Qubit q : in.targets()) later.changed[q] = true;
      for (unsigned c = 0; c < in.num_controls(); ++c) later.changed[in.control(c).qubit()] = true;
      return;
    case OpKind::kIf:
      mark_condition(circuit, in.condition(), later.used);
      for (const BlockId b : {in.then_block(), in.else_block()})
        if (b != ir::kNoBlock)
          for (std::size_t i = 0; i < circuit.size(b); ++i) mark(circuit, circuit.at(i, b), later);
  }
}

std::vector<bool> deferrable_measurements(const Circuit& circuit) {
  const std::size_t n = circuit.size();
  std::vector<bool> deferrable(n);
  Later later{std::vector<bool>(circuit.num_qubits()), std::vector<bool>(circuit.num_clbits())};
  for (std::size_t i = n; i-- > 0;) {
    const Instruction in = circuit.at(i);
    if (in.kind() == OpKind::kMeasure)
      deferrable[i] = !later.changed[in.targets()[0]] && !later.used[in.clbit()];
    mark(circuit, in, later);
  }
  return deferrable;
}

class Builder {
 public:
  Builder(const Circuit& circuit, Program& program)
      : circuit_(circuit), program_(program), deferrable_(deferrable_measurements(circuit)) {}

  void block(BlockId id) {
    std::size_t begin = 0;
    const auto flush = [&](std::size_t end) {
      if (end > begin) {
        program_.steps.push_back({StepKind::kSegment, static_cast<std::uint32_t>(program_.segments.size())});
        program_.segments.push_back({id, begin, end});
      }
      begin = end + 1;
    };
    const std::size_t n = circuit_.size(id);
    std::size_t i = 0;
    for (; i < n; ++i) {
      const Instruction in = circuit_.at(i, id);
      switch (in.kind()) {
        case OpKind::kGate:
        case OpKind::kBarrier:
          continue;  // part of the segment; the executor skips barriers
        case OpKind::kMeasure: {
          const std::uint32_t q = program_.index[in.targets()[0]];
          if (id == Circuit::kMainBlock && deferrable_[i]) {
            program_.final_measurements.emplace_back(q, in.clbit());
            continue;  // does not cut the segment: the executor skips it
          }
          flush(i);
          program_.steps.push_back({StepKind::kMeasure, q, in.clbit()});
          break;
        }
        case OpKind::kReset:
          flush(i);
          program_.steps.push_back({StepKind::kReset, program_.index[in.targets()[0]]});
          break;
        case OpKind::kIf: {
          flush(i);
          const std::size_t test = program_.steps.size();
          program_.steps.push_back({StepKind::kJumpIfFalse, in.condition()});
          block(in.then_block());
          if (in.else_block() != ir::kNoBlock) {
            const std::size_t skip = program_.steps.size();
            program_.steps.push_back({StepKind::kJump});
            program_.steps[test].b = static_cast<std::uint32_t>(program_.steps.size());
            block(in.else_block());
            program_.steps[skip].a = static_cast<std::uint32_t>(program_.steps.size());
          } else {
            program_.steps[test].b = static_cast<std::uint32_t>(program_.steps.size());
          }
          break;
        }
      }
    }
    flush(n);
  }

 private:
  const Circuit& circuit_;
  Program& program_;
  std::vector<bool> deferrable_;
};

}  // namespace

bool Program::branches() const {
  for (const Step& s : steps)
    if (s.kind != StepKind::kSegment) return true;
  return false;
}

Program make_program(const Circuit& circuit) {
  Program program;
  program.circuit = &circuit;
  program.active = ir::active_qubits(circuit);
  program.index.assign(circuit.num_qubits(), 0);
  for (std::size_t k = 0; k < program.active.size(); ++k)
    program.index[program.active[k]] = static_cast<std::uint32_t>(k);
  Builder(circuit, program).block(Circuit::kMainBlock);
  return program;
}

}  // namespace qiao::qsim
