// Every option of every command that names an output, against everything that can go wrong with a file:
// nothing is lost, nothing is left behind, and the answer comes first. The options are those of the option
// table, so one that is added needs a row here.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include "cli/call.hpp"
#include "cli/commands.hpp"
#include "cli/help.hpp"
#include "cli/options.hpp"
#include "paths.hpp"
#include "support/process.hpp"
#include "support/temporary_folder.hpp"

namespace qiao::testing {
namespace {

namespace fs = std::filesystem;
using cli::OutputKind;

std::string content(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
void put(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

// A call in which the option names an output. IN is the input, OUT the output, LIST a file that lists the
// input, NEW a folder that is not there.
struct Row {
  std::string command, option, input;
  std::vector<std::string> args;
  bool is_answer = false;                // what is written to it is the answer: nothing else is printed
  std::vector<std::string> beside = {};  // files that are made, too, for a while or for good
};

constexpr const char* kGraph = "0 1\n1 2\n2 3\n3 0\n0 2\n";
constexpr const char* kSum = "Z0 Z1 + 0.5 X0 + 0.5 X1\n";

const std::string& trace_text() {
  static const std::string text = [] {
    const TemporaryFolder folder("qiao_outputs_trace");
    call({"trace", "synthesize", "--tokens", "400", "--layers", "1", "--experts", "8", "--top-k", "2",
          "--seed", "1", "-o", folder.path("t.csv")});
    return content(folder.path("t.csv"));
  }();
  return text;
}

const std::vector<Row>& rows() {
  const std::vector<std::string> qaoa{"qaoa", "--problem", "maxcut", "IN", "--max-evaluations", "5"};
  const std::vector<std::string> vqe{"vqe", "IN", "--ansatz", "hea", "--layers", "1", "--starts", "1"};
  const std::vector<std::string> place{"place",    "IN",         "--heldout", "IN",  "--moves",   "5",
                                       "--solver", "contiguous", "--cluster", "1x4", "--ep-size", "4"};
  const auto with = [](std::vector<std::string> args, const std::vector<std::string>& more) {
    args.insert(args.end(), more.begin(), more.end());
    return args;
  };
  static const std::vector<Row> list = {
      {"run", "--state", kBell, {"run", "IN", "--state", "OUT"}},
      {"run", "--checkpoint", kBell, {"run", "IN", "--checkpoint", "OUT"}},
      {"translate", "--output", kBell, {"translate", "IN", "--to", "qasm3", "-o", "OUT"}, true},
      {"translate", "--certificate", kBell, {"translate", "IN", "--to", "qasm3", "--certificate", "OUT"}},
      {"translate",
       "--report",
       kBell,
       {"translate", "--batch", "LIST", "--to", "qasm3", "--out", "NEW", "--report", "OUT"},
       false,
       {"new"}},
      {"translate", "--out", kBell, {}},  // a folder: see below
      {"qaoa", "--out", kGraph, with(qaoa, {"--out", "OUT"})},
      {"qaoa", "--report", kGraph, with(qaoa, {"--report", "OUT"})},
      {"qaoa", "--emit-circuit", kGraph, with(qaoa, {"--emit-circuit", "OUT"})},
      {"qaoa", "--save-instance", kGraph, with(qaoa, {"--save-instance", "OUT"})},
      {"vqe", "--out", kSum, with(vqe, {"--out", "OUT"})},
      {"vqe", "--report", kSum, with(vqe, {"--report", "OUT"})},
      {"vqe", "--emit-circuit", kSum, with(vqe, {"--emit-circuit", "OUT"})},
      {"trace", "--output", trace_text(), {"trace", "convert", "IN", "-o", "OUT"}, true},
      {"place", "--output", trace_text(), with(place, {"-o", "OUT"})},
      {"place", "--report", trace_text(), with(place, {"--report", "OUT"})},
  };
  return list;
}

// The row in a folder of its own.
class Scene {
 public:
  explicit Scene(const Row& row) : row_(row) {
    put(path("in.csv"), row.input);
    if (uses("LIST")) put(path("list"), path("in.csv") + "\n");
  }
  std::string path(const std::string& name) const { return folder_.path(name); }
  std::vector<std::string> args(const std::string& out) const {
    std::vector<std::string> args = row_.args;
    const std::map<std::string, std::string> meant{
        {"IN", path("in.csv")}, {"OUT", out}, {"LIST", path("list")}, {"NEW", path("new")}};
    for (std::string& a : args)
      if (const auto found = meant.find(a); found != meant.end()) a = found->second;
    return args;
  }
  CallResult run(const std::string& out) const { return call(args(out)); }
  // As a process, with `how` before ("ulimit -f 0; ") and after it ("> /dev/full").
  ProcessResult process(const std::string& out, const std::string& before, const std::string& after) const {
    std::string line = before + "'" QIAO_PROGRAM "'";
    for (const std::string& a : args(out)) line += " '" + a + "'";
    return run_process({"/bin/bash", "-c", line + " " + after});
  }
  // The input is as it was, and nothing is there beside it but `expected` and what the row makes.
  void check(const std::set<std::string>& expected = {}) const {
    EXPECT_EQ(content(path("in.csv")), row_.input);
    std::set<std::string> allowed = expected;
    allowed.insert({"in.csv", "list"});
    allowed.insert(row_.beside.begin(), row_.beside.end());
    for (const auto& entry : fs::directory_iterator(path("")))
      EXPECT_TRUE(allowed.count(entry.path().filename().string())) << entry.path() << " was left behind";
    for (const std::string& name : expected)
      EXPECT_TRUE(fs::exists(fs::symlink_status(path(name)))) << name << " is gone";
  }
  bool uses(const std::string& word) const {
    return std::find(row_.args.begin(), row_.args.end(), word) != row_.args.end();
  }
  // A finished run removes its checkpoint.
  bool stays() const { return row_.option != "--checkpoint"; }

 private:
  const Row& row_;
  const TemporaryFolder folder_{"qiao_outputs"};
};

class EveryOutput : public ::testing::TestWithParam<Row> {
 protected:
  const Row& row() const { return GetParam(); }
};

std::vector<Row> file_rows() {
  std::vector<Row> list;
  for (const Row& row : rows())
    if (!row.args.empty()) list.push_back(row);
  return list;
}
INSTANTIATE_TEST_SUITE_P(Options, EveryOutput, ::testing::ValuesIn(file_rows()), [](const auto& p) {
  std::string name = p.param.command + "_" + p.param.option.substr(2);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(Outputs, every_option_that_names_one_has_a_row) {
  std::set<std::pair<std::string, std::string>> known, marked;
  for (const Row& row : rows()) known.insert({row.command, row.option});
  for (const cli::Command& command : cli::commands()) {
    CLI::App app;
    command.setup(app);
    for (const CLI::Option* option : cli::named_options(app)) {
      if (cli::output_kind(*option) != OutputKind::kNone)
        marked.insert({command.name, cli::main_name(*option)});
      // Options whose help says that they write are marked.
      const std::string help = option->get_description();
      if (cli::takes_value(*option) && (help.starts_with("write ") || help.starts_with("where to write"))) {
        EXPECT_NE(cli::output_kind(*option), OutputKind::kNone)
            << command.name << " " << cli::main_name(*option) << " is to be declared with add_output";
      }
    }
  }
  EXPECT_EQ(marked, known);
}

TEST_P(EveryOutput, is_no_input_by_any_name) {
  for (const std::string name : {"in.csv", "hard.csv", "soft.csv", "./in.csv", "here/in.csv"}) {
    const Scene scene(row());
    fs::create_hard_link(scene.path("in.csv"), scene.path("hard.csv"));
    fs::create_symlink("in.csv", scene.path("soft.csv"));
    fs::create_symlink(".", scene.path("here"));
    const CallResult r = scene.run(scene.path(name));
    EXPECT_EQ(r.status, 2) << name << ": " << r.err;
    EXPECT_EQ(r.out, "") << name;
    EXPECT_NE(r.err.find(name), std::string::npos) << r.err;
    EXPECT_NE(r.err.find("is an input of this run"), std::string::npos) << r.err;
    EXPECT_EQ(content(scene.path("hard.csv")), row().input);
    EXPECT_FALSE(fs::exists(scene.path("new"))) << "refused after the work";
    scene.check({"hard.csv", "soft.csv", "here"});
  }
}

TEST_P(EveryOutput, is_written_where_links_lead) {
  const Scene scene(row());
  fs::create_directory(scene.path("d"));
  if (row().option != "--checkpoint") put(scene.path("d/target.csv"), "old");
  fs::create_symlink("d/target.csv", scene.path("link.csv"));
  fs::create_symlink("d/absent.csv", scene.path("dangling.csv"));
  for (const char* name : {"link.csv", "dangling.csv"}) {
    const CallResult r = scene.run(scene.path(name));
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_TRUE(fs::is_symlink(scene.path(name)));
    EXPECT_EQ(fs::exists(scene.path(name)), scene.stays());
  }
  if (scene.stays()) {
    EXPECT_NE(content(scene.path("d/target.csv")), "old");
  }
  scene.check({"d", "link.csv", "dangling.csv"});
}

TEST_P(EveryOutput, that_cannot_be_written_is_found_before_the_work) {
  const Scene scene(row());
  fs::create_directory(scene.path("folder.csv"));
  for (const auto& [bad, status] : {std::pair{scene.path("no/such.csv"), 3},
                                    {scene.path("in.csv/x.csv"), 3},
                                    {scene.path("folder.csv"), 2},
                                    {scene.path("folder.csv/"), 2},
                                    {scene.path(std::string(300, 'x') + ".csv"), 3},
                                    {std::string("/proc/qiao.csv"), 3},
                                    {std::string(), 3}}) {
    const CallResult r = scene.run(bad);
    EXPECT_EQ(r.status, status) << bad << ": " << r.err;
    EXPECT_EQ(r.out, "") << bad;
    EXPECT_NE(r.err.find(row().option.substr(2, 3)), std::string::npos) << r.err;
    EXPECT_FALSE(fs::exists(scene.path("new"))) << "refused after the work";
  }
  scene.check({"folder.csv"});
}

// A full disk: no file may grow. What was there stays and the answer is printed.
TEST_P(EveryOutput, on_a_full_disk_costs_nothing_but_itself) {
  const Scene scene(row());
  if (scene.stays()) put(scene.path("out.csv"), "old");
  const ProcessResult r = scene.process(scene.path("out.csv"), "ulimit -f 0; ", "");
  EXPECT_EQ(r.exit_status, scene.stays() ? 3 : 0) << r.err;
  if (!row().is_answer) {
    EXPECT_NE(r.out, "") << r.err;
  }
  if (scene.stays()) {
    EXPECT_EQ(content(scene.path("out.csv")), "old");
    EXPECT_NE(r.err.find(scene.path("out.csv")), std::string::npos) << r.err;
  }
  scene.check(scene.stays() ? std::set<std::string>{"out.csv"} : std::set<std::string>{});
}

TEST_P(EveryOutput, to_a_device_that_is_full_leaves_nothing) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "no /dev/full";
  const Scene scene(row());
  std::vector<std::string> args = scene.args("/dev/full");
  if (row().command == "trace") args.insert(args.end(), {"--to", "csv"});
  const CallResult r = call(args);
  EXPECT_EQ(r.status, scene.stays() ? 3 : 2) << r.err;
  if (!row().is_answer && scene.stays()) {
    EXPECT_NE(r.out, "");
  }
  EXPECT_FALSE(fs::exists("/dev/full.log"));
  struct stat info {};
  ASSERT_EQ(::stat("/dev/full", &info), 0);
  EXPECT_TRUE(S_ISCHR(info.st_mode)) << "it was replaced by a file";
  scene.check();
}

// Standard output as it is on a full disk (ENOSPC) or when its reader has gone (EPIPE).
class FailingOutput : public std::streambuf {
 public:
  explicit FailingOutput(int reason) : reason_(reason) {}

 protected:
  int_type overflow(int_type) override {
    errno = reason_;
    return traits_type::eof();
  }

 private:
  int reason_;
};

TEST_P(EveryOutput, is_whole_where_standard_output_fails) {
  for (const auto& [reason, status] : {std::pair{ENOSPC, 3}, {EPIPE, 0}}) {
    const Scene scene(row());
    FailingOutput buffer(reason);
    std::ostream out(&buffer);
    std::istringstream in;
    std::ostringstream err;
    err.tie(&out);  // as standard error is
    const int got = cli::run(scene.args(scene.path("out.csv")), in, out, err, {});
    if (!row().is_answer) {
      EXPECT_EQ(got, status) << err.str();
    }
    EXPECT_EQ(err.str().find("internal error"), std::string::npos) << err.str();
    scene.check(scene.stays() ? std::set<std::string>{"out.csv"} : std::set<std::string>{});
    if (scene.stays()) {
      EXPECT_NE(content(scene.path("out.csv")), "");
    }
  }
}

TEST(Outputs, of_a_process_are_whole_where_standard_output_fails) {
  const std::string closed_pipe = "| exec true; exit ${PIPESTATUS[1]}";
  for (const Row& row : rows())
    if (row.option == "--state" || (row.command == "qaoa" && row.option == "--out"))
      for (const auto& [after, status] :
           {std::pair<std::string, int>{"> /dev/full", 3}, {">&-", 3}, {closed_pipe, 0}}) {
        const Scene scene(row);
        const std::string before = after == closed_pipe ? "sleep 0.05 | " : "";  // the reader leaves first
        const ProcessResult r = scene.process(scene.path("out.csv"), before, after);
        EXPECT_EQ(r.exit_status, status) << after << ": " << r.err;
        scene.check({"out.csv"});
        EXPECT_GT(content(scene.path("out.csv")).size(), 100u) << after;
      }
}

TEST_P(EveryOutput, survives_being_killed_at_any_time) {
  const Scene scene(row());
  if (scene.stays()) put(scene.path("out.csv"), "old");
  bool written = false;
  for (const double seconds : {0.006, 0.025}) {
    std::vector<std::string> command = scene.args(scene.path("out.csv"));
    command.insert(command.begin(), QIAO_PROGRAM);
    run_process(command, {}, seconds);
    const std::string now = content(scene.path("out.csv"));
    written = written || now != "old";
    if (scene.stays()) {
      EXPECT_TRUE(now == "old" || now.size() > 10) << now;
      EXPECT_TRUE(!written || now != "old");
    }
    EXPECT_EQ(content(scene.path("in.csv")), row().input);
    fs::remove(scene.path("out.csv.log"));  // it is what the run can be resumed from
    if (!scene.stays()) fs::remove(scene.path("out.csv"));
  }
  scene.check(scene.stays() ? std::set<std::string>{"out.csv"} : std::set<std::string>{});
}

TEST_P(EveryOutput, may_be_standard_output_by_name) {
  if (row().option == "--checkpoint") return;
  const Scene scene(row());
  std::vector<std::string> args = scene.args("/dev/stdout");
  std::string line = "'" QIAO_PROGRAM "'";
  for (const std::string& a : args) line += " '" + a + "'";
  if (row().command == "trace") line += " --to csv";
  // Into a file: it must neither be replaced nor begin anew.
  const ProcessResult r =
      run_process({"/bin/bash", "-c", "{ echo before; " + line + "; } > " + scene.path("stdout")});
  EXPECT_EQ(r.exit_status, 0) << r.err;
  EXPECT_TRUE(content(scene.path("stdout")).starts_with("before\n"));
  EXPECT_GT(content(scene.path("stdout")).size(), 40u);
  EXPECT_TRUE(fs::is_symlink("/dev/stdout"));
  EXPECT_FALSE(fs::exists("/dev/stdout.log"));
  scene.check({"stdout"});
}

TEST_P(EveryOutput, is_not_standard_output_itself) {
  const Scene scene(row());
  const ProcessResult r = scene.process(scene.path("out.csv"), "", "> " + scene.path("out.csv"));
  EXPECT_EQ(r.exit_status, 2) << r.err;
  EXPECT_NE(r.err.find("standard output"), std::string::npos) << r.err;
  scene.check({"out.csv"});
}

TEST(Outputs, of_one_run_are_different_files) {
  const TemporaryFolder folder("qiao_outputs");
  put(folder.path("g"), kGraph);
  fs::create_symlink("r", folder.path("link"));
  fs::create_symlink("o.log", folder.path("log"));
  const std::string o = folder.path("o");
  for (const auto& [option, name] : {std::pair{"--report", o},
                                     {"--emit-circuit", folder.path("./o")},
                                     {"--save-instance", o + ".log"},
                                     {"--report", folder.path("log")}}) {
    const CallResult r = call({"qaoa", "--problem", "maxcut", folder.path("g"), "-o", o, option, name});
    EXPECT_EQ(r.status, 2) << option << " " << name << r.err;
    EXPECT_NE(r.err.find(option), std::string::npos) << r.err;
  }
  EXPECT_EQ(folder.entries(), 3u);
}

TEST(Outputs, are_no_included_files_nor_what_comes_through_standard_input) {
  const TemporaryFolder folder("qiao_outputs");
  put(folder.path("lib.inc"), "gate mine a { U(0.1, 0.2, 0.3) a; }\n");
  put(folder.path("p.qasm"), "OPENQASM 2.0;\ninclude \"lib.inc\";\nqreg q[1];\nmine q[0];\n");
  const std::string library = content(folder.path("lib.inc"));
  for (const std::vector<std::string>& args :
       {std::vector<std::string>{"run", folder.path("p.qasm"), "--state", folder.path("lib.inc")},
        {"translate", folder.path("p.qasm"), "--to", "qasm2", "-o", folder.path("lib.inc")},
        {"translate", folder.path("p.qasm"), "--to", "qasm2", "--certificate", folder.path("lib.inc")}}) {
    const CallResult r = call(args);
    EXPECT_EQ(r.status, 2) << args[0] << r.err;
    EXPECT_EQ(r.out, "") << args[0];
    EXPECT_EQ(content(folder.path("lib.inc")), library) << args[0];
  }
  const std::string program = content(folder.path("p.qasm")), p = folder.path("p.qasm");
  const ProcessResult r = run_process(
      {"/bin/bash", "-c",
       "cd " + folder.path("") + "; '" QIAO_PROGRAM "' translate - --to qasm3 -o " + p + " < " + p});
  EXPECT_EQ(r.exit_status, 2) << r.err;
  EXPECT_EQ(content(p), program);
  EXPECT_EQ(folder.entries(), 2u);
}

TEST(Outputs, of_a_batch_are_none_of_its_programs) {
  const TemporaryFolder folder("qiao_outputs");
  fs::create_directories(folder.path("a")), fs::create_directories(folder.path("b"));
  put(folder.path("a/p.qasm"), kBell), put(folder.path("b/p.qasm"), kBell),
      put(folder.path("a/q.qasm"), kBell);
  fs::create_symlink("a", folder.path("c"));
  put(folder.path("list"), folder.path("b/p.qasm") + "\n" + folder.path("a/p.qasm") + "\n");
  for (const auto& [batch, out] :
       {std::pair{"a", "a"}, {"a", "c"}, {"c", "a"}, {"list", "a"}, {"list", "c"}, {"list", "b"}}) {
    const CallResult r =
        call({"translate", "--batch", folder.path(batch), "--out", folder.path(out), "--to", "qasm2"});
    EXPECT_EQ(r.status, 2) << batch << " to " << out << r.out << r.err;
    for (const char* file : {"a/p.qasm", "b/p.qasm", "a/q.qasm"})
      EXPECT_EQ(content(folder.path(file)), kBell);
  }
  // Another ending is another file.
  EXPECT_EQ(
      call({"translate", "--batch", folder.path("a"), "--out", folder.path("a"), "--to", "qiskit"}).status,
      0);
  for (const auto& [bad, status] : {std::pair{folder.path("list"), 2},
                                    {folder.path("list/x"), 3},
                                    {folder.path(std::string(300, 'x')), 3},
                                    {std::string("/proc/qiao"), 3}}) {
    const CallResult r = call({"translate", "--batch", folder.path("a"), "--out", bad, "--to", "qasm2"});
    EXPECT_EQ(r.status, status) << bad << ": " << r.err;
  }
  const CallResult r = call({"translate", "--batch", folder.path(std::string(300, 'x')), "--out",
                             folder.path("o"), "--to", "qasm2"});
  EXPECT_EQ(r.status, 3) << r.err;
}

// The second of the two files of a trace, whose name nobody gave.
TEST(Outputs, of_a_trace_spare_the_data_of_another) {
  const TemporaryFolder folder("qiao_outputs");
  const auto synthesize = [&](const std::string& name) {
    const CallResult r = call({"trace", "synthesize", "--tokens", "40", "--layers", "1", "--experts", "8",
                               "--top-k", "2", "-o", folder.path(name)});
    ASSERT_EQ(r.status, 0) << r.err;
  };
  synthesize("shared.json");
  const std::string data = content(folder.path("shared.bin")), header = content(folder.path("shared.json"));
  fs::rename(folder.path("shared.json"), folder.path("in.json"));
  for (const char* out : {"shared.json", "in.json", "sub/../shared.json"}) {
    fs::create_directories(folder.path("sub"));
    const CallResult r = call({"trace", "convert", folder.path("in.json"), "-o", folder.path(out)});
    EXPECT_EQ(r.status, 2) << out << r.err;
  }
  EXPECT_EQ(content(folder.path("shared.bin")), data);
  EXPECT_EQ(content(folder.path("in.json")), header);
  // By a link both files are where it leads, and can be read from there and from here.
  fs::create_symlink("sub/t.json", folder.path("link.json"));
  synthesize("link.json");
  EXPECT_TRUE(fs::exists(folder.path("sub/t.bin")));
  for (const char* name : {"link.json", "sub/t.json"})
    EXPECT_EQ(call({"trace", "validate", folder.path(name)}).status, 0) << name;
}

TEST(Outputs, of_an_experiment_spare_what_it_reads) {
  const TemporaryFolder folder("qiao_outputs");
  fs::create_directory(folder.path("out"));
  put(folder.path("t.csv"), trace_text());
  const std::string spec =
      "{\"instances\": [{\"train\": \"../t.csv\", \"heldout\": \"../t.csv\"}], \"solvers\": "
      "[\"contiguous\"], \"moves\": 5, \"cluster\": "
      "\"1x4\", \"ep_size\": 4, \"learning_curve\": []}";
  put(folder.path("out/results.json"), spec);
  const CallResult r =
      call({"place", "--experiment", folder.path("out/results.json"), "-o", folder.path("out")});
  EXPECT_EQ(r.status, 2) << r.err;
  EXPECT_EQ(content(folder.path("out/results.json")), spec);
  EXPECT_NE(r.out, "") << "the results are lost";
  for (const auto& [bad, status] : {std::pair{folder.path("t.csv"), 2}, {std::string("/proc/qiao"), 3}})
    EXPECT_EQ(call({"place", "--experiment", folder.path("out/results.json"), "-o", bad}).status, status)
        << bad;
}

// ---- the log of an optimisation

TEST(EvaluationLogs, are_locked_and_say_what_differs) {
  const TemporaryFolder folder("qiao_outputs");
  put(folder.path("g"), kGraph);
  const std::vector<std::string> args{"qaoa", "--problem", "maxcut", folder.path("g"), "--seed", "1",
                                      "-p",   "2",         "-o",     folder.path("o")};
  const auto also = [&](const std::vector<std::string>& more) {
    std::vector<std::string> all = args;
    all.insert(all.end(), more.begin(), more.end());
    return call(all);
  };
  // A run that could not write its result keeps its log.
  const std::string log = folder.path("o.log");
  fs::create_directory(folder.path("gone"));
  ASSERT_EQ(call({"qaoa", "--problem", "maxcut", folder.path("g"), "--seed", "1", "-p", "2", "-o",
                  folder.path("gone/o")})
                .status,
            0);
  std::string line = "ulimit -f 2; '" QIAO_PROGRAM "'";
  for (const std::string& a : args) line += " '" + a + "'";
  const ProcessResult full = run_process({"/bin/bash", "-c", line});
  EXPECT_EQ(full.exit_status, 3) << full.err;
  EXPECT_NE(full.out, "");
  ASSERT_TRUE(fs::exists(log)) << full.err;
  EXPECT_EQ(also({}).status, 2);
  const CallResult other = also({"--resume", "--ftol", "1e-3"});
  EXPECT_EQ(other.status, 2);
  EXPECT_NE(other.err.find("ftol is 1e-10 there, 0.001 here"), std::string::npos) << other.err;
  EXPECT_EQ(other.err.find("optimizer is"), std::string::npos) << other.err;
  {
    const int held = ::open(log.c_str(), O_RDONLY);
    ASSERT_EQ(::flock(held, LOCK_EX | LOCK_NB), 0);
    for (const std::vector<std::string>& more : {std::vector<std::string>{}, {"--resume"}}) {
      const CallResult r = also(more);
      EXPECT_EQ(r.status, 2);
      EXPECT_NE(r.err.find("still going"), std::string::npos) << r.err;
    }
    ::close(held);
  }
  const CallResult resumed = also({"--resume"});
  EXPECT_EQ(resumed.status, 0) << resumed.err;
  EXPECT_FALSE(fs::exists(log));
}

}  // namespace
}  // namespace qiao::testing
