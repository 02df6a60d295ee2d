#pragma once
// Memory for state vectors: zeroed, in huge pages where the system grants them, touched first by who works on
// it.

#include <cstddef>

namespace qiao::qsim::engine {

class StateMemory {
 public:
  StateMemory() = default;
  // Zeroed bytes. Throws Error(kLimit) if the system refuses.
  explicit StateMemory(std::size_t bytes);
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
