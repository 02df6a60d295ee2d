#include <algorithm>
#include <bit>
#include <cmath>

#include "bits.hpp"
#include "emitter.hpp"
#include "phase_terms.hpp"
#include "plan.hpp"
#include "qiao/base/error.hpp"

namespace qiao::qsim::engine {
namespace {

// A scan gives up after this many operations in a row that have to wait.
constexpr unsigned kPatience = 2048;

// Operations still to be done, in order, as a singly linked list with cheap removal.
class Queue {
 public:
  explicit Queue(std::size_t n) : next_(n + 1) {
    for (std::size_t i = 0; i <= n; ++i) next_[i] = static_cast<std::uint32_t>(i);
    end_ = static_cast<std::uint32_t>(n);
    // next_[i] is the operation after position i (position 0: the head; operation k sits at position k + 1)
  }
  bool empty() const { return next_[0] == end_; }
  // Walks in order; f(op) returns true to take the operation out. Stops when `stop()` holds.
  template <class F, class Stop>
  void walk(F&& f, Stop&& stop) {
    std::uint32_t at = 0;
    while (next_[at] != end_ && !stop()) {
      const std::uint32_t op = next_[at];
      if (f(op)) next_[at] = next_[op + 1];
      else at = op + 1;
    }
  }

 private:
  std::vector<std::uint32_t> next_;
  std::uint32_t end_;
};

// Which bits an operation left behind keeps from later ones.
struct Blocked {
  std::uint64_t all = 0;  // a waiting X-type operation: nothing may pass
  std::uint64_t x = 0;    // a waiting Z-type operation: X-type ones may not pass
  unsigned waiting = 0;   // in a row

  bool blocks(std::uint64_t x_mask, std::uint64_t z_mask) const {
    return (x_mask & (all | x)) || (z_mask & all);
  }
  void leave(std::uint64_t x_mask, std::uint64_t z_mask) {
    all |= x_mask;
    x |= z_mask;
    ++waiting;
  }
};

template <class Real>
class Planner {
 public:
  Planner(OpList list, unsigned bits, unsigned lane_bits, unsigned register_bits, std::uint64_t zero_bits,
          const PlanOptions& options)
      : list_(std::move(list)),
        options_(options),
        phases_(bits),
        zero_bits_(zero_bits),
        all_bits_(bits >= 64 ? ~0ull : bit_of(bits) - 1) {
    plan_.bits = bits;
    plan_.lane_bits = lane_bits;
    plan_.register_bits = register_bits;
    choose_tile();
    prepare_dense();
  }

  Plan<Real> run() {
    Queue queue(list_.ops.size());
    while (!queue.empty()) sweep(queue);
    if (!phases_.empty()) finish_phases();
    plan_.source = std::move(list_);
    plan_.source.ops.clear();
    plan_.source.ops.shrink_to_fit();
    plan_.zero_bits_after = zero_bits_;
    return std::move(plan_);
  }

 private:
  unsigned bits() const { return plan_.bits; }
  unsigned lane_bits() const { return plan_.lane_bits; }

  // Tiles of 256 KiB leave room in a 1 MiB L2 for the rows they come from; enough tiles for all threads
  // otherwise.
  void choose_tile() {
    const unsigned amplitude_bits = sizeof(Real) == 4 ? 3 : 4;
    unsigned tile = options_.tile_bits ? options_.tile_bits : 18 - amplitude_bits;
    if (!options_.tile_bits && bits() > 12) tile = std::min(tile, bits() - 3);
    const unsigned smallest = lane_bits() + plan_.register_bits;
    tile_bits_ = std::min(bits(), std::max(tile, smallest));
    const unsigned row = options_.row_bits ? options_.row_bits : 9 - amplitude_bits;  // 512 bytes
    // Any two bits must find room beside the row: what one operation may need.
    row_bits_ = std::max(std::min(tile_bits_ - 2, row), lane_bits());
    if (tile_bits_ == bits()) row_bits_ = tile_bits_;
    // Parts of 32 KiB.
    const unsigned part = options_.part_bits ? options_.part_bits : 15 - amplitude_bits - lane_bits();
    plan_.part_bits = std::min(std::max(part, plan_.register_bits), tile_bits_ - lane_bits());
  }

