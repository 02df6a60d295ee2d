// Conditions on classical bits: every value of the bits against the same expression in C++.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "helpers.hpp"

namespace qiao::qasm {
namespace {

// a is bits 0-2, b bits 3-4, w bit 5.
struct Case {
  const char* text;
  std::function<bool(unsigned a, unsigned b, unsigned s)> meaning;
};

TEST(Conditions, mean_what_the_expression_says) {
  const Case cases[] = {
      {"a == 5", [](auto a, auto, auto) { return a == 5; }},
      {"a != 5", [](auto a, auto, auto) { return a != 5; }},
      {"5 == a", [](auto a, auto, auto) { return a == 5; }},
      {"a < 3", [](auto a, auto, auto) { return a < 3; }},
      {"3 < a", [](auto a, auto, auto) { return 3 < a; }},
      {"a <= 3", [](auto a, auto, auto) { return a <= 3; }},
      {"3 >= a", [](auto a, auto, auto) { return 3 >= a; }},
      {"a > 3", [](auto a, auto, auto) { return a > 3; }},
      {"a >= 3", [](auto a, auto, auto) { return a >= 3; }},
      {"a < 99", [](auto, auto, auto) { return true; }},
      {"a > -1", [](auto, auto, auto) { return true; }},
      {"a == -1", [](auto, auto, auto) { return false; }},
      {"a != 8", [](auto, auto, auto) { return true; }},
      {"a == \"011\"", [](auto a, auto, auto) { return a == 3; }},
      {"a == b", [](auto a, auto b, auto) { return a == b; }},
      {"a > b", [](auto a, auto b, auto) { return a > b; }},
      {"a", [](auto a, auto, auto) { return a != 0; }},
      {"!a", [](auto a, auto, auto) { return a == 0; }},
      {"w", [](auto, auto, auto s) { return s != 0; }},
      {"!w", [](auto, auto, auto s) { return s == 0; }},
      {"w == 0", [](auto, auto, auto s) { return s == 0; }},
      {"w == true", [](auto, auto, auto s) { return s == 1; }},
      {"a[1]", [](auto a, auto, auto) { return a >> 1 & 1; }},
      {"a[-1] == 0", [](auto a, auto, auto) { return (a >> 2 & 1) == 0; }},
      {"a[1:2] == 2", [](auto a, auto, auto) { return a >> 1 == 2; }},
      {"a[0] && !b[1] || w", [](auto a, auto b, auto s) { return (a & 1 && !(b & 2)) || s; }},
      {"a[0] == 1 && a[1] == 0", [](auto a, auto, auto) { return (a & 3) == 1; }},
      {"(a ^ 5) == 1", [](auto a, auto, auto) { return (a ^ 5u) == 1; }},
      {"(a & b) != 0", [](auto a, auto b, auto) { return (a & b) != 0; }},
      {"(a | 4) == 6", [](auto a, auto, auto) { return (a | 4u) == 6; }},
      {"~a == 2", [](auto a, auto, auto) { return (~a & 7u) == 2; }},
      {"uint[3](a) > 2", [](auto a, auto, auto) { return a > 2; }},
      {"int[8](a) >= 6", [](auto a, auto, auto) { return a >= 6; }},
      {"bool(b) == w", [](auto, auto b, auto s) { return (b != 0) == (s != 0); }},
      {"a[0] ^ w", [](auto a, auto, auto s) { return ((a & 1) ^ s) != 0; }},
      {"!(a == 1 || a == 6) && b != 0", [](auto a, auto b, auto) { return !(a == 1 || a == 6) && b != 0; }},
  };
  for (const Case& c : cases) {
    const ir::Circuit circuit = circuit_of(
        program3("qubit q; bit[3] a; bit[2] b; bit w; if (" + std::string(c.text) + ") x q; else y q;"));
    ASSERT_GE(circuit.size(), 1u) << c.text;
    for (unsigned bits = 0; bits < 64; ++bits) {
      const bool expected = c.meaning(bits & 7, bits >> 3 & 3, bits >> 5);
      const ir::Instruction first = circuit.at(0);
      // Conditions that are known before the program runs leave only the branch that is taken.
      const bool got =
          first.kind() == ir::OpKind::kIf
              ? ir::evaluate(circuit, first.condition(), [&](ir::Clbit i) { return bits >> i & 1; }) != 0
              : first.gate() == ir::GateId::kX;
      ASSERT_EQ(got, expected) << c.text << " for bits " << bits;
    }
  }
}

TEST(Conditions, registers_wider_than_64_bits_compare_with_numbers) {
  for (const bool version2 : {true, false}) {
    const ir::Circuit circuit =
        circuit_of(version2 ? program2("qreg q[1]; creg c[130]; if (c==9223372036854775813) x q[0];")
                            : program3("qubit q; bit[130] c; if (c == 9223372036854775813) x q;"));
    const auto value = [&](std::vector<ir::Clbit> ones) {
      return ir::evaluate(circuit, circuit.at(0).condition(),
                          [&](ir::Clbit i) { return std::find(ones.begin(), ones.end(), i) != ones.end(); });
    };
    EXPECT_EQ(value({0, 2, 63}), 1u);
    EXPECT_EQ(value({0, 2, 63, 64}), 0u);
    EXPECT_EQ(value({0, 2, 63, 129}), 0u);
    EXPECT_EQ(value({0, 2}), 0u);
  }
}

}  // namespace
}  // namespace qiao::qasm
