#include "support/simple_state.hpp"

#include <algorithm>
#include <cmath>

namespace qiao::qsim {
namespace {

// Below this many amplitudes starting threads costs more than it gives.
constexpr std::uint64_t kParallelAmplitudes = 1 << 14;
// Sums are over fixed blocks, added in order: the same result at any thread count.
constexpr std::uint64_t kSumBlock = 1 << 12;

template <class F>
void parallel_for(std::uint64_t count, [[maybe_unused]] int threads, [[maybe_unused]] std::uint64_t work,
                  F&& f) {
#ifdef _OPENMP
#pragma omp parallel for schedule(static) num_threads(threads) if (threads > 1 && work >= kParallelAmplitudes)
#endif
  for (std::int64_t i = 0; i < static_cast<std::int64_t>(count); ++i) f(static_cast<std::uint64_t>(i));
}

// sum over [0, count) of f, blockwise; partial[b] receives the blocks' sums if given.
template <class F>
double block_sum(std::uint64_t count, int threads, F&& f, std::vector<double>* partial = nullptr) {
  const std::uint64_t blocks = (count + kSumBlock - 1) / kSumBlock;
  std::vector<double> sums(blocks);
  parallel_for(blocks, threads, count, [&](std::uint64_t b) {
    double s = 0;
    for (std::uint64_t i = b * kSumBlock; i < std::min(count, (b + 1) * kSumBlock); ++i) s += f(i);
    sums[b] = s;
  });
  double total = 0;
  for (const double s : sums) total += s;
  if (partial) *partial = std::move(sums);
  return total;
}

template <class Real>
double squared(const std::complex<Real>& z) {
  const double re = z.real(), im = z.imag();
  return re * re + im * im;
}

// i with a zero inserted at each of the sorted positions.
std::uint64_t insert_zeros(std::uint64_t i, const std::vector<unsigned>& sorted_positions) {
  for (const unsigned p : sorted_positions) i = (i >> p << (p + 1)) | (i & ((std::uint64_t{1} << p) - 1));
  return i;
}

}  // namespace

template <class Real>
SimpleState<Real>::SimpleState(unsigned n, int threads)
    : n_(n), threads_(threads), a_(std::uint64_t{1} << n) {
  a_[0] = 1;
}

template <class Real>
void SimpleState<Real>::apply(const Program& program, const Segment& segment) {
  std::vector<unsigned> targets;
  for (std::size_t i = segment.begin; i < segment.end; ++i) {
    const ir::Instruction in = program.circuit->at(i, segment.block);
    if (in.kind() != ir::OpKind::kGate) continue;
    targets.clear();
    for (const ir::Qubit q : in.targets()) targets.push_back(program.index[q]);
    std::uint64_t mask = 0, value = 0;
    for (unsigned c = 0; c < in.num_controls(); ++c) {
      const std::uint64_t bit = std::uint64_t{1} << program.index[in.control(c).qubit()];
      mask |= bit;
      if (in.control(c).positive()) value |= bit;
    }
    apply(in.matrix(), targets, mask, value);
  }
}

template <class Real>
void SimpleState<Real>::apply(const ir::Matrix& matrix, const std::vector<unsigned>& targets,
                              std::uint64_t control_mask, std::uint64_t control_value) {
  const std::size_t dim = matrix.dim;
  std::vector<std::complex<Real>> m(dim * dim);
  std::transform(matrix.data.begin(), matrix.data.end(), m.begin(),
                 [](const ir::Complex& z) { return static_cast<std::complex<Real>>(z); });
  std::vector<unsigned> positions(targets);
  for (unsigned q = 0; q < n_; ++q)
    if (control_mask >> q & 1) positions.push_back(q);
  std::sort(positions.begin(), positions.end());
  std::vector<std::uint64_t> offset(dim, 0);  // of each row within a group
  for (std::size_t r = 0; r < dim; ++r)
    for (std::size_t k = 0; k < targets.size(); ++k)
      if (r >> k & 1) offset[r] |= std::uint64_t{1} << targets[k];
  const std::uint64_t groups = std::uint64_t{1} << (n_ - positions.size());
  parallel_for(groups, threads_, groups * dim, [&](std::uint64_t g) {
    const std::uint64_t base = insert_zeros(g, positions) | control_value;
    Real in_re[1024], in_im[1024];  // not std::complex, which would clear all of it each time
    for (std::size_t r = 0; r < dim; ++r) {
      in_re[r] = a_[base + offset[r]].real();
      in_im[r] = a_[base + offset[r]].imag();
    }
    for (std::size_t r = 0; r < dim; ++r) {
      // Spelled out: std::complex's product handles infinities, which unitaries never need.
      Real re = 0, im = 0;
      for (std::size_t c = 0; c < dim; ++c) {
        const std::complex<Real> u = m[r * dim + c];
        re += u.real() * in_re[c] - u.imag() * in_im[c];
        im += u.real() * in_im[c] + u.imag() * in_re[c];
      }
      a_[base + offset[r]] = {re, im};
    }
  });
}

template <class Real>
double SimpleState<Real>::probability_one(unsigned q) const {
  const std::vector<unsigned> at{q};
  return block_sum(a_.size() / 2, threads_,
                   [&](std::uint64_t i) { return squared(a_[insert_zeros(i, at) | std::uint64_t{1} << q]); });
}

template <class Real>
double SimpleState<Real>::norm_squared() const {
  return block_sum(a_.size(), threads_, [&](std::uint64_t i) { return squared(a_[i]); });
}

template <class Real>
void SimpleState<Real>::collapse(unsigned q, bool outcome, double p) {
  const Real scale = static_cast<Real>(1 / std::sqrt(p));
  parallel_for(a_.size(), threads_, a_.size(), [&](std::uint64_t i) {
    a_[i] = ((i >> q & 1) != 0) == outcome ? a_[i] * scale : std::complex<Real>{};
  });
}

template <class Real>
void SimpleState<Real>::flip(unsigned q) {
  const std::vector<unsigned> at{q};
  parallel_for(a_.size() / 2, threads_, a_.size(), [&](std::uint64_t i) {
    const std::uint64_t zero = insert_zeros(i, at);
    std::swap(a_[zero], a_[zero | std::uint64_t{1} << q]);
  });
}

template <class Real>
std::vector<std::uint64_t> SimpleState<Real>::sample(const std::vector<double>& sorted_u) const {
  std::vector<double> sums;
  const double norm = block_sum(
      a_.size(), threads_, [&](std::uint64_t i) { return squared(a_[i]); }, &sums);
  std::vector<std::uint64_t> states(sorted_u.size());
  std::size_t block = 0;
  double before = 0;  // probability of all blocks before `block`
  std::uint64_t i = 0;
  double within = 0;  // and of the states of `block` before i
  for (std::size_t s = 0; s < sorted_u.size(); ++s) {
    const double goal = sorted_u[s] * norm;
    while (block + 1 < sums.size() && before + sums[block] <= goal) {
      before += sums[block++];
      i = block * kSumBlock;
      within = 0;
    }
    const std::uint64_t end = std::min<std::uint64_t>(a_.size(), (block + 1) * kSumBlock);
    while (i + 1 < end && before + within + squared(a_[i]) <= goal) within += squared(a_[i++]);
    // Rounding may carry the goal past the last state of the block: stay on one that can occur.
    std::uint64_t state = i;
    while (state > block * kSumBlock && squared(a_[state]) == 0) --state;
    states[s] = state;
  }
  return states;
}

template class SimpleState<float>;
template class SimpleState<double>;

}  // namespace qiao::qsim
