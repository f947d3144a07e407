#pragma once

#include <stddef.h>

// Mean and biased variance of channels from..<to of x[rows][c], in two passes, so that a large mean
// costs no digits.
void kk_moments(
    float *mean, float *variance, const float *x, size_t rows, size_t c, size_t from, size_t to);

// y[r][j] = gamma[j] * (x[r][j] - mean[j]) / sqrt(variance[j] + epsilon) + beta[j]; gamma and beta
// may be null.
void kk_normalize(
    float *y, const float *x, const float *mean, const float *variance, const float *gamma,
    const float *beta, float epsilon, size_t rows, size_t c);

// Gradients of batch normalization for channels from..<to. With use_batch the mean and the variance
// depend on x, as in training; otherwise they are constants. dgamma, dbeta, gamma may be null.
void kk_normalize_backward(
    float *dx, float *dgamma, float *dbeta, const float *dy, const float *x, const float *mean,
    const float *variance, const float *gamma, float epsilon, int use_batch, size_t rows, size_t c,
    size_t from, size_t to);
