public import Schemas
import Tensors

/// Trains many configurations for a few epochs, and the better ones on: the best of a round go on in
/// the next one with `factor` times the epochs, from where they are.
///
/// Bracket `s`, from the boldest to plain random search (`s = 0`), begins with
/// `⌈⌈1 + log_f R⌉ / (s + 1) · f^s⌉` configurations of `⌈R / f^s⌉` epochs, where `R` is `max_epochs`
/// and `f` is `factor`.
///
/// - Source: KerasTuner `Hyperband`; Li, Jamieson, DeSalvo, Rostamizadeh & Talwalkar 2018.
public struct Hyperband: Tuner {
  public var objective = Objective()
  var maxEpochs = 100
  var factor = 3
  var iterations = 1
  public var seed: Int?

  public static let schema = Schema<Self>(
    "Hyperband",
    summary: "Trains many configurations for a few epochs, and the better ones on.",
    [
      Field("objective", \.objective, .required, doc: "What a trial is judged by."),
      Field(
        "max_epochs", \.maxEpochs, .atLeast(1), doc: "The epochs of those that come furthest."),
      Field(
        "factor", \.factor, .atLeast(2),
        doc: "One in so many goes on to a round with so many times the epochs."),
      Field(
        "hyperband_iterations", \.iterations, .extent, .atLeast(1),
        doc: "How often all brackets are gone through."),
      Field("seed", \.seed, doc: "The seed of the draws; by default the notebook's."),
    ])

  public init() {}

  public func plan(for space: SearchSpace, seed: UInt64) -> [TrialPlan] {
    let draws = RandomDraws(space, seed: seed)
    var drawn: [Configuration] = []
    var plans: [TrialPlan] = []
    for _ in 0..<iterations {
      for bracket in (0..<bracketCount).reversed() {
        var last: [Int] = []
        for round in 0...bracket {
          let place = TrialPlan.Round(bracket: bracket, number: round)
          let epochs = epochs(bracket, round)
          var these: [Int] = []
          for rank in 0..<size(bracket, round) {
            var source = TrialPlan.Source.promoted(from: last, rank: rank)
            if round == 0 {
              guard let next = draws.configuration(drawn.count, unlike: drawn) else { break }
              drawn.append(next)
              source = .settled(next)
            } else if rank >= last.count {
              break
            }
            these.append(plans.count)
            plans.append(TrialPlan(source, epochs: epochs, round: place))
          }
          last = these
        }
      }
    }
    return plans
  }

  /// As many brackets as `max_epochs` can be divided by the factor without falling below one epoch.
  private var bracketCount: Int {
    var epochs = maxEpochs
    var count = 0
    while epochs >= 1 {
      epochs /= factor
      count += 1
    }
    return count
  }

  private func size(_ bracket: Int, _ round: Int) -> Int {
    let atEnd =
      (1 + PortableMath.log(Double(maxEpochs)) / PortableMath.log(Double(factor))
      // A power of the factor must not come out a little above.
      - 1e-9).rounded(.up)
    let share = atEnd / Double(bracket + 1)
    return Int((share * PortableMath.power(Double(factor), bracket - round)).rounded(.up))
  }

  private func epochs(_ bracket: Int, _ round: Int) -> Int {
    let divisor = PortableMath.power(Double(factor), bracket - round)
    return Int((Double(maxEpochs) / divisor).rounded(.up))
  }
}
