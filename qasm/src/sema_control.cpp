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

Sema::Condition Sema::plain_condition(ExprId id) {
  const Expr e = ast_->expr(id);
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
    Condition operand = plain_condition(u->operand);
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
    const Type type = ast_->type(c->type);
    Condition operand = plain_condition(c->operand);
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
  Condition left = plain_condition(b.left), right = plain_condition(b.right);
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
    const Stmt body = ast_->stmt(ast_->ids(i.then_body)[0]);
    if (!std::holds_alternative<GateCall>(body.node) && !std::holds_alternative<MeasureStmt>(body.node) &&
        !std::holds_alternative<ResetStmt>(body.node)) {
      not_here(place(keyword(body.span)), "this statement",
               "on its own, not after 'if': a gate call, measure or reset is needed");
      throw Failed{};
    }
    const auto& compare = std::get<BinaryExpr>(ast_->expr(i.condition).node);
    const auto& name = std::get<NameExpr>(ast_->expr(compare.left).node);
    Selection bits;
    select_symbol(name.text, ast_->expr(compare.left).span, false, bits);
    const auto& number = std::get<IntegerLiteral>(ast_->expr(compare.right).node);
    // In OpenQASM 2 numbers are real; here the integer itself is meant.
    Condition c;
    const Span span = ast_->expr(i.condition).span;
    if (number.overflow || (bits.count < kMaxWidth && number.value >> bits.count != 0)) {
      if (number.overflow && bits.count > kMaxWidth)
        unsupported(span, "comparisons with numbers of more than 64 bits");
      reporter_.warning(Code::kNeverTrue, place(span),
                        "the condition is never true: " + std::to_string(bits.count) +
                            (bits.count == 1 ? " bit cannot hold " : " bits cannot hold ") +
                            std::string(sources_[file_].text().substr(
                                ast_->expr(compare.right).span.begin,
                                ast_->expr(compare.right).span.end - ast_->expr(compare.right).span.begin)));
      c.constant = true;
      c.boolean = true;
      c.value = Value::boolean(false);
    } else {
      language_ = 3;  // the comparison below is that of version 3
      c = plain_condition(i.condition);
      language_ = 2;
      c = to_boolean(c);
    }
    return conditional(c, i.then_body, {}, false, s);
  }
  const Condition c = condition(i.condition);
  conditional(c, i.then_body, i.else_body, i.has_else, s);
}

void Sema::conditional(const Condition& c, List then_body, List else_body, bool has_else, const Stmt& s) {
  if (c.constant) {
    // Both branches are checked, the one that is taken stays.
    const bool taken = c.value.as_bool();
    if (!taken) dry(then_body);
    if (has_else && taken) dry(else_body);
    if (taken) block(then_body);
    else if (has_else) block(else_body);
    return;
  }
  if (language_ == 3) {
    before_dynamic(then_body, s.span);
    if (has_else) before_dynamic(else_body, s.span);
  }
  struct Dynamic {
    unsigned& depth;
    explicit Dynamic(unsigned& d) : depth(d) { ++depth; }
    ~Dynamic() { --depth; }
  } dynamic(dynamic_);
  const std::size_t begin = program_.operations.size();
  Operation op;
  op.kind = OpKind::kIf;
  op.gate = c.expr;
  op.source = source(s.span);
  charge({1, 1, 0}, s.span);
  program_.operations.push_back(op);
  dynamic_block(then_body);
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
    dynamic_block(else_body);
  }
  Operation end;
  end.kind = OpKind::kEndIf;
  program_.operations.push_back(end);
  if (!options_.build_circuit && !program_.may_fail && dynamic_ == 1 && language_ == 2)
    program_.operations.resize(begin);
}

// ---------------------------------------------------------------- conditions of any kind

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
    if (!c.constant && !c.boolean && c.width > kMaxWidth)
      unsupported(e.span, "conditions on more than 64 bits");
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

// ---------------------------------------------------------------- code under run-time conditions

void Sema::dry(List body) {
  const Mark before = mark();
  ++dry_;
  block(body);
  --dry_;
  undo(before);
}

