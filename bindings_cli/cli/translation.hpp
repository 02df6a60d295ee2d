#pragma once
// Translating one program and proving it, as `qiao translate`, its batch mode and `qiao verify` do.

#include <optional>
#include <string>

#include "cli/json.hpp"
#include "qiao/qasm/emit.hpp"
#include "qiao/qsim/verify.hpp"

namespace qiao::cli {

struct TranslateOptions {
  qasm::Dialect to = qasm::Dialect::kQasm3;
  std::string basis;  // empty: the target's own gates
  bool defer_measurements = false;
  bool verify = true;
  double max_error = 1e-3;
  qasm::ParseOptions parse;
  qsim::VerifyOptions check;
};

struct Translation {
  qasm::ParseResult source;  // without a circuit: bad input
  qasm::Emitted emitted;
  unsigned scratch_qubits = 0;              // added for the values of deferred measurements
  std::optional<qsim::VerifyResult> proof;  // of the text read back
  Json certificate;
  int status = 0;  // exit status: 0 done, 1 refused or bound missed, 3 or 4 bad input, 5 undecided
};

// `text` are the program's bytes; `name` is for messages and certificates. If `from_file`, included files are
// looked up beside it.
Translation translate(const std::string& text, const std::string& name, bool from_file,
                      const TranslateOptions& options);

// Whether `output` is `original` with its measurements deferred and translated: by the distributions of the
// two where their branches can be followed; else against `deferred`, which is defer_measurements(original),
// as the scope says.
qsim::VerifyResult verify_deferred(const ir::Circuit& original, const ir::Circuit& deferred,
                                   const ir::Circuit& output, const qsim::VerifyOptions& options);

// Puts `b` on the registers of `a`: qubits by `map` ("q[0]=r[1],...": a's qubit = b's), else by register
// names, else by position; results of targets without registers in the order of measurement. Returns b as it
// is if sizes differ.
ir::Circuit matched(const ir::Circuit& a, const ir::Circuit& b, const std::string& map, std::string& note);

Json verify_json(const qsim::VerifyResult& result);
inline const char* name_of(qsim::Verdict v) { return qsim::name(v); }
// An infidelity between 0 and 1. Throws Error(kUsage).
double parse_error(const std::string& what, const std::string& text);
int verdict_status(qsim::Verdict verdict);

}  // namespace qiao::cli
