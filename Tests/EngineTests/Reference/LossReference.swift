/// Losses of one row in plain loops, sums in order; see "Softmax and losses" of the order contract.
///
/// What is multiplied by at last is the weight of the row times the share of the batch.
enum LossReference {
  typealias Row = (loss: Float, gradient: [Float])

  static func sparseFromLogits(_ x: [Float], _ label: Int, _ factor: Float) -> Row {
    let top = SoftmaxReference.greatest(x)
    let e = SoftmaxReference.exponentials(x)
    let sum = e.reduce(0, +)
    let gradient = x.indices.map { (e[$0] / sum - ($0 == label ? 1 : 0)) * factor }
    return (FunctionReference.log(sum) - (x[label] - top), gradient)
  }

  static func fromLogits(_ x: [Float], _ targets: [Float], _ factor: Float) -> Row {
    let top = SoftmaxReference.greatest(x)
    let e = SoftmaxReference.exponentials(x)
    let sum = e.reduce(0, +)
    let logarithm = FunctionReference.log(sum)
    let total = targets.reduce(0, +)
    let loss = x.indices.reduce(Float(0)) { $0 + targets[$1] * (logarithm - (x[$1] - top)) }
    return (loss, x.indices.map { (e[$0] / sum * total - targets[$0]) * factor })
  }

  static func binaryFromLogits(
    _ x: [Float], _ targets: [Float], weight: Float, share: Float
  ) -> Row {
    let width = Float(x.count)
    let loss = x.indices.reduce(Float(0)) { sum, index in
      let (v, t) = (x[index], targets[index])
      let logarithm = FunctionReference.log(1 + FunctionReference.exp(-abs(v)))
      return sum + ((v > 0 ? v : 0) - v * t + logarithm)
    }
    let factor = weight * share / width
    let gradient = x.indices.map { (FunctionReference.sigmoid(x[$0]) - targets[$0]) * factor }
    return (loss / width, gradient)
  }

  private static let least: Float = 1e-7
  private static let most: Float = 1 - 1e-7

  private static func clipped(_ p: Float) -> Float { p < least ? least : p > most ? most : p }

  private static func isClipped(_ p: Float) -> Bool { p < least || p > most }

  static func sparseFromProbabilities(_ p: [Float], _ label: Int, _ factor: Float) -> Row {
    let q = p.map(clipped)
    let sum = q.reduce(0, +)
    let gradient = p.indices.map { index -> Float in
      let own: Float = 1 / sum - (index == label ? 1 / q[index] : 0)
      return isClipped(p[index]) ? 0 : own * factor
    }
    return (FunctionReference.log(sum) - FunctionReference.log(q[label]), gradient)
  }

  static func fromProbabilities(_ p: [Float], _ targets: [Float], _ factor: Float) -> Row {
    let sum = p.reduce(0, +)
    let shares = p.map { $0 / sum }
    var (loss, product): (Float, Float) = (0, 0)
    for (share, target) in zip(shares, targets) {
      loss -= target * FunctionReference.log(clipped(share))
      product += isClipped(share) ? 0 : -target
    }
    let gradient = p.indices.map { index -> Float in
      let own = isClipped(shares[index]) ? 0 : -targets[index] / shares[index]
      return (own - product) / sum * factor
    }
    return (loss, gradient)
  }

  static func binaryFromProbabilities(
    _ p: [Float], _ targets: [Float], weight: Float, share: Float
  ) -> Row {
    let width = Float(p.count)
    var loss: Float = 0
    for (p, t) in zip(p, targets) {
      let q = clipped(p)
      loss -= t * FunctionReference.log(q) + (1 - t) * FunctionReference.log(1 - q)
    }
    let factor = weight * share / width
    let gradient = p.indices.map { index -> Float in
      let (q, t) = (clipped(p[index]), targets[index])
      let slope: Float = (1 - t) / (1 - q) - t / q
      return isClipped(p[index]) ? 0 : slope * factor
    }
    return (loss / width, gradient)
  }

  static func squared(_ y: [Float], _ targets: [Float], weight: Float, share: Float) -> Row {
    let differences = zip(y, targets).map { $0 - $1 }
    let factor = weight * share * 2 / Float(y.count)
    return (
      differences.reduce(Float(0)) { $0 + $1 * $1 } / Float(y.count),
      differences.map { $0 * factor }
    )
  }
}
