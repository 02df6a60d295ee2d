#pragma once
// FNV-1a (Fowler, Noll, Vo) over 64-bit words: against damage, not against malice. Every step is a bijection
// of the sum for given data, so one changed word always shows.

#include <bit>
#include <cstdint>
#include <cstring>

namespace qiao {

class Checksum {
 public:
  void add(std::uint64_t word) { sum_ = (sum_ ^ word) * 0x100000001b3u; }
  void add(double number) { add(std::bit_cast<std::uint64_t>(number)); }
  // Bytes beyond the last whole word count as a word filled up with zeros.
  void add(const void* data, std::size_t bytes) {
    const char* p = static_cast<const char*>(data);
    std::uint64_t word = 0;
    for (; bytes >= sizeof word; bytes -= sizeof word, p += sizeof word) {
      std::memcpy(&word, p, sizeof word);
      add(word);
    }
    if (bytes > 0) {
      word = 0;
      std::memcpy(&word, p, bytes);
      add(word);
    }
  }
  std::uint64_t value() const { return sum_; }

 private:
  std::uint64_t sum_ = 0xcbf29ce484222325u;
};

}  // namespace qiao
