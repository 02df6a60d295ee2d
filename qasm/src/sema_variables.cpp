// Classical variables: declarations, reading and assigning. A variable whose value is known is a
// value of the checker; see Sema::Variable.

#include <algorithm>

#include "sema.hpp"

namespace qiao::qasm {

namespace {
using ir::ExprOp;
using ir::ValueType;
using Kind = ir::ValueKind;

constexpr std::uint32_t kMaxBits = 64;  // of a value
}  // namespace

// ---------------------------------------------------------------- places

std::uint32_t Sema::new_variable(Variable v) {
  v.level = dynamic_;
  const std::uint64_t bits = std::uint64_t{ir::stored_bits(v.type)} * v.elements();
  if (bits > options_.limits.max_register) {
    reporter_.limit(Code::kRegisterLimit, v.declared,
                    "variable '" + v.name + "' makes more than " +
                        std::to_string(options_.limits.max_register) + " classical bits",
                    "max_register");
    throw Failed{};
  }
  if (v.values.empty()) v.values.resize(v.elements());
  variables_.push_back(std::move(v));
  return static_cast<std::uint32_t>(variables_.size() - 1);
}

void Sema::place_variable(std::uint32_t index, bool is_input) {
  Variable& v = variables_[index];
  if (v.address != kNone) return;
  const std::uint64_t bits = std::uint64_t{ir::stored_bits(v.type)} * v.elements();
  if (program_.hidden_bits + bits > options_.limits.max_register) {
    reporter_.limit(Code::kRegisterLimit, v.declared,
                    "variable '" + v.name + "' makes more than " +
                        std::to_string(options_.limits.max_register) + " classical bits in all variables",
                    "max_register");
    throw StopReading{};
  }
  v.address = kHiddenBits + program_.hidden_bits;
  program_.hidden_bits += static_cast<std::uint32_t>(bits);
  ir::Variable declared;
  declared.name = v.name;
  declared.type = v.type;
  declared.dims = v.dims;
  declared.first = v.address;
  declared.bits = static_cast<std::uint32_t>(bits);
  declared.is_input = is_input;
  program_.variables.push_back(std::move(declared));
}

void Sema::emit_assign(std::uint32_t address, ValueType type, ir::ExprId index, std::uint32_t stride,
                       ir::ExprId value, ir::SourcePos source) {
  Operation op;
  op.kind = OpKind::kAssign;
  op.gate = value;
  op.args = static_cast<std::uint32_t>(program_.destinations.size());
  op.source = source;
  program_.destinations.push_back({address, type, index, stride});
  charge({1, 1, 0}, {});
  program_.operations.push_back(op);
}

void Sema::materialise(std::uint32_t index, ir::SourcePos source) {
  if (!variables_[index].known) return;
  ++changes_;
  place_variable(index);
  Variable& v = variables_[index];
  v.known = false;
  store_known(v, source);
  v.values.clear();
}

void Sema::store_known(const Variable& v, ir::SourcePos source) {
  const std::uint32_t bits = ir::stored_bits(v.type);
  for (std::size_t i = 0; i < v.values.size(); ++i) {
    // Memory is zero at first, but not in the second round of a loop.
    if (v.values[i] == ir::Value{} && rolled_ == 0) continue;
    emit_assign(v.address + static_cast<std::uint32_t>(i) * bits, v.type, ir::kNoExpr, 0,
                expr_of(Value::of(v.type, v.values[i])), source);
  }
}

void Sema::declare_symbol(Name name, std::uint32_t variable, bool read_only) {
  Symbol symbol;
  symbol.kind = SymbolKind::kVariable;
  symbol.index = variable;
  symbol.read_only = read_only;
  const Variable& v = variables_[variable];
  std::int64_t distance = 1;
  for (std::size_t d = v.dims.size(); d-- > 0;) {
    symbol.dims.insert(symbol.dims.begin(), Dimension{v.dims[d], distance});
    distance *= v.dims[d];
  }
  declare(name, std::move(symbol));
}

void Sema::declare_variable(Name name, ValueType type, bool sized, std::vector<std::uint32_t> dims,
                            ExprId init, Span span, Span) {
  Variable v;
  v.name = name.text;
  v.declared = place(name.span);
  v.type = type;
  v.sized = sized;
  v.dims = std::move(dims);
  // The initial value does not see the new name.
  std::optional<Value> value_known;
  const bool array = !v.dims.empty();
  if (init != kNone && !array) value_known = to_type(value(init), type, ast_->expr(init).span, sized);
  const std::uint32_t index = new_variable(std::move(v));
  declare_symbol(name, index);
  if (scopes_.at_global()) globals_.push_back(index);
  if (init == kNone) return;
  const Access all = whole(*scopes_.find(name.text));
  if (array) {
    if (std::holds_alternative<ArrayExpr>(ast_->expr(init).node)) fill_array(all, init, span);
    else assign_array(all, init, span);
  } else {
    write(all, *value_known, span, ast_->expr(init).span);
  }
}

// ---------------------------------------------------------------- reading

Value Sema::read_element(const Access& a, std::int64_t offset) {
  const Variable& v = variables_[a.variable];
  if (v.known && a.index == ir::kNoExpr) return Value::of(v.type, v.values[static_cast<std::size_t>(offset)]);
  if (v.known) materialise(a.variable, {});
  const Variable& x = variables_[a.variable];
  const std::uint32_t bits = ir::stored_bits(x.type);
  const auto first = static_cast<std::uint32_t>(x.address + offset * bits);
  if (a.index != ir::kNoExpr)
    return Value::runtime(x.type, add_node(ExprOp::kElement, x.type, first, a.index, bits));
  return Value::runtime(x.type, add_node(ExprOp::kBits, x.type, first, bits));
}

Value Sema::read(const Access& a, Span span) {
  if (!a.dims.empty())
    fail(Code::kExpressionType, span, "a single value is needed here, not an array", "index all dimensions");
  const Value v = read_element(a, a.offset);
  if (!a.of_bits) return v;
  const ValueType uint{Kind::kUint, v.ir_type().width};
  Value plain = v;
  if (v.is_constant()) {
    const std::uint64_t all = uint.width >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << uint.width) - 1;
    plain = Value::of(uint, ir::Value::of(v.ir_value().word & all));
  }
  if (a.bit_index.ok()) return operation(ExprOp::kBitAt, {Kind::kBits, 1}, plain, a.bit_index, span);
  // Runs of neighbouring bits are taken together.
  const ValueType type{Kind::kBits, static_cast<std::uint8_t>(a.bits.size())};
  std::optional<Value> all;
  for (std::size_t i = 0; i < a.bits.size(); ++i) {
    Value bit = operation(ExprOp::kBitAt, type, plain,
                          Value::of(ir::kUintType, ir::Value::of(std::uint64_t{a.bits[i]})), span);
    if (i > 0)
      bit = operation(ExprOp::kShiftLeft, type, bit,
                      Value::of(ir::kUintType, ir::Value::of(std::uint64_t{i})), span);
    all = all ? operation(ExprOp::kBitOr, type, *all, bit, span) : bit;
  }
  return *all;
}

