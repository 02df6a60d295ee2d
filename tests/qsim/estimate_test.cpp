// What a run would need, against what it then uses.
#include "qiao/qsim/estimate.hpp"

#include <gtest/gtest.h>

namespace qiao {
namespace {

ir::Circuit wide(ir::Qubit n) {
  ir::Circuit circuit(n);
  for (ir::Qubit q = 0; q < n; ++q) circuit.gate(ir::GateId::kH, {q});
  return circuit;
}

TEST(Estimate, the_same_state_needs_half_in_f32) {
  EXPECT_EQ(qsim::state_bytes(20, qsim::Precision::kF64), 2 * qsim::state_bytes(20, qsim::Precision::kF32));
  EXPECT_EQ(qsim::state_bytes(20, qsim::Precision::kF64), std::uint64_t{16} << 20);
  EXPECT_EQ(qsim::state_bytes(64, qsim::Precision::kF64), ~std::uint64_t{0});
  EXPECT_EQ(qsim::state_bytes(1000, qsim::Precision::kF32), ~std::uint64_t{0});
}

TEST(Estimate, agrees_with_what_run_uses) {
  const ir::Circuit circuit = wide(16);
  const qsim::Estimate e = qsim::estimate(circuit);
  EXPECT_EQ(e.circuit.active_qubits, 16u);
  EXPECT_TRUE(e.fits_f32 && e.fits_f64);
  EXPECT_FALSE(e.branches);
  EXPECT_GT(e.seconds_f64, 0);
  EXPECT_GT(e.available_bytes, 0u);
  const std::uint64_t held = qsim::run(circuit, {}).memory_bytes;
  EXPECT_GE(e.bytes_f64, held);
  EXPECT_LE(e.bytes_f64, 2 * held);
  EXPECT_GE(e.largest_qubits_f32, e.largest_qubits_f64);
  EXPECT_LE(qsim::state_bytes(e.largest_qubits_f64, qsim::Precision::kF64), e.available_bytes);
}

TEST(Estimate, of_the_impossible_is_cheap_and_says_no) {
  const qsim::Estimate e = qsim::estimate(wide(100));
  EXPECT_FALSE(e.fits_f32 || e.fits_f64);
  EXPECT_EQ(e.bytes_f64, ~std::uint64_t{0});
}

}  // namespace
}  // namespace qiao
