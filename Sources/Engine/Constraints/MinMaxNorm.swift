public import Schemas

/// Brings norms within two bounds, wholly or by a share of the way.
///
/// - Source: Keras 3 `MinMaxNorm`.
public struct MinMaxNorm: Constraint {
  var minValue = 0.0
  var maxValue = 1.0
  var rate = 1.0
  var axis: AxisList = [0]

  public static let schema = Schema<Self>(
    "MinMaxNorm", summary: "Brings norms within two bounds, wholly or by a share of the way.",
    [
      Field("min_value", \.minValue, .atLeast(0), doc: "The least norm."),
      Field("max_value", \.maxValue, .atLeast(0), doc: "The greatest norm."),
      Field("rate", \.rate, .within(0...1), doc: "The share of the way; 1 is all of it."),
      Field("axis", \.axis, doc: "The axes along which a norm is taken; [0, 1, 2] for a Conv2D."),
    ])

  public init() {}

  public var rule: ConstraintRule {
    .norm(axes: axis.axes, least: minValue, most: maxValue, rate: rate)
  }
}
