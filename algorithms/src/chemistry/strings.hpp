#pragma once
// Occupations of one spin and what excitations do to them.

#include <bit>
#include <cstdint>
#include <vector>

namespace qiao::algorithms {

// Ones strictly between p and q, by parity: the sign of a^dagger_p a_q on a string.
inline int sign_between(std::uint32_t string, unsigned p, unsigned q) {
  const unsigned low = p < q ? p : q, high = p < q ? q : p;
  if (high - low < 2) return 1;
  const std::uint32_t between = ((std::uint32_t{1} << high) - 1) & ~((std::uint32_t{2} << low) - 1);
  return std::popcount(string & between) % 2 ? -1 : 1;
}

// a^dagger_p a_q |string>: whether it is not zero; `string` becomes the result and `sign` takes its sign.
inline bool excite(std::uint32_t& string, int& sign, unsigned p, unsigned q) {
  if (!(string >> q & 1) || (p != q && (string >> p & 1))) return false;
  sign *= sign_between(string, p, q);
  string = (string & ~(std::uint32_t{1} << q)) | std::uint32_t{1} << p;
  return true;
}

}  // namespace qiao::algorithms
