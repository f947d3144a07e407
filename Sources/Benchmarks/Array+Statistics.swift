extension Array where Element: Comparable {
  /// The middle one, or the lower of the two in the middle.
  package var median: Element? { isEmpty ? nil : sorted()[(count - 1) / 2] }
}
