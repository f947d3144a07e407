/// Files in a zip archive.
///
/// - Source: PKWARE's APPNOTE 6.3; entries are stored or deflated, and not encrypted.
public struct ZipArchive: Sendable {
  private struct Entry {
    var name: String
    var method: Int
    var compressedCount: Int
    var count: Int
    var offset: Int
  }

  private let bytes: [UInt8]
  private let entries: [Entry]

  /// What errors call the archive: `.npz archive`.
  private let kind: String

  private let isStored: Bool

  /// Returns whether bytes begin as a zip archive does.
  public static func isZip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x50, 0x4B, 3, 4]) }

  /// Reads the directory of an archive.
  ///
  /// - Parameters:
  ///   - bytes: The whole archive.
  ///   - kind: What errors call it.
  ///   - isStored: Whether compressed files are refused: what is never compressed by those who write
  ///     it, shall not grow when others do.
  /// - Throws: `FormatError` for anything that is no zip archive.
  public init(
    _ bytes: [UInt8], kind: String = "zip archive", isStored: Bool = false
  ) throws(FormatError) {
    self.bytes = bytes
    self.isStored = isStored
    self.kind = kind
    entries = try Self.directory(bytes, kind)
  }

  /// The names of the files.
  public var names: [String] { entries.map(\.name) }

  private static func number(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> Int {
    bytes[offset..<offset + count].reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  private static func directory(
    _ bytes: [UInt8], _ kind: String
  ) throws(FormatError) -> [Entry] {
    let signature: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
    var end = bytes.count - 22
    let least = max(0, end - 65_535)
    while end >= least, !(bytes[end..<end + 4].elementsEqual(signature)) { end -= 1 }
    guard end >= least, end >= 0 else {
      throw FormatError("this is no \(kind), or it is truncated: its directory is missing")
    }
    let count = number(bytes, end + 10, 2)
    var offset = number(bytes, end + 16, 4)
    var entries: [Entry] = []
    for _ in 0..<count {
      guard offset + 46 <= end, number(bytes, offset, 4) == 0x0201_4B50 else {
        throw FormatError("the directory of this \(kind) is damaged")
      }
      let nameCount = number(bytes, offset + 28, 2)
      let extraCount = number(bytes, offset + 30, 2)
      let commentCount = number(bytes, offset + 32, 2)
      guard offset + 46 + nameCount <= end else {
        throw FormatError("the directory of this \(kind) is damaged")
      }
      entries.append(
        Entry(
          name: String(
            decoding: bytes[(offset + 46)..<(offset + 46 + nameCount)], as: UTF8.self),
          method: number(bytes, offset + 10, 2), compressedCount: number(bytes, offset + 20, 4),
          count: number(bytes, offset + 24, 4), offset: number(bytes, offset + 42, 4)))
      offset += 46 + nameCount + extraCount + commentCount
    }
    return entries
  }

  /// Where the data of an entry lies, behind a header that repeats what the directory says.
  private func data(of entry: Entry) throws(FormatError) -> Range<Int> {
    guard entry.offset + 30 <= bytes.count,
      Self.number(bytes, entry.offset, 4) == 0x0403_4B50
    else { throw FormatError("the entry '\(entry.name)' of this \(kind) is damaged") }
    let start =
      entry.offset + 30 + Self.number(bytes, entry.offset + 26, 2)
      + Self.number(bytes, entry.offset + 28, 2)
    guard start + entry.compressedCount <= bytes.count else {
      throw FormatError("the entry '\(entry.name)' of this \(kind) is truncated")
    }
    return start..<start + entry.compressedCount
  }

  /// Returns a file, or its beginning.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - limit: So many bytes are wanted; nil for all.
  /// - Returns: The bytes; nil where there is no such file.
  /// - Throws: `FormatError` where it is damaged.
  public func file(_ name: String, limit: Int? = nil) throws(FormatError) -> [UInt8]? {
    guard let entry = entries.first(where: { $0.name == name }) else { return nil }
    let data = Array(bytes[try data(of: entry)])
    switch entry.method {
    case 0: return limit.map { Array(data.prefix($0)) } ?? data
    case 8 where !isStored:
      return try Inflate.decompress(
        data, .none, limit: limit ?? entry.count, isPartial: limit != nil)
    default:
      throw FormatError(
        "the entry '\(name)' is compressed by method \(entry.method), which is not read")
    }
  }
}
