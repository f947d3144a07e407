#include "kk_elementwise.h"

#include "kk_clones.h"

#include <string.h>

#include "kk_math.h"

KK_CLONES void kk_scale(float *y, const float *x, size_t count, float scale, float offset) {
  for (size_t i = 0; i < count; i++) y[i] = x[i] * scale + offset;
}

KK_CLONES void kk_add(float *restrict y, const float *restrict x, size_t count) {
  for (size_t i = 0; i < count; i++) y[i] += x[i];
}

KK_CLONES void kk_add_rows(float *restrict y, const float *restrict x, size_t rows, size_t columns) {
  for (size_t r = 0; r < rows; r++) {
    for (size_t c = 0; c < columns; c++) y[c] += x[r * columns + c];
  }
}

KK_CLONES void kk_sum_rows(float *restrict y, const float *restrict x, size_t rows, size_t columns) {
  memset(y, 0, columns * sizeof(float));
  for (size_t r = 0; r < rows; r++) {
    for (size_t c = 0; c < columns; c++) y[c] += x[r * columns + c];
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

// J. K. Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3", SC11.
static inline void kk_philox(uint32_t out[4], uint64_t block, uint64_t stream, uint64_t seed) {
  uint32_t x = (uint32_t)block, y = (uint32_t)(block >> 32);
  uint32_t z = (uint32_t)stream, w = (uint32_t)(stream >> 32);
  uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
  for (int round = 0; round < 10; round++) {
    const uint64_t a = (uint64_t)0xD2511F53u * x, b = (uint64_t)0xCD9E8D57u * z;
    const uint32_t nx = (uint32_t)(b >> 32) ^ y ^ k0, nz = (uint32_t)(a >> 32) ^ w ^ k1;
    y = (uint32_t)b;
    w = (uint32_t)a;
    x = nx;
    z = nz;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  out[0] = x;
  out[1] = y;
  out[2] = z;
  out[3] = w;
}

KK_CLONES void kk_dropout(
    float *y, const float *x, size_t count, uint64_t first, float rate, uint64_t seed,
    uint64_t stream) {
  const float scale = 1.0f / (1.0f - rate);
  uint32_t words[4];
  for (size_t i = 0; i < count; i++) {
    const uint64_t position = first + i;
    if (i == 0 || (position & 3) == 0) kk_philox(words, position >> 2, stream, seed);
    const float uniform = (float)(words[position & 3] >> 8) * 0x1p-24f;
    y[i] = uniform < rate ? 0.0f : x[i] * scale;
  }
}

KK_CLONES size_t kk_first_non_finite(const float *x, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if ((kk_bits(x[i]) & 0x7F800000u) == 0x7F800000u) return i;
  }
  return count;
}
