#include "kk_activations.h"

#include "kk_clones.h"

#include <math.h>

#include "kk_math.h"

// Not every loop that is told so becomes one of vectors; that is no news.
#pragma clang diagnostic ignored "-Wpass-failed"

#define KK_SELU_SCALE 1.05070098735548049342f
#define KK_SELU_ALPHA 1.67326324235437728482f

// One loop for each activation: the switch stands outside, so that each vectorizes. Input and output are
// the same memory or apart, never one behind the other, which the compiler is told.
#define KK_EACH(expression)                 \
  KK_SAME_OR_APART                          \
  for (size_t i = 0; i < count; i++) {      \
    float v = x[i];                         \
    y[i] = (expression);                    \
  }                                         \
  break

KK_CLONES void kk_activation_forward(float *y, const float *x, size_t count, int activation, float alpha) {
  switch (activation) {
    case KK_RELU: KK_EACH(v > 0.0f ? v : 0.0f);
    case KK_RELU6: KK_EACH(v > 0.0f ? (v < 6.0f ? v : 6.0f) : 0.0f);
    case KK_SIGMOID: KK_EACH(kk_sigmoid(v));
    case KK_TANH: KK_EACH(kk_tanh(v));
    case KK_ELU: KK_EACH(v > 0.0f ? v : alpha * (kk_exp(v) - 1.0f));
    case KK_SELU:
      KK_EACH(KK_SELU_SCALE * (v > 0.0f ? v : KK_SELU_ALPHA * (kk_exp(v) - 1.0f)));
    case KK_LEAKY_RELU: KK_EACH(v > 0.0f ? v : alpha * v);
    case KK_SOFTPLUS: KK_EACH(kk_softplus(v));
    case KK_EXPONENTIAL: KK_EACH(kk_exp(v));
    case KK_HARD_SIGMOID: KK_EACH(v > -3.0f ? (v < 3.0f ? (v + 3.0f) / 6.0f : 1.0f) : 0.0f);
    case KK_LOG_SIGMOID: KK_EACH(-kk_softplus(-v));
    case KK_SOFTSIGN: KK_EACH(v / (1.0f + (v < 0.0f ? -v : v)));
    default: KK_EACH(v);
  }
}

#undef KK_EACH
#define KK_EACH(expression)                 \
  KK_SAME_OR_APART                          \
  for (size_t i = 0; i < count; i++) {      \
    float v = y[i];                         \
    float g = dy[i];                        \
    dx[i] = (expression);                   \
  }                                         \
  break

KK_CLONES void kk_activation_backward(
    float *dx, const float *dy, const float *y, size_t count, int activation, float alpha) {
  switch (activation) {
    case KK_RELU: KK_EACH(v > 0.0f ? g : 0.0f);
    case KK_RELU6: KK_EACH(v > 0.0f && v < 6.0f ? g : 0.0f);
    case KK_SIGMOID: KK_EACH(g * v * (1.0f - v));
    case KK_TANH: KK_EACH(g * (1.0f - v * v));
    case KK_ELU: KK_EACH(v > 0.0f ? g : g * (v + alpha));
    case KK_SELU:
      KK_EACH(v < 0.0f ? g * (v + KK_SELU_SCALE * KK_SELU_ALPHA) : g * KK_SELU_SCALE);
    case KK_LEAKY_RELU: KK_EACH(v > 0.0f ? g : g * alpha);
    // 1 - exp(-softplus(x)) = sigmoid(x)
    case KK_SOFTPLUS: KK_EACH(g * (1.0f - kk_exp(-v)));
    case KK_EXPONENTIAL: KK_EACH(g * v);
    case KK_HARD_SIGMOID: KK_EACH(v > 0.0f && v < 1.0f ? g / 6.0f : 0.0f);
    // 1 - exp(log(sigmoid(x))) = sigmoid(-x)
    case KK_LOG_SIGMOID: KK_EACH(g * (1.0f - kk_exp(v)));
    case KK_SOFTSIGN: KK_EACH(g * (1.0f - (v < 0.0f ? -v : v)) * (1.0f - (v < 0.0f ? -v : v)));
    default: KK_EACH(g);
  }
}

#undef KK_EACH

// Of an activation and its derivative by the input, the one that is asked for.
#define KK_EACH(function, slope)                               \
  KK_SAME_OR_APART                                             \
  for (size_t i = 0; i < count; i++) {                         \
    const float v = x[i];                                      \
    y[i] = dy ? dy[i] * (slope) : (function);                  \
  }                                                            \
  break

