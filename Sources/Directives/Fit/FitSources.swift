import Datasets
import Execution

/// The examples that a fit learns from, and those that it watches.
struct FitSources {
  /// What to learn from.
  let train: Datasets.Split

  /// What to watch; nil for nothing.
  let validation: Datasets.Split?

  /// The data that both are parts of, and where the second one begins; nil where they have nothing to
  /// do with each other.
  let whole: (split: Datasets.Split, boundary: Int)?

  /// Reads the data.
  ///
  /// Keras holds back the end of the training data, before any shuffling.
  init(_ settings: FitSettings, _ context: RunContext) throws {
    let data = try settings.data.load(context).augmented(by: settings.data.outline.augment)
    guard let share = settings.validationSplit else {
      train = data
      validation = try settings.validation?.load(context)
      whole = nil
      return
    }
    let boundary = Int((Double(data.count) * (1 - share)).rounded(.down))
    guard boundary > 0, boundary < data.count else {
      throw DataError(
        "validation_split \(share) leaves nothing of \(data.count) examples on one of the sides")
    }
    train = data.slice(0..<boundary)
    validation = data.slice(boundary..<data.count)
    whole = (data, boundary)
  }
}
