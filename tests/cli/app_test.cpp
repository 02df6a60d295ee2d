// The command line in-process: exit codes, streams, help, JSON, seeds.

#include "cli/app.hpp"

#include <gtest/gtest.h>
#include <algorithm>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <streambuf>

#include "cli/call.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "qiao/base/error.hpp"

namespace qiao::testing {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

class TemporaryFolder {
 public:
  TemporaryFolder() : before_(fs::current_path()) {
    path_ = fs::temp_directory_path() / ("qiao_cli_test_" + std::to_string(::getpid()));
    fs::create_directories(path_);
    fs::current_path(path_);
  }
  ~TemporaryFolder() {
    fs::current_path(before_);
    fs::remove_all(path_);
  }
  void write(const std::string& name, const std::string& text) {
    std::ofstream(path_ / name, std::ios::binary) << text;
  }

 private:
  fs::path before_, path_;
};

std::size_t longest_line(const std::string& text, std::string& line) {
  std::size_t longest = 0;
  std::istringstream in(text);
  for (std::string l; std::getline(in, l);)
    if (cli::display_width(l) > longest) {
      longest = cli::display_width(l);
      line = l;
    }
  return longest;
}

// ---- exit codes

TEST(ExitCode, done) {
  EXPECT_EQ(call({"run", "-", "--seed", "1"}, kBell).status, 0);
  EXPECT_EQ(call({"check", "-"}, kBell).status, 0);
}

TEST(ExitCode, usage) {
  for (const std::vector<std::string>& args :
       std::vector<std::vector<std::string>>{{},
                                             {"runn"},
                                             {"run", "--shotss", "10", "-"},
                                             {"run", "--shots", "1e3x", "-"},
                                             {"run", "--shots", "0", "-"},
                                             {"run", "--shots", "-5", "-"},
                                             {"run", "--shots", "99999999999999999999", "-"},
                                             {"run", "--shots", "", "-"},
                                             {"run", "--shots"},
                                             {"run", "--exact", "--shots", "10", "-"},
                                             {"run", "--precision", "f16", "-"},
                                             {"run", "--seed", "abc", "-"},
                                             {"run", "--seed", "18446744073709551616", "-"},
                                             {"run", "--threads", "0", "-"},
                                             {"run", "--threads", "two", "-"},
                                             {"run", "--max-memory", "lots", "-"},
                                             {"run", "--top", "0x10", "-"},
                                             {"run", "--state", "-", "-"},
                                             {"run", "--color", "sometimes", "-"},
                                             {"run", "-", "second.qasm"},
                                             {"run", "-", "--json=maybe"},
                                             {"draw", "--width", "wide", "-"},
                                             {"draw", "--format", "png", "-"},
                                             {"gates", "nosuchgate"},
                                             {"gates", "rx", "1", "2"},
                                             {"gates", "rx", "pie"},
                                             {"completion"},
                                             {"completion", "csh"}}) {
    const CallResult r = call(args, kBell);
    std::string line;
    for (const std::string& a : args) line += " " + a;
    EXPECT_EQ(r.status, 2) << line << "\n" << r.err;
    EXPECT_EQ(r.out, "") << line;
    EXPECT_NE(r.err, "") << line;
  }
}

TEST(ExitCode, bad_input) {
  const CallResult r = call({"run", "-"}, "OPENQASM 2.0;\nqreg q[2];\nnonsense q[0];\n");
  EXPECT_EQ(r.status, 3);
  EXPECT_EQ(r.out, "");
  EXPECT_NE(r.err.find("<stdin>:3:1: error:"), std::string::npos) << r.err;
  EXPECT_EQ(call({"run", "/no/such/file.qasm"}).status, 3);
  EXPECT_EQ(call({"check", "-"}, "garbage").status, 3);
  EXPECT_EQ(call({"draw", "-"}, "garbage").status, 3);
  EXPECT_EQ(call({"estimate", "-"}, "garbage").status, 3);
}

TEST(ExitCode, resource_limit) {
  // Shots are what takes memory here, not the state of 64 bytes.
  const CallResult memory = call({"run", "-", "--max-memory", "1000"}, kBell);
  EXPECT_EQ(memory.status, 4) << memory.err;
  EXPECT_NE(memory.err.find("1024 shots need"), std::string::npos) << memory.err;
  EXPECT_EQ(call({"run", "-", "--max-memory", "100000", "--seed", "1"}, kBell).status, 0);
  EXPECT_EQ(call({"run", "-", "--max-operations", "2"}, kBell).status, 4);
  EXPECT_EQ(call({"check", "-", "--max-operations", "2"}, kBell).status, 4);
  EXPECT_EQ(call({"check", "-", "--max-file-bytes", "10"}, kBell).status, 4);
  // A limit beside a real mistake: the input is bad.
  const std::string both = std::string(kBell) + "nonsense q[0];\n";
  EXPECT_EQ(call({"check", "-", "--max-register", "3"}, both).status, 3);
}

TEST(ExitCode, too_large_a_state_is_refused_before_anything_is_allocated) {
  const CallResult r = call({"run", "-"},
                            "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[60];\nh q;\nqreg r[1];\ncz "
                            "q,r[0];\nh r;\ncx r[0],q;\n");
  EXPECT_EQ(r.status, 4);
  EXPECT_NE(r.err.find("61 active qubits"), std::string::npos) << r.err;
}

TEST(ExitCode, more_outcomes_than_memory_holds_are_refused) {
  // Of few outcomes each is counted, however many shots there are.
  EXPECT_EQ(call({"run", "-", "--shots", "1e12", "--seed", "1"}, kBell).status, 0);
  const CallResult r =
      call({"run", "-", "--shots", "1e12"},
           "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[40];\ncreg c[40];\nh q;\nmeasure q -> c;\n");
  EXPECT_EQ(r.status, 4);
  EXPECT_NE(r.err.find("outcomes"), std::string::npos) << r.err;
}

class ThrowingBuffer : public std::streambuf {
  int overflow(int) override { throw std::logic_error("a defect"); }
};

TEST(ExitCode, internal_error_asks_for_a_report) {
  std::istringstream in;
  std::ostringstream err;
  ThrowingBuffer buffer;
  std::ostream out(&buffer);
  EXPECT_EQ(cli::run({"gates"}, in, out, err, {}), 70);
  EXPECT_NE(err.str().find("a defect"), std::string::npos);
  EXPECT_NE(err.str().find("report"), std::string::npos);
}

// ---- streams

class FailingBuffer : public std::streambuf {
 public:
  explicit FailingBuffer(int reason) : reason_(reason) {}

