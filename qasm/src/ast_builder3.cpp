// The tree of OpenQasm3Parser.g4 to our nodes.

#include "OpenQasm3Lexer.h"
#include "OpenQasm3Parser.h"
#include "antlr_support.hpp"
#include "literals.hpp"

namespace qiao::qasm {

namespace {

using Lexer = qiao_openqasm::OpenQasm3Lexer;
using Parser = qiao_openqasm::OpenQasm3Parser;
using antlr4::Token;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

class Builder3 {
 public:
  Builder3(const Chunk& chunk, Ast& ast) : chunk_(chunk), ast_(ast) {}

  StmtId statement(Parser::StatementContext* s) {
    if (auto* p = s->pragma()) {
      const std::string_view text =
          p->LineText() ? chunk_.text(p->LineText()->getSymbol()) : std::string_view{};
      return ast_.add_stmt(chunk_.span(s), PragmaStmt{trimmed(text)});
    }
    std::vector<Name> annotations;
    for (auto* a : s->annotation()) {
      Span span = chunk_.span(a);
      ++span.begin;  // without the '@'
      annotations.push_back({trimmed(chunk_.text(span)), span});
    }
    auto* bare = s->bareStatement();
    const StmtId id = ast_.add_stmt(chunk_.span(bare), node(bare));
    ast_.stmt(id).annotations = ast_.add(annotations);
    return id;
  }

 private:
  // ---- statements
  StmtNode node(Parser::BareStatementContext* s) {
    if (auto* x = s->gateCall())
      return GateCall{name(x->Identifier()), modifiers(x->modifier()), expressions(x->expressionList()),
                      operands(x->operandList()), designator(x->designator())};
    if (auto* x = s->phaseCall())
      return GateCall{name(x->GPHASE()), modifiers(x->modifier()), expressions(x->expressionList()),
                      operands(x->operandList()), designator(x->designator())};
    if (auto* x = s->measureStatement())
      return MeasureStmt{operand(x->measurement()->operand()), x->place() ? place(x->place()) : kNone};
    if (auto* x = s->assignment()) {
      ExprId value;
      if (x->measurement()) value = measurement(x->measurement());
      else if (x->concatenation()) value = concatenation(x->concatenation());
      else value = array(x->arrayLiteral());
      const std::string_view op = chunk_.text(x->op);
      const bool compound = x->op->getType() != Lexer::ASSIGN, inverted = op == "~=";
      return Assignment{place(x->place()), value, compound,
                        compound && !inverted ? binary_op(op.substr(0, op.size() - 1)) : BinaryOp::kAdd,
                        inverted};
    }
    if (auto* x = s->qubitDeclaration())
      return QubitDecl{name(x->Identifier()), designator(x->designator()), false};
    if (auto* x = s->oldRegisterDeclaration()) {
      if (x->QREG()) return QubitDecl{name(x->Identifier()), designator(x->designator()), true};
      return BitDecl{name(x->Identifier()), designator(x->designator()), kNone, true};
    }
    if (auto* x = s->classicalDeclaration()) {
      const ExprId init = initializer(x->initializer());
      if (x->scalarType() && x->scalarType()->kind->getType() == Lexer::BIT)
        return BitDecl{name(x->Identifier()), designator(x->scalarType()->designator()), init, false};
      return ClassicalDecl{ClassicalDecl::Kind::kVariable, type(x->scalarType(), x->arrayType()),
                           name(x->Identifier()), init};
    }
    if (auto* x = s->constDeclaration())
      return ClassicalDecl{ClassicalDecl::Kind::kConst, type(x->scalarType(), nullptr), name(x->Identifier()),
                           initializer(x->initializer())};
    if (auto* x = s->ioDeclaration())
      return ClassicalDecl{x->INPUT() ? ClassicalDecl::Kind::kInput : ClassicalDecl::Kind::kOutput,
                           type(x->scalarType(), x->arrayType()), name(x->Identifier()), kNone};
    if (auto* x = s->aliasDeclaration())
      return AliasDecl{name(x->Identifier()), concatenation(x->concatenation())};
    if (auto* x = s->gateDefinition())
      return GateDecl{name(x->Identifier()), names(x->parameters), names(x->qubits), scope(x->scope()),
                      false};
    if (auto* x = s->ifStatement())
      return IfStmt{expression(x->expression()), body(x->thenBody), x->elseBody ? body(x->elseBody) : List{},
                    x->elseBody != nullptr};
    if (auto* x = s->forStatement()) {
      ExprId over;
      if (x->setLiteral()) over = set(x->setLiteral());
      else if (x->range()) over = range(x->range());
      else over = expression(x->expression());
      return ForStmt{type(x->scalarType(), nullptr), name(x->Identifier()), over, body(x->body())};
    }
    if (auto* x = s->resetStatement()) return ResetStmt{operand(x->operand())};
    if (auto* x = s->barrierStatement()) return BarrierStmt{operands(x->operandList())};
    if (auto* x = s->delayStatement())
      return DelayStmt{designator(x->designator()), operands(x->operandList())};
    if (auto* x = s->boxStatement()) return BoxStmt{designator(x->designator()), scope(x->scope())};
    if (auto* x = s->include()) {
      Name path = name(x->String() ? x->String() : x->BitString());
      path.text = path.text.substr(1, path.text.size() - 2);
      return IncludeStmt{path};
    }
    if (s->version()) return VersionStmt{};
    if (auto* x = s->expressionStatement()) return ExpressionStmt{expression(x->expression())};
    if (auto* x = s->whileStatement()) return WhileStmt{expression(x->expression()), body(x->body())};
    if (auto* x = s->switchStatement()) return switch_statement(x);
    if (s->breakStatement()) return JumpStmt{JumpStmt::Kind::kBreak, kNone};
    if (s->continueStatement()) return JumpStmt{JumpStmt::Kind::kContinue, kNone};
    if (s->endStatement()) return JumpStmt{JumpStmt::Kind::kEnd, kNone};
    if (auto* x = s->returnStatement()) {
      ExprId value = kNone;
      if (x->expression()) value = expression(x->expression());
      if (x->measurement()) value = measurement(x->measurement());
      return JumpStmt{JumpStmt::Kind::kReturn, value};
    }
    if (auto* x = s->subroutineDefinition()) return subroutine(x);
    if (auto* x = s->externDeclaration()) return extern_declaration(x);
    if (auto* x = s->calibrationGrammar())
      return CalibrationStmt{"defcalgrammar", chunk_.text(chunk_.span(x))};
    if (auto* x = s->calibrationBlock()) return CalibrationStmt{"cal", chunk_.text(chunk_.span(x))};
    if (auto* x = s->calibrationDefinition()) return CalibrationStmt{"defcal", chunk_.text(chunk_.span(x))};
    return EmptyStmt{};
  }

