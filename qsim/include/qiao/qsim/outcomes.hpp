#pragma once
// Measured bit strings with their weights.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace qiao::qsim {

// A table of bit strings, each with a count (W = uint64_t) or a probability (W = double), sorted by value, no
// duplicates. Bit b of outcome i is bit b%64 of word b/64.
template <class W>
class Outcomes {
 public:
  Outcomes() = default;
  explicit Outcomes(unsigned num_bits) : num_bits_(num_bits), words_((num_bits + 63) / 64) {}

  unsigned num_bits() const { return num_bits_; }
  unsigned words() const { return words_; }
  std::size_t size() const { return weights_.size(); }
  std::span<const std::uint64_t> bits(std::size_t i) const { return {bits_.data() + i * words_, words_}; }
  bool bit(std::size_t i, unsigned b) const { return (bits_[i * words_ + b / 64] >> (b % 64)) & 1; }
  W weight(std::size_t i) const { return weights_[i]; }
  // "q[n-1] ... q[0]": the highest bit first.
  std::string str(std::size_t i) const { return str(i, 0, num_bits_); }
  // Bits first ... first+count-1, the highest first.
  std::string str(std::size_t i, unsigned first, unsigned count) const {
    std::string s(count, '0');
    for (unsigned b = 0; b < count; ++b)
      if (bit(i, first + b)) s[count - 1 - b] = '1';
    return s;
  }

  // Adds a row; call `normalise` after the last one to sort and merge equal rows.
  void add(std::span<const std::uint64_t> bits, W weight) {
    bits_.insert(bits_.end(), bits.begin(), bits.end());
    weights_.push_back(weight);
  }
  void reserve(std::size_t rows) {
    bits_.reserve(rows * words_);
    weights_.reserve(rows);
  }
  void normalise();
  // Distribution of bits first ... first+count-1 alone.
  Outcomes marginal(unsigned first, unsigned count) const;

 private:
  unsigned num_bits_ = 0;
  unsigned words_ = 0;
  std::vector<std::uint64_t> bits_;
  std::vector<W> weights_;
};

extern template class Outcomes<std::uint64_t>;
extern template class Outcomes<double>;

}  // namespace qiao::qsim
