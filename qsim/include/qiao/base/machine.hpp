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

// "1.5 GiB": three digits
std::string format_bytes(std::uint64_t bytes);

}  // namespace qiao
