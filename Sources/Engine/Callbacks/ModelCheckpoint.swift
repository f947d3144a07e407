public import Schemas

/// Writes the weights to a file after every epoch, or after those that are the best so far.
///
/// The model itself is left alone, as in Keras. Names are filled in as Python does:
/// `epoch-{epoch:02d}-{val_loss:.2f}.safetensors`, epochs counted from 1; a file of the same name
/// takes the place of an earlier one. What was written belongs to the result of the fit, so that a
/// run that finds the fit in the cache has the files as well.
///
/// - Source: Keras 3 `ModelCheckpoint`; `save_freq` is `epoch`, what is written are weights.
public struct ModelCheckpoint: Callback {
  var pattern = FilePattern()
  var watched = "val_loss"
  var verbose = 0
  var savesBestOnly = false
  var savesWeightsOnly = true
  public var rule = MonitorRule.auto
  var frequency = SaveFrequency.epoch
  var threshold: Double?

  public static let schema = Schema<Self>(
    "ModelCheckpoint",
    summary: "Writes the weights to a file after every epoch, or after the best so far.",
    [
      Field(
        "filepath", \.pattern, .required,
        doc: "The file, '….safetensors', below the notebook's folder of outputs."),
      Field("monitor", \.watched, doc: "The metric to watch with save_best_only."),
      Field("verbose", \.verbose, .presentation, doc: "Accepted and of no effect."),
      Field(
        "save_best_only", \.savesBestOnly, doc: "Whether only an epoch that improves is written."),
      Field(
        "save_weights_only", \.savesWeightsOnly, .presentation,
        doc: "Accepted and of no effect: the file holds weights; the model stands in the notebook."),
      Field("mode", \.rule, doc: "Whether the metric should grow."),
      Field("save_freq", \.frequency, .presentation, doc: "When to write."),
      Field(
        "initial_value_threshold", \.threshold, doc: "What the first value has to improve on."),
    ])

  public init() {}

  /// Writes the weights of the best epoch so far to one file.
  ///
  /// - Parameters:
  ///   - metric: What is watched.
  ///   - mode: Whether it should grow.
  ///   - file: The file.
  public init(ofBest metric: String, _ mode: MonitorMode, to file: String) {
    pattern = FilePattern(plain: file)
    watched = metric
    savesBestOnly = true
    rule = mode == .min ? .min : .max
  }

  /// Only the best have to be told from others.
  public var monitor: String? { savesBestOnly ? watched : nil }

  public var filePattern: FilePattern? { pattern }

  public func epochEnded(_ epoch: inout EndedEpoch, _ memory: inout CallbackMemory) {
    if savesBestOnly {
      guard let value = epoch.value(watched),
        memory.improves(value, by: 0, on: memory.best ?? threshold)
      else { return }
      memory.best = value
      memory.bestEpoch = epoch.epoch
    }
    epoch.files.append(pattern.path(epoch: epoch.epoch, metrics: epoch.metrics))
  }
}

/// When a checkpoint is written.
public enum SaveFrequency: String, WordValue {
  /// After every epoch.
  case epoch
}
