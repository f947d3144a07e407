#pragma once

#include "kk_activations.h"
#include "kk_convolution.h"
#include "kk_matrix_product.h"

// Depthwise convolution of one image [h, w, c] with kernel [kernel_h, kernel_w, c, m]: output channel
// c * m + j is channel c under filter j.
//
// Order contract: every number is one chain of fused multiply-adds, sum = fma(factor, factor, sum), from 0
// or from what a gradient holds; what would lie on the padding is left out.

// y [out_h, out_w, c * m], sums through the window row by row, then the epilogue, whose addend lies as y.
void kk_depthwise_forward(
    enum kk_simd simd, float *restrict y, const float *restrict x, const float *restrict kernel,
    size_t m, struct kk_window window, const struct kk_epilogue *epilogue);

// dx [h, w, c] is written whole, in the order of output cells, then of the channel's filters.
void kk_depthwise_backward_input(
    enum kk_simd simd, float *restrict dx, const float *restrict dy, const float *restrict kernel,
    size_t m, struct kk_window window);

// dkernel is added to, in the order of output cells.
void kk_depthwise_backward_kernel(
    enum kk_simd simd, float *restrict dkernel, const float *restrict dy, const float *restrict x,
    size_t m, struct kk_window window);
