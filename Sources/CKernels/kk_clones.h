#pragma once

// Loops are compiled for several instruction sets, and the processor's best is taken when the
// program starts. The bits are the same for all: no sum is reordered, and multiplications and
// additions are not contracted (-ffp-contract=off). KK_NO_CLONES leaves only what every processor has, for
// proof.
#if defined(__x86_64__) && defined(__linux__) && !defined(KK_NO_CLONES)
#define KK_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define KK_CLONES
#endif

// The instruction sets of loops that are written out for each, vector by vector.
#define KK_TARGET_AVX512 __attribute__((target("avx512f,avx512vl,avx512bw,avx512dq,fma")))
#define KK_TARGET_AVX2 __attribute__((target("avx2,fma")))

// Of a loop whose arrays are the same memory or apart: numbers of the same index depend on each other, and
// no others.
#define KK_SAME_OR_APART _Pragma("clang loop vectorize(assume_safety)")

// Calls the version of a function for an instruction set.
#if defined(__x86_64__)
#define KK_CALL(simd, function, ...)   \
  do {                                 \
    if ((simd) == KK_AVX512) {         \
      function##_avx512(__VA_ARGS__);  \
    } else if ((simd) == KK_AVX2) {    \
      function##_avx2(__VA_ARGS__);    \
    } else {                           \
      function##_scalar(__VA_ARGS__);  \
    }                                  \
  } while (0)
#else
#define KK_CALL(simd, function, ...) function##_scalar(__VA_ARGS__)
#endif

// The cases of a switch that makes a number a constant.
#define KK_UP_TO_12(CASE)                                                                    \
  CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8) CASE(9) CASE(10) CASE(11) CASE(12)
#define KK_UP_TO_28(CASE)                                                                    \
  KK_UP_TO_12(CASE) CASE(13) CASE(14) CASE(15) CASE(16) CASE(17) CASE(18) CASE(19) CASE(20)  \
  CASE(21) CASE(22) CASE(23) CASE(24) CASE(25) CASE(26) CASE(27) CASE(28)
