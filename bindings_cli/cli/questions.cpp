#include "cli/questions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <optional>
#include <ostream>

#include "cli/histogram.hpp"
#include "cli/json.hpp"
#include "cli/options.hpp"
#include "cli/progress.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/file.hpp"
#include "qiao/base/machine.hpp"
#include "qiao/ir/passes.hpp"
#include "qiao/qsim/estimate.hpp"
#include "qiao/qsim/gradient.hpp"
#include "qiao/qsim/simulator.hpp"

namespace qiao::cli {
namespace {

constexpr std::uint64_t kMaxSumBytes = std::uint64_t{1} << 30;

struct Expectation {
  std::string text;  // as asked
  ir::PauliSum sum;
  std::complex<double> value;
  std::vector<double> gradient;
};
struct Amplitude {
  std::string bits;
  std::complex<double> value;
};
struct Marginal {
  std::vector<ir::Qubit> qubits;
  std::vector<double> probabilities;
};
struct Entropy {
  std::vector<ir::Qubit> qubits;
  double bits;
};
struct Fidelity {
  std::string file;
  double value;
};
struct Answers {
  std::vector<Expectation> expectations;
  std::vector<Amplitude> amplitudes;
  std::vector<Marginal> marginals;
  std::vector<Entropy> entropies;
  std::vector<Fidelity> fidelities;
  double evolve_s = 0, answer_s = 0;  // gradients evolve on their own: all of their time is in the second
};

// "0,2", "q[1],anc", "all": numbers are counted over all registers in order.
std::vector<ir::Qubit> parse_qubits(const std::string& option, const std::string& text,
                                    const ir::Circuit& circuit) {
  const auto refuse = [&](const std::string& what, const std::string& why) {
    return Error(ErrorCode::kUsage, fmt::format("{}: '{}' {}", option, what, why),
                 "numbers, names such as q[2], registers, or all; separated by commas");
  };
  std::vector<ir::Qubit> qubits;
  const auto add = [&](ir::Qubit first, ir::Qubit count) {
    for (ir::Qubit q = first; q < first + count; ++q) qubits.push_back(q);
  };
  const ir::Qubit n = circuit.num_qubits();
  for (const std::string& item : split_list(text)) {
    if (item == "all") {
      add(0, n);
    } else if (!item.empty() && item.find_first_not_of("0123456789") == std::string::npos) {
      const std::uint64_t q = parse_whole(option, item);
      if (q >= n) throw refuse(item, fmt::format("is not a qubit; there are {}", n));
      add(static_cast<ir::Qubit>(q), 1);
    } else {
      const auto& registers = circuit.qregs();
      const auto named = std::find_if(registers.begin(), registers.end(),
                                      [&](const ir::Register& r) { return r.name == item; });
      if (named != registers.end()) {
        add(static_cast<ir::Qubit>(named->offset), static_cast<ir::Qubit>(named->size));
        continue;
      }
      ir::Qubit q = 0;
      while (q < n && circuit.qubit_name(q) != item) ++q;
      if (q == n) throw refuse(item, "is neither a qubit nor a register of the program");
      add(q, 1);
    }
  }
  return qubits;
}

std::string qubit_names(const ir::Circuit& circuit, const std::vector<ir::Qubit>& qubits, bool reversed) {
  std::vector<std::string> names;
  for (const ir::Qubit q : qubits) names.push_back(circuit.qubit_name(q));
  if (reversed) std::reverse(names.begin(), names.end());
  return fmt::format("{}", fmt::join(names, " "));
}

// Bit k of `value` from the right, as everywhere.
std::string bits_of(std::size_t value, std::size_t width) {
  std::string text(width, '0');
  for (std::size_t k = 0; k < width; ++k)
    if (value >> k & 1) text[width - 1 - k] = '1';
  return text;
}

// Values of the circuit's symbols; all must be there.
std::vector<double> numbers(const qasm::ParseResult& program) {
  std::vector<double> values;
  const auto& symbols = program.circuit->symbols();
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    if (i >= program.symbol_values.size() || !program.symbol_values[i])
      throw Error(ErrorCode::kUsage, fmt::format("input '{}' has no value", symbols[i]),
                  fmt::format("give it one: --input {}=...", symbols[i]));
    values.push_back(*program.symbol_values[i]);
  }
  return values;
}

class Printer {
 public:
  Printer(const Answers& answers, const ir::Circuit& circuit, const Context& context)
      : a_(answers), circuit_(circuit), context_(context), digits_(digits(context)) {}

