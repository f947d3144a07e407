public import Schemas

/// Makes negative numbers 0.
///
/// - Source: Keras 3 `NonNeg`.
public struct NonNeg: Constraint {
  public static let schema = Schema<Self>("NonNeg", summary: "Makes negative numbers 0.", [])

  public init() {}

  public var rule: ConstraintRule { .nonNegative }
}
