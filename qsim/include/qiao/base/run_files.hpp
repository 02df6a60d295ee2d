#pragma once
// Which files one run reads and which it writes, so that none is both.

#include <sys/stat.h>

#include <map>
#include <mutex>
#include <string>
#include <tuple>
#include <vector>

namespace qiao {

// Where writing to a name ends: symbolic links are followed, also one that points to nothing yet.
struct OutputTarget {
  enum class Kind {
    kFile,        // a regular file, there or not: replaced as a whole
    kDevice,      // a device, a named pipe or a socket: written in place
    kDescriptor,  // /dev/stdout, /dev/fd/5 and the like: an open file of this process
  };
  Kind kind = Kind::kFile;
  std::string path;    // without links
  std::string folder;  // that it is in
  bool exists = false;
  struct stat info {};  // if it exists
  int descriptor = -1;  // kDescriptor
};
// Throws Error(kIo) naming `path`, or Error(kUsage) if it is a folder.
OutputTarget resolve_output(const std::string& path);

// While one lives, it is told of every file that is read (read_file, map_file) and asked before one is
// written (AtomicFile). Files are compared by what they are, not by their names: device and inode, for a file
// that is not there yet those of its folder and its name. One of them is in force at a time, for all threads.
class RunFiles {
 public:
  RunFiles();
  ~RunFiles();
  RunFiles(const RunFiles&) = delete;
  RunFiles& operator=(const RunFiles&) = delete;

  // A file that will be read; nothing happens if there is none.
  void add_input(const std::string& path);
  // An open file that is read, such as standard input.
  void add_input(int descriptor, const std::string& name);
  // A file that will be written, by `what` ("--state"). Throws Error(kUsage) if it is an input or another
  // output, Error(kIo) if it could not be written.
  void add_output(const std::string& path, const std::string& what);
  // An open file that is written, such as standard output.
  void add_output(int descriptor, const std::string& what);
  // A folder, perhaps to be made, in which any file may be written that is no input.
  void add_output_folder(const std::string& path, const std::string& what);
  // Throws Error(kUsage) if something that was read is an output.
  void check() const;

  // Null outside a run.
  static RunFiles* current();
  void reading(const std::string& path, const struct stat& info);
  // Throws Error(kUsage) for an input, Error(kInternal) for what no output was declared to be.
  void writing(const std::string& path, const OutputTarget& target) const;

 private:
  using Identity = std::tuple<std::uint64_t, std::uint64_t, std::string>;
  struct Output {
    std::string what, path, target;
    Identity identity;
  };
  static Identity identity(const OutputTarget& target);
  static bool comparable(const struct stat& info);
  void add_output_identity(Output output);

  mutable std::mutex mutex_;
  RunFiles* previous_ = nullptr;
  std::map<Identity, std::string> inputs_;  // what they were called
  std::map<Identity, Output> outputs_;
  std::vector<std::string> targets_;  // of outputs, without links
  std::vector<std::string> folders_;  // without links
};

}  // namespace qiao
