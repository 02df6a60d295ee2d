#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/histogram.hpp"
#include "cli/json.hpp"
#include "cli/options.hpp"
#include "cli/outputs.hpp"
#include "cli/program.hpp"
#include "cli/progress.hpp"
#include "cli/questions.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/machine.hpp"
#include "qiao/base/rng.hpp"
#include "qiao/ir/passes.hpp"
#include "qiao/ir/results.hpp"
#include "qiao/qsim/estimate.hpp"
#include "qiao/qsim/run.hpp"

namespace qiao::cli {
namespace {

constexpr std::size_t kTopInTerminal = 16;
constexpr std::size_t kTopInJson = 1 << 16;

struct Options {
  ProgramOptions program;
  std::optional<std::uint64_t> shots;
  bool exact = false;
  std::optional<std::size_t> top;
  std::string state_file;
  std::uint64_t max_memory = 0;
  std::optional<std::uint64_t> max_branches;
  std::string checkpoint_file;
  std::optional<double> checkpoint_every_s;
  Questions questions;
  bool json = false;
};

// Everything about one run that the two kinds of report need.
struct Report {
  const Program& program;
  const qsim::RunOptions& options;
  const qsim::RunResult& result;
  std::optional<std::uint64_t> seed;  // present if random numbers were used or the user gave one
  std::size_t active_qubits;
  std::size_t top;  // outcomes to list of each kind
  bool top_given;
};

bool has_outcomes(const Report& r) { return r.result.method != qsim::Method::kStateOnly; }

// What a report shows of the outcomes: the bits of the registers that are results, one after another.
template <class W>
qsim::Outcomes<W> results(const ir::Circuit& circuit, const qsim::Outcomes<W>& outcomes) {
  if (!ir::has_outputs(circuit)) return outcomes;
  std::vector<unsigned> bits;
  for (const ir::Register& reg : ir::result_registers(circuit))
    for (std::uint32_t b = 0; b < reg.size; ++b) bits.push_back(reg.offset + b);
  qsim::Outcomes<W> shown(static_cast<unsigned>(bits.size()));
  std::vector<std::uint64_t> row(shown.words());
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    std::fill(row.begin(), row.end(), 0);
    for (std::size_t b = 0; b < bits.size(); ++b)
      if (outcomes.bit(i, bits[b])) row[b / 64] |= std::uint64_t{1} << (b % 64);
    shown.add(row, outcomes.weight(i));
  }
  shown.normalise();
  return shown;
}

// Values of all registers, the last declared leftmost, separated by spaces: as Qiskit prints counts.
template <class W>
std::string joined_registers(const ir::Circuit& circuit, const std::vector<ir::Register>& registers,
                             const qsim::Outcomes<W>& outcomes, std::size_t i) {
  std::string text;
  ir::Clbit first = 0;
  for (const ir::Register& reg : registers) {
    text.insert(0, ir::register_text(circuit, reg, outcomes.bits(i), first) + (text.empty() ? "" : " "));
    first += reg.size;
  }
  return text;
}

std::string register_names(const ir::Circuit& circuit) {
  std::string text;
  for (const ir::Register& reg : ir::result_registers(circuit))
    text.insert(0, reg.name + (text.empty() ? "" : " "));
  return text;
}

// f(register, its distribution, value of outcome i as text) for each register that is a result.
template <class F>
void each_register(const Report& r, F&& f) {
  for (const ir::Register& reg : ir::result_registers(r.program.circuit)) {
    const auto show = [&](const qsim::Outcomes<double>& outcomes) {
      f(reg, outcomes,
        [&](std::size_t i) { return ir::register_text(r.program.circuit, reg, outcomes.bits(i), 0); });
    };
    // A register that is all there is needs no copy of what may be very many outcomes.
    if (reg.offset == 0 && reg.size == r.result.probabilities.num_bits()) show(r.result.probabilities);
    else show(r.result.probabilities.marginal(reg.offset, reg.size));
  }
}

// Weights that differ by rounding alone (five equal digits, enough for f32) count as equal, so that the order
// is the same on every machine.
double order_key(double probability) {
  int exponent = 0;
  const double mantissa = std::frexp(probability, &exponent);
  return std::ldexp(std::round(std::ldexp(mantissa, 18)), exponent);
}
std::uint64_t order_key(std::uint64_t count) { return count; }

// Indices of the `top` largest weights, largest first, ties by value.
template <class W>
std::vector<std::size_t> largest(const qsim::Outcomes<W>& outcomes, std::size_t top) {
  const auto by_weight = [&](std::size_t a, std::size_t b) {
    const auto ka = order_key(outcomes.weight(a)), kb = order_key(outcomes.weight(b));
    return ka != kb ? ka > kb : a < b;
  };
  std::vector<std::size_t> best;  // a heap, the smallest on top: outcomes may be many more than are shown
  for (std::size_t i = 0; i < outcomes.size() && top > 0; ++i) {
    if (best.size() == top) {
      if (!by_weight(i, best.front())) continue;
      std::pop_heap(best.begin(), best.end(), by_weight);
      best.pop_back();
    }
    best.push_back(i);
    std::push_heap(best.begin(), best.end(), by_weight);
  }
  std::sort_heap(best.begin(), best.end(), by_weight);
  return best;
}

std::string rest_label(std::uint64_t n) { return fmt::format("({} more)", n); }

// ---- terminal

class Printer {
 public:
  Printer(const Report& report, const Context& context) : r_(report), context_(context) {}

