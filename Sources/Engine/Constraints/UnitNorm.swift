public import Schemas

/// Makes every norm 1.
///
/// - Source: Keras 3 `UnitNorm`: `x / (1e-7 + norm)`.
public struct UnitNorm: Constraint {
  var axis: AxisList = [0]

  public static let schema = Schema<Self>(
    "UnitNorm", summary: "Makes every norm 1.",
    [Field("axis", \.axis, doc: "The axes along which a norm is taken; [0, 1, 2] for a Conv2D.")])

  public init() {}

  public var rule: ConstraintRule { .norm(axes: axis.axes, least: 1, most: 1, rate: 1) }
}
