public import Tensors

/// What callbacks that only watch would have done in epochs that another training went through.
///
/// Their decisions follow from the metrics of the epochs alone, which are kept: a training with another
/// patience is the same training, stopped elsewhere and with another epoch as the best.
public struct WatchedEpochs {
  /// The epoch (from 0) at which they stop the training; nil where they let it go on.
  public private(set) var stoppedEpoch: Int?

  /// The epoch (from 0) whose weights they keep; nil where they keep none.
  public private(set) var bestEpoch: Int?

  private let callbacks: [any Callback]
  private var memories: [CallbackMemory]

  /// Lets callbacks look at the epochs of a state, in order, until one of them stops.
  ///
  /// - Parameters:
  ///   - record: The state, of a training whose other callbacks were the same.
  ///   - initialEpoch: The epoch that the training began with.
  ///   - callbacks: The callbacks of the training to go on with.
  ///   - metrics: The metrics of the model.
  public init(
    of record: FitState.Record, from initialEpoch: Int, callbacks: [any Callback],
    metrics: [any Metric]
  ) {
    self.callbacks = callbacks
    memories = callbacks.map { CallbackMemory(of: $0, metrics) }
    let restorer = callbacks.lastIndex(where: \.restoresBestWeights)
    for epoch in initialEpoch..<max(record.epoch, initialEpoch) where stoppedEpoch == nil {
      let values = record.history.compactMap { series -> (name: String, value: Double)? in
        let place = epoch - initialEpoch
        guard series.values.indices.contains(place) else { return nil }
        return (series.name, series.values[place])
      }
      var ended = EndedEpoch(epoch: epoch, metrics: values, learningRate: record.learningRate)
      for (index, callback) in callbacks.enumerated() where callback.onlyWatches {
        ended.isBest = false
        callback.epochEnded(&ended, &memories[index])
        if index == restorer, ended.isBest { bestEpoch = epoch }
      }
      if ended.stops { stoppedEpoch = epoch }
    }
  }

  /// The state as the callbacks would have left it.
  ///
  /// - Parameters:
  ///   - state: The state, whose record holds the memories of the other callbacks alone.
  ///   - best: The weights of the best epoch.
  /// - Returns: The state, with the memories of all callbacks.
  public func resumed(_ state: FitState, best: [(name: String, tensor: Tensor)]?) -> FitState {
    var state = state
    var others = state.record.callbacks[...]
    state.record.callbacks = callbacks.indices.map { index in
      callbacks[index].onlyWatches ? memories[index] : others.popFirst() ?? memories[index]
    }
    state.record.stoppedEpoch = stoppedEpoch
    state.record.bestEpoch = bestEpoch
    state.best = best
    return state
  }
}

extension FitState {
  /// The state without what callbacks remember that only watch: that follows from the history.
  ///
  /// - Parameter callbacks: The callbacks of the training.
  /// - Returns: The state as it is kept between trainings.
  public func forgettingWatchers(among callbacks: [any Callback]) -> FitState {
    var state = self
    state.record.callbacks = zip(callbacks, record.callbacks).filter { !$0.0.onlyWatches }.map(\.1)
    return state
  }
}