// What an unconditional jump leaves out is left out.
void Sema::dynamic_block(List body) {
  try {
    block(body);
  } catch (const StaticJump&) {
  }
}

Sema::Mark Sema::mark() const { return {program_.operations.size(), program_.cost, variables_}; }

void Sema::undo(const Mark& m) {
  program_.operations.resize(m.operations);
  program_.cost = m.cost;
  // Places in memory that were given stay given.
  for (std::size_t i = 0; i < m.variables.size(); ++i) {
    const std::uint32_t address = variables_[i].address;
    variables_[i] = m.variables[i];
    if (variables_[i].address == kNone) variables_[i].address = address;
  }
}

void Sema::budget(Span span) {
  if (++work_ <= options_.limits.max_operations) return;
  reporter_.limit(Code::kOperationLimit, place(span),
                  "what is computed before the program runs takes more than " +
                      std::to_string(options_.limits.max_operations) + " steps",
                  "max_operations");
  throw StopReading{};
}

void Sema::add_operation(OpKind kind, Span span, std::uint32_t gate) {
  Operation op;
  op.kind = kind;
  op.gate = gate;
  op.source = source(span);
  charge({1, 1, 0}, span);
  program_.operations.push_back(op);
}

void Sema::collect_called(ExprId id, std::vector<std::string_view>& names) {
  if (id == kNone) return;
  const Expr e = ast_->expr(id);
  const auto list = [&](List items) {
    for (std::uint32_t i = 0; i < items.count; ++i) collect_called(ast_->ids(items)[i], names);
  };
  if (const auto* c = std::get_if<CallExpr>(&e.node)) {
    for (std::uint32_t i = 0; i < c->args.count; ++i) {
      ExprId arg = ast_->ids(c->args)[i];
      collect_called(arg, names);
      while (const auto* index = std::get_if<IndexExpr>(&ast_->expr(arg).node)) arg = index->base;
      if (const auto* n = std::get_if<NameExpr>(&ast_->expr(arg).node)) {
        const Symbol* s = scopes_.find(n->text);
        if (s && s->kind == SymbolKind::kVariable && !s->dims.empty()) names.push_back(n->text);
      }
    }
  } else if (const auto* u = std::get_if<UnaryExpr>(&e.node)) {
    collect_called(u->operand, names);
  } else if (const auto* b = std::get_if<BinaryExpr>(&e.node)) {
    collect_called(b->left, names);
    collect_called(b->right, names);
  } else if (const auto* t = std::get_if<CastExpr>(&e.node)) {
    collect_called(t->operand, names);
  } else if (const auto* i = std::get_if<IndexExpr>(&e.node)) {
    collect_called(i->base, names);
    list(i->items);
  }
}

void Sema::collect_assigned(StmtId id, std::vector<std::string_view>& names) {
  const Stmt s = ast_->stmt(id);
  const auto body = [&](List list) {
    for (std::uint32_t i = 0; i < list.count; ++i) collect_assigned(ast_->ids(list)[i], names);
  };
  const auto target = [&](ExprId e) {
    if (e == kNone) return;
    while (const auto* index = std::get_if<IndexExpr>(&ast_->expr(e).node)) e = index->base;
    if (const auto* n = std::get_if<NameExpr>(&ast_->expr(e).node)) names.push_back(n->text);
  };
  if (const auto* a = std::get_if<Assignment>(&s.node)) {
    target(a->target);
    collect_called(a->value, names);
  } else if (const auto* m = std::get_if<MeasureStmt>(&s.node)) {
    target(m->target);
  } else if (const auto* c = std::get_if<ClassicalDecl>(&s.node)) {
    collect_called(c->init, names);
  } else if (const auto* b = std::get_if<BitDecl>(&s.node)) {
    collect_called(b->init, names);
  } else if (const auto* x = std::get_if<ExpressionStmt>(&s.node)) {
    collect_called(x->value, names);
  } else if (const auto* j = std::get_if<JumpStmt>(&s.node)) {
    collect_called(j->value, names);
  } else if (const auto* i = std::get_if<IfStmt>(&s.node)) {
    collect_called(i->condition, names);
    body(i->then_body);
    body(i->else_body);
  } else if (const auto* f = std::get_if<ForStmt>(&s.node)) {
    body(f->body);
  } else if (const auto* w = std::get_if<WhileStmt>(&s.node)) {
    collect_called(w->condition, names);
    body(w->body);
  } else if (const auto* sw = std::get_if<SwitchStmt>(&s.node)) {
    for (const SwitchCase& k : ast_->cases(sw->cases)) body(k.body);
  } else if (const auto* box = std::get_if<BoxStmt>(&s.node)) {
    body(box->body);
  }
}

