#pragma once
// A polynomial of degree two in index bits, as phases accumulate: sum of theta * x_a and theta * x_a x_b.

#include <bit>
#include <cstdint>
#include <utility>
#include <vector>

namespace qiao::qsim::engine {

class PhaseTerms {
 public:
  struct Term {
    std::uint64_t mask;  // one or two bits
    double theta;
  };

  explicit PhaseTerms(unsigned bits) : bits_(bits), index_(bits * bits, -1), count_(bits, 0) {}

  const std::vector<Term>& terms() const { return terms_; }
  bool empty() const { return terms_.empty(); }
  // Terms that involve the bit.
  unsigned count(unsigned bit) const { return count_[bit]; }

  void add(std::uint64_t mask, double theta) {
    std::int32_t& slot = at(mask);
    if (slot >= 0) {
      terms_[static_cast<std::size_t>(slot)].theta += theta;
      return;
    }
    slot = static_cast<std::int32_t>(terms_.size());
    terms_.push_back({mask, theta});
    for (std::uint64_t m = mask; m; m &= m - 1) ++count_[static_cast<std::size_t>(std::countr_zero(m))];
  }
  double get(std::uint64_t mask) const {
    const std::int32_t slot = const_cast<PhaseTerms*>(this)->at(mask);
    return slot < 0 ? 0.0 : terms_[static_cast<std::size_t>(slot)].theta;
  }
  bool has(std::uint64_t mask) const { return const_cast<PhaseTerms*>(this)->at(mask) >= 0; }

  // All terms, leaving none.
  std::vector<Term> take() {
    for (const Term& t : terms_) {
      at(t.mask) = -1;
      for (std::uint64_t m = t.mask; m; m &= m - 1) --count_[static_cast<std::size_t>(std::countr_zero(m))];
    }
    return std::exchange(terms_, {});
  }

  // Can x_b -> x_b ^ [x_a == active] be substituted without terms of degree three?
  bool can_flip(unsigned b, unsigned a) const {
    const std::uint64_t mb = std::uint64_t{1} << b, ma = std::uint64_t{1} << a;
    return count_[b] == static_cast<unsigned>(has(mb)) + static_cast<unsigned>(has(ma | mb));
  }
  // Substitutes; returns the constant that appears.
  double flip(unsigned b, unsigned a, bool active) {
    const std::uint64_t mb = std::uint64_t{1} << b, ma = std::uint64_t{1} << a;
    const double on_b = get(mb), on_ab = get(ma | mb);
    if (on_b == 0 && on_ab == 0) return 0;
    if (active) {  // x_b -> x_a + x_b - 2 x_a x_b;  x_a x_b -> x_a - x_a x_b
      add(ma, on_b + on_ab);
      add(ma | mb, -2 * on_b - 2 * on_ab);
      return 0;
    }
    // x_b -> 1 - x_a - x_b + 2 x_a x_b;  x_a x_b -> x_a x_b
    add(ma, -on_b);
    add(mb, -2 * on_b);
    add(ma | mb, 2 * on_b);
    return on_b;
  }

 private:
  std::int32_t& at(std::uint64_t mask) {
    const auto lo = static_cast<std::size_t>(std::countr_zero(mask));
    const auto hi = static_cast<std::size_t>(63 - std::countl_zero(mask));
    return index_[hi * bits_ + lo];
  }

  unsigned bits_;
  std::vector<std::int32_t> index_;  // [high bit][low bit], the diagonal for linear terms
  std::vector<unsigned> count_;
  std::vector<Term> terms_;
};

}  // namespace qiao::qsim::engine
