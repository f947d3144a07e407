#pragma once

#include <stddef.h>

// The instruction sets that the products are compiled for. All give the same bits.
enum kk_simd { KK_SCALAR = 0, KK_AVX2 = 1, KK_AVX512 = 2 };

// The best one that this processor has.
enum kk_simd kk_best_simd(void);

// A product c = a · b, or c += a · b, of [rows, inner] and [inner, columns] in C order.
//
// The inner index runs over segments, and within each over inner / segments places, so that a window
// of an image can be the row of a matrix without being copied.
struct kk_product {
  size_t rows, columns;
  // Segments of the inner index, and places in each.
  size_t segments, inner;
  // Where a[row][segment][place] lies: each index times its stride.
  const float *a;
  size_t a_row_stride, a_segment_stride, a_stride;
  // b[segment · inner + place][column]: rows b_stride apart; with b_transposed, columns b_stride apart.
  const float *b;
  size_t b_stride;
  int b_transposed;
  // c[row][column]: rows c_stride apart.
  float *c;
  size_t c_stride;
  int accumulates;
};

// Order contract: every element of c is one chain of fused multiply-adds, sum = fma(a, b, sum), that
// begins with 0 (or with what c holds, when it accumulates) and goes through the inner index in
// ascending order. Tiles, blocks and vector widths do not show.
void kk_multiply(enum kk_simd simd, const struct kk_product *product);

// out: [h, w, c] set into [out_h, out_w, c] at (top, left), zeros around it.
void kk_border(
    float *restrict out, const float *restrict in, size_t h, size_t w, size_t c, size_t top,
    size_t left, size_t out_h, size_t out_w);

// out: [kh, kw, f, c], from in: [kh, kw, c, f] with both window axes reversed: the kernel that carries
// gradients back.
void kk_flip_kernel(
    float *restrict out, const float *restrict in, size_t kh, size_t kw, size_t c, size_t f);
