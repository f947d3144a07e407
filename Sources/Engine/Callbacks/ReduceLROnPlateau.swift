public import Schemas

/// Makes the step size smaller when the watched metric has stopped improving.
///
/// - Source: Keras 3 `ReduceLROnPlateau`; the cooldown counts down before the epoch is judged.
public struct ReduceLROnPlateau: Callback {
  var watched = "val_loss"
  var factor = 0.1
  var patience = 10
  var verbose = 0
  public var rule = MonitorRule.auto
  var minDelta = 1e-4
  var cooldown = 0
  var minLearningRate = 0.0

  public static let schema = Schema<Self>(
    "ReduceLROnPlateau",
    summary: "Makes the step size smaller when the watched metric has stopped improving.",
    [
      Field("monitor", \.watched, doc: "The metric to watch."),
      Field(
        "factor", \.factor, .must("between 0 and 1") { $0 > 0 && $0 < 1 },
        doc: "What the step size is multiplied by."),
      Field("patience", \.patience, .atLeast(0), doc: "Epochs without improvement that are borne."),
      Field("verbose", \.verbose, .presentation, doc: "Accepted and of no effect."),
      Field("mode", \.rule, doc: "Whether the metric should grow."),
      Field("min_delta", \.minDelta, .atLeast(0), doc: "What counts as an improvement."),
      Field("cooldown", \.cooldown, .atLeast(0), doc: "Epochs of rest after a change."),
      Field("min_lr", \.minLearningRate, .atLeast(0), doc: "The least step size."),
    ])

  public init() {}

  public var monitor: String? { watched }

  public var setsLearningRate: Bool { true }

  public func epochEnded(_ epoch: inout EndedEpoch, _ memory: inout CallbackMemory) {
    guard let value = epoch.value(watched) else { return }
    if memory.cooldown > 0 {
      memory.cooldown -= 1
      memory.wait = 0
    }
    if memory.improves(value, by: minDelta, on: memory.best) {
      memory.best = value
      memory.bestEpoch = epoch.epoch
      memory.wait = 0
      return
    }
    guard memory.cooldown == 0 else { return }
    memory.wait += 1
    guard memory.wait >= patience, epoch.learningRate > minLearningRate else { return }
    epoch.learningRate = max(epoch.learningRate * factor, minLearningRate)
    memory.cooldown = cooldown
    memory.wait = 0
  }
}
