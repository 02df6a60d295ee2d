// Random circuits against the reference: states, exact distributions, precisions and thread counts.
#include <gtest/gtest.h>

#include "support/circuit_bridge.hpp"
#include "support/random_program.hpp"
#include "support/run_checks.hpp"

namespace qiao {
namespace {

using qsim::Precision;
using reference::RandomOptions;

std::string show(std::uint64_t seed, const reference::Program& program) {
  return "seed " + std::to_string(seed) + ", " + describe(program);
}

// Basis state index of "q[n-1]...q[0]".
std::size_t index_of(const std::string& bits) {
  std::size_t i = 0;
  for (char c : bits) i = 2 * i + (c == '1');
  return i;
}

class States : public ::testing::TestWithParam<unsigned> {};  // number of qubits

TEST_P(States, equal_the_reference_in_both_precisions_at_any_thread_count) {
  const unsigned n = GetParam();
  for (std::uint64_t seed = 100 * n; seed < 100 * n + 4; ++seed) {
    RandomOptions random;
    random.num_qubits = n;
    random.operations = 60;
    const reference::Program program = random_program(seed, random);
    SCOPED_TRACE(show(seed, program));
    const ir::Circuit circuit = reference::to_circuit(program);
    const reference::Vector expected = final_state(program);
    for (Precision precision : {Precision::kF64, Precision::kF32}) {
      reference::Vector first;
      for (int threads : {1, 2, 4}) {
        qsim::RunOptions options;
        options.precision = precision;
        options.keep_state = true;
        options.threads = threads;
        const qsim::RunResult result = qsim::run(circuit, options);
        const reference::Vector got = reference::full_state(result.state);
        // 60 gates; each adds a few units in the last place (1.1e-16 or 6e-8) of amplitudes at most 1.
        ASSERT_LT(reference::max_difference(got, expected), precision == Precision::kF64 ? 2e-14 : 1e-5);
        EXPECT_LT(result.norm_error, precision == Precision::kF64 ? 1e-13 : 1e-4);
        EXPECT_EQ(result.method, qsim::Method::kStateOnly);
        if (first.empty()) first = got;
        ASSERT_EQ(reference::max_difference(got, first), 0.0) << "differs between thread counts";
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Qubits, States, ::testing::Range(1u, 13u));

// The parallel code must really run in parallel: 17 qubits are above every serial threshold.
TEST(LargeState, equals_the_reference) {
  RandomOptions random;
  random.num_qubits = 17;
  random.operations = 40;
  const reference::Program program = random_program(1717, random);
  const ir::Circuit circuit = reference::to_circuit(program);
  const reference::Vector expected = final_state(program);
  for (int threads : {1, 2, 4}) {
    qsim::RunOptions options;
    options.keep_state = true;
    options.threads = threads;
    EXPECT_LT(reference::max_difference(reference::full_state(qsim::run(circuit, options).state), expected),
              2e-14);
  }
}

TEST(ExactDistribution, of_terminal_measurements_equals_the_reference) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    RandomOptions random;
    random.num_qubits = 1 + seed % 6;
    random.num_clbits = 1 + static_cast<unsigned>(seed * 7 % 8);
    reference::Program program = random_program(seed, random);
    // Into bits in no particular order; some bits are written twice (the later wins), some never.
    std::mt19937_64 rng(seed);
    for (unsigned q = 0; q < random.num_qubits; ++q) {
      reference::Operation op;
      op.kind = reference::Kind::kMeasure;
      op.targets = {q};
      op.clbit = reference::pick(rng, random.num_clbits);
      program.operations.push_back(op);
    }
    SCOPED_TRACE(show(seed, program));
    qsim::RunOptions options;
    options.exact = true;
    const qsim::RunResult result = qsim::run(reference::to_circuit(program), options);
    const reference::Exact expected = reference::exact(program);
    ASSERT_LT(reference::max_difference(reference::table(result.probabilities), expected.clbits), 1e-13);
  }
}

TEST(ExactDistribution, of_branching_programs_equals_the_reference) {
  int branching = 0;
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    RandomOptions random;
    random.num_qubits = 1 + seed % 5;
    random.num_clbits = 1 + static_cast<unsigned>(seed % 4);
    random.operations = 50;
    random.measurements = true;
    random.resets = seed % 3 != 0;
    random.conditions = seed % 4 != 0;
    const reference::Program program = random_program(seed, random);
    SCOPED_TRACE(show(seed, program));
    const reference::Exact expected = reference::exact(program);
    for (Precision precision : {Precision::kF64, Precision::kF32}) {
      qsim::RunOptions options;
      options.exact = true;
      options.precision = precision;
      options.top = 1000;
      options.threads = 1 + static_cast<int>(seed % 2);
      const qsim::RunResult result = qsim::run(reference::to_circuit(program), options);
      const double tolerance = precision == Precision::kF64 ? 1e-13 : 1e-5;
      ASSERT_LT(reference::max_difference(reference::table(result.probabilities), expected.clbits),
                tolerance);
      // Probabilities of the qubits themselves: measuring at the end does not change them.
      std::vector<double> qubits(expected.qubits.size());
      for (const auto& [bits, p] : result.qubits) {
        ASSERT_EQ(bits.size(), random.num_qubits);
        qubits[index_of(bits)] += p;
      }
      for (std::size_t i = 0; i < qubits.size(); ++i)
        ASSERT_NEAR(qubits[i], expected.qubits[i], tolerance) << i;
      EXPECT_NEAR(result.qubits_total, 1, tolerance * 10);
      branching += result.method == qsim::Method::kExactBranches;
    }
  }
  EXPECT_GT(branching, 150) << "the random programs do not branch often enough to test anything";
}

TEST(Qubits, lists_the_most_probable_states_in_order) {
  RandomOptions random;
  random.num_qubits = 5;
  const reference::Program program = random_program(55, random);
  qsim::RunOptions options;
  options.exact = true;
  options.top = 7;
  const qsim::RunResult result = qsim::run(reference::to_circuit(program), options);
  const reference::Vector state = final_state(program);
  std::vector<double> expected;
  for (const auto& z : state) expected.push_back(std::norm(z));
  std::sort(expected.rbegin(), expected.rend());
  ASSERT_EQ(result.qubits.size(), 7u);
  for (std::size_t i = 0; i < 7; ++i) {
    EXPECT_NEAR(result.qubits[i].second, expected[i], 1e-13);
    EXPECT_NEAR(result.qubits[i].second, std::norm(state[index_of(result.qubits[i].first)]), 1e-13);
  }
  EXPECT_NEAR(result.qubits_total, 1, 1e-12);
}

// Ties are ordered by value, so that output does not depend on rounding or threads.
TEST(Qubits, ties_are_ordered_by_value) {
  ir::Circuit circuit(3);
  for (ir::Qubit q = 0; q < 3; ++q) circuit.gate(ir::GateId::kH, {q});
  qsim::RunOptions options;
  options.exact = true;
  options.top = 4;
  const qsim::RunResult result = qsim::run(circuit, options);
  ASSERT_EQ(result.qubits.size(), 4u);
  EXPECT_EQ(result.nonzero_states, 8u);
  const char* order[] = {"000", "001", "010", "011"};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(result.qubits[i].first, order[i]);
}

}  // namespace
}  // namespace qiao
