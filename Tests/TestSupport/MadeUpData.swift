import Imaging

/// Small data files made of nothing, in the formats that people bring.
public enum MadeUpData {
  /// An IDX file of bytes.
  public static func idx(_ shape: [Int], _ bytes: [UInt8]) -> [UInt8] {
    let sizes = shape.flatMap { Array(little($0, 4).reversed()) }
    return [0, 0, 8, UInt8(shape.count)] + sizes + bytes
  }

  /// A JPEG file of one colour.
  public static func jpeg(side: Int, color: [UInt8]) throws -> [UInt8] {
    try EncodedPicture.jpeg(
      PixelImage(width: side, height: side, filledWith: color), quality: 90)
  }

  /// Bytes in gzip's wrapping, stored and not compressed (RFC 1951, 3.2.4).
  public static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
    var start = 0
    repeat {
      let end = min(start + 65_535, bytes.count)
      result.append(end == bytes.count ? 1 : 0)
      result += little(end - start, 2)
      result += little(~(end - start), 2)
      result += bytes[start..<end]
      start = end
    } while start < bytes.count
    result += little(Int(checksum(bytes)), 4)
    result += little(bytes.count, 4)
    return result
  }

  /// The CRC-32 of gzip and zip, bit by bit.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum = ~UInt32(0)
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? (sum >> 1) ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }

  /// An array as NumPy writes it.
  ///
  /// - Parameters:
  ///   - type: NumPy's word for the type: `|u1`, `<i8`, `<f4`.
  ///   - shape: The shape.
  ///   - bytes: The numbers, little-endian.
  /// - Returns: The file.
  public static func npy(_ type: String, _ shape: [Int], _ bytes: [UInt8]) -> [UInt8] {
    let sizes = shape.map { "\($0)," }.joined(separator: " ")
    let text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(sizes)), }"
    let header = text + String(repeating: " ", count: 117 - text.utf8.count) + "\n"
    let beginning: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0]
    return beginning + Array(header.utf8) + bytes
  }

  /// A zip archive of arrays, as `numpy.savez` writes it.
  public static func npz(_ arrays: [(name: String, file: [UInt8])]) -> [UInt8] {
    zip(arrays.map { ("\($0.name).npy", $0.file) })
  }

  /// A zip archive of stored files.
  public static func zip(_ files: [(name: String, file: [UInt8])]) -> [UInt8] {
    var content: [UInt8] = []
    var directory: [UInt8] = []
    for (name, file) in files {
      let name = Array(name.utf8)
      // What both headers say of a file: no method, no time, its checksum, its sizes, its name's.
      let facts = [
        little(20, 2), little(0, 8), little(Int(checksum(file)), 4), little(file.count, 4),
        little(file.count, 4), little(name.count, 2),
      ].flatMap { $0 }
      directory += [0x50, 0x4B, 1, 2] + little(20, 2) + facts
      directory += little(0, 12) + little(content.count, 4) + name
      content += [0x50, 0x4B, 3, 4] + facts
      content += little(0, 2) + name + file
    }
    let end = [
      little(0, 4), little(files.count, 2), little(files.count, 2), little(directory.count, 4),
      little(content.count, 4), little(0, 2),
    ].flatMap { $0 }
    return content + directory + [0x50, 0x4B, 5, 6] + end
  }

  /// A tar archive.
  public static func tar(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    var archive: [UInt8] = []
    for (name, bytes) in files {
      var header = [UInt8](repeating: 0, count: 512)
      header.replaceSubrange(0..<name.utf8.count, with: name.utf8)
      let size = String(bytes.count, radix: 8)
      let digits = String(repeating: "0", count: 11 - size.count) + size
      header.replaceSubrange(124..<135, with: digits.utf8)
      header.replaceSubrange(257..<262, with: "ustar".utf8)
      archive += header + bytes
      archive += [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
    }
    return archive + [UInt8](repeating: 0, count: 1024)
  }

  private static func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// The four files of MNIST and its kin, gzipped, by name.
  ///
  /// A picture of class c is dark but for a bright bar at the height c, with a little noise: a network
  /// learns them in a few steps.
  ///
  /// - Parameters:
  ///   - train: Pictures to learn from.
  ///   - test: Pictures to be examined on.
  /// - Returns: The files.
  public static func mnist(train: Int, test: Int) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for (name, count) in [("train", train), ("t10k", test)] {
      let labels = (0..<count).map { UInt8($0 % 10) }
      let pixels = labels.enumerated().flatMap { index, label -> [UInt8] in
        (0..<784).map { (pixel: Int) -> UInt8 in
          let noise = UInt8((pixel * 31 + index * 17) % 23)
          let bar = (4 + 2 * Int(label))..<(6 + 2 * Int(label))
          return bar.contains(pixel / 28) ? 220 + noise : noise
        }
      }
      files["\(name)-images-idx3-ubyte.gz"] = gzip(idx([count, 28, 28], pixels))
      files["\(name)-labels-idx1-ubyte.gz"] = gzip(idx([count], labels))
    }
    return files
  }
}
