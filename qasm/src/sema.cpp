#include "sema.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "gate_library.hpp"

namespace qiao::qasm {

std::string_view describe(SymbolKind kind) {
  constexpr std::array<std::string_view, 10> kNames = {
      "a gate",   "a quantum register", "a classical register", "a constant", "a loop variable",
      "an input", "a gate parameter",   "a qubit of the gate",  "a variable", "a faulty declaration"};
  return kNames[static_cast<std::size_t>(kind)];
}

Sema::Sema(const Sources& sources, Reporter& reporter, const ParseOptions& options, Ast& ast)
    : sources_(sources), reporter_(reporter), options_(options), ast_(ast) {}

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
  one(id);
}

void Sema::one(StmtId id) {
  // A copy: nodes may move while the statement is checked (never while one holds a reference into the pools).
  const Stmt s = ast_.stmt(id);
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
  scopes_.push();
  ++block_depth_;
  for (std::uint32_t i = 0; i < body.count; ++i) one(ast_.ids(body)[i]);
  --block_depth_;
  scopes_.pop();
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
  if (program_.initial_ones.empty()) return;
  if (program_.num_qubits == 0) {
    reporter_.error(Code::kUnsupported, place({}),
                    "initial values of bits in a program without qubits are not supported yet");
    return;
  }
  charge({2 + program_.initial_ones.size(), 2 + program_.initial_ones.size(), 0}, {});
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
  const Span span = ast_.expr(size).span;
  const auto* literal_size = std::get_if<IntegerLiteral>(&ast_.expr(size).node);
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
  if (!scopes_.at_global()) unsupported(keyword(s.span), "declarations of bits inside blocks");
  Symbol symbol;
  symbol.kind = SymbolKind::kBits;
  symbol.size = register_size(d.size, d.name, program_.num_clbits, "classical bits");
  symbol.scalar = d.size == kNone;
  symbol.index = program_.num_clbits;
  const std::uint32_t size = symbol.size, first = symbol.index;
  declare(d.name, std::move(symbol));
  program_.cregs.push_back({std::string(d.name.text), size});
  program_.num_clbits += size;
  if (d.init == kNone) return;
  const Expr init = ast_.expr(d.init);
  if (const auto* m = std::get_if<MeasureExpr>(&init.node)) {
    const ExprId target = ast_.add(d.name.span, NameExpr{d.name.text});
    measure(m->operand, target, s.span);
    return;
  }
  if (const auto* bits = std::get_if<BitsLiteral>(&init.node)) {
    const auto digits = static_cast<std::size_t>(
        std::count_if(bits->digits.begin(), bits->digits.end(), [](char c) { return c != '_'; }));
    if (digits != size)
      fail(Code::kSizeMismatch, init.span,
           "a string of " + std::to_string(digits) + " bits for a register of " + std::to_string(size));
    std::uint32_t bit = first + size;  // the first digit is the last bit
    for (const char digit : bits->digits) {
      if (digit == '_') continue;
      --bit;
      if (digit == '1') program_.initial_ones.push_back(bit);
    }
  } else {
    const Value v = value(d.init);
    if (!v.ok()) throw Failed{};
    if (!v.is_constant())
      fail(Code::kNotConstant, init.span, "the initial value of a bit must be known before the program runs");
    const Value bit_value = accept(convert(v, TypeKind::kBit, size), init.span);
    for (std::uint32_t i = 0; i < size && i < 64; ++i)
      if (bit_value.natural >> i & 1) program_.initial_ones.push_back(first + i);
  }
}

void Sema::visit(const ClassicalDecl& d, const Stmt& s) {
  const Type type = ast_.type(d.type);
  const bool numeric = type.kind == TypeKind::kInt || type.kind == TypeKind::kUint ||
                       type.kind == TypeKind::kFloat || type.kind == TypeKind::kAngle ||
                       type.kind == TypeKind::kBool || type.kind == TypeKind::kBit;
  if (gate_)
    not_here(place(keyword(s.span)), "a declaration of variables", "outside gate definitions"),
        throw Failed{};
  const std::string type_name(spelling(type.kind));
  switch (d.kind) {
    case ClassicalDecl::Kind::kVariable: {
      Symbol symbol;
      symbol.kind = SymbolKind::kUnsupported;
      symbol.feature = spelling(type.kind);
      declare(d.name, std::move(symbol));
      reporter_.error(Code::kUnsupported, place(keyword(s.span)),
                      "variables of type " + type_name + " are not supported yet",
                      "if the value never changes, write const");
      return;
    }
    case ClassicalDecl::Kind::kOutput:
      require_global(s.span, "an output declaration");
      if (type.kind == TypeKind::kBit) return visit(BitDecl{d.name, type.width, kNone, false}, s);
      unsupported(keyword(s.span), "outputs of type " + type_name);
    case ClassicalDecl::Kind::kInput: {
      require_global(s.span, "an input declaration");
      if (!numeric || type.kind == TypeKind::kBool || type.kind == TypeKind::kBit)
        unsupported(keyword(s.span), "inputs of type " + type_name);
      Symbol symbol;
      symbol.kind = SymbolKind::kInput;
      symbol.index = static_cast<std::uint32_t>(program_.symbols.size());
      declare(d.name, std::move(symbol));
      program_.symbols.emplace_back(d.name.text);
      return;
    }
    case ClassicalDecl::Kind::kConst:
      break;
  }
  if (!numeric) unsupported(keyword(s.span), "constants of type " + type_name);
  const Expr init = ast_.expr(d.init);
  if (std::holds_alternative<MeasureExpr>(init.node))
    fail(Code::kNotConstant, init.span, "a measurement is not a constant");
  const Value v = value(d.init);
  if (!v.ok()) throw Failed{};
  if (!v.is_constant())
    fail(Code::kNotConstant, init.span,
         "the value of constant '" + std::string(d.name.text) + "' depends on an input");
  Symbol symbol;
  symbol.kind = SymbolKind::kConstant;
  symbol.value = constant_of_type(v, d.type, init.span);
  declare(d.name, std::move(symbol));
}

