#pragma once

#include <stddef.h>

// The sums of |x[i]| and of x[i]^2 in Float64: eight lanes by turns, then a tree.
void kk_penalty_sums(double *absolute, double *squares, const float *x, size_t count);

// g[i] += l1 * sign(x[i]) + 2 * l2 * x[i]; the sign of 0 is 0.
void kk_penalty_gradient(float *restrict g, const float *restrict x, size_t count, float l1, float l2);

// x[i] = x[i], or 0 where it is negative.
void kk_non_negative(float *x, size_t count);

// sums[i * step] += x[i]^2, in order.
void kk_norm_squares(double *restrict sums, const float *restrict x, size_t count, size_t step);

// norms[i]: a sum of squares becomes desired / (1e-7 + norm), where norm is its root and desired =
// rate * (norm held within least and most) + (1 - rate) * norm.
void kk_norm_factors(double *norms, size_t count, float least, float most, float rate);

// x[i] *= factors[i * step].
void kk_norm_scale(float *restrict x, const double *restrict factors, size_t count, size_t step);
