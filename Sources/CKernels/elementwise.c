#include "kk_elementwise.h"

#include "kk_clones.h"
#include "kk_transpose_blocks.h"

#include <string.h>

#include "kk_math.h"

KK_CLONES void kk_scale(float *y, const float *x, size_t count, float scale, float offset) {
  for (size_t i = 0; i < count; i++) y[i] = x[i] * scale + offset;
}

KK_CLONES void kk_scale_columns(
    float *restrict y, const float *restrict x, const float *restrict scale,
    const float *restrict offset, size_t rows, size_t columns) {
  for (size_t r = 0; r < rows; r++) {
    for (size_t c = 0; c < columns; c++) {
      y[r * columns + c] = x[r * columns + c] * scale[c] + offset[c];
    }
  }
}

KK_CLONES void kk_copy_strided(
    float *restrict y, size_t y_step, const float *restrict x, size_t x_step, size_t count) {
  for (size_t i = 0; i < count; i++) y[i * y_step] = x[i * x_step];
}

KK_CLONES void kk_add(float *restrict y, const float *restrict x, size_t count) {
  for (size_t i = 0; i < count; i++) y[i] += x[i];
}

static inline __attribute__((always_inline)) void kk_add_columns(
    float *restrict y, const float *restrict x, size_t rows, const int width, size_t stride) {
  float sum[64];
  for (int c = 0; c < width; c++) sum[c] = y[c];
  for (size_t r = 0; r < rows; r++) {
    for (int c = 0; c < width; c++) sum[c] += x[r * stride + c];
  }
  for (int c = 0; c < width; c++) y[c] = sum[c];
}

KK_CLONES void kk_add_rows(
    float *restrict y, const float *restrict x, size_t rows, size_t columns, size_t stride) {
  // So many columns at a time that their sums stay in registers: a sum in memory would wait for itself.
  enum { width = 64, narrow = 16 };
  size_t c = 0;
  for (; c + width <= columns; c += width) kk_add_columns(y + c, x + c, rows, width, stride);
  for (; c + narrow <= columns; c += narrow) kk_add_columns(y + c, x + c, rows, narrow, stride);
  for (size_t r = 0; r < rows; r++) {
    for (size_t i = c; i < columns; i++) y[i] += x[r * stride + i];
  }
}

KK_CLONES void kk_spread(float *restrict y, const float *restrict x, size_t count, size_t step) {
  if (step) {
    memcpy(y, x, count * sizeof(float));
    return;
  }
  for (size_t i = 0; i < count; i++) y[i] = x[0];
}

KK_CLONES void kk_merge(
    float *restrict y, const float *restrict x, size_t count, size_t step, int kind) {
  switch (kind) {
    case KK_MERGE_ADD:
      for (size_t i = 0; i < count; i++) y[i] += x[i * step];
      break;
    case KK_MERGE_SUBTRACT:
      for (size_t i = 0; i < count; i++) y[i] -= x[i * step];
      break;
    case KK_MERGE_MULTIPLY:
      for (size_t i = 0; i < count; i++) y[i] *= x[i * step];
      break;
    case KK_MERGE_MAXIMUM:
      for (size_t i = 0; i < count; i++) y[i] = x[i * step] > y[i] ? x[i * step] : y[i];
      break;
    default:
      for (size_t i = 0; i < count; i++) y[i] = x[i * step] < y[i] ? x[i * step] : y[i];
  }
}

KK_CLONES void kk_merge_gradient(
    float *restrict dx, const float *restrict dy, size_t count, size_t step, float factor) {
  for (size_t i = 0; i < count; i++) dx[i * step] += dy[i] * factor;
}

KK_CLONES void kk_divide(float *y, size_t count, float divisor) {
  for (size_t i = 0; i < count; i++) y[i] /= divisor;
}

KK_CLONES void kk_copy_rows(
    float *restrict to, const float *restrict from, size_t rows, size_t columns, size_t to_stride,
    size_t from_stride) {
  for (size_t r = 0; r < rows; r++) {
    memcpy(to + r * to_stride, from + r * from_stride, columns * sizeof(float));
  }
}

// Sums a power of two of shards by a tree; at most 8.
static inline float kk_tree(const float *x, size_t shard_count, size_t stride) {
  switch (shard_count) {
    case 1: return x[0];
    case 2: return x[0] + x[stride];
    case 4: return (x[0] + x[stride]) + (x[2 * stride] + x[3 * stride]);
    default:
      return ((x[0] + x[stride]) + (x[2 * stride] + x[3 * stride])) +
             ((x[4 * stride] + x[5 * stride]) + (x[6 * stride] + x[7 * stride]));
  }
}

KK_CLONES void kk_sum_shards(
    float *restrict y, const float *restrict shards, size_t shard_count, size_t stride,
    size_t count) {
  for (size_t i = 0; i < count; i++) y[i] = kk_tree(shards + i, shard_count, stride);
}

KK_CLONES size_t kk_first_non_finite(const float *x, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if ((kk_bits(x[i]) & 0x7F800000u) == 0x7F800000u) return i;
  }
  return count;
}

KK_CLONES void kk_transpose(
    float *restrict out, const float *restrict in, size_t rows, size_t columns) {
  kk_transpose_blocks(out, rows, in, columns, rows, columns);
}