  void print() {
    for (const Expectation& e : a_.expectations) {
      const bool real = e.sum.is_hermitian(1e-12 * e.sum.one_norm());
      row(fmt::format("<{}>", e.text), real ? number(e.value.real()) : number(e.value));
      for (std::size_t i = 0; i < e.gradient.size(); ++i)
        row(fmt::format("d<{}>/d{}", e.text, circuit_.symbols()[i]), number(e.gradient[i]));
    }
    for (const Amplitude& a : a_.amplitudes)
      row(fmt::format("<{}|psi>", a.bits),
          fmt::format("{}   probability {}", amplitude(a.value), small(std::norm(a.value))));
    for (const Entropy& e : a_.entropies)
      row("entropy of " + qubit_names(circuit_, e.qubits, false), number(e.bits) + " bits");
    for (const Fidelity& f : a_.fidelities) row("fidelity with " + f.file, number(f.value));
    std::size_t width = 0;
    for (const auto& [label, value] : rows_) width = std::max(width, label.size());
    for (const auto& [label, value] : rows_) context_.out << fmt::format("{:<{}}  {}\n", label, width, value);
    for (std::size_t i = 0; i < a_.marginals.size(); ++i) {
      if (i > 0 || !rows_.empty()) context_.out << '\n';
      print(a_.marginals[i]);
    }
  }

 private:
  static int digits(const Context& context) {
    return context.globals.precision == qsim::Precision::kF32 ? 6 : 12;
  }
  void row(std::string label, std::string value) { rows_.emplace_back(std::move(label), std::move(value)); }
  // What is rounding alone is shown as 0; --json has every digit.
  std::string number(double v) const {
    return std::abs(v) < std::pow(10.0, -digits_ - 2) ? "0" : fmt::format("{:.{}g}", v, digits_);
  }
  std::string number(std::complex<double> z) const {
    return fmt::format("{} {} {}j", number(z.real()),
                       std::signbit(z.imag()) && number(z.imag()) != "0" ? '-' : '+',
                       number(std::abs(z.imag())));
  }
  // Small amplitudes are no rounding: products of small factors keep their digits. A part that is small beside
  // the other is.
  std::string small(double v) const {
    return v == 0 || std::abs(v) >= std::pow(10.0, -digits_ - 2) ? number(v) : fmt::format("{:.3g}", v);
  }
  std::string amplitude(std::complex<double> z) const {
    const double least = std::abs(z) * std::pow(10.0, -digits_ - 2);
    const double re = std::abs(z.real()) < least ? 0 : z.real(),
                 im = std::abs(z.imag()) < least ? 0 : z.imag();
    return fmt::format("{} {} {}j", small(re), im < 0 ? '-' : '+', small(std::abs(im)));
  }
  void print(const Marginal& m) {
    constexpr std::size_t kTop = 16;
    std::vector<std::size_t> order(m.probabilities.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    // Probabilities that differ by rounding alone keep their order.
    const auto key = [&](std::size_t i) { return std::llround(m.probabilities[i] * 1e6); };
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return key(a) > key(b); });
    std::vector<Bar> bars;
    double rest = 0;
    std::size_t left_out = 0;
    for (const std::size_t i : order) {
      const double p = m.probabilities[i];
      if (p <= 1e-15) continue;
      if (bars.size() < kTop)
        bars.push_back({bits_of(i, m.qubits.size()), format_probability(p, digits_ - 2), p});
      else rest += p, ++left_out;
    }
    if (left_out > 0)
      bars.push_back({fmt::format("({} more)", left_out), format_probability(rest, digits_ - 2), rest, true});
    context_.out << histogram(bars, qubit_names(circuit_, m.qubits, true), "probability", 1.0,
                              context_.terminal.width, context_.terminal.unicode, context_.color_out());
  }

  const Answers& a_;
  const ir::Circuit& circuit_;
  const Context& context_;
  int digits_;
  std::vector<std::pair<std::string, std::string>> rows_;
};

Json complex_json(std::complex<double> z) { return {z.real(), z.imag()}; }

