/// What cameras write beside a picture; only which way up they were held.
enum EXIF {
  /// Reads the tag "Orientation".
  ///
  /// - Parameter segment: The content of a JPEG's APP1 segment, whole or its beginning.
  /// - Returns: A number from 1 to 8; nil where there is none.
  static func orientation(_ segment: ArraySlice<UInt8>) -> Int? {
    guard segment.starts(with: Array("Exif".utf8) + [0, 0]) else { return nil }
    let tiff = Array(segment.dropFirst(6))
    let isLittleEndian = tiff.starts(with: [0x49, 0x49])
    guard isLittleEndian || tiff.starts(with: [0x4D, 0x4D]) else { return nil }
    func number(_ offset: Int, _ count: Int) -> Int? {
      guard offset >= 0, offset + count <= tiff.count else { return nil }
      let bytes = tiff[offset..<offset + count]
      return (isLittleEndian ? Array(bytes.reversed()) : Array(bytes))
        .reduce(0) { $0 << 8 | Int($1) }
    }
    guard let directory = number(4, 4), let count = number(directory, 2) else { return nil }
    for entry in 0..<count {
      let offset = directory + 2 + 12 * entry
      guard let tag = number(offset, 2) else { return nil }
      guard tag == orientationTag else { continue }
      return number(offset + 8, 2).flatMap { (1...8).contains($0) ? $0 : nil }
    }
    return nil
  }

  private static let orientationTag = 0x0112
}
