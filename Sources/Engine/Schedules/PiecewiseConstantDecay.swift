public import Schemas

/// A rate that stays the same between boundaries.
///
/// The step of a boundary still has the value before it.
///
/// - Source: Keras 3 `PiecewiseConstantDecay`.
public struct PiecewiseConstantDecay: Schedule {
  var boundaries: [Int] = []
  var values: [Double] = []
  var name = "PiecewiseConstant"

  public static let schema = Schema<Self>(
    "PiecewiseConstantDecay", summary: "A rate that stays the same between boundaries.",
    [
      Field("boundaries", \.boundaries, .required, doc: "Steps after which the value changes."),
      Field("values", \.values, .required, doc: "The values, one more than boundaries."),
      Field("name", \.name, .presentation, doc: "The schedule's name."),
    ])

  public init() {}

  public var problem: String? {
    if values.count != boundaries.count + 1 {
      return "needs one value more than boundaries, got \(values.count) for \(boundaries.count)"
    }
    if zip(boundaries, boundaries.dropFirst()).contains(where: { $0 >= $1 }) {
      return "boundaries must grow"
    }
    return values.allSatisfy { $0 >= 0 } ? nil : "values must not be negative"
  }

  public func rate(at step: Int) -> Double {
    values[boundaries.firstIndex { step <= $0 } ?? boundaries.count]
  }
}
