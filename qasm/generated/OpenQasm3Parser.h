
// Generated from OpenQasm3Parser.g4 by ANTLR 4.7.2

#pragma once


#include "antlr4-runtime.h"


namespace qiao_openqasm {


class  OpenQasm3Parser : public antlr4::Parser {
public:
  enum {
    OPENQASM = 1, INCLUDE = 2, DEFCALGRAMMAR = 3, DEF = 4, CAL = 5, DEFCAL = 6, 
    GATE = 7, EXTERN = 8, BOX = 9, LET = 10, BREAK = 11, CONTINUE = 12, 
    IF = 13, ELSE = 14, END = 15, RETURN = 16, FOR = 17, WHILE = 18, IN = 19, 
    SWITCH = 20, CASE = 21, DEFAULT = 22, PRAGMA = 23, Annotation = 24, 
    INPUT = 25, OUTPUT = 26, CONST = 27, READONLY = 28, MUTABLE = 29, QREG = 30, 
    QUBIT = 31, CREG = 32, BOOL = 33, BIT = 34, INT = 35, UINT = 36, FLOAT = 37, 
    ANGLE = 38, COMPLEX = 39, ARRAY = 40, VOID = 41, DURATION = 42, STRETCH = 43, 
    GPHASE = 44, INV = 45, POW = 46, CTRL = 47, NEGCTRL = 48, DIM = 49, 
    DURATIONOF = 50, DELAY = 51, RESET = 52, MEASURE = 53, BARRIER = 54, 
    Boolean = 55, LBRACKET = 56, RBRACKET = 57, LBRACE = 58, RBRACE = 59, 
    LPAREN = 60, RPAREN = 61, COLON = 62, SEMICOLON = 63, DOT = 64, COMMA = 65, 
    ASSIGN = 66, ARROW = 67, PLUS = 68, CONCAT = 69, MINUS = 70, STAR = 71, 
    POWER = 72, SLASH = 73, PERCENT = 74, PIPE = 75, OR = 76, AMPERSAND = 77, 
    AND = 78, CARET = 79, AT = 80, TILDE = 81, BANG = 82, EQUAL = 83, COMPARE = 84, 
    SHIFT = 85, COMPOUND_ASSIGN = 86, Imaginary = 87, Binary = 88, Octal = 89, 
    Integer = 90, Hex = 91, Identifier = 92, HardwareQubit = 93, Float = 94, 
    Timing = 95, BadNumber = 96, BitString = 97, String = 98, Whitespace = 99, 
    LineComment = 100, BlockComment = 101, Stray = 102, LineText = 103, 
    LineEnd = 104, CalSpace = 105, CalLineComment = 106, CalBlockComment = 107, 
    DefcalHead = 108, CalText = 109
  };

  enum {
    RuleProgram = 0, RuleSingle = 1, RuleVersion = 2, RuleStatement = 3, 
    RuleAnnotation = 4, RulePragma = 5, RuleScope = 6, RuleBody = 7, RuleBareStatement = 8, 
    RuleInclude = 9, RuleQubitDeclaration = 10, RuleOldRegisterDeclaration = 11, 
    RuleConstDeclaration = 12, RuleIoDeclaration = 13, RuleClassicalDeclaration = 14, 
    RuleAliasDeclaration = 15, RuleGateDefinition = 16, RuleSubroutineDefinition = 17, 
    RuleExternDeclaration = 18, RuleInitializer = 19, RuleArrayLiteral = 20, 
    RuleArrayElement = 21, RuleConcatenation = 22, RuleIdentifierList = 23, 
    RuleDesignator = 24, RuleScalarType = 25, RuleArrayType = 26, RuleArrayReferenceType = 27, 
    RuleReturnType = 28, RuleArgumentList = 29, RuleArgument = 30, RuleExternArgumentList = 31, 
    RuleExternArgument = 32, RuleModifier = 33, RuleGateCall = 34, RulePhaseCall = 35, 
    RuleMeasurement = 36, RuleMeasureStatement = 37, RuleResetStatement = 38, 
    RuleBarrierStatement = 39, RuleDelayStatement = 40, RuleBoxStatement = 41, 
    RuleOperandList = 42, RuleOperand = 43, RulePlace = 44, RuleIndexOperator = 45, 
    RuleIndexItem = 46, RuleRange = 47, RuleSetLiteral = 48, RuleAssignment = 49, 
    RuleExpressionStatement = 50, RuleIfStatement = 51, RuleForStatement = 52, 
    RuleWhileStatement = 53, RuleSwitchStatement = 54, RuleSwitchCase = 55, 
    RuleBreakStatement = 56, RuleContinueStatement = 57, RuleEndStatement = 58, 
    RuleReturnStatement = 59, RuleEmpty = 60, RuleCalibrationGrammar = 61, 
    RuleCalibrationBlock = 62, RuleCalibrationDefinition = 63, RuleExpressionList = 64, 
    RuleExpression = 65
  };

