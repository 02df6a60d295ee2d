// Input meant to hurt: each ends within a second (the limits of qasm/parse.hpp), with a located error and the
// exit status of bad input (3) or of a limit (4), never by a signal, never with much memory.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "paths.hpp"
#include "support/process.hpp"

namespace qiao {
namespace {

namespace fs = std::filesystem;

#ifdef QIAO_TEST_SANITIZED
constexpr double kSeconds = 30;
#else
constexpr double kSeconds = 1;
#endif

const std::string kHeader = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\n";
const std::string kHeader3 = "OPENQASM 3.0;\ninclude \"stdgates.inc\";\n";

std::string repeat(const std::string& text, std::size_t count) {
  std::string out;
  out.reserve(text.size() * count);
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

class Hostile : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "qiao_hostile_XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    dir_ = pattern;
  }
  void TearDown() override { fs::remove_all(dir_); }

  std::string put(const std::string& name, const std::string& text) const {
    std::ofstream(dir_ / name, std::ios::binary) << text;
    return (dir_ / name).string();
  }

  // Runs check, run, draw and estimate on a file with 4 GiB of address space at most.
  void expect_refused(const std::string& path, int exit_status, const std::string& phrase = {}) const {
    for (const char* command : {"check", "run", "estimate", "draw"}) {
      const testing::ProcessResult result = run(command, path);
      SCOPED_TRACE(std::string(command) + "\n" + (result.out + result.err).substr(0, 3000));
      expect_civilised(result);
      if (exit_status) {
        EXPECT_EQ(result.exit_status, exit_status);
      } else {
        EXPECT_TRUE(result.exit_status == 3 || result.exit_status == 4) << result.exit_status;
      }
      const std::string all = result.out + result.err;
      EXPECT_NE(all.find(": error: "), std::string::npos) << "no located error";
      EXPECT_NE(all.find(phrase), std::string::npos) << "does not mention " << phrase;
      EXPECT_LT(all.size(), 100'000u) << "floods the terminal";
    }
  }

  static testing::ProcessResult run(const char* command, const std::string& path,
                                    const std::string& input = {}) {
#ifdef QIAO_TEST_SANITIZED
    return testing::run_process({QIAO_PROGRAM, command, path}, input, 10 * kSeconds);
#else
    return testing::run_process(
        {"/bin/sh", "-c", "ulimit -v 4194304; exec \"$0\" \"$@\"", QIAO_PROGRAM, command, path}, input,
        10 * kSeconds);
#endif
  }

  static void expect_civilised(const testing::ProcessResult& result) {
    EXPECT_FALSE(result.timed_out);
    EXPECT_EQ(result.signal, 0) << "killed by a signal";
    EXPECT_LT(result.cpu_seconds, kSeconds);
    EXPECT_NE(result.exit_status, 70) << "internal error";
    EXPECT_LT(result.exit_status, 71) << "died";
  }

  fs::path dir_;
};

// ---- small files that would become enormous

TEST_F(Hostile, thirty_doubling_gates_are_a_billion_operations) {
  std::string text = kHeader + "gate g0 a { x a; }\n";
  for (int i = 1; i <= 30; ++i)
    text += "gate g" + std::to_string(i) + " a { g" + std::to_string(i - 1) + " a; g" +
            std::to_string(i - 1) + " a; }\n";
  expect_refused(put("bomb.qasm", text + "qreg q[1];\ng30 q[0];\n"), 4, "bomb.qasm:35:1");
}

// 2^200 operations: the count itself must not overflow to something small.
TEST_F(Hostile, two_hundred_doubling_gates_overflow_every_counter) {
  std::string text = kHeader + "gate g0 a { x a; }\n";
  for (int i = 1; i <= 200; ++i)
    text += "gate g" + std::to_string(i) + " a { g" + std::to_string(i - 1) + " a; g" +
            std::to_string(i - 1) + " a; }\n";
  expect_refused(put("bomb.qasm", text + "qreg q[1];\ng200 q[0];\n"), 4);
}

// The same without a single operation at the bottom: nothing to execute, but 2^30 expansions to look at.
TEST_F(Hostile, doubling_gates_of_nothing) {
  std::string text = kHeader + "gate g0 a { }\n";
  for (int i = 1; i <= 60; ++i)
    text += "gate g" + std::to_string(i) + " a { g" + std::to_string(i - 1) + " a; g" +
            std::to_string(i - 1) + " a; }\n";
  const std::string path = put("empty_bomb.qasm", text + "qreg q[1];\ng60 q[0];\n");
  for (const char* command : {"check", "run"}) {
    const testing::ProcessResult result = run(command, path);
    SCOPED_TRACE(result.out + result.err);
    expect_civilised(result);
    EXPECT_TRUE(result.exit_status == 0 || result.exit_status == 4) << result.exit_status;
  }
}

TEST_F(Hostile, broadcast_multiplies) {
  std::string text = kHeader + "qreg q[1000000];\ngate many a {" + repeat(" x a;", 1000) + " }\nmany q;\n";
  expect_refused(put("broadcast.qasm", text), 4, "broadcast.qasm:5:1");
}

// Legal if done by powers of matrices, a limit if done by repetition.
TEST_F(Hostile, version_3_powers_multiply) {
  const std::string path = put("pow.qasm", kHeader3 +
                                               "qubit q;\npow(1000000000) @ h q;\n"
                                               "pow(1000000000) @ pow(1000000000) @ t q;\n"
                                               "gate g a { h a; x a; h a; }\npow(1000000000001) @ g q;\n");
  for (const char* command : {"check", "run"}) {
    const testing::ProcessResult result = run(command, path);
    SCOPED_TRACE(result.out + result.err);
    expect_civilised(result);
    EXPECT_TRUE(result.exit_status == 0 || result.exit_status == 4) << result.exit_status;
  }
}

TEST_F(Hostile, version_3_powers_of_phases_that_nobody_knows_so_well) {
  const std::string text = kHeader3 + "qubit q;\ngate g a { h a; t a; }\npow(1000000000000) @ g q;\n";
  expect_refused(put("pow_phases.qasm", text), 3, "pow_phases.qasm:5:1");
}

TEST_F(Hostile, loops_without_end_are_refused_at_once) {
  for (const char* body :
       {"x q;", "i += 1;", "f = sin(f) + f;", "for int k in [0:9] { x q; }", "h q; c = measure q;"}) {
    const std::string text = kHeader3 + "qubit q; bit c; int i; float f;\nwhile (true) { " + body + " }\n";
    expect_refused(put("endless.qasm", text), 3, "endless.qasm:4:1");
  }
  expect_refused(put("long.qasm", kHeader3 + "int i;\nwhile (i >= 0) { i += 1; }\n"), 4, "long.qasm:4:1");
}

TEST_F(Hostile, a_chain_of_a_hundred_thousand_gate_definitions) {
  std::string text = kHeader + "gate g0 a { x a; }\n";
  for (int i = 1; i <= 100'000; ++i)
    text += "gate g" + std::to_string(i) + " a { g" + std::to_string(i - 1) + " a; }\n";
  const std::string path = put("chain.qasm", text + "qreg q[1];\ng100000 q[0];\n");
  // Legal, if deep: either it works or the nesting limit says no, but the stack must hold. 2.5 MB, so more
  // than a second.
  for (const char* command : {"check", "run"}) {
    const testing::ProcessResult result = run(command, path);
    SCOPED_TRACE((result.out + result.err).substr(0, 2000));
    EXPECT_EQ(result.signal, 0);
    EXPECT_FALSE(result.timed_out);
    EXPECT_TRUE(result.exit_status == 0 || result.exit_status == 4) << result.exit_status;
  }
}

// ---- registers

TEST_F(Hostile, registers_of_2_to_the_40_bits) {
  expect_refused(put("big.qasm", kHeader + "qreg q[1099511627776];\nh q;\n"), 4, "big.qasm:3:8");
  expect_refused(put("c.qasm", kHeader + "qreg q[1];\ncreg c[1099511627776];\n"), 4, "c.qasm:4:8");
  expect_refused(put("v3.qasm", kHeader3 + "qubit[1099511627776] q;\nh q;\n"), 4, "v3.qasm:3:7");
  expect_refused(put("v3b.qasm", kHeader3 + "const int n = 1 << 40;\nbit[n] c;\n"), 4, "v3b.qasm:4:5");
}

TEST_F(Hostile, many_registers_that_are_too_large_together) {
  std::string text = kHeader;
  for (int i = 0; i < 1000; ++i) text += "qreg q" + std::to_string(i) + "[1000000];\n";
  expect_refused(put("many.qasm", text), 4);
}

TEST_F(Hostile, a_state_that_cannot_fit_is_refused_by_run_alone) {
  const std::string path =
      put("wide.qasm", kHeader + "qreg q[99];\nqreg r[1];\nh q;\ncz q,r[0];\nh r;\ncx r[0],q;\n");
  testing::ProcessResult result = run("run", path);
  EXPECT_EQ(result.exit_status, 4) << result.err;
  expect_civilised(result);
  result = run("check", path);
  EXPECT_EQ(result.exit_status, 0) << result.err;
}

// ---- includes

TEST_F(Hostile, files_that_include_themselves_or_each_other) {
  expect_refused(put("self.qasm", "OPENQASM 2.0;\ninclude \"self.qasm\";\n"), 0, "self.qasm:2:9");
  put("a.inc", "include \"b.inc\";\ninclude \"b.inc\";\n");
  put("b.inc", "include \"a.inc\";\ninclude \"a.inc\";\n");
  expect_refused(put("ab.qasm", "OPENQASM 2.0;\ninclude \"a.inc\";\n"), 0);
}

// No circle, but 2^25 inclusions.
TEST_F(Hostile, includes_that_double) {
  put("i25.inc", "// nothing\n");
  for (int i = 0; i < 25; ++i) {
    const std::string next = "include \"i" + std::to_string(i + 1) + ".inc\";\n";
    put("i" + std::to_string(i) + ".inc", next + next);
  }
  expect_refused(put("double.qasm", "OPENQASM 2.0;\ninclude \"i0.inc\";\n"), 0);
}

// Within the depth limit, but 10^13 inclusions; no gate, no error, just work.
TEST_F(Hostile, includes_that_multiply_within_the_depth) {
  put("j13.inc", "// nothing\n");
  for (int i = 0; i < 13; ++i)
    put("j" + std::to_string(i) + ".inc", repeat("include \"j" + std::to_string(i + 1) + ".inc\";\n", 10));
  expect_refused(put("wide.qasm", "OPENQASM 2.0;\ninclude \"j0.inc\";\n"), 0);
}

TEST_F(Hostile, device_files_and_secrets_are_not_included) {
  for (const char* name : {"/dev/zero", "/dev/stdin", "/etc/passwd", "../../../../etc/passwd", "./../x"}) {
    const std::string path = put("dev.qasm", std::string("OPENQASM 2.0;\ninclude \"") + name + "\";\n");
    expect_refused(path, 0, "dev.qasm:2:9");
    EXPECT_EQ(run("check", path).err.find("root:"), std::string::npos) << "shows the file's content";
  }
  // A link in the directory that points out of it.
  std::error_code ignored;
  fs::create_symlink("/etc/passwd", dir_ / "link.inc", ignored);
  const std::string path = put("link.qasm", "OPENQASM 2.0;\ninclude \"link.inc\";\n");
  const testing::ProcessResult result = run("check", path);
  EXPECT_EQ((result.out + result.err).find("nologin"), std::string::npos) << "shows the file's content";
}

// ---- nesting

TEST_F(Hostile, ten_thousand_nested_parentheses) {
  expect_refused(put("p.qasm", kHeader + "qreg q[1];\nrx(" + repeat("(", 10'000) + "1" + repeat(")", 10'000) +
                                   ") q[0];\n"),
                 4, "p.qasm:4:");
  expect_refused(
      put("p3.qasm", kHeader3 + "qubit q;\nrx(" + repeat("(", 10'000) + "1" + repeat(")", 10'000) + ") q;\n"),
      4, "p3.qasm:4:");
  expect_refused(put("open.qasm", kHeader + "qreg q[1];\nrx(" + repeat("(", 1'000'000)), 0);
}

TEST_F(Hostile, long_chains_of_operators) {
  const std::string head = kHeader + "qreg q[1];\nrx(", head3 = kHeader3 + "qubit q;\nrx(";
  expect_refused(put("minus.qasm", head + repeat("-", 100'000) + "1) q[0];\n"), 4);
  expect_refused(put("sin.qasm", head + repeat("sin(", 100'000) + "1" + repeat(")", 100'000) + ") q[0];\n"),
                 4);
  expect_refused(put("power.qasm", head + repeat("1^", 100'000) + "1) q[0];\n"), 4);
  expect_refused(put("minus3.qasm", head3 + repeat("-", 100'000) + "1) q;\n"), 4);
  expect_refused(put("power3.qasm", head3 + repeat("1.0**", 100'000) + "1) q;\n"), 4);
  // A sum is flat to a reader, but a tree as deep as it is long to a parser: result or refusal, no crash.
  for (const std::string& path : {put("sum.qasm", head + repeat("1+", 20'000) + "1) q[0];\n"),
                                  put("sum3.qasm", head3 + repeat("1+", 20'000) + "1) q;\n")}) {
    const testing::ProcessResult result = run("run", path);
    SCOPED_TRACE((result.out + result.err).substr(0, 2000));
    expect_civilised(result);
    EXPECT_TRUE(result.exit_status == 0 || result.exit_status == 4);
  }
}

TEST_F(Hostile, nested_blocks_and_modifiers) {
  expect_refused(put("if.qasm", kHeader3 + "bit c;\nqubit q;\n" + repeat("if (c) { ", 20'000) + "x q;" +
                                    repeat("}", 20'000)),
                 4);
  expect_refused(
      put("else.qasm", kHeader3 + "bit c;\nqubit q;\n" + repeat("if (c) x q; else ", 20'000) + "x q;\n"), 4);
  expect_refused(put("inv.qasm", kHeader3 + "qubit q;\n" + repeat("inv @ ", 100'000) + "x q;\n"), 4);
  expect_refused(
      put("if2.qasm", kHeader + "creg c[1];\nqreg q[1];\n" + repeat("if (c == 1) ", 20'000) + "x q[0];\n"),
      0);
}

// ---- tokens

TEST_F(Hostile, numbers_without_end) {
  const std::string head = kHeader + "qreg q[1];\n";
  expect_refused(put("e.qasm", head + "rx(1e99999999) q[0];\n"), 3, "e.qasm:4:4");
  expect_refused(put("d.qasm", head + "rx(" + repeat("9", 1'000'000) + ") q[0];\n"), 4, "d.qasm:4:4");
  expect_refused(put("i.qasm", head + "h q[" + repeat("1", 1'000'000) + "];\n"), 0, "i.qasm:4:");
  expect_refused(put("s.qasm", kHeader + "qreg q[" + repeat("1", 1'000'000) + "];\n"), 4, "s.qasm:3:8");
  expect_refused(put("f.qasm", head + "creg c[2];\nif (c == " + repeat("1", 1'000'000) + ") x q[0];\n"), 0,
                 "f.qasm:5:");
}

TEST_F(Hostile, names_and_strings_without_end) {
  const std::string head = kHeader + "qreg q[1];\n";
  expect_refused(put("n.qasm", head + repeat("a", 10'000'000) + " q[0];\n"), 4, "n.qasm:4:1");
  expect_refused(put("str.qasm", "OPENQASM 2.0;\ninclude \"" + repeat("a", 1'000'000) + "\";\n"), 0,
                 "str.qasm:2:9");
  expect_refused(put("open.qasm", "OPENQASM 2.0;\ninclude \"" + repeat("a\n", 1'000'000)), 0,
                 "open.qasm:2:9");
}

TEST_F(Hostile, unterminated_comment) {
  expect_refused(put("c.qasm", kHeader3 + "qubit q;\n /* " + repeat("* / ", 100'000)), 3, "c.qasm:4:2");
}

TEST_F(Hostile, nul_bytes_and_byte_order_marks) {
  expect_refused(put("nul.qasm", kHeader + "qreg q[1];\nx" + std::string(1, '\0') + " q[0];\n"), 3,
                 "nul.qasm:4:2");
  expect_refused(put("zeros.qasm", std::string(1'000'000, '\0')), 3, "zeros.qasm:1:1");
  expect_refused(put("utf16.qasm", std::string("\xff\xfeO\0P\0E\0N\0", 10)), 3, "utf16.qasm:1:1");
}

TEST_F(Hostile, random_bytes) {
  std::mt19937_64 rng(2026);
  for (std::size_t size : {1u, 100u, 10'000u, 1'000'000u}) {
    std::string bytes(size, ' ');
    for (char& c : bytes) c = static_cast<char>(rng() >> 56);
    bytes[0] = '\x80';
    expect_refused(put("random.qasm", bytes), 0);
    expect_refused(put("after_header.qasm", kHeader + bytes), 0);
    expect_refused(put("after_header3.qasm", kHeader3 + bytes), 0);
  }
}

TEST_F(Hostile, random_tokens) {
  const std::vector<std::string> words{
      "qreg",    "creg",  "gate",   "opaque", "if",     "measure", "->",
      "==",      "(",     ")",      "{",      "}",      "[",       "]",
      ";",       ",",     "q",      "c",      "cx",     "U",       "0",
      "1.5",     "\"a\"", "+",      "-",      "*",      "/",       "^",
      "sin",     "pi",    "h",      "\n",     "// x\n", "include", "OPENQASM 2.0;",
      "barrier", "reset", "ctrl @", "let",    "bit",    "qubit"};
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    std::mt19937_64 rng(seed);
    std::string text = seed % 2 ? kHeader : kHeader3;
    for (int i = 0; i < 300; ++i) text += words[rng() % words.size()] + " ";
    const testing::ProcessResult result = run("check", put("tokens.qasm", text));
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + (result.out + result.err).substr(0, 3000));
    expect_civilised(result);
    EXPECT_TRUE(result.exit_status == 3 || result.exit_status == 4) << result.exit_status;
  }
}

// Programs cut off anywhere are errors with a place, or complete by luck.
TEST_F(Hostile, truncated_programs) {
  std::string text =
      kHeader + "gate g(a) x, y { rx(a/2) x; cx x, y; }\nqreg q[2];\ncreg c[2];\ng(sin(0.3)) q[0], q[1];\n" +
      "if (c == 1) h q;\nmeasure q -> c;\n";
  for (std::size_t length = 0; length < text.size(); length += 3) {
    const testing::ProcessResult result = run("check", put("cut.qasm", text.substr(0, length)));
    SCOPED_TRACE(text.substr(0, length) + "\n=>\n" + result.out + result.err);
    expect_civilised(result);
    EXPECT_TRUE(result.exit_status == 0 || result.exit_status == 3) << result.exit_status;
  }
}

TEST_F(Hostile, empty_and_missing_files_and_directories) {
  for (const std::string& path :
       {put("empty.qasm", ""), put("blank.qasm", "\n\n  \n"), put("comment.qasm", "// only\n")}) {
    const testing::ProcessResult result = run("run", path);
    SCOPED_TRACE(path + result.out + result.err);
    expect_civilised(result);
    EXPECT_TRUE(result.exit_status == 0 || result.exit_status == 3);
  }
  for (const std::string& path : {(dir_ / "absent.qasm").string(), dir_.string()}) {
    const testing::ProcessResult result = run("check", path);
    expect_civilised(result);
    EXPECT_EQ(result.exit_status, 3);
    EXPECT_NE((result.out + result.err).find(path), std::string::npos);
  }
}

TEST_F(Hostile, ten_thousand_errors_are_cut_off) {
  expect_refused(put("many.qasm", kHeader + "qreg q[1];\n" + repeat("nogate q[0];\n", 10'000)), 3,
                 "many.qasm:4:1");
}

// The same from standard input, where no size is known beforehand.
TEST_F(Hostile, standard_input) {
  const testing::ProcessResult result = run("check", "-", kHeader + "qreg q[1];\nnogate q[0];\n");
  expect_civilised(result);
  EXPECT_EQ(result.exit_status, 3);
  EXPECT_NE((result.out + result.err).find(":4:1: error: "), std::string::npos) << result.err;
}

}  // namespace
}  // namespace qiao
