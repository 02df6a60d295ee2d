#pragma once
// A file that appears whole or not at all.

#include <cstddef>
#include <cstdint>
#include <string>

#include "qiao/base/run_files.hpp"

namespace qiao {

// A file being written. What was at its name stays there until commit(); without it nothing remains, not even
// if the process is killed, where the file system knows unnamed files. Elsewhere a temporary file beside the
// target (".NAME.qiao-tmp0") is left by a killed process and removed by the next that writes to the name.
// Symbolic links are followed; devices and pipes are written in place. All members throw Error(kIo) that
// names the path.
class AtomicFile {
 public:
  explicit AtomicFile(const std::string& path);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  // Goes on where the last call ended.
  void write(const void* from, std::size_t bytes);
  // At any place; not for devices and pipes.
  void write_at(std::uint64_t offset, const void* from, std::size_t bytes);
  // Everything that can fail for want of space: several files that belong together are all prepared before
  // the first is committed.
  void prepare();
  // What was written has reached its disk and is at its name.
  void commit();
  // The same, but false if there is a file at the name by now.
  bool commit_new();

  const OutputTarget& target() const { return target_; }
  // Locked against other processes (flock) for as long as it is open.
  bool lock();
  // The open file, which the caller now closes.
  int release();

  // False: as on file systems that do not know unnamed files. For tests.
  inline static bool unnamed_files = true;

 private:
  [[noreturn]] void fail(int code) const;
  void open_named();
  void store();
  void name_it();
  void finish();

  std::string path_;
  OutputTarget target_;
  std::string temporary_;  // its name beside the target; empty: it has none
  int fd_ = -1;
  bool stored_ = false;
};

}  // namespace qiao
