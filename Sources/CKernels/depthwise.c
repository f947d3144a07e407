#include "kk_depthwise.h"

#include "kk_clones.h"

#include <string.h>

// The three loops visit the same pairs of cells: for every output cell, the cells of its window that
// lie on the image. STATEMENT sees the channels of the output cell (out), of the image's cell (in),
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
          if (m == 1) {                                                                      \
            for (size_t i = 0; i < k.c; i++) { STATEMENT(i, i); }                            \
          } else {                                                                           \
            for (size_t i = 0, channel = 0; channel < k.c; channel++) {                      \
              for (size_t j = 0; j < m; j++, i++) { STATEMENT(i, channel); }                 \
            }                                                                                \
          }                                                                                  \
        }                                                                                    \
      }                                                                                      \
    }                                                                                        \
  }

KK_CLONES void kk_depthwise_forward(
    float *restrict y, const float *restrict x, const float *restrict kernel, size_t m,
    struct kk_window k) {
  memset(y, 0, k.out_h * k.out_w * k.c * m * sizeof(float));
#define KK_STATEMENT(i, channel) y[out + i] += x[in + channel] * kernel[tap + i]
  KK_EACH_PAIR(KK_STATEMENT)
#undef KK_STATEMENT
}

KK_CLONES void kk_depthwise_backward_input(
    float *restrict dx, const float *restrict dy, const float *restrict kernel, size_t m,
    struct kk_window k) {
  memset(dx, 0, k.h * k.w * k.c * sizeof(float));
#define KK_STATEMENT(i, channel) dx[in + channel] += dy[out + i] * kernel[tap + i]
  KK_EACH_PAIR(KK_STATEMENT)
#undef KK_STATEMENT
}

KK_CLONES void kk_depthwise_backward_kernel(
    float *restrict dkernel, const float *restrict dy, const float *restrict x, size_t m,
    struct kk_window k) {
#define KK_STATEMENT(i, channel) dkernel[tap + i] += x[in + channel] * dy[out + i]
  KK_EACH_PAIR(KK_STATEMENT)
#undef KK_STATEMENT
}
