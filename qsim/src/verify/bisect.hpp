#pragma once
// Where two programs of gates part.

#include <cstdint>
#include <optional>

#include "qiao/ir/circuit.hpp"

namespace qiao::qsim {

struct Parting {
  std::size_t gates_a = 0, gates_b = 0;  // the first so many gates of each do the same
  ir::SourcePos first_a, first_b;        // the gate that follows; line 0: there is none
};

// The longest beginnings of `a` and `b` (gates only, on the same qubits) that take a random product state to
// the same state, however each writes its gates. Beginnings are compared by their overlaps with two random
// product states, so each program runs once. nullopt if that is more than `work` amplitude updates, or beyond
// 2^24 amplitudes.
std::optional<Parting> find_parting(const ir::Circuit& a, const ir::Circuit& b, std::uint64_t seed,
                                    int threads, double work = 2e10);

}  // namespace qiao::qsim
