#include "kk_convolution.h"

#include "kk_clones.h"

#include <string.h>

KK_CLONES void kk_im2col(float *restrict columns, const float *restrict image, struct kk_window k) {
  const size_t row = k.kernel_w * k.c;  // one row of the window
  const size_t patch = k.kernel_h * row;
  for (size_t oy = 0; oy < k.out_h; oy++) {
    for (size_t ox = 0; ox < k.out_w; ox++) {
      float *out = columns + (oy * k.out_w + ox) * patch;
      const ptrdiff_t left = (ptrdiff_t)(ox * k.stride_w) - (ptrdiff_t)k.pad_left;
      const int inside =
          left >= 0 && left + (ptrdiff_t)((k.kernel_w - 1) * k.dilation_w) < (ptrdiff_t)k.w;
      for (size_t ky = 0; ky < k.kernel_h; ky++, out += row) {
        const ptrdiff_t y =
            (ptrdiff_t)(oy * k.stride_h + ky * k.dilation_h) - (ptrdiff_t)k.pad_top;
        if (y < 0 || y >= (ptrdiff_t)k.h) {
          memset(out, 0, row * sizeof(float));
          continue;
        }
        const float *line = image + (size_t)y * k.w * k.c;
        // Neighbouring cells of an undilated window are one run of memory.
        if (inside && k.dilation_w == 1) {
          const float *from = line + (size_t)left * k.c;
          for (size_t i = 0; i < row; i++) out[i] = from[i];
          continue;
        }
        for (size_t kx = 0; kx < k.kernel_w; kx++) {
          const ptrdiff_t x = left + (ptrdiff_t)(kx * k.dilation_w);
          float *cell = out + kx * k.c;
          if (x < 0 || x >= (ptrdiff_t)k.w) {
            memset(cell, 0, k.c * sizeof(float));
          } else {
            memcpy(cell, line + (size_t)x * k.c, k.c * sizeof(float));
          }
        }
      }
    }
  }
}

KK_CLONES void kk_col2im(float *restrict image, const float *restrict columns, struct kk_window k) {
  const size_t row = k.kernel_w * k.c;
  const size_t patch = k.kernel_h * row;
  for (size_t oy = 0; oy < k.out_h; oy++) {
    for (size_t ox = 0; ox < k.out_w; ox++) {
      const float *in = columns + (oy * k.out_w + ox) * patch;
      const ptrdiff_t left = (ptrdiff_t)(ox * k.stride_w) - (ptrdiff_t)k.pad_left;
      const int inside =
          left >= 0 && left + (ptrdiff_t)((k.kernel_w - 1) * k.dilation_w) < (ptrdiff_t)k.w;
      for (size_t ky = 0; ky < k.kernel_h; ky++, in += row) {
        const ptrdiff_t y =
            (ptrdiff_t)(oy * k.stride_h + ky * k.dilation_h) - (ptrdiff_t)k.pad_top;
        if (y < 0 || y >= (ptrdiff_t)k.h) continue;
        float *line = image + (size_t)y * k.w * k.c;
        if (inside && k.dilation_w == 1) {
          float *to = line + (size_t)left * k.c;
          for (size_t i = 0; i < row; i++) to[i] += in[i];
          continue;
        }
        for (size_t kx = 0; kx < k.kernel_w; kx++) {
          const ptrdiff_t x = left + (ptrdiff_t)(kx * k.dilation_w);
          if (x < 0 || x >= (ptrdiff_t)k.w) continue;
          float *to = line + (size_t)x * k.c;
          for (size_t c = 0; c < k.c; c++) to[c] += in[kx * k.c + c];
        }
      }
    }
  }
}

KK_CLONES void kk_map_cells(
    float *restrict y, const float *restrict x, const int32_t *rows, size_t row_count,
    const int32_t *columns, size_t column_count, size_t width, size_t channels, float fill) {
  for (size_t r = 0; r < row_count; r++) {
    for (size_t c = 0; c < column_count; c++, y += channels) {
      if (rows[r] < 0 || columns[c] < 0) {
        for (size_t i = 0; i < channels; i++) y[i] = fill;
      } else {
        const float *cell = x + ((size_t)rows[r] * width + (size_t)columns[c]) * channels;
        for (size_t i = 0; i < channels; i++) y[i] = cell[i];
      }
    }
  }
}

KK_CLONES void kk_map_cells_backward(
    float *restrict dx, const float *restrict dy, const int32_t *rows, size_t row_count,
    const int32_t *columns, size_t column_count, size_t width, size_t channels) {
  for (size_t r = 0; r < row_count; r++) {
    for (size_t c = 0; c < column_count; c++, dy += channels) {
      if (rows[r] < 0 || columns[c] < 0) continue;
      float *cell = dx + ((size_t)rows[r] * width + (size_t)columns[c]) * channels;
      for (size_t i = 0; i < channels; i++) cell[i] += dy[i];
    }
  }
}

KK_CLONES void kk_resample(
    float *restrict y, const float *restrict x, const int32_t *places, const float *weights,
    size_t count, size_t taps, size_t width) {
  for (size_t i = 0; i < count; i++) {
    float *out = y + i * width;
    memset(out, 0, width * sizeof(float));
    for (size_t k = 0; k < taps; k++) {
      const float weight = weights[i * taps + k];
      const float *in = x + (size_t)places[i * taps + k] * width;
      if (weight == 0.0f) continue;
      for (size_t j = 0; j < width; j++) out[j] += weight * in[j];
    }
  }
}

KK_CLONES void kk_resample_backward(
    float *restrict dx, const float *restrict dy, const int32_t *places, const float *weights,
    size_t count, size_t taps, size_t width) {
  for (size_t i = 0; i < count; i++) {
    const float *in = dy + i * width;
    for (size_t k = 0; k < taps; k++) {
      const float weight = weights[i * taps + k];
      float *out = dx + (size_t)places[i * taps + k] * width;
      if (weight == 0.0f) continue;
      for (size_t j = 0; j < width; j++) out[j] += weight * in[j];
    }
  }
}