  // ---- wide matrices

  // Those of up to kMaxDenseBits targets are done in tiles. What they need on lanes is exchanged with other
  // bits before and after.
  void prepare_dense() {
    tiled_.assign(list_.wide.size(), false);
    if (list_.wide.empty() || !options_.tiled_matrices) return;
    std::vector<Op> ops;
    std::uint32_t exchange = DenseOp::kNone;
    const std::uint64_t lanes_mask = bit_of(lane_bits()) - 1;
    for (Op op : list_.ops) {
      const bool dense = op.kind == OpKind::kDenseK;
      const auto k = static_cast<unsigned>(std::popcount(op.wide_mask));
      const auto used = static_cast<unsigned>(std::popcount(op.wide_mask | op.control));
      const bool fits = dense && k <= kMaxDenseBits && bits() >= lane_bits() + used &&
                        tile_bits_ >= lane_bits() + k &&
                        (row_bits_ == tile_bits_ || tile_bits_ - row_bits_ >= std::max(k, 2u));
      if (!fits) {
        ops.push_back(op);
        continue;
      }
      tiled_[op.matrix] = true;
      std::vector<Op> swaps;
      unsigned free = lane_bits();
      each_bit((op.wide_mask | op.control) & lanes_mask, [&](unsigned lane) {
        while ((op.wide_mask | op.control) & bit_of(free)) ++free;
        if (exchange == DenseOp::kNone) {
          exchange = static_cast<std::uint32_t>(list_.dense2.size());
          list_.dense2.push_back({1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1});
        }
        Op swap;
        swap.kind = OpKind::kDense2;
        swap.target = static_cast<std::uint8_t>(free);
        swap.target2 = static_cast<std::uint8_t>(lane);
        swap.matrix = exchange;
        swaps.push_back(swap);
        const auto move = [&](std::uint64_t& mask) {
          if (mask & bit_of(lane)) mask ^= bit_of(lane) | bit_of(free);
        };
        move(op.wide_mask);
        move(op.control);
        move(op.control_value);
        for (unsigned& t : list_.wide[op.matrix].targets)
          if (t == lane) t = free;
      });
      ops.insert(ops.end(), swaps.begin(), swaps.end());
      ops.push_back(op);
      ops.insert(ops.end(), swaps.rbegin(), swaps.rend());
    }
    list_.ops = std::move(ops);
  }

  // ---- sweeps

  void sweep(Queue& queue) {
    Blocked blocked;
    std::uint64_t resident = bit_of(row_bits_) - 1;
    unsigned room = tile_bits_ - row_bits_;
    std::vector<std::uint32_t> chosen;
    std::uint32_t wide = Sweep::kNone;
    queue.walk(
        [&](std::uint32_t i) {
          const Op& op = list_.ops[i];
          const std::uint64_t x = op.x_mask(), z = op.z_mask();
          if (wide == Sweep::kNone && !blocked.blocks(x, z)) {
            if (op.kind == OpKind::kDenseK && !tiled_[op.matrix]) {
              // On its own, before anything else: phases that it does not commute with must be done by then.
              if (chosen.empty() && blocked.waiting == 0 && !conflicts(x)) {
                wide = i;
                return true;
              }
            } else if (const std::uint64_t missing = x & ~resident;
                       static_cast<unsigned>(std::popcount(missing)) <= room) {
              resident |= missing;
              room -= static_cast<unsigned>(std::popcount(missing));
              chosen.push_back(i);
              blocked.waiting = 0;
              return true;
            }
          }
          blocked.leave(x, z);
          return false;
        },
        [&] { return wide != Sweep::kNone || blocked.all == all_bits_ || blocked.waiting > kPatience; });
    if (wide != Sweep::kNone) {
      Sweep s;
      s.wide = list_.ops[wide].matrix;
      s.zero_bits = zero_bits_;
      // Controls travel with the operation.
      wide_controls(s, list_.ops[wide]);
      zero_bits_ &= ~list_.ops[wide].x_mask();
      plan_.sweeps.push_back(s);
      return;
    }
    if (chosen.empty()) {  // a wide operation waits for phases
      if (phases_.empty()) throw Error(ErrorCode::kInternal, "planner: no operation fits into a sweep");
      finish_phases();
      return;
    }
    bool moves = false;
    for (const std::uint32_t i : chosen) moves = moves || list_.ops[i].kind != OpKind::kPhase;
    if (!moves) {
      for (const std::uint32_t i : chosen) phases_.add(list_.ops[i].control, list_.ops[i].t);
      return;
    }
    if (options_.block_flips && only_block_flips(chosen, resident)) {
      flip_sweep(chosen, resident);
      return;
    }
    tile_sweep(chosen, resident, queue.empty());  // phases left at the very end need no sweep of their own
  }