void Sema::before_dynamic(List body, Span span) {
  std::vector<std::string_view> names;
  for (std::uint32_t i = 0; i < body.count; ++i) collect_assigned(ast_->ids(body)[i], names);
  for (const std::string_view name : names) {
    const Symbol* s = scopes_.find(name);
    if (s && s->kind == SymbolKind::kVariable) materialise(s->index, source(span));
  }
}

bool Sema::assigns(List body, std::string_view name) {
  std::vector<std::string_view> names;
  for (std::uint32_t i = 0; i < body.count; ++i) collect_assigned(ast_->ids(body)[i], names);
  return std::find(names.begin(), names.end(), name) != names.end();
}

// ---------------------------------------------------------------- jumps

void Sema::jump(const JumpStmt& j, const Stmt& s) {
  using Kind = JumpStmt::Kind;
  if (j.kind == Kind::kReturn) return jump_return(j, s);
  if (j.kind == Kind::kEnd) {
    if (dry_ > 0) return;
    if (dynamic_ == 0) throw StaticJump{Kind::kEnd};
    add_operation(OpKind::kEnd, s.span);
    throw StaticJump{Kind::kEnd};
  }
  if (frames_.empty() || !frames_.back().loop)
    fail(Code::kJump, keyword(s.span),
         std::string(j.kind == Kind::kBreak ? "'break'" : "'continue'") + " outside a loop");
  if (dry_ > 0) return;
  const Frame& frame = frames_.back();
  if (!frame.blocked) {
    if (dynamic_ == frame.level) throw StaticJump{j.kind};
    throw NeedsBlocks{frames_.size() - 1};
  }
  Operation op;
  op.kind = j.kind == Kind::kContinue && frame.rolled ? OpKind::kContinue : OpKind::kBreak;
  op.count = blocks_ - (j.kind == Kind::kBreak ? frame.break_depth : frame.next_depth);
  op.source = source(s.span);
  charge({1, 1, 0}, s.span);
  program_.operations.push_back(op);
  throw StaticJump{j.kind};  // what follows in this body is not reached
}

