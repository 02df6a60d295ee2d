// Translating, verifying and estimating: the functions behind the commands of the same names.
#include <fmt/format.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include "bindings.hpp"
#include "qiao/qasm/dialect.hpp"
#include "qiao/qsim/estimate.hpp"
#include "qiao/qsim/verify.hpp"
#include "qiao/translation/matching.hpp"
#include "qiao/translation/translate.hpp"

namespace qiao::python {
namespace {

using ir::Circuit;

// The JSON document of qiao verify, as text. `compare`: "shown", "results" or "states"; `start`: "", "zero" or "any".
std::string verify(const Circuit& a, const Circuit& b, double max_error, bool exact_phase,
                   const translation::QubitMap& map, const translation::QubitMap& output_map,
                   const std::string& compare, const std::string& start, std::uint64_t seed, int threads,
                   nb::object progress) {
  Work work(std::move(progress));
  return work([&](qsim::Monitor* monitor) {
    qsim::VerifyOptions options;
    options.compare = compare == "results"  ? qsim::Compare::kResults
                      : compare == "states" ? qsim::Compare::kStates
                                            : qsim::Compare::kShown;
    using Start = qsim::VerifyOptions::Start;
    options.start = start == "zero" ? Start::kZero : start == "any" ? Start::kAny : Start::kUsual;
    options.max_error = max_error;
    options.exact_phase = exact_phase;
    options.seed = seed;
    options.threads = threads;
    options.monitor = monitor;
    return translation::to_json(translation::compare(a, b, {map, output_map, {}, {}}, options));
  });
}

// (text, certificate as JSON text); a file is read here, `text` counts for others.
std::tuple<std::string, std::string> translate(const std::string& text, const std::string& name,
                                               bool from_file, const std::string& to,
                                               const std::string& basis, bool defer_measurements, bool check,
                                               double max_error, int threads, nb::object progress) {
  const qasm::DialectInfo* dialect = qasm::find_dialect(to);
  if (!dialect)
    throw Error(ErrorCode::kUsage, fmt::format("unknown language '{}'", to), "qiao.languages() lists them");
  translation::Options options;
  options.to = dialect->id;
  options.basis = basis;
  options.defer_measurements = defer_measurements;
  options.verify = check;
  options.max_error = max_error;
  options.check.threads = threads;
  Work work(std::move(progress));
  translation::Translation t = work([&](qsim::Monitor* monitor) {
    options.check.monitor = monitor;
    const std::uint64_t most = options.parse.limits.max_file_bytes;
    return translation::translate(from_file ? read_source(name, most, Bytes::kCopied) : source_of(text, name),
                                  options);
  });
  if (!t.source.circuit) throw ProgramError(std::move(t.source.diagnostics));
  if (!t.emitted.ok()) throw ProgramError(std::move(t.emitted.refusals));
  return {std::move(t.emitted.text), translation::to_json(t.certificate)};
}

nb::dict estimate(const Circuit& circuit, int threads) {
  qsim::Estimate e;
  {
    const nb::gil_scoped_release release;
    e = qsim::estimate(circuit, threads);
  }
  nb::dict d;
  d["declared_qubits"] = e.circuit.declared_qubits;
  d["active_qubits"] = e.circuit.active_qubits;
  d["clbits"] = e.circuit.clbits;
  d["gates"] = e.circuit.gates;
  d["depth"] = e.circuit.depth;
  nb::dict by_name;
  for (const auto& [name, count] : e.circuit.gates_by_name) by_name[nb::cast(name)] = count;
  d["gates_by_name"] = by_name;
  d["measurements"] = e.circuit.measurements;
  d["resets"] = e.circuit.resets;
  d["branches"] = e.branches;
  d["available_bytes"] = e.available_bytes;
  const auto precision = [&](const char* name, std::uint64_t bytes, bool fits, unsigned largest,
                             double seconds) {
    nb::dict p;
    p["bytes"] = bytes;
    p["fits"] = fits;
    p["largest_qubits"] = largest;
    p["seconds"] = seconds;
    d[name] = p;
  };
  precision("f32", e.bytes_f32, e.fits_f32, e.largest_qubits_f32, e.seconds_f32);
  precision("f64", e.bytes_f64, e.fits_f64, e.largest_qubits_f64, e.seconds_f64);
  return d;
}

}  // namespace

void bind_programs(nb::module_& m) {
  m.def("_verify", verify, nb::arg(), nb::arg(), nb::arg(), nb::arg(), nb::arg(), nb::arg(), nb::arg(),
        nb::arg(), nb::arg(), nb::arg(), nb::arg().none());
  m.def("_translate", translate, nb::arg(), nb::arg(), nb::arg(), nb::arg(), nb::arg(), nb::arg(), nb::arg(),
        nb::arg(), nb::arg(), nb::arg().none());
  m.def("_estimate", estimate);
}

}  // namespace qiao::python
