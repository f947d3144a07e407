#include "kk_images.h"

#include <string.h>

#include "kk_clones.h"
#include "kk_math.h"

// Coordinates beyond are as good as this one, and can be turned into whole numbers.
static const float kk_far = 1e9f;

static inline float kk_within(float x, float low, float high) {
  return x < low ? low : x > high ? high : x;
}

static inline int64_t kk_floor(float x) {
  int64_t whole = (int64_t)x;
  return whole - ((float)whole > x);
}

// Halves go away from 0, as C's round does.
static inline int64_t kk_round(float x) { return (int64_t)(x < 0.0f ? x - 0.5f : x + 0.5f); }

// Source: MapCoordinate of TensorFlow's image_ops.h, step by step, in Float32 as there.
static inline float kk_map_coordinate(float x, size_t size, int32_t mode) {
  const float length = (float)size, last = length - 1.0f;
  x = kk_within(x, -kk_far, kk_far);
  if (mode == KK_FILL_CONSTANT) return x;
  if (mode == KK_FILL_NEAREST) return kk_within(x, 0.0f, last);
  if (size <= 1) return 0.0f;
  if (mode == KK_FILL_REFLECT) {
    const float twice = 2.0f * length;
    if (x < 0.0f) {
      x = twice * (float)(int64_t)(-x / twice) + x;
      x = x < -length ? x + twice : -x - 1.0f;
    } else if (x > last) {
      x -= twice * (float)(int64_t)(x / twice);
      if (x >= length) x = twice - x - 1.0f;
    }
  } else if (x < 0.0f) {
    x += length * (float)((int64_t)(-x / last) + 1);
  } else if (x > last) {
    x -= length * (float)(int64_t)(x / last);
  }
  return kk_within(x, 0.0f, last);
}

// The place in the input that an output pixel shows; 0 where there is none.
static inline int kk_place(float *x, float *y, size_t ox, size_t oy, const struct kk_affine *a) {
  const float fx = (float)ox, fy = (float)oy;
  const float k = a->t6 * fx + a->t7 * fy + 1.0f;
  if (k == 0.0f) return 0;
  float u = a->t0 * fx + a->t1 * fy + a->t2, v = a->t3 * fx + a->t4 * fy + a->t5;
  if (k != 1.0f) {
    u = u / k;
    v = v / k;
  }
  if (u != u || v != v) return 0;
  *x = kk_map_coordinate(u, a->in_w, a->fill_mode);
  *y = kk_map_coordinate(v, a->in_h, a->fill_mode);
  return 1;
}

// Where pixel (x, y) begins; NULL outside.
static inline const float *kk_pixel(
    const float *image, int64_t x, int64_t y, const struct kk_affine *a) {
  if (x < 0 || y < 0 || x >= (int64_t)a->in_w || y >= (int64_t)a->in_h) return NULL;
  return image + (size_t)y * a->in_row + (size_t)x * a->c;
}

KK_CLONES void kk_affine_forward(
    float *restrict y, const float *restrict x, const struct kk_affine *affine) {
  const size_t c = affine->c;
  const float fill = affine->fill_value;
  for (size_t oy = 0; oy < affine->out_h; oy++) {
    for (size_t ox = 0; ox < affine->out_w; ox++, y += c) {
      float px, py;
      if (!kk_place(&px, &py, ox, oy, affine)) {
        for (size_t i = 0; i < c; i++) y[i] = fill;
        continue;
      }
      if (affine->interpolation == KK_NEAREST) {
        const float *pixel = kk_pixel(x, kk_round(px), kk_round(py), affine);
        for (size_t i = 0; i < c; i++) y[i] = pixel ? pixel[i] : fill;
        continue;
      }
      const int64_t left = kk_floor(px), top = kk_floor(py);
      const float wr = px - (float)left, wl = (float)(left + 1) - px;
      const float wb = py - (float)top, wt = (float)(top + 1) - py;
      if (left >= 0 && top >= 0 && left + 1 < (int64_t)affine->in_w &&
          top + 1 < (int64_t)affine->in_h) {
        const float *p = x + (size_t)top * affine->in_row + (size_t)left * c;
        const float *q = p + affine->in_row;
        for (size_t i = 0; i < c; i++) {
          const float upper = wl * p[i] + wr * p[i + c];
          const float lower = wl * q[i] + wr * q[i + c];
          y[i] = wt * upper + wb * lower;
        }
        continue;
      }
      const float *tl = kk_pixel(x, left, top, affine), *tr = kk_pixel(x, left + 1, top, affine);
      const float *bl = kk_pixel(x, left, top + 1, affine);
      const float *br = kk_pixel(x, left + 1, top + 1, affine);
      for (size_t i = 0; i < c; i++) {
        const float upper = wl * (tl ? tl[i] : fill) + wr * (tr ? tr[i] : fill);
        const float lower = wl * (bl ? bl[i] : fill) + wr * (br ? br[i] : fill);
        y[i] = wt * upper + wb * lower;
      }
    }
  }
}