  OpenQasm3Parser(antlr4::TokenStream *input);
  ~OpenQasm3Parser();

  virtual std::string getGrammarFileName() const override;
  virtual const antlr4::atn::ATN& getATN() const override { return _atn; };
  virtual const std::vector<std::string>& getTokenNames() const override { return _tokenNames; }; // deprecated: use vocabulary instead.
  virtual const std::vector<std::string>& getRuleNames() const override;
  virtual antlr4::dfa::Vocabulary& getVocabulary() const override;


  class ProgramContext;
  class SingleContext;
  class VersionContext;
  class StatementContext;
  class AnnotationContext;
  class PragmaContext;
  class ScopeContext;
  class BodyContext;
  class BareStatementContext;
  class IncludeContext;
  class QubitDeclarationContext;
  class OldRegisterDeclarationContext;
  class ConstDeclarationContext;
  class IoDeclarationContext;
  class ClassicalDeclarationContext;
  class AliasDeclarationContext;
  class GateDefinitionContext;
  class SubroutineDefinitionContext;
  class ExternDeclarationContext;
  class InitializerContext;
  class ArrayLiteralContext;
  class ArrayElementContext;
  class ConcatenationContext;
  class IdentifierListContext;
  class DesignatorContext;
  class ScalarTypeContext;
  class ArrayTypeContext;
  class ArrayReferenceTypeContext;
  class ReturnTypeContext;
  class ArgumentListContext;
  class ArgumentContext;
  class ExternArgumentListContext;
  class ExternArgumentContext;
  class ModifierContext;
  class GateCallContext;
  class PhaseCallContext;
  class MeasurementContext;
  class MeasureStatementContext;
  class ResetStatementContext;
  class BarrierStatementContext;
  class DelayStatementContext;
  class BoxStatementContext;
  class OperandListContext;
  class OperandContext;
  class PlaceContext;
  class IndexOperatorContext;
  class IndexItemContext;
  class RangeContext;
  class SetLiteralContext;
  class AssignmentContext;
  class ExpressionStatementContext;
  class IfStatementContext;
  class ForStatementContext;
  class WhileStatementContext;
  class SwitchStatementContext;
  class SwitchCaseContext;
  class BreakStatementContext;
  class ContinueStatementContext;
  class EndStatementContext;
  class ReturnStatementContext;
  class EmptyContext;
  class CalibrationGrammarContext;
  class CalibrationBlockContext;
  class CalibrationDefinitionContext;
  class ExpressionListContext;
  class ExpressionContext; 

  class  ProgramContext : public antlr4::ParserRuleContext {
  public:
    ProgramContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *EOF();
    VersionContext *version();
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
    antlr4::tree::TerminalNode *Float();
    antlr4::tree::TerminalNode *Integer();

   
  };

  VersionContext* version();

  class  StatementContext : public antlr4::ParserRuleContext {
  public:
    StatementContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    BareStatementContext *bareStatement();
    std::vector<AnnotationContext *> annotation();
    AnnotationContext* annotation(size_t i);
    PragmaContext *pragma();

   
  };

  StatementContext* statement();

  class  AnnotationContext : public antlr4::ParserRuleContext {
  public:
    AnnotationContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *Annotation();
    antlr4::tree::TerminalNode *LineText();

   
  };

  AnnotationContext* annotation();

  class  PragmaContext : public antlr4::ParserRuleContext {
  public:
    PragmaContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *PRAGMA();
    antlr4::tree::TerminalNode *LineText();

   
  };

  PragmaContext* pragma();

  class  ScopeContext : public antlr4::ParserRuleContext {
  public:
    ScopeContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *LBRACE();
    antlr4::tree::TerminalNode *RBRACE();
    std::vector<StatementContext *> statement();
    StatementContext* statement(size_t i);

   
  };

  ScopeContext* scope();

  class  BodyContext : public antlr4::ParserRuleContext {
  public:
    BodyContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    StatementContext *statement();
    ScopeContext *scope();

   
  };

