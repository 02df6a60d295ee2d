// Pauli strings and sums: algebra against matrices written out here, text and JSON in both directions, errors
// with their places.
#include "qiao/ir/pauli.hpp"

#include <gtest/gtest.h>

#include <random>

#include "qiao/base/error.hpp"

namespace qiao::ir {
namespace {

// By the definition: Kronecker product of the letters' matrices, qubit 0 the least significant.
Matrix matrix_of(const std::string& letters) {  // leftmost: highest qubit
  Matrix result = Matrix::identity(1);
  for (const char c : letters) {
    Matrix one(2);
    const Complex i{0, 1};
    if (c == 'I') one.data = {1, 0, 0, 1};
    if (c == 'X') one.data = {0, 1, 1, 0};
    if (c == 'Y') one.data = {0, -i, i, 0};
    if (c == 'Z') one.data = {1, 0, 0, -1};
    Matrix next(2 * result.dim);
    for (std::size_t r = 0; r < next.dim; ++r)
      for (std::size_t k = 0; k < next.dim; ++k) next(r, k) = result(r / 2, k / 2) * one(r % 2, k % 2);
    result = std::move(next);
  }
  return result;
}

PauliString random_string(std::mt19937_64& rng, unsigned n) {
  const std::uint64_t mask = (std::uint64_t{1} << n) - 1;
  return {rng() & mask, rng() & mask};
}

TEST(PauliString, products_and_commutation_equal_those_of_matrices) {
  std::mt19937_64 rng(5);
  const Complex powers[4] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
  for (int round = 0; round < 200; ++round) {
    const PauliString a = random_string(rng, 4), b = random_string(rng, 4);
    const Matrix ma = matrix_of(a.dense(4)), mb = matrix_of(b.dense(4));
    const PauliProduct p = multiply(a, b);
    const Matrix mp = matrix_of(p.string.dense(4)), ab = ma * mb, ba = mb * ma;
    bool equal = true;
    for (std::size_t i = 0; i < mp.data.size(); ++i) {
      ASSERT_LT(std::abs(ab.data[i] - powers[p.power] * mp.data[i]), 1e-15) << a.dense() << " " << b.dense();
      equal = equal && std::abs(ab.data[i] - ba.data[i]) < 1e-15;
    }
    EXPECT_EQ(commute(a, b), equal) << a.dense() << " " << b.dense();
  }
}

TEST(PauliString, reads_back_what_it_prints) {
  const PauliString s{0b0110, 0b1100};  // Z3 Y2 X1
  EXPECT_EQ(s.dense(), "ZYXI");
  EXPECT_EQ(s.dense(6), "IIZYXI");
  EXPECT_EQ(s.sparse(), "X1 Y2 Z3");
  EXPECT_EQ(s.weight(), 3u);
  EXPECT_EQ(s.num_qubits(), 4u);
  EXPECT_EQ(PauliString{}.sparse(), "I");
  EXPECT_EQ(PauliSum::parse("ZYXI").terms()[0].string, s);
  EXPECT_EQ(PauliSum::parse("X1 Y2 Z3").terms()[0].string, s);
  EXPECT_EQ(pauli('Y', 63).num_qubits(), 64u);
  EXPECT_EQ(PauliSum::parse("Y63").terms()[0].string, pauli('Y', 63));
}

TEST(PauliSum, reads_the_usual_forms) {
  const PauliString x0z3 = multiply(pauli('X', 0), pauli('Z', 3)).string;
  const std::vector<PauliTerm> expected{{x0z3, 0.5}, {pauli('Y', 1), -1.5}, {{}, 2.0}};
  for (const char* text : {
           "0.5*ZIIX - 1.5*IIYI + 2*IIII",
           "0.5 ZIIX\n-1.5 IIYI\n2 IIII",
           "0.5 [X0 Z3] +\n-1.5 [Y1] +\n2.0 []",
           "0.5 X0 Z3 - 1.5 Y1 + 2",
           "0.5*X0*Z3 - 1.5*Y1 + 2 I",
           "# a comment\n5e-1 [Z3 X0]  # another\n\n(-1.5+0j) [Y1]\n (2)",
           R"({"schema": "qiao.pauli_sum/1", "num_qubits": 4, "terms": [{"pauli": "ZIIX", "coefficient": 0.5},
               {"pauli": "Y1", "coefficient": [-1.5, 0]}, {"pauli": "I", "coefficient": 2}]})",
           R"([["ZIIX", 0.5], ["IIYI", -1.5], ["IIII", 2.0]])",
       })
    EXPECT_EQ(PauliSum::read(text, "h").terms(), expected) << text;
  EXPECT_EQ(PauliSum::parse("XX").terms(), (std::vector<PauliTerm>{{{3, 0}, 1.0}}));
  EXPECT_EQ(PauliSum::parse("-XX + --ZZ").terms(), (std::vector<PauliTerm>{{{3, 0}, -1.0}, {{0, 3}, 1.0}}));
  EXPECT_EQ(PauliSum::parse("(1-2j) Z0 + 3j*X1").terms(),
            (std::vector<PauliTerm>{{{0, 1}, {1, -2}}, {{2, 0}, {0, 3}}}));
}

