// Random expressions over bit, bool, uint, int and float of several widths against an evaluator of its own, written from
// the specification (types, classical): bits and booleans are promoted as in C99, literals take the type of the other
// side if they fit it, otherwise the wider type wins, unsigned before signed; integers wrap. Each expression is computed
// from constants, from variables that the checker knows, and from variables that are known only at run time.
// QIAO_TEST_MORE=n: n times as many.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <random>

#include "helpers.hpp"
#include "qiao/base/error.hpp"
#include "qiao/ir/results.hpp"

namespace qiao::qasm {
namespace {

__extension__ using Wide = __int128;

enum class Kind { kBool, kBit, kUint, kInt, kFloat };
struct Type {
  Kind kind = Kind::kInt;
  unsigned width = 64;
  bool truth() const { return kind == Kind::kBool || kind == Kind::kBit; }
};
struct Number {
  Type type;
  Wide word = 0;    // not of floats
  double real = 0;  // of floats
  bool literal = false;
  bool is_float() const { return type.kind == Kind::kFloat; }
  double as_double() const { return is_float() ? real : static_cast<double>(word); }
  bool is_true() const { return is_float() ? real != 0 : word != 0; }
};
struct NoValue {};  // or none that the specification defines

Wide wrap(Type t, Wide v) {
  v &= (Wide{1} << t.width) - 1;
  if (t.kind == Kind::kInt && v >> (t.width - 1)) v -= Wide{1} << t.width;
  return v;
}
Number of(Type t, Wide v) { return {t, wrap(t, v), 0, false}; }
Number truth(bool b) { return {{Kind::kBool, 1}, b, 0, false}; }
Number literal(Wide v) {
  if (v < -(Wide{1} << 63) || v >= Wide{1} << 63) throw NoValue{};
  return {{Kind::kInt, 64}, v, 0, true};
}
Number real(double x) {
  if (!std::isfinite(x)) throw NoValue{};
  return {{Kind::kFloat, 64}, 0, x, false};
}
bool fits(const Number& n, Type t) { return wrap(t, n.word) == n.word; }

Type common(const Number& a, const Number& b) {
  constexpr Type kInt{Kind::kInt, 64};
  const auto beside = [&](const Number& other) {  // a bit or boolean
    const Type t = other.type;
    return other.literal || t.truth() || (t.kind == Kind::kInt && t.width == 1) ? kInt : t;
  };
  if (a.type.truth()) return beside(b);
  if (b.type.truth()) return beside(a);
  if (a.literal && b.literal) return kInt;
  if (a.literal && fits(a, b.type)) return b.type;
  if (b.literal && fits(b, a.type)) return a.type;
  if (a.type.kind == b.type.kind) return a.type.width >= b.type.width ? a.type : b.type;
  const Type u = a.type.kind == Kind::kUint ? a.type : b.type,
             s = a.type.kind == Kind::kUint ? b.type : a.type;
  return u.width >= s.width ? u : s;
}

template <class T>
bool compare(const std::string& op, T a, T b) {
  return op == "<"    ? a < b
         : op == "<=" ? a <= b
         : op == ">"  ? a > b
         : op == ">=" ? a >= b
         : op == "==" ? a == b
                      : a != b;
}
bool is_comparison(const std::string& op) {
  return op[0] == '=' || op[0] == '!' || ((op[0] == '<' || op[0] == '>') && op != "<<" && op != ">>");
}
bool is_bitwise(const std::string& op) { return op == "&" || op == "|" || op == "^"; }
Wide bitwise(const std::string& op, Wide a, Wide b) { return op == "&" ? a & b : op == "|" ? a | b : a ^ b; }

Number shifted(const std::string& op, const Number& a, const Number& b) {
  if (a.type.truth() || a.is_float() || b.is_float() || b.word < 0) throw NoValue{};
  const bool left = op == "<<";
  const unsigned by = b.word > 64 ? 64 : static_cast<unsigned>(b.word);
  const Wide r = left ? (by < 64 ? a.word * (Wide{1} << by) : 0) : a.word >> by;
  if (a.literal && b.literal && (by > 63 || (left && r >> by != a.word))) throw NoValue{};
  if (a.literal && b.literal) return literal(r);
  return of(a.type, r);
}

Number binary(const std::string& op, const Number& a, const Number& b) {
  if (op == "&&" || op == "||") {
    if (a.is_float() || b.is_float()) throw NoValue{};
    return truth(op == "&&" ? a.is_true() && b.is_true() : a.is_true() || b.is_true());
  }
  if (op == "<<" || op == ">>") return shifted(op, a, b);
  if (a.is_float() || b.is_float()) {
    const double x = a.as_double(), y = b.as_double();
    if (is_bitwise(op) || ((op == "/" || op == "%") && y == 0)) throw NoValue{};
    if (is_comparison(op)) return truth(compare(op, x, y));
    return real(op == "+"   ? x + y
                : op == "-" ? x - y
                : op == "*" ? x * y
                : op == "/" ? x / y
                            : std::fmod(x, y));
  }
  if (is_bitwise(op) && a.type.kind == Kind::kBool && b.type.kind == Kind::kBool)
    return truth(bitwise(op, a.word, b.word) != 0);
  if (is_bitwise(op) && (a.type.kind == Kind::kBit || b.type.kind == Kind::kBit)) {
    const Number& other = a.type.kind == Kind::kBit ? b : a;
    if (other.literal ? !fits(other, {Kind::kBit, 1}) : !other.type.truth()) throw NoValue{};
    return {{Kind::kBit, 1}, bitwise(op, a.word, b.word), 0, false};
  }
  const bool literals = a.literal && b.literal;
  const Type t = common(a, b);
  const Wide x = wrap(t, a.word), y = wrap(t, b.word);
  if (is_comparison(op)) return truth(compare(op, x, y));
  if ((op == "/" || op == "%") && y == 0) throw NoValue{};
  const Wide r = op == "+"   ? x + y
                 : op == "-" ? x - y
                 : op == "*" ? x * y
                 : op == "/" ? x / y
                 : op == "%" ? x % y
                             : bitwise(op, x, y);
  return literals ? literal(r) : of(t, r);
}

Number cast(Type to, const Number& n) {
  if (to.kind == Kind::kBool) return truth(n.is_true());
  if (to.kind == Kind::kFloat) {
    if (n.type.kind == Kind::kBit) throw NoValue{};  // the table of casts has none
    return real(n.as_double());
  }
  if (n.is_float()) {
    if (!(std::abs(n.real) < 0x1p62)) throw NoValue{};
    return of(to, static_cast<Wide>(n.real));
  }
  if (n.literal && !fits(n, to)) throw NoValue{};
  return of(to, n.word);
}

std::string text_of(Type t) {
  switch (t.kind) {
    case Kind::kBool:
      return "bool";
    case Kind::kBit:
      return "bit";
    case Kind::kUint:
      return fmt::format("uint[{}]", t.width);
    case Kind::kInt:
      return fmt::format("int[{}]", t.width);
    default:
      return "float[64]";
  }
}
std::string text_of(const Number& n) {
  switch (n.type.kind) {
    case Kind::kBool:
      return n.word ? "true" : "false";
    case Kind::kFloat:
      return fmt::format("{}", n.real);
    case Kind::kUint:
      return fmt::to_string(static_cast<std::uint64_t>(n.word));
    default:
      return fmt::to_string(static_cast<std::int64_t>(n.word));
  }
}

struct Expression {
  std::string text;
  Number value;
};

class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {
    for (int i = 0; i < 8; ++i) {
      constexpr Kind kKinds[] = {Kind::kBool, Kind::kBit, Kind::kBit, Kind::kUint,
                                 Kind::kUint, Kind::kInt, Kind::kInt, Kind::kFloat};
      constexpr unsigned kWidths[] = {2, 3, 8, 16, 32, 64};
      Number n;
      n.type = {kKinds[pick(8)], kWidths[pick(6)]};
      if (n.type.truth()) n.type.width = 1;
      constexpr double kReals[] = {0.5, -2.25, 3.0, 1000.0, 0.1, 7.0};
      const Wide words[] = {0,
                            1,
                            2,
                            3,
                            (Wide{1} << (n.type.width - 1)) - 1,
                            (Wide{1} << n.type.width) - 1,
                            static_cast<Wide>(random_())};
      if (n.is_float()) n.type.width = 64, n.real = kReals[pick(6)];
      else n.word = wrap(n.type, words[pick(7)]);
      variables.push_back({fmt::format("x{}", i), n});
    }
  }

