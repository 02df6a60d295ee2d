
// Generated from OpenQasm2.g4 by ANTLR 4.7.2

#pragma once


#include "antlr4-runtime.h"


namespace qiao_openqasm {


class  OpenQasm2Parser : public antlr4::Parser {
public:
  enum {
    OPENQASM = 1, INCLUDE = 2, QREG = 3, CREG = 4, GATE = 5, OPAQUE = 6, 
    IF = 7, MEASURE = 8, RESET = 9, BARRIER = 10, PI = 11, SIN = 12, COS = 13, 
    TAN = 14, EXP = 15, LN = 16, SQRT = 17, SEMICOLON = 18, COMMA = 19, 
    LPAREN = 20, RPAREN = 21, LBRACKET = 22, RBRACKET = 23, LBRACE = 24, 
    RBRACE = 25, ARROW = 26, EQUALS = 27, PLUS = 28, MINUS = 29, STAR = 30, 
    SLASH = 31, CARET = 32, Identifier = 33, Integer = 34, Real = 35, String = 36, 
    BadNumber = 37, Whitespace = 38, LineComment = 39, BlockComment = 40, 
    Stray = 41
  };

  enum {
    RuleProgram = 0, RuleSingle = 1, RuleVersion = 2, RuleStatement = 3, 
    RuleInclude = 4, RuleRegisterDeclaration = 5, RuleGateDefinition = 6, 
    RuleOpaqueDeclaration = 7, RuleGateSignature = 8, RuleIdentifierList = 9, 
    RuleGateBody = 10, RuleConditional = 11, RuleQuantumOperation = 12, 
    RuleGateCall = 13, RuleMeasureStatement = 14, RuleResetStatement = 15, 
    RuleBarrierStatement = 16, RuleEmptyStatement = 17, RuleOperandList = 18, 
    RuleOperand = 19, RuleExpressionList = 20, RuleExpression = 21
  };

  OpenQasm2Parser(antlr4::TokenStream *input);
  ~OpenQasm2Parser();

  virtual std::string getGrammarFileName() const override;
  virtual const antlr4::atn::ATN& getATN() const override { return _atn; };
  virtual const std::vector<std::string>& getTokenNames() const override { return _tokenNames; }; // deprecated: use vocabulary instead.
  virtual const std::vector<std::string>& getRuleNames() const override;
  virtual antlr4::dfa::Vocabulary& getVocabulary() const override;


  class ProgramContext;
  class SingleContext;
  class VersionContext;
  class StatementContext;
  class IncludeContext;
  class RegisterDeclarationContext;
  class GateDefinitionContext;
  class OpaqueDeclarationContext;
  class GateSignatureContext;
  class IdentifierListContext;
  class GateBodyContext;
  class ConditionalContext;
  class QuantumOperationContext;
  class GateCallContext;
  class MeasureStatementContext;
  class ResetStatementContext;
  class BarrierStatementContext;
  class EmptyStatementContext;
  class OperandListContext;
  class OperandContext;
  class ExpressionListContext;
  class ExpressionContext; 

  class  ProgramContext : public antlr4::ParserRuleContext {
  public:
    ProgramContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    VersionContext *version();
    antlr4::tree::TerminalNode *EOF();
    std::vector<StatementContext *> statement();
    StatementContext* statement(size_t i);

   
  };

  ProgramContext* program();

  class  SingleContext : public antlr4::ParserRuleContext {
  public:
    SingleContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    StatementContext *statement();
    antlr4::tree::TerminalNode *EOF();

   
  };

  SingleContext* single();

  class  VersionContext : public antlr4::ParserRuleContext {
  public:
    VersionContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *OPENQASM();
    antlr4::tree::TerminalNode *SEMICOLON();
    antlr4::tree::TerminalNode *Real();
    antlr4::tree::TerminalNode *Integer();

   
  };

  VersionContext* version();

  class  StatementContext : public antlr4::ParserRuleContext {
  public:
    StatementContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    VersionContext *version();
    IncludeContext *include();
    RegisterDeclarationContext *registerDeclaration();
    GateDefinitionContext *gateDefinition();
    OpaqueDeclarationContext *opaqueDeclaration();
    ConditionalContext *conditional();
    QuantumOperationContext *quantumOperation();
    BarrierStatementContext *barrierStatement();
    EmptyStatementContext *emptyStatement();

   
  };

  StatementContext* statement();

  class  IncludeContext : public antlr4::ParserRuleContext {
  public:
    IncludeContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *INCLUDE();
    antlr4::tree::TerminalNode *String();
    antlr4::tree::TerminalNode *SEMICOLON();

   
  };

  IncludeContext* include();

