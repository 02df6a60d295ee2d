#pragma once
// Texts that are read once: whoever needs the bytes later (to recognise the language, to read, to certify) uses these,
// whatever happens to the file meanwhile, and whether or not it can be read again (pipes cannot).

#include <cstdint>
#include <string>
#include <string_view>

#include "qiao/base/file.hpp"

namespace qiao {

struct SourceText {
  std::string name;  // for messages: the file as it was given, or "<stdin>", "<text>"
  SharedBytes bytes;
  std::string path;       // of a file; empty for other texts
  std::string directory;  // where files that it names are looked up first; empty: nowhere

  std::string_view text() const { return bytes.bytes; }
  std::string sha256() const;
};

// A file; "-" is standard input. What is not a file with a folder of its own (standard input, /dev/fd/63) looks up
// others in the working directory. Mapped as map_file does it, or copied: then not even a file that is written to while
// it is used changes the bytes. Throws as map_file.
enum class Bytes { kMapped, kCopied };
SourceText read_source(const std::string& file, std::uint64_t max_bytes, Bytes bytes = Bytes::kMapped);
SharedBytes read_bytes(const std::string& file, std::uint64_t max_bytes, Bytes bytes);
// A text from elsewhere. `directory` as above.
SourceText source_of(std::string text, std::string name, std::string directory = {});

}  // namespace qiao
