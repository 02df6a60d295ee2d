#pragma once
// Quantum states of fixed Hamming weight, and QAOA with XY mixers inside that subspace: the cost layer is any
// diagonal, the mixer keeps the number of ones, so only C(n, k) amplitudes are held instead of 2^n.
//
// (Hadfield et al. arXiv:1709.03489: quantum alternating operator ansatz; Wang et al. arXiv:1904.09314: XY
// mixers.)

#include <atomic>
#include <complex>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "qiao/algorithms/polynomial.hpp"

namespace qiao::algorithms {

// All strings of n bits with k ones, 1 <= n <= 32, in the order of their index.
struct Block {
  unsigned n = 0, k = 0;
};

// Products of such blocks: block 0 holds the lowest qubits. Index of a state: block 0 varies fastest.
class FixedWeightSpace {
 public:
  // Throws Error(kUsage) for an impossible block or more than 64 qubits, Error(kLimit) for more than 2^28
  // states.
  explicit FixedWeightSpace(std::vector<Block> blocks);
  std::uint64_t dimension() const { return dimension_; }
  unsigned qubits() const { return qubits_; }
  const std::vector<Block>& blocks() const { return blocks_; }
  // The string of state i: bit q is qubit q.
  std::uint64_t string(std::uint64_t i) const;
  // The state of a string that is in the space.
  std::uint64_t index(std::uint64_t string) const;

 private:
  friend class XyMixer;
  struct Ranking {  // of one block: rank(s) = high[s >> low_bits] + low[s & mask]
    unsigned low_bits = 0;
    std::vector<std::uint32_t> high, low;
    std::vector<std::uint32_t> string;  // by rank
    std::uint32_t rank(std::uint32_t s) const {
      return high[s >> low_bits] + low[s & ((1u << low_bits) - 1)];
    }
  };
  std::vector<Block> blocks_;
  std::vector<Ranking> rankings_;
  std::vector<std::uint64_t> stride_;  // of each block in the index
  std::vector<unsigned> first_qubit_;
  std::uint64_t dimension_ = 1;
  unsigned qubits_ = 0;
};

enum class XyTopology {
  kRing,      // even edges, odd edges, and the edge that closes the ring
  kComplete,  // all pairs, in rounds of disjoint pairs (round-robin tournament)
};

// The pairs of one block of n qubits in the order in which they are applied.
std::vector<std::pair<unsigned, unsigned>> xy_pairs(unsigned n, XyTopology topology);

// How loops over states run: with how many threads, which changes no result, and until when: once `stop` is set
// they end with Error(kInterrupted).
struct Execution {
  int threads = 1;
  const std::atomic<bool>* stop = nullptr;
};

// The mixer of a layer.
class Mixer {
 public:
  using Amplitudes = std::vector<std::complex<double>>;
  explicit Mixer(Execution execution = {}) : execution_(execution) {}
  virtual ~Mixer() = default;
  virtual void apply(Amplitudes& psi, double beta) const = 0;
  // Undoes apply(psi, beta) on both and returns 2 Im <lambda| sum of the generators |psi> along the way: the
  // derivative of the energy by beta.
  virtual double undo(Amplitudes& psi, Amplitudes& lambda, double beta) const = 0;
  // The state QAOA begins with: uniform unless said otherwise.
  virtual Amplitudes start(std::uint64_t dimension) const;
  virtual std::size_t rotations() const { return 0; }  // two-qubit rotations in one application

 protected:
  Execution execution_;
};

// exp(-i beta (XX + YY) / 2) on the pairs of each block, one after the other: what a circuit does.
class XyMixer : public Mixer {
 public:
  XyMixer(const FixedWeightSpace& space, XyTopology topology, Execution execution = {});
  void apply(Amplitudes& psi, double beta) const override;
  double undo(Amplitudes& psi, Amplitudes& lambda, double beta) const override;
  std::size_t rotations() const override;

