/// Softmax of one row in plain loops, sums in order; see the order contract.
enum SoftmaxReference {
  /// The greatest number, of equals the first.
  static func greatest(_ x: [Float]) -> Float {
    x.dropFirst().reduce(x[0]) { $1 > $0 ? $1 : $0 }
  }

  /// The exponentials of the distances from the greatest number.
  static func exponentials(_ x: [Float]) -> [Float] {
    let top = greatest(x)
    return x.map { FunctionReference.exp($0 - top) }
  }

  static func shares(_ x: [Float]) -> [Float] {
    let e = exponentials(x)
    let sum = e.reduce(0, +)
    return e.map { $0 / sum }
  }

  static func sharesBackward(_ gradient: [Float], _ y: [Float]) -> [Float] {
    let product = zip(gradient, y).reduce(Float(0)) { $0 + $1.0 * $1.1 }
    return y.indices.map { y[$0] * (gradient[$0] - product) }
  }

  static func logarithms(_ x: [Float]) -> [Float] {
    let top = greatest(x)
    let logarithm = FunctionReference.log(exponentials(x).reduce(0, +))
    return x.map { ($0 - top) - logarithm }
  }

  static func logarithmsBackward(_ gradient: [Float], _ y: [Float]) -> [Float] {
    let sum = gradient.reduce(0, +)
    return y.indices.map { gradient[$0] - FunctionReference.exp(y[$0]) * sum }
  }
}
