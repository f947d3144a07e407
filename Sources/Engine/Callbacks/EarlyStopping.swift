public import Schemas

/// Stops when the watched metric has not improved for some epochs.
///
/// Improvement is strict: better by more than `min_delta`. An improving epoch never stops the training,
/// even where it does not beat the baseline. `restore_best_weights` restores also when the training
/// ends by itself.
///
/// - Source: Keras 3 `EarlyStopping`.
public struct EarlyStopping: Callback {
  var watched = "val_loss"
  var minDelta = 0.0
  var patience = 0
  var verbose = 0
  public var rule = MonitorRule.auto
  var baseline: Double?
  public var restoresBestWeights = false
  var startFromEpoch = 0

  public static let schema = Schema<Self>(
    "EarlyStopping", summary: "Stops when the watched metric has not improved for some epochs.",
    [
      Field("monitor", \.watched, doc: "The metric to watch."),
      Field("min_delta", \.minDelta, .atLeast(0), doc: "What counts as an improvement."),
      Field("patience", \.patience, .atLeast(0), doc: "Epochs without improvement that are borne."),
      Field("verbose", \.verbose, .presentation, doc: "Accepted and of no effect."),
      Field("mode", \.rule, doc: "Whether the metric should grow."),
      Field("baseline", \.baseline, doc: "A value that must be beaten."),
      Field(
        "restore_best_weights", \.restoresBestWeights,
        doc: "Whether the weights of the best epoch are kept in the end."),
      Field("start_from_epoch", \.startFromEpoch, .atLeast(0), doc: "Epochs that are not watched."),
    ])

  public init() {}

  public var monitor: String? { watched }

  public var onlyWatches: Bool { true }

  public func epochEnded(_ epoch: inout EndedEpoch, _ memory: inout CallbackMemory) {
    guard let value = epoch.value(watched), epoch.epoch >= startFromEpoch else { return }
    // Keras keeps the first weights it sees, whatever they are worth.
    if restoresBestWeights, memory.best == nil { epoch.isBest = true }
    memory.wait += 1
    if memory.improves(value, by: minDelta, on: memory.best) {
      memory.best = value
      memory.bestEpoch = epoch.epoch
      if restoresBestWeights { epoch.isBest = true }
      if memory.improves(value, by: minDelta, on: baseline) { memory.wait = 0 }
      return
    }
    if memory.wait >= patience, epoch.epoch > 0 { epoch.stops = true }
  }
}
