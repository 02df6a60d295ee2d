#include "cli/translation.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>

#include "cli/options.hpp"
#include "cli/program.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/sha256.hpp"
#include "qiao/ir/synthesis.hpp"

namespace qiao::cli {
namespace {

using ir::Circuit;

void measured_bits(const Circuit& c, ir::BlockId block, std::vector<ir::Clbit>& bits) {
  for (std::size_t i = 0; i < c.size(block); ++i) {
    const ir::Instruction in = c.at(i, block);
    if (in.kind() == ir::OpKind::kMeasure) bits.push_back(in.clbit());
    in.each_block([&](ir::BlockId b) { measured_bits(c, b, bits); });
  }
}

// Registers of results in the order of measurement: "rec" of Stim, "k" of HiQASM.
bool is_record(const Circuit& c) {
  return c.cregs().size() == 1 && (c.cregs()[0].name == "rec" || c.cregs()[0].name == "k");
}

std::uint32_t bit_called(const Circuit& c, const std::string& name) {
  for (ir::Qubit q = 0; q < c.num_qubits(); ++q)
    if (c.qubit_name(q) == name) return q;
  throw Error(ErrorCode::kUsage, fmt::format("--map: there is no qubit '{}'", name),
              "write q[0]=r[1]: first program's = second's");
}

}  // namespace

Circuit matched(const Circuit& a, const Circuit& b, const std::string& map, std::string& note) {
  std::vector<ir::Qubit> qubits(b.num_qubits());
  for (ir::Qubit q = 0; q < qubits.size(); ++q) qubits[q] = q;
  std::vector<ir::Clbit> bits(b.num_result_bits());
  for (ir::Clbit c = 0; c < bits.size(); ++c) bits[c] = c;
  bool moved = false;
  if (!map.empty()) {
    std::vector<bool> taken(a.num_qubits());
    std::fill(qubits.begin(), qubits.end(), ir::kMaxQubits);
    for (const std::string& pair : split_list(map)) {
      const std::size_t equals = pair.find('=');
      if (equals == std::string::npos)
        throw Error(ErrorCode::kUsage, fmt::format("--map: '{}' has no '='", pair));
      const ir::Qubit qa = bit_called(a, pair.substr(0, equals)), qb = bit_called(b, pair.substr(equals + 1));
      if (taken[qa] || qubits[qb] != ir::kMaxQubits)
        throw Error(ErrorCode::kUsage, fmt::format("--map: '{}' names a qubit twice", pair));
      taken[qa] = true;
      qubits[qb] = qa;
    }
    ir::Qubit next = 0;  // the others in order
    for (ir::Qubit& q : qubits) {
      if (q != ir::kMaxQubits) continue;
      while (next < taken.size() && taken[next]) ++next;
      if (next >= taken.size()) return b;
      q = next++;
    }
    moved = true;
  } else if (a.num_qubits() == b.num_qubits()) {
    std::vector<ir::Qubit> by_name(b.num_qubits());
    bool all = true;
    for (const ir::Register& r : b.qregs()) {
      const auto same = std::find_if(a.qregs().begin(), a.qregs().end(), [&](const ir::Register& x) {
        return x.name == r.name && x.size == r.size;
      });
      all = all && same != a.qregs().end();
      if (!all) break;
      for (std::uint32_t i = 0; i < r.size; ++i) by_name[r.offset + i] = same->offset + i;
    }
    if (!all) note = "registers have different names or sizes: qubits matched by position";
    else if (by_name != qubits) qubits = by_name, moved = true;
  }
  if (is_record(b) && !is_record(a)) {
    std::vector<ir::Clbit> order;
    measured_bits(a, Circuit::kMainBlock, order);
    if (order.size() == bits.size()) bits = order, moved = true;
  } else if (a.num_result_bits() == b.num_result_bits()) {
    std::vector<ir::Clbit> by_name(bits.size());
    bool all = true;
    for (const ir::Register& r : b.cregs()) {
      const auto same = std::find_if(a.cregs().begin(), a.cregs().end(), [&](const ir::Register& x) {
        return x.name == r.name && x.size == r.size;
      });
      all = all && same != a.cregs().end();
      if (!all) break;
      for (std::uint32_t i = 0; i < r.size; ++i) by_name[r.offset + i] = same->offset + i;
    }
    if (all && by_name != bits) bits = by_name, moved = true;
  }
  if (!moved || qubits.size() > a.num_qubits()) return b;
  return qsim::relabel(b, a, qubits, bits);
}

double parse_error(const std::string& what, const std::string& text) {
  double value = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !(value >= 0 && value <= 1))
    throw Error(ErrorCode::kUsage, fmt::format("{}: '{}' is not a number between 0 and 1", what, text),
                "for example 1e-3");
  return value;
}

int verdict_status(qsim::Verdict v) {
  return v == qsim::Verdict::kEqual      ? 0
         : v == qsim::Verdict::kNotEqual ? 1
                                         : exit_code(ErrorCode::kUndecided);
}

