#include "memory.hpp"

#include <fmt/format.h>
#include <sys/mman.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <utility>

#include "qiao/base/error.hpp"
#include "qiao/base/machine.hpp"

namespace qiao::qsim::engine {

StateMemory::StateMemory(std::size_t bytes) : bytes_(bytes) {
  constexpr std::size_t kHuge = std::size_t{2} << 20;
  const bool large = bytes >= kHuge;
  // Room to start on a huge page.
  mapped_ = large ? bytes + kHuge : bytes;
  mapping_ = mmap(nullptr, mapped_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapping_ == MAP_FAILED) {
    mapping_ = nullptr;
    throw Error(ErrorCode::kLimit,
                fmt::format("cannot allocate {} for a state: {}", format_bytes(bytes), std::strerror(errno)),
                "see `qiao estimate`");
  }
  auto address = reinterpret_cast<std::uintptr_t>(mapping_);
  if (large) {
    address = (address + kHuge - 1) / kHuge * kHuge;
    // One page fault for 2 MiB instead of 512, and far fewer TLB misses; without it everything still works.
    madvise(reinterpret_cast<void*>(address), bytes, MADV_HUGEPAGE);
  }
  data_ = reinterpret_cast<void*>(address);
}

StateMemory::StateMemory(StateMemory&& other) noexcept { *this = std::move(other); }

StateMemory& StateMemory::operator=(StateMemory&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(bytes_, other.bytes_);
  std::swap(mapping_, other.mapping_);
  std::swap(mapped_, other.mapped_);
  return *this;
}

StateMemory::~StateMemory() {
  if (mapping_) munmap(mapping_, mapped_);
}

}  // namespace qiao::qsim::engine