static inline void kk_spread(
    float *dx, const float *dy, int64_t x, int64_t y, float weight, const struct kk_affine *a) {
  if (x < 0 || y < 0 || x >= (int64_t)a->in_w || y >= (int64_t)a->in_h) return;
  float *pixel = dx + (size_t)y * a->in_row + (size_t)x * a->c;
  for (size_t i = 0; i < a->c; i++) pixel[i] += weight * dy[i];
}

KK_CLONES void kk_affine_backward(
    float *restrict dx, const float *restrict dy, const struct kk_affine *affine) {
  for (size_t oy = 0; oy < affine->out_h; oy++) {
    for (size_t ox = 0; ox < affine->out_w; ox++, dy += affine->c) {
      float px, py;
      if (!kk_place(&px, &py, ox, oy, affine)) continue;
      if (affine->interpolation == KK_NEAREST) {
        kk_spread(dx, dy, kk_round(px), kk_round(py), 1.0f, affine);
        continue;
      }
      const int64_t left = kk_floor(px), top = kk_floor(py);
      const float wr = px - (float)left, wl = (float)(left + 1) - px;
      const float wb = py - (float)top, wt = (float)(top + 1) - py;
      kk_spread(dx, dy, left, top, wt * wl, affine);
      kk_spread(dx, dy, left + 1, top, wt * wr, affine);
      kk_spread(dx, dy, left, top + 1, wb * wl, affine);
      kk_spread(dx, dy, left + 1, top + 1, wb * wr, affine);
    }
  }
}

KK_CLONES void kk_flip(
    float *restrict y, const float *restrict x, size_t h, size_t w, size_t c, int32_t horizontal,
    int32_t vertical) {
  for (size_t r = 0; r < h; r++) {
    const float *from = x + (vertical ? h - 1 - r : r) * w * c;
    float *to = y + r * w * c;
    if (!horizontal) {
      memcpy(to, from, w * c * sizeof(float));
      continue;
    }
    for (size_t k = 0; k < w; k++) {
      for (size_t i = 0; i < c; i++) to[k * c + i] = from[(w - 1 - k) * c + i];
    }
  }
}

static inline float kk_channel_mean(const float *x, size_t cells, size_t c) {
  double sum = 0.0;
  for (size_t i = 0; i < cells; i++) sum += (double)x[i * c];
  return (float)(sum / (double)cells);
}

KK_CLONES void kk_contrast_forward(
    float *restrict y, const float *restrict x, size_t cells, size_t c, float factor, float low,
    float high) {
  for (size_t k = 0; k < c; k++) {
    const float mean = kk_channel_mean(x + k, cells, c);
    for (size_t i = k; i < cells * c; i += c) {
      y[i] = kk_within((x[i] - mean) * factor + mean, low, high);
    }
  }
}

KK_CLONES void kk_contrast_backward(
    float *restrict dx, const float *restrict dy, const float *restrict x, size_t cells, size_t c,
    float factor, float low, float high) {
  for (size_t k = 0; k < c; k++) {
    const float mean = kk_channel_mean(x + k, cells, c);
    for (size_t i = k; i < cells * c; i += c) {
      const float value = (x[i] - mean) * factor + mean;
      dx[i] = value < low || value > high ? 0.0f : dy[i];
    }
    const float through_mean = kk_channel_mean(dx + k, cells, c) * (1.0f - factor);
    for (size_t i = k; i < cells * c; i += c) dx[i] = dx[i] * factor + through_mean;
  }
}

KK_CLONES void kk_brightness_forward(
    float *restrict y, const float *restrict x, size_t count, float delta, float low, float high) {
  for (size_t i = 0; i < count; i++) y[i] = kk_within(x[i] + delta, low, high);
}

KK_CLONES void kk_brightness_backward(
    float *restrict dx, const float *restrict dy, const float *restrict x, size_t count,
    float delta, float low, float high) {
  for (size_t i = 0; i < count; i++) {
    const float value = x[i] + delta;
    dx[i] = value < low || value > high ? 0.0f : dy[i];
  }
}

void kk_sine_cosine(float *sine, float *cosine, float radians) {
  kk_sin_cos(sine, cosine, radians);
}
