/// What the numbers of a metric belong to that gives several.
public enum MetricParts: Sendable, Equatable {
  /// One for every class.
  case classes
  /// One for every threshold.
  case thresholds([Double])

  /// Several thresholds; nil where there is one.
  init?(_ thresholds: Thresholds?) {
    guard let values = thresholds?.values, values.count > 1 else { return nil }
    self = .thresholds(values)
  }
}
