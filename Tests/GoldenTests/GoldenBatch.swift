import Engine
import Tensors

/// The examples of a case.
struct GoldenBatch: BatchSource {
  let shape: Shape
  let pixels: [Float]
  let labels: [Int32]

  var count: Int { labels.count }

  func fill(
    _ indices: UnsafeBufferPointer<Int32>, inputs: UnsafeMutableBufferPointer<Float>,
    labels: UnsafeMutableBufferPointer<Int32>
  ) {
    for (position, index) in indices.enumerated() {
      for offset in 0..<shape.count {
        inputs[position * shape.count + offset] = pixels[Int(index) * shape.count + offset]
      }
      labels[position] = self.labels[Int(index)]
    }
  }
}