  SubroutineDecl subroutine(Parser::SubroutineDefinitionContext* x) {
    std::vector<Parameter> params;
    if (x->argumentList()) {
      for (auto* a : x->argumentList()->argument()) {
        Type t;
        t.span = chunk_.span(a);
        if (a->scalarType()) {
          params.push_back({name(a->Identifier()), type(a->scalarType(), nullptr)});
          continue;
        }
        if (a->arrayReferenceType()) {
          t = array_reference(a->arrayReferenceType());
        } else {
          t.kind = a->QUBIT() || a->QREG() ? TypeKind::kQubit : TypeKind::kBit;
          t.width = designator(a->designator());
        }
        params.push_back({name(a->Identifier()), ast_.add(t)});
      }
    }
    const TypeId result = x->returnType() ? type(x->returnType()->scalarType(), nullptr) : kNone;
    const List list = ast_.add(params);
    return SubroutineDecl{name(x->Identifier()), list, result, scope(x->scope())};
  }

  Type array_reference(Parser::ArrayReferenceTypeContext* r) {
    Type t;
    t.span = chunk_.span(r);
    t.kind = TypeKind::kArrayReference;
    t.element = type(r->scalarType(), nullptr);
    t.is_mutable = r->MUTABLE() != nullptr;
    if (r->DIM()) t.rank = expression(r->expression());
    else t.dimensions = expressions(r->expressionList());
    return t;
  }
  ExternDecl extern_declaration(Parser::ExternDeclarationContext* x) {
    std::vector<std::uint32_t> types;
    if (x->externArgumentList()) {
      for (auto* a : x->externArgumentList()->externArgument()) {
        if (a->scalarType()) {
          types.push_back(type(a->scalarType(), nullptr));
        } else if (a->arrayReferenceType()) {
          types.push_back(ast_.add(array_reference(a->arrayReferenceType())));
        } else {
          Type t;
          t.span = chunk_.span(a);
          t.width = designator(a->designator());
          types.push_back(ast_.add(t));
        }
      }
    }
    const TypeId result = x->returnType() ? type(x->returnType()->scalarType(), nullptr) : kNone;
    return ExternDecl{name(x->Identifier()), ast_.add(types), result};
  }
  SwitchStmt switch_statement(Parser::SwitchStatementContext* x) {
    const ExprId subject = expression(x->expression());
    std::vector<SwitchCase> cases;
    for (auto* c : x->switchCase()) {
      Span span = chunk_.span(c);
      span.end = span.begin + (c->DEFAULT() ? 7 : 4);
      const List values = c->expressionList() ? expressions(c->expressionList()) : List{};
      cases.push_back({values, scope(c->scope()), span});
    }
    return SwitchStmt{subject, ast_.add(cases)};
  }

