// The counter-based generator of all random numbers.
#pragma once

#include <stddef.h>
#include <stdint.h>

// Blocks of four words that are made side by side, in the lanes of vectors.
#define KK_BLOCKS 16
#define KK_WORDS (4 * KK_BLOCKS)

// The words of KK_BLOCKS blocks from one on: Philox4x32-10.
//
// J. K. Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3", SC11.
static inline __attribute__((always_inline)) void kk_philox(
    uint32_t words[KK_WORDS], uint64_t block, uint64_t stream, uint64_t seed) {
  // 32-bit numbers in lanes of 64 bits, so that products need no shuffles.
  uint64_t x[KK_BLOCKS], y[KK_BLOCKS], z[KK_BLOCKS], w[KK_BLOCKS];
  for (size_t i = 0; i < KK_BLOCKS; i++) {
    x[i] = (uint32_t)(block + i);
    y[i] = (block + i) >> 32;
    z[i] = (uint32_t)stream;
    w[i] = stream >> 32;
  }
  uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
#pragma clang loop unroll(full)
  for (int round = 0; round < 10; round++) {
    for (size_t i = 0; i < KK_BLOCKS; i++) {
      const uint64_t a = 0xD2511F53u * x[i], b = 0xCD9E8D57u * z[i];
      x[i] = (b >> 32) ^ y[i] ^ k0;
      z[i] = (a >> 32) ^ w[i] ^ k1;
      y[i] = (uint32_t)b;
      w[i] = (uint32_t)a;
    }
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  for (size_t i = 0; i < KK_BLOCKS; i++) {
    words[4 * i] = (uint32_t)x[i];
    words[4 * i + 1] = (uint32_t)y[i];
    words[4 * i + 2] = (uint32_t)z[i];
    words[4 * i + 3] = (uint32_t)w[i];
  }
}

// Words of a stream, from a position on, some at a time.
struct kk_words {
  uint32_t blocks[KK_WORDS];
  // Those at hand.
  const uint32_t *words;
  size_t count;
};

// Makes the words from a position on, `left` at most.
static inline __attribute__((always_inline)) void kk_make_words(
    struct kk_words *made, uint64_t position, size_t left, uint64_t stream, uint64_t seed) {
  const size_t skipped = position & 3;
  kk_philox(made->blocks, position >> 2, stream, seed);
  made->words = made->blocks + skipped;
  made->count = KK_WORDS - skipped < left ? KK_WORDS - skipped : left;
}
