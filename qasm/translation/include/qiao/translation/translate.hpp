#pragma once
// Translating one program and proving it.

#include <optional>
#include <string>

#include "qiao/qasm/emit.hpp"
#include "qiao/qsim/verify.hpp"
#include "qiao/translation/certificate.hpp"

namespace qiao::translation {

struct Options {
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
  qasm::Emitted emitted;     // not ok: refused
  Certificate certificate;   // with the proof, of the text read back; only if emitted
  const std::optional<qsim::VerifyResult>& proof() const { return certificate.proof; }
};

// `text` are the program's bytes; `name` is for messages and certificates. If `from_file`, included files are
// looked up beside it.
Translation translate(const std::string& text, const std::string& name, bool from_file,
                      const Options& options);

}  // namespace qiao::translation
