import Formats
import Tensors

/// A file of features that is put together as they come, in one piece of memory for all blocks.
struct FeatureBlock {
  /// The shape of the features of an example.
  let shape: Shape

  /// The file.
  private(set) var bytes: [UInt8] = []

  private var wholeCount = 0

  /// A file of features of a shape; `begin` comes first.
  init(of shape: Shape) { self.shape = shape }

  /// Whether all features are there.
  var isFull: Bool { bytes.count == wholeCount }

  /// Begins a file with so many examples.
  mutating func begin(_ count: Int) {
    let byteCount = count * shape.count * MemoryLayout<Float>.stride
    let header = Safetensors.header(of: [("features", shape.batched(count))], reserving: 0)
    wholeCount = header.count + byteCount
    bytes.removeAll(keepingCapacity: true)
    bytes.reserveCapacity(wholeCount)
    bytes += header
  }

  /// Takes what fits of some numbers, and returns the others.
  mutating func take(_ numbers: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    let count = min(numbers.count, wholeCount - bytes.count)
    bytes += UnsafeRawBufferPointer(rebasing: numbers[..<count])
    return UnsafeRawBufferPointer(rebasing: numbers[count...])
  }
}
