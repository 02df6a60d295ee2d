// OpenQASM 2: statements, broadcast, definitions, expressions.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "helpers.hpp"

namespace qiao::qasm {
namespace {

using Lines = std::vector<std::string>;
constexpr double kPi = std::numbers::pi;

double parameter(const std::string& expression) {
  const ir::Circuit c = circuit_of(program2("qreg q[1]; rx(" + expression + ") q[0];"));
  return c.size() == 1 ? c.at(0).params()[0] : NAN;
}

TEST(OpenQasm2, registers_keep_names_sizes_and_order) {
  const ir::Circuit c = circuit_of(program2("qreg a[2]; creg c[3]; qreg p[1]; creg d[1];"));
  EXPECT_EQ(c.num_qubits(), 3u);
  EXPECT_EQ(c.num_clbits(), 4u);
  EXPECT_EQ(c.qregs(), (std::vector<ir::Register>{{"a", 0, 2}, {"p", 2, 1}}));
  EXPECT_EQ(c.cregs(), (std::vector<ir::Register>{{"c", 0, 3}, {"d", 3, 1}}));
}

TEST(OpenQasm2, built_in_gates_need_no_include) {
  EXPECT_EQ(listing("OPENQASM 2.0; qreg q[2]; U(1,2,3) q[0]; CX q[1],q[0];"),
            (Lines{"u(1,2,3) 0", "cx 1 0"}));
}

TEST(OpenQasm2, library_gates_are_rows_of_the_table_with_controls) {
  EXPECT_EQ(
      listing(program2(
          "qreg q[5]; ccx q[2],q[0],q[1]; cswap q[0],q[1],q[2]; cu1(0.5) q[1],q[0]; cu3(1,2,3) q[0],q[1];"
          "c4x q[0],q[1],q[2],q[3],q[4]; csx q[1],q[0]; cu(1,2,3,4) q[0],q[1]; rccx q[2],q[1],q[0];")),
      (Lines{"ccx 2 0 1", "cswap 0 1 2", "cp(0.5) 1 0", "cu(1,2,3) 0 1", "ccccx 0 1 2 3 4", "csx 1 0",
             "p(4) 0", "cu(1,2,3) 0 1", "rccx 2 1 0"}));
}

TEST(OpenQasm2, broadcast_repeats_single_qubits) {
  const std::string head = "qreg a[2]; qreg b[2]; qreg one[1]; creg c[2];";
  EXPECT_EQ(listing(program2(head + "h a;")), (Lines{"h 0", "h 1"}));
  EXPECT_EQ(listing(program2(head + "cx a,b;")), (Lines{"cx 0 2", "cx 1 3"}));
  EXPECT_EQ(listing(program2(head + "cx a[1],b;")), (Lines{"cx 1 2", "cx 1 3"}));
  EXPECT_EQ(listing(program2(head + "cx a,one[0];")), (Lines{"cx 0 4", "cx 1 4"}));
  EXPECT_EQ(listing(program2(head + "ccx a,one[0],b;")), (Lines{"ccx 0 4 2", "ccx 1 4 3"}));
  EXPECT_EQ(listing(program2(head + "measure b -> c; reset a;")),
            (Lines{"measure 2 -> 0", "measure 3 -> 1", "reset 0", "reset 1"}));
}

TEST(OpenQasm2, barrier_names_each_qubit_once) {
  EXPECT_EQ(listing(program2("qreg q[3]; qreg r[1]; barrier q[1],q,r;")), (Lines{"barrier 1 0 2 3"}));
}

TEST(OpenQasm2, nested_definitions) {
  EXPECT_EQ(listing(program2("gate inner(t) u,v { rz(-t) v; cx v,u; } gate outer(a,b) x,y,z { inner(a+b) "
                             "z,x; inner(a*b) x,y; }\n"
                             "qreg q[3]; outer(2,0.25) q[2],q[1],q[0];")),
            (Lines{"rz(-2.25) 2", "cx 2 0", "rz(-0.5) 1", "cx 1 2"}));
}

TEST(OpenQasm2, empty_definitions_and_empty_parentheses) {
  EXPECT_EQ(listing(program2("gate a x {} gate b() x { h x; } qreg q[1]; a q[0]; b() q[0]; b q;")),
            (Lines{"h 0", "h 0"}));
}

TEST(OpenQasm2, every_instruction_points_to_its_call_in_the_program) {
  const ir::Circuit c = circuit_of(
      "OPENQASM 2.0;\ninclude \"qelib1.inc\";\ngate g a { x a;\n y a; }\nqreg q[2]; creg d[1];\n"
      "  g q[0]; h q;\n/* \xc3\xa4 */ if (d==0) h q[0];");
  const auto at = [&](std::size_t i) { return std::pair{c.at(i).source().line, c.at(i).source().column}; };
  using P = std::pair<std::uint32_t, std::uint16_t>;
  ASSERT_EQ(c.size(), 5u);
  EXPECT_EQ(at(0), P(6, 3));  // both gates of g
  EXPECT_EQ(at(1), P(6, 3));
  EXPECT_EQ(at(2), P(6, 11));
  EXPECT_EQ(at(3), P(6, 11));
  EXPECT_EQ(at(4), P(7, 9));  // columns are characters
  EXPECT_EQ(c.files()[c.at(0).source().file], "test.qasm");
}

TEST(OpenQasm2, expressions_are_evaluated_in_double_from_left_to_right) {
  EXPECT_EQ(parameter("pi*3/4"), kPi * 3 / 4);
  EXPECT_EQ(parameter("3*(pi/4)"), 3 * (kPi / 4));
  EXPECT_EQ(parameter("1/2"), 0.5);
  EXPECT_EQ(parameter("2-3-4"), -5);
  EXPECT_EQ(parameter("-2^2"), -4);
  EXPECT_EQ(parameter("2^3^2"), 512);
  EXPECT_EQ(parameter("2^-1"), 0.5);
  EXPECT_EQ(parameter("--1"), 1);
  EXPECT_EQ(parameter("+1"), 1);
  EXPECT_EQ(parameter("2*-3"), -6);
  EXPECT_EQ(parameter("1.e2"), 100);
  EXPECT_EQ(parameter(".5"), 0.5);
  EXPECT_EQ(parameter("5."), 5);
  EXPECT_EQ(parameter("sin(0.1)^2"), std::pow(std::sin(0.1), 2));
  EXPECT_EQ(parameter("cos(1)+tan(1)*exp(1)-ln(2)/sqrt(2)"),
            std::cos(1) + std::tan(1) * std::exp(1) - std::log(2) / std::sqrt(2));
  EXPECT_EQ(parameter("12345678901234567890123"), 12345678901234567890123.0);
  EXPECT_EQ(parameter("0.1e-400"), 0.0);
}

TEST(OpenQasm2, expressions_in_definitions_agree_with_those_outside) {
  const char* functions[] = {"sin(a)", "cos(a)", "tan(a)", "exp(a)", "ln(a)", "sqrt(a)",     "-a", "a^a",
                             "a^2",    "2^a",    "a*pi/4", "pi/a",   "a-1-a", "(a+1)*(a-2)", "+a"};
  for (const std::string f : functions) {
    std::string outside = f;
    for (std::size_t at = 0; (at = outside.find('a', at)) != std::string::npos;) {
      if (at > 0 && std::isalpha(outside[at - 1])) ++at;  // tan
      else outside.replace(at, 1, "0.7"), at += 3;
    }
    const ir::Circuit c = circuit_of(program2("gate g(a) x { rx(" + f + ") x; } qreg q[1]; g(0.7) q[0];"));
    ASSERT_EQ(c.size(), 1u);
    EXPECT_EQ(c.at(0).params()[0], parameter(outside)) << f;
  }
}

TEST(OpenQasm2, conditions_hold_one_operation) {
  EXPECT_EQ(listing(program2(
                "qreg q[2]; creg c[2]; if(c==2) x q[1]; if(c==0) measure q[0] -> c[1]; if(c==1) reset q;")),
            (Lines{"if", "x 1", "end", "if", "measure 0 -> 1", "end", "if", "reset 0", "reset 1", "end"}));
}

TEST(OpenQasm2, a_conditioned_measurement_of_a_register_asks_again_for_each_bit) {
  EXPECT_EQ(listing(program2("qreg q[2]; creg c[2]; if(c==0) measure q -> c;")),
            (Lines{"if", "measure 0 -> 0", "end", "if", "measure 1 -> 1", "end"}));
}

TEST(OpenQasm2, a_number_that_does_not_fit_the_register_is_never_equal) {
  const ParseResult r = parse_text(
      program2("qreg q[1]; creg c[2]; if(c==4) x q[0]; h q[0]; if(c==99999999999999999999999) x q[0];"));
  ASSERT_TRUE(r.circuit);
  EXPECT_EQ(listing(*r.circuit), (Lines{"h 0"}));
  EXPECT_EQ(r.diagnostics.size(), 2u);
  EXPECT_EQ(r.diagnostics[0].severity, Severity::kWarning);
}

TEST(OpenQasm2, opaque_gates_may_be_declared_and_used_in_definitions_that_nobody_calls) {
  EXPECT_EQ(listing(program2("opaque magic(a) x,y; gate g x,y { magic(1) x,y; } qreg q[2]; h q[0];")),
            (Lines{"h 0"}));
}

TEST(OpenQasm2, extended_gates_may_be_defined_by_a_program_for_the_original_library) {
  EXPECT_EQ(listing(program2("gate swap a,b { cx a,b; cx b,a; cx a,b; } qreg q[2]; swap q[0],q[1];")),
            (Lines{"cx 0 1", "cx 1 0", "cx 0 1"}));
}

TEST(OpenQasm2, original_library_has_23_gates) {
  ParseOptions original;
  original.qelib1 = Qelib1::kOriginal;
  const std::string head = program2("qreg q[3]; ");
  for (const char* call : {"u3(1,2,3) q[0];",
                           "u2(1,2) q[0];",
                           "u1(1) q[0];",
                           "cx q[0],q[1];",
                           "id q[0];",
                           "x q[0];",
                           "y q[0];",
                           "z q[0];",
                           "h q[0];",
                           "s q[0];",
                           "sdg q[0];",
                           "t q[0];",
                           "tdg q[0];",
                           "rx(1) q[0];",
                           "ry(1) q[0];",
                           "rz(1) q[0];",
                           "cz q[0],q[1];",
                           "cy q[0],q[1];",
                           "ch q[0],q[1];",
                           "ccx q[0],q[1],q[2];",
                           "crz(1) q[0],q[1];",
                           "cu1(1) q[0],q[1];",
                           "cu3(1,2,3) q[0],q[1];"})
    EXPECT_TRUE(parse_text(head + call, "t", original).ok()) << call;
  for (const char* call : {"swap q[0],q[1];", "u0(1) q[0];", "sx q[0];", "cu(1,2,3,4) q[0],q[1];",
                           "c3x q[0],q[1],q[2],q[0];", "p(1) q[0];"})
    EXPECT_FALSE(parse_text(head + call, "t", original).ok()) << call;
}

TEST(OpenQasm2, words_of_version_3_are_names) {
  EXPECT_EQ(
      listing(program2("qreg bit[1]; qreg ctrl[1]; gate inv let, for { cx let, for; } inv bit[0],ctrl[0];")),
      (Lines{"cx 0 1"}));
}

TEST(OpenQasm2, without_a_version_the_include_decides) {
  const ParseResult two = parse_text("include \"qelib1.inc\"; qreg q[1]; h q[0];");
  EXPECT_EQ(two.language, 2);
  EXPECT_TRUE(two.ok());
  ASSERT_EQ(two.diagnostics.size(), 1u);
  EXPECT_EQ(two.diagnostics[0].code, "Q0901");
  EXPECT_EQ(parse_text("qubit q;").language, 3);
}

TEST(OpenQasm2, counts_statements_and_operations_without_building) {
  ParseOptions check;
  check.build_circuit = false;
  const ParseResult r = parse_text(
      program2("gate g a { x a; y a; } gate g2 a { g a; g a; } qreg q[3]; creg c[3]; g2 q; measure q->c;"),
      "t", check);
  EXPECT_TRUE(r.ok());
  EXPECT_FALSE(r.circuit);
  EXPECT_EQ(r.operations, 15u);
  EXPECT_EQ(r.statements, 6u);
}

TEST(OpenQasm2, the_count_before_expansion_is_the_size_after_it) {
  const ParseResult r = parse_text(
      program2("gate g(a) x,y { cx x,y; cu(a,1,2,3) y,x; } qreg q[4]; creg c[4]; g(1) q[0],q[1]; h q;"
               "cu3(1,2,3) q[0],q[2]; barrier q; reset q[1]; measure q -> c;"));
  ASSERT_TRUE(r.circuit);
  EXPECT_EQ(r.operations, r.circuit->size());
}

}  // namespace
}  // namespace qiao::qasm
