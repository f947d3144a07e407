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
};

// y[i] = f(x[i]); alpha is the slope or the scale of those that have one. y may be x.
void kk_activation_forward(float *y, const float *x, size_t count, int activation, float alpha);

// dx[i] = dy[i] * f'(x[i]), from y[i] = f(x[i]). dx may be dy.
void kk_activation_backward(
    float *dx, const float *dy, const float *y, size_t count, int activation, float alpha);

// y[r][c] = f(y[r][c] + bias[c]); bias may be null.
void kk_bias_activation(
    float *y, const float *bias, size_t rows, size_t columns, int activation, float alpha);

// y[r][c] = exp(x[r][c] - max) / sum, classes in order. y may be x.
void kk_softmax_forward(float *y, const float *x, size_t rows, size_t columns);

// dx[r][c] = y[r][c] * (dy[r][c] - sum of dy[r] * y[r]).
void kk_softmax_backward(
    float *dx, const float *dy, const float *y, size_t rows, size_t columns);
