import Engine
import Tensors
import Workspaces

/// What the frozen layers of a model make of examples, as the input of its other layers.
struct FeatureSource: BatchSource {
  /// The shape of what they make of an example.
  let shape: Shape

  /// The class of every example.
  let labels: [Int32]

  /// The blocks, each of the same number of examples; the last one of all may have fewer.
  let blocks: [MappedFile]

  /// Examples of a block.
  let blockSize: Int

  /// Examples from the first of the blocks to the last one of all.
  let total: Int

  /// The first of the examples in the first block.
  let first: Int

  var count: Int { labels.count }

  /// Returns some of the examples.
  func slice(_ range: Range<Int>) -> FeatureSource {
    FeatureSource(
      shape: shape, labels: Array(labels[range]), blocks: blocks, blockSize: blockSize,
      total: total, first: first + range.lowerBound)
  }

  func fill(
    _ indices: UnsafeBufferPointer<Int32>, inputs: UnsafeMutableBufferPointer<Float>,
    labels: UnsafeMutableBufferPointer<Int32>
  ) {
    let byteCount = shape.count * MemoryLayout<Float>.stride
    let target = UnsafeMutableRawBufferPointer(inputs)
    for (position, index) in indices.enumerated() {
      labels[position] = self.labels[Int(index)]
      let (block, row) = (first + Int(index)).quotientAndRemainder(dividingBy: blockSize)
      blocks[block].withBytes { bytes in
        // The numbers end the file; a header of any length is in front of them.
        let examples = min(blockSize, total - block * blockSize)
        let start = bytes.count - (examples - row) * byteCount
        UnsafeMutableRawBufferPointer(rebasing: target[(position * byteCount)...]).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: bytes[start..<(start + byteCount)]))
      }
    }
  }
}
