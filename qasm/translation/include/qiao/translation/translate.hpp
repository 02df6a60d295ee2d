#pragma once
// Translating one program and proving it.

#include <optional>
#include <string>

#include "qiao/base/source_text.hpp"
#include "qiao/qasm/emit.hpp"
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
  // Null: not verified.
  const qsim::VerifyResult* proof() const { return certificate.proof ? &certificate.proof->result : nullptr; }
};

// `source` as read_source copies it, so that its certificate speaks of what was read.
Translation translate(const SourceText& source, const Options& options);

}  // namespace qiao::translation
