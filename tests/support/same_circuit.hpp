#pragma once
// Whether two circuits are the same record for record, with source places and the bits of every number.

#include <algorithm>
#include <cstring>

#include "qiao/ir/circuit.hpp"

namespace qiao::testing {

inline bool same_block(const ir::Circuit& a, ir::BlockId block_a, const ir::Circuit& b, ir::BlockId block_b) {
  if ((block_a == ir::kNoBlock) != (block_b == ir::kNoBlock)) return false;
  if (block_a == ir::kNoBlock) return true;
  if (a.size(block_a) != b.size(block_b)) return false;
  for (std::size_t i = 0; i < a.size(block_a); ++i) {
    const ir::Instruction x = a.at(i, block_a), y = b.at(i, block_b);
    if (x.kind() != y.kind() || !(x.source() == y.source()) || x.num_controls() != y.num_controls())
      return false;
    if (x.kind() == ir::OpKind::kIf) {
      if (x.condition() != y.condition() || !same_block(a, x.then_block(), b, y.then_block()) ||
          !same_block(a, x.else_block(), b, y.else_block()))
        return false;
      continue;
    }
    for (unsigned c = 0; c < x.num_controls(); ++c)
      if (!(x.control(c) == y.control(c))) return false;
    if (!std::ranges::equal(x.targets(), y.targets())) return false;
    if (x.kind() == ir::OpKind::kMeasure && x.clbit() != y.clbit()) return false;
    if (x.kind() != ir::OpKind::kGate) continue;
    if (x.gate() != y.gate() || x.is_symbolic() != y.is_symbolic()) return false;
    const auto p = x.params(), q = y.params();
    if (p.size() != q.size() || (!p.empty() && std::memcmp(p.data(), q.data(), p.size_bytes()) != 0))
      return false;
  }
  return true;
}

inline bool same_circuit(const ir::Circuit& a, const ir::Circuit& b) {
  return a.qregs() == b.qregs() && a.cregs() == b.cregs() &&
         same_block(a, ir::Circuit::kMainBlock, b, ir::Circuit::kMainBlock);
}

}  // namespace qiao::testing
