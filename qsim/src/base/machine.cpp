#include "qiao/base/machine.hpp"

#include <fmt/format.h>
#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <optional>
#include <sstream>

#ifdef QIAO_OPENMP
#include <omp.h>
#endif

#include "qiao/base/error.hpp"

namespace qiao {
namespace {

constexpr std::uint64_t kNone = std::numeric_limits<std::uint64_t>::max();

std::optional<std::string> first_line(const std::string& path) {
  std::ifstream in(path);
  std::string line;
  if (!std::getline(in, line)) return std::nullopt;
  return line;
}

std::optional<std::uint64_t> number_in(const std::string& path) {
  const auto line = first_line(path);
  if (!line) return std::nullopt;
  std::uint64_t v = 0;
  const auto [end, error] = std::from_chars(line->data(), line->data() + line->size(), v);
  if (error != std::errc{} || end == line->data()) return std::nullopt;
  return v;
}

// This process's folder in a cgroup hierarchy and all its parents, innermost first: limits may stand on any
// of them. `controller` is empty for v2.
std::vector<std::string> cgroup_folders(const std::string& controller) {
  const std::string root = controller.empty() ? "/sys/fs/cgroup" : "/sys/fs/cgroup/" + controller;
  std::string path = "/";
  std::ifstream in("/proc/self/cgroup");
  for (std::string line; std::getline(in, line);) {  // "4:memory:/a/b" or "0::/a/b"
    const auto a = line.find(':'), b = line.find(':', a + 1);
    if (a == std::string::npos || b == std::string::npos) continue;
    std::stringstream names(line.substr(a + 1, b - a - 1));
    bool mine = controller.empty() && b == a + 1;
    for (std::string name; std::getline(names, name, ',');)
      mine = mine || (!controller.empty() && name == controller);
    if (mine) path = line.substr(b + 1);
  }
  std::vector<std::string> folders;
  while (path.size() > 1) {
    folders.push_back(root + path);
    path.erase(path.rfind('/'));
  }
  folders.push_back(root);
  return folders;
}

// CPUs worth of time the cgroups grant, or infinity.
double cgroup_cpus() {
  double cpus = std::numeric_limits<double>::infinity();
  for (const std::string& folder : cgroup_folders("")) {
    const auto line = first_line(folder + "/cpu.max");  // "200000 100000" or "max 100000"
    if (!line) continue;
    double quota = 0, period = 0;
    if (std::istringstream(*line) >> quota >> period && period > 0) cpus = std::min(cpus, quota / period);
  }
  for (const char* controller : {"cpu", "cpu,cpuacct"})
    for (const std::string& folder : cgroup_folders(controller)) {
      const auto quota = number_in(folder + "/cpu.cfs_quota_us"),
                 period = number_in(folder + "/cpu.cfs_period_us");
      if (quota && period && *period > 0)
        cpus = std::min(cpus, static_cast<double>(*quota) / static_cast<double>(*period));
    }
  return cpus;
}

// The tightest (limit, limit - used) over the cgroups; {kNone, kNone} without one.
std::pair<std::uint64_t, std::uint64_t> cgroup_memory() {
  std::uint64_t limit = kNone, left = kNone;
  const auto add = [&](std::optional<std::uint64_t> max, std::optional<std::uint64_t> used) {
    if (!max || *max >= (std::uint64_t{1} << 60)) return;
    limit = std::min(limit, *max);
    left = std::min(left, *max - std::min(*max, used.value_or(0)));
  };
  // Page cache counts as used but is given back on demand.
  const auto reclaimable = [](const std::string& folder, const char* key) {
    std::ifstream in(folder + "/memory.stat");
    std::uint64_t bytes = 0, value = 0;
    for (std::string name; in >> name >> value;)
      if (name == key) bytes = value;
    return bytes;
  };
  const auto minus = [](std::optional<std::uint64_t> used,
                        std::uint64_t cache) -> std::optional<std::uint64_t> {
    if (!used) return std::nullopt;
    return *used - std::min(*used, cache);
  };
  for (const std::string& f : cgroup_folders(""))
    add(number_in(f + "/memory.max"),
        minus(number_in(f + "/memory.current"), reclaimable(f, "inactive_file")));
  for (const std::string& f : cgroup_folders("memory"))
    add(number_in(f + "/memory.limit_in_bytes"),
        minus(number_in(f + "/memory.usage_in_bytes"), reclaimable(f, "total_inactive_file")));
  return {limit, left};
}

int positive_number(const char* text, const char* what) {
  int v = 0;
  const std::string_view s(text);
  // OMP_NUM_THREADS may be a list for nested regions; the first entry is ours.
  const std::string_view head = s.substr(0, s.find(','));
  const auto [end, error] = std::from_chars(head.data(), head.data() + head.size(), v);
  if (error != std::errc{} || end != head.data() + head.size() || v < 1)
    throw Error(ErrorCode::kUsage, fmt::format("{}='{}' is not a positive number of threads", what, text));
  return v;
}

#ifdef QIAO_OPENMP
// A forked child has its parent's record of a pool of threads, but not the threads: with GCC's OpenMP its first
// parallel region would wait for them for ever. So the forking thread's pool ends before each fork; whoever
// needs one afterwards makes it anew.
void end_threads_before_forks() {
  static const int once = pthread_atfork([] { omp_pause_resource_all(omp_pause_soft); }, nullptr, nullptr);
  (void)once;
}
#endif

}  // namespace

int allowed_cpus() {
  int cpus = 1;
  cpu_set_t set;
  CPU_ZERO(&set);
  if (sched_getaffinity(0, sizeof set, &set) == 0) cpus = CPU_COUNT(&set);
  else
    cpus = static_cast<int>(std::max(1L, sysconf(_SC_NPROCESSORS_ONLN)));  // more CPUs than a cpu_set_t holds
  const double quota = cgroup_cpus();
  if (std::isfinite(quota)) cpus = std::min(cpus, std::max(1, static_cast<int>(std::ceil(quota))));
  return std::max(1, cpus);
}

int resolve_threads(int requested) {
  if (requested < 0) throw Error(ErrorCode::kUsage, fmt::format("{} is not a number of threads", requested));
  int threads = requested;
  if (threads == 0) {
    const char* own = std::getenv("QIAO_NUM_THREADS");
    const char* omp = std::getenv("OMP_NUM_THREADS");
    if (own && *own) threads = positive_number(own, "QIAO_NUM_THREADS");
    else if (omp && *omp) threads = positive_number(omp, "OMP_NUM_THREADS");
    else threads = allowed_cpus();
  }
#ifdef QIAO_OPENMP
  end_threads_before_forks();
  return threads;
#else
  return 1;
#endif
}

MemoryInfo memory_info() {
  MemoryInfo info;
  std::ifstream in("/proc/meminfo");
  std::uint64_t kib = 0;
  for (std::string line; std::getline(in, line);) {
    std::istringstream fields(line);
    std::string name;
    if (!(fields >> name >> kib)) continue;
    if (name == "MemTotal:") info.total_bytes = kib << 10;
    if (name == "MemAvailable:") info.available_bytes = kib << 10;
  }
  if (const auto [limit, left] = cgroup_memory(); limit != kNone) {
    info.cgroup_limit_bytes = limit;
    info.available_bytes = std::min(info.available_bytes, left);
  }
  rlimit address_space{};
  if (getrlimit(RLIMIT_AS, &address_space) == 0 && address_space.rlim_cur != RLIM_INFINITY) {
    std::uint64_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    const std::uint64_t used = pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    info.available_bytes = std::min<std::uint64_t>(
        info.available_bytes, address_space.rlim_cur - std::min<std::uint64_t>(address_space.rlim_cur, used));
  }
  return info;
}

std::string cpu_model() {
  std::ifstream in("/proc/cpuinfo");
  for (std::string line; std::getline(in, line);)
    if (line.starts_with("model name") || line.starts_with("Hardware")) {
      const auto colon = line.find(": ");
      if (colon != std::string::npos) return line.substr(colon + 2);
    }
  utsname name{};
  return uname(&name) == 0 ? name.machine : "unknown";
}

std::vector<std::string> cpu_isas() {
  std::vector<std::string> isas;
#if defined(__x86_64__)
  // These builtins ask the operating system (XCR0) as well as the CPU.
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw"))
    isas.emplace_back("avx512");
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) isas.emplace_back("avx2");
  isas.emplace_back("sse2");
#elif defined(__aarch64__)
  isas.emplace_back("neon");
#endif
  return isas;
}

namespace {
std::uint64_t status_bytes(std::string_view field) {
  std::ifstream status("/proc/self/status");
  std::string name;
  std::uint64_t kib = 0;
  for (std::string line; std::getline(status, line);) {
    std::istringstream words(line);
    if (words >> name >> kib && name == field) return kib << 10;
  }
  return 0;
}
}  // namespace

std::uint64_t resident_bytes() { return status_bytes("VmRSS:"); }
std::uint64_t peak_resident_bytes() { return status_bytes("VmHWM:"); }

std::string format_bytes(std::uint64_t bytes) {
  constexpr const char* kUnits[] = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  if (bytes == kNone) return "more than 16 EiB";
  int unit = 0;
  double v = static_cast<double>(bytes);
  while (v >= 1024 && unit < 6) v /= 1024, ++unit;
  if (unit == 0) return fmt::format("{} B", bytes);
  std::string number = fmt::format("{:.{}f}", v, v < 10 ? 2 : v < 100 ? 1 : 0);
  if (number.find('.') != std::string::npos) number.erase(number.find_last_not_of('0') + 1);  // 1.50 -> 1.5
  if (number.back() == '.') number.pop_back();
  return fmt::format("{} {}", number, kUnits[unit]);
}

}  // namespace qiao
