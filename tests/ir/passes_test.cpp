#include "qiao/ir/passes.hpp"

#include <gtest/gtest.h>

#include "qiao/base/error.hpp"
#include "qiao/ir/synthesis.hpp"
#include "support/circuit_bridge.hpp"
#include "support/random_program.hpp"

namespace qiao::ir {
namespace {

Statistics of(const Circuit& c) { return statistics(c); }

TEST(Statistics, counts_kinds_names_and_widths) {
  Circuit c(6, 2);
  c.gate(GateId::kH, {0});
  c.gate(GateId::kX, {1}, {}, {Control(0)});
  c.gate(GateId::kX, {2}, {}, {Control(0), Control(1)});
  c.gate(GateId::kX, {2}, {}, {Control(0, false)});
  c.gate(GateId::kRZ, {2}, {0.3});
  c.gate(GateId::kRZ, {2}, {0.4});
  c.barrier(std::vector<Qubit>{0, 1, 5});
  c.reset(1);
  c.measure(0, 0);
  const Statistics s = of(c);
  EXPECT_EQ(s.declared_qubits, 6u);
  EXPECT_EQ(s.active_qubits, 3u);
  EXPECT_EQ(active_qubits(c), (std::vector<Qubit>{0, 1, 2}));
  EXPECT_EQ(s.clbits, 2u);
  EXPECT_EQ(s.gates, 6u);
  EXPECT_EQ(s.measurements, 1u);
  EXPECT_EQ(s.resets, 1u);
  EXPECT_EQ(s.barriers, 1u);
  EXPECT_EQ(s.conditionals, 0u);
  EXPECT_EQ(s.gates_by_name,
            (std::map<std::string, std::uint64_t>{{"h", 1}, {"cx", 1}, {"ccx", 1}, {"ox", 1}, {"rz", 2}}));
  EXPECT_EQ(s.gates_by_width, (std::map<unsigned, std::uint64_t>{{1, 3}, {2, 2}, {3, 1}}));
}

TEST(Statistics, spelled_names) {
  Circuit c(6);
  auto name = [&](GateId id, std::initializer_list<double> params, std::initializer_list<Control> controls) {
    c.gate(id, {0}, params, controls);
    return spelled_name(c.at(c.size() - 1));
  };
  EXPECT_EQ(name(GateId::kX, {}, {}), "x");
  EXPECT_EQ(name(GateId::kX, {}, {Control(1)}), "cx");
  EXPECT_EQ(name(GateId::kX, {}, {Control(1), Control(2)}), "ccx");
  EXPECT_EQ(name(GateId::kX, {}, {Control(1), Control(2), Control(3)}), "c3x");
  EXPECT_EQ(name(GateId::kX, {}, {Control(1, false)}), "ox");
  EXPECT_EQ(name(GateId::kX, {}, {Control(1), Control(2, false)}), "cox");
  EXPECT_EQ(name(GateId::kU, {1, 2, 3}, {Control(1)}), "cu");
}

TEST(Statistics, depth_is_the_longest_chain) {
  Circuit c(4, 1);
  EXPECT_EQ(of(c).depth, 0u);
  c.gate(GateId::kH, {0});
  c.gate(GateId::kH, {1});
  EXPECT_EQ(of(c).depth, 1u);
  c.gate(GateId::kX, {1}, {}, {Control(0)});
  c.gate(GateId::kH, {3});
  EXPECT_EQ(of(c).depth, 2u);
  c.gate(GateId::kX, {2}, {}, {Control(1, false)});
  EXPECT_EQ(of(c).depth, 3u);
  c.measure(2, 0);
  EXPECT_EQ(of(c).depth, 4u);
  // A barrier makes q[3], so far one deep, wait for q[2].
  c.barrier(std::vector<Qubit>{2, 3});
  EXPECT_EQ(of(c).depth, 4u) << "a barrier itself takes no time";
  c.gate(GateId::kX, {3});
  EXPECT_EQ(of(c).depth, 5u);
}

TEST(Statistics, conditions_wait_for_their_bits) {
  Circuit c(2, 1);
  c.measure(0, 0);
  c.begin_if(c.add_expr({.op = ExprOp::kBit, .a = 0}));
  c.gate(GateId::kX, {1});
  c.end_if();
  const Statistics s = of(c);
  EXPECT_EQ(s.conditionals, 1u);
  EXPECT_EQ(s.gates, 1u);
  EXPECT_EQ(s.depth, 2u);
  EXPECT_EQ(s.active_qubits, 1u);
}

TEST(Statistics, terminal_measurements) {
  Circuit c(2, 2);
  c.gate(GateId::kH, {0});
  EXPECT_TRUE(of(c).terminal_measurements_only);
  c.measure(0, 0);
  c.gate(GateId::kH, {1});
  c.barrier(std::vector<Qubit>{0, 1});
  c.measure(1, 1);
  EXPECT_TRUE(of(c).terminal_measurements_only);
  Circuit gate_after = c;
  gate_after.gate(GateId::kX, {0});
  EXPECT_FALSE(of(gate_after).terminal_measurements_only);
  Circuit reset_after = c;
  reset_after.reset(0);
  EXPECT_FALSE(of(reset_after).terminal_measurements_only);
  Circuit condition_after = c;
  condition_after.begin_if(condition_after.add_expr({.op = ExprOp::kBit, .a = 1}));
  condition_after.end_if();
  EXPECT_FALSE(of(condition_after).terminal_measurements_only);
  Circuit control_after = c;
  control_after.gate(GateId::kX, {1}, {}, {Control(0)});
  EXPECT_FALSE(of(control_after).terminal_measurements_only);
}

TEST(Inverse, of_random_circuits_undoes_them) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    reference::RandomOptions options;
    options.num_qubits = 1 + seed % 5;
    const reference::Program program = reference::random_program(seed, options);
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + describe(program));
    const Circuit back = inverse(reference::to_circuit(program));
    reference::Vector state = final_state(program);
    for (std::size_t i = 0; i < back.size(); ++i) {
      const Instruction in = back.at(i);
      if (in.kind() != OpKind::kGate) continue;
      std::vector<reference::ControlBit> controls;
      for (unsigned k = 0; k < in.num_controls(); ++k)
        controls.push_back({in.control(k).qubit(), in.control(k).positive()});
      reference::apply(state, reference::from_ir(in.matrix()), {in.targets().begin(), in.targets().end()},
                       controls);
    }
    EXPECT_LT(std::abs(state[0] - 1.0), 1e-12);
  }
}

