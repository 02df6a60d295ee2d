#include <algorithm>
#include <bit>
#include <cmath>

#include "bits.hpp"
#include "phase_terms.hpp"
#include "plan.hpp"
#include "qiao/base/error.hpp"

namespace qiao::qsim::engine {
namespace {

// Rotations leave their factor out; a sweep may let this much of it gather before some rotation brings it in
// (a factor is at least 1/sqrt(2), so floats stay far from their limits).
constexpr double kSmallestScale = 0x1.0p-24;
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
        phases_(bits),
        zero_bits_(zero_bits),
        all_bits_(bits >= 64 ? ~0ull : bit_of(bits) - 1) {
    plan_.bits = bits;
    plan_.lane_bits = lane_bits;
    plan_.register_bits = register_bits;
    choose_tile(options);
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
  void choose_tile(const PlanOptions& options) {
    const unsigned amplitude_bits = sizeof(Real) == 4 ? 3 : 4;
    unsigned tile = options.tile_bits ? options.tile_bits : 18 - amplitude_bits;
    if (!options.tile_bits && bits() > 12) tile = std::min(tile, bits() - 3);
    const unsigned smallest = lane_bits() + plan_.register_bits;
    tile_bits_ = std::min(bits(), std::max(tile, smallest));
    const unsigned row = options.row_bits ? options.row_bits : 9 - amplitude_bits;  // 512 bytes
    // Any two bits must find room beside the row: what one operation may need.
    row_bits_ = std::max(std::min(tile_bits_ - 2, row), lane_bits());
    if (tile_bits_ == bits()) row_bits_ = tile_bits_;
    // Parts of 32 KiB.
    const unsigned part = options.part_bits ? options.part_bits : 15 - amplitude_bits - lane_bits();
    plan_.part_bits = std::min(std::max(part, plan_.register_bits), tile_bits_ - lane_bits());
  }

  // ---- wide matrices

  // Those of up to kMaxDenseBits targets are done in tiles. What they need on lanes is exchanged with other
  // bits before and after.
  void prepare_dense() {
    tiled_.assign(list_.wide.size(), false);
    if (list_.wide.empty()) return;
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
    if (only_block_flips(chosen, resident)) {
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

  struct Item {
    std::uint32_t op = 0;                 // index in list_.ops, or
    std::vector<PhaseTerms::Term> phase;  // phases, if not empty
  };
  struct Draft {
    std::vector<Item> items;
    std::uint64_t registers = 0;  // index bits
    // The map as it is at this group, and how it got there from the group before.
    std::vector<std::uint32_t> columns;
    std::uint32_t shift = 0;
    std::uint32_t outer_begin = 0, outer_end = 0;  // Plan::outer_shifts
    std::uint64_t map_targets = 0;                 // targets of the cx absorbed since then
    bool dense = false;                            // one wide matrix and nothing else
  };

  void tile_sweep(const std::vector<std::uint32_t>& chosen, std::uint64_t resident, bool flush = false) {
    begin_sweep(resident);
    Queue queue(chosen.size());
    std::vector<Draft> drafts;
    bool first = true;
    while (!queue.empty() || first) {
      first = false;
      absorb(chosen, queue);
      Draft draft;
      if (!queue.empty()) fill_group(chosen, queue, draft);
      if (draft.dense) {
        drafts.push_back(with_map(std::move(draft)));
        draft = Draft{};
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
  void emit_runs(std::vector<Draft>& drafts) {
    std::uint64_t map_targets = map_targets_;
    for (const Draft& d : drafts) map_targets |= d.map_targets;
    for (std::size_t begin = 0, end; begin < drafts.size(); begin = end) {
      std::uint64_t part = drafts[begin].registers;
      for (end = begin + 1; end < drafts.size() && end - begin < kMaxRun; ++end) {
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
        if (drafts[d].dense) emit_dense(drafts[d]);
        else emit_group(drafts[d], part, d > begin);
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
    local_.assign(bits(), kOuter);
    for (unsigned b = 0; b < row_bits_; ++b) local_[b] = static_cast<std::uint8_t>(b);
    for (unsigned b = row_bits_; b < bits(); ++b)
      if (resident & bit_of(b)) {
        local_[b] = static_cast<std::uint8_t>(row_bits_ + sweep_.high.size());
        sweep_.high.push_back(static_cast<std::uint8_t>(b));
      }
    sweep_.groups_begin = static_cast<std::uint32_t>(plan_.groups.size());
    columns_.resize(tile_bits_ - lane_bits());
    for (std::size_t j = 0; j < columns_.size(); ++j) columns_[j] = std::uint32_t{1} << j;
    shift_ = 0;
    map_targets_ = 0;
    outer_mark_ = static_cast<std::uint32_t>(plan_.outer_shifts.size());
    scale_ = 1;
    last_rotation_ = kNoOp;
    moved_bits_ = 0;
  }

  void end_sweep() {
    bring_in_scale();
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

  static constexpr std::uint8_t kOuter = 0xff;
  bool is_lane(unsigned bit) const { return bit < lane_bits(); }
  bool is_outer(unsigned bit) const { return local_[bit] == kOuter; }
  unsigned block_bit(unsigned bit) const {
    return local_[bit] - lane_bits();
  }  // of a resident bit above the lanes

  // cx that only changes where blocks are found.
  bool absorbable(const Op& op) const {
    if (op.kind != OpKind::kFlip || is_lane(op.target) || std::popcount(op.control) != 1) return false;
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

  Draft with_map(Draft draft) {
    draft.columns = columns_;
    draft.shift = std::exchange(shift_, 0);
    draft.outer_begin = outer_mark_;
    draft.outer_end = outer_mark_ = static_cast<std::uint32_t>(plan_.outer_shifts.size());
    draft.map_targets = std::exchange(map_targets_, 0);
    return draft;
  }

  void flush_phases(Draft& draft) {
    if (phases_.empty()) return;
    auto terms = phases_.take();
    std::erase_if(terms, [](const PhaseTerms::Term& t) { return t.theta == 0; });
    if (!terms.empty()) draft.items.push_back({0, std::move(terms)});
  }

  // A group takes what does not conflict with waiting phases first, so that these gather; only when registers
  // are left over then are they applied, once.
  void fill_group(const std::vector<std::uint32_t>& chosen, Queue& queue, Draft& draft) {
    unsigned room = plan_.register_bits;
    place_all(chosen, queue, draft, room);
    if (room == 0 || draft.dense || queue.empty() || phases_.empty()) return;
    flush_phases(draft);
    place_all(chosen, queue, draft, room);
  }

  void place_all(const std::vector<std::uint32_t>& chosen, Queue& queue, Draft& draft, unsigned& room) {
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

  bool place(const Op& op, std::uint32_t index, Draft& draft, unsigned& room) {
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

  // Where each index bit stands in the group being emitted.
  struct Place {
    enum Kind : std::uint8_t { kLane, kRegister, kLoop, kOuterBit } kind;
    std::uint8_t at;
  };

  // `part`: the bits that vary within a part of the tile, the registers among them; the loop takes them
  // first.
  void emit_group(Draft& draft, std::uint64_t part, bool joins) {
    for (unsigned b = lane_bits();
         b < bits() && std::popcount(draft.registers) < static_cast<int>(plan_.register_bits); ++b)
      if (part & bit_of(b)) draft.registers |= bit_of(b);
    Group g;
    g.joins = joins;
    places_.assign(bits(), {Place::kOuterBit, 0});
    std::uint8_t registers = 0, loop = 0;
    std::uint32_t reg_column[kMaxRegisterBits] = {};
    std::uint32_t loop_column[32] = {};
    const auto to_loop = [&](bool in_part) {
      for (unsigned b = lane_bits(); b < bits(); ++b) {
        if (is_outer(b) || (draft.registers & bit_of(b)) || ((part & bit_of(b)) != 0) != in_part) continue;
        loop_column[loop] = draft.columns[block_bit(b)];
        places_[b] = {Place::kLoop, loop++};
      }
    };
    to_loop(true);
    to_loop(false);
    for (unsigned b = 0; b < bits(); ++b) {
      if (is_lane(b)) places_[b] = {Place::kLane, static_cast<std::uint8_t>(b)};
      else if (is_outer(b)) places_[b] = {Place::kOuterBit, static_cast<std::uint8_t>(b)};
      else if (draft.registers & bit_of(b)) {
        reg_column[registers] = draft.columns[block_bit(b)];
        places_[b] = {Place::kRegister, registers++};
      }
    }
    QIAO_ASSERT(registers == plan_.register_bits);
    for (unsigned k = 0; k < 1u << registers; ++k)
      for (unsigned r = 0; r < registers; ++r)
        if (k >> r & 1) g.reg_offset[k] ^= reg_column[r];
    g.loop_bits = loop;
    std::uint32_t lower = 0;
    for (unsigned j = 0; j < loop; ++j) {
      lower ^= loop_column[j];
      g.step[j] = lower;  // bits 0 ... j-1 go from 1 to 0 and bit j from 0 to 1
    }
    g.shift = draft.shift;
    g.outer_begin = draft.outer_begin;
    g.outer_end = draft.outer_end;
    g.ops_begin = static_cast<std::uint32_t>(plan_.ops.size());
    for (const Item& item : draft.items) {
      if (!item.phase.empty()) emit_phase(item.phase, loop);
      else emit_op(list_.ops[item.op]);
    }
    g.ops_end = static_cast<std::uint32_t>(plan_.ops.size());
    plan_.groups.push_back(g);
  }

  void emit_dense(const Draft& draft) {
    const Op& op = list_.ops[draft.items.front().op];
    const WideMatrix& wide = list_.wide[op.matrix];
    DenseOp dense{.bits = static_cast<std::uint8_t>(wide.targets.size())};
    for (std::uint32_t i = 0; i < wide.matrix.dim; ++i)
      for (std::size_t k = 0; k < wide.targets.size(); ++k)
        if (i >> k & 1) dense.offset[i] ^= draft.columns[block_bit(wide.targets[k])];
    Group g;
    std::uint32_t lower = 0;
    for (unsigned b = lane_bits(); b < bits(); ++b) {
      const bool one = op.control_value >> b & 1;
      if (is_outer(b)) {
        if (!(op.control & bit_of(b))) continue;
        dense.outer_mask |= bit_of(b);
        if (one) dense.outer_value |= bit_of(b);
      } else if (!(draft.registers & bit_of(b))) {
        if (op.control & bit_of(b)) {
          dense.loop_mask |= 1u << g.loop_bits;
          if (one) dense.loop_value |= 1u << g.loop_bits;
        }
        lower ^= draft.columns[block_bit(b)];
        g.step[g.loop_bits++] = lower;
      }
    }
    dense.data = reserve(2 * wide.matrix.data.size());
    for (std::size_t i = 0; i < wide.matrix.data.size(); ++i) {
      put(dense.data + static_cast<std::uint32_t>(2 * i), wide.matrix.data[i].real());
      put(dense.data + static_cast<std::uint32_t>(2 * i + 1), wide.matrix.data[i].imag());
    }
    g.shift = draft.shift;
    g.outer_begin = draft.outer_begin;
    g.outer_end = draft.outer_end;
    g.dense = static_cast<std::uint32_t>(plan_.dense.size());
    g.ops_begin = g.ops_end = static_cast<std::uint32_t>(plan_.ops.size());
    plan_.dense.push_back(dense);
    plan_.groups.push_back(g);
  }

  // ---- micro-operations

  unsigned lanes() const { return 1u << lane_bits(); }
  std::uint32_t reserve(std::size_t n) {
    const auto at = static_cast<std::uint32_t>(plan_.coefficients.size());
    plan_.coefficients.resize(at + (n + lanes() - 1) / lanes() * lanes());
    return at;
  }
  void put(std::uint32_t at, double v) { plan_.coefficients[at] = static_cast<Real>(v); }
  void put_vector(std::uint32_t at, double v) {
    for (unsigned l = 0; l < lanes(); ++l) put(at + l, v);
  }

  struct Conditions {
    std::uint32_t lane_mask = 0, lane_value = 0;
  };
  // Controls by where they stand; those on lanes are returned, the rest go into `micro`.
  Conditions split_controls(const Op& op, MicroOp& micro) const {
    Conditions c;
    each_bit(op.control, [&](unsigned b) {
      const bool one = op.control_value >> b & 1;
      const Place p = places_[b];
      switch (p.kind) {
        case Place::kLane:
          c.lane_mask |= 1u << p.at;
          if (one) c.lane_value |= 1u << p.at;
          break;
        case Place::kRegister:
          micro.reg_mask |= static_cast<std::uint8_t>(1u << p.at);
          if (one) micro.reg_value |= static_cast<std::uint8_t>(1u << p.at);
          break;
        case Place::kLoop:
          micro.loop_mask |= 1u << p.at;
          if (one) micro.loop_value |= 1u << p.at;
          break;
        case Place::kOuterBit:
          micro.outer_mask |= bit_of(b);
          if (one) micro.outer_value |= bit_of(b);
          break;
      }
    });
    return c;
  }

  void emit_op(const Op& op) {
    switch (op.kind) {
      case OpKind::kRotate:
        emit_rotation(op);
        return;
      case OpKind::kMatrix:
        emit_matrix(op, list_.matrices[op.matrix]);
        return;
      case OpKind::kFlip:
        emit_flip(op);
        return;
      case OpKind::kDense2:
        emit_dense2(op);
        return;
      case OpKind::kPhase:
      case OpKind::kDenseK:
        break;
    }
    throw Error(ErrorCode::kInternal, "planner: an operation that does not belong into a group");
  }

  void emit_rotation(const Op& op) {
    if (is_lane(op.target)) {  // coefficients are vectors anyway: the factor costs nothing
      Matrix2 m = rotation_matrix(op.form, op.t);
      for (Complex& z : m) z *= op.scale;
      emit_matrix(op, m);
      return;
    }
    scale_ *= op.scale;
    MicroOp micro{.kind = MicroKind::kRotate, .form = op.form};
    micro.bit = places_[op.target].at;
    micro.data = reserve(1);
    put(micro.data, op.t);
    last_rotation_ = plan_.ops.size();
    last_t_ = op.t;
    plan_.ops.push_back(micro);
    if (std::abs(scale_) < kSmallestScale) bring_in_scale();
  }

  // The factor that the sweep's rotations left out goes into the last of them, as a full matrix.
  void bring_in_scale() {
    if (last_rotation_ == kNoOp || scale_ == 1) return;
    MicroOp& micro = plan_.ops[last_rotation_];
    const Matrix2 m = rotation_matrix(micro.form, last_t_);
    const bool imaginary = micro.form == RotationForm::kImagC || micro.form == RotationForm::kImagS;
    micro.kind = imaginary ? MicroKind::kMatrixReg : MicroKind::kRealReg;
    const std::uint32_t at = reserve((imaginary ? 8 : 4) * lanes());
    for (unsigned i = 0; i < 4; ++i) {
      if (imaginary) {
        put_vector(at + 2 * i * lanes(), scale_ * m[i].real());
        put_vector(at + (2 * i + 1) * lanes(), scale_ * m[i].imag());
      } else {
        put_vector(at + i * lanes(), scale_ * m[i].real());
      }
    }
    plan_.ops[last_rotation_].data = at;
    scale_ = 1;
    last_rotation_ = kNoOp;
  }

  void emit_matrix(const Op& op, const Matrix2& m) {
    MicroOp micro{.kind = MicroKind::kMatrixReg};
    const Conditions c = split_controls(op, micro);
    const auto active = [&](unsigned lane) { return (lane & c.lane_mask) == c.lane_value; };
    bool real = true, imaginary = true;  // imaginary: real diagonal, imaginary rest
    for (unsigned i = 0; i < 4; ++i) {
      if (m[i].imag() != 0) real = false;
      if (i % 3 == 0 ? m[i].imag() != 0 : m[i].real() != 0) imaginary = false;
    }
    if (is_lane(op.target)) {
      micro.bit = op.target;
      micro.kind = real ? MicroKind::kRealLane : imaginary ? MicroKind::kImagLane : MicroKind::kMatrixLane;
      const bool complex = micro.kind == MicroKind::kMatrixLane;
      micro.data = reserve((complex ? 4 : 2) * lanes());
      for (unsigned l = 0; l < lanes(); ++l) {
        const unsigned v = l >> op.target & 1;
        const Complex own = active(l) ? m[v * 3] : 1.0, other = active(l) ? m[v * 2 + (1 - v)] : 0.0;
        if (complex) {
          put(micro.data + l, own.real());
          put(micro.data + lanes() + l, own.imag());
          put(micro.data + 2 * lanes() + l, other.real());
          put(micro.data + 3 * lanes() + l, other.imag());
        } else {
          put(micro.data + l, own.real());
          put(micro.data + lanes() + l, real ? other.real() : other.imag());
        }
      }
    } else {
      micro.bit = places_[op.target].at;
      micro.kind = real ? MicroKind::kRealReg : MicroKind::kMatrixReg;
      micro.data = reserve((real ? 4 : 8) * lanes());
      for (unsigned i = 0; i < 4; ++i)
        for (unsigned l = 0; l < lanes(); ++l) {
          const Complex v = active(l) ? m[i] : Complex(i % 3 == 0 ? 1.0 : 0.0);
          if (real) {
            put(micro.data + i * lanes() + l, v.real());
          } else {
            put(micro.data + 2 * i * lanes() + l, v.real());
            put(micro.data + (2 * i + 1) * lanes() + l, v.imag());
          }
        }
    }
    plan_.ops.push_back(micro);
  }

  void emit_flip(const Op& op) {
    MicroOp micro{.kind = MicroKind::kSwapReg};
    const Conditions c = split_controls(op, micro);
    if (is_lane(op.target)) {
      micro.kind = MicroKind::kPermLane;
      micro.data = reserve(lanes());
      for (unsigned l = 0; l < lanes(); ++l)
        put(micro.data + l, (l & c.lane_mask) == c.lane_value ? l ^ 1u << op.target : l);
      plan_.ops.push_back(micro);
      return;
    }
    micro.bit = places_[op.target].at;
    if (c.lane_mask) {
      micro.kind = MicroKind::kSwapRegLane;
      micro.data = reserve(lanes());
      for (unsigned l = 0; l < lanes(); ++l) put(micro.data + l, (l & c.lane_mask) == c.lane_value ? 1 : 0);
    }
    plan_.ops.push_back(micro);
  }

  void emit_dense2(const Op& op) {
    // Rows and columns: bit 0 is the first target, bit 1 the second.
    std::array<Complex, 16> m = list_.dense2[op.matrix];
    unsigned first = op.target, second = op.target2;
    MicroOp micro{.kind = MicroKind::kDense2RR};
    if (is_lane(first) && !is_lane(second)) {  // the register bit first
      std::array<Complex, 16> exchanged;
      const auto swap2 = [](unsigned i) { return (i >> 1) | (i & 1) << 1; };
      for (unsigned r = 0; r < 4; ++r)
        for (unsigned c = 0; c < 4; ++c) exchanged[swap2(r) * 4 + swap2(c)] = m[r * 4 + c];
      m = exchanged;
      std::swap(first, second);
    }
    if (!is_lane(second)) {
      micro.bit = places_[first].at;
      micro.bit2 = places_[second].at;
      micro.data = reserve(32);
      for (unsigned i = 0; i < 16; ++i) {
        put(micro.data + 2 * i, m[i].real());
        put(micro.data + 2 * i + 1, m[i].imag());
      }
    } else if (!is_lane(first)) {
      // Register bit in bit 0, lane bit in bit 1: row (r, lane value v), column (c, v or 1 - v).
      micro.kind = MicroKind::kDense2RL;
      micro.bit = places_[first].at;
      micro.bit2 = static_cast<std::uint8_t>(second);
      micro.data = reserve(16 * lanes());
      for (unsigned r = 0; r < 2; ++r)
        for (unsigned c = 0; c < 2; ++c)
          for (unsigned other = 0; other < 2; ++other)
            for (unsigned l = 0; l < lanes(); ++l) {
              const unsigned v = l >> second & 1;
              const Complex z = m[(r | v << 1) * 4 + (c | (v ^ other) << 1)];
              const std::uint32_t at = micro.data + (((r * 2 + c) * 2 + other) * 2) * lanes() + l;
              put(at, z.real());
              put(at + lanes(), z.imag());
            }
    } else {
      micro.kind = MicroKind::kDense2LL;
      micro.bit = static_cast<std::uint8_t>(first);
      micro.bit2 = static_cast<std::uint8_t>(second);
      micro.data = reserve(8 * lanes());
      for (unsigned s = 0; s < 4; ++s)
        for (unsigned l = 0; l < lanes(); ++l) {
          const unsigned row = (l >> first & 1) | (l >> second & 1) << 1;
          const Complex z = m[row * 4 + (row ^ s)];
          put(micro.data + 2 * s * lanes() + l, z.real());
          put(micro.data + (2 * s + 1) * lanes() + l, z.imag());
        }
    }
    plan_.ops.push_back(micro);
  }

  // ---- phases

  void emit_phase(std::vector<PhaseTerms::Term> terms, unsigned loop_bits) {
    MicroOp micro{.kind = MicroKind::kPhase};
    // All terms on one bit: linear in the others, where that bit is 1.
    std::uint64_t common = ~std::uint64_t{0};
    for (const auto& t : terms) common &= t.mask;
    if (common) {
      unsigned star = static_cast<unsigned>(std::countr_zero(common));
      if (is_lane(star) && std::popcount(common) > 1)
        star = static_cast<unsigned>(63 - std::countl_zero(common));
      if (!is_lane(star)) {
        Op condition;
        condition.control = condition.control_value = bit_of(star);
        split_controls(condition, micro);
        for (auto& t : terms) t.mask &= ~bit_of(star);
      }
    }
    const unsigned regs = 1u << plan_.register_bits;
    const std::size_t loop_size = std::size_t{1} << loop_bits;
    PhaseData data;
    // E: everything on lanes and registers. T, S, C: with the loop. Outer: the rest.
    std::vector<double> e(regs * lanes(), 0.0), t(loop_size, 0.0);
    std::vector<double> s[kMaxRegisterBits];
    std::vector<double> lane_loop(loop_bits * lane_bits(), 0.0);
    bool has_e = false, has_t = false, has_c = false;
    double constant = 0;
    data.outer_begin = static_cast<std::uint32_t>(plan_.outer_terms.size());
    const std::uint32_t lane_slot = 1, reg_slot = lane_slot + lane_bits(),
                        loop_slot = reg_slot + plan_.register_bits;
    for (const auto& term : terms) {
      std::uint64_t outer = 0;
      std::uint32_t lane = 0, reg = 0, loop = 0;
      each_bit(term.mask, [&](unsigned b) {
        const Place p = places_[b];
        if (p.kind == Place::kLane) lane |= 1u << p.at;
        if (p.kind == Place::kRegister) reg |= 1u << p.at;
        if (p.kind == Place::kLoop) loop |= 1u << p.at;
        if (p.kind == Place::kOuterBit) outer |= bit_of(b);
      });
      if (outer) {
        std::uint32_t slot = 0;
        if (lane)
          slot = lane_slot + static_cast<std::uint32_t>(std::countr_zero(lane)), data.outer_lane = true;
        else if (reg)
          slot = reg_slot + static_cast<std::uint32_t>(std::countr_zero(reg)), data.outer_reg = true;
        else if (loop)
          slot = loop_slot + static_cast<std::uint32_t>(std::countr_zero(loop)), data.outer_loop = true;
        else data.outer_const = true;
        plan_.outer_terms.push_back({outer, slot, term.theta});
      } else if (loop && reg) {
        auto& table = s[std::countr_zero(reg)];
        if (table.empty()) table.assign(loop_size, 0.0);
        for (std::size_t u = 0; u < loop_size; ++u)
          if (u & loop) table[u] += term.theta;
      } else if (loop && lane) {
        has_c = true;
        lane_loop[static_cast<std::size_t>(std::countr_zero(loop)) * lane_bits() +
                  static_cast<std::size_t>(std::countr_zero(lane))] += term.theta;
      } else if (loop) {
        has_t = true;
        for (std::size_t u = 0; u < loop_size; ++u)
          if ((u & loop) == loop) t[u] += term.theta;
      } else if (lane || reg) {
        has_e = true;
        for (unsigned k = 0; k < regs; ++k)
          for (unsigned l = 0; l < lanes(); ++l)
            if ((k & reg) == reg && (l & lane) == lane) e[k * lanes() + l] += term.theta;
      } else {
        constant += term.theta;  // the star's own angle
      }
    }
    data.outer_end = static_cast<std::uint32_t>(plan_.outer_terms.size());
    if (constant != 0) {
      has_e = true;
      for (double& angle : e) angle += constant;
    }
    if (has_e) {
      data.e = reserve(2 * regs * lanes());
      for (unsigned k = 0; k < regs; ++k)
        for (unsigned l = 0; l < lanes(); ++l) {
          put(data.e + 2 * k * lanes() + l, std::cos(e[k * lanes() + l]));
          put(data.e + (2 * k + 1) * lanes() + l, std::sin(e[k * lanes() + l]));
        }
    }
    const auto put_table = [&](const std::vector<double>& angles) {
      const std::size_t padded = std::max<std::size_t>(loop_size, lanes());
      const std::uint32_t at = reserve(2 * padded);
      for (std::size_t u = 0; u < loop_size; ++u) {
        put(at + static_cast<std::uint32_t>(u), std::cos(angles[u]));
        put(at + static_cast<std::uint32_t>(padded + u), std::sin(angles[u]));
      }
      return at;
    };
    if (has_t) data.t = put_table(t);
    for (unsigned r = 0; r < plan_.register_bits; ++r)
      if (!s[r].empty()) data.s[r] = put_table(s[r]);
    if (has_c) {
      data.low_bits = static_cast<std::uint8_t>((loop_bits + 1) / 2);
      const auto put_half = [&](unsigned first, unsigned count) {
        const std::uint32_t at = reserve(2 * lanes() << count);
        for (std::uint32_t i = 0; i < 1u << count; ++i)
          for (unsigned l = 0; l < lanes(); ++l) {
            double angle = 0;
            for (unsigned j = 0; j < count; ++j)
              for (unsigned a = 0; a < lane_bits(); ++a)
                if ((i >> j & 1) && (l >> a & 1)) angle += lane_loop[(first + j) * lane_bits() + a];
            put(at + 2 * i * lanes() + l, std::cos(angle));
            put(at + (2 * i + 1) * lanes() + l, std::sin(angle));
          }
        return at;
      };
      data.c_low = put_half(0, data.low_bits);
      data.c_high = put_half(data.low_bits, loop_bits - data.low_bits);
    }
    micro.data = static_cast<std::uint32_t>(plan_.phases.size());
    plan_.phases.push_back(data);
    plan_.ops.push_back(micro);
  }

  static constexpr std::size_t kNoOp = ~std::size_t{0};

  OpList list_;
  Plan<Real> plan_;
  PhaseTerms phases_;
  std::uint64_t zero_bits_;
  std::uint64_t all_bits_;
  std::vector<bool> tiled_;  // by wide matrix: done in tiles
  unsigned tile_bits_ = 0, row_bits_ = 0;
  // of the current sweep
  Sweep sweep_;
  std::vector<std::uint8_t> local_;     // index bit -> bit within the tile, or kOuter
  std::vector<std::uint32_t> columns_;  // the map A
  std::uint32_t shift_ = 0;             // change of k since the last group
  std::uint64_t map_targets_ = 0;       // of cx absorbed since the last group
  std::uint32_t outer_mark_ = 0;
  double scale_ = 1, last_t_ = 0;
  std::size_t last_rotation_ = kNoOp;
  std::uint64_t moved_bits_ = 0;
  std::vector<Place> places_;
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
