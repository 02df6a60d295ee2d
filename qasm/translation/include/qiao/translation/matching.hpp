#pragma once
// Comparing two programs: which qubits, results and inputs belong together, and what a verdict covers.

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "qiao/ir/circuit.hpp"
#include "qiao/qsim/verify.hpp"
#include "qiao/translation/layout.hpp"

namespace qiao::translation {

// Puts `b` on the registers of `a`: qubits by `map` (those it does not name in order), else by register names,
// else by position; results by register names, or, where one program has its results in the order of measurement
// (ir::Register::in_order), in that order. Returns b as it is if sizes differ. `note` says where names did not
// decide. Throws Error(kUsage) for a map that names what is not there, Error(kUnsupported) where results cannot be
// put in the order of the other program.
ir::Circuit matched(const ir::Circuit& a, const ir::Circuit& b, const QubitMap& map, std::string& note);

// What a verdict speaks of, in the terms of the programs.
struct Coverage {
  std::map<std::string, std::string> inputs;       // that had values, as they were given
  std::map<std::string, std::string> open_inputs;  // that had none, and their types: any value of these
  std::vector<std::string> results;                // classical registers
  std::uint64_t delays[2] = {0, 0};                // in the first and the second program; not compared
};

// Two programs and what was found; schema qiao.verify/1.
struct Comparison {
  std::string a, b;  // names
  double max_error = 0;
  qsim::VerifyResult result;
  Coverage coverage;
  std::string note;
};
// Verdict kNotComparable says what would make the programs comparable. Of different numbers of qubits, or with places
// besides names, the one program is compared as put on the other's qubits (compare_on_device). `given`: inputs that had
// values when the programs were read. Throws Error(kUsage) as `matched`, Error(kInterrupted).
Comparison compare(const ir::Circuit& a, const ir::Circuit& b, const Places& places,
                   const qsim::VerifyOptions& options, const std::map<std::string, std::string>& given = {});

// Whether `output` is `original` with its measurements deferred and translated: by the distributions of the
// two where their branches can be followed; else against the program with its measurements deferred by rule,
// as the scope says.
Comparison compare_deferred(const ir::Circuit& original, const ir::Circuit& output,
                            const qsim::VerifyOptions& options,
                            const std::map<std::string, std::string>& given = {});

std::string to_json(const Comparison& comparison);

}  // namespace qiao::translation