void Sema::visit(const AliasDecl& d, const Stmt& s) {
  if (gate_) not_here(place(keyword(s.span)), "let", "outside gate definitions"), throw Failed{};
  const Expr whole = ast_.expr(d.value);
  std::vector<ExprId> parts;
  if (const auto* concat = std::get_if<ConcatExpr>(&whole.node)) {
    const auto ids = ast_.ids(concat->items);
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
    const Expr e = ast_.expr(part);
    if (!quantum) {
      ExprId base = part;
      while (const auto* index = std::get_if<IndexExpr>(&ast_.expr(base).node)) base = index->base;
      const auto* name = std::get_if<NameExpr>(&ast_.expr(base).node);
      const Symbol* first = name ? scopes_.find(name->text) : nullptr;
      quantum = !(first && first->kind == SymbolKind::kBits);
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

void Sema::visit(const SubroutineDecl& d, const Stmt& s) {
  require_global(s.span, "a subroutine definition");
  Symbol symbol;
  symbol.kind = SymbolKind::kUnsupported;
  symbol.feature = "def";
  declare(d.name, std::move(symbol));
  reporter_.error(Code::kUnsupported, place(keyword(s.span)), "subroutines (def) are not supported yet");
}

void Sema::visit(const ExternDecl& d, const Stmt& s) {
  require_global(s.span, "an extern declaration");
  Symbol symbol;
  symbol.kind = SymbolKind::kUnsupported;
  symbol.feature = "extern";
  declare(d.name, std::move(symbol));
  reporter_.error(Code::kUnsupported, place(keyword(s.span)), "extern functions are not supported yet");
}

void Sema::visit(const BoxStmt&, const Stmt& s) { unsupported(keyword(s.span), "box statements"); }
void Sema::visit(const DelayStmt&, const Stmt& s) { unsupported(keyword(s.span), "delay statements"); }
void Sema::visit(const WhileStmt&, const Stmt& s) { unsupported(keyword(s.span), "while loops"); }
void Sema::visit(const SwitchStmt&, const Stmt& s) { unsupported(keyword(s.span), "switch statements"); }
void Sema::visit(const CalibrationStmt& c, const Stmt& s) {
  unsupported(keyword(s.span), std::string(c.keyword) + " statements (pulse-level programs)");
}

void Sema::visit(const JumpStmt& j, const Stmt& s) {
  constexpr std::array<std::string_view, 4> kNames = {"break statements", "continue statements",
                                                      "end statements", "return statements"};
  unsupported(keyword(s.span), kNames[static_cast<std::size_t>(j.kind)]);
}

void Sema::visit(const ExpressionStmt& e, const Stmt& s) {
  if (const auto* c = std::get_if<CallExpr>(&ast_.expr(e.value).node)) {
    const Symbol* symbol = scopes_.find(c->name.text);
    if (symbol && symbol->kind == SymbolKind::kPoisoned) return;
    if (symbol && symbol->kind == SymbolKind::kGate)
      fail(Code::kQubitCount, s.span, "gate '" + std::string(c->name.text) + "' is called without qubits", {},
           declared_note(*symbol, c->name.text));
  }
  unsupported(keyword(s.span), "expression statements");
}

void Sema::visit(const Assignment& a, const Stmt& s) {
  const Expr v = ast_.expr(a.value);
  const auto* m = std::get_if<MeasureExpr>(&v.node);
  if (m && !a.compound) return measure(m->operand, a.target, s.span);
  ExprId base = a.target;
  while (const auto* index = std::get_if<IndexExpr>(&ast_.expr(base).node)) base = index->base;
  const auto& name = std::get<NameExpr>(ast_.expr(base).node);
  const Span span = ast_.expr(base).span;
  const Symbol& symbol = resolve(name.text, span, "a variable");
  switch (symbol.kind) {
    case SymbolKind::kPoisoned:
    case SymbolKind::kUnsupported:
      throw Failed{};  // already reported at the declaration
    case SymbolKind::kConstant:
    case SymbolKind::kLoopVariable:
    case SymbolKind::kInput:
      fail(Code::kWrongKind, span,
           "'" + std::string(name.text) + "' is " + std::string(describe(symbol.kind)) +
               " and cannot be assigned",
           {}, declared_note(symbol, name.text));
    case SymbolKind::kBits:
      unsupported(keyword(s.span), "assignments to classical bits other than from measure");
    default:
      fail(Code::kWrongKind, span,
           "'" + std::string(name.text) + "' is " + std::string(describe(symbol.kind)) + ", not a variable",
           {}, declared_note(symbol, name.text));
  }
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
  for (std::uint32_t i = 0; i < d.body.count; ++i) one(ast_.ids(d.body)[i]);
  close_gate();
}

void Sema::open_gate(FileId file, StmtId id) {
  file_ = file;
  ++statements_;
  const auto d = std::get<GateDecl>(ast_.stmt(id).node);
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
  scopes_.push(true);
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
  for (const Name& p : ast_.names(d.params)) {
    formal(p, SymbolKind::kFormalParam, i);
    gate_->code.push_back({ParamOp::kFormal, i++, 0, 0});
  }
  i = 0;
  for (const Name& q : ast_.names(d.qubits)) formal(q, SymbolKind::kFormalQubit, i++);
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