Value Sema::index_value(const Value& v, List items, Span span) {
  // Bits of a value that has no name: put into a variable of its own.
  Variable temporary;
  temporary.name = "bits";
  temporary.type = v.ir_type();
  const std::uint32_t index = new_variable(std::move(temporary));
  Access a;
  a.variable = index;
  write(a, v, span, span);
  index_access(a, items, span);
  return read(a, span);
}

Value Sema::bits_value(const Selection& bits, Span span) {
  if (bits.count > kMaxBits) unsupported_one(span, "values of more than 64 bits are not supported yet");
  const ValueType type{Kind::kBits, static_cast<std::uint8_t>(bits.count)};
  if (bits.count == 1) return Value::runtime(type, add_node(ExprOp::kBit, type, bits.at(0)));
  if (!bits.listed) return Value::runtime(type, add_node(ExprOp::kBits, type, bits.first, bits.count));
  std::optional<Value> all;
  for (std::uint32_t i = 0; i < bits.count; ++i) {
    Value bit = Value::runtime(type, add_node(ExprOp::kBit, type, bits.at(i)));
    if (i > 0)
      bit = operation(ExprOp::kShiftLeft, type, bit,
                      Value::of(ir::kUintType, ir::Value::of(std::uint64_t{i})), span);
    all = all ? operation(ExprOp::kBitOr, type, *all, bit, span) : bit;
  }
  return *all;
}

