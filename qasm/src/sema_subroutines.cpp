// Subroutines: a definition is checked once without its arguments, and executed anew for every call with
// them, so that what is known about the arguments is known in the body.

#include <algorithm>

#include "sema.hpp"

namespace qiao::qasm {

namespace {
using ir::ValueType;
constexpr unsigned kMaxCallDepth = 100;
}  // namespace

void Sema::visit(const SubroutineDecl& d, const Stmt& s) {
  require_global(s.span, "a subroutine definition");
  define_subroutine(d);
}

void Sema::define_subroutine(const SubroutineDecl& d) {
  Subroutine sub;
  sub.name = d.name.text;
  sub.declared = place(d.name.span);
  sub.file = file_;
  sub.ast = *ast_;
  sub.decl = d;
  std::unordered_set<std::string_view> names;
  for (std::uint32_t i = 0; i < d.params.count; ++i) {
    const Parameter p = ast_->params(d.params)[i];
    const Type type = ast_->type(p.type);
    if (!names.insert(p.name.text).second)
      fail(Code::kRedefinition, p.name.span,
           "parameter '" + std::string(p.name.text) + "' is already declared");
    Subroutine::Param param;
    param.kind = type.kind;
    if (type.kind == TypeKind::kQubit || type.kind == TypeKind::kBit) {
      if (type.width != kNone) {
        const std::int64_t n = constant_integer(type.width, "the size of a parameter");
        if (n <= 0 || static_cast<std::uint64_t>(n) > options_.limits.max_register)
          fail(Code::kRegisterSize, ast_->expr(type.width).span, "the size of a parameter must be positive");
        param.size = static_cast<std::uint32_t>(n);
      }
    } else if (type.kind == TypeKind::kArrayReference) {
      param.type = scalar_type(ast_->type(type.element), param.sized);
      param.is_mutable = type.is_mutable;
      if (type.rank != kNone) {
        const std::int64_t n = constant_integer(type.rank, "the number of dimensions");
        if (n < 1 || n > 7) fail(Code::kShape, ast_->expr(type.rank).span, "an array has 1 to 7 dimensions");
        param.rank = static_cast<std::size_t>(n);
      } else {
        param.dims = dimensions(type.dimensions, p.name, type.span);
        param.rank = param.dims.size();
      }
    } else {
      param.type = scalar_type(type, param.sized);
    }
    sub.params.push_back(std::move(param));
  }
  if (d.result != kNone && ast_->type(d.result).kind != TypeKind::kVoid) {
    sub.has_result = true;
    sub.result = scalar_type(ast_->type(d.result), sub.result_sized);
  }
  Symbol symbol;
  symbol.kind = SymbolKind::kSubroutine;
  symbol.index = static_cast<std::uint32_t>(subroutines_.size());
  declare(d.name, std::move(symbol));
  subroutines_may_end_ |=
      any_jump(d.body, [](const JumpStmt& j, bool) { return j.kind == JumpStmt::Kind::kEnd; });
  subroutines_.push_back(std::move(sub));
  const unsigned errors = reporter_.errors();
  check_body(static_cast<std::uint32_t>(subroutines_.size() - 1));
  subroutines_.back().poisoned = reporter_.errors() > errors;
}

// The body with arguments of which only the types are known.
void Sema::check_body(std::uint32_t index) {
  Subroutine& sub = subroutines_[index];
  const Mark before = mark();
  const std::size_t exprs = program_.conditions.size();  // those of the check name bits that do not exist
  try {
    const Deeper dry(dry_), generic(generic_);
    const OpenScope scope(*this, Barrier::kSubroutine);
    std::uint32_t next = 0x40000000u;
    for (std::uint32_t i = 0; i < sub.params.size(); ++i) {
      const Name name = sub.ast.params(sub.decl.params)[i].name;
      const Subroutine::Param& p = sub.params[i];
      if (p.kind == TypeKind::kQubit || p.kind == TypeKind::kBit) {
        Symbol symbol;
        symbol.kind = p.kind == TypeKind::kQubit ? SymbolKind::kQubits : SymbolKind::kBits;
        symbol.scalar = p.size == 0;
        symbol.size = std::max(p.size, 1u);
        symbol.index = next;
        next += symbol.size;
        declare(name, std::move(symbol));
        continue;
      }
      Variable v;
      v.name = name.text;
      v.type = p.type;
      v.sized = p.sized;
      if (p.kind == TypeKind::kArrayReference) {
        v.dims = p.dims;
        if (v.dims.empty()) v.dims.assign(p.rank, 1u << (20 / p.rank / 2));
        v.values.resize(1);
      }
      variables_.push_back(v);
      const auto variable = static_cast<std::uint32_t>(variables_.size() - 1);
      variables_[variable].known = false;
      variables_[variable].level = dynamic_;
      variables_[variable].address = kHiddenBits;
      declare_symbol(name, variable, p.kind == TypeKind::kArrayReference && !p.is_mutable);
    }
    Frame frame;
    frame.loop = false;
    frame.subroutine = &sub;
    frame.level = dynamic_;
    run_body(sub, frame);
  } catch (const Failed&) {
  } catch (const StaticJump&) {
  }
  undo(before);
  program_.conditions.resize(exprs);
}

void Sema::run_body(Subroutine& sub, Frame frame) {
  struct Context {
    Sema& sema;
    Ast* ast;
    FileId file;
    std::unordered_map<ExprId, Value> indices;
    unsigned cases;
    ~Context() {
      sema.ast_ = ast;
      sema.file_ = file;
      sema.indices_ = std::move(indices);
      sema.cases_ = cases;
      sema.frames_.pop_back();
    }
  };
  frames_.push_back(std::move(frame));
  Context context{*this, ast_, file_, std::move(indices_), cases_};
  indices_.clear();
  cases_ = 0;
  ast_ = &sub.ast;
  file_ = sub.file;
  statements(sub.decl.body);
}

Value Sema::call_subroutine(std::uint32_t index, const CallExpr& c, const Expr& e) {
  // With a qubit whose index is known only at run time there is a call for each, and one place for the
  // result.
  const unsigned level = dynamic_;
  Value result;
  std::optional<std::uint32_t> place_of;
  const auto once = [&] {
    const Value v = call_once(index, c, e);
    const Subroutine& sub = subroutines_[index];
    if (dynamic_ == level || !sub.has_result) {
      result = v;
      return;
    }
    if (!place_of) {
      Variable r;
      r.name = sub.name + "_result";
      r.type = sub.result;
      place_of = new_variable(std::move(r));
      place_variable(*place_of);
      variables_[*place_of].known = false;
    }
    Access a;
    a.variable = *place_of;
    write_element(a, 0, v, source(e.span));
  };
  with_indices(e.span, once, [&] {
    std::vector<std::string_view> names;
    for (std::uint32_t i = 0; i < c.args.count; ++i) collect_arrays(ast_->ids(c.args)[i], names);
    for (const std::string_view name : names) materialise(scopes_.find(name)->index, source(e.span));
  });
  if (!place_of) return result;
  Access a;
  a.variable = *place_of;
  return read_element(a, 0);
}

Value Sema::call_once(std::uint32_t index, const CallExpr& c, const Expr& e) {
  Subroutine& sub = subroutines_[index];
  const std::string name(c.name.text);
  if (gate_) fail(Code::kNotHere, c.name.span, "a subroutine cannot be called in a gate definition");
  if (c.args.count != sub.params.size())
    fail(Code::kParameterCount, c.name.span,
         "subroutine '" + name + "' takes " + std::to_string(sub.params.size()) +
             (sub.params.size() == 1 ? " argument, not " : " arguments, not ") + std::to_string(c.args.count),
         {}, {reporter_.note(sub.declared, "'" + name + "' is defined here")});
  // The arguments, in the scope of the call; qubits first, as their indices may be known only at run time.
  struct Argument {
    Symbol symbol;
    std::optional<Value> value;
  };
  std::vector<Argument> args(c.args.count);
  std::vector<std::pair<std::uint32_t, bool>> arrays;
  std::vector<std::pair<Access, Access>> copies;  // and where to copy them back to
  std::unordered_set<std::uint32_t> qubits;
  for (std::uint32_t i = 0; i < c.args.count; ++i) {
    const ExprId id = ast_->ids(c.args)[i];
    const Span span = ast_->expr(id).span;
    const Subroutine::Param& p = sub.params[i];
    if (p.kind != TypeKind::kQubit) continue;
    Symbol& symbol = args[i].symbol;
    Selection sel;
    select(id, true, sel);
    const std::uint32_t wanted = std::max(p.size, 1u);
    if (sel.count != wanted)
      fail(Code::kSizeMismatch, span,
           "a register of " + std::to_string(sel.count) + " qubits for a parameter of " +
               std::to_string(wanted));
    symbol.kind = SymbolKind::kQubits;
    symbol.scalar = p.size == 0;
    symbol.size = sel.count;
    symbol.index = sel.at(0);
    for (std::uint32_t k = 0; k < sel.count; ++k) {
      if (!qubits.insert(sel.at(k)).second)
        fail(Code::kDuplicateQubit, span, "a qubit is passed twice to subroutine '" + name + "'");
      if (sel.listed) symbol.list.push_back(sel.at(k));
    }
  }
  for (std::uint32_t i = 0; i < c.args.count; ++i) {
    const ExprId id = ast_->ids(c.args)[i];
    const Span span = ast_->expr(id).span;
    const Subroutine::Param& p = sub.params[i];
    if (p.kind == TypeKind::kQubit) continue;
    Symbol& symbol = args[i].symbol;
    if (p.kind == TypeKind::kArrayReference) {
      const Symbol* base = base_symbol(id);
      if (base && base->kind == SymbolKind::kPoisoned) throw Failed{};
      if (!base || base->kind != SymbolKind::kVariable || base->dims.empty())
        fail(Code::kShape, span, "parameter " + std::to_string(i + 1) + " of '" + name + "' needs an array");
      Access a = access(id);
      bool fits = a.dims.size() == p.rank && !a.of_bits;
      for (std::size_t k = 0; fits && k < p.dims.size(); ++k) fits = a.dims[k].size == p.dims[k];
      if (!fits)
        fail(Code::kShape, span,
             "the array has another shape than parameter " + std::to_string(i + 1) + " of '" + name + "'");
      if (!(variables_[a.variable].type == p.type))
        fail(Code::kShape, span,
             "elements of type " + ir::type_name(variables_[a.variable].type) + " for a parameter of " +
                 ir::type_name(p.type));
      if (p.is_mutable && a.read_only) fail(Code::kReadOnly, span, "a read-only array is passed as mutable");
      for (const auto& [other, changed] : arrays)
        if (other == a.variable && (changed || p.is_mutable))
          fail(Code::kDuplicateQubit, span, "the same array is passed twice, once of them mutable");
      arrays.emplace_back(a.variable, p.is_mutable);
      if (a.index != ir::kNoExpr) {
        // Which part is known only at run time: a copy is passed, and copied back.
        const Access copy = copied_part(a, source(span));
        if (p.is_mutable) copies.emplace_back(copy, a);
        a = copy;
      }
      symbol.kind = SymbolKind::kVariable;
      symbol.index = a.variable;
      symbol.dims = a.dims;
      symbol.size = static_cast<std::uint32_t>(a.offset);
      symbol.read_only = !p.is_mutable;
    } else if (p.kind == TypeKind::kBit) {
      const std::uint32_t wanted = std::max(p.size, 1u);
      if (wanted > 64) unsupported_one(span, "values of more than 64 bits are not supported yet");
      args[i].value = to_type(value(id), {ir::ValueKind::kBits, static_cast<std::uint8_t>(wanted)}, span);
    } else {
      args[i].value = to_type(value(id), p.type, span, p.sized);
    }
  }
  if (sub.poisoned) throw Failed{};
  const bool recursive =
      std::any_of(frames_.begin(), frames_.end(), [&](const Frame& f) { return f.subroutine == &sub; });
  if (dry_ > 0 && (generic_ > 0 || recursive)) {
    // Its body is checked on its own, and a recursion ends where its condition does not hold.
    if (!sub.has_result) {
      Value v;
      v.kind = ValueKind::kVoid;
      return v;
    }
    return Value::runtime(sub.result, expr_of(Value::of(sub.result, {})));
  }
  if (call_depth_ >= kMaxCallDepth) {
    reporter_.limit(Code::kNestingLimit, place(c.name.span),
                    "calls of subroutines are nested more than " + std::to_string(kMaxCallDepth) + " deep",
                    "max_nesting");
    throw StopReading{};
  }
  const OpenEnded open_ended(*this, e.span);
  work(60 + args.size(), c.name.span);
  const Deeper depth(call_depth_);
  const ir::SourcePos at = source(e.span);
  const auto run = [&](const Frame& frame) {
    const OpenScope scope(*this, Barrier::kSubroutine);
    for (std::uint32_t i = 0; i < args.size(); ++i) {
      const Name param = sub.ast.params(sub.decl.params)[i].name;
      const FileId file = file_;
      file_ = sub.file;
      if (!args[i].value) {
        declare(param, args[i].symbol);
      } else {
        Variable v;
        v.name = param.text;
        v.type = args[i].value->kind == ValueKind::kStretch ? ir::kDurationType : args[i].value->ir_type();
        if (args[i].value->kind == ValueKind::kSymbolic) v.type = sub.params[i].type;
        v.sized = sub.params[i].sized;
        if (args[i].value->kind == ValueKind::kSymbolic) {
          Symbol symbol;
          symbol.kind = SymbolKind::kConstant;
          symbol.value = *args[i].value;
          declare(param, std::move(symbol));
        } else if (args[i].value->kind == ValueKind::kStretch) {
          Symbol symbol;
          symbol.kind = SymbolKind::kStretch;
          declare(param, std::move(symbol));
        } else {
          const std::uint32_t variable = new_variable(std::move(v));
          declare_symbol(param, variable);
          Access a;
          a.variable = variable;
          write_element(a, 0, *args[i].value, at);
        }
      }
      file_ = file;
    }
    try {
      run_body(sub, frame);
    } catch (const StaticJump& j) {
      // In blocks an `end` is an operation; a `return` before it may have left the call.
      if (j.kind != JumpStmt::Kind::kReturn && !frame.blocked) throw;
    }
  };
  const unsigned errors = reporter_.errors();
  const Mark before = mark();
  const std::size_t frame_index = frames_.size();
  Value result;
  result.kind = ValueKind::kVoid;
  returned_.reset();
  try {
    Frame frame;
    frame.loop = false;
    frame.subroutine = &sub;
    frame.level = dynamic_;
    run(frame);
    if (returned_) result = *returned_;
  } catch (const NeedsBlocks& n) {
    if (n.frame != frame_index) throw;
    undo(before);
    for (const Argument& a : args)
      if (!a.value && a.symbol.kind == SymbolKind::kVariable && !a.symbol.read_only)
        materialise(a.symbol.index, at);
    Frame frame;
    frame.loop = false;
    frame.subroutine = &sub;
    frame.blocked = true;
    if (sub.has_result) {
      Variable v;
      v.name = sub.name + "_result";
      v.type = sub.result;
      frame.result = new_variable(std::move(v));
      place_variable(*frame.result);
      variables_[*frame.result].known = false;
    }
    add_operation(OpKind::kBlock, e.span, ir::kNoExpr);
    frame.break_depth = blocks_++;
    ++dynamic_;
    frame.level = dynamic_;
    struct Restore {
      Sema& sema;
      ~Restore() { --sema.blocks_, --sema.dynamic_; }
    } restore{*this};
    const std::optional<std::uint32_t> place_of = frame.result;
    run(frame);
    program_.operations.push_back({.kind = OpKind::kEndIf});
    returned_.reset();
    if (place_of) {
      Access a;
      a.variable = *place_of;
      result = read_element(a, 0);
      returned_ = result;
    }
  }
  returned_.reset();
  if (reporter_.errors() > errors) {
    sub.poisoned = true;
    throw Failed{};
  }
  for (const auto& [copy, part] : copies) copy_elements(copy, part, at);
  if (sub.has_result && result.kind == ValueKind::kVoid) {
    if (dry_ > 0) return Value::runtime(sub.result, expr_of(Value::of(sub.result, {})));
    fail(Code::kExpressionType, c.name.span, "subroutine '" + name + "' ends without returning a value", {},
         {reporter_.note(sub.declared, "'" + name + "' is defined here")});
  }
  return result;
}

void Sema::jump_return(const JumpStmt& j, const Stmt& s) {
  std::size_t at = frames_.size();
  while (at > 0 && !frames_[at - 1].subroutine) --at;
  if (at == 0) fail(Code::kJump, keyword(s.span), "'return' outside a subroutine");
  --at;
  const Subroutine& sub = *frames_[at].subroutine;
  const Span span = j.value == kNone ? keyword(s.span) : ast_->expr(j.value).span;
  if (j.value == kNone && sub.has_result)
    fail(Code::kExpressionType, span,
         "subroutine '" + sub.name + "' must return a value of type " + ir::type_name(sub.result));
  std::optional<Value> v;
  if (j.value != kNone) {
    const Value given = value(j.value);
    if (!sub.has_result && given.kind != ValueKind::kVoid)
      fail(Code::kExpressionType, span, "subroutine '" + sub.name + "' returns no value",
           "declare the type of its result: def " + sub.name + "(...) -> type");
    if (sub.has_result) v = to_type(given, sub.result, span, sub.result_sized);
  }
  if (dry_ > 0) return;
  const Frame frame = frames_[at];
  if (!frame.blocked) {
    // Also out of loops that are executed here and now, but not out of those of the program.
    if (dynamic_ != frame.level) throw NeedsBlocks{at};
    // The value must outlive the variables it was computed from, which do.
    returned_ = v;
    throw StaticJump{JumpStmt::Kind::kReturn};
  }
  if (v) {
    Access a;
    a.variable = *frame.result;
    write_element(a, 0, *v, source(s.span));
  }
  Operation op;
  op.kind = OpKind::kBreak;
  op.count = blocks_ - frame.break_depth;
  op.source = source(s.span);
  charge({1, 1, 0}, s.span);
  program_.operations.push_back(op);
  throw StaticJump{JumpStmt::Kind::kReturn};
}

}  // namespace qiao::qasm
