#include "qiao/base/file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "qiao/base/error.hpp"
#include "qiao/base/run_files.hpp"

namespace qiao {
namespace {

[[noreturn]] void cannot_read(const std::string& path, int code) {
  throw Error(ErrorCode::kIo, fmt::format("cannot read '{}': {}", path, std::strerror(code)));
}
[[noreturn]] void larger_than(const std::string& path, std::uint64_t max_bytes) {
  throw Error(ErrorCode::kLimit, fmt::format("'{}' is larger than the limit of {} bytes", path, max_bytes));
}

void tell_run(const std::string& path, const struct stat& info, ReadAs as) {
  if (RunFiles* run = as == ReadAs::kInput ? RunFiles::current() : nullptr) run->reading(path, info);
}

// Smaller files are read faster than mapped.
constexpr std::uint64_t kMapFrom = 1 << 20;

}  // namespace

std::string read_file(const std::string& path, std::uint64_t max_bytes, ReadAs as) {
  const auto fail = [&](int code) { cannot_read(path, code); };
  const auto too_large = [&] { larger_than(path, max_bytes); };
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> owned(nullptr, &std::fclose);
  std::FILE* file = stdin;
  if (path != "-") {
    owned.reset(std::fopen(path.c_str(), "rb"));
    if (!owned) fail(errno);
    file = owned.get();
    struct stat info {};
    if (fstat(fileno(file), &info) != 0) fail(errno);
    if (S_ISDIR(info.st_mode)) fail(EISDIR);
    tell_run(path, info, as);
    if (S_ISREG(info.st_mode) && static_cast<std::uint64_t>(info.st_size) > max_bytes) too_large();
  }
  std::string text;
  char buffer[1 << 16];
  for (;;) {
    const std::size_t got = std::fread(buffer, 1, sizeof buffer, file);
    if (text.size() + got > max_bytes) too_large();
    text.append(buffer, got);
    if (got < sizeof buffer) {
      if (std::ferror(file)) fail(errno);
      if (std::feof(file)) return text;
    }
  }
}

SharedBytes map_file(const std::string& path, std::uint64_t max_bytes) {
  const auto copy = [&] {
    return SharedBytes(std::make_shared<const std::string>(read_file(path, max_bytes)));
  };
  // A pipe must be opened once only: its writer takes a reader that leaves for the end.
  struct stat info {};
  if (path == "-" || ::stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return copy();
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) cannot_read(path, errno);
  const bool regular = ::fstat(file, &info) == 0 && S_ISREG(info.st_mode);
  if (regular) tell_run(path, info, ReadAs::kInput);
  const auto size = static_cast<std::uint64_t>(info.st_size);
  if (!regular || size < kMapFrom || size > max_bytes) {
    ::close(file);
    return copy();
  }
  const auto length = static_cast<std::size_t>(size);
  void* at = ::mmap(nullptr, length, PROT_READ, MAP_PRIVATE, file, 0);
  ::close(file);
  if (at == MAP_FAILED) return copy();
  ::madvise(at, length, MADV_SEQUENTIAL);
  return {
      std::shared_ptr<const void>(at, [length](const void* p) { ::munmap(const_cast<void*>(p), length); }),
      {static_cast<const char*>(at), length}};
}

}  // namespace qiao
