#include "qiao/base/atomic_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <streambuf>
#include <utility>
#include <vector>

#include "qiao/base/error.hpp"
#include "qiao/base/file.hpp"

namespace qiao {
namespace {

// So many writers of one name may be at work at a time, or on file systems without locks have been killed.
constexpr int kMaxTemporaries = 1000;

std::string open_file_name(int fd) { return fmt::format("/proc/self/fd/{}", fd); }

// ".NAME.qiao-tmp0", ...; a long name is cut so that the result is a name.
std::string temporary_name(const std::string& target, int number) {
  const std::filesystem::path path(target);
  constexpr std::size_t kLongest = 200;
  const std::string name = path.filename().string().substr(0, kLongest);
  return (path.parent_path() / fmt::format(".{}.qiao-tmp{}", name, number)).string();
}

bool lock_file(int fd) {
  while (::flock(fd, LOCK_EX | LOCK_NB) != 0)
    if (errno != EINTR) return errno != EWOULDBLOCK;  // some file systems have no locks
  return true;
}

bool is_at(int fd, const std::string& name) {
  struct stat ours {
  }, there{};
  return ::fstat(fd, &ours) == 0 && ::lstat(name.c_str(), &there) == 0 && ours.st_dev == there.st_dev &&
         ours.st_ino == there.st_ino;
}

// Removes what a killed process has left at this name; false if its writer lives.
bool remove_stale(const std::string& name) {
  const int fd = ::open(name.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (fd < 0) return errno == ENOENT;
  struct stat info {};
  const bool stale = ::fstat(fd, &info) == 0 && S_ISREG(info.st_mode) &&
                     ::flock(fd, LOCK_EX | LOCK_NB) == 0 && is_at(fd, name);
  if (stale) ::unlink(name.c_str());
  ::close(fd);
  return stale;
}

// Waits until the folder is on its disk, as far as it has one.
void synchronise_folder(const std::string& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_CLOEXEC | O_DIRECTORY);
  if (fd < 0) return;
  ::fsync(fd);
  ::close(fd);
}

// A stream's buffer before an AtomicFile. Keeps what went wrong, which streams do not.
class FileBuffer : public std::streambuf {
 public:
  explicit FileBuffer(AtomicFile& file) : file_(file), bytes_(1 << 16) {
    setp(bytes_.data(), bytes_.data() + bytes_.size());
  }
  void finish() {
    if (!error_ && sync() == 0) return;
    std::rethrow_exception(error_);
  }

 protected:
  int_type overflow(int_type c) override {
    if (sync() != 0) return traits_type::eof();
    if (!traits_type::eq_int_type(c, traits_type::eof())) sputc(traits_type::to_char_type(c));
    return traits_type::not_eof(c);
  }
  std::streamsize xsputn(const char* from, std::streamsize count) override {
    if (count <= epptr() - pptr()) {
      std::memcpy(pptr(), from, static_cast<std::size_t>(count));
      pbump(static_cast<int>(count));
      return count;
    }
    return sync() == 0 && put(from, static_cast<std::size_t>(count)) ? count : 0;
  }
  int sync() override {
    const bool good = put(pbase(), static_cast<std::size_t>(pptr() - pbase()));
    setp(bytes_.data(), bytes_.data() + bytes_.size());
    return good ? 0 : -1;
  }