  void print() {
    if (!has_outcomes(r_)) return print_qubits();
    if (r_.options.exact) return print_registers();
    const auto counts = results(r_.program.circuit, r_.result.counts);
    const auto registers = ir::result_registers(r_.program.circuit);
    print_table(
        counts, register_names(r_.program.circuit), "counts",
        [&](std::size_t i) { return joined_registers(r_.program.circuit, registers, counts, i); },
        [](std::uint64_t n) { return fmt::to_string(n); }, static_cast<double>(r_.options.shots));
  }

 private:
  template <class W, class Label, class Value>
  void print_table(const qsim::Outcomes<W>& outcomes, const std::string& label_header,
                   const std::string& value_header, const Label& label, const Value& value, double total) {
    std::vector<Bar> bars;
    W shown{};
    for (const std::size_t i : largest(outcomes, r_.top)) {
      const W w = outcomes.weight(i);
      shown += w;
      bars.push_back({label(i), value(w), static_cast<double>(w)});
    }
    if (bars.size() < outcomes.size()) {
      W all{};
      for (std::size_t i = 0; i < outcomes.size(); ++i) all += outcomes.weight(i);
      const W rest = all - shown;
      bars.push_back(
          {rest_label(outcomes.size() - bars.size()), value(rest), static_cast<double>(rest), true});
    }
    show(bars, label_header, value_header, total);
  }

  // In f32 only six digits mean anything.
  std::string probability_text(double p) const {
    return format_probability(p, r_.options.precision == qsim::Precision::kF32 ? 6 : 10);
  }

  void print_registers() {
    bool first = true;
    each_register(r_, [&](const ir::Register& reg, const auto& outcomes, const auto& label) {
      if (!first) context_.out << '\n';
      first = false;
      print_table(
          outcomes, reg.name, "probability", label, [&](double p) { return probability_text(p); }, 1.0);
    });
  }

  void print_qubits() {
    std::vector<Bar> bars;
    double shown = 0;
    for (const auto& [bits, p] : r_.result.qubits) {
      shown += p;
      bars.push_back({bits, probability_text(p), p});
    }
    if (bars.size() < r_.result.nonzero_states) {
      const double rest = std::max(0.0, r_.result.qubits_total - shown);
      bars.push_back(
          {rest_label(r_.result.nonzero_states - bars.size()), probability_text(rest), rest, true});
    }
    const ir::Qubit n = r_.program.circuit.num_qubits();
    std::string names;
    const auto& qregs = r_.program.circuit.qregs();
    if (qregs.size() == 1) {
      names = n == 1 ? r_.program.circuit.qubit_name(0)
                     : fmt::format("{}..{}", r_.program.circuit.qubit_name(n - 1),
                                   r_.program.circuit.qubit_name(0));
    } else {
      for (auto reg = qregs.rbegin(); reg != qregs.rend(); ++reg)
        names += (names.empty() ? "" : " ") + reg->name;
    }
    show(bars, names, "probability", 1.0);
  }

  void show(const std::vector<Bar>& bars, const std::string& label_header, const std::string& value_header,
            double total) {
    context_.out << histogram(bars, label_header, value_header, total, context_.terminal.width,
                              context_.terminal.unicode, context_.color_out());
  }

