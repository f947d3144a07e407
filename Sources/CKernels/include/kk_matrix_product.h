#pragma once

#include <stddef.h>

#include "kk_activations.h"

// The instruction sets that the products are compiled for. All give the same bits.
enum kk_simd { KK_SCALAR = 0, KK_AVX2 = 1, KK_AVX512 = 2 };

// The best one that this processor has.
enum kk_simd kk_best_simd(void);

// How the matrix b of a product lies.
enum kk_layout {
  // Row by row, b_stride apart.
  KK_BY_ROWS = 0,
  // Column by column, b_stride apart.
  KK_BY_COLUMNS = 1,
  // In panels, as kk_pack_panels leaves it.
  KK_IN_PANELS = 2,
};

// A product c = a · b, or c += a · b, of [rows, inner] and [inner, columns] in C order.
//
// The inner index runs over segments, and within each over inner / segments places, so that a window
// of an image can be the row of a matrix without being copied.
struct kk_product {
  // Rows of a group of rows, and columns.
  size_t rows, columns;
  // Groups of rows, one behind the other in c and a_group_stride apart in a; 0 is one. Several groups have
  // no epilogue.
  size_t groups, a_group_stride;
  // Segments of the inner index, and places in each.
  size_t segments, inner;
  // Where a[row][segment][place] lies: each index times its stride.
  const float *a;
  size_t a_row_stride, a_segment_stride, a_stride;
  // b[segment · inner + place][column].
  const float *b;
  size_t b_stride;
  enum kk_layout b_layout;
  // c[row][column]: rows c_stride apart.
  float *c;
  size_t c_stride;
  int accumulates;
  // The sums of the columns of b, [columns], to which every row of b is added, the first one first; null where
  // nobody needs them. b is then given by rows.
  float *b_sums;
  struct kk_epilogue epilogue;
};

// Order contract: every element of c is one chain of fused multiply-adds, sum = fma(a, b, sum), that
// begins with 0 (or with what c holds, when it accumulates) and goes through the inner index in
// ascending order. Tiles, blocks and vector widths do not show.
void kk_multiply(enum kk_simd simd, const struct kk_product *product);

// Columns of the widest panel.
#define KK_PANEL_COLUMNS 32

// Lays out b, [depth, columns] by rows or by columns, as its products read it fastest: panels of as many
// columns as are computed together, one behind the other, their rows without gaps. Panels need depth
// times the columns, rounded up to KK_PANEL_COLUMNS. A part that begins at such a multiple goes to
// panels + depth · column.
void kk_pack_panels(
    enum kk_simd simd, float *panels, const float *b, size_t b_stride, enum kk_layout layout,
    size_t depth, size_t columns);

// out: [h, w, c] set into [out_h, out_w, c] at (top, left), zeros around it.
void kk_border(
    float *restrict out, const float *restrict in, size_t h, size_t w, size_t c, size_t top,
    size_t left, size_t out_h, size_t out_w);

// out: [taps, f, c], from in: [taps, c, f] with the taps reversed: the kernel that carries gradients back.
// Only the taps of a range of out are written.
void kk_flip_kernel(
    float *restrict out, const float *restrict in, size_t taps, size_t c, size_t f, size_t first,
    size_t last);