 private:
  bool put(const char* from, std::size_t count) {
    if (error_) return false;
    try {
      file_.write(from, count);
    } catch (...) {
      error_ = std::current_exception();
    }
    return !error_;
  }
  AtomicFile& file_;
  std::vector<char> bytes_;
  std::exception_ptr error_;
};

}  // namespace

AtomicFile::AtomicFile(const std::string& path) : path_(path), target_(resolve_output(path)) {
  if (const RunFiles* run = RunFiles::current()) run->writing(path, target_);
  switch (target_.kind) {
    case OutputTarget::Kind::kDescriptor:
      fd_ = ::fcntl(target_.descriptor, F_DUPFD_CLOEXEC, 3);
      break;
    case OutputTarget::Kind::kDevice:
      fd_ = ::open(target_.path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
      break;
    case OutputTarget::Kind::kFile:
      // Replacing needs a writable folder alone, but who made a file read-only meant it.
      if (target_.exists && ::access(target_.path.c_str(), W_OK) != 0) fail(errno);
      if (unnamed_files) fd_ = ::open(target_.folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
      if (fd_ >= 0 && ::access(open_file_name(fd_).c_str(), F_OK) != 0) {  // no /proc to name it by
        ::close(fd_);
        fd_ = -1;
      }
      if (fd_ < 0) open_named();
  }
  if (fd_ < 0) fail(errno);
}

AtomicFile::~AtomicFile() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  if (fd_ >= 0) ::close(fd_);
}

void AtomicFile::fail(int code) const {
  throw Error(ErrorCode::kIo, fmt::format("cannot write '{}': {}", path_, std::strerror(code)));
}

void AtomicFile::open_named() {
  for (int i = 0; i < kMaxTemporaries; ++i) {
    const std::string name = temporary_name(target_.path, i);
    const int fd = ::open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0 && errno != EEXIST) return;
    if (fd < 0) {
      if (remove_stale(name)) --i;
      continue;
    }
    if (lock_file(fd) && is_at(fd, name)) {
      fd_ = fd;
      temporary_ = name;
      return;
    }
    ::close(fd);  // another took it for stale
  }
  errno = EEXIST;
}

void AtomicFile::name_it() {
  if (!temporary_.empty()) return;
  lock_file(fd_);
  for (int i = 0; i < kMaxTemporaries; ++i) {
    const std::string name = temporary_name(target_.path, i);
    if (::linkat(AT_FDCWD, open_file_name(fd_).c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0) {
      temporary_ = name;
      return;
    }
    if (errno != EEXIST) fail(errno);
    if (remove_stale(name)) --i;
  }
  fail(EEXIST);
}

void AtomicFile::write(const void* from, std::size_t bytes) {
  const char* at = static_cast<const char*>(from);
  while (bytes > 0) {
    const ssize_t n = ::write(fd_, at, bytes);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail(errno);
    at += n;
    bytes -= static_cast<std::size_t>(n);
  }
}

void AtomicFile::write_at(std::uint64_t offset, const void* from, std::size_t bytes) {
  const char* at = static_cast<const char*>(from);
  while (bytes > 0) {
    const ssize_t n = ::pwrite(fd_, at, bytes, static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail(errno);
    at += n;
    offset += static_cast<std::uint64_t>(n);
    bytes -= static_cast<std::size_t>(n);
  }
}

void AtomicFile::prepare() {
  store();
  if (target_.kind == OutputTarget::Kind::kFile) name_it();
}

void AtomicFile::store() {
  if (stored_ || target_.kind != OutputTarget::Kind::kFile) return;
  if (target_.exists) {
    // Whose it was, where we may say so; then its permissions, which a change of owner takes away.
    if (::fchown(fd_, target_.info.st_uid, target_.info.st_gid) != 0) errno = 0;
    ::fchmod(fd_, target_.info.st_mode & 07777);
  }
  // Otherwise a crash of the machine could leave the name on no data. EINVAL: this file has no disk.
  if (::fsync(fd_) != 0 && errno != EINVAL) fail(errno);
  stored_ = true;
}

void AtomicFile::finish() {
  temporary_.clear();
  synchronise_folder(target_.folder);
}

void AtomicFile::commit() {
  if (target_.kind != OutputTarget::Kind::kFile) {
    const int fd = std::exchange(fd_, -1);
    if (::close(fd) != 0) fail(errno);
    return;
  }
  prepare();
  if (std::rename(temporary_.c_str(), target_.path.c_str()) != 0) fail(errno);
  finish();
}

bool AtomicFile::commit_new() {
  store();
  const std::string from = temporary_.empty() ? open_file_name(fd_) : temporary_;
  if (::linkat(AT_FDCWD, from.c_str(), AT_FDCWD, target_.path.c_str(), AT_SYMLINK_FOLLOW) != 0) {
    if (errno == EEXIST) return false;
    fail(errno);
  }
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  finish();
  return true;
}

bool AtomicFile::lock() { return lock_file(fd_); }
int AtomicFile::release() { return std::exchange(fd_, -1); }

void write_file_atomically(const std::string& path, const std::function<void(std::ostream&)>& write) {
  AtomicFile file(path);
  FileBuffer buffer(file);
  std::ostream out(&buffer);
  write(out);
  out.flush();
  buffer.finish();
  if (!out) throw Error(ErrorCode::kIo, fmt::format("cannot write '{}': {}", path, std::strerror(EIO)));
  file.commit();
}

}  // namespace qiao
