#include "kk_weights.h"

#include "kk_clones.h"

#include <math.h>

#define KK_LANES 8

static inline double kk_lanes(const double x[KK_LANES]) {
  return ((x[0] + x[1]) + (x[2] + x[3])) + ((x[4] + x[5]) + (x[6] + x[7]));
}

KK_CLONES void kk_penalty_sums(double *absolute, double *squares, const float *x, size_t count) {
  double a[KK_LANES] = {0}, s[KK_LANES] = {0};
  size_t i = 0;
  for (; i + KK_LANES <= count; i += KK_LANES) {
    for (size_t j = 0; j < KK_LANES; j++) {
      const double v = (double)x[i + j];
      a[j] += v < 0.0 ? -v : v;
      s[j] += v * v;
    }
  }
  for (size_t j = 0; i < count; i++, j++) {
    const double v = (double)x[i];
    a[j] += v < 0.0 ? -v : v;
    s[j] += v * v;
  }
  *absolute = kk_lanes(a);
  *squares = kk_lanes(s);
}

KK_CLONES void kk_penalty_gradient(
    float *restrict g, const float *restrict x, size_t count, float l1, float l2) {
  const float twice = 2.0f * l2;
  for (size_t i = 0; i < count; i++) {
    const float sign = x[i] > 0.0f ? l1 : (x[i] < 0.0f ? -l1 : 0.0f);
    g[i] += sign + twice * x[i];
  }
}

KK_CLONES void kk_non_negative(float *x, size_t count) {
  for (size_t i = 0; i < count; i++) x[i] = x[i] < 0.0f ? 0.0f : x[i];
}

KK_CLONES void kk_norm_squares(
    double *restrict sums, const float *restrict x, size_t count, size_t step) {
  for (size_t i = 0; i < count; i++) sums[i * step] += (double)x[i] * (double)x[i];
}

KK_CLONES void kk_norm_factors(double *norms, size_t count, float least, float most, float rate) {
  for (size_t i = 0; i < count; i++) {
    const float norm = sqrtf((float)norms[i]);
    float desired = norm < least ? least : norm;
    desired = desired > most ? most : desired;
    desired = rate * desired + (1.0f - rate) * norm;
    norms[i] = (double)(desired / (1e-7f + norm));
  }
}

KK_CLONES void kk_norm_scale(
    float *restrict x, const double *restrict factors, size_t count, size_t step) {
  for (size_t i = 0; i < count; i++) x[i] *= (float)factors[i * step];
}
