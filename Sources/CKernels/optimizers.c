#include "kk_optimizers.h"

#include "kk_clones.h"

#include <math.h>

// Below these a moment is 0: see kk_adam.
#define KK_LEAST_MOMENT 1e-25f
#define KK_LEAST_SQUARE 1e-30f

static inline float kk_flushed(float m) {
  return (m < 0.0f ? -m : m) < KK_LEAST_MOMENT ? 0.0f : m;
}

static inline float kk_flushed_square(float v) { return v < KK_LEAST_SQUARE ? 0.0f : v; }

KK_CLONES void kk_sgd(
    float *restrict p, float *restrict m, const float *restrict g, size_t count, float rate,
    float momentum, int nesterov) {
  if (!m) {
    for (size_t i = 0; i < count; i++) p[i] -= rate * g[i];
    return;
  }
  for (size_t i = 0; i < count; i++) {
    const float next = kk_flushed(momentum * m[i] - rate * g[i]);
    m[i] = next;
    p[i] += nesterov ? momentum * next - rate * g[i] : next;
  }
}

KK_CLONES void kk_adam(
    float *restrict p, float *restrict m, float *restrict v, const float *restrict g, size_t count,
    float rate, float beta_1, float beta_2, float epsilon) {
  const float rest_1 = 1.0f - beta_1, rest_2 = 1.0f - beta_2;
  for (size_t i = 0; i < count; i++) {
    const float first = kk_flushed(m[i] + (g[i] - m[i]) * rest_1);
    const float second = kk_flushed_square(v[i] + (g[i] * g[i] - v[i]) * rest_2);
    m[i] = first;
    v[i] = second;
    p[i] -= first * rate / (sqrtf(second) + epsilon);
  }
}

KK_CLONES void kk_rmsprop(
    float *restrict p, float *restrict v, float *restrict m, float *restrict a,
    const float *restrict g, size_t count, float rate, float rho, float momentum, float epsilon) {
  const float rest = 1.0f - rho;
  for (size_t i = 0; i < count; i++) {
    const float square = kk_flushed_square(rho * v[i] + rest * g[i] * g[i]);
    v[i] = square;
    float denominator = square + epsilon;
    if (a) {
      a[i] = kk_flushed(rho * a[i] + rest * g[i]);
      denominator = square - a[i] * a[i] + epsilon;
    }
    float step = rate * g[i] / sqrtf(denominator);
    if (m) {
      step = kk_flushed(momentum * m[i] + step);
      m[i] = step;
    }
    p[i] -= step;
  }
}

KK_CLONES void kk_decay(float *p, size_t count, float amount) {
  for (size_t i = 0; i < count; i++) p[i] -= p[i] * amount;
}

KK_CLONES void kk_clip(float *g, size_t count, float limit) {
  for (size_t i = 0; i < count; i++) {
    const float low = g[i] < -limit ? -limit : g[i];
    g[i] = low > limit ? limit : low;
  }
}
