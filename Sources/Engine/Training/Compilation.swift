/// What `compile` settles for a model: how it learns, what it makes small, what is watched.
public struct Compilation: Sendable {
  /// How gradients change weights.
  public var optimizer: any Optimizer

  /// What is made small.
  public var loss: any Loss

  /// What is watched.
  public var metrics: [any Metric]

  /// The settings of a model.
  public init(optimizer: any Optimizer, loss: any Loss, metrics: [any Metric]) {
    self.optimizer = optimizer
    self.loss = loss
    self.metrics = metrics
  }

  /// The names of the numbers of an epoch, the loss first.
  public var metricNames: [String] { ["loss"] + metrics.map(\.resultName) }
}