 private:
  struct Pair;
  std::uint64_t dimension_;
  std::shared_ptr<const std::vector<Pair>> pairs_;
};

// exp(-i beta |s><s|), s the uniform superposition of all states that there are (Baertschi, Eidenbenz:
// arXiv:2006.00354): states of equal cost keep equal amplitudes.
class GroverMixer : public Mixer {
 public:
  using Mixer::Mixer;
  void apply(Amplitudes& psi, double beta) const override;
  double undo(Amplitudes& psi, Amplitudes& lambda, double beta) const override;
};

// exp(-i beta (sin t_q X + cos t_q Z)) on each qubit q of all strings, from the product of RY(t_q)|0>, which
// it leaves alone (Egger, Marecek, Woerner: arXiv:2009.10095). t_q = 2 arcsin(sqrt(c_q)) for a probability
// c_q of a one.
class WarmStartMixer : public Mixer {
 public:
  explicit WarmStartMixer(std::vector<double> t, Execution execution = {})
      : Mixer(execution), t_(std::move(t)) {}
  void apply(Amplitudes& psi, double beta) const override;
  double undo(Amplitudes& psi, Amplitudes& lambda, double beta) const override;
  Amplitudes start(std::uint64_t dimension) const override;

 private:
  std::vector<double> t_;
};

// A diagonal cost, one value per state. If there are few distinct values the phase is looked up by value.
class CostTable {
 public:
  explicit CostTable(std::vector<double> cost, Execution execution = {});
  const std::vector<double>& cost() const { return cost_; }
  bool looked_up() const { return !level_.empty(); }
  void phase(std::vector<std::complex<double>>& psi, double gamma) const;  // times exp(-i gamma cost)
  double expectation(const std::vector<std::complex<double>>& psi) const;

 private:
  std::vector<double> cost_, values_;
  std::vector<std::uint32_t> level_;
  Execution execution_;
};

// QAOA of depth p from the uniform superposition of the space (a product of Dicke states), or from what its
// mixer begins with.
class SubspaceQaoa {
 public:
  SubspaceQaoa(const FixedWeightSpace& space, CostTable cost, XyTopology mixer, Execution execution = {});
  // Any states with any mixer: one cost per state; the number of qubits is for schedule().
  SubspaceQaoa(unsigned qubits, CostTable cost, std::shared_ptr<const Mixer> mixer);
  // What energy and gradient compute instead of the expected cost; empty: the expected cost.
  void minimise(Functional functional) { functional_ = std::move(functional); }
  // angles: gamma_1 ... gamma_p, beta_1 ... beta_p.
  std::vector<std::complex<double>> state(const std::vector<double>& angles) const;
  double energy(const std::vector<double>& angles) const;
  // Energy and its derivatives by all angles: adjoint method, two states, about three times the work of
  // energy().
  double gradient(const std::vector<double>& angles, std::vector<double>& derivatives) const;
  const CostTable& cost() const { return cost_; }
  const Mixer& mixer() const { return *mixer_; }

  struct Optimum {
    std::vector<double> angles;
    double energy = 0;
    std::uint64_t evaluations = 0;
  };
  // Angles to begin with: a schedule that suits most instances after scaling with the spread of the cost.
  std::vector<double> schedule(unsigned depth) const;
  // Angles by NLopt's L-BFGS from `start` (interpolated, if of another depth) or from schedule().
  Optimum optimise(unsigned depth, unsigned max_evaluations, const std::vector<double>& start = {}) const;

 private:
  void set_scale();
  std::uint64_t dimension_;
  unsigned qubits_;
  XyTopology topology_ = XyTopology::kRing;  // whose schedule
  CostTable cost_;
  std::shared_ptr<const Mixer> mixer_;
  Functional functional_;
  double scale_ = 1, mean_ = 0;  // standard deviation of the cost, or 1; mean
};

// `shots` states drawn from |psi|^2; the same for the same seed at any number of threads.
std::vector<std::uint64_t> sample_states(const std::vector<std::complex<double>>& psi, std::uint64_t shots,
                                         std::uint64_t seed);

}  // namespace qiao::algorithms
