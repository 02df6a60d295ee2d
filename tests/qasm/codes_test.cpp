// The examples of `qiao explain`, and where the portability lint points.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "helpers.hpp"

namespace qiao::qasm {
namespace {

const std::vector<Tool> kAll = {Tool::kQasm2, Tool::kQiskit, Tool::kMindQuantum};

std::vector<std::string> codes(const std::string& text, const std::vector<Tool>& lint = {}) {
  ParseOptions options;
  options.lint = lint;
  std::vector<std::string> out;
  for (const Diagnostic& d : parse_text(text, "example.qasm", options).diagnostics) out.push_back(d.code);
  return out;
}
bool has(const std::vector<std::string>& list, std::string_view code) {
  return std::find(list.begin(), list.end(), code) != list.end();
}

TEST(Codes, examples_show_what_they_say) {
  std::set<std::string_view> seen;
  for (const CodeInfo& info : diagnostic_codes()) {
    SCOPED_TRACE(std::string(info.code));
    EXPECT_TRUE(seen.insert(info.code).second) << "code used twice";
    EXPECT_FALSE(info.title.empty() || info.explanation.empty());
    EXPECT_EQ(info.wrong.empty(), info.right.empty());
    EXPECT_EQ(info.tool.empty(), info.code[0] != 'L');
    if (info.wrong.empty()) {
      // What is no matter of a few lines: bytes, files, limits, gaps of this version.
      EXPECT_TRUE(info.code == "Q0101" || info.code == "Q0109" || info.code == "Q0311" ||
                  info.code.starts_with("Q05") || info.code == "Q0601" || info.code.starts_with("Q07") ||
                  info.code.starts_with("T01"));
      continue;
    }
    const std::vector<Tool> lint = info.tool.empty() ? std::vector<Tool>{} : kAll;
    EXPECT_TRUE(has(codes(std::string(info.wrong), lint), info.code)) << info.wrong;
    const ParseResult right = parse_text(info.right);
    EXPECT_TRUE(right.ok()) << rendered(right);
    EXPECT_FALSE(has(codes(std::string(info.right), lint), info.code)) << info.right;
  }
}

TEST(Lint, is_silent_unless_asked_and_asks_only_for_the_tool) {
  const std::string text = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg Q1[2];\nsx Q1[0]; x Q1[1];\n";
  EXPECT_EQ(codes(text), (std::vector<std::string>{}));
  EXPECT_EQ(codes(text, {Tool::kQiskit}), (std::vector<std::string>{"L202", "L201"}));
  EXPECT_EQ(codes(text, {Tool::kQasm2}), (std::vector<std::string>{"L303", "L302"}));
  EXPECT_EQ(codes(text, {Tool::kMindQuantum}), (std::vector<std::string>{"L103", "L101"}));
}

struct Finding {
  const char* statements;  // after a header of two lines
  const char* code;
  std::uint32_t line, column;
};

void expect_place(const std::string& head, const Finding& f) {
  ParseOptions options;
  options.lint = kAll;
  const ParseResult r = parse_text(head + f.statements, "lint.qasm", options);
  SCOPED_TRACE(rendered(r));
  const auto d = std::find_if(r.diagnostics.begin(), r.diagnostics.end(),
                              [&](const auto& x) { return x.code == f.code; });
  ASSERT_NE(d, r.diagnostics.end()) << f.code << " in " << f.statements;
  EXPECT_EQ(d->severity, Severity::kWarning);
  EXPECT_EQ(d->range.line, f.line) << f.code;
  EXPECT_EQ(d->range.column, f.column) << f.code;
  EXPECT_FALSE(d->help.empty());
}

TEST(Lint, points_at_the_trouble_in_version_2) {
  const std::string head = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\n";
  for (const Finding& f : {
           Finding{"qreg q[2]; creg c[2];", "L101", 3, 12},
           {"gate g a { h a; } gate f a { x a; }\nqreg q[1];\n", "L101", 3, 19},
           {"qreg q[2];\nx q[ 1 ];", "L102", 4, 3},
           {"qreg q[1];\nqreg r2d2[2];\nx r2d2[1];", "L103", 4, 6},
           {"qreg q[2];\ncreg c[2];\nmeasure q[0] -> c[0];\nmeasure q[1] -> c[0];", "L104", 6, 17},
           {"qreg q[1];\ncreg c[2];\ncreg d[1];\nmeasure q[0] -> d[0];", "L104", 6, 17},
           {"qreg a[2];\nqreg b[3];\nx b[1];", "L105", 4, 6},
           {"qreg q[2];\ngate g a,b { csx a,b; }\ng q[0],q[1];", "L106", 4, 14},
           {"qreg q[1];\ngate g(t) a { rx(2*cos(t)) a; }\ng(1) q[0];", "L109", 4, 20},
           {"qreg q[1];\nrx(2^3) q[0];", "L109", 4, 4},
           {"qreg q[1];\nrx(-(+1)) q[0];", "L109", 4, 6},
           {"gate g(be,beta) a { rx(be*beta) a; }\nqreg q[1];\ng(1,2) q[0];", "L113", 3, 8},
           {"gate g(e) a { rx(e) a; }\nqreg q[1];\ng(1) q[0];", "L113", 3, 8},
           {"qreg q[2];\nqreg r[2];\nbarrier q,r[0];", "L114", 5, 1},
           {"qreg q[1];\nx q[0]; /* c */", "L203", 4, 9},
           {"qreg q[1];\nrx(sin(2e1)) q[0];", "L307", 4, 8},
       })
    expect_place(head, f);
  // Harmless neighbours.
  for (const char* fine : {"qreg q[2];\ncreg c1[2];\n\tx q[0];\nx q[1];\nmeasure q -> c1;\n",
                           "qreg q[1];\nx q[0]; // /* a comment */ x q[0];\n",
                           "gate g(s,t) a\n{\n  rx(s) a; rz(t) a;\n}\nqreg q[1];\ng(1,2) q[0];\n",
                           "qreg q[2];\nqreg r[2];\ncx q,r;\nbarrier q;\n",
                           "qreg q[2];\ncreg c[2];\nmeasure q[1] -> c[0];\nmeasure q[0] -> c[1];\n"}) {
    EXPECT_EQ(codes(head + fine, {Tool::kMindQuantum}), (std::vector<std::string>{})) << fine;
    EXPECT_EQ(codes(head + fine, {Tool::kQiskit}), (std::vector<std::string>{})) << fine;
  }
}

TEST(Lint, points_at_the_trouble_in_version_3) {
  const std::string head = "OPENQASM 3.0;\ninclude \"stdgates.inc\";\n";
  for (const Finding& f : {
           Finding{"qubit q;", "L110", 1, 1},
           {"qubit q;", "L301", 1, 1},
           {"qubit[3] q;\nfor uint i in [0:1] { cx q[0], q[i + 1]; }", "L211", 4, 34},
           {"qubit q;\nbit[2] c;\nif (c < 2) { x q; }", "L212", 5, 5},
           {"qubit q;\nbit c;\nif (c == 1) { x q; }", "L212", 5, 5},
           {"qubit q;\npragma a", "L213", 4, 1},
           {"const int n = 2;\nqubit[n] q;", "L214", 3, 1},
           {"qubit q;\nrx(2 ** 0.5) q;", "L216", 4, 4},
       })
    expect_place(head, f);
  for (const char* fine :
       {"qubit q;\nbit c;\nc = measure q;\nif (c) { x q; }\nif (!c) { x q; }\nif (c == true) { y q; }\n",
        "qubit[2] q;\nbit[2] c;\nc = measure q;\nif (c == 2) { x q[0]; }\nif (c[1]) { x q[1]; }\n",
        "input float theta;\nqubit[4] q;\nlet a = q[0:1];\nrx(2 * theta) a;\nctrl @ x q[0], "
        "q[1];\ngphase(pi);\n"})
    EXPECT_EQ(codes(head + fine, {Tool::kQiskit}), (std::vector<std::string>{})) << fine;
}

TEST(Lint, does_not_flood) {
  std::string text = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[1];\n";
  for (int i = 0; i < 1000; ++i) text += "x q[0]; x q[0];\n";
  EXPECT_EQ(codes(text, {Tool::kMindQuantum}).size(), 20u);
}

// Errors are as without it.
TEST(Lint, changes_no_errors) {
  const std::string text = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q1[2];\nx q1[2]; foo q1[0];\n";
  EXPECT_EQ(codes(text), (std::vector<std::string>{"Q0401", "Q0201"}));
  const auto with = codes(text, kAll);
  EXPECT_TRUE(has(with, "Q0401") && has(with, "Q0201") && has(with, "L103"));
}

}  // namespace
}  // namespace qiao::qasm
