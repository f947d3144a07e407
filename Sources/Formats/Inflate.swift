import CZlib

/// Decompression by zlib; this file alone knows it.
public enum Inflate {
  /// What is around the compressed data.
  public enum Wrapping: Sendable {
    /// gzip's header and checksum (RFC 1952).
    case gzip
    /// Nothing (RFC 1951), as in a zip archive.
    case none

    fileprivate var windowBits: Int32 {
      switch self {
      case .gzip: 15 + 16
      case .none: -15
      }
    }
  }

  /// Returns whether bytes begin as gzip does.
  public static func isGzip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// Decompresses bytes.
  ///
  /// - Parameters:
  ///   - bytes: The compressed data.
  ///   - wrapping: What is around it.
  ///   - limit: So many bytes are wanted, and no more are made.
  ///   - isPartial: Whether `bytes` may be only a beginning, as for a look at a header.
  /// - Returns: The data, at most `limit` bytes.
  /// - Throws: `FormatError` for damaged or truncated data, or more than `limit` bytes of it.
  public static func decompress(
    _ bytes: [UInt8], _ wrapping: Wrapping, limit: Int, isPartial: Bool = false
  ) throws(FormatError) -> [UInt8] {
    var stream = z_stream()
    guard kk_inflate_init(&stream, wrapping.windowBits) == Z_OK else {
      throw FormatError("zlib cannot be started")
    }
    defer { inflateEnd(&stream) }
    var status = Z_OK
    var holdsMore = false
    var input = bytes
    var output: [UInt8] = []
    var room = min(max(limit, 1), 1 << 16)
    input.withUnsafeMutableBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(clamping: input.count)
      while status == Z_OK, output.count < limit {
        let chunk = [UInt8](unsafeUninitializedCapacity: min(room, limit - output.count)) {
          buffer, count in
          stream.next_out = buffer.baseAddress
          stream.avail_out = UInt32(buffer.count)
          status = inflate(&stream, Z_NO_FLUSH)
          count = buffer.count - Int(stream.avail_out)
        }
        output += chunk
        if chunk.isEmpty { break }
        room = min(room * 2, 1 << 24)
      }
      // The end of the stream, with its checksum, may lie behind the last byte that was wanted.
      if status == Z_OK, output.count == limit, !isPartial {
        var extra: UInt8 = 0
        withUnsafeMutablePointer(to: &extra) { extra in
          stream.next_out = extra
          stream.avail_out = 1
          status = inflate(&stream, Z_NO_FLUSH)
        }
        holdsMore = stream.avail_out == 0
      }
    }
    if isPartial, output.count == limit || status == Z_BUF_ERROR || status == Z_OK { return output }
    guard !holdsMore else {
      throw FormatError("the compressed data holds more than the \(limit) bytes expected")
    }
    switch status {
    case Z_STREAM_END: return output
    case Z_OK, Z_BUF_ERROR:
      throw FormatError("the compressed data is truncated after \(output.count) bytes")
    default:
      let reason = stream.msg.map { String(cString: $0) } ?? "zlib error \(status)"
      throw FormatError("the compressed data is damaged: \(reason)")
    }
  }
}

/// CRC-32, the checksum of zip and PNG: finds damage, but no intent.
public enum Checksum {
  /// Returns the checksum of some bytes.
  public static func crc32(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    guard let start = bytes.bindMemory(to: UInt8.self).baseAddress else { return 0 }
    return UInt32(CZlib.crc32_z(0, start, bytes.count))
  }
}
