#include "traces/file_io.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "qiao/base/error.hpp"

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

OutputFile::OutputFile(const std::string& path)
    : path_(path), temporary_(fmt::format("{}.tmp{}", path, ::getpid())) {
  struct stat info {};
  if (::stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode))
    throw Error(ErrorCode::kIo, fmt::format("cannot write '{}': it is not a regular file", path));
  fd_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (fd_ < 0) throw Error(ErrorCode::kIo, fmt::format("cannot write '{}': {}", path, std::strerror(errno)));
}

OutputFile::~OutputFile() {
  if (fd_ < 0) return;
  ::close(fd_);
  std::remove(temporary_.c_str());
}

void OutputFile::write(std::uint64_t offset, const void* from, std::size_t bytes) {
  std::size_t done = 0;
  while (done < bytes) {
    const ssize_t n =
        ::pwrite(fd_, static_cast<const char*>(from) + done, bytes - done, static_cast<off_t>(offset + done));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw Error(ErrorCode::kIo, fmt::format("cannot write '{}': {}", path_, std::strerror(errno)));
    done += static_cast<std::size_t>(n);
  }
}

void OutputFile::commit() {
  const int fd = fd_;
  fd_ = -1;
  if (::close(fd) != 0 || std::rename(temporary_.c_str(), path_.c_str()) != 0) {
    const int code = errno;
    std::remove(temporary_.c_str());
    throw Error(ErrorCode::kIo, fmt::format("cannot write '{}': {}", path_, std::strerror(code)));
  }
}

}  // namespace qiao::routing_opt
