#include "ast.hpp"

#include <array>
#include <cstdio>
#include <string>

namespace qiao::qasm {

namespace {
constexpr std::array<std::string_view, 4> kUnary = {"+", "-", "!", "~"};
constexpr std::array<std::string_view, 19> kBinary = {
    "+", "-", "*", "/", "%", "**", "<<", ">>", "<", "<=", ">", ">=", "==", "!=", "&", "^", "|", "&&", "||"};
constexpr std::array<std::string_view, 13> kTypes = {
    "bit",     "int",  "uint",    "float", "angle",           "bool", "duration",
    "stretch", "void", "complex", "array", "array reference", "qubit"};

// Writes nodes as nested lists: (kind@begin-end field ...).
class Dumper {
 public:
  explicit Dumper(const Ast& ast) : ast_(ast) {}

  void stmt(StmtId id) {
    const Stmt& s = ast_.stmt(id);
    open("s" + std::to_string(s.node.index()), s.span);
    for (const Name& a : ast_.names(s.annotations)) text("@" + std::string(a.text));
    std::visit([this](const auto& node) { fields(node); }, s.node);
    out_ += ')';
  }
  std::string take() { return std::move(out_); }

 private:
  void open(const std::string& kind, Span span) {
    out_ += "(" + kind + "@" + std::to_string(span.begin) + "-" + std::to_string(span.end);
  }
  void text(std::string_view s) { out_.append(" ").append(s); }
  void number(double v) {
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, " %a", v);
    out_ += buffer;
  }
  void name(const Name& n) { text(std::string(n.text) + "@" + std::to_string(n.span.begin)); }
  void names(List list) {
    for (const Name& n : ast_.names(list)) name(n);
  }
  void expr(ExprId id) {
    if (id == kNone) return text("-");
    const Expr& e = ast_.expr(id);
    out_ += ' ';
    open("e" + std::to_string(e.node.index()), e.span);
    std::visit([this](const auto& node) { fields(node); }, e.node);
    out_ += ')';
  }
  void exprs(List list) {
    for (const ExprId id : ast_.ids(list)) expr(id);
  }
  void stmts(List list) {
    for (const StmtId id : ast_.ids(list)) stmt(id);
  }
  void type(TypeId id) {
    if (id == kNone) return text("-");
    const Type& t = ast_.type(id);
    text(spelling(t.kind));
    expr(t.width);
    if (t.element != kNone) type(t.element);
    exprs(t.dimensions);
  }

  void fields(const IntegerLiteral& n) { text(std::to_string(n.value) + (n.overflow ? "!" : "")); }
  void fields(const FloatLiteral& n) { number(n.value); }
  void fields(const BoolLiteral& n) { text(n.value ? "true" : "false"); }
  void fields(const BitsLiteral& n) { text(n.digits); }
  void fields(const ImaginaryLiteral& n) { number(n.value); }
  void fields(const DurationLiteral& n) { text(n.text); }
  void fields(const NameExpr& n) { text(n.text); }
  void fields(const HardwareQubit& n) { text(std::to_string(n.index)); }
  void fields(const UnaryExpr& n) {
    text(spelling(n.op));
    expr(n.operand);
  }
  void fields(const BinaryExpr& n) {
    text(std::string(spelling(n.op)) + "@" + std::to_string(n.sign.begin));
    expr(n.left);
    expr(n.right);
  }
  void fields(const CallExpr& n) {
    name(n.name);
    exprs(n.args);
  }
  void fields(const CastExpr& n) {
    type(n.type);
    expr(n.operand);
  }
  void fields(const IndexExpr& n) {
    expr(n.base);
    exprs(n.items);
  }
  void fields(const RangeExpr& n) {
    expr(n.start);
    expr(n.stop);
    expr(n.step);
  }
  void fields(const SetExpr& n) { exprs(n.items); }
  void fields(const ArrayExpr& n) { exprs(n.items); }
  void fields(const ConcatExpr& n) { exprs(n.items); }
  void fields(const MeasureExpr& n) { expr(n.operand); }
  void fields(const DurationOfExpr& n) { stmts(n.body); }

  void fields(const EmptyStmt&) {}
  void fields(const VersionStmt&) {}
  void fields(const IncludeStmt& n) { name(n.path); }
  void fields(const QubitDecl& n) {
    name(n.name);
    expr(n.size);
  }
  void fields(const BitDecl& n) {
    name(n.name);
    expr(n.size);
    expr(n.init);
  }
  void fields(const ClassicalDecl& n) {
    text(std::to_string(static_cast<int>(n.kind)));
    type(n.type);
    name(n.name);
    expr(n.init);
  }
  void fields(const AliasDecl& n) {
    name(n.name);
    expr(n.value);
  }
  void fields(const GateDecl& n) {
    name(n.name);
    names(n.params);
    text(":");
    names(n.qubits);
    stmts(n.body);
  }
  void fields(const SubroutineDecl& n) {
    name(n.name);
    stmts(n.body);
  }
  void fields(const ExternDecl& n) { name(n.name); }
  void fields(const GateCall& n) {
    for (const Modifier& m : ast_.modifiers(n.modifiers)) {
      text("mod" + std::to_string(static_cast<int>(m.kind)));
      expr(m.argument);
    }
    name(n.name);
    exprs(n.params);
    text(":");
    exprs(n.operands);
    expr(n.designator);
  }
  void fields(const MeasureStmt& n) {
    expr(n.operand);
    expr(n.target);
  }
  void fields(const ResetStmt& n) { expr(n.operand); }
  void fields(const BarrierStmt& n) { exprs(n.operands); }
  void fields(const DelayStmt& n) {
    expr(n.duration);
    exprs(n.operands);
  }
  void fields(const BoxStmt& n) {
    expr(n.duration);
    stmts(n.body);
  }
  void fields(const Assignment& n) {
    expr(n.target);
    expr(n.value);
    text(n.compound ? "op=" : "=");
  }
  void fields(const ExpressionStmt& n) { expr(n.value); }
  void fields(const IfStmt& n) {
    expr(n.condition);
    stmts(n.then_body);
    text(n.has_else ? "else" : ".");
    stmts(n.else_body);
  }
  void fields(const ForStmt& n) {
    type(n.type);
    name(n.variable);
    expr(n.over);
    stmts(n.body);
  }
  void fields(const WhileStmt& n) {
    expr(n.condition);
    stmts(n.body);
  }
  void fields(const SwitchStmt& n) {
    expr(n.subject);
    for (const SwitchCase& c : ast_.cases(n.cases)) {
      exprs(c.values);
      stmts(c.body);
    }
  }
  void fields(const JumpStmt& n) {
    text(std::to_string(static_cast<int>(n.kind)));
    expr(n.value);
  }
  void fields(const CalibrationStmt& n) {
    text(n.keyword);
    text(n.text);
  }
  void fields(const PragmaStmt& n) { text(n.text); }

  const Ast& ast_;
  std::string out_;
};
}  // namespace

std::string_view spelling(UnaryOp op) { return kUnary[static_cast<std::size_t>(op)]; }
std::string_view spelling(BinaryOp op) { return kBinary[static_cast<std::size_t>(op)]; }
std::string_view spelling(TypeKind kind) { return kTypes[static_cast<std::size_t>(kind)]; }

std::string dump(const Ast& ast, StmtId id) {
  Dumper dumper(ast);
  dumper.stmt(id);
  return dumper.take();
}

}  // namespace qiao::qasm
