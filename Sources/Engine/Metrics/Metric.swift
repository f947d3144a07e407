public import Schemas
public import Tensors

/// A number, or some numbers, that say how good predictions are, gathered batch by batch.
public protocol Metric: Declared {
  /// The name of the result; nil for Keras'.
  var name: String? { get set }

  /// Keras' name of the result: `accuracy`.
  static var word: String { get }

  /// Whether the metric should grow as a model learns.
  var mode: MonitorMode { get }

  /// Says what is wrong with a model under this metric; nil where all fits.
  func problem(outputShape: Shape, classCount: Int) -> String?

  /// What the numbers belong to, for outputs of so many numbers; nil where the metric is one number.
  func parts(width: Int) -> MetricParts?

  /// How many numbers the metric remembers, for outputs of so many numbers.
  func stateSize(width: Int) -> Int

  /// Adds a batch.
  ///
  /// - Parameters:
  ///   - batch: Outputs and labels.
  ///   - state: The metric's memory, all 0 in the beginning.
  func update(_ batch: MetricBatch, _ state: inout [Double])

  /// Returns the numbers for everything that was added; most metrics give one.
  ///
  /// - Parameters:
  ///   - state: The metric's memory.
  ///   - width: Numbers of an output.
  /// - Returns: The numbers.
  func numbers(_ state: [Double], width: Int) -> [Double]
}

extension Metric {
  /// The name under which the result is kept.
  public var resultName: String { name ?? Self.word }

  /// Most metrics count what is right; those of errors say otherwise.
  public var mode: MonitorMode { .max }

  /// Most metrics are one number.
  public func parts(width: Int) -> MetricParts? { nil }
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

  /// The labels as rows, `[count, width]`: one-hot, or 0 and 1 for a single output.
  public var targets: UnsafePointer<Float>

  /// A weight for every example; nil for 1.
  public var weights: UnsafePointer<Float>?

  /// A batch.
  package init(
    count: Int, width: Int, outputs: UnsafePointer<Float>, labels: UnsafePointer<Int32>,
    targets: UnsafePointer<Float>, weights: UnsafePointer<Float>? = nil
  ) {
    self.count = count
    self.width = width
    self.outputs = outputs
    self.labels = labels
    self.targets = targets
    self.weights = weights
  }

  /// The outputs of an example.
  func output(_ example: Int) -> UnsafeBufferPointer<Float> {
    UnsafeBufferPointer(start: outputs + example * width, count: width)
  }

  /// The targets of an example.
  func target(_ example: Int) -> UnsafeBufferPointer<Float> {
    UnsafeBufferPointer(start: targets + example * width, count: width)
  }

  /// The weight of an example.
  func weight(_ example: Int) -> Double { Double(weights?[example] ?? 1) }
}

extension UnsafeBufferPointer<Float> {
  /// The place of the greatest number, the first of equals.
  var greatest: Int {
    var best = 0
    for index in 1..<Swift.max(count, 1) where self[index] > self[best] { best = index }
    return best
  }
}
