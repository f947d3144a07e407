public import Schemas
public import Tensors

/// What training makes small: a number for every example, and its gradient.
public protocol Loss: Declared {
  /// The name under which Keras' string shortcuts and metrics know it.
  static var word: String { get }

  /// What becomes of the numbers of a batch.
  var reduction: LossReduction { get }

  /// A label whose examples do not count; nil where all do.
  var ignoredLabel: Int32? { get }

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

  /// Whether the outputs of the model are logits, as `from_logits` says, rather than probabilities.
  var takesLogits: Bool { get }

  /// Computes the loss of every row, and the gradient of the whole by the output or the logits.
  ///
  /// - Parameters:
  ///   - batch: Output, labels, and where the results go.
  ///   - isFromLogits: Whether `batch.values` are logits.
  func compute(_ batch: LossBatch, isFromLogits: Bool)
}

extension Loss {
  /// Every example counts.
  public var ignoredLabel: Int32? { nil }

  /// The loss is computed from the output.
  public func usesLogits(of finalActivation: FinalActivation?) -> Bool { false }

  /// Outputs are what they seem.
  public var takesLogits: Bool { false }
}

/// What becomes of the losses of a batch.
///
/// - Source: Keras 3, `reduction`.
public enum LossReduction: String, WordValue {
  /// The weighted sum by the number of examples.
  case sumOverBatchSize = "sum_over_batch_size"
  /// The same by another name.
  case mean
  /// The weighted sum.
  case sum
  /// The weighted sum by the sum of the weights.
  case meanWithSampleWeight = "mean_with_sample_weight"
}

/// A batch as a loss sees it: rows of numbers, one for every example, or for every cell of its
/// picture.
public struct LossBatch {
  /// Rows.
  public var count: Int

  /// Numbers of a row.
  public var width: Int

  /// The model's outputs or logits, `[count, width]`.
  public var values: UnsafePointer<Float>

  /// A class for every row.
  public var labels: UnsafePointer<Int32>

  /// The labels as the loss needs them, `[count, width]`: one-hot, or 0 and 1.
  ///
  /// A loss may change them.
  public var targets: UnsafeMutablePointer<Float>

  /// A weight for every row; nil for 1.
  public var weights: UnsafePointer<Float>?

  /// Takes the loss of every row, unweighted.
  public var losses: UnsafeMutablePointer<Float>

  /// Takes the gradient of the whole, `[count, width]`.
  public var gradient: UnsafeMutablePointer<Float>

  /// What the weighted sum of the losses is divided by.
  public let divisor: Double

  /// What the gradient of a row's loss is multiplied by.
  var scale: Float { Float(1 / divisor) }

  /// A batch for a loss.
  ///
  /// - Parameters:
  ///   - loss: The loss, whose reduction says what the sum is divided by.
  ///   - count: Rows.
  ///   - width: Numbers of a row.
  ///   - values: `[count, width]`.
  ///   - labels: A class for every row.
  ///   - targets: `[count, width]`.
  ///   - weights: A weight for every row; nil for 1.
  ///   - losses: Takes a number for every row.
  ///   - gradient: Takes `[count, width]`.
  package init(
    for loss: any Loss, count: Int, width: Int, values: UnsafePointer<Float>,
    labels: UnsafePointer<Int32>, targets: UnsafeMutablePointer<Float>,
    weights: UnsafePointer<Float>?, losses: UnsafeMutablePointer<Float>,
    gradient: UnsafeMutablePointer<Float>
  ) {
    self.count = count
    self.width = width
    self.values = values
    self.labels = labels
    self.targets = targets
    self.weights = weights
    self.losses = losses
    self.gradient = gradient
    var rows = 0
    var weight = 0.0
    for row in 0..<count where labels[row] != loss.ignoredLabel {
      rows += 1
      weight += Double(weights?[row] ?? 1)
    }
    let divisor =
      switch loss.reduction {
      case .sumOverBatchSize, .mean: Double(rows)
      case .sum: 1.0
      case .meanWithSampleWeight: weight
      }
    self.divisor = divisor == 0 ? 1 : divisor
  }

  /// The loss of the batch, once the rows have theirs.
  package var total: Double {
    var sum = 0.0
    for row in 0..<count { sum += Double(losses[row]) * Double(weights?[row] ?? 1) }
    return sum / divisor
  }
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

extension FieldRule where Value == Int {
  /// Classes and outputs lie along the last axis; of a row for every example, that is also axis 1.
  static var isLast: Self { must("-1, the last axis") { $0 == -1 || $0 == 1 } }
}
