public import Schemas
import Tensors

/// Tries what promises most by what earlier trials came to: a Gaussian process says what is expected
/// of every configuration and how sure that is.
///
/// The first trials are drawn at random, three for every hyperparameter unless `num_initial_points`
/// says how many. A configuration is never tried twice.
///
/// - Source: KerasTuner `BayesianOptimization`; Snoek, Larochelle & Adams 2012.
public struct BayesianOptimization: Tuner {
  public var objective = Objective()
  var maxTrials = 10
  var initialPoints: Int?
  var alpha = 1e-4
  var beta = 2.6
  public var seed: Int?
  var acquisition = Acquisition.ucb

  public static let schema = Schema<Self>(
    "BayesianOptimization",
    summary: "Tries what promises most by what earlier trials came to.",
    [
      Field("objective", \.objective, .required, doc: "What a trial is judged by."),
      Field("max_trials", \.maxTrials, .extent, .atLeast(1), doc: "How many trials there are."),
      Field(
        "num_initial_points", \.initialPoints, .atLeast(1),
        doc: "How many are drawn at random; by default three for every hyperparameter."),
      Field(
        "alpha", \.alpha, .above(0),
        doc: "The noise of scores, as the share of it in their variance."),
      Field(
        "beta", \.beta, .atLeast(0), doc: "How much what is not known is worth, for 'ucb'."),
      Field("seed", \.seed, doc: "The seed of what is drawn; by default the notebook's."),
      Field(
        "acquisition", \.acquisition,
        doc:
          "What makes a configuration worth a trial: the upper confidence bound, or the expected "
          + "improvement."),
    ])

  public init() {}

  public func plan(for space: SearchSpace, seed: UInt64) -> [TrialPlan] {
    let count = space.all(upTo: maxTrials).map { min($0.count, maxTrials) } ?? maxTrials
    let initial = initialPoints ?? max(3 * space.searched.count, 3)
    let drawn = RandomDraws(space, seed: seed).configurations(min(initial, count))
    return drawn.map { TrialPlan(.settled($0)) }
      + Array(repeating: TrialPlan(.proposed), count: count - drawn.count)
  }

  public func proposal(
    in space: SearchSpace, after earlier: [TrialOutcome], seed: UInt64
  ) -> Configuration {
    let draws = RandomDraws(space, seed: seed)
    let tried = earlier.map(\.configuration)
    let search = WorthSearch(self, space, draws, earlier)
    let proposed = search?.best() ?? draws.configuration(earlier.count, unlike: tried)
    return proposed ?? space.defaults
  }
}

/// Looks for the configuration that is worth most.
private struct WorthSearch {
  let tuner: BayesianOptimization
  let space: SearchSpace
  let draws: RandomDraws
  let process: GaussianProcess
  let embedding: Embedding
  let tried: [Configuration]
  let known: Set<Configuration>
  /// The points of the best trials, the best first.
  let bestPoints: [[Double]]
  let bestMerit: Double

  /// Spaces up to this size are looked at whole.
  private static let mostForAll = 2000
  private static let drawCount = 500
  private static let startCount = 5
  private static let neighbourCount = 20

  init?(
    _ tuner: BayesianOptimization, _ space: SearchSpace, _ draws: RandomDraws,
    _ earlier: [TrialOutcome]
  ) {
    let whole = earlier.filter { $0.merit?.isFinite ?? false }
    let merits = whole.compactMap(\.merit)
    embedding = Embedding(space)
    guard
      let process = GaussianProcess(
        merits, at: whole.map { [embedding] in embedding.place(of: $0.configuration) },
        groups: embedding.groups, noise: tuner.alpha), let bestMerit = merits.max()
    else { return nil }
    (self.tuner, self.space, self.draws, self.process) = (tuner, space, draws, process)
    self.bestMerit = bestMerit
    tried = earlier.map(\.configuration)
    known = Set(tried)
    bestPoints = whole.ranking.prefix(Self.startCount).map {
      space.point(of: whole[$0].configuration)
    }
  }

  private struct Candidate {
    var point: [Double]
    var configuration: Configuration
    var worth: Double
  }

  func best() -> Configuration? {
    if let all = space.all(upTo: Self.mostForAll) {
      return best(of: all.compactMap { candidate($0) })?.configuration
    }
    var candidates: [Candidate] = []
    for attempt in 0..<Self.drawCount {
      // Numbers of trials count from 0: draws of one trial never are those of another.
      if let candidate = candidate(draws.point(-1 - tried.count, attempt: attempt)) {
        candidates.append(candidate)
      }
    }
    for (index, point) in bestPoints.enumerated() {
      for attempt in 0..<Self.neighbourCount {
        let drawn = draws.point(-1 - tried.count, attempt: -1 - index * 100 - attempt)
        let near = zip(point, drawn).map { min(max($0 + ($1 - 0.5) / 5, 0), 1) }
        if let candidate = candidate(near) { candidates.append(candidate) }
      }
    }
    let order = candidates.indices.sorted {
      candidates[$0].worth == candidates[$1].worth
        ? $0 < $1 : candidates[$0].worth > candidates[$1].worth
    }
    return best(of: order.prefix(Self.startCount).map { refined(candidates[$0]) })?.configuration
  }

  private func best(of candidates: [Candidate]) -> Candidate? {
    var best: Candidate?
    for candidate in candidates where candidate.worth > best?.worth ?? -.infinity {
      best = candidate
    }
    return best
  }

  /// Steps along one coordinate after the other, as long as that helps, with ever shorter steps.
  private func refined(_ start: Candidate) -> Candidate {
    var best = start
    var step = 0.1
    while step > 0.002 {
      var isBetter = false
      for index in best.point.indices {
        for direction in [step, -step] {
          var moved = best.point
          moved[index] = min(max(moved[index] + direction, 0), 1)
          if let candidate = candidate(moved), candidate.worth > best.worth {
            best = candidate
            isBetter = true
          }
        }
      }
      if !isBetter { step /= 2 }
    }
    return best
  }

  /// The configuration at a point and what it is worth; nil where it was tried.
  private func candidate(_ point: [Double]) -> Candidate? {
    candidate(space.configuration(at: point)).map {
      Candidate(point: point, configuration: $0.configuration, worth: $0.worth)
    }
  }

  private func candidate(_ configuration: Configuration) -> Candidate? {
    guard !known.contains(configuration) else { return nil }
    let point = space.point(of: configuration)
    let belief = process.belief(at: embedding.place(of: point))
    return Candidate(
      point: point, configuration: configuration,
      worth: tuner.acquisition.worth(of: belief, best: bestMerit, beta: tuner.beta))
  }
}
