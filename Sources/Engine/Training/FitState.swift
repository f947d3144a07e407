public import Tensors

/// Where a training stands between two epochs: everything that going on depends on.
public struct FitState: Sendable {
  /// The part that is written as a record.
  public struct Record: Codable, Sendable, Equatable {
    /// Epochs done, counted from the first of the model's whole history.
    public var epoch: Int

    /// Optimizer steps done.
    public var iterations: Int

    /// The step size, which callbacks may have changed.
    public var learningRate: Double

    /// The metrics of every epoch of this training.
    public var history: [Series]

    /// The norms of the weights after every epoch, where a callback asks for them.
    public var norms: [Series]

    /// What the callbacks remember, in their order.
    public var callbacks: [CallbackMemory]

    /// The epoch at which a callback stopped the training; nil while it goes on.
    public var stoppedEpoch: Int?

    /// The epoch (from 0) whose weights are kept as the best; nil for none.
    public var bestEpoch: Int?

    /// The files that callbacks wrote, in the order in which they were begun; nil for none.
    public var files: [String]?
  }

  /// A metric over the epochs.
  public struct Series: Codable, Sendable, Equatable {
    /// The metric.
    public var name: String

    /// Its value after every epoch.
    public var values: [Double]

    /// A metric over the epochs.
    public init(name: String, values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  /// The part that is written as a record.
  public var record: Record

  /// The weights, by path.
  public var weights: [(name: String, tensor: Tensor)]

  /// What the optimizer remembers.
  public var optimizer: [(name: String, tensor: Tensor)]

  /// The best weights so far, where a callback keeps them.
  public var best: [(name: String, tensor: Tensor)]?

  /// The weights in the files that callbacks wrote, in the order of `Record.files`.
  public var files: [[(name: String, tensor: Tensor)]]

  /// A state.
  public init(
    record: Record, weights: [(name: String, tensor: Tensor)],
    optimizer: [(name: String, tensor: Tensor)], best: [(name: String, tensor: Tensor)]?,
    files: [[(name: String, tensor: Tensor)]] = []
  ) {
    self.record = record
    self.weights = weights
    self.optimizer = optimizer
    self.best = best
    self.files = files
  }
}

extension FitState {
  /// Writes the present weights to a file, over what it held.
  mutating func save(to path: String) {
    if let index = record.files?.firstIndex(of: path) {
      files[index] = weights
    } else {
      record.files = (record.files ?? []) + [path]
      files.append(weights)
    }
  }
}

extension [FitState.Series] {
  /// Adds the value of an epoch to the series of a name, which it may begin.
  mutating func append(_ value: Double, to name: String) {
    if let index = firstIndex(where: { $0.name == name }) {
      self[index].values.append(value)
    } else {
      append(FitState.Series(name: name, values: [value]))
    }
  }
}
