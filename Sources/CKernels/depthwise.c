#include "kk_depthwise.h"

#include "kk_clones.h"

#include <math.h>
#include <string.h>

// The widest kernel for vectors: its gradient stays in registers.
#define KK_WIDEST 7

// Cells whose sums stay in registers.
#define KK_CELLS 8

// Vectors of channels of one cell whose sums stay in registers.
#define KK_CELL_VECTORS 6

// Cells side by side, of an output or of the gradient of an image, and what their sums are made of: for
// every tap the source of the first cell, and its weights. Only channels are one number apart.
struct kk_run {
  size_t cells, channels, taps;
  float *target;
  size_t target_step, source_step;
  const float *source[KK_WIDEST * KK_WIDEST];
  const float *weight[KK_WIDEST * KK_WIDEST];
  const float *bias;
  int activation;
};

static size_t kk_least(size_t a, size_t b) { return a < b ? a : b; }

// Places along one axis whose whole window lies on the image.
static void kk_inner_places(
    size_t size, size_t kernel, size_t stride, size_t dilation, size_t pad, size_t places,
    size_t *first, size_t *last) {
  const size_t span = (kernel - 1) * dilation;
  const size_t begin = (pad + stride - 1) / stride;
  const size_t end = size + pad > span ? (size + pad - span - 1) / stride + 1 : 0;
  *first = kk_least(begin, places);
  *last = end > *first ? kk_least(end, places) : *first;
}

typedef void kk_run_function(const struct kk_run *run);

static void kk_forward_run(
    struct kk_run *run, size_t oy, size_t ox, size_t cells, const float *x, const float *kernel,
    const struct kk_window *k, kk_run_function compute) {
  run->cells = cells;
  run->taps = 0;
  for (size_t ky = 0; ky < k->kernel_h; ky++) {
    const ptrdiff_t row =
        (ptrdiff_t)(oy * k->stride_h + ky * k->dilation_h) - (ptrdiff_t)k->pad_top;
    if (row < 0 || row >= (ptrdiff_t)k->h) continue;
    for (size_t kx = 0; kx < k->kernel_w; kx++) {
      const ptrdiff_t column =
          (ptrdiff_t)(ox * k->stride_w + kx * k->dilation_w) - (ptrdiff_t)k->pad_left;
      if (column < 0 || column >= (ptrdiff_t)k->w) continue;
      run->source[run->taps] = x + ((size_t)row * k->w + (size_t)column) * k->c;
      run->weight[run->taps++] = kernel + (ky * k->kernel_w + kx) * k->c;
    }
  }
  compute(run);
  run->target += cells * run->target_step;
}

// Row by row: cells at the borders by themselves, those between them together.
static void kk_forward_runs(
    float *y, const float *x, const float *kernel, struct kk_window k,
    const struct kk_epilogue *epilogue, int is_simple(int activation), kk_run_function compute) {
  size_t first, last;
  kk_inner_places(
      k.w, k.kernel_w, k.stride_w, k.dilation_w, k.pad_left, k.out_w, &first, &last);
  const int has_epilogue = is_simple(epilogue->activation) && !epilogue->addend;
  struct kk_run run = {
      .channels = k.c, .target_step = k.c, .source_step = k.stride_w * k.c,
      .bias = has_epilogue ? epilogue->bias : 0,
      .activation = has_epilogue ? epilogue->activation : KK_LINEAR};
  const size_t row = k.out_w * k.c;
  for (size_t oy = 0; oy < k.out_h; oy++) {
    run.target = y + oy * row;
    for (size_t ox = 0; ox < first; ox++) {
      kk_forward_run(&run, oy, ox, 1, x, kernel, &k, compute);
    }
    if (last > first) kk_forward_run(&run, oy, first, last - first, x, kernel, &k, compute);
    for (size_t ox = last; ox < k.out_w; ox++) {
      kk_forward_run(&run, oy, ox, 1, x, kernel, &k, compute);
    }
    if (!has_epilogue) {
      struct kk_epilogue own = *epilogue;
      if (own.addend) own.addend += oy * row;
      kk_apply_epilogue(y + oy * row, k.c, k.out_w, k.c, &own);
    }
  }
}

