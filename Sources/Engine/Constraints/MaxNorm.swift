public import Schemas

/// Brings norms that are too large down to `max_value`.
///
/// - Source: Keras 3 `MaxNorm`; N. Srivastava et al., JMLR 2014.
public struct MaxNorm: Constraint {
  var maxValue = 2.0
  var axis: AxisList = [0]

  public static let schema = Schema<Self>(
    "MaxNorm", summary: "Brings norms that are too large down to max_value.",
    [
      Field("max_value", \.maxValue, .atLeast(0), doc: "The greatest norm."),
      Field("axis", \.axis, doc: "The axes along which a norm is taken; [0, 1, 2] for a Conv2D."),
    ])

  public init() {}

  public var rule: ConstraintRule {
    .norm(axes: axis.axes, least: 0, most: maxValue, rate: 1)
  }
}
