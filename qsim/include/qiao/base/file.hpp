#pragma once
// Reading and writing whole files safely.

#include <cstdint>
#include <functional>
#include <ostream>
#include <string>

namespace qiao {

// The file's bytes; "-" reads standard input. Throws Error(kIo), or Error(kLimit) beyond `max_bytes`.
std::string read_file(const std::string& path, std::uint64_t max_bytes);

// Calls `write` with a stream on a temporary file beside `path` and renames it to `path` only when all of it
// was written, so a failure never loses what was there. Throws Error(kIo).
void write_file_atomically(const std::string& path, const std::function<void(std::ostream&)>& write);

}  // namespace qiao