std::optional<Value> Sema::runtime_bit(ExprId id) {
  const auto index = std::get<IndexExpr>(ast_->expr(id).node);
  if (index.items.count != 1) return std::nullopt;
  const ExprId item = ast_->ids(index.items)[0];
  const Expr e = ast_->expr(item);
  if (std::holds_alternative<RangeExpr>(e.node) || std::holds_alternative<SetExpr>(e.node) ||
      std::holds_alternative<IntegerLiteral>(e.node))
    return std::nullopt;
  const Value n = value(item);
  if (n.is_constant() || n.kind == ValueKind::kCode) return std::nullopt;
  const Value number = to_runtime(n);
  if (!number.ir_type().is_integer() && number.ir_type().kind != Kind::kBits)
    fail(Code::kExpressionType, e.span, "an index must be an integer, not " + describe(number));
  Selection bits;
  select(index.base, false, bits);
  const ir::ExprId at = add_node(ExprOp::kIndex, number.ir_type(), number.index, 0, bits.count);
  const ValueType bit{Kind::kBits, 1};
  if (!bits.listed) return Value::runtime(bit, add_node(ExprOp::kElement, bit, bits.first, at, 1));
  return operation(ExprOp::kBitAt, bit, bits_value(bits, e.span), Value::runtime(number.ir_type(), at),
                   e.span);
}

Value Sema::concatenated(const ConcatExpr& c, Span span) {
  // The first part holds the lowest bits.
  std::optional<Value> all;
  std::uint32_t width = 0;
  std::vector<Value> parts;
  for (std::uint32_t i = 0; i < c.items.count; ++i) {
    const ExprId id = ast_->ids(c.items)[i];
    const Value v = value(id);
    if (!v.ok()) throw Failed{};
    if (v.ir_type().kind != Kind::kBits)
      fail(Code::kExpressionType, ast_->expr(id).span, "'++' joins registers of bits, not " + describe(v));
    width += v.ir_type().width;
    parts.push_back(v);
  }
  if (width > kMaxBits) unsupported_one(span, "values of more than 64 bits are not supported yet");
  const ValueType type{Kind::kBits, static_cast<std::uint8_t>(width)};
  std::uint64_t shift = 0;
  for (const Value& v : parts) {
    Value part = operation(ExprOp::kCast, type, v, {}, span);
    if (shift > 0)
      part = operation(ExprOp::kShiftLeft, type, part, Value::of(ir::kUintType, ir::Value::of(shift)), span);
    shift += v.ir_type().width;
    all = all ? operation(ExprOp::kBitOr, type, *all, part, span) : part;
  }
  return *all;
}

// ---------------------------------------------------------------- writing

void Sema::write_element(const Access& a, std::int64_t offset, const Value& v, ir::SourcePos source) {
  Variable& x = variables_[a.variable];
  if (is_static(x) && a.index == ir::kNoExpr && v.is_constant()) {
    ir::Value& place_of = x.values[static_cast<std::size_t>(offset)];
    const ir::Value now = v.ir_value();
    changes_ += !(place_of == now);
    place_of = now;
    return;
  }
  const ir::ExprId value = expr_of(v);
  ++changes_;
  // A value that is replaced as a whole need not be stored first.
  if (x.known && x.dims.empty() && x.level == dynamic_) {
    place_variable(a.variable);
    variables_[a.variable].known = false;
    variables_[a.variable].values.clear();
  } else {
    materialise(a.variable, source);
  }
  const Variable& y = variables_[a.variable];
  const std::uint32_t bits = ir::stored_bits(y.type);
  emit_assign(static_cast<std::uint32_t>(y.address + offset * bits), y.type, a.index, bits, value, source);
}

