#include "kk_losses.h"

#include "kk_clones.h"

#include "kk_math.h"

// The least probability that a logarithm sees, and the greatest (1 - 1e-7 in Float32).
#define KK_LEAST 1e-7f
#define KK_GREATEST (1.0f - 1e-7f)

// The greatest of a row and the sum of exp(x - greatest), columns in order.
static inline float kk_exp_sum(const float *x, size_t columns, float *greatest) {
  float top = x[0];
  for (size_t c = 1; c < columns; c++) top = x[c] > top ? x[c] : top;
  float sum = 0.0f;
  for (size_t c = 0; c < columns; c++) sum += kk_exp(x[c] - top);
  *greatest = top;
  return sum;
}

KK_CLONES void kk_sparse_softmax_loss(
    float *loss, float *gradient, const float *logits, const int32_t *labels, const float *weight,
    float scale, size_t rows, size_t columns, int32_t ignored) {
  for (size_t r = 0; r < rows; r++) {
    if (labels[r] == ignored) {
      loss[r] = 0.0f;
      for (size_t c = 0; c < columns; c++) gradient[r * columns + c] = 0.0f;
      continue;
    }
    const float *x = logits + r * columns;
    float top;
    const float sum = kk_exp_sum(x, columns, &top);
    loss[r] = kk_log(sum) - (x[labels[r]] - top);
    const float factor = (weight ? weight[r] : 1.0f) * scale;
    for (size_t c = 0; c < columns; c++) {
      const float p = kk_exp(x[c] - top) / sum;
      gradient[r * columns + c] = (p - ((int32_t)c == labels[r] ? 1.0f : 0.0f)) * factor;
    }
  }
}

KK_CLONES void kk_softmax_loss(
    float *loss, float *gradient, const float *logits, const float *targets, const float *weight,
    float scale, size_t rows, size_t columns) {
  for (size_t r = 0; r < rows; r++) {
    const float *x = logits + r * columns, *t = targets + r * columns;
    float top;
    const float sum = kk_exp_sum(x, columns, &top);
    const float log_sum = kk_log(sum);
    float total = 0.0f, value = 0.0f;
    for (size_t c = 0; c < columns; c++) {
      total += t[c];
      value += t[c] * (log_sum - (x[c] - top));
    }
    loss[r] = value;
    const float factor = (weight ? weight[r] : 1.0f) * scale;
    for (size_t c = 0; c < columns; c++) {
      gradient[r * columns + c] = (kk_exp(x[c] - top) / sum * total - t[c]) * factor;
    }
  }
}

KK_CLONES void kk_sigmoid_loss(
    float *loss, float *gradient, const float *logits, const float *targets, const float *weight,
    float scale, size_t rows, size_t columns) {
  for (size_t r = 0; r < rows; r++) {
    const float factor = (weight ? weight[r] : 1.0f) * scale / (float)columns;
    float value = 0.0f;
    for (size_t c = 0; c < columns; c++) {
      const float x = logits[r * columns + c], t = targets[r * columns + c];
      value += (x > 0.0f ? x : 0.0f) - x * t + kk_log(1.0f + kk_exp(x > 0.0f ? -x : x));
      gradient[r * columns + c] = (kk_sigmoid(x) - t) * factor;
    }
    loss[r] = value / (float)columns;
  }
}

static inline float kk_clipped(float p) {
  p = p < KK_LEAST ? KK_LEAST : p;
  return p > KK_GREATEST ? KK_GREATEST : p;
}

static inline int kk_is_clipped(float p) { return p < KK_LEAST || p > KK_GREATEST; }

KK_CLONES void kk_sparse_probability_loss(
    float *loss, float *gradient, const float *p, const int32_t *labels, const float *weight,
    float scale, size_t rows, size_t columns, int32_t ignored) {
  for (size_t r = 0; r < rows; r++) {
    if (labels[r] == ignored) {
      loss[r] = 0.0f;
      for (size_t c = 0; c < columns; c++) gradient[r * columns + c] = 0.0f;
      continue;
    }
    const float *q = p + r * columns;
    float sum = 0.0f;
    for (size_t c = 0; c < columns; c++) sum += kk_clipped(q[c]);
    loss[r] = kk_log(sum) - kk_log(kk_clipped(q[labels[r]]));
    const float factor = (weight ? weight[r] : 1.0f) * scale;
    for (size_t c = 0; c < columns; c++) {
      float g = 1.0f / sum - ((int32_t)c == labels[r] ? 1.0f / kk_clipped(q[c]) : 0.0f);
      gradient[r * columns + c] = kk_is_clipped(q[c]) ? 0.0f : g * factor;
    }
  }
}

KK_CLONES void kk_probability_loss(
    float *loss, float *gradient, const float *p, const float *targets, const float *weight,
    float scale, size_t rows, size_t columns) {
  for (size_t r = 0; r < rows; r++) {
    const float *q = p + r * columns, *t = targets + r * columns;
    float sum = 0.0f;
    for (size_t c = 0; c < columns; c++) sum += q[c];
    // With n = q / sum: d/dq_k = (g_k - sum over c of g_c n_c) / sum, g_c = -t_c / n_c unclipped.
    float value = 0.0f, dot = 0.0f;
    for (size_t c = 0; c < columns; c++) {
      const float n = q[c] / sum;
      value -= t[c] * kk_log(kk_clipped(n));
      dot += kk_is_clipped(n) ? 0.0f : -t[c];
    }
    loss[r] = value;
    const float factor = (weight ? weight[r] : 1.0f) * scale;
    for (size_t c = 0; c < columns; c++) {
      const float n = q[c] / sum;
      const float g = kk_is_clipped(n) ? 0.0f : -t[c] / n;
      gradient[r * columns + c] = (g - dot) / sum * factor;
    }
  }
}

KK_CLONES void kk_binary_probability_loss(
    float *loss, float *gradient, const float *p, const float *targets, const float *weight,
    float scale, size_t rows, size_t columns) {
  for (size_t r = 0; r < rows; r++) {
    const float factor = (weight ? weight[r] : 1.0f) * scale / (float)columns;
    float value = 0.0f;
    for (size_t c = 0; c < columns; c++) {
      const float raw = p[r * columns + c], t = targets[r * columns + c];
      const float q = kk_clipped(raw);
      value -= t * kk_log(q) + (1.0f - t) * kk_log(1.0f - q);
      const float g = (1.0f - t) / (1.0f - q) - t / q;
      gradient[r * columns + c] = kk_is_clipped(raw) ? 0.0f : g * factor;
    }
    loss[r] = value / (float)columns;
  }
}

KK_CLONES void kk_squared_loss(
    float *loss, float *gradient, const float *y, const float *targets, const float *weight,
    float scale, size_t rows, size_t columns) {
  for (size_t r = 0; r < rows; r++) {
    const float factor = (weight ? weight[r] : 1.0f) * scale * 2.0f / (float)columns;
    float value = 0.0f;
    for (size_t c = 0; c < columns; c++) {
      const float d = y[r * columns + c] - targets[r * columns + c];
      value += d * d;
      gradient[r * columns + c] = d * factor;
    }
    loss[r] = value / (float)columns;
  }
}
