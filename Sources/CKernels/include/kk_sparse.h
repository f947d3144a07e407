#pragma once

#include "kk_matrix_product.h"

#include <stddef.h>
#include <stdint.h>

// Gradients behind a max pooling: of the numbers under a window only the winner has one, and behind a
// ReLU many winners have none. What is 0 is skipped, which changes no sum of finite numbers.

// A gradient that is not 0, and where the window of the convolution begins in the bordered image.
struct kk_nonzero {
  float gradient;
  uint32_t place;
};

// The convolution's window in the bordered image: rows of `run` numbers, `row_stride` apart.
struct kk_runs {
  size_t rows, run, row_stride;
};

// nonzeros[f][..] and counts[f]: what is not 0 of gradient[cells][f], cell by cell.
//
// A cell's window of the pooling begins at base[cell], its place number p is tap[p] further on; each
// list has room for all cells.
void kk_collect_nonzeros(
    struct kk_nonzero *restrict nonzeros, uint32_t *restrict counts, const float *restrict gradient,
    const uint32_t *restrict winner, const int32_t *restrict base, const int32_t *restrict tap,
    size_t cells, size_t filters);

// sums[rows * run] += gradient * x[place + ..] for every nonzero, in order: one chain of fused
// multiply-adds for every number.
//
// Reads up to a vector beyond the last window of x, and uses nothing of it.
void kk_sparse_kernel(
    enum kk_simd simd, float *restrict sums, const float *restrict x,
    const struct kk_nonzero *restrict nonzeros, size_t count, struct kk_runs window);

// dx[place + ..] += gradient * kernel[rows * run] for every nonzero, in order.
void kk_sparse_input(
    enum kk_simd simd, float *restrict dx, const float *restrict kernel,
    const struct kk_nonzero *restrict nonzeros, size_t count, struct kk_runs window);

// sum + the gradients, in order.
float kk_nonzero_sum(float sum, const struct kk_nonzero *nonzeros, size_t count);
