// Every gate of the table, with and without positive and negative controls, on every qubit position, through
// the simulator.
#include <gtest/gtest.h>

#include "support/circuit_bridge.hpp"
#include "support/random_program.hpp"
#include "support/run_checks.hpp"

namespace qiao {
namespace {

constexpr unsigned kQubits = 6;

class EveryGate : public ::testing::TestWithParam<std::string> {};

reference::Program prepared(std::mt19937_64& rng) {
  // A state without zeros and without symmetry, so that any misplaced amplitude shows.
  reference::Program p{.num_qubits = kQubits, .num_clbits = 0, .operations = {}};
  for (unsigned q = 0; q < kQubits; ++q) {
    reference::Operation op;
    op.name = "u";
    op.params = {reference::uniform(rng, 0.5, 2.5), reference::uniform(rng, -3, 3),
                 reference::uniform(rng, -3, 3)};
    op.targets = {q};
    p.operations.push_back(op);
  }
  return p;
}

TEST_P(EveryGate, equals_the_reference_with_controls_anywhere) {
  const std::string name = GetParam();
  std::mt19937_64 rng(std::hash<std::size_t>{}(name.size()) + 11);
  reference::GateShape shape{name, 0, 2};  // "unitary": two targets
  for (const auto& s : reference::gate_shapes())
    if (s.name == name) shape = s;

  // All placements: each qubit as the first target, the others following at all distances, then up to three
  // controls on the qubits left, with alternating signs.
  for (unsigned first = 0; first < kQubits; ++first) {
    for (unsigned stride : {1u, 5u}) {  // both are coprime to 6: ascending and descending neighbours
      for (unsigned num_controls = 0; num_controls <= 3 && shape.num_targets + num_controls <= kQubits;
           ++num_controls) {
        for (unsigned signs = 0; signs < (1u << num_controls); ++signs) {
          reference::Program program = prepared(rng);
          reference::Operation op;
          op.name = name;
          for (unsigned i = 0; i < shape.num_params; ++i) op.params.push_back(reference::uniform(rng, -3, 3));
          if (name == "unitary") op.matrix = reference::random_unitary(rng, 2);
          for (unsigned i = 0; i < shape.num_targets + num_controls; ++i) {
            const unsigned q = (first + i * stride) % kQubits;
            if (i < shape.num_targets) {
              op.targets.push_back(q);
            } else {
              op.controls.push_back({q, ((signs >> (i - shape.num_targets)) & 1) == 0});
            }
          }
          program.operations.push_back(op);
          const ir::Circuit circuit = reference::to_circuit(program);
          const reference::Vector expected = final_state(program);
          for (qsim::Precision precision : {qsim::Precision::kF64, qsim::Precision::kF32}) {
            qsim::RunOptions options;
            options.keep_state = true;
            options.precision = precision;
            options.threads = 1;
            const qsim::RunResult result = qsim::run(circuit, options);
            // One gate on a state prepared by six: rounding of the format and nothing else.
            ASSERT_LT(reference::max_difference(reference::full_state(result.state), expected),
                      precision == qsim::Precision::kF64 ? 1e-14 : 2e-6)
                << describe(program);
          }
        }
      }
    }
  }
}

std::vector<std::string> names() {
  std::vector<std::string> out{"unitary"};
  for (const auto& s : reference::gate_shapes()) out.push_back(s.name);
  return out;
}

INSTANTIATE_TEST_SUITE_P(Table, EveryGate, ::testing::ValuesIn(names()),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace qiao
