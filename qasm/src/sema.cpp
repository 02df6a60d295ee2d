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

namespace {
// One unit of work is an expression, some 20 ns. With the largest number of operations that is allowed by default, what
// is known to end may take up to half a minute, and what may never end half a second.
constexpr double kWorkPerOperation = 20, kOpenEndedWorkPerOperation = 0.2;
constexpr std::uint64_t kLeastWork = 100'000;
std::uint64_t work_limit(std::uint64_t max_operations, double each) {
  const double units = static_cast<double>(max_operations) * each;
  return units < 1e18 ? std::max(static_cast<std::uint64_t>(units), kLeastWork) : std::uint64_t{1} << 60;
}
constexpr std::uint64_t kStatementWork = 5, kFailureWork = 100;
}  // namespace

Sema::Sema(const Sources& sources, Reporter& reporter, const ParseOptions& options, Ast& ast)
    : sources_(sources),
      reporter_(reporter),
      options_(options),
      ast_(&ast),
      work_limit_(work_limit(options.limits.max_operations, kWorkPerOperation)) {}

Sema::OpenEnded::OpenEnded(Sema& s, Span span) : sema(s), outer(s.work_limit_) {
  if (sema.open_ended_++ > 0) return;
  sema.open_ended_at_ = sema.place(sema.keyword(span));
  const std::uint64_t own = work_limit(sema.options_.limits.max_operations, kOpenEndedWorkPerOperation);
  sema.work_limit_ = std::min(outer, saturating_add(sema.work_, own));
}

void Sema::too_much_work(Span span) {
  reporter_.limit(Code::kOperationLimit, open_ended_ > 0 ? open_ended_at_ : place(keyword(span)),
                  open_ended_ > 0 ? "the loop or call may never end: executing it takes too much work"
                                  : "what is computed before the program runs takes too much work",
                  "max_operations");
  throw StopReading{};
}

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
  if (cases_ > 0 && code == Code::kDuplicateQubit) throw Failed{};  // only with this index
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
  work(kStatementWork, s.span);
  struct Calls {
    Sema& sema;
    std::unordered_map<ExprId, Value> outer;
    explicit Calls(Sema& x) : sema(x), outer(std::exchange(x.called_, {})) {}
    ~Calls() { sema.called_ = std::move(outer); }
  } calls(*this);
  for (std::uint32_t i = 0; i < s.annotations.count; ++i)
    directive(ir::Directive::Kind::kAnnotation, ast_->names(s.annotations)[i].text, s.span);
  try {
    try {
      std::visit([&](const auto& node) { visit(node, s); }, s.node);
    } catch (const RuntimeIndex& index) {
      fail(Code::kNotConstant, ast_->expr(index.expr).span,
           "the index of a qubit must be known before the program runs here");
    }
  } catch (const Failed&) {
    work_ += kFailureWork;
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
  const OpenScope scope(*this);
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
  if (language_ == 3 && scopes_.at_global() && is_builtin_name(name.text))
    fail(Code::kRedefinition, name.span,
         "'" + std::string(name.text) + "' is declared by the language itself",
         "give it another name; in an inner scope it may be hidden");
  scopes_.declare(name.text, std::move(symbol));
}

void Sema::warn_of_lost_values() {
  const auto& results = program_.cregs;
  if (std::any_of(results.begin(), results.end(), [](const auto& r) { return r.is_variable; })) return;
  std::string names;
  std::optional<Place> first;
  for (const std::uint32_t index : globals_) {
    const Variable& v = variables_[index];
    if (v.known) continue;
    if (!first) first = v.declared;
    names += (names.empty() ? "'" : ", '") + shortened(v.name) + "'";
  }
  if (!first) return;
  reporter_.warning(Code::kNotReturned, *first,
                    "without an output only registers of bits are returned, not " + shortened(names),
                    "declare as output what the program is to return");
}

void Sema::finish(FileId file) {
  file_ = file;
  if (!ended_)
    for (const std::uint32_t index : outputs_) materialise(index, {});
  warn_of_lost_values();
  for (const auto& [name, given] : options_.inputs)
    if (!used_inputs_.count(name) && !options_.inputs_may_be_missing)
      reporter_.error(Code::kInputValue, place({}), "the program has no input '" + name + "'",
                      "declare it, or leave the value out");
}

std::vector<std::string> Sema::inputs_given() const {
  std::vector<std::string> names;
  for (const auto& [name, given] : options_.inputs)
    if (used_inputs_.count(name)) names.push_back(name);
  return names;
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
    return with_indices(s.span, [&] { measure(m->operand, a.target, s.span); });
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
  } else if (language_ == 3 && is_builtin_name(d.name.text)) {
    reporter_.error(Code::kRedefinition, gate_->declared,
                    "'" + gate_->name + "' is declared by the language itself", "give it another name");
    declare_poisoned(d.name);
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
