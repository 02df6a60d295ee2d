#include "qiskit_classical.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>

#include "openqasm_classical.hpp"

namespace qiao::qasm {

using ir::Clbit;
using ir::Expr;
using ir::ExprId;
using ir::ExprOp;
using ir::ValueKind;
using ir::ValueType;

namespace {

std::uint64_t all_ones(unsigned width) {
  return width >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << width) - 1;
}
std::uint64_t sign_bit(unsigned width) { return std::uint64_t{1} << (width - 1); }

bool is_word(ValueType t) {  // Uint in Qiskit
  return t.kind == ValueKind::kBits || t.kind == ValueKind::kUint || t.kind == ValueKind::kInt ||
         t.kind == ValueKind::kAngle;
}
std::string uint(std::uint64_t value, unsigned width) {
  return fmt::format("expr.lift({}, types.Uint({}))", value & all_ones(width), width);
}

// Operators with two operands: the writer's and the reader's table.
struct Binary {
  ExprOp op;
  std::string_view name;
  bool compares;  // gives Bool
};
constexpr Binary kBinaries[] = {{ExprOp::kAnd, "logic_and", true},
                                {ExprOp::kOr, "logic_or", true},
                                {ExprOp::kBitAnd, "bit_and", false},
                                {ExprOp::kBitOr, "bit_or", false},
                                {ExprOp::kBitXor, "bit_xor", false},
                                {ExprOp::kEq, "equal", true},
                                {ExprOp::kNe, "not_equal", true},
                                {ExprOp::kLt, "less", true},
                                {ExprOp::kLe, "less_equal", true},
                                {ExprOp::kGt, "greater", true},
                                {ExprOp::kGe, "greater_equal", true},
                                {ExprOp::kAdd, "add", false},
                                {ExprOp::kSub, "sub", false},
                                {ExprOp::kMul, "mul", false},
                                {ExprOp::kDiv, "div", false},
                                {ExprOp::kShiftLeft, "shift_left", false},
                                {ExprOp::kShiftRight, "shift_right", false}};
template <class Key>
const Binary* find_binary(const Key& key) {
  for (const Binary& b : kBinaries) {
    if constexpr (std::is_same_v<Key, ExprOp>) {
      if (b.op == key) return &b;
    } else {
      if (b.name == key) return &b;
    }
  }
  return nullptr;
}

}  // namespace

// ---------------------------------------------------------------- writing

std::size_t QiskitExpressions::register_of(Clbit bit) const {
  const auto& all = circuit_.cregs();
  for (std::size_t i = 0; i < all.size(); ++i)
    if (bit >= all[i].offset && bit < all[i].offset + all[i].size) return i;
  return all.size();
}
std::size_t QiskitExpressions::variable_of(Clbit bit) const {
  const auto& all = circuit_.variables();
  for (std::size_t i = 0; i < all.size(); ++i)
    if (!all[i].is_result && bit >= all[i].first && bit < all[i].first + all[i].bits) return i;
  return all.size();
}

std::string QiskitExpressions::type(ValueType t) {
  if (t.kind == ValueKind::kBool) return "types.Bool()";
  if (is_word(t)) return fmt::format("types.Uint({})", t.width);
  if (t.kind == ValueKind::kFloat && t.width == 64) return "types.Float()";
  throw Unwritable{"values of type " + ir::type_name(t)};
}
std::string QiskitExpressions::zero(ValueType t) {
  if (t.kind == ValueKind::kBool) return "expr.lift(False)";
  if (t.is_real()) return type(t), "expr.lift(0.0)";
  return fmt::format("expr.lift(0, {})", type(t));
}

