// What a run takes, as the command line says and does it: forecasts of memory against the peak that the system saw,
// refusals before the work, and Ctrl-C in every long piece of work.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/call.hpp"
#include "paths.hpp"
#include "support/process.hpp"
#include "support/temporary_folder.hpp"

namespace qiao::testing {
namespace {

using Json = nlohmann::json;

std::string header(int qubits, bool bits = true) {
  std::string text = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[" + std::to_string(qubits) + "];\n";
  if (bits) text += "creg c[" + std::to_string(qubits) + "];\n";
  return text;
}
std::string q(int k) { return "q[" + std::to_string(k) + "]"; }
std::string layers(int qubits, int count) {
  std::string text;
  for (int layer = 0; layer < count; ++layer) {
    for (int k = 0; k < qubits; ++k)
      text += "u3(0." + std::to_string(k + 1) + ",0." + std::to_string(layer + 1) + ",0.5) " + q(k) + ";\n";
    for (int k = 0; k + 1 < qubits; ++k) text += "cx " + q(k) + "," + q(k + 1) + ";\n";
  }
  return text;
}
const std::string kMeasure = "measure q -> c;\n";

// ---- forecasts

#ifndef QIAO_TEST_SANITIZED
TEST(Forecast, memory_is_never_below_what_is_taken_and_seldom_twice_as_much) {
  const TemporaryFolder folder("qiao_forecast");
  const std::string file = folder.path("p.qasm");
  const auto peak = [&](std::vector<std::string> args) {
    args.insert(args.begin(), QIAO_PROGRAM);
    args.insert(args.end(), {"--threads", "2", "--seed", "1"});
    const ProcessResult r = run_process(args);
    EXPECT_EQ(r.exit_status, 0) << r.err;
    return r;
  };
  std::ofstream(file) << header(1);
  const std::uint64_t base = peak({"run", file, "--json"}).peak_bytes;
  struct Case {
    std::string text;
    std::vector<std::string> options;
    std::vector<std::string> output = {};
    bool branches = false;
  };
  std::string deep;
  for (int g = 0; g < 60000; ++g)
    deep += g % 3 ? "rx(0." + std::to_string(g % 90 + 1) + ") " + q(g % 7) + ";\n"
                  : "cx " + q(g % 7) + "," + q((g + 2) % 7) + ";\n";
  std::string rounds;
  for (int k = 0; k < 6; ++k)
    rounds += "measure " + q(k) + " -> c[" + std::to_string(k) + "];\nh " + q(k) + ";\n";
  const std::vector<Case> cases{
      {header(21) + layers(21, 1) + kMeasure, {}},
      {header(20) + layers(20, 2) + kMeasure, {"--exact"}, {"--top", "3"}},
      {header(20) + "h q[0];\ncx q[0],q[19];\n" + kMeasure, {"--exact"}},
      {header(60) + layers(18, 1) + "h q[50];\n" + kMeasure, {}},
      {header(7) + deep + kMeasure, {}},
      {header(2) + "h q;\n" + kMeasure, {"--shots", "1000000000"}},
      {header(8) + layers(8, 1) + kMeasure, {"--shots", "1000000"}},
      {header(18) + layers(18, 1) + rounds + kMeasure, {"--shots", "100"}, {}, true},
      {header(22, false) + layers(22, 1), {"--marginal", "all"}},
      {header(21, false) + layers(21, 1), {"--amplitude", std::string(21, '0')}},
  };
  // Of what the libraries and the allocator do with little.
  constexpr std::uint64_t kSlack = std::uint64_t{8} << 20;
  for (const Case& c : cases) {
    std::ofstream(file) << c.text;
    std::vector<std::string> args{"estimate", file, "--json"};
    args.insert(args.end(), c.options.begin(), c.options.end());
    const std::uint64_t said = Json::parse(peak(args).out)["f64"]["bytes"];
    args[0] = "run";
    args.insert(args.end(), c.output.begin(), c.output.end());
    const std::uint64_t taken = peak(args).peak_bytes;
    const std::uint64_t more = taken - std::min(taken, base);
    const std::string what = c.text.substr(c.text.size() - 60);
    EXPECT_GE(said + kSlack, more) << what;
    // How many branches wait for one another depends on the outcomes: the most is said.
    EXPECT_LE(said, (c.branches ? 8 : 2) * more + kSlack) << what;
  }
}
#endif

TEST(Forecast, estimate_and_run_refuse_by_one_rule) {
  // The state has 4 MiB, the outcomes as much again.
  const std::string text = header(18) + layers(18, 2) + kMeasure;
  for (const auto& [limit, fits] : {std::pair{"6MiB", false}, std::pair{"10MiB", true}}) {
    const CallResult said = call({"estimate", "-", "--json", "--exact", "--max-memory", limit}, text);
    ASSERT_EQ(said.status, 0) << said.err;
    EXPECT_EQ(Json::parse(said.out)["f64"]["fits"], fits) << limit;
    EXPECT_EQ(call({"run", "-", "--exact", "--max-memory", limit}, text).status, fits ? 0 : 4) << limit;
  }
  // Questions, too.
  for (const auto& [limit, fits] : {std::pair{"5MiB", false}, std::pair{"20MiB", true}}) {
    const CallResult said =
        call({"estimate", "-", "--json", "--marginal", "all", "--max-memory", limit}, text);
    ASSERT_EQ(said.status, 0) << said.err;
    EXPECT_EQ(Json::parse(said.out)["f64"]["fits"], fits) << limit;
    EXPECT_EQ(call({"run", "-", "--marginal", "all", "--max-memory", limit}, text).status, fits ? 0 : 4)
        << limit;
  }
}

TEST(Forecast, small_amplitudes_are_shown) {
  const std::string text = header(2, false) + "ry(1e-9) q[0];\nry(2e-9) q[1];\n";
  const CallResult r =
      call({"run", "-", "--amplitude", "11", "--amplitude", "10", "--precision", "f32"}, text);
  EXPECT_NE(r.out.find("5e-19"), std::string::npos) << r.out;
  EXPECT_NE(r.out.find("1e-09"), std::string::npos) << r.out;
}

// ---- Ctrl-C

// Sends SIGINT to the program after a while; how long it goes on after that. Its status is that of an interruption.
double goes_on_for(const std::vector<std::string>& args, const std::string& input) {
  constexpr double kWhile = 0.4;
  std::vector<std::string> command{"/usr/bin/timeout",     "--preserve-status", "-s", "INT",
                                   std::to_string(kWhile), QIAO_PROGRAM};
  command.insert(command.end(), args.begin(), args.end());
  const auto start = std::chrono::steady_clock::now();
  const ProcessResult r = run_process(command, input);
  EXPECT_EQ(r.exit_status, 130) << args[2] << ' ' << r.err << r.out.substr(0, 200);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() - kWhile;
}

TEST(Interrupt, every_long_piece_of_work_stops_within_two_seconds) {
  if (access("/usr/bin/timeout", X_OK) != 0) GTEST_SKIP() << "no timeout program";
  const auto join = [](std::string& list, const std::string& term) {
    list += (list.empty() ? "" : " + ") + term;
  };
  std::string branching, terms;
  for (int round = 0; round < 2; ++round) {
    branching += layers(14, 1);
    for (int k = 0; k < 14; ++k)
      branching += "measure " + q(k) + " -> c[" + std::to_string(k) + "];\nh " + q(k) + ";\n";
  }
  for (int a = 0; a < 22; ++a)
    for (int b = 0; b < a; ++b)
      for (int c = 0; c < b; ++c)
        join(terms, "X" + std::to_string(a) + " Y" + std::to_string(b) + " X" + std::to_string(c));
  std::string parameters = "OPENQASM 3.0;\ninclude \"stdgates.inc\";\nqubit[22] q;\ninput float theta;\n";
  for (int layer = 0; layer < 40; ++layer)
    for (int k = 0; k < 22; ++k)
      parameters += "rx(" + std::to_string(k + 1) + "*theta) " + q(k) + ";\nry(theta) " + q(k) + ";\ncx " +
                    q(k) + "," + q((k + 1) % 22) + ";\n";
  struct Case {
    std::vector<std::string> args;
    std::string input;
  };
  const std::vector<Case> cases{
      {{"run", "-", "--exact", "--max-branches", "100000000"}, header(14) + branching + kMeasure},
      {{"run", "-", "--shots", "30000000"}, header(14) + branching + kMeasure},
      {{"run", "-", "--entropy", "0,1,2,3,4,5,6,7,8,9"}, header(23, false) + layers(23, 1)},
      {{"run", "-", "--expect", terms}, header(22, false) + layers(22, 1)},
      {{"run", "-", "--gradient", "--expect", "Z0 Z1 + X3", "--input", "theta=0.3"}, parameters},
  };
  for (const Case& c : cases) EXPECT_LT(goes_on_for(c.args, c.input), 2.0) << c.args[2];
}

}  // namespace
}  // namespace qiao::testing
