// The fast lane must build the very tree that the grammar builds, or decline. Trees are compared as text,
// with all spans.
#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "antlr_parser.hpp"
#include "fast_lane.hpp"

namespace qiao::qasm {
namespace {

struct Outcome {
  bool fast = false;     // the fast lane took it
  bool grammar = false;  // the grammar accepts it
};

Outcome compare(const std::string& text, int language) {
  Sources sources;
  Reporter reporter(sources, 1000);
  const FileId file = sources.add(SourceFile("t", std::make_shared<const std::string>(text)));
  const std::string_view stored = sources[file].text();
  Outcome outcome;
  Ast fast;
  const Limits limits;
  const auto flat = read_flat(stored, 0, language, limits, fast);
  outcome.fast = flat.has_value();
  Ast slow;
  AntlrParser parser(sources, reporter);
  const std::uint32_t end = flat ? flat->end : static_cast<std::uint32_t>(text.size());
  const auto parsed = parser.parse(file, {0, end}, language, slow);
  outcome.grammar = parsed.statement.has_value();
  if (flat) {
    EXPECT_TRUE(parsed.statement) << "version " << language << ", the grammar refuses: " << text;
    if (parsed.statement) {
      EXPECT_EQ(dump(fast, flat->statement), dump(slow, *parsed.statement)) << text;
    }
  }
  return outcome;
}

TEST(FastLane, takes_what_machines_write) {
  for (const int language : {2, 3})
    for (const char* text :
         {"h q[0];", "cx q[3],q[14];", "cx  q [ 3 ] , q[ 14 ] ;", "rz(0.5) q[0];", "rz(-pi/2) q[0];",
          "u3(1e-3,2.5E+2,.5) q[1];", "rz(3*pi/4) r;", "rz(-(1+2)*pi-3/-4) r;", "g() q[0];", "ccx a,b,c;",
          "measure q[0] -> c[0];", "measure q->c;", "reset q[1];", "barrier q[0],q[1],r;", "U(0,0,0) q[0];",
          "g(a,b,-a/2) x,y;", "x\n\tq[0]\n;", "rz(5.) q[0];"}) {
      const Outcome o = compare(text, language);
      EXPECT_TRUE(o.fast) << language << ": " << text;
    }
}

TEST(FastLane, declines_what_is_not_flat) {
  for (const char* text :
       {"x q[0] // c\n;", "ctrl @ x q[0],q[1];", "x q[i];", "x q[0:2];", "x q[-1];", "rz(sin(1)) q[0];",
        "rz(2**3) q[0];", "x q[0]", "if (c) x q;", "x $0;", "rz(1_000) q[0];", "x q[0][0];", "rz(1e) q[0];",
        "rz(5 ns) q[0];", "measure q[0];", "gphase(1);"}) {
    const std::string statement = text;
    if (statement == "rz(1_000) q[0];") {
      compare(statement, 3);
      continue;
    }
    EXPECT_FALSE(compare(statement, 3).fast) << text;
  }
  for (const char* text : {"qreg q[007];", "x q[07];", "rz(2^3) q[0];", "if (c==1) x q;", "pi q;", "x pi;",
                           "sin q;", "barrier;"})
    EXPECT_FALSE(compare(text, 2).fast) << text;
}

// Random texts near the border between right and wrong.
TEST(FastLane, agrees_with_the_grammar_on_random_statements) {
  std::mt19937 random(7);
  const char* const pieces[] = {
      "x",  "cx",  "q",  "r",        "[",      "]",     "[0]",      "[12]",   "(",      ")",
      ",",  ";",   " ",  "\n",       "pi",     "1",     "0.5",      ".5",     "2.",     "1e3",
      "1e", "-",   "+",  "*",        "/",      "^",     "measure ", "->",     "reset ", "barrier ",
      "a",  "07",  "()", "(1)",      "(pi/2)", "if",    "ctrl ",    "@",      "==",     "//",
      "U",  "sin", "_",  "\xc3\xa4", ":",      "gate ", "in",       "gphase", "true"};
  int taken = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    if (random() % 2) text = std::string(random() % 2 ? "x" : "measure") + (random() % 2 ? "(" : " ");
    const unsigned n = 1 + random() % 10;
    for (unsigned i = 0; i < n; ++i) text += pieces[random() % std::size(pieces)];
    text += ";";
    taken += compare(text, random() % 2 ? 2 : 3).fast;
  }
  EXPECT_GT(taken, 100);  // the test reaches the fast lane
}

TEST(FastLane, agrees_with_the_grammar_on_random_expressions) {
  std::mt19937 random(11);
  const std::function<std::string(int)> expression = [&](int depth) -> std::string {
    switch (random() % (depth > 4 ? 4 : 9)) {
      case 0:
        return std::to_string(random() % 1000);
      case 1:
        return std::to_string(random() % 1000) + "." + std::to_string(random() % 1000);
      case 2:
        return "pi";
      case 3:
        return std::to_string(1 + random() % 9) + "e-" + std::to_string(random() % 20);
      case 4:
        return "-" + expression(depth + 1);
      case 5:
        return "(" + expression(depth + 1) + ")";
      case 6:
        return expression(depth + 1) + " * " + expression(depth + 1);
      case 7:
        return expression(depth + 1) + "/" + expression(depth + 1);
      default:
        return expression(depth + 1) + (random() % 2 ? " + " : " - ") + expression(depth + 1);
    }
  };
  int taken = 0;
  for (int round = 0; round < 3000; ++round)
    taken += compare("rz(" + expression(0) + ") q[0];", 2 + static_cast<int>(random() % 2)).fast;
  EXPECT_GT(taken, 2500);
}

}  // namespace
}  // namespace qiao::qasm