  List scope(Parser::ScopeContext* s) {
    std::vector<std::uint32_t> ids;
    for (auto* inner : s->statement()) ids.push_back(statement(inner));
    return ast_.add(ids);
  }
  List body(Parser::BodyContext* b) {
    if (b->scope()) return scope(b->scope());
    const std::uint32_t ids[] = {statement(b->statement())};
    return ast_.add(ids);
  }
  List modifiers(const std::vector<Parser::ModifierContext*>& list) {
    std::vector<Modifier> out;
    for (auto* m : list) {
      const std::size_t kind = m->kind->getType();
      out.push_back({kind == Lexer::INV    ? Modifier::Kind::kInv
                     : kind == Lexer::POW  ? Modifier::Kind::kPow
                     : kind == Lexer::CTRL ? Modifier::Kind::kCtrl
                                           : Modifier::Kind::kNegCtrl,
                     m->expression() ? expression(m->expression()) : kNone, chunk_.span(m)});
    }
    return ast_.add(out);
  }

  // ---- types
  TypeId type(Parser::ScalarTypeContext* scalar, Parser::ArrayTypeContext* array_type) {
    Type t;
    if (array_type) {
      t.span = chunk_.span(array_type);
      t.kind = TypeKind::kArray;
      t.element = type(array_type->scalarType(), nullptr);
      t.dimensions = expressions(array_type->expressionList());
      return ast_.add(t);
    }
    t.span = chunk_.span(scalar);
    switch (scalar->kind->getType()) {
      case Lexer::BIT:
        t.kind = TypeKind::kBit;
        break;
      case Lexer::INT:
        t.kind = TypeKind::kInt;
        break;
      case Lexer::UINT:
        t.kind = TypeKind::kUint;
        break;
      case Lexer::FLOAT:
        t.kind = TypeKind::kFloat;
        break;
      case Lexer::ANGLE:
        t.kind = TypeKind::kAngle;
        break;
      case Lexer::BOOL:
        t.kind = TypeKind::kBool;
        break;
      case Lexer::DURATION:
        t.kind = TypeKind::kDuration;
        break;
      case Lexer::STRETCH:
        t.kind = TypeKind::kStretch;
        break;
      case Lexer::VOID:
        t.kind = TypeKind::kVoid;
        break;
      default:
        t.kind = TypeKind::kComplex;
        break;
    }
    t.width = designator(scalar->designator());
    if (scalar->scalarType()) t.element = type(scalar->scalarType(), nullptr);
    return ast_.add(t);
  }
  ExprId designator(Parser::DesignatorContext* d) { return d ? expression(d->expression()) : kNone; }
  ExprId initializer(Parser::InitializerContext* i) {
    if (!i) return kNone;
    if (i->measurement()) return measurement(i->measurement());
    if (i->arrayLiteral()) return array(i->arrayLiteral());
    return concatenation(i->concatenation());
  }

