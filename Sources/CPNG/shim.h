#include <png.h>

// Macros that Swift does not import.
static const png_uint_32 kk_png_format_gray = PNG_FORMAT_GRAY;
static const png_uint_32 kk_png_format_rgb = PNG_FORMAT_RGB;
static const png_uint_32 kk_png_format_rgba = PNG_FORMAT_RGBA;
static const png_uint_32 kk_png_image_version = PNG_IMAGE_VERSION;
static const png_uint_32 kk_png_flag_alpha = PNG_FORMAT_FLAG_ALPHA;
static const png_uint_32 kk_png_flag_color = PNG_FORMAT_FLAG_COLOR;
static const png_uint_32 kk_png_flag_colormap = PNG_FORMAT_FLAG_COLORMAP;
