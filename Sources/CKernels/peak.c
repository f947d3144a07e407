#include "kk_peak.h"

#include "kk_clones.h"

#include <string.h>

#if defined(__x86_64__)
#define KK_LANES 16
#define KK_CHAINS 24  // of 32 registers
#define KK_TARGET KK_TARGET_AVX512
#define KK_NAMED(name) name##_avx512
#include "peak_template.h"
#undef KK_LANES
#undef KK_CHAINS
#undef KK_TARGET
#undef KK_NAMED

#define KK_LANES 8
#define KK_CHAINS 12  // of 16 registers
#define KK_TARGET KK_TARGET_AVX2
#define KK_NAMED(name) name##_avx2
#include "peak_template.h"
#undef KK_LANES
#undef KK_CHAINS
#undef KK_TARGET
#undef KK_NAMED
#endif

#define KK_LANES 4
#define KK_CHAINS 12
#define KK_TARGET
#define KK_NAMED(name) name##_scalar
#include "peak_template.h"

void kk_peak(enum kk_simd simd, float *sums, size_t rounds) {
  KK_CALL(simd, kk_peak, sums, rounds);
}

size_t kk_peak_chains(enum kk_simd simd) {
#if defined(__x86_64__)
  if (simd == KK_AVX512) return 24;
#endif
  return 12;
}

size_t kk_peak_lanes(enum kk_simd simd) {
#if defined(__x86_64__)
  if (simd == KK_AVX512) return 16;
  if (simd == KK_AVX2) return 8;
#endif
  return 4;
}
