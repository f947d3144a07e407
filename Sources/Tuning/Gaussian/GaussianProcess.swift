import Tensors

/// What is believed of a function after some of its values were seen: a Gaussian process with
/// Matérn's kernel of smoothness 5/2 and a length scale for every hyperparameter.
///
/// Values are normalized to mean 0 and deviation 1. The length scales are those of a grid with the
/// greatest likelihood, times a broad prior around half of the cube's side; the amplitude is the
/// likeliest one for them.
///
/// - Source: Rasmussen & Williams 2006, chapters 2 and 5.
struct GaussianProcess {
  private let places: [[Double]]
  private let groups: [Range<Int>]
  private let factor: Cholesky
  private let weights: [Double]
  private let amplitude: Double
  private let mean: Double
  private let deviation: Double

  /// The length scale of every hyperparameter.
  let lengthScales: [Double]

  /// A belief at a place.
  struct Belief {
    /// What is expected.
    var mean: Double
    /// How far off that may be.
    var deviation: Double
  }

  /// Learns from values at places; nil where there are fewer than two, or all are the same.
  ///
  /// - Parameters:
  ///   - values: A value for every place; finite.
  ///   - places: Where they were seen.
  ///   - groups: The coordinates that share a length scale.
  ///   - noise: The variance of the noise, in units of the amplitude.
  init?(_ values: [Double], at places: [[Double]], groups: [Range<Int>], noise: Double) {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / max(count, 1)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(count, 1)
    guard values.count >= 2, variance > 0, variance.isFinite else { return nil }
    let deviation = variance.squareRoot()
    let targets = values.map { ($0 - mean) / deviation }
    let distances = groups.map { Self.distances(places, $0) }
    var search = ScaleSearch(distances: distances, targets: targets, noise: noise)
    guard let fit = search.best() else { return nil }
    (self.mean, self.deviation) = (mean, deviation)
    (self.places, self.groups) = (places, groups)
    (factor, weights, amplitude) = (fit.factor, fit.weights, fit.amplitude)
    lengthScales = search.scales
  }

  /// What is believed of the function at a place.
  func belief(at place: [Double]) -> Belief {
    let kernel = places.map { self.kernel($0, place) }
    let explained = factor.solvingLower(kernel)
    let expected = zip(kernel, weights).reduce(0) { $0 + $1.0 * $1.1 }
    let variance = max(1 - explained.reduce(0) { $0 + $1 * $1 }, 1e-12) * amplitude
    return Belief(
      mean: mean + deviation * expected, deviation: deviation * variance.squareRoot())
  }

  /// What is expected of the function at a place, without how far off that may be.
  func expectation(at place: [Double]) -> Double {
    var sum = 0.0
    for (index, known) in places.enumerated() { sum += kernel(known, place) * weights[index] }
    return mean + deviation * sum
  }

  private func kernel(_ a: [Double], _ b: [Double]) -> Double {
    var square = 0.0
    for (group, scale) in zip(groups, lengthScales) {
      for index in group {
        let difference = (a[index] - b[index]) / scale
        square += difference * difference
      }
    }
    return Self.matern(square)
  }

  /// Matérn's kernel of a squared distance.
  static func matern(_ square: Double) -> Double {
    let scaled = (5 * square).squareRoot()
    return (1 + scaled + 5 / 3 * square) * PortableMath.exp(-scaled)
  }

  /// The squared distances of all pairs in some coordinates, by rows.
  private static func distances(_ places: [[Double]], _ group: Range<Int>) -> [Double] {
    var distances: [Double] = []
    distances.reserveCapacity(places.count * places.count)
    for a in places {
      for b in places {
        distances.append(group.reduce(0) { $0 + (a[$1] - b[$1]) * (a[$1] - b[$1]) })
      }
    }
    return distances
  }
}

/// Looks for the length scales under which values are likeliest.
struct ScaleSearch {
  let distances: [[Double]]
  let targets: [Double]
  let noise: Double
  private(set) var scales: [Double]

  /// A kernel that fits, and how well.
  struct Fit {
    var factor: Cholesky
    var weights: [Double]
    var amplitude: Double
    var likelihood: Double
  }

  /// Length scales in units of the cube's side.
  private static let grid = [0.1, 0.2, 0.4, 0.8, 1.6, 3.2]

  /// So often every scale is looked at again with the others as they are.
  private static let sweepCount = 2

  init(distances: [[Double]], targets: [Double], noise: Double) {
    self.distances = distances
    self.targets = targets
    self.noise = noise
    scales = Array(repeating: 0.4, count: distances.count)
  }

  /// Tries one scale for all first, then each by itself.
  mutating func best() -> Fit? {
    var best: Fit?
    for scale in Self.grid {
      consider(Array(repeating: scale, count: distances.count), &best)
    }
    guard distances.count > 1 else { return best }
    for _ in 0..<Self.sweepCount {
      for index in distances.indices {
        let present = scales
        for scale in Self.grid where scale != present[index] {
          var changed = present
          changed[index] = scale
          consider(changed, &best)
        }
      }
    }
    return best
  }

  private mutating func consider(_ scales: [Double], _ best: inout Fit?) {
    guard let fit = fit(scales), best.map({ fit.likelihood > $0.likelihood }) ?? true else {
      return
    }
    best = fit
    self.scales = scales
  }

  private func fit(_ scales: [Double]) -> Fit? {
    let count = targets.count
    var matrix = [Double](repeating: 0, count: count * count)
    let inverses = scales.map { 1 / ($0 * $0) }
    for row in 0..<count {
      for column in 0...row {
        var square = 0.0
        for group in distances.indices {
          square += distances[group][row * count + column] * inverses[group]
        }
        matrix[row * count + column] = GaussianProcess.matern(square)
      }
      matrix[row * count + row] += noise + 1e-8
    }
    guard let factor = Cholesky(matrix, count: count) else { return nil }
    let weights = factor.solving(targets)
    let agreement = zip(targets, weights).reduce(0) { $0 + $1.0 * $1.1 }
    let amplitude = max(agreement / Double(count), 1e-6)
    var likelihood = -Double(count) / 2 * PortableMath.log(amplitude)
    for entry in factor.diagonal { likelihood -= PortableMath.log(entry) }
    for scale in scales {
      let distance = PortableMath.log(scale / 0.5)
      likelihood -= distance * distance / 2
    }
    return Fit(factor: factor, weights: weights, amplitude: amplitude, likelihood: likelihood)
  }
}
