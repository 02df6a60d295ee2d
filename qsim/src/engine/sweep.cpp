// Running one sweep: tiles are read by their first group, live in a cache-sized buffer, and are written back
// by their last group, while parts of the next tile are brought into the cache.
#include <algorithm>
#include <bit>
#include <cstring>

#include "bits.hpp"
#include "parallel.hpp"
#include "state.hpp"

namespace qiao::qsim::engine {
namespace {

// Linear maps over GF(2), as columns.
std::uint64_t image(const std::vector<std::uint64_t>& columns, std::uint64_t x) {
  std::uint64_t y = 0;
  each_bit(x, [&](unsigned j) { y ^= columns[j]; });
  return y;
}

std::vector<std::uint64_t> inverse(const std::vector<std::uint32_t>& columns) {
  const auto n = columns.size();
  std::vector<std::uint64_t> a(columns.begin(), columns.end()), b(n);
  for (std::size_t j = 0; j < n; ++j) b[j] = std::uint64_t{1} << j;
  for (std::size_t row = 0; row < n; ++row) {  // column operations until a is the identity
    std::size_t pivot = row;
    while (!(a[pivot] >> row & 1)) ++pivot;
    std::swap(a[row], a[pivot]);
    std::swap(b[row], b[pivot]);
    for (std::size_t j = 0; j < n; ++j)
      if (j != row && (a[j] >> row & 1)) {
        a[j] ^= a[row];
        b[j] ^= b[row];
      }
  }
  // a was multiplied from the right by b and is the identity now.
  return b;
}

// The places of a group's blocks when stored block x of the tile lies at map(x).
BlockPlaces places(const Group& group, const std::vector<DenseOp>& dense,
                   const std::vector<std::uint64_t>& map) {
  BlockPlaces p;
  if (group.dense != DenseOp::kNone) {
    const DenseOp& op = dense[group.dense];
    for (unsigned k = 0; k < 1u << op.bits; ++k) p.reg[k] = image(map, op.offset[k]);
  } else {
    for (unsigned k = 0; k < 1u << kMaxRegisterBits; ++k) p.reg[k] = image(map, group.reg_offset[k]);
  }
  for (unsigned j = 0; j < group.loop_bits; ++j) p.step[j] = image(map, group.step[j]);
  return p;
}

// A group without operations: moves blocks.
Group copying_group(unsigned block_bits, unsigned register_bits) {
  Group g;
  for (unsigned k = 0; k < 1u << register_bits; ++k) g.reg_offset[k] = k;
  g.loop_bits = static_cast<std::uint8_t>(block_bits - register_bits);
  for (unsigned j = 0; j < g.loop_bits; ++j)
    g.step[j] = ((std::uint32_t{2} << j) - 1) << register_bits;  // bits 0 ... j
  return g;
}

// The place in the state, in bytes, of the block at an index.
template <class Real>
std::uint64_t byte_place(std::uint64_t index) {
  return Layout<Real>::place(index) * 2 * sizeof(Real);
}

// The index bit that is bit b of a tile.
unsigned index_bit(const Sweep& sweep, unsigned b) {
  return b < sweep.row_bits ? b : sweep.high[b - sweep.row_bits];
}

// The places in the state of a tile's block bits.
template <class Real>
std::vector<std::uint64_t> block_columns(const Plan<Real>& plan, const Sweep& sweep) {
  std::vector<std::uint64_t> columns;
  for (unsigned b = plan.lane_bits; b < sweep.tile_bits; ++b)
    columns.push_back(byte_place<Real>(bit_of(index_bit(sweep, b))));
  return columns;
}

// Rows of a tile, as they follow one another in memory.
template <class Real>
struct Rows {
  std::vector<std::uint64_t> places;
  std::uint32_t bytes = 0;