  const Report& r_;
  const Context& context_;
};

// How the result was obtained, for standard error.
void print_notes(const Report& r, const Context& context) {
  const auto& circuit = r.program.circuit;
  const auto& result = r.result;
  std::string what;
  switch (result.method) {
    case qsim::Method::kStateOnly:
      what = "no measurement: probabilities of the final state";
      break;
    case qsim::Method::kSampledOnce:
      what = fmt::format("{} shots sampled from one evolution", r.options.shots);
      break;
    case qsim::Method::kPerShot:
      what = fmt::format("{} shots, evolved once for each measurement history", r.options.shots);
      break;
    case qsim::Method::kExactFinal:
      what = "exact probabilities from one evolution";
      break;
    case qsim::Method::kExactBranches:
      what = fmt::format("exact probabilities over {} measurement branches", result.branches);
      break;
  }
  const bool idle = r.active_qubits != circuit.num_qubits();
  context.note(fmt::format("{} qubit{}{}, {}", circuit.num_qubits(), circuit.num_qubits() == 1 ? "" : "s",
                           idle ? fmt::format(" ({} active)", r.active_qubits) : "", what));
  std::string machine =
      fmt::format("{}, {}, {} thread{}, {}", name(r.options.precision), format_bytes(result.memory_bytes),
                  result.threads, result.threads == 1 ? "" : "s", result.isa);
  if (r.options.precision == qsim::Precision::kF32)
    machine += fmt::format(
        ", norm drift {:.1e}{}", result.norm_error,
        std::isfinite(result.norm_bound) ? fmt::format(" (bound {:.1e})", result.norm_bound) : "");
  context.note(fmt::format("{}; parse {}, plan {}, evolve {}, sample {}", machine,
                           format_seconds(r.program.parse_s), format_seconds(result.time.plan_s),
                           format_seconds(result.time.evolve_s), format_seconds(result.time.sample_s)));
  if (result.norm_error > result.norm_bound)
    context.note(
        fmt::format("warning: the norm drifted by {:.1e}, beyond the {:.1e} that rounding explains; "
                    "compare with --precision f64",
                    result.norm_error, result.norm_bound));
  if (!result.checkpoint_error.empty())
    context.note(fmt::format("warning: the last checkpoint was not written: {}", result.checkpoint_error));
  if (r.seed) context.note(fmt::format("seed {}; repeat this run with --seed {}", *r.seed, *r.seed));
}

// ---- JSON

template <class W, class Label>
Json outcome_table(const qsim::Outcomes<W>& outcomes, const Report& r, const Label& label) {
  JsonTable table;
  if (r.top_given) {
    for (const std::size_t i : largest(outcomes, r.top)) table.add(label(i), outcomes.weight(i));
  } else {
    for (std::size_t i = 0; i < outcomes.size(); ++i) table.add(label(i), outcomes.weight(i));
  }
  return std::move(table).json();
}

Json report_json(const Report& r) {
  const auto& circuit = r.program.circuit;
  const auto& result = r.result;
  Json doc = document("qiao.run/1");
  doc["file"] = r.program.name;
  doc["language"] = fmt::format("OpenQASM {}", r.program.language);
  doc["method"] = name(result.method);
  doc["declared_qubits"] = circuit.num_qubits();
  doc["active_qubits"] = r.active_qubits;
  doc["bit_order"] = "q[n-1]...q[0]";
  if (ir::has_outputs(circuit) && has_outcomes(r)) {
    Json types = Json::object();
    for (const ir::Register& reg : ir::result_registers(circuit))
      types[reg.name] = ir::register_type(circuit, reg);
    doc["outputs"] = std::move(types);
  }
  if (has_outcomes(r) && !r.options.exact) {
    doc["shots"] = r.options.shots;
    const auto counts = results(circuit, result.counts);
    const auto registers = ir::result_registers(circuit);
    doc["counts"] = outcome_table(
        counts, r, [&](std::size_t i) { return joined_registers(circuit, registers, counts, i); });
  } else {
    JsonTable qubits;
    double shown = 0;
    for (const auto& [bits, p] : result.qubits) {
      qubits.add(bits, p);
      shown += p;
    }
    doc["qubits"] = std::move(qubits).json();
    if (result.qubits.size() < result.nonzero_states)
      doc["qubits_omitted"] = {{"states", result.nonzero_states - result.qubits.size()},
                               {"probability", std::max(0.0, result.qubits_total - shown)}};
    if (r.options.exact) {
      Json registers = Json::object();
      if (has_outcomes(r))
        each_register(r, [&](const ir::Register& reg, const auto& outcomes, const auto& label) {
          registers[reg.name] = outcome_table(outcomes, r, label);
        });
      doc["registers"] = std::move(registers);
    }
    if (result.method == qsim::Method::kExactBranches) doc["branches"] = result.branches;
  }
  doc["seed"] = r.seed ? Json(*r.seed) : Json(nullptr);
  doc["threads"] = result.threads;
  doc["isa"] = result.isa;
  doc["precision"] = name(r.options.precision);
  doc["norm_error"] = result.norm_error;
  doc["norm_bound"] = result.norm_bound;
  if (!r.options.checkpoint.file.empty())
    doc["checkpoint"] = {{"file", r.options.checkpoint.file},
                         {"resumed_gates", result.resumed_gates},
                         {"written", result.checkpoints_written}};
  doc["memory_bytes"] = result.memory_bytes;
  doc["time"] = {{"parse_s", r.program.parse_s},
                 {"plan_s", result.time.plan_s},
                 {"evolve_s", result.time.evolve_s},
                 {"sample_s", result.time.sample_s}};
  return doc;
}

// ---- the state file

// The file holds all declared qubits, so idle ones count. Asked before the run, not after it.
void check_state_file(const Options& options, const ir::Circuit& circuit, qsim::Precision precision) {
  const OutputTarget target = resolve_output(options.state_file);
  if (target.kind != OutputTarget::Kind::kFile) return;
  std::error_code error;
  const auto space = std::filesystem::space(target.folder, error);
  if (error) throw Error(ErrorCode::kIo, fmt::format("--state: '{}': {}", target.folder, error.message()));
  const std::uint64_t needed = qsim::state_bytes(circuit.num_qubits(), precision);
  if (needed > space.available)
    throw Error(ErrorCode::kLimit,
                fmt::format("--state: {} qubits need {} in '{}', which has {} left", circuit.num_qubits(),
                            format_bytes(needed), options.state_file, format_bytes(space.available)));
}

// Options of a run that may find its checkpoint: the seed was chosen when it was begun.
void use_checkpoint(const Options& options, const Context& context, qsim::RunOptions& run_options) {
  if (options.checkpoint_file.empty()) {
    if (options.checkpoint_every_s)
      throw Error(ErrorCode::kUsage, "--checkpoint-every needs --checkpoint FILE");
    return;
  }
  run_options.checkpoint.file = options.checkpoint_file;
  if (options.checkpoint_every_s) run_options.checkpoint.every_s = *options.checkpoint_every_s;
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(options.checkpoint_file, ignored)) return;
  const qsim::CheckpointHeader found = qsim::read_checkpoint_header(options.checkpoint_file);
  if (!context.globals.seed) run_options.seed = found.seed;
  context.note(fmt::format("checkpoint {} found: {} of {} gates are done", options.checkpoint_file,
                           found.gates_done, found.gates));
}

