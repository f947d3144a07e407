// Prints a digest of what every kind of kernel computes from drawn numbers: the same on every processor.
// See run.sh.

#include "CKernels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COUNT = 1 << 16 };

static float x[COUNT], y[COUNT], z[COUNT], w[COUNT];
static double sums[COUNT];
static uint32_t places[COUNT];

static const uint64_t seed = 42;

// Fills an array with numbers around 0, and a few that are exactly 0.
static void draw(float *to, uint64_t stream) {
  kk_normal(to, COUNT, 0, 0.0, 1.5, 0, seed, stream);
  for (size_t i = 0; i < COUNT; i += 97) to[i] = 0.0f;
}

static void draw_all(void) {
  draw(x, 1);
  draw(y, 2);
  draw(z, 3);
  draw(w, 4);
  memset(sums, 0, sizeof sums);
}

static uint64_t digest = 0xcbf29ce484222325u;

static void add(const void *bytes, size_t count) {
  for (size_t i = 0; i < count; i++) {
    digest = (digest ^ ((const unsigned char *)bytes)[i]) * 0x100000001b3u;
  }
}

static void say(const char *name) {
  add(x, sizeof x);
  add(y, sizeof y);
  add(z, sizeof z);
  add(w, sizeof w);
  add(sums, sizeof sums);
  printf("%s %016llx\n", name, (unsigned long long)digest);
  draw_all();
}

static void say_number(const char *name, int number) {
  char text[64];
  snprintf(text, sizeof text, "%s %d", name, number);
  say(text);
}

static void multiply(enum kk_simd simd, size_t rows, size_t columns, size_t inner, int accumulates) {
  struct kk_product product = {
      .rows = rows, .columns = columns, .segments = 1, .inner = inner, .a = x, .a_row_stride = inner,
      .a_segment_stride = inner, .a_stride = 1, .b = y, .b_stride = columns, .b_layout = KK_BY_ROWS,
      .c = z, .c_stride = columns, .accumulates = accumulates,
      .epilogue = {.bias = w, .activation = KK_RELU6}};
  kk_multiply(simd, &product);
  say("product");
}

static void convolve(enum kk_simd simd, size_t channels, size_t kernel, size_t stride) {
  struct kk_window k = {
      .h = 11, .w = 13, .c = channels, .kernel_h = kernel, .kernel_w = kernel, .stride_h = stride,
      .stride_w = stride, .dilation_h = 1, .dilation_w = 1, .pad_top = kernel / 2,
      .pad_left = kernel / 2};
  k.out_h = (k.h + stride - 1) / stride;
  k.out_w = (k.w + stride - 1) / stride;
  const struct kk_epilogue epilogue = {.bias = w + 4096, .activation = KK_RELU};
  kk_depthwise_forward(simd, y, x, w, 1, k, &epilogue);
  kk_depthwise_backward_input(simd, z, y, w, 1, k);
  kk_depthwise_backward_kernel(simd, w, y, x, 1, k);
  say("depthwise");
  kk_max_pool_forward(y, places, x, k);
  kk_max_pool_backward(z, y, places, k);
  kk_average_pool_forward(w, x, k);
  say("pooling");
}

static void normalize(size_t rows, size_t c) {
  float *row = w;
  kk_moment_sums(sums, sums + c, x, rows, c);
  kk_moments(row, row + c, sums, 1, (double)rows, c, 0, c);
  kk_normalization_scales(row + 2 * c, row + 3 * c, row + 4 * c, row + c, row + 9 * c, 1e-3f, c);
  kk_normalize(y, x, row, row + 3 * c, row + 8 * c, rows, c);
  memset(sums, 0, sizeof sums);
  kk_normalize_sums(sums, sums + c, z, x, row, row + 2 * c, rows, c);
  kk_normalize_totals(
      row + 5 * c, row + 6 * c, row + 7 * c, row + 10 * c, sums, 1, (double)rows, c, 0, c);
  kk_normalize_backward(
      z, z, x, row, row + 2 * c, row + 4 * c, row + 7 * c, row + 10 * c, rows, c);
  say("batch normalization");
  kk_normalize_rows(y, z, z + rows, x, w, w + c, 1e-3f, rows, c);
  kk_normalize_rows_backward(w + 2 * c, y, x, z, z + rows, w, rows, c);
  say("layer normalization");
}

