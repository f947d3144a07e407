// The product of matrices for one instruction set; included once for each, see matrix_product.c.
//
// KK_LANES: floats of a vector. KK_TILE_ROWS: rows of c that stay in registers, two vectors wide.

#define KK_INLINE static inline __attribute__((always_inline)) KK_TARGET

typedef float KK_NAMED(kk_vector) __attribute__((vector_size(KK_LANES * sizeof(float))));
// The same in memory, where it may stand anywhere.
typedef float KK_NAMED(kk_loose)
    __attribute__((vector_size(KK_LANES * sizeof(float)), aligned(sizeof(float))));

// A part of a product: some rows, one or two vectors of columns.
struct KK_NAMED(kk_part) {
  const float *a, *b;
  float *c;
  size_t a_row_stride, a_segment_stride, a_stride, b_stride, c_stride, segments, inner;
  int loads;  // whether the sums begin with what c holds
};

KK_INLINE void KK_NAMED(kk_tile)(
    const int rows, const int vectors, const struct KK_NAMED(kk_part) p) {
  KK_NAMED(kk_vector) sum[KK_TILE_ROWS][2];
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      sum[r][v] = (KK_NAMED(kk_vector)){0};
      if (p.loads) {
        sum[r][v] = *(const KK_NAMED(kk_loose) *)(p.c + (size_t)r * p.c_stride + v * KK_LANES);
      }
    }
  }
  const float *b = p.b;
  for (size_t s = 0; s < p.segments; s++) {
    const float *a = p.a + s * p.a_segment_stride;
    for (size_t k = 0; k < p.inner; k++, a += p.a_stride, b += p.b_stride) {
      KK_NAMED(kk_vector) right[2];
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) {
        right[v] = *(const KK_NAMED(kk_loose) *)(b + v * KK_LANES);
      }
#pragma clang loop unroll(full)
      for (int r = 0; r < rows; r++) {
        const KK_NAMED(kk_vector) left =
            a[(size_t)r * p.a_row_stride] - (KK_NAMED(kk_vector)){0};
#pragma clang loop unroll(full)
        for (int v = 0; v < vectors; v++) {
          sum[r][v] = __builtin_elementwise_fma(left, right[v], sum[r][v]);
        }
      }
    }
  }
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      *(KK_NAMED(kk_loose) *)(p.c + (size_t)r * p.c_stride + v * KK_LANES) = sum[r][v];
    }
  }
}

// The number of rows becomes a constant, so that the sums stay in registers.
#define KK_CASE(R) \
  case R:          \
    if (R <= KK_TILE_ROWS) KK_NAMED(kk_tile)(R <= KK_TILE_ROWS ? R : 1, vectors, p); \
    break;

KK_INLINE void KK_NAMED(kk_rows)(
    size_t rows, const int vectors, const struct KK_NAMED(kk_part) p) {
  switch (rows) { KK_UP_TO_12(KK_CASE) KK_CASE(13) KK_CASE(14) }
}
#undef KK_CASE

static KK_TARGET void KK_NAMED(kk_rows_one)(size_t rows, const struct KK_NAMED(kk_part) p) {
  KK_NAMED(kk_rows)(rows, 1, p);
}

static KK_TARGET void KK_NAMED(kk_rows_two)(size_t rows, const struct KK_NAMED(kk_part) p) {
  KK_NAMED(kk_rows)(rows, 2, p);
}

// All rows of a panel of columns, in tiles as equal as can be. A panel narrower than its vectors goes
// through a tile in memory.
static KK_TARGET void KK_NAMED(kk_panel)(
    size_t rows, size_t width, struct KK_NAMED(kk_part) p) {
  const int is_wide = width > KK_LANES;
  const int is_whole = width == KK_LANES || width == 2 * KK_LANES;
  const size_t tiles = (rows + KK_TILE_ROWS - 1) / KK_TILE_ROWS;
  const float *a = p.a;
  float *c = p.c;
  for (size_t t = 0, first = 0; t < tiles; t++) {
    const size_t end = (t + 1) * rows / tiles, count = end - first;
    struct KK_NAMED(kk_part) part = p;
    part.a = a + first * p.a_row_stride;
    part.c = c + first * p.c_stride;
    float tile[KK_TILE_ROWS * 2 * KK_LANES];
    if (!is_whole) {
      memset(tile, 0, sizeof tile);
      if (p.loads) {
        for (size_t r = 0; r < count; r++) {
          memcpy(tile + r * 2 * KK_LANES, part.c + r * p.c_stride, width * sizeof(float));
        }
      }
      part.c = tile;
      part.c_stride = 2 * KK_LANES;
    }
    if (is_wide) {
      KK_NAMED(kk_rows_two)(count, part);
    } else {
      KK_NAMED(kk_rows_one)(count, part);
    }
    if (!is_whole) {
      for (size_t r = 0; r < count; r++) {
        memcpy(
            c + (first + r) * p.c_stride, tile + r * 2 * KK_LANES, width * sizeof(float));
      }
    }
    first = end;
  }
}

// Copies places of b, from `at` on, as rows of two vectors with zeros after the last column.
static KK_TARGET void KK_NAMED(kk_pack)(
    float *panel, const struct kk_product *x, size_t at, size_t depth, size_t column,
    size_t width) {
  const size_t row = 2 * KK_LANES;
  if (width < row) memset(panel, 0, depth * row * sizeof(float));
  if (x->b_transposed) {
    kk_transpose_blocks(
        panel, row, x->b + column * x->b_stride + at, x->b_stride, width, depth);
    return;
  }
  for (size_t k = 0; k < depth; k++) {
    memcpy(panel + k * row, x->b + (at + k) * x->b_stride + column, width * sizeof(float));
  }
}

static KK_TARGET void KK_NAMED(kk_multiply)(const struct kk_product *x) {
  float panel[KK_DEPTH * 2 * KK_LANES];
  for (size_t column = 0; column < x->columns; column += 2 * KK_LANES) {
    const size_t left = x->columns - column;
    const size_t width = left < 2 * KK_LANES ? left : 2 * KK_LANES;
    const int packs = x->b_transposed || (width != KK_LANES && width != 2 * KK_LANES);
    struct KK_NAMED(kk_part) p = {
        .a = x->a, .b = x->b + column, .c = x->c + column, .a_row_stride = x->a_row_stride,
        .a_segment_stride = x->a_segment_stride, .a_stride = x->a_stride, .b_stride = x->b_stride,
        .c_stride = x->c_stride, .segments = x->segments, .inner = x->inner,
        .loads = x->accumulates};
    if (!packs && (x->segments > 1 || x->inner <= 2 * KK_DEPTH)) {
      KK_NAMED(kk_panel)(x->rows, width, p);
      continue;
    }
    p.segments = 1;
    for (size_t s = 0; s < x->segments; s++) {
      for (size_t k = 0; k < x->inner; k += KK_DEPTH) {
        const size_t rest = x->inner - k, at = s * x->inner + k;
        p.inner = rest < KK_DEPTH ? rest : KK_DEPTH;
        p.a = x->a + s * x->a_segment_stride + k * x->a_stride;
        p.b = x->b + at * x->b_stride + column;
        if (packs) {
          KK_NAMED(kk_pack)(panel, x, at, p.inner, column, width);
          p.b = panel;
          p.b_stride = 2 * KK_LANES;
        } else {
          p.b_stride = x->b_stride;
        }
        KK_NAMED(kk_panel)(x->rows, width, p);
        p.loads = 1;
      }
    }
  }
}

#undef KK_INLINE
