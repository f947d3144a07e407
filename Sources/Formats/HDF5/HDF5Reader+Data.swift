import Tensors

extension HDF5Reader {
  // MARK: - Datasets

  func dataset(
    _ space: HDF5Message, _ type: HDF5Message, _ layout: HDF5Message
  ) throws(FormatError) -> HDF5File.Dataset {
    let shape = try shape(space.range)
    let datatype = try HDF5Datatype(self, type.range)
    let place = try place(layout.range)
    guard let size = Self.byteCount(shape, datatype.size) else { throw Self.damaged }
    // A dataset that nothing was written to has no place.
    guard let place else {
      guard size == 0 else {
        throw FormatError("this HDF5 file has a dataset that nothing was written to")
      }
      return HDF5File.Dataset(type: datatype.element, shape: shape, range: 0..<0)
    }
    guard place.start >= 0, place.start <= bytes.count, size <= bytes.count - place.start,
      place.size >= size
    else { throw Self.damaged }
    return HDF5File.Dataset(
      type: datatype.element, shape: shape, range: place.start..<place.start + size)
  }

  /// Where the bytes of a dataset lie; nil where there are none.
  private func place(_ range: Range<Int>) throws(FormatError) -> (start: Int, size: Int)? {
    guard range.count >= 4 else { throw Self.damaged }
    let start = range.lowerBound
    let version = try number(start, 1)
    guard (3...4).contains(version) else {
      throw FormatError("this HDF5 file has a layout of version \(version), which is not read")
    }
    switch try number(start + 1, 1) {
    case 0: return (start + 4, try number(start + 2, 2))
    case 1:
      guard range.count >= 18 else { throw Self.damaged }
      let isUndefined = bytes[(start + 2)..<(start + 10)].allSatisfy { $0 == 0xFF }
      return isUndefined ? nil : (try address(start + 2), try number(start + 10, 8))
    default:
      throw FormatError(
        "this HDF5 file has a dataset in chunks, compressed perhaps; Keras writes them in one piece"
      )
    }
  }

  func shape(_ range: Range<Int>) throws(FormatError) -> Shape {
    guard range.count >= 4 else { throw Self.damaged }
    let version = try number(range.lowerBound, 1)
    let rank = try number(range.lowerBound + 1, 1)
    let first = range.lowerBound + (version == 1 ? 8 : 4)
    guard (1...2).contains(version), rank <= 32, first + 8 * rank <= range.upperBound else {
      throw Self.damaged
    }
    // A second version may also say that there is nothing at all.
    if version == 2, try number(range.lowerBound + 3, 1) == 2 { return [0] }
    var sizes: [Int] = []
    for axis in 0..<rank { sizes.append(try number(first + 8 * axis, 8)) }
    return Shape(sizes)
  }

  /// The bytes of an array; nil where no file can hold as many.
  static func byteCount(_ shape: Shape, _ size: Int) -> Int? {
    var count = size
    for size in shape.sizes {
      let (product, overflows) = count.multipliedReportingOverflow(by: size)
      guard !overflows, product < 1 << 48 else { return nil }
      count = product
    }
    return count
  }

  // MARK: - Attributes

  /// The name and the texts of an attribute; nil for one that holds numbers.
  func attribute(_ message: HDF5Message) throws(FormatError) -> (String, [String])? {
    let range = message.range
    guard range.count >= 8 else { throw Self.damaged }
    let version = try number(range.lowerBound, 1)
    guard (1...3).contains(version) else { throw Self.damaged }
    var sizes: [Int] = []
    for index in 0..<3 { sizes.append(try number(range.lowerBound + 2 + 2 * index, 2)) }
    var position = range.lowerBound + (version == 3 ? 9 : 8)
    var parts: [Range<Int>] = []
    for size in sizes {
      guard position + size <= range.upperBound else { throw Self.damaged }
      parts.append(position..<position + size)
      // The first version fills up to eights.
      position += version == 1 ? (size + 7) / 8 * 8 : size
    }
    guard position <= range.upperBound else { throw Self.damaged }
    let name = try text(parts[0])
    let datatype = try HDF5Datatype(self, parts[1])
    let shape = try shape(parts[2])
    guard datatype.isText else { return shape.sizes.contains(0) ? (name, []) : nil }
    guard let size = Self.byteCount(shape, datatype.size), size <= range.upperBound - position
    else { throw Self.damaged }
    var texts: [String] = []
    for start in stride(from: position, to: position + size, by: max(datatype.size, 1)) {
      texts.append(
        datatype.hasOwnLength
          ? try heapText(start) : try text(start..<start + datatype.size))
    }
    return (name, texts)
  }

  /// A text of its own length, which lies in a heap for all.
  private func heapText(_ reference: Int) throws(FormatError) -> String {
    let length = try number(reference, 4)
    guard length > 0 else { return "" }
    let heap = try address(reference + 4)
    let wanted = try number(reference + 12, 4)
    try check("GCOL", at: heap)
    let size = try number(heap + 8, 8)
    guard size <= bytes.count - heap else { throw Self.damaged }
    var position = heap + 16
    while position + 16 <= heap + size {
      let index = try number(position, 2)
      let count = try number(position + 8, 8)
      // The free rest has the number 0.
      guard index != 0, count <= heap + size - position - 16 else { throw Self.damaged }
      if index == wanted {
        guard length <= count else { throw Self.damaged }
        return try text(position + 16..<position + 16 + length)
      }
      position += 16 + (count + 7) / 8 * 8
    }
    throw Self.damaged
  }
}

/// What an HDF5 file says of a type.
struct HDF5Datatype {
  /// Bytes of an element.
  let size: Int

  /// The type of numbers; nil for one that is not read, or for texts.
  let element: TypedArray.ElementType?

  /// Whether elements are texts.
  let isText: Bool

  /// Whether every text has a length of its own.
  let hasOwnLength: Bool

  init(_ reader: HDF5Reader, _ range: Range<Int>) throws(FormatError) {
    guard range.count >= 8 else { throw HDF5Reader.damaged }
    let start = range.lowerBound
    let kind = try reader.number(start, 1) & 15
    let bits = try reader.number(start + 1, 3)
    size = try reader.number(start + 4, 4)
    guard size > 0 else { throw HDF5Reader.damaged }
    let isLittleEndian = bits & 1 == 0
    switch (kind, size) {
    case (0, 1): element = bits & 8 == 0 ? .uint8 : .int8
    case (0, 2) where isLittleEndian: element = bits & 8 == 0 ? .uint16 : .int16
    case (0, 4) where isLittleEndian && bits & 8 != 0: element = .int32
    case (0, 8) where isLittleEndian && bits & 8 != 0: element = .int64
    case (1, 2) where isLittleEndian: element = .float16
    case (1, 4) where isLittleEndian: element = .float32
    case (1, 8) where isLittleEndian: element = .float64
    default: element = nil
    }
    hasOwnLength = kind == 9 && bits & 15 == 1
    isText = kind == 3 || hasOwnLength
    guard !hasOwnLength || size == 16 else { throw HDF5Reader.damaged }
  }
}
