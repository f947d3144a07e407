#pragma once

#include <stddef.h>
#include <stdint.h>

// y[i] = x[i] * scale + offset.
void kk_scale(float *y, const float *x, size_t count, float scale, float offset);

// y[i] += x[i].
void kk_add(float *restrict y, const float *restrict x, size_t count);

// y[c] += x[rows][c], rows in order.
void kk_add_rows(float *restrict y, const float *restrict x, size_t rows, size_t columns);

// y[c] = the sum of x[rows][c], rows in order.
void kk_sum_rows(float *restrict y, const float *restrict x, size_t rows, size_t columns);

// to[r][0..<columns] = from[r][0..<columns] with the given distances between rows.
void kk_copy_rows(
    float *restrict to, const float *restrict from, size_t rows, size_t columns, size_t to_stride,
    size_t from_stride);

// y[i] = the sum of shards[s][i] over a power of two of shards, by a tree: (0+1)+(2+3)...
void kk_sum_shards(
    float *restrict y, const float *restrict shards, size_t shard_count, size_t stride,
    size_t count);

// y[i] = x[i] / (1 - rate), or 0 where the random number of element first + i is below the rate: lane
// (first + i) % 4 of the Philox4x32-10 block (first + i) / 4 of the stream. y may be x.
void kk_dropout(
    float *y, const float *x, size_t count, uint64_t first, float rate, uint64_t seed,
    uint64_t stream);

// The index of the first number that is NaN or infinite; count when there is none.
size_t kk_first_non_finite(const float *x, size_t count);