// The gradients of some pixels of a row, one step of the window apart, as a sum over output cells in order:
// over the window's cells from the last to the first.
static void kk_backward_run(
    struct kk_run *run, size_t iy, size_t ix, size_t pixels, float *dx, const float *dy,
    const float *kernel, const struct kk_window *k, kk_run_function compute) {
  run->cells = pixels;
  run->taps = 0;
  run->target = dx + (iy * k->w + ix) * k->c;
  for (size_t ky = k->kernel_h; ky-- > 0;) {
    const ptrdiff_t down = (ptrdiff_t)(iy + k->pad_top) - (ptrdiff_t)(ky * k->dilation_h);
    if (down < 0 || down % (ptrdiff_t)k->stride_h) continue;
    const size_t oy = (size_t)down / k->stride_h;
    if (oy >= k->out_h) continue;
    for (size_t kx = k->kernel_w; kx-- > 0;) {
      const ptrdiff_t right = (ptrdiff_t)(ix + k->pad_left) - (ptrdiff_t)(kx * k->dilation_w);
      if (right < 0 || right % (ptrdiff_t)k->stride_w) continue;
      const size_t ox = (size_t)right / k->stride_w;
      if (ox >= k->out_w) continue;
      run->source[run->taps] = dy + (oy * k->out_w + ox) * k->c;
      run->weight[run->taps++] = kernel + (ky * k->kernel_w + kx) * k->c;
    }
  }
  compute(run);
}

// Row by row, and in a row those pixels together that lie under the same cells of the window.
static void kk_backward_runs(
    float *dx, const float *dy, const float *kernel, struct kk_window k, kk_run_function compute) {
  struct kk_run run = {
      .channels = k.c, .target_step = k.stride_w * k.c, .source_step = k.c,
      .activation = KK_LINEAR};
  const size_t span = (k.kernel_w - 1) * k.dilation_w;
  // From here to there no cell of the window misses the output, as far as steps meet it.
  const size_t begin = span > k.pad_left ? span - k.pad_left : 0;
  const size_t reach = (k.out_w - 1) * k.stride_w + 1;
  const size_t end = kk_least(reach > k.pad_left ? reach - k.pad_left : 0, k.w);
  for (size_t iy = 0; iy < k.h; iy++) {
    for (size_t phase = 0; phase < k.stride_w; phase++) {
      size_t ix = phase;
      for (; ix < k.w && ix < begin; ix += k.stride_w) {
        kk_backward_run(&run, iy, ix, 1, dx, dy, kernel, &k, compute);
      }
      if (ix < end) {
        const size_t pixels = (end - ix + k.stride_w - 1) / k.stride_w;
        kk_backward_run(&run, iy, ix, pixels, dx, dy, kernel, &k, compute);
        ix += pixels * k.stride_w;
      }
      for (; ix < k.w; ix += k.stride_w) {
        kk_backward_run(&run, iy, ix, 1, dx, dy, kernel, &k, compute);
      }
    }
  }
}

// Goes on with the gradients of one row of the window for the channels that fill no vector.
static void kk_kernel_row_rest(
    float *dkernel, const float *dy, const float *x, size_t ky, size_t channel,
    struct kk_window k) {
  for (; channel < k.c; channel++) {
    for (size_t kx = 0; kx < k.kernel_w; kx++) {
      float sum = dkernel[kx * k.c + channel];
      for (size_t oy = 0; oy < k.out_h; oy++) {
        const ptrdiff_t row =
            (ptrdiff_t)(oy * k.stride_h + ky * k.dilation_h) - (ptrdiff_t)k.pad_top;
        if (row < 0 || row >= (ptrdiff_t)k.h) continue;
        for (size_t ox = 0; ox < k.out_w; ox++) {
          const ptrdiff_t column =
              (ptrdiff_t)(ox * k.stride_w + kx * k.dilation_w) - (ptrdiff_t)k.pad_left;
          if (column < 0 || column >= (ptrdiff_t)k.w) continue;
          sum = fmaf(
              x[((size_t)row * k.w + (size_t)column) * k.c + channel],
              dy[(oy * k.out_w + ox) * k.c + channel], sum);
        }
      }
      dkernel[kx * k.c + channel] = sum;
    }
  }
}

#if defined(__x86_64__)
#define KK_LANES 16
#define KK_TARGET KK_TARGET_AVX512
#define KK_NAMED(name) name##_avx512
#include "depthwise_template.h"
#undef KK_LANES
#undef KK_TARGET
#undef KK_NAMED

#define KK_LANES 8
#define KK_TARGET KK_TARGET_AVX2
#define KK_NAMED(name) name##_avx2
#include "depthwise_template.h"
#undef KK_LANES
#undef KK_TARGET
#undef KK_NAMED
#endif

#define KK_LANES 4
#define KK_TARGET
#define KK_NAMED(name) name##_scalar
#include "depthwise_template.h"

// Vectors take whole channels of one filter; at least as many as the widest has lanes.
#define KK_FEWEST_CHANNELS 16