 private:
  int overflow(int) override {
    errno = reason_;
    return traits_type::eof();
  }
  int reason_;
};

TEST(Streams, a_reader_that_went_away_ends_the_run_quietly) {
  for (const std::vector<std::string>& args : std::vector<std::vector<std::string>>{
           {"gates"}, {"--help"}, {"run", "-", "--json", "--quiet"}, {"draw", "-"}, {"check", "-"}}) {
    std::istringstream in(kBell);
    std::ostringstream err;
    FailingBuffer buffer(EPIPE);
    std::ostream out(&buffer);
    EXPECT_EQ(cli::run(args, in, out, err, {}), 0) << args[0];
    EXPECT_EQ(err.str(), "") << args[0];
  }
}

TEST(Streams, a_full_disk_is_an_error) {
  std::istringstream in;
  std::ostringstream err;
  FailingBuffer buffer(ENOSPC);
  std::ostream out(&buffer);
  EXPECT_EQ(cli::run({"gates"}, in, out, err, {}), 3);
  EXPECT_NE(err.str().find("No space left"), std::string::npos) << err.str();
}

TEST(Streams, results_on_out_and_remarks_on_err) {
  const CallResult loud = call({"run", "-", "--seed", "3"}, kBell);
  const CallResult quiet = call({"run", "-", "--seed", "3", "--quiet"}, kBell);
  EXPECT_EQ(loud.out, quiet.out);
  EXPECT_NE(loud.err.find("seed 3"), std::string::npos);
  EXPECT_EQ(quiet.err, "");
}

TEST(Streams, a_missing_file_is_standard_input_unless_that_is_a_terminal) {
  EXPECT_EQ(call({"run", "--seed", "1"}, kBell).out, call({"run", "-", "--seed", "1"}, kBell).out);
  EXPECT_EQ(call({"check"}, kBell).status, 0);
  cli::Terminal terminal;
  terminal.in_tty = true;
  for (const char* command : {"run", "check", "estimate", "draw"}) {
    const CallResult r = call({command}, "", terminal);
    EXPECT_EQ(r.status, 2) << command;
    EXPECT_EQ(r.out, "") << command;
    EXPECT_NE(r.err.find("Usage:"), std::string::npos) << command;
  }
}

TEST(Streams, colour_only_where_it_is_wanted) {
  const auto colored = [](const CallResult& r) { return r.out.find('\x1b') != std::string::npos; };
  cli::Terminal terminal;
  terminal.out_tty = terminal.err_tty = true;
  EXPECT_TRUE(colored(call({"run", "-", "--seed", "1"}, kBell, terminal)));
  EXPECT_FALSE(colored(call({"run", "-", "--seed", "1", "--color", "never"}, kBell, terminal)));
  terminal.color = false;  // NO_COLOR
  EXPECT_FALSE(colored(call({"run", "-", "--seed", "1"}, kBell, terminal)));
  EXPECT_TRUE(colored(call({"run", "-", "--seed", "1", "--color", "always"}, kBell, terminal)));
  EXPECT_FALSE(colored(call({"run", "-", "--seed", "1"}, kBell)));
  EXPECT_NE(call({"run", "--shots", "x", "--color=always"}, kBell).err.find('\x1b'), std::string::npos);
}

// ---- suggestions

TEST(Suggestions, for_commands_options_choices_and_gates) {
  EXPECT_NE(call({"rnu"}).err.find("did you mean 'run'?"), std::string::npos);
  EXPECT_NE(call({"run", "--shot", "5", "-"}).err.find("did you mean '--shots'?"), std::string::npos);
  EXPECT_NE(call({"run", "--sed=5", "-"}).err.find("unknown option '--sed'"), std::string::npos);
  EXPECT_NE(call({"--treads", "2", "run", "-"}).err.find("did you mean '--threads'?"), std::string::npos);
  EXPECT_NE(call({"draw", "--format", "svgg", "-"}).err.find("did you mean 'svg'?"), std::string::npos);
  EXPECT_NE(call({"gates", "iswp"}).err.find("did you mean 'iswap'?"), std::string::npos);
  EXPECT_NE(call({"gates", "ccx"}).err.find("'x' with 2 controls"), std::string::npos);
  EXPECT_NE(call({"run", "--shots", "1e3x", "-"}).err.find("--shots: '1e3x'"), std::string::npos);
}

// ---- help

TEST(Help, every_command_has_a_page_with_examples_first) {
  for (const cli::Command& command : cli::commands()) {
    EXPECT_FALSE(command.examples.empty()) << command.name;
    for (const unsigned width : {40u, 80u, 200u}) {
      cli::Terminal terminal;
      terminal.width = width;
      const CallResult r = call({command.name, "--help"}, "", terminal);
      EXPECT_EQ(r.status, 0);
      EXPECT_EQ(r.err, "");
      const std::size_t examples = r.out.find("Examples:"), usage = r.out.find("Usage:");
      ASSERT_NE(examples, std::string::npos) << command.name;
      ASSERT_NE(usage, std::string::npos) << command.name;
      EXPECT_LT(examples, usage);
      EXPECT_NE(r.out.find("Exit status:"), std::string::npos);
      std::string line;
      if (width >= 80) {
        EXPECT_LE(longest_line(r.out, line), width) << command.name << "\n" << line;
      }
      EXPECT_EQ(call({"help", command.name}, "", terminal).out, r.out);
      EXPECT_EQ(call({command.name, "-h"}, "", terminal).out, r.out);
    }
    EXPECT_NE(call({"--help"}).out.find("  " + command.name), std::string::npos);
    EXPECT_NE(call({"--help"}).out.find(command.summary), std::string::npos) << command.name;
  }
}

// Examples cannot go stale: each is a command line that is understood (its files need not exist).
TEST(Help, every_example_is_a_valid_command_line) {
  TemporaryFolder folder;
  folder.write("bell.qasm", kBell);
  for (const cli::Command& command : cli::commands())
    for (const cli::Example& example : command.examples) {
      std::string line = example.line.substr(example.line.find("qiao ") + 5);
      for (std::size_t at; (at = line.find('\'')) != std::string::npos;) {  // quoted words are one
        const std::size_t end = line.find('\'', at + 1);
        std::string quoted = line.substr(at + 1, end - at - 1);
        quoted.erase(std::remove(quoted.begin(), quoted.end(), ' '), quoted.end());
        line.replace(at, end + 1 - at, quoted);
      }
      line = line.substr(0, line.find_first_of("|<>)"));
      std::istringstream words(line);
      std::vector<std::string> args;
      for (std::string w; words >> w;) args.push_back(w);
      const CallResult r = call(args, kBell);
      EXPECT_NE(r.status, 2) << example.line << "\n" << r.err;
      EXPECT_NE(r.status, 70) << example.line << "\n" << r.err;
    }
}

TEST(Help, version) {
  const CallResult r = call({"--version"});
  EXPECT_EQ(r.status, 0);
  EXPECT_TRUE(r.out.starts_with("qiao ")) << r.out;
}

// ---- global options

TEST(GlobalOptions, stand_on_either_side_of_the_command) {
  const std::string after = call({"run", "-", "--seed", "5", "--precision", "f32", "--json"}, kBell).out;
  const std::string before = call({"--seed", "5", "--precision", "f32", "run", "-", "--json"}, kBell).out;
  EXPECT_EQ(json::parse(after)["counts"], json::parse(before)["counts"]);
  EXPECT_EQ(json::parse(before)["precision"], "f32");
}

TEST(GlobalOptions, a_fresh_seed_is_reported_and_repeats_the_run) {
  const json first = json::parse(call({"run", "-", "--json"}, kBell).out);
  const json other = json::parse(call({"run", "-", "--json"}, kBell).out);
  EXPECT_NE(first["seed"], other["seed"]);
  const std::string seed = first["seed"].dump();
  const CallResult again = call({"run", "-", "--json", "--seed", seed}, kBell);
  EXPECT_EQ(json::parse(again.out)["counts"], first["counts"]);
  EXPECT_NE(again.err.find("--seed " + seed), std::string::npos);
  // Exactly representable as a double, for readers of JSON that know nothing else.
  EXPECT_LT(first["seed"].get<std::uint64_t>(), std::uint64_t{1} << 53);
}

TEST(GlobalOptions, same_counts_at_any_number_of_threads) {
  const json one = json::parse(call({"run", "-", "--json", "--seed", "9", "--threads", "1"}, kBell).out);
  for (const char* threads : {"2", "3"})
    EXPECT_EQ(
        json::parse(call({"run", "-", "--json", "--seed", "9", "--threads", threads}, kBell).out)["counts"],
        one["counts"]);
}

// ---- numbers

TEST(Numbers, whole_numbers_bytes_and_angles) {
  EXPECT_EQ(cli::parse_whole("--x", "18446744073709551615"), ~std::uint64_t{0});
  EXPECT_EQ(cli::parse_whole("--x", "1e6"), 1000000u);
  EXPECT_EQ(cli::parse_whole("--x", "2.5e3"), 2500u);
  for (const char* bad :
       {"", " 1", "1 ", "+1", "-1", "1.5", "1e-3", "0x10", "1e400", "inf", "nan", "1e", "e3", "1_000"})
    EXPECT_THROW(cli::parse_whole("--x", bad), Error) << bad;
  EXPECT_EQ(cli::parse_bytes("--x", "4096"), 4096u);
  EXPECT_EQ(cli::parse_bytes("--x", "1.5G"), 1610612736u);
  EXPECT_EQ(cli::parse_bytes("--x", "512MiB"), 536870912u);
  EXPECT_EQ(cli::parse_bytes("--x", "2GB"), 2000000000u);
  EXPECT_EQ(cli::parse_bytes("--x", "2kb"), 2000u);
  for (const char* bad : {"", "G", "1X", "1.2.3M", "-1", "1e3", "99999999999G"})
    EXPECT_THROW(cli::parse_bytes("--x", bad), Error) << bad;
  const double pi = 3.141592653589793;
  EXPECT_EQ(cli::parse_angle("--x", "0.25"), 0.25);
  EXPECT_EQ(cli::parse_angle("--x", "-1e-3"), -1e-3);
  EXPECT_EQ(cli::parse_angle("--x", "pi"), pi);
  EXPECT_EQ(cli::parse_angle("--x", "-3*pi/4"), -3 * pi / 4);
  EXPECT_EQ(cli::parse_angle("--x", "2pi/3"), 2 * pi / 3);
  for (const char* bad : {"", "-", "pie", "pi/0", "1/", "/2", "pi*2", "--1"})
    EXPECT_THROW(cli::parse_angle("--x", bad), Error) << bad;
}

// ---- results

TEST(Run, json_of_shots) {
  const CallResult r =
      call({"run", "-", "--shots", "1000", "--seed", "4", "--json", "--threads", "1"}, kBell);
  const json doc = json::parse(r.out);
  EXPECT_EQ(doc["schema"], "qiao.run/1");
  EXPECT_EQ(doc["shots"], 1000);
  EXPECT_EQ(doc["seed"], 4);
  EXPECT_EQ(doc["threads"], 1);
  EXPECT_EQ(doc["precision"], "f64");
  EXPECT_EQ(doc["bit_order"], "q[n-1]...q[0]");
  EXPECT_EQ(doc["memory_bytes"], 64);
  std::uint64_t total = 0;
  for (const auto& [bits, n] : doc["counts"].items()) {
    EXPECT_TRUE(bits == "00" || bits == "11") << bits;
    total += n.get<std::uint64_t>();
  }
  EXPECT_EQ(total, 1000u);
  for (const char* key : {"parse_s", "plan_s", "evolve_s", "sample_s"})
    EXPECT_GE(doc["time"][key].get<double>(), 0) << key;
  EXPECT_TRUE(doc.contains("isa") && doc.contains("version"));
}

TEST(Run, json_of_exact_probabilities) {
  // q[1] is never measured, q[0] goes to the high bit of a, q[2] to b: nothing is symmetric.
  const CallResult r = call({"run", "-", "--exact", "--json"},
                            "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[3];\ncreg a[2];\ncreg b[1];\n"
                            "x q[0];\nry(pi/3) q[2];\nmeasure q[0] -> a[1];\nmeasure q[2] -> b[0];\n");
  const json doc = json::parse(r.out);
  ASSERT_EQ(doc["registers"].size(), 2u);
  EXPECT_EQ(doc["registers"]["a"].size(), 1u);
  EXPECT_NEAR(doc["registers"]["a"]["10"].get<double>(), 1, 1e-12);
  EXPECT_NEAR(doc["registers"]["b"]["0"].get<double>(), 0.75, 1e-12);
  EXPECT_NEAR(doc["registers"]["b"]["1"].get<double>(), 0.25, 1e-12);
  EXPECT_EQ(doc["qubits"].size(), 2u);
  EXPECT_NEAR(doc["qubits"]["001"].get<double>(), 0.75, 1e-12);
  EXPECT_NEAR(doc["qubits"]["101"].get<double>(), 0.25, 1e-12);
  EXPECT_TRUE(doc["seed"].is_null());
  EXPECT_FALSE(doc.contains("counts"));
}

TEST(Run, registers_are_printed_as_qiskit_does) {
  // Qiskit prints the last declared register leftmost.
  const std::string program =
      "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[3];\ncreg low[2];\ncreg high[1];\nx q[0];\nx q[2];\n"
      "measure q[0] -> low[0];\nmeasure q[1] -> low[1];\nmeasure q[2] -> high[0];\n";
  EXPECT_EQ(json::parse(call({"run", "-", "--json", "--shots", "10"}, program).out)["counts"],
            (json{{"1 01", 10}}));
  EXPECT_TRUE(call({"run", "-", "--shots", "10"}, program).out.starts_with("high low"));
}

TEST(Run, top_limits_what_is_listed_and_says_what_is_left) {
  const std::string program = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[6];\nh q;\n";
  const json doc = json::parse(call({"run", "-", "--json", "--top", "5"}, program).out);
  EXPECT_EQ(doc["qubits"].size(), 5u);
  EXPECT_EQ(doc["qubits_omitted"]["states"], 59);
  EXPECT_NEAR(doc["qubits_omitted"]["probability"].get<double>(), 59.0 / 64, 1e-12);
  EXPECT_EQ(json::parse(call({"run", "-", "--json"}, program).out)["qubits"].size(), 64u);
  const std::string text = call({"run", "-"}, program).out;
  EXPECT_NE(text.find("(48 more)"), std::string::npos) << text;
}

TEST(Run, histogram_fits_the_terminal) {
  for (const unsigned width : {40u, 80u, 200u}) {
    cli::Terminal terminal;
    terminal.width = width;
    std::string line;
    EXPECT_LE(longest_line(call({"run", "-", "--seed", "1"}, kBell, terminal).out, line), width) << line;
  }
}

TEST(Run, state_file) {
  TemporaryFolder folder;
  const std::string program =
      "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[2];\ncreg c[2];\nx q[1];\nmeasure q -> c;\n";
  ASSERT_EQ(call({"run", "-", "--state", "psi.npy"}, program).status, 0);
  std::ifstream in("psi.npy", std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), {});
  ASSERT_GT(bytes.size(), 64u);
  EXPECT_EQ(bytes.substr(0, 6), "\x93NUMPY");
  EXPECT_NE(bytes.find("'descr': '<c16'"), std::string::npos);
  EXPECT_NE(bytes.find("(4,)"), std::string::npos);
  double amplitudes[8];
  std::memcpy(amplitudes, bytes.data() + bytes.size() - sizeof amplitudes, sizeof amplitudes);
  const double expected[8] = {0, 0, 0, 0, 1, 0, 0, 0};  // |q1 q0> = |10>: index 2
  for (int i = 0; i < 8; ++i) EXPECT_EQ(amplitudes[i], expected[i]) << i;

