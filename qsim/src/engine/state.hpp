#pragma once
// The state vector: storage, plans run on it, and what can be asked of it. Indices in this interface are
// logical: bit q is qubit q of the program's active qubits; how they are stored is in the QubitMap.

#include <algorithm>
#include <complex>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "../sim/program.hpp"
#include "kernels.hpp"
#include "layout.hpp"
#include "memory.hpp"
#include "normalise.hpp"
#include "plan.hpp"
#include "qiao/qsim/monitor.hpp"

namespace qiao::qsim::engine {

// Of plans that are kept for states and their copies.
inline constexpr std::uint64_t kMostPlanBytes = std::uint64_t{32} << 20;

struct EngineOptions {
  NormaliseOptions normalise;
  PlanOptions plan;
};

// Maps an index by moving its bits (and inverting some), with two table look-ups.
class IndexMap {
 public:
  // Bit b of the argument becomes bit to[b] of the result, which is then xored with `flip`.
  IndexMap(const std::vector<std::uint8_t>& to, std::uint64_t flip);
  std::uint64_t operator()(std::uint64_t i) const { return low_[i & mask_] ^ high_[i >> bits_]; }

 private:
  unsigned bits_;
  std::uint64_t mask_;
  std::vector<std::uint64_t> low_, high_;
};

// A basis state and how many shots drew it.
struct Drawn {
  std::uint64_t index = 0;
  std::uint64_t count = 0;
};

// Where amplitudes are in storage, without how an instruction set arranges them there.
struct Arrangement {
  QubitMap map;
  std::uint64_t zero_bits = 0;  // stored index bits known to be 0 everywhere
  double global_phase = 0;
};

template <class Real>
class State {
 public:
  // |0...0> on n qubits.
  State(unsigned n, int threads, const EngineOptions& options = {});
  State(const State& other);
  State(State&&) noexcept = default;
  State& operator=(State&&) noexcept = default;

  unsigned num_qubits() const { return n_; }
  const char* isa() const { return kernels_->name; }

  // All gates of a segment of `program`, in order. Plans are kept and used again.
  void apply(const Program& program, std::uint32_t segment, const Monitor* monitor = nullptr);
  // The plan that apply would run now.
  std::shared_ptr<const Plan<Real>> plan(const Program& program, std::uint32_t segment);
  void run(const Plan<Real>& plan, const Monitor* monitor = nullptr);

  double probability_one(unsigned q) const;
  double norm_squared() const;
  // Projects qubit q on `outcome`, whose probability is p, and renormalises.
  void collapse(unsigned q, bool outcome, double p);
  void flip(unsigned q) { map_.flipped ^= std::uint64_t{1} << map_.bit[q]; }

  // ---- reshape.cpp: states of branching programs
  // Qubit q is `outcome` with probability p: the state of the others, with qubit numbers above q one lower.
  State reduced(unsigned q, bool outcome, double p) const;
  // With `more` further qubits in |0>, numbered after those that are there.
  State extended(unsigned more) const;
  // Whether qubit q is certainly `value`, as far as the plans know.
  bool is_known(unsigned q, bool& value) const {
    const std::uint64_t bit = std::uint64_t{1} << map_.bit[q];
    value = (map_.flipped & bit) != 0;
    return (zero_bits_ & bit) != 0;
  }
  // What states equal up to phase and norm have in common, in whatever way they are stored: sum /
  // norm_squared.
  struct Fingerprint {
    double sum = 0, norm_squared = 0;
  };
  Fingerprint fingerprint() const;
  // The same of some amplitudes only, the same ones of all states of this size: tells most states apart that
  // are not nearly zero there, for a fraction of the work.
  Fingerprint sampled_fingerprint() const;
  // |<this|other>|
  double overlap(const State& other) const;
  // The basis state that each of `shots` draws, as in `sample`.
  std::vector<std::uint64_t> draw(std::uint64_t shots, const std::function<double(std::uint64_t)>& uniform,
                                  double* norm_squared = nullptr) const;
  // As apply, for a segment that will not come again.
  void apply_once(const Program& program, std::uint32_t segment, const Monitor* monitor = nullptr);
  // Probability of qubit q being `value`, to full relative precision.
  double probability(unsigned q, bool value) const;

