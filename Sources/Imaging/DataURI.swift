/// Pictures as addresses that hold the picture itself.
public enum DataURI {
  /// Returns the address of a picture, written as PNG.
  public static func png(_ picture: PixelImage) -> String {
    uri(mediaType: "image/png", bytes: PNG.encode(picture))
  }

  /// Returns the address of the bytes of a PNG or JPEG file, told apart by their signatures.
  ///
  /// - Parameter bytes: A whole file.
  /// - Returns: The address, nil when the bytes are neither.
  public static func picture(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      return uri(mediaType: "image/png", bytes: bytes)
    }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return uri(mediaType: "image/jpeg", bytes: bytes) }
    return nil
  }

  private static func uri(mediaType: String, bytes: [UInt8]) -> String {
    "data:\(mediaType);base64,\(Base64.encode(bytes))"
  }
}

/// Base64 with padding, as RFC 4648 has it.
public enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Returns bytes as Base64.
  public static func encode(_ bytes: [UInt8]) -> String {
    var output: [UInt8] = []
    output.reserveCapacity((bytes.count + 2) / 3 * 4)
    var index = 0
    while index < bytes.count {
      let count = min(3, bytes.count - index)
      var group = UInt32(bytes[index]) << 16
      if count > 1 { group |= UInt32(bytes[index + 1]) << 8 }
      if count > 2 { group |= UInt32(bytes[index + 2]) }
      for position in 0..<4 {
        let digit = Int(group >> (18 - 6 * UInt32(position))) & 63
        output.append(position <= count ? alphabet[digit] : UInt8(ascii: "="))
      }
      index += 3
    }
    return String(decoding: output, as: UTF8.self)
  }
}
