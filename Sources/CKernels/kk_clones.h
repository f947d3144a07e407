#pragma once

// Loops are compiled for several instruction sets, and the processor's best is taken when the
// program starts. The bits are the same for all: no sum is reordered, and multiplications and
// additions are not contracted (-ffp-contract=off).
#if defined(__x86_64__) && defined(__linux__)
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
