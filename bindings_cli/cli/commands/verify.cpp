#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <charconv>
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
  std::string map, output_map;
  std::string certificate;
  std::optional<double> max_error;  // as given
  bool json = false;
};

// "q[0]=r[1],q[1]=r[0]", or "1,0": by qubit of the smaller program, its number in the other.
translation::QubitMap parse_map(const char* option, const std::string& text, const ir::Circuit& a,
                                const ir::Circuit& b) {
  translation::QubitMap map;
  if (text.empty()) return map;
  std::vector<ir::Qubit> list;
  for (const std::string& pair : split_list(text)) {
    const std::size_t equals = pair.find('=');
    if (equals != std::string::npos) {
      map.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
      continue;
    }
    ir::Qubit place = 0;
    const auto [end, error] = std::from_chars(pair.data(), pair.data() + pair.size(), place);
    if (error != std::errc{} || end != pair.data() + pair.size() ||
        list.size() >= (translation::first_is_device(a, b) ? b : a).num_qubits())
      throw Error(ErrorCode::kUsage, fmt::format("{}: '{}' has no '='", option, pair),
                  "write q[0]=r[1]: first program's = second's, or a number for each qubit of the program "
                  "that is not on a device");
    list.push_back(place);
  }
  if (!map.empty() && !list.empty())
    throw Error(ErrorCode::kUsage, fmt::format("{}: either pairs or numbers", option));
  return list.empty() ? map : translation::map_of(list, a, b);
}

// The verdict in words: of which part of the programs it speaks.
std::string headline(const qsim::VerifyResult& r) {
  std::string text = name(r.verdict);
  if (r.verdict == qsim::Verdict::kEqual && r.compared == qsim::Compared::kResults) text = "equal in results";
  if (r.verdict == qsim::Verdict::kEqual && r.compared == qsim::Compared::kShown)
    text = "equal in results and unmeasured qubits";
  if (r.verdict == qsim::Verdict::kNotEqual && r.results == qsim::Verdict::kEqual)
    text = "not equal in states, equal in results";
  return fmt::format("{} ({})", text, r.method);
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
  context.out << headline(r) << '\n';
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
  if (!o.map.empty() || !o.output_map.empty() || !o.parse.inputs.empty() ||
      o.check.compare == qsim::Compare::kResults)
    throw Error(ErrorCode::kUsage, "a certificate says itself which qubits, inputs and results it speaks of",
                "leave out --map, --output-map, --input and --results-only");
  translation::ReplayOptions options;
  options.max_error = o.max_error.value_or(options.max_error);
  options.files = o.files;
  options.parse = o.parse;
  options.seed = context.globals.seed;
  options.check = o.check;
  options.check.compare = qsim::Compare::kStates;
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
  const ir::Circuit &a = *parsed[0].circuit, &b = *parsed[1].circuit;
  translation::Places places;
  places.start = parse_map("--map", o.map, a, b);
  places.end = parse_map("--output-map", o.output_map, a, b);
  places.noted_a = translation::layout_comments(parsed[0].sources.front().text());
  places.noted_b = translation::layout_comments(parsed[1].sources.front().text());
  translation::Comparison c = translation::compare(a, b, places, o.check, o.parse.inputs);
  c.a = o.files[0];
  c.b = o.files[1];
  if (c.result.verdict == qsim::Verdict::kNotComparable && c.result.method == "shape")
    c.result.detail += "; programs with the same results can be compared";
  if (c.result.verdict == qsim::Verdict::kNotComparable && c.result.method == "places")
    c.result.detail +=
        o.check.compare == qsim::Compare::kResults || c.result.results != qsim::Verdict::kEqual
            ? "; give --map and, if they end elsewhere, --output-map"
            : "; give --map and, if they end elsewhere, --output-map, or compare with --results-only";
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
      app, "--map", "PAIRS", [o](const std::string& s) { o->map = s; },
      "qubits of the first = those of the second: q[0]=r[1],q[1]=r[0]; or, by qubit of the smaller, its "
      "number in the "
      "other: 1,0");
  add_text(
      app, "--output-map", "PAIRS", [o](const std::string& s) { o->output_map = s; },
      "where they are at the end, if that is elsewhere: routed programs");
  o->check.compare = qsim::Compare::kShown;
  auto* results = app.add_flag_callback(
      "--results-only", [o] { o->check.compare = qsim::Compare::kResults; },
      "compare the classical results alone, of runs from |0...0>");
  app.add_flag_callback(
         "--strict", [o] { o->check.compare = qsim::Compare::kStates; },
         "equal only if the states of all qubits are, for every input")
      ->excludes(results);
  add_choice(
      app, "--start", {"zero", "any"},
      [o](std::size_t i) {
        o->check.start = i == 0 ? qsim::VerifyOptions::Start::kZero : qsim::VerifyOptions::Start::kAny;
      },
      "inputs: |0...0> alone, or others, too")
      ->default_str("any for states, zero for results");
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
      "Equal means: the same results and the same states of all qubits, up to a global phase, for every "
      "input, with "
      "registers matched by name, else by position. Programs that measure are also equal, \"in results\", if "
      "all that a "
      "run from |0...0> shows is the same: the results, and the states of qubits on which a gate comes last; "
      "--strict "
      "does without that, --results-only looks at nothing else. A program may have been put on a device with "
      "more "
      "qubits: where its qubits are is found by name, by what is measured, from the comments // i and // o "
      "of MQT's "
      "tools, or given. The methods: "
      "the same structure; the whole matrix (to 12 qubits); stabilizer tableaux; |0...0> and random "
      "stabilizer "
      "states, with the largest error that they could have missed; for programs that measure and go on, the "
      "distributions of their results. Exit status 0 equal, 1 not equal, 5 undecided or not comparable: of "
      "other sizes, or with inputs of other types.",
      setup};
}

}  // namespace qiao::cli
