#pragma once
// Jumps over several loops for languages that have only `break` and `continue` of the innermost one.
//
// The circuit's jumps count every kWhile and kBlock around them. A loop that a jump crosses is followed, in
// the text, by a look at two helper variables: how many loops are still to be left, and whether the one then
// reached goes on with its next round.

#include <optional>
#include <vector>

#include "qiao/ir/circuit.hpp"

namespace qiao::qasm {

class Loops {
 public:
  struct Crossed {  // by a jump out of the loop that has just been closed
    bool leaving = false, again = false;
  };
  // A kWhile, or a kBlock: written as a loop of one round unless nothing leaves it (`written` false).
  void open(bool written) { levels_.push_back({written, {}}); }
  Crossed close() {
    const Crossed c = levels_.back().crossed;
    levels_.pop_back();
    return c;
  }
  // What a jump of so many levels has to store before it leaves the innermost written loop: the number of
  // further loops to leave, and whether to continue then. Zero and false: a plain jump.
  struct Jump {
    unsigned leave = 0;
    bool again = false;
    bool direct_continue = false;  // `continue` of the innermost loop
  };
  Jump jump(unsigned levels, bool is_continue) {
    const std::size_t target = levels_.size() - levels;
    std::vector<Level*> inner;  // written loops inside the target, outermost first
    for (std::size_t i = target + 1; i < levels_.size(); ++i)
      if (levels_[i].written) inner.push_back(&levels_[i]);
    Jump j;
    if (inner.empty()) {
      j.direct_continue = is_continue;
      return j;
    }
    for (Level* level : inner) {
      const bool last = level == inner.front();  // behind it comes the target's own body
      if (!is_continue || !last) level->crossed.leaving = true;
      else level->crossed.again = true;
    }
    j.leave = static_cast<unsigned>(inner.size()) - (is_continue ? 1 : 0);
    j.again = is_continue;
    return j;
  }

 private:
  struct Level {
    bool written;
    Crossed crossed;
  };
  std::vector<Level> levels_;
};

// Whether a jump in `block` leaves the kBlock whose body it is.
inline bool is_left(const ir::Circuit& c, ir::BlockId block, unsigned depth = 1) {
  for (std::size_t i = 0; i < c.size(block); ++i) {
    const ir::Instruction in = c.at(i, block);
    if ((in.kind() == ir::OpKind::kBreak || in.kind() == ir::OpKind::kContinue) && in.levels() == depth)
      return true;
    const bool loop = in.kind() == ir::OpKind::kWhile || in.kind() == ir::OpKind::kBlock;
    bool found = false;
    in.each_block([&](ir::BlockId b) { found = found || is_left(c, b, depth + (loop ? 1 : 0)); });
    if (found) return true;
  }
  return false;
}

}  // namespace qiao::qasm
