#include "kk_normalization.h"

#include "kk_clones.h"

#include <math.h>

// Lanes of the sums over a row.
#define KK_LANES 16

KK_CLONES void kk_moment_sums(
    double *restrict sum, double *restrict squares, const float *restrict x, size_t rows,
    size_t c) {
  size_t r = 0;
  // Several rows in a loop: their sums are read and written once.
  for (; r + 4 <= rows; r += 4) {
    const float *in = x + r * c;
    for (size_t j = 0; j < c; j++) {
      const double v0 = (double)in[j], v1 = (double)in[c + j];
      const double v2 = (double)in[2 * c + j], v3 = (double)in[3 * c + j];
      sum[j] = (((sum[j] + v0) + v1) + v2) + v3;
      squares[j] = (((squares[j] + v0 * v0) + v1 * v1) + v2 * v2) + v3 * v3;
    }
  }
  for (; r < rows; r++) {
    for (size_t j = 0; j < c; j++) {
      const double v = (double)x[r * c + j];
      sum[j] += v;
      squares[j] += v * v;
    }
  }
}

KK_CLONES void kk_moments(
    float *restrict mean, float *restrict variance, const double *restrict sums, size_t examples,
    double rows, size_t c, size_t from, size_t to) {
  for (size_t j = from; j < to; j++) {
    double sum = 0.0, squares = 0.0;
    for (size_t e = 0; e < examples; e++) {
      sum += sums[e * 2 * c + j];
      squares += sums[e * 2 * c + c + j];
    }
    const double middle = sum / rows;
    const double spread = squares / rows - middle * middle;
    mean[j] = (float)middle;
    variance[j] = (float)(spread > 0.0 ? spread : 0.0);
  }
}

KK_CLONES void kk_normalization_scales(
    float *restrict inverse, float *restrict scale, float *restrict gain, const float *variance,
    const float *gamma, float epsilon, size_t c) {
  for (size_t j = 0; j < c; j++) {
    inverse[j] = 1.0f / sqrtf(variance[j] + epsilon);
    scale[j] = (gamma ? gamma[j] : 1.0f) / sqrtf(variance[j] + epsilon);
    gain[j] = (gamma ? gamma[j] : 1.0f) * inverse[j];
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
    float *restrict y, const float *restrict x, const float *restrict mean,
    const float *restrict scale, const float *restrict beta, size_t rows, size_t c) {
  if (beta) {
    for (size_t r = 0; r < rows; r++) {
      for (size_t j = 0; j < c; j++) {
        y[r * c + j] = (x[r * c + j] - mean[j]) * scale[j] + beta[j];
      }
    }
    return;
  }
  for (size_t r = 0; r < rows; r++) {
    for (size_t j = 0; j < c; j++) {
      y[r * c + j] = (x[r * c + j] - mean[j]) * scale[j] + 0.0f;
    }
  }
}

KK_CLONES void kk_normalize_sums(
    double *restrict sum, double *restrict product, const float *restrict dy,
    const float *restrict x, const float *restrict mean, const float *restrict inverse, size_t rows,
    size_t c) {
  size_t r = 0;
  for (; r + 2 <= rows; r += 2) {
    const float *g = dy + r * c, *in = x + r * c;
    for (size_t j = 0; j < c; j++) {
      sum[j] = (sum[j] + (double)g[j]) + (double)g[c + j];
      product[j] = (product[j] + (double)(g[j] * ((in[j] - mean[j]) * inverse[j]))) +
                   (double)(g[c + j] * ((in[c + j] - mean[j]) * inverse[j]));
    }
  }
  for (; r < rows; r++) {
    for (size_t j = 0; j < c; j++) {
      sum[j] += (double)dy[r * c + j];
      product[j] += (double)(dy[r * c + j] * ((x[r * c + j] - mean[j]) * inverse[j]));
    }
  }
}

KK_CLONES void kk_normalize_totals(
    float *dgamma, float *dbeta, float *shift, float *slope, const double *restrict sums,
    size_t examples, double rows, size_t c, size_t from, size_t to) {
  for (size_t j = from; j < to; j++) {
    double sum = 0.0, product = 0.0;
    for (size_t e = 0; e < examples; e++) {
      sum += sums[e * 2 * c + j];
      product += sums[e * 2 * c + c + j];
    }
    if (dgamma) dgamma[j] = (float)product;
    if (dbeta) dbeta[j] = (float)sum;
    shift[j] = (float)(sum / rows);
    slope[j] = (float)(product / rows);
  }
}

KK_CLONES void kk_normalize_backward(
    float *dx, const float *dy, const float *restrict x,
    const float *restrict mean, const float *restrict inverse, const float *restrict gain,
    const float *restrict shift, const float *restrict slope, size_t rows, size_t c) {
  for (size_t r = 0; r < rows; r++) {
    KK_SAME_OR_APART
    for (size_t j = 0; j < c; j++) {
      const size_t at = r * c + j;
      const float normalized = (x[at] - mean[j]) * inverse[j];
      dx[at] = gain[j] * ((dy[at] - shift[j]) - normalized * slope[j]);
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
