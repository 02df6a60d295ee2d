// What must not cost memory, and what must be refused before it does.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "qiao/base/error.hpp"
#include "qiao/base/machine.hpp"
#include "support/run_checks.hpp"

namespace qiao {
namespace {

using ir::Control;
using ir::GateId;

TEST(Memory, idle_qubits_cost_nothing) {
  ir::Circuit circuit(60, 3);
  circuit.gate(GateId::kH, {7});
  circuit.gate(GateId::kX, {31}, {}, {Control(7)});
  circuit.gate(GateId::kX, {59}, {}, {Control(31)});
  circuit.measure(7, 0);
  circuit.measure(31, 1);
  circuit.measure(59, 2);
  qsim::RunOptions options;
  options.exact = true;
  options.keep_state = true;
  const qsim::RunResult result = qsim::run(circuit, options);
  EXPECT_LE(result.memory_bytes, 4096u);
  EXPECT_EQ(result.state.declared_qubits, 60u);
  EXPECT_EQ(result.state.qubits, (std::vector<ir::Qubit>{7, 31, 59}));
  const auto p = reference::table(result.probabilities);
  EXPECT_NEAR(p.at("000"), 0.5, 1e-14);
  EXPECT_NEAR(p.at("111"), 0.5, 1e-14);
  ASSERT_EQ(result.qubits.size(), 2u);
  ASSERT_EQ(result.qubits[0].first.size(), 60u);
  EXPECT_EQ(result.qubits[1].first[60 - 1 - 31], '1');
}

TEST(Memory, measured_qubits_that_no_gate_acts_on_cost_nothing) {
  ir::Circuit circuit(60, 62);
  circuit.gate(GateId::kX, {7});
  for (ir::Qubit q = 0; q < 60; ++q) circuit.measure(q, q);
  circuit.begin_if(circuit.add_expr({.op = ir::ExprOp::kBit, .a = 7}));
  circuit.measure(40, 60);
  circuit.reset(41);
  circuit.end_if();
  circuit.reset(42);
  circuit.measure(7, 61);
  for (const bool exact : {false, true}) {
    qsim::RunOptions options;
    options.shots = 5;
    options.exact = exact;
    const qsim::RunResult result = qsim::run(circuit, options);
    EXPECT_LE(result.memory_bytes, 4096u);
    std::string expected(62, '0');
    expected[61 - 7] = expected[0] = '1';
    if (exact) EXPECT_NEAR(reference::table(result.probabilities).at(expected), 1, 1e-12);
    else EXPECT_EQ(result.counts.str(0), expected);
  }
  ir::Circuit nothing(60, 60);
  for (ir::Qubit q = 0; q < 60; ++q) nothing.measure(q, q);
  const qsim::RunResult result = qsim::run(nothing, {.shots = 5});
  ASSERT_EQ(result.counts.size(), 1u);
  EXPECT_EQ(result.counts.weight(0), 5u);
  EXPECT_EQ(result.counts.str(0), std::string(60, '0'));
}

// Such a measurement still overwrites what another one, or an assignment, wrote.
TEST(Memory, a_measured_zero_overwrites) {
  ir::Circuit circuit(2, 1);
  circuit.gate(GateId::kX, {0});
  circuit.measure(0, 0);
  circuit.measure(1, 0);
  EXPECT_EQ(qsim::run(circuit, {.shots = 1}).counts.str(0), "0");
  ir::Circuit assigned(1, 1);
  assigned.assign({0, ir::kBoolType},
                  assigned.add_expr({.op = ir::ExprOp::kConst, .value = 1, .type = ir::kBoolType}));
  assigned.measure(0, 0);
  EXPECT_EQ(qsim::run(assigned, {.shots = 1}).counts.str(0), "0");
}

// A child has the record of its parent's threads without the threads.
TEST(Forks, a_child_runs_after_its_parent_did) {
  ir::Circuit circuit(18, 1);
  for (ir::Qubit q = 0; q < 18; ++q) circuit.gate(GateId::kH, {q});
  circuit.measure(0, 0);
  qsim::RunOptions options;
  options.threads = 2;
  for (int generation = 0; generation < 2; ++generation) {
    EXPECT_GT(qsim::run(circuit, options).counts.size(), 0u);
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      alarm(20);  // ends it
      _exit(qsim::run(circuit, options).counts.size() > 0 ? 0 : 1);
    }
    int status = -1;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "signal " << WTERMSIG(status);
  }
}

TEST(Memory, a_program_without_operations_runs) {
  for (ir::Qubit n : {0u, 1u, 200u}) {
    ir::Circuit circuit(n, 2);
    qsim::RunOptions options;
    options.shots = 3;
    EXPECT_NO_THROW(qsim::run(circuit, options)) << n;
  }
}

// A global phase alone, without any active qubit, is kept.
TEST(Memory, a_global_phase_without_qubits_is_kept) {
  ir::Circuit circuit(1);
  circuit.gphase(0.7);
  qsim::RunOptions options;
  options.keep_state = true;
  const reference::Vector state = reference::full_state(qsim::run(circuit, options).state);
  ASSERT_EQ(state.size(), 2u);
  EXPECT_LT(std::abs(state[0] - std::polar(1.0, 0.7)), 1e-15);
}

ir::Circuit wide(ir::Qubit n) {
  ir::Circuit circuit(n);
  for (ir::Qubit q = 0; q < n; ++q) circuit.gate(GateId::kH, {q});
  for (ir::Qubit q = 0; q + 1 < n; ++q) circuit.gate(GateId::kZ, {q + 1}, {}, {ir::Control(q)});
  return circuit;
}

std::string limit_error(const ir::Circuit& circuit, const qsim::RunOptions& options) {
  try {
    qsim::run(circuit, options);
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::kLimit) << e.what();
    return e.what();
  }
  ADD_FAILURE() << "not refused";
  return {};
}

