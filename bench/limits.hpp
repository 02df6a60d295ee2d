#pragma once
// What this machine can do at best, to compare kernels with: always measured, never looked up.

#include <cstddef>

namespace qiao::bench {

// `rounds` times a set of independent multiply-adds on the widest vectors of this machine, in registers of
// the calling thread. Returns the floating-point operations done (a multiply-add counts two).
template <class Real>
double multiply_adds(std::size_t rounds);

// Reads, changes and writes back `bytes` at `data` (a multiple of 1 KiB, aligned to 64) `rounds` times on the
// calling thread.
void change_in_place(void* data, std::size_t bytes, std::size_t rounds);

}  // namespace qiao::bench