TEST(PauliSum, text_and_json_give_back_the_same_sum) {
  std::mt19937_64 rng(11);
  std::uniform_real_distribution<double> real(-1, 1);
  PauliSum sum;
  for (int i = 0; i < 50; ++i) {
    const PauliString s{rng(), rng()};  // all 64 qubits
    sum.add(s, i % 2 ? Complex{real(rng), real(rng) * 1e-9} : Complex{real(rng), 0});
  }
  sum.add({}, 0.1);
  EXPECT_EQ(PauliSum::parse(sum.str()), sum);
  EXPECT_EQ(PauliSum::read(sum.to_json(), "h"), sum);
}

TEST(PauliSum, algebra) {
  const PauliSum x = pauli('X', 0), y = pauli('Y', 0), z = pauli('Z', 0);
  EXPECT_EQ(x * y, PauliSum(pauli('Z', 0), Complex{0, 1}));
  EXPECT_EQ((x * y - y * x).simplify(), PauliSum(pauli('Z', 0), Complex{0, 2}));
  EXPECT_TRUE((x * y + y * x).simplify().empty());
  EXPECT_TRUE((x + 2.0 * z).is_hermitian());
  EXPECT_FALSE((x + Complex{0, 1} * z).is_hermitian());
  EXPECT_TRUE((x + Complex{0, 1} * z + Complex{0, -1} * z).is_hermitian());
  EXPECT_DOUBLE_EQ((x - 2.0 * z).one_norm(), 3.0);
  EXPECT_EQ((Complex{0, 1} * z).adjoint(), (Complex{0, -1} * z));
}

std::string message(const std::string& text) {
  try {
    PauliSum::read(text, "h.txt");
  } catch (const Error& e) {
    EXPECT_TRUE(e.code() == ErrorCode::kInput || e.code() == ErrorCode::kLimit);
    return e.what();
  }
  return "no error";
}

TEST(PauliSum, errors_name_the_place_and_the_thing) {
  const std::pair<const char*, const char*> cases[] = {
      {"", "h.txt:1:1: no term"},
      {"0.5 XX +", "h.txt:1:9: a term is missing"},
      {"0.5 XX 0.25 ZZ", "h.txt:1:8: expected + or - before '0'"},
      {"XX\n0.5 XYZ", "h.txt:2:5: 'XYZ' has 3 letters, the first string has 2"},
      {"0.5 * 3", "h.txt:1:7: expected a Pauli string after *"},
      {"0.5 XA", "h.txt:1:6: 'A' is not a Pauli letter"},
      {"0.5 [X0 Z3", "h.txt:1:11: missing ']'"},
      {"X0 Z0", "h.txt:1:4: qubit 0 has two letters"},
      {"X64", "h.txt:1:1: qubit 64 is beyond the 64"},
      {"X99999999999999999999", "is beyond the 64"},
      {"1e999 X0", "h.txt:1:1: the number is outside"},
      {"(0.5 0.5) X0", "h.txt:1:6: expected + , - or )"},
      {"(0.5", "h.txt:1:5: expected + , - or )"},
      {"hello", "h.txt:1:1: expected a coefficient or a Pauli string, found 'h'"},
      {"0.5 X0 @", "h.txt:1:8: expected + or - before '@'"},
      {"{\"terms\": 3}", "h.txt: terms: there must be a list"},
      {"{\"terms\": [", "h.txt: not JSON"},
      {"{\"schema\": \"other\", \"terms\": []}", "is not \"qiao.pauli_sum/1\""},
      {R"({"terms": [{"pauli": "XX", "coefficient": "a"}]})", "h.txt: terms[0]: the coefficient"},
      {R"({"terms": [{"pauli": "XX"}, {"pauli": "X"}, {"pauli": "XQ"}]})", "terms[2]:1:2: 'Q'"},
      {R"({"terms": [{"pauli": "XX"}, {"pauli": "XXX"}]})", "terms[1]: 'XXX' has 3 letters"},
      {R"({"num_qubits": 1, "terms": [{"pauli": "XX"}]})", "num_qubits: 1 does not hold the terms"},
      {R"([["XX", 1], ["XX"]])", "h.txt: list[1]"},
  };
  for (const auto& [text, expected] : cases)
    EXPECT_NE(message(text).find(expected), std::string::npos) << text << "\n" << message(text);
  EXPECT_THROW(PauliSum::parse("X0 + X1 + X2", "h", 2), Error);
  EXPECT_THROW(pauli('A', 0), Error);
  EXPECT_THROW(pauli('X', 64), Error);
}

}  // namespace
}  // namespace qiao::ir
