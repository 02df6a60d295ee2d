#include "qiao/translation/translate.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "qiao/base/error.hpp"
#include "qiao/base/sha256.hpp"
#include "qiao/base/version.hpp"
#include "qiao/ir/synthesis.hpp"
#include "qiao/translation/matching.hpp"

namespace qiao::translation {

using ir::Circuit;

Translation translate(const std::string& text, const std::string& name, bool from_file,
                      const Options& options) {
  Translation t;
  t.source = from_file ? qasm::read_file(name, options.parse) : qasm::read_text(text, name, options.parse);
  if (!t.source.circuit) return t;
  const Circuit& original = *t.source.circuit;
  Circuit deferred, circuit = original;
  unsigned scratch_qubits = 0;
  const auto refuse = [&](const Error& e) {
    Diagnostic d;
    d.code = "T0102";
    d.message = e.what();
    d.help = e.hint();
    d.range.file = name;
    t.emitted.refusals.push_back(std::move(d));
  };
  try {
    if (options.defer_measurements) {
      circuit = deferred = ir::defer_measurements(original);
      scratch_qubits = circuit.num_qubits() - original.num_qubits();
    }
    if (!options.basis.empty()) {
      double dropped = 0;
      circuit = ir::expand(circuit, ir::parse_gate_set(options.basis), true, &dropped);
      if (std::abs(std::remainder(dropped, 2 * std::numbers::pi)) > 1e-12)
        t.emitted.changes.push_back({"dropped", "global phase (the basis has no gphase)", 1, {}});
    }
  } catch (const Error& e) {
    if (e.code() != ErrorCode::kUnsupported) throw;
    refuse(e);
    return t;
  }
  if (scratch_qubits > 0)
    t.emitted.changes.push_back(
        {"added",
         fmt::format("{} qubit{} for measured values", scratch_qubits, scratch_qubits == 1 ? "" : "s"),
         1,
         {}});
  std::vector<qasm::Change> before = std::move(t.emitted.changes);
  t.emitted = qasm::emit(circuit, options.to, {.source_name = name});
  t.emitted.changes.insert(t.emitted.changes.begin(), before.begin(), before.end());
  if (!t.emitted.ok()) return t;
  Certificate& c = t.certificate;
  const qasm::DialectInfo& target = qasm::dialect_info(options.to);
  if (options.verify) {
    const std::string output_name = "output" + std::string(target.extension);
    qasm::ParseOptions back_options = options.parse;
    back_options.qelib1 = qasm::Qelib1::kExtended;
    qasm::ParseResult back;
    try {
      back = qasm::read_text(t.emitted.text, output_name, back_options);
      if (!back.circuit) {
        qsim::VerifyResult undecided;
        undecided.method = "none";
        undecided.detail = "the output is not read back: " +
                           (back.diagnostics.empty() ? std::string() : back.diagnostics[0].message);
        c.proof = undecided;
      } else {
        std::string note;
        qsim::VerifyOptions check = options.check;
        check.max_error = check.max_missed = options.max_error;
        if (options.defer_measurements) c.proof = verify_deferred(original, deferred, *back.circuit, check);
        else c.proof = qsim::verify(original, matched(original, *back.circuit, {}, note), check);
      }
    } catch (const Error& e) {
      if (e.code() != ErrorCode::kUnsupported) throw;
      qsim::VerifyResult undecided;
      undecided.method = "none";
      undecided.detail = e.what();
      c.proof = undecided;
    }
  }
  c.version = version();
  c.input = {name, sha256(text), text.size(),
             t.source.language ? fmt::format("OpenQASM {}", t.source.language)
                               : std::string(qasm::dialect_info(qasm::detect_dialect(text, name)).name)};
  c.output = {"", sha256(t.emitted.text), t.emitted.text.size(), std::string(target.name)};
  c.basis = options.basis;
  c.defer_measurements = options.defer_measurements;
  c.qelib1 = options.parse.qelib1;
  c.seed = options.check.seed;
  c.gates_read = t.emitted.gates;
  c.gates_written = t.emitted.gates_written;
  c.changes = t.emitted.changes;
  c.dropped_phase = t.emitted.dropped_phase;
  c.keys = t.emitted.keys;
  c.scratch_qubits = scratch_qubits;
  c.bound = options.max_error;
  return t;
}

}  // namespace qiao::translation