  BodyContext* body();

  class  BareStatementContext : public antlr4::ParserRuleContext {
  public:
    BareStatementContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    VersionContext *version();
    IncludeContext *include();
    QubitDeclarationContext *qubitDeclaration();
    OldRegisterDeclarationContext *oldRegisterDeclaration();
    ConstDeclarationContext *constDeclaration();
    IoDeclarationContext *ioDeclaration();
    ClassicalDeclarationContext *classicalDeclaration();
    AliasDeclarationContext *aliasDeclaration();
    GateDefinitionContext *gateDefinition();
    SubroutineDefinitionContext *subroutineDefinition();
    ExternDeclarationContext *externDeclaration();
    GateCallContext *gateCall();
    PhaseCallContext *phaseCall();
    MeasureStatementContext *measureStatement();
    ResetStatementContext *resetStatement();
    BarrierStatementContext *barrierStatement();
    DelayStatementContext *delayStatement();
    BoxStatementContext *boxStatement();
    AssignmentContext *assignment();
    ExpressionStatementContext *expressionStatement();
    IfStatementContext *ifStatement();
    ForStatementContext *forStatement();
    WhileStatementContext *whileStatement();
    SwitchStatementContext *switchStatement();
    BreakStatementContext *breakStatement();
    ContinueStatementContext *continueStatement();
    EndStatementContext *endStatement();
    ReturnStatementContext *returnStatement();
    CalibrationGrammarContext *calibrationGrammar();
    CalibrationBlockContext *calibrationBlock();
    CalibrationDefinitionContext *calibrationDefinition();
    EmptyContext *empty();

   
  };

  BareStatementContext* bareStatement();

  class  IncludeContext : public antlr4::ParserRuleContext {
  public:
    IncludeContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *INCLUDE();
    antlr4::tree::TerminalNode *SEMICOLON();
    antlr4::tree::TerminalNode *String();
    antlr4::tree::TerminalNode *BitString();

   
  };

  IncludeContext* include();

  class  QubitDeclarationContext : public antlr4::ParserRuleContext {
  public:
    QubitDeclarationContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *QUBIT();
    antlr4::tree::TerminalNode *Identifier();
    antlr4::tree::TerminalNode *SEMICOLON();
    DesignatorContext *designator();

   
  };

  QubitDeclarationContext* qubitDeclaration();

  class  OldRegisterDeclarationContext : public antlr4::ParserRuleContext {
  public:
    OldRegisterDeclarationContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *Identifier();
    antlr4::tree::TerminalNode *SEMICOLON();
    antlr4::tree::TerminalNode *QREG();
    antlr4::tree::TerminalNode *CREG();
    DesignatorContext *designator();

   
  };

  OldRegisterDeclarationContext* oldRegisterDeclaration();

  class  ConstDeclarationContext : public antlr4::ParserRuleContext {
  public:
    ConstDeclarationContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *CONST();
    ScalarTypeContext *scalarType();
    antlr4::tree::TerminalNode *Identifier();
    antlr4::tree::TerminalNode *ASSIGN();
    InitializerContext *initializer();
    antlr4::tree::TerminalNode *SEMICOLON();

   
  };

  ConstDeclarationContext* constDeclaration();

  class  IoDeclarationContext : public antlr4::ParserRuleContext {
  public:
    IoDeclarationContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *Identifier();
    antlr4::tree::TerminalNode *SEMICOLON();
    antlr4::tree::TerminalNode *INPUT();
    antlr4::tree::TerminalNode *OUTPUT();
    ScalarTypeContext *scalarType();
    ArrayTypeContext *arrayType();

   
  };

  IoDeclarationContext* ioDeclaration();

  class  ClassicalDeclarationContext : public antlr4::ParserRuleContext {
  public:
    ClassicalDeclarationContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *Identifier();
    antlr4::tree::TerminalNode *SEMICOLON();
    ScalarTypeContext *scalarType();
    ArrayTypeContext *arrayType();
    antlr4::tree::TerminalNode *ASSIGN();
    InitializerContext *initializer();

   
  };

  ClassicalDeclarationContext* classicalDeclaration();

  class  AliasDeclarationContext : public antlr4::ParserRuleContext {
  public:
    AliasDeclarationContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *LET();
    antlr4::tree::TerminalNode *Identifier();
    antlr4::tree::TerminalNode *ASSIGN();
    ConcatenationContext *concatenation();
    antlr4::tree::TerminalNode *SEMICOLON();

   
  };