std::string QiskitExpressions::read(Clbit first, std::uint32_t count, ValueType t) const {
  const auto as_type = [&](const std::string& boolean) {  // one bit
    return t.kind == ValueKind::kBool ? boolean : fmt::format("expr.cast({}, {})", boolean, type(t));
  };
  if (const std::size_t i = variable_of(first); i < circuit_.variables().size()) {
    const ir::Variable& v = circuit_.variables()[i];
    if (!v.dims.empty()) throw Unwritable{fmt::format("the array '{}'", v.name)};
    if (first == v.first && count == v.bits) {
      if (v.type == t || (is_word(v.type) && is_word(t))) return names_.at(i);
      if (v.type.kind == ValueKind::kBool) return as_type(names_.at(i));
    }
    if (count == 1 && is_word(v.type))
      return as_type(fmt::format("expr.index({}, {})", names_.at(i), first - v.first));
    throw Unwritable{fmt::format("some bits of '{}'", v.name)};
  }
  if (count == 1) return as_type(fmt::format("circuit.clbits[{}]", first));
  if (!is_word(t)) throw Unwritable{"bits taken as " + ir::type_name(t)};
  const std::size_t i = register_of(first);
  if (i < circuit_.cregs().size() && circuit_.cregs()[i].offset == first && circuit_.cregs()[i].size == count)
    return fmt::format("circuit.cregs[{}]", i);
  std::string all = fmt::format("expr.cast(circuit.clbits[{}], {})", first, type(t));
  for (std::uint32_t k = 1; k < count; ++k)
    all = fmt::format("expr.bit_or({}, expr.shift_left(expr.cast(circuit.clbits[{}], {}), {}))", all,
                      first + k, type(t), uint(k, 8));
  return all;
}

// An index that is certainly inside.
std::string QiskitExpressions::index(ExprId id, std::uint32_t size) const {
  const Expr* e = &circuit_.expr(id);
  while (e->op == ExprOp::kCast && is_word(e->type)) e = &circuit_.expr(e->a);
  if (e->op == ExprOp::kConst && e->value < size) return uint(e->value, 64);
  if (e->op == ExprOp::kIndex && e->value == size) {
    const ValueType t = circuit_.expr(e->a).type;
    if ((t.kind == ValueKind::kUint || t.kind == ValueKind::kBits) && t.width < 32 &&
        (std::uint64_t{1} << t.width) <= size)
      return value(e->a);
    if (t.kind == ValueKind::kBool && size >= 2)
      return fmt::format("expr.cast({}, types.Uint(1))", value(e->a));
  }
  throw Unwritable{"an index that may be negative or too large"};
}

std::string QiskitExpressions::cast(const Expr& e) const {
  const ValueType from = circuit_.expr(e.a).type, to = e.type;
  const std::string inner = value(e.a);
  if (from == to) return inner;
  if (to.kind == ValueKind::kBool) {
    if (is_word(from)) return fmt::format("expr.not_equal({}, {})", inner, uint(0, from.width));
    if (from.is_real()) return fmt::format("expr.not_equal({}, expr.lift(0.0))", inner);
  }
  if (from.kind == ValueKind::kBool && is_word(to) && to.kind != ValueKind::kAngle)
    return fmt::format("expr.cast({}, {})", inner, type(to));
  if (is_word(from) && is_word(to) && (from.kind == ValueKind::kAngle) == (to.kind == ValueKind::kAngle)) {
    if (from.width == to.width) return from.kind == ValueKind::kAngle || is_word(from) ? inner : inner;
    if (from.kind == ValueKind::kAngle) throw Unwritable{"angles of several widths"};
    const std::string other = fmt::format("expr.cast({}, {})", inner, type(to));
    if (to.width < from.width || from.kind != ValueKind::kInt) return other;
    // Sign extension: (x ^ s) - s.
    const std::string s = uint(sign_bit(from.width), to.width);
    return fmt::format("expr.sub(expr.bit_xor({}, {}), {})", other, s, s);
  }
  if (is_word(from) && is_word(to) && from.width == to.width &&
      (from.kind == ValueKind::kBits || to.kind == ValueKind::kBits))
    return inner;  // an angle and its bits
  if (to.is_real() && to.width == 64 && (from.kind == ValueKind::kUint || from.kind == ValueKind::kBool))
    return fmt::format(
        "expr.cast({}, types.Float())",
        from.kind == ValueKind::kBool ? fmt::format("expr.cast({}, types.Uint(1))", inner) : inner);
  throw Unwritable{fmt::format("a conversion from {} to {}", ir::type_name(from), ir::type_name(to))};
}