  // A run of x, cx, ccx ... above the lanes is one permutation of blocks.
  bool only_block_flips(const std::vector<std::uint32_t>& chosen, std::uint64_t resident) const {
    if (chosen.size() > kMaxFlips || (resident & ~(bit_of(row_bits_) - 1) & zero_bits_)) return false;
    const std::uint64_t lanes_mask = bit_of(lane_bits()) - 1;
    for (const std::uint32_t i : chosen) {
      const Op& op = list_.ops[i];
      if (op.kind != OpKind::kFlip || ((op.x_mask() | op.control) & lanes_mask) || conflicts(op.x_mask()))
        return false;
    }
    return true;
  }

  void flip_sweep(const std::vector<std::uint32_t>& chosen, std::uint64_t resident) {
    begin_sweep(resident);
    sweep_.groups_end = sweep_.groups_begin;
    sweep_.flips_begin = static_cast<std::uint32_t>(plan_.flips.size());
    for (const std::uint32_t i : chosen) {
      const Op& op = list_.ops[i];
      BlockFlip flip{.target = std::uint32_t{1} << block_bit(op.target)};
      each_bit(op.control, [&](unsigned b) {
        const bool one = op.control_value >> b & 1;
        if (is_outer(b)) {
          flip.outer_mask |= bit_of(b);
          if (one) flip.outer_value |= bit_of(b);
        } else {
          flip.mask |= std::uint32_t{1} << block_bit(b);
          if (one) flip.value |= std::uint32_t{1} << block_bit(b);
        }
      });
      plan_.flips.push_back(flip);
      zero_bits_ &= ~op.x_mask();
    }
    sweep_.flips_end = static_cast<std::uint32_t>(plan_.flips.size());
    plan_.sweeps.push_back(sweep_);
  }

  void wide_controls(Sweep& s, const Op& op) {
    s.outer_begin = static_cast<std::uint32_t>(plan_.outer_shifts.size());
    plan_.outer_shifts.push_back({op.control, op.control_value, 0});
    s.outer_end = s.outer_begin + 1;
  }

  // A sweep for the phases alone.
  void finish_phases() { tile_sweep({}, bit_of(row_bits_) - 1, true); }

  void tile_sweep(const std::vector<std::uint32_t>& chosen, std::uint64_t resident, bool flush = false) {
    begin_sweep(resident);
    Queue queue(chosen.size());
    std::vector<GroupDraft> drafts;
    bool first = true;
    while (!queue.empty() || first) {
      first = false;
      absorb(chosen, queue);
      GroupDraft draft;
      if (!queue.empty()) fill_group(chosen, queue, draft);
      if (draft.dense) {
        drafts.push_back(with_map(std::move(draft)));
        draft = GroupDraft{};
      }
      if (queue.empty() && flush) flush_phases(draft);
      if (!draft.items.empty()) drafts.push_back(with_map(std::move(draft)));
    }
    emit_runs(drafts);
    end_sweep();
  }

