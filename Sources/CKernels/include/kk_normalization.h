#pragma once

#include <stddef.h>

// Batch normalization. Sums over a batch are Float64: the rows of an example in order, then the examples.

// sum[c] += Σ x[rows][c], squares[c] += Σ x · x, rows in order.
void kk_moment_sums(
    double *restrict sum, double *restrict squares, const float *restrict x, size_t rows, size_t c);

// Mean and biased variance of channels from..<to of a batch of so many rows, from what kk_moment_sums left
// for each example: sums[examples][2][c]. In Float64 a large mean costs no digits that Float32 has.
void kk_moments(
    float *restrict mean, float *restrict variance, const double *restrict sums, size_t examples,
    double rows, size_t c, size_t from, size_t to);

// inverse[c] = 1 / sqrt(variance + epsilon), scale[c] = gamma / sqrt(variance + epsilon), gain[c] = gamma ·
// inverse; gamma may be null.
void kk_normalization_scales(
    float *restrict inverse, float *restrict scale, float *restrict gain, const float *variance,
    const float *gamma, float epsilon, size_t c);

// y[r][j] = (x[r][j] - mean[j]) * scale[j] + beta[j]; beta may be null.
void kk_normalize(
    float *restrict y, const float *restrict x, const float *restrict mean,
    const float *restrict scale, const float *restrict beta, size_t rows, size_t c);

// sum[c] += Σ dy[rows][c], product[c] += Σ dy · (x - mean) · inverse, rows in order.
void kk_normalize_sums(
    double *restrict sum, double *restrict product, const float *restrict dy,
    const float *restrict x, const float *restrict mean, const float *restrict inverse, size_t rows,
    size_t c);

// The gradients of gamma and beta for channels from..<to, from what kk_normalize_sums left for each
// example, sums[examples][2][c]; and a row's share of both. dgamma and dbeta may be null.
void kk_normalize_totals(
    float *dgamma, float *dbeta, float *shift, float *slope, const double *restrict sums,
    size_t examples, double rows, size_t c, size_t from, size_t to);

// dx[r][j] = gain · ((dy - shift) - (x - mean) · inverse · slope); dx may be dy. With shift and slope 0 mean
// and variance are constants.
void kk_normalize_backward(
    float *dx, const float *dy, const float *restrict x, const float *restrict mean,
    const float *restrict inverse, const float *restrict gain, const float *restrict shift,
    const float *restrict slope, size_t rows, size_t c);

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
