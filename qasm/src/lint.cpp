#include "lint.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

#include "gate_library.hpp"
#include "splitter.hpp"

namespace qiao::qasm {

namespace {

bool is_small_letter(char c) { return c >= 'a' && c <= 'z'; }

std::string_view name_of(LintEffect effect) {
  return effect == LintEffect::kWrong ? "misreads this" : "refuses this";
}

}  // namespace

// ---------------------------------------------------------------- findings

bool Linter::wants(Tool tool) const {
  return std::find(options_.lint.begin(), options_.lint.end(), tool) != options_.lint.end();
}

void Linter::find(LintRule rule, Span span, std::string message, std::string fix) {
  const LintInfo& info = lint_info(rule);
  if (!wants(info.tool) || sources_[file_].built_in) return;
  // In OpenQASM 3 the readers of version 2 stop at the first line.
  const bool whole = rule == LintRule::kMqVersion3 || rule == LintRule::kPaperVersion3;
  if (language_ == 3 && info.tool != Tool::kQiskit && !whole) return;
  if (found_.empty()) found_.resize(num_lint_rules());
  std::uint64_t& n = found_[static_cast<std::size_t>(rule)];
  if (n >= options_.limits.max_errors) return;
  if (++n == options_.limits.max_errors) fix += "; further ones of this kind are not listed (--max-errors)";
  reporter_.lint(rule, {file_, span},
                 std::string(tool_name(info.tool)) + " " + std::string(name_of(info.effect)) + ": " + message,
                 std::move(fix));
}

Span Linter::keyword(Span span) const {
  std::uint32_t end = span.begin;
  const std::string_view all = sources_[file_].text();
  while (end < span.end && is_word_byte(static_cast<unsigned char>(all[end]))) ++end;
  return {span.begin, std::max(end, span.begin + 1)};
}

// ---------------------------------------------------------------- the layout of the text

void Linter::version(FileId file, Span span, int language) {
  file_ = file;
  language_ = language;
  comments(file);
  last_any_ = false;
  if (span.end == span.begin) {
    if (language == 2 && !sources_[file].included_from)
      find(LintRule::kPaperNoVersion, span, "the version statement is missing", "begin with OPENQASM 2.0;");
    return;
  }
  if (language == 3) {
    find(LintRule::kMqVersion3, span, "the program is OpenQASM 3", "write it in OpenQASM 2");
    find(LintRule::kPaperVersion3, span, "the program is OpenQASM 3", "write it in OpenQASM 2");
    return;
  }
  layout(span, false);
}

void Linter::comments(FileId file) {
  if (language_ != 2) return;
  const std::string_view all = sources_[file].text();
  for (std::size_t pos = 0; (pos = all.find_first_of("/\"", pos)) != std::string_view::npos;) {
    if (all[pos] == '"') {
      pos = all.find_first_of("\"\r\n", pos + 1);
      if (pos == std::string_view::npos) return;
      ++pos;
    } else if (all.substr(pos, 2) == "//") {
      pos = line_end(all, pos);
    } else if (all.substr(pos, 2) == "/*") {
      const auto at = static_cast<std::uint32_t>(pos);
      for (const LintRule rule : {LintRule::kQiskitComment, LintRule::kPaperComment})
        find(rule, {at, at + 2}, "a block comment in OpenQASM 2", "begin each of its lines with //");
      pos = all.find("*/", pos + 2);
      if (pos == std::string_view::npos) return;
      pos += 2;
    } else {
      ++pos;
    }
  }
}

// A statement at the top level: one line each, blanks between the words.
void Linter::layout(Span span, bool definition) {
  const std::uint32_t begin = line_of(span.begin);
  if (last_any_ && begin == last_line_)
    find(LintRule::kMqSameLine, keyword(span), "a second statement on the line",
         "begin a new line before it");
  const std::string_view all = text(span);
  last_line_ = begin;
  for (std::size_t i = 0; i < all.size(); ++i) last_line_ += ends_line(all, i);
  last_any_ = true;
  if (definition) return;
  if (last_line_ != begin)
    find(LintRule::kMqSeveralLines, keyword(span), "a statement over several lines", "join its lines");
  if (const std::size_t tab = all.find('\t'); tab != std::string_view::npos) {
    const std::uint32_t at = span.begin + static_cast<std::uint32_t>(tab);
    find(LintRule::kMqTab, {at, at + 1}, "a tab inside a statement", "write a blank");
  }
}

void Linter::close_gate(FileId file, std::uint32_t end) {
  file_ = file;
  last_line_ = line_of(end - 1);
}

// ---------------------------------------------------------------- statements

void Linter::statement(FileId file, StmtId id, bool in_gate) {
  if (file != file_) last_any_ = false;
  file_ = file;
  in_gate_ = in_gate;
  const Stmt& s = ast_.stmt(id);
  if (!in_gate) layout(s.span, std::holds_alternative<GateDecl>(s.node));
  inner(id);
}

void Linter::inner(StmtId id) {
  const Stmt& s = ast_.stmt(id);
  std::visit([&](const auto& node) { check(node, s); }, s.node);
}

void Linter::body(List list) {
  ++depth_;
  for (const StmtId id : ast_.ids(list)) inner(id);
  --depth_;
}

void Linter::unknown_to_qiskit(const Stmt& s, std::string_view what) {
  if (language_ == 3)
    find(LintRule::kQiskitStatement, keyword(s.span),
         std::string(what) + " is unknown to qiskit-qasm3-import", "see qiao explain L213");
}

void Linter::check(const EmptyStmt&, const Stmt& s) {
  find(language_ == 2 ? LintRule::kPaperEmpty : LintRule::kQiskitEmpty, s.span, "an empty statement",
       "leave the ';' out");
}

void Linter::check(const IncludeStmt& n, const Stmt& s) {
  if (n.path.text == (language_ == 2 ? "qelib1.inc" : "stdgates.inc")) return;
  const std::string message = "the file '" + shortened(n.path.text) + "' cannot be included";
  const std::string fix = "copy its definitions into the program";
  find(LintRule::kMqInclude, keyword(s.span), message, fix);
  if (language_ == 3) find(LintRule::kQiskitInclude, keyword(s.span), message, fix);
}

void Linter::declared(const Name& name) {
  if (language_ != 2 || name.text.empty() || is_small_letter(name.text[0])) return;
  for (const LintRule rule : {LintRule::kQiskitCapital, LintRule::kPaperCapital})
    find(rule, name.span, "the name '" + shortened(name.text) + "' does not begin with a small letter",
         "rename it");
}

void Linter::declare_register(const Name& name, ExprId size, bool quantum) {
  declared(name);
  Register r;
  r.declared = {file_, name.span};
  r.quantum = quantum;
  r.scalar = size == kNone;
  r.size = 1;
  if (size != kNone) {
    const auto* n = std::get_if<IntegerLiteral>(&ast_.expr(size).node);
    r.size = n && !n->overflow && n->value <= options_.limits.max_register
                 ? static_cast<std::uint32_t>(n->value)
                 : 0;
  }
  std::uint32_t& total = quantum ? num_qubits_ : num_bits_;
  r.first = total;
  total += r.size;
  registers_.emplace(name.text, r);
}

void Linter::local_declaration(const Stmt& s) {
  if (language_ == 3 && depth_ > 0)
    find(LintRule::kQiskitLocal, keyword(s.span), "a declaration inside a block",
         "declare it before the block");
}

void Linter::qubits_of(Span span, bool physical) {
  if (in_gate_ || language_ == 2) return;
  (physical ? physical_seen_ : declared_seen_) = true;
  if (!physical_seen_ || !declared_seen_ || mixing_reported_) return;
  mixing_reported_ = true;
  find(LintRule::kQiskitPhysical, span, "physical qubits beside declared ones",
       "declare a register and use its qubits");
}

void Linter::duration(ExprId id) {
  if (language_ == 3 && id != kNone && !std::holds_alternative<DurationLiteral>(ast_.expr(id).node) &&
      !std::holds_alternative<NameExpr>(ast_.expr(id).node))
    find(LintRule::kQiskitDuration, ast_.expr(id).span, "a computed duration",
         "write the number with its unit");
}

void Linter::range_end(ExprId item) {
  const auto* range = std::get_if<RangeExpr>(&ast_.expr(item).node);
  const auto* sign =
      range && range->stop != kNone ? std::get_if<UnaryExpr>(&ast_.expr(range->stop).node) : nullptr;
  const auto* number = sign && sign->op == UnaryOp::kMinus
                           ? std::get_if<IntegerLiteral>(&ast_.expr(sign->operand).node)
                           : nullptr;
  if (language_ == 3 && number && number->value == 1)
    find(LintRule::kQiskitRangeEnd, ast_.expr(item).span, "a range that ends at -1 is empty there",
         "write the number of the last qubit or bit");
}

void Linter::check(const AliasDecl& n, const Stmt&) {
  if (language_ == 2) return;
  std::vector<ExprId> parts{n.value};
  if (const auto* concat = std::get_if<ConcatExpr>(&ast_.expr(n.value).node)) {
    const auto ids = ast_.ids(concat->items);
    parts.assign(ids.begin(), ids.end());
  }
  for (const ExprId id : parts) {
    if (const auto* index = std::get_if<IndexExpr>(&ast_.expr(id).node))
      for (const ExprId item : ast_.ids(index->items)) range_end(item);
    bool single = true;
    if (bits_of(id, single) && single)
      find(LintRule::kQiskitAlias, ast_.expr(id).span, "an alias of a single qubit or bit",
           "select it with a range, as in q[0:0]");
  }
  // What the alias stands for is of no matter to the rules, that it is a register is.
  Register alias;
  alias.declared = {file_, n.name.span};
  alias.quantum = true;
  registers_.emplace(n.name.text, alias);
}

void Linter::check(const DelayStmt& n, const Stmt&) {
  duration(n.duration);
  for (const ExprId id : ast_.ids(n.operands)) operand(id);
}

void Linter::check(const QubitDecl& n, const Stmt&) {
  declare_register(n.name, n.size, true);
  qubits_of(n.name.span, false);
  if (std::any_of(n.name.text.begin(), n.name.text.end(),
                  [](char c) { return is_digit(static_cast<unsigned char>(c)); }))
    find(LintRule::kMqDigitInRegister, n.name.span,
         "the digits in '" + shortened(n.name.text) + "' are read as the index of its qubits",
         "rename it without digits");
}

void Linter::check(const BitDecl& n, const Stmt& s) {
  declare_register(n.name, n.size, false);
  local_declaration(s);
  if (n.init == kNone) return;
  if (const auto* m = std::get_if<MeasureExpr>(&ast_.expr(n.init).node)) operand(m->operand);
  else
    find(LintRule::kQiskitVariable, ast_.expr(n.init).span, "an initial value of bits",
         "declare the bits without it and flip the qubits instead");
}

void Linter::check(const ClassicalDecl& n, const Stmt& s) {
  if (n.kind == ClassicalDecl::Kind::kInput) {
    const TypeKind kind = ast_.type(n.type).kind;
    if (kind == TypeKind::kFloat || kind == TypeKind::kAngle) return;
  }
  const std::string_view what = n.kind == ClassicalDecl::Kind::kConst    ? "constant"
                                : n.kind == ClassicalDecl::Kind::kInput  ? "input of this type"
                                : n.kind == ClassicalDecl::Kind::kOutput ? "output"
                                                                         : "variable";
  find(LintRule::kQiskitVariable, keyword(s.span),
       "there is no " + std::string(what) + " in qiskit-qasm3-import",
       n.kind == ClassicalDecl::Kind::kConst ? "write its value where it is used" : "see qiao explain L214");
}

void Linter::check(const GateDecl& n, const Stmt&) {
  own_gates_.emplace(n.name.text);
  declared(n.name);
  const auto names = ast_.names(n.params);
  for (std::size_t i = 0; i < names.size(); ++i) {
    declared(names[i]);
    bool hurts = names[i].text == "e";
    for (std::size_t k = i + 1; k < names.size(); ++k)
      hurts |= names[k].text.find(names[i].text) != std::string_view::npos;
    if (hurts)
      find(LintRule::kMqFormalNames, names[i].span,
           names[i].text == "e"
               ? "the parameter 'e' is replaced inside numbers such as 1e-1"
               : "the name '" + shortened(names[i].text) + "' is part of a later parameter's name",
           "rename the parameter");
  }
  for (const Name& q : ast_.names(n.qubits)) declared(q);
  for (const StmtId id : ast_.ids(n.body)) inner(id);
}

void Linter::check(const GateCall& n, const Stmt& s) {
  const std::string name(n.name.text);
  const bool own = own_gates_.contains(name);
  if (language_ == 2 && !own) {
    if (is_library_gate(name, 2) && !is_original(name) && options_.qelib1 == Qelib1::kExtended) {
      find(LintRule::kQiskitGate, n.name.span, "qasm2.loads does not define '" + name + "'",
           "define the gate, or call loads(text, custom_instructions=qasm2.LEGACY_CUSTOM_INSTRUCTIONS)");
      find(LintRule::kPaperGate, n.name.span, "the gate '" + name + "' is not in the paper's qelib1.inc",
           "define it in the program");
    }
    if (name == "csx")
      find(LintRule::kMqCsx, n.name.span, "csx gets another phase",
           "write h b; cu1(pi/2) a,b; h b; each on its own line");
    if (name == "u0" || name == "rc3x")
      find(LintRule::kMqGate, n.name.span, "the gate '" + name + "' is unknown",
           name == "u0" ? "leave it out: it does nothing" : "define it in the program");
  }
  for (const ExprId p : ast_.ids(n.params)) {
    parameter(p);
    numbers(p);
  }
  for (std::uint32_t i = 0; i < n.modifiers.count; ++i) {
    const Modifier m = ast_.modifiers(n.modifiers)[i];
    if (m.kind == Modifier::Kind::kPow && std::holds_alternative<NameExpr>(ast_.expr(m.argument).node))
      find(LintRule::kQiskitExpression, ast_.expr(m.argument).span, "an exponent that is not a number",
           "write the number");
    const Expr* exponent = m.kind == Modifier::Kind::kPow ? &ast_.expr(m.argument) : nullptr;
    if (exponent)
      if (const auto* sign = std::get_if<UnaryExpr>(&exponent->node)) exponent = &ast_.expr(sign->operand);
    constexpr std::uint64_t kExactEnough = 1'000'000;
    if (const auto* k = exponent ? std::get_if<IntegerLiteral>(&exponent->node) : nullptr;
        k && k->value > kExactEnough)
      find(LintRule::kQiskitLargePower, ast_.expr(m.argument).span, "a power that Qiskit computes inexactly",
           "write the remainder of the exponent by the gate's order");
  }
  bool register_seen = false, single_seen = false;
  for (const ExprId id : ast_.ids(n.operands)) {
    operand(id);
    bool single = true;
    const Register* r = in_gate_ ? nullptr : bits_of(id, single);
    register_seen |= r && !single;
    single_seen |= r && single;
  }
  if (register_seen && single_seen)
    find(LintRule::kMqMixedOperands, keyword(s.span), "a register beside a single qubit",
         "write one call per qubit");
}

void Linter::check(const MeasureStmt& n, const Stmt& s) {
  operand(n.operand);
  if (n.target != kNone) {
    operand(n.target);
    measured(n.operand, n.target);
    return;
  }
  find(LintRule::kQiskitMeasure, keyword(s.span), "the result of the measurement is dropped",
       "declare a bit and measure into it");
}

void Linter::check(const ResetStmt& n, const Stmt& s) {
  operand(n.operand);
  find(LintRule::kMqReset, keyword(s.span), "reset is not known", "use a fresh qubit");
}

void Linter::check(const BarrierStmt& n, const Stmt& s) {
  bool register_seen = false;
  for (const ExprId id : ast_.ids(n.operands)) {
    bool single = true;
    register_seen |= !in_gate_ && bits_of(id, single) && !single;
    operand(id);
  }
  if (register_seen && n.operands.count > 1)
    find(LintRule::kMqMixedOperands, keyword(s.span), "a register in a list of a barrier", "list the qubits");
}

void Linter::check(const BoxStmt& n, const Stmt&) {
  duration(n.duration);
  body(n.body);
}

void Linter::check(const Assignment& n, const Stmt& s) {
  if (const auto* m = std::get_if<MeasureExpr>(&ast_.expr(n.value).node); m && !n.compound) {
    operand(m->operand);
    return;
  }
  find(LintRule::kQiskitVariable, s.span, "there is no assignment in qiskit-qasm3-import but from measure",
       "see qiao explain L214");
}

void Linter::check(const IfStmt& n, const Stmt& s) {
  find(LintRule::kMqIf, keyword(s.span), "there is no classical control", "see qiao explain L107");
  condition(n.condition);
  body(n.then_body);
  body(n.else_body);
}

void Linter::check(const ForStmt& n, const Stmt&) {
  const TypeKind kind = ast_.type(n.type).kind;
  if (language_ == 3 && kind != TypeKind::kInt && kind != TypeKind::kUint)
    find(LintRule::kQiskitLoopType, n.variable.span, "a loop variable that is no integer",
         "write the rounds out");
  const bool added = loop_variables_.emplace(n.variable.text).second;
  body(n.body);
  if (added) loop_variables_.erase(loop_variables_.find(n.variable.text));
}

void Linter::check(const WhileStmt& n, const Stmt&) {
  condition(n.condition);
  body(n.body);
}

void Linter::check(const SwitchStmt&, const Stmt& s) { unknown_to_qiskit(s, "switch"); }
void Linter::check(const SubroutineDecl&, const Stmt& s) { unknown_to_qiskit(s, "def"); }
void Linter::check(const ExternDecl&, const Stmt& s) { unknown_to_qiskit(s, "extern"); }
void Linter::check(const PragmaStmt&, const Stmt& s) { unknown_to_qiskit(s, "pragma"); }
void Linter::check(const CalibrationStmt& n, const Stmt& s) { unknown_to_qiskit(s, n.keyword); }
void Linter::check(const JumpStmt& n, const Stmt& s) {
  if (n.kind == JumpStmt::Kind::kEnd) unknown_to_qiskit(s, "end");
}

// ---------------------------------------------------------------- operands and values

const Linter::Register* Linter::bits_of(ExprId id, bool& single) const {
  const auto& node = ast_.expr(id).node;
  if (const auto* index = std::get_if<IndexExpr>(&node)) {
    bool base_single = true;
    const Register* r = bits_of(index->base, base_single);
    single = true;
    for (const ExprId item : ast_.ids(index->items)) {
      const auto& kind = ast_.expr(item).node;
      if (std::holds_alternative<RangeExpr>(kind) || std::holds_alternative<SetExpr>(kind)) single = false;
    }
    return r;
  }
  const auto* name = std::get_if<NameExpr>(&node);
  if (!name) return nullptr;
  const auto found = registers_.find(name->text);
  if (found == registers_.end()) return nullptr;
  single = found->second.scalar;
  return &found->second;
}

// An operand of a statement: its blanks, and how far the qubits are used.
void Linter::operand(ExprId id) {
  const Expr& e = ast_.expr(id);
  if (std::holds_alternative<HardwareQubit>(e.node)) return qubits_of(e.span, true);
  const auto* index = std::get_if<IndexExpr>(&e.node);
  if (index) {
    const std::string_view written = text(e.span);
    if (written.find_first_of(" \t\n\r") != std::string_view::npos)
      find(LintRule::kMqBlankInIndex, e.span, "a blank before or inside the brackets",
           "write it without blanks");
    for (const ExprId item : ast_.ids(index->items)) range_end(item);
    for (const ExprId item : ast_.ids(index->items))
      if (uses_loop_variable(item))
        find(LintRule::kQiskitLoopIndex, ast_.expr(item).span, "a loop variable as an index",
             "write the statements out");
  }
  bool single = true;
  const Register* r = in_gate_ ? nullptr : bits_of(id, single);
  if (!r || !r->quantum) return;
  std::uint32_t last = r->size - 1;
  if (index && index->items.count == 1)
    if (const auto* n = std::get_if<IntegerLiteral>(&ast_.expr(ast_.ids(index->items)[0]).node))
      last = static_cast<std::uint32_t>(std::min<std::uint64_t>(n->value, last));
  if (r->size > 0) used_qubits_ = std::max(used_qubits_, r->first + last + 1);
}

// The classical bits must come in order: 0, 1, 2, ...
void Linter::measured(ExprId from, ExprId to) {
  bool single = true;
  const Register* r = in_gate_ ? nullptr : bits_of(to, single);
  if (!r || r->quantum || order_reported_) return;
  std::uint32_t bit = r->first, count = r->size;
  if (const auto* index = std::get_if<IndexExpr>(&ast_.expr(to).node)) {
    const auto* n = index->items.count == 1
                        ? std::get_if<IntegerLiteral>(&ast_.expr(ast_.ids(index->items)[0]).node)
                        : nullptr;
    if (!n || n->value >= r->size) return;
    bit += static_cast<std::uint32_t>(n->value);
    count = 1;
  }
  if (bit != measured_) {
    order_reported_ = true;
    find(LintRule::kMqMeasureOrder, ast_.expr(to).span,
         "its results come in the order of the measurements, where this one is number " +
             std::to_string(measured_),
         "measure into the bits in their order, leaving none out");
  }
  measured_ += count;
  (void)from;
}

void Linter::parameter(ExprId id) {
  const Expr& e = ast_.expr(id);
  const auto outside = [&](std::string_view what) {
    find(LintRule::kMqExpression, e.span, std::string(what) + " in a parameter", "write the number");
    if (language_ == 3 && what != "a sign '+'")
      find(LintRule::kQiskitExpression, e.span, std::string(what) + " in a parameter", "write the number");
  };
  if (const auto* call = std::get_if<CallExpr>(&e.node)) {
    outside("the function " + std::string(call->name.text));
    return;
  }
  if (std::holds_alternative<CastExpr>(e.node)) return outside("a cast");
  if (const auto* unary = std::get_if<UnaryExpr>(&e.node)) {
    if (unary->op == UnaryOp::kPlus) return outside("a sign '+'");
    return parameter(unary->operand);
  }
  if (const auto* binary = std::get_if<BinaryExpr>(&e.node)) {
    if (binary->op == BinaryOp::kPow) return outside("a power");
    if (binary->op > BinaryOp::kDiv)
      return outside("the operator '" + std::string(spelling(binary->op)) + "'");
    parameter(binary->left);
    parameter(binary->right);
    return;
  }
}

// Numbers anywhere in a parameter.
void Linter::numbers(ExprId id) {
  const Expr& e = ast_.expr(id);
  if (const auto* call = std::get_if<CallExpr>(&e.node)) {
    for (const ExprId argument : ast_.ids(call->args)) numbers(argument);
  } else if (const auto* unary = std::get_if<UnaryExpr>(&e.node)) {
    numbers(unary->operand);
  } else if (const auto* binary = std::get_if<BinaryExpr>(&e.node)) {
    numbers(binary->left);
    numbers(binary->right);
  } else if (std::holds_alternative<FloatLiteral>(e.node) &&
             text(e.span).find('.') == std::string_view::npos) {
    find(LintRule::kPaperExponent, e.span, "the number " + shortened(text(e.span)) + " has no decimal point",
         "write the point before the exponent, as in 1.0e3");
  }
}

bool Linter::uses_loop_variable(ExprId id) const {
  const Expr& e = ast_.expr(id);
  if (const auto* name = std::get_if<NameExpr>(&e.node)) return loop_variables_.contains(name->text);
  if (const auto* unary = std::get_if<UnaryExpr>(&e.node)) return uses_loop_variable(unary->operand);
  if (const auto* binary = std::get_if<BinaryExpr>(&e.node))
    return uses_loop_variable(binary->left) || uses_loop_variable(binary->right);
  if (const auto* range = std::get_if<RangeExpr>(&e.node))
    return (range->start != kNone && uses_loop_variable(range->start)) ||
           (range->stop != kNone && uses_loop_variable(range->stop));
  return false;
}

bool Linter::qiskit_takes(ExprId id) const {
  const Expr& e = ast_.expr(id);
  bool single = false;
  if (const auto* unary = std::get_if<UnaryExpr>(&e.node))
    return (unary->op == UnaryOp::kNot || unary->op == UnaryOp::kBitNot) && bits_of(unary->operand, single) &&
           single;
  if (const auto* binary = std::get_if<BinaryExpr>(&e.node)) {
    if (binary->op != BinaryOp::kEqual) return false;
    const bool first = bits_of(binary->left, single);
    if (!first && !bits_of(binary->right, single)) return false;
    const auto& right = ast_.expr(first ? binary->right : binary->left).node;
    if (single) return std::holds_alternative<BoolLiteral>(right);
    return std::holds_alternative<IntegerLiteral>(right) || std::holds_alternative<BitsLiteral>(right);
  }
  return bits_of(id, single) && single;
}

void Linter::condition(ExprId id) {
  if (language_ == 3 && !qiskit_takes(id))
    find(LintRule::kQiskitCondition, ast_.expr(id).span, "a condition of another form",
         "compare one bit with true or false, or one register with an integer; nest if statements for and");
}

// ---------------------------------------------------------------- the whole

void Linter::finish() {
  if (used_qubits_ >= num_qubits_) return;
  // The register that holds the last qubit.
  for (const auto& [name, r] : registers_) {
    if (!r.quantum || r.first + r.size != num_qubits_ || r.size == 0) continue;
    file_ = r.declared.file;
    const std::uint32_t unused = num_qubits_ - used_qubits_;
    find(LintRule::kMqUnusedQubits, r.declared.span,
         unused == 1 ? "the last qubit is not used and vanishes"
                     : "the last " + std::to_string(unused) + " qubits are not used and vanish",
         "add id " + shortened(name) + (r.scalar ? "" : "[" + std::to_string(r.size - 1) + "]") +
             "; on its own line");
    return;
  }
}

}  // namespace qiao::qasm
