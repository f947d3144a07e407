// Depthwise convolutions with one filter a channel, for one instruction set; included once for each, see
// depthwise.c.
//
// A vector is channels of one cell. Channels that do not fill the last vector are computed together with
// some before them once more, which gives the same numbers; where sums are added to, one by one.

#include "kk_vector_template.h"

// Makes of sums what a run makes of them, and writes them.
KK_INLINE void KK_NAMED(kk_write_cells)(
    const int cells, const int vectors, const struct kk_run *run, size_t at, size_t channel,
    KK_NAMED(kk_vector) (*sum)[KK_CELL_VECTORS]) {
  float *target = run->target + at * run->target_step + channel;
#pragma clang loop unroll(full)
  for (int t = 0; t < cells; t++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      KK_NAMED(kk_vector) value = sum[t][v];
      if (run->bias) value = value + KK_NAMED(kk_load)(run->bias + channel + v * KK_LANES);
      KK_NAMED(kk_store)(
          target + (size_t)t * run->target_step + v * KK_LANES,
          KK_NAMED(kk_activate)(value, run->activation));
    }
  }
}

// Some cells side by side, for the channels of some vectors, in registers.
KK_INLINE void KK_NAMED(kk_cells)(
    const int cells, const int vectors, const struct kk_run *run, size_t at, size_t channel) {
  KK_NAMED(kk_vector) sum[KK_CELLS][KK_CELL_VECTORS];
#pragma clang loop unroll(full)
  for (int t = 0; t < cells; t++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) sum[t][v] = (KK_NAMED(kk_vector)){0};
  }
  const size_t step = run->source_step, across = run->steps.source_column;
  const ptrdiff_t weights = run->steps.weight_column;
  const float *row = run->source + at * step + channel, *weight_row = run->weight + channel;
  for (size_t y = 0; y < run->rows; y++) {
    const float *source = row, *weight = weight_row;
    for (size_t x = 0; x < run->columns; x++, source += across, weight += weights) {
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) {
        const KK_NAMED(kk_vector) w = KK_NAMED(kk_load)(weight + v * KK_LANES);
#pragma clang loop unroll(full)
        for (int t = 0; t < cells; t++) {
          sum[t][v] = __builtin_elementwise_fma(
              KK_NAMED(kk_load)(source + (size_t)t * step + v * KK_LANES), w, sum[t][v]);
        }
      }
    }
    row += run->steps.source_row;
    weight_row += run->steps.weight_row;
  }
  KK_NAMED(kk_write_cells)(cells, vectors, run, at, channel, sum);
}

// The same for three columns of taps where cells are one or two sources apart: what several of them read is
// loaded once.
KK_INLINE void KK_NAMED(kk_neighbours)(
    const int cells, const int apart, const struct kk_run *run, size_t at, size_t channel) {
  KK_NAMED(kk_vector) sum[KK_CELLS][KK_CELL_VECTORS];
#pragma clang loop unroll(full)
  for (int t = 0; t < cells; t++) sum[t][0] = (KK_NAMED(kk_vector)){0};
  const size_t across = run->steps.source_column;
  const ptrdiff_t weights = run->steps.weight_column;
  const float *row = run->source + at * run->source_step + channel;
  const float *weight_row = run->weight + channel;
  for (size_t y = 0; y < run->rows; y++) {
    KK_NAMED(kk_vector) w[3];
#pragma clang loop unroll(full)
    for (int x = 0; x < 3; x++) w[x] = KK_NAMED(kk_load)(weight_row + x * weights);
    // Every sum meets its three sources in order.
#pragma clang loop unroll(full)
    for (int i = 0; i < (cells - 1) * apart + 3; i++) {
      const KK_NAMED(kk_vector) source = KK_NAMED(kk_load)(row + (size_t)i * across);
#pragma clang loop unroll(full)
      for (int t = 0; t < cells; t++) {
        const int x = i - t * apart;
        if (x < 0 || x > 2) continue;
        sum[t][0] = __builtin_elementwise_fma(source, w[x], sum[t][0]);
      }
    }
    row += run->steps.source_row;
    weight_row += run->steps.weight_row;
  }
  KK_NAMED(kk_write_cells)(cells, 1, run, at, channel, sum);
}

// The number of vectors becomes a constant, so that the sums stay in registers.
#define KK_CASE(N)                                     \
  case N:                                              \
    KK_NAMED(kk_cells)(1, N, run, 0, channel);         \
    break;

// One cell, for several vectors of channels at a time: chains that wait for themselves go on side by side.
static KK_TARGET void KK_NAMED(kk_one_cell)(const struct kk_run *run) {
  const size_t vectors = kk_least(run->channels / KK_LANES, KK_CELL_VECTORS);
  for (size_t c = 0; c < run->channels; c += vectors * KK_LANES) {
    const size_t channel = kk_least(c, run->channels - vectors * KK_LANES);
    switch (vectors) {
      KK_CASE(1) KK_CASE(2) KK_CASE(3) KK_CASE(4) KK_CASE(5) KK_CASE(6)
    }
  }
}
#undef KK_CASE

// The number of cells becomes a constant, so that the sums stay in registers.
#define KK_CASE(N)                                               \
  case N:                                                        \
    if (apart == 1) {                                            \
      KK_NAMED(kk_neighbours)(N, 1, run, first, channel);        \
    } else if (apart == 2) {                                     \
      KK_NAMED(kk_neighbours)(N, 2, run, first, channel);        \
    } else {                                                     \
      KK_NAMED(kk_cells)(N, 1, run, first, channel);             \
    }                                                            \
    break;

