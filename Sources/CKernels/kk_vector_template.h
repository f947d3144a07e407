// Vectors of floats for one instruction set, and what is made of vectors of sums; included by the
// templates of kernels.
//
// KK_LANES: floats of a vector.

#define KK_INLINE static inline __attribute__((always_inline)) KK_TARGET

typedef float KK_NAMED(kk_vector) __attribute__((vector_size(KK_LANES * sizeof(float))));
typedef int KK_NAMED(kk_bits) __attribute__((vector_size(KK_LANES * sizeof(float))));
// The same in memory, where it may stand anywhere.
typedef float KK_NAMED(kk_loose)
    __attribute__((vector_size(KK_LANES * sizeof(float)), aligned(sizeof(float))));

KK_INLINE KK_NAMED(kk_vector) KK_NAMED(kk_load)(const float *x) {
  return *(const KK_NAMED(kk_loose) *)x;
}

KK_INLINE void KK_NAMED(kk_store)(float *x, KK_NAMED(kk_vector) v) {
  *(KK_NAMED(kk_loose) *)x = v;
}

// The activations that vectors of sums get before they are written.
KK_INLINE int KK_NAMED(kk_is_simple)(int activation) {
  return activation == KK_LINEAR || activation == KK_RELU || activation == KK_RELU6;
}

KK_INLINE KK_NAMED(kk_vector) KK_NAMED(kk_activate)(KK_NAMED(kk_vector) v, int activation) {
  if (activation == KK_LINEAR) return v;
  const KK_NAMED(kk_vector) zero = {0}, six = zero + 6.0f;
  if (activation == KK_RELU6) {
    const KK_NAMED(kk_bits) below = v < six;
    const KK_NAMED(kk_bits) held =
        ((KK_NAMED(kk_bits))v & below) | ((KK_NAMED(kk_bits))six & ~below);
    return (KK_NAMED(kk_vector))(held & (v > zero));
  }
  return (KK_NAMED(kk_vector))((KK_NAMED(kk_bits))v & (v > zero));
}
