// Hostile programs: each ends in time with a located error that names its limit or fault.
#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <random>

#include "helpers.hpp"

namespace qiao::qasm {
namespace {

#if defined(__SANITIZE_ADDRESS__) || !defined(NDEBUG)
constexpr double kSeconds = 20;
#else
constexpr double kSeconds = 1;
#endif

std::string repeat(const std::string& s, std::size_t n) {
  std::string out;
  out.reserve(s.size() * n);
  for (std::size_t i = 0; i < n; ++i) out += s;
  return out;
}

ParseResult timed(const std::string& text, const ParseOptions& options = {}) {
  // Processor time: other programs on the machine must not decide.
  const std::clock_t begin = std::clock();
  ParseResult r = parse_text(text, "hostile.qasm", options);
  EXPECT_LT(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC, kSeconds);
  EXPECT_LE(r.diagnostics.size(), options.limits.max_errors + 1);
  return r;
}

// The one error that ends the run, with its place.
void expect_limit(const std::string& text, const std::string& code, const std::string& option,
                  std::uint32_t line, std::uint32_t column, const ParseOptions& options = {}) {
  const ParseResult r = timed(text, options);
  ASSERT_FALSE(r.ok()) << text.substr(0, 200);
  EXPECT_FALSE(r.circuit);
  const Diagnostic& d = r.diagnostics.back();
  EXPECT_EQ(d.code, code) << rendered(r).substr(0, 2000);
  EXPECT_TRUE(d.is_limit);
  std::string typed = "--" + option;
  std::replace(typed.begin(), typed.end(), '_', '-');
  EXPECT_NE(d.message.find(typed), std::string::npos) << d.message;
  EXPECT_EQ(d.range.line, line);
  EXPECT_EQ(d.range.column, column);
}
void expect_error(const std::string& text, const std::string& code, std::uint32_t line,
                  std::uint32_t column) {
  const ParseResult r = timed(text);
  ASSERT_FALSE(r.ok());
  EXPECT_EQ(r.diagnostics[0].code, code) << rendered(r).substr(0, 2000);
  EXPECT_EQ(r.diagnostics[0].range.line, line);
  EXPECT_EQ(r.diagnostics[0].range.column, column);
}

std::string doubling(int levels) {
  std::string out = "gate g0 a { x a; x a; }\n";
  for (int i = 1; i < levels; ++i)
    out += "gate g" + std::to_string(i) + " a { g" + std::to_string(i - 1) + " a; g" + std::to_string(i - 1) +
           " a; }\n";
  return out;
}

TEST(Limits, definitions_that_double_are_counted_before_they_are_expanded) {
  expect_limit(program2(doubling(60) + "qreg q[1];\n  g29 q[0];"), "Q0707", "max_operations", 63, 3);
  expect_limit(program2(doubling(60) + "qreg q[1];\ng59 q[0];"), "Q0707", "max_operations", 63, 1);
  // Each call is allowed, together they are not: nothing may have been expanded by then.
  expect_limit(program2(doubling(60) + "qreg q[1];\n" + repeat("g24 q[0];\n", 10)), "Q0707", "max_operations",
               65, 1);
  // Definitions nobody calls cost nothing.
  EXPECT_TRUE(timed(program2(doubling(60))).ok());
}

TEST(Limits, definitions_that_come_to_nothing_cost_nothing) {
  std::string text = "gate g0 a { }\n";
  for (int i = 1; i < 60; ++i)
    text += "gate g" + std::to_string(i) + " a { g" + std::to_string(i - 1) + " a; g" +
            std::to_string(i - 1) + " a; }\n";
  EXPECT_TRUE(timed(program2(text + "qreg q[1]; g59 q[0];")).ok());
  // One operation at the end of a long way, many times.
  text = "gate g0 a { x a; }\n";
  for (int i = 1; i < 10000; ++i)
    text += "gate g" + std::to_string(i) + " a { g" + std::to_string(i - 1) + " a; }\n";
  ParseOptions options;
  options.limits.max_operations = 100000;
  EXPECT_TRUE(timed(program2(text + "qreg q[100]; g9999 q;"), options).ok());
  expect_limit(program2(text + "qreg q[1000]; g9999 q;"), "Q0707", "max_operations", 10002, 15, options);
}

TEST(Limits, messages_stay_short) {
  for (const std::string& text :
       {program2("include \"" + repeat("a", 500000) + "\";"), program3("x \"" + repeat("01", 250000) + "\";"),
        program3("qubit " + repeat("ä", 1000) + "; x " + repeat("ä", 1000) + "[3];")}) {
    const ParseResult r = timed(text);
    EXPECT_FALSE(r.ok());
    EXPECT_LT(rendered(r).size(), 10000u);
  }
}

TEST(Limits, operations_may_be_as_many_as_allowed) {
  ParseOptions options;
  options.limits.max_operations = 8;
  EXPECT_TRUE(timed(program2(doubling(3) + "qreg q[1]; g2 q[0];"), options).ok());
  options.limits.max_operations = 7;
  expect_limit(program2(doubling(3) + "qreg q[1]; g2 q[0];"), "Q0707", "max_operations", 5, 12, options);
}

TEST(Limits, broadcast_and_barriers_count) {
  expect_limit(program2("qreg q[1000000];" + repeat("h q;", 200)), "Q0707", "max_operations", 2, 417);
  expect_limit(program2("qreg q[1000000];" + repeat("barrier q;", 200)), "Q0707", "max_operations", 2, 1007);
}

TEST(Limits, loops) {
  expect_limit(program3("qubit q; for int i in [0:999999999999] { x q; }"), "Q0707", "max_operations", 2, 10);
  expect_limit(program3("qubit q; for int i in [0:999999999999] { }"), "Q0707", "max_operations", 2, 10);
  expect_limit(program3("qubit q; for int i in [0:99999] { for int j in [0:99999] { x q; } }"), "Q0707",
               "max_operations", 2, 10);
  expect_limit(program3("qubit q; for int i in [0:99999] { for int j in [0:i] { x q; } }"), "Q0707",
               "max_operations", 2, 10);
  const std::string deep = repeat("for int i in [0:1] ", 100) + "x q;";
  expect_limit(program3("qubit q; " + deep), "Q0707", "max_operations", 2, 10);
  expect_limit(program3("qubit q; for int i in [0:1] " + repeat("for int i in [i:i+1] ", 100) + "x q;"),
               "Q0707", "max_operations", 2, 10);
  expect_limit(program3("gate g a { for int i in [0:999999999999] { x a; } }"), "Q0707", "max_operations", 2,
               12);
  expect_limit(program3("qubit q; gate g a { x a; h a; } pow(999999999) @ g q;"), "Q0707", "max_operations",
               2, 33);
}

// Executed while the program is read: what provably never ends, and what may.
TEST(Limits, loops_and_calls_without_end) {
  for (const char* body :
       {"x q;", "", "i += 1;", "f = f + sin(f);", "let a = q; x a;", "if (i == 0) { x q; }",
        "for int k in [0:3] { x q; break; }", "continue;", "c = measure q;", "barrier q;"}) {
    const std::string text = "int i = 0; float f = 0.5;\nwhile (true) { " + std::string(body) + " }";
    expect_error(program3("qubit q; bit c; " + text), "Q0407", 3, 1);
    expect_error(program3("qubit q; bit c; " + text + " x q;"), "Q0407", 3, 1);
  }
  // The condition reads what the loop does not change.
  expect_error(program3("qubit q; int i = 0; while (i < 10) { x q; }"), "Q0407", 2, 21);
  expect_error(program3("qubit q; bit c; int i = 0; while (i < 10) { c = measure q; if (c) { x q; } }"),
               "Q0407", 2, 28);
  const std::string work = "Q0707", option = "max_operations";
  expect_limit(program3("int i = 0; while (i >= 0) { i += 1; }"), work, option, 2, 12);
  expect_limit(program3("float f; for int i in [0:99999998] { f = f + sin(f) * cos(f); }"), work, option, 2,
               10);
  expect_limit(program3("int i; for int a in [0:9998] { for int b in [0:9999] { i += a * b - b * a + a; } }"),
               work, option, 2, 8);
  expect_limit(program3("def f(int n) -> int { return f(n + 1); }\nint i = f(0);"), "Q0702", "max_nesting", 2,
               30);
  ParseOptions few;  // likewise, sooner
  few.limits.max_operations = 5'000'000;
  expect_limit(program3("int i = 0; while (true) { i += 1; if (i == -1) break; }"), work, option, 2, 12, few);
  expect_limit(program3("float f = 1; while (f > 0) { f = f + sin(f) * sin(f) + 1; }"), work, option, 2, 14,
               few);
  expect_limit(program3("qubit q; int i = 0; while (i >= 0) { i = i + 1; rx(sin(i * 0.1)) q; }"), work,
               option, 2, 21, few);
  expect_limit(program3("array[int, 1000] v; int i; while (i >= 0) { i += 1; if (i > 5) { v[0] = i; } }"),
               work, option, 2, 28, few);
  expect_limit(program3("qubit[100] r; int i; while (i >= 0) { i += 1; cx r[0:49], r[50:99]; }"), work,
               option, 2, 22, few);
  expect_limit(program3("float f; for int i in [0:4999998] { f += sin(f); if (f < 0) { break; } }"), work,
               option, 2, 10, few);
  expect_limit(program3("def f(int n) { if (n > 0) { f(n - 1); f(n - 1); } }\n f(60);"), work, option, 3, 2,
               few);
  std::string tree = "def f0(int n) -> int { return n + 1; }\n";
  for (int i = 1; i < 60; ++i)
    tree += "def f" + std::to_string(i) + "(int n) -> int { return f" + std::to_string(i - 1) + "(n) + f" +
            std::to_string(i - 1) + "(n); }\n";
  expect_limit(program3(tree + "int i = f59(1);"), work, option, 62, 9, few);
  EXPECT_TRUE(timed(program3("def f(int n) { if (n > 0) { f(n - 1); } } f(60);")).ok());
  // Variables of a round end with it, so that conditions in long loops stay cheap.
  EXPECT_TRUE(
      timed(program3("int i; for int a in [0:20000] { int b = a; if (b > 5) { i = b; } else { i = 1; } }"))
          .ok());
  // Loops that end, and such that a measurement ends.
  EXPECT_TRUE(timed(program3("qubit q; int i = 0; while (i < 1000) { i += 1; x q; }")).ok());
  EXPECT_TRUE(timed(program3("qubit q; bit c; while (true) { h q; c = measure q; if (c) break; }")).ok());
  EXPECT_TRUE(timed(program3("qubit q; bit c; while (true) { h q; c = measure q; if (c) end; }")).ok());
}

TEST(Limits, a_warning_is_given_once_however_often_a_loop_comes_by) {
  const ParseResult r = timed(program3("int n = 7; int i; for int a in [0:999] { i = 7 / 2; }"));
  EXPECT_TRUE(r.ok());
  EXPECT_LE(r.diagnostics.size(), 1u);
}

TEST(Limits, nesting) {
  const std::string nested = "rx(" + repeat("(", 10000) + "1" + repeat(")", 10000) + ") q[0];";
  expect_limit(program2("qreg q[1];\n" + nested), "Q0702", "max_nesting", 3, 259);
  expect_limit(program3("qubit[1] q;\n" + nested), "Q0702", "max_nesting", 3, 259);
  expect_limit(program2("qreg q[1];\nrx(" + repeat("-", 10000) + "1) q[0];"), "Q0702", "max_nesting", 3, 259);
  expect_limit(program2("qreg q[1];\nrx(2" + repeat("^2", 10000) + ") q[0];"), "Q0702", "max_nesting", 3,
               517);
  expect_limit(program2("qreg q[1];\nrx(2" + repeat("+2", 10000) + ") q[0];"), "Q0702", "max_nesting", 3,
               2053);
  expect_limit(program3("qubit q; bit c;\n" + repeat("if (c) ", 10000) + "x q;"), "Q0702", "max_nesting", 3,
               1789);
  expect_limit(program3("qubit q; bit c;\n" + repeat("if (c) { ", 10000) + "x q;" + repeat("}", 10000)),
               "Q0702", "max_nesting", 3, 2299);
  expect_limit(program3("qubit q; bit c;\nif (c) x q;" + repeat(" else if (c) x q;", 10000)), "Q0702",
               "max_nesting", 3, 2177);
  expect_limit(program3("qubit[2] q;\nx q" + repeat("[0]", 10000) + ";"), "Q0702", "max_nesting", 3, 3076);
  // Within the limit everything works.
  EXPECT_TRUE(timed(program2("qreg q[1]; rx(" + repeat("(", 250) + "1" + repeat(")", 250) + ") q[0];")).ok());
  EXPECT_TRUE(timed(program3("qubit q; bit c;" + repeat("if (c) { ", 250) + "x q;" + repeat("}", 250))).ok());
  EXPECT_TRUE(timed(program2("qreg q[1]; rx(2" + repeat("+2", 1000) + ") q[0];")).ok());
}

TEST(Limits, registers) {
  expect_limit(program2("qreg q[1099511627776];"), "Q0706", "max_register", 2, 8);
  expect_limit(program2("creg c[1099511627776];"), "Q0706", "max_register", 2, 8);
  expect_limit(program3("qubit[2**40] q;"), "Q0706", "max_register", 2, 7);
  expect_limit(program2("qreg a[1000000];\nqreg b[1000000];"), "Q0706", "max_register", 3, 8);
  expect_limit(program2("qreg q[99999999999999999999999999];"), "Q0706", "max_register", 2, 8);
  EXPECT_TRUE(timed(program3("x $1048575;")).ok());
  expect_limit(program3("x $1048576;"), "Q0706", "max_register", 2, 3);
  expect_limit(program3("x $99999999999999999999999999;"), "Q0706", "max_register", 2, 3);
  expect_limit(program3("qubit[1048576] q;\nx $0;"), "Q0706", "max_register", 3, 3);
}

TEST(Limits, long_tokens) {
  expect_limit(program2("qreg q[1];\nrx(" + repeat("1", 1000000) + ") q[0];"), "Q0705", "max_literal", 3, 4);
  expect_limit(program2("qreg " + repeat("a", 1000000) + "[1];"), "Q0704", "max_identifier", 2, 6);
  expect_limit(program3("qubit " + repeat("ä", 2000) + ";"), "Q0704", "max_identifier", 2, 7);
  EXPECT_TRUE(timed(program3("qubit " + repeat("ä", 1024) + ";")).ok());
  expect_error(program2("qreg q[1];\nrx(1e99999999) q[0];"), "Q0404", 3, 4);
}

TEST(Limits, long_statements_and_texts) {
  expect_limit(program3("qubit q;\n let a = {" + repeat("q,", 600000) + "q};"), "Q0708",
               "max_statement_bytes", 3, 2);
  ParseOptions options;
  options.limits.max_file_bytes = 100;
  expect_limit(program2(repeat(" ", 100)), "Q0701", "max_file_bytes", 1, 1, options);
}

TEST(Limits, errors_end_the_run) {
  const ParseResult r = timed(program2(repeat("x y;\n", 1000) + repeat("U(0,0,0) U;\n", 1000)));
  EXPECT_EQ(r.diagnostics.size(), 20u);
  EXPECT_NE(r.diagnostics.back().help.find("--max-errors"), std::string::npos);
  ParseOptions one;
  one.limits.max_errors = 1;
  EXPECT_EQ(timed("OPENQASM 2.0; x y; z w;", one).diagnostics.size(), 1u);
}

TEST(Limits, texts_that_are_no_text) {
  expect_error(program2(std::string("qreg q\0[1];", 11)), "Q0101", 2, 7);
  expect_error(program2("qreg q\xff[1];"), "Q0101", 2, 7);
  expect_error(program2("// \xc3\x28"), "Q0101", 2, 4);
  expect_error(program2("// \xed\xa0\x80"), "Q0101", 2, 4);  // a surrogate
  expect_error(program2("// \xc0\x80"), "Q0101", 2, 4);      // overlong
  expect_error(program2("// \xf4\x90\x80\x80"), "Q0101", 2, 4);
  expect_error(program2("// \xe2\x82"), "Q0101", 2, 4);  // ends inside a character
  EXPECT_TRUE(timed(program2("// \xf0\x9f\x90\x88 \xe2\x82\xac")).ok());
  expect_error(program2("/* never closed"), "Q0103", 2, 1);
  expect_error(program2("include \"never closed;\nqreg q[1];"), "Q0102", 2, 9);
}

TEST(Limits, random_bytes_and_random_tokens) {
  std::mt19937 random(20240601);
  for (int round = 0; round < 30; ++round) {
    std::string bytes, ascii, tokens3 = "OPENQASM 3.0;", tokens2 = "OPENQASM 2.0;";
    for (int i = 0; i < 20000; ++i) {
      bytes += static_cast<char>(random());
      ascii += static_cast<char>(32 + random() % 95);
    }
    const char* const words[] = {"gate",    "qubit",  "q",       "[",      "0",    "]",       "{",     "}",
                                 "(",       ")",      ";",       "if",     "else", "for",     "int",   "in",
                                 "x",       "ctrl",   "@",       "+",      "-",    "measure", "->",    "=",
                                 "let",     "\"a\"",  "1.5",     "pi",     ",",    "qreg",    "creg",  "cal",
                                 "def",     "\n",     "include", "//",     "/*",   "*/",      "^",     "==",
                                 "barrier", "opaque", "inv",     "gphase", ":",    "bit",     "const", "U"};
    for (int i = 0; i < 3000; ++i) {
      const std::string word = words[random() % std::size(words)];
      tokens3 += word + " ";
      tokens2 += word + " ";
    }
    for (const std::string& text : {bytes, ascii, tokens2, tokens3, "OPENQASM 3.0;" + ascii})
      EXPECT_FALSE(timed(text).ok());
  }
}

TEST(Limits, a_long_chain_of_definitions_is_no_recursion) {
  std::string text = "gate g0 a { x a; }\n";
  for (int i = 1; i < 20000; ++i)
    text += "gate g" + std::to_string(i) + " a { g" + std::to_string(i - 1) + " a; }\n";
  EXPECT_EQ(listing(program2(text + "qreg q[1]; g19999 q[0];")), (std::vector<std::string>{"x 0"}));
}

}  // namespace
}  // namespace qiao::qasm
