// Operators on values known while checking against the same operators on values known only at run time: every
// operator, cast and function on every pair of types, each pair assigned to variables of two types in turn.
// Both must be accepted or refused alike and give the same bits; where the checker finds that there is no
// value (division by zero), the run must fault.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "helpers.hpp"
#include "qiao/base/error.hpp"
#include "qiao/ir/results.hpp"

namespace qiao::qasm {
namespace {

struct Operand {
  const char* name;
  const char* type;
  const char* value;
};
constexpr Operand kOperands[] = {
    {"b1", "bool", "true"},
    {"k1", "bit", "\"1\""},
    {"k0", "bit", "\"0\""},
    {"k5", "bit[8]", "\"10000101\""},
    {"u200", "uint[8]", "200"},
    {"u3", "uint[8]", "3"},
    {"w0", "uint[16]", "0"},
    {"im7", "int[8]", "-7"},
    {"i2", "int[8]", "2"},
    {"lm9", "int", "-9"},
    {"fm25", "float[64]", "-2.5"},
    {"f3", "float[64]", "3.0"},
    {"g05", "float[32]", "0.1"},
    {"a1", "angle[8]", "pi / 2"},
    {"z", "complex[float[64]]", "1.5 - 2im"},
    {"d", "duration", "20ns"},
};
constexpr const char* kResults[] = {
    "bool", "bit[8]", "uint[8]", "int[16]", "float[64]", "angle[8]", "complex[float[64]]", "duration"};
constexpr const char* kBinary[] = {"{} + {}",     "{} - {}",      "{} * {}",     "{} / {}",  "{} % {}",
                                   "{} ** {}",    "{} << {}",     "{} >> {}",    "{} & {}",  "{} | {}",
                                   "{} ^ {}",     "{} && {}",     "{} || {}",    "{} == {}", "{} != {}",
                                   "{} < {}",     "{} <= {}",     "{} > {}",     "{} >= {}", "mod({}, {})",
                                   "pow({}, {})", "rotl({}, {})", "rotr({}, {})"};
// Not `int(...)`: constants of that type adapt to the other side as literals do.
constexpr const char* kUnary[] = {"-{}",
                                  "~{}",
                                  "!{}",
                                  "bool({})",
                                  "bit[8]({})",
                                  "uint[8]({})",
                                  "uint[16]({})",
                                  "int[8]({})",
                                  "float[64]({})",
                                  "float[32]({})",
                                  "angle[8]({})",
                                  "angle[4]({})",
                                  "complex[float[64]]({})",
                                  "sin({})",
                                  "cos({})",
                                  "tan({})",
                                  "arcsin({})",
                                  "arccos({})",
                                  "arctan({})",
                                  "exp({})",
                                  "log({})",
                                  "sqrt({})",
                                  "floor({})",
                                  "ceiling({})",
                                  "popcount({})",
                                  "real({})",
                                  "imag({})"};

struct Assignment {
  const char* type;
  std::string expression;
};

// One assignment a line, behind the declarations. At run time: every operand has been assigned under a
// condition on a measured bit, so that the checker does not know it any more.
constexpr std::size_t kFirstLine = 2;
std::string program(const std::vector<Assignment>& assignments, bool runtime) {
  std::string text = "OPENQASM 3.1; qubit q; bit m; m = measure q; ";
  for (const Operand& o : kOperands) {
    text += fmt::format("{} {} = {}; ", o.type, o.name, o.value);
    if (runtime) text += fmt::format("if (m) {{ {0} = {0}; }} ", o.name);
  }
  text += "\n";
  for (std::size_t i = 0; i < assignments.size(); ++i)
    text += fmt::format("output {} r{}; r{} = {};\n", assignments[i].type, i, i, assignments[i].expression);
  return text;
}

ParseResult parse(const std::vector<Assignment>& assignments, bool runtime) {
  ParseOptions options;
  options.limits.max_errors = 1'000'000;
  return parse_text(program(assignments, runtime), "folding", options);
}

// Codes of errors by assignment.
std::map<std::size_t, std::string> refusals(const ParseResult& result) {
  std::map<std::size_t, std::string> out;
  for (const Diagnostic& d : result.diagnostics)
    if (d.severity == Severity::kError && d.range.line >= kFirstLine)
      out.emplace(d.range.line - kFirstLine, d.code);
  return out;
}

// Everything at the top level, where no condition holds: "fault" or the value of each register.
std::vector<std::string> values(const ir::Circuit& circuit) {
  ir::ClassicalBits bits(circuit.num_clbits());
  std::set<std::uint32_t> faults;  // lines
  for (std::size_t i = 0; i < circuit.size(); ++i) {
    const ir::Instruction in = circuit.at(i);
    if (in.kind() != ir::OpKind::kAssign) continue;
    try {
      const ir::Destination to = in.destination();
      store(bits, to.first, to.type, ir::evaluate(circuit.exprs(), in.value(), bits));
    } catch (const Error&) {
      faults.insert(in.source().line);
    }
  }
  std::vector<std::string> out;
  std::uint32_t line = kFirstLine;
  for (const ir::Register& r : ir::result_registers(circuit))
    out.push_back(faults.count(line++) ? "fault" : ir::register_text(circuit, r, bits.words(), r.offset));
  return out;
}

void compare(const std::vector<Assignment>& all) {
  const auto folded_refusals = refusals(parse(all, false));
  const auto runtime_refusals = refusals(parse(all, true));
  std::vector<Assignment> both, only_runtime;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto folded = folded_refusals.find(i), runtime = runtime_refusals.find(i);
    const bool no_value = folded != folded_refusals.end() && runtime == runtime_refusals.end();
    if (no_value) {
      // Constants of `int` without a width do not wrap as those of the run do: out of range is an error.
      if (folded->second != "Q0405") only_runtime.push_back(all[i]);
    } else if (folded == folded_refusals.end() && runtime == runtime_refusals.end()) {
      both.push_back(all[i]);
    } else if (folded == folded_refusals.end() || (folded->second != "Q0404" && folded->second != "Q0405")) {
      // A value error may come before one of types.
      EXPECT_EQ(folded == folded_refusals.end() ? "accepted" : folded->second, runtime->second)
          << all[i].type << " = " << all[i].expression;
    }
  }
  const ParseResult folded = parse(both, false), runtime = parse(both, true);
  ASSERT_TRUE(folded.circuit && runtime.circuit) << rendered(folded) << rendered(runtime);
  const auto expected = values(*folded.circuit), actual = values(*runtime.circuit);
  ASSERT_EQ(expected.size(), both.size());
  for (std::size_t i = 0; i < both.size(); ++i)
    EXPECT_EQ(expected[i], actual[i]) << both[i].type << " = " << both[i].expression;
  const ParseResult faulty = parse(only_runtime, true);
  ASSERT_TRUE(faulty.circuit) << rendered(faulty);
  const auto faults = values(*faulty.circuit);
  for (std::size_t i = 0; i < only_runtime.size(); ++i)
    EXPECT_EQ(faults[i], "fault") << only_runtime[i].type << " = " << only_runtime[i].expression;
}

class Folding : public ::testing::TestWithParam<const char*> {};

TEST_P(Folding, is_what_the_run_computes) {
  std::vector<Assignment> all;
  const std::string form = GetParam();
  const bool binary = form.find("{}") != form.rfind("{}");
  std::size_t turn = 0;
  for (const Operand& a : kOperands)
    for (const Operand& b : kOperands) {
      const std::string expression = fmt::format(fmt::runtime(form), a.name, b.name);
      if (!binary) {
        for (const char* type : kResults) all.push_back({type, expression});
        break;
      }
      for (const std::size_t other : {0, 3})
        all.push_back({kResults[(turn + other) % std::size(kResults)], expression});
      ++turn;
    }
  compare(all);
}

std::string test_name(const ::testing::TestParamInfo<const char*>& test) {
  std::string name;
  for (const char c : std::string(test.param))
    if (std::isalnum(static_cast<unsigned char>(c))) name += c;
  return fmt::format("{}_{}", test.index, name);
}
INSTANTIATE_TEST_SUITE_P(Binary, Folding, ::testing::ValuesIn(kBinary), test_name);
INSTANTIATE_TEST_SUITE_P(Unary, Folding, ::testing::ValuesIn(kUnary), test_name);

}  // namespace
}  // namespace qiao::qasm