std::uint64_t Sema::count_rounds(const ForStmt& f, std::uint64_t most, std::uint64_t& steps) {
  constexpr std::uint64_t kRoundsPerStep =
      50;  // counting this many rounds costs as much as one step of enumeration
  if (++steps > most / kRoundsPerStep) return most;
  const Expr over = ast_->expr(f.over);
  const auto* r = std::get_if<RangeExpr>(&over.node);
  const auto* set = std::get_if<SetExpr>(&over.node);
  if (!r && !set) return 1;
  const Range bounds = r ? range(*r, over.span, -1) : Range{0, 1, set->items.count};
  std::vector<ForStmt> inner;
  for (std::uint32_t i = 0; i < f.body.count; ++i)
    if (const auto* loop = std::get_if<ForStmt>(&ast_->stmt(ast_->ids(f.body)[i]).node))
      inner.push_back(*loop);
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
                         : value(ast_->ids(set->items)[k]);
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

namespace {
// Counts while it lives.
struct Deeper {
  unsigned& depth;
  explicit Deeper(unsigned& d) : depth(d) { ++depth; }
  ~Deeper() { --depth; }
};
template <class T>
struct Pushed {
  std::vector<T>& stack;
  Pushed(std::vector<T>& s, T item) : stack(s) { stack.push_back(std::move(item)); }
  ~Pushed() { stack.pop_back(); }
};
}  // namespace

void Sema::visit(const ForStmt& f, const Stmt& s) {
  if (ast_->type(f.type).kind == TypeKind::kComplex || ast_->type(f.type).kind == TypeKind::kDuration ||
      ast_->type(f.type).kind == TypeKind::kStretch || ast_->type(f.type).kind == TypeKind::kVoid)
    fail(Code::kExpressionType, ast_->type(f.type).span,
         "a loop variable cannot be of type " + std::string(spelling(ast_->type(f.type).kind)));
  if (!gate_ && runtime_for(f, s)) return;
  if (gate_) return static_for(f, s, false);
  const Mark before = mark();
  const std::size_t frame = frames_.size();
  try {
    static_for(f, s, false);
  } catch (const NeedsBlocks& n) {
    if (n.frame != frame) throw;
    undo(before);
    before_dynamic(f.body, s.span);
    static_for(f, s, true);
  }
}

void Sema::bind_loop_variable(const ForStmt& f, const Value& raw, Span over, bool assigned) {
  bool sized = true;
  if (!assigned && raw.is_constant()) {
    Symbol variable;
    variable.kind = SymbolKind::kLoopVariable;
    variable.value = constant_of_type(raw, f.type, over);
    return declare(f.variable, std::move(variable));
  }
  Variable v;
  v.name = f.variable.text;
  v.type = scalar_type(ast_->type(f.type), sized);
  v.sized = sized;
  const Value x = to_type(raw, v.type, over, sized);
  const std::uint32_t index = new_variable(std::move(v));
  declare_symbol(f.variable, index);
  write(whole(*scopes_.find(f.variable.text)), x, over, over);
}

void Sema::static_for(const ForStmt& f, const Stmt& s, bool blocked) {
  const Expr over = ast_->expr(f.over);
  Range bounds{0, 1, 0};
  std::vector<Value> values;
  std::uint64_t trips = 0;
  const bool is_range = std::holds_alternative<RangeExpr>(over.node);
  if (is_range) {
    bounds = range(std::get<RangeExpr>(over.node), over.span, -1);
    trips = bounds.count;
  } else if (const auto* set = std::get_if<SetExpr>(&over.node)) {
    const List items = set->items;
    for (std::uint32_t i = 0; i < items.count; ++i) {
      const Value v = to_runtime(value(ast_->ids(items)[i]));
      if (!v.ok()) throw Failed{};
      values.push_back(v);
    }
    trips = values.size();
  } else {
    const Symbol* base = base_symbol(f.over);
    if (base && base->kind == SymbolKind::kVariable && !base->dims.empty()) {
      const Access a = access(f.over);
      if (a.dims.size() != 1 || a.of_bits)
        fail(Code::kExpressionType, over.span, "a loop runs over an array of one dimension");
      for (std::uint32_t i = 0; i < a.dims[0].first; ++i)
        values.push_back(read_element(a, a.offset + i * a.dims[0].second));
    } else if (base && base->kind == SymbolKind::kBits) {
      Selection bits;
      select(f.over, false, bits);
      for (std::uint32_t i = 0; i < bits.count; ++i) {
        const ir::ValueType one{ir::ValueKind::kBits, 1};
        values.push_back(Value::runtime(one, add_node(ir::ExprOp::kBit, one, bits.at(i))));
      }
    } else {
      const Value v = value(f.over);
      if (!v.ok()) throw Failed{};
      if (v.ir_type().kind != ir::ValueKind::kBits || v.kind == ValueKind::kStretch)
        fail(Code::kExpressionType, over.span,
             "a loop runs over a range, a set, an array or bits, not " + describe(v));
      for (unsigned i = 0; i < v.ir_type().width; ++i)
        values.push_back(operation(ir::ExprOp::kBitAt, {ir::ValueKind::kBits, 1}, v,
                                   Value::of(ir::kUintType, ir::Value::of(std::uint64_t{i})), over.span));
    }
    trips = values.size();
  }
  const bool outer_varies = shape_varies_;
  shape_varies_ = false;
  Deeper depth(loop_depth_);
  if (loop_depth_ == 1 && call_depth_ == 0) {
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
  const bool assigned = !gate_ && assigns(f.body, f.variable.text);
  Frame frame;
  frame.blocked = blocked;
  const unsigned outer_dynamic = dynamic_, outer_blocks = blocks_;
  struct Restore {
    unsigned &a, &b;
    unsigned x, y;
    ~Restore() { a = x, b = y; }
  } restore{dynamic_, blocks_, outer_dynamic, outer_blocks};
  if (blocked) {
    ++dynamic_;
    add_operation(OpKind::kBlock, s.span, ir::kNoExpr);
    frame.break_depth = blocks_++;
    frame.next_depth = blocks_;
  }
  frame.level = dynamic_;
  Pushed<Frame> pushed(frames_, frame);
  bool left = false;
  for (std::uint64_t k = 0; k < trips && !left; ++k) {
    const Value raw = is_range
                          ? Value::signed_integer(bounds.start + static_cast<std::int64_t>(k) * bounds.step)
                          : values[k];
    const unsigned errors = reporter_.errors();
    const std::uint64_t before = charged().weight;
    if (blocked) {
      add_operation(OpKind::kBlock, s.span, ir::kNoExpr);
      ++blocks_;
    }
    {
      scopes_.push();
      ++block_depth_;
      struct Leave {
        Sema& sema;
        ~Leave() { --sema.block_depth_, sema.scopes_.pop(); }
      } leave{*this};
      bind_loop_variable(f, raw, over.span, assigned);
      try {
        statements(f.body);
      } catch (const StaticJump& j) {
        if (j.kind == JumpStmt::Kind::kReturn || j.kind == JumpStmt::Kind::kEnd) throw;
        if (!blocked) left = j.kind == JumpStmt::Kind::kBreak;
        else left = j.kind == JumpStmt::Kind::kBreak;
      }
    }
    if (blocked) {
      program_.operations.push_back({.kind = OpKind::kEndIf});
      --blocks_;
    }
    if (reporter_.errors() > errors || dry_ > 0) break;  // the other rounds would only repeat it
    varies |= shape_varies_;
    if (k == 0 && !varies && !left) {
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
  if (blocked) program_.operations.push_back({.kind = OpKind::kEndIf});
  shape_varies_ = outer_varies || varies;
}

// A loop over a range whose ends are known only at run time.
bool Sema::runtime_for(const ForStmt& f, const Stmt& s) {
  const Expr over = ast_->expr(f.over);
  const auto* r = std::get_if<RangeExpr>(&over.node);
  if (!r || r->start == kNone || r->stop == kNone) return false;
  const RangeExpr range_expr = *r;
  const auto end = [&](ExprId id) {
    if (id == kNone) return Value::signed_integer(1);
    const auto* literal_end = std::get_if<IntegerLiteral>(&ast_->expr(id).node);
    if (literal_end && !literal_end->overflow)
      return Value::signed_integer(static_cast<std::int64_t>(literal_end->value));
    const Value v = value(id);
    if (!v.ok()) throw Failed{};
    return v.kind == ValueKind::kCode ? v : to_runtime(v);
  };
  const Value first = end(range_expr.start), step = end(range_expr.step), last = end(range_expr.stop);
  if (!first.is_runtime() && !step.is_runtime() && !last.is_runtime()) return false;
  for (const Value* v : {&first, &step, &last})
    if (!v->ir_type().is_integer() && v->ir_type().kind != ir::ValueKind::kBits)
      fail(Code::kExpressionType, over.span, "the ends of a range must be integers, not " + describe(*v));
  before_dynamic(f.body, s.span);
  const auto keep = [&](const Value& v, const char* name) {
    Variable x;
    x.name = std::string(f.variable.text) + "_" + name;
    x.type = ir::kIntType;
    const std::uint32_t index = new_variable(std::move(x));
    place_variable(index);
    variables_[index].known = false;
    emit_assign(variables_[index].address, ir::kIntType, ir::kNoExpr, 0,
                expr_of(to_type(v, ir::kIntType, over.span)), source(s.span));
    return variables_[index].address;
  };
  const auto read_kept = [&](std::uint32_t address) {
    return Value::runtime(ir::kIntType, add_node(ir::ExprOp::kBits, ir::kIntType, address, 64));
  };
  const std::uint32_t next = keep(first, "next"), stop = keep(last, "last");
  const Value by = step.is_runtime() ? read_kept(keep(step, "step")) : step;
  const auto compare = [&](BinaryOp op) {
    return typed_binary(op, read_kept(next), read_kept(stop), over.span, over.span);
  };
  Value go;
  if (by.is_constant()) {
    std::int64_t n = 0;
    by.as_int64(n);
    if (n == 0) fail(Code::kEmptySet, over.span, "the step of a range cannot be 0");
    go = compare(n > 0 ? BinaryOp::kLessEqual : BinaryOp::kGreaterEqual);
  } else {
    const Value zero = Value::signed_integer(0);
    const Value up =
        typed_binary(BinaryOp::kAnd, typed_binary(BinaryOp::kGreater, by, zero, over.span, over.span),
                     compare(BinaryOp::kLessEqual), over.span, over.span);
    const Value down =
        typed_binary(BinaryOp::kAnd, typed_binary(BinaryOp::kLess, by, zero, over.span, over.span),
                     compare(BinaryOp::kGreaterEqual), over.span, over.span);
    go = typed_binary(BinaryOp::kOr, up, down, over.span, over.span);
  }
  add_operation(OpKind::kWhile, s.span, go.index);
  Deeper dynamic(dynamic_), rolled(rolled_), blocks(blocks_);
  Frame frame;
  frame.blocked = frame.rolled = true;
  frame.level = dynamic_;
  frame.break_depth = frame.next_depth = blocks_ - 1;
  Pushed<Frame> pushed(frames_, frame);
  scopes_.push();
  ++block_depth_;
  struct Leave {
    Sema& sema;
    ~Leave() { --sema.block_depth_, sema.scopes_.pop(); }
  } leave{*this};
  bind_loop_variable(f, read_kept(next), over.span, true);
  emit_assign(next, ir::kIntType, ir::kNoExpr, 0,
              expr_of(typed_binary(BinaryOp::kAdd, read_kept(next), by, over.span, over.span)),
              source(s.span));
  try {
    statements(f.body);
  } catch (const StaticJump&) {
  }
  program_.operations.push_back({.kind = OpKind::kEndIf});
  return true;
}

void Sema::visit(const WhileStmt& w, const Stmt& s) {
  if (gate_) not_here(place(keyword(s.span)), "while", "outside gate definitions"), throw Failed{};
  if (dry_ > 0) return rolled_while(w, s);
  const Mark before = mark();
  const std::size_t frame = frames_.size();
  bool done = false;
  try {
    done = static_while(w, s);
  } catch (const NeedsBlocks& n) {
    if (n.frame != frame) throw;
  }
  if (done) return;
  undo(before);
  rolled_while(w, s);
}

// As long as the condition is known. False: it depends on run-time values.
bool Sema::static_while(const WhileStmt& w, const Stmt& s) {
  Frame frame;
  frame.level = dynamic_;
  Pushed<Frame> pushed(frames_, frame);
  for (;;) {
    const unsigned errors = reporter_.errors();
    const Condition c = condition(w.condition);
    if (!c.constant) return false;
    if (!c.value.as_bool()) return true;
    budget(s.span);
    const std::uint64_t before = charged().weight;
    try {
      block(w.body);
    } catch (const StaticJump& j) {
      if (j.kind == JumpStmt::Kind::kReturn || j.kind == JumpStmt::Kind::kEnd) throw;
      if (j.kind == JumpStmt::Kind::kBreak) return true;
    }
    if (reporter_.errors() > errors) return true;
    if (charged().weight == before) charge({0, 1, 0}, s.span);
  }
}

void Sema::rolled_while(const WhileStmt& w, const Stmt& s) {
  std::vector<std::string_view> called;
  collect_called(w.condition, called);
  for (const std::string_view name : called)
    if (const Symbol* x = scopes_.find(name); x && x->kind == SymbolKind::kVariable)
      materialise(x->index, source(s.span));
  before_dynamic(w.body, s.span);
  // A condition that calls subroutines is computed inside: while (true) { ...; if (!c) break; body }
  const std::size_t begin = program_.operations.size();
  Deeper dynamic(dynamic_), rolled(rolled_), blocks(blocks_);
  const auto node = [&](const Condition& c) { return condition_expr(c); };
  ir::ExprId expr = node(condition(w.condition));
  const bool calls = program_.operations.size() > begin;
  if (calls) {
    program_.operations.resize(begin);
    expr = expr_of(Value::boolean(true));
  }
  add_operation(OpKind::kWhile, s.span, expr);
  Frame frame;
  frame.blocked = frame.rolled = true;
  frame.level = dynamic_;
  frame.break_depth = frame.next_depth = blocks_ - 1;
  Pushed<Frame> pushed(frames_, frame);
  if (calls) {
    const ir::ExprId again = node(condition(w.condition));
    add_operation(OpKind::kIf, s.span, add_node(ir::ExprOp::kNot, ir::kBoolType, again));
    Operation out;
    out.kind = OpKind::kBreak;
    out.count = 1;
    program_.operations.push_back(out);
    program_.operations.push_back({.kind = OpKind::kEndIf});
  }
  dynamic_block(w.body);
  program_.operations.push_back({.kind = OpKind::kEndIf});
}

void Sema::visit(const SwitchStmt& w, const Stmt& s) {
  if (gate_) not_here(place(keyword(s.span)), "switch", "outside gate definitions"), throw Failed{};
  const Expr subject = ast_->expr(w.subject);
  const Value v = to_runtime(value(w.subject));
  if (!v.ok()) throw Failed{};
  if (!v.ir_type().is_integer())
    fail(Code::kSwitchCase, subject.span, "a switch needs an integer, not " + describe(v),
         v.ir_type().kind == ir::ValueKind::kBits ? "write int(...)" : "");
  std::vector<SwitchCase> cases(ast_->cases(w.cases).begin(), ast_->cases(w.cases).end());
  std::vector<std::vector<std::int64_t>> labels;
  std::vector<std::int64_t> seen;
  bool has_default = false;
  std::size_t real = 0;
  for (const SwitchCase& c : cases) {
    std::vector<std::int64_t> list;
    if (has_default) fail(Code::kSwitchCase, c.span, "nothing can follow the default of a switch");
    has_default = c.values.count == 0;
    real += !has_default;
    for (std::uint32_t i = 0; i < c.values.count; ++i) {
      const ExprId id = ast_->ids(c.values)[i];
      const std::int64_t n = constant_integer(id, "the label of a case");
      if (std::find(seen.begin(), seen.end(), n) != seen.end())
        fail(Code::kSwitchCase, ast_->expr(id).span, "the label " + std::to_string(n) + " occurs twice");
      seen.push_back(n);
      list.push_back(n);
    }
    labels.push_back(std::move(list));
  }
  if (real == 0) fail(Code::kSwitchCase, keyword(s.span), "a switch needs at least one case");
  if (v.is_constant()) {
    std::int64_t n = 0;
    const bool small = v.as_int64(n);
    std::size_t taken = cases.size();
    for (std::size_t i = 0; i < cases.size(); ++i) {
      const bool hit = small && std::find(labels[i].begin(), labels[i].end(), n) != labels[i].end();
      if (hit || (taken == cases.size() && labels[i].empty())) taken = i;
    }
    for (std::size_t i = 0; i < cases.size(); ++i)
      if (i != taken) dry(cases[i].body);
    if (taken < cases.size()) block(cases[taken].body);
    return;
  }
  for (const SwitchCase& c : cases) before_dynamic(c.body, s.span);
  Operation op;
  op.kind = OpKind::kSwitch;
  op.gate = expr_of(to_type(v, ir::kIntType, subject.span));
  op.count = static_cast<std::uint32_t>(cases.size());
  op.source = source(s.span);
  charge({1, 1, 0}, s.span);
  program_.operations.push_back(op);
  Deeper dynamic(dynamic_);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    Operation one;
    one.kind = OpKind::kCase;
    one.args = static_cast<std::uint32_t>(program_.case_values.size());
    one.count = static_cast<std::uint32_t>(labels[i].size());
    program_.case_values.insert(program_.case_values.end(), labels[i].begin(), labels[i].end());
    program_.operations.push_back(one);
    dynamic_block(cases[i].body);
  }
  program_.operations.push_back({.kind = OpKind::kEndIf});
}

}  // namespace qiao::qasm