// Two's complement is ordered as unsigned numbers once the sign is flipped.
std::string QiskitExpressions::ordered(const Expr& e, std::string_view name) const {
  const ValueType t = circuit_.expr(e.a).type;
  std::string a = value(e.a), b = value(e.b);
  if (t.kind == ValueKind::kBool) throw Unwritable{"an order of booleans"};
  if (t.is_signed())
    for (std::string* side : {&a, &b})
      *side = fmt::format("expr.bit_xor({}, {})", *side, uint(sign_bit(t.width), t.width));
  return fmt::format("expr.{}({}, {})", name, a, b);
}

std::string QiskitExpressions::value(ExprId id) const {
  const Expr& e = circuit_.expr(id);
  const auto both = [&](std::string_view name) {
    return fmt::format("expr.{}({}, {})", name, value(e.a), value(e.b));
  };
  switch (e.op) {
    case ExprOp::kConst:
      if (e.type.kind == ValueKind::kBool) return e.value ? "expr.lift(True)" : "expr.lift(False)";
      if (is_word(e.type)) return uint(e.value, e.type.width);
      if (e.type.is_real() && e.type.width == 64 && std::isfinite(ir::Value::of(e.value).real())) {
        std::string out = "expr.lift(";
        append_number(out, ir::Value::of(e.value).real());
        return out + ')';
      }
      throw Unwritable{"a constant of type " + ir::type_name(e.type)};
    case ExprOp::kBit:
      return read(e.a, 1, e.type);
    case ExprOp::kBits:
      return read(e.a, e.b, e.type);
    case ExprOp::kElement: {
      const std::size_t i = register_of(e.a);
      if (variable_of(e.a) < circuit_.variables().size() || i == circuit_.cregs().size() || e.value != 1 ||
          circuit_.cregs()[i].offset != e.a || circuit_.cregs()[i].size > 64)
        throw Unwritable{"elements of arrays"};
      const std::string bit =
          fmt::format("expr.index(circuit.cregs[{}], {})", i, index(e.b, circuit_.cregs()[i].size));
      return e.type.kind == ValueKind::kBool ? bit : fmt::format("expr.cast({}, {})", bit, type(e.type));
    }
    case ExprOp::kBitAt: {
      const ValueType from = circuit_.expr(e.a).type;
      if (!is_word(from)) throw Unwritable{"bits of " + ir::type_name(from)};
      const std::string bit = fmt::format("expr.index({}, {})", value(e.a), index(e.b, from.width));
      return e.type.kind == ValueKind::kBool ? bit : fmt::format("expr.cast({}, {})", bit, type(e.type));
    }
    case ExprOp::kBitNot:
      return fmt::format("expr.bit_not({})", value(e.a));
    case ExprOp::kNeg:
      if (e.type.is_real()) return fmt::format("expr.sub(expr.lift(0.0), {})", value(e.a));
      if (!is_word(e.type)) break;
      return fmt::format("expr.sub({}, {})", uint(0, e.type.width), value(e.a));
    case ExprOp::kCast:
      return cast(e);
    case ExprOp::kBitAnd:
    case ExprOp::kBitOr:
    case ExprOp::kBitXor:
      return both(find_binary(e.op)->name);
    case ExprOp::kNot:
    case ExprOp::kAnd:
    case ExprOp::kOr:
    case ExprOp::kEq:
    case ExprOp::kNe:
    case ExprOp::kLt:
    case ExprOp::kLe:
    case ExprOp::kGt:
    case ExprOp::kGe: {
      const std::string truth = boolean(e);
      return e.type.kind == ValueKind::kBool ? truth : fmt::format("expr.cast({}, {})", truth, type(e.type));
    }
    case ExprOp::kAdd:
    case ExprOp::kSub:
      if (e.type.is_pair()) break;
      return both(find_binary(e.op)->name);
    case ExprOp::kMul:
      if (e.type.is_pair() || !(circuit_.expr(e.a).type == circuit_.expr(e.b).type)) break;
      return both("mul");
    case ExprOp::kDiv:
      if (e.type.kind != ValueKind::kUint && !(e.type.is_real() && circuit_.expr(e.a).type.is_real())) break;
      if (!(circuit_.expr(e.a).type == circuit_.expr(e.b).type)) break;
      return both("div");
    case ExprOp::kMod: {
      const Expr& b = circuit_.expr(e.b);
      if (e.type.kind == ValueKind::kUint && b.op == ExprOp::kConst && std::has_single_bit(b.value))
        return fmt::format("expr.bit_and({}, {})", value(e.a), uint(b.value - 1, e.type.width));
      break;
    }
    case ExprOp::kShiftLeft:
      return both("shift_left");
    case ExprOp::kShiftRight:
      if (e.type.is_signed()) break;
      return both("shift_right");
    default:
      break;
  }
  throw Unwritable{"an operator on values of type " + ir::type_name(e.type)};
}

