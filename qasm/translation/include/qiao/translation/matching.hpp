#pragma once
// Which qubits and results of two programs belong together.

#include <string>
#include <utility>
#include <vector>

#include "qiao/ir/circuit.hpp"
#include "qiao/qsim/verify.hpp"

namespace qiao::translation {

// Names of qubits, "q[0]": the first program's and the second's.
using QubitMap = std::vector<std::pair<std::string, std::string>>;

// Puts `b` on the registers of `a`: qubits by `map` (those it does not name in order), else by register names,
// else by position; results of targets without registers in the order of measurement. Returns b as it is if
// sizes differ. `note` says where names did not decide. Throws Error(kUsage) for a map that names what is not
// there.
ir::Circuit matched(const ir::Circuit& a, const ir::Circuit& b, const QubitMap& map, std::string& note);

// Whether `output` is `original` with its measurements deferred and translated: by the distributions of the
// two where their branches can be followed; else against `deferred`, which is defer_measurements(original),
// as the scope says.
qsim::VerifyResult verify_deferred(const ir::Circuit& original, const ir::Circuit& deferred,
                                   const ir::Circuit& output, const qsim::VerifyOptions& options);

}  // namespace qiao::translation
