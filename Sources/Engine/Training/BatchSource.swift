public import Tensors

/// Examples with their labels, by index; what training, evaluation and prediction read.
public protocol BatchSource: Sendable {
  /// How many examples there are.
  var count: Int { get }

  /// The shape of one example, `[H, W, C]`.
  var shape: Shape { get }

  /// Writes some examples and their labels.
  ///
  /// - Parameters:
  ///   - indices: Which examples, in the order in which they are wanted.
  ///   - inputs: Takes `indices.count · shape.count` numbers, examples one after the other.
  ///   - labels: Takes a class index for every example.
  func fill(
    _ indices: UnsafeBufferPointer<Int32>, inputs: UnsafeMutableBufferPointer<Float>,
    labels: UnsafeMutableBufferPointer<Int32>)
}
