// One input of any bytes through reader, parser, checker, lowering, drawing and a short simulation, under
// tight limits. Built as a libFuzzer target (QIAO_FUZZ) and, with replay_main.cpp, as a test that replays the
// corpus. Aborts where the front end contradicts itself: the fast lane against the grammar, checking alone
// against building.
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "qiao/base/error.hpp"
#include "qiao/ir/draw.hpp"
#include "qiao/qsim/run.hpp"
#include "read_program.hpp"
#include "support/same_circuit.hpp"

namespace {

using namespace qiao;

constexpr std::size_t kMaxInput = 1 << 16;
// Processor time of this process, so that a busy machine reports no hang that is none.
constexpr long kHangSeconds = 2;

[[noreturn]] void contradiction(const char* what, const std::string& a, const std::string& b) {
  std::fprintf(stderr, "contradiction: %s\n--- one\n%s\n--- other\n%s\n", what, a.c_str(), b.c_str());
  std::abort();
}

// Raises SIGPROF, which ends the process, when one input has used kHangSeconds.
class Watchdog {
 public:
  Watchdog() {
    sigevent event{};
    event.sigev_notify = SIGEV_SIGNAL;
    event.sigev_signo = SIGPROF;
    if (timer_create(CLOCK_PROCESS_CPUTIME_ID, &event, &timer_) != 0) std::abort();
    signal(SIGPROF, [](int) {
      constexpr char text[] = "hang: one input took more than 2 seconds of processor time\n";
      [[maybe_unused]] const auto ignored = ::write(2, text, sizeof text - 1);
      std::abort();
    });
  }
  void set(long seconds) {
    itimerspec spec{};
    spec.it_value.tv_sec = seconds;
    timer_settime(timer_, 0, &spec, nullptr);
  }

 private:
  timer_t timer_{};
};

qasm::ParseOptions tight_options() {
  qasm::ParseOptions options;
  options.limits.max_file_bytes = kMaxInput;
  options.limits.max_nesting = 64;
  options.limits.max_register = 64;
  options.limits.max_operations = 5000;
  options.limits.max_statement_bytes = 1 << 13;
  return options;
}

std::string text_of(const qasm::ParseResult& result) {
  std::string out;
  for (const Diagnostic& d : result.diagnostics) out += render(d);
  return out;
}

void simulate(const ir::Circuit& circuit) {
  if (circuit.num_qubits() > 8 || circuit.size() > 300 || circuit.is_symbolic()) return;
  qsim::RunOptions options;
  options.shots = 4;
  options.threads = 1;
  options.memory_limit_bytes = 1 << 24;
  options.max_branches = 16;
  for (const bool exact : {false, true}) {
    options.exact = exact;
    try {
      qsim::run(circuit, options);
    } catch (const Error& e) {
      if (e.code() == ErrorCode::kInternal) throw;
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Watchdog watchdog;
  static const qasm::ParseOptions options = tight_options();
  static const qasm::ParseOptions check_only = [] {
    qasm::ParseOptions o = tight_options();
    o.build_circuit = false;
    return o;
  }();
  static const qasm::ParseOptions with_lint = [] {
    qasm::ParseOptions o = check_only;
    o.lint = {qasm::Tool::kQasm2, qasm::Tool::kQiskit, qasm::Tool::kMindQuantum};
    return o;
  }();
  if (size > kMaxInput) return 0;
  watchdog.set(kHangSeconds);
  const SourceText source = source_of(std::string(reinterpret_cast<const char*>(data), size), "fuzz.qasm");
  const auto read = [&](const qasm::ParseOptions& o, bool fast_lane) {
    return qasm::read_program(source, o, fast_lane);
  };
  const qasm::ParseResult fast = read(options, true);
  const std::string said = text_of(fast);
  if (fast.ok() != fast.circuit.has_value()) contradiction("neither a circuit nor an error", said, "");
  const qasm::ParseResult slow = read(options, false);
  if (said != text_of(slow)) contradiction("fast lane and grammar report differently", said, text_of(slow));
  if (fast.statements != slow.statements || fast.operations != slow.operations)
    contradiction("fast lane and grammar count differently", said, "");
  if (fast.circuit && !testing::same_circuit(*fast.circuit, *slow.circuit))
    contradiction("fast lane and grammar make different circuits", said, "");
  const qasm::ParseResult checked = read(check_only, true);
  if (said != text_of(checked))
    contradiction("checking and building report differently", said, text_of(checked));
  // The lint only adds to what is said.
  const qasm::ParseResult linted = read(with_lint, true);
  std::string errors;
  for (const Diagnostic& d : linted.diagnostics)
    if (!d.code.starts_with('L')) errors += render(d);
  if (linted.diagnostics.size() < fast.diagnostics.size() || errors.size() != said.size())
    contradiction("the lint changes the errors", said, errors);
  if (fast.circuit) {
    simulate(*fast.circuit);
    if (fast.circuit->size() <= 200) ir::draw_text(*fast.circuit, {});
  }
  watchdog.set(0);
  return 0;
}
