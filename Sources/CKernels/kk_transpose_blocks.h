#pragma once

#include <stddef.h>

typedef float kk_eight __attribute__((vector_size(32)));
// The same in memory, where it may stand anywhere.
typedef float kk_loose_eight __attribute__((vector_size(32), aligned(4)));

// out[j][i] = in[i][j] of a block of 8 by 8, in registers.
static inline __attribute__((always_inline)) void kk_transpose_eight(
    float *restrict out, size_t out_stride, const float *restrict in, size_t in_stride) {
  kk_eight a[8], b[8];
#pragma clang loop unroll(full)
  for (size_t i = 0; i < 8; i++) a[i] = *(const kk_loose_eight *)(in + i * in_stride);
#pragma clang loop unroll(full)
  for (size_t i = 0; i < 8; i += 2) {
    b[i] = __builtin_shufflevector(a[i], a[i + 1], 0, 8, 1, 9, 4, 12, 5, 13);
    b[i + 1] = __builtin_shufflevector(a[i], a[i + 1], 2, 10, 3, 11, 6, 14, 7, 15);
  }
#pragma clang loop unroll(full)
  for (size_t i = 0; i < 8; i += 4) {
#pragma clang loop unroll(full)
    for (size_t j = 0; j < 2; j++) {
      a[i + 2 * j] = __builtin_shufflevector(b[i + j], b[i + j + 2], 0, 1, 8, 9, 4, 5, 12, 13);
      a[i + 2 * j + 1] =
          __builtin_shufflevector(b[i + j], b[i + j + 2], 2, 3, 10, 11, 6, 7, 14, 15);
    }
  }
#pragma clang loop unroll(full)
  for (size_t j = 0; j < 4; j++) {
    *(kk_loose_eight *)(out + j * out_stride) =
        __builtin_shufflevector(a[j], a[j + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    *(kk_loose_eight *)(out + (j + 4) * out_stride) =
        __builtin_shufflevector(a[j], a[j + 4], 4, 5, 6, 7, 12, 13, 14, 15);
  }
}

// out[j][i] = in[i][j] for i < rows and j < columns.
static inline __attribute__((always_inline)) void kk_transpose_blocks(
    float *restrict out, size_t out_stride, const float *restrict in, size_t in_stride, size_t rows,
    size_t columns) {
  const size_t whole_rows = rows / 8 * 8, whole_columns = columns / 8 * 8;
  for (size_t i = 0; i < whole_rows; i += 8) {
    for (size_t j = 0; j < whole_columns; j += 8) {
      kk_transpose_eight(
          out + j * out_stride + i, out_stride, in + i * in_stride + j, in_stride);
    }
  }
  for (size_t i = 0; i < rows; i++) {
    for (size_t j = i < whole_rows ? whole_columns : 0; j < columns; j++) {
      out[j * out_stride + i] = in[i * in_stride + j];
    }
  }
}
