#pragma once

#include <stddef.h>

// Convolutions 3×3 with steps of one cell by Winograd's algorithm F(2×2, 3×3): four cells of the output
// by 16 products instead of 36. Lavin and Gray, Fast Algorithms for Convolutional Neural Networks
// (arXiv:1509.09308), section 4.1.
//
// An image is cut into tiles of 4×4 cells, two cells apart; image and kernel become 16 matrices each, the
// *points* of a tile, whose products become tiles of 2×2 cells of the output.

// points[16][count]: G g Gᵀ of every 3×3 that lies in kernel[3 · 3][count]. Neighbours along the first
// axis of both are `stride` numbers apart.
void kk_winograd_kernel(
    float *restrict points, const float *restrict kernel, size_t stride, size_t count);

// points[16][rows · columns][c]: Bᵀ d B of every tile of an image with its border.
//
// `x` is the first cell of the first tile, `stride` the numbers of a row of the image.
void kk_winograd_input(
    float *restrict points, const float *restrict x, size_t stride, size_t rows, size_t columns,
    size_t c);

// y[height][width][f]: Aᵀ m A of the tiles of points[16][⌈height / 2⌉ · ⌈width / 2⌉][f]; what is
// beyond an odd height or width is left out.
void kk_winograd_output(
    float *restrict y, const float *restrict points, size_t height, size_t width, size_t f);
