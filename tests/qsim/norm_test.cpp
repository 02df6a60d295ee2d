// The norm after deep circuits stays within the stated bound, in both precisions, on every instruction set.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>
#include <string>

#include "engine/kernels.hpp"
#include "qiao/qsim/run.hpp"

namespace qiao::qsim {
namespace {

constexpr ir::Qubit kQubits = 8;

ir::Circuit layers(int count, const std::function<void(ir::Circuit&, ir::Qubit, int)>& layer) {
  ir::Circuit c(kQubits);
  for (int l = 0; l < count; ++l)
    for (ir::Qubit q = 0; q < kQubits; ++q) layer(c, q, l);
  return c;
}

// Returns the drift as a share of the bound.
double drift(const ir::Circuit& circuit, Precision precision) {
  RunOptions options;
  options.precision = precision;
  options.exact = true;
  const RunResult result = run(circuit, options);
  EXPECT_GE(result.norm_bound, norm_bound(circuit.size(), precision));
  EXPECT_LE(result.norm_error, result.norm_bound) << result.isa << ", " << name(precision);
  return result.norm_error / result.norm_bound;
}

TEST(Norm, deep_circuits_stay_within_the_bound) {
  std::mt19937_64 rng(20);
  std::uniform_real_distribution<double> angle(-3, 3);
  const auto neighbour = [](ir::Qubit q) { return (q + 1) % kQubits; };
  // The same coefficients again and again: their rounding adds up with one sign.
  const ir::Circuit repeated = layers(800, [&](ir::Circuit& c, ir::Qubit q, int) {
    c.gate(ir::GateId::kRY, {q}, {0.3});
    c.gate(ir::GateId::kX, {neighbour(q)}, {}, {ir::Control(q)});
  });
  const ir::Circuit random = layers(400, [&](ir::Circuit& c, ir::Qubit q, int) {
    c.gate(ir::GateId::kU, {q}, {angle(rng), angle(rng), angle(rng)});
    c.gate(ir::GateId::kRZZ, {q, neighbour(q)}, {angle(rng)});
  });
  // No merging: every gate acts where the last one did, through a control.
  const ir::Circuit controlled = layers(400, [&](ir::Circuit& c, ir::Qubit q, int) {
    c.gate(ir::GateId::kU, {q}, {angle(rng), angle(rng), angle(rng)}, {ir::Control(neighbour(q))});
  });
  const ir::Circuit pairs = layers(200, [&](ir::Circuit& c, ir::Qubit q, int l) {
    const ir::Qubit other = (q + 1 + static_cast<ir::Qubit>(l) % (kQubits - 1)) % kQubits;
    for (int k = 0; k < 3; ++k) {
      c.gate(ir::GateId::kU, {q}, {angle(rng), angle(rng), angle(rng)});
      c.gate(ir::GateId::kX, {other}, {}, {ir::Control(q)});
    }
  });
  for (const auto* isa : engine::all_kernels<double>()) {
    engine::force_isa(isa->name);
    for (const Precision precision : {Precision::kF32, Precision::kF64}) {
      double worst = 0;
      for (const ir::Circuit* c : {&repeated, &random, &controlled, &pairs})
        worst = std::max(worst, drift(*c, precision));
      EXPECT_GT(worst, 1e-5) << "the bound says nothing";
      RecordProperty(std::string(isa->name) + name(precision), std::to_string(worst));
    }
    engine::force_isa("");
  }
}

// A matrix that is only nearly unitary is no fault of rounding.
TEST(Norm, of_nearly_unitary_matrices_is_explained) {
  ir::Circuit c(3);
  ir::Matrix m(8);
  for (std::size_t i = 0; i < 8; ++i) m(i, 7 - i) = 1 + 4e-7;
  for (int i = 0; i < 10; ++i) c.unitary(m, std::vector<ir::Qubit>{0, 1, 2});
  const RunResult result = run(c, {});
  EXPECT_GT(result.norm_error, norm_bound(10, Precision::kF64));
  EXPECT_LE(result.norm_error, result.norm_bound);
}

TEST(Norm, bound_grows_with_gates_and_precision) {
  EXPECT_DOUBLE_EQ(norm_bound(0, Precision::kF64), 0x1p-49);
  EXPECT_DOUBLE_EQ(norm_bound(999, Precision::kF32), 16'000 * 0x1p-24);
}

}  // namespace
}  // namespace qiao::qsim
