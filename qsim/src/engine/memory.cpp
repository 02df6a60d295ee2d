#include "memory.hpp"

#include <fmt/format.h>
#include <sys/mman.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <utility>

#include "parallel.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/machine.hpp"

namespace qiao::qsim::engine {

namespace {

constexpr std::size_t kHuge = std::size_t{2} << 20;
constexpr std::size_t kLeastKept = std::size_t{64} << 10, kMostKept = std::size_t{1} << 30;

// The piece that is kept.
struct Kept {
  std::mutex mutex;
  void *mapping = nullptr, *data = nullptr;
  std::size_t mapped = 0, bytes = 0;
};
Kept& kept() {
  static Kept* const one = new Kept;  // states may be destroyed at the very end of the program
  return *one;
}

}  // namespace

StateMemory::StateMemory(std::size_t bytes, int threads, bool zeroed) : bytes_(bytes) {
  const bool large = bytes >= kHuge;
  if (bytes >= kLeastKept) {
    Kept& k = kept();
    std::unique_lock lock(k.mutex);
    if (k.bytes == bytes) {
      mapping_ = std::exchange(k.mapping, nullptr);
      data_ = k.data;
      mapped_ = k.mapped;
      k.bytes = 0;
      lock.unlock();
      if (!zeroed) return;
      parallel_for((bytes + kHuge - 1) / kHuge, threads, bytes, [&](std::uint64_t i, int) {
        std::memset(static_cast<char*>(data_) + i * kHuge, 0, std::min(kHuge, bytes - i * kHuge));
      });
      return;
    }
    if (k.mapping) {  // of another size: in the way when memory is short
      munmap(k.mapping, k.mapped);
      k.mapping = nullptr;
      k.bytes = 0;
    }
  }
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
  if (!mapping_) return;
#ifdef MADV_FREE
  if (bytes_ >= kLeastKept && bytes_ <= kMostKept) {
    Kept& k = kept();
    const std::lock_guard lock(k.mutex);
    if (!k.mapping && (bytes_ < kHuge || madvise(data_, bytes_, MADV_FREE) == 0)) {
      k.mapping = mapping_;
      k.data = data_;
      k.mapped = mapped_;
      k.bytes = bytes_;
      return;
    }
  }
#endif
  munmap(mapping_, mapped_);
}

}  // namespace qiao::qsim::engine
