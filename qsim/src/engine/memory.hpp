#pragma once
// Memory for state vectors: zeroed, in huge pages where the system grants them, touched first by who works on
// it. The last large piece that was freed is kept for the next state of the same size, because getting fresh
// pages from the system takes longer than many circuits; the system may take it back whenever it needs
// memory.

#include <cstddef>

namespace qiao::qsim::engine {

class StateMemory {
 public:
  StateMemory() = default;
  // Zeroed bytes (or, if the caller is going to write all of them, just bytes); `threads` is how many may
  // clear memory that was used before. Throws Error(kLimit) if the system refuses.
  explicit StateMemory(std::size_t bytes, int threads = 1, bool zeroed = true);
  StateMemory(StateMemory&& other) noexcept;
  StateMemory& operator=(StateMemory&& other) noexcept;
  ~StateMemory();
  void* data() const { return data_; }
  std::size_t size() const { return bytes_; }

 private:
  void* data_ = nullptr;
  std::size_t bytes_ = 0;
  void* mapping_ = nullptr;
  std::size_t mapped_ = 0;
};

}  // namespace qiao::qsim::engine
