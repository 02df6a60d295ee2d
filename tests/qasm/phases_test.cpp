// Matrices with their global phase: library gates against the definitions that the specifications print,
// modifiers against their meaning. The matrices are the reference's own.
#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <numbers>

#include "helpers.hpp"

namespace qiao::qasm {
namespace {

constexpr double kTolerance = 1e-12;
using reference::Complex;
using reference::Matrix;

// stdgates.inc of OpenQASM 3.1, renamed. s, sdg, t, tdg and sx are powers, the rest is made of U, gphase and
// controls.
const char* const kSpecification = R"(
gate p_(l) a { ctrl @ gphase(l) a; }
gate x_ a { U(pi, 0, pi) a; gphase(-pi/2); }
gate y_ a { U(pi, pi/2, pi/2) a; gphase(-pi/2); }
gate z_ a { p_(pi) a; }
gate h_ a { U(pi/2, 0, pi) a; gphase(-pi/4); }
gate s_ a { pow(0.5) @ z_ a; }
gate sdg_ a { inv @ pow(0.5) @ z_ a; }
gate t_ a { pow(0.5) @ s_ a; }
gate tdg_ a { inv @ pow(0.5) @ s_ a; }
gate sx_ a { pow(0.5) @ x_ a; }
gate rx_(t) a { U(t, -pi/2, pi/2) a; gphase(-t/2); }
gate ry_(t) a { U(t, 0, 0) a; gphase(-t/2); }
gate rz_(l) a { gphase(-l/2); U(0, 0, l) a; }
gate cx_ a, b { ctrl @ x_ a, b; }
gate cy_ a, b { ctrl @ y_ a, b; }
gate cz_ a, b { ctrl @ z_ a, b; }
gate cp_(l) a, b { ctrl @ p_(l) a, b; }
gate crx_(t) a, b { ctrl @ rx_(t) a, b; }
gate cry_(t) a, b { ctrl @ ry_(t) a, b; }
gate crz_(t) a, b { ctrl @ rz_(t) a, b; }
gate ch_ a, b { ctrl @ h_ a, b; }
gate swap_ a, b { cx_ a, b; cx_ b, a; cx_ a, b; }
gate ccx_ a, b, c { ctrl @ ctrl @ x_ a, b, c; }
gate cswap_ a, b, c { ctrl @ swap_ a, b, c; }
gate cu_(t, f, l, g) a, b { p_(g-t/2) a; ctrl @ U(t, f, l) a, b; }
gate CX_ a, b { cx_ a, b; }
gate phase_(l) q { U(0, 0, l) q; }
gate cphase_(l) a, b { ctrl @ phase_(l) a, b; }
gate id_ a { U(0, 0, 0) a; }
gate u1_(l) q { U(0, 0, l) q; }
gate u2_(f, l) q { gphase(-(f+l+pi/2)/2); U(pi/2, f, l) q; }
gate u3_(t, f, l) q { gphase(-(f+l+t)/2); U(t, f, l) q; }
)";

struct Call {
  const char* name;
  int params, qubits;
};
constexpr Call kStdgates[] = {{"p", 1, 1},  {"x", 0, 1},     {"y", 0, 1},      {"z", 0, 1},     {"h", 0, 1},
                              {"s", 0, 1},  {"sdg", 0, 1},   {"t", 0, 1},      {"tdg", 0, 1},   {"sx", 0, 1},
                              {"rx", 1, 1}, {"ry", 1, 1},    {"rz", 1, 1},     {"cx", 0, 2},    {"cy", 0, 2},
                              {"cz", 0, 2}, {"cp", 1, 2},    {"crx", 1, 2},    {"cry", 1, 2},   {"crz", 1, 2},
                              {"ch", 0, 2}, {"swap", 0, 2},  {"ccx", 0, 3},    {"cswap", 0, 3}, {"cu", 4, 2},
                              {"CX", 0, 2}, {"phase", 1, 1}, {"cphase", 1, 2}, {"id", 0, 1},    {"u1", 1, 1},
                              {"u2", 2, 1}, {"u3", 3, 1}};

std::string call(const Call& gate, const std::string& suffix, const std::string& modifier, int first_qubit) {
  const char* const angles[] = {"0.7", "-1.3", "2.9", "0.4"};
  std::string out = modifier + gate.name + suffix;
  for (int i = 0; i < gate.params; ++i)
    out += (i ? "," : "(") + std::string(angles[i]) + (i + 1 == gate.params ? ")" : "");
  for (int i = modifier.empty() || modifier[0] == 'i' || modifier[0] == 'p' ? first_qubit : 0;
       i < first_qubit + gate.qubits; ++i)
    out += (out.back() == ']' ? ",q[" : " q[") + std::to_string(i) + "]";
  return out + ";";
}

TEST(Phases, stdgates_equal_their_definitions_in_the_specification_also_under_modifiers) {
  for (const Call& gate : kStdgates)
    for (const std::string modifier :
         {"", "ctrl @ ", "negctrl @ ", "inv @ ", "ctrl @ inv @ ", "pow(2) @ ", "pow(-1) @ "}) {
      const std::string head = "qubit[4] q; ";
      const Matrix library = matrix_of(program3(head + call(gate, "", modifier, 1)));
      const Matrix defined = matrix_of(program3(kSpecification + head + call(gate, "_", modifier, 1)));
      EXPECT_LT(reference::max_difference(library, defined), kTolerance) << modifier << gate.name;
    }
}

TEST(Phases, built_in_u_of_version_3_is_the_specification_s_matrix) {
  const double t = 0.7, f = -1.3, l = 2.9;
  const Complex i(0, 1), e = std::exp(i * t);
  const Matrix expected(2, {0.5 * (1.0 + e), -0.5 * i * std::exp(i * l) * (1.0 - e),
                            0.5 * i * std::exp(i * f) * (1.0 - e), 0.5 * std::exp(i * (f + l)) * (1.0 + e)});
  EXPECT_LT(reference::max_difference(matrix_of("OPENQASM 3.1; qubit q; U(0.7,-1.3,2.9) q;"), expected),
            kTolerance);
  Matrix controlled = reference::identity(4);  // q[0] controls q[1]
  controlled(1, 1) = expected(0, 0);
  controlled(1, 3) = expected(0, 1);
  controlled(3, 1) = expected(1, 0);
  controlled(3, 3) = expected(1, 1);
  EXPECT_LT(reference::max_difference(
                matrix_of("OPENQASM 3.1; qubit[2] q; ctrl @ U(0.7,-1.3,2.9) q[0], q[1];"), controlled),
            kTolerance);
}

TEST(Phases, original_library_equals_the_extended_one_up_to_global_phase_but_for_cu3) {
  constexpr Call kOriginal[] = {{"u3", 3, 1},  {"u2", 2, 1}, {"u1", 1, 1},  {"cx", 0, 2}, {"id", 0, 1},
                                {"x", 0, 1},   {"y", 0, 1},  {"z", 0, 1},   {"h", 0, 1},  {"s", 0, 1},
                                {"sdg", 0, 1}, {"t", 0, 1},  {"tdg", 0, 1}, {"rx", 1, 1}, {"ry", 1, 1},
                                {"rz", 1, 1},  {"cz", 0, 2}, {"cy", 0, 2},  {"ch", 0, 2}, {"ccx", 0, 3},
                                {"crz", 1, 2}, {"cu1", 1, 2}};
  ParseOptions original;
  original.qelib1 = Qelib1::kOriginal;
  for (const Call& gate : kOriginal) {
    const std::string text = program2("qreg q[4]; " + call(gate, "", "", 1));
    EXPECT_LT(phase_free_difference(matrix_of(text), matrix_of(text, original)), kTolerance) << gate.name;
  }
  // cu3 differs by u1((phi + lambda)/2) on the control: Qiskit's definition has it, the paper's has not.
  const std::string head = program2("qreg q[2]; ");
  const Matrix extended = matrix_of(head + "cu3(0.7,-1.3,2.9) q[0],q[1];");
  EXPECT_GT(phase_free_difference(extended, matrix_of(head + "cu3(0.7,-1.3,2.9) q[0],q[1];", original)),
            1e-3);
  const Matrix completed = matrix_of(head + "u1((-1.3+2.9)/2) q[0]; cu3(0.7,-1.3,2.9) q[0],q[1];", original);
  EXPECT_LT(phase_free_difference(extended, completed), kTolerance);
}

// An exponent that is an input has no value when the circuit is made.
TEST(Phases, powers_with_exponents_known_later_equal_those_known_now) {
  const std::string head = "gate g(a) x, y { h x; cx x, y; rz(a) y; t x; } qubit[4] q; ";
  for (const Call& gate : std::initializer_list<Call>{{"U", 3, 1},
                                                      {"h", 0, 1},
                                                      {"t", 0, 1},
                                                      {"sx", 0, 1},
                                                      {"rx", 1, 1},
                                                      {"p", 1, 1},
                                                      {"cp", 1, 2},
                                                      {"ch", 0, 2},
                                                      {"swap", 0, 2},
                                                      {"g", 1, 2}})
    for (const std::string outer : {"", "ctrl @ ", "negctrl @ ", "inv @ ", "pow(2) @ "})
      for (const std::string inner : {"", "pow(0.3) @ ", "inv @ "})
        for (const std::string exponent : {"0.5", "-1.25"}) {
          const bool controlled = outer.find("ctrl") != std::string::npos;
          const auto text = [&](const std::string& e) {
            return head + call(gate, "", outer + "pow(" + e + ") @ " + inner, controlled ? 1 : 0);
          };
          const ir::Circuit later = circuit_of(program3("input float e; " + text("e")));
          const double value[] = {std::stod(exponent)};
          EXPECT_LT(
              reference::max_difference(matrix_of(later.bind(value)), matrix_of(program3(text(exponent)))),
              kTolerance)
              << outer << exponent << inner << gate.name;
        }
}

TEST(Phases, powers_are_on_the_principal_branch) {
  const std::string head = "qubit[3] q; gate g(a) x, y { h x; cx x, y; rz(a) y; t x; } ";
  const auto matrix = [&](const std::string& text) { return matrix_of(program3(head + text)); };
  // Twice the square root, whatever it is a root of.
  for (const std::string gate :
       {"x", "y", "z", "h", "s", "t", "sx", "rx(2.5)", "ry(-3)", "p(3)", "U(1,2,3)", "u2(1,2)"}) {
    EXPECT_LT(reference::max_difference(matrix("pow(0.5) @ " + gate + " q[0]; pow(0.5) @ " + gate + " q[0];"),
                                        matrix(gate + " q[0];")),
              kTolerance)
        << gate;
    EXPECT_LT(
        reference::max_difference(matrix("pow(1/3.0) @ " + gate + " q[0]; pow(2/3.0) @ " + gate + " q[0];"),
                                  matrix(gate + " q[0];")),
        kTolerance)
        << gate;
  }
  for (const std::string gate : {"swap", "cx", "g(0.3)", "cu(1,2,3,4)"})
    EXPECT_LT(reference::max_difference(
                  matrix("pow(0.25) @ " + gate + " q[2], q[0]; pow(0.75) @ " + gate + " q[2], q[0];"),
                  matrix(gate + " q[2], q[0];")),
              1e-11)
        << gate;
  EXPECT_LT(reference::max_difference(matrix("pow(0.5) @ x q[0];"), matrix("sx q[0];")), kTolerance);
  EXPECT_LT(reference::max_difference(matrix("pow(-0.5) @ x q[0];"), matrix("inv @ sx q[0];")), kTolerance);
  EXPECT_LT(reference::max_difference(matrix("pow(0.25) @ z q[0];"), matrix("t q[0];")), kTolerance);
  // The order of inv and pow matters at the eigenvalue -1.
  EXPECT_LT(reference::max_difference(matrix("inv @ pow(0.5) @ z q[0];"), matrix("sdg q[0];")), kTolerance);
  EXPECT_LT(reference::max_difference(matrix("pow(0.5) @ inv @ z q[0];"), matrix("s q[0];")), kTolerance);
  // Beyond the branch a rotation comes back: rx(2 pi + 1) is minus rx(1), so its square root is that of the
  // matrix.
  EXPECT_LT(reference::max_difference(matrix("pow(0.5) @ rx(7) q[0]; pow(0.5) @ rx(7) q[0];"),
                                      matrix("rx(7) q[0];")),
            kTolerance);
  EXPECT_GT(reference::max_difference(matrix("pow(0.5) @ rx(7) q[0];"), matrix("rx(3.5) q[0];")), 0.1);
}

TEST(Phases, integer_powers_repeat_and_invert) {
  const std::string head = "qubit[3] q; gate g(a) x, y { h x; cx x, y; rz(a) y; gphase(0.3); t x; } ";
  const auto matrix = [&](const std::string& text) { return matrix_of(program3(head + text)); };
  EXPECT_LT(reference::max_difference(matrix("pow(3) @ g(1) q[0],q[1];"),
                                      matrix("g(1) q[0],q[1]; g(1) q[0],q[1]; g(1) q[0],q[1];")),
            kTolerance);
  EXPECT_LT(
      reference::max_difference(matrix("inv @ g(1) q[0],q[1]; g(1) q[0],q[1];"), reference::identity(8)),
      kTolerance);
  EXPECT_LT(reference::max_difference(matrix("pow(-2) @ g(1) q[0],q[1]; pow(2) @ g(1) q[0],q[1];"),
                                      reference::identity(8)),
            kTolerance);
  EXPECT_LT(reference::max_difference(matrix("pow(0) @ g(1) q[0],q[1];"), reference::identity(8)),
            kTolerance);
  EXPECT_LT(reference::max_difference(matrix("inv @ pow(2) @ inv @ g(1) q[0],q[1];"),
                                      matrix("pow(2) @ g(1) q[0],q[1];")),
            kTolerance);
  EXPECT_LT(reference::max_difference(matrix("gate k(n) a { pow(n) @ sx a; } k(3) q[0];"),
                                      matrix("sx q[0]; x q[0];")),
            kTolerance);
}

TEST(Phases, controls_of_a_definition_reach_its_global_phase) {
  const std::string head = "qubit[3] q; gate g x { gphase(0.5); rz(0.8) x; } ";
  const auto matrix = [&](const std::string& text) { return matrix_of(program3(head + text)); };
  EXPECT_LT(
      reference::max_difference(matrix("ctrl @ g q[1], q[0];"), matrix("p(0.5) q[1]; crz(0.8) q[1], q[0];")),
      kTolerance);
  EXPECT_LT(reference::max_difference(matrix("negctrl @ g q[1], q[0];"),
                                      matrix("x q[1]; ctrl @ g q[1], q[0]; x q[1];")),
            kTolerance);
  EXPECT_LT(reference::max_difference(matrix("ctrl @ negctrl @ g q[2], q[1], q[0];"),
                                      matrix("x q[1]; ctrl(2) @ g q[2], q[1], q[0]; x q[1];")),
            kTolerance);
  EXPECT_LT(reference::max_difference(matrix("ctrl @ gphase(0.6) q[2];"), matrix("p(0.6) q[2];")),
            kTolerance);
  EXPECT_LT(reference::max_difference(matrix("negctrl(2) @ gphase(0.6) q[2], q[0];"),
                                      matrix("x q[2]; x q[0]; cp(0.6) q[0], q[2]; x q[2]; x q[0];")),
            kTolerance);
}

}  // namespace
}  // namespace qiao::qasm
