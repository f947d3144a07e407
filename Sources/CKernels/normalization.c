#include "kk_normalization.h"

#include "kk_clones.h"

#include <math.h>

// Channels are worked on in groups of so many, the lanes of the sums.
#define KK_LANES 16

KK_CLONES void kk_moments(
    float *mean, float *variance, const float *x, size_t rows, size_t c, size_t from, size_t to) {
  for (size_t j0 = from; j0 < to; j0 += KK_LANES) {
    const size_t n = to - j0 < KK_LANES ? to - j0 : KK_LANES;
    double sum[KK_LANES] = {0}, squares[KK_LANES] = {0};
    for (size_t r = 0; r < rows; r++) {
      for (size_t j = 0; j < n; j++) sum[j] += (double)x[r * c + j0 + j];
    }
    for (size_t j = 0; j < n; j++) sum[j] /= (double)rows;
    for (size_t r = 0; r < rows; r++) {
      for (size_t j = 0; j < n; j++) {
        const double d = (double)x[r * c + j0 + j] - sum[j];
        squares[j] += d * d;
      }
    }
    for (size_t j = 0; j < n; j++) {
      mean[j0 + j] = (float)sum[j];
      variance[j0 + j] = (float)(squares[j] / (double)rows);
    }
  }
}

KK_CLONES void kk_fold_normalization(
    float *restrict scale, float *restrict folded, const float *bias, const float *mean,
    const float *variance, const float *gamma, const float *beta, float epsilon, size_t c) {
  for (size_t j = 0; j < c; j++) {
    scale[j] = (gamma ? gamma[j] : 1.0f) / sqrtf(variance[j] + epsilon);
    folded[j] = ((bias ? bias[j] : 0.0f) - mean[j]) * scale[j] + (beta ? beta[j] : 0.0f);
  }
}

KK_CLONES void kk_fold_kernel(
    float *restrict y, const float *restrict x, const float *restrict scale, size_t rows, size_t c) {
  for (size_t r = 0; r < rows; r++) {
    for (size_t j = 0; j < c; j++) y[r * c + j] = x[r * c + j] * scale[j];
  }
}

KK_CLONES void kk_normalize(
    float *y, const float *x, const float *mean, const float *variance, const float *gamma,
    const float *beta, float epsilon, size_t rows, size_t c) {
  for (size_t r = 0; r < rows; r++) {
    for (size_t j = 0; j < c; j++) {
      const float scale = (gamma ? gamma[j] : 1.0f) / sqrtf(variance[j] + epsilon);
      y[r * c + j] = (x[r * c + j] - mean[j]) * scale + (beta ? beta[j] : 0.0f);
    }
  }
}

KK_CLONES void kk_normalize_backward(
    float *dx, float *dgamma, float *dbeta, const float *dy, const float *x, const float *mean,
    const float *variance, const float *gamma, float epsilon, int use_batch, size_t rows, size_t c,
    size_t from, size_t to) {
  for (size_t j0 = from; j0 < to; j0 += KK_LANES) {
    const size_t n = to - j0 < KK_LANES ? to - j0 : KK_LANES;
    double sum[KK_LANES] = {0}, product[KK_LANES] = {0};
    float inverse[KK_LANES] = {0};
    for (size_t j = 0; j < n; j++) inverse[j] = 1.0f / sqrtf(variance[j0 + j] + epsilon);
    for (size_t r = 0; r < rows; r++) {
      for (size_t j = 0; j < n; j++) {
        const size_t at = r * c + j0 + j;
        sum[j] += (double)dy[at];
        product[j] += (double)(dy[at] * ((x[at] - mean[j0 + j]) * inverse[j]));
      }
    }
    for (size_t j = 0; j < n; j++) {
      if (dgamma) dgamma[j0 + j] = (float)product[j];
      if (dbeta) dbeta[j0 + j] = (float)sum[j];
    }
    if (!dx) continue;
    float shift[KK_LANES], slope[KK_LANES], scale[KK_LANES];
    for (size_t j = 0; j < n; j++) {
      shift[j] = use_batch ? (float)(sum[j] / (double)rows) : 0.0f;
      slope[j] = use_batch ? (float)(product[j] / (double)rows) : 0.0f;
      scale[j] = (gamma ? gamma[j0 + j] : 1.0f) * inverse[j];
    }
    for (size_t r = 0; r < rows; r++) {
      for (size_t j = 0; j < n; j++) {
        const size_t at = r * c + j0 + j;
        const float normalized = (x[at] - mean[j0 + j]) * inverse[j];
        dx[at] = scale[j] * ((dy[at] - shift[j]) - normalized * slope[j]);
      }
    }
  }
}