  AliasDeclarationContext* aliasDeclaration();

  class  GateDefinitionContext : public antlr4::ParserRuleContext {
  public:
    OpenQasm3Parser::IdentifierListContext *parameters = nullptr;;
    OpenQasm3Parser::IdentifierListContext *qubits = nullptr;;
    GateDefinitionContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *GATE();
    antlr4::tree::TerminalNode *Identifier();
    ScopeContext *scope();
    std::vector<IdentifierListContext *> identifierList();
    IdentifierListContext* identifierList(size_t i);
    antlr4::tree::TerminalNode *LPAREN();
    antlr4::tree::TerminalNode *RPAREN();

   
  };

  GateDefinitionContext* gateDefinition();

  class  SubroutineDefinitionContext : public antlr4::ParserRuleContext {
  public:
    SubroutineDefinitionContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *DEF();
    antlr4::tree::TerminalNode *Identifier();
    antlr4::tree::TerminalNode *LPAREN();
    antlr4::tree::TerminalNode *RPAREN();
    ScopeContext *scope();
    ArgumentListContext *argumentList();
    ReturnTypeContext *returnType();

   
  };

  SubroutineDefinitionContext* subroutineDefinition();

  class  ExternDeclarationContext : public antlr4::ParserRuleContext {
  public:
    ExternDeclarationContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *EXTERN();
    antlr4::tree::TerminalNode *Identifier();
    antlr4::tree::TerminalNode *LPAREN();
    antlr4::tree::TerminalNode *RPAREN();
    antlr4::tree::TerminalNode *SEMICOLON();
    ExternArgumentListContext *externArgumentList();
    ReturnTypeContext *returnType();

   
  };

  ExternDeclarationContext* externDeclaration();

  class  InitializerContext : public antlr4::ParserRuleContext {
  public:
    InitializerContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    ArrayLiteralContext *arrayLiteral();
    ConcatenationContext *concatenation();
    MeasurementContext *measurement();

   
  };

  InitializerContext* initializer();

  class  ArrayLiteralContext : public antlr4::ParserRuleContext {
  public:
    ArrayLiteralContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *LBRACE();
    antlr4::tree::TerminalNode *RBRACE();
    std::vector<ArrayElementContext *> arrayElement();
    ArrayElementContext* arrayElement(size_t i);
    std::vector<antlr4::tree::TerminalNode *> COMMA();
    antlr4::tree::TerminalNode* COMMA(size_t i);

   
  };

  ArrayLiteralContext* arrayLiteral();

  class  ArrayElementContext : public antlr4::ParserRuleContext {
  public:
    ArrayElementContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    ExpressionContext *expression();
    ArrayLiteralContext *arrayLiteral();

   
  };

  ArrayElementContext* arrayElement();

  class  ConcatenationContext : public antlr4::ParserRuleContext {
  public:
    ConcatenationContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    std::vector<ExpressionContext *> expression();
    ExpressionContext* expression(size_t i);
    std::vector<antlr4::tree::TerminalNode *> CONCAT();
    antlr4::tree::TerminalNode* CONCAT(size_t i);

   
  };

  ConcatenationContext* concatenation();

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

  class  DesignatorContext : public antlr4::ParserRuleContext {
  public:
    DesignatorContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *LBRACKET();
    ExpressionContext *expression();
    antlr4::tree::TerminalNode *RBRACKET();

   
  };

  DesignatorContext* designator();

  class  ScalarTypeContext : public antlr4::ParserRuleContext {
  public:
    antlr4::Token *kind = nullptr;;
    ScalarTypeContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *BIT();
    antlr4::tree::TerminalNode *INT();
    antlr4::tree::TerminalNode *UINT();
    antlr4::tree::TerminalNode *FLOAT();
    antlr4::tree::TerminalNode *ANGLE();
    DesignatorContext *designator();
    antlr4::tree::TerminalNode *BOOL();
    antlr4::tree::TerminalNode *DURATION();
    antlr4::tree::TerminalNode *STRETCH();
    antlr4::tree::TerminalNode *VOID();
    antlr4::tree::TerminalNode *COMPLEX();
    antlr4::tree::TerminalNode *LBRACKET();
    ScalarTypeContext *scalarType();
    antlr4::tree::TerminalNode *RBRACKET();

   
  };

