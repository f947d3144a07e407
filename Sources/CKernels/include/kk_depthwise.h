#pragma once

#include "kk_convolution.h"

// Depthwise convolution of one image [h, w, c] with kernel [kernel_h, kernel_w, c, m]: output channel
// c * m + j is channel c under filter j. Sums go through the window row by row.
void kk_depthwise_forward(
    float *restrict y, const float *restrict x, const float *restrict kernel, size_t m,
    struct kk_window window);

// dx [h, w, c] is written whole, in the order of output cells.
void kk_depthwise_backward_input(
    float *restrict dx, const float *restrict dy, const float *restrict kernel, size_t m,
    struct kk_window window);

// dkernel is added to, in the order of output cells.
void kk_depthwise_backward_kernel(
    float *restrict dkernel, const float *restrict dy, const float *restrict x, size_t m,
    struct kk_window window);
