extension NumberStyle {
  /// A number of a list with its deviation, where there is one: `0.9312 ± 0.0041`.
  public func short(_ value: Double, deviations: [Double], _ place: Int) -> String {
    guard deviations.indices.contains(place), deviations[place].isFinite else {
      return short(value)
    }
    return "\(short(value)) ± \(short(deviations[place]))"
  }
}
