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
    var offset = 0
    var entries: [String] = []
    for (name, tensor) in sorted {
      let end = offset + tensor.count * MemoryLayout<Float>.size
      let shape = tensor.shape.sizes.map(String.init).joined(separator: ",")
      entries.append(
        "\(quoted(name)):{\"dtype\":\"F32\",\"shape\":[\(shape)],\"data_offsets\":[\(offset),\(end)]}"
      )
      offset = end
    }
    var header = Array("{\(entries.joined(separator: ","))}".utf8)
    header += [UInt8](repeating: UInt8(ascii: " "), count: (8 - header.count % 8) % 8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + offset)
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { bytes += $0 }
    bytes += header
    for (_, tensor) in sorted {
      tensor.withElements { bytes += UnsafeRawBufferPointer($0) }
    }
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

  /// Reads tensors.
  ///
  /// - Parameter bytes: A whole file of Float32 tensors.
  /// - Returns: The tensors, sorted by name.
  /// - Throws: `FormatError` for anything else.
  public static func decode(_ bytes: [UInt8]) throws(FormatError) -> [(
    name: String, tensor: Tensor
  )] {
    guard bytes.count >= 8 else { throw FormatError("this is no safetensors file") }
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(bytes.count - 8) else {
      throw FormatError("this safetensors file ends within its header")
    }
    let start = 8 + Int(length)
    let header: [String: Entry]
    do {
      header = try JSONDecoder().decode([String: Entry].self, from: Data(bytes[8..<start]))
    } catch {
      throw FormatError("the header of this safetensors file cannot be read")
    }
    var tensors: [(name: String, tensor: Tensor)] = []
    for (name, entry) in header.sorted(by: { $0.key < $1.key }) {
      let shape = Shape(entry.shape)
      guard entry.dtype == "F32" else {
        throw FormatError("the tensor '\(name)' is \(entry.dtype); F32 is read")
      }
      guard entry.data_offsets.count == 2, entry.data_offsets[0] >= 0,
        entry.data_offsets[1] - entry.data_offsets[0] == shape.count * MemoryLayout<Float>.size,
        start + entry.data_offsets[1] <= bytes.count
      else {
        throw FormatError("the tensor '\(name)' of \(shape) does not fit its place in the file")
      }
      let tensor = Tensor(shape: shape) { elements in
        UnsafeMutableRawBufferPointer(elements).copyBytes(
          from: bytes[(start + entry.data_offsets[0])..<(start + entry.data_offsets[1])])
      }
      tensors.append((name, tensor))
    }
    return tensors
  }
}
