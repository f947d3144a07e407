// Sparse gradients of convolutions for one instruction set; included once for each, see sparse.c.
//
// KK_LANES: floats of a vector. KK_VECTORS: vectors of a row of the window that stay in registers, for
// up to three rows at a time. KK_FILTER_VECTORS, KK_PLACES: filters and places whose sums stay in
// registers where filters are side by side.

#define KK_INLINE static inline __attribute__((always_inline)) KK_TARGET

typedef int32_t KK_NAMED(kk_mask) __attribute__((vector_size(KK_LANES * sizeof(int32_t))));
typedef uint32_t KK_NAMED(kk_loose_words)
    __attribute__((vector_size(KK_LANES * sizeof(uint32_t)), aligned(sizeof(uint32_t))));
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

// A block: the sums of some places for some vectors of filters.
KK_INLINE void KK_NAMED(kk_masked_block)(
    const int count, const int vectors, float *sums, const float *x, const struct kk_winners won,
    const int32_t *places) {
  KK_NAMED(kk_vector) sum[KK_PLACES][KK_FILTER_VECTORS];
#pragma clang loop unroll(full)
  for (int p = 0; p < count; p++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      sum[p][v] = KK_READ(sums + (size_t)p * won.filters + v * KK_LANES);
    }
  }
  for (size_t cell = 0; cell < won.cells; cell++) {
    for (size_t tap = 0; tap < won.taps; tap++) {
      const int32_t start = won.start[cell * won.taps + tap];
      if (start < 0) continue;
      KK_NAMED(kk_vector) gradient[KK_FILTER_VECTORS];
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) {
        const size_t at = cell * won.filters + v * KK_LANES;
        const KK_NAMED(kk_mask) won_it =
            *(const KK_NAMED(kk_loose_words) *)(won.winner + at) == (uint32_t)tap;
        gradient[v] = (KK_NAMED(kk_vector))(
            won_it & (KK_NAMED(kk_mask))KK_READ(won.gradient + at));
      }
      const float *from = x + start;
#pragma clang loop unroll(full)
      for (int p = 0; p < count; p++) {
        const KK_NAMED(kk_vector) pixel = KK_SPREAD(from[places[p]]);
#pragma clang loop unroll(full)
        for (int v = 0; v < vectors; v++) {
          sum[p][v] = __builtin_elementwise_fma(pixel, gradient[v], sum[p][v]);
        }
      }
    }
  }
#pragma clang loop unroll(full)
  for (int p = 0; p < count; p++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      KK_AT(sums + (size_t)p * won.filters + v * KK_LANES) = sum[p][v];
    }
  }
}

// The number of places becomes a constant, so that the sums stay in registers.
#define KK_CASE(P)                                                \
  case P:                                                         \
    KK_NAMED(kk_masked_block)(P, vectors, sums, x, won, places);  \
    break;

KK_INLINE void KK_NAMED(kk_masked_places)(
    size_t count, const int vectors, float *sums, const float *x, const struct kk_winners won,
    const int32_t *places) {
  switch (count) { KK_UP_TO_12(KK_CASE) }
}
#undef KK_CASE

static KK_TARGET void KK_NAMED(kk_masked_one)(
    size_t count, float *sums, const float *x, const struct kk_winners won, const int32_t *places) {
  KK_NAMED(kk_masked_places)(count, 1, sums, x, won, places);
}

static KK_TARGET void KK_NAMED(kk_masked_all)(
    size_t count, float *sums, const float *x, const struct kk_winners won, const int32_t *places) {
  KK_NAMED(kk_masked_places)(count, KK_FILTER_VECTORS, sums, x, won, places);
}

// The last filters, fewer than a vector, one by one.
static KK_TARGET void KK_NAMED(kk_masked_rest)(
    size_t first, float *sums, const float *x, const struct kk_winners won, const int32_t *places,
    size_t place_count) {
  for (size_t cell = 0; cell < won.cells; cell++) {
    for (size_t tap = 0; tap < won.taps; tap++) {
      const int32_t start = won.start[cell * won.taps + tap];
      if (start < 0) continue;
      for (size_t f = first; f < won.filters; f++) {
        const size_t at = cell * won.filters + f;
        const float gradient = won.winner[at] == tap ? won.gradient[at] : 0.0f;
        for (size_t p = 0; p < place_count; p++) {
          float *sum = sums + p * won.filters + f;
          *sum = __builtin_elementwise_fma(x[start + places[p]], gradient, *sum);
        }
      }
    }
  }
}

// Goes through filters and places block by block: every sum is in one block.
static KK_TARGET void KK_NAMED(kk_masked_kernel)(
    float *sums, const float *x, const struct kk_winners won, const int32_t *places,
    size_t place_count) {
  const size_t blocks = (place_count + KK_PLACES - 1) / KK_PLACES;
  const size_t whole = won.filters / KK_LANES;
  for (size_t vector = 0; vector < whole;) {
    const size_t vectors = whole - vector < KK_FILTER_VECTORS ? 1 : KK_FILTER_VECTORS;
    struct kk_winners part = won;
    part.gradient += vector * KK_LANES;
    part.winner += vector * KK_LANES;
    for (size_t b = 0; b < blocks; b++) {
      const size_t first = b * place_count / blocks, end = (b + 1) * place_count / blocks;
      float *at = sums + first * won.filters + vector * KK_LANES;
      if (vectors == KK_FILTER_VECTORS) {
        KK_NAMED(kk_masked_all)(end - first, at, x, part, places + first);
      } else {
        KK_NAMED(kk_masked_one)(end - first, at, x, part, places + first);
      }
    }
    vector += vectors;
  }
  if (won.filters % KK_LANES) {
    KK_NAMED(kk_masked_rest)(whole * KK_LANES, sums, x, won, places, place_count);
  }
}

#undef KK_AT
#undef KK_READ
#undef KK_SPREAD
#undef KK_INLINE