#define KK_SQRT_2_OVER_PI 0.79788456080286535588f
#define KK_SQRT_HALF 0.70710678118654752440f
#define KK_ONE_OVER_SQRT_2_PI 0.39894228040143267794f
#define KK_TANH_INNER(v) kk_tanh(KK_SQRT_2_OVER_PI * (v + 0.044715f * v * v * v))

static inline float kk_gelu_tanh_slope(float v) {
  const float t = KK_TANH_INNER(v);
  const float inner = KK_SQRT_2_OVER_PI * (1.0f + 3.0f * 0.044715f * v * v);
  return 0.5f * (1.0f + t) + 0.5f * v * (1.0f - t * t) * inner;
}

static inline float kk_mish_slope(float v) {
  const float t = kk_tanh(kk_softplus(v));
  return t + v * (1.0f - t * t) * kk_sigmoid(v);
}

// Forward where dy is null, backward otherwise.
static inline __attribute__((always_inline)) void kk_input_activation(
    float *y, const float *dy, const float *x, size_t count, int activation, struct kk_bounds b) {
  switch (activation) {
    case KK_GELU:
      KK_EACH(
          0.5f * v * (1.0f + kk_erf(v * KK_SQRT_HALF)),
          0.5f * (1.0f + kk_erf(v * KK_SQRT_HALF)) +
              v * KK_ONE_OVER_SQRT_2_PI * kk_exp(-0.5f * v * v));
    case KK_GELU_TANH: KK_EACH(0.5f * v * (1.0f + KK_TANH_INNER(v)), kk_gelu_tanh_slope(v));
    case KK_SILU:
      KK_EACH(v * kk_sigmoid(v), kk_sigmoid(v) * (1.0f + v * (1.0f - kk_sigmoid(v))));
    case KK_HARD_SILU:
      KK_EACH(
          v * (v > -3.0f ? (v < 3.0f ? (v + 3.0f) / 6.0f : 1.0f) : 0.0f),
          v > -3.0f ? (v < 3.0f ? (2.0f * v + 3.0f) / 6.0f : 1.0f) : 0.0f);
    case KK_MISH: KK_EACH(v * kk_tanh(kk_softplus(v)), kk_mish_slope(v));
    // At 0 Keras adds the slopes of both sides.
    case KK_CELU:
      KK_EACH(
          v > 0.0f ? v : b.slope * (kk_exp(v / b.slope) - 1.0f),
          v > 0.0f ? 1.0f : (v < 0.0f ? kk_exp(v / b.slope) : 2.0f));
    case KK_HARD_TANH:
      KK_EACH(
          v > -1.0f ? (v < 1.0f ? v : 1.0f) : -1.0f, v >= -1.0f && v <= 1.0f ? 1.0f : 0.0f);
    case KK_HARD_SHRINK:
      KK_EACH(
          v > b.threshold || v < -b.threshold ? v : 0.0f,
          v > b.threshold || v < -b.threshold ? 1.0f : 0.0f);
    case KK_SOFT_SHRINK:
      KK_EACH(
          v > b.threshold ? v - b.threshold : (v < -b.threshold ? v + b.threshold : 0.0f),
          v > b.threshold || v < -b.threshold ? 1.0f : 0.0f);
    case KK_SQUAREPLUS:
      KK_EACH(
          (v + sqrtf(v * v + b.threshold)) * 0.5f,
          (1.0f + v / sqrtf(v * v + b.threshold)) * 0.5f);
    case KK_TANH_SHRINK: KK_EACH(v - kk_tanh(v), kk_tanh(v) * kk_tanh(v));
    case KK_THRESHOLD: KK_EACH(v > b.threshold ? v : b.most, v > b.threshold ? 1.0f : 0.0f);
    default:
      KK_EACH(
          v > b.threshold ? (v < b.most ? v : b.most) : b.slope * (v - b.threshold),
          v > b.threshold ? (v <= b.most ? 1.0f : 0.0f) : (v < b.threshold ? b.slope : 0.0f));
  }
}

#undef KK_EACH

KK_CLONES void kk_input_activation_forward(
    float *y, const float *x, size_t count, int activation, struct kk_bounds bounds) {
  kk_input_activation(y, 0, x, count, activation, bounds);
}

KK_CLONES void kk_input_activation_backward(
    float *dx, const float *dy, const float *x, size_t count, int activation,
    struct kk_bounds bounds) {
  kk_input_activation(dx, dy, x, count, activation, bounds);
}

