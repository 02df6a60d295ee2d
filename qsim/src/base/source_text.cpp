#include "qiao/base/source_text.hpp"

#include <filesystem>
#include <memory>
#include <utility>

#include "qiao/base/sha256.hpp"

namespace qiao {

std::string SourceText::sha256() const { return qiao::sha256(bytes.bytes); }

SharedBytes read_bytes(const std::string& file, std::uint64_t max_bytes, Bytes bytes) {
  if (bytes == Bytes::kMapped) return map_file(file, max_bytes);
  return std::make_shared<const std::string>(read_file(file, max_bytes));
}

SourceText read_source(const std::string& file, std::uint64_t max_bytes, Bytes bytes) {
  SourceText source;
  source.bytes = read_bytes(file, max_bytes, bytes);
  source.directory = ".";
  if (file == "-") {
    source.name = "<stdin>";
    return source;
  }
  source.name = source.path = file;
  const std::string folder = std::filesystem::path(file).parent_path().string();
  const bool is_device = folder == "/dev" || folder.starts_with("/dev/") || folder.starts_with("/proc/");
  if (!folder.empty() && !is_device) source.directory = folder;
  return source;
}

SourceText source_of(std::string text, std::string name, std::string directory) {
  SourceText source;
  source.name = std::move(name);
  source.bytes = std::make_shared<const std::string>(std::move(text));
  source.directory = std::move(directory);
  return source;
}

}  // namespace qiao
