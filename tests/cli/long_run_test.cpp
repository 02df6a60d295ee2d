// Work that takes long: signals, checkpoints, the line of progress.

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

#include "cli/call.hpp"
#include "cli/progress.hpp"
#include "paths.hpp"
#include "qiao/base/error.hpp"
#include "qiao/qsim/checkpoint.hpp"
#include "support/process.hpp"
#include "support/temporary_folder.hpp"

namespace qiao::testing {
namespace {

// A layered program: enough gates to be met at work.
std::string program(int qubits, int gates, bool measure = true) {
  std::string text = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\n";
  text += "qreg q[" + std::to_string(qubits) + "];\ncreg c[" + std::to_string(qubits) + "];\n";
  for (int g = 0; g < gates; ++g) {
    const std::string a = std::to_string(g % qubits), b = std::to_string((g * 7 + 3) % qubits);
    if (g % 3 && a != b) text += "cx q[" + a + "],q[" + b + "];\n";
    else text += "u3(0." + std::to_string(g % 97) + ",0.4,0.5) q[" + a + "];\n";
  }
  return text + (measure ? "measure q -> c;\n" : "");
}

// Calls the command line in this process and sends it a signal as soon as it would not kill the process.
CallResult call_and_signal(const std::vector<std::string>& args, const std::string& input, int number) {
  std::thread sender([number] {
    for (int i = 0; i < 20'000; ++i) {
      struct sigaction now {};
      sigaction(number, nullptr, &now);
      if (now.sa_handler != SIG_DFL) {
        kill(getpid(), number);
        return;
      }
      usleep(500);
    }
  });
  const CallResult result = call(args, input);
  sender.join();
  return result;
}

class LongRun : public ::testing::TestWithParam<int> {
 protected:
  const TemporaryFolder folder_{"qiao_long_run"};
};

TEST_P(LongRun, a_signal_ends_it_cleanly) {
  const std::string state = folder_.path("psi.npy");
  std::ofstream(state) << "what was there";
  const CallResult r = call_and_signal({"run", "-", "--state", state}, program(19, 20'000), GetParam());
  EXPECT_EQ(r.status, 130) << r.err;
  EXPECT_EQ(r.out, "");
  EXPECT_EQ(r.err, "error: interrupted\n");
  std::string kept;
  std::getline(std::ifstream(state) >> std::ws, kept);
  EXPECT_EQ(kept, "what was there");
  EXPECT_EQ(folder_.entries(), 1u) << "something half written is left";
}

TEST_P(LongRun, a_signal_writes_the_checkpoint_and_the_same_command_goes_on) {
  const std::string file = folder_.path("run.ckpt"), text = program(16, 3'000);
  const std::vector<std::string> args{"run", "-", "--checkpoint", file, "--json"};
  const CallResult stopped = call_and_signal(args, text, GetParam());
  ASSERT_EQ(stopped.status, 130) << stopped.err;
  EXPECT_EQ(stopped.out, "");
  EXPECT_NE(stopped.err.find(file), std::string::npos) << stopped.err;
  EXPECT_NE(stopped.err.find("the same command goes on from there"), std::string::npos) << stopped.err;
  ASSERT_TRUE(std::filesystem::exists(file));

  const CallResult resumed = call(args, text);
  ASSERT_EQ(resumed.status, 0) << resumed.err;
  EXPECT_FALSE(std::filesystem::exists(file)) << "a finished run needs no checkpoint";
  const auto report = nlohmann::json::parse(resumed.out);
  const std::string seed = std::to_string(report["seed"].get<std::uint64_t>());
  const CallResult whole = call({"run", "-", "--json", "--seed", seed, "--checkpoint", file}, text);
  EXPECT_EQ(nlohmann::json::parse(whole.out)["counts"], report["counts"]);
  EXPECT_EQ(folder_.entries(), 0u);
}

INSTANTIATE_TEST_SUITE_P(Signal, LongRun, ::testing::Values(SIGINT, SIGTERM),
                         [](const auto& p) { return p.param == SIGINT ? "interrupt" : "terminate"; });

TEST(Checkpoint, wrong_uses_are_explained) {
  const TemporaryFolder folder("qiao_checkpoint_cli");
  EXPECT_EQ(call({"run", "-", "--checkpoint-every", "5m"}, kBell).status, 2);
  for (const char* bad : {"", "m", "-5m", "5 m", "5w", "1e400h", "0x10"}) {
    const CallResult r = call({"run", "-", "--checkpoint", "x", "--checkpoint-every", bad}, kBell);
    EXPECT_EQ(r.status, 2) << bad;
    EXPECT_NE(r.err.find("--checkpoint-every"), std::string::npos) << r.err;
  }
  EXPECT_EQ(call({"run", "-", "--checkpoint", folder.path("")}, kBell).status, 2);
  EXPECT_EQ(call({"run", "-", "--checkpoint", folder.path("no/such")}, kBell).status, 3);
  const std::string notes = folder.path("notes.txt");
  std::ofstream(notes) << "my only copy";
  const CallResult r = call({"run", "-", "--checkpoint", notes}, kBell);
  EXPECT_EQ(r.status, 3);
  EXPECT_NE(r.err.find("is not a checkpoint"), std::string::npos) << r.err;
  EXPECT_EQ(std::filesystem::file_size(notes), 12u);
}

// A run of minutes as a process of its own; killed, if it still is there, at the end.
class Running {
 public:
  explicit Running(std::vector<std::string> args) {
    args.insert(args.begin(), QIAO_PROGRAM);
    std::vector<char*> argv;
    for (std::string& a : args) argv.push_back(a.data());
    argv.push_back(nullptr);
    child_ = fork();
    if (child_ == 0) {
      close(STDOUT_FILENO), close(STDERR_FILENO);
      execv(argv[0], argv.data());
      _exit(127);
    }
  }
  ~Running() { kill_it(); }
  void kill_it() {
    if (child_ > 0) ::kill(child_, SIGKILL), waitpid(child_, nullptr, 0);
    child_ = -1;
  }

 private:
  pid_t child_ = -1;
};

template <class F>
bool wait_for(F&& condition, double seconds) {
  for (int i = 0; i < static_cast<int>(seconds * 100); ++i, usleep(10'000))
    if (condition()) return true;
  return false;
}

std::uint64_t gates_in(const std::string& checkpoint) {
  try {
    return qsim::read_checkpoint_header(checkpoint).gates_done;
  } catch (const Error&) {
    return 0;
  }
}

TEST(Checkpoint, keeps_its_interval_and_its_file_through_a_kill) {
  const TemporaryFolder folder("qiao_checkpoint_cli");
  const std::string text = program(19, 20'000), file = folder.path("c");
  std::ofstream(folder.path("p.qasm")) << text;
  Running run(
      {"run", folder.path("p.qasm"), "--seed", "1", "--checkpoint", file, "--checkpoint-every", "0.2s"});
  // Of about 10 s; a generous bound, for the machine may be busy.
  ASSERT_TRUE(wait_for([&] { return gates_in(file) > 0; }, 20));
  const std::uint64_t first = gates_in(file);
  EXPECT_LT(first, 10'000u) << "no checkpoint before half of the run was done";
  ASSERT_TRUE(wait_for([&] { return gates_in(file) > first; }, 20));
  run.kill_it();
  EXPECT_GE(gates_in(file), first);
  EXPECT_LE(folder.entries(), 3u);
}

TEST(Checkpoint, of_a_run_is_not_another_s) {
  const TemporaryFolder folder("qiao_checkpoint_cli");
  const std::string file = folder.path("c");
  std::ofstream(folder.path("p.qasm")) << program(19, 20'000);
  Running first({"run", folder.path("p.qasm"), "--seed", "1", "--checkpoint", file});
  ASSERT_TRUE(wait_for([&] { return std::filesystem::exists(file); }, 20));
  // Another program, and the same once more.
  CallResult r = call({"run", "-", "--checkpoint", file}, kBell);
  EXPECT_EQ(r.status, 2) << r.err;
  EXPECT_NE(r.err.find("in use by another run"), std::string::npos) << r.err;
  r = call({"run", folder.path("p.qasm"), "--seed", "1", "--checkpoint", file});
  EXPECT_EQ(r.status, 2) << r.err;
  EXPECT_TRUE(std::filesystem::exists(file));
  first.kill_it();
  // It belongs to the killed run still.
  r = call({"run", "-", "--checkpoint", file}, kBell);
  EXPECT_EQ(r.status, 3) << r.err;
  EXPECT_NE(r.err.find("belongs to another run"), std::string::npos) << r.err;
  EXPECT_TRUE(std::filesystem::exists(file));
  EXPECT_EQ(folder.entries(), 2u);
}

TEST(Checkpoint, on_a_full_disk_is_given_up_with_a_warning) {
  const TemporaryFolder folder("qiao_checkpoint_cli");
  std::ofstream(folder.path("p.qasm")) << program(12, 400);
  const ProcessResult r =
      run_process({"/bin/bash", "-c",
                   "ulimit -f 8; '" QIAO_PROGRAM "' run " + folder.path("p.qasm") +
                       " --seed 1 --checkpoint " + folder.path("c") + " --checkpoint-every 0"});
  EXPECT_EQ(r.exit_status, 0) << r.err;
  EXPECT_EQ(r.out, call({"run", folder.path("p.qasm"), "--seed", "1"}).out);
  EXPECT_NE(r.err.find("checkpoint was not written"), std::string::npos) << r.err;
  EXPECT_EQ(folder.entries(), 1u);
}

TEST(Checkpoint, of_a_fifo_or_a_device_is_refused) {
  const CallResult r = call({"run", "-", "--checkpoint", "/dev/null"}, kBell);
  EXPECT_EQ(r.status, 2) << r.err;
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
}

// What a terminal shows: gates, sweeps and the rest of the time, at most ten times a second.
TEST(Progress, shows_gates_sweeps_and_time) {
  std::ostringstream err;
  {
    cli::ProgressLine line(err, true);
    qsim::Monitor monitor;
    line.watch(monitor, "stopping");
    monitor.evolution({0, 1000, 0, 40, 0.0});
    EXPECT_EQ(err.str(), "") << "short work shows nothing";
    usleep(600'000);
    for (int i = 0; i < 1000; ++i) monitor.evolution({250, 1000, 9, 40, 0.25});
    EXPECT_NE(err.str().find("250 of 1000 gates, sweep 10 of 40, 25 %, about 2 s left"), std::string::npos)
        << err.str();
    EXPECT_LT(err.str().size(), 300u) << "too often";
    monitor.stop = true;
    usleep(110'000);
    monitor.evolution({500, 1000, 19, 40, 0.5});
    EXPECT_NE(err.str().find("; stopping"), std::string::npos);
  }
  EXPECT_TRUE(err.str().ends_with("\r\033[K")) << "the line stays";
}

// The state and little else: the bound is 64 MiB beside it.
TEST(Memory, a_run_needs_the_state_and_at_most_64_MiB) {
  const TemporaryFolder folder("qiao_memory");
  const std::string file = folder.path("p.qasm");
  std::string text = program(22, 60, false) + "u3(0.4,0.5,0.6) q;\n";
  for (int k = 0; k + 1 < 22; ++k)  // one whole: a program that falls apart needs no state of all qubits
    text += "cx q[" + std::to_string(k) + "],q[" + std::to_string(k + 1) + "];\n";
  std::ofstream(file) << text << "u3(0.1,0.2,0.3) q;\nmeasure q -> c;\n";
  const std::uint64_t state = std::uint64_t{16} << 22;
  for (const std::vector<std::string>& more :
       {std::vector<std::string>{},
        {"--shots", "1e6"},
        {"--state", folder.path("psi.npy")},
        {"--exact"},
        {"--checkpoint", folder.path("c"), "--checkpoint-every", "0"}}) {
    std::vector<std::string> command{QIAO_PROGRAM, "run", file, "-q", "--seed", "1"};
    command.insert(command.end(), more.begin(), more.end());
    const ProcessResult r = run_process(command);
    EXPECT_EQ(r.exit_status, 0) << r.err;
#ifndef __SANITIZE_ADDRESS__
    // Here every outcome has a probability: with --exact they are the answer, 16 bytes each.
    const std::uint64_t answer = !more.empty() && more[0] == "--exact" ? state : 0;
    EXPECT_LT(r.peak_bytes, state + answer + (std::uint64_t{64} << 20)) << (more.empty() ? "" : more[0]);
#endif
    EXPECT_GT(r.peak_bytes, state);
  }
}

}  // namespace
}  // namespace qiao::testing
