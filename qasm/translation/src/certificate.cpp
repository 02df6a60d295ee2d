#include "qiao/translation/certificate.hpp"

#include <fmt/format.h>

#include "json.hpp"
#include "qiao/base/error.hpp"

namespace qiao::translation {
namespace {

constexpr const char* kSchema = "qiao.certificate/1";

Json proof_json(const qsim::VerifyResult& r) {
  Json j = {{"verdict", name(r.verdict)},
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

Json program_json(const Certificate::Program& p) {
  return {{"file", p.file.empty() ? Json(nullptr) : Json(p.file)},
          {"sha256", p.sha256},
          {"bytes", p.bytes},
          {"language", p.language}};
}

Certificate::Program read_part(const Json& j) {
  Certificate::Program p;
  if (j.at("file").is_string()) p.file = j.at("file");
  p.sha256 = j.at("sha256");
  p.bytes = j.at("bytes");
  p.language = j.at("language");
  return p;
}

}  // namespace

std::string to_json(const Certificate& c) {
  Json j = document(kSchema);
  j["version"] = c.version;
  j["input"] = program_json(c.input);
  j["output"] = program_json(c.output);
  j["options"] = {{"basis", c.basis},
                  {"defer_measurements", c.defer_measurements},
                  {"qelib1", c.qelib1 == qasm::Qelib1::kExtended ? "extended" : "original"},
                  {"seed", c.seed}};
  j["gates"] = {{"read", c.gates_read}, {"written", c.gates_written}};
  j["changes"] = Json::array();
  for (const qasm::Change& change : c.changes)
    j["changes"].push_back(
        {{"kind", change.kind}, {"what", change.what}, {"count", change.count}, {"line", change.first.line}});
  if (c.dropped_phase != 0) j["dropped_global_phase"] = c.dropped_phase;
  j["measurement_keys"] = Json::object();
  if (c.scratch_qubits > 0) j["scratch_qubits"] = c.scratch_qubits;
  for (const qasm::MeasurementKey& k : c.keys) j["measurement_keys"][k.key] = k.bit;
  j["bound"] = c.bound;
  if (c.proof) j.update(proof_json(*c.proof));
  else j["verdict"] = "not verified";
  return text_of(j);
}

Certificate read_certificate(const std::string& text, const std::string& file) {
  Certificate c;
  try {
    const Json j = Json::parse(text);
    if (j.at("schema") != kSchema)
      throw Error(ErrorCode::kInput, fmt::format("{}: the schema is not {}", file, kSchema));
    c.version = j.at("version");
    c.input = read_part(j.at("input"));
    c.output = read_part(j.at("output"));
    const Json& options = j.at("options");
    c.basis = options.at("basis");
    c.defer_measurements = options.at("defer_measurements");
    c.qelib1 = options.at("qelib1") == "original" ? qasm::Qelib1::kOriginal : qasm::Qelib1::kExtended;
    c.seed = options.at("seed");
    c.gates_read = j.at("gates").at("read");
    c.gates_written = j.at("gates").at("written");
    c.scratch_qubits = j.value("scratch_qubits", 0u);
    c.bound = j.at("bound");
    const std::string verdict = j.at("verdict");
    if (verdict != "not verified") {
      qsim::VerifyResult& proof = c.proof.emplace();
      for (const qsim::Verdict v : {qsim::Verdict::kEqual, qsim::Verdict::kNotEqual})
        if (verdict == name(v)) proof.verdict = v;
      proof.method = j.at("method");
      proof.error = j.at("infidelity");
    }
  } catch (const Json::exception& e) {
    throw Error(ErrorCode::kInput, fmt::format("{}: not a certificate: {}", file, e.what()));
  }
  return c;
}

std::string to_json(const Comparison& c) {
  Json j = document("qiao.verify/1");
  j["a"] = c.a;
  j["b"] = c.b;
  j["max_error"] = c.max_error;
  j.update(proof_json(c.result));
  if (!c.note.empty()) j["note"] = c.note;
  return text_of(j);
}

}  // namespace qiao::translation
