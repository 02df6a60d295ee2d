#include "sema.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "gate_library.hpp"

namespace qiao::qasm {

std::string_view describe(SymbolKind kind) {
  constexpr std::array<std::string_view, 14> kNames = {
      "a gate",       "a quantum register", "a classical register", "a constant",          "a loop variable",
      "an input",     "a gate parameter",   "a qubit of the gate",  "a variable",          "a stretch",
      "a subroutine", "an extern function", "a pulse-level gate",   "a faulty declaration"};
  return kNames[static_cast<std::size_t>(kind)];
}

Sema::Sema(const Sources& sources, Reporter& reporter, const ParseOptions& options, Ast& ast)
    : sources_(sources), reporter_(reporter), options_(options), ast_(&ast) {}

// ---------------------------------------------------------------- gates that come with the language

void Sema::append_library(std::vector<GateDef> gates, int language, bool replaceable, Place place) {
  const auto offset = static_cast<std::uint32_t>(program_.gates.size());
  for (GateDef& g : gates) {
    for (GateOp& op : g.ops) op.gate += offset;
    g.declared = place;
    program_.gates.push_back(std::move(g));
  }
  for (std::uint32_t i = offset; i < program_.gates.size(); ++i) {
    const GateDef& g = program_.gates[i];
    if (g.name.empty()) continue;
    const Symbol* old = scopes_.find_here(g.name);
    if (old && old->kind == SymbolKind::kGate && old->replaceable) continue;
    if (old && !(old->built_in && old->kind == SymbolKind::kGate)) {
      auto notes = declared_note(*old, g.name);
      reporter_.error(Code::kRedefinition, place,
                      "the included library defines '" + g.name + "', which is already declared", {},
                      std::move(notes));
      continue;
    }
    Symbol s;
    s.kind = SymbolKind::kGate;
    s.built_in = true;
    s.replaceable = replaceable && language == 2 && !is_original(g.name);
    s.index = i;
    s.declared = place;
    library_names_.push_back(g.name);
    scopes_.declare_global(library_names_.back(), std::move(s));
  }
}

void Sema::set_language(int language) {
  language_ = language;
  append_library(language_gates(language), language, false, {});
}

bool Sema::include_library(std::string_view name, Place place) {
  if (language_ == 2 && name == "qelib1.inc" && options_.qelib1 == Qelib1::kExtended) {
    append_library(qelib1_gates(), 2, true, place);
    return true;
  }
  if (language_ == 3 && name == "stdgates.inc") {
    append_library(stdgates(), 3, false, place);
    return true;
  }
  return false;
}

// ---------------------------------------------------------------- errors

void Sema::fail(Code code, Span span, std::string message, std::string help, std::vector<Note> notes) {
  // Without its arguments a subroutine may look less constant than it is.
  if (generic_ > 0 && (code == Code::kNotConstant || code == Code::kUnsupported || code == Code::kExternCall))
    throw Failed{};
  reporter_.error(code, place(span), std::move(message), std::move(help), std::move(notes));
  throw Failed{};
}

void Sema::unsupported(Span span, std::string_view feature) {
  fail(Code::kUnsupported, span, std::string(feature) + " are not supported yet");
}

Span Sema::keyword(Span statement) const {
  const std::string_view text = sources_[file_].text();
  std::uint32_t end = statement.begin;
  while (end < statement.end && (std::isalnum(static_cast<unsigned char>(text[end])) || text[end] == '_'))
    ++end;
  return {statement.begin, std::max(end, statement.begin + 1)};
}

void Sema::not_here(Place where, std::string_view what, std::string_view allowed) {
  reporter_.error(Code::kNotHere, where, std::string(what) + " may stand only " + std::string(allowed));
}

std::vector<Note> Sema::declared_note(const Symbol& symbol, std::string_view name) const {
  if (symbol.built_in && symbol.declared.span.end == 0) return {};
  return {reporter_.note(symbol.declared, "'" + std::string(name) + "' is declared here")};
}

ir::SourcePos Sema::source(Span span) const {
  const auto position = sources_[file_].position(span.begin);
  return {position.line, static_cast<std::uint16_t>(std::min<std::uint32_t>(position.column, 0xffff)),
          static_cast<std::uint16_t>(std::min<std::uint32_t>(file_, 0xffff))};
}

// ---------------------------------------------------------------- statements

void Sema::statement(FileId file, StmtId id) {
  file_ = file;
  if (!gate_) ++statements_;
  if (!ended_) {
    try {
      one(id);
    } catch (const StaticJump&) {  // `end`
      ended_ = true;
    }
    return;
  }
  // Behind `end`: checked, not executed.
  const Mark before = mark();
  ++dry_;
  one(id);
  --dry_;
  program_.operations.resize(before.operations);
  program_.cost = before.cost;
}

void Sema::one(StmtId id) {
  // A copy: nodes may move while the statement is checked (never while one holds a reference into the pools).
  const Stmt s = ast_->stmt(id);
  for (std::uint32_t i = 0; i < s.annotations.count; ++i)
    directive(ir::Directive::Kind::kAnnotation, ast_->names(s.annotations)[i].text, s.span);
  try {
    std::visit([&](const auto& node) { visit(node, s); }, s.node);
  } catch (const Failed&) {
    if (gate_) gate_->poisoned = true;
    std::visit(
        [&](const auto& node) {
          using T = std::decay_t<decltype(node)>;
          if constexpr (std::is_same_v<T, QubitDecl> || std::is_same_v<T, BitDecl> ||
                        std::is_same_v<T, ClassicalDecl> || std::is_same_v<T, AliasDecl> ||
                        std::is_same_v<T, SubroutineDecl> || std::is_same_v<T, ExternDecl>)
            declare_poisoned(node.name);
        },
        s.node);
  }
}

void Sema::block(List body) {
  struct Scope {
    Sema& sema;
    explicit Scope(Sema& s) : sema(s) { sema.scopes_.push(), ++sema.block_depth_; }
    ~Scope() { --sema.block_depth_, sema.scopes_.pop(); }
  } scope(*this);
  statements(body);
}

void Sema::statements(List body) {
  for (std::uint32_t i = 0; i < body.count; ++i) one(ast_->ids(body)[i]);
}

void Sema::require_global(Span span, std::string_view what) {
  if (!scopes_.at_global()) {
    not_here(place(keyword(span)), what, "at the top level of a program");
    throw Failed{};
  }
}

void Sema::visit(const VersionStmt&, const Stmt& s) {
  fail(Code::kVersionStatement, s.span, "the version statement must be the first of the program");
}

void Sema::visit(const IncludeStmt&, const Stmt& s) {
  not_here(place(keyword(s.span)), "include", "at the top level of a program");
}

void Sema::declare(Name name, Symbol symbol) {
  symbol.declared = place(name.span);
  if (Symbol* old = scopes_.find_here(name.text)) {
    if (old->kind == SymbolKind::kPoisoned) {
      *old = std::move(symbol);
      return;
    }
    if (!old->replaceable) {
      auto notes = declared_note(*old, name.text);
      const SymbolKind was = old->kind;
      // Uses may mean the one or the other: say nothing about them.
      if (was != symbol.kind) old->kind = SymbolKind::kPoisoned;
      fail(Code::kRedefinition, name.span,
           "'" + std::string(name.text) + "' is already declared as " + std::string(describe(was)), {},
           std::move(notes));
    }
  }
  scopes_.declare(name.text, std::move(symbol));
}

void Sema::finish(FileId file) {
  file_ = file;
  if (!ended_)
    for (const std::uint32_t index : outputs_) materialise(index, {});
  for (const auto& [name, given] : options_.inputs)
    if (!used_inputs_.count(name))
      reporter_.error(Code::kInputValue, place({}), "the program has no input '" + name + "'",
                      "declare it, or leave the value out");
}

void Sema::declare_poisoned(Name name) {
  if (scopes_.find_here(name.text)) return;
  Symbol s;
  s.declared = place(name.span);
  scopes_.declare(name.text, std::move(s));
}

void Sema::poison(FileId file, Name name) {
  file_ = file;
  declare_poisoned(name);
}

std::uint32_t Sema::register_size(ExprId size, Name name, std::uint64_t have, std::string_view what) {
  if (size == kNone) {
    if (have + 1 > options_.limits.max_register) {
      reporter_.limit(Code::kRegisterLimit, place(name.span),
                      "more than " + std::to_string(options_.limits.max_register) + " " + std::string(what),
                      "max_register");
      throw Failed{};
    }
    return 1;
  }
  const Span span = ast_->expr(size).span;
  const auto* literal_size = std::get_if<IntegerLiteral>(&ast_->expr(size).node);
  std::uint64_t n = 0;
  if (literal_size) {
    n = literal_size->value;
  } else {
    const Value v = value(size);
    std::int64_t i = 0;
    if (!v.ok()) throw Failed{};
    if (!v.is_constant())
      fail(Code::kNotConstant, span, "the size of '" + std::string(name.text) + "' must be a constant");
    if (!v.as_int64(i))
      fail(Code::kRegisterSize, span, "the size of '" + std::string(name.text) + "' must be an integer");
    if (i < 0)
      fail(Code::kRegisterSize, span,
           "the size of '" + std::string(name.text) + "' is negative: " + std::to_string(i));
    n = static_cast<std::uint64_t>(i);
  }
  if (n == 0) fail(Code::kRegisterSize, span, "register '" + std::string(name.text) + "' has size 0");
  if (n > options_.limits.max_register || have + n > options_.limits.max_register) {
    reporter_.limit(Code::kRegisterLimit, place(span),
                    "register '" + std::string(name.text) + "' makes more than " +
                        std::to_string(options_.limits.max_register) + " " + std::string(what),
                    "max_register");
    throw Failed{};
  }
  return static_cast<std::uint32_t>(n);
}

void Sema::visit(const QubitDecl& d, const Stmt& s) {
  require_global(s.span, "a declaration of qubits");
  Symbol symbol;
  symbol.kind = SymbolKind::kQubits;
  symbol.size = register_size(d.size, d.name, program_.num_qubits, "qubits");
  symbol.scalar = d.size == kNone;
  symbol.index = program_.num_qubits;
  const std::uint32_t size = symbol.size;
  declare(d.name, std::move(symbol));
  program_.qregs.push_back({std::string(d.name.text), size});
  program_.num_qubits += size;
}

void Sema::visit(const BitDecl& d, const Stmt& s) {
  if (gate_)
    not_here(place(keyword(s.span)), "a declaration of bits", "outside gate definitions"), throw Failed{};
  Symbol symbol;
  symbol.kind = SymbolKind::kBits;
  const bool global = scopes_.at_global();
  symbol.size =
      register_size(d.size, d.name, global ? program_.num_clbits : program_.hidden_bits, "classical bits");
  symbol.scalar = d.size == kNone;
  const std::uint32_t size = symbol.size;
  // The initial value does not see the new name.
  const auto* m = d.init == kNone ? nullptr : std::get_if<MeasureExpr>(&ast_->expr(d.init).node);
  std::optional<Value> initial;
  if (d.init != kNone && !m && size <= 64) initial = value(d.init);
  if (global) {
    symbol.index = program_.num_clbits;
  } else {
    Variable v;
    v.name = d.name.text;
    v.type = {ir::ValueKind::kBits, 1};
    v.dims = {size};
    const std::uint32_t index = new_variable(std::move(v));
    place_variable(index);
    variables_[index].known = false;
    symbol.index = variables_[index].address;
    program_.variables.back().dims.clear();
    if (size <= 64) program_.variables.back().type.width = static_cast<std::uint8_t>(size);
    else program_.variables.back().dims = {size};
  }
  const std::uint32_t first = symbol.index;
  declare(d.name, std::move(symbol));
  if (global) {
    program_.cregs.push_back({std::string(d.name.text), size});
    program_.num_clbits += size;
  }
  if (d.init == kNone) return;
  if (m) {
    const ExprId operand = m->operand;
    const ExprId target = ast_->add(d.name.span, NameExpr{d.name.text});
    return measure(operand, target, s.span);
  }
  Selection bits;
  bits.quantum = false;
  bits.first = first;
  bits.count = size;
  assign_bits(bits, d.init, initial ? &*initial : nullptr, s.span);
}

void Sema::visit(const ClassicalDecl& d, const Stmt& s) {
  const Type type = ast_->type(d.type);
  if (gate_)
    not_here(place(keyword(s.span)), "a declaration of variables", "outside gate definitions"),
        throw Failed{};
  const auto declare_stretch = [&] {
    Symbol symbol;
    symbol.kind = SymbolKind::kStretch;
    declare(d.name, std::move(symbol));
  };
  const auto dimensions = [&] {
    std::vector<std::uint32_t> dims;
    for (std::uint32_t i = 0; i < type.dimensions.count; ++i) {
      const ExprId id = ast_->ids(type.dimensions)[i];
      const std::int64_t n = constant_integer(id, "the length of a dimension");
      if (n <= 0)
        fail(Code::kRegisterSize, ast_->expr(id).span, "the length of a dimension must be positive");
      if (static_cast<std::uint64_t>(n) > options_.limits.max_register) {
        reporter_.limit(Code::kRegisterLimit, place(ast_->expr(id).span),
                        "array '" + std::string(d.name.text) + "' is too long", "max_register");
        throw Failed{};
      }
      dims.push_back(static_cast<std::uint32_t>(n));
    }
    if (dims.size() > 7) fail(Code::kShape, type.span, "an array has 7 dimensions at most");
    return dims;
  };
  switch (d.kind) {
    case ClassicalDecl::Kind::kVariable: {
      if (type.kind == TypeKind::kStretch) {
        if (d.init != kNone) value(d.init);
        return declare_stretch();
      }
      if (type.kind == TypeKind::kArray) {
        require_global(s.span, "a declaration of an array");
        bool sized = true;
        const ir::ValueType element = scalar_type(ast_->type(type.element), sized);
        return declare_variable(d.name, element, sized, dimensions(), d.init, s.span, type.span);
      }
      bool sized = true;
      const ir::ValueType scalar = scalar_type(type, sized);
      if (type.kind == TypeKind::kDuration && d.init != kNone) {
        const Value v = value(d.init);
        if (v.kind == ValueKind::kStretch) return declare_stretch();
      }
      return declare_variable(d.name, scalar, sized, {}, d.init, s.span, type.span);
    }
    case ClassicalDecl::Kind::kOutput: {
      require_global(s.span, "an output declaration");
      if (type.kind == TypeKind::kBit) return visit(BitDecl{d.name, type.width, kNone, false}, s);
      bool sized = true;
      const bool array = type.kind == TypeKind::kArray;
      Variable v;
      v.name = d.name.text;
      v.type = scalar_type(array ? ast_->type(type.element) : type, sized);
      v.sized = sized;
      if (array) v.dims = dimensions();
      const std::uint32_t bits = ir::stored_bits(v.type) * static_cast<std::uint32_t>(v.elements());
      v.address = program_.num_clbits;
      Program::Register r{std::string(d.name.text), bits, true, {}};
      r.variable.name = r.name;
      r.variable.type = v.type;
      r.variable.dims = v.dims;
      r.variable.bits = bits;
      r.variable.is_result = true;
      const std::uint32_t index = new_variable(std::move(v));
      declare_symbol(d.name, index);
      outputs_.push_back(index);
      program_.cregs.push_back(std::move(r));
      program_.num_clbits += bits;
      return;
    }
    case ClassicalDecl::Kind::kInput:
      require_global(s.span, "an input declaration");
      return declare_input(d, type, s);
    case ClassicalDecl::Kind::kConst:
      break;
  }
  const Expr init = ast_->expr(d.init);
  if (std::holds_alternative<MeasureExpr>(init.node))
    fail(Code::kNotConstant, init.span, "a measurement is not a constant");
  const Value v = value(d.init);
  if (!v.ok()) throw Failed{};
  if (v.kind == ValueKind::kStretch) return declare_stretch();
  if (!v.is_constant())
    fail(Code::kNotConstant, init.span,
         "the value of constant '" + std::string(d.name.text) + "' is known only when the program runs");
  Symbol symbol;
  symbol.kind = SymbolKind::kConstant;
  symbol.value = constant_of_type(v, d.type, init.span);
  declare(d.name, std::move(symbol));
}

void Sema::declare_input(const ClassicalDecl& d, const Type& type, const Stmt&) {
  bool sized = true;
  const bool array = type.kind == TypeKind::kArray;
  Variable v;
  v.name = d.name.text;
  v.type = scalar_type(array ? ast_->type(type.element) : type, sized);
  v.sized = sized;
  if (array)
    for (std::uint32_t i = 0; i < type.dimensions.count; ++i)
      v.dims.push_back(static_cast<std::uint32_t>(std::clamp<std::int64_t>(
          constant_integer(ast_->ids(type.dimensions)[i], "the length of a dimension"), 1, 1 << 20)));
  used_inputs_.insert(v.name);
  const bool keep =
      options_.keep_symbols && !array && (type.kind == TypeKind::kFloat || type.kind == TypeKind::kAngle);
  std::optional<double> value;
  if (auto given = options_.inputs.find(v.name); given != options_.inputs.end()) {
    if (!parse_input(given->second, v.type, v.elements(), v.values)) {
      fail(Code::kInputValue, d.name.span,
           "the value '" + given->second + "' given for input '" + v.name + "' is not of type " +
               (array ? "array[" + ir::type_name(v.type) + ", " + std::to_string(v.elements()) + "]"
                      : ir::type_name(v.type)));
    }
    if (!keep) {
      const std::uint32_t index = new_variable(std::move(v));
      if (array || !sized) return declare_symbol(d.name, index, true);
      Symbol symbol;
      symbol.kind = SymbolKind::kConstant;
      symbol.value = Value::of(variables_[index].type, variables_[index].values[0]);
      return declare(d.name, std::move(symbol));
    }
    value = ir::as_double(v.type, v.values[0]);
  }
  const bool symbolic = !array && (type.kind == TypeKind::kFloat || type.kind == TypeKind::kAngle ||
                                   type.kind == TypeKind::kInt || type.kind == TypeKind::kUint);
  const std::uint32_t index = new_variable(std::move(v));
  variables_[index].known = false;
  if (!symbolic) {
    place_variable(index, true);
    return declare_symbol(d.name, index, true);
  }
  Symbol symbol;
  symbol.kind = SymbolKind::kInput;
  symbol.index = static_cast<std::uint32_t>(program_.symbols.size());
  declare(d.name, std::move(symbol));
  program_.symbols.emplace_back(d.name.text);
  program_.symbol_values.push_back(value);
  input_variables_.push_back(index);
}

void Sema::visit(const AliasDecl& d, const Stmt& s) {
  if (gate_) not_here(place(keyword(s.span)), "let", "outside gate definitions"), throw Failed{};
  const Expr whole = ast_->expr(d.value);
  std::vector<ExprId> parts;
  if (const auto* concat = std::get_if<ConcatExpr>(&whole.node)) {
    const auto ids = ast_->ids(concat->items);
    parts.assign(ids.begin(), ids.end());
  } else {
    parts.push_back(d.value);
  }
  Symbol symbol;
  std::optional<bool> quantum;
  bool listed = false;
  std::unordered_set<std::uint32_t> seen;
  for (const ExprId part : parts) {
    Selection sel;
    // The first part decides whether this is an alias of qubits or of bits.
    const Expr e = ast_->expr(part);
    if (!quantum) {
      ExprId base = part;
      while (const auto* index = std::get_if<IndexExpr>(&ast_->expr(base).node)) base = index->base;
      const auto* name = std::get_if<NameExpr>(&ast_->expr(base).node);
      const Symbol* first = name ? scopes_.find(name->text) : nullptr;
      quantum = !(first && (first->kind == SymbolKind::kBits || first->kind == SymbolKind::kVariable));
    }
    select(part, *quantum, sel);
    if (parts.size() == 1) symbol.scalar = sel.scalar;
    for (std::uint32_t i = 0; i < sel.count; ++i) {
      if (!seen.insert(sel.at(i)).second)
        fail(Code::kDuplicateQubit, e.span, "an alias cannot hold the same bit twice");
      symbol.list.push_back(sel.at(i));
    }
  }
  for (std::size_t i = 1; i < symbol.list.size(); ++i) listed |= symbol.list[i] != symbol.list[0] + i;
  symbol.kind = *quantum ? SymbolKind::kQubits : SymbolKind::kBits;
  symbol.size = static_cast<std::uint32_t>(symbol.list.size());
  symbol.index = symbol.list.empty() ? 0 : symbol.list[0];
  if (!listed) symbol.list.clear();
  declare(d.name, std::move(symbol));
}

void Sema::visit(const ExternDecl& d, const Stmt& s) {
  require_global(s.span, "an extern declaration");
  bool sized = false;
  for (std::uint32_t i = 0; i < d.params.count; ++i) {
    const Type type = ast_->type(ast_->ids(d.params)[i]);
    scalar_type(type.kind == TypeKind::kArrayReference ? ast_->type(type.element) : type, sized);
  }
  if (d.result != kNone && ast_->type(d.result).kind != TypeKind::kVoid)
    scalar_type(ast_->type(d.result), sized);
  Symbol symbol;
  symbol.kind = SymbolKind::kExtern;
  declare(d.name, std::move(symbol));
}

void Sema::visit(const JumpStmt& j, const Stmt& s) {
  if (gate_)
    not_here(
        place(keyword(s.span)),
        sources_[file_].text().substr(keyword(s.span).begin, keyword(s.span).end - keyword(s.span).begin),
        "outside gate definitions"),
        throw Failed{};
  jump(j, s);
}

void Sema::unsupported_one(Span span, std::string message, std::string help) {
  fail(Code::kUnsupported, span, std::move(message), std::move(help));
}

void Sema::visit(const PragmaStmt& p, const Stmt& s) {
  directive(ir::Directive::Kind::kPragma, p.text, s.span);
}

void Sema::directive(ir::Directive::Kind kind, std::string_view text, Span span) {
  if (dry_ > 0) return;
  program_.directives.push_back({kind, std::string(text), source(span)});
}

void Sema::visit(const ExpressionStmt& e, const Stmt& s) {
  if (const auto* c = std::get_if<CallExpr>(&ast_->expr(e.value).node)) {
    const Symbol* symbol = scopes_.find(c->name.text);
    if (symbol && symbol->kind == SymbolKind::kPoisoned) return;
    if (symbol && symbol->kind == SymbolKind::kGate)
      fail(Code::kQubitCount, s.span, "gate '" + std::string(c->name.text) + "' is called without qubits", {},
           declared_note(*symbol, c->name.text));
  }
  if (gate_) not_here(place(keyword(s.span)), "an expression", "outside gate definitions"), throw Failed{};
  value(e.value);
}

void Sema::visit(const Assignment& a, const Stmt& s) {
  const Expr v = ast_->expr(a.value);
  const auto* m = std::get_if<MeasureExpr>(&v.node);
  const Symbol* base = base_symbol(a.target);
  // A measurement into a register; anything else goes through its value.
  const bool plain = m && !a.compound && (!base || (base->kind != SymbolKind::kVariable)) && !gate_ &&
                     !(base && base->kind == SymbolKind::kBits &&
                       std::holds_alternative<IndexExpr>(ast_->expr(a.target).node) &&
                       !is_plain_constant(a.target) && runtime_bit(a.target));
  if (plain && !(base && (base->kind == SymbolKind::kConstant || base->kind == SymbolKind::kLoopVariable ||
                          base->kind == SymbolKind::kInput))) {
    if (base && scopes_.in_subroutine()) {
      ExprId id = a.target;
      while (const auto* index = std::get_if<IndexExpr>(&ast_->expr(id).node)) id = index->base;
      const std::string_view name = std::get<NameExpr>(ast_->expr(id).node).text;
      if (scopes_.is_global(base, name))
        fail(Code::kReadOnly, ast_->expr(id).span,
             "'" + std::string(name) + "' is a global variable, which a subroutine cannot change", {},
             declared_note(*base, name));
    }
    return measure(m->operand, a.target, s.span);
  }
  assign(a.target, a.value, a, s);
}

// ---------------------------------------------------------------- gate definitions

void Sema::visit(const GateDecl& d, const Stmt& s) {
  // Definitions at the top level go through open_gate; opaque ones have no body and end here.
  if (!scopes_.at_global() || gate_) {
    not_here(place(keyword(s.span)), d.opaque ? "an opaque declaration" : "a gate definition",
             "at the top level of a program");
    throw Failed{};
  }
  open_gate(file_, d);
  for (std::uint32_t i = 0; i < d.body.count; ++i) one(ast_->ids(d.body)[i]);
  close_gate();
}

void Sema::open_gate(FileId file, StmtId id) {
  file_ = file;
  ++statements_;
  const auto d = std::get<GateDecl>(ast_->stmt(id).node);
  open_gate(file, d);
}

void Sema::open_gate(FileId file, const GateDecl& d) {
  gate_storage_ = GateDef{};
  gate_ = &gate_storage_;
  gate_->name = d.name.text;
  gate_->declared = {file, d.name.span};
  gate_->opaque = d.opaque;
  gate_->cost = {};
  gate_->num_params = d.params.count;
  gate_->num_qubits = d.qubits.count;
  gate_name_ = d.name;
  code_may_fail_ = false;
  if (Symbol* old = scopes_.find_here(d.name.text);
      old && old->kind != SymbolKind::kPoisoned && !old->replaceable) {
    reporter_.error(Code::kRedefinition, gate_->declared,
                    "'" + gate_->name + "' is already declared as " + std::string(describe(old->kind)), {},
                    declared_note(*old, gate_->name));
    if (old->kind != SymbolKind::kGate) old->kind = SymbolKind::kPoisoned;
    gate_name_.text = {};
  }
  scopes_.push(Barrier::kGate);
  const auto formal = [&](const Name& name, SymbolKind kind, std::uint32_t index) {
    try {
      Symbol symbol;
      symbol.kind = kind;
      symbol.index = index;
      symbol.value = Value::reference(ValueKind::kCode, index);
      declare(name, std::move(symbol));
    } catch (const Failed&) {
      gate_->poisoned = true;
    }
  };
  std::uint32_t i = 0;
  for (const Name& p : ast_->names(d.params)) {
    formal(p, SymbolKind::kFormalParam, i);
    gate_->code.push_back({ParamOp::kFormal, i++, 0, 0});
  }
  i = 0;
  for (const Name& q : ast_->names(d.qubits)) formal(q, SymbolKind::kFormalQubit, i++);
}

void Sema::close_gate() {
  scopes_.pop();
  gate_ = nullptr;
  gate_storage_.may_fail |= code_may_fail_;
  if (gate_storage_.opaque) gate_storage_.calls_opaque = true;
  if (gate_name_.text.empty()) return;  // a second definition: the first stays
  Symbol symbol;
  symbol.kind = SymbolKind::kGate;
  symbol.index = static_cast<std::uint32_t>(program_.gates.size());
  file_ = gate_storage_.declared.file;
  program_.gates.push_back(std::move(gate_storage_));
  declare(gate_name_, std::move(symbol));
}

}  // namespace qiao::qasm
