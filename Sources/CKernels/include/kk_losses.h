#pragma once

#include <stddef.h>
#include <stdint.h>

// For every row: loss[r] = log(sum of exp(logits[r])) - logits[r][label], and
// gradient[r][c] = (softmax(logits[r])[c] - (c == label)) * weight[r] * scale. weight may be null. Rows
// whose label is the ignored one have loss and gradient 0.
void kk_sparse_softmax_loss(
    float *loss, float *gradient, const float *logits, const int32_t *labels, const float *weight,
    float scale, size_t rows, size_t columns, int32_t ignored);

// For every row with smoothed targets t: loss[r] = -sum of t * log(softmax), and the gradient as above.
void kk_softmax_loss(
    float *loss, float *gradient, const float *logits, const float *targets, const float *weight,
    float scale, size_t rows, size_t columns);

// For every element: max(x, 0) - x t + log(1 + exp(-|x|)), averaged over the columns.
void kk_sigmoid_loss(
    float *loss, float *gradient, const float *logits, const float *targets, const float *weight,
    float scale, size_t rows, size_t columns);

// From probabilities, clipped to [1e-7, 1 - 1e-7]; gradient 0 where the clip is active. Keras then
// renormalises by a log-softmax of the logarithms.
void kk_sparse_probability_loss(
    float *loss, float *gradient, const float *p, const int32_t *labels, const float *weight,
    float scale, size_t rows, size_t columns, int32_t ignored);

// From probabilities divided by their sum, then clipped.
void kk_probability_loss(
    float *loss, float *gradient, const float *p, const float *targets, const float *weight,
    float scale, size_t rows, size_t columns);

// From probabilities of independent outputs, clipped.
void kk_binary_probability_loss(
    float *loss, float *gradient, const float *p, const float *targets, const float *weight,
    float scale, size_t rows, size_t columns);

// loss[r] = the mean of (y - t)^2 over the columns.
void kk_squared_loss(
    float *loss, float *gradient, const float *y, const float *targets, const float *weight,
    float scale, size_t rows, size_t columns);
