
// Generated from OpenQasm2.g4 by ANTLR 4.7.2



#include "OpenQasm2Parser.h"


using namespace antlrcpp;
using namespace qiao_openqasm;
using namespace antlr4;

OpenQasm2Parser::OpenQasm2Parser(TokenStream *input) : Parser(input) {
  static Initializer init;
  _interpreter = new atn::ParserATNSimulator(this, _atn, _decisionToDFA, _sharedContextCache);
}

OpenQasm2Parser::~OpenQasm2Parser() {
  delete _interpreter;
}

std::string OpenQasm2Parser::getGrammarFileName() const {
  return "OpenQasm2.g4";
}

const std::vector<std::string>& OpenQasm2Parser::getRuleNames() const {
  return _ruleNames;
}

dfa::Vocabulary& OpenQasm2Parser::getVocabulary() const {
  return _vocabulary;
}


//----------------- ProgramContext ------------------------------------------------------------------

OpenQasm2Parser::ProgramContext::ProgramContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

OpenQasm2Parser::VersionContext* OpenQasm2Parser::ProgramContext::version() {
  return getRuleContext<OpenQasm2Parser::VersionContext>(0);
}

tree::TerminalNode* OpenQasm2Parser::ProgramContext::EOF() {
  return getToken(OpenQasm2Parser::EOF, 0);
}

std::vector<OpenQasm2Parser::StatementContext *> OpenQasm2Parser::ProgramContext::statement() {
  return getRuleContexts<OpenQasm2Parser::StatementContext>();
}

OpenQasm2Parser::StatementContext* OpenQasm2Parser::ProgramContext::statement(size_t i) {
  return getRuleContext<OpenQasm2Parser::StatementContext>(i);
}


size_t OpenQasm2Parser::ProgramContext::getRuleIndex() const {
  return OpenQasm2Parser::RuleProgram;
}