  // Draws `shots` basis states: shot s takes the one where the cumulated probability (in storage order)
  // passes uniform(s), a number in [0, 1). The result has every drawn state once, in storage order; uniform
  // is called by several threads.
  std::vector<Drawn> sample(std::uint64_t shots, const std::function<double(std::uint64_t)>& uniform,
                            double* norm_squared = nullptr, const Monitor* monitor = nullptr) const;
  // The same for so many shots that their numbers are drawn instead: the shots of each block of storage, then
  // of each state in it, are binomial. Time and memory are those of the states, whatever the shots are.
  std::vector<Drawn> sample_counts(std::uint64_t shots, std::uint64_t seed, double* norm_squared = nullptr,
                                   const Monitor* monitor = nullptr) const;
  // Storage is read in parts, which several threads may do at once: f(index, probability) for every basis
  // state of part `part` with a nonzero amplitude, in storage order.
  std::uint64_t num_parts() const { return (stored_size() + kPart - 1) / kPart; }
  template <class F>
  void each_probability(std::uint64_t part, const IndexMap& logical, F&& f) const;
  IndexMap to_logical() const;
  IndexMap to_stored() const;
  std::complex<double> amplitude(std::uint64_t index) const;
  // All amplitudes in order.
  std::vector<std::complex<Real>> amplitudes() const;
  // Amplitudes first, first + 1, ...; `stored` is to_stored().
  void amplitudes(std::uint64_t first, std::span<std::complex<Real>> out, const IndexMap& stored) const;

  // For keeping a state elsewhere: the same without the global phase, bit for bit. Several threads may read
  // or write different ones at once.
  void read(std::uint64_t first, std::span<std::complex<Real>> out, const IndexMap& stored) const;
  void write(std::uint64_t first, std::span<const std::complex<Real>> in, const IndexMap& stored);
  Arrangement arrangement() const;
  // Before the first write into a fresh state.
  void arrange(const Arrangement& arrangement);
  // Moves the amplitudes to where `map` wants them; exact.
  void rearrange(const QubitMap& map);
  // Plans are kept for stretches that come again; these will not.
  void forget_plans() { shared_->forget_plans(); }

  // How the state is stored, for code that walks over it: amplitude i (a stored index) has its real part at
  // stored()[stored_offset(i)] and its imaginary part `lanes` further; all of it is multiplied by
  // e^{i global_phase}.
  Real* stored() { return static_cast<Real*>(memory_.data()); }
  const Real* stored() const { return static_cast<const Real*>(memory_.data()); }
  unsigned stored_bits() const { return bits_; }
  unsigned lane_bits() const { return kernels_->lane_bits; }
  std::size_t stored_offset(std::uint64_t i) const {
    return static_cast<std::size_t>(amplitude_at(i) - stored());
  }
  const QubitMap& map() const { return map_; }
  std::uint64_t zero_bits() const { return zero_bits_; }
  double global_phase() const { return global_phase_; }
  int threads() const { return threads_; }
  void set_threads(int threads) { threads_ = std::max(1, threads); }
  // A plan for a program that this state will not see again: not kept.
  Plan<Real> fresh_plan(const Program& program, std::uint32_t segment) const;
  // The amplitudes may have been written over: none is known to be zero.
  void forget_zero_bits() { zero_bits_ = padding_bits(); }
  // A state of zeros that is stored as this one.
  State zeros_like() const;
  // Replaces the state; a[i] is the amplitude of index i, 2^n of them.
  void set_amplitudes(const std::complex<Real>* a);
  // Gives the memory away, converted in place: complex number i is the amplitude of index i. The state is
  // not usable until it adopts memory again.
  StateMemory release_plain();
  // Becomes the state of n qubits whose amplitudes lie in `memory` as release_plain left them.
  void adopt_plain(unsigned n, StateMemory memory);
  // Qubit k is from now on what was qubit old[k].
  void renumber(const std::vector<std::uint32_t>& old);
  // |0...0>; memory and plans are kept.
  void reset();
  void multiply_phase(double angle) { global_phase_ += angle; }
  // Probabilities of the values of the qubits `from`: 2^bits numbers, qubit from[j] is bit to[j], other bits
  // 0.
  std::vector<double> marginal(const std::vector<std::uint8_t>& from, const std::vector<std::uint8_t>& to,
                               unsigned bits, const Monitor* monitor = nullptr) const;

