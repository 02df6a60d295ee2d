// What `qiao verify` says of programs that look alike: names that mean nothing, inputs of other types, other sizes.

#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <random>
#include <string>

#include "call.hpp"
#include "support/temporary_folder.hpp"

namespace qiao::testing {
namespace {

using Json = nlohmann::json;

const std::string kHead3 = "OPENQASM 3.0;\ninclude \"stdgates.inc\";\n";

struct Pair {
  TemporaryFolder folder{"qiao_verdict"};
  int verify(const std::string& a, const std::string& b, const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments = {"verify", folder.write(name_a, a), folder.write(name_b, b)};
    arguments.insert(arguments.end(), more.begin(), more.end());
    result = call(arguments);
    return result.status;
  }
  std::string name_a = "a.qasm", name_b = "b.qasm";
  CallResult result;
};

// ---- results in order

// Two results, the first measurement into bit `first`.
std::string two_results(const std::string& name, int first) {
  return kHead3 + "qubit[2] q;\nbit[2] " + name + ";\nx q[0];\n" + name + "[" + std::to_string(first) +
         "] = measure q[0];\n" + name + "[" + std::to_string(1 - first) + "] = measure q[1];\n";
}

TEST(Verdicts, do_not_hang_on_what_a_register_is_called) {
  Pair p;
  for (const char* name : {"k", "rec", "d", "K", "record"}) {
    EXPECT_EQ(p.verify(two_results("c", 1), two_results(name, 0)), 1) << name;
    EXPECT_EQ(p.verify(two_results("c", 1), two_results(name, 1)), 0) << name;
    EXPECT_EQ(p.verify(two_results(name, 1), two_results("c", 0)), 1) << name;
    EXPECT_EQ(p.verify(two_results(name, 0), two_results(name, 1)), 1) << name;
  }
}

TEST(Verdicts, take_the_results_of_stim_and_hiqasm_in_order) {
  for (const auto& [target, ending] : {std::pair{"stim", ".stim"}, std::pair{"hiqasm", ".hiqasm"}}) {
    Pair p;
    const std::string file = p.folder.write("a.qasm", two_results("c", 1));
    const std::string text = call({"translate", file, "--to", target, "-q"}).out;
    p.name_b = std::string("b") + ending;
    EXPECT_EQ(p.verify(two_results("c", 1), text), 0) << p.result.out << p.result.err;
    // By the order of measurement c[0] is the second: what the bits are called is not compared, where they come from is.
    EXPECT_EQ(p.verify(two_results("rec", 0), text), 0);
    std::string other = two_results("c", 1);
    other.insert(other.find("x q[0]"), "x q[1];\n");
    EXPECT_EQ(p.verify(other, text), 1) << p.result.out;
    // Either may come first.
    p.name_a = std::string("a") + ending, p.name_b = "b.qasm";
    EXPECT_EQ(p.verify(text, two_results("c", 1)), 0) << p.result.out;
    EXPECT_EQ(p.verify(text, other), 1);
    // Through our own format.
    const std::string json = call({"translate", p.folder.path(p.name_a), "--to", "json", "-q"}).out;
    EXPECT_NE(json.find("\"in_order\": true"), std::string::npos);
    p.name_a = "a.json";
    EXPECT_EQ(p.verify(json, two_results("c", 1)), 0) << p.result.out;
  }
}

// c[0] is measured twice; the condition reads the second result, or the first.
TEST(Verdicts, know_a_result_that_was_overwritten_from_the_one_in_its_place) {
  Pair p;
  p.name_b = "b.stim";
  const std::string twice =
      kHead3 +
      "qubit[3] q;\nbit[1] c;\nh q[0];\nh q[1];\nc[0] = measure q[0];\nc[0] = measure q[1];\n"
      "if (c[0]) x q[2];\n";
  EXPECT_NE(p.verify(twice, "H 0\nH 1\nM 0\nM 1\nCX rec[-2] 2\n"), 0) << p.result.out;
  EXPECT_EQ(p.verify(kHead3 + "qubit[2] q;\nbit[1] c;\nx q[0];\nc[0] = measure q[0];\nc[0] = measure q[1];\n",
                     "X 0\nM 0\nM 1\n"),
            0)
      << p.result.out;
  EXPECT_NE(p.verify(kHead3 + "qubit[2] q;\nbit[2] c;\nx q[0];\nc[0] = measure q[0];\n", "X 0\nM 0\nM 1\n"),
            0);
}

// ---- sizes

TEST(Verdicts, of_other_sizes_are_none) {
  Pair p;
  const auto program = [](int qubits, int bits) {
    return kHead3 + "qubit[" + std::to_string(qubits) + "] q;\nbit[" + std::to_string(bits) +
           "] c;\nx q[0];\n";
  };
  EXPECT_EQ(p.verify(program(2, 1), program(2, 2)), 5);
  EXPECT_NE(p.result.out.find("not comparable (shape)\nthe first program has 2 qubits and 1 result, the "
                              "second 2 qubits and 2 results"),
            std::string::npos)
      << p.result.out;
  EXPECT_EQ(p.verify(program(2, 1), program(2, 2), {"--json"}), 5);
  EXPECT_EQ(Json::parse(p.result.out)["verdict"], "not comparable");
  // A qubit more that does nothing, and one that does.
  EXPECT_EQ(p.verify(program(2, 1), program(3, 1)), 0) << p.result.out;
  EXPECT_EQ(p.verify(program(2, 1), program(3, 1) + "x q[2];\n"), 5) << p.result.out;
}

TEST(Verdicts, say_that_delays_are_not_compared) {
  Pair p;
  const std::string program = kHead3 + "qubit q;\nx q;\n";
  EXPECT_EQ(p.verify(program, program + "delay[1us] q;\n"), 0);
  EXPECT_NE(p.result.out.find("delays are not compared"), std::string::npos) << p.result.out;
  EXPECT_EQ(p.verify(program + "delay[2us] q;\n", program + "delay[1us] q;\n", {"--json"}), 0);
  EXPECT_EQ(Json::parse(p.result.out)["covers"]["delays"], "not compared");
  EXPECT_EQ(p.verify(program, program), 0);
  EXPECT_EQ(p.result.out.find("delays"), std::string::npos);
}

// ---- inputs

std::string with_input(const std::string& type, const std::string& angle) {
  return kHead3 + "input " + type + " n;\nqubit q;\nbit[1] c;\nrx(" + angle + ") q;\nc[0] = measure q;\n";
}
// P(1) of a program in which the input has a value.
double one(const std::string& file, const std::string& value) {
  const CallResult r = call({"run", file, "--exact", "--json", "--input", "n=" + value, "-q"});
  EXPECT_EQ(r.status, 0) << r.err;
  if (r.status != 0) return -1;
  const Json p = Json::parse(r.out)["registers"]["c"];
  return p.contains("1") ? p["1"].get<double>() : 0.0;
}

TEST(Inputs, keep_their_types_when_translated) {
  const TemporaryFolder folder("qiao_inputs");
  struct Case {
    const char *type, *angle, *value;
    double p;  // P(1) by the specification: sin^2(angle / 2)
  };
  const double kPi = 3.14159265358979323846;
  const auto p = [](double angle) { return std::sin(angle / 2) * std::sin(angle / 2); };
  const Case cases[] = {
      {"int", "n / 2", "3", p(1)},
      {"int[8]", "-n", "3", p(-3)},
      {"int[8]", "n * 100 / 50", "3", 0},  // 300 wraps to 44, and 44 / 50 is 0
      {"uint[4]", "n + 15", "3", p(2)},
      {"uint[4]", "n - 5", "3", p(14)},
      {"uint[8]", "n / 2 * 2", "5", p(4)},
      {"int", "0.5 * n", "3", p(1.5)},
      {"int", "n", "3", p(3)},
      {"int", "0.5 * n + 1", "3", p(2.5)},
      {"uint[4]", "n / 2.0 + n", "3", p(4.5)},
      {"angle[32]", "a / 2", "-pi/2", p(3 * kPi / 4)},
      {"angle[32]", "a", "-pi/2", p(3 * kPi / 2)},
      {"angle[8]", "a + a", "pi", p(0)},
      {"float[32]", "n", "0.1", p(static_cast<double>(0.1f))},
      {"float[64]", "n / 2", "3", p(1.5)},
  };
  for (const Case& c : cases) {
    std::string angle = c.angle;
    for (char& ch : angle) ch = ch == 'a' ? 'n' : ch;
    const std::string name = std::string(c.type) + ": " + angle;
    const std::string in = folder.write("in.qasm", with_input(c.type, angle)), out = folder.path("out.qasm");
    ASSERT_NEAR(one(in, c.value), c.p, 1e-9) << name;
    const CallResult r = call({"translate", in, "--to", "qasm3", "-o", out});
    if (r.status == 1) {  // refused by name
      EXPECT_NE(r.err.find("'n'"), std::string::npos) << name << r.err;
      continue;
    }
    ASSERT_EQ(r.status, 0) << name << r.err;
    EXPECT_NE(folder.read("out.qasm").find("input " + std::string(c.type)), std::string::npos)
        << name << folder.read("out.qasm");
    EXPECT_NEAR(one(out, c.value), c.p, 1e-9) << name << folder.read("out.qasm");
  }
}

TEST(Inputs, of_another_type_make_another_program) {
  Pair p;
  const std::vector<std::string> types = {"int[32]",   "int[16]",   "uint[32]",
                                          "float[64]", "float[32]", "angle[32]"};
  for (const std::string& a : types)
    for (const std::string& b : types) {
      EXPECT_EQ(p.verify(with_input(a, "n"), with_input(b, "n")), a == b ? 0 : 5)
          << a << ' ' << b << p.result.out;
      if (a == b) continue;
      EXPECT_NE(p.result.out.find("not comparable (inputs)\ninput 'n' is " + a), std::string::npos)
          << p.result.out;
    }
  // The twins of integer division, wrapping and halving.
  EXPECT_EQ(p.verify(with_input("int", "n / 2"), with_input("float[64]", "0.5 * n")), 5);
  EXPECT_NE(p.verify(with_input("int", "n / 2"), with_input("int", "0.5 * n")), 0) << p.result.out;
  EXPECT_NE(p.verify(with_input("uint[4]", "n + 15"), with_input("uint[4]", "1.0 * n + 15")), 0)
      << p.result.out;
  EXPECT_NE(p.verify(with_input("int", "(n / 2) * 2"), with_input("int", "n")), 0) << p.result.out;
  // Equal: the same numbers by other means.
  EXPECT_EQ(p.verify(with_input("int", "0.5 * n"), with_input("int", "n / 2.0")), 0) << p.result.out;
  EXPECT_NE(p.result.out.find("n has the values of int[64]"), std::string::npos) << p.result.out;
}

// Inputs that conditions read are told apart by their names, not by where they lie.
TEST(Inputs, of_conditions_are_those_of_the_same_name) {
  Pair p;
  const auto program = [](const std::string& first, const std::string& second, const std::string& read) {
    return kHead3 + "input bool " + first + ";\ninput bool " + second + ";\nqubit q;\nbit[1] c;\nif (" +
           read + ") { x q; }\nif (" + (read == first ? second : first) + ") { h q; }\nc[0] = measure q;\n";
  };
  EXPECT_EQ(p.verify(program("a", "b", "a"), program("a", "b", "a")), 0) << p.result.out;
  EXPECT_NE(p.verify(program("a", "b", "a"), program("b", "a", "b")), 0) << p.result.out;
  EXPECT_EQ(p.verify(program("a", "b", "a"), program("b", "a", "a")), 0) << p.result.out;
  EXPECT_NE(p.verify(program("a", "b", "a"), program("x", "y", "x")), 0) << p.result.out;
  EXPECT_NE(p.verify(program("a", "b", "a"), program("a", "b", "b")), 0) << p.result.out;
  const auto whole = [](const std::string& first, const std::string& second, const std::string& read) {
    return kHead3 + "input int " + first + ";\ninput int " + second + ";\nqubit q;\nrx(" + read +
           " / 2) q;\n";
  };
  EXPECT_NE(p.verify(whole("a", "b", "a"), whole("b", "a", "b")), 0) << p.result.out;
  EXPECT_EQ(p.verify(whole("a", "b", "a"), whole("b", "a", "a")), 0) << p.result.out;
  EXPECT_EQ(p.verify(program("a", "b", "a"), program("b", "a", "a"), {"--input", "a=1", "--input", "b=0"}),
            0);
}

// Qiskit's and MindQuantum's parameters have no type: they take what the input takes, which the certificate says.
TEST(Inputs, of_languages_without_types_are_real_numbers) {
  const TemporaryFolder folder("qiao_untyped");
  const std::string in = folder.write("in.qasm", with_input("int[8]", "0.5 * n"));
  for (const char* target : {"qiskit", "mindquantum"}) {
    const CallResult r = call({"translate", in, "--to", target, "-o", folder.path("out.py"), "--certificate",
                               folder.path("c.json")});
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_NE(r.err.find("input 'n' of type int[8] (now a parameter that takes any real number)"),
              std::string::npos)
        << r.err;
    const Json c = Json::parse(folder.read("c.json"));
    EXPECT_EQ(c["covers"]["open_inputs"]["n"], "int[8]");
    EXPECT_NEAR(one(folder.path("out.py"), "3"), std::pow(std::sin(0.75), 2), 1e-9);
    EXPECT_EQ(call({"verify", "--certificate", folder.path("c.json"), "-q"}).status, 0);
  }
  EXPECT_EQ(
      call({"translate", folder.write("div.qasm", with_input("int", "n / 2")), "--to", "qiskit"}).status, 1);
}

TEST(Inputs, are_given_to_both_programs) {
  Pair p;
  const std::string a = with_input("float[64]", "n"), b = with_input("float[64]", "0.5 * n + 0.5");
  EXPECT_EQ(p.verify(a, b), 1);
  EXPECT_EQ(p.verify(a, b, {"--input", "n=1"}), 0) << p.result.out;
  EXPECT_EQ(p.verify(a, b, {"--input", "n=1", "--json"}), 0);
  EXPECT_EQ(Json::parse(p.result.out)["covers"]["inputs"], Json({{"n", "1"}}));
  EXPECT_EQ(p.verify(a, b, {"--input", "n=2"}), 1);
  // One that only the first has, and one that neither has.
  const std::string fixed = kHead3 + "qubit q;\nbit[1] c;\nrx(0.25) q;\nc[0] = measure q;\n";
  EXPECT_EQ(p.verify(a, fixed, {"--input", "n=0.25"}), 0) << p.result.err;
  EXPECT_EQ(p.verify(a, fixed, {"--input", "m=0.25"}), 3);
  EXPECT_EQ(p.verify(with_input("int", "n / 2"), with_input("int", "(n - 1) / 2"), {"--input", "n=3"}), 0);
  EXPECT_EQ(p.verify(with_input("int", "n / 2"), with_input("int", "(n - 1) / 2"), {"--input", "n=4"}), 1);
}

// ---- languages

TEST(Languages, are_told_by_what_stands_at_the_beginning) {
  const TemporaryFolder folder("qiao_languages");
  const auto check = [&](const std::string& name, const std::string& text) {
    return call({"check", folder.write(name, text)});
  };
  // A line with # is a pragma in OpenQASM.
  EXPECT_EQ(check("p.qasm", "#pragma qiskit optimise\nqubit q;\nU(0, 0, 0) q;\n").status, 0);
  EXPECT_EQ(check("q.qasm", "#pragma mindquantum\nqubit q;\n").status, 0);
  EXPECT_EQ(check("c.qasm", "// from qiskit import QuantumCircuit\nOPENQASM 2.0;\nqreg q[1];\n").status, 0);
  // OpenQASM 2 without a version.
  for (const std::string text :
       {"qreg q[2];\ncreg c[2];\nCX q[0],q[1];\nmeasure q -> c;\nif (c == 1) CX q[0],q[1];\n",
        "opaque magic(a) q;\nqreg q[1];\nU(0,0,0) q[0];\n",
        "creg c[2];\nqreg q[2];\nU(pi/2,0,pi) q[0];\nmeasure q -> c;\n"}) {
    const CallResult r = check("v.qasm", text);
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_NE(r.out.find("OpenQASM 2"), std::string::npos) << text << r.out;
    EXPECT_NE(r.err.find("read as OpenQASM 2"), std::string::npos) << r.err;
  }
  // Version 3 knows qreg, too.
  EXPECT_NE(check("w.qasm", "qreg q[1];\nbit c;\nc = measure q[0];\n").out.find("OpenQASM 3"),
            std::string::npos);
  // With blank lines and without the comment that is written.
  const std::string bell = folder.write("bell.qasm", kBell);
  const std::string python = call({"translate", bell, "--to", "qiskit", "-q"}).out;
  const std::string bare = "\n\n" + python.substr(python.find("from "));
  EXPECT_EQ(call({"verify", bell, folder.write("bare.py", bare), "-q"}).status, 0);
  EXPECT_EQ(call({"verify", bell, "-", "-q"}, bare).status, 0);
}

// ---- many pairs that differ in one respect

// Random programs of measurements into two registers, and the same with one thing changed that a run shows.
TEST(Verdicts, see_every_single_change) {
  const bool more = std::getenv("QIAO_TEST_MORE") != nullptr;
  std::mt19937_64 rng(20261129);
  const std::vector<std::string> names = {"c", "k", "rec", "m", "q0", "out"};
  Pair p;
  for (int round = 0; round < (more ? 700 : 25); ++round) {
    const std::string name = names[rng() % names.size()], other = names[rng() % names.size()];
    const int n = 2 + static_cast<int>(rng() % 3);
    std::vector<double> angles;
    std::vector<int> to;
    for (int i = 0; i < n; ++i) {
      angles.push_back(0.2 + 0.3 * i);  // all different: no two results have one distribution
      to.push_back(i);
    }
    std::shuffle(to.begin(), to.end(), rng);
    const auto text = [&](const std::string& reg, const std::vector<double>& a,
                          const std::vector<int>& bits) {
      std::string s =
          kHead3 + "qubit[" + std::to_string(n) + "] qs;\nbit[" + std::to_string(n) + "] " + reg + ";\n";
      for (int i = 0; i < n; ++i)
        s += "ry(" + std::to_string(a[static_cast<std::size_t>(i)]) + ") qs[" + std::to_string(i) + "];\n";
      for (int i = 0; i < n; ++i)
        s += reg + "[" + std::to_string(bits[static_cast<std::size_t>(i)]) + "] = measure qs[" +
             std::to_string(i) + "];\n";
      return s;
    };
    EXPECT_EQ(p.verify(text(name, angles, to), text(other, angles, to)), 0) << p.result.out;
    std::vector<int> moved = to;
    std::swap(moved[0], moved[1]);
    EXPECT_EQ(p.verify(text(name, angles, to), text(other, angles, moved)), 1) << name << ' ' << other;
    std::vector<double> turned = angles;
    turned[rng() % turned.size()] += 0.05;
    EXPECT_EQ(p.verify(text(name, angles, to), text(other, turned, to)), 1) << name << ' ' << other;
  }
}

}  // namespace
}  // namespace qiao::testing
