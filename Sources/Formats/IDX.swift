public import Tensors

/// The format of the MNIST database: two zero bytes, a type, the number of axes, their sizes, and the
/// numbers, all big-endian.
///
/// - Source: Y. LeCun, C. Cortes, "The MNIST database of handwritten digits", "FILE FORMATS".
public struct IDX: Sendable, Equatable {
  /// What the first bytes say.
  public struct Header: Sendable, Equatable {
    /// The type of the numbers.
    public var type: TypedArray.ElementType

    /// The shape.
    public var shape: Shape

    /// Bytes of the header.
    var byteCount: Int { 4 + 4 * shape.rank }

    /// Bytes of a whole file.
    public var fileByteCount: Int { byteCount + shape.count * type.byteCount }

    fileprivate func check(_ count: Int) throws(FormatError) {
      guard count == fileByteCount else {
        throw FormatError(
          "this IDX file of \(shape) should have \(fileByteCount) bytes, it has \(count)")
      }
    }
  }

  /// More axes than images have are a sign of another format.
  private static let mostAxes = 4

  /// Enough bytes to hold any header.
  public static let longestHeader = 4 + 4 * mostAxes

  /// Reads a header.
  ///
  /// - Parameter bytes: The beginning of a file.
  /// - Returns: What it says.
  /// - Throws: `FormatError` for anything that is no IDX file.
  public static func header(_ bytes: [UInt8]) throws(FormatError) -> Header {
    guard bytes.count >= 4, bytes[0] == 0, bytes[1] == 0 else {
      throw FormatError("this is no IDX file: it does not begin with two zero bytes")
    }
    let types: [UInt8: TypedArray.ElementType] = [
      0x08: .uint8, 0x09: .int8, 0x0B: .int16, 0x0C: .int32, 0x0D: .float32, 0x0E: .float64,
    ]
    guard let type = types[bytes[2]] else {
      throw FormatError("this is no IDX file: there is no type \(bytes[2])")
    }
    let rank = Int(bytes[3])
    guard (1...mostAxes).contains(rank) else {
      throw FormatError("this IDX file has \(rank) axes; 1 to \(mostAxes) are expected")
    }
    guard bytes.count >= 4 + 4 * rank else {
      throw FormatError("this IDX file ends within its header, after \(bytes.count) bytes")
    }
    var sizes: [Int] = []
    var count = 1
    for axis in 0..<rank {
      let size = bytes[(4 + 4 * axis)..<(8 + 4 * axis)].reduce(0) { $0 << 8 | Int($1) }
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow, product < 1 << 40 else {
        throw FormatError("this IDX file claims an impossible size: \(sizes + [size])")
      }
      count = product
      sizes.append(size)
    }
    return Header(type: type, shape: Shape(sizes))
  }

  /// Reads a file.
  ///
  /// - Parameter bytes: The whole file, as it is or compressed by gzip.
  /// - Returns: The numbers.
  /// - Throws: `FormatError` for anything that is no whole IDX file.
  public static func read(_ bytes: [UInt8]) throws(FormatError) -> TypedArray {
    var bytes = bytes
    if Inflate.isGzip(bytes) {
      let start = try Inflate.decompress(bytes, .gzip, limit: longestHeader, isPartial: true)
      bytes = try Inflate.decompress(bytes, .gzip, limit: header(start).fileByteCount)
    }
    let header = try header(bytes)
    try header.check(bytes.count)
    var content = Array(bytes[header.byteCount...])
    let width = header.type.byteCount
    if width > 1 {
      for start in stride(from: 0, to: content.count, by: width) {
        content[start..<start + width].reverse()
      }
    }
    return TypedArray(type: header.type, shape: header.shape, bytes: content)
  }

  /// Reads the header of a file from its first bytes, as they are or compressed by gzip.
  ///
  /// - Parameters:
  ///   - bytes: The beginning of a file.
  ///   - fileByteCount: The size of the whole file, where it is known; one that is not compressed must
  ///     have the size that its header says.
  /// - Returns: What it says.
  /// - Throws: `FormatError` for anything that is no IDX file.
  public static func header(
    ofBeginning bytes: [UInt8], fileByteCount: Int? = nil
  ) throws(FormatError) -> Header {
    if Inflate.isGzip(bytes) {
      return try header(
        Inflate.decompress(bytes, .gzip, limit: longestHeader, isPartial: true))
    }
    let header = try header(bytes)
    if let fileByteCount { try header.check(fileByteCount) }
    return header
  }
}