static void learn(void) {
  kk_adam(x, y, z, 0, w, COUNT, 0.01f, 0.9f, 0.999f, 1e-7f);
  say("adam");
  kk_sgd(x, y, w, COUNT, 0.01f, 0.9f, 1);
  say("sgd");
  kk_input_activation_forward(z, z, COUNT, KK_HARD_TANH, (struct kk_bounds){0});
  for (size_t i = 0; i < COUNT; i++) z[i] *= z[i];
  kk_rmsprop(x, z, y, 0, w, COUNT, 0.01f, 0.9f, 0.5f, 1e-7f);
  say("rmsprop");
  kk_nadam(x, y, z, w, COUNT, 0.01f, 0.02f, 0.9f, 0.999f, 1.1f, 1e-7f);
  say("nadam");
  kk_lion(x, y, w, COUNT, 0.01f, 0.9f, 0.99f);
  sums[0] = kk_squares(w, COUNT);
  say("lion");
}

static void lose(size_t rows, size_t columns) {
  int32_t labels[64];
  for (size_t i = 0; i < rows; i++) labels[i] = (int32_t)(i % columns);
  kk_sparse_softmax_loss(y, z, x, labels, 0, 0.1f, rows, columns, -1);
  say("softmax loss");
  kk_sigmoid_loss(y, z, x, w, 0, 0.1f, rows, columns);
  say("sigmoid loss");
  kk_softmax_forward(y, x, rows, columns);
  kk_softmax_backward(z, w, y, rows, columns);
  kk_log_softmax_forward(w, x, rows, columns);
  say("softmax");
}

int main(int count, char **arguments) {
  enum kk_simd simd = kk_best_simd();
  if (count > 1 && !strcmp(arguments[1], "scalar")) simd = KK_SCALAR;
  if (count > 1 && !strcmp(arguments[1], "avx2")) simd = KK_AVX2;
  draw_all();
  say("normal numbers");
  for (int i = KK_LINEAR; i <= KK_SOFTSIGN; i++) {
    kk_activation_forward(y, x, COUNT, i, 0.3f);
    kk_activation_backward(z, w, y, COUNT, i, 0.3f);
    say_number("activation", i);
  }
  for (int i = KK_GELU; i <= KK_THRESHOLD; i++) {
    const struct kk_bounds bounds = {.most = 2.0f, .slope = 0.3f, .threshold = 0.5f};
    kk_input_activation_forward(y, x, COUNT, i, bounds);
    kk_input_activation_backward(z, w, x, COUNT, i, bounds);
    say_number("activation by input", i);
  }
  multiply(simd, 61, 24, 300, 0);
  multiply(simd, 33, 77, 129, 1);
  multiply(simd, 57, 16, 40, 0);
  multiply(simd, 100, 10, 600, 1);
  for (size_t kernel = 2; kernel <= 5; kernel++) {
    convolve(simd, 37, kernel, 1);
    convolve(simd, 16, kernel, 2);
    convolve(simd, 5, kernel, 1);
  }
  normalize(300, 24);
  normalize(77, 130);
  learn();
  lose(50, 10);
  lose(33, 300);
  kk_winograd_kernel(y, x, 320, 320);
  kk_winograd_input(z, x, 1024, 6, 8, 16);
  say("winograd");
  kk_dropout(y, x, COUNT, 3, 0.3f, seed, 9);
  kk_add_normal(z, x, COUNT, 5, 0.2f, seed, 10);
  say("noise");
}
