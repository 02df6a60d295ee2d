// for and while: executed here where everything is known, loops of the program where not.

#include <algorithm>

#include "sema.hpp"

namespace qiao::qasm {

namespace {
template <class T>
struct Pushed {
  std::vector<T>& stack;
  Pushed(std::vector<T>& s, T item) : stack(s) { stack.push_back(std::move(item)); }
  ~Pushed() { stack.pop_back(); }
};
}  // namespace

std::uint64_t Sema::count_rounds(const ForStmt& f, std::uint64_t most, std::uint64_t& steps) {
  // Counting this many rounds costs as much as one step of enumeration.
  constexpr std::uint64_t kRoundsPerStep = 200;
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
      for (std::uint32_t i = 0; i < a.dims[0].size; ++i)
        values.push_back(read_element(a, a.offset + a.dims[0].at(i)));
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
    const Mark before = mark();  // calls of subroutines are made when the loops are executed
    try {
      const Reporter::Muted muted(reporter_);
      rounds = count_rounds(f, options_.limits.max_operations, steps);
    } catch (const Failed&) {  // found and reported when the loop is executed
    }
    undo(before);
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
  std::uint64_t first_work = 0;
  std::optional<OpenEnded> open_ended;
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
    const std::uint64_t before = charged().weight, work_before = work_;
    work(10, s.span);
    if (blocked) {
      add_operation(OpKind::kBlock, s.span, ir::kNoExpr);
      ++blocks_;
    }
    {
      const OpenScope scope(*this);
      bind_loop_variable(f, raw, over.span, assigned);
      frames_.back().continues = false;
      try {
        statements(f.body);
      } catch (const StaticJump& j) {
        // In blocks the jump is an operation, and a `continue` before it may lead to the next round. What is
        // out of the loop may be reached from there, or by a `break` before it.
        if (!blocked && (j.kind == JumpStmt::Kind::kReturn || j.kind == JumpStmt::Kind::kEnd)) throw;
        left = j.kind != JumpStmt::Kind::kContinue && !frames_.back().continues;
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
    // Likewise for work. The first round may take more than the others.
    if (k == 0) first_work = work_ - work_before;
    if (k == 1 && !left) {
      const std::uint64_t each = std::min(first_work, work_ - work_before);
      if (saturating_add(work_, saturating_multiply(each, trips - 2)) > work_limit_) {
        if (!may_leave(f.body)) too_much_work(s.span);
        if (!open_ended) open_ended.emplace(*this, s.span);  // until something leaves it
      }
    }
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
  const OpenScope scope(*this);
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
  const OpenEnded open_ended(*this, s.span);
  const auto never_ends = [&] {
    fail(Code::kEndless, keyword(s.span),
         "the loop never ends: its condition stays true and nothing leaves it",
         "change in the loop what its condition reads, or leave it by break");
  };
  const bool leaves = may_leave(w.body);
  const bool endless = is_plain_constant(w.condition) && !leaves;
  Frame frame;
  frame.level = dynamic_;
  Pushed<Frame> pushed(frames_, frame);
  for (;;) {
    const unsigned errors = reporter_.errors();
    called_.clear();
    const std::uint64_t changes = changes_;
    const Condition c = condition(w.condition);
    if (!c.constant) return false;
    if (!c.value.as_bool()) return true;
    work(10, s.span);
    if (endless) never_ends();
    const std::uint64_t before = charged().weight;
    try {
      block(w.body);
    } catch (const StaticJump& j) {
      if (j.kind == JumpStmt::Kind::kReturn || j.kind == JumpStmt::Kind::kEnd) throw;
      if (j.kind == JumpStmt::Kind::kBreak) return true;
    }
    if (reporter_.errors() > errors) return true;
    if (charged().weight == before) charge({0, 1, 0}, s.span);
    if (changes == changes_) {  // the next round will be the same
      if (!leaves) never_ends();
      return false;  // it may end by what is known only when the program runs
    }
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
  const auto test = [&] {
    called_.clear();
    return condition_expr(condition(w.condition));
  };
  ir::ExprId expr = test();
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
    const ir::ExprId again = test();
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

}  // namespace qiao::qasm
