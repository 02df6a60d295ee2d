#pragma once
// A hand-written reader for what machines write by the million: flat gate calls, measure, reset and barrier
// with plain operands and simple arithmetic. It produces the tree that the grammar would produce, or
// declines.

#include <cstdint>
#include <optional>
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

}  // namespace qiao::qasm