  ScalarTypeContext* scalarType();

  class  ArrayTypeContext : public antlr4::ParserRuleContext {
  public:
    ArrayTypeContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *ARRAY();
    antlr4::tree::TerminalNode *LBRACKET();
    ScalarTypeContext *scalarType();
    antlr4::tree::TerminalNode *COMMA();
    ExpressionListContext *expressionList();
    antlr4::tree::TerminalNode *RBRACKET();

   
  };

  ArrayTypeContext* arrayType();

  class  ArrayReferenceTypeContext : public antlr4::ParserRuleContext {
  public:
    ArrayReferenceTypeContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *ARRAY();
    antlr4::tree::TerminalNode *LBRACKET();
    ScalarTypeContext *scalarType();
    antlr4::tree::TerminalNode *COMMA();
    antlr4::tree::TerminalNode *RBRACKET();
    antlr4::tree::TerminalNode *READONLY();
    antlr4::tree::TerminalNode *MUTABLE();
    ExpressionListContext *expressionList();
    antlr4::tree::TerminalNode *DIM();
    antlr4::tree::TerminalNode *ASSIGN();
    ExpressionContext *expression();

   
  };

  ArrayReferenceTypeContext* arrayReferenceType();

  class  ReturnTypeContext : public antlr4::ParserRuleContext {
  public:
    ReturnTypeContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *ARROW();
    ScalarTypeContext *scalarType();

   
  };

  ReturnTypeContext* returnType();

  class  ArgumentListContext : public antlr4::ParserRuleContext {
  public:
    ArgumentListContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    std::vector<ArgumentContext *> argument();
    ArgumentContext* argument(size_t i);
    std::vector<antlr4::tree::TerminalNode *> COMMA();
    antlr4::tree::TerminalNode* COMMA(size_t i);

   
  };

  ArgumentListContext* argumentList();

  class  ArgumentContext : public antlr4::ParserRuleContext {
  public:
    ArgumentContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    ScalarTypeContext *scalarType();
    antlr4::tree::TerminalNode *Identifier();
    antlr4::tree::TerminalNode *QUBIT();
    DesignatorContext *designator();
    antlr4::tree::TerminalNode *CREG();
    antlr4::tree::TerminalNode *QREG();
    ArrayReferenceTypeContext *arrayReferenceType();

   
  };

  ArgumentContext* argument();

  class  ExternArgumentListContext : public antlr4::ParserRuleContext {
  public:
    ExternArgumentListContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    std::vector<ExternArgumentContext *> externArgument();
    ExternArgumentContext* externArgument(size_t i);
    std::vector<antlr4::tree::TerminalNode *> COMMA();
    antlr4::tree::TerminalNode* COMMA(size_t i);

   
  };

  ExternArgumentListContext* externArgumentList();

  class  ExternArgumentContext : public antlr4::ParserRuleContext {
  public:
    ExternArgumentContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    ScalarTypeContext *scalarType();
    ArrayReferenceTypeContext *arrayReferenceType();
    antlr4::tree::TerminalNode *CREG();
    DesignatorContext *designator();

   
  };

  ExternArgumentContext* externArgument();

  class  ModifierContext : public antlr4::ParserRuleContext {
  public:
    antlr4::Token *kind = nullptr;;
    ModifierContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *AT();
    antlr4::tree::TerminalNode *INV();
    antlr4::tree::TerminalNode *LPAREN();
    ExpressionContext *expression();
    antlr4::tree::TerminalNode *RPAREN();
    antlr4::tree::TerminalNode *POW();
    antlr4::tree::TerminalNode *CTRL();
    antlr4::tree::TerminalNode *NEGCTRL();

   
  };

  ModifierContext* modifier();

  class  GateCallContext : public antlr4::ParserRuleContext {
  public:
    GateCallContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *Identifier();
    OperandListContext *operandList();
    antlr4::tree::TerminalNode *SEMICOLON();
    std::vector<ModifierContext *> modifier();
    ModifierContext* modifier(size_t i);
    antlr4::tree::TerminalNode *LPAREN();
    antlr4::tree::TerminalNode *RPAREN();
    DesignatorContext *designator();
    ExpressionListContext *expressionList();

   
  };

  GateCallContext* gateCall();

