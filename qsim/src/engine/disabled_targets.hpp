#pragma once
// To be included before hwy/foreach_target.h: the instruction sets no kernel is compiled for. SVE and RISC-V
// vectors have no fixed size and cannot live in arrays; SSSE3 and SSE4 add nothing here over SSE2.

#define HWY_DISABLED_TARGETS \
  (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV | HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