Json answers_json(const Answers& answers, const qasm::ParseResult& program, const std::string& name,
                  const Context& context) {
  const ir::Circuit& circuit = *program.circuit;
  const auto names = [&](const std::vector<ir::Qubit>& qubits) {
    Json list = Json::array();
    for (const ir::Qubit q : qubits) list.push_back(circuit.qubit_name(q));
    return list;
  };
  Json doc = document("qiao.state/1");
  doc["file"] = name;
  doc["declared_qubits"] = circuit.num_qubits();
  doc["bit_order"] = "q[n-1]...q[0]";
  doc["precision"] = qsim::name(context.globals.precision);
  Json expectations = Json::array(), amplitudes = Json::object(), marginals = Json::array(),
       entropies = Json::array(), fidelities = Json::array();
  for (const Expectation& e : answers.expectations) {
    Json entry = {{"observable", e.text}, {"value", complex_json(e.value)}};
    for (std::size_t i = 0; i < e.gradient.size(); ++i)
      entry["gradient"][circuit.symbols()[i]] = e.gradient[i];
    expectations.push_back(std::move(entry));
  }
  for (const Amplitude& a : answers.amplitudes) amplitudes[a.bits] = complex_json(a.value);
  for (const Marginal& m : answers.marginals) {
    JsonTable table;
    for (std::size_t i = 0; i < m.probabilities.size(); ++i)
      if (m.probabilities[i] > 1e-15) table.add(bits_of(i, m.qubits.size()), m.probabilities[i]);
    marginals.push_back({{"qubits", names(m.qubits)}, {"probabilities", std::move(table).json()}});
  }
  for (const Entropy& e : answers.entropies)
    entropies.push_back({{"qubits", names(e.qubits)}, {"bits", e.bits}});
  for (const Fidelity& f : answers.fidelities)
    fidelities.push_back({{"file", f.file}, {"fidelity", f.value}});
  doc["expectations"] = std::move(expectations);
  doc["amplitudes"] = std::move(amplitudes);
  doc["marginals"] = std::move(marginals);
  doc["entropies"] = std::move(entropies);
  doc["fidelities"] = std::move(fidelities);
  doc["time"] = {{"evolve_s", answers.evolve_s}, {"answer_s", answers.answer_s}};
  return doc;
}

ir::PauliSum read_sum(const std::string& text, ir::Qubit qubits) {
  ir::PauliSum sum = text.starts_with('@')
                         ? ir::PauliSum::read(read_file(text.substr(1), kMaxSumBytes), text.substr(1))
                         : ir::PauliSum::parse(text, "--expect");
  if (sum.num_qubits() > qubits)
    throw Error(ErrorCode::kUsage, fmt::format("--expect: '{}' acts on qubit {}; the program has {}", text,
                                               sum.num_qubits() - 1, qubits));
  return sum;
}

}  // namespace

void add_question_options(CLI::App& app, Questions& questions) {
  constexpr const char* kGroup = "Questions about the final state, instead of measuring";
  const auto add = [&](const char* name, const char* type, std::vector<std::string>& to, const char* help) {
    add_each(
        app, name, type, [&to](const std::string& value) { to.push_back(value); }, help)
        ->group(kGroup);
  };
  add("--expect", "SUM", questions.expect,
      "expectation value of a Pauli sum, 'Z0 Z1 + 0.5 X0' or 'ZZ + 0.5*IX', or of @FILE");
  app.add_flag("--gradient", questions.gradient,
               "and its derivatives with respect to the program's float and angle inputs")
      ->group(kGroup);
  add("--amplitude", "BITS", questions.amplitude, "amplitude of a basis state q[n-1]...q[0]");
  add("--marginal", "QUBITS", questions.marginal,
      "probabilities of some qubits: numbers, names or registers with commas, or all");
  add("--entropy", "QUBITS", questions.entropy, "entropy of entanglement of these qubits with the rest");
  add("--fidelity", "FILE", questions.fidelity, "fidelity with the final state of another program");
}

std::uint64_t answer_bytes(const Questions& questions, const ir::Circuit& circuit,
                           qsim::Precision precision) {
  const std::uint64_t state =
      qsim::state_bytes(static_cast<ir::Qubit>(ir::simulated_qubits(circuit).size()), precision);
  std::uint64_t most = 0;
  for (const std::string& text : questions.marginal) {
    // The probabilities, up to 64 tables of them that are added up, their order, and what sorts it.
    const std::size_t k = parse_qubits("--marginal", text, circuit).size();
    const std::uint64_t tables = k <= 12 ? 66 : k <= 20 ? 6 : 4;
    most = std::max(most, multiply_bytes(8 * tables, k < 60 ? std::uint64_t{1} << k : kUncountableBytes));
  }
  for (const std::string& text : questions.entropy) {
    // A matrix of the smaller side, of ten qubits at most, added up in parts.
    const std::size_t k = parse_qubits("--entropy", text, circuit).size();
    const std::size_t side =
        std::min({k, circuit.num_qubits() - std::min<std::size_t>(k, circuit.num_qubits()), std::size_t{10}});
    const std::uint64_t parts = side <= 6 ? 34 : side <= 8 ? 10 : 4;
    most = std::max(most, multiply_bytes(16 * parts, std::uint64_t{1} << 2 * side));
  }
  if (questions.gradient) most = std::max(most, state);
  if (!questions.fidelity.empty()) most = std::max(most, state);
  return most;
}

