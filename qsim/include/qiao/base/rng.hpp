#pragma once
// Counter-based random numbers: Philox4x32-10 (Salmon, Moraes, Dror, Shaw, SC'11). A number is a pure
// function of (seed, stream, counter), so results do not depend on threads or on the order in which shots are
// computed.

#include <array>
#include <cstdint>

namespace qiao {

// One Philox4x32-10 block: 128 random bits for a 128-bit counter and a 64-bit key.
std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key);

// Random number `event` of `stream` (a shot, a trajectory) under `seed`: 64 uniform bits.
std::uint64_t random_bits(std::uint64_t seed, std::uint64_t stream, std::uint64_t event);

// The same as a double, uniform in [0, 1) with 53 bits.
inline double random_uniform(std::uint64_t seed, std::uint64_t stream, std::uint64_t event) {
  return static_cast<double>(random_bits(seed, stream, event) >> 11) * 0x1.0p-53;
}

// The random numbers of one stream, one after the other.
class RandomStream {
 public:
  RandomStream(std::uint64_t seed, std::uint64_t stream) : seed_(seed), stream_(stream) {}
  double uniform() { return random_uniform(seed_, stream_, event_++); }
  // How many of n trials succeed, each with probability p (numbers outside of [0, 1] are taken as its ends):
  // distances between successes where these are few, else transformed rejection (Hoermann, J. Stat. Comput.
  // Simul. 46 (1993), algorithm BTRS). Takes a few numbers of the stream, however large n is.
  std::uint64_t binomial(std::uint64_t n, double p);

 private:
  std::uint64_t seed_, stream_, event_ = 0;
};

// A seed from the operating system, for callers that gave none; report it so the run can be repeated.
std::uint64_t fresh_seed();

}  // namespace qiao
