// Ten million instructions fit in a gigabyte: what the circuit says, and what the kernel says.
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "qiao/ir/circuit.hpp"
#include "qiao/ir/passes.hpp"

namespace qiao::ir {
namespace {

constexpr std::size_t kInstructions = 10'000'000;
constexpr std::uint64_t kGigabyte = 1'000'000'000;

std::uint64_t resident_bytes() {
  std::uint64_t pages = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> pages >> resident;
  return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

// A mix as in real programs: a third each of rz (one parameter), cx (a control) and u (three parameters).
void fill(Circuit& c) {
  for (std::size_t i = 0; i < kInstructions; ++i) {
    const Qubit a = static_cast<Qubit>(i % 30), b = static_cast<Qubit>((i + 1) % 30);
    const SourcePos here{static_cast<std::uint32_t>(i + 1), 1, 0};
    if (i % 3 == 0) c.gate(GateId::kRZ, {a}, {0.001 * static_cast<double>(i % 1000)}, {}, here);
    if (i % 3 == 1) c.gate(GateId::kX, {a}, {}, {Control(b)}, here);
    if (i % 3 == 2) c.gate(GateId::kU, {a}, {0.1, 0.2, 0.3}, {}, here);
  }
}

TEST(Memory, ten_million_instructions_take_less_than_a_gigabyte) {
  const std::uint64_t before = resident_bytes();
  Circuit c(30);
  fill(c);
  const std::uint64_t resident = resident_bytes() - before;
  ASSERT_EQ(c.size(), kInstructions);
  EXPECT_LT(c.memory_bytes(), kGigabyte);
  // Growing containers hold old and new at once; what remains afterwards is what counts here.
  EXPECT_LT(resident, kGigabyte);
  // The circuit's own figure must be honest: all of it and not more than a fifth besides (allocator, slack).
  EXPECT_GT(static_cast<double>(c.memory_bytes()), 0.8 * static_cast<double>(resident));
  std::printf("memory_bytes %.0f MB, resident %.0f MB\n", static_cast<double>(c.memory_bytes()) / 1e6,
              static_cast<double>(resident) / 1e6);
  EXPECT_EQ(statistics(c).gates, kInstructions);
}

}  // namespace
}  // namespace qiao::ir
