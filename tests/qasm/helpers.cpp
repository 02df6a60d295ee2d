#include "helpers.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <random>

#include "qiao/ir/gate.hpp"
#include "support/circuit_bridge.hpp"

namespace qiao::qasm {

std::string program2(const std::string& statements) {
  return "OPENQASM 2.0; include \"qelib1.inc\";\n" + statements;
}
std::string program3(const std::string& statements) {
  return "OPENQASM 3.1; include \"stdgates.inc\";\n" + statements;
}

std::string rendered(const ParseResult& result) {
  std::string out;
  for (const Diagnostic& d : result.diagnostics) out += render(d);
  return out;
}

ir::Circuit circuit_of(const std::string& text, const ParseOptions& options) {
  ParseResult result = parse_text(text, "test.qasm", options);
  EXPECT_TRUE(result.circuit.has_value()) << text << "\n" << rendered(result);
  return result.circuit ? std::move(*result.circuit) : ir::Circuit();
}

namespace {

void list_block(const ir::Circuit& circuit, ir::BlockId block, std::vector<std::string>& out) {
  for (std::size_t i = 0; i < circuit.size(block); ++i) {
    const ir::Instruction instruction = circuit.at(i, block);
    std::string line;
    const auto qubits = [&] {
      for (const ir::Qubit q : instruction.targets()) line += " " + std::to_string(q);
    };
    switch (instruction.kind()) {
      case ir::OpKind::kGate: {
        std::string controls;
        for (unsigned c = 0; c < instruction.num_controls(); ++c) {
          line += instruction.control(c).positive() ? "c" : "-";
          controls += " " + std::to_string(instruction.control(c).qubit());
        }
        line += ir::gate_info(instruction.gate()).name;
        if (!instruction.params().empty()) {
          line += "(";
          for (std::size_t k = 0; k < instruction.params().size(); ++k) {
            char number[40];
            std::snprintf(number, sizeof number, "%s%.17g", k ? "," : "", instruction.params()[k]);
            line += number;
          }
          line += ")";
        }
        line += controls;
        qubits();
        break;
      }
      case ir::OpKind::kMeasure:
        line = "measure";
        qubits();
        line += " -> " + std::to_string(instruction.clbit());
        break;
      case ir::OpKind::kReset:
        line = "reset";
        qubits();
        break;
      case ir::OpKind::kBarrier:
        line = "barrier";
        qubits();
        break;
      case ir::OpKind::kIf:
        out.push_back("if");
        list_block(circuit, instruction.then_block(), out);
        if (instruction.else_block() != ir::kNoBlock) {
          out.push_back("else");
          list_block(circuit, instruction.else_block(), out);
        }
        line = "end";
        break;
      case ir::OpKind::kDelay:
        line = "delay";
        qubits();
        break;
      case ir::OpKind::kWhile:
      case ir::OpKind::kBlock:
        out.push_back(instruction.kind() == ir::OpKind::kWhile ? "while"
                      : instruction.is_box()                   ? "box"
                                                               : "block");
        list_block(circuit, instruction.body(), out);
        line = "end";
        break;
      case ir::OpKind::kSwitch:
        out.push_back("switch");
        for (unsigned c = 0; c < instruction.num_cases(); ++c) {
          out.push_back("case");
          list_block(circuit, instruction.case_block(c), out);
        }
        if (instruction.default_block() != ir::kNoBlock) {
          out.push_back("default");
          list_block(circuit, instruction.default_block(), out);
        }
        line = "end";
        break;
      case ir::OpKind::kAssign:
        line = "assign " + std::to_string(instruction.destination().first);
        break;
      case ir::OpKind::kBreak:
        line = "break " + std::to_string(instruction.levels());
        break;
      case ir::OpKind::kContinue:
        line = "continue " + std::to_string(instruction.levels());
        break;
      case ir::OpKind::kEnd:
        line = "end program";
        break;
    }
    out.push_back(line);
  }
}

}  // namespace

std::vector<std::string> listing(const ir::Circuit& circuit) {
  std::vector<std::string> out;
  list_block(circuit, ir::Circuit::kMainBlock, out);
  return out;
}
std::vector<std::string> listing(const std::string& text) { return listing(circuit_of(text)); }

reference::Matrix matrix_of(const std::string& text, const ParseOptions& options) {
  return matrix_of(circuit_of(text, options));
}
namespace {

reference::Program gates_of(const ir::Circuit& circuit) {
  reference::Program program;
  program.num_qubits = circuit.num_qubits();
  for (std::size_t i = 0; i < circuit.size(); ++i) {
    const ir::Instruction instruction = circuit.at(i);
    if (instruction.kind() == ir::OpKind::kBarrier) continue;
    reference::Operation op;
    op.name = ir::gate_info(instruction.gate()).name;
    op.params.assign(instruction.params().begin(), instruction.params().end());
    if (instruction.gate() == ir::GateId::kUnitary) op.matrix = reference::from_ir(instruction.matrix());
    for (unsigned c = 0; c < instruction.num_controls(); ++c)
      op.controls.push_back({instruction.control(c).qubit(), instruction.control(c).positive()});
    op.targets.assign(instruction.targets().begin(), instruction.targets().end());
    program.operations.push_back(std::move(op));
  }
  return program;
}

}  // namespace

reference::Matrix matrix_of(const ir::Circuit& circuit) { return reference::full_matrix(gates_of(circuit)); }

double phase_free_difference(const reference::Matrix& a, const reference::Matrix& b) {
  reference::Complex trace = 0;
  for (std::size_t i = 0; i < a.data.size(); ++i) trace += std::conj(a.data[i]) * b.data[i];
  return 1 - std::abs(trace) / static_cast<double>(a.dim);
}

double phase_free_difference(const ir::Circuit& a, const ir::Circuit& b, std::uint64_t seed) {
  std::mt19937_64 rng(seed);
  std::normal_distribution<double> gauss;
  reference::Vector psi(std::size_t{1} << a.num_qubits());
  double norm = 0;
  for (reference::Complex& z : psi) z = {gauss(rng), gauss(rng)}, norm += std::norm(z);
  const reference::Vector from_a = reference::final_state(gates_of(a), psi);
  const reference::Vector from_b = reference::final_state(gates_of(b), psi);
  reference::Complex overlap = 0;
  for (std::size_t i = 0; i < psi.size(); ++i) overlap += std::conj(from_a[i]) * from_b[i];
  return 1 - std::abs(overlap) / norm;
}

}  // namespace qiao::qasm
