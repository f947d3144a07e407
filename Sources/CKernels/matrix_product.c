#include "kk_matrix_product.h"

#include "kk_activations.h"
#include "kk_clones.h"
#include "kk_elementwise.h"
#include "kk_transpose_blocks.h"

#include <string.h>

// Places of the inner index that are summed at a time: rows of a and a panel of b stay in the cache.
#define KK_DEPTH 512
// The same where the panel is packed on the way.
#define KK_PACKED_DEPTH 256

#if defined(__x86_64__)
#define KK_LANES 16
#define KK_TILE_ROWS 14  // 28 sums, 2 vectors of b and 1 of a: all but one of the 32 registers
#define KK_TARGET KK_TARGET_AVX512
#define KK_NAMED(name) name##_avx512
#include "matrix_product_template.h"
#undef KK_LANES
#undef KK_TILE_ROWS
#undef KK_TARGET
#undef KK_NAMED

#define KK_LANES 8
#define KK_TILE_ROWS 6  // 12 sums, 2 vectors of b and 1 of a: all but one of the 16 registers
#define KK_TARGET KK_TARGET_AVX2
#define KK_NAMED(name) name##_avx2
#include "matrix_product_template.h"
#undef KK_LANES
#undef KK_TILE_ROWS
#undef KK_TARGET
#undef KK_NAMED
#endif

// Without fused multiply-adds in hardware the C library's fmaf gives the same bits, slowly.
#define KK_LANES 4
#define KK_TILE_ROWS 6
#define KK_TARGET
#define KK_NAMED(name) name##_scalar
#include "matrix_product_template.h"

enum kk_simd kk_best_simd(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq")) {
    return KK_AVX512;
  }
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return KK_AVX2;
#endif
  return KK_SCALAR;
}

void kk_multiply(enum kk_simd simd, const struct kk_product *product) {
  KK_CALL(simd, kk_multiply, product);
}

void kk_pack_panels(
    enum kk_simd simd, float *panels, const float *b, size_t b_stride, enum kk_layout layout,
    size_t depth, size_t columns) {
  KK_CALL(simd, kk_pack_panels, panels, b, b_stride, layout, depth, columns);
}

void kk_border(
    float *restrict out, const float *restrict in, size_t h, size_t w, size_t c, size_t top,
    size_t left, size_t out_h, size_t out_w) {
  const size_t row = out_w * c, before = left * c, copied = w * c;
  memset(out, 0, top * row * sizeof(float));
  for (size_t y = 0; y < h; y++) {
    float *line = out + (top + y) * row;
    memset(line, 0, before * sizeof(float));
    memcpy(line + before, in + y * copied, copied * sizeof(float));
    memset(line + before + copied, 0, (row - before - copied) * sizeof(float));
  }
  memset(out + (top + h) * row, 0, (out_h - top - h) * row * sizeof(float));
}

void kk_flip_kernel(
    float *restrict out, const float *restrict in, size_t taps, size_t c, size_t f, size_t first,
    size_t last) {
  for (size_t tap = first; tap < last; tap++) {
    const float *from = in + (taps - 1 - tap) * c * f;
    kk_transpose(out + tap * f * c, from, c, f);
  }
}
