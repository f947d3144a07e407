public import Schemas
public import Tensors

/// A number that says how good predictions are, gathered batch by batch.
public protocol Metric: Declared {
  /// The name of the result: given, or Keras'.
  var name: String? { get }

  /// Keras' name of the result: `accuracy`.
  static var word: String { get }

  /// Says what is wrong with a model under this metric; nil where all fits.
  func problem(outputShape: Shape, classCount: Int) -> String?

  /// Adds a batch.
  ///
  /// - Parameters:
  ///   - batch: Outputs and labels.
  ///   - sums: The metric's memory, all 0 in the beginning.
  func update(_ batch: MetricBatch, _ sums: inout MetricSums)

  /// Returns the number for everything that was added.
  func result(_ sums: MetricSums) -> Double
}

extension Metric {
  /// The name under which the result is kept.
  public var resultName: String { name ?? Self.word }

  /// The mean of what was added.
  public func result(_ sums: MetricSums) -> Double {
    sums.weight == 0 ? 0 : sums.total / sums.weight
  }
}

/// A batch as a metric sees it.
public struct MetricBatch {
  /// Examples.
  public var count: Int

  /// Numbers of an output.
  public var width: Int

  /// The model's outputs, `[count, width]`.
  public var outputs: UnsafePointer<Float>

  /// A class for every example.
  public var labels: UnsafePointer<Int32>

  /// The class that an example's outputs are greatest for, the first of equals.
  func predicted(_ example: Int) -> Int {
    let row = outputs + example * width
    var best = 0
    for index in 1..<max(width, 1) where row[index] > row[best] { best = index }
    return best
  }
}

/// What a metric remembers between batches.
public struct MetricSums: Sendable, Equatable {
  /// What was added up.
  public var total = 0.0

  /// What it is divided by.
  public var weight = 0.0

  /// Nothing yet.
  public init() {}
}