  // Joins consecutive groups as long as their register bits fit into one part of the tile. A cx that was
  // absorbed between two of them must keep each part what it is: its target has to be one of the part's bits.
  // Where the tile is written back permuted, parts go to places that others have not been read from yet: then
  // the last group waits until the first one is through.
  void emit_runs(std::vector<GroupDraft>& drafts) {
    std::uint64_t map_targets = map_targets_;
    for (const GroupDraft& d : drafts) map_targets |= d.map_targets;
    for (std::size_t begin = 0, end; begin < drafts.size(); begin = end) {
      std::uint64_t part = drafts[begin].registers;
      for (end = begin + 1; options_.runs && end < drafts.size() && end - begin < kMaxRun; ++end) {
        const std::uint64_t wanted = part | drafts[end].registers | drafts[end].map_targets;
        if (static_cast<unsigned>(std::popcount(wanted)) > plan_.part_bits) break;
        if (drafts[begin].dense || drafts[end].dense) break;
        if (map_targets != 0 && begin == 0 && end + 1 == drafts.size()) break;
        part = wanted;
      }
      for (unsigned b = lane_bits();
           b < bits() && static_cast<unsigned>(std::popcount(part)) < plan_.part_bits; ++b)
        if (!is_outer(b)) part |= bit_of(b);
      for (std::size_t d = begin; d < end; ++d) {
        if (drafts[d].dense) emitter_.dense(drafts[d]);
        else emitter_.group(drafts[d], part, d > begin);
      }
    }
  }

  void begin_sweep(std::uint64_t resident) {
    sweep_ = Sweep{};
    sweep_.tile_bits = tile_bits_;
    sweep_.row_bits = row_bits_;
    sweep_.zero_bits = zero_bits_;
    for (unsigned b = row_bits_; b < bits() && std::popcount(resident) < static_cast<int>(tile_bits_); ++b)
      resident |= bit_of(b);
    sweep_.resident = resident;
    tile_.lane_bits = lane_bits();
    tile_.local.assign(bits(), TileBits::kOuter);
    for (unsigned b = 0; b < row_bits_; ++b) tile_.local[b] = static_cast<std::uint8_t>(b);
    for (unsigned b = row_bits_; b < bits(); ++b)
      if (resident & bit_of(b)) {
        tile_.local[b] = static_cast<std::uint8_t>(row_bits_ + sweep_.high.size());
        sweep_.high.push_back(static_cast<std::uint8_t>(b));
      }
    sweep_.groups_begin = static_cast<std::uint32_t>(plan_.groups.size());
    columns_.resize(tile_bits_ - lane_bits());
    for (std::size_t j = 0; j < columns_.size(); ++j) columns_[j] = std::uint32_t{1} << j;
    shift_ = 0;
    map_targets_ = 0;
    outer_mark_ = static_cast<std::uint32_t>(plan_.outer_shifts.size());
    moved_bits_ = 0;
  }

  void end_sweep() {
    emitter_.end_sweep();
    sweep_.groups_end = static_cast<std::uint32_t>(plan_.groups.size());
    bool identity = true;
    for (std::size_t j = 0; j < columns_.size(); ++j)
      identity = identity && columns_[j] == std::uint32_t{1} << j;
    sweep_.outer_begin = outer_mark_;
    sweep_.outer_end = static_cast<std::uint32_t>(plan_.outer_shifts.size());
    sweep_.shift = shift_;
    bool shifted = shift_ != 0 || sweep_.outer_begin != sweep_.outer_end;
    for (std::uint32_t g = sweep_.groups_begin; g < sweep_.groups_end; ++g)
      shifted =
          shifted || plan_.groups[g].shift != 0 || plan_.groups[g].outer_begin != plan_.groups[g].outer_end;
    sweep_.permutes = !identity || shifted;
    sweep_.columns = columns_;
    zero_bits_ &= ~moved_bits_;
    if (sweep_.groups_begin == sweep_.groups_end && !sweep_.permutes) return;  // nothing to do
    plan_.sweeps.push_back(sweep_);
  }

