
// Generated from OpenQasm3Lexer.g4 by ANTLR 4.7.2

#pragma once


#include "antlr4-runtime.h"


namespace qiao_openqasm {


class  OpenQasm3Lexer : public antlr4::Lexer {
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
    REST_OF_LINE = 1, CAL_HEAD = 2, DEFCAL_HEAD = 3, CAL_BODY = 4
  };

  OpenQasm3Lexer(antlr4::CharStream *input);
  ~OpenQasm3Lexer();


    // '@name' begins an annotation only where a statement can begin; elsewhere '@' belongs to a gate modifier.
    bool at_statement_start() {
      // LA(-1) is the last character read, which belongs to the token.
      for (ssize_t back = -static_cast<ssize_t>(_input->index() - tokenStartCharIndex) - 1;; --back) {
        const size_t c = _input->LA(back);
        if (c == ' ' || c == '\t' || c == '\r') continue;
        return c == 0 || c == antlr4::Token::EOF || c == '\n' || c == ';' || c == '{' || c == '}';
      }
    }

  virtual std::string getGrammarFileName() const override;
  virtual const std::vector<std::string>& getRuleNames() const override;

  virtual const std::vector<std::string>& getChannelNames() const override;
  virtual const std::vector<std::string>& getModeNames() const override;
  virtual const std::vector<std::string>& getTokenNames() const override; // deprecated, use vocabulary instead
  virtual antlr4::dfa::Vocabulary& getVocabulary() const override;

  virtual const std::vector<uint16_t> getSerializedATN() const override;
  virtual const antlr4::atn::ATN& getATN() const override;

  virtual bool sempred(antlr4::RuleContext *_localctx, size_t ruleIndex, size_t predicateIndex) override;

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
  bool AnnotationSempred(antlr4::RuleContext *_localctx, size_t predicateIndex);

  struct Initializer {
    Initializer();
  };
};

}  // namespace qiao_openqasm