  // A failed run leaves the file of an earlier one alone, and no other file behind.
  EXPECT_EQ(call({"run", "-", "--state", "psi.npy", "--max-memory", "1"}, program).status, 4);
  EXPECT_EQ(fs::file_size("psi.npy"), bytes.size());
  EXPECT_EQ(std::distance(fs::directory_iterator("."), {}), 1);
  EXPECT_EQ(call({"run", "-", "--state", "no/such/folder/psi.npy"}, program).status, 3);
  EXPECT_EQ(call({"run", "-", "--state", "."}, program).status, 2);
  // All declared qubits are in the file: 2^50 amplitudes fit no disk.
  const CallResult wide =
      call({"run", "-", "--state", "wide.npy"}, "OPENQASM 2.0;\nqreg q[50];\nU(0,0,0) q[0];\n");
  EXPECT_EQ(wide.status, 4) << wide.err;
}

TEST(Check, goes_on_after_a_bad_file_and_sums_up) {
  TemporaryFolder folder;
  folder.write("good.qasm", kBell);
  folder.write("bad.qasm", "OPENQASM 2.0;\nqreg q[1]\nx q[0];\n");
  const CallResult r = call({"check", "good.qasm", "bad.qasm", "missing.qasm", "good.qasm"});
  EXPECT_EQ(r.status, 3);
  EXPECT_NE(r.out.find("4 files checked: 2 good, 2 bad"), std::string::npos) << r.out;
  EXPECT_NE(r.err.find("bad.qasm:"), std::string::npos) << r.err;
  EXPECT_NE(r.err.find("missing.qasm"), std::string::npos) << r.err;
  const json doc = json::parse(call({"check", "--json", "good.qasm", "bad.qasm"}).out);
  EXPECT_EQ(doc["schema"], "qiao.check/1");
  EXPECT_EQ(doc["summary"]["good"], 1);
  EXPECT_EQ(doc["summary"]["bad"], 1);
  EXPECT_EQ(doc["files"][0]["ok"], true);
  EXPECT_EQ(doc["files"][1]["ok"], false);
  const json& first = doc["files"][1]["diagnostics"][0];
  for (const char* key : {"severity", "code", "file", "line", "column", "message", "source_line", "is_limit"})
    EXPECT_TRUE(first.contains(key)) << key;
}

