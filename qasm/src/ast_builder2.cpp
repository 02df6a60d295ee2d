// The tree of OpenQasm2.g4 to our nodes.

#include "OpenQasm2Parser.h"
#include "antlr_support.hpp"
#include "literals.hpp"

namespace qiao::qasm {

namespace {

using Parser = qiao_openqasm::OpenQasm2Parser;

class Builder2 {
 public:
  Builder2(const Chunk& chunk, Ast& ast) : chunk_(chunk), ast_(ast) {}

  StmtId statement(Parser::StatementContext* s) { return ast_.add_stmt(chunk_.span(s), node(s)); }

 private:
  StmtNode node(Parser::StatementContext* s) {
    if (auto* x = s->quantumOperation()) {
      if (auto* call = x->gateCall()) {
        return GateCall{chunk_.name(call->Identifier()),
                        {},
                        expressions(call->expressionList()),
                        operands(call->operandList()),
                        kNone};
      }
      if (auto* m = x->measureStatement()) return MeasureStmt{operand(m->operand(0)), operand(m->operand(1))};
      return ResetStmt{operand(x->resetStatement()->operand())};
    }
    if (auto* x = s->registerDeclaration()) {
      const Name name = chunk_.name(x->Identifier());
      const ExprId size = integer(x->Integer()->getSymbol());
      if (x->QREG()) return QubitDecl{name, size, true};
      return BitDecl{name, size, kNone, true};
    }
    if (auto* x = s->gateDefinition()) {
      std::vector<std::uint32_t> body;
      for (auto* inner : x->gateBody()->statement()) body.push_back(statement(inner));
      return signature(x->gateSignature(), ast_.add(body), false);
    }
    if (auto* x = s->opaqueDeclaration()) return signature(x->gateSignature(), {}, true);
    if (auto* x = s->conditional()) {
      const ExprId left = ast_.add(chunk_.span(x->Identifier()->getSymbol()),
                                   NameExpr{chunk_.text(x->Identifier()->getSymbol())});
      const ExprId right = integer(x->Integer()->getSymbol());
      const Span span{ast_.expr(left).span.begin, ast_.expr(right).span.end};
      const ExprId condition =
          ast_.add(span, BinaryExpr{BinaryOp::kEqual, left, right, chunk_.span(x->EQUALS()->getSymbol())});
      const std::uint32_t body[] = {statement(x->statement())};
      return IfStmt{condition, ast_.add(body), {}, false};
    }
    if (auto* x = s->barrierStatement()) return BarrierStmt{operands(x->operandList())};
    if (auto* x = s->include()) {
      Name path = chunk_.name(x->String());
      path.text = path.text.substr(1, path.text.size() - 2);
      return IncludeStmt{path};
    }
    if (s->version()) return VersionStmt{};
    return EmptyStmt{};
  }

  GateDecl signature(Parser::GateSignatureContext* s, List body, bool opaque) {
    return GateDecl{chunk_.name(s->Identifier()), names(s->parameters), names(s->qubits), body, opaque};
  }
  List names(Parser::IdentifierListContext* list) {
    if (!list) return {};
    std::vector<Name> out;
    for (auto* id : list->Identifier()) out.push_back(chunk_.name(id));
    return ast_.add(out);
  }
  List operands(Parser::OperandListContext* list) {
    std::vector<ExprId> out;
    for (auto* o : list->operand()) out.push_back(operand(o));
    return ast_.add(out);
  }
  ExprId operand(Parser::OperandContext* o) {
    const Name name = chunk_.name(o->Identifier());
    const ExprId base = ast_.add(name.span, NameExpr{name.text});
    if (!o->Integer()) return base;
    const ExprId item[] = {integer(o->Integer()->getSymbol())};
    return ast_.add(chunk_.span(o), IndexExpr{base, ast_.add(item)});
  }
  ExprId integer(const antlr4::Token* token) {
    return ast_.add(chunk_.span(token), integer_value(chunk_.text(token)));
  }
  List expressions(Parser::ExpressionListContext* list) {
    if (!list) return {};
    std::vector<ExprId> out;
    for (auto* e : list->expression()) out.push_back(expression(e));
    return ast_.add(out);
  }
  ExprId binary(BinaryOp op, const antlr4::Token* sign, Parser::ExpressionContext* left,
                Parser::ExpressionContext* right) {
    const ExprId l = expression(left);
    const ExprId r = expression(right);
    return ast_.add({ast_.expr(l).span.begin, ast_.expr(r).span.end},
                    BinaryExpr{op, l, r, chunk_.span(sign)});
  }
  ExprId expression(Parser::ExpressionContext* e) {
    if (auto* x = dynamic_cast<Parser::AtomExpressionContext*>(e)) {
      const antlr4::Token* token = x->getStart();
      const Span span = chunk_.span(token);
      if (x->Integer()) return integer(token);
      if (x->Real()) return ast_.add(span, FloatLiteral{float_value(chunk_.text(token))});
      return ast_.add(span, NameExpr{chunk_.text(token)});
    }
    if (auto* x = dynamic_cast<Parser::GroupExpressionContext*>(e)) return expression(x->expression());
    if (auto* x = dynamic_cast<Parser::SignExpressionContext*>(e)) {
      const ExprId operand = expression(x->expression());
      const Span span{chunk_.span(x->op).begin, ast_.expr(operand).span.end};
      return ast_.add(span, UnaryExpr{x->PLUS() ? UnaryOp::kPlus : UnaryOp::kMinus, operand});
    }
    if (auto* x = dynamic_cast<Parser::PowerExpressionContext*>(e))
      return binary(BinaryOp::kPow, x->op, x->expression(0), x->expression(1));
    if (auto* x = dynamic_cast<Parser::ProductExpressionContext*>(e))
      return binary(x->STAR() ? BinaryOp::kMul : BinaryOp::kDiv, x->op, x->expression(0), x->expression(1));
    if (auto* x = dynamic_cast<Parser::SumExpressionContext*>(e))
      return binary(x->PLUS() ? BinaryOp::kAdd : BinaryOp::kSub, x->op, x->expression(0), x->expression(1));
    auto* call = dynamic_cast<Parser::FunctionExpressionContext*>(e);
    const ExprId args[] = {expression(call->expression())};
    return ast_.add(chunk_.span(e), CallExpr{chunk_.name(call->function), ast_.add(args)});
  }

  const Chunk& chunk_;
  Ast& ast_;
};

}  // namespace

StmtId build_statement2(antlr4::ParserRuleContext* context, const Chunk& chunk, Ast& ast) {
  return Builder2(chunk, ast).statement(static_cast<Parser::StatementContext*>(context));
}

const antlr4::Token* declared_name2(antlr4::ParserRuleContext* context) {
  auto* s = static_cast<Parser::StatementContext*>(context);
  antlr4::tree::TerminalNode* name = nullptr;
  if (auto* x = s->registerDeclaration()) name = x->Identifier();
  if (auto* x = s->gateDefinition()) name = x->gateSignature() ? x->gateSignature()->Identifier() : nullptr;
  if (auto* x = s->opaqueDeclaration())
    name = x->gateSignature() ? x->gateSignature()->Identifier() : nullptr;
  return name ? name->getSymbol() : nullptr;
}

}  // namespace qiao::qasm
