import Tensors

/// How much of the differences between scores each hyperparameter explains by itself.
///
/// A Gaussian process learns the scores of the trials. Its expectation is a function of the whole
/// space; the share of a hyperparameter is the variance of that function's mean over all others,
/// divided by the variance of the function (a first-order index of Sobol'; functional ANOVA). What the
/// shares leave to 1 is due to hyperparameters acting together.
public struct Importance: Sendable, Equatable {
  /// A hyperparameter with its share.
  public struct Share: Sendable, Equatable, Codable {
    /// The hyperparameter.
    public var name: String
    /// The share, from 0 to 1.
    public var value: Double
  }

  /// The shares, the largest first.
  public var shares: [Share]

  /// Fewer trials with a score say nothing.
  public static let fewestTrials = 4

  private static let sampleCount = 256
  private static let levelCount = 16

  /// Learns from trials; nil where too few of them have a score, or all scores are the same.
  ///
  /// - Parameters:
  ///   - trials: The trials.
  ///   - space: What was searched.
  public init?(of trials: [TrialOutcome], in space: SearchSpace) {
    let whole = trials.filter { $0.merit?.isFinite ?? false }
    let embedding = Embedding(space)
    guard whole.count >= Self.fewestTrials,
      let process = GaussianProcess(
        whole.compactMap(\.merit), at: whole.map { embedding.place(of: $0.configuration) },
        groups: embedding.groups, noise: 1e-2)
    else { return nil }
    // The same sample for every search: what is compared are hyperparameters.
    let draws = RandomDraws(space, seed: 0)
    let sample = (0..<Self.sampleCount).map { draws.point(-1, attempt: $0) }
    func expectation(_ point: [Double]) -> Double {
      // A choice is one of its options, not something between two of them.
      process.expectation(
        at: embedding.place(of: space.configuration(at: point)))
    }
    let totalVariance = Self.variance(sample.map(expectation))
    guard totalVariance > 0 else { return nil }
    var shares: [Share] = []
    for (index, hyperparameter) in embedding.hyperparameters.enumerated() {
      let count = min(hyperparameter.domain.count ?? Self.levelCount, Self.levelCount)
      let means = (0..<count).map { level in
        let place = Domain.place(ofIndex: level, of: count)
        return sample.reduce(0) { sum, point in
          var moved = point
          moved[index] = place
          return sum + expectation(moved)
        } / Double(sample.count)
      }
      let share = min(Self.variance(means) / totalVariance, 1)
      shares.append(Share(name: hyperparameter.name, value: share))
    }
    let order = shares.indices.sorted {
      shares[$0].value == shares[$1].value ? $0 < $1 : shares[$0].value > shares[$1].value
    }
    self.shares = order.map { shares[$0] }
  }

  private static func variance(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
  }
}
