// Every long path of qaoa, vqe, place and trace ends soon after a signal, with what there is so far. The program
// is a process of its own; the signal is sent once it catches it and has worked for a while, by its own clock.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include "cli/call.hpp"
#include "paths.hpp"
#include "support/temporary_folder.hpp"

namespace qiao::testing {
namespace {

double cpu_seconds(pid_t child) {
  std::ifstream in("/proc/" + std::to_string(child) + "/stat");
  std::string text((std::istreambuf_iterator<char>(in)), {});
  std::istringstream fields(text.substr(std::min(text.rfind(')') + 1, text.size())));
  std::string skip;
  double user = 0, system = 0;
  for (int i = 3; i < 14; ++i) fields >> skip;
  fields >> user >> system;
  return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

bool catches(pid_t child, int number) {
  std::ifstream in("/proc/" + std::to_string(child) + "/status");
  for (std::string line; std::getline(in, line);)
    if (line.starts_with("SigCgt:")) return std::stoull(line.substr(7), nullptr, 16) >> (number - 1) & 1;
  return false;
}

struct Ended {
  int status = -1;        // of the exit; -1: killed
  double cpu_after = 0;   // seconds of work after the signal
  bool finished = false;  // before the signal
  std::string out, err;
};

Ended run_and_signal(const std::vector<std::string>& args, const TemporaryFolder& folder, double work,
                     int number) {
  const std::string out = folder.path("stdout"), err = folder.path("stderr");
  std::vector<std::string> words = {QIAO_PROGRAM};
  words.insert(words.end(), args.begin(), args.end());
  std::vector<char*> argv;
  for (std::string& w : words) argv.push_back(w.data());
  argv.push_back(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    const int to[] = {open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600),
                      open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600)};
    dup2(to[0], 1);
    dup2(to[1], 2);
    if (chdir(folder.path("").c_str()) != 0) _exit(126);
    execv(argv[0], argv.data());
    _exit(127);
  }
  Ended ended;
  int status = 0;
  const auto begin = std::chrono::steady_clock::now();
  const auto waited = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  double at_signal = 0;
  bool sent = false;
  while (waitpid(child, &status, WNOHANG) == 0) {
    const double now = cpu_seconds(child);
    if (!sent && now >= work && catches(child, number)) {
      sent = kill(child, number) == 0;
      at_signal = now;
    }
    if (sent) ended.cpu_after = now - at_signal;
    if (ended.cpu_after > 10 || waited() > 120) kill(child, SIGKILL);
    usleep(2000);
  }
  ended.finished = !sent;
  if (WIFEXITED(status)) ended.status = WEXITSTATUS(status);
  for (const auto& [to, path] : {std::pair{&ended.out, out}, {&ended.err, err}}) {
    std::ifstream in(path);
    to->assign(std::istreambuf_iterator<char>(in), {});
    unlink(path.c_str());
  }
  return ended;
}

// n sites of a Hubbard ring with exchange beyond neighbours, so that no symmetry makes it easy.
void write_molecule(const std::string& path, int orbitals, int electrons) {
  std::ofstream out(path);
  out << "&FCI NORB=" << orbitals << ",NELEC=" << electrons << ",MS2=0,\n&END\n";
  for (int p = 1; p <= orbitals; ++p) {
    out << 2 + 0.1 * p << ' ' << p << ' ' << p << ' ' << p << ' ' << p << '\n'
        << -3 + 0.3 * p << ' ' << p << ' ' << p << " 0 0\n";
    for (int q = 1; q < p; ++q)
      out << 0.3 / (p + q) << ' ' << p << ' ' << q << " 0 0\n"
          << 0.5 / (1 + p - q) << ' ' << p << ' ' << p << ' ' << q << ' ' << q << '\n'
          << 0.05 / (p - q) << ' ' << p << ' ' << q << ' ' << p << ' ' << q << '\n';
  }
}

struct Case {
  const char* what;
  std::vector<std::string> args;
  const char* kept = nullptr;  // what is printed of the best so far; null: there need not be any
  const char* file = nullptr;  // that is written
};

TEST(Interrupt, ends_every_long_path_soon_with_the_best_so_far) {
  const TemporaryFolder folder("interrupt");
  write_molecule(folder.path("large.fcidump"), 13, 12);
  write_molecule(folder.path("middle.fcidump"), 9, 8);
  std::ofstream(folder.path("ring.paulis")) << [] {
    std::string text;
    for (int q = 0; q < 16; ++q)
      text += "-1 Z" + std::to_string(q) + " Z" + std::to_string((q + 1) % 16) + "\n-0.7 X" +
              std::to_string(q) + "\n";
    return text;
  }();
  ASSERT_EQ(call({"trace", "synthesize", "--tokens", "60000", "--experts", "32", "--layers", "8", "--top-k",
                  "4", "-o", folder.path("trace.json"), "--seed", "1", "--quiet"})
                .status,
            0);
  std::ofstream(folder.path("experiment.json"))
      << R"({"cluster": "4x2", "instances": [{"name": "a", "train": "trace.json", "seconds": 100}]})";
  const std::vector<Case> cases = {
      {"select: costs, exhaustive selection",
       {"qaoa", "--problem", "select", "--generate", "30", "--max-evaluations", "1", "-p", "1"}},
      {"all strings",
       {"qaoa", "--problem", "labs", "--generate", "19", "-p", "8", "--ftol", "0", "-o", "r.json"},
       "best solution",
       "r.json"},
      {"subspaces", {"qaoa", "--problem", "slices", "--generate", "28", "-p", "6", "--mixer", "xy-complete"}},
      {"recursive",
       {"qaoa", "--problem", "maxcut", "--generate", "20", "-p", "4", "--recursive", "3"},
       "best solution"},
      {"shots", {"qaoa", "--problem", "labs", "--generate", "12", "--shots", "1000000"}, "best solution"},
      {"determinants", {"vqe", "large.fcidump", "--no-exact"}},
      {"exact energies", {"vqe", "large.fcidump"}},
      {"adapt",
       {"vqe", "middle.fcidump", "--ansatz", "adapt", "--no-exact", "--max-operators", "4000"},
       "VQE"},
      {"Pauli sum, exact", {"vqe", "ring.paulis", "--ansatz", "hea", "--layers", "20"}},
      {"Pauli sum", {"vqe", "ring.paulis", "--ansatz", "hea", "--no-exact", "--layers", "3"}, "VQE"},
      {"annealing",
       {"place", "trace.json", "--cluster", "4x2", "--solver", "annealing", "--budget", "100", "-o",
        "p.json"},
       "annealing",
       "p.json"},
      {"QAOA of placement",
       {"place", "trace.json", "--cluster", "4x2", "--solver", "qaoa", "--budget", "100"},
       "qaoa"},
      {"learning curve",
       {"place", "trace.json", "--cluster", "4x2", "--budget", "0.2", "--learning-curve"},
       "auto"},
      {"experiment", {"place", "--experiment", "experiment.json", "-o", "results"}},
      {"statistics", {"trace", "stats", "trace.json"}},
      {"synthesis", {"trace", "synthesize", "--tokens", "1e9", "-o", "endless.json"}},
  };
  const bool more = std::getenv("QIAO_TEST_MORE") != nullptr;
  int at = 0, kept = 0;
  for (const Case& c : cases)
    for (const double work : more ? std::vector<double>{0.02, 0.1, 0.5, 2, 5} : std::vector<double>{0.25}) {
      for (const char* f : {"r.json", "r.json.log", "p.json"}) unlink(folder.path(f).c_str());
      std::vector<std::string> args = c.args;
      args.insert(args.end(), {"--seed", "1", "--threads", "2"});
      const Ended e = run_and_signal(args, folder, work, at++ % 2 ? SIGTERM : SIGINT);
      if (e.finished && (more || e.status == 0)) continue;  // a fast machine, or late in a short command
      EXPECT_EQ(e.status, 130) << c.what << " after " << work << " s\n" << e.out << e.err;
      EXPECT_LT(e.cpu_after, 2.5) << c.what;  // of two threads together
      // Before the first energy there is nothing to keep.
      if (!c.kept || e.err.find("error: interrupted") != std::string::npos) continue;
      ++kept;
      EXPECT_NE(e.out.find(c.kept), std::string::npos) << c.what << "\n" << e.out << e.err;
      EXPECT_NE((e.out + e.err).find("interrupted"), std::string::npos) << c.what << "\n" << e.out << e.err;
      if (c.file) {
        EXPECT_TRUE(std::ifstream(folder.path(c.file)).good()) << c.what << e.err;
      }
    }
#ifndef __SANITIZE_ADDRESS__
  EXPECT_GE(kept, 4);
#endif
  EXPECT_FALSE(std::ifstream(folder.path("endless.json")).good());
  EXPECT_FALSE(std::ifstream(folder.path("endless.bin")).good());
}

}  // namespace
}  // namespace qiao::testing