 private:
  static constexpr std::uint64_t kPart = 1 << 16;
  // What copies of a state have in common, in whatever threads they are: plans, which never change, and buffers,
  // which one of them has at a time.
  class Shared {
   public:
    struct Key {
      std::uint64_t program;
      std::uint32_t segment;
      QubitMap map;
      std::uint64_t zero_bits;
      bool operator==(const Key&) const = default;
    };
    // Null if it is not there.
    std::shared_ptr<const Plan<Real>> find(const Key& key) const;
    void keep(Key key, std::shared_ptr<const Plan<Real>> plan);
    void forget_plans();
    // Buffers for each of so many threads, for as long as they are needed.
    using Buffers = std::vector<Scratch<Real>>;
    Buffers take(int threads);
    void give(Buffers buffers);

   private:
    mutable std::mutex mutex_;
    std::vector<std::pair<Key, std::shared_ptr<const Plan<Real>>>> plans_;
    std::uint64_t plan_bytes_ = 0;
    std::vector<Buffers> free_;
  };

  // An empty state of n qubits that shares the plans of `other`.
  State(const State& other, unsigned n);

  std::uint64_t stored_size() const { return std::uint64_t{1} << bits_; }
  unsigned lanes() const { return 1u << kernels_->lane_bits; }
  // The block (W real parts, then W imaginary parts) that holds the amplitude with this stored index. Blocks
  // of one row follow one another, rows do not: see layout.hpp.
  Real* block_at(std::uint64_t stored) const {
    return static_cast<Real*>(memory_.data()) + 2 * Layout<Real>::place(stored & ~std::uint64_t{lanes() - 1});
  }
  // The real part of an amplitude; the imaginary one is W further on.
  Real* amplitude_at(std::uint64_t stored) const { return block_at(stored) + (stored & (lanes() - 1)); }
  using Buffers = std::vector<Scratch<Real>>;  // by thread
  void run_sweep(const Plan<Real>& plan, const Sweep& sweep, const Monitor* monitor, Buffers& buffers);
  void run_flips(const Plan<Real>& plan, const Sweep& sweep, const Monitor* monitor, Buffers& buffers);
  template <class F>
  void each_tile(const Sweep& sweep, const std::vector<std::uint64_t>& rows, std::uint32_t row_bytes,
                 std::size_t passes, const Monitor* monitor, Buffers& buffers, F&& f);
  // convert(in, out) from every row to where the layout exchanges it with.
  template <class F>
  void exchange_rows(F&& convert);
  void run_wide(const WideMatrix& wide, std::uint64_t control, std::uint64_t value);
  // Cumulated probability at the end of each fixed block of storage; returns the sum of all.
  double cumulated_probability(std::vector<double>& ends) const;
  // sum of probability over fixed blocks of storage; partial sums in `blocks` if given.
  double sum_probability(std::uint64_t mask, std::uint64_t value,
                         std::vector<double>* blocks = nullptr) const;
  // Small states are stored with more bits than they have qubits.
  std::uint64_t padding_bits() const { return (stored_size() - 1) & ~((std::uint64_t{1} << n_) - 1); }

  unsigned n_;
  unsigned bits_;
  int threads_;
  EngineOptions options_;
  const Kernels<Real>* kernels_;
  StateMemory memory_;
  QubitMap map_;
  std::uint64_t zero_bits_;  // stored index bits known to be 0 everywhere
  double global_phase_ = 0;
  std::shared_ptr<Shared> shared_;
};

template <class Real>
template <class F>
void State<Real>::each_probability(std::uint64_t part, const IndexMap& logical, F&& f) const {
  const std::uint64_t w = lanes();
  const std::uint64_t end = std::min(stored_size(), (part + 1) * kPart);
  for (std::uint64_t block = part * kPart; block < end; block += w) {
    if (block & zero_bits_) continue;
    const Real* p = block_at(block);
    for (std::uint64_t l = 0; l < w; ++l) {
      const double re = p[l], im = p[w + l];
      const double probability = re * re + im * im;
      if (probability > 0) f(logical(block + l), probability);
    }
  }
}

extern template class State<float>;
extern template class State<double>;

}  // namespace qiao::qsim::engine
