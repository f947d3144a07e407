/// Files in a tar archive.
///
/// - Source: POSIX ustar; names longer than its fields are not read.
public struct Tar: Sendable {
  private let bytes: [UInt8]

  /// The files by their paths in the archive, with where their bytes lie.
  private let entries: [(name: String, range: Range<Int>)]

  /// Reads the headers of an archive.
  ///
  /// - Parameter bytes: The whole archive.
  /// - Throws: `FormatError` where it is no archive, or ends too early.
  public init(_ bytes: [UInt8]) throws(FormatError) {
    self.bytes = bytes
    var entries: [(name: String, range: Range<Int>)] = []
    var position = 0
    while position + Self.block <= bytes.count, bytes[position] != 0 {
      guard bytes[(position + 257)..<(position + 262)].elementsEqual("ustar".utf8) else {
        throw FormatError("this is no tar archive")
      }
      let size = bytes[(position + 124)..<(position + 136)]
        .prefix { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
        .reduce(0) { $0 << 3 | Int($1 - UInt8(ascii: "0")) }
      let start = position + Self.block
      guard size <= bytes.count - start else { throw FormatError("this tar archive is truncated") }
      let name = bytes[position..<(position + 100)].prefix { $0 != 0 }
      entries.append((String(decoding: name, as: UTF8.self), start..<start + size))
      position = start + (size + Self.block - 1) / Self.block * Self.block
    }
    guard !entries.isEmpty else { throw FormatError("this is no tar archive, or it is empty") }
    self.entries = entries
  }

  private static let block = 512

  /// Returns the bytes of a file; nil where there is none of that path.
  public func file(_ name: String) -> [UInt8]? {
    entries.first { $0.name == name }.map { Array(bytes[$0.range]) }
  }
}
