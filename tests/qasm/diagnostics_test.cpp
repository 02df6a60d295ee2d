// Every diagnostic code has a program that triggers it, with its exact place.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "helpers.hpp"

namespace qiao::qasm {
namespace {

struct Case {
  std::string code;
  std::string text;
  std::uint32_t line, column;
};

// Statements stand in line 2 of program2 and program3.
std::vector<Case> cases() {
  const std::string two = "qreg q[3]; creg c[3]; ", three = "qubit[3] q; bit[3] c; ";
  const auto v2 = [&](const std::string& code, const std::string& s, std::uint32_t column) {
    return Case{code, program2(two + s), 2, column + static_cast<std::uint32_t>(two.size())};
  };
  const auto v3 = [&](const std::string& code, const std::string& s, std::uint32_t column) {
    return Case{code, program3(three + s), 2, column + static_cast<std::uint32_t>(three.size())};
  };
  return {
      {"Q0101", program2("qreg q\x01\xff;"), 2, 8},
      v2("Q0102", "include \"abc;", 9),
      v2("Q0103", "/* abc", 1),
      v2("Q0104", "rx(1e) q[0];", 4),
      v2("Q0104", "x q[007];", 5),
      v3("Q0104", "rx(0b12) q[0];", 4),
      v2("Q0105", "x q[0)];", 6),
      v2("Q0105", "rx(1,) q[0];", 6),
      v2("Q0105", "x ?q[0];", 3),
      v2("Q0105", "if (c[0]==1) x q[0];", 6),
      v3("Q0105", "qubit q[2];", 8),
      v3("Q0105", "if c x q[0];", 4),
      v2("Q0106", "x q[0]", 7),
      v2("Q0106", "x q[0] y q[1];", 7),
      v3("Q0106", "if (c[0]) { x q[0] }", 19),
      v2("Q0107", "}", 1),
      v2("Q0107", "gate g a { x a;", 16),
      v3("Q0107", "if (c[0]) { x q[0];", 20),
      v2("Q0107", "gate g a { x a; gate h2 b { x b; }", 17),
      v2("Q0108", "OPENQASM 2.0;", 1),
      {"Q0108", "OPENQASM ;", 1, 10},
      v2("Q0201", "rz2(1) q[0];", 1),
      v3("Q0201", "ctrl @ foo q[0], q[1];", 8),
      {"Q0201", "OPENQASM 2.0; qreg q[1]; h q[0];", 1, 26},
      v2("Q0202", "x r[0];", 3),
      v2("Q0202", "rx(theta) q[0];", 4),
      v2("Q0202", "rx(sinh(1)) q[0];", 4),
      v3("Q0202", "rx(arcsine(1)) q[0];", 4),
      v2("Q0203", "qreg c[1];", 6),
      v2("Q0203", "gate h a {}", 6),
      v2("Q0203", "gate g a,a {}", 10),
      v3("Q0203", "const int q = 1;", 11),
      v2("Q0204", "q c[0];", 1),
      v2("Q0204", "x h;", 3),
      v3("Q0204", "rx(h) q[0];", 4),
      v3("Q0207", "const int n = 1; n = measure q[0];", 18),
      v2("Q0205", "gate g a { reset a; }", 12),
      v2("Q0205", "gate g a { measure a -> c; }", 12),
      v2("Q0205", "if (c==1) barrier q;", 11),
      v3("Q0205", "if (c[0]) { qubit r; }", 13),
      v3("Q0205", "gate g a { if (true) x a; }", 12),
      v2("Q0206", "gate g a { x a; g a; }", 17),
      v2("Q0301", "rx q[0];", 1),
      v2("Q0301", "x(1) q[0];", 1),
      v2("Q0302", "cx q[0];", 1),
      v3("Q0302", "ctrl @ x q[0];", 8),
      v2("Q0303", "cx q[0],q[0];", 9),
      v2("Q0303", "cx q[1],q;", 9),
      v3("Q0303", "x q[{0,0}];", 3),
      v2("Q0304", "qreg r[2]; cx q,r;", 17),
      v2("Q0304", "measure q[0] -> c;", 17),
      v2("Q0305", "x c[0];", 3),
      v2("Q0305", "measure q -> q;", 14),
      v3("Q0305", "qubit r; x r[0];", 12),
      v3("Q0306", "rx(\"01\" + 1) q[0];", 4),
      v3("Q0306", "x q[1.5];", 5),
      v3("Q0306", "rx(!1.5) q[0];", 4),
      v2("Q0307", "gate g a { x a[0]; }", 15),
      v3("Q0308", "ctrl(0) @ x q[0], q[1];", 6),
      v3("Q0308", "pow(\"10\") @ x q[0];", 5),
      v2("Q0401", "x q[3];", 3),
      v3("Q0401", "x q[-4];", 3),
      v3("Q0401", "x q[1:3];", 3),
      v2("Q0402", "qreg r[0];", 8),
      v3("Q0402", "qubit[1-2] r;", 7),
      v3("Q0402", "const int[0] n = 1;", 11),
      v3("Q0403", "const int n = c[0];", 15),
      v3("Q0403", "input int n; qubit[n] r;", 20),
      v3("Q0407", "while (true) { x q[0]; }", 1),
      v2("Q0404", "rx(1/0) q[0];", 5),
      v2("Q0404", "rx(ln(0)) q[0];", 4),
      v2("Q0404", "gate g(a) x { rx(1/a) x; } g(0) q[0];", 28),
      v3("Q0404", "rx(arcsin(2)) q[0];", 4),
      v3("Q0405", "const int[4] n = 8;", 18),
      v3("Q0405", "const int n = 99999999999999999999;", 15),
      v3("Q0405", "const int n = 9223372036854775807 + 1;", 35),
      v3("Q0406", "x q[2:1];", 5),
      v3("Q0406", "x q[0:0:2];", 5),
      v2("Q0501", "include \"nothing.inc\";", 9),
      v2("Q0502", "include \"/etc/passwd\";", 9),
      {"Q0504", "OPENQASM 4.0;", 1, 10},
      v3("Q0601", "int[80] w;", 5),
      v3("Q0208", "break;", 1),
      v3("Q0309", "array[int[8], 3] a = {1, 2};", 22),
      v3("Q0310", "switch (c) { case 1 { } }", 9),
      v3("Q0604", "extern f(int) -> int; int n = f(1);", 31),
      v3("Q0605", "defcal zz9 $0 { } zz9 $0;", 19),
      v2("Q0602", "opaque magic a; magic q[0];", 17),
      v3("Q0708", "let a = {" + std::string(1200000, ' ') + "};", 1),
  };
}

TEST(Diagnostics, values_of_inputs_are_checked) {
  ParseOptions options;
  options.inputs["n"] = "1.5";
  const std::string text = program3("input int n; qubit q; rx(n) q;");
  const ParseResult wrong = parse_text(text, "test.qasm", options);
  ASSERT_EQ(wrong.diagnostics.size(), 1u);
  EXPECT_EQ(wrong.diagnostics[0].code, "Q0311");
  EXPECT_EQ(wrong.diagnostics[0].range.line, 2u);
  options.inputs = {{"n", "2"}, {"m", "3"}};
  const ParseResult unknown = parse_text(text, "test.qasm", options);
  ASSERT_EQ(unknown.diagnostics.size(), 1u);
  EXPECT_EQ(unknown.diagnostics[0].code, "Q0311");
  options.inputs = {{"n", "2"}};
  const ParseResult right = parse_text(text, "test.qasm", options);
  ASSERT_TRUE(right.circuit);
  EXPECT_FALSE(right.circuit->is_symbolic());
}

TEST(Diagnostics, each_code_at_its_place) {
  std::set<std::string> seen;
  for (const Case& c : cases()) {
    const ParseResult r = parse_text(c.text, "test.qasm");
    ASSERT_FALSE(r.diagnostics.empty()) << c.code << ": " << c.text.substr(0, 200);
    const Diagnostic& d = r.diagnostics[0];
    EXPECT_EQ(d.code, c.code) << c.text.substr(0, 200) << "\n" << rendered(r).substr(0, 1000);
    EXPECT_EQ(d.range.line, c.line) << rendered(r).substr(0, 1000);
    EXPECT_EQ(d.range.column, c.column) << rendered(r).substr(0, 1000);
    EXPECT_GT(d.range.end_column, d.range.column);
    EXPECT_EQ(d.range.file, "test.qasm");
    EXPECT_EQ(d.severity, Severity::kError);
    EXPECT_FALSE(r.circuit);
    EXPECT_EQ(std::count_if(r.diagnostics.begin(), r.diagnostics.end(),
                            [](const auto& x) { return x.severity == Severity::kError; }),
              1)
        << "one fault, several errors:\n"
        << rendered(r).substr(0, 1000);
    seen.insert(d.code);
  }
  // The codes of limits and cycles have their tests in limits_test and includes_test, those of warnings
  // below.
  for (const char* elsewhere : {"Q0109", "Q0311", "Q0503", "Q0701", "Q0702", "Q0703", "Q0704", "Q0705",
                                "Q0706", "Q0707", "Q0901", "Q0902", "Q0903", "Q0904"})
    seen.insert(elsewhere);
  for (const CodeInfo& info : diagnostic_codes()) {
    if (!info.tool.empty()) break;             // the lint: codes_test.cpp
    if (info.code.starts_with('T')) continue;  // of translations: translate.transcript
    EXPECT_TRUE(seen.count(std::string(info.code))) << info.code << " has no test";
  }
}

TEST(Diagnostics, codes_are_unique_ordered_and_explained) {
  const auto& codes = diagnostic_codes();
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (i > 0 && codes[i].tool.empty() == codes[i - 1].tool.empty()) {
      EXPECT_LT(codes[i - 1].code, codes[i].code);
    }
    EXPECT_FALSE(codes[i].title.empty());
    EXPECT_GT(codes[i].explanation.size(), 20u);
  }
}

// Every kind of statement and type is accepted; what each means is in tests/data/qasm/features.
TEST(Diagnostics, every_feature_is_accepted) {
  for (const char* text : {"while (c[0]) { x q[0]; }",
                           "switch (1) { case 1 { x q[0]; } default { } }",
                           "def f(qubit a) -> bit { return measure a; }",
                           "extern f(int) -> int;",
                           "box { x q[0]; }",
                           "delay[100ns] q[0];",
                           "duration d = 100ns;",
                           "stretch k;",
                           "int n = 1;",
                           "bool b;",
                           "array[int, 3] a = {1, 2, 3};",
                           "complex k = 1 + 2im;",
                           "const complex k = 2im;",
                           "const duration d = 1us;",
                           "end;",
                           "x $0;",
                           "measure q[0];",
                           "c[0] = 1;",
                           "cal { play(d0, gaussian(1)); }",
                           "defcal x $0 { play(d0, drag); }",
                           "defcalgrammar \"openpulse\";",
                           "input bit b;",
                           "output int n;",
                           "if (uint[3](c) + 1 == 2) x q[0];",
                           "x[100ns] q[0];",
                           "1 + 2;",
                           "if (c[0]) { bit b; }",
                           "duration d = durationof({ x q[0]; });",
                           "let a = q[0:1] ++ q[2];"}) {
    const ParseResult r = parse_text(program3("qubit[3] q; bit[3] c;\n" + std::string(text) + "\nh q[0];"));
    EXPECT_TRUE(r.diagnostics.empty()) << text << "\n" << rendered(r);
    EXPECT_TRUE(r.circuit.has_value()) << text;
  }
}

TEST(Diagnostics, several_faults_are_reported_in_one_run_each_once) {
  const ParseResult r =
      parse_text(program2("qreg q[2];\n"
                          "h q[0]\n"                  // 3: missing ;
                          "x q[5];\n"                 // 4: index
                          "gate bad a { nope a; }\n"  // 5: undefined, and bad is not usable
                          "bad q[0];\n"               //    silent
                          "qreg broken[;\n"           // 7: syntax
                          "x broken[0];\n"            //    silent: it would have been declared
                          "hh q[0];\nhh q[1];\n"      // 9: undefined, said once
                          "rx(1/0) q[0];\n"           // 11
                          "cx q[0],q[0];\n"));        // 12
  std::vector<std::uint32_t> lines;
  for (const Diagnostic& d : r.diagnostics) lines.push_back(d.range.line);
  EXPECT_EQ(lines, (std::vector<std::uint32_t>{3, 4, 5, 7, 9, 11, 12})) << rendered(r);
}

TEST(Diagnostics, a_loop_reports_its_fault_once) {
  const ParseResult r = parse_text(program3("qubit[3] q; for int i in [0:5] { h q[0]; x q[i]; }"));
  ASSERT_EQ(r.diagnostics.size(), 1u) << rendered(r);
  EXPECT_EQ(r.diagnostics[0].code, "Q0401");
  EXPECT_EQ(r.diagnostics[0].range.column, 44u);
}

TEST(Diagnostics, suggestions_and_declarations) {
  const ParseResult near =
      parse_text(program2("qreg qubits[2];\nmeasuer qubits;\nrxx2(1) qubit[0],qubits[1];"));
  ASSERT_EQ(near.diagnostics.size(), 2u) << rendered(near);
  EXPECT_NE(near.diagnostics[1].help.find("'rxx'"), std::string::npos) << near.diagnostics[1].help;
  const ParseResult name = parse_text(program2("qreg qubits[2];\nx qubit[0];"));
  EXPECT_NE(name.diagnostics[0].help.find("'qubits'"), std::string::npos);
  const ParseResult library = parse_text("OPENQASM 3.0; qubit q; h q;");
  EXPECT_NE(library.diagnostics[0].help.find("stdgates.inc"), std::string::npos);
  const ParseResult again = parse_text(program2("qreg q[2];\n creg q[1];"));
  ASSERT_EQ(again.diagnostics[0].notes.size(), 1u);
  EXPECT_EQ(again.diagnostics[0].notes[0].range.line, 2u);
  EXPECT_EQ(again.diagnostics[0].notes[0].range.column, 6u);
  EXPECT_EQ(again.diagnostics[0].source_line, " creg q[1];");
}

TEST(Diagnostics, columns_count_characters_and_carets_span_the_fault) {
  const ParseResult r = parse_text(program3("/* äöü€🐈 */ qubit[2] q; x q[17];"));
  ASSERT_EQ(r.diagnostics.size(), 1u);
  EXPECT_EQ(r.diagnostics[0].range.column, 27u);
  EXPECT_EQ(r.diagnostics[0].range.end_column, 32u);
}

TEST(Diagnostics, check_finds_what_running_finds) {
  // Faults that depend on the parameters of a call need expansion even when no circuit is wanted.
  ParseOptions check;
  check.build_circuit = false;
  const std::string text = program2(
      "gate inner(a) x { rx(1/a) x; } gate outer(a) x { inner(a-1) x; } qreg q[1];\nouter(2) q[0];\n "
      "outer(1) q[0];");
  for (const ParseOptions& options : {ParseOptions{}, check}) {
    const ParseResult r = parse_text(text, "t", options);
    ASSERT_EQ(r.diagnostics.size(), 1u) << rendered(r);
    EXPECT_EQ(r.diagnostics[0].range.line, 4u);
    EXPECT_EQ(r.diagnostics[0].range.column, 2u);
    EXPECT_EQ(r.diagnostics[0].notes.size(), 1u);
  }
}

TEST(Diagnostics, warnings_do_not_stop_a_program) {
  const ParseResult r = parse_text(program2("qreg q[1]; creg c[2];\n if (c==7) x q[0];"));
  EXPECT_TRUE(r.ok());
  ASSERT_EQ(r.diagnostics.size(), 1u);
  EXPECT_EQ(r.diagnostics[0].code, "Q0902");
  EXPECT_EQ(r.diagnostics[0].range.column, 6u);
}

TEST(Diagnostics, values_that_no_result_shows_are_named) {
  const std::string start = "qubit q; bit m; m = measure q;\n";
  for (const char* text :
       {"int[8] k = 0; angle[4] a; if (m) { k = 3; a = pi; }", "float k; k = sin(0.5 * m); bool b = m;"}) {
    const ParseResult r = parse_text(program3(start + text));
    ASSERT_EQ(r.diagnostics.size(), 1u) << rendered(r);
    EXPECT_EQ(r.diagnostics[0].code, "Q0904");
    EXPECT_EQ(r.diagnostics[0].severity, Severity::kWarning);
    EXPECT_EQ(r.diagnostics[0].range.line, 3u);
    EXPECT_NE(r.diagnostics[0].message.find("'k', "), std::string::npos) << r.diagnostics[0].message;
    EXPECT_TRUE(r.circuit);
  }
  // Outputs alone are returned then; what is known is no result of the run; temporary ones are nobody's.
  for (const char* text : {"output int[8] k; int[8] n = 0; if (m) { n = 3; } k = n;",
                           "int n = 3; n += 1; rx(n) q;", "if (m) { int n = 3; n += m; }"})
    EXPECT_TRUE(parse_text(program3(start + text)).diagnostics.empty()) << text;
}

TEST(Diagnostics, conditions_of_version_2_hold_numbers_of_any_size) {
  const std::string start = "qreg q[1]; creg c[130];\n";
  EXPECT_TRUE(parse_text(program2(start + "if (c == 18446744073709551616) x q[0];")).ok());
  EXPECT_TRUE(
      parse_text(program2(start + "if (c == 1361129467683753853853498429727072845823) x q[0];")).ok());
  const ParseResult never =
      parse_text(program2(start + "if (c == 1361129467683753853853498429727072845824) x q[0];"));
  ASSERT_EQ(never.diagnostics.size(), 1u);
  EXPECT_EQ(never.diagnostics[0].code, "Q0902");
}

}  // namespace
}  // namespace qiao::qasm
