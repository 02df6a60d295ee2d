// Sampled counts: right distribution, repeatable, independent of threads.
#include <gtest/gtest.h>

#include "support/circuit_bridge.hpp"
#include "support/random_program.hpp"
#include "support/run_checks.hpp"

namespace qiao {
namespace {

using reference::RandomOptions;
using reference::table;

reference::Program with_final_measurements(std::uint64_t seed, unsigned qubits) {
  RandomOptions random;
  random.num_qubits = random.num_clbits = qubits;
  reference::Program program = random_program(seed, random);
  for (unsigned q = 0; q < qubits; ++q) {
    reference::Operation op;
    op.kind = reference::Kind::kMeasure;
    op.targets = {q};
    op.clbit = (2 * qubits - q - 2) % qubits;  // reversed and rotated by one
    program.operations.push_back(op);
  }
  return program;
}

reference::Program branching(std::uint64_t seed) {
  RandomOptions random;
  random.num_qubits = 3;
  random.num_clbits = 3;
  random.measurements = random.resets = random.conditions = true;
  random.operations = 60;
  return random_program(seed, random);
}

qsim::RunResult run(const reference::Program& program, std::uint64_t shots, std::uint64_t seed,
                    int threads = 1) {
  qsim::RunOptions options;
  options.shots = shots;
  options.seed = seed;
  options.threads = threads;
  return qsim::run(reference::to_circuit(program), options);
}

std::uint64_t total(const qsim::RunResult& result) {
  std::uint64_t n = 0;
  for (std::size_t i = 0; i < result.counts.size(); ++i) n += result.counts.weight(i);
  return n;
}

TEST(Shots, of_terminal_measurements_follow_the_exact_distribution) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const reference::Program program = with_final_measurements(seed, 1 + seed % 5);
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + describe(program));
    const qsim::RunResult result = run(program, 20'000, seed + 1000);
    EXPECT_EQ(result.method, qsim::Method::kSampledOnce);
    EXPECT_EQ(total(result), 20'000u);
    const reference::ChiSquare chi =
        reference::chi_square(table(result.counts), reference::exact(program).clbits);
    EXPECT_TRUE(chi.plausible()) << chi.value << " with " << chi.degrees << " degrees of freedom";
  }
}

TEST(Shots, of_branching_programs_follow_the_exact_distribution) {
  int per_shot = 0;
  for (std::uint64_t seed = 1; seed <= 25; ++seed) {
    const reference::Program program = branching(seed);
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + describe(program));
    const qsim::RunResult result = run(program, 4'000, seed + 2000);
    EXPECT_EQ(total(result), 4'000u);
    per_shot += result.method == qsim::Method::kPerShot;
    const reference::ChiSquare chi =
        reference::chi_square(table(result.counts), reference::exact(program).clbits);
    EXPECT_TRUE(chi.plausible()) << chi.value << " with " << chi.degrees << " degrees of freedom";
  }
  EXPECT_GT(per_shot, 15);
}

// Two measurements of one qubit in a shot agree; of fresh superpositions they are independent.
TEST(Shots, repeated_measurements_within_a_shot) {
  ir::Circuit circuit(1, 4);
  circuit.gate(ir::GateId::kH, {0});
  circuit.measure(0, 0);
  circuit.measure(0, 1);
  circuit.gate(ir::GateId::kH, {0});
  circuit.measure(0, 2);
  circuit.gate(ir::GateId::kH, {0});
  circuit.measure(0, 3);
  qsim::RunOptions options;
  options.shots = 8000;
  options.seed = 3;
  const auto counts = table(qsim::run(circuit, options).counts);
  std::map<std::string, double> expected;
  for (const char* a : {"0", "1"})
    for (const char* b : {"0", "1"})
      for (const char* c : {"00", "11"}) expected[std::string(a) + b + c] = 0.125;
  EXPECT_TRUE(reference::chi_square(counts, expected).plausible());
}

TEST(Shots, same_seed_gives_the_same_counts_at_any_thread_count) {
  for (const reference::Program& program : {with_final_measurements(5, 5), branching(7), branching(8)}) {
    const auto first = table(run(program, 3'000, 42, 1).counts);
    for (int threads : {1, 2, 3, 4, 8})
      EXPECT_EQ(table(run(program, 3'000, 42, threads).counts), first) << threads;
    EXPECT_NE(table(run(program, 3'000, 43, 1).counts), first) << "the seed does nothing\n"
                                                               << describe(program);
  }
}

// Above every serial threshold, where sums over blocks could depend on the number of threads.
TEST(Shots, same_counts_at_any_thread_count_for_a_large_state) {
  ir::Circuit circuit(18, 18);
  for (ir::Qubit q = 0; q < 18; ++q) circuit.gate(ir::GateId::kRY, {q}, {0.3 + 0.1 * q});
  for (ir::Qubit q = 0; q + 1 < 18; ++q) circuit.gate(ir::GateId::kX, {q + 1}, {}, {ir::Control(q)});
  for (ir::Qubit q = 0; q < 18; ++q) circuit.measure(q, 17 - q);
  for (auto precision : {qsim::Precision::kF64, qsim::Precision::kF32}) {
    std::map<std::string, std::uint64_t> first;
    for (int threads : {1, 2, 4}) {
      qsim::RunOptions options;
      options.shots = 50'000;
      options.seed = 9;
      options.threads = threads;
      options.precision = precision;
      const auto counts = table(qsim::run(circuit, options).counts);
      if (first.empty()) first = counts;
      EXPECT_EQ(counts, first) << threads << " threads";
    }
  }
}

// Sampling fewer shots gives a prefix: shot i depends on (seed, i) alone.
TEST(Shots, shots_are_numbered) {
  const reference::Program program = branching(11);
  auto more = table(run(program, 500, 6).counts);
  for (const auto& [bits, n] : table(run(program, 300, 6).counts)) EXPECT_LE(n, more[bits]);
}

TEST(Shots, zero_shots_give_no_counts) {
  EXPECT_EQ(run(with_final_measurements(3, 2), 0, 1).counts.size(), 0u);
}

// Bits beyond the 64th must not be lost or folded onto others.
TEST(Shots, more_than_64_classical_bits) {
  for (ir::Clbit bits : {63u, 64u, 65u, 130u}) {
    ir::Circuit circuit(2, bits);
    circuit.gate(ir::GateId::kX, {1});
    circuit.measure(1, bits - 1);
    circuit.measure(0, 0);
    circuit.measure(1, 5);
    std::string expected(bits, '0');
    expected[0] = '1';
    expected[bits - 1 - 5] = '1';
    qsim::RunOptions options;
    options.shots = 10;
    EXPECT_EQ(table(qsim::run(circuit, options).counts),
              (std::map<std::string, std::uint64_t>{{expected, 10}}));
    options.exact = true;
    const auto exact = table(qsim::run(circuit, options).probabilities);
    ASSERT_EQ(exact.size(), 1u);
    EXPECT_EQ(exact.begin()->first, expected);
    EXPECT_NEAR(exact.begin()->second, 1, 1e-14);
  }
}

TEST(Shots, a_condition_reads_a_bit_beyond_the_64th) {
  ir::Circuit circuit(2, 100);
  circuit.gate(ir::GateId::kX, {0});
  circuit.measure(0, 90);
  circuit.begin_if(circuit.add_expr({.op = ir::ExprOp::kBits, .a = 80, .b = 20}));
  circuit.gate(ir::GateId::kX, {1});
  circuit.end_if();
  circuit.measure(1, 99);
  qsim::RunOptions options;
  options.shots = 5;
  const qsim::RunResult result = qsim::run(circuit, options);
  ASSERT_EQ(result.counts.size(), 1u);
  EXPECT_TRUE(result.counts.bit(0, 99));
  EXPECT_TRUE(result.counts.bit(0, 90));
}

// The state before the terminal measurements, kept beside shots and beside exact probabilities.
TEST(StateOfMeasuredProgram, is_the_one_before_the_measurements) {
  const reference::Program program = with_final_measurements(17, 4);
  reference::Program gates = program;
  std::erase_if(gates.operations, [](const auto& op) { return op.kind == reference::Kind::kMeasure; });
  const reference::Vector expected = final_state(gates);
  for (bool exact : {false, true}) {
    qsim::RunOptions options;
    options.exact = exact;
    options.keep_state = true;
    options.shots = 2'000;
    options.seed = 5;
    const qsim::RunResult result = qsim::run(reference::to_circuit(program), options);
    EXPECT_LT(reference::max_difference(reference::full_state(result.state), expected), 1e-14);
    if (exact) continue;
    EXPECT_EQ(table(result.counts), table(run(program, 2'000, 5).counts))
        << "keeping the state changes the counts";
  }
}

}  // namespace
}  // namespace qiao
