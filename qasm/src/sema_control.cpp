// Conditions on measured bits, if, and loops over constant values.

#include <algorithm>

#include "sema.hpp"

namespace qiao::qasm {

namespace {
constexpr unsigned kMaxWidth = 64;  // bits of a value in ir::Expr

ir::ExprOp comparison(BinaryOp op) {
  switch (op) {
    case BinaryOp::kEqual:
      return ir::ExprOp::kEq;
    case BinaryOp::kNotEqual:
      return ir::ExprOp::kNe;
    case BinaryOp::kLess:
      return ir::ExprOp::kLt;
    case BinaryOp::kLessEqual:
      return ir::ExprOp::kLe;
    case BinaryOp::kGreater:
      return ir::ExprOp::kGt;
    default:
      return ir::ExprOp::kGe;
  }
}
}  // namespace

ir::ExprId Sema::add_expr(ir::Expr e) {
  program_.conditions.push_back(e);
  return static_cast<ir::ExprId>(program_.conditions.size() - 1);
}

bool Sema::has_bits(ExprId id) {
  const Expr e = ast_.expr(id);
  if (const auto* n = std::get_if<NameExpr>(&e.node)) {
    const Symbol* s = scopes_.find(n->text);
    return s && s->kind == SymbolKind::kBits;
  }
  if (const auto* u = std::get_if<UnaryExpr>(&e.node)) return has_bits(u->operand);
  if (const auto* b = std::get_if<BinaryExpr>(&e.node)) return has_bits(b->left) || has_bits(b->right);
  if (const auto* c = std::get_if<CastExpr>(&e.node)) return has_bits(c->operand);
  if (const auto* i = std::get_if<IndexExpr>(&e.node)) return has_bits(i->base);
  if (const auto* c = std::get_if<CallExpr>(&e.node)) {
    for (std::uint32_t k = 0; k < c->args.count; ++k)
      if (has_bits(ast_.ids(c->args)[k])) return true;
  }
  return false;
}

ir::ExprId Sema::condition_expr(const Condition& c) {
  if (!c.constant) return c.expr;
  ir::Expr e;
  e.value = c.value.kind == ValueKind::kInt ? static_cast<std::uint64_t>(c.value.integer) : c.value.natural;
  return add_expr(e);
}

Sema::Condition Sema::to_boolean(Condition c) {
  if (c.constant) {
    c.value = Value::boolean(c.value.as_bool());
    c.boolean = true;
    return c;
  }
  if (c.boolean) return c;
  if (c.width > 1) {
    ir::Expr zero;
    ir::Expr e;
    e.op = ir::ExprOp::kNe;
    e.a = c.expr;
    e.b = add_expr(zero);
    c.expr = add_expr(e);
  }
  c.boolean = true;
  c.plain_register = false;
  return c;
}

Sema::Condition Sema::condition(ExprId id) {
  const Expr e = ast_.expr(id);
  Condition out;
  if (!has_bits(id)) {
    out.value = value(id);
    if (!out.value.is_constant())
      fail(Code::kNotConstant, e.span, "a condition on inputs is not supported yet");
    if (out.value.kind == ValueKind::kFloat || out.value.kind == ValueKind::kAngle)
      fail(Code::kExpressionType, e.span,
           "a condition needs bits, integers or booleans, not " + std::string(spelling(out.value.kind)));
    out.constant = true;
    out.boolean = out.value.kind == ValueKind::kBool;
    out.ok = true;
    return out;
  }
  if (std::holds_alternative<NameExpr>(e.node) || std::holds_alternative<IndexExpr>(e.node)) {
    Selection bits;
    select(id, false, bits);
    out.ok = true;
    out.width = bits.count;
    out.first = bits.first;
    out.plain_register = !bits.listed;
    if (bits.scalar || bits.count == 1) {
      ir::Expr bit;
      bit.op = ir::ExprOp::kBit;
      bit.a = bits.at(0);
      out.expr = add_expr(bit);
      return out;
    }
    if (bits.listed) unsupported(e.span, "conditions on bits that are not consecutive");
    if (bits.count <= kMaxWidth) {
      ir::Expr reg;
      reg.op = ir::ExprOp::kBits;
      reg.a = bits.first;
      reg.b = bits.count;
      out.expr = add_expr(reg);
    }
    return out;  // wider ones are compared in pieces, see condition_binary
  }
  if (const auto* u = std::get_if<UnaryExpr>(&e.node)) {
    Condition operand = condition(u->operand);
    if (!operand.boolean && operand.width > kMaxWidth)
      unsupported(e.span, "operators other than == and != on more than 64 bits");
    if (u->op == UnaryOp::kNot) {
      operand = to_boolean(operand);
      ir::Expr n;
      n.op = ir::ExprOp::kNot;
      n.a = operand.expr;
      operand.expr = add_expr(n);
      return operand;
    }
    if (u->op == UnaryOp::kBitNot && !operand.boolean) {
      ir::Expr n;
      n.op = ir::ExprOp::kBitNot;
      n.a = operand.expr;
      n.value = operand.width;
      operand.expr = add_expr(n);
      operand.plain_register = false;
      return operand;
    }
    unsupported(e.span, "arithmetic on classical bits");
  }
  if (const auto* b = std::get_if<BinaryExpr>(&e.node)) return condition_binary(*b, e);
  if (const auto* c = std::get_if<CastExpr>(&e.node)) {
    const Type type = ast_.type(c->type);
    Condition operand = condition(c->operand);
    if (type.kind == TypeKind::kBool) {
      if (!operand.boolean && operand.width > kMaxWidth) unsupported(e.span, "casts of more than 64 bits");
      return to_boolean(operand);
    }
    const unsigned width = type_width(type);
    const bool same = width == 0 || width == operand.width || (operand.boolean && width >= 1);
    if (type.kind == TypeKind::kUint && (same || width > operand.width)) return operand;
    if (type.kind == TypeKind::kBit && same) return operand;
    if (type.kind == TypeKind::kInt && (width == 0 || width > operand.width))
      return operand;  // the sign bit is 0
    unsupported(e.span, "casts of bits to " + std::string(spelling(type.kind)) +
                            (width ? "[" + std::to_string(width) + "]" : ""));
  }
  unsupported(e.span, "function calls on classical bits");
}

Sema::Condition Sema::condition_binary(const BinaryExpr& b, const Expr& e) {
  Condition left = condition(b.left), right = condition(b.right);
  Condition out;
  out.ok = true;
  const bool compares = b.op >= BinaryOp::kLess && b.op <= BinaryOp::kNotEqual;
  if (b.op == BinaryOp::kAnd || b.op == BinaryOp::kOr) {
    for (const Condition* c : {&left, &right})
      if (!c->constant && !c->boolean && c->width > kMaxWidth)
        unsupported(e.span, "operators other than == and != on more than 64 bits");
    left = to_boolean(left);
    right = to_boolean(right);
    ir::Expr n;
    n.op = b.op == BinaryOp::kAnd ? ir::ExprOp::kAnd : ir::ExprOp::kOr;
    n.a = condition_expr(left);
    n.b = condition_expr(right);
    out.expr = add_expr(n);
    out.boolean = true;
    return out;
  }
  if (compares) {
    // A register against a number: the number may be negative, too large, or wider than 64 bits allow.
    Condition* number = left.constant ? &left : right.constant ? &right : nullptr;
    Condition* bits = number == &left ? &right : &left;
    BinaryOp op = b.op;
    if (number == &left) {
      if (op == BinaryOp::kLess) op = BinaryOp::kGreater;
      else if (op == BinaryOp::kLessEqual) op = BinaryOp::kGreaterEqual;
      else if (op == BinaryOp::kGreater) op = BinaryOp::kLess;
      else if (op == BinaryOp::kGreaterEqual) op = BinaryOp::kLessEqual;
    }
    if (number && !bits->boolean) {
      const Value v = number->value;
      const bool negative = v.kind == ValueKind::kInt && v.integer < 0;
      const bool too_big = !negative && bits->width < kMaxWidth && v.natural >> bits->width != 0;
      if (negative || too_big) {
        bool result = op == BinaryOp::kNotEqual;
        if (op == BinaryOp::kLess || op == BinaryOp::kLessEqual) result = too_big;
        if (op == BinaryOp::kGreater || op == BinaryOp::kGreaterEqual) result = negative;
        if (op == BinaryOp::kEqual)
          reporter_.warning(Code::kNeverTrue, place(e.span),
                            "the condition is never true: " + std::to_string(bits->width) +
                                " bits cannot hold this number");
        out.constant = true;
        out.boolean = true;
        out.value = Value::boolean(result);
        return out;
      }
      if (bits->width > kMaxWidth) {
        if (!bits->plain_register || (op != BinaryOp::kEqual && op != BinaryOp::kNotEqual))
          unsupported(e.span, "operators other than == and != on more than 64 bits");
        // All 64-bit pieces must match; the number fills only the first.
        std::optional<ir::ExprId> all;
        for (std::uint32_t at = 0; at < bits->width; at += kMaxWidth) {
          ir::Expr piece, constant, equal;
          piece.op = ir::ExprOp::kBits;
          piece.a = bits->first + at;
          piece.b = std::min(kMaxWidth, bits->width - at);
          constant.value = at == 0 ? v.natural : 0;
          equal.op = ir::ExprOp::kEq;
          equal.a = add_expr(piece);
          equal.b = add_expr(constant);
          ir::ExprId id = add_expr(equal);
          if (all) {
            ir::Expr both;
            both.op = ir::ExprOp::kAnd;
            both.a = *all;
            both.b = id;
            id = add_expr(both);
          }
          all = id;
        }
        out.expr = *all;
        if (op == BinaryOp::kNotEqual) {
          ir::Expr n;
          n.op = ir::ExprOp::kNot;
          n.a = out.expr;
          out.expr = add_expr(n);
        }
        out.boolean = true;
        return out;
      }
    }
  }
  for (const Condition* c : {&left, &right})
    if (!c->constant && !c->boolean && c->width > kMaxWidth)
      unsupported(e.span, "operators other than == and != on more than 64 bits");
  ir::Expr n;
  if (compares) {
    n.op = comparison(b.op);
    out.boolean = true;
  } else if (b.op == BinaryOp::kBitAnd || b.op == BinaryOp::kBitOr || b.op == BinaryOp::kBitXor) {
    n.op = b.op == BinaryOp::kBitAnd  ? ir::ExprOp::kBitAnd
           : b.op == BinaryOp::kBitOr ? ir::ExprOp::kBitOr
                                      : ir::ExprOp::kBitXor;
    for (const Condition* c : {&left, &right})
      if (c->constant && c->value.kind == ValueKind::kInt && c->value.integer < 0)
        fail(Code::kExpressionType, e.span, "a bitwise operator on bits and a negative number");
    out.width = std::max(left.constant ? 1u : left.width, right.constant ? 1u : right.width);
    for (const Condition* c : {&left, &right})
      if (c->constant)
        while (out.width < kMaxWidth && c->value.natural >> out.width != 0) ++out.width;
  } else {
    unsupported(e.span, "arithmetic on classical bits");
  }
  n.a = condition_expr(left);
  n.b = condition_expr(right);
  out.expr = add_expr(n);
  return out;
}

void Sema::visit(const IfStmt& i, const Stmt& s) {
  if (gate_) not_here(place(keyword(s.span)), "if", "outside gate definitions"), throw Failed{};
  if (language_ == 2) {
    // The paper allows a gate call, measure or reset.
    const Stmt body = ast_.stmt(ast_.ids(i.then_body)[0]);
    if (!std::holds_alternative<GateCall>(body.node) && !std::holds_alternative<MeasureStmt>(body.node) &&
        !std::holds_alternative<ResetStmt>(body.node)) {
      not_here(place(keyword(body.span)), "this statement",
               "on its own, not after 'if': a gate call, measure or reset is needed");
      throw Failed{};
    }
    const auto& compare = std::get<BinaryExpr>(ast_.expr(i.condition).node);
    const auto& name = std::get<NameExpr>(ast_.expr(compare.left).node);
    Selection bits;
    select_symbol(name.text, ast_.expr(compare.left).span, false, bits);
    const auto& number = std::get<IntegerLiteral>(ast_.expr(compare.right).node);
    // In OpenQASM 2 numbers are real; here the integer itself is meant.
    Condition c;
    const Span span = ast_.expr(i.condition).span;
    if (number.overflow || (bits.count < kMaxWidth && number.value >> bits.count != 0)) {
      if (number.overflow && bits.count > kMaxWidth)
        unsupported(span, "comparisons with numbers of more than 64 bits");
      reporter_.warning(Code::kNeverTrue, place(span),
                        "the condition is never true: " + std::to_string(bits.count) +
                            (bits.count == 1 ? " bit cannot hold " : " bits cannot hold ") +
                            std::string(sources_[file_].text().substr(
                                ast_.expr(compare.right).span.begin,
                                ast_.expr(compare.right).span.end - ast_.expr(compare.right).span.begin)));
      c.constant = true;
      c.boolean = true;
      c.value = Value::boolean(false);
    } else {
      language_ = 3;  // the comparison below is that of version 3
      c = condition(i.condition);
      language_ = 2;
      c = to_boolean(c);
    }
    return conditional(c, i.then_body, {}, false, s);
  }
  Condition c = condition(i.condition);
  if (!c.constant && !c.boolean && c.width > kMaxWidth)
    unsupported(ast_.expr(i.condition).span, "conditions on more than 64 bits");
  c = to_boolean(c);
  conditional(c, i.then_body, i.else_body, i.has_else, s);
}

void Sema::conditional(const Condition& c, List then_body, List else_body, bool has_else, const Stmt& s) {
  if (c.constant) {
    // Both branches are checked, the one that is taken stays.
    const bool taken = c.value.as_bool();
    const auto dry = [&](List body) {
      const std::size_t operations = program_.operations.size();
      const Cost cost = program_.cost;
      block(body);
      program_.operations.resize(operations);
      program_.cost = cost;
    };
    taken ? block(then_body) : dry(then_body);
    if (has_else) taken ? dry(else_body) : block(else_body);
    return;
  }
  const std::size_t begin = program_.operations.size();
  Operation op;
  op.kind = OpKind::kIf;
  op.gate = c.expr;
  op.source = source(s.span);
  charge({1, 1, 0}, s.span);
  program_.operations.push_back(op);
  block(then_body);
  // `if (c == n) measure q -> c;` on registers may change c on the way: OpenQASM 2 programs mean one if per
  // element.
  if (language_ == 2 && program_.operations.size() == begin + 2 &&
      program_.operations.back().kind == OpKind::kMeasure && program_.operations.back().broadcast) {
    const Operation all = program_.operations.back();
    program_.operations.resize(begin);
    for (std::uint32_t k = 0; k < all.count; ++k) {
      Operation one = all;
      one.broadcast = false;
      one.count = 1;
      one.args = static_cast<std::uint32_t>(program_.args.size());
      for (std::uint32_t i = 0; i < 2; ++i) {
        const std::uint32_t first = program_.args[all.args + 2 * i],
                            step = program_.args[all.args + 2 * i + 1];
        program_.args.push_back(step == kListed        ? program_.args[first + k]
                                : step == kConsecutive ? first + k
                                                       : first);
      }
      program_.operations.push_back(op);
      program_.operations.push_back(one);
      Operation end;
      end.kind = OpKind::kEndIf;
      program_.operations.push_back(end);
      if (k > 0) charge({1, 1, 0}, s.span);
    }
    if (!options_.build_circuit && !program_.may_fail) program_.operations.resize(begin);
    return;
  }
  if (has_else) {
    Operation other;
    other.kind = OpKind::kElse;
    program_.operations.push_back(other);
    block(else_body);
  }
  Operation end;
  end.kind = OpKind::kEndIf;
  program_.operations.push_back(end);
  if (!options_.build_circuit && !program_.may_fail) program_.operations.resize(begin);
}

std::uint64_t Sema::count_rounds(const ForStmt& f, std::uint64_t most, std::uint64_t& steps) {
  constexpr std::uint64_t kRoundsPerStep =
      50;  // counting this many rounds costs as much as one step of enumeration
  if (++steps > most / kRoundsPerStep) return most;
  const Expr over = ast_.expr(f.over);
  const auto* r = std::get_if<RangeExpr>(&over.node);
  const auto* set = std::get_if<SetExpr>(&over.node);
  if (!r && !set) return 1;
  const Range bounds = r ? range(*r, over.span, -1) : Range{0, 1, set->items.count};
  std::vector<ForStmt> inner;
  for (std::uint32_t i = 0; i < f.body.count; ++i)
    if (const auto* loop = std::get_if<ForStmt>(&ast_.stmt(ast_.ids(f.body)[i]).node)) inner.push_back(*loop);
  if (inner.empty()) return std::min(bounds.count, most);
  const bool outer_varies = shape_varies_;
  std::uint64_t total = 0;
  for (std::uint64_t k = 0; k < bounds.count && total < most; ++k) {
    scopes_.push();
    Symbol variable;
    variable.kind = SymbolKind::kLoopVariable;
    shape_varies_ = false;
    std::uint64_t inside = 0;
    try {
      variable.value = r ? Value::signed_integer(bounds.start + static_cast<std::int64_t>(k) * bounds.step)
                         : value(ast_.ids(set->items)[k]);
      declare(f.variable, std::move(variable));
      for (const ForStmt& loop : inner) inside = saturating_add(inside, count_rounds(loop, most, steps));
    } catch (...) {
      scopes_.pop();
      throw;
    }
    scopes_.pop();
    inside = std::max<std::uint64_t>(inside, 1);
    if (k == 0 && !shape_varies_) {
      total = saturating_multiply(inside, bounds.count);
      break;
    }
    total = saturating_add(total, inside);
  }
  shape_varies_ |= outer_varies;
  return std::min(total, most);
}

void Sema::visit(const ForStmt& f, const Stmt& s) {
  const Type type = ast_.type(f.type);
  if (type.kind != TypeKind::kInt && type.kind != TypeKind::kUint && type.kind != TypeKind::kFloat &&
      type.kind != TypeKind::kAngle && type.kind != TypeKind::kBit && type.kind != TypeKind::kBool)
    unsupported(type.span, "loop variables of type " + std::string(spelling(type.kind)));
  const Expr over = ast_.expr(f.over);
  Range bounds{0, 1, 0};
  std::vector<Value> values;
  std::uint64_t trips = 0;
  const bool is_range = std::holds_alternative<RangeExpr>(over.node);
  if (is_range) {
    bounds = range(std::get<RangeExpr>(over.node), over.span, -1);
    trips = bounds.count;
  } else if (const auto* set = std::get_if<SetExpr>(&over.node)) {
    for (std::uint32_t i = 0; i < set->items.count; ++i) {
      const ExprId id = ast_.ids(set->items)[i];
      const Value v = value(id);
      if (!v.is_constant())
        fail(Code::kNotConstant, ast_.expr(id).span,
             "the values of a loop must be known before the program runs");
      values.push_back(v);
    }
    trips = values.size();
  } else {
    const Value v = has_bits(f.over) ? Value{} : value(f.over);
    if (v.kind != ValueKind::kBits) unsupported(over.span, "loops over this kind of value");
    for (unsigned i = 0; i < v.width; ++i) values.push_back(Value::bits(v.natural >> i & 1, 1));
    trips = v.width;
  }
  const bool outer_varies = shape_varies_;
  shape_varies_ = false;
  struct Depth {
    unsigned& depth;
    explicit Depth(unsigned& d) : depth(d) { ++depth; }
    ~Depth() { --depth; }
  } depth(loop_depth_);
  if (loop_depth_ == 1) {
    std::uint64_t rounds = 0, steps = 0;
    reporter_.mute(true);
    try {
      rounds = count_rounds(f, options_.limits.max_operations, steps);
    } catch (const Failed&) {  // found and reported when the loop is executed
    }
    reporter_.mute(false);
    shape_varies_ = false;
    if (rounds >= options_.limits.max_operations) {
      reporter_.limit(Code::kOperationLimit, place(keyword(s.span)),
                      "the loop and those inside it make more than " +
                          std::to_string(options_.limits.max_operations) + " rounds",
                      "max_operations");
      throw StopReading{};
    }
  }
  bool varies = false;
  for (std::uint64_t k = 0; k < trips; ++k) {
    const Value raw = is_range
                          ? Value::signed_integer(bounds.start + static_cast<std::int64_t>(k) * bounds.step)
                          : values[k];
    const unsigned errors = reporter_.errors();
    const std::uint64_t before = charged().weight;
    scopes_.push();
    ++block_depth_;
    Symbol variable;
    variable.kind = SymbolKind::kLoopVariable;
    try {
      variable.value = constant_of_type(raw, f.type, over.span);
    } catch (const Failed&) {
      --block_depth_;
      scopes_.pop();
      throw;
    }
    declare(f.variable, std::move(variable));
    for (std::uint32_t i = 0; i < f.body.count; ++i) one(ast_.ids(f.body)[i]);
    --block_depth_;
    scopes_.pop();
    if (reporter_.errors() > errors) break;  // the other rounds would only repeat it
    varies |= shape_varies_;
    if (k == 0 && !varies) {
      // Every round costs the same: refuse before going on. An empty round counts as one operation.
      const std::uint64_t each = std::max<std::uint64_t>(charged().weight - before, 1);
      const std::uint64_t rest = saturating_multiply(each, trips - 1);
      if (saturating_add(charged().weight, rest) > options_.limits.max_operations) {
        reporter_.limit(Code::kOperationLimit, place(keyword(s.span)),
                        "the loop makes " + std::to_string(trips) +
                            " rounds; the program expands to more than " +
                            std::to_string(options_.limits.max_operations) + " operations",
                        "max_operations");
        throw StopReading{};
      }
    }
    if (charged().weight == before)
      charge({0, 1, 0}, s.span);  // rounds that do nothing are work all the same
  }
  shape_varies_ = outer_varies || varies;
}

}  // namespace qiao::qasm
