#include "support/circuit_bridge.hpp"

#include <stdexcept>

namespace qiao::reference {

ir::Matrix to_ir(const Matrix& matrix) {
  ir::Matrix out(matrix.dim);
  out.data = matrix.data;
  return out;
}

Matrix from_ir(const ir::Matrix& matrix) { return {matrix.dim, matrix.data}; }

namespace {

ir::ExprId condition(ir::Circuit& circuit, const Condition& c) {
  for (std::size_t i = 1; i < c.clbits.size(); ++i)
    if (c.clbits[i] != c.clbits[0] + i)
      throw std::invalid_argument("conditions must be on neighbouring bits");
  const auto width = static_cast<std::uint32_t>(c.clbits.size());
  const ir::ExprId bits = circuit.add_expr({.op = ir::ExprOp::kBits, .a = c.clbits[0], .b = width});
  const ir::ExprId value = circuit.add_expr({.op = ir::ExprOp::kConst, .value = c.value});
  return circuit.add_expr({.op = c.negated ? ir::ExprOp::kNe : ir::ExprOp::kEq, .a = bits, .b = value});
}

void append(ir::Circuit& circuit, const std::vector<Operation>& operations) {
  for (const Operation& op : operations) {
    std::vector<ir::Control> controls;
    for (const ControlBit& c : op.controls) controls.emplace_back(c.qubit, c.positive);
    const std::vector<ir::Qubit> targets(op.targets.begin(), op.targets.end());
    switch (op.kind) {
      case Kind::kGate:
        if (op.name == "unitary") {
          circuit.unitary(to_ir(op.matrix), targets, controls);
        } else {
          const ir::GateInfo* info = ir::find_gate(op.name);
          if (!info) throw std::invalid_argument("no gate '" + op.name + "' in the table");
          circuit.gate(info->id, targets, op.params, controls);
        }
        break;
      case Kind::kMeasure:
        circuit.measure(targets[0], op.clbit);
        break;
      case Kind::kReset:
        circuit.reset(targets[0]);
        break;
      case Kind::kBarrier:
        circuit.barrier(targets);
        break;
      case Kind::kIf:
        circuit.begin_if(condition(circuit, op.condition));
        append(circuit, op.then_body);
        if (!op.else_body.empty()) {
          circuit.begin_else();
          append(circuit, op.else_body);
        }
        circuit.end_if();
        break;
    }
  }
}

}  // namespace

ir::Circuit to_circuit(const Program& program) {
  ir::Circuit circuit(program.num_qubits, program.num_clbits);
  append(circuit, program.operations);
  return circuit;
}

}  // namespace qiao::reference