  Rows() = default;
  // Rows with a bit of `left_out` in their blocks' numbers are left out.
  Rows(const Plan<Real>& plan, const Sweep& sweep, const std::vector<std::uint64_t>& columns,
       std::uint64_t left_out) {
    const unsigned blocks = std::min<unsigned>(sweep.row_bits, Layout<Real>::kRowBits) - plan.lane_bits;
    bytes = static_cast<std::uint32_t>((2 * sizeof(Real) << plan.lane_bits) << blocks);
    for (std::uint64_t x = 0; x < bit_of(static_cast<unsigned>(columns.size())); x += bit_of(blocks))
      if (!(x & left_out)) places.push_back(image(columns, x));
  }
};

// What is the same for all tiles of a sweep.
template <class Real>
struct TileWork {
  std::vector<Group> groups;
  std::vector<BlockPlaces> in_buffer;
  BlockPlaces first, last;  // of the first group when it reads the state, the last when it writes
  std::vector<std::uint64_t> load, store;  // places in the state of the tile's stored and final block bits
  Rows<Real> rows;                         // for prefetching
  bool buffered = true;                    // false: groups work in the state
  std::uint64_t zero_blocks = 0;           // bits of stored blocks that are 0 in all rows worth reading
  // The buffer is filled before the first group, without the other rows.
  bool zeros() const { return buffered && zero_blocks != 0; }

