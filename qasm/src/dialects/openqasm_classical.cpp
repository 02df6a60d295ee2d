#include "openqasm_classical.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "text.hpp"

namespace qiao::qasm {

using ir::Clbit;
using ir::Expr;
using ir::ExprId;
using ir::ExprOp;
using ir::ValueKind;
using ir::ValueType;

namespace {

const char* symbol_of(ExprOp op) {
  switch (op) {
    case ExprOp::kAnd:
      return "&&";
    case ExprOp::kOr:
      return "||";
    case ExprOp::kBitAnd:
      return "&";
    case ExprOp::kBitOr:
      return "|";
    case ExprOp::kBitXor:
      return "^";
    case ExprOp::kEq:
      return "==";
    case ExprOp::kNe:
      return "!=";
    case ExprOp::kLt:
      return "<";
    case ExprOp::kLe:
      return "<=";
    case ExprOp::kGt:
      return ">";
    case ExprOp::kGe:
      return ">=";
    case ExprOp::kAdd:
      return "+";
    case ExprOp::kSub:
      return "-";
    case ExprOp::kMul:
      return "*";
    case ExprOp::kDiv:
      return "/";
    case ExprOp::kMod:
      return "%";
    case ExprOp::kPow:
      return "**";
    case ExprOp::kShiftLeft:
      return "<<";
    case ExprOp::kShiftRight:
      return ">>";
    default:
      return nullptr;
  }
}

const char* function_of(ExprOp op) {
  switch (op) {
    case ExprOp::kReal:
      return "real";
    case ExprOp::kImag:
      return "imag";
    case ExprOp::kRotateLeft:
      return "rotl";
    case ExprOp::kRotateRight:
      return "rotr";
    case ExprOp::kPopcount:
      return "popcount";
    case ExprOp::kSin:
      return "sin";
    case ExprOp::kCos:
      return "cos";
    case ExprOp::kTan:
      return "tan";
    case ExprOp::kArcsin:
      return "arcsin";
    case ExprOp::kArccos:
      return "arccos";
    case ExprOp::kArctan:
      return "arctan";
    case ExprOp::kExp:
      return "exp";
    case ExprOp::kLog:
      return "log";
    case ExprOp::kSqrt:
      return "sqrt";
    case ExprOp::kFloor:
      return "floor";
    case ExprOp::kCeiling:
      return "ceiling";
    default:
      return nullptr;
  }
}

std::string digits(std::uint64_t word, unsigned width) {  // the highest first
  std::string s = "\"";
  for (unsigned i = width; i-- > 0;) s += word >> i & 1 ? '1' : '0';
  return s + '"';
}

}  // namespace

const std::pair<std::string, ir::Register>* OpenQasmClassical::register_of(Clbit bit) const {
  for (const auto& r : registers_)
    if (bit >= r.second.offset && bit < r.second.offset + r.second.size) return &r;
  return nullptr;
}
std::size_t OpenQasmClassical::variable_of(Clbit bit) const {
  const auto& all = circuit_.variables();
  for (std::size_t i = 0; i < all.size(); ++i)
    if (bit >= all[i].first && bit < all[i].first + all[i].bits) return i;
  return all.size();
}

// A register of bits would be a result of the program, an array of one is not.
bool OpenQasmClassical::is_wrapped(const ir::Variable& v) const {
  return v.type.kind == ValueKind::kBits && v.dims.empty() && !v.is_result && !v.is_input;
}
void OpenQasmClassical::name_variable(std::size_t variable, std::string name) {
  names_[variable] = is_wrapped(circuit_.variables()[variable]) ? name + "[0]" : std::move(name);
}

std::string OpenQasmClassical::declaration(std::size_t variable) const {
  const ir::Variable& v = circuit_.variables()[variable];
  const std::string& name = names_.at(variable);
  const char* role = v.is_input ? "input " : v.is_result ? "output " : "";
  if (is_wrapped(v))
    return fmt::format("array[{}, 1] {};\n", ir::type_name(v.type), name.substr(0, name.size() - 3));
  if (v.dims.empty()) return fmt::format("{}{} {};\n", role, ir::type_name(v.type), name);
  return fmt::format("{}array[{}, {}] {};\n", role, ir::type_name(v.type), fmt::join(v.dims, ", "), name);
}

std::string OpenQasmClassical::index_tables() const {
  std::string out;
  for (const std::uint32_t n : tables_) {
    out += fmt::format("array[uint[32], {0}] qiao_index_{0} = {{", n);
    for (std::uint32_t i = 0; i < n; ++i) out += fmt::format("{}{}", i ? ", " : "", i);
    out += "};\n";
  }
  return out;
}

// ---- places

std::string OpenQasmClassical::read(Clbit first, std::uint32_t count, ValueType type) const {
  if (const std::size_t i = variable_of(first); i < circuit_.variables().size()) {
    const ir::Variable& v = circuit_.variables()[i];
    std::string name = names_.at(i);
    const std::uint32_t element = ir::stored_bits(v.type);
    std::uint32_t number = (first - v.first) / element;
    const std::uint32_t bit = (first - v.first) % element;
    if (!v.dims.empty()) {
      std::vector<std::uint32_t> indices(v.dims.size());
      for (std::size_t d = v.dims.size(); d-- > 0;) indices[d] = number % v.dims[d], number /= v.dims[d];
      name += fmt::format("[{}]", fmt::join(indices, ", "));
    }
    if (bit == 0 && count == element)
      return v.type == type ? name : fmt::format("{}({})", ir::type_name(type), name);
    if (bit + count > element) throw Unwritable{"bits of several values are taken together"};
    name += count == 1 ? fmt::format("[{}]", bit) : fmt::format("[{}:{}]", bit, bit + count - 1);
    return type.kind == ValueKind::kBits || type.kind == ValueKind::kBool
               ? name
               : fmt::format("{}({})", ir::type_name(type), name);
  }
  const auto* r = register_of(first);
  if (!r || first + count > r->second.offset + r->second.size)
    throw Unwritable{"bits of several registers are taken together"};
  std::string name = r->first;
  const std::uint32_t at = first - r->second.offset;
  if (count != r->second.size || (count == 1 && type.kind == ValueKind::kBool))
    name += count == 1 ? fmt::format("[{}]", at) : fmt::format("[{}:{}]", at, at + count - 1);
  return type.kind == ValueKind::kBits || type.kind == ValueKind::kBool
             ? name
             : fmt::format("{}({})", ir::type_name(type), name);
}

// An index that counts from the end if negative: the text's own subscripts do the same.
std::string OpenQasmClassical::subscript(ExprId index, std::uint32_t size) {
  const Expr* e = &circuit_.expr(index);
  while (e->op == ExprOp::kCast && e->type.is_integer()) e = &circuit_.expr(e->a);
  if (e->op != ExprOp::kIndex || e->value != size)
    throw Unwritable{"an index is computed in a way that cannot be written"};
  return value(e->a);
}

std::string OpenQasmClassical::element(Clbit first, ExprId index, std::uint32_t stride, ValueType type) {
  const std::size_t i = variable_of(first);
  if (i == circuit_.variables().size()) {
    const auto* r = register_of(first);
    if (!r || r->second.offset != first || stride != 1)
      throw Unwritable{"a run-time index of a part of a register"};
    return fmt::format("{}[{}]", r->first, subscript(index, r->second.size));
  }
  const ir::Variable& v = circuit_.variables()[i];
  if (v.dims.empty() || stride != ir::stored_bits(v.type) || !(type == v.type))
    throw Unwritable{"a run-time index of bits of a value"};
  // index = sum of distance_d * index_d over the dimensions that are not constant.
  std::map<std::uint64_t, ExprId> terms;
  const auto collect = [&](auto&& self, ExprId id) -> void {
    const Expr& e = circuit_.expr(id);
    if (e.op == ExprOp::kAdd) return self(self, e.a), self(self, e.b);
    if (e.op == ExprOp::kMul && circuit_.expr(e.b).op == ExprOp::kConst) {
      terms[circuit_.expr(e.b).value] = e.a;
      return;
    }
    terms[1] = id;
  };
  collect(collect, index);
  const std::uint32_t constant = (first - v.first) / stride;
  std::string out = names_.at(i) + '[';
  std::uint64_t distance = 1;
  for (const std::uint32_t n : v.dims) distance *= n;
  std::size_t used = 0;
  for (std::size_t d = 0; d < v.dims.size(); ++d) {
    distance /= v.dims[d];
    if (d > 0) out += ", ";
    if (const auto it = terms.find(distance); it != terms.end() && v.dims[d] > 0) {
      out += subscript(it->second, v.dims[d]);
      ++used;
    } else {
      out += fmt::to_string(constant / distance % v.dims[d]);
    }
  }
  if (used != terms.size()) throw Unwritable{"an index of a slice of an array"};
  return out + ']';
}

std::string OpenQasmClassical::place(const ir::Destination& to) {
  if (to.index != ir::kNoExpr) return element(to.first, to.index, to.stride, to.type);
  const std::string text = read(to.first, ir::stored_bits(to.type), to.type);
  if (text.ends_with(')')) throw Unwritable{"a value is assigned to a place of another type"};
  return text;
}

std::string OpenQasmClassical::measured_bit(Clbit bit) const {
  const std::size_t i = variable_of(bit);
  if (i < circuit_.variables().size() && circuit_.variables()[i].type.kind == ValueKind::kBool &&
      circuit_.variables()[i].dims.empty())
    return names_.at(i);
  const std::string text = read(bit, 1, {ValueKind::kBits, 1});
  if (text.ends_with(')')) throw Unwritable{"a measurement into a value of another type"};
  return text;
}

// ---- values

std::string OpenQasmClassical::constant(const Expr& e) const {
  std::string out;
  switch (e.type.kind) {
    case ValueKind::kBool:
      return e.value ? "true" : "false";
    case ValueKind::kBits:
      return digits(e.value, e.type.width);
    case ValueKind::kUint:
      return fmt::format("uint[{}]({})", e.type.width, e.value);
    case ValueKind::kInt:
      return fmt::format("int[{}]({})", e.type.width, static_cast<std::int64_t>(e.value));
    case ValueKind::kFloat: {
      const double x = ir::Value::of(e.value).real();
      if (!std::isfinite(x)) throw Unwritable{"a number that is not finite"};
      append_number(out, x);
      return e.type.width == 64 ? out : fmt::format("float[{}]({})", e.type.width, out);
    }
    case ValueKind::kAngle:
      return fmt::format("angle[{}]({})", e.type.width, digits(e.value, e.type.width));
    default:
      throw Unwritable{"a constant of type " + ir::type_name(e.type)};
  }
}

// A whole number beside something of its type is written without it.
std::string OpenQasmClassical::operand(ExprId id, ExprId other) {
  const Expr& e = circuit_.expr(id);
  if (e.op == ExprOp::kConst && e.type.is_integer() && circuit_.expr(other).op != ExprOp::kConst &&
      circuit_.expr(other).type == e.type && static_cast<std::int64_t>(e.value) >= 0)
    return fmt::to_string(e.value);
  return value(id);
}

std::string OpenQasmClassical::assigned(ExprId id, ValueType type) {
  const Expr& e = circuit_.expr(id);
  if (e.op == ExprOp::kConst && e.type.is_integer() && e.type == type) {
    const auto v = static_cast<std::int64_t>(e.value);
    if (e.type.kind == ValueKind::kInt || v >= 0) return fmt::to_string(v);
  }
  return value(id);
}

// Conversions that the language does not have are made of those it has.
std::string OpenQasmClassical::cast(const Expr& e) {
  const ValueType from = circuit_.expr(e.a).type, to = e.type;
  std::string inner = value(e.a);
  const auto as = [&](ValueType type) { inner = fmt::format("{}({})", ir::type_name(type), inner); };
  const bool is_number = to.is_integer() || to.is_real() || to.kind == ValueKind::kComplex;
  if (to.kind == ValueKind::kDuration) throw Unwritable{"a conversion to duration"};
  if (from.kind == ValueKind::kAngle && is_number) {
    as({ValueKind::kBits, from.width});
    as({ValueKind::kUint, from.width});
    if (to.is_integer()) {
      as(to);
      return inner;
    }
    as(ir::kFloatType);
    std::string scale;
    append_number(scale, std::ldexp(1.0, 1 - static_cast<int>(from.width)));
    inner = fmt::format("(({} * {}) * pi)", inner, scale);
    if (!(to == ir::kFloatType)) as(to);
    return inner;
  }
  if (from.kind == ValueKind::kBits && is_number && !to.is_integer()) as({ValueKind::kUint, from.width});
  as(to);
  return inner;
}

std::string OpenQasmClassical::value(ExprId id) {
  const Expr e = circuit_.expr(id);
  switch (e.op) {
    case ExprOp::kConst:
      return constant(e);
    case ExprOp::kBit:
      return read(e.a, 1, e.type);
    case ExprOp::kBits:
      return read(e.a, e.b, e.type);
    case ExprOp::kElement:
      return element(e.a, e.b, static_cast<std::uint32_t>(e.value), e.type);
    case ExprOp::kNot:
      return "!" + value(e.a);
    case ExprOp::kBitNot:
      return "~" + value(e.a);
    case ExprOp::kNeg:
      return "(-" + value(e.a) + ")";
    case ExprOp::kCast:
      return cast(e);
    case ExprOp::kIndex: {
      tables_.insert(static_cast<std::uint32_t>(e.value));
      const std::string text = fmt::format("qiao_index_{}[{}]", e.value, value(e.a));
      return fmt::format("{}({})", ir::type_name(e.type), text);
    }
    case ExprOp::kBitAt: {
      const ValueType from = circuit_.expr(e.a).type;
      std::string word = value(e.a);
      if (from.kind == ValueKind::kAngle) word = fmt::format("bit[{}]({})", from.width, word);
      if (from.kind != ValueKind::kUint) word = fmt::format("uint[{}]({})", from.width, word);
      const Expr& at = circuit_.expr(e.b);
      std::string by = at.op == ExprOp::kConst ? fmt::to_string(at.value) : value(e.b);
      if (at.op != ExprOp::kConst && at.type.kind != ValueKind::kUint) by = fmt::format("uint[64]({})", by);
      const std::string bit = fmt::format("(({} >> {}) & 1)", word, by);
      if (e.type.kind == ValueKind::kBool) return fmt::format("bool({})", bit);
      if (e.type.kind == ValueKind::kBits) return fmt::format("bit[{0}](uint[{0}]({1}))", e.type.width, bit);
      return fmt::format("{}({})", ir::type_name(e.type), bit);
    }
    case ExprOp::kPair: {
      const Expr &a = circuit_.expr(e.a), &b = circuit_.expr(e.b);
      std::string out;
      if (e.type.kind == ValueKind::kComplex) {
        if (b.op != ExprOp::kConst) return fmt::format("({} + {} * 1.0im)", value(e.a), value(e.b));
        append_number(out, ir::Value::of(b.value).real());
        return fmt::format("({} + {}im)", value(e.a), out);
      }
      if (a.op != ExprOp::kConst || b.op != ExprOp::kConst) throw Unwritable{"a computed duration"};
      const double seconds = ir::Value::of(a.value).real(), samples = ir::Value::of(b.value).real();
      if (samples == 0 || seconds != 0) append_number(out, seconds), out += 's';
      if (samples != 0) {
        if (!out.empty()) out += " + ";
        append_number(out, samples), out += "dt";
      }
      return "(" + out + ")";
    }
    case ExprOp::kFault:
      throw Unwritable{"a qubit that may be used twice in one operation"};
    default:
      break;
  }
  if (const char* f = function_of(e.op))
    return ir::is_binary(e.op) ? fmt::format("{}({}, {})", f, value(e.a), value(e.b))
                               : fmt::format("{}({})", f, value(e.a));
  const char* s = symbol_of(e.op);
  if (!s) throw Unwritable{"an operator without a text"};
  return fmt::format("({} {} {})", operand(e.a, e.b), s, operand(e.b, e.a));
}

// ---- conditions

const Expr& OpenQasmClassical::without_casts(ExprId id) const {
  const Expr* e = &circuit_.expr(id);
  while (e->op == ExprOp::kCast && !e->type.is_real() && !e->type.is_pair() &&
         e->type.kind != ValueKind::kAngle)
    e = &circuit_.expr(e->a);
  return *e;
}

std::string OpenQasmClassical::condition(ExprId id) {
  std::string out;
  if (simple(id, out)) return out;
  const Expr& e = circuit_.expr(id);
  const std::string text = value(id);
  return e.type.kind == ValueKind::kBool || e.op == ExprOp::kBit ? text : fmt::format("bool({})", text);
}

// A bit compared with a number, in a way that Qiskit reads as well: as its register, if that has no other bit, or as it
// is.
bool OpenQasmClassical::single_bit(const Expr& e, std::string& out) const {
  if (e.op != ExprOp::kEq && e.op != ExprOp::kNe) return false;
  const Expr *bit = &without_casts(e.a), *number = &without_casts(e.b);
  if (bit->op == ExprOp::kConst) std::swap(bit, number);
  if (bit->op != ExprOp::kBit || number->op != ExprOp::kConst || number->value > 1 || number->type.is_real())
    return false;
  const auto* r = register_of(bit->a);
  if (!r || r->second.size != 1 || variable_of(bit->a) < circuit_.variables().size()) return false;
  out += fmt::format("({} {} {})", r->first, symbol_of(e.op), number->value);
  return true;
}

// Registers of plain bits and whole numbers that are not negative: conversions between them change nothing.
bool OpenQasmClassical::simple(ExprId id, std::string& out) const {
  const Expr& e = without_casts(id);
  switch (e.op) {
    case ExprOp::kConst:
      if (e.type.kind == ValueKind::kInt && static_cast<std::int64_t>(e.value) < 0) return false;
      if (e.type.is_real() || e.type.kind == ValueKind::kAngle) return false;
      append_uint(out, e.value);
      return true;
    case ExprOp::kBit: {
      const auto* r = register_of(e.a);
      if (!r || variable_of(e.a) < circuit_.variables().size()) return false;
      out += fmt::format("{}[{}]", r->first, e.a - r->second.offset);
      return true;
    }
    case ExprOp::kBits: {
      const auto* r = register_of(e.a);
      if (!r || r->second.offset != e.a || r->second.size != e.b ||
          variable_of(e.a) < circuit_.variables().size())
        return false;
      out += r->first;
      return true;
    }
    case ExprOp::kNot:
    case ExprOp::kBitNot:
      out += e.op == ExprOp::kNot ? '!' : '~';
      return simple(e.a, out);
    case ExprOp::kAnd:
    case ExprOp::kOr:
    case ExprOp::kBitAnd:
    case ExprOp::kBitOr:
    case ExprOp::kBitXor:
    case ExprOp::kEq:
    case ExprOp::kNe:
    case ExprOp::kLt:
    case ExprOp::kLe:
    case ExprOp::kGt:
    case ExprOp::kGe:
      if (single_bit(e, out)) return true;
      out += '(';
      if (!simple(e.a, out)) return false;
      out += fmt::format(" {} ", symbol_of(e.op));
      if (!simple(e.b, out)) return false;
      out += ')';
      return true;
    default:
      return false;
  }
}

}  // namespace qiao::qasm
