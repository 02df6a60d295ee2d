#include "traces/file_io.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "qiao/base/error.hpp"
#include "qiao/base/run_files.hpp"

namespace qiao::routing_opt {

InputFile::InputFile(const std::string& path) : path_(path) {
  const auto fail = [&](int code) {
    throw Error(ErrorCode::kIo, fmt::format("cannot read '{}': {}", path, std::strerror(code)));
  };
  fd_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd_ < 0) fail(errno);
  struct stat info {};
  const int got = ::fstat(fd_, &info);
  if (got != 0 || !S_ISREG(info.st_mode)) {
    const int code = got != 0 ? errno : S_ISDIR(info.st_mode) ? EISDIR : ESPIPE;
    ::close(fd_);
    fail(code);
  }
  if (RunFiles* run = RunFiles::current()) run->reading(path, info);
  size_ = static_cast<std::uint64_t>(info.st_size);
}

InputFile::~InputFile() { ::close(fd_); }

std::size_t InputFile::read_some(std::uint64_t offset, void* to, std::size_t bytes) const {
  std::size_t done = 0;
  while (done < bytes) {
    const ssize_t n =
        ::pread(fd_, static_cast<char*>(to) + done, bytes - done, static_cast<off_t>(offset + done));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw Error(ErrorCode::kIo, fmt::format("cannot read '{}': {}", path_, std::strerror(errno)));
    if (n == 0) break;
    done += static_cast<std::size_t>(n);
  }
  return done;
}

void InputFile::read(std::uint64_t offset, void* to, std::size_t bytes) const {
  const std::size_t got = read_some(offset, to, bytes);
  if (got < bytes)
    throw Error(ErrorCode::kInput, fmt::format("{}: ends at byte {}, in the middle of the data at {}", path_,
                                               offset + got, offset));
}

}  // namespace qiao::routing_opt