  class  RegisterDeclarationContext : public antlr4::ParserRuleContext {
  public:
    RegisterDeclarationContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *Identifier();
    antlr4::tree::TerminalNode *LBRACKET();
    antlr4::tree::TerminalNode *Integer();
    antlr4::tree::TerminalNode *RBRACKET();
    antlr4::tree::TerminalNode *SEMICOLON();
    antlr4::tree::TerminalNode *QREG();
    antlr4::tree::TerminalNode *CREG();

   
  };

  RegisterDeclarationContext* registerDeclaration();

  class  GateDefinitionContext : public antlr4::ParserRuleContext {
  public:
    GateDefinitionContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *GATE();
    GateSignatureContext *gateSignature();
    antlr4::tree::TerminalNode *LBRACE();
    GateBodyContext *gateBody();
    antlr4::tree::TerminalNode *RBRACE();

   
  };

  GateDefinitionContext* gateDefinition();

  class  OpaqueDeclarationContext : public antlr4::ParserRuleContext {
  public:
    OpaqueDeclarationContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *OPAQUE();
    GateSignatureContext *gateSignature();
    antlr4::tree::TerminalNode *SEMICOLON();

   
  };

  OpaqueDeclarationContext* opaqueDeclaration();

  class  GateSignatureContext : public antlr4::ParserRuleContext {
  public:
    OpenQasm2Parser::IdentifierListContext *parameters = nullptr;;
    OpenQasm2Parser::IdentifierListContext *qubits = nullptr;;
    GateSignatureContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *Identifier();
    std::vector<IdentifierListContext *> identifierList();
    IdentifierListContext* identifierList(size_t i);
    antlr4::tree::TerminalNode *LPAREN();
    antlr4::tree::TerminalNode *RPAREN();

   
  };

  GateSignatureContext* gateSignature();

  class  IdentifierListContext : public antlr4::ParserRuleContext {
  public:
    IdentifierListContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    std::vector<antlr4::tree::TerminalNode *> Identifier();
    antlr4::tree::TerminalNode* Identifier(size_t i);
    std::vector<antlr4::tree::TerminalNode *> COMMA();
    antlr4::tree::TerminalNode* COMMA(size_t i);

   
  };

  IdentifierListContext* identifierList();

  class  GateBodyContext : public antlr4::ParserRuleContext {
  public:
    GateBodyContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    std::vector<StatementContext *> statement();
    StatementContext* statement(size_t i);

   
  };

  GateBodyContext* gateBody();

  class  ConditionalContext : public antlr4::ParserRuleContext {
  public:
    ConditionalContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *IF();
    antlr4::tree::TerminalNode *LPAREN();
    antlr4::tree::TerminalNode *Identifier();
    antlr4::tree::TerminalNode *EQUALS();
    antlr4::tree::TerminalNode *Integer();
    antlr4::tree::TerminalNode *RPAREN();
    StatementContext *statement();

   
  };

  ConditionalContext* conditional();

  class  QuantumOperationContext : public antlr4::ParserRuleContext {
  public:
    QuantumOperationContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    GateCallContext *gateCall();
    MeasureStatementContext *measureStatement();
    ResetStatementContext *resetStatement();

   
  };

  QuantumOperationContext* quantumOperation();

  class  GateCallContext : public antlr4::ParserRuleContext {
  public:
    GateCallContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *Identifier();
    OperandListContext *operandList();
    antlr4::tree::TerminalNode *SEMICOLON();
    antlr4::tree::TerminalNode *LPAREN();
    antlr4::tree::TerminalNode *RPAREN();
    ExpressionListContext *expressionList();

   
  };

  GateCallContext* gateCall();

  class  MeasureStatementContext : public antlr4::ParserRuleContext {
  public:
    MeasureStatementContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *MEASURE();
    std::vector<OperandContext *> operand();
    OperandContext* operand(size_t i);
    antlr4::tree::TerminalNode *ARROW();
    antlr4::tree::TerminalNode *SEMICOLON();

   
  };

  MeasureStatementContext* measureStatement();

  class  ResetStatementContext : public antlr4::ParserRuleContext {
  public:
    ResetStatementContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *RESET();
    OperandContext *operand();
    antlr4::tree::TerminalNode *SEMICOLON();

   
  };

  ResetStatementContext* resetStatement();

  class  BarrierStatementContext : public antlr4::ParserRuleContext {
  public:
    BarrierStatementContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *BARRIER();
    OperandListContext *operandList();
    antlr4::tree::TerminalNode *SEMICOLON();

   
  };

  BarrierStatementContext* barrierStatement();

  class  EmptyStatementContext : public antlr4::ParserRuleContext {
  public:
    EmptyStatementContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *SEMICOLON();

   
  };

  EmptyStatementContext* emptyStatement();

  class  OperandListContext : public antlr4::ParserRuleContext {
  public:
    OperandListContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    std::vector<OperandContext *> operand();
    OperandContext* operand(size_t i);
    std::vector<antlr4::tree::TerminalNode *> COMMA();
    antlr4::tree::TerminalNode* COMMA(size_t i);

   
  };

