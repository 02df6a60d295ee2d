#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <CLI/App.hpp>
#include <CLI/Version.hpp>
#include <cstdlib>
#include <memory>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/help.hpp"
#include "cli/json.hpp"
#include "qiao/base/machine.hpp"
#include "qiao/base/version.hpp"
#include "qiao/qasm/parse.hpp"
#include "qiao/qsim/estimate.hpp"
#include "qiao/qsim/run.hpp"

namespace qiao::cli {
namespace {

#if defined(__clang__)
constexpr const char* kCompiler = "clang " __clang_version__;
#else
constexpr const char* kCompiler = "gcc " __VERSION__;
#endif
#ifdef QIAO_OPENMP
constexpr bool kOpenMp = true;
#else
constexpr bool kOpenMp = false;
#endif
#ifdef QIAO_SANITIZE
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

struct Check {
  std::string name;
  bool ok = false;
  std::string detail;
};

// A program that needs the grammar, not only the fast lane for flat gate calls; run from text to counts.
constexpr const char* kSelfTest =
    "OPENQASM 2.0;\ninclude \"qelib1.inc\";\ngate bell a, b { h a; cx a, b; }\n"
    "qreg q[2]; creg c[2]; bell q[0], q[1]; rz(2*pi/3 - sin(0.5)) q[0]; measure q -> c;\n";

std::vector<Check> self_test(int threads, std::string& isa) {
  Check parse{"parser", false, ""}, simulate{"simulator", false, ""};
  try {
    const qasm::ParseResult program = qasm::parse_text(kSelfTest, "self-test");
    parse.ok = program.circuit.has_value();
    for (const Diagnostic& d : program.diagnostics) parse.detail += render(d);
    if (parse.ok) {
      qsim::RunOptions options;
      options.exact = true;
      options.threads = threads;
      const qsim::RunResult result = qsim::run(*program.circuit, options);
      isa = result.isa;
      simulate.ok = result.probabilities.size() == 2;
      for (std::size_t i = 0; i < result.probabilities.size(); ++i) {
        const std::string bits = result.probabilities.str(i);
        simulate.ok = simulate.ok && (bits == "00" || bits == "11") &&
                      std::abs(result.probabilities.weight(i) - 0.5) < 1e-12;
      }
      if (!simulate.ok) simulate.detail = "a Bell pair did not give 00 and 11 with probability 1/2 each";
    }
  } catch (const std::exception& error) {
    (parse.ok ? simulate : parse).detail += error.what();
  }
  if (!parse.ok && parse.detail.empty()) parse.detail = "a correct program was not accepted";
  if (!parse.ok) simulate.detail = "not tried";
  return {parse, simulate};
}

// Which of the places that may set the number of threads did.
std::string threads_reason(const Globals& globals) {
  if (!kOpenMp) return "built without OpenMP";
  if (globals.threads > 0) return "--threads";
  for (const char* name : {"QIAO_NUM_THREADS", "OMP_NUM_THREADS"})
    if (const char* value = std::getenv(name); value && *value) return fmt::format("{}={}", name, value);
  return "CPUs this process may use";
}

int execute(bool json, const Context& context) {
  const int threads = resolve_threads(context.globals.threads);
  const MemoryInfo memory = memory_info();
  const std::vector<std::string> isas = cpu_isas();
  std::string isa = "unknown";
  const std::vector<Check> checks = self_test(threads, isa);
  bool healthy = true;
  for (const Check& c : checks) healthy = healthy && c.ok;
  unsigned largest_f64 = 0, largest_f32 = 0;
  while (qsim::state_bytes(largest_f64 + 1, qsim::Precision::kF64) <= memory.available_bytes) ++largest_f64;
  while (qsim::state_bytes(largest_f32 + 1, qsim::Precision::kF32) <= memory.available_bytes) ++largest_f32;
  const std::string json_version = fmt::format("{}.{}.{}", NLOHMANN_JSON_VERSION_MAJOR,
                                               NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH);
  const std::string fmt_version =
      fmt::format("{}.{}.{}", FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100);
  const std::vector<std::pair<std::string, std::string>> libraries = {
      {"antlr4-runtime", QIAO_ANTLR_VERSION}, {"cli11", CLI11_VERSION},
      {"eigen", QIAO_EIGEN_VERSION},          {"fmt", fmt_version},
#ifdef QIAO_HIGHWAY_VERSION
      {"highway", QIAO_HIGHWAY_VERSION},
#endif

      {"nlohmann-json", json_version}};

  if (json) {
    Json doc = document("qiao.doctor/1");
    doc["build"] = {
        {"compiler", kCompiler}, {"type", QIAO_BUILD_TYPE}, {"openmp", kOpenMp}, {"sanitizers", kSanitized}};
    doc["cpu"] = {{"model", cpu_model()}, {"isas", isas}, {"isa_in_use", isa}};
    doc["threads"] = {
        {"used", threads}, {"reason", threads_reason(context.globals)}, {"allowed_cpus", allowed_cpus()}};
    doc["memory"] = {
        {"total_bytes", memory.total_bytes},
        {"available_bytes", memory.available_bytes},
        {"cgroup_limit_bytes", memory.cgroup_limit_bytes ? Json(memory.cgroup_limit_bytes) : Json(nullptr)},
        {"largest_qubits_f64", largest_f64},
        {"largest_qubits_f32", largest_f32}};
    doc["libraries"] = Json::object();
    for (const auto& [name, text] : libraries) doc["libraries"][name] = text;
    doc["checks"] = Json::array();
    for (const Check& c : checks)
      doc["checks"].push_back({{"name", c.name}, {"ok", c.ok}, {"detail", c.detail}});
    doc["healthy"] = healthy;
    print(context.out, doc);
    return healthy ? 0 : 1;
  }

  const auto line = [&](const std::string& what, const std::string& text) {
    constexpr std::size_t kColumn = 12;
    context.out << fmt::format("{:<{}}", what, kColumn)
                << wrap(text, std::max(context.terminal.width, 40u) - kColumn, kColumn) << '\n';
  };
  line("qiao", version());
  line("build", fmt::format("{}, {}, OpenMP {}{}", kCompiler, QIAO_BUILD_TYPE, kOpenMp ? "on" : "off",
                            kSanitized ? ", sanitizers on" : ""));
  line("cpu", cpu_model());
  line("isa", fmt::format("{} in use; this CPU offers {}", isa,
                          isas.empty() ? "none known" : fmt::format("{}", fmt::join(isas, ", "))));
  line("threads",
       fmt::format("{} ({}); {} allowed", threads, threads_reason(context.globals), allowed_cpus()));
  std::string mem = fmt::format("{} available of {}", format_bytes(memory.available_bytes),
                                format_bytes(memory.total_bytes));
  if (memory.cgroup_limit_bytes)
    mem += fmt::format(", cgroup limit {}", format_bytes(memory.cgroup_limit_bytes));
  line("memory", mem);
  line("qubits", fmt::format("up to {} in f64, {} in f32", largest_f64, largest_f32));
  std::string libs;
  for (const auto& [name, text] : libraries)
    libs += fmt::format("{}{} {}", libs.empty() ? "" : ", ", name, text);
  line("libraries", libs);
  for (const Check& c : checks) line(c.name, c.ok ? "works" : "FAILS: " + c.detail);
  return healthy ? 0 : 1;
}

Action setup(CLI::App& app) {
  const auto json = std::make_shared<bool>(false);
  app.add_flag("--json", *json, "one JSON document, schema qiao.doctor/1");
  return [json](Context& context) { return execute(*json, context); };
}

}  // namespace

Command doctor_command() {
  return {"doctor",
          "what this machine and this build offer, with a self-test",
          {{"qiao doctor", ""}, {"qiao doctor --json", "for bug reports"}},
          "Exit status 1 if the self-test fails.",
          setup};
}

}  // namespace qiao::cli
