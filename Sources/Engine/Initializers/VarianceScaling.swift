public import Schemas
public import Tensors

/// Numbers whose variance is `scale / n`, n being the fan that `mode` names, at least 1.
///
/// - Source: Keras 3 `VarianceScaling`; K. He et al., "Delving Deep into Rectifiers", ICCV 2015.
public struct VarianceScaling: Initializer {
  var scale = 1.0
  var mode = Mode.fanIn
  var distribution = Distribution.truncatedNormal
  var seed: Int?

  public static let schema = Schema<Self>(
    "VarianceScaling", summary: "Numbers whose variance is scale / n, n being a fan.",
    [
      Field("scale", \.scale, .above(0), doc: "The variance for a fan of 1."),
      Field("mode", \.mode, doc: "Which fan the variance is divided by."),
      Field("distribution", \.distribution, doc: "How the numbers are spread."),
      Field("seed", \.seed, doc: "A seed of its own instead of the notebook's."),
    ])

  public init() {}

  init(scale: Double, mode: Mode, distribution: Distribution = .truncatedNormal) {
    self.scale = scale
    self.mode = mode
    self.distribution = distribution
  }

  public func value(shape: Shape, path: String, random: Random) -> Tensor {
    let fans = Fans(shape)
    let fan =
      switch mode {
      case .fanIn: fans.fanIn
      case .fanOut: fans.fanOut
      case .fanAvg: (fans.fanIn + fans.fanOut) / 2
      }
    let variance = scale / max(fan, 1)
    let random = random.seeded(seed)
    switch distribution {
    case .truncatedNormal, .normal:
      return truncatedNormal(variance: variance, shape: shape, path: path, random: random)
    case .untruncatedNormal:
      return normal(
        deviation: variance.squareRoot(), isTruncated: false, shape: shape, path: path,
        random: random)
    case .uniform:
      return uniform((3 * variance).squareRoot(), shape: shape, path: path, random: random)
    }
  }
}

extension VarianceScaling {
  /// Which of a weight's fans the variance is divided by.
  public enum Mode: String, WordValue {
    /// The inputs of an output.
    case fanIn = "fan_in"
    /// The outputs of an input.
    case fanOut = "fan_out"
    /// The mean of both.
    case fanAvg = "fan_avg"
  }

  /// How the numbers are spread.
  public enum Distribution: String, WordValue {
    /// Normal, within two deviations.
    case truncatedNormal = "truncated_normal"
    /// Normal.
    case untruncatedNormal = "untruncated_normal"
    /// The same everywhere between two bounds.
    case uniform
    /// Keras' older word for `truncated_normal`.
    case normal
  }
}
