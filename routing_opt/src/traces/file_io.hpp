#pragma once
// Files for traces: reading at offsets, and writing beside the final name.

#include <cstdint>
#include <string>

namespace qiao::routing_opt {

// A file opened for reading at any offset. Errors name the file.
class InputFile {
 public:
  explicit InputFile(const std::string& path);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;
  std::uint64_t size() const { return size_; }
  // Exactly `bytes` bytes at `offset`; Error(kInput) if the file ends earlier (it shrank).
  void read(std::uint64_t offset, void* to, std::size_t bytes) const;
  // At most `bytes`, fewer at the end of the file.
  std::size_t read_some(std::uint64_t offset, void* to, std::size_t bytes) const;

 private:
  std::string path_;
  int fd_ = -1;
  std::uint64_t size_ = 0;
};

// A temporary file beside `path` that becomes `path` on commit() and is removed otherwise.
class OutputFile {
 public:
  explicit OutputFile(const std::string& path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  void write(std::uint64_t offset, const void* from, std::size_t bytes);
  void commit();

 private:
  std::string path_, temporary_;
  int fd_ = -1;
};

}  // namespace qiao::routing_opt