TEST(Memory, what_does_not_fit_is_refused_with_both_numbers) {
  qsim::RunOptions options;
  options.memory_limit_bytes = 1 << 20;
  const std::string message = limit_error(wide(20), options);  // 16 MiB needed
  EXPECT_NE(message.find(format_bytes(std::uint64_t{16} << 20)), std::string::npos) << message;
  EXPECT_NE(message.find(format_bytes(options.memory_limit_bytes)), std::string::npos) << message;
  options.memory_limit_bytes = 0;
  limit_error(wide(50), options);
  for (ir::Qubit n : {60u, 63u, 64u, 65u, 1000u}) limit_error(wide(n), options);  // where 2^n * 16 overflows
}

TEST(Memory, reported_memory_is_at_least_the_state) {
  qsim::RunOptions options;
  const qsim::RunResult result = qsim::run(wide(16), options);
  EXPECT_GE(result.memory_bytes, std::uint64_t{16} << 16);
  EXPECT_LE(result.memory_bytes, std::uint64_t{64} << 16);
}

TEST(Branches, too_many_are_refused) {
  ir::Circuit circuit(1, 1);
  for (int i = 0; i < 30; ++i) {
    circuit.gate(GateId::kH, {0});
    circuit.measure(0, 0);
  }
  qsim::RunOptions options;
  options.exact = true;
  options.max_branches = 1000;
  // Outcomes that no later step can tell apart may be merged; if they are not, the limit must hold.
  try {
    const qsim::RunResult result = qsim::run(circuit, options);
    EXPECT_LE(result.branches, 1000u);
    EXPECT_NEAR(reference::table(result.probabilities).at("1"), 0.5, 1e-12);
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::kLimit);
    EXPECT_NE(std::string(e.what()).find("1000"), std::string::npos) << e.what();
  }
}

TEST(Symbols, an_unbound_symbol_is_named) {
  ir::Circuit circuit(1);
  const ir::SymbolId theta = circuit.symbol("theta");
  circuit.symbolic_gate(GateId::kRX, std::vector<ir::Qubit>{0},
                        std::vector<ir::Param>{ir::Param::symbol(theta)});
  try {
    qsim::run(circuit, {});
    ADD_FAILURE();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::kUsage);
    EXPECT_NE(std::string(e.what()).find("theta"), std::string::npos) << e.what();
  }
}

}  // namespace
}  // namespace qiao