static int kk_fits_vectors(size_t m, struct kk_window k) {
  return m == 1 && k.c >= KK_FEWEST_CHANNELS && k.kernel_h <= KK_WIDEST &&
         k.kernel_w <= KK_WIDEST;
}

// The loops for all others visit the same pairs of cells: for every output cell, the cells of its window
// that lie on the image. STATEMENT sees the channels of the output cell (out), of the image's cell (in),
// and of the window's cell (tap), and the index i of a channel with its filter.
#define KK_EACH_PAIR(STATEMENT)                                                              \
  for (size_t oy = 0; oy < k.out_h; oy++) {                                                  \
    for (size_t ox = 0; ox < k.out_w; ox++) {                                                \
      const size_t out = (oy * k.out_w + ox) * k.c * m;                                      \
      for (size_t ky = 0; ky < k.kernel_h; ky++) {                                           \
        const ptrdiff_t row =                                                                \
            (ptrdiff_t)(oy * k.stride_h + ky * k.dilation_h) - (ptrdiff_t)k.pad_top;         \
        if (row < 0 || row >= (ptrdiff_t)k.h) continue;                                      \
        for (size_t kx = 0; kx < k.kernel_w; kx++) {                                         \
          const ptrdiff_t column =                                                           \
              (ptrdiff_t)(ox * k.stride_w + kx * k.dilation_w) - (ptrdiff_t)k.pad_left;      \
          if (column < 0 || column >= (ptrdiff_t)k.w) continue;                              \
          const size_t in = ((size_t)row * k.w + (size_t)column) * k.c;                      \
          const size_t tap = (ky * k.kernel_w + kx) * k.c * m;                               \
          for (size_t i = 0, channel = 0; channel < k.c; channel++) {                        \
            for (size_t j = 0; j < m; j++, i++) { STATEMENT(i, channel); }                   \
          }                                                                                  \
        }                                                                                    \
      }                                                                                      \
    }                                                                                        \
  }

KK_CLONES static void kk_each_forward(
    float *restrict y, const float *restrict x, const float *restrict kernel, size_t m,
    struct kk_window k) {
  memset(y, 0, k.out_h * k.out_w * k.c * m * sizeof(float));
#define KK_STATEMENT(i, channel) y[out + i] = fmaf(x[in + channel], kernel[tap + i], y[out + i])
  KK_EACH_PAIR(KK_STATEMENT)
#undef KK_STATEMENT
}

KK_CLONES static void kk_each_backward_input(
    float *restrict dx, const float *restrict dy, const float *restrict kernel, size_t m,
    struct kk_window k) {
  memset(dx, 0, k.h * k.w * k.c * sizeof(float));
#define KK_STATEMENT(i, channel) \
  dx[in + channel] = fmaf(dy[out + i], kernel[tap + i], dx[in + channel])
  KK_EACH_PAIR(KK_STATEMENT)
#undef KK_STATEMENT
}

KK_CLONES static void kk_each_backward_kernel(
    float *restrict dkernel, const float *restrict dy, const float *restrict x, size_t m,
    struct kk_window k) {
#define KK_STATEMENT(i, channel) \
  dkernel[tap + i] = fmaf(x[in + channel], dy[out + i], dkernel[tap + i])
  KK_EACH_PAIR(KK_STATEMENT)
#undef KK_STATEMENT
}

void kk_depthwise_forward(
    enum kk_simd simd, float *restrict y, const float *restrict x, const float *restrict kernel,
    size_t m, struct kk_window k, const struct kk_epilogue *epilogue) {
  if (kk_fits_vectors(m, k)) {
    KK_CALL(simd, kk_depthwise_forward, y, x, kernel, k, epilogue);
    return;
  }
  kk_each_forward(y, x, kernel, m, k);
  kk_apply_epilogue(y, k.c * m, k.out_h * k.out_w, k.c * m, epilogue);
}

void kk_depthwise_backward_input(
    enum kk_simd simd, float *restrict dx, const float *restrict dy, const float *restrict kernel,
    size_t m, struct kk_window k) {
  if (kk_fits_vectors(m, k)) {
    KK_CALL(simd, kk_depthwise_backward_input, dx, dy, kernel, k);
  } else {
    kk_each_backward_input(dx, dy, kernel, m, k);
  }
}

void kk_depthwise_backward_kernel(
    enum kk_simd simd, float *restrict dkernel, const float *restrict dy, const float *restrict x,
    size_t m, struct kk_window k) {
  if (kk_fits_vectors(m, k)) {
    KK_CALL(simd, kk_depthwise_backward_kernel, dkernel, dy, x, k);
  } else {
    kk_each_backward_kernel(dkernel, dy, x, m, k);
  }
}
