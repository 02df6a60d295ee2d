#include "qiao/translation/certificate.hpp"

#include <fmt/format.h>

#include "json.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/sha256.hpp"

namespace qiao::translation {
namespace {

constexpr const char* kSchema = "qiao.certificate/1";
constexpr const char* kDigest = "digest";
constexpr const char* kNotVerified = "not verified";

std::string digest_of(const Json& document) {
  return sha256(document.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Json coverage_json(const Coverage& c) {
  return {{"inputs", c.inputs},
          {"open_inputs", c.open_inputs},
          {"results", c.results},
          {"delays", c.delays[0] || c.delays[1] ? "not compared" : "none"},
          {"channels", "none"}};
}

// The members that certificates and comparisons have in common.
Json proof_json(const Comparison& c) {
  const qsim::VerifyResult& r = c.result;
  Json j = {{"verdict", name(r.verdict)},          {"method", r.method},    {"scope", r.scope},
            {"covers", coverage_json(c.coverage)}, {"infidelity", r.error}, {"detail", r.detail}};
  j["compared"] = name(r.compared);
  const auto part = [](qsim::Verdict v) {
    return v == qsim::Verdict::kEqual || v == qsim::Verdict::kNotEqual ? Json(name(v)) : Json(nullptr);
  };
  j["states"] = part(r.states);
  j["results"] = part(r.results);
  j["global_phase"] = r.phase_known ? Json(r.phase) : Json(nullptr);
  if (r.missed_probability > 0)
    j["missed"] = {{"process_infidelity_above", r.missed_error},
                   {"probability_at_most", r.missed_probability}};
  if (!r.counter_example.empty()) j["counter_example"] = r.counter_example;
  if (r.diverges)
    j["first_difference"] = {{"a", {{"line", r.first_a.line}, {"column", r.first_a.column}}},
                             {"b", {{"line", r.first_b.line}, {"column", r.first_b.column}}}};
  if (!c.note.empty()) j["note"] = c.note;
  return j;
}

Json file_json(const Certificate::File& f) {
  return {{"file", f.file.empty() ? Json(nullptr) : Json(f.file)}, {"sha256", f.sha256}, {"bytes", f.bytes}};
}
Certificate::File read_file_record(const Json& j) {
  Certificate::File f;
  if (j.at("file").is_string()) f.file = j.at("file");
  f.sha256 = j.at("sha256");
  f.bytes = j.at("bytes");
  return f;
}

Json limits_json(const qasm::Limits& limits) {
  Json j = Json::object();
#define QIAO_LIMIT(name, value, least, most, unit, help) j[#name] = limits.name;
#include "qiao/qasm/limits.def"
#undef QIAO_LIMIT
  return j;
}
qasm::Limits read_limits(const Json& j) {
  qasm::Limits limits;
#define QIAO_LIMIT(name, value, least, most, unit, help) limits.name = j.at(#name);
#include "qiao/qasm/limits.def"
#undef QIAO_LIMIT
  return limits;
}

}  // namespace

std::string to_json(const Certificate& c) {
  Json j = document(kSchema);
  j["version"] = c.version;
  j["input"] = file_json(c.input);
  j["input"]["language"] = c.input_language;
  j["included"] = Json::array();
  for (const Certificate::File& f : c.included) j["included"].push_back(file_json(f));
  j["output"] = file_json(c.output);
  j["output"]["language"] = c.output_language;
  j["options"] = {{"basis", c.basis},
                  {"defer_measurements", c.defer_measurements},
                  {"qelib1", c.parse.qelib1 == qasm::Qelib1::kExtended ? "extended" : "original"},
                  {"include_paths", c.parse.include_paths},
                  {"inputs", c.parse.inputs},
                  {"limits", limits_json(c.parse.limits)},
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
  else j["verdict"] = kNotVerified;
  j[kDigest] = digest_of(j);
  return text_of(j);
}

Certificate read_certificate(const std::string& text, const std::string& file) {
  Certificate c;
  try {
    Json j = Json::parse(text);
    if (j.at("schema") != kSchema)
      throw Error(ErrorCode::kInput, fmt::format("{}: the schema is not {}", file, kSchema));
    if (!j.contains(kDigest))
      throw Error(ErrorCode::kInput,
                  fmt::format("{}: has no digest, so nothing shows that it is as it was written", file),
                  "translate again");
    const std::string digest = j.at(kDigest);
    j.erase(kDigest);
    if (digest != digest_of(j))
      throw Error(ErrorCode::kInput,
                  fmt::format("{}: was changed after it was written: its digest does not fit", file),
                  "translate again");
    c.version = j.at("version");
    c.input = read_file_record(j.at("input"));
    c.input_language = j.at("input").at("language");
    c.output = read_file_record(j.at("output"));
    c.output_language = j.at("output").at("language");
    for (const Json& f : j.at("included")) c.included.push_back(read_file_record(f));
    const Json& options = j.at("options");
    c.basis = options.at("basis");
    c.defer_measurements = options.at("defer_measurements");
    c.parse.qelib1 = options.at("qelib1") == "original" ? qasm::Qelib1::kOriginal : qasm::Qelib1::kExtended;
    c.parse.include_paths = options.at("include_paths");
    c.parse.inputs = options.at("inputs");
    c.parse.limits = read_limits(options.at("limits"));
    c.seed = options.at("seed");
    c.gates_read = j.at("gates").at("read");
    c.gates_written = j.at("gates").at("written");
    c.scratch_qubits = j.value("scratch_qubits", 0u);
    c.bound = j.at("bound");
    const std::string verdict = j.at("verdict");
    if (verdict != kNotVerified) {
      qsim::VerifyResult& proof = c.proof.emplace().result;
      for (const qsim::Verdict v :
           {qsim::Verdict::kEqual, qsim::Verdict::kNotEqual, qsim::Verdict::kNotComparable})
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
  j.update(proof_json(c));
  return text_of(j);
}

Certificate::File record(const SourceText& source) {
  return {source.path, source.sha256(), source.text().size()};
}

std::vector<Certificate::File> record_included(const qasm::ParseResult& result) {
  std::vector<Certificate::File> files;
  for (std::size_t i = 1; i < result.sources.size(); ++i) files.push_back(record(result.sources[i]));
  return files;
}

bool same_meaning(const qasm::ParseOptions& a, const qasm::ParseOptions& b) {
  bool limits = true;
#define QIAO_LIMIT(name, value, least, most, unit, help) limits = limits && a.limits.name == b.limits.name;
#include "qiao/qasm/limits.def"
#undef QIAO_LIMIT
  return limits && a.qelib1 == b.qelib1 && a.include_paths == b.include_paths && a.inputs == b.inputs;
}

}  // namespace qiao::translation