  OperandListContext* operandList();

  class  OperandContext : public antlr4::ParserRuleContext {
  public:
    OperandContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *Identifier();
    antlr4::tree::TerminalNode *LBRACKET();
    antlr4::tree::TerminalNode *Integer();
    antlr4::tree::TerminalNode *RBRACKET();

   
  };

  OperandContext* operand();

  class  ExpressionListContext : public antlr4::ParserRuleContext {
  public:
    ExpressionListContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    std::vector<ExpressionContext *> expression();
    ExpressionContext* expression(size_t i);
    std::vector<antlr4::tree::TerminalNode *> COMMA();
    antlr4::tree::TerminalNode* COMMA(size_t i);

   
  };

  ExpressionListContext* expressionList();

  class  ExpressionContext : public antlr4::ParserRuleContext {
  public:
    ExpressionContext(antlr4::ParserRuleContext *parent, size_t invokingState);
   
    ExpressionContext() = default;
    void copyFrom(ExpressionContext *context);
    using antlr4::ParserRuleContext::copyFrom;

    virtual size_t getRuleIndex() const override;

   
  };

  class  GroupExpressionContext : public ExpressionContext {
  public:
    GroupExpressionContext(ExpressionContext *ctx);

    antlr4::tree::TerminalNode *LPAREN();
    ExpressionContext *expression();
    antlr4::tree::TerminalNode *RPAREN();
  };

  class  PowerExpressionContext : public ExpressionContext {
  public:
    PowerExpressionContext(ExpressionContext *ctx);

    antlr4::Token *op = nullptr;
    std::vector<ExpressionContext *> expression();
    ExpressionContext* expression(size_t i);
    antlr4::tree::TerminalNode *CARET();
  };

  class  AtomExpressionContext : public ExpressionContext {
  public:
    AtomExpressionContext(ExpressionContext *ctx);

    antlr4::tree::TerminalNode *Integer();
    antlr4::tree::TerminalNode *Real();
    antlr4::tree::TerminalNode *PI();
    antlr4::tree::TerminalNode *Identifier();
  };

  class  ProductExpressionContext : public ExpressionContext {
  public:
    ProductExpressionContext(ExpressionContext *ctx);

    antlr4::Token *op = nullptr;
    std::vector<ExpressionContext *> expression();
    ExpressionContext* expression(size_t i);
    antlr4::tree::TerminalNode *STAR();
    antlr4::tree::TerminalNode *SLASH();
  };

  class  SumExpressionContext : public ExpressionContext {
  public:
    SumExpressionContext(ExpressionContext *ctx);

    antlr4::Token *op = nullptr;
    std::vector<ExpressionContext *> expression();
    ExpressionContext* expression(size_t i);
    antlr4::tree::TerminalNode *PLUS();
    antlr4::tree::TerminalNode *MINUS();
  };

  class  SignExpressionContext : public ExpressionContext {
  public:
    SignExpressionContext(ExpressionContext *ctx);

    antlr4::Token *op = nullptr;
    ExpressionContext *expression();
    antlr4::tree::TerminalNode *PLUS();
    antlr4::tree::TerminalNode *MINUS();
  };

  class  FunctionExpressionContext : public ExpressionContext {
  public:
    FunctionExpressionContext(ExpressionContext *ctx);

    antlr4::Token *function = nullptr;
    antlr4::tree::TerminalNode *LPAREN();
    ExpressionContext *expression();
    antlr4::tree::TerminalNode *RPAREN();
    antlr4::tree::TerminalNode *SIN();
    antlr4::tree::TerminalNode *COS();
    antlr4::tree::TerminalNode *TAN();
    antlr4::tree::TerminalNode *EXP();
    antlr4::tree::TerminalNode *LN();
    antlr4::tree::TerminalNode *SQRT();
    antlr4::tree::TerminalNode *Identifier();
  };

  ExpressionContext* expression();
  ExpressionContext* expression(int precedence);

  virtual bool sempred(antlr4::RuleContext *_localctx, size_t ruleIndex, size_t predicateIndex) override;
  bool expressionSempred(ExpressionContext *_localctx, size_t predicateIndex);

private:
  static std::vector<antlr4::dfa::DFA> _decisionToDFA;
  static antlr4::atn::PredictionContextCache _sharedContextCache;
  static std::vector<std::string> _ruleNames;
  static std::vector<std::string> _tokenNames;

  static std::vector<std::string> _literalNames;
  static std::vector<std::string> _symbolicNames;
  static antlr4::dfa::Vocabulary _vocabulary;
  static antlr4::atn::ATN _atn;
  static std::vector<uint16_t> _serializedATN;


  struct Initializer {
    Initializer();
  };
};

}  // namespace qiao_openqasm
