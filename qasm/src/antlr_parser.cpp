#include "antlr_parser.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "OpenQasm2Lexer.h"
#include "OpenQasm2Parser.h"
#include "OpenQasm3Lexer.h"
#include "OpenQasm3Parser.h"
#include "antlr_support.hpp"

namespace qiao::qasm {

namespace {

using antlr4::Token;
using qiao_openqasm::OpenQasm2Lexer;
using qiao_openqasm::OpenQasm2Parser;
using qiao_openqasm::OpenQasm3Lexer;
using qiao_openqasm::OpenQasm3Parser;

struct SyntaxError {
  Code code = Code::kSyntax;
  Span span;
  std::string message;
  std::size_t token = 0;  // index of the offending token
};

// "';'" for punctuation and keywords, words for the rest; empty for what is not worth naming.
std::string describe(std::size_t type, const antlr4::dfa::Vocabulary& vocabulary) {
  if (type == Token::EOF) return "the end of the statement";
  const std::string literal = vocabulary.getLiteralName(type);
  if (!literal.empty()) return literal;
  const std::string symbol = vocabulary.getSymbolicName(type);
  if (symbol == "Identifier") return "a name";
  if (symbol == "Integer") return "an integer";
  if (symbol == "String") return "a string";
  return {};
}

// Turns ANTLR's reports into ours: one per statement, in words, with the place of a missing ';' at the end of
// what was written.
class Listener : public antlr4::BaseErrorListener {
 public:
  Listener(const Chunk& chunk, antlr4::CommonTokenStream& tokens, std::size_t semicolon,
           std::size_t right_brace, std::size_t identifier)
      : chunk_(chunk),
        tokens_(tokens),
        semicolon_(semicolon),
        right_brace_(right_brace),
        identifier_(identifier) {}

  void syntaxError(antlr4::Recognizer* recognizer, Token* offending, size_t, size_t, const std::string&,
                   std::exception_ptr exception) override {
    const std::size_t index = offending->getTokenIndex();
    if (!errors.empty()) return;  // one per statement: what follows the first is mostly its consequence
    auto* parser = static_cast<antlr4::Parser*>(recognizer);
    bool no_alternative = false;
    if (exception) {
      try {
        std::rethrow_exception(exception);
      } catch (const antlr4::NoViableAltException&) {
        no_alternative = true;
      } catch (...) {
      }
    }
    SyntaxError error;
    error.token = index;
    error.span = chunk_.span(offending);
    const bool end = offending->getType() == Token::EOF;
    const std::string found = end ? "the end of the text" : "'" + shortened(chunk_.text(offending)) + "'";
    std::vector<std::string> wanted;
    bool wants_semicolon = false;
    if (!no_alternative) {
      const auto expected = parser->getExpectedTokens();
      wants_semicolon = expected.contains(semicolon_);
      for (const ssize_t type : expected.toList()) {
        const std::string word = describe(static_cast<std::size_t>(type), parser->getVocabulary());
        wanted.push_back(word);
      }
    }
    const bool word = !end && is_word(chunk_.text(offending));
    if (end && index > 0) {
      const Span before = chunk_.span(previous(index));
      error.span = {before.end, before.end + 1};
    }
    if (wants_semicolon && index > 0 &&
        (end || (word && begins_statement(index)) || offending->getType() == right_brace_)) {
      const Span before = chunk_.span(previous(index));
      error.code = Code::kMissingSemicolon;
      error.span = {before.end, before.end + 1};
      error.message = "missing ';' after '" + shortened(chunk_.text(before)) + "'";
      if (word) error.message += " (before " + found + ")";
    } else {
      error.message = "unexpected " + found;
      const bool all_named =
          std::none_of(wanted.begin(), wanted.end(), [](const auto& w) { return w.empty(); });
      if (!wanted.empty() && wanted.size() <= 4 && all_named) {
        error.message += ", expected ";
        for (std::size_t i = 0; i < wanted.size(); ++i)
          error.message += (i == 0 ? "" : i + 1 == wanted.size() ? " or " : ", ") + wanted[i];
      }
    }
    errors.push_back(std::move(error));
  }

  std::vector<SyntaxError> errors;

 private:
  static bool is_word(std::string_view text) {
    const auto c = static_cast<unsigned char>(text.empty() ? 0 : text[0]);
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
  }
  Token* previous(std::size_t index) const { return tokens_.get(index - 1); }
  // Whether a word that follows a complete statement without ';' begins another one: it stands on a new line,
  // is a keyword, or reads like a gate call. Otherwise something else is missing before it, a comma perhaps.
  bool begins_statement(std::size_t index) const {
    const Token* token = tokens_.get(index);
    if (token->getLine() != previous(index)->getLine() || token->getType() != identifier_) return true;
    const Token* next = tokens_.get(index + 1);
    return next->getType() == identifier_ || chunk_.text(next) == "(";
  }
  const Chunk& chunk_;
  antlr4::CommonTokenStream& tokens_;
  std::size_t semicolon_, right_brace_, identifier_;
};

// A lexer and a parser that are used again for every statement.
template <class LexerType, class ParserType>
struct Machine {
  antlr4::ANTLRInputStream input;
  LexerType lexer{&input};
  antlr4::CommonTokenStream tokens{&lexer};
  ParserType parser{&tokens};

