#pragma once
// What Simulator holds: the engine's state over the qubits that have been touched.

#include <algorithm>
#include <optional>
#include <variant>
#include <vector>

#include "../engine/state.hpp"
#include "qiao/qsim/simulator.hpp"

namespace qiao::qsim {

struct Simulator::Impl {
  Impl(ir::Qubit n, const SimulatorOptions& options);

  template <class F>
  decltype(auto) visit(F&& f) {
    return std::visit(f, state);
  }
  template <class F>
  decltype(auto) visit(F&& f) const {
    return std::visit(f, state);
  }
  // The engine's number of a qubit; adds it if it has none.
  unsigned touch(ir::Qubit q);
  void touch(const std::vector<ir::Qubit>& qubits);
  bool is_active(ir::Qubit q) const { return index[q] != kIdle; }
  // The circuit as one segment over the active qubits, touched before.
  Program program(const ir::Circuit& circuit);
  // Checks qubits given by a caller.
  void check(std::span<const ir::Qubit> qubits, const char* what) const;
  // Masks over qubits to masks over the engine's qubits. A string that flips an idle qubit has expectation 0
  // and gives nothing; a z on an idle qubit is 1.
  std::optional<ir::PauliString> on_active(const ir::PauliString& p) const;
  void check(const ir::PauliSum& sum) const;

  static constexpr std::uint32_t kIdle = 0xffffffffu;
  ir::Qubit num_qubits;
  SimulatorOptions options;
  int threads;
  std::vector<std::uint32_t> index;  // by qubit
  std::vector<ir::Qubit> active;     // by the engine's number
  std::variant<engine::State<double>, engine::State<float>> state;
};

}  // namespace qiao::qsim
