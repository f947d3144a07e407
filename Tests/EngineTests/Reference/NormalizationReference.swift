/// Batch and layer normalization in plain loops; see "Normalization" of the order contract.
enum NormalizationReference {
  /// Rows of numbers with their channels.
  struct Rows {
    var numbers: [Float]
    var width: Int

    var count: Int { numbers.count / width }

    subscript(row: Int, channel: Int) -> Float { numbers[row * width + channel] }
  }

  /// The mean and the variance of a channel over all rows.
  static func moments(_ x: Rows, _ channel: Int) -> (mean: Float, variance: Float) {
    var sum = 0.0
    for row in 0..<x.count { sum += Double(x[row, channel]) }
    let mean = sum / Double(x.count)
    var squares = 0.0
    for row in 0..<x.count {
      let distance = Double(x[row, channel]) - mean
      squares += distance * distance
    }
    return (Float(mean), Float(squares / Double(x.count)))
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
    ///   - usesBatch: Whether mean and variance are those of the numbers.
    /// - Returns: The gradients.
    func backward(
      _ x: [Float], _ gradient: [Float], usesBatch: Bool
    ) -> (numbers: [Float], gamma: Float, beta: Float) {
      let inverse = 1 / (variance + epsilon).squareRoot()
      let normalized = x.map { ($0 - mean) * inverse }
      var (sum, product) = (0.0, 0.0)
      for row in x.indices {
        sum += Double(gradient[row])
        product += Double(gradient[row] * normalized[row])
      }
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
