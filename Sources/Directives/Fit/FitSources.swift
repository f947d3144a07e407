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

  /// What is watched, and what it is to the step; nil for nothing.
  let watched: WatchedData?

  /// Data with what they are to a fit.
  typealias WatchedData = (data: ResolvedData, label: String)

  /// Reads the data.
  ///
  /// Keras holds back the end of the training data, before any shuffling.
  init(_ settings: FitSettings, _ context: RunContext) throws {
    let data = try settings.data.load(context).augmented(by: settings.data.outline.augment)
    guard let share = settings.validationSplit else {
      train = data
      validation = try settings.validation?.load(context)
      watched = settings.validation.map { ($0, "validation_data") }
      whole = nil
      return
    }
    let boundary = Self.boundary(of: data.count, share)
    guard boundary > 0, boundary < data.count else {
      throw DataError(
        "validation_split \(share) leaves nothing of \(data.count) examples on one of the sides")
    }
    train = data.slice(0..<boundary)
    validation = data.slice(boundary..<data.count)
    whole = (data, boundary)
    let all = try context.split(settings.data.expression.name, of: settings.data.outline.recipe)
    watched = (
      try settings.data.part(boundary..<data.count, splitCount: all.count), "data"
    )
  }

  /// Where the examples begin that are held back.
  private static func boundary(of count: Int, _ share: Double) -> Int {
    Int((Double(count) * (1 - share)).rounded(.down))
  }

  /// The data of which every epoch sees the same; nil where only the labels can tell which they are.
  static func unchanging(in settings: FitSettings) -> [WatchedData]? {
    let validation: [WatchedData] = settings.validation.map { [($0, "validation_data")] } ?? []
    if settings.data.outline.augment == nil { return [(settings.data, "data")] + validation }
    guard let share = settings.validationSplit else { return validation }
    let name = settings.data.expression.name
    guard let count = settings.data.count,
      let splitCount = settings.data.outline.split(named: name)?.count
    else { return nil }
    let part = try? settings.data.part(boundary(of: count, share)..<count, splitCount: splitCount)
    return part.map { [($0, "data")] }
  }
}
