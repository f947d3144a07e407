// The counter-based generator of all random numbers.
#pragma once

#include <stdint.h>

// J. K. Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3", SC11.
static inline void kk_philox(uint32_t out[4], uint64_t block, uint64_t stream, uint64_t seed) {
  uint32_t x = (uint32_t)block, y = (uint32_t)(block >> 32);
  uint32_t z = (uint32_t)stream, w = (uint32_t)(stream >> 32);
  uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
  for (int round = 0; round < 10; round++) {
    const uint64_t a = (uint64_t)0xD2511F53u * x, b = (uint64_t)0xCD9E8D57u * z;
    const uint32_t nx = (uint32_t)(b >> 32) ^ y ^ k0, nz = (uint32_t)(a >> 32) ^ w ^ k1;
    y = (uint32_t)b;
    w = (uint32_t)a;
    x = nx;
    z = nz;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  out[0] = x;
  out[1] = y;
  out[2] = z;
  out[3] = w;
}
