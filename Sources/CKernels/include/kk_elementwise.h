#pragma once

#include <stddef.h>
#include <stdint.h>

// y[i] = x[i] * scale + offset.
void kk_scale(float *y, const float *x, size_t count, float scale, float offset);

// y[r][c] = x[r][c] * scale[c] + offset[c].
void kk_scale_columns(
    float *restrict y, const float *restrict x, const float *restrict scale,
    const float *restrict offset, size_t rows, size_t columns);

// y[i * y_step] = x[i * x_step].
void kk_copy_strided(
    float *restrict y, size_t y_step, const float *restrict x, size_t x_step, size_t count);

// y[i] += x[i].
void kk_add(float *restrict y, const float *restrict x, size_t count);

// y[c] += x[rows][c], rows in order; they are `stride` numbers apart.
void kk_add_rows(
    float *restrict y, const float *restrict x, size_t rows, size_t columns, size_t stride);

// How kk_merge joins two numbers.
enum kk_merge_kind {
  KK_MERGE_ADD = 0,
  KK_MERGE_SUBTRACT = 1,
  KK_MERGE_MULTIPLY = 2,
  KK_MERGE_MAXIMUM = 3,
  KK_MERGE_MINIMUM = 4,
};

// y[i] = x[i * step]; step is 1, or 0 for one number everywhere.
void kk_spread(float *restrict y, const float *restrict x, size_t count, size_t step);

// y[i] = y[i] and x[i * step], joined; of equal numbers y[i] stays.
void kk_merge(float *restrict y, const float *restrict x, size_t count, size_t step, int kind);

// dx[i * step] += dy[i] * factor, in order.
void kk_merge_gradient(
    float *restrict dx, const float *restrict dy, size_t count, size_t step, float factor);

// y[i] = y[i] / divisor.
void kk_divide(float *y, size_t count, float divisor);

// to[r][0..<columns] = from[r][0..<columns] with the given distances between rows.
void kk_copy_rows(
    float *restrict to, const float *restrict from, size_t rows, size_t columns, size_t to_stride,
    size_t from_stride);

// y[i] = the sum of shards[s][i] over a power of two of shards, by a tree: (0+1)+(2+3)...
void kk_sum_shards(
    float *restrict y, const float *restrict shards, size_t shard_count, size_t stride,
    size_t count);

// The index of the first number that is NaN or infinite; count when there is none.
size_t kk_first_non_finite(const float *x, size_t count);

// out: [columns, rows], from in: [rows, columns].
void kk_transpose(float *restrict out, const float *restrict in, size_t rows, size_t columns);
