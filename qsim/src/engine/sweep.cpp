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
BlockPlaces places(const Group& group, const std::vector<std::uint64_t>& map) {
  BlockPlaces p;
  for (unsigned k = 0; k < 1u << kMaxRegisterBits; ++k) p.reg[k] = image(map, group.reg_offset[k]);
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

// What is the same for all tiles of a sweep.
template <class Real>
struct TileWork {
  std::vector<Group> groups;
  std::vector<BlockPlaces> in_buffer;
  BlockPlaces first, last;  // of the first group when it reads the state, the last when it writes
  std::vector<std::uint64_t> load, store;  // places in the state of the tile's stored and final block bits
  std::vector<std::uint64_t> rows;         // places of the tile's rows, for prefetching
  std::uint32_t row_bytes = 0;
  bool buffered = true;           // false: groups work in the state
  std::uint64_t zero_blocks = 0;  // bits of stored blocks that are 0 in all rows worth reading
  bool zeros = false;             // the buffer is filled before the first group, without the other rows

  TileWork(const Plan<Real>& plan, const Sweep& sweep) {
    const unsigned block_bits = sweep.tile_bits - plan.lane_bits;
    const std::uint64_t amplitude_bytes = 2 * sizeof(Real);
    for (unsigned j = 0; j < block_bits; ++j) {
      const unsigned b = j + plan.lane_bits;
      const unsigned bit = b < sweep.row_bits ? b : sweep.high[b - sweep.row_bits];
      load.push_back(Layout<Real>::place(bit_of(bit)) * amplitude_bytes);
      if (sweep.zero_bits >> bit & 1 && b >= sweep.row_bits) zero_blocks |= bit_of(j);
    }
    const bool contiguous = sweep.resident == bit_of(sweep.tile_bits) - 1;
    groups.assign(plan.groups.begin() + sweep.groups_begin, plan.groups.begin() + sweep.groups_end);
    if (!sweep.permutes && (contiguous || (groups.size() == 1 && !zero_blocks))) {
      buffered = false;
    } else {
      zeros = zero_blocks != 0;
      // The first group reads the state unless rows are zero, the last one writes it: two at least, unless
      // the buffer is filled before.
      const Group copy = copying_group(block_bits, plan.register_bits);
      if (groups.empty()) groups.push_back(copy);
      if (groups.size() == 1 && !zeros) groups.push_back(copy);
    }
    const unsigned block_shift = static_cast<unsigned>(std::countr_zero(amplitude_bytes << plan.lane_bits));
    std::vector<std::uint64_t> buffer;
    for (unsigned j = 0; j < block_bits; ++j) buffer.push_back(bit_of(j + block_shift));
    store = load;
    if (sweep.permutes) {
      const std::vector<std::uint64_t> back = inverse(sweep.columns);
      for (unsigned j = 0; j < block_bits; ++j) store[j] = image(load, back[j]);
    }
    const std::vector<std::uint64_t>& work = buffered ? buffer : load;
    for (const Group& g : groups) in_buffer.push_back(places(g, work));
    if (!groups.empty()) {
      first = places(groups.front(), load);
      last = places(groups.back(), store);
    }
    // Rows as they follow one another in memory.
    const unsigned row_blocks = std::min<unsigned>(sweep.row_bits, Layout<Real>::kRowBits) - plan.lane_bits;
    row_bytes = static_cast<std::uint32_t>((amplitude_bytes << plan.lane_bits) << row_blocks);
    for (std::uint64_t x = 0; x < bit_of(block_bits); x += bit_of(row_blocks))
      if (!(x & zero_blocks)) rows.push_back(image(load, x));
  }
};

}  // namespace

template <class Real>
void State<Real>::run_sweep(const Plan<Real>& plan, const Sweep& sweep, const Monitor* monitor) {
  const TileWork<Real> work(plan, sweep);
  const std::uint64_t outer_mask = (stored_size() - 1) & ~sweep.resident & ~sweep.zero_bits;
  // Tiles of nothing but zeros are left out: no operation makes them anything else.
  const std::uint64_t tiles = std::uint64_t{1} << std::popcount(outer_mask);
  // Several tiles in a row, so that the next one is known and can be prefetched.
  const std::uint64_t chunk = std::max<std::uint64_t>(1, tiles / (16 * static_cast<std::uint64_t>(threads_)));
  const std::uint64_t block_bytes = 2 * sizeof(Real) * lanes();
  const std::size_t tile_bytes = (2 * sizeof(Real)) << sweep.tile_bits;
  char* const state = reinterpret_cast<char*>(block_at(0));
  const auto place = [](std::uint64_t index) { return Layout<Real>::place(index) * 2 * sizeof(Real); };

  const auto run_tile = [&](std::uint64_t outer, Prefetch* prefetch, Scratch<Real>& scratch) {
    char* buffer = state;
    if (work.buffered) {
      scratch.buffer.resize(std::max(scratch.buffer.size(), tile_bytes / sizeof(Real)));
      buffer = reinterpret_cast<char*>(scratch.buffer.data());
    }
    if (work.zeros) {
      std::memset(buffer, 0, tile_bytes);
      const std::uint64_t outer_place = place(outer);
      for (std::uint64_t x = 0; x < tile_bytes / block_bytes; x += work.row_bytes / block_bytes) {
        if (x & work.zero_blocks) continue;
        std::memcpy(buffer + x * block_bytes, state + (outer_place ^ image(work.load, x)), work.row_bytes);
      }
    }
    std::uint32_t constant = 0;
    const auto shift = [&](std::uint32_t always, std::uint32_t begin, std::uint32_t end) {
      constant ^= always;
      for (std::uint32_t i = begin; i < end; ++i) {
        const OuterShift& s = plan.outer_shifts[i];
        if ((outer & s.mask) == s.value) constant ^= s.shift;
      }
    };
    const std::uint64_t outer_place = place(outer);
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
      if (work.buffered && g == 0 && !work.zeros)
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

  parallel_for((tiles + chunk - 1) / chunk, threads_, stored_size(), [&](std::uint64_t c, int thread) {
    Scratch<Real>& scratch = (*scratch_)[static_cast<std::size_t>(thread)];
    const std::uint64_t end = std::min(tiles, (c + 1) * chunk);
    for (std::uint64_t t = c * chunk; t < end; ++t) {
      if (monitor && monitor->stop.load(std::memory_order_relaxed)) return;  // the caller throws
      const std::uint64_t outer = deposit(t, outer_mask);
      if (t + 1 == end) {
        run_tile(outer, nullptr, scratch);
        break;
      }
      Prefetch prefetch{.base = state,
                        .start = place(deposit(t + 1, outer_mask)),
                        .rows = work.rows.data(),
                        .row_bytes = work.row_bytes,
                        .end = static_cast<std::uint32_t>(work.rows.size())};
      const auto groups = static_cast<std::uint32_t>(std::max<std::size_t>(1, work.groups.size()));
      prefetch.quota = (prefetch.end + groups - 1) / groups;
      run_tile(outer, &prefetch, scratch);
    }
  });
}

template void State<float>::run_sweep(const Plan<float>&, const Sweep&, const Monitor*);
template void State<double>::run_sweep(const Plan<double>&, const Sweep&, const Monitor*);

}  // namespace qiao::qsim::engine
