#include "kk_depthwise.h"

#include "kk_clones.h"

#include <math.h>
#include <string.h>

// The widest kernel for vectors: its gradient stays in registers.
#define KK_WIDEST 7

// Vectors take whole channels of one filter; at least as many as the widest has lanes.
#define KK_FEWEST_CHANNELS 16

// Cells whose sums stay in registers.
#define KK_CELLS 8

// Vectors of channels of one cell whose sums stay in registers.
#define KK_CELL_VECTORS 6

// Numbers of the rows under a window that stay in the nearest cache while the window goes down an image.
#define KK_NEAR 8192

// The cells of the window that a sum goes over, along one axis: the first one's place in the window and in
// what it reads, and how many there are.
struct kk_taps {
  size_t weight, source, count;
};

// How the window goes over what it reads: from one tap to the next, in the window and in what it reads.
struct kk_steps {
  ptrdiff_t weight_row, weight_column;
  size_t source_row, source_column;
};

// Cells side by side, of an output or of the gradient of an image, whose sums go over the same taps. Only
// channels are one number apart.
struct kk_run {
  size_t cells, channels;
  float *target;
  const float *source, *weight;
  size_t target_step, source_step, rows, columns;
  struct kk_steps steps;
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

// The taps of an output's place that lie on the image, from the first on.
static struct kk_taps kk_forward_taps(
    size_t place, size_t size, size_t kernel, size_t stride, size_t dilation, size_t pad) {
  struct kk_taps taps = {0};
  for (size_t k = 0; k < kernel; k++) {
    const size_t at = place * stride + k * dilation;
    if (at < pad || at - pad >= size) continue;
    if (!taps.count++) {
      taps.weight = k;
      taps.source = at - pad;
    }
  }
  return taps;
}

// The taps through which an image's place was read, from the last on: output places in order.
static struct kk_taps kk_backward_taps(
    size_t place, size_t places, size_t kernel, size_t stride, size_t dilation, size_t pad) {
  struct kk_taps taps = {0};
  for (size_t k = kernel; k-- > 0;) {
    const size_t at = place + pad, before = k * dilation;
    if (at < before || (at - before) % stride || (at - before) / stride >= places) continue;
    if (!taps.count++) {
      taps.weight = k;
      taps.source = (at - before) / stride;
    }
  }
  return taps;
}

typedef void kk_run_function(const struct kk_run *run);

// What is summed, and how.
struct kk_sums {
  struct kk_run run;
  float *target;
  const float *source, *kernel;
  // Cells of a row of the target, of the source and of the window.
  size_t target_width, source_width, kernel_width, channels;
  kk_run_function *compute;
};

// Sums some channels of cells side by side, from a column on.
static void kk_sum_cells(
    const struct kk_sums *sums, size_t row, size_t column, size_t cells, struct kk_taps rows,
    struct kk_taps columns, size_t channel, size_t channels) {
  struct kk_run run = sums->run;
  const size_t c = sums->channels;
  run.cells = cells;
  run.channels = channels;
  run.rows = rows.count;
  run.columns = rows.count ? columns.count : 0;
  run.target = sums->target + (row * sums->target_width + column) * c + channel;
  run.source = sums->source + (rows.source * sums->source_width + columns.source) * c + channel;
  run.weight = sums->kernel + (rows.weight * sums->kernel_width + columns.weight) * c + channel;
  if (run.bias) run.bias += channel;
  sums->compute(&run);
}

// Of so many channels those that are summed next: the rows under the window stay near, and none are left
// that would not fill a vector.
static size_t kk_next_channels(size_t rows, size_t width, size_t left) {
  const size_t near = KK_NEAR / (rows * width) / KK_FEWEST_CHANNELS * KK_FEWEST_CHANNELS;
  const size_t next = near < KK_FEWEST_CHANNELS ? KK_FEWEST_CHANNELS : near;
  return left < next + KK_FEWEST_CHANNELS ? left : next;
}

// Row by row, some channels at a time: cells at the borders by themselves, those between them together.
static void kk_forward_runs(
    float *y, const float *x, const float *kernel, struct kk_window k,
    const struct kk_epilogue *epilogue, int is_simple(int activation), kk_run_function compute) {
  size_t first, last;
  kk_inner_places(
      k.w, k.kernel_w, k.stride_w, k.dilation_w, k.pad_left, k.out_w, &first, &last);
  const int has_epilogue = is_simple(epilogue->activation) && !epilogue->addend;
  const struct kk_sums sums = {
      .run = {
          .target_step = k.c, .source_step = k.stride_w * k.c,
          .steps = {
              .weight_row = (ptrdiff_t)(k.kernel_w * k.c), .weight_column = (ptrdiff_t)k.c,
              .source_row = k.dilation_h * k.w * k.c, .source_column = k.dilation_w * k.c},
          .bias = has_epilogue ? epilogue->bias : 0,
          .activation = has_epilogue ? epilogue->activation : KK_LINEAR},
      .target = y, .source = x, .kernel = kernel, .target_width = k.out_w, .source_width = k.w,
      .kernel_width = k.kernel_w, .channels = k.c, .compute = compute};
#define KK_ROWS kk_forward_taps(oy, k.h, k.kernel_h, k.stride_h, k.dilation_h, k.pad_top)
#define KK_COLUMNS(OX) \
  kk_forward_taps(OX, k.w, k.kernel_w, k.stride_w, k.dilation_w, k.pad_left)
  for (size_t channel = 0, channels; channel < k.c; channel += channels) {
    channels = kk_next_channels(k.kernel_h, k.w, k.c - channel);
    for (size_t oy = 0; oy < k.out_h; oy++) {
      const struct kk_taps rows = KK_ROWS;
      for (size_t ox = 0, cells; ox < k.out_w; ox += cells) {
        cells = ox == first && last > first ? last - first : 1;
        kk_sum_cells(&sums, oy, ox, cells, rows, KK_COLUMNS(ox), channel, channels);
      }
    }
  }
#undef KK_ROWS
#undef KK_COLUMNS
  if (!has_epilogue) kk_apply_epilogue(y, k.c, k.out_h * k.out_w, k.c, epilogue);
}

// The gradients of pixels as sums over output cells in order: over the window's cells from the last to the
// first. Pixels of a row that lie under the same cells of the window are summed together.
static void kk_backward_runs(
    float *dx, const float *dy, const float *kernel, struct kk_window k, kk_run_function compute) {
  // Steps and distances exclude each other.
  const ptrdiff_t taps_h = (ptrdiff_t)k.stride_h, taps_w = (ptrdiff_t)k.stride_w;
  const struct kk_sums sums = {
      .run = {
          .target_step = k.stride_w * k.c, .source_step = k.c,
          .steps = {
              .weight_row = -taps_h * (ptrdiff_t)(k.kernel_w * k.c),
              .weight_column = -taps_w * (ptrdiff_t)k.c,
              .source_row = k.dilation_h * k.out_w * k.c, .source_column = k.dilation_w * k.c},
          .activation = KK_LINEAR},
      .target = dx, .source = dy, .kernel = kernel, .target_width = k.w, .source_width = k.out_w,
      .kernel_width = k.kernel_w, .channels = k.c, .compute = compute};
  const size_t span = (k.kernel_w - 1) * k.dilation_w;
  // From here to there no cell of the window misses the output, as far as steps meet it.
  const size_t begin = span > k.pad_left ? span - k.pad_left : 0;
  const size_t reach = (k.out_w - 1) * k.stride_w + 1;
  const size_t end = kk_least(reach > k.pad_left ? reach - k.pad_left : 0, k.w);
#define KK_ROWS kk_backward_taps(iy, k.out_h, k.kernel_h, k.stride_h, k.dilation_h, k.pad_top)
#define KK_COLUMNS(IX) \
  kk_backward_taps(IX, k.out_w, k.kernel_w, k.stride_w, k.dilation_w, k.pad_left)
  for (size_t channel = 0, channels; channel < k.c; channel += channels) {
    channels = kk_next_channels(k.kernel_h, k.out_w, k.c - channel);
    for (size_t iy = 0; iy < k.h; iy++) {
      const struct kk_taps rows = KK_ROWS;
      for (size_t ix = 0; ix < k.w; ix++) {
        if (ix == begin + k.stride_w && ix < end) ix = end;
        if (ix == k.w) break;
        const int is_inner = ix >= begin && ix < end;
        const size_t pixels = is_inner ? (end - ix + k.stride_w - 1) / k.stride_w : 1;
        kk_sum_cells(&sums, iy, ix, pixels, rows, KK_COLUMNS(ix), channel, channels);
      }
    }
  }
#undef KK_ROWS
#undef KK_COLUMNS
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