// The operators that give Bool in Qiskit, whatever type the node has; empty for others.
std::string QiskitExpressions::boolean(const Expr& e) const {
  switch (e.op) {
    case ExprOp::kNot:
      return fmt::format("expr.logic_not({})", condition(e.a));
    case ExprOp::kAnd:
    case ExprOp::kOr:
      return fmt::format("expr.{}({}, {})", find_binary(e.op)->name, condition(e.a), condition(e.b));
    case ExprOp::kEq:
    case ExprOp::kNe:
      return fmt::format("expr.{}({}, {})", find_binary(e.op)->name, value(e.a), value(e.b));
    case ExprOp::kLt:
    case ExprOp::kLe:
    case ExprOp::kGt:
    case ExprOp::kGe:
      return ordered(e, find_binary(e.op)->name);
    default:
      return "";
  }
}

std::string QiskitExpressions::condition(ExprId id) const {
  const Expr& e = circuit_.expr(id);
  if (std::string truth = boolean(e); !truth.empty()) return truth;
  if (e.op == ExprOp::kBit && e.a < circuit_.num_result_bits()) return fmt::format("circuit.clbits[{}]", e.a);
  const std::string text = value(id);
  if (e.type.kind == ValueKind::kBool) return text;
  if (is_word(e.type)) return fmt::format("expr.not_equal({}, {})", text, uint(0, e.type.width));
  throw Unwritable{"a condition of type " + ir::type_name(e.type)};
}

std::vector<std::string> QiskitExpressions::stores(const ir::Destination& to, ExprId id) const {
  const std::uint32_t count = ir::stored_bits(to.type);
  const auto as_bool = [&](const std::string& text) {
    return to.type.kind == ValueKind::kBool ? text : fmt::format("expr.index({}, 0)", text);
  };
  if (to.index != ir::kNoExpr) {
    const std::size_t i = register_of(to.first);
    if (variable_of(to.first) < circuit_.variables().size() || i == circuit_.cregs().size() ||
        to.stride != 1 || count != 1 || circuit_.cregs()[i].offset != to.first ||
        circuit_.cregs()[i].size > 64)
      throw Unwritable{"elements of arrays"};
    return {fmt::format("expr.index(circuit.cregs[{}], {}), {}", i, index(to.index, circuit_.cregs()[i].size),
                        as_bool(value(id)))};
  }
  if (const std::size_t i = variable_of(to.first); i < circuit_.variables().size()) {
    const ir::Variable& v = circuit_.variables()[i];
    if (!v.dims.empty()) throw Unwritable{fmt::format("the array '{}'", v.name)};
    if (to.first == v.first && count == v.bits) return {fmt::format("{}, {}", names_.at(i), value(id))};
    if (count == 1 && is_word(v.type))
      return {fmt::format("expr.index({}, {}), {}", names_.at(i), to.first - v.first, as_bool(value(id)))};
    throw Unwritable{fmt::format("an assignment to some bits of '{}'", v.name)};
  }
  if (count == 1) return {fmt::format("circuit.clbits[{}], {}", to.first, as_bool(value(id)))};
  if (!is_word(to.type)) throw Unwritable{"a result of type " + ir::type_name(to.type)};
  const std::size_t i = register_of(to.first);
  if (i < circuit_.cregs().size() && circuit_.cregs()[i].offset == to.first &&
      circuit_.cregs()[i].size == count)
    return {fmt::format("circuit.cregs[{}], {}", i, value(id))};
  // Bit by bit, unless the value looks at these bits.
  bool overlap = false;
  ir::each_read(circuit_, id, [&](Clbit first, std::uint32_t n) {
    overlap = overlap || (first < to.first + count && to.first < first + n);
  });
  if (overlap) throw Unwritable{"an assignment to some bits of a register that its value reads"};
  std::vector<std::string> all;
  for (std::uint32_t k = 0; k < count; ++k)
    all.push_back(fmt::format("circuit.clbits[{}], expr.index({}, {})", to.first + k, value(id), k));
  return all;
}

