import Engine
import Formats
import Tensors

/// Cases of initializers: the statistics of one draw, as every case describes its test.
enum InitCheck {
  static func compare(_ golden: GoldenCase) throws -> GoldenComparison {
    let initializer = try read(golden.call, as: InitializerCall.self).initializer
    let sizes = try golden.json("shape").array?.compactMap(\.number).map { Int($0) } ?? []
    let shape = Shape(sizes)
    let tensor = initializer.value(
      shape: shape, path: "layer/\(golden.name)", random: Random(seed: 42))
    let expected = try golden.json("expected")
    var comparison = try GoldenComparison(golden, computed: ["draw": []])
    comparison.require(tensor.shape == shape, "the shape is \(tensor.shape), not \(shape)")
    let numbers = tensor.elements.map(Double.init)
    if expected["distribution"]?.string == "orthogonal" {
      requireOrthogonal(numbers, shape, gain: expected["gain"]?.number ?? 1, &comparison)
    } else {
      try require(expected, of: numbers, &comparison)
    }
    return comparison
  }

  private static func require(
    _ expected: JSONValue, of numbers: [Double], _ comparison: inout GoldenComparison
  ) throws {
    guard let mean = expected["mean"]?.number, let deviation = expected["std"]?.number else {
      throw GoldenError("the case does not say which mean and deviation it expects")
    }
    let count = Double(numbers.count)
    let ownMean = numbers.reduce(0, +) / count
    let squares = numbers.reduce(0) { $0 + ($1 - ownMean) * ($1 - ownMean) }
    let ownDeviation = (squares / count).squareRoot()
    let tolerated = 6 * deviation / count.squareRoot()
    comparison.require(
      abs(ownMean - mean) <= tolerated, "the mean is \(ownMean), Keras' is \(mean)")
    comparison.require(
      abs(ownDeviation - deviation) <= tolerated,
      "the deviation is \(ownDeviation), Keras' is \(deviation)")
    // Bounds are Float32 when a weight holds them.
    if let least = expected["minimum"]?.number {
      comparison.require(
        numbers.allSatisfy { $0 >= Double(Float(least)) }, "a number is below \(least)")
    }
    if let most = expected["maximum"]?.number {
      comparison.require(
        numbers.allSatisfy { $0 <= Double(Float(most)) }, "a number is above \(most)")
    }
  }

  /// The shorter of rows and columns are at right angles and as long as the gain.
  private static func requireOrthogonal(
    _ numbers: [Double], _ shape: Shape, gain: Double, _ comparison: inout GoldenComparison
  ) {
    let columns = shape[-1]
    let rows = numbers.count / columns
    let vectors = (0..<min(rows, columns)).map { vector in
      (0..<max(rows, columns)).map { index in
        rows < columns ? numbers[vector * columns + index] : numbers[index * columns + vector]
      }
    }
    for (index, first) in vectors.enumerated() {
      for (other, second) in vectors[index...].enumerated() {
        let product = zip(first, second).reduce(0) { $0 + $1.0 * $1.1 }
        let wanted = other == 0 ? gain * gain : 0
        comparison.require(
          abs(product - wanted) < 1e-6 * max(gain * gain, 1),
          "the product of vectors \(index) and \(index + other) is \(product)")
      }
    }
  }
}
