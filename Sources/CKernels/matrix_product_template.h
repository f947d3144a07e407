// The product of matrices for one instruction set; included once for each, see matrix_product.c.
//
// KK_LANES: floats of a vector. KK_TILE_ROWS: rows of c that stay in registers, two vectors wide; twice as
// many where they are one vector wide.

#include "kk_vector_template.h"

// A part of a product: some rows, one to two vectors of columns.
struct KK_NAMED(kk_part) {
  const float *a, *b;
  float *c;
  size_t a_row_stride, a_segment_stride, a_stride, b_stride, c_stride, segments, inner;
  int loads;  // whether the sums begin with what c holds
  const struct kk_epilogue *epilogue;  // with a simple activation; null for none
};

// Some rows, so many vectors of columns and half a vector behind them or none.
KK_INLINE void KK_NAMED(kk_tile)(
    const int rows, const int vectors, const int halves, const int beside,
    const struct KK_NAMED(kk_part) p) {
  // Known distances are part of an instruction; others are a sum for every row.
  const size_t a_row = beside ? 1 : p.a_row_stride, c_row = beside ? KK_LANES : p.c_stride;
  KK_NAMED(kk_vector) sum[2 * KK_TILE_ROWS][2];
  KK_NAMED(kk_half) rest[KK_TILE_ROWS];
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++) {
    const float *c = p.c + (size_t)r * c_row;
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      sum[r][v] = (KK_NAMED(kk_vector)){0};
      // Memory that is written once is on its way while the sums are computed.
      __builtin_prefetch(c + v * KK_LANES, 1);
      if (p.loads) sum[r][v] = KK_NAMED(kk_load)(c + v * KK_LANES);
    }
    if (halves) {
      rest[r] = (KK_NAMED(kk_half)){0};
      __builtin_prefetch(c + vectors * KK_LANES, 1);
      if (p.loads) rest[r] = KK_NAMED(kk_load_half)(c + vectors * KK_LANES);
    }
  }
  const float *b = p.b;
  for (size_t s = 0; s < p.segments; s++) {
    const float *a = p.a + s * p.a_segment_stride;
    for (size_t k = 0; k < p.inner; k++, a += p.a_stride, b += p.b_stride) {
      KK_NAMED(kk_vector) right[2];
      KK_NAMED(kk_half) last = {0};
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) {
        right[v] = KK_NAMED(kk_load)(b + v * KK_LANES);
      }
      if (halves) last = KK_NAMED(kk_load_half)(b + vectors * KK_LANES);
#pragma clang loop unroll(full)
      for (int r = 0; r < rows; r++) {
        const float left = a[(size_t)r * a_row];
#pragma clang loop unroll(full)
        for (int v = 0; v < vectors; v++) {
          sum[r][v] = __builtin_elementwise_fma(
              left - (KK_NAMED(kk_vector)){0}, right[v], sum[r][v]);
        }
        if (halves) {
          rest[r] = __builtin_elementwise_fma(left - (KK_NAMED(kk_half)){0}, last, rest[r]);
        }
      }
    }
  }
  if (p.epilogue) {
    const struct kk_epilogue f = *p.epilogue;
#pragma clang loop unroll(full)
    for (int r = 0; r < rows; r++) {
      const float *addend = f.addend ? f.addend + (size_t)r * c_row : 0;
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) {
        if (f.bias) sum[r][v] = sum[r][v] + KK_NAMED(kk_load)(f.bias + v * KK_LANES);
        if (addend) sum[r][v] = sum[r][v] + KK_NAMED(kk_load)(addend + v * KK_LANES);
        sum[r][v] = KK_NAMED(kk_activate)(sum[r][v], f.activation);
      }
      if (halves) {
        if (f.bias) rest[r] = rest[r] + KK_NAMED(kk_load_half)(f.bias + vectors * KK_LANES);
        if (addend) rest[r] = rest[r] + KK_NAMED(kk_load_half)(addend + vectors * KK_LANES);
        rest[r] = KK_NAMED(kk_activate_half)(rest[r], f.activation);
      }
    }
  }
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++) {
    float *c = p.c + (size_t)r * c_row;
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) KK_NAMED(kk_store)(c + v * KK_LANES, sum[r][v]);
    if (halves) KK_NAMED(kk_store_half)(c + vectors * KK_LANES, rest[r]);
  }
}

