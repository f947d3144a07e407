#pragma once

#include "kk_matrix_product.h"

// What the processor can do at most, to judge the other loops by: `rounds` times one fused
// multiply-add in each of many chains that stay in registers and do not wait for each other.
//
// sums[kk_peak_chains(simd) * kk_peak_lanes(simd)] takes the ends of the chains: chain i begins in
// lane j with i + j / lanes, and every round is sum = fma(0.5, sum, 1).
void kk_peak(enum kk_simd simd, float *sums, size_t rounds);

// The chains of kk_peak, and the numbers in each; at most 24 and 16.
size_t kk_peak_chains(enum kk_simd simd);
size_t kk_peak_lanes(enum kk_simd simd);
