#include "kk_random.h"

#include "kk_clones.h"

#include <math.h>

#include "kk_normal_quantile.h"
#include "kk_philox.h"

KK_CLONES void kk_dropout(
    float *y, const float *x, size_t count, uint64_t first, float rate, uint64_t seed,
    uint64_t stream) {
  const float scale = 1.0f / (1.0f - rate);
  struct kk_words made;
  for (size_t i = 0; i < count; i += made.count) {
    kk_make_words(&made, first + i, count - i, stream, seed);
    KK_SAME_OR_APART
    for (size_t j = 0; j < made.count; j++) {
      const float uniform = (float)(made.words[j] >> 8) * 0x1p-24f;
      y[i + j] = uniform < rate ? 0.0f : x[i + j] * scale;
    }
  }
}

float kk_dropout_factor(uint64_t position, float rate, uint64_t seed, uint64_t stream) {
  const float one = 1.0f;
  float factor;
  kk_dropout(&factor, &one, 1, position, rate, seed, stream);
  return factor;
}

// A number strictly between 0 and 1, in the middle of one of 2^32 equal parts.
static inline double kk_middle(uint32_t word) { return ((double)word + 0.5) * 0x1p-32; }

// The share of a normal distribution that lies two deviations below its mean, or farther.
#define KK_BELOW_TWO 0.022750131948179207

KK_CLONES void kk_normal(
    float *y, size_t count, uint64_t first, double mean, double deviation, int truncated,
    uint64_t seed, uint64_t stream) {
  const double low = truncated ? KK_BELOW_TWO : 0.0;
  const double share = 1.0 - 2.0 * low;
  struct kk_words made;
  for (size_t i = 0; i < count; i += made.count) {
    kk_make_words(&made, first + i, count - i, stream, seed);
    for (size_t j = 0; j < made.count; j++) {
      const double p = low + kk_middle(made.words[j]) * share;
      y[i + j] = (float)(mean + deviation * kk_normal_quantile(p));
    }
  }
}

KK_CLONES void kk_add_normal(
    float *y, const float *x, size_t count, uint64_t first, float deviation, uint64_t seed,
    uint64_t stream) {
  struct kk_words made;
  for (size_t i = 0; i < count; i += made.count) {
    kk_make_words(&made, first + i, count - i, stream, seed);
    for (size_t j = 0; j < made.count; j++) {
      y[i + j] = x[i + j] + deviation * (float)kk_normal_quantile(kk_middle(made.words[j]));
    }
  }
}