// The number of rows becomes a constant, so that the sums stay in registers.
#define KK_CASE(R)                                                   \
  case R:                                                            \
    if (R <= most) {                                                 \
      KK_NAMED(kk_tile)(R <= most ? R : 1, vectors, halves, beside, p);\
    }                                                                \
    break;

KK_INLINE void KK_NAMED(kk_rows)(
    size_t rows, const int most, const int vectors, const int halves, const int beside,
    const struct KK_NAMED(kk_part) *part) {
  const struct KK_NAMED(kk_part) p = *part;
  switch (rows) { KK_UP_TO_28(KK_CASE) }
}
#undef KK_CASE

// The part is handed over by address: a copy would be read from the stack in vectors that were written in
// pieces, and so wait until all that was written before, the last tile's sums too, has reached the cache.
static KK_TARGET void KK_NAMED(kk_rows_one)(
    size_t rows, const struct KK_NAMED(kk_part) *part) {
  KK_NAMED(kk_rows)(rows, 2 * KK_TILE_ROWS, 1, 0, 0, part);
}

// Rows that begin one number after the other in a, windows of a gray image, and side by side in c.
static KK_TARGET void KK_NAMED(kk_rows_beside)(
    size_t rows, const struct KK_NAMED(kk_part) *part) {
  KK_NAMED(kk_rows)(rows, 2 * KK_TILE_ROWS, 1, 0, 1, part);
}

static KK_TARGET void KK_NAMED(kk_rows_one_and_half)(
    size_t rows, const struct KK_NAMED(kk_part) *part) {
  KK_NAMED(kk_rows)(rows, KK_TILE_ROWS, 1, 1, 0, part);
}

static KK_TARGET void KK_NAMED(kk_rows_two)(
    size_t rows, const struct KK_NAMED(kk_part) *part) {
  KK_NAMED(kk_rows)(rows, KK_TILE_ROWS, 2, 0, 0, part);
}

// Whether a panel of so many columns is made of whole vectors and halves.
KK_INLINE int KK_NAMED(kk_is_whole)(size_t width) {
  return width == KK_LANES || width == KK_LANES + KK_LANES / 2 || width == 2 * KK_LANES;
}

// All rows of a panel of columns, in tiles as equal as can be. A panel narrower than its vectors goes
// through a tile in memory.
static KK_TARGET void KK_NAMED(kk_panel)(
    size_t rows, size_t width, struct KK_NAMED(kk_part) p, const struct kk_epilogue *epilogue) {
  const int is_whole = KK_NAMED(kk_is_whole)(width);
  const int is_simple = epilogue && is_whole && KK_NAMED(kk_is_simple)(epilogue->activation);
  const size_t most = width > KK_LANES ? KK_TILE_ROWS : 2 * KK_TILE_ROWS;
  const size_t tiles = (rows + most - 1) / most;
  const float *a = p.a;
  float *c = p.c;
  struct KK_NAMED(kk_part) part = p;
  struct kk_epilogue own = epilogue ? *epilogue : (struct kk_epilogue){0};
  part.epilogue = is_simple ? &own : 0;
  for (size_t t = 0, first = 0; t < tiles; t++) {
    const size_t end = (t + 1) * rows / tiles, count = end - first;
    part.a = a + first * p.a_row_stride;
    part.c = c + first * p.c_stride;
    if (own.addend) own.addend = epilogue->addend + first * p.c_stride;
    float tile[2 * KK_TILE_ROWS * 2 * KK_LANES];
    if (!is_whole) {
      memset(tile, 0, count * 2 * KK_LANES * sizeof(float));
      if (p.loads) {
        for (size_t r = 0; r < count; r++) {
          memcpy(tile + r * 2 * KK_LANES, part.c + r * p.c_stride, width * sizeof(float));
        }
      }
      part.c = tile;
      part.c_stride = 2 * KK_LANES;
    }
    if (is_whole && width == KK_LANES + KK_LANES / 2) {
      KK_NAMED(kk_rows_one_and_half)(count, &part);
    } else if (width > KK_LANES) {
      KK_NAMED(kk_rows_two)(count, &part);
    } else if (part.a_row_stride == 1 && part.c_stride == KK_LANES) {
      KK_NAMED(kk_rows_beside)(count, &part);
    } else {
      KK_NAMED(kk_rows_one)(count, &part);
    }
    if (!is_whole) {
      for (size_t r = 0; r < count; r++) {
        memcpy(
            c + (first + r) * p.c_stride, tile + r * 2 * KK_LANES, width * sizeof(float));
      }
    }
    if (epilogue && !is_simple) {
      kk_apply_epilogue(c + first * p.c_stride, p.c_stride, count, width, &own);
    }
    first = end;
  }
}