int execute(const Options& options, const Context& context) {
  if (options.exact && options.shots)
    throw Error(ErrorCode::kUsage, "--exact and --shots exclude each other",
                "--exact computes probabilities, --shots draws samples");
  if (options.questions.any()) {
    if (options.exact || options.shots || options.top || !options.state_file.empty() ||
        !options.checkpoint_file.empty())
      throw Error(
          ErrorCode::kUsage,
          "--shots, --exact, --top, --state and --checkpoint do not go with questions about the state",
          "ask them in two runs");
    return answer(options.questions, options.program, {options.json, options.max_memory}, context);
  }
  qsim::RunOptions run_options;
  run_options.threads = resolve_threads(context.globals.threads);
  const Program program = load_program(context, options.program);
  if (!options.state_file.empty()) check_state_file(options, program.circuit, context.globals.precision);
  run_options.precision = context.globals.precision;
  if (options.shots) run_options.shots = *options.shots;
  // A fresh seed has 53 bits, so that tools which read JSON numbers as doubles repeat it exactly.
  run_options.seed = context.globals.seed ? *context.globals.seed : fresh_seed() >> 11;
  run_options.exact = options.exact;
  const std::size_t top = options.top.value_or(options.json ? kTopInJson : kTopInTerminal);
  run_options.top = top;
  use_checkpoint(options, context, run_options);
  run_options.memory_limit_bytes = options.max_memory;
  run_options.bytes_per_outcome = bytes_per_outcome(program.circuit, options.json && !options.top);
  if (options.max_branches) run_options.max_branches = *options.max_branches;

  bool state_written = false;
  qsim::Monitor monitor;
  run_options.monitor = &monitor;
  qsim::RunResult result = [&] {
    ProgressLine progress(context.err, context.terminal.err_tty && !context.globals.quiet);
    progress.watch(monitor, options.checkpoint_file.empty()
                                ? "stopping"
                                : "stopping at the next checkpoint (again: at once)");
    if (!options.state_file.empty())
      run_options.view_state = [&](const qsim::StateView& state) {
        state_written = context.outputs.write(options.state_file, [&](std::ostream& out) {
          qsim::write_npy(state, out, std::numeric_limits<std::uint64_t>::max());
        });
      };
    const auto keeps = options.checkpoint_file.empty() && options.state_file.empty()
                           ? StopOnInterrupt::Keeps::kNothing
                           : StopOnInterrupt::Keeps::kSomething;
    const StopOnInterrupt guard(monitor, keeps);
    return qsim::run(program.circuit, run_options);
  }();
  std::sort(result.qubits.begin(), result.qubits.end(), [](const auto& a, const auto& b) {
    const double ka = order_key(a.second), kb = order_key(b.second);
    return ka != kb ? ka > kb : a.first < b.first;
  });

  if (state_written) context.note(fmt::format("state written to {}", options.state_file));
  Report report{program,
                run_options,
                result,
                context.globals.seed,
                ir::simulated_qubits(program.circuit).size(),
                top,
                options.top.has_value()};
  const bool random = result.method == qsim::Method::kSampledOnce || result.method == qsim::Method::kPerShot;
  if (random) report.seed = run_options.seed;
  context.outputs.show([&] {
    if (options.json) print(context.out, report_json(report));
    else Printer(report, context).print();
  });
  print_notes(report, context);
  // Only now is there nothing left that it could save.
  if (!options.checkpoint_file.empty() && context.outputs.all_written())
    qsim::remove_checkpoint(options.checkpoint_file);
  return 0;
}

