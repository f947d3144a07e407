public import Schemas

/// Something that looks at the metrics after every epoch and may stop the training or change its pace.
///
/// A callback is a description; what it remembers is a `CallbackMemory`, kept in every checkpoint.
public protocol Callback: Declared {
  /// The metric that it watches; nil for none.
  var monitor: String? { get }

  /// How it is said whether the watched metric should grow.
  var rule: MonitorRule { get }

  /// Whether the best weights take the model's place in the end.
  var restoresBestWeights: Bool { get }

  /// The names of the files that it writes; nil for none.
  var filePattern: FilePattern? { get }

  /// Returns the step size of an epoch that begins, counted from 0; nil to leave it.
  func learningRate(ofEpoch epoch: Int) -> Double?

  /// Whether the callback sets step sizes; then they stand in the history, as in Keras.
  var setsLearningRate: Bool { get }

  /// Whether all it does is to look at metrics and to say when to stop and which epoch was the best.
  ///
  /// The epochs of a training are then the same with the callback and without it, up to where it stops.
  var onlyWatches: Bool { get }

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
  public var rule: MonitorRule { .auto }

  /// Most callbacks write nothing.
  public var filePattern: FilePattern? { nil }

  /// Most callbacks leave the weights.
  public var restoresBestWeights: Bool { false }

  /// Whether the watched metric should grow; nil where that cannot be told.
  ///
  /// - Parameter metrics: The metrics of the model.
  /// - Returns: What the rule says, or else the metric itself.
  public func mode(among metrics: [any Metric]) -> MonitorMode? {
    switch rule {
    case .min: return .min
    case .max: return .max
    case .auto:
      guard let monitor else { return .min }
      return MonitorMode(of: monitor, among: metrics)
    }
  }

  /// Most callbacks leave the step size.
  public func learningRate(ofEpoch epoch: Int) -> Double? { nil }

  /// Most callbacks leave the step size.
  public var setsLearningRate: Bool { false }

  /// Most callbacks leave something behind.
  public var onlyWatches: Bool { false }
}

/// Whether a metric is good when it is small or when it is large.
public enum MonitorMode: String, Codable, Sendable {
  /// Small is good.
  case min
  /// Large is good.
  case max

  /// How a number of an epoch is judged by itself; nil where that cannot be told.
  ///
  /// - Parameters:
  ///   - name: The number, such as `val_auc`.
  ///   - metrics: The metrics of the model.
  public init?(of name: String, among metrics: [any Metric]) {
    let own = name.hasPrefix("val_") ? String(name.dropFirst("val_".count)) : name
    guard let mode = own == "loss" ? .min : metrics.first(where: { $0.resultName == own })?.mode
    else { return nil }
    self = mode
  }
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

  /// Nothing yet, of a callback that watches one of some metrics.
  init(of callback: any Callback, _ metrics: [any Metric]) {
    self.init(mode: callback.mode(among: metrics) ?? .min)
  }

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

  /// The metrics in order.
  public var metrics: [(name: String, value: Double)]

  /// The step size; a callback may change it.
  public var learningRate: Double

  /// Whether the training stops here.
  public var stops = false

  /// Whether the weights are the best so far and worth keeping.
  public var isBest = false

  /// The files that the weights are to be written to.
  public var files: [String] = []

  /// An epoch that ended.
  package init(
    epoch: Int, metrics: [(name: String, value: Double)], learningRate: Double
  ) {
    self.epoch = epoch
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
  /// As the metric itself knows: an error should fall, an accuracy should grow.
  case auto
  /// Small is good.
  case min
  /// Large is good.
  case max
}
