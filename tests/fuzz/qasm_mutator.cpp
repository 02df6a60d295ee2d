// Half of the mutations are libFuzzer's own on bytes, the other half move whole tokens and statements.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "support/mutate_program.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace {
std::string_view text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}
std::size_t write(std::string_view result, std::uint8_t* out, std::size_t max_size) {
  const std::size_t size = std::min(result.size(), max_size);
  std::memcpy(out, result.data(), size);
  return size;
}
}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  std::minstd_rand random(seed);
  if (size == 0 || random() % 2) return LLVMFuzzerMutate(data, size, max_size);
  return write(qiao::testing::mutate_program(text(data, size), random), data, max_size);
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* data1, std::size_t size1,
                                                 const std::uint8_t* data2, std::size_t size2,
                                                 std::uint8_t* out, std::size_t max_size, unsigned seed) {
  std::minstd_rand random(seed);
  return write(qiao::testing::splice_programs(text(data1, size1), text(data2, size2), random), out, max_size);
}
