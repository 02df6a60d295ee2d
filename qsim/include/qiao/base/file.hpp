#pragma once
// Reading and writing whole files safely.

#include <cstdint>
#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>

namespace qiao {

// An input must not be written in the same run (see run_files.hpp); what a run finds of an earlier one at the
// name of its own output may.
enum class ReadAs { kInput, kEarlierOutput };
// The file's bytes; "-" reads standard input. Throws Error(kIo), or Error(kLimit) beyond `max_bytes`.
std::string read_file(const std::string& path, std::uint64_t max_bytes, ReadAs as = ReadAs::kInput);

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

// Calls `write` with a stream; `path` has the result when all of it was written and has reached its disk, so
// a failure never loses what was there (see atomic_file.hpp). Throws Error(kIo), and what RunFiles refuses.
void write_file_atomically(const std::string& path, const std::function<void(std::ostream&)>& write);

}  // namespace qiao
