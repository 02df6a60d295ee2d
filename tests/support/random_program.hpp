#pragma once
// Random programs for comparisons with the reference. The same seed gives the same program on every platform:
// tests print the seed (see describe() for the whole program) so that a failure can be repeated.

#include <cstdint>
#include <random>

#include "support/reference_simulator.hpp"

namespace qiao::reference {

struct RandomOptions {
  unsigned num_qubits = 4;
  unsigned num_clbits = 0;
  unsigned operations = 40;
  unsigned max_controls = 3;  // positive and negative
  bool measurements = false;  // mid-circuit measurements into random clbits
  bool resets = false;
  bool conditions = false;  // if blocks, some with else, nested up to twice
  unsigned max_splits = 8;  // measurements and resets in all, so that exact() stays fast
};

Program random_program(std::uint64_t seed, const RandomOptions& options);

// A random unitary of dimension 2^num_targets (Gram-Schmidt on random complex columns).
Matrix random_unitary(std::mt19937_64& rng, unsigned num_targets);

// Uniform numbers that do not depend on the standard library's distributions.
double uniform(std::mt19937_64& rng, double low, double high);
unsigned pick(std::mt19937_64& rng, unsigned count);  // 0 ... count-1

}  // namespace qiao::reference
