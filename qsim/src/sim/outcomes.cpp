#include "qiao/qsim/outcomes.hpp"

#include <algorithm>
#include <numeric>

namespace qiao::qsim {

namespace {

constexpr std::size_t kSortedInPlace = std::size_t{1} << 22;

// Stable up to there, so that equal rows are summed in the order they came: the same rounding at any thread count.
// Counting by digits: a million shots are a million rows.
template <class W>
void sort_by_key(std::vector<std::pair<std::uint64_t, W>>& rows, unsigned key_bits) {
  constexpr unsigned kDigit = 11;
  if (rows.size() < 1024) {
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    return;
  }
  if (rows.size() > kSortedInPlace) {  // a copy of so many would take more than the sorting is worth
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    return;
  }
  std::vector<std::pair<std::uint64_t, W>> other(rows.size());
  for (unsigned shift = 0; shift < key_bits; shift += kDigit) {
    const auto digit = [&](std::uint64_t key) { return key >> shift & ((1u << kDigit) - 1); };
    std::vector<std::size_t> next((1u << kDigit) + 1, 0);
    for (const auto& row : rows) ++next[digit(row.first) + 1];
    for (std::size_t d = 0; d < 1u << kDigit; ++d) next[d + 1] += next[d];
    for (const auto& row : rows) other[next[digit(row.first)]++] = row;
    rows.swap(other);
  }
}

}  // namespace

template <class W>
void Outcomes<W>::normalise() {
  const std::size_t n = size();
  const unsigned w = words_;
  if (w == 0) {  // no bits: one empty outcome
    if (n > 1) weights_ = {std::accumulate(weights_.begin(), weights_.end(), W{})};
    return;
  }
  const auto compare = [&](std::size_t a, std::size_t b) {  // most significant word first
    for (unsigned k = w; k-- > 0;)
      if (bits_[a * w + k] != bits_[b * w + k]) return bits_[a * w + k] < bits_[b * w + k] ? -1 : 1;
    return 0;
  };
  bool sorted = true;
  for (std::size_t i = 1; i < n && sorted; ++i) sorted = compare(i - 1, i) < 0;
  if (sorted) return;
  std::vector<std::uint64_t> bits;
  std::vector<W> weights;
  const auto emit = [&](const std::uint64_t* row, W weight) {
    if (!weights.empty() && std::equal(row, row + w, bits.end() - w)) {
      weights.back() += weight;
    } else {
      bits.insert(bits.end(), row, row + w);
      weights.push_back(weight);
    }
  };
  if (w == 1) {
    std::vector<std::pair<std::uint64_t, W>> rows(n);
    for (std::size_t i = 0; i < n; ++i) rows[i] = {bits_[i], weights_[i]};
    bits_ = {};
    weights_ = {};
    sort_by_key(rows, num_bits_);
    std::size_t last = 0;
    for (std::size_t i = 1; i < n; ++i) {
      if (rows[i].first == rows[last].first) rows[last].second += rows[i].second;
      else rows[++last] = rows[i];
    }
    rows.resize(last + 1);
    bits.reserve(rows.size());
    weights.reserve(rows.size());
    for (const auto& [key, weight] : rows) {
      bits.push_back(key);
      weights.push_back(weight);
    }
  } else {
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return compare(a, b) < 0; });
    for (const std::size_t i : order) emit(bits_.data() + i * w, weights_[i]);
  }
  bits_ = std::move(bits);
  weights_ = std::move(weights);
}

template <class W>
Outcomes<W> Outcomes<W>::marginal(unsigned first, unsigned count) const {
  Outcomes result(count);
  std::vector<std::uint64_t> row(result.words());
  for (std::size_t i = 0; i < size(); ++i) {
    std::fill(row.begin(), row.end(), 0);
    for (unsigned b = 0; b < count; ++b)
      if (bit(i, first + b)) row[b / 64] |= std::uint64_t{1} << (b % 64);
    result.add(row, weight(i));
  }
  result.normalise();
  return result;
}

template class Outcomes<std::uint64_t>;
template class Outcomes<double>;

}  // namespace qiao::qsim