TEST(Inverse, refuses_what_cannot_be_undone) {
  Circuit measured(1, 1), reset(1), branching(1, 1);
  measured.measure(0, 0);
  reset.reset(0);
  branching.begin_if(branching.add_expr({.op = ExprOp::kBit, .a = 0}));
  branching.end_if();
  for (const Circuit* c : {&measured, &reset, &branching}) {
    try {
      inverse(*c);
      ADD_FAILURE();
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::kUsage);
    }
  }
}

TEST(Append, finds_symbols_by_name) {
  Circuit a(1), b(1);
  const Qubit q[1] = {0};
  const Param phi[1] = {Param::symbol(a.symbol("phi"))};
  a.symbolic_gate(GateId::kRZ, q, phi);
  const Param theta = Param::symbol(b.symbol("theta")),
              same[1] = {theta * 2 - Param::symbol(b.symbol("phi"))};
  b.symbolic_gate(GateId::kRX, q, same);
  append_all(b, a);
  EXPECT_EQ(a.symbols(), (std::vector<std::string>{"phi", "theta"}));
  const Circuit bound = a.bind(std::map<std::string, double>{{"phi", 0.25}, {"theta", 0.5}});
  EXPECT_EQ(bound.at(0).params()[0], 0.25);
  EXPECT_EQ(bound.at(1).params()[0], 0.75);
}

}  // namespace
}  // namespace qiao::ir
