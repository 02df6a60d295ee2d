// Drawing basis states: cumulated probabilities of fixed blocks, shots sorted into their blocks, blocks read
// once.
#include <algorithm>

#include "parallel.hpp"
#include "qiao/base/rng.hpp"
#include "state.hpp"

namespace qiao::qsim::engine {

template <class Real>
std::vector<Drawn> State<Real>::sample(std::uint64_t shots,
                                       const std::function<double(std::uint64_t)>& uniform,
                                       double* norm_squared, const Monitor* monitor) const {
  const auto stopped = [&] { return monitor && monitor->stop.load(std::memory_order_relaxed); };
  std::vector<double> ends;
  const double norm = cumulated_probability(ends);
  if (norm_squared) *norm_squared = norm;
  const std::size_t blocks = ends.size();
  const std::uint64_t block_size = stored_size() / blocks;

  // Where a search in `ends` starts: the first block that ends beyond g / guide.size() of all.
  std::vector<std::uint32_t> guide(std::max<std::size_t>(1, 2 * blocks));
  for (std::size_t g = 0, b = 0; g < guide.size(); ++g) {
    while (b + 1 < blocks && ends[b] <= norm * static_cast<double>(g) / static_cast<double>(guide.size()))
      ++b;
    guide[g] = static_cast<std::uint32_t>(b);
  }
  std::vector<double> goal(shots);
  std::vector<std::uint32_t> block_of(shots);
  constexpr std::uint64_t kChunk = 1 << 12;
  parallel_for((shots + kChunk - 1) / kChunk, threads_, shots, [&](std::uint64_t c, int) {
    if (stopped()) return;
    for (std::uint64_t s = c * kChunk; s < std::min(shots, (c + 1) * kChunk); ++s) {
      const double u = uniform(s);
      goal[s] = u * norm;
      std::size_t b =
          guide[std::min(guide.size() - 1, static_cast<std::size_t>(u * static_cast<double>(guide.size())))];
      // The guide is rounded: step back as well as forward.
      while (b > 0 && ends[b - 1] > goal[s]) --b;
      while (b + 1 < blocks && ends[b] <= goal[s]) ++b;
      block_of[s] = static_cast<std::uint32_t>(b);
    }
  });
  if (monitor) monitor->check();
  // By block, counting.
  std::vector<std::uint64_t> first(blocks + 1, 0);
  for (const std::uint32_t b : block_of) ++first[b + 1];
  for (std::size_t b = 0; b < blocks; ++b) first[b + 1] += first[b];
  std::vector<double> sorted(shots);
  {
    std::vector<std::uint64_t> next(first.begin(), first.end() - 1);
    for (std::uint64_t s = 0; s < shots; ++s) sorted[next[block_of[s]]++] = goal[s];
  }
  const IndexMap logical = to_logical();
  std::vector<Drawn> drawn(shots);
  std::vector<std::uint64_t> used(blocks, 0);
  parallel_for(blocks, threads_, std::max(shots, stored_size()), [&](std::uint64_t b, int) {
    double* const begin = sorted.data() + first[b];
    double* const end = sorted.data() + first[b + 1];
    if (begin == end || stopped()) return;
    std::sort(begin, end);
    std::uint64_t i = b * block_size;
    const std::uint64_t last = (b + 1) * block_size - 1;
    const auto probability = [&](std::uint64_t at) {
      const Real* p = amplitude_at(at);
      const double re = p[0], im = p[lanes()];
      return re * re + im * im;
    };
    double reached = b > 0 ? ends[b - 1] : 0.0;  // cumulated probability before i
    double here = probability(i);
    Drawn* out = drawn.data() + first[b];
    for (const double* g = begin; g != end; ++g) {
      while (i < last && reached + here <= *g) {
        reached += here;
        here = probability(++i);
      }
      // Rounding may carry the goal past the last state that can occur.
      std::uint64_t at = i;
      while (at > b * block_size && probability(at) == 0) --at;
      const std::uint64_t index = logical(at);
      if (used[b] > 0 && out[used[b] - 1].index == index) ++out[used[b] - 1].count;
      else out[used[b]++] = {index, 1};
    }
  });
  if (monitor) monitor->check();
  std::uint64_t size = 0;
  for (std::size_t b = 0; b < blocks; ++b)
    for (std::uint64_t k = 0; k < used[b]; ++k) drawn[size++] = drawn[first[b] + k];
  drawn.resize(size);
  return drawn;
}

template <class Real>
std::vector<Drawn> State<Real>::sample_counts(std::uint64_t shots, std::uint64_t seed, double* norm_squared,
                                              const Monitor* monitor) const {
  std::vector<double> ends;
  const double norm = cumulated_probability(ends);
  if (norm_squared) *norm_squared = norm;
  const std::size_t blocks = ends.size();
  const std::uint64_t block_size = stored_size() / blocks;
  // Streams of random numbers: one for the halves, one for each block.
  std::vector<std::uint64_t> of_block(blocks, 0);
  {
    struct Range {
      std::size_t begin, end;
      std::uint64_t shots;
    };
    RandomStream random(seed, 0);
    std::vector<Range> open{{0, blocks, shots}};
    while (!open.empty()) {
      const Range r = open.back();
      open.pop_back();
      if (r.shots == 0) continue;
      if (r.end - r.begin == 1) {
        of_block[r.begin] = r.shots;
        continue;
      }
      const std::size_t middle = r.begin + (r.end - r.begin) / 2;
      const double before = r.begin > 0 ? ends[r.begin - 1] : 0.0, all = ends[r.end - 1] - before;
      const double left = ends[middle - 1] - before;
      const std::uint64_t first = left >= all ? r.shots : random.binomial(r.shots, left / all);
      open.push_back({middle, r.end, r.shots - first});
      open.push_back({r.begin, middle, first});
    }
  }
  const IndexMap logical = to_logical();
  std::vector<std::vector<Drawn>> found(blocks);
  parallel_for(blocks, threads_, stored_size(), [&](std::uint64_t b, int) {
    std::uint64_t left = of_block[b];
    if (left == 0 || (monitor && monitor->stop.load(std::memory_order_relaxed))) return;
    const std::uint64_t first = b * block_size;
    // Of each state and all after it, added from the end.
    std::vector<double> probability(block_size), rest(block_size + 1, 0.0);
    for (std::uint64_t i = block_size; i-- > 0;) {
      const Real* p = amplitude_at(first + i);
      const double re = p[0], im = p[lanes()];
      probability[i] = re * re + im * im;
      rest[i] = rest[i + 1] + probability[i];
    }
    RandomStream random(seed, b + 1);
    for (std::uint64_t i = 0; i < block_size && left > 0; ++i) {
      if (probability[i] == 0) continue;
      const bool last = rest[i + 1] == 0;
      const std::uint64_t here = last ? left : random.binomial(left, probability[i] / rest[i]);
      if (here > 0) found[b].push_back({logical(first + i), here});
      left -= here;
    }
  });
  if (monitor) monitor->check();
  std::size_t size = 0;
  for (const auto& list : found) size += list.size();
  std::vector<Drawn> drawn;
  drawn.reserve(size);
  for (auto& list : found) {
    drawn.insert(drawn.end(), list.begin(), list.end());
    list = {};
  }
  return drawn;
}

#define QIAO_INSTANTIATE(Real)                                                                    \
  template std::vector<Drawn> State<Real>::sample(                                                \
      std::uint64_t, const std::function<double(std::uint64_t)>&, double*, const Monitor*) const; \
  template std::vector<Drawn> State<Real>::sample_counts(std::uint64_t, std::uint64_t, double*,   \
                                                         const Monitor*) const;
QIAO_INSTANTIATE(float)
QIAO_INSTANTIATE(double)
#undef QIAO_INSTANTIATE

}  // namespace qiao::qsim::engine