  // ---- operands
  Name name(antlr4::tree::TerminalNode* node) const { return chunk_.name(node); }
  List names(Parser::IdentifierListContext* list) {
    if (!list) return {};
    std::vector<Name> out;
    for (auto* id : list->Identifier()) out.push_back(name(id));
    return ast_.add(out);
  }
  List operands(Parser::OperandListContext* list) {
    if (!list) return {};
    std::vector<ExprId> out;
    for (auto* o : list->operand()) out.push_back(operand(o));
    return ast_.add(out);
  }
  ExprId operand(Parser::OperandContext* o) {
    return o->place() ? place(o->place()) : hardware_qubit(o->HardwareQubit()->getSymbol());
  }
  ExprId hardware_qubit(const Token* token) {
    const IntegerLiteral index = integer_value(chunk_.text(token).substr(1));
    const bool huge = index.overflow || index.value > 0xffffffffu;
    return ast_.add(chunk_.span(token),
                    HardwareQubit{huge ? 0xffffffffu : static_cast<std::uint32_t>(index.value)});
  }
  ExprId place(Parser::PlaceContext* p) {
    const Name n = name(p->Identifier());
    ExprId base = ast_.add(n.span, NameExpr{n.text});
    for (auto* index : p->indexOperator()) base = indexed(base, index);
    return base;
  }
  ExprId indexed(ExprId base, Parser::IndexOperatorContext* index) {
    std::vector<ExprId> items;
    if (index->setLiteral()) {
      items.push_back(set(index->setLiteral()));
    } else {
      for (auto* item : index->indexItem())
        items.push_back(item->range() ? range(item->range()) : expression(item->expression()));
    }
    const List list = ast_.add(items);
    return ast_.add({ast_.expr(base).span.begin, chunk_.span(index).end}, IndexExpr{base, list});
  }
  ExprId set(Parser::SetLiteralContext* s) {
    const List list = expressions(s->expressionList());
    return ast_.add(chunk_.span(s), SetExpr{list});
  }
  ExprId range(Parser::RangeContext* r) {
    // start ':' stop, or start ':' step ':' stop; each may be missing.
    RangeExpr out{kNone, kNone, kNone};
    if (r->first) out.start = expression(r->first);
    if (r->middle) (r->second ? out.step : out.stop) = expression(r->middle);
    if (r->last) out.stop = expression(r->last);
    return ast_.add(chunk_.span(r), out);
  }
  ExprId measurement(Parser::MeasurementContext* m) {
    const ExprId o = operand(m->operand());
    return ast_.add(chunk_.span(m), MeasureExpr{o});
  }
  ExprId concatenation(Parser::ConcatenationContext* c) {
    const auto parts = c->expression();
    if (parts.size() == 1) return expression(parts[0]);
    std::vector<ExprId> ids;
    for (auto* e : parts) ids.push_back(expression(e));
    const List list = ast_.add(ids);
    return ast_.add(chunk_.span(c), ConcatExpr{list});
  }
  ExprId array(Parser::ArrayLiteralContext* a) {
    std::vector<ExprId> ids;
    for (auto* e : a->arrayElement())
      ids.push_back(e->expression() ? expression(e->expression()) : array(e->arrayLiteral()));
    const List list = ast_.add(ids);
    return ast_.add(chunk_.span(a), ArrayExpr{list});
  }

