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

Translation translate(const SourceText& source, const Options& options) {
  Translation t;
  qasm::ParseOptions parse = options.parse;
  parse.bytes = Bytes::kCopied;
  t.source = qasm::read(source, parse);
  if (!t.source.circuit) return t;
  const Circuit& original = *t.source.circuit;
  Circuit circuit = original;
  unsigned scratch_qubits = 0;
  const auto refuse = [&](const Error& e) {
    Diagnostic d;
    d.code = "T0102";
    d.message = e.what();
    d.help = e.hint();
    d.range.file = source.name;
    t.emitted.refusals.push_back(std::move(d));
  };
  try {
    if (options.defer_measurements) {
      circuit = ir::defer_measurements(original);
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
  t.emitted = qasm::emit(circuit, options.to, {.source_name = source.name});
  t.emitted.changes.insert(t.emitted.changes.begin(), before.begin(), before.end());
  if (!t.emitted.ok()) return t;
  Certificate& c = t.certificate;
  const qasm::DialectInfo& target = qasm::dialect_info(options.to);
  if (options.verify) {
    qasm::ParseOptions back_options;  // what is written needs no options to be understood
    back_options.limits = options.parse.limits;
    const qasm::ParseResult back =
        qasm::read_text(t.emitted.text, "output" + std::string(target.extension), back_options);
    qsim::VerifyOptions check = options.check;
    check.max_error = check.max_missed = options.max_error;
    if (back.circuit) {
      c.proof = options.defer_measurements
                    ? compare_deferred(original, *back.circuit, check, options.parse.inputs)
                    : compare(original, *back.circuit, {}, check, options.parse.inputs);
    } else {
      qsim::VerifyResult& undecided = c.proof.emplace().result;
      undecided.method = "none";
      undecided.detail =
          "the output is not read back: " + (back.diagnostics.empty() ? "" : back.diagnostics[0].message);
    }
  }
  c.version = version();
  c.input = record(source);
  c.input_language =
      t.source.language
          ? fmt::format("OpenQASM {}", t.source.language)
          : std::string(qasm::dialect_info(qasm::detect_dialect(source.text(), source.name)).name);
  c.included = record_included(t.source);
  c.output = {"", sha256(t.emitted.text), t.emitted.text.size()};
  c.output_language = target.name;
  c.basis = options.basis;
  c.defer_measurements = options.defer_measurements;
  c.parse = options.parse;
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
