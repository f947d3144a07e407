/// Batch and layer normalization in plain loops; see "Normalization" of the order contract.
enum NormalizationReference {
  /// Rows of numbers with their channels.
  struct Rows {
    var numbers: [Float]
    var width: Int

    var count: Int { numbers.count / width }

    subscript(row: Int, channel: Int) -> Float { numbers[row * width + channel] }
  }

  /// The sum of terms that come example by example: of each in order, and then of those in order.
  static func sum(_ terms: [Double], examples: Int) -> Double {
    let size = terms.count / examples
    return (0..<examples).reduce(0) { total, example in
      total + terms[example * size..<(example + 1) * size].reduce(0, +)
    }
  }

  /// The mean and the variance of a channel over all rows of some examples.
  static func moments(
    _ x: Rows, _ channel: Int, examples: Int
  ) -> (mean: Float, variance: Float) {
    let numbers = (0..<x.count).map { Double(x[$0, channel]) }
    let mean = sum(numbers, examples: examples) / Double(x.count)
    let squares = sum(numbers.map { $0 * $0 }, examples: examples) / Double(x.count)
    return (Float(mean), Float(max(squares - mean * mean, 0)))
  }

  /// What the numbers of a channel are normalized by.
  struct Channel {
    var mean: Float
    var variance: Float
    var epsilon: Float
    var gamma: Float?
    var beta: Float?

    func output(_ x: Float) -> Float {
      let scale = (gamma ?? 1) / (variance + epsilon).squareRoot()
      return (x - mean) * scale + (beta ?? 0)
    }

    /// The gradients of a channel's numbers, of gamma and of beta.
    ///
    /// - Parameters:
    ///   - x: The numbers.
    ///   - gradient: The gradient of the outputs.
    ///   - examples: How many examples they are of.
    ///   - usesBatch: Whether mean and variance are those of the numbers.
    /// - Returns: The gradients.
    func backward(
      _ x: [Float], _ gradient: [Float], examples: Int, usesBatch: Bool
    ) -> (numbers: [Float], gamma: Float, beta: Float) {
      let inverse = 1 / (variance + epsilon).squareRoot()
      let normalized = x.map { ($0 - mean) * inverse }
      let sum = NormalizationReference.sum(gradient.map { Double($0) }, examples: examples)
      let product = NormalizationReference.sum(
        zip(gradient, normalized).map { Double($0 * $1) }, examples: examples)
      let shift = usesBatch ? Float(sum / Double(x.count)) : 0
      let slope = usesBatch ? Float(product / Double(x.count)) : 0
      let scale = (gamma ?? 1) * inverse
      let numbers = x.indices.map { scale * ((gradient[$0] - shift) - normalized[$0] * slope) }
      return (numbers, Float(product), Float(sum))
    }
  }

  /// Sixteen sums in Float64 by turns, then their sum in order.
  static func sumByTurns(_ terms: [Double]) -> Double {
    var sums = [Double](repeating: 0, count: 16)
    for (place, term) in terms.enumerated() { sums[place % 16] += term }
    return sums.reduce(0, +)
  }

  /// A row of layer normalization: its mean, and the inverse of its deviation.
  static func row(_ x: [Float], epsilon: Float) -> (mean: Float, inverse: Float) {
    let mean = sumByTurns(x.map { Double($0) }) / Double(x.count)
    let squares = sumByTurns(x.map { (Double($0) - mean) * (Double($0) - mean) })
    return (Float(mean), 1 / (Float(squares / Double(x.count)) + epsilon).squareRoot())
  }

  /// The gradient of a row of layer normalization.
  static func rowBackward(
    _ x: [Float], _ gradient: [Float], gamma: [Float]?, epsilon: Float
  ) -> [Float] {
    let (mean, inverse) = row(x, epsilon: epsilon)
    let normalized = x.map { ($0 - mean) * inverse }
    let own = gradient.indices.map { gradient[$0] * (gamma?[$0] ?? 1) }
    let shift = Float(sumByTurns(own.map { Double($0) }) / Double(x.count))
    let slope = Float(
      sumByTurns(zip(own, normalized).map { Double($0) * Double($1) }) / Double(x.count))
    return x.indices.map { inverse * ((own[$0] - shift) - normalized[$0] * slope) }
  }
}
