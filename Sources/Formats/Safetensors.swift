import Foundation
public import Tensors

/// Named Float32 tensors in one file: a header in JSON, then the numbers.
///
/// - Source: the safetensors format, github.com/huggingface/safetensors. Names are sorted and the
///   header is padded to eight bytes, so that equal tensors give equal bytes.
public enum Safetensors {
  /// Writes tensors.
  public static func encode(_ tensors: [(name: String, tensor: Tensor)]) -> [UInt8] {
    let sorted = tensors.sorted { $0.name < $1.name }
    let byteCount = sorted.reduce(0) { $0 + $1.tensor.count * MemoryLayout<Float>.size }
    var bytes = header(of: sorted.map { ($0.name, $0.tensor.shape) }, reserving: byteCount)
    for (_, tensor) in sorted {
      tensor.withElements { bytes += UnsafeRawBufferPointer($0) }
    }
    return bytes
  }

  /// Writes what stands in front of the numbers of some tensors.
  ///
  /// - Parameters:
  ///   - tensors: The names and shapes, sorted by name.
  ///   - byteCount: The bytes for which there shall be room behind it.
  /// - Returns: The beginning of a file; the numbers of the tensors follow, one after the other.
  public static func header(
    of tensors: [(name: String, shape: Shape)], reserving byteCount: Int
  ) -> [UInt8] {
    var offset = 0
    var entries: [String] = []
    for (name, shape) in tensors {
      let end = offset + shape.count * MemoryLayout<Float>.size
      let sizes = shape.sizes.map(String.init).joined(separator: ",")
      entries.append(
        "\(quoted(name)):{\"dtype\":\"F32\",\"shape\":[\(sizes)],\"data_offsets\":[\(offset),\(end)]}"
      )
      offset = end
    }
    var header = Array("{\(entries.joined(separator: ","))}".utf8)
    header += [UInt8](repeating: UInt8(ascii: " "), count: (8 - header.count % 8) % 8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + byteCount)
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { bytes += $0 }
    bytes += header
    return bytes
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }

  private struct Entry: Decodable {
    var dtype: String
    var shape: [Int]
    var data_offsets: [Int]
  }

  /// What an entry of the header is: a tensor, or the texts under `__metadata__`.
  private enum Item: Decodable {
    case tensor(Entry)
    case metadata([String: String])

    init(from decoder: any Decoder) throws {
      if let entry = try? Entry(from: decoder) {
        self = .tensor(entry)
      } else {
        self = .metadata(try [String: String](from: decoder))
      }
    }
  }

  /// Everything that a file holds.
  public struct Contents: Sendable {
    /// Texts about the file.
    public var metadata: [String: String]

    /// The tensors, sorted by name.
    public var arrays: [(name: String, array: TypedArray)]
  }

  /// Reads tensors.
  ///
  /// - Parameter bytes: A whole file of Float32 tensors.
  /// - Returns: The tensors, sorted by name.
  /// - Throws: `FormatError` for anything else.
  public static func decode(_ bytes: [UInt8]) throws(FormatError) -> [(
    name: String, tensor: Tensor
  )] {
    var tensors: [(name: String, tensor: Tensor)] = []
    for (name, array) in try contents(of: bytes).arrays {
      guard array.type == .float32 else {
        throw FormatError("the tensor '\(name)' is \(array.type.rawValue); float32 is read")
      }
      let tensor = Tensor(shape: array.shape) { elements in
        UnsafeMutableRawBufferPointer(elements).copyBytes(from: array.bytes)
      }
      tensors.append((name, tensor))
    }
    return tensors
  }

  /// Reads tensors of all types, and what is written about them.
  ///
  /// - Parameter bytes: A whole file.
  /// - Returns: What it holds.
  /// - Throws: `FormatError` where the file is damaged or holds numbers of an unknown type.
  public static func contents(of bytes: [UInt8]) throws(FormatError) -> Contents {
    guard bytes.count >= 8 else { throw FormatError("this is no safetensors file") }
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(bytes.count - 8) else {
      throw FormatError("this safetensors file ends within its header")
    }
    let start = 8 + Int(length)
    let header: [String: Item]
    do {
      header = try JSONDecoder().decode([String: Item].self, from: Data(bytes[8..<start]))
    } catch {
      throw FormatError("the header of this safetensors file cannot be read")
    }
    var contents = Contents(metadata: [:], arrays: [])
    // Tensors do not overlap; a small file shall not become a large one by that.
    var room = bytes.count - start
    for (name, item) in header.sorted(by: { $0.key < $1.key }) {
      switch item {
      case .metadata(let texts): contents.metadata = texts
      case .tensor(let entry):
        let array = try array(name, entry, bytes[start...])
        room -= array.bytes.count
        guard room >= 0 else {
          throw FormatError("tensors of this safetensors file overlap, '\(name)' among them")
        }
        contents.arrays.append((name, array))
      }
    }
    return contents
  }

  private static let types: [String: TypedArray.ElementType] = [
    "BF16": .bfloat16, "BOOL": .bool, "F16": .float16, "F32": .float32, "F64": .float64,
    "I16": .int16, "I32": .int32, "I64": .int64,
    "I8": .int8, "U16": .uint16, "U8": .uint8,
  ]

  private static func array(
    _ name: String, _ entry: Entry, _ data: ArraySlice<UInt8>
  ) throws(FormatError) -> TypedArray {
    guard let type = types[entry.dtype] else {
      throw FormatError("the tensor '\(name)' is \(entry.dtype), which is not read")
    }
    let shape = Shape(entry.shape)
    guard entry.data_offsets.count == 2, entry.data_offsets[0] >= 0,
      entry.shape.allSatisfy({ $0 >= 0 }), entry.data_offsets[1] <= data.count,
      let size = byteCount(entry.shape, type),
      entry.data_offsets[1] - entry.data_offsets[0] == size
    else {
      throw FormatError("the tensor '\(name)' of \(shape) does not fit its place in the file")
    }
    let first = data.startIndex + entry.data_offsets[0]
    return TypedArray(type: type, shape: shape, bytes: Array(data[first..<(first + size)]))
  }

  /// The bytes of a tensor; nil where a header claims more than a number can say.
  private static func byteCount(_ sizes: [Int], _ type: TypedArray.ElementType) -> Int? {
    var count = type.byteCount
    for size in sizes {
      let (product, overflows) = count.multipliedReportingOverflow(by: size)
      if overflows { return nil }
      count = product
    }
    return count
  }
}
