import Formats

/// What an operation of ours computed for a case, beside what Keras did.
struct GoldenComparison {
  /// The tensors that do not agree, each with its worst element.
  private(set) var failures: [String] = []

  /// The largest error as a share of what is tolerated.
  private(set) var worstShare = 0.0

  /// The largest error relative to the largest number of its tensor, of tensors that are more than
  /// the noise of numbers that would be 0 in exact arithmetic.
  private(set) var worstRelativeError = 0.0

  /// Compares everything that has a tolerance: what was not computed fails as well.
  init(_ golden: GoldenCase, computed: [String: [Double]]) throws {
    for name in golden.expectedNames {
      guard let values = computed[name] else {
        failures.append("\(name) was not computed")
        continue
      }
      guard let tolerance = golden.tolerances[name] else { continue }
      compare(name, values, try golden.array(name).doubles, tolerance)
    }
    if golden.expectedNames.isEmpty, computed.isEmpty { failures.append("nothing was compared") }
  }

  private mutating func compare(
    _ name: String, _ values: [Double], _ expected: [Double], _ tolerance: GoldenCase.Tolerance
  ) {
    guard values.count == expected.count else {
      failures.append("\(name) has \(values.count) numbers, Keras has \(expected.count)")
      return
    }
    let scale = expected.filter(\.isFinite).map(abs).max() ?? 0
    var worst: (share: Double, index: Int)?
    for (index, (value, wanted)) in zip(values, expected).enumerated() {
      let share = Self.share(value, wanted, tolerance)
      if share > (worst?.share ?? -1) { worst = (share, index) }
      if scale > tolerance.atol, value.isFinite, wanted.isFinite {
        worstRelativeError = max(worstRelativeError, abs(value - wanted) / scale)
      }
    }
    guard let worst else { return }
    worstShare = max(worstShare, worst.share)
    if worst.share > 1 {
      failures.append(
        "\(name)[\(worst.index)] is \(values[worst.index]), Keras has \(expected[worst.index]): "
          + "\(worst.share) times what is tolerated")
    }
  }

  /// The error as a share of what is tolerated; numbers that are not finite have to be the same.
  private static func share(
    _ value: Double, _ expected: Double, _ tolerance: GoldenCase.Tolerance
  ) -> Double {
    if !value.isFinite || !expected.isFinite {
      return value == expected || (value.isNaN && expected.isNaN) ? 0 : .infinity
    }
    let error = abs(value - expected)
    return error == 0 ? 0 : error / (tolerance.atol + tolerance.rtol * abs(expected))
  }

  /// Notes a comparison of exact things.
  mutating func require(_ holds: Bool, _ what: @autoclosure () -> String) {
    if !holds { failures.append(what()) }
  }
}
