import Tensors

extension Initializer {
  /// Uniform numbers in [-limit, limit).
  func uniform(_ limit: Double, shape: Shape, path: String, random: Random) -> Tensor {
    let purpose = Random.Purpose.weights(path)
    return Tensor(shape: shape) { elements in
      for index in elements.indices {
        let unit = Double(random.uniform(purpose, at: index))
        elements[index] = Float((unit * 2 - 1) * limit)
      }
    }
  }

  /// Normal numbers; truncated ones lie within two deviations, which makes their own smaller.
  func normal(
    mean: Double = 0, deviation: Double, isTruncated: Bool, shape: Shape, path: String,
    random: Random
  ) -> Tensor {
    Tensor(shape: shape) { elements in
      random.fillNormal(
        elements, .weights(path), mean: mean, deviation: deviation, isTruncated: isTruncated)
    }
  }

  /// Truncated normal numbers of a variance of their own.
  func truncatedNormal(variance: Double, shape: Shape, path: String, random: Random) -> Tensor {
    // The standard deviation of a standard normal distribution that is cut off at two.
    let truncatedDeviation = 0.87962566103423978
    return normal(
      deviation: variance.squareRoot() / truncatedDeviation, isTruncated: true, shape: shape,
      path: path, random: random)
  }

  /// The same number everywhere.
  func constant(_ value: Double, shape: Shape) -> Tensor {
    Tensor(shape: shape) { $0.update(repeating: Float(value)) }
  }
}

extension Random {
  /// The numbers of an initializer's own seed, where it has one.
  func seeded(_ seed: Int?) -> Random {
    seed.map { Random(seed: UInt64(bitPattern: Int64($0))) } ?? self
  }
}
