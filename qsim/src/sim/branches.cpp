#include "branches.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <type_traits>

#include "parts.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/machine.hpp"
#include "qiao/base/rng.hpp"

namespace qiao::qsim {
namespace {

using ir::GateId;

// States that wait for others to meet may take this much, or sixteen of the largest.
constexpr std::uint64_t kBreadthBytes = std::uint64_t{1} << 30;
// Histories less probable than this are not followed.
constexpr double kNoWeight = 1e-15;
// What a measurement may be called certain by, and how far apart equal states and the fingerprints of equal
// states may be: rounding, which single precision does more of.
template <class Real>
constexpr double kNoBranch = std::is_same_v<Real, float> ? 1e-6 : 1e-13;
template <class Real>
constexpr double kSameState = std::is_same_v<Real, float> ? 1e-9 : 1e-13;
template <class Real>
constexpr double kSamePrint = std::is_same_v<Real, float> ? 1e-4 : 1e-9;
// Absolute, of the few amplitudes of a sampled one.
template <class Real>
constexpr double kNoPrint = std::is_same_v<Real, float> ? 1e-9 : 1e-15;

}  // namespace

std::uint64_t branch_breadth_bytes(std::size_t qubits, Precision precision, std::uint64_t memory_limit) {
  const std::uint64_t largest = state_bytes(static_cast<ir::Qubit>(qubits), precision);
  return std::min(memory_limit / 2, std::max(kBreadthBytes, multiply_bytes(16, largest)));
}

template <class Real>
BranchWalker<Real>::BranchWalker(const Program& program, const RunOptions& options, int threads,
                                 std::uint64_t memory_limit)
    : program_(program),
      options_(options),
      threads_(threads),
      memory_limit_(memory_limit),
      breadth_bytes_(branch_breadth_bytes(program.active.size(), options.precision, memory_limit)) {
  std::vector<bool> seen(program.active.size());
  for (const Segment& s : program.segments) {
    SegmentInfo info;
    const auto touch = [&](ir::Qubit q) {
      const std::uint32_t k = program.index[q];
      if (!seen[k]) info.touched.push_back(k);
      seen[k] = true;
    };
    for (std::size_t i = s.begin; i < s.end; ++i) {
      const ir::Instruction in = program.circuit->at(i, s.block);
      if (in.kind() != ir::OpKind::kGate) continue;
      for (const ir::Qubit q : in.targets()) touch(q);
      for (unsigned c = 0; c < in.num_controls(); ++c) touch(in.control(c).qubit());
      info.classical = info.classical && !in.is_dynamic() && permutes_basis_states(in);
    }
    std::sort(info.touched.begin(), info.touched.end());
    for (const std::uint32_t k : info.touched) seen[k] = false;
    segments_.push_back(std::move(info));
  }
}

template <class Real>
std::shared_ptr<const Layout> BranchWalker<Real>::layout(std::vector<std::uint32_t> live) {
  auto& entry = layouts_[live];
  if (!entry) {
    auto made = std::make_shared<Layout>();
    made->program.circuit = program_.circuit;
    made->program.segments = program_.segments;
    made->program.index.assign(program_.index.size(), 0);
    for (std::size_t k = 0; k < live.size(); ++k)
      made->program.index[program_.active[live[k]]] = static_cast<std::uint32_t>(k);
    made->live = std::move(live);
    entry = std::move(made);
  }
  return entry;
}

template <class Real>
void BranchWalker<Real>::note(std::uint64_t extra) {
  peak_bytes_ = std::max(peak_bytes_, live_bytes() + extra);
}

template <class Real>
void BranchWalker<Real>::count_step() {
  if (++steps_ <= options_.max_steps) return;
  throw Error(ErrorCode::kLimit, fmt::format("the program made more than {} steps", options_.max_steps),
              "does every loop end?");
}

template <class Real>
void BranchWalker<Real>::too_many_branches() const {
  throw Error(ErrorCode::kLimit,
              fmt::format("the program has more than {} measurement branches", options_.max_branches),
              "run shots instead of --exact");
}

template <class Real>
Branch<Real> BranchWalker<Real>::start(Lane lane) {
  engine::State<Real> state(0, threads_);
  isa_ = state.isa();
  lane.values = ir::ClassicalBits(program_.active.size());
  Branch<Real> branch{std::move(state), layout({}), 0, {}};
  branch.lanes.push_back(std::move(lane));
  return branch;
}

template <class Real>
void BranchWalker<Real>::walk(Lane lane, const Finish& finish) {
  first_ = lane;
  first_.shots.clear();
  later(start(std::move(lane)));
  while (!waiting_.empty() || !restarts_.empty()) {
    if (waiting_.empty()) {
      later(start(std::move(restarts_.back())));
      restarts_.pop_back();
    }
    // Those that are furthest behind first, so that those that may meet do; one that is furthest ahead if
    // states would become too many, so that they become fewer.
    std::uint64_t growth = 0;
    for (const auto& b : waiting_.begin()->second.branches) growth += bytes_of(b.state.num_qubits());
    const bool wide = live_bytes() + growth > breadth_bytes_;
    const auto at = wide ? std::prev(waiting_.end()) : waiting_.begin();
    Waiting& here = at->second;
    if (here.branches.size() > std::max<std::size_t>(here.merged, 1) && at->first < program_.steps.size() &&
        program_.steps[at->first].join)
      merge(here.branches);
    here.merged = here.branches.size();
    std::uint64_t lanes = 0;
    for (const auto& b : here.branches) lanes += b.lanes.size();
    if (exact() && lanes > options_.max_branches) too_many_branches();
    if (wide && here.branches.size() > 1) {
      batch_.push_back(std::move(here.branches.back()));
      here.branches.pop_back();
      here.merged = here.branches.size();
    } else {
      batch_ = std::move(here.branches);
      waiting_.erase(at);
    }
    while (!batch_.empty()) {
      Branch<Real> next = std::move(batch_.back());
      batch_.pop_back();
      kept_bytes_ -= bytes_of(next.state.num_qubits());
      advance(std::move(next), finish);
    }
  }
}

template <class Real>
void BranchWalker<Real>::advance(Branch<Real> branch, const Finish& finish) {
  struct Current {
    const Branch<Real>*& slot;
    ~Current() { slot = nullptr; }
  } guard{current_};
  current_ = &branch;
  bool moved = false;
  while (branch.step < program_.steps.size()) {
    const Step& step = program_.steps[branch.step];
    if (step.join && moved && !(waiting_.empty() && batch_.empty())) {
      current_ = nullptr;
      later(std::move(branch));
      return;
    }
    moved = true;
    count_step();
    switch (step.kind) {
      case StepKind::kSegment:
      case StepKind::kDynamic:
        apply_segment(branch, step.a, step.kind == StepKind::kDynamic);
        ++branch.step;
        break;
      case StepKind::kMeasure:
      case StepKind::kReset:
        report();
        measure(branch, step);
        break;
      default: {
        if ((steps_ & 0xfff) == 0) report();
        std::vector<std::uint64_t> next;
        for (Lane& lane : branch.lanes) next.push_back(classical_step(program_, branch.step, lane.bits));
        if (std::any_of(next.begin(), next.end(), [&](std::uint64_t n) { return n != next[0]; }))
          split(branch, next, true);
        branch.step = next[0];
      }
    }
    if (branch.lanes.empty()) return;
  }
  current_ = nullptr;
  branches_ += branch.lanes.size();
  for (const Lane& lane : branch.lanes) done_shots_ += lane.shots.size();
  if (exact() && branches_ > options_.max_branches) too_many_branches();
  report();
  finish(branch);
}

template <class Real>
bool BranchWalker<Real>::make_room(std::uint64_t needed, std::uint64_t bytes,
                                   const std::vector<Lane>& lanes) {
  if (live_bytes() + needed <= memory_limit_) return true;
  if (exact())
    throw Error(ErrorCode::kLimit,
                fmt::format("walking the branches needs another state of {}, available are {}",
                            format_bytes(bytes), format_bytes(memory_limit_)),
                "run shots instead of --exact");
  // Start again from |0...0>; the same random numbers lead to the same place, so this only costs time.
  Lane again = first_;
  for (const Lane& lane : lanes)
    for (const Shot& s : lane.shots) again.shots.push_back({s.number, 0});
  restarts_.push_back(std::move(again));
  return false;
}

template <class Real>
void BranchWalker<Real>::split(Branch<Real>& branch, const std::vector<std::uint64_t>& keys, bool jumps) {
  std::map<std::uint64_t, std::vector<Lane>> others;
  std::vector<Lane> kept;
  for (std::size_t i = 0; i < keys.size(); ++i)
    (keys[i] == keys[0] ? kept : others[keys[i]]).push_back(std::move(branch.lanes[i]));
  branch.lanes = std::move(kept);
  for (auto& [key, lanes] : others) {
    const std::uint64_t bytes = bytes_of(branch.state.num_qubits());
    if (!make_room(bytes, bytes, lanes)) continue;
    Branch<Real> other{branch.state, branch.layout, jumps ? key : branch.step, std::move(lanes)};
    note(bytes);
    later(std::move(other));
  }
}

template <class Real>
void BranchWalker<Real>::permute_lane(Lane& lane, const Segment& segment) const {
  for (std::size_t i = segment.begin; i < segment.end; ++i) {
    const ir::Instruction in = program_.circuit->at(i, segment.block);
    if (in.kind() != ir::OpKind::kGate) continue;
    bool acts = true;
    for (unsigned c = 0; c < in.num_controls() && acts; ++c)
      acts = lane.values.get(program_.index[in.control(c).qubit()]) == in.control(c).positive();
    if (!acts) continue;
    if (in.gate() == GateId::kX || in.gate() == GateId::kY) {
      const std::uint32_t q = program_.index[in.targets()[0]];
      lane.values.set(q, !lane.values.get(q));
    } else if (in.gate() == GateId::kSwap) {
      const std::uint32_t p = program_.index[in.targets()[0]], q = program_.index[in.targets()[1]];
      const bool a = lane.values.get(p);
      lane.values.set(p, lane.values.get(q));
      lane.values.set(q, a);
    }
  }
}

template <class Real>
void BranchWalker<Real>::make_live(Branch<Real>& branch, const std::vector<std::uint32_t>& qubits) {
  // Lanes must agree about the qubits' values.
  if (branch.lanes.size() > 1) {
    std::map<std::vector<bool>, std::uint64_t> known;
    std::vector<std::uint64_t> keys;
    for (const Lane& lane : branch.lanes) {
      std::vector<bool> values;
      for (const std::uint32_t q : qubits) values.push_back(lane.values.get(q));
      keys.push_back(known.emplace(std::move(values), known.size()).first->second);
    }
    if (known.size() > 1) split(branch, keys);
  }
  const auto n = static_cast<unsigned>(branch.layout->live.size());
  const std::uint64_t bytes = bytes_of(n + static_cast<unsigned>(qubits.size()));
  // The state without them is there until the new one is filled.
  if (n + qubits.size() >= 60 || live_bytes() + bytes > memory_limit_)
    throw Error(ErrorCode::kLimit,
                fmt::format("{} qubits that are entangled at the same time in {} need {}, available are {}",
                            n + qubits.size(), name(options_.precision),
                            n + qubits.size() >= 60 ? "more than any machine has" : format_bytes(bytes),
                            format_bytes(memory_limit_)),
                "see `qiao estimate`");
  note(bytes);
  branch.state = branch.state.extended(static_cast<unsigned>(qubits.size()));
  std::vector<std::uint32_t> live = branch.layout->live;
  for (const std::uint32_t q : qubits) {
    if (branch.lanes[0].values.get(q)) branch.state.flip(static_cast<unsigned>(live.size()));
    live.push_back(q);
    for (Lane& lane : branch.lanes) lane.values.set(q, false);
  }
  branch.layout = layout(std::move(live));
}

template <class Real>
void BranchWalker<Real>::apply_segment(Branch<Real>& branch, std::uint32_t segment, bool dynamic) {
  const SegmentInfo& info = segments_[segment];
  std::vector<std::uint32_t> absent;
  std::vector<bool> live(program_.active.size());
  for (const std::uint32_t q : branch.layout->live) live[q] = true;
  for (const std::uint32_t q : info.touched)
    if (!live[q]) absent.push_back(q);
  if (info.classical && absent.size() == info.touched.size()) {
    for (Lane& lane : branch.lanes) permute_lane(lane, program_.segments[segment]);
    return;
  }
  if (dynamic && branch.lanes.size() > 1) {
    // Lanes with different parameters part.
    std::map<std::vector<double>, std::uint64_t> known;
    std::vector<std::uint64_t> keys;
    for (const Lane& lane : branch.lanes) {
      if (options_.monitor) options_.monitor->check();
      const ir::Circuit bound = bound_segment(program_, segment, &lane.bits);
      std::vector<double> params;
      for (std::size_t i = 0; i < bound.size(); ++i)
        params.insert(params.end(), bound.at(i).params().begin(), bound.at(i).params().end());
      keys.push_back(known.emplace(std::move(params), known.size()).first->second);
    }
    if (known.size() > 1) split(branch, keys);
  }
  if (!absent.empty()) make_live(branch, absent);
  if (!dynamic) {
    branch.state.apply(branch.layout->program, segment, options_.monitor);
    return;
  }
  const ir::Circuit bound = bound_segment(program_, segment, &branch.lanes[0].bits);
  branch.state.apply_once(bound_program(branch.layout->program, bound), 0, options_.monitor);
}

template <class Real>
void BranchWalker<Real>::drop(Branch<Real>& branch, unsigned position, bool outcome, double p) {
  note(bytes_of(branch.state.num_qubits() - 1));
  branch.state = branch.state.reduced(position, outcome, p);
  std::vector<std::uint32_t> live = branch.layout->live;
  const std::uint32_t q = live[position];
  live.erase(live.begin() + position);
  branch.layout = layout(std::move(live));
  for (Lane& lane : branch.lanes) lane.values.set(q, outcome);
}

template <class Real>
void BranchWalker<Real>::measure(Branch<Real>& branch, const Step& step) {
  const std::uint32_t q = step.a;
  const bool reset = step.kind == StepKind::kReset;
  const auto note_outcome = [&](Branch<Real>& b) {
    for (Lane& lane : b.lanes) {
      const bool value = lane.values.get(q);
      if (reset) lane.values.set(q, false);
      else lane.bits.set(step.b, value);
    }
    ++b.step;
  };
  const auto& live = branch.layout->live;
  const auto at = std::find(live.begin(), live.end(), q);
  if (at == live.end()) return note_outcome(branch);
  const auto position = static_cast<unsigned>(at - live.begin());
  double p1 = branch.state.probability_one(position);
  p1 = p1 < kNoBranch<Real> ? 0.0 : p1 > 1 - kNoBranch<Real> ? 1.0 : p1;
  // What is rare keeps its relative precision, so that its state has norm 1.
  const double p0 = p1 > 0.5 && p1 < 1 ? branch.state.probability(position, false) : 1 - p1;
  std::vector<Lane> zeros, ones;
  for (Lane& lane : branch.lanes) {
    Lane one;
    if (exact()) {
      one = lane;
      one.weight *= p1;
      lane.weight *= p0;
      const bool some = p1 > 0 && p1 < 1;
      if (some && one.weight < kNoWeight) pruned_ += one.weight;
      else if (p1 > 0) ones.push_back(std::move(one));
      if (some && lane.weight < kNoWeight) pruned_ += lane.weight;
      else if (p1 < 1) zeros.push_back(std::move(lane));
      continue;
    }
    std::vector<Shot> zero_shots;
    for (Shot s : lane.shots)
      (random_uniform(options_.seed, s.number, s.events++) < p1 ? one.shots : zero_shots).push_back(s);
    if (!one.shots.empty()) {
      one.bits = lane.bits;
      one.values = lane.values;
      ones.push_back(std::move(one));
    }
    if (!zero_shots.empty()) {
      lane.shots = std::move(zero_shots);
      zeros.push_back(std::move(lane));
    }
  }
  if (!zeros.empty() && !ones.empty()) {
    const std::uint64_t bytes = bytes_of(branch.state.num_qubits() - 1);
    if (make_room(2 * bytes, bytes, ones)) {
      Branch<Real> other{branch.state.reduced(position, true, p1), branch.layout, branch.step,
                         std::move(ones)};
      std::vector<std::uint32_t> rest = live;
      rest.erase(rest.begin() + position);
      other.layout = layout(std::move(rest));
      for (Lane& lane : other.lanes) lane.values.set(q, true);
      note_outcome(other);
      note(bytes);
      later(std::move(other));
    }
    ones.clear();
  }
  const bool outcome = zeros.empty();
  branch.lanes = outcome ? std::move(ones) : std::move(zeros);
  if (branch.lanes.empty()) return;
  drop(branch, position, outcome, outcome ? p1 : p0);
  note_outcome(branch);
}

template <class Real>
void BranchWalker<Real>::drop_known(Branch<Real>& branch) {
  for (unsigned k = branch.state.num_qubits(); k-- > 0;) {
    bool value = false;
    if (branch.state.is_known(k, value)) drop(branch, k, value, 1);
  }
}

template <class Real>
void BranchWalker<Real>::merge_lanes(std::vector<Lane>& lanes) {
  if (lanes.size() < 2) return;
  std::map<std::pair<std::vector<std::uint64_t>, std::vector<std::uint64_t>>, std::size_t> known;
  std::vector<Lane> merged;
  for (Lane& lane : lanes) {
    const auto [it, fresh] = known.emplace(std::pair{lane.bits.words(), lane.values.words()}, merged.size());
    if (fresh) {
      merged.push_back(std::move(lane));
      continue;
    }
    Lane& into = merged[it->second];
    into.weight += lane.weight;
    into.shots.insert(into.shots.end(), lane.shots.begin(), lane.shots.end());
  }
  lanes = std::move(merged);
}

template <class Real>
double BranchWalker<Real>::weight(const Branch<Real>& branch) const {
  double total = 0;
  for (const Lane& lane : branch.lanes)
    total += exact() ? lane.weight : static_cast<double>(lane.shots.size());
  return total;
}

template <class Real>
void BranchWalker<Real>::merge(std::vector<Branch<Real>>& branches) {
  // The order of the qubits in the state depends on the way here.
  std::map<std::vector<std::uint32_t>, std::vector<Branch<Real>>> by_layout;
  for (auto& b : branches) {
    const std::uint64_t before = bytes_of(b.state.num_qubits());
    drop_known(b);
    kept_bytes_ -= before - bytes_of(b.state.num_qubits());
    by_layout[b.layout->live].push_back(std::move(b));
  }
  branches.clear();
  using Fingerprint = typename engine::State<Real>::Fingerprint;
  struct Entry {
    Branch<Real> branch;
    std::optional<Fingerprint> whole = std::nullopt;
    const Fingerprint& print() {
      if (!whole) whole = branch.state.fingerprint();
      return *whole;
    }
  };
  const auto same_state = [](Entry& a, Entry& b) {
    const Fingerprint &p = a.print(), &q = b.print();
    if (std::abs(p.sum / p.norm_squared - q.sum / q.norm_squared) > kSamePrint<Real>) return false;
    const double overlap = a.branch.state.overlap(b.branch.state);
    return overlap * overlap > (1 - kSameState<Real>)*(p.norm_squared * q.norm_squared);
  };
  for (auto& [live, list] : by_layout) {
    std::vector<Entry> kept;
    std::multimap<double, std::size_t> by_print;  // sampled ones; in kept
    for (Branch<Real>& b : list) {
      if (options_.monitor) options_.monitor->check();
      const Fingerprint print = b.state.sampled_fingerprint();
      const double slack = 2 * kSamePrint<Real> * print.norm_squared + kNoPrint<Real>;
      Entry entry{std::move(b)};
      const auto end = by_print.upper_bound(print.sum + slack);
      auto at = by_print.lower_bound(print.sum - slack);
      while (at != end && !same_state(kept[at->second], entry)) ++at;
      if (at == end) {
        by_print.emplace(print.sum, kept.size());
        kept.push_back(std::move(entry));
        continue;
      }
      // The state of the more probable one has seen less rounding.
      Entry& same = kept[at->second];
      if (weight(entry.branch) > weight(same.branch)) std::swap(entry, same);
      std::move(entry.branch.lanes.begin(), entry.branch.lanes.end(), std::back_inserter(same.branch.lanes));
      kept_bytes_ -= bytes_of(entry.branch.state.num_qubits());
    }
    for (Entry& k : kept) {
      merge_lanes(k.branch.lanes);
      branches.push_back(std::move(k.branch));
    }
  }
}

template <class Real>
void BranchWalker<Real>::report() const {
  if (!options_.monitor) return;
  options_.monitor->check();
  if (!options_.monitor->report) return;
  if (exact()) options_.monitor->report("branches", branches_, 0);
  else options_.monitor->report("shots", done_shots_, options_.shots);
}

template class BranchWalker<float>;
template class BranchWalker<double>;

}  // namespace qiao::qsim