std::string QiskitExpressions::store_of_measured(Clbit bit) const {
  const std::string measured = fmt::format("circuit.clbits[{}]", circuit_.num_result_bits());
  const std::size_t i = variable_of(bit);
  if (i == circuit_.variables().size()) throw Unwritable{"a measurement into no register"};
  const ir::Variable& v = circuit_.variables()[i];
  if (!v.dims.empty()) throw Unwritable{fmt::format("the array '{}'", v.name)};
  if (v.type.kind == ValueKind::kBool) return fmt::format("{}, {}", names_.at(i), measured);
  if (!is_word(v.type)) throw Unwritable{"a measurement into " + ir::type_name(v.type)};
  if (v.bits == 1) return fmt::format("{}, expr.cast({}, types.Uint(1))", names_.at(i), measured);
  return fmt::format("expr.index({}, {}), {}", names_.at(i), bit - v.first, measured);
}

// ---------------------------------------------------------------- reading

ValueType QiskitExpressionReader::type() {
  at_.expect("types.");
  if (at_.accept("Bool()")) return ir::kBoolType;
  if (at_.accept("Float()")) return ir::kFloatType;
  at_.expect("Uint(");
  const std::uint64_t width = at_.whole(64);
  if (width == 0) at_.fail("a type of 0 bits");
  at_.expect(")");
  return {ValueKind::kUint, static_cast<std::uint8_t>(width)};
}

ExprId QiskitExpressionReader::to(ExprId id, ValueType t) {
  return type_of(id) == t ? id : add(ExprOp::kCast, t, id);
}
ExprId QiskitExpressionReader::as_bool(ExprId id) {
  if (type_of(id).kind != ValueKind::kBool) at_.fail("a boolean is needed here");
  return id;
}

ExprId QiskitExpressionReader::read(unsigned depth) {
  if (depth > 200) at_.fail("the expression is nested too deeply");
  if (at_.accept("expr.")) return function(depth + 1);
  if (at_.accept("circuit.clbits[")) {
    const auto bit = static_cast<Clbit>(at_.whole(ir::kMaxQubits));
    at_.expect("]");
    if (bit >= bits_) at_.fail("no such bit");
    return add(ExprOp::kBit, ir::kBoolType, bit);
  }
  if (at_.accept("circuit.cregs[")) {
    const std::uint64_t i = at_.whole(ir::kMaxQubits);
    at_.expect("]");
    if (i >= circuit_.cregs().size()) at_.fail("no such register");
    const ir::Register& r = circuit_.cregs()[i];
    if (r.size == 0 || r.size > 64) at_.fail("the register is not of 1 to 64 bits");
    return add(ExprOp::kBits, {ValueKind::kUint, static_cast<std::uint8_t>(r.size)}, r.offset, r.size);
  }
  const auto it = variables_.find(std::string(at_.name()));
  if (it == variables_.end()) at_.fail("an expression is expected");
  const ir::Variable& v = circuit_.variables()[it->second];
  return add(ExprOp::kBits, v.type, v.first, v.bits);
}

