#pragma once
// Small helpers on index bits.

#include <bit>
#include <cstdint>

namespace qiao::qsim::engine {

inline std::uint64_t bit_of(unsigned b) { return std::uint64_t{1} << b; }

// f(b) for every bit of the mask, lowest first.
template <class F>
void each_bit(std::uint64_t mask, F&& f) {
  for (; mask; mask &= mask - 1) f(static_cast<unsigned>(std::countr_zero(mask)));
}

// The bits of i moved to the positions where mask has ones.
inline std::uint64_t deposit(std::uint64_t i, std::uint64_t mask) {
  std::uint64_t result = 0;
  for (; mask && i; mask &= mask - 1, i >>= 1)
    if (i & 1) result |= mask & -mask;
  return result;
}

}  // namespace qiao::qsim::engine
