#pragma once

#include <stddef.h>
#include <stdint.h>

// Random number n of a stream is lane n % 4 of the Philox4x32-10 block n / 4 under the seed.

// y[i] = x[i] / (1 - rate), or 0 where random number first + i is below the rate. y may be x.
void kk_dropout(
    float *y, const float *x, size_t count, uint64_t first, float rate, uint64_t seed,
    uint64_t stream);

// The factor that kk_dropout has for one number: 1 / (1 - rate) or 0.
float kk_dropout_factor(uint64_t position, float rate, uint64_t seed, uint64_t stream);

// y[i] = mean + deviation * the normal number of random number first + i, by the inverse of the
// distribution function; truncated: of what lies within two deviations.
void kk_normal(
    float *y, size_t count, uint64_t first, double mean, double deviation, int truncated,
    uint64_t seed, uint64_t stream);

// y[i] = x[i] + deviation * the normal number of random number first + i. y may be x.
void kk_add_normal(
    float *y, const float *x, size_t count, uint64_t first, float deviation, uint64_t seed,
    uint64_t stream);
