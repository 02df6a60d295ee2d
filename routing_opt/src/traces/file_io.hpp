#pragma once
// Files for traces, read at offsets.

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

}  // namespace qiao::routing_opt
