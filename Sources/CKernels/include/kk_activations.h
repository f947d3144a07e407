#pragma once

#include <stddef.h>

// The activations that a kernel can apply on its way; the derivative of each follows from its output.
enum kk_activation {
  KK_LINEAR = 0,
  KK_RELU = 1,
  KK_SIGMOID = 2,
  KK_TANH = 3,
  KK_RELU6 = 4,
  KK_ELU = 5,
  KK_LEAKY_RELU = 6,
  KK_SOFTPLUS = 7,
  KK_SELU = 8,
  KK_EXPONENTIAL = 9,
  KK_HARD_SIGMOID = 10,
  KK_LOG_SIGMOID = 11,
  KK_SOFTSIGN = 12,
};

// The activations whose derivative needs what went in.
enum kk_input_activation {
  KK_GELU = 0,
  KK_GELU_TANH = 1,
  KK_SILU = 2,
  KK_HARD_SILU = 3,
  KK_MISH = 4,
  // x above the threshold, at most `most`; below it slope * (x - threshold).
  KK_BOUNDED_RELU = 5,
  // x, or slope * (exp(x / slope) - 1) where it is negative.
  KK_CELU = 6,
  // x within -1 and 1.
  KK_HARD_TANH = 7,
  // x, or 0 where it is no greater than the threshold, by its size.
  KK_HARD_SHRINK = 8,
  // x, by the threshold nearer to 0.
  KK_SOFT_SHRINK = 9,
  // (x + sqrt(x^2 + threshold)) / 2.
  KK_SQUAREPLUS = 10,
  // x - tanh(x).
  KK_TANH_SHRINK = 11,
  // x above the threshold, otherwise `most`.
  KK_THRESHOLD = 12,
};

// The numbers of the activations that have some.
struct kk_bounds {
  float most, slope, threshold;
};

// y[i] = f(x[i]). y may be x, but then kk_input_activation_backward has nothing to go by.
void kk_input_activation_forward(
    float *y, const float *x, size_t count, int activation, struct kk_bounds bounds);

// dx[i] = dy[i] * f'(x[i]). dx may be dy.
void kk_input_activation_backward(
    float *dx, const float *dy, const float *x, size_t count, int activation,
    struct kk_bounds bounds);

// y[i] = x[i], or alpha[i * step] * x[i] where it is negative.
void kk_prelu_forward(
    float *restrict y, const float *restrict x, const float *restrict alpha, size_t count,
    size_t step);

// dx[i] = dy[i], times alpha[i * step] where x[i] is negative; 0 at 0. sums[i * step] gains dy[i] *
// min(x[i], 0), in order. dx and sums may be null.
void kk_prelu_backward(
    float *restrict dx, double *restrict sums, const float *restrict dy, const float *restrict x,
    const float *restrict alpha, size_t count, size_t step);

// y[r][c] = x[r][c] - log(sum of exp(x[r])), classes in order. y may be x.
void kk_log_softmax_forward(float *y, const float *x, size_t rows, size_t columns);

// dx[r][c] = dy[r][c] - exp(y[r][c]) * sum of dy[r].
void kk_log_softmax_backward(
    float *dx, const float *dy, const float *y, size_t rows, size_t columns);

// y[i] = f(x[i]); alpha is the slope or the scale of those that have one. y may be x.
void kk_activation_forward(float *y, const float *x, size_t count, int activation, float alpha);

// dx[i] = dy[i] * f'(x[i]), from y[i] = f(x[i]). dx may be dy.
void kk_activation_backward(
    float *dx, const float *dy, const float *y, size_t count, int activation, float alpha);

// What becomes of finished sums: c = f((c + bias) + addend).
struct kk_epilogue {
  // One number for every column; null for none.
  const float *bias;
  // An enum kk_activation, and its slope or scale.
  int activation;
  float alpha;
  // Lies as c does; null for none.
  const float *addend;
};

// Applies an epilogue to sums whose rows are c_stride apart.
void kk_apply_epilogue(
    float *c, size_t c_stride, size_t rows, size_t columns, const struct kk_epilogue *epilogue);

// y[r][c] = exp(x[r][c] - max) / sum, classes in order. y may be x.
void kk_softmax_forward(float *y, const float *x, size_t rows, size_t columns);

// dx[r][c] = y[r][c] * (dy[r][c] - sum of dy[r] * y[r]).
void kk_softmax_backward(
    float *dx, const float *dy, const float *y, size_t rows, size_t columns);
