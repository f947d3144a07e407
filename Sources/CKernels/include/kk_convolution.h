#pragma once

#include <stddef.h>
#include <stdint.h>

// The geometry of a window that slides over one image of h x w x c: kernel, stride, dilation, the
// cells of padding before the first row and column, and the size of the output.
struct kk_window {
  size_t h, w, c;
  size_t kernel_h, kernel_w;
  size_t stride_h, stride_w;
  size_t dilation_h, dilation_w;
  size_t pad_top, pad_left;
  size_t out_h, out_w;
};

// columns[out_h * out_w][kernel_h * kernel_w * c]: the patch under the window, zeros outside.
void kk_im2col(float *restrict columns, const float *restrict image, struct kk_window window);

// image[h][w][c] += the patches of columns, in the order of output cells, each where it came from.
void kk_col2im(float *restrict image, const float *restrict columns, struct kk_window window);

// y[r][c] = x[rows[r]][columns[c]], cells of `channels` numbers; `fill` where a place is negative.
void kk_map_cells(
    float *restrict y, const float *restrict x, const int32_t *rows, size_t row_count,
    const int32_t *columns, size_t column_count, size_t width, size_t channels, float fill);

// dx[rows[r]][columns[c]] += dy[r][c], in the order of output cells.
void kk_map_cells_backward(
    float *restrict dx, const float *restrict dy, const int32_t *rows, size_t row_count,
    const int32_t *columns, size_t column_count, size_t width, size_t channels);

// y[i][j] = sum of weights[i][k] * x[places[i][k]][j] over k < taps, in order; rows of `width`.
void kk_resample(
    float *restrict y, const float *restrict x, const int32_t *places, const float *weights,
    size_t count, size_t taps, size_t width);

// dx[places[i][k]][j] += weights[i][k] * dy[i][j], in order.
void kk_resample_backward(
    float *restrict dx, const float *restrict dy, const int32_t *places, const float *weights,
    size_t count, size_t taps, size_t width);
