#pragma once
// Programs that measure or reset on the way: every distinct measurement history is evolved once, for all
// shots (or with all the weight) that have it.
//
// A branch is a quantum state with the classical histories ("lanes") that share it. Qubits whose value is
// known, as after a measurement, are no part of the state but of the lane, so that each measurement halves
// the state and states that differ only in them are equal. Where ways through the program meet, branches with
// the same state up to its phase become one, and lanes with the same classical memory too.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "../engine/state.hpp"
#include "program.hpp"
#include "qiao/qsim/estimate.hpp"
#include "qiao/qsim/run.hpp"

namespace qiao::qsim {

// A shot and how many random numbers it has used.
struct Shot {
  std::uint64_t number = 0;
  std::uint64_t events = 0;
};

struct Lane {
  ir::ClassicalBits bits;
  ir::ClassicalBits values;  // by active qubit, of those that are not in the state
  double weight = 1;         // exact runs: the probability of this history
  std::vector<Shot> shots;   // runs by shots
};

// Which active qubits a state has, and the program on those.
struct Layout {
  std::vector<std::uint32_t> live;  // by position in the state
  Program program;
};

// How much the states that wait for others to meet may take, beside a largest one of so many qubits.
std::uint64_t branch_breadth_bytes(std::size_t qubits, Precision precision, std::uint64_t memory_limit);

template <class Real>
struct Branch {
  engine::State<Real> state;
  std::shared_ptr<const Layout> layout;
  std::size_t step = 0;
  std::vector<Lane> lanes;
};

template <class Real>
class BranchWalker {
 public:
  // finish(branch) is called for every branch that has reached the program's end.
  using Finish = std::function<void(Branch<Real>&)>;
  BranchWalker(const Program& program, const RunOptions& options, int threads, std::uint64_t memory_limit);

  // From |0...0> with `lane`, whose weight or shots are split on the way.
  void walk(Lane lane, const Finish& finish);

  std::uint64_t peak_bytes() const { return peak_bytes_; }
  std::uint64_t branches() const { return branches_; }  // lanes that reached the end
  double pruned() const { return pruned_; }             // weight of histories too improbable to follow
  const std::string& isa() const { return isa_; }

 private:
  struct SegmentInfo {
    std::vector<std::uint32_t> touched;  // active qubits
    bool classical = true;               // permutes and phases basis states only
  };

  Branch<Real> start(Lane lane);
  void advance(Branch<Real> branch, const Finish& finish);
  void apply_segment(Branch<Real>& branch, std::uint32_t segment, bool dynamic);
  void permute_lane(Lane& lane, const Segment& segment) const;
  void make_live(Branch<Real>& branch, const std::vector<std::uint32_t>& qubits);
  void measure(Branch<Real>& branch, const Step& step);
  void drop(Branch<Real>& branch, unsigned position, bool outcome, double p);
  void drop_known(Branch<Real>& branch);
  // Lanes of the same key stay together: the first key's in `branch`, the others' in branches of their own,
  // to be followed later. With `jumps` the keys are the steps where they go on.
  void split(Branch<Real>& branch, const std::vector<std::uint64_t>& keys, bool jumps = false);
  void merge(std::vector<Branch<Real>>& branches);
  double weight(const Branch<Real>& branch) const;
  static void merge_lanes(std::vector<Lane>& lanes);
  std::shared_ptr<const Layout> layout(std::vector<std::uint32_t> live);
  void later(Branch<Real> branch) {
    kept_bytes_ += bytes_of(branch.state.num_qubits());
    waiting_[branch.step].branches.push_back(std::move(branch));
  }
  // Is there room for `needed` more bytes, of which the state of these lanes takes `bytes`? If not, an exact
  // walk is refused, and shots are to start again.
  bool make_room(std::uint64_t needed, std::uint64_t bytes, const std::vector<Lane>& lanes);
  std::uint64_t bytes_of(std::size_t qubits) const {
    return state_bytes(static_cast<ir::Qubit>(qubits), options_.precision);
  }
  std::uint64_t live_bytes() const {
    return kept_bytes_ + (current_ ? bytes_of(current_->state.num_qubits()) : 0);
  }
  void note(std::uint64_t extra);
  void count_step();
  [[noreturn]] void too_many_branches() const;
  void report() const;
  bool exact() const { return options_.exact; }

  const Program& program_;
  const RunOptions& options_;
  const int threads_;
  const std::uint64_t memory_limit_, breadth_bytes_;
  std::vector<SegmentInfo> segments_;
  std::map<std::vector<std::uint32_t>, std::shared_ptr<const Layout>> layouts_;
  struct Waiting {
    std::vector<Branch<Real>> branches;
    std::size_t merged = 0;  // the first so many are known to differ
  };
  std::map<std::size_t, Waiting> waiting_;  // by step
  std::vector<Branch<Real>> batch_;         // at the same step as the current one
  std::vector<Lane> restarts_;              // shots that found no room for a state of their own
  std::uint64_t kept_bytes_ = 0;            // of the states in waiting_ and batch_
  const Branch<Real>* current_ = nullptr;
  Lane first_;
  std::uint64_t peak_bytes_ = 0, branches_ = 0, steps_ = 0, done_shots_ = 0;
  double pruned_ = 0;
  std::string isa_;
};

extern template class BranchWalker<float>;
extern template class BranchWalker<double>;

}  // namespace qiao::qsim
