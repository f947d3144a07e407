public import Schemas

/// How far the true class is from winning by a margin.
///
/// `max(max((1 − t) · y) − Σ t · y + 1, 0)`; equal greatest outputs share the gradient.
///
/// - Source: Keras 3 `CategoricalHinge`.
public struct CategoricalHinge: RowLoss {
  public var reduction = LossReduction.sumOverBatchSize
  var name = "categorical_hinge"

  public static let schema = Schema<Self>(
    "CategoricalHinge", summary: "How far the true class is from winning by a margin.",
    [
      Field("reduction", \.reduction, doc: "What becomes of the losses of a batch."),
      Field("name", \.name, .presentation, doc: "The loss's name."),
    ])

  public static let word = "categorical_hinge"

  public init() {}

  func compute(
    _ values: UnsafeBufferPointer<Float>, _ targets: UnsafeBufferPointer<Float>,
    gradient: UnsafeMutableBufferPointer<Float>
  ) -> Double {
    let (loss, rival) = Self.distance(values, targets)
    let rivals = values.indices.count {
      (1 - Double(targets[$0])) * Double(values[$0]) == rival
    }
    for index in values.indices {
      let target = Double(targets[index])
      let isRival = (1 - target) * Double(values[index]) == rival
      let slope = (isRival ? (1 - target) / Double(rivals) : 0) - target
      gradient[index] = loss > 0 ? Float(slope) : 0
    }
    return max(loss, 0)
  }

  /// How far the true class is from winning by 1, negative beyond that, and its best rival.
  static func distance(
    _ values: UnsafeBufferPointer<Float>, _ targets: UnsafeBufferPointer<Float>
  ) -> (distance: Double, rival: Double) {
    var rival = -Double.infinity
    var right = 0.0
    for index in values.indices {
      rival = max(rival, (1 - Double(targets[index])) * Double(values[index]))
      right += Double(targets[index]) * Double(values[index])
    }
    return (rival - right + 1, rival)
  }
}