Action setup(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  Options* o = options.get();
  add_program_options(app, o->program);
  add_shots_option(app, o->shots);
  app.add_flag("--exact", o->exact, "exact probabilities of each register instead of shots");
  add_whole(
      app, "--top", [o](std::uint64_t n) { o->top = n; },
      "list the N most frequent outcomes (default: 16; in JSON all counts, and 65536 basis states)", 1);
  add_output(
      app, "--state", "FILE", OutputKind::kFile, [o](const std::string& file) { o->state_file = file; },
      "write the state before the final measurements as a NumPy .npy array");
  app.add_flag("--json", o->json,
               "one JSON document, schema qiao.run/1, or qiao.state/1 for questions about the state");
  add_bytes(
      app, "--max-memory", [o](std::uint64_t n) { o->max_memory = n; },
      "refuse runs that need more, all in all (default: what this machine and its cgroup allow)");
  add_whole(
      app, "--max-branches", [o](std::uint64_t n) { o->max_branches = n; },
      "refuse --exact programs with more measurement branches", 1)
      ->default_str("65536");
  add_output(
      app, "--checkpoint", "FILE", OutputKind::kFile,
      [o](const std::string& file) { o->checkpoint_file = file; },
      "keep the unfinished state in FILE, go on from it if it exists, remove it at the end");
  add_duration(
      app, "--checkpoint-every", [o](double s) { o->checkpoint_every_s = s; },
      "how often to write it, such as 30s or 2h; also done on Ctrl-C and SIGTERM")
      ->default_str("10m");
  add_question_options(app, o->questions);
  return [options](Context& context) { return execute(*options, context); };
}

}  // namespace

Command run_command() {
  return {
      "run",
      "simulate a program and print what it measures",
      {{"qiao run bell.qasm", "1024 shots, as a histogram"},
       {"qiao run bell.qasm --exact", "probabilities instead of shots"},
       {"qiao run bell.qasm -n 1e6 --seed 7", "repeatable at any thread count"},
       {"qiao run big.qasm --precision f32", "half the memory"},
       {"qiao run ansatz.qasm --state psi.npy", "np.load('psi.npy')"},
       {"qiao run deep.qasm --checkpoint deep.ckpt", "again after an interruption: it goes on"},
       {"qiao run ansatz.qasm --expect 'Z0 Z1'", "or amplitudes, entropies, ..."},
       {"qiao run - --json < bell.qasm", "for scripts"}},
      "Bit strings are read q[n-1]...q[0]; registers are separated by spaces, the last declared "
      "leftmost, as in Qiskit. A program with `output` declarations shows these alone, values of other types "
      "than bits as JSON: -3, true, 0.5, [re,im], [1,2]. "
      "A program without measurements shows its most probable basis states.",
      setup};
}

}  // namespace qiao::cli