  Expression expression(int depth) {
    const unsigned turn = pick(100);
    if (depth == 0 || turn < 20) {
      if (pick(10) < 7) return variables[pick(8)];
      constexpr int kWhole[] = {0, 1, 2, 3, 7, 9, 100};
      const int n = kWhole[pick(7)];
      if (pick(5) > 0) return {fmt::to_string(n), literal(n)};
      return {fmt::format("{}.5", n), real(n + 0.5)};
    }
    const Expression a = expression(depth - 1);
    if (turn < 28) return {"(-" + a.text + ")", negated(a.value)};
    if (turn < 33) {
      if (a.value.is_float()) throw NoValue{};
      return {"(!" + a.text + ")", truth(!a.value.is_true())};
    }
    if (turn < 42) {
      constexpr Type kTypes[] = {{Kind::kBool, 1}, {Kind::kUint, 8},  {Kind::kInt, 16},  {Kind::kInt, 64},
                                 {Kind::kInt, 4},  {Kind::kUint, 64}, {Kind::kFloat, 64}};
      const Type t = kTypes[pick(7)];
      return {fmt::format("{}({})", text_of(t), a.text), cast(t, a.value)};
    }
    constexpr const char* kOperators[] = {"+", "-",  "*",  "/",  "%",  "<<", ">>", "&", "|", "^", "<",
                                          ">", "<=", ">=", "==", "!=", "&&", "||", "+", "-", "*"};
    const std::string op = kOperators[pick(21)];
    const Expression b = expression(depth - 1);
    return {fmt::format("({} {} {})", a.text, op, b.text), binary(op, a.value, b.value)};
  }