void Sema::write(const Access& a, const Value& v, Span span, Span value_span) {
  const Variable variable = variables_[a.variable];
  const ir::SourcePos at = source(span);
  if (!a.dims.empty())
    fail(Code::kShape, value_span, "an array needs an array of the same shape, not " + describe(v));
  if (!a.of_bits)
    return write_element(a, a.offset, to_type(v, variable.type, value_span, variable.sized), at);
  const ValueType bits{Kind::kBits, static_cast<std::uint8_t>(a.bit_index.ok() ? 1 : a.bits.size())};
  const Value x = to_type(v, bits, value_span);
  Access element = a;
  element.of_bits = false;
  if (variable.known && x.is_constant() && !a.bit_index.ok() && a.index == ir::kNoExpr &&
      is_static(variable)) {
    std::uint64_t word = variable.values[static_cast<std::size_t>(a.offset)].word;
    for (std::size_t i = 0; i < a.bits.size(); ++i) {
      const std::uint64_t m = 1ull << a.bits[i];
      word = x.natural >> i & 1 ? word | m : word & ~m;
    }
    const Value raw =
        Value::of(variable.type, ir::convert(variable.type, {Kind::kUint, 64}, ir::Value::of(word)));
    Value out = raw;
    if (variable.type.kind == Kind::kAngle)
      out = Value::of(variable.type,
                      ir::convert(variable.type, {Kind::kBits, variable.type.width}, ir::Value::of(word)));
    return write_element(element, a.offset, out, at);
  }
  materialise(a.variable, at);
  const Variable& y = variables_[a.variable];
  const std::uint32_t size = ir::stored_bits(y.type);
  const auto first = static_cast<std::uint32_t>(y.address + a.offset * size);
  const ValueType one{Kind::kBits, 1};
  if (a.bit_index.ok()) {
    ir::ExprId index = add_node(ExprOp::kCast, ir::kIntType, a.bit_index.index);
    if (a.index != ir::kNoExpr)
      index = add_node(
          ExprOp::kAdd, ir::kIntType, index,
          add_node(ExprOp::kMul, ir::kIntType, a.index, add_node(ExprOp::kConst, ir::kIntType, 0, 0, size)));
    return emit_assign(first, one, index, 1, expr_of(x), at);
  }
  bool run = true;
  for (std::size_t i = 1; i < a.bits.size(); ++i) run &= a.bits[i] == a.bits[0] + i;
  if (run) return emit_assign(first + a.bits[0], bits, a.index, size, expr_of(x), at);
  // Through a value of its own, as the source may be among the bits that change.
  Variable temporary;
  temporary.name = "bits";
  temporary.type = bits;
  Access t;
  t.variable = new_variable(std::move(temporary));
  variables_[t.variable].known = true;
  write(t, x, span, value_span);
  materialise(t.variable, at);
  const std::uint32_t from = variables_[t.variable].address;
  for (std::size_t i = 0; i < a.bits.size(); ++i)
    emit_assign(first + a.bits[i], one, a.index, size,
                add_node(ExprOp::kBit, one, from + static_cast<std::uint32_t>(i)), at);
}

// ---------------------------------------------------------------- assignment

// Registers and strings of any width with bitwise operators: what can be computed in pieces.
bool Sema::is_wide(ExprId id) {
  const Expr e = ast_->expr(id);
  if (std::holds_alternative<BitsLiteral>(e.node)) return true;
  if (std::holds_alternative<NameExpr>(e.node) || std::holds_alternative<IndexExpr>(e.node)) {
    const Symbol* base = base_symbol(id);
    return base && base->kind == SymbolKind::kBits;
  }
  if (const auto* u = std::get_if<UnaryExpr>(&e.node))
    return u->op == UnaryOp::kBitNot && is_wide(u->operand);
  if (const auto* b = std::get_if<BinaryExpr>(&e.node))
    return (b->op == BinaryOp::kBitAnd || b->op == BinaryOp::kBitOr || b->op == BinaryOp::kBitXor) &&
           is_wide(b->left) && is_wide(b->right);
  return false;
}

