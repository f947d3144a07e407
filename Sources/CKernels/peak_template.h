// Chains of fused multiply-adds for one instruction set; included once for each, see peak.c.
//
// KK_LANES: floats of a vector. KK_CHAINS: vectors that stay in registers.

typedef float KK_NAMED(kk_vector) __attribute__((vector_size(KK_LANES * sizeof(float))));

static KK_TARGET void KK_NAMED(kk_peak)(float *sums, size_t rounds) {
  const KK_NAMED(kk_vector) half = 0.5f - (KK_NAMED(kk_vector)){0};
  const KK_NAMED(kk_vector) one = 1.0f - (KK_NAMED(kk_vector)){0};
  KK_NAMED(kk_vector) sum[KK_CHAINS];
#pragma clang loop unroll(full)
  for (int i = 0; i < KK_CHAINS; i++) {
    for (int j = 0; j < KK_LANES; j++) sum[i][j] = (float)i + (float)j / KK_LANES;
  }
  for (size_t round = 0; round < rounds; round++) {
#pragma clang loop unroll(full)
    for (int i = 0; i < KK_CHAINS; i++) sum[i] = __builtin_elementwise_fma(half, sum[i], one);
  }
  memcpy(sums, sum, sizeof sum);
}
