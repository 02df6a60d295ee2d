#pragma once
// What this process may use: processors, memory, instruction sets.

#include <cstdint>
#include <string>
#include <vector>

namespace qiao {

// Threads this process may run: affinity mask, cgroup CPU quota (v1 and v2), at least 1.
int allowed_cpus();

// Thread count for a request: `requested` if positive, else QIAO_NUM_THREADS, else OMP_NUM_THREADS, else
// allowed_cpus(). Without OpenMP always 1. Throws Error(kUsage) for a value that is not a positive number.
int resolve_threads(int requested);

struct MemoryInfo {
  std::uint64_t total_bytes = 0;  // of the machine
  std::uint64_t available_bytes =
      0;  // what an allocation may take now: machine, cgroup and RLIMIT_AS respected
  std::uint64_t cgroup_limit_bytes = 0;  // 0: none
};
MemoryInfo memory_info();

std::string cpu_model();              // "AMD EPYC", as the system reports it
std::vector<std::string> cpu_isas();  // SIMD instruction sets this CPU and operating system offer, best first

// The size of what has more bytes than 64 bits can say; it fits nowhere, whatever the limit.
inline constexpr std::uint64_t kUncountableBytes = 0xffffffffffffffffu;
constexpr std::uint64_t add_bytes(std::uint64_t a, std::uint64_t b) {
  return a > kUncountableBytes - b ? kUncountableBytes : a + b;
}
constexpr std::uint64_t multiply_bytes(std::uint64_t count, std::uint64_t bytes) {
  return bytes != 0 && count > kUncountableBytes / bytes ? kUncountableBytes : count * bytes;
}
constexpr bool fits(std::uint64_t needed, std::uint64_t limit) {
  return needed <= limit && needed != kUncountableBytes;
}

// Memory of this process that is in main memory: now, and at most so far.
std::uint64_t resident_bytes();
std::uint64_t peak_resident_bytes();

// "1.5 GiB": three digits
std::string format_bytes(std::uint64_t bytes);

}  // namespace qiao