// Copies places of b, from `at` on, as rows of two vectors with zeros after the last column.
static KK_TARGET void KK_NAMED(kk_pack)(
    float *panel, const float *b, size_t b_stride, enum kk_layout layout, size_t at, size_t depth,
    size_t column, size_t width) {
  const size_t row = 2 * KK_LANES;
  if (width < row) memset(panel, 0, depth * row * sizeof(float));
  if (layout == KK_BY_COLUMNS) {
    kk_transpose_blocks(panel, row, b + column * b_stride + at, b_stride, width, depth);
    return;
  }
  for (size_t k = 0; k < depth; k++) {
    memcpy(panel + k * row, b + (at + k) * b_stride + column, width * sizeof(float));
  }
}

static KK_TARGET void KK_NAMED(kk_pack_panels)(
    float *panels, const float *b, size_t b_stride, enum kk_layout layout, size_t depth,
    size_t columns) {
  for (size_t column = 0; column < columns; column += 2 * KK_LANES) {
    const size_t left = columns - column;
    KK_NAMED(kk_pack)(
        panels + column * depth, b, b_stride, layout, 0, depth, column,
        left < 2 * KK_LANES ? left : 2 * KK_LANES);
  }
}

// Columns of a product, one panel of them: their sums part by part, and then what is made of them.
static KK_TARGET void KK_NAMED(kk_columns)(
    const struct kk_product *x, size_t column, size_t width, const struct kk_epilogue *epilogue) {
  float panel[KK_PACKED_DEPTH * 2 * KK_LANES];
  const int in_panels = x->b_layout == KK_IN_PANELS;
  const int packs =
      !in_panels &&
      (x->b_layout == KK_BY_COLUMNS || !KK_NAMED(kk_is_whole)(width));
  const size_t whole = x->segments * x->inner;
  const size_t stride = in_panels ? 2 * KK_LANES : x->b_stride;
  const float *b = in_panels ? x->b + column * whole : x->b + column;
  struct KK_NAMED(kk_part) p = {
      .a = x->a, .b = b, .c = x->c + column, .a_row_stride = x->a_row_stride,
      .a_segment_stride = x->a_segment_stride, .a_stride = x->a_stride, .b_stride = stride,
      .c_stride = x->c_stride, .segments = x->segments, .inner = x->inner,
      .loads = x->accumulates};
  if (!packs && (x->segments > 1 || x->inner <= KK_DEPTH)) {
    KK_NAMED(kk_panel)(x->rows, width, p, epilogue);
    return;
  }
  const size_t depth = packs ? KK_PACKED_DEPTH : KK_DEPTH;
  p.segments = 1;
  for (size_t s = 0; s < x->segments; s++) {
    for (size_t k = 0; k < x->inner; k += depth) {
      const size_t rest = x->inner - k, at = s * x->inner + k;
      p.inner = rest < depth ? rest : depth;
      p.a = x->a + s * x->a_segment_stride + k * x->a_stride;
      if (packs) {
        KK_NAMED(kk_pack)(
            panel, x->b, x->b_stride, x->b_layout, at, p.inner, column, width);
        p.b = panel;
        p.b_stride = 2 * KK_LANES;
      } else {
        p.b = b + at * stride;
      }
      KK_NAMED(kk_panel)(x->rows, width, p, at + p.inner == whole ? epilogue : 0);
      p.loads = 1;
    }
  }
}

static KK_TARGET void KK_NAMED(kk_multiply_rows)(const struct kk_product *x) {
  const int has_epilogue =
      x->epilogue.bias || x->epilogue.addend || x->epilogue.activation != KK_LINEAR;
  for (size_t column = 0; column < x->columns; column += 2 * KK_LANES) {
    const size_t left = x->columns - column;
    struct kk_epilogue epilogue = x->epilogue;
    if (epilogue.bias) epilogue.bias += column;
    if (epilogue.addend) epilogue.addend += column;
    KK_NAMED(kk_columns)(
        x, column, left < 2 * KK_LANES ? left : 2 * KK_LANES, has_epilogue ? &epilogue : 0);
  }
}