KK_CLONES void kk_prelu_forward(
    float *restrict y, const float *restrict x, const float *restrict alpha, size_t count,
    size_t step) {
  for (size_t i = 0; i < count; i++) y[i] = x[i] < 0.0f ? alpha[i * step] * x[i] : x[i];
}

KK_CLONES void kk_prelu_backward(
    float *restrict dx, double *restrict sums, const float *restrict dy, const float *restrict x,
    const float *restrict alpha, size_t count, size_t step) {
  if (dx) {
    for (size_t i = 0; i < count; i++) {
      const float slope = x[i] < 0.0f ? alpha[i * step] : (x[i] > 0.0f ? 1.0f : 0.0f);
      dx[i] = dy[i] * slope;
    }
  }
  if (sums) {
    for (size_t i = 0; i < count; i++) {
      sums[i * step] += (double)dy[i] * (double)(x[i] < 0.0f ? x[i] : 0.0f);
    }
  }
}

KK_CLONES void kk_log_softmax_forward(float *y, const float *x, size_t rows, size_t columns) {
  for (size_t r = 0; r < rows; r++) {
    const float *in = x + r * columns;
    float greatest = in[0];
    for (size_t c = 1; c < columns; c++) greatest = in[c] > greatest ? in[c] : greatest;
    float sum = 0.0f;
    for (size_t c = 0; c < columns; c++) sum += kk_exp(in[c] - greatest);
    const float log_sum = kk_log(sum);
    for (size_t c = 0; c < columns; c++) y[r * columns + c] = (in[c] - greatest) - log_sum;
  }
}

KK_CLONES void kk_log_softmax_backward(
    float *dx, const float *dy, const float *y, size_t rows, size_t columns) {
  for (size_t r = 0; r < rows; r++) {
    const float *g = dy + r * columns;
    float sum = 0.0f;
    for (size_t c = 0; c < columns; c++) sum += g[c];
    for (size_t c = 0; c < columns; c++) {
      dx[r * columns + c] = g[c] - kk_exp(y[r * columns + c]) * sum;
    }
  }
}

KK_CLONES void kk_apply_epilogue(
    float *c, size_t c_stride, size_t rows, size_t columns, const struct kk_epilogue *epilogue) {
  const float *bias = epilogue->bias, *addend = epilogue->addend;
  const int activation = epilogue->activation;
  const int joined = bias && !addend && activation == KK_RELU;
  for (size_t r = 0; r < rows; r++) {
    float *row = c + r * c_stride;
    if (joined) {
      for (size_t i = 0; i < columns; i++) {
        const float v = row[i] + bias[i];
        row[i] = v > 0.0f ? v : 0.0f;
      }
      continue;
    }
    if (bias) {
      for (size_t i = 0; i < columns; i++) row[i] += bias[i];
    }
    if (addend) {
      for (size_t i = 0; i < columns; i++) row[i] += addend[r * c_stride + i];
    }
  }
  if (activation == KK_LINEAR || joined) return;
  // Rows without gaps are one.
  const size_t runs = c_stride == columns ? 1 : rows;
  const size_t length = runs == 1 ? rows * columns : columns;
  for (size_t r = 0; r < runs; r++) {
    float *row = c + r * c_stride;
    kk_activation_forward(row, row, length, activation, epilogue->alpha);
  }
}

KK_CLONES void kk_softmax_forward(float *y, const float *x, size_t rows, size_t columns) {
  for (size_t r = 0; r < rows; r++) {
    const float *in = x + r * columns;
    float *out = y + r * columns;
    float greatest = in[0];
    for (size_t c = 1; c < columns; c++) greatest = in[c] > greatest ? in[c] : greatest;
    float sum = 0.0f;
    for (size_t c = 0; c < columns; c++) {
      out[c] = kk_exp(in[c] - greatest);
      sum += out[c];
    }
    for (size_t c = 0; c < columns; c++) out[c] /= sum;
  }
}

KK_CLONES void kk_softmax_backward(
    float *dx, const float *dy, const float *y, size_t rows, size_t columns) {
  for (size_t r = 0; r < rows; r++) {
    const float *g = dy + r * columns;
    const float *p = y + r * columns;
    float dot = 0.0f;
    for (size_t c = 0; c < columns; c++) dot += g[c] * p[c];
    for (size_t c = 0; c < columns; c++) dx[r * columns + c] = p[c] * (g[c] - dot);
  }
}
