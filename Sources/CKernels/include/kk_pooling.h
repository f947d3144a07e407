#pragma once

#include <stddef.h>
#include <stdint.h>

#include "kk_convolution.h"

// y[out_h][out_w][c] = the greatest cell under the window; the first one of equals. winner holds its
// place in the window; as wide as a float, so that both are compared and chosen in the same lanes. It
// may be null where nobody asks.
void kk_max_pool_forward(
    float *restrict y, uint32_t *restrict winner, const float *restrict x, struct kk_window window);

// dx[h][w][c] = the sum of dy where the winner was, 0 elsewhere.
void kk_max_pool_backward(
    float *restrict dx, const float *restrict dy, const uint32_t *restrict winner,
    struct kk_window window);

// y[out_h][out_w][c] = the mean of the cells under the window; padding does not count.
void kk_average_pool_forward(
    float *restrict y, const float *restrict x, struct kk_window window);

// dx[h][w][c] += dy / cells.
void kk_average_pool_backward(
    float *restrict dx, const float *restrict dy, struct kk_window window);

// y[c] = the mean of x[cells][c].
void kk_global_average_forward(float *restrict y, const float *restrict x, size_t cells, size_t c);

// dx[cells][c] = dy[c] / cells.
void kk_global_average_backward(
    float *restrict dx, const float *restrict dy, size_t cells, size_t c);

// y[c] = the greatest of x[cells][c].
void kk_global_max_forward(float *restrict y, const float *restrict x, size_t cells, size_t c);

// dx[i][c] = dy[c] / n where x[i][c] is y[c], for n such cells; 0 elsewhere.
void kk_global_max_backward(
    float *restrict dx, const float *restrict dy, const float *restrict x, const float *restrict y,
    size_t cells, size_t c);
