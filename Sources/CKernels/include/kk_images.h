#pragma once

#include <stddef.h>
#include <stdint.h>

// What lies beyond the edge of an image: a constant, d c b a | a b c d | d c b a,
// a b c d | a b c d | a b c d, or a a a a | a b c d | d d d d.
enum kk_fill_mode { KK_FILL_CONSTANT, KK_FILL_REFLECT, KK_FILL_WRAP, KK_FILL_NEAREST };

// The pixel that is nearest, or the weighted mean of the four around.
enum kk_interpolation { KK_NEAREST, KK_BILINEAR };

// Output pixel (ox, oy) shows the input at x = (t0 ox + t1 oy + t2) / k, y = (t3 ox + t4 oy + t5) / k,
// k = t6 ox + t7 oy + 1; centres of pixels are whole numbers. The input is [in_h][in_w][c] with rows
// in_row numbers apart, so that it can be a window of a larger image; the output is [out_h][out_w][c].
struct kk_affine {
  float t0, t1, t2, t3, t4, t5, t6, t7;
  int32_t fill_mode;
  int32_t interpolation;
  float fill_value;
  size_t in_h, in_w, in_row, out_h, out_w, c;
};

// y[out_h][out_w][c] = x at the place that belongs to the output pixel.
void kk_affine_forward(float *restrict y, const float *restrict x, const struct kk_affine *affine);

// dx[in_h][in_w][c] += the weight that a pixel had in every output pixel, times dy; output pixels in
// order.
void kk_affine_backward(float *restrict dx, const float *restrict dy, const struct kk_affine *affine);

// y[h][w][c] = x[h][w][c] with columns or rows, or both, in reverse.
void kk_flip(
    float *restrict y, const float *restrict x, size_t h, size_t w, size_t c, int32_t horizontal,
    int32_t vertical);

// y[cells][c] = (x - mean) * factor + mean, held within low and high; mean over the cells of a
// channel, summed in Float64 in order.
void kk_contrast_forward(
    float *restrict y, const float *restrict x, size_t cells, size_t c, float factor, float low,
    float high);

// dx[cells][c] = factor * g + (1 - factor) * mean of g, g = dy where the output was not held.
void kk_contrast_backward(
    float *restrict dx, const float *restrict dy, const float *restrict x, size_t cells, size_t c,
    float factor, float low, float high);

// y[i] = x[i] + delta, held within low and high.
void kk_brightness_forward(
    float *restrict y, const float *restrict x, size_t count, float delta, float low, float high);

// dx[i] = dy[i], or 0 where the output was held.
void kk_brightness_backward(
    float *restrict dx, const float *restrict dy, const float *restrict x, size_t count,
    float delta, float low, float high);

// The sine and the cosine of an angle in radians, up to some thousand turns; 0 and 1 from 2^24 on.
void kk_sine_cosine(float *sine, float *cosine, float radians);
