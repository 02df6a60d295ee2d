#pragma once
// Where an amplitude lies in memory. The state is in rows of 512 bytes: within a row, blocks of W real parts
// and W imaginary parts (W: lanes of a vector). The low eight bits of a row's number are xored with a hash of
// the higher ones: a tile gathers rows at a distance of a power of two, and without the hash these would fall
// into a few sets of the caches, which then could not keep them from the time they are read until they are
// written back. The hash is linear over GF(2): place(a ^ b) = place(a) ^ place(b).

#include <array>
#include <cstdint>

namespace qiao::qsim::engine {

inline constexpr std::size_t kRowBytes = 512;

namespace detail {
// What each row bit from the eighth on adds to the low eight; chosen by search so that nine bits taken
// anywhere almost always reach all sets.
inline constexpr std::array<std::uint8_t, 16> kHashColumns{0x3a, 0xe7, 0x78, 0x39, 0x56, 0xbd, 0xd7, 0x61,
                                                           0x9b, 0x76, 0x9a, 0x7d, 0xe8, 0x33, 0xc4, 0x15};
inline constexpr auto kHash = [] {
  std::array<std::array<std::uint8_t, 256>, 3> table{};
  for (std::size_t part = 0; part < 3; ++part)
    for (std::size_t i = 0; i < 256; ++i)
      for (std::size_t b = 0; b < 8; ++b)
        if (i >> b & 1) table[part][i] ^= kHashColumns[(part * 8 + b) % 16];
  return table;
}();
}  // namespace detail

template <class Real>
struct Layout {
  // Amplitudes in a row.
  static constexpr unsigned kRowBits = sizeof(Real) == 4 ? 6 : 5;

  // The place, counted in amplitudes, of the one with a stored index (whose bits within a row stay).
  static constexpr std::uint64_t place(std::uint64_t stored) {
    const std::uint64_t high = stored >> (kRowBits + 8);
    const std::uint64_t hash =
        detail::kHash[0][high & 255] ^ detail::kHash[1][high >> 8 & 255] ^ detail::kHash[2][high >> 16 & 255];
    return stored ^ hash << kRowBits;
  }
};

}  // namespace qiao::qsim::engine