int answer(const Questions& questions, const ProgramOptions& program_options, const AnswerOptions& options,
           const Context& context) {
  if (questions.gradient && questions.expect.empty())
    throw Error(ErrorCode::kUsage, "--gradient needs --expect SUM");
  ProgramOptions read = program_options;
  read.parse.keep_symbols = true;
  std::string name;
  const qasm::ParseResult program = load_parsed(context, read, name);
  const ir::Circuit& circuit = *program.circuit;
  const std::vector<double> values = numbers(program);
  if (questions.gradient && values.empty())
    throw Error(ErrorCode::kUsage, "--gradient: the program has no float or angle input",
                "declare what shall vary: input float theta;");

  // Mistakes in the questions are found before the work is done.
  Answers answers;
  for (const std::string& text : questions.expect)
    answers.expectations.push_back({text, read_sum(text, circuit.num_qubits()), {}, {}});
  for (const std::string& text : questions.marginal)
    answers.marginals.push_back({parse_qubits("--marginal", text, circuit), {}});
  for (const std::string& text : questions.entropy)
    answers.entropies.push_back({parse_qubits("--entropy", text, circuit), 0});
  for (const std::string& bits : questions.amplitude) {
    if (bits.size() != circuit.num_qubits() || bits.find_first_not_of("01") != std::string::npos)
      throw Error(ErrorCode::kUsage,
                  fmt::format("--amplitude: '{}' is not {} digits 0 or 1", bits, circuit.num_qubits()));
    answers.amplitudes.push_back({bits, {}});
  }

  qsim::MemoryNeeds needs = qsim::state_needs(circuit, context.globals.precision);
  needs.answers = answer_bytes(questions, circuit, context.globals.precision);
  qsim::refuse_if_too_large(needs, options.max_memory_bytes);
  std::vector<qasm::ParseResult> others;
  for (const std::string& file : questions.fidelity) {
    ProgramOptions other_options = program_options;
    other_options.file = file;
    std::string other_name;
    others.push_back(load_parsed(context, other_options, other_name));
    const ir::Qubit width = others.back().circuit->num_qubits();
    if (width != circuit.num_qubits())
      throw Error(ErrorCode::kUsage, fmt::format("--fidelity: {} has {} qubits, {} has {}", other_name, width,
                                                 name, circuit.num_qubits()));
  }

  qsim::Monitor monitor;
  qsim::SimulatorOptions simulation;
  simulation.precision = context.globals.precision;
  simulation.threads = context.globals.threads;
  simulation.memory_limit_bytes = options.max_memory_bytes;
  simulation.monitor = &monitor;
  {
    ProgressLine progress(context.err, context.terminal.err_tty && !context.globals.quiet);
    progress.watch(monitor, "stopping");
    const StopOnInterrupt guard(monitor, StopOnInterrupt::Keeps::kNothing);
    const auto now = [] { return std::chrono::steady_clock::now(); };
    const auto start = now();
    if (questions.gradient)
      for (Expectation& e : answers.expectations) {
        qsim::ExpectationFunction function(circuit, e.sum, simulation);
        e.gradient.resize(values.size());
        e.value = function.gradient(values, e.gradient);
      }
    const bool whole = !questions.gradient || !answers.amplitudes.empty() || !answers.marginals.empty() ||
                       !answers.entropies.empty() || !questions.fidelity.empty();
    if (whole) {
      qsim::Simulator simulator(circuit.num_qubits(), simulation);
      const auto before = now();
      simulator.apply(circuit, values);
      answers.evolve_s = std::chrono::duration<double>(now() - before).count();
      if (!questions.gradient)
        for (Expectation& e : answers.expectations) e.value = simulator.expectation(e.sum);
      for (Amplitude& a : answers.amplitudes) a.value = simulator.amplitude(a.bits);
      for (Marginal& m : answers.marginals) m.probabilities = simulator.probabilities(m.qubits);
      for (Entropy& e : answers.entropies) e.bits = simulator.entropy(e.qubits);
      for (std::size_t i = 0; i < others.size(); ++i) {
        qsim::Simulator second(circuit.num_qubits(), simulation);
        second.apply(*others[i].circuit);
        answers.fidelities.push_back({questions.fidelity[i], simulator.fidelity(second)});
      }
    }
    answers.answer_s = std::chrono::duration<double>(now() - start).count() - answers.evolve_s;
  }
  if (options.json) print(context.out, answers_json(answers, program, name, context));
  else Printer(answers, circuit, context).print();
  return 0;
}

}  // namespace qiao::cli