void Sema::wide_registers(ExprId id, std::uint32_t count, std::unordered_map<ExprId, Selection>& out) {
  const Expr e = ast_->expr(id);
  if (const auto* u = std::get_if<UnaryExpr>(&e.node)) return wide_registers(u->operand, count, out);
  if (const auto* b = std::get_if<BinaryExpr>(&e.node)) {
    wide_registers(b->left, count, out);
    return wide_registers(b->right, count, out);
  }
  std::size_t have = 0;
  if (const auto* text = std::get_if<BitsLiteral>(&e.node)) {
    have = text->digits.size() -
           static_cast<std::size_t>(std::count(text->digits.begin(), text->digits.end(), '_'));
  } else {
    Selection& from = out[id];
    select(id, false, from);
    if (from.listed && !from.list.empty()) from.data = from.list.data();
    have = from.count;
  }
  if (have != count)
    fail(Code::kSizeMismatch, e.span,
         (std::holds_alternative<BitsLiteral>(e.node) ? "a string of " : "a register of ") +
             std::to_string(have) + " bits for one of " + std::to_string(count));
}

Value Sema::wide_piece(ExprId id, const std::unordered_map<ExprId, Selection>& registers, std::uint32_t first,
                       std::uint32_t n) {
  const Expr e = ast_->expr(id);
  const ValueType type{Kind::kBits, static_cast<std::uint8_t>(n)};
  if (const auto* u = std::get_if<UnaryExpr>(&e.node))
    return typed_unary(u->op, wide_piece(u->operand, registers, first, n), e.span);
  if (const auto* b = std::get_if<BinaryExpr>(&e.node)) {
    const Value left = wide_piece(b->left, registers, first, n);
    return typed_binary(b->op, left, wide_piece(b->right, registers, first, n), e.span, e.span);
  }
  if (const auto* text = std::get_if<BitsLiteral>(&e.node)) {
    std::uint64_t word = 0;
    std::uint32_t i = 0;
    for (auto c = text->digits.rbegin(); c != text->digits.rend() && i < first + n; ++c) {
      if (*c == '_') continue;
      if (i >= first) word |= static_cast<std::uint64_t>(*c == '1') << (i - first);
      ++i;
    }
    return Value::of(type, ir::Value::of(word));
  }
  const std::uint32_t at = registers.at(id).at(first);
  return Value::runtime(type,
                        n == 1 ? add_node(ExprOp::kBit, type, at) : add_node(ExprOp::kBits, type, at, n));
}

void Sema::assign_wide(const Selection& to, ExprId id, ir::SourcePos at) {
  std::unordered_map<ExprId, Selection> registers;
  wide_registers(id, to.count, registers);
  std::unordered_map<std::uint32_t, std::uint32_t> places;
  for (std::uint32_t i = 0; i < to.count; ++i) places[to.at(i)] = i;
  bool whole = !to.listed, overlaps = false;
  for (const auto& [leaf, from] : registers) {
    whole = whole && !from.listed;
    for (std::uint32_t i = 0; i < to.count && !overlaps; ++i)
      if (const auto same = places.find(from.at(i)); same != places.end()) overlaps = same->second != i;
  }
  Selection result = to;
  result.data = result.listed ? to.data : nullptr;
  if (overlaps) {  // computed aside, as what is still to be read would be overwritten
    Variable v;
    v.name = "bits";
    v.type = {Kind::kBits, 1};
    v.dims = {to.count};
    const std::uint32_t index = new_variable(std::move(v));
    place_variable(index);
    variables_[index].known = false;
    result.listed = false;
    result.first = variables_[index].address;
  }
  const std::uint32_t step = whole ? kMaxBits : 1;
  const auto type = [&](std::uint32_t i) {
    return ValueType{Kind::kBits, static_cast<std::uint8_t>(std::min(step, to.count - i))};
  };
  for (std::uint32_t i = 0; i < to.count; i += step)
    emit_assign(result.at(i), type(i), ir::kNoExpr, 0, expr_of(wide_piece(id, registers, i, type(i).width)),
                at);
  if (!overlaps) return;
  for (std::uint32_t i = 0; i < to.count; i += step) {
    const ValueType t = type(i);
    emit_assign(to.at(i), t, ir::kNoExpr, 0,
                t.width == 1 ? add_node(ExprOp::kBit, t, result.at(i))
                             : add_node(ExprOp::kBits, t, result.at(i), t.width),
                at);
  }
}