ExprId QiskitExpressionReader::function(unsigned depth) {
  const std::string_view name = at_.name();
  at_.expect("(");
  ExprId out = ir::kNoExpr;
  if (name == "lift") {
    if (at_.accept("True")) out = add(ExprOp::kConst, ir::kBoolType, 0, 0, 1);
    else if (at_.accept("False")) out = add(ExprOp::kConst, ir::kBoolType, 0, 0, 0);
    else {
      Cursor ahead = at_;
      ahead.skip_blanks();
      while (ahead.peek() >= '0' && ahead.peek() <= '9') ahead.whole();
      if (ahead.peek() == ',') {
        const std::uint64_t v = at_.whole();
        at_.expect(",");
        const ValueType t = type();
        if (t.kind != ValueKind::kUint || (t.width < 64 && v >> t.width))
          at_.fail("the number does not fit its type");
        out = add(ExprOp::kConst, t, 0, 0, v);
      } else {
        out = add(ExprOp::kConst, ir::kFloatType, 0, 0, ir::Value::of(at_.number()).word);
      }
    }
  } else if (name == "cast") {
    const ExprId inner = read(depth);
    at_.expect(",");
    out = to(inner, type());
  } else if (name == "logic_not") {
    out = add(ExprOp::kNot, ir::kBoolType, as_bool(read(depth)));
  } else if (name == "bit_not") {
    const ExprId a = read(depth);
    if (!type_of(a).is_integer()) at_.fail("whole numbers are needed here");
    out = add(ExprOp::kBitNot, type_of(a), a, 0, type_of(a).width);
  } else if (name == "index") {
    const ExprId a = read(depth);
    if (!type_of(a).is_integer()) at_.fail("only whole numbers and registers have bits");
    const std::uint32_t width = type_of(a).width;
    at_.expect(",");
    at_.skip_blanks();
    if (at_.peek() >= '0' && at_.peek() <= '9') {
      const std::uint64_t k = at_.whole();
      if (k >= width) at_.fail("the index is outside");
      const Expr whole = circuit_.expr(a);
      out = whole.op == ExprOp::kBits
                ? add(ExprOp::kBit, ir::kBoolType, whole.a + static_cast<std::uint32_t>(k))
                : add(ExprOp::kBitAt, ir::kBoolType, a, add(ExprOp::kConst, ir::kUintType, 0, 0, k));
    } else {
      const ExprId b = read(depth);
      if (!type_of(b).is_integer()) at_.fail("an index is a whole number");
      out = add(ExprOp::kBitAt, ir::kBoolType, a, add(ExprOp::kIndex, type_of(b), b, 0, width));
    }
  } else {
    const Binary* op = find_binary(name);
    if (!op) at_.fail(fmt::format("'expr.{}' is not known", name));
    ExprId a = read(depth);
    at_.expect(",");
    ExprId b = read(depth);
    const ValueType ta = type_of(a), tb = type_of(b);
    const bool shift = op->op == ExprOp::kShiftLeft || op->op == ExprOp::kShiftRight;
    if (shift) {
      if (!ta.is_integer() || !tb.is_integer()) at_.fail("whole numbers are needed here");
    } else if (!(ta == tb)) {
      if (!ta.is_integer() || !tb.is_integer()) at_.fail("the two operands have different types");
      const ValueType wide = ta.width > tb.width ? ta : tb;
      a = to(a, wide), b = to(b, wide);
    }
    const ValueKind kind = type_of(a).kind;
    const bool logic = op->op == ExprOp::kAnd || op->op == ExprOp::kOr;
    const bool bits = op->op == ExprOp::kBitAnd || op->op == ExprOp::kBitOr || op->op == ExprOp::kBitXor;
    const bool equality = op->op == ExprOp::kEq || op->op == ExprOp::kNe;
    if ((logic && kind != ValueKind::kBool) || (bits && kind == ValueKind::kFloat) ||
        (!logic && !bits && !equality && kind == ValueKind::kBool))
      at_.fail(fmt::format("'expr.{}' does not take these types", name));
    out = add(op->op, op->compares ? ir::kBoolType : type_of(a), a, b);
  }
  at_.expect(")");
  return out;
}

}  // namespace qiao::qasm