  // ---- bits within a sweep

  bool is_lane(unsigned bit) const { return tile_.is_lane(bit); }
  bool is_outer(unsigned bit) const { return tile_.is_outer(bit); }
  unsigned block_bit(unsigned bit) const { return tile_.block_bit(bit); }

  // cx that only changes where blocks are found.
  bool absorbable(const Op& op) const {
    if (!options_.absorb || op.kind != OpKind::kFlip || is_lane(op.target) || std::popcount(op.control) != 1)
      return false;
    return !is_lane(static_cast<unsigned>(std::countr_zero(op.control)));
  }
  bool conflicts(std::uint64_t x_mask) const {
    bool conflict = false;
    each_bit(x_mask, [&](unsigned b) { conflict = conflict || phases_.count(b) > 0; });
    return conflict;
  }
  // A cx may pass pending phases by changing them, where they stay of degree two.
  bool flip_passes_phases(const Op& op) const {
    if (phases_.count(op.target) == 0) return true;
    return std::popcount(op.control) == 1 &&
           phases_.can_flip(op.target, static_cast<unsigned>(std::countr_zero(op.control)));
  }
  void pass_phases(const Op& op) {
    if (phases_.count(op.target) == 0) return;
    list_.global_phase +=
        phases_.flip(op.target, static_cast<unsigned>(std::countr_zero(op.control)), op.control_value != 0);
  }

  void absorb(const std::vector<std::uint32_t>& chosen, Queue& queue) {
    Blocked blocked;
    queue.walk(
        [&](std::uint32_t i) {
          const Op& op = list_.ops[chosen[i]];
          const std::uint64_t x = op.x_mask(), z = op.z_mask();
          if (!blocked.blocks(x, z)) {
            if (op.kind == OpKind::kPhase) {
              phases_.add(op.control, op.t);
              blocked.waiting = 0;
              return true;
            }
            if (absorbable(op) && flip_passes_phases(op)) {
              pass_phases(op);
              change_map(op);
              blocked.waiting = 0;
              return true;
            }
          }
          blocked.leave(x, z);
          return false;
        },
        [&] { return (sweep_.resident & ~blocked.all) == 0 || blocked.waiting > kPatience; });
  }

  // stored = A u ^ k; after x -> M x with M = cx(a, b): A' = A M, so column a gains column b. An outer
  // control changes k.
  void change_map(const Op& op) {
    moved_bits_ |= bit_of(op.target);
    map_targets_ |= bit_of(op.target);
    const auto a = static_cast<unsigned>(std::countr_zero(op.control));
    const std::uint32_t column = columns_[block_bit(op.target)];
    if (is_outer(a)) {
      plan_.outer_shifts.push_back({op.control, op.control_value, column});
      return;
    }
    columns_[block_bit(a)] ^= column;
    if (op.control_value == 0) shift_ ^= column;  // [x_a == 0] = 1 ^ x_a
  }

  // ---- groups

  GroupDraft with_map(GroupDraft draft) {
    draft.columns = columns_;
    draft.shift = std::exchange(shift_, 0);
    draft.outer_begin = outer_mark_;
    draft.outer_end = outer_mark_ = static_cast<std::uint32_t>(plan_.outer_shifts.size());
    draft.map_targets = std::exchange(map_targets_, 0);
    return draft;
  }

  void flush_phases(GroupDraft& draft) {
    if (phases_.empty()) return;
    auto terms = phases_.take();
    std::erase_if(terms, [](const PhaseTerms::Term& t) { return t.theta == 0; });
    if (!terms.empty()) draft.items.push_back({0, std::move(terms)});
  }

