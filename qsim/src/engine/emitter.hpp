#pragma once
// The second half of planning: groups of operations, as the planner drafts them, become micro-operations with
// coefficients for the place where every index bit stands.

#include <complex>
#include <cstdint>
#include <vector>

#include "phase_terms.hpp"
#include "plan.hpp"

namespace qiao::qsim::engine {

// Where the index bits are in the tiles of a sweep.
struct TileBits {
  static constexpr std::uint8_t kOuter = 0xff;
  std::vector<std::uint8_t> local;  // index bit -> bit within the tile, or kOuter
  unsigned lane_bits = 0;
  bool is_lane(unsigned bit) const { return bit < lane_bits; }
  bool is_outer(unsigned bit) const { return local[bit] == kOuter; }
  // Of a resident bit above the lanes.
  unsigned block_bit(unsigned bit) const { return local[bit] - lane_bits; }
};

// One of its operations.
struct GroupItem {
  std::uint32_t op = 0;                 // index in OpList::ops, or
  std::vector<PhaseTerms::Term> phase;  // phases, if not empty
};
// What a group will do.
struct GroupDraft {
  std::vector<GroupItem> items;
  std::uint64_t registers = 0;  // index bits
  // The map as it is at this group, and how it got there from the group before.
  std::vector<std::uint32_t> columns;
  std::uint32_t shift = 0;
  std::uint32_t outer_begin = 0, outer_end = 0;  // Plan::outer_shifts
  std::uint64_t map_targets = 0;                 // targets of the cx absorbed since then
  bool dense = false;                            // one wide matrix and nothing else
};

// Appends groups to a plan. A sweep is over with end_sweep().
template <class Real>
class Emitter {
 public:
  // `bare_rotations`: see PlanOptions.
  Emitter(Plan<Real>& plan, const OpList& list, const TileBits& tile, bool bare_rotations)
      : plan_(plan), list_(list), tile_(tile), bare_rotations_(bare_rotations) {}

  // `part`: the bits that vary within a part of the tile, the registers among them; the loop takes them
  // first. Free registers are filled up. `joins`: in one run with the group before it.
  void group(GroupDraft& draft, std::uint64_t part, bool joins);
  // A draft with `dense`.
  void dense(const GroupDraft& draft);
  void end_sweep();

 private:
  // Where each index bit stands in the group being emitted.
  struct Place {
    enum Kind : std::uint8_t { kLane, kRegister, kLoop, kOuterBit } kind;
    std::uint8_t at;
  };
  struct Conditions {
    std::uint32_t lane_mask = 0, lane_value = 0;
  };

  unsigned bits() const { return plan_.bits; }
  unsigned lane_bits() const { return plan_.lane_bits; }
  unsigned lanes() const { return 1u << lane_bits(); }
  bool is_lane(unsigned bit) const { return tile_.is_lane(bit); }
  bool is_outer(unsigned bit) const { return tile_.is_outer(bit); }
  unsigned block_bit(unsigned bit) const { return tile_.block_bit(bit); }

  std::uint32_t reserve(std::size_t n);
  void put(std::uint32_t at, double v) { plan_.coefficients[at] = static_cast<Real>(v); }
  void put_vector(std::uint32_t at, double v);
  // Controls by where they stand; those on lanes are returned, the rest go into `micro`.
  Conditions split_controls(const Op& op, MicroOp& micro) const;

  void op(const Op& op);
  void rotation(const Op& op);
  // The factor that the sweep's rotations left out goes into the last of them, as a full matrix.
  void bring_in_scale();
  void matrix(const Op& op, const Matrix2& m);
  void flip(const Op& op);
  void dense2(const Op& op);
  void phase(std::vector<PhaseTerms::Term> terms, unsigned loop_bits);

  static constexpr std::size_t kNoOp = ~std::size_t{0};

  Plan<Real>& plan_;
  const OpList& list_;
  const TileBits& tile_;
  const bool bare_rotations_;
  std::vector<Place> places_;
  double scale_ = 1,
         last_t_ = 0;  // the factor left out so far in this sweep, and the rotation to bring it in
  std::size_t last_rotation_ = kNoOp;
};

extern template class Emitter<float>;
extern template class Emitter<double>;

}  // namespace qiao::qsim::engine
