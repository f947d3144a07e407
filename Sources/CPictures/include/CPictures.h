#ifndef CPICTURES_H
#define CPICTURES_H

#include <stddef.h>
#include <stdint.h>

// Reads a PNG file as tf.io.decode_png does. libpng's classic calls report errors by longjmp, which
// must not cross a Swift frame; its simplified ones convert by gamma, which TensorFlow does not.
//
// output: [height, width, channels], output_size bytes; channels: 1, 3 or 4; message: takes libpng's
// words. Returns 1, or 0 where the bytes are damaged or of another size.
int kk_png_read(
    uint8_t *output, size_t output_size, const uint8_t *bytes, size_t count, int channels,
    char *message, size_t message_size);

#endif