  unsigned pick(unsigned n) { return static_cast<unsigned>(random_() % n); }
  std::vector<Expression> variables;

 private:
  static Number negated(const Number& n) {
    if (n.is_float()) return {n.type, 0, -n.real, false};
    if (n.literal) return literal(-n.word);
    return of(n.type.truth() ? Type{Kind::kInt, 64} : n.type, -n.word);
  }
  std::mt19937_64 random_;
};

enum class Known { kConstant, kVariable, kRunTime };

std::string program(const Generator& g, const std::vector<Expression>& all, Known known) {
  std::string text = "OPENQASM 3.1; qubit q; bit m; m = measure q;\n";
  for (const Expression& x : g.variables) {
    text += fmt::format("{}{} {} = {};\n", known == Known::kConstant ? "const " : "", text_of(x.value.type),
                        x.text, text_of(x.value));
    if (known == Known::kRunTime) text += fmt::format("if (m) {{ {0} = {0}; }}\n", x.text);
  }
  for (std::size_t i = 0; i < all.size(); ++i)
    text += fmt::format("output {0} r{1}; r{1} = {2};\n", text_of(all[i].value.type), i, all[i].text);
  return text;
}

// What assignments at the top level leave in the registers; no condition holds.
std::vector<std::string> results(const ir::Circuit& circuit) {
  ir::ClassicalBits bits(circuit.num_clbits());
  for (std::size_t i = 0; i < circuit.size(); ++i) {
    const ir::Instruction in = circuit.at(i);
    if (in.kind() != ir::OpKind::kAssign) continue;
    const ir::Destination to = in.destination();
    store(bits, to.first, to.type, ir::evaluate(circuit.exprs(), in.value(), bits));
  }
  std::vector<std::string> out;
  for (const ir::Register& r : ir::result_registers(circuit))
    if (r.name[0] == 'r') out.push_back(ir::register_text(circuit, r, bits.words(), r.offset));
  return out;
}

TEST(Expressions, are_what_the_specification_says) {
  const char* more = std::getenv("QIAO_TEST_MORE");
  const unsigned programs = 40 * (more ? static_cast<unsigned>(std::max(1, std::atoi(more))) : 1);
  std::size_t compared = 0;
  for (unsigned seed = 1; seed <= programs; ++seed) {
    Generator g(seed);
    std::vector<Expression> all;
    while (all.size() < 12) {
      try {
        all.push_back(g.expression(1 + static_cast<int>(g.pick(4))));
      } catch (const NoValue&) {
      }
    }
    for (const Known known : {Known::kConstant, Known::kVariable, Known::kRunTime}) {
      const std::string text = program(g, all, known);
      const ParseResult parsed = parse_text(text);
      ASSERT_TRUE(parsed.circuit) << "seed " << seed << "\n" << text << rendered(parsed);
      const std::vector<std::string> found = results(*parsed.circuit);
      ASSERT_EQ(found.size(), all.size());
      for (std::size_t i = 0; i < all.size(); ++i, ++compared) {
        if (all[i].value.is_float()) {
          EXPECT_EQ(std::stod(found[i]), all[i].value.real) << all[i].text << "\n" << text;
        } else {
          EXPECT_EQ(found[i], text_of(all[i].value)) << all[i].text << "\n" << text;
        }
      }
    }
  }
  EXPECT_GE(compared, programs * 36);
}

}  // namespace
}  // namespace qiao::qasm
