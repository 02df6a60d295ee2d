#pragma once
// What both tree builders need. ANTLR is visible here: include only from the files that build trees.

#include <antlr4-runtime.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "ast.hpp"

namespace qiao::qasm {

// A piece of a source file as ANTLR sees it: code points counted from its beginning, mapped back to bytes of
// the file.
class Chunk {
 public:
  Chunk(std::string_view file_text, Span span) : file_text_(file_text), span_(span) {
    for (std::uint32_t i = span.begin; i < span.end; ++i) {
      const auto byte = static_cast<unsigned char>(file_text[i]);
      if (byte >= 0x80) ascii_ = false;
    }
    if (ascii_) return;
    for (std::uint32_t i = span.begin; i < span.end; ++i)
      if ((static_cast<unsigned char>(file_text[i]) & 0xc0) != 0x80) offsets_.push_back(i);
  }
  // Byte offset of a code point; beyond the text: its end.
  std::uint32_t offset(std::size_t code_point) const {
    if (ascii_)
      return std::min<std::uint32_t>(span_.begin + static_cast<std::uint32_t>(code_point), span_.end);
    return code_point < offsets_.size() ? offsets_[code_point] : span_.end;
  }
  Span span(const antlr4::Token* token) const {
    if (token->getType() == antlr4::Token::EOF) return {span_.end, span_.end};
    return {offset(token->getStartIndex()), offset(token->getStopIndex() + 1)};
  }
  Span span(antlr4::ParserRuleContext* context) const {
    return {span(context->getStart()).begin, context->getStop() ? span(context->getStop()).end : span_.begin};
  }
  std::string_view text(Span s) const { return file_text_.substr(s.begin, s.end - s.begin); }
  std::string_view text(const antlr4::Token* token) const { return text(span(token)); }
  Name name(const antlr4::Token* token) const { return {text(token), span(token)}; }
  Name name(antlr4::tree::TerminalNode* node) const { return name(node->getSymbol()); }
  Span whole() const { return span_; }

 private:
  std::string_view file_text_;
  Span span_;
  bool ascii_ = true;
  std::vector<std::uint32_t> offsets_;
};

// The tree of an error-free parse to our nodes; `context` is the grammar's `statement`.
StmtId build_statement2(antlr4::ParserRuleContext* context, const Chunk& chunk, Ast& ast);
StmtId build_statement3(antlr4::ParserRuleContext* context, const Chunk& chunk, Ast& ast);
// The name that a statement, perhaps only half read, declares; null if none.
const antlr4::Token* declared_name2(antlr4::ParserRuleContext* context);
const antlr4::Token* declared_name3(antlr4::ParserRuleContext* context);

}  // namespace qiao::qasm
