// if and switch, jumps, and code that is executed under run-time conditions.

#include <algorithm>
#include <bit>

#include "sema.hpp"

namespace qiao::qasm {

namespace {
// A decimal number in words of 64 bits, the lowest first.
std::vector<std::uint64_t> decimal_words(std::string_view digits) {
  __extension__ using Wide = unsigned __int128;
  std::vector<std::uint64_t> words{0};
  for (const char d : digits) {
    Wide carry = static_cast<Wide>(d - '0');
    for (std::uint64_t& w : words) {
      carry += Wide{w} * 10;
      w = static_cast<std::uint64_t>(carry);
      carry >>= 64;
    }
    if (carry != 0) words.push_back(static_cast<std::uint64_t>(carry));
  }
  return words;
}
std::size_t bit_length(const std::vector<std::uint64_t>& words) {
  for (std::size_t i = words.size(); i-- > 0;)
    if (words[i] != 0) return 64 * i + static_cast<std::size_t>(std::bit_width(words[i]));
  return 0;
}
}  // namespace

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
    const Span digits = ast_->expr(compare.right).span;
    const std::vector<std::uint64_t> words =
        number.overflow
            ? decimal_words(sources_[file_].text().substr(digits.begin, digits.end - digits.begin))
            : std::vector<std::uint64_t>{number.value};
    if (bit_length(words) > bits.count) {
      reporter_.warning(Code::kNeverTrue, place(span),
                        "the condition is never true: " + std::to_string(bits.count) +
                            (bits.count == 1 ? " bit cannot hold " : " bits cannot hold ") +
                            std::string(sources_[file_].text().substr(
                                ast_->expr(compare.right).span.begin,
                                ast_->expr(compare.right).span.end - ast_->expr(compare.right).span.begin)));
      c.constant = true;
      c.boolean = true;
      c.value = Value::boolean(false);
    } else if (number.overflow) {
      Condition wanted;
      wanted.constant = wanted.ok = true;
      wanted.words = words;
      Condition found;
      found.ok = true;
      found.width = bits.count;
      found.first = bits.first;
      c.ok = c.boolean = true;
      c.expr = equal_words(found, wanted);
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
  const Deeper dynamic(dynamic_);
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

Sema::Mark Sema::mark() {
  work_ += variables_.size();
  for (const Variable& v : variables_) work_ += v.values.size() / 3;
  return {program_.operations.size(), program_.cost, variables_, called_};
}

void Sema::undo(const Mark& m) {
  program_.operations.resize(m.operations);
  program_.cost = m.cost;
  called_ = m.called;
  // Places in memory that were given stay given.
  for (std::size_t i = 0; i < m.variables.size(); ++i) {
    const std::uint32_t address = variables_[i].address;
    variables_[i] = m.variables[i];
    if (variables_[i].address == kNone) variables_[i].address = address;
  }
}

bool Sema::any_jump(List body, const std::function<bool(const JumpStmt&, bool)>& f, bool inner_loop) {
  for (std::uint32_t i = 0; i < body.count; ++i) {
    const Stmt s = ast_->stmt(ast_->ids(body)[i]);
    if (const auto* j = std::get_if<JumpStmt>(&s.node)) {
      if (f(*j, inner_loop)) return true;
    } else if (const auto* c = std::get_if<IfStmt>(&s.node)) {
      if (any_jump(c->then_body, f, inner_loop) || any_jump(c->else_body, f, inner_loop)) return true;
    } else if (const auto* r = std::get_if<ForStmt>(&s.node)) {
      if (any_jump(r->body, f, true)) return true;
    } else if (const auto* w = std::get_if<WhileStmt>(&s.node)) {
      if (any_jump(w->body, f, true)) return true;
    } else if (const auto* choice = std::get_if<SwitchStmt>(&s.node)) {
      for (const SwitchCase& k : ast_->cases(choice->cases))
        if (any_jump(k.body, f, inner_loop)) return true;
    } else if (const auto* box = std::get_if<BoxStmt>(&s.node)) {
      if (any_jump(box->body, f, inner_loop)) return true;
    }
  }
  return false;
}

bool Sema::may_leave(List body) {
  return subroutines_may_end_ || any_jump(body, [](const JumpStmt& j, bool inner_loop) {
           using Kind = JumpStmt::Kind;
           return j.kind == Kind::kReturn || j.kind == Kind::kEnd || (j.kind == Kind::kBreak && !inner_loop);
         });
}

void Sema::add_operation(OpKind kind, Span span, std::uint32_t gate) {
  Operation op;
  op.kind = kind;
  op.gate = gate;
  op.source = source(span);
  charge({1, 1, 0}, span);
  program_.operations.push_back(op);
}

void Sema::collect_arrays(ExprId arg, std::vector<std::string_view>& names) {
  collect_called(arg, names);
  while (const auto* index = std::get_if<IndexExpr>(&ast_->expr(arg).node)) arg = index->base;
  if (const auto* n = std::get_if<NameExpr>(&ast_->expr(arg).node)) {
    const Symbol* s = scopes_.find(n->text);
    if (s && s->kind == SymbolKind::kVariable && !s->dims.empty()) names.push_back(n->text);
  }
}

void Sema::collect_called(ExprId id, std::vector<std::string_view>& names) {
  if (id == kNone) return;
  const Expr e = ast_->expr(id);
  const auto list = [&](List items) {
    for (std::uint32_t i = 0; i < items.count; ++i) collect_called(ast_->ids(items)[i], names);
  };
  if (const auto* c = std::get_if<CallExpr>(&e.node)) {
    for (std::uint32_t i = 0; i < c->args.count; ++i) collect_arrays(ast_->ids(c->args)[i], names);
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
    for (const std::uint32_t index : outputs_)
      if (variables_[index].known) store_known(variables_[index], source(s.span));
    add_operation(OpKind::kEnd, s.span);
    throw StaticJump{Kind::kEnd};
  }
  if (frames_.empty() || !frames_.back().loop)
    fail(Code::kJump, keyword(s.span),
         std::string(j.kind == Kind::kBreak ? "'break'" : "'continue'") + " outside a loop");
  if (dry_ > 0) return;
  Frame& frame = frames_.back();
  if (!frame.blocked) {
    if (dynamic_ == frame.level) throw StaticJump{j.kind};
    throw NeedsBlocks{frames_.size() - 1};
  }
  Operation op;
  op.kind = j.kind == Kind::kContinue && frame.rolled ? OpKind::kContinue : OpKind::kBreak;
  op.count = blocks_ - (j.kind == Kind::kBreak ? frame.break_depth : frame.next_depth);
  frame.continues |= j.kind == Kind::kContinue;
  op.source = source(s.span);
  charge({1, 1, 0}, s.span);
  program_.operations.push_back(op);
  throw StaticJump{j.kind};  // what follows in this body is not reached
}

// ---------------------------------------------------------------- switch

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
