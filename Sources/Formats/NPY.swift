import Tensors

/// An array as NumPy writes it.
///
/// - Source: NumPy Enhancement Proposal 1, versions 1.0 to 3.0 of the format.
public enum NPY {
  /// What the first bytes say.
  struct Header: Equatable {
    var type: TypedArray.ElementType
    var shape: Shape
    var byteCount: Int

    var fileByteCount: Int { byteCount + shape.count * type.byteCount }
  }

  private static let types: [String: TypedArray.ElementType] = [
    "|u1": .uint8, "|i1": .int8, "|b1": .bool, "<u2": .uint16, "<i2": .int16, "<i4": .int32,
    "<i8": .int64, "<f4": .float32, "<f8": .float64,
  ]

  static func header(_ bytes: [UInt8]) throws(FormatError) -> Header {
    guard bytes.count >= 12, bytes.starts(with: [0x93] + Array("NUMPY".utf8)) else {
      throw FormatError("this is no .npy array")
    }
    let isShort = bytes[6] == 1
    let lengthBytes = isShort ? 2 : 4
    let length = bytes[8..<8 + lengthBytes].reversed().reduce(0) { $0 << 8 | Int($1) }
    let start = 8 + lengthBytes
    guard length < 1 << 16, start + length <= bytes.count else {
      throw FormatError("this .npy array ends within its header")
    }
    let text = String(decoding: bytes[start..<start + length], as: UTF8.self)
    guard let descriptor = quoted(after: "'descr':", in: text), let shape = shape(in: text) else {
      throw FormatError("this .npy array has a header that cannot be read: \(text)")
    }
    guard !text.contains("'fortran_order': True") else {
      throw FormatError("this .npy array is in Fortran order; save it in C order")
    }
    guard let type = types[descriptor] else {
      throw FormatError("this .npy array has numbers of the type \(descriptor), which is not read")
    }
    return Header(type: type, shape: shape, byteCount: start + length)
  }

  private static func rest(after key: String, in text: String) -> Substring? {
    var rest = text[...]
    while !rest.isEmpty {
      if rest.hasPrefix(key) { return rest.dropFirst(key.count).drop { $0 == " " } }
      rest = rest.dropFirst()
    }
    return nil
  }

  private static func quoted(after key: String, in text: String) -> String? {
    guard let rest = rest(after: key, in: text), rest.first == "'" else { return nil }
    return String(rest.dropFirst().prefix { $0 != "'" })
  }

  private static func shape(in text: String) -> Shape? {
    guard let rest = rest(after: "'shape':", in: text), rest.first == "(" else { return nil }
    let parts = rest.dropFirst().prefix { $0 != ")" }.split(separator: ",")
      .map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
    var sizes: [Int] = []
    for part in parts {
      guard let size = Int(part), size >= 0, size < 1 << 32 else { return nil }
      sizes.append(size)
    }
    return Shape(sizes)
  }

  static func read(_ bytes: [UInt8]) throws(FormatError) -> TypedArray {
    let header = try header(bytes)
    guard bytes.count == header.fileByteCount else {
      throw FormatError(
        "this .npy array of \(header.shape) should have \(header.fileByteCount) bytes, it has "
          + "\(bytes.count)")
    }
    return TypedArray(
      type: header.type, shape: header.shape, bytes: Array(bytes[header.byteCount...]))
  }
}