  class  PhaseCallContext : public antlr4::ParserRuleContext {
  public:
    PhaseCallContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *GPHASE();
    antlr4::tree::TerminalNode *LPAREN();
    antlr4::tree::TerminalNode *RPAREN();
    antlr4::tree::TerminalNode *SEMICOLON();
    std::vector<ModifierContext *> modifier();
    ModifierContext* modifier(size_t i);
    ExpressionListContext *expressionList();
    DesignatorContext *designator();
    OperandListContext *operandList();

   
  };

  PhaseCallContext* phaseCall();

  class  MeasurementContext : public antlr4::ParserRuleContext {
  public:
    MeasurementContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *MEASURE();
    OperandContext *operand();

   
  };

  MeasurementContext* measurement();

  class  MeasureStatementContext : public antlr4::ParserRuleContext {
  public:
    MeasureStatementContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    MeasurementContext *measurement();
    antlr4::tree::TerminalNode *SEMICOLON();
    antlr4::tree::TerminalNode *ARROW();
    PlaceContext *place();

   
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
    antlr4::tree::TerminalNode *SEMICOLON();
    OperandListContext *operandList();

   
  };

  BarrierStatementContext* barrierStatement();

  class  DelayStatementContext : public antlr4::ParserRuleContext {
  public:
    DelayStatementContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *DELAY();
    DesignatorContext *designator();
    antlr4::tree::TerminalNode *SEMICOLON();
    OperandListContext *operandList();

   
  };

  DelayStatementContext* delayStatement();

  class  BoxStatementContext : public antlr4::ParserRuleContext {
  public:
    BoxStatementContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *BOX();
    ScopeContext *scope();
    DesignatorContext *designator();

   
  };

  BoxStatementContext* boxStatement();

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
    PlaceContext *place();
    antlr4::tree::TerminalNode *HardwareQubit();

   
  };

  OperandContext* operand();

  class  PlaceContext : public antlr4::ParserRuleContext {
  public:
    PlaceContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *Identifier();
    std::vector<IndexOperatorContext *> indexOperator();
    IndexOperatorContext* indexOperator(size_t i);

   
  };

  PlaceContext* place();

  class  IndexOperatorContext : public antlr4::ParserRuleContext {
  public:
    IndexOperatorContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *LBRACKET();
    antlr4::tree::TerminalNode *RBRACKET();
    SetLiteralContext *setLiteral();
    std::vector<IndexItemContext *> indexItem();
    IndexItemContext* indexItem(size_t i);
    std::vector<antlr4::tree::TerminalNode *> COMMA();
    antlr4::tree::TerminalNode* COMMA(size_t i);

   
  };

  IndexOperatorContext* indexOperator();

  class  IndexItemContext : public antlr4::ParserRuleContext {
  public:
    IndexItemContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    ExpressionContext *expression();
    RangeContext *range();

   
  };

  IndexItemContext* indexItem();

  class  RangeContext : public antlr4::ParserRuleContext {
  public:
    OpenQasm3Parser::ExpressionContext *first = nullptr;;
    OpenQasm3Parser::ExpressionContext *middle = nullptr;;
    antlr4::Token *second = nullptr;;
    OpenQasm3Parser::ExpressionContext *last = nullptr;;
    RangeContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    std::vector<antlr4::tree::TerminalNode *> COLON();
    antlr4::tree::TerminalNode* COLON(size_t i);
    std::vector<ExpressionContext *> expression();
    ExpressionContext* expression(size_t i);

   
  };

  RangeContext* range();

  class  SetLiteralContext : public antlr4::ParserRuleContext {
  public:
    SetLiteralContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *LBRACE();
    ExpressionListContext *expressionList();
    antlr4::tree::TerminalNode *RBRACE();

   
  };

  SetLiteralContext* setLiteral();

  class  AssignmentContext : public antlr4::ParserRuleContext {
  public:
    antlr4::Token *op = nullptr;;
    AssignmentContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    PlaceContext *place();
    antlr4::tree::TerminalNode *SEMICOLON();
    antlr4::tree::TerminalNode *ASSIGN();
    antlr4::tree::TerminalNode *COMPOUND_ASSIGN();
    ConcatenationContext *concatenation();
    MeasurementContext *measurement();
    ArrayLiteralContext *arrayLiteral();

   
  };

  AssignmentContext* assignment();

  class  ExpressionStatementContext : public antlr4::ParserRuleContext {
  public:
    ExpressionStatementContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    ExpressionContext *expression();
    antlr4::tree::TerminalNode *SEMICOLON();

   
  };

  ExpressionStatementContext* expressionStatement();

