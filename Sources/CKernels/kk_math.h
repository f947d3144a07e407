// exp, log, tanh, sin and cos by polynomials, the same bits on every machine.
//
// Source: S. L. Moshier, Cephes Math Library 2.2, single precision (expf.c, logf.c, tanhf.c, sinf.c): range
// reductions and minimax coefficients.
#pragma once

#include <stdint.h>
#include <string.h>

static inline float kk_from_bits(uint32_t bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static inline uint32_t kk_bits(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

// 0 below -60, where the result would only feed denormals; infinity above 88.72.
static inline float kk_exp(float x) {
  float clamped = x > 89.0f ? 89.0f : x;
  clamped = clamped < -61.0f ? -61.0f : clamped;
  // Adding and taking away 1.5 * 2^23 rounds to the nearest whole number.
  float n = (clamped * 1.44269504088896341f + 12582912.0f) - 12582912.0f;
  float r = clamped - n * 0.693359375f;
  r = r - n * -2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r + 1.0f;
  // 2^n in two factors: n = 128 has no bit pattern of its own.
  int32_t whole = (int32_t)n;
  int32_t half = whole / 2;
  float result = p * kk_from_bits((uint32_t)(half + 127) << 23) *
                 kk_from_bits((uint32_t)(whole - half + 127) << 23);
  result = x < -60.0f ? 0.0f : result;
  return x != x ? x : result;
}

// The natural logarithm of a positive normal number; -infinity at 0.
static inline float kk_log(float x) {
  uint32_t bits = kk_bits(x);
  int32_t exponent = (int32_t)(bits >> 23) - 126;
  float m = kk_from_bits((bits & 0x007FFFFFu) | 0x3F000000u);  // [0.5, 1)
  int isSmall = m < 0.707106781186547524f;
  float e = (float)(exponent - isSmall);
  m = (isSmall ? m + m : m) - 1.0f;
  float z = m * m;
  float y = 7.0376836292e-2f;
  y = y * m - 1.1514610310e-1f;
  y = y * m + 1.1676998740e-1f;
  y = y * m - 1.2420140846e-1f;
  y = y * m + 1.4249322787e-1f;
  y = y * m - 1.6668057665e-1f;
  y = y * m + 2.0000714765e-1f;
  y = y * m - 2.4999993993e-1f;
  y = y * m + 3.3333331174e-1f;
  y = y * m * z;
  y = y + -2.12194440e-4f * e;
  y = y + -0.5f * z;
  float result = m + y;
  result = result + 0.693359375f * e;
  result = x == 0.0f ? -kk_from_bits(0x7F800000u) : result;
  return x > 3.4028234e38f || x != x ? x : result;
}

static inline float kk_tanh(float x) {
  float magnitude = x < 0.0f ? -x : x;
  float z = x * x;
  float p = -5.70498872745e-3f;
  p = p * z + 2.06390887954e-2f;
  p = p * z - 5.37397155531e-2f;
  p = p * z + 1.33314422036e-1f;
  p = p * z - 3.33332819422e-1f;
  float small = p * z * x + x;
  float large = 1.0f - 2.0f / (kk_exp(magnitude + magnitude) + 1.0f);
  large = x < 0.0f ? -large : large;
  return magnitude < 0.625f ? small : large;
}

static inline float kk_sigmoid(float x) {
  // By the smaller exponential, so that neither end loses its digits.
  float e = kk_exp(x < 0.0f ? x : -x);
  float low = e / (1.0f + e);
  float high = 1.0f / (1.0f + e);
  return x < 0.0f ? low : high;
}

// log(1 + exp(x)) = max(x, 0) + log(1 + exp(-|x|))
static inline __attribute__((always_inline)) float kk_softplus(float x) {
  return (x > 0.0f ? x : 0.0f) + kk_log(1.0f + kk_exp(x > 0.0f ? -x : x));
}

// 2 / sqrt(pi) * exp(-x^2) * sum of 2^n x^(2n+1) / (1 * 3 * ... * (2n+1)): all terms have one sign, so
// that nothing cancels. In double, as the sum grows like exp(x^2).
//
// Source: M. Abramowitz, I. Stegun, "Handbook of Mathematical Functions", 7.1.6.
static inline float kk_erf(float x) {
  const float size = x < 0.0f ? -x : x;
  const double z = size < 4.0f ? size : 4.0f;  // beyond 4 it is 1 to the last place
  double term = z, sum = z;
  for (int n = 1; n <= 60; n++) {
    term *= 2.0 * z * z / (2.0 * n + 1.0);
    sum += term;
  }
  // exp(-z^2) in two factors, so that neither its digits nor its range are lost.
  const float square = (float)(z * z);
  const double rest = z * z - (double)square;
  const double result = 1.12837916709551257390 * sum * (double)kk_exp(-square) * (1.0 - rest);
  const float value = size >= 4.0f || result > 1.0 ? 1.0f : (float)result;
  return x < 0.0f ? -value : value;
}

// The angle is brought into an eighth of a turn around a multiple of a quarter, whose parts below are
// exact, so that angles of some thousand turns keep their digits. From 2^24 on neighbouring numbers are
// more than a radian apart: those angles count as 0, as no whole number may be made of the greatest.
static inline void kk_sin_cos(float *sine, float *cosine, float x) {
  float magnitude = x < 0.0f ? -x : x;
  magnitude = magnitude < 16777216.0f ? magnitude : 0.0f;
  int32_t octant = (int32_t)(magnitude * 1.27323954473516f);
  octant = (octant + 1) & ~1;
  float n = (float)octant;
  float r = ((magnitude - n * 0.78515625f) - n * 2.4187564849853515625e-4f) -
            n * 3.77489497744594108e-8f;
  float z = r * r;
  float s = -1.9515295891e-4f;
  s = s * z + 8.3321608736e-3f;
  s = s * z - 1.6666654611e-1f;
  s = s * z * r + r;
  float c = 2.443315711809948e-5f;
  c = c * z - 1.388731625493765e-3f;
  c = c * z + 4.166664568298827e-2f;
  c = c * z * z - 0.5f * z + 1.0f;
  int32_t quarter = (octant >> 1) & 3;
  float a = quarter & 1 ? c : s, b = quarter & 1 ? s : c;
  a = quarter & 2 ? -a : a;
  b = quarter == 1 || quarter == 2 ? -b : b;
  *sine = x < 0.0f ? -a : a;
  *cosine = b;
}
