public import Schemas
import Tensors

/// What makes a place worth a trial.
public enum Acquisition: String, WordValue {
  /// Upper confidence bound: what is expected, and `beta` times how far off that may be.
  case ucb
  /// Expected improvement over the best trial.
  case ei
}

extension Acquisition {
  /// How much a place is worth; only comparisons mean something.
  ///
  /// - Parameters:
  ///   - belief: What is believed of the place.
  ///   - best: The best merit so far.
  ///   - beta: The weight of what is not known, for `ucb`.
  /// - Returns: The worth.
  func worth(of belief: GaussianProcess.Belief, best: Double, beta: Double) -> Double {
    switch self {
    case .ucb: belief.mean + beta * belief.deviation
    case .ei: Self.logarithmOfImprovement(belief, best: best)
    }
  }

  /// `log E[max(f − best, 0)]`; the logarithm, since far from the best all improvements are next to
  /// nothing and still not the same.
  private static func logarithmOfImprovement(
    _ belief: GaussianProcess.Belief, best: Double
  ) -> Double {
    let z = (belief.mean - best) / belief.deviation
    let scale = PortableMath.log(belief.deviation)
    guard z > -6 else {
      // φ(z) + z·Φ(z) ≈ φ(z) / z², whose remainder is of the order of z⁻⁴.
      return scale - z * z / 2 - PortableMath.log(2.506628274631000502 * z * z)
    }
    let gain = NormalDistribution.density(z) + z * NormalDistribution.share(below: z)
    return scale + PortableMath.log(max(gain, 1e-300))
  }
}
