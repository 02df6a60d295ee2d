#pragma once
// What a comparison of two programs is to look at, shared by its methods.

#include <cstdint>
#include <string>
#include <vector>

#include "qiao/ir/circuit.hpp"
#include "qiao/qsim/verify.hpp"

namespace qiao::qsim {

struct Setting {
  const VerifyOptions& options;
  std::uint64_t memory = 0;
  int threads = 1;
  std::vector<bool> zero;  // by qubit: starts in |0> whatever the input is
};

// A state of one qubit: u(theta, phi, 0)|0>.
struct Angles {
  double theta, phi;
};
// Uniform on each Bloch sphere.
std::vector<Angles> random_product(std::size_t qubits, std::uint64_t seed, std::uint64_t number);
// For people: the input with these states on `qubits`.
std::string describe_input(const ir::Circuit& circuit, const std::vector<ir::Qubit>& qubits,
                           const std::vector<Angles>& input);

// Qubits that one of the two acts on, ascending.
std::vector<ir::Qubit> touched(const ir::Circuit& a, const ir::Circuit& b);
// "q[0], q[3]", shortened.
std::string list_qubits(const ir::Circuit& circuit, const std::vector<ir::Qubit>& qubits);

}  // namespace qiao::qsim
