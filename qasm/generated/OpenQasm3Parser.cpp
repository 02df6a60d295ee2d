
// Generated from OpenQasm3Parser.g4 by ANTLR 4.7.2



#include "OpenQasm3Parser.h"


using namespace antlrcpp;
using namespace qiao_openqasm;
using namespace antlr4;

OpenQasm3Parser::OpenQasm3Parser(TokenStream *input) : Parser(input) {
  static Initializer init;
  _interpreter = new atn::ParserATNSimulator(this, _atn, _decisionToDFA, _sharedContextCache);
}

OpenQasm3Parser::~OpenQasm3Parser() {
  delete _interpreter;
}

std::string OpenQasm3Parser::getGrammarFileName() const {
  return "OpenQasm3Parser.g4";
}

const std::vector<std::string>& OpenQasm3Parser::getRuleNames() const {
  return _ruleNames;
}

dfa::Vocabulary& OpenQasm3Parser::getVocabulary() const {
  return _vocabulary;
}


//----------------- ProgramContext ------------------------------------------------------------------

OpenQasm3Parser::ProgramContext::ProgramContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::ProgramContext::EOF() {
  return getToken(OpenQasm3Parser::EOF, 0);
}

OpenQasm3Parser::VersionContext* OpenQasm3Parser::ProgramContext::version() {
  return getRuleContext<OpenQasm3Parser::VersionContext>(0);
}

std::vector<OpenQasm3Parser::StatementContext *> OpenQasm3Parser::ProgramContext::statement() {
  return getRuleContexts<OpenQasm3Parser::StatementContext>();
}

OpenQasm3Parser::StatementContext* OpenQasm3Parser::ProgramContext::statement(size_t i) {
  return getRuleContext<OpenQasm3Parser::StatementContext>(i);
}


size_t OpenQasm3Parser::ProgramContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleProgram;
}


