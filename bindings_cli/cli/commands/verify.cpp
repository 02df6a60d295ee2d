#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/program.hpp"
#include "cli/progress.hpp"
#include "qiao/base/error.hpp"
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
  std::optional<double> max_error;  // as given
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

std::string place(const char* which, const std::string& file, ir::SourcePos at) {
  return at.line == 0 ? fmt::format("{}: at the end of {}", which, file)
                      : fmt::format("{}: {}:{}:{}", which, file, at.line, at.column);
}

int answer(const Options& o, const Context& context, const translation::Comparison& c) {
  const qsim::VerifyResult& r = c.result;
  if (o.json) {
    context.out << to_json(c);
    return verdict_status(r.verdict);
  }
  if (!c.note.empty()) context.note(c.note);
  context.out << fmt::format("{} ({})\n", name(r.verdict), r.method);
  if (!r.detail.empty()) context.out << r.detail << '\n';
  if (!r.scope.empty()) context.out << "scope: " << r.scope << '\n';
  if (r.phase_known && r.verdict == qsim::Verdict::kEqual && std::abs(r.phase) > 1e-9)
    context.out << fmt::format("global phase of the second relative to the first: {:.10g}\n", r.phase);
  if (!r.counter_example.empty()) context.out << "differs on: " << r.counter_example << '\n';
  if (o.check.bisect && r.diverges)
    context.out << place("parts in A", c.a, r.first_a) << '\n' << place("parts in B", c.b, r.first_b) << '\n';
  return verdict_status(r.verdict);
}

int replay(const Options& o, const Context& context) {
  if (!o.files.empty() && o.files.size() != 2)
    throw Error(ErrorCode::kUsage,
                fmt::format("a certificate speaks of two programs, got {}", o.files.size()));
  if (!o.map.empty() || !o.parse.inputs.empty())
    throw Error(ErrorCode::kUsage, "a certificate says itself which qubits and inputs it speaks of",
                "leave out --map and --input");
  translation::ReplayOptions options;
  options.max_error = o.max_error.value_or(options.max_error);
  options.files = o.files;
  options.parse = o.parse;
  options.seed = context.globals.seed;
  options.check = o.check;
  const translation::Replay r = translation::replay(o.certificate, options);
  show_diagnostics(context, r.diagnostics);
  if (!r.comparison) return diagnostics_status(r.diagnostics);
  context.note(fmt::format("bound {:g}: the certificate's is {:g}, yours {:g}", r.comparison->max_error,
                           r.certificate.bound, options.max_error));
  const char* recorded = r.certificate.proof ? name(r.certificate.proof->result.verdict) : "not verified";
  if (std::string(recorded) != name(r.comparison->result.verdict))
    context.note(fmt::format("the certificate says '{}'", recorded));
  return answer(o, context, *r.comparison);
}

// Both programs with the values of --input; one that neither of them has is an error.
int compare_programs(const Options& o, const Context& context) {
  ProgramOptions program;
  program.parse = o.parse;
  program.parse.inputs_may_be_missing = true;
  qasm::ParseResult parsed[2];
  std::string names[2];
  for (std::size_t i = 0; i < 2; ++i) {
    program.file = o.files[i];
    parsed[i] = load_parsed(context, program, names[i]);
  }
  for (const auto& input : o.parse.inputs) {
    const auto has = [&](const qasm::ParseResult& p) {
      return std::find(p.inputs_given.begin(), p.inputs_given.end(), input.first) != p.inputs_given.end();
    };
    if (!has(parsed[0]) && !has(parsed[1]))
      throw Error(ErrorCode::kInput, fmt::format("neither program has an input '{}'", input.first));
  }
  translation::Comparison c =
      translation::compare(*parsed[0].circuit, *parsed[1].circuit, o.map, o.check, o.parse.inputs);
  c.a = o.files[0];
  c.b = o.files[1];
  if (c.result.verdict == qsim::Verdict::kNotComparable && c.result.method == "shape")
    c.result.detail += "; programs of the same numbers of qubits and results can be compared";
  return answer(o, context, c);
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
  return compare_programs(options, context);
}

Action setup(CLI::App& app) {
  const auto o = std::make_shared<Options>();
  app.add_option("FILE", o->files, "two programs in any language that `qiao translate` writes")
      ->type_name("FILE");
  add_text(
      app, "--max-error", "E",
      [o](const std::string& s) {
        o->max_error = o->check.max_error = o->check.max_missed = parse_infidelity("--max-error", s);
      },
      "largest infidelity that counts as equal, seen or (random states) missed with probability 1 %")
      ->default_str("seen 1e-16, missed 1e-3; of certificates 1e-3 or their own, if smaller");
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
  add_input_option(app, o->parse);
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
      "distributions of their results. Exit status 0 equal, 1 not equal, 5 undecided or not comparable: of "
      "other sizes, or with inputs of other types.",
      setup};
}

}  // namespace qiao::cli
