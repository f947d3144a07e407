#include "kk_optimizers.h"

#include "kk_clones.h"

#include <float.h>
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

KK_CLONES void kk_adadelta(
    float *restrict p, float *restrict a, float *restrict d, const float *restrict g, size_t count,
    float rate, float rho, float epsilon) {
  const float rest = 1.0f - rho;
  for (size_t i = 0; i < count; i++) {
    const float square = kk_flushed_square(rho * a[i] + rest * (g[i] * g[i]));
    const float step = -(sqrtf(d[i] + epsilon) * g[i] / sqrtf(square + epsilon));
    a[i] = square;
    d[i] = kk_flushed_square(rho * d[i] + rest * (step * step));
    p[i] += rate * step;
  }
}

KK_CLONES void kk_adamax(
    float *restrict p, float *restrict m, float *restrict u, const float *restrict g, size_t count,
    float rate, float beta_1, float beta_2, float epsilon) {
  const float rest = 1.0f - beta_1;
  for (size_t i = 0; i < count; i++) {
    const float first = kk_moment(m + i, g[i], rest);
    const float size = g[i] < 0.0f ? -g[i] : g[i];
    const float faded = kk_flushed(beta_2 * u[i]);
    u[i] = faded > size ? faded : size;
    p[i] -= rate * first / (u[i] + epsilon);
  }
}

KK_CLONES void kk_lion(
    float *restrict p, float *restrict m, const float *restrict g, size_t count, float rate,
    float beta_1, float beta_2) {
  const float rest_1 = 1.0f - beta_1, rest_2 = 1.0f - beta_2;
  for (size_t i = 0; i < count; i++) {
    const float mean = beta_1 * m[i] + rest_1 * g[i];
    // What is no number stays none, so that it is noticed.
    const float sign = mean > 0.0f ? 1.0f : (mean < 0.0f ? -1.0f : mean);
    p[i] -= rate * sign;
    const float next = beta_2 * m[i] + rest_2 * g[i];
    // The sign of the smallest mean counts: only denormals become 0 here.
    m[i] = (next < 0.0f ? -next : next) < FLT_MIN ? 0.0f : next;
  }
}

KK_CLONES void kk_average(
    float *restrict average, const float *restrict p, size_t count, float momentum) {
  for (size_t i = 0; i < count; i++) {
    average[i] = kk_flushed(average[i] * momentum + p[i] * (1.0f - momentum));
  }
}

KK_CLONES void kk_gather(float *restrict sum, const float *restrict g, size_t count) {
  for (size_t i = 0; i < count; i++) sum[i] += g[i];
}

KK_CLONES void kk_gathered(float *restrict g, float *restrict sum, size_t count, float steps) {
  for (size_t i = 0; i < count; i++) {
    g[i] = (g[i] + sum[i]) / steps;
    sum[i] = 0.0f;
  }
}

KK_CLONES double kk_squares(const float *g, size_t count) {
  double lanes[8] = {0};
  size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    for (size_t lane = 0; lane < 8; lane++) {
      lanes[lane] += (double)g[i + lane] * (double)g[i + lane];
    }
  }
  for (size_t lane = 0; i < count; i++, lane++) lanes[lane] += (double)g[i] * (double)g[i];
  return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) +
         ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
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
