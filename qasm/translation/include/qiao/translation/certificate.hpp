#pragma once
// What is known of a translation, and the documents in which it is kept.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "qiao/qasm/emit.hpp"
#include "qiao/qsim/verify.hpp"

namespace qiao::translation {

// Schema qiao.certificate/1.
struct Certificate {
  struct Program {
    std::string file;  // empty: not a file
    std::string sha256;
    std::uint64_t bytes = 0;
    std::string language;
  };
  std::string version;  // of Qiao
  Program input, output;
  std::string basis;
  bool defer_measurements = false;
  qasm::Qelib1 qelib1 = qasm::Qelib1::kExtended;
  std::uint64_t seed = 1;
  std::uint64_t gates_read = 0, gates_written = 0;
  std::vector<qasm::Change> changes;
  double dropped_phase = 0;
  std::vector<qasm::MeasurementKey> keys;
  unsigned scratch_qubits = 0;
  double bound = 0;  // largest infidelity that counts as equal
  std::optional<qsim::VerifyResult> proof;
};
std::string to_json(const Certificate& certificate);
// Throws Error(kInput) for other texts; `name` is for messages. Of the proof only the verdict, the method and
// the infidelity are read.
Certificate read_certificate(const std::string& text, const std::string& name);

// The comparison of two programs, schema qiao.verify/1.
struct Comparison {
  std::string a, b;  // names
  double max_error = 0;
  qsim::VerifyResult result;
  std::string note;
};
std::string to_json(const Comparison& comparison);

}  // namespace qiao::translation
