// Every dialect: what is written is read back as the same program, and what it cannot hold is refused at its
// place.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "helpers.hpp"
#include "qiao/base/error.hpp"
#include "qiao/qasm/emit.hpp"
#include "support/random_program.hpp"
#include "support/reference_simulator.hpp"

namespace qiao::qasm {
namespace {

using ir::Control;
using ir::GateId;
using ir::Qubit;

std::vector<Dialect> general_targets() {  // all but Stim
  std::vector<Dialect> list;
  for (const DialectInfo& d : dialects())
    if (d.id != Dialect::kStim) list.push_back(d.id);
  return list;
}

void expect_round_trip(const ir::Circuit& circuit, Dialect target, const std::string& what) {
  const Emitted e = emit(circuit, target);
  ASSERT_TRUE(e.ok()) << what << ": " << e.refusals[0].message;
  const ParseResult back = read_text(e.text, "text" + std::string(dialect_info(target).extension));
  ASSERT_TRUE(back.circuit) << what << "\n" << rendered(back) << e.text;
  ASSERT_EQ(back.circuit->num_qubits(), circuit.num_qubits()) << what << "\n" << e.text;
  EXPECT_LT(phase_free_difference(circuit, *back.circuit), 1e-12) << what << "\n" << e.text;
}

class EveryTarget : public ::testing::TestWithParam<int> {};

TEST_P(EveryTarget, writes_every_gate_of_the_table_with_any_controls) {
  const auto target = static_cast<Dialect>(GetParam());
  std::mt19937_64 rng(20261124);
  for (const ir::GateInfo& g : ir::gate_table()) {
    if (g.id == GateId::kUnitary) continue;
    for (unsigned controls = 0; controls <= 4 && controls + g.num_targets <= 6; ++controls) {
      for (const bool negative : {false, true}) {
        if (negative && controls == 0) continue;
        const Qubit n = std::max(1u, controls + g.num_targets);
        ir::Circuit c(n);
        std::vector<Control> with;
        std::vector<Qubit> on;
        for (Qubit q = 0; q < controls; ++q) with.emplace_back(n - 1 - q, !(negative && q % 2 == 0));
        for (Qubit q = 0; q < g.num_targets; ++q) on.push_back(q);
        std::vector<double> params;
        for (unsigned i = 0; i < g.num_params(); ++i) params.push_back(reference::uniform(rng, -3, 3));
        c.gate(g.id, on, params, with);
        expect_round_trip(c, target, std::string(g.name) + " with " + std::to_string(controls));
      }
    }
  }
}

TEST_P(EveryTarget, writes_any_matrix) {
  const auto target = static_cast<Dialect>(GetParam());
  std::mt19937_64 rng(7);
  for (unsigned targets = 1; targets <= 4; ++targets)
    for (unsigned controls = 0; controls <= 1; ++controls) {
      const reference::Matrix u = reference::random_unitary(rng, targets);
      ir::Matrix m(u.dim);
      m.data = u.data;
      ir::Circuit c(targets + controls);
      std::vector<Control> with;
      if (controls) with.emplace_back(targets);
      std::vector<Qubit> on;
      for (Qubit q = 0; q < targets; ++q) on.push_back(targets - 1 - q);
      c.unitary(m, on, with);
      expect_round_trip(c, target, std::to_string(targets) + " targets");
    }
}

TEST_P(EveryTarget, reads_the_same_numbers_back) {
  const auto target = static_cast<Dialect>(GetParam());
  std::mt19937_64 rng(11);
  std::vector<double> angles = {
      0.1, M_PI / 3, -3 * M_PI / 8, 1e-17, 5e-324, 1e22, M_PI, std::nextafter(M_PI, 4), -0.7853981633974484};
  for (int i = 0; i < 200; ++i) angles.push_back(reference::uniform(rng, -7, 7));
  ir::Circuit c(2);
  for (const double a : angles) c.gate(GateId::kRZ, {0}, {a}), c.gate(GateId::kH, {1});
  const Emitted e = emit(c, target);
  ASSERT_TRUE(e.ok());
  const ParseResult back = read_text(e.text, "text" + std::string(dialect_info(target).extension));
  ASSERT_TRUE(back.circuit) << rendered(back);
  std::vector<double> found;
  for (std::size_t i = 0; i < back.circuit->size(); ++i)
    if (back.circuit->at(i).gate() == GateId::kRZ) found.push_back(back.circuit->at(i).params()[0]);
  EXPECT_EQ(found, angles);
}

INSTANTIATE_TEST_SUITE_P(Dialect, EveryTarget, ::testing::ValuesIn([] {
                           std::vector<int> list;
                           for (const Dialect d : general_targets()) list.push_back(static_cast<int>(d));
                           return list;
                         }()));

TEST(Dialects, stim_writes_clifford_gates_and_refuses_others_at_their_place) {
  ir::Circuit c(3);
  c.gate(GateId::kISwap, {0, 2});
  c.gate(GateId::kRXX, {0, 1}, {M_PI / 2});
  c.gate(GateId::kU, {1}, {M_PI / 2, -M_PI / 2, M_PI});
  c.gate(GateId::kP, {2}, {M_PI}, {Control(0)});
  c.gate(GateId::kX, {2}, {}, {Control(0, false)});
  expect_round_trip(c, Dialect::kStim, "clifford");
  const auto t = parse_text(program2("qreg q[2];\nh q[0];\nt q[1];"));
  const Emitted e = emit(*t.circuit, Dialect::kStim);
  ASSERT_EQ(e.refusals.size(), 1u);
  EXPECT_EQ(e.refusals[0].range.line, 4u);  // after the header's two
  EXPECT_TRUE(e.text.empty());
}

TEST(Dialects, symbols_stay_symbols_or_are_refused) {
  const ir::Circuit c = circuit_of(
      program3("input float theta; qubit[2] q; rx(2*theta + 0.5) q[0]; ctrl @ ry(-theta/2) q[0], q[1];"));
  for (const Dialect d : {Dialect::kMindQuantum, Dialect::kQiskit, Dialect::kQasm3, Dialect::kJson}) {
    const Emitted e = emit(c, d);
    ASSERT_TRUE(e.ok());
    const ParseResult back = read_text(e.text, "text" + std::string(dialect_info(d).extension));
    ASSERT_TRUE(back.circuit) << rendered(back) << e.text;
    EXPECT_LT(phase_free_difference(c.bind({{"theta", 0.3}}), back.circuit->bind({{"theta", 0.3}})), 1e-12)
        << e.text;
  }
  for (const Dialect d : {Dialect::kQasm2, Dialect::kMindQuantumQasm, Dialect::kHiQasm, Dialect::kStim})
    EXPECT_FALSE(emit(c, d).ok());
}

// An input that is an angle and a value to compute with is one input again.
TEST(Dialects, inputs_are_declared_once) {
  const std::string text = program3(
      "input float a; input int n; qubit q; bit c; if (n > 2) x q; rx(a / 2) q; if (a > 1) z q; c = measure "
      "q;");
  ParseOptions open;
  open.keep_symbols = true;
  const Emitted e = emit(circuit_of(text, open), Dialect::kQasm3);
  ASSERT_TRUE(e.ok());
  const auto times = [&](const std::string& what) {
    std::size_t n = 0;
    for (std::size_t at = e.text.find(what); at != std::string::npos; at = e.text.find(what, at + 1)) ++n;
    return n;
  };
  EXPECT_EQ(times("input "), 2u) << e.text;
  EXPECT_EQ(times("input int[64] n;"), 1u) << e.text;
  ParseOptions given;
  given.inputs = {{"a", "1.5"}, {"n", "3"}};
  EXPECT_EQ(listing(circuit_of(e.text, given)), listing(circuit_of(text, given))) << e.text;
}

TEST(Dialects, conditions_are_kept_repeated_or_refused) {
  const ir::Circuit c =
      circuit_of(program3("qubit[2] q; bit[2] c; h q[0]; c[0] = measure q[0];\nif (c[0]) { x q[1]; } else { "
                          "h q[1]; }\nif (c == 2) z q[1];"));
  const Emitted two = emit(c, Dialect::kQasm2);
  ASSERT_TRUE(two.ok());
  EXPECT_NE(two.text.find("if(c==1) x q[1];\nif(c==3) x q[1];\nif(c==0) h q[1];\nif(c==2) h q[1];\n"),
            std::string::npos)
      << two.text;
  EXPECT_TRUE(emit(c, Dialect::kQasm3).ok());
  EXPECT_TRUE(emit(c, Dialect::kQiskit).ok());
  const Emitted mindquantum = emit(c, Dialect::kMindQuantum);
  ASSERT_EQ(mindquantum.refusals.size(), 2u);
  EXPECT_EQ(mindquantum.refusals[0].range.line, 3u);
  EXPECT_EQ(mindquantum.refusals[1].range.line, 4u);
}

TEST(Dialects, mindquantum_keeps_width_and_the_bits_of_measurements) {
  const ir::Circuit c = circuit_of(
      program2("qreg q[3]; creg c[2]; h q[0]; measure q[0] -> c[1]; measure q[1] -> c[0]; reset q[0];"));
  const Emitted e = emit(c, Dialect::kMindQuantum);
  ASSERT_TRUE(e.ok());
  EXPECT_NE(e.text.find("keys = {'c_0': ('c', 0), 'c_1': ('c', 1)}"), std::string::npos) << e.text;
  EXPECT_NE(e.text.find("G.I.on(2)"), std::string::npos) << e.text;
  const ParseResult back = read_text(e.text, "text.py");
  ASSERT_TRUE(back.circuit) << rendered(back);
  EXPECT_EQ(back.circuit->num_qubits(), 3u);
  EXPECT_EQ(back.circuit->clbit_name(back.circuit->at(1).clbit()), "c[1]");
}

TEST(Dialects, faults_are_located) {
  const ParseResult r = read_text(
      "from mindquantum.core import gates as G\ncircuit = Circuit()\ncircuit += G.Q.on(0)\n", "a.py");
  ASSERT_EQ(r.diagnostics.size(), 1u);
  EXPECT_EQ(r.diagnostics[0].code, "Q0109");
  EXPECT_EQ(r.diagnostics[0].range.line, 3u);
  EXPECT_FALSE(read_text("import os\nos.system('x') # qiskit\n", "a.py").circuit);
  EXPECT_FALSE(read_text("{\"schema\": \"qiao.circuit/1\"}", "a.json").circuit);
  EXPECT_FALSE(read_text("{\"schema\": ", "a.json").circuit);
  EXPECT_FALSE(read_text("H 0\nCX 1\n", "a.stim").circuit);
  EXPECT_FALSE(read_text("# HIQASM 0.1\nALLOCATE q 99999999999\n", "a.hiqasm").circuit);
}

TEST(Dialects, bases_make_every_program) {
  std::mt19937_64 rng(5);
  for (const char* basis : {"rz,sx,cx", "u,cz", "rx,ry,rxx", "rz,ry,cx", "rz,h,cz", "p,h,cx", "r,rzz,rz",
                            "rz,sx,x,ecr", "rz,rx,rzx", "u,cp"}) {
    const ir::GateSet set = ir::parse_gate_set(basis);
    for (const ir::GateInfo& g : ir::gate_table()) {
      if (g.id == GateId::kUnitary) continue;
      for (unsigned controls = 0; controls <= 3; ++controls) {
        const Qubit n = std::max(1u, controls + g.num_targets);
        if (n > 5) continue;
        ir::Circuit c(n);
        std::vector<Control> with;
        std::vector<Qubit> on;
        for (Qubit q = 0; q < g.num_targets; ++q) on.push_back(q);
        for (Qubit q = 0; q < controls; ++q) with.emplace_back(g.num_targets + q, q != 1);
        std::vector<double> params;
        for (unsigned i = 0; i < g.num_params(); ++i) params.push_back(reference::uniform(rng, -3, 3));
        c.gate(g.id, on, params, with);
        for (const bool merge : {false, true}) {
          const ir::Circuit out = ir::expand(c, set, merge);
          for (std::size_t i = 0; i < out.size(); ++i)
            ASSERT_TRUE(set.has(out.at(i).gate(), out.at(i).num_controls())) << basis;
          EXPECT_LT(phase_free_difference(c, out), 1e-12) << basis << " " << g.name << " " << controls;
        }
      }
    }
  }
  EXPECT_THROW(ir::parse_gate_set("rz,foo"), Error);
  ir::Circuit c(1);
  c.gate(GateId::kT, {0});
  EXPECT_THROW(ir::expand(c, ir::parse_gate_set("x,cx")), Error);
}

TEST(Dialects, many_controls_cost_a_quadratic_number_of_gates) {
  const auto cost = [](Qubit controls) {
    ir::Circuit c(controls + 1);
    std::vector<Control> with;
    for (Qubit q = 1; q <= controls; ++q) with.emplace_back(q);
    const Qubit target = 0;
    c.gate(GateId::kX, std::span<const Qubit>(&target, 1), std::span<const double>{}, with);
    return static_cast<double>(ir::expand(c, ir::parse_gate_set("u,cx")).size());
  };
  EXPECT_LT(cost(40) / cost(20), 5);
  EXPECT_LT(cost(80) / cost(40), 4.5);
}

TEST(Dialects, else_is_read_back_from_qiskit) {
  const std::string start = "qubit[2] q; bit[2] c; h q[0]; c[0] = measure q[0];\n";
  for (const char* text : {"if (c[0]) { x q[1]; } else { z q[1]; }",
                           "if (c == 2) { x q[1]; if (c[0]) { h q[0]; } else { s q[0]; } } else { if (c[1]) "
                           "z q[1]; else y q[1]; }",
                           "if (c[0]) { } else { z q[1]; }"}) {
    const ir::Circuit circuit = circuit_of(program3(start + text));
    const Emitted e = emit(circuit, Dialect::kQiskit);
    ASSERT_TRUE(e.ok()) << text;
    const ParseResult back = read_text(e.text, "text.py");
    ASSERT_TRUE(back.circuit) << rendered(back) << e.text;
    EXPECT_EQ(listing(*back.circuit), listing(circuit)) << e.text;
  }
}

TEST(Dialects, a_register_of_one_bit_is_compared_as_a_register) {
  // Qiskit's importer of OpenQASM 3 compares no single bit with a number.
  const std::string text =
      "qreg q[1]; creg c[1]; creg d[2]; if (c == 1) x q[0]; if (c == 0) h q[0]; if (d == 1) x q[0];";
  const Emitted e = emit(circuit_of(program2(text)), Dialect::kQasm3);
  for (const char* condition : {"if ((c == 1))", "if ((c == 0))", "if ((d == 1))"})
    EXPECT_NE(e.text.find(condition), std::string::npos) << e.text;
  EXPECT_EQ(listing(e.text).size(), listing(program2(text)).size());
}

TEST(Dialects, run_time_angles_are_written_without_casts_to_numbers) {
  const std::string start =
      "qubit q; bit c; angle[4] a = 0; array[angle[4], 2] b; h q; c = measure q;\n"
      "if (c) { a = pi / 2; b[1] = a; }\n";
  for (const char* text :
       {"rz(a) q;", "rx(a * 3) q;", "rx(b[1]) q;", "gate g(t) x { rz(t / 3 + 0.1) x; } g(a) q;",
        "gate g(t) x { rz(2 * t) x; } ctrl @ g(b[1]) q, r;"}) {
    const ir::Circuit circuit = circuit_of(program3("qubit r; " + start + text));
    const Emitted e = emit(circuit, Dialect::kQasm3);
    ASSERT_TRUE(e.ok()) << text;
    for (const char* cast : {"float[64](a", "float[64](b[", "uint[4](a", "uint[4](b[", "int[64](a"})
      EXPECT_EQ(e.text.find(cast), std::string::npos) << e.text;
    EXPECT_EQ(listing(e.text), listing(circuit)) << e.text;
  }
}

TEST(Dialects, hiqasm_measures_and_resets_all_qubits) {
  const ParseResult all = read_text(
      "# HIQASM 0.1\n# Instruction stdins\n\nALLOCATE q 2\nRESET q\nH q[0]\nCNOT q[0],q[1]\n"
      "MEASURE q\nRESET q\nMEASURE q[1]\nDEALLOCATE q\n",
      "text.hiqasm");
  ASSERT_TRUE(all.circuit) << rendered(all);
  EXPECT_EQ(listing(*all.circuit),
            (std::vector<std::string>{"h 0", "cx 0 1", "measure 0 -> 0", "measure 1 -> 1", "reset 0",
                                      "reset 1", "measure 1 -> 2"}));
  EXPECT_EQ(all.circuit->cregs()[0].size, 3u);
}

}  // namespace
}  // namespace qiao::qasm
