// Sparse gradients of convolutions for one instruction set; included once for each, see sparse.c.
//
// KK_LANES: floats of a vector. KK_VECTORS: vectors of a row of the window that stay in registers, for
// up to three rows at a time.

#define KK_INLINE static inline __attribute__((always_inline)) KK_TARGET

typedef float KK_NAMED(kk_vector) __attribute__((vector_size(KK_LANES * sizeof(float))));
// The same in memory, where it may stand anywhere.
typedef float KK_NAMED(kk_loose)
    __attribute__((vector_size(KK_LANES * sizeof(float)), aligned(sizeof(float))));

#define KK_AT(pointer) (*(KK_NAMED(kk_loose) *)(pointer))
#define KK_READ(pointer) (*(const KK_NAMED(kk_loose) *)(pointer))
#define KK_SPREAD(number) ((number) - (KK_NAMED(kk_vector)){0})

// A block of the window: some rows of so many vectors. `kernel` points to its sums or weights.
KK_INLINE void KK_NAMED(kk_kernel_block)(
    const int rows, const int vectors, float *kernel, const float *x, const struct kk_nonzero *nonzeros,
    size_t count, const struct kk_runs w) {
  KK_NAMED(kk_vector) sum[3][KK_VECTORS];
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) sum[r][v] = KK_READ(kernel + (size_t)r * w.run + v * KK_LANES);
  }
  for (size_t i = 0; i < count; i++) {
    const KK_NAMED(kk_vector) gradient = KK_SPREAD(nonzeros[i].gradient);
    const float *from = x + nonzeros[i].place;
#pragma clang loop unroll(full)
    for (int r = 0; r < rows; r++) {
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) {
        sum[r][v] = __builtin_elementwise_fma(
            gradient, KK_READ(from + (size_t)r * w.row_stride + v * KK_LANES), sum[r][v]);
      }
    }
  }
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) KK_AT(kernel + (size_t)r * w.run + v * KK_LANES) = sum[r][v];
  }
}

// The numbers of rows and vectors become constants, so that what is in registers stays there.
#define KK_CASE(R, V)                                                                       \
  case (R) * 8 + (V):                                                                       \
    if ((V) <= KK_VECTORS) KK_BLOCK(R, (V) <= KK_VECTORS ? (V) : 1);                        \
    break;
#define KK_CASES(R) KK_CASE(R, 1) KK_CASE(R, 2) KK_CASE(R, 3) KK_CASE(R, 4) KK_CASE(R, 5) KK_CASE(R, 6)

static KK_TARGET void KK_NAMED(kk_kernel_cases)(
    size_t rows, size_t vectors, float *kernel, const float *x, const struct kk_nonzero *nonzeros,
    size_t count, const struct kk_runs w) {
#define KK_BLOCK(R, V) KK_NAMED(kk_kernel_block)(R, V, kernel, x, nonzeros, count, w)
  switch (rows * 8 + vectors) { KK_CASES(1) KK_CASES(2) KK_CASES(3) }
#undef KK_BLOCK
}

#undef KK_CASES
#undef KK_CASE

// The last numbers of a row of the window, fewer than a vector.
static KK_TARGET void KK_NAMED(kk_kernel_rest)(
    size_t rest, float *sums, const float *x, const struct kk_nonzero *nonzeros, size_t count) {
  float tile[KK_LANES] = {0};
  memcpy(tile, sums, rest * sizeof(float));
  KK_NAMED(kk_vector) sum = KK_READ(tile);
  for (size_t i = 0; i < count; i++) {
    sum = __builtin_elementwise_fma(
        KK_SPREAD(nonzeros[i].gradient), KK_READ(x + nonzeros[i].place), sum);
  }
  KK_AT(tile) = sum;
  memcpy(sums, tile, rest * sizeof(float));
}

// Goes through the window block by block: every sum is in one block, so that blocks do not show.
static KK_TARGET void KK_NAMED(kk_sparse_kernel)(
    float *sums, const float *x, const struct kk_nonzero *nonzeros, size_t count,
    const struct kk_runs w) {
  const size_t whole = w.run / KK_LANES, rest = w.run % KK_LANES;
  const size_t blocks = (whole + KK_VECTORS - 1) / KK_VECTORS;
  for (size_t row = 0; row < w.rows; row += 3) {
    const size_t rows = w.rows - row < 3 ? w.rows - row : 3;
    float *at = sums + row * w.run;
    const float *from = x + row * w.row_stride;
    for (size_t b = 0; b < blocks; b++) {
      const size_t first = b * whole / blocks, end = (b + 1) * whole / blocks;
      KK_NAMED(kk_kernel_cases)(
          rows, end - first, at + first * KK_LANES, from + first * KK_LANES, nonzeros, count, w);
    }
    for (size_t r = 0; rest && r < rows; r++) {
      KK_NAMED(kk_kernel_rest)(
          rest, at + r * w.run + whole * KK_LANES, from + r * w.row_stride + whole * KK_LANES,
          nonzeros, count);
    }
  }
}

// Nonzero by nonzero: windows overlap, so that blocks would show in the order of a number's terms. With
// constant sizes the weights stay in registers.
KK_INLINE void KK_NAMED(kk_input_nonzeros)(
    const size_t rows, const size_t whole, float *restrict dx, const float *restrict kernel,
    const struct kk_nonzero *restrict nonzeros, size_t count, const struct kk_runs w) {
  const size_t rest = w.run - whole * KK_LANES;
  for (size_t i = 0; i < count; i++) {
    const KK_NAMED(kk_vector) gradient = KK_SPREAD(nonzeros[i].gradient);
    float *to = dx + nonzeros[i].place;
    const float *from = kernel;
    for (size_t r = 0; r < rows; r++, to += w.row_stride, from += w.run) {
      for (size_t v = 0; v < whole; v++) {
        float *at = to + v * KK_LANES;
        KK_AT(at) = __builtin_elementwise_fma(gradient, KK_READ(from + v * KK_LANES), KK_READ(at));
      }
      for (size_t j = w.run - rest; j < w.run; j++) {
        to[j] = __builtin_elementwise_fma(nonzeros[i].gradient, from[j], to[j]);
      }
    }
  }
}

static KK_TARGET void KK_NAMED(kk_sparse_input)(
    float *dx, const float *kernel, const struct kk_nonzero *nonzeros, size_t count,
    const struct kk_runs w) {
  const size_t whole = w.run / KK_LANES;
  if (w.rows == 3 && whole == 3) {
    KK_NAMED(kk_input_nonzeros)(3, 3, dx, kernel, nonzeros, count, w);
  } else if (w.rows == 3 && whole == 6) {
    KK_NAMED(kk_input_nonzeros)(3, 6, dx, kernel, nonzeros, count, w);
  } else {
    KK_NAMED(kk_input_nonzeros)(w.rows, whole, dx, kernel, nonzeros, count, w);
  }
}

#undef KK_AT
#undef KK_READ
#undef KK_SPREAD
#undef KK_INLINE
