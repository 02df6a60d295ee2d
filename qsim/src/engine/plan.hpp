#pragma once
// A plan: what to do with the state, as sweeps over it.
//
// The state is 2^n complex numbers in blocks of W lanes: W real parts, then the W imaginary parts (W: what
// one vector of the instruction set holds). A sweep takes tiles of 2^t amplitudes, whose index bits
// ("resident") are the lowest `row_bits` and any others, copies each into a cache-sized buffer, applies many
// operations and copies it back. Within a tile, a group holds 2^r block pairs in registers (r "register bits"
// chosen among the tile's bits above the lanes), applies its operations to them and goes on to the next value
// of the other bits (the "loop"). Bits outside the tile ("outer") are constant there: they can control and
// enter phases without being resident. Groups whose register bits together are few go through the tile in
// one run, part by part, each part small enough for the first level of cache.
//
// cx between bits above the lanes moves nothing: the tile keeps a linear map over GF(2) from logical to
// stored block index (address = A u ^ k) that is undone when the tile is copied back.

#include <cstdint>
#include <new>
#include <string>
#include <vector>

#include "ops.hpp"

namespace qiao::qsim::engine {

inline constexpr unsigned kMaxRegisterBits = 3;
inline constexpr unsigned kMaxLaneBits = 4;
inline constexpr std::size_t kAlignment = 64;

template <class T>
struct AlignedAllocator {
  using value_type = T;
  AlignedAllocator() = default;
  template <class U>
  AlignedAllocator(const AlignedAllocator<U>&) {}  // NOLINT
  T* allocate(std::size_t n) {
    return static_cast<T*>(::operator new (n * sizeof(T), std::align_val_t{kAlignment}));
  }
  void deallocate(T* p, std::size_t) { ::operator delete (p, std::align_val_t{kAlignment}); }
  bool operator==(const AlignedAllocator&) const = default;
};
template <class T>
using AlignedVector = std::vector<T, AlignedAllocator<T>>;

// One operation on the blocks in registers. Register k is the block whose register bits are the binary digits
// of k.
enum class MicroKind : std::uint8_t {
  kRotate,       // RotationForm on register bit `bit`; coefficient: t
  kRealReg,      // real 2x2 on a register bit: m00 m01 m10 m11, one vector each
  kMatrixReg,    // complex 2x2 on a register bit: four (re, im) pairs of vectors
  kSwapReg,      // X on a register bit
  kSwapRegLane,  // X on a register bit in lanes where the mask vector is 1 (others 0)
  kPermLane,     // lanes change places: for each, where it comes from
  kRealLane,     // v = D v + O perm(v) on lane bit `bit`, real: D, O
  kImagLane,     // v = D v + i O perm(v), real D and O
  kMatrixLane,   // v = D v + O perm(v), complex: D re, D im, O re, O im
  kDense2RR,     // 4x4 on register bits (bit, bit2): 16 (re, im) scalars
  kDense2RL,  // 4x4 on (register bit, lane bit2): for out row r, in row c of the register bit: D, O complex
              // vectors
  kDense2LL,  // 4x4 on lane bits: four complex vectors, for perm by 0, bit, bit2, both
  kPhase,     // phases: see PhaseData
};

struct MicroOp {
  MicroKind kind;
  RotationForm form = RotationForm::kRotC;
  std::uint8_t bit = 0, bit2 = 0;
  std::uint8_t reg_mask = 0, reg_value = 0;       // only registers k with (k & reg_mask) == reg_value
  std::uint32_t loop_mask = 0, loop_value = 0;    // only loop values u with (u & loop_mask) == loop_value
  std::uint64_t outer_mask = 0, outer_value = 0;  // only tiles at i with (i & outer_mask) == outer_value
  std::uint32_t data = 0;  // first coefficient in Plan::coefficients, or index of PhaseData
};

// e^{i phi(x)} for a polynomial phi of degree two in the index bits, for register k, lane l, loop value u,
// outer bits o:
//   F = E_k[l] * e^{i const(o)} * prod lane e^{i lane_l(o)} * T[u](o) * C[u][l] * prod_{r in k} S_r[u](o)
// Tables that depend on the circuit alone are coefficients; what depends on o is made once per tile.
struct OuterTerm {
  std::uint64_t mask;  // contributes where all these outer bits are 1
  std::uint32_t slot;  // 0: constant; then lanes, registers, loop bits
  double theta;
};
struct PhaseData {
  static constexpr std::uint32_t kNone = 0xffffffffu;
  std::uint32_t e = kNone;                                    // 2^r (re, im) vector pairs
  std::uint32_t t = kNone;                                    // loop-loop terms: 2^m re, then 2^m im
  std::uint32_t s[kMaxRegisterBits] = {kNone, kNone, kNone};  // register-loop terms, likewise
  std::uint32_t c_low = kNone, c_high = kNone;  // lane-loop terms: 2^low_bits vector pairs, 2^(m - low_bits)
  std::uint8_t low_bits = 0;
  std::uint32_t outer_begin = 0, outer_end = 0;  // Plan::outer_terms
  bool outer_lane = false, outer_reg = false, outer_loop = false, outer_const = false;
};

// A dense 2^k x 2^k matrix as the only operation of a group, whose register bits are its targets. It reads
// its blocks again for every few rows instead of holding them all.
inline constexpr unsigned kMaxDenseBits = 5;
struct DenseOp {
  static constexpr std::uint32_t kNone = 0xffffffffu;
  std::uint8_t bits = 0;
  std::uint32_t offset[1 << kMaxDenseBits] = {};  // stored block index ^ of each row and column
  std::uint32_t loop_mask = 0, loop_value = 0;    // controls
  std::uint64_t outer_mask = 0, outer_value = 0;
  std::uint32_t data = 0;  // coefficients: (re, im), row-major
};

inline constexpr unsigned kMaxRun = 16;  // groups
struct Group {
  // In one run with the group before it: they go through the tile together, in parts that fit into the first
  // level of cache. The loop's highest bits number the parts.
  bool joins = false;
  std::uint32_t dense = DenseOp::kNone;  // Plan::dense, instead of operations
  std::uint32_t ops_begin = 0, ops_end = 0;
  std::uint32_t reg_offset[1 << kMaxRegisterBits] = {};  // stored block index ^ of each register
  std::uint8_t loop_bits = 0;
  std::uint32_t step[32] = {};  // stored index ^ when the loop counter's bit j becomes 1 (lower ones 0)
  std::uint32_t shift = 0;      // the map's constant changes by this before the group,
  std::uint32_t outer_begin = 0,
                outer_end = 0;  // and by these where their outer bit matches: Plan::outer_shifts
};
struct OuterShift {
  std::uint64_t mask, value;
  std::uint32_t shift;
};

// X on a bit above the lanes with controls above the lanes: on the stored blocks of a tile, and only in tiles
// at some outer bits.
struct BlockFlip {
  std::uint32_t target = 0, mask = 0, value = 0;
  std::uint64_t outer_mask = 0, outer_value = 0;
};
inline constexpr unsigned kMaxFlips = 64;  // in a sweep

struct Sweep {
  static constexpr std::uint32_t kNone = 0xffffffffu;
  std::uint32_t wide = kNone;  // a kDenseK operation applied to the whole state instead of tiles
  unsigned tile_bits = 0, row_bits = 0;
  std::vector<std::uint8_t> high;  // resident bits above the row, ascending
  std::uint64_t resident = 0;
  std::uint64_t zero_bits = 0;  // index bits known to be 0 before the sweep
  std::uint32_t groups_begin = 0, groups_end = 0;
  // Instead of groups: blocks change places, all flips at once.
  std::uint32_t flips_begin = 0, flips_end = 0;
  bool permutes = false;               // the copy back undoes the map:
  std::vector<std::uint32_t> columns;  // stored block index of logical block bit j
  std::uint32_t shift = 0;             // the map's constant after the last group changes by this
  std::uint32_t outer_begin = 0, outer_end = 0;
};

template <class Real>
struct Plan {
  unsigned bits = 0;  // n
  unsigned lane_bits = 0;
  unsigned register_bits = 0;
  unsigned part_bits = 0;  // log2 of the blocks in a part of a tile
  std::vector<Sweep> sweeps;
  std::vector<Group> groups;
  std::vector<MicroOp> ops;
  std::vector<PhaseData> phases;
  std::vector<OuterTerm> outer_terms;
  std::vector<OuterShift> outer_shifts;
  std::vector<BlockFlip> flips;
  std::vector<DenseOp> dense;
  AlignedVector<Real> coefficients;
  OpList source;            // wide matrices, global phase and the final map
  std::uint64_t gates = 0;  // of the circuit, if it was made for one
  std::uint64_t zero_bits_after = 0;