void Sema::assign_bits(const Selection& bits, ExprId id, const Value* known, Span span) {
  const ir::SourcePos at = source(span);
  const ValueType one{Kind::kBits, 1};
  const auto piece = [](std::uint32_t n) { return ValueType{Kind::kBits, static_cast<std::uint8_t>(n)}; };
  const Span value_span = id == kNone ? span : ast_->expr(id).span;
  if (!known && bits.count > kMaxBits) {
    const Expr e = ast_->expr(id);
    if (is_wide(id)) return assign_wide(bits, id, at);
    const Value v = value(id);
    if (!v.is_constant() || v.kind == ValueKind::kBits || !v.is_integer())
      unsupported_one(e.span, "values of more than 64 bits are not supported yet");
    for (std::uint32_t i = 0; i < bits.count; ++i)
      emit_assign(bits.at(i), one, ir::kNoExpr, 0,
                  add_node(ExprOp::kConst, one, 0, 0, i < 64 ? v.natural >> i & 1 : 0), at);
    return;
  }
  const Value v = to_type(known ? *known : value(id), piece(bits.count), value_span);
  if (!bits.listed) return emit_assign(bits.first, piece(bits.count), ir::kNoExpr, 0, expr_of(v), at);
  Variable temporary;
  temporary.name = "bits";
  temporary.type = piece(bits.count);
  Access t;
  t.variable = new_variable(std::move(temporary));
  write(t, v, span, value_span);
  materialise(t.variable, at);
  const std::uint32_t from = variables_[t.variable].address;
  for (std::uint32_t i = 0; i < bits.count; ++i)
    emit_assign(bits.at(i), one, ir::kNoExpr, 0, add_node(ExprOp::kBit, one, from + i), at);
}

Value Sema::measured(ExprId operand, Span span) {
  if (gate_) not_here(place(keyword(span)), "measure", "outside gate definitions"), throw Failed{};
  std::optional<std::uint32_t> place_of;  // one, also if there is a measurement for every index
  with_indices(span, [&] {
    Selection qubits;
    select(operand, true, qubits);
    if (qubits.count > kMaxBits) unsupported_one(span, "values of more than 64 bits are not supported yet");
    if (!place_of) {
      Variable v;
      v.name = "measured";
      v.type = {Kind::kBits, static_cast<std::uint8_t>(qubits.count)};
      place_of = new_variable(std::move(v));
      place_variable(*place_of);
      variables_[*place_of].known = false;
    }
    measure_into(std::move(qubits), variables_[*place_of].address, span);
  });
  const std::uint32_t address = variables_[*place_of].address;
  const ValueType type = variables_[*place_of].type;
  return Value::runtime(type, type.width == 1 ? add_node(ExprOp::kBit, type, address)
                                              : add_node(ExprOp::kBits, type, address, type.width));
}

void Sema::measure_into(Selection qubits, std::uint32_t address, Span span) {
  if (selections_.size() < 2) selections_.resize(2);
  selections_[0] = std::move(qubits);
  if (selections_[0].listed && !selections_[0].list.empty()) selections_[0].data = selections_[0].list.data();
  Selection& bits = selections_[1];
  bits = {};
  bits.ok = true;
  bits.quantum = false;
  bits.first = address;
  bits.count = selections_[0].count;
  const std::uint32_t count = bits.count;
  selections_[0].scalar = bits.scalar = count == 1;
  Operation op;
  op.kind = OpKind::kMeasure;
  op.source = source(span);
  charge(Cost{1, 1, 0} * count, span);
  add_args(2, count, op);
  program_.operations.push_back(op);
}

