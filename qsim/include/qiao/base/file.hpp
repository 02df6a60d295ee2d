#pragma once
// Reading and writing whole files safely.

#include <cstdint>
#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>

namespace qiao {

// The file's bytes; "-" reads standard input. Throws Error(kIo), or Error(kLimit) beyond `max_bytes`.
std::string read_file(const std::string& path, std::uint64_t max_bytes);

// Bytes that stay where they are while this or a copy of it lives.
struct SharedBytes {
  std::shared_ptr<const void> owner;
  std::string_view bytes;
  SharedBytes() = default;
  SharedBytes(std::shared_ptr<const void> o, std::string_view b) : owner(std::move(o)), bytes(b) {}
  SharedBytes(std::shared_ptr<const std::string> text) : owner(text), bytes(*text) {}  // NOLINT
};
// The same as read_file without a copy: a regular file of 1 MiB or more is mapped into memory. Nobody may
// shorten such a file meanwhile: the system ends a process that reads what is no longer there.
SharedBytes map_file(const std::string& path, std::uint64_t max_bytes);

// Calls `write` with a stream on a temporary file beside `path` and renames it to `path` only when all of it
// was written and has reached its disk, so a failure never loses what was there. Throws Error(kIo).
void write_file_atomically(const std::string& path, const std::function<void(std::ostream&)>& write);

}  // namespace qiao
