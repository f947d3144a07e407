public import Schemas

/// Something that looks at the metrics after every epoch and may stop the training or change its pace.
///
/// A callback is a description; what it remembers is a `CallbackMemory`, kept in every checkpoint.
public protocol Callback: Declared {
  /// The metric that it watches; nil for none.
  var monitor: String? { get }

  /// Whether the watched metric should grow.
  var mode: MonitorMode { get }

  /// Returns the step size of an epoch that begins, counted from 0; nil to leave it.
  func learningRate(ofEpoch epoch: Int) -> Double?

  /// Whether the callback sets step sizes; then they stand in the history, as in Keras.
  var setsLearningRate: Bool { get }

  /// Looks at an epoch that ended.
  ///
  /// - Parameters:
  ///   - epoch: The epoch, its metrics, and the learning rate.
  ///   - memory: What the callback remembers.
  func epochEnded(_ epoch: inout EndedEpoch, _ memory: inout CallbackMemory)
}

extension Callback {
  /// Most callbacks watch nothing.
  public var monitor: String? { nil }

  /// What is not watched has no direction.
  public var mode: MonitorMode { .min }

  /// Most callbacks leave the step size.
  public func learningRate(ofEpoch epoch: Int) -> Double? { nil }

  /// Most callbacks leave the step size.
  public var setsLearningRate: Bool { false }
}

/// Whether a metric is good when it is small or when it is large.
public enum MonitorMode: String, Codable, Sendable {
  /// Small is good.
  case min
  /// Large is good.
  case max
}

/// What a callback remembers between epochs.
public struct CallbackMemory: Codable, Sendable, Equatable {
  /// Whether the watched metric should grow.
  public var mode: MonitorMode

  /// The best value so far; nil before the first.
  public var best: Double?

  /// The epoch of the best value, from 0.
  public var bestEpoch = 0

  /// Epochs without improvement.
  public var wait = 0

  /// Epochs left to rest.
  public var cooldown = 0

  /// Nothing yet.
  public init(mode: MonitorMode) { self.mode = mode }

  /// Whether a value is better than the best by more than a margin.
  func improves(_ value: Double, by margin: Double, on reference: Double?) -> Bool {
    guard let reference else { return true }
    return mode == .min ? value + margin < reference : value - margin > reference
  }
}

/// An epoch that ended, as a callback sees it.
public struct EndedEpoch {
  /// The epoch, from 0.
  public var epoch: Int

  /// The epoch, counted from where this training began.
  public var trainedEpochs: Int

  /// The metrics in order.
  public var metrics: [(name: String, value: Double)]

  /// The step size; a callback may change it.
  public var learningRate: Double

  /// Whether the training stops here.
  public var stops = false

  /// Whether the weights are the best so far and worth keeping.
  public var isBest = false

  /// An epoch that ended.
  package init(
    epoch: Int, trainedEpochs: Int, metrics: [(name: String, value: Double)], learningRate: Double
  ) {
    self.epoch = epoch
    self.trainedEpochs = trainedEpochs
    self.metrics = metrics
    self.learningRate = learningRate
  }

  /// The value of a metric.
  public func value(_ name: String?) -> Double? {
    metrics.first { $0.name == name }?.value
  }
}

/// How the watched metric is judged, as Keras' `mode` says it.
public enum MonitorRule: String, WordValue {
  /// By the metric's name: what ends in accuracy, auc and their like should grow.
  case auto
  /// Small is good.
  case min
  /// Large is good.
  case max

  /// The mode for a metric.
  public func mode(for monitor: String?) -> MonitorMode {
    switch self {
    case .min: .min
    case .max: .max
    case .auto:
      ["acc", "auc", "precision", "recall", "f1"].contains { monitor?.contains($0) ?? false }
        ? .max : .min
    }
  }
}
