// OpenQASM 3, the static part.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "helpers.hpp"

namespace qiao::qasm {
namespace {

using Lines = std::vector<std::string>;
constexpr double kPi = std::numbers::pi;

double parameter(const std::string& expression, const std::string& before = "") {
  const ir::Circuit c = circuit_of(program3(before + "qubit q; rx(" + expression + ") q;"));
  return c.size() == 1 ? c.at(0).params()[0] : NAN;
}

TEST(OpenQasm3, declarations_new_and_old) {
  const ir::Circuit c =
      circuit_of(program3("qubit a; qubit[2] b; qreg d[3]; bit k; bit[2] m; creg n[3]; output bit[2] w;"));
  EXPECT_EQ(c.qregs(), (std::vector<ir::Register>{{"a", 0, 1}, {"b", 1, 2}, {"d", 3, 3}}));
  EXPECT_EQ(c.cregs(), (std::vector<ir::Register>{{"k", 0, 1}, {"m", 1, 2}, {"n", 3, 3}, {"w", 6, 2}}));
}

TEST(OpenQasm3, physical_qubits_have_their_numbers) {
  const std::string text = program3("x $3; cx $5, $3; x $0; bit b; b = measure $1; x $5;");
  EXPECT_EQ(listing(text), (Lines{"x 3", "cx 5 3", "x 0", "measure 1 -> 0", "x 5"}));
  const ir::Circuit c = circuit_of(text);
  EXPECT_EQ(c.num_qubits(), 6u);
  EXPECT_EQ(c.qubit_name(3), "$3");
  // Behind declared qubits they are numbered by their first use.
  const ir::Circuit mixed = circuit_of(program3("x $1; qubit[2] q; x $7; x $0; x q[1]; x $4; x $7;"));
  EXPECT_EQ(mixed.qregs(), (std::vector<ir::Register>{{"$", 0, 2}, {"q", 2, 2}, {"$7", 4, 1}, {"$4", 5, 1}}));
  EXPECT_EQ(listing(mixed), (Lines{"x 1", "x 4", "x 0", "x 3", "x 5", "x 4"}));
  const ParseResult twice = parse_text(program3("cx $2, $2;"));
  ASSERT_EQ(twice.diagnostics.size(), 1u);
  EXPECT_EQ(twice.diagnostics[0].message, "qubit $2 is used twice in one gate call");
}

TEST(OpenQasm3, numbers_and_constants) {
  EXPECT_EQ(parameter("1_000.5"), 1000.5);
  EXPECT_EQ(parameter("0xff"), 255);
  EXPECT_EQ(parameter("0b101"), 5);
  EXPECT_EQ(parameter("0o17"), 15);
  EXPECT_EQ(parameter("π/2"), kPi / 2);
  EXPECT_EQ(parameter("tau+euler"), 2 * kPi + std::numbers::e);
  EXPECT_EQ(parameter("τ+ℇ"), 2 * kPi + std::numbers::e);
}

TEST(OpenQasm3, precedence_as_in_the_specification) {
  EXPECT_EQ(parameter("-2**2"), -4);
  EXPECT_EQ(parameter("2**3**2"), 512);
  EXPECT_EQ(parameter("2**-1"), 0.5);
  EXPECT_EQ(parameter("1+2*3"), 7);
  EXPECT_EQ(parameter("1<<2+1"), 8);
  EXPECT_EQ(parameter("7&3^1|8"), ((7 & 3) ^ 1) | 8);
  EXPECT_EQ(parameter("10-4-3"), 3);
  EXPECT_EQ(parameter("17%5*2"), 4);
  EXPECT_EQ(parameter("float(3<4 && 2==2 || false)"), 1);
  EXPECT_EQ(parameter("float(!(1>2))"), 1);
  EXPECT_EQ(parameter("~0"), -1);
}

TEST(OpenQasm3, integers_divide_to_integers_and_a_warning_says_so) {
  const ParseResult r = parse_text(program3("qubit q; rx(1/2) q; rx(-7/2) q; rx(1/2.0) q; rx(6/3) q;"));
  ASSERT_TRUE(r.circuit) << rendered(r);
  EXPECT_EQ(listing(*r.circuit), (Lines{"rx(0) 0", "rx(-3) 0", "rx(0.5) 0", "rx(2) 0"}));
  ASSERT_EQ(r.diagnostics.size(), 2u);
  EXPECT_EQ(r.diagnostics[0].code, "Q0903");
  EXPECT_EQ(r.diagnostics[0].range.column, 13u);
}

TEST(OpenQasm3, functions) {
  EXPECT_EQ(parameter("arcsin(0.3)+arccos(0.3)+arctan(2)"), std::asin(0.3) + std::acos(0.3) + std::atan(2.0));
  EXPECT_EQ(parameter("sin(1)+cos(1)+tan(1)"), std::sin(1.0) + std::cos(1.0) + std::tan(1.0));
  EXPECT_EQ(parameter("exp(1)+log(3)+sqrt(2)"), std::exp(1.0) + std::log(3.0) + std::sqrt(2.0));
  EXPECT_EQ(parameter("floor(2.7)+ceiling(2.2)"), 5);
  EXPECT_EQ(parameter("mod(7,4)+mod(5.5,2)"), 3 + std::fmod(5.5, 2));
  EXPECT_EQ(parameter("pow(2,10)+pow(2.0,0.5)"), 1024 + std::pow(2.0, 0.5));
  EXPECT_EQ(parameter("popcount(\"1101\")"), 3);
  EXPECT_EQ(parameter("uint[8](rotl(\"00010110\", 3))"), 0b10110000);
  EXPECT_EQ(parameter("uint[8](rotr(\"00010110\", 3))"), 0b11000010);
}

TEST(OpenQasm3, constants_are_typed) {
  EXPECT_EQ(parameter("n", "const int n = 7/2;"), 3);
  EXPECT_EQ(parameter("n", "const int[8] n = 3.9;"), 3);
  EXPECT_EQ(parameter("v", "const float v = 1/2.0;"), 0.5);
  EXPECT_EQ(parameter("v", "const float[32] v = 0.1;"), static_cast<double>(0.1f));
  EXPECT_EQ(parameter("b", "const bool yes = 3; const float b = yes;"), 1);
  EXPECT_EQ(parameter("a", "const angle a = 2.5*pi;"), std::fmod(1.25, 1.0) * 2 * kPi);
  // Four bits of angle: the nearest of 16 steps of a turn.
  EXPECT_EQ(parameter("a", "const angle[4] a = pi/3;"), 3.0 / 16 * 2 * kPi);
  EXPECT_EQ(parameter("u", "const uint[4] u = \"1010\";"), 10);
}

TEST(OpenQasm3, indices_slices_sets_and_aliases) {
  const std::string head = "qubit[6] q; qubit a; ";
  EXPECT_EQ(
      listing(program3(
          head +
          "x q[-1]; x q[1:3]; x q[0:2:5]; x q[{4,0}]; x q[5:-2:1]; x q[:1]; x q[4:]; x q[{2,5}]; x q[1+1];")),
      (Lines{"x 5", "x 1", "x 2", "x 3", "x 0", "x 2", "x 4", "x 4", "x 0", "x 5", "x 3", "x 1", "x 0", "x 1",
             "x 4", "x 5", "x 2", "x 5", "x 2"}));
  EXPECT_EQ(
      listing(program3(
          head +
          "let k = q[4:5] ++ a ++ q[{0}]; x k; h k[-1]; let r = k[1:2]; cx r[0], r[1]; let m = q[3]; x m;")),
      (Lines{"x 4", "x 5", "x 6", "x 0", "h 0", "cx 5 6", "x 3"}));
  EXPECT_EQ(listing(program3(head + "cx q[0:2], q[{5,4,3}]; cx a, q[0:1];")),
            (Lines{"cx 0 5", "cx 1 4", "cx 2 3", "cx 6 0", "cx 6 1"}));
  EXPECT_EQ(
      listing(program3("qubit[3] q; bit[4] c; let low = c[{3,0,1}]; low = measure q; barrier q[0], q;")),
      (Lines{"measure 0 -> 3", "measure 1 -> 0", "measure 2 -> 1", "barrier 0 1 2"}));
}

TEST(OpenQasm3, measurements_in_every_form) {
  EXPECT_EQ(listing(program3("qubit[2] q; bit[2] c; c = measure q; measure q -> c; c[1] = measure q[0]; "
                             "c[0:1] = measure q[{1,0}]; bit[2] d = measure q;"
                             "bit e = measure q[1]; reset q; reset q[0];")),
            (Lines{"measure 0 -> 0", "measure 1 -> 1", "measure 0 -> 0", "measure 1 -> 1", "measure 0 -> 1",
                   "measure 1 -> 0", "measure 0 -> 1", "measure 0 -> 2", "measure 1 -> 3", "measure 1 -> 4",
                   "reset 0", "reset 1", "reset 0"}));
}

TEST(OpenQasm3, modifiers_become_controls) {
  EXPECT_EQ(
      listing(
          program3("gate iswap_ a, b { cx b, a; h a; } qubit[4] q; ctrl @ x q[0],q[1]; negctrl(2) @ ctrl @ y "
                   "q[0],q[1],q[2],q[3]; ctrl @ cx q[3],q[2],q[1];"
                   "inv @ s q[0]; inv @ inv @ t q[0]; inv @ rx(0.5) q[0]; pow(3) @ rz(0.5) q[1]; negctrl @ "
                   "swap q[0],q[1],q[2];"
                   "inv @ u2(0.25,0.5) q[0]; ctrl @ gphase(0.5) q[2]; inv @ ctrl @ iswap_ q[0],q[1],q[2];")),
      (Lines{"cx 0 1", "--cy 0 1 2 3", "ccx 3 2 1", "sdg 0", "t 0", "rx(-0.5) 0", "rz(1.5) 1", "-swap 0 1 2",
             "u(-1.5707963267948966,-0.5,-0.25) 0", "gphase(0.375)", "p(0.5) 2", "ch 0 1", "ccx 0 2 1"}));
}

TEST(OpenQasm3, loops_are_unrolled) {
  EXPECT_EQ(listing(program3("qubit[4] q; for int i in [0:2] { cx q[i], q[i+1]; } for uint i in [3:-1:2] x "
                             "q[i]; for int i in {0, 3} h q[i];"
                             "for float f in {0.5, 1.5} rx(f) q[0]; for bit b in \"01\" rz(int(b)) q[0]; for "
                             "int i in [2:1] x q[0];"
                             "for int i in [1:2] for int j in [0:i-1] cz q[i], q[j];")),
            (Lines{"cx 0 1", "cx 1 2", "cx 2 3", "x 3", "x 2", "h 0", "h 3", "rx(0.5) 0", "rx(1.5) 0",
                   "rz(1) 0", "rz(0) 0", "cz 1 0", "cz 2 0", "cz 2 1"}));
  EXPECT_EQ(listing(program3("gate g(a) x { for int i in [1:3] { rz(a*i) x; } } qubit q; g(0.5) q;")),
            (Lines{"rz(0.5) 0", "rz(1) 0", "rz(1.5) 0"}));
}

TEST(OpenQasm3, branches) {
  EXPECT_EQ(listing(program3("qubit[2] q; bit[2] c; if (c[0]) x q[0]; else { y q[0]; z q[1]; } if (c == 2) { "
                             "if (!c[1]) h q[0]; }")),
            (Lines{"if", "x 0", "else", "y 0", "z 1", "end", "if", "if", "h 0", "end", "end"}));
  EXPECT_EQ(
      listing(program3("const int n = 3; qubit q; bit c; if (n > 2) x q; else y q; if (n == 0) { h q; }")),
      (Lines{"x 0"}));
}

TEST(OpenQasm3, initial_values_of_bits_are_assigned_where_they_stand) {
  EXPECT_EQ(listing(program3("qubit q; h q; bit[3] c = \"101\"; bit d = 0; bit e = true;")),
            (Lines{"h 0", "assign 0", "assign 3", "assign 4"}));
}

TEST(OpenQasm3, inputs_are_symbols) {
  const ir::Circuit c = circuit_of(program3(
      "input float theta; input angle[32] phi; qubit[2] q; gate g(a, b) x { rx(2*a - b/4) x; }"
      "rz(theta) q[0]; g(theta, 2 * theta) q[1]; rx(0.5) q[0]; ctrl @ U(theta, 0, phi) q[0], q[1];"));
  EXPECT_EQ(c.symbols(), (std::vector<std::string>{"theta", "phi"}));
  // An angle[32] is a multiple of 2 pi / 2^32.
  const ir::Circuit bound = c.bind({{"theta", 0.5}, {"phi", 2.0}});
  EXPECT_EQ(listing(bound),
            (Lines{"rz(0.5) 0", "rx(0.75) 1", "rx(0.5) 0", "p(0.25) 0", "cu(0.5,0,1.9999999997763735) 0 1"}));
}

TEST(OpenQasm3, names_in_other_scripts) {
  EXPECT_EQ(listing(program3("qubit γ; gate 量子(θ) α { rx(θ/2) α; } 量子(1) γ;")), (Lines{"rx(0.5) 0"}));
}

TEST(OpenQasm3, annotations_and_pragmas_change_nothing) {
  EXPECT_EQ(listing(program3("pragma vendor anything ; { here\n@keep some text (unbalanced\nqubit[2] "
                             "q;\n#pragma x\n@a\n@b.c d\nx q[0];\nctrl @x q[0], q[1];")),
            (Lines{"x 0", "cx 0 1"}));
}

TEST(OpenQasm3, gate_bodies_see_gates_and_constants_only) {
  EXPECT_EQ(listing(program3("const float v = 0.5; gate g q { rx(v) q; } qubit[2] q; g q[1];")),
            (Lines{"rx(0.5) 1"}));
  EXPECT_FALSE(parse_text(program3("qubit[2] r; gate g q { x r[0]; }")).ok());
}

}  // namespace
}  // namespace qiao::qasm
