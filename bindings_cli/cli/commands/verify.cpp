#include <fmt/format.h>

#include <CLI/App.hpp>
#include <filesystem>
#include <memory>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/program.hpp"
#include "cli/progress.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/file.hpp"
#include "qiao/base/sha256.hpp"
#include "qiao/ir/synthesis.hpp"
#include "qiao/translation/certificate.hpp"
#include "qiao/translation/matching.hpp"

namespace qiao::cli {
namespace {

struct Options {
  std::vector<std::string> files;
  qasm::ParseOptions parse;
  qsim::VerifyOptions check;
  translation::QubitMap map;
  std::string certificate;
  bool json = false;
};

// "q[0]=r[1],q[1]=r[0]"
translation::QubitMap parse_map(const std::string& text) {
  translation::QubitMap map;
  for (const std::string& pair : split_list(text)) {
    const std::size_t equals = pair.find('=');
    if (equals == std::string::npos)
      throw Error(ErrorCode::kUsage, fmt::format("--map: '{}' has no '='", pair),
                  "write q[0]=r[1]: first program's = second's");
    map.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
  }
  return map;
}

ir::Circuit read_or_finish(const Context& context, const std::string& file, const qasm::ParseOptions& parse) {
  ProgramOptions program;
  program.file = file;
  program.parse = parse;
  return load_program(context, program).circuit;
}

std::string place(const char* which, const std::string& file, ir::SourcePos at) {
  return at.line == 0 ? fmt::format("{}: at the end of {}", which, file)
                      : fmt::format("{}: {}:{}:{}", which, file, at.line, at.column);
}

int answer(const Options& o, const Context& context, const std::string& a, const std::string& b,
           const qsim::VerifyResult& r, const std::string& note) {
  if (o.json) {
    context.out << to_json(translation::Comparison{a, b, o.check.max_error, r, note});
    return verdict_status(r.verdict);
  }
  if (!note.empty()) context.note(note);
  context.out << fmt::format("{} ({})\n", name(r.verdict), r.method);
  if (!r.detail.empty()) context.out << r.detail << '\n';
  if (r.phase_known && r.verdict == qsim::Verdict::kEqual && std::abs(r.phase) > 1e-9)
    context.out << fmt::format("global phase of the second relative to the first: {:.10g}\n", r.phase);
  if (!r.counter_example.empty()) context.out << "differs on: " << r.counter_example << '\n';
  if (o.check.bisect && r.diverges)
    context.out << place("parts in A", a, r.first_a) << '\n' << place("parts in B", b, r.first_b) << '\n';
  return verdict_status(r.verdict);
}

int replay(const Options& o, const Context& context) {
  constexpr std::uint64_t kMaxBytes = 64u << 20;
  const translation::Certificate c =
      translation::read_certificate(read_file(o.certificate, kMaxBytes), o.certificate);
  Options options = o;
  std::string files[2];
  for (int i = 0; i < 2; ++i) {
    const translation::Certificate::Program& part = i == 0 ? c.input : c.output;
    files[i] = part.file;
    if (files[i].empty())
      throw Error(ErrorCode::kInput, fmt::format("{}: names no output file", o.certificate),
                  "translate with -o FILE");
    if (o.files.size() == 2) files[i] = o.files[static_cast<std::size_t>(i)];
    // As named, or beside the certificate.
    if (!std::filesystem::exists(files[i]))
      files[i] =
          (std::filesystem::path(o.certificate).parent_path() / std::filesystem::path(files[i]).filename())
              .string();
    const std::string found = sha256(read_file(files[i], o.parse.limits.max_file_bytes));
    if (found != part.sha256)
      throw Error(ErrorCode::kInput, fmt::format("{} is not the file that {} speaks of: its SHA-256 is {}",
                                                 files[i], o.certificate, found));
  }
  options.check.max_error = options.check.max_missed = c.bound;
  options.check.seed = c.seed;
  options.parse.qelib1 = c.qelib1;
  const ir::Circuit a = read_or_finish(context, files[0], options.parse),
                    b = read_or_finish(context, files[1], o.parse);
  std::string note;
  const qsim::VerifyResult r =
      c.defer_measurements ? translation::verify_deferred(a, ir::defer_measurements(a), b, options.check)
                           : qsim::verify(a, translation::matched(a, b, {}, note), options.check);
  const std::string recorded = c.proof ? name(c.proof->verdict) : "not verified";
  if (recorded != name(r.verdict)) context.note(fmt::format("the certificate says '{}'", recorded));
  return answer(options, context, files[0], files[1], r, note);
}

int execute(const Options& o, const Context& context) {
  qsim::Monitor monitor;
  const StopOnInterrupt stop(monitor, StopOnInterrupt::Keeps::kNothing);
  Options options = o;
  options.check.monitor = &monitor;
  options.check.threads = context.globals.threads;
  if (context.globals.seed) options.check.seed = *context.globals.seed;
  if (!o.certificate.empty()) return replay(options, context);
  if (o.files.size() != 2)
    throw Error(ErrorCode::kUsage, fmt::format("verify compares two programs, got {}", o.files.size()));
  const ir::Circuit a = read_or_finish(context, o.files[0], o.parse),
                    b = read_or_finish(context, o.files[1], o.parse);
  std::string note;
  return answer(options, context, o.files[0], o.files[1],
                qsim::verify(a, translation::matched(a, b, o.map, note), options.check), note);
}

Action setup(CLI::App& app) {
  const auto o = std::make_shared<Options>();
  app.add_option("FILE", o->files, "two programs in any language that `qiao translate` writes")
      ->type_name("FILE");
  add_text(
      app, "--max-error", "E",
      [o](const std::string& s) {
        o->check.max_error = o->check.max_missed = parse_infidelity("--max-error", s);
      },
      "largest infidelity that counts as equal, seen or (random states) missed with probability 1 %")
      ->default_str("seen 1e-16, missed 1e-3");
  app.add_flag("--exact-phase", o->check.exact_phase, "a global phase makes programs different");
  add_text(
      app, "--map", "PAIRS", [o](const std::string& s) { o->map = parse_map(s); },
      "qubits of the first = those of the second: q[0]=r[1],q[1]=r[0]");
  app.add_flag("--bisect", o->check.bisect, "print the first gates in which the two part");
  add_whole(
      app, "--states", [o](std::uint64_t n) { o->check.stimuli = static_cast<unsigned>(n); },
      "random states where the matrix is out of reach", 1, 100000)
      ->default_str("as many as the bound needs");
  add_text(
      app, "--certificate", "FILE", [o](const std::string& s) { o->certificate = s; },
      "replay a certificate of `qiao translate`");
  app.add_flag("--json", o->json, "one JSON document, schema qiao.verify/1");
  add_parse_options(app, o->parse);
  return [o](Context& context) { return execute(*o, context); };
}

}  // namespace

Command verify_command() {
  return {
      "verify",
      "whether two programs are equal",
      {{"qiao verify grover.qasm grover.qasm", ""}, {"qiao verify teleport.qasm grover.qasm --json", ""}},
      "Equal means: up to a global phase, for every input, with registers matched by name, else by "
      "position. The methods: "
      "the same structure; the whole matrix (to 12 qubits); stabilizer tableaux; |0...0> and random "
      "stabilizer "
      "states, with the largest error that they could have missed; for programs that measure and go on, the "
      "distributions of their results. Exit status 0 equal, 1 not equal, 5 undecided.",
      setup};
}

}  // namespace qiao::cli
