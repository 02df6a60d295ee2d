// Registers, variables and parameters may have any name in a circuit; what is written in any language must be text of
// that language: every word that some version of OpenQASM, its library or Python keeps for itself is tried as a name.
#include <gtest/gtest.h>

#include <set>

#include "fast_lane.hpp"
#include "gate_library.hpp"
#include "qiao/ir/gate.hpp"
#include "qiao/qasm/emit.hpp"

namespace qiao::qasm {
namespace {

std::vector<std::string> reserved_words() {
  std::set<std::string> words = {
      "pi", "tau", "euler", "sin", "cos", "tan", "exp", "ln", "log", "sqrt", "arcsin", "arccos", "arctan",
      "mod", "floor", "ceiling", "popcount", "rotl", "rotr", "real", "imag", "sizeof", "U", "CX", "opaque",
      "u1", "nop", "dt", "im", "q", "c",
      // our own helpers
      "qiao_u", "qiao_leave", "qiao_again", "qiao_round", "qiao_index_4", "qiao_scratch", "circuit",
      "otherwise_0", "case_0",
      // Python
      "and", "as", "assert", "async", "await", "class", "del", "elif", "except", "finally", "from", "global",
      "import", "is", "lambda", "None", "nonlocal", "not", "or", "pass", "raise", "True", "False", "try",
      "with", "yield", "range", "expr", "types", "numpy", "complex", "Parameter", "QuantumCircuit", "G",
      "keys",
      // not identifiers everywhere
      "Q", "_q", "q1", "r\xc3\xa9gistre", "a b", "1q", ""};
  for (const int language : {2, 3})
    for (const std::string_view word : keywords(language)) words.emplace(word);
  for (const LibraryGate& g : stdgates_rows()) words.emplace(g.name);
  for (const LibraryGate& g : qelib1_rows()) words.emplace(g.name);
  for (const ir::GateInfo& g : ir::gate_table()) words.emplace(g.name);
  return {words.begin(), words.end()};
}

void expect_read_back(const ir::Circuit& circuit, Dialect target, const std::string& what) {
  const Emitted e = emit(circuit, target);
  if (!e.ok()) return;  // variables, conditions
  const std::string name = "text" + std::string(dialect_info(target).extension);
  const ParseResult back = read_text(e.text, name);
  ASSERT_TRUE(back.circuit) << what << ": " << (back.diagnostics.empty() ? "" : back.diagnostics[0].message)
                            << "\n"
                            << e.text;
  EXPECT_EQ(back.circuit->num_qubits(), circuit.num_qubits()) << what << "\n" << e.text;
  if (!circuit.variables().empty()) return;  // what is known is computed while reading
  EXPECT_EQ(back.circuit->size(), circuit.size()) << what << "\n" << e.text;
}

TEST(Names, that_a_language_keeps_for_itself_are_written_as_others) {
  const std::vector<std::string> words = reserved_words();
  for (const DialectInfo& d : dialects()) {
    if (d.id == Dialect::kJson) continue;  // quotes them
    for (const std::string& word : words) {
      ir::Circuit quantum;
      quantum.add_qreg(word, 2);
      quantum.add_creg("bits", 2);
      quantum.gate(ir::GateId::kH, {ir::Qubit{1}});
      quantum.measure(1, 0);
      expect_read_back(quantum, d.id, "quantum register " + word);
      ir::Circuit classical;
      classical.add_qreg("qubits", 2);
      classical.add_creg(word, 2);
      classical.gate(ir::GateId::kH, {ir::Qubit{1}});
      classical.measure(1, 0);
      expect_read_back(classical, d.id, "classical register " + word);
      ir::Circuit variable;
      variable.add_qreg("qubits", 1);
      variable.add_creg("bits", 1);
      ir::Variable v;
      v.name = word;
      v.type = {ir::ValueKind::kUint, 8};
      const auto index = variable.variables().size();
      variable.add_variable(v);
      const ir::ExprId seven = variable.add_expr({ir::ExprOp::kConst, 0, 0, 7, v.type});
      variable.assign({variable.variables()[index].first, v.type, ir::kNoExpr, 0}, seven, {});
      if (d.id == Dialect::kQasm3 || d.id == Dialect::kQiskit)
        expect_read_back(variable, d.id, "variable " + word);
      ir::Circuit parameter;
      parameter.add_qreg("qubits", 1);
      parameter.symbol(word);
      const ir::Qubit target[] = {0};
      const ir::Param angle[] = {ir::Param::symbol(0)};
      parameter.symbolic_gate(ir::GateId::kRX, target, angle, {}, {});
      if (!word.empty()) expect_read_back(parameter, d.id, "parameter " + word);
    }
    // All at once: what they are renamed to must differ, too.
    ir::Circuit all;
    for (const std::string& word : words) all.add_qreg(word, 1);
    all.gate(ir::GateId::kH, {all.num_qubits() - 1});
    if (d.id != Dialect::kHiQasm && d.id != Dialect::kStim) expect_read_back(all, d.id, "all");
  }
}

}  // namespace
}  // namespace qiao::qasm
