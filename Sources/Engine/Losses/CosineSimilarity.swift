public import Schemas

/// How far outputs point where the targets point, −1 where they point alike.
///
/// `−Σ y · t / (|y| · |t|)`, the lengths not below 1e-7.
///
/// - Source: Keras 3 `CosineSimilarity`.
public struct CosineSimilarity: RowLoss {
  var axis = -1
  public var reduction = LossReduction.sumOverBatchSize
  var name = "cosine_similarity"

  public static let schema = Schema<Self>(
    "CosineSimilarity",
    summary: "How far outputs point where the targets point, −1 where they point alike.",
    [
      Field("axis", \.axis, .isLast, .presentation, doc: "The axis of the outputs: the last one."),
      Field("reduction", \.reduction, doc: "What becomes of the losses of a batch."),
      Field("name", \.name, .presentation, doc: "The loss's name."),
    ])

  public static let word = "cosine_similarity"

  public init() {}

  func compute(
    _ values: UnsafeBufferPointer<Float>, _ targets: UnsafeBufferPointer<Float>,
    gradient: UnsafeMutableBufferPointer<Float>
  ) -> Double {
    let (length, targetLength) = (Self.length(values), Self.length(targets))
    let similarity = Self.similarity(values, targets)
    // Below the least length nothing is divided by the length itself.
    let turns = length > ProbabilityClip.least
    for index in values.indices {
      let direction = Double(targets[index]) / max(targetLength, ProbabilityClip.least)
      let drag = turns ? similarity * Double(values[index]) / length : 0
      gradient[index] = Float((drag - direction) / max(length, ProbabilityClip.least))
    }
    return -similarity
  }

  /// The cosine of the angle between two rows.
  static func similarity(
    _ values: UnsafeBufferPointer<Float>, _ targets: UnsafeBufferPointer<Float>
  ) -> Double {
    let product = values.indices.reduce(0) { $0 + Double(values[$1]) * Double(targets[$1]) }
    let least = ProbabilityClip.least
    return product / (max(length(values), least) * max(length(targets), least))
  }

  private static func length(_ row: UnsafeBufferPointer<Float>) -> Double {
    row.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
  }
}