OpenQasm2Parser::ProgramContext* OpenQasm2Parser::program() {
  ProgramContext *_localctx = _tracker.createInstance<ProgramContext>(_ctx, getState());
  enterRule(_localctx, 0, OpenQasm2Parser::RuleProgram);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(44);
    version();
    setState(48);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while ((((_la & ~ 0x3fULL) == 0) &&
      ((1ULL << _la) & ((1ULL << OpenQasm2Parser::OPENQASM)
      | (1ULL << OpenQasm2Parser::INCLUDE)
      | (1ULL << OpenQasm2Parser::QREG)
      | (1ULL << OpenQasm2Parser::CREG)
      | (1ULL << OpenQasm2Parser::GATE)
      | (1ULL << OpenQasm2Parser::OPAQUE)
      | (1ULL << OpenQasm2Parser::IF)
      | (1ULL << OpenQasm2Parser::MEASURE)
      | (1ULL << OpenQasm2Parser::RESET)
      | (1ULL << OpenQasm2Parser::BARRIER)
      | (1ULL << OpenQasm2Parser::SEMICOLON)
      | (1ULL << OpenQasm2Parser::Identifier))) != 0)) {
      setState(45);
      statement();
      setState(50);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
    setState(51);
    match(OpenQasm2Parser::EOF);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- SingleContext ------------------------------------------------------------------

OpenQasm2Parser::SingleContext::SingleContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

OpenQasm2Parser::StatementContext* OpenQasm2Parser::SingleContext::statement() {
  return getRuleContext<OpenQasm2Parser::StatementContext>(0);
}

tree::TerminalNode* OpenQasm2Parser::SingleContext::EOF() {
  return getToken(OpenQasm2Parser::EOF, 0);
}


size_t OpenQasm2Parser::SingleContext::getRuleIndex() const {
  return OpenQasm2Parser::RuleSingle;
}


OpenQasm2Parser::SingleContext* OpenQasm2Parser::single() {
  SingleContext *_localctx = _tracker.createInstance<SingleContext>(_ctx, getState());
  enterRule(_localctx, 2, OpenQasm2Parser::RuleSingle);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(53);
    statement();
    setState(54);
    match(OpenQasm2Parser::EOF);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- VersionContext ------------------------------------------------------------------

OpenQasm2Parser::VersionContext::VersionContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm2Parser::VersionContext::OPENQASM() {
  return getToken(OpenQasm2Parser::OPENQASM, 0);
}

tree::TerminalNode* OpenQasm2Parser::VersionContext::SEMICOLON() {
  return getToken(OpenQasm2Parser::SEMICOLON, 0);
}

tree::TerminalNode* OpenQasm2Parser::VersionContext::Real() {
  return getToken(OpenQasm2Parser::Real, 0);
}

tree::TerminalNode* OpenQasm2Parser::VersionContext::Integer() {
  return getToken(OpenQasm2Parser::Integer, 0);
}


size_t OpenQasm2Parser::VersionContext::getRuleIndex() const {
  return OpenQasm2Parser::RuleVersion;
}


OpenQasm2Parser::VersionContext* OpenQasm2Parser::version() {
  VersionContext *_localctx = _tracker.createInstance<VersionContext>(_ctx, getState());
  enterRule(_localctx, 4, OpenQasm2Parser::RuleVersion);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(56);
    match(OpenQasm2Parser::OPENQASM);
    setState(57);
    _la = _input->LA(1);
    if (!(_la == OpenQasm2Parser::Integer

    || _la == OpenQasm2Parser::Real)) {
    _errHandler->recoverInline(this);
    }
    else {
      _errHandler->reportMatch(this);
      consume();
    }
    setState(58);
    match(OpenQasm2Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- StatementContext ------------------------------------------------------------------

OpenQasm2Parser::StatementContext::StatementContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

OpenQasm2Parser::VersionContext* OpenQasm2Parser::StatementContext::version() {
  return getRuleContext<OpenQasm2Parser::VersionContext>(0);
}

OpenQasm2Parser::IncludeContext* OpenQasm2Parser::StatementContext::include() {
  return getRuleContext<OpenQasm2Parser::IncludeContext>(0);
}

OpenQasm2Parser::RegisterDeclarationContext* OpenQasm2Parser::StatementContext::registerDeclaration() {
  return getRuleContext<OpenQasm2Parser::RegisterDeclarationContext>(0);
}

OpenQasm2Parser::GateDefinitionContext* OpenQasm2Parser::StatementContext::gateDefinition() {
  return getRuleContext<OpenQasm2Parser::GateDefinitionContext>(0);
}

OpenQasm2Parser::OpaqueDeclarationContext* OpenQasm2Parser::StatementContext::opaqueDeclaration() {
  return getRuleContext<OpenQasm2Parser::OpaqueDeclarationContext>(0);
}

OpenQasm2Parser::ConditionalContext* OpenQasm2Parser::StatementContext::conditional() {
  return getRuleContext<OpenQasm2Parser::ConditionalContext>(0);
}

OpenQasm2Parser::QuantumOperationContext* OpenQasm2Parser::StatementContext::quantumOperation() {
  return getRuleContext<OpenQasm2Parser::QuantumOperationContext>(0);
}

OpenQasm2Parser::BarrierStatementContext* OpenQasm2Parser::StatementContext::barrierStatement() {
  return getRuleContext<OpenQasm2Parser::BarrierStatementContext>(0);
}

OpenQasm2Parser::EmptyStatementContext* OpenQasm2Parser::StatementContext::emptyStatement() {
  return getRuleContext<OpenQasm2Parser::EmptyStatementContext>(0);
}


size_t OpenQasm2Parser::StatementContext::getRuleIndex() const {
  return OpenQasm2Parser::RuleStatement;
}


OpenQasm2Parser::StatementContext* OpenQasm2Parser::statement() {
  StatementContext *_localctx = _tracker.createInstance<StatementContext>(_ctx, getState());
  enterRule(_localctx, 6, OpenQasm2Parser::RuleStatement);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    setState(69);
    _errHandler->sync(this);
    switch (_input->LA(1)) {
      case OpenQasm2Parser::OPENQASM: {
        enterOuterAlt(_localctx, 1);
        setState(60);
        version();
        break;
      }

      case OpenQasm2Parser::INCLUDE: {
        enterOuterAlt(_localctx, 2);
        setState(61);
        include();
        break;
      }

      case OpenQasm2Parser::QREG:
      case OpenQasm2Parser::CREG: {
        enterOuterAlt(_localctx, 3);
        setState(62);
        registerDeclaration();
        break;
      }

      case OpenQasm2Parser::GATE: {
        enterOuterAlt(_localctx, 4);
        setState(63);
        gateDefinition();
        break;
      }

      case OpenQasm2Parser::OPAQUE: {
        enterOuterAlt(_localctx, 5);
        setState(64);
        opaqueDeclaration();
        break;
      }

      case OpenQasm2Parser::IF: {
        enterOuterAlt(_localctx, 6);
        setState(65);
        conditional();
        break;
      }

      case OpenQasm2Parser::MEASURE:
      case OpenQasm2Parser::RESET:
      case OpenQasm2Parser::Identifier: {
        enterOuterAlt(_localctx, 7);
        setState(66);
        quantumOperation();
        break;
      }

      case OpenQasm2Parser::BARRIER: {
        enterOuterAlt(_localctx, 8);
        setState(67);
        barrierStatement();
        break;
      }

      case OpenQasm2Parser::SEMICOLON: {
        enterOuterAlt(_localctx, 9);
        setState(68);
        emptyStatement();
        break;
      }

    default:
      throw NoViableAltException(this);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- IncludeContext ------------------------------------------------------------------

OpenQasm2Parser::IncludeContext::IncludeContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm2Parser::IncludeContext::INCLUDE() {
  return getToken(OpenQasm2Parser::INCLUDE, 0);
}

tree::TerminalNode* OpenQasm2Parser::IncludeContext::String() {
  return getToken(OpenQasm2Parser::String, 0);
}

tree::TerminalNode* OpenQasm2Parser::IncludeContext::SEMICOLON() {
  return getToken(OpenQasm2Parser::SEMICOLON, 0);
}


size_t OpenQasm2Parser::IncludeContext::getRuleIndex() const {
  return OpenQasm2Parser::RuleInclude;
}


OpenQasm2Parser::IncludeContext* OpenQasm2Parser::include() {
  IncludeContext *_localctx = _tracker.createInstance<IncludeContext>(_ctx, getState());
  enterRule(_localctx, 8, OpenQasm2Parser::RuleInclude);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(71);
    match(OpenQasm2Parser::INCLUDE);
    setState(72);
    match(OpenQasm2Parser::String);
    setState(73);
    match(OpenQasm2Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- RegisterDeclarationContext ------------------------------------------------------------------

OpenQasm2Parser::RegisterDeclarationContext::RegisterDeclarationContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm2Parser::RegisterDeclarationContext::Identifier() {
  return getToken(OpenQasm2Parser::Identifier, 0);
}

tree::TerminalNode* OpenQasm2Parser::RegisterDeclarationContext::LBRACKET() {
  return getToken(OpenQasm2Parser::LBRACKET, 0);
}

tree::TerminalNode* OpenQasm2Parser::RegisterDeclarationContext::Integer() {
  return getToken(OpenQasm2Parser::Integer, 0);
}

tree::TerminalNode* OpenQasm2Parser::RegisterDeclarationContext::RBRACKET() {
  return getToken(OpenQasm2Parser::RBRACKET, 0);
}

tree::TerminalNode* OpenQasm2Parser::RegisterDeclarationContext::SEMICOLON() {
  return getToken(OpenQasm2Parser::SEMICOLON, 0);
}

tree::TerminalNode* OpenQasm2Parser::RegisterDeclarationContext::QREG() {
  return getToken(OpenQasm2Parser::QREG, 0);
}

tree::TerminalNode* OpenQasm2Parser::RegisterDeclarationContext::CREG() {
  return getToken(OpenQasm2Parser::CREG, 0);
}


size_t OpenQasm2Parser::RegisterDeclarationContext::getRuleIndex() const {
  return OpenQasm2Parser::RuleRegisterDeclaration;
}


OpenQasm2Parser::RegisterDeclarationContext* OpenQasm2Parser::registerDeclaration() {
  RegisterDeclarationContext *_localctx = _tracker.createInstance<RegisterDeclarationContext>(_ctx, getState());
  enterRule(_localctx, 10, OpenQasm2Parser::RuleRegisterDeclaration);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(75);
    _la = _input->LA(1);
    if (!(_la == OpenQasm2Parser::QREG

    || _la == OpenQasm2Parser::CREG)) {
    _errHandler->recoverInline(this);
    }
    else {
      _errHandler->reportMatch(this);
      consume();
    }
    setState(76);
    match(OpenQasm2Parser::Identifier);
    setState(77);
    match(OpenQasm2Parser::LBRACKET);
    setState(78);
    match(OpenQasm2Parser::Integer);
    setState(79);
    match(OpenQasm2Parser::RBRACKET);
    setState(80);
    match(OpenQasm2Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- GateDefinitionContext ------------------------------------------------------------------

OpenQasm2Parser::GateDefinitionContext::GateDefinitionContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm2Parser::GateDefinitionContext::GATE() {
  return getToken(OpenQasm2Parser::GATE, 0);
}

OpenQasm2Parser::GateSignatureContext* OpenQasm2Parser::GateDefinitionContext::gateSignature() {
  return getRuleContext<OpenQasm2Parser::GateSignatureContext>(0);
}

tree::TerminalNode* OpenQasm2Parser::GateDefinitionContext::LBRACE() {
  return getToken(OpenQasm2Parser::LBRACE, 0);
}

OpenQasm2Parser::GateBodyContext* OpenQasm2Parser::GateDefinitionContext::gateBody() {
  return getRuleContext<OpenQasm2Parser::GateBodyContext>(0);
}

tree::TerminalNode* OpenQasm2Parser::GateDefinitionContext::RBRACE() {
  return getToken(OpenQasm2Parser::RBRACE, 0);
}


size_t OpenQasm2Parser::GateDefinitionContext::getRuleIndex() const {
  return OpenQasm2Parser::RuleGateDefinition;
}


OpenQasm2Parser::GateDefinitionContext* OpenQasm2Parser::gateDefinition() {
  GateDefinitionContext *_localctx = _tracker.createInstance<GateDefinitionContext>(_ctx, getState());
  enterRule(_localctx, 12, OpenQasm2Parser::RuleGateDefinition);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(82);
    match(OpenQasm2Parser::GATE);
    setState(83);
    gateSignature();
    setState(84);
    match(OpenQasm2Parser::LBRACE);
    setState(85);
    gateBody();
    setState(86);
    match(OpenQasm2Parser::RBRACE);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- OpaqueDeclarationContext ------------------------------------------------------------------

OpenQasm2Parser::OpaqueDeclarationContext::OpaqueDeclarationContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm2Parser::OpaqueDeclarationContext::OPAQUE() {
  return getToken(OpenQasm2Parser::OPAQUE, 0);
}

OpenQasm2Parser::GateSignatureContext* OpenQasm2Parser::OpaqueDeclarationContext::gateSignature() {
  return getRuleContext<OpenQasm2Parser::GateSignatureContext>(0);
}

tree::TerminalNode* OpenQasm2Parser::OpaqueDeclarationContext::SEMICOLON() {
  return getToken(OpenQasm2Parser::SEMICOLON, 0);
}


size_t OpenQasm2Parser::OpaqueDeclarationContext::getRuleIndex() const {
  return OpenQasm2Parser::RuleOpaqueDeclaration;
}


OpenQasm2Parser::OpaqueDeclarationContext* OpenQasm2Parser::opaqueDeclaration() {
  OpaqueDeclarationContext *_localctx = _tracker.createInstance<OpaqueDeclarationContext>(_ctx, getState());
  enterRule(_localctx, 14, OpenQasm2Parser::RuleOpaqueDeclaration);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(88);
    match(OpenQasm2Parser::OPAQUE);
    setState(89);
    gateSignature();
    setState(90);
    match(OpenQasm2Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- GateSignatureContext ------------------------------------------------------------------

OpenQasm2Parser::GateSignatureContext::GateSignatureContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm2Parser::GateSignatureContext::Identifier() {
  return getToken(OpenQasm2Parser::Identifier, 0);
}

std::vector<OpenQasm2Parser::IdentifierListContext *> OpenQasm2Parser::GateSignatureContext::identifierList() {
  return getRuleContexts<OpenQasm2Parser::IdentifierListContext>();
}

OpenQasm2Parser::IdentifierListContext* OpenQasm2Parser::GateSignatureContext::identifierList(size_t i) {
  return getRuleContext<OpenQasm2Parser::IdentifierListContext>(i);
}

tree::TerminalNode* OpenQasm2Parser::GateSignatureContext::LPAREN() {
  return getToken(OpenQasm2Parser::LPAREN, 0);
}

tree::TerminalNode* OpenQasm2Parser::GateSignatureContext::RPAREN() {
  return getToken(OpenQasm2Parser::RPAREN, 0);
}


size_t OpenQasm2Parser::GateSignatureContext::getRuleIndex() const {
  return OpenQasm2Parser::RuleGateSignature;
}


OpenQasm2Parser::GateSignatureContext* OpenQasm2Parser::gateSignature() {
  GateSignatureContext *_localctx = _tracker.createInstance<GateSignatureContext>(_ctx, getState());
  enterRule(_localctx, 16, OpenQasm2Parser::RuleGateSignature);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(92);
    match(OpenQasm2Parser::Identifier);
    setState(98);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == OpenQasm2Parser::LPAREN) {
      setState(93);
      match(OpenQasm2Parser::LPAREN);
      setState(95);
      _errHandler->sync(this);

      _la = _input->LA(1);
      if (_la == OpenQasm2Parser::Identifier) {
        setState(94);
        dynamic_cast<GateSignatureContext *>(_localctx)->parameters = identifierList();
      }
      setState(97);
      match(OpenQasm2Parser::RPAREN);
    }
    setState(100);
    dynamic_cast<GateSignatureContext *>(_localctx)->qubits = identifierList();
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- IdentifierListContext ------------------------------------------------------------------

OpenQasm2Parser::IdentifierListContext::IdentifierListContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

std::vector<tree::TerminalNode *> OpenQasm2Parser::IdentifierListContext::Identifier() {
  return getTokens(OpenQasm2Parser::Identifier);
}

tree::TerminalNode* OpenQasm2Parser::IdentifierListContext::Identifier(size_t i) {
  return getToken(OpenQasm2Parser::Identifier, i);
}

std::vector<tree::TerminalNode *> OpenQasm2Parser::IdentifierListContext::COMMA() {
  return getTokens(OpenQasm2Parser::COMMA);
}

tree::TerminalNode* OpenQasm2Parser::IdentifierListContext::COMMA(size_t i) {
  return getToken(OpenQasm2Parser::COMMA, i);
}


size_t OpenQasm2Parser::IdentifierListContext::getRuleIndex() const {
  return OpenQasm2Parser::RuleIdentifierList;
}


OpenQasm2Parser::IdentifierListContext* OpenQasm2Parser::identifierList() {
  IdentifierListContext *_localctx = _tracker.createInstance<IdentifierListContext>(_ctx, getState());
  enterRule(_localctx, 18, OpenQasm2Parser::RuleIdentifierList);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(102);
    match(OpenQasm2Parser::Identifier);
    setState(107);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while (_la == OpenQasm2Parser::COMMA) {
      setState(103);
      match(OpenQasm2Parser::COMMA);
      setState(104);
      match(OpenQasm2Parser::Identifier);
      setState(109);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- GateBodyContext ------------------------------------------------------------------

OpenQasm2Parser::GateBodyContext::GateBodyContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

std::vector<OpenQasm2Parser::StatementContext *> OpenQasm2Parser::GateBodyContext::statement() {
  return getRuleContexts<OpenQasm2Parser::StatementContext>();
}

OpenQasm2Parser::StatementContext* OpenQasm2Parser::GateBodyContext::statement(size_t i) {
  return getRuleContext<OpenQasm2Parser::StatementContext>(i);
}


size_t OpenQasm2Parser::GateBodyContext::getRuleIndex() const {
  return OpenQasm2Parser::RuleGateBody;
}


OpenQasm2Parser::GateBodyContext* OpenQasm2Parser::gateBody() {
  GateBodyContext *_localctx = _tracker.createInstance<GateBodyContext>(_ctx, getState());
  enterRule(_localctx, 20, OpenQasm2Parser::RuleGateBody);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(113);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while ((((_la & ~ 0x3fULL) == 0) &&
      ((1ULL << _la) & ((1ULL << OpenQasm2Parser::OPENQASM)
      | (1ULL << OpenQasm2Parser::INCLUDE)
      | (1ULL << OpenQasm2Parser::QREG)
      | (1ULL << OpenQasm2Parser::CREG)
      | (1ULL << OpenQasm2Parser::GATE)
      | (1ULL << OpenQasm2Parser::OPAQUE)
      | (1ULL << OpenQasm2Parser::IF)
      | (1ULL << OpenQasm2Parser::MEASURE)
      | (1ULL << OpenQasm2Parser::RESET)
      | (1ULL << OpenQasm2Parser::BARRIER)
      | (1ULL << OpenQasm2Parser::SEMICOLON)
      | (1ULL << OpenQasm2Parser::Identifier))) != 0)) {
      setState(110);
      statement();
      setState(115);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ConditionalContext ------------------------------------------------------------------

OpenQasm2Parser::ConditionalContext::ConditionalContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm2Parser::ConditionalContext::IF() {
  return getToken(OpenQasm2Parser::IF, 0);
}

tree::TerminalNode* OpenQasm2Parser::ConditionalContext::LPAREN() {
  return getToken(OpenQasm2Parser::LPAREN, 0);
}

tree::TerminalNode* OpenQasm2Parser::ConditionalContext::Identifier() {
  return getToken(OpenQasm2Parser::Identifier, 0);
}

tree::TerminalNode* OpenQasm2Parser::ConditionalContext::EQUALS() {
  return getToken(OpenQasm2Parser::EQUALS, 0);
}

tree::TerminalNode* OpenQasm2Parser::ConditionalContext::Integer() {
  return getToken(OpenQasm2Parser::Integer, 0);
}

tree::TerminalNode* OpenQasm2Parser::ConditionalContext::RPAREN() {
  return getToken(OpenQasm2Parser::RPAREN, 0);
}

OpenQasm2Parser::StatementContext* OpenQasm2Parser::ConditionalContext::statement() {
  return getRuleContext<OpenQasm2Parser::StatementContext>(0);
}


size_t OpenQasm2Parser::ConditionalContext::getRuleIndex() const {
  return OpenQasm2Parser::RuleConditional;
}


OpenQasm2Parser::ConditionalContext* OpenQasm2Parser::conditional() {
  ConditionalContext *_localctx = _tracker.createInstance<ConditionalContext>(_ctx, getState());
  enterRule(_localctx, 22, OpenQasm2Parser::RuleConditional);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(116);
    match(OpenQasm2Parser::IF);
    setState(117);
    match(OpenQasm2Parser::LPAREN);
    setState(118);
    match(OpenQasm2Parser::Identifier);
    setState(119);
    match(OpenQasm2Parser::EQUALS);
    setState(120);
    match(OpenQasm2Parser::Integer);
    setState(121);
    match(OpenQasm2Parser::RPAREN);
    setState(122);
    statement();
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- QuantumOperationContext ------------------------------------------------------------------

OpenQasm2Parser::QuantumOperationContext::QuantumOperationContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

OpenQasm2Parser::GateCallContext* OpenQasm2Parser::QuantumOperationContext::gateCall() {
  return getRuleContext<OpenQasm2Parser::GateCallContext>(0);
}

OpenQasm2Parser::MeasureStatementContext* OpenQasm2Parser::QuantumOperationContext::measureStatement() {
  return getRuleContext<OpenQasm2Parser::MeasureStatementContext>(0);
}

OpenQasm2Parser::ResetStatementContext* OpenQasm2Parser::QuantumOperationContext::resetStatement() {
  return getRuleContext<OpenQasm2Parser::ResetStatementContext>(0);
}


size_t OpenQasm2Parser::QuantumOperationContext::getRuleIndex() const {
  return OpenQasm2Parser::RuleQuantumOperation;
}


OpenQasm2Parser::QuantumOperationContext* OpenQasm2Parser::quantumOperation() {
  QuantumOperationContext *_localctx = _tracker.createInstance<QuantumOperationContext>(_ctx, getState());
  enterRule(_localctx, 24, OpenQasm2Parser::RuleQuantumOperation);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    setState(127);
    _errHandler->sync(this);
    switch (_input->LA(1)) {
      case OpenQasm2Parser::Identifier: {
        enterOuterAlt(_localctx, 1);
        setState(124);
        gateCall();
        break;
      }

      case OpenQasm2Parser::MEASURE: {
        enterOuterAlt(_localctx, 2);
        setState(125);
        measureStatement();
        break;
      }

      case OpenQasm2Parser::RESET: {
        enterOuterAlt(_localctx, 3);
        setState(126);
        resetStatement();
        break;
      }

    default:
      throw NoViableAltException(this);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- GateCallContext ------------------------------------------------------------------

OpenQasm2Parser::GateCallContext::GateCallContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm2Parser::GateCallContext::Identifier() {
  return getToken(OpenQasm2Parser::Identifier, 0);
}

OpenQasm2Parser::OperandListContext* OpenQasm2Parser::GateCallContext::operandList() {
  return getRuleContext<OpenQasm2Parser::OperandListContext>(0);
}

tree::TerminalNode* OpenQasm2Parser::GateCallContext::SEMICOLON() {
  return getToken(OpenQasm2Parser::SEMICOLON, 0);
}

tree::TerminalNode* OpenQasm2Parser::GateCallContext::LPAREN() {
  return getToken(OpenQasm2Parser::LPAREN, 0);
}

tree::TerminalNode* OpenQasm2Parser::GateCallContext::RPAREN() {
  return getToken(OpenQasm2Parser::RPAREN, 0);
}

OpenQasm2Parser::ExpressionListContext* OpenQasm2Parser::GateCallContext::expressionList() {
  return getRuleContext<OpenQasm2Parser::ExpressionListContext>(0);
}


size_t OpenQasm2Parser::GateCallContext::getRuleIndex() const {
  return OpenQasm2Parser::RuleGateCall;
}


OpenQasm2Parser::GateCallContext* OpenQasm2Parser::gateCall() {
  GateCallContext *_localctx = _tracker.createInstance<GateCallContext>(_ctx, getState());
  enterRule(_localctx, 26, OpenQasm2Parser::RuleGateCall);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(129);
    match(OpenQasm2Parser::Identifier);
    setState(135);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == OpenQasm2Parser::LPAREN) {
      setState(130);
      match(OpenQasm2Parser::LPAREN);
      setState(132);
      _errHandler->sync(this);

      _la = _input->LA(1);
      if ((((_la & ~ 0x3fULL) == 0) &&
        ((1ULL << _la) & ((1ULL << OpenQasm2Parser::PI)
        | (1ULL << OpenQasm2Parser::SIN)
        | (1ULL << OpenQasm2Parser::COS)
        | (1ULL << OpenQasm2Parser::TAN)
        | (1ULL << OpenQasm2Parser::EXP)
        | (1ULL << OpenQasm2Parser::LN)
        | (1ULL << OpenQasm2Parser::SQRT)
        | (1ULL << OpenQasm2Parser::LPAREN)
        | (1ULL << OpenQasm2Parser::PLUS)
        | (1ULL << OpenQasm2Parser::MINUS)
        | (1ULL << OpenQasm2Parser::Identifier)
        | (1ULL << OpenQasm2Parser::Integer)
        | (1ULL << OpenQasm2Parser::Real))) != 0)) {
        setState(131);
        expressionList();
      }
      setState(134);
      match(OpenQasm2Parser::RPAREN);
    }
    setState(137);
    operandList();
    setState(138);
    match(OpenQasm2Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- MeasureStatementContext ------------------------------------------------------------------

OpenQasm2Parser::MeasureStatementContext::MeasureStatementContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm2Parser::MeasureStatementContext::MEASURE() {
  return getToken(OpenQasm2Parser::MEASURE, 0);
}

std::vector<OpenQasm2Parser::OperandContext *> OpenQasm2Parser::MeasureStatementContext::operand() {
  return getRuleContexts<OpenQasm2Parser::OperandContext>();
}

OpenQasm2Parser::OperandContext* OpenQasm2Parser::MeasureStatementContext::operand(size_t i) {
  return getRuleContext<OpenQasm2Parser::OperandContext>(i);
}

tree::TerminalNode* OpenQasm2Parser::MeasureStatementContext::ARROW() {
  return getToken(OpenQasm2Parser::ARROW, 0);
}

tree::TerminalNode* OpenQasm2Parser::MeasureStatementContext::SEMICOLON() {
  return getToken(OpenQasm2Parser::SEMICOLON, 0);
}


size_t OpenQasm2Parser::MeasureStatementContext::getRuleIndex() const {
  return OpenQasm2Parser::RuleMeasureStatement;
}


OpenQasm2Parser::MeasureStatementContext* OpenQasm2Parser::measureStatement() {
  MeasureStatementContext *_localctx = _tracker.createInstance<MeasureStatementContext>(_ctx, getState());
  enterRule(_localctx, 28, OpenQasm2Parser::RuleMeasureStatement);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(140);
    match(OpenQasm2Parser::MEASURE);
    setState(141);
    operand();
    setState(142);
    match(OpenQasm2Parser::ARROW);
    setState(143);
    operand();
    setState(144);
    match(OpenQasm2Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ResetStatementContext ------------------------------------------------------------------

OpenQasm2Parser::ResetStatementContext::ResetStatementContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm2Parser::ResetStatementContext::RESET() {
  return getToken(OpenQasm2Parser::RESET, 0);
}

OpenQasm2Parser::OperandContext* OpenQasm2Parser::ResetStatementContext::operand() {
  return getRuleContext<OpenQasm2Parser::OperandContext>(0);
}

tree::TerminalNode* OpenQasm2Parser::ResetStatementContext::SEMICOLON() {
  return getToken(OpenQasm2Parser::SEMICOLON, 0);
}


size_t OpenQasm2Parser::ResetStatementContext::getRuleIndex() const {
  return OpenQasm2Parser::RuleResetStatement;
}


OpenQasm2Parser::ResetStatementContext* OpenQasm2Parser::resetStatement() {
  ResetStatementContext *_localctx = _tracker.createInstance<ResetStatementContext>(_ctx, getState());
  enterRule(_localctx, 30, OpenQasm2Parser::RuleResetStatement);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(146);
    match(OpenQasm2Parser::RESET);
    setState(147);
    operand();
    setState(148);
    match(OpenQasm2Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- BarrierStatementContext ------------------------------------------------------------------

OpenQasm2Parser::BarrierStatementContext::BarrierStatementContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm2Parser::BarrierStatementContext::BARRIER() {
  return getToken(OpenQasm2Parser::BARRIER, 0);
}

OpenQasm2Parser::OperandListContext* OpenQasm2Parser::BarrierStatementContext::operandList() {
  return getRuleContext<OpenQasm2Parser::OperandListContext>(0);
}

tree::TerminalNode* OpenQasm2Parser::BarrierStatementContext::SEMICOLON() {
  return getToken(OpenQasm2Parser::SEMICOLON, 0);
}


size_t OpenQasm2Parser::BarrierStatementContext::getRuleIndex() const {
  return OpenQasm2Parser::RuleBarrierStatement;
}


OpenQasm2Parser::BarrierStatementContext* OpenQasm2Parser::barrierStatement() {
  BarrierStatementContext *_localctx = _tracker.createInstance<BarrierStatementContext>(_ctx, getState());
  enterRule(_localctx, 32, OpenQasm2Parser::RuleBarrierStatement);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(150);
    match(OpenQasm2Parser::BARRIER);
    setState(151);
    operandList();
    setState(152);
    match(OpenQasm2Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- EmptyStatementContext ------------------------------------------------------------------

OpenQasm2Parser::EmptyStatementContext::EmptyStatementContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm2Parser::EmptyStatementContext::SEMICOLON() {
  return getToken(OpenQasm2Parser::SEMICOLON, 0);
}


size_t OpenQasm2Parser::EmptyStatementContext::getRuleIndex() const {
  return OpenQasm2Parser::RuleEmptyStatement;
}


OpenQasm2Parser::EmptyStatementContext* OpenQasm2Parser::emptyStatement() {
  EmptyStatementContext *_localctx = _tracker.createInstance<EmptyStatementContext>(_ctx, getState());
  enterRule(_localctx, 34, OpenQasm2Parser::RuleEmptyStatement);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(154);
    match(OpenQasm2Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- OperandListContext ------------------------------------------------------------------

OpenQasm2Parser::OperandListContext::OperandListContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

std::vector<OpenQasm2Parser::OperandContext *> OpenQasm2Parser::OperandListContext::operand() {
  return getRuleContexts<OpenQasm2Parser::OperandContext>();
}

OpenQasm2Parser::OperandContext* OpenQasm2Parser::OperandListContext::operand(size_t i) {
  return getRuleContext<OpenQasm2Parser::OperandContext>(i);
}

std::vector<tree::TerminalNode *> OpenQasm2Parser::OperandListContext::COMMA() {
  return getTokens(OpenQasm2Parser::COMMA);
}

tree::TerminalNode* OpenQasm2Parser::OperandListContext::COMMA(size_t i) {
  return getToken(OpenQasm2Parser::COMMA, i);
}


size_t OpenQasm2Parser::OperandListContext::getRuleIndex() const {
  return OpenQasm2Parser::RuleOperandList;
}


OpenQasm2Parser::OperandListContext* OpenQasm2Parser::operandList() {
  OperandListContext *_localctx = _tracker.createInstance<OperandListContext>(_ctx, getState());
  enterRule(_localctx, 36, OpenQasm2Parser::RuleOperandList);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(156);
    operand();
    setState(161);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while (_la == OpenQasm2Parser::COMMA) {
      setState(157);
      match(OpenQasm2Parser::COMMA);
      setState(158);
      operand();
      setState(163);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- OperandContext ------------------------------------------------------------------

OpenQasm2Parser::OperandContext::OperandContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm2Parser::OperandContext::Identifier() {
  return getToken(OpenQasm2Parser::Identifier, 0);
}

tree::TerminalNode* OpenQasm2Parser::OperandContext::LBRACKET() {
  return getToken(OpenQasm2Parser::LBRACKET, 0);
}

tree::TerminalNode* OpenQasm2Parser::OperandContext::Integer() {
  return getToken(OpenQasm2Parser::Integer, 0);
}

tree::TerminalNode* OpenQasm2Parser::OperandContext::RBRACKET() {
  return getToken(OpenQasm2Parser::RBRACKET, 0);
}


size_t OpenQasm2Parser::OperandContext::getRuleIndex() const {
  return OpenQasm2Parser::RuleOperand;
}


OpenQasm2Parser::OperandContext* OpenQasm2Parser::operand() {
  OperandContext *_localctx = _tracker.createInstance<OperandContext>(_ctx, getState());
  enterRule(_localctx, 38, OpenQasm2Parser::RuleOperand);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(164);
    match(OpenQasm2Parser::Identifier);
    setState(168);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == OpenQasm2Parser::LBRACKET) {
      setState(165);
      match(OpenQasm2Parser::LBRACKET);
      setState(166);
      match(OpenQasm2Parser::Integer);
      setState(167);
      match(OpenQasm2Parser::RBRACKET);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ExpressionListContext ------------------------------------------------------------------

OpenQasm2Parser::ExpressionListContext::ExpressionListContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

std::vector<OpenQasm2Parser::ExpressionContext *> OpenQasm2Parser::ExpressionListContext::expression() {
  return getRuleContexts<OpenQasm2Parser::ExpressionContext>();
}

OpenQasm2Parser::ExpressionContext* OpenQasm2Parser::ExpressionListContext::expression(size_t i) {
  return getRuleContext<OpenQasm2Parser::ExpressionContext>(i);
}

std::vector<tree::TerminalNode *> OpenQasm2Parser::ExpressionListContext::COMMA() {
  return getTokens(OpenQasm2Parser::COMMA);
}

tree::TerminalNode* OpenQasm2Parser::ExpressionListContext::COMMA(size_t i) {
  return getToken(OpenQasm2Parser::COMMA, i);
}


size_t OpenQasm2Parser::ExpressionListContext::getRuleIndex() const {
  return OpenQasm2Parser::RuleExpressionList;
}


OpenQasm2Parser::ExpressionListContext* OpenQasm2Parser::expressionList() {
  ExpressionListContext *_localctx = _tracker.createInstance<ExpressionListContext>(_ctx, getState());
  enterRule(_localctx, 40, OpenQasm2Parser::RuleExpressionList);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(170);
    expression(0);
    setState(175);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while (_la == OpenQasm2Parser::COMMA) {
      setState(171);
      match(OpenQasm2Parser::COMMA);
      setState(172);
      expression(0);
      setState(177);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ExpressionContext ------------------------------------------------------------------

OpenQasm2Parser::ExpressionContext::ExpressionContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}


size_t OpenQasm2Parser::ExpressionContext::getRuleIndex() const {
  return OpenQasm2Parser::RuleExpression;
}

void OpenQasm2Parser::ExpressionContext::copyFrom(ExpressionContext *ctx) {
  ParserRuleContext::copyFrom(ctx);
}

//----------------- GroupExpressionContext ------------------------------------------------------------------

tree::TerminalNode* OpenQasm2Parser::GroupExpressionContext::LPAREN() {
  return getToken(OpenQasm2Parser::LPAREN, 0);
}

OpenQasm2Parser::ExpressionContext* OpenQasm2Parser::GroupExpressionContext::expression() {
  return getRuleContext<OpenQasm2Parser::ExpressionContext>(0);
}

tree::TerminalNode* OpenQasm2Parser::GroupExpressionContext::RPAREN() {
  return getToken(OpenQasm2Parser::RPAREN, 0);
}

OpenQasm2Parser::GroupExpressionContext::GroupExpressionContext(ExpressionContext *ctx) { copyFrom(ctx); }


//----------------- PowerExpressionContext ------------------------------------------------------------------

std::vector<OpenQasm2Parser::ExpressionContext *> OpenQasm2Parser::PowerExpressionContext::expression() {
  return getRuleContexts<OpenQasm2Parser::ExpressionContext>();
}

OpenQasm2Parser::ExpressionContext* OpenQasm2Parser::PowerExpressionContext::expression(size_t i) {
  return getRuleContext<OpenQasm2Parser::ExpressionContext>(i);
}

tree::TerminalNode* OpenQasm2Parser::PowerExpressionContext::CARET() {
  return getToken(OpenQasm2Parser::CARET, 0);
}

OpenQasm2Parser::PowerExpressionContext::PowerExpressionContext(ExpressionContext *ctx) { copyFrom(ctx); }


//----------------- AtomExpressionContext ------------------------------------------------------------------

tree::TerminalNode* OpenQasm2Parser::AtomExpressionContext::Integer() {
  return getToken(OpenQasm2Parser::Integer, 0);
}

tree::TerminalNode* OpenQasm2Parser::AtomExpressionContext::Real() {
  return getToken(OpenQasm2Parser::Real, 0);
}

tree::TerminalNode* OpenQasm2Parser::AtomExpressionContext::PI() {
  return getToken(OpenQasm2Parser::PI, 0);
}

tree::TerminalNode* OpenQasm2Parser::AtomExpressionContext::Identifier() {
  return getToken(OpenQasm2Parser::Identifier, 0);
}

OpenQasm2Parser::AtomExpressionContext::AtomExpressionContext(ExpressionContext *ctx) { copyFrom(ctx); }


//----------------- ProductExpressionContext ------------------------------------------------------------------

std::vector<OpenQasm2Parser::ExpressionContext *> OpenQasm2Parser::ProductExpressionContext::expression() {
  return getRuleContexts<OpenQasm2Parser::ExpressionContext>();
}

OpenQasm2Parser::ExpressionContext* OpenQasm2Parser::ProductExpressionContext::expression(size_t i) {
  return getRuleContext<OpenQasm2Parser::ExpressionContext>(i);
}

tree::TerminalNode* OpenQasm2Parser::ProductExpressionContext::STAR() {
  return getToken(OpenQasm2Parser::STAR, 0);
}

tree::TerminalNode* OpenQasm2Parser::ProductExpressionContext::SLASH() {
  return getToken(OpenQasm2Parser::SLASH, 0);
}

OpenQasm2Parser::ProductExpressionContext::ProductExpressionContext(ExpressionContext *ctx) { copyFrom(ctx); }


//----------------- SumExpressionContext ------------------------------------------------------------------

std::vector<OpenQasm2Parser::ExpressionContext *> OpenQasm2Parser::SumExpressionContext::expression() {
  return getRuleContexts<OpenQasm2Parser::ExpressionContext>();
}

OpenQasm2Parser::ExpressionContext* OpenQasm2Parser::SumExpressionContext::expression(size_t i) {
  return getRuleContext<OpenQasm2Parser::ExpressionContext>(i);
}

tree::TerminalNode* OpenQasm2Parser::SumExpressionContext::PLUS() {
  return getToken(OpenQasm2Parser::PLUS, 0);
}

tree::TerminalNode* OpenQasm2Parser::SumExpressionContext::MINUS() {
  return getToken(OpenQasm2Parser::MINUS, 0);
}

OpenQasm2Parser::SumExpressionContext::SumExpressionContext(ExpressionContext *ctx) { copyFrom(ctx); }


//----------------- SignExpressionContext ------------------------------------------------------------------

OpenQasm2Parser::ExpressionContext* OpenQasm2Parser::SignExpressionContext::expression() {
  return getRuleContext<OpenQasm2Parser::ExpressionContext>(0);
}

tree::TerminalNode* OpenQasm2Parser::SignExpressionContext::PLUS() {
  return getToken(OpenQasm2Parser::PLUS, 0);
}

tree::TerminalNode* OpenQasm2Parser::SignExpressionContext::MINUS() {
  return getToken(OpenQasm2Parser::MINUS, 0);
}

OpenQasm2Parser::SignExpressionContext::SignExpressionContext(ExpressionContext *ctx) { copyFrom(ctx); }


//----------------- FunctionExpressionContext ------------------------------------------------------------------

tree::TerminalNode* OpenQasm2Parser::FunctionExpressionContext::LPAREN() {
  return getToken(OpenQasm2Parser::LPAREN, 0);
}

OpenQasm2Parser::ExpressionContext* OpenQasm2Parser::FunctionExpressionContext::expression() {
  return getRuleContext<OpenQasm2Parser::ExpressionContext>(0);
}

tree::TerminalNode* OpenQasm2Parser::FunctionExpressionContext::RPAREN() {
  return getToken(OpenQasm2Parser::RPAREN, 0);
}

tree::TerminalNode* OpenQasm2Parser::FunctionExpressionContext::SIN() {
  return getToken(OpenQasm2Parser::SIN, 0);
}

tree::TerminalNode* OpenQasm2Parser::FunctionExpressionContext::COS() {
  return getToken(OpenQasm2Parser::COS, 0);
}

tree::TerminalNode* OpenQasm2Parser::FunctionExpressionContext::TAN() {
  return getToken(OpenQasm2Parser::TAN, 0);
}

tree::TerminalNode* OpenQasm2Parser::FunctionExpressionContext::EXP() {
  return getToken(OpenQasm2Parser::EXP, 0);
}

tree::TerminalNode* OpenQasm2Parser::FunctionExpressionContext::LN() {
  return getToken(OpenQasm2Parser::LN, 0);
}

tree::TerminalNode* OpenQasm2Parser::FunctionExpressionContext::SQRT() {
  return getToken(OpenQasm2Parser::SQRT, 0);
}

tree::TerminalNode* OpenQasm2Parser::FunctionExpressionContext::Identifier() {
  return getToken(OpenQasm2Parser::Identifier, 0);
}

OpenQasm2Parser::FunctionExpressionContext::FunctionExpressionContext(ExpressionContext *ctx) { copyFrom(ctx); }



OpenQasm2Parser::ExpressionContext* OpenQasm2Parser::expression() {
   return expression(0);
}

OpenQasm2Parser::ExpressionContext* OpenQasm2Parser::expression(int precedence) {
  ParserRuleContext *parentContext = _ctx;
  size_t parentState = getState();
  OpenQasm2Parser::ExpressionContext *_localctx = _tracker.createInstance<ExpressionContext>(_ctx, parentState);
  OpenQasm2Parser::ExpressionContext *previousContext = _localctx;
  (void)previousContext; // Silence compiler, in case the context is not used by generated code.
  size_t startState = 42;
  enterRecursionRule(_localctx, 42, OpenQasm2Parser::RuleExpression, precedence);

    size_t _la = 0;

  auto onExit = finally([=] {
    unrollRecursionContexts(parentContext);
  });
  try {
    size_t alt;
    enterOuterAlt(_localctx, 1);
    setState(191);
    _errHandler->sync(this);
    switch (getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 12, _ctx)) {
    case 1: {
      _localctx = _tracker.createInstance<GroupExpressionContext>(_localctx);
      _ctx = _localctx;
      previousContext = _localctx;

      setState(179);
      match(OpenQasm2Parser::LPAREN);
      setState(180);
      expression(0);
      setState(181);
      match(OpenQasm2Parser::RPAREN);
      break;
    }

    case 2: {
      _localctx = _tracker.createInstance<SignExpressionContext>(_localctx);
      _ctx = _localctx;
      previousContext = _localctx;
      setState(183);
      dynamic_cast<SignExpressionContext *>(_localctx)->op = _input->LT(1);
      _la = _input->LA(1);
      if (!(_la == OpenQasm2Parser::PLUS

      || _la == OpenQasm2Parser::MINUS)) {
        dynamic_cast<SignExpressionContext *>(_localctx)->op = _errHandler->recoverInline(this);
      }
      else {
        _errHandler->reportMatch(this);
        consume();
      }
      setState(184);
      expression(5);
      break;
    }

    case 3: {
      _localctx = _tracker.createInstance<FunctionExpressionContext>(_localctx);
      _ctx = _localctx;
      previousContext = _localctx;
      setState(185);
      dynamic_cast<FunctionExpressionContext *>(_localctx)->function = _input->LT(1);
      _la = _input->LA(1);
      if (!((((_la & ~ 0x3fULL) == 0) &&
        ((1ULL << _la) & ((1ULL << OpenQasm2Parser::SIN)
        | (1ULL << OpenQasm2Parser::COS)
        | (1ULL << OpenQasm2Parser::TAN)
        | (1ULL << OpenQasm2Parser::EXP)
        | (1ULL << OpenQasm2Parser::LN)
        | (1ULL << OpenQasm2Parser::SQRT)
        | (1ULL << OpenQasm2Parser::Identifier))) != 0))) {
        dynamic_cast<FunctionExpressionContext *>(_localctx)->function = _errHandler->recoverInline(this);
      }
      else {
        _errHandler->reportMatch(this);
        consume();
      }
      setState(186);
      match(OpenQasm2Parser::LPAREN);
      setState(187);
      expression(0);
      setState(188);
      match(OpenQasm2Parser::RPAREN);
      break;
    }

    case 4: {
      _localctx = _tracker.createInstance<AtomExpressionContext>(_localctx);
      _ctx = _localctx;
      previousContext = _localctx;
      setState(190);
      _la = _input->LA(1);
      if (!((((_la & ~ 0x3fULL) == 0) &&
        ((1ULL << _la) & ((1ULL << OpenQasm2Parser::PI)
        | (1ULL << OpenQasm2Parser::Identifier)
        | (1ULL << OpenQasm2Parser::Integer)
        | (1ULL << OpenQasm2Parser::Real))) != 0))) {
      _errHandler->recoverInline(this);
      }
      else {
        _errHandler->reportMatch(this);
        consume();
      }
      break;
    }

    }
    _ctx->stop = _input->LT(-1);
    setState(204);
    _errHandler->sync(this);
    alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 14, _ctx);
    while (alt != 2 && alt != atn::ATN::INVALID_ALT_NUMBER) {
      if (alt == 1) {
        if (!_parseListeners.empty())
          triggerExitRuleEvent();
        previousContext = _localctx;
        setState(202);
        _errHandler->sync(this);
        switch (getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 13, _ctx)) {
        case 1: {
          auto newContext = _tracker.createInstance<PowerExpressionContext>(_tracker.createInstance<ExpressionContext>(parentContext, parentState));
          _localctx = newContext;
          pushNewRecursionContext(newContext, startState, RuleExpression);
          setState(193);

          if (!(precpred(_ctx, 6))) throw FailedPredicateException(this, "precpred(_ctx, 6)");
          setState(194);
          dynamic_cast<PowerExpressionContext *>(_localctx)->op = match(OpenQasm2Parser::CARET);
          setState(195);
          expression(6);
          break;
        }

        case 2: {
          auto newContext = _tracker.createInstance<ProductExpressionContext>(_tracker.createInstance<ExpressionContext>(parentContext, parentState));
          _localctx = newContext;
          pushNewRecursionContext(newContext, startState, RuleExpression);
          setState(196);

          if (!(precpred(_ctx, 4))) throw FailedPredicateException(this, "precpred(_ctx, 4)");
          setState(197);
          dynamic_cast<ProductExpressionContext *>(_localctx)->op = _input->LT(1);
          _la = _input->LA(1);
          if (!(_la == OpenQasm2Parser::STAR

          || _la == OpenQasm2Parser::SLASH)) {
            dynamic_cast<ProductExpressionContext *>(_localctx)->op = _errHandler->recoverInline(this);
          }
          else {
            _errHandler->reportMatch(this);
            consume();
          }
          setState(198);
          expression(5);
          break;
        }

        case 3: {
          auto newContext = _tracker.createInstance<SumExpressionContext>(_tracker.createInstance<ExpressionContext>(parentContext, parentState));
          _localctx = newContext;
          pushNewRecursionContext(newContext, startState, RuleExpression);
          setState(199);

          if (!(precpred(_ctx, 3))) throw FailedPredicateException(this, "precpred(_ctx, 3)");
          setState(200);
          dynamic_cast<SumExpressionContext *>(_localctx)->op = _input->LT(1);
          _la = _input->LA(1);
          if (!(_la == OpenQasm2Parser::PLUS

          || _la == OpenQasm2Parser::MINUS)) {
            dynamic_cast<SumExpressionContext *>(_localctx)->op = _errHandler->recoverInline(this);
          }
          else {
            _errHandler->reportMatch(this);
            consume();
          }
          setState(201);
          expression(4);
          break;
        }

        } 
      }
      setState(206);
      _errHandler->sync(this);
      alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 14, _ctx);
    }
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }
  return _localctx;
}

bool OpenQasm2Parser::sempred(RuleContext *context, size_t ruleIndex, size_t predicateIndex) {
  switch (ruleIndex) {
    case 21: return expressionSempred(dynamic_cast<ExpressionContext *>(context), predicateIndex);

  default:
    break;
  }
  return true;
}

bool OpenQasm2Parser::expressionSempred(ExpressionContext *_localctx, size_t predicateIndex) {
  switch (predicateIndex) {
    case 0: return precpred(_ctx, 6);
    case 1: return precpred(_ctx, 4);
    case 2: return precpred(_ctx, 3);

  default:
    break;
  }
  return true;
}

// Static vars and initialization.
std::vector<dfa::DFA> OpenQasm2Parser::_decisionToDFA;
atn::PredictionContextCache OpenQasm2Parser::_sharedContextCache;

// We own the ATN which in turn owns the ATN states.
atn::ATN OpenQasm2Parser::_atn;
std::vector<uint16_t> OpenQasm2Parser::_serializedATN;

std::vector<std::string> OpenQasm2Parser::_ruleNames = {
  "program", "single", "version", "statement", "include", "registerDeclaration", 
  "gateDefinition", "opaqueDeclaration", "gateSignature", "identifierList", 
  "gateBody", "conditional", "quantumOperation", "gateCall", "measureStatement", 
  "resetStatement", "barrierStatement", "emptyStatement", "operandList", 
  "operand", "expressionList", "expression"
};

std::vector<std::string> OpenQasm2Parser::_literalNames = {
  "", "'OPENQASM'", "'include'", "'qreg'", "'creg'", "'gate'", "'opaque'", 
  "'if'", "'measure'", "'reset'", "'barrier'", "'pi'", "'sin'", "'cos'", 
  "'tan'", "'exp'", "'ln'", "'sqrt'", "';'", "','", "'('", "')'", "'['", 
  "']'", "'{'", "'}'", "'->'", "'=='", "'+'", "'-'", "'*'", "'/'", "'^'"
};

std::vector<std::string> OpenQasm2Parser::_symbolicNames = {
  "", "OPENQASM", "INCLUDE", "QREG", "CREG", "GATE", "OPAQUE", "IF", "MEASURE", 
  "RESET", "BARRIER", "PI", "SIN", "COS", "TAN", "EXP", "LN", "SQRT", "SEMICOLON", 
  "COMMA", "LPAREN", "RPAREN", "LBRACKET", "RBRACKET", "LBRACE", "RBRACE", 
  "ARROW", "EQUALS", "PLUS", "MINUS", "STAR", "SLASH", "CARET", "Identifier", 
  "Integer", "Real", "String", "BadNumber", "Whitespace", "LineComment", 
  "BlockComment", "Stray"
};

dfa::Vocabulary OpenQasm2Parser::_vocabulary(_literalNames, _symbolicNames);

std::vector<std::string> OpenQasm2Parser::_tokenNames;

OpenQasm2Parser::Initializer::Initializer() {
	for (size_t i = 0; i < _symbolicNames.size(); ++i) {
		std::string name = _vocabulary.getLiteralName(i);
		if (name.empty()) {
			name = _vocabulary.getSymbolicName(i);
		}

		if (name.empty()) {
			_tokenNames.push_back("<INVALID>");
		} else {
      _tokenNames.push_back(name);
    }
	}

  _serializedATN = {
    0x3, 0x608b, 0xa72a, 0x8133, 0xb9ed, 0x417c, 0x3be7, 0x7786, 0x5964, 
    0x3, 0x2b, 0xd2, 0x4, 0x2, 0x9, 0x2, 0x4, 0x3, 0x9, 0x3, 0x4, 0x4, 0x9, 
    0x4, 0x4, 0x5, 0x9, 0x5, 0x4, 0x6, 0x9, 0x6, 0x4, 0x7, 0x9, 0x7, 0x4, 
    0x8, 0x9, 0x8, 0x4, 0x9, 0x9, 0x9, 0x4, 0xa, 0x9, 0xa, 0x4, 0xb, 0x9, 
    0xb, 0x4, 0xc, 0x9, 0xc, 0x4, 0xd, 0x9, 0xd, 0x4, 0xe, 0x9, 0xe, 0x4, 
    0xf, 0x9, 0xf, 0x4, 0x10, 0x9, 0x10, 0x4, 0x11, 0x9, 0x11, 0x4, 0x12, 
    0x9, 0x12, 0x4, 0x13, 0x9, 0x13, 0x4, 0x14, 0x9, 0x14, 0x4, 0x15, 0x9, 
    0x15, 0x4, 0x16, 0x9, 0x16, 0x4, 0x17, 0x9, 0x17, 0x3, 0x2, 0x3, 0x2, 
    0x7, 0x2, 0x31, 0xa, 0x2, 0xc, 0x2, 0xe, 0x2, 0x34, 0xb, 0x2, 0x3, 0x2, 
    0x3, 0x2, 0x3, 0x3, 0x3, 0x3, 0x3, 0x3, 0x3, 0x4, 0x3, 0x4, 0x3, 0x4, 
    0x3, 0x4, 0x3, 0x5, 0x3, 0x5, 0x3, 0x5, 0x3, 0x5, 0x3, 0x5, 0x3, 0x5, 
    0x3, 0x5, 0x3, 0x5, 0x3, 0x5, 0x5, 0x5, 0x48, 0xa, 0x5, 0x3, 0x6, 0x3, 
    0x6, 0x3, 0x6, 0x3, 0x6, 0x3, 0x7, 0x3, 0x7, 0x3, 0x7, 0x3, 0x7, 0x3, 
    0x7, 0x3, 0x7, 0x3, 0x7, 0x3, 0x8, 0x3, 0x8, 0x3, 0x8, 0x3, 0x8, 0x3, 
    0x8, 0x3, 0x8, 0x3, 0x9, 0x3, 0x9, 0x3, 0x9, 0x3, 0x9, 0x3, 0xa, 0x3, 
    0xa, 0x3, 0xa, 0x5, 0xa, 0x62, 0xa, 0xa, 0x3, 0xa, 0x5, 0xa, 0x65, 0xa, 
    0xa, 0x3, 0xa, 0x3, 0xa, 0x3, 0xb, 0x3, 0xb, 0x3, 0xb, 0x7, 0xb, 0x6c, 
    0xa, 0xb, 0xc, 0xb, 0xe, 0xb, 0x6f, 0xb, 0xb, 0x3, 0xc, 0x7, 0xc, 0x72, 
    0xa, 0xc, 0xc, 0xc, 0xe, 0xc, 0x75, 0xb, 0xc, 0x3, 0xd, 0x3, 0xd, 0x3, 
    0xd, 0x3, 0xd, 0x3, 0xd, 0x3, 0xd, 0x3, 0xd, 0x3, 0xd, 0x3, 0xe, 0x3, 
    0xe, 0x3, 0xe, 0x5, 0xe, 0x82, 0xa, 0xe, 0x3, 0xf, 0x3, 0xf, 0x3, 0xf, 
    0x5, 0xf, 0x87, 0xa, 0xf, 0x3, 0xf, 0x5, 0xf, 0x8a, 0xa, 0xf, 0x3, 0xf, 
    0x3, 0xf, 0x3, 0xf, 0x3, 0x10, 0x3, 0x10, 0x3, 0x10, 0x3, 0x10, 0x3, 
    0x10, 0x3, 0x10, 0x3, 0x11, 0x3, 0x11, 0x3, 0x11, 0x3, 0x11, 0x3, 0x12, 
    0x3, 0x12, 0x3, 0x12, 0x3, 0x12, 0x3, 0x13, 0x3, 0x13, 0x3, 0x14, 0x3, 
    0x14, 0x3, 0x14, 0x7, 0x14, 0xa2, 0xa, 0x14, 0xc, 0x14, 0xe, 0x14, 0xa5, 
    0xb, 0x14, 0x3, 0x15, 0x3, 0x15, 0x3, 0x15, 0x3, 0x15, 0x5, 0x15, 0xab, 
    0xa, 0x15, 0x3, 0x16, 0x3, 0x16, 0x3, 0x16, 0x7, 0x16, 0xb0, 0xa, 0x16, 
    0xc, 0x16, 0xe, 0x16, 0xb3, 0xb, 0x16, 0x3, 0x17, 0x3, 0x17, 0x3, 0x17, 
    0x3, 0x17, 0x3, 0x17, 0x3, 0x17, 0x3, 0x17, 0x3, 0x17, 0x3, 0x17, 0x3, 
    0x17, 0x3, 0x17, 0x3, 0x17, 0x3, 0x17, 0x5, 0x17, 0xc2, 0xa, 0x17, 0x3, 
    0x17, 0x3, 0x17, 0x3, 0x17, 0x3, 0x17, 0x3, 0x17, 0x3, 0x17, 0x3, 0x17, 
    0x3, 0x17, 0x3, 0x17, 0x7, 0x17, 0xcd, 0xa, 0x17, 0xc, 0x17, 0xe, 0x17, 
    0xd0, 0xb, 0x17, 0x3, 0x17, 0x2, 0x3, 0x2c, 0x18, 0x2, 0x4, 0x6, 0x8, 
    0xa, 0xc, 0xe, 0x10, 0x12, 0x14, 0x16, 0x18, 0x1a, 0x1c, 0x1e, 0x20, 
    0x22, 0x24, 0x26, 0x28, 0x2a, 0x2c, 0x2, 0x8, 0x3, 0x2, 0x24, 0x25, 
    0x3, 0x2, 0x5, 0x6, 0x3, 0x2, 0x1e, 0x1f, 0x4, 0x2, 0xe, 0x13, 0x23, 
    0x23, 0x4, 0x2, 0xd, 0xd, 0x23, 0x25, 0x3, 0x2, 0x20, 0x21, 0x2, 0xd5, 
    0x2, 0x2e, 0x3, 0x2, 0x2, 0x2, 0x4, 0x37, 0x3, 0x2, 0x2, 0x2, 0x6, 0x3a, 
    0x3, 0x2, 0x2, 0x2, 0x8, 0x47, 0x3, 0x2, 0x2, 0x2, 0xa, 0x49, 0x3, 0x2, 
    0x2, 0x2, 0xc, 0x4d, 0x3, 0x2, 0x2, 0x2, 0xe, 0x54, 0x3, 0x2, 0x2, 0x2, 
    0x10, 0x5a, 0x3, 0x2, 0x2, 0x2, 0x12, 0x5e, 0x3, 0x2, 0x2, 0x2, 0x14, 
    0x68, 0x3, 0x2, 0x2, 0x2, 0x16, 0x73, 0x3, 0x2, 0x2, 0x2, 0x18, 0x76, 
    0x3, 0x2, 0x2, 0x2, 0x1a, 0x81, 0x3, 0x2, 0x2, 0x2, 0x1c, 0x83, 0x3, 
    0x2, 0x2, 0x2, 0x1e, 0x8e, 0x3, 0x2, 0x2, 0x2, 0x20, 0x94, 0x3, 0x2, 
    0x2, 0x2, 0x22, 0x98, 0x3, 0x2, 0x2, 0x2, 0x24, 0x9c, 0x3, 0x2, 0x2, 
    0x2, 0x26, 0x9e, 0x3, 0x2, 0x2, 0x2, 0x28, 0xa6, 0x3, 0x2, 0x2, 0x2, 
    0x2a, 0xac, 0x3, 0x2, 0x2, 0x2, 0x2c, 0xc1, 0x3, 0x2, 0x2, 0x2, 0x2e, 
    0x32, 0x5, 0x6, 0x4, 0x2, 0x2f, 0x31, 0x5, 0x8, 0x5, 0x2, 0x30, 0x2f, 
    0x3, 0x2, 0x2, 0x2, 0x31, 0x34, 0x3, 0x2, 0x2, 0x2, 0x32, 0x30, 0x3, 
    0x2, 0x2, 0x2, 0x32, 0x33, 0x3, 0x2, 0x2, 0x2, 0x33, 0x35, 0x3, 0x2, 
    0x2, 0x2, 0x34, 0x32, 0x3, 0x2, 0x2, 0x2, 0x35, 0x36, 0x7, 0x2, 0x2, 
    0x3, 0x36, 0x3, 0x3, 0x2, 0x2, 0x2, 0x37, 0x38, 0x5, 0x8, 0x5, 0x2, 
    0x38, 0x39, 0x7, 0x2, 0x2, 0x3, 0x39, 0x5, 0x3, 0x2, 0x2, 0x2, 0x3a, 
    0x3b, 0x7, 0x3, 0x2, 0x2, 0x3b, 0x3c, 0x9, 0x2, 0x2, 0x2, 0x3c, 0x3d, 
    0x7, 0x14, 0x2, 0x2, 0x3d, 0x7, 0x3, 0x2, 0x2, 0x2, 0x3e, 0x48, 0x5, 
    0x6, 0x4, 0x2, 0x3f, 0x48, 0x5, 0xa, 0x6, 0x2, 0x40, 0x48, 0x5, 0xc, 
    0x7, 0x2, 0x41, 0x48, 0x5, 0xe, 0x8, 0x2, 0x42, 0x48, 0x5, 0x10, 0x9, 
    0x2, 0x43, 0x48, 0x5, 0x18, 0xd, 0x2, 0x44, 0x48, 0x5, 0x1a, 0xe, 0x2, 
    0x45, 0x48, 0x5, 0x22, 0x12, 0x2, 0x46, 0x48, 0x5, 0x24, 0x13, 0x2, 
    0x47, 0x3e, 0x3, 0x2, 0x2, 0x2, 0x47, 0x3f, 0x3, 0x2, 0x2, 0x2, 0x47, 
    0x40, 0x3, 0x2, 0x2, 0x2, 0x47, 0x41, 0x3, 0x2, 0x2, 0x2, 0x47, 0x42, 
    0x3, 0x2, 0x2, 0x2, 0x47, 0x43, 0x3, 0x2, 0x2, 0x2, 0x47, 0x44, 0x3, 
    0x2, 0x2, 0x2, 0x47, 0x45, 0x3, 0x2, 0x2, 0x2, 0x47, 0x46, 0x3, 0x2, 
    0x2, 0x2, 0x48, 0x9, 0x3, 0x2, 0x2, 0x2, 0x49, 0x4a, 0x7, 0x4, 0x2, 
    0x2, 0x4a, 0x4b, 0x7, 0x26, 0x2, 0x2, 0x4b, 0x4c, 0x7, 0x14, 0x2, 0x2, 
    0x4c, 0xb, 0x3, 0x2, 0x2, 0x2, 0x4d, 0x4e, 0x9, 0x3, 0x2, 0x2, 0x4e, 
    0x4f, 0x7, 0x23, 0x2, 0x2, 0x4f, 0x50, 0x7, 0x18, 0x2, 0x2, 0x50, 0x51, 
    0x7, 0x24, 0x2, 0x2, 0x51, 0x52, 0x7, 0x19, 0x2, 0x2, 0x52, 0x53, 0x7, 
    0x14, 0x2, 0x2, 0x53, 0xd, 0x3, 0x2, 0x2, 0x2, 0x54, 0x55, 0x7, 0x7, 
    0x2, 0x2, 0x55, 0x56, 0x5, 0x12, 0xa, 0x2, 0x56, 0x57, 0x7, 0x1a, 0x2, 
    0x2, 0x57, 0x58, 0x5, 0x16, 0xc, 0x2, 0x58, 0x59, 0x7, 0x1b, 0x2, 0x2, 
    0x59, 0xf, 0x3, 0x2, 0x2, 0x2, 0x5a, 0x5b, 0x7, 0x8, 0x2, 0x2, 0x5b, 
    0x5c, 0x5, 0x12, 0xa, 0x2, 0x5c, 0x5d, 0x7, 0x14, 0x2, 0x2, 0x5d, 0x11, 
    0x3, 0x2, 0x2, 0x2, 0x5e, 0x64, 0x7, 0x23, 0x2, 0x2, 0x5f, 0x61, 0x7, 
    0x16, 0x2, 0x2, 0x60, 0x62, 0x5, 0x14, 0xb, 0x2, 0x61, 0x60, 0x3, 0x2, 
    0x2, 0x2, 0x61, 0x62, 0x3, 0x2, 0x2, 0x2, 0x62, 0x63, 0x3, 0x2, 0x2, 
    0x2, 0x63, 0x65, 0x7, 0x17, 0x2, 0x2, 0x64, 0x5f, 0x3, 0x2, 0x2, 0x2, 
    0x64, 0x65, 0x3, 0x2, 0x2, 0x2, 0x65, 0x66, 0x3, 0x2, 0x2, 0x2, 0x66, 
    0x67, 0x5, 0x14, 0xb, 0x2, 0x67, 0x13, 0x3, 0x2, 0x2, 0x2, 0x68, 0x6d, 
    0x7, 0x23, 0x2, 0x2, 0x69, 0x6a, 0x7, 0x15, 0x2, 0x2, 0x6a, 0x6c, 0x7, 
    0x23, 0x2, 0x2, 0x6b, 0x69, 0x3, 0x2, 0x2, 0x2, 0x6c, 0x6f, 0x3, 0x2, 
    0x2, 0x2, 0x6d, 0x6b, 0x3, 0x2, 0x2, 0x2, 0x6d, 0x6e, 0x3, 0x2, 0x2, 
    0x2, 0x6e, 0x15, 0x3, 0x2, 0x2, 0x2, 0x6f, 0x6d, 0x3, 0x2, 0x2, 0x2, 
    0x70, 0x72, 0x5, 0x8, 0x5, 0x2, 0x71, 0x70, 0x3, 0x2, 0x2, 0x2, 0x72, 
    0x75, 0x3, 0x2, 0x2, 0x2, 0x73, 0x71, 0x3, 0x2, 0x2, 0x2, 0x73, 0x74, 
    0x3, 0x2, 0x2, 0x2, 0x74, 0x17, 0x3, 0x2, 0x2, 0x2, 0x75, 0x73, 0x3, 
    0x2, 0x2, 0x2, 0x76, 0x77, 0x7, 0x9, 0x2, 0x2, 0x77, 0x78, 0x7, 0x16, 
    0x2, 0x2, 0x78, 0x79, 0x7, 0x23, 0x2, 0x2, 0x79, 0x7a, 0x7, 0x1d, 0x2, 
    0x2, 0x7a, 0x7b, 0x7, 0x24, 0x2, 0x2, 0x7b, 0x7c, 0x7, 0x17, 0x2, 0x2, 
    0x7c, 0x7d, 0x5, 0x8, 0x5, 0x2, 0x7d, 0x19, 0x3, 0x2, 0x2, 0x2, 0x7e, 
    0x82, 0x5, 0x1c, 0xf, 0x2, 0x7f, 0x82, 0x5, 0x1e, 0x10, 0x2, 0x80, 0x82, 
    0x5, 0x20, 0x11, 0x2, 0x81, 0x7e, 0x3, 0x2, 0x2, 0x2, 0x81, 0x7f, 0x3, 
    0x2, 0x2, 0x2, 0x81, 0x80, 0x3, 0x2, 0x2, 0x2, 0x82, 0x1b, 0x3, 0x2, 
    0x2, 0x2, 0x83, 0x89, 0x7, 0x23, 0x2, 0x2, 0x84, 0x86, 0x7, 0x16, 0x2, 
    0x2, 0x85, 0x87, 0x5, 0x2a, 0x16, 0x2, 0x86, 0x85, 0x3, 0x2, 0x2, 0x2, 
    0x86, 0x87, 0x3, 0x2, 0x2, 0x2, 0x87, 0x88, 0x3, 0x2, 0x2, 0x2, 0x88, 
    0x8a, 0x7, 0x17, 0x2, 0x2, 0x89, 0x84, 0x3, 0x2, 0x2, 0x2, 0x89, 0x8a, 
    0x3, 0x2, 0x2, 0x2, 0x8a, 0x8b, 0x3, 0x2, 0x2, 0x2, 0x8b, 0x8c, 0x5, 
    0x26, 0x14, 0x2, 0x8c, 0x8d, 0x7, 0x14, 0x2, 0x2, 0x8d, 0x1d, 0x3, 0x2, 
    0x2, 0x2, 0x8e, 0x8f, 0x7, 0xa, 0x2, 0x2, 0x8f, 0x90, 0x5, 0x28, 0x15, 
    0x2, 0x90, 0x91, 0x7, 0x1c, 0x2, 0x2, 0x91, 0x92, 0x5, 0x28, 0x15, 0x2, 
    0x92, 0x93, 0x7, 0x14, 0x2, 0x2, 0x93, 0x1f, 0x3, 0x2, 0x2, 0x2, 0x94, 
    0x95, 0x7, 0xb, 0x2, 0x2, 0x95, 0x96, 0x5, 0x28, 0x15, 0x2, 0x96, 0x97, 
    0x7, 0x14, 0x2, 0x2, 0x97, 0x21, 0x3, 0x2, 0x2, 0x2, 0x98, 0x99, 0x7, 
    0xc, 0x2, 0x2, 0x99, 0x9a, 0x5, 0x26, 0x14, 0x2, 0x9a, 0x9b, 0x7, 0x14, 
    0x2, 0x2, 0x9b, 0x23, 0x3, 0x2, 0x2, 0x2, 0x9c, 0x9d, 0x7, 0x14, 0x2, 
    0x2, 0x9d, 0x25, 0x3, 0x2, 0x2, 0x2, 0x9e, 0xa3, 0x5, 0x28, 0x15, 0x2, 
    0x9f, 0xa0, 0x7, 0x15, 0x2, 0x2, 0xa0, 0xa2, 0x5, 0x28, 0x15, 0x2, 0xa1, 
    0x9f, 0x3, 0x2, 0x2, 0x2, 0xa2, 0xa5, 0x3, 0x2, 0x2, 0x2, 0xa3, 0xa1, 
    0x3, 0x2, 0x2, 0x2, 0xa3, 0xa4, 0x3, 0x2, 0x2, 0x2, 0xa4, 0x27, 0x3, 
    0x2, 0x2, 0x2, 0xa5, 0xa3, 0x3, 0x2, 0x2, 0x2, 0xa6, 0xaa, 0x7, 0x23, 
    0x2, 0x2, 0xa7, 0xa8, 0x7, 0x18, 0x2, 0x2, 0xa8, 0xa9, 0x7, 0x24, 0x2, 
    0x2, 0xa9, 0xab, 0x7, 0x19, 0x2, 0x2, 0xaa, 0xa7, 0x3, 0x2, 0x2, 0x2, 
    0xaa, 0xab, 0x3, 0x2, 0x2, 0x2, 0xab, 0x29, 0x3, 0x2, 0x2, 0x2, 0xac, 
    0xb1, 0x5, 0x2c, 0x17, 0x2, 0xad, 0xae, 0x7, 0x15, 0x2, 0x2, 0xae, 0xb0, 
    0x5, 0x2c, 0x17, 0x2, 0xaf, 0xad, 0x3, 0x2, 0x2, 0x2, 0xb0, 0xb3, 0x3, 
    0x2, 0x2, 0x2, 0xb1, 0xaf, 0x3, 0x2, 0x2, 0x2, 0xb1, 0xb2, 0x3, 0x2, 
    0x2, 0x2, 0xb2, 0x2b, 0x3, 0x2, 0x2, 0x2, 0xb3, 0xb1, 0x3, 0x2, 0x2, 
    0x2, 0xb4, 0xb5, 0x8, 0x17, 0x1, 0x2, 0xb5, 0xb6, 0x7, 0x16, 0x2, 0x2, 
    0xb6, 0xb7, 0x5, 0x2c, 0x17, 0x2, 0xb7, 0xb8, 0x7, 0x17, 0x2, 0x2, 0xb8, 
    0xc2, 0x3, 0x2, 0x2, 0x2, 0xb9, 0xba, 0x9, 0x4, 0x2, 0x2, 0xba, 0xc2, 
    0x5, 0x2c, 0x17, 0x7, 0xbb, 0xbc, 0x9, 0x5, 0x2, 0x2, 0xbc, 0xbd, 0x7, 
    0x16, 0x2, 0x2, 0xbd, 0xbe, 0x5, 0x2c, 0x17, 0x2, 0xbe, 0xbf, 0x7, 0x17, 
    0x2, 0x2, 0xbf, 0xc2, 0x3, 0x2, 0x2, 0x2, 0xc0, 0xc2, 0x9, 0x6, 0x2, 
    0x2, 0xc1, 0xb4, 0x3, 0x2, 0x2, 0x2, 0xc1, 0xb9, 0x3, 0x2, 0x2, 0x2, 
    0xc1, 0xbb, 0x3, 0x2, 0x2, 0x2, 0xc1, 0xc0, 0x3, 0x2, 0x2, 0x2, 0xc2, 
    0xce, 0x3, 0x2, 0x2, 0x2, 0xc3, 0xc4, 0xc, 0x8, 0x2, 0x2, 0xc4, 0xc5, 
    0x7, 0x22, 0x2, 0x2, 0xc5, 0xcd, 0x5, 0x2c, 0x17, 0x8, 0xc6, 0xc7, 0xc, 
    0x6, 0x2, 0x2, 0xc7, 0xc8, 0x9, 0x7, 0x2, 0x2, 0xc8, 0xcd, 0x5, 0x2c, 
    0x17, 0x7, 0xc9, 0xca, 0xc, 0x5, 0x2, 0x2, 0xca, 0xcb, 0x9, 0x4, 0x2, 
    0x2, 0xcb, 0xcd, 0x5, 0x2c, 0x17, 0x6, 0xcc, 0xc3, 0x3, 0x2, 0x2, 0x2, 
    0xcc, 0xc6, 0x3, 0x2, 0x2, 0x2, 0xcc, 0xc9, 0x3, 0x2, 0x2, 0x2, 0xcd, 
    0xd0, 0x3, 0x2, 0x2, 0x2, 0xce, 0xcc, 0x3, 0x2, 0x2, 0x2, 0xce, 0xcf, 
    0x3, 0x2, 0x2, 0x2, 0xcf, 0x2d, 0x3, 0x2, 0x2, 0x2, 0xd0, 0xce, 0x3, 
    0x2, 0x2, 0x2, 0x11, 0x32, 0x47, 0x61, 0x64, 0x6d, 0x73, 0x81, 0x86, 
    0x89, 0xa3, 0xaa, 0xb1, 0xc1, 0xcc, 0xce, 
  };

  atn::ATNDeserializer deserializer;
  _atn = deserializer.deserialize(_serializedATN);

  size_t count = _atn.getNumberOfDecisions();
  _decisionToDFA.reserve(count);
  for (size_t i = 0; i < count; i++) { 
    _decisionToDFA.emplace_back(_atn.getDecisionState(i), i);
  }
}

