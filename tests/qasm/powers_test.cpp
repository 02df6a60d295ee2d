// pow with integers of any size: exact where the gate's powers repeat, refused where its phases are not known well
// enough. The reference multiplies the reference's own matrices.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "helpers.hpp"

namespace qiao::qasm {
namespace {

double distance(const reference::Matrix& a, const reference::Matrix& b) {
  EXPECT_EQ(a.dim, b.dim);
  double d = 0;
  for (std::size_t r = 0; r < a.dim; ++r)
    for (std::size_t c = 0; c < a.dim; ++c) d = std::max(d, std::abs(a(r, c) - b(r, c)));
  return d;
}

std::string repeated(const std::string& statement, std::uint64_t times) {
  std::string out;
  for (std::uint64_t i = 0; i < times; ++i) out += statement;
  return out;
}

struct Gate {
  const char* call;
  std::uint64_t order;
};
constexpr Gate kGates[] = {{"x q[0];", 2},
                           {"y q[0];", 2},
                           {"z q[0];", 2},
                           {"h q[0];", 2},
                           {"s q[0];", 4},
                           {"sdg q[0];", 4},
                           {"t q[0];", 8},
                           {"tdg q[0];", 8},
                           {"sx q[0];", 4},
                           {"cx q[0], q[1];", 2},
                           {"swap q[0], q[1];", 2},
                           {"cz q[0], q[1];", 2},
                           {"rx(pi) q[0];", 4},
                           {"ry(pi / 2) q[0];", 8},
                           {"p(2 * pi / 3) q[0];", 3},
                           {"rz(-pi / 4) q[0];", 16},
                           {"cp(pi / 8) q[0], q[1];", 16},
                           {"crx(pi / 2) q[1], q[0];", 8},
                           {"U(pi, 0, pi) q[0];", 4},
                           {"negctrl @ s q[1], q[0];", 4},
                           {"pair q[0], q[1];", 2}};
constexpr std::uint64_t kExponents[] = {1000000001ull,          9007199254740991ull,
                                        9007199254740993ull,    1000000000000000001ull,
                                        9223372036854775807ull, 18446744073709551615ull};
const std::string kHead = "qubit[2] q; gate pair a, b { h a; x b; }\n";

TEST(Powers, of_large_integers_are_those_of_the_remainder) {
  for (const Gate& g : kGates)
    for (const std::uint64_t k : kExponents)
      for (const bool negative : {false, true}) {
        if (negative && k > 9223372036854775807ull) continue;
        std::uint64_t rest = k % g.order;
        if (negative) rest = (g.order - rest) % g.order;
        const std::string text =
            "pow(" + std::string(negative ? "-" : "") + std::to_string(k) + ") @ " + g.call;
        EXPECT_LT(
            distance(matrix_of(program3(kHead + text)), matrix_of(program3(kHead + repeated(g.call, rest)))),
            1e-13)
            << text;
      }
}

TEST(Powers, of_powers_multiply_without_overflow) {
  for (const Gate& g : kGates) {
    std::uint64_t rest = 1;
    std::string text;
    for (const std::uint64_t k : kExponents) {
      rest = rest * (k % g.order) % g.order;
      text += "pow(" + std::to_string(k) + ") @ ";
    }
    rest = (g.order - rest) % g.order;
    EXPECT_LT(distance(matrix_of(program3(kHead + text + "inv @ " + g.call)),
                       matrix_of(program3(kHead + repeated(g.call, rest)))),
              1e-13)
        << g.call;
  }
}

TEST(Powers, of_fractions_before_and_after_are_on_the_principal_branch) {
  // x to the power k/2 has order 4; the square root of x to an odd power is that of x.
  EXPECT_LT(distance(matrix_of(program3("qubit q; pow(1000000000000000003) @ pow(0.5) @ x q;")),
                     matrix_of(program3("qubit q; inv @ pow(0.5) @ x q;"))),
            1e-13);
  EXPECT_LT(distance(matrix_of(program3("qubit q; pow(0.5) @ pow(1000000000000000003) @ x q;")),
                     matrix_of(program3("qubit q; pow(0.5) @ x q;"))),
            1e-13);
}

TEST(Powers, of_large_fractions_are_exact_or_refused) {
  // x^(2 n + 3/2) is x^(3/2), and likewise with 4 n for sdg.
  EXPECT_LT(distance(matrix_of(program3("qubit q; pow(1000000000000001.5) @ x q;")),
                     matrix_of(program3("qubit q; pow(1.5) @ x q;"))),
            1e-13);
  EXPECT_LT(distance(matrix_of(program3("qubit q; pow(-1000000000000001.5) @ sdg q;")),
                     matrix_of(program3("qubit q; pow(-1.5) @ sdg q;"))),
            1e-13);
  for (const char* text : {"qubit q; pow(1000000000000000.5) @ rx(0.3) q;",
                           "qubit q; pow(1000000000000000.5) @ U(0.1, 0.2, 0.3) q;"}) {
    const ParseResult r = parse_text(program3(text));
    ASSERT_EQ(r.diagnostics.size(), 1u) << text;
    EXPECT_EQ(r.diagnostics[0].code, "Q0404") << rendered(r);
  }
}

TEST(Powers, of_phases_that_are_not_known_exactly_are_refused) {
  for (const char* text :
       {"qubit q; pow(9007199254740993) @ rx(0.3) q;", "qubit q; pow(-100000000000000) @ p(1.0) q;",
        "qubit q; pow(100000000000000) @ U(0.1, 0.2, 0.3) q;",
        "qubit q; gate g a { rx(0.3) a; h a; } pow(1000000000000) @ g q;",
        "qubit q; gate g(t) a { pow(9007199254740993) @ rx(t) a; } g(0.3) q;"})
    for (const bool build : {true, false}) {
      ParseOptions options;
      options.build_circuit = build;
      const ParseResult r = parse_text(program3(text), "<text>", options);
      ASSERT_EQ(r.diagnostics.size(), 1u) << text;
      EXPECT_EQ(r.diagnostics[0].code, "Q0404") << rendered(r);
    }
  // As far as they are known they are computed.
  EXPECT_LT(distance(matrix_of(program3("qubit q; pow(123456789) @ rx(0.3) q;")),
                     matrix_of(program3("qubit q; rx(" +
                                        std::to_string(std::fmod(123456789 * 0.3, 4 * std::numbers::pi)) +
                                        ") q;"))),
            1e-6);
}

}  // namespace
}  // namespace qiao::qasm