  class  IfStatementContext : public antlr4::ParserRuleContext {
  public:
    OpenQasm3Parser::BodyContext *thenBody = nullptr;;
    OpenQasm3Parser::BodyContext *elseBody = nullptr;;
    IfStatementContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *IF();
    antlr4::tree::TerminalNode *LPAREN();
    ExpressionContext *expression();
    antlr4::tree::TerminalNode *RPAREN();
    std::vector<BodyContext *> body();
    BodyContext* body(size_t i);
    antlr4::tree::TerminalNode *ELSE();

   
  };

  IfStatementContext* ifStatement();

  class  ForStatementContext : public antlr4::ParserRuleContext {
  public:
    ForStatementContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *FOR();
    ScalarTypeContext *scalarType();
    antlr4::tree::TerminalNode *Identifier();
    antlr4::tree::TerminalNode *IN();
    BodyContext *body();
    SetLiteralContext *setLiteral();
    antlr4::tree::TerminalNode *LBRACKET();
    RangeContext *range();
    antlr4::tree::TerminalNode *RBRACKET();
    ExpressionContext *expression();

   
  };

  ForStatementContext* forStatement();

  class  WhileStatementContext : public antlr4::ParserRuleContext {
  public:
    WhileStatementContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *WHILE();
    antlr4::tree::TerminalNode *LPAREN();
    ExpressionContext *expression();
    antlr4::tree::TerminalNode *RPAREN();
    BodyContext *body();

   
  };

  WhileStatementContext* whileStatement();

  class  SwitchStatementContext : public antlr4::ParserRuleContext {
  public:
    SwitchStatementContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *SWITCH();
    antlr4::tree::TerminalNode *LPAREN();
    ExpressionContext *expression();
    antlr4::tree::TerminalNode *RPAREN();
    antlr4::tree::TerminalNode *LBRACE();
    antlr4::tree::TerminalNode *RBRACE();
    std::vector<SwitchCaseContext *> switchCase();
    SwitchCaseContext* switchCase(size_t i);

   
  };

  SwitchStatementContext* switchStatement();

  class  SwitchCaseContext : public antlr4::ParserRuleContext {
  public:
    SwitchCaseContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *CASE();
    ExpressionListContext *expressionList();
    ScopeContext *scope();
    antlr4::tree::TerminalNode *DEFAULT();

   
  };

  SwitchCaseContext* switchCase();

  class  BreakStatementContext : public antlr4::ParserRuleContext {
  public:
    BreakStatementContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *BREAK();
    antlr4::tree::TerminalNode *SEMICOLON();

   
  };

  BreakStatementContext* breakStatement();

  class  ContinueStatementContext : public antlr4::ParserRuleContext {
  public:
    ContinueStatementContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *CONTINUE();
    antlr4::tree::TerminalNode *SEMICOLON();

   
  };

  ContinueStatementContext* continueStatement();

  class  EndStatementContext : public antlr4::ParserRuleContext {
  public:
    EndStatementContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *END();
    antlr4::tree::TerminalNode *SEMICOLON();

   
  };

  EndStatementContext* endStatement();

  class  ReturnStatementContext : public antlr4::ParserRuleContext {
  public:
    ReturnStatementContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *RETURN();
    antlr4::tree::TerminalNode *SEMICOLON();
    ExpressionContext *expression();
    MeasurementContext *measurement();

   
  };

  ReturnStatementContext* returnStatement();

  class  EmptyContext : public antlr4::ParserRuleContext {
  public:
    EmptyContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *SEMICOLON();

   
  };

  EmptyContext* empty();

  class  CalibrationGrammarContext : public antlr4::ParserRuleContext {
  public:
    CalibrationGrammarContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *DEFCALGRAMMAR();
    antlr4::tree::TerminalNode *SEMICOLON();
    antlr4::tree::TerminalNode *String();
    antlr4::tree::TerminalNode *BitString();

   
  };

  CalibrationGrammarContext* calibrationGrammar();

  class  CalibrationBlockContext : public antlr4::ParserRuleContext {
  public:
    CalibrationBlockContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *CAL();
    antlr4::tree::TerminalNode *LBRACE();
    antlr4::tree::TerminalNode *RBRACE();
    antlr4::tree::TerminalNode *CalText();

   
  };

  CalibrationBlockContext* calibrationBlock();

