import CPNG

/// Reads and writes PNG through libpng's simplified interface, which reports errors as values.
public enum PNG {
  /// Why bytes could not be read as a picture; the text is libpng's.
  public struct DecodingError: Error, Equatable {
    /// What libpng said.
    public let message: String
  }

  /// Writes a picture; the same pixels always give the same bytes.
  ///
  /// - Parameter picture: The picture.
  /// - Returns: A whole PNG file.
  public static func encode(_ picture: PixelImage) -> [UInt8] {
    var image = png_image()
    image.version = kk_png_image_version
    image.width = png_uint_32(picture.width)
    image.height = png_uint_32(picture.height)
    image.format = format(channels: picture.channels)
    // What deflate can need at worst, and room for the chunks around it.
    let byteCount = picture.pixels.count + picture.height
    var size = byteCount + byteCount / 8 + byteCount / 64 + 1024
    let output = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      let status = png_image_write_to_memory(
        &image, buffer.baseAddress, &size, 0, picture.pixels, 0, nil)
      precondition(status != 0, "libpng cannot write a picture: \(message(of: image))")
      count = size
    }
    return output
  }

  /// Reads a PNG file of any kind as gray, colour, or colour with opacity.
  ///
  /// - Parameter bytes: A whole PNG file.
  /// - Returns: The picture, 8 bits per channel; a palette becomes colour.
  /// - Throws: `DecodingError` where the bytes are no PNG, or end too early.
  public static func decode(_ bytes: [UInt8]) throws(DecodingError) -> PixelImage {
    var image = png_image()
    image.version = kk_png_image_version
    defer { png_image_free(&image) }
    // The image keeps the pointer between the two calls, so both stand inside one borrow.
    let pixels: [UInt8]? = bytes.withUnsafeBytes { source in
      guard png_image_begin_read_from_memory(&image, source.baseAddress, source.count) != 0 else {
        return nil
      }
      let hasOpacity = image.format & kk_png_flag_alpha != 0
      let hasColor = image.format & (kk_png_flag_color | kk_png_flag_colormap) != 0
      let channels = hasOpacity ? 4 : hasColor ? 3 : 1
      image.format = format(channels: channels)
      let size = Int(image.width) * Int(image.height) * channels
      guard size <= largestByteCount else { return nil }
      var status: Int32 = 0
      let pixels = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        status = png_image_finish_read(&image, nil, buffer.baseAddress, 0, nil)
        count = status == 0 ? 0 : size
      }
      return status == 0 ? nil : pixels
    }
    guard let pixels else {
      let message = message(of: image)
      throw DecodingError(message: message.isEmpty ? "the picture is too large" : message)
    }
    let width = Int(image.width)
    let height = Int(image.height)
    return PixelImage(
      width: width, height: height, channels: pixels.count / (width * height), pixels: pixels)
  }

  /// A bound on decoded pictures: a few hundred bytes of PNG can claim gigabytes.
  private static let largestByteCount = 1 << 30

  private static func format(channels: Int) -> png_uint_32 {
    switch channels {
    case 1: kk_png_format_gray
    case 3: kk_png_format_rgb
    default: kk_png_format_rgba
    }
  }

  private static func message(of image: png_image) -> String {
    withUnsafeBytes(of: image.message) { buffer in
      String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}