  Machine() {
    lexer.removeErrorListeners();
    parser.removeErrorListeners();
  }
  void load(const std::string& text) {
    input.load(text);
    lexer.setInputStream(&input);
    tokens.setTokenSource(&lexer);
    tokens.fill();
  }
  // The statement, or null after errors (which are in `errors`; `partial` is what could be read).
  antlr4::ParserRuleContext* parse(const Chunk& chunk, std::vector<SyntaxError>& errors,
                                   antlr4::ParserRuleContext*& partial) {
    for (Token* token : tokens.getTokens()) {
      const std::size_t type = token->getType();
      if (type != LexerType::BadNumber && type != LexerType::Stray) continue;
      SyntaxError error;
      error.span = chunk.span(token);
      error.token = token->getTokenIndex();
      const std::string text = shortened(chunk.text(token));
      error.code = type == LexerType::BadNumber ? Code::kBadNumber : Code::kSyntax;
      error.message =
          (type == LexerType::BadNumber ? "malformed number '" : "unexpected character '") + text + "'";
      errors.push_back(std::move(error));
      break;
    }
    auto* simulator = parser.template getInterpreter<antlr4::atn::ParserATNSimulator>();
    if (errors.empty()) {
      // First the cheap way, which may fail on text that is right.
      parser.setTokenStream(&tokens);
      parser.setErrorHandler(std::make_shared<antlr4::BailErrorStrategy>());
      simulator->setPredictionMode(antlr4::atn::PredictionMode::SLL);
      try {
        return parser.single()->statement();
      } catch (const antlr4::ParseCancellationException&) {
      }
    }
    tokens.seek(0);
    parser.setTokenStream(&tokens);
    parser.setErrorHandler(std::make_shared<antlr4::DefaultErrorStrategy>());
    simulator->setPredictionMode(antlr4::atn::PredictionMode::LL);
    Listener listener(chunk, tokens, LexerType::SEMICOLON, LexerType::RBRACE, LexerType::Identifier);
    parser.addErrorListener(&listener);
    auto* tree = parser.single();
    parser.removeErrorListeners();
    if (errors.empty()) errors = std::move(listener.errors);
    partial = tree->statement();
    return errors.empty() ? tree->statement() : nullptr;
  }
};

}  // namespace

struct AntlrParser::Impl {
  Impl(const Sources& s, Reporter& r) : sources(s), reporter(r) {}
  const Sources& sources;
  Reporter& reporter;
  // Made when first needed: many programs are of one language and some need no grammar at all.
  std::unique_ptr<Machine<OpenQasm2Lexer, OpenQasm2Parser>> two;
  std::unique_ptr<Machine<OpenQasm3Lexer, OpenQasm3Parser>> three;

  template <class M, class Build, class Declared>
  Result run(M& machine, FileId file, Span span, Ast& ast, std::string_view closing, Build build,
             Declared declared) {
    const Chunk chunk(sources[file].text(), span);
    // The lexer and its line numbers know "\n" and "\r\n"; the places of tokens stay as they are.
    std::string text(chunk.text(span));
    for (std::size_t i = 0; i < text.size(); ++i)
      if (text[i] == '\r' && ends_line(text, i)) text[i] = '\n';
    machine.load(text + std::string(closing));
    std::vector<SyntaxError> errors;
    antlr4::ParserRuleContext* partial = nullptr;
    Result result;
    result.resume = span.end;
    if (auto* tree = machine.parse(chunk, errors, partial)) {
      result.statement = build(tree, chunk, ast);
      return result;
    }
    if (partial) {
      const Token* token = declared(partial);
      if (token && token->getTokenIndex() != INVALID_INDEX && token->getStartIndex() <= token->getStopIndex())
        result.declares = chunk.name(token);
    }
    // A forgotten ';' swallows the next statement: read that one again on its own.
    const SyntaxError& last = errors.back();
    if (last.code == Code::kMissingSemicolon && errors.size() == 1 && closing.empty()) {
      // But not from inside a block, whose '}' would then close nothing.
      const auto& tokens = machine.tokens.getTokens();
      const bool in_block =
          std::any_of(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(last.token),
                      [&](const Token* t) { return chunk.text(t) == "{"; });
      const Span next = chunk.span(machine.tokens.get(last.token));
      if (next.begin > span.begin && !in_block) result.resume = next.begin;
    }
    for (const SyntaxError& e : errors) reporter.error(e.code, {file, e.span}, e.message);
    return result;
  }
};

AntlrParser::AntlrParser(const Sources& sources, Reporter& reporter)
    : impl_(std::make_unique<Impl>(sources, reporter)) {}
AntlrParser::~AntlrParser() = default;

AntlrParser::Result AntlrParser::parse(FileId file, Span span, int language, Ast& ast,
                                       std::string_view closing) {
  if (language == 2) {
    if (!impl_->two) impl_->two = std::make_unique<Machine<OpenQasm2Lexer, OpenQasm2Parser>>();
    return impl_->run(*impl_->two, file, span, ast, closing, build_statement2, declared_name2);
  }
  if (!impl_->three) impl_->three = std::make_unique<Machine<OpenQasm3Lexer, OpenQasm3Parser>>();
  return impl_->run(*impl_->three, file, span, ast, closing, build_statement3, declared_name3);
}

}  // namespace qiao::qasm