  class  CalibrationDefinitionContext : public antlr4::ParserRuleContext {
  public:
    CalibrationDefinitionContext(antlr4::ParserRuleContext *parent, size_t invokingState);
    virtual size_t getRuleIndex() const override;
    antlr4::tree::TerminalNode *DEFCAL();
    antlr4::tree::TerminalNode *DefcalHead();
    antlr4::tree::TerminalNode *LBRACE();
    antlr4::tree::TerminalNode *RBRACE();
    antlr4::tree::TerminalNode *CalText();

   
  };

  CalibrationDefinitionContext* calibrationDefinition();

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

  class  DurationExpressionContext : public ExpressionContext {
  public:
    DurationExpressionContext(ExpressionContext *ctx);

    antlr4::tree::TerminalNode *DURATIONOF();
    antlr4::tree::TerminalNode *LPAREN();
    ScopeContext *scope();
    antlr4::tree::TerminalNode *RPAREN();
  };

  class  BinaryExpressionContext : public ExpressionContext {
  public:
    BinaryExpressionContext(ExpressionContext *ctx);

    antlr4::Token *op = nullptr;
    std::vector<ExpressionContext *> expression();
    ExpressionContext* expression(size_t i);
    antlr4::tree::TerminalNode *STAR();
    antlr4::tree::TerminalNode *SLASH();
    antlr4::tree::TerminalNode *PERCENT();
    antlr4::tree::TerminalNode *PLUS();
    antlr4::tree::TerminalNode *MINUS();
    antlr4::tree::TerminalNode *SHIFT();
    antlr4::tree::TerminalNode *COMPARE();
    antlr4::tree::TerminalNode *EQUAL();
    antlr4::tree::TerminalNode *AMPERSAND();
    antlr4::tree::TerminalNode *CARET();
    antlr4::tree::TerminalNode *PIPE();
    antlr4::tree::TerminalNode *AND();
    antlr4::tree::TerminalNode *OR();
  };

  class  CastExpressionContext : public ExpressionContext {
  public:
    CastExpressionContext(ExpressionContext *ctx);

    antlr4::tree::TerminalNode *LPAREN();
    ExpressionContext *expression();
    antlr4::tree::TerminalNode *RPAREN();
    ScalarTypeContext *scalarType();
    ArrayTypeContext *arrayType();
  };

  class  PowerExpressionContext : public ExpressionContext {
  public:
    PowerExpressionContext(ExpressionContext *ctx);

    antlr4::Token *op = nullptr;
    std::vector<ExpressionContext *> expression();
    ExpressionContext* expression(size_t i);
    antlr4::tree::TerminalNode *POWER();
  };

  class  CallExpressionContext : public ExpressionContext {
  public:
    CallExpressionContext(ExpressionContext *ctx);

    antlr4::Token *name = nullptr;
    antlr4::tree::TerminalNode *LPAREN();
    antlr4::tree::TerminalNode *RPAREN();
    antlr4::tree::TerminalNode *Identifier();
    antlr4::tree::TerminalNode *POW();
    ExpressionListContext *expressionList();
  };

  class  AtomExpressionContext : public ExpressionContext {
  public:
    AtomExpressionContext(ExpressionContext *ctx);

    antlr4::Token *atom = nullptr;
    antlr4::tree::TerminalNode *Identifier();
    antlr4::tree::TerminalNode *Integer();
    antlr4::tree::TerminalNode *Binary();
    antlr4::tree::TerminalNode *Octal();
    antlr4::tree::TerminalNode *Hex();
    antlr4::tree::TerminalNode *Float();
    antlr4::tree::TerminalNode *Imaginary();
    antlr4::tree::TerminalNode *Boolean();
    antlr4::tree::TerminalNode *BitString();
    antlr4::tree::TerminalNode *Timing();
    antlr4::tree::TerminalNode *HardwareQubit();
  };

  class  IndexExpressionContext : public ExpressionContext {
  public:
    IndexExpressionContext(ExpressionContext *ctx);

    ExpressionContext *expression();
    IndexOperatorContext *indexOperator();
  };

  class  UnaryExpressionContext : public ExpressionContext {
  public:
    UnaryExpressionContext(ExpressionContext *ctx);

    antlr4::Token *op = nullptr;
    ExpressionContext *expression();
    antlr4::tree::TerminalNode *TILDE();
    antlr4::tree::TerminalNode *BANG();
    antlr4::tree::TerminalNode *MINUS();
    antlr4::tree::TerminalNode *PLUS();
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