  // ---- expressions
  List expressions(Parser::ExpressionListContext* list) {
    if (!list) return {};
    std::vector<ExprId> out;
    for (auto* e : list->expression()) out.push_back(expression(e));
    return ast_.add(out);
  }
  ExprId expression(Parser::ExpressionContext* e) {
    if (auto* x = dynamic_cast<Parser::AtomExpressionContext*>(e)) return atom(x->atom);
    if (auto* x = dynamic_cast<Parser::BinaryExpressionContext*>(e))
      return binary(x->op, x->expression(0), x->expression(1));
    if (auto* x = dynamic_cast<Parser::PowerExpressionContext*>(e))
      return binary(x->op, x->expression(0), x->expression(1));
    if (auto* x = dynamic_cast<Parser::GroupExpressionContext*>(e)) return expression(x->expression());
    if (auto* x = dynamic_cast<Parser::UnaryExpressionContext*>(e)) {
      const ExprId operand = expression(x->expression());
      const std::size_t t = x->op->getType();
      const UnaryOp op = t == Lexer::MINUS  ? UnaryOp::kMinus
                         : t == Lexer::PLUS ? UnaryOp::kPlus
                         : t == Lexer::BANG ? UnaryOp::kNot
                                            : UnaryOp::kBitNot;
      return ast_.add({chunk_.span(x->op).begin, ast_.expr(operand).span.end}, UnaryExpr{op, operand});
    }
    if (auto* x = dynamic_cast<Parser::CallExpressionContext*>(e)) {
      const List args = expressions(x->expressionList());
      return ast_.add(chunk_.span(e), CallExpr{chunk_.name(x->name), args});
    }
    if (auto* x = dynamic_cast<Parser::IndexExpressionContext*>(e)) {
      const ExprId base = expression(x->expression());
      return indexed(base, x->indexOperator());
    }
    if (auto* x = dynamic_cast<Parser::CastExpressionContext*>(e)) {
      const TypeId t = type(x->scalarType(), x->arrayType());
      const ExprId operand = expression(x->expression());
      return ast_.add(chunk_.span(e), CastExpr{t, operand});
    }
    auto* duration = static_cast<Parser::DurationExpressionContext*>(e);
    const List block = scope(duration->scope());
    return ast_.add(chunk_.span(e), DurationOfExpr{block});
  }
  ExprId binary(const Token* op, Parser::ExpressionContext* left, Parser::ExpressionContext* right) {
    const ExprId l = expression(left);
    const ExprId r = expression(right);
    return ast_.add({ast_.expr(l).span.begin, ast_.expr(r).span.end},
                    BinaryExpr{binary_op(chunk_.text(op)), l, r, chunk_.span(op)});
  }
  static BinaryOp binary_op(std::string_view text) {
    for (int i = 0; i <= static_cast<int>(BinaryOp::kOr); ++i)
      if (spelling(static_cast<BinaryOp>(i)) == text) return static_cast<BinaryOp>(i);
    return BinaryOp::kAdd;  // not reached: the grammar has the same operators
  }
  ExprId atom(const Token* token) {
    const Span span = chunk_.span(token);
    const std::string_view text = chunk_.text(token);
    switch (token->getType()) {
      case Lexer::Integer:
      case Lexer::Binary:
      case Lexer::Octal:
      case Lexer::Hex:
        return ast_.add(span, integer_value(text));
      case Lexer::Float:
        return ast_.add(span, FloatLiteral{float_value(text)});
      case Lexer::Boolean:
        return ast_.add(span, BoolLiteral{text == "true"});
      case Lexer::BitString:
        return ast_.add(span, BitsLiteral{text.substr(1, text.size() - 2)});
      case Lexer::Imaginary:
        return ast_.add(span, ImaginaryLiteral{float_value(trimmed(text.substr(0, text.size() - 2)))});
      case Lexer::Timing:
        return ast_.add(span, DurationLiteral{text});
      case Lexer::HardwareQubit:
        return hardware_qubit(token);
      default:
        return ast_.add(span, NameExpr{text});
    }
  }

  const Chunk& chunk_;
  Ast& ast_;
};

}  // namespace

StmtId build_statement3(antlr4::ParserRuleContext* context, const Chunk& chunk, Ast& ast) {
  return Builder3(chunk, ast).statement(static_cast<Parser::StatementContext*>(context));
}

const antlr4::Token* declared_name3(antlr4::ParserRuleContext* context) {
  auto* statement = static_cast<Parser::StatementContext*>(context);
  auto* s = statement->bareStatement();
  if (!s) return nullptr;
  antlr4::tree::TerminalNode* name = nullptr;
  if (auto* a = s->qubitDeclaration()) name = a->Identifier();
  if (auto* b = s->oldRegisterDeclaration()) name = b->Identifier();
  if (auto* c = s->constDeclaration()) name = c->Identifier();
  if (auto* d = s->ioDeclaration()) name = d->Identifier();
  if (auto* f = s->classicalDeclaration()) name = f->Identifier();
  if (auto* g = s->aliasDeclaration()) name = g->Identifier();
  if (auto* h = s->gateDefinition()) name = h->Identifier();
  if (auto* i = s->subroutineDefinition()) name = i->Identifier();
  if (auto* j = s->externDeclaration()) name = j->Identifier();
  return name ? name->getSymbol() : nullptr;
}

}  // namespace qiao::qasm
