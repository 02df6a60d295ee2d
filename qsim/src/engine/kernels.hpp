#pragma once
// The vector code behind a plan, one table per instruction set, chosen at run time.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "plan.hpp"

namespace qiao::qsim::engine {

// A phase operation as it is on one tile.
template <class Real>
struct PhaseTile {
  const PhaseData* data = nullptr;
  bool uniform = false;  // nothing depends on the loop: one factor per register
  bool t_varies = false, reg_varies = false;
  const Real* q = nullptr;     // 2^r (re, im) vectors: what does not depend on the loop
  const Real* t_re = nullptr;  // by loop value
  const Real* t_im = nullptr;
  const Real* s_re[kMaxRegisterBits] = {};
  const Real* s_im[kMaxRegisterBits] = {};
};

// Where the blocks of a group lie, in bytes: register k at loop value u is at base + (start ^ step's of u ^
// reg[k]). Everything is a xor because maps and layout are linear.
struct BlockPlaces {
  std::uint64_t reg[1 << kMaxDenseBits] = {};
  std::uint64_t step[32] = {};  // as Group::step
};
struct Blocks {
  char* base = nullptr;
  std::uint64_t start = 0;
  const BlockPlaces* at = nullptr;
};

// A group on one tile: blocks are read at one place and written to another one, which may be the same.
struct GroupCall {
  const Group* group = nullptr;
  Blocks from, to;
};

// Parts of the next tile to bring into the cache while this one is worked on.
struct Prefetch {
  const char* base = nullptr;
  std::uint64_t start = 0;
  const std::uint64_t* rows = nullptr;  // places of rows, xored with start
  std::uint32_t row_bytes = 0;
  std::uint32_t next = 0, end = 0;  // rows still to come
  std::uint32_t quota = 0;          // rows in a group
  std::uint32_t credit = 0;         // what has come together towards the next row
};

// An operation of a group as it is on one tile.
template <class Real>
struct Active {
  const MicroOp* op;
  const Real* data;
  std::uint32_t phase;  // index in Scratch::phases
};

// Working memory of one thread.
template <class Real>
struct Scratch {
  AlignedVector<Real> buffer;  // a tile
  AlignedVector<Real> tables;  // phase tables of the groups at work
  AlignedVector<Real> rows;    // results of a dense matrix
  std::vector<double> angles;
  std::vector<Active<Real>> active;
  std::vector<PhaseTile<Real>> phases;
  std::vector<GroupCall> calls;
  std::vector<std::uint32_t> sources;              // of a permutation: where each block comes from,
  std::vector<std::uint64_t> places;               // the same in bytes,
  std::uint64_t active_flips = ~std::uint64_t{0};  // and of which flips it is made
};

template <class Real>
struct Kernels {
  const char* name;        // "avx512", "avx2", "portable", "neon"
  unsigned lane_bits;      // log2 of the numbers in a vector
  unsigned register_bits;  // log2 of the block pairs held in registers
  // Applies groups to a tile at index `outer` (the tile's bits 0). Several groups are those of a run: they go
  // through the tile together, part by part.
  void (*run_groups)(const Plan<Real>& plan, std::span<const GroupCall> calls, std::uint64_t outer,
                     Prefetch* prefetch, Scratch<Real>& scratch);
  // Copies `count` blocks; block b is at from_start ^ from_places[b], and likewise where it goes.
  void (*move_blocks)(const char* from, std::uint64_t from_start, const std::uint64_t* from_places, char* to,
                      std::uint64_t to_start, const std::uint64_t* to_places, std::size_t count,
                      Prefetch* prefetch);
};

// The best table for this machine, or the one QIAO_ISA names. Throws Error(kUsage) for a name this machine
// does not offer.
template <class Real>
const Kernels<Real>& kernels();
// All that run here, best first.
template <class Real>
std::vector<const Kernels<Real>*> all_kernels();
// Overrides the choice in this process ("" returns to the automatic one): for tests.
void force_isa(std::string_view name);

// Prepares a phase operation for one tile; returns false if it multiplies by one there. `tables` grows from
// `used`.
template <class Real>
PhaseTile<Real> phase_tile(const Plan<Real>& plan, const PhaseData& data, unsigned loop_bits,
                           std::uint64_t outer, Real* tables, std::size_t& used, std::vector<double>& angles);
// Numbers that phase_tile may put into `tables` for one operation.
template <class Real>
std::size_t phase_tile_size(const Plan<Real>& plan, unsigned loop_bits);

}  // namespace qiao::qsim::engine
