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
// Half a vector.
typedef float KK_NAMED(kk_half) __attribute__((vector_size(KK_LANES / 2 * sizeof(float))));
typedef int KK_NAMED(kk_half_bits) __attribute__((vector_size(KK_LANES / 2 * sizeof(float))));
typedef float KK_NAMED(kk_loose_half)
    __attribute__((vector_size(KK_LANES / 2 * sizeof(float)), aligned(sizeof(float))));

KK_INLINE KK_NAMED(kk_vector) KK_NAMED(kk_load)(const float *x) {
  return *(const KK_NAMED(kk_loose) *)x;
}

KK_INLINE void KK_NAMED(kk_store)(float *x, KK_NAMED(kk_vector) v) {
  *(KK_NAMED(kk_loose) *)x = v;
}

KK_INLINE KK_NAMED(kk_half) KK_NAMED(kk_load_half)(const float *x) {
  return *(const KK_NAMED(kk_loose_half) *)x;
}

KK_INLINE void KK_NAMED(kk_store_half)(float *x, KK_NAMED(kk_half) v) {
  *(KK_NAMED(kk_loose_half) *)x = v;
}

// The activations that vectors of sums get before they are written.
KK_INLINE int KK_NAMED(kk_is_simple)(int activation) {
  return activation == KK_LINEAR || activation == KK_RELU || activation == KK_RELU6;
}

#define KK_ACTIVATE(NAME, VECTOR, BITS)                             \
  KK_INLINE VECTOR NAME(VECTOR v, int activation) {                 \
    if (activation == KK_LINEAR) return v;                          \
    const VECTOR zero = {0}, six = zero + 6.0f;                     \
    if (activation == KK_RELU6) {                                   \
      const BITS below = v < six;                                   \
      const BITS held = ((BITS)v & below) | ((BITS)six & ~below);   \
      return (VECTOR)(held & (v > zero));                           \
    }                                                               \
    return (VECTOR)((BITS)v & (v > zero));                          \
  }
KK_ACTIVATE(KK_NAMED(kk_activate), KK_NAMED(kk_vector), KK_NAMED(kk_bits))
KK_ACTIVATE(KK_NAMED(kk_activate_half), KK_NAMED(kk_half), KK_NAMED(kk_half_bits))
#undef KK_ACTIVATE
