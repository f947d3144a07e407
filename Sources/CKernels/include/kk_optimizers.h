#pragma once

#include <stddef.h>

// p -= rate * g, or with momentum: m = momentum * m - rate * g; p += m, or with Nesterov's look ahead
// p += momentum * m - rate * g. m is null without momentum.
void kk_sgd(
    float *restrict p, float *restrict m, const float *restrict g, size_t count, float rate,
    float momentum, int nesterov);

// m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; p -= rate * m / (sqrt(v) + epsilon), where rate holds
// the bias corrections. Moments that no result can feel become 0: denormals cost a hundredfold. With
// AMSGrad the root is that of the greatest v so far, kept in most; otherwise most is null.
void kk_adam(
    float *restrict p, float *restrict m, float *restrict v, float *restrict most,
    const float *restrict g, size_t count, float rate, float beta_1, float beta_2, float epsilon);

// m and v as kk_adam; p -= (of_mean * m + of_gradient * g) / (sqrt(v * scale) + epsilon).
void kk_nadam(
    float *restrict p, float *restrict m, float *restrict v, const float *restrict g, size_t count,
    float of_mean, float of_gradient, float beta_1, float beta_2, float scale, float epsilon);

// a += g^2; p -= rate * g / sqrt(a + epsilon).
void kk_adagrad(
    float *restrict p, float *restrict a, const float *restrict g, size_t count, float rate,
    float epsilon);

// a = rho a + (1 - rho) g^2; step = -g sqrt(d + epsilon) / sqrt(a + epsilon);
// d = rho d + (1 - rho) step^2; p += rate * step.
void kk_adadelta(
    float *restrict p, float *restrict a, float *restrict d, const float *restrict g, size_t count,
    float rate, float rho, float epsilon);

// m as kk_adam; u = max(b2 u, |g|); p -= rate * m / (u + epsilon), where rate holds the correction.
void kk_adamax(
    float *restrict p, float *restrict m, float *restrict u, const float *restrict g, size_t count,
    float rate, float beta_1, float beta_2, float epsilon);

// p -= rate * sign(b1 m + (1 - b1) g); m = b2 m + (1 - b2) g.
void kk_lion(
    float *restrict p, float *restrict m, const float *restrict g, size_t count, float rate,
    float beta_1, float beta_2);

// average = average * momentum + p * (1 - momentum).
void kk_average(float *restrict average, const float *restrict p, size_t count, float momentum);

// sum += g.
void kk_gather(float *restrict sum, const float *restrict g, size_t count);

// g = (g + sum) / steps; sum = 0.
void kk_gathered(float *restrict g, float *restrict sum, size_t count, float steps);

// The sum of g^2 in Float64: eight lanes by turns, then a tree.
double kk_squares(const float *g, size_t count);

// v = rho v + (1 - rho) g^2; centered: a = rho a + (1 - rho) g, the root of v - a^2 + epsilon;
// step = rate * g / root; momentum: m = momentum * m + step. a and m may be null.
void kk_rmsprop(
    float *restrict p, float *restrict v, float *restrict m, float *restrict a,
    const float *restrict g, size_t count, float rate, float rho, float momentum, float epsilon);

// p -= p * amount.
void kk_decay(float *p, size_t count, float amount);

// g = g limited to [-limit, limit].
void kk_clip(float *g, size_t count, float limit);
