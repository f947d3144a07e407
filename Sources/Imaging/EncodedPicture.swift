import CJPEG
import CPictures

/// Reads PNG and JPEG files as `tf.io.decode_image` does, and so as Keras does.
public enum EncodedPicture {
  /// Reads a file.
  ///
  /// Opacity is dropped where three channels are wanted, a palette becomes colour, 16 bits lose
  /// their lower half, four inks become red, green and blue; what a camera says about its own
  /// position is not heeded.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - channels: 1, 3 or 4; four only of PNG.
  /// - Returns: The picture.
  /// - Throws: `PictureError` where the file is damaged or of another kind.
  public static func decode(_ bytes: [UInt8], channels: Int) throws(PictureError) -> PixelImage {
    let header = try PictureHeader(bytes)
    let pixels: [UInt8]
    switch header.format {
    case .png: pixels = try png(bytes, header, channels)
    case .jpeg(let hasAdobeMarker):
      guard channels != 4 else {
        throw PictureError("it is JPEG, which has no opacity; rgba is read from PNG alone")
      }
      let hasInks = header.channels == 4
      if hasInks, channels == 1 {
        throw PictureError("it is JPEG of four inks, which is not read as gray")
      }
      pixels = try jpeg(bytes, header, channels: hasInks ? 4 : channels)
      if hasInks {
        return PixelImage(
          width: header.width, height: header.height, channels: 3,
          pixels: withoutInks(pixels, areInverted: hasAdobeMarker))
      }
    }
    return PixelImage(
      width: header.width, height: header.height, channels: channels, pixels: pixels)
  }

  /// Writes a picture of three channels as JPEG; for making up data.
  ///
  /// - Parameters:
  ///   - picture: The picture.
  ///   - quality: From 1 to 100.
  /// - Returns: A whole JPEG file.
  /// - Throws: `PictureError` where the library cannot write it.
  package static func jpeg(_ picture: PixelImage, quality: Int) throws(PictureError) -> [UInt8] {
    precondition(picture.channels == 3, "a picture of \(picture.channels) channels")
    guard let encoder = tjInitCompress() else { throw PictureError("libjpeg cannot be started") }
    defer { tjDestroy(encoder) }
    var output: UnsafeMutablePointer<UInt8>?
    var count: UInt = 0
    defer { tjFree(output) }
    let status = tjCompress2(
      encoder, picture.pixels, Int32(picture.width), 0, Int32(picture.height),
      Int32(TJPF_RGB.rawValue), &output, &count, Int32(TJSAMP_420.rawValue), Int32(quality), 0)
    guard status == 0, let output else {
      throw PictureError(String(cString: tjGetErrorStr2(encoder)))
    }
    return Array(UnsafeBufferPointer(start: output, count: Int(count)))
  }

  private static func png(
    _ bytes: [UInt8], _ header: PictureHeader, _ channels: Int
  ) throws(PictureError) -> [UInt8] {
    let size = header.width * header.height * channels
    var message = [CChar](repeating: 0, count: 128)
    var isWhole = false
    let pixels = [UInt8](unsafeUninitializedCapacity: size) { output, count in
      isWhole =
        kk_png_read(
          output.baseAddress, size, bytes, bytes.count, Int32(channels), &message, message.count)
        != 0
      count = isWhole ? size : 0
    }
    guard isWhole else { throw PictureError(text(message)) }
    return pixels
  }

  private static func jpeg(
    _ bytes: [UInt8], _ header: PictureHeader, channels: Int
  ) throws(PictureError) -> [UInt8] {
    guard let decoder = tjInitDecompress() else { throw PictureError("libjpeg cannot be started") }
    defer { tjDestroy(decoder) }
    // The library's own view of the size is what it writes by.
    var width: Int32 = 0
    var height: Int32 = 0
    var sampling: Int32 = 0
    var space: Int32 = 0
    guard
      tjDecompressHeader3(
        decoder, bytes, UInt(bytes.count), &width, &height, &sampling, &space) == 0
    else { throw PictureError(String(cString: tjGetErrorStr2(decoder))) }
    guard width == header.width, height == header.height else {
      throw PictureError("its header is damaged")
    }
    let format = channels == 1 ? TJPF_GRAY : channels == 3 ? TJPF_RGB : TJPF_CMYK
    let size = header.width * header.height * channels
    // TensorFlow decodes by the fast transform; so the bytes are the same.
    func decode(_ flags: Int32) -> (pixels: [UInt8], isWhole: Bool) {
      var status: Int32 = 0
      let pixels = [UInt8](unsafeUninitializedCapacity: size) { output, count in
        output.initialize(repeating: 0)
        status = tjDecompress2(
          decoder, bytes, UInt(bytes.count), output.baseAddress, width, 0, height,
          Int32(format.rawValue), TJFLAG_FASTDCT | flags)
        count = size
      }
      return (pixels, status == 0)
    }
    let careful = decode(TJFLAG_STOPONWARNING)
    if careful.isWhole { return careful.pixels }
    let message = String(cString: tjGetErrorStr2(decoder))
    guard isHarmless(message) else { throw PictureError(message) }
    let lenient = decode(0)
    // What was said last is what ended the work, where something did.
    let last = String(cString: tjGetErrorStr2(decoder))
    guard lenient.isWhole || isHarmless(last) else { throw PictureError(last) }
    return lenient.pixels
  }

  /// Whether libjpeg remarks on something that costs no pixel, as many cameras and programs leave it.
  private static func isHarmless(_ message: String) -> Bool {
    ["extraneous bytes before marker", "bad ICC marker", "Unknown Adobe color", "JFIF"]
      .contains { message.contains($0) }
  }

  /// Inks on white paper as light, in whole numbers as TensorFlow's jpeg_mem.cc has it.
  private static func withoutInks(_ inks: [UInt8], areInverted: Bool) -> [UInt8] {
    var pixels: [UInt8] = []
    pixels.reserveCapacity(inks.count / 4 * 3)
    for start in stride(from: 0, to: inks.count, by: 4) {
      let black = Int(areInverted ? inks[start + 3] : 255 - inks[start + 3])
      for ink in inks[start..<start + 3] {
        pixels.append(UInt8(black * Int(areInverted ? ink : 255 - ink) / 255))
      }
    }
    return pixels
  }

  private static func text(_ message: [CChar]) -> String {
    String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