KK_CLONES void kk_standardize(
    float *restrict y, const float *restrict x, const float *restrict mean,
    const float *restrict deviation, size_t count, size_t step, int invert) {
  if (invert) {
    for (size_t i = 0; i < count; i++) y[i] = mean[i * step] + x[i] * deviation[i * step];
    return;
  }
  for (size_t i = 0; i < count; i++) y[i] = (x[i] - mean[i * step]) / deviation[i * step];
}

KK_CLONES void kk_standardize_backward(
    float *restrict dx, const float *restrict dy, const float *restrict deviation, size_t count,
    size_t step, int invert) {
  if (invert) {
    for (size_t i = 0; i < count; i++) dx[i] = dy[i] * deviation[i * step];
    return;
  }
  for (size_t i = 0; i < count; i++) dx[i] = dy[i] / deviation[i * step];
}

// The sum of a row's numbers in Float64: KK_LANES of them by turns, then the lanes in order.
static inline double kk_lane_sum(const double x[KK_LANES]) {
  double sum = 0.0;
  for (size_t j = 0; j < KK_LANES; j++) sum += x[j];
  return sum;
}

KK_CLONES void kk_normalize_rows(
    float *restrict y, float *restrict mean, float *restrict inverse, const float *restrict x,
    const float *restrict gamma, const float *restrict beta, float epsilon, size_t rows, size_t c) {
  for (size_t r = 0; r < rows; r++) {
    const float *in = x + r * c;
    double lanes[KK_LANES] = {0};
    for (size_t j0 = 0; j0 < c; j0 += KK_LANES) {
      const size_t n = c - j0 < KK_LANES ? c - j0 : KK_LANES;
      for (size_t j = 0; j < n; j++) lanes[j] += (double)in[j0 + j];
    }
    const double middle = kk_lane_sum(lanes) / (double)c;
    for (size_t j = 0; j < KK_LANES; j++) lanes[j] = 0.0;
    for (size_t j0 = 0; j0 < c; j0 += KK_LANES) {
      const size_t n = c - j0 < KK_LANES ? c - j0 : KK_LANES;
      for (size_t j = 0; j < n; j++) {
        const double d = (double)in[j0 + j] - middle;
        lanes[j] += d * d;
      }
    }
    mean[r] = (float)middle;
    inverse[r] = 1.0f / sqrtf((float)(kk_lane_sum(lanes) / (double)c) + epsilon);
    for (size_t j = 0; j < c; j++) {
      const float normalized = (in[j] - mean[r]) * inverse[r];
      y[r * c + j] = normalized * (gamma ? gamma[j] : 1.0f) + (beta ? beta[j] : 0.0f);
    }
  }
}

KK_CLONES void kk_normalize_rows_backward(
    float *restrict dx, const float *restrict dy, const float *restrict x,
    const float *restrict mean, const float *restrict inverse, const float *restrict gamma,
    size_t rows, size_t c) {
  for (size_t r = 0; r < rows; r++) {
    const float *in = x + r * c, *g = dy + r * c;
    double sum[KK_LANES] = {0}, product[KK_LANES] = {0};
    for (size_t j0 = 0; j0 < c; j0 += KK_LANES) {
      const size_t n = c - j0 < KK_LANES ? c - j0 : KK_LANES;
      for (size_t j = 0; j < n; j++) {
        const double own = (double)(g[j0 + j] * (gamma ? gamma[j0 + j] : 1.0f));
        sum[j] += own;
        product[j] += own * (double)((in[j0 + j] - mean[r]) * inverse[r]);
      }
    }
    const float shift = (float)(kk_lane_sum(sum) / (double)c);
    const float slope = (float)(kk_lane_sum(product) / (double)c);
    for (size_t j = 0; j < c; j++) {
      const float normalized = (in[j] - mean[r]) * inverse[r];
      dx[r * c + j] =
          inverse[r] * ((g[j] * (gamma ? gamma[j] : 1.0f) - shift) - normalized * slope);
    }
  }
}

KK_CLONES void kk_normalize_rows_weights(
    float *dgamma, float *dbeta, const float *dy, const float *x, const float *mean,
    const float *inverse, size_t rows, size_t c, size_t from, size_t to) {
  for (size_t j0 = from; j0 < to; j0 += KK_LANES) {
    const size_t n = to - j0 < KK_LANES ? to - j0 : KK_LANES;
    double sum[KK_LANES] = {0}, product[KK_LANES] = {0};
    for (size_t r = 0; r < rows; r++) {
      for (size_t j = 0; j < n; j++) {
        const size_t at = r * c + j0 + j;
        sum[j] += (double)dy[at];
        product[j] += (double)(dy[at] * ((x[at] - mean[r]) * inverse[r]));
      }
    }
    for (size_t j = 0; j < n; j++) {
      if (dgamma) dgamma[j0 + j] = (float)product[j];
      if (dbeta) dbeta[j0 + j] = (float)sum[j];
    }
  }
}