  // A group takes what does not conflict with waiting phases first, so that these gather; only when registers
  // are left over then are they applied, once.
  void fill_group(const std::vector<std::uint32_t>& chosen, Queue& queue, GroupDraft& draft) {
    unsigned room = plan_.register_bits;
    if (!options_.gather_phases) flush_phases(draft);
    place_all(chosen, queue, draft, room);
    if (room == 0 || draft.dense || queue.empty() || phases_.empty()) return;
    flush_phases(draft);
    place_all(chosen, queue, draft, room);
  }

  void place_all(const std::vector<std::uint32_t>& chosen, Queue& queue, GroupDraft& draft, unsigned& room) {
    Blocked blocked;
    queue.walk(
        [&](std::uint32_t i) {
          const std::uint32_t index = chosen[i];
          const Op& op = list_.ops[index];
          const std::uint64_t x = op.x_mask(), z = op.z_mask();
          if (!blocked.blocks(x, z) && place(op, index, draft, room)) {
            blocked.waiting = 0;
            return true;
          }
          blocked.leave(x, z);
          return false;
        },
        [&] { return (sweep_.resident & ~blocked.all) == 0 || blocked.waiting > kPatience; });
  }

  bool place(const Op& op, std::uint32_t index, GroupDraft& draft, unsigned& room) {
    if (op.kind == OpKind::kPhase) {
      phases_.add(op.control, op.t);
      return true;
    }
    const bool passes = op.kind == OpKind::kFlip ? flip_passes_phases(op) : !conflicts(op.x_mask());
    if (!passes || draft.dense) return false;
    if (op.kind == OpKind::kDenseK) {
      if (!draft.items.empty()) return false;
      draft.dense = true;
      draft.registers = op.x_mask();
      room = 0;
      draft.items.push_back({index, {}});
      moved_bits_ |= op.x_mask();
      return true;
    }
    const std::uint64_t needed = op.x_mask() & ~(bit_of(lane_bits()) - 1) & ~draft.registers;
    // A cx that will be free at the next group's start need not take a register bit.
    if (needed && absorbable(op)) return false;
    if (static_cast<unsigned>(std::popcount(needed)) > room) return false;
    if (op.kind == OpKind::kFlip) pass_phases(op);
    draft.registers |= needed;
    room -= static_cast<unsigned>(std::popcount(needed));
    draft.items.push_back({index, {}});
    moved_bits_ |= op.x_mask();
    return true;
  }

  OpList list_;
  Plan<Real> plan_;
  const PlanOptions options_;
  Emitter<Real> emitter_{plan_, list_, tile_, options_.bare_rotations};
  PhaseTerms phases_;
  std::uint64_t zero_bits_;
  std::uint64_t all_bits_;
  std::vector<bool> tiled_;  // by wide matrix: done in tiles
  unsigned tile_bits_ = 0, row_bits_ = 0;
  // of the current sweep
  Sweep sweep_;
  TileBits tile_;
  std::vector<std::uint32_t> columns_;  // the map A
  std::uint32_t shift_ = 0;             // change of k since the last group
  std::uint64_t map_targets_ = 0;       // of cx absorbed since the last group
  std::uint32_t outer_mark_ = 0;
  std::uint64_t moved_bits_ = 0;
};

}  // namespace

template <class Real>
Plan<Real> make_plan(OpList ops, unsigned bits, unsigned lane_bits, unsigned register_bits,
                     std::uint64_t zero_bits, const PlanOptions& options) {
  return Planner<Real>(std::move(ops), bits, lane_bits, register_bits, zero_bits, options).run();
}

template Plan<float> make_plan(OpList, unsigned, unsigned, unsigned, std::uint64_t, const PlanOptions&);
template Plan<double> make_plan(OpList, unsigned, unsigned, unsigned, std::uint64_t, const PlanOptions&);

}  // namespace qiao::qsim::engine