// Cells in parts as equal as can be, for the same reason.
static KK_TARGET void KK_NAMED(kk_run)(const struct kk_run *run) {
  if (run->cells == 1) {
    KK_NAMED(kk_one_cell)(run);
    return;
  }
  const size_t across = run->steps.source_column;
  const size_t apart =
      run->columns == 3 && run->source_step % across == 0 ? run->source_step / across : 0;
  const size_t parts = (run->cells + KK_CELLS - 1) / KK_CELLS;
  for (size_t c = 0; c < run->channels; c += KK_LANES) {
    const size_t channel = kk_least(c, run->channels - KK_LANES);
    for (size_t part = 0, first = 0; part < parts; part++) {
      const size_t end = (part + 1) * run->cells / parts;
      switch (end - first) {
        KK_CASE(1) KK_CASE(2) KK_CASE(3) KK_CASE(4) KK_CASE(5) KK_CASE(6) KK_CASE(7) KK_CASE(8)
      }
      first = end;
    }
  }
}
#undef KK_CASE

static KK_TARGET void KK_NAMED(kk_depthwise_forward)(
    float *y, const float *x, const float *kernel, struct kk_window k,
    const struct kk_epilogue *epilogue) {
  kk_forward_runs(y, x, kernel, k, epilogue, KK_NAMED(kk_is_simple), KK_NAMED(kk_run));
}

static KK_TARGET void KK_NAMED(kk_depthwise_backward_input)(
    float *dx, const float *dy, const float *kernel, struct kk_window k) {
  kk_backward_runs(dx, dy, kernel, k, KK_NAMED(kk_run));
}

// Goes on with the gradients of one row of the window, for one or two vectors of channels.
KK_INLINE void KK_NAMED(kk_kernel_row)(
    const int width, const int vectors, float *dkernel, const float *dy, const float *x, size_t ky,
    size_t channel, struct kk_window k) {
  KK_NAMED(kk_vector) sum[KK_WIDEST][2];
#pragma clang loop unroll(full)
  for (int kx = 0; kx < width; kx++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      sum[kx][v] = KK_NAMED(kk_load)(dkernel + (size_t)kx * k.c + channel + v * KK_LANES);
    }
  }
  for (size_t oy = 0; oy < k.out_h; oy++) {
    const ptrdiff_t row =
        (ptrdiff_t)(oy * k.stride_h + ky * k.dilation_h) - (ptrdiff_t)k.pad_top;
    if (row < 0 || row >= (ptrdiff_t)k.h) continue;
    const float *line = x + (size_t)row * k.w * k.c + channel;
    const float *gradient = dy + oy * k.out_w * k.c + channel;
    for (size_t ox = 0; ox < k.out_w; ox++, gradient += k.c) {
      KK_NAMED(kk_vector) g[2];
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) g[v] = KK_NAMED(kk_load)(gradient + v * KK_LANES);
      const ptrdiff_t left = (ptrdiff_t)(ox * k.stride_w) - (ptrdiff_t)k.pad_left;
#pragma clang loop unroll(full)
      for (int kx = 0; kx < width; kx++) {
        const ptrdiff_t column = left + (ptrdiff_t)(kx * k.dilation_w);
        if (column < 0 || column >= (ptrdiff_t)k.w) continue;
#pragma clang loop unroll(full)
        for (int v = 0; v < vectors; v++) {
          sum[kx][v] = __builtin_elementwise_fma(
              KK_NAMED(kk_load)(line + (size_t)column * k.c + v * KK_LANES), g[v], sum[kx][v]);
        }
      }
    }
  }
#pragma clang loop unroll(full)
  for (int kx = 0; kx < width; kx++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      KK_NAMED(kk_store)(dkernel + (size_t)kx * k.c + channel + v * KK_LANES, sum[kx][v]);
    }
  }
}

// The width of the window becomes a constant, so that the sums stay in registers.
#define KK_CASE(W)                                                                   \
  case W:                                                                            \
    KK_NAMED(kk_kernel_row)(W, vectors, dkernel, dy, x, ky, channel, k);             \
    break;

KK_INLINE void KK_NAMED(kk_kernel_row_any)(
    const int vectors, float *dkernel, const float *dy, const float *x, size_t ky, size_t channel,
    struct kk_window k) {
  switch (k.kernel_w) { KK_CASE(1) KK_CASE(2) KK_CASE(3) KK_CASE(4) KK_CASE(5) KK_CASE(6) KK_CASE(7) }
}
#undef KK_CASE

static KK_TARGET void KK_NAMED(kk_depthwise_backward_kernel)(
    float *dkernel, const float *dy, const float *x, struct kk_window k) {
  for (size_t ky = 0; ky < k.kernel_h; ky++, dkernel += k.kernel_w * k.c) {
    size_t channel = 0;
    for (; channel + 2 * KK_LANES <= k.c; channel += 2 * KK_LANES) {
      KK_NAMED(kk_kernel_row_any)(2, dkernel, dy, x, ky, channel, k);
    }
    for (; channel + KK_LANES <= k.c; channel += KK_LANES) {
      KK_NAMED(kk_kernel_row_any)(1, dkernel, dy, x, ky, channel, k);
    }
    kk_kernel_row_rest(dkernel, dy, x, ky, channel, k);
  }
}

#undef KK_INLINE
