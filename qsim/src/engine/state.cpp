#include "state.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "bits.hpp"
#include "parallel.hpp"
#include "qiao/base/error.hpp"

namespace qiao::qsim::engine {
namespace {

// Sums are over fixed blocks, added in order: the same result at any thread count.
constexpr std::uint64_t kSumBlock = 1 << 12;

// Before each sweep and after the last one. Only their ratios mean something: the speeds are those of an
// ordinary machine.
template <class Real>
std::vector<double> expected_times(const Plan<Real>& plan) {
  constexpr double kVectorOp = 2e-10, kByte = 3e-11;
  std::vector<double> times{0};
  for (const Sweep& sweep : plan.sweeps) {
    const PlanWork work = sweep_work(plan, sweep);
    times.push_back(times.back() + 1e-12 + kVectorOp * work.vector_ops + kByte * work.bytes);
  }
  return times;
}

}  // namespace

IndexMap::IndexMap(const std::vector<std::uint8_t>& to, std::uint64_t flip) {
  const auto n = static_cast<unsigned>(to.size());
  bits_ = n / 2;
  mask_ = (std::uint64_t{1} << bits_) - 1;
  const auto fill = [&](std::vector<std::uint64_t>& table, unsigned first, unsigned count,
                        std::uint64_t start) {
    table.assign(std::size_t{1} << count, start);
    for (unsigned b = 0; b < count; ++b)
      for (std::size_t i = 0; i < std::size_t{1} << b; ++i)
        table[(std::size_t{1} << b) + i] = table[i] ^ std::uint64_t{1} << to[first + b];
  };
  fill(low_, 0, bits_, flip);
  fill(high_, bits_, n - bits_, 0);
}

template <class Real>
State<Real>::State(unsigned n, int threads, const EngineOptions& options)
    : n_(n),
      threads_(std::max(1, threads)),
      options_(options),
      kernels_(&kernels<Real>()),
      shared_(std::make_shared<Shared>()) {
  bits_ = std::max(n, kernels_->lane_bits + kernels_->register_bits);
  memory_ = StateMemory((std::size_t{2} * sizeof(Real)) << bits_, threads_);
  *amplitude_at(0) = 1;
  map_.bit.resize(n);
  for (unsigned q = 0; q < n; ++q) map_.bit[q] = static_cast<std::uint8_t>(q);
  zero_bits_ = stored_size() - 1;
}

template <class Real>
State<Real>::State(const State& other)
    : n_(other.n_),
      bits_(other.bits_),
      threads_(other.threads_),
      options_(other.options_),
      kernels_(other.kernels_),
      memory_(other.memory_.size(), other.threads_, false),
      map_(other.map_),
      zero_bits_(other.zero_bits_),
      global_phase_(other.global_phase_),
      shared_(other.shared_) {
  const std::size_t chunk = std::size_t{1} << 20;
  const std::size_t bytes = memory_.size();
  parallel_for((bytes + chunk - 1) / chunk, threads_, stored_size(), [&](std::uint64_t i, int) {
    const std::size_t at = i * chunk;
    std::memcpy(static_cast<char*>(memory_.data()) + at, static_cast<const char*>(other.memory_.data()) + at,
                std::min(chunk, bytes - at));
  });
}

template <class Real>
std::shared_ptr<const Plan<Real>> State<Real>::Shared::find(const Key& key) const {
  const std::lock_guard lock(mutex_);
  for (const auto& [known, plan] : plans_)
    if (known == key) return plan;
  return nullptr;
}

template <class Real>
void State<Real>::Shared::keep(Key key, std::shared_ptr<const Plan<Real>> plan) {
  // Branching programs come back with few different maps; bounds keep odd ones and long ones from filling memory.
  constexpr std::size_t kMostPlans = 256;
  const std::uint64_t bytes = plan->memory_bytes();
  if (bytes > kMostPlanBytes) return;
  const std::lock_guard lock(mutex_);
  while (plans_.size() >= kMostPlans || plan_bytes_ + bytes > kMostPlanBytes) {
    plan_bytes_ -= plans_.front().second->memory_bytes();
    plans_.erase(plans_.begin());
  }
  plans_.emplace_back(std::move(key), std::move(plan));
  plan_bytes_ += bytes;
}

template <class Real>
void State<Real>::Shared::forget_plans() {
  const std::lock_guard lock(mutex_);
  plans_.clear();
  plan_bytes_ = 0;
}

template <class Real>
typename State<Real>::Shared::Buffers State<Real>::Shared::take(int threads) {
  Buffers buffers;
  {
    const std::lock_guard lock(mutex_);
    if (!free_.empty()) {
      buffers = std::move(free_.back());
      free_.pop_back();
    }
  }
  if (buffers.size() < static_cast<std::size_t>(threads)) buffers.resize(static_cast<std::size_t>(threads));
  return buffers;
}

template <class Real>
void State<Real>::Shared::give(Buffers buffers) {
  const std::lock_guard lock(mutex_);
  free_.push_back(std::move(buffers));
}

template <class Real>
std::shared_ptr<const Plan<Real>> State<Real>::plan(const Program& program, std::uint32_t segment) {
  const typename Shared::Key key{program.id, segment, map_, zero_bits_};
  if (auto known = shared_->find(key)) return known;
  auto made = std::make_shared<Plan<Real>>(fresh_plan(program, segment));
  shared_->keep(key, made);
  return made;
}

template <class Real>
Plan<Real> State<Real>::fresh_plan(const Program& program, std::uint32_t segment) const {
  OpList list = normalise(program, program.segments[segment], map_, options_.normalise);
  Plan<Real> plan = make_plan<Real>(std::move(list), bits_, kernels_->lane_bits, kernels_->register_bits,
                                    zero_bits_, options_.plan);
  plan.gates = count_gates(program, program.segments[segment]);
  return plan;
}

template <class Real>
void State<Real>::apply(const Program& program, std::uint32_t segment, const Monitor* monitor) {
  run(*plan(program, segment), monitor);
}

template <class Real>
void State<Real>::run(const Plan<Real>& plan, const Monitor* monitor) {
  const bool watched = monitor && monitor->evolution;
  std::vector<double> expected;  // time of the sweeps before each, by the cost model
  if (watched) expected = expected_times(plan);
  Buffers buffers = shared_->take(threads_);  // not given back if this ends early
  for (std::size_t done = 0; done < plan.sweeps.size(); ++done) {
    const Sweep& sweep = plan.sweeps[done];
    if (monitor) monitor->check();
    if (watched) {
      const double share = expected[done] / expected.back();
      monitor->evolution({static_cast<std::uint64_t>(share * static_cast<double>(plan.gates)), plan.gates,
                          done, plan.sweeps.size(), share});
    }
    if (sweep.wide != Sweep::kNone) {
      const OuterShift& control = plan.outer_shifts[sweep.outer_begin];
      run_wide(plan.source.wide[sweep.wide], control.mask, control.value);
    } else {
      if (sweep.flips_begin != sweep.flips_end) run_flips(plan, sweep, monitor, buffers);
      else run_sweep(plan, sweep, monitor, buffers);
    }
  }
  shared_->give(std::move(buffers));
  if (monitor) monitor->check();
  map_ = plan.source.out;
  global_phase_ += plan.source.global_phase;
  zero_bits_ = plan.zero_bits_after;
}

// Wide unitaries are rare: one plain pass.
template <class Real>
void State<Real>::run_wide(const WideMatrix& wide, std::uint64_t control, std::uint64_t value) {
  const std::size_t dim = wide.matrix.dim;
  std::uint64_t fixed = control;
  std::vector<std::uint64_t> place(dim, 0);
  for (std::size_t k = 0; k < wide.targets.size(); ++k) {
    fixed |= std::uint64_t{1} << wide.targets[k];
    for (std::size_t r = 0; r < dim; ++r)
      if (r >> k & 1) place[r] |= std::uint64_t{1} << wide.targets[k];
  }
  const std::uint64_t free_mask = (stored_size() - 1) & ~fixed;
  const std::uint64_t groups = stored_size() >> std::popcount(fixed);
  const std::uint64_t chunk = std::max<std::uint64_t>(1, std::min<std::uint64_t>(groups, 1024));
  parallel_for((groups + chunk - 1) / chunk, threads_, stored_size(), [&](std::uint64_t c, int) {
    std::vector<std::complex<double>> in(dim);
    for (std::uint64_t g = c * chunk; g < std::min(groups, (c + 1) * chunk); ++g) {
      const std::uint64_t base = deposit(g, free_mask) | value;
      for (std::size_t r = 0; r < dim; ++r) {
        const Real* p = amplitude_at(base | place[r]);
        in[r] = {p[0], p[lanes()]};
      }
      for (std::size_t r = 0; r < dim; ++r) {
        double re = 0, im = 0;
        for (std::size_t k = 0; k < dim; ++k) {
          const std::complex<double> m = wide.matrix(r, k);
          re += m.real() * in[k].real() - m.imag() * in[k].imag();
          im += m.real() * in[k].imag() + m.imag() * in[k].real();
        }
        Real* p = amplitude_at(base | place[r]);
        p[0] = static_cast<Real>(re);
        p[lanes()] = static_cast<Real>(im);
      }
    }
  });
}

template <class Real>
double State<Real>::sum_probability(std::uint64_t mask, std::uint64_t value,
                                    std::vector<double>* blocks) const {
  const std::uint64_t size = stored_size();
  const std::uint64_t block = std::min(size, kSumBlock);
  const std::uint64_t count = size / block;
  std::vector<double> sums(count);
  const std::uint64_t w = lanes();
  const std::uint64_t mask_high = mask & ~(w - 1), mask_low = mask & (w - 1);
  double chosen[1 << kMaxLaneBits];
  for (std::uint64_t l = 0; l < w; ++l) chosen[l] = (l & mask_low) == (value & (w - 1)) ? 1.0 : 0.0;
  // One sum for each value of the lowest bits, so that the order of additions is the same for every
  // instruction set.
  constexpr std::uint64_t kSums = 1 << kMaxLaneBits;
  const auto sum_blocks = [&]<std::uint64_t W>(std::uint64_t begin, std::uint64_t end) {
    double part[kSums] = {};
    for (std::uint64_t i = begin; i < end; i += W) {
      if ((i & mask_high) != (value & mask_high) || (i & zero_bits_)) continue;
      const Real* p = block_at(i);
      double* const to = part + (i & (kSums - W));
      for (std::uint64_t l = 0; l < W; ++l) {
        const double re = p[l], im = p[W + l];
        to[l] += chosen[l] * (re * re + im * im);
      }
    }
    double sum = 0;
    for (const double s : part) sum += s;
    return sum;
  };
  parallel_for((count + 15) / 16, threads_, size, [&](std::uint64_t c, int) {
    for (std::uint64_t b = c * 16; b < std::min(count, (c + 1) * 16); ++b) {
      const std::uint64_t begin = b * block, end = (b + 1) * block;
      switch (kernels_->lane_bits) {
        case 0:
          sums[b] = sum_blocks.template operator()<1>(begin, end);
          break;
        case 1:
          sums[b] = sum_blocks.template operator()<2>(begin, end);
          break;
        case 2:
          sums[b] = sum_blocks.template operator()<4>(begin, end);
          break;
        case 3:
          sums[b] = sum_blocks.template operator()<8>(begin, end);
          break;
        default:
          sums[b] = sum_blocks.template operator()<16>(begin, end);
          break;
      }
    }
  });
  double total = 0;
  for (const double s : sums) total += s;
  if (blocks) *blocks = std::move(sums);
  return total;
}

template <class Real>
double State<Real>::cumulated_probability(std::vector<double>& ends) const {
  sum_probability(0, 0, &ends);
  double norm = 0;
  for (double& e : ends) e = norm += e;
  return norm;
}

template <class Real>
double State<Real>::probability_one(unsigned q) const {
  const std::uint64_t bit = std::uint64_t{1} << map_.bit[q];
  return sum_probability(bit, map_.flipped & bit ? 0 : bit);
}

template <class Real>
double State<Real>::norm_squared() const {
  return sum_probability(0, 0);
}

template <class Real>
void State<Real>::collapse(unsigned q, bool outcome, double p) {
  const std::uint64_t bit = std::uint64_t{1} << map_.bit[q];
  const bool stored = outcome != ((map_.flipped & bit) != 0);
  const Real scale = static_cast<Real>(1 / std::sqrt(p));
  const std::uint64_t w = lanes();
  const std::uint64_t chunk = std::min<std::uint64_t>(stored_size(), kSumBlock);
  parallel_for(stored_size() / chunk, threads_, stored_size(), [&](std::uint64_t c, int) {
    for (std::uint64_t i = c * chunk; i < (c + 1) * chunk; i += w) {
      if (i & zero_bits_) continue;
      Real* v = block_at(i);
      for (std::uint64_t l = 0; l < w; ++l) {
        const Real factor = (((i + l) & bit) != 0) == stored ? scale : Real{0};
        v[l] *= factor;
        v[w + l] *= factor;
      }
    }
  });
}

template <class Real>
IndexMap State<Real>::to_logical() const {
  std::vector<std::uint8_t> to(bits_, 0);
  std::uint64_t flip = 0;
  std::vector<bool> used(bits_);
  for (unsigned q = 0; q < n_; ++q) {
    to[map_.bit[q]] = static_cast<std::uint8_t>(q);
    used[map_.bit[q]] = true;
    if (map_.flipped >> map_.bit[q] & 1) flip |= std::uint64_t{1} << q;
  }
  // Padding bits are always zero; where they would go does not matter as long as it is outside.
  for (unsigned b = 0; b < bits_; ++b)
    if (!used[b]) to[b] = 63;
  return {to, flip};
}

template <class Real>
IndexMap State<Real>::to_stored() const {
  return {map_.bit, map_.flipped};
}

template <class Real>
std::complex<double> State<Real>::amplitude(std::uint64_t index) const {
  const Real* p = amplitude_at(to_stored()(index));
  return std::complex<double>(p[0], p[lanes()]) * std::polar(1.0, global_phase_);
}

template <class Real>
std::vector<std::complex<Real>> State<Real>::amplitudes() const {
  std::vector<std::complex<Real>> result(std::uint64_t{1} << n_);
  const IndexMap stored = to_stored();
  const std::uint64_t chunk = std::min<std::uint64_t>(result.size(), kSumBlock);
  parallel_for(result.size() / chunk, threads_, result.size(), [&](std::uint64_t c, int) {
    amplitudes(c * chunk, std::span(result).subspan(c * chunk, chunk), stored);
  });
  return result;
}

template <class Real>
void State<Real>::amplitudes(std::uint64_t first, std::span<std::complex<Real>> out,
                             const IndexMap& stored) const {
  const std::complex<double> phase = std::polar(1.0, std::remainder(global_phase_, 2 * M_PI));
  for (std::size_t i = 0; i < out.size(); ++i) {
    const Real* p = amplitude_at(stored(first + i));
    out[i] = static_cast<std::complex<Real>>(std::complex<double>(p[0], p[lanes()]) * phase);
  }
}

template <class Real>
void State<Real>::read(std::uint64_t first, std::span<std::complex<Real>> out, const IndexMap& stored) const {
  for (std::size_t i = 0; i < out.size(); ++i) {
    const Real* p = amplitude_at(stored(first + i));
    out[i] = {p[0], p[lanes()]};
  }
}

template <class Real>
void State<Real>::write(std::uint64_t first, std::span<const std::complex<Real>> in, const IndexMap& stored) {
  for (std::size_t i = 0; i < in.size(); ++i) {
    Real* p = amplitude_at(stored(first + i));
    p[0] = in[i].real();
    p[lanes()] = in[i].imag();
  }
}

template <class Real>
Arrangement State<Real>::arrangement() const {
  return {map_, zero_bits_ & ((std::uint64_t{1} << n_) - 1), global_phase_};
}

template <class Real>
void State<Real>::arrange(const Arrangement& a) {
  map_ = a.map;
  const std::uint64_t padding = (stored_size() - 1) & ~((std::uint64_t{1} << n_) - 1);
  zero_bits_ = a.zero_bits | padding;
  global_phase_ = a.global_phase;
}

template <class Real>
void State<Real>::rearrange(const QubitMap& map) {
  OpList list;
  const auto flip = [&](unsigned target, std::uint64_t control) {
    Op op{.kind = OpKind::kFlip, .target = static_cast<std::uint8_t>(target)};
    op.control = op.control_value = control;
    list.ops.push_back(op);
  };
  QubitMap now = map_;
  for (unsigned q = 0; q < n_; ++q) {
    const unsigned a = now.bit[q], b = map.bit[q];
    if (a == b) continue;
    flip(b, bit_of(a)), flip(a, bit_of(b)), flip(b, bit_of(a));  // exchanges the two index bits
    for (std::uint8_t& other : now.bit)
      if (other == b) other = static_cast<std::uint8_t>(a);
    now.bit[q] = static_cast<std::uint8_t>(b);
    const bool differ = (now.flipped >> a & 1) != (now.flipped >> b & 1);
    if (differ) now.flipped ^= bit_of(a) | bit_of(b);
  }
  for (unsigned b = 0; b < n_; ++b)
    if ((now.flipped ^ map.flipped) >> b & 1) flip(b, 0);
  if (list.ops.empty()) return;
  list.out = map;
  run(make_plan<Real>(std::move(list), bits_, kernels_->lane_bits, kernels_->register_bits, zero_bits_,
                      options_.plan));
}

template class State<float>;
template class State<double>;

}  // namespace qiao::qsim::engine