OpenQasm3Parser::ProgramContext* OpenQasm3Parser::program() {
  ProgramContext *_localctx = _tracker.createInstance<ProgramContext>(_ctx, getState());
  enterRule(_localctx, 0, OpenQasm3Parser::RuleProgram);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(133);
    _errHandler->sync(this);

    switch (getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 0, _ctx)) {
    case 1: {
      setState(132);
      version();
      break;
    }

    }
    setState(138);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while ((((_la & ~ 0x3fULL) == 0) &&
      ((1ULL << _la) & ((1ULL << OpenQasm3Parser::OPENQASM)
      | (1ULL << OpenQasm3Parser::INCLUDE)
      | (1ULL << OpenQasm3Parser::DEFCALGRAMMAR)
      | (1ULL << OpenQasm3Parser::DEF)
      | (1ULL << OpenQasm3Parser::CAL)
      | (1ULL << OpenQasm3Parser::DEFCAL)
      | (1ULL << OpenQasm3Parser::GATE)
      | (1ULL << OpenQasm3Parser::EXTERN)
      | (1ULL << OpenQasm3Parser::BOX)
      | (1ULL << OpenQasm3Parser::LET)
      | (1ULL << OpenQasm3Parser::BREAK)
      | (1ULL << OpenQasm3Parser::CONTINUE)
      | (1ULL << OpenQasm3Parser::IF)
      | (1ULL << OpenQasm3Parser::END)
      | (1ULL << OpenQasm3Parser::RETURN)
      | (1ULL << OpenQasm3Parser::FOR)
      | (1ULL << OpenQasm3Parser::WHILE)
      | (1ULL << OpenQasm3Parser::SWITCH)
      | (1ULL << OpenQasm3Parser::PRAGMA)
      | (1ULL << OpenQasm3Parser::Annotation)
      | (1ULL << OpenQasm3Parser::INPUT)
      | (1ULL << OpenQasm3Parser::OUTPUT)
      | (1ULL << OpenQasm3Parser::CONST)
      | (1ULL << OpenQasm3Parser::QREG)
      | (1ULL << OpenQasm3Parser::QUBIT)
      | (1ULL << OpenQasm3Parser::CREG)
      | (1ULL << OpenQasm3Parser::BOOL)
      | (1ULL << OpenQasm3Parser::BIT)
      | (1ULL << OpenQasm3Parser::INT)
      | (1ULL << OpenQasm3Parser::UINT)
      | (1ULL << OpenQasm3Parser::FLOAT)
      | (1ULL << OpenQasm3Parser::ANGLE)
      | (1ULL << OpenQasm3Parser::COMPLEX)
      | (1ULL << OpenQasm3Parser::ARRAY)
      | (1ULL << OpenQasm3Parser::VOID)
      | (1ULL << OpenQasm3Parser::DURATION)
      | (1ULL << OpenQasm3Parser::STRETCH)
      | (1ULL << OpenQasm3Parser::GPHASE)
      | (1ULL << OpenQasm3Parser::INV)
      | (1ULL << OpenQasm3Parser::POW)
      | (1ULL << OpenQasm3Parser::CTRL)
      | (1ULL << OpenQasm3Parser::NEGCTRL)
      | (1ULL << OpenQasm3Parser::DURATIONOF)
      | (1ULL << OpenQasm3Parser::DELAY)
      | (1ULL << OpenQasm3Parser::RESET)
      | (1ULL << OpenQasm3Parser::MEASURE)
      | (1ULL << OpenQasm3Parser::BARRIER)
      | (1ULL << OpenQasm3Parser::Boolean)
      | (1ULL << OpenQasm3Parser::LPAREN)
      | (1ULL << OpenQasm3Parser::SEMICOLON))) != 0) || ((((_la - 68) & ~ 0x3fULL) == 0) &&
      ((1ULL << (_la - 68)) & ((1ULL << (OpenQasm3Parser::PLUS - 68))
      | (1ULL << (OpenQasm3Parser::MINUS - 68))
      | (1ULL << (OpenQasm3Parser::TILDE - 68))
      | (1ULL << (OpenQasm3Parser::BANG - 68))
      | (1ULL << (OpenQasm3Parser::Imaginary - 68))
      | (1ULL << (OpenQasm3Parser::Binary - 68))
      | (1ULL << (OpenQasm3Parser::Octal - 68))
      | (1ULL << (OpenQasm3Parser::Integer - 68))
      | (1ULL << (OpenQasm3Parser::Hex - 68))
      | (1ULL << (OpenQasm3Parser::Identifier - 68))
      | (1ULL << (OpenQasm3Parser::HardwareQubit - 68))
      | (1ULL << (OpenQasm3Parser::Float - 68))
      | (1ULL << (OpenQasm3Parser::Timing - 68))
      | (1ULL << (OpenQasm3Parser::BitString - 68)))) != 0)) {
      setState(135);
      statement();
      setState(140);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
    setState(141);
    match(OpenQasm3Parser::EOF);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- SingleContext ------------------------------------------------------------------

OpenQasm3Parser::SingleContext::SingleContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

OpenQasm3Parser::StatementContext* OpenQasm3Parser::SingleContext::statement() {
  return getRuleContext<OpenQasm3Parser::StatementContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::SingleContext::EOF() {
  return getToken(OpenQasm3Parser::EOF, 0);
}


size_t OpenQasm3Parser::SingleContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleSingle;
}


OpenQasm3Parser::SingleContext* OpenQasm3Parser::single() {
  SingleContext *_localctx = _tracker.createInstance<SingleContext>(_ctx, getState());
  enterRule(_localctx, 2, OpenQasm3Parser::RuleSingle);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(143);
    statement();
    setState(144);
    match(OpenQasm3Parser::EOF);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- VersionContext ------------------------------------------------------------------

OpenQasm3Parser::VersionContext::VersionContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::VersionContext::OPENQASM() {
  return getToken(OpenQasm3Parser::OPENQASM, 0);
}

tree::TerminalNode* OpenQasm3Parser::VersionContext::SEMICOLON() {
  return getToken(OpenQasm3Parser::SEMICOLON, 0);
}

tree::TerminalNode* OpenQasm3Parser::VersionContext::Float() {
  return getToken(OpenQasm3Parser::Float, 0);
}

tree::TerminalNode* OpenQasm3Parser::VersionContext::Integer() {
  return getToken(OpenQasm3Parser::Integer, 0);
}


size_t OpenQasm3Parser::VersionContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleVersion;
}


OpenQasm3Parser::VersionContext* OpenQasm3Parser::version() {
  VersionContext *_localctx = _tracker.createInstance<VersionContext>(_ctx, getState());
  enterRule(_localctx, 4, OpenQasm3Parser::RuleVersion);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(146);
    match(OpenQasm3Parser::OPENQASM);
    setState(147);
    _la = _input->LA(1);
    if (!(_la == OpenQasm3Parser::Integer

    || _la == OpenQasm3Parser::Float)) {
    _errHandler->recoverInline(this);
    }
    else {
      _errHandler->reportMatch(this);
      consume();
    }
    setState(148);
    match(OpenQasm3Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- StatementContext ------------------------------------------------------------------

OpenQasm3Parser::StatementContext::StatementContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

OpenQasm3Parser::BareStatementContext* OpenQasm3Parser::StatementContext::bareStatement() {
  return getRuleContext<OpenQasm3Parser::BareStatementContext>(0);
}

std::vector<OpenQasm3Parser::AnnotationContext *> OpenQasm3Parser::StatementContext::annotation() {
  return getRuleContexts<OpenQasm3Parser::AnnotationContext>();
}

OpenQasm3Parser::AnnotationContext* OpenQasm3Parser::StatementContext::annotation(size_t i) {
  return getRuleContext<OpenQasm3Parser::AnnotationContext>(i);
}

OpenQasm3Parser::PragmaContext* OpenQasm3Parser::StatementContext::pragma() {
  return getRuleContext<OpenQasm3Parser::PragmaContext>(0);
}


size_t OpenQasm3Parser::StatementContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleStatement;
}


OpenQasm3Parser::StatementContext* OpenQasm3Parser::statement() {
  StatementContext *_localctx = _tracker.createInstance<StatementContext>(_ctx, getState());
  enterRule(_localctx, 6, OpenQasm3Parser::RuleStatement);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    setState(158);
    _errHandler->sync(this);
    switch (_input->LA(1)) {
      case OpenQasm3Parser::OPENQASM:
      case OpenQasm3Parser::INCLUDE:
      case OpenQasm3Parser::DEFCALGRAMMAR:
      case OpenQasm3Parser::DEF:
      case OpenQasm3Parser::CAL:
      case OpenQasm3Parser::DEFCAL:
      case OpenQasm3Parser::GATE:
      case OpenQasm3Parser::EXTERN:
      case OpenQasm3Parser::BOX:
      case OpenQasm3Parser::LET:
      case OpenQasm3Parser::BREAK:
      case OpenQasm3Parser::CONTINUE:
      case OpenQasm3Parser::IF:
      case OpenQasm3Parser::END:
      case OpenQasm3Parser::RETURN:
      case OpenQasm3Parser::FOR:
      case OpenQasm3Parser::WHILE:
      case OpenQasm3Parser::SWITCH:
      case OpenQasm3Parser::Annotation:
      case OpenQasm3Parser::INPUT:
      case OpenQasm3Parser::OUTPUT:
      case OpenQasm3Parser::CONST:
      case OpenQasm3Parser::QREG:
      case OpenQasm3Parser::QUBIT:
      case OpenQasm3Parser::CREG:
      case OpenQasm3Parser::BOOL:
      case OpenQasm3Parser::BIT:
      case OpenQasm3Parser::INT:
      case OpenQasm3Parser::UINT:
      case OpenQasm3Parser::FLOAT:
      case OpenQasm3Parser::ANGLE:
      case OpenQasm3Parser::COMPLEX:
      case OpenQasm3Parser::ARRAY:
      case OpenQasm3Parser::VOID:
      case OpenQasm3Parser::DURATION:
      case OpenQasm3Parser::STRETCH:
      case OpenQasm3Parser::GPHASE:
      case OpenQasm3Parser::INV:
      case OpenQasm3Parser::POW:
      case OpenQasm3Parser::CTRL:
      case OpenQasm3Parser::NEGCTRL:
      case OpenQasm3Parser::DURATIONOF:
      case OpenQasm3Parser::DELAY:
      case OpenQasm3Parser::RESET:
      case OpenQasm3Parser::MEASURE:
      case OpenQasm3Parser::BARRIER:
      case OpenQasm3Parser::Boolean:
      case OpenQasm3Parser::LPAREN:
      case OpenQasm3Parser::SEMICOLON:
      case OpenQasm3Parser::PLUS:
      case OpenQasm3Parser::MINUS:
      case OpenQasm3Parser::TILDE:
      case OpenQasm3Parser::BANG:
      case OpenQasm3Parser::Imaginary:
      case OpenQasm3Parser::Binary:
      case OpenQasm3Parser::Octal:
      case OpenQasm3Parser::Integer:
      case OpenQasm3Parser::Hex:
      case OpenQasm3Parser::Identifier:
      case OpenQasm3Parser::HardwareQubit:
      case OpenQasm3Parser::Float:
      case OpenQasm3Parser::Timing:
      case OpenQasm3Parser::BitString: {
        enterOuterAlt(_localctx, 1);
        setState(153);
        _errHandler->sync(this);
        _la = _input->LA(1);
        while (_la == OpenQasm3Parser::Annotation) {
          setState(150);
          annotation();
          setState(155);
          _errHandler->sync(this);
          _la = _input->LA(1);
        }
        setState(156);
        bareStatement();
        break;
      }

      case OpenQasm3Parser::PRAGMA: {
        enterOuterAlt(_localctx, 2);
        setState(157);
        pragma();
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

//----------------- AnnotationContext ------------------------------------------------------------------

OpenQasm3Parser::AnnotationContext::AnnotationContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::AnnotationContext::Annotation() {
  return getToken(OpenQasm3Parser::Annotation, 0);
}

tree::TerminalNode* OpenQasm3Parser::AnnotationContext::LineText() {
  return getToken(OpenQasm3Parser::LineText, 0);
}


size_t OpenQasm3Parser::AnnotationContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleAnnotation;
}


OpenQasm3Parser::AnnotationContext* OpenQasm3Parser::annotation() {
  AnnotationContext *_localctx = _tracker.createInstance<AnnotationContext>(_ctx, getState());
  enterRule(_localctx, 8, OpenQasm3Parser::RuleAnnotation);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(160);
    match(OpenQasm3Parser::Annotation);
    setState(162);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == OpenQasm3Parser::LineText) {
      setState(161);
      match(OpenQasm3Parser::LineText);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- PragmaContext ------------------------------------------------------------------

OpenQasm3Parser::PragmaContext::PragmaContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::PragmaContext::PRAGMA() {
  return getToken(OpenQasm3Parser::PRAGMA, 0);
}

tree::TerminalNode* OpenQasm3Parser::PragmaContext::LineText() {
  return getToken(OpenQasm3Parser::LineText, 0);
}


size_t OpenQasm3Parser::PragmaContext::getRuleIndex() const {
  return OpenQasm3Parser::RulePragma;
}


OpenQasm3Parser::PragmaContext* OpenQasm3Parser::pragma() {
  PragmaContext *_localctx = _tracker.createInstance<PragmaContext>(_ctx, getState());
  enterRule(_localctx, 10, OpenQasm3Parser::RulePragma);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(164);
    match(OpenQasm3Parser::PRAGMA);
    setState(166);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == OpenQasm3Parser::LineText) {
      setState(165);
      match(OpenQasm3Parser::LineText);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ScopeContext ------------------------------------------------------------------

OpenQasm3Parser::ScopeContext::ScopeContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::ScopeContext::LBRACE() {
  return getToken(OpenQasm3Parser::LBRACE, 0);
}

tree::TerminalNode* OpenQasm3Parser::ScopeContext::RBRACE() {
  return getToken(OpenQasm3Parser::RBRACE, 0);
}

std::vector<OpenQasm3Parser::StatementContext *> OpenQasm3Parser::ScopeContext::statement() {
  return getRuleContexts<OpenQasm3Parser::StatementContext>();
}

OpenQasm3Parser::StatementContext* OpenQasm3Parser::ScopeContext::statement(size_t i) {
  return getRuleContext<OpenQasm3Parser::StatementContext>(i);
}


size_t OpenQasm3Parser::ScopeContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleScope;
}


OpenQasm3Parser::ScopeContext* OpenQasm3Parser::scope() {
  ScopeContext *_localctx = _tracker.createInstance<ScopeContext>(_ctx, getState());
  enterRule(_localctx, 12, OpenQasm3Parser::RuleScope);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(168);
    match(OpenQasm3Parser::LBRACE);
    setState(172);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while ((((_la & ~ 0x3fULL) == 0) &&
      ((1ULL << _la) & ((1ULL << OpenQasm3Parser::OPENQASM)
      | (1ULL << OpenQasm3Parser::INCLUDE)
      | (1ULL << OpenQasm3Parser::DEFCALGRAMMAR)
      | (1ULL << OpenQasm3Parser::DEF)
      | (1ULL << OpenQasm3Parser::CAL)
      | (1ULL << OpenQasm3Parser::DEFCAL)
      | (1ULL << OpenQasm3Parser::GATE)
      | (1ULL << OpenQasm3Parser::EXTERN)
      | (1ULL << OpenQasm3Parser::BOX)
      | (1ULL << OpenQasm3Parser::LET)
      | (1ULL << OpenQasm3Parser::BREAK)
      | (1ULL << OpenQasm3Parser::CONTINUE)
      | (1ULL << OpenQasm3Parser::IF)
      | (1ULL << OpenQasm3Parser::END)
      | (1ULL << OpenQasm3Parser::RETURN)
      | (1ULL << OpenQasm3Parser::FOR)
      | (1ULL << OpenQasm3Parser::WHILE)
      | (1ULL << OpenQasm3Parser::SWITCH)
      | (1ULL << OpenQasm3Parser::PRAGMA)
      | (1ULL << OpenQasm3Parser::Annotation)
      | (1ULL << OpenQasm3Parser::INPUT)
      | (1ULL << OpenQasm3Parser::OUTPUT)
      | (1ULL << OpenQasm3Parser::CONST)
      | (1ULL << OpenQasm3Parser::QREG)
      | (1ULL << OpenQasm3Parser::QUBIT)
      | (1ULL << OpenQasm3Parser::CREG)
      | (1ULL << OpenQasm3Parser::BOOL)
      | (1ULL << OpenQasm3Parser::BIT)
      | (1ULL << OpenQasm3Parser::INT)
      | (1ULL << OpenQasm3Parser::UINT)
      | (1ULL << OpenQasm3Parser::FLOAT)
      | (1ULL << OpenQasm3Parser::ANGLE)
      | (1ULL << OpenQasm3Parser::COMPLEX)
      | (1ULL << OpenQasm3Parser::ARRAY)
      | (1ULL << OpenQasm3Parser::VOID)
      | (1ULL << OpenQasm3Parser::DURATION)
      | (1ULL << OpenQasm3Parser::STRETCH)
      | (1ULL << OpenQasm3Parser::GPHASE)
      | (1ULL << OpenQasm3Parser::INV)
      | (1ULL << OpenQasm3Parser::POW)
      | (1ULL << OpenQasm3Parser::CTRL)
      | (1ULL << OpenQasm3Parser::NEGCTRL)
      | (1ULL << OpenQasm3Parser::DURATIONOF)
      | (1ULL << OpenQasm3Parser::DELAY)
      | (1ULL << OpenQasm3Parser::RESET)
      | (1ULL << OpenQasm3Parser::MEASURE)
      | (1ULL << OpenQasm3Parser::BARRIER)
      | (1ULL << OpenQasm3Parser::Boolean)
      | (1ULL << OpenQasm3Parser::LPAREN)
      | (1ULL << OpenQasm3Parser::SEMICOLON))) != 0) || ((((_la - 68) & ~ 0x3fULL) == 0) &&
      ((1ULL << (_la - 68)) & ((1ULL << (OpenQasm3Parser::PLUS - 68))
      | (1ULL << (OpenQasm3Parser::MINUS - 68))
      | (1ULL << (OpenQasm3Parser::TILDE - 68))
      | (1ULL << (OpenQasm3Parser::BANG - 68))
      | (1ULL << (OpenQasm3Parser::Imaginary - 68))
      | (1ULL << (OpenQasm3Parser::Binary - 68))
      | (1ULL << (OpenQasm3Parser::Octal - 68))
      | (1ULL << (OpenQasm3Parser::Integer - 68))
      | (1ULL << (OpenQasm3Parser::Hex - 68))
      | (1ULL << (OpenQasm3Parser::Identifier - 68))
      | (1ULL << (OpenQasm3Parser::HardwareQubit - 68))
      | (1ULL << (OpenQasm3Parser::Float - 68))
      | (1ULL << (OpenQasm3Parser::Timing - 68))
      | (1ULL << (OpenQasm3Parser::BitString - 68)))) != 0)) {
      setState(169);
      statement();
      setState(174);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
    setState(175);
    match(OpenQasm3Parser::RBRACE);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- BodyContext ------------------------------------------------------------------

OpenQasm3Parser::BodyContext::BodyContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

OpenQasm3Parser::StatementContext* OpenQasm3Parser::BodyContext::statement() {
  return getRuleContext<OpenQasm3Parser::StatementContext>(0);
}

OpenQasm3Parser::ScopeContext* OpenQasm3Parser::BodyContext::scope() {
  return getRuleContext<OpenQasm3Parser::ScopeContext>(0);
}


size_t OpenQasm3Parser::BodyContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleBody;
}


OpenQasm3Parser::BodyContext* OpenQasm3Parser::body() {
  BodyContext *_localctx = _tracker.createInstance<BodyContext>(_ctx, getState());
  enterRule(_localctx, 14, OpenQasm3Parser::RuleBody);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    setState(179);
    _errHandler->sync(this);
    switch (_input->LA(1)) {
      case OpenQasm3Parser::OPENQASM:
      case OpenQasm3Parser::INCLUDE:
      case OpenQasm3Parser::DEFCALGRAMMAR:
      case OpenQasm3Parser::DEF:
      case OpenQasm3Parser::CAL:
      case OpenQasm3Parser::DEFCAL:
      case OpenQasm3Parser::GATE:
      case OpenQasm3Parser::EXTERN:
      case OpenQasm3Parser::BOX:
      case OpenQasm3Parser::LET:
      case OpenQasm3Parser::BREAK:
      case OpenQasm3Parser::CONTINUE:
      case OpenQasm3Parser::IF:
      case OpenQasm3Parser::END:
      case OpenQasm3Parser::RETURN:
      case OpenQasm3Parser::FOR:
      case OpenQasm3Parser::WHILE:
      case OpenQasm3Parser::SWITCH:
      case OpenQasm3Parser::PRAGMA:
      case OpenQasm3Parser::Annotation:
      case OpenQasm3Parser::INPUT:
      case OpenQasm3Parser::OUTPUT:
      case OpenQasm3Parser::CONST:
      case OpenQasm3Parser::QREG:
      case OpenQasm3Parser::QUBIT:
      case OpenQasm3Parser::CREG:
      case OpenQasm3Parser::BOOL:
      case OpenQasm3Parser::BIT:
      case OpenQasm3Parser::INT:
      case OpenQasm3Parser::UINT:
      case OpenQasm3Parser::FLOAT:
      case OpenQasm3Parser::ANGLE:
      case OpenQasm3Parser::COMPLEX:
      case OpenQasm3Parser::ARRAY:
      case OpenQasm3Parser::VOID:
      case OpenQasm3Parser::DURATION:
      case OpenQasm3Parser::STRETCH:
      case OpenQasm3Parser::GPHASE:
      case OpenQasm3Parser::INV:
      case OpenQasm3Parser::POW:
      case OpenQasm3Parser::CTRL:
      case OpenQasm3Parser::NEGCTRL:
      case OpenQasm3Parser::DURATIONOF:
      case OpenQasm3Parser::DELAY:
      case OpenQasm3Parser::RESET:
      case OpenQasm3Parser::MEASURE:
      case OpenQasm3Parser::BARRIER:
      case OpenQasm3Parser::Boolean:
      case OpenQasm3Parser::LPAREN:
      case OpenQasm3Parser::SEMICOLON:
      case OpenQasm3Parser::PLUS:
      case OpenQasm3Parser::MINUS:
      case OpenQasm3Parser::TILDE:
      case OpenQasm3Parser::BANG:
      case OpenQasm3Parser::Imaginary:
      case OpenQasm3Parser::Binary:
      case OpenQasm3Parser::Octal:
      case OpenQasm3Parser::Integer:
      case OpenQasm3Parser::Hex:
      case OpenQasm3Parser::Identifier:
      case OpenQasm3Parser::HardwareQubit:
      case OpenQasm3Parser::Float:
      case OpenQasm3Parser::Timing:
      case OpenQasm3Parser::BitString: {
        enterOuterAlt(_localctx, 1);
        setState(177);
        statement();
        break;
      }

      case OpenQasm3Parser::LBRACE: {
        enterOuterAlt(_localctx, 2);
        setState(178);
        scope();
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

//----------------- BareStatementContext ------------------------------------------------------------------

OpenQasm3Parser::BareStatementContext::BareStatementContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

OpenQasm3Parser::VersionContext* OpenQasm3Parser::BareStatementContext::version() {
  return getRuleContext<OpenQasm3Parser::VersionContext>(0);
}

OpenQasm3Parser::IncludeContext* OpenQasm3Parser::BareStatementContext::include() {
  return getRuleContext<OpenQasm3Parser::IncludeContext>(0);
}

OpenQasm3Parser::QubitDeclarationContext* OpenQasm3Parser::BareStatementContext::qubitDeclaration() {
  return getRuleContext<OpenQasm3Parser::QubitDeclarationContext>(0);
}

OpenQasm3Parser::OldRegisterDeclarationContext* OpenQasm3Parser::BareStatementContext::oldRegisterDeclaration() {
  return getRuleContext<OpenQasm3Parser::OldRegisterDeclarationContext>(0);
}

OpenQasm3Parser::ConstDeclarationContext* OpenQasm3Parser::BareStatementContext::constDeclaration() {
  return getRuleContext<OpenQasm3Parser::ConstDeclarationContext>(0);
}

OpenQasm3Parser::IoDeclarationContext* OpenQasm3Parser::BareStatementContext::ioDeclaration() {
  return getRuleContext<OpenQasm3Parser::IoDeclarationContext>(0);
}

OpenQasm3Parser::ClassicalDeclarationContext* OpenQasm3Parser::BareStatementContext::classicalDeclaration() {
  return getRuleContext<OpenQasm3Parser::ClassicalDeclarationContext>(0);
}

OpenQasm3Parser::AliasDeclarationContext* OpenQasm3Parser::BareStatementContext::aliasDeclaration() {
  return getRuleContext<OpenQasm3Parser::AliasDeclarationContext>(0);
}

OpenQasm3Parser::GateDefinitionContext* OpenQasm3Parser::BareStatementContext::gateDefinition() {
  return getRuleContext<OpenQasm3Parser::GateDefinitionContext>(0);
}

OpenQasm3Parser::SubroutineDefinitionContext* OpenQasm3Parser::BareStatementContext::subroutineDefinition() {
  return getRuleContext<OpenQasm3Parser::SubroutineDefinitionContext>(0);
}

OpenQasm3Parser::ExternDeclarationContext* OpenQasm3Parser::BareStatementContext::externDeclaration() {
  return getRuleContext<OpenQasm3Parser::ExternDeclarationContext>(0);
}

OpenQasm3Parser::GateCallContext* OpenQasm3Parser::BareStatementContext::gateCall() {
  return getRuleContext<OpenQasm3Parser::GateCallContext>(0);
}

OpenQasm3Parser::PhaseCallContext* OpenQasm3Parser::BareStatementContext::phaseCall() {
  return getRuleContext<OpenQasm3Parser::PhaseCallContext>(0);
}

OpenQasm3Parser::MeasureStatementContext* OpenQasm3Parser::BareStatementContext::measureStatement() {
  return getRuleContext<OpenQasm3Parser::MeasureStatementContext>(0);
}

OpenQasm3Parser::ResetStatementContext* OpenQasm3Parser::BareStatementContext::resetStatement() {
  return getRuleContext<OpenQasm3Parser::ResetStatementContext>(0);
}

OpenQasm3Parser::BarrierStatementContext* OpenQasm3Parser::BareStatementContext::barrierStatement() {
  return getRuleContext<OpenQasm3Parser::BarrierStatementContext>(0);
}

OpenQasm3Parser::DelayStatementContext* OpenQasm3Parser::BareStatementContext::delayStatement() {
  return getRuleContext<OpenQasm3Parser::DelayStatementContext>(0);
}

OpenQasm3Parser::BoxStatementContext* OpenQasm3Parser::BareStatementContext::boxStatement() {
  return getRuleContext<OpenQasm3Parser::BoxStatementContext>(0);
}

OpenQasm3Parser::AssignmentContext* OpenQasm3Parser::BareStatementContext::assignment() {
  return getRuleContext<OpenQasm3Parser::AssignmentContext>(0);
}

OpenQasm3Parser::ExpressionStatementContext* OpenQasm3Parser::BareStatementContext::expressionStatement() {
  return getRuleContext<OpenQasm3Parser::ExpressionStatementContext>(0);
}

OpenQasm3Parser::IfStatementContext* OpenQasm3Parser::BareStatementContext::ifStatement() {
  return getRuleContext<OpenQasm3Parser::IfStatementContext>(0);
}

OpenQasm3Parser::ForStatementContext* OpenQasm3Parser::BareStatementContext::forStatement() {
  return getRuleContext<OpenQasm3Parser::ForStatementContext>(0);
}

OpenQasm3Parser::WhileStatementContext* OpenQasm3Parser::BareStatementContext::whileStatement() {
  return getRuleContext<OpenQasm3Parser::WhileStatementContext>(0);
}

OpenQasm3Parser::SwitchStatementContext* OpenQasm3Parser::BareStatementContext::switchStatement() {
  return getRuleContext<OpenQasm3Parser::SwitchStatementContext>(0);
}

OpenQasm3Parser::BreakStatementContext* OpenQasm3Parser::BareStatementContext::breakStatement() {
  return getRuleContext<OpenQasm3Parser::BreakStatementContext>(0);
}

OpenQasm3Parser::ContinueStatementContext* OpenQasm3Parser::BareStatementContext::continueStatement() {
  return getRuleContext<OpenQasm3Parser::ContinueStatementContext>(0);
}

OpenQasm3Parser::EndStatementContext* OpenQasm3Parser::BareStatementContext::endStatement() {
  return getRuleContext<OpenQasm3Parser::EndStatementContext>(0);
}

OpenQasm3Parser::ReturnStatementContext* OpenQasm3Parser::BareStatementContext::returnStatement() {
  return getRuleContext<OpenQasm3Parser::ReturnStatementContext>(0);
}

OpenQasm3Parser::CalibrationGrammarContext* OpenQasm3Parser::BareStatementContext::calibrationGrammar() {
  return getRuleContext<OpenQasm3Parser::CalibrationGrammarContext>(0);
}

OpenQasm3Parser::CalibrationBlockContext* OpenQasm3Parser::BareStatementContext::calibrationBlock() {
  return getRuleContext<OpenQasm3Parser::CalibrationBlockContext>(0);
}

OpenQasm3Parser::CalibrationDefinitionContext* OpenQasm3Parser::BareStatementContext::calibrationDefinition() {
  return getRuleContext<OpenQasm3Parser::CalibrationDefinitionContext>(0);
}

OpenQasm3Parser::EmptyContext* OpenQasm3Parser::BareStatementContext::empty() {
  return getRuleContext<OpenQasm3Parser::EmptyContext>(0);
}


size_t OpenQasm3Parser::BareStatementContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleBareStatement;
}


OpenQasm3Parser::BareStatementContext* OpenQasm3Parser::bareStatement() {
  BareStatementContext *_localctx = _tracker.createInstance<BareStatementContext>(_ctx, getState());
  enterRule(_localctx, 16, OpenQasm3Parser::RuleBareStatement);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    setState(213);
    _errHandler->sync(this);
    switch (getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 8, _ctx)) {
    case 1: {
      enterOuterAlt(_localctx, 1);
      setState(181);
      version();
      break;
    }

    case 2: {
      enterOuterAlt(_localctx, 2);
      setState(182);
      include();
      break;
    }

    case 3: {
      enterOuterAlt(_localctx, 3);
      setState(183);
      qubitDeclaration();
      break;
    }

    case 4: {
      enterOuterAlt(_localctx, 4);
      setState(184);
      oldRegisterDeclaration();
      break;
    }

    case 5: {
      enterOuterAlt(_localctx, 5);
      setState(185);
      constDeclaration();
      break;
    }

    case 6: {
      enterOuterAlt(_localctx, 6);
      setState(186);
      ioDeclaration();
      break;
    }

    case 7: {
      enterOuterAlt(_localctx, 7);
      setState(187);
      classicalDeclaration();
      break;
    }

    case 8: {
      enterOuterAlt(_localctx, 8);
      setState(188);
      aliasDeclaration();
      break;
    }

    case 9: {
      enterOuterAlt(_localctx, 9);
      setState(189);
      gateDefinition();
      break;
    }

    case 10: {
      enterOuterAlt(_localctx, 10);
      setState(190);
      subroutineDefinition();
      break;
    }

    case 11: {
      enterOuterAlt(_localctx, 11);
      setState(191);
      externDeclaration();
      break;
    }

    case 12: {
      enterOuterAlt(_localctx, 12);
      setState(192);
      gateCall();
      break;
    }

    case 13: {
      enterOuterAlt(_localctx, 13);
      setState(193);
      phaseCall();
      break;
    }

    case 14: {
      enterOuterAlt(_localctx, 14);
      setState(194);
      measureStatement();
      break;
    }

    case 15: {
      enterOuterAlt(_localctx, 15);
      setState(195);
      resetStatement();
      break;
    }

    case 16: {
      enterOuterAlt(_localctx, 16);
      setState(196);
      barrierStatement();
      break;
    }

    case 17: {
      enterOuterAlt(_localctx, 17);
      setState(197);
      delayStatement();
      break;
    }

    case 18: {
      enterOuterAlt(_localctx, 18);
      setState(198);
      boxStatement();
      break;
    }

    case 19: {
      enterOuterAlt(_localctx, 19);
      setState(199);
      assignment();
      break;
    }

    case 20: {
      enterOuterAlt(_localctx, 20);
      setState(200);
      expressionStatement();
      break;
    }

    case 21: {
      enterOuterAlt(_localctx, 21);
      setState(201);
      ifStatement();
      break;
    }

    case 22: {
      enterOuterAlt(_localctx, 22);
      setState(202);
      forStatement();
      break;
    }

    case 23: {
      enterOuterAlt(_localctx, 23);
      setState(203);
      whileStatement();
      break;
    }

    case 24: {
      enterOuterAlt(_localctx, 24);
      setState(204);
      switchStatement();
      break;
    }

    case 25: {
      enterOuterAlt(_localctx, 25);
      setState(205);
      breakStatement();
      break;
    }

    case 26: {
      enterOuterAlt(_localctx, 26);
      setState(206);
      continueStatement();
      break;
    }

    case 27: {
      enterOuterAlt(_localctx, 27);
      setState(207);
      endStatement();
      break;
    }

    case 28: {
      enterOuterAlt(_localctx, 28);
      setState(208);
      returnStatement();
      break;
    }

    case 29: {
      enterOuterAlt(_localctx, 29);
      setState(209);
      calibrationGrammar();
      break;
    }

    case 30: {
      enterOuterAlt(_localctx, 30);
      setState(210);
      calibrationBlock();
      break;
    }

    case 31: {
      enterOuterAlt(_localctx, 31);
      setState(211);
      calibrationDefinition();
      break;
    }

    case 32: {
      enterOuterAlt(_localctx, 32);
      setState(212);
      empty();
      break;
    }

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

OpenQasm3Parser::IncludeContext::IncludeContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::IncludeContext::INCLUDE() {
  return getToken(OpenQasm3Parser::INCLUDE, 0);
}

tree::TerminalNode* OpenQasm3Parser::IncludeContext::SEMICOLON() {
  return getToken(OpenQasm3Parser::SEMICOLON, 0);
}

tree::TerminalNode* OpenQasm3Parser::IncludeContext::String() {
  return getToken(OpenQasm3Parser::String, 0);
}

tree::TerminalNode* OpenQasm3Parser::IncludeContext::BitString() {
  return getToken(OpenQasm3Parser::BitString, 0);
}


size_t OpenQasm3Parser::IncludeContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleInclude;
}


OpenQasm3Parser::IncludeContext* OpenQasm3Parser::include() {
  IncludeContext *_localctx = _tracker.createInstance<IncludeContext>(_ctx, getState());
  enterRule(_localctx, 18, OpenQasm3Parser::RuleInclude);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(215);
    match(OpenQasm3Parser::INCLUDE);
    setState(216);
    _la = _input->LA(1);
    if (!(_la == OpenQasm3Parser::BitString

    || _la == OpenQasm3Parser::String)) {
    _errHandler->recoverInline(this);
    }
    else {
      _errHandler->reportMatch(this);
      consume();
    }
    setState(217);
    match(OpenQasm3Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- QubitDeclarationContext ------------------------------------------------------------------

OpenQasm3Parser::QubitDeclarationContext::QubitDeclarationContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::QubitDeclarationContext::QUBIT() {
  return getToken(OpenQasm3Parser::QUBIT, 0);
}

tree::TerminalNode* OpenQasm3Parser::QubitDeclarationContext::Identifier() {
  return getToken(OpenQasm3Parser::Identifier, 0);
}

tree::TerminalNode* OpenQasm3Parser::QubitDeclarationContext::SEMICOLON() {
  return getToken(OpenQasm3Parser::SEMICOLON, 0);
}

OpenQasm3Parser::DesignatorContext* OpenQasm3Parser::QubitDeclarationContext::designator() {
  return getRuleContext<OpenQasm3Parser::DesignatorContext>(0);
}


size_t OpenQasm3Parser::QubitDeclarationContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleQubitDeclaration;
}


OpenQasm3Parser::QubitDeclarationContext* OpenQasm3Parser::qubitDeclaration() {
  QubitDeclarationContext *_localctx = _tracker.createInstance<QubitDeclarationContext>(_ctx, getState());
  enterRule(_localctx, 20, OpenQasm3Parser::RuleQubitDeclaration);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(219);
    match(OpenQasm3Parser::QUBIT);
    setState(221);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == OpenQasm3Parser::LBRACKET) {
      setState(220);
      designator();
    }
    setState(223);
    match(OpenQasm3Parser::Identifier);
    setState(224);
    match(OpenQasm3Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- OldRegisterDeclarationContext ------------------------------------------------------------------

OpenQasm3Parser::OldRegisterDeclarationContext::OldRegisterDeclarationContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::OldRegisterDeclarationContext::Identifier() {
  return getToken(OpenQasm3Parser::Identifier, 0);
}

tree::TerminalNode* OpenQasm3Parser::OldRegisterDeclarationContext::SEMICOLON() {
  return getToken(OpenQasm3Parser::SEMICOLON, 0);
}

tree::TerminalNode* OpenQasm3Parser::OldRegisterDeclarationContext::QREG() {
  return getToken(OpenQasm3Parser::QREG, 0);
}

tree::TerminalNode* OpenQasm3Parser::OldRegisterDeclarationContext::CREG() {
  return getToken(OpenQasm3Parser::CREG, 0);
}

OpenQasm3Parser::DesignatorContext* OpenQasm3Parser::OldRegisterDeclarationContext::designator() {
  return getRuleContext<OpenQasm3Parser::DesignatorContext>(0);
}


size_t OpenQasm3Parser::OldRegisterDeclarationContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleOldRegisterDeclaration;
}


OpenQasm3Parser::OldRegisterDeclarationContext* OpenQasm3Parser::oldRegisterDeclaration() {
  OldRegisterDeclarationContext *_localctx = _tracker.createInstance<OldRegisterDeclarationContext>(_ctx, getState());
  enterRule(_localctx, 22, OpenQasm3Parser::RuleOldRegisterDeclaration);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(226);
    _la = _input->LA(1);
    if (!(_la == OpenQasm3Parser::QREG

    || _la == OpenQasm3Parser::CREG)) {
    _errHandler->recoverInline(this);
    }
    else {
      _errHandler->reportMatch(this);
      consume();
    }
    setState(227);
    match(OpenQasm3Parser::Identifier);
    setState(229);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == OpenQasm3Parser::LBRACKET) {
      setState(228);
      designator();
    }
    setState(231);
    match(OpenQasm3Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ConstDeclarationContext ------------------------------------------------------------------

OpenQasm3Parser::ConstDeclarationContext::ConstDeclarationContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::ConstDeclarationContext::CONST() {
  return getToken(OpenQasm3Parser::CONST, 0);
}

OpenQasm3Parser::ScalarTypeContext* OpenQasm3Parser::ConstDeclarationContext::scalarType() {
  return getRuleContext<OpenQasm3Parser::ScalarTypeContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::ConstDeclarationContext::Identifier() {
  return getToken(OpenQasm3Parser::Identifier, 0);
}

tree::TerminalNode* OpenQasm3Parser::ConstDeclarationContext::ASSIGN() {
  return getToken(OpenQasm3Parser::ASSIGN, 0);
}

OpenQasm3Parser::InitializerContext* OpenQasm3Parser::ConstDeclarationContext::initializer() {
  return getRuleContext<OpenQasm3Parser::InitializerContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::ConstDeclarationContext::SEMICOLON() {
  return getToken(OpenQasm3Parser::SEMICOLON, 0);
}


size_t OpenQasm3Parser::ConstDeclarationContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleConstDeclaration;
}


OpenQasm3Parser::ConstDeclarationContext* OpenQasm3Parser::constDeclaration() {
  ConstDeclarationContext *_localctx = _tracker.createInstance<ConstDeclarationContext>(_ctx, getState());
  enterRule(_localctx, 24, OpenQasm3Parser::RuleConstDeclaration);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(233);
    match(OpenQasm3Parser::CONST);
    setState(234);
    scalarType();
    setState(235);
    match(OpenQasm3Parser::Identifier);
    setState(236);
    match(OpenQasm3Parser::ASSIGN);
    setState(237);
    initializer();
    setState(238);
    match(OpenQasm3Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- IoDeclarationContext ------------------------------------------------------------------

OpenQasm3Parser::IoDeclarationContext::IoDeclarationContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::IoDeclarationContext::Identifier() {
  return getToken(OpenQasm3Parser::Identifier, 0);
}

tree::TerminalNode* OpenQasm3Parser::IoDeclarationContext::SEMICOLON() {
  return getToken(OpenQasm3Parser::SEMICOLON, 0);
}

tree::TerminalNode* OpenQasm3Parser::IoDeclarationContext::INPUT() {
  return getToken(OpenQasm3Parser::INPUT, 0);
}

tree::TerminalNode* OpenQasm3Parser::IoDeclarationContext::OUTPUT() {
  return getToken(OpenQasm3Parser::OUTPUT, 0);
}

OpenQasm3Parser::ScalarTypeContext* OpenQasm3Parser::IoDeclarationContext::scalarType() {
  return getRuleContext<OpenQasm3Parser::ScalarTypeContext>(0);
}

OpenQasm3Parser::ArrayTypeContext* OpenQasm3Parser::IoDeclarationContext::arrayType() {
  return getRuleContext<OpenQasm3Parser::ArrayTypeContext>(0);
}


size_t OpenQasm3Parser::IoDeclarationContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleIoDeclaration;
}


OpenQasm3Parser::IoDeclarationContext* OpenQasm3Parser::ioDeclaration() {
  IoDeclarationContext *_localctx = _tracker.createInstance<IoDeclarationContext>(_ctx, getState());
  enterRule(_localctx, 26, OpenQasm3Parser::RuleIoDeclaration);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(240);
    _la = _input->LA(1);
    if (!(_la == OpenQasm3Parser::INPUT

    || _la == OpenQasm3Parser::OUTPUT)) {
    _errHandler->recoverInline(this);
    }
    else {
      _errHandler->reportMatch(this);
      consume();
    }
    setState(243);
    _errHandler->sync(this);
    switch (_input->LA(1)) {
      case OpenQasm3Parser::BOOL:
      case OpenQasm3Parser::BIT:
      case OpenQasm3Parser::INT:
      case OpenQasm3Parser::UINT:
      case OpenQasm3Parser::FLOAT:
      case OpenQasm3Parser::ANGLE:
      case OpenQasm3Parser::COMPLEX:
      case OpenQasm3Parser::VOID:
      case OpenQasm3Parser::DURATION:
      case OpenQasm3Parser::STRETCH: {
        setState(241);
        scalarType();
        break;
      }

      case OpenQasm3Parser::ARRAY: {
        setState(242);
        arrayType();
        break;
      }

    default:
      throw NoViableAltException(this);
    }
    setState(245);
    match(OpenQasm3Parser::Identifier);
    setState(246);
    match(OpenQasm3Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ClassicalDeclarationContext ------------------------------------------------------------------

OpenQasm3Parser::ClassicalDeclarationContext::ClassicalDeclarationContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::ClassicalDeclarationContext::Identifier() {
  return getToken(OpenQasm3Parser::Identifier, 0);
}

tree::TerminalNode* OpenQasm3Parser::ClassicalDeclarationContext::SEMICOLON() {
  return getToken(OpenQasm3Parser::SEMICOLON, 0);
}

OpenQasm3Parser::ScalarTypeContext* OpenQasm3Parser::ClassicalDeclarationContext::scalarType() {
  return getRuleContext<OpenQasm3Parser::ScalarTypeContext>(0);
}

OpenQasm3Parser::ArrayTypeContext* OpenQasm3Parser::ClassicalDeclarationContext::arrayType() {
  return getRuleContext<OpenQasm3Parser::ArrayTypeContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::ClassicalDeclarationContext::ASSIGN() {
  return getToken(OpenQasm3Parser::ASSIGN, 0);
}

OpenQasm3Parser::InitializerContext* OpenQasm3Parser::ClassicalDeclarationContext::initializer() {
  return getRuleContext<OpenQasm3Parser::InitializerContext>(0);
}


size_t OpenQasm3Parser::ClassicalDeclarationContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleClassicalDeclaration;
}


OpenQasm3Parser::ClassicalDeclarationContext* OpenQasm3Parser::classicalDeclaration() {
  ClassicalDeclarationContext *_localctx = _tracker.createInstance<ClassicalDeclarationContext>(_ctx, getState());
  enterRule(_localctx, 28, OpenQasm3Parser::RuleClassicalDeclaration);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(250);
    _errHandler->sync(this);
    switch (_input->LA(1)) {
      case OpenQasm3Parser::BOOL:
      case OpenQasm3Parser::BIT:
      case OpenQasm3Parser::INT:
      case OpenQasm3Parser::UINT:
      case OpenQasm3Parser::FLOAT:
      case OpenQasm3Parser::ANGLE:
      case OpenQasm3Parser::COMPLEX:
      case OpenQasm3Parser::VOID:
      case OpenQasm3Parser::DURATION:
      case OpenQasm3Parser::STRETCH: {
        setState(248);
        scalarType();
        break;
      }

      case OpenQasm3Parser::ARRAY: {
        setState(249);
        arrayType();
        break;
      }

    default:
      throw NoViableAltException(this);
    }
    setState(252);
    match(OpenQasm3Parser::Identifier);
    setState(255);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == OpenQasm3Parser::ASSIGN) {
      setState(253);
      match(OpenQasm3Parser::ASSIGN);
      setState(254);
      initializer();
    }
    setState(257);
    match(OpenQasm3Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- AliasDeclarationContext ------------------------------------------------------------------

OpenQasm3Parser::AliasDeclarationContext::AliasDeclarationContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::AliasDeclarationContext::LET() {
  return getToken(OpenQasm3Parser::LET, 0);
}

tree::TerminalNode* OpenQasm3Parser::AliasDeclarationContext::Identifier() {
  return getToken(OpenQasm3Parser::Identifier, 0);
}

tree::TerminalNode* OpenQasm3Parser::AliasDeclarationContext::ASSIGN() {
  return getToken(OpenQasm3Parser::ASSIGN, 0);
}

OpenQasm3Parser::ConcatenationContext* OpenQasm3Parser::AliasDeclarationContext::concatenation() {
  return getRuleContext<OpenQasm3Parser::ConcatenationContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::AliasDeclarationContext::SEMICOLON() {
  return getToken(OpenQasm3Parser::SEMICOLON, 0);
}


size_t OpenQasm3Parser::AliasDeclarationContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleAliasDeclaration;
}


OpenQasm3Parser::AliasDeclarationContext* OpenQasm3Parser::aliasDeclaration() {
  AliasDeclarationContext *_localctx = _tracker.createInstance<AliasDeclarationContext>(_ctx, getState());
  enterRule(_localctx, 30, OpenQasm3Parser::RuleAliasDeclaration);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(259);
    match(OpenQasm3Parser::LET);
    setState(260);
    match(OpenQasm3Parser::Identifier);
    setState(261);
    match(OpenQasm3Parser::ASSIGN);
    setState(262);
    concatenation();
    setState(263);
    match(OpenQasm3Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- GateDefinitionContext ------------------------------------------------------------------

OpenQasm3Parser::GateDefinitionContext::GateDefinitionContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::GateDefinitionContext::GATE() {
  return getToken(OpenQasm3Parser::GATE, 0);
}

tree::TerminalNode* OpenQasm3Parser::GateDefinitionContext::Identifier() {
  return getToken(OpenQasm3Parser::Identifier, 0);
}

OpenQasm3Parser::ScopeContext* OpenQasm3Parser::GateDefinitionContext::scope() {
  return getRuleContext<OpenQasm3Parser::ScopeContext>(0);
}

std::vector<OpenQasm3Parser::IdentifierListContext *> OpenQasm3Parser::GateDefinitionContext::identifierList() {
  return getRuleContexts<OpenQasm3Parser::IdentifierListContext>();
}

OpenQasm3Parser::IdentifierListContext* OpenQasm3Parser::GateDefinitionContext::identifierList(size_t i) {
  return getRuleContext<OpenQasm3Parser::IdentifierListContext>(i);
}

tree::TerminalNode* OpenQasm3Parser::GateDefinitionContext::LPAREN() {
  return getToken(OpenQasm3Parser::LPAREN, 0);
}

tree::TerminalNode* OpenQasm3Parser::GateDefinitionContext::RPAREN() {
  return getToken(OpenQasm3Parser::RPAREN, 0);
}


size_t OpenQasm3Parser::GateDefinitionContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleGateDefinition;
}


OpenQasm3Parser::GateDefinitionContext* OpenQasm3Parser::gateDefinition() {
  GateDefinitionContext *_localctx = _tracker.createInstance<GateDefinitionContext>(_ctx, getState());
  enterRule(_localctx, 32, OpenQasm3Parser::RuleGateDefinition);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(265);
    match(OpenQasm3Parser::GATE);
    setState(266);
    match(OpenQasm3Parser::Identifier);
    setState(272);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == OpenQasm3Parser::LPAREN) {
      setState(267);
      match(OpenQasm3Parser::LPAREN);
      setState(269);
      _errHandler->sync(this);

      _la = _input->LA(1);
      if (_la == OpenQasm3Parser::Identifier) {
        setState(268);
        dynamic_cast<GateDefinitionContext *>(_localctx)->parameters = identifierList();
      }
      setState(271);
      match(OpenQasm3Parser::RPAREN);
    }
    setState(274);
    dynamic_cast<GateDefinitionContext *>(_localctx)->qubits = identifierList();
    setState(275);
    scope();
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- SubroutineDefinitionContext ------------------------------------------------------------------

OpenQasm3Parser::SubroutineDefinitionContext::SubroutineDefinitionContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::SubroutineDefinitionContext::DEF() {
  return getToken(OpenQasm3Parser::DEF, 0);
}

tree::TerminalNode* OpenQasm3Parser::SubroutineDefinitionContext::Identifier() {
  return getToken(OpenQasm3Parser::Identifier, 0);
}

tree::TerminalNode* OpenQasm3Parser::SubroutineDefinitionContext::LPAREN() {
  return getToken(OpenQasm3Parser::LPAREN, 0);
}

tree::TerminalNode* OpenQasm3Parser::SubroutineDefinitionContext::RPAREN() {
  return getToken(OpenQasm3Parser::RPAREN, 0);
}

OpenQasm3Parser::ScopeContext* OpenQasm3Parser::SubroutineDefinitionContext::scope() {
  return getRuleContext<OpenQasm3Parser::ScopeContext>(0);
}

OpenQasm3Parser::ArgumentListContext* OpenQasm3Parser::SubroutineDefinitionContext::argumentList() {
  return getRuleContext<OpenQasm3Parser::ArgumentListContext>(0);
}

OpenQasm3Parser::ReturnTypeContext* OpenQasm3Parser::SubroutineDefinitionContext::returnType() {
  return getRuleContext<OpenQasm3Parser::ReturnTypeContext>(0);
}


size_t OpenQasm3Parser::SubroutineDefinitionContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleSubroutineDefinition;
}


OpenQasm3Parser::SubroutineDefinitionContext* OpenQasm3Parser::subroutineDefinition() {
  SubroutineDefinitionContext *_localctx = _tracker.createInstance<SubroutineDefinitionContext>(_ctx, getState());
  enterRule(_localctx, 34, OpenQasm3Parser::RuleSubroutineDefinition);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(277);
    match(OpenQasm3Parser::DEF);
    setState(278);
    match(OpenQasm3Parser::Identifier);
    setState(279);
    match(OpenQasm3Parser::LPAREN);
    setState(281);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if ((((_la & ~ 0x3fULL) == 0) &&
      ((1ULL << _la) & ((1ULL << OpenQasm3Parser::READONLY)
      | (1ULL << OpenQasm3Parser::MUTABLE)
      | (1ULL << OpenQasm3Parser::QREG)
      | (1ULL << OpenQasm3Parser::QUBIT)
      | (1ULL << OpenQasm3Parser::CREG)
      | (1ULL << OpenQasm3Parser::BOOL)
      | (1ULL << OpenQasm3Parser::BIT)
      | (1ULL << OpenQasm3Parser::INT)
      | (1ULL << OpenQasm3Parser::UINT)
      | (1ULL << OpenQasm3Parser::FLOAT)
      | (1ULL << OpenQasm3Parser::ANGLE)
      | (1ULL << OpenQasm3Parser::COMPLEX)
      | (1ULL << OpenQasm3Parser::VOID)
      | (1ULL << OpenQasm3Parser::DURATION)
      | (1ULL << OpenQasm3Parser::STRETCH))) != 0)) {
      setState(280);
      argumentList();
    }
    setState(283);
    match(OpenQasm3Parser::RPAREN);
    setState(285);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == OpenQasm3Parser::ARROW) {
      setState(284);
      returnType();
    }
    setState(287);
    scope();
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ExternDeclarationContext ------------------------------------------------------------------

OpenQasm3Parser::ExternDeclarationContext::ExternDeclarationContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::ExternDeclarationContext::EXTERN() {
  return getToken(OpenQasm3Parser::EXTERN, 0);
}

tree::TerminalNode* OpenQasm3Parser::ExternDeclarationContext::Identifier() {
  return getToken(OpenQasm3Parser::Identifier, 0);
}

tree::TerminalNode* OpenQasm3Parser::ExternDeclarationContext::LPAREN() {
  return getToken(OpenQasm3Parser::LPAREN, 0);
}

tree::TerminalNode* OpenQasm3Parser::ExternDeclarationContext::RPAREN() {
  return getToken(OpenQasm3Parser::RPAREN, 0);
}

tree::TerminalNode* OpenQasm3Parser::ExternDeclarationContext::SEMICOLON() {
  return getToken(OpenQasm3Parser::SEMICOLON, 0);
}

OpenQasm3Parser::ExternArgumentListContext* OpenQasm3Parser::ExternDeclarationContext::externArgumentList() {
  return getRuleContext<OpenQasm3Parser::ExternArgumentListContext>(0);
}

OpenQasm3Parser::ReturnTypeContext* OpenQasm3Parser::ExternDeclarationContext::returnType() {
  return getRuleContext<OpenQasm3Parser::ReturnTypeContext>(0);
}


size_t OpenQasm3Parser::ExternDeclarationContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleExternDeclaration;
}


OpenQasm3Parser::ExternDeclarationContext* OpenQasm3Parser::externDeclaration() {
  ExternDeclarationContext *_localctx = _tracker.createInstance<ExternDeclarationContext>(_ctx, getState());
  enterRule(_localctx, 36, OpenQasm3Parser::RuleExternDeclaration);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(289);
    match(OpenQasm3Parser::EXTERN);
    setState(290);
    match(OpenQasm3Parser::Identifier);
    setState(291);
    match(OpenQasm3Parser::LPAREN);
    setState(293);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if ((((_la & ~ 0x3fULL) == 0) &&
      ((1ULL << _la) & ((1ULL << OpenQasm3Parser::READONLY)
      | (1ULL << OpenQasm3Parser::MUTABLE)
      | (1ULL << OpenQasm3Parser::CREG)
      | (1ULL << OpenQasm3Parser::BOOL)
      | (1ULL << OpenQasm3Parser::BIT)
      | (1ULL << OpenQasm3Parser::INT)
      | (1ULL << OpenQasm3Parser::UINT)
      | (1ULL << OpenQasm3Parser::FLOAT)
      | (1ULL << OpenQasm3Parser::ANGLE)
      | (1ULL << OpenQasm3Parser::COMPLEX)
      | (1ULL << OpenQasm3Parser::VOID)
      | (1ULL << OpenQasm3Parser::DURATION)
      | (1ULL << OpenQasm3Parser::STRETCH))) != 0)) {
      setState(292);
      externArgumentList();
    }
    setState(295);
    match(OpenQasm3Parser::RPAREN);
    setState(297);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == OpenQasm3Parser::ARROW) {
      setState(296);
      returnType();
    }
    setState(299);
    match(OpenQasm3Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- InitializerContext ------------------------------------------------------------------

OpenQasm3Parser::InitializerContext::InitializerContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

OpenQasm3Parser::ArrayLiteralContext* OpenQasm3Parser::InitializerContext::arrayLiteral() {
  return getRuleContext<OpenQasm3Parser::ArrayLiteralContext>(0);
}

OpenQasm3Parser::ConcatenationContext* OpenQasm3Parser::InitializerContext::concatenation() {
  return getRuleContext<OpenQasm3Parser::ConcatenationContext>(0);
}

OpenQasm3Parser::MeasurementContext* OpenQasm3Parser::InitializerContext::measurement() {
  return getRuleContext<OpenQasm3Parser::MeasurementContext>(0);
}


size_t OpenQasm3Parser::InitializerContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleInitializer;
}


OpenQasm3Parser::InitializerContext* OpenQasm3Parser::initializer() {
  InitializerContext *_localctx = _tracker.createInstance<InitializerContext>(_ctx, getState());
  enterRule(_localctx, 38, OpenQasm3Parser::RuleInitializer);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    setState(304);
    _errHandler->sync(this);
    switch (_input->LA(1)) {
      case OpenQasm3Parser::LBRACE: {
        enterOuterAlt(_localctx, 1);
        setState(301);
        arrayLiteral();
        break;
      }

      case OpenQasm3Parser::BOOL:
      case OpenQasm3Parser::BIT:
      case OpenQasm3Parser::INT:
      case OpenQasm3Parser::UINT:
      case OpenQasm3Parser::FLOAT:
      case OpenQasm3Parser::ANGLE:
      case OpenQasm3Parser::COMPLEX:
      case OpenQasm3Parser::ARRAY:
      case OpenQasm3Parser::VOID:
      case OpenQasm3Parser::DURATION:
      case OpenQasm3Parser::STRETCH:
      case OpenQasm3Parser::POW:
      case OpenQasm3Parser::DURATIONOF:
      case OpenQasm3Parser::Boolean:
      case OpenQasm3Parser::LPAREN:
      case OpenQasm3Parser::PLUS:
      case OpenQasm3Parser::MINUS:
      case OpenQasm3Parser::TILDE:
      case OpenQasm3Parser::BANG:
      case OpenQasm3Parser::Imaginary:
      case OpenQasm3Parser::Binary:
      case OpenQasm3Parser::Octal:
      case OpenQasm3Parser::Integer:
      case OpenQasm3Parser::Hex:
      case OpenQasm3Parser::Identifier:
      case OpenQasm3Parser::HardwareQubit:
      case OpenQasm3Parser::Float:
      case OpenQasm3Parser::Timing:
      case OpenQasm3Parser::BitString: {
        enterOuterAlt(_localctx, 2);
        setState(302);
        concatenation();
        break;
      }

      case OpenQasm3Parser::MEASURE: {
        enterOuterAlt(_localctx, 3);
        setState(303);
        measurement();
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

//----------------- ArrayLiteralContext ------------------------------------------------------------------

OpenQasm3Parser::ArrayLiteralContext::ArrayLiteralContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::ArrayLiteralContext::LBRACE() {
  return getToken(OpenQasm3Parser::LBRACE, 0);
}

tree::TerminalNode* OpenQasm3Parser::ArrayLiteralContext::RBRACE() {
  return getToken(OpenQasm3Parser::RBRACE, 0);
}

std::vector<OpenQasm3Parser::ArrayElementContext *> OpenQasm3Parser::ArrayLiteralContext::arrayElement() {
  return getRuleContexts<OpenQasm3Parser::ArrayElementContext>();
}

OpenQasm3Parser::ArrayElementContext* OpenQasm3Parser::ArrayLiteralContext::arrayElement(size_t i) {
  return getRuleContext<OpenQasm3Parser::ArrayElementContext>(i);
}

std::vector<tree::TerminalNode *> OpenQasm3Parser::ArrayLiteralContext::COMMA() {
  return getTokens(OpenQasm3Parser::COMMA);
}

tree::TerminalNode* OpenQasm3Parser::ArrayLiteralContext::COMMA(size_t i) {
  return getToken(OpenQasm3Parser::COMMA, i);
}


size_t OpenQasm3Parser::ArrayLiteralContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleArrayLiteral;
}


OpenQasm3Parser::ArrayLiteralContext* OpenQasm3Parser::arrayLiteral() {
  ArrayLiteralContext *_localctx = _tracker.createInstance<ArrayLiteralContext>(_ctx, getState());
  enterRule(_localctx, 40, OpenQasm3Parser::RuleArrayLiteral);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    size_t alt;
    enterOuterAlt(_localctx, 1);
    setState(306);
    match(OpenQasm3Parser::LBRACE);
    setState(318);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if ((((_la & ~ 0x3fULL) == 0) &&
      ((1ULL << _la) & ((1ULL << OpenQasm3Parser::BOOL)
      | (1ULL << OpenQasm3Parser::BIT)
      | (1ULL << OpenQasm3Parser::INT)
      | (1ULL << OpenQasm3Parser::UINT)
      | (1ULL << OpenQasm3Parser::FLOAT)
      | (1ULL << OpenQasm3Parser::ANGLE)
      | (1ULL << OpenQasm3Parser::COMPLEX)
      | (1ULL << OpenQasm3Parser::ARRAY)
      | (1ULL << OpenQasm3Parser::VOID)
      | (1ULL << OpenQasm3Parser::DURATION)
      | (1ULL << OpenQasm3Parser::STRETCH)
      | (1ULL << OpenQasm3Parser::POW)
      | (1ULL << OpenQasm3Parser::DURATIONOF)
      | (1ULL << OpenQasm3Parser::Boolean)
      | (1ULL << OpenQasm3Parser::LBRACE)
      | (1ULL << OpenQasm3Parser::LPAREN))) != 0) || ((((_la - 68) & ~ 0x3fULL) == 0) &&
      ((1ULL << (_la - 68)) & ((1ULL << (OpenQasm3Parser::PLUS - 68))
      | (1ULL << (OpenQasm3Parser::MINUS - 68))
      | (1ULL << (OpenQasm3Parser::TILDE - 68))
      | (1ULL << (OpenQasm3Parser::BANG - 68))
      | (1ULL << (OpenQasm3Parser::Imaginary - 68))
      | (1ULL << (OpenQasm3Parser::Binary - 68))
      | (1ULL << (OpenQasm3Parser::Octal - 68))
      | (1ULL << (OpenQasm3Parser::Integer - 68))
      | (1ULL << (OpenQasm3Parser::Hex - 68))
      | (1ULL << (OpenQasm3Parser::Identifier - 68))
      | (1ULL << (OpenQasm3Parser::HardwareQubit - 68))
      | (1ULL << (OpenQasm3Parser::Float - 68))
      | (1ULL << (OpenQasm3Parser::Timing - 68))
      | (1ULL << (OpenQasm3Parser::BitString - 68)))) != 0)) {
      setState(307);
      arrayElement();
      setState(312);
      _errHandler->sync(this);
      alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 21, _ctx);
      while (alt != 2 && alt != atn::ATN::INVALID_ALT_NUMBER) {
        if (alt == 1) {
          setState(308);
          match(OpenQasm3Parser::COMMA);
          setState(309);
          arrayElement(); 
        }
        setState(314);
        _errHandler->sync(this);
        alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 21, _ctx);
      }
      setState(316);
      _errHandler->sync(this);

      _la = _input->LA(1);
      if (_la == OpenQasm3Parser::COMMA) {
        setState(315);
        match(OpenQasm3Parser::COMMA);
      }
    }
    setState(320);
    match(OpenQasm3Parser::RBRACE);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ArrayElementContext ------------------------------------------------------------------

OpenQasm3Parser::ArrayElementContext::ArrayElementContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

OpenQasm3Parser::ExpressionContext* OpenQasm3Parser::ArrayElementContext::expression() {
  return getRuleContext<OpenQasm3Parser::ExpressionContext>(0);
}

OpenQasm3Parser::ArrayLiteralContext* OpenQasm3Parser::ArrayElementContext::arrayLiteral() {
  return getRuleContext<OpenQasm3Parser::ArrayLiteralContext>(0);
}


size_t OpenQasm3Parser::ArrayElementContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleArrayElement;
}


OpenQasm3Parser::ArrayElementContext* OpenQasm3Parser::arrayElement() {
  ArrayElementContext *_localctx = _tracker.createInstance<ArrayElementContext>(_ctx, getState());
  enterRule(_localctx, 42, OpenQasm3Parser::RuleArrayElement);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    setState(324);
    _errHandler->sync(this);
    switch (_input->LA(1)) {
      case OpenQasm3Parser::BOOL:
      case OpenQasm3Parser::BIT:
      case OpenQasm3Parser::INT:
      case OpenQasm3Parser::UINT:
      case OpenQasm3Parser::FLOAT:
      case OpenQasm3Parser::ANGLE:
      case OpenQasm3Parser::COMPLEX:
      case OpenQasm3Parser::ARRAY:
      case OpenQasm3Parser::VOID:
      case OpenQasm3Parser::DURATION:
      case OpenQasm3Parser::STRETCH:
      case OpenQasm3Parser::POW:
      case OpenQasm3Parser::DURATIONOF:
      case OpenQasm3Parser::Boolean:
      case OpenQasm3Parser::LPAREN:
      case OpenQasm3Parser::PLUS:
      case OpenQasm3Parser::MINUS:
      case OpenQasm3Parser::TILDE:
      case OpenQasm3Parser::BANG:
      case OpenQasm3Parser::Imaginary:
      case OpenQasm3Parser::Binary:
      case OpenQasm3Parser::Octal:
      case OpenQasm3Parser::Integer:
      case OpenQasm3Parser::Hex:
      case OpenQasm3Parser::Identifier:
      case OpenQasm3Parser::HardwareQubit:
      case OpenQasm3Parser::Float:
      case OpenQasm3Parser::Timing:
      case OpenQasm3Parser::BitString: {
        enterOuterAlt(_localctx, 1);
        setState(322);
        expression(0);
        break;
      }

      case OpenQasm3Parser::LBRACE: {
        enterOuterAlt(_localctx, 2);
        setState(323);
        arrayLiteral();
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

//----------------- ConcatenationContext ------------------------------------------------------------------

OpenQasm3Parser::ConcatenationContext::ConcatenationContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

std::vector<OpenQasm3Parser::ExpressionContext *> OpenQasm3Parser::ConcatenationContext::expression() {
  return getRuleContexts<OpenQasm3Parser::ExpressionContext>();
}

OpenQasm3Parser::ExpressionContext* OpenQasm3Parser::ConcatenationContext::expression(size_t i) {
  return getRuleContext<OpenQasm3Parser::ExpressionContext>(i);
}

std::vector<tree::TerminalNode *> OpenQasm3Parser::ConcatenationContext::CONCAT() {
  return getTokens(OpenQasm3Parser::CONCAT);
}

tree::TerminalNode* OpenQasm3Parser::ConcatenationContext::CONCAT(size_t i) {
  return getToken(OpenQasm3Parser::CONCAT, i);
}


size_t OpenQasm3Parser::ConcatenationContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleConcatenation;
}


OpenQasm3Parser::ConcatenationContext* OpenQasm3Parser::concatenation() {
  ConcatenationContext *_localctx = _tracker.createInstance<ConcatenationContext>(_ctx, getState());
  enterRule(_localctx, 44, OpenQasm3Parser::RuleConcatenation);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(326);
    expression(0);
    setState(331);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while (_la == OpenQasm3Parser::CONCAT) {
      setState(327);
      match(OpenQasm3Parser::CONCAT);
      setState(328);
      expression(0);
      setState(333);
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

//----------------- IdentifierListContext ------------------------------------------------------------------

OpenQasm3Parser::IdentifierListContext::IdentifierListContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

std::vector<tree::TerminalNode *> OpenQasm3Parser::IdentifierListContext::Identifier() {
  return getTokens(OpenQasm3Parser::Identifier);
}

tree::TerminalNode* OpenQasm3Parser::IdentifierListContext::Identifier(size_t i) {
  return getToken(OpenQasm3Parser::Identifier, i);
}

std::vector<tree::TerminalNode *> OpenQasm3Parser::IdentifierListContext::COMMA() {
  return getTokens(OpenQasm3Parser::COMMA);
}

tree::TerminalNode* OpenQasm3Parser::IdentifierListContext::COMMA(size_t i) {
  return getToken(OpenQasm3Parser::COMMA, i);
}


size_t OpenQasm3Parser::IdentifierListContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleIdentifierList;
}


OpenQasm3Parser::IdentifierListContext* OpenQasm3Parser::identifierList() {
  IdentifierListContext *_localctx = _tracker.createInstance<IdentifierListContext>(_ctx, getState());
  enterRule(_localctx, 46, OpenQasm3Parser::RuleIdentifierList);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    size_t alt;
    enterOuterAlt(_localctx, 1);
    setState(334);
    match(OpenQasm3Parser::Identifier);
    setState(339);
    _errHandler->sync(this);
    alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 26, _ctx);
    while (alt != 2 && alt != atn::ATN::INVALID_ALT_NUMBER) {
      if (alt == 1) {
        setState(335);
        match(OpenQasm3Parser::COMMA);
        setState(336);
        match(OpenQasm3Parser::Identifier); 
      }
      setState(341);
      _errHandler->sync(this);
      alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 26, _ctx);
    }
    setState(343);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == OpenQasm3Parser::COMMA) {
      setState(342);
      match(OpenQasm3Parser::COMMA);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- DesignatorContext ------------------------------------------------------------------

OpenQasm3Parser::DesignatorContext::DesignatorContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::DesignatorContext::LBRACKET() {
  return getToken(OpenQasm3Parser::LBRACKET, 0);
}

OpenQasm3Parser::ExpressionContext* OpenQasm3Parser::DesignatorContext::expression() {
  return getRuleContext<OpenQasm3Parser::ExpressionContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::DesignatorContext::RBRACKET() {
  return getToken(OpenQasm3Parser::RBRACKET, 0);
}


size_t OpenQasm3Parser::DesignatorContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleDesignator;
}


OpenQasm3Parser::DesignatorContext* OpenQasm3Parser::designator() {
  DesignatorContext *_localctx = _tracker.createInstance<DesignatorContext>(_ctx, getState());
  enterRule(_localctx, 48, OpenQasm3Parser::RuleDesignator);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(345);
    match(OpenQasm3Parser::LBRACKET);
    setState(346);
    expression(0);
    setState(347);
    match(OpenQasm3Parser::RBRACKET);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ScalarTypeContext ------------------------------------------------------------------

OpenQasm3Parser::ScalarTypeContext::ScalarTypeContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::ScalarTypeContext::BIT() {
  return getToken(OpenQasm3Parser::BIT, 0);
}

tree::TerminalNode* OpenQasm3Parser::ScalarTypeContext::INT() {
  return getToken(OpenQasm3Parser::INT, 0);
}

tree::TerminalNode* OpenQasm3Parser::ScalarTypeContext::UINT() {
  return getToken(OpenQasm3Parser::UINT, 0);
}

tree::TerminalNode* OpenQasm3Parser::ScalarTypeContext::FLOAT() {
  return getToken(OpenQasm3Parser::FLOAT, 0);
}

tree::TerminalNode* OpenQasm3Parser::ScalarTypeContext::ANGLE() {
  return getToken(OpenQasm3Parser::ANGLE, 0);
}

OpenQasm3Parser::DesignatorContext* OpenQasm3Parser::ScalarTypeContext::designator() {
  return getRuleContext<OpenQasm3Parser::DesignatorContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::ScalarTypeContext::BOOL() {
  return getToken(OpenQasm3Parser::BOOL, 0);
}

tree::TerminalNode* OpenQasm3Parser::ScalarTypeContext::DURATION() {
  return getToken(OpenQasm3Parser::DURATION, 0);
}

tree::TerminalNode* OpenQasm3Parser::ScalarTypeContext::STRETCH() {
  return getToken(OpenQasm3Parser::STRETCH, 0);
}

tree::TerminalNode* OpenQasm3Parser::ScalarTypeContext::VOID() {
  return getToken(OpenQasm3Parser::VOID, 0);
}

tree::TerminalNode* OpenQasm3Parser::ScalarTypeContext::COMPLEX() {
  return getToken(OpenQasm3Parser::COMPLEX, 0);
}

tree::TerminalNode* OpenQasm3Parser::ScalarTypeContext::LBRACKET() {
  return getToken(OpenQasm3Parser::LBRACKET, 0);
}

OpenQasm3Parser::ScalarTypeContext* OpenQasm3Parser::ScalarTypeContext::scalarType() {
  return getRuleContext<OpenQasm3Parser::ScalarTypeContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::ScalarTypeContext::RBRACKET() {
  return getToken(OpenQasm3Parser::RBRACKET, 0);
}


size_t OpenQasm3Parser::ScalarTypeContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleScalarType;
}


OpenQasm3Parser::ScalarTypeContext* OpenQasm3Parser::scalarType() {
  ScalarTypeContext *_localctx = _tracker.createInstance<ScalarTypeContext>(_ctx, getState());
  enterRule(_localctx, 50, OpenQasm3Parser::RuleScalarType);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    setState(361);
    _errHandler->sync(this);
    switch (_input->LA(1)) {
      case OpenQasm3Parser::BIT:
      case OpenQasm3Parser::INT:
      case OpenQasm3Parser::UINT:
      case OpenQasm3Parser::FLOAT:
      case OpenQasm3Parser::ANGLE: {
        enterOuterAlt(_localctx, 1);
        setState(349);
        dynamic_cast<ScalarTypeContext *>(_localctx)->kind = _input->LT(1);
        _la = _input->LA(1);
        if (!((((_la & ~ 0x3fULL) == 0) &&
          ((1ULL << _la) & ((1ULL << OpenQasm3Parser::BIT)
          | (1ULL << OpenQasm3Parser::INT)
          | (1ULL << OpenQasm3Parser::UINT)
          | (1ULL << OpenQasm3Parser::FLOAT)
          | (1ULL << OpenQasm3Parser::ANGLE))) != 0))) {
          dynamic_cast<ScalarTypeContext *>(_localctx)->kind = _errHandler->recoverInline(this);
        }
        else {
          _errHandler->reportMatch(this);
          consume();
        }
        setState(351);
        _errHandler->sync(this);

        _la = _input->LA(1);
        if (_la == OpenQasm3Parser::LBRACKET) {
          setState(350);
          designator();
        }
        break;
      }

      case OpenQasm3Parser::BOOL:
      case OpenQasm3Parser::VOID:
      case OpenQasm3Parser::DURATION:
      case OpenQasm3Parser::STRETCH: {
        enterOuterAlt(_localctx, 2);
        setState(353);
        dynamic_cast<ScalarTypeContext *>(_localctx)->kind = _input->LT(1);
        _la = _input->LA(1);
        if (!((((_la & ~ 0x3fULL) == 0) &&
          ((1ULL << _la) & ((1ULL << OpenQasm3Parser::BOOL)
          | (1ULL << OpenQasm3Parser::VOID)
          | (1ULL << OpenQasm3Parser::DURATION)
          | (1ULL << OpenQasm3Parser::STRETCH))) != 0))) {
          dynamic_cast<ScalarTypeContext *>(_localctx)->kind = _errHandler->recoverInline(this);
        }
        else {
          _errHandler->reportMatch(this);
          consume();
        }
        break;
      }

      case OpenQasm3Parser::COMPLEX: {
        enterOuterAlt(_localctx, 3);
        setState(354);
        dynamic_cast<ScalarTypeContext *>(_localctx)->kind = match(OpenQasm3Parser::COMPLEX);
        setState(359);
        _errHandler->sync(this);

        _la = _input->LA(1);
        if (_la == OpenQasm3Parser::LBRACKET) {
          setState(355);
          match(OpenQasm3Parser::LBRACKET);
          setState(356);
          scalarType();
          setState(357);
          match(OpenQasm3Parser::RBRACKET);
        }
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

//----------------- ArrayTypeContext ------------------------------------------------------------------

OpenQasm3Parser::ArrayTypeContext::ArrayTypeContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::ArrayTypeContext::ARRAY() {
  return getToken(OpenQasm3Parser::ARRAY, 0);
}

tree::TerminalNode* OpenQasm3Parser::ArrayTypeContext::LBRACKET() {
  return getToken(OpenQasm3Parser::LBRACKET, 0);
}

OpenQasm3Parser::ScalarTypeContext* OpenQasm3Parser::ArrayTypeContext::scalarType() {
  return getRuleContext<OpenQasm3Parser::ScalarTypeContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::ArrayTypeContext::COMMA() {
  return getToken(OpenQasm3Parser::COMMA, 0);
}

OpenQasm3Parser::ExpressionListContext* OpenQasm3Parser::ArrayTypeContext::expressionList() {
  return getRuleContext<OpenQasm3Parser::ExpressionListContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::ArrayTypeContext::RBRACKET() {
  return getToken(OpenQasm3Parser::RBRACKET, 0);
}


size_t OpenQasm3Parser::ArrayTypeContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleArrayType;
}


OpenQasm3Parser::ArrayTypeContext* OpenQasm3Parser::arrayType() {
  ArrayTypeContext *_localctx = _tracker.createInstance<ArrayTypeContext>(_ctx, getState());
  enterRule(_localctx, 52, OpenQasm3Parser::RuleArrayType);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(363);
    match(OpenQasm3Parser::ARRAY);
    setState(364);
    match(OpenQasm3Parser::LBRACKET);
    setState(365);
    scalarType();
    setState(366);
    match(OpenQasm3Parser::COMMA);
    setState(367);
    expressionList();
    setState(368);
    match(OpenQasm3Parser::RBRACKET);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ArrayReferenceTypeContext ------------------------------------------------------------------

OpenQasm3Parser::ArrayReferenceTypeContext::ArrayReferenceTypeContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::ArrayReferenceTypeContext::ARRAY() {
  return getToken(OpenQasm3Parser::ARRAY, 0);
}

tree::TerminalNode* OpenQasm3Parser::ArrayReferenceTypeContext::LBRACKET() {
  return getToken(OpenQasm3Parser::LBRACKET, 0);
}

OpenQasm3Parser::ScalarTypeContext* OpenQasm3Parser::ArrayReferenceTypeContext::scalarType() {
  return getRuleContext<OpenQasm3Parser::ScalarTypeContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::ArrayReferenceTypeContext::COMMA() {
  return getToken(OpenQasm3Parser::COMMA, 0);
}

tree::TerminalNode* OpenQasm3Parser::ArrayReferenceTypeContext::RBRACKET() {
  return getToken(OpenQasm3Parser::RBRACKET, 0);
}

tree::TerminalNode* OpenQasm3Parser::ArrayReferenceTypeContext::READONLY() {
  return getToken(OpenQasm3Parser::READONLY, 0);
}

tree::TerminalNode* OpenQasm3Parser::ArrayReferenceTypeContext::MUTABLE() {
  return getToken(OpenQasm3Parser::MUTABLE, 0);
}

OpenQasm3Parser::ExpressionListContext* OpenQasm3Parser::ArrayReferenceTypeContext::expressionList() {
  return getRuleContext<OpenQasm3Parser::ExpressionListContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::ArrayReferenceTypeContext::DIM() {
  return getToken(OpenQasm3Parser::DIM, 0);
}

tree::TerminalNode* OpenQasm3Parser::ArrayReferenceTypeContext::ASSIGN() {
  return getToken(OpenQasm3Parser::ASSIGN, 0);
}

OpenQasm3Parser::ExpressionContext* OpenQasm3Parser::ArrayReferenceTypeContext::expression() {
  return getRuleContext<OpenQasm3Parser::ExpressionContext>(0);
}


size_t OpenQasm3Parser::ArrayReferenceTypeContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleArrayReferenceType;
}


OpenQasm3Parser::ArrayReferenceTypeContext* OpenQasm3Parser::arrayReferenceType() {
  ArrayReferenceTypeContext *_localctx = _tracker.createInstance<ArrayReferenceTypeContext>(_ctx, getState());
  enterRule(_localctx, 54, OpenQasm3Parser::RuleArrayReferenceType);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(370);
    _la = _input->LA(1);
    if (!(_la == OpenQasm3Parser::READONLY

    || _la == OpenQasm3Parser::MUTABLE)) {
    _errHandler->recoverInline(this);
    }
    else {
      _errHandler->reportMatch(this);
      consume();
    }
    setState(371);
    match(OpenQasm3Parser::ARRAY);
    setState(372);
    match(OpenQasm3Parser::LBRACKET);
    setState(373);
    scalarType();
    setState(374);
    match(OpenQasm3Parser::COMMA);
    setState(379);
    _errHandler->sync(this);
    switch (_input->LA(1)) {
      case OpenQasm3Parser::BOOL:
      case OpenQasm3Parser::BIT:
      case OpenQasm3Parser::INT:
      case OpenQasm3Parser::UINT:
      case OpenQasm3Parser::FLOAT:
      case OpenQasm3Parser::ANGLE:
      case OpenQasm3Parser::COMPLEX:
      case OpenQasm3Parser::ARRAY:
      case OpenQasm3Parser::VOID:
      case OpenQasm3Parser::DURATION:
      case OpenQasm3Parser::STRETCH:
      case OpenQasm3Parser::POW:
      case OpenQasm3Parser::DURATIONOF:
      case OpenQasm3Parser::Boolean:
      case OpenQasm3Parser::LPAREN:
      case OpenQasm3Parser::PLUS:
      case OpenQasm3Parser::MINUS:
      case OpenQasm3Parser::TILDE:
      case OpenQasm3Parser::BANG:
      case OpenQasm3Parser::Imaginary:
      case OpenQasm3Parser::Binary:
      case OpenQasm3Parser::Octal:
      case OpenQasm3Parser::Integer:
      case OpenQasm3Parser::Hex:
      case OpenQasm3Parser::Identifier:
      case OpenQasm3Parser::HardwareQubit:
      case OpenQasm3Parser::Float:
      case OpenQasm3Parser::Timing:
      case OpenQasm3Parser::BitString: {
        setState(375);
        expressionList();
        break;
      }

      case OpenQasm3Parser::DIM: {
        setState(376);
        match(OpenQasm3Parser::DIM);
        setState(377);
        match(OpenQasm3Parser::ASSIGN);
        setState(378);
        expression(0);
        break;
      }

    default:
      throw NoViableAltException(this);
    }
    setState(381);
    match(OpenQasm3Parser::RBRACKET);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ReturnTypeContext ------------------------------------------------------------------

OpenQasm3Parser::ReturnTypeContext::ReturnTypeContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::ReturnTypeContext::ARROW() {
  return getToken(OpenQasm3Parser::ARROW, 0);
}

OpenQasm3Parser::ScalarTypeContext* OpenQasm3Parser::ReturnTypeContext::scalarType() {
  return getRuleContext<OpenQasm3Parser::ScalarTypeContext>(0);
}


size_t OpenQasm3Parser::ReturnTypeContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleReturnType;
}


OpenQasm3Parser::ReturnTypeContext* OpenQasm3Parser::returnType() {
  ReturnTypeContext *_localctx = _tracker.createInstance<ReturnTypeContext>(_ctx, getState());
  enterRule(_localctx, 56, OpenQasm3Parser::RuleReturnType);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(383);
    match(OpenQasm3Parser::ARROW);
    setState(384);
    scalarType();
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ArgumentListContext ------------------------------------------------------------------

OpenQasm3Parser::ArgumentListContext::ArgumentListContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

std::vector<OpenQasm3Parser::ArgumentContext *> OpenQasm3Parser::ArgumentListContext::argument() {
  return getRuleContexts<OpenQasm3Parser::ArgumentContext>();
}

OpenQasm3Parser::ArgumentContext* OpenQasm3Parser::ArgumentListContext::argument(size_t i) {
  return getRuleContext<OpenQasm3Parser::ArgumentContext>(i);
}

std::vector<tree::TerminalNode *> OpenQasm3Parser::ArgumentListContext::COMMA() {
  return getTokens(OpenQasm3Parser::COMMA);
}

tree::TerminalNode* OpenQasm3Parser::ArgumentListContext::COMMA(size_t i) {
  return getToken(OpenQasm3Parser::COMMA, i);
}


size_t OpenQasm3Parser::ArgumentListContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleArgumentList;
}


OpenQasm3Parser::ArgumentListContext* OpenQasm3Parser::argumentList() {
  ArgumentListContext *_localctx = _tracker.createInstance<ArgumentListContext>(_ctx, getState());
  enterRule(_localctx, 58, OpenQasm3Parser::RuleArgumentList);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    size_t alt;
    enterOuterAlt(_localctx, 1);
    setState(386);
    argument();
    setState(391);
    _errHandler->sync(this);
    alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 32, _ctx);
    while (alt != 2 && alt != atn::ATN::INVALID_ALT_NUMBER) {
      if (alt == 1) {
        setState(387);
        match(OpenQasm3Parser::COMMA);
        setState(388);
        argument(); 
      }
      setState(393);
      _errHandler->sync(this);
      alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 32, _ctx);
    }
    setState(395);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == OpenQasm3Parser::COMMA) {
      setState(394);
      match(OpenQasm3Parser::COMMA);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ArgumentContext ------------------------------------------------------------------

OpenQasm3Parser::ArgumentContext::ArgumentContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

OpenQasm3Parser::ScalarTypeContext* OpenQasm3Parser::ArgumentContext::scalarType() {
  return getRuleContext<OpenQasm3Parser::ScalarTypeContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::ArgumentContext::Identifier() {
  return getToken(OpenQasm3Parser::Identifier, 0);
}

tree::TerminalNode* OpenQasm3Parser::ArgumentContext::QUBIT() {
  return getToken(OpenQasm3Parser::QUBIT, 0);
}

OpenQasm3Parser::DesignatorContext* OpenQasm3Parser::ArgumentContext::designator() {
  return getRuleContext<OpenQasm3Parser::DesignatorContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::ArgumentContext::CREG() {
  return getToken(OpenQasm3Parser::CREG, 0);
}

tree::TerminalNode* OpenQasm3Parser::ArgumentContext::QREG() {
  return getToken(OpenQasm3Parser::QREG, 0);
}

OpenQasm3Parser::ArrayReferenceTypeContext* OpenQasm3Parser::ArgumentContext::arrayReferenceType() {
  return getRuleContext<OpenQasm3Parser::ArrayReferenceTypeContext>(0);
}


size_t OpenQasm3Parser::ArgumentContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleArgument;
}


OpenQasm3Parser::ArgumentContext* OpenQasm3Parser::argument() {
  ArgumentContext *_localctx = _tracker.createInstance<ArgumentContext>(_ctx, getState());
  enterRule(_localctx, 60, OpenQasm3Parser::RuleArgument);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    setState(413);
    _errHandler->sync(this);
    switch (_input->LA(1)) {
      case OpenQasm3Parser::BOOL:
      case OpenQasm3Parser::BIT:
      case OpenQasm3Parser::INT:
      case OpenQasm3Parser::UINT:
      case OpenQasm3Parser::FLOAT:
      case OpenQasm3Parser::ANGLE:
      case OpenQasm3Parser::COMPLEX:
      case OpenQasm3Parser::VOID:
      case OpenQasm3Parser::DURATION:
      case OpenQasm3Parser::STRETCH: {
        enterOuterAlt(_localctx, 1);
        setState(397);
        scalarType();
        setState(398);
        match(OpenQasm3Parser::Identifier);
        break;
      }

      case OpenQasm3Parser::QUBIT: {
        enterOuterAlt(_localctx, 2);
        setState(400);
        match(OpenQasm3Parser::QUBIT);
        setState(402);
        _errHandler->sync(this);

        _la = _input->LA(1);
        if (_la == OpenQasm3Parser::LBRACKET) {
          setState(401);
          designator();
        }
        setState(404);
        match(OpenQasm3Parser::Identifier);
        break;
      }

      case OpenQasm3Parser::QREG:
      case OpenQasm3Parser::CREG: {
        enterOuterAlt(_localctx, 3);
        setState(405);
        _la = _input->LA(1);
        if (!(_la == OpenQasm3Parser::QREG

        || _la == OpenQasm3Parser::CREG)) {
        _errHandler->recoverInline(this);
        }
        else {
          _errHandler->reportMatch(this);
          consume();
        }
        setState(406);
        match(OpenQasm3Parser::Identifier);
        setState(408);
        _errHandler->sync(this);

        _la = _input->LA(1);
        if (_la == OpenQasm3Parser::LBRACKET) {
          setState(407);
          designator();
        }
        break;
      }

      case OpenQasm3Parser::READONLY:
      case OpenQasm3Parser::MUTABLE: {
        enterOuterAlt(_localctx, 4);
        setState(410);
        arrayReferenceType();
        setState(411);
        match(OpenQasm3Parser::Identifier);
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

//----------------- ExternArgumentListContext ------------------------------------------------------------------

OpenQasm3Parser::ExternArgumentListContext::ExternArgumentListContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

std::vector<OpenQasm3Parser::ExternArgumentContext *> OpenQasm3Parser::ExternArgumentListContext::externArgument() {
  return getRuleContexts<OpenQasm3Parser::ExternArgumentContext>();
}

OpenQasm3Parser::ExternArgumentContext* OpenQasm3Parser::ExternArgumentListContext::externArgument(size_t i) {
  return getRuleContext<OpenQasm3Parser::ExternArgumentContext>(i);
}

std::vector<tree::TerminalNode *> OpenQasm3Parser::ExternArgumentListContext::COMMA() {
  return getTokens(OpenQasm3Parser::COMMA);
}

tree::TerminalNode* OpenQasm3Parser::ExternArgumentListContext::COMMA(size_t i) {
  return getToken(OpenQasm3Parser::COMMA, i);
}


size_t OpenQasm3Parser::ExternArgumentListContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleExternArgumentList;
}


OpenQasm3Parser::ExternArgumentListContext* OpenQasm3Parser::externArgumentList() {
  ExternArgumentListContext *_localctx = _tracker.createInstance<ExternArgumentListContext>(_ctx, getState());
  enterRule(_localctx, 62, OpenQasm3Parser::RuleExternArgumentList);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    size_t alt;
    enterOuterAlt(_localctx, 1);
    setState(415);
    externArgument();
    setState(420);
    _errHandler->sync(this);
    alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 37, _ctx);
    while (alt != 2 && alt != atn::ATN::INVALID_ALT_NUMBER) {
      if (alt == 1) {
        setState(416);
        match(OpenQasm3Parser::COMMA);
        setState(417);
        externArgument(); 
      }
      setState(422);
      _errHandler->sync(this);
      alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 37, _ctx);
    }
    setState(424);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == OpenQasm3Parser::COMMA) {
      setState(423);
      match(OpenQasm3Parser::COMMA);
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ExternArgumentContext ------------------------------------------------------------------

OpenQasm3Parser::ExternArgumentContext::ExternArgumentContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

OpenQasm3Parser::ScalarTypeContext* OpenQasm3Parser::ExternArgumentContext::scalarType() {
  return getRuleContext<OpenQasm3Parser::ScalarTypeContext>(0);
}

OpenQasm3Parser::ArrayReferenceTypeContext* OpenQasm3Parser::ExternArgumentContext::arrayReferenceType() {
  return getRuleContext<OpenQasm3Parser::ArrayReferenceTypeContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::ExternArgumentContext::CREG() {
  return getToken(OpenQasm3Parser::CREG, 0);
}

OpenQasm3Parser::DesignatorContext* OpenQasm3Parser::ExternArgumentContext::designator() {
  return getRuleContext<OpenQasm3Parser::DesignatorContext>(0);
}


size_t OpenQasm3Parser::ExternArgumentContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleExternArgument;
}


OpenQasm3Parser::ExternArgumentContext* OpenQasm3Parser::externArgument() {
  ExternArgumentContext *_localctx = _tracker.createInstance<ExternArgumentContext>(_ctx, getState());
  enterRule(_localctx, 64, OpenQasm3Parser::RuleExternArgument);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    setState(432);
    _errHandler->sync(this);
    switch (_input->LA(1)) {
      case OpenQasm3Parser::BOOL:
      case OpenQasm3Parser::BIT:
      case OpenQasm3Parser::INT:
      case OpenQasm3Parser::UINT:
      case OpenQasm3Parser::FLOAT:
      case OpenQasm3Parser::ANGLE:
      case OpenQasm3Parser::COMPLEX:
      case OpenQasm3Parser::VOID:
      case OpenQasm3Parser::DURATION:
      case OpenQasm3Parser::STRETCH: {
        enterOuterAlt(_localctx, 1);
        setState(426);
        scalarType();
        break;
      }

      case OpenQasm3Parser::READONLY:
      case OpenQasm3Parser::MUTABLE: {
        enterOuterAlt(_localctx, 2);
        setState(427);
        arrayReferenceType();
        break;
      }

      case OpenQasm3Parser::CREG: {
        enterOuterAlt(_localctx, 3);
        setState(428);
        match(OpenQasm3Parser::CREG);
        setState(430);
        _errHandler->sync(this);

        _la = _input->LA(1);
        if (_la == OpenQasm3Parser::LBRACKET) {
          setState(429);
          designator();
        }
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

//----------------- ModifierContext ------------------------------------------------------------------

OpenQasm3Parser::ModifierContext::ModifierContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::ModifierContext::AT() {
  return getToken(OpenQasm3Parser::AT, 0);
}

tree::TerminalNode* OpenQasm3Parser::ModifierContext::INV() {
  return getToken(OpenQasm3Parser::INV, 0);
}

tree::TerminalNode* OpenQasm3Parser::ModifierContext::LPAREN() {
  return getToken(OpenQasm3Parser::LPAREN, 0);
}

OpenQasm3Parser::ExpressionContext* OpenQasm3Parser::ModifierContext::expression() {
  return getRuleContext<OpenQasm3Parser::ExpressionContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::ModifierContext::RPAREN() {
  return getToken(OpenQasm3Parser::RPAREN, 0);
}

tree::TerminalNode* OpenQasm3Parser::ModifierContext::POW() {
  return getToken(OpenQasm3Parser::POW, 0);
}

tree::TerminalNode* OpenQasm3Parser::ModifierContext::CTRL() {
  return getToken(OpenQasm3Parser::CTRL, 0);
}

tree::TerminalNode* OpenQasm3Parser::ModifierContext::NEGCTRL() {
  return getToken(OpenQasm3Parser::NEGCTRL, 0);
}


size_t OpenQasm3Parser::ModifierContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleModifier;
}


OpenQasm3Parser::ModifierContext* OpenQasm3Parser::modifier() {
  ModifierContext *_localctx = _tracker.createInstance<ModifierContext>(_ctx, getState());
  enterRule(_localctx, 66, OpenQasm3Parser::RuleModifier);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    setState(450);
    _errHandler->sync(this);
    switch (_input->LA(1)) {
      case OpenQasm3Parser::INV: {
        enterOuterAlt(_localctx, 1);
        setState(434);
        dynamic_cast<ModifierContext *>(_localctx)->kind = match(OpenQasm3Parser::INV);
        setState(435);
        match(OpenQasm3Parser::AT);
        break;
      }

      case OpenQasm3Parser::POW: {
        enterOuterAlt(_localctx, 2);
        setState(436);
        dynamic_cast<ModifierContext *>(_localctx)->kind = match(OpenQasm3Parser::POW);
        setState(437);
        match(OpenQasm3Parser::LPAREN);
        setState(438);
        expression(0);
        setState(439);
        match(OpenQasm3Parser::RPAREN);
        setState(440);
        match(OpenQasm3Parser::AT);
        break;
      }

      case OpenQasm3Parser::CTRL:
      case OpenQasm3Parser::NEGCTRL: {
        enterOuterAlt(_localctx, 3);
        setState(442);
        dynamic_cast<ModifierContext *>(_localctx)->kind = _input->LT(1);
        _la = _input->LA(1);
        if (!(_la == OpenQasm3Parser::CTRL

        || _la == OpenQasm3Parser::NEGCTRL)) {
          dynamic_cast<ModifierContext *>(_localctx)->kind = _errHandler->recoverInline(this);
        }
        else {
          _errHandler->reportMatch(this);
          consume();
        }
        setState(447);
        _errHandler->sync(this);

        _la = _input->LA(1);
        if (_la == OpenQasm3Parser::LPAREN) {
          setState(443);
          match(OpenQasm3Parser::LPAREN);
          setState(444);
          expression(0);
          setState(445);
          match(OpenQasm3Parser::RPAREN);
        }
        setState(449);
        match(OpenQasm3Parser::AT);
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

OpenQasm3Parser::GateCallContext::GateCallContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::GateCallContext::Identifier() {
  return getToken(OpenQasm3Parser::Identifier, 0);
}

OpenQasm3Parser::OperandListContext* OpenQasm3Parser::GateCallContext::operandList() {
  return getRuleContext<OpenQasm3Parser::OperandListContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::GateCallContext::SEMICOLON() {
  return getToken(OpenQasm3Parser::SEMICOLON, 0);
}

std::vector<OpenQasm3Parser::ModifierContext *> OpenQasm3Parser::GateCallContext::modifier() {
  return getRuleContexts<OpenQasm3Parser::ModifierContext>();
}

OpenQasm3Parser::ModifierContext* OpenQasm3Parser::GateCallContext::modifier(size_t i) {
  return getRuleContext<OpenQasm3Parser::ModifierContext>(i);
}

tree::TerminalNode* OpenQasm3Parser::GateCallContext::LPAREN() {
  return getToken(OpenQasm3Parser::LPAREN, 0);
}

tree::TerminalNode* OpenQasm3Parser::GateCallContext::RPAREN() {
  return getToken(OpenQasm3Parser::RPAREN, 0);
}

OpenQasm3Parser::DesignatorContext* OpenQasm3Parser::GateCallContext::designator() {
  return getRuleContext<OpenQasm3Parser::DesignatorContext>(0);
}

OpenQasm3Parser::ExpressionListContext* OpenQasm3Parser::GateCallContext::expressionList() {
  return getRuleContext<OpenQasm3Parser::ExpressionListContext>(0);
}


size_t OpenQasm3Parser::GateCallContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleGateCall;
}


OpenQasm3Parser::GateCallContext* OpenQasm3Parser::gateCall() {
  GateCallContext *_localctx = _tracker.createInstance<GateCallContext>(_ctx, getState());
  enterRule(_localctx, 68, OpenQasm3Parser::RuleGateCall);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(455);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while ((((_la & ~ 0x3fULL) == 0) &&
      ((1ULL << _la) & ((1ULL << OpenQasm3Parser::INV)
      | (1ULL << OpenQasm3Parser::POW)
      | (1ULL << OpenQasm3Parser::CTRL)
      | (1ULL << OpenQasm3Parser::NEGCTRL))) != 0)) {
      setState(452);
      modifier();
      setState(457);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
    setState(458);
    match(OpenQasm3Parser::Identifier);
    setState(464);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == OpenQasm3Parser::LPAREN) {
      setState(459);
      match(OpenQasm3Parser::LPAREN);
      setState(461);
      _errHandler->sync(this);

      _la = _input->LA(1);
      if ((((_la & ~ 0x3fULL) == 0) &&
        ((1ULL << _la) & ((1ULL << OpenQasm3Parser::BOOL)
        | (1ULL << OpenQasm3Parser::BIT)
        | (1ULL << OpenQasm3Parser::INT)
        | (1ULL << OpenQasm3Parser::UINT)
        | (1ULL << OpenQasm3Parser::FLOAT)
        | (1ULL << OpenQasm3Parser::ANGLE)
        | (1ULL << OpenQasm3Parser::COMPLEX)
        | (1ULL << OpenQasm3Parser::ARRAY)
        | (1ULL << OpenQasm3Parser::VOID)
        | (1ULL << OpenQasm3Parser::DURATION)
        | (1ULL << OpenQasm3Parser::STRETCH)
        | (1ULL << OpenQasm3Parser::POW)
        | (1ULL << OpenQasm3Parser::DURATIONOF)
        | (1ULL << OpenQasm3Parser::Boolean)
        | (1ULL << OpenQasm3Parser::LPAREN))) != 0) || ((((_la - 68) & ~ 0x3fULL) == 0) &&
        ((1ULL << (_la - 68)) & ((1ULL << (OpenQasm3Parser::PLUS - 68))
        | (1ULL << (OpenQasm3Parser::MINUS - 68))
        | (1ULL << (OpenQasm3Parser::TILDE - 68))
        | (1ULL << (OpenQasm3Parser::BANG - 68))
        | (1ULL << (OpenQasm3Parser::Imaginary - 68))
        | (1ULL << (OpenQasm3Parser::Binary - 68))
        | (1ULL << (OpenQasm3Parser::Octal - 68))
        | (1ULL << (OpenQasm3Parser::Integer - 68))
        | (1ULL << (OpenQasm3Parser::Hex - 68))
        | (1ULL << (OpenQasm3Parser::Identifier - 68))
        | (1ULL << (OpenQasm3Parser::HardwareQubit - 68))
        | (1ULL << (OpenQasm3Parser::Float - 68))
        | (1ULL << (OpenQasm3Parser::Timing - 68))
        | (1ULL << (OpenQasm3Parser::BitString - 68)))) != 0)) {
        setState(460);
        expressionList();
      }
      setState(463);
      match(OpenQasm3Parser::RPAREN);
    }
    setState(467);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == OpenQasm3Parser::LBRACKET) {
      setState(466);
      designator();
    }
    setState(469);
    operandList();
    setState(470);
    match(OpenQasm3Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- PhaseCallContext ------------------------------------------------------------------

OpenQasm3Parser::PhaseCallContext::PhaseCallContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::PhaseCallContext::GPHASE() {
  return getToken(OpenQasm3Parser::GPHASE, 0);
}

tree::TerminalNode* OpenQasm3Parser::PhaseCallContext::LPAREN() {
  return getToken(OpenQasm3Parser::LPAREN, 0);
}

tree::TerminalNode* OpenQasm3Parser::PhaseCallContext::RPAREN() {
  return getToken(OpenQasm3Parser::RPAREN, 0);
}

tree::TerminalNode* OpenQasm3Parser::PhaseCallContext::SEMICOLON() {
  return getToken(OpenQasm3Parser::SEMICOLON, 0);
}

std::vector<OpenQasm3Parser::ModifierContext *> OpenQasm3Parser::PhaseCallContext::modifier() {
  return getRuleContexts<OpenQasm3Parser::ModifierContext>();
}

OpenQasm3Parser::ModifierContext* OpenQasm3Parser::PhaseCallContext::modifier(size_t i) {
  return getRuleContext<OpenQasm3Parser::ModifierContext>(i);
}

OpenQasm3Parser::ExpressionListContext* OpenQasm3Parser::PhaseCallContext::expressionList() {
  return getRuleContext<OpenQasm3Parser::ExpressionListContext>(0);
}

OpenQasm3Parser::DesignatorContext* OpenQasm3Parser::PhaseCallContext::designator() {
  return getRuleContext<OpenQasm3Parser::DesignatorContext>(0);
}

OpenQasm3Parser::OperandListContext* OpenQasm3Parser::PhaseCallContext::operandList() {
  return getRuleContext<OpenQasm3Parser::OperandListContext>(0);
}


size_t OpenQasm3Parser::PhaseCallContext::getRuleIndex() const {
  return OpenQasm3Parser::RulePhaseCall;
}


OpenQasm3Parser::PhaseCallContext* OpenQasm3Parser::phaseCall() {
  PhaseCallContext *_localctx = _tracker.createInstance<PhaseCallContext>(_ctx, getState());
  enterRule(_localctx, 70, OpenQasm3Parser::RulePhaseCall);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(475);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while ((((_la & ~ 0x3fULL) == 0) &&
      ((1ULL << _la) & ((1ULL << OpenQasm3Parser::INV)
      | (1ULL << OpenQasm3Parser::POW)
      | (1ULL << OpenQasm3Parser::CTRL)
      | (1ULL << OpenQasm3Parser::NEGCTRL))) != 0)) {
      setState(472);
      modifier();
      setState(477);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
    setState(478);
    match(OpenQasm3Parser::GPHASE);
    setState(479);
    match(OpenQasm3Parser::LPAREN);
    setState(481);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if ((((_la & ~ 0x3fULL) == 0) &&
      ((1ULL << _la) & ((1ULL << OpenQasm3Parser::BOOL)
      | (1ULL << OpenQasm3Parser::BIT)
      | (1ULL << OpenQasm3Parser::INT)
      | (1ULL << OpenQasm3Parser::UINT)
      | (1ULL << OpenQasm3Parser::FLOAT)
      | (1ULL << OpenQasm3Parser::ANGLE)
      | (1ULL << OpenQasm3Parser::COMPLEX)
      | (1ULL << OpenQasm3Parser::ARRAY)
      | (1ULL << OpenQasm3Parser::VOID)
      | (1ULL << OpenQasm3Parser::DURATION)
      | (1ULL << OpenQasm3Parser::STRETCH)
      | (1ULL << OpenQasm3Parser::POW)
      | (1ULL << OpenQasm3Parser::DURATIONOF)
      | (1ULL << OpenQasm3Parser::Boolean)
      | (1ULL << OpenQasm3Parser::LPAREN))) != 0) || ((((_la - 68) & ~ 0x3fULL) == 0) &&
      ((1ULL << (_la - 68)) & ((1ULL << (OpenQasm3Parser::PLUS - 68))
      | (1ULL << (OpenQasm3Parser::MINUS - 68))
      | (1ULL << (OpenQasm3Parser::TILDE - 68))
      | (1ULL << (OpenQasm3Parser::BANG - 68))
      | (1ULL << (OpenQasm3Parser::Imaginary - 68))
      | (1ULL << (OpenQasm3Parser::Binary - 68))
      | (1ULL << (OpenQasm3Parser::Octal - 68))
      | (1ULL << (OpenQasm3Parser::Integer - 68))
      | (1ULL << (OpenQasm3Parser::Hex - 68))
      | (1ULL << (OpenQasm3Parser::Identifier - 68))
      | (1ULL << (OpenQasm3Parser::HardwareQubit - 68))
      | (1ULL << (OpenQasm3Parser::Float - 68))
      | (1ULL << (OpenQasm3Parser::Timing - 68))
      | (1ULL << (OpenQasm3Parser::BitString - 68)))) != 0)) {
      setState(480);
      expressionList();
    }
    setState(483);
    match(OpenQasm3Parser::RPAREN);
    setState(485);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == OpenQasm3Parser::LBRACKET) {
      setState(484);
      designator();
    }
    setState(488);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == OpenQasm3Parser::Identifier

    || _la == OpenQasm3Parser::HardwareQubit) {
      setState(487);
      operandList();
    }
    setState(490);
    match(OpenQasm3Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- MeasurementContext ------------------------------------------------------------------

OpenQasm3Parser::MeasurementContext::MeasurementContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::MeasurementContext::MEASURE() {
  return getToken(OpenQasm3Parser::MEASURE, 0);
}

OpenQasm3Parser::OperandContext* OpenQasm3Parser::MeasurementContext::operand() {
  return getRuleContext<OpenQasm3Parser::OperandContext>(0);
}


size_t OpenQasm3Parser::MeasurementContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleMeasurement;
}


OpenQasm3Parser::MeasurementContext* OpenQasm3Parser::measurement() {
  MeasurementContext *_localctx = _tracker.createInstance<MeasurementContext>(_ctx, getState());
  enterRule(_localctx, 72, OpenQasm3Parser::RuleMeasurement);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(492);
    match(OpenQasm3Parser::MEASURE);
    setState(493);
    operand();
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- MeasureStatementContext ------------------------------------------------------------------

OpenQasm3Parser::MeasureStatementContext::MeasureStatementContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

OpenQasm3Parser::MeasurementContext* OpenQasm3Parser::MeasureStatementContext::measurement() {
  return getRuleContext<OpenQasm3Parser::MeasurementContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::MeasureStatementContext::SEMICOLON() {
  return getToken(OpenQasm3Parser::SEMICOLON, 0);
}

tree::TerminalNode* OpenQasm3Parser::MeasureStatementContext::ARROW() {
  return getToken(OpenQasm3Parser::ARROW, 0);
}

OpenQasm3Parser::PlaceContext* OpenQasm3Parser::MeasureStatementContext::place() {
  return getRuleContext<OpenQasm3Parser::PlaceContext>(0);
}


size_t OpenQasm3Parser::MeasureStatementContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleMeasureStatement;
}


OpenQasm3Parser::MeasureStatementContext* OpenQasm3Parser::measureStatement() {
  MeasureStatementContext *_localctx = _tracker.createInstance<MeasureStatementContext>(_ctx, getState());
  enterRule(_localctx, 74, OpenQasm3Parser::RuleMeasureStatement);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(495);
    measurement();
    setState(498);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == OpenQasm3Parser::ARROW) {
      setState(496);
      match(OpenQasm3Parser::ARROW);
      setState(497);
      place();
    }
    setState(500);
    match(OpenQasm3Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ResetStatementContext ------------------------------------------------------------------

OpenQasm3Parser::ResetStatementContext::ResetStatementContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::ResetStatementContext::RESET() {
  return getToken(OpenQasm3Parser::RESET, 0);
}

OpenQasm3Parser::OperandContext* OpenQasm3Parser::ResetStatementContext::operand() {
  return getRuleContext<OpenQasm3Parser::OperandContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::ResetStatementContext::SEMICOLON() {
  return getToken(OpenQasm3Parser::SEMICOLON, 0);
}


size_t OpenQasm3Parser::ResetStatementContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleResetStatement;
}


OpenQasm3Parser::ResetStatementContext* OpenQasm3Parser::resetStatement() {
  ResetStatementContext *_localctx = _tracker.createInstance<ResetStatementContext>(_ctx, getState());
  enterRule(_localctx, 76, OpenQasm3Parser::RuleResetStatement);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(502);
    match(OpenQasm3Parser::RESET);
    setState(503);
    operand();
    setState(504);
    match(OpenQasm3Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- BarrierStatementContext ------------------------------------------------------------------

OpenQasm3Parser::BarrierStatementContext::BarrierStatementContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::BarrierStatementContext::BARRIER() {
  return getToken(OpenQasm3Parser::BARRIER, 0);
}

tree::TerminalNode* OpenQasm3Parser::BarrierStatementContext::SEMICOLON() {
  return getToken(OpenQasm3Parser::SEMICOLON, 0);
}

OpenQasm3Parser::OperandListContext* OpenQasm3Parser::BarrierStatementContext::operandList() {
  return getRuleContext<OpenQasm3Parser::OperandListContext>(0);
}


size_t OpenQasm3Parser::BarrierStatementContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleBarrierStatement;
}


OpenQasm3Parser::BarrierStatementContext* OpenQasm3Parser::barrierStatement() {
  BarrierStatementContext *_localctx = _tracker.createInstance<BarrierStatementContext>(_ctx, getState());
  enterRule(_localctx, 78, OpenQasm3Parser::RuleBarrierStatement);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(506);
    match(OpenQasm3Parser::BARRIER);
    setState(508);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == OpenQasm3Parser::Identifier

    || _la == OpenQasm3Parser::HardwareQubit) {
      setState(507);
      operandList();
    }
    setState(510);
    match(OpenQasm3Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- DelayStatementContext ------------------------------------------------------------------

OpenQasm3Parser::DelayStatementContext::DelayStatementContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::DelayStatementContext::DELAY() {
  return getToken(OpenQasm3Parser::DELAY, 0);
}

OpenQasm3Parser::DesignatorContext* OpenQasm3Parser::DelayStatementContext::designator() {
  return getRuleContext<OpenQasm3Parser::DesignatorContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::DelayStatementContext::SEMICOLON() {
  return getToken(OpenQasm3Parser::SEMICOLON, 0);
}

OpenQasm3Parser::OperandListContext* OpenQasm3Parser::DelayStatementContext::operandList() {
  return getRuleContext<OpenQasm3Parser::OperandListContext>(0);
}


size_t OpenQasm3Parser::DelayStatementContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleDelayStatement;
}


OpenQasm3Parser::DelayStatementContext* OpenQasm3Parser::delayStatement() {
  DelayStatementContext *_localctx = _tracker.createInstance<DelayStatementContext>(_ctx, getState());
  enterRule(_localctx, 80, OpenQasm3Parser::RuleDelayStatement);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(512);
    match(OpenQasm3Parser::DELAY);
    setState(513);
    designator();
    setState(515);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == OpenQasm3Parser::Identifier

    || _la == OpenQasm3Parser::HardwareQubit) {
      setState(514);
      operandList();
    }
    setState(517);
    match(OpenQasm3Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- BoxStatementContext ------------------------------------------------------------------

OpenQasm3Parser::BoxStatementContext::BoxStatementContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::BoxStatementContext::BOX() {
  return getToken(OpenQasm3Parser::BOX, 0);
}

OpenQasm3Parser::ScopeContext* OpenQasm3Parser::BoxStatementContext::scope() {
  return getRuleContext<OpenQasm3Parser::ScopeContext>(0);
}

OpenQasm3Parser::DesignatorContext* OpenQasm3Parser::BoxStatementContext::designator() {
  return getRuleContext<OpenQasm3Parser::DesignatorContext>(0);
}


size_t OpenQasm3Parser::BoxStatementContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleBoxStatement;
}


OpenQasm3Parser::BoxStatementContext* OpenQasm3Parser::boxStatement() {
  BoxStatementContext *_localctx = _tracker.createInstance<BoxStatementContext>(_ctx, getState());
  enterRule(_localctx, 82, OpenQasm3Parser::RuleBoxStatement);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(519);
    match(OpenQasm3Parser::BOX);
    setState(521);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == OpenQasm3Parser::LBRACKET) {
      setState(520);
      designator();
    }
    setState(523);
    scope();
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- OperandListContext ------------------------------------------------------------------

OpenQasm3Parser::OperandListContext::OperandListContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

std::vector<OpenQasm3Parser::OperandContext *> OpenQasm3Parser::OperandListContext::operand() {
  return getRuleContexts<OpenQasm3Parser::OperandContext>();
}

OpenQasm3Parser::OperandContext* OpenQasm3Parser::OperandListContext::operand(size_t i) {
  return getRuleContext<OpenQasm3Parser::OperandContext>(i);
}

std::vector<tree::TerminalNode *> OpenQasm3Parser::OperandListContext::COMMA() {
  return getTokens(OpenQasm3Parser::COMMA);
}

tree::TerminalNode* OpenQasm3Parser::OperandListContext::COMMA(size_t i) {
  return getToken(OpenQasm3Parser::COMMA, i);
}


size_t OpenQasm3Parser::OperandListContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleOperandList;
}


OpenQasm3Parser::OperandListContext* OpenQasm3Parser::operandList() {
  OperandListContext *_localctx = _tracker.createInstance<OperandListContext>(_ctx, getState());
  enterRule(_localctx, 84, OpenQasm3Parser::RuleOperandList);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    size_t alt;
    enterOuterAlt(_localctx, 1);
    setState(525);
    operand();
    setState(530);
    _errHandler->sync(this);
    alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 55, _ctx);
    while (alt != 2 && alt != atn::ATN::INVALID_ALT_NUMBER) {
      if (alt == 1) {
        setState(526);
        match(OpenQasm3Parser::COMMA);
        setState(527);
        operand(); 
      }
      setState(532);
      _errHandler->sync(this);
      alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 55, _ctx);
    }
    setState(534);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == OpenQasm3Parser::COMMA) {
      setState(533);
      match(OpenQasm3Parser::COMMA);
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

OpenQasm3Parser::OperandContext::OperandContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

OpenQasm3Parser::PlaceContext* OpenQasm3Parser::OperandContext::place() {
  return getRuleContext<OpenQasm3Parser::PlaceContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::OperandContext::HardwareQubit() {
  return getToken(OpenQasm3Parser::HardwareQubit, 0);
}


size_t OpenQasm3Parser::OperandContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleOperand;
}


OpenQasm3Parser::OperandContext* OpenQasm3Parser::operand() {
  OperandContext *_localctx = _tracker.createInstance<OperandContext>(_ctx, getState());
  enterRule(_localctx, 86, OpenQasm3Parser::RuleOperand);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    setState(538);
    _errHandler->sync(this);
    switch (_input->LA(1)) {
      case OpenQasm3Parser::Identifier: {
        enterOuterAlt(_localctx, 1);
        setState(536);
        place();
        break;
      }

      case OpenQasm3Parser::HardwareQubit: {
        enterOuterAlt(_localctx, 2);
        setState(537);
        match(OpenQasm3Parser::HardwareQubit);
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

//----------------- PlaceContext ------------------------------------------------------------------

OpenQasm3Parser::PlaceContext::PlaceContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::PlaceContext::Identifier() {
  return getToken(OpenQasm3Parser::Identifier, 0);
}

std::vector<OpenQasm3Parser::IndexOperatorContext *> OpenQasm3Parser::PlaceContext::indexOperator() {
  return getRuleContexts<OpenQasm3Parser::IndexOperatorContext>();
}

OpenQasm3Parser::IndexOperatorContext* OpenQasm3Parser::PlaceContext::indexOperator(size_t i) {
  return getRuleContext<OpenQasm3Parser::IndexOperatorContext>(i);
}


size_t OpenQasm3Parser::PlaceContext::getRuleIndex() const {
  return OpenQasm3Parser::RulePlace;
}


OpenQasm3Parser::PlaceContext* OpenQasm3Parser::place() {
  PlaceContext *_localctx = _tracker.createInstance<PlaceContext>(_ctx, getState());
  enterRule(_localctx, 88, OpenQasm3Parser::RulePlace);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(540);
    match(OpenQasm3Parser::Identifier);
    setState(544);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while (_la == OpenQasm3Parser::LBRACKET) {
      setState(541);
      indexOperator();
      setState(546);
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

//----------------- IndexOperatorContext ------------------------------------------------------------------

OpenQasm3Parser::IndexOperatorContext::IndexOperatorContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::IndexOperatorContext::LBRACKET() {
  return getToken(OpenQasm3Parser::LBRACKET, 0);
}

tree::TerminalNode* OpenQasm3Parser::IndexOperatorContext::RBRACKET() {
  return getToken(OpenQasm3Parser::RBRACKET, 0);
}

OpenQasm3Parser::SetLiteralContext* OpenQasm3Parser::IndexOperatorContext::setLiteral() {
  return getRuleContext<OpenQasm3Parser::SetLiteralContext>(0);
}

std::vector<OpenQasm3Parser::IndexItemContext *> OpenQasm3Parser::IndexOperatorContext::indexItem() {
  return getRuleContexts<OpenQasm3Parser::IndexItemContext>();
}

OpenQasm3Parser::IndexItemContext* OpenQasm3Parser::IndexOperatorContext::indexItem(size_t i) {
  return getRuleContext<OpenQasm3Parser::IndexItemContext>(i);
}

std::vector<tree::TerminalNode *> OpenQasm3Parser::IndexOperatorContext::COMMA() {
  return getTokens(OpenQasm3Parser::COMMA);
}

tree::TerminalNode* OpenQasm3Parser::IndexOperatorContext::COMMA(size_t i) {
  return getToken(OpenQasm3Parser::COMMA, i);
}


size_t OpenQasm3Parser::IndexOperatorContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleIndexOperator;
}


OpenQasm3Parser::IndexOperatorContext* OpenQasm3Parser::indexOperator() {
  IndexOperatorContext *_localctx = _tracker.createInstance<IndexOperatorContext>(_ctx, getState());
  enterRule(_localctx, 90, OpenQasm3Parser::RuleIndexOperator);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    size_t alt;
    enterOuterAlt(_localctx, 1);
    setState(547);
    match(OpenQasm3Parser::LBRACKET);
    setState(560);
    _errHandler->sync(this);
    switch (_input->LA(1)) {
      case OpenQasm3Parser::LBRACE: {
        setState(548);
        setLiteral();
        break;
      }

      case OpenQasm3Parser::BOOL:
      case OpenQasm3Parser::BIT:
      case OpenQasm3Parser::INT:
      case OpenQasm3Parser::UINT:
      case OpenQasm3Parser::FLOAT:
      case OpenQasm3Parser::ANGLE:
      case OpenQasm3Parser::COMPLEX:
      case OpenQasm3Parser::ARRAY:
      case OpenQasm3Parser::VOID:
      case OpenQasm3Parser::DURATION:
      case OpenQasm3Parser::STRETCH:
      case OpenQasm3Parser::POW:
      case OpenQasm3Parser::DURATIONOF:
      case OpenQasm3Parser::Boolean:
      case OpenQasm3Parser::LPAREN:
      case OpenQasm3Parser::COLON:
      case OpenQasm3Parser::PLUS:
      case OpenQasm3Parser::MINUS:
      case OpenQasm3Parser::TILDE:
      case OpenQasm3Parser::BANG:
      case OpenQasm3Parser::Imaginary:
      case OpenQasm3Parser::Binary:
      case OpenQasm3Parser::Octal:
      case OpenQasm3Parser::Integer:
      case OpenQasm3Parser::Hex:
      case OpenQasm3Parser::Identifier:
      case OpenQasm3Parser::HardwareQubit:
      case OpenQasm3Parser::Float:
      case OpenQasm3Parser::Timing:
      case OpenQasm3Parser::BitString: {
        setState(549);
        indexItem();
        setState(554);
        _errHandler->sync(this);
        alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 59, _ctx);
        while (alt != 2 && alt != atn::ATN::INVALID_ALT_NUMBER) {
          if (alt == 1) {
            setState(550);
            match(OpenQasm3Parser::COMMA);
            setState(551);
            indexItem(); 
          }
          setState(556);
          _errHandler->sync(this);
          alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 59, _ctx);
        }
        setState(558);
        _errHandler->sync(this);

        _la = _input->LA(1);
        if (_la == OpenQasm3Parser::COMMA) {
          setState(557);
          match(OpenQasm3Parser::COMMA);
        }
        break;
      }

    default:
      throw NoViableAltException(this);
    }
    setState(562);
    match(OpenQasm3Parser::RBRACKET);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- IndexItemContext ------------------------------------------------------------------

OpenQasm3Parser::IndexItemContext::IndexItemContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

OpenQasm3Parser::ExpressionContext* OpenQasm3Parser::IndexItemContext::expression() {
  return getRuleContext<OpenQasm3Parser::ExpressionContext>(0);
}

OpenQasm3Parser::RangeContext* OpenQasm3Parser::IndexItemContext::range() {
  return getRuleContext<OpenQasm3Parser::RangeContext>(0);
}


size_t OpenQasm3Parser::IndexItemContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleIndexItem;
}


OpenQasm3Parser::IndexItemContext* OpenQasm3Parser::indexItem() {
  IndexItemContext *_localctx = _tracker.createInstance<IndexItemContext>(_ctx, getState());
  enterRule(_localctx, 92, OpenQasm3Parser::RuleIndexItem);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    setState(566);
    _errHandler->sync(this);
    switch (getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 62, _ctx)) {
    case 1: {
      enterOuterAlt(_localctx, 1);
      setState(564);
      expression(0);
      break;
    }

    case 2: {
      enterOuterAlt(_localctx, 2);
      setState(565);
      range();
      break;
    }

    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- RangeContext ------------------------------------------------------------------

OpenQasm3Parser::RangeContext::RangeContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

std::vector<tree::TerminalNode *> OpenQasm3Parser::RangeContext::COLON() {
  return getTokens(OpenQasm3Parser::COLON);
}

tree::TerminalNode* OpenQasm3Parser::RangeContext::COLON(size_t i) {
  return getToken(OpenQasm3Parser::COLON, i);
}

std::vector<OpenQasm3Parser::ExpressionContext *> OpenQasm3Parser::RangeContext::expression() {
  return getRuleContexts<OpenQasm3Parser::ExpressionContext>();
}

OpenQasm3Parser::ExpressionContext* OpenQasm3Parser::RangeContext::expression(size_t i) {
  return getRuleContext<OpenQasm3Parser::ExpressionContext>(i);
}


size_t OpenQasm3Parser::RangeContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleRange;
}


OpenQasm3Parser::RangeContext* OpenQasm3Parser::range() {
  RangeContext *_localctx = _tracker.createInstance<RangeContext>(_ctx, getState());
  enterRule(_localctx, 94, OpenQasm3Parser::RuleRange);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(569);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if ((((_la & ~ 0x3fULL) == 0) &&
      ((1ULL << _la) & ((1ULL << OpenQasm3Parser::BOOL)
      | (1ULL << OpenQasm3Parser::BIT)
      | (1ULL << OpenQasm3Parser::INT)
      | (1ULL << OpenQasm3Parser::UINT)
      | (1ULL << OpenQasm3Parser::FLOAT)
      | (1ULL << OpenQasm3Parser::ANGLE)
      | (1ULL << OpenQasm3Parser::COMPLEX)
      | (1ULL << OpenQasm3Parser::ARRAY)
      | (1ULL << OpenQasm3Parser::VOID)
      | (1ULL << OpenQasm3Parser::DURATION)
      | (1ULL << OpenQasm3Parser::STRETCH)
      | (1ULL << OpenQasm3Parser::POW)
      | (1ULL << OpenQasm3Parser::DURATIONOF)
      | (1ULL << OpenQasm3Parser::Boolean)
      | (1ULL << OpenQasm3Parser::LPAREN))) != 0) || ((((_la - 68) & ~ 0x3fULL) == 0) &&
      ((1ULL << (_la - 68)) & ((1ULL << (OpenQasm3Parser::PLUS - 68))
      | (1ULL << (OpenQasm3Parser::MINUS - 68))
      | (1ULL << (OpenQasm3Parser::TILDE - 68))
      | (1ULL << (OpenQasm3Parser::BANG - 68))
      | (1ULL << (OpenQasm3Parser::Imaginary - 68))
      | (1ULL << (OpenQasm3Parser::Binary - 68))
      | (1ULL << (OpenQasm3Parser::Octal - 68))
      | (1ULL << (OpenQasm3Parser::Integer - 68))
      | (1ULL << (OpenQasm3Parser::Hex - 68))
      | (1ULL << (OpenQasm3Parser::Identifier - 68))
      | (1ULL << (OpenQasm3Parser::HardwareQubit - 68))
      | (1ULL << (OpenQasm3Parser::Float - 68))
      | (1ULL << (OpenQasm3Parser::Timing - 68))
      | (1ULL << (OpenQasm3Parser::BitString - 68)))) != 0)) {
      setState(568);
      dynamic_cast<RangeContext *>(_localctx)->first = expression(0);
    }
    setState(571);
    match(OpenQasm3Parser::COLON);
    setState(573);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if ((((_la & ~ 0x3fULL) == 0) &&
      ((1ULL << _la) & ((1ULL << OpenQasm3Parser::BOOL)
      | (1ULL << OpenQasm3Parser::BIT)
      | (1ULL << OpenQasm3Parser::INT)
      | (1ULL << OpenQasm3Parser::UINT)
      | (1ULL << OpenQasm3Parser::FLOAT)
      | (1ULL << OpenQasm3Parser::ANGLE)
      | (1ULL << OpenQasm3Parser::COMPLEX)
      | (1ULL << OpenQasm3Parser::ARRAY)
      | (1ULL << OpenQasm3Parser::VOID)
      | (1ULL << OpenQasm3Parser::DURATION)
      | (1ULL << OpenQasm3Parser::STRETCH)
      | (1ULL << OpenQasm3Parser::POW)
      | (1ULL << OpenQasm3Parser::DURATIONOF)
      | (1ULL << OpenQasm3Parser::Boolean)
      | (1ULL << OpenQasm3Parser::LPAREN))) != 0) || ((((_la - 68) & ~ 0x3fULL) == 0) &&
      ((1ULL << (_la - 68)) & ((1ULL << (OpenQasm3Parser::PLUS - 68))
      | (1ULL << (OpenQasm3Parser::MINUS - 68))
      | (1ULL << (OpenQasm3Parser::TILDE - 68))
      | (1ULL << (OpenQasm3Parser::BANG - 68))
      | (1ULL << (OpenQasm3Parser::Imaginary - 68))
      | (1ULL << (OpenQasm3Parser::Binary - 68))
      | (1ULL << (OpenQasm3Parser::Octal - 68))
      | (1ULL << (OpenQasm3Parser::Integer - 68))
      | (1ULL << (OpenQasm3Parser::Hex - 68))
      | (1ULL << (OpenQasm3Parser::Identifier - 68))
      | (1ULL << (OpenQasm3Parser::HardwareQubit - 68))
      | (1ULL << (OpenQasm3Parser::Float - 68))
      | (1ULL << (OpenQasm3Parser::Timing - 68))
      | (1ULL << (OpenQasm3Parser::BitString - 68)))) != 0)) {
      setState(572);
      dynamic_cast<RangeContext *>(_localctx)->middle = expression(0);
    }
    setState(579);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == OpenQasm3Parser::COLON) {
      setState(575);
      dynamic_cast<RangeContext *>(_localctx)->second = match(OpenQasm3Parser::COLON);
      setState(577);
      _errHandler->sync(this);

      _la = _input->LA(1);
      if ((((_la & ~ 0x3fULL) == 0) &&
        ((1ULL << _la) & ((1ULL << OpenQasm3Parser::BOOL)
        | (1ULL << OpenQasm3Parser::BIT)
        | (1ULL << OpenQasm3Parser::INT)
        | (1ULL << OpenQasm3Parser::UINT)
        | (1ULL << OpenQasm3Parser::FLOAT)
        | (1ULL << OpenQasm3Parser::ANGLE)
        | (1ULL << OpenQasm3Parser::COMPLEX)
        | (1ULL << OpenQasm3Parser::ARRAY)
        | (1ULL << OpenQasm3Parser::VOID)
        | (1ULL << OpenQasm3Parser::DURATION)
        | (1ULL << OpenQasm3Parser::STRETCH)
        | (1ULL << OpenQasm3Parser::POW)
        | (1ULL << OpenQasm3Parser::DURATIONOF)
        | (1ULL << OpenQasm3Parser::Boolean)
        | (1ULL << OpenQasm3Parser::LPAREN))) != 0) || ((((_la - 68) & ~ 0x3fULL) == 0) &&
        ((1ULL << (_la - 68)) & ((1ULL << (OpenQasm3Parser::PLUS - 68))
        | (1ULL << (OpenQasm3Parser::MINUS - 68))
        | (1ULL << (OpenQasm3Parser::TILDE - 68))
        | (1ULL << (OpenQasm3Parser::BANG - 68))
        | (1ULL << (OpenQasm3Parser::Imaginary - 68))
        | (1ULL << (OpenQasm3Parser::Binary - 68))
        | (1ULL << (OpenQasm3Parser::Octal - 68))
        | (1ULL << (OpenQasm3Parser::Integer - 68))
        | (1ULL << (OpenQasm3Parser::Hex - 68))
        | (1ULL << (OpenQasm3Parser::Identifier - 68))
        | (1ULL << (OpenQasm3Parser::HardwareQubit - 68))
        | (1ULL << (OpenQasm3Parser::Float - 68))
        | (1ULL << (OpenQasm3Parser::Timing - 68))
        | (1ULL << (OpenQasm3Parser::BitString - 68)))) != 0)) {
        setState(576);
        dynamic_cast<RangeContext *>(_localctx)->last = expression(0);
      }
    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- SetLiteralContext ------------------------------------------------------------------

OpenQasm3Parser::SetLiteralContext::SetLiteralContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::SetLiteralContext::LBRACE() {
  return getToken(OpenQasm3Parser::LBRACE, 0);
}

OpenQasm3Parser::ExpressionListContext* OpenQasm3Parser::SetLiteralContext::expressionList() {
  return getRuleContext<OpenQasm3Parser::ExpressionListContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::SetLiteralContext::RBRACE() {
  return getToken(OpenQasm3Parser::RBRACE, 0);
}


size_t OpenQasm3Parser::SetLiteralContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleSetLiteral;
}


OpenQasm3Parser::SetLiteralContext* OpenQasm3Parser::setLiteral() {
  SetLiteralContext *_localctx = _tracker.createInstance<SetLiteralContext>(_ctx, getState());
  enterRule(_localctx, 96, OpenQasm3Parser::RuleSetLiteral);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(581);
    match(OpenQasm3Parser::LBRACE);
    setState(582);
    expressionList();
    setState(583);
    match(OpenQasm3Parser::RBRACE);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- AssignmentContext ------------------------------------------------------------------

OpenQasm3Parser::AssignmentContext::AssignmentContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

OpenQasm3Parser::PlaceContext* OpenQasm3Parser::AssignmentContext::place() {
  return getRuleContext<OpenQasm3Parser::PlaceContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::AssignmentContext::SEMICOLON() {
  return getToken(OpenQasm3Parser::SEMICOLON, 0);
}

tree::TerminalNode* OpenQasm3Parser::AssignmentContext::ASSIGN() {
  return getToken(OpenQasm3Parser::ASSIGN, 0);
}

tree::TerminalNode* OpenQasm3Parser::AssignmentContext::COMPOUND_ASSIGN() {
  return getToken(OpenQasm3Parser::COMPOUND_ASSIGN, 0);
}

OpenQasm3Parser::ConcatenationContext* OpenQasm3Parser::AssignmentContext::concatenation() {
  return getRuleContext<OpenQasm3Parser::ConcatenationContext>(0);
}

OpenQasm3Parser::MeasurementContext* OpenQasm3Parser::AssignmentContext::measurement() {
  return getRuleContext<OpenQasm3Parser::MeasurementContext>(0);
}

OpenQasm3Parser::ArrayLiteralContext* OpenQasm3Parser::AssignmentContext::arrayLiteral() {
  return getRuleContext<OpenQasm3Parser::ArrayLiteralContext>(0);
}


size_t OpenQasm3Parser::AssignmentContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleAssignment;
}


OpenQasm3Parser::AssignmentContext* OpenQasm3Parser::assignment() {
  AssignmentContext *_localctx = _tracker.createInstance<AssignmentContext>(_ctx, getState());
  enterRule(_localctx, 98, OpenQasm3Parser::RuleAssignment);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(585);
    place();
    setState(586);
    dynamic_cast<AssignmentContext *>(_localctx)->op = _input->LT(1);
    _la = _input->LA(1);
    if (!(_la == OpenQasm3Parser::ASSIGN

    || _la == OpenQasm3Parser::COMPOUND_ASSIGN)) {
      dynamic_cast<AssignmentContext *>(_localctx)->op = _errHandler->recoverInline(this);
    }
    else {
      _errHandler->reportMatch(this);
      consume();
    }
    setState(590);
    _errHandler->sync(this);
    switch (_input->LA(1)) {
      case OpenQasm3Parser::BOOL:
      case OpenQasm3Parser::BIT:
      case OpenQasm3Parser::INT:
      case OpenQasm3Parser::UINT:
      case OpenQasm3Parser::FLOAT:
      case OpenQasm3Parser::ANGLE:
      case OpenQasm3Parser::COMPLEX:
      case OpenQasm3Parser::ARRAY:
      case OpenQasm3Parser::VOID:
      case OpenQasm3Parser::DURATION:
      case OpenQasm3Parser::STRETCH:
      case OpenQasm3Parser::POW:
      case OpenQasm3Parser::DURATIONOF:
      case OpenQasm3Parser::Boolean:
      case OpenQasm3Parser::LPAREN:
      case OpenQasm3Parser::PLUS:
      case OpenQasm3Parser::MINUS:
      case OpenQasm3Parser::TILDE:
      case OpenQasm3Parser::BANG:
      case OpenQasm3Parser::Imaginary:
      case OpenQasm3Parser::Binary:
      case OpenQasm3Parser::Octal:
      case OpenQasm3Parser::Integer:
      case OpenQasm3Parser::Hex:
      case OpenQasm3Parser::Identifier:
      case OpenQasm3Parser::HardwareQubit:
      case OpenQasm3Parser::Float:
      case OpenQasm3Parser::Timing:
      case OpenQasm3Parser::BitString: {
        setState(587);
        concatenation();
        break;
      }

      case OpenQasm3Parser::MEASURE: {
        setState(588);
        measurement();
        break;
      }

      case OpenQasm3Parser::LBRACE: {
        setState(589);
        arrayLiteral();
        break;
      }

    default:
      throw NoViableAltException(this);
    }
    setState(592);
    match(OpenQasm3Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ExpressionStatementContext ------------------------------------------------------------------

OpenQasm3Parser::ExpressionStatementContext::ExpressionStatementContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

OpenQasm3Parser::ExpressionContext* OpenQasm3Parser::ExpressionStatementContext::expression() {
  return getRuleContext<OpenQasm3Parser::ExpressionContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::ExpressionStatementContext::SEMICOLON() {
  return getToken(OpenQasm3Parser::SEMICOLON, 0);
}


size_t OpenQasm3Parser::ExpressionStatementContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleExpressionStatement;
}


OpenQasm3Parser::ExpressionStatementContext* OpenQasm3Parser::expressionStatement() {
  ExpressionStatementContext *_localctx = _tracker.createInstance<ExpressionStatementContext>(_ctx, getState());
  enterRule(_localctx, 100, OpenQasm3Parser::RuleExpressionStatement);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(594);
    expression(0);
    setState(595);
    match(OpenQasm3Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- IfStatementContext ------------------------------------------------------------------

OpenQasm3Parser::IfStatementContext::IfStatementContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::IfStatementContext::IF() {
  return getToken(OpenQasm3Parser::IF, 0);
}

tree::TerminalNode* OpenQasm3Parser::IfStatementContext::LPAREN() {
  return getToken(OpenQasm3Parser::LPAREN, 0);
}

OpenQasm3Parser::ExpressionContext* OpenQasm3Parser::IfStatementContext::expression() {
  return getRuleContext<OpenQasm3Parser::ExpressionContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::IfStatementContext::RPAREN() {
  return getToken(OpenQasm3Parser::RPAREN, 0);
}

std::vector<OpenQasm3Parser::BodyContext *> OpenQasm3Parser::IfStatementContext::body() {
  return getRuleContexts<OpenQasm3Parser::BodyContext>();
}

OpenQasm3Parser::BodyContext* OpenQasm3Parser::IfStatementContext::body(size_t i) {
  return getRuleContext<OpenQasm3Parser::BodyContext>(i);
}

tree::TerminalNode* OpenQasm3Parser::IfStatementContext::ELSE() {
  return getToken(OpenQasm3Parser::ELSE, 0);
}


size_t OpenQasm3Parser::IfStatementContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleIfStatement;
}


OpenQasm3Parser::IfStatementContext* OpenQasm3Parser::ifStatement() {
  IfStatementContext *_localctx = _tracker.createInstance<IfStatementContext>(_ctx, getState());
  enterRule(_localctx, 102, OpenQasm3Parser::RuleIfStatement);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(597);
    match(OpenQasm3Parser::IF);
    setState(598);
    match(OpenQasm3Parser::LPAREN);
    setState(599);
    expression(0);
    setState(600);
    match(OpenQasm3Parser::RPAREN);
    setState(601);
    dynamic_cast<IfStatementContext *>(_localctx)->thenBody = body();
    setState(604);
    _errHandler->sync(this);

    switch (getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 68, _ctx)) {
    case 1: {
      setState(602);
      match(OpenQasm3Parser::ELSE);
      setState(603);
      dynamic_cast<IfStatementContext *>(_localctx)->elseBody = body();
      break;
    }

    }
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ForStatementContext ------------------------------------------------------------------

OpenQasm3Parser::ForStatementContext::ForStatementContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::ForStatementContext::FOR() {
  return getToken(OpenQasm3Parser::FOR, 0);
}

OpenQasm3Parser::ScalarTypeContext* OpenQasm3Parser::ForStatementContext::scalarType() {
  return getRuleContext<OpenQasm3Parser::ScalarTypeContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::ForStatementContext::Identifier() {
  return getToken(OpenQasm3Parser::Identifier, 0);
}

tree::TerminalNode* OpenQasm3Parser::ForStatementContext::IN() {
  return getToken(OpenQasm3Parser::IN, 0);
}

OpenQasm3Parser::BodyContext* OpenQasm3Parser::ForStatementContext::body() {
  return getRuleContext<OpenQasm3Parser::BodyContext>(0);
}

OpenQasm3Parser::SetLiteralContext* OpenQasm3Parser::ForStatementContext::setLiteral() {
  return getRuleContext<OpenQasm3Parser::SetLiteralContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::ForStatementContext::LBRACKET() {
  return getToken(OpenQasm3Parser::LBRACKET, 0);
}

OpenQasm3Parser::RangeContext* OpenQasm3Parser::ForStatementContext::range() {
  return getRuleContext<OpenQasm3Parser::RangeContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::ForStatementContext::RBRACKET() {
  return getToken(OpenQasm3Parser::RBRACKET, 0);
}

OpenQasm3Parser::ExpressionContext* OpenQasm3Parser::ForStatementContext::expression() {
  return getRuleContext<OpenQasm3Parser::ExpressionContext>(0);
}


size_t OpenQasm3Parser::ForStatementContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleForStatement;
}


OpenQasm3Parser::ForStatementContext* OpenQasm3Parser::forStatement() {
  ForStatementContext *_localctx = _tracker.createInstance<ForStatementContext>(_ctx, getState());
  enterRule(_localctx, 104, OpenQasm3Parser::RuleForStatement);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(606);
    match(OpenQasm3Parser::FOR);
    setState(607);
    scalarType();
    setState(608);
    match(OpenQasm3Parser::Identifier);
    setState(609);
    match(OpenQasm3Parser::IN);
    setState(616);
    _errHandler->sync(this);
    switch (_input->LA(1)) {
      case OpenQasm3Parser::LBRACE: {
        setState(610);
        setLiteral();
        break;
      }

      case OpenQasm3Parser::LBRACKET: {
        setState(611);
        match(OpenQasm3Parser::LBRACKET);
        setState(612);
        range();
        setState(613);
        match(OpenQasm3Parser::RBRACKET);
        break;
      }

      case OpenQasm3Parser::BOOL:
      case OpenQasm3Parser::BIT:
      case OpenQasm3Parser::INT:
      case OpenQasm3Parser::UINT:
      case OpenQasm3Parser::FLOAT:
      case OpenQasm3Parser::ANGLE:
      case OpenQasm3Parser::COMPLEX:
      case OpenQasm3Parser::ARRAY:
      case OpenQasm3Parser::VOID:
      case OpenQasm3Parser::DURATION:
      case OpenQasm3Parser::STRETCH:
      case OpenQasm3Parser::POW:
      case OpenQasm3Parser::DURATIONOF:
      case OpenQasm3Parser::Boolean:
      case OpenQasm3Parser::LPAREN:
      case OpenQasm3Parser::PLUS:
      case OpenQasm3Parser::MINUS:
      case OpenQasm3Parser::TILDE:
      case OpenQasm3Parser::BANG:
      case OpenQasm3Parser::Imaginary:
      case OpenQasm3Parser::Binary:
      case OpenQasm3Parser::Octal:
      case OpenQasm3Parser::Integer:
      case OpenQasm3Parser::Hex:
      case OpenQasm3Parser::Identifier:
      case OpenQasm3Parser::HardwareQubit:
      case OpenQasm3Parser::Float:
      case OpenQasm3Parser::Timing:
      case OpenQasm3Parser::BitString: {
        setState(615);
        expression(0);
        break;
      }

    default:
      throw NoViableAltException(this);
    }
    setState(618);
    body();
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- WhileStatementContext ------------------------------------------------------------------

OpenQasm3Parser::WhileStatementContext::WhileStatementContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::WhileStatementContext::WHILE() {
  return getToken(OpenQasm3Parser::WHILE, 0);
}

tree::TerminalNode* OpenQasm3Parser::WhileStatementContext::LPAREN() {
  return getToken(OpenQasm3Parser::LPAREN, 0);
}

OpenQasm3Parser::ExpressionContext* OpenQasm3Parser::WhileStatementContext::expression() {
  return getRuleContext<OpenQasm3Parser::ExpressionContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::WhileStatementContext::RPAREN() {
  return getToken(OpenQasm3Parser::RPAREN, 0);
}

OpenQasm3Parser::BodyContext* OpenQasm3Parser::WhileStatementContext::body() {
  return getRuleContext<OpenQasm3Parser::BodyContext>(0);
}


size_t OpenQasm3Parser::WhileStatementContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleWhileStatement;
}


OpenQasm3Parser::WhileStatementContext* OpenQasm3Parser::whileStatement() {
  WhileStatementContext *_localctx = _tracker.createInstance<WhileStatementContext>(_ctx, getState());
  enterRule(_localctx, 106, OpenQasm3Parser::RuleWhileStatement);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(620);
    match(OpenQasm3Parser::WHILE);
    setState(621);
    match(OpenQasm3Parser::LPAREN);
    setState(622);
    expression(0);
    setState(623);
    match(OpenQasm3Parser::RPAREN);
    setState(624);
    body();
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- SwitchStatementContext ------------------------------------------------------------------

OpenQasm3Parser::SwitchStatementContext::SwitchStatementContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::SwitchStatementContext::SWITCH() {
  return getToken(OpenQasm3Parser::SWITCH, 0);
}

tree::TerminalNode* OpenQasm3Parser::SwitchStatementContext::LPAREN() {
  return getToken(OpenQasm3Parser::LPAREN, 0);
}

OpenQasm3Parser::ExpressionContext* OpenQasm3Parser::SwitchStatementContext::expression() {
  return getRuleContext<OpenQasm3Parser::ExpressionContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::SwitchStatementContext::RPAREN() {
  return getToken(OpenQasm3Parser::RPAREN, 0);
}

tree::TerminalNode* OpenQasm3Parser::SwitchStatementContext::LBRACE() {
  return getToken(OpenQasm3Parser::LBRACE, 0);
}

tree::TerminalNode* OpenQasm3Parser::SwitchStatementContext::RBRACE() {
  return getToken(OpenQasm3Parser::RBRACE, 0);
}

std::vector<OpenQasm3Parser::SwitchCaseContext *> OpenQasm3Parser::SwitchStatementContext::switchCase() {
  return getRuleContexts<OpenQasm3Parser::SwitchCaseContext>();
}

OpenQasm3Parser::SwitchCaseContext* OpenQasm3Parser::SwitchStatementContext::switchCase(size_t i) {
  return getRuleContext<OpenQasm3Parser::SwitchCaseContext>(i);
}


size_t OpenQasm3Parser::SwitchStatementContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleSwitchStatement;
}


OpenQasm3Parser::SwitchStatementContext* OpenQasm3Parser::switchStatement() {
  SwitchStatementContext *_localctx = _tracker.createInstance<SwitchStatementContext>(_ctx, getState());
  enterRule(_localctx, 108, OpenQasm3Parser::RuleSwitchStatement);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(626);
    match(OpenQasm3Parser::SWITCH);
    setState(627);
    match(OpenQasm3Parser::LPAREN);
    setState(628);
    expression(0);
    setState(629);
    match(OpenQasm3Parser::RPAREN);
    setState(630);
    match(OpenQasm3Parser::LBRACE);
    setState(634);
    _errHandler->sync(this);
    _la = _input->LA(1);
    while (_la == OpenQasm3Parser::CASE

    || _la == OpenQasm3Parser::DEFAULT) {
      setState(631);
      switchCase();
      setState(636);
      _errHandler->sync(this);
      _la = _input->LA(1);
    }
    setState(637);
    match(OpenQasm3Parser::RBRACE);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- SwitchCaseContext ------------------------------------------------------------------

OpenQasm3Parser::SwitchCaseContext::SwitchCaseContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::SwitchCaseContext::CASE() {
  return getToken(OpenQasm3Parser::CASE, 0);
}

OpenQasm3Parser::ExpressionListContext* OpenQasm3Parser::SwitchCaseContext::expressionList() {
  return getRuleContext<OpenQasm3Parser::ExpressionListContext>(0);
}

OpenQasm3Parser::ScopeContext* OpenQasm3Parser::SwitchCaseContext::scope() {
  return getRuleContext<OpenQasm3Parser::ScopeContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::SwitchCaseContext::DEFAULT() {
  return getToken(OpenQasm3Parser::DEFAULT, 0);
}


size_t OpenQasm3Parser::SwitchCaseContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleSwitchCase;
}


OpenQasm3Parser::SwitchCaseContext* OpenQasm3Parser::switchCase() {
  SwitchCaseContext *_localctx = _tracker.createInstance<SwitchCaseContext>(_ctx, getState());
  enterRule(_localctx, 110, OpenQasm3Parser::RuleSwitchCase);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    setState(645);
    _errHandler->sync(this);
    switch (_input->LA(1)) {
      case OpenQasm3Parser::CASE: {
        enterOuterAlt(_localctx, 1);
        setState(639);
        match(OpenQasm3Parser::CASE);
        setState(640);
        expressionList();
        setState(641);
        scope();
        break;
      }

      case OpenQasm3Parser::DEFAULT: {
        enterOuterAlt(_localctx, 2);
        setState(643);
        match(OpenQasm3Parser::DEFAULT);
        setState(644);
        scope();
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

//----------------- BreakStatementContext ------------------------------------------------------------------

OpenQasm3Parser::BreakStatementContext::BreakStatementContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::BreakStatementContext::BREAK() {
  return getToken(OpenQasm3Parser::BREAK, 0);
}

tree::TerminalNode* OpenQasm3Parser::BreakStatementContext::SEMICOLON() {
  return getToken(OpenQasm3Parser::SEMICOLON, 0);
}


size_t OpenQasm3Parser::BreakStatementContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleBreakStatement;
}


OpenQasm3Parser::BreakStatementContext* OpenQasm3Parser::breakStatement() {
  BreakStatementContext *_localctx = _tracker.createInstance<BreakStatementContext>(_ctx, getState());
  enterRule(_localctx, 112, OpenQasm3Parser::RuleBreakStatement);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(647);
    match(OpenQasm3Parser::BREAK);
    setState(648);
    match(OpenQasm3Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ContinueStatementContext ------------------------------------------------------------------

OpenQasm3Parser::ContinueStatementContext::ContinueStatementContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::ContinueStatementContext::CONTINUE() {
  return getToken(OpenQasm3Parser::CONTINUE, 0);
}

tree::TerminalNode* OpenQasm3Parser::ContinueStatementContext::SEMICOLON() {
  return getToken(OpenQasm3Parser::SEMICOLON, 0);
}


size_t OpenQasm3Parser::ContinueStatementContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleContinueStatement;
}


OpenQasm3Parser::ContinueStatementContext* OpenQasm3Parser::continueStatement() {
  ContinueStatementContext *_localctx = _tracker.createInstance<ContinueStatementContext>(_ctx, getState());
  enterRule(_localctx, 114, OpenQasm3Parser::RuleContinueStatement);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(650);
    match(OpenQasm3Parser::CONTINUE);
    setState(651);
    match(OpenQasm3Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- EndStatementContext ------------------------------------------------------------------

OpenQasm3Parser::EndStatementContext::EndStatementContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::EndStatementContext::END() {
  return getToken(OpenQasm3Parser::END, 0);
}

tree::TerminalNode* OpenQasm3Parser::EndStatementContext::SEMICOLON() {
  return getToken(OpenQasm3Parser::SEMICOLON, 0);
}


size_t OpenQasm3Parser::EndStatementContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleEndStatement;
}


OpenQasm3Parser::EndStatementContext* OpenQasm3Parser::endStatement() {
  EndStatementContext *_localctx = _tracker.createInstance<EndStatementContext>(_ctx, getState());
  enterRule(_localctx, 116, OpenQasm3Parser::RuleEndStatement);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(653);
    match(OpenQasm3Parser::END);
    setState(654);
    match(OpenQasm3Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ReturnStatementContext ------------------------------------------------------------------

OpenQasm3Parser::ReturnStatementContext::ReturnStatementContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::ReturnStatementContext::RETURN() {
  return getToken(OpenQasm3Parser::RETURN, 0);
}

tree::TerminalNode* OpenQasm3Parser::ReturnStatementContext::SEMICOLON() {
  return getToken(OpenQasm3Parser::SEMICOLON, 0);
}

OpenQasm3Parser::ExpressionContext* OpenQasm3Parser::ReturnStatementContext::expression() {
  return getRuleContext<OpenQasm3Parser::ExpressionContext>(0);
}

OpenQasm3Parser::MeasurementContext* OpenQasm3Parser::ReturnStatementContext::measurement() {
  return getRuleContext<OpenQasm3Parser::MeasurementContext>(0);
}


size_t OpenQasm3Parser::ReturnStatementContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleReturnStatement;
}


OpenQasm3Parser::ReturnStatementContext* OpenQasm3Parser::returnStatement() {
  ReturnStatementContext *_localctx = _tracker.createInstance<ReturnStatementContext>(_ctx, getState());
  enterRule(_localctx, 118, OpenQasm3Parser::RuleReturnStatement);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(656);
    match(OpenQasm3Parser::RETURN);
    setState(659);
    _errHandler->sync(this);
    switch (_input->LA(1)) {
      case OpenQasm3Parser::BOOL:
      case OpenQasm3Parser::BIT:
      case OpenQasm3Parser::INT:
      case OpenQasm3Parser::UINT:
      case OpenQasm3Parser::FLOAT:
      case OpenQasm3Parser::ANGLE:
      case OpenQasm3Parser::COMPLEX:
      case OpenQasm3Parser::ARRAY:
      case OpenQasm3Parser::VOID:
      case OpenQasm3Parser::DURATION:
      case OpenQasm3Parser::STRETCH:
      case OpenQasm3Parser::POW:
      case OpenQasm3Parser::DURATIONOF:
      case OpenQasm3Parser::Boolean:
      case OpenQasm3Parser::LPAREN:
      case OpenQasm3Parser::PLUS:
      case OpenQasm3Parser::MINUS:
      case OpenQasm3Parser::TILDE:
      case OpenQasm3Parser::BANG:
      case OpenQasm3Parser::Imaginary:
      case OpenQasm3Parser::Binary:
      case OpenQasm3Parser::Octal:
      case OpenQasm3Parser::Integer:
      case OpenQasm3Parser::Hex:
      case OpenQasm3Parser::Identifier:
      case OpenQasm3Parser::HardwareQubit:
      case OpenQasm3Parser::Float:
      case OpenQasm3Parser::Timing:
      case OpenQasm3Parser::BitString: {
        setState(657);
        expression(0);
        break;
      }

      case OpenQasm3Parser::MEASURE: {
        setState(658);
        measurement();
        break;
      }

      case OpenQasm3Parser::SEMICOLON: {
        break;
      }

    default:
      break;
    }
    setState(661);
    match(OpenQasm3Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- EmptyContext ------------------------------------------------------------------

OpenQasm3Parser::EmptyContext::EmptyContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::EmptyContext::SEMICOLON() {
  return getToken(OpenQasm3Parser::SEMICOLON, 0);
}


size_t OpenQasm3Parser::EmptyContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleEmpty;
}


OpenQasm3Parser::EmptyContext* OpenQasm3Parser::empty() {
  EmptyContext *_localctx = _tracker.createInstance<EmptyContext>(_ctx, getState());
  enterRule(_localctx, 120, OpenQasm3Parser::RuleEmpty);

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(663);
    match(OpenQasm3Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- CalibrationGrammarContext ------------------------------------------------------------------

OpenQasm3Parser::CalibrationGrammarContext::CalibrationGrammarContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::CalibrationGrammarContext::DEFCALGRAMMAR() {
  return getToken(OpenQasm3Parser::DEFCALGRAMMAR, 0);
}

tree::TerminalNode* OpenQasm3Parser::CalibrationGrammarContext::SEMICOLON() {
  return getToken(OpenQasm3Parser::SEMICOLON, 0);
}

tree::TerminalNode* OpenQasm3Parser::CalibrationGrammarContext::String() {
  return getToken(OpenQasm3Parser::String, 0);
}

tree::TerminalNode* OpenQasm3Parser::CalibrationGrammarContext::BitString() {
  return getToken(OpenQasm3Parser::BitString, 0);
}


size_t OpenQasm3Parser::CalibrationGrammarContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleCalibrationGrammar;
}


OpenQasm3Parser::CalibrationGrammarContext* OpenQasm3Parser::calibrationGrammar() {
  CalibrationGrammarContext *_localctx = _tracker.createInstance<CalibrationGrammarContext>(_ctx, getState());
  enterRule(_localctx, 122, OpenQasm3Parser::RuleCalibrationGrammar);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(665);
    match(OpenQasm3Parser::DEFCALGRAMMAR);
    setState(666);
    _la = _input->LA(1);
    if (!(_la == OpenQasm3Parser::BitString

    || _la == OpenQasm3Parser::String)) {
    _errHandler->recoverInline(this);
    }
    else {
      _errHandler->reportMatch(this);
      consume();
    }
    setState(667);
    match(OpenQasm3Parser::SEMICOLON);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- CalibrationBlockContext ------------------------------------------------------------------

OpenQasm3Parser::CalibrationBlockContext::CalibrationBlockContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::CalibrationBlockContext::CAL() {
  return getToken(OpenQasm3Parser::CAL, 0);
}

tree::TerminalNode* OpenQasm3Parser::CalibrationBlockContext::LBRACE() {
  return getToken(OpenQasm3Parser::LBRACE, 0);
}

tree::TerminalNode* OpenQasm3Parser::CalibrationBlockContext::RBRACE() {
  return getToken(OpenQasm3Parser::RBRACE, 0);
}

tree::TerminalNode* OpenQasm3Parser::CalibrationBlockContext::CalText() {
  return getToken(OpenQasm3Parser::CalText, 0);
}


size_t OpenQasm3Parser::CalibrationBlockContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleCalibrationBlock;
}


OpenQasm3Parser::CalibrationBlockContext* OpenQasm3Parser::calibrationBlock() {
  CalibrationBlockContext *_localctx = _tracker.createInstance<CalibrationBlockContext>(_ctx, getState());
  enterRule(_localctx, 124, OpenQasm3Parser::RuleCalibrationBlock);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(669);
    match(OpenQasm3Parser::CAL);
    setState(670);
    match(OpenQasm3Parser::LBRACE);
    setState(672);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == OpenQasm3Parser::CalText) {
      setState(671);
      match(OpenQasm3Parser::CalText);
    }
    setState(674);
    match(OpenQasm3Parser::RBRACE);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- CalibrationDefinitionContext ------------------------------------------------------------------

OpenQasm3Parser::CalibrationDefinitionContext::CalibrationDefinitionContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

tree::TerminalNode* OpenQasm3Parser::CalibrationDefinitionContext::DEFCAL() {
  return getToken(OpenQasm3Parser::DEFCAL, 0);
}

tree::TerminalNode* OpenQasm3Parser::CalibrationDefinitionContext::DefcalHead() {
  return getToken(OpenQasm3Parser::DefcalHead, 0);
}

tree::TerminalNode* OpenQasm3Parser::CalibrationDefinitionContext::LBRACE() {
  return getToken(OpenQasm3Parser::LBRACE, 0);
}

tree::TerminalNode* OpenQasm3Parser::CalibrationDefinitionContext::RBRACE() {
  return getToken(OpenQasm3Parser::RBRACE, 0);
}

tree::TerminalNode* OpenQasm3Parser::CalibrationDefinitionContext::CalText() {
  return getToken(OpenQasm3Parser::CalText, 0);
}


size_t OpenQasm3Parser::CalibrationDefinitionContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleCalibrationDefinition;
}


OpenQasm3Parser::CalibrationDefinitionContext* OpenQasm3Parser::calibrationDefinition() {
  CalibrationDefinitionContext *_localctx = _tracker.createInstance<CalibrationDefinitionContext>(_ctx, getState());
  enterRule(_localctx, 126, OpenQasm3Parser::RuleCalibrationDefinition);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    enterOuterAlt(_localctx, 1);
    setState(676);
    match(OpenQasm3Parser::DEFCAL);
    setState(677);
    match(OpenQasm3Parser::DefcalHead);
    setState(678);
    match(OpenQasm3Parser::LBRACE);
    setState(680);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == OpenQasm3Parser::CalText) {
      setState(679);
      match(OpenQasm3Parser::CalText);
    }
    setState(682);
    match(OpenQasm3Parser::RBRACE);
   
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }

  return _localctx;
}

//----------------- ExpressionListContext ------------------------------------------------------------------

OpenQasm3Parser::ExpressionListContext::ExpressionListContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}

std::vector<OpenQasm3Parser::ExpressionContext *> OpenQasm3Parser::ExpressionListContext::expression() {
  return getRuleContexts<OpenQasm3Parser::ExpressionContext>();
}

OpenQasm3Parser::ExpressionContext* OpenQasm3Parser::ExpressionListContext::expression(size_t i) {
  return getRuleContext<OpenQasm3Parser::ExpressionContext>(i);
}

std::vector<tree::TerminalNode *> OpenQasm3Parser::ExpressionListContext::COMMA() {
  return getTokens(OpenQasm3Parser::COMMA);
}

tree::TerminalNode* OpenQasm3Parser::ExpressionListContext::COMMA(size_t i) {
  return getToken(OpenQasm3Parser::COMMA, i);
}


size_t OpenQasm3Parser::ExpressionListContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleExpressionList;
}


OpenQasm3Parser::ExpressionListContext* OpenQasm3Parser::expressionList() {
  ExpressionListContext *_localctx = _tracker.createInstance<ExpressionListContext>(_ctx, getState());
  enterRule(_localctx, 128, OpenQasm3Parser::RuleExpressionList);
  size_t _la = 0;

  auto onExit = finally([=] {
    exitRule();
  });
  try {
    size_t alt;
    enterOuterAlt(_localctx, 1);
    setState(684);
    expression(0);
    setState(689);
    _errHandler->sync(this);
    alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 75, _ctx);
    while (alt != 2 && alt != atn::ATN::INVALID_ALT_NUMBER) {
      if (alt == 1) {
        setState(685);
        match(OpenQasm3Parser::COMMA);
        setState(686);
        expression(0); 
      }
      setState(691);
      _errHandler->sync(this);
      alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 75, _ctx);
    }
    setState(693);
    _errHandler->sync(this);

    _la = _input->LA(1);
    if (_la == OpenQasm3Parser::COMMA) {
      setState(692);
      match(OpenQasm3Parser::COMMA);
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

OpenQasm3Parser::ExpressionContext::ExpressionContext(ParserRuleContext *parent, size_t invokingState)
  : ParserRuleContext(parent, invokingState) {
}


size_t OpenQasm3Parser::ExpressionContext::getRuleIndex() const {
  return OpenQasm3Parser::RuleExpression;
}

void OpenQasm3Parser::ExpressionContext::copyFrom(ExpressionContext *ctx) {
  ParserRuleContext::copyFrom(ctx);
}

//----------------- GroupExpressionContext ------------------------------------------------------------------

tree::TerminalNode* OpenQasm3Parser::GroupExpressionContext::LPAREN() {
  return getToken(OpenQasm3Parser::LPAREN, 0);
}

OpenQasm3Parser::ExpressionContext* OpenQasm3Parser::GroupExpressionContext::expression() {
  return getRuleContext<OpenQasm3Parser::ExpressionContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::GroupExpressionContext::RPAREN() {
  return getToken(OpenQasm3Parser::RPAREN, 0);
}

OpenQasm3Parser::GroupExpressionContext::GroupExpressionContext(ExpressionContext *ctx) { copyFrom(ctx); }


//----------------- DurationExpressionContext ------------------------------------------------------------------

tree::TerminalNode* OpenQasm3Parser::DurationExpressionContext::DURATIONOF() {
  return getToken(OpenQasm3Parser::DURATIONOF, 0);
}

tree::TerminalNode* OpenQasm3Parser::DurationExpressionContext::LPAREN() {
  return getToken(OpenQasm3Parser::LPAREN, 0);
}

OpenQasm3Parser::ScopeContext* OpenQasm3Parser::DurationExpressionContext::scope() {
  return getRuleContext<OpenQasm3Parser::ScopeContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::DurationExpressionContext::RPAREN() {
  return getToken(OpenQasm3Parser::RPAREN, 0);
}

OpenQasm3Parser::DurationExpressionContext::DurationExpressionContext(ExpressionContext *ctx) { copyFrom(ctx); }


//----------------- BinaryExpressionContext ------------------------------------------------------------------

std::vector<OpenQasm3Parser::ExpressionContext *> OpenQasm3Parser::BinaryExpressionContext::expression() {
  return getRuleContexts<OpenQasm3Parser::ExpressionContext>();
}

OpenQasm3Parser::ExpressionContext* OpenQasm3Parser::BinaryExpressionContext::expression(size_t i) {
  return getRuleContext<OpenQasm3Parser::ExpressionContext>(i);
}

tree::TerminalNode* OpenQasm3Parser::BinaryExpressionContext::STAR() {
  return getToken(OpenQasm3Parser::STAR, 0);
}

tree::TerminalNode* OpenQasm3Parser::BinaryExpressionContext::SLASH() {
  return getToken(OpenQasm3Parser::SLASH, 0);
}

tree::TerminalNode* OpenQasm3Parser::BinaryExpressionContext::PERCENT() {
  return getToken(OpenQasm3Parser::PERCENT, 0);
}

tree::TerminalNode* OpenQasm3Parser::BinaryExpressionContext::PLUS() {
  return getToken(OpenQasm3Parser::PLUS, 0);
}

tree::TerminalNode* OpenQasm3Parser::BinaryExpressionContext::MINUS() {
  return getToken(OpenQasm3Parser::MINUS, 0);
}

tree::TerminalNode* OpenQasm3Parser::BinaryExpressionContext::SHIFT() {
  return getToken(OpenQasm3Parser::SHIFT, 0);
}

tree::TerminalNode* OpenQasm3Parser::BinaryExpressionContext::COMPARE() {
  return getToken(OpenQasm3Parser::COMPARE, 0);
}

tree::TerminalNode* OpenQasm3Parser::BinaryExpressionContext::EQUAL() {
  return getToken(OpenQasm3Parser::EQUAL, 0);
}

tree::TerminalNode* OpenQasm3Parser::BinaryExpressionContext::AMPERSAND() {
  return getToken(OpenQasm3Parser::AMPERSAND, 0);
}

tree::TerminalNode* OpenQasm3Parser::BinaryExpressionContext::CARET() {
  return getToken(OpenQasm3Parser::CARET, 0);
}

tree::TerminalNode* OpenQasm3Parser::BinaryExpressionContext::PIPE() {
  return getToken(OpenQasm3Parser::PIPE, 0);
}

tree::TerminalNode* OpenQasm3Parser::BinaryExpressionContext::AND() {
  return getToken(OpenQasm3Parser::AND, 0);
}

tree::TerminalNode* OpenQasm3Parser::BinaryExpressionContext::OR() {
  return getToken(OpenQasm3Parser::OR, 0);
}

OpenQasm3Parser::BinaryExpressionContext::BinaryExpressionContext(ExpressionContext *ctx) { copyFrom(ctx); }


//----------------- CastExpressionContext ------------------------------------------------------------------

tree::TerminalNode* OpenQasm3Parser::CastExpressionContext::LPAREN() {
  return getToken(OpenQasm3Parser::LPAREN, 0);
}

OpenQasm3Parser::ExpressionContext* OpenQasm3Parser::CastExpressionContext::expression() {
  return getRuleContext<OpenQasm3Parser::ExpressionContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::CastExpressionContext::RPAREN() {
  return getToken(OpenQasm3Parser::RPAREN, 0);
}

OpenQasm3Parser::ScalarTypeContext* OpenQasm3Parser::CastExpressionContext::scalarType() {
  return getRuleContext<OpenQasm3Parser::ScalarTypeContext>(0);
}

OpenQasm3Parser::ArrayTypeContext* OpenQasm3Parser::CastExpressionContext::arrayType() {
  return getRuleContext<OpenQasm3Parser::ArrayTypeContext>(0);
}

OpenQasm3Parser::CastExpressionContext::CastExpressionContext(ExpressionContext *ctx) { copyFrom(ctx); }


//----------------- PowerExpressionContext ------------------------------------------------------------------

std::vector<OpenQasm3Parser::ExpressionContext *> OpenQasm3Parser::PowerExpressionContext::expression() {
  return getRuleContexts<OpenQasm3Parser::ExpressionContext>();
}

OpenQasm3Parser::ExpressionContext* OpenQasm3Parser::PowerExpressionContext::expression(size_t i) {
  return getRuleContext<OpenQasm3Parser::ExpressionContext>(i);
}

tree::TerminalNode* OpenQasm3Parser::PowerExpressionContext::POWER() {
  return getToken(OpenQasm3Parser::POWER, 0);
}

OpenQasm3Parser::PowerExpressionContext::PowerExpressionContext(ExpressionContext *ctx) { copyFrom(ctx); }


//----------------- CallExpressionContext ------------------------------------------------------------------

tree::TerminalNode* OpenQasm3Parser::CallExpressionContext::LPAREN() {
  return getToken(OpenQasm3Parser::LPAREN, 0);
}

tree::TerminalNode* OpenQasm3Parser::CallExpressionContext::RPAREN() {
  return getToken(OpenQasm3Parser::RPAREN, 0);
}

tree::TerminalNode* OpenQasm3Parser::CallExpressionContext::Identifier() {
  return getToken(OpenQasm3Parser::Identifier, 0);
}

tree::TerminalNode* OpenQasm3Parser::CallExpressionContext::POW() {
  return getToken(OpenQasm3Parser::POW, 0);
}

OpenQasm3Parser::ExpressionListContext* OpenQasm3Parser::CallExpressionContext::expressionList() {
  return getRuleContext<OpenQasm3Parser::ExpressionListContext>(0);
}

OpenQasm3Parser::CallExpressionContext::CallExpressionContext(ExpressionContext *ctx) { copyFrom(ctx); }


//----------------- AtomExpressionContext ------------------------------------------------------------------

tree::TerminalNode* OpenQasm3Parser::AtomExpressionContext::Identifier() {
  return getToken(OpenQasm3Parser::Identifier, 0);
}

tree::TerminalNode* OpenQasm3Parser::AtomExpressionContext::Integer() {
  return getToken(OpenQasm3Parser::Integer, 0);
}

tree::TerminalNode* OpenQasm3Parser::AtomExpressionContext::Binary() {
  return getToken(OpenQasm3Parser::Binary, 0);
}

tree::TerminalNode* OpenQasm3Parser::AtomExpressionContext::Octal() {
  return getToken(OpenQasm3Parser::Octal, 0);
}

tree::TerminalNode* OpenQasm3Parser::AtomExpressionContext::Hex() {
  return getToken(OpenQasm3Parser::Hex, 0);
}

tree::TerminalNode* OpenQasm3Parser::AtomExpressionContext::Float() {
  return getToken(OpenQasm3Parser::Float, 0);
}

tree::TerminalNode* OpenQasm3Parser::AtomExpressionContext::Imaginary() {
  return getToken(OpenQasm3Parser::Imaginary, 0);
}

tree::TerminalNode* OpenQasm3Parser::AtomExpressionContext::Boolean() {
  return getToken(OpenQasm3Parser::Boolean, 0);
}

tree::TerminalNode* OpenQasm3Parser::AtomExpressionContext::BitString() {
  return getToken(OpenQasm3Parser::BitString, 0);
}

tree::TerminalNode* OpenQasm3Parser::AtomExpressionContext::Timing() {
  return getToken(OpenQasm3Parser::Timing, 0);
}

tree::TerminalNode* OpenQasm3Parser::AtomExpressionContext::HardwareQubit() {
  return getToken(OpenQasm3Parser::HardwareQubit, 0);
}

OpenQasm3Parser::AtomExpressionContext::AtomExpressionContext(ExpressionContext *ctx) { copyFrom(ctx); }


//----------------- IndexExpressionContext ------------------------------------------------------------------

OpenQasm3Parser::ExpressionContext* OpenQasm3Parser::IndexExpressionContext::expression() {
  return getRuleContext<OpenQasm3Parser::ExpressionContext>(0);
}

OpenQasm3Parser::IndexOperatorContext* OpenQasm3Parser::IndexExpressionContext::indexOperator() {
  return getRuleContext<OpenQasm3Parser::IndexOperatorContext>(0);
}

OpenQasm3Parser::IndexExpressionContext::IndexExpressionContext(ExpressionContext *ctx) { copyFrom(ctx); }


//----------------- UnaryExpressionContext ------------------------------------------------------------------

OpenQasm3Parser::ExpressionContext* OpenQasm3Parser::UnaryExpressionContext::expression() {
  return getRuleContext<OpenQasm3Parser::ExpressionContext>(0);
}

tree::TerminalNode* OpenQasm3Parser::UnaryExpressionContext::TILDE() {
  return getToken(OpenQasm3Parser::TILDE, 0);
}

tree::TerminalNode* OpenQasm3Parser::UnaryExpressionContext::BANG() {
  return getToken(OpenQasm3Parser::BANG, 0);
}

tree::TerminalNode* OpenQasm3Parser::UnaryExpressionContext::MINUS() {
  return getToken(OpenQasm3Parser::MINUS, 0);
}

tree::TerminalNode* OpenQasm3Parser::UnaryExpressionContext::PLUS() {
  return getToken(OpenQasm3Parser::PLUS, 0);
}

OpenQasm3Parser::UnaryExpressionContext::UnaryExpressionContext(ExpressionContext *ctx) { copyFrom(ctx); }



OpenQasm3Parser::ExpressionContext* OpenQasm3Parser::expression() {
   return expression(0);
}

OpenQasm3Parser::ExpressionContext* OpenQasm3Parser::expression(int precedence) {
  ParserRuleContext *parentContext = _ctx;
  size_t parentState = getState();
  OpenQasm3Parser::ExpressionContext *_localctx = _tracker.createInstance<ExpressionContext>(_ctx, parentState);
  OpenQasm3Parser::ExpressionContext *previousContext = _localctx;
  (void)previousContext; // Silence compiler, in case the context is not used by generated code.
  size_t startState = 130;
  enterRecursionRule(_localctx, 130, OpenQasm3Parser::RuleExpression, precedence);

    size_t _la = 0;

  auto onExit = finally([=] {
    unrollRecursionContexts(parentContext);
  });
  try {
    size_t alt;
    enterOuterAlt(_localctx, 1);
    setState(722);
    _errHandler->sync(this);
    switch (getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 79, _ctx)) {
    case 1: {
      _localctx = _tracker.createInstance<GroupExpressionContext>(_localctx);
      _ctx = _localctx;
      previousContext = _localctx;

      setState(696);
      match(OpenQasm3Parser::LPAREN);
      setState(697);
      expression(0);
      setState(698);
      match(OpenQasm3Parser::RPAREN);
      break;
    }

    case 2: {
      _localctx = _tracker.createInstance<UnaryExpressionContext>(_localctx);
      _ctx = _localctx;
      previousContext = _localctx;
      setState(700);
      dynamic_cast<UnaryExpressionContext *>(_localctx)->op = _input->LT(1);
      _la = _input->LA(1);
      if (!(((((_la - 68) & ~ 0x3fULL) == 0) &&
        ((1ULL << (_la - 68)) & ((1ULL << (OpenQasm3Parser::PLUS - 68))
        | (1ULL << (OpenQasm3Parser::MINUS - 68))
        | (1ULL << (OpenQasm3Parser::TILDE - 68))
        | (1ULL << (OpenQasm3Parser::BANG - 68)))) != 0))) {
        dynamic_cast<UnaryExpressionContext *>(_localctx)->op = _errHandler->recoverInline(this);
      }
      else {
        _errHandler->reportMatch(this);
        consume();
      }
      setState(701);
      expression(15);
      break;
    }

    case 3: {
      _localctx = _tracker.createInstance<CastExpressionContext>(_localctx);
      _ctx = _localctx;
      previousContext = _localctx;
      setState(704);
      _errHandler->sync(this);
      switch (_input->LA(1)) {
        case OpenQasm3Parser::BOOL:
        case OpenQasm3Parser::BIT:
        case OpenQasm3Parser::INT:
        case OpenQasm3Parser::UINT:
        case OpenQasm3Parser::FLOAT:
        case OpenQasm3Parser::ANGLE:
        case OpenQasm3Parser::COMPLEX:
        case OpenQasm3Parser::VOID:
        case OpenQasm3Parser::DURATION:
        case OpenQasm3Parser::STRETCH: {
          setState(702);
          scalarType();
          break;
        }

        case OpenQasm3Parser::ARRAY: {
          setState(703);
          arrayType();
          break;
        }

      default:
        throw NoViableAltException(this);
      }
      setState(706);
      match(OpenQasm3Parser::LPAREN);
      setState(707);
      expression(0);
      setState(708);
      match(OpenQasm3Parser::RPAREN);
      break;
    }

    case 4: {
      _localctx = _tracker.createInstance<DurationExpressionContext>(_localctx);
      _ctx = _localctx;
      previousContext = _localctx;
      setState(710);
      match(OpenQasm3Parser::DURATIONOF);
      setState(711);
      match(OpenQasm3Parser::LPAREN);
      setState(712);
      scope();
      setState(713);
      match(OpenQasm3Parser::RPAREN);
      break;
    }

    case 5: {
      _localctx = _tracker.createInstance<CallExpressionContext>(_localctx);
      _ctx = _localctx;
      previousContext = _localctx;
      setState(715);
      dynamic_cast<CallExpressionContext *>(_localctx)->name = _input->LT(1);
      _la = _input->LA(1);
      if (!(_la == OpenQasm3Parser::POW

      || _la == OpenQasm3Parser::Identifier)) {
        dynamic_cast<CallExpressionContext *>(_localctx)->name = _errHandler->recoverInline(this);
      }
      else {
        _errHandler->reportMatch(this);
        consume();
      }
      setState(716);
      match(OpenQasm3Parser::LPAREN);
      setState(718);
      _errHandler->sync(this);

      _la = _input->LA(1);
      if ((((_la & ~ 0x3fULL) == 0) &&
        ((1ULL << _la) & ((1ULL << OpenQasm3Parser::BOOL)
        | (1ULL << OpenQasm3Parser::BIT)
        | (1ULL << OpenQasm3Parser::INT)
        | (1ULL << OpenQasm3Parser::UINT)
        | (1ULL << OpenQasm3Parser::FLOAT)
        | (1ULL << OpenQasm3Parser::ANGLE)
        | (1ULL << OpenQasm3Parser::COMPLEX)
        | (1ULL << OpenQasm3Parser::ARRAY)
        | (1ULL << OpenQasm3Parser::VOID)
        | (1ULL << OpenQasm3Parser::DURATION)
        | (1ULL << OpenQasm3Parser::STRETCH)
        | (1ULL << OpenQasm3Parser::POW)
        | (1ULL << OpenQasm3Parser::DURATIONOF)
        | (1ULL << OpenQasm3Parser::Boolean)
        | (1ULL << OpenQasm3Parser::LPAREN))) != 0) || ((((_la - 68) & ~ 0x3fULL) == 0) &&
        ((1ULL << (_la - 68)) & ((1ULL << (OpenQasm3Parser::PLUS - 68))
        | (1ULL << (OpenQasm3Parser::MINUS - 68))
        | (1ULL << (OpenQasm3Parser::TILDE - 68))
        | (1ULL << (OpenQasm3Parser::BANG - 68))
        | (1ULL << (OpenQasm3Parser::Imaginary - 68))
        | (1ULL << (OpenQasm3Parser::Binary - 68))
        | (1ULL << (OpenQasm3Parser::Octal - 68))
        | (1ULL << (OpenQasm3Parser::Integer - 68))
        | (1ULL << (OpenQasm3Parser::Hex - 68))
        | (1ULL << (OpenQasm3Parser::Identifier - 68))
        | (1ULL << (OpenQasm3Parser::HardwareQubit - 68))
        | (1ULL << (OpenQasm3Parser::Float - 68))
        | (1ULL << (OpenQasm3Parser::Timing - 68))
        | (1ULL << (OpenQasm3Parser::BitString - 68)))) != 0)) {
        setState(717);
        expressionList();
      }
      setState(720);
      match(OpenQasm3Parser::RPAREN);
      break;
    }

    case 6: {
      _localctx = _tracker.createInstance<AtomExpressionContext>(_localctx);
      _ctx = _localctx;
      previousContext = _localctx;
      setState(721);
      dynamic_cast<AtomExpressionContext *>(_localctx)->atom = _input->LT(1);
      _la = _input->LA(1);
      if (!(((((_la - 55) & ~ 0x3fULL) == 0) &&
        ((1ULL << (_la - 55)) & ((1ULL << (OpenQasm3Parser::Boolean - 55))
        | (1ULL << (OpenQasm3Parser::Imaginary - 55))
        | (1ULL << (OpenQasm3Parser::Binary - 55))
        | (1ULL << (OpenQasm3Parser::Octal - 55))
        | (1ULL << (OpenQasm3Parser::Integer - 55))
        | (1ULL << (OpenQasm3Parser::Hex - 55))
        | (1ULL << (OpenQasm3Parser::Identifier - 55))
        | (1ULL << (OpenQasm3Parser::HardwareQubit - 55))
        | (1ULL << (OpenQasm3Parser::Float - 55))
        | (1ULL << (OpenQasm3Parser::Timing - 55))
        | (1ULL << (OpenQasm3Parser::BitString - 55)))) != 0))) {
        dynamic_cast<AtomExpressionContext *>(_localctx)->atom = _errHandler->recoverInline(this);
      }
      else {
        _errHandler->reportMatch(this);
        consume();
      }
      break;
    }

    }
    _ctx->stop = _input->LT(-1);
    setState(761);
    _errHandler->sync(this);
    alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 81, _ctx);
    while (alt != 2 && alt != atn::ATN::INVALID_ALT_NUMBER) {
      if (alt == 1) {
        if (!_parseListeners.empty())
          triggerExitRuleEvent();
        previousContext = _localctx;
        setState(759);
        _errHandler->sync(this);
        switch (getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 80, _ctx)) {
        case 1: {
          auto newContext = _tracker.createInstance<PowerExpressionContext>(_tracker.createInstance<ExpressionContext>(parentContext, parentState));
          _localctx = newContext;
          pushNewRecursionContext(newContext, startState, RuleExpression);
          setState(724);

          if (!(precpred(_ctx, 16))) throw FailedPredicateException(this, "precpred(_ctx, 16)");
          setState(725);
          dynamic_cast<PowerExpressionContext *>(_localctx)->op = match(OpenQasm3Parser::POWER);
          setState(726);
          expression(16);
          break;
        }

        case 2: {
          auto newContext = _tracker.createInstance<BinaryExpressionContext>(_tracker.createInstance<ExpressionContext>(parentContext, parentState));
          _localctx = newContext;
          pushNewRecursionContext(newContext, startState, RuleExpression);
          setState(727);

          if (!(precpred(_ctx, 14))) throw FailedPredicateException(this, "precpred(_ctx, 14)");
          setState(728);
          dynamic_cast<BinaryExpressionContext *>(_localctx)->op = _input->LT(1);
          _la = _input->LA(1);
          if (!(((((_la - 71) & ~ 0x3fULL) == 0) &&
            ((1ULL << (_la - 71)) & ((1ULL << (OpenQasm3Parser::STAR - 71))
            | (1ULL << (OpenQasm3Parser::SLASH - 71))
            | (1ULL << (OpenQasm3Parser::PERCENT - 71)))) != 0))) {
            dynamic_cast<BinaryExpressionContext *>(_localctx)->op = _errHandler->recoverInline(this);
          }
          else {
            _errHandler->reportMatch(this);
            consume();
          }
          setState(729);
          expression(15);
          break;
        }

        case 3: {
          auto newContext = _tracker.createInstance<BinaryExpressionContext>(_tracker.createInstance<ExpressionContext>(parentContext, parentState));
          _localctx = newContext;
          pushNewRecursionContext(newContext, startState, RuleExpression);
          setState(730);

          if (!(precpred(_ctx, 13))) throw FailedPredicateException(this, "precpred(_ctx, 13)");
          setState(731);
          dynamic_cast<BinaryExpressionContext *>(_localctx)->op = _input->LT(1);
          _la = _input->LA(1);
          if (!(_la == OpenQasm3Parser::PLUS

          || _la == OpenQasm3Parser::MINUS)) {
            dynamic_cast<BinaryExpressionContext *>(_localctx)->op = _errHandler->recoverInline(this);
          }
          else {
            _errHandler->reportMatch(this);
            consume();
          }
          setState(732);
          expression(14);
          break;
        }

        case 4: {
          auto newContext = _tracker.createInstance<BinaryExpressionContext>(_tracker.createInstance<ExpressionContext>(parentContext, parentState));
          _localctx = newContext;
          pushNewRecursionContext(newContext, startState, RuleExpression);
          setState(733);

          if (!(precpred(_ctx, 12))) throw FailedPredicateException(this, "precpred(_ctx, 12)");
          setState(734);
          dynamic_cast<BinaryExpressionContext *>(_localctx)->op = match(OpenQasm3Parser::SHIFT);
          setState(735);
          expression(13);
          break;
        }

        case 5: {
          auto newContext = _tracker.createInstance<BinaryExpressionContext>(_tracker.createInstance<ExpressionContext>(parentContext, parentState));
          _localctx = newContext;
          pushNewRecursionContext(newContext, startState, RuleExpression);
          setState(736);

          if (!(precpred(_ctx, 11))) throw FailedPredicateException(this, "precpred(_ctx, 11)");
          setState(737);
          dynamic_cast<BinaryExpressionContext *>(_localctx)->op = match(OpenQasm3Parser::COMPARE);
          setState(738);
          expression(12);
          break;
        }

        case 6: {
          auto newContext = _tracker.createInstance<BinaryExpressionContext>(_tracker.createInstance<ExpressionContext>(parentContext, parentState));
          _localctx = newContext;
          pushNewRecursionContext(newContext, startState, RuleExpression);
          setState(739);

          if (!(precpred(_ctx, 10))) throw FailedPredicateException(this, "precpred(_ctx, 10)");
          setState(740);
          dynamic_cast<BinaryExpressionContext *>(_localctx)->op = match(OpenQasm3Parser::EQUAL);
          setState(741);
          expression(11);
          break;
        }

        case 7: {
          auto newContext = _tracker.createInstance<BinaryExpressionContext>(_tracker.createInstance<ExpressionContext>(parentContext, parentState));
          _localctx = newContext;
          pushNewRecursionContext(newContext, startState, RuleExpression);
          setState(742);

          if (!(precpred(_ctx, 9))) throw FailedPredicateException(this, "precpred(_ctx, 9)");
          setState(743);
          dynamic_cast<BinaryExpressionContext *>(_localctx)->op = match(OpenQasm3Parser::AMPERSAND);
          setState(744);
          expression(10);
          break;
        }

        case 8: {
          auto newContext = _tracker.createInstance<BinaryExpressionContext>(_tracker.createInstance<ExpressionContext>(parentContext, parentState));
          _localctx = newContext;
          pushNewRecursionContext(newContext, startState, RuleExpression);
          setState(745);

          if (!(precpred(_ctx, 8))) throw FailedPredicateException(this, "precpred(_ctx, 8)");
          setState(746);
          dynamic_cast<BinaryExpressionContext *>(_localctx)->op = match(OpenQasm3Parser::CARET);
          setState(747);
          expression(9);
          break;
        }

        case 9: {
          auto newContext = _tracker.createInstance<BinaryExpressionContext>(_tracker.createInstance<ExpressionContext>(parentContext, parentState));
          _localctx = newContext;
          pushNewRecursionContext(newContext, startState, RuleExpression);
          setState(748);

          if (!(precpred(_ctx, 7))) throw FailedPredicateException(this, "precpred(_ctx, 7)");
          setState(749);
          dynamic_cast<BinaryExpressionContext *>(_localctx)->op = match(OpenQasm3Parser::PIPE);
          setState(750);
          expression(8);
          break;
        }

        case 10: {
          auto newContext = _tracker.createInstance<BinaryExpressionContext>(_tracker.createInstance<ExpressionContext>(parentContext, parentState));
          _localctx = newContext;
          pushNewRecursionContext(newContext, startState, RuleExpression);
          setState(751);

          if (!(precpred(_ctx, 6))) throw FailedPredicateException(this, "precpred(_ctx, 6)");
          setState(752);
          dynamic_cast<BinaryExpressionContext *>(_localctx)->op = match(OpenQasm3Parser::AND);
          setState(753);
          expression(7);
          break;
        }

        case 11: {
          auto newContext = _tracker.createInstance<BinaryExpressionContext>(_tracker.createInstance<ExpressionContext>(parentContext, parentState));
          _localctx = newContext;
          pushNewRecursionContext(newContext, startState, RuleExpression);
          setState(754);

          if (!(precpred(_ctx, 5))) throw FailedPredicateException(this, "precpred(_ctx, 5)");
          setState(755);
          dynamic_cast<BinaryExpressionContext *>(_localctx)->op = match(OpenQasm3Parser::OR);
          setState(756);
          expression(6);
          break;
        }

        case 12: {
          auto newContext = _tracker.createInstance<IndexExpressionContext>(_tracker.createInstance<ExpressionContext>(parentContext, parentState));
          _localctx = newContext;
          pushNewRecursionContext(newContext, startState, RuleExpression);
          setState(757);

          if (!(precpred(_ctx, 17))) throw FailedPredicateException(this, "precpred(_ctx, 17)");
          setState(758);
          indexOperator();
          break;
        }

        } 
      }
      setState(763);
      _errHandler->sync(this);
      alt = getInterpreter<atn::ParserATNSimulator>()->adaptivePredict(_input, 81, _ctx);
    }
  }
  catch (RecognitionException &e) {
    _errHandler->reportError(this, e);
    _localctx->exception = std::current_exception();
    _errHandler->recover(this, _localctx->exception);
  }
  return _localctx;
}

bool OpenQasm3Parser::sempred(RuleContext *context, size_t ruleIndex, size_t predicateIndex) {
  switch (ruleIndex) {
    case 65: return expressionSempred(dynamic_cast<ExpressionContext *>(context), predicateIndex);

  default:
    break;
  }
  return true;
}

bool OpenQasm3Parser::expressionSempred(ExpressionContext *_localctx, size_t predicateIndex) {
  switch (predicateIndex) {
    case 0: return precpred(_ctx, 16);
    case 1: return precpred(_ctx, 14);
    case 2: return precpred(_ctx, 13);
    case 3: return precpred(_ctx, 12);
    case 4: return precpred(_ctx, 11);
    case 5: return precpred(_ctx, 10);
    case 6: return precpred(_ctx, 9);
    case 7: return precpred(_ctx, 8);
    case 8: return precpred(_ctx, 7);
    case 9: return precpred(_ctx, 6);
    case 10: return precpred(_ctx, 5);
    case 11: return precpred(_ctx, 17);

  default:
    break;
  }
  return true;
}

// Static vars and initialization.
std::vector<dfa::DFA> OpenQasm3Parser::_decisionToDFA;
atn::PredictionContextCache OpenQasm3Parser::_sharedContextCache;

// We own the ATN which in turn owns the ATN states.
atn::ATN OpenQasm3Parser::_atn;
std::vector<uint16_t> OpenQasm3Parser::_serializedATN;

std::vector<std::string> OpenQasm3Parser::_ruleNames = {
  "program", "single", "version", "statement", "annotation", "pragma", "scope", 
  "body", "bareStatement", "include", "qubitDeclaration", "oldRegisterDeclaration", 
  "constDeclaration", "ioDeclaration", "classicalDeclaration", "aliasDeclaration", 
  "gateDefinition", "subroutineDefinition", "externDeclaration", "initializer", 
  "arrayLiteral", "arrayElement", "concatenation", "identifierList", "designator", 
  "scalarType", "arrayType", "arrayReferenceType", "returnType", "argumentList", 
  "argument", "externArgumentList", "externArgument", "modifier", "gateCall", 
  "phaseCall", "measurement", "measureStatement", "resetStatement", "barrierStatement", 
  "delayStatement", "boxStatement", "operandList", "operand", "place", "indexOperator", 
  "indexItem", "range", "setLiteral", "assignment", "expressionStatement", 
  "ifStatement", "forStatement", "whileStatement", "switchStatement", "switchCase", 
  "breakStatement", "continueStatement", "endStatement", "returnStatement", 
  "empty", "calibrationGrammar", "calibrationBlock", "calibrationDefinition", 
  "expressionList", "expression"
};

std::vector<std::string> OpenQasm3Parser::_literalNames = {
  "", "'OPENQASM'", "'include'", "'defcalgrammar'", "'def'", "'cal'", "'defcal'", 
  "'gate'", "'extern'", "'box'", "'let'", "'break'", "'continue'", "'if'", 
  "'else'", "'end'", "'return'", "'for'", "'while'", "'in'", "'switch'", 
  "'case'", "'default'", "", "", "'input'", "'output'", "'const'", "'readonly'", 
  "'mutable'", "'qreg'", "'qubit'", "'creg'", "'bool'", "'bit'", "'int'", 
  "'uint'", "'float'", "'angle'", "'complex'", "'array'", "'void'", "'duration'", 
  "'stretch'", "'gphase'", "'inv'", "'pow'", "'ctrl'", "'negctrl'", "'#dim'", 
  "'durationof'", "'delay'", "'reset'", "'measure'", "'barrier'", "", "'['", 
  "']'", "'{'", "'}'", "'('", "')'", "':'", "';'", "'.'", "','", "'='", 
  "'->'", "'+'", "'++'", "'-'", "'*'", "'**'", "'/'", "'%'", "'|'", "'||'", 
  "'&'", "'&&'", "'^'", "'@'", "'~'", "'!'"
};

std::vector<std::string> OpenQasm3Parser::_symbolicNames = {
  "", "OPENQASM", "INCLUDE", "DEFCALGRAMMAR", "DEF", "CAL", "DEFCAL", "GATE", 
  "EXTERN", "BOX", "LET", "BREAK", "CONTINUE", "IF", "ELSE", "END", "RETURN", 
  "FOR", "WHILE", "IN", "SWITCH", "CASE", "DEFAULT", "PRAGMA", "Annotation", 
  "INPUT", "OUTPUT", "CONST", "READONLY", "MUTABLE", "QREG", "QUBIT", "CREG", 
  "BOOL", "BIT", "INT", "UINT", "FLOAT", "ANGLE", "COMPLEX", "ARRAY", "VOID", 
  "DURATION", "STRETCH", "GPHASE", "INV", "POW", "CTRL", "NEGCTRL", "DIM", 
  "DURATIONOF", "DELAY", "RESET", "MEASURE", "BARRIER", "Boolean", "LBRACKET", 
  "RBRACKET", "LBRACE", "RBRACE", "LPAREN", "RPAREN", "COLON", "SEMICOLON", 
  "DOT", "COMMA", "ASSIGN", "ARROW", "PLUS", "CONCAT", "MINUS", "STAR", 
  "POWER", "SLASH", "PERCENT", "PIPE", "OR", "AMPERSAND", "AND", "CARET", 
  "AT", "TILDE", "BANG", "EQUAL", "COMPARE", "SHIFT", "COMPOUND_ASSIGN", 
  "Imaginary", "Binary", "Octal", "Integer", "Hex", "Identifier", "HardwareQubit", 
  "Float", "Timing", "BadNumber", "BitString", "String", "Whitespace", "LineComment", 
  "BlockComment", "Stray", "LineText", "LineEnd", "CalSpace", "CalLineComment", 
  "CalBlockComment", "DefcalHead", "CalText"
};

dfa::Vocabulary OpenQasm3Parser::_vocabulary(_literalNames, _symbolicNames);

std::vector<std::string> OpenQasm3Parser::_tokenNames;

OpenQasm3Parser::Initializer::Initializer() {
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
    0x3, 0x6f, 0x2ff, 0x4, 0x2, 0x9, 0x2, 0x4, 0x3, 0x9, 0x3, 0x4, 0x4, 
    0x9, 0x4, 0x4, 0x5, 0x9, 0x5, 0x4, 0x6, 0x9, 0x6, 0x4, 0x7, 0x9, 0x7, 
    0x4, 0x8, 0x9, 0x8, 0x4, 0x9, 0x9, 0x9, 0x4, 0xa, 0x9, 0xa, 0x4, 0xb, 
    0x9, 0xb, 0x4, 0xc, 0x9, 0xc, 0x4, 0xd, 0x9, 0xd, 0x4, 0xe, 0x9, 0xe, 
    0x4, 0xf, 0x9, 0xf, 0x4, 0x10, 0x9, 0x10, 0x4, 0x11, 0x9, 0x11, 0x4, 
    0x12, 0x9, 0x12, 0x4, 0x13, 0x9, 0x13, 0x4, 0x14, 0x9, 0x14, 0x4, 0x15, 
    0x9, 0x15, 0x4, 0x16, 0x9, 0x16, 0x4, 0x17, 0x9, 0x17, 0x4, 0x18, 0x9, 
    0x18, 0x4, 0x19, 0x9, 0x19, 0x4, 0x1a, 0x9, 0x1a, 0x4, 0x1b, 0x9, 0x1b, 
    0x4, 0x1c, 0x9, 0x1c, 0x4, 0x1d, 0x9, 0x1d, 0x4, 0x1e, 0x9, 0x1e, 0x4, 
    0x1f, 0x9, 0x1f, 0x4, 0x20, 0x9, 0x20, 0x4, 0x21, 0x9, 0x21, 0x4, 0x22, 
    0x9, 0x22, 0x4, 0x23, 0x9, 0x23, 0x4, 0x24, 0x9, 0x24, 0x4, 0x25, 0x9, 
    0x25, 0x4, 0x26, 0x9, 0x26, 0x4, 0x27, 0x9, 0x27, 0x4, 0x28, 0x9, 0x28, 
    0x4, 0x29, 0x9, 0x29, 0x4, 0x2a, 0x9, 0x2a, 0x4, 0x2b, 0x9, 0x2b, 0x4, 
    0x2c, 0x9, 0x2c, 0x4, 0x2d, 0x9, 0x2d, 0x4, 0x2e, 0x9, 0x2e, 0x4, 0x2f, 
    0x9, 0x2f, 0x4, 0x30, 0x9, 0x30, 0x4, 0x31, 0x9, 0x31, 0x4, 0x32, 0x9, 
    0x32, 0x4, 0x33, 0x9, 0x33, 0x4, 0x34, 0x9, 0x34, 0x4, 0x35, 0x9, 0x35, 
    0x4, 0x36, 0x9, 0x36, 0x4, 0x37, 0x9, 0x37, 0x4, 0x38, 0x9, 0x38, 0x4, 
    0x39, 0x9, 0x39, 0x4, 0x3a, 0x9, 0x3a, 0x4, 0x3b, 0x9, 0x3b, 0x4, 0x3c, 
    0x9, 0x3c, 0x4, 0x3d, 0x9, 0x3d, 0x4, 0x3e, 0x9, 0x3e, 0x4, 0x3f, 0x9, 
    0x3f, 0x4, 0x40, 0x9, 0x40, 0x4, 0x41, 0x9, 0x41, 0x4, 0x42, 0x9, 0x42, 
    0x4, 0x43, 0x9, 0x43, 0x3, 0x2, 0x5, 0x2, 0x88, 0xa, 0x2, 0x3, 0x2, 
    0x7, 0x2, 0x8b, 0xa, 0x2, 0xc, 0x2, 0xe, 0x2, 0x8e, 0xb, 0x2, 0x3, 0x2, 
    0x3, 0x2, 0x3, 0x3, 0x3, 0x3, 0x3, 0x3, 0x3, 0x4, 0x3, 0x4, 0x3, 0x4, 
    0x3, 0x4, 0x3, 0x5, 0x7, 0x5, 0x9a, 0xa, 0x5, 0xc, 0x5, 0xe, 0x5, 0x9d, 
    0xb, 0x5, 0x3, 0x5, 0x3, 0x5, 0x5, 0x5, 0xa1, 0xa, 0x5, 0x3, 0x6, 0x3, 
    0x6, 0x5, 0x6, 0xa5, 0xa, 0x6, 0x3, 0x7, 0x3, 0x7, 0x5, 0x7, 0xa9, 0xa, 
    0x7, 0x3, 0x8, 0x3, 0x8, 0x7, 0x8, 0xad, 0xa, 0x8, 0xc, 0x8, 0xe, 0x8, 
    0xb0, 0xb, 0x8, 0x3, 0x8, 0x3, 0x8, 0x3, 0x9, 0x3, 0x9, 0x5, 0x9, 0xb6, 
    0xa, 0x9, 0x3, 0xa, 0x3, 0xa, 0x3, 0xa, 0x3, 0xa, 0x3, 0xa, 0x3, 0xa, 
    0x3, 0xa, 0x3, 0xa, 0x3, 0xa, 0x3, 0xa, 0x3, 0xa, 0x3, 0xa, 0x3, 0xa, 
    0x3, 0xa, 0x3, 0xa, 0x3, 0xa, 0x3, 0xa, 0x3, 0xa, 0x3, 0xa, 0x3, 0xa, 
    0x3, 0xa, 0x3, 0xa, 0x3, 0xa, 0x3, 0xa, 0x3, 0xa, 0x3, 0xa, 0x3, 0xa, 
    0x3, 0xa, 0x3, 0xa, 0x3, 0xa, 0x3, 0xa, 0x3, 0xa, 0x5, 0xa, 0xd8, 0xa, 
    0xa, 0x3, 0xb, 0x3, 0xb, 0x3, 0xb, 0x3, 0xb, 0x3, 0xc, 0x3, 0xc, 0x5, 
    0xc, 0xe0, 0xa, 0xc, 0x3, 0xc, 0x3, 0xc, 0x3, 0xc, 0x3, 0xd, 0x3, 0xd, 
    0x3, 0xd, 0x5, 0xd, 0xe8, 0xa, 0xd, 0x3, 0xd, 0x3, 0xd, 0x3, 0xe, 0x3, 
    0xe, 0x3, 0xe, 0x3, 0xe, 0x3, 0xe, 0x3, 0xe, 0x3, 0xe, 0x3, 0xf, 0x3, 
    0xf, 0x3, 0xf, 0x5, 0xf, 0xf6, 0xa, 0xf, 0x3, 0xf, 0x3, 0xf, 0x3, 0xf, 
    0x3, 0x10, 0x3, 0x10, 0x5, 0x10, 0xfd, 0xa, 0x10, 0x3, 0x10, 0x3, 0x10, 
    0x3, 0x10, 0x5, 0x10, 0x102, 0xa, 0x10, 0x3, 0x10, 0x3, 0x10, 0x3, 0x11, 
    0x3, 0x11, 0x3, 0x11, 0x3, 0x11, 0x3, 0x11, 0x3, 0x11, 0x3, 0x12, 0x3, 
    0x12, 0x3, 0x12, 0x3, 0x12, 0x5, 0x12, 0x110, 0xa, 0x12, 0x3, 0x12, 
    0x5, 0x12, 0x113, 0xa, 0x12, 0x3, 0x12, 0x3, 0x12, 0x3, 0x12, 0x3, 0x13, 
    0x3, 0x13, 0x3, 0x13, 0x3, 0x13, 0x5, 0x13, 0x11c, 0xa, 0x13, 0x3, 0x13, 
    0x3, 0x13, 0x5, 0x13, 0x120, 0xa, 0x13, 0x3, 0x13, 0x3, 0x13, 0x3, 0x14, 
    0x3, 0x14, 0x3, 0x14, 0x3, 0x14, 0x5, 0x14, 0x128, 0xa, 0x14, 0x3, 0x14, 
    0x3, 0x14, 0x5, 0x14, 0x12c, 0xa, 0x14, 0x3, 0x14, 0x3, 0x14, 0x3, 0x15, 
    0x3, 0x15, 0x3, 0x15, 0x5, 0x15, 0x133, 0xa, 0x15, 0x3, 0x16, 0x3, 0x16, 
    0x3, 0x16, 0x3, 0x16, 0x7, 0x16, 0x139, 0xa, 0x16, 0xc, 0x16, 0xe, 0x16, 
    0x13c, 0xb, 0x16, 0x3, 0x16, 0x5, 0x16, 0x13f, 0xa, 0x16, 0x5, 0x16, 
    0x141, 0xa, 0x16, 0x3, 0x16, 0x3, 0x16, 0x3, 0x17, 0x3, 0x17, 0x5, 0x17, 
    0x147, 0xa, 0x17, 0x3, 0x18, 0x3, 0x18, 0x3, 0x18, 0x7, 0x18, 0x14c, 
    0xa, 0x18, 0xc, 0x18, 0xe, 0x18, 0x14f, 0xb, 0x18, 0x3, 0x19, 0x3, 0x19, 
    0x3, 0x19, 0x7, 0x19, 0x154, 0xa, 0x19, 0xc, 0x19, 0xe, 0x19, 0x157, 
    0xb, 0x19, 0x3, 0x19, 0x5, 0x19, 0x15a, 0xa, 0x19, 0x3, 0x1a, 0x3, 0x1a, 
    0x3, 0x1a, 0x3, 0x1a, 0x3, 0x1b, 0x3, 0x1b, 0x5, 0x1b, 0x162, 0xa, 0x1b, 
    0x3, 0x1b, 0x3, 0x1b, 0x3, 0x1b, 0x3, 0x1b, 0x3, 0x1b, 0x3, 0x1b, 0x5, 
    0x1b, 0x16a, 0xa, 0x1b, 0x5, 0x1b, 0x16c, 0xa, 0x1b, 0x3, 0x1c, 0x3, 
    0x1c, 0x3, 0x1c, 0x3, 0x1c, 0x3, 0x1c, 0x3, 0x1c, 0x3, 0x1c, 0x3, 0x1d, 
    0x3, 0x1d, 0x3, 0x1d, 0x3, 0x1d, 0x3, 0x1d, 0x3, 0x1d, 0x3, 0x1d, 0x3, 
    0x1d, 0x3, 0x1d, 0x5, 0x1d, 0x17e, 0xa, 0x1d, 0x3, 0x1d, 0x3, 0x1d, 
    0x3, 0x1e, 0x3, 0x1e, 0x3, 0x1e, 0x3, 0x1f, 0x3, 0x1f, 0x3, 0x1f, 0x7, 
    0x1f, 0x188, 0xa, 0x1f, 0xc, 0x1f, 0xe, 0x1f, 0x18b, 0xb, 0x1f, 0x3, 
    0x1f, 0x5, 0x1f, 0x18e, 0xa, 0x1f, 0x3, 0x20, 0x3, 0x20, 0x3, 0x20, 
    0x3, 0x20, 0x3, 0x20, 0x5, 0x20, 0x195, 0xa, 0x20, 0x3, 0x20, 0x3, 0x20, 
    0x3, 0x20, 0x3, 0x20, 0x5, 0x20, 0x19b, 0xa, 0x20, 0x3, 0x20, 0x3, 0x20, 
    0x3, 0x20, 0x5, 0x20, 0x1a0, 0xa, 0x20, 0x3, 0x21, 0x3, 0x21, 0x3, 0x21, 
    0x7, 0x21, 0x1a5, 0xa, 0x21, 0xc, 0x21, 0xe, 0x21, 0x1a8, 0xb, 0x21, 
    0x3, 0x21, 0x5, 0x21, 0x1ab, 0xa, 0x21, 0x3, 0x22, 0x3, 0x22, 0x3, 0x22, 
    0x3, 0x22, 0x5, 0x22, 0x1b1, 0xa, 0x22, 0x5, 0x22, 0x1b3, 0xa, 0x22, 
    0x3, 0x23, 0x3, 0x23, 0x3, 0x23, 0x3, 0x23, 0x3, 0x23, 0x3, 0x23, 0x3, 
    0x23, 0x3, 0x23, 0x3, 0x23, 0x3, 0x23, 0x3, 0x23, 0x3, 0x23, 0x3, 0x23, 
    0x5, 0x23, 0x1c2, 0xa, 0x23, 0x3, 0x23, 0x5, 0x23, 0x1c5, 0xa, 0x23, 
    0x3, 0x24, 0x7, 0x24, 0x1c8, 0xa, 0x24, 0xc, 0x24, 0xe, 0x24, 0x1cb, 
    0xb, 0x24, 0x3, 0x24, 0x3, 0x24, 0x3, 0x24, 0x5, 0x24, 0x1d0, 0xa, 0x24, 
    0x3, 0x24, 0x5, 0x24, 0x1d3, 0xa, 0x24, 0x3, 0x24, 0x5, 0x24, 0x1d6, 
    0xa, 0x24, 0x3, 0x24, 0x3, 0x24, 0x3, 0x24, 0x3, 0x25, 0x7, 0x25, 0x1dc, 
    0xa, 0x25, 0xc, 0x25, 0xe, 0x25, 0x1df, 0xb, 0x25, 0x3, 0x25, 0x3, 0x25, 
    0x3, 0x25, 0x5, 0x25, 0x1e4, 0xa, 0x25, 0x3, 0x25, 0x3, 0x25, 0x5, 0x25, 
    0x1e8, 0xa, 0x25, 0x3, 0x25, 0x5, 0x25, 0x1eb, 0xa, 0x25, 0x3, 0x25, 
    0x3, 0x25, 0x3, 0x26, 0x3, 0x26, 0x3, 0x26, 0x3, 0x27, 0x3, 0x27, 0x3, 
    0x27, 0x5, 0x27, 0x1f5, 0xa, 0x27, 0x3, 0x27, 0x3, 0x27, 0x3, 0x28, 
    0x3, 0x28, 0x3, 0x28, 0x3, 0x28, 0x3, 0x29, 0x3, 0x29, 0x5, 0x29, 0x1ff, 
    0xa, 0x29, 0x3, 0x29, 0x3, 0x29, 0x3, 0x2a, 0x3, 0x2a, 0x3, 0x2a, 0x5, 
    0x2a, 0x206, 0xa, 0x2a, 0x3, 0x2a, 0x3, 0x2a, 0x3, 0x2b, 0x3, 0x2b, 
    0x5, 0x2b, 0x20c, 0xa, 0x2b, 0x3, 0x2b, 0x3, 0x2b, 0x3, 0x2c, 0x3, 0x2c, 
    0x3, 0x2c, 0x7, 0x2c, 0x213, 0xa, 0x2c, 0xc, 0x2c, 0xe, 0x2c, 0x216, 
    0xb, 0x2c, 0x3, 0x2c, 0x5, 0x2c, 0x219, 0xa, 0x2c, 0x3, 0x2d, 0x3, 0x2d, 
    0x5, 0x2d, 0x21d, 0xa, 0x2d, 0x3, 0x2e, 0x3, 0x2e, 0x7, 0x2e, 0x221, 
    0xa, 0x2e, 0xc, 0x2e, 0xe, 0x2e, 0x224, 0xb, 0x2e, 0x3, 0x2f, 0x3, 0x2f, 
    0x3, 0x2f, 0x3, 0x2f, 0x3, 0x2f, 0x7, 0x2f, 0x22b, 0xa, 0x2f, 0xc, 0x2f, 
    0xe, 0x2f, 0x22e, 0xb, 0x2f, 0x3, 0x2f, 0x5, 0x2f, 0x231, 0xa, 0x2f, 
    0x5, 0x2f, 0x233, 0xa, 0x2f, 0x3, 0x2f, 0x3, 0x2f, 0x3, 0x30, 0x3, 0x30, 
    0x5, 0x30, 0x239, 0xa, 0x30, 0x3, 0x31, 0x5, 0x31, 0x23c, 0xa, 0x31, 
    0x3, 0x31, 0x3, 0x31, 0x5, 0x31, 0x240, 0xa, 0x31, 0x3, 0x31, 0x3, 0x31, 
    0x5, 0x31, 0x244, 0xa, 0x31, 0x5, 0x31, 0x246, 0xa, 0x31, 0x3, 0x32, 
    0x3, 0x32, 0x3, 0x32, 0x3, 0x32, 0x3, 0x33, 0x3, 0x33, 0x3, 0x33, 0x3, 
    0x33, 0x3, 0x33, 0x5, 0x33, 0x251, 0xa, 0x33, 0x3, 0x33, 0x3, 0x33, 
    0x3, 0x34, 0x3, 0x34, 0x3, 0x34, 0x3, 0x35, 0x3, 0x35, 0x3, 0x35, 0x3, 
    0x35, 0x3, 0x35, 0x3, 0x35, 0x3, 0x35, 0x5, 0x35, 0x25f, 0xa, 0x35, 
    0x3, 0x36, 0x3, 0x36, 0x3, 0x36, 0x3, 0x36, 0x3, 0x36, 0x3, 0x36, 0x3, 
    0x36, 0x3, 0x36, 0x3, 0x36, 0x3, 0x36, 0x5, 0x36, 0x26b, 0xa, 0x36, 
    0x3, 0x36, 0x3, 0x36, 0x3, 0x37, 0x3, 0x37, 0x3, 0x37, 0x3, 0x37, 0x3, 
    0x37, 0x3, 0x37, 0x3, 0x38, 0x3, 0x38, 0x3, 0x38, 0x3, 0x38, 0x3, 0x38, 
    0x3, 0x38, 0x7, 0x38, 0x27b, 0xa, 0x38, 0xc, 0x38, 0xe, 0x38, 0x27e, 
    0xb, 0x38, 0x3, 0x38, 0x3, 0x38, 0x3, 0x39, 0x3, 0x39, 0x3, 0x39, 0x3, 
    0x39, 0x3, 0x39, 0x3, 0x39, 0x5, 0x39, 0x288, 0xa, 0x39, 0x3, 0x3a, 
    0x3, 0x3a, 0x3, 0x3a, 0x3, 0x3b, 0x3, 0x3b, 0x3, 0x3b, 0x3, 0x3c, 0x3, 
    0x3c, 0x3, 0x3c, 0x3, 0x3d, 0x3, 0x3d, 0x3, 0x3d, 0x5, 0x3d, 0x296, 
    0xa, 0x3d, 0x3, 0x3d, 0x3, 0x3d, 0x3, 0x3e, 0x3, 0x3e, 0x3, 0x3f, 0x3, 
    0x3f, 0x3, 0x3f, 0x3, 0x3f, 0x3, 0x40, 0x3, 0x40, 0x3, 0x40, 0x5, 0x40, 
    0x2a3, 0xa, 0x40, 0x3, 0x40, 0x3, 0x40, 0x3, 0x41, 0x3, 0x41, 0x3, 0x41, 
    0x3, 0x41, 0x5, 0x41, 0x2ab, 0xa, 0x41, 0x3, 0x41, 0x3, 0x41, 0x3, 0x42, 
    0x3, 0x42, 0x3, 0x42, 0x7, 0x42, 0x2b2, 0xa, 0x42, 0xc, 0x42, 0xe, 0x42, 
    0x2b5, 0xb, 0x42, 0x3, 0x42, 0x5, 0x42, 0x2b8, 0xa, 0x42, 0x3, 0x43, 
    0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 
    0x43, 0x3, 0x43, 0x5, 0x43, 0x2c3, 0xa, 0x43, 0x3, 0x43, 0x3, 0x43, 
    0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 
    0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x5, 0x43, 0x2d1, 0xa, 0x43, 
    0x3, 0x43, 0x3, 0x43, 0x5, 0x43, 0x2d5, 0xa, 0x43, 0x3, 0x43, 0x3, 0x43, 
    0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 
    0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 
    0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 
    0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 
    0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 0x43, 0x3, 
    0x43, 0x7, 0x43, 0x2fa, 0xa, 0x43, 0xc, 0x43, 0xe, 0x43, 0x2fd, 0xb, 
    0x43, 0x3, 0x43, 0x2, 0x3, 0x84, 0x44, 0x2, 0x4, 0x6, 0x8, 0xa, 0xc, 
    0xe, 0x10, 0x12, 0x14, 0x16, 0x18, 0x1a, 0x1c, 0x1e, 0x20, 0x22, 0x24, 
    0x26, 0x28, 0x2a, 0x2c, 0x2e, 0x30, 0x32, 0x34, 0x36, 0x38, 0x3a, 0x3c, 
    0x3e, 0x40, 0x42, 0x44, 0x46, 0x48, 0x4a, 0x4c, 0x4e, 0x50, 0x52, 0x54, 
    0x56, 0x58, 0x5a, 0x5c, 0x5e, 0x60, 0x62, 0x64, 0x66, 0x68, 0x6a, 0x6c, 
    0x6e, 0x70, 0x72, 0x74, 0x76, 0x78, 0x7a, 0x7c, 0x7e, 0x80, 0x82, 0x84, 
    0x2, 0x10, 0x4, 0x2, 0x5c, 0x5c, 0x60, 0x60, 0x3, 0x2, 0x63, 0x64, 0x4, 
    0x2, 0x20, 0x20, 0x22, 0x22, 0x3, 0x2, 0x1b, 0x1c, 0x3, 0x2, 0x24, 0x28, 
    0x4, 0x2, 0x23, 0x23, 0x2b, 0x2d, 0x3, 0x2, 0x1e, 0x1f, 0x3, 0x2, 0x31, 
    0x32, 0x4, 0x2, 0x44, 0x44, 0x58, 0x58, 0x5, 0x2, 0x46, 0x46, 0x48, 
    0x48, 0x53, 0x54, 0x4, 0x2, 0x30, 0x30, 0x5e, 0x5e, 0x5, 0x2, 0x39, 
    0x39, 0x59, 0x61, 0x63, 0x63, 0x4, 0x2, 0x49, 0x49, 0x4b, 0x4c, 0x4, 
    0x2, 0x46, 0x46, 0x48, 0x48, 0x2, 0x343, 0x2, 0x87, 0x3, 0x2, 0x2, 0x2, 
    0x4, 0x91, 0x3, 0x2, 0x2, 0x2, 0x6, 0x94, 0x3, 0x2, 0x2, 0x2, 0x8, 0xa0, 
    0x3, 0x2, 0x2, 0x2, 0xa, 0xa2, 0x3, 0x2, 0x2, 0x2, 0xc, 0xa6, 0x3, 0x2, 
    0x2, 0x2, 0xe, 0xaa, 0x3, 0x2, 0x2, 0x2, 0x10, 0xb5, 0x3, 0x2, 0x2, 
    0x2, 0x12, 0xd7, 0x3, 0x2, 0x2, 0x2, 0x14, 0xd9, 0x3, 0x2, 0x2, 0x2, 
    0x16, 0xdd, 0x3, 0x2, 0x2, 0x2, 0x18, 0xe4, 0x3, 0x2, 0x2, 0x2, 0x1a, 
    0xeb, 0x3, 0x2, 0x2, 0x2, 0x1c, 0xf2, 0x3, 0x2, 0x2, 0x2, 0x1e, 0xfc, 
    0x3, 0x2, 0x2, 0x2, 0x20, 0x105, 0x3, 0x2, 0x2, 0x2, 0x22, 0x10b, 0x3, 
    0x2, 0x2, 0x2, 0x24, 0x117, 0x3, 0x2, 0x2, 0x2, 0x26, 0x123, 0x3, 0x2, 
    0x2, 0x2, 0x28, 0x132, 0x3, 0x2, 0x2, 0x2, 0x2a, 0x134, 0x3, 0x2, 0x2, 
    0x2, 0x2c, 0x146, 0x3, 0x2, 0x2, 0x2, 0x2e, 0x148, 0x3, 0x2, 0x2, 0x2, 
    0x30, 0x150, 0x3, 0x2, 0x2, 0x2, 0x32, 0x15b, 0x3, 0x2, 0x2, 0x2, 0x34, 
    0x16b, 0x3, 0x2, 0x2, 0x2, 0x36, 0x16d, 0x3, 0x2, 0x2, 0x2, 0x38, 0x174, 
    0x3, 0x2, 0x2, 0x2, 0x3a, 0x181, 0x3, 0x2, 0x2, 0x2, 0x3c, 0x184, 0x3, 
    0x2, 0x2, 0x2, 0x3e, 0x19f, 0x3, 0x2, 0x2, 0x2, 0x40, 0x1a1, 0x3, 0x2, 
    0x2, 0x2, 0x42, 0x1b2, 0x3, 0x2, 0x2, 0x2, 0x44, 0x1c4, 0x3, 0x2, 0x2, 
    0x2, 0x46, 0x1c9, 0x3, 0x2, 0x2, 0x2, 0x48, 0x1dd, 0x3, 0x2, 0x2, 0x2, 
    0x4a, 0x1ee, 0x3, 0x2, 0x2, 0x2, 0x4c, 0x1f1, 0x3, 0x2, 0x2, 0x2, 0x4e, 
    0x1f8, 0x3, 0x2, 0x2, 0x2, 0x50, 0x1fc, 0x3, 0x2, 0x2, 0x2, 0x52, 0x202, 
    0x3, 0x2, 0x2, 0x2, 0x54, 0x209, 0x3, 0x2, 0x2, 0x2, 0x56, 0x20f, 0x3, 
    0x2, 0x2, 0x2, 0x58, 0x21c, 0x3, 0x2, 0x2, 0x2, 0x5a, 0x21e, 0x3, 0x2, 
    0x2, 0x2, 0x5c, 0x225, 0x3, 0x2, 0x2, 0x2, 0x5e, 0x238, 0x3, 0x2, 0x2, 
    0x2, 0x60, 0x23b, 0x3, 0x2, 0x2, 0x2, 0x62, 0x247, 0x3, 0x2, 0x2, 0x2, 
    0x64, 0x24b, 0x3, 0x2, 0x2, 0x2, 0x66, 0x254, 0x3, 0x2, 0x2, 0x2, 0x68, 
    0x257, 0x3, 0x2, 0x2, 0x2, 0x6a, 0x260, 0x3, 0x2, 0x2, 0x2, 0x6c, 0x26e, 
    0x3, 0x2, 0x2, 0x2, 0x6e, 0x274, 0x3, 0x2, 0x2, 0x2, 0x70, 0x287, 0x3, 
    0x2, 0x2, 0x2, 0x72, 0x289, 0x3, 0x2, 0x2, 0x2, 0x74, 0x28c, 0x3, 0x2, 
    0x2, 0x2, 0x76, 0x28f, 0x3, 0x2, 0x2, 0x2, 0x78, 0x292, 0x3, 0x2, 0x2, 
    0x2, 0x7a, 0x299, 0x3, 0x2, 0x2, 0x2, 0x7c, 0x29b, 0x3, 0x2, 0x2, 0x2, 
    0x7e, 0x29f, 0x3, 0x2, 0x2, 0x2, 0x80, 0x2a6, 0x3, 0x2, 0x2, 0x2, 0x82, 
    0x2ae, 0x3, 0x2, 0x2, 0x2, 0x84, 0x2d4, 0x3, 0x2, 0x2, 0x2, 0x86, 0x88, 
    0x5, 0x6, 0x4, 0x2, 0x87, 0x86, 0x3, 0x2, 0x2, 0x2, 0x87, 0x88, 0x3, 
    0x2, 0x2, 0x2, 0x88, 0x8c, 0x3, 0x2, 0x2, 0x2, 0x89, 0x8b, 0x5, 0x8, 
    0x5, 0x2, 0x8a, 0x89, 0x3, 0x2, 0x2, 0x2, 0x8b, 0x8e, 0x3, 0x2, 0x2, 
    0x2, 0x8c, 0x8a, 0x3, 0x2, 0x2, 0x2, 0x8c, 0x8d, 0x3, 0x2, 0x2, 0x2, 
    0x8d, 0x8f, 0x3, 0x2, 0x2, 0x2, 0x8e, 0x8c, 0x3, 0x2, 0x2, 0x2, 0x8f, 
    0x90, 0x7, 0x2, 0x2, 0x3, 0x90, 0x3, 0x3, 0x2, 0x2, 0x2, 0x91, 0x92, 
    0x5, 0x8, 0x5, 0x2, 0x92, 0x93, 0x7, 0x2, 0x2, 0x3, 0x93, 0x5, 0x3, 
    0x2, 0x2, 0x2, 0x94, 0x95, 0x7, 0x3, 0x2, 0x2, 0x95, 0x96, 0x9, 0x2, 
    0x2, 0x2, 0x96, 0x97, 0x7, 0x41, 0x2, 0x2, 0x97, 0x7, 0x3, 0x2, 0x2, 
    0x2, 0x98, 0x9a, 0x5, 0xa, 0x6, 0x2, 0x99, 0x98, 0x3, 0x2, 0x2, 0x2, 
    0x9a, 0x9d, 0x3, 0x2, 0x2, 0x2, 0x9b, 0x99, 0x3, 0x2, 0x2, 0x2, 0x9b, 
    0x9c, 0x3, 0x2, 0x2, 0x2, 0x9c, 0x9e, 0x3, 0x2, 0x2, 0x2, 0x9d, 0x9b, 
    0x3, 0x2, 0x2, 0x2, 0x9e, 0xa1, 0x5, 0x12, 0xa, 0x2, 0x9f, 0xa1, 0x5, 
    0xc, 0x7, 0x2, 0xa0, 0x9b, 0x3, 0x2, 0x2, 0x2, 0xa0, 0x9f, 0x3, 0x2, 
    0x2, 0x2, 0xa1, 0x9, 0x3, 0x2, 0x2, 0x2, 0xa2, 0xa4, 0x7, 0x1a, 0x2, 
    0x2, 0xa3, 0xa5, 0x7, 0x69, 0x2, 0x2, 0xa4, 0xa3, 0x3, 0x2, 0x2, 0x2, 
    0xa4, 0xa5, 0x3, 0x2, 0x2, 0x2, 0xa5, 0xb, 0x3, 0x2, 0x2, 0x2, 0xa6, 
    0xa8, 0x7, 0x19, 0x2, 0x2, 0xa7, 0xa9, 0x7, 0x69, 0x2, 0x2, 0xa8, 0xa7, 
    0x3, 0x2, 0x2, 0x2, 0xa8, 0xa9, 0x3, 0x2, 0x2, 0x2, 0xa9, 0xd, 0x3, 
    0x2, 0x2, 0x2, 0xaa, 0xae, 0x7, 0x3c, 0x2, 0x2, 0xab, 0xad, 0x5, 0x8, 
    0x5, 0x2, 0xac, 0xab, 0x3, 0x2, 0x2, 0x2, 0xad, 0xb0, 0x3, 0x2, 0x2, 
    0x2, 0xae, 0xac, 0x3, 0x2, 0x2, 0x2, 0xae, 0xaf, 0x3, 0x2, 0x2, 0x2, 
    0xaf, 0xb1, 0x3, 0x2, 0x2, 0x2, 0xb0, 0xae, 0x3, 0x2, 0x2, 0x2, 0xb1, 
    0xb2, 0x7, 0x3d, 0x2, 0x2, 0xb2, 0xf, 0x3, 0x2, 0x2, 0x2, 0xb3, 0xb6, 
    0x5, 0x8, 0x5, 0x2, 0xb4, 0xb6, 0x5, 0xe, 0x8, 0x2, 0xb5, 0xb3, 0x3, 
    0x2, 0x2, 0x2, 0xb5, 0xb4, 0x3, 0x2, 0x2, 0x2, 0xb6, 0x11, 0x3, 0x2, 
    0x2, 0x2, 0xb7, 0xd8, 0x5, 0x6, 0x4, 0x2, 0xb8, 0xd8, 0x5, 0x14, 0xb, 
    0x2, 0xb9, 0xd8, 0x5, 0x16, 0xc, 0x2, 0xba, 0xd8, 0x5, 0x18, 0xd, 0x2, 
    0xbb, 0xd8, 0x5, 0x1a, 0xe, 0x2, 0xbc, 0xd8, 0x5, 0x1c, 0xf, 0x2, 0xbd, 
    0xd8, 0x5, 0x1e, 0x10, 0x2, 0xbe, 0xd8, 0x5, 0x20, 0x11, 0x2, 0xbf, 
    0xd8, 0x5, 0x22, 0x12, 0x2, 0xc0, 0xd8, 0x5, 0x24, 0x13, 0x2, 0xc1, 
    0xd8, 0x5, 0x26, 0x14, 0x2, 0xc2, 0xd8, 0x5, 0x46, 0x24, 0x2, 0xc3, 
    0xd8, 0x5, 0x48, 0x25, 0x2, 0xc4, 0xd8, 0x5, 0x4c, 0x27, 0x2, 0xc5, 
    0xd8, 0x5, 0x4e, 0x28, 0x2, 0xc6, 0xd8, 0x5, 0x50, 0x29, 0x2, 0xc7, 
    0xd8, 0x5, 0x52, 0x2a, 0x2, 0xc8, 0xd8, 0x5, 0x54, 0x2b, 0x2, 0xc9, 
    0xd8, 0x5, 0x64, 0x33, 0x2, 0xca, 0xd8, 0x5, 0x66, 0x34, 0x2, 0xcb, 
    0xd8, 0x5, 0x68, 0x35, 0x2, 0xcc, 0xd8, 0x5, 0x6a, 0x36, 0x2, 0xcd, 
    0xd8, 0x5, 0x6c, 0x37, 0x2, 0xce, 0xd8, 0x5, 0x6e, 0x38, 0x2, 0xcf, 
    0xd8, 0x5, 0x72, 0x3a, 0x2, 0xd0, 0xd8, 0x5, 0x74, 0x3b, 0x2, 0xd1, 
    0xd8, 0x5, 0x76, 0x3c, 0x2, 0xd2, 0xd8, 0x5, 0x78, 0x3d, 0x2, 0xd3, 
    0xd8, 0x5, 0x7c, 0x3f, 0x2, 0xd4, 0xd8, 0x5, 0x7e, 0x40, 0x2, 0xd5, 
    0xd8, 0x5, 0x80, 0x41, 0x2, 0xd6, 0xd8, 0x5, 0x7a, 0x3e, 0x2, 0xd7, 
    0xb7, 0x3, 0x2, 0x2, 0x2, 0xd7, 0xb8, 0x3, 0x2, 0x2, 0x2, 0xd7, 0xb9, 
    0x3, 0x2, 0x2, 0x2, 0xd7, 0xba, 0x3, 0x2, 0x2, 0x2, 0xd7, 0xbb, 0x3, 
    0x2, 0x2, 0x2, 0xd7, 0xbc, 0x3, 0x2, 0x2, 0x2, 0xd7, 0xbd, 0x3, 0x2, 
    0x2, 0x2, 0xd7, 0xbe, 0x3, 0x2, 0x2, 0x2, 0xd7, 0xbf, 0x3, 0x2, 0x2, 
    0x2, 0xd7, 0xc0, 0x3, 0x2, 0x2, 0x2, 0xd7, 0xc1, 0x3, 0x2, 0x2, 0x2, 
    0xd7, 0xc2, 0x3, 0x2, 0x2, 0x2, 0xd7, 0xc3, 0x3, 0x2, 0x2, 0x2, 0xd7, 
    0xc4, 0x3, 0x2, 0x2, 0x2, 0xd7, 0xc5, 0x3, 0x2, 0x2, 0x2, 0xd7, 0xc6, 
    0x3, 0x2, 0x2, 0x2, 0xd7, 0xc7, 0x3, 0x2, 0x2, 0x2, 0xd7, 0xc8, 0x3, 
    0x2, 0x2, 0x2, 0xd7, 0xc9, 0x3, 0x2, 0x2, 0x2, 0xd7, 0xca, 0x3, 0x2, 
    0x2, 0x2, 0xd7, 0xcb, 0x3, 0x2, 0x2, 0x2, 0xd7, 0xcc, 0x3, 0x2, 0x2, 
    0x2, 0xd7, 0xcd, 0x3, 0x2, 0x2, 0x2, 0xd7, 0xce, 0x3, 0x2, 0x2, 0x2, 
    0xd7, 0xcf, 0x3, 0x2, 0x2, 0x2, 0xd7, 0xd0, 0x3, 0x2, 0x2, 0x2, 0xd7, 
    0xd1, 0x3, 0x2, 0x2, 0x2, 0xd7, 0xd2, 0x3, 0x2, 0x2, 0x2, 0xd7, 0xd3, 
    0x3, 0x2, 0x2, 0x2, 0xd7, 0xd4, 0x3, 0x2, 0x2, 0x2, 0xd7, 0xd5, 0x3, 
    0x2, 0x2, 0x2, 0xd7, 0xd6, 0x3, 0x2, 0x2, 0x2, 0xd8, 0x13, 0x3, 0x2, 
    0x2, 0x2, 0xd9, 0xda, 0x7, 0x4, 0x2, 0x2, 0xda, 0xdb, 0x9, 0x3, 0x2, 
    0x2, 0xdb, 0xdc, 0x7, 0x41, 0x2, 0x2, 0xdc, 0x15, 0x3, 0x2, 0x2, 0x2, 
    0xdd, 0xdf, 0x7, 0x21, 0x2, 0x2, 0xde, 0xe0, 0x5, 0x32, 0x1a, 0x2, 0xdf, 
    0xde, 0x3, 0x2, 0x2, 0x2, 0xdf, 0xe0, 0x3, 0x2, 0x2, 0x2, 0xe0, 0xe1, 
    0x3, 0x2, 0x2, 0x2, 0xe1, 0xe2, 0x7, 0x5e, 0x2, 0x2, 0xe2, 0xe3, 0x7, 
    0x41, 0x2, 0x2, 0xe3, 0x17, 0x3, 0x2, 0x2, 0x2, 0xe4, 0xe5, 0x9, 0x4, 
    0x2, 0x2, 0xe5, 0xe7, 0x7, 0x5e, 0x2, 0x2, 0xe6, 0xe8, 0x5, 0x32, 0x1a, 
    0x2, 0xe7, 0xe6, 0x3, 0x2, 0x2, 0x2, 0xe7, 0xe8, 0x3, 0x2, 0x2, 0x2, 
    0xe8, 0xe9, 0x3, 0x2, 0x2, 0x2, 0xe9, 0xea, 0x7, 0x41, 0x2, 0x2, 0xea, 
    0x19, 0x3, 0x2, 0x2, 0x2, 0xeb, 0xec, 0x7, 0x1d, 0x2, 0x2, 0xec, 0xed, 
    0x5, 0x34, 0x1b, 0x2, 0xed, 0xee, 0x7, 0x5e, 0x2, 0x2, 0xee, 0xef, 0x7, 
    0x44, 0x2, 0x2, 0xef, 0xf0, 0x5, 0x28, 0x15, 0x2, 0xf0, 0xf1, 0x7, 0x41, 
    0x2, 0x2, 0xf1, 0x1b, 0x3, 0x2, 0x2, 0x2, 0xf2, 0xf5, 0x9, 0x5, 0x2, 
    0x2, 0xf3, 0xf6, 0x5, 0x34, 0x1b, 0x2, 0xf4, 0xf6, 0x5, 0x36, 0x1c, 
    0x2, 0xf5, 0xf3, 0x3, 0x2, 0x2, 0x2, 0xf5, 0xf4, 0x3, 0x2, 0x2, 0x2, 
    0xf6, 0xf7, 0x3, 0x2, 0x2, 0x2, 0xf7, 0xf8, 0x7, 0x5e, 0x2, 0x2, 0xf8, 
    0xf9, 0x7, 0x41, 0x2, 0x2, 0xf9, 0x1d, 0x3, 0x2, 0x2, 0x2, 0xfa, 0xfd, 
    0x5, 0x34, 0x1b, 0x2, 0xfb, 0xfd, 0x5, 0x36, 0x1c, 0x2, 0xfc, 0xfa, 
    0x3, 0x2, 0x2, 0x2, 0xfc, 0xfb, 0x3, 0x2, 0x2, 0x2, 0xfd, 0xfe, 0x3, 
    0x2, 0x2, 0x2, 0xfe, 0x101, 0x7, 0x5e, 0x2, 0x2, 0xff, 0x100, 0x7, 0x44, 
    0x2, 0x2, 0x100, 0x102, 0x5, 0x28, 0x15, 0x2, 0x101, 0xff, 0x3, 0x2, 
    0x2, 0x2, 0x101, 0x102, 0x3, 0x2, 0x2, 0x2, 0x102, 0x103, 0x3, 0x2, 
    0x2, 0x2, 0x103, 0x104, 0x7, 0x41, 0x2, 0x2, 0x104, 0x1f, 0x3, 0x2, 
    0x2, 0x2, 0x105, 0x106, 0x7, 0xc, 0x2, 0x2, 0x106, 0x107, 0x7, 0x5e, 
    0x2, 0x2, 0x107, 0x108, 0x7, 0x44, 0x2, 0x2, 0x108, 0x109, 0x5, 0x2e, 
    0x18, 0x2, 0x109, 0x10a, 0x7, 0x41, 0x2, 0x2, 0x10a, 0x21, 0x3, 0x2, 
    0x2, 0x2, 0x10b, 0x10c, 0x7, 0x9, 0x2, 0x2, 0x10c, 0x112, 0x7, 0x5e, 
    0x2, 0x2, 0x10d, 0x10f, 0x7, 0x3e, 0x2, 0x2, 0x10e, 0x110, 0x5, 0x30, 
    0x19, 0x2, 0x10f, 0x10e, 0x3, 0x2, 0x2, 0x2, 0x10f, 0x110, 0x3, 0x2, 
    0x2, 0x2, 0x110, 0x111, 0x3, 0x2, 0x2, 0x2, 0x111, 0x113, 0x7, 0x3f, 
    0x2, 0x2, 0x112, 0x10d, 0x3, 0x2, 0x2, 0x2, 0x112, 0x113, 0x3, 0x2, 
    0x2, 0x2, 0x113, 0x114, 0x3, 0x2, 0x2, 0x2, 0x114, 0x115, 0x5, 0x30, 
    0x19, 0x2, 0x115, 0x116, 0x5, 0xe, 0x8, 0x2, 0x116, 0x23, 0x3, 0x2, 
    0x2, 0x2, 0x117, 0x118, 0x7, 0x6, 0x2, 0x2, 0x118, 0x119, 0x7, 0x5e, 
    0x2, 0x2, 0x119, 0x11b, 0x7, 0x3e, 0x2, 0x2, 0x11a, 0x11c, 0x5, 0x3c, 
    0x1f, 0x2, 0x11b, 0x11a, 0x3, 0x2, 0x2, 0x2, 0x11b, 0x11c, 0x3, 0x2, 
    0x2, 0x2, 0x11c, 0x11d, 0x3, 0x2, 0x2, 0x2, 0x11d, 0x11f, 0x7, 0x3f, 
    0x2, 0x2, 0x11e, 0x120, 0x5, 0x3a, 0x1e, 0x2, 0x11f, 0x11e, 0x3, 0x2, 
    0x2, 0x2, 0x11f, 0x120, 0x3, 0x2, 0x2, 0x2, 0x120, 0x121, 0x3, 0x2, 
    0x2, 0x2, 0x121, 0x122, 0x5, 0xe, 0x8, 0x2, 0x122, 0x25, 0x3, 0x2, 0x2, 
    0x2, 0x123, 0x124, 0x7, 0xa, 0x2, 0x2, 0x124, 0x125, 0x7, 0x5e, 0x2, 
    0x2, 0x125, 0x127, 0x7, 0x3e, 0x2, 0x2, 0x126, 0x128, 0x5, 0x40, 0x21, 
    0x2, 0x127, 0x126, 0x3, 0x2, 0x2, 0x2, 0x127, 0x128, 0x3, 0x2, 0x2, 
    0x2, 0x128, 0x129, 0x3, 0x2, 0x2, 0x2, 0x129, 0x12b, 0x7, 0x3f, 0x2, 
    0x2, 0x12a, 0x12c, 0x5, 0x3a, 0x1e, 0x2, 0x12b, 0x12a, 0x3, 0x2, 0x2, 
    0x2, 0x12b, 0x12c, 0x3, 0x2, 0x2, 0x2, 0x12c, 0x12d, 0x3, 0x2, 0x2, 
    0x2, 0x12d, 0x12e, 0x7, 0x41, 0x2, 0x2, 0x12e, 0x27, 0x3, 0x2, 0x2, 
    0x2, 0x12f, 0x133, 0x5, 0x2a, 0x16, 0x2, 0x130, 0x133, 0x5, 0x2e, 0x18, 
    0x2, 0x131, 0x133, 0x5, 0x4a, 0x26, 0x2, 0x132, 0x12f, 0x3, 0x2, 0x2, 
    0x2, 0x132, 0x130, 0x3, 0x2, 0x2, 0x2, 0x132, 0x131, 0x3, 0x2, 0x2, 
    0x2, 0x133, 0x29, 0x3, 0x2, 0x2, 0x2, 0x134, 0x140, 0x7, 0x3c, 0x2, 
    0x2, 0x135, 0x13a, 0x5, 0x2c, 0x17, 0x2, 0x136, 0x137, 0x7, 0x43, 0x2, 
    0x2, 0x137, 0x139, 0x5, 0x2c, 0x17, 0x2, 0x138, 0x136, 0x3, 0x2, 0x2, 
    0x2, 0x139, 0x13c, 0x3, 0x2, 0x2, 0x2, 0x13a, 0x138, 0x3, 0x2, 0x2, 
    0x2, 0x13a, 0x13b, 0x3, 0x2, 0x2, 0x2, 0x13b, 0x13e, 0x3, 0x2, 0x2, 
    0x2, 0x13c, 0x13a, 0x3, 0x2, 0x2, 0x2, 0x13d, 0x13f, 0x7, 0x43, 0x2, 
    0x2, 0x13e, 0x13d, 0x3, 0x2, 0x2, 0x2, 0x13e, 0x13f, 0x3, 0x2, 0x2, 
    0x2, 0x13f, 0x141, 0x3, 0x2, 0x2, 0x2, 0x140, 0x135, 0x3, 0x2, 0x2, 
    0x2, 0x140, 0x141, 0x3, 0x2, 0x2, 0x2, 0x141, 0x142, 0x3, 0x2, 0x2, 
    0x2, 0x142, 0x143, 0x7, 0x3d, 0x2, 0x2, 0x143, 0x2b, 0x3, 0x2, 0x2, 
    0x2, 0x144, 0x147, 0x5, 0x84, 0x43, 0x2, 0x145, 0x147, 0x5, 0x2a, 0x16, 
    0x2, 0x146, 0x144, 0x3, 0x2, 0x2, 0x2, 0x146, 0x145, 0x3, 0x2, 0x2, 
    0x2, 0x147, 0x2d, 0x3, 0x2, 0x2, 0x2, 0x148, 0x14d, 0x5, 0x84, 0x43, 
    0x2, 0x149, 0x14a, 0x7, 0x47, 0x2, 0x2, 0x14a, 0x14c, 0x5, 0x84, 0x43, 
    0x2, 0x14b, 0x149, 0x3, 0x2, 0x2, 0x2, 0x14c, 0x14f, 0x3, 0x2, 0x2, 
    0x2, 0x14d, 0x14b, 0x3, 0x2, 0x2, 0x2, 0x14d, 0x14e, 0x3, 0x2, 0x2, 
    0x2, 0x14e, 0x2f, 0x3, 0x2, 0x2, 0x2, 0x14f, 0x14d, 0x3, 0x2, 0x2, 0x2, 
    0x150, 0x155, 0x7, 0x5e, 0x2, 0x2, 0x151, 0x152, 0x7, 0x43, 0x2, 0x2, 
    0x152, 0x154, 0x7, 0x5e, 0x2, 0x2, 0x153, 0x151, 0x3, 0x2, 0x2, 0x2, 
    0x154, 0x157, 0x3, 0x2, 0x2, 0x2, 0x155, 0x153, 0x3, 0x2, 0x2, 0x2, 
    0x155, 0x156, 0x3, 0x2, 0x2, 0x2, 0x156, 0x159, 0x3, 0x2, 0x2, 0x2, 
    0x157, 0x155, 0x3, 0x2, 0x2, 0x2, 0x158, 0x15a, 0x7, 0x43, 0x2, 0x2, 
    0x159, 0x158, 0x3, 0x2, 0x2, 0x2, 0x159, 0x15a, 0x3, 0x2, 0x2, 0x2, 
    0x15a, 0x31, 0x3, 0x2, 0x2, 0x2, 0x15b, 0x15c, 0x7, 0x3a, 0x2, 0x2, 
    0x15c, 0x15d, 0x5, 0x84, 0x43, 0x2, 0x15d, 0x15e, 0x7, 0x3b, 0x2, 0x2, 
    0x15e, 0x33, 0x3, 0x2, 0x2, 0x2, 0x15f, 0x161, 0x9, 0x6, 0x2, 0x2, 0x160, 
    0x162, 0x5, 0x32, 0x1a, 0x2, 0x161, 0x160, 0x3, 0x2, 0x2, 0x2, 0x161, 
    0x162, 0x3, 0x2, 0x2, 0x2, 0x162, 0x16c, 0x3, 0x2, 0x2, 0x2, 0x163, 
    0x16c, 0x9, 0x7, 0x2, 0x2, 0x164, 0x169, 0x7, 0x29, 0x2, 0x2, 0x165, 
    0x166, 0x7, 0x3a, 0x2, 0x2, 0x166, 0x167, 0x5, 0x34, 0x1b, 0x2, 0x167, 
    0x168, 0x7, 0x3b, 0x2, 0x2, 0x168, 0x16a, 0x3, 0x2, 0x2, 0x2, 0x169, 
    0x165, 0x3, 0x2, 0x2, 0x2, 0x169, 0x16a, 0x3, 0x2, 0x2, 0x2, 0x16a, 
    0x16c, 0x3, 0x2, 0x2, 0x2, 0x16b, 0x15f, 0x3, 0x2, 0x2, 0x2, 0x16b, 
    0x163, 0x3, 0x2, 0x2, 0x2, 0x16b, 0x164, 0x3, 0x2, 0x2, 0x2, 0x16c, 
    0x35, 0x3, 0x2, 0x2, 0x2, 0x16d, 0x16e, 0x7, 0x2a, 0x2, 0x2, 0x16e, 
    0x16f, 0x7, 0x3a, 0x2, 0x2, 0x16f, 0x170, 0x5, 0x34, 0x1b, 0x2, 0x170, 
    0x171, 0x7, 0x43, 0x2, 0x2, 0x171, 0x172, 0x5, 0x82, 0x42, 0x2, 0x172, 
    0x173, 0x7, 0x3b, 0x2, 0x2, 0x173, 0x37, 0x3, 0x2, 0x2, 0x2, 0x174, 
    0x175, 0x9, 0x8, 0x2, 0x2, 0x175, 0x176, 0x7, 0x2a, 0x2, 0x2, 0x176, 
    0x177, 0x7, 0x3a, 0x2, 0x2, 0x177, 0x178, 0x5, 0x34, 0x1b, 0x2, 0x178, 
    0x17d, 0x7, 0x43, 0x2, 0x2, 0x179, 0x17e, 0x5, 0x82, 0x42, 0x2, 0x17a, 
    0x17b, 0x7, 0x33, 0x2, 0x2, 0x17b, 0x17c, 0x7, 0x44, 0x2, 0x2, 0x17c, 
    0x17e, 0x5, 0x84, 0x43, 0x2, 0x17d, 0x179, 0x3, 0x2, 0x2, 0x2, 0x17d, 
    0x17a, 0x3, 0x2, 0x2, 0x2, 0x17e, 0x17f, 0x3, 0x2, 0x2, 0x2, 0x17f, 
    0x180, 0x7, 0x3b, 0x2, 0x2, 0x180, 0x39, 0x3, 0x2, 0x2, 0x2, 0x181, 
    0x182, 0x7, 0x45, 0x2, 0x2, 0x182, 0x183, 0x5, 0x34, 0x1b, 0x2, 0x183, 
    0x3b, 0x3, 0x2, 0x2, 0x2, 0x184, 0x189, 0x5, 0x3e, 0x20, 0x2, 0x185, 
    0x186, 0x7, 0x43, 0x2, 0x2, 0x186, 0x188, 0x5, 0x3e, 0x20, 0x2, 0x187, 
    0x185, 0x3, 0x2, 0x2, 0x2, 0x188, 0x18b, 0x3, 0x2, 0x2, 0x2, 0x189, 
    0x187, 0x3, 0x2, 0x2, 0x2, 0x189, 0x18a, 0x3, 0x2, 0x2, 0x2, 0x18a, 
    0x18d, 0x3, 0x2, 0x2, 0x2, 0x18b, 0x189, 0x3, 0x2, 0x2, 0x2, 0x18c, 
    0x18e, 0x7, 0x43, 0x2, 0x2, 0x18d, 0x18c, 0x3, 0x2, 0x2, 0x2, 0x18d, 
    0x18e, 0x3, 0x2, 0x2, 0x2, 0x18e, 0x3d, 0x3, 0x2, 0x2, 0x2, 0x18f, 0x190, 
    0x5, 0x34, 0x1b, 0x2, 0x190, 0x191, 0x7, 0x5e, 0x2, 0x2, 0x191, 0x1a0, 
    0x3, 0x2, 0x2, 0x2, 0x192, 0x194, 0x7, 0x21, 0x2, 0x2, 0x193, 0x195, 
    0x5, 0x32, 0x1a, 0x2, 0x194, 0x193, 0x3, 0x2, 0x2, 0x2, 0x194, 0x195, 
    0x3, 0x2, 0x2, 0x2, 0x195, 0x196, 0x3, 0x2, 0x2, 0x2, 0x196, 0x1a0, 
    0x7, 0x5e, 0x2, 0x2, 0x197, 0x198, 0x9, 0x4, 0x2, 0x2, 0x198, 0x19a, 
    0x7, 0x5e, 0x2, 0x2, 0x199, 0x19b, 0x5, 0x32, 0x1a, 0x2, 0x19a, 0x199, 
    0x3, 0x2, 0x2, 0x2, 0x19a, 0x19b, 0x3, 0x2, 0x2, 0x2, 0x19b, 0x1a0, 
    0x3, 0x2, 0x2, 0x2, 0x19c, 0x19d, 0x5, 0x38, 0x1d, 0x2, 0x19d, 0x19e, 
    0x7, 0x5e, 0x2, 0x2, 0x19e, 0x1a0, 0x3, 0x2, 0x2, 0x2, 0x19f, 0x18f, 
    0x3, 0x2, 0x2, 0x2, 0x19f, 0x192, 0x3, 0x2, 0x2, 0x2, 0x19f, 0x197, 
    0x3, 0x2, 0x2, 0x2, 0x19f, 0x19c, 0x3, 0x2, 0x2, 0x2, 0x1a0, 0x3f, 0x3, 
    0x2, 0x2, 0x2, 0x1a1, 0x1a6, 0x5, 0x42, 0x22, 0x2, 0x1a2, 0x1a3, 0x7, 
    0x43, 0x2, 0x2, 0x1a3, 0x1a5, 0x5, 0x42, 0x22, 0x2, 0x1a4, 0x1a2, 0x3, 
    0x2, 0x2, 0x2, 0x1a5, 0x1a8, 0x3, 0x2, 0x2, 0x2, 0x1a6, 0x1a4, 0x3, 
    0x2, 0x2, 0x2, 0x1a6, 0x1a7, 0x3, 0x2, 0x2, 0x2, 0x1a7, 0x1aa, 0x3, 
    0x2, 0x2, 0x2, 0x1a8, 0x1a6, 0x3, 0x2, 0x2, 0x2, 0x1a9, 0x1ab, 0x7, 
    0x43, 0x2, 0x2, 0x1aa, 0x1a9, 0x3, 0x2, 0x2, 0x2, 0x1aa, 0x1ab, 0x3, 
    0x2, 0x2, 0x2, 0x1ab, 0x41, 0x3, 0x2, 0x2, 0x2, 0x1ac, 0x1b3, 0x5, 0x34, 
    0x1b, 0x2, 0x1ad, 0x1b3, 0x5, 0x38, 0x1d, 0x2, 0x1ae, 0x1b0, 0x7, 0x22, 
    0x2, 0x2, 0x1af, 0x1b1, 0x5, 0x32, 0x1a, 0x2, 0x1b0, 0x1af, 0x3, 0x2, 
    0x2, 0x2, 0x1b0, 0x1b1, 0x3, 0x2, 0x2, 0x2, 0x1b1, 0x1b3, 0x3, 0x2, 
    0x2, 0x2, 0x1b2, 0x1ac, 0x3, 0x2, 0x2, 0x2, 0x1b2, 0x1ad, 0x3, 0x2, 
    0x2, 0x2, 0x1b2, 0x1ae, 0x3, 0x2, 0x2, 0x2, 0x1b3, 0x43, 0x3, 0x2, 0x2, 
    0x2, 0x1b4, 0x1b5, 0x7, 0x2f, 0x2, 0x2, 0x1b5, 0x1c5, 0x7, 0x52, 0x2, 
    0x2, 0x1b6, 0x1b7, 0x7, 0x30, 0x2, 0x2, 0x1b7, 0x1b8, 0x7, 0x3e, 0x2, 
    0x2, 0x1b8, 0x1b9, 0x5, 0x84, 0x43, 0x2, 0x1b9, 0x1ba, 0x7, 0x3f, 0x2, 
    0x2, 0x1ba, 0x1bb, 0x7, 0x52, 0x2, 0x2, 0x1bb, 0x1c5, 0x3, 0x2, 0x2, 
    0x2, 0x1bc, 0x1c1, 0x9, 0x9, 0x2, 0x2, 0x1bd, 0x1be, 0x7, 0x3e, 0x2, 
    0x2, 0x1be, 0x1bf, 0x5, 0x84, 0x43, 0x2, 0x1bf, 0x1c0, 0x7, 0x3f, 0x2, 
    0x2, 0x1c0, 0x1c2, 0x3, 0x2, 0x2, 0x2, 0x1c1, 0x1bd, 0x3, 0x2, 0x2, 
    0x2, 0x1c1, 0x1c2, 0x3, 0x2, 0x2, 0x2, 0x1c2, 0x1c3, 0x3, 0x2, 0x2, 
    0x2, 0x1c3, 0x1c5, 0x7, 0x52, 0x2, 0x2, 0x1c4, 0x1b4, 0x3, 0x2, 0x2, 
    0x2, 0x1c4, 0x1b6, 0x3, 0x2, 0x2, 0x2, 0x1c4, 0x1bc, 0x3, 0x2, 0x2, 
    0x2, 0x1c5, 0x45, 0x3, 0x2, 0x2, 0x2, 0x1c6, 0x1c8, 0x5, 0x44, 0x23, 
    0x2, 0x1c7, 0x1c6, 0x3, 0x2, 0x2, 0x2, 0x1c8, 0x1cb, 0x3, 0x2, 0x2, 
    0x2, 0x1c9, 0x1c7, 0x3, 0x2, 0x2, 0x2, 0x1c9, 0x1ca, 0x3, 0x2, 0x2, 
    0x2, 0x1ca, 0x1cc, 0x3, 0x2, 0x2, 0x2, 0x1cb, 0x1c9, 0x3, 0x2, 0x2, 
    0x2, 0x1cc, 0x1d2, 0x7, 0x5e, 0x2, 0x2, 0x1cd, 0x1cf, 0x7, 0x3e, 0x2, 
    0x2, 0x1ce, 0x1d0, 0x5, 0x82, 0x42, 0x2, 0x1cf, 0x1ce, 0x3, 0x2, 0x2, 
    0x2, 0x1cf, 0x1d0, 0x3, 0x2, 0x2, 0x2, 0x1d0, 0x1d1, 0x3, 0x2, 0x2, 
    0x2, 0x1d1, 0x1d3, 0x7, 0x3f, 0x2, 0x2, 0x1d2, 0x1cd, 0x3, 0x2, 0x2, 
    0x2, 0x1d2, 0x1d3, 0x3, 0x2, 0x2, 0x2, 0x1d3, 0x1d5, 0x3, 0x2, 0x2, 
    0x2, 0x1d4, 0x1d6, 0x5, 0x32, 0x1a, 0x2, 0x1d5, 0x1d4, 0x3, 0x2, 0x2, 
    0x2, 0x1d5, 0x1d6, 0x3, 0x2, 0x2, 0x2, 0x1d6, 0x1d7, 0x3, 0x2, 0x2, 
    0x2, 0x1d7, 0x1d8, 0x5, 0x56, 0x2c, 0x2, 0x1d8, 0x1d9, 0x7, 0x41, 0x2, 
    0x2, 0x1d9, 0x47, 0x3, 0x2, 0x2, 0x2, 0x1da, 0x1dc, 0x5, 0x44, 0x23, 
    0x2, 0x1db, 0x1da, 0x3, 0x2, 0x2, 0x2, 0x1dc, 0x1df, 0x3, 0x2, 0x2, 
    0x2, 0x1dd, 0x1db, 0x3, 0x2, 0x2, 0x2, 0x1dd, 0x1de, 0x3, 0x2, 0x2, 
    0x2, 0x1de, 0x1e0, 0x3, 0x2, 0x2, 0x2, 0x1df, 0x1dd, 0x3, 0x2, 0x2, 
    0x2, 0x1e0, 0x1e1, 0x7, 0x2e, 0x2, 0x2, 0x1e1, 0x1e3, 0x7, 0x3e, 0x2, 
    0x2, 0x1e2, 0x1e4, 0x5, 0x82, 0x42, 0x2, 0x1e3, 0x1e2, 0x3, 0x2, 0x2, 
    0x2, 0x1e3, 0x1e4, 0x3, 0x2, 0x2, 0x2, 0x1e4, 0x1e5, 0x3, 0x2, 0x2, 
    0x2, 0x1e5, 0x1e7, 0x7, 0x3f, 0x2, 0x2, 0x1e6, 0x1e8, 0x5, 0x32, 0x1a, 
    0x2, 0x1e7, 0x1e6, 0x3, 0x2, 0x2, 0x2, 0x1e7, 0x1e8, 0x3, 0x2, 0x2, 
    0x2, 0x1e8, 0x1ea, 0x3, 0x2, 0x2, 0x2, 0x1e9, 0x1eb, 0x5, 0x56, 0x2c, 
    0x2, 0x1ea, 0x1e9, 0x3, 0x2, 0x2, 0x2, 0x1ea, 0x1eb, 0x3, 0x2, 0x2, 
    0x2, 0x1eb, 0x1ec, 0x3, 0x2, 0x2, 0x2, 0x1ec, 0x1ed, 0x7, 0x41, 0x2, 
    0x2, 0x1ed, 0x49, 0x3, 0x2, 0x2, 0x2, 0x1ee, 0x1ef, 0x7, 0x37, 0x2, 
    0x2, 0x1ef, 0x1f0, 0x5, 0x58, 0x2d, 0x2, 0x1f0, 0x4b, 0x3, 0x2, 0x2, 
    0x2, 0x1f1, 0x1f4, 0x5, 0x4a, 0x26, 0x2, 0x1f2, 0x1f3, 0x7, 0x45, 0x2, 
    0x2, 0x1f3, 0x1f5, 0x5, 0x5a, 0x2e, 0x2, 0x1f4, 0x1f2, 0x3, 0x2, 0x2, 
    0x2, 0x1f4, 0x1f5, 0x3, 0x2, 0x2, 0x2, 0x1f5, 0x1f6, 0x3, 0x2, 0x2, 
    0x2, 0x1f6, 0x1f7, 0x7, 0x41, 0x2, 0x2, 0x1f7, 0x4d, 0x3, 0x2, 0x2, 
    0x2, 0x1f8, 0x1f9, 0x7, 0x36, 0x2, 0x2, 0x1f9, 0x1fa, 0x5, 0x58, 0x2d, 
    0x2, 0x1fa, 0x1fb, 0x7, 0x41, 0x2, 0x2, 0x1fb, 0x4f, 0x3, 0x2, 0x2, 
    0x2, 0x1fc, 0x1fe, 0x7, 0x38, 0x2, 0x2, 0x1fd, 0x1ff, 0x5, 0x56, 0x2c, 
    0x2, 0x1fe, 0x1fd, 0x3, 0x2, 0x2, 0x2, 0x1fe, 0x1ff, 0x3, 0x2, 0x2, 
    0x2, 0x1ff, 0x200, 0x3, 0x2, 0x2, 0x2, 0x200, 0x201, 0x7, 0x41, 0x2, 
    0x2, 0x201, 0x51, 0x3, 0x2, 0x2, 0x2, 0x202, 0x203, 0x7, 0x35, 0x2, 
    0x2, 0x203, 0x205, 0x5, 0x32, 0x1a, 0x2, 0x204, 0x206, 0x5, 0x56, 0x2c, 
    0x2, 0x205, 0x204, 0x3, 0x2, 0x2, 0x2, 0x205, 0x206, 0x3, 0x2, 0x2, 
    0x2, 0x206, 0x207, 0x3, 0x2, 0x2, 0x2, 0x207, 0x208, 0x7, 0x41, 0x2, 
    0x2, 0x208, 0x53, 0x3, 0x2, 0x2, 0x2, 0x209, 0x20b, 0x7, 0xb, 0x2, 0x2, 
    0x20a, 0x20c, 0x5, 0x32, 0x1a, 0x2, 0x20b, 0x20a, 0x3, 0x2, 0x2, 0x2, 
    0x20b, 0x20c, 0x3, 0x2, 0x2, 0x2, 0x20c, 0x20d, 0x3, 0x2, 0x2, 0x2, 
    0x20d, 0x20e, 0x5, 0xe, 0x8, 0x2, 0x20e, 0x55, 0x3, 0x2, 0x2, 0x2, 0x20f, 
    0x214, 0x5, 0x58, 0x2d, 0x2, 0x210, 0x211, 0x7, 0x43, 0x2, 0x2, 0x211, 
    0x213, 0x5, 0x58, 0x2d, 0x2, 0x212, 0x210, 0x3, 0x2, 0x2, 0x2, 0x213, 
    0x216, 0x3, 0x2, 0x2, 0x2, 0x214, 0x212, 0x3, 0x2, 0x2, 0x2, 0x214, 
    0x215, 0x3, 0x2, 0x2, 0x2, 0x215, 0x218, 0x3, 0x2, 0x2, 0x2, 0x216, 
    0x214, 0x3, 0x2, 0x2, 0x2, 0x217, 0x219, 0x7, 0x43, 0x2, 0x2, 0x218, 
    0x217, 0x3, 0x2, 0x2, 0x2, 0x218, 0x219, 0x3, 0x2, 0x2, 0x2, 0x219, 
    0x57, 0x3, 0x2, 0x2, 0x2, 0x21a, 0x21d, 0x5, 0x5a, 0x2e, 0x2, 0x21b, 
    0x21d, 0x7, 0x5f, 0x2, 0x2, 0x21c, 0x21a, 0x3, 0x2, 0x2, 0x2, 0x21c, 
    0x21b, 0x3, 0x2, 0x2, 0x2, 0x21d, 0x59, 0x3, 0x2, 0x2, 0x2, 0x21e, 0x222, 
    0x7, 0x5e, 0x2, 0x2, 0x21f, 0x221, 0x5, 0x5c, 0x2f, 0x2, 0x220, 0x21f, 
    0x3, 0x2, 0x2, 0x2, 0x221, 0x224, 0x3, 0x2, 0x2, 0x2, 0x222, 0x220, 
    0x3, 0x2, 0x2, 0x2, 0x222, 0x223, 0x3, 0x2, 0x2, 0x2, 0x223, 0x5b, 0x3, 
    0x2, 0x2, 0x2, 0x224, 0x222, 0x3, 0x2, 0x2, 0x2, 0x225, 0x232, 0x7, 
    0x3a, 0x2, 0x2, 0x226, 0x233, 0x5, 0x62, 0x32, 0x2, 0x227, 0x22c, 0x5, 
    0x5e, 0x30, 0x2, 0x228, 0x229, 0x7, 0x43, 0x2, 0x2, 0x229, 0x22b, 0x5, 
    0x5e, 0x30, 0x2, 0x22a, 0x228, 0x3, 0x2, 0x2, 0x2, 0x22b, 0x22e, 0x3, 
    0x2, 0x2, 0x2, 0x22c, 0x22a, 0x3, 0x2, 0x2, 0x2, 0x22c, 0x22d, 0x3, 
    0x2, 0x2, 0x2, 0x22d, 0x230, 0x3, 0x2, 0x2, 0x2, 0x22e, 0x22c, 0x3, 
    0x2, 0x2, 0x2, 0x22f, 0x231, 0x7, 0x43, 0x2, 0x2, 0x230, 0x22f, 0x3, 
    0x2, 0x2, 0x2, 0x230, 0x231, 0x3, 0x2, 0x2, 0x2, 0x231, 0x233, 0x3, 
    0x2, 0x2, 0x2, 0x232, 0x226, 0x3, 0x2, 0x2, 0x2, 0x232, 0x227, 0x3, 
    0x2, 0x2, 0x2, 0x233, 0x234, 0x3, 0x2, 0x2, 0x2, 0x234, 0x235, 0x7, 
    0x3b, 0x2, 0x2, 0x235, 0x5d, 0x3, 0x2, 0x2, 0x2, 0x236, 0x239, 0x5, 
    0x84, 0x43, 0x2, 0x237, 0x239, 0x5, 0x60, 0x31, 0x2, 0x238, 0x236, 0x3, 
    0x2, 0x2, 0x2, 0x238, 0x237, 0x3, 0x2, 0x2, 0x2, 0x239, 0x5f, 0x3, 0x2, 
    0x2, 0x2, 0x23a, 0x23c, 0x5, 0x84, 0x43, 0x2, 0x23b, 0x23a, 0x3, 0x2, 
    0x2, 0x2, 0x23b, 0x23c, 0x3, 0x2, 0x2, 0x2, 0x23c, 0x23d, 0x3, 0x2, 
    0x2, 0x2, 0x23d, 0x23f, 0x7, 0x40, 0x2, 0x2, 0x23e, 0x240, 0x5, 0x84, 
    0x43, 0x2, 0x23f, 0x23e, 0x3, 0x2, 0x2, 0x2, 0x23f, 0x240, 0x3, 0x2, 
    0x2, 0x2, 0x240, 0x245, 0x3, 0x2, 0x2, 0x2, 0x241, 0x243, 0x7, 0x40, 
    0x2, 0x2, 0x242, 0x244, 0x5, 0x84, 0x43, 0x2, 0x243, 0x242, 0x3, 0x2, 
    0x2, 0x2, 0x243, 0x244, 0x3, 0x2, 0x2, 0x2, 0x244, 0x246, 0x3, 0x2, 
    0x2, 0x2, 0x245, 0x241, 0x3, 0x2, 0x2, 0x2, 0x245, 0x246, 0x3, 0x2, 
    0x2, 0x2, 0x246, 0x61, 0x3, 0x2, 0x2, 0x2, 0x247, 0x248, 0x7, 0x3c, 
    0x2, 0x2, 0x248, 0x249, 0x5, 0x82, 0x42, 0x2, 0x249, 0x24a, 0x7, 0x3d, 
    0x2, 0x2, 0x24a, 0x63, 0x3, 0x2, 0x2, 0x2, 0x24b, 0x24c, 0x5, 0x5a, 
    0x2e, 0x2, 0x24c, 0x250, 0x9, 0xa, 0x2, 0x2, 0x24d, 0x251, 0x5, 0x2e, 
    0x18, 0x2, 0x24e, 0x251, 0x5, 0x4a, 0x26, 0x2, 0x24f, 0x251, 0x5, 0x2a, 
    0x16, 0x2, 0x250, 0x24d, 0x3, 0x2, 0x2, 0x2, 0x250, 0x24e, 0x3, 0x2, 
    0x2, 0x2, 0x250, 0x24f, 0x3, 0x2, 0x2, 0x2, 0x251, 0x252, 0x3, 0x2, 
    0x2, 0x2, 0x252, 0x253, 0x7, 0x41, 0x2, 0x2, 0x253, 0x65, 0x3, 0x2, 
    0x2, 0x2, 0x254, 0x255, 0x5, 0x84, 0x43, 0x2, 0x255, 0x256, 0x7, 0x41, 
    0x2, 0x2, 0x256, 0x67, 0x3, 0x2, 0x2, 0x2, 0x257, 0x258, 0x7, 0xf, 0x2, 
    0x2, 0x258, 0x259, 0x7, 0x3e, 0x2, 0x2, 0x259, 0x25a, 0x5, 0x84, 0x43, 
    0x2, 0x25a, 0x25b, 0x7, 0x3f, 0x2, 0x2, 0x25b, 0x25e, 0x5, 0x10, 0x9, 
    0x2, 0x25c, 0x25d, 0x7, 0x10, 0x2, 0x2, 0x25d, 0x25f, 0x5, 0x10, 0x9, 
    0x2, 0x25e, 0x25c, 0x3, 0x2, 0x2, 0x2, 0x25e, 0x25f, 0x3, 0x2, 0x2, 
    0x2, 0x25f, 0x69, 0x3, 0x2, 0x2, 0x2, 0x260, 0x261, 0x7, 0x13, 0x2, 
    0x2, 0x261, 0x262, 0x5, 0x34, 0x1b, 0x2, 0x262, 0x263, 0x7, 0x5e, 0x2, 
    0x2, 0x263, 0x26a, 0x7, 0x15, 0x2, 0x2, 0x264, 0x26b, 0x5, 0x62, 0x32, 
    0x2, 0x265, 0x266, 0x7, 0x3a, 0x2, 0x2, 0x266, 0x267, 0x5, 0x60, 0x31, 
    0x2, 0x267, 0x268, 0x7, 0x3b, 0x2, 0x2, 0x268, 0x26b, 0x3, 0x2, 0x2, 
    0x2, 0x269, 0x26b, 0x5, 0x84, 0x43, 0x2, 0x26a, 0x264, 0x3, 0x2, 0x2, 
    0x2, 0x26a, 0x265, 0x3, 0x2, 0x2, 0x2, 0x26a, 0x269, 0x3, 0x2, 0x2, 
    0x2, 0x26b, 0x26c, 0x3, 0x2, 0x2, 0x2, 0x26c, 0x26d, 0x5, 0x10, 0x9, 
    0x2, 0x26d, 0x6b, 0x3, 0x2, 0x2, 0x2, 0x26e, 0x26f, 0x7, 0x14, 0x2, 
    0x2, 0x26f, 0x270, 0x7, 0x3e, 0x2, 0x2, 0x270, 0x271, 0x5, 0x84, 0x43, 
    0x2, 0x271, 0x272, 0x7, 0x3f, 0x2, 0x2, 0x272, 0x273, 0x5, 0x10, 0x9, 
    0x2, 0x273, 0x6d, 0x3, 0x2, 0x2, 0x2, 0x274, 0x275, 0x7, 0x16, 0x2, 
    0x2, 0x275, 0x276, 0x7, 0x3e, 0x2, 0x2, 0x276, 0x277, 0x5, 0x84, 0x43, 
    0x2, 0x277, 0x278, 0x7, 0x3f, 0x2, 0x2, 0x278, 0x27c, 0x7, 0x3c, 0x2, 
    0x2, 0x279, 0x27b, 0x5, 0x70, 0x39, 0x2, 0x27a, 0x279, 0x3, 0x2, 0x2, 
    0x2, 0x27b, 0x27e, 0x3, 0x2, 0x2, 0x2, 0x27c, 0x27a, 0x3, 0x2, 0x2, 
    0x2, 0x27c, 0x27d, 0x3, 0x2, 0x2, 0x2, 0x27d, 0x27f, 0x3, 0x2, 0x2, 
    0x2, 0x27e, 0x27c, 0x3, 0x2, 0x2, 0x2, 0x27f, 0x280, 0x7, 0x3d, 0x2, 
    0x2, 0x280, 0x6f, 0x3, 0x2, 0x2, 0x2, 0x281, 0x282, 0x7, 0x17, 0x2, 
    0x2, 0x282, 0x283, 0x5, 0x82, 0x42, 0x2, 0x283, 0x284, 0x5, 0xe, 0x8, 
    0x2, 0x284, 0x288, 0x3, 0x2, 0x2, 0x2, 0x285, 0x286, 0x7, 0x18, 0x2, 
    0x2, 0x286, 0x288, 0x5, 0xe, 0x8, 0x2, 0x287, 0x281, 0x3, 0x2, 0x2, 
    0x2, 0x287, 0x285, 0x3, 0x2, 0x2, 0x2, 0x288, 0x71, 0x3, 0x2, 0x2, 0x2, 
    0x289, 0x28a, 0x7, 0xd, 0x2, 0x2, 0x28a, 0x28b, 0x7, 0x41, 0x2, 0x2, 
    0x28b, 0x73, 0x3, 0x2, 0x2, 0x2, 0x28c, 0x28d, 0x7, 0xe, 0x2, 0x2, 0x28d, 
    0x28e, 0x7, 0x41, 0x2, 0x2, 0x28e, 0x75, 0x3, 0x2, 0x2, 0x2, 0x28f, 
    0x290, 0x7, 0x11, 0x2, 0x2, 0x290, 0x291, 0x7, 0x41, 0x2, 0x2, 0x291, 
    0x77, 0x3, 0x2, 0x2, 0x2, 0x292, 0x295, 0x7, 0x12, 0x2, 0x2, 0x293, 
    0x296, 0x5, 0x84, 0x43, 0x2, 0x294, 0x296, 0x5, 0x4a, 0x26, 0x2, 0x295, 
    0x293, 0x3, 0x2, 0x2, 0x2, 0x295, 0x294, 0x3, 0x2, 0x2, 0x2, 0x295, 
    0x296, 0x3, 0x2, 0x2, 0x2, 0x296, 0x297, 0x3, 0x2, 0x2, 0x2, 0x297, 
    0x298, 0x7, 0x41, 0x2, 0x2, 0x298, 0x79, 0x3, 0x2, 0x2, 0x2, 0x299, 
    0x29a, 0x7, 0x41, 0x2, 0x2, 0x29a, 0x7b, 0x3, 0x2, 0x2, 0x2, 0x29b, 
    0x29c, 0x7, 0x5, 0x2, 0x2, 0x29c, 0x29d, 0x9, 0x3, 0x2, 0x2, 0x29d, 
    0x29e, 0x7, 0x41, 0x2, 0x2, 0x29e, 0x7d, 0x3, 0x2, 0x2, 0x2, 0x29f, 
    0x2a0, 0x7, 0x7, 0x2, 0x2, 0x2a0, 0x2a2, 0x7, 0x3c, 0x2, 0x2, 0x2a1, 
    0x2a3, 0x7, 0x6f, 0x2, 0x2, 0x2a2, 0x2a1, 0x3, 0x2, 0x2, 0x2, 0x2a2, 
    0x2a3, 0x3, 0x2, 0x2, 0x2, 0x2a3, 0x2a4, 0x3, 0x2, 0x2, 0x2, 0x2a4, 
    0x2a5, 0x7, 0x3d, 0x2, 0x2, 0x2a5, 0x7f, 0x3, 0x2, 0x2, 0x2, 0x2a6, 
    0x2a7, 0x7, 0x8, 0x2, 0x2, 0x2a7, 0x2a8, 0x7, 0x6e, 0x2, 0x2, 0x2a8, 
    0x2aa, 0x7, 0x3c, 0x2, 0x2, 0x2a9, 0x2ab, 0x7, 0x6f, 0x2, 0x2, 0x2aa, 
    0x2a9, 0x3, 0x2, 0x2, 0x2, 0x2aa, 0x2ab, 0x3, 0x2, 0x2, 0x2, 0x2ab, 
    0x2ac, 0x3, 0x2, 0x2, 0x2, 0x2ac, 0x2ad, 0x7, 0x3d, 0x2, 0x2, 0x2ad, 
    0x81, 0x3, 0x2, 0x2, 0x2, 0x2ae, 0x2b3, 0x5, 0x84, 0x43, 0x2, 0x2af, 
    0x2b0, 0x7, 0x43, 0x2, 0x2, 0x2b0, 0x2b2, 0x5, 0x84, 0x43, 0x2, 0x2b1, 
    0x2af, 0x3, 0x2, 0x2, 0x2, 0x2b2, 0x2b5, 0x3, 0x2, 0x2, 0x2, 0x2b3, 
    0x2b1, 0x3, 0x2, 0x2, 0x2, 0x2b3, 0x2b4, 0x3, 0x2, 0x2, 0x2, 0x2b4, 
    0x2b7, 0x3, 0x2, 0x2, 0x2, 0x2b5, 0x2b3, 0x3, 0x2, 0x2, 0x2, 0x2b6, 
    0x2b8, 0x7, 0x43, 0x2, 0x2, 0x2b7, 0x2b6, 0x3, 0x2, 0x2, 0x2, 0x2b7, 
    0x2b8, 0x3, 0x2, 0x2, 0x2, 0x2b8, 0x83, 0x3, 0x2, 0x2, 0x2, 0x2b9, 0x2ba, 
    0x8, 0x43, 0x1, 0x2, 0x2ba, 0x2bb, 0x7, 0x3e, 0x2, 0x2, 0x2bb, 0x2bc, 
    0x5, 0x84, 0x43, 0x2, 0x2bc, 0x2bd, 0x7, 0x3f, 0x2, 0x2, 0x2bd, 0x2d5, 
    0x3, 0x2, 0x2, 0x2, 0x2be, 0x2bf, 0x9, 0xb, 0x2, 0x2, 0x2bf, 0x2d5, 
    0x5, 0x84, 0x43, 0x11, 0x2c0, 0x2c3, 0x5, 0x34, 0x1b, 0x2, 0x2c1, 0x2c3, 
    0x5, 0x36, 0x1c, 0x2, 0x2c2, 0x2c0, 0x3, 0x2, 0x2, 0x2, 0x2c2, 0x2c1, 
    0x3, 0x2, 0x2, 0x2, 0x2c3, 0x2c4, 0x3, 0x2, 0x2, 0x2, 0x2c4, 0x2c5, 
    0x7, 0x3e, 0x2, 0x2, 0x2c5, 0x2c6, 0x5, 0x84, 0x43, 0x2, 0x2c6, 0x2c7, 
    0x7, 0x3f, 0x2, 0x2, 0x2c7, 0x2d5, 0x3, 0x2, 0x2, 0x2, 0x2c8, 0x2c9, 
    0x7, 0x34, 0x2, 0x2, 0x2c9, 0x2ca, 0x7, 0x3e, 0x2, 0x2, 0x2ca, 0x2cb, 
    0x5, 0xe, 0x8, 0x2, 0x2cb, 0x2cc, 0x7, 0x3f, 0x2, 0x2, 0x2cc, 0x2d5, 
    0x3, 0x2, 0x2, 0x2, 0x2cd, 0x2ce, 0x9, 0xc, 0x2, 0x2, 0x2ce, 0x2d0, 
    0x7, 0x3e, 0x2, 0x2, 0x2cf, 0x2d1, 0x5, 0x82, 0x42, 0x2, 0x2d0, 0x2cf, 
    0x3, 0x2, 0x2, 0x2, 0x2d0, 0x2d1, 0x3, 0x2, 0x2, 0x2, 0x2d1, 0x2d2, 
    0x3, 0x2, 0x2, 0x2, 0x2d2, 0x2d5, 0x7, 0x3f, 0x2, 0x2, 0x2d3, 0x2d5, 
    0x9, 0xd, 0x2, 0x2, 0x2d4, 0x2b9, 0x3, 0x2, 0x2, 0x2, 0x2d4, 0x2be, 
    0x3, 0x2, 0x2, 0x2, 0x2d4, 0x2c2, 0x3, 0x2, 0x2, 0x2, 0x2d4, 0x2c8, 
    0x3, 0x2, 0x2, 0x2, 0x2d4, 0x2cd, 0x3, 0x2, 0x2, 0x2, 0x2d4, 0x2d3, 
    0x3, 0x2, 0x2, 0x2, 0x2d5, 0x2fb, 0x3, 0x2, 0x2, 0x2, 0x2d6, 0x2d7, 
    0xc, 0x12, 0x2, 0x2, 0x2d7, 0x2d8, 0x7, 0x4a, 0x2, 0x2, 0x2d8, 0x2fa, 
    0x5, 0x84, 0x43, 0x12, 0x2d9, 0x2da, 0xc, 0x10, 0x2, 0x2, 0x2da, 0x2db, 
    0x9, 0xe, 0x2, 0x2, 0x2db, 0x2fa, 0x5, 0x84, 0x43, 0x11, 0x2dc, 0x2dd, 
    0xc, 0xf, 0x2, 0x2, 0x2dd, 0x2de, 0x9, 0xf, 0x2, 0x2, 0x2de, 0x2fa, 
    0x5, 0x84, 0x43, 0x10, 0x2df, 0x2e0, 0xc, 0xe, 0x2, 0x2, 0x2e0, 0x2e1, 
    0x7, 0x57, 0x2, 0x2, 0x2e1, 0x2fa, 0x5, 0x84, 0x43, 0xf, 0x2e2, 0x2e3, 
    0xc, 0xd, 0x2, 0x2, 0x2e3, 0x2e4, 0x7, 0x56, 0x2, 0x2, 0x2e4, 0x2fa, 
    0x5, 0x84, 0x43, 0xe, 0x2e5, 0x2e6, 0xc, 0xc, 0x2, 0x2, 0x2e6, 0x2e7, 
    0x7, 0x55, 0x2, 0x2, 0x2e7, 0x2fa, 0x5, 0x84, 0x43, 0xd, 0x2e8, 0x2e9, 
    0xc, 0xb, 0x2, 0x2, 0x2e9, 0x2ea, 0x7, 0x4f, 0x2, 0x2, 0x2ea, 0x2fa, 
    0x5, 0x84, 0x43, 0xc, 0x2eb, 0x2ec, 0xc, 0xa, 0x2, 0x2, 0x2ec, 0x2ed, 
    0x7, 0x51, 0x2, 0x2, 0x2ed, 0x2fa, 0x5, 0x84, 0x43, 0xb, 0x2ee, 0x2ef, 
    0xc, 0x9, 0x2, 0x2, 0x2ef, 0x2f0, 0x7, 0x4d, 0x2, 0x2, 0x2f0, 0x2fa, 
    0x5, 0x84, 0x43, 0xa, 0x2f1, 0x2f2, 0xc, 0x8, 0x2, 0x2, 0x2f2, 0x2f3, 
    0x7, 0x50, 0x2, 0x2, 0x2f3, 0x2fa, 0x5, 0x84, 0x43, 0x9, 0x2f4, 0x2f5, 
    0xc, 0x7, 0x2, 0x2, 0x2f5, 0x2f6, 0x7, 0x4e, 0x2, 0x2, 0x2f6, 0x2fa, 
    0x5, 0x84, 0x43, 0x8, 0x2f7, 0x2f8, 0xc, 0x13, 0x2, 0x2, 0x2f8, 0x2fa, 
    0x5, 0x5c, 0x2f, 0x2, 0x2f9, 0x2d6, 0x3, 0x2, 0x2, 0x2, 0x2f9, 0x2d9, 
    0x3, 0x2, 0x2, 0x2, 0x2f9, 0x2dc, 0x3, 0x2, 0x2, 0x2, 0x2f9, 0x2df, 
    0x3, 0x2, 0x2, 0x2, 0x2f9, 0x2e2, 0x3, 0x2, 0x2, 0x2, 0x2f9, 0x2e5, 
    0x3, 0x2, 0x2, 0x2, 0x2f9, 0x2e8, 0x3, 0x2, 0x2, 0x2, 0x2f9, 0x2eb, 
    0x3, 0x2, 0x2, 0x2, 0x2f9, 0x2ee, 0x3, 0x2, 0x2, 0x2, 0x2f9, 0x2f1, 
    0x3, 0x2, 0x2, 0x2, 0x2f9, 0x2f4, 0x3, 0x2, 0x2, 0x2, 0x2f9, 0x2f7, 
    0x3, 0x2, 0x2, 0x2, 0x2fa, 0x2fd, 0x3, 0x2, 0x2, 0x2, 0x2fb, 0x2f9, 
    0x3, 0x2, 0x2, 0x2, 0x2fb, 0x2fc, 0x3, 0x2, 0x2, 0x2, 0x2fc, 0x85, 0x3, 
    0x2, 0x2, 0x2, 0x2fd, 0x2fb, 0x3, 0x2, 0x2, 0x2, 0x54, 0x87, 0x8c, 0x9b, 
    0xa0, 0xa4, 0xa8, 0xae, 0xb5, 0xd7, 0xdf, 0xe7, 0xf5, 0xfc, 0x101, 0x10f, 
    0x112, 0x11b, 0x11f, 0x127, 0x12b, 0x132, 0x13a, 0x13e, 0x140, 0x146, 
    0x14d, 0x155, 0x159, 0x161, 0x169, 0x16b, 0x17d, 0x189, 0x18d, 0x194, 
    0x19a, 0x19f, 0x1a6, 0x1aa, 0x1b0, 0x1b2, 0x1c1, 0x1c4, 0x1c9, 0x1cf, 
    0x1d2, 0x1d5, 0x1dd, 0x1e3, 0x1e7, 0x1ea, 0x1f4, 0x1fe, 0x205, 0x20b, 
    0x214, 0x218, 0x21c, 0x222, 0x22c, 0x230, 0x232, 0x238, 0x23b, 0x23f, 
    0x243, 0x245, 0x250, 0x25e, 0x26a, 0x27c, 0x287, 0x295, 0x2a2, 0x2aa, 
    0x2b3, 0x2b7, 0x2c2, 0x2d0, 0x2d4, 0x2f9, 0x2fb, 
  };

  atn::ATNDeserializer deserializer;
  _atn = deserializer.deserialize(_serializedATN);

  size_t count = _atn.getNumberOfDecisions();
  _decisionToDFA.reserve(count);
  for (size_t i = 0; i < count; i++) { 
    _decisionToDFA.emplace_back(_atn.getDecisionState(i), i);
  }
}

