// Conditions on measured bits and other values known only at run time.

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
  const Expr e = ast_->expr(id);
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
      if (has_bits(ast_->ids(c->args)[k])) return true;
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
  if (c.width > kMaxWidth) {
    Condition zero;
    zero.constant = true;
    ir::Expr n;
    n.op = ir::ExprOp::kNot;
    n.a = equal_words(c, zero);
    c.expr = add_expr(n);
  } else if (c.width > 1) {
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

// Whether two values, of which at least one is wider than an expression's values, are equal: in pieces of 64
// bits.
ir::ExprId Sema::equal_words(const Condition& a, const Condition& b) {
  const auto width = [](const Condition& c) {
    return !c.constant ? c.width : std::max(kMaxWidth, kMaxWidth * static_cast<unsigned>(c.words.size()));
  };
  const auto word = [&](const Condition& c, std::uint32_t at) {
    ir::Expr piece;  // a constant, 0
    if (c.constant) {
      if (at / kMaxWidth < c.words.size()) piece.value = c.words[at / kMaxWidth];
      else if (at == 0) piece.value = c.value.natural;
    } else if (c.width <= kMaxWidth) {
      if (at == 0) return c.expr;
    } else if (at < c.width) {
      piece.op = ir::ExprOp::kBits;
      piece.a = c.first + at;
      piece.b = std::min(kMaxWidth, c.width - at);
    }
    return add_expr(piece);
  };
  std::optional<ir::ExprId> all;
  for (std::uint32_t at = 0; at < std::max(width(a), width(b)); at += kMaxWidth) {
    ir::Expr equal;
    equal.op = ir::ExprOp::kEq;
    equal.a = word(a, at);
    equal.b = word(b, at);
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
  return *all;
}

Sema::Condition Sema::plain_condition(ExprId id) {
  const Expr e = ast_->expr(id);
  Condition out;
  if (const auto* literal = std::get_if<BitsLiteral>(&e.node)) {
    unsigned width = 0;
    for (auto c = literal->digits.rbegin(); c != literal->digits.rend(); ++c) {
      if (*c == '_') continue;
      if (width % kMaxWidth == 0) out.words.push_back(0);
      out.words.back() |= static_cast<std::uint64_t>(*c == '1') << width % kMaxWidth;
      ++width;
    }
    if (width > kMaxWidth) {
      out.constant = out.ok = true;
      out.width = width;
      return out;
    }
    out.words.clear();
  }
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
    Condition operand = plain_condition(u->operand);
    if (u->op != UnaryOp::kNot && !operand.boolean && operand.width > kMaxWidth)
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
    const Type type = ast_->type(c->type);
    Condition operand = plain_condition(c->operand);
    if (type.kind == TypeKind::kBool) return to_boolean(operand);
    if (!operand.boolean && operand.width > kMaxWidth) unsupported(e.span, "casts of more than 64 bits");
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
  Condition left = plain_condition(b.left), right = plain_condition(b.right);
  Condition out;
  out.ok = true;
  const bool compares = b.op >= BinaryOp::kLess && b.op <= BinaryOp::kNotEqual;
  if (b.op == BinaryOp::kAnd || b.op == BinaryOp::kOr) {
    for (const Condition* c : {&left, &right})
      if (!c->words.empty()) unsupported(e.span, "strings of more than 64 bits as conditions");
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
    const auto wide = [](const Condition& c) {
      return !c.words.empty() || (!c.constant && !c.boolean && c.width > kMaxWidth);
    };
    if ((wide(left) || wide(right)) && (op == BinaryOp::kEqual || op == BinaryOp::kNotEqual) &&
        !(number && number->value.kind == ValueKind::kInt && number->value.integer < 0)) {
      if (number && !number->words.empty() && number->width != bits->width)
        fail(Code::kSizeMismatch, e.span,
             std::to_string(bits->width) + " bits beside a string of " + std::to_string(number->width));
      out.expr = equal_words(left, right);
      if (op == BinaryOp::kNotEqual) {
        ir::Expr n;
        n.op = ir::ExprOp::kNot;
        n.a = out.expr;
        out.expr = add_expr(n);
      }
      out.boolean = true;
      return out;
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
    }
  }
  for (const Condition* c : {&left, &right})
    if (!c->words.empty() || (!c->constant && !c->boolean && c->width > kMaxWidth))
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

bool Sema::is_plain_constant(ExprId id) {
  const Expr e = ast_->expr(id);
  if (const auto* n = std::get_if<NameExpr>(&e.node)) {
    const Symbol* s = scopes_.find(n->text);
    return !s || s->kind == SymbolKind::kConstant || s->kind == SymbolKind::kLoopVariable;
  }
  if (const auto* u = std::get_if<UnaryExpr>(&e.node)) return is_plain_constant(u->operand);
  if (const auto* b = std::get_if<BinaryExpr>(&e.node))
    return is_plain_constant(b->left) && is_plain_constant(b->right);
  if (const auto* r = std::get_if<RangeExpr>(&e.node)) {
    for (const ExprId part : {r->start, r->stop, r->step})
      if (part != kNone && !is_plain_constant(part)) return false;
    return true;
  }
  if (const auto* s = std::get_if<SetExpr>(&e.node)) {
    for (std::uint32_t k = 0; k < s->items.count; ++k)
      if (!is_plain_constant(ast_->ids(s->items)[k])) return false;
    return true;
  }
  return std::holds_alternative<IntegerLiteral>(e.node) || std::holds_alternative<BoolLiteral>(e.node) ||
         std::holds_alternative<BitsLiteral>(e.node);
}

// Made of classical registers and constants with comparisons and bitwise operators only, in which registers
// may be wider than values.
bool Sema::is_plain_condition(ExprId id) {
  const Expr e = ast_->expr(id);
  if (const auto* n = std::get_if<NameExpr>(&e.node)) {
    const Symbol* s = scopes_.find(n->text);
    return (s && s->kind == SymbolKind::kBits) || is_plain_constant(id);
  }
  if (const auto* i = std::get_if<IndexExpr>(&e.node)) {
    const Symbol* s = base_symbol(id);
    if (!s || s->kind != SymbolKind::kBits || !std::holds_alternative<NameExpr>(ast_->expr(i->base).node))
      return false;
    for (std::uint32_t k = 0; k < i->items.count; ++k)
      if (!is_plain_constant(ast_->ids(i->items)[k])) return false;
    Selection bits;
    select(id, false, bits);
    return !bits.listed;
  }
  if (const auto* u = std::get_if<UnaryExpr>(&e.node))
    return (u->op == UnaryOp::kNot || u->op == UnaryOp::kBitNot) && is_plain_condition(u->operand) &&
           has_bits(u->operand);
  if (const auto* b = std::get_if<BinaryExpr>(&e.node))
    return b->op >= BinaryOp::kLess && is_plain_condition(b->left) && is_plain_condition(b->right) &&
           (has_bits(b->left) || has_bits(b->right));
  return is_plain_constant(id);
}

Sema::Condition Sema::condition(ExprId id) {
  const Expr e = ast_->expr(id);
  if (has_bits(id) && is_plain_condition(id)) {
    const Condition c = plain_condition(id);
    return to_boolean(c);
  }
  const Value v = value(id);
  if (!v.ok()) throw Failed{};
  if (v.kind == ValueKind::kFloat || v.kind == ValueKind::kAngle || v.kind == ValueKind::kComplex ||
      v.kind == ValueKind::kDuration || v.kind == ValueKind::kStretch || v.kind == ValueKind::kVoid ||
      (v.is_runtime() &&
       (v.type.kind == ir::ValueKind::kFloat || v.type.kind == ir::ValueKind::kAngle || v.type.is_pair())))
    fail(Code::kExpressionType, e.span, "a condition needs bits, integers or booleans, not " + describe(v));
  const Value b = to_bool(to_runtime(v), e.span);
  Condition out;
  out.ok = true;
  out.boolean = true;
  out.constant = b.is_constant();
  if (out.constant) out.value = b;
  else out.expr = b.index;
  return out;
}

}  // namespace qiao::qasm
