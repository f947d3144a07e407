#include "kk_pooling.h"

#include "kk_clones.h"

#include <string.h>

// The part of the window at an output cell that lies on the image: rows y0..<y1, columns x0..<x1 of
// the window, and the image's row and column of the window's corner.
struct kk_part {
  size_t y0, y1, x0, x1;
  ptrdiff_t top, left;
};

static inline struct kk_part kk_part_at(struct kk_window k, size_t oy, size_t ox) {
  struct kk_part part;
  part.top = (ptrdiff_t)(oy * k.stride_h) - (ptrdiff_t)k.pad_top;
  part.left = (ptrdiff_t)(ox * k.stride_w) - (ptrdiff_t)k.pad_left;
  part.y0 = part.top < 0 ? (size_t)-part.top : 0;
  part.x0 = part.left < 0 ? (size_t)-part.left : 0;
  const ptrdiff_t rows = (ptrdiff_t)k.h - part.top, columns = (ptrdiff_t)k.w - part.left;
  part.y1 = rows < (ptrdiff_t)k.kernel_h ? (size_t)rows : k.kernel_h;
  part.x1 = columns < (ptrdiff_t)k.kernel_w ? (size_t)columns : k.kernel_w;
  return part;
}

static inline size_t kk_cell(struct kk_window k, struct kk_part p, size_t ky, size_t kx) {
  return ((size_t)(p.top + (ptrdiff_t)ky) * k.w + (size_t)(p.left + (ptrdiff_t)kx)) * k.c;
}

// A whole window of 2 by 2, which nearly all networks use: one pass, nothing read twice.
static inline void kk_max_of_four(
    float *restrict y, uint32_t *restrict winner, const float *restrict first,
    const float *restrict second, size_t c) {
  for (size_t i = 0; i < c; i++) {
    float best = first[i];
    uint32_t place = 0;
    const float b = first[c + i], d = second[i], e = second[c + i];
    place = b > best ? 1 : place;
    best = b > best ? b : best;
    place = d > best ? 2 : place;
    best = d > best ? d : best;
    place = e > best ? 3 : place;
    best = e > best ? e : best;
    y[i] = best;
    winner[i] = place;
  }
}

KK_CLONES static void kk_max_pool(
    float *restrict y, const float *restrict x, struct kk_window k) {
  for (size_t oy = 0; oy < k.out_h; oy++) {
    for (size_t ox = 0; ox < k.out_w; ox++) {
      const struct kk_part p = kk_part_at(k, oy, ox);
      float *out = y + (oy * k.out_w + ox) * k.c;
      memcpy(out, x + kk_cell(k, p, p.y0, p.x0), k.c * sizeof(float));
      for (size_t ky = p.y0; ky < p.y1; ky++) {
        for (size_t kx = p.x0; kx < p.x1; kx++) {
          const float *in = x + kk_cell(k, p, ky, kx);
          for (size_t c = 0; c < k.c; c++) out[c] = in[c] > out[c] ? in[c] : out[c];
        }
      }
    }
  }
}

KK_CLONES static void kk_max_pool_with_winners(
    float *restrict y, uint32_t *restrict winner, const float *restrict x, struct kk_window k) {
  for (size_t oy = 0; oy < k.out_h; oy++) {
    for (size_t ox = 0; ox < k.out_w; ox++) {
      const struct kk_part p = kk_part_at(k, oy, ox);
      float *out = y + (oy * k.out_w + ox) * k.c;
      uint32_t *won = winner + (oy * k.out_w + ox) * k.c;
      const float *first = x + kk_cell(k, p, p.y0, p.x0);
      if (k.kernel_h == 2 && k.kernel_w == 2 && p.y1 - p.y0 == 2 && p.x1 - p.x0 == 2) {
        kk_max_of_four(out, won, first, first + k.w * k.c, k.c);
        continue;
      }
      const uint32_t first_place = (uint32_t)(p.y0 * k.kernel_w + p.x0);
      for (size_t c = 0; c < k.c; c++) {
        out[c] = first[c];
        won[c] = first_place;
      }
      for (size_t ky = p.y0; ky < p.y1; ky++) {
        for (size_t kx = p.x0; kx < p.x1; kx++) {
          const float *in = x + kk_cell(k, p, ky, kx);
          const uint32_t place = (uint32_t)(ky * k.kernel_w + kx);
          for (size_t c = 0; c < k.c; c++) {
            const int greater = in[c] > out[c];
            won[c] = greater ? place : won[c];
            out[c] = greater ? in[c] : out[c];
          }
        }
      }
    }
  }
}

void kk_max_pool_forward(
    float *restrict y, uint32_t *restrict winner, const float *restrict x, struct kk_window window) {
  if (winner) {
    kk_max_pool_with_winners(y, winner, x, window);
  } else {
    kk_max_pool(y, x, window);
  }
}

