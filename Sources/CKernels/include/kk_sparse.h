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

// The gradients of a pooling's cells, filters side by side, and who won them.
struct kk_winners {
  const float *gradient;   // [cells][filters]
  const uint32_t *winner;  // [cells][filters]: which of `taps` places under the pooling
  const int32_t *start;    // [cells][taps]: where the place's window begins in the image; -1 for none
  size_t cells, taps, filters;
};

// sums[places][filters] += x[start + place] * (the gradient where the start won, else 0), for every
// start, cell by cell: one chain of fused multiply-adds for every number. For windows whose rows are
// too short for vectors.
void kk_masked_kernel(
    enum kk_simd simd, float *restrict sums, const float *restrict x, struct kk_winners won,
    const int32_t *restrict places, size_t place_count);

// sum + the gradients, in order.
float kk_nonzero_sum(float sum, const struct kk_nonzero *nonzeros, size_t count);