  TileWork(const Plan<Real>& plan, const Sweep& sweep) {
    load = block_columns(plan, sweep);
    const unsigned block_bits = sweep.tile_bits - plan.lane_bits;
    for (unsigned b = sweep.row_bits; b < sweep.tile_bits; ++b)
      if (sweep.zero_bits >> index_bit(sweep, b) & 1) zero_blocks |= bit_of(b - plan.lane_bits);
    const bool contiguous = sweep.resident == bit_of(sweep.tile_bits) - 1;
    groups.assign(plan.groups.begin() + sweep.groups_begin, plan.groups.begin() + sweep.groups_end);
    if (!sweep.permutes && (contiguous || (groups.size() == 1 && !zero_blocks))) {
      buffered = false;
    } else {
      // The first group reads the state unless rows are zero, the last one writes it: two at least, unless
      // the buffer is filled before.
      const Group copy = copying_group(block_bits, plan.register_bits);
      if (groups.empty()) groups.push_back(copy);
      if (groups.size() == 1 && !zeros()) groups.push_back(copy);
    }
    const unsigned block_shift = static_cast<unsigned>(std::countr_zero(2 * sizeof(Real) << plan.lane_bits));
    std::vector<std::uint64_t> buffer;
    for (unsigned j = 0; j < block_bits; ++j) buffer.push_back(bit_of(j + block_shift));
    store = load;
    if (sweep.permutes) {
      const std::vector<std::uint64_t> back = inverse(sweep.columns);
      for (unsigned j = 0; j < block_bits; ++j) store[j] = image(load, back[j]);
    }
    const std::vector<std::uint64_t>& work = buffered ? buffer : load;
    for (const Group& g : groups) in_buffer.push_back(places(g, plan.dense, work));
    if (!groups.empty()) {
      first = places(groups.front(), plan.dense, load);
      last = places(groups.back(), plan.dense, store);
    }
    rows = Rows<Real>(plan, sweep, load, zero_blocks);
  }
};

}  // namespace

template <class Real>
void State<Real>::run_sweep(const Plan<Real>& plan, const Sweep& sweep, const Monitor* monitor,
                            Buffers& buffers) {
  const TileWork<Real> work(plan, sweep);
  const std::uint64_t block_bytes = 2 * sizeof(Real) * lanes();
  const std::size_t tile_bytes = (2 * sizeof(Real)) << sweep.tile_bits;
  char* const state = reinterpret_cast<char*>(block_at(0));

  const auto run_tile = [&](std::uint64_t outer, Prefetch* prefetch, Scratch<Real>& scratch) {
    char* buffer = state;
    if (work.buffered) {
      scratch.buffer.resize(std::max(scratch.buffer.size(), tile_bytes / sizeof(Real)));
      buffer = reinterpret_cast<char*>(scratch.buffer.data());
    }
    const std::uint64_t outer_place = byte_place<Real>(outer);
    if (work.zeros()) {
      std::memset(buffer, 0, tile_bytes);
      const std::uint64_t* row = work.rows.places.data();  // those that are not left out, in the same order
      for (std::uint64_t x = 0; x < tile_bytes / block_bytes; x += work.rows.bytes / block_bytes)
        if (!(x & work.zero_blocks))
          std::memcpy(buffer + x * block_bytes, state + (outer_place ^ *row++), work.rows.bytes);
    }
    std::uint32_t constant = 0;
    const auto shift = [&](std::uint32_t always, std::uint32_t begin, std::uint32_t end) {
      constant ^= always;
      for (std::uint32_t i = begin; i < end; ++i) {
        const OuterShift& s = plan.outer_shifts[i];
        if ((outer & s.mask) == s.value) constant ^= s.shift;
      }
    };
    scratch.calls.clear();
    for (std::size_t g = 0; g < work.groups.size(); ++g) {
      const Group& group = work.groups[g];
      if (!group.joins && !scratch.calls.empty()) {
        kernels_->run_groups(plan, scratch.calls, outer, prefetch, scratch);
        scratch.calls.clear();
      }
      shift(group.shift, group.outer_begin, group.outer_end);
      Blocks from{buffer, work.buffered ? constant * block_bytes : outer_place ^ image(work.load, constant),
                  &work.in_buffer[g]};
      Blocks to = from;
      if (work.buffered && g == 0 && !work.zeros())
        from = {state, outer_place ^ image(work.load, constant), &work.first};
      if (work.buffered && g + 1 == work.groups.size()) {
        // What is stored at x = A u ^ constant now is the block v with A' v ^ constant' = x at the end.
        const std::uint32_t now = constant;
        shift(sweep.shift, sweep.outer_begin, sweep.outer_end);
        to = {state, outer_place ^ image(work.store, now ^ constant), &work.last};
      }
      scratch.calls.push_back({&group, from, to});
    }
    if (!scratch.calls.empty()) kernels_->run_groups(plan, scratch.calls, outer, prefetch, scratch);
  };

  each_tile(sweep, work.rows.places, work.rows.bytes, std::max<std::size_t>(1, work.groups.size()), monitor,
            buffers, run_tile);
}

// f(outer index, what to prefetch or null, scratch) for every tile that is not known to be zero, by all
// threads.
template <class Real>
template <class F>
void State<Real>::each_tile(const Sweep& sweep, const std::vector<std::uint64_t>& rows,
                            std::uint32_t row_bytes, std::size_t passes, const Monitor* monitor,
                            Buffers& buffers, F&& f) {
  const std::uint64_t outer_mask = (stored_size() - 1) & ~sweep.resident & ~sweep.zero_bits;
  // Tiles of nothing but zeros are left out: no operation makes them anything else.
  const std::uint64_t tiles = std::uint64_t{1} << std::popcount(outer_mask);
  // Several tiles in a row, so that the next one is known and can be prefetched.
  const std::uint64_t chunk = std::max<std::uint64_t>(1, tiles / (16 * static_cast<std::uint64_t>(threads_)));
  parallel_for((tiles + chunk - 1) / chunk, threads_, stored_size(), [&](std::uint64_t c, int thread) {
    Scratch<Real>& scratch = buffers[static_cast<std::size_t>(thread)];
    const std::uint64_t end = std::min(tiles, (c + 1) * chunk);
    for (std::uint64_t t = c * chunk; t < end; ++t) {
      if (monitor && monitor->stop.load(std::memory_order_relaxed)) return;  // the caller throws
      const std::uint64_t outer = deposit(t, outer_mask);
      if (t + 1 == end) {
        f(outer, nullptr, scratch);
        break;
      }
      Prefetch prefetch{.base = reinterpret_cast<char*>(block_at(0)),
                        .start = byte_place<Real>(deposit(t + 1, outer_mask)),
                        .rows = rows.data(),
                        .row_bytes = row_bytes,
                        .end = static_cast<std::uint32_t>(rows.size())};
      prefetch.quota = static_cast<std::uint32_t>((rows.size() + passes - 1) / passes);
      f(outer, &prefetch, scratch);
    }
  });
}

// Blocks change places: each tile is copied to the buffer and back in another order.
template <class Real>
void State<Real>::run_flips(const Plan<Real>& plan, const Sweep& sweep, const Monitor* monitor,
                            Buffers& buffers) {
  const std::vector<std::uint64_t> columns = block_columns(plan, sweep);
  const Rows<Real> rows(plan, sweep, columns, 0);
  const std::size_t blocks = std::size_t{1} << columns.size();
  const std::uint64_t block_bytes = 2 * sizeof(Real) * lanes();
  std::vector<std::uint64_t> places(blocks), linear(blocks);
  for (std::size_t x = 0; x < blocks; ++x) {
    places[x] = image(columns, x);
    linear[x] = x * block_bytes;
  }
  char* const state = reinterpret_cast<char*>(block_at(0));
  for (Scratch<Real>& s : buffers) s.active_flips = ~std::uint64_t{0};
  each_tile(sweep, rows.places, rows.bytes, 2, monitor, buffers,
            [&](std::uint64_t outer, Prefetch* prefetch, Scratch<Real>& scratch) {
              std::uint64_t active = 0;
              for (std::uint32_t i = sweep.flips_begin; i < sweep.flips_end; ++i)
                if ((outer & plan.flips[i].outer_mask) == plan.flips[i].outer_value)
                  active |= bit_of(i - sweep.flips_begin);
              if (active == 0) return;
              if (active != scratch.active_flips || scratch.sources.size() != blocks) {
                scratch.active_flips = active;
                scratch.sources.resize(blocks);
                scratch.places.resize(blocks);
                std::uint32_t* const source = scratch.sources.data();
                for (std::uint32_t x = 0; x < blocks; ++x) source[x] = x;
                // Where block x of the result comes from: back through the flips.
                for (std::uint32_t i = sweep.flips_end; i-- > sweep.flips_begin;) {
                  if (!(active >> (i - sweep.flips_begin) & 1)) continue;
                  const BlockFlip& flip = plan.flips[i];
                  const std::uint32_t mask = flip.mask, value = flip.value, target = flip.target;
                  for (std::size_t x = 0; x < blocks; ++x)
                    source[x] ^= (source[x] & mask) == value ? target : 0;
                }
                for (std::size_t x = 0; x < blocks; ++x) scratch.places[x] = source[x] * block_bytes;
              }
              scratch.buffer.resize(
                  std::max<std::size_t>(scratch.buffer.size(), (std::size_t{2} << sweep.tile_bits)));
              char* const buffer = reinterpret_cast<char*>(scratch.buffer.data());
              const std::uint64_t start = byte_place<Real>(outer);
              kernels_->move_blocks(state, start, places.data(), buffer, 0, linear.data(), blocks, prefetch);
              kernels_->move_blocks(buffer, 0, scratch.places.data(), state, start, places.data(), blocks,
                                    prefetch);
            });
}

template void State<float>::run_sweep(const Plan<float>&, const Sweep&, const Monitor*, Buffers&);
template void State<double>::run_sweep(const Plan<double>&, const Sweep&, const Monitor*, Buffers&);
template void State<float>::run_flips(const Plan<float>&, const Sweep&, const Monitor*, Buffers&);
template void State<double>::run_flips(const Plan<double>&, const Sweep&, const Monitor*, Buffers&);

}  // namespace qiao::qsim::engine