// Whether every cell of the image lies under exactly one window.
static inline int kk_tiles(struct kk_window k) {
  return k.stride_h == k.kernel_h && k.stride_w == k.kernel_w && k.pad_top == 0 &&
         k.pad_left == 0 && k.out_h * k.stride_h == k.h && k.out_w * k.stride_w == k.w;
}

KK_CLONES void kk_max_pool_backward(
    float *restrict dx, const float *restrict dy, const uint32_t *restrict winner,
    struct kk_window k) {
  const int tiles = kk_tiles(k);
  if (!tiles) memset(dx, 0, k.h * k.w * k.c * sizeof(float));
  for (size_t oy = 0; oy < k.out_h; oy++) {
    for (size_t ox = 0; ox < k.out_w; ox++) {
      const struct kk_part p = kk_part_at(k, oy, ox);
      const size_t at = (oy * k.out_w + ox) * k.c;
      for (size_t ky = p.y0; ky < p.y1; ky++) {
        for (size_t kx = p.x0; kx < p.x1; kx++) {
          float *to = dx + kk_cell(k, p, ky, kx);
          const uint32_t place = (uint32_t)(ky * k.kernel_w + kx);
          if (tiles) {
            for (size_t c = 0; c < k.c; c++) to[c] = winner[at + c] == place ? dy[at + c] : 0.0f;
          } else {
            for (size_t c = 0; c < k.c; c++) to[c] += winner[at + c] == place ? dy[at + c] : 0.0f;
          }
        }
      }
    }
  }
}

KK_CLONES void kk_average_pool_forward(
    float *restrict y, const float *restrict x, struct kk_window k) {
  for (size_t oy = 0; oy < k.out_h; oy++) {
    for (size_t ox = 0; ox < k.out_w; ox++) {
      const struct kk_part p = kk_part_at(k, oy, ox);
      float *out = y + (oy * k.out_w + ox) * k.c;
      memset(out, 0, k.c * sizeof(float));
      for (size_t ky = p.y0; ky < p.y1; ky++) {
        for (size_t kx = p.x0; kx < p.x1; kx++) {
          const float *in = x + kk_cell(k, p, ky, kx);
          for (size_t c = 0; c < k.c; c++) out[c] += in[c];
        }
      }
      const float cells = (float)((p.y1 - p.y0) * (p.x1 - p.x0));
      for (size_t c = 0; c < k.c; c++) out[c] /= cells;
    }
  }
}

KK_CLONES void kk_average_pool_backward(
    float *restrict dx, const float *restrict dy, struct kk_window k) {
  for (size_t oy = 0; oy < k.out_h; oy++) {
    for (size_t ox = 0; ox < k.out_w; ox++) {
      const struct kk_part p = kk_part_at(k, oy, ox);
      const float *in = dy + (oy * k.out_w + ox) * k.c;
      const float cells = (float)((p.y1 - p.y0) * (p.x1 - p.x0));
      for (size_t ky = p.y0; ky < p.y1; ky++) {
        for (size_t kx = p.x0; kx < p.x1; kx++) {
          float *to = dx + kk_cell(k, p, ky, kx);
          for (size_t c = 0; c < k.c; c++) to[c] += in[c] / cells;
        }
      }
    }
  }
}

KK_CLONES void kk_global_average_forward(
    float *restrict y, const float *restrict x, size_t cells, size_t c) {
  memset(y, 0, c * sizeof(float));
  for (size_t i = 0; i < cells; i++) {
    for (size_t j = 0; j < c; j++) y[j] += x[i * c + j];
  }
  for (size_t j = 0; j < c; j++) y[j] /= (float)cells;
}

KK_CLONES void kk_global_average_backward(
    float *restrict dx, const float *restrict dy, size_t cells, size_t c) {
  for (size_t i = 0; i < cells; i++) {
    for (size_t j = 0; j < c; j++) dx[i * c + j] = dy[j] / (float)cells;
  }
}

KK_CLONES void kk_global_max_forward(
    float *restrict y, const float *restrict x, size_t cells, size_t c) {
  for (size_t j = 0; j < c; j++) y[j] = x[j];
  for (size_t i = 1; i < cells; i++) {
    for (size_t j = 0; j < c; j++) y[j] = x[i * c + j] > y[j] ? x[i * c + j] : y[j];
  }
}

KK_CLONES void kk_global_max_backward(
    float *restrict dx, const float *restrict dy, const float *restrict x, const float *restrict y,
    size_t cells, size_t c) {
  for (size_t j = 0; j < c; j++) {
    size_t winners = 0;
    for (size_t i = 0; i < cells; i++) winners += x[i * c + j] == y[j];
    const float share = dy[j] / (float)(winners ? winners : 1);
    for (size_t i = 0; i < cells; i++) dx[i * c + j] = x[i * c + j] == y[j] ? share : 0.0f;
  }
}