Json verify_json(const qsim::VerifyResult& r) {
  Json j = {{"verdict", name_of(r.verdict)},
            {"method", r.method},
            {"scope", r.scope},
            {"infidelity", r.error},
            {"detail", r.detail}};
  j["global_phase"] = r.phase_known ? Json(r.phase) : Json(nullptr);
  if (r.missed_probability > 0)
    j["missed"] = {{"process_infidelity_above", r.missed_error},
                   {"probability_at_most", r.missed_probability}};
  if (!r.counter_example.empty()) j["counter_example"] = r.counter_example;
  if (r.diverges)
    j["first_difference"] = {{"a", {{"line", r.first_a.line}, {"column", r.first_a.column}}},
                             {"b", {{"line", r.first_b.line}, {"column", r.first_b.column}}}};
  return j;
}

qsim::VerifyResult verify_deferred(const Circuit& original, const Circuit& deferred, const Circuit& output,
                                   const qsim::VerifyOptions& options) {
  qsim::VerifyOptions check = options;
  check.scratch_qubits = deferred.num_qubits() - original.num_qubits();
  check.max_branch_work = 1e8;  // about a second
  Circuit wide = ir::same_shape(original);
  if (check.scratch_qubits > 0) wide.add_qreg(deferred.qregs().back().name, check.scratch_qubits);
  ir::append_all(original, wide);
  std::string note;
  const Circuit b = matched(wide, output, "", note);
  qsim::VerifyResult r = qsim::verify(wide, b, check);
  if (r.verdict != qsim::Verdict::kUndecided) return r;
  // Too many branches: the output against the program with its measurements deferred by rule.
  check.scratch_qubits = 0;
  const std::string why = r.detail;
  r = qsim::verify(deferred, b, check);
  r.scope += "; that deferring measurements keeps the program rests on the rule, not on a comparison";
  r.detail += "; against the program with its measurements deferred: " + why;
  return r;
}

Translation translate(const std::string& text, const std::string& name, bool from_file,
                      const TranslateOptions& options) {
  Translation t;
  t.source = from_file ? qasm::read_file(name, options.parse) : qasm::read_text(text, name, options.parse);
  if (!t.source.circuit) {
    t.status = diagnostics_status(t.source.diagnostics);
    return t;
  }
  const Circuit& original = *t.source.circuit;
  Circuit deferred, circuit = original;
  const auto refuse = [&](const Error& e) {
    Diagnostic d;
    d.code = "T0102";
    d.message = e.what();
    d.help = e.hint();
    d.range.file = name;
    t.emitted.refusals.push_back(std::move(d));
    t.status = 1;
  };
  try {
    if (options.defer_measurements) {
      circuit = deferred = ir::defer_measurements(original);
      t.scratch_qubits = circuit.num_qubits() - original.num_qubits();
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
  if (t.scratch_qubits > 0)
    t.emitted.changes.push_back(
        {"added",
         fmt::format("{} qubit{} for measured values", t.scratch_qubits, t.scratch_qubits == 1 ? "" : "s"),
         1,
         {}});
  std::vector<qasm::Change> before = std::move(t.emitted.changes);
  t.emitted = qasm::emit(circuit, options.to, {.source_name = name});
  t.emitted.changes.insert(t.emitted.changes.begin(), before.begin(), before.end());
  if (!t.emitted.ok()) {
    t.status = 1;
    return t;
  }
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
        t.proof = undecided;
      } else {
        std::string note;
        qsim::VerifyOptions check = options.check;
        check.max_error = check.max_missed = options.max_error;
        if (options.defer_measurements) t.proof = verify_deferred(original, deferred, *back.circuit, check);
        else t.proof = qsim::verify(original, matched(original, *back.circuit, "", note), check);
      }
    } catch (const Error& e) {
      if (e.code() != ErrorCode::kUnsupported) throw;
      qsim::VerifyResult undecided;
      undecided.method = "none";
      undecided.detail = e.what();
      t.proof = undecided;
    }
    t.status = verdict_status(t.proof->verdict);
  }
  Json& c = t.certificate = document("qiao.certificate/1");
  c["input"] = {
      {"file", name},
      {"sha256", sha256(text)},
      {"bytes", text.size()},
      {"language", t.source.language ? Json(fmt::format("OpenQASM {}", t.source.language))
                                     : Json(qasm::dialect_info(qasm::detect_dialect(text, name)).name)}};
  c["output"] = {{"file", nullptr},
                 {"sha256", sha256(t.emitted.text)},
                 {"bytes", t.emitted.text.size()},
                 {"language", target.name}};
  c["options"] = {{"basis", options.basis},
                  {"defer_measurements", options.defer_measurements},
                  {"qelib1", options.parse.qelib1 == qasm::Qelib1::kExtended ? "extended" : "original"},
                  {"seed", options.check.seed}};
  c["gates"] = {{"read", t.emitted.gates}, {"written", t.emitted.gates_written}};
  c["changes"] = Json::array();
  for (const qasm::Change& change : t.emitted.changes)
    c["changes"].push_back(
        {{"kind", change.kind}, {"what", change.what}, {"count", change.count}, {"line", change.first.line}});
  if (t.emitted.dropped_phase != 0) c["dropped_global_phase"] = t.emitted.dropped_phase;
  c["measurement_keys"] = Json::object();
  if (t.scratch_qubits > 0) c["scratch_qubits"] = t.scratch_qubits;
  for (const qasm::MeasurementKey& k : t.emitted.keys) c["measurement_keys"][k.key] = k.bit;
  c["bound"] = options.max_error;
  if (t.proof) c.update(verify_json(*t.proof));
  else c["verdict"] = "not verified";
  return t;
}

}  // namespace qiao::cli
