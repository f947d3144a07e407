// The inner loops of Konspekt: plain C11, no allocation, no globals, no threads, no library calls.
//
// Images are NHWC. Every output element is one written-down sequence of operations, so that neither
// the compiler's vectors nor the number of threads can change a bit: contraction is off, nothing is
// summed across the lanes of a vector, and exp, log, tanh and sin are the polynomials of kk_math.h.
#pragma once

#include "kk_activations.h"
#include "kk_convolution.h"
#include "kk_depthwise.h"
#include "kk_elementwise.h"
#include "kk_images.h"
#include "kk_losses.h"
#include "kk_matrix_product.h"
#include "kk_normalization.h"
#include "kk_optimizers.h"
#include "kk_peak.h"
#include "kk_pooling.h"
#include "kk_random.h"
#include "kk_sparse.h"
#include "kk_weights.h"
#include "kk_winograd.h"
