#include "kk_sparse.h"

#include "kk_clones.h"

#include <string.h>

#if defined(__x86_64__)
#define KK_LANES 16
#define KK_VECTORS 6  // 18 sums and a gradient, of 32 registers
#define KK_FILTER_VECTORS 2
#define KK_PLACES 12  // 24 sums, 2 gradients and a pixel
#define KK_TARGET KK_TARGET_AVX512
#define KK_NAMED(name) name##_avx512
#include "sparse_template.h"
#undef KK_LANES
#undef KK_VECTORS
#undef KK_FILTER_VECTORS
#undef KK_PLACES
#undef KK_TARGET
#undef KK_NAMED

#define KK_LANES 8
#define KK_VECTORS 4  // 12 sums and a gradient, of 16 registers
#define KK_FILTER_VECTORS 1
#define KK_PLACES 12  // 12 sums, a gradient and a pixel
#define KK_TARGET KK_TARGET_AVX2
#define KK_NAMED(name) name##_avx2
#include "sparse_template.h"
#undef KK_LANES
#undef KK_VECTORS
#undef KK_FILTER_VECTORS
#undef KK_PLACES
#undef KK_TARGET
#undef KK_NAMED
#endif

#define KK_LANES 4
#define KK_VECTORS 4
#define KK_FILTER_VECTORS 1
#define KK_PLACES 12
#define KK_TARGET
#define KK_NAMED(name) name##_scalar
#include "sparse_template.h"

void kk_sparse_kernel(
    enum kk_simd simd, float *restrict sums, const float *restrict x,
    const struct kk_nonzero *restrict nonzeros, size_t count, struct kk_runs window) {
  KK_CALL(simd, kk_sparse_kernel, sums, x, nonzeros, count, window);
}

void kk_sparse_input(
    enum kk_simd simd, float *restrict dx, const float *restrict kernel,
    const struct kk_nonzero *restrict nonzeros, size_t count, struct kk_runs window) {
  KK_CALL(simd, kk_sparse_input, dx, kernel, nonzeros, count, window);
}

void kk_masked_kernel(
    enum kk_simd simd, float *restrict sums, const float *restrict x, struct kk_winners won,
    const int32_t *restrict places, size_t place_count) {
  KK_CALL(simd, kk_masked_kernel, sums, x, won, places, place_count);
}

void kk_collect_nonzeros(
    struct kk_nonzero *restrict nonzeros, uint32_t *restrict counts, const float *restrict gradient,
    const uint32_t *restrict winner, const int32_t *restrict base, const int32_t *restrict tap,
    size_t cells, size_t filters) {
  memset(counts, 0, filters * sizeof *counts);
  for (size_t cell = 0; cell < cells; cell++) {
    for (size_t f = 0; f < filters; f++) {
      const size_t at = cell * filters + f;
      // Written in any case, and overwritten by the next one where it is 0.
      nonzeros[f * cells + counts[f]] = (struct kk_nonzero){
          .gradient = gradient[at], .place = (uint32_t)(base[cell] + tap[winner[at]])};
      counts[f] += gradient[at] != 0.0f;
    }
  }
}

float kk_nonzero_sum(float sum, const struct kk_nonzero *nonzeros, size_t count) {
  for (size_t i = 0; i < count; i++) sum += nonzeros[i].gradient;
  return sum;
}
