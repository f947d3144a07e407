public import Tensors

/// Arrays in a zip archive, as `numpy.savez` and `numpy.savez_compressed` write them.
///
/// - Source: PKWARE's APPNOTE 6.3; entries are stored or deflated, and not encrypted.
public struct NPZ: Sendable {
  private struct Entry {
    var name: String
    var method: Int
    var compressedCount: Int
    var count: Int
    var offset: Int
  }

  private let bytes: [UInt8]
  private let entries: [Entry]

  /// Reads the directory of an archive.
  ///
  /// - Parameter bytes: The whole archive.
  /// - Throws: `FormatError` for anything that is no zip archive.
  public init(_ bytes: [UInt8]) throws(FormatError) {
    self.bytes = bytes
    entries = try Self.directory(bytes)
  }

  /// The names of the arrays, without `.npy`.
  public var names: [String] { entries.map(\.name) }

  private static func number(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> Int {
    bytes[offset..<offset + count].reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  private static func directory(_ bytes: [UInt8]) throws(FormatError) -> [Entry] {
    let signature: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
    var end = bytes.count - 22
    let least = max(0, end - 65_535)
    while end >= least, !(bytes[end..<end + 4].elementsEqual(signature)) { end -= 1 }
    guard end >= least, end >= 0 else {
      throw FormatError("this is no .npz archive, or it is truncated: its directory is missing")
    }
    let count = number(bytes, end + 10, 2)
    var offset = number(bytes, end + 16, 4)
    var entries: [Entry] = []
    for _ in 0..<count {
      guard offset + 46 <= end, number(bytes, offset, 4) == 0x0201_4B50 else {
        throw FormatError("the directory of this .npz archive is damaged")
      }
      let nameCount = number(bytes, offset + 28, 2)
      let extraCount = number(bytes, offset + 30, 2)
      let commentCount = number(bytes, offset + 32, 2)
      guard offset + 46 + nameCount <= end else {
        throw FormatError("the directory of this .npz archive is damaged")
      }
      let name = String(decoding: bytes[(offset + 46)..<(offset + 46 + nameCount)], as: UTF8.self)
      entries.append(
        Entry(
          name: name.hasSuffix(".npy") ? String(name.dropLast(4)) : name,
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
    else { throw FormatError("the entry '\(entry.name)' of this .npz archive is damaged") }
    let start =
      entry.offset + 30 + Self.number(bytes, entry.offset + 26, 2)
      + Self.number(bytes, entry.offset + 28, 2)
    guard start + entry.compressedCount <= bytes.count else {
      throw FormatError("the entry '\(entry.name)' of this .npz archive is truncated")
    }
    return start..<start + entry.compressedCount
  }

  private func content(
    _ name: String, limit: Int?
  ) throws(FormatError) -> [UInt8] {
    guard let entry = entries.first(where: { $0.name == name }) else {
      throw FormatError(
        "this .npz archive has no array '\(name)'; it has \(names.joined(separator: ", "))")
    }
    let data = Array(bytes[try data(of: entry)])
    switch entry.method {
    case 0: return limit.map { Array(data.prefix($0)) } ?? data
    case 8:
      return try Inflate.decompress(
        data, .none, limit: limit ?? entry.count, isPartial: limit != nil)
    default:
      throw FormatError(
        "the entry '\(name)' is compressed by method \(entry.method), which is not read")
    }
  }

  /// Returns an array.
  ///
  /// - Parameter name: Its name, without `.npy`.
  /// - Returns: The array.
  /// - Throws: `FormatError` where there is none, or where it cannot be read.
  public func array(_ name: String) throws(FormatError) -> TypedArray {
    try NPY.read(content(name, limit: nil))
  }

  /// Returns the type and the shape of an array, without reading it.
  public func header(
    _ name: String
  ) throws(FormatError) -> (type: TypedArray.ElementType, shape: Shape) {
    let header = try NPY.header(content(name, limit: 4096))
    return (header.type, header.shape)
  }
}
