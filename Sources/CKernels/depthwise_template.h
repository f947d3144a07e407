// Depthwise convolutions with one filter a channel, for one instruction set; included once for each, see
// depthwise.c.
//
// A vector is channels of one cell. Channels that do not fill the last vector are computed together with
// some before them once more, which gives the same numbers; where sums are added to, one by one.

#include "kk_vector_template.h"

// Some cells side by side in registers, for the channels of a vector.
KK_INLINE void KK_NAMED(kk_cells)(
    const int cells, const struct kk_run *run, size_t at, size_t channel) {
  KK_NAMED(kk_vector) sum[KK_CELLS];
#pragma clang loop unroll(full)
  for (int t = 0; t < cells; t++) sum[t] = (KK_NAMED(kk_vector)){0};
  for (size_t i = 0; i < run->taps; i++) {
    const float *source = run->source[i] + at * run->source_step + channel;
    const KK_NAMED(kk_vector) weight = KK_NAMED(kk_load)(run->weight[i] + channel);
#pragma clang loop unroll(full)
    for (int t = 0; t < cells; t++) {
      sum[t] = __builtin_elementwise_fma(
          KK_NAMED(kk_load)(source + (size_t)t * run->source_step), weight, sum[t]);
    }
  }
  float *target = run->target + at * run->target_step + channel;
#pragma clang loop unroll(full)
  for (int t = 0; t < cells; t++) {
    if (run->bias) sum[t] = sum[t] + KK_NAMED(kk_load)(run->bias + channel);
    KK_NAMED(kk_store)(
        target + (size_t)t * run->target_step, KK_NAMED(kk_activate)(sum[t], run->activation));
  }
}

// One cell, for the channels of several vectors: chains that wait for themselves go on side by side.
KK_INLINE void KK_NAMED(kk_cell)(const struct kk_run *run, size_t channel) {
  KK_NAMED(kk_vector) sum[KK_CELL_VECTORS];
#pragma clang loop unroll(full)
  for (int v = 0; v < KK_CELL_VECTORS; v++) sum[v] = (KK_NAMED(kk_vector)){0};
  for (size_t i = 0; i < run->taps; i++) {
    const float *source = run->source[i] + channel, *weight = run->weight[i] + channel;
#pragma clang loop unroll(full)
    for (int v = 0; v < KK_CELL_VECTORS; v++) {
      sum[v] = __builtin_elementwise_fma(
          KK_NAMED(kk_load)(source + v * KK_LANES), KK_NAMED(kk_load)(weight + v * KK_LANES),
          sum[v]);
    }
  }
#pragma clang loop unroll(full)
  for (int v = 0; v < KK_CELL_VECTORS; v++) {
    if (run->bias) sum[v] = sum[v] + KK_NAMED(kk_load)(run->bias + channel + v * KK_LANES);
    KK_NAMED(kk_store)(
        run->target + channel + v * KK_LANES, KK_NAMED(kk_activate)(sum[v], run->activation));
  }
}

static KK_TARGET void KK_NAMED(kk_run)(const struct kk_run *run) {
  const size_t wide = KK_CELL_VECTORS * KK_LANES;
  if (run->cells == 1 && run->channels >= wide) {
    for (size_t c = 0; c < run->channels; c += wide) {
      KK_NAMED(kk_cell)(run, c + wide <= run->channels ? c : run->channels - wide);
    }
    return;
  }
  for (size_t c = 0; c < run->channels; c += KK_LANES) {
    const size_t channel = c + KK_LANES <= run->channels ? c : run->channels - KK_LANES;
    size_t at = 0;
    for (; at + KK_CELLS <= run->cells; at += KK_CELLS) {
      KK_NAMED(kk_cells)(KK_CELLS, run, at, channel);
    }
    if (at + 4 <= run->cells) {
      KK_NAMED(kk_cells)(4, run, at, channel);
      at += 4;
    }
    if (at + 2 <= run->cells) {
      KK_NAMED(kk_cells)(2, run, at, channel);
      at += 2;
    }
    if (at < run->cells) KK_NAMED(kk_cells)(1, run, at, channel);
  }
}

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
