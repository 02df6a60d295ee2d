#pragma once
// What is known of a translation, and whether it still holds.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "qiao/base/source_text.hpp"
#include "qiao/qasm/emit.hpp"
#include "qiao/translation/matching.hpp"

namespace qiao::translation {

// Schema qiao.certificate/1. Everything that the translation depended on: the bytes of every file that was read, and
// the options that say what they mean.
struct Certificate {
  struct File {
    std::string file;  // empty: not a file
    std::string sha256;
    std::uint64_t bytes = 0;
    bool operator==(const File&) const = default;
  };
  std::string version;  // of Qiao
  File input, output;
  std::string input_language, output_language;
  std::vector<File> included;  // by the input, each once, in the order of reading
  std::string basis;
  bool defer_measurements = false;
  qasm::ParseOptions parse;  // gates of qelib1.inc, include paths, limits, values of inputs
  std::uint64_t seed = 1;
  std::uint64_t gates_read = 0, gates_written = 0;
  std::vector<qasm::Change> changes;
  double dropped_phase = 0;
  std::vector<qasm::MeasurementKey> keys;
  unsigned scratch_qubits = 0;
  double bound = 0;                 // largest infidelity that counts as equal
  std::optional<Comparison> proof;  // none: not verified
};
// The document ends with a digest of all before it.
std::string to_json(const Certificate& certificate);
// Throws Error(kInput) for other texts and for certificates that were changed after they were written; `name` is for
// messages. Of the proof only verdict, method and infidelity are read.
Certificate read_certificate(const std::string& text, const std::string& name);

// What was read: the program, then what it includes.
Certificate::File record(const SourceText& source);
std::vector<Certificate::File> record_included(const qasm::ParseResult& result);

// The options of `parse` that say what a program means.
bool same_meaning(const qasm::ParseOptions& a, const qasm::ParseOptions& b);

struct ReplayOptions {
  double max_error = 1e-3;  // the reader's own bound; a smaller one in the certificate counts, too
  std::vector<std::string>
      files;                 // where input and output are now, if not where the certificate says or beside it
  qasm::ParseOptions parse;  // limits, and include paths besides those of the certificate
  std::optional<std::uint64_t> seed;  // another than the certificate's
  qsim::VerifyOptions check;
};
struct Replay {
  Certificate certificate;
  std::vector<Diagnostic>
      diagnostics;  // of files that are not read as programs any more; then there is no comparison
  std::optional<Comparison> comparison;  // max_error: the bound that was used
};
// Reads the files that a certificate names, and compares again. Throws Error(kInput) if any of them is not the file
// that the certificate speaks of.
Replay replay(const std::string& certificate_file, const ReplayOptions& options);

}  // namespace qiao::translation
