import Tensors
import Tuning

/// Functions whose minima are known.
enum KnownFunction {
  /// Branin's: three minima of 0.397887 in x₁ from −5 to 10, x₂ from 0 to 15.
  case branin
  /// Hartmann's in six dimensions: one minimum of −3.32237 in the unit cube.
  case hartmann6

  var space: SearchSpace {
    switch self {
    case .branin:
      SearchSpace([real("x1", -5, 10), real("x2", 0, 15)])
    case .hartmann6:
      SearchSpace((1...6).map { real("x\($0)", 0, 1) })
    }
  }

  private func real(_ name: String, _ least: Double, _ greatest: Double) -> Hyperparameter {
    Hyperparameter(
      name, .reals(NumberRange(min: least, max: greatest)), defaultValue: .real(least))
  }

  var minimum: Double {
    switch self {
    case .branin: 0.39788735772973816
    case .hartmann6: -3.32236801141551
    }
  }

  func callAsFunction(_ configuration: Configuration) -> Double {
    let x = configuration.entries.map { entry in
      if case .real(let number) = entry.value { number } else { Double.nan }
    }
    return self(x)
  }

  func callAsFunction(_ x: [Double]) -> Double {
    switch self {
    case .branin:
      let slope = 5 / Double.pi
      let bend = 5.1 / (4 * Double.pi * Double.pi)
      let curve: Double = x[1] - bend * x[0] * x[0] + slope * x[0] - 6
      let wave = PortableMath.cosOfPi(x[0] / Double.pi)
      return curve * curve + 10 * (1 - 1 / (8 * Double.pi)) * wave + 10
    case .hartmann6:
      var sum = 0.0
      for row in 0..<4 {
        var distance = 0.0
        for column in 0..<6 {
          let difference = x[column] - Self.centres[row][column]
          distance += Self.steepness[row][column] * difference * difference
        }
        sum -= Self.weights[row] * PortableMath.exp(-distance)
      }
      return sum
    }
  }

  private static let weights = [1.0, 1.2, 3.0, 3.2]

  private static let steepness: [[Double]] = [
    [10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8],
    [17, 8, 0.05, 10, 0.1, 14],
  ]

  private static let centres: [[Double]] = [
    [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
    [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
    [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650],
    [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
  ]
}

/// Runs a search on a function.
func trials(
  of tuner: some Tuner, on function: KnownFunction, seed: UInt64
) -> [TrialOutcome] {
  var outcomes: [TrialOutcome] = []
  for plan in tuner.plan(for: function.space, seed: seed) {
    var configuration = Configuration()
    switch plan.source {
    case .settled(let settled): configuration = settled
    case .proposed:
      configuration = tuner.proposal(in: function.space, after: outcomes, seed: seed)
    case .promoted(let trials, let rank):
      let others = trials.map { outcomes[$0] }
      configuration = others[others.ranking[rank]].configuration
    }
    outcomes.append(TrialOutcome(configuration, merit: -function(configuration)))
  }
  return outcomes
}