// Groups of rows that lie side by side in a, one vector wide, from a group on; with the sums of b or without.
// A group alone, a row of a narrow window, has fewer sums than multiply-adds can be under way.
KK_INLINE void KK_NAMED(kk_group_tile)(
    const int groups, const int rows, const int totals, const struct kk_product *x, size_t first) {
  KK_NAMED(kk_vector) sum[2 * KK_TILE_ROWS], total = {0};
  float *c = x->c + first * rows * x->c_stride;
#pragma clang loop unroll(full)
  for (int r = 0; r < groups * rows; r++) {
    sum[r] = (KK_NAMED(kk_vector)){0};
    if (x->accumulates) sum[r] = KK_NAMED(kk_load)(c + (size_t)r * x->c_stride);
  }
  if (totals) total = KK_NAMED(kk_load)(x->b_sums);
  const float *b = x->b;
  for (size_t s = 0; s < x->segments; s++) {
    const float *a = x->a + first * x->a_group_stride + s * x->a_segment_stride;
    for (size_t k = 0; k < x->inner; k++, a += x->a_stride, b += x->b_stride) {
      const KK_NAMED(kk_vector) right = KK_NAMED(kk_load)(b);
      if (totals) total = total + right;
#pragma clang loop unroll(full)
      for (int g = 0; g < groups; g++) {
#pragma clang loop unroll(full)
        for (int r = 0; r < rows; r++) {
          const float left = a[g * x->a_group_stride + r];
          sum[g * rows + r] = __builtin_elementwise_fma(
              left - (KK_NAMED(kk_vector)){0}, right, sum[g * rows + r]);
        }
      }
    }
  }
#pragma clang loop unroll(full)
  for (int r = 0; r < groups * rows; r++) KK_NAMED(kk_store)(c + (size_t)r * x->c_stride, sum[r]);
  if (totals) KK_NAMED(kk_store)(x->b_sums, total);
}

// Rows of a group, and the most groups of a tile of so many registers: windows of 3, 5, 7 and 9 numbers a row.
#define KK_MOST_GROUPS(R, G) ((G) * (R) <= 2 * KK_TILE_ROWS ? (G) : 2 * KK_TILE_ROWS / (R))
#define KK_GROUPS(R, G)                                                                \
  case R: {                                                                            \
    enum { most = KK_MOST_GROUPS(R, G) };                                              \
    size_t g = 0;                                                                      \
    for (; g + most <= x->groups; g += most) {                                         \
      if (x->b_sums && g == 0) {                                                       \
        KK_NAMED(kk_group_tile)(most, R, 1, x, g);                                     \
      } else {                                                                         \
        KK_NAMED(kk_group_tile)(most, R, 0, x, g);                                     \
      }                                                                                \
    }                                                                                  \
    return g;                                                                          \
  }

// Computes groups of rows in tiles of several groups, as many as such tiles hold; returns how many.
static KK_TARGET size_t KK_NAMED(kk_whole_groups)(const struct kk_product *x) {
  if (x->columns != KK_LANES || x->a_row_stride != 1 || x->b_layout != KK_BY_ROWS) return 0;
  switch (x->rows) {
    KK_GROUPS(3, 3)
    KK_GROUPS(5, 5)
    KK_GROUPS(7, 4)
    KK_GROUPS(9, 3)
    default: return 0;
  }
}
#undef KK_GROUPS
#undef KK_MOST_GROUPS

static KK_TARGET void KK_NAMED(kk_multiply)(const struct kk_product *x) {
  size_t g = x->groups > 1 ? KK_NAMED(kk_whole_groups)(x) : 0;
  if (x->b_sums && g == 0) {
    kk_add_rows(x->b_sums, x->b, x->segments * x->inner, x->columns, x->b_stride);
  }
  if (x->groups <= 1) {
    KK_NAMED(kk_multiply_rows)(x);
    return;
  }
  struct kk_product group = *x;
  for (; g < x->groups; g++) {
    group.a = x->a + g * x->a_group_stride;
    group.c = x->c + g * x->rows * x->c_stride;
    KK_NAMED(kk_multiply_rows)(&group);
  }
}

#undef KK_INLINE
