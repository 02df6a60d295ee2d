#pragma once
// A hand-written reader for what machines write: flat gate calls, measure, reset and barrier with plain
// operands and simple arithmetic, declarations of registers, includes, heads of gate definitions. It produces
// the tree that the grammar would produce, or declines. A program of nothing else never loads the grammar.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "ast.hpp"
#include "qiao/qasm/parse.hpp"

namespace qiao::qasm {

struct FlatStatement {
  StmtId statement;
  std::uint32_t end;  // one past the ';'
};
// The statement at `pos`. Nothing: not flat, or wrong in any way; the grammar must look (nodes may have been
// added).
std::optional<FlatStatement> read_flat(std::string_view text, std::uint32_t pos, int language,
                                       const Limits& limits, Ast& ast);

// The head of a gate definition up to and with its '{', as a GateDecl without body.
std::optional<FlatStatement> read_gate_head(std::string_view text, std::uint32_t pos, int language,
                                            const Limits& limits, Ast& ast);
// The words that the language keeps for itself, sorted.
std::span<const std::string_view> keywords(int language);
bool is_keyword(std::string_view word, int language);

}  // namespace qiao::qasm
