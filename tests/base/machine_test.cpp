#include "qiao/base/machine.hpp"

#include <gtest/gtest.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/resource.h>

#include <fstream>
#include <set>

#include "qiao/base/error.hpp"
#include "qiao/base/version.hpp"

namespace qiao {
namespace {

// Sets or clears an environment variable for one test.
class ScopedEnv {
 public:
  ScopedEnv(const char* name, const char* value) : name_(name) {
    if (const char* old = getenv(name)) old_ = old, had_ = true;
    value ? setenv(name, value, 1) : unsetenv(name);
  }
  ~ScopedEnv() { had_ ? setenv(name_, old_.c_str(), 1) : unsetenv(name_); }
  ScopedEnv(const ScopedEnv&) = delete;
  ScopedEnv& operator=(const ScopedEnv&) = delete;

 private:
  const char* name_;
  std::string old_;
  bool had_ = false;
};

TEST(Machine, allowed_cpus_respects_the_affinity_mask) {
  const int before = allowed_cpus();
  EXPECT_GE(before, 1);
  cpu_set_t old, one;
  ASSERT_EQ(sched_getaffinity(0, sizeof old, &old), 0);
  EXPECT_LE(before, CPU_COUNT(&old));
  CPU_ZERO(&one);
  for (int c = 0; c < CPU_SETSIZE; ++c) {
    if (CPU_ISSET(c, &old)) {
      CPU_SET(c, &one);
      break;
    }
  }
  ASSERT_EQ(sched_setaffinity(0, sizeof one, &one), 0);
  EXPECT_EQ(allowed_cpus(), 1);
  sched_setaffinity(0, sizeof old, &old);
}

#ifdef QIAO_TEST_OPENMP
TEST(Machine, threads_come_from_the_request_then_our_variable_then_openmp_then_the_machine) {
  ScopedEnv a("QIAO_NUM_THREADS", "3"), b("OMP_NUM_THREADS", "5");
  EXPECT_EQ(resolve_threads(7), 7);
  EXPECT_EQ(resolve_threads(0), 3);
  ScopedEnv c("QIAO_NUM_THREADS", nullptr);
  EXPECT_EQ(resolve_threads(0), 5);
  ScopedEnv d("OMP_NUM_THREADS", nullptr);
  EXPECT_EQ(resolve_threads(0), allowed_cpus());
}
#else
TEST(Machine, without_openmp_there_is_one_thread) {
  ScopedEnv a("QIAO_NUM_THREADS", "3");
  EXPECT_EQ(resolve_threads(7), 1);
  EXPECT_EQ(resolve_threads(0), 1);
}
#endif

TEST(Machine, a_thread_count_that_is_no_positive_number_is_a_usage_error) {
  EXPECT_THROW(resolve_threads(-1), Error);
  for (const char* bad : {"zero", "-2", "0", "3x", "99999999999999999999"}) {
    ScopedEnv a("QIAO_NUM_THREADS", bad), b("OMP_NUM_THREADS", nullptr);
    try {
      resolve_threads(0);
      ADD_FAILURE() << "accepted QIAO_NUM_THREADS=" << bad;
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::kUsage);
      EXPECT_NE(std::string(e.what()).find("QIAO_NUM_THREADS"), std::string::npos) << e.what();
    }
  }
}

TEST(Machine, memory_agrees_with_the_kernel) {
  std::ifstream meminfo("/proc/meminfo");
  std::string key, unit;
  std::uint64_t kb = 0, total = 0;
  while (meminfo >> key >> kb) {
    std::getline(meminfo, unit);
    if (key == "MemTotal:") total = kb * 1024;
  }
  ASSERT_GT(total, 0u);
  const MemoryInfo info = memory_info();
  EXPECT_EQ(info.total_bytes, total);
  EXPECT_GT(info.available_bytes, 0u);
  EXPECT_LE(info.available_bytes, info.total_bytes);
  if (info.cgroup_limit_bytes) {
    EXPECT_LE(info.available_bytes, info.cgroup_limit_bytes);
  }
}

#ifndef QIAO_TEST_SANITIZED  // the sanitizer reserves terabytes of address space
TEST(Machine, available_memory_respects_the_address_space_limit) {
  rlimit old{};
  ASSERT_EQ(getrlimit(RLIMIT_AS, &old), 0);
  rlimit now = old;
  now.rlim_cur = 1ull << 30;
  ASSERT_EQ(setrlimit(RLIMIT_AS, &now), 0);
  const std::uint64_t available = memory_info().available_bytes;
  setrlimit(RLIMIT_AS, &old);
  EXPECT_LE(available, 1ull << 30);
}
#endif

TEST(Machine, isas_are_named_once_and_exist) {
  const std::vector<std::string> isas = cpu_isas();
  EXPECT_FALSE(isas.empty());
  EXPECT_EQ(std::set<std::string>(isas.begin(), isas.end()).size(), isas.size());
  EXPECT_FALSE(cpu_model().empty());
}

TEST(Machine, bytes_are_printed_in_binary_units) {
  EXPECT_EQ(format_bytes(0), "0 B");
  EXPECT_EQ(format_bytes(1023), "1023 B");
  EXPECT_EQ(format_bytes(3ull << 29), "1.5 GiB");
  EXPECT_NE(format_bytes(1ull << 40).find("TiB"), std::string::npos);
  EXPECT_NE(format_bytes(~0ull).find("EiB"), std::string::npos);
}

TEST(Machine, version_is_the_projects) { EXPECT_STREQ(version(), QIAO_TEST_VERSION); }

}  // namespace
}  // namespace qiao
