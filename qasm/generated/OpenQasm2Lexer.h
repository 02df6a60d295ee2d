
// Generated from OpenQasm2.g4 by ANTLR 4.7.2

#pragma once


#include "antlr4-runtime.h"


namespace qiao_openqasm {


class  OpenQasm2Lexer : public antlr4::Lexer {
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

  OpenQasm2Lexer(antlr4::CharStream *input);
  ~OpenQasm2Lexer();

  virtual std::string getGrammarFileName() const override;
  virtual const std::vector<std::string>& getRuleNames() const override;

  virtual const std::vector<std::string>& getChannelNames() const override;
  virtual const std::vector<std::string>& getModeNames() const override;
  virtual const std::vector<std::string>& getTokenNames() const override; // deprecated, use vocabulary instead
  virtual antlr4::dfa::Vocabulary& getVocabulary() const override;

  virtual const std::vector<uint16_t> getSerializedATN() const override;
  virtual const antlr4::atn::ATN& getATN() const override;

private:
  static std::vector<antlr4::dfa::DFA> _decisionToDFA;
  static antlr4::atn::PredictionContextCache _sharedContextCache;
  static std::vector<std::string> _ruleNames;
  static std::vector<std::string> _tokenNames;
  static std::vector<std::string> _channelNames;
  static std::vector<std::string> _modeNames;

  static std::vector<std::string> _literalNames;
  static std::vector<std::string> _symbolicNames;
  static antlr4::dfa::Vocabulary _vocabulary;
  static antlr4::atn::ATN _atn;
  static std::vector<uint16_t> _serializedATN;


  // Individual action functions triggered by action() above.

  // Individual semantic predicate functions triggered by sempred() above.

  struct Initializer {
    Initializer();
  };
};

}  // namespace qiao_openqasm