void Sema::assign(ExprId target, ExprId value_id, const Assignment& a, const Stmt& s) {
  ExprId base = target;
  while (const auto* index = std::get_if<IndexExpr>(&ast_->expr(base).node)) base = index->base;
  const std::string_view name = std::get<NameExpr>(ast_->expr(base).node).text;
  const Span span = ast_->expr(base).span;
  if (gate_) not_here(place(keyword(s.span)), "an assignment", "outside gate definitions"), throw Failed{};
  const Symbol symbol = resolve(name, span, "a variable");
  const auto read_only = [&](std::string why, std::string help = {}) {
    fail(Code::kReadOnly, span, "'" + std::string(name) + "' " + why, std::move(help),
         declared_note(symbol, name));
  };
  switch (symbol.kind) {
    case SymbolKind::kPoisoned:
      throw Failed{};
    case SymbolKind::kConstant:
    case SymbolKind::kInput:
    case SymbolKind::kLoopVariable:
      read_only("is " + std::string(describe(symbol.kind)) + " and cannot be assigned");
    case SymbolKind::kBits:
    case SymbolKind::kVariable:
      break;
    default:
      fail(Code::kWrongKind, span,
           "'" + std::string(name) + "' is " + std::string(describe(symbol.kind)) + ", not a variable", {},
           declared_note(symbol, name));
  }
  if (symbol.read_only) read_only("is read-only and cannot be assigned");
  if (scopes_.in_subroutine() && scopes_.is_global(scopes_.find(name), name))
    read_only("is a global variable, which a subroutine cannot change",
              "return the value, or pass an array as mutable");
  const auto combined = [&](const Value& old) {
    const Value right = value(value_id);
    if (!right.ok()) throw Failed{};
    if (a.inverted) return typed_unary(UnaryOp::kBitNot, right, s.span);
    return needs_types(old) || needs_types(right) || right.kind == ValueKind::kSymbolic
               ? typed_binary(a.op, old, right, s.span, s.span)
               : typed_binary(a.op, to_runtime(old), right, s.span, s.span);
  };
  const Span value_span = ast_->expr(value_id).span;
  if (symbol.kind == SymbolKind::kVariable) {
    Access to = access(target);
    if (!to.dims.empty()) {
      if (a.compound)
        fail(Code::kExpressionType, s.span, "arrays have no operators; assign element by element");
      return assign_array(to, value_id, s.span);
    }
    if (a.compound) {
      Value result = combined(read(to, s.span));
      // Back to the variable's type, modulo its width.
      const ValueType t = to.of_bits ? result.ir_type() : variables_[to.variable].type;
      if (result.is_constant() && t.is_integer() && result.ir_type().is_integer())
        result = Value::of(t, ir::convert(t, result.ir_type(), result.ir_value()));
      return write(to, result, s.span, value_span);
    }
    const Value v = value(value_id);
    return write(to, v, s.span, value_span);
  }
  // A classical register or bits of it; perhaps one whose number is known only at run time.
  if (std::holds_alternative<IndexExpr>(ast_->expr(target).node)) {
    if (const auto bit = runtime_bit(target)) {
      const ir::Expr place = program_.conditions[bit->index];
      if (place.op != ExprOp::kElement)
        unsupported_one(
            ast_->expr(target).span,
            "assignment to a run-time index of bits that are not consecutive is not supported yet");
      const ValueType one{Kind::kBits, 1};
      const Value v = to_type(a.compound ? combined(*bit) : value(value_id), one, value_span);
      return emit_assign(place.a, one, place.b, 1, expr_of(v), source(s.span));
    }
  }
  Selection bits;
  select(target, false, bits);
  if (bits.listed && !bits.list.empty()) bits.data = bits.list.data();
  if (a.compound && !a.inverted && bits.count > kMaxBits)
    return assign_bits(bits, ast_->add(s.span, BinaryExpr{a.op, target, value_id}), nullptr, s.span);
  if (a.compound) {
    const Value v = combined(bits_value(bits, s.span));
    return assign_bits(bits, value_id, &v, s.span);
  }
  assign_bits(bits, value_id, nullptr, s.span);
}

}  // namespace qiao::qasm
