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

// The moments of kk_adam and kk_nadam.
static inline float kk_moment(float *m, float g, float rest) {
  return *m = kk_flushed(*m + (g - *m) * rest);
}

static inline float kk_square_moment(float *v, float g, float rest) {
  return *v = kk_flushed_square(*v + (g * g - *v) * rest);
}

KK_CLONES void kk_adam(
    float *restrict p, float *restrict m, float *restrict v, float *restrict most,
    const float *restrict g, size_t count, float rate, float beta_1, float beta_2, float epsilon) {
  const float rest_1 = 1.0f - beta_1, rest_2 = 1.0f - beta_2;
  if (most) {
    for (size_t i = 0; i < count; i++) {
      const float first = kk_moment(m + i, g[i], rest_1);
      const float second = kk_square_moment(v + i, g[i], rest_2);
      most[i] = second > most[i] ? second : most[i];
      p[i] -= first * rate / (sqrtf(most[i]) + epsilon);
    }
    return;
  }
  for (size_t i = 0; i < count; i++) {
    const float first = kk_moment(m + i, g[i], rest_1);
    const float second = kk_square_moment(v + i, g[i], rest_2);
    p[i] -= first * rate / (sqrtf(second) + epsilon);
  }
}

KK_CLONES void kk_nadam(
    float *restrict p, float *restrict m, float *restrict v, const float *restrict g, size_t count,
    float of_mean, float of_gradient, float beta_1, float beta_2, float scale, float epsilon) {
  const float rest_1 = 1.0f - beta_1, rest_2 = 1.0f - beta_2;
  for (size_t i = 0; i < count; i++) {
    const float first = kk_moment(m + i, g[i], rest_1);
    const float second = kk_square_moment(v + i, g[i], rest_2);
    p[i] -= (of_mean * first + of_gradient * g[i]) / (sqrtf(second * scale) + epsilon);
  }
}

KK_CLONES void kk_adagrad(
    float *restrict p, float *restrict a, const float *restrict g, size_t count, float rate,
    float epsilon) {
  for (size_t i = 0; i < count; i++) {
    a[i] += g[i] * g[i];
    p[i] -= rate * g[i] / sqrtf(a[i] + epsilon);
  }
}

KK_CLONES void kk_average(
    float *restrict average, const float *restrict p, size_t count, float momentum) {
  for (size_t i = 0; i < count; i++) {
    average[i] = average[i] * momentum + p[i] * (1.0f - momentum);
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
