#include "kk_activations.h"

#include "kk_clones.h"

#include "kk_math.h"

#define KK_SELU_SCALE 1.05070098735548049342f
#define KK_SELU_ALPHA 1.67326324235437728482f

// One loop for each activation: the switch stands outside, so that each vectorizes.
#define KK_EACH(expression)                 \
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
    // log(1 + exp(x)) = max(x, 0) + log(1 + exp(-|x|))
    case KK_SOFTPLUS:
      KK_EACH((v > 0.0f ? v : 0.0f) + kk_log(1.0f + kk_exp(v > 0.0f ? -v : v)));
    default: KK_EACH(v);
  }
}

#undef KK_EACH
#define KK_EACH(expression)                 \
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
      KK_EACH(v > 0.0f ? g * KK_SELU_SCALE : g * (v + KK_SELU_SCALE * KK_SELU_ALPHA));
    case KK_LEAKY_RELU: KK_EACH(v > 0.0f ? g : g * alpha);
    // 1 - exp(-softplus(x)) = sigmoid(x)
    case KK_SOFTPLUS: KK_EACH(g * (1.0f - kk_exp(-v)));
    default: KK_EACH(g);
  }
}

#undef KK_EACH

KK_CLONES void kk_bias_activation(
    float *y, const float *bias, size_t rows, size_t columns, int activation, float alpha) {
  for (size_t r = 0; r < rows; r++) {
    float *row = y + r * columns;
    if (bias && activation == KK_RELU) {
      for (size_t c = 0; c < columns; c++) {
        float v = row[c] + bias[c];
        row[c] = v > 0.0f ? v : 0.0f;
      }
      continue;
    }
    if (bias) {
      for (size_t c = 0; c < columns; c++) row[c] += bias[c];
    }
  }
  if (activation != KK_LINEAR && !(bias && activation == KK_RELU)) {
    kk_activation_forward(y, y, rows * columns, activation, alpha);
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
