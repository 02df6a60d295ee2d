// The whole front end with and without its fast lanes: the same diagnostics, counts and circuits, on every
// program of tests/data/qasm and on many made from them.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "paths.hpp"
#include "read_program.hpp"
#include "support/mutate_program.hpp"
#include "support/same_circuit.hpp"

namespace qiao::qasm {
namespace {

namespace fs = std::filesystem;

struct Program {
  fs::path path;
  std::string text;
};

const std::vector<Program>& programs() {
  static const std::vector<Program> all = [] {
    std::vector<Program> out;
    for (const auto& entry : fs::recursive_directory_iterator(QIAO_TEST_DATA "/qasm")) {
      if (entry.path().extension() != ".qasm") continue;
      std::ifstream in(entry.path(), std::ios::binary);
      out.push_back({entry.path(), {std::istreambuf_iterator<char>(in), {}}});
    }
    std::sort(out.begin(), out.end(), [](const Program& a, const Program& b) { return a.path < b.path; });
    return out;
  }();
  return all;
}

std::string rendered(const ParseResult& result) {
  std::string out;
  for (const Diagnostic& d : result.diagnostics) out += render(d);
  return out;
}

// Returns whether there were no errors.
bool compare(const std::string& text, const fs::path& path) {
  ParseOptions options;
  options.limits.max_operations = 100000;
  SourceText source = source_of(text, path.filename(), path.parent_path());
  source.path = path;
  const auto read = [&](bool fast_lane) { return read_program(source, options, fast_lane); };
  const ParseResult fast = read(true), slow = read(false);
  EXPECT_EQ(rendered(fast), rendered(slow)) << text;
  EXPECT_EQ(fast.statements, slow.statements) << text;
  EXPECT_EQ(fast.operations, slow.operations) << text;
  EXPECT_EQ(fast.circuit.has_value(), slow.circuit.has_value()) << text;
  if (fast.circuit && slow.circuit) {
    EXPECT_TRUE(testing::same_circuit(*fast.circuit, *slow.circuit)) << text;
  }
  // Checking alone goes another way through the direct lane.
  options.build_circuit = false;
  const ParseResult checked = read(true);
  EXPECT_EQ(rendered(checked), rendered(fast)) << text;
  EXPECT_EQ(checked.statements, fast.statements) << text;
  return fast.circuit.has_value();
}

TEST(Lanes, agree_on_every_program) {
  int good = 0;
  for (const Program& p : programs()) good += compare(p.text, p.path);
  EXPECT_GT(good, 50);
  EXPECT_GT(programs().size(), 100u);
}

// Places are the same as well: a line ends with each of them.
TEST(Lanes, line_ends_of_every_kind_mean_the_same) {
  for (const Program& p : programs()) {
    if (p.text.find('\r') != std::string::npos) continue;
    ParseOptions options;
    options.limits.max_operations = 100000;
    options.include_paths = {p.path.parent_path()};
    const auto read = [&](std::string_view line_end) {
      std::string text;
      for (const char c : p.text) text += c == '\n' ? std::string(line_end) : std::string(1, c);
      return parse_text(text, p.path.filename(), options);
    };
    const ParseResult usual = read("\n");
    for (const char* line_end : {"\r", "\r\n"}) {
      const ParseResult other = read(line_end);
      EXPECT_EQ(rendered(other), rendered(usual)) << p.path;
      ASSERT_EQ(other.circuit.has_value(), usual.circuit.has_value()) << p.path;
      if (usual.circuit) {
        EXPECT_TRUE(testing::same_circuit(*other.circuit, *usual.circuit)) << p.path;
      }
    }
  }
}

TEST(Lanes, agree_on_mutated_programs) {
  std::minstd_rand random(20);
  int good = 0, bad = 0;
  for (int round = 0; round < 1500; ++round) {
    const Program& p = programs()[random() % programs().size()];
    const Program& other = programs()[random() % programs().size()];
    const std::string text = random() % 5 ? testing::mutate_program(p.text, random)
                                          : testing::splice_programs(p.text, other.text, random);
    ++(compare(text, p.path) ? good : bad);
    if (HasFailure()) FAIL() << "round " << round;
  }
  EXPECT_GT(good, 100);
  EXPECT_GT(bad, 100);
}

// What is near the border of the direct lane: all of these are compared, in both versions.
TEST(Lanes, agree_at_the_border) {
  const char* const statements[] = {"x q[0];",
                                    "x q[00];",
                                    "x q[3];",
                                    "x q[4];",
                                    "x q[999999999999];",
                                    "x  q [ 0 ] ;",
                                    "x q[ 0];",
                                    "x\tq[0];",
                                    "x\nq[0];",
                                    "x q[0] // c\n;",
                                    "// ä\nx q[0];",
                                    "/* ä */ x q[0]; x q[1];",
                                    "x q;",
                                    "x s;",
                                    "x s[0];",
                                    "cx q[0],q[0];",
                                    "cx q[0],s;",
                                    "cx s,s;",
                                    "cx q[1] , q[2];",
                                    "cx q[0];",
                                    "x q[0],q[1];",
                                    "rz(1) q[0];",
                                    "rz(-0) q[0];",
                                    "rz(-0.0) q[0];",
                                    "rz(1/2) q[0];",
                                    "rz(1.0/2) q[0];",
                                    "rz(pi/2) q[0];",
                                    "rz(-pi/2) q[0];",
                                    "rz(3*pi/4) q[0];",
                                    "rz(-3*pi/-4) q[0];",
                                    "rz(2*3) q[0];",
                                    "rz(pi/0) q[0];",
                                    "rz(0.1) q[0];",
                                    "rz(.5) q[0];",
                                    "rz(5.) q[0];",
                                    "rz(.) q[0];",
                                    "rz(1e3) q[0];",
                                    "rz(1e-3) q[0];",
                                    "rz(1e) q[0];",
                                    "rz(1e+) q[0];",
                                    "rz(1e400) q[0];",
                                    "rz(1e-400) q[0];",
                                    "rz(1e99999) q[0];",
                                    "rz(0.30000000000000004) q[0];",
                                    "rz(123456789.123456789) q[0];",
                                    "rz(9007199254740993) q[0];",
                                    "rz(12345678901234567890) q[0];",
                                    "rz(1.7976931348623157e308*10) q[0];",
                                    "rz(1e308*pi/1e308) q[0];",
                                    "rz(007) q[0];",
                                    "rz(1_0.5) q[0];",
                                    "rz(0x10) q[0];",
                                    "rz(2**3) q[0];",
                                    "rz(2^3) q[0];",
                                    "rz(pi*pi) q[0];",
                                    "rz(pi2) q[0];",
                                    "rz(pi(1)) q[0];",
                                    "rz(tau) q[0];",
                                    "rz(a) q[0];",
                                    "rz(1+1) q[0];",
                                    "rz(--1) q[0];",
                                    "rz(+1) q[0];",
                                    "rz((1)) q[0];",
                                    "rz(5ns) q[0];",
                                    "rz() q[0];",
                                    "rz q[0];",
                                    "rz(1,2) q[0];",
                                    "u3(1,2,3) q[0];",
                                    "u2(1e308,1e308) q[0];",
                                    "x() q[0];",
                                    "measure q[0] -> c[0];",
                                    "measure q[0]->c[0];",
                                    "measure q -> c;",
                                    "measure s -> c[0];",
                                    "measure q[0] - > c[0];",
                                    "measure c[0] -> q[0];",
                                    "measure q[0] -> c[4];",
                                    "measure q[0];",
                                    "c[0] = measure q[0];",
                                    "c[0]=measure q[0];",
                                    "c[4] = measure q[0];",
                                    "c = measure q;",
                                    "q[0] = measure q[0];",
                                    "c[0] = 1;",
                                    "c[0] += measure q[0];",
                                    "reset q[0];",
                                    "reset q;",
                                    "reset c[0];",
                                    "barrier q[0],q[1];",
                                    "barrier q;",
                                    "barrier;",
                                    "own(pi) q[0],q[1];",
                                    "own(1) q[0];",
                                    "bad q[0];",
                                    "unknown q[0];",
                                    "X q[0];",
                                    "gphase(1);",
                                    "gphase(1) q[0];",
                                    "U(1,2,3) q[0];",
                                    "CX q[0],q[1];",
                                    "pi q[0];",
                                    "if q[0];",
                                    "x unknown[0];",
                                    "x c[0];",
                                    "x q[0];;",
                                    ";",
                                    "x q[0]",
                                    "x q[0]}",
                                    "x q[-1];",
                                    "x q[0:1];",
                                    "x q[0][0];",
                                    "x q[1.0];",
                                    "\xc3\xa4 q[0];",
                                    "x\xc3\xa4 q[0];",
                                    "x q[0]; \xc3\xa4",
                                    "qreg r[2]; x r[1];",
                                    "creg d[2];",
                                    "qreg q[2];",
                                    "qreg r[0];",
                                    "qreg r[01];",
                                    "qreg r;",
                                    "qreg x[1];",
                                    "qreg pi[1];",
                                    "qubit r; x r;",
                                    "qubit[2] r; x r[1];",
                                    "qubit[n] r;",
                                    "bit d; d = measure q[0];",
                                    "bit[2] d = \"01\";",
                                    "bit d = 1;",
                                    "qubit measure;",
                                    "include \"none.inc\";",
                                    "include \"qelib1.inc\";",
                                    "include 'stdgates.inc';",
                                    "include \"stdgates.inc\"",
                                    "gate g a { x a; } g q[0];",
                                    "gate g(t) a, b { rz(t/2) a; cx a, b; } g(pi) q[0], q[1];",
                                    "gate g() a { } g q[0];",
                                    "gate g a { x b; } g q[0];",
                                    "gate g a { qreg r[1]; }",
                                    "gate g a { include \"qelib1.inc\"; }",
                                    "gate g a { x a;",
                                    "gate g a, a { }",
                                    "gate g(a) a { rz(a) a; }",
                                    "gate g { }",
                                    "gate pi a { }",
                                    "gate if a { }",
                                    "gate g(pi) a { }",
                                    "gate g a x a;",
                                    "gate g a { x a; } }",
                                    "gate g a { measure a -> c[0]; }",
                                    "gate g a { barrier a; }",
                                    "opaque o a; o q[0];",
                                    "const float pi = 3.0; rz(pi) q[0];",
                                    "let l = q[{2, 0}]; x l[0]; cx l[0], l[1];",
                                    "let l = q[1:2]; x l[0];",
                                    "input float t; rz(t) q[0]; rz(pi) q[0];",
                                    "x q[0]; x q[0]; x q[7]; x q[0]; y q[8];"};
  for (const std::string head : {"OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[4]; qreg s[1]; creg "
                                 "c[4];\ngate own(t) a, b { rz(t) a; cx a, b; }\n",
                                 "OPENQASM 3.0;\ninclude \"stdgates.inc\";\nqubit[4] q; qubit s; bit[4] "
                                 "c;\ngate own(t) a, b { rz(t) a; cx a, b; }\n"})
    for (const std::string statement : statements) {
      compare(head + statement, "border.qasm");
      compare(head + "h q[0]; " + statement + " h q[1];\nh q[2];", "border.qasm");
    }
}

// The limit is met by the same statement whichever lane reads it.
TEST(Lanes, agree_on_limits) {
  ParseOptions options;
  options.limits.max_operations = 5;
  for (const int n : {4, 5, 6, 7}) {
    std::string text = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[4]; creg c[1];\n";
    for (int i = 0; i < n; ++i) text += i % 3 ? "x q[1];\n" : "measure q[0] -> c[0];\n";
    const SourceText source = source_of(text, "t");
    const ParseResult fast = read_program(source, options, true);
    const ParseResult slow = read_program(source, options, false);
    EXPECT_EQ(fast.ok(), n <= 5);
    EXPECT_EQ(rendered(fast), rendered(slow));
  }
}

}  // namespace
}  // namespace qiao::qasm
