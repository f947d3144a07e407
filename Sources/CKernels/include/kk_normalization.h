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

// scale[c] = gamma / sqrt(variance + epsilon), folded[c] = (bias - mean) * scale + beta: a batch
// normalization with fixed statistics as a part of the weights in front of it. bias, gamma and beta may be
// null, which are 0, 1 and 0.
void kk_fold_normalization(
    float *restrict scale, float *restrict folded, const float *bias, const float *mean,
    const float *variance, const float *gamma, const float *beta, float epsilon, size_t c);

// y[r][c] = x[r][c] * scale[c].
void kk_fold_kernel(
    float *restrict y, const float *restrict x, const float *restrict scale, size_t rows, size_t c);

// y[i] = (x[i] - mean[i * step]) / deviation[i * step], or the other way round: mean + x * deviation.
void kk_standardize(
    float *restrict y, const float *restrict x, const float *restrict mean,
    const float *restrict deviation, size_t count, size_t step, int invert);

// dx[i] = dy[i] / deviation[i * step], or dy * deviation.
void kk_standardize_backward(
    float *restrict dx, const float *restrict dy, const float *restrict deviation, size_t count,
    size_t step, int invert);

// Layer normalization: y[r][j] = (x[r][j] - mean[r]) * inverse[r] * gamma[j] + beta[j], where inverse =
// 1 / sqrt(variance + epsilon) of the row; mean and inverse are kept. gamma and beta may be null.
void kk_normalize_rows(
    float *restrict y, float *restrict mean, float *restrict inverse, const float *restrict x,
    const float *restrict gamma, const float *restrict beta, float epsilon, size_t rows, size_t c);

// The gradient of kk_normalize_rows by x.
void kk_normalize_rows_backward(
    float *restrict dx, const float *restrict dy, const float *restrict x,
    const float *restrict mean, const float *restrict inverse, const float *restrict gamma,
    size_t rows, size_t c);

// The gradients of kk_normalize_rows by gamma and beta for columns from..<to, rows in order; either
// may be null.
void kk_normalize_rows_weights(
    float *dgamma, float *dbeta, const float *dy, const float *x, const float *mean,
    const float *inverse, size_t rows, size_t c, size_t from, size_t to);