TEST(Check, includes_are_found_beside_the_file_and_on_the_include_path) {
  TemporaryFolder folder;
  fs::create_directory("lib");
  folder.write("lib/mine.inc", "gate mine a { U(0,0,0) a; }\n");
  folder.write("main.qasm", "OPENQASM 2.0;\ninclude \"mine.inc\";\nqreg q[1];\nmine q[0];\n");
  EXPECT_EQ(call({"check", "main.qasm"}).status, 3);
  EXPECT_EQ(call({"check", "-I", "lib", "main.qasm"}).status, 0);
  EXPECT_EQ(call({"check", "--include-path=lib", "main.qasm"}).status, 0);
  EXPECT_EQ(call({"check", "main.qasm", "-I", "nowhere", "-I", "lib"}).status, 0);
}

TEST(Check, qelib1_original_lacks_what_qiskit_added) {
  const std::string program = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[1];\nsx q[0];\n";
  EXPECT_EQ(call({"check", "-"}, program).status, 0);
  EXPECT_EQ(call({"check", "--qelib1", "original", "-"}, program).status, 3);
}

TEST(Json, every_document_names_schema_and_version) {
  for (const std::vector<std::string>& args :
       std::vector<std::vector<std::string>>{{"run", "-", "--json"},
                                             {"run", "-", "--exact", "--json"},
                                             {"check", "-", "--json"},
                                             {"estimate", "-", "--json"},
                                             {"gates", "--json"},
                                             {"gates", "u", "--json"},
                                             {"gates", "unitary", "--json"},
                                             {"doctor", "--json"}}) {
    const CallResult r = call(args, kBell);
    const json doc = json::parse(r.out, nullptr, false);
    ASSERT_FALSE(doc.is_discarded()) << args[0];
    EXPECT_EQ(doc["schema"], "qiao." + args[0] + "/1");
    EXPECT_TRUE(doc.contains("version")) << args[0];
  }
}

