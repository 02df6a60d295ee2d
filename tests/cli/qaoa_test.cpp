// `qiao qaoa`: a run that was killed goes on to the same result; files that it writes.

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "cli/call.hpp"
#include "paths.hpp"
#include "support/temporary_folder.hpp"

namespace qiao::testing {
namespace {

using Json = nlohmann::ordered_json;

std::string contents(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}
// The result without what may differ.
Json result_in(const std::string& path) {
  Json j = Json::parse(contents(path));
  j.erase("timing");
  return j;
}

TEST(Qaoa, killed_and_resumed_it_ends_as_if_nothing_had_happened) {
  const TemporaryFolder folder("qiao_qaoa");
  const std::string whole = folder.path("whole.json"), killed = folder.path("killed.json");
  const std::vector<std::vector<std::string>> variants = {
      {},
      {"--shots", "300", "--optimizer", "spsa", "--max-evaluations", "150"},
      {"--recursive", "4"},
  };
  for (const std::vector<std::string>& variant : variants) {
    std::vector<std::string> command = {"qaoa", "--problem", "maxcut", "--generate", "14", "-p",
                                        "2-3",  "--start",   "interp", "--starts",   "2",  "--seed",
                                        "5",    "--ftol",    "1e-13",  "-q"};
    command.insert(command.end(), variant.begin(), variant.end());
    const auto with = [&](const std::string& out, std::vector<std::string> more) {
      std::vector<std::string> all = command;
      all.insert(all.end(), {"--out", out});
      all.insert(all.end(), more.begin(), more.end());
      return all;
    };
    ASSERT_EQ(call(with(whole, {})).status, 0);
    EXPECT_FALSE(std::filesystem::exists(whole + ".log"));
    // Killed twice, at other places.
    for (int kills = 0; kills < 2; ++kills) {
      const std::vector<std::string> args = with(killed, {"--resume"});
      const std::uintmax_t before =
          std::filesystem::exists(killed + ".log") ? std::filesystem::file_size(killed + ".log") : 0;
      const pid_t child = fork();
      ASSERT_GE(child, 0);
      if (child == 0) {
        std::vector<char*> argv{const_cast<char*>(QIAO_PROGRAM)};
        for (const std::string& a : args) argv.push_back(const_cast<char*>(a.c_str()));
        argv.push_back(nullptr);
        execv(QIAO_PROGRAM, argv.data());
        _exit(127);
      }
      int status = 0;
      for (;;) {
        if (waitpid(child, &status, WNOHANG) == child) break;  // it was faster
        std::error_code none;
        const std::uintmax_t size = std::filesystem::file_size(killed + ".log", none);
        if (!none && size > before + 3000) {
          kill(child, SIGKILL);
          waitpid(child, &status, 0);
          break;
        }
        usleep(200);
      }
      if (!std::filesystem::exists(killed + ".log")) break;
      // Without --resume nothing is lost.
      EXPECT_EQ(call(with(killed, {})).status, 2);
    }
    if (std::filesystem::exists(killed + ".log")) {
      const CallResult r = call(with(killed, {"--resume"}));
      ASSERT_EQ(r.status, 0) << r.err;
    }
    EXPECT_EQ(result_in(killed), result_in(whole));
    EXPECT_FALSE(std::filesystem::exists(killed + ".log"));
  }
}

TEST(Qaoa, a_log_of_other_settings_is_refused) {
  const TemporaryFolder folder("qiao_qaoa_log");
  const std::string out = folder.path("r.json");
  std::ofstream(out + ".log") << "qiao.evaluations/1\n{\"seed\":3}\n";
  const CallResult r =
      call({"qaoa", "--problem", "labs", "--generate", "6", "--out", out, "--resume", "--seed", "3"});
  EXPECT_EQ(r.status, 2);
  EXPECT_NE(r.err.find("a run with other settings"), std::string::npos) << r.err;
}

TEST(Qaoa, writes_results_reports_and_circuits) {
  const TemporaryFolder folder("qiao_qaoa_files");
  const std::string out = folder.path("r.json"), report = folder.path("r.html"),
                    circuit = folder.path("c.qasm"), instance = folder.path("graph.txt");
  CallResult r =
      call({"qaoa", "--problem", "maxcut", "--generate", "8", "-p", "2", "--seed", "1", "--out", out,
            "--report", report, "--emit-circuit", circuit, "--to", "qasm3", "--save-instance", instance});
  ASSERT_EQ(r.status, 0) << r.err;
  const Json j = result_in(out);
  EXPECT_EQ(j["schema"], "qiao.qaoa/1");
  EXPECT_EQ(j["runs"][0]["gamma"].size(), 2u);
  EXPECT_EQ(j["runs"][0]["optimisation"]["history"].size(), j["runs"][0]["optimisation"]["evaluations"]);
  EXPECT_EQ(j["settings"]["seed"], 1);
  const std::string page = contents(report);
  EXPECT_NE(page.find("<svg"), std::string::npos);
  EXPECT_EQ(page.find("http"), std::string::npos) << "loads something";
  // The circuit, run with shots, finds the cut that is promised.
  r = call({"run", circuit, "--seed", "1", "--json"});
  ASSERT_EQ(r.status, 0) << r.err;
  // The saved instance is the same problem; angles carry over.
  r = call({"qaoa", "--problem", "maxcut", instance, "-p", "2", "--start-from", out, "--max-evaluations", "1",
            "--json", "--seed", "1"});
  ASSERT_EQ(r.status, 0) << r.err;
  EXPECT_NEAR(Json::parse(r.out)["runs"][0]["expectation"].get<double>(),
              j["runs"][0]["expectation"].get<double>(), 1e-9);
  // With symbols instead of numbers, in another language.
  r = call({"qaoa", "--problem", "maxcut", instance, "--emit-circuit", "-", "--to", "mindquantum",
            "--symbolic", "-q", "--seed", "1"});
  EXPECT_NE(r.out.find("gamma0"), std::string::npos) << r.out;
}

TEST(Qaoa, selects_voters_and_judges_them_on_held_out_items) {
  const TemporaryFolder folder("qiao_qaoa_select");
  const std::string votes = folder.path("votes.json"), report = folder.path("r.html");
  // Many items and voters of all sorts, among which a choice matters.
  CallResult r = call({"qaoa", "--problem", "select", "--generate", "8", "--generate-with",
                       "items=400,accuracy=0.65,spread=0.15", "--save-instance", votes, "-p", "2", "--seed",
                       "1", "--json", "-q"});
  ASSERT_EQ(r.status, 0) << r.err;
  const Json j = Json::parse(r.out);
  EXPECT_EQ(j["settings"]["mixer"], "xy-ring");
  EXPECT_EQ(j["states"], 28);  // 2 of 8
  const Json& held = j["heldout"];
  EXPECT_EQ(held["items"], 200);
  std::vector<std::string> methods;
  double best = 0;
  for (const Json& m : held["classical"]) {
    methods.push_back(m["method"]);
    best = std::max(best, m["score"].get<double>());
    EXPECT_LE(m["qaoa_over_it"]["low"], m["qaoa_over_it"]["high"]);
    EXPECT_GE(m["qaoa_over_it"]["p_holm"], m["qaoa_over_it"]["p"]);
    EXPECT_EQ(m.contains("string"), m["method"] != "logistic stacking of all 8");
    // The difference of the scores, by the resamples but for their noise.
    EXPECT_NEAR(m["qaoa_over_it"]["gain"].get<double>(),
                held["best_sample"].get<double>() - m["score"].get<double>(), 0.01);
  }
  EXPECT_EQ(methods, (std::vector<std::string>{"exhaustive", "greedy forward", "mRMR", "simulated annealing",
                                               "logistic stacking of all 8"}));
  const Json& v = held["verdict"];
  // Of 28 strings 1024 samples hold the best: no gain is possible, and it says so.
  EXPECT_EQ(v["decision"], "SHELVE");
  EXPECT_EQ(v["reason"], "ties the proven optimum");
  for (const Json& m : held["classical"]) {
    if (m["method"] == v["baseline"]) {
      EXPECT_EQ(m["score"], best);
    }
  }
  // The accuracy that is printed is that of the votes in the file.
  const Json instance = Json::parse(contents(votes));
  EXPECT_EQ(instance["votes"].size(), 400u);
  r = call({"qaoa", "--problem", "select", votes, "-p", "2", "--seed", "1", "--report", report, "-q"});
  ASSERT_EQ(r.status, 0) << r.err;
  EXPECT_NE(r.out.find("verdict: SHELVE: ties the proven optimum; qaoa against "), std::string::npos)
      << r.out;
  EXPECT_NE(contents(report).find("verdict: SHELVE: ties the proven optimum"), std::string::npos);
  // Without samples there is nothing to judge.
  r = call({"qaoa", "--problem", "select", votes, "--samples", "0", "--seed", "1", "--json", "-q"});
  EXPECT_TRUE(Json::parse(r.out)["heldout"].is_null());
}

}  // namespace
}  // namespace qiao::testing