  std::uint64_t memory_bytes() const;
};

struct PlanOptions {
  unsigned tile_bits = 0;  // 0: chosen
  unsigned row_bits = 0;   // 0: chosen
  unsigned part_bits = 0;  // 0: chosen
  // What the planner does to be fast; tests turn each off.
  bool absorb = true;          // cx above the lanes change the tile's map
  bool block_flips = true;     // x, cx, ccx ... alone in a sweep are one permutation of blocks
  bool gather_phases = true;   // phases wait for others until what they conflict with is all that is left
  bool runs = true;            // groups go through a tile together, in parts
  bool tiled_matrices = true;  // matrices on up to kMaxDenseBits qubits are done in tiles
  bool bare_rotations = true;  // rotations leave their factor out, the last of a sweep brings it in
};

// Machine constants of a plan: see kernels.hpp for lane_bits and register_bits.
template <class Real>
Plan<Real> make_plan(OpList ops, unsigned bits, unsigned lane_bits, unsigned register_bits,
                     std::uint64_t zero_bits, const PlanOptions& options = {});

// What running a plan costs, in machine-independent counts.
struct PlanWork {
  double vector_ops = 0;  // multiply-adds on whole vectors, loads and stores of registers included
  double bytes = 0;       // read and written in memory by all sweeps together
  std::uint64_t sweeps = 0, groups = 0, operations = 0;
};
template <class Real>
PlanWork plan_work(const Plan<Real>& plan);
template <class Real>
PlanWork sweep_work(const Plan<Real>& plan, const Sweep& sweep);

// For people: sweeps, groups and operations, with counts.
template <class Real>
std::string describe(const Plan<Real>& plan);

}  // namespace qiao::qsim::engine
