#include "kk_winograd.h"

#include "kk_clones.h"

// Transforms go over the numbers of a cell, lane by lane, so that the compiler makes vectors of them.

KK_CLONES void kk_winograd_kernel(
    float *restrict points, const float *restrict kernel, size_t stride, size_t count) {
  for (size_t i = 0; i < count; i++) {
    float half[4][3];
#pragma clang loop unroll(full)
    for (size_t x = 0; x < 3; x++) {
      const float a = kernel[x * stride + i], b = kernel[(3 + x) * stride + i];
      const float c = kernel[(6 + x) * stride + i];
      half[0][x] = a;
      half[1][x] = 0.5f * ((a + c) + b);
      half[2][x] = 0.5f * ((a + c) - b);
      half[3][x] = c;
    }
#pragma clang loop unroll(full)
    for (size_t y = 0; y < 4; y++) {
      const float a = half[y][0], b = half[y][1], c = half[y][2];
      points[(y * 4) * stride + i] = a;
      points[(y * 4 + 1) * stride + i] = 0.5f * ((a + c) + b);
      points[(y * 4 + 2) * stride + i] = 0.5f * ((a + c) - b);
      points[(y * 4 + 3) * stride + i] = c;
    }
  }
}

// A tile's points; the next point is `count` numbers further on.
static inline void kk_tile_points(
    float *restrict points, size_t count, const float *restrict x, size_t stride, size_t c) {
  for (size_t i = 0; i < c; i++) {
    float half[4][4];
#pragma clang loop unroll(full)
    for (size_t j = 0; j < 4; j++) {
      const float *at = x + j * c + i;
      half[0][j] = at[0] - at[2 * stride];
      half[1][j] = at[stride] + at[2 * stride];
      half[2][j] = at[2 * stride] - at[stride];
      half[3][j] = at[stride] - at[3 * stride];
    }
#pragma clang loop unroll(full)
    for (size_t y = 0; y < 4; y++) {
      points[(y * 4) * count + i] = half[y][0] - half[y][2];
      points[(y * 4 + 1) * count + i] = half[y][1] + half[y][2];
      points[(y * 4 + 2) * count + i] = half[y][2] - half[y][1];
      points[(y * 4 + 3) * count + i] = half[y][1] - half[y][3];
    }
  }
}

KK_CLONES void kk_winograd_input(
    float *restrict points, const float *restrict x, size_t stride, size_t rows, size_t columns,
    size_t c) {
  const size_t count = rows * columns * c;
  for (size_t row = 0; row < rows; row++) {
    for (size_t column = 0; column < columns; column++) {
      kk_tile_points(
          points + (row * columns + column) * c, count, x + 2 * (row * stride + column * c),
          stride, c);
    }
  }
}

// Four cells of the output from a tile's points; `below` is the row under `y`.
static inline void kk_tile_cells(
    float *restrict y, float *restrict below, const float *restrict points, size_t count, size_t f) {
  for (size_t i = 0; i < f; i++) {
    float half[2][4];
#pragma clang loop unroll(full)
    for (size_t j = 0; j < 4; j++) {
      const float a = points[j * count + i], b = points[(4 + j) * count + i];
      const float c = points[(8 + j) * count + i], d = points[(12 + j) * count + i];
      half[0][j] = a + b + c;
      half[1][j] = b - c - d;
    }
    y[i] = half[0][0] + half[0][1] + half[0][2];
    y[f + i] = half[0][1] - half[0][2] - half[0][3];
    below[i] = half[1][0] + half[1][1] + half[1][2];
    below[f + i] = half[1][1] - half[1][2] - half[1][3];
  }
}

// Those of the four cells that are in the output.
static inline void kk_edge_tile_cells(
    float *restrict y, const float *restrict points, size_t count, size_t rows, size_t columns,
    size_t stride, size_t f) {
  for (size_t i = 0; i < f; i++) {
    float half[2][4];
    for (size_t j = 0; j < 4; j++) {
      const float a = points[j * count + i], b = points[(4 + j) * count + i];
      const float c = points[(8 + j) * count + i], d = points[(12 + j) * count + i];
      half[0][j] = a + b + c;
      half[1][j] = b - c - d;
    }
    for (size_t row = 0; row < rows; row++) {
      y[row * stride + i] = half[row][0] + half[row][1] + half[row][2];
      if (columns > 1) y[row * stride + f + i] = half[row][1] - half[row][2] - half[row][3];
    }
  }
}

KK_CLONES void kk_winograd_output(
    float *restrict y, const float *restrict points, size_t height, size_t width, size_t f) {
  const size_t rows = (height + 1) / 2, columns = (width + 1) / 2, stride = width * f;
  const size_t count = rows * columns * f;
  for (size_t row = 0; row < rows; row++) {
    for (size_t column = 0; column < columns; column++) {
      const float *from = points + (row * columns + column) * f;
      float *to = y + 2 * (row * stride + column * f);
      const size_t down = height - 2 * row, right = width - 2 * column;
      if (down > 1 && right > 1) {
        kk_tile_cells(to, to + stride, from, count, f);
      } else {
        kk_edge_tile_cells(
            to, from, count, down > 1 ? 2 : 1, right > 1 ? 2 : 1, stride, f);
      }
    }
  }
}
