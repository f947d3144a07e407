public import Tensors

/// Examples with their labels, by index; what training, evaluation and prediction read.
public protocol BatchSource: Sendable {
  /// How many examples there are.
  var count: Int { get }

  /// The shape of one example as `fill` writes it, `[H, W, C]`.
  var shape: Shape { get }

  /// What is done to examples between `fill` and a model.
  var preparation: InputPreparation { get }

  /// Writes some examples and their labels; asked for by several threads at once.
  ///
  /// - Parameters:
  ///   - indices: Which examples, in the order in which they are wanted.
  ///   - inputs: Takes `indices.count · shape.count` numbers, examples one after the other.
  ///   - labels: Takes a class index for every example.
  func fill(
    _ indices: UnsafeBufferPointer<Int32>, inputs: UnsafeMutableBufferPointer<Float>,
    labels: UnsafeMutableBufferPointer<Int32>)

  /// Says which examples are going to be asked for next, so that they can be brought from a disk while
  /// others are in use; returns at once.
  func willFill(_ indices: UnsafeBufferPointer<Int32>)
}

extension BatchSource {
  /// Most sources are in memory.
  public func willFill(_ indices: UnsafeBufferPointer<Int32>) {}

  /// Most sources write what a model takes.
  public var preparation: InputPreparation { InputPreparation() }

  /// The shape of one example as a model takes it.
  public var inputShape: Shape { preparation.map?.outputShape ?? shape }
}

extension UnsafeBufferPointer<Int32> {
  /// The examples of the next batch: so many from a place on, or those that are left.
  func batch(after place: Int, _ batchSize: Int) -> Self {
    Self(rebasing: self[place..<Swift.min(place + batchSize, count)])
  }
}
