public import Schemas
public import Tensors

/// What training makes small: a number for every example, and its gradient.
public protocol Loss: Declared {
  /// The name under which Keras' string shortcuts and metrics know it.
  static var word: String { get }

  /// Says what is wrong with a model and its data under this loss.
  ///
  /// - Parameters:
  ///   - outputShape: The shape of one output.
  ///   - classCount: How many classes the labels have.
  ///   - finalActivation: The activation that the model ends with.
  /// - Returns: What is wrong, in words; nil where all fits.
  func problem(outputShape: Shape, classCount: Int, finalActivation: FinalActivation?) -> String?

  /// Whether the loss is computed from what goes into the final activation.
  ///
  /// Keras takes the logits of a model that ends in softmax or sigmoid, without being asked.
  func usesLogits(of finalActivation: FinalActivation?) -> Bool

  /// Computes the loss of every example and the gradient of the mean by the output or the logits.
  ///
  /// - Parameters:
  ///   - batch: Output, labels, and where the results go.
  ///   - isFromLogits: Whether `batch.values` are logits.
  func compute(_ batch: LossBatch, isFromLogits: Bool)
}

extension Loss {
  /// The loss is computed from the output.
  public func usesLogits(of finalActivation: FinalActivation?) -> Bool { false }
}

/// A batch as a loss sees it.
public struct LossBatch {
  /// Examples.
  public var count: Int

  /// Numbers of an output.
  public var width: Int

  /// The model's outputs or logits, `[count, width]`.
  public var values: UnsafePointer<Float>

  /// A class for every example.
  public var labels: UnsafePointer<Int32>

  /// The labels as the loss needs them, `[count, width]`: one-hot, or 0 and 1.
  public var targets: UnsafePointer<Float>

  /// A weight for every example; nil for 1.
  public var weights: UnsafePointer<Float>?

  /// Takes the loss of every example, unweighted.
  public var losses: UnsafeMutablePointer<Float>

  /// Takes the gradient, `[count, width]`.
  public var gradient: UnsafeMutablePointer<Float>

  /// The gradient is that of the mean: 1 / count.
  var scale: Float { 1 / Float(count) }
}

extension Loss {
  /// The classes that the outputs of a model can tell apart.
  static func problemWithClasses(
    _ outputShape: Shape, _ classCount: Int, needs width: Int
  ) -> String? {
    guard outputShape.rank == 1 else {
      return "needs one row of numbers for every example, the model's output is \(outputShape)"
    }
    guard outputShape[0] >= width else {
      return
        "needs an output for each of the \(classCount) classes, the model has \(outputShape[0])"
    }
    return nil
  }
}