TEST(Gates, matrices_and_decompositions_for_every_gate) {
  const json all = json::parse(call({"gates", "--json"}).out);
  EXPECT_GT(all["gates"].size(), 30u);
  for (const json& gate : all["gates"]) {
    const std::string name = gate["name"];
    const CallResult r = call({"gates", name});
    EXPECT_EQ(r.status, 0) << name;
    EXPECT_FALSE(gate["doc"].get<std::string>().empty()) << name;
    const json one = json::parse(call({"gates", name, "--json"}).out);
    if (one["matrix"].is_null()) continue;
    EXPECT_EQ(one["matrix"].size(), std::size_t{1} << gate["targets"].get<unsigned>()) << name;
  }
  const json sx = json::parse(call({"gates", "sx", "--json"}).out);
  EXPECT_EQ(sx["matrix"][0][1], (json{0.5, -0.5}));
  EXPECT_EQ(sx["inverse"], "sxdg");
  EXPECT_EQ(json::parse(call({"gates", "swap", "--json"}).out)["structure"],
            (json{"permutation", "real", "hermitian", "symmetric"}));
}

TEST(Doctor, is_healthy) {
  const CallResult r = call({"doctor", "--json"});
  EXPECT_EQ(r.status, 0) << r.out;
  const json doc = json::parse(r.out);
  EXPECT_EQ(doc["healthy"], true);
  EXPECT_GE(doc["threads"]["used"].get<int>(), 1);
  EXPECT_GT(doc["memory"]["total_bytes"].get<std::uint64_t>(), 0u);
  EXPECT_FALSE(doc["libraries"]["antlr4-runtime"].get<std::string>().empty());
}

}  // namespace
}  // namespace qiao::testing
