#include "CPictures.h"

#include <png.h>
#include <setjmp.h>
#include <string.h>

typedef struct {
  const uint8_t *bytes;
  size_t count;
  size_t position;
} source;

typedef struct {
  char *text;
  size_t size;
} message;

static void read_bytes(png_structp png, png_bytep output, size_t count) {
  source *from = png_get_io_ptr(png);
  if (count > from->count - from->position) png_error(png, "the file ends too early");
  memcpy(output, from->bytes + from->position, count);
  from->position += count;
}

static void note_error(png_structp png, png_const_charp text) {
  message *to = png_get_error_ptr(png);
  strncpy(to->text, text, to->size - 1);
  to->text[to->size - 1] = 0;
  png_longjmp(png, 1);
}

static void ignore_warning(png_structp png, png_const_charp text) {
  (void)png;
  (void)text;
}

int kk_png_read(
    uint8_t *output, size_t output_size, const uint8_t *bytes, size_t count, int channels,
    char *text, size_t text_size) {
  source from = {bytes, count, 0};
  message to = {text, text_size};
  png_infop info = NULL;
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &to, note_error, ignore_warning);
  if (!png) return 0;
  if (setjmp(png_jmpbuf(png))) {
    png_destroy_read_struct(&png, &info, NULL);
    return 0;
  }
  info = png_create_info_struct(png);
  if (!info) png_error(png, "out of memory");
  png_set_read_fn(png, &from, read_bytes);
  // Text and profiles are passed over; they can be large once they are unpacked.
  png_set_chunk_malloc_max(png, 1 << 23);
  png_read_info(png, info);

  png_uint_32 width, height;
  int depth, kind;
  png_get_IHDR(png, info, &width, &height, &depth, &kind, NULL, NULL, NULL);

  // The order and the numbers are those of TensorFlow's png_io.cc.
  int has_opacity = (kind & PNG_COLOR_MASK_ALPHA) != 0;
  int has_key = png_get_valid(png, info, PNG_INFO_tRNS) != 0;
  if (channels % 2 == 0) {
    if (has_key) {
      png_set_tRNS_to_alpha(png);
    } else if (!has_opacity) {
      png_set_add_alpha(png, (1u << depth) - 1, PNG_FILLER_AFTER);
    }
  } else if (has_opacity || has_key) {
    png_set_strip_alpha(png);
  }
  if (depth > 8) png_set_strip_16(png);
  png_set_packing(png);
  int passes = png_set_interlace_handling(png);
  if (kind == PNG_COLOR_TYPE_PALETTE) png_set_palette_to_rgb(png);
  int is_gray = !(kind & PNG_COLOR_MASK_COLOR);
  if (is_gray && depth < 8) png_set_expand_gray_1_2_4_to_8(png);
  if (channels < 3) {
    if (!is_gray) png_set_rgb_to_gray(png, 1, 0.299, 0.587);
  } else if (is_gray) {
    png_set_gray_to_rgb(png);
  }
  png_read_update_info(png, info);

  size_t row = png_get_rowbytes(png, info);
  if (row != (size_t)width * channels || row * height != output_size) {
    png_error(png, "the rows have another size than expected");
  }
  for (int pass = 0; pass < passes; pass++) {
    for (png_uint_32 line = 0; line < height; line++) {
      png_read_row(png, output + line * row, NULL);
    }
  }
  png_destroy_read_struct(&png, &info, NULL);
  return 1;
}
